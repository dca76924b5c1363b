//! Tables with a question a row: comma-, semicolon- or tab-separated values as in RFC 4180, with a header.
//!
//! Columns are known by their names in any order; one that nobody knows goes into the notes with its name, so that
//! nothing is lost. A name that should be known is a word in [`ROLES`].

use super::Found;
use super::draft::{Draft, item, topic};
use super::parts::{Part, part, parts};
use crate::bank::QuestionId;
use crate::text::fold;

const UNASKED: &str = "a row without a question";
const SETTING: &str = "a setting of the program it came from";

const HEADLESS: &str = "no header: the first column is taken for the question";

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Question,
    Answer,
    Category,
    Tags,
    Id,
    Part(Part),
    /// Tags with spaces between them.
    AnkiTags,
    /// A deck with those it is in.
    AnkiDeck,
    /// What only Anki has a use for, unless qbank wrote it.
    AnkiName,
}

/// The names of columns, as letters alone; a column with the whole name comes before one that ends with it.
const ROLES: [(Role, &[&str]); 5] = [
    (Role::Question, &["question", "questions", "questiontext", "prompt", "front", "title", "q", "frage"]),
    (Role::Answer, &["answer", "answers", "back", "notes", "note", "explanation", "solution", "a", "antwort"]),
    (Role::Category, &["category", "topic", "section", "deck", "subject", "chapter"]),
    (Role::Tags, &["tags", "tag", "labels", "keywords"]),
    (Role::Id, &["id", "slug"]),
];

fn role(name: &str) -> Option<Role> {
    let letters: String = fold(name).chars().filter(char::is_ascii_alphanumeric).collect();
    let known = ROLES.iter().find(|(_, names)| names.contains(&letters.as_str())).map(|(role, _)| *role);
    known.or_else(|| part(name).map(Role::Part))
}

/// Whether one of the words of `name`, which `pick` chooses, is one for a question or an answer.
fn names(name: &str, wanted: Role, pick: fn(&[&str]) -> usize) -> bool {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words[pick(&words)..].iter().any(|word| role(word) == Some(wanted))
}

fn last(words: &[&str]) -> usize {
    words.len().saturating_sub(1)
}

fn any(_: &[&str]) -> usize {
    0
}

/// The most words that the name of a column has.
const LONGEST: usize = 5;

/// Whether `row` names the columns below it.
fn is_header(row: &Row) -> bool {
    let is_name = |cell: &String| cell.split_whitespace().count() <= LONGEST && !cell.trim().ends_with('?');
    row.cells.iter().all(is_name) && row.cells.iter().any(|cell| names(cell, Role::Question, any))
}

/// What stands between the columns of `text`, if it or its first line tells that it is a table of questions.
pub(super) fn delimiter_of(text: &str) -> Option<char> {
    let (settings, body, _) = Settings::of(text);
    let heads = |delimiter: &char| {
        let header = Rows::of(body, *delimiter).find(|row| !row.is_blank()).unwrap_or_default();
        header.cells.len() > 1 && is_header(&header)
    };
    settings.delimiter.or_else(|| ['\t', ',', ';'].into_iter().find(heads))
}

/// The questions in `text`, whose columns `delimiter` keeps apart unless the text says otherwise.
pub(super) fn found(text: &str, delimiter: char) -> Found {
    let delimiter = delimiter_of(text).unwrap_or(delimiter);
    let mut found = Found::default();
    let lines: Vec<&str> = text.lines().collect();
    let (settings, body, skipped) = Settings::of(text);
    for (line, number) in lines.iter().zip(1..=skipped) {
        found.leave(number, line, SETTING);
    }
    let all = Rows { rest: body, delimiter, line: skipped + 1 };
    let mut rows = all.filter(|row| !row.is_blank()).peekable();
    let header = settings.header(delimiter).or_else(|| rows.next_if(is_header));
    if let Some(row) = rows.peek().filter(|_| header.is_none() && settings.roles.is_empty()) {
        found.leave(row.first, lines.get(row.first - 1).unwrap_or(&""), HEADLESS);
    }
    let columns = Columns::of(&header.unwrap_or_default(), &settings);
    for row in rows {
        match columns.draft(&row) {
            Some(draft) => found.drafts.push(draft),
            None => leave(&mut found, &row, &lines, UNASKED),
        }
    }
    found
}

