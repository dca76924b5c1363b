//! A question as a list had it, and a bank of such questions as TOML text.
//!
//! What a list says is written down as it is; what it does not say becomes [`UNWRITTEN`], and ids and categories are made
//! from words it has. Any text survives: all strings go through one writer.

use std::collections::{HashMap, HashSet};

use super::inline;
use super::parts::{Part, Parts};
use crate::page::{harmless, is_hostile};
use crate::parse::UNWRITTEN;
use crate::text::{Token, fold, is_light, tokens};

/// A question as a list had it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// A slug the list gives it.
    pub(super) id: Option<String>,
    pub(super) prompt: String,
    pub(super) category: Option<String>,
    pub(super) tags: Vec<String>,
    /// Whatever is said about it; may be empty.
    pub(super) notes: String,
    /// What the list names as a part of it.
    pub(super) parts: Parts,
    /// The shortest and longest length of an answer, in words.
    pub(super) target: Option<[u32; 2]>,
}

/// The category of a question that a list puts nowhere.
const NOWHERE: &str = "imported";

/// The longest an id or category gets when it is made from words, in letters.
const LONGEST: usize = 40;

/// The questions as the text of a bank called `title`, which came from a list called `name`.
pub(super) fn bank(title: &str, name: &str, drafts: &[Draft]) -> String {
    let count = drafts.len();
    let questions = if count == 1 { "question" } else { "questions" };
    let mut text = format!(
        "# {count} {questions}, imported from {}.\n# \"{UNWRITTEN}\" stands for what the list did not have; `qbank check` \
         tells what is left to write.\n# An id never changes: progress hangs on it.\n\nname = {}\nabout = {}\nsource = {}\n",
        harmless(name),
        string(title),
        string(&format!("{count} {questions} from a list")),
        string(&format!("imported from {name}")),
    );
    let mut ids = Ids::default();
    for (draft, number) in drafts.iter().zip(1..) {
        text.push_str(&question(draft, &ids.next(draft, number)));
    }
    text
}

fn question(draft: &Draft, id: &str) -> String {
    let part = |part: Part| draft.parts.get(&part).map(|texts| unique(texts)).unwrap_or_default();
    let points = if draft.parts.is_empty() { points(&draft.notes) } else { part(Part::Points) };
    let framework = [draft.notes.clone()].into_iter().chain(part(Part::Framework)).filter(|it| !it.trim().is_empty());
    let framework = framework.collect::<Vec<_>>().join("\n\n");
    let mut lines = vec![
        "\n[[question]]".to_owned(),
        format!("id = {}", string(id)),
        format!("prompt = {}", string(&draft.prompt)),
        format!("category = {}", string(draft.category.as_deref().unwrap_or(NOWHERE))),
    ];
    lines.extend(optional("tags", &unique(&draft.tags)));
    lines.extend(optional("frameworks", &part(Part::Frameworks)));
    lines.push(format!("answer_framework = {}", written(&framework)));
    lines.extend(draft.target.map(|[low, high]| format!("target_words = [{low}, {high}]")));
    lines.extend([
        format!("star_example = {}", star(&part(Part::Star))),
        format!("how_to_answer = {}", listed(&part(Part::Advice))),
        format!("key_points = {}", listed(&points)),
    ]);
    lines.extend(optional("terminology", &part(Part::Terminology)));
    lines.extend([
        format!("interviewers_look_for = {}", listed(&part(Part::Looks))),
        format!("common_mistakes = {}", listed(&part(Part::Mistakes))),
    ]);
    lines.join("\n") + "\n"
}

/// A key that a question may be without.
fn optional(key: &str, texts: &[String]) -> Option<String> {
    (!texts.is_empty()).then(|| format!("{key} = {}", list(texts)))
}

/// The texts as a TOML value; what a list does not have is still to be written.
fn listed(texts: &[String]) -> String {
    if texts.is_empty() { list(&[UNWRITTEN.to_owned()]) } else { list(texts) }
}

