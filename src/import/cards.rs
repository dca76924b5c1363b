//! Flash cards in the notation of hashcards: `Q:` and `A:` blocks, and `C:` sentences with `[deletions]`.
//!
//! A block runs to the next one or to a line `---`; each deletion is a question of its own. What stands outside of
//! blocks is left over. A new kind of block is a letter in [`Block`] and an arm in `finish`.

use std::mem;

use super::draft::Draft;
use super::{Found, inline};

const OUTSIDE: &str = "stands outside of a card";
const UNASKED: &str = "an answer without a question";
const UNDELETED: &str = "a card without a deletion in brackets, and without a question";
const EMPTY: &str = "a card that asks nothing";
const FRONT: &str = "front matter";
const MANY: &str = "more deletions than become questions";

/// So many deletions of a block become questions; each repeats the block.
const MOST: usize = 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Question,
    Answer,
    Cloze,
}

/// The block that `line` begins, and what it says there.
fn block(line: &str) -> Option<(Block, &str)> {
    let begins = [("Q:", Block::Question), ("A:", Block::Answer), ("C:", Block::Cloze)];
    begins.into_iter().find_map(|(mark, block)| Some((block, line.strip_prefix(mark)?)))
}

/// Whether `text` begins with a card, behind front matter if there is any.
pub(super) fn begin(text: &str) -> bool {
    let behind = text.lines().skip(front(text).map_or(0, |lines| lines.len() + 2));
    let first = behind.map(str::trim_end).find(|line| !line.is_empty() && *line != "---");
    first.and_then(block).is_some_and(|(block, _)| block != Block::Answer)
}

/// The lines between two `---` at the top.
fn front(text: &str) -> Option<Vec<&str>> {
    let mut lines = text.lines();
    lines.next().filter(|line| line.trim() == "---")?;
    let inside: Vec<&str> = lines.clone().take_while(|line| line.trim() != "---").collect();
    let is_front = lines.count() > inside.len() && !inside.iter().any(|line| block(line).is_some());
    is_front.then_some(inside)
}

/// The cards in `text`.
pub(super) fn found(text: &str) -> Found {
    let mut reader = Reader::default();
    let front = front(text);
    for (line, number) in front.iter().flatten().zip(2..) {
        reader.front(line, number);
    }
    let skipped = front.map_or(0, |lines| lines.len() + 2);
    for (number, line) in (1..).zip(text.lines()).skip(skipped) {
        reader.read(number, line);
    }
    reader.finish();
    reader.found
}

/// Lines with their numbers.
type Lines<'t> = Vec<(usize, &'t str)>;

#[derive(Default)]
struct Reader<'t> {
    found: Found,
    /// The block that is being read.
    block: Option<Block>,
    /// What was asked in the card that is being read.
    asked: Lines<'t>,
    /// What was answered in it.
    answered: Lines<'t>,
}

impl<'t> Reader<'t> {
    fn front(&mut self, line: &str, number: usize) {
        let table = line.parse::<toml::Table>().unwrap_or_default();
        match table.get("name").and_then(toml::Value::as_str) {
            Some(name) if self.found.title.is_none() && !name.trim().is_empty() => {
                self.found.title = Some(name.to_owned());
            }
            _ => self.found.leave(number, line, FRONT),
        }
    }

    fn read(&mut self, number: usize, line: &'t str) {
        match block(line) {
            Some((Block::Answer, text)) if self.block == Some(Block::Question) => {
                self.block = Some(Block::Answer);
                self.answered.push((number, text));
            }
            // hashcards refuses such a line, so it can be part of the text.
            Some((Block::Answer, _)) if self.block.is_some() => self.go_on(number, line),
            Some((Block::Answer, _)) => self.found.leave(number, line, UNASKED),
            Some((block, text)) => {
                self.finish();
                self.block = Some(block);
                self.asked.push((number, text));
            }
            None if line.trim() == "---" => self.finish(),
            None => self.go_on(number, line),
        }
    }

    fn go_on(&mut self, number: usize, line: &'t str) {
        match self.block {
            Some(Block::Answer) => self.answered.push((number, line)),
            Some(_) => self.asked.push((number, line)),
            None => self.found.leave(number, line, OUTSIDE),
        }
    }

    fn finish(&mut self) {
        let (asked, answered) = (mem::take(&mut self.asked), mem::take(&mut self.answered));
        match self.block.take() {
            Some(Block::Cloze) => self.cloze(&asked),
            Some(_) => self.card(&asked, &answered),
            None => {}
        }
    }

    fn card(&mut self, asked: &Lines, answered: &Lines) {
        let first = asked.iter().position(|(_, line)| !line.trim().is_empty()).unwrap_or(asked.len());
        let ends = |(_, line): &(usize, &str)| line.trim().is_empty() || line.trim_start().starts_with("```");
        let length = asked[first..].iter().position(ends).unwrap_or(asked.len() - first);
        let (prompt, rest) = asked[first..].split_at(length);
        let prompt = inline::plain(&joined(prompt, " "));
        if prompt.text.is_empty() {
            let lines = asked.iter().chain(answered);
            return lines.for_each(|(number, line)| self.found.leave(*number, line, EMPTY));
        }
        let parts = [joined(rest, "\n"), prompt.addresses.join("\n"), joined(answered, "\n")];
        let notes: Vec<&str> = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        self.found.drafts.push(Draft { prompt: prompt.text, notes: notes.join("\n\n"), ..Draft::default() });
    }

