//! The mission's own list and the findings, by command.

use serde_json::{Value, json};

use super::args::{Findings, Listed, Listing as Command, SecondGiven};
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::second;
use super::show;
use super::watchlist;
use crate::desk::screening::answered::Answered;
use crate::desk::screening::files;
use crate::desk::screening::findings::{Answer, Case, CaseHit, Cause, Finding};
use crate::desk::screening::listings::{NewListing, OwnListing};
use crate::desk::screening::lists::ListStatus;
use crate::desk::screening::{Birth, Hit, Line, Name, Quality};
use crate::desk::second::{Second, Why};
use crate::desk::{DeskError, explain, system_moment};
use crate::domain;
use crate::domain::{FindingId, ListingId, Moment, Timestamp};
use crate::i18n::tr;

/// `gateward listing`
pub fn listing(context: &Context, command: &Command) -> Result<Outcome, CliError> {
    match command {
        Command::List => context.read(|desk| {
            for own in desk.own_listings(system_moment())? {
                context.out.say(&own_object(&own), || own_words(&own));
            }
            Ok(Outcome::Done)
        }),
        Command::Add { name, details } => {
            let mut new = NewListing::default();
            new.listing.names.push(Name { text: name.clone(), quality: Quality::Primary });
            lay_over(&mut new, details, system_moment())?;
            let id = context.write(|desk| Ok(desk.add_listing(system_moment(), &new)?))?;
            said(context, id, "added")
        }
        Command::Amend { id, name, details, second } => {
            let by = by(context, second, "")?;
            context.write(|desk| {
                let now = system_moment();
                let own = desk.own_listings(now)?.into_iter().find(|own| own.id == *id).ok_or(DeskError::Gone)?;
                let mut new = own.content;
                if let (Some(name), Some(primary)) = (name, new.listing.names.first_mut()) {
                    primary.text.clone_from(name);
                }
                lay_over(&mut new, details, now)?;
                match &by {
                    Some((why, second)) => desk.amend_listing_by_two(now, *id, &new, why, second)?,
                    None => desk.amend_listing(now, *id, &new)?,
                }
                said(context, *id, "amended")
            })
        }
        Command::End { id, reason, second } => {
            let by = by(context, second, reason)?;
            context.write(|desk| {
                match &by {
                    Some((why, second)) => desk.end_listing_by_two(system_moment(), *id, why, second)?,
                    None => desk.end_listing(system_moment(), *id, reason)?,
                }
                said(context, *id, "ended")
            })
        }
    }
}

/// Who signs beside the operator, where somebody was named, and why.
fn by(context: &Context, given: &SecondGiven, reason: &str) -> Result<Option<(Why, Second)>, CliError> {
    let Some(number) = &given.second else { return Ok(None) };
    let second = second::second(&context.out, number, given.second_passphrase_file.as_deref())?;
    Ok(Some((Why { cause: domain::Cause::Other, text: reason.to_owned(), asked: system_moment() }, second)))
}

fn said(context: &Context, id: ListingId, what: &str) -> Result<Outcome, CliError> {
    let object = json!({ "listing": id.to_string(), "decision": what });
    context.out.say(&object, || words(&format!("cli-listing-{what}"), &[("id", &id.to_string())]));
    Ok(Outcome::Done)
}

/// What was given, in place of what stood there.
fn lay_over(new: &mut NewListing, given: &Listed, now: Moment) -> Result<(), CliError> {
    let listing = &mut new.listing;
    listing.nature = given.kind.unwrap_or(listing.nature);
    if !given.aliases.is_empty() {
        listing.names.truncate(1);
        listing.names.extend(given.aliases.iter().map(|text| Name { text: text.clone(), quality: Quality::Good }));
    }
    if !given.born.is_empty() {
        let born: Result<Vec<Birth>, _> = given.born.iter().cloned().map(Birth::try_from).collect();
        listing.births = born.map_err(|fault| CliError::Value("--born", fault.to_string()))?;
    }
    if !given.nationalities.is_empty() {
        listing.nationalities.clone_from(&given.nationalities);
    }
    if !given.documents.is_empty() {
        listing.documents.clone_from(&given.documents);
    }
    let text = |to: &mut String, from: &Option<String>| from.iter().for_each(|from| to.clone_from(from));
    text(&mut new.reason, &given.reason);
    text(&mut new.instruction, &given.instruction);
    if given.until.is_some() {
        new.until = end(given.until.as_deref(), now)?;
    }
    Ok(())
}

/// The last moment of the day that was given, if one was.
fn end(date: Option<&str>, now: Moment) -> Result<Option<Timestamp>, CliError> {
    let wrong = || CliError::Value("--until", "YYYY-MM-DD".to_owned());
    let end = |date: &str| date.parse().ok().and_then(|day| files::end_of(day, now));
    date.map(|date| end(date).ok_or_else(wrong)).transpose()
}

