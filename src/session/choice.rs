//! Multiple choice made from the bank: one option is from the question's own rubric, the others are from elsewhere.
//!
//! A wrong option must never be accidentally right, so it may share no weighty word with anything
//! the question says. When that leaves too few options of one kind, another kind is taken.

use std::collections::BTreeSet;

use rand::Rng;

use super::shuffled;
use crate::bank::{Entry, Glossary, Question, Term};
use crate::text::{tokens, weighty};

/// How many wrong options stand beside the right one.
const WRONG: usize = 3;

/// What an item asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Which of these is a key point here?
    KeyPoint,
    /// Which of these is a common mistake here?
    Mistake,
    /// Which term fits this definition?
    Term,
}

impl Kind {
    const ALL: [Self; 3] = [Self::KeyPoint, Self::Mistake, Self::Term];
}

/// A multiple-choice item.
#[derive(Debug, Clone)]
pub struct Item<'a> {
    /// What it asks.
    pub kind: Kind,
    /// The definition, with the term itself blanked out, when it asks for a term.
    pub definition: Option<String>,
    /// The options in the order they are shown.
    pub options: Vec<Choice<'a>>,
    /// The index of the right one.
    pub right: usize,
}

/// An option of an item.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// What it says.
    pub text: &'a str,
    /// The question it belongs to.
    pub from: Entry<'a>,
}

/// An item about `entry` with wrong options from `others`, or nothing if they do not offer enough.
pub fn item<'a>(
    entry: Entry<'a>,
    others: &[Entry<'a>],
    glossary: &Glossary<'a>,
    rng: &mut impl Rng,
) -> Option<Item<'a>> {
    let kinds = shuffled(Kind::ALL.to_vec(), rng);
    kinds.into_iter().find_map(|kind| of_kind(kind, entry, others, glossary, rng))
}

fn of_kind<'a>(
    kind: Kind,
    entry: Entry<'a>,
    others: &[Entry<'a>],
    glossary: &Glossary<'a>,
    rng: &mut impl Rng,
) -> Option<Item<'a>> {
    let explained = |text: &str| if kind == Kind::Term { glossary.called(text) } else { None };
    let usable = |choice: &Choice| kind != Kind::Term || explained(choice.text).is_some();
    let own: Vec<Choice> = choices(kind, entry).filter(usable).collect();
    let right = shuffled(own, rng).into_iter().next()?;
    let term = explained(right.text);
    let foreign = others.iter().filter(|other| other.full_name() != entry.full_name());
    let foreign: Vec<Choice> = foreign.flat_map(|other| choices(kind, *other)).filter(usable).collect();
    let taken = taken(entry.question, term);
    let apart = |choice: &Choice| apart(choice.text, explained(choice.text), term, &taken);
    let wrong = wrong(&shuffled(foreign, rng).into_iter().filter(apart).collect::<Vec<_>>(), entry)?;
    let options = shuffled(wrong.into_iter().chain([right]).collect(), rng);
    let right = options.iter().position(|option| option.text == right.text)?;
    Some(Item { kind, definition: term.map(blanked), options, right })
}

fn choices(kind: Kind, entry: Entry<'_>) -> impl Iterator<Item = Choice<'_>> {
    let list = match kind {
        Kind::KeyPoint => &entry.question.key_points,
        Kind::Mistake => &entry.question.common_mistakes,
        Kind::Term => &entry.question.terminology,
    };
    list.iter().map(move |text| Choice { text, from: entry })
}

/// The first few that differ from each other, from questions of other categories where those offer enough.
fn wrong<'a>(candidates: &[Choice<'a>], entry: Entry) -> Option<Vec<Choice<'a>>> {
    let far = |choice: &&Choice| choice.from.question.category != entry.question.category;
    let first = distinct(candidates.iter().filter(far));
    let wrong = if first.len() < WRONG { distinct(candidates.iter()) } else { first };
    (wrong.len() == WRONG).then_some(wrong)
}

fn distinct<'c, 'a: 'c>(candidates: impl Iterator<Item = &'c Choice<'a>>) -> Vec<Choice<'a>> {
    let mut chosen: Vec<Choice> = Vec::new();
    for candidate in candidates {
        let stems: BTreeSet<String> = weighty(candidate.text).collect();
        if chosen.len() < WRONG && !chosen.iter().any(|other| weighty(other.text).any(|stem| stems.contains(&stem))) {
            chosen.push(*candidate);
        }
    }
    chosen
}

/// The stems that a wrong option may not have: all that the question says, or all that the right term says of itself.
fn taken(question: &Question, term: Option<&Term>) -> BTreeSet<String> {
    let lists = [
        &question.frameworks,
        &question.how_to_answer,
        &question.key_points,
        &question.terminology,
        &question.interviewers_look_for,
        &question.common_mistakes,
        &question.tags,
    ];
    let mut texts: Vec<&str> = lists.into_iter().flatten().map(String::as_str).collect();
    texts.extend([question.prompt.as_str(), &question.answer_framework]);
    texts.extend(question.star_example.texts());
    if let Some(term) = term {
        texts = term.names().chain([term.definition.as_str()]).chain(texts_of(&question.terminology)).collect();
    }
    texts.into_iter().flat_map(weighty).collect()
}

fn texts_of(list: &[String]) -> impl Iterator<Item = &str> {
    list.iter().map(String::as_str)
}

/// Whether an option is surely wrong: none of its words are taken, by none of its names, and it does not explain itself with the right term.
fn apart(text: &str, own: Option<&Term>, right: Option<&Term>, taken: &BTreeSet<String>) -> bool {
    let free = |name: &str| !weighty(name).any(|stem| taken.contains(&stem));
    let (Some(own), Some(right)) = (own, right) else { return free(text) };
    let defined: BTreeSet<String> = weighty(&own.definition).collect();
    own.names().all(free) && !right.names().any(|name| weighty(name).all(|stem| defined.contains(&stem)))
}

/// The definition with the words of the term's name left out.
fn blanked(term: &Term) -> String {
    let names: BTreeSet<String> = weighty(&term.name).collect();
    let mut text = String::new();
    let mut rest = 0;
    for token in tokens(&term.definition).into_iter().filter(|token| names.contains(&token.stem())) {
        text.push_str(&term.definition[rest..token.start]);
        text.push_str("___");
        rest = token.end;
    }
    text + &term.definition[rest..]
}
