//! The lines of a Markdown text, each with what it is: a heading, an item, code, a fold.
//!
//! Lists in the wild are looser than CommonMark: headings without a space, headings in items, code that belongs to an
//! item and stands outside of it. So lines are told apart one by one, and what they belong to is for the reader.
//! A new kind of line is a variant of [`Kind`] and a rule in `kind`.

use crate::import::draft::item;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    /// A heading of this level.
    Heading(usize),
    /// A list item, with a number in front or without.
    Item {
        ordered: bool,
    },
    /// `<details>`.
    Opening,
    /// `</details>`.
    Closing,
    /// What stands between `<summary>` and `</summary>`, on as many lines as it takes.
    Summary,
    Text,
    /// A line of a fenced block, or one of its fences.
    Code,
    /// A line across the page, or under a heading.
    Rule,
    /// A row of a table.
    Row,
    /// `[label]: address`.
    Definition,
    Comment,
    /// A line between two `---` at the top.
    Front,
}

/// A line, or the part of one that a tag sets apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'t> {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) kind: Kind,
    /// Columns before its first letter; in code, before the fence that opens it.
    pub(super) indent: usize,
    /// The line as it stands.
    pub(super) raw: &'t str,
    /// What it says behind its marker.
    pub(super) text: String,
}

/// The lines of `text`.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let comment_ends = (0..lines.len()).filter(|at| lines[*at].contains("-->")).collect();
    let mut scanner = Scanner { lines, at: 0, found: Vec::new(), comment_ends, unclosed: Vec::new() };
    scanner.front();
    while scanner.at < scanner.lines.len() {
        scanner.scan();
    }
    scanner.found
}

/// The farthest a summary may reach, in lines.
const FAR: usize = 30;

struct Scanner<'t> {
    lines: Vec<&'t str>,
    /// The line to look at.
    at: usize,
    found: Vec<Line<'t>>,
    /// The lines on which a comment may end.
    comment_ends: Vec<usize>,
    /// Fences that nothing closes from here on, so that no line is looked at again for each of them.
    unclosed: Vec<(char, usize)>,
}

impl<'t> Scanner<'t> {
    fn push(&mut self, at: usize, kind: Kind, raw: &'t str, text: &str) {
        let indent = columns(raw);
        self.found.push(Line { number: at + 1, kind, indent, raw, text: text.trim().to_owned() });
    }

    /// The lines up to `end` as `kind`.
    fn take(&mut self, end: usize, kind: Kind) {
        for at in self.at..end {
            let raw = self.lines[at];
            self.push(at, if raw.trim().is_empty() { Kind::Blank } else { kind }, raw, raw);
        }
        self.at = end;
    }

    /// The lines up to `end` as code.
    fn take_code(&mut self, end: usize) {
        let indent = columns(self.lines[self.at]);
        for at in self.at..end {
            let raw = self.lines[at];
            self.found.push(Line { number: at + 1, kind: Kind::Code, indent, raw, text: raw.trim().to_owned() });
        }
        self.at = end;
    }

    fn front(&mut self) {
        let is_mark = |line: &&str| line.trim_end() == "---";
        let names = self.lines.get(1).is_some_and(|line| line.contains([':', '=']) && !line.starts_with([' ', '#']));
        if !names || !self.lines.first().is_some_and(is_mark) {
            return;
        }
        if let Some(length) = self.lines.iter().skip(1).take(FAR).position(is_mark) {
            self.take(1, Kind::Rule);
            self.take(length + 1, Kind::Front);
            self.take(length + 2, Kind::Rule);
        }
    }

    fn scan(&mut self) {
        let raw = self.lines[self.at];
        let text = raw.trim();
        if let Some(end) = self.fence_end(text) {
            self.take_code(end);
        } else if let Some(end) = self.comment_end(text) {
            self.take(end, Kind::Comment);
        } else if self.underlines(text) {
            self.take(self.at + 1, Kind::Rule);
        } else if fold(raw).is_some() {
            self.folds(raw);
        } else {
            self.plain(self.at, raw);
            self.at += 1;
        }
    }

