//! Whether an answer tells what the speaker had to do, and where.
//!
//! The usual phrases stand in `star.txt`; with them all passages are weighed, with the weights in `task.txt`.

use std::ops::Range;
use std::sync::LazyLock;

use super::answer::Answer;
use super::learned::{self, Passage, Passages, Weights};
use super::phrases::Phrases;

/// How many words from the beginning make a difference to what a passage weighs.
const IN: usize = 20;

/// How a task is put.
static TASK: LazyLock<Phrases> = LazyLock::new(|| Phrases::of("task"));
static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::of(include_str!("task.txt")));

/// The passage that tells the task best, if one is told.
pub(super) fn told(answer: &Answer) -> Option<Range<usize>> {
    WEIGHTS.told(look(answer))
}

/// All passages, each with how far from the beginning it stands, and with a `=` where a phrase is heard.
pub(super) fn look(answer: &Answer) -> Passages {
    let all = 0..answer.words.len();
    let is_meant = |at: &usize| answer.words[*at].denied_by.is_none();
    let heard: Vec<usize> = TASK.heard(answer, all.clone()).filter(is_meant).collect();
    let mut each: Vec<Passage> = learned::passages(answer, all).collect();
    for passage in &mut each {
        passage.stands(passage.words.start / IN);
        if heard.iter().any(|at| passage.words.contains(at)) {
            passage.signs.insert("=".to_owned());
        }
    }
    Passages { each, ..Passages::default() }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_task_is_what_one_had_to_do_not_what_was_the_matter_or_done() {
        for (beginning, told) in [
            ("", false),
            ("We run a ferry line with nine boats.", false),
            ("The payment page failed two days before the release.", false),
            ("My task was to have it on sale by Easter.", true),
            ("I was asked to get every port on it before summer.", true),
            ("It was my job to recommend one of the three.", true),
            ("The director gave me six weeks to bring the queue below ten minutes.", true),
            ("We had to decide by Friday noon whether to ship.", true),
            ("It was not my job to decide which of them.", false),
            ("A customer gave me an order for nine crates.", false),
            ("I worked there as a product manager.", false),
        ] {
            let answer = format!("{beginning} {}", learned::DEEDS);
            assert_eq!(super::told(&Answer::new(&answer, &HashSet::new())).is_some(), told, "{beginning}");
        }
    }
}
