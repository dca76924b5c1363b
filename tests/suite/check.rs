//! `qbank check`, `new` and `schema`: writing a bank.

use snapbox::{assert_data_eq, str};

use crate::workbench::{Bench, TINY};

/// Five faults in three questions, with a sound question between them.
pub const FAULTY: &str = r#"name = "Faulty"

[[question]]
id = "One"
prompt = "p"
categry = "c"
answer_framework = "a"
star_example = "s"
how_to_answer = ["h"]
key_points = ["objective", 3]
interviewers_look_for = []
common_mistakes = ["m"]

[[question]]
id = "two"
prompt = "unclosed
category = "c"

[[question]]
id = "three"
prompt = "How do you decide which release goes out first?"
category = "c"
answer_framework = "a"
star_example = "s"
how_to_answer = ["h"]
key_points = ["rollback plan"]
interviewers_look_for = ["l"]
common_mistakes = ["m"]
"#;

#[test]
fn five_faults_give_five_reports_where_they_stand() {
    let bench = Bench::new();
    bench.file("faulty.toml", FAULTY);
    let ran = bench.run("check ~/faulty.toml");
    assert_eq!((ran.status, ran.err.as_str()), (1, ""));
    assert_data_eq!(
        ran.out,
        str![[r#"
error: malformed id `One`
 --> ~/faulty.toml:4:6
  |
4 | id = "One"
  |      ^^^^^
  = hint: lower-case letters, digits and single hyphens, with at least one
          letter, such as `release-conflict`

error: unknown key `categry`
 --> ~/faulty.toml:6:1
  |
6 | categry = "c"
  | ^^^^^^^
  = hint: did you mean `category`?

error: invalid type: integer `3`, expected a text
  --> ~/faulty.toml:10:28
   |
10 | key_points = ["objective", 3]
   |                            ^
  = hint: write a text in quotes

error: `interviewers_look_for` is empty
  --> ~/faulty.toml:11:25
   |
11 | interviewers_look_for = []
   |                         ^^

error: this text is not closed
  --> ~/faulty.toml:16:19
   |
16 | prompt = "unclosed
   |                   ^
  = hint: end it with the quote it begins with, on the same line

~/faulty.toml: 1 question, 0 terms, 5 errors and 0 warnings

"#]]
    );
}

#[test]
fn problems_as_a_document() {
    let bench = Bench::new();
    bench.file("faulty.toml", FAULTY);
    bench.file("tiny.toml", TINY);
    let ran = bench.run("check --json ~/faulty.toml ~/tiny.toml ~/nowhere.toml");
    assert_eq!((ran.status, ran.err.as_str()), (2, ""));
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&json["schema"], &json["errors"]), (&1.into(), &5.into()));
    let places: Vec<_> = json["files"][0]["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["line"].as_u64().unwrap(), it["column"].as_u64().unwrap(), it["end_column"].as_u64().unwrap()))
        .collect();
    assert_eq!(places, [(4, 6, 11), (6, 1, 8), (10, 28, 29), (11, 25, 27), (16, 19, 19)]);
    assert_eq!(json["files"][1]["questions"], 2);
    assert_eq!(json["files"][2]["unreadable"], "No such file or directory (os error 2)");
}

#[test]
fn warnings_say_what_could_be_better_and_fail_only_when_asked_to() {
    let bench = Bench::new();
    let better = FAULTY[FAULTY.rfind("[[question]]").unwrap()..].to_owned();
    let twin = better.replace("three", "four").replace("which release goes", "which of the releases goes")
        + "terminology = [\"SLO\"]\n[question.cues]\n\"rollback plan\" = [\"yesterday build kept\"]\n\"m\" = [\"x\"]\n";
    let twin = twin.replace("[\"rollback plan\"]", "[\"rollback plan\", \"quorum\", \"spare copy\"]");
    let twin = twin.replace("[\"yesterday", "[\"spare|second copy|build kept yesterday\", \"yesterday")
        + "\"spare copy\" = [\"spare copy kept yesterday\"]\n";
    let better = better.replace("\"s\"", "\"TODO\"").replace("[\"m\"]", "[\"m\", \"M.\"]");
    bench.file("better.toml", better + &twin);
    let ran = bench.run("check ~/better.toml");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    let titles: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("warning")).collect();
    let expected = [
        "warning: 1 part of `three` still to be written",
        "warning: `M.` stands here a second time",
        "warning: this prompt is nearly that of `three`",
        "warning: `quorum` has no cue, and is only heard from whoever uses these very words",
        "warning: the glossary does not explain `SLO`",
        "warning: this cue of `spare copy` also makes `rollback plan`",
    ];
    assert_eq!(titles, expected, "{}", ran.out);
    assert_eq!(bench.run("check --strict ~/better.toml").status, 1);
}

