//! Cases of the rules, as tables.

mod doubt;
mod operators;
mod refused;
mod screened;
mod tables;
mod verdicts;

use super::{Rules, SHIPPED};
use crate::domain::situation::Appointment;
use crate::domain::{
    Circumstances, ClockQuality, Credential, Posture, Screening, Situation, Timestamp, VisitState, moment::MINUTE,
};

/// 2026-03-02 09:00 UTC.
const NINE: Timestamp = Timestamp(1_772_442_000_000);

/// The rules as they are shipped, with the messages that exist.
fn shipped() -> Rules {
    Rules::load(SHIPPED, &crate::i18n::has).unwrap()
}

/// Somebody at the north gate at nine, for an approved visit from nine to ten, of whom nothing is amiss.
fn expected() -> Situation {
    Situation {
        at: NINE,
        clock: ClockQuality::Good,
        gate: "North gate".to_owned(),
        posture: Posture::Normal,
        lockdown: false,
        credential: Credential::Name,
        visit: Some(appointment(VisitState::Approved)),
        inside: false,
        refused_today: false,
        refused_alike: false,
        store_doubted: false,
        ready: true,
        screening: Screening::None,
        circumstances: Some(Circumstances { minute: 9 * 60, weekday: 1, age: None, document: true, refusals: 0 }),
    }
}

fn appointment(state: VisitState) -> Appointment {
    Appointment {
        state,
        from: NINE,
        until: NINE.plus(60 * MINUTE),
        gate: String::new(),
        escort: false,
        areas: vec!["Consular".to_owned()],
        category: None,
        companion: false,
        consent: false,
        medical: false,
    }
}
