//! The outbox: invitations that go out by mail, and what became of each.
//!
//! A mail is put here durably before anything is sent, and what is sent goes by a thread of its own. It is marked as being
//! sent before the server hears of it; what was so marked when the post ended may have gone out, is not sent again by
//! itself, and says so.

pub mod page;
pub mod postman;

use serde::{Deserialize, Serialize};

use crate::domain::mail::Address;
use crate::domain::moment::{HOUR, MINUTE};
use crate::domain::operator::Act as Deed;
use crate::domain::{Moment, Timestamp, VisitId, VisitState};
use crate::i18n::tr;
use crate::letter::Section;
use crate::letter::calendar::Method;
use crate::letter::mail::{Correspondent, Mail};
use crate::store::mails::{MailRow, MailStands};

use super::check::visit_details;
use super::letters::Language;
use super::{Desk, DeskError};

use postman::{Order, Postman};

pub use crate::device::mail::Trouble;
pub use crate::store::mails::MailState;

/// After a first failure it is tried again so much later; twice as much each time.
const FIRST_WAIT: i64 = MINUTE;
/// So much later at most.
const LONGEST_WAIT: i64 = HOUR;
/// Tries before it is given up: about half a day.
const MOST_TRIES: u32 = 16;
/// Lines on a page.
pub const PAGE: u32 = 50;

/// What a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// It invites.
    Invitation,
    /// It takes an invitation back.
    Withdrawal,
}

impl Purpose {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Withdrawal => "withdrawal",
        }
    }
}

/// What is sealed of a mail beside its message.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Head {
    purpose: Purpose,
    language: String,
    number: String,
    name: String,
    to: Address,
    from: Address,
    sender: String,
}

/// A mail of the outbox, as whoever keeps the visits sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLine {
    /// Its number.
    pub id: i64,
    /// The visit it is about.
    pub visit: VisitId,
    /// When it was put here.
    pub at: Timestamp,
    /// What it is for; `None` where it does not open.
    pub purpose: Option<Purpose>,
    /// Who gets it.
    pub name: String,
    /// Where it goes.
    pub to: String,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried again, if it is.
    pub next: Option<Timestamp>,
    /// What went wrong last.
    pub trouble: Option<Trouble>,
}

/// The sending of mail, as the desk has it.
#[derive(Default)]
pub(super) struct PostOffice {
    postman: Option<Postman>,
    /// Whether what was being sent when the post ended was looked for.
    looked: bool,
}

