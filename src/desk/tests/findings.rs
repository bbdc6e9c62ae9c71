//! Findings: who sees them, what answers do, and that nobody else can tell one from a check at random.

use std::path::Path;

use super::lists::{bad_people, desk, hand_over, list, listing, load, never_at_random};
use super::*;
use crate::desk::screening::findings::{Answer, Cause};
use crate::desk::screening::limits::limits;
use crate::desk::screening::lists::NewList;
use crate::desk::screening::matter::{Asked, Found};
use crate::desk::second::{Second, Why};
use crate::domain::fact::Anomaly;
use crate::domain::guest::chrono_date::Date;
use crate::domain::moment::DAY;
use crate::domain::{FindingId, Judgement, Resolver, Screening, Situation, VisitState};
use crate::policy::{Rules, SHIPPED};
use crate::screening::{Birth, Listing, Nature, Outcome, Thresholds};

pub fn rules(from: &str, to: &str) -> Rules {
    assert!(SHIPPED.contains(from));
    Rules::load(&SHIPPED.replace(from, to), &crate::i18n::has).unwrap()
}

/// Everybody is checked at random.
fn at_random(desk: &mut Desk) {
    desk.session.as_mut().unwrap().rules = rules("@one_in(\"250\")", "@one_in(\"1\")");
}

/// A desk with a list, of whom a guest is like somebody.
fn matched() -> (tempfile::TempDir, Desk, VisitId) {
    let (folder, mut desk) = desk();
    load(&mut desk, list("UN", bad_people()));
    let guest = expected(&mut desk, "Casimir Brandt");
    desk.look_through_all(noon()).unwrap();
    (folder, desk, guest)
}

fn only(desk: &Desk, now: Moment) -> FindingId {
    let findings = desk.findings(now).unwrap();
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings[0].id
}

fn screening(desk: &mut Desk, now: Moment, visit: VisitId) -> Screening {
    shown(desk, now, visit).situation.screening
}

pub fn refer(desk: &mut Desk, visit: VisitId) -> u64 {
    let card = shown(desk, noon(), visit);
    let _ = desk.refer(noon(), &card, None).unwrap();
    desk.waiting(noon()).unwrap()[0].referral
}

#[test]
fn who_is_expected_and_like_somebody_listed_waits_in_the_queue_before_they_come() {
    let (_folder, mut desk, guest) = matched();
    let _clear = expected(&mut desk, "Uma Park");
    let more = scheduled(&mut desk, "Boris Quarrel", 3 * HOUR, 4 * HOUR);
    assert!(desk.is_looking_through() && !desk.findings_progress().unwrap().1);
    desk.look_through_all(noon()).unwrap();
    let findings = desk.findings(noon()).unwrap();
    let told: Vec<_> = findings.iter().map(|f| (f.visit, f.cause, f.listed.1.as_str(), f.open)).collect();
    let review = Cause::Match(Outcome::Review);
    assert_eq!(told, [(guest, review, "Casimir Brandt", 1), (more, review, "Boris Quarrel", 1)]);
    assert_eq!((findings[0].referral, findings[0].inside, findings[0].since), (None, false, noon().at));
    let case = desk.finding(noon(), findings[0].id).unwrap();
    assert_eq!((case.visitor.name.as_str(), case.visit, case.hits.len()), ("Casimir Brandt", guest, 1));
    let hit = case.hits[0].hit.as_ref().unwrap();
    assert_eq!((hit.list.as_str(), hit.listing.id.as_str()), ("UN", "QDi.1"));
    assert!(case.hits[0].open && case.hits[0].given.is_empty() && !case.hits[0].lines.is_empty());
    // An import brings somebody, a cancelled visit takes somebody away, and what is over is over.
    let text = "name,host,from,until\nBoris Quarrel,Mr Vale,10:00,16:00\n";
    desk.begin_import(import::read(text.as_bytes(), &sample::rules(noon())).unwrap()).unwrap();
    while !matches!(desk.import_step(noon()).unwrap(), ImportStep::Done(_)) {}
    desk.look_through_all(noon()).unwrap();
    assert_eq!(desk.findings(noon()).unwrap().len(), 3);
    desk.cancel(noon(), more).unwrap();
    assert_eq!(desk.findings(noon()).unwrap().len(), 2);
    assert_eq!(desk.findings(after(3 * DAY)).unwrap(), []);
}

