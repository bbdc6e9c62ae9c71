//! Visits that recur, guests who come again, and what has to be approved once more.

use super::*;
use crate::desk::clock::place_at;
use crate::domain::guest::Paper;
use crate::domain::moment::DAY;
use crate::domain::{Category, PersonId, VisitState, When};

/// A visit at the time that is said on Tuesday 24 November 2026.
pub(super) fn said(text: &str) -> Visit {
    let local = noon().local(noon().at).naive_local();
    let ((from, until), recurrence, review) = When::read(text, local).unwrap().at(place_at(noon()));
    Visit { recurrence, review, ..Visit::plain("Ms Tan".into(), from, until) }
}

pub(super) fn guest(name: &str) -> Person {
    Person { name: name.into(), ..Person::default() }
}

/// The verdict on somebody so many days after this noon, and the rules that speak against them.
fn at_the_gate(desk: &mut Desk, days: i64, visit: VisitId) -> (Verdict, Vec<String>) {
    let now = after(days * DAY);
    desk.confirm_clock(now).unwrap();
    let card = shown(desk, now, visit);
    (card.judgement.verdict, rules_of(&card).into_iter().map(str::to_owned).collect())
}

fn state(desk: &Desk, visit: VisitId) -> VisitState {
    desk.store.tables().visit(visit).unwrap().unwrap().state
}

fn who(desk: &Desk, visit: VisitId) -> PersonId {
    desk.store.tables().visit(visit).unwrap().unwrap().person
}

#[test]
fn a_visit_that_recurs_is_expected_on_its_days_and_hours_only() {
    let (_folder, mut desk) = desk();
    let visit = desk.schedule(noon(), &guest("Vera Holm"), &said("every tue 10-12 until 15 dec except 1 dec")).unwrap();
    desk.approve(noon(), visit).unwrap();
    assert_eq!(at_the_gate(&mut desk, 0, visit), (Verdict::Admit, vec![]));
    for (days, why) in [(1, "a Wednesday"), (7, "left out"), (28, "over")] {
        let (verdict, rules) = at_the_gate(&mut desk, days, visit);
        assert_eq!((verdict, rules), (Verdict::Refer, vec!["outside-window".to_owned()]), "{why}");
        let listed = desk.expected(after(days * DAY)).unwrap().iter().any(|line| line.visit == visit);
        assert!(!listed, "{why}");
    }
    assert_eq!(at_the_gate(&mut desk, 14, visit), (Verdict::Admit, vec![]));
    let lines = desk.expected(after(14 * DAY)).unwrap();
    let line = lines.iter().find(|line| line.visit == visit).unwrap();
    assert_eq!(line.appointment.from.rfc3339(), "2026-12-08T10:00:00.000Z");
    // The badge ends with the window of this day, and so does the stay.
    let admission = admit(&mut desk, after(14 * DAY), visit);
    assert_eq!(admission.until.rfc3339(), "2026-12-08T12:00:00.000Z");
    let inside = desk.inside(after(14 * DAY + 2 * HOUR)).unwrap();
    assert_eq!(inside.iter().find(|line| line.presence == admission.entry).unwrap().overdue, Some(HOUR));
    assert_clean(&desk);
}

#[test]
fn a_standing_pass_lapses_unless_it_is_gone_through_again() {
    let (_folder, mut desk) = desk();
    let pass = desk.schedule(noon(), &guest("Vera Holm"), &said("standing weekdays 8-18")).unwrap();
    desk.approve(noon(), pass).unwrap();
    assert_eq!(at_the_gate(&mut desk, 84, pass).0, Verdict::Admit);
    assert_eq!(at_the_gate(&mut desk, 91, pass), (Verdict::Refer, vec!["outside-window".to_owned()]));
    let until = desk.review_pass(after(91 * DAY), pass).unwrap();
    assert_eq!(until.rfc3339(), "2027-05-24T00:00:00.000Z");
    assert_eq!(at_the_gate(&mut desk, 91, pass).0, Verdict::Admit);
    assert_eq!(at_the_gate(&mut desk, 175, pass).0, Verdict::Admit);
    let single = desk.schedule(noon(), &guest("Ola Berg"), &visit(0, HOUR)).unwrap();
    assert!(matches!(desk.review_pass(noon(), single), Err(DeskError::VisitStands(VisitState::Requested))));
    assert_clean(&desk);
}

