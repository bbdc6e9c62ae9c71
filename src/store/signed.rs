//! Whether the signatures in a fact are those of the people it names, over the request that it is.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use ed25519_dalek::{Signature, VerifyingKey};

use crate::domain::fact::{BackedUp, SIGNS_WHAT_IS_SAID, amendment_subject, clear_subject};
use crate::domain::operator::Act as Deed;
use crate::domain::{Answered, Fact, OperatorId, Signed};

use super::Store;
use super::error::StoreError;
use super::keyring::KeyRing;
use super::secrets::seal_to;

/// The keys of operators, as their enrolments say.
pub type Keys = BTreeMap<OperatorId, VerifyingKey>;

/// The entry with the rules that a post is founded with, which nobody signs for.
const FIRST_RULES: u64 = 1;

/// Bytes of [`Answered`] before it is sealed: what an answer says of itself fills a sealed body, and its words stand here
/// once more.
const ANSWERED: usize = 768;

/// A fact as it is written.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// Its entry.
    pub seq: u64,
    /// The version of the fact.
    pub version: u16,
    /// The fact.
    pub fact: &'a Fact,
    /// The person body beside it, where that opened.
    pub person: &'a [u8],
    /// The operator of the entry.
    pub by: Option<OperatorId>,
}

/// What is wrong with the signatures of a fact, if anything is.
pub fn fault(origin: &str, written: &Written<'_>, keys: &Keys) -> Option<&'static str> {
    let Written { seq, version, fact, person, by } = *written;
    let Some((act, mut subject, signed)) = fact.signed() else {
        let unsigned = matches!(fact, Fact::RulesSet { .. }) && seq != FIRST_RULES;
        return unsigned.then_some("nobody signed for these rules");
    };
    // What was done beside a running window is recorded by whoever is signed in there.
    let by = if let Fact::BackedUp(made) = fact { Some(made.by) } else { by };
    if let Fact::ListingAmended { listing, instruction, until, .. } = fact
        && version >= SIGNS_WHAT_IS_SAID
    {
        subject = amendment_subject(*listing, person, instruction, *until);
    }
    let asked = Asked { origin, act, subject, by: by.unwrap_or(OperatorId([0; 8])) };
    asked.fault(signed, fact.takes_two(), keys)
}

/// What is wrong with the signatures that lie sealed beside an answer of security; nothing where this session does not
/// open them.
pub fn answer_fault(
    origin: &str,
    fact: &Fact,
    by: Option<OperatorId>,
    keys: &Keys,
    ring: &KeyRing,
) -> Option<&'static str> {
    let Fact::Reviewed { person, granted, clears, until, signed: Some(sealed) } = fact else { return None };
    if !ring.reads_sealed() {
        return None;
    }
    let Some(Answered { stop, signed }) = open(ring, sealed) else { return Some("what was signed for does not open") };
    let (takes_two, subject) = (stop && *granted, clear_subject(*person, *clears, *until));
    let Some(signed) = signed else {
        return takes_two.then_some("nobody signed for letting in somebody whom a list stops");
    };
    let asked = Asked { origin, act: Deed::ClearStop, subject, by: by.unwrap_or(OperatorId([0; 8])) };
    asked.fault(&signed, takes_two, keys)
}

/// What a session with the security role reads of it.
pub fn open(ring: &KeyRing, sealed: &str) -> Option<Answered> {
    let bytes = BASE64.decode(sealed.as_bytes()).ok()?;
    serde_json::from_slice(&ring.open_for_security(&bytes)?).ok()
}

impl Store {
    /// Seals who signed for an answer to the security role, as long whatever it says.
    pub fn seal_answered(&mut self, answered: &Answered) -> Result<String, StoreError> {
        let json = serde_json::to_vec(answered).ok().filter(|json| json.len() <= ANSWERED);
        let mut plain = json.ok_or_else(|| StoreError::KeySlots("what was signed for does not fit".into()))?;
        plain.resize(ANSWERED, b' ');
        seal_to(&self.post.security, &plain, &mut *self.rng)
    }

