//! Visits one by one: scheduling, amending, approving, cancelling, and the end of a wait.

use serde_json::json;

use super::act::Said;
use super::args::{Details, PhotoOf, Visit};
use super::badge::write;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::import::rules;
use super::output::words;
use super::visits::{self, Meant};
use crate::desk::clock::wall;
use crate::desk::import::{self, Column, Guest, ImportFault, RowFault};
use crate::desk::photo::photo_in;
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::{Direction, Moment, Person, Recognised, Visit as Appointment, VisitId, When};
use crate::i18n::tr;

/// `gateward visit`
pub fn run(context: &Context, command: &Visit) -> Result<Outcome, CliError> {
    let named = match command {
        Visit::Schedule { name, details } => return schedule(context, name, details),
        Visit::Due => return visits::due(context),
        Visit::Delegate { number, until } => return visits::delegate(context, number, until),
        Visit::Delegations => return visits::delegations(context),
        Visit::EndDelegation { entry } => return visits::end_delegation(context, *entry),
        Visit::List(listed) => return visits::list(context, listed),
        Visit::History(named) => return visits::history(context, &named.text),
        Visit::Steps(named) => return visits::steps(context, &named.text),
        Visit::Approve(named) | Visit::Review(named) | Visit::Gone(named) => named,
        Visit::Decline { who, .. }
        | Visit::Amend { who, .. }
        | Visit::Cancel { who, .. }
        | Visit::Photo { who, .. } => who,
    };
    context.write(|desk| {
        let now = system_moment();
        let id = match visits::meant(desk, now, &named.text)? {
            Meant::Visit(id) => id,
            Meant::Undecided(recognised) => return Ok(Said::undecided(now, &recognised).through(context)),
            Meant::Several(lines) => return Ok(visits::said(context, &lines, Outcome::Finding)),
        };
        let (object, text) = act(context, desk, now, id, command)?;
        context.out.say(&object, || text.clone());
        Ok(Outcome::Done)
    })
}

/// Does it, and says what was done.
fn act(
    context: &Context,
    desk: &mut Desk,
    now: Moment,
    id: VisitId,
    command: &Visit,
) -> Result<(serde_json::Value, String), CliError> {
    let decided = |decision: &str, said: &str| (json!({ "visit": id.to_string(), "decision": decision }), tr(said));
    Ok(match command {
        Visit::Approve(_) => {
            desk.approve(now, id)?;
            decided("approved", "cli-approved")
        }
        Visit::Decline { reason, .. } => {
            desk.decline(now, id, reason)?;
            decided("declined", "cli-declined")
        }
        Visit::Cancel { day: None, .. } => {
            desk.cancel(now, id)?;
            decided("cancelled", "cli-cancelled")
        }
        Visit::Cancel { day: Some(day), .. } => {
            let day = When::day(day, now.today()).map_err(|fault| CliError::Details(fault.to_string()))?;
            desk.skip(now, id, day)?;
            let object = json!({ "visit": id.to_string(), "decision": "day-cancelled", "day": day.to_string() });
            (object, words("cli-day-cancelled", &[("day", &day.to_string())]))
        }
        Visit::Review(_) => {
            let until = desk.review_pass(now, id)?.rfc3339();
            (json!({ "visit": id.to_string(), "decision": "reviewed", "until": until }), tr("cli-reviewed"))
        }
        Visit::Amend { details, .. } => {
            amend(context, desk, now, id, details)?;
            decided("amended", "cli-amended")
        }
        Visit::Gone(_) => {
            let Recognised::Card(card) = desk.open_visit(now, id, Some(Direction::In))? else {
                return Err(DeskError::Gone.into());
            };
            desk.gone(now, card.referral.ok_or(DeskError::Gone)?)?;
            decided("gone", "cli-gone")
        }
        Visit::Photo { what, .. } => photo(desk, now, id, what)?,
        _ => return Err(DeskError::Gone.into()),
    })
}

/// Keeps, writes or removes the photo of whoever comes for a visit.
fn photo(desk: &mut Desk, now: Moment, id: VisitId, what: &PhotoOf) -> Result<(serde_json::Value, String), CliError> {
    let (who, ..) = desk.visit_to_amend(id)?;
    if let Some(file) = &what.file {
        let again = desk.set_photo(now, who, &photo_in(file)?)?;
        let object = json!({ "visit": id.to_string(), "photo": "kept", "approve_again": again });
        let told = if again > 0 { "cli-photo-kept-again" } else { "cli-photo-kept" };
        return Ok((object, words(told, &[("count", &again.to_string())])));
    }
    if let Some(file) = &what.save {
        let photo = desk.photo(who)?.ok_or(DeskError::NoPhoto)?;
        write(file, &photo.jpeg().map_err(DeskError::from)?, false)?;
        let file = file.display().to_string();
        return Ok((json!({ "visit": id.to_string(), "file": file }), words("cli-written", &[("file", &file)])));
    }
    desk.remove_photo(now, who)?;
    Ok((json!({ "visit": id.to_string(), "photo": "removed" }), tr("cli-photo-removed")))
}

