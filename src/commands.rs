//! What can be typed: the flags every command shares, and one file a command.
//!
//! A command's file holds its `Args` and its `run`, which turns them into a page and a [`Status`]. No
//! command prints by itself. A new one is a file, a variant of `Command` and an arm in `run`.

mod browse;
mod check;
mod completions;
mod export;
mod filter;
mod list;
mod man;
mod mock;
mod new;
mod overview;
mod plan;
mod practice;
mod quiz;
mod schema;
mod selection;
mod show;
mod stats;
mod terms;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process;

use anyhow::{Result, bail};
use browse::Visit;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Zoned;
use rand::TryRng;
use rand::rngs::SysRng;
use serde::Serialize;

use crate::bank::{Entry, Library};
use crate::error::{Error, Status};
use crate::export::json;
use crate::history::{Event, History, Record, fresh_id};
use crate::load::{self, Cues, Fault, Loaded};
use crate::page::Page;
use crate::plan::Progress;
use crate::schedule::Review;
use crate::settings::{self, Environment};
use crate::terminal::{Color, Terminal};
use crate::views::{self, documents};

const EXAMPLES: &str = "\
Examples:
  qbank quiz                      five random questions
  qbank show 3                    one question, all of it
  qbank filter rollback           where rollback comes up
  qbank filter --framework RICE   questions that use RICE
  qbank practice 3                your answer, judged on its rubric
  qbank export 3 > question.md    one question as Markdown

QUESTION is a number as `qbank list` shows it, an id, the beginning of an id, or bank/id.";

/// Rehearse interview questions: quiz yourself, have your answers judged, and take them with you
#[derive(Debug, Parser)]
#[command(name = "qbank", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Everywhere")]
struct Global {
    /// Open this bank as well: a TOML file, or a folder of them (can be repeated)
    #[arg(long, global = true, value_name = "PATH")]
    bank: Vec<PathBuf>,
    /// Print one JSON document
    #[arg(long, global = true)]
    json: bool,
    /// Paint in colour
    #[arg(long, global = true, value_name = "WHEN")]
    color: Option<When>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

impl From<When> for Color {
    fn from(when: When) -> Self {
        match when {
            When::Auto => Self::Auto,
            When::Always => Self::Always,
            When::Never => Self::Never,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the questions
    List(list::List),
    /// Show one question, laid out to be read
    Show(show::Show),
    /// Find questions by words and by what they are about
    Filter(filter::Filter),
    /// Answer random questions, tick the points you made, grade yourself
    Quiz(quiz::Quiz),
    /// Answer a question in your own words and get feedback on its rubric
    Practice(practice::Practice),
    /// Answer several questions against the clock, without help, and get a debrief
    Mock(mock::Mock),
    /// Read the bank on a full screen, search it, and practise from there
    Browse(browse::Reader),
    /// Show what is remembered: streak, coverage, strongest and weakest, what comes
    Stats(stats::Stats),
    /// Set the day of an interview, and see what to do until then
    Plan(plan::Plan),
    /// Look up the glossary
    Terms(terms::Terms),
    /// Write questions as Markdown, JSON or notes for Anki
    Export(export::Export),
    /// Begin a bank of your own
    New(new::New),
    /// Find everything that is wrong with a bank, and what could be better
    Check(check::Check),
    /// Print the JSON Schema of the bank format, for editors
    Schema(schema::Schema),
    /// Print a completion script for a shell
    Completions(completions::Completions),
    /// Print the manual page
    Man(man::Man),
}

impl Command {
    /// Whether answers are judged.
    fn judges(&self) -> bool {
        matches!(self, Self::Practice(_) | Self::Mock(_) | Self::Browse(_))
    }

    /// Whether it is refused where nothing can be remembered; the others say so and go on.
    fn needs_memory(&self) -> bool {
        match self {
            Self::Quiz(_) | Self::Stats(_) | Self::Plan(_) => true,
            Self::Practice(args) => args.saves(),
            Self::Mock(args) => args.saves(),
            _ => false,
        }
    }
}

/// What a command works with.
struct Context<'a> {
    library: &'a Library,
    /// The files of the banks that are not part of the program, by the bank's name.
    files: BTreeMap<String, PathBuf>,
    /// Whether a bank could not be used, or not all of it.
    is_faulty: bool,
    terminal: &'a mut Terminal,
    json: bool,
    /// How the program was called, with the flags that the next command needs as well.
    program: String,
    /// What time it is, again each time it is asked.
    environment: &'a Environment,
    history: History,
    record: Record,
    progress: Progress,
    /// Why there is no memory, if there is none.
    forgotten: Option<Error>,
}

impl Context<'_> {
    /// The command to go on with: what is due, then (unless a plan has it on another day) what was never seen.
    fn next(&self) -> String {
        let program = &self.program;
        let is_planned = self.progress.interview.is_some();
        let unseen = !is_planned && self.progress.unseen() > 0;
        match (self.progress.due() == 0, unseen) {
            (false, _) => format!("{program} quiz --due"),
            (true, true) if self.record.reviews.is_empty() => format!("{program} quiz"),
            (true, true) => format!("{program} quiz --unseen"),
            (true, false) => format!("{program} quiz --cram"),
        }
    }

