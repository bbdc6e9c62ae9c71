//! The outbox: invitations and notices that go out, and what became of each.
//!
//! What goes out is put here durably before anything is sent, and what is sent goes by a thread of its own. It is marked as being
//! sent before the server hears of it; what was so marked when the post ended may have gone out, is not sent again by
//! itself, and says so.

pub mod page;
pub mod postman;
mod sending;

use serde::{Deserialize, Serialize};

use crate::desk::denial::Errand;
use crate::domain::alarm::Address as Url;
use crate::domain::mail::{Address, Service};
use crate::domain::notice::Event;
use crate::domain::{Host, Moment, Timestamp, VisitId, VisitState};
use crate::letter::calendar::Method;
use crate::letter::mail::{Correspondent, Mail};
use crate::letter::notice::Told;
use crate::letter::{Section, Template};
use crate::store::StoreError;
use crate::store::mails::{MailRow, MailStands, NewMail};

use super::check::visit_details;
use super::letters::Language;
use super::{Desk, DeskError};

pub(super) use sending::PostOffice;

pub use crate::device::mail::Trouble;
pub use crate::store::mails::{MailState, Way};

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
    /// It tells a host that their guest was let in.
    Arrival,
    /// It tells a host that somebody waits for them at the gate.
    Referral,
    /// It tells a host that their guest should have left.
    Overstay,
    /// It tells a host that their guest has left.
    Departure,
}

impl From<Event> for Purpose {
    fn from(event: Event) -> Self {
        match event {
            Event::Arrival => Self::Arrival,
            Event::Referral => Self::Referral,
            Event::Overstay => Self::Overstay,
            Event::Departure => Self::Departure,
        }
    }
}

impl Purpose {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Withdrawal => "withdrawal",
            Self::Arrival => Event::Arrival.code(),
            Self::Referral => Event::Referral.code(),
            Self::Overstay => Event::Overstay.code(),
            Self::Departure => Event::Departure.code(),
        }
    }

    /// Whether it is for a host, and not for the guest.
    pub fn is_notice(self) -> bool {
        !matches!(self, Self::Invitation | Self::Withdrawal)
    }
}

/// What is sealed of a mail beside its message.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Head {
    purpose: Purpose,
    language: String,
    number: String,
    name: String,
    #[serde(flatten)]
    goes: Goes,
}

/// Where something goes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Goes {
    /// By mail.
    Mail {
        /// To whom.
        to: Address,
        /// Who sends it.
        from: Address,
        /// What they are called.
        sender: String,
    },
    /// To the webhook, as it was when this was put here.
    Webhook {
        /// Which.
        url: Url,
    },
}

impl Head {
    /// The head of a mail.
    fn of_mail(purpose: Purpose, language: Language, number: &str, mail: &Mail) -> Self {
        let (to, from, sender) = (mail.to.address.clone(), mail.from.address.clone(), mail.from.name.clone());
        let (language, number, name) = (language.code().to_owned(), number.to_owned(), mail.to.name.clone());
        Self { purpose, language, number, name, goes: Goes::Mail { to, from, sender } }
    }

    fn bytes(&self) -> Result<Vec<u8>, DeskError> {
        Ok(serde_json::to_vec(self).map_err(|_| StoreError::KeySlots("a mail".into()))?)
    }
}

/// The mail that tells a host of something, as it is put here.
pub(super) fn notice_mail(
    now: Timestamp,
    told: &Told,
    (host, words): (&Host, &Template),
    service: &Service,
    mission: &str,
) -> Result<NewMail, DeskError> {
    let sender = if service.name.is_empty() { mission } else { &service.name };
    let (subject, text) = told.mail(words, host);
    let mail = Mail {
        from: Correspondent { name: sender.to_owned(), address: service.sender.clone() },
        to: Correspondent { name: host.name.clone(), address: host.email.clone() },
        subject,
        text,
        id: told.id.replace('/', "."),
        at: now,
        pdf: None,
        ics: None,
    };
    let language = Language::from_code(&host.language).unwrap_or_default();
    let head = Head::of_mail(told.event.into(), language, &told.number, &mail).bytes()?;
    Ok(NewMail { way: Way::Mail, head, message: mail.bytes()? })
}

