//! The threat level and the lockdown: who sets them, what they make of verdicts, and whom a change would touch.

use super::*;
use crate::desk::second::{Second, Why};
use crate::desk::what_if::{Advice, Scenario, Touched, Whereabouts};
use crate::domain::moment::DAY;
use crate::domain::{Category, Cause, Posture};
use crate::policy::{Rules, SHIPPED};

fn why(cause: Cause) -> Why {
    Why { cause, text: "A march past the gate".into(), asked: noon() }
}

fn second(number: &str) -> Second {
    Second { number: number.into(), passphrase: Zeroizing::new(PASSPHRASE.into()) }
}

fn raised(number: &str, posture: Posture) -> (tempfile::TempDir, Desk) {
    let (folder, mut desk) = desk_of(number);
    desk.raise_posture(noon(), posture, &why(Cause::Threat)).unwrap();
    (folder, desk)
}

#[test]
fn raising_is_wide_and_lowering_takes_two() {
    let (_folder, mut desk) = raised("G-1", Posture::Bravo);
    assert_eq!(desk.status().unwrap().threat.posture, Posture::Bravo);
    let again = desk.raise_posture(noon(), Posture::Alpha, &why(Cause::Threat));
    assert!(matches!(again, Err(DeskError::NotHigher(Posture::Bravo))));
    let lower = |desk: &mut Desk, number: &str| {
        desk.lower_posture(noon(), Posture::Normal, &why(Cause::Over), &second(number)).unwrap_err()
    };
    assert!(matches!(lower(&mut desk, "V-1"), DeskError::Denied(_)), "a guard lowers nothing");
    hand_over(&mut desk, noon(), "R-1");
    assert!(matches!(desk.raise_posture(noon(), Posture::Delta, &why(Cause::Threat)), Err(DeskError::Denied(_))));
    let told = desk.what_if(noon(), Scenario::default());
    assert!(matches!(told, Err(DeskError::Denied(_))), "who sets no level is not told who comes");
    hand_over(&mut desk, noon(), "V-1");
    for number in ["V-1", "G-1", "A-1"] {
        assert!(matches!(lower(&mut desk, number), DeskError::NotTheirs), "{number}");
    }
    let higher = desk.lower_posture(noon(), Posture::Charlie, &why(Cause::Over), &second("X-1"));
    assert!(matches!(higher, Err(DeskError::NotLower(Posture::Bravo))));
    desk.lower_posture(noon(), Posture::Alpha, &why(Cause::Over), &second("X-1")).unwrap();
    assert_eq!(desk.threat().unwrap().posture, Posture::Alpha);
    assert_clean(&desk);
}

#[test]
fn a_second_person_signs_within_two_minutes_and_says_why() {
    let (_folder, mut desk) = raised("V-1", Posture::Charlie);
    let lower = |desk: &mut Desk, now: Moment, why: &Why| {
        desk.lower_posture(now, Posture::Normal, why, &second("X-1")).unwrap_err()
    };
    let silent = Why { text: "  ".into(), ..why(Cause::Over) };
    assert!(matches!(lower(&mut desk, noon(), &silent), DeskError::Text { field: "text", .. }));
    let late = after(2 * MINUTE + 1);
    assert!(matches!(lower(&mut desk, late, &why(Cause::Over)), DeskError::RequestOver));
    let set_back = Moment { at: noon().at.plus(-1), ..after(MINUTE) };
    assert!(matches!(lower(&mut desk, set_back, &why(Cause::Over)), DeskError::RequestOver));
    desk.lower_posture(after(2 * MINUTE), Posture::Normal, &why(Cause::Over), &second("X-1")).unwrap();
    let Fact::PostureSet { posture, from, signed } = desk.store.fact(entries(&desk) - 1).unwrap() else { panic!() };
    assert_eq!((posture, from, signed.cause), (Posture::Normal, Posture::Charlie, Cause::Over));
    assert!(signed.second.is_some() && signed.text == "A march past the gate");
    assert_clean(&desk);
}