/// An example as a TOML value, in four parts where it has just those.
fn star(texts: &[String]) -> String {
    let names = ["situation", "task", "action", "result"];
    let part = |(name, text): (&str, &String)| {
        let (_, said) = text.split_once(": ").filter(|(title, _)| title.eq_ignore_ascii_case(name))?;
        (!said.trim().is_empty()).then(|| format!("{name} = {}", string(said)))
    };
    let parts: Option<Vec<String>> = names.into_iter().zip(texts).map(part).collect();
    match parts {
        Some(parts) if texts.len() == names.len() => format!("{{ {} }}", parts.join(", ")),
        _ => written(&texts.join("\n\n")),
    }
}

/// The same of a single text.
fn written(words: &str) -> String {
    text(if words.trim().is_empty() { UNWRITTEN } else { words })
}

/// The texts without those that were there before.
fn unique(texts: &[String]) -> Vec<String> {
    let mut seen = HashSet::new();
    texts.iter().filter(|text| seen.insert(text.as_str())).cloned().collect()
}

/// Ids that were given away.
#[derive(Default)]
struct Ids(HashMap<String, usize>);

impl Ids {
    /// An id that no other question has, for the question with this number.
    fn next(&mut self, draft: &Draft, number: usize) -> String {
        let wanted = draft.id.clone().or_else(|| id(&draft.prompt)).unwrap_or_else(|| format!("question-{number}"));
        let mut free = wanted.clone();
        while self.0.contains_key(&free) {
            let last = self.0.entry(wanted.clone()).or_insert(1);
            *last += 1;
            free = format!("{wanted}-{last}");
        }
        self.0.insert(free.clone(), 1);
        free
    }
}

/// Words of a question that do not tell it from others, besides those that are light everywhere.
const ASKING: [&str; 25] = [
    "can",
    "could",
    "describe",
    "did",
    "do",
    "does",
    "each",
    "explain",
    "following",
    "give",
    "has",
    "have",
    "i",
    "me",
    "mean",
    "should",
    "tell",
    "there",
    "they",
    "were",
    "what's",
    "will",
    "would",
    "you",
    "your",
];

/// A slug of the first words of `prompt` that tell it from others; none when it has no ASCII letter.
fn id(prompt: &str) -> Option<String> {
    let words = slugs(prompt);
    let tells = |(word, _): &&(String, String)| !is_light(word) && !ASKING.contains(&word.as_str());
    let telling: Vec<String> = words.iter().filter(tells).map(|(_, slug)| slug.clone()).collect();
    let all = words.iter().map(|(_, slug)| slug.clone()).collect();
    let is_name = |slug: &String| slug.contains(|c: char| c.is_ascii_lowercase());
    [telling, all].into_iter().map(|words: Vec<String>| joined(&words).0).find(is_name)
}

/// The words of `text`, each with the part of it that a slug can have.
fn slugs(text: &str) -> Vec<(String, String)> {
    let slug = |token: &Token| {
        let before = &text[..token.start];
        let is_dotted = before.strip_suffix('.').is_some_and(|it| !it.ends_with(|c: char| !c.is_whitespace()));
        let letters = token.word.replace('+', "plus").replace('#', "sharp");
        let letters: String = letters.chars().filter(char::is_ascii_alphanumeric).collect();
        if is_dotted { format!("dot{letters}") } else { letters }
    };
    let words = tokens(text).into_iter().map(|token| (slug(&token), token.word));
    words.filter(|(slug, _)| !slug.is_empty()).map(|(slug, word)| (word, slug)).collect()
}

/// As many of the words as fit into a slug, and whether that is all of them.
fn joined(words: &[String]) -> (String, bool) {
    let mut slug = words.first().map(|word| word.chars().take(LONGEST).collect::<String>()).unwrap_or_default();
    let mut whole = words.first().is_none_or(|word| word.len() <= LONGEST);
    for word in words.iter().skip(1) {
        if slug.len() + 1 + word.len() > LONGEST {
            whole = false;
            break;
        }
        slug = format!("{slug}-{word}");
    }
    (slug, whole)
}