/// What the lines above a table say of it: `sep=;` of a spreadsheet, or `#separator:tab` and more of Anki.
#[derive(Default)]
struct Settings<'t> {
    delimiter: Option<char>,
    html: bool,
    /// The names of the columns.
    names: Option<&'t str>,
    /// What some of the columns hold.
    roles: Vec<(usize, Role)>,
}

impl<'t> Settings<'t> {
    /// The settings, the table below them, and how many lines they take.
    fn of(text: &'t str) -> (Self, &'t str, usize) {
        let (mut settings, mut rest, mut lines) = (Self::default(), text, 0);
        while let Some(length) = rest.split_inclusive('\n').next().filter(|line| settings.reads(line)).map(str::len) {
            rest = &rest[length..];
            lines += 1;
        }
        (settings, rest, lines)
    }

    /// Whether `line` is a setting, and if so, keeps it.
    fn reads(&mut self, line: &'t str) -> bool {
        let line = line.trim_end_matches(['\r', '\n']);
        if let Some(mark) = line.strip_prefix("sep=").filter(|mark| mark.chars().count() == 1) {
            self.delimiter = mark.chars().next();
            return true;
        }
        let Some((name, value)) = line.strip_prefix('#').and_then(|it| it.split_once(':')) else { return false };
        let column = value.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let mut holds = |role: Role| self.roles.extend(column.map(|at| (at, role)));
        match name {
            "separator" => self.delimiter = separator(value),
            "html" => self.html = value.trim() == "true",
            "columns" => self.names = Some(value),
            "guid column" | "notetype column" => holds(Role::AnkiName),
            "deck column" => holds(Role::AnkiDeck),
            "tags column" => holds(Role::AnkiTags),
            name => return !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == ' '),
        }
        true
    }

    fn header(&self, delimiter: char) -> Option<Row> {
        self.names.and_then(|names| Rows::of(names, delimiter).next())
    }
}

/// The separator that Anki calls `name`.
fn separator(name: &str) -> Option<char> {
    let names = [("tab", '\t'), ("comma", ','), ("semicolon", ';'), ("pipe", '|'), ("colon", ':'), ("space", ' ')];
    let known = names.into_iter().find(|(known, _)| name.trim().eq_ignore_ascii_case(known));
    known.map(|(_, mark)| mark).or_else(|| name.chars().next())
}

fn leave(found: &mut Found, row: &Row, lines: &[&str], why: &'static str) {
    for (line, number) in lines.iter().zip(1..).skip(row.first - 1).take(row.lines) {
        found.leave(number, line, why);
    }
}

/// Names and roles of the columns.
struct Columns {
    names: Vec<String>,
    roles: Vec<Option<Role>>,
    html: bool,
}

impl Columns {
    fn of(header: &Row, settings: &Settings) -> Self {
        let names: Vec<String> = header.cells.iter().map(|name| one_line(name)).collect();
        let width = settings.roles.iter().map(|(at, _)| at + 3).max().unwrap_or(2).min(MOST).max(names.len());
        let mut roles: Vec<Option<Role>> = names.iter().map(|name| role(name)).collect();
        roles.resize(width, None);
        for (at, role) in settings.roles.iter().filter(|(at, _)| *at < width) {
            roles[*at] = Some(*role);
        }
        let mut columns = Self { names, roles, html: settings.html };
        columns.find(Role::Question);
        columns.find(Role::Answer);
        columns
    }

    /// Sees to it that a column holds what is `wanted`: the one whose name says so, or the next where there is no header.
    fn find(&mut self, wanted: Role) {
        if self.roles.contains(&Some(wanted)) {
            return;
        }
        let free = |at: &usize| self.roles[*at].is_none();
        let named = |pick| (0..self.names.len()).filter(free).find(|at| names(&self.names[*at], wanted, pick));
        let by_part = || if wanted == Role::Question { named(any) } else { None };
        let next = || (0..self.roles.len()).find(free).filter(|at| *at >= self.names.len() || wanted == Role::Question);
        if let Some(at) = named(last).or_else(by_part).or_else(next) {
            self.roles[at] = Some(wanted);
        }
    }

