//! Who approves which visits, what declining tells the gate, and taking back what was done.

use super::*;
use crate::desk::visits::approval::Due;
use crate::desk::visits::change::{AT_ONCE, Change};
use crate::domain::moment::DAY;
use crate::domain::{Category, Posture, Resolver, Stand, VisitState};

fn state(desk: &Desk, visit: VisitId) -> VisitState {
    desk.store.tables().visit(visit).unwrap().unwrap().state
}

fn entered(desk: &mut Desk, name: &str, visit: &Visit) -> VisitId {
    desk.schedule(noon(), &Person { name: name.into(), ..Person::default() }, visit).unwrap()
}

fn due(desk: &Desk, visit: VisitId) -> Due {
    let page = desk.to_approve(noon(), None).unwrap();
    page.due.into_iter().find(|due| due.visit == visit).unwrap()
}

#[test]
fn the_rules_say_who_approves() {
    let (_folder, mut desk) = desk_of("R-1");
    let plain = visit(DAY, DAY + HOUR);
    let server = Visit { areas: vec!["Server room".into()], ..plain.clone() };
    let official = Visit { category: Some(Category::HostState), ..plain.clone() };
    let both = Visit { areas: server.areas.clone(), ..official.clone() };
    let cases = [
        (plain, None, vec![]),
        (server, Some(Resolver::Security), vec!["area-approval"]),
        (official, Some(Resolver::Supervisor), vec!["host-state-consent"]),
        (both, Some(Resolver::Security), vec!["area-approval"]),
    ];
    let visits = cases.each_ref().map(|(visit, ..)| entered(&mut desk, "Vera Holm", visit));
    for (id, (_, needs, rules)) in visits.iter().zip(&cases) {
        let due = due(&desk, *id);
        assert_eq!((due.needs, due.rules.iter().map(String::as_str).collect::<Vec<_>>()), (*needs, rules.clone()));
        assert!(!due.may && due.by == "Cem Arslan" && due.since == noon().at);
        assert!(matches!(desk.approve(noon(), *id), Err(DeskError::Denied(_))));
    }
    hand_over(&mut desk, noon(), "V-1");
    for (id, (_, needs, _)) in visits.iter().zip(&cases) {
        let own = *needs != Some(Resolver::Security);
        assert_eq!(due(&desk, *id).may, own);
        match desk.approve(noon(), *id) {
            Ok(()) => assert!(own),
            Err(error) => assert!(!own && matches!(error, DeskError::NotSecurity), "{error:?}"),
        }
    }
    hand_over(&mut desk, noon(), "X-1");
    for id in [visits[1], visits[3]] {
        assert!(matches!(desk.decline(noon(), id, " "), Err(DeskError::Text { field: "reason", .. })));
        desk.approve(noon(), id).unwrap();
    }
    assert!(visits.iter().all(|id| state(&desk, *id) == VisitState::Approved));
    assert!(desk.to_approve(noon(), None).unwrap().due.is_empty());
    assert_clean(&desk);
}

#[test]
fn a_higher_level_asks_for_security() {
    let (_folder, mut desk) = desk();
    let id = scheduled(&mut desk, "Vera Holm", HOUR, 2 * HOUR);
    assert_eq!(due(&desk, id).needs, None);
    desk.raise_posture(noon(), Posture::Charlie, &two(noon(), "V-1").0).unwrap();
    assert_eq!(due(&desk, id).needs, Some(Resolver::Security));
}

#[test]
fn a_finding_shows_among_approvals_to_security_alone() {
    let (_folder, mut desk) = desk_of("X-1");
    let _ = desk.add_listing(noon(), &listings::unwanted("Vera Holm")).unwrap();
    hand_over(&mut desk, noon(), "V-1");
    let listed = scheduled(&mut desk, "Vera Holm", DAY, DAY + HOUR);
    let plain = scheduled(&mut desk, "Ola Berg", DAY, DAY + HOUR);
    let told = |due: Due| (due.needs, due.rules, due.may);
    assert_eq!(told(due(&desk, listed)), told(due(&desk, plain)));
    hand_over(&mut desk, noon(), "X-1");
    assert_eq!(told(due(&desk, listed)), (Some(Resolver::Security), vec!["needs-security".to_owned()], true));
    // Whoever else approves such a visit is told nothing; what the list found is still answered for itself.
    hand_over(&mut desk, noon(), "V-1");
    desk.approve(noon(), listed).unwrap();
    let shown = shown(&mut desk, after(DAY), listed);
    assert_eq!(shown.judgement.verdict, Verdict::Refer);
    assert!(rules_of(&shown).contains(&"needs-security"), "{:?}", rules_of(&shown));
}

