//! Letters, calendars and mails against known cases.

use chrono_tz::Tz;

use super::calendar::{Event, Method, Party};
use super::mail::{Correspondent, Mail, MailFault};
use super::*;
use crate::domain::VisitId;
use crate::domain::guest::chrono_date::Date;
use crate::domain::mail::Address;
use crate::domain::moment::HOUR;
use crate::domain::recurrence::{Edge, Rule, instant};
use crate::domain::{Recurrence, Timestamp};

const BERLIN: Tz = Tz::Europe__Berlin;

fn at(text: &str) -> Timestamp {
    instant(BERLIN, chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap(), Edge::From)
}

fn visit(from: &str, until: &str) -> Visit {
    Visit::plain("Mr T. Vale, Trade".into(), at(from), at(until))
}

/// Every Tuesday at nine, over the end of summer time on 25 October 2026.
fn tuesdays() -> Visit {
    let start = chrono::NaiveDate::from_ymd_opt(2026, 10, 20).unwrap();
    let rule = Rule::read("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261110", start, BERLIN).unwrap();
    let except = vec![Date(chrono::NaiveDate::from_ymd_opt(2026, 11, 3).unwrap())];
    Visit {
        recurrence: Some(Recurrence { zone: BERLIN, rule, except }),
        ..visit("2026-10-20 09:00", "2026-10-20 10:30")
    }
}

fn event(details: Visit) -> Event {
    let party = |name: &str, address: &str| Party { name: name.into(), address: Some(address.into()) };
    Event {
        visit: VisitId([7; 16]),
        domain: "nordhavn.example".into(),
        sequence: 42,
        stamp: at("2026-10-01 12:00"),
        method: Method::Request,
        ends: details.ends(),
        details,
        summary: "Invitation".into(),
        location: "Embassy, North gate".into(),
        description: "Ask for: Mr T. Vale".into(),
        organizer: party("Embassy", "invitations@nordhavn.example"),
        attendee: party("Vera Holm", "vera@example.org"),
    }
}

/// The lines of a calendar with its folds undone; each line as it stands is short enough and ends as it has to.
fn unfolded(ics: &str) -> Vec<String> {
    assert!(ics.ends_with("\r\n") && !ics.replace("\r\n", "").contains(['\r', '\n']));
    assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{ics}");
    ics.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_visit_of_a_day_is_told_in_utc_and_keeps_its_name() {
    let one = event(visit("2026-11-24 14:00", "2026-11-24 16:00"));
    let lines = unfolded(&one.ics());
    for line in ["METHOD:REQUEST", "DTSTART:20261124T130000Z", "DTEND:20261124T150000Z", "SEQUENCE:42"] {
        assert!(lines.contains(&line.to_owned()), "{line}: {lines:?}");
    }
    assert!(!lines.iter().any(|line| line.starts_with("BEGIN:VTIMEZONE")));
    let uid = |event: &Event| unfolded(&event.ics()).into_iter().find(|line| line.starts_with("UID:")).unwrap();
    let off = Event { method: Method::Cancel, sequence: 43, ..one.clone() };
    assert_eq!(uid(&one), uid(&off));
    let lines = unfolded(&off.ics());
    assert!(lines.contains(&"METHOD:CANCEL".into()) && lines.contains(&"STATUS:CANCELLED".into()), "{lines:?}");
}

#[test]
fn one_that_recurs_is_told_by_the_clocks_of_its_place() {
    let lines = unfolded(&event(tuesdays()).ics());
    for line in [
        "DTSTART;TZID=Europe/Berlin:20261020T090000",
        "DTEND;TZID=Europe/Berlin:20261020T103000",
        "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261110T093000Z",
        "EXDATE;TZID=Europe/Berlin:20261103T090000",
        "TZID:Europe/Berlin",
    ] {
        assert!(lines.contains(&line.to_owned()), "{line}: {lines:?}");
    }
    // Summer time ends at three on its own clocks, which is when winter begins.
    let winter = lines.iter().position(|line| line == "BEGIN:STANDARD").unwrap();
    let told: Vec<&str> = lines[winter + 1..winter + 5].iter().map(String::as_str).collect();
    assert_eq!(told, ["DTSTART:20261025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET"]);
    // The oracle reads the same days out of it.
    let text = "DTSTART;TZID=Europe/Berlin:20261020T090000\nRRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261110T093000Z\nEXDATE;TZID=Europe/Berlin:20261103T090000";
    let set: rrule::RRuleSet = text.parse().unwrap();
    let days: Vec<String> = set.all(10).dates.iter().map(|day| day.format("%m-%d %H:%M").to_string()).collect();
    assert_eq!(days, ["10-20 09:00", "10-27 09:00", "11-10 09:00"]);
    let visit = tuesdays();
    let again = visit.recurrence.as_ref().unwrap();
    let ours = again.windows((visit.from, visit.until), visit.ends(), days_first()).map(|window| window.0);
    let ours: Vec<String> = ours.map(|at| at.utc().with_timezone(&BERLIN).format("%m-%d %H:%M").to_string()).collect();
    assert_eq!(ours, days);
}

fn days_first() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 10, 20).unwrap()
}

