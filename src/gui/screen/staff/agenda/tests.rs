use super::*;
use crate::desk::clock::place_at;
use crate::desk::sample::{REGISTRAR, SUPERVISOR, SampleOperator};
use crate::desk::visits::diary::Wanted;
use crate::domain::{Person, Stand, Timestamp, Visit, When};
use crate::gui::screen::bench_tests::{Bench, ask, framed, morning, room, sample_mission};
use crate::i18n::{Value, tr, tr_with};

room!(Agenda, State::place, |state, context| state.over(framed(state.view(context)), |message| message));

const HOUR: i64 = 3_600_000;

fn agenda(operator: SampleOperator, enter: &[(&'static str, i64, &'static str)]) -> Bench<Agenda> {
    let (folder, context) = sample_mission(Some(operator));
    for (name, hours, area) in enter.iter().copied() {
        let _ = ask(&context, move |desk, now| {
            let from = morning().at.plus(hours * HOUR);
            let areas = if area.is_empty() { Vec::new() } else { vec![area.to_owned()] };
            let visit = Visit { areas, ..Visit::plain("Ms Tan".into(), from, from.plus(HOUR)) };
            desk.schedule(now, &Person { name: name.into(), ..Person::default() }, &visit)
        });
    }
    ask(&context, |desk, _| {
        while !desk.remember_some(500)? {}
        Ok(())
    });
    let mut state = State::default();
    let task = state.begin(&context);
    Bench::new(Agenda { state, context, actions: Vec::new(), folder }, task)
}

fn line(bench: &Bench<Agenda>, name: &'static str) -> Line {
    let found = ask(&bench.room.context, move |desk, now| {
        let wanted = Wanted { text: name.into(), ..Wanted::default() };
        let (mut lines, mut after) = (Vec::new(), None);
        loop {
            let page = desk.visits_wanted(now, &wanted, after)?;
            lines.extend(page.lines);
            if page.whole {
                return Ok(lines);
            }
            after = page.next;
        }
    });
    found.into_iter().find(|line| line.guest.name == name).unwrap()
}

fn state(bench: &Bench<Agenda>, name: &'static str) -> Stand {
    line(bench, name).stand
}

fn told(bench: &Bench<Agenda>) -> Vec<&str> {
    bench
        .room
        .actions
        .iter()
        .filter_map(|action| match action {
            Action::Told(note) => Some(note.words.as_str()),
            _ => None,
        })
        .collect()
}

#[test]
fn what_waits_is_approved_and_declined_by_keyboard() {
    let people = [("Vera Holm", 2, ""), ("Ola Berg", 30, ""), ("Ana Zweig", 90, ""), ("Ivo Mar", 3, "Roof")];
    let mut bench = agenda(SUPERVISOR, &people);
    bench.press(Act::NextView);
    bench.press(Act::NextView);
    bench.expect(&[&tr("agenda-due"), "Vera Holm", "in 2 h", "Ivo Mar", &tr("agenda-delegations-none")]);
    bench.pictures("agenda-due");
    bench.press(Act::Down);
    bench.press(Act::Approve);
    assert_eq!(state(&bench, "Vera Holm"), Stand::Approved);
    // From nowhere everything is marked; what is another's is left, and said.
    bench.press(Act::Back);
    bench.press(Act::Mark);
    bench.press(Act::Decline);
    bench.expect(&[&tr_with("agenda-ask-decline-title", &[("count", 3.into())])]);
    bench.press(Act::Submit);
    bench.expect(&[&tr("agenda-ask-why")]);
    bench.write("The host is away");
    bench.pictures("agenda-decline");
    bench.press(Act::Submit);
    assert_eq!([state(&bench, "Ola Berg"), state(&bench, "Ana Zweig")], [Stand::Declined; 2]);
    assert!(told(&bench).last().unwrap().starts_with("3 visits declined."), "{:?}", told(&bench));
    bench.press(Act::Undo);
    assert_eq!([state(&bench, "Ola Berg"), state(&bench, "Ana Zweig")], [Stand::Requested; 2]);
    assert_eq!(told(&bench).last(), Some(&"3 visits are as before."));
}

