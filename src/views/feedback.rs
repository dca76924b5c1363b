//! The pages of practice: what is asked, the hints, the report on an answer, and the answer with its evidence.

use std::time::Duration;

use jiff::civil::Date;

use super::quiz::{aim, clock, colour, grade_keys, prompt, row, spaced};
use super::{Section, section};
use crate::bank::Entry;
use crate::error::counted;
use crate::feedback::{Advice, Evidence, FEWEST, Finding, Report, Score, Verdict};
use crate::page::{Block, Page, Role, Text, clipped};
use crate::rehearsal::{Attempt, Rehearsal};
use crate::schedule::{Grade, Review};
use crate::session::letter;

/// Columns of evidence beside a point: one line on most screens.
const QUOTE: usize = 56;

/// The question that is to be answered.
pub fn asked(entry: &Entry) -> Page {
    prompt(entry, &entry.number.to_string()).then(aim(entry))
}

/// The keys while one thinks.
pub fn thinking(elapsed: Option<Duration>) -> Page {
    let keys = [("enter", "type your answer"), ("h", "hint"), ("e", "your editor"), ("q", "leave")];
    spaced().then(timed(elapsed.map(clock), &keys))
}

/// What stands below the text while it is typed.
pub fn typing(elapsed: Option<Duration>, warned: bool) -> Page {
    let Some(elapsed) = elapsed else {
        return line_by_line(" `h` on the first line gives a hint, `q` leaves.");
    };
    let warning = warned.then_some("Ctrl-C once more throws this answer away.");
    let keys = [("Ctrl-D", "done"), ("F1", "hint"), ("Ctrl-O", "your editor"), ("Ctrl-C", "leave")];
    below(warning, clock(elapsed), &keys)
}

/// How an answer is typed where no single key is seen.
pub(super) fn line_by_line(also: &str) -> Page {
    let how = format!("Type your answer; a line with only a dot ends it.{also}");
    spaced().text(Text::new().and(Role::Faint, how))
}

/// What stands below an answer: a warning if there is one, the clock, the keys.
pub(super) fn below(warning: Option<&str>, clock: String, keys: &[(&str, &str)]) -> Page {
    let page = Page::new();
    let page = match warning {
        Some(warning) => page.text(Text::new().and(Role::Warning, warning)),
        None => page,
    };
    page.then(timed(Some(clock), keys))
}

/// The clock and the keys.
fn timed(clock: Option<String>, keys: &[(&str, &str)]) -> Page {
    let time = clock.map_or(Text::new(), |clock| Text::new().and(Role::Faint, format!("{clock}  ")));
    Page::new().item(0, time, row(keys))
}

/// The hint that was asked for last.
pub fn hint(rehearsal: &Rehearsal) -> Page {
    let question = rehearsal.entry.question;
    let points = &question.key_points;
    match rehearsal.hints {
        1 => spaced().then(section(question, Section::Framework)),
        2 => spaced().text(format!("The rubric has {}.", counted(points.len(), "point"))),
        3 => points.iter().fold(spaced(), |page, point| page.item(2, "- ", initials(point))),
        _ => spaced().then(section(question, Section::Points)),
    }
}

/// The first letter of each word.
fn initials(point: &str) -> String {
    let initial = |word: &str| word.chars().next().map(|first| format!("{first}\u{2026}"));
    point.split_whitespace().filter_map(initial).collect::<Vec<_>>().join(" ")
}

/// The report on the last attempt.
pub fn report(rehearsal: &Rehearsal) -> Page {
    let Some(attempt) = rehearsal.last() else { return Page::new() };
    let report = &attempt.report;
    let Some(score) = &report.score else { return too_short(report) };
    let mut page = spaced().text(made(report, score));
    for (at, point) in report.points.iter().enumerate() {
        page = page.then(self::point(at, point));
    }
    page = report.mistakes.iter().fold(page, mistake);
    page = page.gap().then(telling(report)).then(before(rehearsal));
    advice(page, report)
}

fn too_short(report: &Report) -> Page {
    let words = counted(report.words, "word");
    if report.words >= FEWEST {
        return spaced().text(format!(
            "Of {words} fewer than {FEWEST} are your own: the others list terms or repeat what was said."
        ));
    }
    let text = format!("{words} are too short to assess; from {FEWEST} words of its own on an answer gets feedback.");
    spaced().text(text.replace("1 word are", "1 word is"))
}