#[test]
fn texts_are_escaped_and_folded_between_characters() {
    let summary = format!("a;b,c\\d\ne\r\u{202e} {}", "посольство ".repeat(20));
    let party = Party { name: "Vera \"V\"\r\nX: y".into(), address: None };
    let ics = Event { summary, attendee: party, ..event(visit("2026-11-24 14:00", "2026-11-24 16:00")) }.ics();
    let lines = unfolded(&ics);
    let told = lines.iter().find(|line| line.starts_with("SUMMARY:")).unwrap();
    assert!(told.starts_with(r"SUMMARY:a\;b\,c\\d\ne посольство"), "{told}");
    let guest = lines.iter().find(|line| line.starts_with("ATTENDEE")).unwrap();
    assert!(guest.starts_with("ATTENDEE;CN=\"Vera VX: y\";") && guest.ends_with(":invalid:nomail"), "{guest}");
    assert!(!lines.iter().any(|line| line.starts_with("X:")));
}

fn letter(language: Language, visit: Visit) -> Letter {
    let template = Template::read(language.code(), language.built_in()).unwrap().whole(language.code()).unwrap();
    let (guest, mission, gate) = ("Vera Holm".into(), "Embassy of Nordhavn".into(), "North gate".into());
    let ends = visit.ends();
    Letter::new(
        language,
        template,
        &Subject { guest, mission, gate, number: "B-1A2B".into(), visit, ends, zone: BERLIN },
    )
}

#[test]
fn every_language_says_who_when_and_where_without_a_hole() {
    for language in Language::ALL {
        let code = language.code();
        let single = letter(language, visit("2026-11-24 14:00", "2026-11-24 16:00"));
        let long = letter(language, visit("2026-11-24 14:00", "2026-11-27 16:00"));
        for (letter, several) in [(&single, false), (&long, true), (&letter(language, tuesdays()), true)] {
            let mail = letter.text(Section::Mail);
            for word in ["Vera Holm", "Embassy of Nordhavn", "North gate", "Mr T. Vale"] {
                assert!(mail.contains(word), "{code}: {word} in {mail}");
            }
            for section in Section::ALL {
                let text = letter.text(section);
                assert!(!text.contains(['{', '}']), "{code}: {text}");
            }
            assert_eq!(letter.when().len(), 1 + usize::from(several), "{code}: {:?}", letter.when());
            assert_eq!(letter.lines(Section::Subject).len(), 1, "{code}");
            assert!(letter.text(Section::MailCancelled).contains("B-1A2B"), "{code}");
        }
        assert!(single.text(Section::Subject).contains("2026"), "{code}");
        // Nothing was said of a section or of things to bring: what speaks of them is left out.
        assert_eq!((single.lines(Section::Host).len(), single.lines(Section::Bring).len()), (1, 2), "{code}");
        assert_eq!(Language::of(&[code.to_uppercase()]), Some(language));
    }
    let spoken = |text: &str| Language::of(&[text.to_owned()]);
    assert_eq!(spoken("français"), Some(Language::French));
    assert_eq!(Language::of(&["Klingon".into(), "русский".into()]), Some(Language::Russian));
    assert_eq!(spoken("Esperanto"), None);
}

