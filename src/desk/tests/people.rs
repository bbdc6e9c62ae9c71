//! The life cycle of an operator: roles, suspension, end, passphrase and PIN.

use super::*;
use crate::desk::second::{Second, Why};
use crate::domain::operator::{Act as Deed, Standing};
use crate::domain::{Cause, OperatorId};
use crate::store::StoreError;

const OTHER: &str = "copper lantern 92 meadows";

fn id(desk: &Desk, number: &str) -> OperatorId {
    desk.operator_of(number).unwrap()
}

fn why() -> Why {
    Why { cause: Cause::Instruction, text: "As agreed".into(), asked: noon() }
}

fn second(number: &str) -> Second {
    Second { number: number.into(), passphrase: Zeroizing::new(PASSPHRASE.into()) }
}

fn shut_out(desk: &mut Desk, now: Moment, number: &str) {
    let wrong = desk.sign_in(now, number, PASSPHRASE);
    assert!(matches!(wrong, Err(DeskError::Store(StoreError::WrongKey))), "{wrong:?}");
    assert!(desk.operator().is_none());
}

fn standing(desk: &Desk, number: &str) -> Standing {
    desk.operators().unwrap().into_iter().find(|line| line.operator.number == number).unwrap().standing
}

#[test]
fn a_suspended_operator_is_shut_out_until_resumed_and_their_entries_stay() {
    let (_folder, mut desk) = desk_of("G-1");
    let guest = expected_by(&mut desk);
    hand_over(&mut desk, noon(), "A-1");
    let guard = id(&desk, "G-1");
    desk.suspend(noon(), guard, &why()).unwrap();
    assert_eq!((standing(&desk, "G-1"), desk.store.slots().epoch), (Standing::Suspended, 2));
    assert!(matches!(desk.suspend(noon(), guard, &why()), Err(DeskError::Standing)));
    assert_clean(&desk);
    desk.sign_out(noon()).unwrap();
    shut_out(&mut desk, noon(), "G-1");
    // Nor does somebody get in who puts the table right by hand: the new key was never given to them.
    sign_in(&mut desk, noon(), "S-1");
    let seen = shown(&mut desk, noon(), guest);
    assert_eq!(seen.person.unwrap().1.name, "Vera Holm");
    assert!(matches!(desk.resume_operator(noon(), id(&desk, "V-1"), &why()), Err(DeskError::Standing)));
    desk.resume_operator(noon(), guard, &why()).unwrap();
    let Fact::OperatorResumed { operator, signed: Some(signed) } = desk.store.fact(entries(&desk) - 1).unwrap() else {
        panic!("why is on record, and who signed")
    };
    assert_eq!((operator, signed.cause, signed.text.as_str()), (guard, Cause::Instruction, "As agreed"));
    hand_over(&mut desk, noon(), "G-1");
    assert_eq!(desk.operator().unwrap().number, "G-1");
    assert_clean(&desk);
}

fn expected_by(desk: &mut Desk) -> VisitId {
    desk.sign_out(noon()).unwrap();
    sign_in(desk, noon(), "S-1");
    expected(desk, "Vera Holm")
}

#[test]
fn an_ended_operator_has_no_slots_and_never_comes_back() {
    let (folder, mut desk) = desk_of("A-1");
    let old = std::fs::read(folder.path().join("keyslots.json")).unwrap();
    let guard = id(&desk, "G-1");
    desk.end_operator(noon(), guard, &why(), None).unwrap();
    assert!(desk.store.slots().operator("G-1").is_none() && desk.store.slots().epoch == 2);
    assert_clean(&desk);
    assert!(matches!(desk.resume_operator(noon(), guard, &why()), Err(DeskError::Standing)));
    let again = desk.enrol(noon(), &newcomer("g-1", "Ben Oduya", &[Role::Guard]), None).map(|_| ());
    assert!(matches!(again, Err(DeskError::NumberTaken)), "the number stays theirs: {again:?}");
    desk.sign_out(noon()).unwrap();
    shut_out(&mut desk, noon(), "G-1");
    drop(desk);
    // An old copy of the slots gives them nothing, and is found.
    for name in ["keyslots.json", "keyslots.copy.json"] {
        std::fs::write(folder.path().join(name), &old).unwrap();
    }
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    shut_out(&mut desk, noon(), "G-1");
    // Nobody writes under a key that they still have.
    let refused = desk.sign_in(noon(), "A-1", PASSPHRASE);
    assert!(matches!(refused, Err(DeskError::Store(StoreError::SlotsOfNoLog))), "{refused:?}");
}

