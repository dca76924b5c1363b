//! Which common mistakes an answer shows, and which terms of the question it uses.

use super::answer::Answer;
use super::cue::Hit;
use super::{Report, Rubric, Verdict, points};

/// Finds the common mistakes by their cues.
pub(super) fn judge(rubric: &Rubric, answer: &Answer, report: &mut Report) {
    let findings = rubric.mistakes.iter().map(|mistake| points::finding(mistake, answer));
    report.mistakes = findings.filter(|finding| finding.verdict == Verdict::Covered).collect();
}

/// Finds the terms by any of their names, outside of lists.
pub(super) fn terms(rubric: &Rubric, answer: &Answer, report: &mut Report) {
    for (term, names) in &rubric.terms {
        let is_told = |hit: &Hit| !answer.words[hit[0].start].listed;
        let used = names.iter().any(|name| name.hits(answer).iter().any(is_told));
        if used { &mut report.terms.used } else { &mut report.terms.unused }.push(term.clone());
    }
}
