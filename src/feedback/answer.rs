//! An answer as the criteria read it: words with their places, in sentences and clauses.
//!
//! What was said twice is read once, and fillers are set apart, so that neither repetition nor padding
//! can make a point. Offsets are bytes of the text as given.

use std::collections::HashSet;
use std::ops::Range;

use foldhash::{HashMap, HashMapExt};
use unicode_segmentation::UnicodeSegmentation;

use super::FEWEST;
use super::lexicon::{self, Lexicon, is_buzz, is_light, is_small};
use crate::text::{Token, tokens};

/// As many words in a row, heard before, are a repetition.
const REPETITION: usize = 7;

/// How many other words may stand between two words that belong together: "roll it back".
pub(super) const GAP: usize = 2;

/// How many words a negation reaches.
const SCOPE: usize = 9;

/// How many of the field's words a deed may have, that it is told and they are not just listed behind it.
const TOLD: usize = 4;
/// A word of so many letters is none that is cut off by its full stop.
const WHOLE: usize = 4;

/// From here on prose flows: small words over commas, in percent of all.
const FLOW: usize = 23;
/// Up to here prose is told: heavy words, and fine ones half again, in percent of all.
const DENSITY: usize = 88;
/// As many words of ordinary prose are added, so that one dense sentence decides nothing.
const PRIOR: usize = 20;
/// How dense ordinary prose is, in percent.
const ORDINARY: usize = 70;
/// Fewer fine words than this make no list.
const FEW: usize = 12;
/// As many words of prose about the field are enough to have told something.
const ENOUGH: usize = 75;

/// Sounds that stand for nothing.
const SOUNDS: [&str; 9] = ["um", "uh", "er", "erm", "uhm", "hmm", "mm", "ah", "eh"];
/// Words that often stand for nothing.
const PADDING: [&[&str]; 11] = [
    &["you", "know"],
    &["i", "mean"],
    &["sort", "of"],
    &["kind", "of"],
    &["basically"],
    &["actually"],
    &["honestly"],
    &["literally"],
    &["kinda"],
    &["sorta"],
    &["obviously"],
];
/// Words that deny what follows them.
const NEGATORS: [&str; 27] = [
    "no",
    "not",
    "never",
    "without",
    "nor",
    "neither",
    "nobody",
    "none",
    "nothing",
    "hardly",
    "cannot",
    "lack",
    "lacked",
    "lacking",
    "skipped",
    "skip",
    "skipping",
    "ignored",
    "ignoring",
    "forgot",
    "forgotten",
    "neglected",
    "missing",
    "barely",
    "refused",
    "instead",
    "nowhere",
];
/// Words at which a new clause begins.
const TURNS: [&str; 16] = [
    "but", "so", "because", "although", "though", "while", "whereas", "then", "until", "till", "which", "when", "if",
    "since", "before", "after",
];

/// A word that says something, where it stands.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Its first byte and the byte behind its last.
    pub bytes: Range<usize>,
    /// The word, folded.
    pub said: String,
    /// Without inflection, irregular forms included, and without what an apostrophe adds.
    pub root: String,
    /// Counts up from the beginning of the answer.
    pub sentence: usize,
    pub clause: usize,
    /// Whether anybody could list it: one of the field's own terms.
    pub fine: bool,
    /// Whether the sentence around it only lists such terms.
    pub listed: bool,
    /// The word that denies it, by its place.
    pub denied_by: Option<usize>,
}

/// An answer, read.
#[derive(Debug)]
pub(super) struct Answer<'t> {
    pub text: &'t str,
    pub words: Vec<Word>,
    /// The words of each sentence.
    pub sentences: Vec<Range<usize>>,
    /// The fillers, as often as they were said.
    pub fillers: Vec<String>,
    /// How many words the text has between its blanks.
    pub length: usize,
    places: HashMap<String, Vec<usize>>,
    ways: HashMap<usize, Vec<Range<usize>>>,
    told: bool,
}

