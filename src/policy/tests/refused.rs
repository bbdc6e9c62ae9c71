//! What is refused at load, and what is said of it.

use super::super::{RuleFault, Rules, RulesFault};

/// A rule with these annotations, on the third line.
fn rule(annotations: &str, effect: &str) -> String {
    format!("// A rule.\n\n{annotations}\n{effect} (principal, action == Action::\"enter\", resource);\n")
}

const PERMIT: &str = r#"@id("a") @guard("reason-a") @case("case-a")"#;
const FORBID: &str = r#"@id("a") @guard("reason-a") @case("case-a") @verdict("refuse")"#;
const REFER: &str = r#"@id("a") @guard("reason-a") @case("case-a") @verdict("refer") @resolve("host")"#;

/// Loads where only the messages of the rule `a` exist.
fn load(text: &str) -> Result<Rules, RulesFault> {
    Rules::load(text, &|id| ["reason-a", "do-a", "case-a"].contains(&id))
}

#[test]
fn the_samples_load_as_they_are() {
    for (annotations, effect) in [(PERMIT, "permit"), (FORBID, "forbid"), (REFER, "forbid")] {
        assert!(load(&rule(annotations, effect)).is_ok(), "{annotations}");
    }
    let order = format!("{FORBID} @order(\"999\")");
    assert!(load(&rule(&order, "forbid")).is_ok());
    let both = format!("{PERMIT} @obligation(\"deposit-phones escort\")");
    assert!(load(&rule(&both, "permit")).is_ok());
}

#[test]
fn a_rule_with_something_wrong_is_refused_by_name_and_line() {
    let unknown = |message: &str| RuleFault::UnknownMessage(message.to_owned());
    let stray = |annotation: &str| RuleFault::UnknownAnnotation(annotation.to_owned());
    let cases = [
        (PERMIT.replace("@id(\"a\")", ""), "permit", RuleFault::MissingId),
        (PERMIT.replace("\"a\"", "\"A b\""), "permit", RuleFault::BadId),
        (PERMIT.replace("\"a\"", "\"\""), "permit", RuleFault::BadId),
        (PERMIT.replace("\"a\"", "\"rules-fault\""), "permit", RuleFault::ReservedId),
        (PERMIT.to_owned(), "forbid", RuleFault::Verdict),
        (FORBID.replace("refuse", "admit"), "forbid", RuleFault::Verdict),
        (REFER.replace("@resolve(\"host\")", ""), "forbid", RuleFault::Resolver),
        (REFER.replace("host", "guard"), "forbid", RuleFault::Resolver),
        (format!("{PERMIT} @obligation(\"dance\")"), "permit", RuleFault::UnknownObligation("dance".to_owned())),
        (format!("{PERMIT} @obligation(\" \")"), "permit", RuleFault::UnknownObligation(" ".to_owned())),
        (format!("{PERMIT} @obligaton(\"escort\")"), "permit", stray("obligaton")),
        (format!("{PERMIT} @verdict(\"refer\")"), "permit", stray("verdict")),
        (format!("{FORBID} @obligation(\"escort\")"), "forbid", stray("obligation")),
        (format!("{FORBID} @resolve(\"host\")"), "forbid", stray("resolve")),
        (format!("{FORBID} @order(\"1000\")"), "forbid", RuleFault::Order("1000".to_owned())),
        (format!("{FORBID} @order(\"first\")"), "forbid", RuleFault::Order("first".to_owned())),
        (FORBID.replace("@guard(\"reason-a\")", ""), "forbid", RuleFault::MissingMessage("guard")),
        (FORBID.replace("@case(\"case-a\")", ""), "forbid", RuleFault::MissingMessage("case")),
        (FORBID.replace("reason-a", "reason-b"), "forbid", unknown("reason-b")),
        (FORBID.replace("case-a", "case-b"), "forbid", unknown("case-b")),
        (FORBID.replace("reason-a", "case-a"), "forbid", RuleFault::GuardMessage("case-a".to_owned())),
    ];
    for (annotations, effect, wanted) in cases {
        match load(&rule(&annotations, effect)) {
            Err(RulesFault::Rule { line, fault, .. }) => {
                assert_eq!((line, fault), (Some(3), wanted), "{annotations}");
            }
            other => panic!("{annotations}: {other:?}"),
        }
    }
}

