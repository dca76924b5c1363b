//! The terminal: how wide it is, how a page is painted on it, and the keys that come from it.
//!
//! Roles become colours here and nowhere else, and every string passes through the page first, so
//! that text from a bank cannot steer the screen. Without a terminal the same conversation runs
//! line by line. To restyle a role, change `style`.

mod editor;
mod full;
mod keys;
mod table;

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal, Write};
use std::time::Duration;

use anstyle::{AnsiColor, Effects, Style};
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use crate::page::{self, Block, Line, Page, Role, Text};

pub use editor::Composed;
pub use full::Canvas;
pub use keys::{Keys, Stroke};

/// The width where there is no screen, in columns.
const UNKNOWN: usize = 80;

/// How many columns and rows a screen has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
}

/// What a stream is connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// A pipe or a file.
    None,
    /// A screen that always has this size.
    Fixed(Size),
    /// The terminal of the process, whatever size it has at the moment.
    Real,
}

impl Screen {
    fn size(self) -> Option<Size> {
        match self {
            Self::None => None,
            Self::Fixed(size) => Some(size),
            Self::Real => {
                let (columns, rows) = crossterm::terminal::size().unwrap_or((80, 24));
                // A pseudo-terminal that was never given a size reports zero.
                let known = |size: u16, otherwise| if size == 0 { otherwise } else { usize::from(size) };
                Some(Size { columns: known(columns, 80), rows: known(rows, 24) })
            }
        }
    }
}

/// Whether to paint in colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Color {
    /// Where a person looks at it.
    #[default]
    Auto,
    /// Even into a pipe.
    Always,
    /// Not at all.
    Never,
}

/// One of the two streams that can be written to.
pub struct Stream {
    writer: Box<dyn Write>,
    screen: Screen,
    color: Color,
    /// Whether prose is broken into lines even where there is no screen.
    wraps: bool,
}

impl Stream {
    /// A stream that writes to `writer`.
    pub fn new(writer: impl Write + 'static, screen: Screen) -> Self {
        Self { writer: Box::new(writer), screen, color: Color::Auto, wraps: true }
    }

    /// How much room there is, or what is usual where nobody knows.
    fn size(&self) -> Size {
        self.screen.size().unwrap_or(Size { columns: UNKNOWN, rows: 24 })
    }

    fn is_styled(&self) -> bool {
        match self.color {
            Color::Auto => self.screen != Screen::None,
            Color::Always => true,
            Color::Never => false,
        }
    }

    fn paint(&self, page: &Page) -> String {
        page.blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &Block) -> String {
        match block {
            Block::Table(table) => table::text(table, self.screen.size(), self.is_styled()),
            block => {
                self.lines(block, self.measure()).iter().map(|line| painted(line, self.is_styled()) + "\n").collect()
            }
        }
    }

    /// How wide prose is set: what goes into a file or a log stays on one line when it is a message.
    fn measure(&self) -> usize {
        match (self.screen.size(), self.wraps) {
            (Some(size), _) => size.columns.min(page::MEASURE),
            (None, true) => UNKNOWN,
            (None, false) => usize::MAX,
        }
    }

    fn lines(&self, block: &Block, width: usize) -> Vec<Line> {
        if self.is_styled() { page::lines(block, width) } else { page::lines(&bracketed(block), width) }
    }
}

/// Which stream a conversation is held on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    Out,
    Err,
}

/// Where answers come from.
pub enum Input {
    /// Single keys.
    Keys(Keys),
    /// Lines of text, each taken as a row of keys.
    Lines(Box<dyn BufRead>),
}

/// A screen to show pages on and somebody, or something, to ask.
pub struct Terminal {
    out: Stream,
    err: Stream,
    input: Input,
    voice: Voice,
    /// Keys of the last line that are still to be taken.
    typed: VecDeque<char>,
    /// Columns of each line of the part of the screen that is redrawn.
    live: Vec<usize>,
    /// What stands on the whole screen, while it is taken.
    full: Option<Buffer>,
    /// What was pasted where a key was asked for.
    pasted: String,
    /// Where somebody was in a text when they asked for a hint.
    cursor: Option<(u16, u16)>,
}

/// The key that stands for a text that was pasted in one piece.
pub const PASTE: char = '\u{16}';

impl Terminal {
    /// The terminal of the process.
    pub fn real() -> Self {
        let screen = |is_terminal| if is_terminal { Screen::Real } else { Screen::None };
        let out = Stream::new(io::BufWriter::new(io::stdout()), screen(io::stdout().is_terminal()));
        let err = Stream::new(io::stderr(), screen(io::stderr().is_terminal()));
        let keys = io::stdin().is_terminal() && io::stdout().is_terminal();
        Self::new(out, err, if keys { Input::Keys(Keys::real()) } else { Input::Lines(Box::new(io::stdin().lock())) })
    }

