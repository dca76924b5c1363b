//! What is remembered: a month through the real commands, and a journal that nothing can spoil.

use serde_json::Value;
use snapbox::{assert_data_eq, str};

use crate::workbench::{Bench, Ran};

fn numbers(json: &Value, key: &str) -> Vec<usize> {
    let lists = json[key].as_array().unwrap().iter();
    lists.map(|day| day["questions"].as_array().map_or(0, Vec::len)).collect()
}

fn close(found: &Value, expected: f64) {
    let found = found.as_f64().unwrap();
    assert!((found - expected).abs() < 0.0005, "{found} is not {expected}");
}

/// Answers `count` questions that are due, all of them good.
fn answered(bench: Bench, day: &str, count: usize) -> Bench {
    let bench = bench.on(day).lines(&"\n3\n".repeat(count));
    let json = bench.run("--json").json();
    assert_eq!(json["due"], count, "{day}");
    let ran = bench.run("quiz --due -n 9 --json");
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.status, json["answered"].as_u64()), (0, Some(count as u64)), "{day}: {}", ran.err);
    assert_eq!(bench.run("--json").json()["due"], 0, "{day}: all is done");
    bench
}

// The stabilities, difficulties, dates and chances in this test were worked out with the reference
// implementation (py-fsrs 6.3.2), the loads and counts by hand.
#[test]
fn a_month_with_missed_days_and_an_interview() {
    // Monday the 2nd: question 4 good with two points, question 5 hard.
    let bench = Bench::new().on("2026-11-02").lines("\nab3\n\n2\n");
    let first = bench.run("quiz --category values --seed 1").done();
    let dates = first.replace('\u{a0}', " ");
    assert!(dates.contains("1 again 3 Nov  2 hard 3 Nov  3 good 4 Nov  4 easy 10 Nov"), "{first}");
    let four = bench.run("stats 4 --json").json();
    assert_eq!(
        (four["due"].as_str(), bench.run("stats 5 --json").json()["due"].as_str()),
        (Some("2026-11-04"), Some("2026-11-03"))
    );
    close(&four["stability"], 2.3065);
    close(&four["difficulty"], 2.1181);
    assert_eq!(four["attempts"][0]["missed"], serde_json::json!(["cross-functional collaboration"]));

    // The 3rd: only question 5 is due. The 4th to the 6th are missed.
    let bench = answered(bench, "2026-11-03", 1);
    let five = bench.run("stats 5 --json").json();
    assert_eq!(five["due"], "2026-11-08");
    close(&five["stability"], 4.5460);
    assert_eq!(bench.run("--json").json()["never_seen"], 7);

    // The 7th: question 4 is three days late, and question 5 is forgotten.
    let bench = answered(bench, "2026-11-07", 1);
    close(&bench.run("stats 4 --json").json()["stability"], 18.1679);
    let bench = bench.lines("\n1\n");
    assert_eq!(bench.run("quiz --tag okr").status, 0);
    let five = bench.run("stats 5 --json").json();
    assert_eq!(five["due"], "2026-11-08");
    close(&five["stability"], 0.8878);
    close(&five["difficulty"], 8.3754);
    let stats = bench.run("stats --json").json();
    assert_eq!((&stats["streak"], &stats["answered"], &stats["days"]), (&1.into(), &5.into(), &3.into()));

    // The 8th: easy, taken back, then good; cramming it afterwards moves nothing.
    let bench = bench.on("2026-11-08").lines("\n4\nu3\n");
    assert_eq!(bench.run("quiz --due").status, 0);
    let bench = bench.lines("\n1\n");
    assert_eq!(bench.run("quiz --tag okr --cram").status, 0);
    let five = bench.run("stats 5 --json").json();
    assert_eq!((five["due"].as_str(), five["attempts"].as_array().unwrap().len()), (Some("2026-11-10"), 5));
    close(&five["stability"], 2.2804);
    let stats = bench.run("stats --json").json();
    assert_eq!((&stats["streak"], &stats["answered"]), (&2.into(), &7.into()));
    assert_eq!(stats["weeks"][0], serde_json::json!({ "monday": "2026-11-02", "made": 2, "points": 21 }));

    // The 9th: an interview on the 14th. Two looks at nine questions on four days, and the eve.
    let bench = bench.on("2026-11-09");
    let plan = bench.run("plan 2026-11-14 --json").json();
    assert_eq!(numbers(&plan, "days"), [5, 5, 4, 4, 9]);
    close(&plan["readiness"], (0.9518 + 0.8215) / 9.0);
    let bench = answered(bench, "2026-11-09", 5);

    // The 10th is missed: thirteen looks are left for two days.
    let bench = bench.on("2026-11-11");
    assert_eq!(numbers(&bench.run("plan --json").json(), "days"), [7, 6, 9]);
    let bench = answered(bench, "2026-11-11", 7);
    let bench = answered(bench, "2026-11-12", 6);
    let bench = answered(bench, "2026-11-13", 9);
    for number in 1..=9 {
        let json = bench.run(&format!("stats {number} --json")).json();
        let days = json["attempts"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["day"].as_str().unwrap() >= "2026-11-09")
            .count();
        assert_eq!(days, 3, "three looks at question {number}");
    }
    let stats = bench.run("stats --json").json();
    assert_eq!((&stats["streak"], &stats["answered"], &stats["days"]), (&3.into(), &34.into(), &8.into()));

    // The 14th and after: the schedule alone decides.
    let bench = bench.on("2026-11-15");
    let json = bench.run("--json").json();
    assert_eq!((&json["interview"], &json["due"], &json["never_seen"]), (&Value::Null, &0.into(), &0.into()));
    let due = bench.run("stats 4 --json").json();
    let stability = due["stability"].as_f64().unwrap();
    assert!(stability > 18.1679, "three good answers have made it last: {stability}");
}

