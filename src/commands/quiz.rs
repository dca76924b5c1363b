//! `qbank quiz`: a random session, with keys on a terminal and line by line without one.

use std::io;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use jiff::Zoned;
use rand::TryRng;
use rand::rngs::SysRng;

use super::selection::Selection;
use super::{Context, json};
use crate::bank::Entry;
use crate::error::{Status, counted};
use crate::page::Page;
use crate::schedule::{Grade, How, Review};
use crate::session::{Card, Outcome, Reaction, Session, Stage, chance, choice, shuffled};
use crate::views::{self, documents};

/// How many questions a quiz has when nothing is said.
const USUAL: usize = 5;

#[derive(Debug, Args)]
pub(super) struct Quiz {
    /// How many questions [default: 5]
    #[arg(short = 'n', long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    count: Option<u32>,
    /// The same number gives the same questions in the same order
    #[arg(long)]
    seed: Option<u64>,
    /// Multiple choice, made from the bank
    #[arg(long)]
    choice: bool,
    /// Leave the schedule alone: what is answered is remembered, and moves no date
    #[arg(long)]
    cram: bool,
    #[command(flatten)]
    selection: Selection,
}

impl Quiz {
    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        context.remember()?;
        let seed = self.seed.map_or_else(any_seed, Ok)?;
        let entries = self.selection.entries(context.library, &context.progress)?;
        // Before anybody answers anything it should be known that it can be kept.
        context.history.prepare()?;
        if context.json {
            context.terminal.speak_aside();
        }
        let cards = self.cards(entries, context, seed);
        if self.count.is_some() && cards.len() < self.count() {
            context.terminal.tell(&views::note(&format!("only {} to ask", counted(cards.len(), "question"))))?;
        }
        let how = if self.choice { How::Choice } else { How::Quiz };
        let mut sitting = Sitting::new(context, cards);
        (sitting.how, sitting.cram) = (how, self.cram);
        sitting.hold()?;
        let Sitting { session, context, .. } = sitting;
        if context.json {
            context.terminal.write(&json(&documents::quiz(&session, seed))?)?;
        }
        Ok(Status::Done)
    }

    fn count(&self) -> usize {
        self.count.map_or(USUAL, |count| usize::try_from(count).unwrap_or(usize::MAX))
    }

    fn cards<'a>(&self, entries: Vec<Entry<'a>>, context: &Context<'a>, seed: u64) -> Vec<Card<'a>> {
        let (mut rng, library, progress) = (chance(seed), context.library, &context.progress);
        let (others, glossary) = (library.entries(), library.glossary());
        let mut chosen = shuffled(entries, &mut rng);
        if self.selection.is_due() && self.seed.is_none() {
            let recall = |entry: &Entry| progress.recall(&entry.full_name());
            chosen.sort_by(|a, b| recall(a).total_cmp(&recall(b)));
        }
        // A question that no item can be made from is asked openly.
        let mut item = |entry| if self.choice { choice::item(entry, &others, &glossary, &mut rng) } else { None };
        chosen.into_iter().take(self.count()).map(|entry| Card::new(entry, item(entry))).collect()
    }
}

/// A seed nobody chose, short enough to be typed again.
pub(super) fn any_seed() -> Result<u64> {
    Ok(u64::from(SysRng.try_next_u32()?) % 10_000)
}

/// A session with somebody there to answer it, and a journal to keep the answers.
struct Sitting<'s, 'a> {
    session: Session<'a>,
    /// The ids of the reviews that the journal holds, by card.
    recorded: Vec<Option<String>>,
    how: How,
    cram: bool,
    context: &'s mut Context<'a>,
}

/// Asks these questions from somewhere else in the program.
pub(super) fn ask<'a>(context: &mut Context<'a>, entries: Vec<Entry<'a>>) -> Result<()> {
    context.prepare()?;
    let cards = entries.into_iter().map(|entry| Card::new(entry, None)).collect();
    Sitting::new(context, cards).hold()
}

