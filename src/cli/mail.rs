//! How the mission's mail goes out.

use serde_json::json;

use super::args::{Mail, SetMail};
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::secret;
use crate::desk::system_moment;
use crate::domain::mail::{Server, Service};
use crate::i18n::tr;

/// The longest file of certificates that is taken.
const LONGEST: u64 = 1 << 20;

/// `gateward mail`
pub fn run(context: &Context, command: &Mail) -> Result<Outcome, CliError> {
    match command {
        Mail::Set(given) => set(context, given),
        Mail::Show => show(context),
        Mail::Test { to } => context.read(|desk| {
            let told = desk.test_mail(system_moment(), to)?;
            let object = json!({ "to": to.as_str(), "taken": told.is_ok(), "trouble": told.as_ref().err().map(|trouble| trouble.code()) });
            context.out.say(&object, || match told {
                Ok(()) => tr("cli-mail-tested"),
                Err(trouble) => super::outbox::trouble(trouble),
            });
            Ok(Outcome::unless(told.is_ok()))
        }),
    }
}

fn set(context: &Context, given: &SetMail) -> Result<Outcome, CliError> {
    let server = given.server.as_ref().map(|host| {
        let password = match given.password_file.as_deref() {
            Some(file) => secret::passphrase(&context.out, Some(file), "cli-ask-mail-password")?.to_string(),
            None => String::new(),
        };
        let authorities = given.ca.as_deref().map(certificates).transpose()?.unwrap_or_default();
        let (security, user) = (given.security, given.user.clone());
        let port = given.port.unwrap_or(security.port());
        Ok::<_, CliError>(Server { host: host.clone(), port, security, authorities, user, password })
    });
    let service =
        Service { sender: given.from.clone(), name: given.name.trim().to_owned(), server: server.transpose()? };
    context.write(|desk| {
        desk.set_mail_service(system_moment(), &service)?;
        context.out.say(&json!({ "set": true, "from": service.sender.as_str() }), || tr("cli-mail-set"));
        Ok(Outcome::Done)
    })
}

fn certificates(path: &std::path::Path) -> Result<String, CliError> {
    use std::io::Read as _;
    let file = std::fs::File::open(path).map_err(CliError::file(path))?;
    let mut text = String::new();
    let _ = file.take(LONGEST).read_to_string(&mut text).map_err(CliError::file(path))?;
    Ok(text)
}

fn show(context: &Context) -> Result<Outcome, CliError> {
    context.read(|desk| {
        let service = desk.read_mail_service()?;
        let object = service.as_ref().map_or(json!({ "from": null }), |service| {
            let server = service.server.as_ref();
            json!({
                "from": service.sender.as_str(),
                "name": service.name,
                "server": server.map(|server| &server.host),
                "port": server.map(|server| server.port),
                "security": server.map(|server| server.security.code()),
                "user": server.map(|server| &server.user),
                "own_authorities": server.is_some_and(|server| !server.authorities.is_empty()),
            })
        });
        context.out.say(&object, || told(service.as_ref()));
        Ok(Outcome::Done)
    })
}

fn told(service: Option<&Service>) -> String {
    let Some(service) = service else { return tr("cli-mail-none") };
    let from = service.sender.as_str();
    match &service.server {
        None => words("cli-mail-files", &[("from", from)]),
        Some(server) => {
            let (port, security) = (server.port.to_string(), tr(&format!("mail-security-{}", server.security.code())));
            words(
                "cli-mail-server",
                &[("from", from), ("host", &server.host), ("port", &port), ("security", &security)],
            )
        }
    }
}
