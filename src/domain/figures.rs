//! Figures of a period: how many were expected and came, to whom, how long before they were announced, how long they
//! stood at the gate and stayed. Sums alone: nobody who came is named, and nothing tells why somebody waited.
//!
//! What is counted comes in one by one, in any order; what each figure means exactly stands at its field.

mod gate;
mod period;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::moment::{DAY, Timestamp};
use super::stand::Stand;
use super::visit::Category;

pub use gate::{Decision, PATIENCE, Presented, Waited, at_the_gate};
pub use period::{Period, PeriodFault, Span};

/// What a visit of a day came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// They came in.
    Came,
    /// They were turned away.
    TurnedAway,
    /// It was approved, and nobody came.
    NoShow,
    /// It was taken back.
    Cancelled,
    /// It was declined, or nobody approved it in time, or whoever had no appointment went away.
    NotApproved,
    /// They are still to come, or stand at the gate.
    ToCome,
}

impl From<Stand> for Outcome {
    fn from(stand: Stand) -> Self {
        match stand {
            Stand::Inside | Stand::Left => Self::Came,
            Stand::Refused => Self::TurnedAway,
            Stand::NoShow => Self::NoShow,
            Stand::Cancelled => Self::Cancelled,
            Stand::Declined | Stand::Lapsed => Self::NotApproved,
            Stand::Requested | Stand::Approved | Stand::Arrived => Self::ToCome,
        }
    }
}

/// A visit on one day: of one that recurs, each of its days is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appearance<'a> {
    /// On which day at the gate its window begins, or they came.
    pub day: NaiveDate,
    /// Whom they visit.
    pub host: &'a str,
    /// The host's section.
    pub section: &'a str,
    /// Of which kind the visitor is.
    pub category: Option<Category>,
    /// What it came to.
    pub outcome: Outcome,
    /// Whether they had no appointment.
    pub walk_in: bool,
    /// How long before its first window it was entered; `None` on its further days, and for whoever had no appointment.
    pub lead: Option<Lead>,
}

/// How long before it begins a visit was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lead {
    /// Days at the gate between.
    pub days: i64,
    /// Milliseconds between; negative where it had begun.
    pub time: i64,
}

/// How many visits came to what. The outcomes are apart from one another: their sum is the number of visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Came in, with an appointment or without.
    pub came: u64,
    /// Were turned away at the gate.
    pub turned_away: u64,
    /// Were approved and did not come.
    pub no_shows: u64,
    /// Were taken back.
    pub cancelled: u64,
    /// Were declined, not approved in time, or went away without an appointment.
    pub not_approved: u64,
    /// Are still to come, or stand at the gate.
    pub to_come: u64,
    /// How many of all had an appointment that nobody took back, declined or left unapproved.
    pub expected: u64,
    /// How many of those kept it: they came in, or to be turned away.
    pub kept: u64,
    /// How many of all came without an appointment.
    pub walk_ins: u64,
}

impl Tally {
    /// How many visits these are.
    pub fn visits(&self) -> u64 {
        self.came + self.turned_away + self.no_shows + self.cancelled + self.not_approved + self.to_come
    }

    /// How many of those who were expected and are not to come any more did not come, in tenths of a percent.
    pub fn no_show_rate(&self) -> Option<u64> {
        share(self.no_shows, self.no_shows + self.kept)
    }

    fn take(&mut self, outcome: Outcome, walk_in: bool) {
        let field = match outcome {
            // Nobody waits for whoever was not announced.
            Outcome::NoShow if walk_in => &mut self.not_approved,
            Outcome::Came => &mut self.came,
            Outcome::TurnedAway => &mut self.turned_away,
            Outcome::NoShow => &mut self.no_shows,
            Outcome::Cancelled => &mut self.cancelled,
            Outcome::NotApproved => &mut self.not_approved,
            Outcome::ToCome => &mut self.to_come,
        };
        *field += 1;
        self.walk_ins += u64::from(walk_in);
        let off = matches!(outcome, Outcome::Cancelled | Outcome::NotApproved);
        self.expected += u64::from(!walk_in && !off);
        self.kept += u64::from(!walk_in && matches!(outcome, Outcome::Came | Outcome::TurnedAway));
    }

    /// Adds another.
    pub fn add(&mut self, other: &Self) {
        self.came += other.came;
        self.turned_away += other.turned_away;
        self.no_shows += other.no_shows;
        self.cancelled += other.cancelled;
        self.not_approved += other.not_approved;
        self.to_come += other.to_come;
        self.expected += other.expected;
        self.kept += other.kept;
        self.walk_ins += other.walk_ins;
    }
}

/// Whom a visit is to see, and the section: where that has no field of its own, what stands behind the host's name and a
/// comma, as a mission may write them together.
pub fn parted<'a>(host: &'a str, section: &'a str) -> (&'a str, &'a str) {
    match host.split_once(", ") {
        Some((name, behind)) if section.is_empty() => (name, behind),
        _ => (host, section),
    }
}

