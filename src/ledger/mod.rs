//! The log: what an entry is, how it is committed to, and how anybody proves that nothing was changed.
//!
//! Everything here is pure. Stored hashes and leaves come in through closures and slices; times and randomness are
//! parameters. The formats are those of RFC 6962 section 2.1 (the tree) and of C2SP signed-note, tlog-checkpoint,
//! tlog-cosignature and tlog-proof (heads and proofs), so that outside tools can check a log without this program.

pub mod aead;
pub mod body;
pub mod checkpoint;
pub mod commitment;
pub mod erasures;
pub mod leaf;
pub mod note;
pub mod proof;
pub mod tree;
pub mod verify;

pub use body::{BodyFault, BodyKey, Place, Slot};
pub use checkpoint::{Checkpoint, CheckpointFault};
pub use commitment::{Commitment, NotACommitment};
pub use erasures::{Erasures, ErasuresFault};
pub use leaf::{Leaf, LeafFault, LeafView};
pub use note::{NoteFault, NoteKey, SignedNote};
pub use proof::{Proof, ProofFault};
pub use tree::{Frontier, Hash};
pub use verify::{Public, PublicFault};
