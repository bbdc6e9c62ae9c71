//! The application as a guard meets it: by keyboard, by scanner, over a real store.

mod alike;
mod answered;
mod chrome;
mod duress;
mod erase;
mod export;
mod figures;
mod fixture;
mod groups;
mod lists;
mod matrix;
mod muster;
mod overrides;
mod own_list;
mod people;
mod rules;
mod security;
mod store_doubt;
mod threat;

use fixture::{CLERK, GUARD, LEADER, gate};

use crate::domain::{Kind, Verdict};
use crate::gui::keys::{self, Act};
use crate::gui::play;
use crate::i18n::tr;

#[test]
fn a_visitor_is_admitted_by_keyboard_alone_and_leaves_by_a_scan_of_the_badge() {
    let mut gate = gate(GUARD);
    gate.drive.write("aerosk");
    assert!(gate.drive.sees(&tr("search-head")));
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("verdict-admit")) && gate.drive.sees("Søren Ærøskøbing"));
    gate.drive.press(Act::Admit);
    assert!(gate.drive.sees(&tr("hint-tick-first")), "nobody is admitted unseen");
    gate.drive.press(Act::TickNext);
    gate.drive.press(Act::Admit);
    assert!(gate.drive.sees(&tr("issued-word")));
    assert_eq!(gate.inside(), 1);

    let token = gate.token();
    gate.drive.scan(&token);
    assert!(gate.drive.sees(&tr("leaving-word")));
    gate.drive.press(Act::Depart);
    assert_eq!(gate.inside(), 0);
    assert!(gate.drive.sees(&tr("gate-empty")));
}

#[test]
fn the_photo_of_a_guest_stands_beside_the_verdict_and_of_nobody_else() {
    use crate::badge::photo::tests::picture;
    use crate::desk::photo::Photo;
    let mut gate = gate(LEADER);
    let photo = Photo::read(&picture(300, 400, image::ImageFormat::Png)).unwrap();
    gate.ask(move |desk, now| {
        let visit = desk.search(now, "aerosk", 1)?[0].visit;
        let (who, ..) = desk.visit_to_amend(visit)?;
        let _ = desk.set_photo(now, who, &photo)?;
        desk.approve(now, visit)
    });
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("verdict-admit")) && !gate.drive.sees(&tr("photo-none")));
    gate.drive.press(Act::Back);
    gate.drive.write("dufour");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("photo-none")));
}

#[test]
fn a_decision_is_taken_back_for_two_minutes_and_no_longer() {
    let mut gate = gate(GUARD);
    gate.admit("aerosk");
    gate.drive.press(Act::Undo);
    assert_eq!(gate.inside(), 0);
    assert!(gate.drive.sees(&tr("verdict-admit")), "undecided again");
    gate.drive.press(Act::Back);
    gate.admit("aerosk");
    gate.pass(121);
    gate.drive.press(Act::Undo);
    assert_eq!(gate.inside(), 1);
    assert!(gate.drive.sees(&tr("note-nothing-to-undo")));
}

#[test]
fn a_refusal_needs_a_reason_and_is_done_once() {
    let mut gate = gate(GUARD);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Refuse);
    assert!(gate.drive.sees(&tr("refuse-title")));
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("form-reason-missing")));
    gate.drive.write("5");
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Refused), 1);
    gate.drive.press(Act::Refuse);
    assert!(!gate.drive.sees(&tr("refuse-title")));
}

#[test]
fn a_name_that_is_only_like_a_guests_is_asked_about_before_anybody_is_taken_for_them() {
    let mut gate = gate(GUARD);
    let (typed, guest) = ("Marek Wisniewsky", "Marek Wiśniewski");
    gate.drive.write(typed);
    gate.drive.press(Act::Open);
    let asked = [tr("like-word"), guest.into(), tr("like-none")];
    assert!(asked.iter().all(|words| gate.drive.sees(words)), "{:?}", gate.drive.words());
    assert_eq!(gate.count(Kind::Presented), 0, "nobody was presented yet");
    // The closest is offered first: Enter takes it, and the verdict is about the guest.
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(guest) && gate.drive.sees(&tr("term-visits")));
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Back);
    // Or it is somebody else, who is on no list.
    gate.drive.write(typed);
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Refer);
    assert!(gate.drive.sees(typed) && gate.drive.sees(&tr("card-on-no-list")));
    gate.drive.press(Act::Refer);
    assert!(gate.drive.sees(&tr("walk-in-title")));
}

