//! The pages of a quiz: what is asked, what is revealed, the keys, and what it came to.

use std::time::Duration;

use jiff::civil::Date;

use super::{Section, next, section};
use crate::bank::Entry;
use crate::error::counted;
use crate::page::{Block, Page, Role, Text};
use crate::schedule::Grade;
use crate::session::choice::{Item, Kind};
use crate::session::{Card, Outcome, Session, Stage, letter};

/// The question that is up.
pub fn asked(session: &Session) -> Page {
    let Some(card) = session.card() else { return Page::new() };
    let page = prompt(&card.entry, &format!("{} of {}", session.position(), session.cards().len()));
    match &card.item {
        Some(item) => page.then(options(item)),
        None => page.then(aim(&card.entry)),
    }
}

/// What is asked, with its place among the questions.
pub(super) fn prompt(entry: &Entry, place: &str) -> Page {
    let place = Text::new().and(Role::Faint, format!("Question {place} \u{b7} {}", entry.question.category));
    spaced().text(place).text(Text::new().and(Role::Heading, &entry.question.prompt))
}

/// How long the answer should be, if the framework says so. People speak 130 to 160 words a minute.
pub(super) fn aim(entry: &Entry) -> Page {
    let Some([low, high]) = entry.question.target_words else { return Page::new() };
    let seconds = [low * 60 / 160, high * 60 / 130].map(|seconds| clock(Duration::from_secs(seconds.into())));
    Page::new().text(
        Text::new().and(Role::Faint, format!("Aim for {low}-{high} words, {} to {} aloud.", seconds[0], seconds[1])),
    )
}

fn options(item: &Item) -> Page {
    let page = spaced();
    let page = match (&item.definition, item.kind) {
        (_, Kind::KeyPoint) => page.text("Which of these is one of its key points?"),
        (_, Kind::Mistake) => page.text("Which of these is on its list of common mistakes?"),
        (None, Kind::Term) => page,
        (Some(definition), Kind::Term) => {
            page.text("Which term fits this definition?").item(2, "", definition.as_str()).gap()
        }
    };
    let option = |page: Page, (number, text): (usize, &str)| {
        page.item(2, Text::new().and(Role::Key, format!("{number}  ")), text)
    };
    (1..).zip(item.options.iter().map(|option| option.text)).fold(page, option)
}

/// What the reveal shows and leaves standing.
pub fn revealed(card: &Card) -> Page {
    if let Some(item) = &card.item {
        verdict(card, item)
    } else {
        let sections = [Section::Framework, Section::How].map(|part| section(card.entry.question, part));
        let shown = |page: Page, section: Page| {
            if section.blocks.is_empty() { page } else { page.block(Block::Gap).then(section) }
        };
        let page = sections.into_iter().fold(Page::new(), shown);
        if page.blocks.is_empty() {
            return spaced()
                .text(Text::new().and(Role::Faint, "Its bank says nothing of the answer yet: you are the judge."));
        }
        page
    }
}

fn verdict(card: &Card, item: &Item) -> Page {
    let right = item.options[item.right].text;
    let answer = match card.chosen {
        Some(_) if card.is_right() => Text::new().and(Role::Good, "Right: ").and(Role::Strong, right),
        Some(_) => Text::new().and(Role::Bad, "Not this one. It is: ").and(Role::Strong, right),
        None => Text::new().and(Role::Plain, "It is: ").and(Role::Strong, right),
    };
    let wrong = card.chosen.and_then(|chosen| item.options.get(chosen)).filter(|_| !card.is_right());
    let page = spaced().text(answer);
    let elsewhere = |entry: &Entry| {
        Text::new()
            .and(Role::Faint, format!("What you chose belongs to question {}, {}.", entry.number, entry.question.id))
    };
    wrong.iter().fold(page, |page, choice| page.text(elsewhere(&choice.from)))
}

