//! Every page the program can show. A person's words are chosen here and in `error`, and nowhere else.
//!
//! A view is a function from values to a [`Page`]; it never asks where the page will be painted. A
//! new page is a new function here, or in a file beside `quiz` when it is one of several.

pub mod browse;
pub mod check;
pub mod documents;
pub mod feedback;
pub mod memory;
pub mod mock;
pub mod quiz;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use jiff::civil::Date;

use crate::bank::{Entry, Glossary, Library, Question, StarExample, Term};
use crate::error::{Error, counted};
use crate::import::Leftover;
use crate::page::{Block, Column, Fit, Page, Passage, Role, Table, Text, clipped, passages};
use crate::parse::{Lines, Place, Problem, Severity};
use crate::plan::Progress;
use crate::search::{Excerpt, Hit};

/// A command to go on with.
pub fn next(command: &str) -> Text {
    Text::new().and(Role::Faint, "next: ").and(Role::Key, command)
}

/// What `qbank` alone shows.
pub fn overview(library: &Library, progress: &Progress, program: &str, command: &str) -> Page {
    let questions = counted(library.entries().len(), "question");
    let terms = counted(library.glossary().terms().len(), "term");
    let mut page = Page::new()
        .text(Text::new().and(Role::Heading, "qbank").and(Role::Plain, format!("  {questions}, {terms} explained")));
    page = page.gap();
    for bank in &library.banks {
        let count = counted(bank.questions.len(), "question");
        let slug = if bank.name == bank.slug { String::new() } else { format!("{}, ", bank.slug) };
        let name = Text::new().and(Role::Strong, &bank.name).and(Role::Faint, format!("  {slug}{count}"));
        page = page.item(2, "", name);
        if !bank.about.is_empty() {
            page = page.item(2, "", bank.about.as_str());
        }
    }
    page.gap()
        .then(memory::today(progress))
        .gap()
        .text(next(command))
        .text(also(&["browse", "list", "practice 1", "--help"].map(|it| format!("{program} {it}"))))
}

fn also(commands: &[String]) -> Text {
    let mut text = Text::new().and(Role::Faint, "also: ");
    for (at, command) in commands.iter().enumerate() {
        text = text.and(Role::Faint, if at == 0 { "" } else { ", " }).and(Role::Key, command);
    }
    text
}

/// Questions, a row each.
pub fn list(entries: &[Entry], progress: &Progress) -> Page {
    let several = entries.iter().any(|entry| entry.bank.slug != entries[0].bank.slug);
    let column = |title, fit| Column { title, fit };
    let mut columns = vec![
        column("#", Fit::Whole),
        column("Id", Fit::Whole),
        column("Category", Fit::Spare(78)),
        column("Prompt", Fit::Flow),
    ];
    if several {
        columns.insert(1, column("Bank", Fit::Spare(110)));
    }
    // Without history there is nothing to say of strength and dates.
    let remembered = progress.subjects.iter().any(|subject| subject.memory.is_some());
    if remembered {
        // What is remembered goes before the category where there is no room for both.
        columns.iter_mut().filter(|column| column.title == "Category").for_each(|column| column.fit = Fit::Spare(100));
        columns.insert(columns.len() - 1, column("Strength", Fit::Spare(78)));
        columns.insert(columns.len() - 1, column("Due", Fit::Spare(66)));
    }
    let row = |entry: &Entry| {
        let mut row: Vec<Text> = vec![
            Text::new().and(Role::Faint, entry.number.to_string()),
            Text::new().and(Role::Key, entry.question.id.as_str()),
            entry.question.category.as_str().into(),
            entry.question.prompt.as_str().into(),
        ];
        if several {
            row.insert(1, Text::new().and(Role::Faint, &entry.bank.slug));
        }
        if remembered {
            let name = entry.full_name();
            let strength = progress.memory(&name).map(|memory| memory::percent(memory.strength(progress.today)));
            let due =
                progress.next(&name).map(|day| if day <= progress.today { "today".into() } else { day.to_string() });
            row.insert(row.len() - 1, strength.unwrap_or_else(|| "-".into()).into());
            row.insert(row.len() - 1, due.unwrap_or_else(|| "-".into()).into());
        }
        row
    };
    Page::new().block(Block::Table(Table { columns, rows: entries.iter().map(row).collect() }))
}

