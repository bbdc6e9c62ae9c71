//! The widgets as a person meets them: pressed, typed into, scanned into, looked at.

use std::cell::Cell;
use std::time::Instant;

use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{self, Key, Location, Modifiers};
use iced::widget::{column, text_input};
use iced::{Event, Settings, window};
use iced_test::Simulator;

use super::keyboard::keyboard_by;
use super::*;
use crate::device::scanner::{Scan, Shape, us_key};
use crate::domain::Verdict;
use crate::gui::keys::{self, Act as KeyAct, Place};
use crate::gui::style::{Theme, Tone};
use crate::gui::{Element, font, play};

#[derive(Debug, Clone, PartialEq)]
enum Said {
    Pressed(&'static str),
    Typed(String),
    Did(KeyAct),
    Scanned(Scan),
    Strayed(String),
    StrayedBack,
}

type Ui<'a> = Simulator<'a, Said, Theme>;

fn ui<'a>(content: impl Into<Element<'a, Said>>) -> Ui<'a> {
    font::install();
    let settings = Settings { default_font: font::REGULAR, ..Settings::default() };
    Simulator::with_size(settings, iced::Size::new(1280.0, 800.0), content)
}

fn said(ui: Ui<'_>) -> Vec<Said> {
    ui.into_messages().collect()
}

#[test]
fn an_obligation_is_ticked_off_by_its_words_or_its_remark() {
    for words in ["Phone deposited", "locker 14"] {
        let row = check_row("Phone deposited", "locker 14", "F6", false, Said::Pressed("phone"));
        let mut ui = ui(row);
        ui.click(words).unwrap();
        assert_eq!(said(ui), [Said::Pressed("phone")], "{words}");
    }
}

#[test]
fn an_act_that_cannot_be_done_says_nothing() {
    let mut ui = ui(actions([
        act("Admit", "F2", Weight::Go, None),
        act("Refuse", "F4", Weight::Plain, Said::Pressed("refuse")),
    ]));
    ui.click("Admit").unwrap();
    ui.click("F4").unwrap();
    assert_eq!(said(ui), [Said::Pressed("refuse")]);
}

#[test]
fn acts_stay_within_the_window_however_long_their_words() {
    let long = "Ask the duty officer for a decision";
    let mut ui =
        ui(actions([act(long, "F3", Weight::Go, Said::Pressed("")), act("Refuse", "F4", Weight::Plain, None)]));
    let cap = ui.find("F4").unwrap();
    assert!(iced_test::selector::Bounded::bounds(&cap).x < 1240.0);
}

#[test]
fn a_closed_row_shows_time_and_initials_alone() {
    let row = Row::<Said> {
        lead: "09:00".into(),
        title: "Søren Ærøskøbing".into(),
        subtitle: "Trade".into(),
        pill: Some(("late".into(), Tone::Hold)),
        ..Row::default()
    };
    let mut ui = ui(list([row.closed()]));
    assert!(ui.find("S. Æ.").is_ok() && ui.find("09:00").is_ok());
    for hidden in ["Søren Ærøskøbing", "Trade", "late"] {
        assert!(ui.find(hidden).is_err(), "{hidden}");
    }
}

#[test]
fn nothing_below_a_dialog_can_be_pressed() {
    let below = actions([act("Admit", "F2", Weight::Go, Said::Pressed("admit"))]);
    let question = Dialog::new("Refuse?", text::body("Say why")).on_dismiss(Said::Pressed("dismissed"));
    let question = question.act(act("Back", "Esc", Weight::Plain, Said::Pressed("back")));
    let mut ui = ui(dialog(below, question));
    ui.click("Admit").unwrap();
    ui.click("Back").unwrap();
    ui.click("Say why").unwrap();
    assert_eq!(said(ui), [Said::Pressed("dismissed"), Said::Pressed("back")]);
}