impl Desk {
    /// Puts the mail of an invitation that holds into the outbox; it goes out as soon as the server takes it.
    pub fn post_invitation(&mut self, now: Moment, post: &super::letters::Post, mail: &Mail) -> Result<i64, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let visit = post.event.visit;
        // It may have been withdrawn while it was drawn.
        let (_, badge) = self.invitation_token(now, visit)?;
        if badge != post.badge {
            return Err(DeskError::NotInvited);
        }
        let _ = self.store.withdraw_mails(visit)?;
        self.put_mail(now, visit, Purpose::Invitation, (post.letter.language, post.letter.value("number")), mail)
    }

    fn put_mail(
        &mut self,
        now: Moment,
        visit: VisitId,
        purpose: Purpose,
        (language, number): (Language, &str),
        mail: &Mail,
    ) -> Result<i64, DeskError> {
        if self.mail_service()?.is_none_or(|service| service.server.is_none()) {
            return Err(DeskError::NoServer);
        }
        let head = Head {
            purpose,
            language: language.code().to_owned(),
            number: number.to_owned(),
            name: mail.to.name.clone(),
            to: mail.to.address.clone(),
            from: mail.from.address.clone(),
            sender: mail.from.name.clone(),
        };
        let head = serde_json::to_vec(&head).map_err(|_| crate::store::StoreError::KeySlots("a mail".into()))?;
        Ok(self.store.put_mail(now.at, visit, &head, &mail.bytes()?)?)
    }

    /// A page of the outbox, the newest first.
    pub fn outbox(&self, state: Option<MailState>, before: Option<i64>) -> Result<Vec<MailLine>, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        Ok(self.store.mails(state, before, PAGE)?.iter().map(line).collect())
    }

    /// Tries a mail once more at once: one that failed, or waits.
    pub fn retry_mail(&mut self, now: Moment, id: i64) -> Result<(), DeskError> {
        let row = self.open_mail(id)?;
        let stands = MailStands { state: MailState::Waiting, tries: 0, next: Some(now.at), trouble: None };
        self.store.mail_stands(row.id, stands)?;
        self.send_mail(now);
        Ok(())
    }

    /// Does not send a mail that is not out yet.
    pub fn withdraw_mail(&mut self, id: i64) -> Result<(), DeskError> {
        let row = self.open_mail(id)?;
        let stands = MailStands { state: MailState::Withdrawn, tries: row.tries, next: None, trouble: None };
        Ok(self.store.mail_stands(id, stands)?)
    }

    /// The message of a mail that is not out yet, to be saved as a file.
    pub fn mail_file(&self, id: i64) -> Result<Vec<u8>, DeskError> {
        let row = self.open_mail(id)?;
        Ok(self.store.mail_message(row.id)?.ok_or(DeskError::Gone)?.to_vec())
    }

    /// It was saved as a file, and is not sent any more.
    pub fn saved_mail(&mut self, id: i64) -> Result<(), DeskError> {
        let row = self.open_mail(id)?;
        let stands = MailStands { state: MailState::Saved, tries: row.tries, next: None, trouble: None };
        Ok(self.store.mail_stands(id, stands)?)
    }

    fn open_mail(&self, id: i64) -> Result<MailRow, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let open = |row: &MailRow| matches!(row.state, MailState::Waiting | MailState::Failed);
        self.store.mail(id)?.filter(open).ok_or(DeskError::Gone)
    }

    /// The mail of an invitation that was withdrawn is not sent any more; where it went out, its guest is told.
    pub(super) fn take_mail_back(&mut self, now: Moment, visit: VisitId) -> Result<(), DeskError> {
        let _ = self.store.withdraw_mails(visit)?;
        let last = self.store.mails_about(visit)?.into_iter().find(|row| row.state == MailState::Sent);
        let head = last.and_then(|row| read_head(&row)).filter(|head| head.purpose == Purpose::Invitation);
        let Some(head) = head else { return Ok(()) };
        match self.tell_withdrawn(now, visit, &head) {
            // Nothing that is wrong with a template or a server keeps an invitation from being withdrawn.
            Err(error) if !matches!(error, DeskError::Store(_)) => {
                tracing::warn!("a guest is not told by mail that an invitation was withdrawn");
                Ok(())
            }
            told => told,
        }
    }

    fn tell_withdrawn(&mut self, now: Moment, visit: VisitId, head: &Head) -> Result<(), DeskError> {
        let row = self.store.tables().visit(visit)?.ok_or(DeskError::Gone)?;
        let (person, details) = (self.person_of(&row)?, visit_details(&self.store, row.seq)?);
        let language = Language::from_code(&head.language).unwrap_or_default();
        let letter = self.letter_numbered(now, language, &head.number, &person, &details, row.ends)?;
        let to = Correspondent { name: head.name.clone(), address: head.to.clone() };
        let from = Correspondent { name: head.sender.clone(), address: head.from.clone() };
        let sequence = self.store.head().frontier.size();
        let event = self.event(now, visit, (&letter, &person.name), (&details, row.ends), (Some(&from), Some(&to)));
        let event = crate::letter::calendar::Event { sequence, method: Method::Cancel, ..event };
        let mail = Mail {
            from,
            to,
            subject: letter.text(Section::SubjectCancelled),
            text: letter.text(Section::MailCancelled),
            id: format!("{visit}.{sequence}.cancel"),
            at: now.at,
            pdf: None,
            ics: Some((Method::Cancel, event.ics())),
        };
        self.put_mail(now, visit, Purpose::Withdrawal, (language, &head.number), &mail).map(drop)
    }

    /// The mail of these visits, where they are not approved any more.
    pub(super) fn take_mails_back(&mut self, now: Moment, visits: &[VisitId]) -> Result<(), DeskError> {
        for visit in visits {
            let row = self.store.tables().visit(*visit)?;
            if row.is_none_or(|row| row.state != VisitState::Approved) {
                self.take_mail_back(now, *visit)?;
            }
        }
        Ok(())
    }

    /// Gives the desk a thread that brings mail to the server.
    pub(super) fn hire_postman(&mut self) {
        self.post.postman = Postman::start();
    }

    /// How long nothing has to be done about mail, in milliseconds.
    pub(super) fn mail_wait(&self, now: Moment) -> i64 {
        let Some(postman) = self.post.postman.as_ref().filter(|_| self.operator().is_some()) else { return i64::MAX };
        if postman.is_busy() {
            return 0;
        }
        let next = self.store.mail_due(now.at).ok().and_then(|(_, next)| next);
        next.map_or(i64::MAX, |next| next.since(now.at))
    }

    /// Writes down what became of the mail that was sent, and gives the postman the next whose time has come. Asked after
    /// every act; nothing here waits for a server.
    pub(super) fn send_mail(&mut self, now: Moment) {
        if self.session().is_err() || !self.store.can_write() {
            return;
        }
        if let Err(error) = self.send_some(now) {
            tracing::error!(%error, "mail cannot be sent");
        }
    }

    fn send_some(&mut self, now: Moment) -> Result<(), DeskError> {
        let Some(postman) = self.post.postman.as_ref() else { return Ok(()) };
        for (id, done) in postman.done() {
            self.settle(now, id, done)?;
        }
        self.look_for_doubtful()?;
        let busy = self.post.postman.as_ref().is_none_or(Postman::is_busy);
        if !busy
            && let Some(order) = self.next_order(now)?
            && let Some(postman) = &self.post.postman
        {
            postman.bring(order);
        }
        Ok(())
    }

    /// What was being sent when the post ended may have gone out. Nothing is sent now, so that none of it is ours.
    fn look_for_doubtful(&mut self) -> Result<(), DeskError> {
        if !self.post.looked {
            self.post.looked = true;
            let _ = self.store.doubt_mails()?;
        }
        Ok(())
    }

    /// The next mail whose time has come, marked as being sent.
    fn next_order(&mut self, now: Moment) -> Result<Option<Order>, DeskError> {
        let (Some(id), _) = self.store.mail_due(now.at)? else { return Ok(None) };
        let Some(server) = self.mail_service()?.and_then(|service| service.server) else { return Ok(None) };
        let row = self.store.mail(id)?.ok_or(DeskError::Gone)?;
        let (head, message) = (read_head(&row), self.store.mail_message(id)?);
        let (Some(head), Some(message)) = (head, message) else {
            // It was sealed by another post, or altered: nobody can send it.
            let trouble = Some(Trouble::Settings.code());
            let stands = MailStands { state: MailState::Failed, tries: row.tries, next: None, trouble };
            self.store.mail_stands(id, stands)?;
            return Ok(None);
        };
        let tries = row.tries.saturating_add(1);
        self.store.mail_stands(id, MailStands { state: MailState::Sending, tries, next: None, trouble: None })?;
        let domain = self.store.post().domain().to_owned();
        Ok(Some(Order { id, server, domain, from: head.from, to: head.to, message: message.to_vec() }))
    }

    fn settle(&mut self, now: Moment, id: i64, done: Result<(), Trouble>) -> Result<(), DeskError> {
        let Some(row) = self.store.mail(id)?.filter(|row| row.state == MailState::Sending) else { return Ok(()) };
        let tries = row.tries;
        let stands = match &done {
            Ok(()) => MailStands { state: MailState::Sent, tries, next: None, trouble: None },
            Err(trouble) => {
                let wait = FIRST_WAIT.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(LONGEST_WAIT);
                let again = trouble.passes() && tries < MOST_TRIES;
                let next = again.then(|| now.at.plus(wait));
                MailStands { state: MailState::Failed, tries, next, trouble: Some(trouble.code()) }
            }
        };
        Ok(self.store.mail_stands(id, stands)?)
    }

    /// Gives a mail that says nothing to the server, as an administrator: whether it takes it. Waits for the server.
    pub fn test_mail(&self, now: Moment, to: &Address) -> Result<Result<(), Trouble>, DeskError> {
        self.permit_mail()?;
        Ok(self.test_order(now, to)?.deliver())
    }

    /// The same, to be delivered where nobody waits for it.
    pub fn test_order(&self, now: Moment, to: &Address) -> Result<Order, DeskError> {
        self.permit_mail()?;
        let service = self.mail_service()?.ok_or(DeskError::NoSender)?;
        let server = service.server.ok_or(DeskError::NoServer)?;
        let (mission, domain) = (self.store.post().mission.clone(), self.store.post().domain().to_owned());
        let mail = Mail {
            from: Correspondent { name: mission, address: service.sender.clone() },
            to: Correspondent { name: String::new(), address: to.clone() },
            subject: tr("mail-test-subject"),
            text: tr("mail-test-text"),
            id: format!("test.{}", now.at.0),
            at: now.at,
            pdf: None,
            ics: None,
        };
        Ok(Order { id: 0, server, domain, from: service.sender, to: to.clone(), message: mail.bytes()? })
    }

    /// Sends what is due, once each, on this thread: for commands, which are gone before a postman would have done. Of
    /// mails to a server that cannot be reached the first is tried alone.
    pub fn send_mail_now(&mut self, now: Moment) -> Result<(), DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        self.look_for_doubtful()?;
        while let Some(order) = self.next_order(now)? {
            let done = order.deliver();
            let unreachable = matches!(done, Err(Trouble::Unreachable | Trouble::Untrusted));
            self.settle(now, order.id, done)?;
            if unreachable {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
impl Desk {
    /// As if the post had ended while this was being sent.
    pub(super) fn mark_as_sending(&self, id: i64) {
        let stands = MailStands { state: MailState::Sending, tries: 1, next: None, trouble: None };
        self.store.mail_stands(id, stands).unwrap();
    }
}

fn read_head(row: &MailRow) -> Option<Head> {
    serde_json::from_slice(row.head.as_ref()?).ok()
}

fn line(row: &MailRow) -> MailLine {
    let head = read_head(row);
    let (name, to) = head.as_ref().map(|head| (head.name.clone(), head.to.to_string())).unwrap_or_default();
    MailLine {
        id: row.id,
        visit: row.visit,
        at: row.at,
        purpose: head.map(|head| head.purpose),
        name,
        to,
        state: row.state,
        tries: row.tries,
        next: row.next,
        trouble: row.trouble.as_deref().and_then(Trouble::from_code),
    }
}
