//! Questions as text for other programs: one renderer a format, from a slice of questions to a string.
//!
//! Nothing is written here; `commands` decides where the text goes. A new format is a file beside
//! `markdown`, a variant of [`Format`], and the arms the compiler then asks for.

pub mod anki;
pub mod json;
pub mod markdown;

use crate::bank::{Entry, Question, Star, StarExample};
use crate::page::harmless;

/// What questions are written as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// CommonMark, to be read.
    #[default]
    Markdown,
    /// The document that `list --json` prints.
    Json,
    /// Notes for Anki to import.
    Anki,
}

impl Format {
    /// What a file of this format is called behind the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Json => "json",
            Self::Anki => "txt",
        }
    }
}

/// The questions as one document, which ends with a line break.
///
/// # Errors
/// When the document cannot be put into JSON, which no question is known to cause.
pub fn render(format: Format, entries: &[Entry]) -> serde_json::Result<String> {
    match format {
        Format::Markdown => Ok(markdown::document(entries)),
        Format::Json => json::text(&json::questions(entries)),
        Format::Anki => Ok(anki::document(entries)),
    }
}

/// What stands under a title.
enum Body<'a> {
    /// Paragraphs, which an empty line sets apart.
    Prose(&'a str),
    /// A bullet each.
    List(&'a [String]),
    /// The four parts of a STAR answer.
    Star(&'a Star),
}

impl Body<'_> {
    /// Whether nothing is written yet.
    fn is_empty(&self) -> bool {
        match self {
            Self::Prose(text) => text.trim().is_empty(),
            Self::List(list) => list.is_empty(),
            Self::Star(star) => star.told().next().is_none(),
        }
    }
}

/// What a question says beside its prompt: each section it has under its title, in reading order.
fn sections(question: &Question) -> Vec<(&'static str, Body<'_>)> {
    let example = match &question.star_example {
        StarExample::Narrative { narrative } => Body::Prose(narrative),
        StarExample::Sections(star) => Body::Star(star),
    };
    let mut sections = vec![
        ("Answer framework", Body::Prose(&question.answer_framework)),
        ("How to answer", Body::List(&question.how_to_answer)),
        ("STAR example", example),
        ("Key points", Body::List(&question.key_points)),
        ("Terminology", Body::List(&question.terminology)),
        ("What interviewers look for", Body::List(&question.interviewers_look_for)),
        ("Common mistakes", Body::List(&question.common_mistakes)),
    ];
    sections.retain(|(_, body)| !body.is_empty());
    sections
}

/// Harmless text on one line, with single blanks.
fn one_line(text: &str) -> String {
    harmless(text).split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Block;
    use crate::views::{Section, section};

    #[test]
    fn sections_are_called_and_ordered_as_on_the_screen() {
        let list = || vec!["one".to_owned()];
        let terminology = list();
        let lists = Question { how_to_answer: list(), key_points: list(), terminology, ..Question::default() };
        let star_example = StarExample::Narrative { narrative: "told".into() };
        let lists = Question { answer_framework: "plan".into(), star_example, ..lists };
        let question = Question { interviewers_look_for: list(), common_mistakes: list(), ..lists };
        let title = |it: &Section| match section(&question, *it).blocks.first() {
            Some(Block::Text { text, .. }) => text.plain(),
            other => panic!("{it:?} begins with {other:?}"),
        };
        let titles: Vec<_> = sections(&question).into_iter().map(|(title, _)| title).collect();
        assert_eq!(titles, Section::ALL.iter().map(title).collect::<Vec<_>>());
    }
}