/// A part of a question that `show --section` can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The answer framework.
    Framework,
    /// The STAR example.
    Star,
    /// How to answer.
    How,
    /// Key points.
    Points,
    /// Terminology.
    Terms,
    /// What interviewers look for.
    LookFor,
    /// Common mistakes.
    Mistakes,
}

impl Section {
    /// All of them, in reading order.
    pub const ALL: [Self; 7] =
        [Self::Framework, Self::How, Self::Star, Self::Points, Self::Terms, Self::LookFor, Self::Mistakes];
}

/// A question with these sections.
pub fn question(entry: &Entry, sections: &[Section]) -> Page {
    let number = Text::new().and(Role::Faint, format!("{}  ", entry.number));
    let prompt = Text::new().and(Role::Heading, &entry.question.prompt);
    let page = Page::new().item(number.width(), "", facts(entry));
    let page = Page::new().item(0, number, prompt).then(page);
    let sections = sections.iter().map(|section| self::section(entry.question, *section));
    sections.fold(page, |page, section| if section.blocks.is_empty() { page } else { page.gap().then(section) })
}

fn facts(entry: &Entry) -> Text {
    let question = entry.question;
    let length = question.target_words.map(|[low, high]| format!("{low}-{high} words"));
    let mut facts = vec![question.category.clone(), question.tags.join(", "), question.frameworks.join(" + ")];
    facts.extend(length);
    facts.retain(|fact| !fact.is_empty());
    Text::new().and(Role::Key, entry.question.id.as_str()).and(Role::Faint, format!("  {}", facts.join(" \u{b7} ")))
}

/// A section under its title, or nothing when the question has none.
pub fn section(question: &Question, section: Section) -> Page {
    match section {
        Section::Framework => under("Answer framework", prose(&question.answer_framework)),
        Section::How => bullets("How to answer", &question.how_to_answer),
        Section::Star => under("STAR example", example(&question.star_example)),
        Section::Points => bullets("Key points", &question.key_points),
        Section::Terms if question.terminology.is_empty() => Page::new(),
        Section::Terms => titled("Terminology").item(2, "", question.terminology.join(" \u{b7} ")),
        Section::LookFor => bullets("What interviewers look for", &question.interviewers_look_for),
        Section::Mistakes => bullets("Common mistakes", &question.common_mistakes),
    }
}

fn titled(title: &str) -> Page {
    Page::new().text(Text::new().and(Role::Heading, title))
}

/// A page under its title, or nothing when there is nothing on it.
fn under(title: &str, page: Page) -> Page {
    if page.blocks.is_empty() { page } else { titled(title).then(page) }
}

fn bullets(title: &str, list: &[String]) -> Page {
    let bullet = |page: Page, text: &String| page.item(2, Text::new().and(Role::Faint, "- "), text.as_str());
    if list.is_empty() { Page::new() } else { list.iter().fold(titled(title), bullet) }
}

/// Paragraphs, which an empty line sets apart, and between them what stays in lines.
fn prose(text: &str) -> Page {
    passages(text).iter().fold(Page::new(), |page, passage| match passage {
        Passage::Prose(text) => page.gap().item(2, "", text.as_str()),
        Passage::Lines(lines) => lines.iter().fold(page.gap(), |page, it| line(page, 2, it)),
        Passage::Code(lines) => lines.iter().fold(page.gap(), |page, it| line(page, 4, it)),
    })
}

/// A line at its own indent, which it keeps where it is broken.
fn line(page: Page, indent: usize, line: &str) -> Page {
    let text = line.trim_start();
    page.item(indent + line.len() - text.len(), "", text)
}

fn example(example: &StarExample) -> Page {
    let part = |page: Page, (name, text): (&str, &str)| {
        page.item(2, Text::new().and(Role::Strong, format!("{name:<11}")), text)
    };
    match example {
        StarExample::Narrative { narrative } => prose(narrative),
        StarExample::Sections(star) => star.told().fold(Page::new(), part),
    }
}

/// Questions with the lines that matched, best first.
pub fn hits(hits: &[Hit]) -> Page {
    hits.iter().fold(Page::new(), |page, hit| page.gap().then(self::hit(hit)))
}

/// How much of a prompt, and how much of a matching line, is worth showing in a list of results.
const PROMPT: usize = 76;
const EXCERPT: usize = 150;

