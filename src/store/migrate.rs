//! From the schema of an earlier release to this one's, in one transaction; the log itself never changes.

use rusqlite::Connection;

use super::connection::SCHEMA_VERSION;
use super::error::StoreError;

/// The step to each schema from the one before, the second schema first.
const STEPS: [&str; 12] = [
    include_str!("migrations/2.sql"),
    include_str!("migrations/3.sql"),
    include_str!("migrations/4.sql"),
    include_str!("migrations/5.sql"),
    include_str!("migrations/6.sql"),
    include_str!("migrations/7.sql"),
    include_str!("migrations/8.sql"),
    include_str!("migrations/9.sql"),
    include_str!("migrations/10.sql"),
    include_str!("migrations/11.sql"),
    include_str!("migrations/12.sql"),
    include_str!("migrations/13.sql"),
];

/// Brings the schema `found` up to this build's. The lock must be held.
pub fn migrate(connection: &Connection, found: i64) -> Result<(), StoreError> {
    let done = found.checked_sub(1).and_then(|done| usize::try_from(done).ok());
    let steps = done.and_then(|done| STEPS.get(done..)).filter(|steps| !steps.is_empty());
    let steps = steps.ok_or_else(|| StoreError::Damaged(format!("schema {found} was never released")))?;
    let steps = steps.concat();
    connection
        .execute_batch(&format!("BEGIN IMMEDIATE;\n{steps}\nPRAGMA user_version = {SCHEMA_VERSION};\nCOMMIT;"))?;
    Ok(())
}
