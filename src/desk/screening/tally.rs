//! How often an operator asks and opens in a day: who tries names out, or looks people up, is noticed.

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};

use crate::desk::{Desk, DeskError};
use crate::domain::fact::{Anomaly, Fact};
use crate::domain::guest::chrono_date::Date;
use crate::domain::{Moment, OperatorId, PersonId, Recognised};
use crate::store::NewEntry;
use crate::store::attempts::Attempt;

/// What was asked for and opened in this session, and before it on the same day.
#[derive(Debug, Default)]
pub struct Tally {
    /// Verdicts that the store has not counted yet.
    asked: u64,
    /// Persons that the store has not counted yet.
    opened: Cell<u64>,
    /// Members of delegations who were counted already.
    seen: HashSet<PersonId>,
    /// The day that is counted, and what the store had counted of it.
    day: Option<(Date, u64, u64)>,
}

impl Tally {
    /// A verdict was asked for.
    pub fn asked_once(&mut self) {
        self.asked += 1;
    }

    /// A person was opened.
    pub fn opened_one(&self) {
        self.opened.set(self.opened.get() + 1);
    }
}

/// Whether a count passed its bound with this step; 0 bounds nothing.
fn passed(before: u64, after: u64, most: u64) -> bool {
    most > 0 && before <= most && after > most
}

impl Desk {
    /// Counts one of several, who are read again and again while they stand there, once.
    pub(in crate::desk) fn opened_among(&mut self, now: Moment, recognised: &Recognised) -> Result<(), DeskError> {
        let person = match recognised {
            Recognised::Card(card) => card.person.as_ref().map(|(id, _)| *id),
            _ => None,
        };
        let tally = &mut self.session_mut()?.tally;
        if person.is_some_and(|id| tally.seen.insert(id)) { self.opened(now, recognised) } else { Ok(()) }
    }

    /// Counts what was recognised, if somebody was opened by it.
    pub(in crate::desk) fn opened(&mut self, now: Moment, recognised: &Recognised) -> Result<(), DeskError> {
        let named = match recognised {
            Recognised::Card(card) => card.person.is_some(),
            Recognised::Departure(_) => true,
            Recognised::Choose(_) | Recognised::Like(..) | Recognised::Nothing(_) => false,
        };
        let tally = &self.session()?.tally;
        if named {
            tally.opened_one();
        }
        let (asked, opened) = (tally.asked, tally.opened.get());
        let Some(before) = self.counted_before(now)? else { return Ok(()) };
        let cover = self.session()?.rules.cover();
        // A bound is passed once: then what was counted is written down, and the count of before stands above it.
        let checks = passed(before.0, before.0 + asked, cover.most_checks);
        let opens = passed(before.1, before.1 + opened, cover.most_opened);
        if checks || opens { self.flush_checks(now) } else { Ok(()) }
    }

    /// What the store has counted of today so far, verdicts and persons; `None` where nothing is bounded or nothing can be
    /// recorded.
    fn counted_before(&mut self, now: Moment) -> Result<Option<(u64, u64)>, DeskError> {
        let day = Date(now.today());
        let session = self.session()?;
        let cover = session.rules.cover();
        if !self.store.can_write() || (cover.most_checks == 0 && cover.most_opened == 0) {
            return Ok(None);
        }
        if let Some((known, asked, opened)) = session.tally.day
            && known == day
        {
            return Ok(Some((asked, opened)));
        }
        let counted = self.store.tables().counted(&String::from(day), session.operator.id)?;
        self.session_mut()?.tally.day = Some((day, counted.0, counted.1));
        Ok(Some(counted))
    }

    /// Writes down how many verdicts were asked for and how many persons opened since the last time.
    pub fn flush_checks(&mut self, now: Moment) -> Result<(), DeskError> {
        let session = self.session_mut()?;
        let (asked, opened) = (std::mem::take(&mut session.tally.asked), session.tally.opened.take());
        let operator = session.operator.id;
        if asked == 0 && opened == 0 {
            return Ok(());
        }
        if self.store.can_write() {
            let counted = self.count(now, Date(now.today()), operator, (asked, opened));
            let session = self.session_mut()?;
            session.tally.day = None;
            if counted.is_err() {
                session.tally.asked += asked;
                session.tally.opened.set(session.tally.opened.get() + opened);
            }
            return counted;
        }
        for _ in 0..asked {
            self.store.note_attempt(&Attempt::Check { at: now.at, operator })?;
        }
        for _ in 0..opened {
            self.store.note_attempt(&Attempt::Opened { at: now.at, operator })?;
        }
        Ok(())
    }

    /// Counts what was asked for and opened beside a running window.
    pub(in crate::desk) fn take_counts(&mut self, now: Moment, attempts: &[Attempt]) -> Result<(), DeskError> {
        let mut counts: BTreeMap<(Date, OperatorId), (u64, u64)> = BTreeMap::new();
        for attempt in attempts {
            let (at, operator, asked, opened) = match attempt {
                Attempt::Check { at, operator } => (*at, *operator, 1, 0),
                Attempt::Opened { at, operator } => (*at, *operator, 0, 1),
                Attempt::SignIn { .. } | Attempt::BackedUp(_) => continue,
            };
            let count = counts.entry((Date(now.local(at).date_naive()), operator)).or_default();
            (count.0, count.1) = (count.0 + asked, count.1 + opened);
        }
        for ((day, operator), count) in counts {
            self.count(now, day, operator, count)?;
        }
        Ok(())
    }

    /// Counts, and records an anomaly if a bound was passed by it: once an operator and day.
    fn count(&mut self, now: Moment, day: Date, operator: OperatorId, more: (u64, u64)) -> Result<(), DeskError> {
        let (cover, text) = (self.session()?.rules.cover(), String::from(day));
        let before = self.store.tables().counted(&text, operator)?;
        if more.0 > 0 {
            self.store.count_check(&text, operator, more.0)?;
        }
        if more.1 > 0 {
            self.store.count_opened(&text, operator, more.1)?;
        }
        let checks = passed(before.0, before.0 + more.0, cover.most_checks);
        let opens = passed(before.1, before.1 + more.1, cover.most_opened);
        let (most_checks, most_opened) = (cover.most_checks, cover.most_opened);
        let checks = checks.then_some(Anomaly::ManyChecks { operator, day, most: most_checks });
        let opens = opens.then_some(Anomaly::ManyOpened { operator, day, most: most_opened });
        let clock = self.session()?.clock.quality();
        for what in checks.into_iter().chain(opens) {
            let _ = self.store.act(now, clock, |act| act.record(NewEntry::new(Fact::Anomaly { what })))?;
        }
        Ok(())
    }
}
