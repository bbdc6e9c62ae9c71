//! A mail as it goes out (RFC 5322, MIME): a text, the page as PDF, and the visit for a calendar.
//!
//! Whatever stands in a head is one line: what has a line break, or another character that cannot be seen, is refused
//! here, so that nothing that somebody typed becomes a head of its own.

use std::time::{Duration, SystemTime};

use lettre::Message;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};

use crate::domain::Timestamp;
use crate::domain::mail::Address;
use crate::domain::text::is_invisible;

use super::calendar::Method;

/// Somebody that a mail is from or to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent {
    /// What they are called; may be empty.
    pub name: String,
    /// Their address.
    pub address: Address,
}

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Who sends it.
    pub from: Correspondent,
    /// Who gets it; nobody else ever does.
    pub to: Correspondent,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// What makes its identifier one of a kind: the same mail sent again has the same.
    pub id: String,
    /// When it was written.
    pub at: Timestamp,
    /// The page.
    pub pdf: Option<Vec<u8>>,
    /// The visit for a calendar.
    pub ics: Option<(Method, String)>,
}

/// Why there is no mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailFault {
    /// What stands in a head has a line break, or another character that cannot be seen.
    #[error("{0} has a line break or another character that cannot be seen")]
    Invisible(&'static str),
    /// It cannot be put together.
    #[error("the mail cannot be put together: {0}")]
    Form(String),
}

impl Mail {
    /// The bytes of the message.
    ///
    /// # Errors
    /// A head that is more than a line.
    pub fn bytes(&self) -> Result<Vec<u8>, MailFault> {
        for (field, text) in [
            ("the name of the sender", &self.from.name),
            ("the name of the guest", &self.to.name),
            ("the subject", &self.subject),
            ("the identifier", &self.id),
        ] {
            if text.chars().any(is_invisible) {
                return Err(MailFault::Invisible(field));
            }
        }
        let host = self.from.address.as_str().rsplit('@').next().unwrap_or_default();
        let written = u64::try_from(self.at.0).unwrap_or_default();
        let builder = Message::builder()
            .from(mailbox(&self.from)?)
            .to(mailbox(&self.to)?)
            .subject(self.subject.clone())
            .date(SystemTime::UNIX_EPOCH + Duration::from_millis(written))
            .message_id(Some(format!("<{}@{host}>", self.id)));
        let message = builder.multipart(self.parts()?).map_err(form)?;
        Ok(message.formatted())
    }

    fn parts(&self) -> Result<MultiPart, MailFault> {
        let mut told = MultiPart::alternative().singlepart(SinglePart::plain(self.text.clone()));
        if let Some((method, ics)) = &self.ics {
            let kind = format!("text/calendar; charset=utf-8; method={}", method.name());
            let part = SinglePart::builder().header(ContentType::parse(&kind).map_err(form)?);
            told = told.singlepart(part.body(ics.clone()));
        }
        let mut parts = MultiPart::mixed().multipart(told);
        if let Some(pdf) = &self.pdf {
            let kind = ContentType::parse("application/pdf").map_err(form)?;
            parts = parts.singlepart(Attachment::new("invitation.pdf".into()).body(pdf.clone(), kind));
        }
        if let Some((_, ics)) = &self.ics {
            let kind = ContentType::parse("application/ics").map_err(form)?;
            parts = parts.singlepart(Attachment::new("invitation.ics".into()).body(ics.clone(), kind));
        }
        Ok(parts)
    }
}

fn mailbox(somebody: &Correspondent) -> Result<Mailbox, MailFault> {
    let address = somebody.address.as_str().parse().map_err(form)?;
    Ok(Mailbox::new(Some(somebody.name.clone()).filter(|name| !name.is_empty()), address))
}

fn form(error: impl std::fmt::Display) -> MailFault {
    MailFault::Form(error.to_string())
}
