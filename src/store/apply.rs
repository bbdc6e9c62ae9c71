//! From facts to tables: the one place that writes a projection, while appending and while rebuilding alike.
//!
//! Stays, revocations and decisions taken back follow from the leaf alone (its kind and its `refs`), so that they
//! outlast an erased body; what else a row holds comes from the fact and is empty without it.

use rusqlite::{Connection, OptionalExtension, Params, params};

use crate::domain::fact::{Attached, Fact, Founded, ListLoaded, ListSet};
use crate::domain::visit::VisitState;
use crate::domain::{BadgeId, EntryId, ImportId, Kind, OperatorId, PersonId, Role, Timestamp, VisitId};

mod visits;

use super::error::StoreError;

/// The tables that this module makes, each with the columns of its key.
pub const PROJECTIONS: [(&str, &str); 30] = [
    ("post", "seq"),
    ("rules", "seq"),
    ("operators", "id"),
    ("role_changes", "seq"),
    ("role_keys", "seq"),
    ("failures", "seq"),
    ("recoveries", "seq"),
    ("imports", "id"),
    ("persons", "id"),
    ("visits", "id"),
    ("visit_steps", "seq"),
    ("groups", "seq"),
    ("delegations", "seq"),
    ("presences", "seq"),
    ("badges", "id"),
    ("referrals", "seq"),
    ("answers", "seq"),
    ("refusals", "seq"),
    ("watchlists", "name"),
    ("own_listings", "id"),
    ("reviews", "id"),
    ("postures", "seq"),
    ("lockdowns", "seq"),
    ("doubts", "seq"),
    ("alarm_places", "seq"),
    ("musters", "seq"),
    ("roll_answers", "seq"),
    ("overrides", "seq"),
    ("backups", "seq"),
    ("erased", "entry"),
];

/// What of a leaf the tables depend on.
#[derive(Debug, Clone, Copy)]
pub struct Occurrence<'a> {
    /// The entry's sequence.
    pub seq: u64,
    /// The entry's id.
    pub id: EntryId,
    /// When it was written.
    pub at: Timestamp,
    /// What kind of entry it is.
    pub kind: Kind,
    /// Earlier entries it speaks of; the first is the one it acts on.
    pub refs: &'a [u64],
}

/// Applies one entry to the tables.
pub fn apply(tables: &Connection, entry: &Occurrence<'_>, fact: Option<&Fact>) -> Result<(), StoreError> {
    let apply =
        Apply { tables, entry, seq: signed(entry.seq)?, of: entry.refs.first().map(|r| signed(*r)).transpose()? };
    match entry.kind {
        Kind::Admitted | Kind::Referred | Kind::Refused | Kind::Corrected | Kind::Departed => apply.decision(fact),
        Kind::BadgeIssued | Kind::BadgeRevoked | Kind::Resolved => apply.consequence(fact),
        Kind::SignInFailed => {
            let _ = apply.run("INSERT INTO failures (seq) VALUES (?1)", [apply.seq])?;
            Ok(())
        }
        Kind::PostureSet | Kind::LockdownBegun | Kind::LockdownEnded => apply.threat(fact),
        Kind::StoreDoubted | Kind::StoreCleared => apply.doubt(),
        Kind::MusterBegun | Kind::Accounted | Kind::Missing | Kind::MusterEnded => apply.muster(),
        Kind::Overridden | Kind::OverridesReviewed => apply.overrides(),
        Kind::Amended
        | Kind::Cancelled
        | Kind::Approved
        | Kind::Declined
        | Kind::VisitRestored
        | Kind::PassReviewed
        | Kind::PassesReviewed
        | Kind::GroupSet
        | Kind::ApprovalDelegated => apply.step(fact),
        _ => match fact {
            Some(fact) => apply.other(fact),
            None => Ok(()),
        },
    }
}

fn signed(seq: u64) -> Result<i64, StoreError> {
    i64::try_from(seq).map_err(|_| StoreError::Entry(seq))
}

struct Apply<'a> {
    tables: &'a Connection,
    entry: &'a Occurrence<'a>,
    seq: i64,
    of: Option<i64>,
}

