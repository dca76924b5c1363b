//! The pictures in the README, made from what the program really shows.
//!
//! `SNAPSHOTS=overwrite cargo test pictures` makes them anew.

use anstyle_svg::Term;
use snapbox::{Data, assert_data_eq};

use crate::workbench::{Bench, repository};

fn picture(name: &str, command: &str, screen: &str) {
    let prompt = format!("\u{1b}[2m$\u{1b}[0m \u{1b}[1m{command}\u{1b}[0m\n");
    let svg = Term::new().render_svg(&format!("{prompt}{screen}"));
    let path = repository("tests/pictures").join(name);
    assert_data_eq!(svg, Data::read_from(&path, None).raw());
}

#[test]
fn show() {
    let screen = Bench::new().screen(80, 24).run("show 7").done();
    picture("show.svg", "qbank show 7", &screen);
}

#[test]
fn filter() {
    let screen = Bench::new().screen(80, 24).run("filter rollback").done();
    picture("filter.svg", "qbank filter rollback", &screen);
}

#[test]
fn quiz() {
    // The two questions as they stand on the screen, the second with its points half ticked.
    let ran = Bench::new().screen(80, 24).keys(" ac  bd").run("quiz -n 2 --seed 7");
    let size = |size| std::num::NonZeroU16::new(size).unwrap();
    let mut screen = vt100::Parser::new(size(60), size(80), 0);
    let until_end = ran.out.rsplitn(2, "\u{1b}[J").last().unwrap().rsplit_once("\u{1b}[").unwrap().0;
    screen.process(until_end.replace('\n', "\r\n").as_bytes());
    let rows = screen.screen().rows_formatted(0, 80);
    let text: Vec<String> = rows.collect();
    picture("quiz.svg", "qbank quiz -n 2 --seed 7", text.join("\u{1b}[0m\n").trim_end());
}
