//! What the shipped rules tell, and what a recorded verdict follows from.

use super::super::{SHIPPED, builtin, replay};
use super::{NINE, expected, shipped};
use crate::domain::moment::MINUTE;
use crate::domain::{Situation, Verdict};

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
    let judgement = rules.judge(&expected());
    assert_eq!((judgement.verdict, judgement.reasons[0].rule.as_str()), (Verdict::Refuse, "no-permit"));
}
