//! The bank: questions with their rubrics, the terms they use, and how a person names one of them.
//!
//! These are plain values. Nothing here reads a file or decides what is shown; `parse` makes a
//! [`Bank`] from text and `load` gathers the [`Library`]. To give questions a new field, add it to
//! [`Question`], say in `parse` whether it may be left out, and show it in `views` and `export`.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::de::{Error as _, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

use crate::text::{closest, spelled, stemmed};

/// One bank file: a role's questions and its glossary.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bank {
    /// The file's stem, which is the bank's part of a full name such as `product-operations/release-conflict`.
    pub slug: String,
    /// The title a person reads, for example the role.
    pub name: String,
    /// What the bank is about.
    pub about: String,
    /// Where the content came from.
    pub source: String,
    /// The questions, in the order of the file.
    pub questions: Vec<Question>,
    /// The glossary, in the order of the file.
    pub terms: Vec<Term>,
}

/// A prompt with its rubric.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Question {
    /// What progress hangs on; it never changes.
    #[cfg_attr(test, schemars(with = "String"))]
    pub id: QuestionId,
    /// What the interviewer asks.
    pub prompt: String,
    /// One slug, such as `behavioral`.
    pub category: String,
    /// Slugs for filtering.
    pub tags: Vec<String>,
    /// Named methods the answer uses, such as `RICE`.
    pub frameworks: Vec<String>,
    /// How to build the answer.
    pub answer_framework: String,
    /// The shortest and longest length the framework asks for, in words.
    pub target_words: Option<[u32; 2]>,
    /// A worked example.
    #[cfg_attr(test, schemars(with = "Example"))]
    pub star_example: StarExample,
    /// Advice, a bullet each.
    pub how_to_answer: Vec<String>,
    /// What the answer is scored on.
    pub key_points: Vec<String>,
    /// Words an expert would use.
    pub terminology: Vec<String>,
    /// What impresses the other side of the table.
    pub interviewers_look_for: Vec<String>,
    /// What goes wrong.
    pub common_mistakes: Vec<String>,
    /// How a point or a mistake sounds when somebody says it, keyed by its text.
    pub cues: BTreeMap<String, Vec<String>>,
}

/// An example answer: told in one go, or in the four STAR sections.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum StarExample {
    /// One paragraph.
    Narrative {
        /// The paragraph.
        narrative: String,
    },
    /// The four parts apart.
    Sections(Star),
}

/// An example as a bank file writes it.
#[cfg(test)]
#[derive(schemars::JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its shape is wanted")]
enum Example {
    /// Told in one go.
    Narrative(String),
    /// In four parts.
    Sections(Star),
}

/// The four parts of a STAR answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Star {
    /// Where and when.
    pub situation: String,
    /// What had to be done.
    pub task: String,
    /// What the speaker did.
    pub action: String,
    /// What came of it.
    pub result: String,
}

impl Star {
    /// The parts with their names, in telling order.
    pub fn parts(&self) -> [(&'static str, &str); 4] {
        [("Situation", &self.situation), ("Task", &self.task), ("Action", &self.action), ("Result", &self.result)]
    }

    /// Those of the parts that are written.
    pub fn told(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.parts().into_iter().filter(|(_, text)| !text.trim().is_empty())
    }
}

impl StarExample {
    /// Every piece of text in the example.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Narrative { narrative } => vec![narrative],
            Self::Sections(star) => star.parts().map(|(_, text)| text).to_vec(),
        }
    }
}

impl Default for StarExample {
    fn default() -> Self {
        let narrative = String::new();
        Self::Narrative { narrative }
    }
}

// By hand, because an untagged enum would blame the whole value where this blames the wrong key.
impl<'de> Deserialize<'de> for StarExample {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = StarExample;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a text, or a table with `situation`, `task`, `action` and `result`")
            }
            fn visit_str<E>(self, text: &str) -> Result<StarExample, E> {
                let narrative = text.to_owned();
                Ok(StarExample::Narrative { narrative })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<StarExample, A::Error> {
                Star::deserialize(MapAccessDeserializer::new(map)).map(StarExample::Sections)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// The halves of a point that has two: "rollback strategy and stakeholder communication".
pub fn parts(point: &str) -> Vec<&str> {
    let point = point.trim_end_matches('.');
    match point.split_once(" and ") {
        Some((first, second)) if !first.trim().is_empty() && !second.trim().is_empty() => vec![first, second],
        _ => Vec::new(),
    }
}

/// A glossary entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Term {
    /// The name questions use.
    pub name: String,
    /// Other words for the same thing.
    pub aliases: Vec<String>,
    /// What it means, in plain words.
    pub definition: String,
}

impl Term {
    /// The name and its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }
}

/// The glossary: terms by what they are called.
#[derive(Debug, Clone, Default)]
pub struct Glossary<'a> {
    terms: Vec<&'a Term>,
    spelled: HashMap<String, &'a Term>,
    stemmed: HashMap<String, &'a Term>,
}

