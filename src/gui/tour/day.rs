//! A morning at the sample mission's gate.

use iced::futures::executor::block_on;

use super::*;
use crate::desk::sample::{GUARD, SUPERVISOR};
use crate::i18n::tr;

/// Who is admitted; typed as a guard types it.
const VISITOR: (&str, &str) = ("aerosk", "Søren Ærøskøbing");
/// The same, as somebody may spell it who only heard it.
const SPELT: (&str, &str) = ("Sören Aroskobing", VISITOR.1);
/// Who stands on no list.
const STRANGER: &str = "Ivo Marić";

pub(super) fn play(mut guide: Guide) -> Result<Vec<PathBuf>, TourError> {
    sign_in(&mut guide)?;
    admission(&mut guide)?;
    let token = block_on(token(&guide))?;
    like(&mut guide)?;
    referral(&mut guide)?;
    refusal(&mut guide, &token)?;
    departure(&mut guide, &token)?;
    log(&mut guide)?;
    looks(&mut guide)?;
    super::security::play(&mut guide)?;
    super::threat::play(&mut guide)?;
    super::people::play(&mut guide)?;
    super::visits::play(&mut guide)?;
    super::intake::play(&mut guide)?;
    super::group::play(&mut guide)?;
    super::review::play(&mut guide)?;
    super::figures::play(&mut guide)?;
    super::erase::play(&mut guide)?;
    Ok(guide.pictures)
}

fn sign_in(guide: &mut Guide) -> Result<(), TourError> {
    guide.step("lock", &[&tr("lock-sign-in"), &tr("demo-badge"), GUARD.passphrase])?;
    guide.fill(&[GUARD.number, GUARD.passphrase]);
    guide.sign_in(GUARD)?;
    guide.step("gate", &["Olga Sidorenko", VISITOR.1, &tr("gate-empty")])
}

fn admission(guide: &mut Guide) -> Result<(), TourError> {
    guide.drive.write(VISITOR.0);
    guide.step("search", &[&tr("search-head"), VISITOR.1])?;
    guide.press(&[Act::Open]);
    guide.step("admit", &[&tr("verdict-admit"), VISITOR.1, &tr("obligation-compare-document")])?;
    guide.press(&[Act::TickNext, Act::Admit]);
    guide.step("badge", &[&tr("issued-word"), &tr("act-save-badge")])?;
    guide.reads("badge", VISITOR.1)?;
    guide.press(&[Act::Back]);
    guide.pass(2);
    Ok(())
}

/// The token in the QR of the badge that was handed out last, as a scanner reads it.
async fn token(guide: &Guide) -> Result<String, TourError> {
    let worker = guide.drive.app().worker().ok_or(DeskError::Gone)?;
    let token = worker.ask(|desk, now| {
        let last = desk.inside(now)?.into_iter().map(|line| line.presence).max().ok_or(DeskError::Gone)?;
        Ok(desk.card_face_of(now, last)?.token)
    });
    Ok(token.await?)
}

/// Somebody on no list waits, until the host and the supervisor have answered.
fn referral(guide: &mut Guide) -> Result<(), TourError> {
    guide.drive.write(STRANGER);
    guide.press(&[Act::Open]);
    guide.step("refer", &[&tr("verdict-refer"), STRANGER])?;
    guide.press(&[Act::Refer]);
    guide.drive.write("Mr J. Lind, Trade section");
    guide.step("refer-asked", &[&tr("walk-in-title")])?;
    guide.press(&[Act::Open]);
    guide.press(&[Act::Answer]);
    guide.drive.write("Called 204, Mr Lind expects him");
    guide.press(&[Act::Down]);
    guide.step("refer-host", &[&tr("answer-host"), &tr("answer-yes")])?;
    guide.press(&[Act::Open, Act::Answer]);
    guide.fill(&[SUPERVISOR.number, SUPERVISOR.passphrase]);
    guide.press(&[Act::Down]);
    guide.step("refer-supervisor", &[&tr("answer-supervisor")])?;
    guide.press(&[Act::Open, Act::TickNext]);
    guide.step("refer-answered", &[&tr("verdict-refer"), &tr("act-admit")])?;
    guide.press(&[Act::Admit]);
    guide.step("refer-admitted", &[&tr("issued-word"), &tr("act-save-badge")])?;
    guide.reads("refer-admitted", STRANGER)?;
    guide.press(&[Act::Back]);
    guide.pass(2);
    Ok(())
}

