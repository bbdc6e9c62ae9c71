//! The photo of a guest: who keeps it, what it does to approvals, and that it goes with them.

use image::ImageFormat;

use super::*;
use crate::badge::photo::tests::picture;
use crate::desk::photo::Photo;
use crate::domain::moment::DAY;
use crate::domain::{Cause, PersonId, VisitState};

fn photo(shorter: u32) -> Photo {
    Photo::read(&picture(shorter, 400, ImageFormat::Png)).unwrap()
}

fn person_of(desk: &Desk, visit: VisitId) -> PersonId {
    desk.store.tables().visit(visit).unwrap().unwrap().person
}

fn state(desk: &Desk, visit: VisitId) -> VisitState {
    desk.store.tables().visit(visit).unwrap().unwrap().state
}

#[test]
fn a_photo_is_kept_replaced_and_kept_no_more_and_the_log_goes_on() {
    let (_folder, mut desk) = desk();
    let visit = expected(&mut desk, "Vera Holm");
    let who = person_of(&desk, visit);
    assert_eq!(desk.photo(who).unwrap(), None);
    assert!(matches!(desk.remove_photo(noon(), who), Err(DeskError::NoPhoto)));
    let begun = entries(&desk);
    // The face is what the gate compares: another one is approved again.
    assert_eq!(desk.set_photo(noon(), who, &photo(300)).unwrap(), 1);
    assert_eq!(state(&desk, visit), VisitState::Requested);
    assert_eq!(desk.photo(who).unwrap(), Some(photo(300)));
    assert_eq!(desk.set_photo(noon(), who, &photo(300)).unwrap(), 0, "it is the same");
    desk.approve(noon(), visit).unwrap();
    assert_eq!(desk.set_photo(noon(), who, &photo(200)).unwrap(), 1);
    assert_eq!(desk.photo(who).unwrap(), Some(photo(200)));
    // So is none, and what was taken back does not come back approved beside another face.
    desk.approve(noon(), visit).unwrap();
    desk.cancel(noon(), visit).unwrap();
    assert_eq!(desk.set_photo(noon(), who, &photo(250)).unwrap(), 0);
    assert!(matches!(desk.undo_visits(noon()), Err(DeskError::NoUndo)));
    let other = expected(&mut desk, "Ola Berg");
    let him = person_of(&desk, other);
    let _ = desk.set_photo(noon(), him, &photo(200)).unwrap();
    desk.approve(noon(), other).unwrap();
    assert_eq!(desk.remove_photo(noon(), him).unwrap(), 1);
    assert_eq!(state(&desk, other), VisitState::Requested);
    let _ = desk.remove_photo(noon(), who).unwrap();
    assert_eq!(desk.photo(who).unwrap(), None);
    let attached = kinds(&desk, begun).into_iter().filter(|kind| *kind == Kind::Attached).count();
    assert_eq!(attached, 6);
    assert!(matches!(desk.set_photo(noon(), PersonId([9; 16]), &photo(200)), Err(DeskError::Gone)));
    assert_clean(&desk);
}

#[test]
fn whoever_keeps_the_gate_sees_it_and_changes_nothing() {
    let (_folder, mut desk) = desk();
    let visit = expected(&mut desk, "Vera Holm");
    let who = person_of(&desk, visit);
    let _ = desk.set_photo(noon(), who, &photo(300)).unwrap();
    desk.approve(noon(), visit).unwrap();
    hand_over(&mut desk, noon(), "G-1");
    assert_eq!(desk.photo(who).unwrap(), Some(photo(300)));
    assert!(matches!(desk.set_photo(noon(), who, &photo(200)), Err(DeskError::Denied(_))));
    assert!(matches!(desk.remove_photo(noon(), who), Err(DeskError::Denied(_))));
    // Who leaves is known by the same handle.
    let card = shown(&mut desk, noon(), visit);
    let _ = desk.admit(noon(), &card, &card.judgement.obligations).unwrap();
    let Recognised::Departure(departure) = desk.open_visit(noon(), visit, None).unwrap() else { panic!() };
    assert_eq!(departure.who, Some(who));
}

#[test]
fn it_goes_with_the_guest_whatever_became_of_it() {
    let (_folder, mut desk) = desk();
    let id = desk.schedule(noon(), &Person { name: "Xenia Quill".into(), ..Person::default() }, &visit(-HOUR, HOUR));
    let id = id.unwrap();
    let who = person_of(&desk, id);
    let begun = entries(&desk);
    let _ = desk.set_photo(noon(), who, &photo(300)).unwrap();
    let _ = desk.set_photo(noon(), who, &photo(200)).unwrap();
    let _ = desk.remove_photo(noon(), who).unwrap();
    desk.cancel(noon(), id).unwrap();
    let tomorrow = after(DAY);
    let dossier = desk.dossier_whole(tomorrow, who).unwrap();
    for seq in begun..begun + 3 {
        assert!(dossier.entries.contains(&seq), "every photo is about them");
    }
    let (why, second) = two(tomorrow, "V-1");
    let why = second::Why { cause: Cause::Request, text: "Letter 7 of 2026".into(), ..why };
    let _ = desk.erase(tomorrow, dossier, &why, &second).unwrap();
    assert!(desk.store.person::<Photo>(begun).is_err());
    assert_eq!(desk.photo(who).unwrap(), None);
    assert_clean(&desk);
}
