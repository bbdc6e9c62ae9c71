//! Who may sign in: listing, enrolling, changing, ending, recovering; and what each sets for themselves.

use std::path::{Path, PathBuf};

use serde_json::json;
use zeroize::Zeroizing;

use super::args::{Newcomer, Operators};
use super::context::{Context, randomness, sign_out};
use super::fault::{CliError, Outcome};
use super::output::words;
use super::{init, second, secret, show};
use crate::desk::{Desk, DeskError, NewOperator, RecoveryCode, StartCode, system_moment};
use crate::domain::{Operator, OperatorId, Role, Timestamp};
use crate::i18n::tr;
use crate::store::Store;

/// `gateward operators`
pub fn run(context: &Context, command: &Operators) -> Result<Outcome, CliError> {
    match command {
        Operators::List => list(context),
        Operators::Enrol { newcomer, signing } => {
            let two = second::maybe(&context.out, signing)?;
            let new = newcomer_of(newcomer, Default::default());
            let (enrolled, code) = context
                .write(|desk| Ok(desk.enrol_to_start(system_moment(), &new, second::signing(two.as_ref()))?))?;
            say_code(context, &enrolled, &code, &line("cli-enrolled", &enrolled));
            Ok(Outcome::Done)
        }
        Operators::StartCode { number, signing } => {
            let two = second::maybe(&context.out, signing)?;
            let made = context.write(|desk| {
                let id = desk.operator_of(number)?;
                let code = desk.start_anew(system_moment(), id, second::signing(two.as_ref()))?;
                let operator = desk.store().operator(desk.operator_of(number)?).map_err(DeskError::from)?;
                Ok((operator.ok_or(DeskError::NoOperator)?, code))
            })?;
            say_code(context, &made.0, &made.1, "");
            Ok(Outcome::Done)
        }
        Operators::Start { new_passphrase_file } => start(context, new_passphrase_file.as_deref()),
        Operators::Roles { number, roles, why, second, second_passphrase_file } => {
            let file = second_passphrase_file.as_deref();
            let second = second.as_ref().map(|second| second::second(&context.out, second, file)).transpose()?;
            changed(context, number, "cli-roles-changed", |desk, id| {
                let why = second::why(why);
                desk.change_roles(system_moment(), id, roles, &why, second.as_ref())
            })
        }
        Operators::Suspend { number, why } => {
            changed(context, number, "cli-suspended", |desk, id| desk.suspend(system_moment(), id, &second::why(why)))
        }
        Operators::Resume { number, why } => changed(context, number, "cli-resumed", |desk, id| {
            desk.resume_operator(system_moment(), id, &second::why(why))
        }),
        Operators::End { number, why, second, second_passphrase_file } => {
            let file = second_passphrase_file.as_deref();
            let second = second.as_ref().map(|second| second::second(&context.out, second, file)).transpose()?;
            changed(context, number, "cli-ended", |desk, id| {
                desk.end_operator(system_moment(), id, &second::why(why), second.as_ref())
            })
        }
        Operators::ResetPin { number } => {
            changed(context, number, "cli-pin-reset", |desk, id| desk.reset_pin(system_moment(), id))
        }
        Operators::Passphrase { new_passphrase_file } => own(context, "cli-passphrase-set", |desk, before| {
            let next = secret::new_passphrase(&context.out, new_passphrase_file.as_deref())?;
            Ok(desk.set_passphrase(system_moment(), before, next.pair())?)
        }),
        Operators::Pin { pin_file } => own(context, "cli-pin-set", |desk, passphrase| {
            let pins = secret::new_pin(&context.out, pin_file.as_deref())?;
            Ok(desk.set_pin(system_moment(), passphrase, pins.pair())?)
        }),
        Operators::RecoveryCode { signing } => {
            let two = second::maybe(&context.out, signing)?;
            let code =
                context.write(|desk| Ok(desk.renew_recovery(system_moment(), second::signing(two.as_ref()))?))?;
            let halves = code.0.each_ref().map(|half| half.as_str());
            context.out.say(&json!({ "recovery": halves }), || init::recovery_words(halves));
            Ok(Outcome::Done)
        }
        Operators::Recover { halves, holders, newcomer, new_passphrase_file } => {
            recover(context, (halves, holders), newcomer, new_passphrase_file.as_deref())
        }
    }
}

