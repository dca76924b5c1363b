//! Whether an answer tells what came of the deeds, and where.
//!
//! An outcome can be anything, so no list of phrases holds it. The last passages are weighed instead, each by
//! its words, pairs and triples of words and by how far from the end it stands (logistic regression over
//! n-grams). What each weighs stands in `outcome.txt`; it was learned from the labelled answers and endings in
//! `tests/answers`, and a test learns it again.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::HashMap;

use super::answer::{Answer, is_number};

/// How many words at the end are looked at, and the rest of the passage in which they begin.
const NEAR: usize = 70;
/// A passage of more words is cut: a raw transcript has no sentences.
const LONGEST: usize = 25;
/// How many words a cut passage has, and how many of them the next one does not repeat.
const CUT: usize = 18;
const STEP: usize = 14;
/// How many words from the end make a difference to what a passage weighs, and how often.
const AWAY: usize = 15;
const FARTHEST: usize = 3;
/// What a sign weighs, in log odds: above nothing it speaks for an outcome.
static WEIGHTS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    let lines = include_str!("outcome.txt").lines().filter_map(|line| line.rsplit_once(' '));
    lines.filter_map(|(sign, weight)| Some((sign, weight.parse().ok()?))).collect()
});

/// The passage that tells an outcome best, when the odds of the last passages together are better than even.
pub(super) fn told(answer: &Answer) -> Option<Range<usize>> {
    let weighed: Vec<(f64, Range<usize>)> = passages(answer).into_iter().map(|it| (weight(answer, &it), it)).collect();
    let is_told = weighed.iter().map(|(weight, _)| weight.exp()).sum::<f64>() > 1.0;
    let best = weighed.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|_| is_told).map(|(_, passage)| passage)
}

fn weight(answer: &Answer, passage: &Range<usize>) -> f64 {
    signs(answer, passage).iter().filter_map(|sign| WEIGHTS.get(sign.as_str())).sum()
}

/// The last passages, the last first: sentences and what stands between semicolons or colons.
fn passages(answer: &Answer) -> Vec<Range<usize>> {
    let near = answer.ending(NEAR);
    let begins = |at: &usize| *at == 0 || is_apart(answer, *at);
    let first = (0..=near.start).rev().find(begins).unwrap_or_default();
    let mut starts: Vec<usize> = (first..near.end).filter(begins).collect();
    starts.push(near.end);
    let mut passages: Vec<Range<usize>> = starts.windows(2).flat_map(|pair| cut(pair[0]..pair[1])).collect();
    passages.retain(|it| it.end > near.start);
    passages.reverse();
    passages
}

fn is_apart(answer: &Answer, at: usize) -> bool {
    let [before, word] = [&answer.words[at - 1], &answer.words[at]];
    word.sentence != before.sentence || answer.text[before.bytes.end..word.bytes.start].contains([';', ':'])
}

/// A passage, in pieces if it is long.
fn cut(mut passage: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    while passage.len() > LONGEST {
        pieces.push(passage.start..passage.start + CUT);
        passage.start += STEP;
    }
    pieces.push(passage);
    pieces
}

