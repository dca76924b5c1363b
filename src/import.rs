//! Question lists from elsewhere as a bank: the text of a file becomes TOML, and a list of what found no place.
//!
//! Nothing is lost and nothing is made up: each line of the source is in the bank or among the leftovers, and what
//! the source does not have is marked as still to be written. No file is touched here. A new kind of list is a file beside `markdown`
//! that gives what it found, a variant of [`Source`], and the arms the compiler then asks for.

mod asking;
mod cards;
mod draft;
mod inline;
mod markdown;
mod parts;
mod table;

use draft::Draft;

/// What a text was turned into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// A bank, which [`crate::parse::bank`] reads without a problem.
    pub toml: String,
    /// How many questions it has.
    pub questions: usize,
    /// What found no place in it, in the order of the source.
    pub leftovers: Vec<Leftover>,
}

/// A line of the source that found no place in the bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// Where it stands, counted from 1.
    pub line: usize,
    /// What it says.
    pub text: String,
    /// Why it is no part of a question.
    pub why: &'static str,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Headings, list items or folded sections that ask.
    Markdown,
    /// A question a row, with commas (or semicolons) between the columns.
    Csv,
    /// The same with tabs.
    Tsv,
    /// `Q:`, `A:` and `C:` blocks, as hashcards has them.
    Cards,
}

impl Source {
    /// How `text` is written, by the ending of its file and, where that does not decide, by what it looks like.
    pub fn of(extension: Option<&str>, text: &str) -> Self {
        let text = without_mark(text);
        match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("csv") => Self::Csv,
            Some("tsv" | "tab") => Self::Tsv,
            // Cards are kept in Markdown files.
            _ if cards::begin(text) => Self::Cards,
            Some("md" | "markdown" | "mdown" | "mkd") => Self::Markdown,
            _ => table::delimiter_of(text).map_or(Self::Markdown, |it| if it == '\t' { Self::Tsv } else { Self::Csv }),
        }
    }
}

/// What a reader found in a text.
#[derive(Debug, Default)]
struct Found {
    /// What the list calls itself.
    title: Option<String>,
    drafts: Vec<Draft>,
    leftovers: Vec<Leftover>,
}

impl Found {
    fn leave(&mut self, line: usize, text: &str, why: &'static str) {
        if !text.trim().is_empty() {
            self.leftovers.push(Leftover { line, text: text.trim().to_owned(), why });
        }
    }
}

/// The bank that `text` makes. `name` is what the list is called elsewhere, such as its file's stem; the bank takes
/// it where the text has no title of its own.
pub fn import(source: Source, name: &str, text: &str) -> Imported {
    let text = without_mark(text);
    let mut found = match source {
        Source::Markdown => markdown::found(text),
        Source::Csv => table::found(text, ','),
        Source::Tsv => table::found(text, '\t'),
        Source::Cards => cards::found(text),
    };
    found.leftovers.sort_by_key(|it| it.line);
    let title = found.title.as_deref().unwrap_or(name);
    Imported {
        toml: draft::bank(title, name, &found.drafts),
        questions: found.drafts.len(),
        leftovers: found.leftovers,
    }
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
