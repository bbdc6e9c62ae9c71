//! Never green in doubt, whatever the rules and the situation.

use std::cell::Cell;

use proptest::bool::weighted;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use super::super::Rules;
use super::{NINE, appointment, expected, shipped};
use crate::domain::operator::Act;
use crate::domain::situation::Appointment;
use crate::domain::{
    Category, Circumstances, ClockQuality, Credential, Obligation, Posture, Resolver, Role, Screening, Situation,
    Timestamp, TokenFault, Verdict, VisitState,
};

/// Rules that let everybody in: what a careless mission might write.
const OPEN: &str = r#"
@id("all") @guard("reason-all") @case("case-all")
permit (principal, action == Action::"enter", resource);
"#;

/// The same, and a rule of each kind that holds when the visitor is inside.
fn open_but(verdict: &str) -> String {
    format!(
        r#"{OPEN}
        @id("but") @guard("reason-but") @case("case-but") {verdict}
        forbid (principal, action == Action::"enter", resource) when {{ context.inside }};"#
    )
}

/// The same, and a rule that errs: the sum is beyond a Long.
fn open_and_errs(head: &str) -> String {
    let overflow = "context.at + 9223372036854775807 > 0";
    format!(
        r#"{OPEN} @id("errs") @guard("reason-errs") @case("case-errs") {head}
        (principal, action == Action::"enter", resource) when {{ {overflow} }};"#
    )
}

fn load(text: &str) -> Rules {
    Rules::load(text, &|_| true).unwrap()
}

fn times() -> impl Strategy<Value = Timestamp> {
    let near = (-20_000_000_i64..20_000_000).prop_map(|ms| NINE.plus(ms));
    prop_oneof![9 => near, 1 => any::<i64>().prop_map(Timestamp)]
}

fn faults() -> impl Strategy<Value = Option<TokenFault>> {
    use TokenFault::*;
    let all = vec![Malformed, Forged, Foreign, NotYet, Expired, Revoked, Withdrawn, Unknown];
    proptest::option::of(proptest::sample::select(all))
}

fn credentials() -> impl Strategy<Value = Credential> {
    prop_oneof![
        Just(Credential::Name),
        faults().prop_map(|fault| Credential::Badge { fault }),
        faults().prop_map(|fault| Credential::Invitation { fault }),
    ]
}

fn gates() -> impl Strategy<Value = String> {
    prop_oneof![6 => Just(String::new()), 3 => Just("North gate".to_owned()), 1 => ".{0,12}"]
}

fn visits() -> impl Strategy<Value = Appointment> {
    use VisitState::*;
    let state = proptest::sample::select(vec![Approved, Approved, Approved, Requested, Cancelled, WalkIn]);
    let areas = proptest::collection::vec(prop_oneof![5 => ".{0,6}", 1 => Just("Roof".to_owned())], 0..3);
    let category = proptest::option::weighted(0.4, proptest::sample::select(Category::ALL.to_vec()));
    let more = (any::<bool>(), any::<bool>(), any::<bool>(), category);
    (state, times(), times(), gates(), any::<bool>(), areas, more).prop_map(
        |(state, from, until, gate, escort, areas, (companion, consent, medical, category))| Appointment {
            companion,
            consent,
            medical,
            category,
            ..Appointment { state, from, until, gate, escort, areas, ..appointment(state) }
        },
    )
}

fn circumstances() -> impl Strategy<Value = Option<Circumstances>> {
    let known = (
        0_u16..1_440,
        1_u8..8,
        proptest::option::of(0_u16..99),
        weighted(0.8),
        proptest::sample::select(vec![0, 0, 0, 0, 1, 2, 3]),
    );
    let known = known.prop_map(|(minute, weekday, age, document, refusals)| Circumstances {
        minute,
        weekday,
        age,
        document,
        refusals,
    });
    proptest::option::weighted(0.95, known)
}

