//! An act that an operator puts their name to: what was asked, why, and who signed for it beside them.
//!
//! Of the request a hash stands in the fact, and the signatures are over it, so that none of them can be carried over
//! to another act. Whoever has the fact and the operator of its entry can make the request anew and check both.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::handle::OperatorId;
use super::moment::{MINUTE, Timestamp};

/// How long a request can be signed, from when it was put.
pub const REQUEST_HOLDS: i64 = 2 * MINUTE;

/// What a request is hashed for.
const PURPOSE: &[u8] = b"gateward/request/v1\0";

/// Why somebody does what has to be answered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// A threat, or a warning of one.
    Threat,
    /// Something happens at the gate or near it.
    Incident,
    /// A visit or an assembly that asks for more.
    Event,
    /// What it was for is over.
    Over,
    /// It is practised.
    Drill,
    /// What was done before was a mistake.
    Mistake,
    /// The head of mission, or the capital, said so.
    Instruction,
    /// Life or health is at stake.
    Urgent,
    /// It is due.
    Routine,
    /// It is somebody else of the same name.
    Namesake,
    /// The person concerned asked for it.
    Request,
    /// It was kept as long as it may be.
    Retention,
    /// Something else, said in words.
    Other,
}

impl Cause {
    /// Every cause, in the order in which they are offered.
    pub const ALL: [Self; 13] = [
        Self::Threat,
        Self::Incident,
        Self::Event,
        Self::Over,
        Self::Drill,
        Self::Mistake,
        Self::Instruction,
        Self::Urgent,
        Self::Routine,
        Self::Namesake,
        Self::Request,
        Self::Retention,
        Self::Other,
    ];

    /// The stable name, as in facts and in `--reason`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Threat => "threat",
            Self::Incident => "incident",
            Self::Event => "event",
            Self::Over => "over",
            Self::Drill => "drill",
            Self::Mistake => "mistake",
            Self::Instruction => "instruction",
            Self::Urgent => "urgent",
            Self::Routine => "routine",
            Self::Namesake => "namesake",
            Self::Request => "request",
            Self::Retention => "retention",
            Self::Other => "other",
        }
    }

    /// The cause of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.code() == code)
    }
}

/// Everything that makes an act this very one; its hash is what is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request<'a> {
    /// The origin of the log it goes into.
    pub origin: &'a str,
    /// The stable name of the act.
    pub act: &'a str,
    /// What it is done to, as the fact names it.
    pub subject: &'a str,
    /// Why.
    pub cause: Cause,
    /// Why, in words.
    pub text: &'a str,
    /// Who does it: the operator of the entry.
    pub by: OperatorId,
    /// When it was put.
    pub asked: Timestamp,
}

impl Request<'_> {
    /// SHA-256 over the purpose and the parts, each after its length.
    pub fn hash(&self) -> [u8; 32] {
        let (by, asked) = (self.by.0, self.asked.0.to_be_bytes());
        let texts = [self.origin, self.act, self.subject, self.cause.code(), self.text].map(str::as_bytes);
        let mut hash = Sha256::new_with_prefix(PURPOSE);
        for part in texts.iter().chain(&[&by[..], &asked[..]]) {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }
}

/// Why an act was done and who signed for it, as its fact has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// Why.
    pub cause: Cause,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// When it was asked for; whoever seconds it does so within [`REQUEST_HOLDS`].
    pub asked: Timestamp,
    /// [`Request::hash`], lower-case hexadecimal.
    pub request: String,
    /// The signature of the operator of the entry over that hash, base64.
    pub signature: String,
    /// Who signed for it beside them, where that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Seconded>,
}

/// A second person's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seconded {
    /// Who.
    pub by: OperatorId,
    /// Their signature over the hash of the request, base64.
    pub signature: String,
}

/// Who signed for an answer about somebody listed: for the security role alone, so that nobody else can tell an answer of
/// two from one of one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Answered {
    /// Whether the list stopped them.
    pub stop: bool,
    /// Why, and both who signed, where two did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signed>,
}

impl Signed {
    /// The request that was signed, made anew from where it stands; `None` if that is not the one it says.
    pub fn request_of(&self, origin: &str, act: &str, subject: &str, by: OperatorId) -> Option<[u8; 32]> {
        let (cause, text, asked) = (self.cause, self.text.as_str(), self.asked);
        let hash = Request { origin, act, subject, cause, text, by, asked }.hash();
        (HEXLOWER.encode(&hash) == self.request).then_some(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request<'a>() -> Request<'a> {
        Request {
            origin: "embassy.example/gateward/0001",
            act: "lower-posture",
            subject: "alpha",
            cause: Cause::Over,
            text: "The march is over",
            by: OperatorId([1; 8]),
            asked: Timestamp(1_000),
        }
    }

    #[test]
    fn every_part_of_a_request_is_in_its_hash() {
        let asked = request();
        let others = [
            Request { origin: "embassy.example/gateward/0002", ..request() },
            Request { act: "raise-posture", ..request() },
            Request { subject: "normal", ..request() },
            Request { cause: Cause::Other, ..request() },
            Request { text: "The march is over.", ..request() },
            // Parts do not run into one another.
            Request { subject: "alphao", text: "ver", ..request() },
            Request { by: OperatorId([2; 8]), ..request() },
            Request { asked: Timestamp(1_001), ..request() },
        ];
        assert_eq!(asked.hash(), request().hash());
        for other in others {
            assert_ne!(asked.hash(), other.hash(), "{other:?}");
        }
    }

    #[test]
    fn a_signature_speaks_for_no_other_act() {
        let asked = request();
        let signed = Signed {
            cause: asked.cause,
            text: asked.text.into(),
            asked: asked.asked,
            request: HEXLOWER.encode(&asked.hash()),
            signature: String::new(),
            second: None,
        };
        assert_eq!(signed.request_of(asked.origin, asked.act, asked.subject, asked.by), Some(asked.hash()));
        assert_eq!(signed.request_of(asked.origin, asked.act, "normal", asked.by), None);
        assert_eq!(signed.request_of(asked.origin, asked.act, asked.subject, OperatorId([2; 8])), None);
    }

    #[test]
    fn causes_are_read_back_by_their_names() {
        for cause in Cause::ALL {
            assert_eq!(Cause::from_code(cause.code()), Some(cause));
            assert_eq!(serde_json::to_value(cause).unwrap(), cause.code());
        }
    }
}