    fn plain(&mut self, at: usize, raw: &'t str) {
        let (kind, text) = kind(raw);
        self.push(at, kind, raw, text);
    }

    /// Behind the fence that closes what `text` opens. A fence that nobody closes is none.
    fn fence_end(&mut self, text: &str) -> Option<usize> {
        let text = item(text).unwrap_or(text);
        let (mark, length) = fence(text)?;
        let behind = &text[length..];
        if mark == '`' && behind.contains('`') {
            return None;
        }
        let closes = |line: &&str| fence(line.trim()).is_some_and(|it| it.0 == mark && it.1 >= length && is_bare(line));
        if self.unclosed.iter().any(|it| it.0 == mark && it.1 <= length) {
            return None;
        }
        let inside = self.lines[self.at + 1..].iter().position(closes);
        if inside.is_none() {
            self.unclosed.push((mark, length));
        }
        Some(self.at + inside? + 2)
    }

    fn comment_end(&self, text: &str) -> Option<usize> {
        let behind = text.strip_prefix("<!--")?;
        if let Some((_, rest)) = behind.split_once("-->") {
            return rest.trim().is_empty().then_some(self.at + 1);
        }
        let end = *self.comment_ends.get(self.comment_ends.partition_point(|at| *at <= self.at))?;
        self.lines[end].trim_end().ends_with("-->").then_some(end + 1)
    }

    /// Whether `text` makes a heading of the line above it, and if so, makes it one.
    fn underlines(&mut self, text: &str) -> bool {
        let level = match text {
            _ if text.len() > 2 && text.bytes().all(|b| b == b'=') => 1,
            _ if text.len() > 2 && text.bytes().all(|b| b == b'-') => 2,
            _ => return false,
        };
        let [before @ .., last] = &mut self.found[..] else { return false };
        let alone = before.last().is_none_or(|it| it.kind != Kind::Text);
        // Many draw a line right under a paragraph and mean no heading.
        let is_title = level == 1 || !last.text.ends_with(['.', '!', ':', ';', ')', '>']);
        let heads = last.kind == Kind::Text && last.number == self.at && last.indent < 4 && alone && is_title;
        if heads {
            last.kind = Kind::Heading(level);
        }
        heads
    }

    /// Takes a line with folds apart, and goes on behind the last summary it begins.
    fn folds(&mut self, raw: &'t str) {
        let mut rest = raw;
        while let Some(tag) = fold(rest) {
            let before = &rest[..tag.start];
            if !before.trim().is_empty() {
                self.plain(self.at, before);
            }
            rest = &rest[tag.end..];
            match tag.kind {
                Kind::Summary => rest = self.summary(rest),
                kind => self.push(self.at, kind, "", ""),
            }
        }
        if !rest.trim().is_empty() {
            self.plain(self.at, rest.trim_start());
        }
        self.at += 1;
    }

