//! TOML text to a [`Bank`] and a list of [`Problem`]s.
//!
//! Parsing never fails: whatever is wrong becomes a problem with its place, a broken question is
//! left out, and the rest stays usable. All problems of a text are found in one go. A new rule is a
//! function from a table to problems, called in `question` or `term`.

#[cfg(test)]
mod schema;

use std::collections::HashSet;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, ValueDeserializer};

use crate::bank::{self, Bank, Question, QuestionId, Star, StarExample, Term, is_slug};
use crate::page::clipped;
use crate::text::closest;

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
    /// Whether it says that something is not there, which may be because of another problem.
    misses: bool,
}

impl Problem {
    fn error(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, severity: Severity::Error, message: message.into(), hint: None, misses: false }
    }

    fn missing(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { misses: true, ..Self::error(span, message) }
    }

    /// Something at `span` that could be better.
    pub fn warning(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(span, message) }
    }

    /// The same problem with what to write instead.
    pub fn hint(self, hint: impl Into<String>) -> Self {
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

/// Those of them that are lists.
const LISTS: [&str; 4] = ["how_to_answer", "key_points", "interviewers_look_for", "common_mistakes"];

/// What stands at the top of a bank file, apart from its questions and terms.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
struct Head {
    /// The title a person reads, for example the role.
    name: String,
    /// What the bank is about.
    about: String,
    /// Where the content came from.
    source: String,
    #[serde(rename = "question")]
    #[cfg_attr(test, schemars(with = "Vec<Question>"))]
    _question: IgnoredAny,
    #[serde(rename = "term")]
    #[cfg_attr(test, schemars(with = "Vec<Term>"))]
    _term: IgnoredAny,
}

/// The bank in `text`, and all its problems. `slug` becomes the bank's part of full names.
///
/// A byte-order mark is no part of the text: strip it before, so that places are right.
pub fn bank(slug: &str, text: &str) -> Parsed {
    let mut reader = Reader::new(text);
    let (document, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        reader.read(document.into_inner());
    } else {
        // What the parser makes of the rest is a guess, so each part is read as if it stood alone.
        for part in parts(text) {
            reader.part(part);
        }
    }
    let Parsed { mut bank, mut problems } = reader.parsed;
    slug.clone_into(&mut bank.slug);
    if bank.name.trim().is_empty() {
        slug.clone_into(&mut bank.name);
    }
    problems.sort_by_key(|problem| (problem.span.start, problem.severity));
    problems.dedup();
    Parsed { bank, problems }
}

/// Where a question and its texts stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Its id, if it has one.
    pub id: String,
    /// Its header.
    pub header: Range<usize>,
    /// Its texts and the names of its cues, each with its place.
    pub texts: Vec<(String, Range<usize>)>,
}

impl Outline {
    /// Where `text` stands first in the question.
    pub fn place(&self, text: &str) -> Range<usize> {
        self.places(text).next().unwrap_or_else(|| self.header.clone())
    }

    /// Everywhere it stands.
    pub fn places<'o>(&'o self, text: &'o str) -> impl Iterator<Item = Range<usize>> + 'o {
        self.texts.iter().filter(move |(own, _)| own == text).map(|(_, span)| span.clone())
    }
}

/// Where the questions of `text` and their texts stand, in the order of the text.
pub fn outlines(text: &str) -> Vec<Outline> {
    let (document, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return outlined(&document.into_inner(), 0);
    }
    let part = |range: Range<usize>| {
        let (document, errors) = DeTable::parse_recoverable(&text[range.clone()]);
        if errors.is_empty() { outlined(&document.into_inner(), range.start) } else { Vec::new() }
    };
    parts(text).into_iter().flat_map(part).collect()
}

fn outlined(top: &Table, offset: usize) -> Vec<Outline> {
    let Some((_, DeValue::Array(questions))) = entry(top, "question") else { return Vec::new() };
    let outline = |question: &Value| {
        let mut texts = Vec::new();
        collect(question, offset, &mut texts);
        let id = question.get_ref().get("id").and_then(|id| id.get_ref().as_str()).unwrap_or_default().to_owned();
        Outline { id, header: shifted(question.span(), offset), texts }
    };
    questions.iter().map(outline).collect()
}

