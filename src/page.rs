//! A page: text with meaning, and how it breaks into lines of a given width.
//!
//! A [`Span`] says what its text means (a [`Role`]), never how that looks: `terminal` turns roles
//! into colours. Text from a bank or an answer is made harmless here, before any line is built. To
//! mark a new kind of text, add a role and give it a style in `terminal`.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The widest a line of prose should get, in columns.
pub const MEASURE: usize = 84;

/// What a piece of text means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// Nothing special.
    #[default]
    Plain,
    /// The name of what follows.
    Heading,
    /// Beside the point: numbers, labels.
    Faint,
    /// Worth seeing first.
    Strong,
    /// What the search words found.
    Match,
    /// Where the search stands among what it found.
    Found,
    /// Done, right.
    Good,
    /// Missed, wrong, failed.
    Bad,
    /// Wants attention.
    Warning,
    /// A key to press or a command to type.
    Key,
    /// Where the next letter goes.
    Cursor,
}

/// A piece of text with one meaning.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    /// The text; control characters are already replaced.
    pub text: String,
    /// Its meaning.
    pub role: Role,
}

/// A run of spans that is wrapped as one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(Vec<Span>);

impl Text {
    /// An empty run.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same run with `text` behind it.
    pub fn and(mut self, role: Role, text: impl AsRef<str>) -> Self {
        let text = harmless(text.as_ref());
        self.0.push(Span { text, role });
        self
    }

    /// The spans.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// The text without its meaning.
    pub fn plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }

    /// Columns it takes on one line.
    pub fn width(&self) -> usize {
        self.0.iter().map(|span| span.text.width()).sum()
    }

    /// The same text with these bytes of it, in order and apart from each other, found by a search.
    pub fn marked(&self, marks: &[Range<usize>]) -> Self {
        let mut spans = Vec::new();
        let mut at = 0;
        for mark in marks {
            spans.extend(cut(self, at, mark.start));
            spans.extend(cut(self, mark.start, mark.end).into_iter().map(|span| Span { role: Role::Match, ..span }));
            at = mark.end;
        }
        spans.extend(cut(self, at, usize::MAX));
        Self(spans)
    }
}

impl<T: AsRef<str>> From<T> for Text {
    fn from(text: T) -> Self {
        Self::new().and(Role::Plain, text)
    }
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Wrapped text; what follows its first line is indented like the text behind the marker.
    Text {
        /// Columns before the marker.
        indent: usize,
        /// What stands before the first line, such as a bullet.
        marker: Text,
        /// The text.
        text: Text,
    },
    /// Rows in columns.
    Table(Table),
    /// Lines that stay as they are.
    Verbatim(String),
    /// One line that fits the screen already, blanks and all.
    Row(Text),
    /// An empty line.
    Gap,
}

/// Rows in columns under a header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// What the columns are.
    pub columns: Vec<Column>,
    /// One cell a column.
    pub rows: Vec<Vec<Text>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub title: &'static str,
    /// How it gives way when the table is wider than the screen.
    pub fit: Fit,
}

/// How a column gives way when the table is wider than the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Never broken.
    Whole,
    /// Never broken, and left out on a screen narrower than this many columns.
    Spare(usize),
    /// Takes what is left, and breaks into two lines at most.
    Flow,
}

/// What the program shows in one go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its parts from top to bottom.
    pub blocks: Vec<Block>,
}

/// One line on a screen.
pub type Line = Vec<Span>;

impl Page {
    /// An empty page.
    pub fn new() -> Self {
        Self::default()
    }

