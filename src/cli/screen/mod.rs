//! `gateward screen`: names held against lists, with no post and no operator.

mod calibrate;
mod pairs;
mod plot;
mod queries;
mod table;

use std::sync::Arc;

use csv::StringRecord;

use self::table::Table;
use super::args::Screen;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use crate::screening::Birth;
use crate::screening::given::Given;

/// `gateward screen`
pub fn run(context: &Context, screen: &Screen) -> Result<Outcome, CliError> {
    if let Some(path) = &screen.pairs {
        return pairs::run(context, screen, &Table::read(path)?);
    }
    let table = screen.queries.as_deref().map(Table::read).transpose()?;
    match &table {
        Some(table) if !screen.calibrate => queries::run(context, screen, table),
        _ => calibrate::run(context, screen, table.as_ref()),
    }
}

/// Which given names are one name: the table that comes with the program, and what a file adds to it.
fn given(screen: &Screen) -> Result<Arc<Given>, CliError> {
    let Some(path) = &screen.given_names else { return Ok(Given::shared()) };
    let text = std::fs::read_to_string(path).map_err(CliError::file(path))?;
    Ok(Arc::new(Given::load(&text)?))
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