#[test]
fn a_file_of_slots_that_was_put_back_is_told_at_the_next_sign_in() {
    let (folder, mut desk) = desk_of("A-1");
    let old = std::fs::read(folder.path().join("keyslots.json")).unwrap();
    let guard = id(&desk, "G-1");
    desk.end_operator(noon(), guard, &why(), None).unwrap();
    desk.sign_out(noon()).unwrap();
    drop(desk);
    std::fs::write(folder.path().join("keyslots.json"), &old).unwrap();
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    let begun = entries(&desk);
    sign_in(&mut desk, noon(), "A-1");
    assert_eq!(kinds(&desk, begun), [Kind::Anomaly, Kind::SignedIn]);
    let told = desk.store.fact(begun).unwrap();
    assert!(matches!(told, Fact::Anomaly { what: crate::domain::fact::Anomaly::KeySlots }), "{told:?}");
    assert_clean(&desk);
    hand_over(&mut desk, noon(), "V-1");
    assert_eq!(kinds(&desk, begun).iter().filter(|kind| **kind == Kind::Anomaly).count(), 1, "told once");
}

#[test]
fn the_recovery_code_still_opens_after_new_store_keys() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, code) = Desk::found(folder.path(), &founding("S-1"), noon(), Box::new(OsRng)).unwrap();
    let guard = desk.enrol(noon(), &newcomer("G-1", "Ben Oduya", &[Role::Guard]), None).unwrap().id;
    desk.suspend(noon(), guard, &why()).unwrap();
    desk.end_operator(noon(), guard, &why(), None).unwrap();
    let guest = expected(&mut desk, "Vera Holm");
    desk.sign_out(noon()).unwrap();
    let new = newcomer("S-2", "Nia Cole", &[Role::Supervisor, Role::Administrator, Role::Security]);
    let _ = desk.recover(after(MINUTE), &code, &holders(), &new).unwrap();
    desk.read_whole_roster().unwrap();
    assert_eq!(shown(&mut desk, after(MINUTE), guest).person.unwrap().1.name, "Vera Holm");
    assert_clean(&desk);
}

#[test]
fn the_last_who_could_put_things_right_stays() {
    let (_folder, mut desk) = desk_of("A-1");
    let (leader, supervisor) = (id(&desk, "S-1"), id(&desk, "V-1"));
    desk.suspend(noon(), supervisor, &why()).unwrap();
    for done in [desk.suspend(noon(), leader, &why()), desk.end_operator(noon(), leader, &why(), None)] {
        assert!(matches!(done, Err(DeskError::LastOne(Role::Supervisor))), "{done:?}");
    }
    let fewer = desk.change_roles(noon(), leader, &[Role::Security], &why(), None);
    assert!(matches!(fewer, Err(DeskError::LastOne(Role::Supervisor))), "{fewer:?}");
    // Who is suspended already takes nobody's place away.
    desk.end_operator(noon(), supervisor, &why(), Some(&second("X-1"))).unwrap();
    let own = id(&desk, "A-1");
    for done in [desk.suspend(noon(), own, &why()), desk.end_operator(noon(), own, &why(), None)] {
        assert!(matches!(done, Err(DeskError::Oneself)), "{done:?}");
    }
    assert_clean(&desk);
}