/// What stays at the bottom of the screen and changes: the points to tick, the clock, the keys.
pub fn live(session: &Session, elapsed: Option<Duration>) -> Page {
    let enter = if elapsed.is_some() { "space" } else { "enter" };
    let row = keys(session, enter);
    let keys = spaced().text(row.clone());
    let Some(card) = session.card() else {
        // Without a screen the last line is the command to go on with.
        return if elapsed.is_some() { keys } else { Page::new() };
    };
    match (session.stage(), &card.item, elapsed) {
        (Stage::Revealed, None, _) => points(card).then(keys),
        (Stage::Asked, _, Some(elapsed)) => {
            let clock = Text::new().and(Role::Faint, format!("{}  ", clock(card.time + elapsed)));
            spaced().item(0, clock, row)
        }
        _ => keys,
    }
}

/// A page that is set off from what the conversation has shown before.
pub(super) fn spaced() -> Page {
    Page::new().block(Block::Gap)
}

fn points(card: &Card) -> Page {
    let all = &card.entry.question.key_points;
    if all.is_empty() {
        return Page::new();
    }
    let page = spaced().text(Text::new().and(Role::Heading, "Key points: tick the ones you made"));
    let point = |page: Page, (at, text): (usize, &String)| {
        let key = letter(at).map_or("   ".to_owned(), |letter| format!("{letter}  "));
        page.item(2, tick(card.ticks.contains(&at)).and(Role::Key, key), text.as_str())
    };
    all.iter().enumerate().fold(page, point)
}

fn tick(ticked: bool) -> Text {
    if ticked { Text::new().and(Role::Good, "[x] ") } else { Text::new().and(Role::Faint, "[ ] ") }
}

/// What stays on the screen once a question has ended.
pub fn closed(card: &Card) -> Page {
    let (made, all) = (card.ticks.len(), card.entry.question.key_points.len());
    let text = match (card.outcome, &card.item) {
        (Some(Outcome::Skipped), _) => Text::new().and(Role::Faint, "skipped"),
        (Some(Outcome::Graded(grade)), None) => {
            let made = if all == 0 { String::new() } else { format!(" \u{b7} {made} of {}", counted(all, "point")) };
            let coverage = format!("{made}{}", taken(card.time));
            Text::new().and(colour(grade), grade.name()).and(Role::Faint, coverage)
        }
        _ => return Page::new(),
    };
    let marks =
        |page: Page, (at, point): (usize, &String)| page.item(2, tick(card.ticks.contains(&at)), point.as_str());
    let ticked = card
        .entry
        .question
        .key_points
        .iter()
        .enumerate()
        .filter(|_| made > 0 && card.outcome != Some(Outcome::Skipped));
    ticked.fold(spaced(), marks).text(text)
}

pub(super) fn colour(grade: Grade) -> Role {
    match grade {
        Grade::Again => Role::Bad,
        Grade::Hard => Role::Warning,
        Grade::Good | Grade::Easy => Role::Good,
    }
}

/// The keys that do something now.
fn keys(session: &Session, enter: &str) -> Text {
    let mut keys: Vec<(String, String)> = Vec::new();
    let mut key = |key: &str, does: &str| keys.push((key.to_owned(), does.to_owned()));
    match (session.stage(), session.card().map(|card| (card, &card.item))) {
        (Stage::Asked, Some((_, Some(item)))) => {
            key(&format!("1-{}", item.options.len()), "choose");
            key(enter, "show the answer");
            key("s", "skip");
        }
        (Stage::Asked, _) => {
            key(enter, "reveal");
            key("s", "skip");
        }
        (Stage::Revealed, Some((_, Some(_)))) => key(enter, "next"),
        (Stage::Revealed, Some((card, None))) => {
            let last = letter(card.entry.question.key_points.len().saturating_sub(1)).unwrap_or('z');
            if !card.entry.question.key_points.is_empty() {
                key(&format!("a-{last}"), "tick");
            }
            for (grade, does) in grade_keys(card.dates) {
                key(&grade, &does);
            }
            key(enter, card.suggested().name());
            if !card.unfolded {
                key("m", "more");
            }
            key("s", "skip");
        }
        (Stage::Finished, _) | (Stage::Revealed, None) => {}
    }
    if session.can_undo() {
        key("u", "undo");
    }
    if session.stage() != Stage::Finished {
        key("?", "help");
    }
    key("q", "leave");
    row(&keys)
}

