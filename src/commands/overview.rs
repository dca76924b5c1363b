//! `qbank` alone: what there is, and one command to go on with.

use anyhow::Result;

use super::{Context, json};
use crate::error::Status;
use crate::views::{self, documents};

pub(super) fn run(context: &mut Context) -> Result<Status> {
    let (library, command) = (context.library, "qbank quiz");
    context.answer(|| views::overview(library, command), || json(&documents::overview(library, command)))
}