#[test]
fn nobody_changes_their_own_roles_alone_and_auditor_and_administrator_never_meet() {
    let (_folder, mut desk) = desk_of("A-1");
    let (own, guard) = (id(&desk, "A-1"), id(&desk, "G-1"));
    let both = [Role::Administrator, Role::Auditor];
    for refused in [
        desk.change_roles(noon(), guard, &both, &why(), None),
        desk.change_roles(noon(), guard, &[], &why(), None),
        desk.enrol(noon(), &newcomer("N-1", "Nia Cole", &both), None).map(|_| ()),
    ] {
        assert!(matches!(refused, Err(DeskError::Roles)), "{refused:?}");
    }
    let roles = [Role::Administrator, Role::Guard];
    let alone = desk.change_roles(noon(), own, &roles, &why(), None);
    assert!(matches!(alone, Err(DeskError::NeedsSecond)), "{alone:?}");
    for number in ["A-1", "G-1"] {
        let wrong = desk.change_roles(noon(), own, &roles, &why(), Some(&second(number)));
        assert!(matches!(wrong, Err(DeskError::NotTheirs)), "{number}: {wrong:?}");
    }
    assert!(!desk.may(Deed::Admit));
    desk.change_roles(noon(), own, &roles, &why(), Some(&second("V-1"))).unwrap();
    assert!(desk.may(Deed::Admit) && desk.operator().unwrap().is(Role::Guard));
    assert_clean(&desk);
}

#[test]
fn the_key_of_security_comes_and_goes_with_the_role() {
    let (_folder, mut desk) = desk();
    let (guard, officer) = (id(&desk, "G-1"), id(&desk, "X-1"));
    desk.change_roles(noon(), guard, &[Role::Guard, Role::Security], &why(), Some(&second("V-1"))).unwrap();
    desk.change_roles(noon(), officer, &[Role::Guard], &why(), Some(&second("V-1"))).unwrap();
    hand_over(&mut desk, noon(), "G-1");
    assert!(desk.store.keys().unwrap().reads_sealed() && desk.may(Deed::AnswerAsSecurity));
    assert_clean(&desk);
    hand_over(&mut desk, noon(), "X-1");
    assert!(!desk.store.keys().unwrap().reads_sealed() && !desk.may(Deed::AnswerAsSecurity));
    hand_over(&mut desk, noon(), "A-1");
    let refused = desk.change_roles(noon(), id(&desk, "R-1"), &[Role::Security], &why(), None);
    assert!(matches!(refused, Err(DeskError::NotTheirs)), "{refused:?}");
}

#[test]
fn each_sets_their_own_passphrase_with_the_one_before() {
    let (_folder, mut desk) = desk_of("G-1");
    let weak = desk.set_passphrase(noon(), PASSPHRASE, "ben oduya");
    assert!(matches!(weak, Err(DeskError::WeakPassphrase)), "{weak:?}");
    let wrong = desk.set_passphrase(noon(), "not the one before", OTHER);
    assert!(wrong.is_err_and(|error| error.is_wrong_key()));
    desk.set_passphrase(noon(), PASSPHRASE, OTHER).unwrap();
    assert_clean(&desk);
    desk.sign_out(noon()).unwrap();
    shut_out(&mut desk, noon(), "G-1");
    let _ = desk.sign_in(noon(), "G-1", OTHER).unwrap();
    // A new store key goes to them as to everybody.
    hand_over(&mut desk, noon(), "A-1");
    desk.suspend(noon(), id(&desk, "R-1"), &why()).unwrap();
    desk.sign_out(noon()).unwrap();
    let _ = desk.sign_in(noon(), "G-1", OTHER).unwrap();
    assert_clean(&desk);
}