/// Whom security has answered about without a wait is like somebody listed: nobody else reads who that is.
#[test]
fn the_log_names_to_security_alone_whom_it_has_answered_about() {
    let (_folder, mut desk, _) = matched();
    let id = only(&desk, noon());
    desk.answer_finding(noon(), id, Answer::No, "Ten years younger", None).unwrap();
    let name = |desk: &mut Desk, number: &str| {
        hand_over(desk, noon(), number);
        let filter = journal::Filter { kind: Some(Kind::Reviewed), ..journal::Filter::default() };
        desk.page(filter, None, 1).unwrap().lines[0].about.clone()
    };
    assert_eq!(name(&mut desk, "X-1"), "Casimir Brandt");
    for number in ["V-1", "U-1"] {
        assert_eq!(name(&mut desk, number), "", "{number}");
    }
}

#[test]
fn a_no_clears_this_person_of_this_listing_as_it_is() {
    let (_folder, mut desk, guest) = matched();
    let namesake = expected(&mut desk, "Casimir Brandt");
    let id = desk.findings(noon()).unwrap()[0].id;
    let until = Some(noon().at.plus(30 * DAY));
    desk.answer_finding(noon(), id, Answer::No, "Ten years younger", until).unwrap();
    let cleared = desk.finding(noon(), id).unwrap();
    assert_eq!(cleared.visit, guest);
    assert_eq!(screening(&mut desk, noon(), guest), Screening::Clear);
    assert_eq!(screening(&mut desk, noon(), namesake), Screening::Security, "nobody else is cleared");
    let given = &cleared.hits[0].given;
    assert_eq!(
        (given[0].answer, given[0].note.as_str(), given[0].until),
        (Some(Answer::No), "Ten years younger", until)
    );
    assert!(!cleared.hits[0].open);
    // The guard's session honours it, and so does the next load of the same listing.
    hand_over(&mut desk, noon(), "G-1");
    assert_eq!(screening(&mut desk, noon(), guest), Screening::Clear);
    assert_eq!(screening(&mut desk, after(30 * DAY + 1), guest), Screening::Security, "it is over");
    hand_over(&mut desk, noon(), "S-1");
    load(&mut desk, list("UN", bad_people()));
    assert_eq!(screening(&mut desk, noon(), guest), Screening::Clear);
    let mut changed = bad_people();
    changed[0].remarks = "Travels on a borrowed passport.".into();
    load(&mut desk, list("UN", changed));
    assert_eq!(screening(&mut desk, noon(), guest), Screening::Security, "the listing has changed");
    load(&mut desk, list("EU", bad_people()));
    load(&mut desk, list("UN", bad_people()));
    assert_eq!(screening(&mut desk, noon(), guest), Screening::Security, "another list has not been answered");
    assert_clean(&desk);
}

/// Who was answered about, whether that clears them now, and until when.
fn told(desk: &Desk, now: Moment) -> Vec<(String, Option<Answer>, bool, Option<Timestamp>)> {
    let answered = desk.answered_findings(now, None).unwrap();
    answered.into_iter().map(|line| (line.visitor, line.given.answer, line.clears, line.given.until)).collect()
}

