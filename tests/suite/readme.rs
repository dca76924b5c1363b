//! Every console block in the README is run, and what it shows is what comes out.
//!
//! A block is one `$ qbank …` line and its output; `...` on a line of its own stands for lines that
//! are left out.

use snapbox::{Data, assert_data_eq};

use crate::workbench::{Bench, repository};

/// The bank that the README shows.
fn bank() -> String {
    let readme = std::fs::read_to_string(repository("README.md")).unwrap();
    readme.split("```toml\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

fn blocks() -> Vec<(String, String)> {
    let readme = std::fs::read_to_string(repository("README.md")).unwrap();
    let blocks = readme.split("```console\n$ ").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks
        .map(|block| block.split_once('\n').map(|(command, output)| (command.into(), output.into())).unwrap())
        .collect()
}

#[test]
fn console_blocks_say_what_the_program_says() {
    let blocks = blocks();
    assert!(blocks.len() >= 5);
    for (command, output) in blocks {
        let bench = Bench::new();
        bench.file("sre.toml", bank());
        // A shell would take the quotes away.
        let ran = match command.split_once('"') {
            None => bench.run(command.strip_prefix("qbank").unwrap()),
            Some((start, quoted)) => {
                let words = start.split_whitespace().skip(1).map(str::to_owned);
                bench.run_args(words.chain([quoted.trim_end_matches('"').to_owned()]))
            }
        };
        assert_data_eq!(ran.out + &ran.err, Data::text(output));
    }
}

#[test]
fn the_bank_in_the_readme_is_a_bank() {
    let example = bank();
    let parsed = qbank::parse::bank("example", &example);
    assert_eq!(parsed.problems, []);
    assert_eq!(qbank::check::warnings(&parsed.bank, &example), []);
    assert_eq!(parsed.bank.questions.len(), 1);
}

#[test]
fn the_two_commands_are_there() {
    let readme = std::fs::read_to_string(repository("README.md")).unwrap();
    assert!(readme.contains("\ncargo run -- quiz\n") && readme.contains("\ncargo test\n"));
}
