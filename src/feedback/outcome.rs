//! Whether an answer tells what came of the deeds, and where.
//!
//! An outcome can be anything, so no list of phrases holds it. The last passages are weighed instead, each by
//! its words, pairs and triples of words and by how far from the end it stands, and all of them together by
//! their words (logistic regression over n-grams). What each weighs stands in `outcome.txt`; it was learned
//! from the labelled answers and endings in `tests/answers`, and a test learns it again.

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
/// From these log odds on an outcome is told. Below nothing, because half of what was learned from tells one,
/// and of the answers more do.
const TOLD: f64 = -0.6;
/// What a sign weighs, in log odds: above nothing it speaks for an outcome.
static WEIGHTS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    let lines = include_str!("outcome.txt").lines().filter_map(|line| line.rsplit_once(' '));
    lines.filter_map(|(sign, weight)| Some((sign, weight.parse().ok()?))).collect()
});

/// The passage that tells an outcome best, if the last passages together tell one.
pub(super) fn told(answer: &Answer) -> Option<Range<usize>> {
    let passages = passages(answer);
    let all = weight(&words(answer, &passages));
    let weighed = passages.into_iter().map(|it| (weight(&signs(answer, &it)), it));
    let weighed: Vec<(f64, Range<usize>)> = weighed.collect();
    let is_told = all + sum(weighed.iter().map(|it| it.0)) > TOLD;
    let best = weighed.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|_| is_told).map(|(_, passage)| passage)
}

fn weight(signs: &BTreeSet<String>) -> f64 {
    signs.iter().filter_map(|sign| WEIGHTS.get(sign.as_str())).sum()
}

