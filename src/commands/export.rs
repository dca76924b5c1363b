//! `qbank export`: questions as Markdown, JSON or notes for Anki, to the screen, to one file, or to a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::Context;
use super::selection::Selection;
use crate::bank::{Entry, Library};
use crate::error::{Error, Status, counted};
use crate::export::{self, Format};
use crate::plan::Progress;
use crate::views;

#[derive(Debug, Args)]
pub(super) struct Export {
    /// Which questions; all of them when none is named
    question: Vec<String>,
    /// What to write [default: by the ending of FILE, else markdown]
    #[arg(long, short, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<Kind>,
    /// Write to this file, or to a file for each question (for Anki: each bank) in this folder (end the
    /// name with a slash)
    #[arg(long, short, value_name = "FILE or FOLDER")]
    output: Option<PathBuf>,
    /// Overwrite files that are there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    selection: Selection,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    #[value(alias = "md")]
    Markdown,
    Json,
    Anki,
}

impl Export {
    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        let entries = self.entries(context.library, &context.progress)?;
        let format = if context.json { Format::Json } else { self.format() };
        let Some(output) = self.output.as_deref().filter(|output| *output != Path::new("-")) else {
            context.terminal.write(&export::render(format, &entries)?)?;
            return Ok(Status::Done);
        };
        let files = files(output, format, &entries)?;
        self.write(&files)?;
        let what = counted(entries.len(), "question");
        context.terminal.tell(&views::note(&format!("wrote {what} to {}", output.display())))?;
        Ok(Status::Done)
    }

    fn format(&self) -> Format {
        let ending = self.output.as_deref().and_then(Path::extension);
        match self.format {
            Some(Kind::Anki) => Format::Anki,
            Some(Kind::Json) => Format::Json,
            None if ending.is_some_and(|ending| ending == "json") => Format::Json,
            _ => Format::Markdown,
        }
    }

    fn entries<'a>(&self, library: &'a Library, progress: &Progress) -> Result<Vec<Entry<'a>>, Error> {
        if self.question.is_empty() {
            return self.selection.entries(library, progress);
        }
        if !self.selection.is_empty() {
            return Err(Error::NamedAndPicked);
        }
        let mut entries: Vec<Entry> = Vec::new();
        for selector in &self.question {
            let entry = library.find(selector)?;
            if entries.iter().all(|known| known.number != entry.number) {
                entries.push(entry);
            }
        }
        Ok(entries)
    }

    fn write(&self, files: &[(PathBuf, String)]) -> Result<()> {
        // All names are looked at first, so that a refusal leaves nothing behind.
        if let Some((path, _)) = files.iter().find(|(path, _)| !self.force && path.is_file()) {
            bail!(Error::Exists(path.clone()));
        }
        for (path, text) in files {
            write(path, text, self.force)?;
        }
        Ok(())
    }
}

/// What is to be written where.
fn files(output: &Path, format: Format, entries: &[Entry]) -> Result<Vec<(PathBuf, String)>> {
    if !is_folder(output) {
        return Ok(vec![(output.to_owned(), export::render(format, entries)?)]);
    }
    let parts = match format {
        Format::Markdown | Format::Json => by_question(entries),
        // Files are imported into Anki one at a time, and a bank is a deck there.
        Format::Anki => by_bank(entries),
    };
    let file = |(stem, entries): (String, Vec<Entry>)| {
        Ok((output.join(format!("{stem}.{}", format.extension())), export::render(format, &entries)?))
    };
    parts.into_iter().map(file).collect()
}

/// Each question, and what its file is called before the dot.
fn by_question<'a>(entries: &[Entry<'a>]) -> Vec<(String, Vec<Entry<'a>>)> {
    let ids: BTreeSet<_> = entries.iter().map(|entry| &entry.question.id).collect();
    let unique = ids.len() == entries.len();
    let part = |entry: &Entry<'a>| {
        let (bank, id) = (&entry.bank.slug, &entry.question.id);
        // A slug has no full stop, so two questions never get the same name.
        let stem = if unique { id.to_string() } else { format!("{bank}.{id}") };
        (stem, vec![*entry])
    };
    entries.iter().map(part).collect()
}

/// The questions of each bank, and what their file is called before the dot.
fn by_bank<'a>(entries: &[Entry<'a>]) -> Vec<(String, Vec<Entry<'a>>)> {
    let mut banks: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        banks.entry(entry.bank.slug.clone()).or_default().push(*entry);
    }
    banks.into_iter().collect()
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with(['/', MAIN_SEPARATOR])
}

/// Writes the whole file or nothing; over another one only with `force`.
pub(super) fn write(path: &Path, text: &str, force: bool) -> Result<(), Error> {
    replace(path, text, force).map_err(|error| Error::Unwritable { path: path.to_owned(), why: reason(&error) })
}

/// The text goes to a file beside it, which then takes its name.
fn replace(path: &Path, text: &str, force: bool) -> io::Result<()> {
    if path.exists() && !path.is_file() {
        // A device or a pipe cannot be replaced, only written to.
        return File::options().write(true).open(path)?.write_all(text.as_bytes());
    }
    // Behind a link it is the file that is replaced, and the link stays.
    let path = &path.canonicalize().unwrap_or(path.to_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = beside(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    // Without force, somebody who was faster is not overwritten either.
    if force {
        file.persist(path)?
    } else {
        file.persist_noclobber(path)?
    };
    Ok(())
}

/// What the system says, without the name of the temporary file.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => "what should be a folder is a file".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        // The text of other errors may name the temporary file.
        kind if error.raw_os_error().is_none() => kind.to_string(),
        _ => error.to_string(),
    }
}

#[cfg(unix)]
fn beside(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // A temporary file is private by default; this one is to be like any other file.
    tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn beside(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().tempfile_in(folder)
}
