//! The screens of security over a real post, with what the desk would find told to them.

use chrono::NaiveDate;
use iced::Size;

use super::fixture::{GUARD, Gate, LEADER, gate, gate_of};
use crate::desk::screening::findings::{Answer, Case, CaseHit, Cause, Finding, Given};
use crate::desk::screening::lists::{ListState, ListStatus};
use crate::desk::screening::{Hit, Line, Listing, Name, Nature, OWN, Outcome, Quality, Says, Thresholds};
use crate::domain::guest::chrono_date::Date;
use crate::domain::{FindingId, Kind, Person, PersonId, Timestamp, Visit, VisitId};
use crate::gui::app::Message;
use crate::gui::drive::Drive;
use crate::gui::keys::Act;
use crate::gui::screen::security::{findings, lists};
use crate::gui::style::Theme;
use crate::i18n::{tr, tr_with};

/// Tuesday 24 November 2026, 09:11 UTC.
pub const NOW: i64 = 1_795_511_460_000;
pub const MINUTE: i64 = 60_000;

fn day(text: &str) -> Date {
    Date(NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap())
}

fn finding(number: u8, name: &str, cause: Cause, minutes: i64) -> Finding {
    let at = Timestamp(NOW - minutes * MINUTE);
    Finding {
        id: FindingId([number; 16]),
        person: PersonId([number; 16]),
        name: name.into(),
        visit: VisitId([number; 16]),
        starts: Timestamp(NOW + 300 * MINUTE),
        cause,
        listed: ("UN".into(), "TESTI, Oleg".into()),
        employer: false,
        score: 5.2,
        open: 2,
        since: at,
        referral: (number == 1).then_some(7),
        inside: number == 2,
        unsure: number == 3,
    }
}

fn queue() -> findings::Queue {
    let findings = vec![
        finding(1, "Олег Тестівський", Cause::Match(Outcome::Stop), 12),
        finding(2, "Marek Wiśniewski", Cause::Match(Outcome::Review), 64),
        finding(3, "Claire Dufour", Cause::Random, 26 * 60),
        finding(4, "Anna Keller", Cause::List, 3),
    ];
    findings::Queue { findings, progress: Some((1_203, false)) }
}

fn listing() -> Listing {
    let name = |text: &str, quality| Name { text: text.into(), quality };
    let mut names = vec![name("TESTI, Oleg", Quality::Primary), name("Олег Тестівський", Quality::Original)];
    names.extend((1..=14).map(|n| name(&format!("Oleh Testivskyi of place {n}"), Quality::Good)));
    Listing {
        id: "QDe.999".into(),
        names,
        births: vec!["1971-05-09".parse().unwrap(), "1968/1973".parse().unwrap()],
        nationalities: vec!["ua".into(), "md".into()],
        documents: vec!["QX000001".into()],
        remarks: "Made up for a test: procurement of paper clips in excess of all reasonable need, listed with others \
                  of the same circle."
            .into(),
        ..Listing::default()
    }
}

fn hit(list: &str) -> Hit {
    Hit { list: list.into(), listing: listing(), name: 1, score: 5.2, outcome: Outcome::Stop }
}

fn lines() -> Vec<Line> {
    vec![
        Line { says: Says::Names { met: 2 }, points: 4.1 },
        Line { says: Says::BirthUnknown, points: 0.0 },
        Line { says: Says::CountryConflict("ua".into(), "md".into()), points: -1.2 },
    ]
}

fn case() -> Case {
    let given = Given {
        entry: 12,
        at: Timestamp(NOW - 3_000 * MINUTE),
        operator: "S-1".into(),
        second: String::new(),
        answer: Some(Answer::Unsure),
        note: "Asked the ministry for the photograph".into(),
        until: None,
    };
    let one = CaseHit {
        id: FindingId([1; 16]),
        cause: Cause::Match(Outcome::Stop),
        hit: Some(hit("UN")),
        lines: lines(),
        own: Default::default(),
        given: vec![given],
        open: true,
    };
    let own = CaseHit {
        id: FindingId([9; 16]),
        cause: Cause::Match(Outcome::Review),
        hit: Some(hit(OWN)),
        lines: lines(),
        own: ("Call 7-204 and keep him in the hall".into(), "Threatened a clerk".into()),
        given: vec![],
        open: true,
    };
    Case {
        person: PersonId([1; 16]),
        visitor: Person {
            name: "Олег Тестівський".into(),
            organisation: "Північний причал".into(),
            nationality: "Ukraine".into(),
            born: Some(day("1971-05-09")),
            document: "QX6402217".into(),
            ..Person::default()
        },
        visit: VisitId([1; 16]),
        appointment: visit(),
        referral: Some(7),
        inside: false,
        hits: vec![one, own],
    }
}

