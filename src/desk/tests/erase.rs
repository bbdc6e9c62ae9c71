//! Erasing a guest: what goes, what stays, what stands in the way, and who does it.

use super::*;
use crate::desk::erase::{Dossier, Hold};
use crate::desk::overrides::can_override;
use crate::desk::screening::findings::Answer;
use crate::domain::fact::RefusalCode;
use crate::domain::moment::DAY;
use crate::domain::{Cause, PersonId, Screening, VisitState};
use crate::ledger::Slot;
use crate::store::StoreError;
use crate::store::erase::is_erasable;

/// The day after everything happened.
fn tomorrow() -> Moment {
    after(DAY)
}

fn person_of(desk: &Desk, visit: VisitId) -> PersonId {
    desk.store.tables().visit(visit).unwrap().unwrap().person
}

fn sealed_rows(desk: &Desk, entries: &[u64]) -> Vec<Vec<u8>> {
    let body = |entry: &u64, slot: Slot| desk.store.stored_body(*entry, slot);
    entries.iter().flat_map(|entry| Slot::ALL.into_iter().filter_map(move |slot| body(entry, slot))).collect()
}

fn erase(desk: &mut Desk, now: Moment, dossier: Dossier, text: &str) -> Result<u64, DeskError> {
    let (why, second) = two(now, "V-1");
    let why = second::Why { cause: Cause::Request, text: text.into(), ..why };
    desk.erase(now, dossier, &why, &second).map(|erased| erased.entry)
}

fn hold(desk: &mut Desk, now: Moment, person: PersonId) -> Hold {
    let dossier = desk.dossier_whole(now, person).unwrap();
    match erase(desk, now, dossier, "Letter 7 of 2026") {
        Err(DeskError::NotErasable(hold)) => hold,
        other => panic!("{other:?}"),
    }
}

/// A guest of whom everything that can be recorded of one was recorded, who has gone, and another one beside them.
fn history(desk: &mut Desk) -> (PersonId, PersonId) {
    let born = Some(crate::domain::guest::chrono_date::Date(chrono::NaiveDate::from_ymd_opt(1971, 5, 9).unwrap()));
    let known = Person { name: "Xenia Quillfeather".into(), born, document: "QF7781".into(), ..Person::default() };
    let first = desk.schedule(noon(), &known, &visit(-HOUR, HOUR)).unwrap();
    let who = person_of(desk, first);
    let amended = Person { other_names: vec!["Xenia Plumage".into()], ..known.clone() };
    desk.amend_guest(noon(), who, &amended).unwrap();
    desk.amend(noon(), first, &Visit { purpose: "Plumage".into(), ..visit(-HOUR, HOUR) }).unwrap();
    let refused = shown(desk, noon(), first);
    let _ = desk.present(noon(), &refused).unwrap();
    let refusal = desk.refuse(noon(), &refused, RefusalCode::Other, "Quillfeather shouted").unwrap();
    let _ = desk.undo(noon(), refusal).unwrap();
    let waits = shown(desk, noon(), first);
    let _ = desk.refer(noon(), &waits, None).unwrap();
    let referral = desk.waiting(noon()).unwrap().iter().find(|line| line.visit == first).unwrap().referral;
    let rule = rules_of(&waits)[0].to_owned();
    let resolver = waits.judgement.reasons[0].resolver.unwrap();
    let _ = desk.answer(noon(), referral, (&rule, resolver), false, "Quillfeather", decide::Signer::SignedIn);
    let waits = shown(desk, noon(), first);
    let _ = desk.refuse(noon(), &waits, RefusalCode::HostDeclined, "").unwrap();
    let second = desk.schedule_for(noon(), who, &amended, &visit(-HOUR, 2 * HOUR)).unwrap();
    desk.approve(noon(), second).unwrap();
    let _ = desk.invite(noon(), second).unwrap();
    let against = shown(desk, noon(), second);
    assert!(can_override(&against), "{:?}", against.judgement);
    let (why, signs) = two(noon(), "V-1");
    let why = second::Why { text: "Quillfeather is expected by the head".into(), ..why };
    let stay = desk.override_verdict(noon(), &against, &Obligation::ALL, &why, &signs).unwrap().entry;
    desk.begin_muster(noon(), true).unwrap();
    desk.account(noon(), stay, true, "with Quillfeather's host").unwrap();
    desk.end_muster(noon()).unwrap();
    let _ = desk.depart(noon(), stay, None).unwrap();
    let third = desk.schedule_for(noon(), who, &amended, &visit(-HOUR, HOUR)).unwrap();
    desk.decline(noon(), third, "Quillfeather quarrels with everybody").unwrap();
    let _ = desk.undo_visits(noon()).unwrap();
    desk.cancel(noon(), third).unwrap();
    let beside = expected(desk, "Vera Holm");
    let beside_stay = admit(desk, noon(), beside).entry;
    let _ = desk.depart(noon(), beside_stay, None).unwrap();
    (who, person_of(desk, beside))
}

