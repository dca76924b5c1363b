//! The four parts of a told answer: situation, task, action and result.

use serde::Serialize;

use super::answer::Answer;
use super::{Report, Rubric, Verdict, outcome, task};

/// Which parts are there.
#[expect(clippy::struct_excessive_bools, reason = "each part is there or not")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Star {
    /// Where and when.
    pub situation: bool,
    /// What had to be done.
    pub task: bool,
    /// What the speaker did.
    pub action: bool,
    /// What came of it.
    pub result: bool,
}

impl Star {
    /// The parts with their names, in telling order.
    pub fn parts(self) -> [(&'static str, bool); 4] {
        [("situation", self.situation), ("task", self.task), ("action", self.action), ("result", self.result)]
    }
}

/// As many bits of a point are enough to have spoken of it.
const HEARD: f64 = 4.0;
/// As many words in a hundred are the field's own, at least, where somebody speaks of it.
const FIELD: usize = 6;

/// Finds the four parts.
pub(super) fn judge(_: &Rubric, answer: &Answer, report: &mut Report) {
    let told = answer.is_told() && is_about(answer, report);
    report.off_topic = answer.is_told() && !told;
    if told {
        report.told = [task::told(answer), outcome::told(answer)];
    }
    let [task, result] = report.told.each_ref().map(Option::is_some);
    report.star = Star { situation: told, task, action: told, result };
}

/// Whether anything of the question was heard, or enough of the field: a story about something else is
/// none of its story.
fn is_about(answer: &Answer, report: &Report) -> bool {
    let points = report.points.iter().any(|point| point.verdict > Verdict::Named || point.bits >= HEARD);
    let field = answer.of_field().filter(|word| !word.listed).count() * 100 >= FIELD * answer.words.len();
    points || !report.mistakes.is_empty() || !report.terms.used.is_empty() || field
}
