//! A bench that runs the program in-process: its own home, its own environment, a screen of a given
//! size or none, and keys or lines typed beforehand. What a test does not state must be empty.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use jiff::Zoned;
use qbank::settings::Environment;
use qbank::terminal::{Input, Keys, Screen, Size, Stream, Terminal};
use tempfile::TempDir;

/// Two questions that are enough to have two banks open.
pub const TINY: &str = r#"
name = "Site Reliability"
about = "Two questions"

[[question]]
id = "error-budget"
prompt = "What is an error budget?"
category = "theory"
answer_framework = "Define it, then use it."
star_example = "We spent it in a week."
how_to_answer = ["Start from the objective"]
key_points = ["objective", "allowed failure"]
terminology = ["SLA"]
interviewers_look_for = ["numbers"]
common_mistakes = ["Aiming for no failure at all"]

[[question]]
id = "release-conflict"
prompt = "Who decides when a release waits?"
category = "theory"
answer_framework = "Name the owner."
star_example = { situation = "s", task = "t", action = "a", result = "r" }
how_to_answer = ["Name one person"]
key_points = ["owner"]
interviewers_look_for = ["clarity"]
common_mistakes = ["Voting"]
"#;

/// The place where a program runs, and what it finds there.
pub struct Bench {
    home: TempDir,
    vars: BTreeMap<String, OsString>,
    screen: Option<Size>,
    input: Typed,
    now: Zoned,
}

enum Typed {
    Lines(String),
    Keys(String),
}

/// What a run left behind.
pub struct Ran {
    /// The exit status.
    pub status: u8,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Bench {
    /// A fresh machine: no screen, nothing to read, an empty home.
    pub fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut bench = Self {
            home,
            vars: BTreeMap::new(),
            screen: None,
            input: Typed::Lines(String::new()),
            now: noon("2026-11-23"),
        };
        bench.vars.insert("QBANK_DATA".into(), bench.path("data").into());
        bench
    }

    pub fn var(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.vars.insert(name.into(), value.into());
        self
    }

    /// At noon on this day.
    pub fn on(self, day: &str) -> Self {
        Self { now: noon(day), ..self }
    }

    /// With a screen of this size for both streams.
    pub fn screen(self, columns: usize, rows: usize) -> Self {
        Self { screen: Some(Size { columns, rows }), ..self }
    }

    /// With these lines on standard input.
    pub fn lines(self, lines: &str) -> Self {
        Self { input: Typed::Lines(lines.into()), ..self }
    }

    /// With these keys pressed, ten seconds before each.
    pub fn keys(self, keys: &str) -> Self {
        Self { input: Typed::Keys(keys.into()), ..self }
    }

    /// A path in the home of this bench.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file into the home and returns its path.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// What stands in a file of the home.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names in a folder of the home.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let name = |entry: io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<_> = std::fs::read_dir(self.path(folder)).unwrap().map(name).collect();
        names.sort();
        names
    }

    /// Runs `qbank` with the words of `line`; `~` at the start of a word is the home.
    pub fn run(&self, line: &str) -> Ran {
        let home = |word: &str| word.strip_prefix('~').map(|rest| self.home.path().join(rest.trim_matches('/')));
        let word = |word: &str| home(word).map_or_else(|| word.into(), PathBuf::into_os_string);
        let slash = |original: &str, word: OsString| {
            if original.ends_with('/') { [word, "/".into()].into_iter().collect() } else { word }
        };
        self.run_args(line.split_whitespace().map(|original| slash(original, word(original))))
    }

    /// Runs `qbank` with these arguments.
    pub fn run_args(&self, args: impl IntoIterator<Item = impl Into<OsString>>) -> Ran {
        let (out, err) = (Sink::default(), Sink::default());
        let screen = self.screen.map_or(Screen::None, Screen::Fixed);
        let input = match &self.input {
            Typed::Lines(lines) => Input::Lines(Box::new(Cursor::new(lines.clone().into_bytes()))),
            Typed::Keys(keys) => {
                Input::Keys(Keys::Script(keys.chars().map(|key| (key, Duration::from_secs(10))).collect()))
            }
        };
        let mut terminal = Terminal::new(Stream::new(out.clone(), screen), Stream::new(err.clone(), screen), input);
        let environment = self.vars.iter().collect::<Environment>().at(self.now.clone());
        let args = std::iter::once("qbank".into()).chain(args.into_iter().map(Into::into));
        let status = qbank::run(args, &environment, &mut terminal);
        drop(terminal);
        let text = |sink: &Sink| String::from_utf8(sink.0.borrow().clone()).unwrap();
        let tidy = |text: String| text.replace(&self.home.path().display().to_string(), "~");
        Ran { status, out: tidy(text(&out)), err: tidy(text(&err)) }
    }
}

impl Ran {
    /// Standard output of a run that did what was asked and had nothing to add.
    pub fn done(self) -> String {
        assert_eq!((self.status, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// Standard error of a run that printed nothing and exited with `status`.
    pub fn failed(self, status: u8) -> String {
        assert_eq!((self.status, self.out.as_str()), (status, ""), "{}", self.err);
        self.err
    }

    /// The document on standard output.
    pub fn json(self) -> serde_json::Value {
        let json = serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out));
        assert_eq!((self.status, self.err.as_str()), (0, ""));
        json
    }

    /// A full screen of this size after everything was drawn on it.
    pub fn screen(&self, columns: u16, rows: u16) -> vt100::Parser {
        let size = |size| std::num::NonZeroU16::new(size).unwrap();
        let mut screen = vt100::Parser::new(size(rows), size(columns), 0);
        screen.process(self.out.as_bytes());
        screen
    }

    /// What a screen of `columns` shows after everything was written to it, however far it scrolled.
    pub fn shown(&self, columns: u16) -> String {
        let size = std::num::NonZeroU16::new(columns).unwrap();
        let mut screen = vt100::Parser::new(std::num::NonZeroU16::new(400).unwrap(), size, 0);
        screen.process(self.out.replace('\n', "\r\n").as_bytes());
        screen.screen().contents()
    }
}

fn noon(day: &str) -> Zoned {
    format!("{day}T12:00[Europe/Berlin]").parse().unwrap()
}

/// Something to write to that can be read afterwards.
#[derive(Clone, Default)]
pub struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A path in the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