    /// Looks at the record again, after something was added to it.
    fn review(&mut self) {
        self.progress = progress(self.library, &self.record, self.environment);
    }

    /// Makes sure, before anybody answers anything, that it can be kept beside what is remembered.
    fn prepare(&mut self) -> Result<()> {
        self.remember()?;
        self.history.prepare()
    }

    /// An id for a review that is written `now`.
    fn fresh_id(now: &Zoned) -> Result<String> {
        Ok(fresh_id(now.timestamp(), SysRng.try_next_u32()?))
    }

    /// Writes a review into the journal; what follows from it waits for [`Context::review`].
    fn keep(&mut self, review: Review, now: &Zoned) -> Result<()> {
        self.history.append(&Event::Review(review.clone()), now)?;
        self.record.reviews.push(review);
        Ok(())
    }

    /// Takes the review with this id back.
    fn withdraw(&mut self, id: &str, now: &Zoned) -> Result<()> {
        self.history.append(&Event::Withdrawal(id.to_owned()), now)?;
        self.record.reviews.retain(|review| review.id != id);
        Ok(())
    }

    /// Lets the person's own editor work on a file, at a line if it knows how to go there.
    fn edit(&mut self, path: &Path, line: Option<usize>) -> Result<()> {
        let program = settings::editor(self.environment).ok_or(Error::NoEditor)?;
        self.terminal.finish()?;
        let (command, arguments) = settings::editing(&program, path, line);
        match process::Command::new(command).args(arguments).status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => bail!(Error::Editor { program, why: status.to_string() }),
            Err(error) => bail!(Error::Editor { program, why: error.to_string() }),
        }
    }

    /// Makes sure that what is remembered can be relied on.
    fn remember(&self) -> Result<()> {
        self.forgotten.clone().map_or(Ok(()), |error| Err(error.into()))
    }

    /// Shows the page, or prints the document when that was asked for.
    fn answer(
        &mut self,
        page: impl FnOnce(&Self) -> Page,
        document: impl FnOnce(&Self) -> serde_json::Result<String>,
    ) -> Result<Status> {
        if self.json {
            let document = document(self)?;
            self.terminal.write(&document)?;
        } else {
            let page = page(self);
            self.terminal.show(&page)?;
        }
        Ok(Status::Done)
    }
}

fn json(document: &impl Serialize) -> serde_json::Result<String> {
    json::text(document)
}

/// Sets the terminal to the colours that were asked for; the first thing to do, so that errors have them too.
pub fn prepare(cli: &Cli, environment: &Environment, terminal: &mut Terminal) {
    terminal.set_color(settings::color(cli.global.color.map(Color::from), environment));
    if settings::is_dumb(environment) {
        terminal.take_lines();
    }
}

/// Does what was typed.
///
/// # Errors
/// When it cannot be done; an [`Error`] where there is a hint to give.
pub fn run(cli: &Cli, environment: &Environment, terminal: &mut Terminal) -> Result<Status> {
    let is_json = cli.global.json;
    let mut opened = |act: &dyn Fn(&mut Context) -> Result<Status>| opened(cli, environment, terminal, act);
    match &cli.command {
        Some(Command::Completions(_) | Command::Man(_) | Command::Schema(_) | Command::New(_)) if is_json => {
            bail!(Error::NoJson)
        }
        // These do without open banks, or open them by themselves.
        Some(Command::Completions(args)) => args.run(terminal),
        Some(Command::Man(args)) => args.run(terminal),
        Some(Command::Schema(_)) => schema::run(terminal),
        Some(Command::New(args)) => args.run(terminal),
        Some(Command::Check(args)) => args.run(&cli.global.bank, is_json, environment, terminal),
        Some(Command::Browse(reader)) => browsed(cli, reader, environment, terminal),
        None => opened(&overview::run),
        Some(Command::List(args)) => opened(&|context| args.run(context)),
        Some(Command::Show(args)) => opened(&|context| args.run(context)),
        Some(Command::Filter(args)) => opened(&|context| args.run(context)),
        Some(Command::Quiz(args)) => opened(&|context| args.run(context)),
        Some(Command::Practice(args)) => opened(&|context| args.run(context)),
        Some(Command::Mock(args)) => opened(&|context| args.run(context)),
        Some(Command::Stats(args)) => opened(&|context| args.run(context)),
        Some(Command::Plan(args)) => opened(&|context| args.run(context)),
        Some(Command::Terms(args)) => opened(&|context| args.run(context)),
        Some(Command::Export(args)) => opened(&|context| args.run(context)),
    }
}

