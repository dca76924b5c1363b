//! The pages of a mock interview: what is coming, the question, and the debrief, on the screen and as Markdown.

use std::fmt::Write as _;
use std::time::Duration;

use super::feedback::{advised, below, line_by_line, quoted};
use super::quiz::{aim, clock, colour, prompt, spaced};
use super::{memory, next};
use crate::bank::Entry;
use crate::error::counted;
use crate::export::markdown::escaped;
use crate::feedback::{Finding, Verdict};
use crate::page::{Page, Role, Text};
use crate::rehearsal::mock::{Answered, Debrief};

/// What is coming.
pub fn opening(stage: &str, questions: usize, minutes: u32) -> Page {
    let length = format!("{}, {}", counted(questions, "question"), counted(minutes as usize, "minute"));
    let title =
        Text::new().and(Role::Heading, format!("Mock interview: {stage}")).and(Role::Plain, format!("  {length}"));
    Page::new().text(title).text("No help until the end; the clock informs and locks nobody out.")
}

/// The question that is up.
pub fn asked(entry: &Entry, position: usize, of: usize) -> Page {
    prompt(entry, &format!("{position} of {of}")).then(aim(entry))
}

/// What stands below the answer while it is typed, `spent` being what earlier answers took.
pub fn typing(elapsed: Option<Duration>, warned: bool, spent: Duration, minutes: u32) -> Page {
    let Some(elapsed) = elapsed else { return line_by_line("") };
    let warning = warned.then_some("Ctrl-C once more ends the interview without this answer.");
    below(warning, left(spent + elapsed, minutes), &[("Ctrl-D", "hand in"), ("Ctrl-C", "end the interview")])
}

/// What is said to an empty answer.
pub fn empty() -> Page {
    spaced().text(Text::new().and(Role::Warning, "Nothing is typed yet; Ctrl-D once more leaves this question out."))
}

/// What the clock says: the minutes that are left, or how far it is over them.
fn left(spent: Duration, minutes: u32) -> String {
    let all = Duration::from_secs(u64::from(minutes) * 60);
    match all.checked_sub(spent) {
        Some(left) => format!("{} left", clock(left)),
        None => format!("{} over", clock(spent.saturating_sub(all))),
    }
}

/// What it came to.
pub fn debrief(debrief: &Debrief, command: &str) -> Page {
    let mut page = spaced().text(headline(debrief));
    if debrief.answered.is_empty() {
        return page.text(next(command));
    }
    page = debrief.answered.iter().fold(page.gap(), answered);
    let missed: Vec<_> = debrief.missed().collect();
    if !missed.is_empty() {
        page = page.heading("Not heard");
        for (entry, point) in missed {
            page = page.item(2, Text::new().and(Role::Faint, format!("{:>2}  ", entry.number)), point);
        }
    }
    if let Some(habit) = habit(debrief) {
        page = page.heading("One habit to change").item(2, "", habit);
    }
    page.gap().text(next(command))
}

fn headline(debrief: &Debrief) -> Text {
    let (answered, planned) = (debrief.answered.len(), debrief.planned);
    let time = clock(debrief.time());
    let text = format!("{answered} of {} answered in {time} of {}:00", counted(planned, "question"), debrief.minutes);
    Text::new().and(Role::Heading, text).and(Role::Plain, average(debrief))
}

fn average(debrief: &Debrief) -> String {
    let Some(average) = debrief.average() else { return String::new() };
    let change = debrief.before.map(|before| {
        let sign = if average >= before.average { "+" } else { "-" };
        let by = average.abs_diff(before.average);
        format!(", {sign}{by} since the last one on {}", memory::long(before.day))
    });
    let assessed = debrief.answered.iter().filter(|it| it.attempt.report.score.is_some()).count();
    let over = if assessed == debrief.answered.len() {
        String::new()
    } else {
        format!(" over {}", counted(assessed, "answer"))
    };
    format!("  Average score {average} of 100{over}{}.", change.unwrap_or_default())
}

fn answered(page: Page, answered: &Answered) -> Page {
    let Answered { entry, attempt } = answered;
    let number = Text::new().and(Role::Faint, format!("{:>2}  ", entry.number));
    let name = Text::new().and(Role::Strong, entry.question.id.as_str());
    let text = match (&attempt.report.score, attempt.grade_now()) {
        (Some(score), Some(grade)) => {
            let (made, partly) = attempt.report.made();
            let partly = if partly > 0 { format!(" and {partly} partly") } else { String::new() };
            let points = counted(attempt.report.points.len(), "point");
            let rest = format!("  {made} of {points}{partly}, score {}  ", score.total);
            name.and(Role::Plain, rest).and(colour(grade), grade.name())
        }
        _ => name.and(Role::Faint, "  too short to assess"),
    };
    page.item(2, number, text)
}

fn habit(debrief: &Debrief) -> Option<String> {
    let (habit, count) = debrief.habit()?;
    let answers = counted(debrief.answered.len(), "answer");
    Some(format!("In {count} of {answers}: {}", lowered(&advised(&habit))))
}

/// Advice behind a colon begins small.
fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// The debrief as a Markdown document, with the answers.
pub fn markdown(debrief: &Debrief, stage: &str, day: jiff::civil::Date) -> String {
    let mut text = format!("# Mock interview: {}, {}\n\n", escaped(stage), memory::long(day));
    let _ = writeln!(text, "{}{}\n", headline(debrief).plain().replace(&average(debrief), ""), average(debrief));
    if let Some(habit) = habit(debrief) {
        let _ = writeln!(text, "**One habit to change.** {}\n", escaped(&habit));
    }
    debrief.answered.iter().for_each(|it| text.push_str(&answer_markdown(it)));
    text
}

/// A point with the words that made it.
fn point_markdown(point: &Finding) -> String {
    let (mark, partly) = match point.verdict {
        Verdict::Covered => ("x", ""),
        Verdict::Partly => (" ", " (partly)"),
        _ => return format!("- [ ] {}\n", escaped(&point.text)),
    };
    format!("- [{mark}] {}{partly}: {}\n", escaped(&point.text), escaped(&quoted(point)))
}

fn answer_markdown(answered: &Answered) -> String {
    let Answered { entry, attempt } = answered;
    let mut text = format!("## {}. {}\n\n", entry.number, escaped(&entry.question.prompt));
    let lines: Vec<String> = attempt.text.trim().lines().map(|line| format!("> {}\n", escaped(line))).collect();
    let _ = writeln!(text, "{}", if lines.is_empty() { ">\n".to_owned() } else { lines.concat() });
    match &attempt.report.score {
        None => text.push_str("Too short to assess.\n\n"),
        Some(score) => {
            let _ = writeln!(text, "Score {} of 100.\n", score.total);
            attempt.report.points.iter().for_each(|point| text.push_str(&point_markdown(point)));
            for mistake in &attempt.report.mistakes {
                let _ = writeln!(text, "- Mistake: {}: {}", escaped(&mistake.text), escaped(&quoted(mistake)));
            }
            text.push('\n');
            for advice in &attempt.report.advice {
                let _ = writeln!(text, "- {}", escaped(&advised(advice)));
            }
            text.push('\n');
        }
    }
    text
}
