//! The outbox: what waits, what went out, and what did not.

use serde_json::json;

use super::args::Outbox;
use super::badge::write;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::show;
use crate::desk::outbox::{MailLine, MailState, Purpose, Trouble, Way};
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::Timestamp;
use crate::i18n::tr;

/// `gateward outbox`
pub fn run(context: &Context, command: &Outbox) -> Result<Outcome, CliError> {
    match command {
        Outbox::List { state } => list(context, *state),
        Outbox::Send => context.write(|desk| send(context, desk)),
        Outbox::Retry(mail) => context.write(|desk| {
            let now = system_moment();
            desk.retry_mail(now, mail.id)?;
            desk.send_mail_now(now)?;
            let line = desk.outbox(None, Some(mail.id.saturating_add(1)))?.into_iter().next().ok_or(DeskError::Gone)?;
            said(context, &line);
            Ok(Outcome::unless(line.state == MailState::Sent))
        }),
        Outbox::Withdraw(mail) => context.write(|desk| {
            desk.withdraw_mail(mail.id)?;
            context.out.say(&json!({ "mail": mail.id, "state": "withdrawn" }), || tr("cli-mail-withdrawn"));
            Ok(Outcome::Done)
        }),
        Outbox::Save { mail, eml } => context.write(|desk| {
            // The mail is let go only once the file is there.
            write(eml, &desk.mail_file(mail.id)?, false)?;
            desk.saved_mail(mail.id)?;
            let file = eml.display().to_string();
            context.out.say(&json!({ "mail": mail.id, "state": "saved", "file": file }), || {
                words("cli-written", &[("file", &file)])
            });
            Ok(Outcome::Done)
        }),
    }
}

/// Sends what is due, and says how many went out and how many are still here.
fn send(context: &Context, desk: &mut Desk) -> Result<Outcome, CliError> {
    let counted = |desk: &Desk, state: MailState| -> Result<u64, DeskError> {
        let counts = desk.outbox_page(None, None)?.counts;
        Ok(counts.into_iter().find(|(one, _)| *one == state).map_or(0, |(_, count)| count))
    };
    let before = counted(desk, MailState::Sent)?;
    desk.send_mail_now(system_moment())?;
    let sent = counted(desk, MailState::Sent)?.saturating_sub(before);
    let (waiting, failed) = (counted(desk, MailState::Waiting)?, counted(desk, MailState::Failed)?);
    context.out.say(&json!({ "sent": sent, "waiting": waiting, "failed": failed }), || {
        let told = [sent, waiting, failed].map(|count| count.to_string());
        words("cli-outbox-sent", &[("sent", &told[0]), ("waiting", &told[1]), ("failed", &told[2])])
    });
    Ok(Outcome::Done)
}

fn list(context: &Context, state: Option<MailState>) -> Result<Outcome, CliError> {
    context.read(|desk| {
        let mut before = None;
        loop {
            let lines = desk.outbox(state, before)?;
            lines.iter().for_each(|line| said(context, line));
            before = lines.last().map(|line| line.id);
            if lines.is_empty() {
                return Ok(Outcome::Done);
            }
        }
    })
}

/// Says how a mail stands.
pub fn said(context: &Context, line: &MailLine) {
    let notice = line.purpose.is_some_and(Purpose::is_notice);
    let object = json!({
        "mail": line.id,
        "way": line.way.code(),
        "visit": line.visit.to_string(),
        "purpose": line.purpose.map(|purpose| purpose.code()),
        // Whom it is about is the guest's name in what goes to them, and no part of what tells a host.
        "visitor": (!notice).then_some(&line.name),
        "host": notice.then_some(&line.name),
        "to": line.to,
        "state": line.state.code(),
        "since": line.at.rfc3339(),
        "tries": line.tries,
        "next": line.next.map(Timestamp::rfc3339),
        "trouble": line.trouble.map(|trouble| trouble.code()),
    });
    context.out.say(&object, || {
        let now = system_moment();
        let state = tr(&format!("mail-{}", line.state.code()));
        let why = line.trouble.map(|kind| of_way(line.way, kind)).unwrap_or_default();
        let purpose = line.purpose.map(|purpose| tr(&format!("mail-for-{}", purpose.code()))).unwrap_or_default();
        let (number, at) = (line.id.to_string(), show::local(now, line.at));
        let told = [number, at, purpose, line.name.clone(), line.to.clone(), state, why];
        told.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
    });
}

fn of_way(way: Way, kind: Trouble) -> String {
    match way {
        Way::Mail => trouble(kind),
        Way::Webhook => tr(&format!("webhook-trouble-{}", kind.code())),
    }
}

/// What went wrong with a mail, and what to do.
pub fn trouble(trouble: Trouble) -> String {
    tr(&format!("mail-trouble-{}", trouble.code()))
}
