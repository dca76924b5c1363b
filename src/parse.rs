//! TOML text to a [`Bank`] and a list of [`Problem`]s.
//!
//! Parsing never fails: whatever is wrong becomes a problem with its place, a broken question is
//! left out, and the rest stays usable. All problems of a text are found in one go. A new rule is a
//! function from a table to problems, called in `question` or `term`.

use std::ops::Range;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, ValueDeserializer};

use crate::bank::{Bank, Glossary, Question, Term, is_slug};

/// How much a problem costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The question or term is left out.
    Error,
    /// Everything is used; something could be better.
    Warning,
}

/// Something in a bank file that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the text that are to blame.
    pub span: Range<usize>,
    /// How much it costs.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl Problem {
    fn error(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, severity: Severity::Error, message: message.into(), hint: None }
    }

    fn warning(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(span, message) }
    }

    fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

/// What a text held.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// Everything that could be used.
    pub bank: Bank,
    /// Everything that was wrong, in the order of the text.
    pub problems: Vec<Problem>,
}

type Table<'a> = DeTable<'a>;
type Value<'a> = Spanned<DeValue<'a>>;

/// The keys of a question that must be there and say something.
const REQUIRED: [&str; 9] = [
    "id",
    "prompt",
    "category",
    "answer_framework",
    "star_example",
    "how_to_answer",
    "key_points",
    "interviewers_look_for",
    "common_mistakes",
];

/// What stands at the top of a bank file, apart from its questions and terms.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Head {
    name: String,
    about: String,
    source: String,
}

/// The bank in `text`, and all its problems. `slug` becomes the bank's part of full names.
///
/// A byte-order mark is no part of the text: strip it before, so that places are right.
pub fn bank(slug: &str, text: &str) -> Parsed {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut problems: Vec<Problem> = errors.iter().map(|error| syntax(error, text)).collect();
    let mut top = document.into_inner();
    let questions = elements(&mut top, "question", &mut problems);
    let terms = elements(&mut top, "term", &mut problems);
    let spoilt = spoilt(&questions, &terms, &problems, text.len());

    let head = head(top, slug, text, &mut problems);
    let mut bank =
        Bank { slug: slug.to_owned(), name: head.name, about: head.about, source: head.source, ..Bank::default() };
    let mut ids: Vec<(String, usize)> = Vec::new();
    for value in questions {
        let (header, mut found) = (value.span(), Vec::new());
        let parsed = question(value, text, &mut found, &mut ids);
        let usable = !spoilt.contains(&header.start);
        // Behind a syntax error the values are guesses, and blaming them would blame the wrong thing.
        problems.extend(found.into_iter().filter(|_| usable));
        bank.questions.extend(parsed.filter(|_| usable));
    }
    for value in terms {
        let (header, mut found) = (value.span(), Vec::new());
        let parsed = term(value, text, &mut found, &bank.terms);
        let usable = !spoilt.contains(&header.start);
        problems.extend(found.into_iter().filter(|_| usable));
        bank.terms.extend(parsed.filter(|_| usable));
    }
    problems.sort_by_key(|problem| (problem.span.start, problem.severity));
    problems.dedup();
    Parsed { bank, problems }
}

fn syntax(error: &toml::de::Error, text: &str) -> Problem {
    let end = text.len();
    let span = error.span().unwrap_or(end..end);
    Problem::error(span.start.min(end)..span.end.min(end), error.message().replace('\n', ", "))
}

/// The tables of the array `key`, taken out of the document.
fn elements<'a>(top: &mut Table<'a>, key: &str, problems: &mut Vec<Problem>) -> Vec<Value<'a>> {
    let Some(value) = top.remove(key) else { return Vec::new() };
    let span = value.span();
    if let DeValue::Array(array) = value.into_inner() {
        return array.into_iter().collect();
    }
    let message = format!("`{key}` is not a list of tables");
    problems.push(Problem::error(span, message).hint(format!("begin each one with `[[{key}]]`")));
    Vec::new()
}

