//! The window under duress: nothing that can be seen differs, and the security role has a page that tells.

use iced::{Event, window};
use proptest::prelude::*;

use super::super::Tab;
use super::fixture::{GUARD, Gate, LEADER, gate, seeded_gate};
use crate::domain::Kind;
use crate::domain::alarm::Place;
use crate::gui::app::Message;
use crate::gui::drive::Picture;
use crate::gui::keys::{Act, Chord, Key};
use crate::gui::play;
use crate::i18n::tr;

const SECOND: &str = "granite kettle 58 meadow";
const PINS: (&str, &str) = ("738201", "594863");

/// A gate whose guard has a second passphrase and a second PIN.
fn prepared() -> Gate {
    let mut gate = seeded_gate(GUARD);
    gate.ask(|desk, now| {
        desk.set_passphrase(now, GUARD.1, (GUARD.1, SECOND))?;
        desk.set_pin(now, GUARD.1, PINS)
    });
    gate.drive.press(Act::SignOut);
    gate
}

/// What an onlooker sees; without the caret, which comes and goes by the machine's own clock.
fn picture(gate: &mut Gate) -> Picture {
    gate.drive.event(Event::Window(window::Event::Unfocused));
    let picture = gate.drive.snapshot();
    gate.drive.event(Event::Window(window::Event::Focused));
    picture
}

/// One shift, with a picture of everything that an onlooker sees.
fn shift(gate: &mut Gate, passphrase: &str, pin: &str, admit: Chord) -> Vec<Picture> {
    let mut seen = vec![picture(gate)];
    gate.drive.write(GUARD.0);
    gate.drive.press(Act::NextField);
    gate.drive.write(passphrase);
    // How many letters a passphrase has is no secret of the screen's.
    gate.drive.press(Act::Open);
    for _ in 0..2_000 {
        if gate.drive.app().status().is_some_and(|status| status.ready) {
            break;
        }
        gate.pass(0);
        std::thread::yield_now();
    }
    gate.pass(1);
    seen.push(picture(gate));
    gate.drive.press(Act::Lock);
    seen.push(picture(gate));
    gate.drive.write(pin);
    seen.push(picture(gate));
    gate.drive.press(Act::Open);
    gate.pass(1);
    seen.push(picture(gate));
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    for _ in 0..3 {
        gate.drive.press(Act::TickNext);
    }
    seen.push(picture(gate));
    gate.drive.event(play::chord(admit));
    gate.drive.settle();
    assert_eq!(gate.count(Kind::Admitted), 1);
    gate.drive.press(Act::Back);
    gate.pass(20);
    seen.push(picture(gate));
    for tab in [Tab::Inside, Tab::Log] {
        gate.drive.tell(Message::Go(tab));
        gate.drive.settle();
        seen.push(picture(gate));
    }
    gate.drive.press(Act::SignOut);
    seen.push(picture(gate));
    seen
}

const PLAIN: Chord = Chord { key: Key::F(2), ctrl: false, shift: false };
const MARKED: Chord = Chord { shift: true, ..PLAIN };

#[test]
fn a_shift_under_duress_looks_the_same_pixel_for_pixel() {
    let (mut free, mut forced) = (prepared(), prepared());
    let pictures = shift(&mut free, GUARD.1, PINS.0, PLAIN);
    let others = shift(&mut forced, SECOND, PINS.1, MARKED);
    assert_eq!(pictures.len(), others.len());
    for (step, (free, forced)) in pictures.iter().zip(&others).enumerate() {
        assert!(free == forced, "step {step} differs");
    }
    assert_eq!(free.kinds(), forced.kinds());
    // Security sees it on a page of its own, and only there.
    for (gate, told) in [(&mut free, false), (&mut forced, true)] {
        gate.sign_in(LEADER);
        assert!(!gate.drive.sees(&tr("alarm-duress")));
        gate.drive.press(Act::Alarms);
        assert!(gate.drive.sees(&tr("alarm-forced-title")));
        assert_eq!(gate.drive.sees(&tr("kind-unlocked")), told);
        assert_eq!(gate.drive.sees(&tr("alarm-forced-empty")), !told);
    }
}

