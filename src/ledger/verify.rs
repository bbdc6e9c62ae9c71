//! What anybody can check of a log without a key: leaf by leaf, in memory that does not grow with the log.

use super::Checkpoint;
use super::leaf::{LeafFault, LeafView};
use super::tree::{Frontier, Hash, leaf_hash};
use crate::domain::{ClockQuality, Timestamp};

/// What is wrong with a log, and where.
#[derive(Debug, thiserror::Error)]
pub enum PublicFault {
    /// The leaf cannot be read.
    #[error("entry {seq}: {fault}")]
    Leaf {
        /// Where in the log.
        seq: u64,
        /// What is wrong with it.
        fault: LeafFault,
    },
    /// The leaf gives itself another sequence than its place.
    #[error("entry {seq} calls itself number {found}")]
    Sequence {
        /// Where in the log.
        seq: u64,
        /// What the leaf says.
        found: u64,
    },
    /// The leaf belongs to another post.
    #[error("entry {seq} belongs to the post {found}")]
    Post {
        /// Where in the log.
        seq: u64,
        /// What the leaf says.
        found: String,
    },
    /// The time went back between two entries whose clock is called good.
    #[error("entry {seq} is earlier ({}) than the one before it ({})", .at.rfc3339(), .before.rfc3339())]
    Time {
        /// Where in the log.
        seq: u64,
        /// The time of the entry.
        at: Timestamp,
        /// The time of the entry before.
        before: Timestamp,
    },
    /// The leaf refers to itself or to an entry after it.
    #[error("entry {seq} refers to entry {found}, which is not earlier")]
    Reference {
        /// Where in the log.
        seq: u64,
        /// What it refers to.
        found: u64,
    },
    /// A checkpoint names another root than the log has at its size.
    #[error("the checkpoint over {size} entries does not describe this log")]
    Root {
        /// The size of the checkpoint.
        size: u64,
    },
}

/// The verification of one log, fed with its leaves in order.
#[derive(Debug, Clone)]
pub struct Public {
    post: String,
    frontier: Frontier,
    /// The time of the last leaf, if its clock was good.
    last: Option<Timestamp>,
}

impl Public {
    /// The verification of the log of this post, before its first leaf.
    pub fn new(post: &str) -> Self {
        Self { post: post.to_owned(), frontier: Frontier::new(), last: None }
    }

    /// Leaves so far, and the sequence of the next.
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The root over the leaves so far.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// Takes the next leaf. `emit` gets the hashes that must be stored for it, each with its position. The tree grows
    /// whatever the leaf says, so that one bad leaf does not hide what follows.
    ///
    /// # Errors
    /// What is wrong with the leaf; the first thing, if there are several.
    pub fn feed<'a>(&mut self, bytes: &'a [u8], emit: impl FnMut(u64, Hash)) -> Result<LeafView<'a>, PublicFault> {
        let seq = self.size();
        self.frontier.push(leaf_hash(bytes), emit);
        let leaf = LeafView::parse(bytes).map_err(|fault| PublicFault::Leaf { seq, fault })?;
        let last = std::mem::replace(&mut self.last, (leaf.clock == ClockQuality::Good).then_some(leaf.at));
        if leaf.seq != seq {
            return Err(PublicFault::Sequence { seq, found: leaf.seq });
        }
        if leaf.post != self.post {
            return Err(PublicFault::Post { seq, found: leaf.post.into_owned() });
        }
        // A doubtful clock may say anything, and the first good one after it may set it right.
        if let (Some(before), Some(at)) = (last, self.last)
            && at < before
        {
            return Err(PublicFault::Time { seq, at, before });
        }
        if let Some(&found) = leaf.refs.iter().find(|reference| **reference >= seq) {
            return Err(PublicFault::Reference { seq, found });
        }
        Ok(leaf)
    }

    /// Holds a checkpoint of exactly the present size against the log. Its signatures are checked by
    /// [`Checkpoint::open`].
    ///
    /// # Errors
    /// [`PublicFault::Root`] for another size or root.
    pub fn passes(&self, checkpoint: &Checkpoint) -> Result<(), PublicFault> {
        if checkpoint.size == self.size() && checkpoint.root == self.root() {
            return Ok(());
        }
        Err(PublicFault::Root { size: checkpoint.size })
    }
}
