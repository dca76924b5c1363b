//! What belongs to no single command: the first screen, help, banks that are not as they should be.

use snapbox::{assert_data_eq, str};

use crate::workbench::{Bench, TINY};

#[test]
fn alone_it_shows_what_there_is_and_what_to_do() {
    assert_data_eq!(
        Bench::new().run("").done(),
        str![[r#"
qbank  9 questions, 47 terms explained

  Product Operations Manager  product-operations, 9 questions
  Nine interview questions on system design, values, behavior and situations,
  each with a framework, an example and a rubric

0 due today, 9 never seen

next: qbank quiz
also: qbank browse, qbank list, qbank practice 1, qbank --help

"#]]
    );
    assert_data_eq!(
        Bench::new().run("--json").done(),
        str![[r#"
{
  "schema": 1,
  "questions": 9,
  "terms": 47,
  "due": 0,
  "never_seen": 9,
  "interview": null,
  "days_left": null,
  "readiness": null,
  "banks": [
    {
      "bank": "product-operations",
      "name": "Product Operations Manager",
      "about": "Nine interview questions on system design, values, behavior and situations, each with a framework, an example and a rubric",
      "questions": 9
    }
  ],
  "next": "qbank quiz"
}

"#]]
    );
}

#[test]
fn help_is_an_answer() {
    assert_data_eq!(
        Bench::new().run("--help").done(),
        str![[r#"
Rehearse interview questions: quiz yourself, have your answers judged, and take them with you

Usage: qbank [OPTIONS] [COMMAND]

Commands:
  list         List the questions
  show         Show one question, laid out to be read
  filter       Find questions by words and by what they are about
  quiz         Answer random questions, tick the points you made, grade yourself
  practice     Answer a question in your own words and get feedback on its rubric
  mock         Answer several questions against the clock, without help, and get a debrief
  browse       Read the bank on a full screen, search it, and practise from there
  stats        Show what is remembered: streak, coverage, strongest and weakest, what comes
  plan         Set the day of an interview, and see what to do until then
  terms        Look up the glossary
  export       Write questions as Markdown, JSON or notes for Anki
  new          Begin a bank of your own
  check        Find everything that is wrong with a bank, and what could be better
  schema       Print the JSON Schema of the bank format, for editors
  completions  Print a completion script for a shell
  man          Print the manual page
  help         Print this message or the help of the given subcommand(s)

Options:
  -h, --help     Print help
  -V, --version  Print version

Everywhere:
      --bank <PATH>   Open this bank as well: a TOML file, or a folder of them (can be repeated)
      --json          Print one JSON document
      --color <WHEN>  Paint in colour [possible values: auto, always, never]

Examples:
  qbank quiz                      five random questions
  qbank show 3                    one question, all of it
  qbank filter rollback           where rollback comes up
  qbank filter --framework RICE   questions that use RICE
  qbank practice 3                your answer, judged on its rubric
  qbank export 3 > question.md    one question as Markdown

QUESTION is a number as `qbank list` shows it, an id, the beginning of an id, or bank/id.

"#]]
    );
    assert_data_eq!(
        Bench::new().run("quiz --help").done(),
        str![[r#"
Answer random questions, tick the points you made, grade yourself

Usage: qbank quiz [OPTIONS]

Options:
  -n, --count <COUNT>  How many questions [default: 5]
      --seed <SEED>    The same number gives the same questions in the same order
      --choice         Multiple choice, made from the bank
      --cram           Leave the schedule alone: what is answered is remembered, and moves no date
  -h, --help           Print help

Which questions:
  -c, --category <NAME>   Only this category (like the other flags here, it can be repeated: any of
                          them will do)
  -t, --tag <NAME>        Only with this tag
      --framework <NAME>  Only with this framework, such as RICE
      --term <NAME>       Only with this term in their terminology
      --due               Only those that should come today
      --weak              Only those that last went badly, or are fading
      --unseen            Only those never seen: not answered yet, or only crammed

Everywhere:
      --bank <PATH>   Open this bank as well: a TOML file, or a folder of them (can be repeated)
      --json          Print one JSON document
      --color <WHEN>  Paint in colour [possible values: auto, always, never]

"#]]
    );
    assert_eq!(Bench::new().run("--version").done(), concat!("qbank ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_mistyped_command_gets_the_right_one() {
    assert_data_eq!(
        Bench::new().run("quizz").failed(2),
        str![[r"
error: unrecognized subcommand 'quizz'

  tip: a similar subcommand exists: 'quiz'

Usage: qbank [OPTIONS] [COMMAND]

For more information, try '--help'.

"]]
    );
    assert_data_eq!(
        Bench::new().run("list --catgory values").failed(2),
        str![[r"
error: unexpected argument '--catgory' found

  tip: a similar argument exists: '--category'

Usage: qbank list --category <NAME>

For more information, try '--help'.

"]]
    );
}

#[test]
fn completions_and_manual_are_made_from_the_same_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = Bench::new().run(&format!("completions {shell}")).done();
        assert!(script.contains("framework"), "{shell}");
    }
    assert!(Bench::new().run("man").done().contains(".TH qbank 1"));
    assert!(Bench::new().run("man quiz").done().contains("qbank\\-quiz"));
    assert_data_eq!(
        Bench::new().run("man nothing").failed(2),
        str![[r"
error: there is no command `nothing`

"]]
    );
    assert_data_eq!(
        Bench::new().run("man --json").failed(2),
        str![[r"
error: this command has no JSON form
hint: leave `--json` out

"]]
    );
}

#[test]
fn a_bank_with_mistakes_loses_only_the_questions_they_are_in() {
    let bench = Bench::new();
    let bad = TINY.replace("prompt = \"What", "promt = \"What").replace("\"Voting\"", "7");
    bench.file("sre.toml", bad);
    let ran = bench.run("list --bank ~/sre.toml --category values --json");
    assert_eq!(ran.status, 0);
    assert_data_eq!(
        ran.err,
        str![[r#"
error: unknown key `promt`
 --> ~/sre.toml:7:1
  |
7 | promt = "What is an error budget?"
  | ^^^^^
  = hint: did you mean `prompt`?
error: invalid type: integer `7`, expected a text
  --> ~/sre.toml:26:20
   |
26 | common_mistakes = [7]
   |                    ^
  = hint: write a text in quotes
warning: ~/sre.toml has 2 mistakes; questions with a mistake are left out

"#]]
    );
}

#[test]
fn all_mistakes_of_a_bank_are_reported_in_one_go() {
    let bench = Bench::new();
    let bad = "nam = \"x\"\n[[question]]\nid = \"A b\"\nprompt = \"\"\ncategory = \"Two words\"\ntarget_words = [9, 3]\nkey_points = []\nstar_example = { situation = \"s\", tsk = \"t\" }\n\n[question.cues]\n\"nothing\" = [\"x\"]\n\n[[term]]\nname = \"t\"\n";
    bench.file("bad.toml", bad);
    let ran = bench.run("list --bank ~/bad.toml --category values --json");
    assert_data_eq!(
        ran.err,
        str![[r#"
error: unknown key `nam`
 --> ~/bad.toml:1:1
  |
1 | nam = "x"
  | ^^^
  = hint: did you mean `name`?
error: this question has no `answer_framework`
 --> ~/bad.toml:2:1
  |
2 | [[question]]
  | ^^^^^^^^^^^^
  = hint: add `answer_framework = "…"`
error: this question has no `how_to_answer`
 --> ~/bad.toml:2:1
  |
2 | [[question]]
  | ^^^^^^^^^^^^
  = hint: add `how_to_answer = ["…"]`
and 12 more, which `qbank check ~/bad.toml` shows
warning: ~/bad.toml has 15 mistakes; questions with a mistake are left out

"#]]
    );
}

#[test]
fn a_syntax_error_does_not_hide_the_other_questions() {
    let bench = Bench::new();
    bench.file("sre.toml", TINY.replace("\"What is an error budget?\"", "\"What is an error budget?"));
    let ran = bench.run("show sre/release-conflict --bank ~/sre.toml --section star");
    assert_eq!(ran.status, 0);
    assert_data_eq!(
        ran.err,
        str![[r#"
error: this text is not closed
 --> ~/sre.toml:7:35
  |
7 | prompt = "What is an error budget?
  |                                   ^
  = hint: end it with the quote it begins with, on the same line
warning: ~/sre.toml has 1 mistake; questions with a mistake are left out

"#]]
    );
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let bench = Bench::new();
    bench.file("latin.toml", b"name = \"caf\xe9\"\n");
    assert_data_eq!(
        bench.run("list --bank ~/nowhere.toml").failed(2),
        str![[r"
error: could not read ~/nowhere.toml: No such file or directory (os error 2)
hint: a bank is a TOML file, or a folder of them

"]]
    );
    assert_data_eq!(
        bench.run("list --bank ~/latin.toml").failed(2),
        str![[r"
error: could not read ~/latin.toml: line 1 is not UTF-8 text
hint: a bank is a TOML file, or a folder of them

"]]
    );
    bench.file("data/banks/latin.toml", b"\n\n\xff");
    let ran = bench.run("show 1 --section points");
    assert_eq!(ran.status, 0);
    assert_data_eq!(
        ran.err,
        str![[r"
warning: ~/data/banks/latin.toml is left out: line 3 is not UTF-8 text

"]]
    );
}

#[test]
fn a_bank_that_takes_a_name_replaces_the_one_that_had_it() {
    let bench = Bench::new();
    bench.file("mine/product-operations.toml", format!("\u{feff}{TINY}"));
    let ran = bench.var("QBANK_PATH", "").run("list --bank ~/mine");
    assert_eq!(ran.err, "note: ~/mine/product-operations.toml takes the place of the bank `product-operations`\n");
    assert_eq!(ran.out.lines().count(), 3);
}

#[test]
fn banks_can_be_named_in_the_environment() {
    let bench = Bench::new();
    let folder = bench.file("banks/sre.toml", TINY).parent().unwrap().to_owned();
    let bench = bench.var("QBANK_PATH", folder);
    assert_eq!(bench.run("list --json").json()["questions"].as_array().unwrap().len(), 11);
}