#[test]
fn a_declined_visit_is_off_and_the_gate_is_not_told_why() {
    let (_folder, mut desk) = desk();
    let (cancelled, declined) =
        (scheduled(&mut desk, "Ola Berg", -HOUR, HOUR), scheduled(&mut desk, "Vera Holm", -HOUR, HOUR));
    desk.cancel(noon(), cancelled).unwrap();
    desk.decline(noon(), declined, "Threatened the host").unwrap();
    assert_eq!(state(&desk, declined), VisitState::Declined);
    let (one, other) = (shown(&mut desk, noon(), cancelled), shown(&mut desk, noon(), declined));
    assert_eq!((rules_of(&one), one.judgement.verdict), (rules_of(&other), other.judgement.verdict));
    assert_eq!((rules_of(&other), other.judgement.verdict), (vec!["visit-cancelled"], Verdict::Refuse));
    assert_eq!(one.situation.visit.as_ref().unwrap().state, other.situation.visit.as_ref().unwrap().state);
    assert!(matches!(desk.invite(noon(), declined), Err(DeskError::Gone)));
    assert!(matches!(desk.approve(noon(), declined), Err(DeskError::VisitStands(VisitState::Declined))));
    let steps = desk.steps(noon(), declined).unwrap();
    let told: Vec<_> = steps.iter().map(|step| (step.kind, step.by.as_str(), step.note.as_str())).collect();
    assert_eq!(told, [(Kind::Scheduled, "Ada Lind", ""), (Kind::Declined, "Ada Lind", "Threatened the host")]);
    // Entered otherwise, it is asked about once more.
    desk.amend(noon(), declined, &visit(-HOUR, 2 * HOUR)).unwrap();
    assert_eq!(state(&desk, declined), VisitState::Requested);
    assert_clean(&desk);
}

#[test]
fn approval_is_delegated_for_a_time_and_no_further_than_it_goes() {
    let (_folder, mut desk) = desk_of("R-1");
    let visit_of = |areas: &[&str]| Visit {
        areas: areas.iter().map(|area| (*area).to_owned()).collect(),
        ..visit(DAY, DAY + HOUR)
    };
    let [plain, later, last] = [0, 1, 2].map(|_| entered(&mut desk, "Vera Holm", &visit_of(&[])));
    let roof = entered(&mut desk, "Ola Berg", &visit_of(&["Roof"]));
    assert!(matches!(desk.delegate_approval(noon(), "G-1", after(HOUR).at), Err(DeskError::Denied(_))));
    hand_over(&mut desk, noon(), "V-1");
    let delegate = |desk: &mut Desk, number: &str, until: i64| desk.delegate_approval(noon(), number, after(until).at);
    assert!(matches!(delegate(&mut desk, "V-1", HOUR), Err(DeskError::Oneself)));
    assert!(matches!(delegate(&mut desk, "Z-9", HOUR), Err(DeskError::NoOperator)));
    for until in [-1, 32 * DAY] {
        assert!(matches!(delegate(&mut desk, "R-1", until), Err(DeskError::TooLong)), "{until}");
    }
    delegate(&mut desk, "R-1", 2 * HOUR).unwrap();
    hand_over(&mut desk, noon(), "R-1");
    assert!(desk.status().unwrap().may(crate::domain::operator::Act::ApproveVisits));
    desk.approve(noon(), plain).unwrap();
    assert!(matches!(desk.approve(noon(), roof), Err(DeskError::NotSecurity)));
    assert!(
        matches!(desk.delegate_approval(noon(), "G-1", after(HOUR).at), Err(DeskError::Denied(_))),
        "not passed on"
    );
    assert!(matches!(desk.approve(after(3 * HOUR), later), Err(DeskError::Denied(_))), "it is over");
    hand_over(&mut desk, noon(), "V-1");
    let given = desk.delegations(noon()).unwrap();
    assert!(given[0].own && given[0].heir.0 == "R-1" && given[0].giver.1 == "Dee Marsh");
    desk.end_delegation(noon(), given[0].seq).unwrap();
    hand_over(&mut desk, noon(), "R-1");
    assert!(matches!(desk.approve(noon(), last), Err(DeskError::Denied(_))), "it was ended");
    assert_clean(&desk);
}

