//! A shift under duress: everything goes as ever, and the security role alone can tell.

use chacha20::ChaCha20;
use chacha20::cipher::{KeyIvInit, StreamCipher};
use rand_core::{CryptoRng, RngCore};

use super::*;
use crate::desk::alarm;
use crate::desk::second::{Second, Why};
use crate::domain::alarm::Place;
use crate::domain::{Cause, Duress, Kind, Pair, Posture};
use crate::store::StoreError;
use crate::store::alarm::MESSAGE;
use crate::store::keyring::KeyRing;
use crate::store::log::Filter;

const SECOND: &str = "copper meadow 92 kettles";
const PINS: (&str, &str) = ("738201", "594863");

/// The same bytes for every post.
struct Seeded(ChaCha20);

impl RngCore for Seeded {
    fn next_u32(&mut self) -> u32 {
        rand_core::impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        rand_core::impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, dest: &mut [u8]) {
        dest.fill(0);
        self.0.apply_keystream(dest);
    }

    fn try_fill_bytes(&mut self, dest: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(dest);
        Ok(())
    }
}

impl CryptoRng for Seeded {}

/// With which of their secrets somebody proves themselves.
fn secret(duress: Duress) -> &'static str {
    if duress == Duress::Yes { SECOND } else { PASSPHRASE }
}

fn pin(duress: Duress) -> &'static str {
    if duress == Duress::Yes { PINS.1 } else { PINS.0 }
}

fn person(number: &str, name: &str, roles: &[Role]) -> NewOperator {
    NewOperator { second: Zeroizing::new(SECOND.into()), ..newcomer(number, name, roles) }
}

fn whole(desk: &mut Desk) {
    desk.read_whole_lists().unwrap();
    desk.read_whole_roster().unwrap();
}

/// A post made from one seed: its guard has a PIN, alarms go to a folder that is not there, and nobody is signed in.
fn seeded(folder: &Path) -> Desk {
    let rng = Box::new(Seeded(ChaCha20::new(&[7; 32].into(), &[0; 12].into())));
    let first = Founding { second: Zeroizing::new(SECOND.into()), ..founding("S-1") };
    let (mut desk, _) = Desk::found(folder, &first, noon(), rng).unwrap();
    let _ = desk.enrol(noon(), &person("G-1", "Ben Oduya", &[Role::Guard]), None).unwrap();
    let _ = desk.enrol(noon(), &person("V-1", "Dee Marsh", &[Role::Supervisor]), None).unwrap();
    let _ = desk.add_alarm_place(noon(), &Place::read("folder:/nowhere/at/all").unwrap()).unwrap();
    desk.raise_posture(noon(), Posture::Alpha, &why(noon())).unwrap();
    whole(&mut desk);
    let _ = expected(&mut desk, "Vera Holm");
    let _ = expected(&mut desk, "Ilo Brandt");
    desk.sign_out(noon()).unwrap();
    let _ = desk.sign_in(noon(), "G-1", PASSPHRASE).unwrap();
    desk.set_pin(noon(), PASSPHRASE, PINS).unwrap();
    desk.sign_out(noon()).unwrap();
    desk
}

fn why(asked: Moment) -> Why {
    Why { cause: Cause::Over, text: "As agreed".into(), asked }
}

fn admit(desk: &mut Desk, now: Moment, name: &str) -> u64 {
    let candidate = desk.search(now, name, 1).unwrap().pop().unwrap();
    let Recognised::Card(card) = desk.open_visit(now, candidate.visit, None).unwrap() else { panic!("no card") };
    desk.admit(now, &card, &card.judgement.obligations).unwrap().entry
}

/// Everything that a guard sees come back from the desk, as text.
fn shift(desk: &mut Desk, duress: Duress) -> Vec<String> {
    let mut seen = Vec::new();
    let mut tell = |what: String| seen.push(what);
    tell(format!("{:?}", desk.sign_in(after(MINUTE), "G-1", secret(duress)).unwrap()));
    whole(desk);
    tell(format!("{:?}", desk.status().unwrap().operator));
    let _ = admit(desk, after(2 * MINUTE), "Vera Holm");
    desk.lock(after(3 * MINUTE)).unwrap();
    tell(format!("{:?}", desk.held()));
    tell(format!("{:?}", desk.resume(after(4 * MINUTE), pin(duress)).unwrap()));
    desk.mark(duress);
    let _ = admit(desk, after(5 * MINUTE), "Ilo Brandt");
    desk.sign_out(after(6 * MINUTE)).unwrap();
    // Somebody signs beside a supervisor who is free to speak.
    let _ = desk.sign_in(after(7 * MINUTE), "V-1", PASSPHRASE).unwrap();
    whole(desk);
    let second = Second { number: "S-1".into(), passphrase: Zeroizing::new(secret(duress).into()) };
    desk.lower_posture(after(8 * MINUTE), Posture::Normal, &why(after(8 * MINUTE)), &second).unwrap();
    desk.sign_out(after(9 * MINUTE)).unwrap();
    seen
}

