//! The real binary, where processes, signals, terminals and disks matter.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// The real program on a fresh machine.
pub fn qbank(home: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qbank"));
    command.env_clear().env("HOME", home.path()).env("QBANK_DATA", home.path().join("data")).stdin(Stdio::null());
    command
}

fn said(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn it_works_in_any_folder_with_nothing_of_its_own() {
    let home = tempfile::tempdir().unwrap();
    let output = qbank(&home).env_remove("QBANK_DATA").current_dir(&home).arg("list").output().unwrap();
    assert_eq!(said(&output), (Some(0), String::new()));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 10);
    assert_eq!(std::fs::read_dir(&home).unwrap().count(), 0, "looking leaves nothing behind");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_success() {
    let home = tempfile::tempdir().unwrap();
    for args in [&["export"][..], &["terms"], &["quiz", "--json"], &["completions", "bash"], &["--help"]] {
        let mut child = qbank(&home).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Closed before anything is read: every write that reaches the pipe fails.
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", said(&output).1);
        assert!(!said(&output).1.contains("error:"), "{args:?}: {}", said(&output).1);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure_that_says_so() {
    let home = tempfile::tempdir().unwrap();
    for args in [&["export"][..], &["list"], &["--help"], &["quiz"], &["man"], &["export", "3"]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = qbank(&home).args(args).stdout(full).output().unwrap();
        assert_eq!(said(&output), (Some(2), "error: No space left on device (os error 28)\n".into()), "{args:?}");
    }
    let output = qbank(&home).args(["export", "--output", "/dev/full"]).output().unwrap();
    assert_eq!(
        said(&output),
        (
            Some(2),
            "error: could not write /dev/full: No space left on device (os error 28)\nhint: name another place\n"
                .into()
        )
    );
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_text_is_refused_and_a_path_that_is_not_text_works() {
    use std::os::unix::ffi::OsStringExt;
    let home = tempfile::tempdir().unwrap();
    let odd = OsString::from_vec(b"caf\xe9".to_vec());
    let output = qbank(&home).arg("show").arg(&odd).output().unwrap();
    let (status, message) = said(&output);
    assert_eq!(status, Some(2));
    assert!(message.starts_with("error: invalid UTF-8 was detected"), "{message}");
    let output = qbank(&home).args(["export", "3", "--output"]).arg(home.path().join(&odd)).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output).1);
    assert!(home.path().join(&odd).is_file());
}

#[cfg(unix)]
#[test]
fn a_written_file_has_the_usual_permissions_and_leaves_nothing_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let (ours, theirs) = (home.path().join("q.md"), home.path().join("other"));
    File::create(&theirs).unwrap();
    assert!(qbank(&home).args(["export", "3", "--output"]).arg(&ours).output().unwrap().status.success());
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&ours), mode(&theirs));
    assert_eq!(std::fs::read_dir(&home).unwrap().count(), 2);
}

