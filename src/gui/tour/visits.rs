//! The registrar's desk: a visit that recurs is entered, and one by somebody who came before.

use super::*;
use crate::desk::sample::{REGISTRAR, SUPERVISOR};
use crate::gui::app::Tab;
use crate::i18n::{tr, tr_with};

/// Who is expected, as their document has it.
const GUEST: [&str; 5] = ["Dr Ivo Zwarić", "Institut za medije", "Croatia", "1978-03-02", "P0114417"];

/// Somebody of the sample mission who is visited soon.
const HOST: &str = "Ms R. Haddad, Protocol";

pub(super) fn play(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Back]);
    guide.drive.resize(WIDE);
    guide.theme(Theme::Light);
    guide.press(&[Act::SignOut]);
    guide.fill(&[REGISTRAR.number, REGISTRAR.passphrase]);
    guide.sign_in(REGISTRAR)?;
    guide.press(&[Act::NewVisit]);
    guide.step("visit", &[&tr("visit-new"), &tr("visits-today"), &tr("act-request")])?;
    recurring(guide)?;
    again(guide)?;
    kept(guide)?;
    approved(guide)
}

fn recurring(guide: &mut Guide) -> Result<(), TourError> {
    guide.fill(&GUEST);
    guide.press(&[Act::NextField]);
    guide.drive.write("contr");
    guide.press(&[Act::Down, Act::Open]);
    guide.drive.write("Ms Tan");
    guide.press(&[Act::NextField]);
    guide.fill(&["Background interview", "tue 14-16 every week until 15 dec", "Press room", "Camera, laptop"]);
    guide.step("visit-recurs", &["Reads as DR IVO ZWARIC", &tr("visit-preview"), &tr("visit-preview-approved")])?;
    guide.press(&[Act::More]);
    guide.fill(&["Ivo Zwaric", "", "identity card 77 4410", "Croatian, English"]);
    guide.step("visit-more", &[&tr("visit-more"), &tr("act-less")])?;
    guide.press(&[Act::Submit]);
    let name = [("name", GUEST[0].into())];
    guide.sees("visit-requested", &[&tr_with("note-visit-requested", &name)])
}

fn again(guide: &mut Guide) -> Result<(), TourError> {
    guide.drive.write("zwaric");
    guide.press(&[Act::Down]);
    guide.step("visit-known", &[&tr("visits-known"), GUEST[0]])?;
    guide.press(&[Act::Open]);
    guide.drive.write("sat 9-12");
    guide.step("visit-refer", &[&tr("visit-before"), &tr("verdict-refer"), &tr("reason-contractor-hours")])?;
    super::threat::night_small(guide, "visit-night-small", &[&tr("visit-new"), &tr("visit-when")])
}

/// What is half entered stays, and the visits are looked through: as a list, closely, and by the week.
fn kept(guide: &mut Guide) -> Result<(), TourError> {
    guide.pass(0);
    guide.press(&[Act::NewVisit]);
    guide.step("visit-drafts", &[&tr("visit-drafts"), GUEST[0], &tr("visits-today")])?;
    guide.press(&[Act::Agenda]);
    guide.drive.write("zwaric");
    guide.press(&[Act::Down, Act::Open]);
    guide.step("agenda-list", &[&tr("agenda-sought"), &tr("agenda-steps"), &tr("stand-requested")])?;
    guide.press(&[Act::Mark, Act::Mark, Act::Remove]);
    guide.step("agenda-cancel", &[&tr("agenda-ask-cancel-hint")])?;
    guide.press(&[Act::Back, Act::NextView]);
    guide.step("agenda-week", &["23 Nov 2026 – 29 Nov 2026 · zwaric", GUEST[0]])?;
    super::threat::night_small(guide, "agenda-week-night-small", &[&tr("agenda-week")])?;
    guide.press(&[Act::NextView, Act::NextView, Act::NextView]);
    guide.drive.write("25-26 dec Christmas");
    guide.press(&[Act::Open]);
    guide.step("agenda-holidays", &["25 December 2026", "26 December 2026", &tr("agenda-closed-told")])?;
    hosts(guide)
}

