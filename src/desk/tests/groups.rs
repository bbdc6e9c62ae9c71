//! Delegations: formed, changed as a whole, undone, and let in one by one, each by their own verdict.

use super::lists::{desk, hand_over, list, listing, load};
use super::*;
use crate::desk::groups::{Headcount, Whole};
use crate::desk::import::Forming;
use crate::desk::visits::change::{AT_ONCE, Change};
use crate::domain::{Duress, Escort, GroupId};

/// Approved visits of these, now.
fn guests(desk: &mut Desk, names: &[&str]) -> Vec<VisitId> {
    let person = |name: &&str| Person { name: (*name).into(), ..Person::default() };
    let visits: Vec<_> =
        names.iter().map(|name| desk.schedule(noon(), &person(name), &visit(-HOUR, HOUR)).unwrap()).collect();
    visits.iter().for_each(|visit| desk.approve(noon(), *visit).unwrap());
    visits
}

fn formed(desk: &mut Desk, visits: &[VisitId]) -> GroupId {
    let id = desk.new_group();
    let whole = Whole::Form("Trade delegation".into(), visits[0]);
    let changed = desk.change_group(noon(), id, &whole, visits).unwrap();
    assert_eq!((changed.done, changed.left.len()), (visits.len().min(AT_ONCE), 0));
    for rest in visits.get(AT_ONCE..).unwrap_or_default().chunks(AT_ONCE) {
        let _ = desk.change_visits(noon(), rest, &whole.change(id).unwrap(), true).unwrap();
    }
    id
}

fn members(desk: &Desk, id: GroupId) -> Vec<String> {
    desk.delegation(noon(), id).unwrap().members.into_iter().map(|member| member.line.guest.name).collect()
}

#[test]
fn a_delegation_is_formed_of_visits_and_taken_back() {
    let (_folder, mut desk) = desk();
    let visits = guests(&mut desk, &["Ada Holm", "Bo Kvist", "Cy Berg"]);
    let id = formed(&mut desk, &visits);
    let shown = desk.delegation(noon(), id).unwrap();
    assert_eq!(members(&desk, id), ["Ada Holm", "Bo Kvist", "Cy Berg"]);
    assert!(shown.members[0].leads && shown.leader().unwrap().line.visit == visits[0]);
    assert_eq!((shown.group.name.as_str(), shown.group.host.as_str()), ("Trade delegation", "Mr T. Vale, Trade"));
    // Who comes with whom is no matter of an approval.
    assert!(shown.members.iter().all(|member| member.line.stand == crate::domain::Stand::Approved));
    assert!(shown.members.iter().all(|member| member.outlook.as_ref().unwrap().verdict == Verdict::Admit));
    assert_eq!(desk.undo_visits(noon()).unwrap(), 0);
    assert!(members(&desk, id).is_empty(), "and a delegation of nobody is listed nowhere");
    assert!(desk.groups(noon(), noon().at, noon().at.plus(HOUR)).unwrap().is_empty());
    assert_clean(&desk);
}

#[test]
fn what_is_done_with_the_whole_is_done_with_each_and_taken_back_with_it() {
    let (_folder, mut desk) = desk();
    let names: Vec<String> =
        (0..40).map(|at| format!("Guest {}", char::from(b'A' + at % 26).to_string().repeat(3))).collect();
    let visits = guests(&mut desk, &names.iter().map(String::as_str).collect::<Vec<_>>());
    let id = formed(&mut desk, &visits);
    let window = (noon().at.plus(24 * HOUR), noon().at.plus(26 * HOUR));
    let whole = Whole::Move(window);
    let mut all = desk.delegation(noon(), id).unwrap().visits();
    assert_eq!(desk.change_group(noon(), id, &whole, &all).unwrap().done, AT_ONCE);
    let rest = all.split_off(AT_ONCE);
    assert_eq!(desk.change_visits(noon(), &rest, &whole.change(id).unwrap(), true).unwrap().done, 40 - AT_ONCE);
    let moved = desk.delegation(noon(), id).unwrap();
    assert_eq!((moved.group.from, moved.group.until), window);
    assert!(moved.members.iter().all(|member| member.line.appointment.from == window.0));
    // Another time is another visit: it is approved anew.
    assert!(moved.members.iter().all(|member| member.line.stand == crate::domain::Stand::Requested));
    while desk.undo_visits(noon()).unwrap() > 0 {}
    let back = desk.delegation(noon(), id).unwrap();
    assert_eq!(back.group.from, noon().at.plus(-HOUR));
    assert!(back.members.iter().all(|member| member.line.stand == crate::domain::Stand::Approved));
    assert_clean(&desk);
}