#[test]
fn approval_is_delegated_by_keyboard_and_ended_by_a_press() {
    let mut bench = agenda(SUPERVISOR, &[]);
    bench.press(Act::Delegate);
    bench.write(REGISTRAR.number);
    bench.press(Act::Open);
    bench.write("someday");
    bench.press(Act::Submit);
    bench.expect(&["“someday” was not understood"]);
    for _ in 0.."someday".len() {
        bench.send_backspace();
    }
    bench.write("fri");
    bench.pictures("agenda-delegate");
    bench.press(Act::Submit);
    let given = ask(&bench.room.context, |desk, now| desk.delegations(now));
    assert_eq!(
        (given[0].heir.0.as_str(), given[0].until.rfc3339()),
        (REGISTRAR.number, "2026-11-27T22:59:59.999Z".into())
    );
    bench.press(Act::NextView);
    bench.press(Act::NextView);
    bench.say(Message::EndDelegation(given[0].seq));
    assert!(ask(&bench.room.context, |desk, now| desk.delegations(now)).is_empty());
}

#[test]
fn visits_are_found_marked_and_taken_back() {
    let mut bench = agenda(REGISTRAR, &[("Иван Петров", 30, ""), ("Ola Berg", 31, ""), ("Ana Zweig", 32, "")]);
    bench.write("ivan petrov");
    bench.expect(&["Иван Петров", &tr("agenda-every-day")]);
    assert_eq!(bench.room.state.lines.len(), 1);
    for _ in 0.."ivan petrov".len() {
        bench.send_backspace();
    }
    bench.press(Act::DayAfter);
    bench.expect(&["Wed 25 Nov 2026", "Ola Berg", "Ana Zweig"]);
    bench.press(Act::Mine);
    assert_eq!(bench.room.state.lines.len(), 3);
    bench.press(Act::Down);
    bench.press(Act::Down);
    bench.press(Act::Open);
    bench.expect(&[&tr("agenda-steps"), &tr("kind-scheduled")]);
    bench.pictures("agenda-list");
    bench.press(Act::Mark);
    bench.press(Act::Mark);
    bench.press(Act::Remove);
    bench.expect(&[&tr_with("agenda-ask-cancel-title", &[("count", 2.into())]), &tr("agenda-ask-cancel-hint")]);
    bench.pictures("agenda-cancel");
    bench.press(Act::Open);
    let off = [state(&bench, "Ola Berg"), state(&bench, "Ana Zweig"), state(&bench, "Иван Петров")];
    assert_eq!(off, [Stand::Cancelled, Stand::Cancelled, Stand::Requested]);
    bench.press(Act::Undo);
    assert_eq!(state(&bench, "Ola Berg"), Stand::Requested);
}

