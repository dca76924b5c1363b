//! The facts that `qbank export` writes under a prompt: its full name, category, tags, frameworks and length.
//!
//! They begin with the full name, and nothing else is taken for facts. A new fact is a name in `place`.

use crate::bank::{QuestionId, is_slug};
use crate::import::draft::{Draft, item};
use crate::import::inline::plain;
use crate::import::parts::{Note, Part};

/// Puts the facts at the top of `notes` into `draft`, and gives the notes that are none.
pub(super) fn facts(draft: &mut Draft, notes: Vec<Note>) -> Vec<Note> {
    let first = notes.iter().position(|(line, _)| !line.trim().is_empty()).unwrap_or_default();
    let names_question = |(line, _): &Note| fact(line).is_some_and(|(name, _)| name == "Question");
    if !notes.get(first).is_some_and(names_question) {
        return notes;
    }
    let mut rest = notes.into_iter().skip(first).peekable();
    let mut place = |(line, _): &Note| fact(line).is_some_and(|(name, value)| place(draft, &name, &value).is_some());
    while rest.next_if(&mut place).is_some() {}
    rest.collect()
}

/// The name and the value in a line such as `- **Category:** behavioral`.
fn fact(line: &str) -> Option<(String, String)> {
    let (name, value) = item(line.trim())?.strip_prefix("**")?.split_once(":**")?;
    Some((name.to_owned(), plain(value).text))
}

/// Puts a fact where it belongs; nothing when some of it would be lost.
fn place(draft: &mut Draft, name: &str, value: &str) -> Option<()> {
    let names = || value.split(", ").map(str::to_owned).collect::<Vec<_>>();
    match name {
        "Question" => {
            let id = value.split_once('/')?.1;
            draft.id = Some(QuestionId::try_from(id.to_owned()).ok()?.to_string());
        }
        "Category" if is_slug(value) => draft.category = Some(value.to_owned()),
        "Tags" => draft.tags = names(),
        "Frameworks" => drop(draft.parts.insert(Part::Frameworks, names())),
        "Length" => {
            let (low, high) = value.strip_suffix(" words")?.split_once('-')?;
            let lengths = [low.parse().ok()?, high.parse().ok()?];
            draft.target = Some(lengths).filter(|[low, high]| (1..=*high).contains(low));
            draft.target?;
        }
        _ => return None,
    }
    Some(())
}
