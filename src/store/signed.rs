//! Whether the signatures in a fact are those of the people it names, over the request that it is.

use std::collections::BTreeMap;

use data_encoding::BASE64;
use ed25519_dalek::{Signature, VerifyingKey};

use crate::domain::{Fact, OperatorId};

/// The keys of operators, as their enrolments say.
pub type Keys = BTreeMap<OperatorId, VerifyingKey>;

/// The entry with the rules that a post is founded with, which nobody signs for.
const FIRST_RULES: u64 = 1;

/// What is wrong with the signatures of a fact in the entry `seq` by this operator, if anything is.
pub fn fault(origin: &str, seq: u64, fact: &Fact, by: Option<OperatorId>, keys: &Keys) -> Option<&'static str> {
    let Some((act, subject, signed)) = fact.signed() else {
        let unsigned = matches!(fact, Fact::RulesSet { .. }) && seq != FIRST_RULES;
        return unsigned.then_some("nobody signed for these rules");
    };
    let by = by.unwrap_or(OperatorId([0; 8]));
    let Some(hash) = signed.request_of(origin, act.code(), &subject, by) else {
        return Some("it was signed for something else");
    };
    let good = |id: OperatorId, signature: &str| {
        let bytes = BASE64.decode(signature.as_bytes()).ok().and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
        let signature = bytes.map(|bytes| Signature::from_bytes(&bytes));
        keys.get(&id).zip(signature).is_some_and(|(key, signature)| key.verify_strict(&hash, &signature).is_ok())
    };
    if !good(by, &signed.signature) {
        return Some("the signature of whoever did it is wrong");
    }
    let Some(second) = signed.second.as_ref() else {
        return fact.takes_two().then_some("nobody signed beside whoever did it");
    };
    if second.by == by || !good(second.by, &second.signature) {
        return Some("the signature of the second person is wrong");
    }
    None
}
