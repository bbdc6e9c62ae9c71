//! Badges presented: each fault its own reason.

use super::*;
use crate::badge::token::{self, Token};
use crate::domain::{BadgeId, Class};

fn token(desk: &Desk, badge: BadgeId, class: Class) -> String {
    let (from, until) = (noon().at, noon().at.plus(HOUR));
    let token = Token { badge, from, until, areas: 0, escort: false, class };
    token::issue(&desk.store.keys().unwrap().post, &token)
}

#[test]
fn each_fault_of_a_token_is_its_own_refusal() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    let admission = admit(&mut desk, noon(), guest);
    let elsewhere = tempfile::tempdir().unwrap();
    let (foreign, _) = Desk::found(elsewhere.path(), &founding("S-9"), noon(), Box::new(OsRng)).unwrap();

    let mut forged = admission.token.clone();
    let flipped = if forged.pop() == Some('A') { 'Q' } else { 'A' };
    forged.push(flipped);
    let middle = admission.token.len() - 40;
    let other = if admission.token.as_bytes()[middle] == b'A' { "B" } else { "A" };
    let mut altered = admission.token.clone();
    altered.replace_range(middle..=middle, other);
    for (text, rule) in [
        (altered, "credential-forged"),
        (token(&foreign, BadgeId([1; 8]), Class::Badge), "credential-foreign"),
        (token(&desk, BadgeId([1; 8]), Class::Badge), "credential-unknown"),
        (token(&desk, admission.badge, Class::Invitation), "credential-unknown"),
        (admission.token[..admission.token.len() - 1].to_owned(), "credential-malformed"),
        (format!("{}A", admission.token), "credential-malformed"),
    ] {
        let refused = card(desk.check(noon(), &text, None).unwrap());
        assert_eq!(refused.judgement.verdict, Verdict::Refuse, "{rule}");
        assert_eq!(refused.judgement.reasons[0].rule, rule);
        assert!(refused.person.is_none());
        let _ = desk.refuse(noon(), &refused, crate::domain::fact::RefusalCode::Rules, "").unwrap();
    }
    let last = card(desk.check(noon(), &forged, Some(Direction::In)).unwrap());
    assert_eq!(last.judgement.verdict, Verdict::Refuse);

    // Before its time and after it; and whoever is inside leaves with it all the same.
    let early = Moment { at: noon().at.plus(-MINUTE), ..noon() };
    let early = card(desk.check(early, &admission.token, Some(Direction::In)).unwrap());
    assert!(rules_of(&early).contains(&"credential-not-yet"));
    let late = card(desk.check(after(9 * HOUR), &admission.token, Some(Direction::In)).unwrap());
    assert!(rules_of(&late).contains(&"credential-expired"));
    let out = desk.check(after(9 * HOUR), &admission.token, None).unwrap();
    let Recognised::Departure(departure) = out else { panic!("{out:?}") };
    assert_eq!(departure.fault, Some(crate::domain::TokenFault::Expired));
    let _ = desk.depart(after(9 * HOUR), departure.presence, departure.fault).unwrap();
    let gone = card(desk.check(after(9 * HOUR), &admission.token, None).unwrap());
    assert!(rules_of(&gone).contains(&"credential-revoked"));
    assert_clean(&desk);
}

#[test]
fn a_badge_revoked_since_it_was_shown_admits_nobody() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    let admission = admit(&mut desk, noon(), guest);
    let mut stale = shown(&mut desk, noon(), guest);
    let _ = desk.depart(noon(), admission.entry, None).unwrap();
    let green = shown(&mut desk, noon(), guest);
    (stale.judgement, stale.situation) = (green.judgement, green.situation);
    stale.badge = Some(admission.badge);
    stale.situation.credential = crate::domain::Credential::Badge { fault: None };
    let result = desk.admit(noon(), &stale, &Obligation::ALL);
    let Err(DeskError::Changed(anew)) = result else { panic!("{result:?}") };
    assert_eq!(rules_of(&anew), ["credential-revoked"]);
}

#[test]
fn three_scans_of_nothing_are_an_anomaly() {
    let (_folder, mut desk) = desk();
    let before = entries(&desk);
    for text in ["", "12", "%%%", "\u{1b}[2J", "??", "~~"] {
        assert!(matches!(desk.check(noon(), text, None).unwrap(), Recognised::Nothing(_)), "{text:?}");
    }
    assert_eq!(kinds(&desk, before), [Kind::Anomaly, Kind::Anomaly]);
}
