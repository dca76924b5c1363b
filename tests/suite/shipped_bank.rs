//! The bank in the program says what its source says, to the letter.

use std::fmt::Write;

use qbank::bank::{Bank, StarExample};
use qbank::parse;

use crate::workbench::repository;

fn bank() -> Bank {
    let text = std::fs::read_to_string(repository("questions/product-operations.toml")).unwrap();
    let parsed = parse::bank("product-operations", &text);
    assert_eq!(parsed.problems, []);
    assert_eq!(qbank::check::warnings(&parsed.bank, &text), []);
    assert!(text.is_ascii(), "the typography of the file is plain ASCII");
    parsed.bank
}

/// 64-bit FNV-1a (Fowler, Noll and Vo): enough to notice that a word has changed.
fn fingerprint(text: &str) -> String {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

/// A line for each text that comes from the source: question, field, fingerprint.
fn fingerprints(bank: &Bank) -> String {
    let mut lines = String::new();
    for (question, number) in bank.questions.iter().zip(1..) {
        let mut line = |field: &str, text: &str| writeln!(lines, "{number} {field} {}", fingerprint(text)).unwrap();
        line("framework", &question.answer_framework);
        match &question.star_example {
            StarExample::Narrative { narrative } => line("star.narrative", narrative),
            StarExample::Sections(star) => {
                star.parts().iter().for_each(|(name, text)| line(&format!("star.{}", name.to_lowercase()), text));
            }
        }
        line("how_to_answer", &question.how_to_answer.join("\n"));
        line("key_points", &question.key_points.join("\n"));
        line("terminology", &question.terminology.join("\n"));
        line("interviewers_look_for", &question.interviewers_look_for.join("\n"));
        line("common_mistakes", &question.common_mistakes.join("\n"));
    }
    lines
}

#[test]
fn no_word_of_the_source_has_drifted() {
    // Made from the source document, not from the bank: a change here needs a change there.
    let source = std::fs::read_to_string(repository("tests/product-operations.fingerprints")).unwrap();
    assert_eq!(fingerprints(&bank()), source);
}

#[test]
fn nine_questions_have_all_that_a_question_can_have() {
    let bank = bank();
    let categories: Vec<_> = bank.questions.iter().map(|question| question.category.as_str()).collect();
    let expected = ["system-design", "values", "behavioral", "situational"]
        .map(|category| vec![category; if category == "system-design" { 3 } else { 2 }]);
    assert_eq!(categories, expected.concat());
    assert_eq!(bank.questions.iter().map(|question| question.key_points.len()).sum::<usize>(), 38);
    assert_eq!(bank.questions.iter().map(|question| question.common_mistakes.len()).sum::<usize>(), 31);
    for question in &bank.questions {
        assert!(
            !question.tags.is_empty() && !question.frameworks.is_empty() && !question.terminology.is_empty(),
            "{}",
            question.id
        );
    }
}

#[test]
fn length_notes_are_also_numbers() {
    for question in bank().questions {
        let noted = question.answer_framework.contains("120-150 words");
        assert_eq!(question.target_words, noted.then_some([120, 150]), "{}", question.id);
    }
}

#[test]
fn every_framework_and_term_is_explained() {
    let bank = bank();
    let terms: Vec<_> = bank.terms.iter().collect();
    let names = bank.questions.iter().flat_map(|question| question.terminology.iter().chain(&question.frameworks));
    for name in names {
        assert!(terms.iter().any(|term| qbank::text::spelled(&term.name) == qbank::text::spelled(name)), "{name}");
    }
}
