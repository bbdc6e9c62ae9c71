//! What is kept sealed beside the store: it opens as it was written, or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

const OF: [&[u8]; 2] = [b"digest", b"1"];

fn write(store: &mut Store, name: &str, parts: &[&[u8]]) {
    let mut writer = store.write_snapshot(name, &OF).unwrap();
    parts.iter().for_each(|part| writer.put(part.to_vec()).unwrap());
    writer.keep().unwrap();
}

fn read(store: &Store, name: &str, of: &[&[u8]]) -> Vec<Vec<u8>> {
    let mut reader = store.snapshot(name, of);
    std::iter::from_fn(|| reader.as_mut()?.part()).collect()
}

fn file(folder: &Path) -> PathBuf {
    fs::read_dir(folder.join("snapshots")).unwrap().next().unwrap().unwrap().path()
}

#[test]
fn what_was_kept_is_read_again_by_who_has_the_key_and_for_the_same() {
    let (folder, mut store, _code) = post();
    assert!(read(&store, "UN", &OF).is_empty());
    write(&mut store, "UN", &[b"Casimir Brandt", b"", b"second"]);
    assert_eq!(read(&store, "UN", &OF), [&b"Casimir Brandt"[..], b"", b"second"]);
    assert!(read(&store, "UN", &[b"digest", b"2"]).is_empty() && read(&store, "UN", &[b"digest1"]).is_empty());
    assert!(read(&store, "OFAC", &OF).is_empty());
    let bytes = fs::read(file(folder.path())).unwrap();
    assert!(!bytes.windows(7).any(|window| window == b"Casimir"));
    assert!(!file(folder.path()).to_string_lossy().contains("UN"));
    // Another one takes its place; one that was not finished takes none.
    write(&mut store, "UN", &[b"new"]);
    store.write_snapshot("UN", &OF).unwrap().put(b"half".to_vec()).unwrap();
    assert_eq!(read(&store, "UN", &OF), [b"new"]);
    write(&mut store, "OFAC", &[b"other"]);
    store.drop_snapshots_but(&["UN"]).unwrap();
    assert_eq!((read(&store, "UN", &OF).len(), read(&store, "OFAC", &OF).len()), (1, 0));
    store.lock();
    assert!(store.snapshot("UN", &OF).is_none());
    assert!(matches!(store.write_snapshot("UN", &OF), Err(StoreError::Locked)));
}

#[test]
fn what_was_altered_or_cut_off_does_not_open() {
    let (folder, mut store, _code) = post();
    write(&mut store, "UN", &[b"first", b"second"]);
    let (path, whole) = (file(folder.path()), fs::read(file(folder.path())).unwrap());
    for at in 0..whole.len() {
        let mut other = whole.clone();
        other[at] ^= 1;
        fs::write(&path, &other).unwrap();
        assert!(read(&store, "UN", &OF).len() < 2, "{at}");
        fs::write(&path, &whole[..at]).unwrap();
        assert!(read(&store, "UN", &OF).len() < 2, "{at}");
    }
    let (head, part) = (8 + 32, 8 + 5 + crate::ledger::aead::TAG);
    let swapped = [&whole[..head], &whole[head + part..], &whole[head..head + part]].concat();
    fs::write(&path, swapped).unwrap();
    assert!(read(&store, "UN", &OF).is_empty());
    fs::write(&path, whole).unwrap();
    assert_eq!(read(&store, "UN", &OF).len(), 2);
}

#[test]
fn who_only_reads_writes_none_and_a_new_epoch_opens_none_of_before() {
    let (folder, mut store, _code) = post();
    write(&mut store, "UN", &[b"first"]);
    let mut reader = Store::open_read_only(folder.path(), Box::new(OsRng)).unwrap();
    let _ = reader.unlock("S-1", "violet harbour 47 lanterns").unwrap();
    assert_eq!(read(&reader, "UN", &OF), [b"first"]);
    assert!(matches!(reader.write_snapshot("UN", &OF), Err(StoreError::ReadOnly)));
    let officer = store.enrol(&person("X-1", &[Role::Security]), None, now(), ClockQuality::Good).unwrap();
    assert_eq!(read(&store, "UN", &OF), [b"first"]);
    store.end(officer.id, signed(), now(), ClockQuality::Good).unwrap();
    assert!(read(&store, "UN", &OF).is_empty());
    write(&mut store, "UN", &[b"second"]);
    assert_eq!(read(&store, "UN", &OF), [b"second"]);
}
