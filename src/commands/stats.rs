//! `qbank stats`: the figures over all questions, or the attempts at one.

use anyhow::Result;
use clap::Args;

use super::{Context, json};
use crate::bank::Entry;
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
        let Some(selector) = &self.question else {
            let stats = stats::stats(&context.record.reviews, &context.progress);
            return context
                .answer(|it| memory::stats(&stats, &it.progress), |it| json(&documents::stats(&stats, &it.progress)));
        };
        let entry = context.library.find(selector).map_err(Error::from)?;
        context.answer(
            |it| memory::attempts(&entry, &attempts(it, &entry), &it.progress),
            |it| json(&documents::attempts(&entry, &attempts(it, &entry), &it.progress)),
        )
    }
}

fn attempts<'a>(context: &'a Context, entry: &Entry) -> Vec<&'a Review> {
    let name = entry.full_name();
    context.record.reviews.iter().filter(|review| review.question == name).collect()
}