    /// The page with one more block.
    pub fn block(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    /// The page with an empty line, unless it is empty or ends with one.
    pub fn gap(self) -> Self {
        match self.blocks.last() {
            None | Some(Block::Gap) => self,
            Some(_) => self.block(Block::Gap),
        }
    }

    /// The page with a paragraph.
    pub fn text(self, text: impl Into<Text>) -> Self {
        self.item(0, Text::new(), text)
    }

    /// The page with text behind a marker.
    pub fn item(self, indent: usize, marker: impl Into<Text>, text: impl Into<Text>) -> Self {
        let (marker, text) = (marker.into(), text.into());
        self.block(Block::Text { indent, marker, text })
    }

    /// The page with a heading, set off from what stands above it.
    pub fn heading(self, text: impl AsRef<str>) -> Self {
        self.gap().text(Text::new().and(Role::Heading, text))
    }

    /// The page with what `marks` finds in its texts marked.
    pub fn marked(mut self, marks: impl Fn(&str) -> Vec<Range<usize>>) -> Self {
        for block in &mut self.blocks {
            // What names a part is not what somebody wrote in it.
            match block {
                Block::Text { marker, text, .. }
                    if !marker.0.is_empty() || text.0.iter().any(|it| it.role != Role::Heading) =>
                {
                    *text = text.marked(&marks(&text.plain()));
                }
                _ => {}
            }
        }
        self
    }

    /// The page with another one below it.
    pub fn then(mut self, other: Self) -> Self {
        self.blocks.extend(other.blocks);
        self
    }
}

/// The lines `block` takes in `width` columns.
///
/// Tables are laid out by `terminal`, which knows what a screen is; here they have no lines.
pub fn lines(block: &Block, width: usize) -> Vec<Line> {
    match block {
        Block::Text { indent, marker, text } => wrapped(*indent, marker, text, width),
        Block::Verbatim(text) => text.lines().map(|line| Text::from(line).0).collect(),
        Block::Row(text) => vec![text.0.clone()],
        Block::Gap => vec![Line::new()],
        Block::Table(_) => Vec::new(),
    }
}

fn wrapped(indent: usize, marker: &Text, text: &Text, width: usize) -> Vec<Line> {
    let hang = indent + marker.width();
    let plain = text.plain();
    // Never less than ten columns for the text: a narrower screen breaks the line itself.
    let columns = width.saturating_sub(hang).max(10);
    let options = textwrap::Options::new(columns).word_splitter(textwrap::WordSplitter::NoHyphenation);
    let mut rest = 0;
    let mut lines = Vec::new();
    for line in textwrap::wrap(&plain, options) {
        let start = rest + plain[rest..].find(&*line).unwrap_or(0);
        rest = start + line.len();
        let mut spans = if lines.is_empty() { first_margin(indent, marker) } else { margin(hang) };
        spans.extend(cut(text, start, rest));
        lines.push(spans);
    }
    lines
}

fn first_margin(indent: usize, marker: &Text) -> Line {
    margin(indent).into_iter().chain(marker.0.iter().cloned()).collect()
}

fn margin(columns: usize) -> Line {
    let blank = Span { text: " ".repeat(columns), role: Role::Plain };
    if columns == 0 { Line::new() } else { vec![blank] }
}

/// The spans between two byte offsets of the plain text.
fn cut(text: &Text, start: usize, end: usize) -> Line {
    let mut spans = Line::new();
    let mut at = 0;
    for Span { text, role } in &text.0 {
        let (from, to) = (start.clamp(at, at + text.len()) - at, end.clamp(at, at + text.len()) - at);
        if from < to {
            spans.push(Span { text: text[from..to].to_owned(), role: *role });
        }
        at += text.len();
    }
    spans
}

/// A part of a text that several lines make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// A paragraph, on one line.
    Prose(String),
    /// Items of a list or rows of a table, which stay lines of their own.
    Lines(Vec<String>),
    /// What stands between two fences, blanks and all.
    Code(Vec<String>),
}

/// The parts of a text: empty lines set paragraphs apart, and what is laid out in lines stays so.
pub fn passages(text: &str) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let (mut is_code, mut is_apart) = (false, true);
    for line in text.lines().map(str::trim_end) {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
            if is_code {
                passages.push(Passage::Code(Vec::new()));
            }
            is_apart = true;
            continue;
        }
        match passages.last_mut() {
            Some(Passage::Code(lines)) if is_code => lines.push(line.to_owned()),
            Some(Passage::Lines(lines)) if is_item(line) && !is_apart => lines.push(line.to_owned()),
            Some(Passage::Prose(prose)) if !is_apart && !is_item(line) && !line.is_empty() => {
                prose.push(' ');
                prose.push_str(line.trim());
            }
            _ if line.trim().is_empty() => {}
            _ if is_item(line) => passages.push(Passage::Lines(vec![line.to_owned()])),
            _ => passages.push(Passage::Prose(line.trim().to_owned())),
        }
        is_apart = line.trim().is_empty() && !is_code;
    }
    passages
}