fn hit(hit: &Hit) -> Page {
    let Entry { number, question, .. } = hit.entry;
    let number = Text::new().and(Role::Faint, format!("{number}  "));
    let name = Text::new().and(Role::Key, question.id.as_str()).and(Role::Faint, format!("  {}", question.category));
    let page = Page::new().item(0, number, name);
    let in_prompt = hit.lines.iter().any(|line| line.text == question.prompt);
    let page = if in_prompt { page } else { page.item(3, "", clipped(&question.prompt, PROMPT)) };
    hit.lines.iter().fold(page, |page, line| page.item(3, label(line), marked(line)))
}

fn label(line: &Excerpt) -> Text {
    Text::new().and(Role::Faint, format!("{}: ", line.field.label()))
}

/// The line with its matches marked; of a long one, what stands around the first.
fn marked(line: &Excerpt) -> Text {
    let (start, end) = window(line);
    let mut text = Text::new().and(Role::Faint, if start > 0 { "\u{2026}" } else { "" });
    let mut at = start;
    for mark in line.marks.iter().filter(|mark| start <= mark.start && mark.end <= end) {
        text = text.and(Role::Plain, &line.text[at..mark.start]).and(Role::Match, &line.text[mark.clone()]);
        at = mark.end;
    }
    text.and(Role::Plain, &line.text[at..end]).and(Role::Faint, if end < line.text.len() { "\u{2026}" } else { "" })
}

/// The bytes of the line worth showing, cut between words.
fn window(line: &Excerpt) -> (usize, usize) {
    let first = line.marks.first().map_or(0, |mark| mark.start);
    if line.text.len() <= EXCERPT {
        return (0, line.text.len());
    }
    let words = || line.text.match_indices(' ').map(|(at, _)| at);
    let start =
        words().map(|at| at + 1).find(|at| at + EXCERPT / 3 >= first).filter(|at| *at <= first && first > EXCERPT / 3);
    let start = start.unwrap_or(0);
    let end = words().take_while(|at| *at <= start + EXCERPT).last().filter(|_| start + EXCERPT < line.text.len());
    (start, end.unwrap_or(line.text.len()).max(line.marks.first().map_or(0, |mark| mark.end)))
}

/// Glossary entries with the questions that use them.
pub fn terms(terms: &[&Term], library: &Library, glossary: &Glossary) -> Page {
    let term = |page: Page, term: &&Term| {
        let aliases =
            if term.aliases.is_empty() { String::new() } else { format!("  {}", term.aliases.join(" \u{b7} ")) };
        let numbers: Vec<String> =
            using(library, glossary, term).iter().map(|entry| entry.number.to_string()).collect();
        let name = Text::new().and(Role::Heading, &term.name).and(Role::Faint, aliases);
        let page = page.gap().text(name).item(2, "", term.definition.as_str());
        let noun = if numbers.len() == 1 { "question" } else { "questions" };
        let used = Text::new().and(Role::Faint, format!("{noun} {}", numbers.join(", ")));
        if numbers.is_empty() { page } else { page.item(2, "", used) }
    };
    terms.iter().fold(Page::new(), term)
}

/// The questions that use `term`.
fn using<'a>(library: &'a Library, glossary: &Glossary, term: &Term) -> Vec<Entry<'a>> {
    library.entries().into_iter().filter(|entry| glossary.is_used(term, entry.question)).collect()
}

/// What went wrong, with a hint where there is one.
pub fn failure(error: &anyhow::Error) -> Page {
    hinted(Role::Bad, "error", error)
}

fn hinted(role: Role, kind: &str, error: &anyhow::Error) -> Page {
    let page = said(role, kind, &format!("{error:#}"));
    match error.downcast_ref::<Error>().and_then(Error::hint) {
        Some(hint) => page.then(self::hint(&hint)),
        None => page,
    }
}

fn said(role: Role, kind: &str, message: &str) -> Page {
    Page::new().text(Text::new().and(role, format!("{kind}: ")).and(Role::Plain, message))
}

/// Something the person can do.
pub fn hint(hint: &str) -> Page {
    said(Role::Key, "hint", hint)
}

/// Something to know about what was done.
pub fn note(note: &str) -> Page {
    said(Role::Faint, "note", note)
}