/// A slug for a group of questions, and whether it says all that its title says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Topic {
    pub(super) slug: Option<String>,
    pub(super) whole: bool,
}

/// Words that say only that a group holds questions.
const GROUPING: [&str; 13] = [
    "about",
    "and",
    "answer",
    "answers",
    "based",
    "interview",
    "interviews",
    "list",
    "of",
    "on",
    "question",
    "questions",
    "the",
];

/// The topic of the group of questions called `title`.
pub(super) fn topic(title: &str) -> Topic {
    let words = slugs(title);
    let says = |(word, _): &(String, String)| !GROUPING.contains(&word.as_str());
    let first = words.iter().position(says).unwrap_or(words.len());
    let last = words.iter().rposition(says).map_or(first, |at| at + 1);
    let (slug, fits) = joined(&words[first..last].iter().map(|(_, slug)| slug.clone()).collect::<Vec<_>>());
    let kept: usize = words.iter().map(|(word, _)| word.chars().filter(char::is_ascii_alphanumeric).count()).sum();
    let said = fold(title).chars().filter(|c| c.is_alphanumeric()).count();
    Topic { whole: fits && kept == said && !slug.is_empty(), slug: (!slug.is_empty()).then_some(slug) }
}

/// More words than that are no point but an explanation.
const SHORT: usize = 15;

/// The key points that `notes` list: their bullets, when there are several and all are short.
fn points(notes: &str) -> Vec<String> {
    let points: Vec<String> =
        bullets(notes).iter().map(|it| inline::plain(it).text).filter(|it| !it.is_empty()).collect();
    let is_point = |it: &String| tokens(it).len() < SHORT && !it.ends_with('?') && !is_choice(it);
    if points.len() < 2 || !points.iter().all(is_point) {
        return Vec::new();
    }
    points
}

/// Whether `text` is one of several answers to choose from: `B: 12`.
fn is_choice(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_alphabetic) && matches!(chars.next(), Some(':' | ')' | '.'))
}

/// The items of the outermost lists in `notes`, each with the lines it runs on to.
fn bullets(notes: &str) -> Vec<String> {
    let (mut found, mut fenced, mut runs) = (Vec::<(usize, String)>::new(), false, false);
    for line in notes.lines() {
        fenced ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        let indent = line.len() - line.trim_start().len();
        if let Some(text) = item(line.trim_start()).filter(|_| !fenced) {
            runs = true;
            found.push((indent, text.to_owned()));
            continue;
        }
        runs &= !fenced && !line.trim().is_empty() && found.last().is_some_and(|(at, _)| indent > *at);
        if let Some((_, text)) = found.last_mut().filter(|_| runs) {
            text.push(' ');
            text.push_str(line.trim());
        }
    }
    let outermost = found.iter().map(|(indent, _)| *indent).min().unwrap_or_default();
    found.into_iter().filter(|(indent, _)| *indent <= outermost + 1).map(|(_, text)| text).collect()
}

/// What a list item says behind its marker.
pub(super) fn item(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let behind = match digits {
        0 => line.strip_prefix(['-', '*', '+', '\u{2022}']),
        1..=9 => line[digits..].strip_prefix(['.', ')']),
        _ => None,
    }?;
    (behind.is_empty() || behind.starts_with([' ', '\t'])).then(|| behind.trim())
}

fn list(texts: &[String]) -> String {
    match texts {
        [text] => format!("[{}]", string(text)),
        _ => format!("[\n    {},\n]", texts.iter().map(|text| string(text)).collect::<Vec<_>>().join(",\n    ")),
    }
}

/// `text` as a TOML value that is read on as many lines as it has.
fn text(text: &str) -> String {
    if !text.contains('\n') {
        return string(text);
    }
    let mut out = "\"\"\"\n".to_owned();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\t' => out.push(c),
            // The last of several quotes stands alone, so that no three of them are an end.
            '"' if chars.peek().is_some_and(|next| *next != '"') => out.push(c),
            c => out.push_str(&escaped(c)),
        }
    }
    out + "\"\"\""
}

