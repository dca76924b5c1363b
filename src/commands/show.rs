//! `qbank show`: one question, laid out to be read.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{Context, json, quiz};
use crate::error::{Error, Status};
use crate::export;
use crate::session::{chance, shuffled};
use crate::views;

#[derive(Debug, Args)]
pub(super) struct Show {
    /// Which one: a number, an id, the beginning of an id, or bank/id
    #[arg(required_unless_present = "random", conflicts_with = "random")]
    question: Option<String>,
    /// Any question
    #[arg(long)]
    random: bool,
    /// Only these sections, such as `star,points`
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    section: Vec<Section>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Section {
    Framework,
    How,
    Star,
    Points,
    Terms,
    LookFor,
    Mistakes,
}

impl From<&Section> for views::Section {
    fn from(section: &Section) -> Self {
        match section {
            Section::Framework => Self::Framework,
            Section::How => Self::How,
            Section::Star => Self::Star,
            Section::Points => Self::Points,
            Section::Terms => Self::Terms,
            Section::LookFor => Self::LookFor,
            Section::Mistakes => Self::Mistakes,
        }
    }
}

impl Show {
    pub(super) fn run(&self, context: &mut Context) -> Result<Status> {
        let library = context.library;
        let entry = match &self.question {
            Some(selector) => library.find(selector).map_err(Error::from)?,
            None => {
                shuffled(library.entries(), &mut chance(quiz::any_seed()?)).into_iter().next().ok_or(Error::Empty)?
            }
        };
        let sections: Vec<views::Section> = self.section.iter().map(views::Section::from).collect();
        let sections: Vec<_> = views::Section::ALL.into_iter().filter(|section| sections.contains(section)).collect();
        let sections = if sections.is_empty() { views::Section::ALL.to_vec() } else { sections };
        context.answer(|_| views::question(&entry, &sections), |_| json(&export::json::questions(&[entry])))
    }
}
