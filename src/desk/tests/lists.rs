//! Watch-lists: loaded whole or not at all, and never green while one of them is in doubt.

use std::path::Path;

use super::*;
use crate::desk::screening::OWN;
use crate::desk::screening::lists::{ListState, ListStep, Lists, NewList, USUAL_LIMIT};
use crate::desk::second::{Second, Why};
use crate::domain::fact::{Limits, ListLoaded, ListSet, limits_subject};
use crate::domain::guest::chrono_date::Date;
use crate::domain::moment::DAY;
use crate::domain::{Cause, Screening};
use crate::policy::{Rules, SHIPPED};
use crate::screening::{Birth, Listing, Name, Thresholds};
use crate::store::NewEntry;
use crate::store::verify::Finding;

pub const THRESHOLDS: Thresholds = Thresholds::USUAL;

pub fn listing(id: &str, name: &str) -> Listing {
    Listing { id: id.into(), names: vec![Name { text: name.into(), ..Name::default() }], ..Listing::default() }
}

/// A list of this name, of the day before noon.
pub fn list(name: &str, listings: Vec<Listing>) -> NewList {
    let dated = Date(noon().today() - chrono::Days::new(1));
    let (name, file) = (name.to_owned(), "00".repeat(32));
    NewList { name, dated, file, listings, thresholds: THRESHOLDS, limit_days: USUAL_LIMIT }
}

/// Nobody is checked at random, so that a test is the same every day.
pub fn never_at_random(desk: &mut Desk) {
    let text = SHIPPED.replace("@one_in(\"250\")", "");
    desk.session.as_mut().unwrap().rules = Rules::load(&text, &crate::i18n::has).unwrap();
}

/// A desk as [`super::desk`] makes it, where nobody is checked at random.
pub fn desk() -> (tempfile::TempDir, Desk) {
    let (folder, mut desk) = super::desk();
    never_at_random(&mut desk);
    (folder, desk)
}

pub fn hand_over(desk: &mut Desk, now: Moment, number: &str) {
    super::hand_over(desk, now, number);
    never_at_random(desk);
}

pub fn load(desk: &mut Desk, list: NewList) {
    desk.begin_list(noon(), list).unwrap();
    while !matches!(desk.list_step(noon()).unwrap(), ListStep::Done(_)) {}
    desk.read_whole_lists().unwrap();
}

/// Two people and a company, none of them a guest of the sample.
pub fn bad_people() -> Vec<Listing> {
    let born = Listing { births: vec![Birth::Day(1961, 4, 2)], ..listing("QDi.2", "Boris Quarrel") };
    vec![listing("QDi.1", "Casimir Brandt"), born, listing("QDe.3", "Brandt Shipping")]
}

fn state(desk: &Desk, now: Moment) -> Vec<(String, ListState)> {
    desk.lists(now).into_iter().map(|list| (list.name, list.state)).collect()
}

fn screening(desk: &mut Desk, now: Moment, visit: VisitId) -> Screening {
    shown(desk, now, visit).situation.screening
}

fn why() -> Why {
    Why { cause: Cause::Over, text: "Not kept up".into(), asked: noon() }
}

fn second(number: &str) -> Second {
    Second { number: number.into(), passphrase: Zeroizing::new(PASSPHRASE.into()) }
}

/// Changes the rows of lists behind the store's back.
fn behind(folder: &Path, sql: &str) {
    let plain = rusqlite::Connection::open(folder.join("gateward.db")).unwrap();
    plain.execute_batch(sql).unwrap();
}

