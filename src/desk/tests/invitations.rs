//! Invitations: whom they name at the gate, and from when on they name nobody.

use super::visits::{guest, said};
use super::*;
use crate::badge::token::{self, Token};
use crate::desk::invitations::Worth;
use crate::desk::letters::{FOLDER, Form, Language};
use crate::desk::visits::change::Change;
use crate::domain::fact::RefusalCode;
use crate::domain::mail::{Address, Security, Server, ServerFault, Service};
use crate::domain::{BadgeId, Class, TokenFault};

fn checked(desk: &mut Desk, text: &str) -> Card {
    card(desk.check(noon(), text, None).unwrap())
}

fn worth(desk: &Desk, visit: VisitId) -> Vec<Worth> {
    desk.invitations(noon(), visit).unwrap().iter().map(|one| one.worth).collect()
}

/// The gate says that it was withdrawn, and not whose it was.
fn assert_withdrawn(desk: &mut Desk, text: &str) {
    let shown = checked(desk, text);
    assert_eq!((rules_of(&shown)[0], shown.judgement.verdict), ("invitation-withdrawn", Verdict::Refuse));
    assert!(shown.person.is_none() && shown.visit.is_none() && shown.badge.is_some());
}

/// How a visit stops being what was approved.
type Way<'a> = &'a dyn Fn(&mut Desk, VisitId);

#[test]
fn an_invitation_names_its_visit_and_passes_for_no_badge_nor_a_badge_for_one() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    let invited = desk.invite(noon(), guest).unwrap().token;
    let shown = checked(&mut desk, &invited);
    assert_eq!((shown.judgement.verdict, shown.person.unwrap().1.name.as_str()), (Verdict::Admit, "Vera Holm"));
    // It admits nobody by itself: the document is compared all the same.
    assert!(shown.judgement.obligations.contains(&Obligation::CompareDocument));
    let stay = admit(&mut desk, noon(), guest);
    let keys = [desk.store.keys().unwrap().post.verifying_key()];
    for text in [&invited, &stay.token] {
        let token = token::read(text, &keys).unwrap();
        let class = if token.class == Class::Badge { Class::Invitation } else { Class::Badge };
        let crossed = token::issue(&desk.store.keys().unwrap().post, &Token { class, ..token });
        let shown = card(desk.check(noon(), &crossed, Some(Direction::In)).unwrap());
        assert_eq!((rules_of(&shown)[0], shown.person.is_none()), ("credential-unknown", true));
        // The purpose is in what is signed.
        let mut bytes = data_encoding::BASE32_NOPAD.decode(&text.as_bytes()[token::PREFIX.len()..]).unwrap();
        bytes[24] = 3 - bytes[24];
        let forged = format!("{}{}", token::PREFIX, data_encoding::BASE32_NOPAD.encode(&bytes));
        assert_eq!(token::read(&forged, &keys), Err(TokenFault::Forged));
    }
    let unknown = Token {
        badge: BadgeId([9; 8]),
        from: noon().at,
        until: noon().at.plus(HOUR),
        areas: 0,
        escort: false,
        class: Class::Invitation,
    };
    let unknown = token::issue(&desk.store.keys().unwrap().post, &unknown);
    let shown = checked(&mut desk, &unknown);
    assert_eq!(rules_of(&shown)[0], "credential-unknown");
    let _ = desk.refuse(noon(), &shown, RefusalCode::Rules, "").unwrap();
    // Long after the visit the paper says no more than that it is over.
    let late = after(60 * HOUR);
    let _ = desk.depart(noon(), stay.entry, None).unwrap();
    let late = card(desk.check(late, &invited, Some(Direction::In)).unwrap());
    assert!(rules_of(&late).contains(&"credential-expired") && late.person.is_none());
    assert_clean(&desk);
}

