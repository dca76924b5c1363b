//! Question lists from elsewhere: nothing is lost, whatever the text, and the bank is always sound.

use proptest::prelude::*;
use qbank::bank::{Bank, Library, Question};
use qbank::export::{Format, render};
use qbank::import::{Imported, Source, import};
use qbank::parse;

const SOURCES: [Source; 4] = [Source::Markdown, Source::Csv, Source::Tsv, Source::Cards];

/// The bank that came of a text, which must have no problem.
fn bank(imported: &Imported) -> Bank {
    let parsed = parse::bank("list", &imported.toml);
    assert!(parsed.problems.is_empty(), "{:?}\n{}", parsed.problems, imported.toml);
    assert_eq!(parsed.bank.questions.len(), imported.questions);
    parsed.bank
}

/// Every word of the list that is in the bank.
fn kept(bank: &Bank) -> Vec<String> {
    let mut texts = vec![bank.name.clone()];
    for question in &bank.questions {
        texts.extend([question.prompt.clone(), question.category.clone(), question.answer_framework.clone()]);
        texts.extend(question.tags.iter().chain(&question.key_points).cloned());
        texts.extend(question.terminology.iter().chain(&question.frameworks).cloned());
        texts.extend(
            [&question.how_to_answer, &question.interviewers_look_for, &question.common_mistakes]
                .map(|it| it.join("\n")),
        );
        texts.extend(question.star_example.texts().into_iter().map(str::to_owned));
        texts.push(question.id.to_string());
    }
    words(&texts.join("\n"))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_lowercase).collect()
}

/// Fails unless each word such as `w12` is in the bank or left over from its own line.
fn nothing_is_lost(source: Source, text: &str) -> Result<(), TestCaseError> {
    let imported = import(source, "list", text);
    let kept = kept(&bank(&imported));
    for (line, number) in text.lines().zip(1..) {
        for word in words(line).into_iter().filter(|it| it.starts_with('w') && it.len() > 1) {
            let is_left = imported.leftovers.iter().any(|it| it.line == number && words(&it.text).contains(&word));
            prop_assert!(is_left || kept.contains(&word), "`{word}` is lost from\n{text}\nin\n{imported:#?}");
        }
    }
    Ok(())
}

/// Kinds of lines; each `@` becomes a word that no other line has.
const MARKDOWN: [&str; 68] = [
    "",
    "",
    "",
    "# @ title",
    "## @",
    "## Questions about @:",
    "### 3. What is @?",
    "## Q: @?",
    "#### Answer: @",
    "12. ### Why @ and **@**?",
    "###### 7. All have @.",
    "####[[up]](#toc) <a name='x'>@</a>",
    "## [@](https://@.org/@)",
    "## License @",
    "## Table of contents @",
    "- What is @?",
    "* Pros of @",
    "1. How does `@` work?",
    "2) @ and @",
    "  - nested @",
    "    * deeper @?",
    "- [ ] open @",
    "- [@](#x)",
    "  1. [@?](#x)",
    "* [@](https://w.org/@)",
    "- [Why @?](@.md)",
    "```js",
    "```",
    "~~~",
    "    @ indented",
    "> quoted @",
    "Plain @ text.",
    "and @ goes on",
    "Is @ asked?",
    "Question: @?",
    "Q3. @?",
    "A: @",
    "**What is @?**",
    "**@** bold",
    "<details>",
    "<details><summary>Answer</summary>",
    "<summary>What is <code>@ <@></code>?</summary><br><b>",
    "</b></details>",
    "</details> @",
    "<p align=\"center\">",
    "<img src=\"@.png\" alt=\"@\">",
    "![@](@.png)",
    "[![@](@.svg)](https://@.io)",
    "**[Back to @](#top)**",
    "| @ | [@](#x) |",
    "| --- | --- |",
    "---",
    "===",
    "<!-- @ -->",
    "[1]: https://@.com",
    "<!-- @",
    "title: @",
    "layout: @",
    "<summary>Which @:",
    "  * @</summary> @",
    "### Key points",
    "**Red flags:** @",
    "Example:",
    "Tips: [@](https://@.org)",
    "- Terms:",
    "- **Question:** list/a",
    "- **Tags:** @, @",
    "- **Length:** 9-5 words",
];

const CARDS: [&str; 16] = [
    "",
    "",
    "Q: What is @?",
    "Q:",
    "A: It is @.",
    "A:",
    "C: The [@] of [a @].",
    "C: no @",
    "C:",
    "@ goes on",
    "- @ item",
    "[@] and ![@](@.png)",
    "---",
    "name = \"@\"",
    "```",
    "Q: `@` and [@](https://@.org)",
];

const CELLS: [&str; 12] =
    ["", "@", "What is @?", "\"@, @\"", "\"@\n@\"", "\"@ \"\"@\"\"\"", "@;@", " @ ", "\"open @", "a-@", "é@", "@\r"];