fn list(context: &Context) -> Result<Outcome, CliError> {
    let now = system_moment();
    context.read(|desk| {
        for entry in desk.operators()? {
            let mut said = object(&entry.operator);
            let at = |at: Option<Timestamp>| at.map(Timestamp::rfc3339);
            said["standing"] = json!(entry.standing.code());
            said["pin"] = json!(entry.pin);
            said["signed_in"] = json!(at(entry.signed_in));
            said["start"] = json!(at(entry.start));
            said["failures"] = json!(entry.failures);
            said["failed"] = json!(at(entry.failed));
            context.out.say(&said, || {
                let standing = tr(&format!("standing-{}", entry.standing.code()));
                let last = entry.signed_in.map_or_else(|| tr("operator-never"), |at| show::local(now, at));
                let failures = entry.failures.to_string();
                let more = [("standing", standing.as_str()), ("last", &last), ("failures", &failures)];
                format!("{}  {}", line("cli-operator", &entry.operator), words("cli-operator-stands", &more))
            });
        }
        Ok(Outcome::Done)
    })
}

/// Changes an operator, and says how they stand then.
fn changed(
    context: &Context,
    number: &str,
    words: &str,
    change: impl FnOnce(&mut Desk, OperatorId) -> Result<(), DeskError>,
) -> Result<Outcome, CliError> {
    let changed = context.write(|desk| {
        let id = desk.operator_of(number)?;
        change(desk, id)?;
        let row = desk.store().tables().operator(id).map_err(DeskError::from)?;
        Ok(desk.store().operator(id).map_err(DeskError::from)?.zip(row))
    })?;
    let (operator, row) = changed.ok_or(DeskError::NoOperator)?;
    let mut said = object(&operator);
    said["standing"] = json!(row.standing.code());
    context.out.say(&said, || line(words, &operator));
    Ok(Outcome::Done)
}

/// Changes a secret of whoever signs in, who proves themselves with the passphrase that they signed in with.
fn own(
    context: &Context,
    said: &str,
    change: impl FnOnce(&mut Desk, &str) -> Result<(), CliError>,
) -> Result<Outcome, CliError> {
    context.write_with(|desk, passphrase| {
        change(desk, passphrase)?;
        let operator = desk.operator().ok_or(DeskError::Locked)?;
        context.out.say(&object(operator), || line(said, operator));
        Ok(Outcome::Done)
    })
}

/// Somebody begins, and is signed out again.
fn start(context: &Context, file: Option<&Path>) -> Result<Outcome, CliError> {
    let (number, code) = context.credentials()?;
    let next = secret::new_passphrase(&context.out, file)?;
    let mut desk = Desk::new(Store::open(&context.folder, randomness())?);
    let started = desk.start(system_moment(), &number, &code, next.pair())?;
    context.out.say(&object(&started), || line("cli-started", &started));
    sign_out(&mut desk)?;
    Ok(Outcome::Done)
}

fn say_code(context: &Context, operator: &Operator, code: &StartCode, said: &str) {
    let mut object = object(operator);
    object["start"] = json!(code.0.as_str());
    context.out.say(&object, || {
        let words = words("cli-start-code", &[("code", code.0.as_str()), ("number", &operator.number)]);
        format!("{said}\n{words}").trim_start().to_owned()
    });
}

fn recover(
    context: &Context,
    (halves, holders): (&[PathBuf], &[String]),
    newcomer: &Newcomer,
    file: Option<&Path>,
) -> Result<Outcome, CliError> {
    let holders: [String; 2] = holders.to_vec().try_into().map_err(|_| DeskError::Holders)?;
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
    let chosen = secret::new_passphrase(&context.out, file)?.into_parts();
    let new = newcomer_of(newcomer, chosen);
    let mut desk = Desk::new(Store::open(&context.folder, randomness())?);
    let (enrolled, next) = desk.recover(system_moment(), &code, &holders, &new)?;
    let halves = next.0.each_ref().map(|half| half.as_str());
    let mut said = object(&enrolled);
    said["recovery"] = json!(halves);
    let text = || [line("cli-enrolled", &enrolled), tr("cli-recovered"), init::recovery_words(halves)].join("\n");
    context.out.say(&said, text);
    sign_out(&mut desk)?;
    Ok(Outcome::Done)
}

fn newcomer_of(newcomer: &Newcomer, (passphrase, second): (Zeroizing<String>, Zeroizing<String>)) -> NewOperator {
    let (number, name, roles) = (newcomer.number.clone(), newcomer.name.clone(), newcomer.roles.clone());
    NewOperator { number, name, roles, passphrase, second }
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
