//! How long `qbank list` takes as a whole process, against a program that prints one line.
//!
//! `cargo bench --bench startup` runs the two in turn and prints the median of each, their
//! difference and their ratio. The program that prints one line is this one, called again.

#![allow(clippy::expect_used)]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 300;
const ONE_LINE: &str = "--print-one-line";

fn main() {
    if std::env::args().any(|arg| arg == ONE_LINE) {
        println!("one line");
        return;
    }
    let this = std::env::current_exe().expect("a program knows where it is");
    let mut line = Command::new(this);
    line.arg(ONE_LINE);
    let mut list = Command::new(env!("CARGO_BIN_EXE_qbank"));
    list.arg("list");
    let mut times = [Vec::new(), Vec::new()];
    for run in 0..RUNS + 20 {
        for (times, command) in times.iter_mut().zip([&mut line, &mut list]) {
            let taken = timed(command);
            // The first runs fill the caches.
            if run >= 20 {
                times.push(taken);
            }
        }
    }
    let [line, list] = times.map(median);
    let ratio = list.as_secs_f64() / line.as_secs_f64();
    println!("one line    {line:>9.2?}");
    println!("qbank list  {list:>9.2?}  {:.2?} more, {ratio:.2} times", list.saturating_sub(line));
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
