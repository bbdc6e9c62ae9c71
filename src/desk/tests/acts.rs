//! Whatever is done in whatever order, the log verifies, the tables follow from it, and nobody is inside twice.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::desk::decide::Signer;
use crate::desk::second::{Second, Why};
use crate::domain::fact::RefusalCode;
use crate::domain::{Cause, Resolver};

/// One act on one of a few guests, chosen by small numbers.
#[derive(Debug, Clone, Copy)]
enum Step {
    Schedule,
    Approve(usize),
    Amend(usize),
    Cancel(usize),
    /// Decides by a card shown so many cards ago.
    Admit(usize),
    Refer(usize),
    Refuse(usize),
    Show(usize),
    Answer(usize, bool),
    Depart(usize),
    Undo(u64),
    HandOver,
    /// Two let somebody in against the rules.
    Override(usize),
    Lockdown(bool),
    Muster(bool),
    /// Whether somebody of those inside was found.
    Account(usize, bool),
}

fn step() -> impl Strategy<Value = Step> {
    let which = || 0..4_usize;
    prop_oneof![
        2 => Just(Step::Schedule),
        3 => which().prop_map(Step::Approve),
        1 => which().prop_map(Step::Amend),
        1 => which().prop_map(Step::Cancel),
        6 => which().prop_map(Step::Show),
        5 => which().prop_map(Step::Admit),
        3 => which().prop_map(Step::Refer),
        2 => which().prop_map(Step::Refuse),
        3 => (which(), any::<bool>()).prop_map(|(which, granted)| Step::Answer(which, granted)),
        4 => which().prop_map(Step::Depart),
        4 => (1..8_u64).prop_map(Step::Undo),
        1 => Just(Step::HandOver),
        3 => which().prop_map(Step::Override),
        1 => any::<bool>().prop_map(Step::Lockdown),
        2 => any::<bool>().prop_map(Step::Muster),
        3 => (which(), any::<bool>()).prop_map(|(which, found)| Step::Account(which, found)),
    ]
}

fn why(asked: Moment) -> Why {
    Why { cause: Cause::Urgent, text: "Expected by the ambassador".into(), asked }
}

fn second() -> Second {
    Second { number: "X-1".into(), passphrase: Zeroizing::new(PASSPHRASE.into()) }
}

#[derive(Default)]
struct Scene {
    guests: Vec<VisitId>,
    cards: Vec<Card>,
}

