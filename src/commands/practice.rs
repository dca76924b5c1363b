//! `qbank practice`: answer a question in words, get the feedback, put it right, try again.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use anyhow::{Context as _, Result, bail};
use clap::Args;

use super::selection::Selection;
use super::{Context, json, quiz};
use crate::bank::Entry;
use crate::error::{Error, Status};
use crate::feedback::Rubric;
use crate::page::Page;
use crate::rehearsal::{Attempt, Reaction, Rehearsal};
use crate::schedule::Review;
use crate::session::{chance, shuffled};
use crate::terminal::{Composed, PASTE, Terminal};
use crate::views::{self, documents, feedback};

/// The longest answer that is read: hours of talking.
const LONGEST: usize = 1_000_000;

#[derive(Debug, Args)]
pub(super) struct Practice {
    /// Which question: a number, an id, the beginning of an id, or bank/id [default: one that needs it]
    question: Option<String>,
    /// Take the answer from this file, or from standard input with `-`
    #[arg(long, value_name = "FILE", conflicts_with = "editor")]
    answer: Option<PathBuf>,
    /// Write the answer in $VISUAL or $EDITOR
    #[arg(long)]
    editor: bool,
    /// Leave no trace: nothing is remembered
    #[arg(long)]
    no_save: bool,
    /// Show how the score and every verdict come about
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    selection: Selection,
}

impl Practice {
    /// Whether what is answered is to be remembered.
    pub(super) fn saves(&self) -> bool {
        !self.no_save
    }

    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        if self.saves() {
            context.prepare()?;
        }
        let entry = self.entry(context)?;
        let mut sitting = Sitting::new(context, entry)?;
        (sitting.saves, sitting.explains) = (self.saves(), self.explain);
        match &self.answer {
            Some(path) => sitting.read(path)?,
            None => sitting.hold(self.editor)?,
        }
        Ok(Status::Done)
    }

    /// The question that was named, or the one that needs it most among those selected.
    fn entry<'a>(&self, context: &Context<'a>) -> Result<Entry<'a>> {
        if let Some(selector) = &self.question {
            return Ok(context.library.find(selector).map_err(Error::from)?);
        }
        let entries =
            shuffled(self.selection.entries(context.library, &context.progress)?, &mut chance(quiz::any_seed()?));
        let need = |entry: &Entry| {
            let name = entry.full_name();
            // What is due comes first, then what was never seen, then what fades.
            let recall = context.progress.memory(&name).map_or(0.0, |_| context.progress.recall(&name));
            (!context.progress.is_due(&name), recall)
        };
        let (judged, rest): (Vec<_>, Vec<_>) = entries.into_iter().partition(|it| !it.question.key_points.is_empty());
        let entries = if judged.is_empty() { rest } else { judged };
        let order = |a: &Entry, b: &Entry| need(a).partial_cmp(&need(b)).unwrap_or(std::cmp::Ordering::Equal);
        entries.into_iter().min_by(order).ok_or_else(|| Error::Empty.into())
    }
}

/// Practises a question from somewhere else in the program.
pub(super) fn practise<'a>(context: &mut Context<'a>, entry: Entry<'a>) -> Result<()> {
    context.prepare()?;
    Sitting::new(context, entry)?.hold(false)
}

/// Somebody practising, and a journal to keep the answers.
struct Sitting<'s, 'a> {
    rehearsal: Rehearsal<'a>,
    /// What the journal holds of the last attempt.
    kept: Option<Review>,
    saves: bool,
    explains: bool,
    context: &'s mut Context<'a>,
}

impl<'s, 'a> Sitting<'s, 'a> {
    fn new(context: &'s mut Context<'a>, entry: Entry<'a>) -> Result<Self, Error> {
        if entry.question.key_points.is_empty() {
            return Err(Error::NoPoints(entry.question.id.to_string()));
        }
        let rubric = Rubric::new(entry.question, &context.library.glossary());
        Ok(Self { rehearsal: Rehearsal::new(entry, rubric), kept: None, saves: true, explains: false, context })
    }

