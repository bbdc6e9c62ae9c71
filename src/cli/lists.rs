//! The lists beside the guard's card, and what is done to a visit.

use serde_json::{Value, json};

use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::show::{self, Object};
use crate::desk::lists::{Inside, Standing};
use crate::desk::{Desk, system_moment};
use crate::domain::Moment;
use crate::domain::moment::MINUTE;
use crate::i18n::tr;

/// `gateward inside`
pub fn inside(context: &Context) -> Result<Outcome, CliError> {
    context.read(|desk| {
        let count = say_inside(context, desk)?;
        if !context.out.is_json() && count == 0 {
            say_count(context, count);
        }
        Ok(Outcome::Done)
    })
}

/// Says who is inside; answers how many they are.
pub fn say_inside(context: &Context, desk: &Desk) -> Result<usize, CliError> {
    let now = system_moment();
    let inside = desk.inside(now)?;
    for line in &inside {
        context.out.say(&Value::Object(inside_object(line)), || inside_words(now, line));
    }
    Ok(inside.len())
}

/// Says how many are inside.
pub fn say_count(context: &Context, count: usize) {
    context.out.line(&words("cli-count-inside", &[("count", &count.to_string())]));
}

fn inside_object(line: &Inside) -> Object {
    let mut object = show::visitor(line.person.as_ref(), line.visit.as_ref());
    let _ = object.insert("presence".into(), json!(line.presence));
    let _ = object.insert("number".into(), json!(line.badge.map(|badge| badge.short())));
    let _ = object.insert("since".into(), json!(line.since.rfc3339()));
    let _ = object.insert("overdue_minutes".into(), json!(line.overdue.map(|over| over / MINUTE)));
    object
}

fn inside_words(now: Moment, line: &Inside) -> String {
    let name = line.person.as_ref().map_or_else(|| tr("cli-erased"), |person| person.name.clone());
    let host = line.visit.as_ref().map_or("", |visit| visit.host.as_str());
    let number = line.badge.map(|badge| badge.short()).unwrap_or_default();
    let over = line.overdue.map(|over| words("cli-overdue", &[("minutes", &(over / MINUTE).to_string())]));
    let since = show::local(now, line.since);
    format!("{}  {number}  {name}, {host}, {since}  {}", line.presence, over.unwrap_or_default()).trim_end().to_owned()
}

/// `gateward waiting`
pub fn waiting(context: &Context) -> Result<Outcome, CliError> {
    context.read(|desk| {
        // What security has answered counts by what the lists say now.
        desk.read_whole_lists()?;
        let now = system_moment();
        for line in desk.waiting(now)? {
            let granted: Vec<_> = line.answers.iter().filter(|a| a.granted == Some(true)).map(|a| &a.rule).collect();
            let rules = || line.reasons.iter().map(|reason| &reason.rule);
            let open: Vec<_> = rules().filter(|rule| !granted.contains(rule)).map(String::as_str).collect();
            let minutes = now.at.since(line.since) / MINUTE;
            let mut object = show::visitor(Some(&line.person), Some(&line.appointment));
            let _ = object.insert("referral".into(), json!(line.referral));
            let _ = object.insert("visit".into(), json!(line.visit.to_string()));
            let _ = object.insert("reasons".into(), json!(rules().collect::<Vec<_>>()));
            let _ = object.insert("open".into(), json!(open));
            let _ = object.insert("since".into(), json!(line.since.rfc3339()));
            let _ = object.insert("minutes".into(), json!(minutes));
            let _ = object.insert("remind".into(), json!(line.remind));
            context.out.say(&Value::Object(object), || {
                let (minutes, open) = (minutes.to_string(), open.join(", "));
                let values = [("name", line.person.name.as_str()), ("minutes", &minutes), ("open", &open)];
                words("cli-waiting", &values)
            });
        }
        Ok(Outcome::Done)
    })
}

/// `gateward expected`
pub fn expected(context: &Context) -> Result<Outcome, CliError> {
    context.read(|desk| {
        let now = system_moment();
        for line in desk.expected(now)? {
            let standing = standing(line.standing);
            let mut object = show::visitor(Some(&line.person), Some(&line.appointment));
            let _ = object.insert("visit".into(), json!(line.visit.to_string()));
            let _ = object.insert("standing".into(), json!(standing));
            context.out.say(&Value::Object(object), || {
                let time = now.local(line.appointment.from).format("%H:%M");
                let said = tr(&format!("cli-standing-{standing}"));
                format!("{time}  {}, {}  {said}", line.person.name, line.appointment.host)
            });
        }
        Ok(Outcome::Done)
    })
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Expected => "expected",
        Standing::Late(_) => "late",
        Standing::Waiting => "waiting",
        Standing::Inside => "inside",
        Standing::Left => "left",
        Standing::Refused => "refused",
        Standing::Cancelled => "cancelled",
        Standing::Missed => "missed",
    }
}
