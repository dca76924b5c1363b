//! `qbank stats`: the figures over all questions, or the attempts at one.

use anyhow::Result;
use clap::Args;

use super::{Context, json};
use crate::error::{Error, Status};
use crate::schedule::Review;
use crate::stats;
use crate::views::{documents, memory};

#[derive(Debug, Args)]
pub(super) struct Stats {
    /// The question whose attempts to show: a number, an id, the beginning of an id, or bank/id
    question: Option<String>,
}

impl Stats {
    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        context.remember()?;
        let (progress, record) = (context.progress.clone(), context.record.clone());
        let Some(selector) = &self.question else {
            let stats = stats::stats(&record.reviews, &progress);
            return context.answer(|| memory::stats(&stats, &progress), || json(&documents::stats(&stats, &progress)));
        };
        let entry = context.library.find(selector).map_err(Error::from)?;
        let name = entry.full_name();
        let reviews: Vec<&Review> = record.reviews.iter().filter(|review| review.question == name).collect();
        context.answer(
            || memory::attempts(&entry, &reviews, &progress),
            || json(&documents::attempts(&entry, &reviews, &progress)),
        )
    }
}
