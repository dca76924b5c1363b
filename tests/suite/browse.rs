//! `qbank browse`: keys pressed, and the screens that come of them.
//!
//! `SNAPSHOTS=overwrite cargo test browse` draws the screens in `tests/screens` anew: text for a terminal without
//! colour, pictures for one with it.

use std::fmt::Write;

use anstyle_svg::Term;
use snapbox::{Data, assert_data_eq};

use crate::workbench::{Bench, TINY, repository};

/// A bench on which one question went badly and another well yesterday.
fn remembered() -> Bench {
    let bench = Bench::new().on("2026-11-22").lines("\n1\n\n3\n");
    bench.run("quiz -n 2 --seed 7").done();
    bench.on("2026-11-23")
}

/// The screen after these keys.
fn plain(bench: Bench, (columns, rows): (u16, u16), keys: &str, line: &str) -> String {
    let ran = bench.screen(columns.into(), rows.into()).keys(keys).var("NO_COLOR", "1").run(line);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let screen = ran.screen(columns, rows);
    screen.screen().rows(0, columns).map(|row| row.trim_end().to_owned() + "\n").collect()
}

fn colored(bench: Bench, (columns, rows): (u16, u16), keys: &str, line: &str) -> String {
    let ran = bench.screen(columns.into(), rows.into()).keys(keys).run(line);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let screen = ran.screen(columns, rows);
    let row = |y| (0..columns).map(|x| styled(screen.screen().cell(y, x))).collect::<String>();
    (0..rows).map(|y| row(y).trim_end().to_owned() + "\n").collect()
}

/// A cell with its looks, as a terminal would be told.
fn styled(cell: Option<&vt100::Cell>) -> String {
    let Some(cell) = cell.filter(|cell| !cell.is_wide_continuation()) else { return String::new() };
    let mut codes = String::new();
    for (on, code) in [(cell.bold(), "1"), (cell.dim(), "2"), (cell.inverse(), "7")] {
        if on {
            write!(codes, "\u{1b}[{code}m").unwrap();
        }
    }
    if let vt100::Color::Idx(color) = cell.fgcolor() {
        write!(codes, "\u{1b}[{}m", 30 + color).unwrap();
    }
    if let vt100::Color::Idx(color) = cell.bgcolor() {
        write!(codes, "\u{1b}[{}m", 40 + color).unwrap();
    }
    let text = if cell.contents().is_empty() { " " } else { cell.contents() };
    if codes.is_empty() { text.to_owned() } else { format!("{codes}{text}\u{1b}[0m") }
}

const SIZES: [(u16, u16); 4] = [(40, 12), (60, 20), (80, 24), (160, 50)];

/// Keys, and what the screen after them is called.
const SCENES: [(&str, &str); 6] = [
    ("start", ""),
    ("search", "/roll\n\u{2192}nn"),
    ("hidden", "\u{2193}\u{2193}v\u{2192}"),
    ("weak", "w"),
    ("no match", "/rolf"),
    ("keys", "?"),
];

#[test]
fn screens_without_colour() {
    for (columns, rows) in SIZES {
        let mut screens = String::new();
        for (name, keys) in SCENES {
            let screen = plain(remembered(), (columns, rows), keys, "browse");
            writeln!(screens, "=== {name} {}\n{screen}", keys.escape_debug()).unwrap();
        }
        let path = repository("tests/screens").join(format!("{columns}x{rows}.txt"));
        assert_data_eq!(screens, Data::read_from(&path, None).raw());
    }
}

#[test]
fn screens_in_colour() {
    for (columns, rows) in SIZES {
        let screen = colored(remembered(), (columns, rows), SCENES[1].1, "browse");
        let path = repository("tests/screens").join(format!("{columns}x{rows}.svg"));
        assert_data_eq!(Term::new().render_svg(&screen), Data::read_from(&path, None).raw());
    }
}

#[test]
fn wide_characters_and_emoji_leave_the_panes_where_they_are() {
    let bench = Bench::new();
    let text = TINY
        .replace("What is an error budget?", "エラー予算とは何ですか 👩‍🚀🇩🇪 e\u{301}, ")
        .replace("id = \"error-budget\"", "id = \"wide\"");
    // The id is in another bank as well, so that the list shows the name of this one.
    bench.file("\u{65e5}\u{672c}\u{8a9e}.toml", text);
    bench.file("other.toml", TINY.replace("error-budget", "wide"));
    let line = "browse --bank ~/\u{65e5}\u{672c}\u{8a9e}.toml --bank ~/other.toml";
    let screen = plain(bench, (80, 14), "10", line);
    assert!(screen.contains("\u{203a} 10 \u{65e5}\u{672c}\u{8a9e}/wide"), "{screen}");
    let at = |line: &str| line.find('\u{2502}').map(|at| unicode_width::UnicodeWidthStr::width(&line[..at]));
    let rules: Vec<_> = screen.lines().skip(1).take(12).map(at).collect();
    assert!(rules.iter().all(|at| *at == Some(37)), "{rules:?}\n{screen}");
    assert!(screen.contains("エラー予算とは何ですか"), "{screen}");
}

#[test]
fn filters_narrow_and_esc_clears_them_one_after_the_other() {
    let head = |keys: &str| plain(remembered(), (80, 24), keys, "browse").lines().next().unwrap().trim_end().to_owned();
    let cases = [
        ("u", "qbank  7 of 9  unseen  esc clears"),
        ("uu", "qbank  9 questions"),
        ("d", "qbank  1 of 9  due  esc clears"),
        ("c", "qbank  2 of 9  behavioral  esc clears"),
        ("ccu/metrics\n", "qbank  0 of 9  unseen \u{b7} situational \u{b7} /metrics  esc clears"),
        ("ccu/metrics\n\u{1b}\u{1b}", "qbank  9 questions"),
    ];
    for (keys, expected) in cases {
        let head = head(keys);
        assert_eq!(head.replace('\u{a0}', " ").trim_end_matches(" top").trim_end(), expected, "{keys:?}");
    }
}

