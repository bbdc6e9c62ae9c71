//! Cards, candidates and departures: as objects with stable names, and in words.

use serde_json::{Map, Value, json};

use super::output::words;
use crate::desk::clock::wall;
use crate::desk::overrides::can_override;
use crate::domain::card::{Candidate, Card, Departure};
use crate::domain::{Moment, Obligation, Person, Screening, Timestamp, Verdict, Visit};
use crate::i18n::{self, tr};

/// An object under construction.
pub type Object = Map<String, Value>;

/// A day and time on the gate's wall.
pub fn local(now: Moment, time: Timestamp) -> String {
    wall(now, time).format("%a %d.%m.%Y %H:%M").to_string()
}

/// From when to when, with the second day left out where it is the same.
pub fn window(now: Moment, visit: &Visit) -> String {
    let (from, until) = (wall(now, visit.from), wall(now, visit.until));
    let same = from.date_naive() == until.date_naive();
    let until = if same { until.format("%H:%M").to_string() } else { local(now, visit.until) };
    format!("{}–{until}", local(now, visit.from))
}

/// A person and what they come for, as far as is known.
pub fn visitor(person: Option<&Person>, visit: Option<&Visit>) -> Object {
    let mut object = Object::new();
    let mut put = |name: &str, value: Value| drop(object.insert(name.to_owned(), value));
    put("visitor", json!(person.map(|person| &person.name)));
    put("born", json!(person.and_then(|person| person.born.map(String::from))));
    put("host", json!(visit.map(|visit| &visit.host)));
    put("from", json!(visit.map(|visit| visit.from.rfc3339())));
    put("until", json!(visit.map(|visit| visit.until.rfc3339())));
    put("areas", json!(visit.map_or(&[][..], |visit| &visit.areas)));
    object
}

/// One visitor with the verdict.
pub fn card(card: &Card) -> Object {
    let (person, visit) = (card.person.as_ref().map(|(_, person)| person), card.visit.as_ref());
    let mut object = visitor(person, visit.map(|(_, visit)| visit));
    let judgement = &card.judgement;
    let answered = card.answered();
    let reasons: Vec<_> = judgement.reasons.iter().map(|reason| &reason.rule).collect();
    let open: Vec<_> = judgement.open(&answered).map(|reason| &reason.rule).collect();
    let mut put = |name: &str, value: Value| drop(object.insert(name.to_owned(), value));
    put("verdict", json!(judgement.verdict.code()));
    put("reasons", json!(reasons));
    put("open", json!(open));
    // Where nobody enters, not even by an override, nothing has to be done.
    let asked = judgement.obligations.iter().filter(|_| judgement.verdict != Verdict::Refuse || can_override(card));
    put("obligations", json!(asked.map(|o| o.code()).collect::<Vec<_>>()));
    put("admissible", json!(card.admissible()));
    // A verdict never hides that nobody was screened.
    put("screened", json!(card.situation.screening != Screening::None));
    put("visit", json!(visit.map(|(id, _)| id.to_string())));
    put("referral", json!(card.referral));
    if person.is_none() && !card.typed.is_empty() {
        put("visitor", json!(card.typed));
    }
    object
}

/// The same in words: the verdict, why, and what to do.
pub fn card_words(now: Moment, card: &Card) -> String {
    let name = card.person.as_ref().map_or(card.typed.as_str(), |(_, person)| person.name.as_str());
    let verdict = tr(&format!("verdict-{}", card.judgement.verdict.code()));
    let mut lines = vec![format!("{verdict}  {name}").trim_end().to_owned()];
    if card.situation.screening == Screening::None {
        lines.push(format!("  ({})", tr("cli-not-screened")));
    }
    let answered = card.answered();
    for reason in &card.judgement.reasons {
        let done = if answered.contains(&reason.rule) { tr("cli-answered") } else { String::new() };
        lines.push(format!("  {}  [{}] {done}", tr(&format!("reason-{}", reason.rule)), reason.rule).trim_end().into());
        let todo = format!("do-{}", reason.rule);
        if done.is_empty() && i18n::has(&todo) {
            lines.push(format!("    {}", tr(&todo)));
        }
    }
    if let Some((id, visit)) = &card.visit {
        lines.extend(visit_words(now, visit));
        lines.push(format!("  {}", words("cli-visit", &[("visit", &id.to_string())])));
    }
    if card.judgement.verdict != Verdict::Refuse {
        lines.extend(card.judgement.obligations.iter().map(|o| todo(*o)));
    }
    lines.join("\n")
}

/// An obligation as a thing to be done, with the name that `--done` takes.
pub fn todo(obligation: Obligation) -> String {
    format!("  ☐ {}  [{}]", tr(&format!("obligation-{}", obligation.code())), obligation.code())
}

fn visit_words(now: Moment, visit: &Visit) -> Vec<String> {
    let mut lines = vec![
        format!("  {}", words("cli-host", &[("host", &visit.host)])),
        format!("  {}", words("cli-window", &[("window", &window(now, visit))])),
    ];
    if !visit.areas.is_empty() {
        lines.push(format!("  {}", words("cli-areas", &[("areas", &visit.areas.join(", "))])));
    }
    lines
}

/// One visit of several that a text may mean.
pub fn candidate(candidate: &Candidate) -> Object {
    let mut object = visitor(Some(&candidate.person), Some(&candidate.appointment));
    let mut put = |name: &str, value: Value| drop(object.insert(name.to_owned(), value));
    put("visit", json!(candidate.visit.to_string()));
    put("state", json!(candidate.state.map(|state| state.code())));
    put("inside", json!(candidate.inside.is_some()));
    object
}

/// The same in one line.
pub fn candidate_words(now: Moment, candidate: &Candidate) -> String {
    let born = candidate.person.born.map_or_else(|| tr("cli-born-unknown"), String::from);
    let visit = &candidate.appointment;
    format!("  {}  {}, {born}, {}, {}", candidate.visit, candidate.person.name, visit.host, window(now, visit))
}

/// Somebody inside who may leave.
pub fn departure(departure: &Departure) -> Object {
    let mut object = visitor(departure.person.as_ref(), departure.visit.as_ref());
    let mut put = |name: &str, value: Value| drop(object.insert(name.to_owned(), value));
    put("inside", json!(true));
    put("presence", json!(departure.presence));
    put("since", json!(departure.since.rfc3339()));
    put("number", json!(departure.badge.map(|badge| badge.short())));
    put("fault", json!(departure.fault.map(|fault| fault.code())));
    object
}

/// The same in words.
pub fn departure_words(now: Moment, departure: &Departure) -> String {
    let name = departure.person.as_ref().map_or_else(|| tr("cli-erased"), |person| person.name.clone());
    let since = local(now, departure.since);
    let mut lines = vec![words("cli-inside-since", &[("name", &name), ("since", &since)])];
    lines.extend(departure.fault.map(|fault| format!("  {}", tr(&format!("fault-{}", fault.code())))));
    if let Some(visit) = &departure.visit {
        lines.extend(visit_words(now, visit));
    }
    lines.join("\n")
}