fn own_object(own: &OwnListing) -> Value {
    let NewListing { listing, instruction, reason, until } = &own.content;
    json!({
        "listing": own.id.to_string(), "kind": listing.nature.code(), "names": listing.names.iter().map(|name| &name.text).collect::<Vec<_>>(),
        "born": listing.births, "nationalities": listing.nationalities, "documents": listing.documents,
        "instruction": instruction, "reason": reason, "until": until.map(Timestamp::rfc3339), "counts": own.counts,
        "entry": own.entry,
    })
}

fn own_words(own: &OwnListing) -> String {
    let over = if own.counts { String::new() } else { tr("cli-listing-over") };
    format!("{}  {}  {} {over}", own.id, own.content.listing.primary(), own.content.reason).trim_end().to_owned()
}

/// `gateward findings`
pub fn run(context: &Context, command: Option<&Findings>) -> Result<Outcome, CliError> {
    match command {
        None => context.read(|desk| {
            let now = system_moment();
            desk.look_through_all(now)?;
            let lines = desk.findings(now)?;
            let doubted: Vec<_> = desk.lists(now).into_iter().filter(ListStatus::is_doubtful).collect();
            for list in &doubted {
                context.out.say(&watchlist::doubt(list), || watchlist::doubt_words(list));
            }
            for line in &lines {
                context.out.say(&line_object(line), || line_words(now, line));
            }
            if lines.is_empty() && doubted.is_empty() && !context.out.is_json() {
                context.out.line(&tr("findings-none"));
            }
            Ok(Outcome::Done)
        }),
        Some(Findings::Show { id }) => context.read(|desk| {
            let now = system_moment();
            desk.look_through_all(now)?;
            let case = desk.finding(now, *id)?;
            context.out.say(&case_object(&case), || case_words(&case));
            Ok(Outcome::Done)
        }),
        Some(Findings::Answer { id, answer, note, until, reason, second, second_passphrase_file }) => {
            let until = end(until.as_deref(), system_moment())?;
            let file = second_passphrase_file.as_deref();
            let second = second.as_ref().filter(|_| *answer == Answer::No);
            let second = second.map(|number| second::second(&context.out, number, file)).transpose()?;
            context.write(|desk| {
                let now = system_moment();
                desk.look_through_all(now)?;
                let why = Why { cause: *reason, text: note.clone(), asked: system_moment() };
                match &second {
                    Some(second) => desk.clear_stop(why.asked, *id, until, &why, second)?,
                    None => desk.answer_finding(now, *id, *answer, note, until)?,
                }
                say_answered(context, *id, *answer);
                Ok(Outcome::Done)
            })
        }
    }
}

/// `gateward findings --answered`, or those that clear somebody now: `--cleared`
pub fn answered(context: &Context, cleared: bool) -> Result<Outcome, CliError> {
    context.read(|desk| {
        let now = system_moment();
        let (mut before, mut any) = (None, false);
        loop {
            let page = desk.answered_findings(now, before)?;
            let Some(last) = page.last() else { break };
            before = Some(last.given.entry);
            for line in page.iter().filter(|line| line.clears || !cleared) {
                any = true;
                context.out.say(&answered_object(line), || answered_words(now, line));
            }
        }
        if !any && !context.out.is_json() {
            context.out.line(&tr(if cleared { "findings-none-cleared" } else { "findings-none-answered" }));
        }
        Ok(Outcome::Done)
    })
}

fn answered_object(line: &Answered) -> Value {
    let given = &line.given;
    json!({
        "finding": line.id.to_string(), "visitor": line.visitor, "list": line.list, "listing": line.listing,
        "answer": given.answer.map(Answer::code), "note": given.note, "operator": given.operator,
        "second": given.second, "at": given.at.rfc3339(), "until": given.until.map(Timestamp::rfc3339), "cleared": line.clears,
        "entry": given.entry,
    })
}

fn answered_words(now: Moment, line: &Answered) -> String {
    let given = &line.given;
    let answer =
        given.answer.map_or_else(|| tr("case-given-sealed"), |answer| tr(&format!("case-given-{}", answer.code())));
    let visitor = if line.visitor.is_empty() { tr("cli-erased") } else { line.visitor.clone() };
    let until = |until| words("case-given-until", &[("time", &show::local(now, until))]);
    let until = given.until.filter(|_| line.clears).map(until).unwrap_or_default();
    let (list, at) = (together([&line.list, &line.listing]), show::local(now, given.at));
    together([&line.id.to_string(), &answer, &visitor, &list, &until, &at, &given.operator, &given.note])
}

fn say_answered(context: &Context, id: FindingId, answer: Answer) {
    let object = json!({ "finding": id.to_string(), "answer": answer.code() });
    context.out.say(&object, || tr(&format!("note-finding-{}", answer.code())));
}

