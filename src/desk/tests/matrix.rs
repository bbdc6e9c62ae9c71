//! Who may do what, tried at the desk: every act by every role.

use super::*;
use crate::desk::decide::Signer;
use crate::desk::export::{Format, List};
use crate::desk::second::{Second, Why};
use crate::domain::fact::RefusalCode;
use crate::domain::{Category, Cause, FindingId, OperatorId, PersonId, Posture, Resolver};
use crate::policy::SHIPPED;

/// A post where somebody can be admitted, and somebody waits for host, supervisor and security.
struct Scene {
    folder: tempfile::TempDir,
    guest: Card,
    referral: u64,
    decided: u64,
}

fn scene() -> Scene {
    let (folder, mut desk) = desk();
    let id = admissible(&mut desk).visit;
    let guest = shown(&mut desk, noon(), id);
    let (areas, category) = (vec!["Server room".into()], Some(Category::HostState));
    let late = Visit { areas, category, ..visit(-3 * HOUR, -2 * HOUR) };
    let person = Person { name: "Vera Holm".into(), ..Person::default() };
    let waits = desk.schedule(noon(), &person, &late).unwrap();
    let card = shown(&mut desk, noon(), waits);
    let _ = desk.refer(noon(), &card, None).unwrap();
    let referral = shown(&mut desk, noon(), waits).referral.unwrap();
    let decided = desk.refuse(noon(), &card, RefusalCode::Items, "").unwrap();
    let _ = desk.undo(noon(), decided).unwrap();
    desk.sign_out(noon()).unwrap();
    Scene { folder, guest, referral, decided }
}

fn why() -> Why {
    Why { cause: Cause::Drill, text: "A drill".into(), asked: noon() }
}

fn nobody() -> Second {
    Second { number: "N-0".into(), passphrase: Zeroizing::new(PASSPHRASE.into()) }
}

/// Tries an act; what stands against it may be anything else than that it is not theirs. An act without its line here
/// does not compile.
fn attempt(desk: &mut Desk, scene: &Scene, deed: Deed) -> Result<(), DeskError> {
    let (now, stranger) = (noon(), OperatorId([0; 8]));
    let answer = |desk: &mut Desk, rule: &str, resolver| {
        desk.answer(now, scene.referral, (rule, resolver), false, "by phone", Signer::SignedIn)
    };
    match deed {
        Deed::Check => desk.check(now, "Vera", None).map(drop),
        Deed::Admit => desk.admit(now, &scene.guest, &[]).map(drop),
        Deed::Refer => desk.refer(now, &scene.guest, None).map(drop),
        Deed::Refuse => desk.refuse(now, &scene.guest, RefusalCode::Items, "").map(drop),
        Deed::Correct => desk.undo(now, scene.decided).map(drop),
        Deed::AnswerForHost => answer(desk, "outside-window", Resolver::Host),
        Deed::AnswerAsSupervisor => answer(desk, "host-state-consent", Resolver::Supervisor),
        Deed::AnswerAsSecurity => answer(desk, "area-approval", Resolver::Security),
        Deed::ClearStop => desk.clear_stop(now, FindingId([0; 16]), None, &why(), &nobody()),
        Deed::ImportGuests => desk.begin_import(import::read(sample::GUESTS, &sample::rules(now)).unwrap()),
        Deed::KeepVisits => desk.cancel(now, VisitId([0; 16])),
        Deed::ApproveVisits => desk.approve(now, VisitId([0; 16])),
        Deed::Enrol => desk.enrol(now, &newcomer("G-1", "Ben Oduya", &[Role::Guard]), None).map(drop),
        Deed::ChangeRoles => desk.change_roles(now, stranger, &[Role::Guard], &why(), None),
        Deed::SuspendOperator => desk.suspend(now, stranger, &why()),
        Deed::ResumeOperator => desk.resume_operator(now, stranger, &why()),
        Deed::EndOperator => desk.end_operator(now, stranger, &why(), None),
        Deed::ResetPin => desk.reset_pin(now, stranger),
        Deed::ReadOperators => desk.operators().map(drop),
        Deed::ReadLog => desk.page(journal::Filter::default(), None, 1).map(drop),
        Deed::VerifyLog => desk.require(deed),
        Deed::ExportLog => desk.prove(0).map(drop),
        Deed::ExportLists => desk.gathering(now, List::Inside(String::new()), Format::Csv).map(drop),
        Deed::KeepLists => desk.remove_list(now, "No list", &why(), &nobody()),
        Deed::RaisePosture => desk.raise_posture(now, Posture::Normal, &why()),
        Deed::LowerPosture => desk.lower_posture(now, Posture::Delta, &why(), &nobody()),
        Deed::EndLockdown => desk.end_lockdown(now, &why(), &nobody()),
        Deed::ChangeRules => desk.change_rules(now, SHIPPED, &why(), &nobody()),
        Deed::RestoreRules => desk.restore_rules(now, 99, &why(), &nobody()),
        Deed::Override => desk.override_verdict(now, &scene.guest, &[], &why(), &nobody()).map(drop),
        Deed::Erase => desk.dossier(now, PersonId([0; 16])).map(drop),
        Deed::Backup => desk.may_back_up(&[]).map(drop),
        Deed::Restore => desk.permit_two(deed).map(drop),
        Deed::ReviewOverrides => desk.review_overrides(now, "2026-01", &why()).map(drop),
    }
}

#[test]
fn the_desk_lets_each_role_do_what_the_rules_allow_and_nothing_else() {
    let scene = scene();
    for (number, _, roles) in STAFF {
        let folder = tempfile::tempdir().unwrap();
        copy(scene.folder.path(), folder.path());
        let mut desk = Desk::new(Store::open(folder.path(), Box::new(OsRng)).unwrap());
        sign_in(&mut desk, noon(), number);
        for deed in Deed::ALL {
            let allowed = desk.rules().unwrap().allows(roles, deed);
            let end = entries(&desk);
            let done = attempt(&mut desk, &scene, deed);
            let refused = matches!(done, Err(DeskError::Denied(_) | DeskError::NotTheirs));
            assert_eq!(!refused, allowed, "{number}, {}: {done:?}", deed.code());
            assert!(allowed || entries(&desk) == end, "{number}, {}: something was recorded", deed.code());
        }
        assert_clean(&desk);
    }
}
