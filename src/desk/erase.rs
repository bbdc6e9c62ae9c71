//! Erasing what is kept of a guest, by two: which entries are about them, what stands in the way, and doing it.
//!
//! Entries link to a guest in their bodies alone, so that finding all of them is reading the log once. That is done in
//! slices between other acts.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use crate::domain::fact::{Fact, erase_subject};
use crate::domain::operator::Act as Deed;
use crate::domain::text::{fold, has_all};
use crate::domain::{ClockQuality, Kind, Moment, Person, PersonId, Timestamp, VisitId};
use crate::ledger::Leaf;
use crate::store::erase::Erased;

use super::check::if_it_opens;
use super::screening::findings::{Cause, Standing};
use super::screening::matter::Asked;
use super::second::{Second, Why};
use super::{Desk, DeskError, Session};

/// How long a slice reads before it lets others in.
const SLICE: Duration = Duration::from_millis(8);
/// Guests that are read at once.
const STRIDE: u32 = 256;
/// The fewest letters of a part of a name that tells who is meant.
const TELLING: usize = 3;
/// From here on the scripts that need few signs for a name: Han, kana, Hangul.
const DENSE: char = '\u{2e80}';

/// What stands in the way of erasing somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// They are inside.
    Inside,
    /// They wait at the gate.
    Waiting,
    /// They are expected today or later, or were here today.
    Expected,
    /// Security has yet to answer about them.
    Security,
    /// Lists are still being read, so that nobody knows that.
    Reading,
    /// The clock is in doubt.
    Clock,
    /// A file of guests is being written.
    Importing,
    /// Something was recorded about them since it was shown what would go.
    Changed,
    /// The reason, which is kept, names them.
    Named,
}

impl Hold {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Waiting => "waiting",
            Self::Expected => "expected",
            Self::Security => "security",
            Self::Reading => "reading",
            Self::Clock => "clock",
            Self::Importing => "importing",
            Self::Changed => "changed",
            Self::Named => "named",
        }
    }

    /// The message id of what to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Inside => "advice-erase-inside",
            Self::Waiting => "advice-erase-waiting",
            Self::Expected => "advice-erase-expected",
            Self::Security => "advice-erase-security",
            Self::Reading => "advice-erase-reading",
            Self::Clock => "advice-erase-clock",
            Self::Importing => "advice-erase-importing",
            Self::Changed => "advice-erase-changed",
            Self::Named => "advice-erase-named",
        }
    }
}

/// What is kept of a guest, as far as it has been looked for.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// Their handle.
    pub person: PersonId,
    /// Who they are.
    pub known: Person,
    /// Entries about them, oldest first; their bodies are what goes.
    pub entries: Vec<u64>,
    /// How many of those are stays.
    pub stays: usize,
    /// Their visits.
    pub visits: HashSet<VisitId>,
    /// When the first and the last of the entries were written.
    pub span: Option<(Timestamp, Timestamp)>,
    /// Entries of the log that were looked at, and how many there are.
    pub progress: (u64, u64),
    /// What stands in the way.
    pub holds: Vec<Hold>,
    /// The entries once more, to be asked.
    among: HashSet<u64>,
}

impl Dossier {
    /// Whether the whole log was looked at.
    pub fn is_whole(&self) -> bool {
        self.progress.0 >= self.progress.1
    }

    /// What an entry is about, by the earlier one that it acts on.
    fn follows(&self, leaf: &Leaf) -> bool {
        acts_on(leaf).is_some_and(|earlier| self.among.contains(&earlier))
    }

    fn take(&mut self, leaf: &Leaf) {
        self.entries.push(leaf.seq);
        let _ = self.among.insert(leaf.seq);
        self.stays += usize::from(leaf.kind == Kind::Admitted);
        self.span = Some((self.span.map_or(leaf.at, |(first, _)| first), leaf.at));
    }
}

/// A guest as whoever looks for one is shown them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// Their handle.
    pub id: PersonId,
    /// Who they are.
    pub person: Person,
    /// When they were last written down.
    pub written: Timestamp,
}

impl Desk {
    /// Guests whose name has these words, whenever they came: every one that is kept is opened. Those first whose name it
    /// is.
    pub fn guests_named(&self, text: &str) -> Result<Vec<Guest>, DeskError> {
        let _ = self.permit(Deed::Erase)?;
        let wanted = fold(text);
        let (mut found, mut after) = (Vec::new(), None);
        while !wanted.is_empty() {
            let rows = self.store.tables().persons(after, STRIDE)?;
            for (id, seq) in &rows {
                let person = if_it_opens(self.store.person::<Person>(*seq).map_err(DeskError::from))?;
                if let Some(person) = person.filter(|person| person.names().any(|name| has_all(name, &wanted))) {
                    found.push(Guest { id: *id, person, written: self.store.leaf(*seq)?.1.at });
                }
            }
            after = rows.last().map(|(id, _)| *id);
            if rows.len() < STRIDE as usize {
                break;
            }
        }
        found.sort_by_key(|guest| (fold(&guest.person.name) != wanted, std::cmp::Reverse(guest.written)));
        let tally = &self.session()?.tally;
        found.iter().for_each(|_| tally.opened_one());
        Ok(found)
    }

