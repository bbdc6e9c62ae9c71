use super::*;
use crate::desk::sample::{REGISTRAR, SUPERVISOR, SampleOperator};
use crate::domain::{Person, Visit};
use crate::gui::keys::Place;
use crate::gui::screen::bench_tests::{Bench, ask, framed, room, sample_mission};

room!(Desk, |_| Place::Visits, |state, context| framed(state.view(context)));

fn desk(operator: SampleOperator) -> Bench<Desk> {
    let (folder, context) = sample_mission(Some(operator));
    let mut state = State::default();
    let task = state.begin(&context);
    Bench::new(Desk { state, context, actions: Vec::new(), folder }, task)
}

/// The visit of somebody, as it was entered.
fn entered(bench: &Bench<Desk>, name: &'static str) -> Option<(Person, Visit)> {
    ask(&bench.room.context, move |desk, now| {
        let known = desk.guests_like(now, name, 1)?;
        Ok(known.into_iter().next().map(|known| (known.person, known.last)))
    })
}

#[test]
fn a_visit_is_entered_by_keyboard_alone() {
    let mut bench = desk(REGISTRAR);
    bench.pictures("visit-empty");
    bench.fill(&["Dr Ivo Zwarić", "Institut za medije", "Croatia", "1978-03-02", "P0114417"]);
    bench.expect(&["Reads as DR IVO ZWARIC", &tr("visit-preview-none")]);
    bench.press(Act::NextField);
    bench.write("contr");
    bench.press(Act::Down);
    bench.press(Act::Open);
    bench.fill(&["Ms Tan", "Interview", "sat 14-16"]);
    bench.expect(&["Sat 28 Nov 2026, 14:00 – 16:00", &tr("verdict-refer"), &tr("reason-contractor-hours")]);
    bench.pictures("visit-refer");
    bench.press(Act::Submit);
    let (person, visit) = entered(&bench, "zwaric").unwrap();
    assert_eq!((person.name.as_str(), person.latin.as_str()), ("Dr Ivo Zwarić", ""), "a reading is no name");
    assert_eq!((visit.host.as_str(), visit.category), ("Ms Tan", Some(Category::Contractor)));
    assert!(matches!(bench.room.actions.as_slice(), [Action::Told(_)]));
    bench.expect(&[&tr("visit-new"), &tr("visit-when-hint")]);
}

#[test]
fn a_visit_that_recurs_is_shown_as_it_was_understood() {
    let mut bench = desk(REGISTRAR);
    bench.fill(&["Ana Zweig", "", "", "", "", "", "Ms Tan", "", "tue 14-16 every week until 15 dec"]);
    bench.expect(&["4 visits: Tue 24 Nov 2026 to Tue 15 Dec 2026, 14:00 – 16:00", &tr("verdict-admit")]);
    bench.pictures("visit-recurs");
    bench.press(Act::Submit);
    let (_, visit) = entered(&bench, "ana zweig").unwrap();
    assert_eq!(visit.recurrence.unwrap().rule.to_string(), "FREQ=WEEKLY;UNTIL=20261215");
}

#[test]
fn what_is_wrong_stands_at_its_field_and_nothing_is_entered() {
    let mut bench = desk(REGISTRAR);
    bench.fill(&["Ana Zweig", "", "", "30.02.1980"]);
    bench.expect(&["A day of the calendar was expected"]);
    bench.press(Act::Submit);
    bench.expect(&["A value was expected"]);
    bench.pictures("visit-faults");
    bench.room.state.content.set(Column::When, "every tue".into());
    bench.press(Act::Submit);
    bench.expect(&["Until when? For a pass that is gone through every 90 days, say “standing”"]);
    assert!(entered(&bench, "ana zweig").is_none() && bench.room.actions.is_empty());
}