#[test]
fn a_field_is_typed_into_and_shows_its_fault() {
    let form: Element<'_, Said> = field("Born", "").id("born").on_input(Said::Typed).fault(Some("No month 13")).into();
    let mut ui = ui(form);
    ui.click(iced_test::selector::id("born")).unwrap();
    let _ = ui.typewrite("1");
    assert!(ui.find("No month 13").is_ok());
    assert_eq!(said(ui), [Said::Typed("1".into())]);
}

#[test]
fn every_theme_draws_something_of_its_own() {
    let mut pictures = Vec::new();
    for theme in Theme::ALL {
        let mut ui = ui(panel([verdict_band(Verdict::Admit, "ADMIT", "Expected", "lists of 06:00")]));
        let file = tempfile::tempdir().unwrap();
        let path = file.path().join("shot.png");
        assert!(ui.snapshot(&theme).unwrap().matches_image(&path).unwrap());
        let written = std::fs::read_dir(file.path()).unwrap().next().unwrap().unwrap().path();
        let bytes = std::fs::read(written).unwrap();
        assert!(bytes.len() > 5_000, "{theme:?}: {} bytes are an empty picture", bytes.len());
        assert!(!pictures.contains(&bytes), "{theme:?} looks like another");
        pictures.push(bytes);
    }
}

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(0) };
}

fn clock() -> u64 {
    NOW.get()
}

const SHAPES: [Shape; 1] = [Shape { prefix: "TK1:", length: 12 }];

/// A window with one field that has the keyboard, on the guard's screen.
fn gate<'a>() -> Ui<'a> {
    let content = column![text_input("", "").id("field").on_input(Said::Typed)];
    let window = keyboard_by(clock, &SHAPES, content, |input| match input {
        Input::Press(press) => press.chord.and_then(|chord| keys::act(Place::Gate, chord)).map(Said::Did),
        Input::Scan(scan) => Some(Said::Scanned(scan)),
        Input::Stray(text) => Some(Said::Strayed(text)),
        Input::ScanEnd => None,
        Input::StrayBack => Some(Said::StrayedBack),
    });
    ui(window)
}

fn at_field<'a>() -> Ui<'a> {
    let mut ui = gate();
    ui.click(iced_test::selector::id("field")).unwrap();
    ui
}

fn press(ui: &mut Ui<'_>, gap: u64, key: Key, code: Code, text: Option<&str>, modifiers: Modifiers) {
    NOW.set(NOW.get() + gap);
    let pressed = keyboard::Event::KeyPressed {
        modified_key: key.clone(),
        key,
        physical_key: Physical::Code(code),
        location: Location::Standard,
        modifiers,
        text: text.map(Into::into),
        repeat: false,
    };
    let _ = ui.simulate([Event::Keyboard(pressed)]);
}

fn rest(ui: &mut Ui<'_>, time: u64) {
    NOW.set(NOW.get() + time);
    let _ = ui.simulate([Event::Window(window::Event::RedrawRequested(Instant::now()))]);
}

/// Types what a scanner set to US would; the host has some layout that makes `?` of everything.
fn scan(ui: &mut Ui<'_>, payload: &[(&str, Code)]) {
    for &(text, code) in payload {
        let key = match code {
            Code::F2 => Key::Named(Named::F2),
            Code::Enter => Key::Named(Named::Enter),
            _ => Key::Character("?".into()),
        };
        let modifiers = match text {
            "ctrl" => Modifiers::CTRL,
            "shift" => Modifiers::SHIFT,
            _ => Modifiers::empty(),
        };
        press(ui, 7, key, code, Some("?").filter(|_| !matches!(code, Code::F2 | Code::Enter)), modifiers);
    }
}

const BADGE: [(&str, Code); 8] = [
    ("", Code::KeyB),
    ("", Code::Minus),
    ("", Code::Digit1),
    ("", Code::Digit1),
    ("", Code::Digit7),
    ("", Code::KeyA),
    ("", Code::KeyC),
    ("", Code::Enter),
];

/// What the field holds after all that was said.
fn left_in_field(said: &[Said]) -> String {
    let typed =
        said.iter().rev().find_map(|said| if let Said::Typed(value) = said { Some(value.clone()) } else { None });
    typed.unwrap_or_default()
}