const COLUMNS: [&str; 15] = [
    "Question",
    "front",
    "Answer",
    "notes",
    "Category",
    "deck",
    "tags",
    "Key points",
    "id",
    "Difficulty",
    "Interview Question",
    "common_mistakes",
    "STAR example",
    "",
    "Source",
];

/// The text with its own word for each `@`.
fn with_words(text: &str) -> String {
    let word = |(part, number): (&str, usize)| if number == 0 { part.to_owned() } else { format!("w{number}w{part}") };
    text.split('@').zip(0..).map(word).collect()
}

fn some(lines: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(lines), 0..most)
}

fn rows() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    let row = || prop::collection::vec(prop::sample::select(&CELLS[..]), 1..6);
    (some(&COLUMNS, 6), prop::collection::vec(row(), 0..6)).prop_map(|(header, mut rows)| {
        rows.insert(0, header);
        rows
    })
}

proptest! {
    #[test]
    fn no_line_of_a_markdown_list_is_lost(lines in some(&MARKDOWN, 30)) {
        let list = lines.join("\n");
        let headed = format!("---\ntitle: @\n{list}");
        for text in [list, headed] {
            nothing_is_lost(Source::Markdown, &with_words(&text))?;
        }
    }

    #[test]
    fn no_line_of_a_deck_of_cards_is_lost(lines in some(&CARDS, 20)) {
        nothing_is_lost(Source::Cards, &with_words(&lines.join("\n")))?;
    }

    #[test]
    fn no_cell_of_a_table_is_lost(rows in rows(), tabs in any::<bool>()) {
        let (source, between) = if tabs { (Source::Tsv, "\t") } else { (Source::Csv, ",") };
        let text: Vec<String> = rows.iter().map(|row| row.join(between)).collect();
        nothing_is_lost(source, &with_words(&text.join("\r\n")))?;
    }

    #[test]
    fn any_text_gives_a_sound_bank(text in any::<String>(), name in any::<String>(), lines in some(&MARKDOWN, 20)) {
        let noisy = lines.join(&format!("{text}\n{text}"));
        for text in [&text, &noisy] {
            for source in SOURCES {
                bank(&import(source, &name, text));
            }
            let _ = Source::of(None, text);
        }
    }

    #[test]
    fn markup_in_any_order_gives_a_sound_bank(text in "[-#*_`~<>\\[\\]()|!\"'/:;=.,?@ \t\r\n\u{feff}\\\\$&a1QAC日]{0,120}") {
        for source in SOURCES {
            bank(&import(source, "list", &text));
        }
    }
}

#[test]
fn what_the_list_does_not_have_is_to_do() {
    let imported = import(Source::Markdown, "web", "- What is \"X\"?");
    let expected = r#"# 1 question, imported from web.
# "TODO" stands for what the list did not have; `qbank check` tells what is left to write.
# An id never changes: progress hangs on it.

name = "web"
about = "1 question from a list"
source = "imported from web"

[[question]]
id = "x"
prompt = "What is \"X\"?"
category = "imported"
answer_framework = "TODO"
star_example = "TODO"
how_to_answer = ["TODO"]
key_points = ["TODO"]
interviewers_look_for = ["TODO"]
common_mistakes = ["TODO"]
"#;
    assert_eq!(imported.toml, expected);
    assert_eq!((imported.questions, imported.leftovers), (1, vec![]));
}

#[test]
fn what_the_list_has_is_easy_to_read() {
    let text = "# Web Questions\n\n## Browsers\n### Rendering\n\n1. What is *X*?\n\n   It has \"\"\"quotes\"\"\" and\n\n   - one\n   - two\n";
    let imported = import(Source::Markdown, "web", text);
    let expected = r#"
[[question]]
id = "x"
prompt = "What is X?"
category = "browsers"
tags = ["rendering"]
answer_framework = """
It has \"\""quotes\"\"" and

- one
- two"""
star_example = "TODO"
how_to_answer = ["TODO"]
key_points = [
    "one",
    "two",
]
"#;
    assert!(imported.toml.contains(expected), "{}", imported.toml);
    assert!(imported.toml.contains("name = \"Web Questions\""));
}

#[test]
fn the_kind_of_a_list_is_told_by_its_ending_and_then_by_its_look() {
    let cases = [
        (Some("csv"), "", Source::Csv),
        (Some("TSV"), "", Source::Tsv),
        (Some("md"), "# List", Source::Markdown),
        (Some("md"), "\u{feff}Q: What?\nA: That.", Source::Cards),
        (Some("md"), "question,answer", Source::Markdown),
        (Some("txt"), "question,answer\n", Source::Csv),
        (None, "Front\tBack\n", Source::Tsv),
        (None, "C: [x] y", Source::Cards),
        (None, "- What?", Source::Markdown),
    ];
    for (extension, text, expected) in cases {
        assert_eq!(Source::of(extension, text), expected, "{extension:?} {text}");
    }
}

