//! Questions as CommonMark. The text of a bank is plain text, so whatever looks like markup in it is escaped.

use super::{Body, one_line, sections};
use crate::bank::Entry;
use crate::page::{Passage, harmless, passages};

/// The questions as one document: a single one is headed by its prompt, several by their bank.
pub fn document(entries: &[Entry]) -> String {
    let [entry] = entries else {
        let mut parts = Vec::new();
        let mut bank = None;
        for entry in entries {
            if bank.replace(&entry.bank.slug) != Some(&entry.bank.slug) {
                parts.push(heading(1, &entry.bank.name));
            }
            parts.extend(question(entry, 2));
        }
        return parts.join("\n\n") + "\n";
    };
    question(entry, 1).join("\n\n") + "\n"
}

fn question(entry: &Entry, level: usize) -> Vec<String> {
    let mut parts = vec![heading(level, &entry.question.prompt), facts(entry)];
    for (title, body) in sections(entry.question) {
        parts.extend([heading(level + 1, title), self::body(&body)]);
    }
    parts
}

fn body(body: &Body) -> String {
    match body {
        Body::Prose(text) => passages(text).iter().map(passage).collect::<Vec<_>>().join("\n\n"),
        Body::List(list) => list.iter().map(|text| format!("- {}", inline(text))).collect::<Vec<_>>().join("\n"),
        Body::Star(star) => {
            let part = |(name, text): (&str, &str)| format!("**{name}:** {}", inline(text));
            star.told().map(part).collect::<Vec<_>>().join("\n\n")
        }
    }
}

fn passage(passage: &Passage) -> String {
    match passage {
        Passage::Prose(text) => inline(text),
        Passage::Lines(lines) => match lines.iter().map(|line| item(line)).collect::<Option<Vec<_>>>() {
            Some(items) => items.join("\n"),
            // A backslash at its end breaks a line.
            None => lines.iter().map(|line| inline(line)).collect::<Vec<_>>().join("\\\n"),
        },
        Passage::Code(lines) => {
            let code = lines.iter().map(|line| harmless(line)).collect::<Vec<_>>().join("\n");
            let fence = "`".repeat(code.split(|c| c != '`').map(str::len).max().unwrap_or(0).max(2) + 1);
            format!("{fence}\n{code}\n{fence}")
        }
    }
}

/// An item of a list with its indent and marker, if it is one.
fn item(line: &str) -> Option<String> {
    let text = line.trim_start();
    let (marker, rest) = text.split_once(' ')?;
    let is_marker = matches!(marker, "-" | "*" | "+") || marker.ends_with('.');
    is_marker.then(|| format!("{}{marker} {}", " ".repeat(line.len() - text.len()), inline(rest)))
}

fn heading(level: usize, text: &str) -> String {
    // A closing run of # would be taken for part of the heading's markup; `escaped` takes care of it.
    format!("{} {}", "#".repeat(level), inline(text))
}

fn facts(entry: &Entry) -> String {
    let question = entry.question;
    let mut facts = vec![format!("- **Question:** {}", inline(&entry.full_name()))];
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            facts.push(format!("- **{name}:** {}", inline(&value)));
        }
    };
    fact("Category", question.category.clone());
    fact("Tags", question.tags.join(", "));
    fact("Frameworks", question.frameworks.join(", "));
    fact("Length", question.target_words.map_or(String::new(), |[low, high]| format!("{low}-{high} words")));
    facts.join("\n")
}

fn inline(text: &str) -> String {
    escaped(&one_line(text))
}

/// A line of plain text, written so that CommonMark (and GitHub's dialect of it) reads it as just that.
pub fn escaped(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let opens_block = at == 0 && matches!(c, '-' | '+' | '=');
        let numbers_item = (1..=9).contains(&number) && at == number && matches!(c, '.' | ')');
        let is_markup = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '#' | '|' | '$' | '!');
        if opens_block || numbers_item || is_markup || (c == '&' && is_entity(&line[at..])) {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

fn is_entity(text: &str) -> bool {
    let name = text[1..].split(';').next().unwrap_or_default();
    name.len() + 1 < text.len() && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;

    /// What a viewer shows of the markup, and whether it found anything but paragraphs and text.
    fn rendered(markdown: &str) -> (String, bool) {
        let (mut text, mut plain) = (String::new(), true);
        let dialect = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_MATH;
        for event in Parser::new_ext(markdown, dialect) {
            match event {
                Event::Text(piece) => text.push_str(&piece),
                Event::Start(Tag::Paragraph) | Event::End(_) => {}
                _ => plain = false,
            }
        }
        (text, plain)
    }

    #[test]
    fn text_that_looks_like_markup_stays_text() {
        let cases = [
            "1. first",
            "2) second",
            "- dash",
            "+ plus",
            "# no heading #",
            "=== ",
            "> quote",
            "*a* _b_ `c` **d**",
            "[x](y) ![i](j)",
            "<b>bold</b> & &amp; &#35;",
            "~5,000 users ~~gone~~",
            "a | b",
            "$120K and $5",
            "\\* back",
            "---",
            "***",
            "https:\\\\x",
            "12345",
            "```",
            "    code",
        ];
        for case in cases {
            let (text, plain) = rendered(&inline(case));
            assert_eq!((text.as_str(), plain), (case.trim(), true), "{case}");
        }
    }

    proptest! {
        #[test]
        fn any_line_reads_back_as_itself(line in "[ -~é日]{0,60}") {
            let expected = line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            let (text, plain) = rendered(&inline(&line));
            prop_assert_eq!(text, expected);
            prop_assert!(plain);
        }
    }
}
