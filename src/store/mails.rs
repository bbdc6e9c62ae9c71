//! Mail to guests, and notices to hosts, that wait, went out or did not: working data that no verdict reads.

use rand_core::CryptoRngCore;
use rusqlite::{Connection, OptionalExtension, Row, params};
use zeroize::Zeroizing;

use crate::domain::moment::DAY;
use crate::domain::{Timestamp, VisitId};

use super::Store;
use super::error::StoreError;
use super::keyring::KeyRing;

/// What heads and messages are sealed for.
const HEAD: &str = "mail-head";
const MESSAGE: &str = "mail-message";
/// How long what is settled is remembered.
const KEPT: i64 = 90 * DAY;

/// By which way something goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// By mail.
    Mail,
    /// To the address of the mission's network that hears what hosts hear.
    Webhook,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Mail, Self::Webhook];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Webhook => "webhook",
        }
    }
}

/// Something to be sent, not yet sealed.
#[derive(Debug, Clone)]
pub struct NewMail {
    /// By which way.
    pub way: Way,
    /// To whom it goes and what it is.
    pub head: Vec<u8>,
    /// What it says.
    pub message: Vec<u8>,
}

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailState {
    /// It is to be sent.
    Waiting,
    /// It is being given to the server.
    Sending,
    /// The server has taken it.
    Sent,
    /// It did not go out; it is tried again, or was given up.
    Failed,
    /// It was saved as a file.
    Saved,
    /// It is not sent any more.
    Withdrawn,
}

impl MailState {
    /// Every state.
    pub const ALL: [Self; 6] = [Self::Waiting, Self::Sending, Self::Sent, Self::Failed, Self::Saved, Self::Withdrawn];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Saved => "saved",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether nothing is done with it any more by itself.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Sent | Self::Saved | Self::Withdrawn)
    }
}

/// A mail, but for what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRow {
    /// Its number.
    pub id: i64,
    /// When it was put here.
    pub at: Timestamp,
    /// The visit it is about.
    pub visit: VisitId,
    /// What a host is told of; `None` where it is for the guest.
    pub notice: Option<i64>,
    /// By which way it goes.
    pub way: Way,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub tries: u32,
    /// Not before this it is tried again; `None` where it is not.
    pub next: Option<Timestamp>,
    /// Of which kind what went wrong last is.
    pub trouble: Option<String>,
    /// To whom it goes and what it is, opened; `None` where it does not open.
    pub head: Option<Zeroizing<Vec<u8>>>,
}

/// How a mail stands from here on.
#[derive(Debug, Clone, Copy)]
pub struct MailStands<'a> {
    /// Where.
    pub state: MailState,
    /// How often it was tried.
    pub tries: u32,
    /// Not before this it is tried again.
    pub next: Option<Timestamp>,
    /// Of which kind what went wrong is.
    pub trouble: Option<&'a str>,
}

const ROW: &str = "SELECT id, at, visit, state, tries, next, trouble, head, notice, way FROM mails";

impl Store {
    /// Puts a mail to a guest here, to be sent at once. What was settled long ago goes.
    pub fn put_mail(&mut self, at: Timestamp, visit: VisitId, mail: &NewMail) -> Result<i64, StoreError> {
        let keys = self.keys.as_ref().ok_or(StoreError::Locked)?;
        let id = insert(&self.connection, keys, self.rng.as_mut(), (at, visit, None), mail)?;
        forget(&self.connection, at)?;
        Ok(id)
    }

    /// Mails in this state, or all, the newest first, those before this one; at most `limit`.
    pub fn mails(&self, state: Option<MailState>, before: Option<i64>, limit: u32) -> Result<Vec<MailRow>, StoreError> {
        let sql = format!("{ROW} WHERE id < ?1 AND (?2 IS NULL OR state = ?2) ORDER BY id DESC LIMIT ?3");
        let mut query = self.connection.prepare_cached(&sql)?;
        let values = params![before.unwrap_or(i64::MAX), state.map(MailState::code), limit];
        let rows = query.query_map(values, read)?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    /// One of them.
    pub fn mail(&self, id: i64) -> Result<Option<MailRow>, StoreError> {
        let mut query = self.connection.prepare_cached(&format!("{ROW} WHERE id = ?1"))?;
        query.query_row([id], read).optional()?.map(|row| self.opened(row)).transpose()
    }

    /// How many stand where; where none stands is left out.
    pub fn mail_counts(&self) -> Result<Vec<(MailState, u64)>, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT state, count(*) FROM mails GROUP BY state")?;
        let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?.into_iter();
        Ok(rows.filter_map(|(code, count)| Some((MailState::from_code(&code)?, count.unsigned_abs()))).collect())
    }

