use std::collections::BTreeSet;

use qbank::bank::Library;
use qbank::session::{chance, choice};
use qbank::text::weighty;
use snapbox::{assert_data_eq, str};

use crate::workbench::{Bench, repository};

#[test]
fn a_session_with_keys_from_the_first_question_to_the_summary() {
    let ran = Bench::new().screen(80, 24).keys(" ab  s 2q").run("quiz -n 3 --seed 7 --color never");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert_data_eq!(
        ran.shown(80),
        str![[r"

Question 1 of 3 · values
Transparency and continuous improvement are among our values. How have you put
them to work in product operations?

Answer framework
  Use the CIRCLES framework: Clarify the value goal, Identify key stakeholders,
  Recommend a transparent feedback cadence, Communicate expectations, Evaluate
  impact, and Sustain improvements. 1) Clarify that transparency drives trust.
  2) Identify product, engineering, and customer-success owners. 3) Recommend a
  weekly pulse survey + real-time dashboard. 4) Communicate the cadence and
  ownership via Slack and OKR updates. 5) Evaluate by tracking NPS lift and
  defect reduction. 6) Sustain by embedding lessons into the ops playbook and
  quarterly retrospectives.

How to answer
  - Clarify transparency as a foundational value
  - Implement structured, real-time feedback loops
  - Embed continuous improvement into the ops playbook

  [x] transparency
  [x] continuous improvement
  [ ] cross-functional collaboration
good · 2 of 3 points in 0:10

Question 2 of 3 · situational
A critical defect is found in a core feature 48 hours before release. How do you
prioritise, coordinate the teams and decide whether to ship?
Aim for 120-150 words, 0:45 to 1:09 aloud.

Answer framework
  CIRCLES framework + step-by-step strategy (120-150 words, no narrative)

How to answer
  - Use CIRCLES + RICE to structure decision-making and prioritize fixes.
  - Set up real-time progress tracking and daily stand-ups for transparency.
  - Prepare rollback and communication plans to manage stakeholder expectations.

skipped

Question 3 of 3 · behavioral
Describe a time when two teams disagreed in the middle of a release. What did
you do, and how did it end?
Aim for 120-150 words, 0:45 to 1:09 aloud.

Answer framework
  STAR + step-by-step strategy (120-150 words, no story)

How to answer
  - Structured cross-functional workshop to surface conflicts
  - Shared risk register and clear escalation path
  - Data-driven metrics dashboard for transparency

hard · 0 of 3 points in 0:10

2 questions answered, 1 skipped in 0:20
You made 2 of 6 points (33 %).
hard 1  good 1
Weakest: release-conflict
next: qbank show release-conflict
"]]
    );
}

#[test]
fn undo_opens_the_last_question_again_also_from_the_summary() {
    let ran = Bench::new().screen(80, 24).keys(" 3u4u1q").run("quiz -n 1 --seed 7 --color never");
    let shown = ran.shown(80);
    assert_eq!(shown.matches("Question 1 of 1").count(), 3, "{shown}");
    let summaries: Vec<_> = shown.lines().filter(|line| ["good 1", "easy 1", "again 1"].contains(line)).collect();
    assert_eq!(summaries, ["good 1", "easy 1", "again 1"], "{shown}");
}

#[test]
fn the_screen_always_ends_with_the_keys_that_do_something() {
    let last = |keys: &str, args: &str| {
        let ran = Bench::new().screen(80, 24).keys(keys).run(&format!("quiz --seed 7 --color never {args}"));
        // Before the last erasing stands what the screen showed while it waited.
        let live = ran.out.rsplit("\u{1b}[J").nth(1).unwrap().split('\u{1b}').next().unwrap().to_owned();
        live.lines().last().unwrap().to_owned()
    };
    assert_data_eq!(last("", ""), str!["0:00  space reveal  s skip  ? help  q leave"]);
    assert_data_eq!(last(" a", ""), str!["m more  s skip  ? help  q leave"]);
    assert_data_eq!(last(" 3", ""), str!["0:00  space reveal  s skip  u undo  ? help  q leave"]);
    assert_data_eq!(last("", "--choice"), str!["0:00  1-4 choose  space show the answer  s skip  ? help  q leave"]);
    assert_data_eq!(last("1", "--choice"), str!["space next  u undo  ? help  q leave"]);
    assert_data_eq!(last(" 3", "-n 1"), str!["u undo  q leave"]);
}

#[test]
fn help_and_more_are_there_when_asked_for() {
    let ran = Bench::new().screen(80, 24).keys("? mmq").run("quiz --category behavioral --seed 1 --color never");
    let shown = ran.shown(80);
    assert!(shown.contains("take the suggested grade"), "{shown}");
    assert_eq!(shown.matches("What interviewers look for").count(), 1, "once is enough: {shown}");
}