#[test]
fn a_forbid_without_words_for_what_to_do_is_refused() {
    let known = |id: &str| id != "do-a";
    let fault = Rules::load(&rule(FORBID, "forbid"), &known).unwrap_err();
    assert_eq!(fault.to_string(), "line 3: rule a: there is no message \"do-a\"");
    assert!(Rules::load(&rule(PERMIT, "permit"), &known).is_ok(), "a permit has nothing to do");
}

#[test]
fn a_doubled_id_is_refused_where_it_stands_the_second_time() {
    let text = rule(PERMIT, "permit") + &rule(FORBID, "forbid");
    let fault = load(&text).unwrap_err();
    assert_eq!(fault.to_string(), "line 7: rule a: its @id is taken by another rule");
    // Cedar itself refuses an annotation that is given twice.
    assert!(matches!(load(&rule(&format!("{PERMIT} @id(\"b\")"), "permit")), Err(RulesFault::Syntax(_))));
}

#[test]
fn what_is_not_cedar_is_refused_with_its_line() {
    match load(&(rule(PERMIT, "permit") + "permit (principal, action resource);")) {
        Err(RulesFault::Syntax(complaints)) => {
            assert_eq!((complaints[0].line, complaints[0].column.is_some()), (Some(5), true), "{complaints:?}");
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(load("not rules at all"), Err(RulesFault::Syntax(_))));
    assert!(matches!(load(&"/".repeat(300_000)), Err(RulesFault::TooLong(_))));
}

#[test]
fn what_the_schema_does_not_have_is_refused_with_its_line() {
    let cases = [
        ("when { context.insid }", "an attribute misspelt"),
        ("when { context.posture == Posture::\"quiet\" }", "a name misspelt"),
        ("when { context.visit.escort }", "an absent visit not thought of"),
        ("when { context.at == \"nine\" }", "a time that is text"),
        ("when { context.inside && !context.inside && false }", "a rule that never applies"),
    ];
    for (when, why) in cases {
        let text = rule(FORBID, "forbid").replace("resource);", &format!("resource)\n{when};"));
        match load(&text) {
            Err(RulesFault::Invalid(complaints)) => {
                let line = complaints[0].line;
                assert!(line.is_some_and(|line| (3..=5).contains(&line)), "{why}: {complaints:?}");
            }
            other => panic!("{why}: {other:?}"),
        }
    }
}

#[test]
fn a_template_is_refused() {
    let text = format!("{PERMIT} permit (principal == ?principal, action == Action::\"enter\", resource);");
    match load(&text) {
        Err(RulesFault::Invalid(complaints)) => assert_eq!(complaints[0].line, Some(1)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_text_beyond_reason_is_refused_and_ends_nothing() {
    let nested = [("(", ")"), ("[", "]"), ("{a:", "}"), ("!", ""), ("-", ""), ("if true then ", " else false")];
    let chained = [("1 + ", ""), ("", ".a"), ("", "[\"a\"]"), ("context.inside && ", " && 1")];
    for (before, after) in nested.into_iter().chain(chained) {
        // Two below the bounds of depth and length, then far beyond them.
        let longest = (3_800 / (before.len() + after.len())).min(if after.len() == 1 { 22 } else { 4_000 });
        for times in [2, longest, 12_000] {
            let head = format!("{FORBID} forbid (principal, action == Action::\"enter\", resource) when {{ ");
            let (before, after) = (before.repeat(times), after.repeat(times));
            let text = format!("{head}{before}context.inside{after} }};");
            let harmless = text.contains("((") && times < 30 || text.contains("!!") && times < 3;
            let harmless = harmless || text.contains("if") && times < 1_000;
            assert_eq!(load(&text).is_ok(), harmless, "{before:.20} {times} times");
        }
    }
}

#[test]
fn what_stands_in_comments_and_strings_is_not_counted_as_nesting() {
    let brackets = "([{".repeat(50);
    let text = rule(&FORBID.replace("case-a", &brackets), "forbid");
    assert!(Rules::load(&format!("// {brackets} \"\n{text}"), &|_| true).is_ok());
    let escaped = FORBID.replace("case-a", &format!("\\\"{brackets}"));
    assert!(Rules::load(&rule(&escaped, "forbid"), &|_| true).is_ok());
}
