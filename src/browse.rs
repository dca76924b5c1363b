//! The full-screen reader: where somebody is in the bank, and what each key does about it.
//!
//! State and keys are here and know nothing of the screen but its size; `draw` paints them and never changes them.
//! What leaves the reader (practice, a quiz, an editor) is an [`Act`] for `commands`, which comes back with the
//! [`Place`]. A new key is an arm in `Browse::typed` and a line in `views::browse`.

mod draw;

use std::collections::BTreeSet;

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;
use ratatui_textarea::{Input, Key};

use crate::bank::{Entry, Library};
use crate::page::{self, Line, Page, Role, Text};
use crate::plan::Progress;
use crate::schedule::days;
use crate::search::{Index, Words};
use crate::terminal::{Size, Stroke, bracketed};
use crate::views::browse::{Keys, Mode, Narrowed};
use crate::views::{self, Section};

pub use draw::screen;

/// Where somebody is: all that is kept while they are elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// Full name of the question that is up.
    question: String,
    /// The one that was gone to last: a filter that hides it brings it back when it is cleared.
    chosen: String,
    /// A number that is being typed.
    number: usize,
    /// The first line of its text on the screen.
    top: usize,
    /// The first row of the list on the screen.
    first: usize,
    pane: Pane,
    /// What is searched for.
    sought: String,
    /// The line of the text in which the last match was found.
    found: Option<usize>,
    memory: Option<Memory>,
    category: Option<String>,
    hides: bool,
    /// Whether the question that is up was revealed all the same.
    is_revealed: bool,
}

/// What the arrows move.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Pane {
    #[default]
    List,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Forth,
    Back,
}

/// What is remembered of the questions that are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Memory {
    Weak,
    Due,
    Unseen,
}

/// What there is to do outside the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Nothing.
    Stay,
    /// End.
    Leave,
    /// Practise the question that is up.
    Practise,
    /// Ask the question that is up, and others of the list.
    Quiz,
    /// Edit the question that is up.
    Edit,
    /// Copy the question that is up.
    Copy,
    /// Draw everything again.
    Redraw,
}

/// What stands over or below the panes.
#[derive(Debug, Clone, Default)]
enum Over {
    #[default]
    Nothing,
    /// Words being typed, and the place to go back to.
    Typing(String, Box<Place>),
    /// The keys at length, from this line on.
    Help(usize),
    /// Something to know, until the next key.
    Note(Text),
}

/// The reader.
pub struct Browse<'a> {
    index: Index<'a>,
    entries: Vec<Entry<'a>>,
    progress: Progress,
    /// The shortest name of each question, by its number less one.
    names: Vec<String>,
    /// Banks that stand in files of the person's own.
    own: BTreeSet<String>,
    /// Whether roles can be told apart by their looks.
    styled: bool,
    size: Size,
    /// The questions of the list.
    listed: Vec<Entry<'a>>,
    place: Place,
    over: Over,
}

impl<'a> Browse<'a> {
    /// A reader of `entries` of `library`, at `place`. `own` names the banks that can be edited.
    pub fn new(
        library: &'a Library,
        entries: Vec<Entry<'a>>,
        progress: Progress,
        own: BTreeSet<String>,
        place: Place,
    ) -> Self {
        let mut browse = Self {
            index: Index::new(library),
            names: library.names(),
            listed: entries.clone(),
            entries,
            progress,
            own,
            styled: true,
            size: Size { columns: 80, rows: 24 },
            place,
            over: Over::Nothing,
        };
        browse.narrow();
        browse
    }

    /// Fits the reader to a screen, which has looks for roles or not.
    pub fn fit(&mut self, size: Size, styled: bool) {
        if size.columns != self.size.columns {
            // The lines are others now.
            self.place.found = None;
        }
        (self.size, self.styled) = (size, styled);
        self.settle();
    }