#[test]
fn a_delegation_that_nobody_gave_counts_for_nothing() {
    let (_folder, mut desk) = desk_of("R-1");
    let id = scheduled(&mut desk, "Vera Holm", DAY, DAY + HOUR);
    let giver = desk.store.tables().operators().unwrap().into_iter().find(|row| row.number == "V-1").unwrap().id;
    let heir = desk.operator().unwrap().id;
    assert!(desk.store.slip_delegation(0, giver, heir, after(HOUR).at));
    assert!(matches!(desk.approve(noon(), id), Err(DeskError::Denied(_))));
}

#[test]
fn the_last_act_is_taken_back_whole() {
    let (_folder, mut desk) = desk();
    let before = Visit { purpose: "Lunch".into(), ..visit(HOUR, 2 * HOUR) };
    let many: Vec<VisitId> = (0..AT_ONCE + 3).map(|_| entered(&mut desk, "Vera Holm", &before)).collect();
    let (first, rest) = many.split_at(AT_ONCE);
    for (goes_on, visits) in [(false, first), (true, rest)] {
        assert_eq!(desk.change_visits(noon(), visits, &Change::Approve, goes_on).unwrap().done, visits.len());
    }
    assert_eq!(desk.undoable(), Some(("approve", many.len())));
    while desk.undo_visits(noon()).unwrap() > 0 {}
    assert!(many.iter().all(|id| state(&desk, *id) == VisitState::Requested));
    assert!(matches!(desk.undo_visits(noon()), Err(DeskError::NoUndo)));

    desk.approve(noon(), many[0]).unwrap();
    let other = Visit { host: "Ms Roy".into(), ..before.clone() };
    desk.amend(noon(), many[0], &other).unwrap();
    assert_eq!(state(&desk, many[0]), VisitState::Requested);
    assert_eq!(desk.undo_visits(noon()).unwrap(), 0);
    let (.., visit) = desk.visit_to_amend(many[0]).unwrap();
    assert_eq!((visit, state(&desk, many[0])), (before, VisitState::Approved));

    desk.cancel(noon(), many[0]).unwrap();
    let person = desk.store.tables().visit(many[0]).unwrap().unwrap().person;
    let known = Person { name: "Wera Holm".into(), ..Person::default() };
    desk.amend_guest(noon(), person, &known).unwrap();
    assert!(matches!(desk.undo_visits(noon()), Err(DeskError::NoUndo)), "somebody else would be let in by it");
    assert_eq!(state(&desk, many[0]), VisitState::Cancelled);
    assert_clean(&desk);
}

#[test]
fn many_are_changed_at_once_and_who_cannot_be_is_counted() {
    let (_folder, mut desk) = desk();
    let ids = ["Vera Holm", "Ola Berg", "Ana Zweig"].map(|name| scheduled(&mut desk, name, HOUR, 2 * HOUR));
    desk.cancel(noon(), ids[2]).unwrap();
    let host = Change::Host { host: "Ms Roy".into(), section: "Press".into() };
    let changed = desk.change_visits(noon(), &ids, &host, false).unwrap();
    assert_eq!((changed.done, changed.left.len()), (2, 1));
    let window = (after(3 * HOUR).at, after(4 * HOUR).at);
    let times = Change::Move { window, recurrence: None, review: None };
    assert_eq!(desk.change_visits(noon(), &ids, &times, false).unwrap().done, 2);
    let (.., visit) = desk.visit_to_amend(ids[0]).unwrap();
    assert_eq!((visit.host.as_str(), visit.section.as_str(), (visit.from, visit.until)), ("Ms Roy", "Press", window));
    assert_eq!(desk.change_visits(noon(), &ids, &Change::Cancel, false).unwrap().done, 2);
    assert!(ids.iter().all(|id| state(&desk, *id) == VisitState::Cancelled));
    hand_over(&mut desk, noon(), "G-1");
    assert!(matches!(desk.change_visits(noon(), &ids, &Change::Cancel, false), Err(DeskError::Denied(_))));
}