fn shifted(span: Range<usize>, offset: usize) -> Range<usize> {
    span.start + offset..span.end + offset
}

fn collect(value: &Value, offset: usize, texts: &mut Vec<(String, Range<usize>)>) {
    match value.get_ref() {
        DeValue::String(text) => texts.push((text.clone().into_owned(), shifted(value.span(), offset))),
        DeValue::Array(array) => array.iter().for_each(|value| collect(value, offset, texts)),
        DeValue::Table(table) => {
            for (key, value) in table {
                texts.push((key.get_ref().clone().into_owned(), shifted(key.span(), offset)));
                collect(value, offset, texts);
            }
        }
        _ => {}
    }
}

/// What stands in a bank for what its author has not written yet: it is read as nothing.
pub const UNWRITTEN: &str = "TODO";

/// The question without what is still to be written.
fn written(mut question: Question) -> Question {
    let clear = |text: &mut String| {
        if text.trim() == UNWRITTEN {
            text.clear();
        }
    };
    clear(&mut question.answer_framework);
    match &mut question.star_example {
        StarExample::Narrative { narrative } => clear(narrative),
        StarExample::Sections(Star { situation, task, action, result }) => {
            [situation, task, action, result].into_iter().for_each(clear);
        }
    }
    let Question { how_to_answer, key_points, interviewers_look_for, common_mistakes, .. } = &mut question;
    for list in [how_to_answer, key_points, interviewers_look_for, common_mistakes] {
        list.retain(|text| text.trim() != UNWRITTEN);
    }
    question
}

/// The stretches of a text that begin with a `[[…]]` header, and the one before them.
fn parts(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && is_header(line) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Whether a line begins a part, however its brackets are closed. What only begins like one may stand in a text.
fn is_header(line: &str) -> bool {
    let Some(rest) = line.trim().strip_prefix("[[") else { return false };
    let rest = rest.split('#').next().unwrap_or_default().trim_end();
    let name = rest.trim_end_matches(']').trim();
    rest.len() - name.len() <= 4 && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// Reads a text, whole or part by part.
struct Reader<'t> {
    /// What is being read.
    text: &'t str,
    /// Where that begins in the whole text.
    offset: usize,
    /// The ids of the questions so far.
    ids: HashSet<QuestionId>,
    /// The names of the terms so far.
    names: HashSet<String>,
    parsed: Parsed,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, offset: 0, ids: HashSet::new(), names: HashSet::new(), parsed: Parsed::default() }
    }

    fn part(&mut self, range: Range<usize>) {
        let whole = self.text;
        (self.text, self.offset) = (&whole[range.clone()], range.start);
        let (document, errors) = DeTable::parse_recoverable(self.text);
        match first(&errors, self.text) {
            None => self.read(document.into_inner()),
            Some(first) => {
                let others = beyond(&first, self.text);
                self.blame([first].into_iter().chain(others));
            }
        }
        (self.text, self.offset) = (whole, 0);
    }

    fn read(&mut self, mut top: Table<'t>) {
        for value in self.elements(&mut top, "question") {
            self.question(value);
        }
        for value in self.elements(&mut top, "term") {
            self.term(value);
        }
        self.head(top);
    }

    /// Notes problems of what is being read, as long as anybody would read on.
    fn blame(&mut self, problems: impl IntoIterator<Item = Problem>) {
        let (offset, room) = (self.offset, MANY.saturating_sub(self.parsed.problems.len()));
        let shift = |it: Problem| Problem { span: it.span.start + offset..it.span.end + offset, ..it };
        self.parsed.problems.extend(problems.into_iter().take(room).map(shift));
    }

    /// The tables of the array `key`, taken out of the document.
    fn elements(&mut self, top: &mut Table<'t>, key: &str) -> Vec<Value<'t>> {
        let Some(value) = top.remove(key) else { return Vec::new() };
        let span = value.span();
        if let DeValue::Array(array) = value.into_inner() {
            return array.into_iter().collect();
        }
        let message = format!("`{key}` is not a list of tables");
        self.blame([Problem::error(span, message).hint(format!("begin each one with `[[{key}]]`"))]);
        Vec::new()
    }

    fn head(&mut self, top: Table) {
        let value = Spanned::new(0..0, DeValue::Table(top));
        let mut found = Vec::new();
        let head: Head = checked(value, self.text, &mut found).0.unwrap_or_default();
        self.blame(found);
        let bank = &mut self.parsed.bank;
        for (own, read) in [(&mut bank.name, head.name), (&mut bank.about, head.about), (&mut bank.source, head.source)]
        {
            if !read.is_empty() {
                *own = read;
            }
        }
    }

    fn question(&mut self, value: Value) {
        let mut found = Vec::new();
        let parsed = question(value, self.text, &mut found);
        if let Some((question, span)) = parsed {
            if self.ids.insert(question.id.clone()) {
                self.parsed.bank.questions.push(written(question));
            } else {
                found.push(Problem::error(span, format!("the id `{}` is used twice", question.id)).hint(TWICE));
            }
        }
        self.blame(found);
    }

    fn term(&mut self, value: Value) {
        let mut found = Vec::new();
        if let Some((term, span)) = term(value, self.text, &mut found) {
            if self.names.insert(term.name.clone()) {
                self.parsed.bank.terms.push(term);
            } else {
                found.push(Problem::error(span, format!("the term `{}` is defined twice", term.name)).hint(TWICE));
            }
        }
        self.blame(found);
    }
}

