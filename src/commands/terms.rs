//! `qbank terms`: the glossary.

use anyhow::{Result, bail};
use clap::Args;

use super::{Context, json};
use crate::error::{Error, Status};
use crate::search;
use crate::text::closest;
use crate::views::{self, documents};

#[derive(Debug, Args)]
pub(super) struct Terms {
    /// Words that all occur in the term or its definition
    words: Vec<String>,
}

impl Terms {
    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        let library = context.library;
        let glossary = library.glossary();
        let found = search::terms(&glossary, &self.words);
        if found.is_empty() {
            let asked = self.words.join(" ");
            let near = closest(&asked, glossary.terms().iter().flat_map(|term| term.names())).map(str::to_owned);
            bail!(Error::NoTerm { asked, near });
        }
        context.answer(
            |_| views::terms(&found, library, &glossary),
            |_| json(&documents::terms(&found, library, &glossary)),
        )
    }
}
