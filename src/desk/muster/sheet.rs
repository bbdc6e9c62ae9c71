//! The roll as a sheet of paper: plain text that any machine prints.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Called, Roll, Standing};
use crate::desk::badge::{private_file, private_folder};
use crate::desk::{Desk, DeskError};
use crate::domain::Moment;
use crate::i18n::{Value, tr, tr_with};

/// How wide a line of the sheet is.
const WIDTH: usize = 78;

/// The folder for rolls to print, beside the store.
const FOLDER: &str = "rolls";

impl Desk {
    /// Writes the roll into a file beside the store, its owner's alone, in place of the one before; says which. It goes
    /// with the roll call: names do not lie about for longer than they are needed.
    pub fn save_roll(&self, now: Moment) -> Result<PathBuf, DeskError> {
        let roll = self.roll()?.ok_or(DeskError::NoMuster)?;
        let (folder, path) = self.roll_file(roll.begun);
        private_folder(&folder).map_err(|error| DeskError::file(&folder, error))?;
        forget(&path)?;
        private_file(&path, self.sheet_of(now, &roll).as_bytes()).map_err(|error| DeskError::file(&path, error))?;
        Ok(path)
    }

    /// Removes the file of a roll call that is over, if it lies there.
    pub(super) fn forget_roll(&self, begun: u64) -> Result<(), DeskError> {
        forget(&self.roll_file(begun).1)
    }

    fn roll_file(&self, begun: u64) -> (PathBuf, PathBuf) {
        let folder = self.store.folder().join(FOLDER);
        let path = folder.join(format!("roll-{begun}.txt"));
        (folder, path)
    }
}

fn forget(path: &Path) -> Result<(), DeskError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(DeskError::file(path, error)),
        _ => Ok(()),
    }
}

impl Roll {
    /// The sheet, with a box to tick before everybody who is not accounted for.
    pub fn sheet(&self, now: Moment, mission: &str, gate: &str) -> String {
        let time = |at| now.local(at).format("%a %d.%m.%Y %H:%M").to_string();
        let kind = tr(if self.drill { "muster-drill" } else { "muster-real" });
        let counts = [
            ("missing", Value::from(self.missing())),
            ("accounted", Value::from(self.accounted())),
            ("all", Value::from(self.called.len())),
            ("time", time(now.at).into()),
        ];
        let begun = [("kind", Value::from(kind)), ("time", time(self.since).into())];
        let mut lines = vec![
            format!("{mission} · {gate}"),
            tr_with("muster-sheet-begun", &begun),
            tr_with("muster-sheet-counts", &counts),
        ];
        for (heading, accounted) in [("muster-sheet-missing", false), ("muster-sheet-accounted", true)] {
            let of_them: Vec<_> = self.called.iter().filter(|one| one.standing.accounted() == accounted).collect();
            lines.extend([String::new(), tr(heading), "-".repeat(WIDTH)]);
            for one in of_them {
                lines.extend(entry(now, one));
            }
        }
        lines.push(String::new());
        lines.join("\n")
    }
}

/// The lines of somebody: the box, the badge and the name; where they may be; what was said.
fn entry(now: Moment, one: &Called) -> Vec<String> {
    let mark = match one.standing {
        Standing::Here | Standing::Left => "[x]",
        Standing::Open | Standing::Missing => "[ ]",
    };
    let clock = |at| now.local(at).format("%H:%M").to_string();
    let name = one.person.as_ref().map_or_else(|| tr("person-unknown"), |person| person.name.clone());
    let badge = one.badge.map(|badge| badge.short()).unwrap_or_default();
    let mut lines = vec![format!("{mark} {badge:<8} {name}")];
    let place = one.visit.as_ref().map(|visit| {
        let areas = visit.areas.join(", ");
        [areas, visit.host.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    });
    let since = tr_with("muster-since", &[("time", clock(one.since).into())]);
    lines.push(format!("             {}", [place.unwrap_or_default(), since].join(" · ")));
    if let Some(at) = one.at {
        let said = tr(&format!("muster-{}", one.standing.code()));
        lines.push(format!("             {} {said} {} {}", clock(at), one.by, one.note).trim_end().to_owned());
    }
    lines
}
