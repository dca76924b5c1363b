//! What the program says to other programs: a document a function, each with `"schema": 1` at its top.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::feedback::advised;
use super::using;
use crate::bank::{Entry, Glossary, Library, Term};
use crate::check::Checked;
use crate::export::json::{Question, SCHEMA};
use crate::feedback::{Evidence, Finding, Report, Score, Star, Terms, Verdict};
use crate::parse::{Lines, Problem, Severity};
use crate::plan::{Day, Interview, Progress, readiness};
use crate::rehearsal::mock::Debrief;
use crate::schedule::{Correction, Grade, How, Memory, Review, days};
use crate::search::{Excerpt, Hit};
use crate::session::{self, Outcome, Session};
use crate::stats::{Stats, Week};

/// Questions with the lines that matched, best first.
pub fn hits<'a>(hits: &[Hit<'a>]) -> impl Serialize + use<'a> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        questions: Vec<Question<'a>>,
        matches: Vec<Match<'a>>,
    }
    #[derive(Serialize)]
    struct Match<'a> {
        bank: &'a str,
        id: &'a str,
        score: f64,
        lines: Vec<Line<'a>>,
    }
    #[derive(Serialize)]
    struct Line<'a> {
        field: &'static str,
        text: &'a str,
        /// Byte offsets into `text`.
        marks: Vec<[usize; 2]>,
    }
    let line = |line: &Excerpt<'a>| Line {
        field: line.field.label(),
        text: line.text,
        marks: line.marks.iter().map(|mark| [mark.start, mark.end]).collect(),
    };
    let found = |hit: &Hit<'a>| Match {
        bank: &hit.entry.bank.slug,
        id: hit.entry.question.id.as_str(),
        score: hit.score,
        lines: hit.lines.iter().map(line).collect(),
    };
    let questions = hits.iter().map(|hit| Question::from(&hit.entry)).collect();
    Document { schema: SCHEMA, questions, matches: hits.iter().map(found).collect() }
}

/// Bank files with all their problems, in the order of the text.
pub fn check<'a>(files: &'a [Checked]) -> impl Serialize + use<'a> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        errors: usize,
        warnings: usize,
        files: Vec<File<'a>>,
    }
    #[derive(Serialize)]
    struct File<'a> {
        path: &'a str,
        /// Why it could not be read.
        unreadable: Option<&'a str>,
        questions: usize,
        terms: usize,
        problems: Vec<Found<'a>>,
    }
    #[derive(Serialize)]
    struct Found<'a> {
        severity: &'static str,
        /// Counted from 1, the columns in characters; the end is behind the last one.
        line: usize,
        column: usize,
        end_line: usize,
        end_column: usize,
        message: &'a str,
        hint: Option<&'a str>,
    }
    let found = |lines: &Lines, problem: &'a Problem| {
        let (start, end) = (lines.place(problem.span.start), lines.place(problem.span.end));
        Found {
            severity: if problem.severity == Severity::Error { "error" } else { "warning" },
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            message: &problem.message,
            hint: problem.hint.as_deref(),
        }
    };
    let problems = |file: &'a Checked| {
        let lines = Lines::new(file.text.as_deref().unwrap_or_default());
        file.problems.iter().map(|it| found(&lines, it)).collect()
    };
    let file = |file: &'a Checked| File {
        path: &file.path,
        unreadable: file.text.as_ref().err().map(String::as_str),
        questions: file.bank.questions.len(),
        terms: file.bank.terms.len(),
        problems: problems(file),
    };
    let count = |severity| files.iter().map(|file| file.count(severity)).sum();
    Document {
        schema: SCHEMA,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        files: files.iter().map(file).collect(),
    }
}

/// Glossary entries, each with the full names of the questions that use it.
pub fn terms<'a>(terms: &[&'a Term], library: &Library, glossary: &Glossary) -> impl Serialize + use<'a> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        terms: Vec<Used<'a>>,
    }
    #[derive(Serialize)]
    struct Used<'a> {
        #[serde(flatten)]
        term: &'a Term,
        questions: Vec<String>,
    }
    let used = |term: &&'a Term| Used {
        term,
        questions: using(library, glossary, term).iter().map(Entry::full_name).collect(),
    };
    Document { schema: SCHEMA, terms: terms.iter().map(used).collect() }
}

