//! Multiple choice made from the bank: one option is from the question's own rubric, the others are from elsewhere.
//!
//! A wrong option must never be accidentally right. Much of what one question asks for is good advice
//! everywhere ("stakeholder communication", "lack of metrics"), so only what speaks of its own question's
//! subject is taken from there, and only if it shares no weighty word with anything said here. The
//! options that are then still missing are of the opposite kind, which cannot be right.

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
    let own: Vec<Choice> =
        choices(List::of(kind), entry).filter(usable).filter(|choice| !is_given_away(choice)).collect();
    let right = shuffled(own, rng).into_iter().next()?;
    let term = explained(right.text);
    let foreign =
        |list| others.iter().filter(|other| other.number != entry.number).flat_map(move |it| choices(list, *it));
    let alike: Vec<Choice> = foreign(List::of(kind)).filter(usable).collect();
    let opposite: Vec<Choice> = List::opposite(kind).into_iter().flat_map(foreign).collect();
    let taken = match term {
        Some(term) => taken_by_term(entry.question, term),
        None => taken_by_category(entry, others),
    };
    let apart = |choice: &Choice| is_on_subject(choice) && apart(choice.text, explained(choice.text), term, &taken);
    let wrong = distinct(shuffled(alike, rng).into_iter().filter(apart).chain(shuffled(opposite, rng)))?;
    let options = shuffled(wrong.into_iter().chain([right]).collect(), rng);
    let right = options.iter().position(|option| option.text == right.text)?;
    Some(Item { kind, definition: term.map(blanked), options, right })
}

/// Whether the prompt says it already.
fn is_given_away(choice: &Choice) -> bool {
    let said: BTreeSet<String> = weighty(&choice.from.question.prompt).collect();
    weighty(choice.text).all(|stem| said.contains(&stem))
}

/// Whether an option speaks of what its own question is about, and not only of what is good or bad anywhere.
fn is_on_subject(choice: &Choice) -> bool {
    let question = choice.from.question;
    let subject: BTreeSet<String> = weighty(&question.prompt).chain(weighty(question.id.as_str())).collect();
    weighty(choice.text).any(|stem| subject.contains(&stem))
}

/// A list of a question that options are taken from.
#[derive(Clone, Copy)]
enum List {
    KeyPoints,
    Mistakes,
    Terms,
    Advice,
}

impl List {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::KeyPoint => Self::KeyPoints,
            Kind::Mistake => Self::Mistakes,
            Kind::Term => Self::Terms,
        }
    }

    /// Where the options come from that are still missing: what is surely no point is a mistake, and the other way round.
    fn opposite(kind: Kind) -> Option<Self> {
        match kind {
            Kind::KeyPoint => Some(Self::Mistakes),
            Kind::Mistake => Some(Self::Advice),
            Kind::Term => None,
        }
    }
}

fn choices(list: List, entry: Entry<'_>) -> impl Iterator<Item = Choice<'_>> {
    let list = match list {
        List::KeyPoints => &entry.question.key_points,
        List::Mistakes => &entry.question.common_mistakes,
        List::Terms => &entry.question.terminology,
        List::Advice => &entry.question.how_to_answer,
    };
    list.iter().map(move |text| Choice { text, from: entry })
}

/// The first few that differ from each other, if there are enough.
fn distinct<'a>(candidates: impl Iterator<Item = Choice<'a>>) -> Option<Vec<Choice<'a>>> {
    let mut chosen: Vec<Choice> = Vec::new();
    let mut stems: BTreeSet<String> = BTreeSet::new();
    for candidate in candidates {
        if chosen.len() < WRONG && !weighty(candidate.text).any(|stem| stems.contains(&stem)) {
            stems.extend(weighty(candidate.text));
            chosen.push(candidate);
        }
    }
    (chosen.len() == WRONG).then_some(chosen)
}

/// The stems that a wrong point or mistake may not have: all that is said in this question and, because
/// what is right in one is often right in its neighbours, in the others of its category.
fn taken_by_category(entry: Entry, others: &[Entry]) -> BTreeSet<String> {
    let near = |other: &&Entry| other.question.category == entry.question.category;
    let all_near = others.iter().all(|other| near(&other));
    let neighbours = others.iter().filter(near).filter(|other| !all_near || other.number == entry.number);
    neighbours.flat_map(|other| said(other.question)).flat_map(weighty).collect()
}

/// Everything that a question says.
fn said(question: &Question) -> Vec<&str> {
    let lists = [
        &question.frameworks,
        &question.how_to_answer,
        &question.key_points,
        &question.terminology,
        &question.interviewers_look_for,
        &question.common_mistakes,
        &question.tags,
    ];
    let texts = [question.prompt.as_str(), &question.answer_framework];
    lists.into_iter().flat_map(|list| texts_of(list)).chain(texts).chain(question.star_example.texts()).collect()
}

/// The stems that a wrong term may not have: all that the right one says of itself, and the question's other terms.
fn taken_by_term(question: &Question, term: &Term) -> BTreeSet<String> {
    let own = term.names().chain([term.definition.as_str()]);
    own.chain(texts_of(&question.terminology)).flat_map(weighty).collect()
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
