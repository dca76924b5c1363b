use snapbox::{assert_data_eq, str};

use crate::workbench::{Bench, TINY};

#[test]
fn a_question_is_laid_out_to_be_read() {
    assert_data_eq!(
        Bench::new().screen(80, 24).run("show 7 --color never").done(),
        str![[r"
7  Describe a time when two teams disagreed in the middle of a release. What did
   you do, and how did it end?
   release-conflict  behavioral · release, conflict, stakeholders · STAR ·
   120-150 words

Answer framework
  STAR + step-by-step strategy (120-150 words, no story)

How to answer
  - Structured cross-functional workshop to surface conflicts
  - Shared risk register and clear escalation path
  - Data-driven metrics dashboard for transparency

STAR example
  Situation  Our Q3 release hit a critical bottleneck when the QA and DevOps
             teams disagreed on the rollback strategy.
  Task       I was tasked with aligning both teams to meet the release deadline.
  Action     I organized a joint workshop, mapped the decision tree, and
             introduced a shared risk register. I also set up a daily stand-up
             cadence and a clear escalation path.
  Result     The release was completed on schedule, with a 30% reduction in
             post-release defects. Metric: Defect density dropped from 4.2 to
             2.9 per 1,000 lines of code.

Key points
  - cross-functional collaboration
  - clear escalation path
  - data-driven metrics

Terminology
  product lifecycle · release cadence · sprint planning · stakeholder management
  · OKR · KPI · risk mitigation · change management

What interviewers look for
  - leadership in cross-functional settings
  - conflict resolution skills
  - data-driven decision making

Common mistakes
  - vague description of roles
  - lack of measurable impact
  - blaming other teams

"]]
    );
}

#[test]
fn sections_can_be_picked() {
    assert_data_eq!(
        Bench::new().run("show critical --section star,points").done(),
        str![[r"
9  A critical defect is found in a core feature 48 hours before release. How do
   you prioritise, coordinate the teams and decide whether to ship?
   critical-defect-before-release  situational · incident, release,
   prioritization, decision-making · CIRCLES + RICE · 120-150 words

STAR example
  I was leading the launch of a new analytics dashboard when a critical defect
  was found 48 hours before release. I immediately convened a rapid response
  meeting, used RICE to score fixes, and delegated tasks to engineering, QA, and
  ops. We implemented a hot-fix, ran regression tests, and communicated a
  rollback plan to stakeholders. The release was delayed by 12 hours but
  maintained 99.9% uptime, and post-mortem analysis reduced similar defects by
  40% next cycle.

Key points
  - Rapid impact assessment and risk matrix
  - CIRCLES framework for structured response
  - RICE prioritization for task allocation
  - Cross-functional coordination and daily stand-ups
  - Rollback strategy and stakeholder communication

"]]
    );
}

#[test]
fn long_lines_break_at_the_width_of_the_screen() {
    let narrow = Bench::new().screen(60, 20).run("show 1 --color never").done();
    assert!(narrow.lines().all(|line| line.chars().count() <= 60), "{narrow}");
    let wide = Bench::new().screen(160, 50).run("show 1 --color never").done();
    assert!(wide.lines().all(|line| line.chars().count() <= qbank::page::MEASURE), "{wide}");
}

#[test]
fn a_random_one_is_a_question_of_the_bank() {
    let json = Bench::new().run("show --random --json").json();
    assert!((1..=9).contains(&json["questions"][0]["number"].as_u64().unwrap()));
}

#[test]
fn the_same_id_in_two_banks_needs_the_full_name() {
    let bench = Bench::new();
    bench.file("sre.toml", TINY);
    let bench = bench;
    assert_data_eq!(
        bench.run("show release-conflict --bank ~/sre.toml").failed(1),
        str![[r"
error: `release-conflict` could be several questions
hint: it could be product-operations/release-conflict, sre/release-conflict

"]]
    );
    let one = bench.run("show sre/release-conflict --bank ~/sre.toml --section star").done();
    assert_data_eq!(
        one,
        str![[r"
11  Who decides when a release waits?
    release-conflict  theory

STAR example
  Situation  s
  Task       t
  Action     a
  Result     r

"]]
    );
}

#[test]
fn a_name_that_is_no_question_gets_help() {
    let bench = Bench::new();
    assert_data_eq!(
        bench.run("show 12").failed(1),
        str![[r"
error: there is no question 12
hint: the bank has 9 questions; `qbank list` shows them

"]]
    );
    assert_data_eq!(
        bench.run("show relase-conflict").failed(1),
        str![[r"
error: there is no question `relase-conflict`
hint: did you mean `release-conflict`?

"]]
    );
    assert_data_eq!(
        bench.run("show zebra").failed(1),
        str![[r"
error: there is no question `zebra`
hint: `qbank list` shows every id; `qbank filter` searches the text

"]]
    );
    assert_data_eq!(
        bench.run("show c").failed(1),
        str![[r"
error: `c` could be several questions
hint: it could be product-operations/cross-functional-launch, product-operations/critical-defect-before-release

"]]
    );
    assert_data_eq!(
        bench.run("show").failed(2),
        str![[r"
error: the following required arguments were not provided:
  <QUESTION>

Usage: qbank show <QUESTION>

For more information, try '--help'.

"]]
    );
    assert_data_eq!(
        bench.run("show 1 --section plot").failed(2),
        str![[r"
error: invalid value 'plot' for '--section <NAMES>'
  [possible values: framework, how, star, points, terms, look-for, mistakes]

  tip: a similar value exists: 'points'

For more information, try '--help'.

"]]
    );
}

#[test]
fn text_from_a_bank_cannot_steer_the_terminal() {
    let bench = Bench::new();
    let hostile = TINY.replace("What is an error budget?", "\\u001b[2J\\u202Ewhat\\u009b31m \\u0007 is it?");
    bench.file("sre.toml", hostile);
    for command in [
        "show sre/error-budget",
        "list",
        "filter is",
        "show sre/error-budget --json",
        "export sre/error-budget",
        "quiz --category theory --seed 2",
    ] {
        let ran = bench.run(&format!("{command} --bank ~/sre.toml"));
        assert_eq!(ran.status, 0, "{command}: {}", ran.err);
        assert!(ran.out.contains("what"), "{command}: {}", ran.out);
        assert!(ran.out.chars().all(|c| c == '\n' || !qbank::page::is_hostile(c)), "{command}: {:?}", ran.out);
    }
}