#[test]
fn a_template_that_does_not_read_says_where_and_why() {
    for (text, line, wrong) in [
        ("[title]\nCome to {mision}\n", 2, Wrong::Placeholder("mision".into())),
        ("[title]\n\n[subject]\n{purpose}\n", 4, Wrong::MayBeUnknown("purpose".into())),
        ("[title]\nCome {mission\n", 2, Wrong::Brace),
        ("[title]\nCome } now\n", 2, Wrong::Brace),
        ("[date]\n{guest}\n", 2, Wrong::Placeholder("guest".into())),
        ("[adress]\n", 1, Wrong::Section("adress".into())),
        ("Come\n[title]\n", 1, Wrong::Outside),
        ("[title]\nA\n[title]\nB\n", 3, Wrong::Twice("title".into())),
        ("[months]\na, b, c\n", 0, Wrong::Count("months", 12)),
    ] {
        let fault = Template::read("fr.txt", text).unwrap_err();
        assert_eq!((fault.line, &fault.wrong), (line, &wrong), "{text}");
        assert!(fault.to_string().starts_with("fr.txt"), "{fault}");
    }
    let own = Template::read("en.txt", "\u{feff}# ours\n[where]\n1 Quay, {{left}} of the {mission}\n").unwrap();
    let whole = own.over(Template::read("en", Language::English.built_in()).unwrap());
    let empty = Template::read("en.txt", "[title]\n\n").unwrap().over(whole.clone()).whole("en.txt").unwrap_err();
    assert_eq!(empty.wrong, Wrong::Missing("title"));
    let values = Values::from([("mission", "{guest}".to_owned())]);
    assert_eq!(whole.whole("en.txt").unwrap().filled(Section::Where, &values), ["1 Quay, {left} of the {guest}"]);
}

fn mail() -> Mail {
    let somebody = |name: &str, address| Correspondent { name: name.into(), address: Address::read(address).unwrap() };
    Mail {
        from: somebody("Embassy of Nordhavn", "invitations@nordhavn.example"),
        to: somebody("Вера Хольм", "vera@example.org"),
        subject: "Einladung: Gespräch".into(),
        text: "Guten Tag".into(),
        id: "0707.42".into(),
        at: at("2026-10-01 12:00").plus(HOUR),
        pdf: Some(b"%PDF-1.7".to_vec()),
        ics: Some((Method::Request, event(tuesdays()).ics())),
    }
}

#[test]
fn a_mail_has_text_page_and_calendar_and_goes_to_one_alone() {
    let bytes = mail().bytes().unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    for line in ["Message-ID: <0707.42@nordhavn.example>", "Date: Thu, 01 Oct 2026 11:00:00"] {
        assert!(head.contains(line), "{line} in {head}");
    }
    assert!(head.is_ascii() && head.contains("vera@example.org"), "{head}");
    for part in ["text/plain", "method=REQUEST", "application/pdf", "invitation.ics"] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!head.to_lowercase().contains("bcc") && head.matches("example.org").count() == 1, "{head}");
}

#[test]
fn nothing_that_somebody_typed_becomes_a_head() {
    let injected = "x\r\nBcc: spy@example.net";
    let names = |mail: &mut Mail, at: usize| match at {
        0 => mail.subject = injected.into(),
        1 => mail.from.name = injected.into(),
        2 => mail.to.name = injected.into(),
        _ => mail.id = injected.into(),
    };
    for at in 0..4 {
        let mut mail = mail();
        names(&mut mail, at);
        assert!(matches!(mail.bytes(), Err(MailFault::Invisible(_))), "{at}");
    }
    let mut mail = mail();
    (mail.subject, mail.text) = ("x ".repeat(400), injected.into());
    let text = String::from_utf8(mail.bytes().unwrap()).unwrap();
    assert!(!text.split("\r\n\r\n").next().unwrap().contains("spy@"), "{text}");
}
