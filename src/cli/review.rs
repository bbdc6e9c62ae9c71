//! Going through the allow-list by command.

use serde_json::{Value, json};

use super::args::Review;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::show;
use crate::desk::second::Why;
use crate::desk::visits::change::{AT_ONCE, Change};
use crate::desk::visits::review::{Group, Item};
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::text::{fold, has_all};
use crate::domain::{Cause, Moment, Timestamp, VisitId};
use crate::i18n::tr;

/// `gateward review`
pub fn run(context: &Context, command: &Review) -> Result<Outcome, CliError> {
    match command {
        Review::List => context.read(|desk| list(context, desk)),
        Review::Confirm { visits, all_due } => {
            context.write(|desk| change(context, desk, visits, *all_due, &Change::Confirm))
        }
        Review::End { visits } => context.write(|desk| change(context, desk, visits, false, &Change::Cancel)),
        Review::Close { text } => context.write(|desk| close(context, desk, text)),
    }
}

/// Everything that is to be gone through.
fn items(desk: &Desk, now: Moment) -> Result<Vec<Item>, DeskError> {
    let (mut items, mut after) = (Vec::new(), None);
    loop {
        let page = desk.review(now, after)?;
        items.extend(page.items);
        after = page.next;
        if after.is_none() {
            return Ok(items);
        }
    }
}

fn list(context: &Context, desk: &Desk) -> Result<Outcome, CliError> {
    let now = system_moment();
    let items = items(desk, now)?;
    for item in &items {
        context.out.say(&object(now, item), || item_words(now, item));
    }
    let since = desk.reviewed_since(now)?;
    if !context.out.is_json() {
        let (confirmed, ended) = (since.confirmed.len().to_string(), since.ended.len().to_string());
        let last = since.last.map_or_else(|| tr("review-never"), |(by, at)| format!("{}, {by}", show::local(now, at)));
        let told = [("confirmed", confirmed.as_str()), ("ended", &ended), ("last", &last)];
        context.out.line(&words("cli-review-since", &told));
    }
    Ok(Outcome::Done)
}

fn object(now: Moment, item: &Item) -> Value {
    json!({
        "visit": item.visit.to_string(),
        "visitor": item.guest.name,
        "host": item.appointment.host,
        "pass": item.is_pass(),
        "due": item.due.rfc3339(),
        "overdue": item.is_overdue(now.at),
        "reviewed": item.reviewed.1.rfc3339(),
        "by": item.reviewed.0,
        "came": item.came.map(Timestamp::rfc3339),
        "groups": item.groups.iter().map(|group| group.code()).collect::<Vec<_>>(),
    })
}

fn item_words(now: Moment, item: &Item) -> String {
    let groups = item.groups.iter().map(|group| tr(&format!("review-{}", group.code())));
    let groups = groups.collect::<Vec<_>>().join(", ");
    let said = [show::local(now, item.due), item.guest.name.clone(), item.appointment.host.clone(), groups];
    [said.join("  "), item.visit.to_string()].join("  ")
}

/// Which of them is meant: exactly one by each text.
fn meant(items: &[Item], text: &str) -> Result<VisitId, CliError> {
    if let Ok(visit) = text.trim().to_ascii_lowercase().parse() {
        return Ok(visit);
    }
    let wanted = fold(text);
    let found: Vec<&Item> = items.iter().filter(|item| has_all(&item.guest.lines(), &wanted)).collect();
    match found.as_slice() {
        [] => Err(DeskError::Gone.into()),
        [item] => Ok(item.visit),
        several => {
            let visits = several.iter().map(|item| item.visit.to_string()).collect::<Vec<_>>().join(", ");
            Err(CliError::Value("TEXT", words("cli-review-several", &[("visits", &visits)])))
        }
    }
}

fn change(
    context: &Context,
    desk: &mut Desk,
    texts: &[String],
    due: bool,
    change: &Change,
) -> Result<Outcome, CliError> {
    let now = system_moment();
    let items = items(desk, now)?;
    let visits: Vec<VisitId> = if due {
        items.iter().filter(|item| item.groups.contains(&Group::Due)).map(|item| item.visit).collect()
    } else {
        texts.iter().map(|text| meant(&items, text)).collect::<Result<_, _>>()?
    };
    let (mut done, mut left) = (0, Vec::new());
    for some in visits.chunks(AT_ONCE) {
        let changed = desk.change_visits(now, some, change, done > 0)?;
        done += changed.done;
        left.extend(changed.left);
    }
    let why = left.first().map(ToString::to_string);
    let object = json!({ "done": done, "left": left.len(), "why": why });
    let (count, stay) = (done.to_string(), left.len().to_string());
    context.out.say(&object, || match &why {
        None => words("cli-review-done", &[("count", &count)]),
        Some(why) => words("cli-review-left", &[("count", &count), ("left", &stay), ("why", why)]),
    });
    Ok(Outcome::unless(left.is_empty()))
}

fn close(context: &Context, desk: &mut Desk, text: &str) -> Result<Outcome, CliError> {
    let now = system_moment();
    let since = desk.reviewed_since(now)?;
    let why = Why { cause: Cause::Routine, text: text.to_owned(), asked: now };
    let open = desk.close_review(now, &why)?;
    let (confirmed, ended) = (since.confirmed.len(), since.ended.len());
    let object = json!({ "confirmed": confirmed, "ended": ended, "open": open });
    let (confirmed, ended, open) = (confirmed.to_string(), ended.to_string(), open.to_string());
    context
        .out
        .say(&object, || words("cli-review-closed", &[("confirmed", &confirmed), ("ended", &ended), ("open", &open)]));
    Ok(Outcome::Done)
}
