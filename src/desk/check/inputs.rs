//! What the rules are asked about.

use chrono::{Datelike, NaiveDate, Timelike};

use super::Subject;
use crate::desk::DeskError;
use crate::desk::screening::matter::Lookout;
use crate::desk::turned::Likeness;
use crate::domain::moment::DAY;
use crate::domain::situation::Appointment;
use crate::domain::{Circumstances, ClockQuality, Moment, Screening, Situation, Timestamp, Visit};
use crate::screening::Birth;
use crate::store::Tables;
use crate::store::query::VisitRow;

/// How far back refusals are counted.
pub(in crate::desk) const OFTEN: i64 = 30 * DAY;

/// Everything that the rules are asked about one subject, as the tables have it now, but for what the lists say.
pub(in crate::desk) fn situation(
    lookout: &Lookout<'_>,
    now: Moment,
    clock: ClockQuality,
    gate: &str,
    ready: bool,
    subject: &Subject,
) -> Result<Situation, DeskError> {
    let tables = &lookout.tables;
    let row = match &subject.visit {
        Some((visit, ..)) => tables.visit(*visit)?,
        None => None,
    };
    let appointment = row.zip(subject.visit.as_ref()).map(|(row, (_, _, details))| (row, details));
    let appointment = appointment.map(|(row, details)| (row, details, window(&row, details, now.at)));
    let appointment = appointment.map(|(row, details, (from, until))| Appointment {
        state: row.state.at_the_gate(),
        from,
        until,
        gate: details.gate.clone(),
        escort: details.escort,
        areas: details.areas.clone(),
        category: details.category,
        companion: !details.companion.is_empty(),
        consent: details.consent,
        medical: details.medical,
    });
    let (inside, refused_today) = match subject.person {
        Some(person) => (tables.inside(person)?.is_some(), tables.refused_since(person, now.day().0)?),
        None => (false, false),
    };
    let turned = match &subject.asked {
        Some(asked) => lookout.turned.like(tables, &asked.query, subject.person, (now.at.plus(-OFTEN), now.day().0))?,
        None => Vec::new(),
    };
    let turned_today = |like: Likeness| turned.iter().any(|(at, how)| *how == like && *at >= now.day().0);
    let threat = tables.threat()?;
    Ok(Situation {
        at: now.at,
        clock,
        gate: gate.to_owned(),
        posture: threat.posture,
        lockdown: threat.lockdown.is_some(),
        credential: subject.credential,
        visit: appointment,
        inside,
        refused_today: refused_today || turned_today(Likeness::Same),
        refused_alike: turned_today(Likeness::Namesake),
        store_doubted: tables.is_doubted()? || lookout.differ,
        ready,
        screening: Screening::None,
        circumstances: Some(circumstances(tables, now, subject, turned.len())?),
    })
}

/// The time at the gate, and what is known of the visitor beside the visit.
fn circumstances(
    tables: &Tables<'_>,
    now: Moment,
    subject: &Subject,
    others: usize,
) -> Result<Circumstances, DeskError> {
    let local = now.local(now.at);
    let query = subject.asked.as_ref().map(|asked| &asked.query);
    let born = query.and_then(|query| match query.births.first() {
        Some(Birth::Day(year, month, day)) => NaiveDate::from_ymd_opt((*year).into(), (*month).into(), (*day).into()),
        _ => None,
    });
    // Hours, minutes and days of the week fit, and ages that do not are no ages.
    let minute = u16::try_from(local.hour() * 60 + local.minute()).unwrap_or(0);
    let refusals = subject.person.map_or(Ok(0), |person| tables.refusals_since(person, now.at.plus(-OFTEN)))?;
    Ok(Circumstances {
        minute,
        weekday: u8::try_from(local.weekday().number_from_monday()).unwrap_or(0),
        age: born.and_then(|born| local.date_naive().years_since(born)).and_then(|years| u16::try_from(years).ok()),
        document: query.is_some_and(|query| !query.documents.is_empty()),
        // As often as the rules can count.
        refusals: refusals.saturating_add(others.try_into().unwrap_or(refusals)),
    })
}

/// The window that the rules are asked about: as the table has it, but for a visit that recurs.
pub(in crate::desk) fn window(row: &VisitRow, details: &Visit, at: Timestamp) -> (Timestamp, Timestamp) {
    if details.recurrence.is_some() { details.window(row.ends, at) } else { (row.starts, row.ends) }
}
