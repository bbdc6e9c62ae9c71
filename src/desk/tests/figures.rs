//! The figures of a period, held against what was done in it.

use super::*;
use crate::desk::clock::place_at;
use crate::desk::visits::figures::Reading;
use crate::domain::figures::{Figures, Period, Tally};
use crate::domain::moment::DAY;
use crate::domain::{Category, When};

/// Hours from noon, which is 11:00 UTC: so that a window begins at this hour of this day, counted from today.
fn hour(day: i64, hour: i64) -> i64 {
    day * DAY + (hour - 11) * HOUR
}

fn days(first: u64, last: u64) -> Period {
    let today = noon().today();
    Period::new(today + chrono::Days::new(first), today + chrono::Days::new(last)).unwrap()
}

fn read(desk: &mut Desk, at: Moment, period: Period) -> Figures {
    desk.figures(at, period).unwrap()
}

/// The same from memory, where everything is read before.
fn read_whole(desk: &mut Desk, at: Moment, period: Period) -> Figures {
    while !desk.remember_some(500).unwrap() {}
    read(desk, at, period)
}

fn guest(desk: &mut Desk, name: &str, visit: &Visit) -> VisitId {
    desk.schedule(noon(), &Person { name: name.into(), ..Person::default() }, visit).unwrap()
}

fn approve(desk: &mut Desk, visits: &[VisitId]) {
    for visit in visits {
        desk.approve(after(30 * MINUTE), *visit).unwrap();
    }
}

fn to(host: &str, section: &str, category: Category, (from, until): (i64, i64)) -> Visit {
    let (section, category) = (section.to_owned(), Some(category));
    Visit { section, category, ..Visit::plain(host.into(), noon().at.plus(from), noon().at.plus(until)) }
}

/// Presented, let in some minutes later, and gone after so many more.
fn comes(desk: &mut Desk, visit: VisitId, at: i64, minutes: [i64; 2]) {
    let card = shown(desk, after(at), visit);
    let _ = desk.present(after(at), &card).unwrap();
    let card = shown(desk, after(at + minutes[0] * MINUTE), visit);
    let admitted = desk.admit(after(at + minutes[0] * MINUTE), &card, &Obligation::ALL).unwrap();
    let _ = desk.depart(after(at + (minutes[0] + minutes[1]) * MINUTE), admitted.entry, None).unwrap();
}