const TWICE: &str = "the first one is used; give this one another name, or take one of them out";

/// One slip makes the parser stumble over what follows: the first error is the one to mend.
fn first(errors: &[toml::de::Error], text: &str) -> Option<Problem> {
    errors.iter().map(|error| syntax(error, text)).min_by_key(|problem| problem.span.start)
}

/// As many slips of one question are looked past.
const SLIPS: usize = 8;

/// What else is wrong with a question that has a slip: the line is taken out, and the rest read as if it were all.
/// Where that makes no sense of it, nothing is said, since it would be a guess.
fn beyond(slip: &Problem, text: &str) -> Vec<Problem> {
    let (mut text, mut slip, mut found) = (text.to_owned(), slip.clone(), Vec::new());
    for _ in 0..SLIPS {
        if !blank(&mut text, slip.span.start) {
            break;
        }
        let (document, errors) = DeTable::parse_recoverable(&text);
        let Some(next) = first(&errors, &text) else {
            let mut reader = Reader::new(&text);
            reader.read(document.into_inner());
            // What is not there may be what was taken out.
            found.extend(reader.parsed.problems.into_iter().filter(|problem| !problem.misses));
            return found;
        };
        if next.span.start <= slip.span.start {
            break;
        }
        found.push(next.clone());
        slip = next;
    }
    Vec::new()
}

/// Blanks the line at byte `at`, and leaves every other byte where it is. A header is left: without it nothing
/// that follows is where it belongs.
fn blank(text: &mut String, at: usize) -> bool {
    let at = at.min(text.len());
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let is_header = text[start..end].trim_start().starts_with('[');
    if !is_header {
        text.replace_range(start..end, &" ".repeat(end - start));
    }
    !is_header
}

fn syntax(error: &toml::de::Error, text: &str) -> Problem {
    let end = text.len();
    let span = error.span().unwrap_or(end..end);
    let span = span.start.min(end)..span.end.min(end);
    if let Some(slip) = slip(error.message(), span.clone(), text) {
        return slip;
    }
    let hint = "write `key = \"text\"`, `key = [\"one\", \"two\"]`, or a header such as `[[question]]`";
    Problem::error(span, error.message().replace('\n', ", ")).hint(hint)
}

