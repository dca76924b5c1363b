//! The parts of a question that a list names: its key points, common mistakes, an example and so on.
//!
//! A part is known by its title alone, over some lines of notes or over a column; what has no such title stays where
//! it is. Another word for a part is a word in [`TITLES`].

use std::collections::BTreeMap;

use super::draft::item;
use super::inline::plain;
use crate::text::fold;

/// A part of a question besides its prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Framework,
    Frameworks,
    Advice,
    Star,
    Points,
    Terminology,
    Looks,
    Mistakes,
}

/// What the parts are called, as letters alone.
const TITLES: [(Part, &[&str]); 8] = [
    (Part::Framework, &["answer", "answerframework", "framework"]),
    (Part::Frameworks, &["frameworks"]),
    (Part::Advice, &["howtoanswer", "tips"]),
    (Part::Star, &["starexample", "example"]),
    (Part::Points, &["keypoints", "keypoint", "points", "bullets"]),
    (Part::Terminology, &["terminology", "terms"]),
    (Part::Looks, &["whatinterviewerslookfor", "whattheylookfor", "interviewerslookfor"]),
    (Part::Mistakes, &["commonmistakes", "mistakes", "redflags"]),
];

/// What each part says, an entry each item or paragraph.
pub(super) type Parts = BTreeMap<Part, Vec<String>>;

/// The part called `title`.
pub(super) fn part(title: &str) -> Option<Part> {
    let letters: String = fold(title).chars().filter(char::is_ascii_alphanumeric).collect();
    TITLES.iter().find(|(_, titles)| titles.contains(&letters.as_str())).map(|(part, _)| *part)
}

/// A line of notes, and whether it is code.
pub(super) type Note = (String, bool);

/// What stands in `notes` under the titles of parts, and the rest of them.
pub(super) fn parts(notes: Vec<Note>) -> (Vec<Note>, Parts) {
    let (mut rest, mut sections, mut current) = (Vec::new(), BTreeMap::<Part, Vec<Note>>::new(), Part::Framework);
    for (line, is_code) in notes {
        let (part, said) = match title(&line).filter(|_| !is_code) {
            Some((part, said)) => (part, said.to_owned()),
            None if line.starts_with('#') && !is_code => (Part::Framework, line),
            None => (current, line),
        };
        current = part;
        match part {
            Part::Framework => rest.push((said, is_code)),
            part => sections.entry(part).or_default().push((said, is_code)),
        }
    }
    let parts = sections.into_iter().map(|(part, notes)| (part, entries(&notes)));
    (rest, parts.filter(|(_, entries)| !entries.is_empty()).collect())
}

/// The part that `line` is the title of, and what it says behind that.
fn title(line: &str) -> Option<(Part, &str)> {
    let marks = ['#', '*', '_', ' '];
    let text = line.trim();
    let text = item(text).filter(|it| it.trim_end_matches(marks).ends_with(':')).unwrap_or(text);
    let bare = text.trim_matches(marks);
    if let Some(part) = part(bare).filter(|_| bare.len() < text.len() || bare.ends_with(':')) {
        return Some((part, ""));
    }
    let (name, said) = text.split_once(':').filter(|_| item(text).is_none())?;
    // An answer stays with its label, which may be all that tells it from a choice.
    let part = part(name.trim_matches(marks)).filter(|part| *part != Part::Framework)?;
    Some((part, said.trim_start_matches(['*', '_']).trim()))
}

/// The items and paragraphs in `notes`; a line of code is one of its own.
fn entries(notes: &[Note]) -> Vec<String> {
    let (mut entries, mut runs) = (Vec::<String>::new(), false);
    for (line, is_code) in notes {
        let item = item(line.trim()).filter(|_| !is_code);
        let text = if *is_code { line.trim().to_owned() } else { said(item.unwrap_or(line)) };
        match entries.last_mut().filter(|_| runs && item.is_none() && !is_code && !text.is_empty()) {
            Some(last) => last.extend([" ", text.as_str()]),
            None if text.is_empty() => {}
            None => entries.push(text.clone()),
        }
        runs = !is_code && !text.is_empty();
    }
    entries
}

/// What a line says, with where its links lead.
fn said(line: &str) -> String {
    let said = plain(line);
    let addresses = said.addresses.iter().filter(|it| !said.text.contains(*it)).cloned();
    std::iter::once(said.text.clone()).filter(|it| !it.is_empty()).chain(addresses).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_known_by_its_title() {
        let cases = [
            ("### Key points", Some((Part::Points, ""))),
            ("**Red flags**", Some((Part::Mistakes, ""))),
            ("**Red flags:**", Some((Part::Mistakes, ""))),
            ("What they look for:", Some((Part::Looks, ""))),
            ("- Tips:", Some((Part::Advice, ""))),
            ("Common mistakes: being *late*", Some((Part::Mistakes, "being *late*"))),
            ("**Tips:** breathe", Some((Part::Advice, "breathe"))),
            ("#### Answer", Some((Part::Framework, ""))),
            ("Answer: D", None),
            ("Example", None),
            ("- Example: one", None),
            ("See the example: it", None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(title(line), expected, "{line}");
        }
    }

    #[test]
    fn notes_are_taken_apart_at_the_titles() {
        let text =
            "It is.\n\n**Points**\n\n- one\n  runs on\n  - in [ner](https://x.y)\n\nExample: f\n\n    g\n## More\nend";
        let (rest, parts) = parts(text.lines().map(|line| (line.to_owned(), line.starts_with("    "))).collect());
        let rest: Vec<_> = rest.iter().map(|(line, _)| line.as_str()).collect();
        assert_eq!(rest, ["It is.", "", "## More", "end"]);
        assert_eq!(parts[&Part::Points], ["one runs on", "in ner https://x.y"]);
        assert_eq!(parts[&Part::Star], ["f", "g"]);
    }
}
