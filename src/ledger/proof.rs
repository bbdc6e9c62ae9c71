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
