//! A question's rubric, made ready to be heard: its points and mistakes with their cues, and its terms.

use std::collections::HashSet;

use super::answer::Answer;
use super::cue::Cue;
use super::{lexicon, points};
use crate::bank::{Glossary, Question, Term, parts};

/// So many cues for a point are ordinary.
const CUES: f64 = 8.0;
/// What each further one tells by accident, in bits.
const ACCIDENT: f64 = 0.25;

/// What the answers to one question are judged on.
#[derive(Debug)]
pub struct Rubric {
    pub(super) points: Vec<Criteria>,
    pub(super) mistakes: Vec<Criteria>,
    pub(super) terms: Vec<(String, Vec<Cue>)>,
    /// The roots of the words in its terms and points.
    pub(super) fine: HashSet<String>,
    pub(super) target_words: Option<[u32; 2]>,
}

/// A key point or a common mistake.
#[derive(Debug)]
pub(super) struct Criteria {
    pub text: String,
    pub whole: Part,
    /// Its halves, where it has two.
    pub parts: Vec<Part>,
}

/// A point, or one half of it.
#[derive(Debug)]
pub(super) struct Part {
    /// How it sounds when somebody says it.
    pub cues: Vec<Cue>,
    /// What it is called.
    pub names: Vec<Cue>,
    /// Its own words in all ways of saying them, where the bank has no cue for it.
    pub meant: Option<Cue>,
    /// Whether it is a fault: whoever regrets it, or makes little of it, has told it all the same.
    pub is_fault: bool,
}

impl Rubric {
    /// The rubric of `question`, with the other names that `glossary` knows for its points and terms.
    pub fn new(question: &Question, glossary: &Glossary) -> Self {
        let point = |text: &String| {
            let halves = parts(text);
            let is_bare = halves.iter().chain([&text.as_str()]).all(|it| !question.cues.contains_key(*it));
            let part = |text: &str| Part::new(question, glossary, text, is_bare);
            Criteria { text: text.clone(), whole: part(text), parts: halves.into_iter().map(part).collect() }
        };
        let mistake = |text: &String| {
            let whole = Part { cues: cues(question, text), names: Vec::new(), meant: None, is_fault: true };
            Criteria { text: text.clone(), whole, parts: Vec::new() }
        };
        Self {
            points: question.key_points.iter().map(point).collect(),
            mistakes: question.common_mistakes.iter().map(mistake).collect(),
            terms: question.terminology.iter().map(|term| (term.clone(), names(glossary, term))).collect(),
            fine: fine(question, glossary),
            target_words: question.target_words,
        }
    }
}

impl Rubric {
    /// The points without a cue that are only heard in their own words: nobody knows another way of saying them.
    pub fn hard_to_hear(&self) -> impl Iterator<Item = &str> {
        let is_hard = |point: &&Criteria| {
            let whole = &point.whole;
            whole.meant.as_ref().is_some_and(Cue::is_literal) && whole.names.len() == 1
        };
        self.points.iter().filter(is_hard).map(|point| point.text.as_str())
    }

    /// The points, by index, that are made by saying the first alternatives of `cue` and nothing else.
    pub fn points_made_by_cue(&self, cue: &str) -> Vec<usize> {
        let first = |element: &str| element.split('|').next().unwrap_or_default().replace('-', " ").replace('#', "12");
        let said = cue.split_whitespace().map(first).collect::<Vec<_>>().join(" ");
        let answer = Answer::new(&said, &self.fine);
        let is_made = |at: &usize| points::finding(&self.points[*at], &answer).bits >= points::MADE;
        (0..self.points.len()).filter(is_made).collect()
    }
}

impl Part {
    /// The bits that are taken off what was heard: many cues are many chances to hear one by accident. A fault
    /// has to be told in full, so nothing is taken off.
    pub fn chance(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "nobody writes so many cues")]
        let cues = self.cues.len() as f64;
        if self.is_fault { 0.0 } else { ACCIDENT * (cues - CUES).max(0.0) }
    }

    /// A point that is `bare` has no cue at all: it is heard by its own words.
    fn new(question: &Question, glossary: &Glossary, text: &str, bare: bool) -> Self {
        let meant = bare.then(|| Cue::meant(text));
        Self { cues: cues(question, text), names: names(glossary, text), meant, is_fault: false }
    }
}

fn cues(question: &Question, text: &str) -> Vec<Cue> {
    question.cues.get(text).into_iter().flatten().map(|cue| Cue::new(cue)).collect()
}

fn names(glossary: &Glossary, text: &str) -> Vec<Cue> {
    let aliases = glossary.called(text).into_iter().flat_map(Term::names);
    std::iter::once(text).chain(aliases).map(Cue::named).collect()
}

fn fine(question: &Question, glossary: &Glossary) -> HashSet<String> {
    let terms = glossary.terms().iter().flat_map(|term| term.names());
    let own = [&question.key_points, &question.terminology].into_iter().flatten().map(String::as_str);
    terms.chain(own).flat_map(lexicon::roots).collect()
}
