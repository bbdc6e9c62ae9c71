//! Questions to the tables. Answers are handles, states and times; who is meant is opened from bodies.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::domain::operator::Standing;
use crate::domain::{
    BadgeId, Class, GroupId, ImportId, Operator, OperatorId, PersonId, Role, Timestamp, VisitId, VisitState,
};
use crate::ledger::checkpoint;

use super::error::StoreError;
use super::{Post, Store};

/// The tables, seen through a connection or from within a transaction.
#[derive(Clone, Copy)]
pub struct Tables<'a>(pub(super) &'a Connection);

/// A row of `visits`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitRow {
    /// The visit.
    pub id: VisitId,
    /// The entry whose situation says what for.
    pub seq: u64,
    /// Who comes.
    pub person: PersonId,
    /// The entry whose person body says who that is.
    pub person_seq: u64,
    /// First moment of the window.
    pub starts: Timestamp,
    /// End of the window.
    pub ends: Timestamp,
    /// Where it stands.
    pub state: VisitState,
    /// The entry that scheduled it.
    pub entered: u64,
    /// The delegation that they come with.
    pub group: Option<GroupId>,
}

/// A row of `presences`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresenceRow {
    /// The entry that admitted them.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// The visit, unless it was erased.
    pub visit: Option<VisitId>,
    /// The person, unless they were erased.
    pub person: Option<PersonId>,
    /// The entry with which it ended: a departure or a correction.
    pub over: Option<u64>,
}

/// A row of `badges`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadgeRow {
    /// The entry that issued it.
    pub seq: u64,
    /// The stay it belongs to.
    pub presence: Option<u64>,
    /// The visit an invitation names.
    pub visit: Option<VisitId>,
    /// What it is for.
    pub class: Class,
    /// End of its validity, unless it was erased.
    pub ends: Option<Timestamp>,
    /// The entry that revoked it.
    pub revoked: Option<u64>,
}

/// A row of `referrals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferralRow {
    /// The entry that began the wait.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// The visit, unless it was erased.
    pub visit: Option<VisitId>,
}

/// A row of `post`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// Its first entry of its own.
    pub first: u64,
    /// What it is called.
    pub origin: String,
    /// The post's id in it.
    pub post: String,
    /// The post's verifying key in it, base64.
    pub key: String,
}

/// A row of `operators`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorRow {
    /// The handle of their key.
    pub id: OperatorId,
    /// The entry that enrolled them; its person body is their name.
    pub seq: u64,
    /// The service number they sign in with.
    pub number: String,
    /// What they are to the mission.
    pub roles: Vec<Role>,
    /// The entry that says what their key slots are.
    pub slots: u64,
    /// Whether they may sign in.
    pub standing: Standing,
    /// The entry that holds what their PIN is checked by, if they have one.
    pub pin: Option<u64>,
    /// The entry of their last sign-in.
    pub signed_in: Option<u64>,
}

fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(i64::unsigned_abs)
}

