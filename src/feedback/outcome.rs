//! Whether an answer tells at its end what came of the deeds.
//!
//! An outcome can be anything, so no list of phrases holds it. Here every word and every two words in a row
//! near the end weigh for or against an outcome, and once more among the very last (logistic regression over
//! n-grams). What each weighs stands in `outcome.txt`; it was learned from the labelled answers and endings
//! in `tests/answers`, and a test learns it again.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use foldhash::HashMap;

use super::answer::{Answer, is_number};
use super::evidence;
use super::phrases::Phrases;

/// How many words at the end weigh.
const NEAR: usize = 80;
/// How many of them weigh twice.
const LAST: usize = 20;
/// How many words at the end say that there is no outcome yet.
const CLOSE: usize = 28;

/// How an answer says that there is no outcome yet.
static PENDING: LazyLock<Phrases> = LazyLock::new(|| Phrases::of("pending"));

/// What a sign weighs, in natural units of log odds: above nothing it speaks for an outcome.
static WEIGHTS: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    let lines = include_str!("outcome.txt").lines().filter_map(|line| line.rsplit_once(' '));
    lines.filter_map(|(sign, weight)| Some((sign, weight.parse().ok()?))).collect()
});

/// Whether more speaks for an outcome than against it.
pub(super) fn is_told(answer: &Answer) -> bool {
    // In the order of the alphabet, so that the same answer always adds up to the same.
    let heard: BTreeMap<_, _> = signs(answer).iter().filter_map(|sign| WEIGHTS.get_key_value(sign.as_str())).collect();
    heard.values().copied().sum::<f64>() > 0.0
}

/// What is heard near the end: words and pairs of words, with a full stop those among the last, and with a
/// star what is no word.
fn signs(answer: &Answer) -> Vec<String> {
    let near = &answer.words[answer.ending(NEAR)];
    let words: Vec<&str> = near.iter().map(|word| if is_number(word) { "#" } else { &word.said }).collect();
    let last = words.len().saturating_sub(LAST);
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let said = words.iter().map(|word| (*word).to_owned()).enumerate().chain(pairs.enumerate());
    let mut signs: Vec<String> =
        said.flat_map(|(at, sign)| [(at >= last).then(|| format!("{sign} .")), Some(sign)]).flatten().collect();
    signs.push("*".to_owned());
    signs.extend(PENDING.heard(answer, answer.ending(CLOSE)).next().map(|_| "* pending".to_owned()));
    signs.extend(evidence::ends_in_figures(answer).then(|| "* figures".to_owned()));
    signs
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    use foldhash::HashMapExt;
    use serde_json::Value;

    use super::*;

    /// Signs that fewer endings have teach nothing.
    const FEWEST: usize = 3;
    /// How often everything is read.
    const ROUNDS: u16 = 20;
    /// How far the first endings move a weight; each round it is less.
    const RATE: f64 = 0.05;
    /// What a weight loses in a round, so that only what many endings say stays.
    const DECAY: f64 = 0.05;
    /// Smaller weights are left out, and the others learned again without them.
    const LEAST: f64 = 0.1;
    /// As many words of an answer hold its ending.
    const ENOUGH: usize = 120;

    /// What is heard in an ending, and whether it tells an outcome.
    type Example = (Vec<String>, bool);

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
        let far: Vec<_> = learned.iter().filter(|(sign, weight)| (written(sign) - weight).abs() > 0.01).collect();
        assert_eq!((learned.len(), far), (WEIGHTS.len(), Vec::new()));
    }

    fn file(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
    }

    /// What each sign weighs, in alphabetical order.
    fn learned() -> Vec<(String, f64)> {
        let examples: Vec<Example> = ["development", "more", "points-held-out", "endings"]
            .iter()
            .map(|name| fs::read_to_string(file(&format!("tests/answers/{name}.jsonl"))).unwrap_or_default())
            .flat_map(|text| text.lines().filter_map(example).collect::<Vec<_>>())
            .collect();
        let all = regression(&examples, |_| true);
        let kept: HashSet<&str> = all.iter().filter(|it| it.1.abs() >= LEAST).map(|it| it.0.as_str()).collect();
        regression(&examples, |sign| kept.contains(sign))
    }

    fn example(line: &str) -> Option<Example> {
        let value: Value = serde_json::from_str(line).ok()?;
        if matches!(value["kind"].as_str(), Some("stuffed" | "off-topic")) {
            return None;
        }
        let told = value["result"].as_bool().or(value["star"]["result"].as_bool())?;
        let text = value["text"].as_str().or(value["answer"].as_str())?;
        let words: Vec<&str> = text.split(' ').collect();
        let ending = words[words.len().saturating_sub(ENOUGH)..].join(" ");
        let signs: BTreeSet<String> = signs(&Answer::new(&ending, &HashSet::new())).into_iter().collect();
        Some((signs.into_iter().collect(), told))
    }

    /// Logistic regression by stochastic gradient descent (Bottou 2010).
    fn regression(examples: &[Example], takes: impl Fn(&str) -> bool) -> Vec<(String, f64)> {
        let names = names(examples, takes);
        let places: HashMap<&str, usize> = names.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        let place = |sign: &String| places.get(sign.as_str()).copied();
        let heard: Vec<(Vec<usize>, bool)> =
            examples.iter().map(|(signs, told)| (signs.iter().filter_map(place).collect(), *told)).collect();
        let mut weights = vec![0.0; names.len()];
        for round in 0..ROUNDS {
            read(&heard, &mut weights, RATE / (1.0 + f64::from(round) / 4.0));
        }
        names.into_iter().map(str::to_owned).zip(weights).collect()
    }

    fn names(examples: &[Example], takes: impl Fn(&str) -> bool) -> Vec<&str> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        examples.iter().flat_map(|it| &it.0).for_each(|sign| *counts.entry(sign).or_default() += 1);
        let often = counts.into_iter().filter(|(sign, count)| *count >= FEWEST && takes(sign));
        let mut names: Vec<&str> = often.map(|it| it.0).collect();
        names.sort_unstable();
        names
    }

    /// Reads every example once, those of all files mixed.
    fn read(heard: &[(Vec<usize>, bool)], weights: &mut [f64], rate: f64) {
        // A prime stride that divides no number of examples so small comes by each of them.
        for at in (0..heard.len()).map(|step| step * 7919 % heard.len()) {
            let (signs, told) = &heard[at];
            let sum: f64 = signs.iter().map(|sign| weights[*sign]).sum();
            let miss = f64::from(u8::from(*told)) - 1.0 / (1.0 + (-sum).exp());
            for sign in signs {
                weights[*sign] += rate * miss;
            }
        }
        for weight in weights {
            *weight *= 1.0 - DECAY;
        }
    }
}
