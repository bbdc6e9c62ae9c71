//! Days on which the mission is closed.

use chrono::NaiveDate;
use serde_json::json;

use super::args::Holidays;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::import::bytes;
use super::output::words;
use crate::desk::visits::change::{AT_ONCE, Change};
use crate::desk::{Desk, DeskError, import, system_moment};
use crate::domain::When;
use crate::i18n::tr;

/// `gateward holidays`
pub fn run(context: &Context, command: &Holidays) -> Result<Outcome, CliError> {
    match command {
        Holidays::List => context.read(|desk| list(context, desk)),
        Holidays::Add { day, name, take_off } => {
            let days: Vec<_> = read(day)?.into_iter().map(|day| (day, name.clone())).collect();
            context.write(|desk| add(context, desk, &days, *take_off))
        }
        Holidays::Remove { day } => {
            let days = read(day)?;
            context.write(|desk| {
                for day in &days {
                    let name = desk.remove_holiday(*day)?;
                    let said = [("day", day.to_string()), ("name", name)];
                    let said = said.each_ref().map(|(id, text)| (*id, text.as_str()));
                    context.out.say(&json!({ "open": day.to_string() }), || words("cli-holiday-removed", &said));
                }
                Ok(Outcome::Done)
            })
        }
        Holidays::Import { file, take_off } => {
            let days = import::days(&import::open(&bytes(file)?)?);
            let days = days.map_err(|fault| CliError::Details(fault.to_string()))?;
            context.write(|desk| add(context, desk, &days, *take_off))
        }
    }
}

fn list(context: &Context, desk: &mut Desk) -> Result<Outcome, CliError> {
    let (holidays, today) = (desk.holidays()?, system_moment().today());
    let mut coming = holidays.from(today).peekable();
    if coming.peek().is_none() && !context.out.is_json() {
        context.out.line(&tr("cli-no-holiday"));
    }
    for (day, name) in coming {
        context
            .out
            .say(&json!({ "day": day.to_string(), "name": name }), || format!("{}  {name}", day.format("%a %Y-%m-%d")));
    }
    Ok(Outcome::Done)
}

/// Keeps them, and takes them off visits that were entered before, or says how many of those there are.
fn add(context: &Context, desk: &mut Desk, days: &[(NaiveDate, String)], take_off: bool) -> Result<Outcome, CliError> {
    let new = desk.add_holidays(days)?;
    let (mut fall, mut off) = (0, 0);
    for (day, _) in days {
        let now = system_moment();
        let visits: Vec<_> = desk.recurring_on(now, *day)?.into_iter().map(|(visit, _)| visit).collect();
        fall += visits.len();
        for some in visits.chunks(AT_ONCE).filter(|_| take_off) {
            off += desk.change_visits(now, some, &Change::Skip(*day), off > 0)?.done;
        }
    }
    let object = json!({ "holidays": days.len(), "new": new, "visits": fall, "taken_off": off });
    context.out.say(&object, || {
        let (days, fall, off) = (days.len().to_string(), (fall - off).to_string(), off.to_string());
        let told = if take_off { "cli-holidays-taken-off" } else { "cli-holidays-added" };
        words(told, &[("days", &days), ("visits", if take_off { &off } else { &fall })])
    });
    Ok(Outcome::Done)
}

fn read(text: &str) -> Result<Vec<NaiveDate>, CliError> {
    let now = system_moment();
    if let Ok(day) = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d") {
        return Ok(vec![day]);
    }
    let when = When::read(text, now.today().and_time(chrono::NaiveTime::MIN));
    let when = when.map_err(|fault| CliError::Details(fault.to_string()))?;
    if when.review.is_some() {
        return Err(DeskError::Gone.into());
    }
    Ok(when.days().collect())
}
