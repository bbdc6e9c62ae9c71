//! Sending what is in the outbox: by a thread of its own while a window is open, by itself at the end of a command.

use crate::desk::denial::Errand;
use crate::device::mail::Trouble;
use crate::domain::mail::Address;
use crate::domain::moment::{HOUR, MINUTE};
use crate::domain::{Moment, Timestamp};
use crate::i18n::tr;
use crate::letter::mail::{Correspondent, Mail};
use crate::store::mails::{MailRow, MailStands, MailState, Way};

use super::postman::{Goal, Order, Postman};
use super::{Desk, DeskError, Goes, read_head};

/// After a first failure it is tried again so much later; twice as much each time.
const FIRST_WAIT: i64 = MINUTE;
/// So much later at most.
const LONGEST_WAIT: i64 = HOUR;
/// Tries before it is given up: about half a day.
const MOST_TRIES: u32 = 16;

/// The sending, as the desk has it.
#[derive(Default)]
pub(in crate::desk) struct PostOffice {
    postman: Option<Postman>,
    /// Whether what was being sent when the post ended was looked for.
    looked: bool,
}

/// What is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// Everything whose time has come.
    All,
    /// What tells hosts of something, and nothing that waits beside it.
    Notices,
}

impl Desk {
    /// Gives the desk a thread that brings what goes out.
    pub(in crate::desk) fn hire_postman(&mut self) {
        self.post.postman = Postman::start();
    }

    /// How long nothing has to be done about what goes out, in milliseconds.
    pub(in crate::desk) fn mail_wait(&self, now: Moment) -> i64 {
        let Some(postman) = self.post.postman.as_ref().filter(|_| self.operator().is_some()) else { return i64::MAX };
        if postman.is_busy() {
            return 0;
        }
        let next = Way::ALL.into_iter().filter_map(|way| self.store.mail_due(now.at, way, false).ok()?.1).min();
        next.map_or(i64::MAX, |next| next.since(now.at))
    }

    /// Writes down what became of what was sent, and gives the postman the next whose time has come. Asked after every act;
    /// nothing here waits for a server.
    pub(in crate::desk) fn send_mail(&mut self, now: Moment) {
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
        if self.post.postman.as_ref().is_none_or(Postman::is_busy) {
            return Ok(());
        }
        for way in self.ways(now)? {
            if let Some(order) = self.next_order(now, way, What::All)? {
                if let Some(postman) = &self.post.postman {
                    postman.bring(order);
                }
                break;
            }
        }
        Ok(())
    }

    /// The ways, the one first on which something waits longest: one that does not go on keeps nothing on the other up.
    fn ways(&self, now: Moment) -> Result<Vec<Way>, DeskError> {
        let mut due = Vec::new();
        for way in Way::ALL {
            due.extend(self.store.mail_due(now.at, way, false)?.1.map(|next| (next, way)));
        }
        due.sort_by_key(|(next, _)| *next);
        Ok(due.into_iter().map(|(_, way)| way).collect())
    }

    /// What was being sent when the post ended may have gone out. Nothing is sent now, so that none of it is ours.
    fn look_for_doubtful(&mut self) -> Result<(), DeskError> {
        if !self.post.looked {
            self.post.looked = true;
            let _ = self.store.doubt_mails()?;
        }
        Ok(())
    }

    /// The next on this way whose time has come, marked as being sent. A notice of what is so no longer is not sent.
    fn next_order(&mut self, now: Moment, way: Way, what: What) -> Result<Option<Order>, DeskError> {
        while let (Some(id), _) = self.store.mail_due(now.at, way, what == What::Notices)? {
            let row = self.store.mail(id)?.ok_or(DeskError::Gone)?;
            if let Some(notice) = row.notice
                && !self.store.notice_holds(notice)?
            {
                let stands = MailStands { state: MailState::Withdrawn, tries: row.tries, next: None, trouble: None };
                self.store.mail_stands(id, stands)?;
                continue;
            }
            let server = self.mail_service()?.and_then(|service| service.server);
            if way == Way::Mail && server.is_none() {
                return Ok(None);
            }
            let domain = self.store.post().domain().to_owned();
            let goal = read_head(&row).and_then(|head| match (head.goes, server) {
                (Goes::Mail { to, from, .. }, Some(server)) => Some(Goal::Mail { server, domain, from, to }),
                (Goes::Mail { .. }, None) => None,
                (Goes::Webhook { url }, _) => Some(Goal::Webhook(url)),
            });
            let message = self.store.mail_message(id)?;
            let (Some(goal), Some(message)) = (goal, message) else {
                // It was sealed by another post, or altered: nobody can send it.
                self.give_up(&row)?;
                continue;
            };
            let tries = row.tries.saturating_add(1);
            self.store.mail_stands(id, MailStands { state: MailState::Sending, tries, next: None, trouble: None })?;
            return Ok(Some(Order { id, goal, message: message.to_vec() }));
        }
        Ok(None)
    }

