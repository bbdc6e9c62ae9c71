//! Heads of a log: C2SP tlog-checkpoint v1.0.0, without extension lines.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64;
use ed25519_dalek::SigningKey;

use super::note::{Algorithm, NoteFault, NoteKey, Signed, SignedNote};
use super::tree::Hash;
use crate::domain::OperatorId;

/// What can be wrong with a checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    /// The note around it.
    #[error(transparent)]
    Note(#[from] NoteFault),
    /// Not exactly an origin, a size and a root.
    #[error("it is not a checkpoint: an origin, a size and a root hash were expected, and nothing after them")]
    Malformed,
    /// Known keys signed it, and the log's own is not among them.
    #[error("the key of the log {0} did not sign it")]
    NotByTheLog(String),
}

/// The name of a log and of its key: `<domain>/gateward/<post>`.
pub fn origin(domain: &str, post: &str) -> String {
    format!("{domain}/gateward/{post}")
}

/// The name of the log of this post, as that of another post of its mission is called. A post that was restored goes on
/// under another id, and earlier entries bear the one of before.
pub fn origin_of(other: &str, post: &str) -> String {
    other.rsplit_once('/').map_or_else(|| post.to_owned(), |(before, _)| format!("{before}/{post}"))
}

/// The name of an operator's key on the head that covers their shift: `<origin>/operator/<id>`.
pub fn operator_key_name(origin: &str, operator: OperatorId) -> String {
    format!("{origin}/operator/{operator}")
}

/// A log at one length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// Its leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The head as a note signed by the log's own key, under the origin as its name.
    ///
    /// # Errors
    /// [`NoteFault::Name`] if the origin cannot be a key's name.
    pub fn sign(&self, key: &SigningKey) -> Result<SignedNote, NoteFault> {
        let mut note = SignedNote::new(&self.to_string())?;
        note.sign(&self.origin, key)?;
        Ok(note)
    }

    /// The head in a note, once the signatures of known keys are found good and the log's own key is one of them.
    /// The origin is the log's own claim: `known` says which logs are believed.
    ///
    /// # Errors
    /// The faults of the note, of its text, and [`CheckpointFault::NotByTheLog`].
    pub fn open(note: &SignedNote, known: &[NoteKey]) -> Result<(Self, Vec<Signed>), CheckpointFault> {
        let signed = note.verify(known)?;
        let checkpoint: Self = note.text().parse()?;
        let by_the_log = |s: &Signed| s.algorithm == Algorithm::Ed25519 && s.name == checkpoint.origin;
        if !signed.iter().any(by_the_log) {
            return Err(CheckpointFault::NotByTheLog(checkpoint.origin));
        }
        Ok((checkpoint, signed))
    }
}

/// The text to be signed: three lines.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, BASE64.encode(&self.root))
    }
}

impl FromStr for Checkpoint {
    type Err = CheckpointFault;

    fn from_str(text: &str) -> Result<Self, CheckpointFault> {
        let mut lines = text.strip_suffix('\n').ok_or(CheckpointFault::Malformed)?.split('\n');
        let (Some(origin), Some(size), Some(root), None) = (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(CheckpointFault::Malformed);
        };
        if origin.is_empty() {
            return Err(CheckpointFault::Malformed);
        }
        let (size, root) = decimal(size).zip(hash(root)).ok_or(CheckpointFault::Malformed)?;
        Ok(Self { origin: origin.to_owned(), size, root })
    }
}

/// A number in decimal without sign or leading zeros.
pub(super) fn decimal(text: &str) -> Option<u64> {
    text.parse().ok().filter(|number: &u64| number.to_string() == text)
}

/// A hash in base64.
pub(super) fn hash(text: &str) -> Option<Hash> {
    BASE64.decode(text.as_bytes()).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signer(byte: u8) -> SigningKey {
        SigningKey::from_bytes(&[byte; 32])
    }

    fn known(name: &str, byte: u8) -> NoteKey {
        NoteKey::new(name, Algorithm::Ed25519, signer(byte).verifying_key()).unwrap()
    }

    #[test]
    fn names_are_those_of_the_mission_and_the_post() {
        let log = origin("mission.example", "p1");
        assert_eq!(log, "mission.example/gateward/p1");
        let operator = operator_key_name(&log, OperatorId([1; 8]));
        assert_eq!(operator, "mission.example/gateward/p1/operator/0101010101010101");
    }

    #[test]
    fn a_head_counts_only_when_the_log_itself_signed_it() {
        let log = origin("mission.example", "p1");
        let operator = operator_key_name(&log, OperatorId([1; 8]));
        let head = Checkpoint { origin: log.clone(), size: 9, root: [4; 32] };
        let mut note = head.sign(&signer(1)).unwrap();
        note.sign(&operator, &signer(2)).unwrap();
        let both = [known(&log, 1), known(&operator, 2)];
        let (read, signed) = Checkpoint::open(&note, &both).unwrap();
        assert_eq!((read, signed.len()), (head.clone(), 2));

        let mut alone = SignedNote::new(&head.to_string()).unwrap();
        alone.sign(&operator, &signer(2)).unwrap();
        assert_eq!(Checkpoint::open(&alone, &both), Err(CheckpointFault::NotByTheLog(log)));
        assert_eq!(Checkpoint::open(&note, &[known("other", 1)]), Err(CheckpointFault::Note(NoteFault::Unsigned)));
    }

    #[test]
    fn anything_but_three_canonical_lines_is_refused() {
        let good = Checkpoint { origin: "o".into(), size: 10, root: [0; 32] }.to_string();
        assert!(good.parse::<Checkpoint>().is_ok());
        for (from, to) in [("10\n", "010\n"), ("10\n", "+10\n"), ("10\n", "\n"), ("o\n", "\n"), ("=\n", "=\nmore\n")] {
            let wrong = good.replacen(from, to, 1);
            assert_eq!(wrong.parse::<Checkpoint>(), Err(CheckpointFault::Malformed), "{wrong:?}");
        }
        assert_eq!(good.trim_end().parse::<Checkpoint>(), Err(CheckpointFault::Malformed));
        assert_eq!(good.replace("AAA=", "AAB=").parse::<Checkpoint>(), Err(CheckpointFault::Malformed));
        assert_eq!(good.replace("AAA=", "AA==").parse::<Checkpoint>(), Err(CheckpointFault::Malformed));
    }

    proptest! {
        #[test]
        fn heads_agree_with_the_oracle(size: u64, root: [u8; 32]) {
            let head = Checkpoint { origin: "example.org/log".into(), size, root };
            let theirs = tlog_tiles::Checkpoint::from_bytes(head.to_string().as_bytes()).unwrap();
            prop_assert_eq!((theirs.origin(), theirs.size(), theirs.hash().0), ("example.org/log", size, root));
            let bytes = String::from_utf8(theirs.to_bytes()).unwrap();
            prop_assert_eq!(bytes.parse::<Checkpoint>(), Ok(head));
        }
    }
}
