//! What each name has gathered in one search, and which names have more than one thing.

/// A score a name. Nothing is wiped between searches: each cell tells which search it is of.
#[derive(Debug, Clone, Default)]
pub(super) struct Board {
    cells: Vec<Cell>,
    search: u16,
    touched: Vec<u32>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    search: u16,
    /// Words of the query that the name has, a bit each.
    words: u16,
    score: f32,
}

impl Board {
    /// Begins a search among so many names.
    pub fn begin(&mut self, names: usize) {
        self.touched.clear();
        self.search = self.search.wrapping_add(1);
        if self.search == 0 {
            self.search = 1;
            self.cells.clear();
        }
        self.cells.resize(names.max(self.cells.len()), Cell::default());
    }

    /// Gives a name something for words of the query, unless it has one of them already: the best comes first. A name
    /// that has nothing yet gets it only if `open`.
    #[inline]
    pub fn add(&mut self, name: u32, words: u16, gain: f32, open: bool) {
        let Some(cell) = self.cells.get_mut(name as usize) else { return };
        if cell.search == self.search {
            if cell.words & words == 0 {
                cell.words |= words;
                cell.score += gain;
            }
        } else if open {
            *cell = Cell { search: self.search, words, score: gain };
            self.touched.push(name);
        }
    }

    /// What a name has gathered in this search.
    pub fn score(&self, name: u32) -> f32 {
        let cell = self.cells.get(name as usize);
        cell.filter(|cell| cell.search == self.search).map_or(0.0, |cell| cell.score)
    }

    /// The names that have something.
    pub fn touched(&self) -> &[u32] {
        &self.touched
    }
}

/// Which names have something of the query once, and which have twice: a bit each, so that all of them stay in the
/// nearest memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    once: Vec<u64>,
    twice: Vec<u64>,
}

impl Marks {
    /// Begins a search among so many names.
    pub fn begin(&mut self, names: usize) {
        for marks in [&mut self.once, &mut self.twice] {
            marks.clear();
            marks.resize(names.div_ceil(u64::BITS as usize), 0);
        }
    }

    /// Marks a name once more.
    #[inline]
    pub fn mark(&mut self, name: u32) {
        let (at, bit) = ((name >> 6) as usize, 1_u64 << (name & 63));
        if let (Some(once), Some(twice)) = (self.once.get_mut(at), self.twice.get_mut(at)) {
            *twice |= *once & bit;
            *once |= bit;
        }
    }

    /// Whether a name was marked twice.
    #[inline]
    pub fn twice(&self, name: u32) -> bool {
        self.twice.get((name >> 6) as usize).is_some_and(|marks| marks >> (name & 63) & 1 == 1)
    }
}
