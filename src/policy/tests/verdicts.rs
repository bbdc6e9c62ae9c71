//! What the shipped rules say, situation by situation.

use std::collections::BTreeSet;

use cedar_policy::{Context, Request};

use super::super::load::schema;
use super::super::question::Words;
use super::super::{SHIPPED, builtin, replay};
use super::{NINE, appointment, expected, shipped};
use crate::domain::moment::MINUTE;
use crate::domain::{ClockQuality, Credential, Judgement, Screening, Situation, TokenFault, Verdict, VisitState};

/// What is changed about somebody expected, and what comes of it: the verdict, the reasons in their order, the
/// obligations, the permits.
type Case = (&'static str, fn(&mut Situation), &'static str);

const CASES: &[Case] = &[
    ("expected", |_| {}, "admit | | compare-document | approved-visit"),
    ("by badge", |s| s.credential = Credential::Badge { fault: None }, "admit | | compare-document | approved-visit"),
    ("by invitation", |s| invited(s, None), "admit | | compare-document | approved-visit"),
    ("with an escort", escorted, "admit | | compare-document escort | approved-visit-escorted"),
    // The grace of the window, to the millisecond.
    ("15 min early", |s| s.at = NINE.plus(-15 * MINUTE), "admit | | compare-document | approved-visit"),
    ("earlier", |s| s.at = NINE.plus(-15 * MINUTE - 1), "refer | outside-window | compare-document | approved-visit"),
    ("30 min late", |s| s.at = NINE.plus(90 * MINUTE), "admit | | compare-document | approved-visit"),
    ("later", |s| s.at = NINE.plus(90 * MINUTE + 1), "refer | outside-window | compare-document | approved-visit"),
    ("right gate", |s| at_gate(s, "North gate"), "admit | | compare-document | approved-visit"),
    ("wrong gate", |s| at_gate(s, "South gate"), "refer | wrong-gate | compare-document | approved-visit"),
    // What the lists say.
    ("cleared", |s| s.screening = Screening::Clear, "admit | | compare-document | approved-visit"),
    ("matched", |s| s.screening = Screening::Security, "refer | needs-security | compare-document | approved-visit"),
    ("stopped", |s| s.screening = Screening::Stop, "refer | needs-security | compare-document | approved-visit"),
    // Approval.
    ("requested", |s| state(s, VisitState::Requested), "refer | not-approved | compare-document | requested-visit"),
    (
        "requested, with an escort",
        |s| {
            state(s, VisitState::Requested);
            escorted(s);
        },
        "refer | not-approved | compare-document escort | requested-visit-escorted",
    ),
    ("cancelled", |s| state(s, VisitState::Cancelled), "refuse | visit-cancelled | compare-document |"),
    // Without an appointment.
    ("a name alone", |s| s.visit = None, "refer | walk-in walk-in-approval | compare-document | walk-in-visit"),
    (
        "a visit entered at the gate",
        |s| state(s, VisitState::WalkIn),
        "refer | walk-in walk-in-approval | compare-document | walk-in-visit",
    ),
    (
        "the same, with an escort",
        |s| {
            state(s, VisitState::WalkIn);
            escorted(s);
        },
        "refer | walk-in walk-in-approval | compare-document escort | walk-in-visit-escorted",
    ),
    ("a good badge that means no visit", |s| badge(s, None), "refuse | no-permit | compare-document |"),
    // A token that means no visit gives its own fault and nothing else.
    ("malformed", |s| badge(s, Some(TokenFault::Malformed)), "refuse | credential-malformed | compare-document |"),
    ("forged", |s| badge(s, Some(TokenFault::Forged)), "refuse | credential-forged | compare-document |"),
    ("foreign", |s| badge(s, Some(TokenFault::Foreign)), "refuse | credential-foreign | compare-document |"),
    ("unknown", |s| badge(s, Some(TokenFault::Unknown)), "refuse | credential-unknown | compare-document |"),
    ("revoked", |s| badge(s, Some(TokenFault::Revoked)), "refuse | credential-revoked | compare-document |"),
    ("expired", |s| badge(s, Some(TokenFault::Expired)), "refuse | credential-expired | compare-document |"),
    ("not yet", |s| badge(s, Some(TokenFault::NotYet)), "refuse | credential-not-yet | compare-document |"),
    (
        "an invitation, expired",
        |s| invited(s, Some(TokenFault::Expired)),
        "refuse | credential-expired | compare-document | approved-visit",
    ),
    // What happened before.
    ("refused today", |s| s.refused_today = true, "refuse | refused-today | compare-document | approved-visit"),
    ("inside", |s| s.inside = true, "refuse | already-inside | compare-document | approved-visit"),
    (
        "a stranger, inside",
        |s| {
            s.visit = None;
            s.inside = true;
        },
        "refuse | already-inside walk-in walk-in-approval | compare-document | walk-in-visit",
    ),
    // Validity before duplicates, refusals before referrals, each in its place.
    (
        "everything at once",
        |s| {
            state(s, VisitState::Cancelled);
            at_gate(s, "South gate");
            s.at = NINE.plus(600 * MINUTE);
            s.credential = Credential::Badge { fault: Some(TokenFault::Expired) };
            (s.inside, s.refused_today, s.ready, s.clock) = (true, true, false, ClockQuality::Doubtful);
        },
        "refuse | credential-expired visit-cancelled refused-today already-inside \
         clock-doubtful not-ready outside-window wrong-gate | compare-document |",
    ),
    (
        "all that can be answered",
        |s| {
            state(s, VisitState::Requested);
            at_gate(s, "South gate");
            s.at = NINE.plus(600 * MINUTE);
        },
        "refer | not-approved outside-window wrong-gate | compare-document | requested-visit",
    ),
    // What no rules file says.
    (
        "clock in doubt",
        |s| s.clock = ClockQuality::Doubtful,
        "refer | clock-doubtful | compare-document | approved-visit",
    ),
    ("guests unread", |s| s.ready = false, "refer | not-ready | compare-document | approved-visit"),
    (
        "a window at the end of time",
        |s| s.visit.iter_mut().for_each(|visit| visit.until.0 = i64::MAX),
        "refer | rules-fault | compare-document | approved-visit",
    ),
];

