//! The process: arguments in, exit status out.

use std::process::ExitCode;

use qbank::settings::Environment;
use qbank::terminal::Terminal;

fn main() -> ExitCode {
    let mut terminal = Terminal::real();
    let status = qbank::run(std::env::args_os(), &Environment::of_process(), &mut terminal);
    ExitCode::from(status)
}
