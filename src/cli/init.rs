//! Setting a post up.

use ed25519_dalek::VerifyingKey;
use serde_json::json;

use super::args::Init;
use super::context::{Context, randomness, sign_out};
use super::fault::{CliError, Outcome};
use super::log::verifier_key;
use super::output::words;
use super::secret;
use crate::desk::{Desk, Founding, system_moment};
use crate::i18n::tr;
use crate::store::connection::DATABASE;
use crate::store::{Post, StoreError};

/// The service number of the first operator where none is given.
const FIRST: &str = "S-1";

/// `gateward init`
pub fn run(context: &Context, init: &Init) -> Result<Outcome, CliError> {
    if context.folder.join(DATABASE).exists() {
        return Err(StoreError::PostExists(context.folder.clone()).into());
    }
    let number = context.operator.clone().unwrap_or_else(|| FIRST.to_owned());
    let founding = Founding {
        mission: init.mission.clone(),
        domain: init.domain.clone(),
        gate: init.gate.clone(),
        name: init.name.clone().unwrap_or_else(|| number.clone()),
        number,
        passphrase: secret::new_passphrase(&context.out, context.passphrase_file.as_deref())?,
    };
    let (mut desk, code) = Desk::found(&context.folder, &founding, system_moment(), randomness())?;
    let post = desk.store().post();
    let [a, b] = code.0.each_ref().map(|half| half.as_str());
    let vkey = verifier_key(post);
    let object = json!({
        "post": post.id, "origin": post.origin, "key": post.key, "vkey": vkey, "recovery": [a, b],
        "operator": founding.number, "data": context.folder,
    });
    context.out.say(&object, || founded(context, post, &founding.number, [a, b]));
    sign_out(&mut desk)?;
    Ok(Outcome::Done)
}

fn founded(context: &Context, post: &Post, number: &str, halves: [&str; 2]) -> String {
    [
        words("cli-founded", &[("mission", &post.mission), ("gate", &post.gate)]),
        words("cli-founded-where", &[("folder", &context.folder.display().to_string())]),
        words("cli-founded-operator", &[("number", number)]),
        String::new(),
        words("cli-origin", &[("origin", &post.origin)]),
        words("cli-key", &[("key", &verifier_key(post))]),
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

/// A key from its 32 bytes in base64.
pub fn public_key(text: &str) -> Option<VerifyingKey> {
    let bytes: [u8; 32] = data_encoding::BASE64.decode(text.as_bytes()).ok()?.try_into().ok()?;
    VerifyingKey::from_bytes(&bytes).ok()
}
