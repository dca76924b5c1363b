//! How a list asks: what shows only when all of it is seen, and which of its headings and paragraphs ask at all.
//!
//! Everything here is a guess from the lines around, and nothing is taken or left over. Another sign to go by is a
//! field of [`Habits`] and the function that looks for it.

use std::collections::HashSet;

use super::line::{Kind, Line, heading};
use crate::import::asking::{Label, announces_answer, asks, is_about_list, questions, requests, unlabelled};
use crate::import::draft::item;
use crate::import::inline::{Plain, plain};
use crate::import::parts::part;

/// How a list asks, as far as that shows only when all of it is seen.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// The line of the title.
    pub(super) title: Option<usize>,
    /// Levels on which most headings ask, so that the others do, too.
    pub(super) levels: HashSet<usize>,
    /// Whether the questions are items of lists, whatever their words.
    pub(super) items: bool,
    /// Whether so many are that a heading which asks is the title of a section.
    pub(super) only_items: bool,
    /// Whether nothing but the wording tells questions from other paragraphs.
    pub(super) paragraphs: bool,
}

impl Habits {
    pub(super) fn of(lines: &[Line]) -> Self {
        let headings: Vec<usize> = (0..lines.len()).filter(|at| matches!(lines[*at].kind, Kind::Heading(_))).collect();
        let first = headings.iter().filter(|at| lines[**at].kind == Kind::Heading(1)).count() == 1;
        let title = headings.first().copied().filter(|at| first && lines[*at].kind == Kind::Heading(1));
        let title = title.filter(|at| !heading_asks(lines, *at)).map(|at| lines[at].number);
        let levels = (1..=6).filter(|level| most_ask(lines, &headings, *level)).collect();
        let (asking, items) = (asking(lines), items(lines));
        let only_items = items > 5 * asking;
        Self { title, levels, items: items > asking, only_items, paragraphs: items + asking == 0 }
    }
}

/// Whether most headings of `level` that have something below them ask.
fn most_ask(lines: &[Line], headings: &[usize], level: usize) -> bool {
    let counts = |at: &&usize| {
        let said = said(&lines[**at]).text;
        lines[**at].kind == Kind::Heading(level)
            && is_leaf(lines, **at)
            && !is_about_list(&said)
            && !announces_answer(&said)
    };
    let all: Vec<&usize> = headings.iter().filter(counts).collect();
    let asking = all.iter().filter(|at| heading_asks(lines, ***at)).count();
    asking > 1 && asking * 2 > all.len()
}

/// Whether there is text below the heading at `at`, and not another heading.
pub(super) fn is_leaf(lines: &[Line], at: usize) -> bool {
    let next = lines[at + 1..].iter().find(|line| !matches!(line.kind, Kind::Blank | Kind::Rule));
    next.is_some_and(|line| !matches!(line.kind, Kind::Heading(_)))
}

/// What a heading says.
pub(super) fn said(line: &Line) -> Plain {
    plain(numbered(line).unwrap_or(&line.text))
}

/// What the heading in an item says behind all its markers.
fn numbered<'t>(line: &'t Line) -> Option<&'t str> {
    item(&line.text).and_then(heading).map(|(_, said)| said)
}

/// Whether the heading at `at` asks by itself.
pub(super) fn heading_asks(lines: &[Line], at: usize) -> bool {
    let said = said(&lines[at]).text;
    let (question, label) = unlabelled(&said);
    if announces_answer(question) {
        return false;
    }
    let numbered = label == Label::Number || numbered(&lines[at]).is_some();
    questions(question) || label == Label::Word || ((numbered || requests(question)) && !groups(lines, at))
}

/// Whether questions stand below the heading at `at`, so that it is their group.
fn groups(lines: &[Line], at: usize) -> bool {
    let Kind::Heading(level) = lines[at].kind else { return false };
    let ends = |line: &&Line| matches!(line.kind, Kind::Heading(other) if other <= level);
    let mut below = lines[at + 1..].iter().take_while(|line| !ends(line)).peekable();
    let first = below.clone().find(|line| line.kind != Kind::Blank);
    let lists = first.is_some_and(|line| matches!(line.kind, Kind::Item { .. }) && questions(&line.text));
    lists
        || below.any(|line| match line.kind {
            Kind::Heading(_) => questions(&line.text) || unlabelled(&line.text).1 != Label::None,
            Kind::Summary => questions(&line.text),
            _ => false,
        })
}

/// How many headings, summaries and paragraphs ask.
fn asking(lines: &[Line]) -> usize {
    let asks = |at: &usize| match lines[*at].kind {
        Kind::Heading(_) => heading_asks(lines, *at),
        Kind::Summary => !announces_answer(&lines[*at].text),
        Kind::Text => paragraph_asks(&lines[*at]).is_some(),
        _ => false,
    };
    (0..lines.len()).filter(asks).count()
}

/// How many items might be questions: those that stand under no heading that asks, and in no fold.
fn items(lines: &[Line]) -> usize {
    let (mut count, mut under, mut depth) = (0, false, 0_usize);
    for (at, line) in lines.iter().enumerate() {
        match line.kind {
            Kind::Heading(_) => under = heading_asks(lines, at) || (under && is_inside(&said(line).text)),
            Kind::Opening => depth += 1,
            Kind::Closing => depth = depth.saturating_sub(1),
            Kind::Item { .. } => count += usize::from(!under && depth == 0 && line.indent < 4 && !is_link(line)),
            _ => {}
        }
    }
    count
}

/// Whether a section called `title` belongs to a question.
fn is_inside(title: &str) -> bool {
    announces_answer(title) || part(title).is_some()
}

fn is_link(line: &Line) -> bool {
    let said = plain(&line.text);
    said.is_way() || (said.is_links() && !link_asks(&said))
}

/// Whether a link is a question and not a pointer to a list of them.
pub(super) fn link_asks(said: &Plain) -> bool {
    let far = said.addresses.iter().any(|address| address.contains("://"));
    said.text.ends_with('?') || (!far && asks(&said.text))
}

/// The question that a paragraph asks by a label, or by being bold as a whole.
pub(super) fn paragraph_asks(line: &Line) -> Option<String> {
    let text = plain(&line.text).text;
    let (question, label) = unlabelled(&text);
    let bold = ["**", "__"].iter().any(|mark| {
        let inside = line.text.strip_prefix(mark).and_then(|it| it.strip_suffix(mark));
        inside.is_some_and(|it| !it.contains(mark))
    });
    let asks = line.indent < 4 && (label == Label::Word || (bold && questions(question)));
    asks.then(|| question.to_owned())
}