impl<'t> Answer<'t> {
    /// Reads `text`; `fine` are the roots of the words that the field is proud of.
    pub fn new(text: &'t str, fine: &HashSet<String>) -> Self {
        let (said, fillers) = without_fillers(text, &tokens(text));
        let mut words = without_repetition(in_sentences(text, said));
        deny(&mut words);
        for word in &mut words {
            word.fine = is_buzz(&word.root) || fine.contains(&word.root);
        }
        let mut answer = Self {
            text,
            sentences: sentences(&words),
            places: HashMap::new(),
            ways: HashMap::new(),
            told: false,
            length: text.split_whitespace().filter(|it| it.chars().any(char::is_alphanumeric)).count(),
            words,
            fillers,
        };
        for (at, word) in answer.words.iter().enumerate() {
            answer.places.entry(word.root.clone()).or_default().push(at);
        }
        answer.ways = answer.ways_heard(lexicon::get());
        for sentence in answer.sentences.clone() {
            let listed = answer.lists(&sentence);
            answer.words[sentence].iter_mut().for_each(|word| word.listed = listed);
        }
        answer.told = answer.said() >= FEWEST && answer.flows();
        answer
    }

    /// Where these roots follow each other, with up to `gap` words between each two.
    pub fn heard(&self, roots: &[String], gap: usize) -> Vec<Range<usize>> {
        let Some((first, rest)) = roots.split_first() else { return Vec::new() };
        let starts = self.places.get(first).map_or(&[][..], Vec::as_slice);
        starts.iter().filter_map(|&start| Some(start..self.follow(start, rest, gap)? + 1)).collect()
    }

    /// Where any way of saying in this group is heard.
    pub fn ways(&self, group: usize) -> &[Range<usize>] {
        self.ways.get(&group).map_or(&[], Vec::as_slice)
    }

    /// Where any way of saying this word of the lexicon is heard.
    pub fn ways_of(&self, group: Option<usize>) -> &[Range<usize>] {
        group.map_or(&[], |group| self.ways(group))
    }

    /// At most so many words before this one, in its sentence.
    pub fn before(&self, at: usize, most: usize) -> usize {
        let sentence = self.sentences.iter().find(|it| it.contains(&at)).map_or(at, |it| it.start);
        sentence.max(at.saturating_sub(most))
    }

    /// Whether a question ends before this word.
    pub fn asks(&self, at: usize) -> bool {
        let gap = |at: usize| self.words[at - 1].bytes.end..self.words[at].bytes.start;
        at > 0 && at < self.words.len() && self.text[gap(at)].contains('?')
    }

    /// How many words say something: no filler, no repetition, no list of fine words.
    pub fn said(&self) -> usize {
        self.words.iter().filter(|word| !word.listed).count()
    }

    /// The last `length` words up to the last that says something: lists behind it do not count.
    pub fn ending(&self, length: usize) -> Range<usize> {
        let end = self.words.iter().rposition(|word| !word.listed).map_or(0, |at| at + 1);
        end - end.min(length)..end
    }

    /// Whether a sentence is a list of the field's terms, and nothing is told in it.
    fn lists(&self, sentence: &Range<usize>) -> bool {
        let words = &self.words[sentence.clone()];
        let heavy = words.iter().filter(|word| !is_light(&word.said));
        let (fine, other): (Vec<_>, Vec<_>) = heavy.partition(|word| word.fine);
        let small = words.iter().filter(|word| is_small(word)).count();
        let bare = other.is_empty() && !fine.is_empty();
        let deeds = words.iter().filter(|word| lexicon::is_participle(&word.said)).count();
        let told = self::deeds(words) > 0 && fine.len() <= deeds * TOLD;
        bare || !told && fine.len() >= 3 && fine.len() > other.len() && small * 100 < words.len() * FLOW
    }

    /// Whether deeds are told, rather than qualities claimed.
    pub fn is_told(&self) -> bool {
        self.told
    }

    /// People who tell use small words, people who list heavy and fine ones (lexical density, Ure 1971).
    /// Only the sentences with fine words count, so that no padding around them can make up for a list;
    /// and what has been told once stays told, whatever is listed behind it.
    fn flows(&self) -> bool {
        let said = self.said();
        let is_prose = || self.told_in_prose() && (said >= ENOUGH || self.words.len() - said <= said / 3);
        self.of_field().count() < FEW || is_prose() || self.tells_deeds()
    }

