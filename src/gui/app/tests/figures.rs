//! The page of figures in the window: by its key, to the visits of a bar, and as a file.

use super::fixture::{GUARD, LEADER, gate};
use super::security::expect;
use crate::gui::app::{Message, Tab};
use crate::gui::keys::Act;
use crate::i18n::tr;

#[test]
fn figures_are_reached_by_key_and_lead_to_the_list_of_their_visits() {
    let mut gate = gate(LEADER);
    gate.drive.press(Act::Agenda);
    gate.pass(0);
    gate.drive.press(Act::Figures);
    gate.pass(0);
    expect(&mut gate.drive, &["November 2026", &tr("figures-day"), &tr("figures-category")]);
    // As a file, like any list.
    gate.drive.press(Act::Save);
    expect(&mut gate.drive, &[&tr("export-list-figures"), &tr("export-hint")]);
    gate.drive.press(Act::Back);
    // The first row of the table is of all visits, the second of a day: its list is of that day.
    for act in [Act::Table, Act::Down, Act::Down, Act::Open] {
        gate.drive.press(act);
    }
    gate.pass(0);
    expect(&mut gate.drive, &[&tr("agenda-sought"), "Tue 24 Nov 2026"]);
    // Coming back, what was looked at is still there.
    gate.drive.press(Act::Figures);
    gate.pass(0);
    expect(&mut gate.drive, &["November 2026", &format!("{} F5", tr("figures-as-charts"))]);
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Back);
    gate.pass(0);
    expect(&mut gate.drive, &[&tr("agenda-sought")]);
}

#[test]
fn a_guard_is_not_led_to_figures() {
    let mut gate = gate(GUARD);
    gate.drive.tell(Message::Go(Tab::Figures));
    gate.drive.settle();
    assert!(!gate.drive.sees(&tr("figures-title")));
}
