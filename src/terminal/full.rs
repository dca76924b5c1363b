//! The whole screen: the alternate one of the terminal, of which only the cells that changed are sent.
//!
//! Whatever ends the program (a key, an error, a signal, a panic) gives the screen back first, so that the shell
//! finds it as it was and a message can be read.

use std::io::{self, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, Show};
use crossterm::event::DisableBracketedPaste;
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode};
use ratatui::backend::{Backend, ClearType, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Input, Size, Stroke, Terminal, style};
use crate::page::{Line, Span};

/// A screen to paint lines on.
pub struct Canvas<'b> {
    buffer: &'b mut Buffer,
    styled: bool,
}

impl<'b> Canvas<'b> {
    /// A canvas over all of `buffer`, in colour or not.
    pub fn new(buffer: &'b mut Buffer, styled: bool) -> Self {
        Self { buffer, styled }
    }

    /// All of it.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Paints a line into the first row of `area`, as much of it as there is room for.
    pub fn line(&mut self, area: Rect, line: &[Span]) {
        let area = area.intersection(self.buffer.area);
        let mut x = area.x;
        for span in line.iter().take_while(|_| area.height > 0) {
            let room = usize::from(area.right() - x);
            let look = if self.styled { style(span.role).into() } else { ratatui::style::Style::new() };
            (x, _) = self.buffer.set_stringn(x, area.y, &span.text, room, look);
        }
    }

    /// Whether roles can be told apart by their looks.
    pub fn is_styled(&self) -> bool {
        self.styled
    }

    /// Takes away what stands in `area`.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        area.positions().for_each(|position| self.buffer[position].reset());
    }

    /// Paints lines below each other.
    pub fn lines<'l>(&mut self, area: Rect, lines: impl IntoIterator<Item = &'l Line>) {
        for (row, line) in area.rows().zip(lines) {
            self.line(row, line);
        }
    }
}

impl Terminal {
    /// How much room there is on the screen.
    pub fn size(&self) -> Size {
        self.out.size()
    }

    /// Whether pages are painted in colour.
    pub fn is_styled(&self) -> bool {
        self.out.is_styled()
    }

    /// Fills the whole screen, which it takes from the shell until [`Terminal::finish`].
    ///
    /// # Errors
    /// When nothing can be drawn.
    pub fn fill(&mut self, draw: impl FnOnce(&mut Canvas)) -> io::Result<()> {
        self.erase()?;
        self.out.writer.flush()?;
        if let Input::Keys(keys) = &mut self.input {
            keys.fill()?;
        }
        let room = |size: usize| u16::try_from(size).unwrap_or(u16::MAX);
        let Size { columns, rows } = self.size();
        let mut next = Buffer::empty(Rect::new(0, 0, room(columns), room(rows)));
        draw(&mut Canvas::new(&mut next, self.is_styled()));
        self.send(next)
    }

    /// Sends what is different from what stands there.
    fn send(&mut self, next: Buffer) -> io::Result<()> {
        // Whether there are colours was decided before anything was painted.
        crossterm::style::force_color_output(true);
        let mut backend = CrosstermBackend::new(&mut self.out.writer);
        let before = self.full.take().filter(|before| before.area == next.area);
        if before.is_none() {
            backend.clear_region(ClearType::All)?;
        }
        let before = before.unwrap_or_else(|| Buffer::empty(next.area));
        backend.draw(before.diff(&next).into_iter())?;
        Backend::flush(&mut backend)?;
        self.full = Some(next);
        Ok(())
    }

    /// Draws all of the screen again the next time, whatever stands there.
    pub fn redraw(&mut self) {
        self.full = None;
    }

    /// What is pressed next on the full screen.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn stroke(&mut self) -> io::Result<Stroke> {
        let Input::Keys(keys) = &mut self.input else { return Ok(Stroke::End) };
        let mut waited = Duration::ZERO;
        let stroke = keys.stroke(&mut waited)?;
        if stroke == Stroke::Resumed {
            // The shell has drawn on it since.
            self.full = None;
        }
        Ok(stroke)
    }

    /// Asks the terminal to put `text` on its clipboard. Whether it does cannot be known.
    ///
    /// # Errors
    /// When it cannot be asked.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.out.writer, CopyToClipboard::to_clipboard_from(text))
    }
}

/// Whether the screen of the process is taken.
static TAKEN: AtomicBool = AtomicBool::new(false);

static HOOK: Once = Once::new();

/// Takes the screen of the process, and the wheel and buttons of the mouse: its every movement would only cost time.
pub(super) fn take() -> io::Result<()> {
    HOOK.call_once(restore_on_panic);
    if !TAKEN.swap(true, Ordering::Relaxed) {
        execute!(io::stdout(), EnterAlternateScreen, Hide, Print("\x1b[?1000h\x1b[?1006h"))?;
    }
    Ok(())
}

/// Gives the screen of the process back, if it was taken.
pub(super) fn give_back() {
    if TAKEN.swap(false, Ordering::Relaxed) {
        // Nothing better can be done for a terminal that refuses.
        let _ = execute!(io::stdout(), Print("\x1b[?1006l\x1b[?1000l"), Show, LeaveAlternateScreen);
    }
}

/// Gives screen and keyboard back before the message of a panic is printed, which could not be read otherwise.
fn restore_on_panic() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if TAKEN.load(Ordering::Relaxed) {
            let _ = execute!(io::stdout(), DisableBracketedPaste);
            give_back();
            let _ = disable_raw_mode();
        }
        before(panic);
    }));
}
