//! `qbank browse`: the bank on a full screen, and from there to practice, a quiz or an editor and back.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use super::selection::Selection;
use super::{Context, practice, quiz};
use crate::bank::Entry;
use crate::browse::{Act, Browse, Place, screen};
use crate::error::Error;
use crate::export::{Format, render};
use crate::load;
use crate::page::Text;
use crate::session::{chance, shuffled};
use crate::settings;
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
    Edited(Edited),
}

/// What was edited, and from where in the reader.
#[derive(Debug, Clone)]
pub(super) struct Edited {
    path: PathBuf,
    line: Option<usize>,
    place: Place,
}

/// How many questions a quiz from here has.
const QUIZ: usize = 5;

impl Reader {
    /// Shows the bank until the person leaves or has changed it; `back` is where they were before that.
    pub(super) fn run(&self, context: &mut Context, back: Option<Edited>) -> Result<Visit> {
        if context.json {
            bail!(Error::NoJson);
        }
        if !context.terminal.is_watched() {
            bail!(Error::NoScreen);
        }
        // What was edited may have taken away what the flags ask for.
        let entries = match self.selection.entries(context.library, &context.progress) {
            Err(_) if back.is_some() => context.library.entries(),
            entries => entries?,
        };
        if let Some(edited) = back.as_ref().filter(|_| context.is_faulty)
            && mends(context)?
        {
            edit_file(context, &edited.path, edited.line)?;
            return Ok(Visit::Edited(edited.clone()));
        }
        let greets = back.is_none() && context.is_faulty;
        let mut place = back.map(|edited| edited.place).unwrap_or_default();
        let mut note = greets.then(views::browse::faulty);
        loop {
            let (act, up) = read(context, &entries, &mut place, note.take())?;
            let Some(listed) = up else { return Ok(Visit::Left) };
            let answered = context.record.reviews.len();
            let done = match act {
                Act::Edit => return edit(context, &listed[0], &place).map(Visit::Edited),
                Act::Quiz => quiz::ask(context, picked(listed)?),
                Act::Practise => practice::practise(context, listed[0]),
                Act::Leave | Act::Stay | Act::Copy | Act::Redraw => return Ok(Visit::Left),
            };
            match done {
                Err(error) => note = Some(views::browse::failed(&error)),
                // Who left without an answer has nothing to read.
                Ok(()) if context.record.reviews.len() > answered => wait(context)?,
                Ok(()) => {}
            }
            context.review();
        }
    }
}

/// Shows the reader until there is something to do elsewhere; gives that, and the list with the question that is up first.
fn read<'a>(
    context: &mut Context<'a>,
    entries: &[Entry<'a>],
    place: &mut Place,
    note: Option<Text>,
) -> Result<(Act, Option<Vec<Entry<'a>>>)> {
    let own: BTreeSet<String> = context.files.keys().cloned().collect();
    let mut browse = Browse::new(context.library, entries.to_vec(), context.progress.clone(), own, place.clone());
    if let Some(note) = note {
        browse.say(note);
    }
    let terminal = &mut *context.terminal;
    loop {
        browse.fit(terminal.size(), terminal.is_styled());
        terminal.fill(|canvas| screen(&browse, canvas))?;
        let act = browse.press(&terminal.stroke()?);
        match act {
            Act::Stay => {}
            Act::Redraw => terminal.redraw(),
            Act::Copy => copy(&mut browse, terminal, &context.program)?,
            Act::Edit if !browse.is_own() => browse.say(views::browse::built_in()),
            Act::Edit if settings::editor(context.environment).is_none() => {
                browse.say(views::browse::failed(&Error::NoEditor.into()));
            }
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
fn edit(context: &mut Context, entry: &Entry, place: &Place) -> Result<Edited> {
    let path = context.files.get(&entry.bank.slug).cloned().unwrap_or_default();
    let line = load::line_of(&path, &entry.question.id);
    edit_file(context, &path, line)?;
    Ok(Edited { path, line, place: place.clone() })
}

/// Lets the person edit; an editor that fails may have written all the same, so that is only told.
fn edit_file(context: &mut Context, path: &Path, line: Option<usize>) -> Result<()> {
    if let Err(error) = context.edit(path, line) {
        context.terminal.show(&views::failure(&error))?;
        wait(context)?;
    }
    Ok(())
}

/// Leaves what was shown on the screen of the shell until the person has read it.
fn wait(context: &mut Context) -> Result<()> {
    Ok(context.terminal.key(&|_| views::browse::back()).map(|_| ())?)
}

/// Leaves what is wrong with a bank on the screen of the shell, and asks whether to mend it.
fn mends(context: &mut Context) -> Result<bool> {
    let key = context.terminal.key(&|_| views::browse::mend())?;
    Ok(matches!(key, Some(('e', _))))
}
