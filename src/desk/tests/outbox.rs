//! The outbox, against a mail server on this machine.

use super::*;
use crate::badge::card::{FontScope, Fonts};
use crate::desk::outbox::{MailLine, MailState, Purpose, Trouble};
use crate::device::mail::tests::{Smtp, Way, dead_port, server};
use crate::domain::mail::{Address, Server, Service};

fn set(desk: &mut Desk, server: Server) {
    let sender = Address::read("gate@nordhavn.example").unwrap();
    desk.set_mail_service(noon(), &Service { sender, name: String::new(), server: Some(server) }).unwrap();
}

fn invited(desk: &mut Desk, name: &str, fonts: &mut Fonts) -> (VisitId, i64) {
    let email = format!("{}@example.org", name.split(' ').next().unwrap().to_lowercase());
    let person = Person { name: name.into(), email, ..Person::default() };
    let visit = desk.schedule(noon(), &person, &visit(HOUR, 2 * HOUR)).unwrap();
    desk.approve(noon(), visit).unwrap();
    let _ = desk.invite(noon(), visit).unwrap();
    (visit, posted(desk, visit, fonts))
}

fn posted(desk: &mut Desk, visit: VisitId, fonts: &mut Fonts) -> i64 {
    let post = desk.letter(noon(), visit, None).unwrap();
    let page = post.page(fonts).unwrap();
    desk.post_invitation(noon(), &post, &post.mail(&page).unwrap()).unwrap()
}

fn line(desk: &Desk, id: i64) -> MailLine {
    desk.outbox(None, Some(id + 1)).unwrap().remove(0)
}

#[test]
fn a_mail_goes_out_once_and_its_withdrawal_after_it() {
    let (_folder, mut desk) = desk();
    let mut fonts = Fonts::new(FontScope::BuiltIn);
    let smtp = Smtp::start(&[Way::Pieces, Way::Take]);
    set(&mut desk, smtp.server());
    let (visit, id) = invited(&mut desk, "Vera Holm", &mut fonts);
    assert_eq!((line(&desk, id).state, line(&desk, id).to.as_str()), (MailState::Waiting, "vera@example.org"));
    desk.send_mail_now(noon()).unwrap();
    desk.send_mail_now(noon()).unwrap();
    assert_eq!((line(&desk, id).state, line(&desk, id).tries), (MailState::Sent, 1));
    let heard = smtp.heard.recv().unwrap();
    assert!(heard.contains("RCPT TO:<vera@example.org>") && heard.contains("method=REQUEST"), "{heard}");
    // What went out is neither sent again nor taken back; that the visit is off is told.
    assert!(matches!(desk.retry_mail(noon(), id), Err(DeskError::Gone)));
    assert!(matches!(desk.withdraw_mail(id), Err(DeskError::Gone)));
    desk.cancel(noon(), visit).unwrap();
    let told = desk.outbox(Some(MailState::Waiting), None).unwrap();
    assert_eq!((told.len(), told[0].purpose), (1, Some(Purpose::Withdrawal)));
    desk.send_mail_now(noon()).unwrap();
    let heard = smtp.heard.recv().unwrap();
    assert!(heard.contains("method=CANCEL") && !heard.contains("application/pdf"), "{heard}");
    let uid = |heard: &str| heard.matches(&visit.to_string()).count();
    assert!(uid(&heard) > 0, "the same entry of the calendar");
    assert_clean(&desk);
}

#[test]
fn a_mail_that_fails_is_tried_again_later_each_time_and_given_up_at_last() {
    let (_folder, mut desk) = desk();
    let mut fonts = Fonts::new(FontScope::BuiltIn);
    set(&mut desk, server(dead_port()));
    let (_, id) = invited(&mut desk, "Vera Holm", &mut fonts);
    let mut now = noon();
    let mut waits = Vec::new();
    loop {
        desk.send_mail_now(now).unwrap();
        let tried = line(&desk, id);
        assert_eq!((tried.state, tried.trouble), (MailState::Failed, Some(Trouble::Unreachable)));
        let Some(next) = tried.next else { break };
        waits.push(next.since(now.at) / MINUTE);
        // Before its time nothing is tried.
        desk.send_mail_now(now).unwrap();
        assert_eq!(line(&desk, id).tries, tried.tries);
        now = Moment::utc(next);
    }
    assert_eq!(waits[..8], [1, 2, 4, 8, 16, 32, 60, 60]);
    assert_eq!((waits.len(), line(&desk, id).tries), (15, 16));
    // A server that refuses is not asked again by itself; one that says later is.
    let smtp = Smtp::start(&[Way::Refuse, Way::Later, Way::HangUp, Way::Take]);
    set(&mut desk, smtp.server());
    for (trouble, again) in [(Trouble::Refused, false), (Trouble::Later, true), (Trouble::Unsure, false)] {
        desk.retry_mail(now, id).unwrap();
        desk.send_mail_now(now).unwrap();
        let tried = line(&desk, id);
        assert_eq!((tried.trouble, tried.next.is_some(), tried.tries), (Some(trouble), again, 1));
    }
    desk.retry_mail(now, id).unwrap();
    desk.send_mail_now(now).unwrap();
    assert_eq!(line(&desk, id).state, MailState::Sent);
}

#[test]
fn what_was_being_sent_when_the_post_ended_is_not_sent_twice() {
    let (folder, mut desk) = desk();
    let mut fonts = Fonts::new(FontScope::BuiltIn);
    set(&mut desk, server(dead_port()));
    let (visit, id) = invited(&mut desk, "Vera Holm", &mut fonts);
    let (other, waits) = invited(&mut desk, "Ola Berg", &mut fonts);
    desk.mark_as_sending(id);
    drop(desk);
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    sign_in(&mut desk, noon(), "S-1");
    let smtp = Smtp::start(&[Way::Take]);
    set(&mut desk, smtp.server());
    desk.send_mail_now(noon()).unwrap();
    let doubtful = line(&desk, id);
    assert_eq!((doubtful.state, doubtful.trouble, doubtful.next), (MailState::Failed, Some(Trouble::Unsure), None));
    assert_eq!(line(&desk, waits).state, MailState::Sent);
    assert!(smtp.heard.recv().unwrap().contains("ola@example.org"));
    // Another invitation takes the place of the mail; one that is withdrawn is not sent.
    let _ = desk.invite(noon(), visit).unwrap();
    let newer = posted(&mut desk, visit, &mut fonts);
    assert_eq!((line(&desk, id).state, line(&desk, newer).state), (MailState::Withdrawn, MailState::Waiting));
    desk.withdraw_invitation(noon(), visit).unwrap();
    assert_eq!(line(&desk, newer).state, MailState::Withdrawn);
    let post = desk.letter(noon(), other, None).unwrap();
    desk.withdraw_invitation(noon(), other).unwrap();
    let late = desk.post_invitation(noon(), &post, &post.mail(&post.page(&mut fonts).unwrap()).unwrap());
    assert!(matches!(late, Err(DeskError::NotInvited)), "{late:?}");
    desk.sign_out(noon()).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        for word in ["ola@example", "Ola Berg", "gate@nordhavn"] {
            assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
        }
    }
}