#[test]
fn a_list_counts_from_its_last_step_and_the_post_says_so() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Uma Park");
    assert_eq!(desk.status().unwrap().screened, Lists::None);
    assert_eq!(screening(&mut desk, noon(), guest), Screening::None);
    desk.begin_list(noon(), list("UN", bad_people())).unwrap();
    assert_eq!(desk.list_progress(), Some((0, 3)));
    assert_eq!(screening(&mut desk, noon(), guest), Screening::None);
    assert!(matches!(desk.begin_list(noon(), list("UN", bad_people())), Err(DeskError::ImportRunning)));
    while !matches!(desk.list_step(noon()).unwrap(), ListStep::Done(3)) {}
    // Loaded, and not read yet: nobody is admitted, however green.
    assert_eq!(state(&desk, noon()), [("UN".to_owned(), ListState::Reading)]);
    assert_eq!(desk.status().unwrap().screened, Lists::Reading);
    let card = shown(&mut desk, noon(), guest);
    assert_eq!((card.judgement.verdict, rules_of(&card)), (Verdict::Refer, vec!["not-ready"]));
    desk.read_whole_lists().unwrap();
    assert_eq!(screening(&mut desk, noon(), guest), Screening::Clear);
    // A card from before cannot be admitted on: it is shown anew.
    assert!(matches!(desk.admit(noon(), &card, &Obligation::ALL), Err(DeskError::NotAdmissible(_))));
    let _ = admit(&mut desk, noon(), guest);
    let status = desk.status().unwrap().lists;
    assert_eq!((status[0].rows, status[0].age_days, status[0].state), (3, Some(1), ListState::Ready));
    assert_clean(&desk);
    // Whoever neither keeps lists nor answers findings learns that lists are asked, and not which or how old.
    for (number, told) in [("X-1", 1), ("G-1", 0), ("R-1", 0), ("V-1", 0), ("A-1", 0)] {
        hand_over(&mut desk, noon(), number);
        let status = desk.status().unwrap();
        assert_eq!((status.screened, status.lists.len()), (Lists::Asked, told), "{number}");
    }
}

/// Enough listings that a snapshot of them is worth its file.
fn many() -> Vec<Listing> {
    (0..2_000).map(|number| listing(&format!("L.{number}"), &format!("Quarrel Brandt {number}"))).collect()
}

/// The names of snapshots that lie in a folder.
fn snapshots(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder.join("snapshots")).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Signs in as a command that reads, and asks the lists for a name.
fn found_by_reader(folder: &Path, name: &str) -> (Vec<(String, ListState)>, usize) {
    let mut other = Desk::new(Store::open_read_only(folder, Box::new(OsRng)).unwrap());
    let _ = other.open_to_read(noon(), "S-1", PASSPHRASE).unwrap();
    other.read_whole_lists().unwrap();
    let query = crate::screening::Query::named(name);
    let hits = other.session.as_ref().unwrap().screen.hits(noon().at, &other.store.tables(), &query).unwrap();
    (state(&other, noon()), hits.len())
}

#[test]
fn an_index_is_kept_for_the_next_sign_in_and_serves_only_for_its_rows() {
    let (folder, mut desk) = desk();
    load(&mut desk, list("short", bad_people()));
    assert!(snapshots(folder.path()).is_empty());
    let listings = [many(), bad_people()].concat();
    load(&mut desk, list("UN", listings));
    let [path] = snapshots(folder.path()).try_into().unwrap();
    let kept = std::fs::read(&path).unwrap();
    let both = |state| vec![("UN".to_owned(), state), ("short".to_owned(), ListState::Ready)];
    assert_eq!(found_by_reader(folder.path(), "Casimir Brandt"), (both(ListState::Ready), 2));
    // That it is read shows where it says something else than the rows.
    assert!(desk.forged_snapshots().unwrap().is_empty());
    let other = [many(), bad_people()[1..].to_vec(), vec![listing("X", "Wanda Petersen")]].concat();
    desk.session.as_mut().unwrap().screen.forge("UN", &other);
    desk.read_whole_lists().unwrap();
    assert_eq!(found_by_reader(folder.path(), "Wanda Petersen"), (both(ListState::Ready), 1));
    assert_eq!(desk.forged_snapshots().unwrap(), ["UN"], "verify finds it");
    // One with fewer listings is not read at all.
    desk.session.as_mut().unwrap().screen.forge("UN", &other[1..]);
    desk.read_whole_lists().unwrap();
    assert_eq!(found_by_reader(folder.path(), "Wanda Petersen"), (both(ListState::Ready), 0));
    // One that does not open is made good from the rows.
    std::fs::write(&path, &kept[..kept.len() - 1]).unwrap();
    assert_eq!(found_by_reader(folder.path(), "Casimir Brandt"), (both(ListState::Ready), 2));
    std::fs::write(&path, &kept).unwrap();
    behind(folder.path(), "UPDATE listings SET bytes = CAST(replace(bytes, 'Boris', 'Borys') AS BLOB)");
    let all = vec![("UN".to_owned(), ListState::Altered), ("short".to_owned(), ListState::Altered)];
    assert_eq!(found_by_reader(folder.path(), "Casimir Brandt"), (all, 0));
}

