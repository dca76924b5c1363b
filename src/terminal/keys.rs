//! Single keys: from the keyboard, from a script, or out of a typed line.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEvent,
};
use crossterm::execute;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui_textarea::{Input, Key};

use super::full;

/// How often the clock on the screen moves, and how soon a signal is heeded.
const TICK: Duration = Duration::from_millis(250);

/// Where keys come from.
pub enum Keys {
    /// The keyboard.
    Real(Keyboard),
    /// Keys that were decided beforehand, each with the time before it.
    Script(VecDeque<(char, Duration)>),
}

/// What came of waiting while something is typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Stroke {
    /// A key.
    Typed(Input),
    /// Text, in one piece.
    Pasted(String),
    /// A wheel or a button, and where.
    Mouse(MouseEvent),
    /// Time passed or the screen changed: draw again.
    Tick,
    /// The shell has had the screen in between.
    Resumed,
    /// There will be no more.
    End,
}

/// What came of waiting for a key.
pub(super) enum Event {
    Key(char),
    Pasted(String),
    /// Time passed or the screen changed: draw again.
    Tick,
    /// The shell has had the screen in between.
    Resumed,
    /// There will be no more keys.
    End,
}

impl Keys {
    pub(super) fn real() -> Self {
        Self::Real(Keyboard { raw: false, pastes: false, stop: None })
    }

    pub(super) fn is_raw(&self) -> bool {
        matches!(self, Self::Real(Keyboard { raw: true, .. }))
    }

    /// Takes the keyboard from the shell: before anything is shown that asks for a key, so that none is lost.
    pub(super) fn listen(&mut self) -> io::Result<()> {
        match self {
            Self::Real(keyboard) => keyboard.listen(),
            Self::Script(_) => Ok(()),
        }
    }

    pub(super) fn next(&mut self, waited: &mut Duration) -> io::Result<Event> {
        match self {
            Self::Real(keyboard) => keyboard.next(waited),
            Self::Script(keys) => Ok(keys.pop_front().map_or(Event::End, |(key, time)| {
                *waited += time;
                Event::Key(key)
            })),
        }
    }

    pub(super) fn stroke(&mut self, waited: &mut Duration) -> io::Result<Stroke> {
        match self {
            Self::Real(keyboard) => keyboard.stroke(waited),
            Self::Script(keys) => Ok(keys.pop_front().map_or(Stroke::End, |(key, time)| {
                *waited += time;
                Stroke::Typed(scripted(key))
            })),
        }
    }

    /// Whether more has been typed already.
    pub(super) fn is_pending(&self) -> bool {
        matches!(self, Self::Real(_)) && event::poll(Duration::ZERO).unwrap_or(false)
    }

    /// Whether what is pasted comes in one piece, so that its line breaks are not taken for keys.
    pub(super) fn paste(&mut self, whole: bool) {
        if let Self::Real(keyboard) = self {
            keyboard.paste(whole);
        }
    }

    /// Takes the whole screen from the shell.
    pub(super) fn fill(&mut self) -> io::Result<()> {
        match self {
            Self::Real(keyboard) => keyboard.fill(),
            Self::Script(_) => Ok(()),
        }
    }

    /// Gives the keyboard, and the screen, back to the shell.
    pub(super) fn rest(&mut self) {
        if let Self::Real(keyboard) = self {
            keyboard.rest();
        }
    }
}

/// The keyboard of the process, which is in raw mode while keys are waited for.
pub struct Keyboard {
    raw: bool,
    /// Whether the terminal was asked to bracket what is pasted.
    pastes: bool,
    /// Set with the first raw mode: before, a signal may end the program at once.
    stop: Option<stop::Flag>,
}

impl Keyboard {
    fn listen(&mut self) -> io::Result<()> {
        if !self.raw {
            self.stop.get_or_insert_with(stop::Flag::new);
            enable_raw_mode()?;
            self.raw = true;
        }
        Ok(())
    }

