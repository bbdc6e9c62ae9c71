//! Backups by command: making one, and restoring the post from one.

use std::path::Path;

use data_encoding::BASE64;
use ed25519_dalek::VerifyingKey;
use serde_json::json;

use super::args::{Backup, Restore};
use super::context::{Context, randomness};
use super::fault::{CliError, Outcome};
use super::output::{Output, words};
use super::{second, secret, show};
use crate::desk::backup::{Made, Order};
use crate::desk::restore::{Done, From, Plan, Restoration, Step};
use crate::desk::second::{Second, Why};
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::{Cause, Moment};
use crate::i18n::tr;
use crate::ledger::NoteKey;
use crate::ledger::note::Algorithm;
use crate::store::{Store, StoreError};

/// `gateward backup`
pub fn backup(context: &Context, given: &Backup) -> Result<Outcome, CliError> {
    if given.file.exists() && !given.force {
        return Err(CliError::Exists(given.file.clone()));
    }
    let (number, passphrase) = context.credentials()?;
    let signing = signing(context, given)?;
    let order = Order { file: given.file.clone(), over: given.force, to: given.to.clone(), keep: given.keep };
    let now = system_moment();
    let mut desk = Desk::new(Store::open_read_only(&context.folder, randomness())?);
    let _ = desk.open_to_read(now, &number, &passphrase)?;
    let mut progress = shown(&context.out, "cli-backing-up");
    let made = desk.back_up(now, &order, second::signing(signing.as_ref()), &mut progress);
    context.out.progress("");
    desk.close();
    let made = made?;
    let recorded = record(context, &number, &passphrase)?;
    context.out.say(&made_object(&given.file, &made, recorded), || made_words(&given.file, &made, now, recorded));
    Ok(Outcome::Done)
}

fn signing(context: &Context, given: &Backup) -> Result<Option<(Why, Second)>, CliError> {
    let Some(number) = &given.second else { return Ok(None) };
    let second = second::second(&context.out, number, given.second_passphrase_file.as_deref())?;
    let (cause, text) = (given.reason.unwrap_or(Cause::Other), given.text.clone().unwrap_or_default());
    Ok(Some((Why { cause, text, asked: system_moment() }, second)))
}

/// Takes what was noted into the log, if nobody else has the post open; whoever does takes it in themselves.
fn record(context: &Context, number: &str, passphrase: &str) -> Result<bool, CliError> {
    match context.write_as(number, passphrase, |_| Ok(())) {
        Err(CliError::Desk(DeskError::Store(StoreError::InUse(_)))) => Ok(false),
        other => other.map(|()| true),
    }
}

/// Shows how far a copy is, each percent once.
fn shown<'a>(out: &'a Output, id: &'static str) -> impl FnMut(u64, u64) + 'a {
    let mut last = None;
    move |done, all| {
        let percent = done.saturating_mul(100).checked_div(all).unwrap_or(100);
        if last.replace(percent) != Some(percent) {
            out.progress(&words(id, &[("percent", &percent.to_string())]));
        }
    }
}

fn made_object(file: &Path, made: &Made, recorded: bool) -> serde_json::Value {
    json!({
        "file": file, "bytes": made.bytes, "sha256": made.fact.file, "origin": made.fact.head.origin,
        "size": made.fact.head.size, "root": made.fact.head.root, "to": made.fact.to, "until": made.until.rfc3339(),
        "due": made.due.rfc3339(), "beside": made.beside, "recorded": recorded,
    })
}

fn made_words(file: &Path, made: &Made, now: Moment, recorded: bool) -> String {
    let (file, size, to) = (file.display().to_string(), made.fact.head.size.to_string(), made.fact.to.join(", "));
    let [head, erased] = made.beside.each_ref().map(|path| path.display().to_string());
    [
        words("cli-backed-up", &[("file", &file), ("entries", &size), ("sha256", &made.fact.file)]),
        words("cli-backup-to", &[("to", &to)]),
        words("cli-backup-beside", &[("head", &head), ("erased", &erased)]),
        words("cli-backup-keep", &[("until", &show::local(now, made.until)), ("due", &show::local(now, made.due))]),
        tr(if recorded { "cli-backup-recorded" } else { "cli-backup-noted" }),
    ]
    .join("\n")
}

