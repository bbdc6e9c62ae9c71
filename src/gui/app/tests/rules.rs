//! The rules, as security writes them, looks what they would change, and puts them in force by two.

use iced::widget::text_editor::{self, Action as Edit};

use super::fixture::{GUARD, Gate, LEADER, gate};
use crate::desk::NewOperator;
use crate::domain::{Kind, Role};
use crate::gui::app::Message;
use crate::gui::keys::Act;
use crate::gui::screen::rules as screen;
use crate::i18n::{tr, tr_with};

/// Number, passphrase: a second security officer.
const OFFICER: (&str, &str) = ("X-2", "granite swallow on a slow quay");
/// One more rule.
const RULE: &str = r#"@id("seen") @guard("reason-document-seen") @case("case-document-seen") @obligation("see-document")
permit (principal, action == Action::"enter", resource)
when { context has visit && context.visit.state == State::"approved" };
"#;

fn rules() -> Gate {
    let mut gate = gate(LEADER);
    gate.ask(|desk, now| {
        let (number, passphrase) = (OFFICER.0.into(), zeroize::Zeroizing::new(OFFICER.1.into()));
        let second = zeroize::Zeroizing::default();
        let new = NewOperator { number, name: "T. Moreau".into(), roles: vec![Role::Security], passphrase, second };
        desk.enrol(now, &new, None).map(drop)
    });
    gate.drive.press(Act::Posture);
    gate.drive.press(Act::Rules);
    assert!(gate.drive.sees(&tr("rules-checked")));
    gate
}

fn sign(gate: &mut Gate, (number, passphrase): (&str, &str)) {
    gate.drive.write("1");
    gate.drive.write("As the capital wishes");
    for text in [number, passphrase] {
        gate.drive.press(Act::NextField);
        gate.drive.write(text);
    }
    gate.drive.press(Act::Open);
}

#[test]
fn what_is_wrong_is_said_with_its_place_while_it_is_written() {
    let mut gate = rules();
    gate.drive.write("permit (");
    assert!(gate.drive.sees(&tr("rules-wrong")));
    let words = gate.drive.words();
    assert!(words.iter().any(|word| word.starts_with("line ") && word.contains("column ")), "{words:?}");
    gate.drive.press(Act::WhatIf);
    gate.drive.press(Act::Submit);
    assert!(!gate.drive.sees(&tr("sign-second")), "what cannot be used is not put in force");
    assert_eq!(gate.count(Kind::RulesSet), 1);
}

#[test]
fn rules_are_looked_at_and_then_put_in_force_by_two_and_taken_back() {
    let mut gate = rules();
    gate.drive.write(RULE);
    assert!(gate.drive.sees(&tr("rules-look-first")), "{:?}", gate.drive.words());
    gate.drive.press(Act::Submit);
    assert!(!gate.drive.sees(&tr("sign-second")), "first it is looked what they would change");
    gate.drive.press(Act::WhatIf);
    assert!(gate.drive.sees(&tr("rules-would-change")) && gate.drive.sees("J. van den Berg"));
    assert!(gate.drive.click(&tr("act-put-in-force")));
    assert!(gate.drive.sees(&tr("rules-change-title")));
    let words = gate.drive.words();
    assert!(
        words.iter().any(|word| word.starts_with("+ ") && word.contains("@id(")),
        "what differs is shown: {words:?}"
    );
    sign(&mut gate, GUARD);
    assert_eq!(gate.count(Kind::RulesSet), 1, "a guard does not sign for rules");
    gate.drive.press(Act::Back);
    gate.drive.press(Act::Submit);
    sign(&mut gate, OFFICER);
    assert_eq!(gate.count(Kind::RulesSet), 2);
    gate.drive.press(Act::Versions);
    assert!(gate.drive.sees(&tr("rules-pill-in-force")) && gate.drive.sees(&tr("rules-shipped")));
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Submit);
    assert!(gate.drive.sees(&tr_with("rules-restore-title", &[("version", 1.into())])));
    sign(&mut gate, OFFICER);
    assert_eq!(gate.count(Kind::RulesSet), 3);
    let text = gate.ask(|desk, _| Ok(desk.policy()?.0));
    assert_eq!(text, crate::desk::rules::SHIPPED);
}

#[test]
fn a_draft_outlasts_another_screen_and_an_old_version_is_read_into_it() {
    let mut gate = rules();
    gate.drive.write("// remark\n");
    gate.drive.press(Act::Posture);
    gate.drive.press(Act::Rules);
    assert!(gate.drive.sees(&tr("rules-look-first")), "what was written is still there");
    gate.drive.press(Act::Versions);
    gate.drive.press(Act::Down);
    gate.drive.press(Act::Open);
    assert!(gate.drive.sees(&tr("rules-as-in-force")), "the program's own rules are those in force");
}

#[test]
fn nobody_but_security_comes_to_the_rules() {
    let mut gate = gate(GUARD);
    gate.drive.press(Act::Posture);
    gate.drive.press(Act::Rules);
    assert!(!gate.drive.sees(&tr("act-what-if")) && gate.drive.sees(&tr("posture-title")));
}

/// What `policy check` warns of stands on the screen as well.
#[test]
fn rules_under_which_nobody_may_do_something_are_warned_of() {
    let mut gate = rules();
    let read = crate::desk::rules::read(RULE).unwrap();
    let acts: Vec<String> = read.nobody_may().map(|act| tr(&format!("deed-{}", act.code()))).collect();
    let nobody = tr_with("cli-policy-nobody-may", &[("acts", acts.join("; ").into())]);
    assert!(!gate.drive.words().contains(&nobody));
    let paste = Edit::Edit(text_editor::Edit::Paste(std::sync::Arc::new(RULE.to_owned())));
    for edit in [Edit::SelectAll, paste] {
        gate.drive.tell(Message::Rules(screen::Message::Edit(edit)));
        gate.drive.settle();
    }
    let words = gate.drive.words();
    assert!(words.contains(&nobody), "{words:?}");
    gate.drive.press(Act::WhatIf);
    assert!(gate.drive.words().contains(&nobody), "beside what they would change as well");
}