    /// Takes the summary that begins `rest`, and gives what follows it on the line where it ends.
    fn summary(&mut self, rest: &'t str) -> &'t str {
        let end = |line: &str| line.to_ascii_lowercase().find("</summary");
        let opens = |line: &str| line.to_ascii_lowercase().contains("<summary");
        let behind = |line: &'t str, at: usize| line[at..].split_once('>').map_or("", |(_, rest)| rest);
        if let Some(close) = end(rest) {
            self.push(self.at, Kind::Summary, rest, &rest[..close]);
            return behind(rest, close);
        }
        let later = self.lines.iter().enumerate().skip(self.at + 1).take(FAR);
        let last = later.take_while(|(_, line)| !opens(line)).find_map(|(at, line)| Some((at, end(line)?)));
        let Some((last, close)) = last else {
            self.push(self.at, Kind::Summary, rest, rest);
            return "";
        };
        let line = self.lines[last];
        let between = self.lines[self.at + 1..last].iter().copied().chain([&line[..close]]);
        let words = between.map(str::trim).filter(|line| !line.is_empty());
        let words: Vec<&str> = words.map(|line| item(line).unwrap_or(line)).collect();
        let text = format!("{} {}", rest.trim(), words.join("; "));
        self.push(self.at, Kind::Summary, rest, &text);
        self.at = last;
        behind(line, close)
    }
}

/// The columns before the first letter of `line`.
fn columns(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// The fence with which `text` begins, and how long that is.
fn fence(text: &str) -> Option<(char, usize)> {
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|c| *c == mark).count();
    (length > 2).then_some((mark, length))
}

fn is_bare(line: &str) -> bool {
    line.trim().chars().all(|c| matches!(c, '`' | '~'))
}

/// A tag that folds, and where it stands.
struct Fold {
    kind: Kind,
    start: usize,
    end: usize,
}

/// The first tag in `line` that folds.
fn fold(line: &str) -> Option<Fold> {
    let tags = [("<details", Kind::Opening), ("</details", Kind::Closing), ("<summary", Kind::Summary)];
    let mut code = false;
    for (start, c) in line.char_indices().filter(|(_, c)| matches!(c, '<' | '`')) {
        // A tag in backticks is spoken of.
        code ^= c == '`';
        let begins = |tag: &str| line[start..].get(..tag.len()).is_some_and(|it| it.eq_ignore_ascii_case(tag));
        let Some((_, kind)) = tags.into_iter().find(|(tag, _)| !code && begins(tag)) else { continue };
        let end = start + line[start..].find('>')? + 1;
        if is_fold(kind, &line[..start], &line[end..]) {
            return Some(Fold { kind, start, end });
        }
    }
    None
}

/// Whether a tag between `before` and `after` folds, and is not among words that speak of it.
fn is_fold(kind: Kind, before: &str, after: &str) -> bool {
    match kind {
        Kind::Opening => !speaks(before) && !speaks(after),
        Kind::Closing => !speaks(before) || !speaks(after),
        _ => !speaks(before),
    }
}

/// Whether there are words in `text` before a summary, and not only tags and the marker of an item.
fn speaks(text: &str) -> bool {
    let mut rest = item(text.trim()).unwrap_or(text.trim());
    while rest.starts_with('<') && rest.get(..8).is_none_or(|tag| !tag.eq_ignore_ascii_case("<summary")) {
        let Some((_, behind)) = rest.split_once('>') else { break };
        rest = behind.trim_start();
    }
    !rest.is_empty() && !rest.starts_with('<')
}

/// What a line is, seen alone, and what it says behind its marker.
fn kind(raw: &str) -> (Kind, &str) {
    let text = raw.trim();
    if text.is_empty() {
        return (Kind::Blank, "");
    }
    if is_rule(text) {
        return (Kind::Rule, "");
    }
    if let Some((level, title)) = heading(text).filter(|_| columns(raw) < 4) {
        return (Kind::Heading(level), title);
    }
    if let Some(said) = item(text) {
        // An item that is a heading is a heading with a number.
        return match heading(said).filter(|_| columns(raw) < 4) {
            Some((level, _)) => (Kind::Heading(level), text),
            None => (Kind::Item { ordered: text.starts_with(|c: char| c.is_ascii_digit()) }, unticked(said)),
        };
    }
    if text.starts_with('|') {
        return (Kind::Row, text);
    }
    if is_definition(text) {
        return (Kind::Definition, text);
    }
    (Kind::Text, text)
}

fn is_rule(text: &str) -> bool {
    let mark = text.chars().next().filter(|c| matches!(c, '-' | '*' | '_'));
    let marks = text.chars().filter(|c| Some(*c) == mark).count();
    marks > 2 && text.chars().all(|c| Some(c) == mark || c.is_whitespace())
}

/// The level of a heading, and what it says.
pub(super) fn heading(text: &str) -> Option<(usize, &str)> {
    let level = text.bytes().take_while(|b| *b == b'#').count();
    let behind = &text[level..];
    // Marks at the end belong to the heading only behind a space: `C#` is a name.
    let open = behind.trim().trim_end_matches('#');
    let is_closed = open.is_empty() || open.ends_with([' ', '\t']);
    let title = if is_closed { open.trim_end() } else { behind.trim() };
    // Old lists have no space behind the marks; `#!` and `#tag` are no headings.
    let is_close = level > 1 && behind.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    let is_apart = behind.is_empty() || behind.starts_with([' ', '\t']);
    ((1..=6).contains(&level) && (is_apart || is_close)).then_some((level, title))
}

fn unticked(text: &str) -> &str {
    ["[ ] ", "[x] ", "[X] "].iter().find_map(|tick| text.strip_prefix(tick)).unwrap_or(text)
}

fn is_definition(text: &str) -> bool {
    let label = text.strip_prefix('[').and_then(|it| it.split_once("]:"));
    label.is_some_and(|(label, address)| !label.contains([']', '[']) && !address.trim().contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        lines(text).into_iter().map(|line| line.kind).collect()
    }

    #[test]
    fn each_line_is_told_by_its_beginning() {
        let item = |ordered| Kind::Item { ordered };
        let cases = [
            ("# Title", Kind::Heading(1), "Title"),
            ("### Title ##", Kind::Heading(3), "Title"),
            ("####[[up]](#toc) Title", Kind::Heading(4), "[[up]](#toc) Title"),
            ("## C#", Kind::Heading(2), "C#"),
            ("#tag", Kind::Text, "#tag"),
            ("35. ### What?", Kind::Heading(3), "35. ### What?"),
            ("* one", item(false), "one"),
            ("- [ ] one", item(false), "one"),
            ("  12) one", item(true), "one"),
            ("**bold** text", Kind::Text, "**bold** text"),
            ("* * *", Kind::Rule, ""),
            ("****", Kind::Rule, ""),
            ("| a | b |", Kind::Row, "| a | b |"),
            ("[1]: https://x.y", Kind::Definition, "[1]: https://x.y"),
            ("[note]: more than an address", Kind::Text, "[note]: more than an address"),
            ("<!-- x -->", Kind::Comment, "<!-- x -->"),
            ("> quote", Kind::Text, "> quote"),
            ("use `<details>` here", Kind::Text, "use `<details>` here"),
            ("What does <details> do?", Kind::Text, "What does <details> do?"),
            ("- Why </details> and <summary>?", item(false), "Why </details> and <summary>?"),
        ];
        for (text, kind, said) in cases {
            let lines = lines(text);
            assert_eq!((lines[0].kind, lines[0].text.as_str(), lines.len()), (kind, said, 1), "{text}");
        }
    }

    #[test]
    fn what_takes_several_lines_is_taken_together() {
        use Kind::{Blank, Closing, Code, Comment, Front, Heading, Opening, Rule, Summary, Text};
        let cases: [(&str, &[Kind]); 12] = [
            ("```js\n# x\n\n```\ny", &[Code, Code, Code, Code, Text]),
            ("~~~\n```\n~~~", &[Code, Code, Code]),
            ("- ```\n  x\n  ```", &[Code, Code, Code]),
            ("```\nnever closed", &[Text, Text]),
            ("```inline``` text\n```", &[Text, Text]),
            ("<!-- a\n\nb -->\nc", &[Comment, Blank, Comment, Text]),
            ("<!-- a\nb", &[Text, Text]),
            ("Title\n===\nx", &[Heading(1), Rule, Text]),
            ("Title\n---\nx", &[Heading(2), Rule, Text]),
            ("It is so.\n---\nx", &[Text, Rule, Text]),
            ("---\ntitle: X\n---\nx", &[Rule, Front, Rule, Text]),
            ("<details><summary>Q</summary>\nx</b></details>", &[Opening, Summary, Text, Closing]),
        ];
        for (text, expected) in cases {
            assert_eq!(kinds(text), expected, "{text}");
        }
    }

    #[test]
    fn a_summary_may_run_over_lines() {
        let found = lines("<summary>Which layer:\n\n  * cables\n  * packets</summary><br>\nx");
        assert_eq!(found[0].text, "Which layer: cables; packets");
        assert_eq!(found.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 4, 5]);
        let open = lines("<summary>Never closed\nx\n<summary>Q</summary>");
        assert_eq!(open.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["Never closed", "x", "Q"]);
    }
}