/// The slips that people make most, in the words of the format guide: what the parser says of them is about TOML.
fn slip(message: &str, span: Range<usize>, text: &str) -> Option<Problem> {
    let rest = text.get(span.start..)?;
    let line = rest.lines().next().unwrap_or_default();
    let problem = |span: Range<usize>, message: &str, hint: &str| Some(Problem::error(span, message).hint(hint));
    let opening = |mark: &str| text[..span.start].rfind(mark).map(|at| at..at + mark.len());
    let is_key = || line.split_once('=').is_some_and(|(key, _)| bank::is_slug(&key.trim().replace('_', "-")));
    match message {
        _ if rest.starts_with(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) => {
            problem(span, "these quotes are not TOML's", "write straight ones: `\"text\"`")
        }
        it if it.starts_with("duplicate key") => {
            let key = clipped(line.split('=').next().unwrap_or_default().trim(), 60);
            problem(span, &format!("`{key}` stands here a second time"), "take one of them out")
        }
        it if it.contains("multi-line") => problem(
            opening("\"\"\"").or(opening("'''"))?,
            "this text is never closed",
            "end it with the same three quotes",
        ),
        it if it.starts_with("invalid basic string") || it.starts_with("invalid literal string") => {
            problem(span, "this text is not closed", "end it with the quote it begins with, on the same line")
        }
        it if it.contains("unicode") || it.contains("escape") => problem(
            span,
            "a backslash begins an escape here",
            "write two of them, or put the text between single quotes",
        ),
        it if (it.contains("array") || it.contains("must be quoted")) && is_key() => {
            problem(opening("[")?, "this list is not closed", "end it with `]`")
        }
        it if it.starts_with("invalid unquoted key") && line.starts_with(':') => {
            problem(span.start..span.start + 1, "a key is followed by `=`", "write `key = \"text\"`")
        }
        it if it.starts_with("invalid boolean") || it.contains("must be quoted") => {
            let word = clipped(line.split([',', ']', '#']).next().unwrap_or_default().trim(), 60);
            let end = span.start + line.split([',', ']', '#']).next().unwrap_or_default().trim_end().len();
            problem(span.start..end, "a text needs quotes", &format!("write `\"{word}\"`"))
        }
        _ => None,
    }
}

/// After this many problems in one file no more are noted.
pub const MANY: usize = 1_000;

/// After this many problems in one table no more are looked for.
const MOST: usize = 50;

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
                if span.is_empty() || problems.len() > MOST || !prune(&mut value, &span) {
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
        return mistyped(span, message);
    };
    let known: Vec<&str> = keys.split('`').skip(3).step_by(2).collect();
    let written = text.get(span.clone()).unwrap_or_default().trim_matches(['"', '\'']);
    let hint = match closest(written, known.iter().copied()) {
        Some(key) => meant(key),
        None => format!("the keys here are {}", known.join(", ")),
    };
    Problem::error(span, format!("unknown key `{}`", clipped(written, 60))).hint(hint)
}

/// A value of the wrong kind, in the words of the format guide and not of the library.
fn mistyped(span: Range<usize>, message: &str) -> Problem {
    let problem = |message: String, hint: &str| Problem::error(span.clone(), message).hint(hint);
    if message.starts_with("malformed id") {
        return problem(message.to_owned(), SLUG);
    }
    let message = message.replace("a sequence", "a list").replace("a string", "a text").replace(": map", ": a table");
    let message = message.replace("expected a map", "expected a table");
    let hint = if message.ends_with("a list") {
        "write a list of texts, such as `[\"one\", \"two\"]`"
    } else if message.ends_with("a table") {
        "begin it with a header such as `[question.cues]`"
    } else if message.contains("situation") {
        "write a text in quotes, or a table such as `{ situation = \"…\", task = \"…\", action = \"…\", result = \"…\" }`"
    } else {
        "write a text in quotes"
    };
    problem(message, hint)
}

const SLUG: &str =
    "lower-case letters, digits and single hyphens, with at least one letter, such as `release-conflict`";

