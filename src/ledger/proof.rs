//! Proof that one entry is in a log, to be checked without the log: C2SP tlog-proof v1.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64;

use super::checkpoint::{self, Checkpoint, CheckpointFault};
use super::note::{NoteFault, NoteKey, Signed, SignedNote};
use super::tree::{Hash, leaf_hash, verify_inclusion};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// A tree of 2^64 leaves has proofs of no more hashes.
const MOST_HASHES: usize = 64;

/// What can be wrong with a proof.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// Not the text of a proof.
    #[error("it is not a proof of an entry")]
    Malformed,
    /// The head in it.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointFault),
    /// The head is good, and the entry is not in its tree at this index.
    #[error("the entry is not number {index} of the log that the checkpoint describes")]
    NotIncluded {
        /// The index that the proof names.
        index: u64,
    },
}

/// Where an entry is in a log, and why that is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Opaque data for whoever reads it, such as the leaf itself. Nothing vouches for it.
    pub extra: Option<Vec<u8>>,
    /// The entry's sequence.
    pub index: u64,
    /// The inclusion proof, from the leaf's sibling to the root's child.
    pub hashes: Vec<Hash>,
    /// The head it leads to.
    pub checkpoint: SignedNote,
}

impl Proof {
    /// The head that contains this leaf, and who of the known keys signed it.
    ///
    /// # Errors
    /// A head that is not signed by the log's key, or a leaf that is not in it at this index.
    pub fn verify(&self, leaf: &[u8], known: &[NoteKey]) -> Result<(Checkpoint, Vec<Signed>), ProofFault> {
        let (head, signed) = Checkpoint::open(&self.checkpoint, known)?;
        if !verify_inclusion(&self.hashes, self.index, head.size, &leaf_hash(leaf), &head.root) {
            return Err(ProofFault::NotIncluded { index: self.index });
        }
        Ok((head, signed))
    }
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", BASE64.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        for hash in &self.hashes {
            writeln!(f, "{}", BASE64.encode(hash))?;
        }
        write!(f, "\n{}", self.checkpoint)
    }
}

impl FromStr for Proof {
    type Err = ProofFault;

    fn from_str(text: &str) -> Result<Self, ProofFault> {
        let (head, note) = text.split_once("\n\n").ok_or(ProofFault::Malformed)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(ProofFault::Malformed);
        }
        let extra =
            lines.peek().and_then(|line| line.strip_prefix("extra ")).map(|text| BASE64.decode(text.as_bytes()));
        if extra.is_some() {
            lines.next();
        }
        let index = lines.next().and_then(|line| checkpoint::decimal(line.strip_prefix("index ")?));
        let hashes: Option<Vec<Hash>> = lines.take(MOST_HASHES + 1).map(checkpoint::hash).collect();
        Ok(Self {
            extra: extra.transpose().map_err(|_| ProofFault::Malformed)?,
            index: index.ok_or(ProofFault::Malformed)?,
            hashes: hashes.filter(|hashes| hashes.len() <= MOST_HASHES).ok_or(ProofFault::Malformed)?,
            checkpoint: note.parse().map_err(|fault: NoteFault| CheckpointFault::Note(fault))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::note::Algorithm;
    use super::super::tree::{self, Frontier};
    use super::*;
    use ed25519_dalek::SigningKey;
    use proptest::prelude::*;

    const ORIGIN: &str = "mission.example/gateward/p1";

    fn proof(index: u8, size: u8) -> (Proof, Vec<NoteKey>) {
        let (mut frontier, mut hashes) = (Frontier::new(), Vec::new());
        (0..size).for_each(|leaf| frontier.push(leaf_hash(&[leaf]), |_, hash| hashes.push(hash)));
        let read = |at: u64| hashes.get(at as usize).copied().ok_or(());
        let key = SigningKey::from_bytes(&[1; 32]);
        let head = Checkpoint { origin: ORIGIN.into(), size: size.into(), root: frontier.root() };
        let known = NoteKey::new(ORIGIN, Algorithm::Ed25519, key.verifying_key()).unwrap();
        let hashes = tree::inclusion_proof(index.into(), size.into(), read).unwrap();
        let checkpoint = head.sign(&key).unwrap();
        (Proof { extra: Some(vec![index]), index: index.into(), hashes, checkpoint }, vec![known])
    }

    #[test]
    fn a_proof_reads_as_the_specification_writes_it() {
        let (mut proof, _) = proof(1, 2);
        let sibling = BASE64.encode(&leaf_hash(&[0]));
        let head = &proof.checkpoint.to_string();
        assert_eq!(proof.to_string(), format!("c2sp.org/tlog-proof@v1\nextra AQ==\nindex 1\n{sibling}\n\n{head}"));
        proof.extra = None;
        assert_eq!(proof.to_string(), format!("c2sp.org/tlog-proof@v1\nindex 1\n{sibling}\n\n{head}"));
    }

    #[test]
    fn a_proof_of_another_entry_index_or_log_is_refused() {
        let (proof, known) = proof(3, 7);
        assert_eq!(proof.verify(&[3], &known).unwrap().0.size, 7);
        assert_eq!(proof.verify(&[4], &known), Err(ProofFault::NotIncluded { index: 3 }));
        let moved = Proof { index: 2, ..proof.clone() };
        assert_eq!(moved.verify(&[3], &known), Err(ProofFault::NotIncluded { index: 2 }));
        let unsigned = CheckpointFault::Note(NoteFault::Unsigned);
        assert_eq!(proof.verify(&[3], &[]), Err(ProofFault::Checkpoint(unsigned)));
    }

    #[test]
    fn texts_that_are_no_proof_are_refused() {
        let text = proof(3, 7).0.to_string();
        for (from, to) in [
            ("@v1", "@v2"),
            ("index 3", "index 03"),
            ("index 3\n", ""),
            ("extra Aw==", "extra Aw="),
            ("extra Aw==\nindex 3\n", "index 3\nextra Aw==\n"),
            ("=\n\n", "=\n"),
        ] {
            let wrong = text.replacen(from, to, 1);
            assert_ne!(wrong, text);
            assert!(wrong.parse::<Proof>().is_err(), "{from:?} → {to:?}");
        }
    }

    proptest! {
        #[test]
        fn a_proof_is_read_back_and_holds(size in 1u8..40, index: u8) {
            let index = index % size;
            let (proof, known) = proof(index, size);
            let read: Proof = proof.to_string().parse().unwrap();
            prop_assert!(read.verify(&[index], &known).is_ok());
            prop_assert_eq!(read, proof);
        }

        #[test]
        fn no_text_from_outside_makes_a_panic(text: String) {
            let _ = format!("{HEADER}\n{text}").parse::<Proof>();
        }
    }
}
