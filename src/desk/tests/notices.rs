//! Hosts hear: who is told of what, once, and the same whatever it was about.

use std::sync::mpsc::Receiver;

use serde_json::Value;

use super::findings::{refer, rules};
use super::lists::{bad_people, list, load};
use super::*;
use crate::desk::outbox::{MailLine, MailState, Purpose, Trouble, Way};
use crate::device::alarm::tests::web_server;
use crate::device::mail::tests::{self as post, Smtp, dead_port};
use crate::domain::fact::RefusalCode;
use crate::domain::mail::{Address, Service};
use crate::domain::moment::DAY;
use crate::domain::notice::Event;
use crate::domain::{Host, Notices};

fn host(name: &str, notices: &[Event]) -> Host {
    let email = Address::read("vale@nordhavn.example").unwrap();
    Host { name: name.into(), email, language: "en".into(), notices: notices.to_vec(), left: false }
}

/// The host of [`visit`] hears of all, by mail and by the webhook.
fn told(desk: &mut Desk, smtp: u16, webhook: Option<crate::domain::alarm::Address>) {
    let sender = Address::read("gate@nordhavn.example").unwrap();
    let service = Service { sender, name: String::new(), server: Some(post::server(smtp)) };
    desk.set_mail_service(noon(), &service).unwrap();
    desk.set_notices(noon(), &Notices { webhook, ..Notices::default() }).unwrap();
    let _ = desk.put_host(None, &host("mr t vale, trade", &Event::ALL)).unwrap();
    let _ = desk.hear_all(noon());
}

fn lines(desk: &Desk) -> Vec<MailLine> {
    let mut lines = desk.outbox(None, None).unwrap();
    lines.reverse();
    lines
}

fn purposes(desk: &Desk) -> Vec<Purpose> {
    lines(desk).iter().map(|line| line.purpose.unwrap()).collect()
}

fn object(heard: &Receiver<String>) -> Value {
    let asked = heard.recv().unwrap();
    serde_json::from_str(asked.split("\r\n\r\n").nth(1).unwrap()).unwrap()
}

#[test]
fn a_host_is_told_once_by_mail_and_webhook_who_came_and_who_left() {
    let (_folder, mut desk) = desk();
    let smtp = Smtp::start(&[post::Way::Take; 2]);
    let (url, heard) = web_server(&[204, 204]);
    told(&mut desk, smtp.port, Some(url));
    let guest = expected(&mut desk, "Vera Holm");
    let admission = admit(&mut desk, noon(), guest);
    let before = entries(&desk);
    desk.tell_hosts_now(noon());
    assert_eq!(entries(&desk), before, "nobody is told by the log");
    assert_eq!(purposes(&desk), [Purpose::Arrival; 2]);
    assert!(lines(&desk).iter().all(|line| line.state == MailState::Sent && line.tries == 1));
    let mail = smtp.heard.recv().unwrap();
    assert!(mail.contains("RCPT TO:<vale@nordhavn.example>") && mail.contains(&guest.short()), "{mail}");
    assert!(!mail.contains("Vera") && !mail.contains("Holm"), "{mail}");
    let said = object(&heard);
    assert_eq!((&said["event"], &said["visit"]), (&"arrival".into(), &guest.short().into()));
    assert_eq!((&said["host"]["name"], said.get("guest")), (&"mr t vale, trade".into(), None));
    // Looked at again, at once or by another process, nothing is told twice.
    desk.tell_hosts_now(noon());
    desk.store.see_notices(0).unwrap();
    desk.ear = crate::desk::notices::Ear::default();
    assert!(!desk.hear_all(noon()));
    assert_eq!(lines(&desk).len(), 2);
    let _ = desk.depart(after(MINUTE), admission.entry, None).unwrap();
    desk.tell_hosts_now(after(MINUTE));
    assert_eq!(purposes(&desk)[2..], [Purpose::Departure; 2]);
    assert_eq!(object(&heard)["event"], "departure");
    assert!(smtp.heard.recv().unwrap().contains("has left"));
    assert_clean(&desk);
}

