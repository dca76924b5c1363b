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
}

impl List {
    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        let mut entries = self.selection.entries(context.library)?;
        let key = |entry: &Entry| match self.sort {
            Sort::Number => String::new(),
            Sort::Id => entry.question.id.to_string(),
            Sort::Category => entry.question.category.clone(),
            Sort::Prompt => entry.question.prompt.to_lowercase(),
        };
        entries.sort_by_key(key);
        context.answer(|| views::list(&entries), || json(&export::json::questions(&entries)))
    }
}
