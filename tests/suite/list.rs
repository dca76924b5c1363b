use snapbox::{assert_data_eq, str};

use crate::workbench::{Bench, TINY};

#[test]
fn a_screen_gets_a_table_that_fits() {
    assert_data_eq!(
        Bench::new().screen(80, 24).run("list --color never").done(),
        str![[r#"
#  Id                              Category       Prompt
────────────────────────────────────────────────────────────────────────────────
1  feature-toggle-platform         system-design  Design a feature-toggle
                                                  platform for a multi-tenant…
2  zero-downtime-releases          system-design  Design a release automation
                                                  system that ships features…
3  product-analytics-platform      system-design  Design a product analytics
                                                  platform that gives several…
4  transparency-and-improvement    values         Transparency and continuous
                                                  improvement are among our…
5  motivation-and-outcomes         values         What motivates you in
                                                  product operations, and how…
6  cross-functional-launch         behavioral     Tell me about a launch you
                                                  coordinated across product,…
7  release-conflict                behavioral     Describe a time when two
                                                  teams disagreed in the…
8  billing-configuration-error     situational    Hours before billing runs, a
                                                  configuration error turns u…
9  critical-defect-before-release  situational    A critical defect is found
                                                  in a core feature 48 hours…

"#]]
    );
}

#[test]
fn a_narrow_screen_gives_the_room_to_the_prompt() {
    assert_data_eq!(
        Bench::new().screen(60, 20).run("list --color never --category values").done(),
        str![[r#"
#  Id                            Prompt
────────────────────────────────────────────────────────────
4  transparency-and-improvement  Transparency and
                                 continuous improvement…
5  motivation-and-outcomes       What motivates you in
                                 product operations, and…

"#]]
    );
}

#[test]
fn a_pipe_gets_a_line_a_question() {
    let list = Bench::new().run("list").done();
    assert_eq!(list.lines().count(), 10);
    assert!(list.lines().nth(9).unwrap().ends_with("and decide whether to ship?"));
}

#[test]
fn sorting_keeps_the_numbers() {
    let ids = |args: &str| {
        let json = Bench::new().run(args).json();
        let each = json["questions"].as_array().unwrap().iter();
        each.map(|question| question["number"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(ids("list --json --sort id"), [8, 9, 6, 1, 5, 3, 7, 4, 2]);
    assert_eq!(ids("list --json --sort category"), [6, 7, 8, 9, 1, 2, 3, 4, 5]);
    assert_eq!(ids("--json list --category system-design,values --tag architecture"), [1, 2, 3]);
}

#[test]
fn the_document_has_every_field_of_the_question() {
    let json = Bench::new().run("list --json").json();
    assert_eq!(json["schema"], 1);
    let mut keys: Vec<_> = json["questions"][0].as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    let mut expected = [
        "bank",
        "id",
        "number",
        "prompt",
        "category",
        "tags",
        "frameworks",
        "answer_framework",
        "target_words",
        "star_example",
        "how_to_answer",
        "key_points",
        "terminology",
        "interviewers_look_for",
        "common_mistakes",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    assert_eq!(json["questions"][1]["target_words"], serde_json::json!([120, 150]));
    assert!(json["questions"][0]["star_example"]["narrative"].is_string());
    assert!(json["questions"][6]["star_example"]["result"].is_string());
}

#[test]
fn banks_stand_behind_each_other_and_numbers_run_on() {
    let bench = Bench::new();
    bench.file("sre.toml", TINY);
    bench.file("data/banks/own.toml", TINY.replace("error-budget", "my-own"));
    let json = bench.run("list --bank ~/sre.toml --json").json();
    let names: Vec<_> = json["questions"].as_array().unwrap()[8..]
        .iter()
        .map(|it| format!("{} {}/{}", it["number"], it["bank"], it["id"]))
        .collect();
    let expected = [
        "9 \"product-operations\"/\"critical-defect-before-release\"",
        "10 \"own\"/\"my-own\"",
        "11 \"own\"/\"release-conflict\"",
        "12 \"sre\"/\"error-budget\"",
        "13 \"sre\"/\"release-conflict\"",
    ];
    assert_eq!(names, expected);
    assert_data_eq!(
        bench.screen(120, 24).run("list --bank ~/sre.toml --category theory --color never").done(),
        str![[r#"
#   Bank  Id                Category  Prompt
─────────────────────────────────────────────────────────────────────────
10  own   my-own            theory    What is an error budget?
11  own   release-conflict  theory    Who decides when a release waits?
12  sre   error-budget      theory    What is an error budget?
13  sre   release-conflict  theory    Who decides when a release waits?

"#]]
    );
}

#[test]
fn a_flag_that_fits_nothing_says_what_there_is() {
    let bench = Bench::new();
    assert_data_eq!(
        bench.run("list --category behavorial").failed(1),
        str![[r"
error: no question has the category `behavorial`
hint: did you mean `--category behavioral`?

"]]
    );
    assert_data_eq!(
        bench.run("list --framework SWOT").failed(1),
        str![[r"
error: no question has the framework `SWOT`
hint: there are CIRCLES, RICE, STAR

"]]
    );
    assert_data_eq!(
        bench.run("list --category values --framework STAR").failed(1),
        str![[r"
error: no question meets all of these flags
hint: fewer flags find more; `qbank list` shows every question

"]]
    );
    assert_data_eq!(
        bench.run("list --sort size").failed(2),
        str![[r#"
error: invalid value 'size' for '--sort <COLUMN>'
  [possible values: number, id, category, prompt, strength, due]

For more information, try '--help'.

"#]]
    );
}
