//! The threat rises, a visitor comes under it, and a lockdown begins and ends.

use super::*;
use crate::desk::sample::{GUARD, OFFICER, SUPERVISOR};
use crate::domain::Posture;
use crate::gui::screen::posture::level_word;
use crate::i18n::{tr, tr_with};

/// Who comes under Bravo; typed as a guard types it.
const VISITOR: (&str, &str) = ("παπαδημ", "Ελένη Παπαδημητρίου");
/// Why the level is raised.
const WARNING: &str = "Warning of the host state's police, 09:20";

pub(super) fn play(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Back]);
    guide.drive.resize(WIDE);
    raised(guide)?;
    under_bravo(guide)?;
    locked_down(guide)?;
    ended(guide)
}

fn level(id: &str, posture: Posture) -> String {
    tr_with(id, &[("level", level_word(posture).into())])
}

/// Whom Bravo would touch, and then it is set.
fn raised(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Posture]);
    guide.step("posture", &[&level("posture-stands", Posture::Normal), &tr("posture-choose")])?;
    guide.press(&[Act::Up; 2]);
    guide.step("posture-what-if", &[&level("posture-what-if", Posture::Bravo), &level("act-raise", Posture::Bravo)])?;
    guide.press(&[Act::Open]);
    guide.drive.write("1");
    guide.drive.write(WARNING);
    guide.step("posture-raise", &[&level("posture-raise-title", Posture::Bravo), &tr("cause-threat")])?;
    guide.press(&[Act::Open]);
    guide.step("posture-set", &[&level("posture-do-now", Posture::Bravo)])?;
    guide.press(&[Act::Back]);
    guide.pass(1);
    Ok(())
}

/// The same once more at night and on the smallest screen.
pub(super) fn night_small(guide: &mut Guide, name: &str, words: &[&str]) -> Result<(), TourError> {
    guide.drive.resize(SMALL);
    guide.theme(Theme::Night);
    guide.step(name, words)?;
    guide.theme(Theme::Light);
    guide.drive.resize(WIDE);
    Ok(())
}

fn under_bravo(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Lock]);
    guide.step("posture-locked", &[&tr("lock-sign-in"), &level_word(Posture::Bravo)])?;
    guide.fill(&[GUARD.number, GUARD.passphrase]);
    guide.sign_in(GUARD)?;
    guide.drive.write(VISITOR.0);
    guide.press(&[Act::Open]);
    guide.step("bravo-admit", &[VISITOR.1, &tr("verdict-admit"), &tr("obligation-brief-deposit-phones")])?;
    guide.press(&[Act::Back]);
    guide.drive.write("Ivan Nobody");
    guide.press(&[Act::Open]);
    guide.step("bravo-refuse", &[&tr("verdict-refuse"), &tr("reason-walk-ins-closed"), &tr("category-emergency")])?;
    overridden(guide)?;
    called(guide)
}

/// An ambulance comes, whom nobody expected: what kind of visitor they are is said by one key.
fn called(guide: &mut Guide) -> Result<(), TourError> {
    guide.drive.write("Ambulance 4, T. Berg");
    guide.press(&[Act::Open, Act::Refer]);
    guide.drive.write("Reception, who called them");
    guide.press(&[Act::Up]);
    guide.step("emergency-who", &[&tr("walk-in-title"), &tr("category-emergency")])?;
    guide.drive.resize(SMALL);
    guide.theme(Theme::Night);
    guide.step("emergency-who-night-small", &[&tr("walk-in-title"), &tr("category-none"), &tr("act-refer")])?;
    guide.theme(Theme::Light);
    guide.drive.resize(WIDE);
    guide.press(&[Act::Open]);
    guide
        .step("emergency-waits", &[&tr("verdict-refer"), &tr("category-emergency"), &tr("reason-walk-in-approval")])?;
    guide.press(&[Act::Gone]);
    Ok(())
}

/// He is let in all the same: the guard writes him down, ticks off what has to be done, and a supervisor signs.
fn overridden(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Override]);
    guide.drive.write("Ambassador's office");
    guide.step("override-who", &[&tr("override-who"), &tr("act-write-down")])?;
    guide.press(&[Act::Open]);
    guide.press(&[Act::TickNext; 4]);
    guide.step("override-card", &[&tr("verdict-refuse"), &tr("act-override")])?;
    guide.press(&[Act::Override]);
    guide.drive.write("1");
    guide.fill(&["The ambassador expects him now", SUPERVISOR.number, SUPERVISOR.passphrase]);
    guide.step("override", &[&tr("sign-second"), &tr("cause-urgent")])?;
    night_small(guide, "override-night-small", &[&tr("sign-second"), &tr("act-override")])?;
    guide.press(&[Act::Open]);
    guide.step("override-admitted", &[&tr("issued-word"), &tr("act-save-badge")])?;
    guide.press(&[Act::Back]);
    Ok(())
}

