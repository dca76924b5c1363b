//! Bank files: the one inside the program, the person's own folder, and the paths they name.
//!
//! Later banks stand behind earlier ones; one with a name that is taken replaces it. A file that
//! cannot be used is a [`Fault`] and never hides the others. Only a file that was named on purpose
//! and cannot be read is a failure.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};

use crate::bank::{Bank, Library, QuestionId};
use crate::error::Error;
use crate::parse::{self, Parsed, Problem, Severity};
use crate::text::fold;

/// The bank in the program, as its file stands in the repository.
pub const BUILT_IN: &str = include_str!("../questions/product-operations.toml");
/// What it is called.
pub const BUILT_IN_NAME: &str = "product-operations";

/// The largest bank file that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What was opened.
#[derive(Debug, Default)]
pub struct Loaded {
    /// All banks.
    pub library: Library,
    /// What was wrong on the way.
    pub faults: Vec<Fault>,
    /// The file of each bank that is not part of the program, by the bank's name.
    pub files: BTreeMap<String, PathBuf>,
}

/// A bank file that could not be used, or not all of it.
#[derive(Debug)]
pub enum Fault {
    /// The file could not be read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The reason.
        why: String,
    },
    /// The bank takes the place of another one that has its name.
    Replaces {
        /// The file.
        path: PathBuf,
        /// The name.
        slug: String,
    },
    /// Parts of the file are left out.
    Problems {
        /// The file.
        path: PathBuf,
        /// What stands in it.
        text: String,
        /// What is wrong with it; at least one error.
        problems: Vec<Problem>,
    },
}

/// Whether the cues of the built-in bank are wanted: they are ten times as long as the rest, and only
/// judging an answer takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cues {
    /// An answer will be judged.
    Wanted,
    /// The questions will do.
    Unwanted,
}

/// The built-in bank, then those in the folder `own` if there is one, then those in `paths`, files or folders.
///
/// # Errors
/// When one of `paths` is a file that cannot be read, and is among the `named` ones.
pub fn read(own: Option<&Path>, paths: &[PathBuf], named: &[PathBuf], cues: Cues) -> Result<Loaded> {
    let mut loaded = Loaded::default();
    let built_in = if cues == Cues::Wanted { Cow::Borrowed(BUILT_IN) } else { Cow::Owned(without_cues(BUILT_IN)) };
    loaded.library.banks.push(parse::bank(BUILT_IN_NAME, &built_in).bank);
    for Source { path, text } in sources(own, paths) {
        match text {
            Ok(text) => loaded.parse(&path, text),
            // What was named on purpose is not silently left out.
            Err(why) if named.contains(&path) && !path.is_dir() => bail!(Error::Unreadable { path, why }),
            Err(why) => loaded.fault(&path, &why),
        }
    }
    Ok(loaded)
}

/// A bank file with what stands in it, or why that cannot be read.
#[derive(Debug)]
pub struct Source {
    /// The file, or a folder in which there is none.
    pub path: PathBuf,
    /// What stands in it.
    pub text: Result<String, String>,
}

/// The bank files in the folder `own`, then those in `paths`, files or folders, each read when its turn comes.
pub fn sources(own: Option<&Path>, paths: &[PathBuf]) -> impl Iterator<Item = Source> {
    // A folder of one's own may be empty.
    let own = own.filter(|own| banks(own).map_or(true, |banks| !banks.is_empty()));
    let paths = own.map(Path::to_owned).into_iter().chain(paths.iter().cloned());
    paths.flat_map(|path| if path.is_dir() { in_folder(path) } else { vec![(path, None)] }).map(|(path, why)| {
        let text = why.map_or_else(|| text(&path).map_err(|error| format!("{error:#}")), Err);
        Source { path, text }
    })
}

/// The bank files of a folder, or the folder with the reason why there are none.
fn in_folder(folder: PathBuf) -> Vec<(PathBuf, Option<String>)> {
    match banks(&folder) {
        Ok(paths) if paths.is_empty() => vec![(folder, Some("there is no TOML file in it".to_owned()))],
        Ok(paths) => paths.into_iter().map(|path| (path, None)).collect(),
        Err(error) => vec![(folder, Some(error.to_string()))],
    }
}

