//! From a text to a verdict: what was presented, which visit it may mean, what the rules say.

pub(super) mod inputs;
pub(super) mod screened;

use data_encoding::BASE64;
use ed25519_dalek::VerifyingKey;

use crate::badge::token;
use crate::domain::card::{Candidate, Card, Departure, Recognised};
use crate::domain::fact::{Anomaly, Fact};
use crate::domain::moment::{DAY, HOUR};
use crate::domain::operator::Act as Deed;
use crate::domain::text::{clean_name, escape};
use crate::domain::{
    BadgeId, Class, ClockQuality, Credential, Direction, Moment, Person, PersonId, Situation, Timestamp, TokenFault,
    Visit, VisitId,
};
use crate::policy::Rules;
use crate::policy::builtin::NEEDS_SECURITY;
use crate::store::query::{BadgeRow, PresenceRow, VisitRow};
use crate::store::{NewEntry, Store, StoreError, Tables};

use super::roster::{self, Fit, Match};
use super::screening::matter::{Asked, Found, Lookout};
use super::{Desk, DeskError};
use inputs::situation;
use screened::{Screened, judge};

/// Candidates that are offered at most; more are asked to be told apart by typing on.
pub const MOST_CANDIDATES: usize = 50;
/// Candidates whose name is only like what was entered, at most: more than a few are none.
const MOST_LIKE: usize = 8;
/// Visits that ended longer ago than this are not looked for by name.
pub(super) const PAST: i64 = 36 * HOUR;
/// The shortest rest of a token that is told from a name.
const CUT: usize = 24;
/// How long an answer holds: who was expected in the morning is asked about again in the afternoon.
const ANSWER_HOLDS: i64 = 4 * HOUR;
/// Letters of a name below which it has to be whole.
const SHORT: usize = 3;
/// Scans in a row that are nothing before that is an anomaly.
const UNREADABLE: u8 = 3;

/// What a situation is about, before the tables are asked.
#[derive(Clone)]
pub(super) struct Subject {
    pub credential: Credential,
    pub person: Option<PersonId>,
    /// Whom the lists are asked about; `None` for a token that names nobody.
    pub asked: Option<Asked>,
    /// The visit, the entry that describes it, and what it says.
    pub visit: Option<(VisitId, u64, Visit)>,
}

impl Desk {
    /// What a text means: a visitor with a verdict, a departure, several visits, or nothing. Records nothing but that
    /// a check was made. Without a direction, whoever is inside is on the way out.
    pub fn check(&mut self, now: Moment, text: &str, direction: Option<Direction>) -> Result<Recognised, DeskError> {
        self.check_as(now, text, direction, true)
    }

    /// As [`Self::check`], on the way in, of somebody who is none of those whose name is like theirs.
    pub fn check_nobody_like(&mut self, now: Moment, text: &str) -> Result<Recognised, DeskError> {
        self.check_as(now, text, Some(Direction::In), false)
    }

    fn check_as(
        &mut self,
        now: Moment,
        text: &str,
        direction: Option<Direction>,
        like: bool,
    ) -> Result<Recognised, DeskError> {
        let _ = self.permit(Deed::Check)?;
        let _ = self.look_at_clock(now)?;
        self.session_mut()?.tally.asked_once();
        let text = text.trim();
        let recognised = if token::looks_like_token(text) || looks_cut(text) && !self.names_somebody(now, text)? {
            self.check_token(now, text, direction)?
        } else {
            self.check_name(now, text, direction, like)?
        };
        self.opened(now, &recognised)?;
        let nothing = matches!(recognised, Recognised::Nothing(_));
        let session = self.session_mut()?;
        session.unreadable = if nothing { session.unreadable + 1 } else { 0 };
        if session.unreadable >= UNREADABLE && self.store.can_write() {
            self.session_mut()?.unreadable = 0;
            self.report(now, Anomaly::Unreadable)?;
        }
        Ok(recognised)
    }

