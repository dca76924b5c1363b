//! Feedback on an answer: which points of the question's own rubric it makes, and how it is told.
//!
//! The criteria are plain functions in one list, each from the rubric and the answer to what it found.
//! Nothing is drawn by chance and nothing is looked up elsewhere: the same answer gets the same report,
//! and every verdict on a point points at the words that earned it. To add a criterion, write a function in a
//! file beside these and add it to `CRITERIA`.

mod advice;
mod answer;
mod cue;
mod delivery;
mod evidence;
mod learned;
mod lexicon;
mod mistakes;
mod outcome;
mod phrases;
mod points;
mod proportions;
mod rubric;
mod score;
mod star;
mod task;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use answer::Answer;

pub use advice::Advice;
pub use rubric::Rubric;
pub use score::{Score, Share};
pub use star::Star;

/// Fewer words than this are too few to judge.
pub const FEWEST: usize = 20;

/// What an answer did with a point, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Not heard.
    #[default]
    Missed,
    /// Only its words were heard: in a list, or talked about and not done.
    Named,
    /// The answer says it was absent, skipped or regretted.
    Denied,
    /// One half of a point that has two, or a weak form of it.
    Partly,
    /// Made.
    Covered,
}

/// Words of the answer that something rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Byte offset of its first character in the answer as given.
    pub start: usize,
    /// Byte offset behind its last character.
    pub end: usize,
    /// The words between.
    pub text: String,
}

/// What was heard of a key point or of a common mistake.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The point or mistake, as the bank words it.
    pub text: String,
    /// What the answer did with it.
    pub verdict: Verdict,
    /// The words that earned the verdict, the most telling first.
    pub evidence: Vec<Evidence>,
    /// How much was heard, in bits: 9 make a point.
    pub bits: f64,
}

/// Whose deeds are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ownership {
    /// How often the speaker is the one: I, me, my.
    pub i: usize,
    /// How often a group is: we, us, our.
    pub we: usize,
    /// How often nobody is: it was done.
    pub passive: usize,
}

/// The feedback on one answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// How many words the answer has.
    pub words: usize,
    /// What was heard of each key point, in the order of the bank.
    pub points: Vec<Finding>,
    /// The common mistakes that were heard.
    pub mistakes: Vec<Finding>,
    /// Whether something is told, but nothing of the question was heard in it.
    pub off_topic: bool,
    /// Which parts of the story are there.
    pub star: Star,
    /// Which words of the answer, by index, tell the task, and which the outcome.
    pub(crate) told: [Option<Range<usize>>; 2],
    /// Roughly how much of the answer each of them takes, in percent, in telling order.
    pub proportions: [usize; 4],
    /// The numbers, with what they count.
    pub numbers: Vec<String>,
    /// Whether the outcome has a number.
    pub quantified_result: bool,
    /// How often each filler was said.
    pub fillers: BTreeMap<String, usize>,
    /// Seconds a quick and a slow speaker take, at 160 and 130 words a minute.
    pub speaking_seconds: [usize; 2],
    /// Whose deeds they are.
    pub ownership: Ownership,
    /// The terms of the question that were used, and those that were not.
    pub terms: Terms,
    /// What it is worth; nothing when it is too short to assess.
    pub score: Option<Score>,
    /// What to do next time, the most useful first.
    pub advice: Vec<Advice>,
}

/// The terms of a question, by whether the answer has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Terms {
    /// Said by one of their names.
    pub used: Vec<String>,
    /// Not said.
    pub unused: Vec<String>,
}

/// Looks at an answer in the light of a rubric, and writes down what it found.
type Criterion = fn(&Rubric, &Answer, &mut Report);

/// What an answer is looked at for, in this order: later ones build on what earlier ones found.
const CRITERIA: [Criterion; 9] = [
    points::judge,
    mistakes::judge,
    mistakes::terms,
    star::judge,
    proportions::judge,
    evidence::judge,
    delivery::judge,
    score::judge,
    advice::judge,
];

/// The feedback on `text` as an answer to the question of `rubric`.
pub fn assess(rubric: &Rubric, text: &str) -> Report {
    let answer = Answer::new(text, &rubric.fine);
    let mut report = Report::default();
    for criterion in CRITERIA {
        criterion(rubric, &answer, &mut report);
    }
    report
}

impl Report {
    /// How many points were made, and how many were made partly.
    pub fn made(&self) -> (usize, usize) {
        let count = |verdict| self.points.iter().filter(|point| point.verdict == verdict).count();
        (count(Verdict::Covered), count(Verdict::Partly))
    }