fn some_number(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<u64>> {
    row.get::<_, Option<i64>>(column).map(|value| value.map(i64::unsigned_abs))
}

pub(super) const VISIT: &str =
    "SELECT v.id, v.seq, v.person, p.seq, v.starts, v.ends, v.state, v.entered, v.group_id FROM visits v
    JOIN persons p ON p.id = v.person
    WHERE (v.import IS NULL OR (SELECT state FROM imports i WHERE i.id = v.import) = 'closed')";

pub(super) fn visit(row: &Row<'_>) -> rusqlite::Result<VisitRow> {
    let state: String = row.get(6)?;
    Ok(VisitRow {
        id: VisitId(row.get(0)?),
        seq: number(row, 1)?,
        person: PersonId(row.get(2)?),
        person_seq: number(row, 3)?,
        starts: Timestamp(row.get(4)?),
        ends: Timestamp(row.get(5)?),
        // The table's own check leaves no other; a state that is none counts as taken back.
        state: VisitState::from_code(&state).unwrap_or(VisitState::Cancelled),
        entered: number(row, 7)?,
        group: row.get::<_, Option<[u8; 16]>>(8)?.map(GroupId),
    })
}

fn presence(row: &Row<'_>) -> rusqlite::Result<PresenceRow> {
    Ok(PresenceRow {
        seq: number(row, 0)?,
        at: Timestamp(row.get(1)?),
        visit: row.get::<_, Option<[u8; 16]>>(2)?.map(VisitId),
        person: row.get::<_, Option<[u8; 16]>>(3)?.map(PersonId),
        over: some_number(row, 4)?,
    })
}

const PRESENCE: &str = "SELECT seq, at, visit, person, coalesce(departed, corrected) FROM presences";

impl Tables<'_> {
    /// What the founding entry says of this post.
    pub(super) fn post(&self) -> Result<Post, StoreError> {
        let sql = "SELECT mission, domain, gate, post, key, security FROM post ORDER BY seq DESC LIMIT 1";
        let row = self.0.query_row(sql, [], |row| {
            let (domain, id): (String, String) = (row.get(1)?, row.get(3)?);
            let origin = checkpoint::origin(&domain, &id);
            Ok(Post { mission: row.get(0)?, gate: row.get(2)?, id, origin, key: row.get(4)?, security: row.get(5)? })
        });
        row.optional()?.ok_or_else(|| StoreError::Damaged("it has no founding entry".into()))
    }

    /// The entry that recorded the last backup that was made.
    pub fn last_backup(&self) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT seq FROM backups ORDER BY at DESC, seq DESC LIMIT 1";
        Ok(self.0.query_row(sql, [], |row| number(row, 0)).optional()?)
    }

    /// When it was made.
    pub fn last_backup_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT max(at) FROM backups")?;
        Ok(query.query_row([], |row| row.get::<_, Option<i64>>(0))?.map(Timestamp))
    }

    /// The verifying keys of operators, base64, ended ones among them.
    pub(super) fn operator_keys(&self) -> Result<Vec<(OperatorId, String)>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT id, key FROM operators")?;
        let rows = query.query_map([], |row| Ok((OperatorId(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The logs that this one goes on from, and itself at last.
    pub fn logs(&self) -> Result<Vec<LogRow>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT seq, domain, post, key FROM post ORDER BY seq")?;
        let rows = query.query_map([], |row| {
            let (domain, post): (String, String) = (row.get(1)?, row.get(2)?);
            let origin = checkpoint::origin(&domain, &post);
            Ok(LogRow { first: number(row, 0)?, origin, post, key: row.get(3)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The entry that put the rules in force.
    pub fn rules(&self) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT seq FROM rules ORDER BY seq DESC LIMIT 1";
        Ok(self.0.query_row(sql, [], |row| number(row, 0)).optional()?)
    }

    /// Entries that changed somebody's roles, in their order.
    pub(super) fn role_changes(&self) -> Result<Vec<u64>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT seq FROM role_changes ORDER BY seq")?;
        let rows = query.query_map([], |row| number(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The entry that gave the security role its last key, if it has another than the founding one.
    pub(super) fn role_key(&self) -> Result<Option<u64>, StoreError> {
        Ok(self.0.query_row("SELECT max(seq) FROM role_keys", [], |row| some_number(row, 0))?)
    }

    /// The same, as the leaves say, every one of which is read.
    pub(super) fn role_key_by_leaf(&self) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT max(seq) FROM entries
            WHERE json_extract(CAST(leaf AS TEXT), '$.kind') = 'security-key-set'";
        Ok(self.0.query_row(sql, [], |row| some_number(row, 0))?)
    }

    /// Every entry that put rules in force, with their hash, oldest first.
    pub fn all_rules(&self) -> Result<Vec<(u64, String)>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT seq, hash FROM rules ORDER BY seq")?;
        let rows = query.query_map([], |row| Ok((number(row, 0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The slot of the recovery code that is valid, and its entry: the last one made, unless it is spent.
    pub(super) fn recovery(&self) -> Result<Option<(u64, String)>, StoreError> {
        let sql = "SELECT seq, slot, spent IS NULL FROM recoveries ORDER BY seq DESC LIMIT 1";
        let last = |row: &Row<'_>| Ok((number(row, 0)?, row.get(1)?, row.get::<_, bool>(2)?));
        let last = self.0.query_row(sql, [], last).optional()?;
        Ok(last.filter(|(.., valid)| *valid).map(|(seq, slot, _)| (seq, slot)))
    }

    /// The entry before this one that put rules of this hash in force.
    pub fn rules_of(&self, hash: &str, before: u64) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT max(seq) FROM rules WHERE hash = ?1 AND seq < ?2";
        Ok(self.0.query_row(sql, params![hash, before.cast_signed()], |row| some_number(row, 0))?)
    }

    /// One visit that counts.
    pub fn visit(&self, id: VisitId) -> Result<Option<VisitRow>, StoreError> {
        let mut query = self.0.prepare_cached(&format!("{VISIT} AND v.id = ?1"))?;
        Ok(query.query_row([id.0], visit).optional()?)
    }

    /// Visits that count and are not over by `since`, by their end and handle; up to `limit` after the last of those
    /// read before.
    pub fn current_visits(
        &self,
        since: Timestamp,
        after: Option<(Timestamp, VisitId)>,
        limit: u32,
    ) -> Result<Vec<VisitRow>, StoreError> {
        let sql = format!("{VISIT} AND (v.ends, v.id) > (?1, ?2) ORDER BY v.ends, v.id LIMIT ?3");
        let mut query = self.0.prepare_cached(&sql)?;
        // Before the first: ends at the last moment that is too early, with the greatest of handles.
        let (ends, id) = after.unwrap_or((since.plus(-1), VisitId([0xff; 16])));
        let rows = query.query_map(params![ends.0, id.0, limit], visit)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Visits that wait for their approval and are not over by `since`, by their begin and handle; up to `limit` after
    /// the last of those read before.
    pub fn visits_requested(
        &self,
        since: Timestamp,
        after: Option<(Timestamp, VisitId)>,
        limit: u32,
    ) -> Result<Vec<VisitRow>, StoreError> {
        let sql = format!(
            "{VISIT} AND v.state = 'requested' AND v.ends >= ?1 AND (v.starts, v.id) > (?2, ?3)
             ORDER BY v.starts, v.id LIMIT ?4"
        );
        let mut query = self.0.prepare_cached(&sql)?;
        let (starts, id) = after.unwrap_or((Timestamp(i64::MIN), VisitId([0; 16])));
        let rows = query.query_map(params![since.0, starts.0, id.0, limit], visit)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many of them there are.
    pub fn count_requested(&self, since: Timestamp) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM visits WHERE state = 'requested' AND ends >= ?1";
        Ok(self.0.prepare_cached(sql)?.query_row([since.0], |row| number(row, 0))?)
    }

    /// When somebody was last turned away who came for this visit, from this time on to that, unless that was taken back.
    pub fn refused_between(
        &self,
        (person, visit): (PersonId, VisitId),
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT max(at) FROM refusals
            WHERE person = ?1 AND visit = ?2 AND at >= ?3 AND at < ?4 AND corrected IS NULL";
        let mut query = self.0.prepare_cached(sql)?;
        let at: Option<i64> = query.query_row(params![person.0, visit.0, from.0, to.0], |row| row.get(0))?;
        Ok(at.map(Timestamp))
    }

    /// Visits of a person that count; at most 256, the last to begin first.
    pub fn visits_of(&self, person: PersonId) -> Result<Vec<VisitRow>, StoreError> {
        let sql = format!("{VISIT} AND v.person = ?1 ORDER BY v.starts DESC LIMIT 256");
        let mut query = self.0.prepare_cached(&sql)?;
        let rows = query.query_map([person.0], visit)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Visits that count and whose window touches the time from `from` to before `to`, by start; up to `limit`.
    pub fn visits_between(&self, from: Timestamp, to: Timestamp, limit: u32) -> Result<Vec<VisitRow>, StoreError> {
        let short = format!(
            "{VISIT} AND v.starts >= ?1 AND v.starts < ?2 AND v.ends >= ?3 AND v.ends - v.starts <= 86400000
             ORDER BY v.starts LIMIT ?4"
        );
        let long =
            format!("{VISIT} AND v.ends - v.starts > 86400000 AND v.ends >= max(?1, ?3) AND v.starts < ?2 LIMIT ?4");
        let mut found: Vec<VisitRow> = Vec::new();
        for (sql, earliest) in [(short, from.plus(-crate::domain::moment::DAY)), (long, from)] {
            let mut query = self.0.prepare_cached(&sql)?;
            let rows = query.query_map(params![earliest.0, to.0, from.0, limit], visit)?;
            found.extend(rows.collect::<Result<Vec<_>, _>>()?);
        }
        found.sort_by_key(|row| (row.starts, row.id));
        found.truncate(limit as usize);
        Ok(found)
    }

    /// One stay.
    pub fn presence(&self, seq: u64) -> Result<Option<PresenceRow>, StoreError> {
        let mut query = self.0.prepare_cached(&format!("{PRESENCE} WHERE seq = ?1"))?;
        Ok(query.query_row([seq.cast_signed()], presence).optional()?)
    }

    /// The open stay of a person.
    pub fn inside(&self, person: PersonId) -> Result<Option<PresenceRow>, StoreError> {
        let sql = format!("{PRESENCE} WHERE person = ?1 AND departed IS NULL AND corrected IS NULL LIMIT 1");
        Ok(self.0.prepare_cached(&sql)?.query_row([person.0], presence).optional()?)
    }

    /// Every open stay, oldest first.
    pub fn everyone_inside(&self) -> Result<Vec<PresenceRow>, StoreError> {
        // By name: asked for in the order of seq, the planner would read every stay there ever was.
        let sql = format!("{PRESENCE} INDEXED BY presences_inside WHERE departed IS NULL AND corrected IS NULL");
        let mut query = self.0.prepare_cached(&sql)?;
        let rows = query.query_map([], presence)?;
        let mut open: Vec<PresenceRow> = rows.collect::<Result<_, _>>()?;
        open.sort_unstable_by_key(|stay| stay.seq);
        Ok(open)
    }

    /// Stays of one visit, newest first.
    pub fn stays_of(&self, visit: VisitId) -> Result<Vec<PresenceRow>, StoreError> {
        let mut query = self.0.prepare_cached(&format!("{PRESENCE} WHERE visit = ?1 ORDER BY seq DESC LIMIT 16"))?;
        let rows = query.query_map([visit.0], presence)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether a person was refused from this time on and nothing took it back.
    pub fn refused_since(&self, person: PersonId, since: Timestamp) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM refusals WHERE person = ?1 AND at >= ?2 AND corrected IS NULL)";
        Ok(self.0.prepare_cached(sql)?.query_row(params![person.0, since.0], |row| row.get(0))?)
    }

    /// Every refusal from this time on that nothing took back: its entry, when, and of whom, if they have a handle.
    pub fn refusals_of_all(&self, since: Timestamp) -> Result<Vec<(u64, Timestamp, Option<PersonId>)>, StoreError> {
        let sql = "SELECT seq, at, person FROM refusals WHERE at >= ?1 AND corrected IS NULL ORDER BY seq";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map([since.0], |row| {
            let (seq, person): (i64, Option<[u8; 16]>) = (row.get(0)?, row.get(2)?);
            Ok((seq.cast_unsigned(), Timestamp(row.get(1)?), person.map(PersonId)))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether nothing took this refusal back.
    pub fn refusal_holds(&self, entry: u64) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM refusals WHERE seq = ?1 AND corrected IS NULL)";
        Ok(self.0.prepare_cached(sql)?.query_row([entry.cast_signed()], |row| row.get(0))?)
    }

    /// A badge or an invitation.
    pub fn badge(&self, id: BadgeId) -> Result<Option<BadgeRow>, StoreError> {
        self.one_badge("SELECT seq, presence, visit, class, revoked, ends FROM badges WHERE id = ?1", id.0.to_vec())
    }

    /// The badge of a stay.
    pub fn badge_of(&self, presence: u64) -> Result<Option<(BadgeId, BadgeRow)>, StoreError> {
        let sql = "SELECT id FROM badges WHERE presence = ?1 ORDER BY seq DESC LIMIT 1";
        let id = self.0.prepare_cached(sql)?.query_row([presence.cast_signed()], |row| row.get(0)).optional()?;
        let Some(id) = id.map(BadgeId) else { return Ok(None) };
        Ok(self.badge(id)?.map(|row| (id, row)))
    }

    /// The invitations to a visit, oldest first.
    pub fn invitations(&self, visit: VisitId) -> Result<Vec<BadgeRow>, StoreError> {
        let sql = "SELECT seq, presence, visit, class, revoked, ends FROM badges INDEXED BY badges_by_visit
            WHERE visit = ?1 AND class = 'invitation' ORDER BY seq";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map([visit.0], badge_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn one_badge(&self, sql: &str, id: Vec<u8>) -> Result<Option<BadgeRow>, StoreError> {
        let mut query = self.0.prepare_cached(sql)?;
        Ok(query.query_row([id], badge_row).optional()?)
    }

    /// The open referral of a visit.
    pub fn waiting(&self, visit: VisitId) -> Result<Option<ReferralRow>, StoreError> {
        let sql = "SELECT seq, at, visit FROM referrals WHERE visit = ?1 AND closed IS NULL ORDER BY seq DESC LIMIT 1";
        Ok(self.0.prepare_cached(sql)?.query_row([visit.0], referral).optional()?)
    }

    /// Everybody who waits, longest first.
    pub fn everyone_waiting(&self) -> Result<Vec<ReferralRow>, StoreError> {
        let sql = "SELECT seq, at, visit FROM referrals INDEXED BY referrals_waiting WHERE closed IS NULL";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map([], referral)?;
        let mut open: Vec<ReferralRow> = rows.collect::<Result<_, _>>()?;
        open.sort_unstable_by_key(|referral| referral.seq);
        Ok(open)
    }

    /// Entries with the answers to a referral that were given from `since` on, in the order given.
    pub fn answers(&self, referral: u64, since: Timestamp) -> Result<Vec<(u64, Timestamp)>, StoreError> {
        let sql = "SELECT seq, at FROM answers WHERE referral = ?1 AND at >= ?2 ORDER BY seq";
        let mut query = self.0.prepare_cached(sql)?;
        let answer = |row: &Row<'_>| Ok((number(row, 0)?, Timestamp(row.get(1)?)));
        let rows = query.query_map(params![referral.cast_signed(), since.0], answer)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether a referral is still open.
    pub fn is_waiting(&self, referral: u64) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM referrals WHERE seq = ?1 AND closed IS NULL)";
        Ok(self.0.prepare_cached(sql)?.query_row([referral.cast_signed()], |row| row.get(0))?)
    }

    /// Rules of a referral whose last answer is yes and was given from `since` on, sorted, with the entry of it and
    /// its time.
    pub fn granted(&self, referral: u64, since: Timestamp) -> Result<Vec<(String, u64, Timestamp)>, StoreError> {
        let sql = "SELECT rule, seq, at FROM answers a WHERE referral = ?1 AND granted = 1 AND at >= ?2
            AND NOT EXISTS (SELECT 1 FROM answers b WHERE b.referral = ?1 AND b.rule = a.rule AND b.seq > a.seq)
            ORDER BY rule";
        let mut query = self.0.prepare_cached(sql)?;
        let answer = |row: &Row<'_>| Ok((row.get(0)?, number(row, 1)?, Timestamp(row.get(2)?)));
        let rows = query.query_map(params![referral.cast_signed(), since.0], answer)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether a decision was taken back already.
    pub fn corrected(&self, decision: u64) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM presences WHERE seq = ?1 AND corrected IS NOT NULL)
            OR EXISTS (SELECT 1 FROM refusals WHERE seq = ?1 AND corrected IS NOT NULL)
            OR EXISTS (SELECT 1 FROM referrals WHERE seq = ?1 AND closed IS NOT NULL)";
        Ok(self.0.prepare_cached(sql)?.query_row([decision.cast_signed()], |row| row.get(0))?)
    }

    /// The visit that a refusal or a referral was about.
    pub fn decided_visit(&self, decision: u64) -> Result<Option<VisitId>, StoreError> {
        let sql = "SELECT visit FROM refusals WHERE seq = ?1 UNION ALL SELECT visit FROM referrals WHERE seq = ?1";
        let mut query = self.0.prepare_cached(sql)?;
        let found = query.query_row([decision.cast_signed()], |row| row.get::<_, Option<[u8; 16]>>(0)).optional()?;
        Ok(found.flatten().map(VisitId))
    }

    /// The entry whose person body says who this is.
    pub fn person_entry(&self, person: PersonId) -> Result<Option<u64>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT seq FROM persons WHERE id = ?1")?;
        Ok(query.query_row([person.0], |row| number(row, 0)).optional()?)
    }

    /// The entry whose person body holds the photo of a guest.
    pub fn photo_entry(&self, person: PersonId) -> Result<Option<u64>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT photo FROM persons WHERE id = ?1 AND photo IS NOT NULL")?;
        Ok(query.query_row([person.0], |row| number(row, 0)).optional()?)
    }

    /// Everybody who was registered, with the entry that says who it is, by their handle; up to `limit` after one.
    pub fn persons(&self, after: Option<PersonId>, limit: u32) -> Result<Vec<(PersonId, u64)>, StoreError> {
        let sql = "SELECT id, seq FROM persons WHERE ?1 IS NULL OR id > ?1 ORDER BY id LIMIT ?2";
        let mut query = self.0.prepare_cached(sql)?;
        let after = after.map(|after| after.0);
        let rows = query.query_map(params![after, limit], |row| Ok((PersonId(row.get(0)?), number(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether a file was imported whole already.
    pub fn imported(&self, file: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM imports WHERE file = ?1 AND state = 'closed')";
        Ok(self.0.query_row(sql, [file], |row| row.get(0))?)
    }

    /// How many visits of an imported file wait for their approval.
    pub fn imported_waiting(&self, file: &str) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM visits WHERE state = 'requested'
            AND import IN (SELECT id FROM imports WHERE file = ?1 AND state = 'closed')";
        let count: i64 = self.0.query_row(sql, [file], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// Imports that were begun and neither closed nor dropped.
    pub fn open_imports(&self) -> Result<Vec<ImportId>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT id FROM imports WHERE state = 'open'")?;
        let rows = query.query_map([], |row| row.get(0).map(ImportId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A setting of the window.
    pub fn setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT value FROM settings WHERE name = ?1")?;
        Ok(query.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Each operator, in the order of enrolment.
    pub fn operators(&self) -> Result<Vec<OperatorRow>, StoreError> {
        let sql = "SELECT id, seq, number, roles, slots, state, pin, signed_in FROM operators ORDER BY seq";
        let mut query = self.0.prepare_cached(sql)?;
        let rows = query.query_map([], |row| {
            let (roles, state): (String, String) = (row.get(3)?, row.get(5)?);
            Ok(OperatorRow {
                id: OperatorId(row.get(0)?),
                seq: number(row, 1)?,
                number: row.get(2)?,
                roles: roles.split(',').filter_map(Role::from_code).collect(),
                slots: number(row, 4)?,
                // The table's own check leaves no other; a state that is none lets nobody in.
                standing: Standing::from_code(&state).unwrap_or(Standing::Ended),
                pin: some_number(row, 6)?,
                signed_in: some_number(row, 7)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The row of an operator.
    pub fn operator(&self, id: OperatorId) -> Result<Option<OperatorRow>, StoreError> {
        Ok(self.operators()?.into_iter().find(|row| row.id == id))
    }

    /// Entries of sign-ins that failed after the entry `since`, newest first; up to `limit`.
    pub fn failures(&self, since: Option<u64>, limit: u32) -> Result<Vec<u64>, StoreError> {
        let mut query = self.0.prepare_cached("SELECT seq FROM failures WHERE seq > ?1 ORDER BY seq DESC LIMIT ?2")?;
        let since = since.map_or(-1, u64::cast_signed);
        let rows = query.query_map(params![since, limit], |row| number(row, 0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn badge_row(row: &Row<'_>) -> rusqlite::Result<BadgeRow> {
    let class: Option<String> = row.get(3)?;
    Ok(BadgeRow {
        seq: number(row, 0)?,
        presence: some_number(row, 1)?,
        visit: row.get::<_, Option<[u8; 16]>>(2)?.map(VisitId),
        class: if class.as_deref() == Some("invitation") { Class::Invitation } else { Class::Badge },
        revoked: some_number(row, 4)?,
        ends: row.get::<_, Option<i64>>(5)?.map(Timestamp),
    })
}

fn referral(row: &Row<'_>) -> rusqlite::Result<ReferralRow> {
    let visit = row.get::<_, Option<[u8; 16]>>(2)?.map(VisitId);
    Ok(ReferralRow { seq: number(row, 0)?, at: Timestamp(row.get(1)?), visit })
}

impl Store {
    /// One operator, with their name.
    pub fn operator(&self, id: OperatorId) -> Result<Option<Operator>, StoreError> {
        let found = self.operator_row(id)?;
        let named = |row: OperatorRow| {
            let name = self.person(row.seq)?;
            Ok(Operator { id, number: row.number, roles: row.roles, name })
        };
        found.map(named).transpose()
    }

    /// Keeps a setting of the window.
    pub fn set(&self, name: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO settings (name, value) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        let _ = self.connection.prepare_cached(sql)?.execute([name, value])?;
        Ok(())
    }

    /// Counts a check that an operator asked for.
    pub fn count_check(&self, day: &str, operator: OperatorId, count: u64) -> Result<(), StoreError> {
        let sql = "INSERT INTO checks (day, operator, count) VALUES (?1, ?2, ?3)
            ON CONFLICT (day, operator) DO UPDATE SET count = count + excluded.count";
        let _ = self.connection.prepare_cached(sql)?.execute(params![day, operator.0, count.cast_signed()])?;
        Ok(())
    }
}
