//! Who may sign in: listing, enrolling, recovering.

use std::path::PathBuf;

use serde_json::json;
use zeroize::Zeroizing;

use super::args::{Newcomer, Operators};
use super::context::{Context, randomness, sign_out};
use super::fault::{CliError, Outcome};
use super::output::words;
use super::{init, secret};
use crate::desk::{Desk, NewOperator, RecoveryCode, system_moment};
use crate::domain::{Operator, Role};
use crate::i18n::tr;
use crate::store::Store;

/// `gateward operators`
pub fn run(context: &Context, command: &Operators) -> Result<Outcome, CliError> {
    match command {
        Operators::List => list(context),
        Operators::Enrol(newcomer) => {
            let new = newcomer_of(context, newcomer)?;
            let enrolled = context.write(|desk| Ok(desk.enrol(system_moment(), &new)?))?;
            context.out.say(&object(&enrolled), || line("cli-enrolled", &enrolled));
            Ok(Outcome::Done)
        }
        Operators::RecoveryCode => {
            let code = context.write(|desk| Ok(desk.renew_recovery(system_moment())?))?;
            let halves = code.0.each_ref().map(|half| half.as_str());
            context.out.say(&json!({ "recovery": halves }), || init::recovery_words(halves));
            Ok(Outcome::Done)
        }
        Operators::Recover { halves, newcomer } => recover(context, halves, newcomer),
    }
}

fn list(context: &Context) -> Result<Outcome, CliError> {
    context.read(|desk| {
        for row in desk.store().tables().operators()? {
            if let Some(operator) = desk.store().operator(row.id)? {
                context.out.say(&object(&operator), || line("cli-operator", &operator));
            }
        }
        Ok(Outcome::Done)
    })
}

fn recover(context: &Context, halves: &[PathBuf], newcomer: &Newcomer) -> Result<Outcome, CliError> {
    let code = match halves {
        [] => {
            let first = secret::passphrase(&context.out, None, "cli-ask-half-1")?;
            RecoveryCode([first, secret::passphrase(&context.out, None, "cli-ask-half-2")?])
        }
        [a, b] => {
            let half = |path: &PathBuf| secret::passphrase(&context.out, Some(path), "cli-ask-half-1");
            RecoveryCode([half(a)?, half(b)?])
        }
        other => return Err(CliError::Halves(other.len())),
    };
    let new = newcomer_of(context, newcomer)?;
    let mut desk = Desk::new(Store::open(&context.folder, randomness())?);
    let (enrolled, next) = desk.recover(system_moment(), &code, &new)?;
    let halves = next.0.each_ref().map(|half| half.as_str());
    let mut said = object(&enrolled);
    said["recovery"] = json!(halves);
    let text = || [line("cli-enrolled", &enrolled), tr("cli-recovered"), init::recovery_words(halves)].join("\n");
    context.out.say(&said, text);
    sign_out(&mut desk)?;
    Ok(Outcome::Done)
}

fn newcomer_of(context: &Context, newcomer: &Newcomer) -> Result<NewOperator, CliError> {
    let passphrase: Zeroizing<String> = secret::new_passphrase(&context.out, newcomer.new_passphrase_file.as_deref())?;
    Ok(NewOperator {
        number: newcomer.number.clone(),
        name: newcomer.name.clone(),
        roles: newcomer.roles.clone(),
        passphrase,
    })
}

fn object(operator: &Operator) -> serde_json::Value {
    let roles: Vec<_> = operator.roles.iter().map(|role| role.code()).collect();
    json!({ "number": operator.number, "name": operator.name, "roles": roles, "id": operator.id.to_string() })
}

fn line(id: &str, operator: &Operator) -> String {
    let role = |role: &Role| tr(&format!("role-{}", role.code()));
    let roles = operator.roles.iter().map(role).collect::<Vec<_>>().join(", ");
    words(id, &[("number", &operator.number), ("name", &operator.name), ("roles", &roles)])
}
