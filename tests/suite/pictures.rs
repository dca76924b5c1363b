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
    // The first question answered, the second with its points half ticked; the last erasing ends the session.
    let ran = Bench::new().screen(80, 24).keys(" ac  bd").run("quiz -n 2 --seed 7");
    let waiting = ran.out.rsplit_once("\u{1b}[J").unwrap().0;
    picture("quiz.svg", "qbank quiz -n 2 --seed 7", &standing(waiting));
}

/// What stands on a screen that scrolls once everything before the last redraw has been redrawn.
fn standing(output: &str) -> String {
    let mut standing = String::new();
    for piece in output.split("\u{1b}[J") {
        // Behind the text stands how far up the part begins that is drawn again, in lines.
        let (text, up) = piece.trim_end_matches('\r').rsplit_once("\u{1b}[").unwrap_or((piece, ""));
        let (text, up) = match up.strip_suffix('A').map(str::parse::<usize>) {
            Some(Ok(up)) => (text, Some(up)),
            _ => (piece, None),
        };
        standing.push_str(text);
        let Some(up) = up else { continue };
        if output.ends_with(piece) {
            break;
        }
        let kept = standing.lines().count() - up - 1;
        standing = standing.split_inclusive('\n').take(kept).collect();
    }
    standing
}
