//! What a leaf holds in place of a body, and how fixed numbers of bytes are read from text without a copy between.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize};

/// A text that should have been a commitment and was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a commitment: 32 bytes in base64 were expected")]
pub struct NotACommitment;

/// The HMAC-SHA-256 of one padded body, under a key that only the body's holder has. Base64 (RFC 4648 section 4) in text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "Base64")]
pub struct Commitment(pub [u8; 32]);

impl fmt::Display for Commitment {
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
pub(super) struct Hexadecimal<const N: usize>(pub(super) [u8; N]);

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