#[test]
fn what_matters_has_to_be_approved_again() {
    let (_folder, mut desk) = desk();
    let before = Visit { areas: vec!["Chancery".into()], ..visit(0, 4 * HOUR) };
    let (purpose, escort) =
        (Visit { purpose: "Lunch".into(), ..before.clone() }, Visit { escort: true, ..before.clone() });
    let id = desk.schedule(noon(), &guest("Vera Holm"), &before).unwrap();
    desk.approve(noon(), id).unwrap();
    for (change, expected) in [
        (purpose.clone(), VisitState::Approved),
        (escort, VisitState::Approved),
        (before.clone(), VisitState::Requested),
        (Visit { areas: vec!["Registry".into()], ..before.clone() }, VisitState::Requested),
        (Visit { category: Some(Category::Contractor), ..before.clone() }, VisitState::Requested),
        (Visit { host: "Mr Vale".into(), ..before.clone() }, VisitState::Requested),
        (Visit { until: before.until.plus(HOUR), ..before.clone() }, VisitState::Requested),
        (Visit { items: vec!["Camera".into()], ..before.clone() }, VisitState::Requested),
    ] {
        desk.amend(noon(), id, &change).unwrap();
        assert_eq!(state(&desk, id), expected, "{change:?}");
        if expected == VisitState::Requested {
            let (verdict, rules) = at_the_gate(&mut desk, 0, id);
            assert_eq!((verdict, rules[0].as_str()), (Verdict::Refer, "needs-security"));
            desk.approve(noon(), id).unwrap();
        }
    }
    assert_clean(&desk);
}

#[test]
fn a_guest_who_is_another_has_to_be_approved_again() {
    let (_folder, mut desk) = desk();
    let before = guest("Vera Holm");
    let id = desk.schedule(noon(), &before, &visit(0, HOUR)).unwrap();
    desk.approve(noon(), id).unwrap();
    let person = who(&desk, id);
    let noted = Person { needs: "A ramp".into(), plate: "ZG 1".into(), ..before.clone() };
    desk.amend_guest(noon(), person, &noted).unwrap();
    assert_eq!(state(&desk, id), VisitState::Approved);
    let known = Person { other_names: vec!["Wera Cholm".into()], ..noted };
    desk.amend_guest(noon(), person, &known).unwrap();
    assert_eq!(state(&desk, id), VisitState::Requested);
    let Recognised::Card(card) = desk.check(noon(), "wera cholm", Some(Direction::In)).unwrap() else { panic!() };
    assert_eq!(card.person.unwrap().1, known);
    assert_clean(&desk);
}

/// A visit that was approved for somebody does not become somebody else's by the next one that is entered.
#[test]
fn a_guest_who_is_another_at_the_next_visit_has_to_be_approved_again() {
    let (_folder, mut desk) = desk();
    let before = guest("Vera Holm");
    let id = desk.schedule(noon(), &before, &visit(0, HOUR)).unwrap();
    desk.approve(noon(), id).unwrap();
    let person = who(&desk, id);
    let other = Person { name: "Xaver Other".into(), ..before };
    let next = desk.schedule_for(noon(), person, &other, &visit(DAY, DAY + HOUR)).unwrap();
    assert_eq!((state(&desk, id), state(&desk, next)), (VisitState::Requested, VisitState::Requested));
    assert_clean(&desk);
}

#[test]
fn somebody_who_comes_again_is_the_same_person() {
    let (_folder, mut desk) = desk();
    let first = desk.schedule(noon(), &guest("Иван Петров"), &visit(0, HOUR)).unwrap();
    let person = who(&desk, first);
    let before = entries(&desk);
    let known =
        Person {
            latin: "Ivan Petrov".into(), papers: vec![Paper::read("passport P1")], ..guest("Иван Петров")
        };
    let again = desk.schedule_for(noon(), person, &known, &visit(DAY, DAY + HOUR)).unwrap();
    assert_eq!(who(&desk, again), person);
    assert_eq!(kinds(&desk, before), [Kind::GuestAmended, Kind::Scheduled]);
    let before = entries(&desk);
    let _ = desk.schedule_for(noon(), person, &known, &visit(2 * DAY, 2 * DAY + HOUR)).unwrap();
    assert_eq!(kinds(&desk, before), [Kind::Scheduled]);
    assert_clean(&desk);
}

#[test]
fn whoever_keeps_visits_is_offered_guests_and_hosts_of_the_last_year() {
    let (folder, mut desk) = desk();
    let old = Visit { section: "Press".into(), ..visit(-200 * DAY, -200 * DAY + HOUR) };
    let _ = desk.schedule(noon(), &guest("Ivo Marić"), &old).unwrap();
    let far = visit(-500 * DAY, -500 * DAY + HOUR);
    let _ = desk.schedule(noon(), &guest("Quirin Zwiep"), &far).unwrap();
    desk.sign_out(noon()).unwrap();
    drop(desk);
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    sign_in(&mut desk, noon(), "R-1");
    while !desk.remember_some(50).unwrap() {}
    let known = desk.guests_like(noon(), "maric iv", 5).unwrap();
    assert_eq!(known.first().map(|guest| (guest.person.name.as_str(), guest.visits)), Some(("Ivo Marić", 1)));
    assert!(desk.guests_like(noon(), "zwiep quirin", 5).unwrap().is_empty());
    assert!(desk.guests_like(noon(), "i", 5).unwrap().is_empty());
    // Those visited most come first.
    let hosts = desk.hosts_like("press", 5).unwrap();
    assert_eq!(hosts.first().map(|(host, _)| host.as_str()), Some("Ms L. Tan, Press and culture"));
    assert_eq!(hosts.last(), Some(&(old.host.clone(), "Press".to_owned())));
    assert!(desk.hosts_like("", 5).unwrap().is_empty());
    hand_over(&mut desk, noon(), "G-1");
    assert!(matches!(desk.guests_like(noon(), "maric", 5), Err(DeskError::Denied(_))));
}

