//! `qbank quiz`: a random session, with keys on a terminal and line by line without one.

use anyhow::Result;
use clap::Args;
use rand::TryRng;
use rand::rngs::SysRng;

use super::selection::Selection;
use super::{Context, json};
use crate::bank::{Entry, Library};
use crate::error::{Status, counted};
use crate::page::Page;
use crate::session::{Card, Reaction, Session, Stage, chance, choice, shuffled};
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
    #[command(flatten)]
    selection: Selection,
}

impl Quiz {
    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        let seed = self.seed.map_or_else(any_seed, Ok)?;
        let entries = self.selection.entries(context.library)?;
        if context.json {
            context.terminal.speak_aside();
        }
        let cards = self.cards(entries, context.library, seed);
        if self.count.is_some() && cards.len() < self.count() {
            context.terminal.tell(&views::note(&format!("only {} to ask", counted(cards.len(), "question"))))?;
        }
        let mut session = Session::new(cards);
        hold(&mut session, context)?;
        if context.json {
            context.terminal.write(&json(&documents::quiz(&session, seed))?)?;
        }
        Ok(Status::Done)
    }

    fn count(&self) -> usize {
        self.count.map_or(USUAL, |count| usize::try_from(count).unwrap_or(usize::MAX))
    }

    fn cards<'a>(&self, entries: Vec<Entry<'a>>, library: &'a Library, seed: u64) -> Vec<Card<'a>> {
        let mut rng = chance(seed);
        let (others, glossary) = (library.entries(), library.glossary());
        let chosen = shuffled(entries, &mut rng).into_iter().take(self.count());
        // A question that no item can be made from is asked openly.
        let mut item = |entry| if self.choice { choice::item(entry, &others, &glossary, &mut rng) } else { None };
        chosen.map(|entry| Card::new(entry, item(entry))).collect()
    }
}

/// A seed nobody chose, short enough to be typed again.
pub(super) fn any_seed() -> Result<u64> {
    Ok(u64::from(SysRng.try_next_u32()?) % 10_000)
}

/// Asks until every question is answered, the person leaves, or the input ends.
fn hold(session: &mut Session, context: &mut Context) -> Result<()> {
    let (library, terminal) = (context.library, &mut *context.terminal);
    let next = |session: &Session| match session.tally().weakest {
        Some(entry) => format!("{} show {}", context.program, library.name(&entry)),
        None => format!("{} quiz", context.program),
    };
    let mut summed = false;
    terminal.show(&views::quiz::asked(session))?;
    while let Some((key, waited)) = terminal.key(&|elapsed| views::quiz::live(session, elapsed))? {
        match session.press(key, waited) {
            Reaction::Ignored | Reaction::Ticked => {}
            Reaction::Revealed => terminal.show(&session.card().map(views::quiz::revealed).unwrap_or_default())?,
            Reaction::Help => terminal.show(&views::quiz::help(session))?,
            Reaction::More => terminal.show(&session.card().map(views::quiz::more).unwrap_or_default())?,
            Reaction::Reopened => {
                summed = false;
                terminal.show(&reopened(session))?;
            }
            Reaction::Closed => {
                terminal.show(&session.last().map(views::quiz::closed).unwrap_or_default())?;
                summed = session.stage() == Stage::Finished;
                terminal.show(&upcoming(session, &next(session)))?;
            }
            Reaction::Left => break,
        }
    }
    if !summed {
        terminal.show(&views::quiz::summary(session, &next(session)))?;
    }
    Ok(())
}

fn upcoming(session: &Session, next: &str) -> Page {
    if session.stage() == Stage::Finished { views::quiz::summary(session, next) } else { views::quiz::asked(session) }
}

fn reopened(session: &Session) -> Page {
    let asked = views::quiz::asked(session);
    match session.card() {
        Some(card) if session.stage() == Stage::Revealed => asked.then(views::quiz::revealed(card)),
        _ => asked,
    }
}
