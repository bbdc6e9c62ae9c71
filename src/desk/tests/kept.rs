//! The roster that is kept for the next sign-in: what is read of it, what takes its place, and when it is of no use.

use std::path::PathBuf;

use super::*;
use crate::desk::roster::Fit;
use crate::domain::moment::DAY;
use crate::domain::{Cause, PersonId};

/// A post with more guests than are read within a moment, kept for the next sign-in.
fn kept() -> (tempfile::TempDir, Desk, Vec<VisitId>) {
    let (folder, mut desk, guests) = expecting(HOUR);
    keep(&mut desk);
    (folder, desk, guests)
}

/// The same, all expected so long after noon, and not kept yet.
fn expecting(from: i64) -> (tempfile::TempDir, Desk, Vec<VisitId>) {
    let (folder, mut desk) = desk();
    let ends = ["ba", "ke", "lo", "mi", "nu", "pra", "qui", "ros", "tyg", "vex"];
    let name = |n: u8| format!("Orla {}{}ster", char::from(b'A' + n / 10), ends[usize::from(n % 10)]);
    let guests = (0..110).map(|n| scheduled(&mut desk, &name(n), from, from + HOUR)).collect();
    (folder, desk, guests)
}

fn keep(desk: &mut Desk) {
    while !desk.compare_some(noon()).unwrap() {}
    assert!(desk.wants_roster_kept());
    while desk.wants_roster_kept() {
        desk.keep_roster();
    }
}

/// Signs in anew and reads what was kept; whether it served.
fn restored(desk: &mut Desk, now: Moment) -> bool {
    desk.sign_out(now).unwrap();
    let _ = desk.sign_in(now, "S-1", PASSPHRASE).unwrap();
    desk.read_whole_lists().unwrap();
    while !desk.restore_roster().unwrap() {}
    desk.session.as_ref().unwrap().snapshot.was_read()
}

fn confirm(desk: &mut Desk) {
    while !desk.confirm_roster(50).unwrap() {}
}

/// Whom a name means, or the beginning of one; not who is only called nearly so.
fn searched(desk: &Desk, now: Moment, text: &str) -> Vec<VisitId> {
    let found = desk.session.as_ref().unwrap().roster.find(text, now.at, 5);
    found.into_iter().filter(|found| found.fit < Fit::Near).map(|found| found.visit).collect()
}

fn file(folder: &Path) -> PathBuf {
    let [file] = std::fs::read_dir(folder.join("snapshots")).unwrap().collect::<Vec<_>>().try_into().unwrap();
    file.unwrap().path()
}

fn person_of(desk: &Desk, visit: VisitId) -> PersonId {
    desk.store.tables().visit(visit).unwrap().unwrap().person
}

#[test]
fn guests_are_found_by_what_was_kept_before_their_entries_are_read() {
    let (_folder, mut desk, guests) = kept();
    // What was entered, amended and moved since is part of it.
    assert!(!desk.wants_roster_kept());
    let new = scheduled(&mut desk, "Quillon Marrow", HOUR, 2 * HOUR);
    let renamed = person_of(&desk, guests[3]);
    desk.amend_guest(noon(), renamed, &Person { name: "Tibor Zangwill".into(), ..Person::default() }).unwrap();
    desk.amend(noon(), guests[4], &visit(5 * HOUR, 6 * HOUR)).unwrap();
    assert!(restored(&mut desk, noon()));
    assert!(desk.roster_is_whole() && desk.is_confirming());
    assert_eq!(searched(&desk, noon(), "orla aba"), [guests[0]]);
    assert_eq!(searched(&desk, noon(), "marrow"), [new]);
    assert_eq!(searched(&desk, noon(), "zangwill"), [guests[3]]);
    let session = desk.session.as_ref().unwrap();
    let found = session.roster.find("Orla Anuster", noon().at, 1);
    assert_eq!((found[0].visit, found[0].starts), (guests[4], noon().at.plus(5 * HOUR)));
    let card = card(desk.check(noon(), "Orla Abaster", None).unwrap());
    assert_ne!(rules_of(&card), ["not-ready"]);
    confirm(&mut desk);
    assert!(!desk.is_confirming());
    assert_eq!(desk.session.as_ref().unwrap().roster.len(), 63 + 111);
}

#[test]
fn what_the_entries_say_takes_the_place_of_what_was_kept() {
    let (_folder, mut desk, guests) = kept();
    // Whoever writes another snapshot with an operator's keys.
    let session = desk.session.as_mut().unwrap();
    session.roster.put(guests[0], "Balthazar Impostor", noon().at, noon().at.plus(HOUR));
    (10..20).for_each(|n| session.roster.put(guests[n], "Nobody", noon().at, noon().at));
    keep(&mut desk);
    assert!(restored(&mut desk, noon()));
    assert_eq!(searched(&desk, noon(), "balthazar"), [guests[0]]);
    assert_eq!(searched(&desk, noon(), "orla aba"), [] as [VisitId; 0]);
    confirm(&mut desk);
    assert_eq!(searched(&desk, noon(), "balthazar"), [] as [VisitId; 0]);
    assert_eq!(searched(&desk, noon(), "orla aba"), [guests[0]]);
    while !desk.compare_some(noon()).unwrap() {}
    assert!(desk.wants_roster_kept(), "and is kept in its place");
}

