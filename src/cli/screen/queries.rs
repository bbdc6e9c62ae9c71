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
use crate::screening::{Listing, Nature, Query, list, organisation};

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
        let mut filling = engine.list(TOGETHER, screen.thresholds());
        for listing in &listings {
            filling.add(&organisation::compared(listing))?;
        }
        engine.insert(filling);
        Ok(Self { engine, listings, given })
    }

    /// The best of these hits that is more than a common name, with its listing.
    pub fn best<'a>(&'a self, query: &Query, hits: Vec<Hit>) -> Option<(Hit, &'a Listing)> {
        let listing = |hit: Hit| Some((self.listings.get(hit.number as usize)?, hit));
        let mut hits = hits.into_iter().filter_map(listing).map(|(listing, hit)| (hit, listing));
        hits.find(|(_, listing)| organisation::may_be(query, &organisation::compared(listing), &self.given))
    }
}

/// The visitors of a table of queries.
pub fn visitors(context: &Context, table: &Table) -> Result<Vec<Query>, CliError> {
    let name = table.column("query")?;
    let (born, nationality, document) =
        (table.optional("dob"), table.optional("nationality"), table.optional("document"));
    let kind = table.optional("kind");
    let visitor = |row: &StringRecord| {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or_default();
        if cell(kind).eq_ignore_ascii_case("organisation") {
            return organisation::query(cell(Some(name))).unwrap_or_default();
        }
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
    let answers = visitors.iter().map(|query| answer(&lists, query));
    table.write(screen.output.as_deref(), &["best", "score", "outcome", "explanation"], answers)?;
    Ok(Outcome::Done)
}

fn answer(lists: &Lists, query: &Query) -> Vec<String> {
    let Some((hit, listing)) = lists.best(query, lists.engine.screen(query)) else {
        return vec![String::new(), String::new(), "clear".to_owned(), String::new()];
    };
    let outcome = organisation::at_most(listing.nature, hit.outcome);
    let explanation = explain::text(&of_listing(query, &organisation::compared(listing), &lists.given));
    vec![listing.primary().to_owned(), format!("{:.4}", hit.score), outcome.code().to_owned(), explanation]
}
