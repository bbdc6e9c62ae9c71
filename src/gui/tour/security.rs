//! Somebody who has the name of somebody listed: at the gate, for security, and at the gate again.

use std::io::Write as _;
use std::time::{Duration, UNIX_EPOCH};

use super::*;
use crate::desk::sample::watch::LIST;
use crate::desk::sample::{GUARD, SUPERVISOR};
use crate::domain::moment::DAY;
use crate::i18n::{tr, tr_with};

/// Who has the name of somebody listed; typed as a guard types it.
const NAMESAKE: (&str, &str) = ("милица", "Милица Јовановић");
/// A newer file of the list: everybody on it is made up, and one has the name of guests.
const NEWER: &str = "id,name,aliases,birth_date,nationality,documents,kind\r\n\
    S-001,\"VON TRÜBENBACH, Ottokar\",Count Ottokar,1951-02-28,,,person\r\n\
    S-003,\"PFEFFERKORN, Zenobia Quirina\",Zenobia Quirin,1968/1973,,,person\r\n\
    S-004,\"NEMO, Xaver Balthasar\",,1948,,,person\r\n\
    S-006,\"KELLER, Anna\",Anna Kellerova;Annie Keller;Aneta Keller;Anja Keller,1961-10,,,person\r\n\
    S-008,KELLER & PARTNER LTD,Keller & Partner,,,,organisation\r\n\
    S-007,\"LAMPLIGHTER, Casimir\",Kasimir Lampenanzünder,1955,,,person\r\n";

/// A table of given names of the mission's own.
const NAMES_TABLE: &str = "# Spellings we meet\n= zenobia zinovia\n~ casimir kazik\n";

pub(super) fn play(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Back]);
    guide.drive.resize(WIDE);
    referred(guide)?;
    answered(guide)?;
    admitted(guide)?;
    lists(guide)?;
    own_list(guide)?;
    alarms(guide)?;
    looks(guide)
}

fn signs_in(guide: &mut Guide, operator: SampleOperator) -> Result<(), TourError> {
    guide.press(&[Act::Lock]);
    guide.fill(&[operator.number, operator.passphrase]);
    guide.sign_in(operator)
}

/// The guard learns that security has to see her first, and no more.
fn referred(guide: &mut Guide) -> Result<(), TourError> {
    signs_in(guide, GUARD)?;
    guide.drive.write(NAMESAKE.0);
    guide.press(&[Act::Open]);
    guide.step("listed-refer", &[&tr("verdict-refer"), NAMESAKE.1, &tr("reason-needs-security")])?;
    guide.press(&[Act::Refer, Act::Back]);
    guide.drive.tell(Message::Go(crate::gui::app::Tab::Waiting));
    guide.drive.settle();
    guide.step("listed-waiting", &[&tr("waiting-title"), NAMESAKE.1])
}

fn answered(guide: &mut Guide) -> Result<(), TourError> {
    signs_in(guide, SUPERVISOR)?;
    guide.pass(4);
    guide.press(&[Act::Findings]);
    guide.step("findings", &[NAMESAKE.1, &tr("finding-at-gate"), &tr("findings-choose")])?;
    guide.press(&[Act::Open]);
    guide.step("finding-case", &[NAMESAKE.1, &tr("case-best"), &tr("case-why")])?;
    guide.reads("finding-case", "JOVANOVIĆ, Milica")?;
    guide.press(&[Act::No]);
    guide.drive.write("Passport seen: born 1988, the one listed 1961");
    guide.step("finding-no", &[&tr("finding-title-no-match"), &tr("finding-until-month")])?;
    guide.press(&[Act::Open]);
    guide.step("finding-answered", &[&tr("findings-none")])?;
    guide.reads("finding-answered", &tr("note-finding-no"))?;
    guide.press(&[Act::NextList]);
    guide.settle()?;
    guide
        .step("findings-cleared-list", &[NAMESAKE.1, &tr("answered-word-cleared"), &tr("findings-choose-answered")])?;
    super::threat::night_small(guide, "findings-cleared-night-small", &[NAMESAKE.1, &tr("findings-list-cleared")])?;
    guide.press(&[Act::Back]);
    Ok(())
}

fn admitted(guide: &mut Guide) -> Result<(), TourError> {
    signs_in(guide, GUARD)?;
    guide.drive.write(NAMESAKE.0);
    guide.press(&[Act::Open]);
    guide.press(&[Act::TickNext]);
    guide.step("listed-cleared", &[NAMESAKE.1, &tr("act-admit")])?;
    guide.press(&[Act::Admit]);
    guide.sees("listed-admitted", &[&tr("issued-word")])?;
    guide.press(&[Act::Back]);
    guide.pass(2);
    Ok(())
}