/// A part of a whole in tenths of a percent, rounded; `None` of nothing.
pub fn share(part: u64, whole: u64) -> Option<u64> {
    (whole > 0).then(|| (part.saturating_mul(2_000).saturating_add(whole)) / whole.saturating_mul(2))
}

/// How long several things took, in milliseconds: the middle one, and the one that nine of ten do not outlast, each by
/// its rank (the nearest above), so that it is a time that was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Times {
    /// How many were measured.
    pub count: u64,
    /// The middle one.
    pub median: Option<i64>,
    /// The one that nine of ten do not outlast.
    pub most: Option<i64>,
}

impl Times {
    /// Of these times, in any order.
    pub fn of(mut times: Vec<i64>) -> Self {
        times.sort_unstable();
        let rank = |tenths: usize| times.get((times.len() * tenths).div_ceil(10).saturating_sub(1)).copied();
        Self { count: u64::try_from(times.len()).unwrap_or(u64::MAX), median: rank(5), most: rank(9) }
    }
}

/// How long before their first window visits were entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeadTimes {
    /// On the same day at the gate or after it began; on the day before; two to seven days before; longer before.
    pub bands: [u64; 4],
    /// From entering to the begin of the window.
    pub times: Times,
}

/// How approvals go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Approvals {
    /// Visits that wait for their approval now and are not over, whoever has to give it.
    pub waiting: u64,
    /// How long the longest of them has waited.
    pub oldest: Option<i64>,
    /// How long the middle one has.
    pub median_age: Option<i64>,
    /// From being asked for to being given, of those given within the period.
    pub given: Times,
}

/// How long it took at the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AtTheGate {
    /// From the first time that a visitor was presented to the decision: let in, asked to wait, or turned away.
    pub decided: Times,
    /// The same by the hour on the wall in which they were presented.
    pub by_hour: [Times; 24],
    /// Presentations that no decision followed within [`PATIENCE`].
    pub undecided: u64,
    /// Presentations of somebody whom the log names by no visit: no appointment, or a credential that led to none.
    pub unknown: u64,
    /// From being asked to wait to being let in or turned away.
    pub waited: Times,
    /// Waits that ended otherwise: they went away, or it was taken back.
    pub gone: u64,
}

/// How long those who came in stayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stays {
    /// From coming in to leaving, by when they came in.
    pub times: Times,
    /// Came in within the period and are inside still.
    pub inside: u64,
}

/// A host with their section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Who.
    pub name: String,
    /// Of which section; may be empty.
    pub section: String,
    /// What visits to them came to.
    pub tally: Tally,
}

/// Everything that is told of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Which.
    pub period: Period,
    /// All visits.
    pub total: Tally,
    /// By day, every day of the period.
    pub days: Vec<(NaiveDate, Tally)>,
    /// By host, those visited most first.
    pub hosts: Vec<Host>,
    /// By section, the same.
    pub sections: Vec<(String, Tally)>,
    /// By kind of visitor, the same; `None` where it was not said.
    pub categories: Vec<(Option<Category>, Tally)>,
    /// How long before they were entered.
    pub lead: LeadTimes,
    /// Approvals.
    pub approvals: Approvals,
    /// Time at the gate.
    pub gate: AtTheGate,
    /// Length of stay.
    pub stays: Stays,
    /// Arrivals by weekday from Monday, and by the hour on the wall: everybody who came in, once for each time.
    pub arrivals: [[u64; 24]; 7],
}

impl Figures {
    /// Everybody who came in, once for each time.
    pub fn came_in(&self) -> u64 {
        self.arrivals.iter().flatten().sum()
    }

    /// Days put together: as they are, in weeks from Monday, or in months. Each with its first day and its last.
    pub fn grouped(&self, by: Grouping) -> Vec<(NaiveDate, NaiveDate, Tally)> {
        let mut groups: Vec<(NaiveDate, NaiveDate, Tally)> = Vec::new();
        for (day, tally) in &self.days {
            match groups.last_mut().filter(|(first, ..)| by.is_one(*first, *day)) {
                Some((_, last, sum)) => {
                    *last = *day;
                    sum.add(tally);
                }
                None => groups.push((*day, *day, *tally)),
            }
        }
        groups
    }
}

/// What days are put together to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Each stands alone.
    Day,
    /// Weeks from Monday.
    Week,
    /// Months.
    Month,
}

impl Grouping {
    /// The finest of which a period needs no more bars than these; months, where even weeks are more.
    pub fn within(period: &Period, bars: u64) -> Self {
        match period.length() {
            days if days <= bars => Self::Day,
            // The first and the last may be parts of weeks.
            days if days / 7 + 2 <= bars => Self::Week,
            _ => Self::Month,
        }
    }

