//! The organisation that a visitor comes for, held against listed organisations.

use super::lists::{desk, hand_over, list, listing, load, never_at_random};
use super::*;
use crate::desk::screening::findings::{Answer, Cause};
use crate::domain::Screening;
use crate::domain::moment::DAY;
use crate::screening::{Listing, Nature, Outcome};

fn organisation(id: &str, name: &str) -> Listing {
    Listing { nature: Nature::Organisation, ..listing(id, name) }
}

fn companies() -> Vec<Listing> {
    vec![organisation("QDe.1", "QUILLON TRADING COMPANY LTD."), organisation("QDe.2", "MINISTRY OF WEATHER")]
}

fn coming_for(desk: &mut Desk, name: &str, employer: &str) -> VisitId {
    let person = Person { name: name.into(), organisation: employer.into(), ..Person::default() };
    let guest = desk.schedule(noon(), &person, &visit(-HOUR, HOUR)).unwrap();
    desk.approve(noon(), guest).unwrap();
    guest
}

fn screening(desk: &mut Desk, visit: VisitId) -> Screening {
    shown(desk, noon(), visit).situation.screening
}

#[test]
fn whom_a_visitor_comes_for_is_a_finding_of_its_own() {
    let (_folder, mut desk) = desk();
    load(&mut desk, list("UN", companies()));
    let guest = coming_for(&mut desk, "Uma Park", "Quilon Trading GmbH");
    let others = ["Trading Company Ltd", "Ministry of Foreign Affairs", "Embassy of Ruritania", "Ltd.", ""];
    for employer in others {
        let clear = coming_for(&mut desk, "Uma Park", employer);
        assert_eq!(screening(&mut desk, clear), Screening::Clear, "{employer}");
    }
    // A person is not taken for a company of their name, nor a company for a person.
    let named = expected(&mut desk, "Quillon Trading");
    assert_eq!(screening(&mut desk, named), Screening::Clear);
    desk.look_through_all(noon()).unwrap();
    let findings = desk.findings(noon()).unwrap();
    let told: Vec<_> = findings.iter().map(|f| (f.visit, f.cause, f.employer, f.listed.1.as_str())).collect();
    // Whoever works for whom a list names is not thereby the one who is listed.
    assert_eq!(told, [(guest, Cause::Match(Outcome::Review), true, "QUILLON TRADING COMPANY LTD.")]);
    let case = desk.finding(noon(), findings[0].id).unwrap();
    let [shown] = case.hits.as_slice() else { panic!("{:?}", case.hits) };
    let hit = shown.hit.as_ref().unwrap();
    assert!(hit.is_employer() && hit.listing.id == "QDe.1" && shown.open);
    let points: f32 = shown.lines.iter().map(|line| line.points).sum();
    assert!((points - hit.score).abs() < 0.01, "the lines say what the score is: {points} and {}", hit.score);
    assert_clean(&desk);
}

#[test]
fn an_answer_about_the_organisation_is_bound_to_visitor_organisation_and_listing() {
    let (_folder, mut desk) = desk();
    load(&mut desk, list("UN", companies()));
    let guest = coming_for(&mut desk, "Uma Park", "Quillon Trading");
    let colleague = coming_for(&mut desk, "Otto Lind", "Quillon Trading");
    desk.look_through_all(noon()).unwrap();
    let id = desk.findings(noon()).unwrap().iter().find(|line| line.visit == guest).unwrap().id;
    desk.answer_finding(noon(), id, Answer::No, "Another of the name", Some(noon().at.plus(HOUR))).unwrap();
    hand_over(&mut desk, noon(), "G-1");
    assert_eq!(screening(&mut desk, guest), Screening::Clear);
    assert_eq!(screening(&mut desk, colleague), Screening::Security, "nobody else is cleared");
    assert_eq!(shown(&mut desk, after(2 * HOUR), guest).situation.screening, Screening::Security, "it is over");
    hand_over(&mut desk, noon(), "S-1");
    desk.look_through_all(noon()).unwrap();
    let open: Vec<_> = desk.findings(noon()).unwrap().iter().map(|line| line.visit).collect();
    assert_eq!(open, [colleague]);
    // The same name on another list, or changed on this one, is another question.
    load(&mut desk, list("EU", companies()));
    assert_eq!(screening(&mut desk, guest), Screening::Security);
    assert_clean(&desk);
}

#[test]
fn who_comes_without_an_appointment_is_asked_for_whom() {
    let (_folder, mut desk) = desk();
    load(&mut desk, list("UN", companies()));
    let typed = card(desk.check(noon(), "Zoltan Nemo", None).unwrap());
    assert_eq!(typed.situation.screening, Screening::Clear);
    let asked = decide::WalkIn {
        name: "Zoltan Nemo".into(),
        organisation: "QUILLON Trading S.A.".into(),
        host: "Mr Vale".into(),
        purpose: String::new(),
        category: None,
    };
    let guest = desk.refer(noon(), &typed, Some(&asked)).unwrap();
    let line = &desk.findings(noon()).unwrap()[0];
    assert!(line.visit == guest && line.employer && line.referral.is_some());
    never_at_random(&mut desk);
    assert_clean(&desk);
}