fn visit() -> Visit {
    let (from, until) = (Timestamp(NOW - 26 * MINUTE), Timestamp(NOW + 109 * MINUTE));
    Visit {
        purpose: "Round table on river transport".into(),
        areas: vec!["Chancery floor 2".into()],
        escort: true,
        ..Visit::plain("Dr E. Vasquez, Political section".into(), from, until)
    }
}

fn list(name: &str, state: ListState, age: i64) -> ListStatus {
    let dated = (name != OWN).then(|| day("2026-11-12"));
    ListStatus {
        name: name.into(),
        rows: 1_002,
        dated,
        age_days: dated.map(|_| age),
        limit_days: if name == OWN { 0 } else { 10 },
        thresholds: Thresholds::USUAL,
        state,
    }
}

/// A picture if the variable `GATEWARD_SHOTS` names a folder; in the night theme and on a small screen too.
pub fn pictures(gate: &mut Gate, name: &str) {
    let Some(folder) = std::env::var_os("GATEWARD_SHOTS") else { return };
    let looks = [("light", Theme::Light, 1280.0, 800.0), ("night", Theme::Night, 1280.0, 800.0)];
    let looks = looks.into_iter().chain([("small", Theme::Light, 1024.0, 768.0)]);
    for (suffix, theme, width, height) in looks {
        for _ in Theme::ALL {
            if gate.drive.app().theme() != theme {
                gate.drive.press(Act::NextTheme);
            }
        }
        gate.drive.resize(Size::new(width, height));
        let picture = gate.drive.snapshot();
        let path = std::path::Path::new(&folder).join(format!("{name}-{suffix}.png"));
        let mut encoder = png::Encoder::new(std::fs::File::create(path).unwrap(), picture.width, picture.height);
        encoder.set_color(png::ColorType::Rgba);
        encoder.write_header().unwrap().write_image_data(&picture.rgba).unwrap();
    }
    gate.drive.resize(Size::new(1280.0, 800.0));
}

pub fn expect(drive: &mut Drive, words: &[&str]) {
    for words in words {
        assert!(drive.sees(words), "not on the screen: {words}; there is {:?}", drive.words());
    }
}

/// The findings, with the queue told and the first case open.
fn opened() -> Gate {
    let mut gate = gate(LEADER);
    gate.drive.press(Act::Findings);
    gate.drive.tell(Message::Findings(findings::Message::Read(Ok(queue()))));
    gate.drive.press(Act::Open);
    // What was asked of the desk is answered in its place.
    gate.drive.tell(Message::Findings(findings::Message::Opened(1, Ok(Box::new(case())))));
    gate.drive.settle();
    gate
}

#[test]
fn nobody_but_security_is_told_that_there_are_findings() {
    let mut gate = gate(GUARD);
    for act in [Act::Findings, Act::Watchlists, Act::OwnList] {
        gate.drive.press(act);
        expect(&mut gate.drive, &[&tr("gate-empty")]);
    }
    for tab in [super::super::Tab::Findings, super::super::Tab::Lists, super::super::Tab::OwnList] {
        gate.drive.tell(Message::Go(tab));
        expect(&mut gate.drive, &[&tr("gate-empty")]);
    }
    let hints = ["tab-security", "tab-findings", "tab-lists", "tab-own-list", "key-findings", "key-lists"];
    let untold = |gate: &mut Gate| hints.iter().all(|hint| !gate.drive.sees(&tr(hint)));
    assert!(untold(&mut gate));
    gate.drive.press(Act::Keys);
    expect(&mut gate.drive, &[&tr("keys-title")]);
    assert!(untold(&mut gate));
    gate.drive.press(Act::Back);
    gate.drive.press(Act::GoAnywhere);
    expect(&mut gate.drive, &[&tr("palette-title")]);
    assert!(untold(&mut gate));
}

#[test]
fn an_empty_queue_says_what_will_stand_there() {
    let mut gate = gate(LEADER);
    gate.drive.press(Act::Findings);
    expect(&mut gate.drive, &[&tr("findings-empty"), &tr("findings-none"), &tr("tab-security")]);
    pictures(&mut gate, "findings-empty");
    gate.drive.press(Act::Keys);
    expect(&mut gate.drive, &[&tr("key-yes"), &tr("key-findings"), &tr("key-after")]);
    pictures(&mut gate, "findings-keys");
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Back);
    expect(&mut gate.drive, &[&tr("gate-empty")]);
}

