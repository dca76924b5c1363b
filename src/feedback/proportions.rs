//! Roughly how much of an answer each part of its story takes.
//!
//! The task is the passage that tells it best, and the result begins with the one that tells it best;
//! what stands before the first deed is the situation, and all the rest is action.

use super::answer::Answer;
use super::{Report, Rubric, Verdict};

/// How many words before a deed belong to it at most: a raw transcript is one sentence.
const BEFORE: usize = 10;

/// Measures the parts that are there.
pub(super) fn judge(_: &Rubric, answer: &Answer, report: &mut Report) {
    let all = answer.words.len();
    if !report.star.action || all == 0 {
        return;
    }
    let [task, result] = report.told.clone();
    let deed = first_deed(answer, report).map_or(all / 4, |at| answer.before(at, BEFORE));
    let result = result.map_or(all, |it| it.start).max(deed);
    let task = task.map_or(0..0, |task| task.start.min(result)..task.end.min(result));
    let situation = deed - task.len().min(deed.saturating_sub(task.start));
    let counts = [situation, task.len(), result - situation - task.len(), all - result];
    report.proportions = counts.map(|count| (count * 100 + all / 2) / all);
}

/// Where the first point is made.
fn first_deed(answer: &Answer, report: &Report) -> Option<usize> {
    let made = report.points.iter().filter(|point| point.verdict >= Verdict::Partly);
    let first = made.flat_map(|point| &point.evidence).map(|it| it.start).min()?;
    answer.words.iter().position(|word| word.bytes.start >= first)
}