#[test]
fn what_was_kept_of_somebody_erased_opens_no_more() {
    let (folder, mut desk, guests) = kept();
    let before = std::fs::read(file(folder.path())).unwrap();
    desk.cancel(noon(), guests[0]).unwrap();
    hand_over(&mut desk, after(2 * DAY), "X-1");
    confirm(&mut desk);
    (0..150).for_each(|n| desk.session.as_mut().unwrap().roster.put(VisitId([n; 16]), "Nobody", noon().at, noon().at));
    while !desk.compare_some(after(2 * DAY)).unwrap() {}
    assert!(desk.wants_roster_kept());
    let who = person_of(&desk, guests[0]);
    let dossier = desk.dossier_whole(after(2 * DAY), who).unwrap();
    let (why, second) = two(after(2 * DAY), "V-1");
    let why = second::Why { cause: Cause::Request, text: "Letter 7".into(), ..why };
    let _ = desk.erase(after(2 * DAY), dossier, &why, &second).unwrap();
    // Nor is anything kept by a session whose index has had the name.
    while !desk.compare_some(after(2 * DAY)).unwrap() {}
    assert!(!desk.wants_roster_kept());
    assert!(!restored(&mut desk, after(2 * DAY)));
    // Nor does a copy of it.
    std::fs::write(file(folder.path()), before).unwrap();
    assert!(!restored(&mut desk, after(2 * DAY)));
    desk.read_whole_roster().unwrap();
    assert!(desk.roster_is_whole() && !desk.is_confirming());
}

#[test]
fn a_pass_that_was_reviewed_since_ends_later() {
    let (_folder, mut desk, _) = expecting(100 * DAY);
    let when = crate::domain::When::read("standing weekdays 8-18", noon().local(noon().at).naive_local()).unwrap();
    let (window, recurrence, review) = when.at(chrono_tz::Tz::UTC);
    let pass = Visit { recurrence, review, ..Visit::plain("Mr T. Vale".into(), window.0, window.1) };
    let person = Person { name: "Petra Passholder".into(), ..Person::default() };
    let pass = desk.schedule(noon(), &person, &pass).unwrap();
    desk.approve(noon(), pass).unwrap();
    keep(&mut desk);
    let now = after(40 * DAY);
    hand_over(&mut desk, now, "V-1");
    desk.confirm_clock(now).unwrap();
    let until = desk.review_pass(now, pass).unwrap();
    assert!(restored(&mut desk, now));
    assert_eq!(desk.session.as_ref().unwrap().roster.find("Petra Passholder", now.at, 1)[0].ends, until);
}

#[test]
fn what_was_kept_does_not_count_where_an_entry_does_not_open_nor_once_the_tables_are_made_anew() {
    let (folder, mut desk, guests) = kept();
    let _ = desk.store_mut().rebuild(noon()).unwrap();
    assert!(!restored(&mut desk, noon()));
    desk.read_whole_roster().unwrap();
    keep(&mut desk);
    let registered = desk.store.tables().visit(guests[50]).unwrap().unwrap().person_seq;
    super::doubts::without_bodies(folder.path(), registered);
    assert!(restored(&mut desk, noon()) && desk.roster_is_whole());
    while desk.confirm_roster(10).is_ok() {}
    assert!(!desk.roster_is_whole(), "a name is at best referred again");
}

#[test]
fn what_is_damaged_or_of_guests_who_are_over_is_not_read() {
    let (folder, mut desk, guests) = kept();
    let whole = std::fs::read(file(folder.path())).unwrap();
    for cut in [0, 9, 60, whole.len() / 2, whole.len() - 1] {
        std::fs::write(file(folder.path()), &whole[..cut]).unwrap();
        assert!(!restored(&mut desk, noon()), "{cut}");
        desk.read_whole_roster().unwrap();
        assert_eq!(searched(&desk, noon(), "orla aba"), [guests[0]], "{cut}");
    }
    std::fs::write(file(folder.path()), &whole).unwrap();
    assert!(restored(&mut desk, noon()));
    assert!(!restored(&mut desk, after(5 * DAY)), "hardly anybody of them is still to come");
    desk.read_whole_roster().unwrap();
    assert_eq!(searched(&desk, after(5 * DAY), "orla aba"), [] as [VisitId; 0]);
}
