//! `qbank mock`: several questions in a row with a clock and no help, then a debrief.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::export::write;
use super::selection::Selection;
use super::{Context, json, quiz};
use crate::bank::Entry;
use crate::error::{Error, Status, counted};
use crate::feedback::Rubric;
use crate::page::Page;
use crate::rehearsal::mock::{self, Answered, Debrief, Stage};
use crate::rehearsal::{Attempt, Rehearsal};
use crate::session::{chance, shuffled};
use crate::terminal::Composed;
use crate::views::{self, documents};

/// What a mock interview has when no stage is named.
const USUAL: usize = 4;
const USUAL_MINUTES: u32 = 25;

#[derive(Debug, Args)]
pub(super) struct Mock {
    /// The round to rehearse: sets the kind of questions, their number and the minutes
    #[arg(long, value_name = "ROUND")]
    stage: Option<Round>,
    /// How many questions
    #[arg(short = 'n', long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    count: Option<u32>,
    /// How many minutes to plan for
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u32).range(1..=600))]
    minutes: Option<u32>,
    /// Write the debrief and your answers to this file as Markdown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Overwrite the report if it is there already
    #[arg(long, requires = "report")]
    force: bool,
    /// The same number gives the same questions in the same order
    #[arg(long)]
    seed: Option<u64>,
    /// Leave no trace: nothing is remembered
    #[arg(long)]
    no_save: bool,
    #[command(flatten)]
    selection: Selection,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Round {
    /// The first talk: values and behavior, 4 questions, 15 minutes
    Screen,
    /// Designs and situations, 3 questions, 30 minutes
    Case,
    /// What you have done, 4 questions, 25 minutes
    #[value(alias = "behavioural")]
    Behavioral,
    /// A bit of everything, 5 questions, 25 minutes
    Executive,
}

impl From<Round> for Stage {
    fn from(round: Round) -> Self {
        match round {
            Round::Screen => Self::Screen,
            Round::Case => Self::Case,
            Round::Behavioral => Self::Behavioral,
            Round::Executive => Self::Executive,
        }
    }
}

impl Mock {
    /// Whether what is answered is to be remembered.
    pub(super) fn saves(&self) -> bool {
        !self.no_save
    }

    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        if self.saves() {
            context.prepare()?;
        }
        if let Some(path) = self.report.as_deref().filter(|path| path.exists() && !self.force) {
            bail!(Error::Exists(path.to_owned()));
        }
        if context.json {
            context.terminal.speak_aside();
        }
        let entries = self.entries(context)?;
        let before = mock::last(&context.record.reviews);
        let debrief = Debrief { answered: Vec::new(), planned: entries.len(), minutes: self.minutes(), before };
        let mut sitting = Sitting { debrief, first: None, saves: self.saves(), context };
        sitting.show(&views::mock::opening(self.name(), entries.len(), self.minutes()))?;
        sitting.hold(&entries)?;
        self.close(sitting)
    }

    fn stage(&self) -> Option<Stage> {
        self.stage.map(Stage::from)
    }

    fn name(&self) -> &'static str {
        self.stage().map_or("all kinds", Stage::name)
    }

    fn minutes(&self) -> u32 {
        self.minutes.or(self.stage().map(Stage::minutes)).unwrap_or(USUAL_MINUTES)
    }

    fn count(&self) -> usize {
        let asked = self.count.map(|count| usize::try_from(count).unwrap_or(usize::MAX));
        asked.or(self.stage().map(Stage::questions)).unwrap_or(USUAL)
    }

    /// Questions of the stage's categories; where a bank has none of them, any.
    fn entries<'a>(&self, context: &mut Context<'a>) -> Result<Vec<Entry<'a>>> {
        let mut all = self.selection.entries(context.library, &context.progress)?;
        let first = all.first().map(|entry| entry.question.id.to_string()).unwrap_or_default();
        all.retain(|entry| !entry.question.key_points.is_empty());
        if all.is_empty() {
            bail!(Error::NoPoints(first));
        }
        let categories = self.stage().map_or(&[][..], Stage::categories);
        let fitting: Vec<Entry> =
            all.iter().copied().filter(|entry| categories.contains(&entry.question.category.as_str())).collect();
        if fitting.is_empty() && !categories.is_empty() {
            let note = format!("no question is about {}; all kinds are asked", categories.join(" or "));
            context.terminal.tell(&views::note(&note))?;
        }
        let pool = if fitting.is_empty() { all } else { fitting };
        let seed = self.seed.map_or_else(quiz::any_seed, Ok)?;
        let mut chosen = shuffled(pool, &mut chance(seed));
        chosen.truncate(self.count());
        if self.count.is_some() && chosen.len() < self.count() {
            context.terminal.tell(&views::note(&format!("only {} to ask", counted(chosen.len(), "question"))))?;
        }
        Ok(chosen)
    }

    /// Shows the debrief, and writes it.
    fn close(&self, sitting: Sitting) -> Result<Status> {
        let Sitting { debrief, context, .. } = sitting;
        if context.json {
            context.terminal.write(&json(&documents::debrief(&debrief, self.name()))?)?;
        } else {
            let command =
                match debrief.answered.iter().min_by_key(|it| it.attempt.report.score.as_ref().map(|it| it.total)) {
                    Some(worst) => format!("{} practice {}", context.program, context.library.name(&worst.entry)),
                    None => format!("{} practice", context.program),
                };
            context.terminal.show(&views::mock::debrief(&debrief, &command))?;
        }
        if let Some(path) = &self.report {
            let today = context.environment.now().date();
            write(path, &views::mock::markdown(&debrief, self.name(), today), self.force)?;
            context.terminal.tell(&views::note(&format!("wrote the debrief to {}", path.display())))?;
        }
        Ok(Status::Done)
    }
}

