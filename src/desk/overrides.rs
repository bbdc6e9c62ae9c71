//! Letting somebody in against what the rules say, by two; the register of that, and going through it month by month.

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::card::Card;
use crate::domain::fact::{Fact, override_subject, review_subject};
use crate::domain::operator::{Act as Deed, Standing};
use crate::domain::signed::Cause;
use crate::domain::{Moment, Obligation, OperatorId, Resolver, Role, Timestamp, VisitId};
use crate::policy::builtin::{LOCKDOWN, NEEDS_SECURITY, NOT_READY};
use crate::store::NewEntry;
use crate::store::muster::OverrideRow;
use crate::store::query::OperatorRow;

use super::check::if_it_opens;
use super::decide::{Admission, Still, WalkIn, issue, judged, never, still, write_down};
use super::denial::Errand;
use super::second::{Second, Why};
use super::{Desk, DeskError};

/// Overrides that the register goes back to at most.
const MOST: u32 = 2_000;

/// Whether somebody can be let in against what this card says, as far as the card shows it: somebody who is known, and
/// against nothing that holds whatever anybody signs.
pub fn can_override(card: &Card) -> bool {
    let reasons = &card.judgement.reasons;
    let fixed = [LOCKDOWN.id, NOT_READY.id];
    !card.admissible()
        && !card.situation.inside
        && card.situation.credential.fault().is_none()
        && !reasons.iter().any(|reason| fixed.contains(&reason.rule.as_str()))
}

/// Whether security alone answers one of these reasons, so that a security officer signs for going round it.
fn of_security(card: &Card, rules: &[String]) -> bool {
    let against = card.judgement.reasons.iter().filter(|reason| rules.contains(&reason.rule));
    let theirs = |rule: &str, who| who == Some(Resolver::Security) || rule.starts_with(NEEDS_SECURITY.id);
    against.into_iter().any(|reason| theirs(&reason.rule, reason.resolver))
}

/// One override, as the register has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who was let in; empty once erased.
    pub name: String,
    /// The rules that spoke against it.
    pub rules: Vec<String>,
    /// Why; nothing once erased.
    pub cause: Option<Cause>,
    /// Why, in words.
    pub text: String,
    /// The service number of whoever asked for it.
    pub by: String,
    /// That of whoever signed beside them.
    pub second: String,
    /// Who went through it, and when.
    pub reviewed: Option<(String, Timestamp)>,
}

/// How the overrides of a month stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The month is not over.
    Running,
    /// It is over, and somebody has to go through them.
    Open,
    /// It has been over for more than a month.
    Due,
    /// Somebody went through all of them.
    Reviewed,
}

impl State {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Open => "open",
            Self::Due => "due",
            Self::Reviewed => "reviewed",
        }
    }
}

/// The overrides of a month at the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// Its name, as 2026-11.
    pub name: String,
    /// How they stand.
    pub state: State,
    /// The overrides, the newest first.
    pub lines: Vec<Line>,
}

impl Desk {
    /// Writes somebody down who stands at the gate without an appointment, so that two can let them in.
    pub fn write_down(&mut self, now: Moment, walk_in: &WalkIn) -> Result<VisitId, DeskError> {
        let _ = self.permit(Deed::Override)?;
        let clock = self.look_at_clock(now)?;
        let gate = self.store.post().gate.clone();
        let ((_, person), (visit, details, _)) =
            self.store.act(now, clock, |act| write_down(act, now, walk_in, &gate))?;
        self.session_mut()?.roster.put(visit, &person.lines(), details.from, details.ends());
        self.look_through(visit)?;
        Ok(visit)
    }

