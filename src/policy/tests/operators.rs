//! Who may do what.

use std::collections::BTreeSet;

use super::super::load::load;
use super::super::{Rules, SHIPPED};
use super::shipped;
use crate::domain::Role;
use crate::domain::operator::Act;

/// Guard, supervisor, registrar, security, auditor, administrator: `x` where the shipped rules allow it.
const MATRIX: [(Act, &str); 34] = [
    (Act::Check, "xx-x--"),
    (Act::Admit, "xx----"),
    (Act::Refer, "xx----"),
    (Act::Refuse, "xx----"),
    (Act::Correct, "xx----"),
    (Act::AnswerForHost, "xx----"),
    (Act::AnswerAsSupervisor, "-x----"),
    (Act::AnswerAsSecurity, "---x--"),
    (Act::ClearStop, "---x--"),
    (Act::ImportGuests, "-xx---"),
    (Act::KeepVisits, "-xx---"),
    (Act::ApproveVisits, "-x-x--"),
    (Act::Enrol, "-----x"),
    (Act::ChangeRoles, "-----x"),
    (Act::SuspendOperator, "-x---x"),
    (Act::ResumeOperator, "-----x"),
    (Act::EndOperator, "-----x"),
    (Act::ResetPin, "-----x"),
    (Act::ReadOperators, "-x--xx"),
    (Act::ReadLog, "-x-xxx"),
    (Act::VerifyLog, "-x-xxx"),
    (Act::ExportLog, "-x--x-"),
    (Act::ExportLists, "-xxxx-"),
    (Act::KeepLists, "---x--"),
    (Act::RaisePosture, "xx-x-x"),
    (Act::LowerPosture, "-x-x--"),
    (Act::EndLockdown, "-x-x--"),
    (Act::ChangeRules, "---x--"),
    (Act::RestoreRules, "---x--"),
    (Act::Override, "xx----"),
    (Act::ReviewOverrides, "-x-x--"),
    (Act::Erase, "---x--"),
    (Act::Backup, "-x-x-x"),
    (Act::Restore, "-x-x-x"),
];

/// Every role that may meet the others: nobody is auditor and administrator.
const MOST: [&[Role]; 2] = [
    &[Role::Guard, Role::Supervisor, Role::Registrar, Role::Security, Role::Auditor],
    &[Role::Guard, Role::Supervisor, Role::Registrar, Role::Security, Role::Administrator],
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
        assert!(MOST.iter().any(|roles| rules.allows(roles, act)), "many roles together may {}", act.code());
        assert!(!rules.allows(&Role::ALL, act), "roles that must not meet may not {}", act.code());
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
fn auditor_and_administrator_never_meet_whatever_the_rules_say() {
    let all = r#"@id("all") @guard("reason-x") @case("case-x") permit (principal is Operator, action, resource);"#;
    for rules in [Rules::load(all, &|_| true).unwrap(), Rules::unusable("")] {
        for act in Act::ALL {
            assert!(!rules.allows(&[Role::Administrator, Role::Auditor], act), "{}", act.code());
            assert!(!rules.allows(&[Role::Auditor, Role::Guard, Role::Administrator], act), "{}", act.code());
        }
        assert!(rules.allows(&[Role::Guard, Role::Auditor], Act::Check));
    }
}

#[test]
fn a_screen_locks_after_the_least_minutes_of_its_operators_roles() {
    let rules = shipped();
    let idle = Role::ALL.map(|role| rules.idle(&[role]));
    assert_eq!(idle, [15, 10, 10, 5, 10, 5]);
    assert_eq!(rules.idle(&[Role::Guard, Role::Security]), 5);
    assert_eq!((rules.idle(&[]), Rules::unusable("").idle(&[Role::Guard])), (10, 10));
    for wrong in ["0", "121", "soon", ""] {
        let text = format!(
            r#"@id("allow-x") @guard("reason-x") @case("case-x") @idle("{wrong}") permit (principal is Operator, action, resource);"#
        );
        assert!(Rules::load(&text, &|_| true).is_err(), "{wrong}");
    }
    let elsewhere = r#"@id("visit") @guard("reason-x") @case("case-x") @idle("5") permit (principal is Operator, action, resource);"#;
    assert!(Rules::load(elsewhere, &|_| true).is_err());
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

#[test]
fn without_usable_rules_who_keeps_leads_or_secures_the_gate_raises_the_level_and_nobody_else() {
    let rules = Rules::unusable("");
    assert_eq!(row(&rules, Act::RaisePosture), "xx-x--");
}

#[test]
fn rules_that_let_nobody_change_them_are_changed_by_security_and_two_of_them_go_back() {
    let forbids = r#"@id("never") @guard("reason-x") @case("case-x") @verdict("refuse")
        forbid (principal is Operator, action, resource);"#;
    for rules in [Rules::load("", &|_| true).unwrap(), Rules::load(forbids, &|_| true).unwrap(), Rules::unusable("")] {
        assert_eq!(row(&rules, Act::ChangeRules), "---x--");
        assert_eq!(row(&rules, Act::RestoreRules), "---x--");
        let seconds = |act| Role::ALL.map(|role| rules.may_second(&[role], act));
        assert_eq!(seconds(Act::ChangeRules), [false, true, false, true, false, false]);
        assert_eq!(seconds(Act::RestoreRules), [false, false, false, true, false, false]);
    }
}

#[test]
fn rules_say_what_nobody_could_do_under_them() {
    let shipped = shipped();
    assert!(shipped.admit_anybody() && shipped.nobody_may().next().is_none());
    let none = Rules::load("", &|_| true).unwrap();
    let nobody: Vec<Act> = none.nobody_may().collect();
    assert!(!none.admit_anybody() && nobody.contains(&Act::Admit) && nobody.contains(&Act::ReadLog));
    assert!(!nobody.contains(&Act::ChangeRules) && !nobody.contains(&Act::RestoreRules), "there is always somebody");
    let admit =
        r#"@id("a") @guard("reason-x") @case("case-x") permit (principal, action == Action::"admit", resource);"#;
    let unentered = Rules::load(admit, &|_| true).unwrap();
    assert!(unentered.nobody_may().all(|act| act != Act::Admit) && !unentered.admit_anybody(), "no visitor may enter");
}
