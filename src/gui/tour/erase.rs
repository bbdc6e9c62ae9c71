//! The day after: a guest who has gone is erased, by two.

use super::*;
use crate::desk::sample::{OFFICER, SUPERVISOR};
use crate::domain::Kind;
use crate::gui::app::Tab;
use crate::gui::screen::guard::log;
use crate::i18n::tr;

/// Minutes to the next morning.
const NIGHT: i64 = 20 * 60;

pub(super) fn play(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Back]);
    guide.drive.resize(WIDE);
    guide.theme(Theme::Light);
    guide.press(&[Act::SignOut]);
    guide.pass(NIGHT);
    guide.fill(&[SUPERVISOR.number, SUPERVISOR.passphrase]);
    guide.sign_in(SUPERVISOR)?;
    guide.drive.tell(Message::Go(Tab::Log));
    guide.drive.settle();
    for message in [log::Message::AllDays, log::Message::Pick(Some(Kind::Departed)), log::Message::Open(0)] {
        guide.drive.tell(Message::Log(message));
        guide.drive.settle();
    }
    guide.step("erase-entry", &[&tr("act-erase-guest"), &tr("log-evidence")])?;
    guide.press(&[Act::Erase]);
    guide.wait()?;
    guide.step("erase-what-goes", &[&tr("erase-lost-title"), &tr("erase-kept-title"), &tr("act-erase")])?;
    guide.press(&[Act::Erase]);
    guide.drive.write("1");
    guide.drive.write("Letter 7 of November");
    for text in [OFFICER.number, OFFICER.passphrase] {
        guide.press(&[Act::NextField]);
        guide.drive.write(text);
    }
    guide.step("erase-sign", &[&tr("erase-for-good"), &tr("cause-request")])?;
    super::threat::night_small(guide, "erase-sign-night-small", &[&tr("erase-for-good"), &tr("cause-request")])?;
    guide.drive.resize(WIDE);
    guide.theme(Theme::Light);
    guide.press(&[Act::Open]);
    guide.step("erase-log", &[&format!("{} · {}", tr("kind-departed"), tr("log-erased"))])?;
    guide.press(&[Act::Open]);
    guide.step("erase-entry-after", &[&tr("log-erased-text")])
}