    /// Whether a text is the name of somebody known here.
    fn names_somebody(&self, now: Moment, text: &str) -> Result<bool, DeskError> {
        Ok(!self.session()?.roster.find(text, now.at, 1).is_empty())
    }

    /// Records something out of the ordinary.
    pub fn report(&mut self, now: Moment, what: Anomaly) -> Result<(), DeskError> {
        let clock = self.look_at_clock(now)?;
        let _ = self.store.act(now, clock, |act| act.record(NewEntry::new(Fact::Anomaly { what })))?;
        Ok(())
    }

    /// The card, or the departure, of one visit that was picked from a list.
    pub fn open_visit(
        &mut self,
        now: Moment,
        visit: VisitId,
        direction: Option<Direction>,
    ) -> Result<Recognised, DeskError> {
        let _ = self.permit(Deed::Check)?;
        self.session_mut()?.tally.asked_once();
        let recognised = self.looked_up(now, visit, direction)?;
        self.opened(now, &recognised)?;
        Ok(recognised)
    }

    /// The same for one of several who are looked at together: no check of each, and nobody is counted twice.
    pub fn open_member(
        &mut self,
        now: Moment,
        visit: VisitId,
        direction: Option<Direction>,
    ) -> Result<Recognised, DeskError> {
        let _ = self.permit(Deed::Check)?;
        let recognised = self.looked_up(now, visit, direction)?;
        self.opened_among(now, &recognised)?;
        Ok(recognised)
    }

    fn looked_up(
        &mut self,
        now: Moment,
        visit: VisitId,
        direction: Option<Direction>,
    ) -> Result<Recognised, DeskError> {
        let _ = self.look_at_clock(now)?;
        let row = self.store.tables().visit(visit)?.ok_or(DeskError::Gone)?;
        self.visit_or_departure(now, &row, Credential::Name, None, direction)
    }

    /// The departure of somebody picked from the list of who is inside.
    pub fn open_presence(&self, presence: u64) -> Result<Departure, DeskError> {
        let row = self.store.tables().presence(presence)?.filter(|row| row.over.is_none()).ok_or(DeskError::Gone)?;
        self.session()?.tally.opened_one();
        self.departure(&row, None)
    }

    fn check_token(&mut self, now: Moment, text: &str, direction: Option<Direction>) -> Result<Recognised, DeskError> {
        let keys = self.badge_keys()?;
        let token = match token::read(text, &keys) {
            Ok(token) => token,
            Err(fault) => return self.faulty(now, Credential::Badge { fault: Some(fault) }, None),
        };
        let credential = |fault| match token.class {
            Class::Badge => Credential::Badge { fault },
            Class::Invitation => Credential::Invitation { fault },
        };
        let tables = self.store.tables();
        let Some(row) = tables.badge(token.badge)?.filter(|row| row.class == token.class) else {
            return self.faulty(now, credential(Some(TokenFault::Unknown)), Some(token.badge));
        };
        let fault = taken_back(&row).or_else(|| token.window(now.at));
        let stay = match row.presence {
            Some(presence) => tables.presence(presence)?,
            None => None,
        };
        // Whoever is inside can always leave, with whatever is wrong with the badge.
        if let Some(stay) = stay.as_ref().filter(|stay| stay.over.is_none() && direction != Some(Direction::In)) {
            return Ok(Recognised::Departure(Box::new(self.departure(stay, fault)?)));
        }
        let visit = row.visit.or_else(|| stay.and_then(|stay| stay.visit));
        let row = match visit {
            Some(visit) => tables.visit(visit)?,
            None => None,
        };
        if token.class == Class::Invitation {
            return self.invited(now, row, fault, token.badge, direction);
        }
        match row {
            Some(row) => self.visit_or_departure(now, &row, credential(fault), Some(token.badge), direction),
            None => self.faulty(now, credential(fault), Some(token.badge)),
        }
    }