    /// The guest whom an entry is about, for whoever may erase; nobody where nobody is, or where they were erased.
    pub fn guest_of(&self, seq: u64) -> Result<Option<PersonId>, DeskError> {
        let _ = self.permit(Deed::Erase)?;
        let (_, leaf) = self.store.leaf(seq)?;
        // To others that answers are given about somebody tells that they are listed.
        if Kind::OF_SECURITY.contains(&leaf.kind) && !self.may(Deed::AnswerAsSecurity) {
            return Ok(None);
        }
        let Some(fact) = if_it_opens(self.store.fact(seq).map_err(DeskError::from))? else { return Ok(None) };
        let (visit, person) = fact.about();
        let tables = self.store.tables();
        let by_visit = visit.map(|visit| tables.visit(visit)).transpose()?.flatten().map(|row| row.person);
        match (person.or(by_visit), acts_on(&leaf)) {
            (None, Some(earlier)) if earlier < seq => self.guest_of(earlier),
            (found, _) => Ok(found.filter(|id| tables.person_entry(*id).is_ok_and(|entry| entry.is_some()))),
        }
    }

    /// Begins to look for what is kept of a guest, for whoever may erase it.
    pub fn dossier(&self, now: Moment, person: PersonId) -> Result<Dossier, DeskError> {
        let _ = self.permit(Deed::Erase)?;
        let entry = self.store.tables().person_entry(person)?.ok_or(DeskError::Gone)?;
        let known = self.store.person::<Person>(entry)?;
        self.session()?.tally.opened_one();
        let progress = (0, self.store.size()?);
        let holds = self.in_the_way(now, person)?;
        let (entries, visits, among) = (Vec::new(), HashSet::new(), HashSet::new());
        Ok(Dossier { person, known, entries, stays: 0, visits, span: None, progress, holds, among })
    }

    /// Looks at some more entries, for at most a slice; answers whether that were all.
    pub fn dossier_some(&self, dossier: &mut Dossier) -> Result<bool, DeskError> {
        let began = Instant::now();
        while !dossier.is_whole() && began.elapsed() < SLICE {
            let seq = dossier.progress.0;
            dossier.progress.0 += 1;
            let (_, leaf) = self.store.leaf(seq)?;
            if dossier.follows(&leaf) || self.is_about(dossier, &leaf)? {
                dossier.take(&leaf);
            }
        }
        Ok(dossier.is_whole())
    }

    /// Looks at all of them, for whoever waits for it.
    pub fn dossier_whole(&self, now: Moment, person: PersonId) -> Result<Dossier, DeskError> {
        let mut dossier = self.dossier(now, person)?;
        while !self.dossier_some(&mut dossier)? {}
        Ok(dossier)
    }

    /// Whether an entry is about this guest by what it says itself: what a delegation is, where it is called by them.
    fn is_about(&self, dossier: &mut Dossier, leaf: &Leaf) -> Result<bool, DeskError> {
        if !names_somebody(leaf.kind) {
            return Ok(false);
        }
        let Some(fact) = if_it_opens(self.store.fact(leaf.seq).map_err(DeskError::from))? else { return Ok(false) };
        let (visit, person) = fact.about();
        let named = matches!(&fact, Fact::GroupSet { details, .. } if names(&details.name, &dossier.known));
        let whose = person == Some(dossier.person) || visit.is_some_and(|visit| dossier.visits.contains(&visit));
        let theirs = whose || named;
        if theirs && let Fact::Scheduled { visit, .. } = fact {
            let _ = dossier.visits.insert(visit);
        }
        Ok(theirs)
    }

    /// What stands in the way of erasing a guest now.
    fn in_the_way(&self, now: Moment, person: PersonId) -> Result<Vec<Hold>, DeskError> {
        let (session, tables) = (self.session()?, self.store.tables());
        let rows = tables.visits_of(person)?;
        let mut waits = false;
        for row in &rows {
            waits |= tables.waiting(row.id)?.is_some();
        }
        let today = now.day().0;
        let coming = rows.iter().any(|row| !row.state.is_off() && row.ends >= today);
        // Who waits is answered about with the wait.
        let asked = !waits && self.awaits_security(now, person)?;
        let holds = [
            (Hold::Inside, tables.inside(person)?.is_some()),
            (Hold::Waiting, waits),
            (Hold::Expected, coming),
            (Hold::Reading, !session.screen.is_whole()),
            (Hold::Security, asked),
            (Hold::Clock, session.clock.quality() == ClockQuality::Doubtful),
            (Hold::Importing, self.import.is_some()),
        ];
        Ok(holds.into_iter().filter(|(_, holds)| *holds).map(|(hold, _)| hold).collect())
    }