#[test]
fn what_was_answered_is_listed_newest_first_until_when_it_clears_and_can_be_taken_back() {
    let (_folder, mut desk, _) = matched();
    let _ = expected(&mut desk, "Boris Quarrel");
    desk.look_through_all(noon()).unwrap();
    assert_eq!(told(&desk, noon()), []);
    let id = |desk: &Desk, name: &str| {
        let findings = desk.findings(noon()).unwrap();
        findings.iter().find(|finding| finding.name == name).unwrap().id
    };
    let (casimir, boris) = (id(&desk, "Casimir Brandt"), id(&desk, "Boris Quarrel"));
    let until = Some(noon().at.plus(30 * DAY));
    desk.answer_finding(noon(), casimir, Answer::No, "Ten years younger", until).unwrap();
    desk.answer_finding(noon(), boris, Answer::Unsure, "Asked the capital", None).unwrap();
    let name = |name: &str| name.to_owned();
    let waits: Vec<_> =
        desk.findings(noon()).unwrap().into_iter().map(|finding| (finding.name, finding.unsure)).collect();
    assert_eq!(waits, [(name("Boris Quarrel"), true)], "who was looked at before is answered about as well");
    let boris_unsure = (name("Boris Quarrel"), Some(Answer::Unsure), false, None);
    let cleared = (name("Casimir Brandt"), Some(Answer::No), true, until);
    assert_eq!(told(&desk, noon()), [boris_unsure.clone(), cleared]);
    let lines = desk.answered_findings(noon(), None).unwrap();
    assert_eq!((lines[1].id, lines[1].list.as_str(), lines[1].listing.as_str()), (casimir, "UN", "QDi.1"));
    assert_eq!((lines[1].given.operator.as_str(), lines[1].given.note.as_str()), ("S-1", "Ten years younger"));
    assert_eq!(
        desk.answered_findings(noon(), Some(lines[0].given.entry)).unwrap(),
        lines[1..],
        "a page begins before an entry"
    );
    // A clearing that is over clears nobody; what is answered again takes its place and ends it.
    assert!(!told(&desk, after(30 * DAY + 1))[1].2);
    desk.answer_finding(noon(), casimir, Answer::Unsure, "The passport may be his brother's", None).unwrap();
    assert_eq!(told(&desk, noon()), [(name("Casimir Brandt"), Some(Answer::Unsure), false, None), boris_unsure]);
    assert_eq!(desk.findings(noon()).unwrap().len(), 2, "they are asked about again");
}

#[test]
fn an_answer_about_a_listing_that_has_changed_is_still_listed() {
    let (_folder, mut desk, _) = matched();
    let id = only(&desk, noon());
    desk.answer_finding(noon(), id, Answer::No, "Ten years younger", None).unwrap();
    let mut changed = bad_people();
    changed[0].remarks = "Travels on a borrowed passport.".into();
    load(&mut desk, list("UN", changed));
    assert_eq!(told(&desk, noon()).len(), 1);
    assert!(matches!(desk.finding(noon(), id), Err(DeskError::Gone)), "there is nothing to weigh it against");
}

#[test]
fn the_answer_to_who_waits_ends_the_wait() {
    let (_folder, mut desk, guest) = matched();
    let referral = refer(&mut desk, guest);
    let findings = desk.findings(noon()).unwrap();
    assert_eq!((findings.len(), findings[0].referral), (1, Some(referral)));
    let id = findings[0].id;
    desk.answer_finding(noon(), id, Answer::Unsure, "Called the capital", None).unwrap();
    assert!(desk.waiting(noon()).unwrap()[0].answers.is_empty());
    assert!(desk.findings(noon()).unwrap()[0].unsure);
    desk.answer_finding(after(1), id, Answer::No, "It is his nephew", None).unwrap();
    let waiting = &desk.waiting(after(1)).unwrap()[0];
    assert_eq!((waiting.answers[0].granted, waiting.answers[0].note.as_str()), (Some(true), ""));
    assert_eq!(desk.findings(after(1)).unwrap(), []);
    // Taken back: the last answer counts, at the gate as well.
    desk.answer_finding(after(2), id, Answer::Yes, "It is not", None).unwrap();
    let card = shown(&mut desk, after(2), guest);
    assert_eq!((rules_of(&card), card.admissible()), (vec!["needs-security"], false));
    assert!(matches!(desk.admit(after(2), &card, &Obligation::ALL), Err(DeskError::NotAdmissible(_))));
    assert_eq!(desk.findings(after(2)).unwrap(), [], "it was answered");
    desk.answer_finding(after(3), id, Answer::No, "", None).unwrap();
    let card = shown(&mut desk, after(3), guest);
    assert!(card.judgement.verdict == Verdict::Admit && card.admissible());
    let _ = desk.admit(after(3), &card, &Obligation::ALL).unwrap();
    let answers: Vec<_> = desk.finding(after(3), id).unwrap().hits[0].given.iter().map(|given| given.answer).collect();
    let said = [Answer::No, Answer::Yes, Answer::No, Answer::Unsure].map(Some);
    assert_eq!(answers, said);
    assert_clean(&desk);
}

