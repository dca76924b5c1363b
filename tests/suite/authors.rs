//! Banks that people bring, in whatever state: layers, broken and hostile files, with the real binary.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::check::FAULTY;
use crate::process::qbank;
use crate::workbench::{Bench, TINY};

fn ran(home: &TempDir, line: &str) -> (i32, String, String) {
    let Output { status, stdout, stderr } = qbank(home).args(line.split(' ')).current_dir(home).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

fn put(home: &TempDir, path: &str, text: impl AsRef<[u8]>) {
    let path = home.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn ids(listed: &str) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(listed).unwrap();
    let questions = json["questions"].as_array().unwrap();
    questions.iter().map(|it| format!("{}/{}", it["bank"].as_str().unwrap(), it["id"].as_str().unwrap())).collect()
}

#[test]
fn a_bank_is_begun_spoilt_checked_and_taken_to_anki() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(ran(&home, "new sre.toml").0, 0);
    assert_eq!(
        ran(&home, "check --strict sre.toml"),
        (0, "sre.toml: 1 question, 1 term, no problem\n".into(), String::new())
    );
    put(&home, "faulty.toml", FAULTY);
    let (status, out, _) = ran(&home, "check --json faulty.toml");
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let found = json["files"][0]["problems"].as_array().unwrap();
    let places: Vec<_> =
        found.iter().map(|it| (it["line"].as_u64().unwrap(), it["column"].as_u64().unwrap())).collect();
    assert_eq!((status, places), (1, vec![(4, 6), (6, 1), (10, 28), (11, 25), (16, 19)]));
    let (status, out, _) = ran(&home, "schema");
    let schema: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((status, &schema["additionalProperties"]), (0, &false.into()));
    let (status, out, _) = ran(&home, "export --bank sre.toml --category theory --format anki");
    let note = out.lines().find(|line| !line.starts_with('#')).unwrap();
    assert!(
        status == 0 && note.starts_with("\"qbank/sre/error-budget\"\t\"qbank::Site Reliability Engineer\"\t"),
        "{note}"
    );
}

#[test]
fn banks_layer_from_the_program_to_the_folder_to_the_flags() {
    let home = tempfile::tempdir().unwrap();
    put(&home, "data/banks/own.toml", TINY);
    put(&home, "team/a.toml", TINY.replace("error-budget", "budget"));
    put(&home, "team/notes.txt", "no bank");
    put(&home, "team/.hidden", "no bank");
    put(&home, "team/sub/deeper.toml", "not opened = [");
    put(&home, "more.toml", TINY.replace("release-conflict", "last"));
    let (status, out, err) = ran(&home, "list --json --bank team --bank more.toml");
    assert_eq!((status, err.as_str()), (0, ""));
    let last = [
        "own/error-budget",
        "own/release-conflict",
        "a/budget",
        "a/release-conflict",
        "more/error-budget",
        "more/last",
    ];
    assert_eq!(ids(&out)[9..], last);
    // A short id that three banks have is asked back; with its bank it is enough.
    // What the environment names and is not there costs nothing but a word.
    let mut command = qbank(&home);
    let output =
        command.args(["list", "--json"]).env("QBANK_PATH", "team:nowhere.toml").current_dir(&home).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && err.contains("nowhere.toml is left out"), "{err}");
    fs::create_dir(home.path().join("empty")).unwrap();
    let (status, _, err) = ran(&home, "show release-conflict --bank team");
    assert!(status == 1 && err.contains("own/release-conflict") && err.contains("a/release-conflict"), "{err}");
    assert!(ran(&home, "show a/release --bank team").1.contains("Who decides"), "the beginning is enough there too");
}

#[test]
fn a_broken_bank_stands_beside_banks_that_work() {
    let home = tempfile::tempdir().unwrap();
    put(&home, "team/good.toml", TINY);
    put(&home, "team/half.toml", TINY.replace("id = \"error-budget\"", "id = \"Error Budget\""));
    put(&home, "team/latin.toml", b"name = \"caf\xe9\"");
    put(&home, "team/torn.toml", &TINY[..TINY.len() / 3]);
    let (status, out, err) = ran(&home, "list --json --bank team");
    assert_eq!((status, ids(&out).len()), (0, 12), "{err}");
    for said in
        ["malformed id `Error Budget`", "team/latin.toml is left out: line 1 is not UTF-8 text", "team/torn.toml:"]
    {
        assert!(err.contains(said), "{said}: {err}");
    }
    assert_eq!(ran(&home, "check team").0, 2, "a file that cannot be read is a failure");
}

