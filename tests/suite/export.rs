use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use snapbox::{assert_data_eq, str};

use crate::workbench::{Bench, TINY};

#[test]
fn one_question_as_markdown() {
    assert_data_eq!(
        Bench::new().run("export 7").done(),
        str![[r#"
# Describe a time when two teams disagreed in the middle of a release. What did you do, and how did it end?

- **Question:** product-operations/release-conflict
- **Category:** behavioral
- **Tags:** release, conflict, stakeholders
- **Frameworks:** STAR
- **Length:** 120-150 words

## Answer framework

STAR + step-by-step strategy (120-150 words, no story)

## How to answer

- Structured cross-functional workshop to surface conflicts
- Shared risk register and clear escalation path
- Data-driven metrics dashboard for transparency

## STAR example

**Situation:** Our Q3 release hit a critical bottleneck when the QA and DevOps teams disagreed on the rollback strategy.

**Task:** I was tasked with aligning both teams to meet the release deadline.

**Action:** I organized a joint workshop, mapped the decision tree, and introduced a shared risk register. I also set up a daily stand-up cadence and a clear escalation path.

**Result:** The release was completed on schedule, with a 30% reduction in post-release defects. Metric: Defect density dropped from 4.2 to 2.9 per 1,000 lines of code.

## Key points

- cross-functional collaboration
- clear escalation path
- data-driven metrics

## Terminology

- product lifecycle
- release cadence
- sprint planning
- stakeholder management
- OKR
- KPI
- risk mitigation
- change management

## What interviewers look for

- leadership in cross-functional settings
- conflict resolution skills
- data-driven decision making

## Common mistakes

- vague description of roles
- lack of measurable impact
- blaming other teams

"#]]
    );
}

#[test]
fn many_questions_are_one_document_under_their_bank() {
    let markdown = Bench::new().run("export").done();
    let mut headings = Vec::new();
    let mut level = None;
    for event in Parser::new(&markdown) {
        match event {
            Event::Start(Tag::Heading { level: at, .. }) => level = Some((at as usize, String::new())),
            Event::Text(text) => level.iter_mut().for_each(|(_, heading)| heading.push_str(&text)),
            Event::End(TagEnd::Heading(_)) => headings.extend(level.take()),
            _ => {}
        }
    }
    assert_eq!(headings[0], (1, "Product Operations Manager".to_owned()));
    assert_eq!(headings.iter().filter(|(level, _)| *level == 2).count(), 9);
    assert_eq!(headings.iter().filter(|(level, title)| *level == 3 && title == "Key points").count(), 9);
}

#[test]
fn json_is_the_document_that_list_prints() {
    let bench = Bench::new();
    assert_eq!(bench.run("export --format json").done(), bench.run("list --json").done());
    assert_eq!(bench.run("export --json 3 4").json()["questions"].as_array().unwrap().len(), 2);
}

#[test]
fn anki_gets_a_line_for_each_question() {
    let bench = Bench::new();
    bench.file("sre.toml", TINY);
    assert_data_eq!(
        bench.run("export --format anki --bank ~/sre.toml error-budget sre/release-conflict").done(),
        str![[r##"
#separator:tab
#html:true
#if matches:update current
#notetype:Basic
#guid column:1
#deck column:2
#tags column:3
"qbank/sre/error-budget"	"qbank::Site Reliability"	"theory"	"What is an error budget?"	"<b>Answer framework</b><p>Define it, then use it.</p><b>How to answer</b><ul><li>Start from the objective</li></ul><b>STAR example</b><p>We spent it in a week.</p><b>Key points</b><ul><li>objective</li><li>allowed failure</li></ul><b>Terminology</b><ul><li>SLA</li></ul><b>What interviewers look for</b><ul><li>numbers</li></ul><b>Common mistakes</b><ul><li>Aiming for no failure at all</li></ul>"
"qbank/sre/release-conflict"	"qbank::Site Reliability"	"theory"	"Who decides when a release waits?"	"<b>Answer framework</b><p>Name the owner.</p><b>How to answer</b><ul><li>Name one person</li></ul><b>STAR example</b><p><b>Situation:</b> s</p><p><b>Task:</b> t</p><p><b>Action:</b> a</p><p><b>Result:</b> r</p><b>Key points</b><ul><li>owner</li></ul><b>What interviewers look for</b><ul><li>clarity</li></ul><b>Common mistakes</b><ul><li>Voting</li></ul>"

"##]]
    );
}

#[test]
fn a_note_keeps_its_name_when_text_and_number_change() {
    let notes = |bank: &str, others: &str| {
        let bench = Bench::new();
        bench.file("sre.toml", bank);
        bench.file("other.toml", TINY);
        let ran = bench.run(&format!("export --format anki {others} --bank ~/sre.toml --category theory"));
        let lines = ran.out.lines().filter(|line| line.starts_with("\"qbank/sre/"));
        lines.map(|line| line.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let names = notes(TINY, "");
    assert_eq!(names, ["\"qbank/sre/error-budget\"", "\"qbank/sre/release-conflict\""]);
    assert_eq!(notes(&TINY.replace("What is", "Explain").replace("Site", "My"), "--bank ~/other.toml"), names);
}

#[test]
fn a_folder_gets_an_anki_file_for_each_bank() {
    let bench = Bench::new();
    bench.file("sre.toml", TINY);
    let ran = bench.run("export 3 sre/error-budget 4 --format anki --bank ~/sre.toml --output ~/out/");
    assert_eq!((ran.status, ran.err.as_str()), (0, "note: wrote 3 questions to ~/out/\n"));
    assert_eq!(bench.names("out"), ["product-operations.txt", "sre.txt"]);
    let notes = |name: &str| bench.read(name).lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!([notes("out/product-operations.txt"), notes("out/sre.txt")], [2, 1]);
}

#[test]
fn a_text_file_is_for_anki_only_when_that_is_said() {
    let bench = Bench::new();
    assert_eq!(bench.run("export 3 --output ~/q.txt").status, 0);
    assert!(bench.read("q.txt").starts_with("# Design"));
    assert_eq!(bench.run("export 3 --output ~/q.txt --format anki --force").status, 0);
    assert!(bench.read("q.txt").starts_with("#separator:tab\n"));
}

#[test]
fn a_file_is_written_whole_and_not_overwritten() {
    let bench = Bench::new();
    let ran = bench.run("export 3 --output ~/q.md");
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "", "note: wrote 1 question to ~/q.md\n"));
    assert!(bench.read("q.md").starts_with("# Design a product analytics platform"));
    assert_data_eq!(
        bench.run("export 4 -o ~/q.md").failed(2),
        str![[r"
error: ~/q.md exists already
hint: `--force` overwrites it

"]]
    );
    assert!(bench.read("q.md").starts_with("# Design a product analytics platform"));
    assert_eq!(bench.run("export 4 -o ~/q.md --force").status, 0);
    assert!(bench.read("q.md").starts_with("# Transparency"));
}

#[test]
fn a_folder_gets_a_file_for_each_question() {
    let bench = Bench::new();
    let ran = bench.run("export --category values --output ~/out/");
    assert_eq!((ran.status, ran.err.as_str()), (0, "note: wrote 2 questions to ~/out/\n"));
    assert_eq!(bench.names("out"), ["motivation-and-outcomes.md", "transparency-and-improvement.md"]);
    assert_eq!(
        bench.run("export 4 8 --output ~/out").failed(2),
        "error: ~/out/transparency-and-improvement.md exists already\nhint: `--force` overwrites it\n"
    );
    assert_eq!(bench.names("out").len(), 2, "a refused export writes nothing");
}

#[test]
fn the_same_id_in_two_banks_gives_two_files() {
    let bench = Bench::new();
    bench.file("sre.toml", TINY);
    let ran = bench.run("export release-conflict --bank ~/sre.toml");
    assert_eq!(ran.status, 1);
    let ran = bench.run("export --bank ~/sre.toml --output ~/out/ --format json");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let names = bench.names("out");
    assert_eq!(names.len(), 11);
    assert!(
        names.contains(&"sre.release-conflict.json".to_owned())
            && names.contains(&"product-operations.release-conflict.json".to_owned())
    );
}

#[test]
fn what_cannot_be_written_says_where_and_why() {
    let bench = Bench::new();
    bench.file("file", "");
    assert_data_eq!(
        bench.run("export 3 --output ~/file/q.md").failed(2),
        str![[r#"
error: could not write ~/file/q.md: what should be a folder is a file
hint: name another place

"#]]
    );
    assert_data_eq!(
        bench.run("export 3 --category values").failed(2),
        str![[r"
error: questions are either named or picked by flags
hint: leave one or the other out

"]]
    );
    assert_data_eq!(
        bench.run("export 3 33").failed(1),
        str![[r"
error: there is no question 33
hint: the bank has 9 questions; `qbank list` shows them

"]]
    );
    assert_data_eq!(
        bench.run("export --format pdf").failed(2),
        str![[r"
error: invalid value 'pdf' for '--format <FORMAT>'
  [possible values: markdown, json, anki]

For more information, try '--help'.

"]]
    );
}
