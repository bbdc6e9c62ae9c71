//! Invitations to visits: issued, withdrawn, and how each stands.
//!
//! An invitation names a visit at the gate and admits nobody: when the visitor may come in is for the rules to say of the
//! visit as it then is. It is worth nothing from the moment at which its visit is not approved any more, and one that was
//! withdrawn stays so.

use crate::badge::token::{self, Token};
use crate::desk::denial::Errand;
use crate::domain::fact::{Fact, RevocationCause};
use crate::domain::moment::DAY;
use crate::domain::{BadgeId, Class, Moment, Timestamp, VisitId, VisitState};
use crate::store::query::{BadgeRow, VisitRow};
use crate::store::{Act, NewEntry, StoreError};

use super::check::if_it_opens;
use super::{Desk, DeskError};

/// An invitation that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The entry that issued it.
    pub entry: u64,
    /// Its token, as in a QR.
    pub token: String,
    /// End of its validity.
    pub until: Timestamp,
}

/// How an invitation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// The gate knows whom it names.
    Good,
    /// It was taken back, by itself or with its visit.
    Withdrawn,
    /// A newer one took its place.
    Replaced,
    /// Its time is over.
    Expired,
}

impl Worth {
    /// The stable name, as in messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Withdrawn => "withdrawn",
            Self::Replaced => "replaced",
            Self::Expired => "expired",
        }
    }
}

/// An invitation as whoever keeps the visits sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Its short number, as on the paper.
    pub number: String,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it: their name.
    pub by: String,
    /// End of its validity.
    pub until: Option<Timestamp>,
    /// How it stands.
    pub worth: Worth,
}

impl Desk {
    /// Makes an invitation to a visit that is approved and not over, in the place of any before. It is good until the day
    /// after the visit.
    pub fn invite(&mut self, now: Moment, visit: VisitId) -> Result<Invitation, DeskError> {
        let _ = self.permit_errand(Errand::Invitations)?;
        let clock = self.look_at_clock(now)?;
        self.store.act(now, clock, |act| {
            let row = act.tables().visit(visit)?.filter(|row| !row.state.is_off()).ok_or(DeskError::Gone)?;
            if row.state != VisitState::Approved || row.ends < now.at {
                return Err(DeskError::NotApproved);
            }
            let _ = take_back(act, visit, RevocationCause::Replaced)?;
            let (class, until) = (Class::Invitation, row.ends.plus(DAY));
            let fact = Fact::BadgeIssued { visit: Some(visit), class, from: now.at, until };
            let issued = act.record(NewEntry::new(fact))?;
            let badge = BadgeId::of(issued.id);
            let token = Token { badge, from: now.at, until, areas: 0, escort: false, class };
            Ok(Invitation { entry: issued.seq, token: token::issue(&act.keys().post, &token), until })
        })
    }

    /// The same where no invitation to it holds; answers whether one was made.
    pub fn invite_if_none(&mut self, now: Moment, visit: VisitId) -> Result<bool, DeskError> {
        let _ = self.permit_errand(Errand::Invitations)?;
        match self.invitation_token(now, visit) {
            Ok(_) => Ok(false),
            Err(DeskError::NotInvited) => self.invite(now, visit).map(|_| true),
            Err(error) => Err(error),
        }
    }

    /// Takes the invitation to a visit back; the visit itself stays as it is.
    pub fn withdraw_invitation(&mut self, now: Moment, visit: VisitId) -> Result<(), DeskError> {
        let _ = self.permit_errand(Errand::Invitations)?;
        let clock = self.look_at_clock(now)?;
        self.store.act(now, clock, |act| match take_back(act, visit, RevocationCause::Withdrawn)? {
            0 => Err(DeskError::Gone),
            _ => Ok(()),
        })?;
        self.take_mail_back(now, visit)
    }

    /// The invitations to a visit, the newest first.
    pub fn invitations(&self, now: Moment, visit: VisitId) -> Result<Vec<Invited>, DeskError> {
        let _ = self.permit_errand(Errand::Invitations)?;
        let rows = self.store.tables().invitations(visit)?;
        rows.into_iter().rev().map(|row| self.invited_by(now, &row)).collect()
    }

    fn invited_by(&self, now: Moment, row: &BadgeRow) -> Result<Invited, DeskError> {
        let leaf = self.store.leaf(row.seq)?.1;
        let by = leaf.key.map_or(Ok(String::new()), |by| self.colleague(by).map(|(_, name)| name))?;
        let over = row.ends.is_none_or(|ends| now.at >= ends);
        let worth = match row.revoked {
            Some(entry) => self.taken_back_as(entry)?,
            None if over => Worth::Expired,
            None => Worth::Good,
        };
        Ok(Invited { number: BadgeId::of(leaf.id).short(), at: leaf.at, by, until: row.ends, worth })
    }

    fn taken_back_as(&self, entry: u64) -> Result<Worth, DeskError> {
        let fact = if_it_opens(self.store.fact(entry).map_err(DeskError::from))?;
        let replaced = matches!(fact, Some(Fact::BadgeRevoked { cause: RevocationCause::Replaced }));
        Ok(if replaced { Worth::Replaced } else { Worth::Withdrawn })
    }

    /// The token of the invitation to a visit that is good, with its id and the entry that issued it; signed anew, which
    /// gives the same text.
    pub(super) fn invitation_token(&self, now: Moment, visit: VisitId) -> Result<(Invitation, BadgeId), DeskError> {
        let rows = self.store.tables().invitations(visit)?;
        let good = |row: &BadgeRow| row.revoked.is_none() && row.ends.is_some_and(|ends| now.at < ends);
        let row = rows.into_iter().rev().find(good).ok_or(DeskError::NotInvited)?;
        let Fact::BadgeIssued { class, from, until, .. } = self.store.fact(row.seq)? else {
            return Err(StoreError::Entry(row.seq).into());
        };
        let badge = BadgeId::of(self.store.leaf(row.seq)?.1.id);
        let token = Token { badge, from, until, areas: 0, escort: false, class };
        let token = token::issue(&self.store.keys()?.post, &token);
        Ok((Invitation { entry: row.seq, token, until }, badge))
    }
}

/// Takes the invitations to a visit back that is not approved any more.
pub(super) fn withdraw_unless_approved(act: &mut Act<'_>, row: &VisitRow) -> Result<(), StoreError> {
    if row.state == VisitState::Approved {
        return Ok(());
    }
    take_back(act, row.id, RevocationCause::Withdrawn).map(|_| ())
}

/// Takes every invitation to a visit back that holds; answers how many those were.
fn take_back(act: &mut Act<'_>, visit: VisitId, cause: RevocationCause) -> Result<usize, StoreError> {
    let rows = act.tables().invitations(visit)?;
    let hold: Vec<u64> = rows.into_iter().filter(|row| row.revoked.is_none()).map(|row| row.seq).collect();
    for seq in &hold {
        let _ = act.record(NewEntry::new(Fact::BadgeRevoked { cause }).about([*seq]))?;
    }
    Ok(hold.len())
}
