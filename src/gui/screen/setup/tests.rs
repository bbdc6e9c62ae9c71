use std::sync::Arc as Shared;

use super::*;
use crate::domain::{Moment, Timestamp};
use crate::gui::Element;
use crate::gui::keys::Place;
use crate::gui::screen::bench_tests::{Bench, Room};
use crate::i18n::tr;

struct Setup {
    state: State,
    actions: Vec<Action>,
    folder: tempfile::TempDir,
}

impl Room for Setup {
    type Message = Message;

    fn update(&mut self, message: Message) -> Task<Message> {
        let (task, action) = self.state.update(message);
        self.actions.extend(action);
        task
    }

    fn view(&self) -> Element<'_, Message> {
        self.state.view()
    }

    fn key(&self, act: Act) -> Option<Message> {
        self.state.key(act)
    }

    fn place(&self) -> Place {
        Place::Form
    }
}

fn setup() -> Bench<Setup> {
    let folder = tempfile::tempdir().unwrap();
    // Tuesday 24 November 2026, 09:11 at a gate one hour east of UTC.
    let now = Moment { at: Timestamp(1_795_507_860_000), offset: 3_600, monotonic: 0 };
    let (state, task) = State::new(folder.path(), Shared::new(move || now));
    Bench::new(Setup { state, actions: Vec::new(), folder }, task)
}

const PASSPHRASE: &str = "violet harbour 47 lanterns";

fn up_to_company() -> Bench<Setup> {
    let mut bench = setup();
    bench.pictures("setup-mission");
    bench.fill(&["Embassy of Nordhavn", "nordhavn.example", "North gate"]);
    bench.press(Act::Open);
    bench.pictures("setup-first-empty");
    bench.fill(&["S-1", "Ada Lind", PASSPHRASE, PASSPHRASE]);
    bench.pictures("setup-first");
    bench.press(Act::Open);
    bench.expect(&[&tr("setup-company-title")]);
    bench
}

/// The half that is on the screen.
fn half(bench: &Bench<Setup>, which: usize) -> String {
    let made = bench.room.state.made.as_ref().unwrap();
    made.halves.text_of(which).to_owned()
}

fn hand_out(bench: &mut Bench<Setup>) {
    for which in 0..2 {
        let half = half(bench, which);
        let groups: Vec<&str> = half.split('-').collect();
        assert!(!bench.shows(groups[0]), "nothing of it before its holder was called");
        bench.press(Act::Open);
        bench.expect(&groups);
        bench.pictures(&format!("setup-half-{which}"));
        bench.press(Act::Open);
        assert!(!bench.shows(groups[0]), "put away");
        bench.write("AAAA");
        bench.press(Act::Open);
        bench.expect(&[&tr("halves-wrong")]);
        bench.pictures(&format!("setup-half-asked-{which}"));
        bench.press(Act::Back);
        bench.expect(&groups);
        bench.press(Act::Open);
        bench.write(&groups[7].to_lowercase());
        bench.press(Act::Open);
    }
}

#[test]
fn a_whole_set_up_by_keyboard_alone() {
    let mut bench = up_to_company();
    bench.pictures("setup-company");
    bench.press(Act::Open);
    bench.fill(&["S-2", "Bo Berg", "amber kettle tram 9", "amber kettle tram 9"]);
    bench.press(Act::Down);
    bench.press(Act::Up);
    bench.press(Act::TickNext);
    bench.pictures("setup-second");
    bench.press(Act::Open);
    hand_out(&mut bench);
    bench.expect(&["Origin of the log", &tr("setup-open")]);
    bench.pictures("setup-key");
    let saved = std::fs::read_to_string(bench.room.folder.path().join("public-key.txt")).unwrap();
    let identity = bench.room.state.made.as_ref().unwrap().identity.clone();
    assert!(saved.contains(&identity.key) && saved.contains(&identity.origin) && saved.contains("North gate"));
    bench.press(Act::Open);
    let [Action::Founded(worker)] = bench.room.actions.as_slice() else { panic!("{:?}", bench.room.actions) };
    let asked = worker.ask(|desk, now| {
        desk.sign_out(now)?;
        desk.sign_in(now, "S-2", "amber kettle tram 9")
    });
    let second = iced_test::runtime::futures::futures::executor::block_on(asked).unwrap();
    assert_eq!(second.roles, [Role::Guard, Role::Supervisor, Role::Administrator]);
}

#[test]
fn going_on_alone_is_chosen_and_warned_of() {
    let mut bench = up_to_company();
    assert!(!bench.shows(&tr("setup-alone-warning")));
    bench.press(Act::Down);
    bench.expect(&[&tr("setup-alone-warning"), &tr("setup-go-alone")]);
    bench.pictures("setup-alone");
    bench.press(Act::Open);
    bench.expect(&["Recovery code, half 1 of 2", &tr("setup-alone-pill")]);
    bench.pictures("setup-halves-call");
}

#[test]
fn what_cannot_be_taken_is_said_beside_its_field() {
    let mut bench = setup();
    bench.fill(&["", "no domain!", "North gate"]);
    bench.press(Act::Open);
    bench.expect(&["It is empty", &tr("setup-domain-fault")]);
    bench.pictures("setup-faults");
    // The keyboard is where the first fault is.
    bench.write("Embassy");
    bench.press(Act::NextField);
    for _ in 0.."no domain!".len() {
        bench.send_backspace();
    }
    bench.write("embassy.example");
    bench.press(Act::Open);
    bench.fill(&["S-1", "Ada Lind", "password", "other"]);
    bench.press(Act::Open);
    bench.expect(&[&tr("person-passphrase-weak"), &tr("person-again-differs")]);
    bench.pictures("setup-weak");
    bench.press(Act::Back);
    bench.expect(&[&tr("setup-mission-title")]);
    assert!(bench.room.state.made.is_none());
}

#[test]
fn a_folder_with_a_post_in_it_is_left_alone() {
    let mut bench = setup();
    std::fs::write(bench.room.folder.path().join("gateward.db"), b"something").unwrap();
    bench.fill(&["Embassy of Nordhavn", "nordhavn.example", "North gate"]);
    bench.press(Act::Open);
    bench.fill(&["S-1", "Ada Lind", PASSPHRASE, PASSPHRASE]);
    bench.press(Act::Open);
    bench.pictures("setup-exists");
    assert!(bench.room.state.trouble.is_some() && bench.room.state.made.is_none());
    assert_eq!(std::fs::read(bench.room.folder.path().join("gateward.db")).unwrap(), b"something");
}