#[test]
fn a_search_goes_through_every_question_and_round() {
    let up = |keys: &str| {
        let screen = plain(Bench::new(), (160, 50), keys, "browse");
        let line = screen.lines().find(|line| line.starts_with('\u{203a}')).unwrap_or_default();
        line.split_whitespace().nth(1).unwrap_or_default().to_owned()
    };
    let cases = [
        ("/kaizen\n", "4"),
        ("/kaiz", "4"),
        ("/kaizen\nnnn", "4"),
        ("/rollback\nN", "9"),
        ("/rollback\nGnN", "8"),
        ("/kaizen\u{1b}", "1"),
        ("\u{2193}/zzzz\u{8}\u{8}\u{8}\u{8}\u{8}", "2"),
    ];
    for (keys, expected) in cases {
        assert_eq!(up(keys), expected, "{keys:?}");
    }
}

#[test]
fn sections_and_ends_can_be_jumped_to() {
    let first = |keys: &str| {
        let screen = plain(Bench::new(), (60, 20), keys, "browse");
        screen.lines().nth(1).unwrap().to_owned()
    };
    assert_eq!(first("\n\t"), "Answer framework");
    assert_eq!(first("\n\t\t"), "How to answer");
    assert_eq!(first("\n\t\t\t"), "STAR example");
    assert_eq!(first("\nGg\u{2193}\u{2193}\u{2191}"), first("\n\u{2193}"));
}

#[test]
fn what_is_hidden_is_shown_when_asked_for_and_hidden_again_for_the_next() {
    let shows = |keys: &str| plain(Bench::new(), (80, 24), keys, "browse").contains("Answer framework");
    let cases = [("", true), ("v", false), ("v ", true), ("v \u{2193}", false), ("v \u{2193}v", true)];
    for (keys, expected) in cases {
        assert_eq!(shows(keys), expected, "{keys:?}");
    }
}

#[test]
fn practice_and_quiz_are_held_from_here_and_the_way_back_leads_to_the_same_place() {
    let answer = "I asked everybody what they needed, wrote it down, agreed on one owner and told the whole company \
                  every Friday what had changed and why.";
    let bench =
        Bench::new().screen(80, 24).keys(&format!("\u{2193}\u{2193}p\n{answer}\u{4}q vr 3q ")).var("NO_COLOR", "1");
    let ran = bench.run("browse");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let journal = bench.read("data/history.jsonl");
    let third = "product-operations/product-analytics-platform";
    assert_eq!(journal.lines().filter(|line| line.contains(third)).count(), 2, "{journal}");
    let screen = ran.screen(80, 24);
    let shown = screen.screen().contents();
    assert!(shown.contains("\u{203a} 3 product-analytics") && shown.contains("space reveals"), "{shown}");
}

#[cfg(unix)]
#[test]
fn a_bank_of_ones_own_is_edited_where_the_question_is_and_read_again() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new().var("NO_COLOR", "1");
    bench.file("own.toml", TINY);
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log").display().to_string();
    let editor =
        bench.file("nano", format!("#!/bin/sh\necho \"$1\" > '{log}'\nsed -i 's/owner/decider/' \"${{2}}\"\n"));
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o755)).unwrap();
    let bench = bench.var("EDITOR", editor);
    let screen = plain(bench.screen(80, 24), (80, 24), "Ge", "browse --bank ~/own.toml");
    assert!(screen.contains("decider") && !screen.contains("owner"), "{screen}");
    let line = TINY.lines().enumerate().filter(|(_, line)| *line == "[[question]]").nth(1).unwrap().0 + 1;
    assert_eq!(std::fs::read_to_string(log).unwrap(), format!("+{line}\n"));
}

#[test]
fn a_journal_that_must_not_be_touched_is_left_alone_however_often_it_is_tried() {
    let bench = Bench::new().screen(80, 24).keys("ppr").var("NO_COLOR", "1");
    let newer = "{\"v\":99,\"id\":\"a\"}\n";
    bench.file("data/history.jsonl", newer);
    let ran = bench.run("browse");
    assert!(ran.screen(80, 24).screen().contents().contains("was written by a newer qbank"), "{}", ran.out);
    assert_eq!(bench.read("data/history.jsonl"), newer);
}

#[test]
fn what_cannot_be_done_here_is_said_on_the_last_line() {
    let last = |keys: &str| plain(Bench::new(), (80, 24), keys, "browse").lines().last().unwrap().to_owned();
    assert_eq!(last("e"), "this bank is part of the program; banks of your own can be edited");
    let bench = Bench::new();
    bench.file("own.toml", TINY);
    let screen = plain(bench, (80, 24), "Ge", "browse --bank ~/own.toml");
    assert!(screen.ends_with("error: no editor is set (set VISUAL or EDITOR, such as `EDITOR=nano`)\n"), "{screen}");
    assert_eq!(last("y"), "copied as Markdown, if your terminal lets programs copy; or: qbank export 1");
}

#[test]
fn without_a_terminal_it_says_what_prints() {
    assert_eq!(
        Bench::new().run("browse").failed(2),
        "error: there is no terminal to fill\nhint: `qbank list` and `qbank show 1` print instead\n"
    );
    let json = Bench::new().screen(80, 24).keys("q").var("NO_COLOR", "1").run("browse --json");
    assert_eq!(json.failed(2), "error: this command has no JSON form\nhint: leave `--json` out\n");
}