#[test]
fn a_no_to_one_of_two_matches_lets_nobody_in() {
    let (_folder, mut desk, guest) = matched();
    load(&mut desk, list("EU", vec![listing("EU.7", "Brandt Casimir")]));
    desk.look_through_all(noon()).unwrap();
    let _ = refer(&mut desk, guest);
    for left in [1, 0] {
        let line = &desk.findings(noon()).unwrap()[0];
        assert_eq!(line.open, left + 1);
        desk.answer_finding(noon(), line.id, Answer::No, "", None).unwrap();
        assert_eq!(desk.waiting(noon()).unwrap()[0].answers.len(), 1 - left);
        assert_eq!(desk.findings(noon()).unwrap().len(), left);
    }
    let _ = admit(&mut desk, noon(), guest);
}

#[test]
fn a_check_at_random_is_the_same_all_day_and_asked_once() {
    let (_folder, mut desk, _) = matched();
    let guest = expected(&mut desk, "Uma Park");
    at_random(&mut desk);
    assert_eq!(screening(&mut desk, noon(), guest), Screening::Security);
    let _ = refer(&mut desk, guest);
    let line = desk.findings(noon()).unwrap().into_iter().find(|line| line.name == "Uma Park").unwrap();
    assert_eq!(line.cause, Cause::Random);
    desk.answer_finding(noon(), line.id, Answer::No, "", None).unwrap();
    assert_eq!(screening(&mut desk, after(4 * HOUR), guest), Screening::Clear);
    assert_eq!(screening(&mut desk, after(DAY), guest), Screening::Security);
    // Where no list is configured there is nothing to cover for.
    let (_other, mut bare) = super::desk();
    let guest = expected(&mut bare, "Uma Park");
    at_random(&mut bare);
    assert_eq!(screening(&mut bare, noon(), guest), Screening::None);
    // About one in so many, and of a typed name as of a guest.
    desk.session.as_mut().unwrap().rules = rules("@one_in(\"250\")", "@one_in(\"4\")");
    let typed = |desk: &mut Desk, name: &str| card(desk.check_nobody_like(noon(), name).unwrap());
    let sounds =
        ["bor", "del", "fing", "gart", "hum", "kesk", "lov", "mant", "nep", "rast", "sild", "tov", "vek", "zul"];
    let names = sounds.iter().flat_map(|first| sounds.iter().map(move |last| format!("{first}a {last}ek")));
    let drawn = names.filter(|name| typed(&mut desk, name).situation.screening == Screening::Security).count();
    assert!((20..90).contains(&drawn), "{drawn} of 196");
}

#[test]
fn a_list_in_doubt_is_answered_with_the_wait_and_asks_again_the_next_time() {
    let (_folder, mut desk) = desk();
    load(&mut desk, NewList { dated: Date(noon().today() - chrono::Days::new(60)), ..list("UN", bad_people()) });
    let guest = expected(&mut desk, "Uma Park");
    let _ = refer(&mut desk, guest);
    let line = &desk.findings(noon()).unwrap()[0];
    assert_eq!((line.cause, desk.findings(noon()).unwrap().len()), (Cause::List, 1));
    desk.answer_finding(noon(), line.id, Answer::No, "Known to us", None).unwrap();
    assert_eq!(desk.findings(noon()).unwrap(), []);
    let admission = admit(&mut desk, noon(), guest);
    let _ = desk.depart(after(1), admission.entry, None).unwrap();
    assert_eq!(rules_of(&shown(&mut desk, after(2), guest)), ["needs-security"]);
}