/// The starts of the tables that a syntax error reaches into.
fn spoilt(questions: &[Value], terms: &[Value], problems: &[Problem], end: usize) -> Vec<usize> {
    let mut starts: Vec<usize> = questions.iter().chain(terms).map(|value| value.span().start).collect();
    starts.sort_unstable();
    let ends = starts.iter().skip(1).copied().chain([end + 1]);
    let hit = |range: Range<usize>| problems.iter().any(|problem| range.contains(&problem.span.start));
    starts.iter().copied().zip(ends).filter(|(start, end)| hit(*start..*end)).map(|(start, _)| start).collect()
}

fn head(top: Table, slug: &str, text: &str, problems: &mut Vec<Problem>) -> Head {
    let value = Spanned::new(0..0, DeValue::Table(top));
    let mut head: Head = checked(value, text, problems).0.unwrap_or_default();
    if head.name.trim().is_empty() {
        slug.clone_into(&mut head.name);
    }
    head
}

/// What the value says as a `T`, and whether it said nothing wrong. Each mistake is noted and cut
/// out, and the rest is read again, so that one mistake does not hide the next.
fn checked<T: DeserializeOwned>(mut value: Value, text: &str, problems: &mut Vec<Problem>) -> (Option<T>, bool) {
    let mut clean = true;
    loop {
        match T::deserialize(ValueDeserializer::from(value.clone())) {
            Ok(parsed) => return (Some(parsed), clean),
            Err(error) => {
                clean = false;
                let span = error.span().unwrap_or(value.span());
                problems.push(schema(&error, span.clone(), text));
                if span.is_empty() || !prune(&mut value, &span) {
                    return (None, false);
                }
            }
        }
    }
}

/// Takes out the key or element at `span`; false when there is none.
fn prune(value: &mut Value, span: &Range<usize>) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => {
            let blamed = |(key, value): &(&Spanned<_>, &Value)| key.span() == *span || value.span() == *span;
            let key = table.iter().find(blamed).map(|(key, _)| key.get_ref().clone());
            match key {
                Some(key) => table.remove(&*key).is_some(),
                None => table.iter_mut().any(|(_, value)| prune(value, span)),
            }
        }
        DeValue::Array(array) => {
            let before = array.len();
            let mut kept = DeArray::new();
            array.iter().filter(|value| value.span() != *span).for_each(|value| kept.push(value.clone()));
            *array = kept;
            array.len() < before || array.iter_mut().any(|value| prune(value, span))
        }
        _ => false,
    }
}

fn schema(error: &toml::de::Error, span: Range<usize>, text: &str) -> Problem {
    let message = error.message();
    let Some(keys) = message.strip_prefix("unknown field ") else {
        return advised(Problem::error(span, message));
    };
    let known: Vec<&str> = keys.split('`').skip(3).step_by(2).collect();
    let written = text.get(span.clone()).unwrap_or_default().trim_matches(['"', '\'']);
    let hint = match near(written, &known) {
        Some(key) => meant(key),
        None => format!("the keys here are {}", known.join(", ")),
    };
    Problem::error(span, format!("unknown key `{written}`")).hint(hint)
}

fn advised(problem: Problem) -> Problem {
    if problem.message.starts_with("malformed id") {
        return problem.hint(SLUG);
    }
    problem
}

const SLUG: &str =
    "lower-case letters, digits and single hyphens, with at least one letter, such as `release-conflict`";

fn near<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let distance = |key: &str| strsim::damerau_levenshtein(key, written);
    let close = known.iter().map(|key| (distance(key), *key)).min()?;
    (close.0 <= 1 + written.chars().count() / 4).then_some(close.1)
}