#[test]
fn a_name_is_told_where_the_mission_says_so() {
    let (_folder, mut desk) = desk();
    let smtp = Smtp::start(&[post::Way::Take]);
    told(&mut desk, smtp.port, None);
    desk.set_notices(noon(), &Notices { names: true, ..Notices::default() }).unwrap();
    let guest = expected(&mut desk, "Vera Holm");
    let _ = admit(&mut desk, noon(), guest);
    desk.tell_hosts_now(noon());
    assert!(smtp.heard.recv().unwrap().contains("Guest: Vera Holm"));
}

#[test]
fn who_is_not_in_the_book_has_left_or_does_not_want_it_gets_nothing() {
    let (_folder, mut desk) = desk();
    told(&mut desk, dead_port(), None);
    let (id, known) = desk.host_called("Trade Vale T. Mr").unwrap();
    for other in [
        Host { left: true, ..known.clone() },
        Host { notices: vec![Event::Referral, Event::Overstay], ..known.clone() },
        Host { name: "Somebody else".into(), ..known },
    ] {
        let _ = desk.put_host(Some(id), &other).unwrap();
        let guest = expected(&mut desk, "Vera Holm");
        let admission = admit(&mut desk, noon(), guest);
        assert!(!desk.hear_all(noon()));
        let _ = desk.depart(noon(), admission.entry, None).unwrap();
        assert!(!desk.hear_all(noon()));
    }
    assert_eq!(lines(&desk), []);
}

/// What a referral is for shows in nothing that a host gets, nor in whether they get it.
#[test]
fn no_notice_differs_by_the_reason_of_a_referral() {
    let mut heard_of = Vec::new();
    for reason in 0..5 {
        let (_folder, mut desk) = desk();
        let (url, heard) = web_server(&[204]);
        let smtp = Smtp::start(&[post::Way::Take]);
        told(&mut desk, smtp.port, Some(url));
        let guest = match reason {
            // Somebody listed; a check at random; not approved; the threat level; not approved and listed.
            0 => {
                load(&mut desk, list("UN", bad_people()));
                expected(&mut desk, "Casimir Brandt")
            }
            1 => {
                desk.judge_by(rules("@one_in(\"250\")", "@one_in(\"1\")"));
                expected(&mut desk, "Casimir Brandt")
            }
            2 => scheduled(&mut desk, "Casimir Brandt", -HOUR, 2 * HOUR),
            3 => {
                let guest = scheduled(&mut desk, "Casimir Brandt", -HOUR, 2 * HOUR);
                desk.approve(noon(), guest).unwrap();
                desk.raise_posture(noon(), crate::domain::Posture::Charlie, &two(noon(), "V-1").0).unwrap();
                guest
            }
            _ => {
                load(&mut desk, list("UN", bad_people()));
                scheduled(&mut desk, "Casimir Brandt", -HOUR, 2 * HOUR)
            }
        };
        let _ = refer(&mut desk, guest);
        desk.tell_hosts_now(noon());
        assert_eq!(purposes(&desk), [Purpose::Referral; 2], "{reason}");
        let mail = bare(&smtp.heard.recv().unwrap().replace(&guest.short(), "V"));
        let mut said = object(&heard);
        (said["id"], said["visit"]) = (Value::Null, Value::Null);
        let stands: Vec<_> =
            lines(&desk).into_iter().map(|line| (line.way, line.state, line.tries, line.name)).collect();
        heard_of.push((mail, said, stands));
    }
    let words = "Somebody who says that you expect them is at the gate. Please ring the gate.";
    assert!(heard_of[0].0.contains(words), "{}", heard_of[0].0);
    heard_of.windows(2).for_each(|two| assert_eq!(two[0], two[1]));
}

/// A mail without the random words that part it, and without its identifier, which names the entry.
fn bare(mail: &str) -> String {
    let parting = |line: &&str| !line.starts_with("--") && !line.contains("boundary=") && !line.contains("Message-ID");
    mail.lines().filter(parting).collect::<Vec<_>>().join("\n")
}

