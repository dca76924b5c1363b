//! What is remembered of each question, and when it should come again.
//!
//! Reviews are replayed through FSRS-6 with its published default parameters; nothing derived is ever
//! stored. The `fsrs` crate is named in this module and nowhere else. Days are calendar days where
//! the person was. The clock is never read: today arrives as an argument.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, FSRSItem, FSRSReview, MemoryState, current_retrievability};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

static MODEL: LazyLock<FSRS> = LazyLock::new(FSRS::default);

/// The chance of recall at which a question is due, as FSRS recommends.
const RETENTION: f32 = 0.9;

/// The longest interval in days, as in the reference implementation.
const LONGEST: f32 = 36_500.0;

/// How well a question went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Not known.
    Again,
    /// Known with trouble.
    Hard,
    /// Known.
    Good,
    /// Known without effort.
    Easy,
}

impl Grade {
    /// All four, worst first: grade `n` has the key `n + 1`.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }

    /// The grade that making `made` of `all` points suggests: every one is easy, two thirds good, one third hard.
    pub fn suggested(made: usize, all: usize) -> Self {
        match (made * 3, all) {
            // Without points nobody can be sure.
            (_, 0) => Self::Good,
            _ if made >= all => Self::Easy,
            (thirds, all) if thirds >= all * 2 => Self::Good,
            (thirds, all) if thirds >= all => Self::Hard,
            _ => Self::Again,
        }
    }

    /// The rating of FSRS, 1 to 4.
    fn rating(self) -> u32 {
        match self {
            Self::Again => 1,
            Self::Hard => 2,
            Self::Good => 3,
            Self::Easy => 4,
        }
    }
}

/// How a question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// In a quiz, ticking points.
    Quiz,
    /// In a quiz, choosing an option.
    Choice,
    /// In words, with feedback.
    Practice,
    /// In words, in a mock interview.
    Mock,
}

/// One answered question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What a withdrawal names.
    pub id: String,
    /// The day it was where the person was.
    pub day: Date,
    /// The full name of the question, `bank/id`.
    pub question: String,
    /// How it was answered.
    pub how: How,
    /// Whether it leaves the schedule alone.
    pub cram: bool,
    /// How it went.
    pub grade: Grade,
    /// The key points that were made, by their text.
    pub made: Vec<String>,
    /// How many key points there were.
    pub points: usize,
    /// Seconds until the answer was revealed, or handed in.
    pub seconds: u64,
    /// What was said, where it was answered in words.
    pub said: Option<Box<Said>>,
}

/// An answer in words, and what it was worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The answer as given.
    pub answer: String,
    /// 0 to 100.
    pub score: usize,
    /// What the person put right in the feedback.
    pub corrections: Vec<Correction>,
    /// The id of the first review of the mock interview it belongs to.
    pub mock: Option<String>,
}

/// A verdict that the person put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The key point, by its text.
    pub point: String,
    /// Whether it was made.
    pub made: bool,
}

/// What is remembered of a question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    state: MemoryState,
    /// The day it was last answered.
    pub last: Date,
    /// The grade it last got.
    pub grade: Grade,
    /// The day it should come again.
    pub due: Date,
}

impl Memory {
    /// The days until recall falls to 90 %.
    pub fn stability(&self) -> f32 {
        self.state.stability
    }

    /// How hard the question is for this person, 1 to 10.
    pub fn difficulty(&self) -> f32 {
        self.state.difficulty
    }

    /// The chance of recall on `day`, 0 to 1, by the forgetting curve of FSRS-6.
    pub fn recall(&self, day: Date) -> f32 {
        current_retrievability(self.state, span(self.last, day), FSRS6_DEFAULT_DECAY)
    }

    /// The chance of recall a week after `day`, 0 to 1: on the day of an answer recall itself says nothing yet.
    pub fn strength(&self, day: Date) -> f32 {
        self.recall(later(day, 7))
    }

    /// Whether it wants work on `day`: it last went badly, or recall has fallen below 80 %.
    pub fn is_weak(&self, day: Date) -> bool {
        self.grade < Grade::Good || self.recall(day) < 0.8
    }
}

/// Days from `one` to `other`, never negative: clocks are sometimes set back.
pub fn days(one: Date, other: Date) -> u32 {
    let days = one.until(other).map_or(0, |span| span.get_days());
    u32::try_from(days).unwrap_or(0)
}

#[expect(clippy::cast_precision_loss, reason = "days of a lifetime are exact")]
fn span(one: Date, other: Date) -> f32 {
    days(one, other) as f32
}

/// What is remembered of each question that `reviews` (in order of time) scheduled, by its full name.
pub fn memories(reviews: &[Review]) -> BTreeMap<String, Memory> {
    let mut by_question: HashMap<&str, Vec<&Review>> = HashMap::new();
    for review in reviews.iter().filter(|review| !review.cram) {
        by_question.entry(&review.question).or_default().push(review);
    }
    let remembered = |(name, reviews): (&str, Vec<&Review>)| Some((name.to_owned(), memory(&reviews)?));
    // Waking the other processors takes longer than a short history.
    if reviews.len() > 1000 {
        by_question.into_par_iter().filter_map(remembered).collect()
    } else {
        by_question.into_iter().filter_map(remembered).collect()
    }
}