fn made(report: &Report, score: &Score) -> Text {
    let (made, partly) = report.made();
    let partly = if partly > 0 { format!(" and {partly} partly") } else { String::new() };
    let text = format!("You made {made} of {}{partly}.", counted(report.points.len(), "point"));
    Text::new().and(Role::Heading, text).and(Role::Plain, format!("  Score {} of 100.", score.total))
}

fn point(at: usize, point: &Finding) -> Page {
    let key = letter(at).map_or("   ".to_owned(), |letter| format!("{letter}  "));
    let (role, mark, word) = match point.verdict {
        Verdict::Covered => (Role::Good, "[x] ", ""),
        Verdict::Partly => (Role::Warning, "[~] ", "partly: "),
        Verdict::Denied => (Role::Faint, "[ ] ", "you said it was not so: "),
        Verdict::Named => (Role::Faint, "[ ] ", "only named: "),
        Verdict::Missed => (Role::Faint, "[ ] ", "not heard"),
    };
    let quote = if point.verdict == Verdict::Missed { String::new() } else { quoted(point) };
    let text = Text::from(&point.text).and(Role::Faint, format!("  {word}{quote}"));
    Page::new().item(2, Text::new().and(role, mark).and(Role::Key, key), text)
}

/// The most telling place; of a single word one more, because it took two.
pub(super) fn quoted(finding: &Finding) -> String {
    let is_word = |it: &Evidence| !it.text.contains(' ');
    let places = if finding.evidence.first().is_some_and(is_word) { 2 } else { 1 };
    let quotes = finding.evidence.iter().take(places).map(|it| format!("\"{}\"", clipped(&it.text, QUOTE)));
    quotes.collect::<Vec<_>>().join(" \u{2026} ")
}

fn mistake(page: Page, mistake: &Finding) -> Page {
    let text = Text::from(&mistake.text).and(Role::Faint, format!("  {}", quoted(mistake)));
    page.item(2, Text::new().and(Role::Bad, "[!] ").and(Role::Faint, "   "), text)
}

/// The story, the figures, and how it is said, in two or three lines.
fn telling(report: &Report) -> Page {
    let label = |label: &str| Text::new().and(Role::Faint, format!("{label:<9}"));
    let page = Page::new().item(2, label("Story"), story(report)).item(2, label("Said"), said(report));
    let (used, unused) = (report.terms.used.len(), report.terms.unused.len());
    if used + unused == 0 { page } else { page.item(2, label("Terms"), terms(report)) }
}

fn said(report: &Report) -> String {
    let [quick, slow] = report.speaking_seconds.map(|seconds| clock(Duration::from_secs(seconds as u64)));
    let persons = format!("\"I\" {}, \"we\" {}", report.ownership.i, report.ownership.we);
    let passive =
        if report.ownership.passive > 0 { format!(", passive {}", report.ownership.passive) } else { String::new() };
    let words = format!("{}, {quick} to {slow} aloud", counted(report.words, "word"));
    format!("{words}; {}; {persons}{passive}", fillers(report))
}

/// How many there are, and which of them is the habit.
fn fillers(report: &Report) -> String {
    let all: usize = report.fillers.values().sum();
    let count = counted(all, "filler");
    let most = report.fillers.iter().find(|(_, times)| **times * 2 > all);
    let most = most.map_or(String::new(), |(filler, _)| format!(", mostly \"{filler}\""));
    if all == 0 { count } else { format!("{count}{most} ({} in a hundred)", report.fillers_per_100_words()) }
}

/// The parts that are there, with their share of the answer, and those that are not.
fn story(report: &Report) -> String {
    if !report.star.action {
        let told =
            if report.is_elsewhere() { "about something else, as far as can be heard" } else { "terms, but no deeds" };
        return format!("{told}.");
    }
    let parts = || report.star.parts().into_iter().zip(report.proportions);
    let told = parts().filter(|((_, there), _)| *there).map(|((name, _), share)| format!("{name}{}", percent(share)));
    let missing = parts().filter(|((_, there), _)| !there).map(|((name, _), _)| format!("no {name}"));
    let number = match (report.star.result, report.quantified_result) {
        (true, true) => " with a number",
        (true, false) => " without a number",
        (false, _) => "",
    };
    // The result is the last of the parts.
    let lists = [told.collect::<Vec<_>>().join(", ") + number, missing.collect::<Vec<_>>().join(", ")];
    lists.into_iter().filter(|list| !list.is_empty()).collect::<Vec<_>>().join("; ") + "."
}

