//! What a guard sees of whoever security has to see: pixel for pixel the same, whatever it is for.

use iced::{Event, window};

use super::super::Tab;
use super::fixture::{GUARD, Gate, LEADER, seeded_gate};
use crate::desk::screening::findings::Answer;
use crate::desk::screening::lists::{ListStep, Lists, NewList};
use crate::desk::screening::{Listing, Name, Thresholds};
use crate::domain::guest::chrono_date::Date;
use crate::domain::moment::HOUR;
use crate::domain::{Direction, Person, Visit};
use crate::gui::app::Message;
use crate::gui::drive::Picture;
use crate::gui::keys::Act;
use crate::i18n::tr;
use crate::policy::{Rules, SHIPPED};

const VISITOR: &str = "Casimir Brandt";

#[derive(Debug, Clone, Copy, PartialEq)]
enum For {
    Finding,
    Approval,
    StaleList,
    Chance,
}

impl For {
    const ALL: [Self; 4] = [Self::Finding, Self::Approval, Self::StaleList, Self::Chance];

    /// A post with a list and an approved visit today, but for what sends the visitor to security.
    fn prepared(self) -> Gate {
        let gate = seeded_gate(LEADER);
        gate.ask(move |desk, now| {
            let visit = |hours: i64| Visit::plain("Mr Vale, Consular".into(), now.at, now.at.plus(hours * HOUR));
            let person = |name: &str| Person { name: name.into(), ..Person::default() };
            let guest = desk.schedule(now, &person(VISITOR), &visit(2))?;
            let other = desk.schedule(now, &person("Uma Park"), &visit(3))?;
            desk.approve(now, if self == Self::Approval { other } else { guest })?;
            let listed = if self == Self::Finding { VISITOR } else { "Xaver Nemo" };
            let names = vec![Name { text: listed.into(), ..Name::default() }];
            let listings = vec![Listing { id: "1".into(), names, ..Listing::default() }];
            let days = if self == Self::StaleList { 60 } else { 3 };
            let dated = Date(now.today() - chrono::Days::new(days));
            let (file, thresholds) = ("00".repeat(32), Thresholds::USUAL);
            desk.begin_list(now, NewList { name: "UN".into(), dated, file, listings, thresholds, limit_days: 30 })?;
            while !matches!(desk.list_step(now)?, ListStep::Done(_)) {}
            Ok(())
        });
        gate
    }

    /// Somebody else signs in, and everything is read.
    fn sign_in(self, gate: &mut Gate, who: (&str, &str)) {
        gate.drive.press(Act::SignOut);
        gate.sign_in(who);
        gate.ask(move |desk, now| {
            let chance = if self == Self::Chance { "@one_in(\"1\")" } else { "" };
            let rules = SHIPPED.replace("@one_in(\"250\")", chance);
            desk.judge_by(Rules::load(&rules, &crate::i18n::has).unwrap());
            desk.read_whole_lists()?;
            while !desk.look_through_some(now)? {}
            Ok(())
        });
        gate.pass(30);
        assert_eq!(gate.drive.app().status().unwrap().screened, Lists::Asked);
    }
}

/// What is seen, without the caret, which comes and goes by the machine's own clock.
fn seen(gate: &mut Gate) -> (Picture, Vec<String>) {
    gate.drive.event(Event::Window(window::Event::Unfocused));
    let seen = (gate.drive.snapshot(), gate.drive.words());
    gate.drive.event(Event::Window(window::Event::Focused));
    seen
}

/// Everything that a guard can look at, before and after security has answered.
fn shift(cause: For) -> Vec<(Picture, Vec<String>)> {
    let mut gate = cause.prepared();
    cause.sign_in(&mut gate, GUARD);
    let mut all = vec![seen(&mut gate)];
    gate.drive.write(VISITOR);
    all.push(seen(&mut gate));
    gate.drive.press(Act::Open);
    all.push(seen(&mut gate));
    assert!(gate.drive.sees(&tr("verdict-refer")) && gate.drive.sees(&tr("reason-needs-security")), "{cause:?}");
    for act in [Act::Admit, Act::Refer, Act::Answer, Act::Back, Act::Back] {
        gate.drive.press(act);
        all.push(seen(&mut gate));
    }
    for tab in [Tab::Waiting, Tab::Inside, Tab::Posture, Tab::Own, Tab::HandOver] {
        gate.drive.tell(Message::Go(tab));
        gate.drive.settle();
        gate.pass(1);
        all.push(seen(&mut gate));
    }
    cause.sign_in(&mut gate, LEADER);
    gate.ask(|desk, now| {
        desk.look_through_all(now)?;
        let found = desk.findings(now)?;
        assert_eq!(found.iter().map(|line| line.name.as_str()).collect::<Vec<_>>(), [VISITOR]);
        desk.answer_finding(now, found[0].id, Answer::No, "Known to us", None)
    });
    cause.sign_in(&mut gate, GUARD);
    all.push(seen(&mut gate));
    gate.drive.write(VISITOR);
    gate.drive.press(Act::Open);
    all.push(seen(&mut gate));
    for _ in 0..3 {
        gate.drive.press(Act::TickNext);
    }
    gate.drive.press(Act::Admit);
    assert_eq!(gate.inside(), 1, "{cause:?}");
    all
}

#[test]
fn a_finding_an_approval_due_a_stale_list_and_a_check_at_random_look_the_same_pixel_for_pixel() {
    let shifts = For::ALL.map(shift);
    for (cause, other) in For::ALL.into_iter().zip(&shifts).skip(1) {
        for (at, (seen, expected)) in other.iter().zip(&shifts[0]).enumerate() {
            assert_eq!(seen.1, expected.1, "{cause:?}, picture {at}");
            assert!(seen.0 == expected.0, "{cause:?}, picture {at}");
        }
        assert_eq!(other.len(), shifts[0].len());
    }
}

#[test]
fn the_four_take_the_same_entries_and_no_one_but_security_reads_how_old_a_list_is() {
    let told = For::ALL.map(|cause| {
        let mut gate = cause.prepared();
        cause.sign_in(&mut gate, GUARD);
        let first = gate.kinds().len();
        gate.ask(|desk, now| {
            let guest = desk.search(now, VISITOR, 1)?.remove(0).visit;
            let crate::domain::Recognised::Card(card) = desk.open_visit(now, guest, Some(Direction::In))? else {
                panic!("{guest}")
            };
            let _ = desk.present(now, &card)?;
            desk.refer(now, &card, None).map(|_| ())
        });
        let old = |words: &String| words.contains("days old") || *words == tr("footer-lists");
        assert!(!gate.drive.words().iter().any(old), "{cause:?}");
        let guard = gate.kinds().split_off(first);
        cause.sign_in(&mut gate, LEADER);
        let stale = cause == For::StaleList;
        assert_eq!(gate.drive.sees("UN 60 days old"), stale, "{cause:?}");
        assert!(gate.drive.sees(if stale { "60 days" } else { "3 days" }), "{:?}", gate.drive.words());
        guard
    });
    assert!(told.iter().all(|kinds| *kinds == told[0]), "{told:?}");
}
