//! What would change: who of those inside and expected today would get another verdict under another threat level, or
//! under other rules, and why.
//!
//! What the lists say is left out of both verdicts: it depends on neither, and whoever may set a level need not learn
//! who waits for security. Somebody inside is judged as if they stood at the gate now.

use std::time::{Duration, Instant};

use crate::domain::{
    Change, Credential, Difference, Moment, Person, Posture, Screening, Situation, Timestamp, Verdict, Visit, VisitId,
};
use crate::i18n::{tr, tr_with};
use crate::policy::Rules;

use super::check::inputs::situation;
use super::check::{Subject, appointment, if_it_opens};
use super::denial::Errand;
use super::lists::MOST_EXPECTED;
use super::screening::matter::Asked;
use super::{Desk, DeskError};

/// How long a slice judges before it lets others in.
const SLICE: Duration = Duration::from_millis(8);

/// What is supposed.
#[derive(Debug, Default)]
pub struct Scenario {
    /// Another threat level; without one that in force.
    pub posture: Option<Posture>,
    /// Other rules; without them those in force.
    pub rules: Option<Rules>,
}

/// Where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whereabouts {
    /// Inside.
    Inside,
    /// Expected later today.
    Expected,
}

/// Somebody whom it touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Their visit.
    pub visit: VisitId,
    /// Who it is.
    pub person: Person,
    /// What for.
    pub appointment: Visit,
    /// Where they are.
    pub whereabouts: Whereabouts,
    /// What the rules say now, and what they would say.
    pub change: Change,
}

impl Touched {
    /// What is to be done about them once it is so.
    pub fn advice(&self) -> Advice {
        let speaks_against = self.change.reasons().next().is_some();
        match (self.whereabouts, self.change.after.verdict) {
            (Whereabouts::Inside, Verdict::Refuse) if speaks_against => Advice::BringOut,
            (Whereabouts::Inside, Verdict::Refer) if speaks_against => Advice::Ask,
            (Whereabouts::Expected, Verdict::Refuse) if speaks_against => Advice::PutOff,
            (Whereabouts::Expected, Verdict::Refer) if speaks_against => Advice::Prepare,
            (Whereabouts::Inside, _) if self.change.added().next().is_some() => Advice::CatchUp,
            _ => Advice::Nothing,
        }
    }
}

/// What is to be done about somebody whom a change touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Advice {
    /// The host brings them out, or a supervisor decides otherwise.
    BringOut,
    /// Somebody has to answer for their staying.
    Ask,
    /// What they were spared at the gate is done now.
    CatchUp,
    /// The host puts them off.
    PutOff,
    /// The answer can be fetched before they come.
    Prepare,
    /// Nothing beyond what the gate asks anyway.
    Nothing,
}

impl Advice {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::BringOut => "bring-out",
            Self::Ask => "ask",
            Self::CatchUp => "catch-up",
            Self::PutOff => "put-off",
            Self::Prepare => "prepare",
            Self::Nothing => "nothing",
        }
    }
}

/// A look that is being taken, slice by slice.
#[derive(Debug)]
pub struct WhatIf {
    scenario: Scenario,
    left: std::vec::IntoIter<(VisitId, Whereabouts)>,
    total: usize,
    /// Whom it touches, as far as it has looked.
    pub touched: Vec<Touched>,
    /// How many it has looked at.
    pub seen: usize,
    /// How many of them would be treated as they are now.
    pub same: usize,
}

/// What a look at somebody came to.
enum Seen {
    /// They cannot be judged: their visit is not there any more, or does not open.
    Gone,
    /// They would be treated as they are now.
    Same,
    /// It touches them.
    Touched(Box<Touched>),
}

impl WhatIf {
    /// In words, how many it does not touch.
    pub fn same_words(&self) -> String {
        same_words(self.touched.is_empty(), self.same)
    }

    /// Whether everybody has been looked at.
    pub fn is_whole(&self) -> bool {
        self.left.len() == 0
    }

    /// How many there are to look at.
    pub fn total(&self) -> usize {
        self.total
    }
}

/// In words, how many are not touched, where nobody or somebody else is.
pub fn same_words(nobody: bool, same: usize) -> String {
    tr_with(if nobody { "what-if-nobody" } else { "what-if-same" }, &[("count", same.into())])
}

/// In words, from which verdict to which it goes; or, where that stays, in what else it differs.
pub fn differs(change: &Change) -> String {
    let word = |verdict: Verdict| tr(&format!("verdict-{}", verdict.code()));
    let (before, after) = (word(change.before.verdict), word(change.after.verdict));
    match change.difference() {
        Difference::Verdict => format!("{before} → {after}"),
        other => tr_with(&format!("touched-still-{}", other.code()), &[("verdict", after.into())]),
    }
}

