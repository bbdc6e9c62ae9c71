//! A guest is erased from the log's page, by two.

use zeroize::Zeroizing;

use super::super::Tab;
use super::fixture::{GUARD, Gate, LEADER, gate};
use crate::desk::NewOperator;
use crate::domain::{Kind, Role};
use crate::gui::app::Message;
use crate::gui::keys::Act;
use crate::gui::screen::guard::log;
use crate::i18n::{tr, tr_with};

/// Who signs beside the leader.
const OFFICER: (&str, &str) = ("X-2", "granite swallow on a slow quay");

/// The log, with the first admission open.
fn opened(gate: &mut Gate) {
    gate.drive.tell(Message::Go(Tab::Log));
    gate.drive.settle();
    for message in [log::Message::AllDays, log::Message::Pick(Some(Kind::Admitted)), log::Message::Open(0)] {
        gate.drive.tell(Message::Log(message));
        gate.drive.settle();
    }
}

fn enrol_officer(gate: &Gate) {
    gate.ask(|desk, now| {
        let officer = NewOperator {
            number: OFFICER.0.into(),
            name: "T. Moreau".into(),
            roles: vec![Role::Security],
            passphrase: Zeroizing::new(OFFICER.1.into()),
            second: Zeroizing::default(),
        };
        desk.enrol(now, &officer, None)
    });
}

#[test]
fn a_guest_who_has_gone_is_erased_by_two_from_an_entry_about_them() {
    let mut gate = gate(GUARD);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::TickNext);
    gate.drive.press(Act::Admit);
    assert_eq!(gate.inside(), 1);
    gate.drive.press(Act::Back);
    gate.drive.press(Act::SignOut);
    gate.sign_in(LEADER);
    enrol_officer(&gate);
    opened(&mut gate);
    assert!(gate.drive.click(&tr("act-erase-guest")));
    // Somebody inside is not erased; it is said why, and nothing is asked.
    assert!(gate.drive.sees(&tr("erase-hold-title")), "{:?}", gate.drive.words());
    gate.drive.press(Act::Erase);
    assert!(!gate.drive.sees(&tr("erase-for-good")));
    gate.drive.press(Act::Back);
    let stay = gate.ask(|desk, now| Ok(desk.inside(now)?.remove(0).presence));
    gate.ask(move |desk, now| desk.depart(now, stay, None).map(|_| ()));
    gate.drive.press(Act::SignOut);
    gate.jump(24 * 3_600_000);
    gate.sign_in(LEADER);
    gate.drive.press(Act::Back);
    gate.ask(|desk, now| desk.confirm_clock(now));
    opened(&mut gate);
    gate.drive.press(Act::Erase);
    assert!(gate.drive.sees(&tr("erase-lost-title")) && !gate.drive.sees(&tr("erase-hold-title")));
    gate.drive.press(Act::Erase);
    assert!(gate.drive.sees(&tr("erase-for-good")));
    gate.drive.write("1");
    gate.drive.write("Letter 7 of 2026");
    for text in [OFFICER.0, OFFICER.1] {
        gate.drive.press(Act::NextField);
        gate.drive.write(text);
    }
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Erased), 1, "{:?}", gate.drive.words());
    let title = tr_with("erase-title", &[("name", "Søren Ærøskøbing".into())]);
    assert!(!gate.drive.sees(&title) && !gate.drive.sees(&tr("erase-for-good")));
    let line = format!("{} · {}", tr("kind-admitted"), tr("log-erased"));
    assert!(gate.drive.sees(&line), "{:?}", gate.drive.words());
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("log-erased-text")) && gate.drive.sees(&tr("log-replay-erased")));
    assert!(!gate.drive.sees(&tr("act-erase-guest")), "nobody is there to be erased");
}
