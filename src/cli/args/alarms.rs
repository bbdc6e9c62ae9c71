//! What may be typed of the silent alarm.

use std::path::PathBuf;

use clap::Subcommand;

use crate::domain::alarm::Place;

/// `alarms`
#[derive(Debug, Subcommand)]
pub enum Alarms {
    /// What was done under duress, newest first
    List,
    /// Where alarms go
    Places,
    /// Alarms go to one more place
    Add {
        /// folder:/PATH, command:/PATH or <http://HOST:PORT/PATH>, on the mission's network
        #[arg(value_parser = place)]
        place: Place,
    },
    /// Alarms go to a place no longer
    Remove {
        /// Its number, as `alarms places` shows it
        #[arg(value_name = "PLACE")]
        place: u64,
    },
    /// At the receiver: what messages say; needs the key slots of the post in the data folder, and nothing else of it
    Read {
        /// A message, or a folder of them
        #[arg(value_name = "FILE|DIR")]
        path: PathBuf,
    },
}

fn place(text: &str) -> Result<Place, String> {
    Place::read(text).map_err(|fault| fault.to_string())
}
