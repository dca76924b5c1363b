//! A mock interview: several questions in a row, no help, and what it came to.

use std::time::Duration;

use jiff::civil::Date;

use super::Attempt;
use crate::bank::Entry;
use crate::feedback::{Advice, Report, Verdict};
use crate::schedule::{How, Review};

/// The round of interviews that is rehearsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The first talk, with a recruiter.
    Screen,
    /// Designs and situations.
    Case,
    /// What one has done.
    Behavioral,
    /// A bit of everything, briefly, with somebody senior.
    Executive,
}

impl Stage {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Case => "case",
            Self::Behavioral => "behavioral",
            Self::Executive => "executive",
        }
    }

    /// The categories it asks from; none means all.
    pub fn categories(self) -> &'static [&'static str] {
        match self {
            Self::Screen => &["values", "behavioral"],
            Self::Case => &["system-design", "situational"],
            Self::Behavioral => &["behavioral", "values", "situational"],
            Self::Executive => &[],
        }
    }

    /// How many questions it has.
    pub fn questions(self) -> usize {
        match self {
            Self::Case => 3,
            Self::Screen | Self::Behavioral => 4,
            Self::Executive => 5,
        }
    }

    /// How many minutes it takes.
    pub fn minutes(self) -> u32 {
        match self {
            Self::Screen => 15,
            Self::Case => 30,
            Self::Behavioral | Self::Executive => 25,
        }
    }
}

/// A question that was answered.
#[derive(Debug)]
pub struct Answered<'a> {
    /// The question.
    pub entry: Entry<'a>,
    /// The answer and its feedback.
    pub attempt: Attempt,
}

/// An earlier mock interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// The day it was held.
    pub day: Date,
    /// The mean of its scores.
    pub average: usize,
}

/// What a mock interview came to.
#[derive(Debug)]
pub struct Debrief<'a> {
    /// What was answered, in order.
    pub answered: Vec<Answered<'a>>,
    /// How many questions there were to be.
    pub planned: usize,
    /// How many minutes there were to be.
    pub minutes: u32,
    /// The one before, if there was one.
    pub before: Option<Before>,
}

impl<'a> Debrief<'a> {
    /// How long the answers took.
    pub fn time(&self) -> Duration {
        self.answered.iter().map(|it| it.attempt.time).sum()
    }

    /// The mean score of the answers that could be assessed.
    pub fn average(&self) -> Option<usize> {
        let scores = self.answered.iter().filter_map(|it| it.attempt.report.score.as_ref()).map(|score| score.total);
        mean(&scores.collect::<Vec<_>>())
    }

    /// The one habit to change: what would have helped most answers, with how many; manner before matter,
    /// because a habit of telling carries over to every question.
    pub fn habit(&self) -> Option<(Advice, usize)> {
        let reports = || self.answered.iter().map(|it| &it.attempt.report).filter(|report| report.score.is_some());
        let habits: Vec<Advice> = reports().flat_map(Report::habits).collect();
        let count = |habit: &Advice| habits.iter().filter(|other| *other == habit).count();
        // Of equals the first stands, in the order in which they matter.
        habits.iter().rev().max_by_key(|habit| count(habit)).map(|habit| (habit.clone(), count(habit)))
    }

    /// The points that were not made, with the question each belongs to.
    pub fn missed(&self) -> impl Iterator<Item = (&Entry<'a>, &str)> {
        self.answered.iter().flat_map(|it| {
            let missed = it.attempt.report.points.iter().filter(|point| point.verdict < Verdict::Partly);
            missed.map(move |point| (&it.entry, point.text.as_str()))
        })
    }
}

/// The mean, rounded; nothing when there is nothing.
fn mean(numbers: &[usize]) -> Option<usize> {
    let count = numbers.len();
    (count > 0).then(|| (numbers.iter().sum::<usize>() + count / 2) / count)
}

/// The last mock interview among these reviews, which stand in order of time.
pub fn last(reviews: &[Review]) -> Option<Before> {
    let mock = |review: &Review| review.said.as_ref().and_then(|said| said.mock.clone());
    let mocks = || reviews.iter().filter(|review| review.how == How::Mock);
    let latest = mocks().next_back()?;
    let session = mock(latest);
    let scores = mocks().filter(|review| mock(review) == session).filter_map(|review| review.said.as_ref());
    let average = mean(&scores.map(|said| said.score).collect::<Vec<_>>())?;
    Some(Before { day: latest.day, average })
}
