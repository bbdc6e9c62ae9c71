//! A bound from above of what a listed name can score, from how alike its words are to those of the query.
//!
//! It weighs what [`super::score`] weighs most and leaves out what only takes away, so that a name whose bound is below
//! the threshold need not be scored.

use super::name::Part;
use super::phones::Patience;
use super::score::Measure;
use super::weights::weight;

/// How alike words of a query and of a name are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    /// How alike.
    pub grade: f32,
    /// Places in the query, a bit each.
    pub ours: u16,
    /// Places in the name, a bit each.
    pub theirs: u16,
    /// Whether a letter met the name that it may stand for.
    pub initial: bool,
}

/// One side: what each place weighs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Side<'a>(pub &'a [f32]);

impl Side<'_> {
    /// What some places weigh.
    pub fn of(self, places: u16) -> f32 {
        self.0.iter().enumerate().filter(|(at, _)| places >> at & 1 == 1).map(|(_, weight)| weight).sum()
    }

    /// What is left where these places are used.
    pub fn left(self, used: u16) -> f32 {
        self.0.iter().enumerate().filter(|(at, _)| used >> at & 1 == 0).map(|(_, weight)| weight).sum()
    }

    /// What is left of words that weigh no more than `most`, where these places are used.
    pub fn small_left(self, used: u16, most: f32) -> f32 {
        self.0.iter().enumerate().filter(|(at, weight)| used >> at & 1 == 0 && **weight <= most).map(|(_, w)| w).sum()
    }

    /// Whether a word is left that is more than a short one.
    fn big_left(self, used: u16) -> bool {
        self.0.iter().enumerate().any(|(at, weight)| used >> at & 1 == 0 && *weight > 0.6)
    }

    /// What all places weigh.
    pub fn whole(self) -> f32 {
        self.0.iter().sum::<f32>().max(0.01)
    }
}

/// What met, and what it comes to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Met {
    /// Places of the query that met something, a bit each.
    pub ours: u16,
    /// Places of the name that did.
    pub theirs: u16,
    weight: f32,
    unlike: f32,
    worst: f32,
    initials: f32,
}

impl Met {
    /// Takes pairs, the most alike first, as long as both sides are free.
    pub fn add(&mut self, pairs: &mut [Pair], ours: Side<'_>, theirs: Side<'_>) {
        pairs.sort_unstable_by(|a, b| b.grade.total_cmp(&a.grade));
        for pair in pairs {
            if self.ours & pair.ours != 0 || self.theirs & pair.theirs != 0 {
                continue;
            }
            self.ours |= pair.ours;
            self.theirs |= pair.theirs;
            let weight = (ours.of(pair.ours) + theirs.of(pair.theirs)) / 2.0;
            self.weight += weight;
            self.unlike += weight * (1.0 - pair.grade);
            if weight > 0.3 {
                self.worst = self.worst.max(1.0 - pair.grade);
            }
            self.initials += f32::from(u8::from(pair.initial));
        }
    }

    /// The same, had everything met that is left on the side that has less left.
    pub fn at_best(&self) -> Self {
        Self { ours: u16::MAX, theirs: u16::MAX, weight: 5.0, ..*self }
    }

    /// The bound, in points, of what the names bring.
    pub fn bound(&self, ours: Side<'_>, theirs: Side<'_>, patience: Patience) -> f32 {
        let (left, left_listed) = (ours.left(self.ours), theirs.left(self.theirs));
        let (share, share_listed) = (left / ours.whole(), left_listed / theirs.whole());
        let contradiction = share.min(share_listed);
        let vague = if self.weight > 0.0 { self.unlike / self.weight } else { 0.5 };
        let exact = self.worst < 0.005 && share + share_listed < 0.01;
        let both = ours.big_left(self.ours) && theirs.big_left(self.theirs);
        let one = |yes: bool| f32::from(u8::from(yes));
        let (abjad, syllables) = (one(patience == Patience::Abjad), one(patience == Patience::Syllables));
        weight(Measure::Base)
            + weight(Measure::Vague) * vague
            + weight(Measure::Worst) * self.worst
            + weight(Measure::Exact) * one(exact)
            + weight(Measure::Initials) * self.initials
            + weight(Measure::LeftQuery) * (share - contradiction)
            + weight(Measure::LeftListed) * (share_listed - contradiction)
            + weight(Measure::Contradiction) * left.min(left_listed).min(1.5)
            + weight(Measure::BothLeft) * one(both)
            + weight(Measure::AbjadVague) * abjad * vague
            + weight(Measure::AbjadContradiction) * abjad * contradiction
            + weight(Measure::SyllablesVague) * syllables * vague
    }
}

/// The bound of a name that agrees letter for letter.
pub(super) fn whole() -> f32 {
    weight(Measure::Base) + weight(Measure::Exact) + weight(Measure::Initials).max(0.0)
}

/// The bound of a name that does not agree letter for letter.
pub(super) fn inexact() -> f32 {
    weight(Measure::Base) + weight(Measure::Initials).max(0.0)
}

/// A bound above all others: of words of which the worst is so unlike, where these shares are left of the query and of
/// the name.
pub(super) fn quick(worst: f32, ours: f32, theirs: f32) -> f32 {
    // Whatever else there is takes away, but for initials and for names that agree letter for letter.
    let over = (ours - theirs).max(0.0);
    let exact = worst < 0.005 && ours + theirs < 0.01;
    let more = if exact { weight(Measure::Exact) } else { 0.0 };
    inexact() + weight(Measure::Worst) * worst + weight(Measure::LeftQuery) * over + more
}

/// How alike words have to be at the least, where a name with one pair of them is to score `floor` with `bonus` points
/// from elsewhere; `words` are the full words of the query.
pub(super) fn least(words: usize, bonus: f32, floor: f32, patience: Patience) -> f32 {
    let words = words.clamp(1, 5) as f32;
    let room = weight(Measure::Base) + bonus - floor;
    let vague = match patience {
        Patience::Alphabet => 0.0,
        Patience::Abjad => weight(Measure::AbjadVague),
        Patience::Syllables => weight(Measure::SyllablesVague),
    };
    // A word weighs two thirds of another at the least, and so does how unlike it is.
    let price = -weight(Measure::Worst) - (weight(Measure::Vague) + vague) / (1.5 * words);
    if price > 0.0 { 1.0 - room.max(0.0) / price } else { 0.0 }
}

/// How much may be left over on both sides of a name that is to score `floor` with `bonus` points from elsewhere, but
/// for `slack`.
pub(super) fn most_left(bonus: f32, floor: f32, slack: f32) -> f32 {
    let room = weight(Measure::Base) + bonus - floor + slack;
    let of =
        |room: f32| if weight(Measure::Contradiction) < 0.0 { room / -weight(Measure::Contradiction) } else { 9.0 };
    // More than a short word is left, or no more than that.
    of(room + weight(Measure::BothLeft)).max(of(room).min(0.6))
}

/// Whether a listed word may be what a letter of the query stands for, or the other way round, by their parts.
pub(super) fn may_be_initial(ours: Part, theirs: Part) -> bool {
    (ours == Part::Initial) != (theirs == Part::Initial)
}