/// A share that is known roughly, said so.
fn percent(share: usize) -> String {
    if share < 3 { " briefly".to_owned() } else { format!(" {} %", (share + 2) / 5 * 5) }
}

fn terms(report: &Report) -> String {
    let all = report.terms.used.len() + report.terms.unused.len();
    let used = report.terms.used.join(", ");
    let used = if used.is_empty() { String::new() } else { format!(": {used}") };
    format!("{} of {all} used{used}", report.terms.used.len())
}

/// What is different from the attempt before.
fn before(rehearsal: &Rehearsal) -> Page {
    let (Some(now), Some(before)) = (rehearsal.last(), rehearsal.before()) else { return Page::new() };
    let (Some(new), Some(old)) = (&now.report.score, &before.report.score) else { return Page::new() };
    let (made, had) = (now.made(), before.made());
    let gained: Vec<&String> = made.iter().filter(|point| !had.contains(point)).collect();
    let lost: Vec<&String> = had.iter().filter(|point| !made.contains(point)).collect();
    let named = |word: &str, points: Vec<&String>| {
        let points: Vec<&str> = points.into_iter().map(String::as_str).collect();
        if points.is_empty() { String::new() } else { format!("; {word}: {}", points.join(" \u{b7} ")) }
    };
    let text = format!("score {} \u{2192} {}{}{}", old.total, new.total, named("new", gained), named("gone", lost));
    Page::new().item(2, Text::new().and(Role::Faint, "Before   "), text)
}

fn advice(page: Page, report: &Report) -> Page {
    if report.advice.is_empty() {
        return page.gap().text(Text::new().and(Role::Good, "Nothing to add."));
    }
    let page = page.gap().text(Text::new().and(Role::Heading, "Next time"));
    report.advice.iter().fold(page, |page, advice| page.item(2, "- ", advised(advice)))
}

/// Advice in words.
pub fn advised(advice: &Advice) -> String {
    match advice {
        Advice::TooShort => format!("Say more: from {FEWEST} words of its own on an answer can be assessed."),
        Advice::Answer => "Nothing of the question was heard: answer what it asks.".to_owned(),
        Advice::Make(point) => format!("Not heard yet: {point}. Tell what you did about it."),
        Advice::Show(point) => format!("You named \"{point}\"; say what you did, for whom, and what came of it."),
        Advice::Turn(point) => format!("You said \"{point}\" was missing; say what you would do now."),
        Advice::Complete(point) => format!("Half made: {point}. Say the other half as concretely."),
        Advice::Result => "Say how it ended.".to_owned(),
        Advice::Number => "Put a number on how it ended.".to_owned(),
        Advice::Task => "Say in one sentence what your task was.".to_owned(),
        Advice::Own => "Say what you did yourself: \"I \u{2026}\"".to_owned(),
        Advice::Avoid(mistake) => format!("This sounds like a common mistake: {mistake}."),
        Advice::Fillers => "Pause instead of filling: silence sounds sure.".to_owned(),
        Advice::Shorter(words) => format!("Say it in {words} words at most."),
        Advice::Longer(words) => format!("Say more: the framework asks for at least {words} words."),
    }
    .replace("..", ".")
}

/// Where the score comes from, where there is one.
pub fn explained(attempt: &Attempt) -> Page {
    let Some(score) = &attempt.report.score else { return Page::new() };
    let mut page = spaced().text(Text::new().and(Role::Heading, format!("Score {} of 100", score.total)));
    let line = |page: Page, earned: String, text: String| {
        page.item(2, Text::new().and(Role::Faint, format!("{earned:>8}  ")), text)
    };
    for share in &score.shares {
        page = line(page, format!("{} of {}", share.earned, share.of), share.name.to_owned());
    }
    if score.lost > 0 {
        page = line(page, format!("-{}", score.lost), "common mistakes".to_owned());
    }
    page = page.gap().text("A point counts in full, half when made partly. What was heard of each, in bits (9 make it, from 5 on it is partly made; of a point with two halves one makes it partly):");
    for (point, now) in attempt.judged.points.iter().zip(&attempt.report.points) {
        let places = point.evidence.iter().map(|it| format!("\"{}\"", clipped(&it.text, QUOTE * 2)));
        let corrected = (point.verdict != now.verdict).then(|| "(you put it right)".to_owned());
        let text = std::iter::once(point.text.clone()).chain(corrected).chain(places).collect::<Vec<_>>().join("  ");
        // Nothing heard is not written as a negative nothing.
        page = line(page, format!("{:.1}", point.bits.max(0.0)), text);
    }
    page
}

