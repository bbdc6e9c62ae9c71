//! Which visits a bar is made of, as the list of visits can look for them.

use chrono::NaiveDate;

use crate::domain::figures::{Figures, Grouping, Host, Period};
use crate::domain::{Category, Stand};

/// Visits to be listed: those of these days, to this host or section, of this kind, that far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The first day and the last.
    pub days: (NaiveDate, NaiveDate),
    /// Words of the host and the section; empty for all.
    pub host: String,
    /// Of which kind the visitor is.
    pub category: Option<Category>,
    /// How far they are.
    pub stand: Option<Stand>,
}

impl Sought {
    /// All of a period.
    pub(super) fn of(period: &Period) -> Self {
        Self { days: (period.first(), period.last()), host: String::new(), category: None, stand: None }
    }

    /// Those of these days alone.
    pub(super) fn days(first: NaiveDate, last: NaiveDate) -> Self {
        Self { days: (first, last), host: String::new(), category: None, stand: None }
    }

    pub(super) fn host(self, host: &Host) -> Self {
        Self { host: format!("{} {}", host.name, host.section).trim().to_owned(), ..self }
    }

    /// Those to a section; of none the list cannot be asked.
    pub(super) fn section(self, section: &str) -> Option<Self> {
        (!section.is_empty()).then(|| Self { host: section.to_owned(), ..self })
    }

    /// Those of a kind; of none the list cannot be asked.
    pub(super) fn category(self, category: Option<Category>) -> Option<Self> {
        category.map(|category| Self { category: Some(category), ..self })
    }

    pub(super) fn stand(self, stand: Stand) -> Self {
        Self { stand: Some(stand), ..self }
    }
}

/// What each row of the table leads to, in the order of the rows.
pub(super) fn of_rows(figures: &Figures) -> Vec<Option<Sought>> {
    let all = Sought::of(&figures.period);
    let days = figures.grouped(Grouping::Day).into_iter().filter(|(.., tally)| tally.visits() > 0);
    let mut sought = vec![Some(all.clone())];
    sought.extend(days.map(|(first, last, _)| Some(Sought::days(first, last))));
    sought.extend(figures.sections.iter().map(|(name, _)| all.clone().section(name)));
    sought.extend(figures.hosts.iter().map(|host| Some(all.clone().host(host))));
    sought.extend(figures.categories.iter().map(|(kind, _)| all.clone().category(*kind)));
    sought
}
