//! Backups, heads kept elsewhere, and a post that is restored.

use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret;

use super::*;
use crate::desk::backup::Order;
use crate::desk::restore::{From, Restoration};
use crate::domain::fact::Restored;
use crate::domain::moment::DAY;
use crate::domain::{Fact, Kind};

const ADA: &str = "S-1";

/// A place off the gate, with a key.
fn elsewhere() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let identity = age::x25519::Identity::generate();
    std::fs::write(folder.path().join("key.txt"), identity.to_string().expose_secret()).unwrap();
    (folder, identity.to_public().to_string())
}

fn back_up(desk: &mut Desk, to: &Path, recipient: &str) -> PathBuf {
    let file = to.join("post.age");
    let order = Order { file: file.clone(), over: true, to: vec![recipient.to_owned()], keep: None };
    let _ = desk.back_up(noon(), &order, None, &mut |_, _| {}).unwrap();
    file
}

fn open(folder: &Path, place: &Path, heads: &[PathBuf]) -> Result<Restoration, DeskError> {
    let (file, identity) = (place.join("post.age"), place.join("key.txt"));
    let from = From { folder, file: &file, identity: &identity, heads, number: ADA, passphrase: PASSPHRASE };
    Restoration::open(&from, noon(), [Box::new(OsRng), Box::new(OsRng)], &mut |_, _, _| {})
}

#[test]
fn the_log_goes_on_from_the_backup_and_every_later_head_covers_both() {
    let (_folder, mut desk) = desk();
    let (place, recipient) = elsewhere();
    let guest = admissible(&mut desk);
    let shown = card(desk.open_visit(noon(), guest.visit, None).unwrap());
    let admission = desk.admit(noon(), &shown, &Obligation::ALL).unwrap();
    let _ = back_up(&mut desk, place.path(), &recipient);
    let (end, before) = (entries(&desk), desk.store.post().clone());
    let anew = tempfile::tempdir().unwrap();
    let restoration = open(anew.path(), place.path(), &[]).unwrap();
    assert_eq!((restoration.plan().backup.size, restoration.plan().lost()), (end, 0));
    drop(restoration);
    let (why, second) = two(noon(), "V-1");
    let late = open(anew.path(), place.path(), &[]).unwrap().confirm(after(3 * MINUTE), &why, &second);
    assert!(matches!(late, Err(DeskError::RequestOver)), "{late:?}");
    let done = open(anew.path(), place.path(), &[]).unwrap().confirm(noon(), &why, &second).unwrap();

    let mut desk = Desk::new(Store::open(anew.path(), Box::new(OsRng)).unwrap());
    sign_in(&mut desk, noon(), ADA);
    let post = desk.store.post().clone();
    assert_eq!((&post.mission, &post.gate), (&before.mission, &before.gate));
    assert!(post.id != before.id && post.key != before.key && post.security != before.security);
    let Fact::Restored(said) = desk.store.fact(done.entry).unwrap() else { panic!() };
    let Restored { backup, last, signed, .. } = *said;
    assert_eq!((backup.origin, backup.size, last.size, done.entry), (before.origin.clone(), end, end, end));
    assert!(signed.second.is_some());
    let leaf = |seq| desk.store.leaf(seq).unwrap().1;
    assert_eq!((leaf(end - 1).post, leaf(end).post, leaf(end).kind), (before.id, post.id, Kind::Restored));
    assert_clean(&desk);
    // Who was inside is, their badge lets them leave, and a copy of the old slots opens nothing.
    assert!(matches!(desk.check(noon(), &admission.token, None), Ok(Recognised::Departure(_))));
    let _ = desk.depart(noon(), admission.entry, None).unwrap();
    assert_clean(&desk);
}

#[test]
fn a_head_of_other_entries_stops_a_restore_and_is_told_at_the_gate() {
    let (folder, mut desk) = desk();
    let (place, recipient) = elsewhere();
    let _ = back_up(&mut desk, place.path(), &recipient);
    assert_eq!(desk.contradicted().unwrap(), None);
    // Whoever may make backups is told when the next is due, and nobody else.
    desk.sign_out(noon()).unwrap();
    for (number, days, told) in [("S-1", 6, None), ("S-1", 8, Some(8)), ("G-1", 8, None)] {
        sign_in(&mut desk, after(days * DAY), number);
        assert_eq!(desk.status().unwrap().backup_days, told, "{number}, {days}");
        desk.sign_out(after(days * DAY)).unwrap();
    }
    sign_in(&mut desk, noon(), ADA);
    // Somebody puts an earlier copy of the folder back, and goes on with it.
    let copied = tempfile::tempdir().unwrap();
    desk.sign_out(noon()).unwrap();
    copy(folder.path(), copied.path());
    sign_in(&mut desk, noon(), ADA);
    let [head, _] = desk.remember(place.path()).unwrap();
    let mut other = Desk::new(Store::open(copied.path(), Box::new(OsRng)).unwrap());
    let before = entries(&other);
    sign_in(&mut other, noon(), ADA);
    assert_eq!(other.status().unwrap().contradicted, Some(head.canonicalize().unwrap()));
    // The other is the clock, which went back.
    assert_eq!(kinds(&other, before), [Kind::Anomaly, Kind::Anomaly, Kind::SignedIn]);
    assert!(matches!(other.store.fact(before).unwrap(), Fact::Anomaly { what: crate::domain::fact::Anomaly::Head }));
    assert_eq!(desk.status().unwrap().contradicted, None);
    other.sign_out(noon()).unwrap();
    sign_in(&mut other, noon(), ADA);
    let (elsewhere, _) = elsewhere();
    let _ = back_up(&mut other, elsewhere.path(), &recipient);
    std::fs::copy(place.path().join("key.txt"), elsewhere.path().join("key.txt")).unwrap();
    let anew = tempfile::tempdir().unwrap();
    let opened = open(anew.path(), elsewhere.path(), &[head]);
    assert!(matches!(opened, Err(DeskError::Forked(_))), "{:?}", opened.map(|opened| opened.plan().clone()));
}