/// The answer with its evidence marked.
pub fn marked(attempt: &Attempt) -> Page {
    let mut spans: Vec<(usize, usize)> = attempt
        .report
        .points
        .iter()
        .filter(|point| point.verdict >= Verdict::Partly)
        .flat_map(|point| point.evidence.iter().map(|it| (it.start, it.end)))
        .collect();
    spans.sort_unstable();
    let mut at = 0;
    let mut text = Text::new();
    for (start, end) in spans {
        if end > at {
            text = text.and(Role::Plain, &attempt.text[at..start.max(at)]);
            text = text.and(Role::Match, &attempt.text[start.max(at)..end]);
            at = end;
        }
    }
    spaced().text(text.and(Role::Plain, &attempt.text[at..]))
}

/// What a good answer has.
pub fn model(entry: &Entry) -> Page {
    let sections = [Section::Framework, Section::Star, Section::How, Section::LookFor, Section::Mistakes];
    let sections = sections.map(|part| section(entry.question, part)).into_iter();
    sections.filter(|section| !section.blocks.is_empty()).fold(Page::new(), |page, it| page.block(Block::Gap).then(it))
}

/// The grade that is kept, and the keys that do something now.
pub fn judged(rehearsal: &Rehearsal, kept: Option<&Review>, dates: Option<[Date; 4]>) -> Page {
    let Some(attempt) = rehearsal.last() else { return Page::new() };
    let mut keys: Vec<(String, String)> = Vec::new();
    if attempt.report.score.is_some() {
        let last = letter(attempt.report.points.len().saturating_sub(1)).unwrap_or('z');
        keys.push((format!("a-{last}"), "correct".into()));
        keys.extend(grade_keys(dates));
        keys.extend([("s", "see it marked"), ("x", "explain")].map(|(key, does)| (key.into(), does.into())));
    }
    keys.extend(attempt.is_changed().then(|| ("u".into(), "undo".into())));
    let rest = [("m", "model"), ("t", "try again"), ("?", "help"), ("q", "leave")];
    keys.extend(rest.map(|(key, does)| (key.into(), does.into())));
    let keys = spaced().text(row(&keys));
    let Some(grade) = attempt.grade_now() else { return keys };
    let unsaved = if kept.is_none() { "; nothing is saved" } else { "" };
    spaced().text(state(attempt, grade).and(Role::Faint, unsaved)).then(keys)
}

/// The score once more, because a long report has pushed it off the screen, and the grade.
fn state(attempt: &Attempt, grade: Grade) -> Text {
    let score = attempt.report.score.as_ref().map_or(String::new(), |score| format!("score {}, ", score.total));
    let whose = if attempt.graded.is_some() { "your grade" } else { "suggested grade" };
    Text::new().and(Role::Faint, format!("{score}{whose}: ")).and(colour(grade), grade.name())
}

/// What the keys do, at length.
pub fn help() -> Page {
    let keys = [
        ("a b c", "put the feedback right: a point you made that was not heard, or one it only thought it heard"),
        ("1 2 3 4", "grade it yourself: again, hard, good, easy"),
        ("u", "undo: back to the feedback and the grade as they were suggested"),
        ("s", "see your answer with the words that count marked"),
        ("x", "explain the score"),
        ("m", "model: the framework, the example, advice, mistakes"),
        ("t", "try again, and see the difference; only the first try moves the schedule"),
        ("q", "or space or Ctrl-C: leave; your answer is kept with its grade"),
    ];
    let line =
        |page: Page, (key, does): &(&str, &str)| page.item(2, Text::new().and(Role::Key, format!("{key:<9}")), *does);
    keys.iter().fold(spaced(), line)
}

/// What was kept when it is over.
pub fn closed(grade: Grade, next: Option<Date>) -> Page {
    let when = next.map(|day| format!(", comes again on {}", super::memory::long(day))).unwrap_or_default();
    Page::new().text(Text::new().and(Role::Faint, "kept as ").and(colour(grade), grade.name()).and(Role::Faint, when))
}