impl<'a> Glossary<'a> {
    /// The glossary of these terms; where two have the same name, the later one counts.
    pub fn new(terms: impl IntoIterator<Item = &'a Term>) -> Self {
        let mut glossary = Self::default();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for term in terms {
            if let Some(place) = places.get(term.name.as_str()) {
                glossary.terms[*place] = term;
            } else {
                places.insert(&term.name, glossary.terms.len());
                glossary.terms.push(term);
            }
            for name in term.names() {
                glossary.spelled.insert(spelled(name), term);
                glossary.stemmed.insert(stemmed(name), term);
            }
        }
        glossary
    }

    /// All terms, in the order of the banks.
    pub fn terms(&self) -> &[&'a Term] {
        &self.terms
    }

    /// The term called `name`: spelled so if there is one, or else but for inflection.
    pub fn called(&self, name: &str) -> Option<&'a Term> {
        self.spelled.get(&spelled(name)).or_else(|| self.stemmed.get(&stemmed(name))).copied()
    }

    /// Whether `question` uses `term` in its terminology or as a framework, by any of its names.
    pub fn is_used(&self, term: &Term, question: &Question) -> bool {
        let names = || question.terminology.iter().chain(&question.frameworks);
        names().any(|name| self.called(name).is_some_and(|named| named.name == term.name))
    }
}

/// A lower-case slug that names a question for ever.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct QuestionId(String);

impl QuestionId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for QuestionId {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        // A name of digits alone could not be told from a number, a very long one is no file name.
        let usable = is_slug(&text) && text.len() <= 100 && !text.bytes().all(|b| b.is_ascii_digit());
        usable.then(|| Self(text.clone())).ok_or_else(|| format!("malformed id `{text}`"))
    }
}

impl<'de> Deserialize<'de> for QuestionId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::try_from(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// Whether `text` is lower-case letters and digits in groups joined by single hyphens.
pub fn is_slug(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.split('-').all(part)
}

/// All banks that are open, in the order they were layered.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The banks.
    pub banks: Vec<Bank>,
}

/// A question where it stands: its number on today's screen and the bank it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Counted from 1 over all banks; for today's screen only.
    pub number: usize,
    /// The bank it is in.
    pub bank: &'a Bank,
    /// The question itself.
    pub question: &'a Question,
}

impl Entry<'_> {
    /// `bank/id`, which is unique.
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.bank.slug, self.question.id)
    }

    /// The name to hold `wanted` against: without a slash the bank is not meant, however its name begins.
    fn meant_by(&self, wanted: &str) -> String {
        if wanted.contains('/') { self.full_name() } else { self.question.id.to_string() }
    }
}

/// Why a word named no question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unresolved {
    /// A number outside 1 to `count`.
    Number {
        /// What was asked for.
        asked: String,
        /// How many questions there are.
        count: usize,
    },
    /// No id is it or begins with it.
    Unknown {
        /// What was asked for.
        asked: String,
        /// The id that looks most like it.
        near: Option<String>,
    },
    /// Several ids are it or begin with it.
    Ambiguous {
        /// What was asked for.
        asked: String,
        /// The names it could mean.
        candidates: Vec<String>,
    },
}