#[test]
fn members_lead_and_accompany_and_nobody_else_does() {
    let (_folder, mut desk) = desk();
    let visits = guests(&mut desk, &["Ada Holm", "Bo Kvist", "Cy Berg"]);
    let id = formed(&mut desk, &visits[..2]);
    let stranger = desk.change_group(noon(), id, &Whole::Lead(visits[2]), &[]);
    assert!(matches!(stranger, Err(DeskError::NoMember)), "{stranger:?}");
    let none = desk.new_group();
    let outside = desk.change_group(noon(), none, &Whole::Form("X".into(), visits[2]), &visits[..1]);
    assert!(matches!(outside, Err(DeskError::NoMember)), "{outside:?}");
    let _ = desk.change_group(noon(), id, &Whole::Lead(visits[1]), &[]).unwrap();
    assert_eq!(members(&desk, id), ["Bo Kvist", "Ada Holm"]);
    assert_eq!(desk.undo_visits(noon()).unwrap(), 0);
    assert_eq!(members(&desk, id), ["Ada Holm", "Bo Kvist"]);

    let escort = |desk: &mut Desk, visit, escort| {
        let changed = desk.change_visits(noon(), &[visit], &Change::Escort(Some(escort)), false).unwrap();
        changed.left.into_iter().next()
    };
    assert!(escort(&mut desk, visits[1], Escort::Member(visits[0])).is_none());
    for wrong in [Escort::Member(visits[1]), Escort::Member(visits[2])] {
        let left = escort(&mut desk, visits[1], wrong);
        assert!(matches!(left, Some(DeskError::NoMember)), "{left:?}");
    }
    assert!(escort(&mut desk, visits[0], Escort::Mission("Ms Tan".into())).is_none());
    let shown = desk.delegation(noon(), id).unwrap();
    let told: Vec<_> = shown.members.iter().map(|one| (one.escort.as_str(), one.line.appointment.escort)).collect();
    assert_eq!(told, [("Ms Tan", true), ("Ada Holm", true)]);
    // What is entered of a visit says nothing of it.
    desk.amend(noon(), visits[1], &visit(-HOUR, HOUR)).unwrap();
    assert_eq!(desk.visit_to_amend(visits[1]).unwrap().2.escorted, Some(Escort::Member(visits[0])));
    // Who goes elsewhere is accompanied by nobody of before.
    let _ = desk.change_visits(noon(), &visits[1..2], &Change::Group(None), false).unwrap();
    assert_eq!(desk.visit_to_amend(visits[1]).unwrap().2.escorted, None);
    assert_clean(&desk);
}

#[test]
fn a_file_becomes_a_delegation_once_it_is_whole() {
    let (_folder, mut desk) = desk();
    let text = "name,host,from,until\nAda Holm,Ms Tan,10:00,16:00\nBo Kvist,Ms Tan,10:00,16:00\n";
    let plan = |leader| {
        let mut plan = import::read(text.as_bytes(), &sample::rules(noon())).unwrap();
        plan.forming = Some(Forming { name: "Trade delegation".into(), leader });
        plan
    };
    let missing = desk.begin_import(plan(9));
    assert!(matches!(missing, Err(DeskError::NoMember)), "{missing:?}");
    desk.begin_import(plan(3)).unwrap();
    let listed = |desk: &Desk| desk.groups(noon(), noon().at, noon().at.plus(HOUR)).unwrap();
    assert!(listed(&desk).is_empty());
    while !matches!(desk.import_step(noon()).unwrap(), ImportStep::Done(_)) {}
    let groups = listed(&desk);
    assert_eq!(groups.len(), 1);
    assert_eq!((groups[0].leader.as_str(), groups[0].count), ("Bo Kvist", Headcount { all: 2, inside: 0, left: 0 }));
    assert_clean(&desk);
}