impl Scene {
    /// Does one act; what is refused is refused, but the store itself may never fail.
    fn play(&mut self, desk: &mut Desk, now: Moment, step: Step) {
        let guest = |which: usize| self.guests.get(which % self.guests.len().max(1)).copied();
        let card = |which: usize| self.cards.iter().rev().nth(which).cloned();
        let done = match step {
            Step::Schedule => {
                self.guests.push(scheduled(desk, "Vera Holm", -HOUR, HOUR));
                Ok(())
            }
            Step::HandOver => {
                hand_over(desk, now, "S-1");
                Ok(())
            }
            Step::Show(which) => guest(which).map_or(Ok(()), |guest| {
                let shown = desk.open_visit(now, guest, Some(Direction::In));
                shown.map(|shown| self.cards.push(super::card(shown)))
            }),
            Step::Approve(which) => guest(which).map_or(Ok(()), |guest| desk.approve(now, guest)),
            Step::Amend(which) => guest(which).map_or(Ok(()), |guest| desk.amend(now, guest, &visit(0, HOUR))),
            Step::Cancel(which) => guest(which).map_or(Ok(()), |guest| desk.cancel(now, guest)),
            Step::Admit(which) => {
                card(which).map_or(Ok(()), |card| desk.admit(now, &card, &Obligation::ALL).map(|_| ()))
            }
            Step::Refer(which) => card(which).map_or(Ok(()), |card| desk.refer(now, &card, None).map(|_| ())),
            Step::Refuse(which) => {
                card(which).map_or(Ok(()), |card| desk.refuse(now, &card, RefusalCode::Items, "").map(|_| ()))
            }
            Step::Answer(which, granted) => desk.waiting(now).unwrap().get(which).map_or(Ok(()), |waiting| {
                let asked = ("needs-security", Resolver::Security);
                desk.answer(now, waiting.referral, asked, granted, "", Signer::SignedIn)
            }),
            Step::Depart(which) => {
                let inside = desk.inside(now).unwrap();
                inside.get(which).map_or(Ok(()), |stay| desk.depart(now, stay.presence, None).map(|_| ()))
            }
            Step::Override(which) => card(which).map_or(Ok(()), |card| {
                desk.override_verdict(now, &card, &Obligation::ALL, &why(now), &second()).map(|_| ())
            }),
            Step::Lockdown(true) => desk.begin_lockdown(now, None, "").map(|_| ()),
            Step::Lockdown(false) => desk.end_lockdown(now, &why(now), &second()),
            Step::Muster(true) => desk.begin_muster(now, true),
            Step::Muster(false) => desk.end_muster(now),
            Step::Account(which, found) => {
                let stay = desk.inside(now).unwrap().get(which).map(|stay| stay.presence);
                stay.map_or(Ok(()), |stay| desk.account(now, stay, found, ""))
            }
            Step::Undo(back) => desk.undo(now, entries(desk).saturating_sub(back)).map(|_| ()),
        };
        assert!(!matches!(done, Err(DeskError::Store(_))), "{step:?}: {done:?}");
    }
}

/// Whether an act let somebody in while a lockdown went on.
fn assert_shut(desk: &Desk, before: u64, shut: bool) {
    let entered = kinds(desk, before).contains(&Kind::Admitted);
    assert!(!(shut && entered), "somebody was let in during a lockdown");
}

fn assert_sound(desk: &Desk) {
    let roll = desk.roll().unwrap();
    if let Some(roll) = roll {
        let called: BTreeSet<_> = roll.called.iter().map(|one| one.presence).collect();
        let inside = desk.store.tables().everyone_inside().unwrap();
        assert!(inside.iter().all(|stay| called.contains(&stay.seq)), "somebody inside is not called");
    }
    let tables = desk.store.tables();
    let inside: Vec<_> = tables.everyone_inside().unwrap();
    let persons: BTreeSet<_> = inside.iter().map(|stay| stay.person.unwrap()).collect();
    assert_eq!(persons.len(), inside.len(), "somebody is inside twice");
    let waiting = tables.everyone_waiting().unwrap();
    let visits: BTreeSet<_> = waiting.iter().map(|wait| wait.visit.unwrap()).collect();
    assert_eq!(visits.len(), waiting.len(), "somebody waits twice");
    for seq in 0..entries(desk) {
        let Some(stay) = tables.presence(seq).unwrap() else { continue };
        let (_, badge) = tables.badge_of(seq).unwrap().unwrap();
        assert_eq!(badge.revoked.is_some(), stay.over.is_some(), "the badge of stay {seq}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_acts_leaves_a_sound_post(steps in prop::collection::vec((step(), 0..40_i64), 1..60)) {
        let (_folder, mut desk) = desk();
        let (mut scene, mut now) = (Scene::default(), noon());
        for _ in 0..3 {
            scene.guests.push(expected(&mut desk, "Ulla Berg"));
        }
        for (step, seconds) in steps {
            now = Moment::utc(now.at.plus(seconds * 1_000));
            let (before, shut) = (entries(&desk), desk.threat().unwrap().lockdown.is_some());
            scene.play(&mut desk, now, step);
            assert_shut(&desk, before, shut);
            assert_sound(&desk);
        }
        assert_clean(&desk);
        let _ = desk.store.rebuild(now).unwrap();
        assert_clean(&desk);
    }
}