/// Who of the hosts hears of their visits, and who came and should have left, over the visits.
fn hosts(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::NextView]);
    guide.step("agenda-hosts", &[&tr("agenda-hosts"), &tr("hosts-missing"), &tr("hosts-by-nothing")])?;
    guide.drive.write("haddad");
    guide.press(&[Act::Down, Act::Open]);
    guide.drive.write("haddad@nordhavn.example");
    guide.press(&[Act::NextField]);
    guide.drive.write("fr");
    guide.step("hosts-form", &[&tr("hosts-add-title"), &tr("language-fr"), &tr("hosts-tick-overstay")])?;
    guide.press(&[Act::Submit]);
    guide.step("hosts-kept", &[HOST, "haddad@nordhavn.example", &tr("hosts-hears")])?;
    super::threat::night_small(guide, "hosts-night-small", &[&tr("hosts-book")])?;
    guide.press(&[Act::NextView]);
    guide.step("visits-strip", &[&tr("act-put-away"), &tr("strip-state-overstay")])?;
    guide.press(&[Act::NextNotice]);
    guide.step("visits-strip-open", &[&tr("agenda-steps")])?;
    super::threat::night_small(guide, "visits-strip-night-small", &[&tr("act-put-away")])
}

/// Who leads the gate approves what waits, and lets somebody else do it while they are away.
fn approved(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::SignOut]);
    guide.fill(&[SUPERVISOR.number, SUPERVISOR.passphrase]);
    guide.sign_in(SUPERVISOR)?;
    guide.press(&[Act::Agenda, Act::NextView, Act::NextView, Act::Down]);
    guide.step("agenda-due", &[&tr("agenda-due"), GUEST[0], &tr("act-approve")])?;
    guide.press(&[Act::Decline]);
    guide.drive.write("The host is away that week");
    guide.step("agenda-decline", &[&tr("agenda-ask-decline-hint")])?;
    guide.press(&[Act::Back, Act::Approve, Act::Delegate]);
    guide.fill(&[REGISTRAR.number, "fri"]);
    guide.step("agenda-delegate", &[&tr("agenda-ask-delegate-hint")])?;
    guide.press(&[Act::Submit]);
    guide.step("agenda-delegated", &[&tr("agenda-delegations"), &tr("agenda-delegated")])?;
    super::threat::night_small(guide, "agenda-due-night-small", &[&tr("agenda-delegations")])?;
    invited(guide)
}

/// The visit that was approved is invited to: in every language, withdrawn again, and made anew.
fn invited(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::NextView; 4]);
    guide.drive.write("zwaric");
    guide.press(&[Act::Down, Act::Invite]);
    guide.step("invite", &[&tr("invite-none"), &tr("invite-title"), GUEST[0]])?;
    guide.press(&[Act::Submit]);
    guide.step("invite-made", &[&tr("language-en"), &tr("invite-no-address")])?;
    for (times, code) in [(2, "fr"), (1, "de"), (1, "es"), (1, "ar"), (1, "ru")] {
        guide.press(&vec![Act::After; times]);
        guide.step(&format!("invite-{code}"), &[&tr(&format!("language-{code}"))])?;
    }
    super::threat::night_small(guide, "invite-night-small", &[&tr("invite-title")])?;
    guide.press(&[Act::Remove]);
    guide.step("invite-withdrawn", &[&tr("invite-none")])?;
    guide.press(&[Act::Submit, Act::Back, Act::Open]);
    guide.step("invite-closely", &[&tr("agenda-invited"), &tr("agenda-steps")])?;
    mailed(guide)
}

/// An administrator says how mail goes out; what waits for that stands in the outbox.
fn mailed(guide: &mut Guide) -> Result<(), TourError> {
    guide.drive.tell(Message::Go(Tab::Mail));
    guide.settle()?;
    guide.drive.write("gate@nordhavn.example");
    guide.press(&[Act::Submit]);
    guide.step("mail-server", &[&tr("mail-title"), &tr("mail-kept")])?;
    guide.drive.tell(Message::Go(Tab::Outbox));
    guide.settle()?;
    guide.step("outbox", &[&tr("outbox-files"), &tr("outbox-empty")])?;
    guide.drive.tell(Message::Go(Tab::Agenda));
    guide.settle()
}
