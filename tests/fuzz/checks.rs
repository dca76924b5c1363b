//! What must hold for any bytes: of the bank parser with all that reads a bank, of the feedback engine, and of the
//! import of question lists.
//!
//! The fuzz targets and the tests of the suite call the same functions.
#![allow(dead_code, reason = "a fuzz target calls one of them")]

use std::sync::LazyLock;

use qbank::bank::{Glossary, Library};
use qbank::check::Checked;
use qbank::export::{Format, render};
use qbank::feedback::{Rubric, assess};
use qbank::import::{Source, import as imported};
use qbank::page::{is_hostile, lines};
use qbank::parse::{self, Severity};
use qbank::search::{Filter, hits};
use qbank::views::{self, Section};

/// Reads a bank, checks it, shows it, searches it and writes it in every format.
pub fn bank(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let checked = Checked::new("fuzzed.toml".into(), "fuzzed", Ok(text.clone()));
    for problem in &checked.problems {
        assert!(text.get(problem.span.clone()).is_some(), "{:?} of {} bytes", problem.span, text.len());
        assert!(!problem.message.is_empty());
    }
    let report = views::check::report(std::slice::from_ref(&checked));
    harmless(&report);
    let parsed = parse::bank("fuzzed", &text);
    let is_sound = parsed.problems.iter().all(|problem| problem.severity != Severity::Error);
    // What is sound is all there.
    assert!(!is_sound || parsed.bank.questions.len() == parse::outlines(&text).len());
    library(&Library { banks: vec![parsed.bank] });
}

fn library(library: &Library) {
    let entries = library.entries();
    for entry in &entries {
        harmless(&views::question(entry, &Section::ALL));
        assert_eq!(library.find(&entry.full_name()).map(|it| it.number), Ok(entry.number));
    }
    for format in [Format::Markdown, Format::Json, Format::Anki] {
        let text = render(format, &entries).unwrap_or_default();
        assert!(!text.is_empty() && text.chars().all(|c| !is_hostile(c) || c == '\n' || c == '\t'), "{format:?}");
    }
    let words = entries.first().map(|entry| entry.question.prompt.clone()).unwrap_or_default();
    assert!(hits(library, &Filter { words: vec![words], ..Filter::default() }).len() <= entries.len());
}

fn harmless(page: &qbank::page::Page) {
    for line in page.blocks.iter().flat_map(|block| lines(block, 40)) {
        assert!(line.iter().all(|span| span.text.chars().all(|c| !is_hostile(c))), "{line:?}");
    }
}

static BANK: LazyLock<Library> = LazyLock::new(|| {
    let text = include_str!("../../questions/product-operations.toml");
    Library { banks: vec![parse::bank("bank", text).bank] }
});

static RUBRICS: LazyLock<Vec<Rubric>> = LazyLock::new(|| {
    let terms = &BANK.banks[0].terms;
    BANK.entries().iter().map(|entry| Rubric::new(entry.question, &Glossary::new(terms))).collect()
});

/// Judges an answer: the first byte picks the question.
pub fn feedback(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    let rubric = &RUBRICS[usize::from(*first) % RUBRICS.len()];
    let report = assess(rubric, &text);
    for evidence in report.points.iter().chain(&report.mistakes).flat_map(|it| &it.evidence) {
        assert_eq!(text.get(evidence.start..evidence.end), Some(evidence.text.as_str()));
    }
    assert!(report.score.as_ref().is_none_or(|score| score.total <= 100));
    assert!(report.points.iter().all(|point| point.bits.is_finite() && point.bits >= 0.0));
    assert_eq!(report, assess(rubric, &text));
}

/// Imports a list: the first byte picks how it is written.
pub fn import(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    let sources = [Source::of(None, &text), Source::Markdown, Source::Csv, Source::Tsv, Source::Cards];
    let list = imported(sources[usize::from(*first) % sources.len()], "fuzzed", &text);
    let parsed = parse::bank("fuzzed", &list.toml);
    assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
    assert_eq!(parsed.bank.questions.len(), list.questions);
    assert!(list.leftovers.iter().all(|it| (1..=text.lines().count()).contains(&it.line)));
}
