//! Question lists in Markdown: a heading, a list item or a folded section asks, and what stands below it are notes.
//!
//! Which of these asks differs from list to list, so a list is looked over first (`habits`) and then read line by
//! line. What belongs to no question is left over. Another way to ask is a variant of [`Asked`] and the place that
//! notices it.

mod facts;
mod habits;
mod line;

use self::facts::facts;
use self::habits::{Habits, heading_asks, is_leaf, link_asks, paragraph_asks, said};
use self::line::{Kind, Line, lines};
use super::Found;
use super::asking::{Label, announces_answer, asks, is_about_list, questions, unlabelled};
use super::draft::{Draft, item, topic};
use super::inline::{Plain, plain, unframed};
use super::parts::{Note, parts};

const OUTSIDE: &str = "belongs to no question";
const WAY: &str = "a link to a place on the page";
const LINK: &str = "a link, and not a question";
const STATEMENT: &str = "an item that asks nothing, in a list whose questions are elsewhere";
const ABOUT: &str = "is about the list";
const EMPTY_SECTION: &str = "a heading without questions";
const NO_TOPIC: &str = "a heading whose words do not all fit into a category";
const TABLE: &str = "a row of a table";
const DEFINITION: &str = "the address of a link";
const COMMENT: &str = "a comment";
const FRONT: &str = "front matter";

/// The questions in `text`.
pub(super) fn found(text: &str) -> Found {
    let lines = lines(text);
    let habits = Habits::of(&lines);
    let mut reader = Reader { habits, ..Reader::default() };
    for at in 0..lines.len() {
        reader.read(&lines, at);
    }
    reader.close();
    reader.leave_sections(0);
    reader.found
}

/// How a question was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// By a heading of this level.
    Heading(usize),
    /// By an item of a list with numbers or without.
    Item { ordered: bool },
    /// By what can be unfolded.
    Summary,
    /// By a paragraph that says so.
    Paragraph,
}

/// A heading over questions.
#[derive(Debug)]
struct Section {
    line: usize,
    level: usize,
    raw: String,
    title: String,
    /// Whether its words are all there is to it, and not a link as well.
    bare: bool,
    used: bool,
}

/// The level of a list item at the margin under which questions are listed: deeper than any heading.
const INNERMOST: usize = 7;

/// The question that is being read.
#[derive(Debug)]
struct Open {
    asked: Asked,
    draft: Draft,
    /// The lines below it, and whether they are code.
    notes: Vec<Note>,
    addresses: Vec<String>,
    /// Where the words of the line that asks begin, and with them what belongs to it.
    column: usize,
    /// Whether the next line may still be part of the prompt.
    unfinished: bool,
}

#[derive(Default)]
struct Reader {
    habits: Habits,
    found: Found,
    /// The headings above this line, the outermost first.
    sections: Vec<Section>,
    open: Option<Open>,
    /// Columns before the items of the list that is being read.
    margin: Option<usize>,
    /// How many folds are open.
    depth: usize,
}

impl Reader {
    fn read(&mut self, lines: &[Line], at: usize) {
        let line = &lines[at];
        match line.kind {
            Kind::Heading(level) => self.heading(lines, at, level),
            Kind::Item { ordered } => self.item(lines, at, ordered),
            Kind::Summary => self.summary(line),
            Kind::Text => self.text(line),
            Kind::Opening => self.depth += 1,
            Kind::Closing => self.close_fold(),
            Kind::Blank | Kind::Rule => self.blank(),
            Kind::Code => self.code(line),
            Kind::Row => self.keep(line, TABLE),
            Kind::Definition => self.found.leave(line.number, line.raw, DEFINITION),
            Kind::Comment => self.found.leave(line.number, line.raw, COMMENT),
            Kind::Front => self.front(line),
        }
    }

    fn front(&mut self, line: &Line) {
        match line.text.strip_prefix("title:").map(|title| title.trim().trim_matches(['"', '\''])) {
            Some(title) if !title.is_empty() && self.found.title.is_none() => self.found.title = Some(title.to_owned()),
            _ => self.found.leave(line.number, line.raw, FRONT),
        }
    }

