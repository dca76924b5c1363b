//! The whole program, from arguments to what a person sees: one test binary, a file a command.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::too_many_lines, reason = "a snapshot is as long as what it shows")]

mod architecture;
mod authors;
mod browse;
mod check;
mod evaluation;
mod export;
mod filter;
mod fuzz;
mod import;
mod list;
mod memory;
mod pictures;
mod process;

mod practice;
mod program;
mod quiz;
mod readme;

mod shipped_bank;
mod show;
mod terms;
mod workbench;
