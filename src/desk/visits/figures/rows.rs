//! Figures as rows with their words: what is printed, written into files, and shown as a table in the window.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::Category;
use crate::domain::figures::{Figures, Host, Period, Tally, Times, share};
use crate::domain::moment::{HOUR, MINUTE, SECOND};
use crate::i18n::{Value, tr, tr_with};

/// What rows are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// All visits.
    Total,
    /// Each day of the period.
    Day,
    /// The sections of the mission.
    Section,
    /// The hosts.
    Host,
    /// The kinds of visitors.
    Category,
    /// How long before visits were entered.
    Lead,
    /// Approvals.
    Approval,
    /// Time at the gate.
    Gate,
    /// The same by the hour in which they were presented.
    GateHour,
    /// Length of stay.
    Stay,
    /// Arrivals by weekday.
    Weekday,
    /// Arrivals by the hour.
    Hour,
}

impl Topic {
    /// Every one, in the order in which they are shown.
    pub const ALL: [Self; 12] = [
        Self::Total,
        Self::Day,
        Self::Section,
        Self::Host,
        Self::Category,
        Self::Lead,
        Self::Approval,
        Self::Gate,
        Self::GateHour,
        Self::Stay,
        Self::Weekday,
        Self::Hour,
    ];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Day => "day",
            Self::Section => "section",
            Self::Host => "host",
            Self::Category => "category",
            Self::Lead => "lead",
            Self::Approval => "approval",
            Self::Gate => "gate",
            Self::GateHour => "gate-hour",
            Self::Stay => "stay",
            Self::Weekday => "weekday",
            Self::Hour => "hour",
        }
    }

    /// What it is called.
    pub fn words(self) -> String {
        tr(&format!("figures-{}", self.code()))
    }
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub topic: Topic,
    /// Of what.
    pub label: String,
    /// How many.
    pub count: u64,
    /// How much of all of its topic, in tenths of a percent.
    pub share: Option<u64>,
    /// What they came to, where visits are counted.
    pub tally: Option<Tally>,
    /// The middle time and the one that nine of ten do not outlast, in milliseconds, where times are measured.
    pub times: [Option<i64>; 2],
}

/// All rows, each topic together; of days, hours and kinds those that have anything.
pub fn rows(figures: &Figures) -> Vec<Row> {
    let total = figures.total;
    let tallied = |topic, label: String, tally: Tally| {
        let count = tally.visits();
        Row { topic, label, count, share: share(count, total.visits()), tally: Some(tally), times: [None; 2] }
    };
    let mut rows = vec![Row { share: None, ..tallied(Topic::Total, tr("figures-all"), total) }];
    let days = figures.days.iter().filter(|(_, tally)| tally.visits() > 0);
    rows.extend(days.map(|(day, tally)| tallied(Topic::Day, day_words(*day), *tally)));
    rows.extend(figures.sections.iter().map(|(name, tally)| tallied(Topic::Section, section_words(name), *tally)));
    rows.extend(figures.hosts.iter().map(|host| tallied(Topic::Host, host_words(host), host.tally)));
    rows.extend(figures.categories.iter().map(|(kind, tally)| tallied(Topic::Category, kind_words(*kind), *tally)));
    rows.extend(lead_rows(figures));
    rows.extend(approval_rows(figures));
    rows.extend(gate_rows(figures));
    rows.extend(arrival_rows(figures));
    rows
}

fn counted(topic: Topic, label: String, count: u64, share: Option<u64>) -> Row {
    Row { topic, label, count, share, tally: None, times: [None; 2] }
}

fn timed(topic: Topic, label: String, times: &Times) -> Row {
    Row { times: [times.median, times.most], ..counted(topic, label, times.count, None) }
}

fn lead_rows(figures: &Figures) -> Vec<Row> {
    let lead = &figures.lead;
    let bands = lead.bands.iter().zip(["same", "before", "week", "longer"]);
    let bands = bands.map(|(count, band)| {
        counted(Topic::Lead, tr(&format!("figures-lead-{band}")), *count, share(*count, lead.times.count))
    });
    let all = timed(Topic::Lead, tr("figures-lead-all"), &lead.times);
    let walk_ins = counted(Topic::Lead, tr("figures-walk-ins"), figures.total.walk_ins, None);
    bands.chain([all, walk_ins]).collect()
}

fn approval_rows(figures: &Figures) -> Vec<Row> {
    let approvals = &figures.approvals;
    let waiting = counted(Topic::Approval, tr("figures-approval-waiting"), approvals.waiting, None);
    let oldest = counted(Topic::Approval, tr("figures-approval-oldest"), u64::from(approvals.oldest.is_some()), None);
    vec![
        Row { times: [approvals.median_age, None], ..waiting },
        Row { times: [approvals.oldest, None], ..oldest },
        timed(Topic::Approval, tr("figures-approval-given"), &approvals.given),
    ]
}