fn question(value: Value, text: &str, problems: &mut Vec<Problem>, ids: &mut Vec<(String, usize)>) -> Option<Question> {
    let Some(table) = value.get_ref().as_table() else {
        problems.push(Problem::error(value.span(), "a question must be a table").hint("begin it with `[[question]]`"));
        return None;
    };
    let mut found = Vec::new();
    found.extend(repeated_id(table, text, ids));
    found.extend(empty_keys(table));
    found.extend(malformed_category(table));
    found.extend(odd_target(table));
    found.extend(stray_cues(table));
    let missing = missing_keys(table, &value.span());
    let (parsed, clean) = checked(value, text, &mut found);
    // A misspelt key is reported where it stands, not a second time where it is missing.
    let renamed = |key: &str| found.iter().any(|it| it.hint.as_deref() == Some(&meant(key)));
    let missing: Vec<Problem> = missing.into_iter().filter(|(key, _)| !renamed(key)).map(|(_, it)| it).collect();
    found.extend(missing);
    let sound = clean && found.is_empty();
    problems.append(&mut found);
    parsed.filter(|_| sound)
}

/// Where the value of `key` stands, and what it is.
fn entry<'t, 'a>(table: &'t Table<'a>, key: &str) -> Option<(Range<usize>, &'t DeValue<'a>)> {
    table.get(key).map(|value| (value.span(), value.get_ref()))
}

fn repeated_id(table: &Table, text: &str, ids: &mut Vec<(String, usize)>) -> Option<Problem> {
    let (span, value) = entry(table, "id")?;
    let id = value.as_str()?.to_owned();
    let Some((_, first)) = ids.iter().find(|(known, _)| *known == id) else {
        ids.push((id, span.start));
        return None;
    };
    let line = place(text, *first).line;
    Some(Problem::error(span, format!("the id `{id}` is used twice")).hint(format!("line {line} has it already")))
}

fn missing_keys(table: &Table, header: &Range<usize>) -> Vec<(&'static str, Problem)> {
    let mut missing = absent(table, &REQUIRED, header, "this question");
    if let Some((span, DeValue::Table(star))) = entry(table, "star_example") {
        missing.extend(absent(star, &["situation", "task", "action", "result"], &span, "the example"));
    }
    missing
}

