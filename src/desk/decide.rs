//! Deciding about a presented visitor, and what follows: badges, waits, departures, corrections.

use crate::badge::token::{self, Token};
use crate::domain::card::{Card, Recognised};
use crate::domain::fact::{Fact, Judged, RefusalCode, RevocationCause};
use crate::domain::judgement::Reason;
use crate::domain::moment::{HOUR, MINUTE};
use crate::domain::operator::Act as Deed;
use crate::domain::situation::Appointment;
use crate::domain::text::{FIELD_LIMIT, TextFault, clean, clean_name};
use crate::domain::{
    BadgeId, Category, Class, Credential, Kind, Moment, Obligation, Operator, OperatorId, Person, PersonId, Resolver,
    Timestamp, TokenFault, Verdict, Visit, VisitId, VisitState,
};
use crate::policy::builtin::{LOCKDOWN, NEEDS_SECURITY};
use crate::store::secrets::OperatorSecret;
use crate::store::{Act, NewEntry, StoreError, Tables};

use super::check::screened::is_for_the_case;
use super::check::{answers_since, judge_again};
use super::screening::matter::{Asked, Found, query};
use super::{Desk, DeskError, Session};

/// How long a decision can be taken back.
pub const UNDO: i64 = 2 * MINUTE;
/// The least time a badge is valid for, so that somebody admitted at the end of a window still holds a valid one.
const LEAST_BADGE: i64 = HOUR;

/// A visitor who was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// The entry, and the name of the stay.
    pub entry: u64,
    /// The badge.
    pub badge: BadgeId,
    /// Its token, as in the QR.
    pub token: String,
    /// End of its validity.
    pub until: Timestamp,
}

/// Somebody who came without an appointment, as asked at the gate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WalkIn {
    /// Their name.
    pub name: String,
    /// Whom they come for; may be empty.
    pub organisation: String,
    /// Whom they want to see.
    pub host: String,
    /// Why.
    pub purpose: String,
    /// Of which kind they are; `None` for nobody in particular.
    pub category: Option<Category>,
}

/// Who gives an answer that is not the host's.
pub enum Signer {
    /// Whoever is signed in.
    SignedIn,
    /// Somebody else, with their passphrase.
    Other {
        /// Their service number.
        number: String,
        /// Their passphrase.
        passphrase: zeroize::Zeroizing<String>,
    },
}

/// Whether this reason is answered by whoever it asks signed in, and not beside somebody else.
pub fn is_answered_signed_in(rule: &str) -> bool {
    rule.starts_with(NEEDS_SECURITY.id)
}

impl Desk {
    /// Records that a visitor was presented and which verdict was shown.
    pub fn present(&mut self, now: Moment, card: &Card) -> Result<u64, DeskError> {
        let _ = self.permit(Deed::Check)?;
        let clock = self.look_at_clock(now)?;
        let fact = Fact::Presented {
            visit: card.visit.as_ref().map(|(id, _)| *id),
            person: card.person.as_ref().map(|(id, _)| *id),
            judged: Judged { situation: card.situation.clone(), judgement: card.judgement.clone() },
        };
        let entry = NewEntry::new(fact).with_sealed(&self.found_of(now, card)?)?;
        Ok(self.store.act(now, clock, |act| act.record(entry))?.seq)
    }

    /// Lets a visitor in and issues the badge, if the rules still say what was shown and everything is done.
    pub fn admit(&mut self, now: Moment, card: &Card, done: &[Obligation]) -> Result<Admission, DeskError> {
        let _ = self.permit(Deed::Admit)?;
        let clock = self.look_at_clock(now)?;
        self.same_visit(now, card)?;
        let asked = self.asked_of(card)?;
        let session = self.session.as_ref().ok_or(DeskError::Locked)?;
        self.store.act(now, clock, |act| {
            let Still { card, answered, found } = still(act, session, now, card, clock, asked)?;
            let (Some((visit, details)), Some((person, _))) = (&card.visit, &card.person) else {
                return Err(DeskError::NotAdmissible(Box::new(card)));
            };
            if !card.judgement.admissible(&answered) || never(&act.tables(), &card)? {
                return Err(DeskError::NotAdmissible(Box::new(card)));
            }
            let open: Vec<_> = card.judgement.obligations.iter().filter(|o| !done.contains(o)).copied().collect();
            if !open.is_empty() {
                return Err(DeskError::ObligationsOpen(open));
            }
            let judged = judged(&card);
            let escort = judged.judgement.obligations.contains(&Obligation::Escort);
            let done = Obligation::ALL.into_iter().filter(|o| done.contains(o)).collect();
            let fact = Fact::Admitted { visit: *visit, person: *person, done, answered, judged };
            let admitted = act.record(NewEntry::new(fact).about(card.referral).with_sealed(&found)?)?;
            issue(act, now, admitted.seq, details, escort)
        })
    }

