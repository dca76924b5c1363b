//! Ways of saying: for a word of a cue or of a point, the other words people use for it.
//!
//! `ways.txt` holds a group a line: the word, a colon, and the ways of saying it. A way of several
//! words is heard when they follow each other with at most two others between. To teach the program
//! a way of saying, add it to its line.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{stem, tokens};

/// Irregular forms, each line a verb and its forms.
const IRREGULAR: &str = include_str!("irregular.txt");
const WAYS: &str = include_str!("ways.txt");

static FORMS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = IRREGULAR.lines().filter_map(|line| line.split_once(' '));
    lines.flat_map(|(base, forms)| forms.split(' ').map(move |form| (form, base))).collect()
});
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(WAYS));

/// How often a root is said, in a hundred thousand words of interview answers; rarer ones are not listed.
const COMMON: &str = include_str!("common.txt");
/// How often a root is said that is not listed.
const RARE: f64 = 4.0;
static FREQUENCIES: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
    let lines = COMMON.lines().filter_map(|line| line.split_once(' '));
    lines.filter_map(|(root, count)| Some((root, count.parse().ok()?))).collect()
});

/// The share of all words that words with these roots, following each other, begin.
pub(super) fn frequency(roots: &[String]) -> f64 {
    let one = |root: &String| FREQUENCIES.get(root.as_str()).copied().unwrap_or(RARE) / 100_000.0;
    // Any of the next three places will do.
    roots.iter().skip(1).fold(roots.first().map_or(0.0, one), |all, root| all * (one(root) * 3.0).min(1.0))
}

/// The groups, by their words.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    heads: HashMap<String, usize>,
    /// The groups that have a way beginning with a root, and the roots that must follow.
    begun: HashMap<String, Vec<(usize, Vec<String>)>>,
    /// How often any of the ways of a group is said.
    frequencies: Vec<f64>,
}

impl Lexicon {
    fn new(text: &str) -> Self {
        let mut lexicon = Self::default();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        for (group, (head, ways)) in lines.filter_map(|line| line.split_once(':')).enumerate() {
            lexicon.heads.insert(root(head.trim()), group);
            lexicon.frequencies.push(0.0);
            for way in ways.split(',').chain([head]) {
                lexicon.add(group, way);
            }
        }
        lexicon
    }

    fn add(&mut self, group: usize, way: &str) {
        let roots = roots(way);
        self.frequencies[group] += frequency(&roots);
        let mut roots = roots.into_iter();
        if let Some(first) = roots.next() {
            self.begun.entry(first).or_default().push((group, roots.collect()));
        }
    }

    /// The group of the word with this root.
    pub fn group(&self, root: &str) -> Option<usize> {
        self.heads.get(root).copied()
    }

    /// The share of all words that begin a way of this group.
    pub fn frequency(&self, group: usize) -> f64 {
        self.frequencies[group]
    }

    /// The groups with a way that begins with `root`, and the roots that must follow it.
    pub fn begun(&self, root: &str) -> &[(usize, Vec<String>)] {
        self.begun.get(root).map_or(&[], Vec::as_slice)
    }
}

/// The one lexicon there is.
pub(super) fn get() -> &'static Lexicon {
    &LEXICON
}

/// A folded word without inflection: "told" is "tell", "users" is "user".
pub(super) fn root(word: &str) -> String {
    stem(FORMS.get(word).copied().unwrap_or(word))
}

/// Whether a folded word looks like a past participle: "asked", "told".
pub(super) fn is_participle(word: &str) -> bool {
    let is_regular =
        word.len() > 3 && word.ends_with("ed") && !["hundred", "indeed", "need", "speed", "feed"].contains(&word);
    is_regular || FORMS.get(word).is_some_and(|base| !["be", "have"].contains(base))
}

/// A folded word without what an apostrophe adds to it: "who's" is "who", but "didn't" stays.
pub(super) fn bare(word: &str) -> &str {
    if word.ends_with("n't") { word } else { word.split('\'').next().unwrap_or_default() }
}

/// The roots of the words in `text`.
pub(super) fn roots(text: &str) -> Vec<String> {
    tokens(text).iter().map(|token| root(bare(&token.word))).collect()
}

/// Whether a word says nothing by itself.
pub(super) fn is_light(word: &str) -> bool {
    word.len() < 3 || LIGHT.contains(&word)
}

/// Whether a word only holds others together.
pub(super) fn is_small(word: &super::answer::Word) -> bool {
    SMALL.contains(&word.said.as_str()) || word.said.contains('\'')
}

const SMALL: [&str; 84] = [
    "the", "a", "an", "and", "or", "but", "so", "of", "to", "in", "on", "at", "by", "for", "with", "from", "as", "is",
    "was", "were", "are", "be", "been", "it", "its", "that", "this", "those", "these", "i", "we", "you", "he", "she",
    "they", "me", "us", "him", "her", "them", "my", "our", "your", "his", "their", "who", "which", "what", "when",
    "where", "if", "then", "than", "there", "here", "had", "has", "have", "did", "does", "do", "not", "no", "could",
    "would", "can", "will", "one", "all", "each", "every", "after", "before", "until", "up", "out", "into", "over",
    "about", "just", "also", "because", "while", "how",
];

/// Whether a root is one of the field's own fine words, which anybody can list.
pub(super) fn is_buzz(root: &str) -> bool {
    BUZZ_ROOTS.contains(root)
}

const LIGHT: [&str; 62] = [
    "the", "and", "for", "that", "this", "with", "was", "were", "are", "is", "has", "had", "have", "been", "our",
    "your", "their", "his", "her", "its", "they", "them", "you", "she", "him", "who", "what", "which", "all", "any",
    "some", "very", "also", "into", "from", "over", "just", "than", "then", "there", "here", "will", "would", "can",
    "could", "should", "always", "ever", "much", "many", "more", "most", "really", "quite", "thing", "stuff", "such",
    "each", "every", "both", "well", "when",
];

static BUZZ_ROOTS: LazyLock<std::collections::HashSet<String>> =
    LazyLock::new(|| BUZZ.split_whitespace().map(root).collect());
const BUZZ: &str = include_str!("buzz.txt");
