//! The lists beside the card: who is expected, who is inside, who waits.

use crate::domain::card::Finding;
use crate::domain::fact::Fact;
use crate::domain::judgement::Reason;
use crate::domain::moment::MINUTE;
use crate::domain::operator::Act as Deed;
use crate::domain::stand::GRACE;
use crate::domain::text::has_all;
use crate::domain::{BadgeId, Credential, Moment, Person, Timestamp, Visit, VisitId};

use super::check::{answers_since, appointment, if_it_opens};
use super::{Desk, DeskError};

/// Visitors shown of one day at most; the rest is found by name.
pub const MOST_EXPECTED: u32 = 500;
/// How long after the begin of their window somebody counts as late.
pub const LATE: i64 = 10 * MINUTE;
/// How long somebody waits before the list reminds of them.
pub const REMINDER: i64 = 10 * MINUTE;

/// How an expected visitor stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not here yet, and not late.
    Expected,
    /// Not here yet, and the window began so many milliseconds ago.
    Late(i64),
    /// Asked to wait.
    Waiting,
    /// Inside.
    Inside,
    /// Was here and left.
    Left,
    /// Was turned away.
    Refused,
    /// The visit was taken back.
    Cancelled,
    /// Never came, and the window is over.
    Missed,
}

/// One line of the list of expected visitors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The visit.
    pub visit: VisitId,
    /// Who comes.
    pub person: Person,
    /// What for.
    pub appointment: Visit,
    /// How they stand.
    pub standing: Standing,
}

/// One line of the list of those inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inside {
    /// The stay.
    pub presence: u64,
    /// Who it is; `None` once erased.
    pub person: Option<Person>,
    /// Whom they visit.
    pub visit: Option<Visit>,
    /// The badge they hold.
    pub badge: Option<BadgeId>,
    /// When they came.
    pub since: Timestamp,
    /// How long their window has been over, in milliseconds, if it is.
    pub overdue: Option<i64>,
}

/// One line of the list of those who wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The referral.
    pub referral: u64,
    /// The visit.
    pub visit: VisitId,
    /// Who it is.
    pub person: Person,
    /// Whom they want to see.
    pub appointment: Visit,
    /// When they were asked to wait.
    pub since: Timestamp,
    /// Reasons that they wait for.
    pub reasons: Vec<Reason>,
    /// Answers given so far.
    pub answers: Vec<Finding>,
    /// Whether they have waited long enough to be reminded of.
    pub remind: bool,
}

/// Whether somebody inside is meant by these folded words: by name, badge or host.
pub fn is_meant(person: Option<&Person>, badge: Option<BadgeId>, visit: Option<&Visit>, wanted: &[String]) -> bool {
    let name = person.map_or("", |person| person.name.as_str());
    let badge = badge.map(|badge| badge.short()).unwrap_or_default();
    let host = visit.map_or("", |visit| visit.host.as_str());
    has_all(&format!("{name} {badge} {host}"), wanted)
}

impl Desk {
    /// Everybody whose window touches today, by the begin of it; at most [`MOST_EXPECTED`].
    pub fn expected(&self, now: Moment) -> Result<Vec<Expected>, DeskError> {
        let _ = self.permit(Deed::Check)?;
        let tables = self.store.tables();
        let (start, end) = now.day();
        let mut list = Vec::new();
        for row in tables.visits_between(start, end, MOST_EXPECTED)? {
            let stay = tables.stays_of(row.id)?.into_iter().find(|stay| stay.at >= start || stay.over.is_none());
            let opened = self.person_of(&row).and_then(|person| Ok((person, appointment(&self.store, &row, now.at)?)));
            let Some((person, appointment)) = if_it_opens(opened)? else { continue };
            let today = appointment.from < end && appointment.until >= start;
            if !today && stay.is_none() {
                continue;
            }
            let standing = match (stay, row.state) {
                (Some(stay), _) if stay.over.is_none() => Standing::Inside,
                (Some(stay), _) if !tables.corrected(stay.seq)? => Standing::Left,
                (_, state) if state.is_off() => Standing::Cancelled,
                _ if tables.waiting(row.id)?.is_some() => Standing::Waiting,
                _ if tables.refused_since(row.person, start)? => Standing::Refused,
                _ if appointment.until.plus(GRACE) < now.at => Standing::Missed,
                _ if now.at.since(appointment.from) > LATE => Standing::Late(now.at.since(appointment.from)),
                _ => Standing::Expected,
            };
            list.push(Expected { visit: row.id, person, appointment, standing });
        }
        Ok(list)
    }

    /// Everybody inside, longest overdue first, then by when they came.
    pub fn inside(&self, now: Moment) -> Result<Vec<Inside>, DeskError> {
        let _ = self.session()?;
        let tables = self.store.tables();
        let mut list = Vec::new();
        for stay in tables.everyone_inside()? {
            let row = match stay.visit {
                Some(visit) => tables.visit(visit)?,
                None => None,
            };
            let visit = row.map_or(Ok(None), |row| if_it_opens(appointment(&self.store, &row, stay.at)))?;
            let until = visit.as_ref().map(|visit| visit.until).or(row.map(|row| row.ends));
            list.push(Inside {
                presence: stay.seq,
                person: row.map_or(Ok(None), |row| if_it_opens(self.person_of(&row)))?,
                visit,
                badge: tables.badge_of(stay.seq)?.map(|(id, _)| id),
                since: stay.at,
                overdue: until.map(|until| now.at.since(until)).filter(|over| *over > 0),
            });
        }
        list.sort_by_key(|inside| (std::cmp::Reverse(inside.overdue.unwrap_or(0)), inside.presence));
        Ok(list)
    }

    /// Everybody who waits, longest first.
    pub fn waiting(&self, now: Moment) -> Result<Vec<Waiting>, DeskError> {
        let _ = self.permit(Deed::Check)?;
        let tables = self.store.tables();
        let mut list = Vec::new();
        for row in tables.everyone_waiting()? {
            let Some(visit) = row.visit.map(|visit| tables.visit(visit)).transpose()?.flatten() else { continue };
            let Some(Fact::Referred { judged, .. }) = if_it_opens(self.store.fact(row.seq).map_err(DeskError::from))?
            else {
                continue;
            };
            let opened =
                self.person_of(&visit).and_then(|person| Ok((person, appointment(&self.store, &visit, now.at)?)));
            let Some((person, appointment)) = if_it_opens(opened)? else { continue };
            let mut answers = self.answers(row.seq, answers_since(now))?;
            if answers.iter().any(|answer| answer.granted == Some(true)) {
                // One that does not count leaves them waiting.
                answers = self.card_of(now, &visit, Credential::Name)?.answers;
            }
            list.push(Waiting {
                referral: row.seq,
                visit: visit.id,
                person,
                appointment,
                since: row.at,
                reasons: judged.judgement.reasons,
                answers,
                remind: now.at.since(row.at) >= REMINDER,
            });
        }
        Ok(list)
    }
}