#[test]
fn each_is_let_in_by_their_own_verdict_and_by_nobody_elses() {
    let (_folder, mut desk) = desk();
    load(&mut desk, list("UN", vec![listing("Q.1", "Casimir Brandt")]));
    let mut visits = guests(&mut desk, &["Ada Holm", "Casimir Brandt", "Cy Berg", "Di Ek"]);
    let person = Person { name: "Eva Falk".into(), ..Person::default() };
    visits.push(desk.schedule(noon(), &person, &visit(-HOUR, HOUR)).unwrap());
    let id = formed(&mut desk, &visits);
    desk.cancel(noon(), visits[3]).unwrap();
    hand_over(&mut desk, noon(), "G-1");
    // Whom security has to see of and whose approval is due read alike, and neither is let in.
    let cards: Vec<Card> =
        desk.group_visits(id).unwrap().into_iter().map(|visit| shown(&mut desk, noon(), visit)).collect();
    assert_eq!(cards.len(), 4, "who comes no more is not called");
    let verdict = |at: usize| cards[at].judgement.verdict;
    assert_eq!(
        [verdict(0), verdict(1), verdict(2), verdict(3)],
        [Verdict::Admit, Verdict::Refer, Verdict::Admit, Verdict::Refer]
    );
    let rules = |at: usize| cards[at].judgement.reasons.iter().map(|reason| reason.rule.clone()).collect::<Vec<_>>();
    assert_eq!(rules(1), rules(3));
    for held in [1, 3] {
        let refused = desk.admit_among(noon(), &cards[held], &Obligation::ALL, Duress::No);
        assert!(matches!(refused, Err(DeskError::NotAdmissible(_))), "{refused:?}");
    }
    let open = desk.admit_among(noon(), &cards[0], &[], Duress::No);
    assert!(matches!(open, Err(DeskError::ObligationsOpen(_))), "{open:?}");
    let admitted = desk.admit_among(noon(), &cards[0], &Obligation::ALL, Duress::No).unwrap();
    assert_eq!(desk.store().leaf(admitted.entry).unwrap().1.kind, Kind::Admitted);
    let twice = desk.admit_among(noon(), &cards[0], &Obligation::ALL, Duress::No);
    assert!(twice.is_err(), "nobody comes in twice");
    let count = |desk: &Desk| desk.group_at_gate(noon(), id).unwrap().unwrap().count;
    assert_eq!(count(&desk), Headcount { all: 4, inside: 1, left: 0 });
    // A lockdown between the look and the act keeps everybody out, and nobody in.
    desk.begin_lockdown(noon(), None, "").unwrap();
    let locked = desk.admit_among(noon(), &cards[2], &Obligation::ALL, Duress::No);
    assert!(matches!(locked, Err(DeskError::Changed(_))), "{locked:?}");
    let _ = desk.depart(noon(), admitted.entry, None).unwrap();
    assert_eq!(count(&desk), Headcount { all: 4, inside: 0, left: 1 });
    assert_clean(&desk);
}

#[test]
fn what_is_called_by_somebody_goes_with_them() {
    let (_folder, mut desk) = desk();
    let visits = guests(&mut desk, &["Ada Quillhouse", "Bo Kvist"]);
    let id = desk.new_group();
    let whole = Whole::Form("The party of Quillhouse".into(), visits[0]);
    let _ = desk.change_group(noon(), id, &whole, &visits).unwrap();
    desk.sign_out(noon()).unwrap();
    let later = after(24 * HOUR);
    sign_in(&mut desk, later, "S-1");
    let who = desk.store.tables().visit(visits[0]).unwrap().unwrap().person;
    let dossier = desk.dossier_whole(later, who).unwrap();
    let (why, second) = two(later, "V-1");
    let _ = desk.erase(later, dossier, &why, &second).unwrap();
    assert!(desk.group_at_gate(later, id).unwrap().is_none());
    assert_eq!(desk.store.tables().visit(visits[1]).unwrap().unwrap().group, Some(id));
    assert_clean(&desk);
    let entries = desk.store_mut().rebuild(later).unwrap();
    assert_eq!(entries, desk.store().size().unwrap());
    assert_clean(&desk);
}

