//! The signed token in a badge's QR: 89 bytes that say which badge, from when to when and where, and nobody's name.
//!
//! | bytes | field |
//! |---|---|
//! | 0 | version, 1 |
//! | 1–4 | key id: the first four bytes of `SHA-256("gateward/badge-key/v1\0" ‖ verifying key)` |
//! | 5–12 | badge id |
//! | 13–16 | not before, UTC seconds, big endian |
//! | 17–20 | expiry, UTC seconds, big endian |
//! | 21–22 | areas, one bit each, big endian |
//! | 23 | flags: bit 0 escort; the others are zero |
//! | 24 | class: 1 badge, 2 invitation |
//! | 25–88 | Ed25519 (RFC 8032) over `"gateward/badge/v1\0" ‖ bytes 0–24` |
//!
//! As text it is [`PREFIX`] and 143 characters of base32 (RFC 4648 section 6) without padding, all from QR's
//! alphanumeric set. One token has one spelling: lower case, padding and stray trailing bits are refused.

use data_encoding::BASE32_NOPAD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::domain::moment::SECOND;
use crate::domain::{BadgeId, Class, Timestamp, TokenFault};

/// What every token's text begins with; no name has a digit and a colon there.
pub const PREFIX: &str = "GW1:";
/// The length of a token's text in characters.
pub const TEXT_LENGTH: usize = PREFIX.len() + (TOKEN * 8).div_ceil(5);

const TOKEN: usize = 89;
const BODY: usize = 25;
const VERSION: u8 = 1;
const ESCORT: u8 = 1;
const SIGNED_AS: &[u8] = b"gateward/badge/v1\0";
const KEY_NAMED_AS: &[u8] = b"gateward/badge-key/v1\0";

/// What a token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// The badge it belongs to.
    pub badge: BadgeId,
    /// First moment of its validity, kept to the whole second before.
    pub from: Timestamp,
    /// The moment at which it is no longer valid, kept to the whole second before.
    pub until: Timestamp,
    /// Areas that may be entered: bit n stands for the n-th area in the mission's own order.
    pub areas: u16,
    /// Whether somebody must go with its holder.
    pub escort: bool,
    /// What it is for.
    pub class: Class,
}

impl Token {
    /// What is wrong with its time, if anything. Apart from [`read`], because revocation is looked at before.
    pub fn window(&self, now: Timestamp) -> Option<TokenFault> {
        if now < self.from {
            return Some(TokenFault::NotYet);
        }
        (now >= self.until).then_some(TokenFault::Expired)
    }

    fn body(&self, key: &VerifyingKey) -> Vec<u8> {
        let mut body = Vec::with_capacity(TOKEN);
        body.push(VERSION);
        body.extend(key_id(key));
        body.extend(self.badge.0);
        body.extend(seconds(self.from).to_be_bytes());
        body.extend(seconds(self.until).to_be_bytes());
        body.extend(self.areas.to_be_bytes());
        body.push(if self.escort { ESCORT } else { 0 });
        body.push(class_number(self.class));
        body
    }

    /// The fields of a body whose signature holds; `None` for a version, class or flag that this release does not know.
    fn from_body(body: &[u8; BODY]) -> Option<Self> {
        let (version, rest) = body.split_first()?;
        let (_key, rest) = rest.split_first_chunk::<4>()?;
        let (badge, rest) = rest.split_first_chunk::<8>()?;
        let (from, rest) = rest.split_first_chunk::<4>()?;
        let (until, rest) = rest.split_first_chunk::<4>()?;
        let (areas, rest) = rest.split_first_chunk::<2>()?;
        let &[flags, class] = rest else { return None };
        if *version != VERSION || flags & !ESCORT != 0 {
            return None;
        }
        Some(Self {
            badge: BadgeId(*badge),
            from: timestamp(*from),
            until: timestamp(*until),
            areas: u16::from_be_bytes(*areas),
            escort: flags & ESCORT != 0,
            class: class_of(class)?,
        })
    }
}

/// Whether a text means to be a token, however damaged: it begins with [`PREFIX`], in any case.
pub fn looks_like_token(text: &str) -> bool {
    text.get(..PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}

/// The text of a token signed with this key. Times outside 1970 to 2106 are held at the ends of that range.
pub fn issue(key: &SigningKey, token: &Token) -> String {
    let mut bytes = token.body(&key.verifying_key());
    let signature = key.sign(&message(&bytes));
    bytes.extend(signature.to_bytes());
    format!("{PREFIX}{}", BASE32_NOPAD.encode(&bytes))
}

/// Reads a token made with one of these keys. Nothing in it is believed before its signature holds.
///
/// # Errors
/// `Malformed` for another length or spelling, and for a signed version, class or flag unknown here; `Foreign` for a
/// key that is not among `keys`; `Forged` for a signature that does not hold. The window is [`Token::window`]'s.
pub fn read(text: &str, keys: &[VerifyingKey]) -> Result<Token, TokenFault> {
    let bytes = bytes(text).ok_or(TokenFault::Malformed)?;
    let (body, signature) = bytes.split_first_chunk::<BODY>().ok_or(TokenFault::Malformed)?;
    let signature = Signature::from_slice(signature).map_err(|_| TokenFault::Malformed)?;
    let mut named = keys.iter().filter(|key| body.get(1..5) == Some(&key_id(key)[..])).peekable();
    if named.peek().is_none() {
        return Err(TokenFault::Foreign);
    }
    let message = message(body);
    if !named.any(|key| key.verify_strict(&message, &signature).is_ok()) {
        return Err(TokenFault::Forged);
    }
    Token::from_body(body).ok_or(TokenFault::Malformed)
}

fn bytes(text: &str) -> Option<[u8; TOKEN]> {
    if text.len() != TEXT_LENGTH {
        return None;
    }
    // The decoder knows upper case alone, no padding, and wants the bits after the last byte to be zero.
    let bytes = BASE32_NOPAD.decode(text.strip_prefix(PREFIX)?.as_bytes()).ok()?;
    bytes.try_into().ok()
}

fn message(body: &[u8]) -> Vec<u8> {
    [SIGNED_AS, body].concat()
}

fn key_id(key: &VerifyingKey) -> [u8; 4] {
    let digest = Sha256::new().chain_update(KEY_NAMED_AS).chain_update(key.as_bytes()).finalize();
    let mut id = [0; 4];
    id.copy_from_slice(&digest[..4]);
    id
}

fn class_number(class: Class) -> u8 {
    match class {
        Class::Badge => 1,
        Class::Invitation => 2,
    }
}

fn class_of(number: u8) -> Option<Class> {
    [Class::Badge, Class::Invitation].into_iter().find(|class| class_number(*class) == number)
}

fn seconds(time: Timestamp) -> u32 {
    let seconds = time.0.div_euclid(SECOND).max(0);
    u32::try_from(seconds).unwrap_or(u32::MAX)
}

fn timestamp(seconds: [u8; 4]) -> Timestamp {
    Timestamp(i64::from(u32::from_be_bytes(seconds)) * SECOND)
}

#[cfg(test)]
mod tests;