    /// Whether whoever is said to have made a backup signed that.
    pub fn is_signed(&self, made: &BackedUp) -> Result<bool, StoreError> {
        let verifying = |text: String| {
            let bytes = BASE64.decode(text.as_bytes()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
            bytes.and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok())
        };
        let keys = self.tables().operator_keys()?.into_iter();
        let keys: Keys = keys.filter_map(|(id, key)| Some((id, verifying(key)?))).collect();
        let (fact, version) = (Fact::BackedUp(made.clone()), crate::domain::fact::VERSION);
        let written = Written { seq: 0, version, fact: &fact, person: &[], by: None };
        Ok(fault(&self.post.origin, &written, &keys).is_none())
    }

    /// Who signed for an answer, where this session reads that.
    pub fn answered(&self, sealed: &str) -> Result<Option<Answered>, StoreError> {
        Ok(open(self.keys()?, sealed))
    }
}

/// An act as it was asked for.
struct Asked<'a> {
    origin: &'a str,
    act: Deed,
    subject: String,
    by: OperatorId,
}

impl Asked<'_> {
    fn fault(&self, signed: &Signed, takes_two: bool, keys: &Keys) -> Option<&'static str> {
        let Some(hash) = signed.request_of(self.origin, self.act.code(), &self.subject, self.by) else {
            return Some("it was signed for something else");
        };
        let good = |id: OperatorId, signature: &str| {
            let bytes = BASE64.decode(signature.as_bytes()).ok().and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
            let signature = bytes.map(|bytes| Signature::from_bytes(&bytes));
            keys.get(&id).zip(signature).is_some_and(|(key, signature)| key.verify_strict(&hash, &signature).is_ok())
        };
        if !good(self.by, &signed.signature) {
            return Some("the signature of whoever did it is wrong");
        }
        let Some(second) = signed.second.as_ref() else {
            return takes_two.then_some("nobody signed beside whoever did it");
        };
        if second.by == self.by || !good(second.by, &second.signature) {
            return Some("the signature of the second person is wrong");
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::signed::{Request, Seconded};
    use crate::domain::{Cause, ListingId, Timestamp};
    use data_encoding::HEXLOWER;
    use ed25519_dalek::{Signer, SigningKey};

    const ORIGIN: &str = "embassy.example/gateward/0001";

    fn signed(subject: &str) -> Signed {
        let (by, asked) = (OperatorId([1; 8]), Timestamp(1_000));
        let act = Deed::KeepLists.code();
        let hash = Request { origin: ORIGIN, act, subject, cause: Cause::Over, text: "", by, asked }.hash();
        let signature = |key: u8| BASE64.encode(&SigningKey::from_bytes(&[key; 32]).sign(&hash).to_bytes());
        let second = Some(Seconded { by: OperatorId([2; 8]), signature: signature(2) });
        let request = HEXLOWER.encode(&hash);
        Signed { cause: Cause::Over, text: String::new(), asked, request, signature: signature(1), second }
    }

    /// What the first two versions signed for is the entry and its end; from the third on it is all that the entry says.
    #[test]
    fn an_amended_entry_is_held_to_what_its_version_signs_for() {
        let key = |key: u8| (OperatorId([key; 8]), SigningKey::from_bytes(&[key; 32]).verifying_key());
        let keys = Keys::from([key(1), key(2)]);
        let listing = ListingId([9; 16]);
        let subjects =
            [(2, format!("{listing} for good")), (3, amendment_subject(listing, b"Knut", "Call 7-204", None))];
        for (signs_as, subject) in subjects {
            let signed = Some(signed(&subject));
            for (version, person, instruction) in
                [(2, "Knut", "Call 7-204"), (3, "Knut", "Call 7-204"), (3, "Knud", "Call 7-204"), (3, "Knut", "Call")]
            {
                let said = (person, instruction) == ("Knut", "Call 7-204");
                let (instruction, signed) = (instruction.to_owned(), signed.clone());
                let fact = Fact::ListingAmended { listing, instruction, until: None, signed };
                let by = Some(OperatorId([1; 8]));
                let written = Written { seq: 5, version, fact: &fact, person: person.as_bytes(), by };
                let good = version == signs_as && (version == 2 || said);
                let fault = fault(ORIGIN, &written, &keys);
                assert_eq!(fault.is_none(), good, "{version} {person}: {fault:?}");
            }
        }
    }
}