    /// Where the reader is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The question that is up.
    pub fn up(&self) -> Option<Entry<'a>> {
        self.listed.iter().find(|entry| self.is_up(entry)).copied()
    }

    fn is_up(&self, entry: &Entry) -> bool {
        self.place.question.split_once('/') == Some((&entry.bank.slug, entry.question.id.as_str()))
    }

    /// The questions of the list, the one that is up first.
    pub fn listed(&self) -> Vec<Entry<'a>> {
        let (mut up, others): (Vec<_>, Vec<_>) = self.listed.iter().partition(|entry| self.is_up(entry));
        up.extend(others);
        up
    }

    /// Says something until the next key.
    pub fn say(&mut self, note: Text) {
        self.over = Over::Note(note);
    }

    /// Does what was typed, as far as it can be done here.
    pub fn press(&mut self, stroke: &Stroke) -> Act {
        let act = match (stroke, &self.over) {
            (Stroke::End, _) => return Act::Leave,
            (Stroke::Tick | Stroke::Resumed, _) => return Act::Stay,
            (Stroke::Mouse(event), _) => self.clicked(*event),
            (Stroke::Pasted(text), Over::Typing(typed, _)) => {
                let typed = format!("{typed}{}", page::harmless(text.trim()));
                self.seek(typed)
            }
            (Stroke::Pasted(_), _) => Act::Stay,
            (Stroke::Typed(input), Over::Typing(..)) => self.searched(input),
            (Stroke::Typed(input), Over::Help(_)) => self.helped(input),
            (Stroke::Typed(input), _) => {
                self.over = Over::Nothing;
                self.typed(input)
            }
        };
        self.settle();
        act
    }

    fn typed(&mut self, input: &Input) -> Act {
        if input.alt {
            return Act::Stay;
        }
        if let (Key::Char(digit @ '0'..='9'), false) = (input.key, input.ctrl) {
            self.number(digit);
            return Act::Stay;
        }
        self.place.number = 0;
        match (input.key, input.ctrl) {
            (Key::Char('q'), false) | (Key::Char('c' | 'd'), true) => return Act::Leave,
            (Key::Char('p'), false) => return self.on_question(Act::Practise),
            (Key::Char('r'), false) => return self.on_question(Act::Quiz),
            (Key::Char('y'), false) => return self.on_question(Act::Copy),
            (Key::Char('e'), false) => return self.on_question(Act::Edit),
            (Key::Down | Key::Char('j'), false) => self.go(1),
            (Key::Up | Key::Char('k'), false) => self.go(-1),
            (Key::PageDown, _) | (Key::Char('f'), true) => self.go(self.page()),
            (Key::PageUp, _) | (Key::Char('b'), true) => self.go(-self.page()),
            (Key::Home | Key::Char('g'), false) => self.go(isize::MIN),
            (Key::End | Key::Char('G'), false) => self.go(isize::MAX),
            (Key::Char(' '), false) => self.leaf(Way::Forth),
            (Key::Char('b'), false) => self.leaf(Way::Back),
            (Key::Char('l'), true) => return Act::Redraw,
            (Key::Enter | Key::Right | Key::Char('l'), false) => self.place.pane = Pane::Text,
            (Key::Left | Key::Char('h'), false) => self.place.pane = Pane::List,
            (Key::Esc, _) => self.escape(),
            (Key::Tab, _) if input.shift => self.section(Way::Back),
            (Key::Tab, _) => self.section(Way::Forth),
            (Key::Char('/'), false) => self.over = Over::Typing(String::new(), Box::new(self.place.clone())),
            (Key::Char('n'), false) => self.next_match(Way::Forth),
            (Key::Char('N'), false) => self.next_match(Way::Back),
            (Key::Char('w'), false) => self.remembered(Memory::Weak),
            (Key::Char('d'), false) => self.remembered(Memory::Due),
            (Key::Char('u'), false) => self.remembered(Memory::Unseen),
            (Key::Char('c'), false) => self.next_category(),
            (Key::Char('v'), false) => self.veil(),
            (Key::Char('?') | Key::F(1), false) => self.over = Over::Help(0),
            _ => {}
        }
        Act::Stay
    }

    /// Goes to the question whose number is typed, digit by digit.
    fn number(&mut self, digit: char) {
        let digit = digit.to_digit(10).map_or(0, |digit| digit as usize);
        let longer = self.place.number.saturating_mul(10).saturating_add(digit);
        let row = |number| self.listed.iter().position(|entry| entry.number == number);
        // A number that would lead nowhere begins anew.
        let number = if row(longer).is_some() { longer } else { digit };
        if let Some(row) = row(number) {
            self.choose(row);
        }
        self.place.number = number;
    }

    /// The act, where there is a question to act on.
    fn on_question(&self, act: Act) -> Act {
        if self.up().is_some() { act } else { Act::Stay }
    }

    fn searched(&mut self, input: &Input) -> Act {
        let Over::Typing(typed, before) = std::mem::take(&mut self.over) else { return Act::Stay };
        let next = match (input.key, input.ctrl) {
            (Key::Enter, _) => return Act::Stay,
            (Key::Esc, _) | (Key::Char('c'), true) => None,
            // Erasing more than there is leaves the search.
            (Key::Backspace, _) | (Key::Char('h'), true) if typed.is_empty() => None,
            (Key::Backspace, _) | (Key::Char('h'), true) => {
                Some(typed.chars().take(typed.chars().count() - 1).collect())
            }
            (Key::Char('u'), true) => Some(String::new()),
            (Key::Char('w'), true) => Some(without_last_word(&typed)),
            (Key::Char(c), false) => Some(format!("{typed}{c}")),
            _ => Some(typed.clone()),
        };
        if let Some(next) = next {
            self.over = Over::Typing(typed, before);
            return self.seek(next);
        }
        self.place = *before;
        self.narrow();
        Act::Stay
    }

    /// Searches for what is typed so far.
    fn seek(&mut self, typed: String) -> Act {
        if let Over::Typing(was, before) = &mut self.over {
            (self.place.chosen, self.place.top) = (before.chosen.clone(), before.top);
            was.clone_from(&typed);
        }
        self.place.sought = typed;
        self.place.found = None;
        self.narrow();
        if !self.place.sought.is_empty() {
            self.show_match(self.matches().first().copied());
        }
        Act::Stay
    }

    fn helped(&mut self, input: &Input) -> Act {
        let Over::Help(top) = self.over else { return Act::Stay };
        let lines = self.help().len();
        let last = lines.saturating_sub(usize::from(self.areas().body.height));
        let page = self.page().unsigned_abs();
        self.over = match input.key {
            Key::Down | Key::Char('j') => Over::Help((top + 1).min(last)),
            Key::Char(' ') | Key::PageDown => Over::Help((top + page).min(last)),
            Key::Up | Key::Char('k') => Over::Help(top.saturating_sub(1)),
            Key::PageUp | Key::Char('b') => Over::Help(top.saturating_sub(page)),
            _ => Over::Nothing,
        };
        Act::Stay
    }

    fn clicked(&mut self, event: MouseEvent) -> Act {
        if matches!(self.over, Over::Help(_)) {
            return self.clicked_help(event);
        }
        let areas = self.areas();
        let is_in = |area: Rect| area.contains((event.column, event.row).into());
        match event.kind {
            MouseEventKind::ScrollDown if is_in(areas.list) => self.move_by(1),
            MouseEventKind::ScrollUp if is_in(areas.list) => self.move_by(-1),
            MouseEventKind::ScrollDown => self.scroll(3),
            MouseEventKind::ScrollUp => self.scroll(-3),
            MouseEventKind::Down(MouseButton::Left) if is_in(areas.list) => {
                let row = self.place.first + usize::from(event.row - areas.list.y);
                if row < self.listed.len() {
                    (self.over, self.place.pane) = (Over::Nothing, Pane::List);
                    self.choose(row);
                }
            }
            MouseEventKind::Down(MouseButton::Left) if is_in(areas.text) && !matches!(self.over, Over::Typing(..)) => {
                self.place.pane = Pane::Text;
            }
            _ => {}
        }
        Act::Stay
    }

    /// The wheel scrolls the help, and a click closes it.
    fn clicked_help(&mut self, event: MouseEvent) -> Act {
        let key = match event.kind {
            MouseEventKind::ScrollDown => Key::Down,
            MouseEventKind::ScrollUp => Key::Up,
            MouseEventKind::Down(_) => Key::Esc,
            _ => return Act::Stay,
        };
        self.helped(&Input { key, ..Input::default() })
    }

    /// Moves in the list or in the text, whichever has the keys.
    fn go(&mut self, by: isize) {
        match self.place.pane {
            Pane::List => self.move_by(by),
            Pane::Text => self.scroll(by),
        }
    }

    fn move_by(&mut self, by: isize) {
        let last = self.listed.len().saturating_sub(1);
        self.choose(self.at().saturating_add_signed(by).min(last));
    }

    fn scroll(&mut self, by: isize) {
        self.place.top = self.place.top.saturating_add_signed(by);
    }

    /// A screenful less a line that stays in sight.
    fn page(&self) -> isize {
        isize::try_from(self.areas().body.height.saturating_sub(1)).unwrap_or(1).max(1)
    }

    /// Reveals what is hidden; else a screenful of what is shown.
    fn leaf(&mut self, way: Way) {
        let page = if way == Way::Forth { self.page() } else { -self.page() };
        match (self.is_hidden(), way) {
            _ if self.areas().text.is_empty() => self.move_by(page),
            (true, Way::Forth) => self.place.is_revealed = true,
            _ => self.scroll(page),
        }
    }

    /// One step back: from the text to the list, then out of the search, then out of the filters.
    fn escape(&mut self) {
        let place = &mut self.place;
        if place.pane == Pane::Text {
            place.pane = Pane::List;
        } else if !place.sought.is_empty() {
            place.sought.clear();
            place.found = None;
        } else {
            (place.memory, place.category) = (None, None);
        }
        self.narrow();
    }

    fn section(&mut self, way: Way) {
        if self.areas().text.is_empty() {
            return;
        }
        let (_, sections) = self.text();
        let top = self.place.top;
        self.place.top = match way {
            Way::Forth => sections.iter().find(|line| **line > top).copied().unwrap_or(top),
            Way::Back => sections.iter().rev().find(|line| **line < top).copied().unwrap_or(0),
        };
    }

    /// Goes to the next place found, in this question or one further on, or to the one before.
    fn next_match(&mut self, way: Way) {
        let matches = self.matches();
        let from = self.place.found;
        let next = match (way, from) {
            (Way::Forth, Some(from)) => matches.iter().find(|line| **line > from),
            (Way::Forth, None) => matches.first(),
            (Way::Back, Some(from)) => matches.iter().rev().find(|line| **line < from),
            (Way::Back, None) => None,
        };
        if next.is_some() || self.listed.is_empty() || self.place.sought.is_empty() {
            return self.show_match(next.copied().or(from));
        }
        let (at, count) = (self.at(), self.listed.len());
        self.choose(if way == Way::Forth { (at + 1) % count } else { (at + count - 1) % count });
        let matches = self.matches();
        self.show_match(if way == Way::Forth { matches.first() } else { matches.last() }.copied());
    }

    /// Scrolls so that a line can be seen.
    fn show_match(&mut self, line: Option<usize>) {
        self.place.found = line;
        let Some(line) = line else { return };
        let rows = usize::from(self.text_rows());
        if line < self.place.top || line >= self.place.top + rows {
            self.place.top = line.saturating_sub(rows / 3);
        }
    }

    /// Lines of the text in which something was found.
    fn matches(&self) -> Vec<usize> {
        let is_found = |line: &Line| line.iter().any(|span| matches!(span.role, Role::Match | Role::Found));
        let (lines, _) = self.text();
        lines.iter().enumerate().filter(|(_, line)| is_found(line)).map(|(at, _)| at).collect()
    }

    fn remembered(&mut self, memory: Memory) {
        self.place.memory = Some(memory).filter(|memory| self.place.memory != Some(*memory));
        self.narrow();
    }

    fn next_category(&mut self) {
        let all: BTreeSet<&str> = self.entries.iter().map(|entry| entry.question.category.as_str()).collect();
        let next = match &self.place.category {
            None => all.first().copied(),
            Some(category) => all.into_iter().find(|other| *other > category.as_str()),
        };
        self.place.category = next.map(str::to_owned);
        self.narrow();
    }

    fn veil(&mut self) {
        self.place.hides = !self.place.hides;
        (self.place.is_revealed, self.place.top, self.place.found) = (false, 0, None);
    }

    /// Lists what is wanted. The question that is up stays so while it is among them.
    fn narrow(&mut self) {
        let words = Words::new(&self.place.sought);
        let with: Option<BTreeSet<usize>> = (!self.place.sought.trim().is_empty())
            .then(|| self.index.with(&words).iter().map(|entry| entry.number).collect());
        let is_listed =
            |entry: &&Entry| with.as_ref().is_none_or(|with| with.contains(&entry.number)) && self.is_wanted(entry);
        self.listed = self.entries.iter().filter(is_listed).copied().collect();
        if !self.listed.is_empty() {
            self.pick(self.nearest());
        }
        self.settle();
    }

    /// The row of the question that was chosen last, or of the next one that is listed.
    fn nearest(&self) -> usize {
        let number = |entry: &&Entry| entry.full_name() == self.place.chosen;
        let chosen = self.entries.iter().find(number).map_or(0, |entry| entry.number);
        let row = self.listed.iter().position(|entry| entry.number >= chosen);
        row.unwrap_or(self.listed.len().saturating_sub(1))
    }

    fn is_wanted(&self, entry: &Entry) -> bool {
        let is_remembered = match self.place.memory {
            None => true,
            Some(Memory::Weak) => self.progress.is_weak(&entry.full_name()),
            Some(Memory::Due) => self.progress.is_due(&entry.full_name()),
            Some(Memory::Unseen) => self.progress.memory(&entry.full_name()).is_none(),
        };
        is_remembered && self.place.category.as_ref().is_none_or(|category| *category == entry.question.category)
    }

    /// The row of the list that is up.
    fn at(&self) -> usize {
        self.listed.iter().position(|entry| self.is_up(entry)).unwrap_or(0)
    }

    /// Goes to a row because the person wants to be there.
    fn choose(&mut self, row: usize) {
        self.pick(row);
        self.place.chosen.clone_from(&self.place.question);
    }

    fn pick(&mut self, row: usize) {
        let name = self.listed.get(row).map(Entry::full_name).unwrap_or_default();
        if name != self.place.question {
            self.place.question = name;
            (self.place.top, self.place.found, self.place.is_revealed) = (0, None, false);
        }
    }

    /// Keeps both panes within what there is to show.
    fn settle(&mut self) {
        let (rows, at) = (usize::from(self.areas().list.height), self.at());
        // A list that is not on the screen stays where it was.
        if rows > 0 {
            let last = self.listed.len().saturating_sub(rows);
            self.place.first = self.place.first.clamp((at + 1).saturating_sub(rows), at).min(last);
        }
        if let Over::Help(top) = self.over {
            let last = self.help().len().saturating_sub(usize::from(self.areas().body.height));
            self.over = Over::Help(top.min(last));
        }
        let lines = self.text().0.len();
        self.place.top = self.place.top.min(lines.saturating_sub(usize::from(self.text_rows())));
    }

    /// Whether what an answer should have is not shown.
    fn is_hidden(&self) -> bool {
        self.place.hides && !self.place.is_revealed
    }

    /// The text of the question that is up, and the lines at which its sections begin.
    fn text(&self) -> (Vec<Line>, Vec<usize>) {
        let words = Words::new(&self.place.sought);
        let Some(entry) = self.up() else { return (self.laid(&views::browse::nothing(&self.narrowed())), Vec::new()) };
        let laid = |page: Page| self.laid(&page.marked(|text| words.marks(text)));
        let section = |section| views::section(entry.question, section);
        let sections: Vec<Page> =
            Section::ALL.into_iter().map(section).filter(|section| !section.blocks.is_empty()).collect();
        let mut lines = laid(views::question(&entry, &[]));
        if self.is_hidden() {
            lines.extend(self.laid(&Page::new().block(page::Block::Gap).then(views::browse::hidden(sections.len()))));
            return (lines, Vec::new());
        }
        let mut starts = Vec::new();
        for section in sections {
            lines.push(Line::new());
            starts.push(lines.len());
            lines.extend(laid(section));
        }
        if let Some(line) = self.place.found.and_then(|found| lines.get_mut(found)) {
            line.iter_mut().filter(|span| span.role == Role::Match).for_each(|span| span.role = Role::Found);
        }
        (lines, starts)
    }

    /// A page as lines for the text pane.
    fn laid(&self, page: &Page) -> Vec<Line> {
        let columns = usize::from(self.text_columns()).min(page::MEASURE);
        let lines =
            |block| if self.styled { page::lines(block, columns) } else { page::lines(&bracketed(block), columns) };
        page.blocks.iter().flat_map(lines).collect()
    }

    fn narrowed(&self) -> Narrowed {
        let place = &self.place;
        let memory = place.memory.map(|memory| match memory {
            Memory::Weak => "weak".to_owned(),
            Memory::Due => "due".to_owned(),
            Memory::Unseen => "unseen".to_owned(),
        });
        let sought = Some(format!("/{}", place.sought.trim())).filter(|sought| sought.len() > 1);
        let by = memory.into_iter().chain(place.category.clone()).chain(sought).collect();
        Narrowed { listed: self.listed.len(), all: self.entries.len(), by }
    }

    /// The keys at length, as lines of the whole screen.
    fn help(&self) -> Vec<Line> {
        let columns = self.size.columns.min(page::MEASURE);
        views::browse::help().blocks.iter().flat_map(|block| page::lines(block, columns)).collect()
    }

    /// Whether the question that is up stands in a file of the person's own.
    pub fn is_own(&self) -> bool {
        self.up().is_some_and(|entry| self.own.contains(&entry.bank.slug))
    }

    fn keys(&self) -> Keys {
        let is_wide = !self.areas().text.is_empty();
        Keys {
            mode: if self.place.pane == Pane::Text { Mode::Text } else { Mode::List { is_wide } },
            is_up: self.up().is_some(),
            is_hidden: self.is_hidden(),
            is_sought: !Words::new(&self.place.sought).is_empty(),
            is_narrowed: !self.narrowed().by.is_empty(),
            is_own: self.is_own(),
            hides: self.place.hides,
        }
    }

    /// Days until a question comes.
    fn due(&self, name: &str) -> Option<u32> {
        let day = self.progress.next(name)?;
        Some(if day <= self.progress.today { 0 } else { days(self.progress.today, day) })
    }
}