/// A no, by two where it takes two.
fn no(desk: &mut Desk, id: FindingId, cause: Cause, note: &str) {
    if cause != Cause::Match(Outcome::Stop) {
        return desk.answer_finding(noon(), id, Answer::No, note, None).unwrap();
    }
    let why = Why { cause: crate::domain::Cause::Namesake, text: note.into(), asked: noon() };
    let second = Second { number: "X-1".into(), passphrase: Zeroizing::new(PASSPHRASE.into()) };
    desk.clear_stop(noon(), id, None, &why, &second).unwrap();
}

/// What a session without the security role gets of one visitor: the situation, the judgement, what was answered, and
/// kind and body sizes of each entry.
type Trace = (Vec<(Situation, Judgement, Vec<String>)>, Vec<(Kind, Vec<i64>)>);

fn trace(folder: &Path, desk: &mut Desk, guest: VisitId) -> Trace {
    hand_over(desk, noon(), "G-1");
    at_random_if_it_was(desk);
    let first = entries(desk);
    let mut cards = Vec::new();
    let mut see = |desk: &mut Desk, now: Moment| {
        let card = shown(desk, now, guest);
        cards.push((card.situation.clone(), card.judgement.clone(), card.answered()));
        card
    };
    let card = see(desk, noon());
    let _ = desk.present(noon(), &card).unwrap();
    let _ = desk.refer(noon(), &card, None).unwrap();
    let guard = entries(desk);
    hand_over(desk, noon(), "S-1");
    at_random_if_it_was(desk);
    let line = desk.findings(noon()).unwrap().into_iter().find(|line| line.visit == guest).unwrap();
    let review = entries(desk);
    no(desk, line.id, line.cause, "Seen");
    let reviewed = entries(desk);
    hand_over(desk, noon(), "G-1");
    at_random_if_it_was(desk);
    let _ = see(desk, after(1));
    let referral = desk.waiting(noon()).unwrap().into_iter().find(|line| line.visit == guest).unwrap();
    assert_eq!(referral.answers[0].granted, Some(true));
    let plain = rusqlite::Connection::open(folder.join("gateward.db")).unwrap();
    let sizes = |seq: u64| -> Vec<i64> {
        let sql = "SELECT length(sealed) + length(wrapped) FROM bodies WHERE id / 4 = ?1 ORDER BY id";
        let mut query = plain.prepare(sql).unwrap();
        let sizes = query.query_map([seq.cast_signed()], |row| row.get(0)).unwrap();
        sizes.collect::<Result<_, _>>().unwrap()
    };
    let seqs = (first..guard).chain(review..reviewed);
    let kinds = seqs.map(|seq| (desk.store.leaf(seq).unwrap().1.kind, sizes(seq))).collect();
    (cards, kinds)
}

