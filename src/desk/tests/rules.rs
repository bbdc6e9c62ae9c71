//! The rules: who puts others in force, with whom, and how earlier ones come back.

use super::*;
use crate::desk::second::{Second, Why};
use crate::domain::Cause;
use crate::policy::{Rules, SHIPPED};
use crate::store::NewEntry;

fn why() -> Why {
    Why { cause: Cause::Instruction, text: "As the head of mission wishes".into(), asked: noon() }
}

fn second(number: &str) -> Second {
    Second { number: number.into(), passphrase: Zeroizing::new(PASSPHRASE.into()) }
}

/// The shipped rules, with security asked about everybody.
fn stricter() -> String {
    SHIPPED.replace("when { context.level >= 3 };", "when { context.level >= 0 };")
}

/// Rules that let nobody do anything.
fn shut() -> String {
    r#"@id("nobody") @guard("reason-lockdown") @case("case-lockdown") @verdict("refuse")
       forbid (principal, action, resource);"#
        .to_owned()
}

#[test]
fn two_put_other_rules_in_force_and_they_hold_at_once() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Ina Rask");
    let before = shown(&mut desk, noon(), guest);
    for number in ["S-1", "G-1", "A-1", "R-1"] {
        let changed = desk.change_rules(noon(), &stricter(), &why(), &second(number));
        assert!(matches!(changed, Err(DeskError::NotTheirs)), "{number}");
    }
    let bad = desk.change_rules(noon(), "permit (", &why(), &second("X-1"));
    assert!(matches!(bad, Err(DeskError::Rules(_))), "{bad:?}");
    let same = desk.change_rules(noon(), SHIPPED, &why(), &second("X-1"));
    assert!(matches!(same, Err(DeskError::SameRules)));
    let size = entries(&desk);
    desk.change_rules(noon(), &stricter(), &why(), &second("X-1")).unwrap();
    assert_eq!(kinds(&desk, size), [Kind::RulesSet]);
    // A card that was green before is not.
    assert!(matches!(desk.admit(noon(), &before, &Obligation::ALL), Err(DeskError::Changed(_))));
    assert_eq!(rules_of(&shown(&mut desk, noon(), guest)), ["security-approval"]);
    hand_over(&mut desk, noon(), "G-1");
    assert_eq!(rules_of(&shown(&mut desk, noon(), guest)), ["security-approval"], "and after the next sign-in");
    assert!(matches!(desk.change_rules(noon(), SHIPPED, &why(), &second("X-1")), Err(DeskError::Denied(_))));
    assert!(matches!(desk.versions(), Err(DeskError::Denied(_))));
    assert_clean(&desk);
}

#[test]
fn two_security_officers_go_back_whatever_the_rules_say() {
    let (_folder, mut desk) = desk();
    desk.change_rules(noon(), &shut(), &why(), &second("X-1")).unwrap();
    assert!(!desk.may(Deed::Check) && desk.may(Deed::RestoreRules));
    let alone = desk.restore_rules(noon(), 1, &why(), &second("S-1"));
    assert!(matches!(alone, Err(DeskError::NotTheirs)));
    let supervisor = desk.restore_rules(noon(), 1, &why(), &second("V-1"));
    assert!(matches!(supervisor, Err(DeskError::NotTheirs)));
    assert!(matches!(desk.restore_rules(noon(), 7, &why(), &second("X-1")), Err(DeskError::NoVersion)));
    assert!(matches!(desk.restore_rules(noon(), 2, &why(), &second("X-1")), Err(DeskError::SameRules)));
    desk.restore_rules(noon(), 1, &why(), &second("X-1")).unwrap();
    assert!(desk.may(Deed::Check));
    let versions = desk.versions().unwrap();
    let told: Vec<_> = versions.iter().map(|v| (v.number, v.by.as_str(), v.second.as_str(), v.restored)).collect();
    assert_eq!(told, [(3, "S-1", "X-1", Some(1)), (2, "S-1", "X-1", None), (1, "S-1", "", None)]);
    assert!(versions[0].in_force && versions[0].hash == versions[2].hash);
    assert_eq!(desk.policy_of_version(2).unwrap().0, shut());
    assert_clean(&desk);
}

#[test]
fn rules_that_nobody_signed_for_are_a_finding() {
    let (_folder, mut desk) = desk();
    let (policy, hash) = (stricter(), Rules::unusable(&stricter()).hash().to_owned());
    let fact = Fact::RulesSet { policy, hash, restored: None, signed: None };
    let entry = desk.store.act(noon(), ClockQuality::Good, |act| act.record(NewEntry::new(fact))).unwrap().seq;
    let report = desk.store.verify(Depth::Whole, None, &mut |_| true).unwrap();
    let found: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
    assert_eq!(found, [format!("entry {entry}, body Situation: nobody signed for these rules")]);
}

#[test]
fn checks_of_the_last_month_are_asked_once_more() {
    let (_folder, mut desk) = desk();
    let [first, later] = ["Ina Rask", "Olaf Berg"].map(|name| expected(&mut desk, name));
    let card = shown(&mut desk, noon(), first);
    let _ = desk.present(noon(), &card).unwrap();
    let _ = admit(&mut desk, noon(), later);
    let size = entries(&desk);
    let rules = || Rules::load(&stricter(), &crate::i18n::has).unwrap();
    let look = desk.records_whole(noon(), rules()).unwrap();
    assert_eq!((look.seen, look.count), (2, 2));
    assert_eq!(look.touched.iter().map(|one| one.about.as_str()).collect::<Vec<_>>(), ["Olaf Berg", "Ina Rask"]);
    assert_eq!(
        (look.touched[0].change.before.verdict, look.touched[0].change.after.verdict),
        (Verdict::Admit, Verdict::Refer)
    );
    assert_eq!(look.touched[0].change.reasons().collect::<Vec<_>>(), ["security-approval"]);
    let old = Rules::load(SHIPPED, &crate::i18n::has).unwrap();
    assert_eq!(desk.records_whole(noon(), old).unwrap().count, 0);
    let late = after(31 * crate::domain::moment::DAY);
    assert_eq!(desk.records_whole(late, rules()).unwrap().seen, 0, "what is older is not looked at");
    assert_eq!(entries(&desk), size, "nothing is recorded of it");
    hand_over(&mut desk, noon(), "V-1");
    assert!(matches!(desk.records(noon(), rules()), Err(DeskError::Denied(_))));
}