/// `text` as a TOML string on one line.
fn string(text: &str) -> String {
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

fn escaped(c: char) -> String {
    match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        c if is_hostile(c) => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::parse;

    #[test]
    fn an_id_is_made_of_the_words_that_tell_a_question_from_others() {
        let cases = [
            ("What is React?", Some("react")),
            ("How do you manage a very late project?", Some("manage-very-late-project")),
            ("What's the Caf\u{e9} problem?", Some("cafe-problem")),
            ("What is it?", Some("what-is-it")),
            ("何ですか？", None),
            ("42?", None),
            ("C++ or C#?", Some("cplusplus-csharp")),
            ("Why .NET and not ASP.NET...?", Some("why-dotnet-asp-net")),
            (&"a".repeat(60), Some("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")),
            (
                "The Law of Demeter (the Principle of Least Knowledge) states that units talk",
                Some("law-demeter-principle-least-knowledge"),
            ),
        ];
        for (prompt, expected) in cases {
            assert_eq!(id(prompt).as_deref(), expected, "{prompt}");
        }
    }

    #[test]
    fn ids_are_unique() {
        let mut ids = Ids::default();
        let draft = |prompt: &str| Draft { prompt: prompt.to_owned(), ..Draft::default() };
        let prompts = ["React 2?", "React?", "React?", "React?", "??", "何"];
        let given: Vec<_> = prompts.iter().zip(1..).map(|(it, number)| ids.next(&draft(it), number)).collect();
        assert_eq!(given, ["react-2", "react", "react-3", "react-4", "question-5", "question-6"]);
    }

    #[test]
    fn a_topic_is_what_a_title_says_besides_that_there_are_questions() {
        let cases = [
            ("Questions about Design Patterns:", Some("design-patterns"), true),
            ("React Interview Questions & Answers", Some("react"), true),
            ("Git", Some("git"), true),
            ("Interview Questions", None, false),
            ("C++", Some("cplusplus"), true),
            ("C#", Some("csharp"), true),
            (".NET", Some("dotnet"), true),
            ("データベース", None, false),
            ("SQL データベース", Some("sql"), false),
            ("Don't repeat", Some("dont-repeat"), true),
        ];
        for (title, slug, whole) in cases {
            assert_eq!(topic(title), Topic { slug: slug.map(str::to_owned), whole }, "{title}");
        }
    }

    #[test]
    fn several_short_bullets_are_key_points() {
        let long = format!("- {}\n- b", "word ".repeat(15));
        let cases: [(&str, &[&str]); 9] = [
            ("- one\n- two **bold**", &["one", "two bold"]),
            ("Before:\n\n1. one\n2. two\n\nafter", &["one", "two"]),
            ("- one\n  runs on\n  - inner\n- two", &["one runs on", "two"]),
            ("- one", &[]),
            (&long, &[]),
            ("- why?\n- how?", &[]),
            ("- A: 12\n- B: 13", &[]),
            ("```\n- one\n- two\n```", &[]),
            ("no list", &[]),
        ];
        for (notes, expected) in cases {
            assert_eq!(points(notes), expected, "{notes}");
        }
    }

    proptest! {
        #[test]
        fn any_text_survives(name in any::<String>(), prompt in "\\PC*[a-z]", notes in any::<String>()) {
            let tricky = format!("{notes}\n\"\"\"\" \\ \u{0}\u{7f}\u{202e}\r\n\t\"");
            for notes in [tricky, notes] {
                let draft = Draft { prompt: prompt.clone(), notes: notes.clone(), ..Draft::default() };
                let toml = bank(&name, &name, &[draft]);
                let parsed = parse::bank("x", &toml);
                prop_assert!(parsed.problems.is_empty(), "{:?}\n{toml}", parsed.problems);
                let question = &parsed.bank.questions[0];
                prop_assert_eq!(&question.prompt, &prompt);
                let written = if notes.trim().is_empty() { "" } else { &notes };
                prop_assert_eq!(&question.answer_framework, written);
            }
        }
    }
}