    /// Whether somebody listed is like them, and security has not said whether it is them.
    fn awaits_security(&self, now: Moment, person: PersonId) -> Result<bool, DeskError> {
        let Some(stand) = self.stand(now, person)? else { return Ok(false) };
        let Some(known) = if_it_opens(self.person_of(&stand.row))? else { return Ok(false) };
        for matter in self.matters(now, &Asked::visitor(&stand.row, &known))? {
            let listed = matches!(matter.cause, Cause::Match(_));
            if listed && self.standing(now, &matter, stand.referral)? != Standing::Answered {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Erases what is kept of a guest, as it was shown: the bodies of every entry about them. What is left of those says
    /// when something happened and of which kind, and who recorded it. Nobody does that alone.
    pub fn erase(
        &mut self,
        now: Moment,
        mut dossier: Dossier,
        why: &Why,
        second: &Second,
    ) -> Result<Erased, DeskError> {
        let _ = self.permit_two(Deed::Erase)?;
        let clock = self.look_at_clock(now)?;
        let (person, shown) = (dossier.person, dossier.entries.len());
        // The worker alone writes: what is looked at here is what there is until it is done.
        dossier.progress.1 = self.store.head().frontier.size();
        while !self.dossier_some(&mut dossier)? {}
        let changed = (dossier.entries.len() != shown).then_some(Hold::Changed);
        let named = names(&why.text, &dossier.known).then_some(Hold::Named);
        if let Some(hold) = self.in_the_way(now, person)?.into_iter().chain(changed).chain(named).next() {
            return Err(DeskError::NotErasable(hold));
        }
        let Dossier { entries, visits, .. } = dossier;
        let signed = self.signed(now, Deed::Erase, &erase_subject(person, &entries), why, second)?;
        let erased = self.store.erase(person, entries, signed, now, clock)?;
        self.session_mut()?.forget(person, &visits);
        Ok(erased)
    }
}

impl Session {
    /// Nobody is known by this handle any more, nor found for these visits.
    fn forget(&mut self, person: PersonId, visits: &HashSet<VisitId>) {
        self.roster.forget(visits);
        // Its index has the words of their names still.
        self.snapshot.keep_no_more();
        self.before.forget(visits);
        self.known.retain(|_, known| *known != person);
        self.turned.forget(person);
        if let Some(queue) = &mut self.queue {
            queue.forget(person);
        }
    }
}

/// The earlier entry that one acts on and is about, for the kinds that say of nobody themselves whom they are about.
fn acts_on(leaf: &Leaf) -> Option<u64> {
    match leaf.kind {
        Kind::Departed | Kind::Resolved | Kind::Corrected | Kind::BadgeIssued | Kind::BadgeRevoked => {
            leaf.refs.first().copied()
        }
        // The first is the roll call.
        Kind::Accounted | Kind::Missing => leaf.refs.get(1).copied(),
        _ => None,
    }
}

/// Whether an entry of this kind may say itself whom it is about.
fn names_somebody(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Registered
            | Kind::GuestAmended
            | Kind::Attached
            | Kind::Scheduled
            | Kind::Amended
            | Kind::GroupSet
            | Kind::Cancelled
            | Kind::Approved
            | Kind::Declined
            | Kind::VisitRestored
            | Kind::PassReviewed
            | Kind::Presented
            | Kind::Admitted
            | Kind::Referred
            | Kind::Refused
            | Kind::Overridden
            | Kind::Reviewed
            | Kind::BadgeIssued
    )
}

/// Whether a text names somebody, by a part of a name or by a document. A short part is a word of its own; a longer one
/// may be a part of a word, as is every part in scripts that put no spaces between words.
fn names(text: &str, person: &Person) -> bool {
    let words = fold(text);
    let within = |part: &String| words.iter().any(|word| word.contains(part.as_str()));
    let named = |part: String| match part.chars().count() {
        length if length > TELLING || length > 1 && part.chars().all(|c| c >= DENSE) => within(&part),
        TELLING => words.contains(&part),
        _ => false,
    };
    let numbers = person.numbers().into_iter().flat_map(|number| fold(&number));
    person.names().flat_map(fold).chain(numbers).any(named)
}