/// Files of the folder with their sizes; the lock names a process.
fn sizes(folder: &Path) -> Vec<(String, u64)> {
    let files = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut sizes: Vec<_> =
        files.map(|file| (file.file_name().to_string_lossy().into(), file.metadata().unwrap().len())).collect();
    sizes.sort();
    sizes
}

/// Rows of every table with the size of each of their cells.
fn shape(folder: &Path) -> Vec<String> {
    let database = rusqlite::Connection::open(folder.join("gateward.db")).unwrap();
    let mut names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut shape = Vec::new();
    for name in names {
        let mut rows = database.prepare(&format!("SELECT * FROM {name} ORDER BY 1")).unwrap();
        let width = rows.column_count();
        let cell = |row: &rusqlite::Row<'_>, at: usize| match row.get_ref(at).unwrap() {
            rusqlite::types::ValueRef::Blob(bytes) => format!("{} bytes", bytes.len()),
            // A head signs a root, and every leaf's commitments are others.
            rusqlite::types::ValueRef::Text(text) if name == "checkpoints" => format!("{} bytes", text.len()),
            rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            other => format!("{other:?}"),
        };
        let line = |row: &rusqlite::Row<'_>| Ok((0..width).map(|at| cell(row, at)).collect::<Vec<_>>().join(", "));
        shape.extend(rows.query_map([], line).unwrap().map(|row| format!("{name}: {}", row.unwrap())));
    }
    shape
}

/// Everything that this operator can open of the log, and whether the sealed bodies are shut.
fn readable(desk: &mut Desk, number: &str) -> Vec<String> {
    let _ = desk.open_to_read(after(HOUR), number, PASSPHRASE).unwrap();
    let entries = 0..desk.store.size().unwrap();
    let open = entries.map(|seq| {
        let opened = desk.store.entry(seq).unwrap();
        assert!(matches!(desk.store.duress(seq), Err(StoreError::Body(_)) | Ok(Duress::No)));
        assert!(desk.store.sealed::<serde_json::Value>(seq).is_err());
        let leaf = opened.leaf;
        format!("{seq} {:?} {:?} {:?} {:?} {:?}", leaf.kind, leaf.at, leaf.refs, opened.fact, *opened.person)
    });
    let mut seen: Vec<String> = open.collect();
    seen.push(format!("{:?}", desk.status().unwrap()));
    seen.push(desk.page(Filter::default(), None, 200).map_or_else(|error| error.to_string(), |p| format!("{p:?}")));
    seen.push(desk.forced(None).unwrap_err().to_string());
    seen.push(desk.alarm_places().unwrap_err().to_string());
    desk.close();
    seen
}

/// What the messages that wait say, opened by whoever has this number.
fn messages(desk: &Desk, number: &str) -> Vec<(Kind, String, bool)> {
    let waiting = desk.store.outbox(0).unwrap();
    let secret = desk.store.slots().open(number, PASSPHRASE).unwrap();
    let keys = KeyRing::open(desk.store.slots(), number, &secret, desk.store.slots().epoch).unwrap();
    assert!(waiting.iter().all(|(_, sealed)| sealed.len() == MESSAGE));
    let read = waiting.iter().filter_map(|(_, sealed)| alarm::read(&keys, number, sealed));
    read.map(|message| (message.kind, message.operator, message.duress)).collect()
}

fn assert_same(free: &[String], forced: &[String]) {
    assert_eq!(free.len(), forced.len());
    free.iter().zip(forced).for_each(|(free, forced)| assert_eq!(free, forced));
}

