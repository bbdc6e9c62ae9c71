//! The registrar's desk: a visit that recurs is entered, and one by somebody who came before.

use super::*;
use crate::desk::sample::REGISTRAR;
use crate::i18n::{tr, tr_with};

/// Who is expected, as their document has it.
const GUEST: [&str; 5] = ["Dr Ivo Zwarić", "Institut za medije", "Croatia", "1978-03-02", "P0114417"];

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
    again(guide)
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
