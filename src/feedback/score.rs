//! What an answer is worth, from 0 to 100, and where that comes from.
//!
//! Eighty for the points, ten for the story, six for an outcome with a number, four for one's own
//! deeds; five off for each mistake, three at most. Length, fillers and terms earn nothing, so that
//! neither padding nor a pasted list can raise it.

use super::answer::Answer;
use super::{FEWEST, Report, Rubric};
use crate::schedule::Grade;

const POINTS: usize = 80;
const NUMBER: usize = 6;
const OWN: usize = 4;
const MISTAKE: usize = 5;
const MOST_MISTAKES: usize = 3;

/// What an answer is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// 0 to 100.
    pub total: usize,
    /// Where it comes from.
    pub shares: Vec<Share>,
    /// What is taken off for mistakes.
    pub lost: usize,
}

/// One part of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// What it is for.
    pub name: &'static str,
    /// What was earned.
    pub earned: usize,
    /// What there was to earn.
    pub of: usize,
}

/// Sums up, unless there is too little to judge.
pub(super) fn judge(_: &Rubric, answer: &Answer, report: &mut Report) {
    report.score = (answer.said() >= FEWEST).then(|| score(report));
}

pub(super) fn score(report: &Report) -> Score {
    let (made, partly) = report.made();
    let coverage = (POINTS * (made * 2 + partly) + report.points.len()) / (report.points.len() * 2).max(1);
    let parts = report.star.parts().into_iter().zip([2, 2, 3, 3]);
    let mut shares = vec![Share { name: "points", earned: coverage, of: POINTS }];
    shares.extend(parts.map(|((name, there), of)| Share { name, earned: if there { of } else { 0 }, of }));
    let own = report.star.action && report.ownership.i >= 2;
    shares.push(Share {
        name: "outcome with a number",
        earned: if report.quantified_result { NUMBER } else { 0 },
        of: NUMBER,
    });
    shares.push(Share { name: "own deeds", earned: if own { OWN } else { 0 }, of: OWN });
    let lost = report.mistakes.len().min(MOST_MISTAKES) * MISTAKE;
    let earned: usize = shares.iter().map(|share| share.earned).sum();
    Score { total: earned.saturating_sub(lost), shares, lost }
}

impl Score {
    /// The grade it suggests; the person decides.
    pub fn grade(&self) -> Grade {
        match self.total {
            80.. => Grade::Easy,
            55.. => Grade::Good,
            30.. => Grade::Hard,
            _ => Grade::Again,
        }
    }
}
