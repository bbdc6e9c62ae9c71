//! `gateward screen --pairs`: two names a row, held against each other.

use csv::StringRecord;

use super::table::Table;
use super::{births, several};
use crate::cli::args::Screen;
use crate::cli::context::Context;
use crate::cli::fault::{CliError, Outcome};
use crate::desk::explain;
use crate::screening::alike::Memory;
use crate::screening::given::Given;
use crate::screening::profile::Profile;
use crate::screening::score::compare;
use crate::screening::{Query, Thresholds, explanation};

/// What a pair scores that cannot be compared: less than any that can.
const INCOMPARABLE: f32 = -99.0;

/// Answers each pair with `score`, `outcome` and `explanation`.
pub fn run(context: &Context, screen: &Screen, table: &Table) -> Result<Outcome, CliError> {
    let (query, listed) = (table.column("query")?, table.column("listed")?);
    let known = [("dob_q", "country_q"), ("dob_l", "country_l")].map(|(b, c)| (table.optional(b), table.optional(c)));
    let thresholds = screen.thresholds();
    let profile = |row: &StringRecord, names: Vec<String>, (born, country): (Option<usize>, Option<usize>)| {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
        let births = births(context, row, cell(born));
        Profile::of_query(&Query { names, births, nationalities: several(cell(country)), documents: Vec::new() })
    };
    let answers = table.rows.iter().map(|row| {
        let names = |at: usize| row.get(at).unwrap_or_default();
        let ours = profile(row, vec![names(query).to_owned()], known[0]);
        let theirs = profile(row, names(listed).split(" | ").map(str::to_owned).collect(), known[1]);
        answer(&ours, &theirs, thresholds)
    });
    table.write(screen.output.as_deref(), &["score", "outcome", "explanation"], answers)?;
    Ok(Outcome::Done)
}

fn answer(ours: &Profile, theirs: &Profile, thresholds: Thresholds) -> Vec<String> {
    let Some(comparison) = compare(ours, theirs, &Memory::new(Given::builtin())) else {
        return vec![format!("{INCOMPARABLE}"), "clear".to_owned(), String::new()];
    };
    let explanation = explain::text(&explanation::explain(ours, theirs, &comparison));
    vec![format!("{:.4}", comparison.score), comparison.outcome(thresholds).code().to_owned(), explanation]
}
