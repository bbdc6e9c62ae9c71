use super::*;
use crate::desk::sample::GUARD;
use crate::domain::Role;
use crate::gui::keys::Place;
use crate::gui::screen::bench_tests::{Bench, ask, room, sample_mission};
use crate::i18n::tr;
use crate::store::verify::Depth;

room!(Lock, |_| Place::Locked, State::view);

fn lock() -> Bench<Lock> {
    let (folder, context) = sample_mission(None);
    let (state, task) = State::new(None);
    Bench::new(Lock { state, context, actions: Vec::new(), folder }, task)
}

#[test]
fn a_guard_signs_in_by_keyboard_alone() {
    let mut bench = lock();
    bench.expect(&["Embassy of Nordhavn", "North gate", "DEMO", GUARD.passphrase]);
    bench.pictures("lock");
    bench.fill(&[GUARD.number, GUARD.passphrase]);
    bench.press(Act::Open);
    let [Action::SignedIn(operator)] = bench.room.actions.as_slice() else { panic!("{:?}", bench.room.actions) };
    assert_eq!(operator.name, GUARD.name);
}

#[test]
fn nothing_personal_is_shown_and_no_hint_outside_the_sample() {
    let mut bench = lock();
    bench.room.context.demo = false;
    for hidden in [GUARD.name, GUARD.number, GUARD.passphrase, "Olga Sidorenko"] {
        assert!(!bench.shows(hidden), "{hidden}");
    }
    bench.pictures("lock-plain");
}

#[test]
fn a_wrong_passphrase_and_an_unknown_number_look_the_same() {
    let mut pictures = Vec::new();
    for number in [GUARD.number, "X-9"] {
        let mut bench = lock();
        bench.fill(&[number, "not the passphrase"]);
        bench.press(Act::Open);
        bench.expect(&[&tr("lock-wrong"), &tr("lock-again")]);
        assert!(bench.room.actions.is_empty() && bench.room.state.passphrase.is_empty());
        bench.pictures("lock-wrong");
        bench.room.state.number = "the same".into();
        bench.blur();
        pictures.push(bench.picture("lock-same", crate::gui::style::Theme::Light));
    }
    assert!(pictures[0] == pictures[1]);
}

#[test]
fn the_third_failure_makes_the_number_wait() {
    let mut bench = lock();
    bench.say(Message::Typed(Field::Number, Private(GUARD.number.into())));
    for _ in 0..3 {
        bench.say(Message::Typed(Field::Passphrase, Private("wrong".into())));
        bench.say(Message::Submit);
    }
    bench.expect(&[&tr("lock-wrong"), "Wait 2 seconds, then try again."]);
    // While it lasts, the right passphrase is not even tried.
    bench.say(Message::Typed(Field::Passphrase, Private(GUARD.passphrase.into())));
    bench.say(Message::Submit);
    assert!(bench.room.actions.is_empty() && !bench.room.state.passphrase.is_empty());
    bench.room.context.now.monotonic += SECOND;
    bench.expect(&["Wait 1 second, then try again."]);
    bench.pictures("lock-wait");
}

#[test]
fn both_halves_enrol_somebody_and_a_new_code_is_handed_out() {
    let (folder, mut context) = sample_mission(Some(crate::desk::sample::SUPERVISOR));
    let code = ask(&context, |desk, now| {
        let code = desk.store_mut().set_recovery(None, now, crate::domain::ClockQuality::Good)?;
        desk.sign_out(now)?;
        Ok(code)
    });
    context.demo = false;
    let (state, task) = State::new(None);
    let mut bench = Bench::new(Lock { state, context, actions: Vec::new(), folder }, task);
    bench.press(Act::Recover);
    bench.pictures("recover-empty");
    let [first, second] = &code.0;
    let wrong = "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA";
    bench.fill(&[
        first,
        "Head Of Mission",
        wrong,
        "Consul Vey",
        "S-9",
        "Cy Storm",
        "amber kettle tram 9",
        "amber kettle tram 9",
    ]);
    bench.press(Act::Open);
    bench.expect(&[&tr("lock-wrong-code")]);
    bench.pictures("recover-wrong");
    bench.press(Act::Down);
    bench.press(Act::TickNext);
    bench.press(Act::Up);
    bench.press(Act::TickNext);
    bench.pictures("recover-roles");
    bench.room.context.now.monotonic += SECOND;
    bench.say(Message::Half(1, Private(second.to_string())));
    bench.say(Message::Submit);
    assert!(bench.room.state.trouble.is_none(), "{:?}", bench.room.state.trouble);
    bench.expect(&[&tr("recover-spent"), "Recovery code, half 1 of 2"]);
    bench.pictures("recover-spent");
    for which in 0..2 {
        let Stage::Recovering(recovery) = &bench.room.state.stage else { panic!("done too early") };
        let recovery::Recovery::Spent(_, halves) = recovery.as_ref() else { panic!("not spent") };
        let last = halves.text_of(which).rsplit('-').next().unwrap().to_owned();
        bench.press(Act::Open);
        bench.press(Act::Open);
        bench.write(&last);
        assert!(bench.room.actions.is_empty());
        bench.press(Act::Open);
    }
    let [Action::SignedIn(operator)] = bench.room.actions.as_slice() else { panic!("{:?}", bench.room.actions) };
    assert_eq!((operator.number.as_str(), operator.is(Role::Security)), ("S-9", false));
    assert_eq!(operator.roles, [Role::Guard, Role::Administrator]);
    let context = &bench.room.context;
    let report = ask(context, |desk, _| Ok(desk.store().verify(Depth::Whole, None, &mut |_| true)?));
    assert!(report.is_clean(), "{:?}", report.findings);
}