fn without_last_word(text: &str) -> String {
    let trimmed = text.trim_end();
    trimmed[..trimmed.rfind(char::is_whitespace).map_or(0, |at| at + 1)].to_owned()
}

/// Where things stand on the screen.
#[derive(Debug, Clone, Copy, Default)]
struct Areas {
    head: Rect,
    /// Everything between head and foot.
    body: Rect,
    /// Empty while only the text is shown.
    list: Rect,
    /// The line between list and text; empty while there is only one of them.
    rule: Rect,
    /// Empty while only the list is shown.
    text: Rect,
    foot: Rect,
}

/// The narrowest screen on which list and text stand side by side, in columns.
const WIDE: usize = 72;

/// The narrowest list that says when a question comes, in columns.
const DATED: u16 = 32;

impl Browse<'_> {
    fn areas(&self) -> Areas {
        let room = |size: usize| u16::try_from(size).unwrap_or(u16::MAX);
        let (columns, rows) = (room(self.size.columns), room(self.size.rows));
        let body = Rect::new(0, 1, columns, rows.saturating_sub(2));
        let (head, foot) = (Rect::new(0, 0, columns, 1), Rect::new(0, rows.saturating_sub(1), columns, 1));
        let areas = Areas { head, body, foot, ..Areas::default() };
        if self.size.columns >= WIDE {
            let list = (columns / 20 * 9).clamp(DATED, 56);
            let text = Rect { x: list + 3, width: columns - list - 3, ..body };
            return Areas {
                list: Rect { width: list, ..body },
                rule: Rect { x: list + 1, width: 1, ..body },
                text,
                ..areas
            };
        }
        match self.place.pane {
            // The last row says what is left out.
            Pane::List => Areas { list: Rect { height: body.height.saturating_sub(1), ..body }, ..areas },
            Pane::Text => Areas { text: body, ..areas },
        }
    }

    fn text_columns(&self) -> u16 {
        let areas = self.areas();
        if areas.text.is_empty() { areas.body.width } else { areas.text.width }
    }

    fn text_rows(&self) -> u16 {
        self.areas().body.height
    }
}

impl Areas {
    /// Whether the list has room for dates.
    fn is_dated(&self) -> bool {
        self.list.width >= DATED
    }
}