prop_compose! {
    fn situations()(
        at in times(),
        (doubtful, store_doubted) in (weighted(0.2), weighted(0.2)),
        gate in gates(),
        credential in credentials(),
        visit in proptest::option::weighted(0.8, visits()),
        (inside, ready) in (weighted(0.2), weighted(0.8)),
        (refused_today, refused_alike) in (weighted(0.2), weighted(0.1)),
        screening in proptest::sample::select(vec![
            Screening::None, Screening::Clear, Screening::Clear, Screening::Security, Screening::Stop,
        ]),
        (posture, lockdown) in (proptest::sample::select(vec![
            Posture::Normal, Posture::Normal, Posture::Normal, Posture::Alpha, Posture::Bravo, Posture::Charlie,
            Posture::Delta,
        ]), weighted(0.05)),
        circumstances in circumstances(),
    ) -> Situation {
        let clock = if doubtful { ClockQuality::Doubtful } else { ClockQuality::Good };
        Situation {
            at, clock, gate, posture, lockdown, credential, visit, inside, refused_today, refused_alike, ready,
            screening, circumstances, store_doubted,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn green_means_that_nothing_is_in_doubt(s in situations()) {
        for rules in [shipped_once(), open_once()] {
            let judgement = rules.judge(&s);
            prop_assert_eq!(&judgement, &rules.judge(&s), "the same question has the same answer");
            prop_assert_eq!(judgement.obligations.first(), Some(&Obligation::CompareDocument));
            let worst = judgement.reasons.iter().map(|reason| reason.verdict).max().unwrap_or(Verdict::Admit);
            prop_assert_eq!(judgement.verdict, worst);
            prop_assert!(judgement.reasons.is_sorted_by(|a, b| a.verdict >= b.verdict));
            let doubt = s.clock == ClockQuality::Doubtful || !s.ready || s.screening >= Screening::Security;
            let doubt = doubt || s.store_doubted;
            let doubt = doubt || s.visit.as_ref().is_some_and(|visit| visit.state == VisitState::Requested);
            prop_assert!(!doubt || judgement.verdict >= Verdict::Refer);
            prop_assert!(!s.lockdown || judgement.verdict == Verdict::Refuse);
            prop_assert!(judgement.verdict == Verdict::Refuse || !judgement.permits.is_empty());
        }
    }

    #[test]
    fn a_forbid_wins_over_every_permit(s in situations()) {
        let s = Situation { inside: true, lockdown: false, ..s };
        prop_assert!(refuse_once().judge(&s).verdict == Verdict::Refuse);
        // An invitation that was withdrawn is refused whatever the rules say, as everybody is in a lockdown.
        let withdrawn = s.credential.fault() == Some(TokenFault::Withdrawn);
        let expected = if withdrawn { Verdict::Refuse } else { Verdict::Refer };
        prop_assert_eq!(refer_once().judge(&s).verdict, expected);
    }
}

#[test]
fn the_shipped_rules_admit_the_approved_alone() {
    let admitted = Cell::new(0);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3_000) };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&situations(), |s| {
        let judgement = shipped_once().judge(&s);
        if judgement.verdict == Verdict::Admit {
            admitted.set(admitted.get() + 1);
            let visit = s.visit.as_ref().unwrap();
            prop_assert_eq!(visit.state, VisitState::Approved);
            prop_assert!(s.credential.fault().is_none() && !s.inside && !s.refused_today && !s.refused_alike);
            prop_assert!(visit.gate.is_empty() || visit.gate == s.gate);
            prop_assert!(s.at.since(visit.from) >= -900_000 && s.at.since(visit.until) <= 1_800_000);
            prop_assert!(!visit.escort || judgement.obligations.contains(&Obligation::Escort));
            prop_assert!(s.circumstances.is_some(), "what is not known admits nobody");
            prop_assert!(s.posture < Posture::Charlie, "from Charlie on security answers for everybody");
            let escorted = s.posture < Posture::Bravo || visit.category == Some(Category::Diplomat);
            prop_assert!(escorted || judgement.obligations.contains(&Obligation::Escort));
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(admitted.get() >= 5, "only {} of the situations were admitted", admitted.get());
}

macro_rules! once {
    ($name:ident, $rules:expr) => {
        fn $name() -> &'static Rules {
            static RULES: std::sync::LazyLock<Rules> = std::sync::LazyLock::new(|| $rules);
            &RULES
        }
    };
}
once!(shipped_once, shipped());
once!(open_once, load(OPEN));
once!(refuse_once, load(&open_but(r#"@verdict("refuse")"#)));
once!(refer_once, load(&open_but(r#"@verdict("refer") @resolve("host")"#)));

#[test]
fn a_rule_that_errs_is_at_best_a_referral_to_a_supervisor() {
    let heads = ["permit", r#"@verdict("refer") @resolve("host") forbid"#, r#"@verdict("refuse") forbid"#];
    for head in heads {
        let judgement = load(&open_and_errs(head)).judge(&expected());
        assert_eq!(judgement.verdict, Verdict::Refer, "{head}");
        let [reason] = judgement.reasons.as_slice() else { panic!("{head}: {:?}", judgement.reasons) };
        assert_eq!((reason.rule.as_str(), reason.resolver), ("rules-fault", Some(Resolver::Supervisor)));
        assert_eq!(judgement.permits, ["all"]);
    }
}

#[test]
fn an_error_does_not_soften_a_refusal() {
    let text = open_and_errs("permit").replace(OPEN, "");
    let judgement = load(&text).judge(&expected());
    let reasons: Vec<_> = judgement.reasons.iter().map(|reason| reason.rule.as_str()).collect();
    assert_eq!((judgement.verdict, reasons), (Verdict::Refuse, vec!["no-permit", "rules-fault"]));
}

#[test]
fn a_sum_beyond_its_range_and_what_is_not_known_are_referrals() {
    let mut endless = expected();
    endless.visit.iter_mut().for_each(|visit| visit.until.0 = i64::MAX);
    let unknown = Situation { circumstances: None, ..expected() };
    for situation in [endless, unknown] {
        let judgement = shipped_once().judge(&situation);
        let reasons: Vec<_> = judgement.reasons.iter().map(|reason| reason.rule.as_str()).collect();
        assert_eq!((judgement.verdict, reasons), (Verdict::Refer, vec!["rules-fault"]));
    }
}

#[test]
fn in_a_lockdown_nobody_enters_by_whatever_rules() {
    for rules in [shipped(), load(OPEN), Rules::unusable("permit (")] {
        let judgement = rules.judge(&Situation { lockdown: true, ..expected() });
        assert_eq!(judgement.verdict, Verdict::Refuse);
        assert_eq!(judgement.reasons.first().map(|reason| reason.rule.as_str()), Some("lockdown"));
    }
}

#[test]
fn rules_that_do_not_load_refer_everybody() {
    let rules = Rules::unusable("permit (");
    assert!(!rules.usable());
    for visit in [None, Some(appointment(VisitState::Approved)), Some(appointment(VisitState::Cancelled))] {
        let judgement = rules.judge(&Situation { visit, ..expected() });
        assert_eq!(judgement.verdict, Verdict::Refer);
        assert_eq!(judgement.reasons.len(), 1);
        assert_eq!(judgement.reasons[0].rule, "rules-unusable");
        assert_eq!(judgement.obligations, [Obligation::CompareDocument]);
        assert!(!judgement.admissible(&[]));
    }
    let doubtful = Situation { clock: ClockQuality::Doubtful, store_doubted: true, ready: false, ..expected() };
    let judgement = rules.judge(&doubtful);
    let reasons: Vec<_> = judgement.reasons.iter().map(|reason| reason.rule.as_str()).collect();
    assert_eq!(reasons, ["rules-unusable", "clock-doubtful", "store-doubted", "not-ready"]);
}

#[test]
fn the_gate_is_kept_without_rules_and_nothing_more() {
    let rules = Rules::unusable("");
    let allowed = |role: Role| Act::ALL.into_iter().filter(|act| rules.allows(&[role], *act)).count();
    assert_eq!(Role::ALL.map(allowed), [7, 12, 0, 8, 0, 0]);
    assert!(rules.allows(&[Role::Guard], Act::Check) && !rules.allows(&[Role::Guard], Act::AnswerAsSupervisor));
    assert!(rules.allows(&[Role::Supervisor], Act::AnswerAsSupervisor));
}

#[test]
fn the_longest_rule_that_loads_is_judged_or_referred_on_an_ordinary_stack() {
    let sum = "+1".repeat(1_900);
    let rule = r#"@id("long") @guard("reason-a") @case("case-a") permit"#;
    let text = format!("{rule} (principal, action == Action::\"enter\", resource) when {{ context.at {sum} > 0 }};");
    let judgement = load(&text).judge(&expected());
    let reasons: Vec<_> = judgement.reasons.iter().map(|reason| reason.rule.as_str()).collect();
    assert!(judgement.permits == ["long"] || reasons == ["no-permit", "rules-fault"], "{judgement:?}");
}