#[test]
fn what_was_done_is_what_is_counted() {
    let (_folder, mut desk) = desk_of("V-1");
    let (press, trade) = (("Ms Tan", "Press"), ("Mr Lind", "Trade"));
    let at = |day, from| (hour(day, from), hour(day, from + 1));
    let came = guest(&mut desk, "Came", &to(press.0, press.1, Category::Chancery, at(5, 9)));
    let again = guest(&mut desk, "Again", &to(trade.0, trade.1, Category::Delegation, at(5, 9)));
    let missed = guest(&mut desk, "Missed", &to(trade.0, trade.1, Category::Delegation, at(6, 9)));
    let off = guest(&mut desk, "Off", &to(press.0, press.1, Category::Chancery, at(6, 9)));
    let _ = guest(&mut desk, "Asked", &to(press.0, press.1, Category::Chancery, at(7, 9)));
    let other = guest(&mut desk, "Declined", &to(press.0, press.1, Category::Chancery, at(7, 9)));
    approve(&mut desk, &[came, again, missed, off]);
    let why = crate::desk::visits::change::Change::Decline("no".into());
    let _ = desk.change_visits(after(HOUR), &[other], &why, false).unwrap();
    desk.cancel(after(HOUR), off).unwrap();
    comes(&mut desk, came, hour(5, 9), [4, 50]);
    comes(&mut desk, again, hour(5, 9) + 55 * MINUTE, [10, 70]);
    // On the evening of the second day those of the third have yet to come.
    let evening = after(hour(6, 18));
    let period = days(5, 7);
    let figures = read(&mut desk, evening, period);
    let Tally { came, no_shows, cancelled, not_approved, to_come, expected, walk_ins, .. } = figures.total;
    assert_eq!((came, no_shows, cancelled, not_approved, to_come, walk_ins), (2, 1, 1, 1, 1, 0));
    assert_eq!((figures.total.visits(), expected, figures.total.no_show_rate()), (6, 4, Some(333)));
    let by_day: Vec<_> = figures.days.iter().map(|(_, tally)| (tally.visits(), tally.came)).collect();
    assert_eq!(by_day, [(2, 2), (2, 0), (2, 0)]);
    let hosts: Vec<_> = figures.hosts.iter().map(|host| (host.name.as_str(), host.tally.visits())).collect();
    assert_eq!(hosts, [("Ms Tan", 4), ("Mr Lind", 2)]);
    assert_eq!(figures.sections.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Press", "Trade"]);
    assert_eq!(figures.categories.first().map(|(kind, _)| *kind), Some(Some(Category::Chancery)));
    assert_eq!(figures.hosts[1].tally.no_show_rate(), Some(500));
    // Entered at 11:00 for 9:00 of the days after.
    assert_eq!((figures.lead.bands, figures.lead.times.median), ([0, 0, 6, 0], Some(6 * DAY - 2 * HOUR)));
    assert_eq!((figures.approvals.given.count, figures.approvals.waiting), (0, 1));
    assert_eq!((figures.gate.decided.count, figures.gate.decided.median), (2, Some(4 * MINUTE)));
    assert_eq!((figures.gate.by_hour[9].count, figures.gate.undecided), (2, 0));
    assert_eq!((figures.stays.times.median, figures.stays.times.most), (Some(50 * MINUTE), Some(70 * MINUTE)));
    let mut hours = [0; 24];
    (hours[9], hours[10]) = (1, 1);
    assert_eq!((figures.arrivals[6], figures.came_in()), (hours, 2));
    // From memory it is the same.
    assert_eq!(read_whole(&mut desk, evening, period), figures);
    // What was read ahead is what is read when it is asked for.
    hand_over(&mut desk, evening, "V-1");
    while !desk.remember_some(500).unwrap() {}
    while desk.is_reading_ahead() {
        desk.read_ahead().unwrap();
    }
    assert_eq!(read(&mut desk, evening, period), figures);
    // Approved half an hour after it was asked for, that day.
    let today = read(&mut desk, evening, days(0, 0));
    assert_eq!((today.approvals.given.count, today.approvals.given.median), (4, Some(30 * MINUTE)));
}

#[test]
fn one_that_recurs_counts_on_each_of_its_days_and_a_pass_when_somebody_comes() {
    let (_folder, mut desk) = desk_of("V-1");
    let said = |text: &str| {
        let when = When::read(text, noon().local(noon().at).naive_local()).unwrap();
        let ((from, until), recurrence, review) = when.at(place_at(noon()));
        Visit { recurrence, review, ..Visit::plain("Ms Tan".into(), from, until) }
    };
    let weekly = guest(&mut desk, "Weekly", &said("every wed 10-12 until 30 dec"));
    let pass = guest(&mut desk, "Pass", &said("standing weekdays 8-18"));
    let long = guest(&mut desk, "Long", &visit(hour(15, 9), hour(17, 17)));
    let away = guest(&mut desk, "Away", &visit(hour(15, 9), hour(17, 17)));
    approve(&mut desk, &[weekly, pass, long, away]);
    // The Wednesday of the first week; the pass on two days, twice on one of them; the long one on its second day. When visits recur, the first day is before.
    comes(&mut desk, weekly, hour(8, 10), [1, 30]);
    comes(&mut desk, pass, hour(9, 9), [1, 30]);
    comes(&mut desk, pass, hour(9, 13), [1, 30]);
    comes(&mut desk, pass, hour(10, 9), [1, 30]);
    comes(&mut desk, long, hour(16, 9), [1, 30]);
    let period = days(7, 20);
    let at = after(hour(21, 12));
    let figures = read(&mut desk, at, period);
    let day = |day: usize| figures.days[day - 7].1;
    assert_eq!((day(8).came, day(9).came, day(10).came, day(16).came), (1, 1, 1, 1));
    // The next Wednesday nobody came; whoever stayed away for the whole of three days is missed once.
    assert_eq!((day(15).no_shows, day(16).no_shows, day(17).no_shows), (2, 0, 0));
    assert_eq!((figures.total.visits(), figures.came_in()), (6, 5));
    assert_eq!(figures.lead.times.count, 2);
    assert_eq!(read_whole(&mut desk, at, period), figures);
}

#[test]
fn who_had_no_appointment_and_who_waited_are_told_apart() {
    let (_folder, mut desk) = desk_of("V-1");
    let walk_in = decide::WalkIn { name: "Wanda Walk".into(), host: "Ms Tan".into(), ..decide::WalkIn::default() };
    let unknown = card(desk.check(noon(), "Wanda Walk", None).unwrap());
    let _ = desk.present(noon(), &unknown).unwrap();
    let stays = desk.refer(after(2 * MINUTE), &unknown, Some(&walk_in)).unwrap();
    let waits = desk.store.tables().waiting(stays).unwrap().unwrap().seq;
    let card = shown(&mut desk, after(20 * MINUTE), stays);
    let _ = desk.refuse(after(20 * MINUTE), &card, crate::domain::fact::RefusalCode::HostDeclined, "").unwrap();
    let _ = waits;
    let before = read(&mut desk, after(HOUR), days(0, 0));
    assert_eq!((before.total.walk_ins, before.total.turned_away), (1, 1));
    assert_eq!((before.gate.unknown, before.gate.decided.count), (1, 0));
    assert_eq!((before.gate.waited.count, before.gate.waited.median), (1, Some(18 * MINUTE)));
    // What is taken back counts for nothing, and somebody erased for no visit.
    let person = Person { name: "Uma Undone".into(), ..Person::default() };
    let uma = desk.schedule(after(HOUR), &person, &visit(HOUR, 2 * HOUR)).unwrap();
    desk.approve(after(HOUR), uma).unwrap();
    let admitted = admit(&mut desk, after(HOUR), uma);
    let _ = desk.undo(after(HOUR + MINUTE), admitted.entry).unwrap();
    let undone = read(&mut desk, after(80 * MINUTE), days(0, 0));
    assert_eq!((undone.came_in(), undone.total.came), (before.came_in(), before.total.came));
}

#[test]
fn whoever_does_not_keep_the_visits_reads_no_figures_and_others_are_let_in_meanwhile() {
    let (_folder, mut desk) = desk_of("R-1");
    let period = days(0, 0);
    let mut reading: Reading = desk.reading_figures(noon(), period).unwrap();
    while !desk.read_figures(&mut reading).unwrap() {
        let (done, all) = reading.progress();
        assert!(done <= all);
    }
    // The sample's day, as the calendar counts it; nobody has come.
    let figures = reading.figures();
    while !desk.remember_some(500).unwrap() {}
    let calendar = desk.days(noon(), noon().today(), 1, &crate::desk::visits::diary::Wanted::default()).unwrap();
    let expected = u64::try_from(calendar[0].count).unwrap();
    assert!(expected > 50);
    assert_eq!((figures.total.visits(), figures.total.came, figures.came_in()), (expected, 0, 0));
    for number in ["G-1", "A-1", "X-1", "U-1"] {
        hand_over(&mut desk, noon(), number);
        assert!(matches!(desk.reading_figures(noon(), period), Err(DeskError::Denied(_))), "{number}");
    }
}
