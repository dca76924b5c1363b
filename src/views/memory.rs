//! What is remembered, as pages: the days until an interview, the figures, the attempts at one question.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::next;
use crate::bank::{Entry, Library};
use crate::error::counted;
use crate::page::{Block, Page, Role, Text};
use crate::plan::{Day, Interview, Progress, readiness};
use crate::schedule::{Grade, How, Review, days};
use crate::stats::{Stats, Week};

/// The lines of the first screen that speak of today.
pub fn today(progress: &Progress) -> Page {
    let page = Page::new().text(format!("{} due today, {} never seen", progress.due(), progress.unseen()));
    match progress.interview {
        Some(interview) => page.text(countdown(interview, progress)),
        None => page,
    }
}

fn countdown(interview: Interview, progress: &Progress) -> Text {
    let left = usize::try_from(days(progress.today, interview.date)).unwrap_or(usize::MAX);
    let ready = percent(readiness(interview.date, &progress.subjects));
    let text = Text::from("Interview on ").and(Role::Strong, long(interview.date));
    text.and(Role::Plain, format!(", {} left, {ready} ready so far", counted(left, "day")))
}

/// How many days of a plan are shown one by one.
const SHOWN: usize = 14;

/// What to do on which day until the interview.
pub fn plan(progress: &Progress, others: &[Interview], library: &Library, command: &str) -> Page {
    let Some(interview) = progress.interview else { return no_plan(command) };
    let mut page = Page::new().text(countdown(interview, progress)).gap();
    let Some((eve, before)) = progress.plan.split_last() else { return page };
    let numbers = library.entries().iter().map(|entry| (entry.full_name(), entry.number)).collect();
    // A line that stands for a single day saves nothing.
    let shown = if before.len() > SHOWN + 1 { SHOWN } else { before.len() };
    for day in &before[..shown] {
        page = self::day(page, day, "", progress, &numbers);
    }
    if shown < before.len() {
        let between = format!("and so on for {}", counted(before.len() - shown, "day"));
        page = page.item(2, Text::new().and(Role::Faint, "\u{2026}           "), between);
    }
    page = day(page, eve, "the eve", progress, &numbers);
    for other in others.iter().filter(|other| other.date > interview.date) {
        page = page.gap().text(Text::new().and(Role::Faint, format!("then: interview on {}", long(other.date))));
    }
    page.gap().text(next(command))
}

/// A day with what it is called and what to do on it.
fn day(page: Page, day: &Day, label: &str, progress: &Progress, numbers: &BTreeMap<String, usize>) -> Page {
    let label = match (day.date == progress.today, label) {
        (true, _) if progress.due() == 0 => "done",
        (true, "") => "today",
        (_, label) => label,
    };
    let name = Text::new().and(Role::Strong, format!("{}  ", padded(day.date)));
    let questions = if day.questions.len() == progress.subjects.len() {
        "every question".to_owned()
    } else {
        named(&day.questions, numbers)
    };
    page.item(2, name.and(Role::Faint, format!("{label:<8}")), questions)
}

fn no_plan(command: &str) -> Page {
    Page::new().text("No interview is set; questions come when they fade.").text(next(command))
}

/// How readiness comes about, question by question.
pub fn explained(progress: &Progress, library: &Library) -> Page {
    let Some(interview) = progress.interview else { return Page::new() };
    let mut page = Page::new().block(Block::Gap).heading("Readiness");
    page = page.item(2, "", "The mean chance of recalling a question on the day if nothing more were done: (1 + f * t / S)^-d by FSRS-6, with t the days since the last answer, S the stability in days, d = 0.1542 and f = 0.9^(-1/d) - 1. A question that was never answered counts as 0.");
    for entry in library.entries() {
        let row = match progress.memory(&entry.full_name()) {
            Some(memory) => {
                let (waited, stability) = (days(memory.last, interview.date), memory.stability());
                format!("{}  t = {waited}, S = {stability:.1}", percent(memory.recall(interview.date)))
            }
            None => "0 %  never answered".to_owned(),
        };
        page = page.item(2, Text::new().and(Role::Faint, format!("{:>2}  ", entry.number)), row);
    }
    page
}

fn named(names: &[String], numbers: &BTreeMap<String, usize>) -> String {
    let numbers: Vec<String> = names.iter().filter_map(|name| numbers.get(name)).map(ToString::to_string).collect();
    let noun = if numbers.len() == 1 { "question" } else { "questions" };
    if numbers.is_empty() { "nothing".to_owned() } else { format!("{noun} {}", numbers.join(", ")) }
}

