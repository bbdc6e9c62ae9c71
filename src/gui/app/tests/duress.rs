//! The window under duress: nothing that can be seen differs, and the security role has a page that tells.

use iced::{Event, window};

use super::super::Tab;
use super::fixture::{GUARD, Gate, LEADER, gate, seeded_gate};
use crate::domain::Kind;
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
