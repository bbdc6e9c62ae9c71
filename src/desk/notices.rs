//! Hosts hear: what the log says happened to visits, looked at after every act and once a minute, and put into the outbox
//! for the host.
//!
//! What is told follows from the log and the tables alone: who came, who waits, who should have left. An act is done and
//! durable before anything here begins, and nothing that goes wrong here is an error of it.

use chrono_tz::Tz;

use crate::desk::denial::Errand;
use crate::domain::moment::{DAY, MINUTE};
use crate::domain::notice::{Event, LONGEST_GRACE, hears};
use crate::domain::{ClockQuality, Host, Kind, Moment, Notices, PersonId, Timestamp, VisitId};
use crate::letter::notice::Told;
use crate::letter::{Language, Template};
use crate::store::mails::NewMail;
use crate::store::notices::Happened;
use crate::store::query::VisitRow;
use crate::store::working::Sealed;

use super::check::inputs::window;
use super::check::{if_it_opens, visit_details};
use super::clock::place_at;
use super::letters::{FOLDER, template};
use super::settings::{Part, Parts};
use super::{Desk, DeskError};

/// Entries of the log that are looked at before others are let in.
const SLICE: u64 = 256;
/// Entries after which it is kept how far the log was looked at, though nothing happened.
const STRIDE: u64 = 4_096;
/// Lines that the desk is shown at the most.
pub const MOST_SHOWN: usize = 3;

/// How far the log was looked at, as the desk has it.
#[derive(Default)]
pub(super) struct Ear {
    /// The first entry that was not looked at; `None` before any was.
    seen: Option<u64>,
    /// When it was last looked who should have left.
    looked: Option<Timestamp>,
}

/// Something that is so at the moment, as the desk is shown it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeLine {
    /// Its number.
    pub id: i64,
    /// What happened.
    pub event: Event,
    /// When; of somebody who should have left, when that was.
    pub at: Timestamp,
    /// The visit.
    pub visit: VisitId,
    /// Whose it is.
    pub person: PersonId,
    /// Who came.
    pub guest: String,
    /// To whom.
    pub host: String,
}

/// By which ways hosts are told at this post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ways {
    /// By mail.
    pub mail: bool,
    /// By the webhook.
    pub webhook: bool,
}

impl Desk {
    /// By which ways hosts are told, for whoever keeps their book; where those lead is an administrator's.
    pub fn notice_ways(&self) -> Result<Ways, DeskError> {
        let _ = self.permit_errand(Errand::Notices)?;
        let (notices, service) = (self.notices()?, self.mail_service()?);
        let server = service.is_some_and(|service| service.server.is_some());
        Ok(Ways { mail: notices.mail && server, webhook: notices.webhook.is_some() })
    }

    /// How hosts are told.
    pub(super) fn notices(&self) -> Result<Notices, DeskError> {
        let kept = self.store.sealed_setting(Sealed::Notices)?;
        Ok(kept.and_then(|kept| serde_json::from_slice(&kept).ok()).unwrap_or_default())
    }

    /// How hosts are told, for whoever says it.
    pub fn read_notices(&self) -> Result<Notices, DeskError> {
        self.permit_mail()?;
        self.notices()
    }

    /// Says how hosts are told from here on, which is on record.
    pub fn set_notices(&mut self, now: Moment, notices: &Notices) -> Result<(), DeskError> {
        self.permit_mail()?;
        if notices.grace > LONGEST_GRACE {
            return Err(DeskError::Grace);
        }
        let before = parts(&self.notices()?);
        self.keep_setting(now, Sealed::Notices, notices, (before, parts(notices)))
    }

    /// How long nobody has to be looked for who should have left, in milliseconds.
    pub(super) fn notice_wait(&self, now: Moment) -> i64 {
        let Some(looked) = self.ear.looked.filter(|_| self.operator().is_some()) else { return i64::MAX };
        let anybody = self.store.tables().is_anybody_inside().unwrap_or(false);
        if anybody { looked.plus(MINUTE).since(now.at) } else { i64::MAX }
    }

    /// Looks at what was recorded since, and who should have left; answers whether something goes out that did not before.
    /// Asked after every act; whatever goes wrong, the next time it is looked at again.
    pub fn hear(&mut self, now: Moment) -> bool {
        if self.session().is_err() || !self.store.can_write() {
            return false;
        }
        let heard = self.hear_some(now).and_then(|new| Ok(self.hear_of_overstays(now)? || new));
        heard.unwrap_or_else(|error| {
            tracing::error!(%error, "hosts are not told");
            // Not over and over: from where it was kept, the next time that somebody does something.
            self.ear.seen = None;
            false
        })
    }

