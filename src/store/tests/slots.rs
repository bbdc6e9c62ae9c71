//! A file of key slots that is not that of the log: put back, changed, or written without its facts.

use super::*;
use crate::domain::Pair;
use crate::store::keyslots::KeySlots;
use crate::store::secrets::OperatorSecret;

const PASSPHRASE: &str = "violet harbour 47 lanterns";
const NEXT: Pair<'static> = Pair { first: "copper lantern 92 meadows", second: "granite kettle 58 willows" };

/// A post with an administrator and an officer beside the first.
fn staffed() -> (tempfile::TempDir, Store, OperatorId) {
    let (folder, mut store, _code) = post();
    let _ = store.enrol(&person("A-1", &[Role::Administrator]), None, now(), ClockQuality::Good).unwrap();
    let officer = store.enrol(&person("X-1", &[Role::Security]), None, now(), ClockQuality::Good).unwrap();
    (folder, store, officer.id)
}

fn reopened(store: Store, folder: &Path) -> Store {
    drop(store);
    Store::open(folder, Box::new(OsRng)).unwrap()
}

fn enters(store: &mut Store, number: &str, passphrase: &str) -> Result<(), StoreError> {
    let entered = store.unlock(number, passphrase).map(drop);
    store.lock();
    entered
}

fn found(store: &Store) -> String {
    let report = store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    report.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The epochs that bodies are written under, in their order.
fn epochs(store: &Store) -> Vec<u32> {
    let mut query = store.connection.prepare("SELECT DISTINCT epoch FROM bodies WHERE id % 4 = 1").unwrap();
    query.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn slots_from_before_somebody_was_ended_let_nobody_in() {
    let (folder, mut store, officer) = staffed();
    let old = store.slots().clone();
    store.end(officer, signed(), now(), ClockQuality::Good).unwrap();
    old.write(folder.path()).unwrap();
    assert!(found(&store).contains("the key slots are of epoch 1, and the log of epoch 2"), "{}", found(&store));
    let mut store = reopened(store, folder.path());
    assert!(store.slots_differ());
    assert!(matches!(enters(&mut store, "X-1", PASSPHRASE), Err(StoreError::WrongKey)));
    for number in ["S-1", "A-1"] {
        let entered = enters(&mut store, number, PASSPHRASE);
        assert!(matches!(entered, Err(StoreError::SlotsOfNoLog)), "{number}: {entered:?}");
    }
}

#[test]
fn the_copy_takes_the_place_of_a_file_that_was_put_back() {
    let (folder, mut store, officer) = staffed();
    let old = store.slots().clone();
    store.end(officer, signed(), now(), ClockQuality::Good).unwrap();
    let new = store.slots().clone();
    old.write_file(folder.path()).unwrap();
    let mut store = reopened(store, folder.path());
    assert!(store.slots_differ() && *store.slots() == new);
    let _ = store.unlock("S-1", PASSPHRASE).unwrap();
    assert!(found(&store).contains("second copy differ"));
    store.put_slots_right().unwrap();
    assert!(KeySlots::copy_agrees(folder.path()) && !store.slots_differ());
    assert!(folder.path().join("keyslots.aside.json").exists());
    assert!(!found(&store).contains("key slots"), "{}", found(&store));
}

#[test]
fn slots_of_somebody_ended_do_not_come_back_into_the_file() {
    let (folder, mut store, officer) = staffed();
    let theirs = store.slots().operator("X-1").unwrap().clone();
    store.end(officer, signed(), now(), ClockQuality::Good).unwrap();
    let mut slots = store.slots().clone();
    slots.operators.push(theirs);
    slots.write(folder.path()).unwrap();
    let mut store = reopened(store, folder.path());
    assert!(matches!(enters(&mut store, "X-1", PASSPHRASE), Err(StoreError::WrongKey)));
    // Nor where the table says that they may.
    let plain = Connection::open(folder.path().join("gateward.db")).unwrap();
    let _ = plain.execute("UPDATE operators SET state = 'active'", []).unwrap();
    let entered = enters(&mut store, "X-1", PASSPHRASE);
    assert!(matches!(entered, Err(StoreError::SlotsOfNoLog)), "{entered:?}");
    let _ = store.unlock("S-1", PASSPHRASE).unwrap();
    assert!(found(&store).contains("operators"), "{}", found(&store));
}

#[test]
fn a_passphrase_that_was_changed_does_not_come_back_with_its_slots_whichever_of_the_two() {
    let (folder, mut store, _) = staffed();
    let mut secrets = Vec::new();
    for passphrases in [Pair::from(PASSPHRASE), NEXT] {
        let secret = store.authenticate("S-1", PASSPHRASE).ok();
        let secret = secret.unwrap_or_else(|| store.authenticate("S-1", NEXT.first).unwrap());
        store.set_passphrase("S-1", &secret, passphrases, now(), ClockQuality::Good).unwrap();
        secrets.push(store.slots().clone());
    }
    let secret = store.authenticate("S-1", NEXT.first).unwrap();
    store.set_passphrase("S-1", &secret, "amber kites over 19 quays".into(), now(), ClockQuality::Good).unwrap();
    secrets[1].write(folder.path()).unwrap();
    let mut store = reopened(store, folder.path());
    for passphrase in [NEXT.first, NEXT.second] {
        let entered = enters(&mut store, "S-1", passphrase);
        assert!(matches!(entered, Err(StoreError::SlotsOfNoLog)), "{entered:?}");
    }
    assert!(enters(&mut store, "A-1", PASSPHRASE).is_ok(), "whose slots are theirs gets in");
}

#[test]
fn a_recovery_slot_that_the_log_does_not_know_is_granted_nothing() {
    let (folder, store, officer) = staffed();
    let mut slots = store.slots().clone();
    let stranger = secrets::exchange_public(&OperatorSecret::random(&mut OsRng).exchange());
    slots.recovery.as_mut().unwrap().exchange = data_encoding::BASE64.encode(&stranger);
    let before = slots.recovery.clone().unwrap().grants;
    slots.write(folder.path()).unwrap();
    let mut store = reopened(store, folder.path());
    let _ = store.unlock("S-1", PASSPHRASE).unwrap();
    store.suspend(officer, signed(), now(), ClockQuality::Good).unwrap();
    let after = store.slots().recovery.clone().unwrap().grants;
    assert!(store.slots().epoch == 2 && after == before, "{:?}", after.keys());
    assert!(found(&store).contains("the slot of the recovery code is not the one in the log"));
}

#[test]
fn store_keys_that_the_log_does_not_know_are_not_written_under() {
    let (folder, store, _) = staffed();
    let mut slots = store.slots().clone();
    for number in ["S-1", "A-1", "X-1"] {
        let theirs = slots.operator_mut(number).unwrap();
        let sealed = secrets::seal_to(theirs.exchange(), &[7; 32], &mut OsRng).unwrap();
        theirs.grant("store/2", sealed);
    }
    slots.epoch = 2;
    slots.write(folder.path()).unwrap();
    let mut store = reopened(store, folder.path());
    let _ = store.unlock("S-1", PASSPHRASE).unwrap();
    record(&mut store, 2).unwrap();
    assert_eq!(epochs(&store), [1]);
    let told = found(&store);
    assert!(
        told.contains("of epoch 2, and the log of epoch 1") && told.contains("A-1 end with another epoch"),
        "{told}"
    );
    // Nor does another key in the place of the last one open anything.
    let mut slots = store.slots().clone();
    slots.epoch = 1;
    for number in ["S-1", "A-1", "X-1"] {
        let theirs = slots.operator_mut(number).unwrap();
        theirs.revoke_all("store/2");
        let sealed = secrets::seal_to(theirs.exchange(), &[7; 32], &mut OsRng).unwrap();
        theirs.grant("store/1", sealed);
    }
    slots.write(folder.path()).unwrap();
    assert!(enters(&mut reopened(store, folder.path()), "S-1", PASSPHRASE).is_err());
}

#[test]
fn a_power_cut_between_the_file_and_its_fact_shuts_nobody_out() {
    let (folder, store, _) = staffed();
    let secret = store.authenticate("S-1", PASSPHRASE).unwrap();
    let mut slots = store.slots().clone();
    slots.operator_mut("S-1").unwrap().seal(NEXT, &secret, &mut OsRng).unwrap();
    slots.write_file(folder.path()).unwrap();
    let mut store = reopened(store, folder.path());
    assert!(matches!(enters(&mut store, "S-1", NEXT.first), Err(StoreError::WrongKey)));
    assert!(enters(&mut store, "S-1", PASSPHRASE).is_ok(), "what was not recorded does not count");
}
