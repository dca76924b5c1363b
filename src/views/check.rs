//! What is wrong with bank files and what could be better, as pages.

use super::{said, snippet};
use crate::check::Checked;
use crate::error::counted;
use crate::page::{Page, Role, Text};
use crate::parse::{Lines, MANY, Severity};

/// Every problem of every file, and what there is to say of each file.
pub fn report(files: &[Checked]) -> Page {
    let page = files.iter().fold(Page::new(), |page, file| page.then(problems(file)));
    let page = files.iter().fold(page.gap(), |page, file| page.text(line(file)));
    if files.len() == 1 { page } else { page.text(total(files)) }
}

fn problems(file: &Checked) -> Page {
    match &file.text {
        Err(why) => said(Role::Bad, "error", &format!("could not read {}: {why}", file.path)),
        Ok(text) => {
            let lines = Lines::new(text);
            let page = Page::new();
            let page = file.problems.iter().fold(page, |page, it| page.gap().then(snippet(&file.path, &lines, it)));
            if file.problems.len() < MANY { page } else { page.gap().text("there are more: mend these first") }
        }
    }
}

/// What a file holds and how sound it is.
fn line(file: &Checked) -> Text {
    let held = format!(
        "{}: {}, {}, ",
        file.path,
        counted(file.bank.questions.len(), "question"),
        counted(file.bank.terms.len(), "term")
    );
    match (&file.text, file.count(Severity::Error), file.count(Severity::Warning)) {
        (Err(_), ..) => Text::from(format!("{}: ", file.path)).and(Role::Bad, "not read"),
        (_, 0, 0) => Text::from(held).and(Role::Good, "no problem"),
        (_, 0, warnings) => Text::from(held).and(Role::Warning, counted(warnings, "warning")),
        (_, errors, warnings) => Text::from(held)
            .and(Role::Bad, counted(errors, "error"))
            .and(Role::Plain, format!(" and {}", counted(warnings, "warning"))),
    }
}

fn total(files: &[Checked]) -> Text {
    let count = |severity| files.iter().map(|file| file.count(severity)).sum::<usize>();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    Text::new().and(
        Role::Strong,
        format!("{}: {} and {}", counted(files.len(), "file"), counted(errors, "error"), counted(warnings, "warning")),
    )
}
