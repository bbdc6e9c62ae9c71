//! Nobody makes their own second.

use super::*;
use crate::desk::second::{Second, Why};
use crate::domain::OperatorId;
use crate::policy::{Rules, SHIPPED};
use crate::store::StoreError;

fn enrols(desk: &mut Desk, number: &str, role: Role, beside: Option<&str>) -> Result<OperatorId, DeskError> {
    let two = beside.map(|number| two(noon(), number));
    let signing = two.as_ref().map(|(why, second)| (why, second));
    let new = NewOperator { passphrase: Zeroizing::default(), ..newcomer(number, "Nia Cole", &[role]) };
    desk.enrol_to_start(noon(), &new, signing).map(|(operator, _)| operator.id)
}

fn gives(desk: &mut Desk, number: &str, roles: &[Role], beside: Option<&str>) -> Result<(), DeskError> {
    let (why, second) = two(noon(), beside.unwrap_or_default());
    let id = desk.operator_of(number).unwrap();
    desk.change_roles(noon(), id, roles, &why, beside.map(|_| &second))
}

fn founded() -> (tempfile::TempDir, Desk, RecoveryCode) {
    let folder = tempfile::tempdir().unwrap();
    let (desk, code) = Desk::found(folder.path(), &founding("S-1"), noon(), Box::new(OsRng)).unwrap();
    (folder, desk, code)
}

#[test]
fn the_first_who_sign_beside_others_are_enrolled_by_one_and_every_later_one_by_two() {
    let (_folder, mut desk, _) = founded();
    let _ = enrols(&mut desk, "G-1", Role::Guard, None).unwrap();
    // Who has not begun can sign for nothing yet.
    let _ = enrols(&mut desk, "V-9", Role::Supervisor, None).unwrap();
    let _ = desk.enrol(noon(), &newcomer("V-1", "Dee Marsh", &[Role::Supervisor]), None).unwrap();
    let end = entries(&desk);
    for role in [Role::Supervisor, Role::Security] {
        let alone = enrols(&mut desk, "X-1", role, None);
        assert!(matches!(alone, Err(DeskError::NeedsSecond)), "{alone:?}");
        let typed = desk.enrol(noon(), &newcomer("X-1", "Fay Sol", &[role]), None);
        assert!(matches!(typed, Err(DeskError::NeedsSecond)), "{typed:?}");
        let own = enrols(&mut desk, "X-1", role, Some("S-1"));
        assert!(matches!(own, Err(DeskError::NotTheirs)), "{own:?}");
    }
    assert_eq!(entries(&desk), end);
    for role in [Role::Guard, Role::Registrar, Role::Auditor, Role::Administrator] {
        let _ = enrols(&mut desk, role.code(), role, None).unwrap();
    }
    let officer = enrols(&mut desk, "X-1", Role::Security, Some("V-1")).unwrap();
    let Fact::Enrolled { operator, signed, .. } = desk.store.fact(entries(&desk) - 1).unwrap() else { panic!() };
    let second = desk.operator_of("V-1").unwrap();
    assert_eq!((operator, signed.unwrap().second.unwrap().by), (officer, second));
    // Another code for them is another way to them.
    assert!(matches!(desk.start_anew(noon(), officer, None), Err(DeskError::NeedsSecond)));
    let (why, second) = two(noon(), "V-1");
    let _ = desk.start_anew(noon(), officer, Some((&why, &second))).unwrap();
    let guard = desk.operator_of("G-1").unwrap();
    let _ = desk.start_anew(noon(), guard, None).unwrap();
    assert_clean(&desk);
    let _ = desk.store.rebuild(noon()).unwrap();
    assert_clean(&desk);
}

/// Whoever has both halves enrols whom they like, so that one alone makes no code.
#[test]
fn a_recovery_code_is_made_by_two() {
    let (_folder, mut desk, _) = founded();
    let _ = desk.renew_recovery(noon(), None).unwrap();
    let _ = desk.enrol(noon(), &newcomer("V-1", "Dee Marsh", &[Role::Supervisor]), None).unwrap();
    assert!(matches!(desk.renew_recovery(noon(), None), Err(DeskError::NeedsSecond)));
    let (why, second) = two(noon(), "V-1");
    let _ = desk.renew_recovery(noon(), Some((&why, &second))).unwrap();
    assert_clean(&desk);
}

