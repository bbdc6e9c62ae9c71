//! The Merkle tree of RFC 6962 section 2.1 over stored hashes of complete subtrees.
//!
//! Hashes are stored in the order in which they become known: leaf *n* adds its own hash and one for each subtree that
//! it completes, 1 + trailing ones of *n* in all. A hash's place in that order is its *position*; it never changes, so
//! the hashes can live in an insert-only table. Levels count from 0, the leaves. Positions mean something for trees
//! below 2^62 leaves; beyond, they wrap and the reader finds nothing there.

use sha2::{Digest, Sha256};

/// A SHA-256 of the tree.
pub type Hash = [u8; 32];

/// Why a proof cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TreeFault<E> {
    /// There is no such leaf, or no such smaller tree, in a tree of this size.
    #[error("{part} does not lie in a tree of {size} leaves")]
    Range {
        /// The leaf's index, or the size of the smaller tree.
        part: u64,
        /// Leaves of the tree.
        size: u64,
    },
    /// A stored hash could not be read.
    #[error(transparent)]
    Read(#[from] E),
}

/// The hash of a leaf: `SHA-256(0x00 ‖ leaf)`.
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(leaf).finalize().into()
}

/// The hash of an inner node: `SHA-256(0x01 ‖ left ‖ right)`.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The root of a tree without leaves: SHA-256 of nothing.
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// How many hashes are stored for a tree of this size.
pub fn stored(size: u64) -> u64 {
    size.wrapping_mul(2).wrapping_sub(u64::from(size.count_ones()))
}

/// Where the hash of the subtree at this level and index is stored.
pub fn position(level: u32, index: u64) -> u64 {
    // It is the level-th hash written with the subtree's last leaf.
    let last = index.wrapping_add(1).wrapping_shl(level).wrapping_sub(1);
    stored(last).wrapping_add(u64::from(level))
}

/// The hashes to be stored for one more leaf, in order; the first goes to position [`stored`]`(size)`.
///
/// # Errors
/// Those of `read`.
pub fn append<E>(size: u64, leaf: Hash, mut read: impl FnMut(u64) -> Result<Hash, E>) -> Result<Vec<Hash>, E> {
    let mut hashes = vec![leaf];
    let mut hash = leaf;
    for level in 0..size.trailing_ones() {
        let left = read(position(level, (size >> level) - 1))?;
        hash = node_hash(&left, &hash);
        hashes.push(hash);
    }
    Ok(hashes)
}

/// The root of the tree of this size.
///
/// # Errors
/// Those of `read`.
pub fn root<E>(size: u64, read: impl FnMut(u64) -> Result<Hash, E>) -> Result<Hash, E> {
    subtree(0, size, read)
}

/// The hash over leaves `low..high`, where `low` is a multiple of a power of two not smaller than their number.
fn subtree<E>(low: u64, high: u64, mut read: impl FnMut(u64) -> Result<Hash, E>) -> Result<Hash, E> {
    let count = high - low;
    let mut hash = None;
    for level in (0..u64::BITS).filter(|level| count >> level & 1 == 1) {
        let left = read(position(level, (high >> level) - 1))?;
        hash = Some(hash.map_or(left, |right| node_hash(&left, &right)));
    }
    Ok(hash.unwrap_or_else(empty_root))
}

/// Leaves in the left half of a tree of `count` (at least 2): the largest power of two below it.
fn split(count: u64) -> u64 {
    1 << (u64::BITS - 1 - (count - 1).leading_zeros())
}