#[test]
fn shift_with_the_key_of_admit_marks_one_admission_and_stands_in_no_list_of_keys() {
    let mut gate = gate(GUARD);
    gate.drive.event(play::chord(MARKED));
    gate.drive.settle();
    assert_eq!(gate.count(Kind::Admitted), 0, "nobody stands there");
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    for _ in 0..3 {
        gate.drive.press(Act::TickNext);
    }
    gate.drive.event(play::chord(MARKED));
    gate.drive.settle();
    assert_eq!(gate.count(Kind::Admitted), 1);
    gate.drive.press(Act::Keys);
    assert!(!gate.drive.words().iter().any(|word| word.contains(&MARKED.name())));
    assert!(!gate.drive.words().contains(&tr("key-alarms")), "nor does a guard learn of the alarm");
    gate.drive.press(Act::Back);
    gate.drive.press(Act::SignOut);
    gate.sign_in(LEADER);
    let forced = gate.ask(|desk, _| Ok(desk.forced(None)?.lines));
    assert_eq!(forced.iter().map(|line| line.kind).collect::<Vec<_>>(), [Kind::Admitted]);
}

/// Something that a guard does, chosen by small numbers.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// Presents and admits one of these guests: by key, or by pointer.
    Admit(usize, bool),
    Refuse(usize),
    Undo,
    Lock,
    SignInAnew,
    Look(Tab),
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..3_usize, any::<bool>()).prop_map(|(who, key)| Step::Admit(who, key)),
        1 => (0..3_usize).prop_map(Step::Refuse),
        2 => Just(Step::Undo),
        2 => Just(Step::Lock),
        1 => Just(Step::SignInAnew),
        1 => prop_oneof![Just(Tab::Inside), Just(Tab::Log), Just(Tab::Waiting), Just(Tab::Own)].prop_map(Step::Look),
        1 => (1..90_i64).prop_map(Step::Wait),
    ]
}

/// Does it, free or forced, and looks.
fn done(gate: &mut Gate, step: Step, forced: bool) -> Picture {
    let (passphrase, pin) = if forced { (SECOND, PINS.1) } else { (GUARD.1, PINS.0) };
    gate.drive.tell(Message::Go(Tab::Gate));
    gate.drive.settle();
    gate.drive.press(Act::Back);
    let present = |gate: &mut Gate, who: usize| {
        gate.drive.write(["aerosk", "duf", "wisn"][who]);
        gate.drive.press(Act::Open);
    };
    match step {
        Step::Admit(who, key) => {
            present(gate, who);
            (0..3).for_each(|_| gate.drive.press(Act::TickNext));
            if key {
                gate.drive.event(play::chord(if forced { MARKED } else { PLAIN }));
                gate.drive.settle();
            } else {
                let button = if forced { iced::mouse::Button::Right } else { iced::mouse::Button::Left };
                let _ = gate.drive.press_with(&tr("act-admit"), button, |_| ());
            }
        }
        Step::Refuse(who) => {
            present(gate, who);
            gate.drive.press(Act::Refuse);
            gate.drive.write("5");
            gate.drive.press(Act::Open);
        }
        Step::Undo => gate.drive.press(Act::Undo),
        Step::Lock => {
            gate.drive.press(Act::Lock);
            gate.drive.write(pin);
            gate.drive.press(Act::Open);
        }
        Step::SignInAnew => {
            gate.drive.press(Act::SignOut);
            gate.sign_in((GUARD.0, passphrase));
        }
        Step::Look(tab) => {
            gate.drive.tell(Message::Go(tab));
            gate.drive.settle();
        }
        Step::Wait(seconds) => gate.pass(seconds),
    }
    gate.pass(1);
    picture(gate)
}