#[test]
fn nothing_of_an_erased_guest_is_left_and_everything_else_is() {
    let (folder, mut desk) = desk();
    let (who, beside) = history(&mut desk);
    desk.sign_out(noon()).unwrap();
    sign_in(&mut desk, tomorrow(), "S-1");
    let whole = desk.dossier_whole(tomorrow(), who).unwrap();
    assert_eq!((whole.holds.as_slice(), whole.stays, whole.visits.len()), (&[] as &[Hold], 1, 3));
    let entries = whole.entries.clone();
    let kinds: std::collections::BTreeSet<Kind> =
        entries.iter().map(|entry| desk.store.leaf(*entry).unwrap().1.kind).collect();
    for kind in [
        Kind::Registered,
        Kind::GuestAmended,
        Kind::Scheduled,
        Kind::Amended,
        Kind::Approved,
        Kind::Presented,
        Kind::Refused,
        Kind::Corrected,
        Kind::Referred,
        Kind::Resolved,
        Kind::BadgeIssued,
        Kind::Overridden,
        Kind::Admitted,
        Kind::Accounted,
        Kind::Departed,
        Kind::BadgeRevoked,
    ] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
    let leaves: Vec<_> = entries.iter().map(|entry| desk.store.leaf(*entry).unwrap().0).collect();
    let proof = desk.store.prove(entries[0]).unwrap().unwrap();
    let gone = sealed_rows(&desk, &entries);
    assert_eq!(gone.len(), entries.len() * 3);
    let kept = desk.dossier_whole(tomorrow(), beside).unwrap().entries;

    let entry = erase(&mut desk, tomorrow(), whole, "Letter 7 of 2026").unwrap();
    assert_clean(&desk);
    // The tree and every proof of before stand.
    for (entry, leaf) in entries.iter().zip(&leaves) {
        assert_eq!(&desk.store.leaf(*entry).unwrap().0, leaf);
        assert!(matches!(desk.store.fact(*entry), Err(StoreError::Erased(seq)) if seq == *entry));
    }
    assert_eq!(desk.store.prove(entries[0]).unwrap().unwrap().to_string(), proof.to_string());
    // Nobody else lost anything.
    assert_eq!(desk.dossier_whole(tomorrow(), beside).unwrap().entries, kept);
    // Not a row of theirs, in no file; and of what is left nothing names them.
    for file in std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file())
    {
        let bytes = std::fs::read(&file).unwrap();
        for sealed in &gone {
            let part = &sealed[..64];
            assert!(!bytes.windows(part.len()).any(|window| window == part), "{}", file.display());
        }
    }
    for seq in 0..super::entries(&desk) {
        let (_, leaf) = desk.store.leaf(seq).unwrap();
        for slot in Slot::ALL {
            let body = desk.store.body_of(&leaf, slot);
            assert_eq!(body.is_err(), entries.contains(&seq), "entry {seq}");
            let text = String::from_utf8_lossy(&body.unwrap_or_default()).into_owned();
            assert!(
                !["Quillfeather", "Plumage", "QF7781"].iter().any(|word| text.contains(word)),
                "entry {seq}: {text}"
            );
        }
    }
    let Fact::Erased { person, entries: said, signed } = desk.store.fact(entry).unwrap() else { panic!() };
    assert_eq!((person, said, signed.cause), (who, entries.clone(), Cause::Request));
    // A rebuild makes the same tables; another sign-in finds nothing wrong.
    assert_eq!(desk.store.rebuild(tomorrow()).unwrap(), super::entries(&desk));
    assert_clean(&desk);
    hand_over(&mut desk, tomorrow(), "S-1");
    assert_eq!(desk.store.differences(), &[]);
}

