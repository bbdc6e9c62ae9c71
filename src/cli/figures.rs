//! Figures of a period by command.

use serde_json::{Value, json};

use super::args::Days;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use crate::desk::visits::figures::rows::{Row, Topic, by_hour, percent, period_words, rows, spell};
use crate::desk::{Desk, system_moment};
use crate::domain::figures::{Figures, Period, PeriodFault, Tally, Times};
use crate::domain::{Moment, When};
use crate::i18n::tr;

/// `gateward figures`
pub fn run(context: &Context, days: &Days) -> Result<Outcome, CliError> {
    let now = system_moment();
    let period = period(now, days)?;
    context.read(|desk| {
        let figures = read(context, desk, now, period)?;
        context.out.say(&object(&figures), || told(&figures));
        Ok(Outcome::Done)
    })
}

/// Which days are meant.
pub(super) fn period(now: Moment, days: &Days) -> Result<Period, CliError> {
    let (today, wrong) = (now.today(), |fault: PeriodFault| CliError::Details(fault.to_string()));
    if let Some(month) = &days.month {
        let read = Period::read(month, today).map_err(wrong)?;
        let whole = read == Period::month(read.first());
        return if whole { Ok(read) } else { Err(CliError::Value("--month", tr("cli-figures-month"))) };
    }
    let Some(from) = &days.from else { return Ok(Period::month(today)) };
    let first = Period::read(from, today).map_err(wrong)?.first();
    let last = days.to.as_deref().map_or(Ok(today), |text| When::day(text, first));
    Period::new(first, last.map_err(|fault| wrong(fault.into()))?).map_err(wrong)
}

fn read(context: &Context, desk: &mut Desk, now: Moment, period: Period) -> Result<Figures, CliError> {
    let mut reading = desk.reading_figures(now, period)?;
    while !desk.read_figures(&mut reading)? {
        let (done, all) = reading.progress();
        let (done, all) = (done.to_string(), all.to_string());
        context.out.progress(&words("cli-figures-reading", &[("done", &done), ("all", &all)]));
    }
    context.out.progress("");
    Ok(reading.figures())
}

fn object(figures: &Figures) -> Value {
    let named = |name: &str, value: Value, tally: &Tally| {
        let mut object = tallied(tally);
        object.as_object_mut().into_iter().for_each(|object| drop(object.insert(name.to_owned(), value.clone())));
        object
    };
    let (lead, approvals, gate) = (&figures.lead, &figures.approvals, &figures.gate);
    let hosts = figures.hosts.iter().map(|host| {
        let mut object = named("host", json!(host.name), &host.tally);
        object
            .as_object_mut()
            .into_iter()
            .for_each(|object| drop(object.insert("section".into(), json!(host.section))));
        object
    });
    let kinds = figures.categories.iter();
    let hours = gate.by_hour.iter().enumerate().filter(|(_, times)| times.count > 0);
    let hours = hours.map(|(hour, times)| json!({ "hour": hour, "times": timed(times) }));
    json!({
        "from": figures.period.first().to_string(),
        "to": figures.period.last().to_string(),
        "total": tallied(&figures.total),
        "days": figures.days.iter().map(|(day, t)| named("day", json!(day.to_string()), t)).collect::<Vec<_>>(),
        "hosts": hosts.collect::<Vec<_>>(),
        "sections": figures.sections.iter().map(|(name, t)| named("section", json!(name), t)).collect::<Vec<_>>(),
        "categories": kinds.map(|(kind, t)| named("category", json!(kind.map(|k| k.code())), t)).collect::<Vec<_>>(),
        "lead": {
            "same_day": lead.bands[0], "one_day": lead.bands[1], "two_to_seven_days": lead.bands[2],
            "longer": lead.bands[3], "times": timed(&lead.times), "walk_ins": figures.total.walk_ins,
        },
        "approvals": {
            "waiting": approvals.waiting, "oldest_s": seconds(approvals.oldest),
            "median_age_s": seconds(approvals.median_age), "given": timed(&approvals.given),
        },
        "gate": {
            "decided": timed(&gate.decided), "by_hour": hours.collect::<Vec<_>>(), "undecided": gate.undecided,
            "unknown": gate.unknown, "waited": timed(&gate.waited), "gone": gate.gone,
        },
        "stays": { "times": timed(&figures.stays.times), "inside": figures.stays.inside },
        "arrivals": {
            "count": figures.came_in(), "by_hour": by_hour(figures),
            "by_weekday": figures.arrivals.map(|hours| hours.iter().sum::<u64>()), "by_weekday_and_hour": figures.arrivals,
        },
    })
}

fn tallied(tally: &Tally) -> Value {
    json!({
        "visits": tally.visits(), "expected": tally.expected, "came": tally.came, "no_shows": tally.no_shows,
        "no_show_percent": tally.no_show_rate().map(tenths), "turned_away": tally.turned_away,
        "cancelled": tally.cancelled, "not_approved": tally.not_approved, "to_come": tally.to_come,
        "walk_ins": tally.walk_ins,
    })
}

/// A share as a number of percent.
#[allow(clippy::cast_precision_loss, reason = "a share has four digits at the most")]
fn tenths(share: u64) -> f64 {
    share as f64 / 10.0
}

fn timed(times: &Times) -> Value {
    json!({ "count": times.count, "median_s": seconds(times.median), "p90_s": seconds(times.most) })
}

fn seconds(time: Option<i64>) -> Option<i64> {
    time.map(|time| time / 1_000)
}

/// The same in words, a block for each topic.
fn told(figures: &Figures) -> String {
    let mut lines = vec![words("cli-figures-of", &[("period", &period_words(&figures.period))])];
    let all = rows(figures);
    for topic in Topic::ALL {
        let its: Vec<&Row> = all.iter().filter(|row| row.topic == topic).collect();
        if its.is_empty() {
            continue;
        }
        let wide = its.iter().map(|row| row.label.chars().count()).max().unwrap_or(0);
        lines.push(String::new());
        lines.push(topic.words());
        lines.extend(its.into_iter().map(|row| line(row, wide)));
    }
    lines.join("\n")
}

fn line(row: &Row, wide: usize) -> String {
    let mut said = Vec::new();
    said.extend(row.share.map(percent));
    if let Some(tally) = &row.tally {
        let counts = [
            ("expected", tally.expected),
            ("came", tally.came),
            ("no-shows", tally.no_shows),
            ("turned-away", tally.turned_away),
            ("cancelled", tally.cancelled),
            ("not-approved", tally.not_approved),
            ("to-come", tally.to_come),
        ];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        said.extend(counts.map(|(id, count)| format!("{} {count}", tr(&format!("figures-{id}")).to_lowercase())));
        said.extend(tally.no_show_rate().filter(|_| tally.no_shows > 0).map(|rate| format!("({})", percent(rate))));
    }
    for (id, time) in ["figures-median", "figures-most"].into_iter().zip(row.times) {
        said.extend(time.map(|time| format!("{} {}", tr(id).to_lowercase(), spell(time))));
    }
    format!("  {:wide$}  {:>6}  {}", row.label, row.count, said.join("  ")).trim_end().to_owned()
}