thread_local! {
    static RANDOM: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

fn at_random_if_it_was(desk: &mut Desk) {
    if RANDOM.get() { at_random(desk) } else { never_at_random(desk) }
}

#[test]
fn nobody_but_security_can_tell_a_finding_from_a_check_at_random_a_list_in_doubt_or_an_approval_due() {
    let traces = ["match", "stop", "random", "stale", "employer", "approval"].map(|cause| {
        let (folder, mut desk) = desk();
        RANDOM.set(cause == "random");
        let mut people =
            if cause == "match" || cause == "stop" { bad_people() } else { vec![listing("1", "N. Obody")] };
        people.push(Listing { nature: Nature::Organisation, ..listing("9", "Quillon Trading Ltd") });
        people[0].births = if cause == "stop" { vec![Birth::Day(1970, 1, 5)] } else { Vec::new() };
        let days = if cause == "stale" { 60 } else { 1 };
        load(&mut desk, NewList { dated: Date(noon().today() - chrono::Days::new(days)), ..list("UN", people) });
        let born = Some(Date("1970-01-05".parse().unwrap()));
        let employer = if cause == "employer" { "Quillon Trading Co." } else { "Vale and Vale" };
        let (name, organisation) = ("Casimir Brandt".into(), employer.into());
        let person = Person { name, organisation, born, ..Person::default() };
        let guest = desk.schedule(noon(), &person, &visit(-HOUR, HOUR)).unwrap();
        // Somebody else's visit is approved where theirs is not, so that the log is as long.
        let other = scheduled(&mut desk, "Uma Park", 3 * HOUR, 4 * HOUR);
        desk.approve(noon(), if cause == "approval" { other } else { guest }).unwrap();
        desk.look_through_all(noon()).unwrap();
        let causes = match cause {
            "match" | "employer" => vec![Cause::Match(Outcome::Review)],
            "stop" => vec![Cause::Match(Outcome::Stop)],
            "stale" => vec![Cause::List],
            "approval" => vec![Cause::Approval],
            _ => Vec::new(),
        };
        at_random_if_it_was(&mut desk);
        let causes = if RANDOM.get() { vec![Cause::Random] } else { causes };
        assert_eq!(desk.matters_of(guest), causes);
        let mut trace = trace(folder.path(), &mut desk, guest);
        for (situation, judgement, _) in &mut trace.0 {
            // The hash of the rules is that of this test's own.
            judgement.policy.clear();
            if cause == "approval" {
                // What the rules were asked lies in the log, sealed; no screen and no command shows it.
                assert_eq!(situation.screening, Screening::Clear);
                let visit = situation.visit.as_mut().unwrap();
                if visit.state == VisitState::Requested {
                    (visit.state, situation.screening) = (VisitState::Approved, Screening::Security);
                }
            }
        }
        assert_clean(&desk);
        trace
    });
    for other in &traces[1..] {
        assert_eq!(traces[0], *other);
    }
    assert_eq!(traces[0].0[0].0.screening, Screening::Security, "a stop is written down like a review");
}

impl Desk {
    /// Why security is asked about the visitor of this visit.
    pub fn matters_of(&self, visit: VisitId) -> Vec<Cause> {
        let row = self.store.tables().visit(visit).unwrap().unwrap();
        let asked = Asked::visitor(&row, &self.store.person(row.person_seq).unwrap());
        self.matters(noon(), &asked).unwrap().iter().map(|matter| matter.cause).collect()
    }
}

#[test]
fn what_was_found_lies_in_the_sealed_body_of_every_decision() {
    let (_folder, mut desk, guest) = matched();
    let card = shown(&mut desk, noon(), guest);
    let presented = desk.present(noon(), &card).unwrap();
    let refused = desk.refuse(noon(), &card, crate::domain::fact::RefusalCode::Items, "").unwrap();
    let clear = expected(&mut desk, "Uma Park");
    let admitted = admit(&mut desk, noon(), clear).entry;
    for seq in [presented, refused] {
        let found: Found = desk.store.sealed(seq).unwrap().unwrap();
        let [(list, listing, points)] = found.hits.as_slice() else { panic!("{:?}", found.hits) };
        assert_eq!((list.as_str(), listing.as_str()), ("UN", "QDi.1"));
        assert!(*points >= i64::from(limits(Thresholds::USUAL, 1).unwrap().review), "{points}");
    }
    assert_eq!(desk.store.sealed::<Found>(admitted).unwrap(), Some(Found::default()));
    hand_over(&mut desk, noon(), "V-1");
    assert!(desk.store.sealed::<Found>(presented).is_err(), "a supervisor does not open it");
    assert!(desk.page(Default::default(), None, 50).unwrap().lines.iter().any(|line| line.kind == Kind::Presented));
}

#[test]
fn findings_are_for_security_alone() {
    let (_folder, mut desk, _) = matched();
    let id = only(&desk, noon());
    for number in ["G-1", "R-1", "V-1", "A-1"] {
        hand_over(&mut desk, noon(), number);
        assert!(desk.findings_progress().is_none());
        assert!(matches!(desk.findings(noon()), Err(DeskError::Denied(_))), "{number}");
        assert!(matches!(desk.finding(noon(), id), Err(DeskError::Denied(_))), "{number}");
        assert!(matches!(desk.answered_findings(noon(), None), Err(DeskError::Denied(_))), "{number}");
        let answered = desk.answer_finding(noon(), id, Answer::No, "", None);
        assert!(matches!(answered, Err(DeskError::Denied(_))), "{number}");
    }
    hand_over(&mut desk, noon(), "X-1");
    desk.look_through_all(noon()).unwrap();
    assert_eq!(only(&desk, noon()), id, "the same in every session");
    desk.answer_finding(noon(), id, Answer::No, &"x".repeat(90), None).unwrap();
    assert!(matches!(
        desk.answer_finding(noon(), id, Answer::Yes, &"x".repeat(300), None),
        Err(DeskError::Text { .. })
    ));
    assert!(matches!(desk.answer_finding(noon(), FindingId([7; 16]), Answer::Yes, "", None), Err(DeskError::Gone)));
}

#[test]
fn a_walk_in_is_screened_by_the_name_that_is_written_down() {
    let (_folder, mut desk, _) = matched();
    let typed = card(desk.check(noon(), "Nobody Else", None).unwrap());
    assert_eq!(typed.situation.screening, Screening::Clear);
    let asked = decide::WalkIn {
        name: "Boris Quarrel".into(),
        host: "Mr Vale".into(),
        purpose: String::new(),
        organisation: String::new(),
        category: None,
    };
    let guest = desk.refer(noon(), &typed, Some(&asked)).unwrap();
    let waiting = &desk.waiting(noon()).unwrap()[0];
    assert!(waiting.reasons.iter().any(|reason| reason.resolver == Some(Resolver::Security)));
    let lines = desk.findings(noon()).unwrap();
    assert!(lines.iter().any(|line| line.visit == guest && line.name == "Boris Quarrel"));
    let listed = card(desk.check_nobody_like(noon(), "QUARREL boris x").unwrap());
    assert_eq!(rules_of(&listed)[0], "needs-security");
}

#[test]
fn a_match_that_appears_while_the_card_is_open_stops_the_admission() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Casimir Brandt");
    let card = shown(&mut desk, noon(), guest);
    assert_eq!(card.judgement.verdict, Verdict::Admit);
    load(&mut desk, list("UN", bad_people()));
    let Err(DeskError::Changed(changed)) = desk.admit(noon(), &card, &Obligation::ALL) else { panic!() };
    assert_eq!(rules_of(&changed), ["needs-security"]);
    assert!(desk.inside(noon()).unwrap().is_empty());
}

