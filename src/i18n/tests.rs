use super::*;
use crate::domain::fact::RefusalCode;
use crate::domain::notice::Event;
use crate::domain::operator::Act;
use crate::domain::{Kind, Obligation, Resolver, Role, TokenFault, Verdict};

#[test]
fn the_english_texts_are_read_whole_and_each_id_stands_once() {
    let resource = FluentResource::try_new(ENGLISH.to_owned()).map_err(|(_, errors)| errors).unwrap();
    let mut bundle = FluentBundle::new_concurrent(vec!["en".parse().unwrap()]);
    bundle.add_resource(resource).unwrap();
}

#[test]
fn every_stable_code_has_its_words() {
    let faults = {
        use TokenFault::*;
        [Malformed, Forged, Foreign, NotYet, Expired, Revoked, Unknown]
    };
    let ids = [Verdict::Admit, Verdict::Refer, Verdict::Refuse].map(|v| format!("verdict-{}", v.code())).into_iter();
    let ids = ids.chain(Obligation::ALL.map(|o| format!("obligation-{}", o.code())));
    let ids = ids.chain(RefusalCode::ALL.map(|c| format!("refusal-{}", c.code())));
    let ids = ids.chain(Kind::ALL.map(|k| format!("kind-{}", k.code())));
    let ids = ids.chain(Role::ALL.map(|r| format!("role-{}", r.code())));
    let resolvers = [Resolver::Host, Resolver::Supervisor, Resolver::Security];
    let ids = ids.chain(resolvers.map(|r| format!("resolver-{}", r.code())));
    let ids = ids.chain(faults.map(|f| format!("fault-{}", f.code())));
    let ids = ids.chain(Act::ALL.map(|act| format!("deed-{}", act.code())));
    let told = |event: Event| {
        let code = event.code();
        ["mail-for-", "host-hears-", "hosts-tick-", "strip-state-"].map(|stem| format!("{stem}{code}"))
    };
    let ids = ids.chain(Event::ALL.into_iter().flat_map(told));
    let ids = ids.chain(["mail", "webhook"].into_iter().flat_map(|way| {
        let troubles = ["unreachable", "untrusted", "later", "refused", "unsure", "settings"];
        troubles.map(move |trouble| format!("{way}-trouble-{trouble}"))
    }));
    let missing: Vec<_> = ids.filter(|id| !has(id)).collect();
    assert!(missing.is_empty(), "no words for {missing:?}");
}

#[test]
fn verdicts_are_one_word_in_capitals() {
    assert_eq!(["admit", "refer", "refuse"].map(|v| tr(&format!("verdict-{v}"))), ["ADMIT", "REFER", "REFUSE"]);
}

#[test]
fn a_missing_message_is_seen_and_not_a_panic() {
    assert!(!has("no-such-message"));
    assert_eq!(tr("no-such-message"), "⟨no-such-message⟩");
    assert_eq!(tr(""), "⟨⟩");
    assert_eq!(tr("-term with spaces\n{$x}"), "⟨-term with spaces\n{$x}⟩");
}

#[test]
fn values_are_filled_in_plainly_and_a_missing_one_is_seen() {
    let resource = FluentResource::try_new("late = { $name } is { $minutes } min late".to_owned()).unwrap();
    let mut own = empty();
    own.add_resource(resource).unwrap();
    let values = [("name", Value::from("Søren")), ("minutes", Value::from(22))];
    assert_eq!(text(&own, "late", &values), "Søren is 22 min late");
    assert_eq!(text(&own, "late", &values[..1]), "Søren is {$minutes} min late");
}

#[test]
fn what_a_guard_reads_is_one_line() {
    let guards = ENGLISH.lines().filter_map(|line| line.split_once(" = ")).filter(|(id, _)| id.starts_with("reason-"));
    let long: Vec<_> = guards.filter(|(_, text)| text.chars().count() > 60).collect();
    assert!(long.is_empty(), "too long for the card: {long:?}");
}

/// Every source file of the program.
fn sources(folder: &std::path::Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("i18n/tests.rs") {
            found.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_message_that_is_asked_for_by_name_exists() {
    let mut texts = Vec::new();
    sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
    // Ids that are handed on before they are asked for begin with what they are about.
    let families = ["advice-", "note-", "hint-", "pill-", "window-", "footer-", "act-", "doubt-", "term-", "key-"];
    let mut missing = Vec::new();
    for text in &texts {
        let own = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let calls = ["tr(\"", "tr_with(\""].into_iter().flat_map(|call| text.match_indices(call));
        let asked = calls.filter(|(at, _)| own(*at)).map(|(at, call)| &text[at + call.len()..]);
        let handed =
            text.split('"').filter(|word| families.iter().any(|family| word.starts_with(family) && word != family));
        let asked = asked.filter_map(|rest| rest.split('"').next());
        let whole = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        missing.extend(asked.chain(handed).filter(whole).filter(|id| !has(id)).map(str::to_owned));
    }
    missing.retain(|id| id != "no-such-message");
    assert!(missing.is_empty(), "{missing:?}");
}
