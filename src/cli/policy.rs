//! The rules by command: those in force, and whether a file of others can be used and says what it should.

use std::io::Read;
use std::path::Path;

use serde_json::json;

use super::args::{Policy, Seconding};
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::posture;
use super::second::{self, why as why_of};
use super::show::local;
use crate::desk::records::Recorded;
use crate::desk::rules::{ChangedLine, Version, changes};
use crate::desk::second::Second;
use crate::desk::what_if::Scenario;
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::operator::Act;
use crate::domain::text::escape;
use crate::domain::{Cause, Moment, Obligation};
use crate::i18n;
use crate::policy::table::{self, Mismatch};
use crate::policy::{Rules, SHIPPED};

/// More than this of a file is not read; rules and tables are far shorter.
const LIMIT: u64 = 4 * 1024 * 1024;

/// `gateward policy`
pub fn run(context: &Context, command: &Policy) -> Result<Outcome, CliError> {
    match command {
        Policy::Show { shipped: true, .. } => {
            let rules = Rules::load(SHIPPED, &i18n::has)?;
            Ok(shown(context, SHIPPED, rules.hash()))
        }
        Policy::Show { version, .. } => context.read(|desk| {
            let (text, hash) = version.map_or_else(|| desk.policy(), |version| desk.policy_of_version(version))?;
            Ok(shown(context, &text, &hash))
        }),
        Policy::Check { file } => {
            let rules = load(file)?;
            Ok(checked(context, &rules))
        }
        Policy::Test { table, rules: Some(file) } => tested(context, &load(file)?, table),
        Policy::Test { table, rules: None } => context.read(|desk| {
            let (text, _) = desk.policy()?;
            tested(context, &Rules::load(&text, &i18n::has)?, table)
        }),
        Policy::Diff { file } => {
            let after = text(file)?;
            context.read(|desk| Ok(differs(context, &changes(&desk.policy()?.0, &after))))
        }
        Policy::WhatIf { file } => {
            let (today, month) = (load(file)?, load(file)?);
            context.read(|desk| what_if(context, desk, today, month))
        }
        Policy::Import { file, why, second } => {
            let text = text(file)?;
            signed(context, second, |desk, second| {
                let why = why_of(why);
                desk.change_rules(system_moment(), &text, &why, second)
            })
        }
        Policy::Restore { version, why, second } => signed(context, second, |desk, second| {
            let why = why_of(why);
            desk.restore_rules(system_moment(), *version, &why, second)
        }),
        Policy::Versions => context.read(|desk| {
            let versions = desk.versions()?;
            versions.iter().for_each(|version| say(context, version));
            Ok(Outcome::Done)
        }),
    }
}

/// Says that rules can be used, and what nobody could do under them: those are a finding.
fn checked(context: &Context, rules: &Rules) -> Outcome {
    let (count, admits) = (rules.ids().count(), rules.admit_anybody());
    let nobody: Vec<&str> = rules.nobody_may().map(Act::code).collect();
    let object = json!({ "rules": count, "hash": rules.hash(), "admits": admits, "nobody_may": nobody });
    context.out.say(&object, || {
        let mut lines = vec![words("cli-policy-good", &[("rules", &count.to_string())])];
        lines.extend((!admits).then(|| i18n::tr("cli-policy-admits-nobody")));
        if !nobody.is_empty() {
            let acts: Vec<String> = nobody.iter().map(|act| i18n::tr(&format!("deed-{act}"))).collect();
            lines.push(words("cli-policy-nobody-may", &[("acts", &acts.join("; "))]));
        }
        lines.join("\n")
    });
    Outcome::unless(admits && nobody.is_empty())
}

/// Says in what two texts differ; that they do is a finding.
fn differs(context: &Context, lines: &[ChangedLine]) -> Outcome {
    for line in lines {
        let object = json!({ "line": line.number, "added": line.added, "text": line.text });
        context.out.say(&object, || format!("{}{}: {}", if line.added { '+' } else { '-' }, line.number, line.text));
    }
    Outcome::unless(lines.is_empty())
}

fn shown(context: &Context, text: &str, hash: &str) -> Outcome {
    context.out.say(&json!({ "policy": text, "hash": hash }), || text.trim_end().to_owned());
    Outcome::Done
}

/// Does what two persons sign for, and says which version is in force then.
fn signed(
    context: &Context,
    seconding: &Seconding,
    act: impl FnOnce(&mut Desk, &Second) -> Result<(), DeskError>,
) -> Result<Outcome, CliError> {
    let second = second::second(&context.out, &seconding.second, seconding.second_passphrase_file.as_deref())?;
    context.write(|desk| {
        act(desk, &second)?;
        desk.versions()?.iter().filter(|version| version.in_force).for_each(|version| say(context, version));
        Ok(Outcome::Done)
    })
}