#[test]
fn a_pin_goes_on_with_a_locked_session_and_does_nothing_else() {
    let (_folder, mut desk) = desk_of("G-1");
    assert!(matches!(desk.set_pin(noon(), PASSPHRASE, "123456"), Err(DeskError::WeakPin)));
    assert!(desk.set_pin(noon(), "wrong words", "738201").is_err_and(|error| error.is_wrong_key()));
    desk.set_pin(noon(), PASSPHRASE, "738201").unwrap();
    assert!(matches!(desk.resume(noon(), "738201"), Err(DeskError::Locked)), "nothing is locked");
    desk.lock(noon()).unwrap();
    assert!(desk.operator().is_none() && desk.store.is_locked());
    let nothing: [Result<(), DeskError>; 4] = [
        desk.check(noon(), "Vera", None).map(|_| ()),
        desk.inside(noon()).map(|_| ()),
        desk.search(noon(), "Vera", 5).map(|_| ()),
        desk.sheet(noon()).map(|_| ()),
    ];
    for done in nothing {
        assert!(matches!(done, Err(DeskError::Locked | DeskError::Store(StoreError::Locked))), "{done:?}");
    }
    assert!(!desk.may(Deed::Check));
    assert_eq!(desk.resume(noon(), "738201").unwrap().number, "G-1");
    assert!(desk.roster_is_whole() && desk.may(Deed::Check), "the session goes on where it was");
    desk.sign_out(noon()).unwrap();
    assert!(matches!(desk.resume(noon(), "738201"), Err(DeskError::Locked)), "a PIN signs nobody in");
    sign_in(&mut desk, noon(), "G-1");
    let end = entries(&desk);
    assert_eq!(
        kinds(&desk, end - 6)[..5],
        [Kind::PinSet, Kind::SignInFailed, Kind::Locked, Kind::Unlocked, Kind::SignedOut]
    );
    assert_clean(&desk);
    // What it is checked by opens to nobody else.
    let row = desk.store.tables().operators().unwrap().into_iter().find(|row| row.number == "G-1").unwrap();
    let Fact::PinSet { pin: Some(sealed), .. } = desk.store.fact(row.pin.unwrap()).unwrap() else { panic!("no PIN") };
    assert!(desk.store.keys().unwrap().open_own(&sealed).is_some());
    hand_over(&mut desk, noon(), "S-1");
    assert!(desk.store.keys().unwrap().open_own(&sealed).is_none());
    desk.reset_pin(noon(), row.id).unwrap();
    hand_over(&mut desk, noon(), "G-1");
    desk.lock(noon()).unwrap();
    assert_eq!(desk.held().map(|held| held.pin), Some(false));
    assert!(matches!(desk.resume(noon(), "738201"), Err(DeskError::PinSpent)));
}

#[test]
fn wrong_pins_take_longer_each_time_and_end_with_the_passphrase() {
    let (_folder, mut desk) = desk_of("G-1");
    desk.set_pin(noon(), PASSPHRASE, "738201").unwrap();
    desk.lock(noon()).unwrap();
    let mut at = 0;
    for wait in [0, 0, 2, 4, 8] {
        if wait > 0 {
            let early = desk.resume(after(at + wait * 1_000 - 1), "738201");
            assert!(matches!(early, Err(DeskError::Wait(1))), "{early:?}");
        }
        at += wait * 1_000;
        assert!(desk.resume(after(at), "738202").is_err());
    }
    assert!(matches!(desk.resume(after(HOUR), "738201"), Err(DeskError::PinSpent)));
    assert_eq!(desk.held().map(|held| held.pin), Some(false));
    assert_eq!(desk.sign_in(after(HOUR), "G-1", PASSPHRASE).unwrap().number, "G-1");
    desk.lock(after(HOUR)).unwrap();
    let _ = desk.resume(after(HOUR), "738201").unwrap();
    let failed = (0..entries(&desk)).filter_map(|seq| match desk.store.fact(seq).unwrap() {
        Fact::SignInFailed { number, pin } => Some((number, pin)),
        _ => None,
    });
    assert_eq!(failed.collect::<Vec<_>>(), vec![("G-1".to_owned(), true); 5]);
}

#[test]
fn somebody_else_takes_a_locked_post_over_and_its_session_ends() {
    let (_folder, mut desk) = desk_of("G-1");
    desk.lock(noon()).unwrap();
    let wrong = desk.sign_in(noon(), "S-1", "guess");
    assert!(wrong.is_err() && desk.held().is_some(), "a wrong passphrase ends nobody's session");
    let begun = entries(&desk);
    let _ = desk.sign_in(noon(), "S-1", PASSPHRASE).unwrap();
    assert!(desk.held().is_none() && desk.operator().unwrap().number == "S-1");
    assert_eq!(kinds(&desk, begun), [Kind::SignedOut, Kind::SignInFailed, Kind::SignedIn]);
    assert_clean(&desk);
}