    /// Judges an answer that is already written.
    fn read(mut self, path: &Path) -> Result<()> {
        let text = answer_in(path, self.context.terminal)?;
        self.rehearsal.answer(text, Duration::ZERO);
        self.keep()?;
        if !self.context.json {
            self.report()?;
        }
        self.close()
    }

    /// Asks, listens, judges, until the person leaves.
    fn hold(mut self, in_editor: bool) -> Result<()> {
        if self.context.json {
            self.context.terminal.speak_aside();
        }
        self.show(&feedback::asked(&self.rehearsal.entry))?;
        let mut elsewhere = in_editor;
        while let Some((text, time)) = self.listen(elsewhere)? {
            elsewhere = false;
            self.rehearsal.answer(text, time);
            self.keep()?;
            self.report()?;
            if !self.discuss()? {
                break;
            }
        }
        self.close()
    }

    /// The answer and how long it took, or nothing when the person leaves without one.
    fn listen(&mut self, in_editor: bool) -> Result<Option<(String, Duration)>> {
        let mut time = Duration::ZERO;
        let start = if in_editor { Start::Elsewhere } else { self.think(&mut time)? };
        let text = match start {
            Start::Leave => None,
            Start::Elsewhere => Some(self.edit("")?).filter(|text| !text.trim().is_empty()),
            Start::Type(draft) => self.take_down(draft, &mut time)?,
        };
        Ok(text.map(|text| (text, time)))
    }

    /// What the person types, with hints and their own editor on the way.
    fn take_down(&mut self, mut draft: String, time: &mut Duration) -> Result<Option<String>> {
        loop {
            match self.context.terminal.compose(&draft, time, &feedback::typing)? {
                Composed::Done(text) => return Ok(Some(text)),
                Composed::Left(_) => return Ok(None),
                Composed::Hint(text) => {
                    draft = text;
                    self.hint()?;
                }
                Composed::Elsewhere(text) => self.edit(&text)?.trim_end().clone_into(&mut draft),
            }
        }
    }

    /// Waits until the person has thought, and says how they answer.
    fn think(&mut self, time: &mut Duration) -> Result<Start> {
        if !self.context.terminal.is_watched() {
            return Ok(Start::Type(String::new()));
        }
        loop {
            let start = *time;
            let live = |elapsed: Option<Duration>| feedback::thinking(elapsed.map(|it| it + start));
            let Some((key, took)) = self.context.terminal.key(&live)? else { return Ok(Start::Leave) };
            *time += took;
            match key {
                ' ' => return Ok(Start::Type(String::new())),
                'e' => return Ok(Start::Elsewhere),
                'h' => self.hint()?,
                'q' => return Ok(Start::Leave),
                PASTE => return Ok(Start::Type(self.context.terminal.take_pasted())),
                // Whoever begins to type has begun to answer.
                letter if !letter.is_control() => return Ok(Start::Type(letter.to_string())),
                _ => {}
            }
        }
    }

    fn hint(&mut self) -> Result<()> {
        self.rehearsal.hint();
        let page = feedback::hint(&self.rehearsal);
        self.show(&page)
    }

    /// Lets another program edit the text.
    fn edit(&mut self, draft: &str) -> Result<String> {
        let folder = tempfile::tempdir().context("a folder for the answer")?;
        let path = folder.path().join(format!("{}.md", self.rehearsal.entry.question.id));
        fs::write(&path, draft)?;
        self.context.edit(&path, None)?;
        fs::read_to_string(&path).context("the answer from your editor")
    }

    /// Lets the person put the feedback right, and says whether they try again.
    fn discuss(&mut self) -> Result<bool> {
        loop {
            let dates = self.dates();
            let (rehearsal, kept) = (&self.rehearsal, self.kept.as_ref());
            let live = |_: Option<Duration>| feedback::judged(rehearsal, kept, dates);
            let Some((key, _)) = self.context.terminal.key(&live)? else { return Ok(false) };
            match self.rehearsal.press(key) {
                Reaction::Ignored => {}
                Reaction::Left => return Ok(false),
                Reaction::Again => return self.again(),
                Reaction::Explained => self.explain()?,
                Reaction::Marked => self.show_attempt(feedback::marked)?,
                Reaction::Modelled => self.show(&feedback::model(&self.rehearsal.entry))?,
                Reaction::Help => self.show(&feedback::help())?,
                Reaction::Changed => {
                    self.keep()?;
                    self.show(&feedback::report(&self.rehearsal))?;
                }
            }
        }
    }

