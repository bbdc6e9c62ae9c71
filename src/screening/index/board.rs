//! What each name has gathered in one search.

/// Bits of a stamp that say which part of the query a name was last given something for.
const PART_BITS: u32 = 6;
/// The most parts of a query that a board can tell apart.
pub(super) const MOST_PARTS: usize = 1 << PART_BITS;

/// A score a name. Nothing is wiped between searches: a stamp tells which search a score is of.
#[derive(Debug, Clone, Default)]
pub(super) struct Board {
    cells: Vec<Cell>,
    search: u32,
    touched: Vec<u32>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    stamp: u32,
    score: f32,
}

impl Board {
    /// Begins a search among so many names.
    pub fn begin(&mut self, names: usize) {
        self.touched.clear();
        self.search += 1;
        if self.search >> (u32::BITS - PART_BITS) != 0 {
            self.search = 1;
            self.cells.clear();
        }
        self.cells.resize(names.max(self.cells.len()), Cell::default());
    }

    /// Gives a name something for a part of the query, unless it had something for that part just before: the best
    /// comes first. A name that has nothing yet gets it only if `open`.
    #[inline]
    pub fn add(&mut self, name: u32, part: u32, gain: f32, open: bool) {
        let Some(cell) = self.cells.get_mut(name as usize) else { return };
        let stamp = self.search << PART_BITS | part;
        if cell.stamp >> PART_BITS == self.search {
            if cell.stamp != stamp {
                *cell = Cell { stamp, score: cell.score + gain };
            }
        } else if open {
            *cell = Cell { stamp, score: gain };
            self.touched.push(name);
        }
    }

    /// What a name has gathered in this search.
    pub fn score(&self, name: u32) -> f32 {
        let cell = self.cells.get(name as usize);
        cell.filter(|cell| cell.stamp >> PART_BITS == self.search).map_or(0.0, |cell| cell.score)
    }

    /// The names that have something.
    pub fn touched(&self) -> &[u32] {
        &self.touched
    }
}