    /// Whom an invitation names. One that is worth nothing any more names nobody, but for who is inside: whoever found it
    /// learns no more than that.
    fn invited(
        &self,
        now: Moment,
        row: Option<VisitRow>,
        fault: Option<TokenFault>,
        badge: BadgeId,
        direction: Option<Direction>,
    ) -> Result<Recognised, DeskError> {
        let off = row.as_ref().is_none_or(|row| row.state.is_off()).then_some(TokenFault::Withdrawn);
        let fault = fault.or(off);
        let named = match &row {
            Some(row) if fault.is_none() => Some(row),
            Some(row) => self.inside_of(row)?.filter(|_| direction != Some(Direction::In)).map(|_| row),
            None => None,
        };
        match named {
            Some(row) => self.visit_or_departure(now, row, Credential::Invitation { fault }, Some(badge), direction),
            None => self.faulty(now, Credential::Invitation { fault }, Some(badge)),
        }
    }

    /// A credential that leads to no visit.
    fn faulty(&self, now: Moment, credential: Credential, badge: Option<BadgeId>) -> Result<Recognised, DeskError> {
        let subject = Subject { credential, person: None, asked: None, visit: None };
        let mut card = self.card(now, &subject)?;
        card.badge = badge;
        Ok(Recognised::Card(Box::new(card)))
    }

    fn check_name(
        &self,
        now: Moment,
        text: &str,
        direction: Option<Direction>,
        like: bool,
    ) -> Result<Recognised, DeskError> {
        let nothing = || Ok(Recognised::Nothing(escape(text, 120)));
        let Ok(name) = clean_name(text) else { return nothing() };
        // A name too short to be looked for is still found by itself.
        let short = text.chars().filter(|c| c.is_alphanumeric()).count() < SHORT;
        let matches = self.session()?.roster.find(text, now.at, MOST_CANDIDATES);
        let fits = |found: &Match| found.fit == Fit::Whole || found.fit == Fit::Part && !short;
        let (matches, near): (Vec<Match>, Vec<Match>) = matches.into_iter().partition(fits);
        if short && matches.is_empty() {
            return nothing();
        }
        let rows = self.meant(now, matches, direction)?;
        if rows.is_empty() && like {
            // Nobody is taken for somebody whose name is only like theirs: who asks says which of them it is, or none.
            let near = near.into_iter().filter(|found| found.fit == Fit::Near).collect();
            let rows = self.meant(now, near, direction)?;
            let candidates =
                rows.iter().take(MOST_LIKE).map(|row| self.candidate(now, row)).collect::<Result<Vec<_>, _>>()?;
            if !candidates.is_empty() {
                return Ok(Recognised::Like(candidates, name));
            }
        }
        match rows.as_slice() {
            [] if direction == Some(Direction::Out) => Ok(Recognised::Nothing(escape(text, 120))),
            [] => {
                let asked = Some(Asked::typed(&name));
                let subject = Subject { credential: Credential::Name, person: None, asked, visit: None };
                let mut card = self.card(now, &subject)?;
                card.typed = name;
                Ok(Recognised::Card(Box::new(card)))
            }
            [row] => self.visit_or_departure(now, row, Credential::Name, None, direction),
            several => {
                let candidates = several.iter().map(|row| self.candidate(now, row)).collect::<Result<_, _>>()?;
                Ok(Recognised::Choose(candidates))
            }
        }
    }

