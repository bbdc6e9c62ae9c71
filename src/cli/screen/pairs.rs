//! `gateward screen --pairs`: two names a row, held against each other.

use csv::StringRecord;

use super::table::Table;
use super::{births, given, several};
use crate::cli::args::Screen;
use crate::cli::context::Context;
use crate::cli::fault::{CliError, Outcome};
use crate::desk::explain;
use crate::screening::alike::Memory;
use crate::screening::given::Given;
use crate::screening::profile::Profile;
use crate::screening::{Query, Thresholds, explanation};

/// What a pair scores that cannot be compared: less than any that can.
const INCOMPARABLE: f32 = -99.0;

/// Answers each pair with `score`, `outcome` and `explanation`.
pub fn run(context: &Context, screen: &Screen, table: &Table) -> Result<Outcome, CliError> {
    let (query, listed) = (table.column("query")?, table.column("listed")?);
    let known = [("dob_q", "country_q"), ("dob_l", "country_l")].map(|(b, c)| (table.optional(b), table.optional(c)));
    let thresholds = screen.thresholds();
    let given = given(screen)?;
    let person = |row: &StringRecord, names: Vec<String>, (born, country): (Option<usize>, Option<usize>)| {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
        let births = births(context, row, cell(born));
        Query { names, births, nationalities: several(cell(country)), ..Query::default() }
    };
    let answers = table.rows.iter().map(|row| {
        let names = |at: usize| row.get(at).unwrap_or_default();
        let ours = person(row, vec![names(query).to_owned()], known[0]);
        let theirs = person(row, names(listed).split(" | ").map(str::to_owned).collect(), known[1]);
        answer(&ours, &Profile::of_query(&theirs), thresholds, &given)
    });
    table.write(screen.output.as_deref(), &["score", "outcome", "explanation"], answers)?;
    Ok(Outcome::Done)
}

fn answer(query: &Query, theirs: &Profile, thresholds: Thresholds, given: &Given) -> Vec<String> {
    let (ours, Some(comparison)) = explanation::closest(query, theirs, &Memory::new(given)) else {
        return vec![format!("{INCOMPARABLE}"), "clear".to_owned(), String::new()];
    };
    let explanation = explain::text(&explanation::explain(&ours, theirs, &comparison));
    vec![format!("{:.4}", comparison.score), comparison.outcome(thresholds).code().to_owned(), explanation]
}
