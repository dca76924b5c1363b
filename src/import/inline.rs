//! What a line of Markdown says without its markup, and where its links lead.
//!
//! A line is read alone: whatever begins it is text and never a block. The rules for emphasis, code, links and
//! entities are CommonMark's, so they come from a CommonMark parser; which tags are mere dress is a table here.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A line without its markup.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// What a reader sees, with single spaces.
    pub(super) text: String,
    /// Where its links and images lead, but for places on the same page.
    pub(super) addresses: Vec<String>,
    /// What a reader sees of it outside of links.
    unlinked: String,
    links: usize,
}

impl Plain {
    /// Whether it leads anywhere, so that its text is not all there is to it.
    pub(super) fn leads(&self) -> bool {
        self.links > 0 || !self.addresses.is_empty()
    }

    /// Whether there is nothing to read but links.
    pub(super) fn is_links(&self) -> bool {
        self.links > 0 && !self.unlinked.contains(char::is_alphabetic)
    }

    /// Whether there is nothing to read but links to places on the same page: a table of contents, a way back up.
    pub(super) fn is_way(&self) -> bool {
        self.is_links() && self.addresses.is_empty()
    }
}

/// Tags that dress text and say nothing themselves.
const DRESS: [&str; 44] = [
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "code",
    "del",
    "details",
    "div",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "th",
    "tr",
    "u",
    "ul",
    "var",
];

/// Those that begin a new line where they are shown.
const BLOCKS: [&str; 12] = ["br", "hr", "p", "div", "li", "ol", "ul", "table", "td", "th", "tr", "details"];

/// `line` without its markup.
pub(super) fn plain(line: &str) -> Plain {
    // Behind a word nothing can begin a block.
    let source = format!("x {}", line.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut reader = Reader::default();
    let parser = Parser::new_ext(&source, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH);
    for (event, place) in parser.into_offset_iter() {
        match event {
            Event::InlineHtml(tag) if is_spoken_of(&source[1..place.start], &source[place.end..]) => reader.say(&tag),
            event => reader.read(event),
        }
    }
    let Plain { text, unlinked, .. } = &mut reader.plain;
    for text in [text, unlinked] {
        *text = text.strip_prefix('x').unwrap_or(text).split_whitespace().collect::<Vec<_>>().join(" ");
    }
    reader.plain
}

/// Whether a line speaks about the tag between `before` and `after`: it stands between words as a word does.
fn is_spoken_of(before: &str, after: &str) -> bool {
    let begins = before.ends_with([' ', '(', '"', '\'']);
    // In `<code>.git` the dot begins a word.
    let ends = after.chars().take(2).all(|c| !c.is_alphanumeric()) || after.starts_with(' ');
    let (before, after) = (before.trim(), after.trim_start());
    begins && ends && !before.is_empty() && !before.ends_with('>') && !after.is_empty() && !after.starts_with('<')
}

#[derive(Default)]
struct Reader {
    /// How many links are open.
    depth: usize,
    /// The address and the text of a picture in a link.
    button: Option<String>,
    plain: Plain,
}

impl Reader {
    fn read(&mut self, event: Event) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => self.link(&dest_url),
            Event::Start(Tag::Image { dest_url, .. }) => self.picture(&dest_url),
            Event::End(TagEnd::Link) => self.depth = self.depth.saturating_sub(1),
            Event::End(TagEnd::Image) => self.end_picture(),
            Event::Text(text) | Event::Code(text) => self.say(&text),
            Event::InlineMath(text) => self.say(&format!("${text}$")),
            Event::DisplayMath(text) => self.say(&format!("$${text}$$")),
            Event::InlineHtml(tag) | Event::Html(tag) => self.html(&tag),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(button) = &mut self.button {
            return button.push_str(text);
        }
        self.plain.text.push_str(text);
        if self.depth == 0 {
            self.plain.unlinked.push_str(text);
        }
    }

    fn link(&mut self, address: &str) {
        self.depth += 1;
        self.plain.links += 1;
        self.lead(address);
    }

    /// A picture stands for its text, but one that is a button only decorates the line.
    fn picture(&mut self, address: &str) {
        match &mut self.button {
            Some(button) => *button = format!("{address} {button}"),
            None if self.depth > 0 => self.button = Some(format!("{address} ")),
            None => self.lead(address),
        }
    }

    fn end_picture(&mut self) {
        if let Some(button) = self.button.take() {
            self.lead(button.trim());
        }
    }

    fn lead(&mut self, address: &str) {
        let shown = self.plain.addresses.iter().any(|known| known == address);
        if !address.is_empty() && !address.starts_with('#') && !shown {
            self.plain.addresses.push(address.to_owned());
        }
    }

    fn html(&mut self, tag: &str) {
        let Some((name, closes)) = dress(tag) else { return self.say(tag) };
        if BLOCKS.contains(&&*name) {
            self.say(" ");
        }
        match attribute(tag, "href") {
            Some(address) => self.link(&address),
            None if name == "a" && closes => self.depth = self.depth.saturating_sub(1),
            None => {}
        }
        if let Some(address) = attribute(tag, "src") {
            self.lead(&address);
            self.say(&attribute(tag, "alt").unwrap_or_default());
        }
    }
}