/// A newer file takes the place of the list.
fn lists(guide: &mut Guide) -> Result<(), TourError> {
    let folder = tempfile::tempdir().map_err(TourError::file(Path::new("sample-list.csv")))?;
    let path = folder.path().join("sample-list.csv");
    newer(&path).map_err(TourError::file(&path))?;
    signs_in(guide, SUPERVISOR)?;
    guide.press(&[Act::Watchlists]);
    guide.step("lists", &[LIST, &tr("list-state-ready"), &tr("list-state-ready-why")])?;
    guide.press(&[Act::Add]);
    guide.drive.write(&path.display().to_string());
    guide.press(&[Act::Open]);
    let seen = tr_with("list-seen", &[("count", 6.into())]);
    guide.step("list-read", &[&seen, &tr("list-dated"), "KELLER, Anna"])?;
    guide.press(&[Act::Open]);
    guide.wait()?;
    guide.step("list-loaded", &[&tr("list-done-text")])?;
    guide.press(&[Act::Open, Act::Change]);
    // Nobody lets a list find less alone.
    guide.drive.write("9");
    guide.press(&[Act::Open]);
    guide.wait()?;
    guide.step("list-slacken", &[&tr("list-slacken-text"), &tr("sign-second")])?;
    guide.press(&[Act::Back, Act::Back]);
    given_names(guide, folder.path())
}

/// A table of the mission's own says which given names are one.
fn given_names(guide: &mut Guide, folder: &Path) -> Result<(), TourError> {
    let path = folder.join("given-names.txt");
    std::fs::write(&path, NAMES_TABLE).map_err(TourError::file(&path))?;
    guide.press(&[Act::Add]);
    guide.drive.write(&path.display().to_string());
    guide.press(&[Act::Open]);
    guide.step("names-read", &[&tr("names-seen-says"), "= zenobia zinovia"])?;
    guide.press(&[Act::Open]);
    guide.wait()?;
    guide.press(&[Act::Open]);
    guide.step("names-loaded", &[&tr("list-names"), &tr("names-says")])
}

/// The file, of the day before.
fn newer(path: &Path) -> std::io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    file.write_all(NEWER.as_bytes())?;
    let day = u64::try_from(morning().at.plus(-DAY).0).unwrap_or_default();
    file.set_modified(UNIX_EPOCH + Duration::from_millis(day))
}

fn own_list(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::OwnList]);
    guide.step("own-list", &["Baron Casimir Lamplighter", &tr("own-no-end")])?;
    guide.press(&[Act::Add]);
    guide.fill(&["Sir Percival Nightjar", "Percy Nightjar", "", "9.5.1971", "Nowhere", "", ""]);
    guide.press(&[Act::NextField]);
    guide.drive.write("Made up for the demonstration: sang on the stairs");
    guide.step("own-list-form", &[&tr("own-add-title"), &tr("own-act-save")])?;
    guide.press(&[Act::Submit]);
    guide.wait()?;
    guide.step("own-list-added", &["Sir Percival Nightjar", &tr("own-act-undo")])?;
    // Nobody lets in alone whom the list keeps out.
    guide.press(&[Act::Up, Act::Remove]);
    guide.wait()?;
    guide.step("own-list-end", &[&tr("own-end-two"), &tr("sign-second")])?;
    guide.press(&[Act::Back]);
    Ok(())
}

/// The guard chooses a second passphrase, signs in with it, and security sees that without the gate showing it.
fn alarms(guide: &mut Guide) -> Result<(), TourError> {
    signs_in(guide, GUARD)?;
    guide.drive.tell(Message::Go(crate::gui::app::Tab::Own));
    guide.drive.settle();
    guide.press(&[Act::Down]);
    guide.fill(&[GUARD.passphrase, GUARD.passphrase, GUARD.passphrase, "granite meadow 31", "granite meadow 31"]);
    guide.step("own-second", &[&tr("own-second-passphrase"), &tr("person-second-hint")])?;
    guide.press(&[Act::Open]);
    guide.pass(2);
    guide.press(&[Act::Lock]);
    guide.fill(&[GUARD.number, "granite meadow 31"]);
    guide.sign_in(GUARD)?;
    guide.step("forced-signed-in", &[GUARD.name])?;
    signs_in(guide, SUPERVISOR)?;
    guide.press(&[Act::Alarms]);
    guide.step("alarms", &[&tr("alarm-forced-title"), &tr("kind-unlocked"), &tr("alarm-places-empty")])?;
    guide.press(&[Act::Add]);
    guide.drive.write("folder:/media/witness");
    guide.step("alarm-add", &[&tr("alarm-add-title")])?;
    guide.press(&[Act::Open]);
    guide.step("alarm-added", &["/media/witness", &tr("alarm-untried")])?;
    super::threat::night_small(guide, "alarms-night-small", &["/media/witness", &tr("alarm-forced-title")])?;
    guide.press(&[Act::Remove]);
    guide.step("alarm-remove", &[&tr("alarm-remove-title")])?;
    guide.press(&[Act::Open]);
    guide.sees("alarm-removed", &[&tr("alarm-places-empty")])
}

/// What the newer list found, at night and on the smallest screen.
fn looks(guide: &mut Guide) -> Result<(), TourError> {
    guide.wait()?;
    guide.press(&[Act::Findings]);
    guide.press(&[Act::Open]);
    guide.theme(Theme::Night);
    guide.step("finding-night", &["Anna Keller", &tr("case-why")])?;
    guide.press(&[Act::Down, Act::Open]);
    guide.wait()?;
    guide.press(&[Act::After]);
    guide.step("finding-employer-night", &["Anna Keller", &tr("case-employer")])?;
    guide.press(&[Act::Before]);
    guide.drive.resize(SMALL);
    guide.step("finding-night-small", &["Anna Keller", &tr("finding-act-yes")])?;
    guide.theme(Theme::Light);
    guide.press(&[Act::Keys]);
    guide.step("finding-keys-small", &[&tr("keys-title"), &tr("key-yes")])
}