    /// The same, of everything that was recorded: for commands.
    pub(super) fn hear_all(&mut self, now: Moment) -> bool {
        let mut new = self.hear(now);
        while self.is_hearing() {
            let before = self.ear.seen;
            new |= self.hear(now);
            if self.ear.seen == before {
                break;
            }
        }
        new
    }

    /// Whether entries of the log are still to be looked at.
    pub(super) fn is_hearing(&self) -> bool {
        let more = || self.ear.seen.is_some_and(|seen| seen < self.store.head().frontier.size());
        self.operator().is_some() && self.store.can_write() && more()
    }

    fn hear_some(&mut self, now: Moment) -> Result<bool, DeskError> {
        let size = self.store.head().frontier.size();
        let begun = self.ear.seen.map_or_else(|| self.store.notices_seen(), Ok)?.min(size);
        let end = size.min(begun.saturating_add(SLICE));
        let mut new = false;
        for seq in begun..end {
            if let Some(what) = self.happened(seq)? {
                new |= self.take_down(now, &what, seq + 1)?;
            }
            self.ear.seen = Some(seq + 1);
        }
        if begun / STRIDE != end / STRIDE {
            self.store.see_notices(end)?;
        }
        self.ear.seen = Some(end);
        Ok(new)
    }

    /// What an entry says happened to a visit that its host may hear of.
    fn happened(&self, seq: u64) -> Result<Option<Happened>, DeskError> {
        let Some(leaf) = if_it_opens(self.store.leaf(seq).map_err(DeskError::from))?.map(|(_, leaf)| leaf) else {
            return Ok(None);
        };
        let tables = self.store.tables();
        let (event, entry) = match leaf.kind {
            Kind::Admitted => (Event::Arrival, seq),
            Kind::Referred => (Event::Referral, seq),
            Kind::Departed => (Event::Departure, leaf.refs.first().copied().unwrap_or(seq)),
            _ => return Ok(None),
        };
        let visit = match event {
            Event::Referral => tables.referred(entry)?,
            _ => tables.presence(entry)?.and_then(|row| row.visit),
        };
        Ok(visit.map(|visit| Happened { event, entry, visit, at: leaf.at }))
    }

    /// Who is inside although the time of their visit was over a while ago. A clock in doubt says that of nobody.
    fn hear_of_overstays(&mut self, now: Moment) -> Result<bool, DeskError> {
        if self.ear.looked.is_some_and(|looked| (0..MINUTE).contains(&now.at.since(looked))) {
            return Ok(false);
        }
        self.ear.looked = Some(now.at);
        if self.session()?.clock.quality() == ClockQuality::Doubtful {
            return Ok(false);
        }
        let (grace, mut new) = (i64::from(self.notices()?.grace) * MINUTE, false);
        for stay in self.store.tables().everyone_inside()? {
            let Some(visit) = stay.visit else { continue };
            let Some(row) = self.store.tables().visit(visit)? else { continue };
            // A window of one that recurs ends before the last of them does.
            let short = row.ends.since(row.starts) <= DAY;
            if short && row.ends.plus(grace) > now.at || self.store.is_noted(Event::Overstay, stay.seq)? {
                continue;
            }
            let Some(at) = if_it_opens(self.time_up(&row, stay.at))?.filter(|end| end.plus(grace) <= now.at) else {
                continue;
            };
            let seen = self.ear.seen.map_or_else(|| self.store.notices_seen(), Ok)?;
            new |= self.take_down(now, &Happened { event: Event::Overstay, entry: stay.seq, visit, at }, seen)?;
        }
        Ok(new)
    }

    /// When the window is over in which somebody came.
    fn time_up(&self, row: &VisitRow, came: Timestamp) -> Result<Timestamp, DeskError> {
        Ok(window(row, &visit_details(&self.store, row.seq)?, came).1)
    }

    /// Remembers an event with what goes out about it; whether something does that did not before.
    fn take_down(&mut self, now: Moment, what: &Happened, seen: u64) -> Result<bool, DeskError> {
        let out = if_it_opens(self.to_tell(now, what))?.unwrap_or_default();
        // The desk is shown nobody who left: without somebody to tell there is nothing to remember.
        if what.event == Event::Departure && out.is_empty() {
            return Ok(false);
        }
        Ok(self.store.note(now.at, what, &out, seen)? && !out.is_empty())
    }

