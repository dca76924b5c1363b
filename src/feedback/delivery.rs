//! How it is said: length, speaking time, fillers, and whose deeds they are.

use super::answer::{Answer, Word};
use super::{Ownership, Report, Rubric, lexicon};

/// Words a minute of a slow and of a quick speaker, as speaking coaches count them.
const PACE: [usize; 2] = [130, 160];

/// Counts words, fillers and persons.
pub(super) fn judge(_: &Rubric, answer: &Answer, report: &mut Report) {
    let seconds = |pace: usize| (answer.length * 60 + pace / 2) / pace;
    report.words = answer.length;
    report.speaking_seconds = [seconds(PACE[1]), seconds(PACE[0])];
    for filler in &answer.fillers {
        *report.fillers.entry(filler.clone()).or_default() += 1;
    }
    let said = |words: &[&str]| answer.words.iter().filter(|word| words.contains(&word.said.as_str())).count();
    report.ownership = Ownership {
        i: said(&["i", "i'd", "i'm", "i've", "i'll", "my", "me", "myself"]),
        we: said(&["we", "we'd", "we're", "we've", "we'll", "our", "us"]),
        passive: (0..answer.words.len()).filter(|at| is_passive(&answer.words[*at..])).count(),
    };
}

/// Whether a passive begins here: a form of "be", at most one word, and a participle.
fn is_passive(words: &[Word]) -> bool {
    let [first, rest @ ..] = words else { return false };
    // "It was a hit" is none.
    let is_article = |word: &&Word| ["a", "an", "the"].contains(&word.said.as_str());
    let is_next = |word: &&Word| word.clause == first.clause && lexicon::is_participle(&word.said);
    ["was", "were", "been", "being"].contains(&first.said.as_str())
        && rest.iter().take(2).take_while(|word| !is_article(word)).any(|word| is_next(&word))
}