#[test]
fn a_list_that_is_gone_or_another_leaves_no_snapshot_that_serves() {
    let (folder, mut desk) = desk();
    load(&mut desk, list("UN", many()));
    let first = snapshots(folder.path());
    load(&mut desk, list("UN", [many(), bad_people()].concat()));
    assert_eq!(snapshots(folder.path()), first, "in its place");
    assert_eq!(found_by_reader(folder.path(), "Casimir Brandt").1, 1);
    load(&mut desk, list("OFAC", many()));
    assert_eq!(snapshots(folder.path()).len(), 2);
    hand_over(&mut desk, noon(), "X-1");
    desk.read_whole_lists().unwrap();
    desk.remove_list(noon(), "UN", &why(), &second("V-1")).unwrap();
    desk.read_whole_lists().unwrap();
    assert_eq!(snapshots(folder.path()).len(), 1);
}

#[test]
fn a_list_that_is_altered_short_empty_or_stale_is_at_best_a_referral() {
    let (folder, mut desk) = desk();
    let guest = expected(&mut desk, "Uma Park");
    load(&mut desk, list("UN", bad_people()));
    let long = after(29 * DAY + DAY / 2);
    assert_eq!(state(&desk, long), [("UN".to_owned(), ListState::Ready)]);
    let stale = after(31 * DAY);
    assert_eq!(state(&desk, stale), [("UN".to_owned(), ListState::Stale)]);
    desk.set_list(noon(), "UN", THRESHOLDS, 1).unwrap();
    desk.read_whole_lists().unwrap();
    let tomorrow = after(DAY);
    assert_eq!(state(&desk, tomorrow), [("UN".to_owned(), ListState::Stale)]);
    desk.set_list_by_two(noon(), "UN", THRESHOLDS, 30, &why(), &second("V-1")).unwrap();
    for (sql, told) in [
        ("UPDATE listings SET bytes = CAST(replace(bytes, 'Casimir', 'Casimyr') AS BLOB) WHERE number = 0", "altered"),
        ("DELETE FROM listings WHERE number = 2", "missing"),
        ("DELETE FROM listings", "missing"),
        ("INSERT INTO listings SELECT load, 9, bytes FROM listings LIMIT 1", "more rows"),
    ] {
        let copied = tempfile::tempdir().unwrap();
        copy(folder.path(), copied.path());
        behind(copied.path(), sql);
        let mut other = Desk::new(Store::open_read_only(copied.path(), Box::new(OsRng)).unwrap());
        let _ = other.open_to_read(noon(), "S-1", PASSPHRASE).unwrap();
        never_at_random(&mut other);
        other.read_whole_roster().unwrap();
        other.read_whole_lists().unwrap();
        assert_eq!(state(&other, noon()), [("UN".to_owned(), ListState::Altered)], "{sql}");
        let card = shown(&mut other, noon(), guest);
        assert_eq!((card.judgement.verdict, rules_of(&card)), (Verdict::Refer, vec!["needs-security"]), "{sql}");
        let report = other.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
        let [Finding::List { name, what }] = report.findings.as_slice() else { panic!("{:?}", report.findings) };
        assert!(name == "UN" && what.contains(told), "{what}");
    }
}

