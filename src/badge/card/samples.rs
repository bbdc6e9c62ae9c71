//! A card to test with.

use ed25519_dalek::SigningKey;

use super::{CardFace, Words};
use crate::badge::token::{Token, issue};
use crate::domain::{BadgeId, Class, Timestamp};

pub(super) fn face() -> CardFace {
    let badge = BadgeId([0x1a, 0x2b, 3, 4, 5, 6, 7, 8]);
    let (from, until) = (Timestamp(1_790_000_000_000), Timestamp(1_790_003_600_000));
    let token = Token { badge, from, until, areas: 0b101, escort: true, class: Class::Badge };
    CardFace {
        mission: "Embassy of Freedonia".into(),
        gate: "North gate".into(),
        name: "Amélie Søndergård".into(),
        host: "Rufus Firefly, Chancery".into(),
        areas: vec!["Lobby".into(), "Consular hall".into()],
        escort: true,
        until: "Tue 22 Sep 2026, 17:00".into(),
        number: badge.short(),
        token: issue(&SigningKey::from_bytes(&[7; 32]), &token),
        words: Words {
            visitor: "Visitor".into(),
            host: "Host".into(),
            areas: "Areas".into(),
            until: "Valid until".into(),
            escorted: "Escort required".into(),
            unescorted: "No escort required".into(),
        },
    }
}
