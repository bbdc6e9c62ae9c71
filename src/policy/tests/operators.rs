//! Who may do what.

use std::collections::BTreeSet;

use super::super::load::load;
use super::super::{Rules, SHIPPED};
use super::shipped;
use crate::domain::Role;
use crate::domain::operator::Act;

/// Guard, supervisor, registrar, security, administrator: `x` where the shipped rules allow it.
const MATRIX: [(Act, &str); 16] = [
    (Act::Check, "xx-x-"),
    (Act::Admit, "xx---"),
    (Act::Refer, "xx---"),
    (Act::Refuse, "xx---"),
    (Act::Correct, "xx---"),
    (Act::AnswerForHost, "xx---"),
    (Act::AnswerAsSupervisor, "-x---"),
    (Act::AnswerAsSecurity, "---x-"),
    (Act::ImportGuests, "-xx--"),
    (Act::KeepVisits, "-x---"),
    (Act::Enrol, "----x"),
    (Act::ReadLog, "-x-xx"),
    (Act::KeepLists, "---x-"),
    (Act::RaisePosture, "xx-xx"),
    (Act::LowerPosture, "-x-x-"),
    (Act::EndLockdown, "-x-x-"),
];

fn row(rules: &Rules, act: Act) -> String {
    Role::ALL.map(|role| if rules.allows(&[role], act) { 'x' } else { '-' }).iter().collect()
}

#[test]
fn the_shipped_rules_allow_what_the_matrix_allows() {
    let rules = shipped();
    for (act, allowed) in MATRIX {
        assert_eq!(row(&rules, act), allowed, "{}", act.code());
        assert!(!rules.allows(&[], act), "nobody may {}", act.code());
        assert!(rules.allows(&Role::ALL, act), "all roles together may {}", act.code());
    }
    let rows: BTreeSet<_> = MATRIX.map(|(act, _)| act.code()).into_iter().collect();
    assert_eq!(rows, Act::ALL.map(Act::code).into_iter().collect());
}

#[test]
fn every_rule_for_operators_allows_something() {
    let loaded = load(SHIPPED, &crate::i18n::has).unwrap();
    let acts = Act::ALL.iter().flat_map(|act| loaded.permitting(&Role::ALL, *act));
    let seconds = Act::ALL.iter().flat_map(|act| loaded.permitting_second(&Role::ALL, *act));
    let used: BTreeSet<_> = acts.chain(seconds).collect();
    let all = loaded.rules.keys().filter(|id| id.starts_with("allow-")).cloned().collect();
    assert_eq!(used, all);
}

#[test]
fn roles_add_up_and_a_forbid_takes_away() {
    let one = |head: &str, when: &str| {
        format!(
            r#"@guard("reason-x") @case("case-x") {head} (principal, action == Action::"enrol", resource) when {{ {when} }};"#
        )
    };
    let both = r#"principal in Role::"guard" && principal in Role::"security""#;
    let text = one(r#"@id("two") permit"#, both);
    let rules = Rules::load(&text, &|_| true).unwrap();
    assert!(rules.allows(&[Role::Guard, Role::Security], Act::Enrol));
    assert!(!rules.allows(&[Role::Guard], Act::Enrol));
    let registrar = r#"principal in Role::"registrar""#;
    let text = text + &one(r#"@id("not") @verdict("refuse") forbid"#, registrar);
    let rules = Rules::load(&text, &|_| true).unwrap();
    assert!(rules.allows(&[Role::Guard, Role::Security], Act::Enrol));
    assert!(!rules.allows(&[Role::Guard, Role::Security, Role::Registrar], Act::Enrol));
    let text = text + &one(r#"@id("errs") permit"#, "9223372036854775807 + 1 > 0");
    let rules = Rules::load(&text, &|_| true).unwrap();
    assert!(!rules.allows(&[Role::Guard, Role::Security], Act::Enrol), "an error allows nothing");
}

#[test]
fn who_has_no_role_signs_for_nothing() {
    for rules in [shipped(), Rules::unusable("")] {
        for act in Act::ALL {
            assert!(!rules.allows(&[], act) && !rules.may_second(&[], act), "{}", act.code());
        }
        assert!(!rules.may_second(&[Role::Guard, Role::Registrar, Role::Administrator], Act::LowerPosture));
    }
}

#[test]
fn a_lockdown_that_the_rules_let_nobody_end_is_ended_by_those_who_lead() {
    let rules = Rules::load("", &|_| true).unwrap();
    for (role, ends) in Role::ALL.into_iter().zip("-x-x-".chars()) {
        let (may, seconds) = (rules.allows(&[role], Act::EndLockdown), rules.may_second(&[role], Act::EndLockdown));
        assert_eq!((may, seconds), (ends == 'x', ends == 'x'), "{}", role.code());
        assert!(!rules.allows(&[role], Act::LowerPosture) && !rules.may_second(&[role], Act::LowerPosture));
    }
    assert!(!rules.allows(&[], Act::EndLockdown) && !rules.may_second(&[], Act::EndLockdown));
}