#[test]
fn who_was_refused_gives_no_notice_and_one_that_waits_is_not_sent() {
    let (_folder, mut desk) = desk();
    told(&mut desk, dead_port(), None);
    load(&mut desk, list("UN", bad_people()));
    let guest = expected(&mut desk, "Casimir Brandt");
    let card = shown(&mut desk, noon(), guest);
    let _ = desk.refuse(noon(), &card, RefusalCode::Other, "Not today").unwrap();
    desk.tell_hosts_now(noon());
    assert_eq!(lines(&desk), []);
    // What waits in the outbox is not sent once it is not so any more, whatever ended it.
    let other = scheduled(&mut desk, "Uma Park", -HOUR, HOUR);
    let _ = refer(&mut desk, other);
    desk.tell_hosts_now(noon());
    assert_eq!((lines(&desk)[0].state, lines(&desk)[0].trouble), (MailState::Failed, Some(Trouble::Unreachable)));
    let waits = shown(&mut desk, noon(), other);
    let _ = desk.refuse(noon(), &waits, RefusalCode::HostDeclined, "").unwrap();
    desk.send_mail_now(after(HOUR)).unwrap();
    assert_eq!(lines(&desk)[0].state, MailState::Withdrawn);
}

#[test]
fn an_overstay_is_told_once_after_the_grace_whoever_looks() {
    let (folder, mut desk) = desk();
    told(&mut desk, dead_port(), None);
    let guest = scheduled(&mut desk, "Vera Holm", -HOUR, HOUR);
    desk.approve(noon(), guest).unwrap();
    let long = desk.schedule(noon(), &Person { name: "Ola Berg".into(), ..Person::default() }, &visit(-HOUR, 3 * DAY));
    let long = long.unwrap();
    desk.approve(noon(), long).unwrap();
    let (_, _) = (admit(&mut desk, noon(), guest), admit(&mut desk, noon(), long));
    let _ = desk.hear_all(noon());
    let overstays = |desk: &Desk| purposes(desk).iter().filter(|one| **one == Purpose::Overstay).count();
    let grace = HOUR + 30 * MINUTE;
    let _ = desk.hear_all(after(grace - MINUTE));
    assert_eq!(overstays(&desk), 0);
    assert!(desk.notice_wait(after(grace - MINUTE)) <= MINUTE);
    let _ = desk.hear_all(after(grace));
    assert_eq!(overstays(&desk), 1);
    for later in 1..5 {
        let _ = desk.hear_all(after(grace + later * HOUR));
    }
    drop(desk);
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    sign_in(&mut desk, after(grace + 6 * HOUR), "S-1");
    desk.send_mail_now(after(grace + 6 * HOUR)).unwrap();
    assert_eq!(overstays(&desk), 1);
    // Another grace counts for whoever comes next.
    desk.set_notices(after(7 * HOUR), &Notices { grace: 0, ..Notices::default() }).unwrap();
    let too_long = desk.set_notices(after(7 * HOUR), &Notices { grace: 1_441, ..Notices::default() });
    assert!(matches!(too_long, Err(DeskError::Grace)));
}

#[test]
fn a_dead_webhook_is_tried_again_and_keeps_no_mail_up() {
    let (_folder, mut desk) = desk();
    let smtp = Smtp::start(&[post::Way::Take; 3]);
    let url = format!("http://127.0.0.1:{}/hosts", dead_port()).parse().unwrap();
    told(&mut desk, smtp.port, Some(url));
    for name in ["Vera Holm", "Ola Berg", "Uma Park"] {
        let guest = expected(&mut desk, name);
        let _ = admit(&mut desk, noon(), guest);
    }
    desk.tell_hosts_now(noon());
    let of = |desk: &Desk, way| lines(desk).into_iter().filter(|line| line.way == way).collect::<Vec<_>>();
    assert!(of(&desk, Way::Mail).iter().all(|line| line.state == MailState::Sent));
    let hooks = of(&desk, Way::Webhook);
    let first = (hooks[0].state, hooks[0].trouble, hooks[0].next.map(|next| next.since(noon().at)));
    assert_eq!(first, (MailState::Failed, Some(Trouble::Unreachable), Some(MINUTE)));
    assert!(hooks[1..].iter().all(|line| line.state == MailState::Waiting), "the first was tried alone");
    assert!(hooks[0].to.starts_with("http://127.0.0.1:") && !hooks[0].to.contains("hosts"), "{}", hooks[0].to);
    assert!(matches!(desk.mail_file(hooks[0].id), Err(DeskError::Gone)), "it is no mail");
}