#[test]
fn in_a_lockdown_nobody_enters_and_everybody_leaves() {
    let (_folder, mut desk) = desk();
    let (inside, waits) = (expected(&mut desk, "Ina Rask"), expected(&mut desk, "Olaf Berg"));
    hand_over(&mut desk, noon(), "G-1");
    let admission = admit(&mut desk, noon(), inside);
    let before = shown(&mut desk, noon(), waits);
    let lockdown = desk.begin_lockdown(noon(), None, "").unwrap();
    assert_eq!(desk.begin_lockdown(noon(), Some(Cause::Threat), "shots").unwrap(), lockdown, "it is begun once");
    assert_eq!(desk.status().unwrap().threat.lockdown, Some(lockdown));
    // A card that was green before it is not.
    assert!(matches!(desk.admit(noon(), &before, &Obligation::ALL), Err(DeskError::Changed(_))));
    let card = shown(&mut desk, noon(), waits);
    assert_eq!((card.judgement.verdict, rules_of(&card)[0]), (Verdict::Refuse, "lockdown"));
    assert!(!card.admissible());
    let _ = desk.depart(after(MINUTE), admission.entry, None).unwrap();
    let end = |desk: &mut Desk| desk.end_lockdown(after(MINUTE), &why(Cause::Over), &second("X-1"));
    assert!(matches!(end(&mut desk), Err(DeskError::Denied(_))));
    hand_over(&mut desk, after(MINUTE), "V-1");
    assert!(desk.threat().unwrap().lockdown.is_some(), "it outlasts the shift");
    end(&mut desk).unwrap();
    assert!(matches!(end(&mut desk), Err(DeskError::Gone)));
    assert_eq!(shown(&mut desk, after(MINUTE), waits).judgement.verdict, Verdict::Admit);
    assert_clean(&desk);
    let size = desk.store.rebuild(after(MINUTE)).unwrap();
    assert!(size > 0 && desk.threat().unwrap().lockdown.is_none());
}

#[test]
fn whoever_is_signed_in_begins_a_lockdown() {
    for number in ["G-1", "R-1", "V-1", "A-1", "X-1"] {
        let (_folder, mut desk) = desk_of(number);
        let _ = desk.begin_lockdown(noon(), Some(Cause::Incident), "").unwrap();
        assert_eq!(kinds(&desk, entries(&desk) - 1), [Kind::LockdownBegun], "{number}");
    }
}

#[test]
fn a_verdict_carries_the_level_it_was_made_under() {
    let (_folder, mut desk) = raised("S-1", Posture::Bravo);
    let guest = expected(&mut desk, "Ina Rask");
    let card = shown(&mut desk, noon(), guest);
    assert_eq!(card.situation.posture, Posture::Bravo);
    let asked = [Obligation::SeeDocument, Obligation::Escort, Obligation::DepositPhones];
    assert_eq!(card.judgement.obligations[1..], asked);
    let admission = admit(&mut desk, noon(), guest);
    assert_eq!(desk.store.leaf(admission.entry).unwrap().1.posture, Some(Posture::Bravo));
    let card = card_of_stranger(&mut desk);
    assert_eq!((card.judgement.verdict, rules_of(&card)[0]), (Verdict::Refuse, "walk-ins-closed"));
    assert_eq!(desk.replay(admission.entry).unwrap(), crate::desk::replay::Replay::Same);
    assert_clean(&desk);
}

fn card_of_stranger(desk: &mut Desk) -> Card {
    card(desk.check(noon(), "Nobody Knows", Some(Direction::In)).unwrap())
}

/// Whom this would touch, of two made up for it.
fn touched(desk: &Desk, scenario: Scenario) -> Vec<Touched> {
    let look = desk.what_if_whole(noon(), scenario).unwrap();
    assert_eq!(look.seen, look.total());
    look.touched.into_iter().filter(|one| ["Ina Rask", "Olaf Berg"].contains(&one.person.name.as_str())).collect()
}

