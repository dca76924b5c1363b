//! Numbers, and whether the outcome has one.

use std::ops::Range;
use std::sync::LazyLock;

use super::answer::{Answer, Word, is_in_digits};
use super::lexicon::is_small;
use super::phrases::Phrases;
use super::{Report, Rubric};

/// How many words a figure may stand from the change it measures.
const NEAR: usize = 4;

/// How many words at the end may tell the last figure.
const LAST: usize = 30;

/// How many words at the end may tell the outcome; in a long answer, the last quarter.
const ENDING: usize = 70;

/// How a change sounds that a figure beside it measures.
static CHANGE: LazyLock<Phrases> = LazyLock::new(|| Phrases::of("change"));
/// How a quantity is told in words.
static COUNTED: LazyLock<Phrases> = LazyLock::new(|| Phrases::of("counted"));

/// Finds the figures, and whether one of them measures the outcome.
pub(super) fn judge(_: &Rubric, answer: &Answer, report: &mut Report) {
    let figures = figures(answer);
    let ends = ends_in_figures(answer, &figures);
    let near = answer.ending(ENDING.max(answer.said() / 4));
    let changes: Vec<usize> = CHANGE.heard(answer, near).collect();
    report.quantified_result =
        report.star.result && (ends || figures.iter().any(|figure| measures(answer, figure, &changes)));
    report.numbers = figures.iter().map(|figure| answer.text[answer.bytes(figure)].to_owned()).collect();
}

/// Whether the last two sentences compare figures, or count something in digits.
fn ends_in_figures(answer: &Answer, figures: &[Range<usize>]) -> bool {
    let last = || figures.iter().filter(|figure| is_last(answer, figure) && !is_moment(answer, figure));
    let digits = |figure: &Range<usize>| is_in_digits(&answer.words[figure.start]);
    last().count() > 1 || last().any(digits) || counts_in_words(answer)
}

/// Whether the last two sentences count in words: "not one", "by a fifth".
fn counts_in_words(answer: &Answer) -> bool {
    COUNTED.heard(answer, answer.ending(LAST)).any(|at| is_last(answer, &(at..at + 1)))
}

fn measures(answer: &Answer, figure: &Range<usize>, changes: &[usize]) -> bool {
    let sentence = |at: usize| answer.words[at].sentence;
    let near = |at: &usize| at.abs_diff(figure.start) <= NEAR && sentence(*at) == sentence(figure.start);
    !is_moment(answer, figure) && changes.iter().any(near)
}

/// Whether a figure stands in one of the last two sentences.
fn is_last(answer: &Answer, figure: &Range<usize>) -> bool {
    let sentence = |at: usize| answer.words[at].sentence;
    let end = answer.ending(0).end;
    figure.start < end && figure.start + LAST > end && sentence(figure.start) + 1 >= sentence(end - 1)
}

/// Numbers with the word that says of what.
fn figures(answer: &Answer) -> Vec<Range<usize>> {
    let mut figures: Vec<Range<usize>> = Vec::new();
    for at in answer.numbers() {
        match figures.last_mut() {
            Some(last) if last.end > at || last.end == at && joined(answer, at) => last.end = end(answer, at),
            _ => figures.push(at..end(answer, at)),
        }
    }
    figures
}

fn end(answer: &Answer, at: usize) -> usize {
    let unit = |next: &&Word| next.clause == answer.words[at].clause && !is_small(next);
    at + 1 + usize::from(answer.words.get(at + 1).as_ref().is_some_and(unit))
}

/// Whether a number goes on with the one before it: "9.5", "1,740", "twenty minutes thirty".
fn joined(answer: &Answer, at: usize) -> bool {
    at > 0 && !answer.text[answer.words[at - 1].bytes.end..answer.words[at].bytes.start].contains(char::is_whitespace)
}

const MOMENTS: [&str; 20] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "o'clock",
    "am",
    "pm",
    "monday",
    "friday",
    "morning",
    "evening",
    "noon",
];

/// Whether a figure only says when: "at 21:40", "on 9 May", "in 2021".
fn is_moment(answer: &Answer, figure: &Range<usize>) -> bool {
    let word = |at: usize| answer.words.get(at).map_or("", |word| word.said.as_str());
    let before = figure.start.checked_sub(1).map_or("", word);
    let year = word(figure.start).parse::<u32>().is_ok_and(|year| (1900..2100).contains(&year));
    let dated = MOMENTS.contains(&before) || (figure.start..figure.end).any(|at| MOMENTS.contains(&word(at)));
    let hour = before == "at" && figure.len() == 1 && word(figure.start).parse::<u32>().map_or(true, |hour| hour < 25);
    dated || year && matches!(before, "in" | "since" | "of" | "by") || hour
}
