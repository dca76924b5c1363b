//! `qbank completions`: a script that lets a shell complete commands and flags.

use anyhow::Result;
use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::Cli;
use crate::error::Status;
use crate::terminal::Terminal;

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Status> {
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "qbank", &mut script);
        terminal.write(&String::from_utf8(script)?)?;
        Ok(Status::Done)
    }
}
