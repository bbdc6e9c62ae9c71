//! The threat level and the lockdown by command.

use serde_json::{Value, json};

use super::args::{Lockdown, Posture};
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::second;
use crate::desk::what_if::{Scenario, Touched, WhatIf, Whereabouts, differs};
use crate::desk::{DeskError, system_moment};
use crate::domain::{Change, Obligation, Threat};
use crate::i18n::{has, tr};

/// `gateward posture`
pub fn run(context: &Context, command: Option<&Posture>) -> Result<Outcome, CliError> {
    match command {
        None | Some(Posture::Show) => context.look(|desk| {
            say(context, &desk.threat()?);
            Ok(Outcome::Done)
        }),
        Some(Posture::Set { level, why, second, second_passphrase_file }) => {
            let file = second_passphrase_file.as_deref();
            let second = second.as_ref().map(|number| second::second(&context.out, number, file)).transpose()?;
            context.write(|desk| {
                let (why, now) = (second::why(why), system_moment());
                match &second {
                    _ if *level > desk.threat()?.posture => desk.raise_posture(now, *level, &why)?,
                    Some(second) => desk.lower_posture(now, *level, &why, second)?,
                    None if *level == desk.threat()?.posture => return Err(DeskError::NotLower(*level).into()),
                    None => return Err(DeskError::NotAlone.into()),
                }
                say(context, &desk.threat()?);
                Ok(Outcome::Done)
            })
        }
        Some(Posture::WhatIf { level }) => context.read(|desk| {
            let look = desk.what_if_whole(system_moment(), Scenario { posture: Some(*level), rules: None })?;
            for one in &look.touched {
                context.out.say(&object(one), || line(one));
            }
            context.out.say(&counts(&look), || same(&look));
            Ok(Outcome::unless(look.touched.is_empty()))
        }),
    }
}

/// `gateward lockdown`
pub fn lockdown(context: &Context, command: &Lockdown) -> Result<Outcome, CliError> {
    match command {
        Lockdown::Begin { reason, text } => context.write(|desk| {
            let _ = desk.begin_lockdown(system_moment(), *reason, text)?;
            say(context, &desk.threat()?);
            Ok(Outcome::Done)
        }),
        Lockdown::End { why, second } => {
            let file = second.second_passphrase_file.as_deref();
            let second = second::second(&context.out, &second.second, file)?;
            context.write(|desk| {
                let why = second::why(why);
                desk.end_lockdown(system_moment(), &why, &second)?;
                say(context, &desk.threat()?);
                Ok(Outcome::Done)
            })
        }
    }
}

fn say(context: &Context, threat: &Threat) {
    let since = threat.since.map(crate::domain::Timestamp::rfc3339);
    let lockdown = threat.lockdown.map(|lockdown| lockdown.since.rfc3339());
    let object = json!({ "posture": threat.posture.code(), "since": since, "lockdown": lockdown });
    context.out.say(&object, || {
        let level = tr(&format!("posture-{}", threat.posture.code()));
        match &lockdown {
            Some(since) => words("cli-posture-lockdown", &[("level", &level), ("time", since)]),
            None => words("cli-posture", &[("level", &level)]),
        }
    });
}

/// Somebody whom a change touches, as an object.
pub fn object(one: &Touched) -> Value {
    let codes = |all: &mut dyn Iterator<Item = Obligation>| all.map(Obligation::code).collect::<Vec<_>>();
    json!({
        "visit": one.visit.to_string(), "visitor": one.person.name, "where": whereabouts(one),
        "differs": one.change.difference().code(),
        "before": one.change.before.verdict.code(), "after": one.change.after.verdict.code(),
        "reasons": one.change.reasons().collect::<Vec<_>>(), "dropped": one.change.dropped().collect::<Vec<_>>(),
        "added": codes(&mut one.change.added()), "spared": codes(&mut one.change.spared()), "advice": one.advice().code(),
    })
}

fn whereabouts(one: &Touched) -> &'static str {
    match one.whereabouts {
        Whereabouts::Inside => "inside",
        Whereabouts::Expected => "expected",
    }
}

/// What the guard reads of a rule; its name where it has no text.
pub fn said(rule: &str) -> String {
    Some(format!("reason-{rule}")).filter(|id| has(id)).map_or_else(|| rule.into(), |id| tr(&id))
}

/// How many it touches, and how many not, as an object.
pub fn counts(look: &WhatIf) -> Value {
    json!({ "touched": look.touched.len(), "same": look.same })
}

/// How many of those inside and expected today it does not touch, and what is left out of it.
pub fn same(look: &WhatIf) -> String {
    format!("{} {}", look.same_words(), tr("what-if-lists"))
}

/// The same in words.
pub fn line(one: &Touched) -> String {
    let place = tr(&format!("cli-touched-{}", whereabouts(one)));
    changed(&one.person.name, &place, &one.change)
}

/// From which verdict to which somebody's changes, or in what else it differs, and why.
pub fn changed(name: &str, place: &str, change: &Change) -> String {
    let brief = |one: Obligation| tr(&format!("obligation-short-{}", one.code()));
    let spared: Vec<String> = change.spared().map(brief).collect();
    let spared = (!spared.is_empty()).then(|| words("touched-spared", &[("what", &spared.join(", "))]));
    let why: Vec<String> = change.reasons().map(said).chain(change.added().map(brief)).chain(spared).collect();
    let values = [("name", name), ("place", place), ("change", &differs(change)), ("why", &why.join("; "))];
    words("cli-touched", &values).trim_end().to_owned()
}
