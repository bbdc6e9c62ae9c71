//! The page of figures: a month at a glance, the same as a table, and the visits of a bar.

use super::*;
use crate::i18n::tr;

pub(super) fn play(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Agenda, Act::Figures]);
    guide.settle()?;
    guide.step("figures", &["November 2026", &tr("figures-day"), &tr("figures-total"), &tr("figures-key")])?;
    super::threat::night_small(guide, "figures-night-small", &["November 2026"])?;
    guide.theme(Theme::Dark);
    guide.press(&[Act::PageDown]);
    guide.step("figures-dark", &[&tr("figures-section"), &tr("figures-host")])?;
    guide.theme(Theme::Light);
    guide.press(&[Act::Table]);
    guide.step("figures-table", &[&tr("figures-day"), &tr("figures-section")])?;
    // The first row is of all visits: they are listed where something can be done with them.
    guide.press(&[Act::Down, Act::Open]);
    guide.settle()?;
    guide.sees("figures-visits", &[&tr("agenda-sought")])
}