#[test]
fn settings_are_on_record_without_what_opens_anything() {
    let (_folder, mut desk) = desk();
    let from = entries(&desk);
    let server = crate::domain::mail::Server { user: "gate".into(), password: "brass tide".into(), ..post::server(25) };
    let sender = Address::read("gate@nordhavn.example").unwrap();
    let service = Service { sender, name: String::new(), server: Some(server) };
    desk.set_mail_service(noon(), &service).unwrap();
    desk.set_mail_service(noon(), &service).unwrap();
    let webhook = Some("http://10.0.0.7:8080/token-7731".parse().unwrap());
    desk.set_notices(noon(), &Notices { webhook, ..Notices::default() }).unwrap();
    assert_eq!(kinds(&desk, from), [Kind::SettingsChanged; 2], "what is as it was is not on record");
    let facts: Vec<_> = (from..entries(&desk)).map(|seq| format!("{:?}", desk.store.fact(seq).unwrap())).collect();
    assert!(facts[0].contains("gate@nordhavn.example") && !facts[0].contains("brass tide"), "{}", facts[0]);
    assert!(facts[1].contains("http://10.0.0.7:8080") && !facts[1].contains("7731"), "{}", facts[1]);
    assert_clean(&desk);
    hand_over(&mut desk, noon(), "R-1");
    assert!(matches!(desk.set_notices(noon(), &Notices::default()), Err(DeskError::NotAdministrator)));
    assert!(matches!(desk.read_notices(), Err(DeskError::NotAdministrator)));
}

#[test]
fn the_book_of_hosts_is_sealed_row_by_row_and_kept_by_the_desk() {
    let (folder, mut desk) = desk();
    let (new, vale) = desk.put_host(None, &host("Mr T. Vale, Trade", &Event::USUAL)).unwrap();
    assert!(new && !desk.put_host(None, &host("VALE T MR TRADE", &Event::ALL)).unwrap().0, "they are the same");
    let (_, ito) = desk.put_host(None, &host("Ms B. Ito", &[])).unwrap();
    assert!(matches!(desk.put_host(Some(ito), &host("mr t vale trade", &[])), Err(DeskError::HostKnown)));
    let klingon = Host { language: "tlh".into(), ..host("Mr Worf", &[]) };
    assert!(matches!(desk.put_host(None, &klingon), Err(DeskError::HostLanguage)));
    assert!(matches!(desk.put_hosts(&[host("Ms C. Ro", &[]), klingon]), Err(DeskError::HostLanguage)));
    assert_eq!(desk.hosts().unwrap().len(), 2, "all or nothing");
    assert_eq!(desk.put_hosts(&[host("Ms C. Ro", &[]), host("Ito B Ms", &Event::ALL)]).unwrap(), 1);
    // A row in the place of another does not open.
    desk.store.exchange_hosts(vale, ito);
    let names: Vec<_> = desk.hosts().unwrap().into_iter().map(|(_, host)| host.name).collect();
    assert_eq!(names, ["Ms C. Ro", "VALE T MR TRADE"]);
    let gone = desk.remove_host(vale).unwrap();
    assert_eq!(desk.put_host(Some(vale), &gone).unwrap(), (true, vale), "it is put back");
    hand_over(&mut desk, noon(), "G-1");
    assert!(matches!(desk.hosts(), Err(DeskError::Denied(_))));
    assert!(matches!(desk.notices_open(noon(), false), Err(DeskError::Denied(_))));
    desk.sign_out(noon()).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        for word in ["vale@nordhavn", "VALE T MR"] {
            assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
        }
    }
}