#[test]
fn a_draft_is_kept_for_whoever_wrote_it_and_for_nobody_else() {
    use crate::desk::visits::draft::Draft;
    let (folder, mut desk) = desk_of("R-1");
    let half = |name: &str| Draft { fields: [("name".to_owned(), name.to_owned())].into(), ..Draft::default() };
    let id = desk.keep_draft(noon(), None, &half("Xenophon Quillf")).unwrap();
    assert_eq!(desk.keep_draft(after(MINUTE), Some(id), &half("Xenophon Quillfeather")).unwrap(), id);
    let other = desk.keep_draft(noon(), None, &half("Ola")).unwrap();
    hand_over(&mut desk, noon(), "S-1");
    assert!(desk.drafts().unwrap().is_empty());
    desk.drop_draft(id).unwrap();
    let _ = desk.keep_draft(noon(), Some(id), &half("Mine")).unwrap();
    hand_over(&mut desk, noon(), "R-1");
    let drafts = desk.drafts().unwrap();
    let told: Vec<_> = drafts.iter().map(|kept| (kept.id, kept.at, kept.draft.fields["name"].as_str())).collect();
    assert_eq!(told, [(id, after(MINUTE).at, "Xenophon Quillfeather"), (other, noon().at, "Ola")]);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(12).any(|window| window == b"Quillfeather"));
    }
    desk.drop_draft(id).unwrap();
    assert_eq!(desk.drafts().unwrap().len(), 1);
    let _ = desk.keep_draft(after(40 * DAY), None, &half("New")).unwrap();
    assert_eq!(desk.drafts().unwrap().len(), 1, "what nobody goes on with for a month goes");
    assert_clean(&desk);
}

#[test]
fn how_far_a_visit_is_follows_from_the_log_and_the_window() {
    let (_folder, mut desk) = desk();
    let stands = |desk: &Desk, id: VisitId, at: Moment| {
        let who = desk.store.tables().visit(id).unwrap().unwrap().person;
        let line = desk.visits_of(at, who).unwrap().into_iter().find(|line| line.visit == id).unwrap();
        (line.stand, line.since)
    };
    let id = scheduled(&mut desk, "Vera Holm", -HOUR, HOUR);
    assert_eq!(stands(&desk, id, noon()), (Stand::Requested, None));
    assert_eq!(stands(&desk, id, after(2 * HOUR)), (Stand::Lapsed, Some(after(HOUR).at)));
    desk.approve(noon(), id).unwrap();
    assert_eq!(stands(&desk, id, noon()), (Stand::Approved, None));
    assert_eq!(stands(&desk, id, after(2 * HOUR)), (Stand::NoShow, Some(after(HOUR).at)));
    let admission = admit(&mut desk, noon(), id);
    assert_eq!(stands(&desk, id, after(5 * HOUR)), (Stand::Inside, Some(noon().at)));
    let _ = desk.depart(after(MINUTE), admission.entry, None).unwrap();
    assert_eq!(stands(&desk, id, after(5 * HOUR)), (Stand::Left, Some(after(MINUTE).at)));
    let kinds: Vec<_> = desk.steps(noon(), id).unwrap().iter().map(|step| step.kind).collect();
    assert_eq!(kinds, [Kind::Scheduled, Kind::Approved, Kind::Admitted, Kind::Departed]);
    let waits = scheduled(&mut desk, "Ola Berg", -HOUR, HOUR);
    let card = shown(&mut desk, noon(), waits);
    let _ = desk.refer(noon(), &card, None).unwrap();
    assert_eq!(stands(&desk, waits, after(MINUTE)), (Stand::Arrived, Some(noon().at)));
}
