//! Acts that are signed for: why, by whoever does it, and where it weighs more by a second person beside them.
//!
//! One way for all of them. The act says what is to be done ([`Deed`] and its subject), [`Why`] comes from the person who
//! asks, and [`Second`] from the one beside them. `Desk::signed` makes of it what stands in the fact.

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::Signer;
use zeroize::Zeroizing;

use crate::domain::operator::Act as Deed;
use crate::domain::signed::{Cause, REQUEST_HOLDS, Request, Seconded, Signed};
use crate::domain::text::{FIELD_LIMIT, TextFault, clean};
use crate::domain::{Moment, OperatorId};
use crate::store::secrets::OperatorSecret;

use super::{Desk, DeskError};

/// A second operator, who signs for an act beside the one signed in.
pub struct Second {
    /// Their service number.
    pub number: String,
    /// Their passphrase: it opens their signing key.
    pub passphrase: Zeroizing<String>,
}

/// Why an act is asked for, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The reason.
    pub cause: Cause,
    /// In words. Of an act of two it has to be said, and of [`Cause::Other`].
    pub text: String,
    /// When the one signed in put the request; the second has two minutes from then.
    pub asked: Moment,
}

/// A second person who was found to be one, and the words of why.
pub(super) struct Beside {
    operator: OperatorId,
    secret: OperatorSecret,
    text: String,
}

impl Desk {
    /// Signs an act that whoever is signed in may do by themselves.
    pub(super) fn signed_alone(&self, deed: Deed, subject: &str, why: &Why) -> Result<Signed, DeskError> {
        let text = words(why, why.cause == Cause::Other)?;
        Ok(self.sign(&self.store.post().origin, deed, subject, why, text)?.0)
    }

    /// Whoever is signed in, if they may do this with a second person. Rules that do not name the act, since they were
    /// written for an earlier release, let nobody do it, and it is said that they do not.
    pub(super) fn permit_two(&self, deed: Deed) -> Result<OperatorId, DeskError> {
        if !self.session()?.rules.name(deed) {
            return Err(DeskError::NoRule(deed));
        }
        Ok(self.permit(deed)?.operator.id)
    }

    /// Signs an act of two persons: whoever is signed in, and somebody else whom the rules let second it.
    pub(super) fn signed(
        &mut self,
        now: Moment,
        deed: Deed,
        subject: &str,
        why: &Why,
        second: &Second,
    ) -> Result<Signed, DeskError> {
        let beside = self.beside(now, deed, why, second)?;
        self.signed_with(beside, &self.store.post().origin, deed, subject, why)
    }

    /// Whoever signs beside the one signed in, proven and asked about before anything is done, and the words of why.
    pub(super) fn beside(&mut self, now: Moment, deed: Deed, why: &Why, second: &Second) -> Result<Beside, DeskError> {
        let own = self.permit_two(deed)?;
        let text = words(why, true)?;
        // Both clocks: one alone can be set back, or stand still while the machine sleeps.
        let ages = [now.monotonic.saturating_sub(why.asked.monotonic), now.at.since(why.asked.at)];
        if ages.iter().any(|age| !(0..=REQUEST_HOLDS).contains(age)) {
            return Err(DeskError::RequestOver);
        }
        let (operator, secret) = self.vouched(now, &second.number, &second.passphrase)?;
        if operator.id == own || !self.session()?.rules.may_second(&operator.roles, deed) {
            return Err(DeskError::NotTheirs);
        }
        Ok(Beside { operator: operator.id, secret, text })
    }

    /// Both signatures, over the request as it goes into the log of this name.
    pub(super) fn signed_with(
        &self,
        beside: Beside,
        origin: &str,
        deed: Deed,
        subject: &str,
        why: &Why,
    ) -> Result<Signed, DeskError> {
        let (mut signed, hash) = self.sign(origin, deed, subject, why, beside.text)?;
        let signature = BASE64.encode(&beside.secret.signing().sign(&hash).to_bytes());
        signed.second = Some(Seconded { by: beside.operator, signature });
        Ok(signed)
    }

    /// What is to be signed, before it is: a fact whose signature covers the rest of it is made with this.
    pub(super) fn unsigned(&self, why: &Why) -> Signed {
        let (request, signature) = (String::new(), String::new());
        Signed { cause: why.cause, text: String::new(), asked: why.asked.at, request, signature, second: None }
    }

    fn sign(
        &self,
        origin: &str,
        deed: Deed,
        subject: &str,
        why: &Why,
        text: String,
    ) -> Result<(Signed, [u8; 32]), DeskError> {
        let keys = self.store.keys()?;
        let (cause, asked, by) = (why.cause, why.asked.at, keys.operator);
        let hash = Request { origin, act: deed.code(), subject, cause, text: &text, by, asked }.hash();
        let signature = BASE64.encode(&keys.signing.sign(&hash).to_bytes());
        let request = HEXLOWER.encode(&hash);
        Ok((Signed { cause, text, asked, request, signature, second: None }, hash))
    }
}

/// Why, in words, cleaned; where it has to be said it may not be empty.
fn words(why: &Why, wanted: bool) -> Result<String, DeskError> {
    match clean(&why.text, FIELD_LIMIT) {
        Err(TextFault::Empty) if !wanted => Ok(String::new()),
        other => other.map_err(|fault| DeskError::Text { field: "text", fault }),
    }
}