/// The keys that grade, each with the date it leads to.
pub(super) fn grade_keys(dates: Option<[Date; 4]>) -> impl Iterator<Item = (String, String)> {
    Grade::ALL.into_iter().enumerate().map(move |(at, grade)| {
        let date = dates.map(|dates| format!("\u{a0}{}", short(dates[at]))).unwrap_or_default();
        ((at + 1).to_string(), format!("{}{date}", grade.name()))
    })
}

/// Keys in a row, each with what it does.
pub(super) fn row(keys: &[(impl AsRef<str>, impl AsRef<str>)]) -> Text {
    let mut row = Text::new();
    for (at, (key, does)) in keys.iter().enumerate() {
        // The no-break space keeps a key with what it does.
        row = row
            .and(Role::Plain, if at == 0 { "" } else { "  " })
            .and(Role::Key, key)
            .and(Role::Faint, format!("\u{a0}{}", does.as_ref()));
    }
    row
}

/// What the keys do, at length.
pub fn help(session: &Session) -> Page {
    let choice = session.cards().iter().any(|card| card.item.is_some());
    let answer: &[(&str, &str)] = if choice {
        &[("1-4", "choose an option"), ("space", "show the answer, then go on")]
    } else {
        &[
            ("space", "or enter: reveal the answer, then take the suggested grade"),
            ("a b c", "tick a key point you made, or untick it; the suggestion follows"),
            ("1 2 3 4", "grade it yourself: again, hard, good, easy"),
            ("m", "more: the example, terms, what interviewers look for, mistakes"),
        ]
    };
    let rest = [
        ("s", "skip this question"),
        ("u", "undo: open the last question again"),
        ("q", "or Ctrl-C: leave; what you answered counts"),
    ];
    let line =
        |page: Page, (key, does): &(&str, &str)| page.item(2, Text::new().and(Role::Key, format!("{key:<9}")), *does);
    answer.iter().chain(&rest).fold(spaced(), line)
}

/// The rest of the question that is up.
pub fn more(card: &Card) -> Page {
    let sections = [Section::Star, Section::Terms, Section::LookFor, Section::Mistakes];
    let sections = sections.map(|part| section(card.entry.question, part));
    sections
        .into_iter()
        .filter(|section| !section.blocks.is_empty())
        .fold(Page::new(), |page, section| page.block(Block::Gap).then(section))
}

/// What the session came to, in eight lines at most, with the command to go on with.
pub fn summary(session: &Session, command: &str) -> Page {
    let tally = session.tally();
    let (made, points) = (tally.made, tally.points);
    let skipped = if tally.skipped > 0 { format!(", {} skipped", tally.skipped) } else { String::new() };
    let answered = format!("{} answered{skipped}{}", counted(tally.answered, "question"), taken(tally.time));
    let mut page = spaced().text(Text::new().and(Role::Heading, answered));
    if tally.answered > 0 && session.cards().iter().any(|card| card.item.is_some()) {
        page = page.text(format!("{} of {} right", tally.right, tally.answered));
    } else if tally.answered > 0 && points > 0 {
        page = page.text(format!(
            "You made {made} of {} ({} %).",
            counted(points, "point"),
            (made * 200 + points) / (points * 2).max(1)
        ));
        page = page.text(grades(tally.grades));
    }
    if let Some(entry) = tally.weakest {
        let weakest = Text::from("Weakest: ").and(Role::Strong, entry.question.id.as_str());
        page = page.text(weakest);
    }
    page.text(next(command))
}

fn grades(grades: [usize; 4]) -> Text {
    let counts = Grade::ALL.into_iter().zip(grades).filter(|(_, count)| *count > 0);
    counts.fold(Text::new(), |text, (grade, count)| {
        let gap = if text.spans().is_empty() { "" } else { "  " };
        text.and(Role::Plain, gap).and(colour(grade), grade.name()).and(Role::Plain, format!(" {count}"))
    })
}

/// A day of this or next year.
fn short(date: Date) -> String {
    date.strftime("%-d\u{a0}%b").to_string()
}

/// How long it took, where that was measured.
fn taken(time: Duration) -> String {
    if time.is_zero() { String::new() } else { format!(" in {}", clock(time)) }
}

/// Minutes and seconds.
pub(super) fn clock(time: Duration) -> String {
    format!("{}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}
