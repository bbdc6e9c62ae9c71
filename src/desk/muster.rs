//! The roll call: everybody inside is accounted for, one by one, or missing. Asks no rule; whoever is signed in may.

mod sheet;

use crate::badge::token;
use crate::domain::fact::{Fact, MusterBegun, MusterEnded};
use crate::domain::text::{FIELD_LIMIT, TextFault, clean};
use crate::domain::{BadgeId, Moment, OperatorId, Person, Timestamp, Visit};
use crate::store::query::PresenceRow;
use crate::store::{NewEntry, Tables};

use super::check::{if_it_opens, visit_details};
use super::{Desk, DeskError};

/// How somebody stands at a roll call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Looked for, and not there.
    Missing,
    /// Not asked about yet.
    Open,
    /// Accounted for.
    Here,
    /// Left since it began.
    Left,
}

impl Standing {
    /// Whether nobody need look for them.
    pub fn accounted(self) -> bool {
        matches!(self, Self::Here | Self::Left)
    }

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Open => "open",
            Self::Here => "here",
            Self::Left => "left",
        }
    }
}

/// Somebody on the roll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Their stay.
    pub presence: u64,
    /// Who it is; `None` once erased.
    pub person: Option<Person>,
    /// Whom they visit, and where they may be.
    pub visit: Option<Visit>,
    /// The badge they hold, whatever it is worth.
    pub badge: Option<BadgeId>,
    /// When they came.
    pub since: Timestamp,
    /// How they stand.
    pub standing: Standing,
    /// When that was said, or when they left.
    pub at: Option<Timestamp>,
    /// The service number of who said it; empty while nobody did.
    pub by: String,
    /// Where they are and with whom, or where they were looked for.
    pub note: String,
}

/// A roll call that goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    /// The entry that began it.
    pub begun: u64,
    /// Since when.
    pub since: Timestamp,
    /// Whether it is practised.
    pub drill: bool,
    /// Everybody on it: who is missing first, then who is not asked about yet, each by when they came.
    pub called: Vec<Called>,
}

impl Roll {
    /// How many are accounted for.
    pub fn accounted(&self) -> usize {
        self.called.iter().filter(|one| one.standing.accounted()).count()
    }

    /// How many are not.
    pub fn missing(&self) -> usize {
        self.called.len() - self.accounted()
    }
}

impl Desk {
    /// The roll call that goes on, if one does.
    pub fn roll(&self) -> Result<Option<Roll>, DeskError> {
        let _ = self.session()?;
        let tables = self.store.tables();
        let Some((begun, since)) = tables.muster()? else { return Ok(None) };
        // Without its fact it is a roll call of whoever is inside now, and never none.
        let fact = if_it_opens(self.store.fact(begun).map_err(DeskError::from))?;
        let (drill, stays) = match fact {
            Some(Fact::MusterBegun(MusterBegun { drill, roll })) => (drill, roll),
            _ => (false, Vec::new()),
        };
        let numbers = tables.operators()?;
        let number = |id: OperatorId| numbers.iter().find(|row| row.id == id).map(|row| row.number.clone());
        let mut called = Vec::new();
        for stay in on_the_roll(&tables, &stays)? {
            called.push(self.called(begun, &stay, &number)?);
        }
        called.sort_by_key(|one| (one.standing, one.since, one.presence));
        Ok(Some(Roll { begun, since, drill, called }))
    }

    fn called(
        &self,
        muster: u64,
        stay: &PresenceRow,
        number: &impl Fn(OperatorId) -> Option<String>,
    ) -> Result<Called, DeskError> {
        let tables = self.store.tables();
        let row = stay.visit.map_or(Ok(None), |visit| tables.visit(visit))?;
        let answer = tables.roll_answer(muster, stay.seq)?;
        let standing = match answer {
            _ if stay.over.is_some() => Standing::Left,
            Some(answer) if answer.found => Standing::Here,
            Some(_) => Standing::Missing,
            None => Standing::Open,
        };
        let said = stay.over.or(answer.map(|answer| answer.seq));
        let leaf = said.map(|seq| self.store.leaf(seq)).transpose()?.map(|(_, leaf)| leaf);
        let fact = said.map_or(Ok(None), |seq| if_it_opens(self.store.fact(seq).map_err(DeskError::from)))?;
        let note = match fact {
            Some(Fact::Accounted { note } | Fact::Missing { note }) => note,
            _ => String::new(),
        };
        Ok(Called {
            presence: stay.seq,
            person: row.map_or(Ok(None), |row| if_it_opens(self.person_of(&row)))?,
            visit: row.map_or(Ok(None), |row| if_it_opens(visit_details(&self.store, row.seq)))?,
            badge: tables.badge_of(stay.seq)?.map(|(id, _)| id),
            since: stay.at,
            standing,
            at: leaf.as_ref().map(|leaf| leaf.at),
            by: leaf.and_then(|leaf| leaf.key).and_then(number).unwrap_or_default(),
            note,
        })
    }

