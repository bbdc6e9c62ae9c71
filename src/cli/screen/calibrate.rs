//! `gateward screen --calibrate`: the alert rate and the recall at each threshold, as a table and a plot.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::plot;
use super::queries::{Lists, visitors};
use super::table::Table;
use crate::cli::args::Screen;
use crate::cli::context::Context;
use crate::cli::fault::{CliError, Outcome};
use crate::cli::output::words;
use crate::i18n::tr;
use crate::screening::calibration::{self, Row, Sample};
use crate::screening::{Birth, Nature, Outcome as Came, Query};

/// Scores below this are not told apart.
const FLOOR: f32 = -6.0;
/// The table goes up to here, in half points.
const CEILING: f32 = 10.0;
/// The most clean visitors that may be alerted for the thresholds that are proposed.
const MOST_ALERTED: f64 = 0.003;
/// How far above the highest clean visitor a match stops.
const MARGIN: f32 = 1.5;

/// Screens every visitor and says what each threshold would come to.
pub fn run(context: &Context, screen: &Screen, table: Option<&Table>) -> Result<Outcome, CliError> {
    let mut people: Vec<(Query, bool)> = Vec::new();
    if let Some(table) = table {
        let listed = table.column("listed")?;
        let is_listed =
            |at: usize| table.rows.get(at).and_then(|row| row.get(listed)).is_some_and(|name| !name.is_empty());
        people.extend(visitors(context, table)?.into_iter().enumerate().map(|(at, query)| (query, is_listed(at))));
    }
    if let Some(path) = &screen.visitors {
        people.extend(made(path)?.into_iter().map(|query| (query, false)));
    }
    let lists = Lists::read(screen)?;
    let total = people.len().to_string();
    let mut samples = Vec::with_capacity(people.len());
    for (done, (query, listed)) in people.iter().enumerate() {
        if done % 256 == 0 {
            context.out.progress(&words("calibrate-progress", &[("done", &done.to_string()), ("total", &total)]));
        }
        let hit = lists.best(query, lists.engine.nearest(query, FLOOR)).map(|(hit, _)| hit);
        samples.push(Sample {
            score: hit.as_ref().map(|hit| hit.score),
            listed: *listed,
            can_stop: hit.is_some_and(|hit| !hit.at_most_review && query.nature == Nature::Person),
        });
    }
    context.out.progress("");
    let rows = calibration::table(&samples, FLOOR, CEILING, 0.5);
    say(context, screen, &samples, &rows);
    if let Some(path) = &screen.plot {
        write_new(path, plot::svg(&rows, screen.thresholds()).as_bytes())?;
        context.out.written(path);
    }
    Ok(Outcome::Done)
}

/// A name a line, each with a date of birth that follows from its place in the file, so that two runs agree.
fn made(path: &Path) -> Result<Vec<Query>, CliError> {
    let text = fs::read_to_string(path).map_err(CliError::file(path))?;
    let names = text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate();
    Ok(names.map(|(at, name)| Query { births: vec![born(at as u64)], ..Query::named(name) }).collect())
}

/// A date between 1945 and 2006 (SplitMix64 of the number; Steele, Lea and Flood 2014).
fn born(number: u64) -> Birth {
    let mut mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^= mixed >> 31;
    // Each remainder is below its divisor, so it fits.
    Birth::Day(1945 + (mixed % 62) as u16, 1 + (mixed / 62 % 12) as u8, 1 + (mixed / 744 % 28) as u8)
}

fn say(context: &Context, screen: &Screen, samples: &[Sample], rows: &[Row]) {
    let used = screen.thresholds();
    let proposed = calibration::suggest(samples, MOST_ALERTED, MARGIN);
    let at_review = calibration::row(samples, used.review);
    let at_stop = calibration::stopped(samples, used.stop);
    let object = json!({
        "thresholds": { "review": used.review, "stop": used.stop },
        "proposed": proposed.map(|t| json!({ "review": t.review, "stop": t.stop })),
        "at_review": object(&at_review),
        "at_stop": object(&at_stop),
        "clean_stopped": at_stop.alerted.0,
        "rows": rows.iter().map(object).collect::<Vec<_>>(),
    });
    context.out.say(&object, || {
        let mut lines = vec![tr("calibrate-head")];
        lines.extend(rows.iter().map(line));
        lines.push(words(
            "calibrate-used",
            &[
                ("review", &format!("{:.2}", used.review)),
                ("stop", &format!("{:.2}", used.stop)),
                ("row", &line(&at_review)),
                ("stopped", &line(&at_stop)),
                ("outcome", Came::Stop.code()),
            ],
        ));
        if let Some(proposed) = proposed {
            lines.push(words(
                "calibrate-proposed",
                &[("review", &format!("{:.2}", proposed.review)), ("stop", &format!("{:.2}", proposed.stop))],
            ));
        }
        lines.join("\n")
    });
}

fn object(row: &Row) -> Value {
    let (low, high) = calibration::interval(row.alerted.0, row.alerted.1);
    json!({
        "threshold": row.threshold,
        "found": row.found.0, "listed": row.found.1,
        "alerted": row.alerted.0, "clean": row.alerted.1, "alerted_from": low, "alerted_to": high,
    })
}

fn line(row: &Row) -> String {
    let percent = |(hits, of): (usize, usize)| if of == 0 { 0.0 } else { hits as f64 * 100.0 / of as f64 };
    let (low, high) = calibration::interval(row.alerted.0, row.alerted.1);
    format!(
        "{:>9.2}  {:>6}/{:<6} {:>6.2} %  {:>6}/{:<6} {:>7.3} %  ({:.3} % – {:.3} %)",
        row.threshold,
        row.found.0,
        row.found.1,
        percent(row.found),
        row.alerted.0,
        row.alerted.1,
        percent(row.alerted),
        low * 100.0,
        high * 100.0
    )
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), CliError> {
    use std::io::Write;
    let mut file = fs::File::create_new(path).map_err(CliError::file(path))?;
    file.write_all(bytes).map_err(CliError::file(path))
}