    fn heading(&mut self, lines: &[Line], at: usize, level: usize) {
        let line = &lines[at];
        let said = said(line);
        if self.habits.title == Some(line.number) {
            return self.title(line, &said);
        }
        if self.answers(&said.text, level) {
            return self.keep(line, OUTSIDE);
        }
        self.depth = 0;
        self.margin = None;
        let by_habit = self.habits.levels.contains(&level) && is_leaf(lines, at) && !is_about_list(&said.text);
        let asks = heading_asks(lines, at) && (!self.habits.only_items || unlabelled(&said.text).1 != Label::None);
        if !said.text.is_empty() && (asks || by_habit) {
            self.ask(line, Asked::Heading(level), &said);
        } else {
            self.begin_section(line, level, &said);
        }
    }

    /// Whether a heading that says `text` is part of the answer that is being read.
    fn answers(&self, text: &str, level: usize) -> bool {
        let (question, label) = unlabelled(text);
        let section = self.sections.iter().rfind(|it| it.level < INNERMOST).map_or(0, |it| it.level);
        let (over, inside) = match self.open.as_ref().map(|open| open.asked) {
            Some(Asked::Heading(own)) => (true, level > own),
            Some(Asked::Item { .. }) => (level > section, false),
            Some(Asked::Summary | Asked::Paragraph) => (true, false),
            None => (false, false),
        };
        let asks = label == Label::Word || questions(question);
        (over && announces_answer(question)) || (!asks && (inside || (self.depth > 0 && level > section)))
    }

    fn title(&mut self, line: &Line, said: &Plain) {
        let is_free = self.found.title.is_none() && !said.text.is_empty();
        if is_free {
            self.found.title = Some(said.text.clone());
        }
        if !is_free || !said.addresses.is_empty() {
            self.found.leave(line.number, line.raw, ABOUT);
        }
    }

    fn begin_section(&mut self, line: &Line, level: usize, said: &Plain) {
        self.close();
        self.leave_sections(level);
        let title = unlabelled(&said.text).0.trim_end_matches(':').to_owned();
        let (raw, bare) = (line.raw.trim().to_owned(), said.addresses.is_empty());
        self.sections.push(Section { line: line.number, level, raw, title, bare, used: false });
    }

    /// Ends the sections of `level` and those inside them.
    fn leave_sections(&mut self, level: usize) {
        while let Some(section) = self.sections.pop_if(|it| it.level >= level) {
            if !section.used {
                self.found.leave(section.line, &section.raw, EMPTY_SECTION);
            } else if !section.bare || !topic(&section.title).whole {
                self.found.leave(section.line, &section.raw, NO_TOPIC);
            }
        }
    }

    fn item(&mut self, lines: &[Line], at: usize, ordered: bool) {
        let line = &lines[at];
        let said = plain(&line.text);
        if said.is_way() {
            return self.found.leave(line.number, line.raw, WAY);
        }
        if self.is_note(line, ordered, &said.text) {
            return self.keep(line, OUTSIDE);
        }
        self.margin = Some(line.indent);
        self.close();
        self.leave_sections(INNERMOST + line.indent);
        let about = self.sections.last().is_some_and(|section| is_about_list(&section.title));
        if said.text.is_empty() {
            self.found.leave(line.number, line.raw, OUTSIDE);
        } else if said.is_links() && !link_asks(&said) {
            self.found.leave(line.number, line.raw, LINK);
        } else if !asks(&said.text) && (about || !self.habits.items) {
            self.found.leave(line.number, line.raw, if about { ABOUT } else { STATEMENT });
        } else if is_group(lines, at, &said.text) {
            self.begin_section(line, INNERMOST + line.indent, &said);
            self.margin = None;
        } else {
            self.ask(line, Asked::Item { ordered }, &said);
        }
    }

    /// Whether an item is part of what is said about the question that is being read.
    fn is_note(&self, line: &Line, ordered: bool, text: &str) -> bool {
        let nested = self.margin.is_some_and(|margin| line.indent > margin + 1);
        match self.open.as_ref().map(|open| open.asked) {
            Some(Asked::Item { ordered: own }) => nested || (ordered != own && !asks(text)),
            Some(_) => true,
            None => nested || self.depth > 0,
        }
    }