fn question(value: Value, text: &str, problems: &mut Vec<Problem>) -> Option<(Question, Range<usize>)> {
    let Some(table) = value.get_ref().as_table() else {
        problems.push(Problem::error(value.span(), "a question must be a table").hint("begin it with `[[question]]`"));
        return None;
    };
    problems.extend(empty_keys(table));
    problems.extend(malformed_category(table));
    problems.extend(unasked(table));
    problems.extend(stray_cues(table));
    let missing = missing_keys(table, &value.span());
    let id = entry(table, "id").map(|(span, _)| span);
    let target = odd_target(table);
    let (parsed, clean) = checked(value, text, problems);
    if let Some(target) = target {
        // What is wrong with the two numbers is said once, and not of each of them.
        problems.retain(|it| it.span.start < target.span.start || it.span.end > target.span.end);
        problems.push(target);
    }
    problems.retain(|it| it.message != "malformed id ``");
    problems.extend(not_renamed(missing, problems));
    parsed.filter(|_| clean && problems.is_empty()).zip(id)
}

/// The missing keys that are not there under a misspelt name, which is reported where it stands.
fn not_renamed(missing: Vec<(&'static str, Problem)>, found: &[Problem]) -> Vec<Problem> {
    let renamed = |key: &str| found.iter().any(|it| it.hint.as_deref() == Some(&meant(key)));
    missing.into_iter().filter(|(key, _)| !renamed(key)).map(|(_, it)| it).collect()
}

/// Where the value of `key` stands, and what it is.
fn entry<'t, 'a>(table: &'t Table<'a>, key: &str) -> Option<(Range<usize>, &'t DeValue<'a>)> {
    table.get(key).map(|value| (value.span(), value.get_ref()))
}

fn missing_keys(table: &Table, header: &Range<usize>) -> Vec<(&'static str, Problem)> {
    let mut missing = absent(table, &REQUIRED, header, "this question");
    if let Some((span, DeValue::Table(star))) = entry(table, "star_example") {
        missing.extend(absent(star, &["situation", "task", "action", "result"], &span, "the example"));
    }
    missing
}

fn absent(table: &Table, keys: &[&'static str], span: &Range<usize>, what: &str) -> Vec<(&'static str, Problem)> {
    let problem = |key: &str| {
        let value = if LISTS.contains(&key) { "[\"…\"]" } else { "\"…\"" };
        Problem::missing(span.clone(), format!("{what} has no `{key}`")).hint(format!("add `{key} = {value}`"))
    };
    keys.iter().filter(|key| !table.contains_key(**key)).map(|key| (*key, problem(key))).collect()
}

fn meant(key: &str) -> String {
    format!("did you mean `{key}`?")
}

fn empty_keys(table: &Table) -> Vec<Problem> {
    let empty = |(key, value): (&Spanned<_>, &Value)| {
        let key: &std::borrow::Cow<str> = key.get_ref();
        let spans = if REQUIRED.contains(&&**key) { blanks(value) } else { inner_blanks(value) };
        let part = |span: &Range<usize>| if *span == value.span() { "" } else { "an entry of " };
        spans
            .into_iter()
            .map(|it| Problem::missing(it.clone(), format!("{}`{key}` is empty", part(&it))))
            .collect::<Vec<_>>()
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

/// Without its prompt there is no question yet.
fn unasked(table: &Table) -> Option<Problem> {
    let (span, value) = entry(table, "prompt")?;
    let is_unwritten = value.as_str().is_some_and(|prompt| prompt.trim() == UNWRITTEN);
    is_unwritten.then(|| Problem::error(span, "the prompt is still to be written").hint("write what is asked"))
}

fn odd_target(table: &Table) -> Option<Problem> {
    let (span, value) = entry(table, "target_words")?;
    let number =
        |value: &Value| value.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
    let numbers = value.as_array().and_then(|array| array.iter().map(number).collect::<Option<Vec<_>>>());
    let most = i64::from(u32::MAX);
    let sound = matches!(numbers.as_deref(), Some([low, high]) if 1 <= *low && low <= high && *high <= most);
    let hint = "write the shortest and the longest length in words, such as `[120, 150]`";
    (!sound).then(|| Problem::error(span, "these are no lengths").hint(hint))
}

fn stray_cues(table: &Table) -> Vec<Problem> {
    let Some(cues) = entry(table, "cues").and_then(|(_, value)| value.as_table()) else { return Vec::new() };
    let lists = ["key_points", "common_mistakes"].into_iter().filter_map(|key| entry(table, key)?.1.as_array());
    let points: Vec<&str> = lists.flat_map(|list| list.iter().filter_map(|value| value.get_ref().as_str())).collect();
    let points: HashSet<&str> =
        points.iter().flat_map(|point| bank::parts(point).into_iter().chain([*point])).collect();
    let stray = cues.keys().filter(|key| !points.contains(&**key.get_ref()));
    stray.take(MOST).map(|key| no_such_point(key.span(), key.get_ref(), &points)).collect()
}

fn no_such_point(span: Range<usize>, cue: &str, points: &HashSet<&str>) -> Problem {
    let hint = closest(cue, points.iter().copied())
        .map_or("write the point exactly as it stands in its list".to_owned(), |point| {
            format!("did you mean \"{point}\"?")
        });
    Problem::missing(span, format!("no key point or mistake is called \"{cue}\"")).hint(hint)
}

fn term(value: Value, text: &str, problems: &mut Vec<Problem>) -> Option<(Term, Range<usize>)> {
    let Some(table) = value.get_ref().as_table() else {
        problems.push(Problem::error(value.span(), "a term must be a table").hint("begin it with `[[term]]`"));
        return None;
    };
    let must = ["name", "definition"].into_iter().filter_map(|key| table.get(key));
    let blank = must.flat_map(blanks).chain(table.get("aliases").into_iter().flat_map(inner_blanks));
    problems.extend(blank.map(|span| Problem::missing(span, "this is empty")));
    let missing = absent(table, &["name", "definition"], &value.span(), "this term");
    let name = entry(table, "name").map(|(span, _)| span);
    let (parsed, clean) = checked(value, text, problems);
    problems.extend(not_renamed(missing, problems));
    parsed.filter(|_| clean && problems.is_empty()).zip(name)
}

/// Where a byte stands, both counted from 1; the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

/// The lines of a text, for whoever asks for many places in it.
pub struct Lines<'t> {
    text: &'t str,
    /// Where each begins.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of `text`.
    pub fn new(text: &'t str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The place of byte `offset`.
    pub fn place(&self, offset: usize) -> Place {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset);
        Place { line, column: self.text[self.starts[line - 1]..offset].chars().count() + 1 }
    }

    /// The bytes of the whole lines in which `span` lies.
    pub fn around(&self, span: &Range<usize>) -> Range<usize> {
        let (first, last) = (self.place(span.start).line, self.place(span.end).line);
        self.starts[first - 1]..self.starts.get(last).copied().unwrap_or(self.text.len())
    }

    /// The text they are of.
    pub fn text(&self) -> &'t str {
        self.text
    }
}

/// The place of byte `offset` in `text`.
pub fn place(text: &str, offset: usize) -> Place {
    Lines::new(text).place(offset)
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
            (3, "id = 7", "3:6 invalid type: integer `7`, expected a text"),
            (4, "", "2:1 this question has no `prompt`"),
            (4, "prompt = ' '", "4:10 `prompt` is empty"),
            (4, "prmpt = 'p'", "4:1 unknown key `prmpt`"),
            (4, "prompt = 'caf\u{e9} 日本' x", "4:20 unexpected key or value, expected newline, `#`"),
            (4, "prompt = what", "4:10 a text needs quotes"),
            (4, "prompt = theory, or not", "4:10 a text needs quotes"),
            (4, "prompt = \u{201c}p\u{201d}", "4:10 these quotes are not TOML's"),
            (4, "prompt = \"p", "4:12 this text is not closed"),
            (4, "prompt = \"C:\\Users\"", "4:15 a backslash begins an escape here"),
            (4, "prompt = \"\"\"p", "4:10 this text is never closed"),
            (4, "prompt: \"p\"", "4:7 a key is followed by `=`"),
            (4, "prompt = 'p'\nprompt = 'q'", "5:1 `prompt` stands here a second time"),
            (9, "key_points = ['k',\n'l'", "9:14 this list is not closed"),
            (5, "category = 'A b'", "5:12 malformed category `A b`"),
            (7, "star_example = ''", "7:16 `star_example` is empty"),
            (7, "star_example = { situation = 's', task = 't', action = 'a' }", "7:16 the example has no `result`"),
            (9, "key_points = ['k', '']", "9:20 an entry of `key_points` is empty"),
            (9, "key_points = ['k', 3]", "9:20 invalid type: integer `3`, expected a text"),
            (9, "key_points = 'k'", "9:14 invalid type: string \"k\", expected a list"),
            (11, "common_mistakes = ['m']\ntarget_words = [9, 3]", "12:16 these are no lengths"),
            (11, "common_mistakes = ['m']\ntarget_words = [-9, 3]", "12:16 these are no lengths"),
            (
                11,
                "common_mistakes = ['m']\n[question.cues]\nkk = ['x']",
                "13:1 no key point or mistake is called \"kk\"",
            ),
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
    fn the_second_question_of_the_same_id_is_left_out() {
        assert_eq!(found(&format!("{SOUND}{}", &SOUND[11..])), ["13:6 the id `one` is used twice"]);
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
    fn brackets_in_a_text_begin_no_question() {
        let text = SOUND.replace("\"a\"", "\"\"\"\nwrite\n[[ -f x ]] to test\n\"\"\"");
        let parsed = bank("b", &format!("{text}[[question]]\nid = \"x\n"));
        assert_eq!((parsed.bank.questions.len(), parsed.problems.len()), (1, 1), "{:?}", parsed.problems);
    }

    #[test]
    fn a_slip_does_not_hide_what_else_is_wrong_with_its_question() {
        let text = SOUND.replace("prompt = \"p\"", "prompt = \"p").replace("[\"k\"]", "[\"k\", 3]");
        let both = ["4:12 this text is not closed", "9:20 invalid type: integer `3`, expected a text"];
        assert_eq!(found(&text), both);
        // What was taken out is not missed.
        let cut = SOUND.replace("[\"k\"]", "[\"k\", \"two") + "[question.cues]\nk = [\"x\"]\n";
        assert_eq!(found(&cut).len(), 1, "{:?}", found(&cut));
        let third = text.replace("\"c\"", "c");
        assert_eq!(found(&third).len(), 3, "{:?}", found(&third));
    }

    #[test]
    fn whatever_is_broken_costs_no_other_question() {
        let other = |id: &str| SOUND[11..].replace("\"one\"", &format!("\"{id}\""));
        let slips = [
            "stray\n",
            "* bullet\n",
            "\"quoted\"\n",
            "prompt: \"p\"\n",
            "tags = [\"a\"\n",
            "x = \"\"\"\n",
            "x = { a = 1\n",
            "[question]\n",
            "id = \"again\"\n",
        ];
        for slip in slips {
            let text = format!("{SOUND}{}{slip}{}", other("two"), other("three"));
            let parsed = bank("b", &text);
            let ids: Vec<_> = parsed.bank.questions.iter().map(|question| question.id.as_str()).collect();
            assert_eq!((ids, parsed.problems.len()), (vec!["one", "three"], 1), "{slip}: {:?}", parsed.problems);
        }
        for header in ["[[question\n", "[[question]\n", "[[questions]]\n", "[[]]\n"] {
            let text = format!("{SOUND}{header}{}{}", &other("two")[13..], other("three"));
            let parsed = bank("b", &text);
            let ids: Vec<_> = parsed.bank.questions.iter().map(|question| question.id.as_str()).collect();
            assert_eq!((ids, parsed.problems.len()), (vec!["one", "three"], 1), "{header}: {:?}", parsed.problems);
        }
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
