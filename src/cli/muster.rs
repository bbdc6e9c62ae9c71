//! The roll call by command. Exit 1 while somebody on it is not accounted for.

use std::io::Write;

use serde_json::{Value, json};

use super::args::Muster;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::{lists, show};
use crate::desk::muster::{Called, Roll};
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::Moment;
use crate::domain::text::fold;
use crate::i18n::tr;

/// `gateward muster`
pub fn run(context: &Context, command: Option<&Muster>) -> Result<Outcome, CliError> {
    match command {
        None => context.read(|desk| match desk.roll()? {
            Some(roll) => Ok(say(context, &roll)),
            None => {
                let count = lists::say_inside(context, desk)?;
                if !context.out.is_json() {
                    lists::say_count(context, count);
                }
                Ok(Outcome::Done)
            }
        }),
        Some(Muster::Begin { drill }) => context.write(|desk| {
            desk.begin_muster(system_moment(), *drill)?;
            Ok(say(context, &desk.roll()?.ok_or(DeskError::Gone)?))
        }),
        Some(Muster::Here { who, note }) => context.write(|desk| answer(context, desk, who, true, note)),
        Some(Muster::Missing { who, note }) => context.write(|desk| answer(context, desk, who, false, note)),
        Some(Muster::Save { file }) => context.read(|desk| {
            let roll = desk.roll()?.ok_or(DeskError::NoMuster)?;
            let sheet = desk.sheet_of(system_moment(), &roll);
            let mut open = std::fs::OpenOptions::new().write(true).create_new(true).open(file);
            let written = open.as_mut().map_err(|error| std::io::Error::new(error.kind(), error.to_string()));
            written.and_then(|open| open.write_all(sheet.as_bytes())).map_err(CliError::file(file))?;
            context.out.written(file);
            Ok(Outcome::Done)
        }),
        Some(Muster::End) => context.write(|desk| {
            let roll = desk.roll()?.ok_or(DeskError::NoMuster)?;
            desk.end_muster(system_moment())?;
            Ok(say(context, &roll))
        }),
    }
}

fn answer(context: &Context, desk: &mut Desk, who: &str, found: bool, note: &str) -> Result<Outcome, CliError> {
    let now = system_moment();
    let roll = desk.roll()?.ok_or(DeskError::NoMuster)?;
    let presence = match desk.holder_of(who)? {
        Some(presence) => presence,
        None => one_of(&roll, who)?,
    };
    desk.account(now, presence, found, note)?;
    let roll = desk.roll()?.ok_or(DeskError::Gone)?;
    roll.called.iter().filter(|one| one.presence == presence).for_each(|one| say_one(context, now, one));
    Ok(Outcome::Done)
}

/// The one on the roll whom a name, the number of a badge or of a stay means.
fn one_of(roll: &Roll, who: &str) -> Result<u64, CliError> {
    let wanted = fold(who);
    let means = |one: &&Called| {
        let name = one.person.as_ref().map_or("", |person| person.name.as_str());
        let badge = one.badge.map(|badge| badge.short()).unwrap_or_default();
        let named = fold(name);
        let begins = |word: &String| named.iter().any(|one| one.starts_with(word.as_str()));
        one.presence.to_string() == who.trim()
            || badge.eq_ignore_ascii_case(who.trim())
            || (!wanted.is_empty() && wanted.iter().all(begins))
    };
    let found: Vec<u64> = roll.called.iter().filter(means).map(|one| one.presence).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(CliError::NotOnTheRoll),
        several => Err(CliError::SeveralOnTheRoll(several.iter().map(u64::to_string).collect())),
    }
}

fn say(context: &Context, roll: &Roll) -> Outcome {
    let now = system_moment();
    roll.called.iter().for_each(|one| say_one(context, now, one));
    if !context.out.is_json() {
        let counts = [roll.missing(), roll.accounted(), roll.called.len()].map(|count| count.to_string());
        let values = [("missing", counts[0].as_str()), ("accounted", &counts[1]), ("all", &counts[2])];
        context.out.line(&words("cli-muster-counts", &values));
    }
    Outcome::unless(roll.missing() == 0)
}

fn say_one(context: &Context, now: Moment, one: &Called) {
    let mut object = show::visitor(one.person.as_ref(), one.visit.as_ref());
    let mut put = |name: &str, value: Value| drop(object.insert(name.to_owned(), value));
    put("presence", json!(one.presence));
    put("number", json!(one.badge.map(|badge| badge.short())));
    put("since", json!(one.since.rfc3339()));
    put("standing", json!(one.standing.code()));
    put("said", json!(one.at.map(|at| at.rfc3339())));
    put("by", json!(one.by));
    put("note", json!(one.note));
    context.out.say(&Value::Object(object), || {
        let name = one.person.as_ref().map_or_else(|| tr("cli-erased"), |person| person.name.clone());
        let number = one.badge.map(|badge| badge.short()).unwrap_or_default();
        let areas = one.visit.as_ref().map(|visit| visit.areas.join(", ")).unwrap_or_default();
        let standing = tr(&format!("muster-{}", one.standing.code()));
        let at = one.at.map(|at| show::local(now, at)).unwrap_or_default();
        format!("{}  {number}  {name}  {areas}  {standing} {at}  {}", one.presence, one.note).trim_end().to_owned()
    });
}
