//! Invitations: made, shown, withdrawn, and saved as files.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::act::Said;
use super::args::{Invitation, Save};
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::show;
use super::visits::{self, Meant};
use crate::badge::card::{FontScope, Fonts};
use crate::desk::invitations::Invited;
use crate::desk::letters::{Form, Language};
use crate::desk::outbox::MailState;
use crate::desk::{Desk, system_moment};
use crate::domain::{Moment, Timestamp, VisitId};
use crate::i18n::tr;

/// `gateward invitation`
pub fn run(context: &Context, command: &Invitation) -> Result<Outcome, CliError> {
    match command {
        Invitation::Make(visits) => context.write(|desk| each(context, desk, &visits.texts, make)),
        Invitation::Withdraw(visits) => context.write(|desk| each(context, desk, &visits.texts, withdraw)),
        Invitation::Show(named) => context.read(|desk| each(context, desk, std::slice::from_ref(&named.text), show)),
        Invitation::Save(given) => save(context, given),
        Invitation::Send { visits, language } => send(context, &visits.texts, *language),
    }
}

/// Does something with each of the visits that these texts mean; a text that means several, or none, ends it before
/// anything is done.
fn each(
    context: &Context,
    desk: &mut Desk,
    texts: &[String],
    act: impl Fn(&Context, &mut Desk, Moment, VisitId) -> Result<(), CliError>,
) -> Result<Outcome, CliError> {
    let now = system_moment();
    let mut meant = Vec::with_capacity(texts.len());
    for text in texts {
        match visits::meant(desk, now, text)? {
            Meant::Visit(visit) => meant.push(visit),
            Meant::Undecided(recognised) => return Ok(Said::undecided(now, &recognised).through(context)),
            Meant::Several(lines) => return Ok(visits::said(context, &lines, Outcome::Finding)),
        }
    }
    meant.into_iter().try_for_each(|visit| act(context, desk, now, visit))?;
    Ok(Outcome::Done)
}

fn make(context: &Context, desk: &mut Desk, now: Moment, visit: VisitId) -> Result<(), CliError> {
    let made = desk.invite(now, visit)?;
    let (until, token) = (made.until.rfc3339(), made.token);
    let object = json!({ "visit": visit.to_string(), "invitation": token, "entry": made.entry, "valid_until": until });
    context.out.say(&object, || token.clone());
    Ok(())
}

fn withdraw(context: &Context, desk: &mut Desk, now: Moment, visit: VisitId) -> Result<(), CliError> {
    desk.withdraw_invitation(now, visit)?;
    let object = json!({ "visit": visit.to_string(), "decision": "withdrawn" });
    context.out.say(&object, || tr("cli-invitation-withdrawn"));
    Ok(())
}

fn show(context: &Context, desk: &mut Desk, now: Moment, visit: VisitId) -> Result<(), CliError> {
    let invited = desk.invitations(now, visit)?;
    for one in &invited {
        context.out.say(&object(visit, one), || line(now, one));
    }
    if invited.is_empty() && !context.out.is_json() {
        context.out.line(&tr("invitation-none"));
    }
    Ok(())
}

fn object(visit: VisitId, one: &Invited) -> Value {
    json!({
        "visit": visit.to_string(),
        "number": one.number,
        "state": one.worth.code(),
        "made": one.at.rfc3339(),
        "by": one.by,
        "valid_until": one.until.map(Timestamp::rfc3339),
    })
}

fn line(now: Moment, one: &Invited) -> String {
    let state = tr(&format!("invitation-{}", one.worth.code()));
    [one.number.clone(), state, show::local(now, one.at), one.by.clone()].join("  ")
}

fn save(context: &Context, given: &Save) -> Result<Outcome, CliError> {
    let asked = [(Form::Png, given.png), (Form::Pdf, given.pdf), (Form::Eml, given.eml), (Form::Ics, given.ics)];
    let mut forms: Vec<Form> = asked.into_iter().filter(|(_, asked)| *asked).map(|(form, _)| form).collect();
    if forms.is_empty() {
        forms.push(Form::Pdf);
    }
    let fonts = std::cell::RefCell::new(Fonts::new(FontScope::System));
    context.read(|desk| {
        each(context, desk, &given.visits.texts, |context, desk, now, visit| {
            let post = desk.letter(now, visit, given.language)?;
            let page = post.page(&mut fonts.borrow_mut())?;
            if !page.complete() {
                context.out.remark(&tr("cli-card-incomplete"));
            }
            let files = post.save(&given.folder, &forms, &page)?;
            let object = json!({ "visit": visit.to_string(), "language": post.letter.language.code(), "files": files });
            context.out.say(&object, || written(&files));
            Ok(())
        })
    })
}

fn send(context: &Context, texts: &[String], language: Option<Language>) -> Result<Outcome, CliError> {
    let fonts = std::cell::RefCell::new(Fonts::new(FontScope::System));
    let posted = std::cell::RefCell::new(Vec::new());
    context.write(|desk| {
        let outcome = each(context, desk, texts, |_, desk, now, visit| {
            let post = desk.letter(now, visit, language)?;
            let page = post.page(&mut fonts.borrow_mut())?;
            posted.borrow_mut().push(desk.post_invitation(now, &post, &post.mail(&page)?)?);
            Ok(())
        })?;
        desk.send_mail_now(system_moment())?;
        let posted = posted.borrow();
        let lines = desk.outbox(None, None)?;
        let mut all_out = true;
        for line in lines.iter().rev().filter(|line| posted.contains(&line.id)) {
            all_out &= line.state == MailState::Sent;
            super::outbox::said(context, line);
        }
        Ok(if all_out { outcome } else { Outcome::Finding })
    })
}

fn written(files: &[PathBuf]) -> String {
    let file = |path: &PathBuf| words("cli-written", &[("file", &path.display().to_string())]);
    files.iter().map(file).collect::<Vec<_>>().join("\n")
}
