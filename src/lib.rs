//! qbank is an interview-prep question bank for the terminal: browse questions with their rubrics,
//! quiz yourself, rehearse answers and have them judged on the question's own rubric, and take questions
//! with you as Markdown, JSON or notes for Anki.
//!
//! # A tour of the house
//!
//! `main` hands the arguments, the environment and the terminal to [`run`]. Values stand in the
//! middle, effects at the rim, and a module imports only from a layer above its own:
//!
//! | layer | modules | |
//! | --- | --- | --- |
//! | letters | [`text`], [`page`] | how words are compared, how they are laid out |
//! | words | [`bank`] | what the program is about |
//! | rules | [`parse`], [`search`], [`schedule`] | from text to values, from values to choices |
//! | engines | [`session`], [`plan`], [`export`], [`import`], [`feedback`] | what happens, what comes, what leaves, what arrives, and what an answer is worth |
//! | sums | [`stats`], [`rehearsal`], [`check`] | what the journal shows, how an answer grows, how a bank could be better |
//! | hints | [`error`] | what can go wrong |
//! | speech | [`views`] | every other word a person reads |
//! | edges | [`load`], [`history`], [`terminal`] | files and screens |
//! | frames | [`settings`], [`browse`] | flags and environment, the full-screen reader |
//! | doors | [`commands`] | one file a command |
//!
//! For `filter rollback` the data goes one way: [`commands`] parses the arguments, [`load::read`]
//! opens the banks, [`search::hits`] finds, [`views::hits`] words it, [`terminal::Terminal::show`] paints it.
//!
//! # Invariants
//!
//! - Parsing never fails: it gives a bank and a list of problems.
//! - After loading, the bank does not change.
//! - Numbers are for today's screen, ids for ever.
//! - The layers down to `views` touch no file, environment, clock, chance or terminal: those arrive as arguments.
//! - A person's words are chosen in `views` and `error` (what is wrong with a bank, in `parse`) and painted in
//!   `terminal`; no command prints.
//! - A failure names its path or number and says what to do next.
//!
//! # Using it as a library
//!
//! ```
//! use qbank::{bank::Library, parse, search};
//!
//! let text = include_str!("../questions/product-operations.toml");
//! let library = Library { banks: vec![parse::bank("product-operations", text).bank] };
//! let filter = search::Filter { words: vec!["cross functional".into()], ..search::Filter::default() };
//! let best = &search::hits(&library, &filter)[0];
//! assert!(best.lines[0].text.to_lowercase().contains("cross-functional"));
//! ```

pub mod bank;
pub mod browse;
pub mod check;
pub mod commands;
pub mod error;
pub mod export;
pub mod feedback;
pub mod history;
pub mod import;
pub mod load;
pub mod page;
pub mod parse;
pub mod plan;
pub mod rehearsal;
pub mod schedule;
pub mod search;
pub mod session;
pub mod settings;
pub mod stats;
pub mod terminal;
pub mod text;
pub mod views;

use std::ffi::OsString;
use std::io;

use clap::Parser;
use clap::error::ErrorKind;

use error::{Error, Status};
use settings::Environment;
use terminal::Terminal;

/// Runs the program once and returns its exit status: 0 done, 1 nothing found, 2 could not.
///
/// `args` begins with the name of the program.
pub fn run(args: impl IntoIterator<Item = OsString>, environment: &Environment, terminal: &mut Terminal) -> u8 {
    let status = match commands::Cli::try_parse_from(args) {
        Ok(cli) => {
            commands::prepare(&cli, environment, terminal);
            commands::run(&cli, environment, terminal)
        }
        Err(error) => usage(&error, environment, terminal),
    };
    // Whatever went wrong, the screen is given back before it is said.
    let finished = terminal.finish();
    let status = status.and_then(|status| Ok(finished.map(|()| status)?));
    status.unwrap_or_else(|error| failed(&error, terminal)).code()
}

/// Help and version are answers; anything else the parser has to say is about a mistake.
fn usage(error: &clap::Error, environment: &Environment, terminal: &mut Terminal) -> anyhow::Result<Status> {
    terminal.set_color(settings::color(None, environment));
    let help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let rendered = error.render();
    if help {
        terminal.write_styled(&rendered.ansi().to_string(), &rendered.to_string())?;
        return Ok(Status::Done);
    }
    terminal.tell_styled(&rendered.ansi().to_string(), &rendered.to_string())?;
    Ok(Status::Failed)
}

fn failed(error: &anyhow::Error, terminal: &mut Terminal) -> Status {
    let closed = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe);
    if closed {
        // Whoever was reading has seen enough.
        return Status::Done;
    }
    // When standard error is closed too there is nobody left to tell.
    let _ = terminal.tell(&views::failure(error));
    error.downcast_ref::<Error>().map_or(Status::Failed, Error::status)
}
