//! Tables with a question a row: comma-, semicolon- or tab-separated values as in RFC 4180, with a header.
//!
//! Columns are known by their names in any order; one that nobody knows goes into the notes with its name, so that
//! nothing is lost. A name that should be known is a word in [`ROLES`].

use super::Found;
use super::draft::{Draft, item, topic};
use crate::bank::QuestionId;
use crate::text::fold;

const UNASKED: &str = "a row without a question";
const SETTING: &str = "a setting of the program it came from";

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Question,
    Answer,
    Category,
    Tags,
    Points,
    Id,
}

/// The names of columns, as letters alone; where several columns have a role, an earlier name has it first.
const ROLES: [(Role, &[&str]); 6] = [
    (Role::Question, &["question", "questions", "questiontext", "prompt", "front", "title", "q"]),
    (Role::Answer, &["answer", "answers", "back", "notes", "note", "explanation", "solution", "a"]),
    (Role::Category, &["category", "topic", "section", "deck", "subject", "chapter"]),
    (Role::Tags, &["tags", "tag", "labels", "keywords"]),
    (Role::Points, &["keypoints", "keypoint", "points", "bullets"]),
    (Role::Id, &["id", "slug"]),
];

fn role(name: &str) -> Option<Role> {
    let letters: String = fold(name).chars().filter(char::is_ascii_alphanumeric).collect();
    ROLES.iter().find(|(_, names)| names.contains(&letters.as_str())).map(|(role, _)| *role)
}

/// What stands between the columns of `text`, if its first line is the header of a table of questions.
pub(super) fn delimiter_of(text: &str) -> Option<char> {
    let is_header = |delimiter: &char| {
        let header = Rows::of(text, *delimiter).find(|row| !row.is_blank()).unwrap_or_default();
        header.cells.len() > 1 && header.cells.iter().any(|cell| role(cell) == Some(Role::Question))
    };
    ['\t', ',', ';'].into_iter().find(is_header)
}

/// The questions in `text`, whose columns `delimiter` keeps apart unless its header says otherwise.
pub(super) fn found(text: &str, delimiter: char) -> Found {
    let delimiter = delimiter_of(text).unwrap_or(delimiter);
    let mut found = Found::default();
    let lines: Vec<&str> = text.lines().collect();
    let mut rows = Rows::of(text, delimiter).filter(|row| !row.is_blank()).peekable();
    while let Some(row) = rows.next_if(Row::is_setting) {
        leave(&mut found, &row, &lines, SETTING);
    }
    let header = rows.next_if(|row| row.cells.iter().any(|cell| role(cell).is_some()));
    let columns = Columns::of(&header.unwrap_or_default());
    for row in rows {
        match columns.draft(&row) {
            Some(draft) => found.drafts.push(draft),
            None => leave(&mut found, &row, &lines, UNASKED),
        }
    }
    found
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
}

impl Columns {
    fn of(header: &Row) -> Self {
        let mut roles: Vec<Option<Role>> = header.cells.iter().map(|name| role(name)).collect();
        if roles.is_empty() {
            roles = vec![Some(Role::Question), Some(Role::Answer)];
        } else if !roles.contains(&Some(Role::Question)) {
            let unknown = roles.iter().position(Option::is_none).unwrap_or_default();
            roles[unknown] = Some(Role::Question);
        }
        let names = header.cells.iter().map(|name| one_line(name)).collect();
        Self { names, roles }
    }

    fn draft(&self, row: &Row) -> Option<Draft> {
        let mut draft = Draft::default();
        let mut notes: Vec<String> = Vec::new();
        let mut others: Vec<String> = Vec::new();
        for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            let role = self.roles.get(at).copied().flatten();
            if role == Some(Role::Answer) && notes.is_empty() {
                notes.push(cell.trim().to_owned());
            } else if !role.is_some_and(|role| place(&mut draft, role, cell)) {
                others.push(format!("{}: {}", self.name(at), cell.trim()));
            }
        }
        notes.extend(others);
        draft.notes = notes.join("\n\n").replace("\r\n", "\n");
        (!draft.prompt.is_empty()).then_some(draft)
    }

    fn name(&self, at: usize) -> String {
        let name = self.names.get(at).filter(|name| !name.is_empty()).cloned();
        name.unwrap_or_else(|| format!("Column {}", at + 1))
    }
}

/// Puts a cell where its role says; false when that would lose some of it, or the place is taken.
fn place(draft: &mut Draft, role: Role, cell: &str) -> bool {
    match role {
        Role::Question if draft.prompt.is_empty() => draft.prompt = one_line(cell),
        Role::Category => return placed_topic(draft, cell),
        Role::Tags => return placed_tags(draft, cell),
        Role::Points if draft.points.is_empty() => draft.points = points(cell),
        Role::Id if draft.id.is_none() && is_id(cell.trim()) => draft.id = Some(cell.trim().to_owned()),
        Role::Question | Role::Points | Role::Id | Role::Answer => return false,
    }
    true
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

/// The points in a cell, which semicolons or line breaks keep apart.
fn points(cell: &str) -> Vec<String> {
    let parts = cell.split([';', '\n']).map(|part| item(part.trim()).unwrap_or(part.trim()));
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

    /// Anki writes some above its tables: `#separator:tab`.
    fn is_setting(&self) -> bool {
        let name = self.cells.first().and_then(|cell| cell.strip_prefix('#')?.split_once(':'));
        name.is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == ' '))
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
        assert_eq!(draft.points, ["one", "two", "three"]);
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
            ("What is X?, really\n", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(delimiter_of(text), expected, "{text}");
        }
    }
}
