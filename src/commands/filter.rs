//! `qbank filter`: questions by words and by what they are about.

use anyhow::Result;
use clap::Args;

use super::selection::Selection;
use super::{Context, json};
use crate::error::Status;
use crate::views::{self, documents};

#[derive(Debug, Args)]
pub(super) struct Filter {
    /// Words that all occur in the question, in any form
    words: Vec<String>,
    #[command(flatten)]
    selection: Selection,
}

impl Filter {
    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        let hits = self.selection.hits(context.library, &context.progress, &self.words)?;
        let entries: Vec<_> = hits.iter().map(|hit| hit.entry).collect();
        let searched = hits.iter().any(|hit| !hit.lines.is_empty());
        let page = |it: &Context| if searched { views::hits(&hits) } else { views::list(&entries, &it.progress) };
        context.answer(page, |_| json(&documents::hits(&hits)))
    }
}
