//! Cues: a few words that, heard together in one sentence, show that something was said.
//!
//! All words of a cue must be heard close together, in any order and inflection and in the ways of
//! saying that the lexicon knows; `a|b` is either, `roll-back` are words that follow each other, and
//! `#` is any number.

use std::ops::Range;

use super::answer::{Answer, GAP};
use super::lexicon;
use crate::text::{is_light, tokens};

/// How many words a cue may be spread over, and how many more for each word it has.
const SPREAD: usize = 12;
const SPREAD_EACH: usize = 3;

/// What one place of a cue takes.
#[derive(Debug, Clone)]
enum Way {
    Words(Vec<String>),
    Group(usize),
    Number,
}

/// The ways in which one word of a cue is heard.
#[derive(Debug, Clone)]
struct Element {
    ways: Vec<Way>,
    /// How much hearing it tells, in bits.
    bits: f64,
}

/// Words that must be heard together.
#[derive(Debug, Clone)]
pub(super) struct Cue(Vec<Element>);

/// How many words stand around a word that a cue may reach.
const AROUND: f64 = 20.0;
/// How much one word can tell at most.
const MOST: f64 = 9.0;

/// Where a cue was heard: the words that took its places, in order.
pub(super) type Hit = Vec<Range<usize>>;

impl Element {
    fn of(ways: Vec<Way>) -> Self {
        let often: f64 = ways.iter().map(Way::frequency).sum();
        // The chance that it is heard somewhere around by accident.
        let chance = 1.0 - (-AROUND * often).exp();
        Self { ways, bits: (-chance.log2()).clamp(0.0, MOST) }
    }

    fn new(text: &str) -> Self {
        Self::of(text.split('|').flat_map(ways).collect())
    }

    fn loose(root: String) -> Self {
        let group = lexicon::get().group(&root).map(Way::Group);
        Self::of(group.into_iter().chain([Way::Words(vec![root])]).collect())
    }

    fn literal(root: String) -> Self {
        Self::of(vec![Way::Words(vec![root])])
    }

    /// Where it is heard, in order.
    pub fn heard(&self, answer: &Answer) -> Vec<Range<usize>> {
        let mut heard: Vec<_> = self.ways.iter().flat_map(|way| way.heard(answer)).collect();
        heard.sort_by_key(|range| (range.start, range.end));
        heard.dedup();
        heard
    }
}

fn ways(text: &str) -> Vec<Way> {
    if text == "#" {
        return vec![Way::Number];
    }
    let roots = lexicon::roots(text);
    let group = match roots.as_slice() {
        [root] => lexicon::get().group(root).map(Way::Group),
        _ => None,
    };
    // "stand-up" is also heard in "standup".
    let joined = (roots.len() > 1).then(|| Way::Words(vec![lexicon::root(&text.replace('-', ""))]));
    group.into_iter().chain(joined).chain([Way::Words(roots)]).collect()
}

impl Way {
    fn frequency(&self) -> f64 {
        match self {
            Self::Words(roots) => lexicon::frequency(roots),
            Self::Group(group) => lexicon::get().frequency(*group),
            Self::Number => 0.05,
        }
    }

    fn heard(&self, answer: &Answer) -> Vec<Range<usize>> {
        match self {
            Self::Words(roots) => answer.heard(roots, GAP),
            Self::Group(group) => answer.ways(*group).to_vec(),
            Self::Number => answer.numbers().map(|at| at..at + 1).collect(),
        }
    }
}

impl Cue {
    /// A cue as a bank writes it.
    pub fn new(text: &str) -> Self {
        let mut elements: Vec<Element> = text.split_whitespace().map(Element::new).collect();
        elements.sort_by(|a, b| b.bits.total_cmp(&a.bits));
        Self(elements)
    }

    /// The words of a name that carry meaning, as they stand.
    pub fn named(text: &str) -> Self {
        Self(weighty_roots(text).into_iter().map(Element::literal).collect())
    }

    /// The words of a point that carry meaning, in all ways of saying them.
    pub fn meant(text: &str) -> Self {
        Self(weighty_roots(text).into_iter().map(Element::loose).collect())
    }

    /// Whether no word of it has another way of being said.
    pub fn is_literal(&self) -> bool {
        self.0.iter().all(|element| element.ways.iter().all(|way| matches!(way, Way::Words(_))))
    }

    /// How much hearing all of it tells, in bits.
    pub fn bits(&self) -> f64 {
        self.0.iter().map(|element| element.bits).sum()
    }

    /// Every place where all of the cue is heard.
    pub fn hits(&self, answer: &Answer) -> Vec<Hit> {
        self.hits_of(answer, self.0.len())
    }

    /// Whether a place where the cue was heard took all of its words.
    pub fn is_all(&self, hit: &Hit) -> bool {
        hit.len() == self.0.len()
    }

    /// Every place where most of it is heard: two words in three.
    pub fn most(&self, answer: &Answer) -> Vec<Hit> {
        self.hits_of(answer, (self.0.len() * 2).div_ceil(3))
    }

    /// Every place where any way of saying any of its words is heard, with the bits that it tells.
    pub fn ways(&self, answer: &Answer) -> Vec<(Range<usize>, f64)> {
        let said = |place: &Range<usize>| answer.words[place.clone()].iter().map(|word| word.root.clone()).collect();
        let bits = |place: &Range<usize>| Element::of(vec![Way::Words(said(place))]).bits;
        let places = self.0.iter().flat_map(|element| element.heard(answer));
        places.map(|place| (place.clone(), bits(&place))).collect()
    }

    /// Every place where at least `least` of its words are heard.
    fn hits_of(&self, answer: &Answer, least: usize) -> Vec<Hit> {
        let mut heard: Vec<Vec<Range<usize>>> = Vec::with_capacity(self.0.len());
        for element in &self.0 {
            heard.push(element.heard(answer));
            // Most cues are done with as soon as their rarest words are not there.
            let missing = heard.iter().filter(|it| it.is_empty()).count();
            if least == 0 || self.0.len() - missing < least {
                return Vec::new();
            }
        }
        let spread = SPREAD + SPREAD_EACH * self.0.len();
        let mut hits: Vec<Hit> =
            heard.iter().flatten().filter_map(|first| together(answer, &heard, first, spread, least)).collect();
        hits.sort_by_key(|hit| hit[0].start);
        hits.dedup();
        hits
    }
}

/// The places of a cue that begins with `first`, if enough of its words follow near enough.
fn together(
    answer: &Answer,
    heard: &[Vec<Range<usize>>],
    first: &Range<usize>,
    spread: usize,
    least: usize,
) -> Option<Hit> {
    let sentence = answer.words[first.start].sentence;
    let mut began = false;
    let mut taken: Hit = Vec::new();
    for places in heard {
        let fits = |it: &&Range<usize>| {
            it.start >= first.start
                && it.end <= first.start + spread
                && answer.words[it.start].sentence == sentence
                && taken.iter().all(|other| it.end <= other.start || other.end <= it.start)
        };
        let place = if !began && places.contains(first) {
            began = true;
            Some(first)
        } else {
            places.iter().find(|it| fits(it) && *it != first)
        };
        taken.extend(place.cloned());
    }
    taken.sort_by_key(|it| it.start);
    (began && taken.len() >= least).then_some(taken)
}

fn weighty_roots(text: &str) -> Vec<String> {
    let words = tokens(text).into_iter().map(|token| token.word).filter(|word| !is_light(word));
    let mut roots: Vec<String> = words.map(|word| lexicon::root(lexicon::bare(&word))).collect();
    roots.dedup();
    roots
}