#[test]
fn every_page_says_that_it_was_erased_and_goes_on() {
    let (_folder, mut desk) = desk();
    let (who, _) = history(&mut desk);
    hand_over(&mut desk, tomorrow(), "S-1");
    let dossier = desk.dossier_whole(tomorrow(), who).unwrap();
    let erased = dossier.entries.clone();
    let badge =
        desk.store.tables().badge_of(*erased.iter().find(|seq| kind_of(&desk, **seq) == Kind::Admitted).unwrap());
    let badge = badge.unwrap().unwrap().0;
    let _ = erase(&mut desk, tomorrow(), dossier, "Letter 7 of 2026").unwrap();
    let page = desk.page(journal::Filter::default(), None, 10_000).unwrap();
    for line in page.lines.iter().filter(|line| erased.contains(&line.seq)) {
        assert!(line.erased && line.about.is_empty(), "{line:?}");
        let detail = desk.detail(line.seq).unwrap();
        assert!(detail.fact.is_none() && detail.guest.is_none());
        let replayed = if line.verdict.is_some() { replay::Replay::Erased } else { replay::Replay::NoVerdict };
        assert_eq!(desk.replay(line.seq).unwrap(), replayed);
    }
    assert_eq!(page.lines.iter().filter(|line| line.erased).count(), erased.len());
    let month = desk.overrides(tomorrow()).unwrap().remove(0);
    assert_eq!((month.lines.len(), month.lines[0].name.as_str(), month.lines[0].cause), (1, "", None));
    // Nobody finds them, at the gate, at the desk, nor for an import; and they are a stranger at the gate.
    assert!(desk.guests_named("quillfeather").unwrap().is_empty());
    assert!(desk.search(tomorrow(), "Quillfeather", 9).unwrap().is_empty());
    while !desk.remember_some(1_000).unwrap() {}
    assert!(desk.guests_like(tomorrow(), "Quillfeather", 9).unwrap().is_empty());
    assert!(desk.session().unwrap().known.values().all(|known| *known != who));
    let stranger = card(desk.check(tomorrow(), "Xenia Quillfeather", None).unwrap());
    assert!(stranger.person.is_none() && stranger.situation.screening == Screening::None);
    assert!(desk.store.tables().badge(badge).unwrap().unwrap().revoked.is_some(), "a badge stays revoked");
    assert!(desk.answered_findings(tomorrow(), None).unwrap().is_empty());
    assert!(matches!(desk.dossier(tomorrow(), who), Err(DeskError::Gone)));
    assert!(
        desk.records_whole(tomorrow(), crate::policy::Rules::load(crate::policy::SHIPPED, &crate::i18n::has).unwrap())
            .is_ok()
    );
    // Whoever comes again is somebody new.
    let again = scheduled(&mut desk, "Xenia Quillfeather", 2 * DAY, 2 * DAY + HOUR);
    assert_ne!(person_of(&desk, again), who);
    assert_clean(&desk);
}

fn kind_of(desk: &Desk, seq: u64) -> Kind {
    desk.store.leaf(seq).unwrap().1.kind
}

#[test]
fn nobody_is_erased_who_is_about() {
    let (_folder, mut desk) = desk();
    let inside = expected(&mut desk, "Ulla Berg");
    let who = person_of(&desk, inside);
    let stay = admit(&mut desk, noon(), inside).entry;
    assert_eq!(hold(&mut desk, noon(), who), Hold::Inside);
    let _ = desk.depart(noon(), stay, None).unwrap();
    assert_eq!(hold(&mut desk, noon(), who), Hold::Expected, "they were here today");
    let waiting = scheduled(&mut desk, "Mons Ulv", -HOUR, HOUR);
    let shown = shown(&mut desk, noon(), waiting);
    let _ = desk.refer(noon(), &shown, None).unwrap();
    let waits = person_of(&desk, waiting);
    assert_eq!(hold(&mut desk, noon(), waits), Hold::Waiting);
    let later = scheduled(&mut desk, "Odd Sand", 9 * DAY, 9 * DAY + HOUR);
    let comes = person_of(&desk, later);
    assert_eq!(hold(&mut desk, noon(), comes), Hold::Expected);
    desk.cancel(noon(), later).unwrap();
    let dossier = desk.dossier_whole(noon(), comes).unwrap();
    assert_eq!(desk.store.tables().visit(later).unwrap().unwrap().state, VisitState::Cancelled);
    let _ = erase(&mut desk, noon(), dossier, "It was a mistake").unwrap();
    hand_over(&mut desk, tomorrow(), "S-1");
    let dossier = desk.dossier_whole(tomorrow(), who).unwrap();
    let _ = erase(&mut desk, tomorrow(), dossier, "As the law asks").unwrap();
    assert_clean(&desk);
}

