//! What the words of a passage speak for, where no list of phrases holds it.
//!
//! A passage is weighed by its words, pairs and triples of words and by where it stands, and by what else its
//! part of the story is known by (logistic regression over n-grams). What each weighs was learned from the
//! labelled answers in `tests/answers`, and a test learns it again.

use std::collections::BTreeSet;
use std::ops::Range;

use foldhash::HashMap;

use super::answer::{Answer, is_number};

/// From these log odds on a thing is told. Below nothing, because a weight is drawn to nothing in learning.
const TOLD: f64 = -0.6;
/// A passage of more words is cut: a raw transcript has no sentences.
const LONGEST: usize = 25;
/// How many words a cut passage has, and how many of them the next one does not repeat.
const CUT: usize = 18;
const STEP: usize = 14;
/// From so many steps on it makes no difference where a passage stands.
const FARTHEST: usize = 3;
/// A story without task and outcome.
#[cfg(test)]
pub(super) const DEEDS: &str = "I met with engineering and support each morning and told sales every four hours where we \
                                stood. I prepared a rollback and rehearsed it, ranked the fixes by reach and effort, and \
                                gave each an owner.";

/// What a sign weighs, in log odds: above nothing it speaks for the thing.
#[derive(Debug)]
pub(super) struct Weights(HashMap<&'static str, f64>);

/// A passage and its signs.
#[derive(Debug, Default)]
pub(super) struct Passage {
    pub words: Range<usize>,
    pub signs: BTreeSet<String>,
}

/// The passages that may tell a thing, and what speaks for it in all of them.
#[derive(Debug, Default)]
pub(super) struct Passages {
    pub each: Vec<Passage>,
    pub all: BTreeSet<String>,
}

impl Passage {
    /// Adds how far it stands from where the thing is usually told, with an `@`.
    pub fn stands(&mut self, steps: usize) {
        self.signs.insert(format!("@{}", steps.min(FARTHEST)));
    }
}

impl Weights {
    /// A sign and its weight in each line.
    pub fn of(table: &'static str) -> Self {
        let lines = table.lines().filter_map(|line| line.rsplit_once(' '));
        Self(lines.filter_map(|(sign, weight)| Some((sign, weight.parse().ok()?))).collect())
    }

    /// The passage that tells it best, if the passages together tell it.
    pub fn told(&self, passages: Passages) -> Option<Range<usize>> {
        let all = self.sum(&passages.all);
        let weighed: Vec<(f64, Range<usize>)> =
            passages.each.into_iter().map(|it| (self.sum(&it.signs), it.words)).collect();
        let is_told = all + any(weighed.iter().map(|it| it.0)) > TOLD;
        let best = weighed.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
        best.filter(|_| is_told).map(|(_, words)| words)
    }

    fn sum(&self, signs: &BTreeSet<String>) -> f64 {
        signs.iter().filter_map(|sign| self.0.get(sign.as_str())).sum()
    }
}

/// The odds of all of these together, as a logarithm.
fn any(weights: impl Iterator<Item = f64>) -> f64 {
    weights.map(f64::exp).sum::<f64>().ln()
}

/// The passages that begin in `within`: sentences and what stands between semicolons or colons.
pub(super) fn passages(answer: &Answer, within: Range<usize>) -> impl Iterator<Item = Passage> {
    let mut starts: Vec<usize> = within.clone().filter(|at| is_apart(answer, *at)).collect();
    starts.push(within.end);
    let cut: Vec<Range<usize>> = starts.windows(2).flat_map(|pair| cut(pair[0]..pair[1])).collect();
    cut.into_iter().map(|words| Passage { signs: grams(answer, &words), words })
}

/// Whether a passage begins at this word.
pub(super) fn is_apart(answer: &Answer, at: usize) -> bool {
    if at == 0 {
        return true;
    }
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

/// Up to three words in a row, `^` before the first and `$` behind the last.
fn grams(answer: &Answer, passage: &Range<usize>) -> BTreeSet<String> {
    let said: Vec<&str> = std::iter::once("^").chain(said(answer, passage)).chain(["$"]).collect();
    (1..=3).flat_map(|length| said.windows(length)).map(|gram| gram.join(" ")).collect()
}

/// The words of a passage, any number as `0`.
pub(super) fn said<'a>(answer: &'a Answer, passage: &Range<usize>) -> impl Iterator<Item = &'a str> {
    answer.words[passage.clone()].iter().map(|it| if is_number(it) { "0" } else { it.said.as_str() })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::{Path, PathBuf};
    use std::{env, fs};

    use foldhash::HashMapExt;
    use serde_json::Value;

    use super::super::{outcome, task};
    use super::*;

    /// Signs that fewer passages have teach nothing.
    const FEWEST: usize = 8;
    /// How often everything is read.
    const READINGS: u16 = 12;
    /// How far the first reading moves a weight; each one moves it less.
    const RATE: f64 = 0.05;
    /// What draws the weights of passages, and of the words of all, to nothing, so that only what many
    /// people say stays.
    const DECAY: [f64; 2] = [3.0, 30.0];
    /// Smaller weights are left out.
    const LEAST: f64 = 0.1;
    /// Shares no factor with the number of stories, so that each comes once.
    const STRIDE: usize = 1_000_003;

    /// An answer or a piece of one: its passages by their signs, the signs of all, and what tells the part.
    struct Story<S> {
        passages: Vec<(Vec<S>, bool)>,
        all: Vec<S>,
        told: bool,
    }

    #[test]
    fn passages_are_sentences_and_what_stands_between_semicolons_and_colons() {
        for (text, parts) in [
            ("One thing. Another thing.", vec!["One thing", "Another thing"]),
            ("It was done: all of it; at 10:30.", vec!["It was done", "all of it", "at 10:30"]),
            (
                "a b c d e f g h i j k l m n o p q r s t u v w x y",
                vec!["a b c d e f g h i j k l m n o p q r s t u v w x y"],
            ),
            (
                "a b c d e f g h i j k l m n o p q r s t u v w x y z",
                vec!["a b c d e f g h i j k l m n o p q r", "o p q r s t u v w x y z"],
            ),
        ] {
            let answer = Answer::new(text, &HashSet::new());
            let found = passages(&answer, 0..answer.words.len()).map(|it| &text[answer.bytes(&it.words)]);
            assert_eq!(found.collect::<Vec<_>>(), parts);
        }
    }

    #[test]
    fn the_weights_of_the_task_are_what_the_labelled_answers_teach() {
        let written = Weights::of(include_str!("task.txt"));
        check("task", &written, &["development", "more", "points-held-out", "tasks"], task::look);
    }

    #[test]
    fn the_weights_of_the_result_are_what_the_labelled_answers_teach() {
        let written = Weights::of(include_str!("result.txt"));
        check("result", &written, &["development", "more", "points-held-out", "endings"], outcome::look);
    }

    /// `LEARN=1 cargo test the_weights_of` writes down what the labelled answers teach now.
    fn check(part: &str, written: &Weights, names: &[&str], look: fn(&Answer) -> Passages) {
        let learned = learned(part, names, look);
        let table = file(&format!("src/feedback/{part}.txt"));
        if env::var_os("LEARN").is_some() {
            let lines: Vec<String> = learned.iter().map(|(sign, weight)| format!("{sign} {weight:.2}\n")).collect();
            assert!(fs::write(table, lines.concat()).is_ok());
            return;
        }
        let is_far = |(sign, weight): &&(String, f64)| {
            written.0.get(sign.as_str()).is_none_or(|written| (written - weight).abs() > 0.01)
        };
        let far = learned.iter().filter(is_far).count();
        let advice = "what is learned from has changed: `LEARN=1 cargo test the_weights_of` writes them anew";
        assert_eq!((learned.len(), far), (written.0.len(), 0), "{advice}");
    }

    fn file(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
    }

    /// What each sign weighs, in alphabetical order.
    fn learned(part: &str, names: &[&str], look: fn(&Answer) -> Passages) -> Vec<(String, f64)> {
        let read = |name| {
            let text = fs::read_to_string(file(&format!("tests/answers/{name}.jsonl"))).unwrap_or_default();
            assert!(!text.is_empty(), "{name} is read");
            text
        };
        let stories: Vec<Story<String>> = names
            .iter()
            .map(read)
            .flat_map(|text| text.lines().filter_map(|line| story(line, part, look)).collect::<Vec<_>>())
            .collect();
        let signs = frequent(&stories);
        let places: HashMap<&str, usize> = signs.iter().enumerate().map(|(at, sign)| (*sign, at)).collect();
        let stories: Vec<Story<usize>> = stories.iter().map(|it| it.known(&places)).collect();
        let weights = regression(&stories, &signs);
        signs.into_iter().map(str::to_owned).zip(weights).filter(|(_, weight)| weight.abs() >= LEAST).collect()
    }

    /// A part that is there, but nobody has marked where, teaches nothing.
    fn story(line: &str, part: &str, look: fn(&Answer) -> Passages) -> Option<Story<String>> {
        let value: Value = serde_json::from_str(line).ok()?;
        let told = value[part].as_bool().or(value["star"][part].as_bool())?;
        let marked: Vec<&str> =
            value["told"][part].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if matches!(value["kind"].as_str(), Some("stuffed" | "off-topic")) || told == marked.is_empty() {
            return None;
        }
        let answer = Answer::new(value["text"].as_str().or(value["answer"].as_str())?, &HashSet::new());
        let Passages { each, all } = look(&answer);
        let labelled =
            |it: Passage| (it.signs.into_iter().collect(), is_among(&marked, &answer.text[answer.bytes(&it.words)]));
        Some(Story { passages: each.into_iter().map(labelled).collect(), all: all.into_iter().collect(), told })
    }

    fn is_among(marked: &[&str], passage: &str) -> bool {
        marked.iter().any(|it| it.contains(passage) || passage.contains(it))
    }

    /// The signs that are seen often enough, in alphabetical order.
    fn frequent(stories: &[Story<String>]) -> Vec<&str> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for sign in stories.iter().flat_map(|it| it.passages.iter().flat_map(|it| &it.0).chain(&it.all)) {
            *counts.entry(sign).or_default() += 1;
        }
        let mut signs: Vec<&str> = counts.into_iter().filter(|it| it.1 >= FEWEST).map(|it| it.0).collect();
        signs.sort_unstable();
        signs
    }

    impl Story<String> {
        fn known(&self, places: &HashMap<&str, usize>) -> Story<usize> {
            let known = |signs: &[String]| signs.iter().filter_map(|sign| places.get(sign.as_str()).copied()).collect();
            let passages = self.passages.iter().map(|(signs, told)| (known(signs), *told)).collect();
            Story { passages, all: known(&self.all), told: self.told }
        }
    }

    /// Logistic regression by stochastic gradient descent (Bottou 2010), of each passage on whether it tells
    /// the part, and of the story on whether any does.
    fn regression(stories: &[Story<usize>], signs: &[&str]) -> Vec<f64> {
        let mut weights = vec![0.0; signs.len()];
        for reading in 0..READINGS {
            let rate = RATE / (1.0 + f64::from(reading) / 2.0);
            for step in 0..stories.len() {
                read(&stories[step * STRIDE % stories.len()], &mut weights, rate);
            }
            for (weight, sign) in weights.iter_mut().zip(signs) {
                *weight *= 1.0 - rate * DECAY[usize::from(sign.starts_with('+'))];
            }
        }
        weights
    }

    /// Moves the weights to where they say better what this story tells.
    fn read(story: &Story<usize>, weights: &mut [f64], rate: f64) {
        let add = |signs: &[usize], weights: &[f64]| signs.iter().map(|sign| weights[*sign]).sum::<f64>();
        let each: Vec<f64> = story.passages.iter().map(|it| add(&it.0, weights)).collect();
        let any = any(each.iter().copied());
        let all = miss(story.told, any + add(&story.all, weights));
        for ((signs, told), weight) in story.passages.iter().zip(each) {
            let step = rate * (all * (weight - any).exp() + miss(*told, weight));
            for sign in signs {
                weights[*sign] += step;
            }
        }
        for sign in &story.all {
            weights[*sign] += rate * all;
        }
    }

    /// What is between the truth and the chance that these log odds give it.
    fn miss(told: bool, odds: f64) -> f64 {
        f64::from(u8::from(told)) - 1.0 / (1.0 + (-odds).exp())
    }
}
