//! The silent alarm by command: where it goes, what was done under duress, and reading messages at their receiver.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::Alarms;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::{secret, show};
use crate::desk::{alarm, system_moment};
use crate::i18n::tr;
use crate::store::alarm::{MESSAGE, Message};
use crate::store::keyring::KeyRing;
use crate::store::keyslots::KeySlots;

/// `gateward alarms`
pub fn run(context: &Context, command: &Alarms) -> Result<Outcome, CliError> {
    match command {
        Alarms::List => list(context),
        Alarms::Places => context.read(|desk| {
            for line in desk.alarm_places()? {
                let place = line.place.to_string();
                let said = json!({ "place": line.id, "kind": line.place.kind(), "where": place });
                context.out.say(&said, || format!("{}  {place}", line.id));
            }
            Ok(Outcome::Done)
        }),
        Alarms::Add { place } => {
            let id = context.write(|desk| Ok(desk.add_alarm_place(system_moment(), place)?))?;
            let where_to = place.to_string();
            let said = json!({ "place": id, "kind": place.kind(), "where": where_to });
            context.out.say(&said, || words("cli-alarm-added", &[("place", &where_to)]));
            Ok(Outcome::Done)
        }
        Alarms::Remove { place } => {
            context.write(|desk| Ok(desk.end_alarm_place(system_moment(), *place)?))?;
            context.out.say(&json!({ "place": place }), || tr("cli-alarm-removed"));
            Ok(Outcome::Done)
        }
        Alarms::Read { path } => read(context, path),
    }
}

fn list(context: &Context) -> Result<Outcome, CliError> {
    let now = system_moment();
    context.read(|desk| {
        let mut before = None;
        loop {
            let page = desk.forced(before)?;
            for line in page.lines {
                let (number, name) = &line.operator;
                let at = line.at.rfc3339();
                let said = json!({ "entry": line.entry, "kind": line.kind.code(), "at": at, "operator": number });
                context.out.say(&said, || {
                    let kind = tr(&format!("kind-{}", line.kind.code()));
                    format!("{}  {kind}  {number} {name}  #{}", show::local(now, line.at), line.entry)
                });
            }
            before = page.next;
            if before.is_none() {
                return Ok(Outcome::Done);
            }
        }
    })
}

/// Exit 1 where a message tells of duress, so that a receiver's script need not read the words.
fn read(context: &Context, path: &Path) -> Result<Outcome, CliError> {
    let (number, keys) = keys(context)?;
    let mut quiet = true;
    for file in files(path)? {
        let message = message(&file)?.and_then(|sealed| alarm::read(&keys, &number, &sealed));
        quiet &= message.as_ref().is_none_or(|message| !message.duress);
        say(context, &file, message.as_ref());
    }
    Ok(Outcome::unless(quiet))
}

fn say(context: &Context, file: &Path, message: Option<&Message>) {
    let shown = file.display().to_string();
    let Some(message) = message else {
        context.out.say(&json!({ "file": file, "opens": false }), || words("cli-alarm-shut", &[("file", &shown)]));
        return;
    };
    let at = message.at.rfc3339();
    let said = json!({
        "file": file, "opens": true, "duress": message.duress, "kind": message.kind.code(), "at": at,
        "operator": message.operator, "entry": message.entry, "post": message.post,
    });
    context.out.say(&said, || {
        let word = tr(if message.duress { "cli-alarm-duress" } else { "cli-alarm-quiet" });
        let kind = tr(&format!("kind-{}", message.kind.code()));
        let Message { operator, entry, post, .. } = message;
        format!("{word}  {at}  {kind}  {operator}  #{entry}  {post}")
    });
}

/// The keys of somebody of security, by the key slots alone: a receiver has no post.
fn keys(context: &Context) -> Result<(String, KeyRing), CliError> {
    let slots = KeySlots::read(&context.folder)?;
    let number = match (&context.operator, slots.operators.as_slice()) {
        (Some(number), _) => number.clone(),
        (None, [only]) => only.number.clone(),
        _ => return Err(CliError::NoOperator),
    };
    let passphrase = secret::passphrase(&context.out, context.passphrase_file.as_deref(), "cli-ask-passphrase")?;
    let keys = KeyRing::open(&slots, &number, &slots.open(&number, &passphrase)?, slots.epoch)?;
    if keys.reads_sealed() { Ok((number, keys)) } else { Err(crate::desk::DeskError::NotTheirs.into()) }
}

/// The file itself, or what lies in the folder, by time and name.
fn files(path: &Path) -> Result<Vec<PathBuf>, CliError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let fault = || CliError::file(path);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(fault())? {
        let entry = entry.map_err(fault())?;
        let kept = entry.path().extension().is_some_and(|extension| extension == "alarm");
        if kept {
            files.push((entry.metadata().and_then(|data| data.modified()).map_err(fault())?, entry.path()));
        }
    }
    files.sort();
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

/// What a file holds, if it is as long as a message.
fn message(file: &Path) -> Result<Option<Vec<u8>>, CliError> {
    let length = std::fs::metadata(file).map_err(CliError::file(file))?.len();
    if usize::try_from(length) != Ok(MESSAGE) {
        return Ok(None);
    }
    std::fs::read(file).map(Some).map_err(CliError::file(file))
}