/// The odds of all added up, as a logarithm.
fn sum(weights: impl Iterator<Item = f64>) -> f64 {
    weights.map(f64::exp).sum::<f64>().ln()
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
    let between = &answer.text[before.bytes.end..word.bytes.start];
    word.sentence != before.sentence || (between.contains([';', ':']) && between.contains(char::is_whitespace))
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

/// What is heard in a passage: up to three words in a row, `^` before the first and `$` behind the last; and
/// with an `@` how far from the end it stands.
fn signs(answer: &Answer, passage: &Range<usize>) -> BTreeSet<String> {
    let said: Vec<&str> = std::iter::once("^").chain(said(answer, passage)).chain(["$"]).collect();
    let away = (answer.ending(0).end - passage.end) / AWAY;
    let grams = (1..=3).flat_map(|length| said.windows(length)).map(|gram| gram.join(" "));
    grams.chain([format!("@{}", away.min(FARTHEST))]).collect()
}

/// The words of all passages, with a `+`.
fn words(answer: &Answer, passages: &[Range<usize>]) -> BTreeSet<String> {
    passages.iter().flat_map(|it| said(answer, it)).map(|word| format!("+{word}")).collect()
}

/// The words of a passage, any number as `#`.
fn said<'a>(answer: &'a Answer, passage: &Range<usize>) -> impl Iterator<Item = &'a str> {
    answer.words[passage.clone()].iter().map(|it| if is_number(it) { "#" } else { it.said.as_str() })
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
    const FEWEST: usize = 8;
    /// How often everything is read.
    const READINGS: u16 = 12;
    /// How far the first reading moves a weight; each one moves it less.
    const RATE: f64 = 0.05;
    /// What draws the weights of passages, and of the words of all, to nothing, so that only what many
    /// endings say stays.
    const DECAY: [f64; 2] = [3.0, 30.0];
    /// Smaller weights are left out.
    const LEAST: f64 = 0.1;
    /// As many words of an answer hold its ending.
    const ENOUGH: usize = 120;
    /// Shares no factor with the number of endings, so that each comes once.
    const STRIDE: usize = 1_000_003;

    /// The end of an answer: its passages by their signs, the words of all, and what tells an outcome.
    struct Ending<S> {
        passages: Vec<(Vec<S>, bool)>,
        words: Vec<S>,
        told: bool,
    }

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
        let endings: Vec<Ending<usize>> = endings.iter().map(|it| it.known(&places)).collect();
        let weights = regression(&endings, &names);
        names.into_iter().map(str::to_owned).zip(weights).filter(|(_, weight)| weight.abs() >= LEAST).collect()
    }

    /// What is told of as a result with no word of where teaches nothing.
    fn ending(line: &str) -> Option<Ending<String>> {
        let value: Value = serde_json::from_str(line).ok()?;
        let told = value["result"].as_bool().or(value["star"]["result"].as_bool())?;
        let outcome: Vec<&str> = value["outcome"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if matches!(value["kind"].as_str(), Some("stuffed" | "off-topic")) || told == outcome.is_empty() {
            return None;
        }
        let text = value["text"].as_str().or(value["answer"].as_str())?;
        let words: Vec<&str> = text.split(' ').collect();
        let end = words[words.len().saturating_sub(ENOUGH)..].join(" ");
        let answer = Answer::new(&end, &HashSet::new());
        let passages = passages(&answer);
        let words = super::words(&answer, &passages).into_iter().collect();
        let labelled = |it: Range<usize>| {
            let bytes = answer.words[it.start].bytes.start..answer.words[it.end - 1].bytes.end;
            (signs(&answer, &it).into_iter().collect(), is_among(&outcome, &answer.text[bytes]))
        };
        Some(Ending { passages: passages.into_iter().map(labelled).collect(), words, told })
    }

    fn is_among(outcome: &[&str], passage: &str) -> bool {
        outcome.iter().any(|it| it.contains(passage) || passage.contains(it))
    }

    /// The signs that are seen often enough, in alphabetical order.
    fn names(endings: &[Ending<String>]) -> Vec<&str> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for sign in endings.iter().flat_map(|it| it.passages.iter().flat_map(|it| &it.0).chain(&it.words)) {
            *counts.entry(sign).or_default() += 1;
        }
        let mut names: Vec<&str> = counts.into_iter().filter(|it| it.1 >= FEWEST).map(|it| it.0).collect();
        names.sort_unstable();
        names
    }

    impl Ending<String> {
        fn known(&self, places: &HashMap<&str, usize>) -> Ending<usize> {
            let known = |signs: &[String]| signs.iter().filter_map(|sign| places.get(sign.as_str()).copied()).collect();
            let passages = self.passages.iter().map(|(signs, told)| (known(signs), *told)).collect();
            Ending { passages, words: known(&self.words), told: self.told }
        }
    }

    /// Logistic regression by stochastic gradient descent (Bottou 2010), of each passage on whether it tells
    /// an outcome, and of the ending on whether any does.
    fn regression(endings: &[Ending<usize>], names: &[&str]) -> Vec<f64> {
        let mut weights = vec![0.0; names.len()];
        for reading in 0..READINGS {
            let rate = RATE / (1.0 + f64::from(reading) / 2.0);
            for step in 0..endings.len() {
                read(&endings[step * STRIDE % endings.len()], &mut weights, rate);
            }
            for (weight, name) in weights.iter_mut().zip(names) {
                *weight *= 1.0 - rate * DECAY[usize::from(name.starts_with('+'))];
            }
        }
        weights
    }

    /// Moves the weights to where they say better what this ending tells.
    fn read(ending: &Ending<usize>, weights: &mut [f64], rate: f64) {
        let add = |signs: &[usize], weights: &[f64]| signs.iter().map(|sign| weights[*sign]).sum::<f64>();
        let each: Vec<f64> = ending.passages.iter().map(|it| add(&it.0, weights)).collect();
        let any = sum(each.iter().copied());
        let all = miss(ending.told, any + add(&ending.words, weights));
        for ((signs, told), weight) in ending.passages.iter().zip(each) {
            let step = rate * (all * (weight - any).exp() + miss(*told, weight));
            for sign in signs {
                weights[*sign] += step;
            }
        }
        for sign in &ending.words {
            weights[*sign] += rate * all;
        }
    }

    /// What is between the truth and the chance that these log odds give it.
    fn miss(told: bool, odds: f64) -> f64 {
        f64::from(u8::from(told)) - 1.0 / (1.0 + (-odds).exp())
    }
}
