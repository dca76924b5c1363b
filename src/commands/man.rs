//! `qbank man`: the manual page of the program or of one command, as roff.

use anyhow::{Result, bail};
use clap::{Args, CommandFactory};
use clap_mangen::Man as Manual;

use super::Cli;
use crate::error::Status;
use crate::terminal::Terminal;

#[derive(Debug, Args)]
pub(super) struct Man {
    /// The page of this command
    command: Option<String>,
}

impl Man {
    pub(super) fn run(&self, terminal: &mut Terminal) -> Result<Status> {
        let mut program = Cli::command();
        program.build();
        let page = match &self.command {
            None => program,
            Some(name) => match program.find_subcommand(name) {
                Some(command) => command.clone().name(format!("qbank-{name}")).version(env!("CARGO_PKG_VERSION")),
                None => bail!("there is no command `{name}`"),
            },
        };
        let mut roff = Vec::new();
        Manual::new(page).render(&mut roff)?;
        terminal.write(&String::from_utf8(roff)?)?;
        Ok(Status::Done)
    }
}