impl Desk {
    /// Begins to look at everybody inside and everybody expected today, for whoever may set a level or the rules.
    pub fn what_if(&self, now: Moment, scenario: Scenario) -> Result<WhatIf, DeskError> {
        let asked = if scenario.rules.is_some() { Errand::WhatIfRules } else { Errand::WhatIfPosture };
        let _ = self.permit_errand(asked)?;
        let tables = self.store.tables();
        let (start, end) = now.day();
        let inside = tables.everyone_inside()?;
        let mut all: Vec<_> = inside.iter().filter_map(|stay| stay.visit).map(|v| (v, Whereabouts::Inside)).collect();
        for row in tables.visits_between(start, end, MOST_EXPECTED)? {
            let due = !row.state.is_off() && self.is_expected(&row, now.at, end)?;
            // Who was here today and left is not expected any more.
            if due
                && tables.stays_of(row.id)?.iter().all(|stay| stay.at < start)
                && !all.iter().any(|(v, _)| *v == row.id)
            {
                all.push((row.id, Whereabouts::Expected));
            }
        }
        let total = all.len();
        Ok(WhatIf { scenario, left: all.into_iter(), total, touched: Vec::new(), seen: 0, same: 0 })
    }

    /// Looks at some more of them, for at most a slice; answers whether it is whole.
    pub fn what_if_some(&self, now: Moment, look: &mut WhatIf) -> Result<bool, DeskError> {
        let began = Instant::now();
        while began.elapsed() < SLICE {
            let Some((visit, whereabouts)) = look.left.next() else { break };
            look.seen += 1;
            match self.touched(now, &look.scenario, visit, whereabouts)? {
                Seen::Gone => {}
                Seen::Same => look.same += 1,
                Seen::Touched(touched) => look.touched.push(*touched),
            }
        }
        if look.is_whole() {
            // Whoever is inside first, the worst of them first, then by when they come, then by name.
            look.touched.sort_by_cached_key(|one| {
                let verdict = std::cmp::Reverse(one.change.after.verdict);
                (one.whereabouts, verdict, one.appointment.from, one.person.name.clone())
            });
        }
        Ok(look.is_whole())
    }

    /// Looks at everybody, for a command that waits for it.
    pub fn what_if_whole(&self, now: Moment, scenario: Scenario) -> Result<WhatIf, DeskError> {
        let mut look = self.what_if(now, scenario)?;
        while !self.what_if_some(now, &mut look)? {}
        Ok(look)
    }

    fn touched(
        &self,
        now: Moment,
        scenario: &Scenario,
        visit: VisitId,
        whereabouts: Whereabouts,
    ) -> Result<Seen, DeskError> {
        let Some(row) = self.store.tables().visit(visit)? else { return Ok(Seen::Gone) };
        // Who cannot be opened any more cannot be judged; the list goes on without them.
        let opened = self.person_of(&row).and_then(|person| Ok((person, appointment(&self.store, &row, now.at)?)));
        let Some((person, appointment)) = if_it_opens(opened)? else { return Ok(Seen::Gone) };
        let (at, asked) = (at_the_gate(now, &appointment, whereabouts), Asked::visitor(&row, &person));
        let subject = Subject {
            credential: Credential::Name,
            person: Some(row.person),
            asked: Some(asked),
            visit: Some((row.id, row.seq, appointment.clone())),
        };
        let session = self.session()?;
        let (gate, clock) = (&self.store.post().gate, session.clock.quality());
        let lookout = session.lookout(self.store.tables(), self.store.keys()?, &self.store.post().origin);
        let asked = situation(&lookout, at, clock, gate, true, &subject)?;
        // A lockdown refuses everybody for as long as it lasts, and says nothing about a level.
        let asked = self.without_the_case(asked)?;
        // Nor does that the records are doubted, until they were compared.
        let now_so = Situation { inside: false, lockdown: false, store_doubted: false, ..asked };
        let now_so = Situation { screening: Screening::None, ..now_so };
        let then = Situation { posture: scenario.posture.unwrap_or(now_so.posture), ..now_so.clone() };
        let rules = scenario.rules.as_ref().unwrap_or(&session.rules);
        let (before, after) = (session.rules.judge(&now_so), rules.judge(&then));
        let felt = |change: &Change| whereabouts == Whereabouts::Inside || change.matters_outside();
        Ok(match Change::between(before, after).filter(felt) {
            Some(change) => Seen::Touched(Box::new(Touched { visit, person, appointment, whereabouts, change })),
            None => Seen::Same,
        })
    }
}

/// When they stand at the gate, as the rules are asked: now for whoever is inside or due, else when their window begins.
fn at_the_gate(now: Moment, visit: &Visit, whereabouts: Whereabouts) -> Moment {
    let at = match whereabouts {
        // Whoever has outstayed their window is judged as of its end: that they are late is no matter of a level.
        Whereabouts::Inside => Timestamp(now.at.0.clamp(visit.from.0, visit.until.0.max(visit.from.0))),
        Whereabouts::Expected => now.at.max(visit.from),
    };
    Moment { at, ..now }
}