#[test]
fn wrong_passphrases_make_a_number_wait_whoever_has_it() {
    for number in ["G-1", "nobody"] {
        let (folder, mut desk) = desk();
        desk.sign_out(noon()).unwrap();
        let mut at = 0;
        for wait in [0, 0, 0, 2, 4, 8] {
            at += wait * 1_000;
            if wait > 0 {
                let early = desk.sign_in(after(at - 1), number, PASSPHRASE);
                assert!(matches!(early, Err(DeskError::Wait(1))), "{number}: {early:?}");
            }
            assert!(desk.sign_in(after(at), number, "guess").is_err_and(|error| error.is_wrong_key()), "{number}");
        }
        // Another number does not wait, another process does.
        assert_eq!(desk.delay(after(at), "S-1").unwrap(), 0);
        drop(desk);
        let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
        assert!(matches!(desk.sign_in(after(at), number, PASSPHRASE), Err(DeskError::Wait(16))));
        assert_eq!(desk.delay(after(at + 16_000), number).unwrap(), 0);
        assert_eq!(desk.delay(after(-HOUR), number).unwrap(), 16_000, "a clock set back costs no more");
        let notes = std::fs::read(folder.path().join("delays")).unwrap();
        assert!(!String::from_utf8(notes).unwrap().contains(number));
    }
}

#[test]
fn a_supervisor_is_told_how_often_signing_in_failed_and_when() {
    let (_folder, mut desk) = desk_of("V-1");
    assert_eq!(desk.status().unwrap().failures.count, 0);
    desk.sign_out(noon()).unwrap();
    for (minute, number) in [(1, "G-1"), (2, "G-1"), (3, "a passphrase typed in the wrong field")] {
        assert!(desk.sign_in(after(minute * MINUTE), number, "guess").is_err());
    }
    sign_in(&mut desk, after(4 * MINUTE), "G-1");
    assert_eq!(desk.status().unwrap().failures.count, 0, "guards are not told");
    hand_over(&mut desk, after(5 * MINUTE), "V-1");
    let failures = desk.status().unwrap().failures;
    assert_eq!((failures.count, failures.last), (3, Some(after(3 * MINUTE).at)));
    assert_eq!(failures.numbers, ["G-1"]);
    hand_over(&mut desk, after(6 * MINUTE), "V-1");
    assert_eq!(desk.status().unwrap().failures.count, 0);
    assert_clean(&desk);
}

#[test]
fn the_list_counts_every_sign_in_that_failed_whether_the_log_has_it_yet_or_not() {
    let (folder, mut desk) = desk_of("A-1");
    let failures = |desk: &Desk, number: &str| {
        let lines = desk.operators().unwrap();
        let line = lines.into_iter().find(|line| line.operator.number == number).unwrap();
        (line.failures, line.failed)
    };
    let beside = || Desk::new(Store::open_read_only(folder.path(), Box::new(OsRng)).unwrap());
    for minute in [1, 2] {
        assert!(beside().open_to_read(after(minute * MINUTE), "G-1", "guess").is_err());
    }
    // By command, beside the window, and in the window itself, before anything takes them in.
    let two = (2, Some(after(2 * MINUTE).at));
    let mut reader = beside();
    let _ = reader.open_to_read(after(3 * MINUTE), "A-1", PASSPHRASE).unwrap();
    assert_eq!((failures(&reader, "G-1"), failures(&desk, "G-1")), (two, two));
    assert_eq!(failures(&reader, "S-1"), (0, None));
    // Once they are in the log they are no more.
    desk.take_attempts(after(3 * MINUTE)).unwrap();
    assert_eq!((failures(&reader, "G-1"), failures(&desk, "G-1")), (two, two));
    // What failed before somebody got in is theirs to know, and over.
    assert!(beside().open_to_read(after(4 * MINUTE), "G-1", "guess").is_err());
    hand_over(&mut desk, after(5 * MINUTE), "G-1");
    hand_over(&mut desk, after(6 * MINUTE), "A-1");
    assert_eq!(failures(&desk, "G-1"), (0, Some(after(4 * MINUTE).at)));
    assert!(beside().open_to_read(after(7 * MINUTE), "G-1", "guess").is_err());
    assert_eq!(failures(&desk, "G-1"), (1, Some(after(7 * MINUTE).at)));
    assert_clean(&desk);
}