    fn summary(&mut self, line: &Line) {
        let said = plain(&line.text);
        let asks = !said.text.is_empty()
            && !announces_answer(&said.text)
            && match self.open.as_ref().map(|open| open.asked) {
                None => true,
                Some(Asked::Heading(_)) => false,
                Some(Asked::Summary) => self.depth < 2 || asks(&said.text),
                Some(Asked::Item { .. } | Asked::Paragraph) => asks(&said.text),
            };
        if asks {
            self.ask(line, Asked::Summary, &said);
            self.depth = 1;
        } else {
            let text = if said.leads() { line.text.clone() } else { said.text };
            self.keep(&Line { text, ..line.clone() }, OUTSIDE);
        }
    }

    fn close_fold(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 && self.open.as_ref().is_some_and(|open| open.asked == Asked::Summary) {
            self.close();
        }
    }

    fn text(&mut self, line: &Line) {
        let headed = matches!(self.open, Some(Open { asked: Asked::Heading(_), .. }));
        let nested = self.open.is_some() && self.margin.is_some_and(|margin| line.indent > margin + 1);
        let said = plain(&line.text);
        let marked = paragraph_asks(line).filter(|_| !headed && !nested && self.depth == 0);
        let worded = self.habits.paragraphs && said.text.ends_with('?') && !said.is_links();
        if marked.is_some() || worded {
            self.margin = None;
            self.ask(line, Asked::Paragraph, &said);
        } else if !self.completes(line, &said) {
            self.keep(line, OUTSIDE);
        }
    }

    /// Whether `line` is the rest of the prompt above it, and if so, puts it there.
    fn completes(&mut self, line: &Line, said: &Plain) -> bool {
        let Some(open) = self.open.as_mut().filter(|open| open.unfinished && !said.is_way()) else { return false };
        let prompt = &mut open.draft.prompt;
        let ended = prompt.ends_with(['?', '.', '!', ':']);
        let goes_on = said.text.starts_with(char::is_lowercase) || said.text.ends_with('?');
        let completes = !ended && goes_on && unlabelled_answer(&line.text).is_none();
        if completes {
            prompt.push(' ');
            prompt.push_str(&said.text);
            open.addresses.extend(said.addresses.iter().cloned());
        }
        completes
    }

    fn blank(&mut self) {
        if let Some(open) = &mut self.open {
            open.unfinished = false;
            open.notes.push((String::new(), false));
        }
    }

    fn code(&mut self, line: &Line) {
        match &mut self.open {
            Some(open) => {
                open.unfinished = false;
                open.notes.push((unindented(line.raw, open.column.min(line.indent)).to_owned(), true));
            }
            None => self.found.leave(line.number, line.raw, OUTSIDE),
        }
    }

    /// Takes a line into the notes of the question that is being read, or leaves it over.
    fn keep(&mut self, line: &Line, why: &'static str) {
        if plain(&line.text).is_way() {
            return self.found.leave(line.number, line.raw, WAY);
        }
        let raw = if line.kind == Kind::Summary { &line.text } else { line.raw };
        match &mut self.open {
            Some(open) => {
                open.unfinished = false;
                let note = unframed(unlabelled_answer(raw).unwrap_or(unindented(raw, open.column)));
                open.notes.extend((!note.is_empty()).then(|| (note.to_owned(), false)));
            }
            None if !unframed(raw).contains(char::is_alphanumeric) => {}
            None => self.found.leave(line.number, raw, why),
        }
    }

    fn ask(&mut self, line: &Line, asked: Asked, said: &Plain) {
        self.close();
        if let Asked::Heading(level) = asked {
            self.leave_sections(level);
        }
        let (prompt, _) = unlabelled(&said.text);
        let mut topics: Vec<String> = Vec::new();
        for section in self.sections.iter_mut().filter(|section| !is_about_list(&section.title)) {
            section.used = true;
            let slug = topic(&section.title).slug;
            topics.extend(slug.filter(|slug| !topics.contains(slug)));
        }
        let title = self.found.title.as_deref().and_then(|title| topic(title).slug);
        let mut topics = topics.into_iter();
        let category = topics.next().or(title);
        let draft = Draft { prompt: prompt.to_owned(), category, tags: topics.collect(), ..Draft::default() };
        let unfinished = matches!(line.kind, Kind::Item { .. } | Kind::Text);
        let (addresses, column) = (said.addresses.clone(), column(line.raw));
        self.open = Some(Open { asked, draft, notes: Vec::new(), addresses, column, unfinished });
    }