#[test]
fn a_shift_under_duress_leaves_the_same_behind_for_everybody_but_security() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let runs = [Duress::No, Duress::Yes];
    let mut desks = folders.each_ref().map(|folder| seeded(folder.path()));
    let mut seen = Vec::new();
    for (desk, duress) in desks.iter_mut().zip(runs) {
        seen.push(shift(desk, duress));
    }
    assert_eq!(seen[0], seen[1], "what comes back from the desk");
    assert_eq!(sizes(folders[0].path()), sizes(folders[1].path()));
    let [free, forced] = folders.each_ref().map(|folder| shape(folder.path()));
    assert_same(&free, &forced);
    for number in ["G-1", "V-1"] {
        let [free, forced] = desks.each_mut().map(|desk| readable(desk, number));
        assert_same(&free, &forced);
        assert!(desks.iter().all(|desk| messages(desk, number).is_empty()), "{number} opens no message");
    }
    // Security tells them apart, by the messages and by the log.
    let sent = |desk: &Desk| messages(desk, "S-1").split_off(2);
    let about = |forced: bool| {
        [
            (Kind::SignedIn, "G-1", forced),
            (Kind::Admitted, "G-1", forced),
            (Kind::Unlocked, "G-1", forced),
            (Kind::Admitted, "G-1", forced),
            (Kind::SignedIn, "V-1", false),
            (Kind::PostureSet, "S-1", forced),
        ]
        .map(|(kind, number, forced)| (kind, number.to_owned(), forced))
    };
    assert_eq!(sent(&desks[0]), about(false));
    assert_eq!(sent(&desks[1]), about(true));
    let [free, forced] = desks.each_mut().map(|desk| {
        sign_in(desk, after(2 * HOUR), "S-1");
        let page = desk.forced(None).unwrap();
        assert_eq!(page.next, None);
        assert_clean(desk);
        page.lines.into_iter().map(|line| (line.kind, line.operator.0)).collect::<Vec<_>>()
    });
    assert_eq!(free, []);
    let entries = [
        (Kind::PostureSet, "V-1"),
        (Kind::Admitted, "G-1"),
        (Kind::Unlocked, "G-1"),
        (Kind::Admitted, "G-1"),
        (Kind::SignedIn, "G-1"),
    ];
    assert_eq!(forced, entries.map(|(kind, number)| (kind, number.to_owned())));
}

#[test]
fn security_under_duress_is_not_shown_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = seeded(folder.path());
    let _ = desk.sign_in(after(MINUTE), "S-1", SECOND).unwrap();
    assert_eq!(desk.forced(None).unwrap().lines, []);
    let keys = desk.store.keys().unwrap();
    let last = desk.store.outbox(0).unwrap().pop().unwrap().1;
    assert!(!alarm::read(keys, "S-1", &last).unwrap().duress);
    desk.sign_out(after(MINUTE)).unwrap();
    let _ = desk.sign_in(after(2 * MINUTE), "S-1", PASSPHRASE).unwrap();
    let lines = desk.forced(None).unwrap().lines;
    assert_eq!(lines.iter().map(|line| line.kind).collect::<Vec<_>>(), [Kind::SignedIn]);
    assert!(alarm::read(desk.store.keys().unwrap(), "S-1", &last).unwrap().duress);
}

#[test]
fn a_mark_tells_of_one_admission_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = seeded(folder.path());
    let _ = desk.sign_in(after(MINUTE), "G-1", PASSPHRASE).unwrap();
    whole(&mut desk);
    desk.mark(Duress::Yes);
    let marked = admit(&mut desk, after(MINUTE), "Vera Holm");
    let _ = admit(&mut desk, after(MINUTE), "Ilo Brandt");
    desk.sign_out(after(MINUTE)).unwrap();
    let _ = desk.sign_in(after(2 * MINUTE), "S-1", PASSPHRASE).unwrap();
    let lines = desk.forced(None).unwrap().lines;
    assert_eq!(lines.iter().map(|line| line.entry).collect::<Vec<_>>(), [marked]);
    let found: crate::desk::screening::matter::Found = desk.store.sealed(marked).unwrap().unwrap();
    assert_eq!(found, Default::default(), "what was found is read as ever");
}