#[test]
fn a_role_that_signs_beside_others_is_given_by_two_who_are_neither_of_them() {
    let (_folder, mut desk) = desk_of("S-1");
    for roles in [&[Role::Guard, Role::Supervisor][..], &[Role::Security]] {
        let alone = gives(&mut desk, "G-1", roles, None);
        assert!(matches!(alone, Err(DeskError::NeedsSecond)), "{alone:?}");
    }
    gives(&mut desk, "G-1", &[Role::Guard, Role::Registrar], None).unwrap();
    // A supervisor who is to be of security as well does not sign for that.
    let both = [Role::Supervisor, Role::Security];
    for number in ["V-1", "S-1"] {
        let theirs = gives(&mut desk, "V-1", &both, Some(number));
        assert!(matches!(theirs, Err(DeskError::NotTheirs)), "{number}: {theirs:?}");
    }
    gives(&mut desk, "V-1", &both, Some("X-1")).unwrap();
    // What is taken away makes nobody a second.
    gives(&mut desk, "V-1", &[Role::Supervisor], None).unwrap();
    assert_clean(&desk);
}

/// Who wants no second does not get rid of them first; both halves of the recovery code still help.
#[test]
fn who_could_have_signed_counts_once_they_are_suspended_ended_or_something_else() {
    type Step = fn(&mut Desk, OperatorId, &Why) -> Result<(), DeskError>;
    let ways: [Step; 3] = [
        |desk, id, why| desk.suspend(noon(), id, why),
        |desk, id, why| desk.end_operator(noon(), id, why),
        |desk, id, why| desk.change_roles(noon(), id, &[Role::Guard], why, None),
    ];
    for (number, rid) in ways.into_iter().enumerate() {
        let (_folder, mut desk, code) = founded();
        let _ = desk.enrol(noon(), &newcomer("V-1", "Dee Marsh", &[Role::Supervisor]), None).unwrap();
        hand_over(&mut desk, noon(), "V-1");
        hand_over(&mut desk, noon(), "S-1");
        let second = desk.operator_of("V-1").unwrap();
        rid(&mut desk, second, &two(noon(), "").0).unwrap();
        let alone = enrols(&mut desk, "X-1", Role::Security, None);
        assert!(matches!(alone, Err(DeskError::NobodySigns)), "way {number}: {alone:?}");
        let _ = enrols(&mut desk, "G-1", Role::Guard, None).unwrap();
        desk.sign_out(noon()).unwrap();
        let new = newcomer("X-1", "Fay Sol", &[Role::Security, Role::Administrator]);
        let _ = desk.recover(noon(), &code, &new).unwrap();
        let _ = enrols(&mut desk, "V-2", Role::Supervisor, Some("S-1")).unwrap();
        assert_clean(&desk);
    }
}

/// Rules of an earlier release let nobody sign for enrolling: those who lead do.
#[test]
fn rules_that_do_not_name_it_leave_it_to_those_who_lead() {
    let (_folder, mut desk) = desk_of("S-1");
    let older = SHIPPED.replace("Deed::\"enrol\", Deed::\"change-roles\", ", "");
    assert_ne!(older, SHIPPED);
    desk.judge_by(Rules::load(&older, &crate::i18n::has).unwrap());
    assert!(matches!(enrols(&mut desk, "X-2", Role::Security, None), Err(DeskError::NeedsSecond)));
    assert!(matches!(gives(&mut desk, "G-1", &[Role::Supervisor], None), Err(DeskError::NeedsSecond)));
    assert!(matches!(enrols(&mut desk, "X-2", Role::Security, Some("A-1")), Err(DeskError::NotTheirs)));
    let _ = enrols(&mut desk, "X-2", Role::Security, Some("V-1")).unwrap();
    let wrong = Second { number: "V-1".into(), passphrase: Zeroizing::new("guess".into()) };
    let new = newcomer("X-3", "Uma Park", &[Role::Security]);
    let refused = desk.enrol(noon(), &new, Some((&two(noon(), "").0, &wrong)));
    assert!(matches!(refused, Err(DeskError::Store(StoreError::WrongKey))), "{refused:?}");
}