fn state(situation: &mut Situation, state: VisitState) {
    situation.visit = Some(appointment(state));
}

fn escorted(situation: &mut Situation) {
    situation.visit.iter_mut().for_each(|visit| visit.escort = true);
}

fn at_gate(situation: &mut Situation, gate: &str) {
    situation.visit.iter_mut().for_each(|visit| visit.gate = gate.to_owned());
}

fn badge(situation: &mut Situation, fault: Option<TokenFault>) {
    situation.visit = None;
    situation.credential = Credential::Badge { fault };
}

fn invited(situation: &mut Situation, fault: Option<TokenFault>) {
    situation.credential = Credential::Invitation { fault };
}

fn situation((_, change, _): &Case) -> Situation {
    let mut situation = expected();
    change(&mut situation);
    situation
}

/// A judgement as the table writes it.
fn written(judgement: &Judgement) -> String {
    let reasons = judgement.reasons.iter().map(|reason| reason.rule.as_str()).collect::<Vec<_>>().join(" ");
    let obligations = judgement.obligations.iter().map(|o| o.code()).collect::<Vec<_>>().join(" ");
    let columns = [judgement.verdict.code(), &reasons, &obligations, &judgement.permits.join(" ")];
    columns.join(" | ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_shipped_rules_say_what_the_table_says() {
    let rules = shipped();
    for case in CASES {
        let judgement = rules.judge(&situation(case));
        assert_eq!(written(&judgement), case.2, "{}", case.0);
        assert_eq!(judgement.policy, rules.hash());
    }
}

#[test]
fn every_rule_has_its_row() {
    let rows: BTreeSet<_> = CASES.iter().flat_map(|case| case.2.split_whitespace()).collect();
    let rules = shipped();
    let shown = rules.ids().filter(|id| !id.starts_with("allow-"));
    let without: Vec<_> = shown.filter(|id| !rows.contains(id)).collect();
    assert!(without.is_empty(), "no row for {without:?}");
    let ours = builtin::ALL.map(|builtin| builtin.id);
    // rules-unusable has a test of its own, where there are no shipped rules.
    let without: Vec<_> = ours.iter().filter(|id| **id != "rules-unusable" && !rows.contains(*id)).collect();
    assert!(without.is_empty(), "no row for {without:?}");
}

#[test]
fn every_question_has_the_shape_of_the_schema() {
    let (schema, words) = (schema().unwrap(), Words::new().unwrap());
    for case in CASES {
        let request = words.enter(&situation(case)).unwrap();
        let context: Context = request.context().unwrap().clone();
        context.validate(&schema, request.action().unwrap()).unwrap_or_else(|error| panic!("{}: {error}", case.0));
        let (principal, action) = (request.principal().unwrap().clone(), request.action().unwrap().clone());
        let resource = request.resource().unwrap().clone();
        assert!(Request::new(principal, action, resource, context, Some(&schema)).is_ok(), "{}", case.0);
    }
}

#[test]
fn every_reason_has_its_texts() {
    let rules = shipped();
    let ours = builtin::ALL.map(|builtin| builtin.id);
    for id in rules.ids().chain(ours) {
        let texts = rules.texts(id);
        for message in [Some(&texts.guard), texts.now.as_ref(), Some(&texts.case)].into_iter().flatten() {
            assert!(crate::i18n::has(message), "no message {message}");
        }
        assert_eq!(texts.guard, format!("reason-{id}"), "screens find the texts of the shipped rules by their id");
    }
}

#[test]
fn what_is_answered_in_full_may_enter_and_a_refusal_never() {
    let rules = shipped();
    for case in CASES {
        let judgement = rules.judge(&situation(case));
        let all: Vec<_> = judgement.reasons.iter().map(|reason| reason.rule.clone()).collect();
        assert_eq!(judgement.admissible(&all), judgement.verdict != Verdict::Refuse, "{}", case.0);
        assert_eq!(judgement.admissible(&[]), judgement.verdict == Verdict::Admit, "{}", case.0);
        for reason in &judgement.reasons {
            assert_eq!(reason.resolver.is_some(), reason.verdict == Verdict::Refer, "{}: {}", case.0, reason.rule);
        }
    }
}

#[test]
fn a_verdict_is_replayed_from_what_was_recorded_and_follows_its_inputs() {
    let told = shipped().judge(&expected());
    let recorded = serde_json::to_string(&expected()).unwrap();
    let mut read: Situation = serde_json::from_str(&recorded).unwrap();
    assert_eq!(replay(SHIPPED, &read).unwrap(), told);
    assert_eq!(told.verdict, Verdict::Admit);
    read.refused_today = true;
    let other = replay(SHIPPED, &read).unwrap();
    assert_eq!(other.verdict, Verdict::Refuse);
    assert!(other.worse_than(&told));
    let stricter = SHIPPED.replace("30 * 60 * 1000", "5 * 60 * 1000");
    read = expected();
    read.at = NINE.plus(70 * MINUTE);
    assert_eq!(replay(SHIPPED, &read).unwrap().verdict, Verdict::Admit);
    assert_eq!(replay(&stricter, &read).unwrap().verdict, Verdict::Refer);
}

#[test]
fn the_hash_is_that_of_the_text() {
    let rules = super::Rules::load("", &|_| true).unwrap();
    assert_eq!(rules.hash(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(written(&rules.judge(&expected())), "refuse | no-permit | compare-document |");
}
