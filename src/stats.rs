//! What the journal shows over time: streak, coverage by week, strongest and weakest.
//!
//! Everything is counted from the reviews each time; nothing is kept. What a day has in store is the
//! business of `plan`.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::plan::Progress;
use crate::schedule::{How, Review};

/// How many weeks coverage looks back.
const WEEKS: usize = 8;

/// How many questions stand under strongest and weakest.
const EXTREMES: usize = 3;

/// What the journal shows.
#[derive(Debug, Clone)]
pub struct Stats {
    /// Questions answered, cramming included.
    pub answered: usize,
    /// Days on which something was answered.
    pub days: usize,
    /// Days in a row up to today, or up to yesterday while today has nothing yet.
    pub streak: usize,
    /// Coverage by week, the oldest first; from the first week of the last eight that has any.
    pub weeks: Vec<Week>,
    /// The best remembered questions with their chance of recall a week from now, the best first.
    pub strongest: Recalled,
    /// The worst remembered ones, the worst first; none of them is also under the strongest.
    pub weakest: Recalled,
}

/// The key points made in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// Key points made.
    pub made: usize,
    /// Key points there were.
    pub points: usize,
}

impl Week {
    /// The share of points made, in percent, rounded to the nearest; nothing when there were none.
    pub fn coverage(&self) -> Option<usize> {
        (self.points > 0).then(|| (self.made * 200 + self.points) / (self.points * 2))
    }
}

/// What `reviews` show today.
pub fn stats(reviews: &[Review], progress: &Progress) -> Stats {
    let days: BTreeSet<Date> = reviews.iter().map(|review| review.day).collect();
    let (strongest, weakest) = extremes(progress);
    Stats {
        answered: reviews.len(),
        days: days.len(),
        streak: streak(&days, progress.today),
        weeks: weeks(reviews, progress.today),
        strongest,
        weakest,
    }
}

/// Days in a row that end today, or yesterday while today has nothing yet.
pub fn streak(days: &BTreeSet<Date>, today: Date) -> usize {
    let start = if days.contains(&today) { today } else { before(today, 1) };
    (0..).zip(days).take_while(|(back, _)| days.contains(&before(start, *back))).count()
}

fn before(day: Date, days: i64) -> Date {
    day.saturating_sub(days.days())
}

fn weeks(reviews: &[Review], today: Date) -> Vec<Week> {
    let this = monday(today);
    let starts = (0..WEEKS).rev().map(|back| before(this, 7 * i64::try_from(back).unwrap_or(0)));
    let mut weeks: Vec<Week> = starts.map(|monday| Week { monday, made: 0, points: 0 }).collect();
    // Choosing an option ticks no points.
    for review in reviews.iter().filter(|review| review.how != How::Choice) {
        let monday = monday(review.day);
        if let Some(week) = weeks.iter_mut().find(|week| week.monday == monday) {
            week.made += review.made.len();
            week.points += review.points;
        }
    }
    weeks.into_iter().skip_while(|week| week.points == 0).collect()
}

fn monday(day: Date) -> Date {
    before(day, i64::from(day.weekday().to_monday_zero_offset()))
}

/// Questions by full name, each with a chance of recall.
pub type Recalled = Vec<(String, f32)>;

fn extremes(progress: &Progress) -> (Recalled, Recalled) {
    let strength = |name: &str| progress.memory(name).map(|memory| memory.strength(progress.today));
    let names = progress.subjects.iter().map(|subject| subject.name.clone());
    let mut known: Recalled = names.filter_map(|name| strength(&name).map(|strength| (name, strength))).collect();
    known.sort_by(|a, b| b.1.total_cmp(&a.1));
    let half = known.len().div_ceil(2).min(EXTREMES);
    let weakest = known.iter().skip(half).rev().take(EXTREMES).cloned().collect();
    known.truncate(half);
    (known, weakest)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_streak_lasts_until_a_whole_day_is_missed() {
        let today = date(2026, 11, 23);
        let streak = |back: &[i64]| streak(&back.iter().map(|back| before(today, *back)).collect(), today);
        assert_eq!([streak(&[]), streak(&[0]), streak(&[1]), streak(&[2])], [0, 1, 1, 0]);
        assert_eq!([streak(&[0, 1, 2, 4]), streak(&[1, 2, 3])], [3, 3]);
    }

    #[test]
    fn a_week_begins_on_monday_and_coverage_is_rounded() {
        assert_eq!(monday(date(2026, 11, 22)), date(2026, 11, 16));
        assert_eq!(monday(date(2026, 11, 23)), date(2026, 11, 23));
        let coverage = |made, points| Week { monday: date(2026, 11, 23), made, points }.coverage();
        assert_eq!(
            [coverage(0, 0), coverage(2, 3), coverage(1, 3), coverage(3, 3)],
            [None, Some(67), Some(33), Some(100)]
        );
    }
}
