//! What security has to see of one visitor, and what of it has been answered.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::desk::DeskError;
use crate::desk::check::answers_since;
use crate::desk::turned::TurnedAway;
use crate::domain::text::fold;
use crate::domain::{Fact, FindingId, Moment, Person, PersonId, Screening, Timestamp, VisitId, VisitState};
use crate::policy::Cover;
use crate::policy::builtin::NEEDS_SECURITY;
use crate::screening::name::outline;
use crate::screening::{Birth, Listing, Nature, Outcome, Query, organisation};
use crate::store::append::SEALED_LIMIT;
use crate::store::keyring::KeyRing;
use crate::store::query::VisitRow;
use crate::store::screening::ReviewRow;
use crate::store::{StoreError, Tables};

use super::Hit;
use super::findings::Cause;
use super::screen::Screen;

/// Who the lists are asked about.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who it is, where that is known.
    pub person: Option<PersonId>,
    /// What is known of them.
    pub query: Query,
    /// Whom they come for, as it is compared; `None` where nobody is named, or nothing but a legal form.
    pub employer: Option<Query>,
    /// The visit they come for, where it is known.
    pub visit: Option<VisitId>,
    /// Whether nobody has approved that visit yet.
    pub due: bool,
    /// The last of the entries that say who comes, and what for: an answer of before was about something else.
    pub described: u64,
}

impl Asked {
    /// A name that was typed.
    pub fn typed(name: &str) -> Self {
        Self { person: None, query: Query::named(name), employer: None, visit: None, due: false, described: 0 }
    }

    /// Somebody who was registered.
    pub fn person(id: PersonId, person: &Person) -> Self {
        let employer = organisation::query(&person.organisation);
        Self { person: Some(id), query: query(person), employer, visit: None, due: false, described: 0 }
    }

    /// Somebody who comes for this visit.
    pub fn visitor(row: &VisitRow, person: &Person) -> Self {
        let due = row.state == VisitState::Requested;
        let described = row.seq.max(row.person_seq);
        Self { visit: Some(row.id), due, described, ..Self::person(row.person, person) }
    }

    /// The query that a listing answers: an organisation is held against whom they come for.
    pub fn query_of(&self, listing: &Listing) -> &Query {
        self.employer.as_ref().filter(|_| listing.nature == Nature::Organisation).unwrap_or(&self.query)
    }

    /// What they are told apart by: the handle, or the name as typed.
    fn who(&self) -> Vec<u8> {
        match self.person {
            Some(person) => person.0.to_vec(),
            None => self.query.names.iter().flat_map(|name| fold(name)).collect::<Vec<_>>().join(" ").into_bytes(),
        }
    }
}

/// What is known of a person, as the lists are asked.
pub fn query(person: &Person) -> Query {
    use chrono::Datelike;
    let some = |text: &String| if text.is_empty() { Vec::new() } else { vec![text.clone()] };
    let birth = |date: chrono::NaiveDate| {
        // Months and days fit a byte, and years of birth are positive.
        let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
        Some(Birth::Day(u16::try_from(date.year()).ok()?, month, day))
    };
    Query {
        nature: Nature::Person,
        names: person.names().map(str::to_owned).collect(),
        births: person.born.and_then(|born| birth(born.0)).into_iter().collect(),
        nationalities: some(&person.nationality),
        documents: person.numbers(),
    }
}

/// All that the lists are asked about somebody, as a digest.
fn told(query: &Query) -> Vec<u8> {
    let births = query.births.iter().map(|birth| birth.to_string());
    let parts = [query.names.clone(), births.collect(), query.nationalities.clone(), query.documents.clone()];
    Sha256::digest(serde_json::to_vec(&parts).unwrap_or_default()).to_vec()
}

/// One thing that security has to see, or has seen.
#[derive(Debug, Clone)]
pub struct Matter {
    /// What the answer goes to.
    pub id: FindingId,
    /// Why security is asked.
    pub cause: Cause,
    /// Who is listed, for a match.
    pub hit: Option<Hit>,
    /// The last answer.
    pub review: Option<ReviewRow>,
    /// Whether that answer lets them in as far as this goes.
    pub cleared: bool,
    /// For a match, what an answer goes to where the list takes the match for more or for less.
    pub other: Option<FindingId>,
}

impl Matter {
    /// The last answer to it. Whoever was cleared as somebody worth a look is not cleared of a match that stops them: one
    /// alone said that, and when the list looked less alike. Whatever else was said of the match holds.
    pub fn last_review(&self, tables: &Tables<'_>) -> Result<Option<ReviewRow>, StoreError> {
        let own = tables.review(self.id)?;
        let other = self.other.map(|other| tables.review(other)).transpose()?.flatten();
        let stops = self.cause == Cause::Match(Outcome::Stop);
        let other = other.filter(|review| !(stops && review.granted));
        Ok(own.into_iter().chain(other).max_by_key(|review| review.seq))
    }

    /// The score of a match, in points; 0 for other causes.
    pub fn score(&self) -> f32 {
        self.hit.as_ref().map_or(0.0, |hit| hit.score)
    }
}