    /// Of which kind somebody on no list, whom the rules refuse, would have to be for them to say anything better.
    pub fn categories_open(&self, card: &Card) -> Vec<Category> {
        let stranger = card.visit.is_none() && !card.typed.is_empty() && card.judgement.verdict == Verdict::Refuse;
        let Some(session) = self.session.as_ref().filter(|_| stranger) else { return Vec::new() };
        let (at, gate) = (card.situation.at, self.store.post().gate.clone());
        let mut situation = card.situation.clone();
        let open = Category::ALL.into_iter().filter(|category| {
            situation.visit = Some(Appointment::walk_in(at, gate.clone(), Some(*category)));
            session.rules.judge(&situation).verdict != Verdict::Refuse
        });
        open.collect()
    }

    /// Makes a visitor wait for the answers that are missing. Somebody on no list is written down first, and the rules
    /// are asked once more, since they may say otherwise of their kind.
    pub fn refer(&mut self, now: Moment, card: &Card, walk_in: Option<&WalkIn>) -> Result<VisitId, DeskError> {
        let _ = self.permit(Deed::Refer)?;
        let clock = self.look_at_clock(now)?;
        self.same_visit(now, card)?;
        let (gate, asked) = (self.store.post().gate.clone(), self.asked_of(card)?);
        let session = self.session.as_ref().ok_or(DeskError::Locked)?;
        let (visit, name, window) = self.store.act(now, clock, |act| {
            let Still { mut card, mut found, .. } = still(act, session, now, card, clock, asked)?;
            // Who waits already goes on waiting.
            if let (Some(_), Some((visit, _))) = (card.referral, &card.visit) {
                return Ok((*visit, None, None));
            }
            let mut written = None;
            if card.visit.is_none() || card.person.is_none() {
                let walk_in = walk_in.ok_or_else(|| DeskError::NotAdmissible(Box::new(card.clone())))?;
                let (person, visit) = write_down(act, now, walk_in, &gate)?;
                written = Some((person.1.lines(), (visit.1.from, visit.1.until)));
                let asked = Some(Asked::person(person.0, &person.1));
                (card.person, card.visit) = (Some(person), Some((visit.0, visit.1)));
                card.visit_entry = Some(visit.2);
                let lookout = session.lookout(act.tables(), act.keys(), act.origin());
                let (situation, judgement, screened) = judge_again(&session.rules, &lookout, now, &card, clock, asked)?;
                (card.situation, card.judgement, found) = (situation, judgement, screened.found);
                if card.judgement.verdict == Verdict::Refuse {
                    return Err(DeskError::NotWithoutAppointment);
                }
            }
            // A Refuse is not waited out: two may go round it.
            if card.judgement.verdict == Verdict::Refuse {
                return Err(DeskError::NotAdmissible(Box::new(card)));
            }
            let (Some((visit, _)), Some((person, _))) = (&card.visit, &card.person) else {
                return Err(DeskError::Gone);
            };
            let fact = Fact::Referred { visit: *visit, person: *person, judged: judged(&card) };
            let _ = act.record(NewEntry::new(fact).with_sealed(&found)?)?;
            Ok((*visit, written.as_ref().map(|w| w.0.clone()), written.map(|w| w.1)))
        })?;
        if let (Some(name), Some((from, until))) = (name, window) {
            self.session_mut()?.roster.put(visit, &name, from, until);
            self.follow(visit)?;
            self.look_through(visit)?;
        }
        Ok(visit)
    }