    fn give_up(&self, row: &MailRow) -> Result<(), DeskError> {
        let trouble = Some(Trouble::Settings.code());
        let stands = MailStands { state: MailState::Failed, tries: row.tries, next: None, trouble };
        Ok(self.store.mail_stands(row.id, stands)?)
    }

    fn settle(&mut self, now: Moment, id: i64, done: Result<(), Trouble>) -> Result<(), DeskError> {
        let Some(row) = self.store.mail(id)?.filter(|row| row.state == MailState::Sending) else { return Ok(()) };
        let tries = row.tries;
        let stands = match &done {
            Ok(()) => MailStands { state: MailState::Sent, tries, next: None, trouble: None },
            Err(trouble) => {
                let next = next_try(now.at, tries, *trouble);
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
        let goal = Goal::Mail { server, domain, from: service.sender, to: to.clone() };
        Ok(Order { id: 0, goal, message: mail.bytes()? })
    }

    /// What says nothing, for the webhook, as an administrator: to be delivered where nobody waits for it.
    pub fn test_notice(&self, now: Moment) -> Result<Order, DeskError> {
        let url = self.read_notices()?.webhook.ok_or(DeskError::NoWebhook)?;
        let (post, at) = (self.store.post(), now.at.rfc3339());
        let id = format!("{}/test/{}", post.id, now.at.0);
        let said = serde_json::json!({ "v": 1, "id": id, "event": "test", "at": at, "mission": post.mission, "gate": post.gate });
        Ok(Order { id: 0, goal: Goal::Webhook(url), message: said.to_string().into_bytes() })
    }

    /// Sends what is due, once each, on this thread: for commands, which are gone before a postman would have done. Who
    /// should have left is looked for first. Of what goes to a server that cannot be reached the first is tried alone.
    pub fn send_mail_now(&mut self, now: Moment) -> Result<(), DeskError> {
        let _ = self.permit_errand(Errand::Outbox)?;
        self.hear_all(now);
        self.send_now(now, What::All)
    }

    /// Between the lines of a command that goes on and on: hosts are told of what was done, and nobody waits for it.
    pub fn tell_hosts(&mut self, now: Moment) {
        if self.post.postman.is_none() {
            self.hire_postman();
        }
        let _ = self.hear_all(now);
        self.send_mail(now);
    }

    /// At the end of a command, whoever gave it: hosts are told of what it did. What cannot be sent waits in the outbox.
    pub fn tell_hosts_now(&mut self, now: Moment) {
        let new = self.hear_all(now);
        let told =
            self.end_postman(now).and_then(|was| if new || was { self.send_now(now, What::Notices) } else { Ok(()) });
        if let Err(error) = told {
            tracing::error!(%error, "hosts are told later");
        }
    }

    /// Waits for what is on its way, and lets the thread go; whether there was one.
    fn end_postman(&mut self, now: Moment) -> Result<bool, DeskError> {
        let Some(postman) = self.post.postman.take() else { return Ok(false) };
        postman.wait();
        for (id, done) in postman.done() {
            self.settle(now, id, done)?;
        }
        Ok(true)
    }

    fn send_now(&mut self, now: Moment, what: What) -> Result<(), DeskError> {
        self.look_for_doubtful()?;
        for way in Way::ALL {
            while let Some(order) = self.next_order(now, way, what)? {
                let done = order.deliver();
                let unreachable = matches!(done, Err(Trouble::Unreachable | Trouble::Untrusted));
                self.settle(now, order.id, done)?;
                if unreachable {
                    break;
                }
            }
        }
        Ok(())
    }
}

/// When it is tried again after so many tries, if it is.
fn next_try(at: Timestamp, tries: u32, trouble: Trouble) -> Option<Timestamp> {
    let wait = FIRST_WAIT.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(LONGEST_WAIT);
    (trouble.passes() && tries < MOST_TRIES).then(|| at.plus(wait))
}
