//! What can go wrong, said so that the reader knows what to do next, and the exit status it leads to.
//!
//! A failure that wants a hint is a variant of [`Error`]; anything else travels as plain `anyhow`
//! context. Nothing here prints.

use std::fmt;
use std::path::PathBuf;

use crate::bank::Unresolved;

/// What the process tells its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// 0: it did what was asked.
    Done,
    /// 1: nothing was found.
    Nothing,
    /// 1: problems were found.
    Problems,
    /// 2: it could not do what was asked.
    Failed,
}

impl Status {
    /// The exit status of the process.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Nothing | Self::Problems => 1,
            Self::Failed => 2,
        }
    }
}

/// A failure with a way out of it.
#[derive(Debug, Clone)]
pub enum Error {
    /// A word named no question.
    Unresolved(Unresolved),
    /// No question has this value of a selection flag.
    NoSuchValue {
        /// The flag without its dashes.
        flag: &'static str,
        /// What was asked for.
        asked: String,
        /// What there is.
        known: Vec<String>,
        /// Which of them was probably meant.
        near: Option<String>,
    },
    /// Each flag is right, but no question meets them all.
    NoMatch {
        /// The search words in one line, if there were any.
        words: Option<String>,
        /// A word that is nowhere, and one that is.
        nearest: Option<(String, String)>,
    },
    /// The glossary has no such term.
    NoTerm {
        /// What was asked for.
        asked: String,
        /// A term that sounds like it.
        near: Option<String>,
    },
    /// There is no question at all.
    Empty,
    /// A file is there already.
    Exists(PathBuf),
    /// A file cannot be written.
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The reason.
        why: String,
    },
    /// Questions were named, and picked by flags as well.
    NamedAndPicked,
    /// A bank that was asked for cannot be read.
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        why: String,
    },
    /// The command has no JSON form.
    NoJson,
    /// An answer cannot be kept.
    NotRecorded {
        /// The journal.
        path: PathBuf,
        /// The reason.
        why: String,
    },
    /// The journal cannot be read.
    Unremembered {
        /// The journal.
        path: PathBuf,
        /// The reason.
        why: String,
    },
    /// There is no folder to keep answers in.
    NoHome,
    /// The journal was written by a newer program.
    Newer(PathBuf),
    /// No question is of the kind that memory is asked for.
    NoneRemembered {
        /// What they would be, such as `due`.
        kind: String,
    },
    /// There is no interview on a date.
    NoInterview {
        /// What was typed.
        asked: String,
        /// The dates that are set.
        set: Vec<String>,
    },
    /// No program to write with is known.
    NoEditor,
    /// A bank is to be written to a file that no folder of banks would take for one.
    NoBankFile(PathBuf),
    /// A list of questions cannot be read.
    NoList {
        /// The file.
        path: PathBuf,
        /// The reason.
        why: String,
    },
    /// A list has no questions.
    NothingImported(PathBuf),
    /// There is nothing an answer could be judged on.
    NoPoints(String),
    /// There is no screen to fill.
    NoScreen,
    /// The program to write with gave nothing back.
    Editor {
        /// What was started.
        program: String,
        /// The reason.
        why: String,
    },
    /// An answer cannot be read.
    NoAnswer {
        /// The file, or `-`.
        path: PathBuf,
        /// The reason.
        why: String,
    },
    /// An answer is longer than anybody talks.
    LongAnswer {
        /// The file, or `-`.
        path: PathBuf,
        /// How long it may be, in bytes.
        most: usize,
    },
    /// A date for an interview that cannot be.
    BadDate {
        /// What was typed.
        asked: String,
        /// What is wrong with it.
        why: &'static str,
    },
}