    fn next(&mut self, waited: &mut Duration) -> io::Result<Event> {
        Ok(match self.stroke(waited)? {
            Stroke::Typed(input) => pressed(&input),
            Stroke::Pasted(text) => Event::Pasted(text),
            Stroke::Mouse(_) | Stroke::Tick => Event::Tick,
            Stroke::Resumed => Event::Resumed,
            Stroke::End => Event::End,
        })
    }

    fn stroke(&mut self, waited: &mut Duration) -> io::Result<Stroke> {
        let start = Instant::now();
        let ready = event::poll(TICK);
        *waited += start.elapsed();
        if let Some(signal) = self.stop.as_ref().and_then(stop::Flag::signal) {
            self.rest();
            stop::terminate(signal);
            return Ok(Stroke::End);
        }
        if self.stop.as_ref().is_some_and(stop::Flag::was_stopped) {
            return Ok(self.suspend());
        }
        // A terminal that went away cannot be polled; that is the end of input, not a failure.
        match ready {
            Ok(false) => Ok(Stroke::Tick),
            Ok(true) => event::read().map(|event| self.heard(event)),
            Err(_) => Ok(Stroke::End),
        }
    }

    fn heard(&mut self, event: event::Event) -> Stroke {
        match event {
            event::Event::Paste(text) => Stroke::Pasted(text),
            event::Event::Mouse(mouse) => Stroke::Mouse(mouse),
            event::Event::Key(KeyEvent { kind: KeyEventKind::Release, .. }) => Stroke::Tick,
            event::Event::Key(KeyEvent { code: KeyCode::Char('z'), modifiers: KeyModifiers::CONTROL, .. }) => {
                self.suspend()
            }
            event::Event::Key(key) => Stroke::Typed(key.into()),
            _ => Stroke::Tick,
        }
    }

    fn suspend(&mut self) -> Stroke {
        self.rest();
        stop::suspend();
        Stroke::Resumed
    }

    fn paste(&mut self, whole: bool) {
        if self.pastes != whole {
            self.pastes = whole;
            // A terminal that does not know this shows nothing of it.
            let _ = if whole {
                execute!(io::stdout(), EnableBracketedPaste)
            } else {
                execute!(io::stdout(), DisableBracketedPaste)
            };
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.listen()?;
        self.paste(true);
        full::take()
    }

    fn rest(&mut self) {
        self.paste(false);
        full::give_back();
        if self.raw {
            self.raw = false;
            // Nothing better can be done for a terminal that refuses.
            let _ = disable_raw_mode();
        }
    }
}

/// What a stroke is where single keys are asked for.
fn pressed(input: &Input) -> Event {
    match *input {
        Input { key: Key::Char('c' | 'd'), ctrl: true, .. } => Event::Key('q'),
        Input { key: Key::Char(c), ctrl: false, .. } => Event::Key(c),
        Input { key: Key::Enter, .. } => Event::Key(' '),
        _ => Event::Tick,
    }
}

/// A character of a script as the keyboard would send it.
fn scripted(key: char) -> Input {
    let control = |c: char| Input { key: Key::Char(c), ctrl: true, ..Input::default() };
    match key {
        '\n' => Input { key: Key::Enter, ..Input::default() },
        '\u{8}' => Input { key: Key::Backspace, ..Input::default() },
        '\t' => Input { key: Key::Tab, ..Input::default() },
        '\u{1b}' => Input { key: Key::Esc, ..Input::default() },
        '\u{2190}' => Input { key: Key::Left, ..Input::default() },
        '\u{2191}' => Input { key: Key::Up, ..Input::default() },
        '\u{2192}' => Input { key: Key::Right, ..Input::default() },
        '\u{2193}' => Input { key: Key::Down, ..Input::default() },
        '\u{1}'..='\u{1a}' => control(char::from(b'a' + u8::try_from(key).unwrap_or(1) - 1)),
        key => Input { key: Key::Char(key), ..Input::default() },
    }
}

/// The keys a typed line stands for: an empty one is enter, a command by name is its key, and letters that stand
/// alone or in the order of the alphabet are themselves, a grade behind them too. Any other line is a sentence and asks for help: nobody
/// who types an answer means its letters as keys.
pub(super) fn in_line(line: &str) -> VecDeque<char> {
    let words: Option<Vec<String>> = line.split_whitespace().map(|word| keys_of(&word.to_lowercase())).collect();
    match words.map(|words| words.concat()) {
        None => ['?'].into(),
        Some(keys) if keys.is_empty() => [' '].into(),
        Some(keys) => keys.chars().collect(),
    }
}

fn keys_of(word: &str) -> Option<String> {
    let named = match word {
        "again" => "1",
        "hard" => "2",
        "good" => "3",
        "easy" => "4",
        "skip" => "s",
        "undo" => "u",
        "more" => "m",
        "help" => "?",
        "quit" | "leave" | "exit" => "q",
        "reveal" | "next" => " ",
        other if other.chars().count() == 1 || other.trim_end_matches(['1', '2', '3', '4']).chars().is_sorted() => {
            other
        }
        _ => return None,
    };
    Some(named.to_owned())
}

#[cfg(unix)]
mod stop {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    use signal_hook::{flag, low_level};