    fn cloze(&mut self, asked: &[(usize, &str)]) {
        let asked = &asked[..=asked.iter().rposition(|(_, line)| !line.trim().is_empty()).unwrap_or_default()];
        let text = joined(asked, "\n");
        let text = text.trim();
        let deletions = deletions(text);
        if deletions.is_empty() {
            return asked.iter().for_each(|(number, line)| self.found.leave(*number, line, UNDELETED));
        }
        let whole = without_brackets(text, &deletions, None);
        for at in 0..deletions.len().min(MOST) {
            let prompt = inline::plain(&without_brackets(text, &deletions, Some(at))).text;
            self.found.drafts.push(Draft { prompt, notes: whole.clone(), ..Draft::default() });
        }
        if let Some((open, _)) = deletions.get(MOST) {
            let from = asked.len() - text[*open..].lines().count();
            asked[from..].iter().for_each(|(number, line)| self.found.leave(*number, line, MANY));
        }
    }
}

fn joined(lines: &[(usize, &str)], between: &str) -> String {
    lines.iter().map(|(_, line)| *line).collect::<Vec<_>>().join(between)
}

/// Where the brackets of each deletion open and close.
fn deletions(text: &str) -> Vec<(usize, usize)> {
    let (mut found, mut open, mut before) = (Vec::new(), None, ' ');
    for (at, c) in text.char_indices() {
        match c {
            // A picture is no deletion, and neither is a bracket with a backslash.
            '[' if before != '!' && before != '\\' => open = Some(at),
            '[' => open = None,
            ']' if before != '\\' => {
                let words = |from: &usize| !text[from + 1..at].trim().is_empty();
                found.extend(open.take().filter(words).map(|from| (from, at)));
            }
            _ => {}
        }
        before = c;
    }
    found
}

/// `text` without the brackets around its deletions, and with an ellipsis for the one that is `hidden`.
fn without_brackets(text: &str, deletions: &[(usize, usize)], hidden: Option<usize>) -> String {
    let (mut shown, mut at) = (String::new(), 0);
    for (number, (open, close)) in deletions.iter().enumerate() {
        shown.push_str(&text[at..*open]);
        shown.push_str(if hidden == Some(number) { "\u{2026}" } else { &text[open + 1..*close] });
        at = close + 1;
    }
    shown + &text[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cards(text: &str) -> Vec<(String, String)> {
        found(text).drafts.into_iter().map(|draft| (draft.prompt, draft.notes)).collect()
    }

    fn pair(prompt: &str, notes: &str) -> (String, String) {
        (prompt.to_owned(), notes.to_owned())
    }

    #[test]
    fn a_block_runs_to_the_next_one() {
        let text =
            "Q: List the\nnoble metals.\nA:\n\n- gold\n- silver\n\nQ: No answer?\n---\nQ: Last?\nA: Yes.\nB: more\n";
        let expected = [
            pair("List the noble metals.", "- gold\n- silver"),
            pair("No answer?", ""),
            pair("Last?", "Yes.\nB: more"),
        ];
        assert_eq!(cards(text), expected);
    }

    #[test]
    fn what_follows_the_first_paragraph_of_a_question_is_kept_with_the_answer() {
        let text = "Q: What does `f` print? ![d](d.png)\n\n```\nf(1)\n```\nA: One.";
        assert_eq!(cards(text), [pair("What does f print? d", "```\nf(1)\n```\n\nd.png\n\nOne.")]);
    }

    #[test]
    fn each_deletion_is_a_question() {
        let text = "C: [Paris] is the capital of [France].\n\nC: a ![b](c) \\[d] [] [e\n";
        let whole = "Paris is the capital of France.";
        let expected =
            [pair("\u{2026} is the capital of France.", whole), pair("Paris is the capital of \u{2026}.", whole)];
        assert_eq!(cards(text), expected);
        let left = found(text).leftovers;
        assert_eq!(left.iter().map(|it| (it.line, it.why)).collect::<Vec<_>>(), [(3, UNDELETED)]);
    }

    #[test]
    fn a_block_with_many_deletions_becomes_some_questions() {
        let text = format!("C: {}\n{}\n\n", "[a] ".repeat(19), "[b]\n".repeat(40));
        let found = found(&text);
        assert_eq!(found.drafts.len(), MOST);
        let left: Vec<_> = found.leftovers.iter().map(|it| (it.line, it.why)).collect();
        assert_eq!(left, (3..42).map(|line| (line, MANY)).collect::<Vec<_>>());
    }

    #[test]
    fn front_matter_names_the_bank_and_what_is_outside_is_left_over() {
        let text = "---\nname = \"Chemistry\"\norder = 3\n---\nIntro\nA: 42\nQ:\nA: 43\n\nC: [x] y";
        let found = found(text);
        assert_eq!(found.title.as_deref(), Some("Chemistry"));
        assert_eq!(found.drafts.len(), 1);
        let left: Vec<_> = found.leftovers.iter().map(|it| (it.line, it.why)).collect();
        assert_eq!(left, [(3, FRONT), (5, OUTSIDE), (6, UNASKED), (8, EMPTY)]);
    }

    #[test]
    fn cards_are_known_by_their_first_line() {
        for text in ["Q: x\nA: y", "\n\nC: [x] y", "---\nname = \"x\"\n---\n\nQ: x", "---\nQ: x"] {
            assert!(begin(text), "{text}");
        }
        for text in ["# Q: x", "Question: x", "A: x", "intro\nQ: x", "", "---\n"] {
            assert!(!begin(text), "{text}");
        }
    }
}