/// One guest, two rows of a file, two employers: they are held against the lists by both, whichever stands first.
#[test]
fn a_guest_who_comes_for_two_is_held_against_the_lists_by_both() {
    let head = "name,organisation,date of birth,document number,nationality,host,from,until\n";
    let row =
        |of: &str, nationality: &str| format!("Nora Vance,{of},1980-02-03,P-77,{nationality},Mr Vale,10:00,16:00\n");
    for order in [["Acme Bakery", "Quillon Trading"], ["Quillon Trading", "Acme Bakery"]] {
        let (_folder, mut desk) = desk();
        load(&mut desk, list("UN", companies()));
        let text = format!("{head}{}{}{}", row(order[0], "DK"), row(order[1], "DK"), row("Acme Bakery", "SE"));
        desk.begin_import(import::read(text.as_bytes(), &sample::rules(noon())).unwrap()).unwrap();
        while !matches!(desk.import_step(noon()).unwrap(), ImportStep::Done(_)) {}
        let visits = desk.search(noon(), "Nora Vance", 9).unwrap();
        let told =
            |candidate: &Candidate| (candidate.person.nationality.clone(), candidate.person.organisation.clone());
        let mut told: Vec<_> = visits.iter().map(told).collect();
        told.sort_unstable();
        let both = ("DK".to_owned(), order.join("; "));
        assert_eq!(told, [both.clone(), both, ("SE".to_owned(), "Acme Bakery".to_owned())], "another passport");
        for candidate in visits {
            let wanted = if candidate.person.nationality == "DK" { Screening::Security } else { Screening::Clear };
            assert_eq!(screening(&mut desk, candidate.visit), wanted);
        }
        assert_clean(&desk);
    }
}

/// A later row of a file, or a later file, may say more of a guest: nothing of that is lost.
#[test]
fn what_a_file_says_more_of_a_guest_is_asked_as_well() {
    let (_folder, mut desk) = desk();
    load(&mut desk, list("UN", vec![listing("Q.1", "Casimir Brandt")]));
    let head = "name,other names,further documents,date of birth,nationality,host,from,until\n";
    let row = |other: &str, papers: &str| format!("Nora Vance,{other},{papers},1980-02-03,DK,Mr Vale,10:00,16:00\n");
    let text = format!("{head}{}{}", row("", ""), row("Casimir Brandt", "passport P-99"));
    desk.begin_import(import::read(text.as_bytes(), &sample::rules(noon())).unwrap()).unwrap();
    while !matches!(desk.import_step(noon()).unwrap(), ImportStep::Done(_)) {}
    let visits = desk.search(noon(), "Nora Vance", 9).unwrap();
    assert_eq!(visits.len(), 2);
    for candidate in visits {
        assert_eq!(candidate.person.names().collect::<Vec<_>>(), ["Nora Vance", "Casimir Brandt"]);
        assert_eq!(candidate.person.numbers(), ["P-99"]);
        assert_ne!(screening(&mut desk, candidate.visit), Screening::Clear);
    }
    assert_clean(&desk);
}

/// A no was about a guest as they were known: what is learnt of them since is asked anew.
#[test]
fn a_namesake_who_turns_out_to_be_more_like_the_listed_is_no_namesake() {
    let (_folder, mut desk) = desk();
    load(&mut desk, list("UN", vec![listing("Q.1", "Casimir Brandt")]));
    let guest = expected(&mut desk, "Kasimir Brand");
    desk.look_through_all(noon()).unwrap();
    let finding = desk.findings(noon()).unwrap()[0].id;
    let until = Some(noon().at.plus(30 * DAY));
    desk.answer_finding(noon(), finding, Answer::No, "Another man", until).unwrap();
    assert_eq!(screening(&mut desk, guest), Screening::Clear);
    let row = desk.store.tables().visit(guest).unwrap().unwrap();
    let person = desk.person_of(&row).unwrap();
    let noted = crate::domain::Person { needs: "A ramp".into(), ..person.clone() };
    desk.amend_guest(noon(), row.person, &noted).unwrap();
    assert_eq!(screening(&mut desk, guest), Screening::Clear, "the lists are asked nothing else");
    let known = crate::domain::Person { nationality: "KP".into(), ..person };
    desk.amend_guest(noon(), row.person, &known).unwrap();
    desk.approve(noon(), guest).unwrap();
    assert_eq!(screening(&mut desk, guest), Screening::Security);
    assert_clean(&desk);
}
