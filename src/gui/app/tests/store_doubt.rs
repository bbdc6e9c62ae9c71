//! The store in doubt, as a guard and as whoever leads the gate see it.

use super::fixture::{GUARD, Gate, LEADER, gate};
use super::security::pictures;
use crate::domain::{Kind, Verdict};
use crate::gui::keys::Act;
use crate::i18n::{tr, tr_with};

/// Changes the file behind the post's back.
fn behind(gate: &Gate, sql: &str) {
    let plain = rusqlite::Connection::open(gate.folder().join("gateward.db")).unwrap();
    plain.execute_batch(sql).unwrap();
}

/// Until the tables were compared, and the screen knows.
fn compared(gate: &mut Gate) {
    gate.ask(|desk, now| {
        while !desk.compare_some(now)? {}
        Ok(())
    });
    gate.pass(31);
}

fn tables() -> String {
    tr_with("doubt-store-tables", &[("tables", "visits".into())])
}

#[test]
fn records_that_somebody_else_changed_refer_everybody_and_say_so_over_every_screen() {
    let mut gate = gate(GUARD);
    compared(&mut gate);
    behind(&gate, "UPDATE visits SET ends = ends + 86400000");
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("verdict-refer")) && gate.drive.sees(&tr("reason-store-doubted")));
    compared(&mut gate);
    assert!(gate.drive.sees(&tr("doubt-store")) && !gate.drive.sees(&tables()));
    pictures(&mut gate, "store-doubt-guard");
    gate.drive.press(Act::Admit);
    assert_eq!((gate.inside(), gate.count(Kind::StoreDoubted)), (0, 2), "once written to, once found");
    assert_ne!(gate.last_verdict(), Some(Verdict::Admit));
}

#[test]
fn whoever_leads_reads_which_records_differ_and_what_to_do_and_the_doubt_ends_with_a_rebuild() {
    let mut gate = gate(LEADER);
    compared(&mut gate);
    behind(&gate, "UPDATE visits SET ends = ends + 86400000");
    gate.ask(|desk, now| desk.check(now, "aerosk", None).map(|_| ()));
    compared(&mut gate);
    assert!(gate.drive.sees(&tables()), "named, with what to do");
    pictures(&mut gate, "store-doubt-lead");
    assert!(gate.drive.click(&tr("act-records")));
    assert!(gate.drive.sees(&tr("records-goes-on")) && gate.drive.sees("visits"));
    // The very command, who runs it, and what to do if it does not.
    let said = gate.drive.words();
    let folder = gate.folder().to_string_lossy().into_owned();
    let command = format!("gateward rebuild --data {folder} --operator {}", LEADER.0);
    assert!(said.contains(&command), "{command}: {said:?}");
    let who = tr_with("records-rebuild", &[("roles", "supervisor, security officer, auditor, administrator".into())]);
    assert!(said.contains(&who) && gate.drive.sees(&tr("records-refused")), "{said:?}");
    pictures(&mut gate, "store-doubt-what");
    gate.drive.press(Act::Back);
    assert!(!gate.drive.sees(&tr("records-title")));
    for key in [Act::GoAnywhere, Act::Open] {
        gate.drive.press(key);
        if key == Act::GoAnywhere {
            gate.drive.write(&tr("act-records"));
        }
    }
    assert!(gate.drive.sees(&tr("records-title")), "by keyboard as well");
    gate.drive.press(Act::Back);
    let _ = gate.ask(|desk, now| desk.rebuild(now));
    gate.pass(31);
    assert!(!gate.drive.sees(&tables()));
    assert_eq!(gate.count(Kind::StoreCleared), 1);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("verdict-admit")));
}