#[test]
fn nobody_is_erased_while_the_clock_is_in_doubt_or_a_file_is_loaded() {
    let (_folder, mut desk) = desk();
    let guest = scheduled(&mut desk, "Odd Sand", 9 * DAY, 9 * DAY + HOUR);
    let who = person_of(&desk, guest);
    desk.cancel(noon(), guest).unwrap();
    let rows = "name,host,from,until\nKai Wold,Ms A. Okoye,10:00,16:00\n";
    let rules = import::ReadRules { relative_days: true, ..import::ReadRules::new(noon()) };
    desk.begin_import(import::read(rows.as_bytes(), &rules).unwrap()).unwrap();
    assert_eq!(hold(&mut desk, noon(), who), Hold::Importing);
    desk.cancel_import(noon()).unwrap();
    let jumped = Moment { monotonic: noon().monotonic, ..after(2 * HOUR) };
    assert_eq!(hold(&mut desk, jumped, who), Hold::Clock);
    assert_clean(&desk);
}

#[test]
fn the_reason_does_not_name_them_and_what_was_shown_is_what_goes() {
    let (_folder, mut desk) = desk();
    let known = Person { name: "Anna Li Keller".into(), latin: "王芳".into(), ..Person::default() };
    let guest = desk.schedule(noon(), &known, &visit(-HOUR, HOUR)).unwrap();
    let who = person_of(&desk, guest);
    desk.cancel(noon(), guest).unwrap();
    let shown = desk.dossier_whole(noon(), who).unwrap();
    for text in ["Mrs Keller's letter", "asked by KELLER", "for anna", "请删除王芳的记录"] {
        let named = erase(&mut desk, noon(), shown.clone(), text);
        assert!(matches!(named, Err(DeskError::NotErasable(Hold::Named))), "{text}: {named:?}");
    }
    desk.amend_guest(noon(), who, &Person { organisation: "Zinc".into(), ..known }).unwrap();
    let late = erase(&mut desk, noon(), shown, "Letter 7 of 2026, by a liar");
    assert!(matches!(late, Err(DeskError::NotErasable(Hold::Changed))), "{late:?}");
    let dossier = desk.dossier_whole(noon(), who).unwrap();
    let _ = erase(&mut desk, noon(), dossier, "Letter 7 of 2026, by a liar").unwrap();
}

#[test]
fn nobody_erases_alone_nor_with_somebody_whom_the_rules_do_not_name() {
    let (_folder, mut desk) = desk_of("X-1");
    hand_over(&mut desk, noon(), "S-1");
    let guest = scheduled(&mut desk, "Odd Sand", -HOUR, HOUR);
    let who = person_of(&desk, guest);
    desk.cancel(noon(), guest).unwrap();
    hand_over(&mut desk, noon(), "X-1");
    let dossier = desk.dossier_whole(noon(), who).unwrap();
    for number in ["X-1", "G-1", "A-1"] {
        let (why, second) = two(noon(), number);
        let refused = desk.erase(noon(), dossier.clone(), &why, &second);
        assert!(matches!(refused, Err(DeskError::NotTheirs)), "{number}: {refused:?}");
    }
    let (why, second) = two(noon(), "V-1");
    let late = desk.erase(after(3 * MINUTE), dossier.clone(), &why, &second);
    assert!(matches!(late, Err(DeskError::RequestOver)), "{late:?}");
    let (why, second) = two(after(3 * MINUTE), "V-1");
    let _ = desk.erase(after(3 * MINUTE), dossier, &why, &second).unwrap();
    assert_clean(&desk);
    for number in ["G-1", "R-1", "V-1", "A-1", "U-1"] {
        hand_over(&mut desk, after(4 * MINUTE), number);
        assert!(matches!(desk.dossier(noon(), who), Err(DeskError::Denied(_))), "{number}");
        assert!(matches!(desk.guests_named("Odd"), Err(DeskError::Denied(_))), "{number}");
    }
}