    /// The words that are the field's own.
    pub fn of_field(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| is_buzz(&word.root))
    }

    /// The sentences that say something with such words.
    fn about_field(&self) -> impl Iterator<Item = &[Word]> {
        let sentences = self.sentences.iter().map(|it| &self.words[it.clone()]);
        sentences.filter(|it| !it[0].listed && it.iter().any(|word| is_buzz(&word.root)))
    }

    /// Whether somebody reports what they did and what it came to, in however many fine words.
    fn tells_deeds(&self) -> bool {
        let deeds: usize = self.about_field().map(deeds).sum();
        let figures = self.about_field().filter(|it| it.iter().any(is_in_digits)).count();
        deeds > 1 && figures > 0 && deeds + figures > 3
    }

    fn told_in_prose(&self) -> bool {
        let mut prose = Prose::default();
        for sentence in self.about_field() {
            prose.add(sentence);
            if prose.words >= ENOUGH && prose.flows() {
                return true;
            }
        }
        prose.flows()
    }

    /// Where the last of `roots` stands, when they follow `start`.
    fn follow(&self, start: usize, roots: &[String], gap: usize) -> Option<usize> {
        let mut at = start;
        for root in roots {
            let end = (at + 2 + gap).min(self.words.len());
            at = (at + 1..end).find(|&next| self.words[next].root == *root)?;
        }
        (self.words[at].sentence == self.words[start].sentence).then_some(at)
    }

    fn ways_heard(&self, lexicon: &Lexicon) -> HashMap<usize, Vec<Range<usize>>> {
        let mut heard: HashMap<usize, Vec<Range<usize>>> = HashMap::new();
        for (at, word) in self.words.iter().enumerate() {
            for (group, rest) in lexicon.begun(&word.root) {
                if let Some(last) = self.follow(at, rest, GAP) {
                    heard.entry(*group).or_default().push(at..last + 1);
                }
            }
        }
        heard
    }

    /// The words that are numbers.
    pub fn numbers(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().filter(|(_, word)| is_number(word)).map(|(at, _)| at)
    }

    /// The bytes from the first to the last of these words.
    pub fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        self.words[words.start].bytes.start..self.words[words.end - 1].bytes.end
    }
}

/// How often a sentence says what the speaker did: "I led", "we quickly built", or "Led" at its beginning.
fn deeds(sentence: &[Word]) -> usize {
    (0..sentence.len()).filter(|at| is_deed(sentence, *at)).count()
        + usize::from(lexicon::is_participle(&sentence[0].said))
}

/// Whether these words tell what the speaker did.
pub(super) fn tells_deed(words: &[Word]) -> bool {
    (0..words.len()).any(|at| is_deed(words, at))
}

/// Whether the speaker stands here, and a deed right behind.
fn is_deed(words: &[Word], at: usize) -> bool {
    let is_past = |word: &Word| lexicon::is_participle(&word.said);
    ["i", "we"].contains(&words[at].said.as_str()) && words[at + 1..].iter().take(2).any(is_past)
}

/// Sentences with fine words, counted.
#[derive(Default)]
struct Prose {
    words: usize,
    heavy: usize,
    fine: usize,
}

impl Prose {
    fn add(&mut self, sentence: &[Word]) {
        self.words += sentence.len();
        self.heavy += sentence.iter().filter(|word| !is_light(&word.said)).count();
        self.fine += sentence.iter().filter(|word| is_buzz(&word.root)).count();
    }

    fn flows(&self) -> bool {
        let density = self.heavy * 100 + self.fine * 150 + PRIOR * ORDINARY;
        density <= DENSITY * (self.words + PRIOR)
    }
}

fn without_fillers(text: &str, tokens: &[Token]) -> (Vec<Token>, Vec<String>) {
    let mut fillers = Vec::new();
    let mut said = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let length = filler(text, tokens, at);
        if length == 0 {
            said.push(tokens[at].clone());
            at += 1;
            continue;
        }
        fillers.push(tokens[at..at + length].iter().map(|it| it.word.as_str()).collect::<Vec<_>>().join(" "));
        at += length;
    }
    (said, fillers)
}

/// How many tokens from `at` on are a filler.
fn filler(text: &str, tokens: &[Token], at: usize) -> usize {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    if SOUNDS.contains(&word(at)) {
        return 1;
    }
    if word(at) == "like" {
        return usize::from(is_loose(text, tokens, at));
    }
    let is_padding = |words: &&&[&str]| words.iter().enumerate().all(|(step, it)| word(at + step) == *it);
    PADDING.iter().find(is_padding).map_or(0, |words| words.len())
}

/// Whether a "like" compares nothing: it stands between commas, or behind a word it cannot follow.
fn is_loose(text: &str, tokens: &[Token], at: usize) -> bool {
    let before = |word: &str| at > 0 && tokens[at - 1].word == word;
    let is_behind_comma = text[..tokens[at].start].trim_end().ends_with(',');
    let is_before_comma = text[tokens[at].end..].starts_with(',');
    let loose = [
        "and", "was", "is", "were", "are", "so", "but", "then", "just", "for", "it's", "about", "had", "in", "to",
        "um", "uh",
    ];
    is_behind_comma || is_before_comma || loose.iter().any(|word| before(word))
}