#[test]
fn a_change_is_looked_at_before_it_is_made() {
    let (_folder, mut desk) = desk();
    let inside = expected(&mut desk, "Ina Rask");
    let _ = expected(&mut desk, "Olaf Berg");
    let _ = admit(&mut desk, noon(), inside);
    let size = entries(&desk);
    let bravo = touched(&desk, Scenario { posture: Some(Posture::Bravo), rules: None });
    let names: Vec<_> = bravo.iter().map(|one| (one.person.name.as_str(), one.whereabouts)).collect();
    assert_eq!(names, [("Ina Rask", Whereabouts::Inside), ("Olaf Berg", Whereabouts::Expected)]);
    let ina = &bravo[0];
    assert_eq!((ina.change.before.verdict, ina.change.after.verdict), (Verdict::Admit, Verdict::Admit));
    assert_eq!(ina.change.added().count(), 3);
    assert_eq!([ina.advice(), bravo[1].advice()], [Advice::CatchUp, Advice::Nothing]);
    let delta = touched(&desk, Scenario { posture: Some(Posture::Delta), rules: None });
    assert_eq!(
        delta[0].change.reasons().collect::<Vec<_>>(),
        ["essential-categories", "document-on-record", "security-approval"]
    );
    assert_eq!(delta.iter().map(Touched::advice).collect::<Vec<_>>(), [Advice::BringOut, Advice::PutOff]);
    // Whom a lower level is kinder to, nothing has to be done about.
    desk.raise_posture(noon(), Posture::Delta, &why(Cause::Threat)).unwrap();
    let normal = touched(&desk, Scenario { posture: Some(Posture::Normal), rules: None });
    assert_eq!(normal.iter().map(Touched::advice).collect::<Vec<_>>(), [Advice::Nothing; 2]);
    assert_eq!((normal[0].change.dropped().count(), normal[0].change.spared().count()), (3, 3));
    // Nothing changes under the level in force, and nothing was recorded or counted.
    assert!(touched(&desk, Scenario::default()).is_empty());
    let look = desk.what_if_whole(noon(), Scenario::default()).unwrap();
    assert_eq!((look.touched.len(), look.same), (0, look.total()), "who stays the same is counted, not listed");
    assert_eq!(entries(&desk), size + 1);
}

#[test]
fn other_rules_are_looked_at_in_the_same_way() {
    let (_folder, mut desk) = desk();
    let _ = expected(&mut desk, "Olaf Berg");
    let text = SHIPPED.replace("when { context.level >= 3 };", "when { context.level >= 0 };");
    let rules = Rules::load(&text, &crate::i18n::has).unwrap();
    let found = touched(&desk, Scenario { posture: None, rules: Some(rules) });
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].change.reasons().collect::<Vec<_>>(), ["security-approval"]);
    assert_eq!((found[0].advice(), found[0].change.dropped().count()), (Advice::Prepare, 0));
}

#[test]
fn whose_verdict_stays_is_listed_only_for_another_reason_and_said_so() {
    let (_folder, mut desk) = desk();
    let _ = expected(&mut desk, "Ina Rask");
    let _ = expected(&mut desk, "Olaf Berg");
    let rules = |text: &str| Some(Rules::load(text, &crate::i18n::has).unwrap());
    // Another text under which nobody is treated otherwise.
    let same = SHIPPED.replace("context.level >= 4", "context.level > 3");
    assert_ne!(same, SHIPPED);
    let look = desk.what_if_whole(noon(), Scenario { posture: None, rules: rules(&same) }).unwrap();
    assert_eq!((look.touched.len(), look.same), (0, look.total()));
    // At Charlie they wait for two reasons; without the one of security still for the other.
    desk.raise_posture(noon(), Posture::Charlie, &why(Cause::Threat)).unwrap();
    let open = SHIPPED.replacen("when { context.level >= 3 };", "when { context.level >= 5 };", 1);
    let told = |desk: &Desk, text: &str| {
        let found = touched(desk, Scenario { posture: None, rules: rules(text) });
        found.iter().map(|one| crate::desk::what_if::differs(&one.change)).collect::<Vec<_>>()
    };
    assert_eq!(told(&desk, &open), ["Still REFER, for fewer reasons"; 2]);
    desk.judge_by(Rules::load(&open, &crate::i18n::has).unwrap());
    assert_eq!(told(&desk, SHIPPED), ["Still REFER, but for other reasons"; 2]);
    let host = open.replacen("@resolve(\"supervisor\")\n@order(\"250\")", "@resolve(\"host\")\n@order(\"250\")", 1);
    assert_ne!(host, open);
    assert_eq!(told(&desk, &host), ["Still REFER, but others answer"; 2]);
    let recorded = "\n@id(\"all-recorded\")\n@guard(\"reason-category-escorted\")\n@case(\"case-category-escorted\")\n\
        @obligation(\"record-bag\")\npermit (principal, action == Action::\"enter\", resource) when { context has visit };";
    assert_eq!(told(&desk, &(open + recorded)), ["Still REFER, but other things to do"; 2]);
}

