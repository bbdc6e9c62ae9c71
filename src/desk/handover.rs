//! Handing the running post over: both see the same sheet, one signs it off and the other takes it on.

use crate::domain::fact::{Fact, HandOver};
use crate::domain::text::{FIELD_LIMIT, TextFault, clean};
use crate::domain::{Moment, Operator, OperatorId};
use crate::store::{NewEntry, Tables};

use super::lists::{Inside, Waiting};
use super::{Desk, DeskError};

/// What is handed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What both sign.
    pub content: HandOver,
    /// Everybody inside, as on their list.
    pub inside: Vec<Inside>,
    /// Everybody who waits, as on their list, for whoever may see it.
    pub waiting: Vec<Waiting>,
}

impl Desk {
    /// What is handed over now.
    pub fn sheet(&self, now: Moment) -> Result<Sheet, DeskError> {
        let _ = self.session()?;
        let inside = self.inside(now)?;
        let waiting = if self.may(crate::domain::operator::Act::Check) { self.waiting(now)? } else { Vec::new() };
        let (stays, referrals) = open(&self.store.tables())?;
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let content = HandOver {
            inside: stays,
            waiting: referrals,
            badges: count(inside.iter().filter(|line| line.badge.is_some()).count()),
            overdue: count(inside.iter().filter(|line| line.overdue.is_some()).count()),
        };
        Ok(Sheet { content, inside, waiting })
    }

    /// Hands the post over to somebody who is there and proves it with their passphrase: whoever is signed in signs the
    /// head that covers their shift, and the other one takes on what `sheet` says and goes on. Asks no rule.
    pub fn hand_over(
        &mut self,
        now: Moment,
        sheet: &HandOver,
        remarks: &str,
        (number, passphrase): (&str, &str),
    ) -> Result<Operator, DeskError> {
        let from = self.session()?.operator.id;
        let remarks = match clean(remarks, FIELD_LIMIT) {
            Err(TextFault::Empty) => String::new(),
            other => other.map_err(|fault| DeskError::Text { field: "remarks", fault })?,
        };
        let secret = self.authenticated(now, number, passphrase)?;
        if secret.id() == from {
            return Err(DeskError::Oneself);
        }
        let entry = self.sign_off(now, (from, secret.id()), sheet, &remarks)?;
        let before = self.session.take();
        self.close();
        let operator = self.begin_with(now, number.trim(), &secret, true)?;
        let session = self.session_mut()?;
        if let Some(before) = before {
            // The post runs on: what was read of guests and lists is as good for whoever comes.
            (session.roster, session.known) = (before.roster, before.known);
            (session.reading, session.screen) = (before.reading, before.screen);
            session.snapshot = before.snapshot;
            session.untidy = before.untidy;
        }
        self.take_on(now, operator.id, entry)?;
        Ok(operator)
    }

    fn sign_off(
        &mut self,
        now: Moment,
        (from, to): (OperatorId, OperatorId),
        sheet: &HandOver,
        remarks: &str,
    ) -> Result<u64, DeskError> {
        let clock = self.look_at_clock(now)?;
        self.flush_checks(now)?;
        let fact = Fact::HandedOver { from, to, sheet: sheet.clone() };
        let fact = if remarks.is_empty() { NewEntry::new(fact) } else { NewEntry::new(fact).with_person(&remarks)? };
        self.store.act(now, clock, |act| {
            // What both saw is what is there.
            if open(&act.tables())? != (sheet.inside.clone(), sheet.waiting.clone()) {
                return Err(DeskError::SheetChanged);
            }
            let entry = act.record(fact)?.seq;
            let _ = act.record(NewEntry::new(Fact::SignedOut { operator: from }))?;
            act.seal_head(true)?;
            Ok(entry)
        })
    }

    fn take_on(&mut self, now: Moment, operator: OperatorId, entry: u64) -> Result<(), DeskError> {
        let clock = self.look_at_clock(now)?;
        let fact = NewEntry::new(Fact::TakenOver { operator }).about([entry]);
        Ok(self.store.act(now, clock, |act| {
            let _ = act.record(fact)?;
            act.seal_head(true)
        })?)
    }
}

/// Open stays and open referrals, oldest first.
fn open(tables: &Tables<'_>) -> Result<(Vec<u64>, Vec<u64>), DeskError> {
    let stays = tables.everyone_inside()?.into_iter().map(|stay| stay.seq).collect();
    let referrals = tables.everyone_waiting()?.into_iter().map(|referral| referral.seq).collect();
    Ok((stays, referrals))
}