#[test]
fn somebody_on_no_list_waits_until_host_and_supervisor_have_answered() {
    let mut gate = gate(GUARD);
    gate.drive.write("Nobody Known");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("verdict-refer")));
    gate.drive.press(Act::Admit);
    assert_eq!(gate.inside(), 0);
    gate.drive.press(Act::Refer);
    gate.drive.write("Mr Lind");
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Referred), 1);

    gate.drive.press(Act::Answer);
    gate.drive.write("I called 204");
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Answer);
    assert!(gate.drive.sees(&tr("form-passphrase")), "a guard is no supervisor");
    gate.drive.write(LEADER.0);
    gate.drive.press(Act::NextField);
    gate.drive.write("wrong words entirely");
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Resolved), 1, "a wrong passphrase answers nothing");
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Answer);
    gate.drive.write(LEADER.0);
    gate.drive.press(Act::NextField);
    gate.drive.write(LEADER.1);
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Resolved), 2);
    gate.drive.press(Act::TickNext);
    gate.drive.press(Act::Admit);
    assert_eq!(gate.inside(), 1);
}

#[test]
fn buttons_do_what_their_keys_do() {
    let mut gate = gate(GUARD);
    gate.drive.write("aerosk");
    assert!(gate.drive.click("Søren Ærøskøbing"));
    assert!(gate.drive.click(&tr("obligation-compare-document")));
    assert!(gate.drive.click(&tr("act-admit")));
    assert_eq!(gate.inside(), 1);
    assert!(gate.drive.click(&tr("act-next")));
    assert!(gate.drive.click(&tr("tab-inside")));
    assert!(gate.drive.click("Søren Ærøskøbing"));
    assert!(gate.drive.click(&tr("act-depart")));
    assert_eq!(gate.inside(), 0);
}

#[test]
fn names_close_while_somebody_stands_there_and_after_a_minute() {
    let mut gate = gate(GUARD);
    assert!(gate.drive.sees("Marek Wiśniewski"));
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    assert!(!gate.drive.sees("Marek Wiśniewski") && gate.drive.sees("M. W."));
    gate.drive.press(Act::HoldOpen);
    assert!(gate.drive.sees("Marek Wiśniewski"), "a key holds them open");
    gate.drive.press(Act::HoldOpen);
    gate.drive.press(Act::Back);
    assert!(gate.drive.sees("Marek Wiśniewski"));
    gate.pass(60);
    assert!(!gate.drive.sees("Marek Wiśniewski") && gate.drive.sees("M. W."));
}

#[test]
fn a_card_expires_and_cannot_be_admitted_from_then() {
    let mut gate = gate(GUARD);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::TickNext);
    gate.pass(89);
    assert!(gate.drive.sees(&tr("verdict-admit")));
    gate.pass(1);
    assert!(gate.drive.sees(&tr("gate-empty")) && gate.drive.sees(&tr("note-expired")));
    gate.drive.press(Act::Admit);
    assert_eq!(gate.inside(), 0);
}

#[test]
fn a_barcode_that_presses_keys_does_nothing_and_is_on_record() {
    let mut gate = gate(GUARD);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::TickNext);
    let mut events = play::scan("B-117ACDEF");
    for (place, act) in [(4, Act::Admit), (7, Act::GoAnywhere)] {
        events.insert(place, play::placed(act));
    }
    gate.drive.burst(events);
    assert_eq!((gate.inside(), gate.count(Kind::Anomaly)), (0, 1));
    assert!(gate.drive.sees(&tr("nothing-word")) && !gate.drive.sees(&tr("palette-title")));
}

#[test]
fn nothing_below_a_search_is_decided() {
    let mut gate = gate(GUARD);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::TickNext);
    gate.drive.write("dufour");
    gate.drive.press(Act::Admit);
    assert_eq!(gate.inside(), 0);
}

#[test]
fn every_presentation_is_recorded_once() {
    let mut gate = gate(GUARD);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Presented), 1);
    gate.drive.press(Act::Back);
    gate.drive.write("keller");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("choose-word")), "two visitors have this name");
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Presented), 2);
}

