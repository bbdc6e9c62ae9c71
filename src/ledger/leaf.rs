//! One entry as the tree hashes it: compact JSON in a fixed field order, version first.
//!
//! A leaf holds handles and commitments, never a person. Its bytes are stored as they were hashed and are never
//! encoded again to be checked, so reading does not ask for one spelling.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};

use crate::domain::{ClockQuality, EntryId, Kind, OperatorId, Posture, Timestamp, Verdict};

/// The version of the leaves that this build writes and reads.
pub const VERSION: u16 = 1;

/// What is wrong with the bytes of a leaf.
#[derive(Debug, thiserror::Error)]
pub enum LeafFault {
    /// The bytes do not begin with `{"v":` and a number.
    #[error("the leaf does not begin with its version")]
    NoVersion,
    /// A version that this build does not know.
    #[error("the leaf has version {0}, which this program does not know")]
    UnknownVersion(u16),
    /// Not the JSON of a leaf: a field is missing, unknown, doubled or of the wrong type.
    #[error("the leaf cannot be read: {0}")]
    Malformed(#[from] serde_json::Error),
}

/// A text that should have been a commitment and was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a commitment: 32 bytes in base64 were expected")]
pub struct NotACommitment;

/// The HMAC-SHA-256 of one padded body, under a key that only the body's holder has. Base64 (RFC 4648 section 4) in text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "Base64")]
pub struct Commitment(pub [u8; 32]);

impl Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64.encode(&self.0))
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Commitment({self})")
    }
}

impl FromStr for Commitment {
    type Err = NotACommitment;

    fn from_str(text: &str) -> Result<Self, NotACommitment> {
        base64(text).map(Self).ok_or(NotACommitment)
    }
}

impl From<Commitment> for String {
    fn from(commitment: Commitment) -> Self {
        commitment.to_string()
    }
}

impl From<Base64> for Commitment {
    fn from(text: Base64) -> Self {
        Self(text.0)
    }
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    /// The version of the format; [`VERSION`] for a leaf made by this build.
    pub v: u16,
    /// The entry's random handle.
    pub id: EntryId,
    /// The leaf's index in the tree, from 0.
    pub seq: u64,
    /// When it was written.
    pub at: Timestamp,
    /// How far the clock was to be believed.
    pub clock: ClockQuality,
    /// When it happened, for an entry made late.
    pub happened: Option<Timestamp>,
    /// The post's id: the last part of the log's origin.
    pub post: String,
    /// What it says happened, neutral where that would show through.
    pub kind: Kind,
    /// The operator who did it; `None` for the post itself.
    pub key: Option<OperatorId>,
    /// Sequences of earlier entries that this one is about.
    pub refs: Vec<u64>,
    /// The verdict, for a decision.
    pub verdict: Option<Verdict>,
    /// The threat level the verdict was made under.
    pub posture: Option<Posture>,
    /// SHA-256 of the policy text the verdict came from, lower-case hexadecimal.
    pub policy: Option<String>,
    /// Commitments to the bodies, in the order of [`super::Slot`].
    pub commitments: [Commitment; 3],
}

impl Leaf {
    /// The bytes to be stored and hashed: fields in the order of the struct, what is absent left out.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Object::with_version(self.v);
        out.text("id", &self.id.to_string());
        out.plain("seq", self.seq);
        out.plain("at", self.at.0);
        out.text("clock", clock_code(self.clock));
        if let Some(happened) = self.happened {
            out.plain("happened", happened.0);
        }
        out.text("post", &self.post);
        out.text("kind", self.kind.code());
        if let Some(key) = self.key {
            out.text("key", &key.to_string());
        }
        if !self.refs.is_empty() {
            let refs: Vec<String> = self.refs.iter().map(u64::to_string).collect();
            out.plain("refs", format_args!("[{}]", refs.join(",")));
        }
        self.encode_verdict(&mut out);
        let [person, situation, sealed] = &self.commitments;
        out.plain("commitments", format_args!(r#"["{person}","{situation}","{sealed}"]"#));
        out.close()
    }

    fn encode_verdict(&self, out: &mut Object) {
        if let Some(verdict) = self.verdict {
            out.text("verdict", verdict.code());
        }
        if let Some(posture) = self.posture {
            out.text("posture", posture.code());
        }
        if let Some(policy) = &self.policy {
            out.text("policy", policy);
        }
    }

    /// Reads stored bytes.
    ///
    /// # Errors
    /// As [`LeafView::parse`].
    pub fn decode(bytes: &[u8]) -> Result<Self, LeafFault> {
        LeafView::parse(bytes).map(LeafView::into_leaf)
    }
}

fn clock_code(clock: ClockQuality) -> &'static str {
    match clock {
        ClockQuality::Good => "good",
        ClockQuality::Doubtful => "doubtful",
    }
}

