//! Practice and mock: whole conversations, at a keyboard, line by line, and for scripts.

use snapbox::{assert_data_eq, str};

use crate::workbench::Bench;

/// An answer to the second question that makes two of its three points.
const ANSWER: &str = "I ran product operations for ambulance dispatch, and my task was to end the nightly shutdown. \
    We prepared the new version beside the running one and handed over one district at a time, so nobody saw a blank \
    screen. If errors got worse than the hour before, it put the old version back by itself within forty seconds, and \
    nobody had to press a button. We did ninety changeovers since then and lost no call.";

/// An answer that says nothing anybody did alone, and not how it ended.
const VAGUE: &str = "We talked to everybody who had an opinion, and we looked at the thing for a long while, and then we \
    told our people what we would do about it, and our people went and did that.";

/// Types an answer and hands it in.
fn typed(keys: &str) -> Bench {
    Bench::new().screen(90, 40).keys(keys)
}

#[test]
fn an_answer_in_a_file_is_judged_and_remembered() {
    let bench = Bench::new();
    let path = bench.file("answer.txt", ANSWER);
    let said = bench.run(&format!("practice 2 --answer {}", path.display())).done();
    assert!(said.contains("You made 2 of 3 points"), "{said}");
    assert!(said.contains("[ ] c  SLA monitoring and alerting  not heard"), "{said}");
    assert!(said.contains("kept as good, comes again on"), "{said}");
    let journal = bench.read("data/history.jsonl");
    assert!(journal.contains(r#""how":"practice""#) && journal.contains("ambulance dispatch"), "{journal}");
    let attempts = bench.run("stats 2").done();
    assert!(attempts.contains("2 of 3 points, score"), "{attempts}");
}

#[test]
fn the_report_for_scripts_is_one_document() {
    let bench = Bench::new().lines(ANSWER);
    let report = bench.run("practice zero-downtime-releases --answer - --json --no-save").json();
    assert_eq!(report["question"], "zero-downtime-releases");
    assert_eq!((report["schema"].as_u64(), report["assessed"].as_bool()), (Some(1), Some(true)));
    assert_eq!(report["star"]["task"], true);
    let percent = |part: &str| report["star_percent"][part].as_u64().unwrap();
    assert_eq!(["situation", "task", "action", "result"].map(percent).iter().sum::<u64>().abs_diff(100) / 3, 0);
    assert_eq!(report["quantified_result"], true);
    assert_eq!(report["suggested_grade"], "good");
    for point in report["points"].as_array().unwrap() {
        for evidence in point["evidence"].as_array().unwrap() {
            let span = |key: &str| usize::try_from(evidence[key].as_u64().unwrap()).unwrap();
            assert_eq!(&ANSWER[span("start")..span("end")], evidence["text"].as_str().unwrap());
        }
    }
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 17, "{keys:?}");
}

#[test]
fn what_is_too_short_has_no_score_and_is_not_remembered() {
    for answer in ["fine", "", "um um um um um um um um um um um um um um um um um um um um um um"] {
        let bench = Bench::new().lines(answer);
        let report = bench.run("practice 1 --answer - --json").json();
        assert_eq!((report["assessed"].as_bool(), report["score"].is_null()), (Some(false), true), "{answer}");
        assert!(report["suggested_grade"].is_null());
        assert!(!bench.path("data/history.jsonl").exists() || bench.read("data/history.jsonl").is_empty());
    }
}

#[test]
fn no_save_leaves_no_trace() {
    let bench = Bench::new().lines(ANSWER);
    bench.run("practice 2 --answer - --no-save").done();
    assert!(!bench.path("data").exists());
}

#[test]
fn at_a_keyboard_one_thinks_types_and_puts_the_feedback_right() {
    let ran = typed(&format!(" {ANSWER}\n.\nc4q")).run("practice 2");
    let shown = ran.shown(90);
    assert!(shown.contains("You made 3 of 3 points."), "{shown}");
    assert!(shown.contains("kept as easy"), "{shown}");
}

#[test]
fn a_correction_replaces_what_the_journal_held() {
    let bench = typed(&format!(" {ANSWER}\n.\ncq"));
    bench.run("practice 2");
    let journal = bench.read("data/history.jsonl");
    assert!(journal.contains(r#""corrections":[{"point":"SLA monitoring and alerting","made":true}]"#), "{journal}");
    assert_eq!(journal.matches(r#""kind":"withdrawal""#).count(), 1, "{journal}");
    assert_eq!(bench.run("stats 2 --json").json()["attempts"].as_array().unwrap().len(), 1);
}

#[test]
fn a_second_try_shows_the_difference_and_leaves_the_schedule_alone() {
    let more = "I drew what we promised each authority as a line, and the engineer on call was phoned before it broke.";
    let bench = typed(&format!(" {ANSWER}\n.\nt {ANSWER} {more}\n.\nq"));
    let shown = bench.run("practice 2").shown(90);
    assert!(shown.contains("new: SLA monitoring and alerting"), "{shown}");
    let attempts = bench.run("stats 2 --json").json();
    assert_eq!(attempts["attempts"][0]["cram"], true);
    assert_eq!(attempts["attempts"][1]["cram"], false);
}

#[test]
fn hints_come_in_steps() {
    let shown = typed("hhhhq").run("practice 2").shown(90);
    let places = ["Answer framework", "The rubric has 3 points.", "- Z\u{2026} r\u{2026} s\u{2026}", "Key points"];
    let at: Vec<Option<usize>> = places.iter().map(|place| shown.find(place)).collect();
    assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{at:?} {shown}");
}

#[test]
fn half_an_answer_is_not_thrown_away_by_one_key() {
    let shown = typed(" I began with\u{3} the tables\u{4}q").run("practice 2").shown(90);
    assert!(shown.contains("5 words are too short to assess"), "{shown}");
}

#[test]
fn without_a_terminal_a_dot_ends_the_answer() {
    let said = Bench::new().lines(&format!("h\n{ANSWER}\n.\nx\n")).run("practice 2").done();
    assert!(said.contains("Answer framework") && said.contains("You made 2 of 3 points"), "{said}");
    assert!(said.contains("outcome with a number"), "{said}");
}

#[test]
fn an_answer_that_cannot_be_read_is_said_so() {
    let bench = Bench::new();
    assert_data_eq!(
        bench.run("practice 2 --answer ~/nowhere.txt").failed(2),
        str![[r#"
error: could not read ~/nowhere.txt: No such file or directory (os error 2)
hint: name a text file, or `-` for standard input

"#]]
    );
    let raw = bench.file("raw.txt", [0xff, 0xfe]);
    assert!(bench.run(&format!("practice 2 --answer {}", raw.display())).failed(2).contains("not UTF-8"));
    assert!(bench.run("practice 2 --editor").err.contains("set VISUAL or EDITOR"));
}

#[test]
fn an_answer_cannot_steer_the_screen() {
    let said = typed(&format!(" {ANSWER} \u{202e}evil\n.\nsq")).run("practice 2");
    assert!(!said.out.contains('\u{202e}'));
    let bench = Bench::new().screen(90, 40).lines("");
    let path = bench.file("answer.txt", format!("{ANSWER} \u{1b}]0;evil\u{7}"));
    let out = bench.run(&format!("practice 2 --answer {} --explain", path.display())).out;
    assert!(!out.contains("\u{1b}]0"));
}

#[test]
fn a_mock_interview_ends_in_a_debrief() {
    let bench = Bench::new().screen(120, 60).keys(&format!("{VAGUE}\u{4}fine\u{4}"));
    let first = bench.run("mock -n 2 --seed 1 --report ~/debrief.md");
    assert!(first.err.contains("wrote the debrief to ~/debrief.md"), "{}", first.err);
    let shown = first.shown(90);
    assert!(shown.contains("2 of 2 questions answered"), "{shown}");
    assert!(shown.contains("too short to assess") && shown.contains("One habit to change"), "{shown}");
    let report = bench.read("debrief.md");
    assert!(report.contains("# Mock interview: all kinds") && report.contains("> We talked to everybody"), "{report}");
    let second = bench.run("mock -n 1 --seed 1").shown(90);
    assert!(second.replace('\n', " ").contains("+0 since the last one on Mon 23 Nov 2026"), "{second}");
    assert!(bench.run("mock --report ~/debrief.md").failed(2).contains("exists already"));
}

#[test]
fn a_debrief_quotes_the_words_that_made_a_point() {
    let bench = Bench::new().screen(120, 60).keys(&format!("{ANSWER}\u{4}").repeat(9));
    bench.run("mock -n 9 --report ~/debrief.md");
    let report = bench.read("debrief.md");
    assert!(report.contains("- [x] Zero-downtime release strategy: \""), "{report}");
}

#[test]
fn leaving_a_mock_interview_keeps_what_was_answered() {
    let bench = Bench::new().screen(90, 60).keys(&format!("{ANSWER}\u{4}half a sen\u{3}\u{3}"));
    let shown = bench.run("mock --stage case --seed 2").shown(90);
    assert!(shown.contains("1 of 3 questions answered"), "{shown}");
    assert_eq!(bench.read("data/history.jsonl").matches(r#""how":"mock""#).count(), 1);
}

#[test]
fn a_stage_chooses_categories_and_a_bank_without_them_is_asked_anyway() {
    let asked = |line: &str| Bench::new().lines(".\n.\n.\n.\n.\n").run(line);
    let said = asked("mock --stage case --seed 3").done();
    assert!(said.contains("Mock interview: case  3 questions, 30 minutes"), "{said}");
    assert!(!said.contains("behavioral") && !said.contains("values"), "{said}");
    let other = Bench::new().lines("").run("mock --stage case --tag culture --seed 3");
    assert!(
        other.err.contains("no question is about system-design or situational; all kinds are asked"),
        "{}",
        other.err
    );
}

#[test]
fn an_editor_of_ones_own_writes_the_answer() {
    let bench = typed("eq");
    let answer = bench.file("said.txt", ANSWER);
    let bench = bench.var("EDITOR", format!("cp {}", answer.display()));
    let shown = bench.run("practice 2").shown(90);
    assert!(shown.contains("You made 2 of 3 points"), "{shown}");
    assert!(typed("eq").var("VISUAL", "false").run("practice 2").err.contains("could not edit with `false`"));
}
