//! Who may do what, signing in and out, recovering.

use super::*;
use crate::desk::decide::Signer;
use crate::desk::denial::What;
use crate::domain::Resolver;
use crate::domain::fact::RefusalCode;
use crate::domain::operator::Act as Deed;
use crate::store::StoreError;
use crate::store::attempts::Attempt;

#[test]
fn a_locked_desk_does_nothing() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    let card = shown(&mut desk, noon(), guest);
    let admission = desk.admit(noon(), &card, &Obligation::ALL).unwrap();
    desk.sign_out(noon()).unwrap();
    let before = entries(&desk);
    let locked = |result: Result<(), DeskError>| {
        assert!(matches!(result, Err(DeskError::Locked | DeskError::Store(StoreError::Locked))), "{result:?}");
    };
    locked(desk.check(noon(), "Vera", None).map(|_| ()));
    locked(desk.open_visit(noon(), guest, None).map(|_| ()));
    locked(desk.search(noon(), "Vera", 5).map(|_| ()));
    locked(desk.present(noon(), &card).map(|_| ()));
    locked(desk.admit(noon(), &card, &Obligation::ALL).map(|_| ()));
    locked(desk.refer(noon(), &card, None).map(|_| ()));
    locked(desk.refuse(noon(), &card, RefusalCode::Items, "").map(|_| ()));
    locked(desk.answer(noon(), 1, ("x", Resolver::Host), true, "x", Signer::SignedIn));
    locked(desk.depart(noon(), admission.entry, None).map(|_| ()));
    locked(desk.undo(noon(), admission.entry).map(|_| ()));
    locked(desk.enrol(noon(), &newcomer("N-1", "Nia Cole", &[Role::Guard]), None).map(|_| ()));
    locked(desk.amend(noon(), guest, &visit(0, HOUR)));
    locked(desk.cancel(noon(), guest));
    locked(desk.page(crate::store::log::Filter::default(), None, 5).map(|_| ()));
    locked(desk.detail(0).map(|_| ()));
    locked(desk.expected(noon()).map(|_| ()));
    locked(desk.inside(noon()).map(|_| ()));
    locked(desk.confirm_clock(noon()));
    locked(desk.sign_out(noon()));
    assert_eq!(entries(&desk), before);
}

#[test]
fn each_role_does_its_own_and_anybody_checks_out() {
    let (_folder, mut desk) = desk();
    let guests =
        ["Ana Bel", "Bob Cole", "Cal Dorn", "Don Eder", "Eva Fink", "Flo Gard"].map(|name| expected(&mut desk, name));
    let stays = guests.map(|guest| admit(&mut desk, noon(), guest).entry);
    let guest = expected(&mut desk, "Vera Holm");
    let card = shown(&mut desk, noon(), guest);
    for (i, (number, _, roles)) in STAFF.into_iter().enumerate() {
        hand_over(&mut desk, noon(), number);
        let gate = roles.iter().any(|role| matches!(role, Role::Guard | Role::Supervisor));
        let denied = |result: &Result<(), DeskError>, deed| matches!(result, Err(DeskError::Denied(d)) if d.what == What::Deed(deed));
        let before = entries(&desk);
        let admitted = desk.admit(noon(), &card, &[]).map(|_| ());
        assert_eq!(denied(&admitted, Deed::Admit), !gate, "{number}");
        let new = newcomer("S-1", "Nia Cole", &[Role::Guard]);
        let enrolled = desk.enrol(noon(), &new, None).map(|_| ());
        assert_eq!(denied(&enrolled, Deed::Enrol), !roles.contains(&Role::Administrator), "{number}");
        let paged = desk.page(crate::store::log::Filter::default(), None, 1).map(|_| ());
        let reads = roles
            .iter()
            .any(|role| matches!(role, Role::Supervisor | Role::Administrator | Role::Security | Role::Auditor));
        assert_eq!(denied(&paged, Deed::ReadLog), !reads, "{number}");
        let kept = desk.cancel(noon(), VisitId([0; 16]));
        let keeps = roles.iter().any(|role| matches!(role, Role::Supervisor | Role::Registrar));
        assert_eq!(denied(&kept, Deed::KeepVisits), !keeps, "{number}");
        assert_eq!(entries(&desk), before);
        let _ = desk.depart(noon(), stays[i], None).unwrap();
    }
    assert_clean(&desk);
}

