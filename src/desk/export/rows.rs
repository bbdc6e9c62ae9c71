//! From the lines of lists to cells: what is shown on the screens, in columns.

mod figures;
mod visits;

pub(super) use figures::{FIGURE_COLUMNS, figure};
pub use visits::{FILE, TOLD};

use chrono::{NaiveDateTime, Timelike};

use super::List;
use super::table::{Cell, On, Table};
use crate::desk::clock::{place_at, wall};
use crate::desk::journal;
use crate::desk::lists::{Inside, Waiting};
use crate::desk::muster::Called;
use crate::desk::overrides;
use crate::desk::visits::approval::Due;
use crate::desk::visits::diary::Wanted;
use crate::desk::visits::figures::rows::period_words;
use crate::desk::visits::review::Item;
use crate::desk::{Desk, DeskError};
use crate::domain::moment::{MINUTE, SECOND};
use crate::domain::recurrence::{Edge, instant};
use crate::domain::{Moment, Person, Resolver, Timestamp, Visit};
use crate::i18n::{Value, has, tr, tr_with};

/// Columns of visits on pages.
pub(super) const VISIT_COLUMNS: [&str; 7] = ["when", "guest", "organisation", "host", "areas", "escort", "state"];
/// Those of a delegation, to be ticked off at the gate.
pub(super) const GROUP_COLUMNS: [&str; 6] = ["tick", "guest", "organisation", "when", "escort", "state"];
pub(super) const DUE_COLUMNS: [&str; 8] =
    ["from", "until", "guest", "host", "approver", "rules", "entered-by", "entered"];
pub(super) const INSIDE_COLUMNS: [&str; 6] = ["guest", "badge", "host", "areas", "since", "overdue"];
pub(super) const ROLL_COLUMNS: [&str; 9] =
    ["guest", "badge", "host", "areas", "since", "roll", "said", "said-by", "note"];
pub(super) const WAITING_COLUMNS: [&str; 5] = ["guest", "host", "since", "minutes", "waits-for"];
pub(super) const LOG_COLUMNS: [&str; 6] = ["entry", "time", "kind", "operator", "verdict", "about"];
pub(super) const REVIEW_COLUMNS: [&str; 9] =
    ["guest", "host", "purpose", "pass", "due", "last-said", "said-by", "came", "why-listed"];
pub(super) const OVERRIDE_COLUMNS: [&str; 9] =
    ["entry", "time", "guest", "rules", "cause", "text", "operator", "second", "reviewed"];

/// What columns are called.
pub(super) fn names(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| if *id == "tick" { String::new() } else { tr(&format!("export-col-{id}")) }).collect()
}

/// A table of visits: every column of an import in files, these on pages.
pub(super) fn visit_columns(table: Table, pages: &[&str]) -> Table {
    let files = FILE.iter().map(|column| column.name().to_owned()).chain(TOLD.map(str::to_owned));
    table.with(On::File, files).with(On::Page, names(pages))
}

/// A time on the wall at the gate, to the second; with its offset where the clocks show it twice and it is not the one
/// that an import would take for this end of a window.
pub(super) fn time(now: Moment, at: Timestamp, edge: Edge) -> Cell {
    let at = Timestamp(at.0.div_euclid(SECOND) * SECOND);
    let shown = wall(now, at);
    let local = shown.naive_local();
    match instant(place_at(now), local, edge) == at {
        true => Cell::Time(local.with_nanosecond(0).unwrap_or(local)),
        false => Cell::Text(shown.format("%Y-%m-%d %H:%M:%S%:z").to_string()),
    }
}

/// When something was, which no import reads.
fn moment(now: Moment, at: Timestamp) -> Cell {
    let local: NaiveDateTime = wall(now, at).naive_local();
    Cell::Time(local.with_second(0).and_then(|local| local.with_nanosecond(0)).unwrap_or(local))
}

/// From when to when, as people read it.
fn span(now: Moment, visit: &Visit) -> String {
    let (from, until) = (wall(now, visit.from), wall(now, visit.until));
    let same = from.date_naive() == until.date_naive();
    let until = until.format(if same { "%H:%M" } else { "%a %-d %b %H:%M" });
    format!("{}–{until}", from.format("%a %-d %b %H:%M"))
}