    /// Those about a visit, the newest first.
    /// Those to the guest of a visit, the newest first.
    pub fn mails_about(&self, visit: VisitId) -> Result<Vec<MailRow>, StoreError> {
        let sql = format!("{ROW} WHERE visit = ?1 AND notice IS NULL ORDER BY id DESC");
        let mut query = self.connection.prepare_cached(&sql)?;
        let rows = query.query_map([visit.0], read)?.collect::<Result<Vec<_>, _>>()?;
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    /// What a mail says, as it goes out; `None` once it is not needed any more, or where it does not open.
    pub fn mail_message(&self, id: i64) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let mut query = self.connection.prepare_cached("SELECT message FROM mails WHERE id = ?1")?;
        let sealed: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional()?;
        let keys = self.keys()?;
        Ok(sealed.and_then(|sealed| keys.open_working((MESSAGE, &[]), &sealed)))
    }

    /// The first that goes this way whose time has come by then, and when that of the next one comes; of notices alone,
    /// where those are asked for.
    pub fn mail_due(
        &self,
        at: Timestamp,
        way: Way,
        notices: bool,
    ) -> Result<(Option<i64>, Option<Timestamp>), StoreError> {
        let sql = "SELECT id, next FROM mails WHERE next IS NOT NULL AND way = ?1 AND (notice IS NOT NULL OR NOT ?2)
            ORDER BY next, id LIMIT 1";
        let mut query = self.connection.prepare_cached(sql)?;
        let read = |row: &Row<'_>| Ok((row.get(0)?, Timestamp(row.get(1)?)));
        let first = query.query_row(params![way.code(), notices], read).optional()?;
        Ok((first.filter(|(_, next)| *next <= at).map(|(id, _)| id), first.map(|(_, next)| next)))
    }

    /// A mail stands so from here on. What it says goes once nothing is done with it any more.
    pub fn mail_stands(&self, id: i64, stands: MailStands<'_>) -> Result<(), StoreError> {
        let MailStands { state, tries, next, trouble } = stands;
        let sql = "UPDATE mails SET state = ?2, tries = ?3, next = ?4, trouble = ?5,
                message = CASE WHEN ?6 THEN x'' ELSE message END WHERE id = ?1";
        let values = params![id, state.code(), tries, next.map(|next| next.0), trouble, state.is_settled()];
        let _ = self.connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    /// What is for the guest of a visit and not out yet is not sent any more; answers how many those were.
    pub fn withdraw_mails(&self, visit: VisitId) -> Result<usize, StoreError> {
        let sql = "UPDATE mails SET state = 'withdrawn', next = NULL, message = x''
            WHERE visit = ?1 AND notice IS NULL AND state IN ('waiting', 'failed')";
        Ok(self.connection.prepare_cached(sql)?.execute([visit.0])?)
    }

    /// What was being sent when the post ended may have gone out: it is not sent again by itself.
    pub fn doubt_mails(&self) -> Result<usize, StoreError> {
        let sql = "UPDATE mails SET state = 'failed', next = NULL, trouble = 'unsure' WHERE state = 'sending'";
        Ok(self.connection.prepare_cached(sql)?.execute([])?)
    }

    fn opened(&self, (row, sealed): (MailRow, Vec<u8>)) -> Result<MailRow, StoreError> {
        Ok(MailRow { head: self.keys()?.open_working((HEAD, &[]), &sealed), ..row })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<(MailRow, Vec<u8>)> {
    let code: String = row.get(3)?;
    let mail = MailRow {
        id: row.get(0)?,
        at: Timestamp(row.get(1)?),
        visit: VisitId(row.get(2)?),
        state: MailState::from_code(&code).unwrap_or(MailState::Failed),
        tries: row.get(4)?,
        next: row.get::<_, Option<i64>>(5)?.map(Timestamp),
        trouble: row.get(6)?,
        notice: row.get(8)?,
        way: if row.get_ref(9)?.as_str()? == Way::Webhook.code() { Way::Webhook } else { Way::Mail },
        head: None,
    };
    Ok((mail, row.get(7)?))
}

/// Puts something here, to be sent at once.
pub(super) fn insert(
    connection: &Connection,
    keys: &KeyRing,
    rng: &mut dyn CryptoRngCore,
    (at, visit, notice): (Timestamp, VisitId, Option<i64>),
    mail: &NewMail,
) -> Result<i64, StoreError> {
    let head = keys.seal_working((HEAD, &[]), &mail.head, rng)?;
    let message = keys.seal_working((MESSAGE, &[]), &mail.message, rng)?;
    let sql = "INSERT INTO mails (at, visit, notice, way, state, tries, next, head, message)
        VALUES (?1, ?2, ?3, ?4, 'waiting', 0, ?1, ?5, ?6)";
    let values = params![at.0, visit.0, notice, mail.way.code(), head, message];
    let _ = connection.prepare_cached(sql)?.execute(values)?;
    Ok(connection.last_insert_rowid())
}

/// Lets go what was settled or given up long ago.
pub(super) fn forget(connection: &Connection, at: Timestamp) -> Result<(), StoreError> {
    let sql = "DELETE FROM mails WHERE at < ?1
        AND (state IN ('sent', 'saved', 'withdrawn') OR state = 'failed' AND next IS NULL)";
    let _ = connection.prepare_cached(sql)?.execute([at.plus(-KEPT).0])?;
    Ok(())
}