#[test]
fn without_a_path_the_banks_that_are_open_are_checked() {
    let bench = Bench::new();
    assert_eq!(bench.run("check").done(), "product-operations: 9 questions, 47 terms, no problem\n");
    bench.file("data/banks/own.toml", TINY);
    bench.file("more.toml", FAULTY);
    let ran = bench.run("check --bank ~/more.toml");
    assert_eq!(ran.status, 1);
    let last: Vec<&str> = ran.out.lines().rev().take(3).collect();
    assert!(last[0].starts_with("2 files: 5 errors and "), "{last:?}");
    assert!(
        last[1].starts_with("~/more.toml: 1 question") && last[2].starts_with("~/data/banks/own.toml: 2"),
        "{last:?}"
    );
}

#[test]
fn a_new_bank_has_no_problem_and_is_not_written_over_another() {
    let bench = Bench::new();
    let ran = bench.run("new ~/sre.toml");
    assert_eq!(
        (ran.status, ran.out.as_str(), ran.err.as_str()),
        (0, "next: qbank check ~/sre.toml\n", "note: wrote ~/sre.toml\n")
    );
    assert_eq!(bench.run("check --strict ~/sre.toml").done(), "~/sre.toml: 1 question, 1 term, no problem\n");
    assert!(bench.run("list --bank ~/sre.toml").done().contains("error-budget"));
    assert_eq!(
        bench.run("new ~/sre.toml").failed(2),
        "error: ~/sre.toml exists already\nhint: `--force` overwrites it\n"
    );
    assert_eq!(bench.run("new ~/sre").failed(2), "error: ~/sre does not end in .toml\nhint: name it `~/sre.toml`\n");
}

#[test]
fn the_schema_is_printed_as_it_is() {
    let schema = Bench::new().run("schema").json();
    assert_eq!(schema["definitions"]["Question"]["required"].as_array().unwrap().len(), 9);
}

#[test]
fn what_is_still_to_be_written_is_left_out_everywhere() {
    let bench = Bench::new().screen(80, 24).var("NO_COLOR", "1");
    let text = TINY
        .replace("\"Define it, then use it.\"", "\"TODO\"")
        .replace("[\"objective\", \"allowed failure\"]", "[\"TODO\"]");
    bench.file("todo.toml", text);
    for line in ["show error-budget", "export error-budget", "quiz -n 1 --category theory --seed 1"] {
        let ran = bench.run(&format!("{line} --bank ~/todo.toml"));
        assert!(ran.status == 0 && !ran.out.contains("TODO"), "{line}: {}", ran.out);
        assert!(!ran.out.contains("nswer framework") || line.starts_with("quiz"), "{line}: {}", ran.out);
    }
    assert_eq!(
        bench.run("practice error-budget --bank ~/todo.toml").failed(2),
        "error: `error-budget` has no key points to judge an answer on\nhint: `qbank quiz` asks it all the same; with `key_points` in its bank an answer\ncan be judged\n"
    );
}