    /// Visits that a name means: whole names before parts, today's before others, and on the way out whoever is inside.
    fn meant(
        &self,
        now: Moment,
        matches: Vec<Match>,
        direction: Option<Direction>,
    ) -> Result<Vec<VisitRow>, DeskError> {
        let tables = self.store.tables();
        let (start, end) = now.day();
        let mut rows = Vec::new();
        for found in matches {
            let Some(row) = tables.visit(found.visit)? else { continue };
            let inside = self.inside_of(&row)?.is_some();
            if direction != Some(Direction::Out) || inside {
                let today = inside || self.is_expected(&row, start, end)?;
                rows.push((row, found.fit == Fit::Whole, today));
            }
        }
        if rows.iter().any(|(_, whole, _)| *whole) {
            rows.retain(|(_, whole, _)| *whole);
        }
        if rows.iter().any(|(_, _, today)| *today) {
            rows.retain(|(_, _, today)| *today);
        }
        Ok(rows.into_iter().map(|(row, ..)| row).collect())
    }

    /// Whether somebody is expected at some time from `from` to before `to`. Only what lasts longer than a day is opened.
    pub(super) fn is_expected(&self, row: &VisitRow, from: Timestamp, to: Timestamp) -> Result<bool, DeskError> {
        if row.starts >= to || row.ends < from || row.ends.since(row.starts) <= DAY {
            return Ok(row.starts < to && row.ends >= from);
        }
        let details = if_it_opens(visit_details(&self.store, row.seq))?;
        Ok(details.is_none_or(|details| details.touches(row.ends, from, to)))
    }

    fn inside_of(&self, row: &VisitRow) -> Result<Option<PresenceRow>, DeskError> {
        Ok(self.store.tables().inside(row.person)?.filter(|stay| stay.visit == Some(row.id)))
    }

    /// Guests whose name has the text in it, best first, while it is being typed. Not counted as a check.
    pub fn search(&self, now: Moment, text: &str, limit: usize) -> Result<Vec<Candidate>, DeskError> {
        let session = self.permit(Deed::Check)?;
        if roster::query(text).is_none() {
            return Ok(Vec::new());
        }
        let matches = session.roster.find(text, now.at, limit);
        let tables = self.store.tables();
        let mut candidates = Vec::with_capacity(matches.len());
        for found in matches {
            if let Some(row) = tables.visit(found.visit)? {
                candidates.push(self.candidate(now, &row)?);
            }
        }
        Ok(candidates)
    }

    pub(super) fn candidate(&self, now: Moment, row: &VisitRow) -> Result<Candidate, DeskError> {
        Ok(Candidate {
            visit: row.id,
            person: self.store.person(row.person_seq)?,
            appointment: appointment(&self.store, row, now.at)?,
            state: self.may(Deed::KeepVisits).then_some(row.state),
            inside: self.inside_of(row)?.map(|stay| stay.seq),
        })
    }

    fn visit_or_departure(
        &self,
        now: Moment,
        row: &VisitRow,
        credential: Credential,
        badge: Option<BadgeId>,
        direction: Option<Direction>,
    ) -> Result<Recognised, DeskError> {
        if let Some(stay) = self.inside_of(row)?.filter(|_| direction != Some(Direction::In)) {
            return Ok(Recognised::Departure(Box::new(self.departure(&stay, credential.fault())?)));
        }
        let mut card = self.card_of(now, row, credential)?;
        card.badge = badge;
        Ok(Recognised::Card(Box::new(card)))
    }

    /// The card of one visit, with its verdict.
    pub(super) fn card_of(&self, now: Moment, row: &VisitRow, credential: Credential) -> Result<Card, DeskError> {
        let details = appointment(&self.store, row, now.at)?;
        let person: Person = self.store.person(row.person_seq)?;
        let asked = Some(Asked::visitor(row, &person));
        let visit = Some((row.id, row.seq, details));
        let mut card = self.card(now, &Subject { credential, person: Some(row.person), asked, visit })?;
        card.person = Some((row.person, person));
        Ok(card)
    }

