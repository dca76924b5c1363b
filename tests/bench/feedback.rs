//! How long it takes to judge an answer, against counting its words.
//!
//! `cargo bench --bench feedback` judges every labelled answer on its question's rubric, in turn and
//! over and over, and prints the median of each; making a rubric ready is measured apart.
#![allow(clippy::expect_used)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use qbank::bank::Glossary;
use qbank::feedback::{Rubric, assess};
use qbank::parse;

const ROUNDS: usize = 30;

fn main() {
    let bank = parse::bank("bank", include_str!("../../questions/product-operations.toml")).bank;
    let glossary = Glossary::new(&bank.terms);
    let rubrics: Vec<Rubric> = bank.questions.iter().map(|question| Rubric::new(question, &glossary)).collect();
    let answers: Vec<(usize, String)> = include_str!("../answers/development.jsonl").lines().map(answer).collect();
    let (mut counts, mut reports, mut ready) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for (number, text) in &answers {
            counts.push(timed(|| _ = black_box(text.to_lowercase().split_whitespace().count())));
            reports.push(timed(|| drop(black_box(assess(&rubrics[*number], text)))));
        }
        ready.extend(bank.questions.iter().map(|it| timed(|| drop(black_box(Rubric::new(it, &glossary))))));
    }
    let words = median(counts);
    for (name, time) in
        [("count its words", words), ("judge an answer", median(reports)), ("make a rubric ready", median(ready))]
    {
        println!("{name:<24}{time:>10.1?}  {:>8.1} times", time.as_secs_f64() / words.as_secs_f64());
    }
}

fn answer(line: &str) -> (usize, String) {
    let value: serde_json::Value = serde_json::from_str(line).expect("an answer a line");
    let number = value["question"].as_u64().and_then(|number| usize::try_from(number).ok()).expect("a number");
    (number - 1, value["answer"].as_str().expect("a text").to_owned())
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
