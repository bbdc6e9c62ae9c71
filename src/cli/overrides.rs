//! Overrides by command: letting somebody in by two, the register, and going through a month of it.

use serde_json::json;

use super::act::{admitted, card_of, card_of_nobody_like, present};
use super::args::{Override, Overrides};
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::second::{second, why};
use super::{act::Said, posture, show};
use crate::desk::decide::WalkIn;
use crate::desk::overrides::{Line, Month, State};
use crate::desk::second::{Second, Why};
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::{Cause, Direction, Recognised};
use crate::i18n::tr;

/// `gateward override`
pub fn let_in(context: &Context, given: &Override) -> Result<Outcome, CliError> {
    let beside = second(&context.out, &given.second.second, given.second.second_passphrase_file.as_deref())?;
    context.write(|desk| Ok(overridden(desk, given, &beside)?.through(context)))
}

fn overridden(desk: &mut Desk, given: &Override, beside: &Second) -> Result<Said, CliError> {
    let (why, now) = (why(&given.why), system_moment());
    // Who names a host says that they are on no list.
    let find = if given.host.is_some() { card_of_nobody_like } else { card_of };
    let mut card = match find(desk, now, &given.visitor)? {
        Ok(card) => card,
        Err(other) => return Ok(Said::undecided(now, &other)),
    };
    if let (None, Some(host)) = (&card.visit, &given.host) {
        let walk_in =
            WalkIn { name: card.typed.clone(), host: host.clone(), category: given.category, ..WalkIn::default() };
        let visit = desk.write_down(now, &walk_in)?;
        let Recognised::Card(known) = desk.open_visit(now, visit, Some(Direction::In))? else {
            return Err(DeskError::Gone.into());
        };
        card = known;
    }
    if card.visit.is_none() && !card.typed.is_empty() {
        return Err(CliError::OnNoList);
    }
    match desk.override_verdict(now, &card, &given.done, &why, beside) {
        Ok(admission) => Ok(admitted(now, &card, &admission, "overridden")),
        Err(DeskError::Changed(card) | DeskError::NotAdmissible(card)) => present(desk, now, &card),
        Err(error) => Err(error.into()),
    }
}

/// `gateward overrides`
pub fn run(context: &Context, command: Option<&Overrides>) -> Result<Outcome, CliError> {
    match command {
        None => context.read(|desk| {
            let months = desk.overrides(system_moment())?;
            for month in &months {
                month.lines.iter().for_each(|line| say(context, month, line));
            }
            if months.is_empty() && !context.out.is_json() {
                context.out.line(&tr("overrides-empty"));
            }
            // What is due is a finding.
            Ok(Outcome::unless(months.iter().all(|month| month.state != State::Due)))
        }),
        Some(Overrides::Review { month, text }) => context.write(|desk| {
            let now = system_moment();
            let why = Why { cause: Cause::Routine, text: text.clone(), asked: now };
            let entry = desk.review_overrides(now, month, &why)?;
            let object = json!({ "month": month, "entry": entry });
            context
                .out
                .say(&object, || words("cli-overrides-reviewed", &[("month", month), ("entry", &entry.to_string())]));
            Ok(Outcome::Done)
        }),
    }
}

fn say(context: &Context, month: &Month, line: &Line) {
    let reviewed = line.reviewed.as_ref();
    let object = json!({
        "month": month.name, "state": month.state.code(), "entry": line.seq, "at": line.at.rfc3339(),
        "visitor": line.name, "rules": line.rules, "reason": line.cause.map(Cause::code), "text": line.text,
        "by": line.by, "second": line.second,
        "reviewed_by": reviewed.map(|(by, _)| by), "reviewed": reviewed.map(|(_, at)| at.rfc3339()),
    });
    context.out.say(&object, || {
        let rules = line.rules.iter().map(|rule| posture::said(rule)).collect::<Vec<_>>().join("; ");
        let cause = line.cause.map(|cause| tr(&format!("cause-{}", cause.code()))).unwrap_or_default();
        let state = tr(&format!("overrides-{}", month.state.code()));
        let time = show::local(system_moment(), line.at);
        let erased = line.cause.is_none().then(|| tr("log-erased"));
        let name = erased.as_ref().unwrap_or(&line.name);
        let values = [("time", time.as_str()), ("name", name), ("rules", &rules), ("cause", &cause)];
        let rest = [("text", line.text.as_str()), ("by", &line.by), ("second", &line.second), ("state", &state)];
        words("cli-override", &[values, rest].concat())
    });
}