impl<'s, 'a> Sitting<'s, 'a> {
    fn new(context: &'s mut Context<'a>, cards: Vec<Card<'a>>) -> Self {
        let recorded = vec![None; cards.len()];
        Self { session: Session::new(cards), recorded, how: How::Quiz, cram: false, context }
    }

    /// Asks until every question is answered, the person leaves, or the input ends.
    fn hold(&mut self) -> Result<()> {
        let mut summed = false;
        self.foretell();
        self.show(&views::quiz::asked(&self.session))?;
        while let Some((key, waited)) = self.key()? {
            let reaction = self.session.press(key, waited);
            let page = match reaction {
                Reaction::Ignored | Reaction::Ticked => continue,
                Reaction::Revealed => self.session.card().map(views::quiz::revealed).unwrap_or_default(),
                Reaction::Help => views::quiz::help(&self.session),
                Reaction::More => self.session.card().map(views::quiz::more).unwrap_or_default(),
                Reaction::Reopened => self.reopen()?,
                Reaction::Closed => self.close()?,
                Reaction::Left => break,
            };
            summed = self.session.stage() == Stage::Finished;
            self.show(&page)?;
        }
        if !summed {
            self.show(&self.summary())?;
        }
        Ok(())
    }

    fn key(&mut self) -> io::Result<Option<(char, Duration)>> {
        let session = &self.session;
        self.context.terminal.key(&|elapsed| views::quiz::live(session, elapsed))
    }

    fn show(&mut self, page: &Page) -> io::Result<()> {
        self.context.terminal.show(page)
    }

    /// Keeps the answer before anything else is shown.
    fn close(&mut self) -> Result<Page> {
        let Some(card) = self.session.last() else { return Ok(Page::new()) };
        let closed = views::quiz::closed(card);
        if let Some(Outcome::Graded(grade)) = card.outcome {
            let now = self.context.environment.now();
            let review = self.review(card, grade, &now)?;
            let id = review.id.clone();
            self.context.keep(review, &now)?;
            self.context.review();
            self.recorded[self.session.index() - 1] = Some(id);
        }
        self.foretell();
        let finished = self.session.stage() == Stage::Finished;
        Ok(closed.then(if finished { self.summary() } else { views::quiz::asked(&self.session) }))
    }

    fn review(&self, card: &Card, grade: Grade, now: &Zoned) -> Result<Review> {
        let points = &card.entry.question.key_points;
        let made = card.ticks.iter().filter_map(|at| points.get(*at)).cloned().collect();
        Ok(Review {
            id: Context::fresh_id(now)?,
            day: now.date(),
            question: card.entry.full_name(),
            how: self.how,
            cram: self.cram,
            grade,
            made,
            points: points.len(),
            seconds: card.time.as_secs(),
            said: None,
        })
    }

    /// Takes the last answer back, in the journal too.
    fn reopen(&mut self) -> Result<Page> {
        if let Some(id) = self.recorded[self.session.index()].take() {
            self.context.withdraw(&id, &self.context.environment.now())?;
            self.context.review();
        }
        self.foretell();
        let asked = views::quiz::asked(&self.session);
        Ok(match self.session.card() {
            Some(card) if self.session.stage() == Stage::Revealed => asked.then(views::quiz::revealed(card)),
            _ => asked,
        })
    }

    /// Works out what each grade of the question that is up would lead to.
    fn foretell(&mut self) {
        let name = self.session.card().map(|card| card.entry.full_name());
        if let Some(name) = name.filter(|_| !self.cram) {
            self.session.foretell(self.context.progress.next_dates(&name));
        }
    }

    fn summary(&self) -> Page {
        let (program, library) = (&self.context.program, self.context.library);
        let next = match self.session.tally().weakest {
            Some(entry) => format!("{program} show {}", library.name(&entry)),
            None => format!("{program} quiz"),
        };
        views::quiz::summary(&self.session, &next)
    }
}