    /// Ends the question that is being read.
    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut draft = open.draft;
        let lines = facts(&mut draft, open.notes);
        let (rest, parts) = parts(lines);
        draft.parts.extend(parts);
        let texts = [notes(&rest), open.addresses.join("\n")];
        draft.notes = texts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
        self.found.drafts.push(draft);
    }
}

/// Where the words of a list item begin; 0 where `raw` is none.
fn column(raw: &str) -> usize {
    item(raw.trim()).map_or(0, |said| raw.trim_end().len() - said.len())
}

/// `line` without the spaces before `column`.
fn unindented(line: &str, column: usize) -> &str {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    &line[spaces.min(column)..]
}

/// What a line says behind the label of an answer.
fn unlabelled_answer(raw: &str) -> Option<&str> {
    let text = raw.trim();
    ["**A:**", "**A**:", "A:"].iter().find_map(|label| Some(text.strip_prefix(label)?.trim()))
}

/// Whether the item at `at` is the name of a group of questions that are nested in it.
fn is_group(lines: &[Line], at: usize, text: &str) -> bool {
    let next = lines[at + 1..].iter().find(|line| line.kind != Kind::Blank);
    let nested = next.filter(|line| matches!(line.kind, Kind::Item { .. }) && line.indent > lines[at].indent + 1);
    text.split_whitespace().count() < 5 && !asks(text) && nested.is_some_and(|line| questions(&line.text))
}