#[cfg(unix)]
#[test]
fn links_are_followed_once_and_what_is_no_file_is_no_bank() {
    use std::os::unix::fs::symlink;
    let home = tempfile::tempdir().unwrap();
    put(&home, "real/tiny.toml", TINY);
    let at = |path: &str| home.path().join(path);
    fs::create_dir(at("team")).unwrap();
    symlink(at("real/tiny.toml"), at("team/linked.toml")).unwrap();
    symlink(at("team"), at("team/round.toml")).unwrap();
    symlink(at("team/loop.toml"), at("team/loop.toml")).unwrap();
    symlink(at("nowhere"), at("team/dangling.toml")).unwrap();
    symlink("/dev/zero", at("team/endless.toml")).unwrap();
    fs::create_dir(at("team/folder.toml")).unwrap();
    put(&home, "team/.#linked.toml", TINY);
    let (status, out, err) = ran(&home, "list --json --bank team");
    assert_eq!((status, ids(&out).len(), err.lines().count()), (0, 11, 2), "{err}");
    for lost in ["team/dangling.toml is left out: No such file", "team/loop.toml is left out: Too many levels"] {
        assert!(err.contains(lost), "{err}");
    }
    for (path, said) in
        [("team/loop.toml", "ymbolic link"), ("/dev/zero", "larger than 64 MiB"), ("nowhere", "No such file")]
    {
        let (status, _, err) = ran(&home, &format!("list --bank {path}"));
        assert!(status == 2 && err.contains(said) && err.contains("hint: "), "{path}: {err}");
    }
}

#[test]
fn five_thousand_questions_in_fifty_files_are_opened_together() {
    let home = tempfile::tempdir().unwrap();
    let question = &TINY[TINY.find("[[question]]").unwrap()..TINY.rfind("[[question]]").unwrap()];
    for file in 0..50 {
        let text: String = (0..100).map(|at| question.replace("error-budget", &format!("q{file}-{at}"))).collect();
        put(&home, &format!("team/b{file}.toml"), text);
    }
    let (status, out, err) = ran(&home, "list --json --bank team");
    assert_eq!((status, ids(&out).len(), err.as_str()), (0, 5_009, ""));
}

#[test]
fn hostile_files_get_an_answer_and_no_more_than_a_page_of_it() {
    let home = tempfile::tempdir().unwrap();
    let nested =
        |open: &str, inner: &str, close: &str| format!("a = {}{inner}{}", open.repeat(20_000), close.repeat(20_000));
    let cases: [(&str, String); 7] = [
        ("arrays", nested("[", "", "]")),
        ("tables", nested("{b=", "1", "}")),
        ("path", format!("[{}]\n", vec!["a"; 20_000].join("."))),
        ("heads", "[[question]]\n".repeat(50_000)),
        (
            "keys",
            format!("[[question]]\n{}", (0..20_000).map(|at| format!("k{at} = 1\n")).collect::<Vec<_>>().concat()),
        ),
        ("zeros", "\0".repeat(1_000_000)),
        ("line", format!("name = \"{}\n", "z".repeat(1_000_000))),
    ];
    for (name, text) in cases {
        put(&home, "hostile.toml", text);
        let (status, out, err) = ran(&home, "list --json --bank hostile.toml");
        assert_eq!((status, ids(&out).len()), (0, 9), "{name}");
        assert!(err.contains("hostile.toml") && err.len() < 20_000, "{name}: {} bytes", err.len());
        let (status, out, err) = ran(&home, "check hostile.toml");
        assert!(status == 1 && err.is_empty() && out.len() < 400_000, "{name}: {status} {}", out.len());
    }
}

/// Text that would set the title, clear the screen, turn the reading order round, or ring.
const HOSTILE: &str = "\\u001b]0;pwned\\u0007\\u001b[2Jgone \\u202ereversed\\u2066 \\u009b31m red\\r\\u0008 end";

