//! A name that nobody has, and that is like a guest's: never taken for theirs, never passed over.

use super::*;

fn names(recognised: Recognised) -> Vec<String> {
    let Recognised::Like(candidates, _) = recognised else { panic!("{recognised:?}") };
    candidates.into_iter().map(|candidate| candidate.person.name).collect()
}

#[test]
fn a_name_that_is_like_a_guests_is_asked_about() {
    let (_folder, mut desk) = desk_of("G-1");
    for typed in ["Sören Aroskobing", "Soren Aeroskoebing", "Marek Wisniewsky"] {
        let like = names(desk.check(noon(), typed, None).unwrap());
        assert!(like[0].starts_with("Søren") || like[0].starts_with("Marek"), "{typed}: {like:?}");
    }
    let Recognised::Like(_, typed) = desk.check(noon(), "  Marek  Wisniewsky ", None).unwrap() else { panic!() };
    assert_eq!(typed, "Marek Wisniewsky");
    // What is entered whole means what it says, and a name like nobody's is a walk-in's.
    assert_eq!(card(desk.check(noon(), "marek wiśniewski", None).unwrap()).person.unwrap().1.name, "Marek Wiśniewski");
    assert_eq!(card(desk.check(noon(), "Quirin Xylophon", None).unwrap()).typed, "Quirin Xylophon");
    // Whoever is none of them has the card of somebody on no list.
    let card = card(desk.check_nobody_like(noon(), "Marek Wisniewsky").unwrap());
    assert_eq!((card.typed.as_str(), card.judgement.verdict), ("Marek Wisniewsky", Verdict::Refer));
    assert!(card.visit.is_none());
    assert_eq!(rules_of(&card), ["walk-in", "walk-in-approval"]);
}

#[test]
fn on_the_way_out_only_those_inside_are_like_it() {
    let (_folder, mut desk) = desk_of("G-1");
    let out = |desk: &mut Desk| desk.check(noon(), "Marek Wisniewsky", Some(Direction::Out)).unwrap();
    assert!(matches!(out(&mut desk), Recognised::Nothing(_)));
    let Recognised::Like(candidates, _) = desk.check(noon(), "Marek Wisniewsky", None).unwrap() else { panic!() };
    let shown = shown(&mut desk, noon(), candidates[0].visit);
    if shown.admissible() {
        let _ = desk.admit(noon(), &shown, &Obligation::ALL).unwrap();
        assert_eq!(names(out(&mut desk)), ["Marek Wiśniewski"]);
    }
}