    /// Whether nothing of the question is in it, as far as was heard and not put right.
    pub fn is_elsewhere(&self) -> bool {
        self.off_topic && self.made() == (0, 0)
    }

    /// What to change in the way it was told, in the order in which it matters.
    pub fn habits(&self) -> Vec<Advice> {
        advice::about_telling(self)
    }

    /// Fillers in a hundred words.
    pub fn fillers_per_100_words(&self) -> f64 {
        let fillers: usize = self.fillers.values().sum();
        // Answers are far too short for this to lose anything.
        #[expect(clippy::cast_precision_loss, reason = "counts of words")]
        let share = fillers as f64 * 100.0 / self.words.max(1) as f64;
        (share * 10.0).round() / 10.0
    }

    /// The report after the person has put the verdict on a point right.
    pub fn corrected(mut self, rubric: &Rubric, point: usize, verdict: Verdict) -> Self {
        if let Some(finding) = self.points.get_mut(point) {
            finding.verdict = verdict;
        }
        if self.score.is_some() {
            self.score = Some(score::score(&self));
        }
        self.advice = advice::advice(rubric, &self);
        self
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::bank::{Bank, Glossary};
    use crate::parse;

    static BANK: LazyLock<Bank> =
        LazyLock::new(|| parse::bank("bank", include_str!("../questions/product-operations.toml")).bank);
    static RUBRICS: LazyLock<Vec<Rubric>> = LazyLock::new(|| {
        let glossary = Glossary::new(&BANK.terms);
        BANK.questions.iter().map(|question| Rubric::new(question, &glossary)).collect()
    });
    /// Labelled answers that tell something, each with the number of its question.
    static ANSWERS: LazyLock<Vec<(usize, String)>> = LazyLock::new(|| {
        let lines = include_str!("../tests/answers/development.jsonl").lines();
        let values = lines.filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let number = |value: &serde_json::Value| usize::try_from(value["question"].as_u64()?).ok();
        let told = values.filter(|value| value["stuffed"] == false);
        told.filter_map(|value| Some((number(&value)? - 1, value["answer"].as_str()?.to_owned()))).collect()
    });

    fn total(rubric: &Rubric, text: &str) -> Option<usize> {
        assess(rubric, text).score.map(|score| score.total)
    }

    fn sentences(text: &str) -> Vec<&str> {
        text.split_inclusive(['.', '?', '!']).map(str::trim).filter(|it| !it.is_empty()).collect()
    }

    #[test]
    fn what_is_too_short_has_no_score() {
        for text in
            ["", "fine", "Fine.", "um um um", "I'd talk to everybody and then fix it, and it'd be fine.", "\u{202e}"]
        {
            let report = assess(&RUBRICS[0], text);
            assert_eq!((report.score, report.advice), (None, vec![Advice::TooShort]), "{text}");
        }
    }

    #[test]
    fn a_list_of_everything_earns_next_to_nothing() {
        for (rubric, question) in RUBRICS.iter().zip(&BANK.questions) {
            let list =
                [&question.key_points[..], &question.terminology, &question.interviewers_look_for].concat().join(", ");
            let report = assess(rubric, &list);
            assert_eq!(report.made(), (0, 0), "{list}");
        }
    }

    #[test]
    fn a_place_speaks_of_the_point_that_it_tells_most_of() {
        let story = "Each shop of our chain has its own till. Every flip of a switch was journalled with operator, \
                     approver, moment and both values, in storage our own admins can't rewrite, and the regulator \
                     called it exemplary. It went live on Good Friday.";
        let report = assess(&RUBRICS[0], story);
        let made = report.points.iter().filter(|it| it.verdict > Verdict::Missed).map(|it| it.text.as_str());
        assert_eq!(made.collect::<Vec<_>>(), ["audit logging"]);
    }

    /// A story about nothing that any question asks.
    const GOATS: &str = "My uncle kept goats above the lake, and in spring we led them over the pass. The way took \
                         two days, and at noon we slept under the larches. In the evening he told me their names.";

    #[test]
    fn a_name_is_more_than_a_name_when_it_is_told_as_a_deed() {
        for (sentence, verdict) in [
            ("I set up a daily stand-up cadence and a clear escalation path for the herd.", Verdict::Partly),
            ("There was a clear escalation path.", Verdict::Named),
            ("My boss was tired and there was a clear escalation path.", Verdict::Named),
            (
                "I implemented cross-functional collaboration, a clear escalation path, data-driven metrics.",
                Verdict::Named,
            ),
            ("I never set up a clear escalation path.", Verdict::Denied),
        ] {
            let report = assess(&RUBRICS[6], &format!("{GOATS} {sentence}"));
            assert_eq!(report.points[1].verdict, verdict, "{sentence}");
        }
    }

    #[test]
    fn a_story_about_something_else_earns_nothing_with_any_list_behind_it() {
        for (rubric, question) in RUBRICS.iter().zip(&BANK.questions) {
            assert_eq!(assess(rubric, GOATS).advice, [Advice::Answer]);
            let list = [&question.key_points[..], &question.terminology].concat().join(", ");
            let report = assess(rubric, &format!("{GOATS}\n{list}"));
            assert_eq!(
                (report.star, report.made(), total(rubric, GOATS)),
                (Star::default(), (0, 0), Some(0)),
                "{list}"
            );
            assert_eq!(report.score.map(|score| score.total), Some(0), "{list}");
        }
    }

    #[test]
    fn each_part_takes_the_words_that_tell_it() {
        let parts = [
            "We run a ferry line with nine boats, and in spring the ticket app was due in every port.",
            "I was asked to have it on sale by Easter without one port being surprised.",
            "I drew up a map of everybody with a stake, by interest and influence, and talked to each. I wrote a plan \
             for every risk with a trigger, a person and a way out. Each Monday and Thursday every port had one page \
             from me with the plan, the risks and the open points.",
            "It went live on Good Friday, and complaints fell from 61 to 4.",
        ];
        assert_eq!(assess(&RUBRICS[8], &parts.join(" ")).proportions, [19, 15, 53, 13]);
        assert_eq!(assess(&RUBRICS[8], &parts[2..].join(" ")).proportions, [24, 0, 57, 19]);
    }

    fn answer() -> impl Strategy<Value = (usize, String)> {
        (0..ANSWERS.len()).prop_map(|at| ANSWERS[at].clone())
    }

    proptest! {
        #[test]
        fn evidence_lies_inside_the_answer(number in 0..9_usize, text in "\\PC{0,300}|[ a-zäß\u{301}\u{2011}日.,'\u{2019}?\n-]{0,200}") {
            let report = assess(&RUBRICS[number], &text);
            for evidence in report.points.iter().chain(&report.mistakes).flat_map(|it| &it.evidence) {
                prop_assert_eq!(text.get(evidence.start..evidence.end), Some(evidence.text.as_str()));
            }
            prop_assert_eq!(&report, &assess(&RUBRICS[number], &text));
        }

        #[test]
        fn saying_it_twice_earns_nothing((number, text) in answer(), at in any::<prop::sample::Index>()) {
            let again = at.get(&sentences(&text)).to_string();
            prop_assert!(total(&RUBRICS[number], &format!("{text} {again}")) <= total(&RUBRICS[number], &text), "{}", again);
        }

        #[test]
        fn padding_earns_nothing((number, text) in answer(), fillers in prop::collection::vec("um|uh|you know|like,|I mean|basically|sort of", 1..40)) {
            let padded = format!("{text} {}", fillers.join(" "));
            prop_assert!(total(&RUBRICS[number], &padded) <= total(&RUBRICS[number], &text), "{}", padded);
        }

        #[test]
        fn a_pasted_list_of_terms_earns_nothing((number, text) in answer(), mark in ", |; |\n| ", own in any::<bool>()) {
            let question = &BANK.questions[number];
            let terms: Vec<String> = BANK.terms.iter().map(|term| term.name.clone()).collect();
            let list = if own { [&question.key_points[..], &question.terminology].concat() } else { terms };
            let pasted = format!("{text}\n{}", list.join(&mark));
            prop_assert!(total(&RUBRICS[number], &pasted) <= total(&RUBRICS[number], &text), "{}", pasted);
        }

        #[test]
        fn saying_more_never_loses_a_point((number, text) in answer(), (_, other) in answer(), at in any::<prop::sample::Index>()) {
            let more = at.get(&sentences(&other)).to_string();
            let verdicts = |text: &str| assess(&RUBRICS[number], text).points.iter().map(|it| it.verdict).collect::<Vec<_>>();
            let (before, after) = (verdicts(&text), verdicts(&format!("{text}\n{more}")));
            prop_assert!(before.iter().zip(&after).all(|(before, after)| after >= before), "{} {:?} {:?}", more, before, after);
        }
    }
}