/// The lines of the journal.
fn journal(home: &TempDir) -> Vec<String> {
    let text = std::fs::read_to_string(home.path().join("data/history.jsonl")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn a_kill_after_answer_k_leaves_exactly_k_answers() {
    for k in [0, 1, 3] {
        let home = tempfile::tempdir().unwrap();
        let mut command = qbank(&home);
        let command = command.args(["quiz", "-n", "9", "--seed", "7"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all("\n3\n".repeat(k).as_bytes()).unwrap();
        // What is asked next says that the answers before it are on the disk.
        let (mut output, mut shown) = (child.stdout.take().unwrap(), Vec::new());
        let mut bytes = [0; 4096];
        while !String::from_utf8_lossy(&shown).contains(&format!("Question {} of 9", k + 1)) {
            let count = output.read(&mut bytes).unwrap();
            assert_ne!(count, 0);
            shown.extend(&bytes[..count]);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let lines = journal(&home);
        assert_eq!(lines.len(), k);
        assert!(lines.iter().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    }
}

#[test]
fn two_sessions_at_once_lose_nothing() {
    let home = tempfile::tempdir().unwrap();
    let session = |_| {
        let mut command = qbank(&home);
        let command = command.args(["quiz", "-n", "9"]).stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all("\n3\n".repeat(9).as_bytes()).unwrap();
        child
    };
    let children: Vec<_> = (0..6).map(session).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let lines = journal(&home);
    let ids: std::collections::BTreeSet<String> = lines
        .iter()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!((lines.len(), ids.len()), (54, 54));
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_finds_no_room_is_named_and_the_others_are_kept() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("data")).unwrap();
    // A limit on the size of files stands for a full disk: the third line no longer fits.
    let script = format!("trap '' XFSZ; ulimit -f 1; exec {} quiz -n 9 --seed 7", env!("CARGO_BIN_EXE_qbank"));
    let mut command = Command::new("sh");
    command.args(["-c", &script]).env("QBANK_DATA", home.path().join("data"));
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all("\nabc3\n".repeat(9).as_bytes()).unwrap();
    let (status, message) = said(&child.wait_with_output().unwrap());
    assert_eq!(status, Some(2));
    assert!(message.contains("could not write") && message.contains("what was answered before is safe"), "{message}");
    let lines = journal(&home);
    assert!(!lines.is_empty() && lines.len() < 9, "{}", lines.len());
    assert!(lines.iter().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "no half line is left");
}

#[test]
fn a_spoilt_journal_costs_no_recorded_answer() {
    let home = tempfile::tempdir().unwrap();
    let answer = |count: usize| {
        let mut command = qbank(&home);
        let command =
            command.args(["quiz", "-n", "1"]).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all("\n3\n".repeat(count).as_bytes()).unwrap();
        said(&child.wait_with_output().unwrap())
    };
    let answered = || {
        let output = qbank(&home).args(["stats", "--json"]).output().unwrap();
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        (said(&output), json["answered"].as_u64())
    };
    assert_eq!(answer(1), (Some(0), String::new()));
    let path = home.path().join("data/history.jsonl");
    let sound = std::fs::read_to_string(&path).unwrap();

    // A line that cannot be read, and one that was torn off: both are reported, and the next answer is kept.
    std::fs::write(&path, format!("\u{7}garbage\n{sound}{}", &sound[..40])).unwrap();
    let ((status, message), count) = answered();
    assert_eq!((status, count), (Some(0), Some(1)), "{message}");
    assert!(
        message.contains("line 1 is left out") && message.contains("line 3 is left out: it was torn off"),
        "{message}"
    );
    assert_eq!(answer(1).0, Some(0));
    assert_eq!(answered().1, Some(2));

    // A file from a newer version is refused and not touched.
    let newer = format!("{sound}{}", sound.replace("\"v\":1", "\"v\":2"));
    std::fs::write(&path, &newer).unwrap();
    let (status, message) = answer(1);
    assert_eq!(status, Some(2));
    assert!(message.contains("was written by a newer qbank") && message.contains("hint: update qbank"), "{message}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_refused_before_anybody_answers() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o555)).unwrap();
    // Whoever may do anything, as in a container, is stopped by a file where the folder should be.
    if File::create(data.join("probe")).is_ok() {
        std::fs::remove_dir_all(&data).unwrap();
        std::fs::write(&data, "").unwrap();
    }
    let output = qbank(&home).args(["quiz", "-n", "1"]).output().unwrap();
    let (status, message) = said(&output);
    assert_eq!((status, output.stdout.len()), (Some(2), 0));
    assert!(message.contains("history.jsonl") && message.contains("hint: "), "{message}");
}

/// A program on a terminal of its own.
struct Played {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    _home: TempDir,
}

impl Played {
    fn start(args: &[&str], columns: u16, rows: u16) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_qbank"));
        command.args(args);
        command.env_clear();
        Self::play(command, columns, rows)
    }

    fn play(mut command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let home = tempfile::tempdir().unwrap();
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        command.cwd(home.path());
        command.env("TERM", "xterm-256color");
        command.env("QBANK_DATA", home.path());
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let size = |size| NonZeroU16::new(size).unwrap();
        let screen = vt100::Parser::new(size(rows), size(columns), 1000);
        let keyboard = pair.master.take_writer().unwrap();
        Self { child, master: pair.master, keyboard, output, screen, _home: home }
    }

    /// Presses keys, then waits until the screen shows `text`.
    fn press(&mut self, keys: &str, text: &str) -> &mut Self {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.screen.screen().contents().contains(text) {
            let Ok(bytes) = self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) else {
                panic!("`{text}` does not come up after {keys:?}:\n{}", self.screen.screen().contents());
            };
            self.screen.process(&bytes);
        }
        self
    }

    fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        let size = |size| NonZeroU16::new(size).unwrap();
        self.screen.screen_mut().set_size(size(rows), size(columns));
        self
    }

    /// Waits until the whole screen belongs to the program, or to the shell again.
    fn until_full(&mut self, full: bool) -> &mut Self {
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.screen.screen().alternate_screen() != full {
            let bytes = self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())).unwrap();
            self.screen.process(&bytes);
        }
        self
    }

    /// Continues a program that is about to stop, or has, until it has the whole screen again.
    fn resume(&mut self) -> &mut Self {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.screen.screen().alternate_screen() {
            assert!(Instant::now() < deadline, "it does not go on");
            self.signal("CONT");
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(100)) {
                self.screen.process(&bytes);
            }
        }
        self
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    fn end(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }

    /// Whether the terminal echoes what is typed and hands it over by the line, as a shell expects it.
    #[cfg(unix)]
    fn is_usable(&self) -> bool {
        let modes = self.master.get_termios().unwrap();
        let flags = format!("{:?}", modes.local_flags);
        flags.contains("ICANON") && flags.contains("ECHO")
    }
}

#[cfg(unix)]
#[test]
fn a_quiz_on_a_terminal_from_start_to_end() {
    for (columns, rows) in [(60, 20), (80, 24), (160, 50)] {
        let mut quiz = Played::start(&["quiz", "-n", "2", "--seed", "7"], columns, rows);
        quiz.press("", "space\u{a0}reveal");
        assert!(!quiz.is_usable(), "single keys are read");
        assert!(quiz.contents().contains("\nTransparency"), "every line begins on the left: {}", quiz.contents());
        quiz.press(" ", "[ ] c  cross-functional collaboration");
        quiz.press("ac", "[x] c");
        quiz.press(" ", "Question 2 of 2");
        assert!(quiz.contents().contains("good \u{b7} 2 of 3 points"), "{}", quiz.contents());
        quiz.press("\r", "[ ] e").press("4", "2 questions answered").press("u", "[ ] e").press("1", "again 1");
        quiz.press("q", "next: qbank show critical-defect-before-release");
        assert_eq!(quiz.end().exit_code(), 0);
        assert!(quiz.is_usable(), "the keyboard is given back");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_was_answered_and_gives_the_keyboard_back() {
    let mut quiz = Played::start(&["quiz", "--seed", "7"], 80, 24);
    quiz.press(" 3", "Question 2 of 5").press("\u{3}", "1 question answered");
    assert_eq!(quiz.end().exit_code(), 0);
    assert!(quiz.is_usable());
}

#[cfg(unix)]
#[test]
fn a_termination_signal_gives_the_keyboard_back() {
    let mut quiz = Played::start(&["quiz", "--seed", "7"], 80, 24);
    quiz.press("", "space\u{a0}reveal");
    quiz.signal("TERM");
    assert!(!quiz.end().success());
    assert!(quiz.is_usable());
}

#[cfg(unix)]
#[test]
fn the_clock_and_a_resize_redraw_the_last_lines_only() {
    let mut quiz = Played::start(&["quiz", "--seed", "7"], 80, 24);
    quiz.press("", "0:01").resize(40, 24).press(" ", "[ ] c");
    assert_eq!(quiz.contents().matches("reveal").count(), 0, "{}", quiz.contents());
    quiz.press("a", "[x] a");
    assert_eq!(quiz.contents().matches("tick the ones you made").count(), 1, "{}", quiz.contents());
    quiz.press("q", "0 questions answered");
    assert_eq!(quiz.end().exit_code(), 0);
}

#[cfg(unix)]
#[test]
fn the_reader_on_a_terminal_from_start_to_quit() {
    let mut reader = Played::start(&["browse"], 80, 24);
    reader.press("", "\u{203a} 1 feature").until_full(true);
    assert!(!reader.is_usable(), "single keys are read");
    reader.press("\u{1b}[B", "\u{203a} 2 zero").press("/rollback", "/rollback").press("\r", "match");
    reader.resize(40, 12).press("", "left out here").press("\r", "esc\u{a0}list").resize(100, 30).press("", "\u{2503}");
    // The wheel moves what it is over: the list, and then the text.
    reader.press("\u{1b}[<65;3;5M", "\u{203a} 7 release").press("\u{1b}[<65;80;5M", "%");
    reader.press("\u{1b}[<0;3;3M\u{1b}[<0;3;3m", "\u{203a} 2 zero");
    reader.press("p", "type your answer").until_full(false).press("q", "\u{203a} 2 zero");
    reader.until_full(true).press("q", "").until_full(false);
    assert_eq!(reader.end().exit_code(), 0);
    assert!(reader.is_usable() && !reader.contents().contains('\u{203a}'), "{}", reader.contents());
}

#[cfg(unix)]
#[test]
fn the_screen_is_given_back_when_the_reader_is_stopped_or_ended() {
    let mut reader = Played::start(&["browse"], 80, 24);
    reader.press("", "\u{203a} 1 feature").press("\u{1a}", "").until_full(false);
    let deadline = Instant::now() + Duration::from_secs(20);
    while !reader.is_usable() {
        assert!(Instant::now() < deadline, "the keyboard is not given back");
        std::thread::yield_now();
    }
    reader.resume().press("j", "\u{203a} 2 zero");
    // From outside as from the keyboard.
    reader.signal("TSTP");
    reader.until_full(false).resume();
    reader.signal("TERM");
    reader.until_full(false);
    assert!(!reader.end().success());
    assert!(reader.is_usable());
    for signal in ["INT", "HUP", "QUIT"] {
        let mut reader = Played::start(&["browse"], 80, 24);
        reader.press("", "\u{203a} 1 feature").signal(signal);
        reader.until_full(false);
        assert!(!reader.end().success() && reader.is_usable(), "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn a_panic_gives_the_screen_back_before_it_is_reported() {
    if std::env::var_os("QBANK_PANICS").is_some() {
        let mut terminal = qbank::terminal::Terminal::real();
        terminal.fill(|_| {}).unwrap();
        while !matches!(terminal.stroke().unwrap(), qbank::terminal::Stroke::Typed(_)) {}
        panic!("on purpose");
    }
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "--nocapture", "process::a_panic_gives_the_screen_back_before_it_is_reported"]);
    command.env("QBANK_PANICS", "1");
    let mut test = Played::play(command, 80, 24);
    test.until_full(true).press("x", "").until_full(false).press("", "on purpose").press("", "test result: FAILED");
    assert!(!test.end().success());
    assert!(test.is_usable());
}
