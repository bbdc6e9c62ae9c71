//! The command line and the window of Gateward.

use std::process::ExitCode;

use clap::Parser;
use gateward::cli::{self, args::Args, process};

fn main() -> ExitCode {
    process::begin_log();
    process::forbid_core_dumps();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return ExitCode::from(cli::usage(&error)),
    };
    ExitCode::from(cli::run(args))
}