    /// Remembers that the program was asked to end or to stop until screen and keyboard have been given back.
    pub(super) struct Flag {
        /// The signal that ends it, or 0.
        ended: Arc<AtomicUsize>,
        stopped: Arc<AtomicBool>,
    }

    impl Flag {
        pub(super) fn new() -> Self {
            let (ended, stopped) = (Arc::default(), Arc::default());
            // Where one cannot be caught it ends or stops the program at once, as it would anyway.
            for signal in [SIGTERM, SIGINT, SIGQUIT, SIGHUP] {
                let number = usize::try_from(signal).unwrap_or_default();
                let _ = flag::register_usize(signal, Arc::clone(&ended), number);
            }
            let _ = flag::register(SIGTSTP, Arc::clone(&stopped));
            Self { ended, stopped }
        }

        /// The signal that asked the program to end.
        pub(super) fn signal(&self) -> Option<i32> {
            i32::try_from(self.ended.load(Ordering::Relaxed)).ok().filter(|signal| *signal > 0)
        }

        /// Whether the program was asked to stop since this was asked last.
        pub(super) fn was_stopped(&self) -> bool {
            self.stopped.swap(false, Ordering::Relaxed)
        }
    }

    /// Ends the program as the signal would have.
    pub(super) fn terminate(signal: i32) {
        let _ = low_level::emulate_default_handler(signal);
    }

    /// Stops the program as Ctrl-Z does, until the shell continues it.
    pub(super) fn suspend() {
        let _ = low_level::emulate_default_handler(SIGTSTP);
    }
}

#[cfg(not(unix))]
mod stop {
    pub(super) struct Flag;

    impl Flag {
        pub(super) fn new() -> Self {
            Self
        }

        pub(super) fn signal(&self) -> Option<i32> {
            None
        }

        pub(super) fn was_stopped(&self) -> bool {
            false
        }
    }

    pub(super) fn terminate(_: i32) {}

    pub(super) fn suspend() {}
}

#[cfg(test)]
mod tests {
    use super::in_line;

    #[test]
    fn a_line_stands_for_keys() {
        let cases = [
            ("\n", " "),
            ("a c\r\n", "ac"),
            ("ac 3", "ac3"),
            ("ab3", "ab3"),
            ("Good\n", "3"),
            ("undo quit", "uq"),
            ("?", "?"),
            ("my quick answer", "?"),
        ];
        for (line, keys) in cases {
            assert_eq!(in_line(line).into_iter().collect::<String>(), keys, "{line:?}");
        }
    }
}