#[test]
fn whoever_security_has_yet_to_answer_about_is_not_erased() {
    let (_folder, mut desk) = desk();
    super::lists::load(&mut desk, super::lists::list("UN", vec![super::lists::listing("1", "Casimir Brandt")]));
    desk.read_whole_lists().unwrap();
    let guest = scheduled(&mut desk, "Casimir Brandt", -HOUR, HOUR);
    let who = person_of(&desk, guest);
    desk.look_through_all(noon()).unwrap();
    let finding = desk.findings(noon()).unwrap().into_iter().find(|line| line.person == who).unwrap();
    desk.cancel(noon(), guest).unwrap();
    assert_eq!(hold(&mut desk, noon(), who), Hold::Security);
    desk.answer_finding(noon(), finding.id, Answer::Yes, "It is him", None).unwrap();
    assert_eq!(desk.answered_findings(noon(), None).unwrap().len(), 1);
    let dossier = desk.dossier_whole(noon(), who).unwrap();
    assert!(dossier.entries.iter().any(|entry| kind_of(&desk, *entry) == Kind::Reviewed));
    let _ = erase(&mut desk, noon(), dossier, "Letter 7 of 2026").unwrap();
    assert!(desk.answered_findings(noon(), None).unwrap().is_empty());
    assert!(desk.findings(noon()).unwrap().is_empty());
    assert_clean(&desk);
}

#[test]
fn a_guest_of_a_dropped_import_is_erased_with_what_it_left() {
    let (_folder, mut desk) = desk();
    let rows = "name,host,from,until\nKai Wold,Ms A. Okoye,10:00,16:00\n";
    let rules = import::ReadRules { relative_days: true, ..import::ReadRules::new(noon()) };
    desk.begin_import(import::read(rows.as_bytes(), &rules).unwrap()).unwrap();
    assert_eq!(desk.import_step(noon()).unwrap(), ImportStep::Done(1));
    desk.begin_import(import::read(rows.replace("Kai Wold", "Lea Vik").as_bytes(), &rules).unwrap()).unwrap();
    let job = desk.import.as_mut().unwrap();
    assert_eq!(job.progress(), (0, 1));
    desk.cancel_import(noon()).unwrap();
    let found = desk.guests_named("kai wold").unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(desk.guest_of(super::entries(&desk) - 1).unwrap(), None);
    let dossier = desk.dossier_whole(tomorrow(), found[0].id).unwrap();
    assert_eq!(dossier.holds, [Hold::Clock; 0]);
    let _ = erase(&mut desk, tomorrow(), dossier, "As the law asks").unwrap();
    assert_clean(&desk);
    assert_eq!(desk.store.rebuild(tomorrow()).unwrap(), super::entries(&desk));
    assert_clean(&desk);
}

#[test]
fn a_body_goes_with_its_fact_alone() {
    let (_folder, mut desk) = desk();
    let kept: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| !is_erasable(*kind)).collect();
    for kind in [Kind::Founded, Kind::Enrolled, Kind::RulesSet, Kind::PostureSet, Kind::ListingAdded, Kind::Erased] {
        assert!(kept.contains(&kind), "{kind:?}");
    }
    // The founding is no guest's.
    let (why, second) = two(noon(), "V-1");
    let signed = desk.signed(noon(), Deed::Erase, "nobody", &why, &second).unwrap();
    let who = PersonId([1; 16]);
    let refused = desk.store.erase(who, vec![0], signed, noon(), ClockQuality::Good);
    assert!(matches!(refused, Err(StoreError::Entry(0))), "{refused:?}");
    assert_clean(&desk);
}

/// Whoever was on no list and was turned away is kept by what was typed, and goes like anybody else.
#[test]
fn a_stranger_who_was_turned_away_is_found_and_erased() {
    let (_folder, mut desk) = desk();
    let typed = card(desk.check(noon(), "Walter Stranger", Some(Direction::In)).unwrap());
    let refusal = desk.refuse(noon(), &typed, RefusalCode::Behaviour, "").unwrap();
    let alike = |desk: &mut Desk| {
        card(desk.check(noon(), "Stranger Walter", Some(Direction::In)).unwrap()).situation.refused_alike
    };
    assert!(alike(&mut desk));
    let [found] = desk.guests_named("stranger").unwrap().try_into().unwrap();
    assert_eq!(desk.guest_of(refusal).unwrap(), Some(found.id));
    let whole = desk.dossier_whole(tomorrow(), found.id).unwrap();
    assert_eq!((whole.known.name.as_str(), whole.entries.as_slice()), ("Walter Stranger", &[refusal][..]));
    let _ = erase(&mut desk, noon(), whole, "Letter 7 of 2026").unwrap();
    assert!(!alike(&mut desk) && desk.guests_named("stranger").unwrap().is_empty());
    assert!(matches!(desk.store.fact(refusal), Err(StoreError::Erased(_))));
    assert_clean(&desk);
    let _ = desk.store.rebuild(noon()).unwrap();
    assert!(desk.guests_named("stranger").unwrap().is_empty());
}
