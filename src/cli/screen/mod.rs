//! `gateward screen`: names held against lists, with no post and no operator.

mod pairs;
mod table;

use csv::StringRecord;

use self::table::Table;
use super::args::Screen;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use crate::screening::Birth;

/// `gateward screen`
pub fn run(context: &Context, screen: &Screen) -> Result<Outcome, CliError> {
    if let Some(path) = &screen.pairs {
        return pairs::run(context, screen, &Table::read(path)?);
    }
    Ok(Outcome::Done)
}

/// Values of one cell, parted by semicolons.
fn several(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

/// The dates of birth of one cell. One that cannot be read counts as not known, and is remarked upon.
fn births(context: &Context, row: &StringRecord, cell: &str) -> Vec<Birth> {
    let mut births = Vec::new();
    for value in several(cell) {
        match value.parse() {
            Ok(birth) => births.push(birth),
            Err(_) => {
                let line = row.position().map_or(0, csv::Position::line).to_string();
                context.out.remark(&words("cli-screen-no-date", &[("line", &line)]));
            }
        }
    }
    births
}