    /// A terminal made of parts.
    pub fn new(out: Stream, err: Stream, input: Input) -> Self {
        let err = Stream { wraps: false, ..err };
        Self {
            out,
            err,
            input,
            voice: Voice::Out,
            typed: VecDeque::new(),
            live: Vec::new(),
            full: None,
            pasted: String::new(),
            cursor: None,
        }
    }

    /// Paints in colour, or not, from here on.
    pub fn set_color(&mut self, color: Color) {
        (self.out.color, self.err.color) = (color, color);
    }

    /// Asks line by line even at a keyboard, for a terminal that cannot draw again what it has drawn.
    pub fn take_lines(&mut self) {
        if matches!(self.input, Input::Keys(_)) {
            self.input = Input::Lines(Box::new(io::stdin().lock()));
        }
    }

    /// Holds the conversation on standard error, so that standard output stays free for a document.
    pub fn speak_aside(&mut self) {
        self.voice = Voice::Err;
        self.err.wraps = true;
        // Keys are drawn where they are pressed; a screen that is not there cannot be drawn on.
        if self.err.screen == Screen::None {
            self.take_lines();
        }
    }

    /// Shows a page of the answer.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn show(&mut self, page: &Page) -> io::Result<()> {
        self.erase()?;
        let text = self.speaker().paint(page);
        self.put(&text)
    }

    /// Shows a page about the answer, on standard error.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn tell(&mut self, page: &Page) -> io::Result<()> {
        // What cannot be flushed must not keep the message about it from being read.
        let flushed = self.out.writer.flush();
        let text = self.err.paint(page);
        // Where keys are read one by one, a line would not begin at the left.
        if let (Input::Keys(keys), false) = (&mut self.input, text.is_empty()) {
            keys.rest();
        }
        // When standard error is closed there is nobody left to tell, and the answer still counts.
        let _ = self.err.writer.write_all(text.as_bytes());
        flushed
    }

    /// Writes text made for another program, as it is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.out.writer.write_all(text.as_bytes())
    }

    /// Writes text that comes in two forms, as the argument parser's does: for a screen in colour, and plain.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_styled(&mut self, styled: &str, plain: &str) -> io::Result<()> {
        let text = if self.out.is_styled() { styled } else { plain };
        self.out.writer.write_all(text.as_bytes())
    }

    /// The same on standard error.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn tell_styled(&mut self, styled: &str, plain: &str) -> io::Result<()> {
        let text = if self.err.is_styled() { styled } else { plain };
        self.err.writer.write_all(text.as_bytes())
    }

    /// Makes sure that all that was written is on its way, and gives the keyboard back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(&mut self) -> io::Result<()> {
        let erased = self.erase();
        self.full = None;
        if let Input::Keys(keys) = &mut self.input {
            keys.rest();
        }
        erased.and(self.out.writer.flush())
    }

    /// The next key and how long it took to come, or nothing when no more will.
    ///
    /// `live` is the page that stays at the bottom until then, given the time that has passed if somebody can watch it pass.
    ///
    /// # Errors
    /// When the page cannot be drawn or the key not be read.
    pub fn key(&mut self, live: &dyn Fn(Option<Duration>) -> Page) -> io::Result<Option<(char, Duration)>> {
        if matches!(self.input, Input::Lines(_)) {
            return Ok(self.typed(live)?.map(|key| (key, Duration::ZERO)));
        }
        let mut waited = Duration::ZERO;
        loop {
            // What was shown so far was laid out for a screen whose lines end by themselves.
            self.speaker().writer.flush()?;
            // Anew each time: after Ctrl-Z the shell has had the keyboard in between.
            if let Input::Keys(keys) = &mut self.input {
                keys.listen()?;
                // Else the letters of a text that is pasted would be taken for keys.
                keys.paste(true);
            }
            self.draw(&live(Some(waited)))?;
            let Input::Keys(keys) = &mut self.input else { return Ok(None) };
            match keys.next(&mut waited)? {
                keys::Event::Key(key) => return Ok(Some((key, waited))),
                keys::Event::Pasted(text) => {
                    self.pasted = text;
                    return Ok(Some((PASTE, waited)));
                }
                keys::Event::Tick => {}
                // What the shell wrote since must not be erased.
                keys::Event::Resumed => self.live.clear(),
                keys::Event::End => return Ok(None),
            }
        }
    }

    /// The text that was pasted last, once.
    pub fn take_pasted(&mut self) -> String {
        std::mem::take(&mut self.pasted)
    }

    fn typed(&mut self, live: &dyn Fn(Option<Duration>) -> Page) -> io::Result<Option<char>> {
        if self.typed.is_empty() {
            self.show(&live(None))?;
            self.speaker().writer.flush()?;
            let Input::Lines(reader) = &mut self.input else { return Ok(None) };
            let mut bytes = Vec::new();
            if reader.read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            self.typed = keys::in_line(&String::from_utf8_lossy(&bytes));
        }
        Ok(self.typed.pop_front())
    }

    fn speaker(&mut self) -> &mut Stream {
        match self.voice {
            Voice::Out => &mut self.out,
            Voice::Err => &mut self.err,
        }
    }

    /// Replaces the part of the screen that is redrawn.
    fn draw(&mut self, page: &Page) -> io::Result<()> {
        self.erase()?;
        let stream = self.speaker();
        let Size { columns, rows } = stream.size();
        let mut lines: Vec<Line> =
            page.blocks.iter().flat_map(|block| stream.lines(block, columns.min(page::MEASURE))).collect();
        // What has scrolled off the top can no longer be erased.
        lines.drain(..lines.len().saturating_sub(rows.saturating_sub(1).max(1)));
        let painted: Vec<String> = lines.iter().map(|line| painted(line, stream.is_styled())).collect();
        self.live = lines.iter().map(width).collect();
        self.put(&painted.join("\n"))?;
        self.speaker().writer.flush()
    }

    fn erase(&mut self) -> io::Result<()> {
        if self.live.is_empty() {
            return Ok(());
        }
        let columns = self.speaker().size().columns;
        // A screen that has become narrower since has broken the lines anew.
        let rows: usize = self.live.drain(..).map(|width| width.max(1).div_ceil(columns)).sum();
        let up = if rows > 1 { format!("\x1b[{}A", rows - 1) } else { String::new() };
        self.put(&format!("{up}\r\x1b[J"))
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        let raw = matches!(&self.input, Input::Keys(keys) if keys.is_raw());
        let stream = self.speaker();
        if raw {
            stream.writer.write_all(text.replace('\n', "\r\n").as_bytes())
        } else {
            stream.writer.write_all(text.as_bytes())
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // After a panic or an early return the keyboard must be usable; nobody is left to tell of a failure.
        let _ = self.finish();
    }
}