    fn card(&self, now: Moment, subject: &Subject) -> Result<Card, DeskError> {
        let session = self.session()?;
        let lookout = session.lookout(self.store.tables(), self.store.keys()?, &self.store.post().origin);
        let screened = Screened::of(&lookout, now, subject)?;
        // A token names its visit by itself; a name is not told apart before everybody has been read.
        let told_apart = session.knows_guests() || subject.credential != Credential::Name;
        let ready = told_apart && screened.says.is_some();
        let gate = &self.store.post().gate;
        let situation = situation(&lookout, now, session.clock.quality(), gate, ready, subject)?;
        let (situation, judgement) = judge(&session.rules, screened.put_in(situation));
        let referral = match &subject.visit {
            Some((visit, ..)) => self.store.tables().waiting(*visit)?.map(|row| row.seq),
            None => None,
        };
        Ok(Card {
            situation,
            judgement,
            person: None,
            visit: subject.visit.as_ref().map(|(id, _, details)| (*id, details.clone())),
            visit_entry: subject.visit.as_ref().map(|(_, seq, _)| *seq),
            badge: None,
            answers: referral.map_or(Ok(Vec::new()), |seq| self.answers_that_count(seq, now, &screened))?,
            referral,
            typed: String::new(),
        })
    }

    /// Whom the lists are asked about when this card is decided on: as registered, and not as a screen hands it back.
    pub(super) fn asked_of(&self, card: &Card) -> Result<Option<Asked>, DeskError> {
        let row = match &card.visit {
            Some((visit, _)) => self.store.tables().visit(*visit)?,
            None => None,
        };
        let typed = || (!card.typed.is_empty()).then(|| Asked::typed(&card.typed));
        row.map_or_else(|| Ok(typed()), |row| Ok(Some(Asked::visitor(&row, &self.person_of(&row)?))))
    }

    /// What was found about the visitor of a card, for the sealed body of what is recorded of them.
    pub(super) fn found_of(&self, now: Moment, card: &Card) -> Result<Found, DeskError> {
        let session = self.session()?;
        let lookout = session.lookout(self.store.tables(), self.store.keys()?, &self.store.post().origin);
        let (credential, asked) = (card.situation.credential, self.asked_of(card)?);
        Ok(Screened::of(&lookout, now, &Subject { credential, person: None, asked, visit: None })?.found)
    }

    /// Whether what security had to see of somebody when they came in is all that it has to see of them now.
    pub(super) fn is_seen_since(&self, now: Moment, row: &VisitRow, stay: &PresenceRow) -> Result<bool, DeskError> {
        let session = self.session()?;
        let lookout = session.lookout(self.store.tables(), self.store.keys()?, &self.store.post().origin);
        let asked = Some(Asked::visitor(row, &self.person_of(row)?));
        let subject = Subject { credential: Credential::Name, person: Some(row.person), asked, visit: None };
        Ok(Screened::of(&lookout, now, &subject)?.counts(NEEDS_SECURITY.id, stay.seq, stay.at))
    }

    pub(super) fn person_of(&self, row: &VisitRow) -> Result<Person, DeskError> {
        Ok(self.store.person(row.person_seq)?)
    }

    fn departure(&self, stay: &PresenceRow, fault: Option<TokenFault>) -> Result<Departure, DeskError> {
        let tables = self.store.tables();
        let row = match stay.visit {
            Some(visit) => tables.visit(visit)?,
            None => None,
        };
        let badge = tables.badge_of(stay.seq)?.map(|(id, _)| id);
        let visit = row.map_or(Ok(None), |row| if_it_opens(appointment(&self.store, &row, stay.at)))?;
        Ok(Departure {
            presence: stay.seq,
            who: row.map(|row| row.person),
            person: row.map_or(Ok(None), |row| if_it_opens(self.person_of(&row)))?,
            badge,
            since: stay.at,
            until: visit.as_ref().map(|visit| visit.until).or(row.map(|row| row.ends)),
            visit,
            fault,
        })
    }
}

/// Whether a text is what is left of a token whose first characters were lost: hardly a name is so long in one word of
/// capitals. One in 150 of what is left of a token has no digit in it.
fn looks_cut(text: &str) -> bool {
    text.len() >= CUT && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b':')
}

