//! What holds for a whole run: the global flags, and what the environment adds to them.
//!
//! The environment arrives as a value, so that a test can bring its own.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::terminal::Color;

/// The environment of a run.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    vars: BTreeMap<OsString, OsString>,
    /// A clock that stands still, for tests.
    stopped: Option<Zoned>,
}

impl Environment {
    /// The environment of the process.
    pub fn of_process() -> Self {
        std::env::vars_os().collect()
    }

    /// The same environment at a fixed time.
    pub fn at(self, now: Zoned) -> Self {
        Self { stopped: Some(now), ..self }
    }

    /// The time, where the person is.
    pub fn now(&self) -> Zoned {
        let now = || match local_zone(self) {
            Some(zone) => Timestamp::now().to_zoned(zone),
            None => Zoned::now(),
        };
        self.stopped.clone().unwrap_or_else(now)
    }

    /// The value of a variable that is set to something.
    pub fn var(&self, name: &str) -> Option<&OsStr> {
        self.vars.get(OsStr::new(name)).map(OsString::as_os_str).filter(|value| !value.is_empty())
    }
}

impl<K: Into<OsString>, V: Into<OsString>> FromIterator<(K, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(vars: I) -> Self {
        let vars = vars.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        Self { vars, stopped: None }
    }
}

/// The zone of a system that keeps it in `/etc/localtime`. Looking it up in the database of all zones gives the
/// same, and takes longer than the whole rest of a short run.
fn local_zone(environment: &Environment) -> Option<TimeZone> {
    if environment.var("TZ").is_some() {
        return None;
    }
    let path = fs::canonicalize("/etc/localtime").ok()?;
    let name = path.to_str()?.split_once("zoneinfo/")?.1.to_owned();
    TimeZone::tzif(&name, &fs::read(path).ok()?).ok()
}

/// The folder for what belongs to the person: `QBANK_DATA`, or `qbank` where the system keeps such data.
pub fn data_folder(environment: &Environment) -> Option<PathBuf> {
    let usual = || etcetera::choose_base_strategy().ok().map(|base| base.data_dir().join("qbank"));
    environment.var("QBANK_DATA").map(PathBuf::from).or_else(usual)
}

/// The folder of the person's own banks, if there is one.
pub fn own_banks(environment: &Environment) -> Option<PathBuf> {
    data_folder(environment).map(|folder| folder.join("banks")).filter(|folder| folder.is_dir())
}

/// The banks named in `QBANK_PATH`, then those named by flags.
pub fn bank_paths(flags: &[PathBuf], environment: &Environment) -> Vec<PathBuf> {
    let named = environment.var("QBANK_PATH").map(|paths| std::env::split_paths(paths).collect::<Vec<_>>());
    let named = named.unwrap_or_default().into_iter().filter(|path| !path.as_os_str().is_empty());
    named.chain(flags.iter().cloned()).collect()
}

/// The program to write with, and its arguments.
pub fn editor(environment: &Environment) -> Option<String> {
    let named = environment.var("VISUAL").or_else(|| environment.var("EDITOR"));
    named.map(|program| program.to_string_lossy().trim().to_owned()).filter(|program| !program.is_empty())
}

/// How `program` is started to edit a file: at a line where it is known how to say so.
pub fn editing(program: &str, path: &Path, line: Option<usize>) -> (String, Vec<OsString>) {
    let mut words = program.split_whitespace().map(str::to_owned);
    let command = words.next().unwrap_or_default();
    let mut arguments: Vec<OsString> = words.map(OsString::from).collect();
    let name = Path::new(&command).file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let file = path.as_os_str();
    let behind = |line: usize| [file, OsStr::new(&format!(":{line}"))].into_iter().collect::<OsString>();
    match (line, name.as_str()) {
        (Some(line), "vi" | "vim" | "nvim" | "nano" | "emacs" | "emacsclient" | "micro" | "kak" | "joe" | "pico") => {
            arguments.extend([format!("+{line}").into(), file.to_owned()]);
        }
        (Some(line), "code" | "codium" | "cursor") => arguments.extend(["--goto".into(), behind(line)]),
        (Some(line), "hx" | "helix" | "subl" | "zed") => arguments.push(behind(line)),
        _ => arguments.push(file.to_owned()),
    }
    (command, arguments)
}

/// Whether the terminal cannot move its cursor.
pub fn is_dumb(environment: &Environment) -> bool {
    environment.var("TERM").is_some_and(|term| term == "dumb")
}

/// Whether to paint in colour: the flag, then `NO_COLOR`, `CLICOLOR_FORCE`, and a terminal that knows no colours.
pub fn color(flag: Option<Color>, environment: &Environment) -> Color {
    let is = |name: &str, value: &str| environment.var(name).is_some_and(|set| set == value);
    match flag {
        Some(Color::Always) => Color::Always,
        Some(Color::Never) => Color::Never,
        _ if environment.var("NO_COLOR").is_some() => Color::Never,
        _ if environment.var("CLICOLOR_FORCE").is_some_and(|value| value != "0") => Color::Always,
        _ if is_dumb(environment) || is("CLICOLOR", "0") => Color::Never,
        _ => Color::Auto,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_follows_the_flag_then_the_environment() {
        type Vars<'a> = &'a [(&'a str, &'a str)];
        let cases: [(Option<Color>, Vars, Color); 8] = [
            (None, &[], Color::Auto),
            (None, &[("NO_COLOR", "1")], Color::Never),
            (None, &[("NO_COLOR", "")], Color::Auto),
            (None, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], Color::Never),
            (None, &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], Color::Always),
            (None, &[("CLICOLOR_FORCE", "0"), ("TERM", "dumb")], Color::Never),
            (Some(Color::Always), &[("NO_COLOR", "1")], Color::Always),
            (Some(Color::Never), &[("CLICOLOR_FORCE", "1")], Color::Never),
        ];
        for (flag, vars, expected) in cases {
            assert_eq!(color(flag, &vars.iter().copied().collect()), expected, "{flag:?} {vars:?}");
        }
    }

    #[test]
    fn an_editor_is_sent_to_the_line_in_its_own_way() {
        let cases: [(&str, Option<usize>, &[&str]); 6] = [
            ("nano", Some(7), &["nano", "+7", "b.toml"]),
            ("/usr/bin/vim -p", Some(7), &["/usr/bin/vim", "-p", "+7", "b.toml"]),
            ("code --wait", Some(7), &["code", "--wait", "--goto", "b.toml:7"]),
            ("hx", Some(7), &["hx", "b.toml:7"]),
            ("notepad", Some(7), &["notepad", "b.toml"]),
            ("nano", None, &["nano", "b.toml"]),
        ];
        for (program, line, expected) in cases {
            let (command, arguments) = editing(program, Path::new("b.toml"), line);
            let all: Vec<OsString> = std::iter::once(command.into()).chain(arguments).collect();
            assert_eq!(all, expected, "{program}");
        }
    }

    #[test]
    fn banks_come_from_the_environment_and_then_from_flags() {
        let environment = [("QBANK_PATH", "/a:/b")].into_iter().collect();
        assert_eq!(bank_paths(&["/c".into()], &environment), ["/a", "/b", "/c"].map(PathBuf::from));
    }
}
