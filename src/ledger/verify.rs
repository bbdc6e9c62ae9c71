//! What anybody can check of a log without a key: leaf by leaf, in memory that does not grow with the log.

use super::Checkpoint;
use super::leaf::{LeafFault, LeafView};
use super::tree::{Frontier, Hash, leaf_hash};
use crate::domain::{ClockQuality, Kind, Timestamp};

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
    /// The leaf belongs to another post, and does not say that the one before was restored as it.
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

    /// The post that the last leaf belongs to.
    pub fn post(&self) -> &str {
        &self.post
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
        if leaf.kind == Kind::Restored {
            self.post = leaf.post.clone().into_owned();
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

#[cfg(test)]
mod tests {
    use super::super::tree;
    use super::super::{Commitment, Leaf};
    use super::*;
    use crate::domain::{EntryId, Kind};

    fn leaf(seq: u64) -> Leaf {
        Leaf {
            v: 1,
            id: EntryId([1; 16]),
            seq,
            at: Timestamp(1_000 + seq as i64),
            clock: ClockQuality::Good,
            happened: None,
            post: "p1".into(),
            kind: Kind::SignedIn,
            key: None,
            refs: seq.checked_sub(1).into_iter().collect(),
            verdict: None,
            posture: None,
            policy: None,
            commitments: [Commitment([0; 32]); 3],
        }
    }

    /// What is said of a log of five leaves whose third was changed before it was encoded.
    fn fault(change: impl FnOnce(&mut Leaf)) -> Vec<String> {
        let mut leaves: Vec<_> = (0..5).map(leaf).collect();
        change(&mut leaves[2]);
        let mut public = Public::new("p1");
        leaves.iter().filter_map(|leaf| public.feed(&leaf.encode(), |_, _| ()).err().map(|f| f.to_string())).collect()
    }

    #[test]
    fn a_good_log_passes_its_checkpoints_and_emits_its_stored_hashes() {
        let (mut public, mut stored) = (Public::new("p1"), Vec::new());
        for seq in 0..20 {
            let bytes = leaf(seq).encode();
            assert_eq!(public.feed(&bytes, |at, hash| stored.push((at, hash))).unwrap().seq, seq);
            let read = |at: u64| stored.get(at as usize).map(|hash| hash.1).ok_or(());
            let root = tree::root(seq + 1, read).unwrap();
            let head = |size, root| Checkpoint { origin: "o".into(), size, root };
            assert!(public.passes(&head(seq + 1, root)).is_ok());
            assert!(public.passes(&head(seq, root)).is_err());
            assert!(public.passes(&head(seq + 1, [0; 32])).is_err());
        }
        assert!((0..).zip(&stored).all(|(at, hash)| hash.0 == at));
    }

    #[test]
    fn each_fault_is_named_with_its_entry_and_hides_no_other() {
        assert_eq!(fault(|_| ()), Vec::<String>::new());
        assert_eq!(fault(|leaf| leaf.seq = 7), ["entry 2 calls itself number 7"]);
        assert_eq!(fault(|leaf| leaf.post = "p2".into()), ["entry 2 belongs to the post p2"]);
        assert_eq!(fault(|leaf| leaf.refs = vec![1, 2]), ["entry 2 refers to entry 2, which is not earlier"]);
        assert_eq!(fault(|leaf| leaf.v = 9), ["entry 2: the leaf has version 9, which this program does not know"]);
        let late = "entry 2 is earlier (1970-01-01T00:00:00.005Z) than the one before it (1970-01-01T00:00:01.001Z)";
        assert_eq!(fault(|leaf| leaf.at = Timestamp(5)), [late]);
        assert_eq!(fault(|leaf| leaf.at = Timestamp(9_000)).len(), 1, "the next is earlier");
    }

    #[test]
    fn a_doubtful_clock_may_go_back_and_be_set_right() {
        for at in [5, 9_000] {
            let doubtful = |leaf: &mut Leaf| (leaf.at, leaf.clock) = (Timestamp(at), ClockQuality::Doubtful);
            assert_eq!(fault(doubtful), Vec::<String>::new(), "{at}");
        }
    }
}
