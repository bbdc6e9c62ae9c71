//! One entry as the tree hashes it: compact JSON in a fixed field order, version first.
//!
//! A leaf holds handles and commitments, never a person. Its bytes are stored as they were hashed and are never
//! encoded again to be checked, so reading does not ask for one spelling.

use std::borrow::Cow;
use std::fmt::{Display, Write};

use serde::{Deserialize, Deserializer};

use super::Commitment;
use super::commitment::Hexadecimal;
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

fn entry<'de, D: Deserializer<'de>>(deserializer: D) -> Result<EntryId, D::Error> {
    Hexadecimal::deserialize(deserializer).map(|handle| EntryId(handle.0))
}

fn operator<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<OperatorId>, D::Error> {
    let handle = Option::<Hexadecimal<8>>::deserialize(deserializer)?;
    Ok(handle.map(|handle| OperatorId(handle.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::option;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn leaf() -> impl Strategy<Value = Leaf> {
        let when = (any::<u64>(), any::<i64>(), option::of(any::<i64>()), any::<bool>());
        let what =
            (select(Kind::ALL.to_vec()), option::of(any::<[u8; 8]>()), prop::collection::vec(any::<u64>(), 0..4));
        let said = option::of((select(vec![Verdict::Admit, Verdict::Refer, Verdict::Refuse]), "[0-9a-f]{64}"));
        let sealed = (any::<[u8; 16]>(), any::<[[u8; 32]; 3]>(), any::<String>());
        (when, what, said, sealed).prop_map(|((seq, at, happened, good), (kind, key, refs), said, sealed)| Leaf {
            v: VERSION,
            id: EntryId(sealed.0),
            seq,
            at: Timestamp(at),
            clock: if good { ClockQuality::Good } else { ClockQuality::Doubtful },
            happened: happened.map(Timestamp),
            post: sealed.2,
            kind,
            key: key.map(OperatorId),
            refs,
            verdict: said.as_ref().map(|said| said.0),
            posture: said.as_ref().map(|_| Posture::Normal),
            policy: said.map(|said| said.1),
            commitments: sealed.1.map(Commitment),
        })
    }

    proptest! {
        #[test]
        fn a_leaf_is_read_back_and_written_the_same(leaf in leaf()) {
            let bytes = leaf.encode();
            let read = Leaf::decode(&bytes).unwrap();
            prop_assert_eq!(&read, &leaf);
            prop_assert_eq!(read.encode(), bytes);
        }

        #[test]
        fn what_is_no_leaf_is_an_error_and_no_panic(bytes in any::<Vec<u8>>(), tail in any::<String>()) {
            prop_assert!(Leaf::decode(&bytes).is_err());
            let tail = format!("{{\"v\":1,{tail}");
            prop_assert!(Leaf::decode(tail.as_bytes()).is_err());
        }
    }

    /// The bytes of version 1: a change here breaks every stored log.
    const STORED: &str = concat!(
        r#"{"v":1,"id":"00000000000000000000000000000001","seq":7,"at":1790000000000,"clock":"doubtful","#,
        r#""happened":1789999999000,"post":"p1","kind":"admitted","key":"0202020202020202","refs":[3,5],"#,
        r#""verdict":"admit","posture":"normal","policy":"ab","#,
        r#""commitments":["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","#,
        r#""AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=","AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="]}"#,
    );

    #[test]
    fn the_format_of_version_1_stays() {
        let leaf = Leaf::decode(STORED.as_bytes()).unwrap();
        assert_eq!((leaf.seq, leaf.kind, leaf.refs.as_slice()), (7, Kind::Admitted, [3, 5].as_slice()));
        assert_eq!(leaf.commitments, [0, 1, 2].map(|byte| Commitment([byte; 32])));
        assert_eq!(String::from_utf8(leaf.encode()).unwrap(), STORED);
    }

    #[test]
    fn a_later_version_is_named_and_not_called_damaged() {
        let later = STORED.replace("\"v\":1,", "\"v\":2,\"new\":true,");
        assert!(matches!(Leaf::decode(later.as_bytes()), Err(LeafFault::UnknownVersion(2))));
        let moved = STORED.replace("{\"v\":1,", "{").replace('}', ",\"v\":1}");
        assert!(matches!(Leaf::decode(moved.as_bytes()), Err(LeafFault::NoVersion)));
    }

    #[test]
    fn fields_that_are_missing_unknown_doubled_or_misspelt_are_refused() {
        for (from, to) in [
            (r#""seq":7,"#, ""),
            (r#""seq":7,"#, r#""seq":7,"name":"x","#),
            (r#""seq":7,"#, r#""seq":7,"seq":8,"#),
            (r#""seq":7,"#, r#""seq":-7,"#),
            ("0202020202020202", "020202020202020"),
            ("0202020202020202", "ZZ02020202020202"),
            ("AQE=", "AQF="),
            ("AQE=", "AQ=="),
            ("admitted", "watched"),
            ("]}", "]} "),
        ] {
            let wrong = STORED.replacen(from, to, 1);
            assert_ne!(wrong, STORED);
            let trailing = to == "]} ";
            assert_eq!(Leaf::decode(wrong.as_bytes()).is_ok(), trailing, "{from} → {to}");
        }
    }
}
