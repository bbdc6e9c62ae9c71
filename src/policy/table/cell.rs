//! From the cells of a row to a situation.

use chrono::{NaiveDate, NaiveTime, Timelike};
use csv::StringRecord;

use super::TableFault;
use crate::domain::situation::Appointment;
use crate::domain::text::escape;
use crate::domain::{
    Category, Circumstances, ClockQuality, Credential, Posture, Screening, Situation, Timestamp, TokenFault,
    VisitState,
    moment::{DAY, MINUTE},
};

/// Every column of a table of situations, then those of a table of acts.
const COLUMNS: [&str; 37] = [
    "case",
    "level",
    "lockdown",
    "credential",
    "fault",
    "state",
    "day",
    "time",
    "from",
    "until",
    "gate",
    "areas",
    "escort",
    "category",
    "companion",
    "consent",
    "medical",
    "age",
    "document",
    "inside",
    "refused today",
    "refused alike",
    "refusals",
    "ready",
    "clock",
    "store",
    "screening",
    "verdict",
    "reasons",
    "obligations",
    "permits",
    "roles",
    "act",
    "of",
    "allowed",
    "by",
    "remark",
];
/// The days of the week, as a table writes them.
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// The gate where everybody stands.
const GATE: &str = "North gate";

/// Which columns a header names, in its order.
pub fn columns(header: &StringRecord) -> Result<Vec<&'static str>, TableFault> {
    let mut found = Vec::new();
    for name in header {
        let plain = name.trim_start_matches('\u{feff}').to_lowercase().replace(['_', '-'], " ");
        match COLUMNS.into_iter().find(|known| *known == plain) {
            Some(known) if !found.contains(&known) => found.push(known),
            _ => return Err(TableFault::Column(escape(name, 40))),
        }
    }
    Ok(found)
}

/// A row by its columns.
pub struct Cells<'a> {
    pub columns: &'a [&'static str],
    pub record: &'a StringRecord,
    pub line: u64,
}

impl Cells<'_> {
    /// Whether the table has this column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }

    /// What stands in a column; nothing if there is none.
    pub fn text(&self, column: &str) -> &str {
        let place = self.columns.iter().position(|known| *known == column);
        place.and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    /// The same as words with one space between.
    pub fn words(&self, column: &str) -> String {
        self.text(column).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A cell that means nothing.
    pub fn wrong(&self, column: &'static str, expected: &str) -> TableFault {
        let value = escape(self.text(column), 40);
        TableFault::Cell { line: self.line, column, value, expected: expected.to_owned() }
    }

    /// One of several words; `usual` where there is none.
    fn one<T: Copy>(&self, column: &'static str, all: &[(&str, T)], usual: T) -> Result<T, TableFault> {
        let text = self.text(column).to_lowercase();
        if text.is_empty() {
            return Ok(usual);
        }
        let found = all.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        let words = || all.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
        found.ok_or_else(|| self.wrong(column, &words()))
    }

    fn is(&self, column: &'static str, usual: bool) -> Result<bool, TableFault> {
        self.one(column, &[("yes", true), ("no", false)], usual)
    }

    fn number<T: std::str::FromStr>(&self, column: &'static str) -> Result<Option<T>, TableFault> {
        let text = self.text(column);
        let read = (!text.is_empty()).then(|| text.parse());
        read.transpose().map_err(|_| self.wrong(column, "a number"))
    }

    /// The moment of a time on the day of the row.
    fn time(&self, column: &'static str) -> Result<Option<Timestamp>, TableFault> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let time = NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| self.wrong(column, "a time such as 09:00"))?;
        let minutes = i64::from(time.hour() * 60 + time.minute());
        Ok(Some(self.midnight()?.plus(minutes * MINUTE)))
    }

    /// 2 March 2026, a Monday, or a later day of its week.
    fn midnight(&self) -> Result<Timestamp, TableFault> {
        let monday = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default().and_time(NaiveTime::MIN).and_utc();
        Ok(Timestamp::from(monday).plus((i64::from(self.day()?) - 1) * DAY))
    }

    fn day(&self) -> Result<u8, TableFault> {
        let days: Vec<(&str, u8)> = DAYS.into_iter().zip(1..).collect();
        self.one("day", &days, 1)
    }

    /// The situation that the row is.
    pub fn situation(&self) -> Result<Situation, TableFault> {
        let at = self.time("time")?.map_or_else(|| Ok(self.midnight()?.plus(9 * 60 * MINUTE)), Ok)?;
        let levels = Posture::ALL.map(|posture| (posture.code(), posture));
        let clocks = [("good", ClockQuality::Good), ("doubtful", ClockQuality::Doubtful)];
        let screenings = [Screening::None, Screening::Clear, Screening::Security, Screening::Stop];
        let minute = at.since(self.midnight()?) / MINUTE;
        Ok(Situation {
            at,
            clock: self.one("clock", &clocks, ClockQuality::Good)?,
            store_doubted: self.one("store", &[("good", false), ("doubtful", true)], false)?,
            gate: GATE.to_owned(),
            posture: self.one("level", &levels, Posture::Normal)?,
            lockdown: self.is("lockdown", false)?,
            credential: self.credential()?,
            visit: self.visit(at)?,
            inside: self.is("inside", false)?,
            refused_today: self.is("refused today", false)?,
            refused_alike: self.is("refused alike", false)?,
            ready: self.is("ready", true)?,
            screening: self.one("screening", &screenings.map(|one| (one.code(), one)), Screening::None)?,
            circumstances: Some(Circumstances {
                minute: u16::try_from(minute).unwrap_or_default(),
                weekday: self.day()?,
                age: self.number("age")?,
                document: self.is("document", true)?,
                refusals: self.number("refusals")?.unwrap_or_default(),
            }),
        })
    }

    fn credential(&self) -> Result<Credential, TableFault> {
        let faults = {
            use TokenFault::*;
            [Malformed, Forged, Foreign, NotYet, Expired, Revoked, Withdrawn, Unknown]
                .map(|fault| (fault.code(), Some(fault)))
        };
        let fault = self.one("fault", &faults, None)?;
        let kinds = [
            ("name", Credential::Name),
            ("badge", Credential::Badge { fault }),
            ("invitation", Credential::Invitation { fault }),
        ];
        let usual = if fault.is_some() { Credential::Badge { fault } } else { Credential::Name };
        self.one("credential", &kinds, usual)
    }

    fn visit(&self, at: Timestamp) -> Result<Option<Appointment>, TableFault> {
        let states = [VisitState::Approved, VisitState::Requested, VisitState::Cancelled, VisitState::WalkIn];
        let mut words: Vec<_> = states.into_iter().map(|state| (state.code(), Some(state))).collect();
        words.push(("none", None));
        let Some(state) = self.one("state", &words, Some(VisitState::Approved))? else { return Ok(None) };
        let categories = Category::ALL.map(|category| (category.code(), Some(category)));
        let from = self.time("from")?.unwrap_or(at);
        let areas = self.text("areas").split(';').map(str::trim).filter(|area| !area.is_empty());
        Ok(Some(Appointment {
            state,
            from,
            until: self.time("until")?.unwrap_or_else(|| from.plus(60 * MINUTE)),
            gate: self.text("gate").to_owned(),
            escort: self.is("escort", false)?,
            areas: areas.map(str::to_owned).collect(),
            category: self.one("category", &categories, None)?,
            companion: self.is("companion", false)?,
            consent: self.is("consent", false)?,
            medical: self.is("medical", false)?,
        }))
    }
}