fn amend(context: &Context, desk: &mut Desk, now: Moment, id: VisitId, details: &Details) -> Result<(), CliError> {
    let (who, person, before) = desk.visit_to_amend(id)?;
    let guest = guest(context, &details.over(now, &person, &before))?;
    let mut visit = Appointment { gate: before.gate.clone(), ..guest.visit };
    // Where no time was given it recurs as before.
    if details.when.is_none() && details.from.is_none() && details.until.is_none() {
        visit = visit.at_the_time_of(&before);
    }
    Ok(desk.amend_both(now, id, (who, &guest.person.over(&person)), &visit)?)
}

fn schedule(context: &Context, name: &str, details: &Details) -> Result<Outcome, CliError> {
    let guest = guest(context, &Details { name: Some(name.to_owned()), ..details.clone() })?;
    context.write(|desk| {
        let id = desk.schedule(system_moment(), &guest.person, &guest.visit)?;
        context.out.say(&json!({ "visit": id.to_string(), "decision": "requested" }), || tr("cli-requested"));
        Ok(Outcome::Done)
    })
}

/// The guest that these details describe, read as a file of one row would be.
fn guest(context: &Context, details: &Details) -> Result<Guest, CliError> {
    let filled = details.columns().into_iter().filter_map(|(column, value)| value.map(|value| (column, value)));
    let (header, row): (Vec<_>, Vec<_>) = filled.unzip();
    let quoted = |cells: Vec<String>| {
        cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",")
    };
    let header = header.into_iter().map(str::to_owned).collect();
    let csv = format!("{}\n{}\n", quoted(header), quoted(row));
    let plan = match import::read(csv.as_bytes(), &rules(context)?) {
        // It was no file that somebody gave: what is wrong is said of what they gave.
        Err(ImportFault::Rows(rejection)) => {
            let faults = rejection.faults().iter().map(said).collect::<Vec<_>>();
            return Err(CliError::Details(faults.join("; ")));
        }
        plan => plan?,
    };
    plan.rows.into_iter().next().ok_or(CliError::NoGoodRow)
}

/// A fault, quoting what was given of the time alone: errors name no visitor.
fn said(fault: &RowFault) -> String {
    match fault.column {
        Some(Column::When | Column::From | Column::Until) | None => fault.words(),
        Some(column) => format!("{column}: {}", fault.fault),
    }
}

impl Details {
    /// The columns of an import, with what was given for them.
    fn columns(&self) -> [(&'static str, Option<String>); 28] {
        let said = |said: Option<bool>| said.map(|said| if said { "yes".to_owned() } else { "no".to_owned() });
        [
            ("name", self.name.clone()),
            ("organisation", self.organisation.clone()),
            ("nationality", self.nationality.clone()),
            ("date of birth", self.born.clone()),
            ("document number", self.document.clone()),
            ("host", self.host.clone()),
            ("purpose", self.purpose.clone()),
            ("from", self.from.clone()),
            ("until", self.until.clone()),
            ("areas", self.areas.clone()),
            ("escort", said(self.escort)),
            ("category", self.category.map(|category| category.code().to_owned())),
            ("companion", self.companion.clone()),
            ("consent", said(self.consent)),
            ("medical exemption", said(self.medical)),
            ("reference", self.reference.clone()),
            ("when", self.when.clone()),
            ("section", self.section.clone()),
            ("items", self.items.clone()),
            ("latin form", self.latin.clone()),
            ("other names", self.other_names.clone()),
            ("further documents", self.further_documents.clone()),
            ("languages", self.languages.clone()),
            ("email", self.email.clone()),
            ("plate", self.plate.clone()),
            ("needs", self.needs.clone()),
            ("note for the gate", self.gate_note.clone()),
            ("note for the desk", self.desk_note.clone()),
        ]
    }

    /// These details laid over a visit as it is; of the guest only what they say.
    fn over(&self, now: Moment, person: &Person, visit: &Appointment) -> Self {
        let time = |time| Some(wall(now, time).format("%Y-%m-%d %H:%M").to_string());
        let given = self.clone();
        let name = given.name.clone().or_else(|| Some(person.name.clone()));
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Self {
            name,
            host: given.host.or_else(|| some(&visit.host)),
            purpose: given.purpose.or_else(|| some(&visit.purpose)),
            from: given.from.or_else(|| time(visit.from)).filter(|_| given.when.is_none()),
            until: given.until.or_else(|| time(visit.until)).filter(|_| given.when.is_none()),
            when: given.when,
            section: given.section.or_else(|| some(&visit.section)),
            items: given.items.or_else(|| some(&visit.items.join(";"))),
            areas: given.areas.or_else(|| some(&visit.areas.join(";"))),
            escort: given.escort.or(Some(visit.escort)),
            category: given.category.or(visit.category),
            companion: given.companion.or_else(|| some(&visit.companion)),
            consent: given.consent.or(Some(visit.consent)),
            medical: given.medical.or(Some(visit.medical)),
            reference: given.reference.or_else(|| some(&visit.reference)),
            ..given
        }
    }
}