    fn draft(&self, row: &Row) -> Option<Draft> {
        let mut draft = Draft::default();
        let mut notes: Vec<String> = Vec::new();
        let mut others: Vec<String> = Vec::new();
        for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            let role = self.roles.get(at).copied().flatten();
            if role == Some(Role::Answer) && notes.is_empty() {
                notes.push(self.answer(&mut draft, cell));
            } else if !role.is_some_and(|role| self.place(&mut draft, role, cell)) {
                others.push(format!("{}: {}", self.name(at), cell.trim()));
            }
        }
        notes.extend(others);
        notes.join("\n\n").replace("\r\n", "\n").trim().clone_into(&mut draft.notes);
        (!draft.prompt.is_empty()).then_some(draft)
    }

    /// What an answer says besides the parts it has.
    fn answer(&self, draft: &mut Draft, cell: &str) -> String {
        if !self.html {
            return cell.trim().to_owned();
        }
        let lines = unmarked(cell, "**").lines().map(|line| (line.trim_end().to_owned(), false)).collect();
        let (rest, parts) = parts(lines);
        draft.parts.extend(parts);
        rest.into_iter().map(|(line, _)| line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Puts a cell where its role says; false when that would lose some of it, or the place is taken.
    fn place(&self, draft: &mut Draft, role: Role, cell: &str) -> bool {
        match role {
            Role::Question if draft.prompt.is_empty() && self.html => draft.prompt = one_line(&unmarked(cell, "")),
            Role::Question if draft.prompt.is_empty() => draft.prompt = one_line(cell),
            Role::Category => return placed_topic(draft, cell),
            Role::AnkiDeck => return placed_topic(draft, cell.rsplit("::").next().unwrap_or(cell)),
            Role::Tags => return placed_tags(draft, cell),
            Role::AnkiTags => return placed_tags(draft, &cell.replace(' ', ";")),
            Role::Part(part) => return placed_part(draft, part, cell),
            Role::Id if draft.id.is_none() && is_id(cell.trim()) => draft.id = Some(cell.trim().to_owned()),
            Role::AnkiName => draft.id = cell.strip_prefix("qbank/").and_then(named).or(draft.id.take()),
            Role::Question | Role::Id | Role::Answer => return false,
        }
        true
    }

    fn name(&self, at: usize) -> String {
        let name = self.names.get(at).filter(|name| !name.is_empty()).cloned();
        name.unwrap_or_else(|| format!("Column {}", at + 1))
    }
}

/// No setting speaks of a column beyond this one.
const MOST: usize = 100;

/// The id in a full name.
fn named(full: &str) -> Option<String> {
    let id = full.split_once('/')?.1;
    is_id(id).then(|| id.to_owned())
}

/// HTML as lines of text, with `bold` around what is bold. A tag that leads elsewhere stays.
fn unmarked(html: &str, bold: &str) -> String {
    let (mut text, mut rest) = (String::new(), html);
    while let Some((before, (tag, behind))) = rest.split_once('<').and_then(|(a, b)| Some((a, b.split_once('>')?))) {
        text.push_str(before);
        match tag.trim_end_matches(['/', ' ']).to_ascii_lowercase().as_str() {
            "li" => text.push_str("\n- "),
            "b" | "/b" | "strong" | "/strong" => text.push_str(bold),
            "br" | "p" | "/p" | "div" | "/div" | "ul" | "/ul" | "ol" | "/ol" => text.push('\n'),
            tag if tag.contains('=') => text.extend(["<", tag, ">"]),
            _ => {}
        }
        rest = behind;
    }
    text.push_str(rest);
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#91;", "["), ("&#39;", "'"), ("&nbsp;", " ")];
    entities.iter().fold(text, |text, (entity, sign)| text.replace(entity, sign)).replace("&amp;", "&")
}

/// Whether `text` can be an id, with room for a number behind it.
fn is_id(text: &str) -> bool {
    text.len() < 90 && QuestionId::try_from(text.to_owned()).is_ok()
}

fn placed_topic(draft: &mut Draft, cell: &str) -> bool {
    let topic = topic(cell);
    match topic.slug {
        Some(slug) if draft.category.is_none() => draft.category = Some(slug),
        Some(slug) => draft.tags.push(slug),
        None => {}
    }
    topic.whole
}

fn placed_tags(draft: &mut Draft, cell: &str) -> bool {
    let topics: Vec<_> = cell.split([',', ';', '|', '\n']).filter(|it| !it.trim().is_empty()).map(topic).collect();
    let whole = topics.iter().all(|topic| topic.whole);
    draft.tags.extend(topics.into_iter().filter_map(|topic| topic.slug));
    whole
}

fn placed_part(draft: &mut Draft, part: Part, cell: &str) -> bool {
    let is_prose = matches!(part, Part::Framework | Part::Star);
    let texts = if is_prose { vec![cell.trim().replace("\r\n", "\n")] } else { points(cell) };
    let is_free = !draft.parts.contains_key(&part) && !texts.is_empty();
    if is_free {
        draft.parts.insert(part, texts);
    }
    is_free
}

/// The points in a cell, which semicolons, bars or line breaks keep apart.
fn points(cell: &str) -> Vec<String> {
    let parts = cell.split([';', '|', '\n']).map(|part| item(part.trim()).unwrap_or(part.trim()));
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

fn one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A row, and where it stands.
#[derive(Debug, Default, PartialEq, Eq)]
struct Row {
    /// Its first line, counted from 1.
    first: usize,
    /// How many lines it takes.
    lines: usize,
    cells: Vec<String>,
}

impl Row {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The rows of a table, one after the other.
struct Rows<'t> {
    rest: &'t str,
    delimiter: char,
    line: usize,
}

impl<'t> Rows<'t> {
    fn of(text: &'t str, delimiter: char) -> Self {
        Self { rest: text, delimiter, line: 1 }
    }

    /// The cell that begins here. One that opens a quote nobody closes is taken as it stands.
    fn cell(&mut self) -> String {
        let quoted = self.rest.strip_prefix('"').and_then(quoted);
        let (mut cell, behind) =
            quoted.map_or((String::new(), self.rest), |(cell, length)| (cell, &self.rest[length..]));
        self.line += cell.matches('\n').count();
        let end = behind.find([self.delimiter, '\n']).unwrap_or(behind.len());
        cell.push_str(behind[..end].trim_end_matches('\r'));
        self.rest = &behind[end..];
        cell
    }
}

/// What stands between quotes, and how long that is with both of them; `text` begins behind the first.
fn quoted(text: &str) -> Option<(String, usize)> {
    let (mut cell, mut at) = (String::new(), 0);
    loop {
        let end = at + text[at..].find('"')?;
        cell.push_str(&text[at..end]);
        at = end + 1;
        if !text[at..].starts_with('"') {
            return Some((cell, at + 1));
        }
        cell.push('"');
        at += 1;
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        if self.rest.is_empty() {
            return None;
        }
        let (first, mut cells) = (self.line, Vec::new());
        loop {
            cells.push(self.cell());
            let Some(behind) = self.rest.strip_prefix(self.delimiter) else { break };
            self.rest = behind;
        }
        let lines = self.line - first + 1;
        self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
        self.line += 1;
        Some(Row { first, lines, cells })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<String>> {
        Rows::of(text, ',').map(|row| row.cells).collect()
    }

    #[test]
    fn rows_are_read_as_the_rfc_has_them() {
        let cases: [(&str, &[&[&str]]); 9] = [
            ("a,b\r\nc,d\r\n", &[&["a", "b"], &["c", "d"]]),
            ("\"a,b\",\"c\"\"d\"", &[&["a,b", "c\"d"]]),
            ("\"a\nb\",c\nd", &[&["a\nb", "c"], &["d"]]),
            ("a,\n,b", &[&["a", ""], &["", "b"]]),
            ("\"\",x", &[&["", "x"]]),
            ("\"never closed,b\nc", &[&["\"never closed", "b"], &["c"]]),
            ("\"a\" b,c", &[&["a b", "c"]]),
            ("a \"b\",c", &[&["a \"b\"", "c"]]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(cells(text), expected, "{text}");
        }
    }

    #[test]
    fn columns_are_known_by_name_in_any_order() {
        let text = "Topic,Difficulty,Back,Front,Tags,Key points,ID\n\
                    Web Questions,hard,\"Two\nlines\",What is X?,\"a b;c\",\"one; two\nthree\",x-1\n";
        let found = found(text, ',');
        let draft = &found.drafts[0];
        assert_eq!((draft.prompt.as_str(), draft.category.as_deref()), ("What is X?", Some("web")));
        assert_eq!((draft.id.as_deref(), draft.notes.as_str()), (Some("x-1"), "Two\nlines\n\nDifficulty: hard"));
        assert_eq!(draft.tags, ["a-b", "c"]);
        assert_eq!(draft.parts[&Part::Points], ["one", "two", "three"]);
    }

    #[test]
    fn what_has_no_place_goes_into_the_notes_with_its_name() {
        let cases = [
            ("question,id\nX?,42", "id: 42"),
            ("question,topic\nX?,データ", "topic: データ"),
            ("question,answer\nX?,yes,more", "yes\n\nColumn 3: more"),
            ("question,answer,explanation\nX?,yes,because", "yes\n\nexplanation: because"),
            ("question,explanation,answer\nX?,,yes", "yes"),
            ("front,question\nX?,Y?", "question: Y?"),
            ("question\tanswer\nX?\tyes", "yes"),
            ("question;answer\nX?;yes", "yes"),
            ("X?,yes,more", "yes\n\nColumn 3: more"),
            ("#separator:comma\nquestion,answer\nX?,yes", "yes"),
        ];
        for (text, notes) in cases {
            let found = found(text, ',');
            assert_eq!(found.drafts.len(), 1, "{text}");
            assert_eq!((found.drafts[0].prompt.as_str(), found.drafts[0].notes.as_str()), ("X?", notes), "{text}");
        }
    }

    #[test]
    fn a_row_without_a_question_is_left_over_line_by_line() {
        let found = found("question,answer\n\n,\"a\nb\"\n ,\nX?\n", ',');
        assert_eq!(found.drafts.len(), 1);
        let left: Vec<_> = found.leftovers.iter().map(|it| (it.line, it.text.as_str())).collect();
        assert_eq!(left, [(3, ",\"a"), (4, "b\"")]);
    }

    #[test]
    fn a_table_is_known_by_its_header() {
        let cases = [
            ("question\tanswer\n", Some('\t')),
            ("Question;Answer\n", Some(';')),
            ("id,prompt", Some(',')),
            ("question\n", None),
            ("#separator:Semicolon\nx;y", Some(';')),
            ("sep=;\nx;y", Some(';')),
            ("No,Interview Question,Ideal Answer", Some(',')),
            ("Frage;Antwort", Some(';')),
            ("Which option is right?,A", None),
            ("What is X?, really\n", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(delimiter_of(text), expected, "{text}");
        }
    }

    #[test]
    fn only_a_row_that_names_the_question_is_a_header() {
        type Case = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);
        let cases: [Case; 5] = [
            ("Which option is right?,A\nWhy?,So", &[("Which option is right?", "A"), ("Why?", "So")], &[HEADLESS]),
            ("No,Interview Question,Ideal Answer,Level\n1,Why?,So,2", &[("Why?", "So\n\nNo: 1\n\nLevel: 2")], &[]),
            ("Question ID,Question\n7,Why?", &[("Why?", "Question ID: 7")], &[]),
            ("sep=;\nFrage;Antwort\nWarum?;Darum", &[("Warum?", "Darum")], &[SETTING]),
            ("Answer,Notes\nx,y", &[("Answer", "Notes"), ("x", "y")], &[HEADLESS]),
        ];
        for (text, expected, left) in cases {
            let found = found(text, ',');
            let asked: Vec<_> = found.drafts.iter().map(|it| (it.prompt.as_str(), it.notes.as_str())).collect();
            assert_eq!(asked, expected, "{text}");
            assert_eq!(found.leftovers.iter().map(|it| it.why).collect::<Vec<_>>(), left, "{text}");
        }
    }

    #[test]
    fn columns_named_like_keys_fill_them() {
        let text = "question,common_mistakes,How to answer,interviewers look for,star example,Terms\n\
                    Why?,a; b|c,\"- d\n- e\",f,Once; twice.,g";
        let parts = &found(text, ',').drafts[0].parts;
        let expected: [(Part, &[&str]); 5] = [
            (Part::Advice, &["d", "e"]),
            (Part::Star, &["Once; twice."]),
            (Part::Terminology, &["g"]),
            (Part::Looks, &["f"]),
            (Part::Mistakes, &["a", "b", "c"]),
        ];
        for (part, texts) in expected {
            assert_eq!(parts[&part], texts, "{part:?}");
        }
    }
}
