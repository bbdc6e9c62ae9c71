//! Setting a post up.

use serde_json::json;

use super::args::Init;
use super::context::{Context, randomness, sign_out};
use super::fault::{CliError, Outcome};
use super::output::words;
use super::secret;
use crate::desk::identity::Identity;
use crate::desk::{Desk, Founding, system_moment};
use crate::i18n::tr;
use crate::store::StoreError;
use crate::store::connection::DATABASE;

/// The service number of the first operator where none is given.
const FIRST: &str = "S-1";

/// `gateward init`
pub fn run(context: &Context, init: &Init) -> Result<Outcome, CliError> {
    if context.folder.join(DATABASE).exists() {
        return Err(StoreError::PostExists(context.folder.clone()).into());
    }
    let number = context.operator.clone().unwrap_or_else(|| FIRST.to_owned());
    let (passphrase, second) = secret::new_passphrase(&context.out, context.passphrase_file.as_deref())?.into_parts();
    let founding = Founding {
        mission: init.mission.clone(),
        domain: init.domain.clone(),
        gate: init.gate.clone(),
        name: init.name.clone().unwrap_or_else(|| number.clone()),
        number,
        passphrase,
        second,
    };
    let (mut desk, code) = Desk::found(&context.folder, &founding, system_moment(), randomness())?;
    let (post, known) = (desk.store().post(), desk.identity()?);
    let [a, b] = code.0.each_ref().map(|half| half.as_str());
    let object = json!({
        "post": post.id, "origin": post.origin, "key": post.key, "vkey": known.key, "recovery": [a, b],
        "operator": founding.number, "data": context.folder,
    });
    context.out.say(&object, || founded(&known, &founding.number, [a, b]));
    sign_out(&mut desk)?;
    Ok(Outcome::Done)
}

fn founded(known: &Identity, number: &str, halves: [&str; 2]) -> String {
    [
        words("cli-founded", &[("mission", &known.mission), ("gate", &known.gate)]),
        words("cli-founded-where", &[("folder", &known.folder.display().to_string())]),
        words("cli-founded-operator", &[("number", number)]),
        String::new(),
        words("cli-origin", &[("origin", &known.origin)]),
        words("cli-key", &[("key", &known.key)]),
        tr("cli-key-keep"),
        String::new(),
        recovery_words(halves),
    ]
    .join("\n")
}

/// Both halves of a recovery code, and what to do with them.
pub fn recovery_words([a, b]: [&str; 2]) -> String {
    [
        words("cli-half", &[("which", "1"), ("half", a)]),
        words("cli-half", &[("which", "2"), ("half", b)]),
        tr("cli-halves-keep"),
    ]
    .join("\n")
}