/// The name of a tag that is mere dress, and whether it is an end.
fn dress(tag: &str) -> Option<(String, bool)> {
    let inside = tag.strip_prefix('<')?;
    let (inside, closes) = inside.strip_prefix('/').map_or((inside, false), |it| (it, true));
    let name: String = inside.chars().take_while(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    DRESS.contains(&&*name).then_some((name, closes))
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.to_ascii_lowercase().find(&format!(" {name}="))? + name.len() + 2;
    let value = tag.get(at..)?;
    let quote = value.chars().next()?;
    let value = match quote {
        '"' | '\'' => value[1..].split(quote).next(),
        _ => value.split([' ', '>']).next(),
    };
    value.map(str::to_owned)
}

/// Tags that only hold a list together, when they stand at an end of a line.
const FRAMES: [&str; 4] = ["details", "summary", "br", "b"];

/// The same when there is nothing else on the line.
const BOXES: [&str; 13] = ["a", "b", "br", "center", "details", "div", "li", "ol", "p", "summary", "table", "tr", "ul"];

/// A line of notes as it is written, without the tags around it that only fold or space it.
pub(super) fn unframed(line: &str) -> &str {
    let (start, end) = (trimmed_start(line, &BOXES), line.trim());
    if start.is_empty() || end.is_empty() {
        return "";
    }
    // Emphasis that is closed on its own line belongs to the text.
    let is_pair = |line: &str| line.contains("<b>") && line.contains("</b>");
    let frames = if is_pair(line) { &FRAMES[..3] } else { &FRAMES[..] };
    trimmed_end(trimmed_start(line, frames), frames)
}

/// `line` without the tags before its first word; its indentation stays when there are none.
fn trimmed_start<'t>(mut line: &'t str, names: &[&str]) -> &'t str {
    loop {
        let text = line.trim_start();
        let Some(end) = text.find('>').filter(|_| text.starts_with('<')) else {
            return if text.is_empty() { "" } else { line };
        };
        let tag = &text[..=end];
        let is_frame = dress(tag).is_some_and(|(name, _)| names.contains(&&*name)) && !tag.contains("href");
        if !is_frame {
            return line;
        }
        line = &text[end + 1..];
    }
}

fn trimmed_end<'t>(line: &'t str, names: &[&str]) -> &'t str {
    let mut text = line.trim_end();
    while let Some(start) = text.rfind('<').filter(|_| text.ends_with('>')) {
        if !dress(&text[start..]).is_some_and(|(name, _)| names.contains(&&*name)) {
            break;
        }
        text = text[..start].trim_end();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_what_it_says_stays() {
        let cases = [
            ("What is **`useMemo`** for?", "What is useMemo for?"),
            ("Why `SELECT * FROM t` and ``field``?", "Why SELECT * FROM t and field?"),
            ("[What is ACID?](https://x.y/acid)", "What is ACID?"),
            ("<a name='general'>General &amp; more:</a>", "General & more:"),
            ("What does <code>git branch <BRANCH></code> do?", "What does git branch <BRANCH> do?"),
            ("the \\<Router> components", "the <Router> components"),
            ("What is the difference between <div> and <span>?", "What is the difference between <div> and <span>?"),
            ("What is the difference between <br> and <hr>?", "What is the difference between <br> and <hr>?"),
            ("What do <img>, <a href=\"#\"> and <p> do?", "What do <img>, <a href=\"#\"> and <p> do?"),
            ("Why close <p> with </p> (or </br>)?", "Why close <p> with </p> (or </br>)?"),
            ("one<br>two <b>three</b> <i></i> four <br>", "one two three four"),
            ("What is the <code>.git</code> directory?", "What is the .git directory?"),
            ("1. snake_case and 2 * 3 * 4", "1. snake_case and 2 * 3 * 4"),
            ("# not a heading", "# not a heading"),
            ("- not an item", "- not an item"),
            ("<b>Answer</b><br>", "Answer"),
            ("What is $e^{i\\pi}$?", "What is $e^{i\\pi}$?"),
            ("![a diagram](d.png) shows what?", "a diagram shows what?"),
            ("Title [![build](b.svg)](https://x.y)", "Title"),
            ("~~old~~ new", "old new"),
            ("  x   y ", "x y"),
            ("", ""),
        ];
        for (line, text) in cases {
            assert_eq!(plain(line).text, text, "{line}");
        }
    }

    #[test]
    fn links_are_told_apart_by_where_they_lead() {
        let cases = [
            ("**[Back to top](#contents)**", true, true),
            ("1 | [What is React?](#what-is-react) |", true, true),
            ("[English](./en/README.md)", true, false),
            ("<a href=\"https://x.y\">here</a>", true, false),
            ("see [here](#x)", false, false),
            ("no link", false, false),
        ];
        for (line, links, way) in cases {
            let plain = plain(line);
            assert_eq!((plain.is_links(), plain.is_way()), (links, way), "{line}");
        }
        assert_eq!(plain("[a](b) ![c](d.png) <img src='e' alt=f>").addresses, ["b", "d.png", "e"]);
    }

    #[test]
    fn tags_around_a_line_of_notes_go_and_those_it_speaks_of_stay() {
        let cases = [
            ("</b></details>", ""),
            ("<p align=\"center\">", ""),
            ("<br><b>", ""),
            ("  - one<br>", "  - one"),
            ("<b>both</b> of them", "<b>both</b> of them"),
            ("<b>open", "open"),
            ("The <code>.git</code> folder", "The <code>.git</code> folder"),
            ("wrap it in a <div>", "wrap it in a <div>"),
            ("a < b", "a < b"),
        ];
        for (line, expected) in cases {
            assert_eq!(unframed(line), expected, "{line}");
        }
    }
}