#[test]
fn nothing_in_a_bank_steers_the_terminal_in_any_command() {
    let bench = Bench::new().var("EDITOR", "true");
    let text = TINY
        .replace("What is an error budget?", &format!("{HOSTILE}?"))
        .replace("Site Reliability", HOSTILE)
        .replace("Define it, then use it.", HOSTILE)
        .replace("We spent it in a week.", HOSTILE)
        .replace("\"objective\"", &format!("\"{HOSTILE} objective\""))
        .replace("\"SLA\"", &format!("\"{HOSTILE}\""))
        .replace("\"numbers\"", &format!("\"{HOSTILE}\""))
        + &format!("[[term]]\nname = \"t {HOSTILE}\"\naliases = [\"{HOSTILE}\"]\ndefinition = \"{HOSTILE}\"\n");
    bench.file("hostile.toml", &text);
    bench.file("broken.toml", text.replace("category = \"theory\"", &format!("category = \"{HOSTILE}\"")));
    bench.file("answer.txt", format!("{} objective budget", "word ".repeat(30)));
    let bench = bench.screen(80, 24).keys("\n\n  m3 q\u{4}qq");
    let lines = [
        "",
        "list",
        "show error-budget",
        "filter reversed",
        "quiz -n 11 --seed 1",
        "quiz --choice -n 11 --seed 1",
        "practice error-budget --answer ~/answer.txt --explain",
        "practice error-budget",
        "mock -n 11",
        "browse",
        "browse --category theory",
        "terms",
        "stats",
        "stats error-budget",
        "plan 2026-12-01",
        "export",
        "export --format json",
        "export --format anki",
        "list --json",
        "check ~/hostile.toml",
        "check ~/broken.toml",
        "check --json ~/broken.toml",
        "list --bank ~/broken.toml",
    ];
    let is_safe = |line: &str, said: &str| {
        assert!(!said.is_empty(), "{line}");
        for hostile in ["\u{1b}]", "\u{7}", "\u{202e}", "\u{2066}", "\u{9b}", "\u{8}", "\u{1b}[2Jgone"] {
            assert!(!said.contains(hostile), "`qbank {line}` passes {hostile:?} on");
        }
    };
    let home = tempfile::tempdir().unwrap();
    for file in ["hostile.toml", "broken.toml", "answer.txt"] {
        put(&home, file, bench.read(file));
    }
    for line in lines {
        let here = bench.run(&format!("{line} --bank ~/hostile.toml"));
        is_safe(line, &(here.out + &here.err));
        // The real program as well, where it needs no screen.
        if !line.starts_with("browse") {
            let line = format!("{line} --color always --bank hostile.toml").replace("~/", "");
            let (_, out, err) = ran(&home, line.trim());
            is_safe(&line, &(out + &err));
        }
    }
}

#[test]
fn an_id_cannot_lead_a_written_file_out_of_its_folder() {
    let home = tempfile::tempdir().unwrap();
    for id in ["../escaped", "/tmp/escaped", "a/b", "..", "a\\\\b", "con.md", "a\\u0000b"] {
        put(&home, "bank.toml", TINY.replace("error-budget", id));
        let (_, _, err) = ran(&home, "export --bank bank.toml --category theory --output out/ --force");
        assert!(err.contains("malformed id"), "{id}: {err}");
    }
    let written = |folder: &Path| fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name()).collect::<Vec<_>>();
    assert_eq!(written(&home.path().join("out")), ["release-conflict.md"]);
    let mut there = written(home.path());
    there.sort();
    assert_eq!(there, ["bank.toml", "out"]);
}

#[test]
fn a_list_from_elsewhere_becomes_a_bank_that_can_be_quizzed() {
    let home = tempfile::tempdir().unwrap();
    put(
        &home,
        "list.md",
        "# Operations\n\n[badge](https://example.org/b.svg)\n[bell\u{7}](#top)\n\n## Releases\n\n1. What is a canary?\n   - a small share first\n   - watched by the numbers\n2. How do you roll back?\n\n```sh\nundo --all\n```\n",
    );
    put(
        &home,
        "rows.csv",
        "topic,question,answer\r\nLocks,\"What is a \"\"mutex\"\"?\",\"One holder,\r\none lock\"\r\n",
    );
    put(&home, "cards.md", "Q: What is TCP?\nA: A transport.\n\nC: The [sky] is above.\n");
    for (list, count) in [("list.md", 2), ("rows.csv", 1), ("cards.md", 2)] {
        let (status, out, err) = ran(&home, &format!("new made.toml --from {list} --force"));
        assert_eq!((status, out.as_str()), (0, "next: qbank check made.toml\n"), "{list}: {err}");
        let noun = if count == 1 { "question" } else { "questions" };
        assert!(err.starts_with(&format!("note: wrote {count} {noun} to made.toml\n")), "{list}: {err}");
        let (status, out, err) = ran(&home, "check made.toml");
        assert!(status == 0 && err.is_empty() && !out.contains("error"), "{list}: {out}");
        let (status, out, _) = ran(&home, "list --json --bank made.toml");
        assert_eq!((status, ids(&out).len()), (0, 9 + count), "{list}");
        assert_eq!(ran(&home, "quiz --bank made.toml -n 20").0, 0);
    }
    ran(&home, "new made.toml --from list.md --force");
    let bank = fs::read_to_string(home.path().join("made.toml")).unwrap();
    for kept in
        ["What is a canary?", "a small share first", "undo --all", "category = \"releases\"", "example.org/b.svg"]
    {
        assert!(bank.contains(kept), "{kept}: {bank}");
    }
    let (status, _, err) = ran(&home, "new made.toml --from list.md");
    assert!(status == 2 && err.contains("made.toml exists already"), "{err}");
    put(&home, "prose.md", "Nothing is asked here.\n");
    let (status, _, err) = ran(&home, "new none.toml --from prose.md");
    assert!(status == 1 && err.starts_with("error: no question was found in prose.md\nhint: "), "{err}");
    assert!(!home.path().join("none.toml").exists());
    let (status, _, err) = ran(&home, "new none.toml --from nowhere.md");
    assert!(status == 2 && err.starts_with("error: could not read nowhere.md"), "{err}");
}