fn line_object(line: &Finding) -> Value {
    json!({
        "finding": line.id.to_string(), "visitor": line.name, "visit": line.visit.to_string(),
        "cause": line.cause.code(), "employer": line.employer, "list": line.listed.0, "listed": line.listed.1, "score": line.score,
        "open": line.open, "since": line.since.rfc3339(), "referral": line.referral, "inside": line.inside,
        "unsure": line.unsure,
    })
}

fn line_words(now: Moment, line: &Finding) -> String {
    let (list, listed) = &line.listed;
    let (cause, since) = (tr(&format!("finding-{}", line.cause.code())), show::local(now, line.since));
    let employer = if line.employer { tr("finding-employer") } else { String::new() };
    together([&line.id.to_string(), &cause, &line.name, &employer, list, listed, &since])
}

fn case_object(case: &Case) -> Value {
    let mut object = show::visitor(Some(&case.visitor), Some(&case.appointment));
    let hits: Vec<Value> = case.hits.iter().map(hit_object).collect();
    for (name, value) in [
        ("organisation", json!(case.visitor.organisation)),
        ("nationality", json!(case.visitor.nationality)),
        ("document", json!(case.visitor.document)),
        ("visit", json!(case.visit.to_string())),
        ("referral", json!(case.referral)),
        ("inside", json!(case.inside)),
        ("hits", json!(hits)),
    ] {
        let _ = object.insert(name.to_owned(), value);
    }
    Value::Object(object)
}

fn hit_object(hit: &CaseHit) -> Value {
    let given = hit.given.iter().map(|given| {
        json!({
            "entry": given.entry, "at": given.at.rfc3339(), "operator": given.operator, "second": given.second,
            "answer": given.answer.map(Answer::code), "note": given.note, "until": given.until.map(Timestamp::rfc3339),
        })
    });
    json!({
        "finding": hit.id.to_string(), "cause": hit.cause.code(), "open": hit.open,
        "employer": hit.hit.as_ref().is_some_and(Hit::is_employer),
        "list": hit.hit.as_ref().map(|hit| &hit.list), "listing": hit.hit.as_ref().map(|hit| &hit.listing),
        "score": hit.hit.as_ref().map(|hit| hit.score), "explanation": hit.lines.iter().map(line_of).collect::<Vec<_>>(),
        "instruction": hit.own.0, "reason": hit.own.1, "answers": given.collect::<Vec<_>>(),
    })
}

fn line_of(line: &Line) -> Value {
    json!({ "says": explain::says(&line.says), "points": line.points })
}

fn case_words(case: &Case) -> String {
    let visitor = &case.visitor;
    let born = visitor.born.map_or_else(|| tr("cli-born-unknown"), String::from);
    let mut lines = vec![together([&visitor.name, &born, &visitor.nationality, &visitor.document])];
    for hit in &case.hits {
        lines.push(format!("  {}  {}", hit.id, tr(&format!("finding-{}", hit.cause.code()))));
        if let Some(found) = &hit.hit {
            if found.is_employer() {
                lines.push(format!("    {}", words("case-employer-says", &[("organisation", &visitor.organisation)])));
            }
            lines.extend(listed_words(found).into_iter().map(|line| format!("    {line}")));
            lines.extend(hit.lines.iter().map(|line| format!("      {}", explain::line(line))));
        }
        let todo = match hit.cause {
            Cause::Match(_) => None,
            Cause::List => Some("case-list-do"),
            Cause::Random => Some("case-random-do"),
            Cause::Approval => Some("case-approval-do"),
            Cause::Wait => Some("case-wait-do"),
        };
        lines.extend(todo.map(|id| format!("    {}", tr(id))));
        for text in [&hit.own.0, &hit.own.1] {
            lines.extend((!text.is_empty()).then(|| format!("    {text}")));
        }
        for given in &hit.given {
            let answer = given.answer.map(|answer| tr(&format!("cli-finding-{}", answer.code()))).unwrap_or_default();
            lines.push(format!("    {}", together([&answer, &given.operator, &given.second, &given.note])));
        }
    }
    lines.join("\n")
}

/// Who is listed, what is known of them, and the score.
fn listed_words(found: &Hit) -> [String; 3] {
    let listing = &found.listing;
    let names: Vec<_> = listing.names.iter().map(|name| name.text.as_str()).collect();
    let births: Vec<_> = listing.births.iter().map(ToString::to_string).collect();
    let born = if found.is_employer() {
        String::new()
    } else if births.is_empty() {
        tr("cli-born-unknown")
    } else {
        births.join(", ")
    };
    let known = [&born, &listing.nationalities.join(", "), &listing.documents.join(", "), &listing.remarks];
    let score = format!("{:.1}", found.score);
    [
        format!("{}  {}  {}", found.list, listing.id, names.join("; ")),
        together(known),
        words("case-score", &[("list", &found.list), ("score", &score)]),
    ]
}

/// Those of these that are not empty, with spaces between.
fn together<const N: usize>(parts: [&String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join("  ")
}