#[test]
fn the_post_is_locked_by_key_and_nothing_is_seen_then() {
    let mut gate = gate(GUARD);
    gate.drive.press(Act::Lock);
    assert!(!gate.drive.sees("Claire Dufour") && gate.drive.sees(&tr("lock-sign-in")));
    assert_eq!((gate.count(Kind::Locked), gate.count(Kind::SignedOut)), (1, 1));
    gate.sign_in(LEADER);
    assert!(gate.drive.sees(&tr("tab-log")), "who leads reads the log");
}

#[test]
fn go_anywhere_and_all_keys_lie_over_every_screen() {
    let mut gate = gate(LEADER);
    gate.drive.press(Act::GoAnywhere);
    gate.drive.write("ins");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("inside-title")));
    gate.drive.press(Act::Keys);
    assert!(gate.drive.sees(&tr("keys-title")));
    gate.drive.press(Act::Back);
    assert!(!gate.drive.sees(&tr("keys-title")) && gate.drive.sees(&tr("inside-title")));
}

#[test]
fn a_clock_in_doubt_is_said_and_only_who_leads_confirms_it() {
    let mut gate = gate(LEADER);
    gate.jump(3_600_000);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("verdict-refer")), "never green in doubt");
    gate.drive.press(Act::Back);
    gate.pass(31);
    assert!(gate.drive.click(&tr("act-confirm-clock")));
    assert!(gate.drive.sees(&tr("clock-title")));
    gate.drive.press(Act::Submit);
    assert!(!gate.drive.sees(&tr("act-confirm-clock")));
    assert!(gate.drive.sees(&tr("note-clock-confirmed")));
}

#[test]
fn a_verdict_that_got_worse_takes_the_place_of_the_one_shown() {
    let mut gate = gate(LEADER);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::TickNext);
    gate.cancel("Søren Ærøskøbing");
    gate.drive.press(Act::Admit);
    assert_eq!(gate.inside(), 0);
    assert!(gate.drive.sees(&tr("verdict-refuse")) && gate.drive.sees(&tr("note-changed")));
    assert_eq!(gate.last_verdict(), Some(Verdict::Admit), "only the presentation is on record");
}

#[test]
fn after_twelve_hours_everybody_signs_in_anew() {
    let mut gate = gate(GUARD);
    gate.pass(12 * 3600 + 1);
    gate.drive.settle();
    assert!(gate.drive.sees(&tr("lock-sign-in")) && !gate.drive.sees("Claire Dufour"));
}

#[test]
fn the_scan_field_keeps_the_keyboard_when_a_doubt_is_shown() {
    let mut gate = gate(GUARD);
    gate.jump(3_600_000);
    gate.drive.write("aero");
    gate.pass(31);
    gate.drive.write("sk");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees("Søren Ærøskøbing") && gate.drive.sees(&tr("verdict-refer")));
}

#[test]
fn the_badge_is_saved_beside_the_store() {
    let mut gate = gate(GUARD);
    gate.admit("aerosk");
    gate.drive.press(Act::Badge);
    let mut files: Vec<_> =
        std::fs::read_dir(gate.folder().join("badges")).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let endings: Vec<_> = files.iter().filter_map(|path| path.extension()?.to_str()).collect();
    assert_eq!(endings, ["pdf", "png"]);
    assert!(files.iter().all(|path| std::fs::metadata(path).unwrap().len() > 1_000));
    assert!(files.iter().all(|path| path.file_stem().is_some_and(|stem| stem.len() == "B-".len() + 16)));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&gate.folder().join("badges")), mode(&files[0]), mode(&files[1])), (0o700, 0o600, 0o600));
    }
}

#[test]
fn a_saved_badge_goes_when_its_holder_leaves_or_the_admission_is_taken_back() {
    let mut gate = gate(GUARD);
    let files = |gate: &fixture::Gate| std::fs::read_dir(gate.folder().join("badges")).unwrap().count();
    gate.admit("aerosk");
    gate.drive.press(Act::Badge);
    gate.drive.press(Act::Badge);
    assert_eq!(files(&gate), 2, "saved once more, in its own place");
    gate.drive.press(Act::Undo);
    assert_eq!(files(&gate), 0);
    for _ in 0..3 {
        gate.drive.press(Act::TickNext);
    }
    gate.drive.press(Act::Admit);
    let token = gate.token();
    gate.drive.press(Act::Back);
    gate.drive.scan(&token);
    assert!(gate.drive.sees(&tr("leaving-word")));
    gate.drive.press(Act::Badge);
    assert_eq!(files(&gate), 2, "printed again for who is inside");
    gate.drive.press(Act::Depart);
    assert_eq!((files(&gate), gate.inside()), (0, 0));
}

