//! Visits, what was done with them, which delegations they belong to, and who may approve them in whose place.

use rusqlite::params;

use crate::domain::fact::Fact;
use crate::domain::visit::{Visit, VisitState};
use crate::domain::{ImportId, Kind, PersonId, VisitId};
use crate::store::error::StoreError;

use super::Apply;

impl Apply<'_> {
    /// A visit is entered.
    pub(super) fn schedule(
        &self,
        visit: VisitId,
        person: PersonId,
        details: &Visit,
        state: VisitState,
        import: Option<ImportId>,
    ) -> Result<(), StoreError> {
        self.open_import(import)?;
        let sql = "INSERT INTO visits (id, seq, entered, person, starts, ends, state, import, group_id)
            VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let (import, group) = (import.map(|i| i.0), details.group.map(|group| group.0));
        let (starts, ends) = (details.from.0, details.ends().0);
        let _ = self.run(sql, params![visit.0, self.seq, person.0, starts, ends, state.code(), import, group])?;
        Ok(())
    }

    /// Something was done with a visit that was entered before, or its approval is somebody else's.
    pub(super) fn step(&self, fact: Option<&Fact>) -> Result<(), StoreError> {
        if self.entry.kind == Kind::ApprovalDelegated {
            return self.delegation(fact);
        }
        if self.entry.kind == Kind::GroupSet {
            return self.group(fact);
        }
        let visit = fact.and_then(|fact| fact.about().0).map(|visit| visit.0);
        let _ = self.run("INSERT INTO visit_steps (seq, visit) VALUES (?1, ?2)", params![self.seq, visit])?;
        match fact {
            Some(Fact::Amended { visit, details, again }) => {
                let sql = "UPDATE visits SET seq = ?1, starts = ?2, ends = ?3, group_id = ?4 WHERE id = ?5";
                let group = details.group.map(|group| group.0);
                let _ = self.run(sql, params![self.seq, details.from.0, details.ends().0, group, visit.0])?;
                if *again { self.state(*visit, VisitState::Requested) } else { Ok(()) }
            }
            Some(Fact::Cancelled { visit }) => self.state(*visit, VisitState::Cancelled),
            Some(Fact::Approved { visit }) => self.state(*visit, VisitState::Approved),
            Some(Fact::Declined { visit, .. }) => self.state(*visit, VisitState::Declined),
            Some(Fact::VisitRestored { visit, state, details, ends }) => {
                let sql = "UPDATE visits SET seq = ?1, starts = ?2, ends = ?3, state = ?4, group_id = ?5 WHERE id = ?6";
                let group = details.group.map(|group| group.0);
                let _ = self.run(sql, params![self.seq, details.from.0, ends.0, state.code(), group, visit.0])?;
                Ok(())
            }
            Some(Fact::PassReviewed { visit, until }) => {
                let _ = self.run("UPDATE visits SET ends = ?1 WHERE id = ?2", params![until.0, visit.0])?;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn delegation(&self, fact: Option<&Fact>) -> Result<(), StoreError> {
        let _ = match fact {
            Some(Fact::ApprovalDelegated { giver, heir, until }) => {
                let sql = "INSERT INTO delegations (seq, giver, heir, until) VALUES (?1, ?2, ?3, ?4)";
                self.run(sql, params![self.seq, giver.0, heir.0, until.0])?
            }
            Some(Fact::DelegationEnded {}) => {
                let sql = "UPDATE delegations SET ended = ?1 WHERE seq = ?2 AND ended IS NULL";
                self.run(sql, params![self.seq, self.of])?
            }
            _ => 0,
        };
        Ok(())
    }

    /// What a delegation is from here on.
    fn group(&self, fact: Option<&Fact>) -> Result<(), StoreError> {
        let group = match fact {
            Some(Fact::GroupSet { group, .. }) => Some(group.0),
            _ => None,
        };
        let _ = self.run("INSERT INTO groups (seq, id) VALUES (?1, ?2)", params![self.seq, group])?;
        Ok(())
    }

    fn state(&self, visit: VisitId, state: VisitState) -> Result<(), StoreError> {
        let _ = self.run("UPDATE visits SET state = ?1 WHERE id = ?2", params![state.code(), visit.0])?;
        Ok(())
    }
}
