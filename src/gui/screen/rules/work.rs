//! What takes a while: checking the text, and looking what it would change. Neither keeps the window waiting.

use std::sync::Arc;

use crate::desk::records::Recorded;
use crate::desk::rules::{ChangedLine, Complaint, changes, read, warnings};
use crate::desk::what_if::{Scenario, Touched};
use crate::desk::worker::{SharedError, Worker};
use crate::desk::{Desk, DeskError};
use crate::gui::background::background;

/// What a text that can be used comes to, or what is wrong with it.
pub type Checked = Result<Good, Vec<Complaint>>;

/// A text that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Good {
    /// How many rules it has.
    pub rules: usize,
    /// What to be warned of: that nobody could be admitted under them, and what nobody could do.
    pub warnings: Vec<String>,
}

/// What a text would change.
#[derive(Debug)]
pub struct Looked {
    /// The lines in which it differs from the text in force.
    pub changed: Vec<ChangedLine>,
    /// Of those inside and expected today.
    pub today: Vec<Touched>,
    /// How many of them it would not touch.
    pub same: usize,
    /// Of the checks of the last month, the newest first.
    pub recorded: Vec<Recorded>,
    /// How many of those there are.
    pub count: u64,
    /// How many were looked at.
    pub seen: u64,
}

/// Holds a text against the schema.
pub async fn check(text: String) -> Result<Checked, SharedError> {
    let check = move || match read(&text) {
        Ok(rules) => Ok(Good { rules: rules.ids().count(), warnings: warnings(&rules) }),
        Err(fault) => Err(fault.complaints()),
    };
    background(check).await
}

/// Looks what a text would change, in slices between which the desk does what else is asked of it.
pub async fn look(worker: Worker, text: String) -> Result<Arc<Looked>, SharedError> {
    let (before, after) = (worker.ask(|desk, _| desk.policy()).await?.0, text.clone());
    let changed = background(move || changes(&before, &after)).await?;
    let load = move || Ok::<_, DeskError>([read(&text)?, read(&text)?]);
    let [today, month] = background(load).await?.map_err(SharedError::from)?;
    let scenario = Scenario { posture: None, rules: Some(today) };
    let mut now = worker.ask(move |desk, now| desk.what_if(now, scenario)).await?;
    while !now.is_whole() {
        let some = move |desk: &mut Desk, moment| desk.what_if_some(moment, &mut now).map(|_| now);
        now = worker.ask(some).await?;
    }
    let mut records = worker.ask(move |desk, now| desk.records(now, month)).await?;
    while !records.is_whole() {
        let some = move |desk: &mut Desk, _| desk.records_some(&mut records).map(|_| records);
        records = worker.ask(some).await?;
    }
    let (recorded, count, seen) = (records.touched, records.count, records.seen);
    Ok(Arc::new(Looked { changed, today: now.touched, same: now.same, recorded, count, seen }))
}
