use snapbox::{assert_data_eq, str};

use crate::workbench::Bench;

#[test]
fn matches_are_ranked_and_marked() {
    assert_data_eq!(
        Bench::new().run("filter rollback").done(),
        str![[r"
2  zero-downtime-releases  system-design
   Design a release automation system that ships features across a global SaaS…
   prompt: How does it roll out, watch and [roll back] a release?

8  billing-configuration-error  situational
   Hours before billing runs, a configuration error turns up in a new subscrip…
   term: [rollback] plan

9  critical-defect-before-release  situational
   A critical defect is found in a core feature 48 hours before release. How d…
   key point: [Rollback] strategy and stakeholder communication

7  release-conflict  behavioral
   Describe a time when two teams disagreed in the middle of a release. What d…
   example: Our Q3 release hit a critical bottleneck when the QA and DevOps
            teams disagreed on the [rollback] strategy.

1  feature-toggle-platform  system-design
   Design a feature-toggle platform for a multi-tenant SaaS product that runs…
   example: The rollout was phased, with blue-green deployments and automated
            [rollback].

"]]
    );
}

#[test]
fn a_screen_in_colour_gets_the_mark_as_colour() {
    let out = Bench::new().screen(80, 24).run("filter kafka").done();
    assert!(out.contains("\u{1b}[30m\u{1b}[43mKafka\u{1b}[0m"), "{out:?}");
    let plain = Bench::new().screen(80, 24).var("NO_COLOR", "1").run("filter kafka").done();
    assert!(plain.contains("[Kafka]") && !plain.contains('\u{1b}'), "{plain:?}");
}

#[test]
fn words_find_their_hyphenated_and_inflected_forms() {
    let count = |words: &str| {
        let ran = Bench::new().run_args(["filter", "--json", words]);
        ran.json()["questions"].as_array().unwrap().len()
    };
    assert_eq!(count("cross functional"), 7);
    assert_eq!(count("cross\u{2011}functional"), 7);
    assert_eq!(count("overengineering"), 3);
    assert_eq!(count("over-engineering"), 3);
}

#[test]
fn flags_narrow_without_words_too() {
    assert_data_eq!(
        Bench::new().run("filter --framework RICE --category situational").done(),
        str![[r#"
#  Id                              Category     Prompt
9  critical-defect-before-release  situational  A critical defect is found in a core feature 48 hours before release. How do you prioritise, coordinate the teams and decide whether to ship?

"#]]
    );
    assert_data_eq!(
        Bench::new().run_args(["filter", "--term", "objectives and key results", "conflict"]).done(),
        str![[r"
6  cross-functional-launch  behavioral
   Tell me about a launch you coordinated across product, engineering and othe…
   prompt: How did you align priorities, handle [conflict] and keep the date?

7  release-conflict  behavioral
   Describe a time when two teams disagreed in the middle of a release. What d…
   id: release-[conflict]

"]]
    );
}

#[test]
fn the_document_says_where_the_words_are() {
    let json = Bench::new().run("filter cross functional --json").json();
    let line = &json["matches"][0]["lines"][0];
    let (text, mark) = (line["text"].as_str().unwrap(), &line["marks"][0]);
    let marked =
        &text[usize::try_from(mark[0].as_u64().unwrap()).unwrap()..usize::try_from(mark[1].as_u64().unwrap()).unwrap()];
    assert_eq!(marked.to_lowercase(), "cross-functional");
    assert_eq!(json["questions"][0]["id"], json["matches"][0]["id"]);
}

#[test]
fn nothing_found_suggests_the_nearest_word() {
    let bench = Bench::new();
    assert_data_eq!(
        bench.run("filter rolback").failed(1),
        str![[r"
error: no question has the word `rolback`
hint: did you mean `rollback`?

"]]
    );
    let ran = bench.run("filter rolback --json");
    assert_eq!((ran.status, ran.out.lines().count()), (1, 5), "a script still gets its document: {}", ran.out);
    assert_data_eq!(
        bench.run("filter xylophone").failed(1),
        str![[r#"
error: no question matches `xylophone`
hint: other words or fewer flags may find one; `qbank list` shows them all

"#]]
    );
    assert_data_eq!(
        bench.run("filter kafka billing").failed(1),
        str![[r#"
error: no question matches `kafka billing`
hint: other words or fewer flags may find one; `qbank list` shows them all

"#]]
    );
}