    /// Records the answer to one reason of a referral.
    pub fn answer(
        &mut self,
        now: Moment,
        referral: u64,
        (rule, resolver): (&str, Resolver),
        granted: bool,
        note: &str,
        signer: Signer,
    ) -> Result<(), DeskError> {
        let clock = self.look_at_clock(now)?;
        let note = match clean(note, FIELD_LIMIT) {
            // Of a host it has to be said who phoned whom; a signature speaks for itself.
            Err(TextFault::Empty) if resolver != Resolver::Host => String::new(),
            other => other.map_err(|fault| DeskError::Text { field: "note", fault })?,
        };
        self.asked(now, referral, rule, resolver)?;
        if is_answered_signed_in(rule) {
            match signer {
                Signer::SignedIn if granted => self.answered_at_the_gate(now, referral)?,
                Signer::SignedIn => {}
                Signer::Other { .. } => return Err(DeskError::SignedInOnly),
            }
        }
        let by = self.answerer(now, resolver, signer)?;
        let fact = Fact::Resolved { rule: rule.to_owned(), resolver, granted, by: Some(by), note };
        self.store.act(now, clock, |act| {
            if !act.tables().is_waiting(referral)? {
                return Err(DeskError::Gone);
            }
            let _ = act.record(NewEntry::new(fact).about([referral]))?;
            Ok(())
        })
    }

    /// Makes sure that a referral waits for this answer, and from this side: of its own reasons, and of those that
    /// have come up since.
    fn asked(&self, now: Moment, referral: u64, rule: &str, resolver: Resolver) -> Result<(), DeskError> {
        if !self.store.tables().is_waiting(referral)? {
            return Err(DeskError::Gone);
        }
        let Fact::Referred { visit, judged, .. } = self.store.fact(referral)? else { return Err(DeskError::Gone) };
        let mut reasons = judged.judgement.reasons;
        if let Some(row) = self.store.tables().visit(visit)? {
            reasons.extend(self.card_of(now, &row, Credential::Name)?.judgement.reasons);
        }
        let asking: Vec<_> = reasons.iter().filter(|reason| reason.rule == rule).collect();
        if asking.is_empty() {
            return Err(DeskError::Gone);
        }
        let theirs = asking.iter().any(|reason| reason.resolver == Some(resolver));
        if theirs { Ok(()) } else { Err(DeskError::NotTheirs) }
    }

    /// Makes sure that whoever answers as security at the gate is not told that it is answered where it is not.
    fn answered_at_the_gate(&self, now: Moment, referral: u64) -> Result<(), DeskError> {
        let _ = self.permit(Deed::AnswerAsSecurity).map_err(|_| DeskError::NotTheirs)?;
        let Fact::Referred { visit, .. } = self.store.fact(referral)? else { return Err(DeskError::Gone) };
        let Some(row) = self.store.tables().visit(visit)? else { return Ok(()) };
        let matters = self.matters(now, &Asked::visitor(&row, &self.person_of(&row)?))?;
        if matters.iter().any(is_for_the_case) { Err(DeskError::OnTheCase) } else { Ok(()) }
    }

    /// Makes sure that the visit is still described as the card shows it; else the card is shown anew.
    pub(super) fn same_visit(&self, now: Moment, card: &Card) -> Result<(), DeskError> {
        let Some((visit, _)) = &card.visit else { return Ok(()) };
        let row = self.store.tables().visit(*visit)?.ok_or(DeskError::Gone)?;
        if Some(row.seq) == card.visit_entry {
            return Ok(());
        }
        let mut anew = self.card_of(now, &row, card.situation.credential)?;
        anew.badge = card.badge;
        Err(DeskError::Changed(Box::new(anew)))
    }

    fn answerer(&mut self, now: Moment, resolver: Resolver, signer: Signer) -> Result<OperatorId, DeskError> {
        let deed = match resolver {
            Resolver::Host => Deed::AnswerForHost,
            Resolver::Supervisor => Deed::AnswerAsSupervisor,
            Resolver::Security => Deed::AnswerAsSecurity,
        };
        match signer {
            Signer::SignedIn => Ok(self.permit(deed).map_err(|_| DeskError::NotTheirs)?.operator.id),
            Signer::Other { number, passphrase } => {
                let (operator, _) = self.vouched(now, &number, &passphrase)?;
                let allowed = self.session()?.rules.allows(&operator.roles, deed);
                if allowed { Ok(operator.id) } else { Err(DeskError::NotTheirs) }
            }
        }
    }