#[test]
fn a_proof_for_an_act_that_was_refused_is_told_with_the_end_of_the_shift() {
    for duress in [Duress::No, Duress::Yes] {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = seeded(folder.path());
        let _ = desk.sign_in(after(MINUTE), "V-1", PASSPHRASE).unwrap();
        let told = messages(&desk, "S-1").len();
        let second = Second { number: "G-1".into(), passphrase: Zeroizing::new(secret(duress).into()) };
        let lowered = desk.lower_posture(after(MINUTE), Posture::Normal, &why(after(MINUTE)), &second);
        assert!(matches!(lowered, Err(DeskError::NotTheirs)));
        desk.sign_out(after(2 * MINUTE)).unwrap();
        let _ = desk.sign_in(after(3 * MINUTE), "V-1", PASSPHRASE).unwrap();
        let forced = duress == Duress::Yes;
        let since = messages(&desk, "S-1").split_off(told);
        let expected = [(Kind::SignedOut, "G-1".to_owned(), forced), (Kind::SignedIn, "V-1".to_owned(), false)];
        assert_eq!(since, expected);
        // Who takes over a locked post tells of it by their own sign-in alone.
        desk.lock(after(4 * MINUTE)).unwrap();
        let _ = desk.sign_in(after(5 * MINUTE), "G-1", secret(duress)).unwrap();
        let since = messages(&desk, "S-1").split_off(told + 2);
        assert_eq!(since, [(Kind::SignedIn, "G-1".to_owned(), forced)]);
    }
}

#[test]
fn other_secrets_are_set_with_either_of_those_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = seeded(folder.path());
    let _ = desk.sign_in(after(MINUTE), "G-1", SECOND).unwrap();
    let next = Pair { first: "granite kettle 58 willows", second: "amber tunnel 36 sparrows" };
    for (pair, weak) in
        [(Pair { second: "granite kettle 59 willow", ..next }, false), (Pair { second: "ben oduya", ..next }, true)]
    {
        let refused = desk.set_passphrase(after(MINUTE), SECOND, pair);
        let right = if weak {
            matches!(refused, Err(DeskError::WeakPassphrase))
        } else {
            matches!(refused, Err(DeskError::TooClose))
        };
        assert!(right, "{refused:?}");
    }
    assert!(matches!(desk.set_pin(after(MINUTE), SECOND, ("738201", "738202")), Err(DeskError::TooClose)));
    desk.set_passphrase(after(MINUTE), SECOND, next).unwrap();
    desk.set_pin(after(MINUTE), next.second, ("738201", "5948630")).unwrap();
    desk.sign_out(after(MINUTE)).unwrap();
    for gone in [PASSPHRASE, SECOND] {
        assert!(desk.sign_in(after(2 * MINUTE), "G-1", gone).is_err_and(|error| error.is_wrong_key()));
    }
    for good in [next.first, next.second] {
        let _ = desk.sign_in(after(HOUR), "G-1", good).unwrap();
        desk.sign_out(after(HOUR)).unwrap();
    }
    // Without a second one there is none.
    let _ = desk.sign_in(after(HOUR), "G-1", next.first).unwrap();
    desk.set_passphrase(after(HOUR), next.first, PASSPHRASE).unwrap();
    desk.sign_out(after(HOUR)).unwrap();
    assert!(desk.sign_in(after(HOUR), "G-1", next.second).is_err());
}

#[test]
fn places_are_for_security_and_what_waits_goes_where_there_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let witness = tempfile::tempdir().unwrap();
    let mut desk = seeded(folder.path());
    let waiting = desk.store.outbox(0).unwrap().len();
    let _ = desk.sign_in(after(MINUTE), "S-1", PASSPHRASE).unwrap();
    let place = Place::Folder(witness.path().display().to_string());
    let line = desk.alarm_places().unwrap().pop().unwrap();
    assert!(matches!(desk.add_alarm_place(after(MINUTE), &line.place), Err(DeskError::PlaceKnown)));
    let _ = desk.add_alarm_place(after(MINUTE), &place).unwrap();
    desk.end_alarm_place(after(MINUTE), line.id).unwrap();
    assert!(matches!(desk.end_alarm_place(after(MINUTE), line.id), Err(DeskError::Gone)));
    desk.send_alarms_now().unwrap();
    assert!(desk.store.outbox(0).unwrap().is_empty());
    assert_eq!(std::fs::read_dir(witness.path()).unwrap().count(), waiting + 1);
    assert_clean(&desk);
    desk.sign_out(after(MINUTE)).unwrap();
    let _ = desk.sign_in(after(MINUTE), "G-1", PASSPHRASE).unwrap();
    assert!(matches!(desk.add_alarm_place(after(MINUTE), &place), Err(DeskError::Denied(_))));
    assert!(matches!(desk.end_alarm_place(after(MINUTE), line.id), Err(DeskError::Denied(_))));
}