/// What is open, and the command to go on with.
pub fn overview(library: &Library, progress: &Progress, next: &str) -> impl Serialize + use<> {
    #[derive(Serialize)]
    struct Document {
        schema: u32,
        questions: usize,
        terms: usize,
        due: usize,
        never_seen: usize,
        interview: Option<Date>,
        days_left: Option<u32>,
        readiness: Option<f32>,
        banks: Vec<Opened>,
        next: String,
    }
    #[derive(Serialize)]
    struct Opened {
        bank: String,
        name: String,
        about: String,
        questions: usize,
    }
    let banks = library.banks.iter().map(|bank| Opened {
        bank: bank.slug.clone(),
        name: bank.name.clone(),
        about: bank.about.clone(),
        questions: bank.questions.len(),
    });
    let (questions, terms) = (library.entries().len(), library.glossary().terms().len());
    let interview = progress.interview.map(|interview| interview.date);
    Document {
        schema: SCHEMA,
        questions,
        terms,
        due: progress.due(),
        never_seen: progress.unseen(),
        interview,
        days_left: interview.map(|date| days(progress.today, date)),
        readiness: interview.map(|date| readiness(date, &progress.subjects)),
        banks: banks.collect(),
        next: next.to_owned(),
    }
}

/// What a quiz came to, question by question.
pub fn quiz<'a>(session: &Session<'a>, seed: u64) -> impl Serialize + use<'a> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        seed: u64,
        answered: usize,
        skipped: usize,
        points_made: usize,
        points: usize,
        questions: Vec<Card<'a>>,
    }
    #[derive(Serialize)]
    struct Card<'a> {
        bank: &'a str,
        id: &'a str,
        outcome: Option<&'static str>,
        points_made: Vec<&'a str>,
        points: usize,
        choice: Option<Choice<'a>>,
        seconds: u64,
    }
    #[derive(Serialize)]
    struct Choice<'a> {
        options: Vec<&'a str>,
        right: usize,
        chosen: Option<usize>,
    }
    let choice = |card: &session::Card<'a>| {
        let item = card.item.as_ref()?;
        Some(Choice {
            options: item.options.iter().map(|option| option.text).collect(),
            right: item.right,
            chosen: card.chosen,
        })
    };
    let card = |card: &session::Card<'a>| {
        let question = card.entry.question;
        Card {
            bank: &card.entry.bank.slug,
            id: question.id.as_str(),
            outcome: card.outcome.map(outcome),
            points_made: card
                .ticks
                .iter()
                .filter_map(|point| question.key_points.get(*point))
                .map(String::as_str)
                .collect(),
            points: question.key_points.len(),
            choice: choice(card),
            seconds: card.time.as_secs(),
        }
    };
    let tally = session.tally();
    Document {
        schema: SCHEMA,
        seed,
        answered: tally.answered,
        skipped: tally.skipped,
        points_made: tally.made,
        points: tally.points,
        questions: session.cards().iter().map(card).collect(),
    }
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Graded(grade) => grade.name(),
        Outcome::Skipped => "skipped",
    }
}

/// The days until the interview.
pub fn plan(progress: &Progress, interviews: &[Interview]) -> impl Serialize {
    #[derive(Serialize)]
    struct Document {
        schema: u32,
        today: Date,
        interviews: Vec<Date>,
        /// From 0 to 1, for the nearest interview.
        readiness: Option<f32>,
        days: Vec<PlannedDay>,
    }
    #[derive(Serialize)]
    struct PlannedDay {
        date: Date,
        questions: Vec<String>,
    }
    let day = |day: &Day| PlannedDay { date: day.date, questions: day.questions.clone() };
    Document {
        schema: SCHEMA,
        today: progress.today,
        interviews: interviews.iter().map(|it| it.date).filter(|date| *date > progress.today).collect(),
        readiness: progress.interview.map(|interview| readiness(interview.date, &progress.subjects)),
        days: progress.plan.iter().map(day).collect(),
    }
}

/// The figures over all questions.
pub fn stats(stats: &Stats, progress: &Progress) -> impl Serialize {
    #[derive(Serialize)]
    struct Document {
        schema: u32,
        answered: usize,
        days: usize,
        streak: usize,
        weeks: Vec<Coverage>,
        strongest: Vec<Recalled>,
        weakest: Vec<Recalled>,
        forecast: Vec<Load>,
    }
    #[derive(Serialize)]
    struct Coverage {
        monday: Date,
        made: usize,
        points: usize,
    }
    #[derive(Serialize)]
    struct Recalled {
        question: String,
        strength: f32,
    }
    #[derive(Serialize)]
    struct Load {
        date: Date,
        questions: usize,
    }
    let recalled = |(question, strength): &(String, f32)| Recalled { question: question.clone(), strength: *strength };
    let coverage = |week: &Week| Coverage { monday: week.monday, made: week.made, points: week.points };
    let load = |(date, questions)| Load { date, questions };
    Document {
        schema: SCHEMA,
        answered: stats.answered,
        days: stats.days,
        streak: stats.streak,
        weeks: stats.weeks.iter().map(coverage).collect(),
        strongest: stats.strongest.iter().map(recalled).collect(),
        weakest: stats.weakest.iter().map(recalled).collect(),
        forecast: progress.forecast(7).into_iter().map(load).collect(),
    }
}