#[test]
fn a_scan_is_read_by_its_keys_and_leaves_the_field_as_it_was() {
    let mut ui = at_field();
    scan(&mut ui, &BADGE);
    rest(&mut ui, 400);
    let said = said(ui);
    assert!(said.contains(&Said::Scanned(Scan::Text("b-117ac".into()))), "{said:?}");
    assert_eq!(left_in_field(&said), "");
    assert!(!said.iter().any(|said| matches!(said, Said::Did(_))), "its Enter opens nothing: {said:?}");
}

#[test]
fn a_barcode_cannot_press_admit_or_go_anywhere() {
    for (command, place) in
        [(("", Code::F2), 0), (("", Code::F2), 4), (("ctrl", Code::KeyK), 0), (("ctrl", Code::KeyK), 7)]
    {
        let mut payload = BADGE.to_vec();
        payload.insert(place, command);
        let mut ui = at_field();
        scan(&mut ui, &payload);
        rest(&mut ui, 400);
        let said = said(ui);
        assert!(said.iter().any(|said| matches!(said, Said::Scanned(Scan::CommandKeys(_)))), "{said:?}");
        assert!(!said.iter().any(|said| matches!(said, Said::Did(_))), "{said:?}");
        assert_eq!(left_in_field(&said), "");
    }
}

#[test]
fn a_person_presses_admit_and_types() {
    let mut ui = at_field();
    press(&mut ui, 500, Key::Character("l".into()), Code::KeyL, Some("l"), Modifiers::empty());
    press(&mut ui, 500, Key::Named(Named::F2), Code::F2, None, Modifiers::empty());
    rest(&mut ui, 30);
    press(&mut ui, 500, Key::Character("k".into()), Code::KeyK, None, Modifiers::CTRL);
    rest(&mut ui, 30);
    assert_eq!(said(ui), [Said::Typed("l".into()), Said::Did(KeyAct::Admit), Said::Did(KeyAct::GoAnywhere)]);
}

#[test]
fn a_token_by_its_structure_needs_no_silence() {
    assert_eq!(us_key(':'), Some(("Semicolon".into(), true)));
    let mut token = vec![("shift", Code::KeyT), ("shift", Code::KeyK), ("", Code::Digit1), ("shift", Code::Semicolon)];
    token.extend([("shift", Code::KeyA); 8]);
    let mut ui = at_field();
    scan(&mut ui, &token);
    assert_eq!(said(ui).last(), Some(&Said::Scanned(Scan::Text("TK1:AAAAAAAA".into()))));
}

#[test]
fn what_is_typed_nowhere_goes_astray_and_comes_back_if_it_was_a_scan() {
    let mut ui = gate();
    press(&mut ui, 500, Key::Character("l".into()), Code::KeyL, Some("l"), Modifiers::empty());
    rest(&mut ui, 200);
    scan(&mut ui, &BADGE);
    rest(&mut ui, 400);
    let said = said(ui);
    let back = said.iter().filter(|said| **said == Said::StrayedBack).count();
    let strayed = said.iter().filter(|said| matches!(said, Said::Strayed(_))).count();
    assert_eq!((strayed, back), (6, 5), "{said:?}");
    assert_eq!(said.last(), Some(&Said::Scanned(Scan::Text("b-117ac".into()))));
}

#[test]
fn a_tour_scans_like_a_scanner_and_presses_like_a_person() {
    let mut ui = at_field();
    let _ = ui.simulate(play::scan("TK1:ABCDEFGH"));
    rest(&mut ui, 400);
    let admit = keys::BINDINGS.iter().find(|binding| binding.act == KeyAct::Admit).unwrap();
    let _ = ui.simulate([play::chord(admit.chord)]);
    let _ = ui.simulate(play::typed("lindqvist"));
    let said = said(ui);
    assert!(said.contains(&Said::Scanned(Scan::Text("TK1:ABCDEFGH".into()))), "{said:?}");
    assert!(said.contains(&Said::Did(KeyAct::Admit)), "{said:?}");
    assert_eq!(left_in_field(&said), "lindqvist");
}
