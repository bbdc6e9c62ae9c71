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
mod alarms;
mod backup;
mod badge;
mod batch;
mod check;
mod erase;
mod export;
mod exported;
mod figures;
mod findings;
mod group;
mod holidays;
mod hosts;
mod import;
mod init;
mod invitation;
mod lists;
mod log;
mod mail;
mod muster;
mod operators;
mod outbox;
mod overrides;
mod policy;
mod posture;
mod review;
mod screen;
mod second;
mod secret;
mod show;
mod upkeep;
mod visit;
mod visits;
mod watchlist;
mod way_out;

use std::path::PathBuf;

use clap::Parser;

use args::{Args, Command, Import, Verb};
use context::Context;
use fault::{CliError, Outcome};
use output::Output;

/// What a command line asks for.
#[derive(Debug)]
pub enum Asked {
    /// The window on the post in this context.
    Window(Context),
    /// The sample mission: in a window, or as a tour whose pictures go into a folder.
    Demo(Context, Option<PathBuf>),
    /// A command at the desk.
    Desk(Context, Box<Command>),
}

impl Asked {
    /// Reads this process's command line.
    ///
    /// # Errors
    /// The exit code, once it is said what was wrong, or once the help that was asked for is shown.
    pub fn read() -> Result<Self, u8> {
        let args = Args::try_parse().map_err(|error| usage(&error))?;
        let out = Output::new(args.common.json);
        let context = Context::new(args.common).map_err(|error| fail(&out, &error))?;
        Ok(match args.verb {
            None => Self::Window(context),
            Some(Verb::Demo { tour }) => Self::Demo(context, tour),
            Some(Verb::Desk(command)) => Self::Desk(context, Box::new(command)),
        })
    }
}

/// Runs one command; answers with the exit code.
pub fn run(context: &Context, command: Command) -> u8 {
    end(context, dispatch(context, command))
}

/// The exit code of whatever was done, once it is said what went wrong.
pub fn end(context: &Context, ended: Result<Outcome, CliError>) -> u8 {
    ended.map_or_else(|error| fail(&context.out, &error), Outcome::code)
}

fn fail(out: &Output, error: &CliError) -> u8 {
    out.progress("");
    out.error(error);
    error.exit_code()
}

/// Says what was wrong with the command line, or shows the help that was asked for; answers with the exit code.
fn usage(error: &clap::Error) -> u8 {
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
        Command::Alarms(command) => alarms::run(context, &command),
        Command::Import(Import::Watchlist(files)) => watchlist::import(context, &files),
        Command::Import(Import::Names { file }) => watchlist::import_names(context, &file),
        Command::Import(Import::Guests(given)) => import::run(context, &given),
        Command::Import(Import::Columns { forget }) => import::columns(context, forget),
        Command::Watchlists { act } => watchlist::run(context, act.as_ref()),
        Command::Listing(command) => findings::listing(context, &command),
        Command::Findings { act: None, answered, cleared } if answered || cleared => {
            findings::answered(context, cleared)
        }
        Command::Findings { act, .. } => findings::run(context, act.as_ref()),
        Command::Check(check) => check::run(context, &check),
        Command::Admit(admit) if admit.who.text == "-" => context.write(|desk| batch::run(context, desk, &admit.done)),
        Command::Admit(admit) => context.write(|desk| said(context, act::admit(desk, &admit.who.text, &admit.done))),
        Command::Refer(refer) => context.write(|desk| said(context, act::refer(desk, &refer))),
        Command::Answer(answer) => context.write(|desk| said(context, act::answer_reason(context, desk, &answer))),
        Command::Refuse(refuse) => context.write(|desk| said(context, act::refuse(desk, &refuse))),
        Command::Override(given) => overrides::let_in(context, &given),
        Command::Overrides { act } => overrides::run(context, act.as_ref()),
        Command::Erase(given) => erase::run(context, &given),
        Command::Depart(named) => context.write(|desk| said(context, act::depart(desk, &named.text))),
        Command::Undo { entry } => context.write(|desk| said(context, act::undo(desk, entry))),
        Command::Visit(command) => visit::run(context, &command),
        Command::Review(command) => review::run(context, &command),
        Command::Invitation(command) => invitation::run(context, &command),
        Command::Outbox(command) => outbox::run(context, &command),
        Command::Mail(command) => mail::run(context, &command),
        Command::Delegation(command) => group::run(context, &command),
        Command::Figures(days) => figures::run(context, &days),
        Command::Export(list) => exported::run(context, &list),
        Command::Host(command) => hosts::run(context, &command),
        Command::Notices(command) => hosts::notices(context, &command),
        Command::Holidays(command) => holidays::run(context, &command),
        Command::Inside => lists::inside(context),
        Command::Posture { act } => posture::run(context, act.as_ref()),
        Command::Lockdown(command) => posture::lockdown(context, &command),
        Command::Policy(command) => policy::run(context, &command),
        Command::Muster { act } => muster::run(context, act.as_ref()),
        Command::Waiting => lists::waiting(context),
        Command::Expected => lists::expected(context),
        Command::Badge(badge) => badge::run(context, &badge),
        Command::Log(command) => log::run(context, &command),
        Command::Screen(command) => screen::run(context, &command),
        Command::Backup(given) => backup::backup(context, &given),
        Command::Restore(given) => backup::restore(context, &given),
        Command::Rebuild => upkeep::rebuild(context),
        Command::Clock { confirm } => upkeep::clock(context, confirm),
    }
}

fn said(context: &Context, said: Result<act::Said, CliError>) -> Result<Outcome, CliError> {
    Ok(said?.through(context))
}
