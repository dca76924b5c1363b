//! Several lines of text, typed at a keyboard or read from a file.
//!
//! The text area of `ratatui-textarea` does the editing; what it draws is taken line by line onto the
//! page that stays at the bottom of the screen, so that what was shown before can still be scrolled to.

use std::io::{self, Read};
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, Input as Stroke, Key, TextArea, WrapMode};

use super::{Input, Screen, Terminal, keys};
use crate::page::{self, Block, Page, Role, Text};

/// How typing ended, with what had been typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Composed {
    /// It is what was to be said.
    Done(String),
    /// A hint is wanted.
    Hint(String),
    /// It should go on in another program.
    Elsewhere(String),
    /// The person left, or there is nobody.
    Left(String),
}

/// As many rows are kept free above and below the text.
const MARGIN: usize = 4;

impl Terminal {
    /// Lets the person type several lines, beginning with `draft`, and adds the time it takes to `waited`.
    ///
    /// A line with only a dot ends it, as the end of input does. `live` is what stands below the text.
    ///
    /// # Errors
    /// When nothing can be drawn or read.
    pub fn compose(
        &mut self,
        draft: &str,
        waited: &mut Duration,
        live: &dyn Fn(Option<Duration>, bool) -> Page,
    ) -> io::Result<Composed> {
        if matches!(self.input, Input::Lines(_)) {
            return self.typed_lines(draft, live);
        }
        let mut area = area(draft);
        if let Some((row, column)) = self.cursor.take() {
            area.move_cursor(CursorMove::Jump(row, column));
        }
        let composed = self.edit(&mut area, waited, live);
        if let Ok(Composed::Hint(_)) = composed {
            let ratatui_textarea::DataCursor(row, column) = area.cursor();
            self.cursor = u16::try_from(row).ok().zip(u16::try_from(column).ok());
        }
        if let Input::Keys(keys) = &mut self.input {
            keys.paste(false);
        }
        self.erase()?;
        composed
    }

    fn edit(
        &mut self,
        area: &mut TextArea,
        waited: &mut Duration,
        live: &dyn Fn(Option<Duration>, bool) -> Page,
    ) -> io::Result<Composed> {
        let mut warned = false;
        loop {
            self.speaker().writer.flush()?;
            if let Input::Keys(keys) = &mut self.input {
                keys.listen()?;
                keys.paste(true);
            }
            // What is typed faster than it can be drawn, or pasted key by key, is drawn in one go.
            let is_behind = matches!(&self.input, Input::Keys(keys) if keys.is_pending());
            if !is_behind {
                let text = self.typed_so_far(area);
                self.draw(&Page::new().block(Block::Gap).then(text).gap().then(live(Some(*waited), warned)))?;
            }
            let Input::Keys(keys) = &mut self.input else { return Ok(Composed::Left(said(area))) };
            match keys.stroke(waited)? {
                keys::Stroke::Tick | keys::Stroke::Mouse(_) => {}
                keys::Stroke::Resumed => self.live.clear(),
                keys::Stroke::End => return Ok(Composed::Left(said(area))),
                keys::Stroke::Pasted(text) => drop(area.insert_str(pasted(&text))),
                keys::Stroke::Typed(stroke) => match command(&stroke, area, warned) {
                    Command::Type => {
                        warned = false;
                        area.input(stroke);
                    }
                    Command::Warn => warned = true,
                    Command::End(composed) => return Ok(composed),
                },
            }
        }
    }

    /// The text as it stands on the screen, with the place of the next letter.
    fn typed_so_far(&mut self, area: &mut TextArea) -> Page {
        let size = self.speaker().size();
        let columns = size.columns.min(page::MEASURE);
        let most = size.rows.saturating_sub(MARGIN).max(1);
        let whole = rows(area, columns, upper_bound(area, columns).max(most));
        let used = whole.iter().rposition(|row| row.width() > 0).unwrap_or(0) + 1;
        let shown = if used > most { rows(area, columns, most) } else { whole[..used].to_vec() };
        shown.into_iter().fold(Page::new(), |page, row| page.block(Block::Row(row)))
    }

    /// The same without a screen to draw on.
    fn typed_lines(&mut self, draft: &str, live: &dyn Fn(Option<Duration>, bool) -> Page) -> io::Result<Composed> {
        self.show(&live(None, false))?;
        self.speaker().writer.flush()?;
        let Input::Lines(reader) = &mut self.input else { return Ok(Composed::Left(String::new())) };
        let mut text = draft.to_owned();
        loop {
            let mut bytes = Vec::new();
            if reader.read_until(b'\n', &mut bytes)? == 0 {
                return Ok(if text.trim().is_empty() { Composed::Left(text) } else { Composed::Done(text) });
            }
            let said = String::from_utf8_lossy(&bytes);
            match said.trim() {
                "." => return Ok(Composed::Done(text)),
                "h" if text.trim().is_empty() => return Ok(Composed::Hint(text)),
                "q" if text.trim().is_empty() => return Ok(Composed::Left(text)),
                _ => text.push_str(&said),
            }
        }
    }

