//! Key slots that were exchanged, added or put back are found.

use std::path::{Path, PathBuf};

use gateward::store::Store;
use rand_core::OsRng;
use serde_json::{Value, json};

use crate::post::{assert_clean, open, post, told, verify};

fn file(folder: &Path) -> PathBuf {
    folder.join("keyslots.json")
}

/// What is found once this was done to the slots, in both copies.
fn found(change: impl FnOnce(&mut Value)) -> String {
    let folder = post();
    let store = open(folder.path());
    assert_clean(&store);
    let mut slots: Value = serde_json::from_slice(&std::fs::read(file(folder.path())).unwrap()).unwrap();
    change(&mut slots);
    for name in ["keyslots.json", "keyslots.copy.json"] {
        std::fs::write(folder.path().join(name), serde_json::to_vec(&slots).unwrap()).unwrap();
    }
    told(&verify(&store).findings)
}

#[test]
fn slots_that_are_not_those_of_the_enrolment_are_found() {
    let guard = "the key slots of G-1 are not those of the enrolment";
    let swapped = found(|slots| {
        let other = slots["operators"][0]["slots"].clone();
        slots["operators"][1]["slots"] = other;
    });
    assert_eq!(swapped, guard);
    for (field, value) in
        [("salt", json!("AAAAAAAAAAAAAAAAAAAAAA==")), ("memory_kib", json!(8)), ("exchange", json!(""))]
    {
        assert_eq!(found(|slots| slots["operators"][1][field] = value), guard, "{field}");
    }
    let renamed = found(|slots| slots["operators"][1]["number"] = json!("G-7"));
    assert!(renamed.contains(guard) && renamed.contains("the key slots of G-7 have no enrolment"), "{renamed}");
}

#[test]
fn slots_of_nobody_and_slots_gone_are_found() {
    let added = found(|slots| {
        let mut more = slots["operators"][1].clone();
        more["number"] = json!("X-1");
        slots["operators"].as_array_mut().unwrap().push(more);
    });
    assert_eq!(added, "the key slots of X-1 have no enrolment");
    let doubled = found(|slots| {
        let more = slots["operators"][1].clone();
        slots["operators"].as_array_mut().unwrap().push(more);
    });
    assert!(doubled.contains("the key slots of G-1"), "{doubled}");
    let gone = found(|slots| drop(slots["operators"].as_array_mut().unwrap().remove(1)));
    assert_eq!(gone, "the key slots of G-1 are not those of the enrolment");
    let recovery = found(|slots| slots["recovery"] = Value::Null);
    assert_eq!(recovery, "the slot of the recovery code is not the one in the log");
    for field in ["key", "origin", "exchange"] {
        let other = found(|slots| slots[field] = json!("AAAA"));
        assert_eq!(other, "the key slots name another post", "{field}");
    }
}

#[test]
fn an_old_copy_put_back_is_found() {
    let folder = post();
    let store = open(folder.path());
    let mut slots: Value = serde_json::from_slice(&std::fs::read(file(folder.path())).unwrap()).unwrap();
    slots["operators"].as_array_mut().unwrap().pop();
    std::fs::write(file(folder.path()), serde_json::to_vec(&slots).unwrap()).unwrap();
    let told = told(&verify(&store).findings);
    assert!(told.contains("second copy differ") && told.contains("S-2"), "{told}");
}

#[test]
fn a_damaged_file_of_slots_gives_way_to_its_copy() {
    let folder = post();
    std::fs::write(file(folder.path()), "{").unwrap();
    let store = open(folder.path());
    assert_eq!(told(&verify(&store).findings), "the key slots and their second copy differ");
    drop(store);
    std::fs::write(folder.path().join("keyslots.copy.json"), "{").unwrap();
    assert!(Store::open(folder.path(), Box::new(OsRng)).is_err());
}
