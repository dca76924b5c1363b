//! The flags that pick questions, which mean the same in every command.

use std::collections::BTreeSet;

use clap::Args;

use crate::bank::{Entry, Library};
use crate::error::Error;
use crate::plan::Progress;
use crate::search::{self, Filter, Hit};
use crate::text::{closest, stemmed};

#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Which questions")]
pub(super) struct Selection {
    /// Only this category (like the other flags here, it can be repeated: any of them will do)
    #[arg(long, short, value_name = "NAME", value_delimiter = ',')]
    category: Vec<String>,
    /// Only with this tag
    #[arg(long, short, value_name = "NAME", value_delimiter = ',')]
    tag: Vec<String>,
    /// Only with this framework, such as RICE
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    framework: Vec<String>,
    /// Only with this term in their terminology
    #[arg(long, value_name = "NAME")]
    term: Vec<String>,
    /// Only those that should come today
    #[arg(long)]
    due: bool,
    /// Only those that last went badly, or are fading
    #[arg(long)]
    weak: bool,
    /// Only those never seen: not answered yet, or only crammed
    #[arg(long)]
    unseen: bool,
}

impl Selection {
    pub(super) fn is_empty(&self) -> bool {
        [&self.category, &self.tag, &self.framework, &self.term].into_iter().all(Vec::is_empty) && !self.is_remembered()
    }

    /// Whether only what is due is wanted.
    pub(super) fn is_due(&self) -> bool {
        self.due
    }

    /// Whether a flag asks for what is remembered.
    pub(super) fn is_remembered(&self) -> bool {
        self.due || self.weak || self.unseen
    }

    /// The questions that meet the flags, by number.
    pub(super) fn entries<'a>(&self, library: &'a Library, progress: &Progress) -> Result<Vec<Entry<'a>>, Error> {
        Ok(self.hits(library, progress, &[])?.iter().map(|hit| hit.entry).collect())
    }

    /// The questions that meet the flags and have the words, the best first.
    pub(super) fn hits<'a>(
        &self,
        library: &'a Library,
        progress: &Progress,
        words: &[String],
    ) -> Result<Vec<Hit<'a>>, Error> {
        if library.entries().is_empty() {
            return Err(Error::Empty);
        }
        self.check(library)?;
        let filter = Filter {
            words: words.to_vec(),
            categories: self.category.clone(),
            tags: self.tag.clone(),
            frameworks: self.framework.clone(),
            terms: self.term.clone(),
            only: self.remembered(library, progress)?,
        };
        let hits = search::hits(library, &filter);
        let words = Some(words.join(" ")).filter(|words| !words.is_empty());
        let nearest = || search::nearest(library, &filter);
        if hits.is_empty() { Err(Error::NoMatch { words, nearest: nearest() }) } else { Ok(hits) }
    }

    /// The full names that the flags about memory leave; nothing when there is no such flag.
    fn remembered(&self, library: &Library, progress: &Progress) -> Result<Option<BTreeSet<String>>, Error> {
        if !self.is_remembered() {
            return Ok(None);
        }
        let wanted = |name: &String| {
            (!self.due || progress.is_due(name))
                && (!self.weak || progress.is_weak(name))
                && (!self.unseen || progress.memory(name).is_none())
        };
        let names: BTreeSet<String> = library.entries().iter().map(Entry::full_name).filter(wanted).collect();
        if names.is_empty() { Err(Error::NoneRemembered { kind: self.kind() }) } else { Ok(Some(names)) }
    }

    fn kind(&self) -> String {
        let kinds = [(self.due, "due"), (self.weak, "weak"), (self.unseen, "unseen")];
        kinds.iter().filter(|(wanted, _)| *wanted).map(|(_, kind)| *kind).collect::<Vec<_>>().join(" and ")
    }

    /// Blames the first value that no question has.
    fn check(&self, library: &Library) -> Result<(), Error> {
        let entries = library.entries();
        let questions = || entries.iter().map(|entry| entry.question);
        missing("category", &self.category, questions().map(|question| question.category.as_str()).collect())?;
        missing("tag", &self.tag, questions().flat_map(|question| &question.tags).map(String::as_str).collect())?;
        missing(
            "framework",
            &self.framework,
            questions().flat_map(|question| &question.frameworks).map(String::as_str).collect(),
        )?;
        if self.term.is_empty() {
            return Ok(());
        }
        let glossary = library.glossary();
        let used = glossary.terms().iter().filter(|term| questions().any(|question| glossary.is_used(term, question)));
        let terms = questions().flat_map(|question| &question.terminology).map(String::as_str);
        missing("term", &self.term, terms.chain(used.flat_map(|term| term.names())).collect())
    }
}

fn missing(flag: &'static str, wanted: &[String], mut known: Vec<&str>) -> Result<(), Error> {
    let Some(asked) = wanted.iter().find(|asked| !known.iter().any(|known| stemmed(known) == stemmed(asked))) else {
        return Ok(());
    };
    known.sort_unstable_by_key(|name| name.to_lowercase());
    known.dedup_by_key(|name| name.to_lowercase());
    let near = closest(asked, known.iter().copied()).map(str::to_owned);
    Err(Error::NoSuchValue { flag, asked: asked.clone(), known: known.into_iter().map(str::to_owned).collect(), near })
}