/// Somebody being interviewed, and a journal to keep the answers.
struct Sitting<'s, 'a> {
    debrief: Debrief<'a>,
    /// The id of the first review, which names the interview.
    first: Option<String>,
    saves: bool,
    context: &'s mut Context<'a>,
}

impl<'a> Sitting<'_, 'a> {
    fn hold(&mut self, entries: &[Entry<'a>]) -> Result<()> {
        let glossary = self.context.library.glossary();
        for (position, entry) in (1..).zip(entries) {
            self.show(&views::mock::asked(entry, position, entries.len()))?;
            let (spent, minutes) = (self.debrief.time(), self.debrief.minutes);
            let live = |elapsed: Option<Duration>, warned| views::mock::typing(elapsed, warned, spent, minutes);
            let Some((text, time)) = self.listen(&live)? else { break };
            if text.trim().is_empty() {
                continue;
            }
            let rubric = Rubric::new(entry.question, &glossary);
            let mut rehearsal = Rehearsal::new(*entry, rubric);
            rehearsal.answer(text, time);
            if let Some(attempt) = rehearsal.attempts.pop() {
                self.keep(entry, &attempt)?;
                self.debrief.answered.push(Answered { entry: *entry, attempt });
            }
        }
        Ok(())
    }

    /// The answer and how long it took, or nothing when the interview is over.
    fn listen(&mut self, live: &dyn Fn(Option<Duration>, bool) -> Page) -> Result<Option<(String, Duration)>> {
        let mut draft = String::new();
        let mut time = Duration::ZERO;
        let mut asked = false;
        loop {
            match self.context.terminal.compose(&draft, &mut time, live)? {
                // A question is not given up by one key.
                Composed::Done(text) if text.trim().is_empty() && !asked && self.context.terminal.is_watched() => {
                    asked = true;
                    self.show(&views::mock::empty())?;
                }
                Composed::Done(text) => return Ok(Some((text, time))),
                Composed::Left(_) => return Ok(None),
                // There is no help in an interview.
                Composed::Hint(text) | Composed::Elsewhere(text) => draft = text,
            }
        }
    }

    /// Keeps the answer before the next question is shown.
    fn keep(&mut self, entry: &Entry, attempt: &Attempt) -> Result<()> {
        let now = self.context.environment.now();
        let id = Context::fresh_id(&now)?;
        let mock = self.first.get_or_insert_with(|| id.clone()).clone();
        let review = attempt.review(entry, id, now.date(), Some(mock)).filter(|_| self.saves);
        review.map_or(Ok(()), |review| self.context.keep(review, &now))
    }

    fn show(&mut self, page: &Page) -> Result<()> {
        Ok(self.context.terminal.show(page)?)
    }
}