fn in_sentences(text: &str, tokens: Vec<Token>) -> Vec<Word> {
    let mut ends = text.split_sentence_bound_indices().map(|(at, sentence)| at + sentence.len()).peekable();
    let (mut sentence, mut clause, mut last) = (0, 0, 0);
    let mut words = Vec::with_capacity(tokens.len());
    for token in tokens {
        let gap = &text[last..token.start];
        // The commas around a filler are its own, and the end of a sentence before it is one all the same.
        let is_filled = gap.contains(char::is_alphabetic);
        let marks = [',', ';', ':', '(', ')', '\u{2013}', '\u{2014}', '/'];
        let mut turned = !is_filled && (gap.contains(marks) || gap.contains(" - "));
        let mut ended = gap.contains('\n') || is_filled && gap.trim_start().starts_with(['.', '?', '!']);
        while ends.next_if(|end| *end <= token.start).is_some() {
            ended = true;
        }
        // A transcript may have full stops and no capitals; short words are abbreviations.
        ended |= gap.starts_with(". ") && words.last().is_some_and(|it: &Word| it.said.chars().count() >= WHOLE);
        sentence += usize::from(ended && !words.is_empty());
        turned |= ended || TURNS.contains(&token.word.as_str());
        clause += usize::from(turned);
        last = token.end;
        words.push(word(&token, sentence, clause));
    }
    words
}

fn word(token: &Token, sentence: usize, clause: usize) -> Word {
    Word {
        bytes: token.start..token.end,
        said: token.word.clone(),
        root: lexicon::root(lexicon::bare(&token.word)),
        sentence,
        clause,
        fine: false,
        listed: false,
        denied_by: None,
    }
}

/// Leaves out what was said before in the same words.
fn without_repetition(words: Vec<Word>) -> Vec<Word> {
    let mut known = HashSet::new();
    let mut whole = HashSet::new();
    let mut repeated = vec![false; words.len()];
    for range in sentences(&words) {
        let roots: Vec<&str> = words[range.clone()].iter().map(|word| word.root.as_str()).collect();
        if !whole.insert(roots) {
            repeated[range].fill(true);
        }
    }
    for start in 0..words.len().saturating_sub(REPETITION - 1) {
        let run: Vec<&str> = words[start..start + REPETITION].iter().map(|word| word.root.as_str()).collect();
        if !known.insert(run) {
            repeated[start..start + REPETITION].fill(true);
        }
    }
    drop((known, whole));
    let mut skipped = 0;
    let mut kept = Vec::with_capacity(words.len());
    for (mut word, repeated) in words.into_iter().zip(repeated) {
        // What stood apart must not come together.
        skipped += usize::from(repeated);
        word.sentence += skipped;
        word.clause += skipped;
        if !repeated {
            kept.push(word);
        }
    }
    kept
}

fn sentences(words: &[Word]) -> Vec<Range<usize>> {
    let mut at = 0;
    words
        .chunk_by(|a, b| a.sentence == b.sentence)
        .map(|chunk| {
            at += chunk.len();
            at - chunk.len()..at
        })
        .collect()
}

fn deny(words: &mut [Word]) {
    for at in 0..words.len() {
        if !is_negator(words, at) {
            continue;
        }
        for reached in at + 1..(at + 1 + SCOPE).min(words.len()) {
            if words[reached].clause != words[at].clause {
                break;
            }
            words[reached].denied_by = Some(at);
        }
    }
}

/// Whether a word is a number, in digits or letters.
pub(super) fn is_number(word: &Word) -> bool {
    is_in_digits(word) || NUMBERS.contains(&word.said.as_str())
}

pub(super) fn is_in_digits(word: &Word) -> bool {
    word.said.starts_with(|c: char| c.is_ascii_digit())
}

const NUMBERS: [&str; 38] = [
    "zero",
    "nil",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "dozen",
    "half",
    "third",
    "quarter",
    "twice",
    "percent",
];

/// Whether the word at this place denies what follows.
pub(super) fn is_negator(words: &[Word], at: usize) -> bool {
    let next = |step: usize| words.get(at + step).map_or("", |word| word.said.as_str());
    let word = words[at].said.as_str();
    match word {
        "not" | "no" if matches!(next(1), "only" | "just" | "longer" | "more" | "doubt" | "matter" | "later") => false,
        "instead" => next(1) == "of",
        _ => word.ends_with("n't") || NEGATORS.contains(&word),
    }
}