fn gate_rows(figures: &Figures) -> Vec<Row> {
    let (gate, stays) = (&figures.gate, &figures.stays);
    let mut rows = vec![
        timed(Topic::Gate, tr("figures-gate-decided"), &gate.decided),
        counted(Topic::Gate, tr("figures-gate-undecided"), gate.undecided, None),
        counted(Topic::Gate, tr("figures-gate-unknown"), gate.unknown, None),
        timed(Topic::Gate, tr("figures-gate-waited"), &gate.waited),
        counted(Topic::Gate, tr("figures-gate-gone"), gate.gone, None),
    ];
    let hours = gate.by_hour.iter().enumerate().filter(|(_, times)| times.count > 0);
    rows.extend(hours.map(|(hour, times)| timed(Topic::GateHour, hour_words(hour), times)));
    rows.push(timed(Topic::Stay, tr("figures-stay-left"), &stays.times));
    rows.push(counted(Topic::Stay, tr("figures-stay-inside"), stays.inside, None));
    rows
}

fn arrival_rows(figures: &Figures) -> Vec<Row> {
    let all = figures.came_in();
    let weekdays = figures.arrivals.iter().enumerate().map(|(day, hours)| (day, hours.iter().sum::<u64>()));
    let weekdays = weekdays.filter(|(_, count)| *count > 0);
    let weekdays = weekdays.map(|(day, count)| counted(Topic::Weekday, weekday_words(day), count, share(count, all)));
    let hours = by_hour(figures).into_iter().enumerate().filter(|(_, count)| *count > 0);
    let hours = hours.map(|(hour, count)| counted(Topic::Hour, hour_words(hour), count, share(count, all)));
    weekdays.chain(hours).collect()
}

/// Arrivals by the hour on the wall, of all weekdays together.
pub fn by_hour(figures: &Figures) -> [u64; 24] {
    let mut hours = [0; 24];
    for day in &figures.arrivals {
        hours.iter_mut().zip(day).for_each(|(sum, count)| *sum += count);
    }
    hours
}

/// A day as it is read.
pub fn day_words(day: NaiveDate) -> String {
    day.format("%a %-d %b").to_string()
}

/// The weekday that is so many days after Monday.
pub fn weekday_words(from_monday: usize) -> String {
    let day = u8::try_from(from_monday).ok().and_then(|day| Weekday::try_from(day).ok()).unwrap_or(Weekday::Mon);
    tr(&format!("figures-{}", day.to_string().to_lowercase()))
}

/// An hour on the wall.
pub fn hour_words(hour: usize) -> String {
    format!("{hour:02}:00")
}

/// A section by its name, or that there is none.
pub fn section_words(name: &str) -> String {
    if name.is_empty() { tr("figures-no-section") } else { name.to_owned() }
}

/// A host with their section.
pub fn host_words(host: &Host) -> String {
    if host.section.is_empty() { host.name.clone() } else { format!("{}, {}", host.name, host.section) }
}

/// Of which kind visitors are, or that it was not said.
pub fn kind_words(kind: Option<Category>) -> String {
    tr(&kind.map_or_else(|| "figures-no-kind".to_owned(), |kind| format!("category-{}", kind.code())))
}

/// A period as people write it.
pub fn period_words(period: &Period) -> String {
    let (first, last) = (period.first(), period.last());
    let whole = last.format("%-d %b %Y");
    match (first == last, first.year() == last.year(), *period == Period::month(first)) {
        (true, ..) => last.format("%a %-d %b %Y").to_string(),
        (_, _, true) => first.format("%B %Y").to_string(),
        (_, true, _) => format!("{} – {whole}", first.format("%-d %b")),
        _ => format!("{} – {whole}", first.format("%-d %b %Y")),
    }
}

/// Tenths of a percent as a percentage.
pub fn percent(tenths: u64) -> String {
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// A time in words: seconds up to two minutes, minutes up to two hours, then hours, then days.
pub fn spell(milliseconds: i64) -> String {
    let time = milliseconds.max(0);
    let (id, count) = match time {
        ..120_000 => ("duration-seconds", time / SECOND),
        120_000..7_200_000 => ("duration-minutes", time / MINUTE),
        7_200_000..172_800_000 => ("duration-hours", time / HOUR),
        _ => ("duration-days", time / (24 * HOUR)),
    };
    tr_with(id, &[("count", Value::from(count))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::has;

    #[test]
    fn everything_has_its_words() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let period = |first: &str, last: &str| period_words(&Period::new(day(first), day(last)).unwrap());
        assert_eq!(period("2026-10-01", "2026-10-31"), "October 2026");
        assert_eq!(period("2026-10-05", "2026-11-01"), "5 Oct – 1 Nov 2026");
        assert_eq!(period("2025-12-20", "2026-01-02"), "20 Dec 2025 – 2 Jan 2026");
        assert_eq!(period("2026-11-24", "2026-11-24"), "Tue 24 Nov 2026");
        assert_eq!([percent(0), percent(333), percent(1_000)], ["0.0 %", "33.3 %", "100.0 %"]);
        assert_eq!([spell(45_000), spell(4 * MINUTE), spell(3 * HOUR), spell(-1)], ["45 s", "4 min", "3 h", "0 s"]);
        assert!(Topic::ALL.iter().all(|topic| has(&format!("figures-{}", topic.code()))));
        assert_eq!([weekday_words(0), weekday_words(6)], ["Monday", "Sunday"]);
    }
}