/// Why nothing is said of what was answered.
pub fn forgotten(error: &anyhow::Error) -> Page {
    hinted(Role::Warning, "warning", error)
}

/// Answers that, by the clock, have not been given yet.
pub fn ahead(count: usize, today: Date) -> Page {
    if count == 0 {
        return Page::new();
    }
    let answers = counted(count, "answer");
    said(Role::Warning, "warning", &format!("the journal has {answers} from after today, {today}: is the clock right?"))
}

/// Lines of the journal that were left out, by number, each with the reason.
pub fn skipped(path: &str, lines: &[(usize, String)]) -> Page {
    let line = |page: Page, (number, why): &(usize, String)| {
        page.then(said(Role::Warning, "warning", &format!("{path}: line {number} is left out: {why}")))
    };
    let page = lines.iter().take(3).fold(Page::new(), line);
    match lines.len().saturating_sub(3) {
        0 => page,
        more => page.text(format!("and {more} more; the file is left as it is")),
    }
}

/// As many lines of each kind are shown of what found no place.
const LEFT: usize = 3;

/// What found no place in a bank that was made from a list, by the reason.
pub fn leftovers(leftovers: &[Leftover]) -> Page {
    let mut whys: Vec<&str> = leftovers.iter().map(|it| it.why).collect();
    whys.sort_unstable();
    whys.dedup();
    let kind = |page: Page, why: &&str| {
        let lines: Vec<&Leftover> = leftovers.iter().filter(|it| it.why == *why).collect();
        let page = page.item(2, "", Text::from(counted(lines.len(), "line")).and(Role::Faint, format!(": {why}")));
        let line = |page: Page, it: &&Leftover| {
            page.item(4, Text::new().and(Role::Faint, format!("{:>5}  ", it.line)), clipped(&it.text, PROMPT))
        };
        let page = lines.iter().take(LEFT).fold(page, line);
        if lines.len() > LEFT { page.item(4, "       ", "\u{2026}") } else { page }
    };
    if leftovers.is_empty() {
        return Page::new();
    }
    let count = counted(leftovers.len(), "line");
    whys.iter().fold(note(&format!("{count} found no place and stand as comments at the end of the bank")), kind)
}

/// A bank file that could not be read at all.
pub fn unreadable(path: &str, why: &str) -> Page {
    said(Role::Warning, "warning", &format!("{path} is left out: {why}"))
}

/// How many mistakes of a file are shown when it is opened for something else; `check` shows all of them.
const REPORTED: usize = 3;

/// The mistakes in a bank file, each with its line, and what they cost.
pub fn problems(path: &str, text: &str, problems: &[Problem]) -> Page {
    let errors: Vec<&Problem> = problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    let (lines, shown) = (Lines::new(text), errors.iter().take(REPORTED));
    let page = shown.fold(Page::new(), |page, problem| page.then(snippet(path, &lines, problem)));
    let page = match errors.len().saturating_sub(REPORTED) {
        0 => page,
        more => page.text(format!("and {more} more, which `qbank check {path}` shows")),
    };
    let cost = format!("{path} has {}; questions with a mistake are left out", counted(errors.len(), "mistake"));
    page.then(said(Role::Warning, "warning", &cost))
}

/// The longest line that is shown, in bytes.
const LINE: usize = 4_000;

/// A problem with the line it stands in, and what to write instead.
fn snippet(path: &str, lines: &Lines, problem: &Problem) -> Page {
    let page = Page::new().block(Block::Verbatim(shown(path, lines, problem)));
    match &problem.hint {
        Some(hint) => page.item(2, "= hint: ", hint.as_str()),
        None => page,
    }
}

fn shown(path: &str, lines: &Lines, problem: &Problem) -> String {
    let (around, place) = (lines.around(&problem.span), lines.place(problem.span.start));
    let level = if problem.severity == Severity::Error { Level::ERROR } else { Level::WARNING };
    let title = level.primary_title(&problem.message);
    if around.len() > LINE {
        let Place { line, column } = place;
        return format!("{}\n --> {path}:{line}:{column}", Renderer::plain().render(&[Group::with_title(title)]));
    }
    let span = problem.span.start - around.start..problem.span.end - around.start;
    let source = Snippet::source(&lines.text()[around]).path(path).line_start(place.line);
    Renderer::plain().render(&[title.element(source.annotation(AnnotationKind::Primary.span(span)))])
}