/// `gateward restore`
pub fn restore(context: &Context, given: &Restore) -> Result<Outcome, CliError> {
    let number = context.operator.clone().ok_or(CliError::NoOperator)?;
    let passphrase = secret::passphrase(&context.out, context.passphrase_file.as_deref(), "cli-ask-passphrase")?;
    let from = From {
        folder: &context.folder,
        file: &given.file,
        identity: &given.identity,
        heads: &given.head,
        number: &number,
        passphrase: &passphrase,
    };
    let mut opening = shown(&context.out, "cli-opening-backup");
    let verified = |done: u64| context.out.progress(&words("cli-verifying", &[("done", &done.to_string())]));
    let mut progress = |step, done, all| match step {
        Step::Open => opening(done, all),
        Step::Verify => verified(done),
    };
    let opened = Restoration::open(&from, system_moment(), [randomness(), randomness()], &mut progress);
    context.out.progress("");
    let restoration = opened?;
    let plan = restoration.plan().clone();
    let Some(entries) = given.confirm else {
        restoration.permitted()?;
        context.out.say(&plan_object(&plan), || plan_words(&plan, given));
        return Ok(Outcome::Finding);
    };
    if entries != plan.backup.size {
        return Err(CliError::NotThisBackup(plan.backup.size));
    }
    let number = given.second.as_deref().unwrap_or_default();
    let beside = second::second(&context.out, number, given.second_passphrase_file.as_deref())?;
    let now = system_moment();
    let (cause, text) = (given.reason.unwrap_or(Cause::Other), given.text.clone().unwrap_or_default());
    let done = restoration.confirm(now, &Why { cause, text, asked: now }, &beside)?;
    let vkey = verifier_key(&done).ok_or_else(super::log::unreadable)?;
    let mut object = plan_object(&plan);
    object["restored"] = json!({
        "origin": done.origin, "key": done.key, "vkey": vkey, "entry": done.entry, "aside": done.aside,
    });
    context.out.say(&object, || done_words(&plan, &done, &vkey));
    Ok(Outcome::Done)
}

fn verifier_key(done: &Done) -> Option<String> {
    let bytes: [u8; 32] = BASE64.decode(done.key.as_bytes()).ok()?.try_into().ok()?;
    let key = VerifyingKey::from_bytes(&bytes).ok()?;
    Some(NoteKey::new(&done.origin, Algorithm::Ed25519, key).ok()?.to_string())
}

fn plan_object(plan: &Plan) -> serde_json::Value {
    json!({
        "mission": plan.mission, "gate": plan.gate, "made": plan.made.rfc3339(), "origin": plan.backup.origin,
        "entries": plan.backup.size, "until": plan.until.map(|at| at.rfc3339()), "known": plan.last.size,
        "lost": plan.lost(), "heads": plan.seen, "erased": plan.erased.len(), "in_place": plan.in_place,
        "read_in_place": plan.read_in_place,
    })
}

fn plan_words(plan: &Plan, given: &Restore) -> String {
    let now = system_moment();
    let entries = plan.backup.size.to_string();
    let until = plan.until.map(|at| show::local(now, at)).unwrap_or_default();
    let mut lines = vec![
        words("cli-restore-of", &[("mission", &plan.mission), ("gate", &plan.gate)]),
        words("cli-restore-made", &[("made", &show::local(now, plan.made)), ("entries", &entries), ("until", &until)]),
    ];
    lines.push(match plan.seen.as_slice() {
        [] => tr("cli-restore-no-head"),
        _ if plan.lost() == 0 => tr("cli-restore-nothing-lost"),
        _ => words("cli-restore-lost", &[("lost", &plan.lost().to_string()), ("known", &plan.last.size.to_string())]),
    });
    lines.push(words("cli-restore-erased", &[("count", &plan.erased.len().to_string())]));
    if plan.in_place {
        lines.push(tr("cli-restore-aside"));
    }
    if plan.in_place && !plan.read_in_place {
        lines.push(tr("cli-restore-unread"));
    }
    let (file, identity) = (given.file.display().to_string(), given.identity.display().to_string());
    lines.push(words("cli-restore-how", &[("file", &file), ("identity", &identity), ("entries", &entries)]));
    lines.join("\n")
}

fn done_words(plan: &Plan, done: &Done, vkey: &str) -> String {
    let (entry, lost, erased) = (done.entry.to_string(), plan.lost().to_string(), plan.erased.len().to_string());
    let mut lines = vec![words("cli-restored", &[("entry", &entry), ("lost", &lost), ("erased", &erased)])];
    if let Some(aside) = &done.aside {
        lines.push(words("cli-restored-aside", &[("folder", &aside.display().to_string())]));
    }
    lines.extend([
        words("cli-origin", &[("origin", &done.origin)]),
        words("cli-key", &[("key", vkey)]),
        tr("cli-key-keep"),
        tr("cli-restored-next"),
    ]);
    lines.join("\n")
}

/// `gateward log checkpoint --to`
pub fn remember(context: &Context, folder: &Path) -> Result<Outcome, CliError> {
    context.read(|desk| {
        let written = desk.remember(folder).map_err(|error: DeskError| CliError::from(error))?;
        let [head, erased] = written.each_ref().map(|path| path.display().to_string());
        context.out.say(&json!({ "head": head, "erased": erased }), || {
            words("cli-backup-beside", &[("head", &head), ("erased", &erased)])
        });
        Ok(Outcome::Done)
    })
}