#[test]
fn who_asks_or_opens_more_than_is_expected_is_noted_once_a_day() {
    let (_folder, mut desk) = desk_of("G-1");
    let few = SHIPPED.replace("@most_checks(\"600\")", "@most_checks(\"4\")");
    let few = few.replace("@most_opened(\"150\")", "@most_opened(\"2\")");
    let few = |desk: &mut Desk| {
        desk.session.as_mut().unwrap().rules = Rules::load(&few, &crate::i18n::has).unwrap();
    };
    few(&mut desk);
    let guest = desk.expected(noon()).unwrap()[0].visit;
    let anomalies = |desk: &Desk| -> Vec<Anomaly> {
        let all = (0..entries(desk)).map(|seq| desk.store.fact(seq).unwrap());
        all.filter_map(|fact| if let Fact::Anomaly { what } = fact { Some(what) } else { None }).collect()
    };
    for _ in 0..2 {
        let _ = shown(&mut desk, noon(), guest);
        let _ = desk.check(noon(), "Nobody Here", None).unwrap();
    }
    assert_eq!(anomalies(&desk), []);
    let _ = desk.check(noon(), "Nobody Here", None).unwrap();
    let operator = desk.operator().unwrap().id;
    let day = Date(noon().today());
    let asked = Anomaly::ManyChecks { operator, day, most: 4 };
    assert_eq!(anomalies(&desk), std::slice::from_ref(&asked));
    let opened = Anomaly::ManyOpened { operator, day, most: 2 };
    let _ = shown(&mut desk, noon(), guest);
    assert_eq!(anomalies(&desk), [asked.clone(), opened.clone()]);
    for _ in 0..9 {
        let _ = shown(&mut desk, noon(), guest);
    }
    hand_over(&mut desk, noon(), "G-1");
    few(&mut desk);
    let _ = shown(&mut desk, noon(), guest);
    desk.flush_checks(noon()).unwrap();
    assert_eq!(anomalies(&desk), [asked, opened], "once a day, whatever the session");
    for _ in 0..3 {
        let _ = shown(&mut desk, after(20 * HOUR), guest);
    }
    assert_eq!(anomalies(&desk).len(), 3, "and anew the next day");
}