impl Error {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Unresolved(unresolved) => return unresolved_hint(unresolved),
            Self::NoSuchValue { near: Some(near), flag, .. } => format!("did you mean `--{flag} {near}`?"),
            Self::NoSuchValue { known, .. } if known.is_empty() => return None,
            Self::NoSuchValue { known, .. } if known.len() > 12 => {
                format!("there are {}, and {} more", known[..12].join(", "), known.len() - 12)
            }
            Self::NoSuchValue { known, .. } => format!("there are {}", known.join(", ")),
            Self::NoMatch { nearest: Some((_, near)), .. } | Self::NoTerm { near: Some(near), .. } => {
                format!("did you mean `{near}`?")
            }
            Self::NoMatch { words: Some(_), .. } => {
                "other words or fewer flags may find one; `qbank list` shows them all".into()
            }
            Self::NoMatch { .. } => "fewer flags find more; `qbank list` shows every question".into(),
            Self::NoTerm { .. } => "`qbank terms` shows the whole glossary".into(),
            Self::Empty => "a bank needs at least one [[question]]; README.md shows how to write one".into(),
            Self::Exists(_) => "`--force` overwrites it".into(),
            Self::NamedAndPicked => "leave one or the other out".into(),
            Self::Unwritable { .. } => "name another place".into(),
            Self::Unreadable { .. } => "a bank is a TOML file, or a folder of them".into(),
            Self::NoJson => "leave `--json` out".into(),
            Self::NotRecorded { .. } => "what was answered before is safe; QBANK_DATA names another folder".into(),
            Self::Unremembered { .. } => "nothing was changed; QBANK_DATA names another folder".into(),
            Self::NoHome => "name one in QBANK_DATA".into(),
            Self::Newer(_) => "update qbank, or name another data folder in QBANK_DATA; nothing was changed".into(),
            Self::NoneRemembered { .. } => {
                "`qbank` alone says what comes when; `qbank quiz --cram` asks any time".into()
            }
            Self::NoInterview { set, .. } if set.is_empty() => "no interview is set".into(),
            Self::NoInterview { set, .. } => format!("there are interviews on {}", set.join(", ")),
            Self::NoEditor => "set VISUAL or EDITOR, such as `EDITOR=nano`".into(),
            Self::NoList { .. } => "name a text file: Markdown, CSV, TSV or hashcards".into(),
            Self::NothingImported(_) => {
                "a question is a heading or a list item that asks, a row under a header with `question`, or a `Q:` card"
                    .into()
            }
            Self::NoBankFile(path) => format!("name it `{}`", path.with_extension("toml").display()),
            Self::NoPoints(_) => {
                "`qbank quiz` asks it all the same; with `key_points` in its bank an answer can be judged".into()
            }
            Self::NoScreen => "`qbank list` and `qbank show 1` print instead".into(),
            Self::Editor { .. } => "VISUAL and EDITOR say which program is started".into(),
            Self::NoAnswer { .. } => "name a text file, or `-` for standard input".into(),
            Self::LongAnswer { .. } => "an answer is what one says in a few minutes".into(),
            Self::BadDate { .. } => "write a date to come, such as 2026-12-04".into(),
        })
    }

    /// What the process exits with.
    pub fn status(&self) -> Status {
        match self {
            Self::Unresolved(_)
            | Self::NoSuchValue { .. }
            | Self::NoMatch { .. }
            | Self::NoTerm { .. }
            | Self::NoneRemembered { .. }
            | Self::NothingImported(_)
            | Self::Empty => Status::Nothing,
            Self::Exists(_)
            | Self::NamedAndPicked
            | Self::Unwritable { .. }
            | Self::Unreadable { .. }
            | Self::NoJson
            | Self::Newer(_)
            | Self::NotRecorded { .. }
            | Self::Unremembered { .. }
            | Self::NoHome
            | Self::NoInterview { .. }
            | Self::NoEditor
            | Self::NoPoints(_)
            | Self::NoBankFile(_)
            | Self::NoList { .. }
            | Self::NoScreen
            | Self::Editor { .. }
            | Self::NoAnswer { .. }
            | Self::LongAnswer { .. }
            | Self::BadDate { .. } => Status::Failed,
        }
    }
}

fn unresolved_hint(unresolved: &Unresolved) -> Option<String> {
    Some(match unresolved {
        Unresolved::Number { count: 0, .. } => return None,
        Unresolved::Number { count, .. } => {
            format!("the bank has {}; `qbank list` shows them", counted(*count, "question"))
        }
        Unresolved::Unknown { near: Some(near), .. } => format!("did you mean `{near}`?"),
        Unresolved::Unknown { .. } => "`qbank list` shows every id; `qbank filter` searches the text".into(),
        Unresolved::Ambiguous { candidates, .. } => format!("it could be {}", candidates.join(", ")),
    })
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Unresolved(Unresolved::Number { asked, .. }) => write!(f, "there is no question {asked}"),
            Self::Unresolved(Unresolved::Unknown { asked, .. }) => write!(f, "there is no question `{asked}`"),
            Self::Unresolved(Unresolved::Ambiguous { asked, .. }) => write!(f, "`{asked}` could be several questions"),
            Self::NoSuchValue { flag, asked, .. } => write!(f, "no question has the {flag} `{asked}`"),
            Self::NoMatch { nearest: Some((word, _)), .. } => write!(f, "no question has the word `{word}`"),
            Self::NoMatch { words: Some(words), .. } => write!(f, "no question matches `{words}`"),
            Self::NoMatch { .. } => write!(f, "no question meets all of these flags"),
            Self::NoTerm { asked, .. } => write!(f, "the glossary has nothing on `{asked}`"),
            Self::Empty => write!(f, "there are no questions"),
            Self::Exists(path) => write!(f, "{} exists already", path.display()),
            Self::NamedAndPicked => write!(f, "questions are either named or picked by flags"),
            Self::Unwritable { path, why } | Self::NotRecorded { path, why } => {
                write!(f, "could not write {}: {why}", path.display())
            }
            Self::NoJson => write!(f, "this command has no JSON form"),
            Self::NoHome => write!(f, "there is no folder to keep answers in"),
            Self::Newer(path) => write!(f, "{} was written by a newer qbank", path.display()),
            Self::NoneRemembered { kind, .. } => write!(f, "no question is {kind}"),
            Self::NoInterview { asked, .. } => write!(f, "there is no interview on `{asked}`"),
            Self::NoEditor => write!(f, "no editor is set"),
            Self::NothingImported(path) => write!(f, "no question was found in {}", path.display()),
            Self::NoBankFile(path) => write!(f, "{} does not end in .toml", path.display()),
            Self::NoPoints(id) => write!(f, "`{id}` has no key points to judge an answer on"),
            Self::NoScreen => write!(f, "there is no terminal to fill"),
            Self::Editor { program, why } => write!(f, "could not edit with `{program}`: {why}"),
            Self::NoAnswer { path, why } if path.as_os_str() == "-" => {
                write!(f, "could not read standard input: {why}")
            }
            Self::Unreadable { path, why }
            | Self::Unremembered { path, why }
            | Self::NoAnswer { path, why }
            | Self::NoList { path, why } => {
                write!(f, "could not read {}: {why}", path.display())
            }
            Self::LongAnswer { path, most } => {
                write!(f, "the answer in {} is longer than {most} bytes", path.display())
            }
            Self::BadDate { asked, why } => write!(f, "`{asked}` {why}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<Unresolved> for Error {
    fn from(unresolved: Unresolved) -> Self {
        Self::Unresolved(unresolved)
    }
}

/// A number with its noun in the right form: `1 question`, `2 questions`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