/// The proof that leaf `index` is in the tree of this size, from its sibling to the root's child (section 2.1.1).
///
/// # Errors
/// [`TreeFault::Range`] unless `index < size`; those of `read`.
pub fn inclusion_proof<E>(
    index: u64,
    size: u64,
    mut read: impl FnMut(u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, TreeFault<E>> {
    if index >= size {
        return Err(TreeFault::Range { part: index, size });
    }
    let (mut low, mut high, mut proof) = (0, size, Vec::new());
    while high - low > 1 {
        let middle = low + split(high - low);
        if index < middle {
            proof.push(subtree(middle, high, &mut read)?);
            high = middle;
        } else {
            proof.push(subtree(low, middle, &mut read)?);
            low = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree of size `old` is the beginning of the tree of size `new` (section 2.1.2). The empty tree is
/// the beginning of every tree and needs no hashes.
///
/// # Errors
/// [`TreeFault::Range`] unless `old <= new`; those of `read`.
pub fn consistency_proof<E>(
    old: u64,
    new: u64,
    mut read: impl FnMut(u64) -> Result<Hash, E>,
) -> Result<Vec<Hash>, TreeFault<E>> {
    if old > new {
        return Err(TreeFault::Range { part: old, size: new });
    }
    let (mut low, mut high, mut proof) = (0, new, Vec::new());
    if old == 0 {
        return Ok(proof);
    }
    while high != old {
        let middle = low + split(high - low);
        if old <= middle {
            proof.push(subtree(middle, high, &mut read)?);
            high = middle;
        } else {
            proof.push(subtree(low, middle, &mut read)?);
            low = middle;
        }
    }
    // The old tree's own root is known to whoever asks; a smaller subtree of it is not.
    if low > 0 {
        proof.push(subtree(low, high, &mut read)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Whether the proof shows this leaf hash at `index` of the tree with this size and root (RFC 9162 section 2.1.3.2).
pub fn verify_inclusion(proof: &[Hash], index: u64, size: u64, leaf: &Hash, root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            let levels = node.trailing_zeros();
            (node, last) = (node >> levels, last >> levels);
        } else {
            hash = node_hash(&hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// Whether the proof shows that the tree `old` is the beginning of the tree `new`; each is a size and a root
/// (RFC 9162 section 2.1.4.2).
pub fn verify_consistency(proof: &[Hash], old: (u64, &Hash), new: (u64, &Hash)) -> bool {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size == 0 {
        return proof.is_empty() && *old_root == empty_root() && (new_size > 0 || old_root == new_root);
    }
    if old_size >= new_size {
        return old_size == new_size && proof.is_empty() && old_root == new_root;
    }
    // A complete old tree is a node of the new one, and its root stands for the first hash.
    let whole = old_size.is_power_of_two().then_some(old_root);
    let mut path = whole.into_iter().chain(proof);
    let Some(first) = path.next() else { return false };
    let levels = (old_size - 1).trailing_ones();
    let (mut node, mut last) = ((old_size - 1) >> levels, (new_size - 1) >> levels);
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            let levels = node.trailing_zeros();
            (node, last) = (node >> levels, last >> levels);
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && old_hash == *old_root && new_hash == *new_root
}

/// The right edge of a growing tree: at most 64 hashes, whatever its length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of the complete subtrees, largest first: one for each bit set in `size`.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The edge of a tree without leaves.
    pub fn new() -> Self {
        Self::default()
    }

    /// The edge of a stored tree of this size.
    ///
    /// # Errors
    /// What `read` answers for one of the positions of the edge.
    pub fn resume<E>(size: u64, mut read: impl FnMut(u64) -> Result<Hash, E>) -> Result<Self, E> {
        let mut peaks = Vec::new();
        let mut done = 0;
        for level in (0..u64::BITS).rev().filter(|level| size >> level & 1 == 1) {
            peaks.push(read(position(level, done >> level))?);
            done += 1 << level;
        }
        Ok(Self { size, peaks })
    }

    /// Leaves so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes one more leaf hash; `emit` gets every hash to be stored with its position, in order.
    pub fn push(&mut self, leaf: Hash, mut emit: impl FnMut(u64, Hash)) {
        let mut position = stored(self.size);
        let mut hash = leaf;
        emit(position, hash);
        for _ in 0..self.size.trailing_ones() {
            let Some(left) = self.peaks.pop() else { break };
            hash = node_hash(&left, &hash);
            position += 1;
            emit(position, hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of the tree so far.
    pub fn root(&self) -> Hash {
        let joined = self.peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
        joined.unwrap_or_else(empty_root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::HEXLOWER;
    use proptest::prelude::*;
    use tlog_tiles::tlog;

    /// The stored hashes of a tree, as a table would hold them.
    struct Stored(Vec<Hash>);

    impl Stored {
        fn of(leaves: &[Vec<u8>]) -> Self {
            let mut hashes: Vec<Hash> = Vec::new();
            for (size, leaf) in (0..).zip(leaves) {
                let new = append(size, leaf_hash(leaf), |at| Self::get(&hashes, at)).unwrap();
                assert_eq!(hashes.len() as u64, stored(size));
                hashes.extend(new);
            }
            Self(hashes)
        }

        fn get(hashes: &[Hash], at: u64) -> Result<Hash, u64> {
            hashes.get(at as usize).copied().ok_or(at)
        }

        fn read(&self) -> impl FnMut(u64) -> Result<Hash, u64> {
            |at| Self::get(&self.0, at)
        }
    }

    impl tlog::HashReader for Stored {
        fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog::Hash>, tlog::Error> {
            Ok(indexes.iter().map(|at| tlog::Hash(self.0[*at as usize])).collect())
        }
    }

    fn leaves(count: u64) -> Vec<Vec<u8>> {
        (0..count).map(|n| n.to_string().into_bytes()).collect()
    }

    fn plain(hashes: Vec<tlog::Hash>) -> Vec<Hash> {
        hashes.into_iter().map(|hash| hash.0).collect()
    }

    #[test]
    fn roots_are_those_published_with_certificate_transparency() {
        let inputs =
            ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        let inputs: Vec<_> = inputs.iter().map(|input| HEXLOWER.decode(input.as_bytes()).unwrap()).collect();
        let tree = Stored::of(&inputs);
        let mut frontier = Frontier::new();
        for (size, expected) in (0..).zip(roots) {
            assert_eq!(HEXLOWER.encode(&root(size, tree.read()).unwrap()), expected, "{size} leaves");
            assert_eq!(HEXLOWER.encode(&frontier.root()), expected, "{size} leaves");
            if let Some(input) = inputs.get(size as usize) {
                frontier.push(leaf_hash(input), |_, _| ());
            }
        }
    }

    #[test]
    fn every_proof_of_small_trees_is_the_oracles_and_holds() {
        let tree = Stored::of(&leaves(34));
        for size in 1..=34 {
            let head = root(size, tree.read()).unwrap();
            assert_eq!(head, tlog::tree_hash(size, &tree).unwrap().0);
            for part in 0..size {
                let proof = inclusion_proof(part, size, tree.read()).unwrap();
                assert_eq!(proof, plain(tlog::prove_record(size, part, &tree).unwrap()));
                let leaf = tree.0[position(0, part) as usize];
                assert!(verify_inclusion(&proof, part, size, &leaf, &head), "{part} in {size}");
                let (old, old_head) = (part + 1, root(part + 1, tree.read()).unwrap());
                let proof = consistency_proof(old, size, tree.read()).unwrap();
                assert_eq!(proof, plain(tlog::prove_tree(size, old, &tree).unwrap()));
                assert!(verify_consistency(&proof, (old, &old_head), (size, &head)), "{old} to {size}");
            }
        }
    }

    #[test]
    fn the_empty_tree_begins_every_tree_and_nothing_lies_outside() {
        let tree = Stored::of(&leaves(5));
        let (empty, head) = (empty_root(), root(5, tree.read()).unwrap());
        assert_eq!(consistency_proof(0, 5, tree.read()), Ok(vec![]));
        assert!(verify_consistency(&[], (0, &empty), (5, &head)));
        assert!(verify_consistency(&[], (0, &empty), (0, &empty)));
        assert!(!verify_consistency(&[], (0, &head), (5, &head)));
        assert!(!verify_consistency(&[], (0, &empty), (0, &head)));
        assert!(!verify_consistency(&[], (5, &head), (4, &head)));
        assert_eq!(inclusion_proof(5, 5, tree.read()), Err(TreeFault::Range { part: 5, size: 5 }));
        assert_eq!(consistency_proof(6, 5, tree.read()), Err(TreeFault::Range { part: 6, size: 5 }));
        assert!(matches!(inclusion_proof(0, 1 << 40, tree.read()), Err(TreeFault::Read(_))));
    }

    #[test]
    fn positions_of_far_leaves_are_the_oracles() {
        for level in 0..30 {
            for index in [0, 1, 2, 5, 1 << 20, (1 << 31) - 1] {
                assert_eq!(position(level, index), tlog::stored_hash_index(level as u8, index), "{level}/{index}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_frontier_emits_what_append_stores(count in 0u64..200) {
            let leaves = leaves(count);
            let tree = Stored::of(&leaves);
            let (mut frontier, mut emitted) = (Frontier::new(), Vec::new());
            for leaf in &leaves {
                frontier.push(leaf_hash(leaf), |at, hash| emitted.push((at, hash)));
            }
            let expected: Vec<_> = (0..).zip(tree.0.iter().copied()).collect();
            prop_assert_eq!(emitted, expected);
            prop_assert_eq!(frontier.root(), root(count, tree.read()).unwrap());
            prop_assert!(frontier.peaks.len() as u32 == count.count_ones());
        }

        #[test]
        fn a_damaged_proof_never_holds(size in 2u64..200, part: u64, bit: u16, cut: bool) {
            let tree = Stored::of(&leaves(size));
            let (part, head) = (part % size, root(size, tree.read()).unwrap());
            let damage = |mut proof: Vec<Hash>| {
                if proof.is_empty() {
                    return vec![[0; 32]];
                }
                let (at, bit) = (usize::from(bit) % proof.len(), usize::from(bit) % 256);
                if cut { proof.truncate(at) } else { proof[at][bit / 8] ^= 1 << (bit % 8) }
                proof
            };
            let leaf = tree.0[position(0, part) as usize];
            let proof = damage(inclusion_proof(part, size, tree.read()).unwrap());
            prop_assert!(!verify_inclusion(&proof, part, size, &leaf, &head));
            let old = root(part + 1, tree.read()).unwrap();
            let proof = damage(consistency_proof(part + 1, size, tree.read()).unwrap());
            prop_assert!(!verify_consistency(&proof, (part + 1, &old), (size, &head)));
        }

        #[test]
        fn no_proof_from_outside_makes_a_panic(proof: Vec<[u8; 32]>, part: u64, size: u64) {
            prop_assert!(!verify_inclusion(&proof, part, size, &[1; 32], &[2; 32]));
            let held = verify_consistency(&proof, (part, &[1; 32]), (size, &[2; 32]));
            prop_assert!(!held);
            let nothing = |_: u64| Err::<Hash, ()>(());
            prop_assert!(root(size.max(1), nothing).is_err());
            prop_assert!(part < size || inclusion_proof(part, size, nothing).is_err());
        }
    }
}
