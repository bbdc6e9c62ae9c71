//! The roll call: who is on it, who is accounted for, and what outlasts what.

use super::*;
use crate::desk::muster::{Roll, Standing};

fn standings(roll: &Roll) -> Vec<(String, Standing)> {
    let name = |one: &crate::desk::muster::Called| one.person.as_ref().unwrap().name.clone();
    roll.called.iter().map(|one| (name(one), one.standing)).collect()
}

fn stands(roll: &Roll, name: &str) -> Standing {
    standings(roll).into_iter().find(|(one, _)| one == name).unwrap().1
}

/// Three inside, with a roll call of them begun by an operator who may nothing else.
fn called() -> (tempfile::TempDir, Desk, [u64; 3]) {
    let (folder, mut desk) = desk();
    let stays = ["Ina Rask", "Olaf Berg", "Uma Park"].map(|name| {
        let guest = expected(&mut desk, name);
        admit(&mut desk, noon(), guest).entry
    });
    hand_over(&mut desk, noon(), "U-1");
    assert!(desk.roll().unwrap().is_none() && desk.status().unwrap().muster.is_none());
    desk.begin_muster(noon(), false).unwrap();
    (folder, desk, stays)
}

#[test]
fn everybody_inside_is_called_and_answered_for_by_whoever_is_signed_in() {
    let (_folder, mut desk, [ina, olaf, _]) = called();
    assert_eq!(desk.status().unwrap().muster, Some(noon().at));
    let roll = desk.roll().unwrap().unwrap();
    assert_eq!((roll.missing(), roll.accounted(), roll.drill), (3, 0, false));
    desk.begin_muster(after(MINUTE), true).unwrap();
    assert_eq!(desk.roll().unwrap().unwrap(), roll, "one goes on: it is not begun twice");
    desk.account(after(MINUTE), ina, true, "Assembly point A, with Ms Tan").unwrap();
    desk.account(after(MINUTE), olaf, false, "").unwrap();
    let roll = desk.roll().unwrap().unwrap();
    let names = ["Olaf Berg", "Uma Park", "Ina Rask"].map(str::to_owned);
    let states = [Standing::Missing, Standing::Open, Standing::Here];
    assert_eq!(standings(&roll), names.into_iter().zip(states).collect::<Vec<_>>(), "the missing stand first");
    let here = &roll.called[2];
    assert_eq!((here.note.as_str(), here.by.as_str()), ("Assembly point A, with Ms Tan", "U-1"));
    assert_eq!(here.at, Some(after(MINUTE).at));
    // A tick by mistake is taken back, and who was missing turns up.
    desk.account(after(2 * MINUTE), ina, false, "").unwrap();
    desk.account(after(2 * MINUTE), olaf, true, "").unwrap();
    let roll = desk.roll().unwrap().unwrap();
    assert_eq!([stands(&roll, "Ina Rask"), stands(&roll, "Olaf Berg")], [Standing::Missing, Standing::Here]);
    assert_clean(&desk);
}

#[test]
fn who_leaves_is_accounted_for_and_who_comes_is_called() {
    let (_folder, mut desk, [ina, olaf, _]) = called();
    hand_over(&mut desk, noon(), "S-1");
    let gone = desk.depart(noon(), ina, None).unwrap();
    let late = expected(&mut desk, "Vera Holm");
    let _ = admit(&mut desk, noon(), late);
    let _ = desk.undo(noon(), olaf).unwrap();
    let roll = desk.roll().unwrap().unwrap();
    assert_eq!([stands(&roll, "Ina Rask"), stands(&roll, "Vera Holm")], [Standing::Left, Standing::Open]);
    assert!(!standings(&roll).iter().any(|(name, _)| name == "Olaf Berg"), "who was never admitted is not inside");
    assert_eq!((roll.accounted(), roll.missing()), (1, 2));
    assert!(matches!(desk.account(noon(), ina, false, ""), Err(DeskError::Gone)));
    let _ = desk.undo(noon(), gone).unwrap();
    assert_eq!(stands(&desk.roll().unwrap().unwrap(), "Ina Rask"), Standing::Open);
    assert_clean(&desk);
}

#[test]
fn a_badge_accounts_for_its_holder_whatever_it_is_worth() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Ina Rask");
    let admission = admit(&mut desk, noon(), guest);
    desk.begin_muster(noon(), true).unwrap();
    let long_after = after(50 * HOUR);
    assert_eq!(desk.holder_of(&admission.token).unwrap(), Some(admission.entry));
    assert_eq!(desk.holder_of("Ina Rask").unwrap(), None);
    desk.account(long_after, admission.entry, true, "").unwrap();
    assert_eq!(desk.roll().unwrap().unwrap().missing(), 0);
    let _ = desk.depart(long_after, admission.entry, None).unwrap();
    assert_eq!(desk.holder_of(&admission.token).unwrap(), None);
}

#[test]
fn it_outlasts_a_restart_a_rebuild_and_a_lockdown_and_ends_with_those_missing() {
    let (folder, mut desk, [ina, olaf, uma]) = called();
    let _ = desk.begin_lockdown(noon(), None, "").unwrap();
    desk.account(noon(), olaf, true, "").unwrap();
    desk.sign_out(noon()).unwrap();
    drop(desk);
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    sign_in(&mut desk, after(MINUTE), "S-1");
    assert_eq!(desk.roll().unwrap().unwrap().missing(), 2);
    let _ = desk.store.rebuild(after(MINUTE)).unwrap();
    assert_eq!(desk.roll().unwrap().unwrap().missing(), 2);
    desk.end_muster(after(MINUTE)).unwrap();
    let Fact::MusterEnded(ended) = desk.store.fact(entries(&desk) - 1).unwrap() else { panic!() };
    let crate::domain::fact::MusterEnded { accounted, missing } = ended;
    assert_eq!((accounted, missing), (1, vec![ina, uma]));
    assert!(desk.roll().unwrap().is_none());
    assert!(matches!(desk.end_muster(after(MINUTE)), Err(DeskError::NoMuster)));
    assert!(matches!(desk.account(after(MINUTE), ina, true, ""), Err(DeskError::NoMuster)));
    assert_eq!(desk.inside(after(MINUTE)).unwrap().len(), 3, "an end takes nobody off the list of those inside");
    assert_clean(&desk);
}

#[test]
fn the_sheet_names_everybody_with_a_box_to_tick() {
    let (_folder, mut desk, [ina, ..]) = called();
    desk.account(noon(), ina, true, "Car park").unwrap();
    let sheet = desk.sheet_of(noon(), &desk.roll().unwrap().unwrap());
    for words in ["Embassy of Nordhavn · North gate", "2 missing, 1 accounted for, of 3", "Car park"] {
        assert!(sheet.contains(words), "{sheet}");
    }
    assert_eq!((sheet.matches("[ ]").count(), sheet.matches("[x]").count()), (2, 1), "{sheet}");
    let file = desk.save_roll(noon()).unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), desk.sheet_of(noon(), &desk.roll().unwrap().unwrap()));
    let _ = desk.save_roll(noon()).unwrap();
    desk.end_muster(noon()).unwrap();
    assert!(!file.exists(), "names do not lie about once it is over");
    assert!(sheet.find("Olaf Berg").unwrap() < sheet.find("Ina Rask").unwrap(), "{sheet}");
}
