//! What the rules make of what the lists say.

use super::super::{Cover, RuleFault, Rules, RulesFault, SHIPPED};
use super::{expected, shipped};
use crate::domain::{Judgement, Resolver, Screening, Situation, Verdict, VisitState};

fn judged(rules: &Rules, screening: Screening) -> Judgement {
    rules.judge(&Situation { screening, ..expected() })
}

fn told(judgement: &Judgement) -> (Verdict, Vec<&str>) {
    (judgement.verdict, judgement.reasons.iter().map(|reason| reason.rule.as_str()).collect())
}

/// The shipped rules with the rule that stands in them as a comment.
fn with_the_alternative() -> String {
    let from = SHIPPED.find("// @id(\"needs-security-refuse\")").unwrap();
    let to = from + SHIPPED[from..].find(';').unwrap() + 1;
    let rule = SHIPPED[from..to].replace("// ", "");
    format!("{}{rule}{}", &SHIPPED[..from], &SHIPPED[to..])
}

#[test]
fn security_sees_what_the_lists_ask_it_to_see() {
    let rules = shipped();
    for clear in [Screening::None, Screening::Clear] {
        assert_eq!(told(&judged(&rules, clear)), (Verdict::Admit, vec![]));
    }
    for asked in [Screening::Security, Screening::Stop] {
        let judgement = judged(&rules, asked);
        assert_eq!(told(&judgement), (Verdict::Refer, vec!["needs-security"]));
        assert_eq!(judgement.reasons[0].resolver, Some(Resolver::Security));
        assert!(judgement.admissible(&["needs-security".to_owned()]));
    }
}

#[test]
fn a_mission_may_refuse_who_is_very_probably_listed() {
    let rules = Rules::load(&with_the_alternative(), &crate::i18n::has).unwrap();
    assert_eq!(told(&judged(&rules, Screening::Security)), (Verdict::Refer, vec!["needs-security"]));
    let stopped = judged(&rules, Screening::Stop);
    assert_eq!(told(&stopped), (Verdict::Refuse, vec!["needs-security-refuse", "needs-security"]));
    assert!(!stopped.admissible(&["needs-security".to_owned(), "needs-security-refuse".to_owned()]));
    // The guard reads the same of both.
    let texts = ["needs-security", "needs-security-refuse"].map(|rule| rules.texts(rule));
    assert_eq!((&texts[0].guard, &texts[0].now), (&texts[1].guard, &texts[1].now));
}

#[test]
fn rules_from_before_the_lists_do_without_no_look_of_security() {
    let open =
        r#"@id("all") @guard("reason-all") @case("case-all") permit (principal, action == Action::"enter", resource);"#;
    for rules in [Rules::load(open, &|_| true).unwrap(), Rules::unusable("")] {
        for asked in [Screening::Security, Screening::Stop] {
            let judgement = judged(&rules, asked);
            let reason = judgement.reasons.iter().find(|reason| reason.rule == "needs-security").unwrap();
            assert_eq!((judgement.verdict, reason.resolver), (Verdict::Refer, Some(Resolver::Security)));
        }
        assert!(judged(&rules, Screening::Clear).reasons.iter().all(|reason| reason.rule != "needs-security"));
        // Nor does anybody come in whose visit nobody has approved, where the rules have forgotten that.
        let mut due = expected();
        due.visit.as_mut().unwrap().state = VisitState::Requested;
        let judgement = rules.judge(&due);
        let reason = judgement.reasons.iter().find(|reason| reason.rule == "needs-security").unwrap();
        assert_eq!((judgement.verdict, reason.resolver), (Verdict::Refer, Some(Resolver::Security)));
        assert_eq!(rules.cover(), Cover::default());
    }
}

#[test]
fn the_cover_is_read_from_the_rule_and_from_no_other() {
    assert_eq!(shipped().cover(), Cover { one_in: 250, most_checks: 600, most_opened: 150 });
    let rule = |id: &str, cover: &str| {
        format!(
            r#"@id("{id}") @guard("reason-a") @case("case-a") @verdict("refer") @resolve("security") {cover}
            forbid (principal, action == Action::"enter", resource);"#
        )
    };
    let fault = |text: &str| match Rules::load(text, &|_| true) {
        Err(RulesFault::Rule { fault, .. }) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(Rules::load(&rule("needs-security", ""), &|_| true).unwrap().cover(), Cover::default());
    let by = |who: &str| rule("needs-security-own", "").replace("security\") ", &format!("{who}\") "));
    for other in ["host", "supervisor"] {
        assert_eq!(fault(&by(other)), RuleFault::ForSecurity);
    }
    assert!(Rules::load(&by("security"), &|_| true).is_ok());
    assert_eq!(fault(&rule("needs-security", "@one_in(\"often\")")), RuleFault::Number("one_in", "often".to_owned()));
    assert_eq!(fault(&rule("other", "@one_in(\"9\")")), RuleFault::UnknownAnnotation("one_in".to_owned()));
}

#[test]
fn a_situation_from_before_the_lists_is_stored_as_it_was() {
    let before = serde_json::to_string(&expected()).unwrap();
    assert!(!before.contains("screening"));
    let read: Situation = serde_json::from_str(&before).unwrap();
    assert_eq!(read.screening, Screening::None);
    let with = serde_json::to_string(&Situation { screening: Screening::Stop, ..expected() }).unwrap();
    assert!(with.contains(r#""screening":"stop""#));
}