#[test]
fn many_have_another_host_or_time_and_one_goes_to_the_form() {
    let mut bench = agenda(REGISTRAR, &[("Ola Berg", 30, ""), ("Ana Zweig", 31, "")]);
    bench.press(Act::DayAfter);
    bench.press(Act::Down);
    bench.press(Act::Change);
    assert!(matches!(bench.room.actions.as_slice(), [Action::Amend(_)]));
    bench.press(Act::Back);
    bench.press(Act::Mark);
    bench.press(Act::Change);
    bench.press(Act::Submit);
    bench.expect(&[&tr("agenda-ask-what")]);
    bench.say(Message::Ask(ask::Message::Typed(1, "thu 10-12".into())));
    bench.pictures("agenda-change");
    bench.press(Act::Submit);
    let at = Timestamp::from("2026-11-26T09:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap());
    assert_eq!([line(&bench, "Ola Berg"), line(&bench, "Ana Zweig")].map(|line| line.appointment.from), [at; 2]);
}

#[test]
fn whoever_may_not_approve_is_told_who_has_to() {
    let mut bench = agenda(REGISTRAR, &[("Vera Holm", 2, "")]);
    bench.press(Act::NextView);
    bench.press(Act::NextView);
    bench.press(Act::Down);
    bench.press(Act::Approve);
    assert_eq!((told(&bench), state(&bench, "Vera Holm")), (vec![tr("agenda-not-yours").as_str()], Stand::Requested));
}

#[test]
fn the_week_is_gone_through_by_keyboard() {
    let mut people = vec![("Ana Zweig", 54, "")];
    people.extend((0..14).map(|hour| ("Ola Berg", 24 + hour % 6, "")));
    let mut bench = agenda(REGISTRAR, &people);
    bench.press(Act::NextView);
    let wednesday = bench.room.state.week[2].count;
    assert!(wednesday >= 14, "{wednesday}");
    let more = tr_with("agenda-more", &[("count", (wednesday - 8).to_string().into())]);
    bench.expect(&["23 Nov 2026 – 29 Nov 2026", "Wed 25", &wednesday.to_string(), &more, "Ana Zweig"]);
    bench.pictures("agenda-week");
    bench.press(Act::After);
    bench.press(Act::After);
    bench.press(Act::Down);
    bench.press(Act::Open);
    bench.expect(&[&tr("agenda-steps")]);
    bench.pictures("agenda-week-open");
    bench.press(Act::DayAfter);
    bench.expect(&["30 Nov 2026 – 6 Dec 2026"]);
    bench.press(Act::DayBefore);
    bench.say(Message::ListDay(NaiveDate::from_ymd_opt(2026, 11, 25).unwrap()));
    bench.expect(&["Wed 25 Nov 2026"]);
}

#[test]
fn a_delegation_is_made_of_marked_visits_and_kept_by_keyboard() {
    let mut bench = agenda(REGISTRAR, &[("Ola Berg", 30, ""), ("Ana Zweig", 30, ""), ("Vera Holm", 30, "")]);
    bench.press(Act::DayAfter);
    bench.press(Act::Mine);
    bench.press(Act::Mark);
    bench.press(Act::Group);
    bench.expect(&[&tr_with("agenda-ask-form-title", &[("count", 3.into())])]);
    bench.press(Act::Submit);
    bench.expect(&[&tr("agenda-ask-called")]);
    bench.write("Trade talks");
    bench.say(Message::Ask(ask::Message::Typed(1, "nobody".into())));
    bench.press(Act::Submit);
    bench.expect(&[&tr("agenda-ask-who-leads")]);
    bench.say(Message::Ask(ask::Message::Typed(1, "vera".into())));
    bench.pictures("agenda-form");
    bench.press(Act::Submit);
    let leads = |name: &str| tr_with("roster-leads", &[("name", name.into())]);
    let all = tr_with("group-count", &[("arrived", 0.into()), ("all", 3.into())]);
    bench.expect(&["Trade talks", &leads("Vera Holm"), &tr("group-with-all"), &format!("Ms Tan · {all}")]);
    bench.pictures("agenda-group");
    // Somebody else leads it, and is accompanied by her.
    bench.press(Act::Down);
    bench.press(Act::Down);
    bench.press(Act::Lead);
    bench.expect(&[&leads("Ana Zweig")]);
    bench.press(Act::Escort);
    bench.write("Mr Vale");
    bench.press(Act::Submit);
    bench.expect(&[&tr_with("group-escort", &[("name", "Mr Vale".into()), ("count", 1.into())])]);
    bench.pictures("agenda-group-escort");
    bench.press(Act::Undo);
    bench.expect(&[&tr("group-with-all")]);
    // One is taken out, the rest comes at another time, and then not at all.
    bench.press(Act::Back);
    for _ in 0..3 {
        bench.press(Act::Down);
    }
    bench.press(Act::TakeOut);
    assert_eq!(bench.room.state.rows().len(), 2);
    bench.press(Act::Back);
    bench.press(Act::Change);
    bench.say(Message::Ask(ask::Message::Typed(1, "thu 10-12".into())));
    bench.pictures("agenda-group-change");
    bench.press(Act::Submit);
    let at = Timestamp::from("2026-11-26T09:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap());
    assert_eq!(line(&bench, "Ana Zweig").appointment.from, at);
    assert_eq!(bench.room.state.group.as_ref().unwrap().group.from, at);
    bench.press(Act::Remove);
    bench.expect(&[&tr_with("agenda-ask-cancel-title", &[("count", 2.into())])]);
    bench.press(Act::Open);
    assert_eq!(state(&bench, "Ana Zweig"), Stand::Cancelled);
    bench.press(Act::Undo);
    assert_eq!(state(&bench, "Ana Zweig"), Stand::Requested);
}

#[test]
fn the_mission_is_closed_on_a_day_and_nobody_who_recurs_is_expected_on_it() {
    let mut bench = agenda(REGISTRAR, &[("Ola Berg", 2, "")]);
    let day: chrono::NaiveDate = "2026-12-01".parse().unwrap();
    let weekly = ask(&bench.room.context, |desk, now| {
        let when = When::read("every tue 10-12 until 31 dec", now.local(now.at).naive_local()).unwrap();
        let ((from, until), recurrence, _) = when.at(place_at(now));
        let visit = Visit { recurrence, ..Visit::plain("Ms Tan".into(), from, until) };
        desk.schedule(now, &Person { name: "Vera Holm".into(), ..Person::default() }, &visit)
    });
    let falls = |bench: &Bench<Agenda>| {
        let on = ask(&bench.room.context, move |desk, now| desk.recurring_on(now, day));
        on.iter().any(|(visit, _)| *visit == weekly)
    };
    assert!(falls(&bench));
    for _ in 0..4 {
        bench.press(Act::NextView);
    }
    bench.expect(&[&tr("agenda-holidays-none")]);
    bench.write("whenever");
    bench.press(Act::Open);
    bench.expect(&[&tr("agenda-closed-when")]);
    bench.say(Message::Closing("1 dec".into()));
    bench.press(Act::Open);
    bench.expect(&[&tr("agenda-closed-name")]);
    bench.write(" National Day");
    bench.press(Act::Open);
    let told = [("count", Value::from(1)), ("day", "Tue 1 Dec".into())];
    bench.expect(&[&tr_with("agenda-ask-skip-title", &told), "Vera Holm"]);
    bench.pictures("agenda-skip");
    bench.press(Act::Submit);
    assert!(!falls(&bench));
    bench.expect(&["National Day", "1 December 2026"]);
    bench.pictures("agenda-holidays");
    bench.press(Act::Undo);
    assert!(falls(&bench));
    // It is open after all.
    bench.press(Act::Down);
    bench.press(Act::Remove);
    bench.expect(&[&tr_with("agenda-ask-open-title", &told)]);
    bench.press(Act::Open);
    bench.expect(&[&tr("agenda-holidays-none")]);
}

#[test]
fn one_day_of_a_visit_that_recurs_is_cancelled_alone() {
    let mut bench = agenda(REGISTRAR, &[("Ola Berg", 2, "")]);
    let day: chrono::NaiveDate = "2026-12-01".parse().unwrap();
    let weekly = ask(&bench.room.context, |desk, now| {
        let when = When::read("every tue 10-12 until 31 dec", now.local(now.at).naive_local()).unwrap();
        let ((from, until), recurrence, _) = when.at(place_at(now));
        let visit = Visit { recurrence, ..Visit::plain("Ms Tan".into(), from, until) };
        desk.schedule(now, &Person { name: "Vera Holm".into(), ..Person::default() }, &visit)
    });
    bench.say(Message::ListDay(day));
    bench.expect(&["Vera Holm"]);
    bench.press(Act::Down);
    bench.press(Act::Remove);
    let told = [("count", Value::from(1)), ("day", "Tue 1 Dec".into())];
    bench.expect(&[&tr_with("agenda-ask-only", &told)]);
    bench.press(Act::TickNext);
    bench.expect(&[&tr_with("agenda-ask-only-verb", &told)]);
    bench.pictures("agenda-only-day");
    bench.press(Act::Submit);
    assert!(!bench.shows("Vera Holm"));
    let other = ask(&bench.room.context, move |desk, now| {
        desk.recurring_on(now, day.checked_add_days(chrono::Days::new(7)).unwrap())
    });
    assert_eq!(other.first().map(|(visit, _)| *visit), Some(weekly), "the other days stand");
    // A visit of one day has no other.
    bench.say(Message::ListDay(morning().today()));
    bench.press(Act::Down);
    bench.press(Act::Remove);
    assert!(!bench.shows(&tr_with("agenda-ask-only", &told)));
}

#[test]
fn an_invitation_that_holds_is_replaced_only_when_that_is_said_twice() {
    let mut bench = agenda(SUPERVISOR, &[("Vera Holm", 2, "")]);
    let visit = line(&bench, "Vera Holm").visit;
    ask(&bench.room.context, move |desk, now| desk.approve(now, visit));
    bench.say(Message::Typed(Field::Name, "Vera Holm".into()));
    bench.press(Act::Down);
    bench.press(Act::Invite);
    bench.press(Act::Submit);
    let made = |bench: &Bench<Agenda>| ask(&bench.room.context, move |desk, now| desk.invitations(now, visit)).len();
    assert_eq!(made(&bench), 1);
    bench.press(Act::Submit);
    bench.expect(&[&tr_with("invite-held", &[("count", Value::from(1)), ("key", "F8".into())])]);
    bench.press(Act::Change);
    bench.expect(&[&tr_with("invite-ask-renew", &[("count", Value::from(1)), ("key", "F8".into())])]);
    bench.pictures("invite-renew");
    assert_eq!(made(&bench), 1, "it was only asked");
    bench.press(Act::After);
    bench.press(Act::Change);
    assert_eq!(made(&bench), 1, "something else was done in between");
    bench.press(Act::Change);
    assert_eq!(made(&bench), 2);
    // Nobody has said how mail goes out.
    bench.press(Act::Send);
    let why = crate::gui::note::failure(&crate::desk::DeskError::NoSender.into());
    bench.expect(&[&tr_with("agenda-left", &[("count", Value::from(1)), ("why", why.into())])]);
}

fn book(bench: &Bench<Agenda>) -> Vec<(String, String, usize, bool)> {
    let hosts = ask(&bench.room.context, |desk, _| desk.hosts());
    let told = |host: crate::domain::Host| (host.name, host.email.to_string(), host.notices.len(), host.left);
    hosts.into_iter().map(|(_, host)| told(host)).collect()
}

/// A host of the sample mission.
const TAN: &str = "Ms L. Tan, Press and culture";

#[test]
fn the_book_of_hosts_is_kept_by_keyboard() {
    let mut bench = agenda(REGISTRAR, &[("Ola Berg", 2, "")]);
    for _ in 0..5 {
        bench.press(Act::NextView);
    }
    // Who is visited soon and is not in the book stands first.
    bench.expect(&[&tr("agenda-hosts"), &tr("hosts-by-nothing"), TAN, &tr("hosts-missing")]);
    bench.pictures("agenda-hosts-missing");
    bench.write("tan press");
    bench.press(Act::Down);
    bench.expect(&[&tr("hosts-missing-told")]);
    bench.press(Act::Open);
    bench.expect(&[&tr("hosts-add-title"), TAN]);
    bench.write("nowhere");
    bench.press(Act::Submit);
    bench.expect(&["An address such as name@host.example was expected"]);
    for _ in 0.."nowhere".len() {
        bench.send_backspace();
    }
    bench.write("tan@nordhavn.example");
    bench.say(Message::Hosts(hosts::Message::Typed(2, "espa".into())));
    bench.expect(&[&tr("hosts-no-language")]);
    bench.say(Message::Hosts(hosts::Message::Typed(2, "español".into())));
    bench.expect(&[&tr("language-es")]);
    // Down to what should have left, which they do not want to hear of.
    bench.press(Act::Down);
    bench.press(Act::Down);
    bench.press(Act::TickNext);
    bench.pictures("agenda-hosts-form");
    bench.press(Act::Submit);
    assert_eq!(book(&bench), [(TAN.into(), "tan@nordhavn.example".into(), 2, false)]);
    let name = [("name", Value::from(TAN)), ("key", Value::from("Ctrl Z"))];
    assert_eq!(told(&bench).last(), Some(&tr_with("hosts-added", &name).as_str()));
    // They leave, and that is taken back; so is taking them out.
    bench.press(Act::Change);
    bench.say(Message::Hosts(hosts::Message::Tick(Some(4))));
    bench.press(Act::Submit);
    assert!(book(&bench)[0].3);
    bench.expect(&[&tr("hosts-left"), &tr("hosts-left-told")]);
    bench.press(Act::Undo);
    assert!(!book(&bench)[0].3);
    bench.press(Act::Remove);
    bench.expect(&[&tr_with("hosts-remove-title", &[("name", TAN.into())]), &tr("hosts-remove-hint")]);
    bench.pictures("agenda-hosts-remove");
    bench.press(Act::Open);
    assert!(book(&bench).is_empty());
    bench.press(Act::Undo);
    assert_eq!(book(&bench).len(), 1);
    bench.pictures("agenda-hosts");
    // Their visits, as of a host who left.
    bench.press(Act::HostLeft);
    bench.expect(&[TAN]);
    assert_eq!(bench.room.state.filter.get(Field::Host), TAN);
}

#[test]
fn another_of_the_same_name_is_not_written_down_and_nobody_is_found_is_said() {
    let mut bench = agenda(REGISTRAR, &[]);
    bench.say(Message::Show(View::Hosts));
    bench.write("zzz");
    bench.expect(&[&tr("hosts-none-like")]);
    bench.press(Act::Open);
    bench.expect(&[&tr("hosts-add-title"), "zzz"]);
    bench.write("z@nordhavn.example");
    bench.press(Act::Submit);
    bench.press(Act::Add);
    bench.write("y");
    bench.press(Act::Submit);
    bench.write("y@nordhavn.example");
    bench.press(Act::Submit);
    assert_eq!(book(&bench).len(), 2);
    // One of them cannot be called as the other is.
    let line = ask(&bench.room.context, |desk, _| desk.host_called("y"));
    let same = crate::domain::Host { name: "ZZZ".into(), ..line.1 };
    let done = ask(&bench.room.context, move |desk, _| Ok(desk.put_host(Some(line.0), &same).is_err()));
    assert!(done);
}

/// The number of the visit that is looked at closely.
fn line_of(bench: &Bench<Agenda>) -> String {
    bench.room.state.opened.as_ref().map(|opened| opened.line.visit.short()).unwrap()
}

#[test]
fn the_desk_sees_who_arrived_waits_and_should_have_left() {
    let mut bench = agenda(SUPERVISOR, &[]);
    let (arrived, names) = ask(&bench.room.context, |desk, now| {
        let from = now.at.plus(-3 * HOUR);
        let _ = desk.hear(now);
        for line in desk.notices_open(now, false)? {
            desk.put_notice_away(line.id)?;
        }
        let enter = |desk: &mut crate::desk::Desk, name: &str, until: i64| {
            let person = Person { name: name.into(), ..Person::default() };
            let visit = desk.schedule(now, &person, &Visit::plain("Ms Tan".into(), from, now.at.plus(until)))?;
            desk.approve(now, visit)?;
            Ok::<_, crate::desk::DeskError>(visit)
        };
        // One in 250 is drawn to be seen by security; who is not drawn comes in.
        let mut arrived = "";
        for name in ["Vera Holm", "Ulla Berg", "Tore Lund", "Siri Moe"] {
            let visit = enter(desk, name, HOUR)?;
            let crate::domain::Recognised::Card(card) = desk.open_visit(now, visit, None)? else { panic!() };
            if card.judgement.verdict == crate::domain::Verdict::Admit {
                let _ = desk.admit(now, &card, &card.judgement.obligations)?;
                arrived = name;
                break;
            }
        }
        let person = Person { name: "Ivo Mar".into(), ..Person::default() };
        let waits = desk.schedule(now, &person, &Visit::plain("Ms Tan".into(), from, now.at.plus(HOUR)))?;
        let crate::domain::Recognised::Card(card) = desk.open_visit(now, waits, None)? else { panic!() };
        let _ = desk.refer(now, &card, None)?;
        let _ = desk.hear(now);
        let told = desk.notices_open(now, false)?.into_iter().map(|line| line.guest);
        Ok((arrived, told.collect::<Vec<_>>()))
    });
    assert_eq!(names, ["Ivo Mar", arrived]);
    bench.say(Message::Show(View::List));
    let line = |code: &str, guest: &str| {
        let told = [("time", Value::from("09:11")), ("guest", guest.into()), ("host", "Ms Tan".into())];
        tr_with(&format!("strip-{code}"), &told)
    };
    let (first, second) = (line("referral", "Ivo Mar"), line("arrival", arrived));
    bench.expect(&[&format!("{first}  F2"), &second, &tr("strip-state-referral"), &tr("strip-state-arrival")]);
    bench.pictures("agenda-strip");
    bench.press(Act::NextNotice);
    let number = line_of(&bench);
    bench.expect(&["Ivo Mar", &tr("agenda-steps"), &number]);
    bench.press(Act::NextNotice);
    bench.expect(&[&format!("{second}  F2")]);
    bench.press(Act::PutAway);
    assert!(!bench.shows(&second) && bench.shows(&format!("{first}  F2")));
    // Nothing stands over pages that are about something else.
    bench.say(Message::Show(View::Hosts));
    assert!(!bench.shows(&format!("{first}  F2")));
}