    /// Somebody beside whoever is signed in, who proves with their passphrase that they are here. A failure is noted,
    /// and enters the log with the next sign-in.
    pub(super) fn vouched(
        &mut self,
        now: Moment,
        number: &str,
        passphrase: &str,
    ) -> Result<(Operator, OperatorSecret), DeskError> {
        let _ = self.session()?;
        let secret = self.authenticated(now, number, passphrase)?;
        let operator = self.store.operator(secret.id())?.ok_or(DeskError::NotTheirs)?;
        Ok((operator, secret))
    }

    /// Somebody who waited went away by themselves: nobody refused them, and the wait is over.
    pub fn gone(&mut self, now: Moment, referral: u64) -> Result<(), DeskError> {
        let _ = self.permit(Deed::Refer)?;
        let clock = self.look_at_clock(now)?;
        self.store.act(now, clock, |act| {
            if !act.tables().is_waiting(referral)? {
                return Err(DeskError::Gone);
            }
            let _ = act.record(NewEntry::new(Fact::Corrected { note: "gone".into() }).about([referral]))?;
            Ok(())
        })
    }

    /// Turns a visitor away.
    pub fn refuse(&mut self, now: Moment, card: &Card, code: RefusalCode, note: &str) -> Result<u64, DeskError> {
        let _ = self.permit(Deed::Refuse)?;
        let clock = self.look_at_clock(now)?;
        // The rules are not to be named for what they do not say.
        if code == RefusalCode::Rules && card.judgement.verdict != Verdict::Refuse {
            return Err(DeskError::NotAdmissible(Box::new(card.clone())));
        }
        let note = match clean(note, FIELD_LIMIT) {
            Err(TextFault::Empty) if code != RefusalCode::Other => String::new(),
            other => other.map_err(|fault| DeskError::Text { field: "note", fault })?,
        };
        // Whoever was on no list is known from here on, by what was typed.
        let who = match (&card.person, card.typed.as_str()) {
            (Some(known), _) => Some(known.clone()),
            (None, "") => None,
            (None, typed) => {
                let person = Person { name: typed.to_owned(), ..Person::default() };
                Some((PersonId::random(self.store.rng()), person))
            }
        };
        let visit = card.visit.as_ref().map(|(id, _)| *id);
        let person = who.as_ref().map(|(id, _)| *id);
        let fact = Fact::Refused { visit, person, code, note, judged: judged(card) };
        let mut entry = NewEntry::new(fact).with_sealed(&self.found_of(now, card)?)?;
        if let (None, Some((_, who))) = (&card.person, &who) {
            entry = entry.with_person(who)?;
        }
        let recorded = self.store.act(now, clock, |act| {
            let referral = match &card.visit {
                Some((visit, _)) => act.tables().waiting(*visit)?.map(|row| row.seq),
                None => None,
            };
            act.record(entry.about(referral))
        })?;
        if let Some((id, who)) = who {
            self.session_mut()?.turned.put(recorded.seq, now.at, id, &query(&who));
        }
        Ok(recorded.seq)
    }

    /// Checks somebody out. Asks no rule: leaving is never blocked.
    pub fn depart(&mut self, now: Moment, presence: u64, fault: Option<TokenFault>) -> Result<u64, DeskError> {
        let clock = self.look_at_clock(now)?;
        self.store.act(now, clock, |act| {
            let stay = act.tables().presence(presence)?.ok_or(DeskError::Gone)?;
            if stay.over.is_some() {
                return Err(DeskError::Gone);
            }
            let badge = act.tables().badge_of(presence)?.map(|(_, row)| row);
            let departed = act.record(NewEntry::new(Fact::Departed { fault }).about([presence]))?;
            if let Some(badge) = badge.filter(|badge| badge.revoked.is_none()) {
                let fact = Fact::BadgeRevoked { cause: RevocationCause::Departed };
                let _ = act.record(NewEntry::new(fact).about([badge.seq]))?;
            }
            Ok(departed.seq)
        })
    }

