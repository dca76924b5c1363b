//! `qbank new`: a bank to start from, as a template or made from a list of questions somebody already has.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use super::export::{reason, write};
use super::quoted;
use crate::error::{Error, Status};
use crate::page::Page;
use crate::terminal::Terminal;
use crate::views;

/// A bank with a question, each part of it explained.
const TEMPLATE: &str = include_str!("../../questions/template.toml");

#[derive(Debug, Args)]
pub(super) struct New {
    /// The bank file to write, such as sre.toml
    path: PathBuf,
    /// Overwrite it if it is there already
    #[arg(long)]
    force: bool,
}

impl New {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Status> {
        let path = &self.path;
        if path.extension().is_none_or(|ending| ending != "toml") {
            bail!(Error::NoBankFile(path.clone()));
        }
        if path.exists() && !self.force {
            bail!(Error::Exists(path.clone()));
        }
        let failed = |error| Error::Unwritable { path: path.clone(), why: reason(&error) };
        write(path, TEMPLATE, self.force).map_err(failed)?;
        terminal.tell(&views::note(&format!("wrote {}", path.display())))?;
        terminal.show(&Page::new().text(views::next(&format!("qbank check {}", quoted(path)))))?;
        Ok(Status::Done)
    }
}