/// A delegation of forty comes as a file with five rows at fault: thirty-five are taken from it, five are entered by hand
/// and join them. Its leader is scanned, thirty-five come in together, two later, and all of them leave.
#[test]
fn a_delegation_of_forty_comes_and_goes() {
    let (_folder, mut desk) = desk();
    let rejected = import::read(sample::DELEGATION, &sample::rules(noon()));
    let Err(import::ImportFault::Rows(rejection)) = rejected else { panic!("{rejected:?}") };
    let mut plan = rejection.keep_good();
    assert!(plan.become_group("Fisheries talks", "arvid sundqvist") && plan.rows.len() == 35);
    let first = plan.rows[0].visit.clone();
    desk.begin_import(plan).unwrap();
    while !matches!(desk.import_step(noon()).unwrap(), ImportStep::Done(_)) {}
    let id = desk.groups(noon(), first.from, first.until).unwrap()[0].id;
    for name in ["Ea Holm", "Uno Berg", "Tor Ek", "Siv Dal", "Odd Rygg"] {
        let person = Person { name: name.into(), ..Person::default() };
        let visit = desk.schedule(noon(), &person, &first).unwrap();
        let join = desk.change_visits(noon(), &[visit], &Change::Group(Some(id)), false).unwrap();
        assert_eq!(join.done, 1);
        if name.starts_with(['E', 'U']) {
            desk.approve(noon(), visit).unwrap();
        }
    }
    let leader = desk.delegation(noon(), id).unwrap().leader().unwrap().line.visit;
    let token = desk.invite(noon(), leader).unwrap().token;

    let day = Moment::utc(first.from.plus(5 * MINUTE));
    desk.sign_out(noon()).unwrap();
    super::sign_in(&mut desk, day, "V-1");
    desk.confirm_clock(day).unwrap();
    super::lists::hand_over(&mut desk, day, "G-1");
    let scanned = card(desk.check(day, &token, None).unwrap());
    let line = desk.group_line(scanned.visit.as_ref().unwrap().1.group).unwrap();
    assert_eq!((line.name.as_str(), line.count), ("Fisheries talks", Headcount { all: 40, inside: 0, left: 0 }));
    let come = |desk: &mut Desk, at: Moment, most: usize| {
        let mut stays = Vec::new();
        for visit in desk.group_visits(id).unwrap() {
            let Recognised::Card(shown) = desk.open_visit(at, visit, None).unwrap() else { continue };
            if stays.len() < most && shown.judgement.verdict == Verdict::Admit {
                stays.push(desk.admit_among(at, &shown, &Obligation::ALL, Duress::No).unwrap().entry);
            }
        }
        stays
    };
    let mut stays = come(&mut desk, day, 35);
    let count = |desk: &Desk, at: Moment| desk.group_at_gate(at, id).unwrap().unwrap().count;
    assert_eq!(count(&desk, day), Headcount { all: 40, inside: 35, left: 0 });
    let later = Moment::utc(day.at.plus(40 * MINUTE));
    stays.extend(come(&mut desk, later, 35));
    assert_eq!(count(&desk, later), Headcount { all: 40, inside: 37, left: 0 });
    assert_eq!(count(&desk, later).to_come(), 3, "those whose approval is due wait for it");
    let departing = desk.check(later, &token, None).unwrap();
    assert!(matches!(departing, Recognised::Departure(_)), "the leader is on the way out: {departing:?}");
    for stay in stays {
        let _ = desk.depart(later, stay, None).unwrap();
    }
    assert_eq!(count(&desk, later), Headcount { all: 40, inside: 0, left: 37 });
    assert_clean(&desk);
}

/// Whoever is forced to let several in tells of it with each of them, and with nobody after them.
#[test]
fn each_of_several_tells_of_duress() {
    let (_folder, mut desk) = desk();
    let visits = guests(&mut desk, &["Ada Holm", "Bo Kvist", "Cy Berg"]);
    let _ = formed(&mut desk, &visits);
    hand_over(&mut desk, noon(), "G-1");
    let mut stays = Vec::new();
    for (visit, duress) in visits.into_iter().zip([Duress::Yes, Duress::Yes, Duress::No]) {
        let card = shown(&mut desk, noon(), visit);
        stays.push(desk.admit_among(noon(), &card, &Obligation::ALL, duress).unwrap().entry);
    }
    hand_over(&mut desk, noon(), "X-1");
    let forced = desk.forced(None).unwrap().lines;
    let mut told: Vec<_> = forced.iter().map(|line| (line.kind, line.entry)).collect();
    told.sort_by_key(|(_, entry)| *entry);
    assert_eq!(told, [(Kind::Admitted, stays[0]), (Kind::Admitted, stays[1])]);
}
