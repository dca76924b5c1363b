//! The words of the full-screen reader: its head, the rows of its list, its keys.

use unicode_width::UnicodeWidthStr;

use super::memory::percent;
use super::quiz;
use crate::error::{Error, counted};
use crate::page::{Block, Page, Role, Text, clipped};

/// What the list is narrowed to, in words.
#[derive(Debug, Clone, Default)]
pub struct Narrowed {
    /// Questions in the list.
    pub listed: usize,
    /// Questions there are.
    pub all: usize,
    /// What they have in common.
    pub by: Vec<String>,
}

/// What is open and how much of it is listed.
pub fn head(narrowed: &Narrowed, mode: Mode, columns: usize) -> Text {
    let name = Text::new().and(Role::Strong, "qbank");
    if narrowed.by.is_empty() {
        return name.and(Role::Plain, format!("  {}", counted(narrowed.all, "question")));
    }
    let clears = if mode == Mode::Text { "" } else { "  esc\u{a0}clears" };
    let name = name.and(Role::Plain, format!("  {} of {}  ", narrowed.listed, narrowed.all));
    let room = columns.saturating_sub(name.width() + clears.width());
    name.and(Role::Strong, clipped(&narrowed.by.join(" \u{b7} "), room)).and(Role::Faint, clears)
}

/// How much of a text is above the last row of the screen.
pub fn position(top: usize, rows: usize, lines: usize) -> Text {
    let shown = (top + rows).min(lines);
    let text = match (top, shown == lines) {
        (0, true) => String::new(),
        (0, false) => "top".into(),
        (_, true) => "end".into(),
        _ => format!("{} %", shown * 100 / lines.max(1)),
    };
    Text::new().and(Role::Faint, text)
}

/// A question in the list.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number on today's screen.
    pub number: usize,
    /// The shortest name it answers to.
    pub name: String,
    /// Whether it is the one that is up.
    pub is_up: bool,
    /// Its strength, 0 to 1, or nothing when it was never answered.
    pub strength: Option<f32>,
    /// Days until it comes; 0 for today.
    pub due: Option<u32>,
}

/// What the rows of a list have in common.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Columns of the whole row.
    pub width: usize,
    /// Digits of the longest number.
    pub digits: usize,
    /// Whether there is anything to say of strength.
    pub strength: bool,
    /// Whether there is anything to say of dates, and room for it.
    pub due: bool,
}

/// A row of the list, as wide as the list.
pub fn row(row: &Row, columns: Columns) -> Text {
    // Where there is nothing to say, the name may have the room.
    let strength =
        row.strength.filter(|_| columns.strength).map_or_else(String::new, |it| format!(" {:>5}", percent(it)));
    let due = row.due.filter(|_| columns.due).map_or_else(String::new, |days| format!(" {:>5}", due(days)));
    let strength = if strength.is_empty() && !due.is_empty() { "   new".to_owned() } else { strength };
    let number = format!("{:>1$} ", row.number, columns.digits);
    let room = columns.width.saturating_sub(2 + number.width() + strength.width() + due.width());
    let name = clipped(&row.name, room);
    let blank = " ".repeat(room.saturating_sub(name.width()));
    let (mark, role) = if row.is_up { ("\u{203a} ", Role::Strong) } else { ("  ", Role::Plain) };
    let text = Text::new().and(Role::Key, mark).and(Role::Faint, number).and(role, name + &blank);
    text.and(if row.strength.is_some_and(|it| it < 0.5) { Role::Warning } else { Role::Plain }, strength)
        .and(if row.due == Some(0) { Role::Warning } else { Role::Faint }, due)
}

fn due(days: u32) -> String {
    if days == 0 { "today".into() } else { format!("{days}\u{a0}d") }
}

/// What stands where a list has nothing in it.
pub fn nothing(narrowed: &Narrowed) -> Page {
    let by = narrowed.by.join(" \u{b7} ");
    Page::new().text(Text::from("no question matches ").and(Role::Strong, by))
}

/// What stands in the place of what an answer should have.
pub fn hidden(sections: usize) -> Page {
    let said = format!(" reveals {}", counted(sections, "section"));
    Page::new().gap().text(Text::new().and(Role::Key, "space").and(Role::Faint, said))
}

/// What a narrow screen has no room for.
pub fn left_out(dates: bool) -> Text {
    let left = if dates { "left out: text (enter), dates" } else { "left out here: the text; enter reads it" };
    Text::new().and(Role::Faint, left)
}

/// What is being done, as far as it changes the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The keys move in the list, and the question is beside it or not.
    List {
        /// Whether the question is beside it.
        is_wide: bool,
    },
    /// The keys move in the text.
    Text,
}

/// What is true of the screen beyond that.
#[expect(clippy::struct_excessive_bools, reason = "each stands for a key that is there or not")]
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    /// What is being done.
    pub mode: Mode,
    /// Whether there is a question.
    pub is_up: bool,
    /// Whether the answer is hidden.
    pub is_hidden: bool,
    /// Whether words are searched for.
    pub is_sought: bool,
    /// Whether the list is narrowed.
    pub is_narrowed: bool,
    /// Whether the question stands in a file of the person's own.
    pub is_own: bool,
    /// Whether the next answer will be hidden.
    pub hides: bool,
}