#[test]
fn the_queue_says_how_grave_where_and_how_long() {
    let mut gate = gate(LEADER);
    gate.drive.press(Act::Findings);
    gate.drive.tell(Message::Findings(findings::Message::Read(Ok(queue()))));
    expect(&mut gate.drive, &["STOP", "REVIEW", "CHECK", "LIST", "at the gate", "inside", "expected 14:11"]);
    expect(&mut gate.drive, &["waits 12 min · 1 more", "since Mon 07:11 · 1 more · unsure", "1,203"]);
    pictures(&mut gate, "findings-queue");
}

#[test]
fn a_case_stands_side_by_side_with_what_was_found() {
    let mut gate = opened();
    expect(&mut gate.drive, &["Like TESTI, Oleg", "1971-05-09, 1968/1973", "QX6402217", "QX000001", "UA, MD"]);
    expect(&mut gate.drive, &[&tr("case-best"), "+4.1", "-1.2", "Finding 1 of 2"]);
    expect(&mut gate.drive, &["Asked the ministry for the photograph", &tr("case-given-unsure")]);
    pictures(&mut gate, "case");
    gate.drive.press(Act::PageDown);
    expect(&mut gate.drive, &["and 11 more"]);
    pictures(&mut gate, "case-below");
    gate.drive.press(Act::Open);
    gate.drive.press(Act::PageDown);
    expect(&mut gate.drive, &["Oleh Testivskyi of place 14"]);
    gate.drive.press(Act::Open);
    gate.drive.press(Act::After);
    expect(&mut gate.drive, &["Finding 2 of 2"]);
    gate.drive.press(Act::PageDown);
    expect(&mut gate.drive, &["Call 7-204 and keep him in the hall", "Threatened a clerk"]);
    pictures(&mut gate, "case-own");
    gate.drive.press(Act::NextField);
    expect(&mut gate.drive, &["Finding 1 of 2"]);
    gate.drive.press(Act::Before);
    expect(&mut gate.drive, &["Finding 2 of 2"]);
    gate.pass(60);
    assert!(!gate.drive.sees("Threatened a clerk"), "nobody looks after it: the case closes");
}

#[test]
fn an_answer_says_what_it_does_and_why_it_is_given() {
    let mut gate = opened();
    gate.drive.press(Act::Yes);
    expect(&mut gate.drive, &[&tr("finding-title-yes-match"), &tr("finding-yes-gate")]);
    pictures(&mut gate, "answer-yes");
    gate.drive.press(Act::Open);
    expect(&mut gate.drive, &[&tr("finding-note-missing")]);
    gate.drive.press(Act::Back);
    gate.drive.press(Act::No);
    let until = tr_with("finding-clears-until", &[("time", "11:00".into())]);
    expect(&mut gate.drive, &[&tr("finding-title-no-match"), &until]);
    gate.drive.write("Another year of birth on the passport");
    for _ in 0..9 {
        gate.drive.press(Act::Down);
    }
    // A year is the most: nobody is cleared for ever.
    let words = gate.drive.words();
    assert!(words.iter().any(|words| words.contains("24 Nov 2027")), "{words:?}");
    gate.drive.press(Act::Up);
    pictures(&mut gate, "answer-no");
    // The list stops them: two sign for it, and the note is what is signed for.
    gate.drive.press(Act::Open);
    expect(&mut gate.drive, &[&tr("finding-two-title"), &tr("sign-second"), &tr("cause-namesake")]);
    expect(&mut gate.drive, &["Another year of birth on the passport"]);
    pictures(&mut gate, "answer-two");
    gate.drive.press(Act::Back);
    expect(&mut gate.drive, &[&tr("finding-title-no-match")]);
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Unsure);
    expect(&mut gate.drive, &[&tr("finding-title-unsure-match"), &tr("finding-unsure-gate")]);
    gate.drive.press(Act::Open);
    assert!(!gate.drive.sees(&tr("finding-note-missing")), "unsure needs no note");
}

#[test]
fn other_causes_say_what_security_has_to_do() {
    let mut gate = gate(LEADER);
    gate.drive.press(Act::Findings);
    gate.drive.tell(Message::Findings(findings::Message::Read(Ok(queue()))));
    let causes =
        [(1, Cause::Random, "case-random"), (2, Cause::List, "case-list"), (3, Cause::Approval, "case-approval")];
    for (number, cause, head) in causes {
        gate.drive.tell(Message::Findings(findings::Message::Pick(FindingId([number; 16]))));
        gate.drive.settle();
        let hit = CaseHit { cause, hit: None, given: vec![], ..case().hits.remove(0) };
        let case = Case { hits: vec![hit], ..case() };
        gate.drive.tell(Message::Findings(findings::Message::Opened(u64::from(number), Ok(Box::new(case)))));
        expect(&mut gate.drive, &[&tr(head), &tr("finding-act-in"), &tr("finding-act-out")]);
        pictures(&mut gate, head);
    }
}