    fn again(&mut self) -> Result<bool> {
        self.kept = None;
        self.show(&feedback::asked(&self.rehearsal.entry))?;
        Ok(true)
    }

    /// Shows what the last answer is worth.
    fn report(&mut self) -> Result<()> {
        self.show(&feedback::report(&self.rehearsal))?;
        if self.explains { self.explain() } else { Ok(()) }
    }

    fn explain(&mut self) -> Result<()> {
        self.show_attempt(feedback::explained)
    }

    fn show_attempt(&mut self, view: fn(&Attempt) -> Page) -> Result<()> {
        let page = self.rehearsal.last().map(view).unwrap_or_default();
        self.show(&page)
    }

    fn show(&mut self, page: &Page) -> Result<()> {
        Ok(self.context.terminal.show(page)?)
    }

    /// What each grade leads to: nothing is promised for what does not move the schedule.
    fn dates(&self) -> Option<[jiff::civil::Date; 4]> {
        let is_first = self.rehearsal.attempts.len() == 1 && self.saves;
        is_first.then(|| self.context.progress.next_dates(&self.rehearsal.entry.full_name()))
    }

    /// Puts the last attempt in the journal as it stands, in place of what the journal holds of it.
    fn keep(&mut self) -> Result<()> {
        let Some(attempt) = self.rehearsal.last().filter(|_| self.saves) else { return Ok(()) };
        let now = self.context.environment.now();
        let review = attempt.review(&self.rehearsal.entry, Context::fresh_id(&now)?, now.date(), None);
        let Some(mut review) = review else { return Ok(()) };
        // Whoever has read the feedback recalls nothing any more.
        review.cram = self.rehearsal.attempts.len() > 1;
        self.context.keep(review.clone(), &now)?;
        match self.kept.replace(review) {
            Some(old) => self.context.withdraw(&old.id, &now),
            None => Ok(()),
        }
    }

    /// What is left to say when the person leaves.
    fn close(&mut self) -> Result<()> {
        if self.context.json {
            let Some(attempt) = self.rehearsal.last() else { return Ok(()) };
            let document = json(&documents::report(&self.rehearsal.entry, &attempt.report))?;
            return Ok(self.context.terminal.write(&document)?);
        }
        self.farewell()
    }

    fn farewell(&mut self) -> Result<()> {
        self.context.review();
        let name = self.rehearsal.entry.full_name();
        if let Some(review) = &self.kept {
            let next = self.context.progress.next(&name).filter(|_| !review.cram);
            let page = feedback::closed(review.grade, next);
            self.show(&page)?;
        }
        let command = format!("{} show {}", self.context.program, self.context.library.name(&self.rehearsal.entry));
        self.show(&Page::new().text(views::next(&command)))
    }
}

/// How an answer begins.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Start {
    /// With what was typed or pasted already.
    Type(String),
    Elsewhere,
    Leave,
}

/// The answer in a file, or on standard input.
fn answer_in(path: &Path, terminal: &mut Terminal) -> Result<String> {
    let unread = |error: io::Error| Error::NoAnswer { path: path.to_owned(), why: error.to_string() };
    let most = LONGEST as u64 + 1;
    let bytes = match path.to_str() {
        Some("-") => terminal.rest_of_input(most),
        _ => contents(path, most),
    };
    let bytes = bytes.map_err(unread)?;
    if bytes.len() > LONGEST {
        bail!(Error::LongAnswer { path: path.to_owned(), most: LONGEST });
    }
    let text = String::from_utf8(bytes);
    Ok(text.map_err(|_| unread(io::Error::other("it is not UTF-8 text")))?)
}

fn contents(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