    /// Lets a visitor in against the reasons that are open, and issues the badge. Nobody does that alone; what security
    /// alone answers is signed for by a security officer. Never in a lockdown, for somebody inside already, on a faulty
    /// credential, or for a visit that was taken back.
    pub fn override_verdict(
        &mut self,
        now: Moment,
        card: &Card,
        done: &[Obligation],
        why: &Why,
        second: &Second,
    ) -> Result<Admission, DeskError> {
        let _ = self.permit(Deed::Override)?;
        let clock = self.look_at_clock(now)?;
        self.same_visit(now, card)?;
        let refused = || DeskError::NotAdmissible(Box::new(card.clone()));
        let (Some((visit, _)), Some((person, _))) = (&card.visit, &card.person) else { return Err(refused()) };
        if !can_override(card) {
            return Err(refused());
        }
        let open: Vec<_> = card.judgement.obligations.iter().filter(|o| !done.contains(o)).copied().collect();
        if !open.is_empty() {
            return Err(DeskError::ObligationsOpen(open));
        }
        let rules = open_rules(card, &card.answered());
        let subject = override_subject(*visit, *person, &card.judgement.policy, &rules);
        let signed = self.signed(now, Deed::Override, &subject, why, second)?;
        let beside = signed.second.as_ref().map(|second| self.store.operator(second.by)).transpose()?.flatten();
        if of_security(card, &rules) && !beside.is_some_and(|operator| operator.is(Role::Security)) {
            return Err(DeskError::NotSecurity);
        }
        let asked = self.asked_of(card)?;
        let session = self.session.as_ref().ok_or(DeskError::Locked)?;
        self.store.act(now, clock, |act| {
            let Still { card, answered, found } = still(act, session, now, card, clock, asked)?;
            let (Some((visit, details)), Some((person, _))) = (&card.visit, &card.person) else {
                return Err(DeskError::NotAdmissible(Box::new(card)));
            };
            // What was signed for is what is done: neither more nor less speaks against it than then.
            if open_rules(&card, &answered) != rules || subject_of(&card, &rules) != Some(subject) {
                return Err(DeskError::Changed(Box::new(card)));
            }
            if !can_override(&card) || never(&act.tables(), &card)? {
                return Err(DeskError::NotAdmissible(Box::new(card)));
            }
            let judged = judged(&card);
            let escort = judged.judgement.obligations.contains(&Obligation::Escort);
            let done = Obligation::ALL.into_iter().filter(|o| done.contains(o)).collect();
            let (visit, person) = (*visit, *person);
            let over = Fact::Overridden { visit, person, rules, signed, judged: judged.clone() };
            let over = act.record(NewEntry::new(over).about(card.referral).with_sealed(&found)?)?.seq;
            let fact = Fact::Admitted { visit, person, done, answered, judged };
            let entry = NewEntry::new(fact).about(card.referral).about([over]).with_sealed(&found)?;
            let admitted = act.record(entry)?;
            issue(act, now, admitted.seq, details, escort)
        })
    }

    /// The register of overrides by month, the newest first.
    pub fn overrides(&self, now: Moment) -> Result<Vec<Month>, DeskError> {
        let _ = self.permit_errand(Errand::Overrides)?;
        let mut months: Vec<Month> = Vec::new();
        for row in self.store.tables().overrides(MOST)? {
            let name = month_of(now, row.at);
            if months.last().is_none_or(|month| month.name != name) {
                months.push(Month { name, state: State::Reviewed, lines: Vec::new() });
            }
            let line = self.override_line(&row)?;
            if let Some(month) = months.last_mut() {
                month.lines.push(line);
            }
        }
        for month in &mut months {
            month.state = state(now, month);
        }
        Ok(months)
    }

    /// How many months are due to be gone through, for whoever does that.
    pub(super) fn overrides_due(&self, now: Moment) -> Result<usize, DeskError> {
        if !self.may(Deed::ReviewOverrides) {
            return Ok(0);
        }
        let rows = self.store.tables().overrides(MOST)?;
        let open = rows.iter().filter(|row| row.reviewed.is_none()).map(|row| month_of(now, row.at));
        let due: std::collections::BTreeSet<String> = open.filter(|name| age(now, name) > 1).collect();
        Ok(due.len())
    }

