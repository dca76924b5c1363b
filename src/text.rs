//! How words are compared: folded, split and stemmed, so that typography and inflection do not matter.
//!
//! It knows nothing of banks or screens. Every comparison of words in the program goes through
//! here, so that `search`, multiple choice and the glossary agree on what counts as the same word.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// Words that carry no meaning of their own when two phrases are compared.
const LIGHT: [&str; 46] = [
    "a", "about", "an", "and", "any", "are", "as", "at", "be", "by", "during", "for", "from", "how", "if", "in",
    "into", "is", "it", "its", "no", "not", "of", "on", "or", "other", "others", "our", "over", "so", "than", "that",
    "the", "their", "this", "to", "up", "use", "vs", "was", "we", "what", "which", "while", "with", "without",
];

/// `text` in lower case without accents, with every hyphen and quote in its ASCII form.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(ascii_typography).collect()
}

fn ascii_typography(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}'..='\u{201b}' | '\u{2032}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' => '"',
        other => other,
    }
}

/// The words of `text` with single spaces between them: the same for all spellings of a name, whatever
/// their case, accents, hyphens and spaces.
pub fn spelled(text: &str) -> String {
    joined(tokens(text).into_iter().map(|token| token.word))
}

/// The same without inflection.
pub fn stemmed(text: &str) -> String {
    joined(tokens(text).iter().map(Token::stem))
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// A word where it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset behind its last character.
    pub end: usize,
    /// The word, folded.
    pub word: String,
}

impl Token {
    /// The word without its inflection, by the English Snowball stemmer.
    pub fn stem(&self) -> String {
        stem(&self.word)
    }
}

/// A folded word without its inflection, by the English Snowball stemmer.
pub fn stem(word: &str) -> String {
    STEMMER.stem(word).into_owned()
}

/// The words of `text`: letters and digits, with an apostrophe inside and a `+` or `#` behind (it's, C++, C#).
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        match (start, belongs(previous, c, &text[at + c.len_utf8()..])) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                tokens.push(token(text, from, at));
                start = None;
            }
            _ => {}
        }
        previous = c;
    }
    tokens.extend(start.map(|from| token(text, from, text.len())));
    tokens
}

fn belongs(previous: char, c: char, rest: &str) -> bool {
    match ascii_typography(c) {
        '\'' => previous.is_alphanumeric() && rest.starts_with(char::is_alphanumeric),
        '+' | '#' => (previous.is_alphanumeric() || previous == c) && !rest.starts_with(char::is_alphanumeric),
        c => c.is_alphanumeric() || is_combining_mark(c),
    }
}

fn token(text: &str, start: usize, end: usize) -> Token {
    let word = fold(&text[start..end]);
    Token { start, end, word }
}

/// The candidate that a slip of the finger or two turns into `word`: one, or one for each four letters.
pub fn closest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    let length = folded.chars().count();
    // Nobody mistypes a whole page, and comparing one would take minutes.
    if length == 0 || length > 100 {
        return None;
    }
    let slips = (length / 4).max(1);
    let near = |candidate: &&str| candidate.chars().count().abs_diff(length) <= slips;
    let distances = candidates.filter(near).map(|it| (strsim::damerau_levenshtein(&fold(it), &folded), it));
    distances.filter(|(distance, _)| *distance <= slips).min().map(|(_, candidate)| candidate)
}

/// The stems of the words in `text` that carry meaning.
pub fn weighty(text: &str) -> impl Iterator<Item = String> {
    tokens(text).into_iter().filter(|token| !is_light(&token.word)).map(|token| token.stem())
}

/// Whether a folded word carries no meaning of its own.
pub fn is_light(word: &str) -> bool {
    LIGHT.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn words_are_split_at_everything_but_letters_and_digits() {
        let cases: [(&str, &[&str]); 7] = [
            ("cross\u{2011}functional CI/CD", &["cross", "functional", "ci", "cd"]),
            ("It\u{2019}s the teams' plan", &["it's", "the", "teams", "plan"]),
            ("C++ and C#, not a+b", &["c++", "and", "c#", "not", "a", "b"]),
            ("99.9% in 30s", &["99", "9", "in", "30s"]),
            ("Caf\u{e9} \u{fb01}x", &["cafe", "fix"]),
            ("日本 x", &["日本", "x"]),
            (" -- ", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn offsets_point_into_the_text_as_given() {
        let text = "a Caf\u{e9}\u{301} \u{201c}b\u{201d}";
        let cut: Vec<_> = tokens(text).iter().map(|token| text[token.start..token.end].to_owned()).collect();
        assert_eq!(cut, ["a", "Caf\u{e9}\u{301}", "b"]);
    }

    #[test]
    fn inflection_and_typography_do_not_tell_names_apart() {
        assert_eq!(spelled("Cross-Functional  Work"), spelled("cross\u{2011}functional work"));
        assert_eq!(spelled("CI/CD pipeline"), "ci cd pipeline");
        assert_ne!(spelled("feature flagging"), spelled("feature flag"));
        assert_eq!(stemmed("feature flags"), stemmed("Feature flag"));
        assert_eq!(stem("releases"), stem("release"));
    }

    #[test]
    fn weighty_words_leave_the_light_ones_out() {
        let stems: Vec<_> = weighty("Rollback of the releases, without a plan").collect();
        assert_eq!(stems, ["rollback", "releas", "plan"]);
    }
}
