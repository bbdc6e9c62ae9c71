//! The book of hosts, and how hosts are told.

use serde_json::{Value, json};

use super::args::{Host as Command, Notices as Set, SetHost};
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::import::bytes;
use super::output::words;
use crate::desk::{Desk, DeskError, import, system_moment};
use crate::domain::notice::Event;
use crate::domain::{Host, Notices};
use crate::i18n::tr;

/// `gateward host`
pub fn run(context: &Context, command: &Command) -> Result<Outcome, CliError> {
    match command {
        Command::List { missing: true } => context.read(|desk| missing(context, desk)),
        Command::List { missing: false } => context.read(|desk| list(context, desk)),
        Command::Set(given) => context.write(|desk| set(context, desk, given)),
        Command::Remove { name } => context.write(|desk| {
            let (id, host) = desk.host_called(name)?;
            let _ = desk.remove_host(id)?;
            context.out.say(&json!({ "removed": host.name }), || words("cli-host-removed", &[("name", &host.name)]));
            Ok(Outcome::Done)
        }),
        Command::Import { file } => {
            let hosts = import::hosts(&import::open(&bytes(file)?)?);
            let hosts = hosts.map_err(|fault| CliError::Details(fault.to_string()))?;
            context.write(|desk| {
                let new = desk.put_hosts(&hosts)?;
                let said = json!({ "hosts": hosts.len(), "new": new });
                context.out.say(&said, || {
                    let (all, new) = (hosts.len().to_string(), new.to_string());
                    words("cli-hosts-imported", &[("count", &all), ("new", &new)])
                });
                Ok(Outcome::Done)
            })
        }
    }
}

fn list(context: &Context, desk: &mut Desk) -> Result<Outcome, CliError> {
    let hosts = desk.hosts()?;
    if hosts.is_empty() && !context.out.is_json() {
        context.out.line(&tr("cli-no-host"));
    }
    for (_, host) in &hosts {
        context.out.say(&object(host), || line(host));
    }
    Ok(Outcome::Done)
}

fn missing(context: &Context, desk: &mut Desk) -> Result<Outcome, CliError> {
    while !desk.remember_some(u32::MAX)? {}
    let missing = desk.hosts_missing(system_moment())?;
    if missing.is_empty() && !context.out.is_json() {
        context.out.line(&tr("cli-no-host-missing"));
    }
    for name in &missing {
        context.out.say(&json!({ "name": name }), || name.clone());
    }
    Ok(Outcome::Done)
}

fn set(context: &Context, desk: &mut Desk, given: &SetHost) -> Result<Outcome, CliError> {
    let known = match desk.host_called(&given.name) {
        Ok((id, host)) => Some((id, host)),
        Err(DeskError::Gone) => None,
        Err(error) => return Err(error.into()),
    };
    let before = known.as_ref().map(|(_, host)| host);
    let email = given.email.clone().or_else(|| before.map(|host| host.email.clone()));
    let email = email.ok_or_else(|| CliError::Details(tr("cli-host-email")))?;
    let notices = given.notices.as_ref().map(|events| events.0.clone());
    let language = given.language.map(|language| language.code().to_owned());
    let host = Host {
        name: given.name.trim().to_owned(),
        email,
        language: language.or_else(|| before.map(|host| host.language.clone())).unwrap_or_default(),
        notices: notices.or_else(|| before.map(|host| host.notices.clone())).unwrap_or_else(|| Event::USUAL.to_vec()),
        left: given.left || before.is_some_and(|host| host.left) && !given.back,
    };
    let (new, _) = desk.put_host(known.map(|(id, _)| id), &host)?;
    let mut said = object(&host);
    said["new"] = json!(new);
    context.out.say(&said, || line(&host));
    Ok(Outcome::Done)
}

fn object(host: &Host) -> Value {
    json!({
        "name": host.name,
        "email": host.email.as_str(),
        "language": host.language,
        "notices": host.notices.iter().map(|event| event.code()).collect::<Vec<_>>(),
        "left": host.left,
    })
}

fn line(host: &Host) -> String {
    let hears = host.notices.iter().map(|event| tr(&format!("host-hears-{}", event.code()))).collect::<Vec<_>>();
    let hears = match (host.left, hears.is_empty()) {
        (true, _) => tr("host-left"),
        (false, true) => tr("host-hears-nothing"),
        (false, false) => hears.join(", "),
    };
    let parts = [host.name.as_str(), host.email.as_str(), host.language.as_str(), hears.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// `gateward notices`
pub fn notices(context: &Context, command: &Set) -> Result<Outcome, CliError> {
    match command {
        Set::Show => context.read(|desk| {
            said(context, &desk.read_notices()?);
            Ok(Outcome::Done)
        }),
        Set::Test => context.read(|desk| {
            let told = desk.test_notice(system_moment())?.deliver();
            let trouble = told.as_ref().err().map(|trouble| trouble.code());
            context.out.say(&json!({ "taken": told.is_ok(), "trouble": trouble }), || match told {
                Ok(()) => tr("cli-notices-tested"),
                Err(trouble) => tr(&format!("webhook-trouble-{}", trouble.code())),
            });
            Ok(Outcome::unless(told.is_ok()))
        }),
        Set::Set { webhook, mail, names, grace } => context.write(|desk| {
            let mut set = desk.read_notices()?;
            set.webhook = webhook.clone().map_or(set.webhook, |webhook| webhook.0);
            set.mail = mail.unwrap_or(set.mail);
            set.names = names.unwrap_or(set.names);
            set.grace = grace.unwrap_or(set.grace);
            desk.set_notices(system_moment(), &set)?;
            said(context, &set);
            Ok(Outcome::Done)
        }),
    }
}

fn said(context: &Context, set: &Notices) {
    let url = set.webhook.as_ref().map(ToString::to_string);
    let object = json!({ "mail": set.mail, "webhook": url, "names": set.names, "grace": set.grace });
    context.out.say(&object, || {
        let on = |yes| tr(if yes { "cli-on" } else { "cli-off" });
        let (mail, names, grace) = (on(set.mail), on(set.names), set.grace.to_string());
        let hook = url.unwrap_or_else(|| tr("cli-notices-no-webhook"));
        words("cli-notices", &[("mail", &mail), ("webhook", &hook), ("names", &names), ("grace", &grace)])
    });
}