    fn override_line(&self, row: &OverrideRow) -> Result<Line, DeskError> {
        let operators = self.store.tables().operators()?;
        let number = |id: OperatorId| {
            let row = operators.iter().find(|row| row.id == id);
            row.map(|row| row.number.clone()).unwrap_or_default()
        };
        let leaf = self.store.leaf(row.seq)?.1;
        let reviewed = row.reviewed.map(|seq| self.store.leaf(seq)).transpose()?.map(|(_, leaf)| leaf);
        let mut line = Line {
            seq: row.seq,
            at: row.at,
            name: if_it_opens(self.about(&leaf))?.unwrap_or_default(),
            rules: Vec::new(),
            cause: None,
            text: String::new(),
            by: leaf.key.map(number).unwrap_or_default(),
            second: String::new(),
            reviewed: reviewed.map(|leaf| (leaf.key.map(number).unwrap_or_default(), leaf.at)),
        };
        let fact = if_it_opens(self.store.fact(row.seq).map_err(DeskError::from))?;
        if let Some(Fact::Overridden { rules, signed, .. }) = fact {
            line.second = signed.second.as_ref().map(|second| number(second.by)).unwrap_or_default();
            (line.rules, line.cause, line.text) = (rules, Some(signed.cause), signed.text);
        }
        Ok(line)
    }

    /// Signs that whoever is signed in went through the overrides of a month that is over; those that somebody went
    /// through already stay theirs. Who asked for one of them or signed for it leaves the month to somebody else, as
    /// long as there is anybody.
    pub fn review_overrides(&mut self, now: Moment, month: &str, why: &Why) -> Result<u64, DeskError> {
        let own = self.permit(Deed::ReviewOverrides)?.operator.number.clone();
        let found = self.overrides(now)?.into_iter().find(|one| one.name == month).ok_or(DeskError::NoMonth)?;
        if !matches!(found.state, State::Open | State::Due) {
            return Err(DeskError::NoMonth);
        }
        let open: Vec<&Line> = found.lines.iter().filter(|line| line.reviewed.is_none()).collect();
        let others = self.apart_from(&open)?;
        if !others.is_empty() && !others.contains(&own) {
            return Err(DeskError::TookPart(others));
        }
        let mut entries: Vec<u64> = open.iter().map(|line| line.seq).collect();
        entries.sort_unstable();
        let signed = self.signed_alone(Deed::ReviewOverrides, &review_subject(month, &entries), why)?;
        let clock = self.look_at_clock(now)?;
        let fact = Fact::OverridesReviewed { month: month.to_owned(), entries: entries.clone(), signed };
        let entry = NewEntry::new(fact).about(entries);
        Ok(self.store.act(now, clock, |act| act.record(entry))?.seq)
    }
}

impl Desk {
    /// The numbers of those who may go through overrides and took no part in these.
    fn apart_from(&self, lines: &[&Line]) -> Result<Vec<String>, DeskError> {
        let rules = &self.session()?.rules;
        let may =
            |row: &OperatorRow| row.standing == Standing::Active && rules.allows(&row.roles, Deed::ReviewOverrides);
        let apart = |row: &OperatorRow| lines.iter().all(|line| line.by != row.number && line.second != row.number);
        let rows = self.store.tables().operators()?.into_iter();
        Ok(rows.filter(|row| may(row) && apart(row)).map(|row| row.number).collect())
    }
}

/// The rules of a card that have no answer, in its order.
fn open_rules(card: &Card, answered: &[String]) -> Vec<String> {
    card.judgement.open(answered).map(|reason| reason.rule.clone()).collect()
}

fn subject_of(card: &Card, rules: &[String]) -> Option<String> {
    let ((visit, _), (person, _)) = (card.visit.as_ref()?, card.person.as_ref()?);
    Some(override_subject(*visit, *person, &card.judgement.policy, rules))
}

/// The month at the gate.
fn month_of(now: Moment, at: Timestamp) -> String {
    now.local(at).format("%Y-%m").to_string()
}

/// How many months ago a month was; 0 for the one that runs, and for what is no month.
fn age(now: Moment, month: &str) -> u32 {
    let first = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok();
    let this = now.today().with_day(1);
    let Some((first, this)) = first.zip(this) else { return 0 };
    (1..=2).rev().find(|ago| this.checked_sub_months(Months::new(*ago)).is_some_and(|then| first <= then)).unwrap_or(0)
}

fn state(now: Moment, month: &Month) -> State {
    let open = month.lines.iter().any(|line| line.reviewed.is_none());
    match age(now, &month.name) {
        0 => State::Running,
        _ if !open => State::Reviewed,
        1 => State::Open,
        _ => State::Due,
    }
}
