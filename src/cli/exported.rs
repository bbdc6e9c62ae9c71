//! Lists as files.

use serde_json::json;

use super::args::Export;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::visits::{self, Meant};
use super::{act, figures, group};
use crate::desk::export::{Draft, Format, List, Work, write};
use crate::desk::journal::Filter;
use crate::desk::{Desk, system_moment};
use crate::domain::{Moment, When};

/// `gateward export`
pub fn run(context: &Context, asked: &Export) -> Result<Outcome, CliError> {
    let target = asked.target();
    let format = target.format.or_else(|| Format::of(&target.output));
    let format = format.ok_or_else(|| CliError::Value("--format", "csv, xlsx or pdf".into()))?;
    if target.output.exists() && !target.force {
        return Err(CliError::Exists(target.output.clone()));
    }
    context.write(|desk| match list(context, desk, asked)? {
        Ok(list) => taken(context, desk, list, format, asked),
        Err(outcome) => Ok(outcome),
    })
}

/// Which list is meant; an outcome where it was said that several may be.
fn list(context: &Context, desk: &mut Desk, asked: &Export) -> Result<Result<List, Outcome>, CliError> {
    let now = system_moment();
    Ok(Ok(match asked {
        Export::Visits { listed, .. } => List::Visits(Box::new(visits::wanted(now, listed)?)),
        Export::Guest { who, .. } => match visits::meant(desk, now, &who.text)? {
            Meant::Visit(visit) => List::Guest(desk.visit_to_amend(visit)?.0),
            Meant::Undecided(recognised) => {
                return Ok(Err(act::Said::undecided(now, &recognised).through(context)));
            }
            Meant::Several(lines) => return Ok(Err(visits::said(context, &lines, Outcome::Finding))),
        },
        Export::Delegation { text, .. } => match group::meant(context, desk, now, text)? {
            Some(group) => List::Group(group),
            None => return Ok(Err(Outcome::Finding)),
        },
        Export::Approvals { .. } => List::Due,
        Export::Inside { .. } => List::Inside(String::new()),
        Export::Muster { .. } => List::Roll,
        Export::Waiting { .. } => {
            // What security has answered counts by what the lists say now.
            desk.read_whole_lists()?;
            List::Waiting
        }
        Export::Review { .. } => List::Review(None),
        Export::Log { kind, day, to, .. } => List::Log(entries(now, *kind, day.as_deref(), to.as_deref())?),
        Export::Figures { days, .. } => List::Figures(figures::period(now, days)?),
        Export::Overrides { month, .. } => List::Overrides(month.clone()),
    }))
}

fn entries(
    now: Moment,
    kind: Option<crate::domain::Kind>,
    day: Option<&str>,
    to: Option<&str>,
) -> Result<Filter, CliError> {
    let read = |text: &str| When::day(text, now.today()).map_err(|fault| CliError::Details(fault.to_string()));
    let (day, to) = (day.map(read).transpose()?, to.map(read).transpose()?);
    let after = to.or(day).and_then(|last| last.succ_opt());
    let (from, before) = (day.map(|day| visits::begin(now, day)), after.map(|day| visits::begin(now, day)));
    Ok(Filter { kind, from, before, ..Filter::default() })
}

fn taken(context: &Context, desk: &mut Desk, list: List, format: Format, asked: &Export) -> Result<Outcome, CliError> {
    let (now, target) = (system_moment(), asked.target());
    let code = list.code();
    let (mut gathering, head) = (desk.gathering(now, list, format)?, desk.export_head(now)?);
    while !desk.gather(now, &mut gathering)? {
        context.out.progress(&words("cli-gathering", &[("rows", &gathering.rows().to_string())]));
    }
    context.out.progress("");
    let table = gathering.table();
    let bytes = write(&table, &head, format, &Work::default()).map_err(CliError::file(&target.output))?;
    let draft = Draft::write(&table, format, &bytes, &target.output).map_err(CliError::file(&target.output))?;
    let (rows, sha256) = (draft.rows, draft.sha256.clone());
    let entry = desk.record_export(system_moment(), &draft)?;
    draft.keep(&target.output, target.force).map_err(CliError::file(&target.output))?;
    let object = json!({
        "list": code, "format": format.code(), "rows": rows, "file": target.output, "sha256": sha256, "entry": entry,
    });
    let file = target.output.display().to_string();
    context.out.say(&object, || words("cli-list-exported", &[("rows", &rows.to_string()), ("file", &file)]));
    Ok(Outcome::Done)
}
