//! The question object that scripts rely on, and how any document becomes text.
//!
//! Every document has `"schema": 1` at its top; names stay, and a new field goes behind the others.

use serde::Serialize;

use crate::bank::{Entry, StarExample};
use crate::page::is_hostile;

/// The version of every document.
pub const SCHEMA: u32 = 1;

/// A question as every document shows it.
#[derive(Serialize)]
pub struct Question<'a> {
    bank: &'a str,
    id: &'a str,
    number: usize,
    prompt: &'a str,
    category: &'a str,
    tags: &'a [String],
    frameworks: &'a [String],
    answer_framework: &'a str,
    target_words: Option<[u32; 2]>,
    star_example: &'a StarExample,
    how_to_answer: &'a [String],
    key_points: &'a [String],
    terminology: &'a [String],
    interviewers_look_for: &'a [String],
    common_mistakes: &'a [String],
}

impl<'a> From<&Entry<'a>> for Question<'a> {
    fn from(Entry { number, bank, question }: &Entry<'a>) -> Self {
        Self {
            bank: &bank.slug,
            id: question.id.as_str(),
            number: *number,
            prompt: &question.prompt,
            category: &question.category,
            tags: &question.tags,
            frameworks: &question.frameworks,
            answer_framework: &question.answer_framework,
            target_words: question.target_words,
            star_example: &question.star_example,
            how_to_answer: &question.how_to_answer,
            key_points: &question.key_points,
            terminology: &question.terminology,
            interviewers_look_for: &question.interviewers_look_for,
            common_mistakes: &question.common_mistakes,
        }
    }
}

/// Questions in the order given.
pub fn questions<'a>(entries: &[Entry<'a>]) -> impl Serialize + use<'a> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        questions: Vec<Question<'a>>,
    }
    Document { schema: SCHEMA, questions: entries.iter().map(Question::from).collect() }
}

/// The document as indented text in which every character that could steer a terminal is escaped.
///
/// # Errors
/// When the document cannot be put into JSON.
pub fn text(document: &impl Serialize) -> serde_json::Result<String> {
    let json = serde_json::to_string_pretty(document)?;
    let mut text = String::with_capacity(json.len() + 1);
    for c in json.chars() {
        // Outside its strings JSON has no such character but the line breaks that indent it.
        match c {
            '\n' => text.push(c),
            c if is_hostile(c) => text.extend(format!("\\u{:04x}", u32::from(c)).chars()),
            c => text.push(c),
        }
    }
    Ok(text + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_steer_a_terminal_are_escaped_and_come_back_the_same() {
        let hostile = "a\u{202e}b\u{9b}c\u{1b}[2J\u{7f}\n\u{2028}é";
        let json = text(&hostile).unwrap();
        assert!(json.trim_end().chars().all(|c| !is_hostile(c)), "{json:?}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
    }
}