impl Apply<'_> {
    fn run(&self, sql: &str, values: impl Params) -> Result<usize, StoreError> {
        Ok(self.tables.prepare_cached(sql)?.execute(values)?)
    }

    fn decision(&self, fact: Option<&Fact>) -> Result<(), StoreError> {
        match self.entry.kind {
            Kind::Admitted => {
                self.close_referrals()?;
                self.row("INSERT INTO presences (seq, at, visit, person) VALUES (?1, ?2, ?3, ?4)", fact)
            }
            Kind::Referred => self.row("INSERT INTO referrals (seq, at, visit, person) VALUES (?1, ?2, ?3, ?4)", fact),
            Kind::Refused => {
                self.close_referrals()?;
                self.row("INSERT INTO refusals (seq, at, visit, person) VALUES (?1, ?2, ?3, ?4)", fact)?;
                // Whoever was on no list is known by the entry that turned them away.
                self.row("INSERT OR IGNORE INTO persons (seq, id) SELECT ?1, ?4 WHERE ?4 IS NOT NULL", fact)
            }
            Kind::Corrected => self.correct(),
            _ => {
                let _ = self.run("UPDATE presences SET departed = ?1 WHERE seq = ?2", params![self.seq, self.of])?;
                Ok(())
            }
        }
    }

    /// A decision's own row, with the visit and the person where the fact is there to name them.
    fn row(&self, sql: &str, fact: Option<&Fact>) -> Result<(), StoreError> {
        let (visit, person) = fact.map_or((None, None), links);
        let (visit, person) = (visit.map(|v| v.0), person.map(|p| p.0));
        let _ = self.run(sql, params![self.seq, self.entry.at.0, visit, person])?;
        Ok(())
    }

    /// A decision about somebody who waits ends the wait; `refs` names the referral.
    fn close_referrals(&self) -> Result<(), StoreError> {
        for of in self.entry.refs {
            let _ = self.run("UPDATE referrals SET closed = ?1 WHERE seq = ?2", params![self.seq, signed(*of)?])?;
        }
        Ok(())
    }

    /// Taking a decision back: what it began is over, and what it ended goes on. `refs` names the decision first, then
    /// everything that it ended.
    fn correct(&self) -> Result<(), StoreError> {
        let begun = params![self.seq, self.of];
        let _ = self.run("UPDATE presences SET corrected = ?1 WHERE seq = ?2", begun)?;
        let _ = self.run("UPDATE refusals SET corrected = ?1 WHERE seq = ?2", begun)?;
        let _ = self.run("UPDATE referrals SET closed = ?1 WHERE seq = ?2", begun)?;
        for ended in self.entry.refs.iter().skip(1) {
            let ended = params![signed(*ended)?, self.of];
            let _ = self.run("UPDATE referrals SET closed = NULL WHERE seq = ?1 AND closed = ?2", ended)?;
            let _ = self.run("UPDATE presences SET departed = NULL WHERE seq = ?1 AND departed = ?2", ended)?;
            // A departure's own revocation follows it at once.
            let _ = self.run("UPDATE badges SET revoked = NULL WHERE seq = ?1 AND revoked = ?2 + 1", ended)?;
        }
        Ok(())
    }

    fn consequence(&self, fact: Option<&Fact>) -> Result<(), StoreError> {
        let badge = BadgeId::of(self.entry.id).0;
        match fact {
            Some(Fact::BadgeIssued { class, until, visit, .. }) => {
                let class = match class {
                    crate::domain::Class::Badge => "badge",
                    crate::domain::Class::Invitation => "invitation",
                };
                let visit = visit.map(|v| v.0);
                let values = params![badge, self.seq, self.of, visit, class, until.0];
                let sql = "INSERT INTO badges (id, seq, presence, visit, class, ends) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
                let _ = self.run(sql, values)?;
            }
            _ if self.entry.kind == Kind::BadgeIssued => {
                let sql = "INSERT INTO badges (id, seq, presence) VALUES (?1, ?2, ?3)";
                let _ = self.run(sql, params![badge, self.seq, self.of])?;
            }
            _ if self.entry.kind == Kind::BadgeRevoked => {
                let _ = self.run("UPDATE badges SET revoked = ?1 WHERE seq = ?2", params![self.seq, self.of])?;
            }
            Some(Fact::Resolved { rule, granted, .. }) => {
                let sql = "INSERT INTO answers (seq, at, referral, rule, granted) VALUES (?1, ?2, ?3, ?4, ?5)";
                let _ = self.run(sql, params![self.seq, self.entry.at.0, self.of, rule, granted])?;
            }
            _ => {
                let _ = self.run(
                    "INSERT INTO answers (seq, at, referral) VALUES (?1, ?2, ?3)",
                    params![self.seq, self.entry.at.0, self.of],
                )?;
            }
        }
        Ok(())
    }

    fn other(&self, fact: &Fact) -> Result<(), StoreError> {
        match fact {
            Fact::Registered { person, import } => {
                self.open_import(*import)?;
                let values = params![person.0, self.seq, import.map(|i| i.0)];
                let _ = self.run("INSERT INTO persons (id, seq, import) VALUES (?1, ?2, ?3)", values)?;
            }
            Fact::GuestAmended { person } => {
                let _ = self.run("UPDATE persons SET seq = ?1 WHERE id = ?2", params![self.seq, person.0])?;
            }
            Fact::Attached(Attached { person, gone }) => {
                let photo = (!gone).then_some(self.seq);
                let _ = self.run("UPDATE persons SET photo = ?1 WHERE id = ?2", params![photo, person.0])?;
            }
            Fact::Scheduled { visit, person, details, walk_in, import, waits } => {
                let state = match (import, walk_in) {
                    (_, true) => VisitState::WalkIn,
                    (Some(_), false) if !waits => VisitState::Approved,
                    (_, false) => VisitState::Requested,
                };
                self.schedule(*visit, *person, details, state, *import)?;
            }
            Fact::Imported { import, rows, file } => {
                self.open_import(Some(*import))?;
                let sql = "UPDATE imports SET seq = ?1, state = 'closed', rows = ?2, file = ?3
                    WHERE id = ?4 AND state = 'open'";
                let rows = i64::try_from(*rows).unwrap_or(i64::MAX);
                let _ = self.run(sql, params![self.seq, rows, file, import.0])?;
            }
            Fact::ImportDropped { import } => {
                let sql = "UPDATE imports SET seq = ?1, state = 'dropped' WHERE id = ?2 AND state = 'open'";
                let _ = self.run(sql, params![self.seq, import.0])?;
            }
            Fact::Erased { person, entries, .. } => self.erase(&[*person], entries)?,
            Fact::ErasedAgain(again) => self.erase(&again.persons, &again.entries)?,
            _ => self.screening(fact)?,
        }
        Ok(())
    }

    /// Nobody is known any more by these handles, and these entries say nothing any more: what is left of them in the tables
    /// is what their leaves make.
    fn erase(&self, persons: &[PersonId], entries: &[u64]) -> Result<(), StoreError> {
        for person in persons {
            self.erase_imports(*person)?;
            for sql in [
                "DELETE FROM persons WHERE id = ?1",
                "DELETE FROM visits WHERE person = ?1",
                "DELETE FROM reviews WHERE person = ?1",
            ] {
                let _ = self.run(sql, [person.0])?;
            }
        }
        for entry in entries {
            for sql in [
                "INSERT INTO erased (entry) VALUES (?1) ON CONFLICT DO NOTHING",
                "UPDATE presences SET visit = NULL, person = NULL WHERE seq = ?1",
                "UPDATE referrals SET visit = NULL, person = NULL WHERE seq = ?1",
                "UPDATE refusals SET visit = NULL, person = NULL WHERE seq = ?1",
                "UPDATE badges SET visit = NULL, class = NULL, ends = NULL WHERE seq = ?1",
                "UPDATE answers SET rule = NULL, granted = NULL WHERE seq = ?1",
                "UPDATE visit_steps SET visit = NULL WHERE seq = ?1",
                "UPDATE groups SET id = NULL WHERE seq = ?1",
            ] {
                let _ = self.run(sql, [signed(*entry)?])?;
            }
        }
        Ok(())
    }

    /// An import that was dropped is known by its rows alone, and not at all once there is none.
    fn erase_imports(&self, person: PersonId) -> Result<(), StoreError> {
        let sql = "DELETE FROM imports WHERE state = 'dropped'
            AND id IN (SELECT import FROM persons WHERE id = ?1 UNION SELECT import FROM visits WHERE person = ?1)
            AND NOT EXISTS (SELECT 1 FROM persons WHERE import = imports.id AND id <> ?1)
            AND NOT EXISTS (SELECT 1 FROM visits WHERE import = imports.id AND person <> ?1)";
        let _ = self.run(sql, [person.0])?;
        Ok(())
    }

    /// Facts about lists, and about who is on them.
    fn screening(&self, fact: &Fact) -> Result<(), StoreError> {
        let (seq, at) = (self.seq, self.entry.at.0);
        match fact {
            Fact::WatchlistLoaded(ListLoaded { list, load, .. }) => {
                let sql = "INSERT INTO watchlists (name, seq, at, load, limits) VALUES (?1, ?2, ?3, ?4, ?2)
                    ON CONFLICT (name) DO UPDATE SET seq = ?2, at = ?3, load = ?4, limits = ?2";
                let _ = self.run(sql, params![list, seq, at, load.0])?;
            }
            Fact::WatchlistSet(ListSet { list, .. }) => {
                let _ = self.run("UPDATE watchlists SET limits = ?1 WHERE name = ?2", params![seq, list])?;
            }
            Fact::WatchlistRemoved { list, .. } => {
                let _ = self.run("DELETE FROM watchlists WHERE name = ?1", params![list])?;
            }
            Fact::NamesLoaded { load, .. } => {
                let sql = "INSERT INTO watchlists (name, seq, at, load, limits) VALUES ('', ?1, ?2, ?3, ?1)
                    ON CONFLICT (name) DO UPDATE SET seq = ?1, at = ?2, load = ?3, limits = ?1";
                let _ = self.run(sql, params![seq, at, load.0])?;
            }
            Fact::NamesRemoved {} => {
                let _ = self.run("DELETE FROM watchlists WHERE name = ''", [])?;
            }
            Fact::ListingAdded { listing, until, .. } => {
                let sql = "INSERT INTO own_listings (id, seq, at, until) VALUES (?1, ?2, ?3, ?4)";
                let _ = self.run(sql, params![listing.0, seq, at, until.map(|until| until.0)])?;
            }
            Fact::ListingAmended { listing, until, .. } => {
                let sql = "UPDATE own_listings SET seq = ?1, at = ?2, until = ?3 WHERE id = ?4 AND ended IS NULL";
                let _ = self.run(sql, params![seq, at, until.map(|until| until.0), listing.0])?;
            }
            Fact::ListingEnded { listing, .. } => {
                let sql = "UPDATE own_listings SET ended = ?1 WHERE id = ?2 AND ended IS NULL";
                let _ = self.run(sql, params![seq, listing.0])?;
            }
            Fact::Reviewed { person, granted, clears, until, .. } => {
                let sql = "INSERT INTO reviews (id, seq, at, person, granted, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                    ON CONFLICT (id) DO UPDATE SET seq = ?2, at = ?3, person = ?4, granted = ?5, until = ?6";
                let _ = self.run(sql, params![clears.0, seq, at, person.0, granted, until.map(|until| until.0)])?;
            }
            _ => self.household(fact)?,
        }
        Ok(())
    }

    /// Facts about how high the threat is. A level that was set stands in the fact, which is kept as long as the log; that
    /// there is a lockdown, and that it ended, says the leaf.
    fn threat(&self, fact: Option<&Fact>) -> Result<(), StoreError> {
        let _ = match (self.entry.kind, fact) {
            (Kind::LockdownBegun, _) => {
                let begun = params![self.seq, self.entry.at.0];
                self.run("INSERT INTO lockdowns (seq, at) VALUES (?1, ?2)", begun)?
            }
            (Kind::LockdownEnded, _) => {
                let sql = "UPDATE lockdowns SET ended = ?1 WHERE seq = ?2 AND ended IS NULL";
                self.run(sql, params![self.seq, self.of])?
            }
            (_, Some(Fact::PostureSet { posture, .. })) => {
                let set = params![self.seq, self.entry.at.0, posture.code()];
                self.run("INSERT INTO postures (seq, at, level) VALUES (?1, ?2, ?3)", set)?
            }
            _ => 0,
        };
        Ok(())
    }

    /// Overrides, and that somebody went through them; `refs` of the latter names the former.
    fn overrides(&self) -> Result<(), StoreError> {
        if self.entry.kind == Kind::Overridden {
            let row = params![self.seq, self.entry.at.0];
            let _ = self.run("INSERT INTO overrides (seq, at) VALUES (?1, ?2)", row)?;
            return Ok(());
        }
        for of in self.entry.refs {
            let reviewed = params![self.seq, signed(*of)?];
            let _ = self.run("UPDATE overrides SET reviewed = ?1 WHERE seq = ?2 AND reviewed IS NULL", reviewed)?;
        }
        Ok(())
    }

    /// That the tables are doubted, and that they were found to be what the log says; `refs` of the latter names the former.
    fn doubt(&self) -> Result<(), StoreError> {
        if self.entry.kind == Kind::StoreDoubted {
            let _ = self.run("INSERT INTO doubts (seq, at) VALUES (?1, ?2)", params![self.seq, self.entry.at.0])?;
            return Ok(());
        }
        for of in self.entry.refs {
            let ended = params![self.seq, signed(*of)?];
            let _ = self.run("UPDATE doubts SET ended = ?1 WHERE seq = ?2 AND ended IS NULL", ended)?;
        }
        Ok(())
    }

    /// Entries of a roll call. What the tables hold of one says the leaf alone.
    fn muster(&self) -> Result<(), StoreError> {
        let _ = match self.entry.kind {
            Kind::MusterBegun => {
                self.run("INSERT INTO musters (seq, at) VALUES (?1, ?2)", params![self.seq, self.entry.at.0])?
            }
            Kind::MusterEnded => {
                let ended = params![self.seq, self.of];
                self.run("UPDATE musters SET ended = ?1 WHERE seq = ?2 AND ended IS NULL", ended)?
            }
            kind => {
                let stay = self.entry.refs.get(1).map(|stay| signed(*stay)).transpose()?;
                let sql = "INSERT INTO roll_answers (seq, muster, presence, found) VALUES (?1, ?2, ?3, ?4)";
                self.run(sql, params![self.seq, self.of, stay, kind == Kind::Accounted])?
            }
        };
        Ok(())
    }

    /// Facts about the post itself and who serves at it.
    fn household(&self, fact: &Fact) -> Result<(), StoreError> {
        match fact {
            Fact::Founded(founded) => self.post(founded)?,
            Fact::Restored(restored) => self.post(&restored.post)?,
            Fact::BackedUp(made) => {
                let row = params![self.seq, made.signed.asked.0];
                let _ = self.run("INSERT INTO backups (seq, at) VALUES (?1, ?2)", row)?;
            }
            Fact::RulesSet { hash, .. } => {
                let _ = self.run("INSERT INTO rules (seq, hash) VALUES (?1, ?2)", params![self.seq, hash])?;
            }
            Fact::Enrolled { operator, number, roles, key, slots: [a, b], recovery, .. } => {
                let sql = "INSERT INTO operators (id, seq, number, roles, key, slot_a, slot_b, slots, state)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?2, 'active')";
                let _ = self.run(sql, params![operator.0, self.seq, number, codes(roles), key, a, b])?;
                if *recovery {
                    let _ = self.run("UPDATE recoveries SET spent = ?1 WHERE spent IS NULL", params![self.seq])?;
                }
            }
            Fact::Started { start, operator, key, slots: [a, b], .. } => {
                // Whose roles those of the one before were is said by this fact.
                let _ = self.run("INSERT INTO role_changes (seq) VALUES (?1)", [self.seq])?;
                let sql = "UPDATE operators SET id = ?1, key = ?2, slot_a = ?3, slot_b = ?4, slots = ?5 WHERE id = ?6";
                let _ = self.run(sql, params![operator.0, key, a, b, self.seq, start.0])?;
            }
            Fact::RecoverySet { slot, .. } => {
                let _ = self.run("INSERT INTO recoveries (seq, slot) VALUES (?1, ?2)", params![self.seq, slot])?;
            }
            Fact::AlarmPlaceAdded { .. } => {
                let _ = self.run("INSERT INTO alarm_places (seq) VALUES (?1)", [self.seq])?;
            }
            Fact::AlarmPlaceEnded { place } => {
                let sql = "UPDATE alarm_places SET ended = ?1 WHERE seq = ?2 AND ended IS NULL";
                let _ = self.run(sql, params![self.seq, signed(*place)?])?;
            }
            _ => self.service(fact)?,
        }
        Ok(())
    }

    /// What the post is from here on.
    fn post(&self, founded: &Founded) -> Result<(), StoreError> {
        let Founded { mission, domain, gate, post, key, exchange, security } = founded;
        let sql = "INSERT INTO post VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let _ = self.run(sql, params![self.seq, mission, domain, gate, post, key, exchange, security])?;
        Ok(())
    }

    /// Facts about somebody enrolled.
    fn service(&self, fact: &Fact) -> Result<(), StoreError> {
        let done = match fact {
            Fact::RolesChanged { operator, roles, .. } => {
                let _ = self.run("INSERT INTO role_changes (seq) VALUES (?1)", [self.seq])?;
                self.run("UPDATE operators SET roles = ?1 WHERE id = ?2", params![codes(roles), operator.0])
            }
            Fact::OperatorSuspended { operator, .. } => self.stand(*operator, "suspended"),
            Fact::OperatorResumed { operator, .. } => self.stand(*operator, "active"),
            Fact::OperatorEnded { operator, .. } => self.stand(*operator, "ended"),
            Fact::PassphraseSet { operator, slots: [a, b] } => {
                let sql = "UPDATE operators SET slot_a = ?1, slot_b = ?2, slots = ?3 WHERE id = ?4";
                self.run(sql, params![a, b, self.seq, operator.0])
            }
            Fact::PinSet { operator, pin } => {
                let seq = pin.as_ref().map(|_| self.seq);
                self.run("UPDATE operators SET pin = ?1 WHERE id = ?2", params![seq, operator.0])
            }
            Fact::SecurityKeySet { .. } => self.run("INSERT INTO role_keys (seq) VALUES (?1)", [self.seq]),
            Fact::SignedIn { operator } => {
                self.run("UPDATE operators SET signed_in = ?1 WHERE id = ?2", params![self.seq, operator.0])
            }
            _ => return Ok(()),
        };
        done.map(|_| ())
    }

    /// Where somebody stands from here on. Whoever was ended stays so.
    fn stand(&self, operator: OperatorId, state: &str) -> Result<usize, StoreError> {
        let sql = "UPDATE operators SET state = ?1 WHERE id = ?2 AND state <> 'ended'";
        self.run(sql, params![state, operator.0])
    }

    /// The first row of an import opens it.
    fn open_import(&self, import: Option<ImportId>) -> Result<(), StoreError> {
        let Some(import) = import else { return Ok(()) };
        let mut known = self.tables.prepare_cached("SELECT 1 FROM imports WHERE id = ?1")?;
        if known.query_row([import.0], |_| Ok(())).optional()?.is_none() {
            let sql = "INSERT INTO imports (id, seq, state, rows, file) VALUES (?1, ?2, 'open', 0, '')";
            let _ = self.run(sql, params![import.0, self.seq])?;
        }
        Ok(())
    }
}

fn codes(roles: &[Role]) -> String {
    roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(",")
}

fn links(fact: &Fact) -> (Option<VisitId>, Option<PersonId>) {
    match fact {
        Fact::Admitted { visit, person, .. } | Fact::Referred { visit, person, .. } => (Some(*visit), Some(*person)),
        Fact::Refused { visit, person, .. } => (*visit, *person),
        _ => (None, None),
    }
}
