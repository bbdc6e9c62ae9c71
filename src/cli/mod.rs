//! Commands over the desk: what the window does, done from a script.
//!
//! A command reads its arguments ([`args`]), learns where it works and as whom ([`context`]), does one thing at the
//! desk, and says what came of it ([`output`]): calm text, or with `--json` one object, or one a line, with stable
//! names. An error goes to standard error; with `--json` it is an object too, of `error` (a stable code), `message`
//! (what happened) and `advice` (what to do, or null). Standard error never names a visitor.
//!
//! Exit codes: 0 done; 1 a finding; 2 wrong usage or bad input; 3 locked or denied; 4 a store that is damaged or not
//! available. [`fault`] maps every error to its code, in one place.

pub mod args;
pub mod context;
pub mod fault;
pub mod output;
pub mod process;

mod act;
mod badge;
mod batch;
mod check;
mod export;
mod import;
mod init;
mod lists;
mod log;
mod operators;
mod secret;
mod show;
mod upkeep;
mod way_out;

use args::{Args, Command};
use context::Context;
use fault::{CliError, Outcome};
use output::Output;

/// Runs one command; answers with the exit code.
pub fn run(args: Args) -> u8 {
    let out = Output::new(args.common.json);
    let ended = Context::new(args.common).and_then(|context| match args.command {
        Some(command) => dispatch(&context, command),
        None => Ok(Outcome::Done),
    });
    match ended {
        Ok(outcome) => outcome.code(),
        Err(error) => {
            out.progress("");
            out.error(&error);
            error.exit_code()
        }
    }
}

/// Says what was wrong with the command line, or shows the help that was asked for; answers with the exit code.
pub fn usage(error: &clap::Error) -> u8 {
    let json = std::env::args_os().any(|argument| argument == "--json");
    if json && error.use_stderr() {
        let message = error.render().to_string();
        let object = serde_json::json!({ "error": "usage", "message": message.trim_end(), "advice": null });
        Output::new(true).remark(&object.to_string());
    } else {
        // A reader that is gone is no reason to complain.
        let _ = error.print();
    }
    if error.use_stderr() { 2 } else { 0 }
}

fn dispatch(context: &Context, command: Command) -> Result<Outcome, CliError> {
    match command {
        Command::Init(init) => init::run(context, &init),
        Command::Operators(command) => operators::run(context, &command),
        Command::Import(command) => import::run(context, &command),
        Command::Check(check) => check::run(context, &check),
        Command::Admit(admit) if admit.who.text == "-" => context.write(|desk| batch::run(context, desk, &admit.done)),
        Command::Admit(admit) => context.write(|desk| said(context, act::admit(desk, &admit.who.text, &admit.done))),
        Command::Refer(refer) => context.write(|desk| said(context, act::refer(desk, &refer))),
        Command::Answer(answer) => context.write(|desk| said(context, act::answer_reason(context, desk, &answer))),
        Command::Refuse(refuse) => context.write(|desk| said(context, act::refuse(desk, &refuse))),
        Command::Depart(named) => context.write(|desk| said(context, act::depart(desk, &named.text))),
        Command::Undo { entry } => context.write(|desk| said(context, act::undo(desk, entry))),
        Command::Visit(command) => lists::visit(context, &command),
        Command::Inside => lists::inside(context, false),
        Command::Muster => lists::inside(context, true),
        Command::Waiting => lists::waiting(context),
        Command::Expected => lists::expected(context),
        Command::Badge(badge) => badge::run(context, &badge),
        Command::Log(command) => log::run(context, &command),
        Command::Rebuild => upkeep::rebuild(context),
        Command::Clock { confirm } => upkeep::clock(context, confirm),
        Command::Demo { .. } => Ok(Outcome::Done),
    }
}

fn said(context: &Context, said: Result<act::Said, CliError>) -> Result<Outcome, CliError> {
    Ok(said?.through(context))
}
