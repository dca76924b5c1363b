//! `qbank` alone: what there is, and one command to go on with.

use anyhow::Result;

use super::{Context, json};
use crate::error::Status;
use crate::views::{self, documents};

pub(super) fn run(context: &mut Context) -> Result<Status> {
    let (library, program) = (context.library, context.program.clone());
    let (next, progress) = (context.next(), context.progress.clone());
    context.answer(
        || views::overview(library, &progress, &program, &next),
        || json(&documents::overview(library, &progress, &next)),
    )
}