impl Library {
    /// Every question with its number.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let all = self.banks.iter().flat_map(|bank| bank.questions.iter().map(move |question| (bank, question)));
        all.zip(1..).map(|((bank, question), number)| Entry { number, bank, question }).collect()
    }

    /// The shortest name that each question answers to for good, by number: its id, or its full name where another
    /// bank has that id too.
    pub fn names(&self) -> Vec<String> {
        let entries = self.entries();
        let mut counts: HashMap<&QuestionId, usize> = HashMap::new();
        for entry in &entries {
            *counts.entry(&entry.question.id).or_default() += 1;
        }
        let is_only = |entry: &Entry| counts.get(&entry.question.id) == Some(&1);
        let name = |entry: &Entry| if is_only(entry) { entry.question.id.to_string() } else { entry.full_name() };
        entries.iter().map(name).collect()
    }

    /// The name of one of them.
    pub fn name(&self, entry: &Entry) -> String {
        self.names().into_iter().nth(entry.number - 1).unwrap_or_else(|| entry.full_name())
    }

    /// Every term of every bank.
    pub fn glossary(&self) -> Glossary<'_> {
        Glossary::new(self.banks.iter().flat_map(|bank| &bank.terms))
    }

    /// The question that `selector` names: a number, an id, the unique beginning of an id, or `bank/id`.
    ///
    /// # Errors
    /// [`Unresolved`] tells whether nothing or too much answers to the name.
    pub fn find(&self, selector: &str) -> Result<Entry<'_>, Unresolved> {
        let (entries, asked) = (self.entries(), selector.to_owned());
        if !selector.is_empty() && selector.bytes().all(|b| b.is_ascii_digit()) {
            let number = selector.parse().unwrap_or(usize::MAX);
            let count = entries.len();
            let found = entries.into_iter().find(|entry| entry.number == number);
            return found.ok_or(Unresolved::Number { asked, count });
        }
        let wanted = selector.to_lowercase();
        let exact = |entry: &&Entry| wanted == entry.question.id.as_str() || wanted == entry.full_name();
        let begins = |entry: &&Entry| !wanted.is_empty() && entry.meant_by(&wanted).starts_with(&wanted);
        let mut found: Vec<&Entry> = entries.iter().filter(exact).collect();
        if found.is_empty() {
            found = entries.iter().filter(begins).collect();
        }
        match found[..] {
            [entry] => Ok(*entry),
            [] => Err(Unresolved::Unknown { near: near(&entries, &wanted), asked }),
            _ => {
                Err(Unresolved::Ambiguous { asked, candidates: found.iter().map(|entry| entry.full_name()).collect() })
            }
        }
    }
}

/// The id or full name nearest to a mistyped one. A mistyped beginning counts against that much of the id.
fn near(entries: &[Entry], wanted: &str) -> Option<String> {
    let length = wanted.chars().count();
    let names: Vec<String> = entries.iter().map(|entry| entry.meant_by(wanted)).collect();
    let beginning = |name: &String| name.chars().take(length).collect::<String>();
    let beginnings: Vec<String> = names.iter().map(beginning).collect();
    let near = closest(wanted, names.iter().chain(&beginnings).map(String::as_str))?;
    names.iter().find(|name| *name == near || beginning(name) == near).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn library(ids: &[&str]) -> Library {
        let question = |id: &&str| Question { id: QuestionId(id.to_string()), ..Question::default() };
        let questions = ids.iter().map(question).collect();
        Library { banks: vec![Bank { slug: "ops".into(), questions, ..Bank::default() }] }
    }

    #[test]
    fn a_question_answers_to_its_number_id_beginning_and_full_name() {
        let library = library(&["release-conflict", "release", "motivation"]);
        let cases = [
            ("1", "release-conflict"),
            ("release", "release"),
            ("release-c", "release-conflict"),
            ("Mot", "motivation"),
            ("ops/motivation", "motivation"),
            ("ops/mot", "motivation"),
        ];
        for (selector, id) in cases {
            assert_eq!(library.find(selector).unwrap().question.id.as_str(), id, "{selector}");
        }
    }

    #[test]
    fn a_name_that_resolves_to_nothing_says_why() {
        let library = library(&["release-conflict", "release-plan", "motivation"]);
        let unknown =
            |asked: &str, near: Option<&str>| Unresolved::Unknown { asked: asked.into(), near: near.map(Into::into) };
        let number = |asked: &str| Unresolved::Number { asked: asked.into(), count: 3 };
        let both = vec!["ops/release-conflict".into(), "ops/release-plan".into()];
        let cases = [
            ("0", number("0")),
            ("4", number("4")),
            ("99999999999999999999999", number("99999999999999999999999")),
            ("motivaton", unknown("motivaton", Some("motivation"))),
            ("relaese-c", unknown("relaese-c", Some("release-conflict"))),
            ("ops/motivaton", unknown("ops/motivaton", Some("ops/motivation"))),
            ("zebra", unknown("zebra", None)),
            ("", unknown("", None)),
            ("release-", Unresolved::Ambiguous { asked: "release-".into(), candidates: both }),
        ];
        for (selector, expected) in cases {
            assert_eq!(library.find(selector).unwrap_err(), expected, "{selector}");
        }
    }

    #[test]
    fn ids_are_lower_case_slugs() {
        for good in ["a", "release-2", "2-factor"] {
            assert!(QuestionId::try_from(good.to_owned()).is_ok(), "{good}");
        }
        for bad in ["", "42", "A", "a b", "a_b", "-a", "a-", "a--b", "../a", "é", &"a".repeat(101)] {
            assert!(QuestionId::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