#[test]
fn a_guest_who_is_known_is_picked_and_stays_the_same_person() {
    let mut bench = desk(SUPERVISOR);
    bench.write("aeroskobing sor");
    bench.expect(&[&tr("visits-known"), "Søren Ærøskøbing"]);
    bench.press(Act::Down);
    bench.pictures("visit-known");
    bench.press(Act::Open);
    bench.write("tomorrow 9-10");
    bench.expect(&[&tr("visit-before"), "Wed 25 Nov 2026, 09:00 – 10:00"]);
    bench.press(Act::Submit);
    let visits = ask(&bench.room.context, |desk, now| desk.guests_like(now, "aeroskobing", 9));
    assert_eq!(visits.iter().map(|known| known.visits).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_namesake_is_told_of() {
    let mut bench = desk(SUPERVISOR);
    bench.write("søren ærøskøbing");
    bench.expect(&["Søren Ærøskøbing is known here. Choose them on the left if it is the same person."]);
}

#[test]
fn what_is_seldom_said_has_its_own_page() {
    let mut bench = desk(REGISTRAR);
    bench.fill(&["Иван Цвейг", "", "", "", "", "", "Ms Tan", "", "tomorrow 9-10"]);
    bench.press(Act::More);
    bench.expect(&[&tr("visit-more"), &format!("Reads as {}", crate::desk::visits::latin_form("Иван Цвейг").unwrap())]);
    let (papers, address) = ("identity card 77", "ivan@zweig.example");
    bench.fill(&["Ivan Zweig", "Johann Zweig; Vanya", papers, "Russian, German", address, "ZG 1234", "A ramp"]);
    bench.pictures("visit-more");
    bench.press(Act::Submit);
    let (person, _) = entered(&bench, "vanya").unwrap();
    assert_eq!(person.names().collect::<Vec<_>>(), ["Иван Цвейг", "Ivan Zweig", "Johann Zweig", "Vanya"]);
    assert_eq!((person.numbers(), person.languages.len()), (vec!["77".to_owned()], 2));
    assert_eq!((person.email.as_str(), person.plate.as_str()), (address, "ZG 1234"));
}

#[test]
fn what_was_typed_stays_until_it_is_cleared() {
    let mut bench = desk(REGISTRAR);
    bench.write("Ana Zweig");
    bench.press(Act::Back);
    assert_eq!(bench.room.actions, [Action::Leave]);
    assert_eq!(bench.room.state.content.get(Column::Name), "Ana Zweig");
    bench.press(Act::Clear);
    assert_eq!(bench.room.state.content.get(Column::Name), "");
}

#[test]
fn what_is_half_entered_survives_whoever_typed_it_going() {
    let mut bench = desk(REGISTRAR);
    bench.fill(&["Ana Zweig", "Institut"]);
    let keeping = bench.room.state.keep(&bench.room.context);
    bench.drain(keeping);
    assert_eq!(ask(&bench.room.context, |desk, _| desk.drafts()).len(), 1);
    // The form of another session: what was typed last is in the fields again.
    bench.room.state = State::default();
    let beginning = bench.room.state.begin(&bench.room.context);
    bench.drain(beginning);
    assert_eq!(bench.room.state.content.get(Column::Organisation), "Institut");
    // Another is begun, and the first stays beside it.
    bench.press(Act::NewVisit);
    bench.expect(&[&tr("visit-drafts"), "Ana Zweig"]);
    bench.fill(&["Ola Berg", "", "", "", "", "", "Ms Tan", "", "tomorrow 9-10"]);
    bench.pictures("visit-drafts");
    bench.press(Act::Submit);
    let names = ask(&bench.room.context, |desk, _| desk.drafts());
    assert_eq!(names.iter().map(|kept| kept.draft.fields["name"].as_str()).collect::<Vec<_>>(), ["Ana Zweig"]);
    bench.say(Message::Resume(0));
    assert_eq!(bench.room.state.content.get(Column::Name), "Ana Zweig");
    bench.press(Act::Clear);
    assert!(ask(&bench.room.context, |desk, _| desk.drafts()).is_empty());
}

#[test]
fn a_visit_is_changed_in_the_form_and_keeps_the_time_that_nobody_named() {
    let mut bench = desk(SUPERVISOR);
    let visit = ask(&bench.room.context, |desk, now| {
        let visit =
            Visit { consent: true, ..Visit::plain("Ms Tan".into(), now.at.plus(3_600_000), now.at.plus(7_200_000)) };
        let id = desk.schedule(now, &Person { name: "Ana Zweig".into(), ..Person::default() }, &visit)?;
        desk.approve(now, id).map(|()| id)
    });
    let opening = bench.room.state.amend(visit, &bench.room.context);
    bench.drain(opening);
    bench.expect(&[&tr("visit-amend"), &tr("act-amend")]);
    let before = ask(&bench.room.context, move |desk, _| desk.visit_to_amend(visit));
    bench.say(Message::Typed(Column::Organisation, "Quillon Ltd".into()));
    bench.say(Message::Typed(Column::Purpose, "Lunch".into()));
    bench.pictures("visit-amend");
    bench.press(Act::Submit);
    let after = ask(&bench.room.context, move |desk, _| desk.visit_to_amend(visit));
    assert_eq!(after.1.organisation, "Quillon Ltd");
    assert_eq!(after.2, Visit { purpose: "Lunch".into(), ..before.2 });
    assert!(matches!(bench.room.actions.as_slice(), [Action::Told(note)] if note.words.contains("changed")));
}

#[test]
fn a_photo_is_kept_with_the_guest_and_a_file_that_is_none_enters_nothing() {
    use crate::badge::photo::tests::picture;
    let mut bench = desk(REGISTRAR);
    bench.fill(&["Ana Zweig", "", "", "", "", "", "Ms Tan", "", "sat 14-16"]);
    bench.press(Act::More);
    let file = |bench: &Bench<Desk>, name: &str, bytes: &[u8]| {
        let path = bench.room.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let none = file(&bench, "face.txt", b"no picture");
    bench.say(Message::Photo(none));
    bench.press(Act::Submit);
    bench.expect(&["A JPEG or PNG was expected. Take another picture: a JPEG or PNG of the face, as on the document."]);
    bench.pictures("visit-photo-fault");
    assert!(entered(&bench, "ana zweig").is_none());
    let face = file(&bench, "face.jpg", &picture(300, 400, image::ImageFormat::Jpeg));
    bench.say(Message::Photo(face));
    bench.press(Act::Submit);
    let kept = ask(&bench.room.context, |desk, now| {
        let known = desk.guests_like(now, "ana zweig", 1)?;
        known.first().map_or(Ok(None), |known| desk.photo(known.id))
    });
    assert!(kept.is_some());
    assert!(bench.room.state.photo.is_empty(), "the next guest has another face");
}
