//! Lists as files, and the page of the allow-list, in the window.

use super::fixture::{LEADER, gate};
use super::security::expect;
use crate::domain::{Kind, Person, Visit, When};
use crate::gui::app::Message;
use crate::gui::form::export;
use crate::gui::keys::Act;
use crate::i18n::{tr, tr_with};

#[test]
fn a_list_is_taken_away_by_one_key_and_lies_where_it_says() {
    let mut gate = gate(LEADER);
    let folder = tempfile::tempdir().unwrap();
    gate.drive.press(Act::Agenda);
    gate.pass(0);
    gate.drive.press(Act::Save);
    expect(&mut gate.drive, &[&tr("export-list-visits"), &tr("export-hint"), &tr("export-format-pdf")]);
    gate.drive.tell(Message::Export(export::Message::Typed(folder.path().display().to_string())));
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Submit);
    for _ in 0..2_000 {
        if gate.drive.sees(&tr("export-done-hint")) {
            break;
        }
        gate.pass(0);
    }
    let lies = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    expect(&mut gate.drive, &[&tr("export-done-hint"), &lies.display().to_string()]);
    assert!(std::fs::read(&lies).unwrap().starts_with(b"PK") && lies.extension().unwrap() == "xlsx");
    assert_eq!(gate.count(Kind::Exported), 1);
    gate.drive.press(Act::Open);
    // The same again in the same minute: nothing is written over without a yes.
    gate.drive.press(Act::Save);
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Submit);
    expect(&mut gate.drive, &[&tr("export-there"), &tr("act-write-over")]);
    assert_eq!(gate.count(Kind::Exported), 1);
    gate.drive.press(Act::Back);
    assert!(!gate.drive.sees(&tr("export-there")));
}

#[test]
fn what_is_due_is_confirmed_and_ended_by_keyboard_and_the_review_is_signed() {
    let mut gate = gate(LEADER);
    gate.ask(|desk, now| {
        for name in ["Pia Pass", "Una Used", "Eda End"] {
            let when = When::read("standing weekdays 8-18", now.local(now.at).naive_local()).unwrap();
            let ((from, until), recurrence, review) = when.at(crate::desk::clock::place_at(now));
            // So long ago that it is due in some days.
            let review = review.map(|review| review.plus(-80 * 24 * 3_600_000));
            let visit = Visit { recurrence, review, ..Visit::plain("Ms Okoye".into(), from, until) };
            let id = desk.schedule(now, &Person { name: name.into(), ..Person::default() }, &visit)?;
            desk.approve(now, id)?;
        }
        Ok(())
    });
    gate.drive.press(Act::AllowList);
    gate.pass(0);
    expect(&mut gate.drive, &[&tr("review-title"), "Pia Pass", "Eda End", &tr("review-never")]);
    // From nowhere all that are shown are marked; one is taken out of it again, and the others are confirmed.
    gate.drive.press(Act::Mark);
    expect(&mut gate.drive, &[&tr_with("agenda-marked", &[("count", 3.into())])]);
    gate.drive.press(Act::Mark);
    gate.drive.press(Act::Approve);
    gate.pass(0);
    assert_eq!(gate.count(Kind::PassReviewed), 2);
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Remove);
    expect(&mut gate.drive, &[&tr("review-end-hint")]);
    assert_eq!(gate.count(Kind::Cancelled), 0);
    gate.drive.press(Act::Submit);
    gate.pass(0);
    assert_eq!(gate.count(Kind::Cancelled), 1);
    expect(&mut gate.drive, &[&tr("review-empty")]);
    // One closes it with their name, and that stands on the page.
    gate.drive.press(Act::Review);
    expect(&mut gate.drive, &[&tr("review-sign-hint")]);
    gate.drive.write("1");
    gate.drive.press(Act::Submit);
    gate.pass(0);
    assert_eq!(gate.count(Kind::PassesReviewed), 1);
    assert!(!gate.drive.sees(&tr("review-never")));
    // A host who left: all of their visits are looked for where they can be given to another.
    gate.drive.press(Act::HostLeft);
    gate.drive.write("Okoye");
    gate.drive.press(Act::Submit);
    gate.pass(0);
    expect(&mut gate.drive, &[&tr("agenda-sought"), &tr("agenda-host"), "Okoye"]);
}