/// A name that is spelt otherwise than the guest's: whose it is, is for the guard to say.
fn like(guide: &mut Guide) -> Result<(), TourError> {
    guide.drive.write(SPELT.0);
    guide.press(&[Act::Open]);
    guide.step("like", &[&tr("like-word"), SPELT.1, &tr("like-none")])?;
    guide.press(&[Act::Back, Act::Back]);
    Ok(())
}

/// A badge of which one character was changed.
fn refusal(guide: &mut Guide, token: &str) -> Result<(), TourError> {
    guide.drive.scan(&altered(token));
    guide.step("refuse", &[&tr("verdict-refuse"), &tr("reason-credential-forged")])?;
    guide.press(&[Act::Refuse]);
    guide.drive.write("1");
    guide.step("refuse-reason", &[&tr("refuse-title"), &tr("refusal-rules")])?;
    guide.press(&[Act::Open]);
    guide.step("refused", &[&tr("gate-empty")])?;
    guide.reads("refused", &tr("note-refused-unknown"))?;
    guide.pass(2);
    Ok(())
}

/// The same token with another character in the middle of its signature.
fn altered(token: &str) -> String {
    let middle = token.len() / 2;
    let other = |(index, letter): (usize, char)| match (index == middle, letter) {
        (false, letter) => letter,
        (true, 'A') => 'B',
        (true, _) => 'A',
    };
    token.chars().enumerate().map(other).collect()
}

fn departure(guide: &mut Guide, token: &str) -> Result<(), TourError> {
    guide.drive.scan(token);
    guide.step("leave", &[&tr("leaving-word"), VISITOR.1])?;
    guide.press(&[Act::Depart]);
    guide.step("left", &[&tr("gate-empty")])?;
    guide.pass(2);
    Ok(())
}

/// Whoever leads the gate reads the log.
fn log(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Lock]);
    guide.fill(&[SUPERVISOR.number, SUPERVISOR.passphrase]);
    guide.sign_in(SUPERVISOR)?;
    guide.press(&[Act::GoAnywhere]);
    guide.drive.write(&tr("tab-log"));
    guide.step("go-anywhere", &[&tr("palette-title")])?;
    guide.press(&[Act::Open]);
    guide.step("log", &["Departed · Søren Ærøskøbing", "Refused", "Admitted · Ivo Marić"])?;
    guide.press(&[Act::Search]);
    guide.press(&[Act::Down; 2]);
    guide.press(&[Act::Open, Act::Open]);
    guide.step("log-entry", &[STRANGER, &tr("verdict-refer")])?;
    guide.press(&[Act::PageDown]);
    guide.step("log-proof", &[&tr("log-replay-same"), &tr("log-evidence")])
}

/// At night, and on the smallest screen.
fn looks(guide: &mut Guide) -> Result<(), TourError> {
    guide.theme(Theme::Night);
    guide.step("log-proof-night", &[&tr("log-replay-same"), &tr("log-evidence")])?;
    guide.press(&[Act::Back, Act::Back]);
    guide.drive.write("keller");
    guide.press(&[Act::Open]);
    guide.step("choose-night", &[&tr("choose-word")])?;
    guide.press(&[Act::Down, Act::Open]);
    guide.drive.resize(SMALL);
    guide.step("card-night-small", &["Anna Keller", &tr("verdict-refer")])?;
    guide.theme(Theme::Light);
    guide.press(&[Act::Back]);
    guide.step("gate-small", &[&tr("gate-empty")])?;
    guide.press(&[Act::Keys]);
    guide.step("keys-small", &[&tr("keys-title")])
}
