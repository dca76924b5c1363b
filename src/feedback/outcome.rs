//! Whether an answer tells what came of the deeds, and where.
//!
//! The last passages are weighed, with the weights in `result.txt`, because an outcome can be anything.

use std::ops::Range;
use std::sync::LazyLock;

use super::answer::Answer;
use super::learned::{self, Passage, Passages, Weights};

/// How many words at the end are looked at, and the rest of the passage in which they begin.
const NEAR: usize = 70;
/// How many words from the end make a difference to what a passage weighs.
const AWAY: usize = 15;

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::of(include_str!("result.txt")));

/// The passage that tells an outcome best, if one is told.
pub(super) fn told(answer: &Answer) -> Option<Range<usize>> {
    WEIGHTS.told(look(answer))
}

/// The last passages, each with how far from the end it stands, and the words of all with a `+`.
pub(super) fn look(answer: &Answer) -> Passages {
    let near = answer.ending(NEAR);
    let first = (0..=near.start).rev().find(|at| learned::is_apart(answer, *at)).unwrap_or_default();
    let last = learned::passages(answer, first..near.end).filter(|it| it.words.end > near.start);
    let mut each: Vec<Passage> = last.collect();
    for passage in &mut each {
        passage.stands((near.end - passage.words.end) / AWAY);
    }
    let words = each.iter().flat_map(|it| learned::said(answer, &it.words));
    Passages { all: words.map(|word| format!("+{word}")).collect(), each }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_outcome_is_what_happened_not_what_was_done_or_hoped() {
        for (ending, told) in [
            ("", false),
            ("The release went live on time.", true),
            ("Complaints fell from 61 to 4. I would be glad to bring this to your team.", true),
            ("NPS rose from 31 to 48. I am proud of that.", true),
            ("We had to cancel the launch in the end.", true),
            ("We hope that it will save 30 percent next year.", false),
            ("There were 3 engineers and 2 designers on my team.", false),
            ("The pilot starts in May.", false),
            ("I learned that one has to talk to people early.", false),
        ] {
            let answer = format!("{} {ending}", learned::DEEDS);
            assert_eq!(super::told(&Answer::new(&answer, &HashSet::new())).is_some(), told, "{ending}");
        }
    }
}
