//! Delegations as lists, for scripts and for a list to print.

use serde_json::{Value, json};

use super::args::Group;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::{show, visits};
use crate::desk::groups::{Delegation, GroupLine, Headcount, Member};
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::moment::DAY;
use crate::domain::text::{fold, has_all};
use crate::domain::{GroupId, Moment, Timestamp, When};
use crate::i18n::{tr, tr_with};

/// How far back a delegation is looked for by its name.
const BACK: i64 = 31 * DAY;

/// `gateward delegation`
pub fn run(context: &Context, command: &Group) -> Result<Outcome, CliError> {
    match command {
        Group::List { day } => list(context, day.as_deref()),
        Group::Show { text } => context.read(|desk| shown(context, desk, text)),
    }
}

fn list(context: &Context, day: Option<&str>) -> Result<Outcome, CliError> {
    let now = system_moment();
    let day = day.map(|day| When::day(day, now.today())).transpose();
    let day = day.map_err(|fault| CliError::Details(fault.to_string()))?;
    let from = day.map_or(now.day().0, |day| visits::begin(now, day));
    let to = day.and_then(|day| day.succ_opt()).map_or(Timestamp(i64::MAX), |after| visits::begin(now, after));
    context.read(|desk| {
        let groups = desk.groups(now, from, to)?;
        for line in &groups {
            context.out.say(&line_object(line), || line_words(now, line));
        }
        if groups.is_empty() && !context.out.is_json() {
            context.out.line(&tr("cli-no-delegation"));
        }
        Ok(Outcome::Done)
    })
}

fn line_object(line: &GroupLine) -> Value {
    let group = &line.group;
    json!({
        "delegation": line.id.to_string(),
        "name": group.name,
        "host": group.host,
        "leader": line.leader,
        "from": group.from.rfc3339(),
        "until": group.until.rfc3339(),
        "count": count_object(line.count),
    })
}

fn count_object(count: Headcount) -> Value {
    json!({ "all": count.all, "arrived": count.arrived(), "inside": count.inside, "left": count.left })
}

fn line_words(now: Moment, line: &GroupLine) -> String {
    let (from, count) = (show::local(now, line.group.from), count_words(line.count));
    [from, line.group.name.clone(), line.group.host.clone(), count, line.id.to_string()].join("  ")
}

fn count_words(count: Headcount) -> String {
    tr_with("group-count", &[("arrived", count.arrived().into()), ("all", count.all.into())])
}

/// One delegation, a line each of its members; a list where several may be meant.
fn shown(context: &Context, desk: &mut Desk, text: &str) -> Result<Outcome, CliError> {
    let now = system_moment();
    let id = match text.trim().to_ascii_lowercase().parse::<GroupId>() {
        Ok(id) => id,
        Err(_) => {
            let groups = desk.groups(now, now.at.plus(-BACK), Timestamp(i64::MAX))?;
            let wanted = fold(text);
            let mut meant: Vec<_> = groups.into_iter().filter(|line| has_all(&line.group.name, &wanted)).collect();
            // Whoever says the whole name means that one, not one whose name is longer.
            if meant.iter().any(|line| fold(&line.group.name) == wanted) {
                meant.retain(|line| fold(&line.group.name) == wanted);
            }
            match meant.as_slice() {
                [] => return Err(DeskError::Gone.into()),
                [line] => line.id,
                several => {
                    several.iter().for_each(|line| context.out.say(&line_object(line), || line_words(now, line)));
                    return Ok(Outcome::Finding);
                }
            }
        }
    };
    let delegation = desk.delegation(now, id)?;
    for member in &delegation.members {
        context.out.say(&member_object(&delegation, member), || member_words(now, member));
    }
    if !context.out.is_json() {
        context.out.line(&count_words(delegation.count()));
    }
    Ok(Outcome::Done)
}

fn member_object(delegation: &Delegation, member: &Member) -> Value {
    let (line, visit) = (&member.line, &member.line.appointment);
    json!({
        "delegation": delegation.id.to_string(),
        "visit": line.visit.to_string(),
        "visitor": line.guest.name,
        "organisation": line.guest.organisation,
        "leads": member.leads,
        "escort": member.escort,
        "from": visit.from.rfc3339(),
        "until": visit.until.rfc3339(),
        "state": line.stand.code(),
        "since": line.since.map(Timestamp::rfc3339),
    })
}

fn member_words(now: Moment, member: &Member) -> String {
    let (line, state) = (&member.line, tr(&format!("stand-{}", member.line.stand.code())));
    let name = match member.leads {
        true => tr_with("roster-leads", &[("name", line.guest.name.as_str().into())]),
        false => line.guest.name.clone(),
    };
    let said = [show::window(now, &line.appointment), name, state, member.escort.clone(), line.visit.to_string()];
    said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}
