//! What the guard's screen does, done by command: admit, refer, answer, refuse, depart, undo.

use serde_json::{Value, json};

use super::args::{Answer, Refer, Refuse};
use super::check::{answer, answer_words, recognise, recognise_nobody_like};
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::show::{self, Object};
use super::{secret, way_out};
use crate::desk::decide::{Admission, Signer, WalkIn};
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::card::Card;
use crate::domain::{Direction, Moment, Obligation, Recognised, Verdict, VisitId};
use crate::i18n::tr;

/// What an act came to: an object, its words, and how the command ends.
pub struct Said {
    /// With stable names.
    pub object: Value,
    /// The same for a person.
    pub words: String,
    /// Whether it is a finding.
    pub outcome: Outcome,
}

impl Said {
    /// Says it.
    pub fn through(self, context: &Context) -> Outcome {
        context.out.say(&self.object, || self.words);
        self.outcome
    }

    fn new(mut object: Object, entry: u64, decision: &str, text: Vec<String>, outcome: Outcome) -> Self {
        let _ = object.insert("entry".into(), json!(entry));
        let _ = object.insert("decision".into(), json!(decision));
        Self { object: Value::Object(object), words: text.join("\n"), outcome }
    }

    /// What is no single visitor to decide about: nothing is recorded.
    pub fn undecided(now: Moment, recognised: &Recognised) -> Self {
        let (object, _) = answer(recognised);
        Self { object, words: answer_words(now, recognised), outcome: Outcome::Finding }
    }
}

/// One visitor on the way in, or what else the text means.
pub fn card_of(desk: &mut Desk, now: Moment, text: &str) -> Result<Result<Box<Card>, Recognised>, CliError> {
    // What is recorded is judged once more, with everybody read, whatever the text is; the lists first, since guests are
    // found by the given names that they bring.
    desk.read_whole_lists()?;
    desk.read_whole_roster()?;
    Ok(card_in(recognise(desk, now, text, Some(Direction::In))?))
}

/// As [`card_of`], of somebody who is said to be on no list.
pub fn card_of_nobody_like(
    desk: &mut Desk,
    now: Moment,
    text: &str,
) -> Result<Result<Box<Card>, Recognised>, CliError> {
    Ok(card_in(recognise_nobody_like(desk, now, text)?))
}

fn card_in(recognised: Recognised) -> Result<Box<Card>, Recognised> {
    match recognised {
        Recognised::Card(card) => Ok(card),
        other => Err(other),
    }
}

/// Lets a visitor in, if the verdict allows it and everything is done; else records that they were presented.
pub fn admit(desk: &mut Desk, text: &str, done: &[Obligation]) -> Result<Said, CliError> {
    let now = system_moment();
    let card = match card_of(desk, now, text)? {
        Ok(card) => card,
        Err(other) => return Ok(Said::undecided(now, &other)),
    };
    let open = card.judgement.obligations.iter().any(|obligation| !done.contains(obligation));
    if open || !card.admissible() {
        return present(desk, now, &card);
    }
    match desk.admit(now, &card, done) {
        Ok(admission) => Ok(admitted(now, &card, &admission, "admitted")),
        Err(DeskError::Changed(card) | DeskError::NotAdmissible(card)) => present(desk, now, &card),
        Err(DeskError::ObligationsOpen(_)) => present(desk, now, &card),
        Err(error) => Err(error.into()),
    }
}

/// Somebody was let in, by whatever decision.
pub fn admitted(now: Moment, card: &Card, admission: &Admission, decision: &str) -> Said {
    let mut object = show::card(card);
    let _ = object.insert("badge".into(), json!(admission.token));
    let _ = object.insert("number".into(), json!(admission.badge.short()));
    let _ = object.insert("valid_until".into(), json!(admission.until.rfc3339()));
    let name = card.person.as_ref().map_or("", |(_, person)| person.name.as_str());
    let (number, until) = (admission.badge.short(), show::local(now, admission.until));
    let text = vec![
        words("cli-admitted", &[("name", name), ("entry", &admission.entry.to_string())]),
        words("cli-badge", &[("number", &number), ("until", &until)]),
        admission.token.clone(),
    ];
    Said::new(object, admission.entry, decision, text, Outcome::Done)
}

/// Records that a visitor was presented, and shows the card.
pub fn present(desk: &mut Desk, now: Moment, card: &Card) -> Result<Said, CliError> {
    let entry = desk.present(now, card)?;
    let text = vec![show::card_words(now, card), words("cli-presented", &[("entry", &entry.to_string())])];
    Ok(Said::new(show::card(card), entry, "presented", text, Outcome::Finding))
}

/// Turns a visitor away.
pub fn refuse(desk: &mut Desk, refuse: &Refuse) -> Result<Said, CliError> {
    let now = system_moment();
    let find = if refuse.on_no_list { card_of_nobody_like } else { card_of };
    let card = match find(desk, now, &refuse.who.text)? {
        Ok(card) => card,
        Err(other) => return Ok(Said::undecided(now, &other)),
    };
    let entry = desk.refuse(now, &card, refuse.reason, &refuse.note)?;
    let text = vec![words("cli-refused", &[("entry", &entry.to_string())])];
    Ok(Said::new(show::card(&card), entry, "refused", text, Outcome::Done))
}