/// To whoever does not answer as security, every entry of what security keeps to itself reads like any other.
#[test]
fn the_log_reads_the_same_to_others_whichever_answer_it_was() {
    let mut seen = Vec::new();
    for answer in Answer::ALL {
        let (_folder, mut desk, _) = matched();
        let id = only(&desk, noon());
        desk.answer_finding(noon(), id, answer, "", None).unwrap();
        let answered = entries(&desk) - 1;
        let Fact::Reviewed { until, .. } = desk.store.fact(answered).unwrap() else { panic!() };
        assert_eq!(until, Some(noon().at.plus(crate::desk::screening::YEAR)));
        let own =
            crate::desk::screening::listings::NewListing { listing: listing("", "Zora Nemo"), ..Default::default() };
        let _ = desk.add_listing(noon(), &own).unwrap();
        for number in ["G-1", "V-1", "U-1", "A-1"] {
            hand_over(&mut desk, noon(), number);
            let Ok(detail) = desk.detail(answered) else { continue };
            let other = desk.detail(answered + 1).unwrap();
            assert_eq!((detail.line.kind, &detail.fact, &detail.leaf), (other.line.kind, &other.fact, &other.leaf));
            let filter = journal::Filter { kind: Some(Kind::ListingEnded), ..journal::Filter::default() };
            assert_eq!(desk.page(filter, None, 9).unwrap().lines.len(), 2, "a filter parts them no more than a line");
            seen.push((detail.line.kind, detail.fact));
        }
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "{seen:?}");
}

#[test]
fn a_case_and_an_entry_about_somebody_count_as_opened() {
    let (_folder, mut desk, guest) = matched();
    let id = only(&desk, noon());
    let counted = |desk: &mut Desk| {
        desk.flush_checks(noon()).unwrap();
        desk.store.tables().counted(&String::from(Date(noon().today())), desk.operator().unwrap().id).unwrap().1
    };
    let before = counted(&mut desk);
    let _ = desk.finding(noon(), id).unwrap();
    let registered = desk.store.tables().visit(guest).unwrap().unwrap().person_seq;
    let _ = desk.detail(registered).unwrap();
    assert_eq!(counted(&mut desk), before + 2);
    // Rows that were shown are not.
    let _ = desk.search(noon(), "cas", 9).unwrap();
    let _ = desk.expected(noon()).unwrap();
    assert_eq!(counted(&mut desk), before + 2);
}

#[test]
fn everybody_is_held_against_a_changed_list_whoever_is_signed_in() {
    let kinds_of = |found: bool| {
        let (_folder, mut desk) = desk();
        let _ = expected(&mut desk, if found { "Casimir Brandt" } else { "Uma Park" });
        load(&mut desk, list("UN", bad_people()));
        hand_over(&mut desk, noon(), "G-1");
        let from = entries(&desk);
        while !desk.look_through_some(noon()).unwrap() {}
        assert!(desk.findings_progress().is_none() && desk.findings(noon()).is_err());
        let kinds = kinds(&desk, from);
        // Once, until a list changes again.
        hand_over(&mut desk, noon(), "V-1");
        let from = entries(&desk);
        while !desk.look_through_some(noon()).unwrap() {}
        assert_eq!(entries(&desk), from);
        hand_over(&mut desk, noon(), "X-1");
        let screened = (0..entries(&desk)).find(|seq| desk.store.leaf(*seq).unwrap().1.kind == Kind::Screened).unwrap();
        let told: crate::desk::screening::queue::SealedFound = desk.store.sealed(screened).unwrap().unwrap();
        assert_eq!(told.open, u64::from(found));
        assert_clean(&desk);
        kinds
    };
    assert_eq!((kinds_of(true), kinds_of(false)), (vec![Kind::Screened], vec![Kind::Screened]));
}