#[test]
fn a_long_list_takes_no_time() {
    let lines = [
        "```x",
        "<!-- x",
        "<!-- x\n--> x",
        "<summary>",
        "1. ## x",
        "- \"x",
        "\"\"\"",
        "x\n---",
        "[[[[",
        "****",
        "C: [x]",
    ];
    let started = std::time::Instant::now();
    for line in lines {
        let text = format!("{line}\n").repeat(30_000);
        import(Source::Markdown, "list", &text);
        let text = format!("{line}\n").repeat(3_000);
        for source in SOURCES {
            bank(&import(source, "list", &text));
        }
    }
    assert!(started.elapsed().as_secs() < 60, "took {:?}", started.elapsed());
}

#[test]
fn a_long_line_takes_no_time() {
    let started = std::time::Instant::now();
    for piece in ["<br>", "<b>", "</b>", "<details>", "<details", "<summary>", "`<details>", "[x] "] {
        for text in [format!("- What?\n\nx{}", piece.repeat(80_000)), format!("C: {}y", piece.repeat(4_000))] {
            for source in [Source::Markdown, Source::of(Some("md"), &text)] {
                let imported = import(source, "list", &text);
                assert!(imported.toml.len() < 3_000_000, "{piece}");
            }
        }
    }
    assert!(started.elapsed().as_secs() < 60, "took {:?}", started.elapsed());
}

#[test]
fn a_tag_that_a_question_is_about_stays() {
    for prompt in
        ["What is the difference between <br> and <hr>?", "What does <details> do in <a href=\"#\"> or <img>?"]
    {
        for list in [format!("- {prompt}\n"), format!("## {prompt}\n\nSo.\n")] {
            assert_eq!(bank(&import(Source::Markdown, "web", &list)).questions[0].prompt, prompt);
        }
    }
}

#[test]
fn a_topic_keeps_the_signs_of_its_name_and_comes_once() {
    let list = "## C++\n### C#\n#### .NET\n- Why?\n## C\n### C\n- How?\n";
    let bank = bank(&import(Source::Markdown, "list", list));
    let topics: Vec<_> = bank.questions.iter().map(|it| (it.category.as_str(), it.tags.join(" "))).collect();
    assert_eq!(topics, [("cplusplus", "csharp dotnet".to_owned()), ("c", String::new())]);
    let table = import(Source::Csv, "list", "question,tags\nWhy?,a;b;a\n");
    assert!(table.toml.contains("tags = [\n    \"a\",\n    \"b\",\n]"), "{}", table.toml);
}

#[test]
fn what_is_exported_as_markdown_comes_back() {
    let text = include_str!("../../questions/product-operations.toml");
    let library = Library { banks: vec![parse::bank("product-operations", text).bank] };
    let document = render(Format::Markdown, &library.entries()).unwrap();
    let imported = import(Source::Markdown, "back", &document);
    let back = bank(&imported);
    assert_eq!(imported.leftovers, []);
    assert_eq!(back.name, library.banks[0].name);
    assert_eq!(back.questions.len(), library.banks[0].questions.len());
    for (question, original) in back.questions.into_iter().zip(&library.banks[0].questions) {
        let original = Question { cues: question.cues.clone(), ..original.clone() };
        assert_eq!(question, original);
        let library = Library { banks: vec![Bank { slug: "b".into(), questions: vec![original], ..Bank::default() }] };
        let alone = render(Format::Markdown, &library.entries()).unwrap();
        assert_eq!(bank(&import(Source::Markdown, "back", &alone)).questions, library.banks[0].questions);
    }
}

#[test]
fn the_named_parts_of_a_question_fill_its_keys() {
    let list = "## Why?\n\nSo.\n\n### Key points\n- one\n- two\n\n**Red flags**\n- three\n\nWhat they look for:\n- four\n\n\
                Tips: five\n\n### STAR example\nOnce.\n\n### Terms\n- six\n";
    let bank = bank(&import(Source::Markdown, "list", list));
    let question = &bank.questions[0];
    assert_eq!((question.answer_framework.as_str(), question.star_example.texts()), ("So.", vec!["Once."]));
    assert_eq!(
        (&question.key_points[..], &question.common_mistakes[..]),
        (&["one", "two"].map(String::from)[..], &["three".to_owned()][..])
    );
    assert_eq!(
        (&question.interviewers_look_for[0], &question.how_to_answer[0]),
        (&"four".to_owned(), &"five".to_owned())
    );
    assert_eq!(question.terminology, ["six"]);
}

#[test]
fn what_is_exported_for_anki_comes_back() {
    let text = include_str!("../../questions/product-operations.toml");
    let library = Library { banks: vec![parse::bank("product-operations", text).bank] };
    let document = render(Format::Anki, &library.entries()).unwrap();
    assert_eq!(Source::of(Some("txt"), &document), Source::Tsv);
    let back = bank(&import(Source::Tsv, "back", &document));
    let fields = |it: &Question| (it.id.clone(), it.prompt.clone(), it.key_points.clone(), it.common_mistakes.clone());
    let originals: Vec<_> = library.banks[0].questions.iter().map(fields).collect();
    assert_eq!(back.questions.iter().map(fields).collect::<Vec<_>>(), originals);
}