/// Makes a visitor wait; somebody on no list is written down first. A Refuse cannot be waited out.
pub fn refer(desk: &mut Desk, refer: &Refer) -> Result<Said, CliError> {
    let now = system_moment();
    // Who names a host says that they are on no list.
    let find = if refer.host.is_some() { card_of_nobody_like } else { card_of };
    let card = match find(desk, now, &refer.who.text)? {
        Ok(card) => card,
        Err(other) => return Ok(Said::undecided(now, &other)),
    };
    let stranger = card.visit.is_none() && !card.typed.is_empty();
    // The rules may say otherwise of somebody of their kind.
    if card.judgement.verdict == Verdict::Refuse && !(stranger && refer.category.is_some()) {
        return present(desk, now, &card);
    }
    let walk_in = refer.host.as_ref().map(|host| WalkIn {
        name: card.typed.clone(),
        organisation: refer.organisation.clone(),
        host: host.clone(),
        purpose: refer.purpose.clone(),
        category: refer.category,
    });
    if card.visit.is_none() && walk_in.is_none() {
        return Err(CliError::OnNoList);
    }
    match desk.refer(now, &card, walk_in.as_ref()) {
        Ok(visit) => waiting(desk, now, visit, "cli-referred", "referred"),
        Err(DeskError::NotWithoutAppointment) => present(desk, now, &card),
        Err(DeskError::Changed(card) | DeskError::NotAdmissible(card)) => present(desk, now, &card),
        Err(error) => Err(error.into()),
    }
}

/// The card of somebody who waits, after something was recorded about it.
fn waiting(desk: &mut Desk, now: Moment, visit: VisitId, id: &str, decision: &str) -> Result<Said, CliError> {
    let Recognised::Card(card) = desk.open_visit(now, visit, Some(Direction::In))? else {
        return Err(DeskError::Gone.into());
    };
    let entry = last_entry(desk);
    let text = vec![show::card_words(now, &card), words(id, &[("entry", &entry.to_string())])];
    Ok(Said::new(show::card(&card), entry, decision, text, Outcome::Done))
}

/// The entry that was just recorded.
fn last_entry(desk: &Desk) -> u64 {
    desk.store().head().frontier.size().saturating_sub(1)
}

/// Records the answer to one reason of a referral.
pub fn answer_reason(context: &Context, desk: &mut Desk, given: &Answer) -> Result<Said, CliError> {
    let now = system_moment();
    let card = match card_of(desk, now, &given.who.text)? {
        Ok(card) => card,
        Err(other) => return Ok(Said::undecided(now, &other)),
    };
    let (Some(referral), Some((visit, _))) = (card.referral, &card.visit) else { return Err(CliError::NotReferred) };
    let reasons = card.judgement.reasons.iter().filter_map(|reason| Some((reason.rule.as_str(), reason.resolver?)));
    let asked = reasons.clone().find(|(rule, _)| *rule == given.rule);
    let asked = asked.ok_or_else(|| CliError::NoSuchReason(reasons.map(|(rule, _)| rule.to_owned()).collect()))?;
    let signer = match &given.by {
        None => Signer::SignedIn,
        Some(number) => {
            let file = given.by_passphrase_file.as_deref();
            let passphrase = secret::passphrase(&context.out, file, "cli-ask-their-passphrase")?;
            Signer::Other { number: number.clone(), passphrase }
        }
    };
    desk.answer(now, referral, asked, given.yes, &given.note, signer)?;
    waiting(desk, now, *visit, "cli-answer-recorded", "answered")
}

/// Checks a visitor out. Leaving asks no rule, and an exit out of sequence is recorded as what it is.
pub fn depart(desk: &mut Desk, text: &str) -> Result<Said, CliError> {
    let now = system_moment();
    let departure = match way_out::find(desk, now, text)? {
        way_out::Found::Inside(departure) => departure,
        way_out::Found::Other(other) => return Ok(Said::undecided(now, &other)),
        way_out::Found::NotInside(card) => {
            desk.report(now, crate::domain::fact::Anomaly::ExitOutOfSequence)?;
            let mut object = show::card(&card);
            let _ = object.insert("inside".into(), json!(false));
            let entry = last_entry(desk);
            let text = vec![words("cli-not-inside", &[("entry", &entry.to_string())])];
            return Ok(Said::new(object, entry, "anomaly", text, Outcome::Finding));
        }
    };
    let entry = desk.depart(now, departure.presence, departure.fault)?;
    let mut object = show::departure(&departure);
    let _ = object.insert("inside".into(), json!(false));
    let name = departure.person.as_ref().map_or_else(|| tr("cli-erased"), |person| person.name.clone());
    let text = vec![words("cli-departed", &[("name", &name), ("entry", &entry.to_string())])];
    Ok(Said::new(object, entry, "departed", text, Outcome::Done))
}

/// Takes a decision of the last two minutes back.
pub fn undo(desk: &mut Desk, undone: u64) -> Result<Said, CliError> {
    if undone >= desk.store().head().frontier.size() {
        return Err(CliError::NoEntry(undone));
    }
    // The visitor is shown as they stand now, and that needs guests and lists read.
    desk.read_whole_lists()?;
    desk.read_whole_roster()?;
    let now = system_moment();
    let recognised = desk.undo(now, undone)?;
    let mut object = match &recognised {
        Some(Recognised::Card(card)) => show::card(card),
        Some(Recognised::Departure(departure)) => show::departure(departure),
        _ => Object::new(),
    };
    let _ = object.insert("undone".into(), json!(undone));
    let mut text = vec![words("cli-undone", &[("entry", &undone.to_string())])];
    text.extend(recognised.map(|recognised| answer_words(now, &recognised)));
    Ok(Said::new(object, last_entry(desk), "corrected", text, Outcome::Done))
}
