//! What to do next time: at most three things, the most useful first.

use super::answer::Answer;
use super::{Report, Rubric, Verdict};

/// How many pieces of advice a person can take at once.
const MOST: usize = 3;
/// From so many fillers in a hundred words on, listeners notice.
const FILLERS: f64 = 4.0;

/// Something to do next time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// Say more: it is too short to assess.
    TooShort,
    /// Answer the question that was asked.
    Answer,
    /// Make this point, which was not heard.
    Make(String),
    /// Say what was done about this point, which was only named.
    Show(String),
    /// This point was said to be absent: say what was done instead, or what came of it.
    Turn(String),
    /// Finish this point.
    Complete(String),
    /// Say what came of it.
    Result,
    /// Put a number on what came of it.
    Number,
    /// Say what had to be done.
    Task,
    /// Say what one did oneself.
    Own,
    /// Avoid this mistake.
    Avoid(String),
    /// Leave fillers out.
    Fillers,
    /// Say it in fewer words than this.
    Shorter(u32),
    /// Say it in more words than this.
    Longer(u32),
}

/// Finds what would help most.
pub(super) fn judge(rubric: &Rubric, _: &Answer, report: &mut Report) {
    report.advice = advice(rubric, report);
}

pub(super) fn advice(rubric: &Rubric, report: &Report) -> Vec<Advice> {
    if report.score.is_none() {
        return vec![Advice::TooShort];
    }
    if report.is_elsewhere() {
        return vec![Advice::Answer];
    }
    let (points, told, mistakes) = (about_points(report), about_telling(report), about_mistakes(report));
    // The worst point first, then how it is told, then what went wrong: one of each is remembered.
    let first = [&points, &told, &mistakes].map(|kind| kind.iter().take(1)).into_iter().flatten();
    let more = [&points, &mistakes, &told].map(|kind| kind.iter().skip(1)).into_iter().flatten();
    first.chain(more).cloned().chain(about_length(rubric, report)).take(MOST).collect()
}

fn about_points(report: &Report) -> Vec<Advice> {
    let of = |verdict: Verdict, say: fn(String) -> Advice| {
        report.points.iter().filter(move |point| point.verdict == verdict).map(move |point| say(point.text.clone()))
    };
    of(Verdict::Missed, Advice::Make)
        .chain(of(Verdict::Named, Advice::Show))
        .chain(of(Verdict::Denied, Advice::Turn))
        .chain(of(Verdict::Partly, Advice::Complete))
        .collect()
}

fn about_mistakes(report: &Report) -> Vec<Advice> {
    report.mistakes.iter().map(|mistake| Advice::Avoid(mistake.text.clone())).collect()
}

pub(super) fn about_telling(report: &Report) -> Vec<Advice> {
    if !report.star.action {
        return if report.is_elsewhere() { vec![Advice::Answer] } else { vec![Advice::Own] };
    }
    let rules = [
        (!report.star.result, Advice::Result),
        (report.star.result && !report.quantified_result, Advice::Number),
        (report.ownership.i < 2 && report.ownership.we + report.ownership.passive > 0, Advice::Own),
        (report.fillers_per_100_words() >= FILLERS, Advice::Fillers),
        (!report.star.task, Advice::Task),
    ];
    rules.into_iter().filter_map(|(holds, advice)| holds.then_some(advice)).collect()
}

fn about_length(rubric: &Rubric, report: &Report) -> Option<Advice> {
    let words = u32::try_from(report.words).unwrap_or(u32::MAX);
    match rubric.target_words? {
        // A little over or under is nobody's concern.
        [shortest, _] if words < shortest - shortest / 5 => Some(Advice::Longer(shortest)),
        [_, longest] if words > longest.saturating_add(longest / 4) => Some(Advice::Shorter(longest)),
        _ => None,
    }
}
