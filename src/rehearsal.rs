//! A rehearsal: one question answered in words, judged, put right, and tried again, without a screen.
//!
//! Keys come in and reactions go out; the clock and the journal belong to whoever holds it. To add a
//! key, add an arm to [`Rehearsal::press`] and name it in `views::feedback`.

pub mod mock;

use std::time::Duration;

use jiff::civil::Date;

use crate::bank::Entry;
use crate::feedback::{Report, Rubric, Score, Verdict, assess};
use crate::schedule::{Correction, Grade, How, Review, Said};
use crate::session::letter;

/// How many steps of hints there are: framework, number of points, first letters, points.
const HINTS: usize = 4;

/// An answer with its feedback.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The answer as given.
    pub text: String,
    /// How long it took.
    pub time: Duration,
    /// The feedback as it was judged.
    pub judged: Report,
    /// The feedback with what the person put right.
    pub report: Report,
    /// The grade the person gave, if not the suggested one.
    pub graded: Option<Grade>,
}

/// What a key led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    /// Nothing.
    Ignored,
    /// A verdict or the grade is another one now: the journal must know.
    Changed,
    /// Show the answer with its evidence marked.
    Marked,
    /// Show how the score comes about.
    Explained,
    /// Show what a good answer has.
    Modelled,
    /// Show what the keys do.
    Help,
    /// Answer the same question again.
    Again,
    /// It is over.
    Left,
}

/// One question, and the attempts at it.
#[derive(Debug)]
pub struct Rehearsal<'a> {
    /// The question.
    pub entry: Entry<'a>,
    rubric: Rubric,
    /// The attempts, the last one being worked on.
    pub attempts: Vec<Attempt>,
    /// How many hints were given.
    pub hints: usize,
}

impl<'a> Rehearsal<'a> {
    /// A rehearsal of `entry`, judged on `rubric`.
    pub fn new(entry: Entry<'a>, rubric: Rubric) -> Self {
        Self { entry, rubric, attempts: Vec::new(), hints: 0 }
    }

    /// Judges an answer.
    pub fn answer(&mut self, text: String, time: Duration) {
        let judged = assess(&self.rubric, &text);
        self.attempts.push(Attempt { text, time, report: judged.clone(), judged, graded: None });
    }

    /// Gives one more hint, while there are any.
    pub fn hint(&mut self) {
        self.hints = (self.hints + 1).min(HINTS);
    }

    /// The attempt that is worked on.
    pub fn last(&self) -> Option<&Attempt> {
        self.attempts.last()
    }

    /// The attempt before it that could be judged.
    pub fn before(&self) -> Option<&Attempt> {
        self.attempts.iter().rev().skip(1).find(|attempt| attempt.report.score.is_some())
    }

    /// What `key` does to the last attempt.
    pub fn press(&mut self, key: char) -> Reaction {
        let Some(attempt) = self.attempts.last_mut() else { return Reaction::Ignored };
        let judged = attempt.report.score.is_some();
        match key {
            'q' | ' ' => Reaction::Left,
            't' => Reaction::Again,
            'm' => Reaction::Modelled,
            '?' => Reaction::Help,
            's' => Reaction::Marked,
            'x' if judged => Reaction::Explained,
            'u' if judged => attempt.restore(),
            '1'..='4' if judged => attempt.grade(Grade::ALL[key as usize - '1' as usize]),
            key if judged => attempt.correct(&self.rubric, key),
            _ => Reaction::Ignored,
        }
    }
}

impl Attempt {
    /// The grade it has: the person's, or the suggested one.
    pub fn grade_now(&self) -> Option<Grade> {
        self.graded.or(self.report.score.as_ref().map(Score::grade))
    }

    /// The key points that were made, by their text.
    pub fn made(&self) -> Vec<String> {
        let covered = self.report.points.iter().filter(|point| point.verdict == Verdict::Covered);
        covered.map(|point| point.text.clone()).collect()
    }

    /// What the person put right.
    pub fn corrections(&self) -> Vec<Correction> {
        let pairs = self.judged.points.iter().zip(&self.report.points);
        let changed = pairs.filter(|(judged, now)| judged.verdict != now.verdict);
        changed.map(|(_, now)| Correction { point: now.text.clone(), made: now.verdict == Verdict::Covered }).collect()
    }

    /// What the journal keeps of it as an answer to `entry`, in the mock interview `mock` if there is one;
    /// nothing when it is too short to assess.
    pub fn review(&self, entry: &Entry, id: String, day: Date, mock: Option<String>) -> Option<Review> {
        let score = self.report.score.as_ref()?.total;
        Some(Review {
            id,
            day,
            question: entry.full_name(),
            how: if mock.is_some() { How::Mock } else { How::Practice },
            cram: false,
            grade: self.grade_now()?,
            made: self.made(),
            points: self.report.points.len(),
            seconds: self.time.as_secs(),
            said: Some(Box::new(Said { answer: self.text.clone(), score, corrections: self.corrections(), mock })),
        })
    }

    fn grade(&mut self, grade: Grade) -> Reaction {
        self.graded = Some(grade);
        Reaction::Changed
    }

    /// Whether the person put anything right, or graded it.
    pub fn is_changed(&self) -> bool {
        self.graded.is_some() || !self.corrections().is_empty()
    }

    /// Takes back what the person put right, and the grade.
    fn restore(&mut self) -> Reaction {
        if !self.is_changed() {
            return Reaction::Ignored;
        }
        self.graded = None;
        self.report = self.judged.clone();
        Reaction::Changed
    }

    /// The matcher missed a point, or heard one that was not made.
    fn correct(&mut self, rubric: &Rubric, key: char) -> Reaction {
        let Some(point) = (0..self.report.points.len()).find(|point| letter(*point) == Some(key)) else {
            return Reaction::Ignored;
        };
        let made = self.report.points[point].verdict == Verdict::Covered;
        let verdict = if made { Verdict::Missed } else { Verdict::Covered };
        self.report = std::mem::take(&mut self.report).corrected(rubric, point, verdict);
        Reaction::Changed
    }
}
