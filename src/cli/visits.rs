//! Visits as lists: by their time, what waits for its approval, what a guest came for, and who approves for whom.

use serde_json::{Value, json};

use super::args::VisitsListed;
use super::check::recognise;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::show;
use crate::desk::clock::place_at;
use crate::desk::visits::approval::Due;
use crate::desk::visits::diary::Wanted;
use crate::desk::visits::history::{Line, Step};
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::operator::Act as Deed;
use crate::domain::recurrence::{Edge, instant};
use crate::domain::{Direction, Moment, Recognised, Timestamp, VisitId, When};
use crate::i18n::tr;

/// Visits read into memory at a time.
const SLICE: u32 = 1_000;

/// What a text means of the visits.
pub enum Meant {
    /// This one.
    Visit(VisitId),
    /// None, or several, as the gate sees it.
    Undecided(Recognised),
    /// Several, as the desk sees it.
    Several(Vec<Line>),
}

/// Which visit is meant: by its id, by what the gate recognises, or, for whoever keeps no gate, by name among those to come.
pub fn meant(desk: &mut Desk, now: Moment, text: &str) -> Result<Meant, CliError> {
    if let Ok(visit) = text.trim().to_ascii_lowercase().parse::<VisitId>() {
        return Ok(Meant::Visit(visit));
    }
    if !desk.may(Deed::Check) {
        let (start, _) = now.day();
        let wanted = Wanted { text: text.to_owned(), from: Some(start), ..Wanted::default() };
        // Of a visit that recurs its next day.
        let mut lines: Vec<Line> = Vec::new();
        for line in all(desk, now, &wanted)? {
            if lines.iter().all(|known| known.visit != line.visit) {
                lines.push(line);
            }
        }
        return Ok(match lines.as_slice() {
            [] => Meant::Undecided(Recognised::Nothing(crate::domain::text::escape(text, 120))),
            [line] => Meant::Visit(line.visit),
            _ => Meant::Several(lines),
        });
    }
    let recognised = recognise(desk, now, text, Some(Direction::In))?;
    let Recognised::Card(card) = &recognised else { return Ok(Meant::Undecided(recognised)) };
    let (id, _) = card.visit.as_ref().ok_or(DeskError::Gone)?;
    Ok(Meant::Visit(*id))
}

fn all(desk: &mut Desk, now: Moment, wanted: &Wanted) -> Result<Vec<Line>, CliError> {
    while !desk.remember_some(SLICE)? {}
    desk.read_whole_roster()?;
    let (mut lines, mut after) = (Vec::new(), None);
    loop {
        let page = desk.visits_wanted(now, wanted, after)?;
        lines.extend(page.lines);
        if page.whole {
            return Ok(lines);
        }
        after = page.next;
    }
}

/// `gateward visit list`
pub fn list(context: &Context, listed: &VisitsListed) -> Result<Outcome, CliError> {
    let now = system_moment();
    let wanted = wanted(now, listed)?;
    context.read(|desk| {
        let lines = all(desk, now, &wanted)?;
        Ok(said(context, &lines, Outcome::Done))
    })
}

/// Which visits are looked for.
pub(super) fn wanted(now: Moment, listed: &VisitsListed) -> Result<Wanted, CliError> {
    let day = |text: &str| When::day(text, now.today()).map_err(|fault| CliError::Details(fault.to_string()));
    let first = listed.day.as_deref().map_or(Ok(now.today()), day)?;
    let last = listed.to.as_deref().map_or(Ok(first), day)?;
    Ok(Wanted {
        from: Some(begin(now, first)),
        to: last.succ_opt().map(|after| begin(now, after)),
        text: listed.name.clone().unwrap_or_default(),
        host: listed.host.clone().unwrap_or_default(),
        category: listed.category,
        stand: listed.state,
        mine: listed.mine,
    })
}

pub(super) fn begin(now: Moment, day: chrono::NaiveDate) -> Timestamp {
    instant(place_at(now), day.and_time(chrono::NaiveTime::MIN), Edge::From)
}

/// `gateward visit history`
pub fn history(context: &Context, text: &str) -> Result<Outcome, CliError> {
    context.read(|desk| {
        let now = system_moment();
        match meant(desk, now, text)? {
            Meant::Visit(visit) => {
                let (who, ..) = desk.visit_to_amend(visit)?;
                let lines = desk.visits_of(now, who)?;
                Ok(said(context, &lines, Outcome::Done))
            }
            Meant::Undecided(recognised) => Ok(super::act::Said::undecided(now, &recognised).through(context)),
            Meant::Several(lines) => Ok(said(context, &lines, Outcome::Finding)),
        }
    })
}