#[test]
fn a_load_that_is_broken_off_leaves_the_list_of_before_and_no_rows() {
    let (folder, mut desk) = desk();
    load(&mut desk, list("UN", bad_people()));
    let many: Vec<Listing> = (0..5_000).map(|i| listing(&i.to_string(), &format!("Nobody Number{i}"))).collect();
    desk.begin_list(noon(), list("UN", many)).unwrap();
    let _ = desk.list_step(noon()).unwrap();
    desk.cancel_list().unwrap();
    while !desk.tidy_lists().unwrap() {}
    assert_eq!(desk.lists(noon())[0].rows, 3);
    let rows = |folder: &Path| -> i64 {
        let plain = rusqlite::Connection::open(folder.join("gateward.db")).unwrap();
        plain.query_row("SELECT count(*) FROM listings", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(rows(folder.path()), 3);
    // One that takes its place takes its rows as well, once tidied.
    load(&mut desk, list("UN", vec![listing("9", "Casimir Brandt")]));
    assert_eq!(rows(folder.path()), 4);
    while !desk.tidy_lists().unwrap() {}
    assert_eq!(rows(folder.path()), 1);
    assert_clean(&desk);
    let _ = desk.store_mut().rebuild(noon()).unwrap();
    assert_eq!(rows(folder.path()), 1);
    assert_clean(&desk);
}

#[test]
fn what_is_no_list_is_not_loaded() {
    let (_folder, mut desk) = desk();
    let refused = |desk: &mut Desk, list: NewList| desk.begin_list(noon(), list).unwrap_err();
    assert!(matches!(refused(&mut desk, list("UN", Vec::new())), DeskError::EmptyList));
    assert!(matches!(refused(&mut desk, list("UN", vec![Listing::default()])), DeskError::EmptyList));
    assert!(matches!(refused(&mut desk, list(OWN, bad_people())), DeskError::ListName));
    assert!(matches!(refused(&mut desk, list(" ", bad_people())), DeskError::Text { .. }));
    let upside_down = Thresholds { review: 7.0, stop: 6.0 };
    let wrong = NewList { thresholds: upside_down, ..list("UN", bad_people()) };
    assert!(matches!(refused(&mut desk, wrong), DeskError::Limits));
    let at_once = NewList { limit_days: 0, ..list("UN", bad_people()) };
    assert!(matches!(refused(&mut desk, at_once), DeskError::Limits));
    assert!(matches!(desk.set_list(noon(), "UN", THRESHOLDS, 3), Err(DeskError::NoList)));
    hand_over(&mut desk, noon(), "V-1");
    assert!(matches!(refused(&mut desk, list("UN", bad_people())), DeskError::Denied(_)));
}

#[test]
fn a_list_is_taken_away_by_two() {
    let (_folder, mut desk) = desk();
    load(&mut desk, list("UN", bad_people()));
    let no = |desk: &mut Desk, number: &str| desk.remove_list(noon(), "UN", &why(), &second(number)).unwrap_err();
    assert!(matches!(no(&mut desk, "S-1"), DeskError::NotTheirs), "not oneself");
    assert!(matches!(no(&mut desk, "G-1"), DeskError::NotTheirs), "not a guard");
    let guess = Second { number: "V-1".into(), passphrase: Zeroizing::new("guess".into()) };
    assert!(desk.remove_list(noon(), "UN", &why(), &guess).unwrap_err().is_wrong_key());
    assert_eq!(desk.lists(noon()).len(), 1);
    desk.remove_list(noon(), "UN", &why(), &second("V-1")).unwrap();
    assert!(desk.lists(noon()).is_empty() && desk.status().unwrap().lists.is_empty());
    assert!(matches!(no(&mut desk, "V-1"), DeskError::NoList));
    let guest = expected(&mut desk, "Casimir Brandt");
    assert_eq!(screening(&mut desk, noon(), guest), Screening::None);
    hand_over(&mut desk, noon(), "S-1");
    assert!(kinds(&desk, 0).contains(&Kind::SignInFailed));
    assert_clean(&desk);
}

/// One alone cannot put less in place of a list, nor can a file that was cut off at the end of a line.
#[test]
fn a_list_loses_more_than_a_tenth_by_two_alone() {
    let (_folder, mut desk) = desk();
    let people = |count: usize| -> Vec<Listing> {
        let person = |i: usize| {
            let mut person = listing(&format!("Q.{i}"), &format!("Casimir Brandt {i}"));
            person.names.extend(listing("", &format!("Quarrel {i}")).names);
            person
        };
        (0..count).map(person).collect()
    };
    load(&mut desk, list("UN", people(300)));
    let refused = |desk: &mut Desk, rows: Vec<Listing>| match desk.begin_list(noon(), list("UN", rows)) {
        Err(DeskError::ListShrinks(lost)) => (lost.held - lost.rows.min(lost.held), lost.entries, lost.missing),
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(&mut desk, people(269)), (31, 31, 62));
    // Without the file of aliases; with other people; with a few other people.
    let plain: Vec<_> = people(300).into_iter().map(|row| listing(&row.id, row.primary())).collect();
    assert_eq!(refused(&mut desk, plain), (0, 0, 300));
    let others = |count: usize| -> Vec<Listing> {
        let mut rows = people(300);
        rows.iter_mut().take(count).for_each(|row| row.names[0].text.insert_str(0, "Nobody "));
        rows
    };
    assert_eq!(refused(&mut desk, others(300)), (0, 300, 300));
    assert_eq!(refused(&mut desk, others(31)), (0, 31, 31));
    assert_eq!(state(&desk, noon()), [("UN".to_owned(), ListState::Ready)]);
    load(&mut desk, list("UN", others(30)));
    load(&mut desk, list("UN", people(300)));
    load(&mut desk, list("UN", people(270)));
    let own = desk.begin_list_by_two(noon(), list("UN", people(2)), &why(), &second("S-1"));
    assert!(matches!(own, Err(DeskError::NotTheirs)), "{own:?}");
    desk.begin_list_by_two(noon(), list("UN", people(2)), &why(), &second("V-1")).unwrap();
    while !matches!(desk.list_step(noon()).unwrap(), ListStep::Done(2)) {}
    let last = entries(&desk) - 1;
    let Ok(Fact::WatchlistLoaded(ListLoaded { signed: Some(signed), .. })) = desk.store.fact(last) else { panic!() };
    assert!(signed.second.is_some());
    // So few may change as they like.
    load(&mut desk, list("UN", bad_people()));
    assert!(desk.lone_acts().unwrap().is_empty());
    assert_clean(&desk);
    // Past the desk, it is found: of a file that two signed for and another that took its place, and of one alone.
    let Ok(Fact::WatchlistLoaded(loaded)) = desk.store.fact(last) else { panic!() };
    let other = ListLoaded { file: "11".repeat(32), ..loaded.clone() };
    let alone = |rows| ListLoaded { rows, signed: None, ..loaded.clone() };
    let clock = crate::domain::ClockQuality::Good;
    for loaded in [other, alone(300), alone(269)] {
        let fact = Fact::WatchlistLoaded(loaded);
        let _ = desk.store.act(noon(), clock, |act| act.record(NewEntry::new(fact))).unwrap();
    }
    assert_eq!(desk.lone_acts().unwrap(), [entries(&desk) - 1]);
    let report = desk.store.verify(Depth::Commitments, None, &mut |_| true).unwrap();
    let wrong: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    assert!(wrong.len() == 1 && wrong[0].contains("signed for something else"), "{wrong:?}");
}

/// A copy of the file in force is as old as that; a file with other bytes may be younger.
#[test]
fn a_list_does_not_become_younger_by_the_file_that_it_has() {
    let (_folder, mut desk) = desk();
    let ago = |days| Date(noon().today() - chrono::Days::new(days));
    let of = |days, file: &str| NewList { dated: ago(days), file: file.repeat(32), ..list("UN", bad_people()) };
    for (new, days) in [(of(9, "aa"), 9), (of(0, "aa"), 9), (of(12, "aa"), 12), (of(0, "bb"), 0), (of(1, "aa"), 1)] {
        load(&mut desk, new);
        assert_eq!(desk.lists(noon())[0].dated, Some(ago(days)));
    }
    assert_clean(&desk);
}

/// What is found no more when a limit is raised comes in: that takes two, by whichever way it is raised.
#[test]
fn a_list_is_slackened_by_two_and_narrowed_by_one() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Casimir Brand");
    load(&mut desk, list("UN", bad_people()));
    assert_eq!(screening(&mut desk, noon(), guest), Screening::Security);
    let Thresholds { review, stop } = THRESHOLDS;
    let raised = [(3.0, stop, 30), (review, 9.0, 30), (review, stop, 31), (0.1, 9.0, 1)];
    let end = entries(&desk);
    for (review, stop, days) in raised {
        let thresholds = Thresholds { review, stop };
        let alone = desk.set_list(noon(), "UN", thresholds, days);
        assert!(matches!(alone, Err(DeskError::NeedsSecond)), "{review} {stop} {days}: {alone:?}");
        let newer = NewList { thresholds, limit_days: days, ..list("UN", bad_people()) };
        let loaded = desk.begin_list(noon(), newer);
        assert!(matches!(loaded, Err(DeskError::NeedsSecond)), "{review} {stop} {days}: {loaded:?}");
    }
    let slack = Thresholds { review: 3.0, stop: 9.0 };
    for number in ["S-1", "G-1"] {
        let signed = desk.set_list_by_two(noon(), "UN", slack, 30, &why(), &second(number));
        assert!(matches!(signed, Err(DeskError::NotTheirs)), "{number}: {signed:?}");
    }
    assert_eq!(entries(&desk), end);
    desk.set_list_by_two(noon(), "UN", slack, 60, &why(), &second("V-1")).unwrap();
    desk.read_whole_lists().unwrap();
    assert_eq!(screening(&mut desk, noon(), guest), Screening::Clear);
    desk.set_list(noon(), "UN", THRESHOLDS, 10).unwrap();
    let newer = NewList { thresholds: slack, ..list("UN", bad_people()) };
    desk.begin_list_by_two(noon(), newer.clone(), &why(), &second("V-1")).unwrap();
    while !matches!(desk.list_step(noon()).unwrap(), ListStep::Done(3)) {}
    // As slack as it is in force takes one; what became narrower while the file was read is not undone by its end.
    desk.begin_list(noon(), newer).unwrap();
    desk.set_list(noon(), "UN", THRESHOLDS, 10).unwrap();
    let ended = desk.list_step(noon());
    assert!(matches!(ended, Err(DeskError::NeedsSecond)), "{ended:?}");
    assert!(desk.lone_acts().unwrap().is_empty());
    assert_clean(&desk);
    let _ = desk.store.rebuild(noon()).unwrap();
    assert_clean(&desk);
}

/// Past the desk, by somebody who has the keys: `verify` says so, of limits and of a file, and of a signature for others.
#[test]
fn a_list_that_one_slackened_alone_is_found() {
    let (_folder, mut desk) = desk();
    load(&mut desk, list("UN", bad_people()));
    let tables = desk.store.tables();
    let Ok(Fact::WatchlistLoaded(loaded)) = desk.store.fact(tables.watchlists().unwrap()[0].seq) else { panic!() };
    let clock = crate::domain::ClockQuality::Good;
    let (narrow, slack) = (loaded.limits, Limits { review: 3_000, ..loaded.limits });
    let set = |limits| Fact::WatchlistSet(ListSet { list: "UN".into(), limits, signed: None });
    let begin = entries(&desk);
    let load = |limits| Fact::WatchlistLoaded(ListLoaded { limits, ..loaded.clone() });
    for fact in [set(slack), set(narrow), load(slack), load(narrow)] {
        let _ = desk.store.act(noon(), clock, |act| act.record(NewEntry::new(fact))).unwrap();
    }
    assert_eq!(desk.lone_acts().unwrap(), [begin, begin + 2]);
    assert_clean(&desk);
    let subject = limits_subject("UN", narrow);
    let signed = desk.signed(noon(), Deed::KeepLists, &subject, &why(), &second("V-1")).unwrap();
    let other = Fact::WatchlistSet(ListSet { list: "UN".into(), limits: slack, signed: Some(signed) });
    let _ = desk.store.act(noon(), clock, |act| act.record(NewEntry::new(other))).unwrap();
    let report = desk.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    let [Finding::Body { what, .. }] = report.findings.as_slice() else { panic!("{:?}", report.findings) };
    assert_eq!(*what, "it was signed for something else");
}
