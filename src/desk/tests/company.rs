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
    // What is taken away is taken away by two as well.
    let alone = gives(&mut desk, "V-1", &[Role::Supervisor], None);
    assert!(matches!(alone, Err(DeskError::NeedsSecond)), "{alone:?}");
    gives(&mut desk, "V-1", &[Role::Supervisor], Some("X-1")).unwrap();
    assert_clean(&desk);
}

/// Who wants no second does not get rid of them first: nobody makes themselves the only one who signs beside others. Both
/// halves of the recovery code help, and then one suspends another at once.
#[test]
fn nobody_makes_themselves_the_only_one() {
    type Step = fn(&mut Desk, OperatorId, &Why) -> Result<(), DeskError>;
    let ways: [Step; 3] = [
        |desk, id, why| desk.suspend(noon(), id, why),
        |desk, id, why| desk.end_operator(noon(), id, why, None),
        |desk, id, why| desk.change_roles(noon(), id, &[Role::Guard], why, None),
    ];
    let (_folder, mut desk, code) = founded();
    let _ = desk.enrol(noon(), &newcomer("V-1", "Dee Marsh", &[Role::Supervisor]), None).unwrap();
    hand_over(&mut desk, noon(), "V-1");
    hand_over(&mut desk, noon(), "S-1");
    let second = desk.operator_of("V-1").unwrap();
    let why = || two(noon(), "").0;
    for (number, rid) in ways.into_iter().enumerate() {
        let only = rid(&mut desk, second, &why());
        assert!(matches!(only, Err(DeskError::OnlyOne)), "way {number}: {only:?}");
    }
    let guard = desk.enrol(noon(), &newcomer("G-1", "Ben Oduya", &[Role::Guard]), None).unwrap().id;
    desk.suspend(noon(), guard, &why()).unwrap();
    desk.end_operator(noon(), guard, &why(), None).unwrap();
    desk.sign_out(noon()).unwrap();
    let new = newcomer("X-1", "Fay Sol", &[Role::Security, Role::Administrator]);
    let _ = desk.recover(noon(), &code, &holders(), &new).unwrap();
    desk.suspend(noon(), second, &why()).unwrap();
    // To end somebody who signs for others takes two, and it is not theirs to sign for.
    let alone = desk.end_operator(noon(), second, &why(), None);
    assert!(matches!(alone, Err(DeskError::NeedsSecond)), "{alone:?}");
    let first = desk.operator_of("S-1").unwrap();
    let only = desk.suspend(noon(), first, &why());
    assert!(matches!(only, Err(DeskError::LastOne(_) | DeskError::OnlyOne)), "{only:?}");
    let signs = two(noon(), "S-1").1;
    desk.end_operator(noon(), second, &why(), Some(&signs)).unwrap();
    assert_clean(&desk);
    assert!(desk.lone_acts().unwrap().is_empty());
}

#[test]
fn who_could_have_signed_counts_once_they_are_suspended() {
    let (_folder, mut desk, _) = founded();
    let _ = desk.enrol(noon(), &newcomer("V-1", "Dee Marsh", &[Role::Supervisor]), None).unwrap();
    let _ = desk.enrol(noon(), &newcomer("A-1", "Eli Roth", &[Role::Administrator]), None).unwrap();
    hand_over(&mut desk, noon(), "V-1");
    hand_over(&mut desk, noon(), "A-1");
    // Who signs for nothing leaves somebody who does.
    let (why, second) = (two(noon(), "").0, desk.operator_of("V-1").unwrap());
    desk.suspend(noon(), second, &why).unwrap();
    hand_over(&mut desk, noon(), "S-1");
    let alone = enrols(&mut desk, "X-1", Role::Security, None);
    assert!(matches!(alone, Err(DeskError::NobodySigns)), "{alone:?}");
    let _ = enrols(&mut desk, "G-1", Role::Guard, None).unwrap();
    desk.resume_operator(noon(), second, &why).unwrap();
    let _ = enrols(&mut desk, "X-1", Role::Security, Some("V-1")).unwrap();
    assert_clean(&desk);
}

#[test]
fn the_two_who_give_the_halves_are_two_and_are_put_on_record() {
    let (_folder, mut desk, code) = founded();
    desk.sign_out(noon()).unwrap();
    let new = newcomer("X-1", "Fay Sol", &[Role::Security, Role::Administrator]);
    for wrong in [["Cy Storm", "storm, CY"], ["Cy Storm", "Fay Sol"], ["fay sol", "Cy Storm"]] {
        let refused = desk.recover(noon(), &code, &wrong.map(str::to_owned), &new).map(drop);
        assert!(matches!(refused, Err(DeskError::Holders)), "{refused:?}");
    }
    let nobody = desk.recover(noon(), &code, &["Cy Storm".into(), " ".into()], &new).map(drop);
    assert!(matches!(nobody, Err(DeskError::Text { field: "holder", .. })), "{nobody:?}");
    let _ = desk.recover(noon(), &code, &holders(), &new).unwrap();
    let said = (0..entries(&desk)).filter_map(|seq| match desk.store.fact(seq) {
        Ok(Fact::Enrolled { recovery: true, holders, .. }) => holders,
        _ => None,
    });
    assert_eq!(said.collect::<Vec<_>>(), [holders()]);
    assert_clean(&desk);
}

/// Past the desk, by somebody who has the keys: `verify` says so.
#[test]
fn what_one_did_alone_that_takes_two_is_found() {
    let (_folder, mut desk) = desk_of("S-1");
    hand_over(&mut desk, noon(), "V-1");
    hand_over(&mut desk, noon(), "S-1");
    assert!(desk.lone_acts().unwrap().is_empty());
    let begin = entries(&desk);
    let clock = crate::domain::ClockQuality::Good;
    let _ = desk.store.enrol(&newcomer("G-9", "Ben Oduya", &[Role::Guard]), None, noon(), clock).unwrap();
    assert!(desk.lone_acts().unwrap().is_empty());
    let _ = desk.store.enrol(&newcomer("X-9", "Uma Park", &[Role::Security]), None, noon(), clock).unwrap();
    let _ = desk.store.set_recovery(None, noon(), clock).unwrap();
    let why = two(noon(), "").0;
    let guard = desk.operator_of("G-1").unwrap();
    let roles = vec![Role::Guard, Role::Supervisor];
    let subject = crate::domain::fact::roles_subject(guard, &roles);
    let signed = desk.signed_alone(Deed::ChangeRoles, &subject, &why).unwrap();
    desk.store.change_roles(guard, roles, signed, noon(), clock).unwrap();
    let found: Vec<Kind> = desk.lone_acts().unwrap().iter().map(|seq| desk.store.leaf(*seq).unwrap().1.kind).collect();
    assert_eq!(found, [Kind::Enrolled, Kind::RecoverySet, Kind::RolesChanged], "{:?}", kinds(&desk, begin));
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