/// Whether a line is an item of a list or a row of a table.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['|', '>'])
        || ["- ", "* ", "+ "].iter().any(|marker| line.starts_with(marker))
        || number.len() < line.len() && number.len() + 3 >= line.len() && number.starts_with(". ")
}

/// `text` cut to `columns`, with an ellipsis where something is missing.
pub fn clipped(text: &str, columns: usize) -> String {
    let text = harmless(text);
    if text.width() <= columns {
        return text;
    }
    let mut kept = 0;
    let fits = |c: &char| {
        kept += c.width().unwrap_or(0);
        kept < columns
    };
    let short: String = text.chars().take_while(fits).collect();
    format!("{}\u{2026}", short.trim_end())
}

/// `text` on one line without characters that would steer a terminal or reorder what is read.
pub fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() { space(c) } else { visible(c) }).collect()
}

// A no-break space stays one: it keeps a number with its unit.
fn space(c: char) -> char {
    if matches!(c, '\u{a0}' | '\u{202f}') { c } else { ' ' }
}

fn visible(c: char) -> char {
    if is_hostile(c) { char::REPLACEMENT_CHARACTER } else { c }
}

/// Whether a character steers a terminal or reorders text: control characters and bidirectional marks.
pub fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(block: &Block, width: usize) -> Vec<String> {
        let text = |line: Line| line.into_iter().map(|span| span.text).collect();
        lines(block, width).into_iter().map(text).collect()
    }

    #[test]
    fn text_hangs_behind_its_marker() {
        let page = Page::new().item(2, "- ", "one two three four five");
        assert_eq!(shown(&page.blocks[0], 16), ["  - one two", "    three four", "    five"]);
    }

    #[test]
    fn a_role_survives_the_break_of_a_line() {
        let text = Text::from("see ").and(Role::Match, "roll back now").and(Role::Plain, " please");
        let lines = wrapped(0, &Text::new(), &text, 13);
        let matches: Vec<_> = lines.iter().flatten().filter(|span| span.role == Role::Match).collect();
        assert_eq!(matches.iter().map(|span| span.text.as_str()).collect::<Vec<_>>(), ["roll back", "now"]);
    }

    #[test]
    fn wide_characters_count_double() {
        let page = Page::new().text("日本 日本 日本 日本");
        assert_eq!(shown(&page.blocks[0], 10), ["日本 日本", "日本 日本"]);
    }

    #[test]
    fn an_empty_text_still_takes_its_line() {
        assert_eq!(shown(&Page::new().text("").blocks[0], 20), [""]);
    }

    #[test]
    fn paragraphs_flow_and_what_is_laid_out_in_lines_stays() {
        let text = "one\ntwo\n\n- a\n  - b\n1. c\nthree\n```sh\n  x\n\n- y\n```\nfour\n\n\n3.5 is no item\n";
        let prose = |text: &str| Passage::Prose(text.to_owned());
        let lines = |lines: &[&str]| lines.iter().map(ToString::to_string).collect::<Vec<_>>();
        let expected = [
            prose("one two"),
            Passage::Lines(lines(&["- a", "  - b", "1. c"])),
            prose("three"),
            Passage::Code(lines(&["  x", "", "- y"])),
            prose("four"),
            prose("3.5 is no item"),
        ];
        assert_eq!(passages(text), expected);
        assert_eq!(passages("```\nopen"), [Passage::Code(lines(&["open"]))]);
        assert_eq!(passages(" \n"), []);
    }

    #[test]
    fn characters_that_steer_a_terminal_are_replaced() {
        assert_eq!(harmless("a\u{1b}[2Jb\tc\nd"), "a\u{fffd}[2Jb c d");
        assert_eq!(harmless("\u{202e}abc\u{9b}31m\u{7f}"), "\u{fffd}abc\u{fffd}31m\u{fffd}");
        assert_eq!(harmless("48\u{a0}h 👩‍🚀 é"), "48\u{a0}h 👩‍🚀 é");
    }

    #[test]
    fn clipping_respects_columns() {
        assert_eq!(clipped("abcdef", 6), "abcdef");
        assert_eq!(clipped("abc defg", 6), "abc d\u{2026}");
        assert_eq!(clipped("日本語", 5), "日本\u{2026}");
    }
}