#[test]
fn without_a_terminal_the_same_questions_are_asked_line_by_line() {
    let ran = Bench::new().lines("\na c\ngood\n\n4\n").run("quiz -n 2 --seed 7");
    assert_data_eq!(
        ran.done(),
        str![[r#"

Question 1 of 2 · values
Transparency and continuous improvement are among our values. How have you put
them to work in product operations?

enter reveal  s skip  ? help  q leave

Answer framework
  Use the CIRCLES framework: Clarify the value goal, Identify key stakeholders,
  Recommend a transparent feedback cadence, Communicate expectations, Evaluate
  impact, and Sustain improvements. 1) Clarify that transparency drives trust.
  2) Identify product, engineering, and customer-success owners. 3) Recommend a
  weekly pulse survey + real-time dashboard. 4) Communicate the cadence and
  ownership via Slack and OKR updates. 5) Evaluate by tracking NPS lift and
  defect reduction. 6) Sustain by embedding lessons into the ops playbook and
  quarterly retrospectives.

How to answer
  - Clarify transparency as a foundational value
  - Implement structured, real-time feedback loops
  - Embed continuous improvement into the ops playbook

Key points: tick the ones you made
  [ ] a  transparency
  [ ] b  continuous improvement
  [ ] c  cross-functional collaboration

a-c tick  1 again 24 Nov  2 hard 24 Nov  3 good 25 Nov  4 easy 1 Dec
enter again  m more  s skip  ? help  q leave

Key points: tick the ones you made
  [x] a  transparency
  [ ] b  continuous improvement
  [x] c  cross-functional collaboration

a-c tick  1 again 24 Nov  2 hard 24 Nov  3 good 25 Nov  4 easy 1 Dec  enter good
m more  s skip  ? help  q leave

  [x] transparency
  [ ] continuous improvement
  [x] cross-functional collaboration
good · 2 of 3 points

Question 2 of 2 · situational
A critical defect is found in a core feature 48 hours before release. How do you
prioritise, coordinate the teams and decide whether to ship?
Aim for 120-150 words, 0:45 to 1:09 aloud.

enter reveal  s skip  u undo  ? help  q leave

Answer framework
  CIRCLES framework + step-by-step strategy (120-150 words, no narrative)

How to answer
  - Use CIRCLES + RICE to structure decision-making and prioritize fixes.
  - Set up real-time progress tracking and daily stand-ups for transparency.
  - Prepare rollback and communication plans to manage stakeholder expectations.

Key points: tick the ones you made
  [ ] a  Rapid impact assessment and risk matrix
  [ ] b  CIRCLES framework for structured response
  [ ] c  RICE prioritization for task allocation
  [ ] d  Cross-functional coordination and daily stand-ups
  [ ] e  Rollback strategy and stakeholder communication

a-e tick  1 again 24 Nov  2 hard 24 Nov  3 good 25 Nov  4 easy 1 Dec
enter again  m more  s skip  u undo  ? help  q leave

easy · 0 of 5 points

2 questions answered
You made 2 of 8 points (25 %).
good 1  easy 1
next: qbank quiz

"#]]
    );
}

