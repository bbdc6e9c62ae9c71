//! What a text means: a visitor with a verdict, somebody inside, several visits, or nothing.

use serde_json::{Value, json};

use super::args::Check;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::show;
use crate::badge::token::looks_like_token;
use crate::desk::{Desk, system_moment};
use crate::domain::{Direction, Moment, Recognised, Verdict, VisitId};
use crate::i18n::tr;

/// What a text means. A visit id picks that visit; whatever is no token waits until every guest has been read.
pub fn recognise(
    desk: &mut Desk,
    now: Moment,
    text: &str,
    direction: Option<Direction>,
) -> Result<Recognised, CliError> {
    let text = text.trim();
    // Nobody is kept from leaving by what the tables say, nor by how long it takes to ask.
    if direction != Some(Direction::Out) {
        desk.compare_at_once(now)?;
    }
    desk.read_whole_lists()?;
    if !looks_like_token(text) {
        desk.read_whole_roster()?;
    }
    if let Ok(visit) = text.to_ascii_lowercase().parse::<VisitId>() {
        return Ok(desk.open_visit(now, visit, direction)?);
    }
    Ok(desk.check(now, text, direction)?)
}

/// What a text means of somebody who is none of those whose name is like it.
pub fn recognise_nobody_like(desk: &mut Desk, now: Moment, text: &str) -> Result<Recognised, CliError> {
    desk.compare_at_once(now)?;
    desk.read_whole_lists()?;
    desk.read_whole_roster()?;
    Ok(desk.check_nobody_like(now, text)?)
}

/// `gateward check`
pub fn run(context: &Context, check: &Check) -> Result<Outcome, CliError> {
    context.read(|desk| {
        let now = system_moment();
        let recognised = match check.on_no_list {
            true => recognise_nobody_like(desk, now, &check.who.text),
            false => recognise(desk, now, &check.who.text, check.direction),
        };
        // Asked is asked, whatever came of it.
        let counted = desk.flush_checks(now);
        let recognised = recognised?;
        counted?;
        let (object, outcome) = answer(&recognised);
        context.out.say(&object, || answer_words(now, &recognised));
        Ok(outcome)
    })
}

/// The answer as an object, and whether it is a finding.
pub fn answer(recognised: &Recognised) -> (Value, Outcome) {
    match recognised {
        Recognised::Card(card) => {
            (Value::Object(show::card(card)), Outcome::unless(card.judgement.verdict == Verdict::Admit))
        }
        Recognised::Departure(departure) => (Value::Object(show::departure(departure)), Outcome::Done),
        Recognised::Choose(candidates) => {
            let candidates: Vec<_> = candidates.iter().map(show::candidate).collect();
            (json!({ "ambiguous": true, "candidates": candidates }), Outcome::Finding)
        }
        Recognised::Like(candidates, name) => {
            let candidates: Vec<_> = candidates.iter().map(show::candidate).collect();
            (json!({ "ambiguous": true, "like": name, "candidates": candidates }), Outcome::Finding)
        }
        Recognised::Nothing(read) => (json!({ "recognised": false, "read": read }), Outcome::Finding),
    }
}

/// The answer in words.
pub fn answer_words(now: Moment, recognised: &Recognised) -> String {
    match recognised {
        Recognised::Card(card) => show::card_words(now, card),
        Recognised::Departure(departure) => show::departure_words(now, departure),
        Recognised::Choose(candidates) => {
            let lines = candidates.iter().map(|candidate| show::candidate_words(now, candidate));
            std::iter::once(tr("cli-ambiguous")).chain(lines).collect::<Vec<_>>().join("\n")
        }
        Recognised::Like(candidates, name) => {
            let lines = candidates.iter().map(|candidate| show::candidate_words(now, candidate));
            std::iter::once(words("cli-like", &[("name", name)])).chain(lines).collect::<Vec<_>>().join("\n")
        }
        Recognised::Nothing(read) => words("cli-not-recognised", &[("read", read)]),
    }
}
