//! The logs of earlier releases, kept as files.
//!
//! `GATEWARD_MAKE_LOG=tests/data/log-vN cargo test --test log stored::make` makes the folder of a release, once; it is
//! never made anew after that release.

use std::path::{Path, PathBuf};

use gateward::domain::{Fact, Moment, Threat};
use gateward::policy::Rules;
use gateward::store::{Store, StoreError};
use rand_core::OsRng;

use crate::post::{PASSPHRASE, assert_clean, copy, make, open, plain};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

#[test]
fn make_the_log_of_a_release_where_asked_to() {
    let Some(folder) = std::env::var_os("GATEWARD_MAKE_LOG") else { return };
    let made = tempfile::tempdir().unwrap();
    make(made.path());
    std::fs::create_dir(&folder).expect("a stored log is made once");
    copy(made.path(), Path::new(&folder));
    let _ = std::fs::remove_file(Path::new(&folder).join("gateward.lock"));
    let opens = format!("S-1 and S-2 sign in with: {PASSPHRASE}\n");
    std::fs::write(Path::new(&folder).join("passphrase.txt"), opens).unwrap();
}

#[test]
fn a_store_of_the_first_schema_is_brought_up_to_this_one_when_it_is_opened_for_writing() {
    let folder = tempfile::tempdir().unwrap();
    copy(&data().join("log-v1"), folder.path());
    let version = || -> i64 { plain(folder.path()).query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap() };
    assert_eq!(version(), 1);
    // Who only reads changes nothing, and says what to do.
    let read = Store::open_read_only(folder.path(), Box::new(OsRng)).map(|_| ()).unwrap_err();
    assert!(matches!(read, StoreError::Older { found: 1, known: 13 }), "{read:?}");
    assert_eq!((read.advice(), version()), ("advice-older", 1));
    let store = open(folder.path());
    assert_eq!(version(), 13);
    // Tables and indexes are, to the letter, those that schema.sql makes.
    assert_clean(&store);
    assert!(store.tables().watchlists().unwrap().is_empty());
    assert_eq!(store.tables().threat().unwrap(), Threat::default());
    drop(store);
    assert_clean(&open(folder.path()));
}

#[test]
fn every_stored_log_verifies_and_rebuilds() {
    let stored = std::fs::read_dir(data()).unwrap().map(|entry| entry.unwrap().path());
    let is_log = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("log-v"));
    let stored: Vec<_> = stored.filter(is_log).collect();
    assert!(stored.len() >= 7);
    for path in stored {
        let folder = tempfile::tempdir().unwrap();
        copy(&path, folder.path());
        let made_by: i64 = plain(folder.path()).query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        let mut store = open(folder.path());
        assert_clean(&store);
        if made_by < 12 {
            assert_eq!(store.notices_seen().unwrap(), store.size().unwrap(), "hosts hear of nothing that was before");
        }
        let entries = store.rebuild(Moment::utc(store.head().last.unwrap())).unwrap();
        assert_eq!(entries, store.size().unwrap(), "{}", path.display());
        assert_clean(&store);
        let size: u64 = std::fs::read_dir(&path).unwrap().map(|file| file.unwrap().metadata().unwrap().len()).sum();
        assert!(size < 800 << 10, "{} takes {size} bytes", path.display());
    }
}

#[test]
fn rules_of_earlier_releases_are_still_read() {
    for log in ["log-v1", "log-v2", "log-v5", "log-v6", "log-v10", "log-v11", "log-v13"] {
        let folder = tempfile::tempdir().unwrap();
        copy(&data().join(log), folder.path());
        let store = open(folder.path());
        let seq = store.tables().rules().unwrap().unwrap();
        let Fact::RulesSet { policy, .. } = store.fact(seq).unwrap() else { panic!("{log}") };
        let rules = Rules::load(&policy, &gateward::i18n::has).unwrap_or_else(|fault| panic!("{log}: {fault}"));
        assert!(rules.usable());
    }
}
