//! Lists that would find less: two sign for them in the window.

use zeroize::Zeroizing;

use super::fixture::{Gate, LEADER, gate};
use super::security::{expect, pictures};
use crate::desk::NewOperator;
use crate::domain::{Kind, Role};
use crate::gui::keys::Act;
use crate::i18n::{tr, tr_with};

/// A supervisor, who signs beside whoever leads.
const BESIDE: (&str, &str) = ("V-1", "amber kettle tram 91");

fn with_second() -> Gate {
    let gate = gate(LEADER);
    gate.ask(|desk, now| {
        let (number, name, roles) = (BESIDE.0.into(), "Dee Marsh".into(), vec![Role::Supervisor]);
        let (passphrase, second) = (Zeroizing::new(BESIDE.1.into()), Zeroizing::default());
        desk.enrol(now, &NewOperator { number, name, roles, passphrase, second }, None).map(drop)
    });
    gate
}

/// Fills the question in as two people would.
fn sign(gate: &mut Gate) {
    gate.drive.write("1");
    gate.drive.write("Asked by the capital");
    for text in [BESIDE.0, BESIDE.1] {
        gate.drive.press(Act::NextField);
        gate.drive.write(text);
    }
    gate.drive.press(Act::Open);
}

#[test]
fn limits_that_find_less_are_signed_by_two() {
    let mut gate = with_second();
    gate.list("UN", 3);
    gate.drive.press(Act::Watchlists);
    gate.pass(1);
    gate.drive.press(Act::Change);
    gate.drive.write("9");
    gate.drive.press(Act::Open);
    let title = tr_with("list-slacken-title", &[("list", "UN".into())]);
    let change = tr_with("list-from-to", &[("from", "0.8".into()), ("to", "0.89".into())]);
    expect(&mut gate.drive, &[&title, &tr("list-slacken-text"), &tr("sign-second"), &change, &tr("list-stays")]);
    assert_eq!(gate.count(Kind::WatchlistSet), 0);
    pictures(&mut gate, "lists-slacken");
    // The way back leads to what was typed.
    gate.drive.press(Act::Back);
    expect(&mut gate.drive, &["Limits of UN"]);
    assert!(!gate.drive.sees(&tr("sign-second")));
    gate.drive.press(Act::Open);
    sign(&mut gate);
    expect(&mut gate.drive, &[&tr_with("note-list-set", &[("list", "UN".into())])]);
    assert_eq!(gate.ask(|desk, now| Ok(desk.lists(now)[0].thresholds.review)), 0.89);
    // What finds no less takes nobody else.
    gate.drive.press(Act::Change);
    gate.drive.press(Act::Open);
    assert_eq!((gate.count(Kind::WatchlistSet), gate.drive.sees(&tr("sign-second"))), (2, false));
}

#[test]
fn a_file_that_lacks_much_of_the_list_in_force_is_signed_by_two() {
    let mut gate = with_second();
    let path = gate.folder().join("un.csv");
    let read = |gate: &mut Gate, rows: usize| {
        let table: String = (0..rows).map(|row| format!("Xaver Nemo {row}\n")).collect();
        std::fs::write(&path, format!("name\n{table}")).unwrap();
        gate.drive.press(Act::Add);
        gate.drive.write(&path.display().to_string());
        gate.drive.press(Act::Open);
        gate.drive.press(Act::Submit);
    };
    let loaded = |gate: &mut Gate, rows: u64| {
        for _ in 0..2_000 {
            if gate.drive.sees(&tr("list-done-text")) {
                break;
            }
            gate.pass(0);
        }
        assert_eq!(gate.ask(|desk, now| Ok(desk.lists(now)[0].rows)), rows);
        gate.drive.press(Act::Open);
    };
    gate.drive.press(Act::Watchlists);
    read(&mut gate, 40);
    loaded(&mut gate, 40);
    read(&mut gate, 30);
    let title = tr_with("list-load-two-title", &[("list", "un".into())]);
    expect(&mut gate.drive, &[&title, &tr("list-load-two"), &tr("sign-second")]);
    let words = gate.drive.words().join(" ");
    assert!(words.contains("10 of the 40 rows"), "{words}");
    pictures(&mut gate, "lists-load-two");
    assert_eq!(gate.count(Kind::WatchlistLoaded), 1);
    // What was read is still there on the way back.
    gate.drive.press(Act::Back);
    assert!(!gate.drive.sees(&tr("sign-second")) && gate.drive.sees(&tr("list-dated")));
    gate.drive.press(Act::Submit);
    sign(&mut gate);
    loaded(&mut gate, 30);
    assert_eq!(gate.count(Kind::WatchlistLoaded), 2);
    assert!(gate.ask(|desk, _| desk.lone_acts()).is_empty());
}