/// Where the matters of a visitor come from.
#[derive(Clone, Copy)]
pub struct Lookout<'a> {
    /// The lists.
    pub screen: &'a Screen,
    /// Who was turned away of late.
    pub turned: &'a TurnedAway,
    /// What the rules ask for as cover.
    pub cover: Cover,
    /// The tables.
    pub tables: Tables<'a>,
    /// The keys of the session.
    pub keys: &'a KeyRing,
    /// When the session began.
    pub begun: Timestamp,
    /// The log's origin, under which bodies open.
    pub origin: &'a str,
    /// Whether tables were found not to be what the log says.
    pub differ: bool,
}

impl Lookout<'_> {
    /// Everything that security has to see, or has seen, of one visitor.
    pub fn matters(&self, now: Moment, asked: &Asked) -> Result<Vec<Matter>, DeskError> {
        let mut matters = Vec::new();
        if let Some(visit) = asked.visit.filter(|_| asked.due) {
            let id = self.id("approval", &[&visit.0])?;
            // The visit itself is approved where visits are kept.
            matters.push(self.for_this_wait(now, asked, self.matter(now, id, Cause::Approval)?)?);
        }
        if self.screen.is_configured() {
            self.by_the_lists(now, asked, &mut matters)?;
        }
        matters.extend(self.waited_for(now, asked, &matters)?);
        Ok(matters)
    }

    fn by_the_lists(&self, now: Moment, asked: &Asked, matters: &mut Vec<Matter>) -> Result<(), DeskError> {
        let (who, day) = (asked.who(), now.today().to_string());
        // An answer holds for this visitor as they were known then.
        let told = told(&asked.query);
        for hit in self.screen.hits(now.at, &self.tables, &asked.query)? {
            matters.push(self.matched(now, ("match", "stop"), &[&who, &told], hit)?);
        }
        if let Some(employer) = &asked.employer {
            // An answer holds for this visitor as one who comes for this organisation.
            let whose = employer.names.concat().to_lowercase();
            for hit in self.screen.hits(now.at, &self.tables, employer)? {
                matters.push(self.matched(now, ("employer", "employer-stop"), &[&who, whose.as_bytes()], hit)?);
            }
        }
        if self.screen.is_doubtful(now) {
            let id = self.id("list", &[&who, day.as_bytes()])?;
            // A list in doubt is in doubt at the next visit as well.
            matters.push(self.for_this_wait(now, asked, self.matter(now, id, Cause::List)?)?);
        }
        if self.drawn(asked, &day)? {
            let id = self.id("random", &[&who, day.as_bytes()])?;
            matters.push(self.matter(now, id, Cause::Random)?);
        }
        Ok(())
    }

    /// Whoever was told to wait for security waits for security, whatever that was for and is over meanwhile: a card that
    /// turned green by an approval would tell that it was the approval, and of the next that it is something else.
    fn waited_for(&self, now: Moment, asked: &Asked, others: &[Matter]) -> Result<Option<Matter>, DeskError> {
        let wait = asked.visit.map_or(Ok(None), |visit| self.tables.waiting(visit))?;
        let Some(wait) = wait else { return Ok(None) };
        let answered = |matter: &Matter| matter.review.is_some_and(|review| matter.cleared && review.seq > wait.seq);
        if others.iter().any(|matter| !matter.cleared || answered(matter)) {
            return Ok(None);
        }
        // A wait that does not open is not taken for one that was for somebody else.
        let was_theirs = match self.tables.fact(self.keys, self.origin, wait.seq) {
            Ok(Fact::Referred { judged, .. }) => judged.judgement.asks(NEEDS_SECURITY.id),
            _ => true,
        };
        let id = self.id("wait", &[&wait.seq.to_be_bytes()])?;
        let matter = self.matter(now, id, Cause::Wait)?;
        was_theirs.then(|| self.for_this_wait(now, asked, matter)).transpose()
    }

    fn matter(&self, now: Moment, id: FindingId, cause: Cause) -> Result<Matter, DeskError> {
        self.answered(now, Matter { id, cause, hit: None, review: None, cleared: false, other: None })
    }

    fn answered(&self, now: Moment, matter: Matter) -> Result<Matter, DeskError> {
        let review = matter.last_review(&self.tables)?;
        let cleared = review.is_some_and(|review| review.clears(now.at) && self.is_said(&matter, &review));
        Ok(Matter { review, cleared, ..matter })
    }

    /// A match: what an answer goes to is this visitor and this listing, as they are now, and whether the list stops them.
    fn matched(
        &self,
        now: Moment,
        (looks, stops): (&str, &str),
        whose: &[&[u8]],
        hit: Hit,
    ) -> Result<Matter, DeskError> {
        let digest = Sha256::digest(serde_json::to_vec(&hit.listing).unwrap_or_default());
        let listing = [hit.list.as_bytes(), hit.listing.id.as_bytes(), &digest[..]];
        let parts = [whose, &listing].concat();
        let (looked, stopped) = (self.id(looks, &parts)?, self.id(stops, &parts)?);
        let (id, other) = if hit.outcome == Outcome::Stop { (stopped, looked) } else { (looked, stopped) };
        let (cause, other) = (Cause::Match(hit.outcome), Some(other));
        self.answered(now, Matter { id, cause, hit: Some(hit), review: None, cleared: false, other })
    }

    /// Whether an answer that clears is what its entry says: a row alone clears nobody.
    fn is_said(&self, matter: &Matter, review: &ReviewRow) -> bool {
        let Ok(Fact::Reviewed { clears, granted: true, until, .. }) =
            self.tables.fact(self.keys, self.origin, review.seq)
        else {
            return false;
        };
        (clears == matter.id || Some(clears) == matter.other) && until == review.until
    }

    /// A matter whose answer lasts no longer than the wait that it ends.
    fn for_this_wait(&self, now: Moment, asked: &Asked, matter: Matter) -> Result<Matter, DeskError> {
        let wait = asked.visit.map_or(Ok(None), |visit| self.tables.waiting(visit))?;
        let since = wait.map(|wait| wait.seq.max(asked.described));
        let given =
            |review: &ReviewRow| since.is_some_and(|since| review.seq > since && review.at >= answers_since(now));
        let cleared = matter.cleared && matter.review.as_ref().is_some_and(given);
        Ok(Matter { cleared, ..matter })
    }

    fn id(&self, purpose: &str, parts: &[&[u8]]) -> Result<FindingId, StoreError> {
        let tag = self.keys.tag(purpose, parts)?;
        let mut id = FindingId([0; 16]);
        id.0.iter_mut().zip(tag).for_each(|(to, from)| *to = from);
        Ok(id)
    }

    /// Whether this visitor is checked at random on this day: the same answer however often it is asked, before they
    /// are written down and after, and however their name is spelt. A match would stay as well.
    fn drawn(&self, asked: &Asked, day: &str) -> Result<bool, StoreError> {
        if self.cover.one_in == 0 {
            return Ok(false);
        }
        let sounds = asked.query.names.first().map_or_else(Vec::new, |name| outline(name));
        let sounds: Vec<u8> = sounds.into_iter().flat_map(u64::to_le_bytes).collect();
        let tag = self.keys.tag("draw", &[&sounds, day.as_bytes()])?;
        let number = tag.iter().take(8).fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        Ok(number % self.cover.one_in == 0)
    }

    /// What these matters come to, as far as a verdict may know.
    pub fn screening(&self, matters: &[Matter]) -> Screening {
        let none = if self.screen.is_configured() { Screening::Clear } else { Screening::None };
        let worst = matters.iter().filter(|matter| !matter.cleared).map(|matter| match matter.cause {
            Cause::Match(Outcome::Stop) => Screening::Stop,
            // The rules see by the visit that it lacks its approval.
            Cause::Approval => none,
            Cause::Match(_) | Cause::List | Cause::Random | Cause::Wait => Screening::Security,
        });
        worst.max().map_or(none, |worst| worst.max(none))
    }
}