#[test]
fn withdrawing_acts_at_the_gate_at_once_whatever_withdrew_it() {
    let (_folder, mut desk) = desk();
    let requested = scheduled(&mut desk, "Ola Berg", -HOUR, HOUR);
    assert!(matches!(desk.invite(noon(), requested), Err(DeskError::NotApproved)));
    let withdrawals: [Way<'_>; 4] = [
        &|desk, visit| desk.withdraw_invitation(noon(), visit).unwrap(),
        &|desk, visit| desk.cancel(noon(), visit).unwrap(),
        &|desk, id| desk.amend(noon(), id, &visit(-HOUR, 3 * HOUR)).unwrap(),
        &|desk, visit| {
            let (who, person, _) = desk.visit_to_amend(visit).unwrap();
            let other = Person { nationality: "Utopia".into(), ..person };
            desk.amend_guest(noon(), who, &other).unwrap();
        },
    ];
    for (at, withdraw) in withdrawals.into_iter().enumerate() {
        let guest = expected(&mut desk, &format!("Vera Holm {}", ["One", "Two", "Three", "Four"][at]));
        let token = desk.invite(noon(), guest).unwrap().token;
        let before = checked(&mut desk, &token);
        withdraw(&mut desk, guest);
        // What was on the screen before is judged anew, and nobody comes in on it.
        let stale = desk.admit(noon(), &before, &Obligation::ALL);
        assert!(stale.is_err(), "{at}: {stale:?}");
        assert_withdrawn(&mut desk, &token);
        assert_eq!(worth(&desk, guest), [Worth::Withdrawn], "{at}");
        assert!(matches!(desk.withdraw_invitation(noon(), guest), Err(DeskError::Gone)));
        assert!(matches!(desk.letter(noon(), guest, None), Err(DeskError::NotInvited)));
    }
    // Taking the cancelling back does not make a paper good that was taken back.
    let guest = expected(&mut desk, "Ida Lund");
    let token = desk.invite(noon(), guest).unwrap().token;
    desk.cancel(noon(), guest).unwrap();
    let _ = desk.undo_visits(noon()).unwrap();
    assert_withdrawn(&mut desk, &token);
    let newer = desk.invite(noon(), guest).unwrap().token;
    assert_eq!(checked(&mut desk, &newer).judgement.verdict, Verdict::Admit);
    // Only the words are others: it stays good.
    let words = Visit { purpose: "Tea".into(), ..visit(-HOUR, 2 * HOUR) };
    desk.amend(noon(), guest, &words).unwrap();
    assert_eq!(checked(&mut desk, &newer).judgement.verdict, Verdict::Admit);
    let newest = desk.invite(noon(), guest).unwrap().token;
    assert_withdrawn(&mut desk, &newer);
    assert_eq!(worth(&desk, guest), [Worth::Good, Worth::Replaced, Worth::Withdrawn]);
    // Whoever is inside leaves with whatever they hold.
    let stay = admit(&mut desk, noon(), guest).entry;
    desk.withdraw_invitation(noon(), guest).unwrap();
    let out = desk.check(noon(), &newest, None).unwrap();
    let Recognised::Departure(departure) = out else { panic!("{out:?}") };
    assert_eq!((departure.presence, departure.fault), (stay, Some(TokenFault::Withdrawn)));
    let _ = desk.depart(noon(), stay, departure.fault).unwrap();
    let _ = desk.rebuild(noon()).unwrap();
    assert_withdrawn(&mut desk, &newest);
    assert_clean(&desk);
}

