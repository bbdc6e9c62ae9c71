//! The roll as a sheet of paper: plain text that any machine prints.

use super::{Called, Roll, Standing};
use crate::domain::Moment;
use crate::i18n::{Value, tr, tr_with};

/// How wide a line of the sheet is.
const WIDTH: usize = 78;

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
