//! The sample mission of a demonstration: made with the same acts as any post, at moments shortly before now.

pub mod watch;

use std::path::Path;

use zeroize::Zeroizing;

use super::import::{self, sample};
use super::session::{Founding, NewOperator};
use super::worker::{Clock, Worker};
use super::{Desk, DeskError};
use crate::domain::moment::MINUTE;
use crate::domain::{Moment, Recognised, Role, Verdict};
use crate::store::Randomness;

/// Somebody who may sign in to the sample mission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SampleOperator {
    /// Their service number.
    pub number: &'static str,
    /// Their name.
    pub name: &'static str,
    /// Their passphrase; no secret, since the sample guards nobody.
    pub passphrase: &'static str,
    /// What they are to the mission.
    pub roles: &'static [Role],
}

/// Domain of the sample mission.
pub const DOMAIN: &str = "nordhavn.example";

/// Who leads the gate; the first operator.
pub const SUPERVISOR: SampleOperator = SampleOperator {
    number: "S-1",
    name: "Ada Lind",
    passphrase: "seven quiet herons",
    roles: &[Role::Supervisor, Role::Security, Role::Administrator],
};
/// Who keeps the gate.
pub const GUARD: SampleOperator =
    SampleOperator { number: "G-7", name: "Sgt A. Quill", passphrase: "brass lantern tide", roles: &[Role::Guard] };
/// Who brings guests in.
pub const REGISTRAR: SampleOperator =
    SampleOperator { number: "R-3", name: "H. Haddad", passphrase: "walnut ferry ledger", roles: &[Role::Registrar] };
/// Who signs beside the supervisor where two are wanted.
pub const OFFICER: SampleOperator =
    SampleOperator { number: "X-2", name: "T. Moreau", passphrase: "granite swallow quay", roles: &[Role::Security] };
/// Everybody, in the order in which a hint names them.
pub const OPERATORS: [SampleOperator; 4] = [GUARD, SUPERVISOR, REGISTRAR, OFFICER];

/// How many minutes before now guests came in.
const ADMISSIONS: [i64; 3] = [40, 31, 22];
/// How many minutes before now the post was set up.
const SET_UP: i64 = 45;

/// Makes the sample mission in this folder. Nobody is signed in; [`OPERATORS`] may.
pub fn found(folder: &Path, clock: Clock, rng: Randomness) -> Result<Worker, DeskError> {
    Worker::start(prepare(folder, clock(), rng)?, clock)
}

/// As [`found`], on this thread and without a clock.
pub fn prepare(folder: &Path, now: Moment, rng: Randomness) -> Result<Desk, DeskError> {
    let begin = before(now, SET_UP);
    let founding = Founding {
        mission: sample::MISSION.into(),
        domain: DOMAIN.into(),
        gate: sample::GATE.into(),
        number: SUPERVISOR.number.into(),
        name: SUPERVISOR.name.into(),
        passphrase: Zeroizing::new(SUPERVISOR.passphrase.into()),
        second: Zeroizing::default(),
    };
    // The recovery code of a sample is worth nothing: its passphrases are known to everybody.
    let (mut desk, _) = Desk::found(folder, &founding, begin, rng)?;
    for operator in [GUARD, REGISTRAR, OFFICER] {
        let _ = desk.enrol(begin, &operator.into(), None)?;
    }
    register(&mut desk, begin, now)?;
    watch::load(&mut desk, begin)?;
    for minutes in ADMISSIONS {
        let _ = admit_somebody(&mut desk, before(now, minutes))?;
    }
    desk.sign_out(now)?;
    Ok(desk)
}

/// When the sample's day is looked at, by the times in its file.
const MORNING: chrono::NaiveTime = match chrono::NaiveTime::from_hms_opt(9, 11, 0) {
    Some(time) => time,
    None => chrono::NaiveTime::MIN,
};
const QUARTER: i64 = 15 * MINUTE;

/// So many minutes earlier, on both clocks.
fn before(now: Moment, minutes: i64) -> Moment {
    Moment { at: now.at.plus(-minutes * MINUTE), monotonic: now.monotonic - minutes * MINUTE, ..now }
}

/// How far the template's day is moved, so that its morning is now: whole quarters of an hour.
fn shift(now: Moment) -> i64 {
    let local = now.local(now.at).time();
    let since_morning = local.signed_duration_since(MORNING).num_milliseconds();
    since_morning.div_euclid(QUARTER) * QUARTER
}

/// Brings the sample guests in. It is always morning in the sample: some are late, some are due, most are to come.
fn register(desk: &mut Desk, begin: Moment, now: Moment) -> Result<(), DeskError> {
    // The file is part of the program, so this cannot fail in a build whose tests pass.
    let mut plan = import::read(sample::GUESTS, &sample::rules(now)).map_err(|_| DeskError::Gone)?;
    let shift = shift(now);
    for guest in &mut plan.rows {
        (guest.visit.from, guest.visit.until) = (guest.visit.from.plus(shift), guest.visit.until.plus(shift));
    }
    desk.begin_import(plan)?;
    while desk.is_importing() {
        let _ = desk.import_step(begin)?;
    }
    desk.read_whole_roster()
}