/// The figures over all questions.
pub fn stats(stats: &Stats, progress: &Progress) -> Page {
    let streak = format!("{} in a row", counted(stats.streak, "day"));
    let total = format!("{} on {}", counted(stats.answered, "answer"), counted(stats.days, "day"));
    let page = Page::new().text(Text::new().and(Role::Strong, streak).and(Role::Plain, format!(", {total}")));
    let page = if stats.weeks.is_empty() {
        page
    } else {
        stats.weeks.iter().fold(page.heading("Key points made, by week"), week)
    };
    let page = recalls(page, "Strongest: the chance of recall a week from now", &stats.strongest);
    let page = recalls(page, "Weakest", &stats.weakest);
    let page = page.heading("The next seven days");
    progress.forecast(7).into_iter().fold(page, |page, (day, count)| {
        let bar = "\u{2588}".repeat(count.min(40));
        let text = format!("{bar} {count}");
        page.item(2, Text::new().and(Role::Faint, format!("{}  ", padded(day))), text.trim_start())
    })
}

fn week(page: Page, week: &Week) -> Page {
    let (bar, share) = match week.coverage() {
        Some(coverage) => ("\u{2588}".repeat(coverage.div_ceil(5)), format!("{coverage} %")),
        None => (String::new(), "nothing answered".to_owned()),
    };
    let gap = if bar.is_empty() { "" } else { " " };
    let bar = Text::new().and(Role::Good, bar).and(Role::Plain, format!("{gap}{share}"));
    page.item(2, Text::new().and(Role::Faint, format!("{}  ", padded(week.monday))), bar)
}

fn recalls(page: Page, title: &str, list: &[(String, f32)]) -> Page {
    if list.is_empty() {
        return page;
    }
    let row = |page: Page, (name, recall): &(String, f32)| {
        page.item(2, Text::new().and(Role::Faint, format!("{:>5}  ", percent(*recall))), name.as_str())
    };
    list.iter().fold(page.heading(title), row)
}

/// The attempts at one question, newest first.
pub fn attempts(entry: &Entry, reviews: &[&Review], progress: &Progress) -> Page {
    let number = Text::new().and(Role::Faint, format!("{}  ", entry.number));
    let prompt = Text::new().and(Role::Heading, &entry.question.prompt);
    let mut page = Page::new().item(0, number, prompt).gap();
    page = match progress.memory(&entry.full_name()) {
        Some(memory) => {
            let strength = percent(memory.strength(progress.today));
            let due = progress.next(&entry.full_name()).unwrap_or(memory.due);
            page.text(format!(
                "{}, strength {strength}, comes next on {}",
                counted(reviews.len(), "attempt"),
                long(due)
            ))
        }
        None if reviews.is_empty() => page.text("Not answered yet."),
        None => page.text(format!("{}, none of them on the schedule", counted(reviews.len(), "attempt"))),
    };
    reviews.iter().rev().fold(page, |page, review| page.block(Block::Gap).then(attempt(entry, review)))
}

fn attempt(entry: &Entry, review: &Review) -> Page {
    let made = review.made.len();
    let of = format!("{made} of {}", counted(review.points, "point"));
    let points = match (review.how, &review.said) {
        (How::Choice, _) => "multiple choice".to_owned(),
        (_, Some(said)) => format!("{of}, score {}", said.score),
        (_, None) => of,
    };
    let cram = match (review.how, review.cram) {
        (How::Mock, _) => ", in a mock interview",
        (How::Practice, true) => ", tried again",
        (_, true) => ", crammed",
        (_, false) => "",
    };
    let rest = format!("  {points} in {}:{:02}{cram}", review.seconds / 60, review.seconds % 60);
    let day = Text::new().and(Role::Strong, format!("{}  ", padded(review.day)));
    let page = Page::new().text(day.and(colour(review.grade), review.grade.name()).and(Role::Faint, rest));
    let missed: Vec<&str> =
        entry.question.key_points.iter().filter(|point| !review.made.contains(point)).map(String::as_str).collect();
    if review.how == How::Choice || missed.is_empty() {
        return page;
    }
    page.item(2, Text::new().and(Role::Faint, "missed: "), missed.join(" \u{b7} "))
}

fn colour(grade: Grade) -> Role {
    if grade < Grade::Good { Role::Warning } else { Role::Good }
}

/// A chance as a whole percentage.
pub fn percent(chance: f32) -> String {
    format!("{:.0} %", chance * 100.0)
}

/// A day with its weekday and year.
pub fn long(day: Date) -> String {
    day.strftime("%a %-d %b %Y").to_string()
}

fn padded(day: Date) -> String {
    day.strftime("%a %e %b").to_string()
}