    /// Takes a decision of the last two minutes back: the visitor is undecided again, and a badge that was issued is
    /// revoked. Returns the visitor's card or departure, where the decision was about one that is known.
    pub fn undo(&mut self, now: Moment, entry: u64) -> Result<Option<Recognised>, DeskError> {
        let _ = self.permit(Deed::Correct)?;
        let clock = self.look_at_clock(now)?;
        let (_, leaf) = self.store.leaf(entry)?;
        if now.at.since(leaf.at) > UNDO || now.at < leaf.at {
            return Err(DeskError::TooLate);
        }
        if leaf.kind == Kind::Departed {
            self.may_be_inside_again(now, leaf.refs.first().copied().ok_or(DeskError::Gone)?)?;
        }
        let visit = self.store.act(now, clock, |act| {
            let tables = act.tables();
            if tables.corrected(entry)? {
                return Err(DeskError::Gone);
            }
            let (visit, badge) = match leaf.kind {
                Kind::Admitted => {
                    let stay = tables.presence(entry)?.filter(|stay| stay.over.is_none()).ok_or(DeskError::Gone)?;
                    (stay.visit, tables.badge_of(entry)?.map(|(_, row)| row.seq))
                }
                Kind::Departed => {
                    let presence = leaf.refs.first().copied().ok_or(DeskError::Gone)?;
                    let stay = tables.presence(presence)?.filter(|stay| stay.over == Some(entry));
                    let stay = stay.ok_or(DeskError::Gone)?;
                    if stay.person.map_or(Ok(None), |person| tables.inside(person))?.is_some() {
                        return Err(DeskError::Gone);
                    }
                    (stay.visit, tables.badge_of(presence)?.map(|(_, row)| row.seq))
                }
                Kind::Refused | Kind::Referred => (tables.decided_visit(entry)?, None),
                _ => return Err(DeskError::Gone),
            };
            // A wait that has begun anew since is not doubled by the one that the decision closed.
            let closed = matches!(leaf.kind, Kind::Admitted | Kind::Refused) && !leaf.refs.is_empty();
            if closed && visit.map_or(Ok(None), |visit| tables.waiting(visit))?.is_some() {
                return Err(DeskError::Gone);
            }
            // What the decision ended goes on: the wait that it closed, the stay that a departure ended, and its badge.
            let ended = leaf.refs.iter().copied().chain(badge.filter(|_| leaf.kind == Kind::Departed));
            let fact = Fact::Corrected { note: String::new() };
            let _ = act.record(NewEntry::new(fact).about([entry]).about(ended))?;
            if let Some(badge) = badge.filter(|_| leaf.kind == Kind::Admitted) {
                let fact = Fact::BadgeRevoked { cause: RevocationCause::Corrected };
                let _ = act.record(NewEntry::new(fact).about([badge]))?;
            }
            Ok(visit)
        })?;
        visit.map(|visit| self.open_visit(now, visit, None)).transpose()
    }

    /// Makes sure that nobody comes in by taking a departure back: not in a lockdown, nor where security has to see
    /// something of them that it had not to when they came. That their window is over keeps nobody out who never left.
    fn may_be_inside_again(&self, now: Moment, presence: u64) -> Result<(), DeskError> {
        let tables = self.store.tables();
        let Some(stay) = tables.presence(presence)? else { return Ok(()) };
        let Some(row) = stay.visit.map_or(Ok(None), |visit| tables.visit(visit))? else { return Ok(()) };
        let Fact::Admitted { judged, .. } = self.store.fact(presence)? else { return Ok(()) };
        let card = self.card_of(now, &row, Credential::Name)?;
        let security = |reason: &Reason| reason.rule.starts_with(NEEDS_SECURITY.id);
        let seen = judged.judgement.reasons.iter().any(security) && self.is_seen_since(now, &row, &stay)?;
        let bars = |reason: &Reason| reason.rule == LOCKDOWN.id || !seen && security(reason);
        if card.judgement.reasons.iter().any(bars) {
            return Err(DeskError::NotAdmissible(Box::new(card)));
        }
        Ok(())
    }
}

/// A card looked at once more.
pub(super) struct Still {
    /// As it is now.
    pub card: Card,
    /// Which of its reasons were granted.
    pub answered: Vec<String>,
    /// What the lists say, for the sealed body.
    pub found: Found,
}

