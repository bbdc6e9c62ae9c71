//! Going through the allow-list.

use super::*;
use crate::desk::denial::What;
use crate::desk::second::Why;
use crate::desk::visits::change::Change;
use crate::desk::visits::review::{Group, Item};
use crate::domain::fact::PassesReviewed;
use crate::domain::moment::DAY;
use crate::domain::{Cause, When};

/// A guest whose visit is said so, approved.
fn said(desk: &mut Desk, name: &str, when: &str) -> VisitId {
    let person = Person { name: name.into(), ..Person::default() };
    let (window, recurrence, review) =
        When::read(when, noon().local(noon().at).naive_local()).unwrap().at(chrono_tz::Tz::UTC);
    let plain = Visit::plain("Mr T. Vale".into(), window.0, window.1);
    let id = desk.schedule(noon(), &person, &Visit { recurrence, review, ..plain }).unwrap();
    desk.approve(noon(), id).unwrap();
    id
}

fn items(desk: &Desk, now: Moment) -> Vec<(String, Vec<Group>)> {
    let page = desk.review(now, None).unwrap();
    assert_eq!(page.next, None);
    let told = |item: Item| (item.guest.name, item.groups);
    let mut items: Vec<_> = page.items.into_iter().map(told).collect();
    items.sort();
    items
}

fn why(now: Moment) -> Why {
    Why { cause: Cause::Routine, text: String::new(), asked: now }
}

#[test]
fn what_nobody_has_looked_at_for_90_days_is_due_and_its_review_is_signed() {
    let (_folder, mut desk) = desk();
    let pass = said(&mut desk, "Pia Pass", "standing weekdays 8-18");
    let long = said(&mut desk, "Lia Long", "every tue 14-16 until 30 jun");
    let _ = said(&mut desk, "Sam Short", "tomorrow 14-16");
    assert_eq!(items(&desk, noon()), []);
    let (due, never) = (vec![Group::Due, Group::NeverCame], vec![Group::NeverCame]);
    let both =
        |groups: &Vec<Group>| vec![("Lia Long".to_owned(), groups.clone()), ("Pia Pass".to_owned(), groups.clone())];
    assert_eq!(items(&desk, after(40 * DAY)), both(&never), "nobody came for a month");
    assert_eq!(items(&desk, after(80 * DAY)), both(&due));

    // Time goes on; what is confirmed is right for another 90 days, and only the pass ends later for it.
    let now = after(80 * DAY);
    hand_over(&mut desk, now, "V-1");
    desk.confirm_clock(now).unwrap();
    let ends = |desk: &Desk, visit| desk.store.tables().visit(visit).unwrap().unwrap().ends;
    let before = ends(&desk, long);
    let changed = desk.change_visits(now, &[pass, long], &Change::Confirm, false).unwrap();
    assert_eq!((changed.done, changed.left.len()), (2, 0));
    assert_eq!(ends(&desk, long), before);
    assert!(ends(&desk, pass) > after(169 * DAY).at);
    assert_eq!(items(&desk, now), both(&never));

    // One is taken back; the record names both entries and the one, and is signed by whoever closed it.
    desk.cancel(now, long).unwrap();
    let since = desk.reviewed_since(now).unwrap();
    assert_eq!((since.last.is_none(), since.confirmed.len(), since.ended.len()), (true, 2, 1));
    let open = desk.close_review(now, &why(now)).unwrap();
    assert_eq!(open, 0);
    let Fact::PassesReviewed(PassesReviewed { confirmed, ended, signed, .. }) =
        desk.store.fact(entries(&desk) - 1).unwrap()
    else {
        panic!()
    };
    assert_eq!((confirmed, ended), (since.confirmed, since.ended));
    assert!(signed.second.is_none() && !signed.signature.is_empty());
    let since = desk.reviewed_since(now).unwrap();
    assert!(since.last.is_some_and(|(by, at)| by == "Dee Marsh" && at == now.at));
    assert_eq!((since.confirmed.len(), since.ended.len()), (0, 0));
    assert_clean(&desk);
}

#[test]
fn whoever_does_not_approve_visits_confirms_none() {
    let (_folder, mut desk) = desk();
    let pass = said(&mut desk, "Pia Pass", "standing weekdays 8-18");
    let late = after(95 * DAY);
    assert_eq!(items(&desk, late), [("Pia Pass".to_owned(), vec![Group::Due])]);
    hand_over(&mut desk, late, "R-1");
    assert!(
        matches!(desk.review_pass(late, pass), Err(DeskError::Denied(ref denied)) if denied.what == What::Deed(Deed::ApproveVisits))
    );
    assert!(
        matches!(desk.close_review(late, &why(late)), Err(DeskError::Denied(ref denied)) if denied.what == What::Deed(Deed::ApproveVisits))
    );
    hand_over(&mut desk, late, "G-1");
    assert!(matches!(desk.review(late, None), Err(DeskError::Denied(_))));
}
