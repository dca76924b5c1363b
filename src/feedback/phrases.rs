//! Phrases: fixed ways of saying one thing, word for word.
//!
//! `star.txt` holds them in paragraphs. In a phrase `a|b` is either word, `#` any number, and a name in
//! capitals any word of the paragraph of that name.

use std::collections::HashMap;
use std::ops::Range;

use super::answer::{Answer, Word, is_number};

const TEXT: &str = include_str!("star.txt");

/// What one place of a phrase takes.
type Place = Vec<String>;

/// The ways of one paragraph, by their first words.
#[derive(Debug, Default)]
pub(super) struct Phrases(HashMap<String, Vec<Vec<Place>>>);

impl Phrases {
    /// The paragraph called `name`; none is empty.
    pub fn of(name: &str) -> Self {
        let mut phrases = Self::default();
        for way in paragraph(name) {
            let mut places = way.split_whitespace().map(place);
            let (first, rest) = (places.next().unwrap_or_default(), places.collect::<Vec<_>>());
            for word in first {
                phrases.0.entry(word).or_default().push(rest.clone());
            }
        }
        phrases
    }

    /// Where any of them begins, among these words.
    pub fn heard<'s>(&'s self, answer: &'s Answer, within: Range<usize>) -> impl Iterator<Item = usize> + 's {
        within.filter(|at| self.begins(answer, *at))
    }

    /// Whether any of them begins at this word.
    fn begins(&self, answer: &Answer, at: usize) -> bool {
        let Some((first, rest)) = answer.words[at..].split_first() else { return false };
        let number = is_number(first).then_some("#");
        let ways = [Some(first.said.as_str()), number].into_iter().flatten().filter_map(|word| self.0.get(word));
        let rest = rest.split(|word| word.sentence != first.sentence).next().unwrap_or_default();
        ways.flatten().any(|way| follows(way, rest))
    }
}

fn follows(way: &[Place], words: &[Word]) -> bool {
    let takes = |(place, word): (&Place, &Word)| place.contains(&word.said) || place[0] == "#" && is_number(word);
    way.len() <= words.len() && way.iter().zip(words).all(takes)
}

/// The words that a place takes.
fn place(text: &str) -> Place {
    let words = |word: &str| {
        let is_name = word.chars().all(char::is_uppercase);
        if is_name { paragraph(word).map(str::to_owned).collect() } else { vec![word.to_owned()] }
    };
    text.split('|').flat_map(words).collect()
}

fn paragraph(name: &str) -> impl Iterator<Item = &'static str> {
    let named = |it: &&str| it.split_once(':').is_some_and(|(head, _)| head == name);
    let ways = TEXT.split("\n\n").find(named).and_then(|it| it.split_once(':')).map_or("", |(_, ways)| ways);
    ways.split(',').map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_a_paragraph_of_its_own() {
        let body = TEXT.split("\n\n").skip(1).collect::<Vec<_>>().join(" ");
        let is_name = |word: &&str| word.len() > 1 && word.chars().all(char::is_uppercase);
        let names = body.split(|c: char| !c.is_alphabetic()).filter(is_name);
        for name in names.chain(["task", "change", "counted"]) {
            assert!(paragraph(name).all(|way| !way.is_empty()), "{name}");
        }
    }
}