#[test]
fn a_letter_is_in_the_guests_language_and_in_the_missions_words() {
    let (folder, mut desk) = desk();
    let email = "vera@example.org".to_owned();
    let person = Person { name: "Vera Holm".into(), languages: vec!["French".into()], email, ..Person::default() };
    let details = Visit { gate: String::new(), ..visit(-HOUR, 2 * HOUR) };
    let guest = desk.schedule(noon(), &person, &details).unwrap();
    desk.approve(noon(), guest).unwrap();
    let token = desk.invite(noon(), guest).unwrap().token;
    let post = desk.letter(noon(), guest, None).unwrap();
    assert_eq!((post.letter.language, post.sheet.token.as_str()), (Language::French, token.as_str()));
    let mut fonts = crate::badge::card::Fonts::new(crate::badge::card::FontScope::BuiltIn);
    let page = post.page(&mut fonts).unwrap();
    assert!(matches!(post.form(Form::Eml, &page), Err(DeskError::NoSender)));
    let server = Server {
        host: "mail.nordhavn.example".into(),
        port: 25,
        security: Security::Loopback,
        authorities: String::new(),
        user: "gate".into(),
        password: "herons at dusk".into(),
    };
    let sender = Address::read("gate@nordhavn.example").unwrap();
    let mut service = Service { sender, name: String::new(), server: Some(server) };
    let refused = desk.set_mail_service(noon(), &service);
    assert!(matches!(refused, Err(DeskError::MailServer(ServerFault::NotLocal))), "{refused:?}");
    service.server.as_mut().unwrap().security = Security::Starttls;
    desk.set_mail_service(noon(), &service).unwrap();
    assert!(desk.read_mail_service().unwrap().unwrap().server.unwrap().password.is_empty());
    let out = folder.path().join("out");
    let files = desk.letter(noon(), guest, None).unwrap().save(&out, &Form::ALL, &page).unwrap();
    assert_eq!(files.len(), 4);
    let mail = std::fs::read_to_string(files.iter().find(|file| file.extension().unwrap() == "eml").unwrap()).unwrap();
    assert!(mail.contains("vera@example.org") && mail.contains("gate@nordhavn.example"), "{mail}");
    // The mission says where it is, and a slip in that is said, not sent.
    let own = folder.path().join(FOLDER);
    std::fs::create_dir(&own).unwrap();
    std::fs::write(own.join("all.txt"), "[where]\n1, quai du Nord\n").unwrap();
    assert_eq!(desk.letter(noon(), guest, None).unwrap().sheet.blocks[0].lines, ["1, quai du Nord"]);
    std::fs::write(own.join("fr.txt"), "[mail]\nBonjour {gest}\n").unwrap();
    let fault = desk.letter(noon(), guest, None).unwrap_err().to_string();
    assert!(fault.contains("fr.txt, line 2") && fault.contains("{gest}"), "{fault}");
    assert!(desk.letter(noon(), guest, Some(Language::German)).is_ok());
    hand_over(&mut desk, noon(), "R-1");
    assert!(matches!(desk.set_mail_service(noon(), &service), Err(DeskError::NotAdministrator)));
    assert!(desk.letter(noon(), guest, Some(Language::Arabic)).unwrap().sheet.right_to_left);
    let changed = desk.change_visits(noon(), &[guest], &Change::Cancel, false).unwrap();
    assert_eq!(changed.done, 1);
    desk.sign_out(noon()).unwrap();
    for file in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        for word in ["vera@example", "herons at dusk", "mail.nordhavn.example"] {
            assert!(!bytes.windows(word.len()).any(|window| window == word.as_bytes()), "{word}");
        }
    }
}

#[test]
fn a_day_that_is_taken_off_leaves_the_invitation_and_the_calendar() {
    let (_folder, mut desk) = desk();
    let when = said("every tue 10-12 until 8 dec");
    let weekly = desk.schedule(noon(), &guest("Vera Holm"), &when).unwrap();
    desk.approve(noon(), weekly).unwrap();
    let _ = desk.invite(noon(), weekly).unwrap();
    let told = |desk: &Desk| {
        let post = desk.letter(noon(), weekly, None).unwrap();
        (post.event.ics().contains("EXDATE"), post.letter.value("days").contains("1 December"))
    };
    assert_eq!(told(&desk), (false, true));
    desk.skip(noon(), weekly, "2026-12-01".parse().unwrap()).unwrap();
    assert_eq!(worth(&desk, weekly), [Worth::Good]);
    assert_eq!(told(&desk), (true, false));
}