fn say(context: &Context, version: &Version) {
    let Version { number, seq, at, hash, by, second, cause, text, restored, in_force } = version;
    let object = json!({
        "version": number, "entry": seq, "at": at.rfc3339(), "hash": hash, "by": by, "second": second,
        "reason": cause.map(Cause::code), "text": text, "restored": restored, "in_force": in_force,
    });
    context.out.say(&object, || {
        let id = if *in_force { "cli-version-in-force" } else { "cli-version" };
        let who = [by.as_str(), second.as_str()].into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>();
        let why = cause.map(|cause| i18n::tr(&format!("cause-{}", cause.code()))).unwrap_or_default();
        let again = restored.map(|one| words("cli-version-restored", &[("version", &one.to_string())]));
        let why = [why, text.clone(), again.unwrap_or_default()];
        let why = why.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join("; ");
        let (number, who) = (number.to_string(), who.join(", "));
        let short = hash.get(..8).unwrap_or(hash);
        let values = [("version", number.as_str()), ("who", &who), ("why", &why), ("hash", short)];
        words(id, &[&values[..], &[("time", &local(system_moment(), *at))]].concat())
    });
}

fn what_if(context: &Context, desk: &mut Desk, today: Rules, month: Rules) -> Result<Outcome, CliError> {
    let now = system_moment();
    let look = desk.what_if_whole(now, Scenario { posture: None, rules: Some(today) })?;
    for one in &look.touched {
        context.out.say(&posture::object(one), || posture::line(one));
    }
    let records = desk.records_whole(now, month)?;
    for one in &records.touched {
        context.out.say(&recorded_object(one), || recorded_line(now, one));
    }
    let mut object = posture::counts(&look);
    (object["checks_touched"], object["checks_same"]) =
        (json!(records.count), json!(records.seen.saturating_sub(records.count)));
    context.out.say(&object, || {
        let (seen, touched) = (records.seen.to_string(), records.count.to_string());
        let month = words("cli-policy-what-if", &[("seen", seen.as_str()), ("touched", &touched)]);
        format!("{} {month}", posture::same(&look))
    });
    Ok(Outcome::unless(look.touched.is_empty() && records.count == 0))
}

fn recorded_object(one: &Recorded) -> serde_json::Value {
    json!({
        "entry": one.seq, "at": one.at.rfc3339(), "visitor": one.about, "where": "recorded",
        "differs": one.change.difference().code(),
        "before": one.change.before.verdict.code(), "after": one.change.after.verdict.code(),
        "reasons": one.change.reasons().collect::<Vec<_>>(), "dropped": one.change.dropped().collect::<Vec<_>>(),
        "added": one.change.added().map(Obligation::code).collect::<Vec<_>>(),
        "spared": one.change.spared().map(Obligation::code).collect::<Vec<_>>(),
    })
}

fn recorded_line(now: Moment, one: &Recorded) -> String {
    posture::changed(&one.about, &local(now, one.at), &one.change)
}

fn load(file: &Path) -> Result<Rules, CliError> {
    Ok(Rules::load(&text(file)?, &i18n::has)?)
}

fn text(file: &Path) -> Result<String, CliError> {
    String::from_utf8(bytes(file)?).map_err(|_| CliError::NotText(file.to_owned()))
}

fn bytes(path: &Path) -> Result<Vec<u8>, CliError> {
    let file = std::fs::File::open(path).map_err(CliError::file(path))?;
    let mut bytes = Vec::new();
    let _ = file.take(LIMIT).read_to_end(&mut bytes).map_err(CliError::file(path))?;
    Ok(bytes)
}

fn tested(context: &Context, rules: &Rules, table: &Path) -> Result<Outcome, CliError> {
    let tested = table::test(rules, &bytes(table)?)?;
    for mismatch in &tested.mismatches {
        context.out.say(&object(mismatch), || line(mismatch));
    }
    let (rows, wrong) = (tested.rows.to_string(), tested.mismatches.len().to_string());
    if !context.out.is_json() {
        context.out.line(&words("cli-policy-tested", &[("rows", &rows), ("wrong", &wrong)]));
    } else if tested.mismatches.is_empty() {
        context.out.line(&json!({ "rows": tested.rows, "mismatches": 0 }).to_string());
    }
    Ok(Outcome::unless(tested.mismatches.is_empty()))
}

fn object(mismatch: &Mismatch) -> serde_json::Value {
    let Mismatch { line, case, column, expected, found } = mismatch;
    json!({ "line": line, "case": case, "column": column, "expected": expected, "found": found })
}

fn line(mismatch: &Mismatch) -> String {
    let said = |text: &str| if text.is_empty() { i18n::tr("cli-policy-nothing") } else { escape(text, 400) };
    let (place, case) = (mismatch.line.to_string(), escape(&mismatch.case, 80));
    let (expected, found) = (said(&mismatch.expected), said(&mismatch.found));
    let values = [("line", place.as_str()), ("case", &case), ("column", mismatch.column), ("expected", &expected)];
    words("cli-policy-mismatch", &[&values[..], &[("found", &found)]].concat())
}
