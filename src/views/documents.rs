//! What the program says to other programs: a document a function, each with `"schema": 1` at its top.

use serde::Serialize;

use super::using;
use crate::bank::{Entry, Glossary, Library, Term};
use crate::export::json::{Question, SCHEMA};
use crate::search::{Excerpt, Hit};
use crate::session::{self, Outcome, Session};

/// Questions with the lines that matched, best first.
pub fn hits<'a>(hits: &[Hit<'a>]) -> impl Serialize + use<'a> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        questions: Vec<Question<'a>>,
        matches: Vec<Match<'a>>,
    }
    #[derive(Serialize)]
    struct Match<'a> {
        bank: &'a str,
        id: &'a str,
        score: f64,
        lines: Vec<Line<'a>>,
    }
    #[derive(Serialize)]
    struct Line<'a> {
        field: &'static str,
        text: &'a str,
        /// Byte offsets into `text`.
        marks: Vec<[usize; 2]>,
    }
    let line = |line: &Excerpt<'a>| Line {
        field: line.field.label(),
        text: line.text,
        marks: line.marks.iter().map(|mark| [mark.start, mark.end]).collect(),
    };
    let found = |hit: &Hit<'a>| Match {
        bank: &hit.entry.bank.slug,
        id: hit.entry.question.id.as_str(),
        score: hit.score,
        lines: hit.lines.iter().map(line).collect(),
    };
    let questions = hits.iter().map(|hit| Question::from(&hit.entry)).collect();
    Document { schema: SCHEMA, questions, matches: hits.iter().map(found).collect() }
}

/// Glossary entries, each with the full names of the questions that use it.
pub fn terms<'a>(terms: &[&'a Term], library: &Library, glossary: &Glossary) -> impl Serialize + use<'a> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        terms: Vec<Used<'a>>,
    }
    #[derive(Serialize)]
    struct Used<'a> {
        #[serde(flatten)]
        term: &'a Term,
        questions: Vec<String>,
    }
    let used = |term: &&'a Term| Used {
        term,
        questions: using(library, glossary, term).iter().map(Entry::full_name).collect(),
    };
    Document { schema: SCHEMA, terms: terms.iter().map(used).collect() }
}

/// What is open, and the command to go on with.
pub fn overview(library: &Library, next: &str) -> impl Serialize {
    #[derive(Serialize)]
    struct Document {
        schema: u32,
        questions: usize,
        terms: usize,
        banks: Vec<Opened>,
        next: String,
    }
    #[derive(Serialize)]
    struct Opened {
        bank: String,
        name: String,
        about: String,
        questions: usize,
    }
    let banks = library.banks.iter().map(|bank| Opened {
        bank: bank.slug.clone(),
        name: bank.name.clone(),
        about: bank.about.clone(),
        questions: bank.questions.len(),
    });
    let (questions, terms) = (library.entries().len(), library.glossary().terms().len());
    Document { schema: SCHEMA, questions, terms, banks: banks.collect(), next: next.to_owned() }
}

/// What a quiz came to, question by question.
pub fn quiz<'a>(session: &Session<'a>, seed: u64) -> impl Serialize + use<'a> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        seed: u64,
        answered: usize,
        skipped: usize,
        points_made: usize,
        points: usize,
        questions: Vec<Card<'a>>,
    }
    #[derive(Serialize)]
    struct Card<'a> {
        bank: &'a str,
        id: &'a str,
        outcome: Option<&'static str>,
        points_made: Vec<&'a str>,
        points: usize,
        choice: Option<Choice<'a>>,
        seconds: u64,
    }
    #[derive(Serialize)]
    struct Choice<'a> {
        options: Vec<&'a str>,
        right: usize,
        chosen: Option<usize>,
    }
    let choice = |card: &session::Card<'a>| {
        let item = card.item.as_ref()?;
        Some(Choice {
            options: item.options.iter().map(|option| option.text).collect(),
            right: item.right,
            chosen: card.chosen,
        })
    };
    let card = |card: &session::Card<'a>| {
        let question = card.entry.question;
        Card {
            bank: &card.entry.bank.slug,
            id: question.id.as_str(),
            outcome: card.outcome.map(outcome),
            points_made: card
                .ticks
                .iter()
                .filter_map(|point| question.key_points.get(*point))
                .map(String::as_str)
                .collect(),
            points: question.key_points.len(),
            choice: choice(card),
            seconds: card.time.as_secs(),
        }
    };
    let tally = session.tally();
    Document {
        schema: SCHEMA,
        seed,
        answered: tally.answered,
        skipped: tally.skipped,
        points_made: tally.made,
        points: tally.points,
        questions: session.cards().iter().map(card).collect(),
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Graded(grade) => grade.name(),
        Outcome::Skipped => "skipped",
    }
}