/// What lies on the disk, what waits to be sent, and how often it was written.
fn left(gate: &Gate) -> String {
    let mut files: Vec<_> = std::fs::read_dir(gate.folder()).unwrap().map(|file| file.unwrap()).collect();
    // The lock holds the number of a process.
    files.retain(|file| file.file_name() != "gateward.lock" && file.path().is_file());
    files.sort_by_key(std::fs::DirEntry::file_name);
    let sizes = files.iter().map(|file| format!("{:?} {}", file.file_name(), file.metadata().unwrap().len()));
    let sizes: Vec<_> = sizes.collect();
    let waiting: Vec<_> = gate.ask(|desk, _| Ok(desk.store().outbox(0)?.into_iter().map(|(_, m)| m.len()).collect()));
    format!("{sizes:?} {waiting:?} {:?}", gate.kinds())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, max_shrink_iters: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_under_duress_looks_the_same(steps in prop::collection::vec(step(), 4..9)) {
        let mut gates = [prepared_with_alarms(), prepared_with_alarms()];
        for (gate, passphrase) in gates.iter_mut().zip([GUARD.1, SECOND]) {
            gate.sign_in((GUARD.0, passphrase));
        }
        for (at, step) in steps.iter().enumerate() {
            let [free, forced] = &mut gates;
            let seen = [done(free, *step, false), done(forced, *step, true)];
            prop_assert!(seen[0] == seen[1], "step {at}, {step:?}: an onlooker sees it");
            prop_assert_eq!(left(free), left(forced), "step {}, {:?}", at, step);
        }
    }
}

/// The same, with somewhere for messages to go, so that they wait.
fn prepared_with_alarms() -> Gate {
    let mut gate = prepared();
    gate.sign_in(LEADER);
    gate.ask(|desk, now| desk.add_alarm_place(now, &Place::read("folder:/nowhere/at/all").unwrap()));
    gate.drive.press(Act::SignOut);
    gate
}

#[test]
fn the_other_button_on_admit_marks_it_and_looks_the_same() {
    use iced::mouse::Button;
    let mut shown = Vec::new();
    for button in [Button::Left, Button::Right] {
        let mut gate = seeded_gate(GUARD);
        gate.drive.write("aerosk");
        gate.drive.press(Act::Open);
        assert!(gate.drive.press_with(&tr("act-admit"), button, |_| ()), "before it is ticked off");
        assert_eq!(gate.count(Kind::Admitted), 0);
        for _ in 0..3 {
            gate.drive.press(Act::TickNext);
        }
        let mut pictures = Vec::new();
        assert!(gate.drive.press_with(&tr("act-admit"), button, |drive| pictures.push(drive.snapshot())));
        assert_eq!(gate.count(Kind::Admitted), 1);
        pictures.push(picture(&mut gate));
        gate.drive.press(Act::SignOut);
        gate.sign_in(LEADER);
        let forced = gate.ask(|desk, _| Ok(desk.forced(None)?.lines.len()));
        assert_eq!(forced, usize::from(button == Button::Right));
        shown.push((pictures, gate.kinds()));
    }
    assert!(shown[0] == shown[1], "an onlooker sees which button it was");
}

#[test]
fn security_adds_a_place_and_takes_it_away() {
    let mut gate = gate(LEADER);
    gate.drive.press(Act::Alarms);
    assert!(gate.drive.sees(&tr("alarm-places-empty")));
    gate.drive.press(Act::Add);
    gate.drive.write("http://8.8.8.8/");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees("The address is not of a private network"));
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Add);
    gate.drive.write("folder:/nowhere/at/all");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees("/nowhere/at/all"));
    gate.drive.press(Act::Remove);
    assert!(gate.drive.sees(&tr("alarm-remove-title")));
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("alarm-places-empty")));
    assert_eq!(gate.count(Kind::AlarmsSet), 2);
}
