//! The seeds of the fuzz targets in `tests/fuzz/`, and thousands of texts made from them by chance.

use std::fs;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::workbench::repository;

#[path = "../fuzz/checks.rs"]
mod checks;

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = repository("tests/fuzz/corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 10, "the corpus is not where this test looks");
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn every_seed_holds() {
    for seed in seeds("bank") {
        checks::bank(&seed);
    }
    for seed in seeds("feedback") {
        checks::feedback(&seed);
    }
    for seed in seeds("import") {
        checks::import(&seed);
    }
}

/// Pieces that mean something to one of the readers.
const PIECES: [&str; 24] = [
    "[[question]]\n",
    "[[term]]\n",
    "[question.cues]\n",
    "[question]\n",
    "id = \"a\"\n",
    "\"\"\"",
    "'''",
    "\"",
    "\\u202e",
    "[",
    "]",
    "{",
    "}",
    "=",
    "\n",
    "\r\n",
    "\u{feff}",
    "\u{0}",
    "\u{1b}[2J",
    "日本",
    "👩‍🚀",
    ". No, never. ",
    " and ",
    "12 %",
];

/// A seed with stretches taken out, doubled or replaced.
fn mutant(target: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let edit = (any::<Index>(), 0..40_usize, select(&PIECES[..]));
    (select(seeds(target)), prop::collection::vec(edit, 1..6)).prop_map(|(mut bytes, edits)| {
        for (at, length, piece) in edits {
            let start = at.index(bytes.len() + 1);
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, piece.bytes());
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_bank_changed_by_chance_is_read_without_harm(bytes in mutant("bank")) {
        checks::bank(&bytes);
    }

    #[test]
    fn an_answer_changed_by_chance_is_judged_without_harm(bytes in mutant("feedback")) {
        checks::feedback(&bytes);
    }
}
