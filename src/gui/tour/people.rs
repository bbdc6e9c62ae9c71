//! The operators: one is enrolled, suspended and let in again; a PIN, the lock, and the hand-over of a shift.

use super::*;
use crate::desk::sample::{GUARD, SUPERVISOR};
use crate::i18n::{tr, tr_with};

/// Who is enrolled: number, name, passphrase.
const NEW: [&str; 3] = ["G-8", "Cpl N. Farrow", "plum kettle 81 harbours"];
/// Who is to lead, and is not enrolled.
const LEADER: &str = "Lt M. Stroud";
/// Letters of a start code, with the hyphens between its groups.
const CODE: usize = 19;
const PIN: &str = "738201";

pub(super) fn play(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Back]);
    guide.drive.resize(WIDE);
    guide.theme(Theme::Light);
    guide.press(&[Act::SignOut]);
    guide.fill(&[SUPERVISOR.number, SUPERVISOR.passphrase]);
    guide.sign_in(SUPERVISOR)?;
    operators(guide)?;
    pin(guide)?;
    hand_over(guide)?;
    failures(guide)
}

fn named(id: &str, name: &str) -> String {
    tr_with(id, &[("name", name.to_owned().into())])
}

fn operators(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Operators]);
    guide.step("operators", &[GUARD.name, &tr("operator-stands"), &tr("act-enrol")])?;
    guide.press(&[Act::Add]);
    guide.fill(&NEW[..2]);
    guide.step("enrol-who", &[&tr("enrol-who"), &tr("act-enrol")])?;
    guide.press(&[Act::Open]);
    guide.step("start-code", &[&named("start-code-title", NEW[1]), &tr("start-code-once")])?;
    begun(guide)?;
    second(guide)?;
    guide.press(&[Act::Change, Act::Down, Act::TickNext]);
    guide.step("roles", &[&named("roles-title", NEW[1]), &tr("role-says-auditor")])?;
    guide.press(&[Act::Back, Act::Suspend]);
    guide.drive.write("2");
    guide.drive.write("Lost their key card");
    guide.step("suspend", &[&named("suspend-title", NEW[1]), &tr("suspend-text")])?;
    guide.press(&[Act::Open]);
    guide.step("suspended", &[NEW[1], &tr("standing-suspended"), &tr("act-resume")])?;
    guide.press(&[Act::Suspend]);
    guide.drive.write("1");
    guide.drive.write("The key card was found");
    guide.step("resume", &[&named("resume-title", NEW[1]), &tr("resume-text")])?;
    guide.press(&[Act::Open]);
    guide.sees("resumed", &[&named("note-resumed", NEW[1])])
}

/// Whoever was enrolled begins at the lock, and whoever enrolled them signs in again.
fn begun(guide: &mut Guide) -> Result<(), TourError> {
    let code = guide.drive.words().into_iter().find(|words| words.len() == CODE && words.matches('-').count() == 3);
    let code = code.unwrap_or_default();
    guide.press(&[Act::Open]);
    guide.step("not-begun", &[NEW[1], &tr("operator-not-begun"), &tr("act-start-code")])?;
    guide.press(&[Act::SignOut]);
    guide.fill(&[NEW[0], &code]);
    guide.press(&[Act::Open]);
    guide.fill(&[NEW[2], NEW[2]]);
    guide.step("start", &[&tr("start-title"), &tr("person-strength-4"), &tr("act-start")])?;
    guide.drive.resize(SMALL);
    guide.theme(Theme::Night);
    guide.step("start-night-small", &[&tr("start-title"), &tr("act-start")])?;
    guide.theme(Theme::Light);
    guide.drive.resize(WIDE);
    guide.press(&[Act::Open]);
    guide.wait()?;
    guide.sees("started", &[NEW[1]])?;
    guide.press(&[Act::SignOut]);
    guide.fill(&[SUPERVISOR.number, SUPERVISOR.passphrase]);
    guide.sign_in(SUPERVISOR)?;
    guide.press(&[Act::Operators]);
    // The last of the list.
    guide.press(&[Act::Down; 8]);
    guide.step("enrolled", &[NEW[1], &tr("operator-stands")])
}

/// Nobody brings in alone whoever may sign beside others.
fn second(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Add]);
    guide.fill(&["V-2", LEADER]);
    guide.press(&[Act::Down, Act::TickNext, Act::Open]);
    guide.wait()?;
    guide.step("enrol-two", &[&named("making-title", LEADER), &tr("making-text"), &tr("sign-second")])?;
    guide.press(&[Act::Back, Act::Back]);
    Ok(())
}

fn pin(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::GoAnywhere]);
    guide.drive.write(&tr("tab-own"));
    guide.press(&[Act::Open]);
    guide.fill(&[SUPERVISOR.passphrase, PIN, PIN]);
    guide.step("own-pin", &[&tr("own-pin-says"), &tr("act-set-pin")])?;
    guide.press(&[Act::Open]);
    guide.sees("own-pin", &[&tr("note-pin-set")])?;
    guide.press(&[Act::Lock]);
    guide.drive.write("738210");
    guide.press(&[Act::Open]);
    guide.step("locked-pin", &[&tr("lock-wrong-pin"), &tr("lock-resume")])?;
    guide.drive.write(PIN);
    guide.press(&[Act::Open]);
    guide.step("resumed-by-pin", &[SUPERVISOR.name, &tr("gate-empty")])
}

fn hand_over(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::HandOver]);
    guide.fill(&["Mr Lind's visitor waits for a taxi", GUARD.number, GUARD.passphrase]);
    guide.press(&[Act::TickNext]);
    guide.step("hand-over", &[&tr("handover-inside"), &tr("handover-seen"), &tr("act-hand-over")])?;
    guide.drive.resize(SMALL);
    guide.step("hand-over-small", &[&tr("handover-inside"), &tr("act-hand-over")])?;
    guide.drive.resize(WIDE);
    guide.press(&[Act::Submit]);
    guide.wait()?;
    guide.step("taken-over", &[GUARD.name, &named("note-taken-over", GUARD.name)])
}

/// Somebody guesses; whoever leads the gate is told.
fn failures(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::SignOut]);
    guide.drive.write(SUPERVISOR.number);
    guide.press(&[Act::NextField]);
    // With the wrong PIN of before these make four.
    for guess in ["first guess", "second guess", "third guess"] {
        guide.drive.write(guess);
        guide.press(&[Act::Open]);
    }
    guide.step("lock-wait", &[&tr("lock-wrong")])?;
    guide.pass(1);
    guide.press(&[Act::Recover]);
    guide.step("recovery", &[&tr("recover-title"), &tr("recover-enrol")])?;
    super::threat::night_small(guide, "recovery-night-small", &[&tr("recover-title"), &tr("recover-enrol")])?;
    guide.press(&[Act::Back, Act::NextField]);
    guide.drive.write(SUPERVISOR.passphrase);
    guide.sign_in(SUPERVISOR)?;
    guide.reads("failures", "4 sign-ins failed")?;
    guide.step("failures", &[&tr("gate-empty")])
}
