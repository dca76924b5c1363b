//! Whether words ask something, and what stands before a question without being part of it.
//!
//! These are guesses from the wording alone, each a table of words and one function; where they stand on a page is
//! for the readers to weigh. A language is taught to them by a line in a table.

use crate::text::tokens;

/// What stood before a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Nothing.
    None,
    /// A number.
    Number,
    /// A word that announces a question, such as `Q3:`.
    Word,
}

/// The words with which a request begins, wherever it stands.
const REQUESTS: [&str; 12] = [
    "compare",
    "contrast",
    "define",
    "describe",
    "differentiate",
    "discuss",
    "distinguish",
    "explain",
    "give",
    "tell",
    "talk",
    "walk",
];

/// The words with which a question begins.
const OPENERS: [&str; 40] = [
    "are",
    "build",
    "can",
    "classify",
    "could",
    "create",
    "demonstrate",
    "design",
    "did",
    "do",
    "does",
    "expand",
    "find",
    "has",
    "have",
    "how",
    "if",
    "imagine",
    "implement",
    "in",
    "is",
    "list",
    "mention",
    "name",
    "outline",
    "should",
    "show",
    "state",
    "suppose",
    "true",
    "what",
    "what's",
    "when",
    "where",
    "which",
    "who",
    "why",
    "will",
    "would",
    "write",
];

/// `text` behind its label, and what that was.
pub(super) fn unlabelled(text: &str) -> (&str, Label) {
    let text = text.trim();
    let word = ["question", "q"].iter().find_map(|word| {
        let head = text.get(..word.len())?;
        head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
    });
    if let Some(rest) = word {
        let (digits, behind) = number(rest.trim_start());
        if let Some(question) = separated(behind, [':', '.', ')', '-']).filter(|_| digits || behind.starts_with(':')) {
            return (question, Label::Word);
        }
    }
    match number(text) {
        (true, behind) => {
            separated(behind, ['.', ')', ':', '-']).map_or((text, Label::None), |question| (question, Label::Number))
        }
        _ => (text, Label::None),
    }
}

/// Whether a short number begins `text`, and what follows it.
fn number(text: &str) -> (bool, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=4).contains(&digits), &text[digits..])
}

/// What follows one of `marks` and a space; nothing when a word does not follow so.
fn separated(text: &str, marks: [char; 4]) -> Option<&str> {
    let behind = text.trim_start().strip_prefix(marks)?;
    let rest = behind.trim_start();
    (rest.len() < behind.len() && !rest.is_empty()).then_some(rest)
}

/// Whether `text` ends with, or has, a question mark.
pub(super) fn questions(text: &str) -> bool {
    text.contains(['?', '\u{ff1f}', '\u{61f}'])
}

/// Whether `text` is a request wherever it stands, even as the title of a section.
pub(super) fn requests(text: &str) -> bool {
    begins_with(text, &REQUESTS, 2)
}

/// Whether `text` asks something, where questions are to be expected.
pub(super) fn asks(text: &str) -> bool {
    questions(text) || requests(text) || begins_with(text, &OPENERS, 3)
}

fn begins_with(text: &str, words: &[&str], least: usize) -> bool {
    let tokens = tokens(text);
    tokens.len() >= least && words.contains(&tokens[0].word.as_str())
}

/// What is written over an answer.
const ANSWERS: [&str; 12] = [
    "ans",
    "answer",
    "answers",
    "code",
    "details",
    "example",
    "explanation",
    "hint",
    "output",
    "reveal",
    "solution",
    "solutions",
];

/// The verbs that invite to unfold an answer.
const UNFOLDS: [&str; 6] = ["click", "expand", "see", "show", "toggle", "view"];

/// Whether `text` is what is written over an answer: `Answer: D`, `Hint 2`, `Show the solution`.
pub(super) fn announces_answer(text: &str) -> bool {
    let words: Vec<String> = tokens(text).into_iter().map(|token| token.word).collect();
    let Some((first, others)) = words.split_first() else { return false };
    let names = |word: &String| ANSWERS.contains(&word.as_str());
    let is_alone = others.first().is_none_or(|next| next.bytes().all(|b| b.is_ascii_digit()));
    let is_label = is_alone || text.trim_start().get(first.len()..).is_some_and(|rest| rest.starts_with(':'));
    let unfolds = UNFOLDS.contains(&first.as_str()) && (others.is_empty() || others.iter().any(names));
    !questions(text) && ((names(first) && is_label) || unfolds)
}

/// Titles of sections that are about the list and not part of it.
const ABOUT: [&str; 14] = [
    "acknowledgements",
    "changelog",
    "code of conduct",
    "contents",
    "contributing",
    "contribution",
    "contributions",
    "contributors",
    "credits",
    "further reading",
    "licence",
    "license",
    "table of contents",
    "toc",
];

/// Whether a section called `title` is about the list and not part of it.
pub(super) fn is_about_list(title: &str) -> bool {
    let words: Vec<String> = tokens(title).into_iter().map(|token| token.word).collect();
    ABOUT.contains(&words.join(" ").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_no_part_of_the_question() {
        let cases = [
            ("12. What is X?", "What is X?", Label::Number),
            ("3) What?", "What?", Label::Number),
            ("7 - Why?", "Why?", Label::Number),
            ("Q: What?", "What?", Label::Word),
            ("Q12. What?", "What?", Label::Word),
            ("Question 3: What?", "What?", Label::Word),
            ("question: What?", "What?", Label::Word),
            ("3.5 million users?", "3.5 million users?", Label::None),
            ("2024 in review", "2024 in review", Label::None),
            ("Quick. What?", "Quick. What?", Label::None),
            ("Q: ", "Q:", Label::None),
            ("日本 1. x", "日本 1. x", Label::None),
            ("", "", Label::None),
        ];
        for (text, rest, label) in cases {
            assert_eq!(unlabelled(text), (rest, label), "{text}");
        }
    }

    #[test]
    fn questions_are_known_by_their_words() {
        for text in
            ["What is X?", "Describe floats", "How would you scale it", "True or false: it scales", "何ですか？"]
        {
            assert!(asks(text), "{text}");
        }
        for text in ["Databases", "List", "Be nice to each other", "Pros and cons"] {
            assert!(!asks(text), "{text}");
        }
        assert!(!requests("How to use this list"));
    }

    #[test]
    fn what_stands_over_an_answer_is_known() {
        for text in ["Answer", "Answer: D", "Show solution", "Click to see the answer", "Hint 2", "Expand"] {
            assert!(announces_answer(text), "{text}");
        }
        for text in ["What is the answer?", "Answers to what?", "Shows of force", "Code Design", "Open Questions", ""] {
            assert!(!announces_answer(text), "{text}");
        }
    }
}
