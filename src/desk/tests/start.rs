//! Beginning with a start code.

use super::*;
use crate::desk::second::{Second, Why};
use crate::desk::start::START_HOLDS;
use crate::domain::{Cause, OperatorId};
use crate::store::StoreError;

const NEXT: &str = "copper lantern 92 meadows";
const FORCED: &str = "granite kettle 58 willows";

/// A post where somebody of security is enrolled and has not begun; their handle, and their code.
fn enrolled() -> (tempfile::TempDir, Desk, OperatorId, String) {
    let (folder, mut desk) = desk();
    let new = NewOperator { passphrase: Zeroizing::default(), ..newcomer("X-2", "Nia Cole", &[Role::Security]) };
    let (why, second) = two(noon(), "V-1");
    let (operator, code) = desk.enrol_to_start(noon(), &new, Some((&why, &second))).unwrap();
    assert_clean(&desk);
    (folder, desk, operator.id, code.0.to_string())
}

fn is_wrong<T>(tried: Result<T, DeskError>) -> bool {
    tried.is_err_and(|error| error.is_wrong_key())
}

#[test]
fn a_start_code_begins_once_and_opens_nothing_else() {
    let (_folder, mut desk, before, code) = enrolled();
    desk.sign_out(noon()).unwrap();
    let end = entries(&desk);
    let signed_in = desk.sign_in(noon(), "X-2", &code).unwrap_err();
    assert!(signed_in.starts() && desk.operator().is_none() && entries(&desk) == end, "{signed_in}");
    assert!(is_wrong(desk.start(noon(), "X-2", "AAAA-BBBB-CCCC-DDDD", NEXT)));
    assert!(is_wrong(desk.start(noon(), "V-1", PASSPHRASE, NEXT)), "who has begun begins no more");
    assert!(matches!(desk.start(noon(), "X-2", &code, "nia"), Err(DeskError::WeakPassphrase)));
    let pair = crate::domain::Pair { first: NEXT, second: FORCED };
    let begun = desk.start(noon(), "X-2", &code.to_lowercase(), pair).unwrap();
    assert!(begun.id != before && begun.name == "Nia Cole" && begun.roles == [Role::Security]);
    assert!(desk.store.keys().unwrap().reads_sealed());
    assert_eq!(kinds(&desk, end)[..1], [Kind::Started]);
    assert_clean(&desk);
    desk.sign_out(noon()).unwrap();
    assert!(is_wrong(desk.sign_in(noon(), "X-2", &code)) && is_wrong(desk.start(noon(), "X-2", &code, NEXT)));
    for passphrase in [NEXT, FORCED] {
        assert_eq!(desk.sign_in(noon(), "X-2", passphrase).unwrap().id, begun.id);
        desk.sign_out(noon()).unwrap();
    }
}

#[test]
fn a_start_code_is_over_after_three_days_and_another_takes_its_place() {
    let (_folder, mut desk, id, code) = enrolled();
    desk.sign_out(noon()).unwrap();
    let late = after(START_HOLDS + 1);
    assert!(matches!(desk.sign_in(late, "X-2", &code), Err(DeskError::StartOver)));
    assert!(matches!(desk.start(late, "X-2", &code, NEXT), Err(DeskError::StartOver)));
    sign_in(&mut desk, late, "S-1");
    desk.sign_out(late).unwrap();
    assert!(matches!(desk.start(noon(), "X-2", &code, NEXT), Err(DeskError::StartOver)), "nor with the clock set back");
    sign_in(&mut desk, late, "A-1");
    assert!(
        matches!(desk.start_anew(late, id, None), Err(DeskError::NotTheirs)),
        "who reads nothing sealed gives no key of it"
    );
    hand_over(&mut desk, late, "S-1");
    let (why, second) = two(late, "V-1");
    let next = desk.start_anew(late, id, Some((&why, &second))).unwrap();
    desk.sign_out(late).unwrap();
    assert!(is_wrong(desk.start(late, "X-2", &code, NEXT)));
    let begun = desk.start(late, "X-2", &next.0, NEXT).unwrap();
    assert_clean(&desk);
    hand_over(&mut desk, late, "S-1");
    assert!(matches!(desk.start_anew(late, begun.id, None), Err(DeskError::Standing)));
}

#[test]
fn whoever_has_not_begun_signs_for_nothing_and_takes_nobodys_place() {
    let (_folder, mut desk, _, code) = enrolled();
    let why = Why { cause: Cause::Over, text: "As agreed".into(), asked: noon() };
    desk.raise_posture(noon(), crate::domain::Posture::Alpha, &why).unwrap();
    let second = Second { number: "X-2".into(), passphrase: Zeroizing::new(code) };
    let signed = desk.lower_posture(noon(), crate::domain::Posture::Normal, &why, &second);
    assert!(signed.is_err_and(|error| error.starts()));
    let new = newcomer("V-2", "Uma Park", &[Role::Supervisor]);
    let (asked, beside) = two(noon(), "V-1");
    let _ = desk.enrol_to_start(noon(), &new, Some((&asked, &beside))).unwrap();
    hand_over(&mut desk, noon(), "A-1");
    let (first, other) = (desk.operator_of("S-1").unwrap(), desk.operator_of("V-1").unwrap());
    desk.suspend(noon(), other, &why).unwrap();
    let last = desk.suspend(noon(), first, &why);
    assert!(matches!(last, Err(DeskError::LastOne(Role::Supervisor))), "{last:?}");
}

#[test]
fn what_was_changed_before_somebody_began_holds_and_the_codes_keys_get_nothing_new() {
    let (folder, mut desk, id, code) = enrolled();
    let old = std::fs::read(folder.path().join("keyslots.json")).unwrap();
    let why = Why { cause: Cause::Over, text: "As agreed".into(), asked: noon() };
    desk.change_roles(noon(), id, &[Role::Guard, Role::Security], &why, None).unwrap();
    desk.sign_out(noon()).unwrap();
    let begun = desk.start(noon(), "X-2", &code, NEXT).unwrap();
    assert_eq!(begun.roles, [Role::Guard, Role::Security]);
    hand_over(&mut desk, noon(), "S-1");
    let guard = desk.operator_of("G-1").unwrap();
    desk.suspend(noon(), guard, &why).unwrap();
    desk.sign_out(noon()).unwrap();
    let _ = desk.sign_in(noon(), "X-2", NEXT).unwrap();
    assert!(desk.store.keys().unwrap().reads_sealed(), "they are vouched for in the new epoch");
    assert_clean(&desk);
    let _ = desk.store.rebuild(noon()).unwrap();
    assert_clean(&desk);
    desk.sign_out(noon()).unwrap();
    drop(desk);
    // Whoever kept the code and the slots of that day gets nowhere with them.
    for name in ["keyslots.json", "keyslots.copy.json"] {
        std::fs::write(folder.path().join(name), &old).unwrap();
    }
    let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
    let tried = desk.start(noon(), "X-2", &code, NEXT);
    assert!(matches!(tried, Err(DeskError::Store(StoreError::SlotsOfNoLog))), "{tried:?}");
}
