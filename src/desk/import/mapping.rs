//! What the columns of a file are, kept for the next file with the same columns.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::domain::Timestamp;

use super::column::{Column, plain};
use super::reading::Reading;
use super::sheet::Source;

/// What the columns of a file are, by their names: nothing of what stands in them, nor what was said for all rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// When it was last kept.
    pub at: Timestamp,
    /// What each column of the file is called, and which of ours it is.
    pub columns: Vec<(String, Option<String>)>,
}

impl Mapping {
    /// How a file is read now.
    pub fn of(source: &Source, reading: &Reading, at: Timestamp) -> Self {
        let columns = columns(source, reading).into_iter();
        let columns = columns.map(|(place, header)| {
            let column = reading.columns.get(place).copied().flatten();
            (header.trim().to_owned(), column.map(|column| column.name().to_owned()))
        });
        Self { at, columns: columns.collect() }
    }

    /// Reads a file so from now on.
    pub fn apply(&self, source: &Source, reading: &mut Reading) {
        for (place, header) in columns(source, reading) {
            let known = self.columns.iter().find(|(name, _)| plain(name) == plain(header));
            if let Some((_, column)) = known {
                reading.assign(place, column.as_deref().and_then(Column::of));
            }
        }
    }
}

/// What files with the same columns have in common: their names, in their order, whatever the case.
pub fn key(source: &Source, reading: &Reading) -> String {
    let names: Vec<String> = columns(source, reading).into_iter().map(|(_, header)| plain(header)).collect();
    HEXLOWER.encode(&Sha256::digest(names.join("\n")))
}

/// The named columns of a file but for that of an earlier rejection, each with its place.
fn columns<'a>(source: &'a Source, reading: &Reading) -> Vec<(usize, &'a str)> {
    let named = reading.header(source).into_iter().enumerate();
    named.filter(|(_, header)| !plain(header).is_empty() && Column::of(header) != Some(Column::Fault)).collect()
}
