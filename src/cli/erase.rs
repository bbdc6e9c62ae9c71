//! Erasing by command: who is meant, what would go and what stands in the way; and doing it.

use serde_json::json;

use super::args::Erase;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::second::second;
use super::show;
use crate::desk::erase::{Dossier, Guest, Hold};
use crate::desk::second::Why;
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::PersonId;
use crate::i18n::tr;

/// `gateward erase`
pub fn run(context: &Context, given: &Erase) -> Result<Outcome, CliError> {
    match &given.confirm {
        None => context.read(|desk| {
            desk.read_whole_lists()?;
            match meant(desk, &given.guest)? {
                Meant::One(guest) => Ok(show(context, &desk.dossier_whole(system_moment(), guest)?)),
                Meant::Several(guests) => Ok(choose(context, &guests)),
            }
        }),
        Some(name) => {
            let number = given.second.as_deref().unwrap_or_default();
            let beside = second(&context.out, number, given.second_passphrase_file.as_deref())?;
            context.write(|desk| {
                desk.read_whole_lists()?;
                desk.read_whole_roster()?;
                let guest = match meant(desk, &given.guest)? {
                    Meant::One(guest) => guest,
                    Meant::Several(guests) => return Ok(choose(context, &guests)),
                };
                let now = system_moment();
                let dossier = desk.dossier_whole(now, guest)?;
                if dossier.known.name != *name {
                    return Err(CliError::NotTheirName);
                }
                let (cause, text) = (given.reason.unwrap_or(crate::domain::Cause::Other), given.text.clone());
                let why = Why { cause, text: text.unwrap_or_default(), asked: now };
                let erased = desk.erase(now, dossier, &why, &beside)?;
                let object = json!({
                    "erased": guest.to_string(), "entry": erased.entry, "bodies": erased.bodies,
                    "emptied": erased.emptied,
                });
                context.out.say(&object, || {
                    let (entry, bodies) = (erased.entry.to_string(), erased.bodies.to_string());
                    let said = words("cli-guest-erased", &[("entry", &entry), ("bodies", &bodies)]);
                    if erased.emptied { said } else { format!("{said}\n{}", tr("erase-unemptied")) }
                });
                Ok(Outcome::Done)
            })
        }
    }
}

/// Whom a text means.
enum Meant {
    One(PersonId),
    Several(Vec<Guest>),
}

fn meant(desk: &Desk, text: &str) -> Result<Meant, CliError> {
    let text = text.trim();
    if let Ok(handle) = text.parse::<PersonId>() {
        return Ok(Meant::One(handle));
    }
    if let Ok(entry) = text.trim_start_matches('#').parse::<u64>() {
        if entry >= desk.store().size()? {
            return Err(CliError::NoEntry(entry));
        }
        return desk.guest_of(entry)?.map(Meant::One).ok_or_else(|| DeskError::Gone.into());
    }
    let guests = desk.guests_named(text)?;
    Ok(match guests.as_slice() {
        [only] => Meant::One(only.id),
        _ => Meant::Several(guests),
    })
}

fn choose(context: &Context, guests: &[Guest]) -> Outcome {
    let now = system_moment();
    for guest in guests {
        let born = guest.person.born.map(String::from);
        let object = json!({
            "guest": guest.id.to_string(), "name": guest.person.name, "born": born,
            "organisation": guest.person.organisation, "written": guest.written.rfc3339(),
        });
        context.out.say(&object, || {
            let (id, time) = (guest.id.to_string(), show::local(now, guest.written));
            let born = born.clone().unwrap_or_else(|| tr("cli-born-unknown"));
            let values = [("guest", id.as_str()), ("name", &guest.person.name), ("born", &born), ("time", &time)];
            words("cli-erase-guest", &values)
        });
    }
    if !context.out.is_json() {
        context.out.line(&tr(if guests.is_empty() { "cli-erase-nobody" } else { "cli-erase-several" }));
    }
    Outcome::Finding
}

fn show(context: &Context, dossier: &Dossier) -> Outcome {
    let span = dossier.span;
    let object = json!({
        "guest": dossier.person.to_string(), "name": dossier.known.name, "entries": dossier.entries.len(),
        "visits": dossier.visits.len(), "stays": dossier.stays,
        "first": span.map(|(first, _)| first.rfc3339()), "last": span.map(|(_, last)| last.rfc3339()),
        "holds": dossier.holds.iter().map(|hold| hold.code()).collect::<Vec<_>>(),
    });
    context.out.say(&object, || {
        let now = system_moment();
        let [first, last] = [span.map(|span| span.0), span.map(|span| span.1)];
        let [first, last] = [first, last].map(|at| at.map(|at| show::local(now, at)).unwrap_or_default());
        let (entries, visits, stays) =
            (dossier.entries.len().to_string(), dossier.visits.len().to_string(), dossier.stays.to_string());
        let guest = dossier.person.to_string();
        let values = [
            ("name", dossier.known.name.as_str()),
            ("guest", &guest),
            ("entries", &entries),
            ("visits", &visits),
            ("stays", &stays),
            ("first", &first),
            ("last", &last),
        ];
        let part = |title: &str, said: &str| format!("{}: {}", tr(title), tr(said));
        let mut lines = vec![words("cli-erase-dossier", &values)];
        lines.extend([part("erase-lost-title", "erase-lost"), part("erase-kept-title", "erase-kept")]);
        lines.extend(dossier.holds.iter().map(|hold| held(*hold)));
        let how = if dossier.holds.is_empty() { "cli-erase-how" } else { "cli-erase-held" };
        lines.push(words(how, &values));
        lines.join("\n")
    });
    Outcome::unless(dossier.holds.is_empty())
}

/// What stands in the way, and what to do about it.
fn held(hold: Hold) -> String {
    format!("{} {}", tr(&format!("erase-hold-{}", hold.code())), tr(hold.advice()))
}
