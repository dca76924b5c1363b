//! How long whole runs of qbank take, against a program that prints one line.
//!
//! `cargo bench` runs all of them in turn, over and over, and prints the median of each, and what it
//! takes more than the first. The program that prints one line is this one, called again.
#![allow(clippy::expect_used)]

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 200;
const WARM_UP: usize = 10;
const ONE_LINE: &str = "--print-one-line";
const REVIEWS: usize = 50_000;

fn main() {
    if std::env::args().any(|arg| arg == ONE_LINE) {
        println!("one line");
        return;
    }
    let folder = tempfile::tempdir().expect("there is room for a folder");
    let (empty, full) = (folder.path().join("empty"), folder.path().join("full"));
    std::fs::create_dir(&full).expect("there is room for a folder");
    std::fs::write(full.join("history.jsonl"), journal()).expect("there is room for a journal");
    let mut line = Command::new(std::env::current_exe().expect("a program knows where it is"));
    line.arg(ONE_LINE);
    let mut runs = [
        ("one line", line),
        ("qbank list", qbank(&["list"], &empty)),
        ("qbank", qbank(&[], &empty)),
        ("qbank after 50,000 answers", qbank(&[], &full)),
    ];
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); runs.len()];
    for run in 0..RUNS + WARM_UP {
        for (times, (_, command)) in times.iter_mut().zip(&mut runs) {
            let taken = timed(command);
            if run >= WARM_UP {
                times.push(taken);
            }
        }
    }
    let medians: Vec<Duration> = times.into_iter().map(median).collect();
    for ((name, _), time) in runs.iter().zip(&medians) {
        let (more, ratio) = (time.saturating_sub(medians[0]), time.as_secs_f64() / medians[0].as_secs_f64());
        println!("{name:<28}{time:>10.2?}  {more:>10.2?} more, {ratio:.1} times");
    }
}

fn qbank(args: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qbank"));
    command.args(args).env("QBANK_DATA", data);
    command
}

/// Answers to the nine questions over some fifteen years.
fn journal() -> String {
    let ids = ["feature-toggle-platform", "zero-downtime-releases", "product-analytics-platform", "release-conflict"];
    let grades = ["good", "hard", "good", "again", "easy"];
    let mut lines = String::new();
    for at in 0..REVIEWS {
        let day = jiff::civil::date(2011, 1, 1)
            .saturating_add(jiff::Span::new().days(i64::try_from(at / 9).expect("days fit")));
        let (id, grade) = (ids[at % ids.len()], grades[at % grades.len()]);
        writeln!(
            lines,
            r#"{{"at":"{day}T10:00:{:02}Z","v":1,"kind":"review","id":"{at}-0","day":"{day}","zone":"Europe/Berlin","question":"product-operations/{id}","how":"quiz","grade":"{grade}","made":["tenant isolation","audit logging"],"points":9,"seconds":74}}"#,
            at % 9
        )
        .expect("a text can grow");
    }
    lines
}

fn timed(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).status().expect("the program was just built");
    assert!(status.success());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