fn locked_down(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Lockdown]);
    guide.step("lockdown-ask", &[&tr("lockdown-begin-title"), &tr("act-begin-lockdown")])?;
    guide.press(&[Act::Open]);
    guide.drive.write(VISITOR.0);
    guide.press(&[Act::Open]);
    guide.step("lockdown", &[&tr("lockdown-word"), &tr("verdict-refuse"), &tr("reason-lockdown")])?;
    guide.theme(Theme::Night);
    guide.drive.resize(SMALL);
    guide.step("lockdown-night-small", &[&tr("lockdown-word"), &tr("reason-lockdown")])?;
    guide.drive.resize(WIDE);
    guide.theme(Theme::Light);
    guide.press(&[Act::Back, Act::RollCall]);
    guide.step("muster-begin", &[&tr("lockdown-word"), &tr("act-begin-call")])?;
    roll_call(guide)
}

/// Everybody inside is called: one by a key, one with where she is, one by her badge; one is missing at the end.
fn roll_call(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::BeginCall]);
    guide.step("muster", &[&tr("muster-tile-missing"), &tr("muster-none-here"), &tr("act-here")])?;
    guide.pass(1);
    guide.press(&[Act::Down, Act::Open, Act::NoteWhere]);
    guide.drive.write("Assembly point A, with Ms Okoye");
    guide.step("muster-where", &[&tr("muster-where"), &tr("muster-here"), &tr("act-record")])?;
    guide.press(&[Act::Open]);
    guide.press(&[Act::Down, Act::Missing]);
    guide.theme(Theme::Night);
    guide.step("muster-night", &[&tr("muster-pill-here"), &tr("muster-missing"), &tr("muster-accounted-head")])?;
    guide.drive.resize(SMALL);
    guide.step("muster-night-small", &[&tr("muster-missing"), &tr("act-end-call")])?;
    guide.drive.resize(WIDE);
    guide.theme(Theme::Light);
    guide.press(&[Act::EndCall]);
    guide.step("muster-end", &[&tr("muster-end-title"), &tr("muster-end-hint")])?;
    guide.press(&[Act::Open]);
    guide.sees("muster-ended", &[&tr("act-begin-call")])
}

/// A supervisor ends it with a security officer.
fn ended(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Lock]);
    guide.fill(&[SUPERVISOR.number, SUPERVISOR.passphrase]);
    guide.sign_in(SUPERVISOR)?;
    guide.press(&[Act::Posture, Act::EndLockdown]);
    guide.drive.write("1");
    guide.fill(&["False alarm, the parcel was a clock", OFFICER.number, OFFICER.passphrase]);
    guide.step("lockdown-end", &[&tr("lockdown-end-title"), &tr("sign-second")])?;
    guide.press(&[Act::Open]);
    guide.step("lockdown-ended", &[&level("posture-stands", Posture::Bravo)])?;
    guide.reads("lockdown-ended", &tr("note-lockdown-ended"))?;
    guide.press(&[Act::Overrides]);
    guide.step("overrides", &["Ivan Nobody", &tr("overrides-running"), &tr("act-review")])?;
    night_small(guide, "overrides-night-small", &["Ivan Nobody", &tr("act-review")])?;
    rules(guide)?;
    guide.press(&[Act::Posture]);
    guide.press(&[Act::Down; 2]);
    guide.theme(Theme::Dark);
    guide
        .step("posture-lower-dark", &[&level("posture-what-if", Posture::Normal), &level("act-lower", Posture::Normal)])
}

/// A rule is written, wrong at first; what it would change is looked at, two put it in force and two take it back.
fn rules(guide: &mut Guide) -> Result<(), TourError> {
    const RULE: [&str; 5] = [
        r#"@id("always-seen") @guard("reason-document-seen")"#,
        r#"@case("case-document-seen") @obligation("see-document")"#,
        r#"permit (principal, action == Action::"enter", resource)"#,
        r#"when { context has visit && context.visit.state == State::"approved" };"#,
        "",
    ];
    let write = |guide: &mut Guide, wrong: bool| {
        for line in RULE {
            let line = if wrong { line.replace("has visit", "has visitor &&") } else { line.to_owned() };
            guide.drive.write(&line);
            guide.press(&[Act::Open]);
        }
        guide.settle()
    };
    guide.press(&[Act::Rules]);
    guide.settle()?;
    guide.reads("rules", &tr("rules-in-force"))?;
    guide.step("rules", &[&tr("rules-checked"), &tr("act-what-if")])?;
    write(guide, true)?;
    guide.step("rules-wrong", &[&tr("rules-wrong")])?;
    guide.press(&[Act::Versions, Act::Open]);
    guide.settle()?;
    write(guide, false)?;
    guide.press(&[Act::WhatIf]);
    guide.settle()?;
    guide.step("rules-what-if", &[&tr("rules-would-change"), &tr("act-put-in-force")])?;
    guide.drive.resize(SMALL);
    guide.theme(Theme::Night);
    guide.step("rules-what-if-night-small", &[&tr("rules-would-change")])?;
    guide.theme(Theme::Light);
    guide.drive.resize(WIDE);
    guide.press(&[Act::Submit]);
    guide.drive.write("1");
    guide.fill(&["As the capital wishes", OFFICER.number, OFFICER.passphrase]);
    guide.step("rules-sign", &[&tr("rules-change-title"), &tr("sign-second")])?;
    guide.press(&[Act::Open]);
    guide.settle()?;
    guide.press(&[Act::Versions, Act::Down]);
    guide.step("rules-versions", &[&tr("rules-pill-in-force"), &tr("rules-shipped"), &tr("act-restore-rules")])?;
    guide.press(&[Act::Back, Act::Back]);
    Ok(())
}
