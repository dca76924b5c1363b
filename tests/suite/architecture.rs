//! The house stands as `src/lib.rs` draws it: who may import whom, and who may touch the world.

use std::fs;
use std::path::Path;

use crate::workbench::repository;

/// Modules by layer, the purest first.
const LAYERS: [&[&str]; 11] = [
    &["text", "page"],
    &["bank"],
    &["parse", "search", "schedule"],
    &["session", "plan", "export", "import", "feedback"],
    &["stats", "rehearsal", "check"],
    &["error"],
    &["views"],
    &["load", "history", "terminal"],
    &["settings", "browse"],
    &["commands"],
    &["lib", "main"],
];

/// How many layers are pure.
const PURE: usize = 7;

/// What a pure module must not name: files, environment, clock, chance, terminal.
const WORLD: [&str; 14] = [
    "std::fs",
    "std::env",
    "std::io",
    "std::process",
    "std::net",
    "SystemTime",
    "Instant",
    "rand::rng",
    "SysRng",
    "crossterm",
    "println!",
    "print!",
    "dbg!",
    "thread",
];

fn sources(folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let inside = path.strip_prefix(repository("src")).unwrap();
            let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
            // Tests beside the code may use whatever is behind them.
            let text = fs::read_to_string(&path).unwrap();
            files.push((module, text.split("#[cfg(test)]\nmod tests").next().unwrap().to_owned()));
        }
    }
}

fn all() -> Vec<(String, String)> {
    let mut files = Vec::new();
    sources(&repository("src"), &mut files);
    assert!(files.len() > 20, "the sources are not where this test looks");
    files
}

fn layer(module: &str) -> usize {
    LAYERS.iter().position(|layer| layer.contains(&module)).unwrap_or_else(|| panic!("`{module}` has no layer"))
}

/// The modules that a source names behind `crate::`.
fn imports(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = code.flat_map(|line| line.split("crate::").skip(1).map(str::to_owned).collect::<Vec<_>>());
    let name =
        |path: String| path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned();
    paths.map(name).collect()
}

#[test]
fn a_module_imports_only_from_layers_above_its_own() {
    for (module, text) in all() {
        for import in imports(&text).into_iter().filter(|import| *import != module) {
            assert!(layer(&import) < layer(&module), "`{module}` imports `{import}`");
        }
    }
}

#[test]
fn braces_behind_crate_do_not_hide_an_import() {
    for (module, text) in all() {
        assert!(!text.contains("crate::{"), "`{module}` imports several modules at once");
    }
}

#[test]
fn the_upper_layers_do_not_touch_the_world() {
    for (module, text) in all().into_iter().filter(|(module, _)| layer(module) < PURE) {
        for word in WORLD {
            assert!(!text.contains(word), "`{module}` names `{word}`");
        }
    }
}

#[test]
fn every_module_opens_with_what_it_is_for() {
    for (module, text) in all() {
        assert!(text.starts_with("//! "), "a file of `{module}` does not");
    }
}
