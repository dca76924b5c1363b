//! Questions as text for other programs: one renderer a format, from a slice of questions to a string.
//!
//! Nothing is written here; `commands` decides where the text goes. A new format is a file beside
//! `markdown`, a variant of [`Format`], and the arms the compiler then asks for.

pub mod json;
pub mod markdown;

use crate::bank::Entry;

/// What questions are written as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// CommonMark, to be read.
    #[default]
    Markdown,
    /// The document that `list --json` prints.
    Json,
}

impl Format {
    /// What a file of this format is called behind the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Json => "json",
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
    }
}
