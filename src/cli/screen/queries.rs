//! `gateward screen --queries`: visitors held against watch-lists, and the calibration of the thresholds by them.

use std::path::Path;
use std::sync::Arc;

use csv::StringRecord;

use super::table::Table;
use super::{births, given, several};
use crate::cli::args::Screen;
use crate::cli::context::Context;
use crate::cli::fault::{CliError, Outcome};
use crate::desk::explain;
use crate::screening::engine::{Engine, Hit};
use crate::screening::explanation::of_listing;
use crate::screening::given::Given;
use crate::screening::{Listing, Nature, Query, list};

/// Lists loaded from files, with their listings.
pub struct Lists {
    /// The engine over all of them.
    pub engine: Engine,
    /// The listings of each list, by their number.
    pub listings: Vec<Listing>,
    /// Which given names are one name.
    pub given: Arc<Given>,
}

/// The one name that all the files go by together.
const TOGETHER: &str = "lists";

impl Lists {
    /// Reads the files, whatever their formats are.
    pub fn read(screen: &Screen) -> Result<Self, CliError> {
        let read = |path: &Path| std::fs::read(path).map_err(CliError::file(path));
        let files = screen.watchlist.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let listings = list::read(&files)?;
        let given = given(screen)?;
        let mut engine = Engine::new(given.clone());
        engine.put(TOGETHER, screen.thresholds(), &listings)?;
        Ok(Self { engine, listings, given })
    }
}

/// The visitors of a table of queries.
pub fn visitors(context: &Context, table: &Table) -> Result<Vec<Query>, CliError> {
    let name = table.column("query")?;
    let (born, nationality, document) =
        (table.optional("dob"), table.optional("nationality"), table.optional("document"));
    let visitor = |row: &StringRecord| {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
        Query {
            nature: Nature::Person,
            names: vec![cell(Some(name)).to_owned()],
            births: births(context, row, cell(born)),
            nationalities: several(cell(nationality)),
            documents: several(cell(document)),
        }
    };
    Ok(table.rows.iter().map(visitor).collect())
}

/// Answers each visitor with `best`, `score`, `outcome` and `explanation`.
pub fn run(context: &Context, screen: &Screen, table: &Table) -> Result<Outcome, CliError> {
    let visitors = visitors(context, table)?;
    let lists = Lists::read(screen)?;
    let answers = visitors.iter().map(|query| answer(&lists, query, lists.engine.screen(query).first()));
    table.write(screen.output.as_deref(), &["best", "score", "outcome", "explanation"], answers)?;
    Ok(Outcome::Done)
}

fn answer(lists: &Lists, query: &Query, hit: Option<&Hit>) -> Vec<String> {
    let found = hit.and_then(|hit| Some((hit, lists.listings.get(hit.number as usize)?)));
    let Some((hit, listing)) = found else {
        return vec![String::new(), String::new(), "clear".to_owned(), String::new()];
    };
    let explanation = explain::text(&of_listing(query, listing, &lists.given));
    vec![listing.primary().to_owned(), format!("{:.4}", hit.score), hit.outcome.code().to_owned(), explanation]
}