/// Does something with open banks; a script gets its document even when there is nothing in it.
fn opened(
    cli: &Cli,
    environment: &Environment,
    terminal: &mut Terminal,
    act: &dyn Fn(&mut Context) -> Result<Status>,
) -> Result<Status> {
    open(cli, environment, terminal, |context| {
        let status = act(context);
        if let Err(error) = &status
            && context.json
            && error.downcast_ref::<Error>().is_some_and(|error| error.status() == Status::Nothing)
        {
            context.terminal.write(&nothing(cli.command.as_ref(), context.library)?)?;
        }
        status
    })
}

/// Shows the reader, with the banks opened anew each time one was edited.
fn browsed(cli: &Cli, reader: &browse::Reader, environment: &Environment, terminal: &mut Terminal) -> Result<Status> {
    let mut place = None;
    loop {
        match open(cli, environment, terminal, |context| reader.run(context, place.take()))? {
            Visit::Left => return Ok(Status::Done),
            Visit::Edited(edited) => place = Some(edited),
        }
    }
}

/// Opens banks and journal, says what is wrong with them, and does something with them.
fn open<T>(
    cli: &Cli,
    environment: &Environment,
    terminal: &mut Terminal,
    act: impl FnOnce(&mut Context) -> Result<T>,
) -> Result<T> {
    let folder = settings::data_folder(environment);
    let (own, named) = (settings::own_banks(environment), &cli.global.bank);
    let cues = if cli.command.as_ref().is_some_and(Command::judges) { Cues::Wanted } else { Cues::Unwanted };
    let Loaded { library, faults, files } =
        load::read(own.as_deref(), &settings::bank_paths(named, environment), named, cues)?;
    for fault in &faults {
        terminal.tell(&complaint(fault))?;
    }
    let (history, record, forgotten) = remembered(folder.as_deref());
    terminal.tell(&views::skipped(&history.path().display().to_string(), &record.skipped))?;
    let progress = progress(&library, &record, environment);
    let ahead = record.reviews.iter().filter(|review| review.day > progress.today).count();
    terminal.tell(&views::ahead(ahead, progress.today))?;
    let is_faulty = faults.iter().any(|fault| !matches!(fault, Fault::Replaces { .. }));
    let library = &library;
    let (json, program) = (cli.global.json, program(&cli.global.bank));
    let mut context = Context {
        library,
        files,
        is_faulty,
        terminal,
        json,
        program,
        environment,
        history,
        record,
        progress,
        forgotten,
    };
    let needs_memory = cli.command.as_ref().is_some_and(Command::needs_memory);
    if let Some(error) = context.forgotten.as_ref().filter(|_| !needs_memory) {
        context.terminal.tell(&views::forgotten(&error.clone().into()))?;
    }
    act(&mut context)
}

/// The journal in the data folder, what it says, and why it says nothing if it cannot be read.
fn remembered(folder: Option<&Path>) -> (History, Record, Option<Error>) {
    let history = History::new(folder.unwrap_or(Path::new("")));
    let read = if folder.is_some() { history.read() } else { Err(Error::NoHome.into()) };
    let unread = |error: anyhow::Error| {
        let path = history.path().to_owned();
        error.downcast::<Error>().unwrap_or_else(|error| Error::Unremembered { path, why: error.to_string() })
    };
    match read {
        Ok(record) => (history, record, None),
        Err(error) => {
            let error = unread(error);
            (history, Record::default(), Some(error))
        }
    }
}

fn progress(library: &Library, record: &Record, environment: &Environment) -> Progress {
    let names = library.entries().iter().map(Entry::full_name).collect();
    Progress::new(names, &record.reviews, &record.interviews, environment.now().date())
}

/// The program with the banks it was given, as it can be typed again.
fn program(banks: &[PathBuf]) -> String {
    let bank = |path: &PathBuf| format!(" --bank {}", quoted(path));
    format!("qbank{}", banks.iter().map(bank).collect::<String>())
}

/// A path as it can be typed into a shell.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = path.chars().all(|c| c.is_alphanumeric() || "/\\._-~:".contains(c));
    if plain { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

fn nothing(command: Option<&Command>, library: &Library) -> serde_json::Result<String> {
    match command {
        Some(Command::Terms(_)) => json(&documents::terms(&[], library, &library.glossary())),
        Some(Command::Filter(_)) => json(&documents::hits(&[])),
        _ => json(&json::questions(&[])),
    }
}

fn complaint(fault: &Fault) -> Page {
    match fault {
        Fault::Unreadable { path, why } => views::unreadable(&path.display().to_string(), why),
        Fault::Replaces { path, slug } => {
            views::note(&format!("{} takes the place of the bank `{slug}`", path.display()))
        }
        Fault::Problems { path, text, problems } => views::problems(&path.display().to_string(), text, problems),
    }
}
