//! `qbank new`: a bank to start from, as a template or made from a list of questions somebody already has.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use super::export::{reason, write};
use crate::error::{Error, Status};
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
    pub(super) fn run(&self, program: &str, terminal: &mut Terminal) -> Result<Status> {
        let path = &self.path;
        if path.extension().is_none_or(|ending| ending != "toml") {
            bail!(Error::NoBankFile(path.clone()));
        }
        if path.exists() && !self.force {
            bail!(Error::Exists(path.clone()));
        }
        let failed = |error| Error::Unwritable { path: path.clone(), why: reason(&error) };
        write(path, TEMPLATE, self.force).map_err(failed)?;
        Ok(Status::Done)
    }
}