#[test]
fn lists_say_how_they_stand_and_what_to_do() {
    let mut gate = gate(LEADER);
    gate.drive.press(Act::Watchlists);
    expect(&mut gate.drive, &[&tr("lists-empty"), &tr("lists-none")]);
    pictures(&mut gate, "lists-empty");
    let states = [
        list("OFAC", ListState::Reading, 3),
        list("UN", ListState::Stale, 12),
        list("EU of a very long name that has no room", ListState::Altered, 12),
        list(OWN, ListState::Ready, 0),
        list("Old", ListState::Empty, 2),
    ];
    gate.drive.tell(Message::Lists(lists::Message::Read(Ok(states.to_vec()))));
    expect(&mut gate.drive, &["READING", "STALE", "ALTERED", "READY", "EMPTY", "1,002 rows"]);
    // The first that is in doubt is looked at first.
    expect(&mut gate.drive, &["12 days old", "Thu 12 Nov 2026", &tr("list-state-stale-why")]);
    pictures(&mut gate, "lists");
    gate.drive.press(Act::Change);
    expect(&mut gate.drive, &["Limits of UN"]);
    pictures(&mut gate, "lists-limits");
    gate.drive.write("x");
    gate.drive.press(Act::Open);
    expect(&mut gate.drive, &[&tr("list-points-fault")]);
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Remove);
    expect(&mut gate.drive, &["Take UN away?", &tr("sign-second")]);
    gate.drive.press(Act::Open);
    expect(&mut gate.drive, &[&tr("form-reason-missing")]);
    gate.drive.press(Act::Down);
    gate.drive.write("Not kept up");
    gate.drive.press(Act::Open);
    expect(&mut gate.drive, &[&tr("sign-second-missing")]);
    pictures(&mut gate, "lists-remove");
    gate.drive.press(Act::Back);
    for _ in 0..2 {
        gate.drive.press(Act::Down);
    }
    gate.drive.press(Act::Remove);
    assert!(!gate.drive.sees(&tr("sign-second")), "the mission's own list is not taken away as a whole");
}

#[test]
fn a_case_of_an_organisation_says_that_it_is_not_the_visitor() {
    let mut gate = opened();
    let listing = Listing { nature: Nature::Organisation, ..listing() };
    let hit = CaseHit { hit: Some(Hit { listing, ..hit("UN") }), ..case().hits.remove(0) };
    let case = Case { hits: vec![hit], ..case() };
    gate.drive.tell(Message::Findings(findings::Message::Opened(1, Ok(Box::new(case)))));
    gate.drive.settle();
    let says = tr_with("case-employer-says", &[("organisation", "Північний причал".into())]);
    expect(&mut gate.drive, &["Organisation like TESTI, Oleg", &says, &tr("case-employer")]);
    assert!(!gate.drive.sees("1971-05-09, 1968/1973"), "an organisation is not born");
    pictures(&mut gate, "case-employer");
    gate.drive.press(Act::No);
    expect(&mut gate.drive, &[&tr("finding-title-no-employer")]);
    pictures(&mut gate, "case-employer-no");
}

#[test]
fn a_list_in_doubt_stands_above_the_findings_before_anybody_was_referred() {
    let mut gate = gate(LEADER);
    gate.list("OFAC", 3);
    gate.list("UN", 42);
    gate.drive.press(Act::Findings);
    gate.pass(1);
    let doubt = tr_with("findings-doubt", &[("key", "Ctrl W".into())]);
    expect(&mut gate.drive, &["UN", "STALE", "42 days old", &doubt, &tr("findings-empty")]);
    assert!(!gate.drive.sees("OFAC"));
    pictures(&mut gate, "findings-doubt");
    assert!(gate.drive.click(&doubt));
    expect(&mut gate.drive, &[&tr("lists-help-title")]);
}