/// The text of a bank with nothing from the head of each table of cues to the next question or term.
fn without_cues(text: &str) -> String {
    let mut parts = text.split("\n[question.cues]\n");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| part.find("\n[[").map_or("", |end| &part[end..]));
    rest.fold(first, |text, part| text + "\n" + part)
}

impl Loaded {
    fn fault(&mut self, path: &Path, why: &str) {
        self.faults.push(Fault::Unreadable { path: path.to_owned(), why: why.to_owned() });
    }

    fn add(&mut self, bank: Bank, path: &Path) {
        self.files.insert(bank.slug.clone(), path.to_owned());
        match self.library.banks.iter_mut().find(|known| known.slug == bank.slug) {
            Some(known) => {
                self.faults.push(Fault::Replaces { path: path.to_owned(), slug: bank.slug.clone() });
                *known = bank;
            }
            None => self.library.banks.push(bank),
        }
    }

    fn parse(&mut self, path: &Path, text: String) {
        let Parsed { bank, problems } = parse::bank(&slug(path), &text);
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            self.faults.push(Fault::Problems { path: path.to_owned(), text, problems });
        } else if bank.questions.is_empty() && bank.terms.is_empty() {
            return self.fault(path, "it has neither questions nor terms");
        }
        self.add(bank, path);
    }
}

/// The line of a bank file on which a question begins, counted from 1.
pub fn line_of(path: &Path, id: &QuestionId) -> Option<usize> {
    let text = text(path).ok()?;
    let outline = parse::outlines(&text).into_iter().find(|outline| outline.id == id.as_str())?;
    Some(parse::place(&text, outline.header.start).line)
}

/// The bank files of a folder, by name. What is hidden is somebody's draft; a link that leads nowhere is kept, so
/// that it can be reported.
fn banks(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    let is_hidden = |path: &Path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let is_bank = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    let is_usable = |path: &Path| path.metadata().map_or(true, |it| it.is_file());
    paths.retain(|path| !is_hidden(path) && is_bank(path) && is_usable(path));
    paths.sort();
    Ok(paths)
}

/// What stands in a text file, without a byte-order mark.
///
/// # Errors
/// When it cannot be read, is larger than 64 MiB, or is not UTF-8 text.
pub fn text(path: &Path) -> Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    ensure!(bytes.len() as u64 <= LARGEST, "it is larger than {} MiB", LARGEST / 1024 / 1024);
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = sound.split(|byte| *byte == b'\n').count();
        anyhow::anyhow!("line {line} is not UTF-8 text")
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// What the bank in a file is called: the file's stem as a slug, so that it can stand in a full name.
pub fn slug(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let folded = fold(&stem);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    if slug.is_empty() { "bank".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_cues_are_left_out() {
        let (with, without) = (parse::bank("b", BUILT_IN).bank, parse::bank("b", &without_cues(BUILT_IN)));
        assert!(without.problems.is_empty() && with.questions.iter().all(|it| !it.cues.is_empty()));
        let mut bare = with;
        bare.questions.iter_mut().for_each(|question| question.cues.clear());
        assert_eq!(bare, without.bank);
    }

    #[test]
    fn a_bank_is_named_after_its_file() {
        let cases = [
            ("a/My Bank.toml", "my-bank"),
            ("sre.toml", "sre"),
            ("Caf\u{e9}_2.toml", "cafe-2"),
            ("\u{65e5}.toml", "\u{65e5}"),
            ("--.toml", "bank"),
        ];
        for (path, expected) in cases {
            assert_eq!(slug(Path::new(path)), expected);
        }
    }

    #[test]
    fn the_bank_in_the_program_has_no_problem() {
        assert_eq!(parse::bank(BUILT_IN_NAME, BUILT_IN).problems, []);
    }
}