fn name(person: Option<&Person>) -> Cell {
    person.map_or_else(|| Cell::Text(tr("log-erased")), |person| Cell::text(person.name.as_str()))
}

fn host(visit: &Visit) -> String {
    let parts = [visit.host.as_str(), visit.section.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn rule_words(rule: &str) -> String {
    let id = format!("reason-{rule}");
    if has(&id) { tr(&id) } else { rule.to_owned() }
}

fn joined(rules: &[String]) -> Cell {
    Cell::text(rules.iter().map(|rule| rule_words(rule)).collect::<Vec<_>>().join("; "))
}

/// Somebody inside.
pub(super) fn inside(now: Moment, line: &Inside) -> Vec<Cell> {
    let visit = line.visit.as_ref();
    vec![
        Cell::Tick,
        name(line.person.as_ref()),
        Cell::text(line.badge.map(|badge| badge.short()).unwrap_or_default()),
        Cell::text(visit.map(host).unwrap_or_default()),
        Cell::text(visit.map(|visit| visit.areas.join("; ")).unwrap_or_default()),
        moment(now, line.since),
        line.overdue.map_or(Cell::Empty, |over| Cell::Number(over / MINUTE)),
    ]
}

/// Somebody on the roll.
pub(super) fn called(now: Moment, one: &Called) -> Vec<Cell> {
    let visit = one.visit.as_ref();
    vec![
        if one.standing.accounted() { Cell::text("×") } else { Cell::Tick },
        name(one.person.as_ref()),
        Cell::text(one.badge.map(|badge| badge.short()).unwrap_or_default()),
        Cell::text(visit.map(host).unwrap_or_default()),
        Cell::text(visit.map(|visit| visit.areas.join("; ")).unwrap_or_default()),
        moment(now, one.since),
        Cell::Text(tr(&format!("muster-{}", one.standing.code()))),
        one.at.map_or(Cell::Empty, |at| moment(now, at)),
        Cell::text(one.by.as_str()),
        Cell::text(one.note.as_str()),
    ]
}

/// A visit that waits for its approval.
pub(super) fn due(now: Moment, due: &Due) -> Vec<Cell> {
    let visit = &due.appointment;
    let needs = due.needs.map_or("anybody", Resolver::code);
    vec![
        time(now, visit.from, Edge::From),
        time(now, visit.until, Edge::Until),
        Cell::text(due.guest.name.as_str()),
        Cell::text(host(visit)),
        Cell::Text(tr(&format!("approval-by-{needs}"))),
        joined(&due.rules),
        Cell::text(due.by.as_str()),
        moment(now, due.since),
    ]
}

/// An entry of the log.
pub(super) fn entry(now: Moment, line: &journal::Line) -> Vec<Cell> {
    let about = if line.erased { Cell::Text(tr("log-erased")) } else { Cell::text(line.about.as_str()) };
    let at = wall(now, line.at).naive_local();
    vec![
        i64::try_from(line.seq).map_or(Cell::Empty, Cell::Number),
        Cell::Time(at.with_nanosecond(0).unwrap_or(at)),
        Cell::Text(tr(&format!("kind-{}", line.kind.code()))),
        Cell::text(line.operator.as_str()),
        line.verdict.map_or(Cell::Empty, |verdict| Cell::Text(tr(&format!("verdict-{}", verdict.code())))),
        about,
    ]
}

/// A visit of the allow-list that is to be gone through.
pub(super) fn reviewed(now: Moment, item: &Item) -> Vec<Cell> {
    let visit = &item.appointment;
    let groups = item.groups.iter().map(|group| tr(&format!("review-{}", group.code())));
    vec![
        Cell::text(item.guest.name.as_str()),
        Cell::text(host(visit)),
        Cell::text(visit.purpose.as_str()),
        Cell::yes(item.is_pass()),
        Cell::Day(wall(now, item.due.plus(-1)).date_naive()),
        moment(now, item.reviewed.1),
        Cell::text(item.reviewed.0.as_str()),
        item.came.map_or(Cell::Empty, |came| moment(now, came)),
        Cell::text(groups.collect::<Vec<_>>().join("; ")),
    ]
}

/// An override.
pub(super) fn overridden(now: Moment, line: &overrides::Line) -> Vec<Cell> {
    let reviewed = |(by, at): &(String, Timestamp)| format!("{by}, {}", wall(now, *at).format("%Y-%m-%d"));
    let who = if line.cause.is_none() { Cell::Text(tr("log-erased")) } else { Cell::text(line.name.as_str()) };
    vec![
        i64::try_from(line.seq).map_or(Cell::Empty, Cell::Number),
        moment(now, line.at),
        who,
        joined(&line.rules),
        line.cause.map_or(Cell::Empty, |cause| Cell::Text(tr(&format!("cause-{}", cause.code())))),
        Cell::text(line.text.as_str()),
        Cell::text(line.by.as_str()),
        Cell::text(line.second.as_str()),
        Cell::text(line.reviewed.as_ref().map(reviewed).unwrap_or_default()),
    ]
}

impl Desk {
    /// Somebody who waits, with what is still open in the guard's words.
    pub(super) fn waiting_cells(&self, now: Moment, line: &Waiting) -> Vec<Cell> {
        let granted = |rule: &str| line.answers.iter().any(|a| a.rule == rule && a.granted == Some(true));
        let open = line.reasons.iter().filter(|reason| !granted(&reason.rule));
        let words = |rule: &str| self.rules().map_or_else(String::new, |rules| tr(&rules.texts(rule).guard));
        let open = open.map(|reason| words(&reason.rule)).collect::<Vec<_>>().join("; ");
        vec![
            Cell::text(line.person.name.as_str()),
            Cell::text(host(&line.appointment)),
            moment(now, line.since),
            Cell::Number(now.at.since(line.since).max(0) / MINUTE),
            Cell::text(open),
        ]
    }

    /// What a list is called.
    pub(super) fn export_title(&self, now: Moment, list: &List) -> Result<String, DeskError> {
        Ok(match list {
            List::Guest(person) => {
                let lines = self.visits_of(now, *person)?;
                let name = lines.first().map_or("", |line| line.guest.name.as_str());
                tr_with("export-title-guest", &[("name", name.into())])
            }
            List::Group(group) => {
                let group = self.group_now(*group)?;
                let told = [("name", Value::from(group.name.as_str())), ("host", group.host.as_str().into())];
                tr_with("export-title-delegation", &told)
            }
            other => tr(&format!("export-title-{}", other.code())),
        })
    }
}

/// What of a list was asked for, in words.
pub(super) fn filter(now: Moment, list: &List) -> String {
    match list {
        List::Visits(wanted) => wanted_words(now, wanted),
        List::Marked(visits) => tr_with("export-marked", &[("count", visits.len().into())]),
        List::Log(filter) => {
            let kind = filter.kind.map(|kind| tr(&format!("kind-{}", kind.code())));
            let days = days(now, filter.from, filter.before);
            [Some(days), kind].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        List::Overrides(Some(month)) => month.clone(),
        List::Review(Some(group)) => tr(&format!("review-{}", group.code())),
        List::Figures(period) => period_words(period),
        List::Inside(text) if !text.trim().is_empty() => format!("“{}”", text.trim()),
        _ => String::new(),
    }
}

/// From which day to which.
fn days(now: Moment, from: Option<Timestamp>, to: Option<Timestamp>) -> String {
    let day = |at| wall(now, at).format("%a %-d %b %Y").to_string();
    match (from.map(day), to.map(|to| day(to.plus(-1)))) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => tr_with("agenda-since", &[("day", from.into())]),
        (None, Some(to)) => tr_with("export-until", &[("day", to.into())]),
        (None, None) => tr("agenda-every-day"),
    }
}

fn wanted_words(now: Moment, wanted: &Wanted) -> String {
    let quoted = |label: &str, text: &str| {
        let text = text.trim();
        (!text.is_empty()).then(|| format!("{}: “{text}”", tr(label)))
    };
    let parts = [
        Some(days(now, wanted.from, wanted.to)),
        quoted("agenda-name", &wanted.text),
        quoted("agenda-host", &wanted.host),
        wanted.category.map(|category| tr(&format!("category-{}", category.code()))),
        wanted.stand.map(|stand| tr(&format!("stand-{}", stand.code()))),
        wanted.mine.then(|| tr("agenda-mine")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
