//! `qbank` alone: what there is, and one command to go on with.

use anyhow::Result;

use super::{Context, json};
use crate::error::Status;
use crate::views::{self, documents};

pub(super) fn run(context: &mut Context) -> Result<Status> {
    context.answer(
        |it| views::overview(it.library, &it.progress, &it.program, &it.next()),
        |it| json(&documents::overview(it.library, &it.progress, &it.next())),
    )
}