#[test]
fn what_if_tells_nothing_of_the_lists() {
    let (_folder, mut desk) = desk();
    let _ = expected(&mut desk, "Ina Rask");
    let people = vec![super::lists::listing("1", "Ina Rask")];
    super::lists::load(&mut desk, super::lists::list("UN", people));
    let found = touched(&desk, Scenario { posture: Some(Posture::Bravo), rules: None });
    assert_eq!((found[0].change.before.verdict, found[0].change.after.verdict), (Verdict::Admit, Verdict::Admit));
}

#[test]
fn who_comes_and_what_happened_before_reach_the_rules() {
    let (_folder, mut desk) = desk();
    let born = crate::domain::guest::chrono_date::Date(noon().today() - chrono::Days::new(10 * 365));
    let child = Person { name: "Pia Holm".into(), born: Some(born), ..Person::default() };
    let details = Visit { areas: vec!["Registry".into()], category: Some(Category::Courier), ..visit(-HOUR, HOUR) };
    let guest = desk.schedule(noon(), &child, &details).unwrap();
    desk.approve(noon(), guest).unwrap();
    let seen = shown(&mut desk, noon(), guest);
    assert_eq!(rules_of(&seen), ["area-approval", "child-alone"]);
    assert!(seen.judgement.obligations.contains(&Obligation::RecordBag));
    let with = Visit { areas: Vec::new(), companion: "Ada Holm".into(), ..details };
    desk.amend(noon(), guest, &with).unwrap();
    desk.approve(noon(), guest).unwrap();
    assert_eq!(shown(&mut desk, noon(), guest).judgement.verdict, Verdict::Admit);
    for days in [3, 2, 1] {
        let then = after(-days * DAY);
        let seen = shown(&mut desk, noon(), guest);
        let _ = desk.refuse(then, &seen, crate::domain::fact::RefusalCode::Behaviour, "").unwrap();
    }
    let around = shown(&mut desk, noon(), guest).situation.circumstances.unwrap();
    assert_eq!((around.refusals, around.age, around.minute, around.weekday), (3, Some(9), 11 * 60, 2));
}

#[test]
fn somebody_on_no_list_is_judged_by_their_kind() {
    let (folder, mut desk) = raised("G-1", Posture::Bravo);
    let stranger = card(desk.check(noon(), "Crew Four", None).unwrap());
    assert_eq!(
        (stranger.judgement.verdict, desk.categories_open(&stranger)),
        (Verdict::Refuse, vec![Category::Emergency])
    );
    let before = entries(&desk);
    let came = |category| crate::desk::decide::WalkIn {
        name: "Crew Four".into(),
        host: "Reception".into(),
        category,
        ..Default::default()
    };
    for kind in [None, Some(Category::Courier)] {
        let refused = desk.refer(noon(), &stranger, Some(&came(kind)));
        assert!(matches!(refused, Err(DeskError::NotWithoutAppointment)), "{kind:?}: {refused:?}");
    }
    assert_eq!(entries(&desk), before, "nobody was written down");
    let visit = desk.refer(noon(), &stranger, Some(&came(Some(Category::Emergency)))).unwrap();
    let waits = shown(&mut desk, noon(), visit);
    assert_eq!(waits.situation.visit.as_ref().unwrap().category, Some(Category::Emergency));
    assert_eq!(rules_of(&waits), ["walk-in-approval"]);
    // It stands in the log, and what a table says of it follows from there.
    desk.sign_out(noon()).unwrap();
    drop(desk);
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    sign_in(&mut desk, noon(), "S-1");
    let Fact::Referred { judged, .. } = desk.store.fact(waits.referral.unwrap()).unwrap() else { panic!() };
    assert_eq!(judged.situation.visit.unwrap().category, Some(Category::Emergency));
    assert_clean(&desk);
}

#[test]
fn a_refusal_is_not_waited_out() {
    let (_folder, mut desk) = desk_of("G-1");
    let guest = admissible(&mut desk);
    let _ = desk.begin_lockdown(noon(), None, "").unwrap();
    let refused = shown(&mut desk, noon(), guest.visit);
    assert!(matches!(desk.refer(noon(), &refused, None), Err(DeskError::NotAdmissible(_))));
    let stranger = card(desk.check(noon(), "Crew Four", None).unwrap());
    assert_eq!(desk.categories_open(&stranger), [], "in a lockdown nobody enters, whatever they are");
}
