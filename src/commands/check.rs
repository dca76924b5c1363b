//! `qbank check`: everything that is wrong with bank files, and what could be better, in one go.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use super::json;
use crate::check::Checked;
use crate::error::Status;
use crate::load::{self, BUILT_IN, BUILT_IN_NAME};
use crate::parse::Severity;
use crate::settings::{self, Environment};
use crate::terminal::Terminal;
use crate::views::{self, documents};

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Bank files, or folders of them [default: all banks of your own that are open, else the one in the program]
    path: Vec<PathBuf>,
    /// Exit with 1 for warnings as well
    #[arg(long)]
    strict: bool,
}

impl Check {
    /// Looks at the files that are named, or at those that `also` would be open.
    pub(super) fn run(
        &self,
        also: &[PathBuf],
        is_json: bool,
        environment: &Environment,
        terminal: &mut Terminal,
    ) -> Result<Status> {
        let files = self.files(also, environment);
        if is_json {
            terminal.write(&json(&documents::check(&files))?)?;
        } else {
            terminal.show(&views::check::report(&files))?;
        }
        Ok(self.status(&files))
    }

    fn files(&self, also: &[PathBuf], environment: &Environment) -> Vec<Checked> {
        let own = settings::own_banks(environment).filter(|_| self.path.is_empty());
        let open = settings::bank_paths(also, environment);
        let paths = if self.path.is_empty() { &open } else { &self.path };
        let checked = |it: load::Source| Checked::new(it.path.display().to_string(), &load::slug(&it.path), it.text);
        let files: Vec<Checked> = load::sources(own.as_deref(), paths).map(checked).collect();
        if files.is_empty() {
            return vec![Checked::new(BUILT_IN_NAME.to_owned(), BUILT_IN_NAME, Ok(BUILT_IN.to_owned()))];
        }
        files
    }

    fn status(&self, files: &[Checked]) -> Status {
        let has = |severity| files.iter().any(|file| file.count(severity) > 0);
        match () {
            () if files.iter().any(|file| file.text.is_err()) => Status::Failed,
            () if has(Severity::Error) || self.strict && has(Severity::Warning) => Status::Problems,
            () => Status::Done,
        }
    }
}