/// The keys that do something now, the most useful first, as many as there is room for.
pub fn keys(keys: Keys, columns: usize) -> Text {
    let wanted: Vec<(&str, &str)> =
        useful(keys).into_iter().filter(|(on, ..)| *on).map(|(_, key, does)| (key, does)).collect();
    let fixed = [("?", "keys"), ("q", "leave")];
    let row = |count: usize| quiz::row(&[&wanted[..count], &fixed].concat());
    let fits = (0..=wanted.len()).rev().map(row).find(|row| row.width() <= columns);
    fits.unwrap_or_else(|| row(0))
}

fn useful(keys: Keys) -> [(bool, &'static str, &'static str); 13] {
    let (reads, is_up) = (keys.mode == Mode::Text, keys.is_up);
    let is_wide = keys.mode == Mode::List { is_wide: true };
    [
        (is_up && keys.is_hidden && (reads || is_wide), "space", "reveal"),
        (is_up && !reads, "enter", "read"),
        (reads, "esc", "list"),
        (!reads && keys.is_narrowed, "esc", "clear"),
        (is_up && keys.is_sought, "n N", "match"),
        (true, "/", "search"),
        (is_up, "p", "practise"),
        (is_up && reads && !keys.is_hidden, "tab", "section"),
        (!reads, "w d u c", "filter"),
        (is_up, "r", "quiz"),
        (keys.is_own, "e", "edit"),
        (true, "v", if keys.hides { "hide nothing" } else { "hide answers" }),
        (is_up, "\u{2191}\u{2193}", if reads { "scroll" } else { "question" }),
    ]
}

/// The line in which words to search for are typed.
pub fn typing(typed: &str, found: usize, columns: usize) -> Text {
    let found = Text::new().and(Role::Faint, format!("  {}", counted(found, "question")));
    let keys = quiz::row(&[("enter", "keep"), ("esc", "cancel")]);
    // The end of a long line is where it goes on.
    let room = columns.saturating_sub(found.width() + 2);
    let fits = typed.char_indices().map(|(at, _)| &typed[at..]).find(|rest| rest.width() <= room);
    let shown = fits.unwrap_or_default();
    let line = Text::new().and(Role::Key, "/").and(Role::Plain, shown).and(Role::Cursor, " ");
    let line = found.spans().iter().fold(line, |line, span| line.and(span.role, &span.text));
    if line.width() + keys.width() + 2 > columns {
        return line;
    }
    keys.spans().iter().fold(line.and(Role::Plain, "  "), |line, span| line.and(span.role, &span.text))
}

/// What all keys do, at length.
pub fn help() -> Page {
    let keys = [
        ("\u{2191} \u{2193}  k j", "the question before or after; while reading, a line up or down"),
        ("enter  \u{2192}", "read: the arrows move the text"),
        ("esc  \u{2190}", "back to the list; then clear the search, then the filters"),
        ("space  b", "a screenful of the text forth or back"),
        ("page\u{a0}up/down", "a screenful of the list, or of the text while reading"),
        ("home end  g G", "the first or last"),
        ("tab  shift-tab", "the next section, the one before"),
        ("/", "search: words, or their beginnings, in any inflection"),
        ("n  N", "the next place found, the one before, through all questions"),
        ("0 - 9", "go to the question with that number"),
        ("w  d  u", "only weak, due, or unseen questions; again for all"),
        ("c", "only one category, then the next one"),
        ("v", "hide what an answer should have; space reveals it"),
        ("p", "practise this question, then come back here"),
        ("r", "a quiz of this question and four more of the list, then come back here"),
        ("y", "copy the question as Markdown"),
        ("e", "edit the question, where the bank is a file of yours"),
        ("mouse", "the wheel scrolls, a click picks; hold shift to mark text"),
        ("q  ctrl-c", "leave"),
    ];
    let page = Page::new().text(Text::new().and(Role::Heading, "Keys")).gap();
    keys.iter().fold(page, |page, (key, does)| page.item(2, Text::new().and(Role::Key, format!("{key:<15}")), *does))
}

/// How to leave the keys at length.
pub fn from_help() -> Text {
    quiz::row(&[("\u{2191}\u{2193}", "scroll"), ("any other key", "back")])
}

/// What was copied, and what to do where the terminal does not let programs copy.
pub fn copied(command: &str) -> Text {
    Text::from("copied as Markdown, if your terminal lets programs copy; or: ").and(Role::Key, command)
}

/// Why there is nothing to edit.
pub fn built_in() -> Text {
    "this bank is part of the program; banks of your own can be edited".into()
}

/// What stands on a screen too small for anything else.
pub fn too_small() -> Text {
    "more room, please".into()
}

/// Why something could not be done from here, with a hint where there is one.
pub fn failed(error: &anyhow::Error) -> Text {
    let hint = error.downcast_ref::<Error>().and_then(Error::hint).map_or(String::new(), |hint| format!(" ({hint})"));
    Text::new().and(Role::Bad, "error: ").and(Role::Plain, format!("{error:#}{hint}"))
}

/// What is to be mended, once the person has left.
pub fn faulty() -> Text {
    Text::from("a bank could not be used, or not all of it; what is wrong stands above, and in: ")
        .and(Role::Key, "qbank check")
}

/// The way back after an edit that broke something, on the screen of the shell.
pub fn mend() -> Page {
    Page::new().block(Block::Gap).text(quiz::row(&[("e", "edit again"), ("space", "back to the bank")]))
}

/// The way back, on the screen of the shell.
pub fn back() -> Page {
    Page::new().block(Block::Gap).text(quiz::row(&[("space", "back to the bank")]))
}