#[test]
fn several_interviews_and_the_nearest_leads() {
    let bench = Bench::new();
    assert_eq!(bench.run("plan 2027-01-15").status, 0);
    assert_eq!(bench.run("plan 2026-11-26").status, 0);
    assert_data_eq!(
        bench.run("plan").done(),
        str![[r#"
Interview on Thu 26 Nov 2026, 3 days left, 0 % ready so far

  Mon 23 Nov  today   every question
  Tue 24 Nov          every question
  Wed 25 Nov  the eve every question

then: interview on Fri 15 Jan 2027

next: qbank quiz --due

"#]]
    );
    let json = bench.run("plan 2026-11-26 --remove --json").json();
    assert_eq!(json["interviews"], serde_json::json!(["2027-01-15"]));
    assert_data_eq!(
        bench.run("plan 2026-11-23").failed(2),
        str![[r#"
error: `2026-11-23` is not a day to come
hint: write a date to come, such as 2026-12-04

"#]]
    );
    assert_data_eq!(
        bench.run("plan soon").failed(2),
        str![[r#"
error: `soon` is not a date
hint: write a date to come, such as 2026-12-04

"#]]
    );
    assert_data_eq!(
        bench.run("plan 2026-12-24 --remove").failed(2),
        str![[r#"
error: there is no interview on `2026-12-24`
hint: there are interviews on 2027-01-15

"#]]
    );
}

#[test]
fn without_an_interview_plan_says_how_to_set_one() {
    assert_data_eq!(
        Bench::new().run("plan").done(),
        str![[r#"
No interview is set; questions come when they fade.
next: qbank plan 2026-12-07

"#]]
    );
}

fn practised() -> Bench {
    let bench = Bench::new().on("2026-11-20").screen(80, 24).keys(" ab3 a2 abc4 1 3q");
    assert_eq!(bench.run("quiz --seed 3 -n 5").status, 0);
    bench.on("2026-11-23")
}

#[test]
fn figures_attempts_and_the_first_screen_are_pages() {
    let bench = practised();
    assert_data_eq!(
        bench.run("stats --color never").done(),
        str![[r#"
0 days in a row, 5 answers on 1 day

Key points made, by week
  Mon 16 Nov  ███████ 35 %
  Mon 23 Nov  nothing answered

Strongest: the chance of recall a week from now
   89 %  product-operations/motivation-and-outcomes
   77 %  product-operations/product-analytics-platform
   77 %  product-operations/transparency-and-improvement

Weakest
   55 %  product-operations/critical-defect-before-release
   72 %  product-operations/zero-downtime-releases

The next seven days
  Mon 23 Nov  ████ 4
  Tue 24 Nov  0
  Wed 25 Nov  0
  Thu 26 Nov  0
  Fri 27 Nov  0
  Sat 28 Nov  █ 1
  Sun 29 Nov  0

"#]]
    );
    assert_data_eq!(
        bench.run("stats 5 --color never").done(),
        str![[r#"
5  What motivates you in product operations, and how do you tie that motivation
   to business outcomes when capacity or priorities change?

1 attempt, strength 89 %, comes next on Sat 28 Nov 2026

Fri 20 Nov  easy  3 of 3 points in 0:10

"#]]
    );
    assert_data_eq!(
        bench.run("--color never").done(),
        str![[r#"
qbank  9 questions, 47 terms explained

  Product Operations Manager  product-operations, 9 questions
  Nine interview questions on system design, values, behavior and situations,
  each with a framework, an example and a rubric

4 due today, 4 never seen

next: qbank quiz --due
also: qbank browse, qbank list, qbank practice 1, qbank --help

"#]]
    );
    assert_data_eq!(
        bench.screen(120, 30).run("list --sort due --color never").done(),
        str![[r#"
#  Id                              Category       Strength  Due         Prompt
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
2  zero-downtime-releases          system-design  72 %      today       Design a release automation system that ships
                                                                        features across a global SaaS platform withou…
9  critical-defect-before-release  situational    55 %      today       A critical defect is found in a core feature
                                                                        48 hours before release. How do you…
3  product-analytics-platform      system-design  77 %      today       Design a product analytics platform that gives
                                                                        several product lines real-time insight. How…
4  transparency-and-improvement    values         77 %      today       Transparency and continuous improvement are
                                                                        among our values. How have you put them to…
5  motivation-and-outcomes         values         89 %      2026-11-28  What motivates you in product operations, and
                                                                        how do you tie that motivation to business…
1  feature-toggle-platform         system-design  -         -           Design a feature-toggle platform for a
                                                                        multi-tenant SaaS product that runs in severa…
6  cross-functional-launch         behavioral     -         -           Tell me about a launch you coordinated across
                                                                        product, engineering and other teams. How did…
7  release-conflict                behavioral     -         -           Describe a time when two teams disagreed in
                                                                        the middle of a release. What did you do, and…
8  billing-configuration-error     situational    -         -           Hours before billing runs, a configuration
                                                                        error turns up in a new subscription pricing…

"#]]
    );
}

#[test]
fn readiness_can_be_explained() {
    let bench = practised();
    assert_eq!(bench.run("plan 2026-11-30").status, 0);
    assert_data_eq!(
        bench.run("plan --explain --color never").done(),
        str![[r#"
Interview on Mon 30 Nov 2026, 7 days left, 41 % ready so far

  Mon 23 Nov  today   questions 1, 6, 7
  Tue 24 Nov          questions 8, 9, 2
  Wed 25 Nov          questions 3, 4, 1
  Thu 26 Nov          questions 6, 7, 8
  Fri 27 Nov          questions 5, 9, 2
  Sat 28 Nov          questions 3, 4, 5
  Sun 29 Nov  the eve every question

next: qbank quiz --due

Readiness
  The mean chance of recalling a question on the day if nothing more were done:
  (1 + f * t / S)^-d by FSRS-6, with t the days since the last answer, S the
  stability in days, d = 0.1542 and f = 0.9^(-1/d) - 1. A question that was
  never answered counts as 0.
   1  0 %  never answered
   2  72 %  t = 10, S = 1.3
   3  77 %  t = 10, S = 2.3
   4  77 %  t = 10, S = 2.3
   5  89 %  t = 10, S = 8.3
   6  0 %  never answered
   7  0 %  never answered
   8  0 %  never answered
   9  55 %  t = 10, S = 0.2

"#]]
    );
}

#[test]
fn flags_about_memory_pick_questions_everywhere() {
    let bench = practised();
    let count = |ran: Ran| ran.json()["questions"].as_array().unwrap().len();
    assert_eq!((count(bench.run("list --unseen --json")), count(bench.run("filter --unseen --json"))), (4, 4));
    assert_eq!(count(bench.run("export --weak --json")), count(bench.run("list --weak --json")));
    let ran = bench.run("list --due --unseen --color never");
    assert!(ran.status == 1 && ran.err.starts_with("error: no question is due and unseen"), "{}", ran.err);
}

#[test]
fn a_question_that_left_the_bank_is_kept_and_ignored() {
    let bench = practised();
    let journal = bench.read("data/history.jsonl");
    let gone = journal.replace("product-operations/", "left/");
    bench.file(
        "data/history.jsonl",
        gone.clone() + &journal.lines().next().unwrap().replace("\"id\":\"", "\"id\":\"again-"),
    );
    let json = bench.run("--json");
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["never_seen"], 8, "of the journal only the last line speaks of a question that is there");
    assert!(bench.read("data/history.jsonl").starts_with(&gone), "nothing is taken out");
}

#[test]
fn a_torn_line_and_an_unreadable_one_are_reported_and_left_alone() {
    let bench = practised();
    let sound = bench.read("data/history.jsonl");
    let torn = format!("not json\n{sound}{{\"at\":\"2026-11-20T10:00:00Z\",\"v\":1,\"ki");
    bench.file("data/history.jsonl", &torn);
    let ran = bench.run("--json");
    assert_data_eq!(
        ran.err,
        str![[r#"
[31mwarning: [0m~/data/history.jsonl: line 1 is left out: expected ident
at line 1 column 2
[31mwarning: [0m~/data/history.jsonl: line 7 is left out: it was torn off

"#]]
    );
    let before: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(before["never_seen"], 4);
    // The next answer begins on a line of its own.
    let bench = bench.lines("\n3\n");
    assert_eq!(bench.run("quiz --unseen -n 1").status, 0);
    let journal = bench.read("data/history.jsonl");
    assert!(journal.starts_with(&torn) && journal[torn.len()..].starts_with("\n{\"at\""), "{journal}");
    let after: Value = serde_json::from_str(&bench.run("--json").out).unwrap();
    assert_eq!(after["never_seen"], 3);
}

#[test]
fn a_newer_journal_is_refused_and_not_touched() {
    let bench = Bench::new().lines("\n3\n");
    let newer = "{\"at\":\"2027-01-01T00:00:00Z\",\"v\":2,\"kind\":\"review\",\"how\":{\"new\":true}}\n";
    bench.file("data/history.jsonl", newer);
    assert_data_eq!(
        bench.run("quiz").failed(2),
        str![[r#"
error: ~/data/history.jsonl was written by a newer qbank
hint: update qbank, or name another data folder in QBANK_DATA; nothing was changed

"#]]
    );
    assert_eq!(bench.run("stats").status, 2);
    assert_eq!(bench.run("plan 2026-12-04").status, 2);
    let list = bench.run("list");
    assert_eq!((list.status, list.out.lines().count()), (0, 10), "reading needs no memory");
    assert!(list.err.contains("newer qbank"));
    assert_eq!(bench.read("data/history.jsonl"), newer);
}

#[test]
fn a_folder_that_cannot_be_written_is_known_before_anybody_answers() {
    let bench = Bench::new().lines("\n3\n");
    bench.file("data", "a file where the folder should be");
    assert_data_eq!(
        bench.run("quiz").failed(2),
        str![[r#"
error: could not read ~/data/history.jsonl: Not a directory (os error 20)
hint: nothing was changed; QBANK_DATA names another folder

"#]]
    );
}

#[test]
fn two_machines_merge_by_sorting_lines() {
    let (one, other) = (practised(), Bench::new().on("2026-11-21").lines("\n3\n\n2\n"));
    assert_eq!(other.run("quiz --category behavioral").status, 0);
    let (first, second) = (one.read("data/history.jsonl"), other.read("data/history.jsonl"));
    let mut lines: Vec<&str> = first.lines().chain(second.lines()).chain(first.lines()).collect();
    lines.sort_unstable();
    one.file("data/history.jsonl", lines.join("\n") + "\n");
    assert_eq!(one.run("stats --json").json()["answered"], 7);
}

#[test]
fn setting_a_date_again_changes_nothing() {
    let bench = practised();
    assert_eq!(bench.run("plan 2026-11-30").status, 0);
    let (plan, journal) = (bench.run("plan --json").done(), bench.read("data/history.jsonl"));
    let bench = bench.on("2026-11-24");
    let later = bench.run("plan --json").done();
    assert_eq!(bench.run("plan 2026-11-30 --json").done(), later);
    assert_eq!((bench.read("data/history.jsonl"), bench.on("2026-11-23").run("plan --json").done()), (journal, plan));
}

#[test]
fn a_far_interview_is_refused_and_a_long_plan_is_folded() {
    let bench = Bench::new();
    for far in ["9999-12-31", "2999-12-31", "2028-11-25"] {
        let error = bench.run(&format!("plan {far}")).failed(2);
        assert!(error.contains("is more than two years away"), "{error}");
    }
    assert!(bench.run("plan -0001-01-01").failed(2).contains("is not a date"));
    assert_eq!(bench.run("plan 2028-11-23").status, 0);
    let shown = bench.run("plan").done();
    assert!(
        shown.lines().count() < 25 && shown.contains("and so on for 716 days") && shown.contains("the eve"),
        "{shown}"
    );
    // A line that another program wrote is bounded as well.
    bench.file("data/history.jsonl", "{\"at\":\"2026\",\"v\":1,\"kind\":\"interview\",\"date\":\"9999-12-31\"}\n");
    assert_eq!(bench.run("plan --json").json()["days"], serde_json::json!([]));
}

#[test]
fn a_second_interview_bounds_what_comes_after_the_first() {
    let bench = Bench::new();
    assert_eq!((bench.run("plan 2026-11-24").status, bench.run("plan 2026-11-26").status), (0, 0));
    let bench = bench.lines("\n4\n");
    let shown = bench.run("quiz --seed 1 -n 1").done().replace('\u{a0}', " ");
    assert!(shown.contains("4 easy 25 Nov"), "{shown}");
    let number = bench.read("data/history.jsonl").matches("critical-defect").count();
    assert_eq!(number, 1, "with seed 1 question 9 comes first");
    assert_eq!(bench.run("stats 9 --json").json()["due"], "2026-11-25");
}

#[test]
fn lines_that_no_qbank_wrote_are_left_out_and_a_mark_before_the_first_is_not_one() {
    let bench = practised();
    let sound = bench.read("data/history.jsonl");
    let first = sound.lines().next().unwrap();
    let impossible = [
        first.replace("\"points\":3", "\"points\":18446744073709551615"),
        first.replace("\"points\":3", "\"points\":1"),
        first.replace("\"seconds\":10", "\"seconds\":18446744073709551615"),
        "{}".to_owned(),
    ];
    bench.file("data/history.jsonl", format!("\u{feff}{sound}{}\n", impossible.join("\n")));
    let ran = bench.run("stats --json");
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["answered"], 5);
    assert!(ran.err.contains("line 6") && ran.err.contains("line 8") && ran.err.contains("and 1 more"), "{}", ran.err);
    bench.file("data/history.jsonl", "{\"v\":99999999999,\"kind\":\"review\"}\n");
    assert!(bench.run("stats").failed(2).contains("newer qbank"));
    let bench = Bench::new();
    bench.file("data/history.jsonl/inside", "");
    assert!(bench.run("stats").failed(2).contains("it is not a regular file"));
}

#[test]
fn answers_from_after_today_raise_a_question() {
    let ran = practised().on("2026-11-01").run("stats --json");
    let warning = ran.err.replace('\n', " ");
    assert!(ran.status == 0 && warning.contains("5 answers from after today, 2026-11-01"), "{warning}");
}

#[test]
fn a_question_without_attempts_says_so() {
    let shown = Bench::new().run("stats 7").done();
    assert!(shown.ends_with("\nNot answered yet.\n"), "{shown}");
}
