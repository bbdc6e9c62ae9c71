//! What was erased of a log, as a list to be kept beside its heads: a restore from an earlier backup erases it again.
//!
//! A C2SP signed note whose text is this line, then origin, size and root as in a checkpoint, then the numbers of the
//! entries whose bodies are gone, oldest first, neighbours as `first-last`. It says of nobody who they were, nor which
//! entries were of one person.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::SigningKey;

use super::checkpoint::{Checkpoint, decimal};
use super::note::{NoteFault, NoteKey, SignedNote};

/// The first line.
const TITLE: &str = "gateward/erased/v1";

/// The list beside a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasures {
    /// The log when the list was made.
    pub head: Checkpoint,
    /// Entries whose bodies are gone, oldest first.
    pub entries: Vec<u64>,
}

/// What can be wrong with a list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ErasuresFault {
    /// The note around it.
    #[error(transparent)]
    Note(#[from] NoteFault),
    /// Its text.
    #[error("it is not a list of what was erased")]
    Malformed,
    /// Known keys signed it, and the log's own is not among them.
    #[error("the key of the log {0} did not sign it")]
    NotByTheLog(String),
}

impl Erasures {
    /// The list as a note signed by the log's own key.
    ///
    /// # Errors
    /// [`NoteFault::Name`] if the origin cannot be a key's name.
    pub fn sign(&self, key: &SigningKey) -> Result<SignedNote, NoteFault> {
        let mut note = SignedNote::new(&self.to_string())?;
        note.sign(&self.head.origin, key)?;
        Ok(note)
    }

    /// The list in a note, once it is found to be signed by the key of its log.
    ///
    /// # Errors
    /// The faults of the note and of its text, and [`ErasuresFault::NotByTheLog`].
    pub fn open(note: &SignedNote, known: &[NoteKey]) -> Result<Self, ErasuresFault> {
        let signed = note.verify(known)?;
        let list: Self = note.text().parse()?;
        if !signed.iter().any(|signed| signed.name == list.head.origin) {
            return Err(ErasuresFault::NotByTheLog(list.head.origin));
        }
        Ok(list)
    }
}

impl fmt::Display for Erasures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{TITLE}\n{}", self.head)?;
        for run in self.entries.chunk_by(|a, b| a + 1 == *b) {
            match run {
                [one] => writeln!(f, "{one}")?,
                [first, .., last] => writeln!(f, "{first}-{last}")?,
                [] => {}
            }
        }
        Ok(())
    }
}

impl FromStr for Erasures {
    type Err = ErasuresFault;

    fn from_str(text: &str) -> Result<Self, ErasuresFault> {
        let wrong = || ErasuresFault::Malformed;
        let text = text.strip_prefix(TITLE).and_then(|text| text.strip_prefix('\n')).ok_or_else(wrong)?;
        let end = text.match_indices('\n').nth(2).map(|(at, _)| at + 1).ok_or_else(wrong)?;
        let (head, list) = text.split_at(end);
        let head: Checkpoint = head.parse().map_err(|_| wrong())?;
        let mut entries: Vec<u64> = Vec::new();
        for line in list.lines() {
            let (first, last) = line.split_once('-').unwrap_or((line, line));
            let (first, last) = decimal(first).zip(decimal(last)).ok_or_else(wrong)?;
            let rises = entries.last().is_none_or(|before| *before < first) && first <= last && last < head.size;
            if !rises {
                return Err(wrong());
            }
            entries.extend(first..=last);
        }
        let list = Self { head, entries };
        // One spelling alone, so that two lists that differ say different things.
        if list.to_string() == format!("{TITLE}\n{text}") { Ok(list) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::note::Algorithm;
    use super::*;

    fn list(size: u64, entries: Vec<u64>) -> Erasures {
        let origin = "embassy.example/gateward/0001".to_owned();
        Erasures { head: Checkpoint { origin, size, root: [7; 32] }, entries }
    }

    #[test]
    fn neighbours_are_written_as_one_and_nothing_else_is_read() {
        let text = list(30, vec![3, 7, 8, 9, 29]).to_string();
        assert!(text.ends_with("=\n3\n7-9\n29\n"), "{text}");
        assert_eq!(text.parse(), Ok(list(30, vec![3, 7, 8, 9, 29])));
        let swaps =
            [("7-9", "7-30"), ("7-9", "9-7"), ("7-9", "7-8\n9"), ("29", "030"), ("3\n", "3\n3\n"), ("v1", "v2")];
        for (good, bad) in swaps {
            assert_eq!(text.replacen(good, bad, 1).parse::<Erasures>(), Err(ErasuresFault::Malformed), "{bad}");
        }
    }

    #[test]
    fn the_key_of_its_log_has_to_have_signed_it() {
        let (own, other) = (SigningKey::from_bytes(&[1; 32]), SigningKey::from_bytes(&[2; 32]));
        let list = list(9, vec![1]);
        let known = |name: &str, key: &SigningKey| NoteKey::new(name, Algorithm::Ed25519, key.verifying_key()).unwrap();
        let note = list.sign(&own).unwrap();
        assert_eq!(Erasures::open(&note, &[known(&list.head.origin, &own)]), Ok(list.clone()));
        assert!(Erasures::open(&note, &[known(&list.head.origin, &other)]).is_err());
        let mut foreign = SignedNote::new(&list.to_string()).unwrap();
        foreign.sign("embassy.example/gateward/0002", &other).unwrap();
        let known = [known("embassy.example/gateward/0002", &other)];
        assert!(matches!(Erasures::open(&foreign, &known), Err(ErasuresFault::NotByTheLog(_))));
        // Neither passes for the other.
        assert!(super::super::checkpoint::Checkpoint::open(&note, &known).is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(entries in proptest::collection::btree_set(0u64..500, 0..60)) {
            let list = list(500, entries.into_iter().collect());
            prop_assert_eq!(list.to_string().parse::<Erasures>(), Ok(list));
        }

        #[test]
        fn no_text_makes_it_fail_otherwise(text in "\\PC*") {
            let _ = text.parse::<Erasures>();
            let _ = format!("{TITLE}\n{text}").parse::<Erasures>();
        }
    }
}