    fn is_one(self, first: NaiveDate, day: NaiveDate) -> bool {
        use chrono::{Datelike, Weekday};
        match self {
            Self::Day => first == day,
            Self::Week => first.week(Weekday::Mon).first_day() == day.week(Weekday::Mon).first_day(),
            Self::Month => (first.year(), first.month()) == (day.year(), day.month()),
        }
    }
}

/// Figures as they come together.
#[derive(Debug, Default)]
pub struct Collector {
    days: BTreeMap<NaiveDate, Tally>,
    /// By section, then by host.
    hosts: BTreeMap<String, BTreeMap<String, Tally>>,
    categories: BTreeMap<Option<usize>, Tally>,
    bands: [u64; 4],
    leads: Vec<i64>,
    /// How long what waits for its approval has waited.
    pub ages: Vec<i64>,
    /// How long what was approved had waited.
    pub approved: Vec<i64>,
    stays: Vec<i64>,
    inside: u64,
    arrivals: [[u64; 24]; 7],
}

impl Collector {
    /// Counts a visit on a day.
    pub fn visit(&mut self, seen: &Appearance<'_>) {
        let (outcome, walk_in) = (seen.outcome, seen.walk_in);
        let (host, section) = parted(seen.host, seen.section);
        self.days.entry(seen.day).or_default().take(outcome, walk_in);
        let category = seen.category.and_then(|one| Category::ALL.iter().position(|other| *other == one));
        self.categories.entry(category).or_default().take(outcome, walk_in);
        // Looked up first by what is there, so that no text is copied for each of many.
        let known = self.hosts.get_mut(section).and_then(|hosts| hosts.get_mut(host));
        match known {
            Some(tally) => tally.take(outcome, walk_in),
            None => {
                let section = self.hosts.entry(section.to_owned()).or_default();
                section.entry(host.to_owned()).or_default().take(outcome, walk_in);
            }
        }
        if let Some(lead) = seen.lead {
            let band = match lead.days {
                ..=0 => 0,
                1 => 1,
                2..=7 => 2,
                _ => 3,
            };
            if let Some(count) = self.bands.get_mut(band) {
                *count += 1;
            }
            self.leads.push(lead.time);
        }
    }

    /// Counts somebody who came in on this weekday from Monday, in this hour on the wall, and how long they stayed, where
    /// they left.
    pub fn arrival(&mut self, weekday: usize, hour: usize, stayed: Option<i64>) {
        if let Some(count) = self.arrivals.get_mut(weekday).and_then(|hours| hours.get_mut(hour)) {
            *count += 1;
        }
        match stayed {
            Some(time) => self.stays.push(time),
            None => self.inside += 1,
        }
    }

    /// What came together, with what was measured at the gate.
    pub fn finish(self, period: Period, gate: AtTheGate) -> Figures {
        let days: Vec<_> = period.days().map(|day| (day, self.days.get(&day).copied().unwrap_or_default())).collect();
        let mut total = Tally::default();
        days.iter().for_each(|(_, tally)| total.add(tally));
        let mut sections = Vec::with_capacity(self.hosts.len());
        let mut hosts = Vec::new();
        for (section, its) in self.hosts {
            let mut sum = Tally::default();
            for (name, tally) in its {
                sum.add(&tally);
                hosts.push(Host { name, section: section.clone(), tally });
            }
            sections.push((section, sum));
        }
        let mut categories: Vec<_> = self.categories.into_iter().map(|(at, tally)| (kind(at), tally)).collect();
        // They stood in the order of their names; of two visited alike the first of these stays first.
        hosts.sort_by(|a, b| b.tally.visits().cmp(&a.tally.visits()).then_with(|| a.name.cmp(&b.name)));
        sections.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.visits()));
        categories.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.visits()));
        let oldest = self.ages.iter().copied().max();
        let ages = Times::of(self.ages);
        Figures {
            period,
            total,
            days,
            hosts,
            sections,
            categories,
            lead: LeadTimes { bands: self.bands, times: Times::of(self.leads) },
            approvals: Approvals {
                waiting: ages.count,
                oldest,
                median_age: ages.median,
                given: Times::of(self.approved),
            },
            gate,
            stays: Stays { times: Times::of(self.stays), inside: self.inside },
            arrivals: self.arrivals,
        }
    }
}

fn kind(at: Option<usize>) -> Option<Category> {
    at.and_then(|at| Category::ALL.get(at).copied())
}

/// Whole days from one day at the gate to another, and the time between two moments of them.
pub fn lead((entered, on): (Timestamp, NaiveDate), (begins, day): (Timestamp, NaiveDate)) -> Lead {
    Lead { days: day.signed_duration_since(on).num_milliseconds() / DAY, time: begins.since(entered) }
}
