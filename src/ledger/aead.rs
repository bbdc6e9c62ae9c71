//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): HChaCha20 for the subkey, then ChaCha20-Poly1305 of RFC 8439.
//!
//! The second half is ring's. The Poly1305 of the `chacha20poly1305` crate spends 1.4 µs a message on setting its
//! vector code up, whatever the length, and a log has six short messages an entry; that crate is the oracle in the
//! tests.

use chacha20::cipher::consts::U10;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use zeroize::Zeroizing;

/// Bytes that sealing adds.
pub const TAG: usize = 16;

/// The bytes are not what was sealed under this key, nonce and associated data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it does not open")]
pub struct Unopened;

/// Seals in place and appends the tag. A nonce is used once under a key.
///
/// # Errors
/// [`Unopened`] for a text longer than the cipher takes (256 GiB).
pub fn seal(key: &[u8; 32], nonce: &[u8; 24], aad: &[u8], text: &mut Vec<u8>) -> Result<(), Unopened> {
    let (key, nonce) = subkey(key, nonce)?;
    key.seal_in_place_append_tag(nonce, Aad::from(aad), text).map_err(|_| Unopened)
}

/// Opens in place and cuts the tag off. What does not open is left unreadable.
///
/// # Errors
/// [`Unopened`] for anything but what was sealed.
pub fn open(key: &[u8; 32], nonce: &[u8; 24], aad: &[u8], sealed: &mut Vec<u8>) -> Result<(), Unopened> {
    let (key, nonce) = subkey(key, nonce)?;
    let length = key.open_in_place(nonce, Aad::from(aad), sealed).map_err(|_| Unopened)?.len();
    sealed.truncate(length);
    Ok(())
}

fn subkey(key: &[u8; 32], nonce: &[u8; 24]) -> Result<(LessSafeKey, Nonce), Unopened> {
    let (head, tail) = nonce.split_first_chunk::<16>().ok_or(Unopened)?;
    let subkey: Zeroizing<[u8; 32]> = Zeroizing::new(chacha20::hchacha::<U10>(key.into(), head.into()).into());
    let mut short = [0; 12];
    short[4..].copy_from_slice(tail);
    let key = UnboundKey::new(&CHACHA20_POLY1305, subkey.as_slice()).map_err(|_| Unopened)?;
    Ok((LessSafeKey::new(key), Nonce::assume_unique_for_key(short)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chacha20poly1305::aead::{Aead, Payload};
    use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_xchacha20_poly1305_of_another_implementation(
            key: [u8; 32],
            nonce: [u8; 24],
            aad: Vec<u8>,
            text: Vec<u8>,
            flip: prop::sample::Index,
        ) {
            let mut sealed = text.clone();
            seal(&key, &nonce, &aad, &mut sealed).unwrap();
            let payload = Payload { msg: &text, aad: &aad };
            let oracle = XChaCha20Poly1305::new(&key.into()).encrypt(&nonce.into(), payload).unwrap();
            prop_assert_eq!(&sealed, &oracle);
            let mut altered = sealed.clone();
            let at = flip.index(altered.len());
            altered[at] ^= 1;
            prop_assert_eq!(open(&key, &nonce, &aad, &mut altered), Err(Unopened));
            prop_assert_eq!(open(&key, &nonce, &aad, &mut sealed), Ok(()));
            prop_assert_eq!(sealed, text);
        }
    }
}
