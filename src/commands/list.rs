//! `qbank list`: a table of the questions.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::selection::Selection;
use super::{Context, json};
use crate::bank::Entry;
use crate::error::Status;
use crate::export;
use crate::views;

#[derive(Debug, Args)]
pub(super) struct List {
    /// What to sort by
    #[arg(long, value_name = "COLUMN", default_value = "number")]
    sort: Sort,
    #[command(flatten)]
    selection: Selection,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sort {
    Number,
    Id,
    Category,
    Prompt,
    /// The weakest first
    Strength,
    /// What comes first
    Due,
}

impl List {
    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        let mut entries = self.selection.entries(context.library, &context.progress)?;
        let memory = |entry: &Entry| context.progress.memory(&entry.full_name());
        let strength = |entry: &Entry| memory(entry).map_or(0.0, |memory| memory.strength(context.progress.today));
        match self.sort {
            Sort::Number => {}
            Sort::Id => entries.sort_by_key(|entry| entry.question.id.clone()),
            Sort::Category => entries.sort_by_key(|entry| entry.question.category.clone()),
            Sort::Prompt => entries.sort_by_key(|entry| entry.question.prompt.to_lowercase()),
            Sort::Strength => entries.sort_by(|a, b| strength(a).total_cmp(&strength(b))),
            // What was never answered has no date and stands behind.
            Sort::Due => entries.sort_by_key(|entry| {
                let next = context.progress.next(&entry.full_name());
                (next.is_none(), next)
            }),
        }
        context.answer(|it| views::list(&entries, &it.progress), |_| json(&export::json::questions(&entries)))
    }
}