/// The attempts at one question, newest first.
pub fn attempts<'a>(entry: &Entry<'a>, reviews: &[&'a Review], progress: &Progress) -> impl Serialize + use<'a> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        question: String,
        /// The chance of recall a week from now, from 0 to 1.
        strength: Option<f32>,
        /// Days until recall falls to 0.9.
        stability: Option<f32>,
        /// From 1 to 10.
        difficulty: Option<f32>,
        due: Option<Date>,
        attempts: Vec<Attempt<'a>>,
    }
    #[derive(Serialize)]
    struct Attempt<'a> {
        day: Date,
        how: How,
        cram: bool,
        grade: Grade,
        made: &'a [String],
        missed: Vec<&'a str>,
        seconds: u64,
        /// 0 to 100, where it was answered in words.
        score: Option<usize>,
        answer: Option<&'a str>,
        corrections: &'a [Correction],
    }
    let question = entry.question;
    let attempt = |review: &&'a Review| Attempt {
        day: review.day,
        how: review.how,
        cram: review.cram,
        grade: review.grade,
        made: &review.made,
        missed: question.key_points.iter().filter(|it| !review.made.contains(it)).map(String::as_str).collect(),
        seconds: review.seconds,
        score: review.said.as_ref().map(|said| said.score),
        answer: review.said.as_ref().map(|said| said.answer.as_str()),
        corrections: review.said.as_ref().map_or(&[], |said| &said.corrections),
    };
    let memory = progress.memory(&entry.full_name());
    Document {
        schema: SCHEMA,
        question: entry.full_name(),
        strength: memory.map(|memory| memory.strength(progress.today)),
        stability: memory.map(Memory::stability),
        difficulty: memory.map(Memory::difficulty),
        due: progress.next(&entry.full_name()),
        attempts: reviews.iter().rev().map(attempt).collect(),
    }
}

/// The feedback on an answer to the question of `entry`.
pub fn report<'a>(entry: &Entry<'a>, report: &'a Report) -> impl Serialize + use<'a> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        question: &'a str,
        words: usize,
        assessed: bool,
        score: Option<usize>,
        points: Vec<Point<'a>>,
        star: Star,
        star_percent: BTreeMap<&'static str, usize>,
        numbers: &'a [String],
        quantified_result: bool,
        fillers: &'a BTreeMap<String, usize>,
        fillers_per_100_words: f64,
        speaking_seconds: [usize; 2],
        mistakes: Vec<Mistake<'a>>,
        terms: &'a Terms,
        suggested_grade: Option<Grade>,
        advice: Vec<String>,
    }
    #[derive(Serialize)]
    #[expect(clippy::struct_field_names, reason = "other programs rely on it")]
    struct Point<'a> {
        point: &'a str,
        verdict: Verdict,
        evidence: &'a [Evidence],
    }
    #[derive(Serialize)]
    struct Mistake<'a> {
        mistake: &'a str,
        evidence: &'a [Evidence],
    }
    let point = |it: &'a Finding| Point { point: &it.text, verdict: it.verdict, evidence: &it.evidence };
    Document {
        schema: SCHEMA,
        question: entry.question.id.as_str(),
        words: report.words,
        assessed: report.score.is_some(),
        score: report.score.as_ref().map(|score| score.total),
        points: report.points.iter().map(point).collect(),
        star: report.star,
        star_percent: report.star.parts().into_iter().map(|(name, _)| name).zip(report.proportions).collect(),
        numbers: &report.numbers,
        quantified_result: report.quantified_result,
        fillers: &report.fillers,
        fillers_per_100_words: report.fillers_per_100_words(),
        speaking_seconds: report.speaking_seconds,
        mistakes: report.mistakes.iter().map(|it| Mistake { mistake: &it.text, evidence: &it.evidence }).collect(),
        terms: &report.terms,
        suggested_grade: report.score.as_ref().map(Score::grade),
        advice: report.advice.iter().map(advised).collect(),
    }
}

/// What a mock interview came to.
pub fn debrief<'a>(debrief: &'a Debrief<'a>, stage: &'a str) -> impl Serialize + use<'a> {
    #[derive(Serialize)]
    struct Document<'a, R> {
        schema: u32,
        stage: &'a str,
        planned: usize,
        minutes: u32,
        seconds: u64,
        average: Option<usize>,
        /// The last mock interview before this one.
        before: Option<Earlier>,
        habit: Option<String>,
        answers: Vec<R>,
    }
    #[derive(Serialize)]
    struct Earlier {
        day: Date,
        average: usize,
    }
    let answers = debrief.answered.iter().map(|it| report(&it.entry, &it.attempt.report)).collect();
    Document {
        schema: SCHEMA,
        stage,
        planned: debrief.planned,
        minutes: debrief.minutes,
        seconds: debrief.time().as_secs(),
        average: debrief.average(),
        before: debrief.before.map(|it| Earlier { day: it.day, average: it.average }),
        habit: debrief.habit().map(|(habit, _)| advised(&habit)),
        answers,
    }
}
