//! How long the full-screen reader takes for a frame, in a bank of a thousand questions.
//!
//! `cargo bench --bench browse` presses keys (through the whole list, through texts, searches letter by letter, from
//! match to match, filters) and draws after each: what is measured is the key and
//! the drawing together, without sending it to a terminal. It prints
//! the median, the 99th percentile and the longest frame of each kind, against a frame of 16 ms and against drawing an empty screen.
#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use qbank::bank::{Bank, Library, QuestionId};
use qbank::browse::{Browse, Place, screen};
use qbank::parse;
use qbank::plan::Progress;
use qbank::terminal::{Canvas, Size, Stroke};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui_textarea::{Input, Key};

const QUESTIONS: usize = 1_000;
const FRAME: Duration = Duration::from_millis(16);
const SIZE: Size = Size { columns: 160, rows: 50 };

fn main() {
    let library = Library { banks: vec![bank()] };
    let names = library.entries().iter().map(qbank::bank::Entry::full_name).collect();
    let progress = Progress::new(names, &[], &[], "2026-11-23".parse().expect("a day"));
    let start = Instant::now();
    let mut browse = Browse::new(&library, library.entries(), progress, BTreeSet::new(), Place::default());
    browse.fit(SIZE, true);
    println!("{QUESTIONS} questions of {} KB made ready in {:.1?}", size(&library) / 1000, start.elapsed());
    let empty = median(&(0..1_000).map(|_| timed(|| drop(black_box(Buffer::empty(area()))))).collect::<Vec<_>>());
    let scenes: [(&str, String); 5] = [
        ("through the list", "j".repeat(QUESTIONS)),
        ("through a text", format!("gl{}h", "j".repeat(200))),
        ("letter by letter", "/rollback strategy\u{1b}/communicate risk\u{1b}/e\u{1b}/s\u{1b}".repeat(10)),
        ("match to match", format!("/release\n{}\u{1b}", "n".repeat(2_000))),
        ("filters", "cccccuuwwdd".repeat(20)),
    ];
    println!(
        "{:<18}{:>8}{:>10}{:>10}{:>10}{:>12}{:>16}",
        "", "frames", "median", "99 %", "longest", "of 16 ms", "of empty ones"
    );
    for (name, keys) in scenes {
        let frames: Vec<Duration> = keys.chars().map(|key| timed(|| frame(&mut browse, key))).collect();
        let (usual, longest) = (median(&frames), frames.iter().max().copied().unwrap_or_default());
        let (share, times) = (longest.as_secs_f64() / FRAME.as_secs_f64(), usual.as_secs_f64() / empty.as_secs_f64());
        let count = frames.len();
        let most = at(&frames, 0.99);
        println!(
            "{name:<18}{count:>8}{usual:>10.1?}{most:>10.1?}{longest:>10.1?}{:>10.0} %{times:>16.1}",
            share * 100.0
        );
    }
}

/// The questions of the program over and over, each with a name and words of its own.
fn bank() -> Bank {
    let bank = parse::bank("bank", include_str!("../../questions/product-operations.toml")).bank;
    let questions = bank.questions.iter().cycle().take(QUESTIONS).enumerate().map(|(at, question)| {
        let mut question = question.clone();
        question.id = QuestionId::try_from(format!("{}-{at}", question.id)).expect("a slug");
        question.key_points.push(format!("point of number{at} and {}", at % 37));
        question
    });
    Bank { questions: questions.collect(), ..bank.clone() }
}

fn size(library: &Library) -> usize {
    let texts = |question: &qbank::bank::Question| {
        [&question.how_to_answer, &question.key_points, &question.common_mistakes, &question.interviewers_look_for]
            .into_iter()
            .flatten()
            .map(String::len)
            .sum::<usize>()
            + question.prompt.len()
            + question.answer_framework.len()
            + question.star_example.texts().iter().map(|text| text.len()).sum::<usize>()
    };
    library.entries().iter().map(|entry| texts(entry.question)).sum()
}

fn area() -> Rect {
    let room = |size: usize| u16::try_from(size).unwrap_or(u16::MAX);
    Rect::new(0, 0, room(SIZE.columns), room(SIZE.rows))
}

fn frame(browse: &mut Browse, key: char) {
    let key = match key {
        '\n' => Key::Enter,
        '\u{1b}' => Key::Esc,
        key => Key::Char(key),
    };
    browse.fit(SIZE, true);
    let _ = browse.press(&Stroke::Typed(Input { key, ..Input::default() }));
    let mut buffer = Buffer::empty(area());
    screen(browse, &mut Canvas::new(&mut buffer, true));
    black_box(buffer);
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(times: &[Duration]) -> Duration {
    at(times, 0.5)
}

/// The time that this share of all times stays below.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few")]
fn at(times: &[Duration], share: f64) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[((times.len() - 1) as f64 * share) as usize]
}
