//! Questions as a text file that Anki (2.1.55 and newer) imports: a note a line, each under a name of its
//! own, so that importing again updates notes instead of doubling them.
//!
//! Text from a bank is shown as the text it is: it never becomes markup, a sound, a formula or a deeper
//! deck. A new column is a value in `note` and a line in `HEAD`.

use unicode_normalization::UnicodeNormalization;

use super::{Body, one_line, sections};
use crate::bank::{Bank, Entry, Question};
use crate::page::{Passage, harmless, passages};
use crate::text::spelled;

/// What Anki is told of the columns. The last two, front and back, have no name here: their fields are called
/// otherwise in every language, and without names they are filled in order. A version that does not know a line
/// passes over it.
const HEAD: &str = "\
#separator:tab
#html:true
#if matches:update current
#notetype:Basic
#guid column:1
#deck column:2
#tags column:3
";

/// The questions as one file.
pub fn document(entries: &[Entry]) -> String {
    entries.iter().fold(HEAD.to_owned(), |text, entry| text + &note(entry) + "\n")
}

fn note(entry: &Entry) -> String {
    let question = entry.question;
    let columns = [guid(entry), deck(entry.bank), tags(question), shown(&question.prompt), back(question)];
    columns.map(|column| format!("\"{}\"", column.replace('"', "\"\""))).join("\t")
}

/// What Anki knows the note by: of the names that never change only, and unlike those it makes itself.
fn guid(entry: &Entry) -> String {
    format!("qbank/{}", entry.full_name())
}

/// The deck of a bank, one level below `qbank`. It is spelled as Anki itself spells it: what Anki spells
/// otherwise it would not find again, and make one more deck for every note.
fn deck(bank: &Bank) -> String {
    // In Anki `::` opens a deeper level.
    let name: String = one_line(&bank.name.replace('"', "'").replace("::", ": ")).nfc().collect();
    let name = name.trim_matches(|c: char| c.is_whitespace() || c == ':');
    format!("qbank::{}", if name.is_empty() { &bank.slug } else { name })
}

fn tags(question: &Question) -> String {
    let names = std::iter::once(&question.category).chain(&question.tags).chain(&question.frameworks);
    let slugs = names.map(|name| spelled(name).replace(' ', "-")).filter(|slug| !slug.is_empty());
    slugs.collect::<Vec<_>>().join(" ")
}

fn back(question: &Question) -> String {
    sections(question).iter().fold(String::new(), |back, (title, body)| back + &format!("<b>{title}</b>{}", html(body)))
}

fn html(body: &Body) -> String {
    match body {
        Body::Prose(text) => passages(text).iter().map(passage).collect(),
        Body::List(list) => format!("<ul>{}</ul>", elements("li", list)),
        Body::Star(star) => star
            .told()
            .fold(String::new(), |html, (name, text)| html + &format!("<p><b>{name}:</b> {}</p>", shown(text))),
    }
}

fn passage(passage: &Passage) -> String {
    match passage {
        Passage::Prose(text) => format!("<p>{}</p>", shown(text)),
        Passage::Lines(lines) => {
            format!("<p>{}</p>", lines.iter().map(|it| shown(it)).collect::<Vec<_>>().join("<br>"))
        }
        Passage::Code(lines) => {
            format!("<pre>{}</pre>", lines.iter().map(|it| escaped(&harmless(it))).collect::<Vec<_>>().join("<br>"))
        }
    }
}

fn elements(tag: &str, texts: &[String]) -> String {
    texts.iter().fold(String::new(), |html, text| html + &format!("<{tag}>{}</{tag}>", shown(text)))
}

/// Plain text as HTML that shows just that, on one line with single blanks.
fn shown(text: &str) -> String {
    escaped(&one_line(text))
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            // Anki looks for `[sound:`, `[latex]` and `[[type:` in the HTML itself.
            '[' => html.push_str("&#91;"),
            // `\(` and `\[` begin a formula, wherever they stand in one piece of text.
            '\\' if matches!(rest.peek(), Some('(' | '[')) => html.push_str("<span>\\</span>"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bank_is_one_deck_whatever_it_is_called() {
        let cases = [
            ("Site Reliability", "qbank::Site Reliability"),
            ("C::D", "qbank::C: D"),
            ("C:::D::::E", "qbank::C: :D: : E"),
            ("::: a :::", "qbank::a"),
            ("\u{a0}a\u{a0}b ", "qbank::a\u{a0}b"),
            ("e\u{301}", "qbank::\u{e9}"),
            ("a\tb\n\u{202e}c", "qbank::a b \u{fffd}c"),
            ("the \"best\"", "qbank::the 'best'"),
            (" :: ", "qbank::sre"),
        ];
        for (name, expected) in cases {
            let bank = Bank { name: name.into(), slug: "sre".into(), ..Bank::default() };
            assert_eq!(deck(&bank), expected, "{name:?}");
        }
    }

    #[test]
    fn tags_are_slugs() {
        let cases = [
            ("incident", "incident"),
            ("Jobs to be Done", "jobs-to-be-done"),
            ("C++", "c++"),
            ("a::b\tc\"d", "a-b-c-d"),
            ("\u{202e}", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(tags(&Question { frameworks: vec![name.into()], ..Question::default() }), expected, "{name:?}");
        }
    }

    #[test]
    fn text_stays_text() {
        let cases = [
            ("a <b> & \"c\" 'd'", "a &lt;b&gt; &amp; &quot;c&quot; 'd'"),
            ("&amp;", "&amp;amp;"),
            ("a\n\tb\u{202e}c\u{1b}[2J", "a b\u{fffd}c\u{fffd}&#91;2J"),
            ("[sound:x.mp3]", "&#91;sound:x.mp3]"),
            (r"\(x\) \[y\] \\( \n \", r"<span>\</span>(x\) <span>\</span>&#91;y\] \<span>\</span>( \n \"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_note_is_a_line_of_quoted_columns() {
        let name = "C".to_owned();
        let bank = Bank { slug: "c".into(), name, ..Bank::default() };
        let question = Question { prompt: "#html:false\n\"".into(), ..Question::default() };
        let line = note(&Entry { number: 3, bank: &bank, question: &question });
        let columns: Vec<_> = line.split('\t').take(4).collect();
        assert_eq!(columns, ["\"qbank/c/\"", "\"qbank::C\"", "\"\"", "\"#html:false &quot;\""]);
        assert!(!line.contains('\n'));
    }
}