#[test]
fn somebody_who_waited_and_went_away_waits_no_more() {
    let mut gate = gate(GUARD);
    gate.drive.write("Nobody Known");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Gone);
    assert!(gate.drive.sees(&tr("verdict-refer")), "nobody waits yet");
    gate.drive.press(Act::Refer);
    gate.drive.write("Mr Lind");
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("act-gone")));
    gate.drive.press(Act::Gone);
    assert!(gate.drive.sees(&tr("gate-empty")) && gate.drive.sees(&tr("note-gone")));
    assert_eq!((gate.count(Kind::Corrected), gate.count(Kind::Refused)), (1, 0));
}

#[test]
fn a_scan_while_a_reason_is_asked_for_picks_none() {
    let mut gate = gate(GUARD);
    gate.admit("aerosk");
    gate.drive.press(Act::Back);
    let token = gate.token();
    gate.drive.write("wisniewski");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Refuse);
    gate.drive.scan(&token);
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("refuse-title")), "nothing is picked, so nothing is refused");
    assert_eq!(gate.count(Kind::Refused), 0);
    gate.drive.write("5");
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Refused), 1);
}

#[test]
fn a_passphrase_typed_as_fast_as_a_scan_signs_in() {
    let mut gate = gate(GUARD);
    gate.drive.press(Act::Lock);
    let mut burst = play::scan(LEADER.0);
    let _ = burst.pop();
    burst.extend(keys::BINDINGS.iter().find(|binding| binding.act == Act::NextField).map(|tab| play::chord(tab.chord)));
    burst.extend(play::scan(LEADER.1));
    for event in burst {
        gate.drive.event(event);
        gate.drive.settle();
    }
    assert!(gate.drive.sees(&tr("tab-log")));
}

#[test]
fn a_badge_is_taken_on_every_screen_and_other_text_only_at_the_gate() {
    let mut gate = gate(GUARD);
    gate.admit("aerosk");
    gate.drive.press(Act::Back);
    let token = gate.token();
    assert!(gate.drive.click(&tr("tab-inside")));
    gate.drive.scan("aeroskobing");
    assert!(gate.drive.sees(&tr("leaving-word")), "searched, and the only one opened");
    assert!(gate.drive.click(&tr("tab-waiting")));
    gate.drive.scan(&token);
    assert!(gate.drive.sees(&tr("leaving-word")));
    gate.drive.press(Act::Back);
    gate.drive.scan("Claire Dufour");
    assert!(gate.drive.sees("Claire Dufour") && !gate.drive.sees(&tr("gate-empty")));
}

#[test]
fn what_is_typed_fast_without_an_end_stays_in_the_field_whole() {
    let mut gate = gate(GUARD);
    gate.admit("wisniewski");
    gate.drive.press(Act::Back);
    let mut keys = play::scan("aeroskobing");
    let _ = keys.pop();
    gate.drive.burst(keys);
    assert!(gate.drive.sees(&tr("search-head")) && gate.drive.sees("Søren Ærøskøbing"));
}

#[test]
fn what_was_ticked_for_one_visitor_is_not_ticked_for_another() {
    let mut gate = gate(GUARD);
    gate.admit("aerosk");
    gate.drive.write("dufour");
    gate.drive.press(Act::Open);
    for _ in 0..3 {
        gate.drive.press(Act::TickNext);
    }
    gate.drive.press(Act::Undo);
    assert!(gate.drive.sees("Søren Ærøskøbing") && gate.drive.sees(&tr("verdict-admit")));
    gate.drive.press(Act::Admit);
    assert_eq!(gate.inside(), 0);
    assert!(gate.drive.sees(&tr("hint-tick-first")));
}

