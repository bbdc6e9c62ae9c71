use super::*;
use crate::desk::sample::SUPERVISOR;
use crate::device::mail::tests::dead_port;
use crate::gui::screen::bench_tests::{Bench, ask, framed, room, sample_mission};

room!(MailServer, State::place, |state, context| framed(state.view(context)));

fn page() -> Bench<MailServer> {
    let (folder, context) = sample_mission(Some(SUPERVISOR));
    let (state, task) = State::new(&context);
    Bench::new(MailServer { state, context, actions: Vec::new(), folder }, task)
}

fn kept(bench: &Bench<MailServer>) -> Option<Service> {
    ask(&bench.room.context, |desk, _| desk.read_mail_service())
}

fn typed(bench: &mut Bench<MailServer>, field: Field, text: &str) {
    bench.say(Message::Typed(field, Private(text.into())));
}

#[test]
fn how_mail_goes_out_is_said_by_keyboard_and_what_is_wrong_beside_the_field() {
    let mut bench = page();
    bench.press(Act::Submit);
    bench.expect(&["An address such as name@host.example was expected"]);
    bench.pictures("mail-fault");
    assert_eq!(kept(&bench), None);
    bench.write("gate@nordhavn.example");
    typed(&mut bench, Field::Host, "mail.nordhavn.example");
    typed(&mut bench, Field::Port, "70000");
    bench.press(Act::Submit);
    bench.expect(&[&tr("mail-port-fault")]);
    typed(&mut bench, Field::Port, "");
    bench.press(Act::NextView);
    bench.press(Act::Submit);
    let server = kept(&bench).unwrap().server.unwrap();
    assert_eq!((server.host.as_str(), server.port, server.security), ("mail.nordhavn.example", 465, Security::Tls));
    bench.expect(&["465", &tr("mail-try")]);
    bench.pictures("mail");
    // What is said without TLS is for this machine alone.
    bench.say(Message::Security(Security::Loopback));
    bench.press(Act::Submit);
    bench.expect(&["Without TLS mail goes to a relay on this machine alone, as 127.0.0.1"]);
}

#[test]
fn a_password_and_certificates_stay_until_others_are_given() {
    let mut bench = page();
    let file = bench.room.folder.path().join("ca.pem");
    std::fs::write(&file, "of the mission").unwrap();
    bench.write("gate@nordhavn.example");
    typed(&mut bench, Field::Host, "mail.nordhavn.example");
    typed(&mut bench, Field::User, "gate");
    typed(&mut bench, Field::Password, "lantern");
    typed(&mut bench, Field::Authorities, &file.with_extension("none").display().to_string());
    bench.press(Act::Submit);
    assert!(bench.room.state.trouble.is_some() && kept(&bench).is_none(), "a file that is not there is said");
    typed(&mut bench, Field::Authorities, &file.display().to_string());
    bench.press(Act::Submit);
    bench.expect(&[&tr("mail-password-kept"), &tr("mail-authorities-kept")]);
    assert_eq!(bench.room.state.password.as_str(), "", "it is shown to nobody again");
    typed(&mut bench, Field::Name, "Embassy of Nordhavn");
    bench.press(Act::Submit);
    let service = kept(&bench).unwrap();
    assert_eq!(service.name, "Embassy of Nordhavn");
    assert_eq!(service.server.unwrap().authorities, "of the mission");
}

#[test]
fn a_mail_tries_what_is_kept() {
    let mut bench = page();
    bench.write("gate@nordhavn.example");
    typed(&mut bench, Field::Host, "127.0.0.1");
    typed(&mut bench, Field::Port, &dead_port().to_string());
    bench.say(Message::Security(Security::Loopback));
    bench.press(Act::Send);
    assert!(bench.room.state.tested.is_none(), "what is not kept is not tried");
    bench.press(Act::Submit);
    typed(&mut bench, Field::To, "nobody");
    bench.press(Act::Send);
    bench.expect(&["An address such as name@host.example was expected"]);
    typed(&mut bench, Field::To, "ada@nordhavn.example");
    bench.press(Act::Send);
    bench.expect(&[&tr("mail-trouble-unreachable")]);
    bench.pictures("mail-tried");
}