#[test]
fn a_table_of_given_names_is_read_shown_and_loaded_and_taken_away() {
    let mut gate = gate(LEADER);
    let path = gate.folder().join("names.txt");
    gate.drive.press(Act::Watchlists);
    for (table, told) in [("= Quillon quill\n", "Line 1"), ("= quillon kwillon\n", "1 line")] {
        std::fs::write(&path, table).unwrap();
        gate.drive.press(Act::Add);
        gate.drive.write(&path.display().to_string());
        gate.drive.press(Act::Open);
        let words = gate.drive.words();
        assert!(words.iter().any(|words| words.contains(told)), "{words:?}");
        if told == "Line 1" {
            gate.drive.press(Act::Back);
        }
    }
    pictures(&mut gate, "names-read");
    gate.drive.press(Act::Open);
    for _ in 0..2_000 {
        if gate.drive.sees(&tr("list-done-text")) {
            break;
        }
        gate.pass(0);
    }
    gate.drive.press(Act::Open);
    expect(&mut gate.drive, &[&tr("list-names"), &tr("names-says"), &tr("badge-no-watch-list")]);
    pictures(&mut gate, "names");
    gate.drive.press(Act::Remove);
    expect(&mut gate.drive, &[&tr("names-remove-text")]);
    assert!(!gate.drive.sees(&tr("sign-second")), "nobody has to sign for it");
    gate.drive.press(Act::Open);
    expect(&mut gate.drive, &[&tr("note-names-removed"), &tr("lists-none")]);
}

#[test]
fn a_list_that_changes_is_held_against_who_is_inside_and_who_is_expected() {
    let mut gate = gate(LEADER);
    gate.admit("aerosk");
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Findings);
    expect(&mut gate.drive, &[&tr("findings-empty")]);
    let path = gate.folder().join("un.csv");
    let load = |gate: &mut Gate, table: &str| {
        std::fs::write(&path, table).unwrap();
        gate.drive.press(Act::Watchlists);
        gate.drive.press(Act::Add);
        gate.drive.write(&path.display().to_string());
        gate.drive.press(Act::Open);
        gate.drive.press(Act::Submit);
        for _ in 0..2_000 {
            if gate.drive.sees(&tr("list-done-text")) {
                break;
            }
            gate.pass(0);
        }
        gate.drive.press(Act::Open);
        gate.drive.press(Act::Findings);
        for _ in 0..2_000 {
            if gate.ask(|desk, _| Ok(desk.lists_are_whole() && !desk.is_looking_through())) {
                break;
            }
        }
        gate.pass(1);
    };
    load(&mut gate, "name\nMarek Wiśniewski\nSoeren Aeroeskoebing\n");
    expect(&mut gate.drive, &["Søren Ærøskøbing", "Marek Wiśniewski", &tr("pill-inside")]);
    // A newer one in its place, on which neither of them stands: what it found is found no more.
    gate.drive.press(Act::Back);
    load(&mut gate, "name\nXaver Nemo\n");
    expect(&mut gate.drive, &[&tr("findings-empty")]);
    // A damaged file changes nothing.
    std::fs::write(&path, "name,birth_date\nMarek Wiśniewski,soon\n").unwrap();
    gate.drive.press(Act::Watchlists);
    gate.drive.press(Act::Add);
    gate.drive.write(&path.display().to_string());
    gate.drive.press(Act::Open);
    assert!(gate.drive.words().iter().any(|words| words.contains("soon")), "{:?}", gate.drive.words());
    assert_eq!(gate.ask(|desk, now| Ok(desk.lists(now)[0].rows)), 1);
    assert_eq!(gate.count(Kind::WatchlistLoaded), 2);
}

#[test]
fn files_that_are_no_list_are_said_before_anything_is_written() {
    let mut gate = gate(LEADER);
    gate.drive.press(Act::Watchlists);
    gate.drive.press(Act::Add);
    expect(&mut gate.drive, &[&tr("list-load-title"), &tr("list-load-text")]);
    pictures(&mut gate, "lists-load");
    gate.drive.write("/no/such/list.csv");
    gate.drive.press(Act::Open);
    expect(&mut gate.drive, &[&tr("import-unread")]);
    pictures(&mut gate, "lists-load-missing");
    gate.drive.press(Act::Back);
    expect(&mut gate.drive, &[&tr("lists-none")]);
}

#[test]
fn on_a_small_screen_the_why_stands_below() {
    let mut gate = gate_of(LEADER, Size::new(1024.0, 768.0));
    gate.drive.press(Act::Findings);
    gate.drive.tell(Message::Findings(findings::Message::Read(Ok(queue()))));
    gate.drive.press(Act::Open);
    gate.drive.tell(Message::Findings(findings::Message::Opened(1, Ok(Box::new(case())))));
    let words = gate.drive.words();
    assert!(words.contains(&tr("case-why")) && words.contains(&"+4.1".to_owned()));
    assert!(words.contains(&"Asked the ministry for the photograph".to_owned()));
}