    /// What goes out about an event: a mail to the host, and the same for the webhook.
    fn to_tell(&self, now: Moment, what: &Happened) -> Result<Vec<NewMail>, DeskError> {
        let Some(row) = self.store.tables().visit(what.visit)? else { return Ok(Vec::new()) };
        let visit = visit_details(&self.store, row.seq)?;
        let book = self.book()?;
        let Some(host) = hears(book.iter().map(|(_, host)| host), &visit.host, what.event) else {
            return Ok(Vec::new());
        };
        let (notices, post) = (self.notices()?, self.store.post());
        let zone: Tz = visit.recurrence.as_ref().map_or_else(|| place_at(now), |again| again.zone);
        let told = Told {
            event: what.event,
            id: format!("{}/{}/{}", post.id, what.event.code(), what.entry),
            at: what.at,
            until: window(&row, &visit, what.at).1,
            zone,
            mission: post.mission.clone(),
            gate: post.gate.clone(),
            number: what.visit.short(),
            guest: if notices.names { Some(self.person_of(&row)?.name) } else { None },
        };
        let mail = if notices.mail { self.notice_mail(now, &told, host)? } else { None };
        let hook = notices.webhook.map(|url| super::outbox::notice_post(&told, host, url)).transpose()?;
        Ok(mail.into_iter().chain(hook).collect())
    }

    /// The mail, where it is said how mail goes out.
    fn notice_mail(&self, now: Moment, told: &Told, host: &Host) -> Result<Option<NewMail>, DeskError> {
        let Some(service) = self.mail_service()?.filter(|service| service.server.is_some()) else { return Ok(None) };
        let language = Language::from_code(&host.language).unwrap_or_default();
        let words = self.notice_words(language)?;
        Ok(Some(super::outbox::notice_mail(now.at, told, (host, &words), &service, &self.store.post().mission)?))
    }

    /// The mission's own words, or, where those do not read, the program's: a host hears all the same.
    fn notice_words(&self, language: Language) -> Result<Template, DeskError> {
        template(&self.store.folder().join(FOLDER), language).or_else(|error| {
            tracing::info!(%error, "the mission's own words do not read");
            Ok(Template::read(language.code(), language.built_in())?)
        })
    }

    /// What is so at the moment and the desk has not put away, the newest first: of visits that whoever is signed in
    /// entered, or of all.
    pub fn notices_open(&self, now: Moment, mine: bool) -> Result<Vec<NoticeLine>, DeskError> {
        let own = self.permit_errand(Errand::Notices)?.operator.id;
        let mut lines = Vec::new();
        for (id, what) in self.store.notices_open(now.day().0)? {
            let Some(row) = self.store.tables().visit(what.visit)? else { continue };
            if mine && self.store.leaf(row.entered)?.1.key != Some(own) {
                continue;
            }
            let opened = self.person_of(&row).and_then(|guest| Ok((guest.name, visit_details(&self.store, row.seq)?)));
            let Some((guest, visit)) = if_it_opens(opened)? else { continue };
            let Happened { event, at, visit: of, .. } = what;
            let person = row.person;
            lines.push(NoticeLine { id, event, at, visit: of, person, guest, host: visit.host });
            if lines.len() == MOST_SHOWN {
                break;
            }
        }
        Ok(lines)
    }

    /// The desk is not shown this any more.
    pub fn put_notice_away(&mut self, id: i64) -> Result<(), DeskError> {
        let _ = self.permit_errand(Errand::Notices)?;
        Ok(self.store.put_notice_away(id)?)
    }
}

/// What the log tells of how hosts are told. The path of a webhook may be what opens it.
fn parts(notices: &Notices) -> Parts {
    let on = |yes: bool| Part::told(if yes { "on" } else { "off" });
    let url = notices.webhook.as_ref();
    let whole = url.map(ToString::to_string).unwrap_or_default();
    let told = url.map(|url| format!("http://{}", url.authority())).unwrap_or_default();
    Parts::from([
        ("mail", on(notices.mail)),
        ("names", on(notices.names)),
        ("grace", Part::told(notices.grace)),
        ("webhook", Part::partly(&whole, &told)),
    ])
}