#[test]
fn a_preview_says_what_the_gate_will_say_and_nothing_of_a_finding() {
    let (_folder, mut desk) = desk_of("R-1");
    let visit = |text: &str| Visit { category: Some(Category::Contractor), ..said(text) };
    let rules = |desk: &Desk, visit: &Visit| {
        let judgement = desk.preview(noon(), &guest("Vera Holm"), visit).unwrap();
        (judgement.verdict, judgement.reasons.into_iter().map(|reason| reason.rule).collect::<Vec<_>>())
    };
    assert_eq!(rules(&desk, &visit("fri 9-12")), (Verdict::Admit, vec![]));
    assert_eq!(rules(&desk, &visit("sat 9-12")), (Verdict::Refer, vec!["contractor-hours".to_owned()]));
    // Whoever is listed gets the same preview as anybody.
    hand_over(&mut desk, noon(), "X-1");
    let _ = desk.add_listing(noon(), &listings::unwanted("Vera Holm")).unwrap();
    hand_over(&mut desk, noon(), "R-1");
    assert_eq!(rules(&desk, &visit("fri 9-12")), (Verdict::Admit, vec![]));
}

#[test]
fn one_day_of_a_visit_that_recurs_is_taken_off_without_approving_it_again() {
    let (_folder, mut desk) = desk();
    let date = |day: &str| day.parse::<chrono::NaiveDate>().unwrap();
    let visit = desk.schedule(noon(), &guest("Vera Holm"), &said("every tue 10-12 until 8 dec")).unwrap();
    desk.approve(noon(), visit).unwrap();
    desk.skip(noon(), visit, date("2026-12-01")).unwrap();
    assert_eq!(state(&desk, visit), VisitState::Approved);
    assert_eq!(at_the_gate(&mut desk, 7, visit), (Verdict::Refer, vec!["outside-window".to_owned()]));
    assert_eq!(at_the_gate(&mut desk, 14, visit), (Verdict::Admit, vec![]));
    assert_eq!(desk.undo_visits(noon()).unwrap(), 0);
    assert_eq!(at_the_gate(&mut desk, 7, visit), (Verdict::Admit, vec![]));
    assert!(matches!(desk.skip(noon(), visit, date("2026-12-02")), Err(DeskError::NotThatDay)), "not one of its days");
    desk.skip(noon(), visit, date("2026-11-24")).unwrap();
    desk.skip(noon(), visit, date("2026-12-01")).unwrap();
    assert!(matches!(desk.skip(noon(), visit, date("2026-12-08")), Err(DeskError::OnlyDay)));
    let single = desk.schedule(noon(), &guest("Ola Berg"), &self::visit(0, HOUR)).unwrap();
    assert!(matches!(desk.skip(noon(), single, date("2026-11-24")), Err(DeskError::NotThatDay)));
    let declined = desk.schedule(noon(), &guest("Per Lund"), &said("every tue 10-12 until 8 dec")).unwrap();
    desk.decline(noon(), declined, "Nobody knows him").unwrap();
    assert!(matches!(
        desk.skip(noon(), declined, date("2026-12-01")),
        Err(DeskError::VisitStands(VisitState::Declined))
    ));
    assert_eq!(state(&desk, declined), VisitState::Declined);
    assert_clean(&desk);
}

#[test]
fn a_holiday_is_taken_off_what_recurs_on_it_and_of_nothing_else() {
    let (_folder, mut desk) = desk();
    let day: chrono::NaiveDate = "2026-12-01".parse().unwrap();
    let weekly = desk.schedule(noon(), &guest("Vera Holm"), &said("every tue 10-12 until 15 dec")).unwrap();
    let standing = desk.schedule(noon(), &guest("Ola Berg"), &said("standing weekdays 8-18")).unwrap();
    let fridays = desk.schedule(noon(), &guest("Per Lund"), &said("every fri until 15 dec")).unwrap();
    let single = desk.schedule(noon(), &guest("Ida Krog"), &said("1 dec 9-10")).unwrap();
    assert_eq!(desk.add_holidays(&[(day, "National Day".into())]).unwrap(), 1);
    assert_eq!(desk.add_holidays(&[(day, "The national day".into())]).unwrap(), 0, "it is called otherwise");
    assert_eq!(desk.holidays().unwrap().on(day), Some("The national day"));
    let mut on: Vec<_> = desk.recurring_on(noon(), day).unwrap().into_iter().map(|(visit, _)| visit).collect();
    on.sort();
    let mut expected = vec![weekly, standing];
    expected.sort();
    assert_eq!(on, expected, "neither {fridays} nor {single}");
    for visit in on {
        desk.skip(noon(), visit, day).unwrap();
    }
    assert!(desk.recurring_on(noon(), day).unwrap().is_empty());
    assert_eq!(desk.remove_holiday(day).unwrap(), "The national day");
    assert!(matches!(desk.remove_holiday(day), Err(DeskError::Gone)));
    assert_clean(&desk);
}
