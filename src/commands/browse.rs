//! `qbank browse`: the bank on a full screen, and from there to practice, a quiz or an editor and back.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use clap::Args;

use super::selection::Selection;
use super::{Context, practice, quiz};
use crate::bank::Entry;
use crate::browse::{Act, Browse, Place, screen};
use crate::error::Error;
use crate::export::{Format, render};
use crate::load;
use crate::session::{chance, shuffled};
use crate::terminal::Terminal;
use crate::views;

#[derive(Debug, Args)]
pub(super) struct Reader {
    #[command(flatten)]
    selection: Selection,
}

/// How a visit to the reader ended.
pub(super) enum Visit {
    /// The person left.
    Left,
    /// A bank was edited, and has to be opened again.
    Edited(Place),
}

/// How many questions a quiz from here has.
const QUIZ: usize = 5;

impl Reader {
    /// Shows the bank until the person leaves or has changed it; `back` is where they were before that.
    pub(super) fn run(&self, context: &mut Context, back: Option<Place>) -> Result<Visit> {
        if context.json {
            bail!(Error::NoJson);
        }
        if !context.terminal.is_watched() {
            bail!(Error::NoScreen);
        }
        let entries = self.selection.entries(context.library, &context.progress)?;
        if back.is_some() && context.is_faulty && !wait(context)? {
            return Ok(Visit::Left);
        }
        let mut place = back.unwrap_or_default();
        loop {
            let (act, up) = read(context, &entries, &mut place)?;
            let Some(up) = up.filter(|_| act != Act::Leave) else { return Ok(Visit::Left) };
            let done = match act {
                Act::Edit => match edit(context, &up[0]) {
                    Ok(()) => return Ok(Visit::Edited(place)),
                    Err(error) => Err(error),
                },
                Act::Quiz => quiz::ask(context, picked(up)?),
                _ => practice::practise(context, up[0]),
            };
            if let Err(error) = done {
                context.terminal.show(&views::failure(&error))?;
            }
            context.review();
            if !wait(context)? {
                return Ok(Visit::Left);
            }
        }
    }
}

/// Shows the reader until there is something to do elsewhere; gives that, and the list with the question that is up first.
fn read<'a>(
    context: &mut Context<'a>,
    entries: &[Entry<'a>],
    place: &mut Place,
) -> Result<(Act, Option<Vec<Entry<'a>>>)> {
    let own: BTreeSet<String> = context.files.keys().cloned().collect();
    let mut browse = Browse::new(context.library, entries.to_vec(), context.progress.clone(), own, place.clone());
    let terminal = &mut *context.terminal;
    loop {
        browse.fit(terminal.size(), terminal.is_styled());
        terminal.fill(|canvas| screen(&browse, canvas))?;
        let act = browse.press(&terminal.stroke()?);
        match act {
            Act::Stay => {}
            Act::Copy => copy(&mut browse, terminal, &context.program)?,
            Act::Edit if !browse.is_own() => browse.say(views::browse::built_in()),
            _ => {
                place.clone_from(browse.place());
                terminal.finish()?;
                return Ok((act, Some(browse.listed()).filter(|listed| !listed.is_empty())));
            }
        }
    }
}

fn copy(browse: &mut Browse, terminal: &mut Terminal, program: &str) -> Result<()> {
    let Some(entry) = browse.up() else { return Ok(()) };
    terminal.copy(&render(Format::Markdown, &[entry])?)?;
    browse.say(views::browse::copied(&format!("{program} export {}", entry.number)));
    Ok(())
}

/// The first of the list, and others of it by chance.
fn picked(mut listed: Vec<Entry>) -> Result<Vec<Entry>> {
    let others = shuffled(listed.split_off(1), &mut chance(quiz::any_seed()?));
    listed.extend(others.into_iter().take(QUIZ - 1));
    Ok(listed)
}

/// Opens the bank's file at the question.
fn edit(context: &mut Context, entry: &Entry) -> Result<()> {
    let Some(path) = context.files.get(&entry.bank.slug).cloned() else { return Ok(()) };
    let line = load::line_of(&path, &entry.question.id);
    context.edit(&path, line)
}

/// Leaves what was shown on the screen of the shell until the person has read it; whether they come back.
fn wait(context: &mut Context) -> Result<bool> {
    loop {
        match context.terminal.key(&|_| views::browse::back())? {
            Some((' ', _)) => return Ok(true),
            None | Some(('q', _)) => return Ok(false),
            Some(_) => {}
        }
    }
}