    /// Begins a roll call of everybody inside; where one goes on, that is it.
    pub fn begin_muster(&mut self, now: Moment, drill: bool) -> Result<(), DeskError> {
        let _ = self.session()?;
        let clock = self.look_at_clock(now)?;
        self.store.act(now, clock, |act| {
            if act.tables().muster()?.is_none() {
                let roll = act.tables().everyone_inside()?.into_iter().map(|stay| stay.seq).collect();
                let _ = act.record(NewEntry::new(Fact::MusterBegun(MusterBegun { drill, roll })))?;
            }
            Ok(())
        })
    }

    /// Says of somebody inside that they are accounted for, or missing; where and with whom.
    pub fn account(&mut self, now: Moment, presence: u64, found: bool, note: &str) -> Result<(), DeskError> {
        let _ = self.session()?;
        let clock = self.look_at_clock(now)?;
        let note = match clean(note, FIELD_LIMIT) {
            Err(TextFault::Empty) => String::new(),
            other => other.map_err(|fault| DeskError::Text { field: "note", fault })?,
        };
        let fact = if found { Fact::Accounted { note } } else { Fact::Missing { note } };
        self.store.act(now, clock, |act| {
            let (muster, _) = act.tables().muster()?.ok_or(DeskError::NoMuster)?;
            // Who left meanwhile is accounted for by that.
            let stay = act.tables().presence(presence)?.filter(|stay| stay.over.is_none());
            let stay = stay.ok_or(DeskError::Gone)?;
            let _ = act.record(NewEntry::new(fact).about([muster, stay.seq]))?;
            Ok(())
        })
    }

    /// Somebody inside who holds the badge of this token, whatever else it is worth; nobody if it is no badge of this
    /// post, or its holder is not inside.
    pub fn holder_of(&self, text: &str) -> Result<Option<u64>, DeskError> {
        let _ = self.session()?;
        let keys = self.badge_keys()?;
        let Ok(token) = token::read(text, &keys) else { return Ok(None) };
        let tables = self.store.tables();
        let stay = tables.badge(token.badge)?.and_then(|badge| badge.presence);
        let stay = stay.map_or(Ok(None), |stay| tables.presence(stay))?.filter(|stay| stay.over.is_none());
        Ok(stay.map(|stay| stay.seq))
    }

    /// The roll as a sheet of paper.
    pub fn sheet_of(&self, now: Moment, roll: &Roll) -> String {
        let post = self.store.post();
        roll.sheet(now, &post.mission, &post.gate)
    }

    /// Ends the roll call. Whoever is not accounted for stands in the fact, and stays inside.
    pub fn end_muster(&mut self, now: Moment) -> Result<(), DeskError> {
        let roll = self.roll()?.ok_or(DeskError::NoMuster)?;
        let clock = self.look_at_clock(now)?;
        let left = roll.called.iter().filter(|one| !one.standing.accounted());
        let mut missing: Vec<u64> = left.map(|one| one.presence).collect();
        missing.sort_unstable();
        let accounted = u64::try_from(roll.accounted()).unwrap_or(u64::MAX);
        self.store.act(now, clock, |act| {
            if act.tables().muster()?.map(|(begun, _)| begun) != Some(roll.begun) {
                return Err(DeskError::Gone);
            }
            let fact = Fact::MusterEnded(MusterEnded { accounted, missing });
            let _ = act.record(NewEntry::new(fact).about([roll.begun]))?;
            Ok(())
        })?;
        self.forget_roll(roll.begun)
    }
}

/// The stays on a roll, oldest first: those of its begin, but for admissions that were taken back, and whoever came
/// since and is inside.
fn on_the_roll(tables: &Tables<'_>, stays: &[u64]) -> Result<Vec<PresenceRow>, DeskError> {
    let mut all = Vec::new();
    for stay in stays {
        if !tables.corrected(*stay)? {
            all.extend(tables.presence(*stay)?);
        }
    }
    let since = tables.everyone_inside()?.into_iter().filter(|stay| !stays.contains(&stay.seq));
    all.extend(since);
    all.sort_unstable_by_key(|stay: &PresenceRow| stay.seq);
    Ok(all)
}