    /// Everything that is still to come on standard input, up to `most` bytes.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn rest_of_input(&mut self, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match &mut self.input {
            Input::Lines(reader) => reader.take(most).read_to_end(&mut bytes)?,
            // Typed at a terminal, up to the end of input.
            Input::Keys(_) => io::stdin().lock().take(most).read_to_end(&mut bytes)?,
        };
        Ok(bytes)
    }

    /// Whether somebody can see what is drawn.
    pub fn is_watched(&self) -> bool {
        matches!(self.input, Input::Keys(_)) && self.out.screen != Screen::None
    }
}

fn area(draft: &str) -> TextArea<'static> {
    let mut area = TextArea::from(draft.lines());
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area.set_cursor_line_style(Style::new());
    area.move_cursor(CursorMove::Bottom);
    area.move_cursor(CursorMove::End);
    area
}

fn said(area: &TextArea) -> String {
    area.lines().join("\n")
}

/// What a stroke asks for beyond typing.
enum Command {
    Type,
    Warn,
    End(Composed),
}

fn command(stroke: &Stroke, area: &TextArea, warned: bool) -> Command {
    let text = || said(area);
    match *stroke {
        Stroke { key: Key::Char('d'), ctrl: true, .. } => Command::End(Composed::Done(text())),
        Stroke { key: Key::Char('g'), ctrl: true, .. } | Stroke { key: Key::F(1), .. } => {
            Command::End(Composed::Hint(text()))
        }
        Stroke { key: Key::Char('o'), ctrl: true, .. } => Command::End(Composed::Elsewhere(text())),
        Stroke { key: Key::Char('c'), ctrl: true, .. } => {
            // Half an answer is not thrown away by one key.
            let empty = text().trim().is_empty();
            if empty || warned { Command::End(Composed::Left(text())) } else { Command::Warn }
        }
        // Whoever is used to press it often loses nothing.
        Stroke { key: Key::Esc, .. } if !text().trim().is_empty() => Command::Type,
        Stroke { key: Key::Esc, .. } => Command::End(Composed::Left(text())),
        Stroke { key: Key::Enter, .. } if area.lines().get(area.cursor().0).is_some_and(|line| line == ".") => {
            Command::End(Composed::Done(without_dot(area)))
        }
        _ => Command::Type,
    }
}

fn without_dot(area: &TextArea) -> String {
    let row = area.cursor().0;
    let lines = area.lines().iter().enumerate().filter(|(at, _)| *at != row).map(|(_, line)| line.as_str());
    lines.collect::<Vec<_>>().join("\n")
}

/// Pasted text with line breaks as the text area knows them.
fn pasted(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// More rows than the text can take, however it breaks.
fn upper_bound(area: &TextArea, columns: usize) -> usize {
    area.lines().iter().map(|line| line.len() * 2 / columns.max(1) + 2).sum()
}

/// What the text area draws in so much room.
fn rows(area: &TextArea, columns: usize, rows: usize) -> Vec<Text> {
    let size = |size: usize| u16::try_from(size).unwrap_or(u16::MAX);
    let room = Rect::new(0, 0, size(columns), size(rows));
    let mut buffer = Buffer::empty(room);
    area.render(room, &mut buffer);
    (0..room.height).map(|y| row(&buffer, y)).collect()
}

fn row(buffer: &Buffer, y: u16) -> Text {
    let cells = || (0..buffer.area.width).map(move |x| &buffer[(x, y)]);
    let is_cursor = |cell: &ratatui::buffer::Cell| cell.modifier.contains(Modifier::REVERSED);
    let said = |(at, cell): (usize, &ratatui::buffer::Cell)| (is_cursor(cell) || cell.symbol() != " ").then_some(at);
    let used = (1..).zip(cells()).filter_map(said).last().unwrap_or(0);
    let mut text = Text::new();
    let mut skip = 0;
    for cell in cells().take(used) {
        // A wide character takes the next cell too.
        if skip > 0 {
            skip -= 1;
            continue;
        }
        skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).saturating_sub(1);
        text = text.and(if is_cursor(cell) { Role::Cursor } else { Role::Plain }, cell.symbol());
    }
    text
}