/// Lets the first guest in whom the rules admit at this moment, if there is one.
fn admit_somebody(desk: &mut Desk, now: Moment) -> Result<bool, DeskError> {
    let mut lines = desk.expected(now)?;
    // Of those who are due at one time, always the same first.
    lines.sort_by(|a, b| (a.appointment.from, &a.person.name).cmp(&(b.appointment.from, &b.person.name)));
    for line in lines {
        let Recognised::Card(card) = desk.open_visit(now, line.visit, None)? else { continue };
        if card.judgement.verdict == Verdict::Admit {
            let _ = desk.admit(now, &card, &card.judgement.obligations)?;
            return Ok(true);
        }
    }
    Ok(false)
}

impl From<SampleOperator> for NewOperator {
    fn from(sample: SampleOperator) -> Self {
        Self {
            number: sample.number.into(),
            name: sample.name.into(),
            roles: sample.roles.to_vec(),
            passphrase: Zeroizing::new(sample.passphrase.into()),
            second: Zeroizing::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::screening::Outcome;
    use crate::desk::screening::findings::Cause;
    use crate::desk::session::{LEAST_STRENGTH, strength};
    use crate::domain::Timestamp;
    use crate::domain::moment::HOUR;
    use crate::store::verify::Depth;

    #[test]
    fn it_is_morning_in_the_sample_at_any_hour() {
        let at = Timestamp(1_795_507_860_000);
        for (hours, shifted) in [(0, 0), (13, 13 * HOUR), (-9, -9 * HOUR)] {
            let now = Moment { at: at.plus(hours * HOUR), offset: 3_600, monotonic: 0 };
            assert_eq!(shift(now), shifted);
        }
        let night = Moment { at: at.plus(13 * HOUR + 20 * MINUTE), offset: 3_600, monotonic: 24 * HOUR };
        let folder = tempfile::tempdir().unwrap();
        let mut desk = prepare(folder.path(), night, Box::new(rand_core::OsRng)).unwrap();
        let _ = desk.sign_in(night, GUARD.number, GUARD.passphrase).unwrap();
        desk.read_whole_roster().unwrap();
        desk.read_whole_lists().unwrap();
        assert!(admit_somebody(&mut desk, night).unwrap(), "somebody can be admitted late at night");
    }

    #[test]
    fn one_guest_waits_for_security_since_somebody_listed_has_her_name() {
        let folder = tempfile::tempdir().unwrap();
        let now = Moment { at: Timestamp(1_795_507_860_000), offset: 3_600, monotonic: 5 * HOUR };
        let mut desk = prepare(folder.path(), now, Box::new(rand_core::OsRng)).unwrap();
        let _ = desk.sign_in(now, SUPERVISOR.number, SUPERVISOR.passphrase).unwrap();
        desk.read_whole_roster().unwrap();
        desk.read_whole_lists().unwrap();
        desk.look_through_all(now).unwrap();
        let findings = desk.findings(now).unwrap();
        // Somebody may be checked at random beside her.
        let matched = findings.iter().filter_map(|line| match line.cause {
            Cause::Match(outcome) => Some((line.name.as_str(), line.listed.1.as_str(), outcome)),
            _ => None,
        });
        let matched: Vec<_> = matched.collect();
        assert_eq!(matched, [("Милица Јовановић", "JOVANOVIĆ, Milica", Outcome::Review)]);
    }

    #[test]
    fn the_sample_opens_for_everybody_with_people_inside() {
        let folder = tempfile::tempdir().unwrap();
        // Tuesday 24 November 2026, 09:11 at a gate one hour east of UTC.
        let at = Timestamp(1_795_507_860_000);
        let now = Moment { at, offset: 3_600, monotonic: 5 * HOUR };
        let mut desk = prepare(folder.path(), now, Box::new(rand_core::OsRng)).unwrap();
        assert!(desk.operator().is_none());
        for operator in OPERATORS {
            assert!(strength(operator.passphrase, &[operator.number, operator.name]) >= LEAST_STRENGTH);
            let signed_in = desk.sign_in(now, operator.number, operator.passphrase).unwrap();
            assert_eq!((signed_in.name.as_str(), signed_in.roles.as_slice()), (operator.name, operator.roles));
        }
        let inside = desk.inside(now).unwrap();
        assert_eq!(inside.len(), ADMISSIONS.len());
        assert!(inside.iter().any(|line| line.overdue.is_some()), "somebody stayed too long");
        assert!(desk.status().unwrap().doubt.is_none());
        assert!(desk.store().verify(Depth::Whole, None, &mut |_| true).unwrap().is_clean());
    }
}