/// What is heard in a passage: up to three words in a row, `^` before the first and `$` behind the last, any
/// number as `#`; and with an `@` how far from the end it stands.
fn signs(answer: &Answer, passage: &Range<usize>) -> BTreeSet<String> {
    let words = answer.words[passage.clone()].iter().map(|it| if is_number(it) { "#" } else { it.said.as_str() });
    let said: Vec<&str> = std::iter::once("^").chain(words).chain(["$"]).collect();
    let away = (answer.ending(0).end - passage.end) / AWAY;
    let grams = (1..=3).flat_map(|length| said.windows(length)).map(|gram| gram.join(" "));
    grams.chain([format!("@{}", away.min(FARTHEST))]).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    use foldhash::HashMapExt;
    use serde_json::Value;

    use super::*;

    /// Signs that fewer passages have teach nothing.
    const FEWEST: usize = 5;
    /// How often the passages that tell the outcomes are chosen anew.
    const ROUNDS: usize = 3;
    /// How often everything is read for it.
    const READINGS: u16 = 8;
    /// How far the first passages move a weight; each time it is less.
    const RATE: f64 = 0.05;
    /// What a weight loses in a reading, so that only what many passages say stays.
    const DECAY: f64 = 0.05;
    /// Smaller weights are left out.
    const LEAST: f64 = 0.15;
    /// As many words of an answer hold its ending.
    const ENOUGH: usize = 120;
    /// Shares no factor with the number of passages, so that each comes once.
    const STRIDE: usize = 1_000_003;

    /// The passages of an ending with their signs, and whether it tells an outcome.
    type Ending<S> = (Vec<Vec<S>>, bool);

    /// `LEARN=1 cargo test outcome` writes down what the labelled endings teach now.
    #[test]
    fn the_weights_are_what_the_labelled_endings_teach() {
        let learned = learned();
        if env::var_os("LEARN").is_some() {
            let lines: Vec<String> = learned.iter().map(|(sign, weight)| format!("{sign} {weight:.2}\n")).collect();
            assert!(fs::write(file("src/feedback/outcome.txt"), lines.concat()).is_ok());
            return;
        }
        let written = |sign: &str| WEIGHTS.get(sign).copied().unwrap_or_default();
        let far = learned.iter().filter(|(sign, weight)| (written(sign) - weight).abs() > 0.01).count();
        let advice = "what is learned from has changed: `LEARN=1 cargo test outcome` writes the weights anew";
        assert_eq!((learned.len(), far), (WEIGHTS.len(), 0), "{advice}");
    }

    #[test]
    fn the_outcome_is_what_happened_not_what_was_done_or_hoped() {
        let deeds = "I met with engineering and support each morning and told sales every four hours where we stood. I \
                     prepared a rollback and rehearsed it, ranked the fixes by reach and effort, and gave each an owner.";
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
            let answer = format!("{deeds} {ending}");
            assert_eq!(super::told(&Answer::new(&answer, &HashSet::new())).is_some(), told, "{ending}");
        }
    }

    fn file(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
    }

    /// What each sign weighs, in alphabetical order.
    fn learned() -> Vec<(String, f64)> {
        let endings: Vec<Ending<String>> = ["development", "more", "points-held-out", "endings"]
            .iter()
            .map(|name| fs::read_to_string(file(&format!("tests/answers/{name}.jsonl"))).unwrap_or_default())
            .flat_map(|text| text.lines().filter_map(ending).collect::<Vec<_>>())
            .collect();
        let names = names(&endings);
        let places: HashMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let known = |signs: &Vec<String>| signs.iter().filter_map(|sign| places.get(sign.as_str()).copied()).collect();
        let endings: Vec<Ending<usize>> =
            endings.iter().map(|(passages, told)| (passages.iter().map(known).collect(), *told)).collect();
        let weights = regression(&endings, names.len());
        names.into_iter().map(str::to_owned).zip(weights).filter(|(_, weight)| weight.abs() >= LEAST).collect()
    }

    fn ending(line: &str) -> Option<Ending<String>> {
        let value: Value = serde_json::from_str(line).ok()?;
        if matches!(value["kind"].as_str(), Some("stuffed" | "off-topic")) {
            return None;
        }
        let told = value["result"].as_bool().or(value["star"]["result"].as_bool())?;
        let text = value["text"].as_str().or(value["answer"].as_str())?;
        let words: Vec<&str> = text.split(' ').collect();
        let end = words[words.len().saturating_sub(ENOUGH)..].join(" ");
        let answer = Answer::new(&end, &HashSet::new());
        Some((passages(&answer).iter().map(|it| signs(&answer, it).into_iter().collect()).collect(), told))
    }

    fn names(endings: &[Ending<String>]) -> Vec<&str> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for sign in endings.iter().flat_map(|it| &it.0).flatten() {
            *counts.entry(sign).or_default() += 1;
        }
        let mut names: Vec<&str> = counts.into_iter().filter(|it| it.1 >= FEWEST).map(|it| it.0).collect();
        names.sort_unstable();
        names
    }

    /// Logistic regression by stochastic gradient descent (Bottou 2010). Nobody has labelled passages: where
    /// no outcome is told none tells one, and where one is told, that passage does which weighs most so far
    /// (multiple-instance learning, Andrews et al. 2003).
    fn regression(endings: &[Ending<usize>], length: usize) -> Vec<f64> {
        let mut weights = vec![0.0; length];
        for round in 0..ROUNDS {
            let chosen: Vec<(&Vec<usize>, bool)> = endings.iter().flat_map(|it| telling(it, &weights)).collect();
            for reading in 0..READINGS {
                read(&chosen, &mut weights, RATE / (1.0 + f64::from(reading) / 2.0), round);
            }
        }
        weights
    }

    /// The passages to learn from.
    fn telling<'e>((passages, told): &'e Ending<usize>, weights: &[f64]) -> Vec<(&'e Vec<usize>, bool)> {
        if !told {
            return passages.iter().map(|it| (it, false)).collect();
        }
        let sum = |signs: &[usize]| signs.iter().map(|sign| weights[*sign]).sum::<f64>();
        // At first the last one, which stands first.
        let best = passages.iter().rev().max_by(|a, b| sum(a).total_cmp(&sum(b)));
        best.map(|it| (it, true)).into_iter().collect()
    }

    /// Reads every passage once, those of all files mixed.
    fn read(passages: &[(&Vec<usize>, bool)], weights: &mut [f64], rate: f64, first: usize) {
        for step in 0..passages.len() {
            let (signs, told) = passages[(first + step * STRIDE) % passages.len()];
            let sum: f64 = signs.iter().map(|sign| weights[*sign]).sum();
            let miss = f64::from(u8::from(told)) - 1.0 / (1.0 + (-sum).exp());
            for sign in signs {
                weights[*sign] += rate * miss;
            }
        }
        for weight in weights {
            *weight *= 1.0 - DECAY;
        }
    }
}
