//! What the shipped rules say, situation by situation: the tables in `tests/data/rules`.

use std::collections::BTreeSet;

use cedar_policy::{Context, Request};

use super::super::load::schema;
use super::super::question::Words;
use super::super::table::{Mismatch, TableFault, situations, test};
use super::super::{Rules, SHIPPED, builtin};
use super::shipped;
use crate::domain::{Situation, Verdict};

/// Every table of the shipped rules, by its name.
fn tables() -> Vec<(String, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/rules");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect()
}

fn all_situations() -> Vec<(String, Situation)> {
    tables().iter().flat_map(|(_, table)| situations(table).unwrap()).collect()
}

#[test]
fn the_shipped_rules_say_what_the_tables_say() {
    let rules = shipped();
    let mut rows = 0;
    for (name, table) in tables() {
        let tested = test(&rules, &table).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(tested.mismatches, [], "{name}");
        rows += tested.rows;
    }
    assert!(rows > 150, "only {rows} rows were read");
}

#[test]
fn every_rule_has_its_row() {
    let rules = shipped();
    let seen: BTreeSet<String> = tables().iter().flat_map(|(_, table)| test(&rules, table).unwrap().rules).collect();
    let without: Vec<_> = rules.ids().filter(|id| !seen.contains(*id)).collect();
    assert!(without.is_empty(), "no row for {without:?}");
    let ours = builtin::ALL.map(|builtin| builtin.id);
    // These have tests of their own: there are no shipped rules, and none of them errs.
    let without: Vec<_> = ours.iter().filter(|id| !["rules-unusable", "rules-fault"].contains(id)).collect();
    let without: Vec<_> = without.into_iter().filter(|id| !seen.contains(**id)).collect();
    assert!(without.is_empty(), "no row for {without:?}");
}

#[test]
fn every_question_has_the_shape_of_the_schema() {
    let (schema, words) = (schema().unwrap(), Words::new().unwrap());
    for (case, situation) in all_situations() {
        let request = words.enter(&situation).unwrap();
        let context: Context = request.context().unwrap().clone();
        context.validate(&schema, request.action().unwrap()).unwrap_or_else(|error| panic!("{case}: {error}"));
        let (principal, action) = (request.principal().unwrap().clone(), request.action().unwrap().clone());
        let resource = request.resource().unwrap().clone();
        assert!(Request::new(principal, action, resource, context, Some(&schema)).is_ok(), "{case}");
    }
}

#[test]
fn what_is_answered_in_full_may_enter_and_a_refusal_never() {
    let rules = shipped();
    for (case, situation) in all_situations() {
        let judgement = rules.judge(&situation);
        let all: Vec<_> = judgement.reasons.iter().map(|reason| reason.rule.clone()).collect();
        assert_eq!(judgement.policy, rules.hash());
        assert_eq!(judgement.admissible(&all), judgement.verdict != Verdict::Refuse, "{case}");
        assert_eq!(judgement.admissible(&[]), judgement.verdict == Verdict::Admit, "{case}");
        for reason in &judgement.reasons {
            assert_eq!(reason.resolver.is_some(), reason.verdict == Verdict::Refer, "{case}: {}", reason.rule);
        }
    }
}

#[test]
fn a_rule_with_an_obligation_lets_nobody_in_whom_no_other_rule_would() {
    let tasks = ["category-escorted", "courier-bag", "document-seen", "escort-for-all", "phones-deposited"];
    let rules = shipped();
    for (case, situation) in all_situations() {
        let permits = rules.judge(&situation).permits;
        let alone = !permits.is_empty() && permits.iter().all(|permit| tasks.contains(&permit.as_str()));
        assert!(!alone, "{case}: {permits:?}");
    }
}

#[test]
fn a_row_that_is_wrong_is_named_with_its_line() {
    let table = b"# remark\ncase,level,verdict,obligations\nfine,,admit,\nfault,bravo,refuse,escort\n";
    let tested = test(&shipped(), table).unwrap();
    let mismatch = |column, expected: &str, found: &str| Mismatch {
        line: 4,
        case: "fault".into(),
        column,
        expected: expected.into(),
        found: found.into(),
    };
    let found = [
        mismatch("verdict", "refuse", "admit"),
        mismatch("obligations", "escort", "see-document escort deposit-phones"),
    ];
    assert_eq!((tested.rows, tested.mismatches), (2, found.to_vec()));
}

#[test]
fn what_is_no_table_is_said_with_its_place() {
    let fault = |table: &[u8]| test(&shipped(), table).unwrap_err().to_string();
    assert_eq!(fault(b""), TableFault::Empty.to_string());
    assert_eq!(fault(b"case,verdict\n"), TableFault::Empty.to_string());
    assert_eq!(fault(b"case,colour\n"), TableFault::Column("colour".into()).to_string());
    assert_eq!(fault(b"case,case\n"), TableFault::Column("case".into()).to_string());
    assert!(fault(b"case,level\na,blue\n").starts_with("line 2, level: \u{201c}blue\u{201d} means nothing here"));
    assert!(fault(b"roles,act\nguard,fly\n").starts_with("line 2, act:"));
    assert!(fault(b"roles,act\nking,admit\n").starts_with("line 2, roles:"));
    assert!(fault(b"case,time\na,25:00\n").contains("a time such as 09:00"));
    assert!(fault(b"case,level\na,bravo,more\n").starts_with("line 2: this is not a table"));
    assert!(fault(b"case,level\n\xff,\n").starts_with("line 2: this is not a table"));
}

#[test]
fn rules_of_a_mission_are_tested_by_its_own_table() {
    let stricter = SHIPPED.replace("when { context.level >= 1 }", "when { context.level >= 0 }");
    let rules = Rules::load(&stricter, &crate::i18n::has).unwrap();
    let table = b"case,obligations\nexpected,see-document\n";
    assert_eq!(test(&rules, table).unwrap().mismatches, []);
    assert_eq!(test(&shipped(), table).unwrap().mismatches.len(), 1);
}