/// `gateward visit steps`
pub fn steps(context: &Context, text: &str) -> Result<Outcome, CliError> {
    context.read(|desk| {
        let now = system_moment();
        match meant(desk, now, text)? {
            Meant::Visit(visit) => {
                for step in desk.steps(now, visit)? {
                    context.out.say(&step_object(&step), || step_words(now, &step));
                }
                Ok(Outcome::Done)
            }
            Meant::Undecided(recognised) => Ok(super::act::Said::undecided(now, &recognised).through(context)),
            Meant::Several(lines) => Ok(said(context, &lines, Outcome::Finding)),
        }
    })
}

/// Says these lines, one each.
pub fn said(context: &Context, lines: &[Line], outcome: Outcome) -> Outcome {
    let now = system_moment();
    for line in lines {
        context.out.say(&object(line), || line_words(now, line));
    }
    if lines.is_empty() && !context.out.is_json() {
        context.out.line(&tr("agenda-empty"));
    }
    outcome
}

fn object(line: &Line) -> Value {
    let visit = &line.appointment;
    json!({
        "visit": line.visit.to_string(),
        "visitor": line.guest.name,
        "host": visit.host,
        "section": visit.section,
        "purpose": visit.purpose,
        "category": visit.category.map(|category| category.code()),
        "from": visit.from.rfc3339(),
        "until": visit.until.rfc3339(),
        "state": line.stand.code(),
        "since": line.since.map(Timestamp::rfc3339),
    })
}

fn line_words(now: Moment, line: &Line) -> String {
    let (visit, state) = (&line.appointment, tr(&format!("stand-{}", line.stand.code())));
    let time = show::window(now, visit);
    [time, line.guest.name.clone(), visit.host.clone(), state, line.visit.to_string()].join("  ")
}

fn step_object(step: &Step) -> Value {
    json!({ "at": step.at.rfc3339(), "step": step.kind.code(), "by": step.by, "note": step.note })
}

fn step_words(now: Moment, step: &Step) -> String {
    let kind = tr(&format!("kind-{}", step.kind.code()));
    let said = [show::local(now, step.at), kind, step.by.clone(), step.note.clone()];
    said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// `gateward visit due`
pub fn due(context: &Context) -> Result<Outcome, CliError> {
    context.read(|desk| {
        let now = system_moment();
        desk.read_whole_lists()?;
        let mut after = None;
        loop {
            let page = desk.to_approve(now, after)?;
            for due in &page.due {
                context.out.say(&due_object(now, due), || due_words(now, due));
            }
            after = page.next;
            if after.is_none() {
                return Ok(Outcome::Done);
            }
        }
    })
}

fn due_object(now: Moment, due: &Due) -> Value {
    let visit = &due.appointment;
    json!({
        "visit": due.visit.to_string(),
        "visitor": due.guest.name,
        "host": visit.host,
        "from": visit.from.rfc3339(),
        "until": visit.until.rfc3339(),
        "entered": due.since.rfc3339(),
        "by": due.by,
        "needs": due.needs.map(|resolver| resolver.code()),
        "rules": due.rules,
        "may": due.may,
        "near": due.is_near(now.at),
    })
}

fn due_words(now: Moment, due: &Due) -> String {
    let time = show::window(now, &due.appointment);
    let needs = due.needs.map_or("anybody", |resolver| resolver.code());
    let needs = tr(&format!("approval-by-{needs}"));
    [time, due.guest.name.clone(), due.appointment.host.clone(), needs, due.visit.to_string()].join("  ")
}

/// `gateward visit delegate`
pub fn delegate(context: &Context, number: &str, until: &str) -> Result<Outcome, CliError> {
    context.write(|desk| {
        // Not before signing in, which is recorded with the time that it is then.
        let now = system_moment();
        let day = When::day(until, now.today()).map_err(|fault| CliError::Details(fault.to_string()))?;
        let until = begin(now, day.succ_opt().unwrap_or(day)).plus(-1);
        desk.delegate_approval(now, number, until)?;
        let object = json!({ "delegated": number, "until": until.rfc3339() });
        context.out.say(&object, || words("cli-delegated", &[("number", number)]));
        Ok(Outcome::Done)
    })
}

/// `gateward visit delegations`
pub fn delegations(context: &Context) -> Result<Outcome, CliError> {
    context.read(|desk| {
        let now = system_moment();
        for one in desk.delegations(now)? {
            let (giver, heir) = (&one.giver.0, &one.heir.0);
            let object = json!({ "entry": one.seq, "giver": giver, "heir": heir, "until": one.until.rfc3339() });
            let until = show::local(now, one.until);
            let seq = one.seq.to_string();
            let told = [("entry", seq.as_str()), ("giver", giver), ("heir", heir), ("until", &until)];
            context.out.say(&object, || words("cli-delegation", &told));
        }
        Ok(Outcome::Done)
    })
}

/// `gateward visit end-delegation`
pub fn end_delegation(context: &Context, entry: u64) -> Result<Outcome, CliError> {
    context.write(|desk| {
        desk.end_delegation(system_moment(), entry)?;
        context.out.say(&json!({ "ended": entry }), || tr("cli-delegation-ended"));
        Ok(Outcome::Done)
    })
}
