use super::*;
use crate::badge::card::{FontScope, Fonts};
use crate::desk::Desk;
use crate::desk::sample::{REGISTRAR, SUPERVISOR};
use crate::device::mail::tests::{dead_port, server};
use crate::domain::mail::{Address, Service};
use crate::domain::{Moment, Person, Visit};
use crate::gui::screen::bench_tests::{Bench, ask, framed, morning, room, sample_mission};

room!(Outbox, State::place, |state, context| { state.over(framed(state.view(context)), true, |message| message) });

const HOUR: i64 = 3_600_000;

/// Invites somebody and puts the mail into the outbox of a post whose server is not there.
fn post(desk: &mut Desk, now: Moment, name: &str) -> Result<i64, crate::desk::DeskError> {
    let sender = Address::read("gate@nordhavn.example").unwrap();
    desk.set_mail_service(now, &Service { sender, name: String::new(), server: Some(server(dead_port())) })?;
    let from = morning().at.plus(HOUR);
    let person = Person { name: name.into(), email: "guest@example.org".into(), ..Person::default() };
    let visit = desk.schedule(now, &person, &Visit::plain("Ms Tan".into(), from, from.plus(HOUR)))?;
    desk.approve(now, visit)?;
    let _ = desk.invite(now, visit)?;
    let post = desk.letter(now, visit, None)?;
    let page = post.page(&mut Fonts::new(FontScope::BuiltIn))?;
    desk.post_invitation(now, &post, &post.mail(&page)?)
}

/// Waits until the postman has heard that nobody is there.
fn settled(context: &Context) {
    while ask(context, |desk, _| {
        Ok(desk.outbox(None, None)?.iter().any(|line| !line.state.is_settled() && line.trouble.is_none()))
    }) {
        std::thread::yield_now();
    }
}

fn outbox(names: &[&'static str]) -> Bench<Outbox> {
    let (folder, context) = sample_mission(Some(SUPERVISOR));
    for name in names.iter().copied() {
        let _ = ask(&context, move |desk, now| post(desk, now, name));
    }
    settled(&context);
    let (state, task) = State::new(&context);
    Bench::new(Outbox { state, context, actions: Vec::new(), folder }, task)
}

#[test]
fn an_outbox_with_nothing_says_so_and_that_nobody_said_how_mail_goes_out() {
    let (folder, context) = sample_mission(Some(REGISTRAR));
    let (state, task) = State::new(&context);
    let mut bench = Bench::new(Outbox { state, context, actions: Vec::new(), folder }, task);
    bench.expect(&[&tr("outbox-unsaid"), &tr("outbox-empty"), &tr("outbox-closely-none")]);
    bench.pictures("outbox-empty");
    for act in [Act::Down, Act::Send, Act::Save, Act::Remove] {
        bench.press(act);
    }
    assert!(bench.room.actions.is_empty(), "nothing is done where nothing is chosen");
}

#[test]
fn a_mail_that_failed_is_sent_again_saved_or_left() {
    let mut bench = outbox(&["Vera Holm", "Ola Berg"]);
    bench.expect(&["Vera Holm", "Ola Berg", &tr("mail-failed")]);
    bench.press(Act::Down);
    bench.expect(&[&tr("mail-trouble-unreachable"), &tr("outbox-send-again"), &tr("mail-purpose-invitation")]);
    bench.pictures("outbox");
    bench.press(Act::Send);
    settled(&bench.room.context);
    bench.say(Message::Show(None));
    bench.press(Act::Down);
    bench.press(Act::Save);
    let path = bench.room.folder.path().join(FOLDER).join("mail 2.eml");
    let saved = std::fs::read_to_string(path).unwrap();
    assert!(saved.contains("To: \"Ola Berg\" <guest@example.org>"), "{saved}");
    bench.expect(&[&tr("mail-saved")]);
    // It is out of the gate's hands now.
    bench.press(Act::Remove);
    assert!(bench.room.state.asked.is_none());

    bench.press(Act::Down);
    bench.press(Act::Remove);
    bench.expect(&[&tr("outbox-withdraw-title"), &tr("outbox-withdraw-hint")]);
    bench.pictures("outbox-withdraw");
    bench.press(Act::Back);
    bench.expect(&[&tr("mail-failed")]);
    bench.press(Act::Remove);
    bench.press(Act::Submit);
    bench.expect(&[&tr("mail-withdrawn")]);
    let told = bench.room.actions.iter().map(|action| match action {
        Action::Told(note) => note.words.as_str(),
        Action::Leave => "left",
    });
    let told = told.collect::<Vec<_>>();
    assert_eq!((told[0], told[2]), (tr("outbox-sending").as_str(), tr("outbox-withdrawn").as_str()));

    // Only those that stand so.
    bench.say(Message::Show(Some(MailState::Saved)));
    bench.expect(&["Ola Berg"]);
    assert!(!bench.shows("Vera Holm"));
}