/// From when on an answer was given that still holds.
pub(super) fn answers_since(now: Moment) -> Timestamp {
    now.at.plus(-ANSWER_HOLDS)
}

/// What an entry says, or nothing where its body does not open: nobody is kept in, and no list is kept back, by that.
pub(super) fn if_it_opens<T>(opened: Result<T, DeskError>) -> Result<Option<T>, DeskError> {
    match opened {
        Ok(opened) => Ok(Some(opened)),
        Err(DeskError::Store(StoreError::Erased(_))) => Ok(None),
        Err(DeskError::Store(StoreError::Body(seq) | StoreError::Entry(seq))) => {
            tracing::error!(seq, "an entry does not open");
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// What a visit is for, as its entry says.
pub(super) fn visit_details(store: &Store, seq: u64) -> Result<Visit, DeskError> {
    match store.fact(seq)? {
        Fact::Scheduled { details, .. } | Fact::Amended { details, .. } | Fact::VisitRestored { details, .. } => {
            Ok(details)
        }
        _ => Err(crate::store::StoreError::Entry(seq).into()),
    }
}

/// The same with the window of this time: of a visit that recurs, the one that holds or is nearest.
pub(super) fn appointment(store: &Store, row: &VisitRow, at: Timestamp) -> Result<Visit, DeskError> {
    Ok(visit_details(store, row.seq)?.at(row.ends, at))
}

/// The key that this post signs badges with.
pub(super) fn verifying_key(text: &str) -> Option<VerifyingKey> {
    let bytes: [u8; 32] = BASE64.decode(text.as_bytes()).ok()?.try_into().ok()?;
    VerifyingKey::from_bytes(&bytes).ok()
}

/// What is wrong with a token that was taken back.
fn taken_back(row: &BadgeRow) -> Option<TokenFault> {
    let fault = if row.class == Class::Invitation { TokenFault::Withdrawn } else { TokenFault::Revoked };
    row.revoked.map(|_| fault)
}

/// What was presented, as it stands now: a token may have been revoked, or its time be over, since it was read.
fn presented_again(tables: &Tables<'_>, now: Moment, shown: &Card) -> Result<Credential, DeskError> {
    let credential = shown.situation.credential;
    let (Some(badge), None) = (shown.badge, credential.fault()) else { return Ok(credential) };
    let fault = match tables.badge(badge)? {
        None => Some(TokenFault::Unknown),
        Some(row) if row.revoked.is_some() => taken_back(&row),
        Some(row) => row.ends.filter(|ends| now.at >= *ends).map(|_| TokenFault::Expired),
    };
    Ok(match credential {
        Credential::Name => Credential::Name,
        Credential::Badge { .. } => Credential::Badge { fault },
        Credential::Invitation { .. } => Credential::Invitation { fault },
    })
}

/// The rules asked about a subject once more, inside a transaction.
pub(super) fn judge_again(
    rules: &Rules,
    lookout: &Lookout<'_>,
    now: Moment,
    shown: &Card,
    clock: ClockQuality,
    asked: Option<Asked>,
) -> Result<(Situation, crate::domain::Judgement, Screened), DeskError> {
    let visit = shown.visit.as_ref().zip(shown.visit_entry).map(|((id, details), seq)| (*id, seq, details.clone()));
    let credential = presented_again(&lookout.tables, now, shown)?;
    let subject = Subject { credential, person: shown.person.as_ref().map(|(id, _)| *id), asked, visit };
    let screened = Screened::of(lookout, now, &subject)?;
    let (gate, ready) = (&shown.situation.gate, shown.situation.ready && screened.says.is_some());
    let situation = situation(lookout, now, clock, gate, ready, &subject)?;
    let (situation, judgement) = judge(rules, screened.put_in(situation));
    Ok((situation, judgement, screened))
}