#[test]
fn the_desk_is_shown_what_is_so_and_puts_it_away() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    hand_over(&mut desk, noon(), "R-1");
    let own = scheduled(&mut desk, "Uma Park", -HOUR, HOUR);
    hand_over(&mut desk, noon(), "S-1");
    let _ = (admit(&mut desk, noon(), guest), refer(&mut desk, own));
    let _ = desk.hear_all(noon());
    hand_over(&mut desk, noon(), "R-1");
    let shown = |desk: &Desk, now, mine| {
        let lines = desk.notices_open(now, mine).unwrap();
        lines.into_iter().map(|line| (line.event, line.guest)).collect::<Vec<_>>()
    };
    let (holm, park) = ("Vera Holm".to_owned(), "Uma Park".to_owned());
    assert_eq!(shown(&desk, noon(), false), [(Event::Referral, park.clone()), (Event::Arrival, holm.clone())]);
    assert_eq!(shown(&desk, noon(), true), [(Event::Referral, park.clone())], "those that one entered oneself");
    // Who should have left stands there in the place of their arrival, and no longer than they stay.
    let late = after(3 * HOUR);
    let _ = desk.hear_all(late);
    assert_eq!(shown(&desk, late, false), [(Event::Overstay, holm), (Event::Referral, park.clone())]);
    let line = desk.notices_open(late, false).unwrap()[0].clone();
    assert_eq!((line.at, line.visit), (noon().at.plus(2 * HOUR), guest));
    desk.put_notice_away(line.id).unwrap();
    assert_eq!(shown(&desk, late, false), [(Event::Referral, park)]);
    hand_over(&mut desk, late, "S-1");
    let waiting = desk.waiting(late).unwrap()[0].referral;
    desk.gone(late, waiting).unwrap();
    hand_over(&mut desk, late, "R-1");
    assert_eq!(shown(&desk, late, false), []);
}

#[test]
fn what_hosts_were_told_goes_with_the_guest() {
    let (_folder, mut desk) = desk();
    told(&mut desk, dead_port(), None);
    let guest = expected(&mut desk, "Vera Holm");
    let admission = admit(&mut desk, noon(), guest);
    let _ = desk.hear_all(noon());
    let _ = desk.depart(noon(), admission.entry, None).unwrap();
    let _ = desk.hear_all(noon());
    assert_eq!(lines(&desk).len(), 2);
    let person = desk.store.tables().visit(guest).unwrap().unwrap().person;
    let (why, second) = two(after(2 * DAY), "V-1");
    let dossier = desk.dossier_whole(after(2 * DAY), person).unwrap();
    let _ = desk.erase(after(2 * DAY), dossier, &why, &second).unwrap();
    assert_eq!(lines(&desk), []);
    assert!(!desk.store.is_noted(Event::Arrival, admission.entry).unwrap());
    // Nothing of it comes back, however often the log is looked at.
    desk.store.see_notices(0).unwrap();
    desk.ear = crate::desk::notices::Ear::default();
    let _ = desk.hear_all(after(2 * DAY));
    assert_eq!(lines(&desk), []);
    assert_clean(&desk);
}

#[test]
fn the_program_s_words_stand_in_where_the_mission_s_do_not_read() {
    let (folder, mut desk) = desk();
    let smtp = Smtp::start(&[post::Way::Take; 2]);
    told(&mut desk, smtp.port, None);
    let words = folder.path().join("invitation");
    std::fs::create_dir(&words).unwrap();
    for (own, heard) in [("[arrival]\nHello {host}, {number}\n", "Hello mr t vale"), ("[arrival]\n{nobody}\n", "since")]
    {
        std::fs::write(words.join("all.txt"), own).unwrap();
        let guest = expected(&mut desk, "Vera Holm");
        let admission = admit(&mut desk, noon(), guest);
        desk.tell_hosts_now(noon());
        assert!(smtp.heard.recv().unwrap().contains(heard), "{own}");
        let _ = desk.depart(noon(), admission.entry, None).unwrap();
        let (id, known) = desk.host_called("mr t vale trade").unwrap();
        let _ = desk.put_host(Some(id), &Host { notices: vec![Event::Arrival], ..known }).unwrap();
        desk.tell_hosts_now(noon());
    }
}

#[test]
fn an_open_window_tells_hosts_after_the_act_was_answered() {
    let (_folder, mut desk) = desk();
    let smtp = Smtp::start(&[post::Way::Take]);
    told(&mut desk, smtp.port, None);
    let guest = expected(&mut desk, "Vera Holm");
    let worker = worker::Worker::start(desk, std::sync::Arc::new(noon)).unwrap();
    let admitting = worker.ask(move |desk, now| {
        let card = shown(desk, now, guest);
        let admission = desk.admit(now, &card, &Obligation::ALL)?;
        // As long as the act goes on nothing is put into the outbox.
        assert_eq!(desk.outbox(None, None)?, []);
        Ok(admission.entry)
    });
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let _ = runtime.block_on(admitting).unwrap();
    assert!(smtp.heard.recv().unwrap().contains(&guest.short()));
}
