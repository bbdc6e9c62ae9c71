//! `gateward admit -`: one visitor a line of standard input, one JSON object a line of standard output. A line is
//! answered once its entry is durable, so whoever reads an answer may rely on it.

use std::io::{BufRead, Read};

use super::act;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::failure;
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::Obligation;
use crate::store::StoreError;

/// The longest line that is read; no name or token comes near it.
const LONGEST: u64 = 16_384;

/// Admits line by line until the input ends. A line that fails is answered with its error; an error of the store
/// ends the batch.
pub fn run(context: &Context, desk: &mut Desk, done: &[Obligation]) -> Result<Outcome, CliError> {
    let mut input = std::io::stdin().lock();
    let mut outcome = Outcome::Done;
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes).map_err(CliError::file("-"))?;
        if read == 0 {
            return Ok(outcome);
        }
        let line = String::from_utf8_lossy(&bytes);
        if line.trim().is_empty() {
            continue;
        }
        if desk.overdue(system_moment()) {
            return Err(DeskError::Locked.into());
        }
        let object = match act::admit(desk, &line, done) {
            Ok(said) => {
                outcome = if said.outcome == Outcome::Done { outcome } else { Outcome::Finding };
                said.object
            }
            Err(error) if ends(&error) => return Err(error),
            Err(error) => {
                outcome = Outcome::Finding;
                failure(&error)
            }
        };
        context.out.line(&object.to_string());
        desk.tell_hosts(system_moment());
    }
}

/// Whether an error is of the store itself, so that the next line would meet it as well.
fn ends(error: &CliError) -> bool {
    let body = |error: &StoreError| matches!(error, StoreError::Body(_) | StoreError::Erased(_) | StoreError::Entry(_));
    matches!(error, CliError::Desk(DeskError::Store(store)) if !body(store))
        || matches!(error, CliError::Desk(DeskError::Locked | DeskError::Denied(_)))
}
