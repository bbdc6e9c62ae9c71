use proptest::prelude::*;

use super::*;

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

fn token() -> Token {
    Token {
        badge: BadgeId([0x1a, 0x2b, 3, 4, 5, 6, 7, 8]),
        from: Timestamp(1_790_000_000_000),
        until: Timestamp(1_790_003_600_000),
        areas: 0b101,
        escort: true,
        class: Class::Badge,
    }
}

/// A token whose body was changed by its own signer: what another release might issue.
fn signed_with(change: impl Fn(&mut Vec<u8>)) -> String {
    let key = key(1);
    let mut bytes = token().body(&key.verifying_key());
    change(&mut bytes);
    let signature = key.sign(&message(&bytes));
    bytes.extend(signature.to_bytes());
    format!("{PREFIX}{}", BASE32_NOPAD.encode(&bytes))
}

fn reads(text: &str) -> Result<Token, TokenFault> {
    read(text, &[key(9).verifying_key(), key(1).verifying_key()])
}

#[test]
fn the_layout_is_the_published_one() {
    let text = issue(&key(1), &token());
    let bytes = bytes(&text).unwrap();
    assert_eq!(text.len(), 147);
    assert_eq!(bytes[0], 1);
    assert_eq!(bytes[1..5], key_id(&key(1).verifying_key()));
    assert_eq!(bytes[5..13], token().badge.0);
    assert_eq!(bytes[13..17], 1_790_000_000_u32.to_be_bytes());
    assert_eq!(bytes[17..21], 1_790_003_600_u32.to_be_bytes());
    assert_eq!(bytes[21..25], [0, 0b101, 1, 1]);
    assert_eq!(issue(&key(1), &token()), text, "the same token has one text");
}

#[test]
fn every_single_flipped_bit_is_refused() {
    let good = bytes(&issue(&key(1), &token())).unwrap();
    for bit in 0..TOKEN * 8 {
        let mut bytes = good;
        bytes[bit / 8] ^= 0x80 >> (bit % 8);
        let fault = reads(&format!("{PREFIX}{}", BASE32_NOPAD.encode(&bytes))).unwrap_err();
        let expected = if (8..40).contains(&bit) { TokenFault::Foreign } else { TokenFault::Forged };
        assert_eq!(fault, expected, "bit {bit}");
    }
}

#[test]
fn another_spelling_of_the_same_bytes_is_malformed() {
    let text = issue(&key(1), &token());
    let last = ALPHABET.find(text.chars().last().unwrap()).unwrap();
    assert_eq!(last % 8, 0, "three bits stand after the last byte");
    for stray in 1..8 {
        let other = &ALPHABET[last + stray..=last + stray];
        assert_eq!(reads(&format!("{}{other}", &text[..text.len() - 1])), Err(TokenFault::Malformed));
    }
    let lower_tail = format!("{PREFIX}{}", text[PREFIX.len()..].to_lowercase());
    let others = [text.to_lowercase(), lower_tail, format!("{text}="), format!(" {text}"), format!("{text}\n")];
    for other in others {
        assert_eq!(reads(&other), Err(TokenFault::Malformed), "{other:?}");
    }
}

#[test]
fn what_is_cut_lengthened_or_empty_is_malformed() {
    let text = issue(&key(1), &token());
    for length in 0..text.len() {
        assert_eq!(reads(&text[..length]), Err(TokenFault::Malformed), "{length} characters");
    }
    assert_eq!(reads(&format!("{text}A")), Err(TokenFault::Malformed));
    assert_eq!(reads(&text.replace(PREFIX, "GW2:")), Err(TokenFault::Malformed));
    assert_eq!(reads(&"é".repeat(TEXT_LENGTH / 2)), Err(TokenFault::Malformed));
}

#[test]
fn a_key_of_another_post_is_foreign_and_a_false_signature_forged() {
    let text = issue(&key(2), &token());
    assert_eq!(reads(&text), Err(TokenFault::Foreign));
    assert_eq!(read(&text, &[]), Err(TokenFault::Foreign));
    let mut stolen = bytes(&text).unwrap();
    stolen[1..5].copy_from_slice(&key_id(&key(1).verifying_key()));
    assert_eq!(reads(&format!("{PREFIX}{}", BASE32_NOPAD.encode(&stolen))), Err(TokenFault::Forged));
}

#[test]
fn a_signed_token_of_an_unknown_kind_is_malformed() {
    assert_eq!(reads(&signed_with(|_| ())), Ok(token()));
    assert_eq!(reads(&signed_with(|body| body[0] = 2)), Err(TokenFault::Malformed));
    for class in [0, 3, 255] {
        assert_eq!(reads(&signed_with(|body| body[24] = class)), Err(TokenFault::Malformed), "class {class}");
    }
    for flag in 1..8 {
        assert_eq!(reads(&signed_with(|body| body[23] = 1 << flag)), Err(TokenFault::Malformed), "flag {flag}");
    }
}

#[test]
fn the_window_opens_on_its_first_second_and_ends_before_its_last() {
    let token = reads(&issue(&key(1), &token())).unwrap();
    assert_eq!(token.window(token.from.plus(-1)), Some(TokenFault::NotYet));
    assert_eq!(token.window(token.from), None);
    assert_eq!(token.window(token.until.plus(-1)), None);
    assert_eq!(token.window(token.until), Some(TokenFault::Expired));
}

#[test]
fn times_beyond_the_format_are_held_at_its_ends() {
    let far = Token { from: Timestamp(-5), until: Timestamp(i64::MAX), ..token() };
    let read = reads(&issue(&key(1), &far)).unwrap();
    assert_eq!((read.from, read.until), (Timestamp(0), Timestamp(i64::from(u32::MAX) * SECOND)));
}

#[test]
fn a_token_is_known_by_its_beginning_in_any_case() {
    let text = issue(&key(1), &token());
    for yes in [&text, &text.to_lowercase(), &text[..40], PREFIX] {
        assert!(looks_like_token(yes), "{yes}");
    }
    for no in ["", "GW1", "Gwendolyn", "]Q1GW1:AB", "éé:", "P<UTOERIKSSON<<ANNA"] {
        assert!(!looks_like_token(no), "{no}");
    }
}

proptest! {
    #[test]
    fn what_is_issued_is_read_back(
        badge: [u8; 8], from: u32, until: u32, areas: u16, escort: bool, invitation: bool, seed: u8,
    ) {
        let class = if invitation { Class::Invitation } else { Class::Badge };
        let moment = |seconds: u32| Timestamp(i64::from(seconds) * SECOND);
        let token = Token { badge: BadgeId(badge), from: moment(from), until: moment(until), areas, escort, class };
        let text = issue(&key(seed), &token);
        prop_assert!(looks_like_token(&text) && text.len() == TEXT_LENGTH);
        prop_assert_eq!(read(&text, &[key(seed).verifying_key()]), Ok(token));
    }

    #[test]
    fn a_changed_character_is_refused(at in 0..TEXT_LENGTH, with in "[ -~]", badge: [u8; 8]) {
        let mut text = issue(&key(1), &Token { badge: BadgeId(badge), ..token() });
        prop_assume!(text[at..=at] != with);
        text.replace_range(at..=at, &with);
        prop_assert!(reads(&text).is_err());
    }

    #[test]
    fn any_text_is_answered(text in "(GW1:)?\\PC{0,200}") {
        prop_assert!(reads(&text).is_err());
    }
}