#[test]
fn enrolment_takes_new_numbers_and_strong_passphrases_only() {
    let (_folder, mut desk) = desk();
    let mut enrol = |new: NewOperator| desk.enrol(noon(), &new, None).map(|_| ());
    assert!(matches!(enrol(newcomer("g-1", "Nia Cole", &[Role::Guard])), Err(DeskError::NumberTaken)));
    assert!(matches!(enrol(newcomer("N-1", "Nia Cole", &[])), Err(DeskError::Roles)));
    assert!(matches!(enrol(newcomer("N-1", " ", &[Role::Guard])), Err(DeskError::Text { field: "name", .. })));
    let weak =
        NewOperator { passphrase: Zeroizing::new("nia cole".into()), ..newcomer("N-1", "Nia Cole", &[Role::Guard]) };
    assert!(matches!(enrol(weak), Err(DeskError::WeakPassphrase)));
}

#[test]
fn only_security_lets_somebody_read_what_is_sealed() {
    let (_folder, mut desk) = desk_of("A-1");
    let security = desk.enrol(noon(), &newcomer("Q-1", "Nia Cole", &[Role::Security]), None);
    assert!(matches!(security, Err(DeskError::NotTheirs)), "{security:?}");
    // Who cannot read them verifies the rest, and is told what was not read.
    let report = desk.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    assert_eq!(report.sealed_unread, report.entries);
}

#[test]
fn failed_sign_ins_enter_the_log_late_whatever_lies_beside_them() {
    let (folder, mut desk) = desk();
    desk.sign_out(noon()).unwrap();
    for number in ["S-1", "nobody"] {
        let wrong = desk.sign_in(noon(), number, "guess");
        assert!(matches!(wrong, Err(DeskError::Store(StoreError::WrongKey))), "{wrong:?}");
        assert!(desk.operator().is_none());
    }
    // A power cut broke a line off, and somebody wrote what is no text.
    let path = folder.path().join("attempts");
    let mut noted = std::fs::read(&path).unwrap();
    noted.splice(0..0, *b"AAAA");
    noted.extend(b"\xff\xfe broken");
    std::fs::write(&path, noted).unwrap();
    let before = entries(&desk);
    desk.store.note_attempt(&Attempt::SignIn { at: noon().at, number: "third".into(), pin: false }).unwrap();
    sign_in(&mut desk, after(MINUTE), "S-1");
    let failed: Vec<_> = (before..entries(&desk)).map(|seq| desk.store.entry(seq).unwrap()).collect();
    let numbers = failed.iter().filter_map(|entry| match &entry.fact {
        Fact::SignInFailed { number, .. } => Some((number.as_str(), entry.leaf.happened)),
        _ => None,
    });
    let at = Some(noon().at);
    assert_eq!(numbers.collect::<Vec<_>>(), [("S-1", at), ("nobody", at), ("third", at)]);
    hand_over(&mut desk, after(MINUTE), "S-1");
    assert_eq!(kinds(&desk, entries(&desk) - 2), [Kind::SignedOut, Kind::SignedIn]);
    assert_clean(&desk);
}

#[test]
fn the_recovery_code_is_spent_by_its_use_and_old_entries_stay_open() {
    let folder = tempfile::tempdir().unwrap();
    let (mut desk, code) = Desk::found(folder.path(), &founding("S-1"), noon(), Box::new(OsRng)).unwrap();
    desk.read_whole_roster().unwrap();
    let guest = expected(&mut desk, "Vera Holm");
    let admission = admit(&mut desk, noon(), guest);
    desk.sign_out(noon()).unwrap();
    let old = std::fs::read(folder.path().join("keyslots.json")).unwrap();

    let wrong = RecoveryCode([code.0[0].clone(), code.0[0].clone()]);
    let new = newcomer("S-2", "Nia Cole", &[Role::Supervisor, Role::Administrator, Role::Security]);
    let refused = desk.recover(after(MINUTE), &wrong, &holders(), &new).map(|_| ());
    assert!(matches!(refused, Err(DeskError::Store(StoreError::WrongRecovery))), "{refused:?}");
    let (_, next) = desk.recover(after(MINUTE), &code, &holders(), &new).unwrap();
    assert_eq!(desk.operator().unwrap().number, "S-2");
    assert_eq!(desk.store.slots().epoch, 2);
    assert_clean(&desk);
    assert!(matches!(desk.store.fact(admission.entry).unwrap(), Fact::Admitted { .. }));
    hand_over(&mut desk, after(2 * MINUTE), "S-1");
    assert_eq!(shown(&mut desk, after(2 * MINUTE), guest).person.unwrap().1.name, "Vera Holm");
    assert_clean(&desk);
    desk.sign_out(after(2 * MINUTE)).unwrap();

    let third = newcomer("S-3", "Oda Falk", &[Role::Guard]);
    let spent = desk.recover(after(3 * MINUTE), &code, &holders(), &third).map(|_| ());
    assert!(matches!(spent, Err(DeskError::Store(StoreError::WrongRecovery))), "{spent:?}");
    // Nor does it come back with an old copy of the slots.
    drop(desk);
    let newest = std::fs::read(folder.path().join("keyslots.json")).unwrap();
    std::fs::write(folder.path().join("keyslots.json"), old).unwrap();
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    let spent = desk.recover(after(3 * MINUTE), &code, &holders(), &third).map(|_| ());
    assert!(matches!(spent, Err(DeskError::Store(StoreError::WrongRecovery))), "{spent:?}");
    drop(desk);
    std::fs::write(folder.path().join("keyslots.json"), newest).unwrap();
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    let _ = desk.recover(after(3 * MINUTE), &next, &holders(), &third).unwrap();
    assert_clean(&desk);
}