/// The same for the webhook.
pub(super) fn notice_post(told: &Told, host: &Host, url: Url) -> Result<NewMail, DeskError> {
    let (language, number, name) = (host.language.clone(), told.number.clone(), host.name.clone());
    let head = Head { purpose: told.event.into(), language, number, name, goes: Goes::Webhook { url } }.bytes()?;
    Ok(NewMail { way: Way::Webhook, head, message: told.object(host).to_string().into_bytes() })
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
    /// Who gets it, or, for the webhook, which host it is about.
    pub name: String,
    /// Where it goes: an address, or that of the webhook without its path.
    pub to: String,
    /// By which way it goes.
    pub way: Way,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub tries: u32,
    /// When it is tried again, if it is.
    pub next: Option<Timestamp>,
    /// What went wrong last.
    pub trouble: Option<Trouble>,
}

impl Desk {
    /// Puts the mail of an invitation that holds into the outbox; it goes out as soon as the server takes it.
    pub fn post_invitation(&mut self, now: Moment, post: &super::letters::Post, mail: &Mail) -> Result<i64, DeskError> {
        let _ = self.permit_errand(Errand::Outbox)?;
        let visit = post.event.visit;
        // It may have been withdrawn while it was drawn.
        let (_, badge) = self.invitation_token(now, visit)?;
        if badge != post.badge {
            return Err(DeskError::NotInvited);
        }
        // What says that an earlier one was taken back goes out before it.
        for row in self.store.mails_about(visit)? {
            let open = matches!(row.state, MailState::Waiting | MailState::Failed);
            if open && read_head(&row).is_some_and(|head| head.purpose == Purpose::Invitation) {
                self.stop(&row)?;
            }
        }
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
        let head = Head::of_mail(purpose, language, number, mail).bytes()?;
        let mail = NewMail { way: Way::Mail, head, message: mail.bytes()? };
        Ok(self.store.put_mail(now.at, visit, &mail)?)
    }

    /// A page of the outbox, the newest first.
    pub fn outbox(&self, state: Option<MailState>, before: Option<i64>) -> Result<Vec<MailLine>, DeskError> {
        let _ = self.permit_errand(Errand::Outbox)?;
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
        self.stop(&row)
    }

    fn stop(&self, row: &MailRow) -> Result<(), DeskError> {
        let stands = MailStands { state: MailState::Withdrawn, tries: row.tries, next: None, trouble: None };
        Ok(self.store.mail_stands(row.id, stands)?)
    }

    /// The message of a mail that is not out yet, to be saved as a file. What is for the webhook is no mail.
    pub fn mail_file(&self, id: i64) -> Result<Vec<u8>, DeskError> {
        let row =
            self.open_mail(id).and_then(|row| if row.way == Way::Mail { Ok(row) } else { Err(DeskError::Gone) })?;
        Ok(self.store.mail_message(row.id)?.ok_or(DeskError::Gone)?.to_vec())
    }

    /// It was saved as a file, and is not sent any more.
    pub fn saved_mail(&mut self, id: i64) -> Result<(), DeskError> {
        let row = self.open_mail(id)?;
        let stands = MailStands { state: MailState::Saved, tries: row.tries, next: None, trouble: None };
        Ok(self.store.mail_stands(id, stands)?)
    }

    fn open_mail(&self, id: i64) -> Result<MailRow, DeskError> {
        let _ = self.permit_errand(Errand::Outbox)?;
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
        let Goes::Mail { to, from, sender } = &head.goes else { return Ok(()) };
        let to = Correspondent { name: head.name.clone(), address: to.clone() };
        let from = Correspondent { name: sender.clone(), address: from.clone() };
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
    let goes = |goes: &Goes| match goes {
        Goes::Mail { to, .. } => to.to_string(),
        Goes::Webhook { url } => format!("http://{}", url.authority()),
    };
    let (name, to) = head.as_ref().map(|head| (head.name.clone(), goes(&head.goes))).unwrap_or_default();
    MailLine {
        id: row.id,
        visit: row.visit,
        at: row.at,
        purpose: head.map(|head| head.purpose),
        name,
        to,
        way: row.way,
        state: row.state,
        tries: row.tries,
        next: row.next,
        trouble: row.trouble.as_deref().and_then(Trouble::from_code),
    }
}