/// A barcode that presses keys, read in one go.
fn command_keys(gate: &mut fixture::Gate) {
    let mut events = play::scan("B-117ACDEF");
    events.insert(4, play::placed(Act::Admit));
    gate.drive.burst(events);
}

#[test]
fn a_barcode_that_presses_keys_is_on_record_wherever_it_was_read() {
    let mut gate = gate(GUARD);
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Refuse);
    command_keys(&mut gate);
    assert_eq!(gate.count(Kind::Anomaly), 1, "under a form");
    assert!(gate.drive.sees(&tr("refuse-title")));
    gate.drive.press(Act::Back);
    assert!(gate.drive.click(&tr("tab-inside")));
    command_keys(&mut gate);
    assert_eq!(gate.count(Kind::Anomaly), 2, "on a list");
    gate.drive.press(Act::GoAnywhere);
    command_keys(&mut gate);
    assert_eq!(gate.count(Kind::Anomaly), 3, "under a dialog");
    assert!(gate.drive.sees(&tr("palette-title")));
}

#[test]
fn a_barcode_sends_no_form_and_opens_no_row() {
    let mut gate = gate(GUARD);
    gate.drive.write("Nobody Known");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Refer);
    gate.drive.scan("Mr Lind");
    assert_eq!(gate.count(Kind::Referred), 0);
    gate.drive.press(Act::Open);
    assert_eq!(gate.count(Kind::Referred), 1, "it was typed where the keyboard was");
    gate.drive.press(Act::Back);
    assert!(gate.drive.click(&tr("tab-waiting")));
    gate.drive.press(Act::Down);
    gate.drive.scan("12345678");
    assert!(gate.drive.sees(&tr("waiting-title")));
}

#[test]
fn nothing_personal_stays_on_a_screen_that_nobody_looks_after() {
    let mut gate = gate(LEADER);
    gate.drive.write("aerosk");
    gate.pass(59);
    assert!(gate.drive.sees(&tr("search-head")));
    gate.pass(1);
    assert!(!gate.drive.sees(&tr("search-head")) && !gate.drive.sees("Søren Ærøskøbing"));
    gate.drive.write("aerosk");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::Refuse);
    gate.pass(89);
    assert!(gate.drive.sees(&tr("refuse-title")));
    gate.pass(1);
    assert!(!gate.drive.sees(&tr("refuse-title")) && gate.drive.sees(&tr("gate-empty")));
    assert!(gate.drive.click(&tr("tab-log")));
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("log-evidence")));
    gate.pass(60);
    assert!(!gate.drive.sees(&tr("log-evidence")));
    gate.drive.press(Act::HoldOpen);
    gate.drive.press(Act::Open);
    gate.pass(240);
    assert!(gate.drive.sees(&tr("log-evidence")), "a key holds it open");
}

#[test]
fn who_may_not_check_is_never_left_on_the_guards_screen() {
    let mut gate = gate(GUARD);
    gate.admit("aerosk");
    gate.drive.press(Act::Lock);
    gate.sign_in(CLERK);
    assert!(gate.drive.sees(&tr("inside-title")));
    gate.drive.press(Act::Back);
    assert!(gate.drive.sees(&tr("inside-title")));
    assert!(gate.drive.click("Søren Ærøskøbing"));
    assert!(gate.drive.sees(&tr("leaving-word")));
    gate.drive.press(Act::Depart);
    assert_eq!(gate.inside(), 0);
    assert!(gate.drive.sees(&tr("inside-title")));
}

#[test]
fn a_list_that_cannot_be_read_hides_no_other_and_nobody_is_kept_in() {
    let mut gate = gate(GUARD);
    gate.admit("aerosk");
    gate.drive.press(Act::Back);
    let unread = || std::sync::Arc::new(crate::desk::DeskError::Gone);
    let lists = super::gate::Lists { inside: Err(unread()), ..Default::default() };
    gate.drive.tell(super::Message::Gate(super::gate::Message::Lists(lists)));
    assert!(gate.drive.sees(&tr("expected-empty")) && !gate.drive.sees(&tr("inside-empty")));
    assert!(gate.drive.sees(&format!("{} {}", tr("advice-gone"), tr("inside-unread"))));
    let token = gate.token();
    gate.drive.scan(&token);
    gate.drive.press(Act::Depart);
    assert_eq!(gate.inside(), 0);
}