#[test]
fn attempts_beyond_what_is_taken_in_at_once_wait_for_the_next_time() {
    let (folder, mut desk) = desk();
    desk.store.note_attempt(&Attempt::SignIn { at: noon().at, number: "last".into(), pin: false }).unwrap();
    let path = folder.path().join("attempts");
    let flood = ["AAAA\n".repeat(10_000).into_bytes(), std::fs::read(&path).unwrap()].concat();
    std::fs::write(&path, flood).unwrap();
    assert_eq!(desk.store.attempts().unwrap(), (vec![], 10_000));
    // What is noted while they are taken in is kept as well.
    desk.store.note_attempt(&Attempt::SignIn { at: noon().at, number: "meanwhile".into(), pin: false }).unwrap();
    desk.store.clear_attempts().unwrap();
    for number in ["last", "meanwhile"] {
        let attempt = Attempt::SignIn { at: noon().at, number: number.into(), pin: false };
        assert_eq!(desk.store.attempts().unwrap(), (vec![attempt], 0));
        desk.store.clear_attempts().unwrap();
    }
    assert_eq!(desk.store.attempts().unwrap(), (vec![], 0));
}

#[test]
fn a_sign_in_that_cannot_be_recorded_opens_nothing() {
    let (folder, mut desk) = desk();
    desk.sign_out(noon()).unwrap();
    // The attempts cannot be read: a folder stands in their place.
    std::fs::create_dir(folder.path().join("attempts.taken")).unwrap();
    let failed = desk.sign_in(noon(), "S-1", PASSPHRASE);
    assert!(matches!(failed, Err(DeskError::Store(StoreError::File { .. }))), "{failed:?}");
    assert!(desk.operator().is_none() && desk.store.is_locked());
}

#[test]
fn the_worker_ends_a_session_that_is_too_long() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};
    let (_folder, desk) = desk();
    let later = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&later);
    let worker = worker::Worker::start(desk, Arc::new(move || after(clock.load(Ordering::SeqCst)))).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let signed_in = || runtime.block_on(worker.ask(|desk, _| Ok(desk.operator().is_some()))).unwrap();
    later.store(12 * HOUR - 1, Ordering::SeqCst);
    assert!(signed_in());
    later.store(12 * HOUR, Ordering::SeqCst);
    assert!(!signed_in());
}

#[test]
fn whoever_leads_the_gate_is_told_at_once_of_a_sign_in_that_failed() {
    let (folder, mut desk) = desk_of("V-1");
    desk.take_attempts(noon()).unwrap();
    let size = entries(&desk);
    assert_eq!(desk.status().unwrap().failures.count, 0);
    // Beside the window, and at it: somebody signs for what they may not.
    let mut beside = Desk::new(Store::open_read_only(folder.path(), Box::new(OsRng)).unwrap());
    assert!(beside.open_to_read(noon(), "G-1", "guess").is_err());
    assert!(desk.vouched(noon(), "X-1", "guess").is_err());
    desk.take_attempts(after(MINUTE)).unwrap();
    let failures = desk.status().unwrap().failures;
    assert_eq!((failures.count, failures.last), (2, Some(noon().at)));
    assert_eq!(failures.numbers.len(), 2);
    assert_eq!(kinds(&desk, size), [Kind::SignInFailed; 2]);
    desk.take_attempts(after(MINUTE)).unwrap();
    assert_eq!(entries(&desk), size + 2, "once");
    assert_clean(&desk);
}