/// The card as it is now, if the rules say nothing worse than what it showed.
pub(super) fn still(
    act: &Act<'_>,
    session: &Session,
    now: Moment,
    shown: &Card,
    clock: crate::domain::ClockQuality,
    asked: Option<Asked>,
) -> Result<Still, DeskError> {
    let tables = act.tables();
    let lookout = session.lookout(tables, act.keys(), act.origin());
    let (situation, judgement, screened) = judge_again(&session.rules, &lookout, now, shown, clock, asked)?;
    let mut card = shown.clone();
    let worse = judgement.worse_than(&shown.judgement);
    (card.situation, card.judgement) = (situation, judgement);
    if let Some((visit, _)) = &card.visit {
        let row = tables.visit(*visit)?;
        card.referral = tables.waiting(*visit)?.map(|row| row.seq);
        // Another entry describes the visit now: what is on the screen is not what would be entered.
        if row.is_none_or(|row| Some(row.seq) != card.visit_entry) {
            return Err(DeskError::Gone);
        }
    }
    if worse {
        return Err(DeskError::Changed(Box::new(card)));
    }
    let granted = card.referral.map_or(Ok(Vec::new()), |referral| tables.granted(referral, answers_since(now)))?;
    let counts = |(rule, seq, at): (String, u64, Timestamp)| screened.counts(&rule, seq, at).then_some(rule);
    let answered = granted.into_iter().filter_map(counts).collect();
    Ok(Still { card, answered, found: screened.found })
}

/// What no rules and no answers can make right: one person is inside once, nobody comes in on a faulty credential or
/// for a visit that was taken back.
pub(super) fn never(tables: &Tables<'_>, card: &Card) -> Result<bool, DeskError> {
    let inside = match &card.person {
        Some((person, _)) => tables.inside(*person)?.is_some(),
        None => false,
    };
    let cancelled = card.situation.visit.as_ref().is_some_and(|visit| visit.state == VisitState::Cancelled);
    Ok(inside || cancelled || card.situation.credential.fault().is_some())
}

pub(super) fn judged(card: &Card) -> Judged {
    Judged { situation: card.situation.clone(), judgement: card.judgement.clone() }
}

pub(super) fn issue(
    act: &mut Act<'_>,
    now: Moment,
    presence: u64,
    visit: &Visit,
    escort: bool,
) -> Result<Admission, DeskError> {
    let until = visit.until.max(now.at.plus(LEAST_BADGE));
    let fact = Fact::BadgeIssued { visit: None, class: Class::Badge, from: now.at, until };
    let issued = act.record(NewEntry::new(fact).about([presence]))?;
    let badge = BadgeId::of(issued.id);
    let token = Token { badge, from: now.at, until, areas: 0, escort, class: Class::Badge };
    Ok(Admission { entry: presence, badge, token: token::issue(&act.keys().post, &token), until })
}

pub(super) type WrittenDown = ((PersonId, Person), (VisitId, Visit, u64));

/// Registers somebody who stands at the gate without an appointment, and their visit until the end of the day.
pub(super) fn write_down(
    act: &mut Act<'_>,
    now: Moment,
    walk_in: &WalkIn,
    gate: &str,
) -> Result<WrittenDown, DeskError> {
    let name = clean_name(&walk_in.name).map_err(|fault| DeskError::Text { field: "name", fault })?;
    let host = clean_name(&walk_in.host).map_err(|fault| DeskError::Text { field: "host", fault })?;
    let optional = |field, text: &str| match clean(text, FIELD_LIMIT) {
        Err(TextFault::Empty) => Ok(String::new()),
        other => other.map_err(|fault| DeskError::Text { field, fault }),
    };
    let purpose = optional("purpose", &walk_in.purpose)?;
    let organisation = optional("organisation", &walk_in.organisation)?;
    let (person, visit) = (PersonId::random(act.rng()), VisitId::random(act.rng()));
    let who = Person { name, organisation, ..Person::default() };
    let (gate, category) = (gate.to_owned(), walk_in.category);
    let details = Visit { purpose, gate, category, ..Visit::plain(host, now.at, now.day().1.plus(-1)) };
    let registered = NewEntry::new(Fact::Registered { person, import: None }).with_person(&who)?;
    let _ = act.record(registered)?;
    let fact = Fact::Scheduled { visit, person, details: details.clone(), walk_in: true, import: None, waits: false };
    let scheduled: Result<_, StoreError> = act.record(NewEntry::new(fact));
    Ok(((person, who), (visit, details, scheduled?.seq)))
}