/// A [`Leaf`] that borrows its texts from the bytes it was read from: what a verification looks at, without a copy.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeafView<'a> {
    /// The version of the format.
    pub v: u16,
    /// The entry's random handle.
    #[serde(deserialize_with = "entry")]
    pub id: EntryId,
    /// The leaf's index in the tree, from 0.
    pub seq: u64,
    /// When it was written.
    pub at: Timestamp,
    /// How far the clock was to be believed.
    pub clock: ClockQuality,
    /// When it happened, for an entry made late.
    #[serde(default)]
    pub happened: Option<Timestamp>,
    /// The post's id.
    #[serde(borrow)]
    pub post: Cow<'a, str>,
    /// What it says happened.
    pub kind: Kind,
    /// The operator who did it.
    #[serde(default, deserialize_with = "operator")]
    pub key: Option<OperatorId>,
    /// Sequences of earlier entries that this one is about.
    #[serde(default)]
    pub refs: Vec<u64>,
    /// The verdict, for a decision.
    #[serde(default)]
    pub verdict: Option<Verdict>,
    /// The threat level the verdict was made under.
    #[serde(default)]
    pub posture: Option<Posture>,
    /// SHA-256 of the policy text, lower-case hexadecimal.
    #[serde(default)]
    pub policy: Option<&'a str>,
    /// Commitments to the bodies, in the order of [`super::Slot`].
    pub commitments: [Commitment; 3],
}

impl<'a> LeafView<'a> {
    /// Reads stored bytes without copying their texts.
    ///
    /// # Errors
    /// [`LeafFault::UnknownVersion`] before anything else is looked at; [`LeafFault::Malformed`] for what is not a leaf.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, LeafFault> {
        match version(bytes) {
            Some(VERSION) => Ok(serde_json::from_slice(bytes)?),
            Some(other) => Err(LeafFault::UnknownVersion(other)),
            None => Err(LeafFault::NoVersion),
        }
    }

    /// The same leaf with texts of its own.
    pub fn into_leaf(self) -> Leaf {
        Leaf {
            v: self.v,
            id: self.id,
            seq: self.seq,
            at: self.at,
            clock: self.clock,
            happened: self.happened,
            post: self.post.into_owned(),
            kind: self.kind,
            key: self.key,
            refs: self.refs,
            verdict: self.verdict,
            posture: self.posture,
            policy: self.policy.map(str::to_owned),
            commitments: self.commitments,
        }
    }
}

/// The version at the very beginning of a leaf, so that a later format is named and not called damaged.
fn version(bytes: &[u8]) -> Option<u16> {
    let rest = bytes.strip_prefix(br#"{"v":"#)?;
    let end = rest.iter().position(|byte| !byte.is_ascii_digit())?;
    std::str::from_utf8(rest.get(..end)?).ok()?.parse().ok()
}

/// A JSON object written member by member, in the order given.
struct Object(String);

impl Object {
    fn with_version(v: u16) -> Self {
        let mut object = Self(String::with_capacity(512));
        object.0.push_str("{\"v\":");
        object.0.push_str(&v.to_string());
        object
    }

    /// A member whose value is already JSON.
    fn plain(&mut self, name: &str, value: impl Display) {
        // Writing to a String cannot fail.
        let _ = write!(self.0, ",\"{name}\":{value}");
    }

    /// A member that is a text, escaped as JSON asks.
    fn text(&mut self, name: &str, value: &str) {
        self.plain(name, serde_json::Value::from(value));
    }

    fn close(mut self) -> Vec<u8> {
        self.0.push('}');
        self.0.into_bytes()
    }
}

fn base64(text: &str) -> Option<[u8; 32]> {
    // 44 characters decode to 33 bytes before the padding is known.
    let mut room = [0; 33];
    if text.len() != 44 || BASE64.decode_mut(text.as_bytes(), &mut room) != Ok(32) {
        return None;
    }
    room.first_chunk().copied()
}

fn hexadecimal<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    // `decode_mut` wants the exact length and panics on any other.
    let whole = text.len() == 2 * N && HEXLOWER.decode_mut(text.as_bytes(), &mut bytes) == Ok(N);
    whole.then_some(bytes)
}

/// 32 bytes read from base64 without a String between.
struct Base64([u8; 32]);

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text { read: base64, what: "32 bytes in base64" }).map(Self)
    }
}

/// `N` bytes read from lower-case hexadecimal without a String between.
struct Hexadecimal<const N: usize>([u8; N]);

impl<'de, const N: usize> Deserialize<'de> for Hexadecimal<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text { read: hexadecimal, what: "a handle in hexadecimal" }).map(Self)
    }
}

/// Reads bytes from a text in place.
struct Text<const N: usize> {
    read: fn(&str) -> Option<[u8; N]>,
    what: &'static str,
}

impl<const N: usize> Visitor<'_> for Text<N> {
    type Value = [u8; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.what)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        (self.read)(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

fn entry<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EntryId, D::Error> {
    Hexadecimal::deserialize(deserializer).map(|handle| EntryId(handle.0))
}

fn operator<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<OperatorId>, D::Error> {
    let handle = Option::<Hexadecimal<8>>::deserialize(deserializer)?;
    Ok(handle.map(|handle| OperatorId(handle.0)))
}
