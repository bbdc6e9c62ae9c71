//! A clock in doubt: entries go on, nobody is admitted by a green verdict, and a supervisor sets it right.

use super::*;
use crate::desk::decide::Signer;
use crate::domain::Resolver;
use crate::domain::moment::{DAY, SECOND};

fn assert_refers(desk: &mut Desk, now: Moment, guest: VisitId) -> Card {
    let doubted = shown(desk, now, guest);
    assert_eq!((doubted.judgement.verdict, rules_of(&doubted)), (Verdict::Refer, vec!["clock-doubtful"]));
    doubted
}

#[test]
fn a_clock_that_goes_back_or_jumps_is_in_doubt_until_confirmed() {
    for wrong in [
        Moment { at: noon().at.plus(-SECOND), ..noon() },
        Moment { at: noon().at.plus(10 * MINUTE), ..noon() },
        Moment { at: noon().at.plus(-DAY), ..noon() },
    ] {
        let (_folder, mut desk) = desk();
        let guest = expected(&mut desk, "Vera Holm");
        let green = shown(&mut desk, noon(), guest);
        assert!(matches!(desk.admit(wrong, &green, &Obligation::ALL), Err(DeskError::Changed(_))), "{wrong:?}");
        desk.confirm_clock(wrong).unwrap();
        assert_eq!(shown(&mut desk, wrong, guest).situation.clock, ClockQuality::Good);
        assert_clean(&desk);
    }
}

#[test]
fn a_doubt_is_told_once_outlasts_the_session_and_is_answered_or_confirmed() {
    let (_folder, mut desk) = desk();
    let guest = expected(&mut desk, "Vera Holm");
    hand_over(&mut desk, noon(), "G-1");
    let before = entries(&desk);
    let wrong = Moment { at: noon().at.plus(30 * MINUTE), ..noon() };
    let doubted = assert_refers(&mut desk, wrong, guest);
    let _ = assert_refers(&mut desk, wrong, guest);
    assert_eq!(kinds(&desk, before), [Kind::Anomaly]);
    assert!(matches!(desk.confirm_clock(wrong), Err(DeskError::Denied(_))));

    // Leaving and waiting go on; the answer to the doubt is a supervisor's.
    let _ = desk.refer(wrong, &doubted, None).unwrap();
    let referral = desk.waiting(wrong).unwrap()[0].referral;
    let asked = ("clock-doubtful", Resolver::Supervisor);
    let signer = Signer::Other { number: "V-1".into(), passphrase: Zeroizing::new(PASSPHRASE.into()) };
    desk.answer(wrong, referral, asked, true, "", signer).unwrap();
    let admission = admit(&mut desk, wrong, guest);
    let departed = desk.depart(wrong, admission.entry, None).unwrap();
    assert_eq!(desk.store.leaf(departed).unwrap().1.clock, ClockQuality::Doubtful);

    let right = Moment { at: wrong.at.plus(MINUTE), ..wrong };
    hand_over(&mut desk, right, "V-1");
    assert!(desk.status().unwrap().doubt.is_some());
    desk.confirm_clock(right).unwrap();
    assert!(desk.status().unwrap().doubt.is_none());
    hand_over(&mut desk, right, "V-1");
    assert!(desk.status().unwrap().doubt.is_none());
    assert_clean(&desk);
}

#[test]
fn a_post_shut_for_more_than_a_day_opens_in_doubt() {
    let (_folder, mut desk) = desk();
    hand_over(&mut desk, after(DAY), "S-1");
    assert!(desk.status().unwrap().doubt.is_none());
    hand_over(&mut desk, after(DAY), "S-1");
    desk.sign_out(after(DAY)).unwrap();
    sign_in(&mut desk, after(2 * DAY + 1), "S-1");
    assert!(desk.status().unwrap().doubt.is_some());
}

#[test]
fn a_session_ends_after_twelve_hours() {
    let (_folder, desk) = desk();
    assert!(!desk.overdue(after(12 * HOUR - 1)));
    assert!(desk.overdue(after(12 * HOUR)));
}