fn memory(reviews: &[&Review]) -> Option<Memory> {
    let last = reviews.last()?;
    let days = std::iter::once(0).chain(reviews.windows(2).map(|pair| days(pair[0].day, pair[1].day)));
    let step = |(review, delta_t): (&&Review, u32)| FSRSReview { rating: review.grade.rating(), delta_t };
    let item = FSRSItem { reviews: reviews.iter().zip(days).map(step).collect() };
    let state = MODEL.memory_state(item, None).ok()?;
    Some(Memory { state, last: last.day, grade: last.grade, due: later(last.day, interval(state.stability)) })
}

/// The interval in whole days for a stability in days; halves go to the even number, as in the reference implementation.
pub fn interval(stability: f32) -> u32 {
    let days = MODEL.next_interval(Some(stability), RETENTION, 0).round_ties_even().clamp(1.0, LONGEST);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was clamped just above")]
    let days = days as u32;
    days
}

/// The day that is `days` after `day`.
pub fn later(day: Date, days: u32) -> Date {
    day.saturating_add(i64::from(days).days())
}

/// When the question would come again for each grade, worst first, if it were answered on `today`.
pub fn next_dates(memory: Option<&Memory>, today: Date) -> [Date; 4] {
    let elapsed = memory.map_or(0, |memory| days(memory.last, today));
    let states = MODEL.next_states(memory.map(|memory| memory.state), RETENTION, elapsed);
    let Ok(states) = states else { return [later(today, 1); 4] };
    [states.again, states.hard, states.good, states.easy].map(|state| later(today, interval(state.memory.stability)))
}

/// What the memory would be after answering with `grade` on `day`.
pub fn after(memory: Option<&Memory>, grade: Grade, day: Date) -> Option<Memory> {
    let elapsed = memory.map_or(0, |memory| days(memory.last, day));
    let states = MODEL.next_states(memory.map(|memory| memory.state), RETENTION, elapsed).ok()?;
    let state = match grade {
        Grade::Again => states.again.memory,
        Grade::Hard => states.hard.memory,
        Grade::Good => states.good.memory,
        Grade::Easy => states.easy.memory,
    };
    Some(Memory { state, last: day, grade, due: later(day, interval(state.stability)) })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_suggestion_follows_the_share_of_points() {
        let cases = [
            (0, 3, Grade::Again),
            (1, 3, Grade::Hard),
            (2, 3, Grade::Good),
            (3, 3, Grade::Easy),
            (2, 9, Grade::Again),
            (6, 9, Grade::Good),
        ];
        for (made, all, grade) in cases {
            assert_eq!(Grade::suggested(made, all), grade, "{made} of {all}");
        }
    }

    fn review(question: &str, day: Date, grade: Grade) -> Review {
        let (id, question, how) = (String::new(), question.to_owned(), How::Quiz);
        Review { id, day, question, how, cram: false, grade, made: Vec::new(), points: 3, seconds: 0, said: None }
    }

    /// Days since the last review, rating, and what the reference implementation makes of it.
    type Step = (u32, u32, f64, f64, u32);

    #[test]
    fn memories_agree_with_the_reference_implementation() {
        let sequences = include_str!("../tests/fsrs-sequences.jsonl");
        let mut checked = 0;
        for line in sequences.lines() {
            let steps: Vec<Step> = serde_json::from_str(line).unwrap();
            let (mut day, mut reviews) = (date(2026, 1, 1), Vec::new());
            for (elapsed, rating, stability, difficulty, interval) in steps {
                day = later(day, elapsed);
                reviews.push(review("q", day, Grade::ALL[rating as usize - 1]));
                let memory = memories(&reviews)["q"];
                let apart = |ours: f32, theirs: f64| (f64::from(ours) - theirs).abs() / theirs;
                assert!(apart(memory.stability(), stability) < 1e-5, "{line}");
                assert!(apart(memory.difficulty(), difficulty) < 1e-5, "{line}");
                assert_eq!(memory.due, later(day, interval), "{line}");
                checked += 1;
            }
        }
        assert!(checked > 2000);
    }

    #[test]
    fn the_date_shown_beside_a_grade_is_the_date_it_leads_to() {
        let (first, today) = (date(2026, 3, 1), date(2026, 3, 9));
        let mut reviews = vec![review("q", first, Grade::Good)];
        let before = memories(&reviews)["q"];
        for (grade, shown) in Grade::ALL.into_iter().zip(next_dates(Some(&before), today)) {
            reviews.truncate(1);
            reviews.push(review("q", today, grade));
            assert_eq!(memories(&reviews)["q"].due, shown);
            assert_eq!(after(Some(&before), grade, today).unwrap().due, shown);
        }
        assert_eq!(next_dates(None, today), [1, 1, 2, 8].map(|days| later(today, days)));
    }

    #[test]
    fn cramming_and_other_questions_leave_a_schedule_alone() {
        let day = date(2026, 3, 1);
        let crammed = Review { cram: true, ..review("q", day, Grade::Again) };
        let reviews = [review("q", day, Grade::Good), crammed, review("other", day, Grade::Again)];
        assert_eq!(memories(&reviews)["q"], memories(&reviews[..1])["q"]);
    }

    #[test]
    fn recall_falls_to_nine_tenths_at_the_stability() {
        let memory = memories(&[review("q", date(2026, 3, 1), Grade::Easy)])["q"];
        assert!((memory.recall(date(2026, 3, 1)) - 1.0).abs() < 1e-6);
        assert!((memory.recall(date(2026, 3, 9)) - 0.9).abs() < 0.005, "8.3 days");
    }
}
