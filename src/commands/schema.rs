//! `qbank schema`: the JSON Schema of the bank format, so that editors complete keys and show mistakes.

use anyhow::Result;
use clap::Args;

use crate::error::Status;
use crate::terminal::Terminal;

/// Written by the test that generates it from the types that parse.
const SCHEMA: &str = include_str!("../../questions/bank.schema.json");

#[derive(Debug, Args)]
pub(super) struct Schema;

pub(super) fn run(terminal: &mut Terminal) -> Result<Status> {
    terminal.write(SCHEMA)?;
    Ok(Status::Done)
}
