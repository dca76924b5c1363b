//! `qbank plan`: the interview's date, and what to do on which day until then.

use anyhow::{Result, bail};
use clap::Args;
use jiff::Span;
use jiff::civil::Date;

use super::{Context, json};
use crate::error::{Error, Status};
use crate::history::Event;
use crate::plan::FARTHEST;
use crate::schedule::days;
use crate::views::{documents, memory};

#[derive(Debug, Args)]
pub(super) struct Plan {
    /// The day of an interview, such as 2026-12-04; the nearest one leads
    #[arg(allow_hyphen_values = true)]
    date: Option<String>,
    /// Call the interview on DATE off
    #[arg(long, requires = "date")]
    remove: bool,
    /// Show how readiness comes about
    #[arg(long)]
    explain: bool,
}

impl Plan {
    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        context.remember()?;
        let event = self.date.as_ref().map(|asked| self.event(asked, context)).transpose()?.flatten();
        if let Some(event) = event {
            context.history.append(&event, &context.environment.now())?;
            context.record = context.history.read()?;
            context.review();
        }
        let page = |it: &Context| {
            let page = memory::plan(&it.progress, &it.record.interviews, it.library, &next(it));
            if self.explain { page.then(memory::explained(&it.progress, it.library)) } else { page }
        };
        context.answer(page, |it| json(&documents::plan(&it.progress, &it.record.interviews)))
    }

    /// What is to be written down; nothing when the date is set already.
    fn event(&self, asked: &str, context: &Context) -> Result<Option<Event>> {
        let bad = |why| Error::BadDate { asked: asked.to_owned(), why };
        let date: Date = asked.parse().map_err(|_| bad("is not a date"))?;
        let set = context.record.interviews.iter().map(|interview| interview.date.to_string()).collect();
        let is_set = context.record.interviews.iter().any(|interview| interview.date == date);
        match self.remove {
            true if !is_set => bail!(Error::NoInterview { asked: asked.to_owned(), set }),
            true => Ok(Some(Event::NoInterview(date))),
            false if date <= context.progress.today => bail!(bad("is not a day to come")),
            false if days(context.progress.today, date) > FARTHEST => bail!(bad("is more than two years away")),
            false => Ok((!is_set).then_some(Event::Interview(date))),
        }
    }
}

/// With nothing to do and no date to work towards, setting one is what comes next.
fn next(context: &Context) -> String {
    let (progress, program) = (&context.progress, &context.program);
    if progress.interview.is_none() && progress.due() == 0 {
        return format!("{program} plan {}", progress.today.saturating_add(Span::new().weeks(2)));
    }
    context.next()
}
