//! `qbank new`: a bank to begin with, as a template or made from a list of questions somebody already has.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use super::export::write;
use super::quoted;
use crate::error::{Error, Status, counted};
use crate::import::{Imported, Leftover, Source, import};
use crate::load;
use crate::page::{Page, harmless};
use crate::terminal::Terminal;
use crate::views;

/// A bank with a question, each part of it explained.
const TEMPLATE: &str = include_str!("../../questions/template.toml");

#[derive(Debug, Args)]
pub(super) struct New {
    /// The bank file to write, such as sre.toml
    path: PathBuf,
    /// Make it from this list of questions: Markdown, CSV or TSV, hashcards, or notes from Anki as text
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Overwrite it if it is there already
    #[arg(long)]
    force: bool,
}

impl New {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Status> {
        let path = &self.path;
        if path.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("toml")) {
            bail!(Error::NoBankFile(path.clone()));
        }
        if path.exists() && !self.force {
            bail!(Error::Exists(path.clone()));
        }
        let imported = self.from.as_deref().map(imported).transpose()?;
        let text = imported.as_ref().map_or(TEMPLATE.to_owned(), with_leftovers);
        write(path, &text, self.force)?;
        terminal.tell(&self.told(imported.as_ref()))?;
        terminal.show(&Page::new().text(views::next(&format!("qbank check {}", quoted(path)))))?;
        Ok(Status::Done)
    }

    fn told(&self, imported: Option<&Imported>) -> Page {
        let path = self.path.display();
        match imported {
            None => views::note(&format!("wrote {path}")),
            Some(imported) => {
                let count = counted(imported.questions, "question");
                views::note(&format!("wrote {count} to {path}")).then(views::leftovers(&imported.leftovers))
            }
        }
    }
}

/// The bank that the list in `path` makes.
fn imported(path: &Path) -> Result<Imported> {
    let unread = |error: anyhow::Error| Error::NoList { path: path.to_owned(), why: format!("{error:#}") };
    let text = load::text(path).map_err(unread)?;
    let source = Source::of(path.extension().and_then(|ending| ending.to_str()), &text);
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let imported = import(source, &name, &text);
    if imported.questions == 0 {
        bail!(Error::NothingImported(path.to_owned()));
    }
    Ok(imported)
}

/// The bank with what found no place in it as comments at its end, so that nothing is lost.
fn with_leftovers(imported: &Imported) -> String {
    let comment = |text: String, it: &Leftover| text + &format!("# {}: {}\n", it.line, harmless(&it.text));
    let head = format!("{}\n# What found no place above, by its line in the list:\n", imported.toml.trim_end());
    if imported.leftovers.is_empty() { imported.toml.clone() } else { imported.leftovers.iter().fold(head, comment) }
}