fn width(line: &Line) -> usize {
    line.iter().map(|span| span.text.width()).sum()
}

/// The block with what is otherwise only seen in colour put in brackets.
pub fn bracketed(block: &Block) -> Block {
    let span = |text: Text, span: &page::Span| match span.role {
        Role::Match => text.and(Role::Match, format!("[{}]", span.text)),
        Role::Cursor => text.and(Role::Cursor, "_"),
        role => text.and(role, &span.text),
    };
    let bracketed = |text: &Text| text.spans().iter().fold(Text::new(), span);
    match block {
        Block::Text { indent, marker, text } => {
            Block::Text { indent: *indent, marker: marker.clone(), text: bracketed(text) }
        }
        Block::Row(text) => Block::Row(bracketed(text)),
        block => block.clone(),
    }
}

fn painted(line: &Line, styled: bool) -> String {
    let text = line.iter().map(|span| paint(&span.text, span.role, styled)).collect::<String>();
    text.trim_end().to_owned()
}

fn paint(text: &str, role: Role, styled: bool) -> String {
    let style = style(role);
    if !styled || style.is_plain() || text.is_empty() {
        return text.to_owned();
    }
    format!("{style}{text}{style:#}")
}

/// How a role looks: colours that can be read on a light and on a dark screen.
fn style(role: Role) -> Style {
    let colored = |color: AnsiColor| Style::new().fg_color(Some(color.into()));
    match role {
        Role::Plain => Style::new(),
        Role::Heading | Role::Strong => Style::new().effects(Effects::BOLD),
        Role::Faint => Style::new().effects(Effects::DIMMED),
        Role::Match => colored(AnsiColor::Black).bg_color(Some(AnsiColor::Yellow.into())),
        Role::Found => colored(AnsiColor::Black).bg_color(Some(AnsiColor::Cyan.into())).effects(Effects::BOLD),
        Role::Good => colored(AnsiColor::Green).effects(Effects::BOLD),
        Role::Bad => colored(AnsiColor::Red).effects(Effects::BOLD),
        Role::Warning => colored(AnsiColor::Red),
        Role::Key => colored(AnsiColor::Magenta),
        Role::Cursor => Style::new().effects(Effects::INVERT),
    }
}
