use snapbox::{assert_data_eq, str};

use crate::workbench::Bench;

#[test]
fn a_term_is_found_by_name_alias_and_definition() {
    assert_data_eq!(
        Bench::new().run("terms okr").done(),
        str![[r"
OKR  objectives and key results
  A goal-setting method that pairs one clear aim with a few measurable outcomes
  showing whether the aim was reached, usually set each quarter. It helps link
  daily work to company goals and gives teams a reason to drop work that serves
  none.
  questions 4, 5, 6, 7

"]]
    );
    assert_data_eq!(
        Bench::new().run("terms feature toggle").done(),
        str![[r#"
feature flag  feature toggle · feature switch
  A single on/off switch in the code that shows or hides one piece of
  functionality for chosen users without deploying new code. A team can flip
  this one switch off within moments if the piece behind it causes trouble.
  questions 1, 2

feature flagging  feature toggling
  The team practice of putting on/off switches around new functionality and
  managing them all: naming, choosing who sees what, and removing old ones. It
  separates putting code live from showing it to users, so launches can happen
  gradually.
  question 3

CIRCLES  CIRCLES framework · CIRCLES method
  A seven-step checklist for structuring answers to product design questions in
  interviews, created by Lewis C. Lin. The usual reading is Comprehend the
  situation, Identify the customer, Report the customer's needs, Cut through
  prioritization, List solutions, Evaluate trade-offs, Summarize the
  recommendation. This bank reads the letters differently, and not the same way
  in each question: the feature-toggle question uses Clarify, Investigate,
  Recommend, Communicate, Listen, Execute, Summarize, the billing question
  Customer, Impact, Reach, Cost, Long-term, Effort, Score, and two others have
  six steps. An interviewer may expect the usual reading, so learn it first and
  name the steps you are using.
  questions 1, 2, 3, 4, 6, 8, 9

"#]]
    );
    let by_definition = Bench::new().run("terms recommend").done();
    assert_data_eq!(
        by_definition,
        str![[r#"
NPS  net promoter score
  A loyalty measure from asking how likely people are to recommend a product
  from 0 to 10: the percentage answering 9 or 10 minus the percentage answering
  0 to 6, giving -100 to 100. Teams track it over time and read the comments to
  learn why it moves.
  question 4

CIRCLES  CIRCLES framework · CIRCLES method
  A seven-step checklist for structuring answers to product design questions in
  interviews, created by Lewis C. Lin. The usual reading is Comprehend the
  situation, Identify the customer, Report the customer's needs, Cut through
  prioritization, List solutions, Evaluate trade-offs, Summarize the
  recommendation. This bank reads the letters differently, and not the same way
  in each question: the feature-toggle question uses Clarify, Investigate,
  Recommend, Communicate, Listen, Execute, Summarize, the billing question
  Customer, Impact, Reach, Cost, Long-term, Effort, Score, and two others have
  six steps. An interviewer may expect the usual reading, so learn it first and
  name the steps you are using.
  questions 1, 2, 3, 4, 6, 8, 9

"#]]
    );
}

#[test]
fn the_glossary_explains_every_term_once() {
    let json = Bench::new().run("terms --json").json();
    let terms = json["terms"].as_array().unwrap();
    assert_eq!(terms.len(), 47);
    let rice = terms.iter().find(|term| term["name"] == "RICE").unwrap();
    let both =
        ["motivation-and-outcomes", "critical-defect-before-release"].map(|id| format!("product-operations/{id}"));
    assert_eq!(rice["questions"], serde_json::json!(both), "as a term, and as a framework");
}

#[test]
fn an_unknown_term_gets_the_nearest_one() {
    assert_data_eq!(
        Bench::new().run("terms kaisen").failed(1),
        str![[r"
error: the glossary has nothing on `kaisen`
hint: did you mean `Kaizen`?

"]]
    );
    assert_data_eq!(
        Bench::new().run("terms zzz").failed(1),
        str![[r"
error: the glossary has nothing on `zzz`
hint: `qbank terms` shows the whole glossary

"]]
    );
}