/// Lines as text: without what indents all of them, and with one empty line where there are several.
fn notes(lines: &[Note]) -> String {
    let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin = lines.iter().filter(|(line, _)| !line.trim().is_empty()).map(|(line, _)| spaces(line)).min();
    let mut kept: Vec<&str> = Vec::new();
    for (line, is_code) in lines {
        let line = unindented(line, margin.unwrap_or_default());
        let line = if *is_code { line } else { line.trim_end() };
        let repeats = line.is_empty() && !is_code && kept.last().is_none_or(|last| last.is_empty());
        if !repeats {
            kept.push(line);
        }
    }
    while kept.pop_if(|line| line.trim().is_empty()).is_some() {}
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prompts with their category and notes.
    fn asked(text: &str) -> Vec<(String, String, String)> {
        let fields = |it: Draft| (it.prompt, it.category.unwrap_or_default(), it.notes);
        found(text).drafts.into_iter().map(fields).collect()
    }

    fn left(text: &str) -> Vec<(usize, &'static str)> {
        let mut left: Vec<_> = found(text).leftovers.iter().map(|it| (it.line, it.why)).collect();
        left.sort_unstable();
        left
    }

    /// A list, and what each of its questions is: prompt, category and notes.
    type Case = (&'static str, &'static [(&'static str, &'static str, &'static str)]);

    #[test]
    fn every_way_to_ask_gives_a_prompt_with_its_notes() {
        let cases: [Case; 19] = [
            // Headings.
            (
                "## Databases\n### 12. What is **ACID**?\n\nFour letters.\n",
                &[("What is ACID?", "databases", "Four letters.")],
            ),
            ("## Q: Why?\nA: So.\n\n## Q: How?", &[("Why?", "", "So."), ("How?", "", "")]),
            ("35. ### What is `x`?\n\n    It is\n    - y\n", &[("What is x?", "", "It is\n- y")]),
            ("# X?\n#### Answer: D\nD\n## More\ntext", &[("X?", "", "#### Answer: D\nD\n## More\ntext")]),
            ("## 1. SQL\n### Why?\n## 2. Web\n### How?", &[("Why?", "sql", ""), ("How?", "web", "")]),
            ("## A?\na\n## B?\nb\n## Closures\nc\n", &[("A?", "", "a"), ("B?", "", "b"), ("Closures", "", "c")]),
            // Items.
            ("## Web\n* Why?\n  * more\n* Pros and cons\n", &[("Why?", "web", "* more"), ("Pros and cons", "web", "")]),
            ("1. Why?\n- so\n- or so\n2. How?", &[("Why?", "", "- so\n- or so"), ("How?", "", "")]),
            ("- [ ] What is a\n  join and a\n  union?\n  Both.", &[("What is a join and a union?", "", "Both.")]),
            ("* What prints?\n```\n  f()\n```\n* B", &[("What prints?", "", "```\n  f()\n```"), ("B", "", "")]),
            (
                "- SQL\n  - Why?\n  - How?\n- Web\n  - What?",
                &[("Why?", "sql", ""), ("How?", "sql", ""), ("What?", "web", "")],
            ),
            ("* [Why?](https://x.y)", &[("Why?", "", "https://x.y")]),
            // Folds.
            (
                "<details>\n<summary>What <b>is</b> it?</summary><br><b>\n\nIt.\n</b></details>\n",
                &[("What is it?", "", "It.")],
            ),
            ("# Why?\n<details><summary>Answer</summary>\n\nSo.\n</details>", &[("Why?", "", "Answer\n\nSo.")]),
            // Paragraphs.
            ("Question: Why?\n```\nx\n```\n", &[("Why?", "", "```\nx\n```")]),
            ("**Why?**\nSo.\n\n**How?**\n", &[("Why?", "", "So."), ("How?", "", "")]),
            ("Why?\nSo.\nHow?", &[("Why?", "", "So."), ("How?", "", "")]),
            ("### [[\u{2191}]](#toc) <a name='x'>Questions about Patterns:</a>\n* Why?", &[("Why?", "patterns", "")]),
            ("- Why?\n\n  ```py\n  if x:\n      y\n  ```", &[("Why?", "", "```py\nif x:\n    y\n```")]),
        ];
        for (text, expected) in cases {
            let expected: Vec<_> =
                expected.iter().map(|(a, b, c)| ((*a).to_owned(), (*b).to_owned(), (*c).to_owned())).collect();
            assert_eq!(asked(text), expected, "{text}");
        }
    }

    #[test]
    fn what_belongs_to_no_question_is_left_over_with_its_line() {
        let cases: [(&str, &[(usize, &str)]); 12] = [
            ("---\ntitle: X\nlayout: y\n---\n- Why?", &[(3, FRONT)]),
            ("Intro\n\n- Why?", &[(1, OUTSIDE)]),
            ("- [Why?](#why)\n  - [How?](#how)\n\n## Why?\n\n## How?", &[(1, WAY), (2, WAY)]),
            ("## Why?\nSo.\n**[Back to top](#top)**", &[(3, WAY)]),
            ("* [Fifty questions](https://x.y)\n* Why?", &[(1, LINK)]),
            ("- be nice\n\n## Why?\n## How?", &[(1, STATEMENT)]),
            ("- Why?\n\n## License\n- MIT", &[(3, EMPTY_SECTION), (4, ABOUT)]),
            ("## Empty\n\n## Interview questions\n- Why?", &[(1, EMPTY_SECTION), (3, NO_TOPIC)]),
            ("| a | b |\n| - | - |\n- Why?", &[(1, TABLE)]),
            ("- Why?\n[1]: https://x.y\n<!-- x -->", &[(2, DEFINITION), (3, COMMENT)]),
            ("# Title [![b](b.svg)](https://x.y)\n- Why?", &[(1, ABOUT)]),
            ("<div>\n\n---\n- Why?\n</div>", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(left(text), expected, "{text}");
        }
    }

    #[test]
    fn the_title_names_the_bank_and_is_the_topic_where_there_is_no_other() {
        let found = found("# React Interview Questions & Answers\n- Why?\n## Hooks\n### Rules\n- How?");
        assert_eq!(found.title.as_deref(), Some("React Interview Questions & Answers"));
        let topics: Vec<_> = found.drafts.iter().map(|it| (it.category.as_deref(), it.tags.clone())).collect();
        assert_eq!(topics, [(Some("react"), vec![]), (Some("hooks"), vec!["rules".to_owned()])]);
    }
}