#[test]
fn the_end_of_input_ends_the_session_quietly() {
    assert_data_eq!(
        Bench::new().run("quiz --seed 7").done(),
        str![[r"

Question 1 of 5 · values
Transparency and continuous improvement are among our values. How have you put
them to work in product operations?

enter reveal  s skip  ? help  q leave

0 questions answered
next: qbank quiz

"]]
    );
}

#[test]
fn a_session_as_a_document() {
    let ran = Bench::new().lines("\na\n2\ns\n").run("quiz -n 2 --seed 7 --json");
    assert_eq!(ran.status, 0);
    assert!(ran.err.contains("Question 2 of 2"));
    assert_data_eq!(
        ran.out,
        str![[r#"
{
  "schema": 1,
  "seed": 7,
  "answered": 1,
  "skipped": 1,
  "points_made": 1,
  "points": 3,
  "questions": [
    {
      "bank": "product-operations",
      "id": "transparency-and-improvement",
      "outcome": "hard",
      "points_made": [
        "transparency"
      ],
      "points": 3,
      "choice": null,
      "seconds": 0
    },
    {
      "bank": "product-operations",
      "id": "critical-defect-before-release",
      "outcome": "skipped",
      "points_made": [],
      "points": 5,
      "choice": null,
      "seconds": 0
    }
  ]
}

"#]]
    );
}

#[test]
fn a_seed_gives_the_same_questions_and_none_comes_twice() {
    let order = |args: &str| {
        let ran = Bench::new().run(&format!("quiz --json {args}"));
        let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let ids = json["questions"].as_array().unwrap().iter().map(|card| card["id"].as_str().unwrap().to_owned());
        ids.collect::<Vec<_>>()
    };
    let seven = [
        "transparency-and-improvement",
        "critical-defect-before-release",
        "release-conflict",
        "billing-configuration-error",
        "motivation-and-outcomes",
        "product-analytics-platform",
        "cross-functional-launch",
        "zero-downtime-releases",
        "feature-toggle-platform",
    ];
    assert_eq!(order("--seed 7 -n 9"), seven);
    assert_eq!(order("--seed 7 -n 3"), seven[..3]);
    assert_eq!(order("--seed 7 -n 9 --choice"), seven);
    for seed in 0..20 {
        let all: BTreeSet<_> = order(&format!("--seed {seed} -n 9")).into_iter().collect();
        assert_eq!(all.len(), 9);
    }
}

#[test]
fn more_than_there_is_and_less_than_one() {
    let ran = Bench::new().run("quiz -n 50 --category values --seed 1");
    assert_eq!((ran.status, ran.err.as_str()), (0, "note: only 2 questions to ask\n"));
    assert_data_eq!(
        Bench::new().run("quiz -n 0").failed(2),
        str![[r"
error: invalid value '0' for '--count <COUNT>': 0 is not in 1..=4294967295

For more information, try '--help'.

"]]
    );
    assert_data_eq!(
        Bench::new().run("quiz --seed seven").failed(2),
        str![[r"
error: invalid value 'seven' for '--seed <SEED>': invalid digit found in string

For more information, try '--help'.

"]]
    );
}

#[test]
fn multiple_choice_from_the_first_item_to_the_summary() {
    let ran = Bench::new().screen(80, 24).keys("1 2 3 q").run("quiz --choice -n 3 --seed 5 --color never");
    assert_data_eq!(
        ran.shown(80),
        str![[r#"

Question 1 of 3 · values
Transparency and continuous improvement are among our values. How have you put
them to work in product operations?

Which of these is one of its key points?
  1  cross-functional collaboration
  2  Automated rollback mechanism
  3  Conflict resolution
  4  tenant isolation

Right: cross-functional collaboration

Question 2 of 3 · behavioral
Tell me about a launch you coordinated across product, engineering and other
teams. How did you align priorities, handle conflict and keep the date?

Which of these is one of its key points?
  1  Conflict resolution
  2  tenant isolation
  3  underestimating latency impact of toggle lookups
  4  Ignoring stakeholder concerns

Not this one. It is: Conflict resolution
What you chose belongs to question 1, feature-toggle-platform.

Question 3 of 3 · system-design
Design a release automation system that ships features across a global SaaS
platform without downtime and within its SLAs. How does it roll out, watch and
roll back a release?

Which of these is on its list of common mistakes?
  1  blaming other teams
  2  Neglecting cross-service dependency checks
  3  Cross-functional task force to develop, test, and deploy the patch.
  4  Established continuous communication and risk monitoring

Not this one. It is: Neglecting cross-service dependency checks
What you chose belongs to question 8, billing-configuration-error.

3 questions answered in 0:30
1 of 3 right
Weakest: cross-functional-launch
next: qbank show cross-functional-launch
"#]]
    );
}

fn library() -> Library {
    let text = std::fs::read_to_string(repository("questions/product-operations.toml")).unwrap();
    Library { banks: vec![qbank::parse::bank("product-operations", &text).bank] }
}

#[test]
fn a_wrong_option_is_never_right() {
    let library = library();
    let (entries, glossary) = (library.entries(), library.glossary());
    let mut kinds = BTreeSet::new();
    for (entry, seed) in entries.iter().flat_map(|entry| (0..30).map(move |seed| (entry, seed))) {
        let item = choice::item(*entry, &entries, &glossary, &mut chance(seed)).unwrap();
        kinds.insert(format!("{:?} {}", item.kind, entry.number));
        assert_eq!(item.options.len(), 4);
        let texts: BTreeSet<_> = item.options.iter().map(|option| option.text.to_lowercase()).collect();
        assert_eq!(texts.len(), 4, "{texts:?}");
        let question = entry.question;
        let own = [&question.key_points[..], &question.common_mistakes, &question.terminology].concat();
        let own: BTreeSet<_> = own.iter().flat_map(|text| weighty(text)).collect();
        // A mistake is no point, and advice is no mistake, whatever words they share with the right option.
        let opposite = |option: &choice::Choice| match item.kind {
            choice::Kind::KeyPoint => option.from.question.common_mistakes.iter().any(|text| text == option.text),
            choice::Kind::Mistake => option.from.question.how_to_answer.iter().any(|text| text == option.text),
            choice::Kind::Term => !question.terminology.iter().any(|text| text == option.text),
        };
        for (at, option) in item.options.iter().enumerate() {
            let is_own = option.from.number == entry.number;
            assert_eq!(is_own, at == item.right, "{item:?}");
            assert!(is_own || opposite(option) || !weighty(option.text).any(|stem| own.contains(&stem)), "{item:?}");
        }
    }
    assert_eq!(kinds.len(), 27, "every question has items of every kind: {kinds:?}");
}

#[test]
fn the_definition_does_not_name_its_term() {
    let library = library();
    let (entries, glossary) = (library.entries(), library.glossary());
    for (entry, seed) in entries.iter().flat_map(|entry| (0..10).map(move |seed| (entry, seed))) {
        let item = choice::item(*entry, &entries, &glossary, &mut chance(seed)).unwrap();
        let Some(definition) = item.definition else { continue };
        let right = item.options[item.right].text;
        assert!(!definition.to_lowercase().contains(&right.to_lowercase()), "{right}: {definition}");
    }
}