/// What was found when a decision was recorded, for its sealed body.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Found {
    /// List, listing and score in thousandths of a point; as many as fit, best first.
    pub hits: Vec<(String, String, i64)>,
    /// Hits beyond those.
    pub more: usize,
    /// Whether a list was in doubt.
    #[serde(default)]
    pub list: bool,
    /// Whether it was a check at random.
    #[serde(default)]
    pub random: bool,
    /// Whether the visit lacked its approval.
    #[serde(default)]
    pub approval: bool,
}

impl Found {
    /// What stands in the sealed body.
    pub fn of(matters: &[Matter]) -> Self {
        let asks = |cause| matters.iter().any(|matter| matter.cause == cause && !matter.cleared);
        let [list, random, approval] = [Cause::List, Cause::Random, Cause::Approval].map(asks);
        let mut found = Self { list, random, approval, ..Self::default() };
        for hit in matters.iter().filter_map(|matter| matter.hit.as_ref()) {
            let score = (f64::from(hit.score) * 1_000.0).round() as i64;
            found.hits.push((hit.list.clone(), hit.listing.id.clone(), score));
            let fits = serde_json::to_vec(&found).is_ok_and(|json| json.len() + 4 <= SEALED_LIMIT);
            if !fits {
                let _ = found.hits.pop();
                found.more += 1;
            }
        }
        found
    }
}

/// An answer, for its sealed body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedAnswer {
    /// The list, `list`, `random` or `approval`.
    pub list: String,
    /// The listing; empty for other causes than a match.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub listing: String,
    /// The answer's stable name.
    pub answer: String,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl SealedAnswer {
    /// The answer to a matter.
    pub fn new(matter: &Matter, answer: super::findings::Answer, note: &str) -> Self {
        let (list, listing) = match (&matter.hit, matter.cause) {
            (Some(hit), _) => (hit.list.clone(), hit.listing.id.chars().take(48).collect()),
            (None, cause) => (cause.code().to_owned(), String::new()),
        };
        Self { list, listing, answer: answer.code().to_owned(), note: note.to_owned() }
    }

    /// How many bytes of its note do not fit.
    pub fn excess(&self) -> usize {
        serde_json::to_vec(self).map_or(usize::MAX, |json| json.len().saturating_sub(SEALED_LIMIT))
    }
}