fn absent(table: &Table, keys: &[&'static str], span: &Range<usize>, what: &str) -> Vec<(&'static str, Problem)> {
    let absent = keys.iter().filter(|key| !table.contains_key(**key));
    absent.map(|key| (*key, Problem::error(span.clone(), format!("{what} has no `{key}`")))).collect()
}

fn meant(key: &str) -> String {
    format!("did you mean `{key}`?")
}

fn empty_keys(table: &Table) -> Vec<Problem> {
    let empty = |(key, value): (&Spanned<_>, &Value)| {
        let key: &std::borrow::Cow<str> = key.get_ref();
        let spans = if REQUIRED.contains(&&**key) { blanks(value) } else { inner_blanks(value) };
        spans.into_iter().map(|span| Problem::error(span, format!("`{key}` is empty"))).collect::<Vec<_>>()
    };
    table.iter().flat_map(empty).collect()
}

/// The places in a value where text should be and none is.
fn blanks(value: &Value) -> Vec<Range<usize>> {
    match value.get_ref() {
        DeValue::String(text) if text.trim().is_empty() => vec![value.span()],
        DeValue::Array(array) if array.is_empty() => vec![value.span()],
        _ => inner_blanks(value),
    }
}

fn inner_blanks(value: &Value) -> Vec<Range<usize>> {
    match value.get_ref() {
        DeValue::Array(array) => array.iter().flat_map(blanks).collect(),
        DeValue::Table(table) => table.values().flat_map(blanks).collect(),
        _ => Vec::new(),
    }
}

fn malformed_category(table: &Table) -> Option<Problem> {
    let (span, value) = entry(table, "category")?;
    let category = value.as_str()?;
    let malformed = !is_slug(category) && !category.trim().is_empty();
    malformed.then(|| Problem::error(span, format!("malformed category `{category}`")).hint(SLUG))
}

fn odd_target(table: &Table) -> Option<Problem> {
    let (span, value) = entry(table, "target_words")?;
    let number =
        |value: &Value| value.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
    let range: Vec<i64> = value.as_array()?.iter().map(number).collect::<Option<_>>()?;
    let sound = matches!(range[..], [low, high] if 1 <= low && low <= high);
    let hint = "write the shortest and the longest length in words, such as `[120, 150]`";
    (range.len() == 2 && !sound).then(|| Problem::error(span, "these are no lengths").hint(hint))
}

fn stray_cues(table: &Table) -> Vec<Problem> {
    let Some(cues) = entry(table, "cues").and_then(|(_, value)| value.as_table()) else { return Vec::new() };
    let lists = ["key_points", "common_mistakes"].into_iter().filter_map(|key| entry(table, key)?.1.as_array());
    let points: Vec<&str> = lists.flat_map(|list| list.iter().filter_map(|value| value.get_ref().as_str())).collect();
    let stray = cues.keys().filter(|key| !points.contains(&&**key.get_ref()));
    stray.map(|key| no_such_point(key.span(), key.get_ref(), &points)).collect()
}

fn no_such_point(span: Range<usize>, cue: &str, points: &[&str]) -> Problem {
    let hint = near(cue, points).map_or("write the point exactly as it stands in its list".to_owned(), |point| {
        format!("did you mean \"{point}\"?")
    });
    Problem::error(span, format!("no key point or mistake is called \"{cue}\"")).hint(hint)
}

fn term(value: Value, text: &str, problems: &mut Vec<Problem>, known: &[Term]) -> Option<Term> {
    let Some(table) = value.get_ref().as_table() else {
        problems.push(Problem::error(value.span(), "a term must be a table").hint("begin it with `[[term]]`"));
        return None;
    };
    let mut found: Vec<Problem> =
        blanks(&value).into_iter().map(|span| Problem::error(span, "this is empty")).collect();
    found.extend(absent(table, &["name", "definition"], &value.span(), "this term").into_iter().map(|(_, it)| it));
    let name = entry(table, "name").map(|(span, _)| span);
    let parsed: Option<Term> = checked(value, text, &mut found).0.filter(|_| found.is_empty());
    let again = parsed.as_ref().filter(|term| known.iter().any(|other| other.name == term.name));
    let problem = |(term, span): (&Term, _)| Problem::error(span, format!("the term `{}` is defined twice", term.name));
    found.extend(again.zip(name).map(problem));
    let sound = found.is_empty();
    problems.append(&mut found);
    parsed.filter(|_| sound)
}

/// What could be better in a bank whose text is sound: a warning for each term that its glossary does not explain.
///
/// Nothing of this is needed to use the bank, so it is not looked for when a bank is opened.
pub fn warnings(bank: &Bank, text: &str) -> Vec<Problem> {
    let (glossary, mut seen) = (Glossary::new(&bank.terms), Vec::new());
    let mut problems = Vec::new();
    for name in bank.questions.iter().flat_map(|question| &question.terminology) {
        if seen.contains(&name) || glossary.called(name).is_some() {
            continue;
        }
        seen.push(name);
        let at = text.find(&format!("\"{name}\"")).unwrap_or(0);
        let hint = "add a `[[term]]` with its `name` and `definition`";
        problems.push(
            Problem::warning(at..at + name.len() + 2, format!("the glossary does not explain `{name}`")).hint(hint),
        );
    }
    problems
}

/// Where a byte stands, both counted from 1; the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

/// The place of byte `offset` in `text`.
pub fn place(text: &str, offset: usize) -> Place {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    Place { line: before.matches('\n').count() + 1, column: before[start..].chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"name = "n"
[[question]]
id = "one"
prompt = "p"
category = "c"
answer_framework = "a"
star_example = "s"
how_to_answer = ["h"]
key_points = ["k"]
interviewers_look_for = ["l"]
common_mistakes = ["m"]
"#;

    /// `SOUND` with its line `number` replaced.
    fn with(number: usize, line: &str) -> String {
        let lines = SOUND.lines().zip(1..).map(|(own, at)| if at == number { line } else { own });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn found(text: &str) -> Vec<String> {
        let shown = |problem: &Problem| {
            let Place { line, column } = place(text, problem.span.start);
            format!("{line}:{column} {}", problem.message)
        };
        bank("b", text).problems.iter().map(shown).collect()
    }

    #[test]
    fn a_sound_bank_has_no_problem() {
        assert_eq!(found(SOUND), [""; 0]);
        assert_eq!(bank("b", SOUND).bank.questions.len(), 1);
    }

    #[test]
    fn each_mistake_is_reported_where_it_stands() {
        let cases = [
            (1, "nme = 'n'", "1:1 unknown key `nme`"),
            (3, "id = 'One'", "3:6 malformed id `One`"),
            (3, "id = 7", "3:6 invalid type: integer `7`, expected a string"),
            (4, "", "2:1 this question has no `prompt`"),
            (4, "prompt = ' '", "4:10 `prompt` is empty"),
            (4, "prmpt = 'p'", "4:1 unknown key `prmpt`"),
            (4, "prompt = 'caf\u{e9} 日本' x", "4:20 unexpected key or value, expected newline, `#`"),
            (5, "category = 'A b'", "5:12 malformed category `A b`"),
            (7, "star_example = ''", "7:16 `star_example` is empty"),
            (7, "star_example = { situation = 's', task = 't', action = 'a' }", "7:16 the example has no `result`"),
            (9, "key_points = ['k', '']", "9:20 `key_points` is empty"),
            (9, "key_points = ['k', 3]", "9:20 invalid type: integer `3`, expected a string"),
            (9, "key_points = 'k'", "9:14 invalid type: string \"k\", expected a sequence"),
            (11, "common_mistakes = ['m']\ntarget_words = [9, 3]", "12:16 these are no lengths"),
            (11, "common_mistakes = ['m']\ntarget_words = [-9, 3]", "12:16 these are no lengths"),
            (
                11,
                "common_mistakes = ['m']\n[question.cues]\nkk = ['x']",
                "13:1 no key point or mistake is called \"kk\"",
            ),
            (11, "common_mistakes = ['m']\n[[question]]\nid = 'one'", "13:6 the id `one` is used twice"),
        ];
        for (line, text, expected) in cases {
            let found = found(&with(line, text));
            assert!(found.iter().any(|found| found == expected), "{text}: {found:?}");
        }
    }

    #[test]
    fn every_mistake_is_found_in_one_go_and_only_sound_questions_are_kept() {
        let text = format!(
            "{SOUND}[[question]]\nid = 'two'\nprompt = 3\nextra = 1\nkey_points = [1, 'k', 2]\n{}",
            &SOUND[11..]
        );
        let parsed = bank("b", &text);
        assert_eq!(parsed.bank.questions.len(), 1, "the third question repeats the id of the first");
        let lines: Vec<usize> = parsed.problems.iter().map(|problem| place(&text, problem.span.start).line).collect();
        assert_eq!(lines, [12, 12, 12, 12, 12, 12, 14, 15, 16, 16, 18]);
    }

    #[test]
    fn what_is_no_list_of_tables_is_refused() {
        assert_eq!(found("question = 3"), ["1:12 `question` is not a list of tables"]);
        assert_eq!(found("[question]\nid = 'one'"), ["1:1 `question` is not a list of tables"]);
        assert_eq!(found("question = [3]"), ["1:13 a question must be a table"]);
        assert_eq!(
            found("[[term]]\nname = 't'\ndefinition = 'd'\n[[term]]\nname = 't'\ndefinition = 'd'"),
            ["5:8 the term `t` is defined twice"]
        );
    }

    #[test]
    fn a_syntax_error_costs_the_question_it_is_in() {
        let text = format!("{}[[question]]\nid = \"x\nprompt = 'p'\n{}", SOUND, SOUND[11..].replace("one", "three"));
        let parsed = bank("b", &text);
        let ids: Vec<_> = parsed.bank.questions.iter().map(|question| question.id.as_str()).collect();
        assert_eq!(ids, ["one", "three"]);
        assert_eq!(parsed.problems.len(), 1, "{:?}", parsed.problems);
    }

    #[test]
    fn a_place_counts_characters_and_survives_any_offset() {
        let text = "a\u{e9}\r\n日x";
        assert_eq!(place(text, 0), Place { line: 1, column: 1 });
        assert_eq!(place(text, 2), Place { line: 1, column: 2 });
        assert_eq!(place(text, 8), Place { line: 2, column: 2 });
        assert_eq!(place(text, 999), Place { line: 2, column: 3 });
    }
}
