//! Which word of one name is which word of the other: the best assignment, with neighbours joined where that helps.

use super::alike::{LEAST, Likeness, MOST_JOINED, Memory, Side};
use super::name::{MOST_WORDS, Part, Word};

/// Words of the query and of the listed name that were found to be the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Met {
    /// The first word of the query, and how many.
    pub query: (usize, usize),
    /// The first listed word, and how many.
    pub listed: (usize, usize),
    /// How alike they are.
    pub likeness: Likeness,
    /// What the two weigh: the mean of both sides.
    pub weight: f32,
}

/// The best assignment of two names' words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Assignment {
    /// What met, in the order of the query.
    pub met: Vec<Met>,
    /// Words of the query that met nothing.
    pub left_query: Vec<usize>,
    /// Listed words that met nothing.
    pub left_listed: Vec<usize>,
}

/// Words more alike than this have met their like.
const ALONE: f32 = 0.9;
/// Joined words below this are not alike: any two would be like something.
pub(super) const LEAST_JOINED: f32 = 0.6;

/// The assignment in which most of both names has met. The worth of a meeting is its weight times how far its grade
/// is above what chance gives.
pub fn assign(query: &[Word], listed: &[Word], memory: &Memory<'_>) -> Assignment {
    let (query, listed) = (query.get(..MOST_WORDS).unwrap_or(query), listed.get(..MOST_WORDS).unwrap_or(listed));
    let edges = edges(query, listed, memory);
    let met = best(&edges, query.len(), listed.len());
    let covers = |span: (usize, usize), word: usize| (span.0..span.0 + span.1).contains(&word);
    let left = |count: usize, span: fn(&Met) -> (usize, usize)| -> Vec<usize> {
        (0..count).filter(|word| !met.iter().any(|met| covers(span(met), *word))).collect()
    };
    Assignment { left_query: left(query.len(), |m| m.query), left_listed: left(listed.len(), |m| m.listed), met }
}

struct Edge {
    met: Met,
    /// The listed words it takes, as bits.
    listed: usize,
    worth: f32,
}

/// The edges of most worth that share no word: for each word of the query in turn and each set of listed words that
/// are taken, the best that the words so far can come to.
fn best(edges: &[Edge], query: usize, listed: usize) -> Vec<Met> {
    let sets = 1_usize << listed;
    // worth[i][set]: the best of the first i words of the query, with exactly these listed words taken.
    let mut worth = vec![f32::NEG_INFINITY; (query + 1) * sets];
    let mut came = vec![None::<u16>; (query + 1) * sets];
    if let Some(start) = worth.first_mut() {
        *start = 0.0;
    }
    for i in 0..query {
        for set in 0..sets {
            let Some(so_far) = worth.get(i * sets + set).copied().filter(|w| w.is_finite()) else { continue };
            let mut reach = |at: usize, value: f32, by: Option<u16>| {
                if let (Some(old), Some(from)) = (worth.get_mut(at), came.get_mut(at))
                    && value > *old
                {
                    (*old, *from) = (value, by);
                }
            };
            reach((i + 1) * sets + set, so_far, None);
            for (number, edge) in edges.iter().enumerate().filter(|(_, e)| e.met.query.0 == i && e.listed & set == 0) {
                let at = (i + edge.met.query.1) * sets + (set | edge.listed);
                reach(at, so_far + edge.worth, u16::try_from(number).ok());
            }
        }
    }
    let ends = worth.get(query * sets..).unwrap_or_default();
    let last = ends.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(set, _)| set);
    walk_back(edges, &came, sets, query, last)
}

fn walk_back(edges: &[Edge], came: &[Option<u16>], sets: usize, query: usize, last: usize) -> Vec<Met> {
    let (mut i, mut set, mut met) = (query, last, Vec::new());
    while i > 0 {
        let by = came.get(i * sets + set).copied().flatten().and_then(|number| edges.get(usize::from(number)));
        let Some(edge) = by else {
            i -= 1;
            continue;
        };
        met.push(edge.met);
        i -= edge.met.query.1;
        set &= !edge.listed;
    }
    met.reverse();
    met
}

fn edges(query: &[Word], listed: &[Word], memory: &Memory<'_>) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (i, a) in query.iter().enumerate() {
        for (j, b) in listed.iter().enumerate() {
            if let Some(likeness) = meet(a, b, memory) {
                push(&mut edges, query, listed, (i, 1), (j, 1), likeness);
            }
        }
    }
    // A word that has met its like is not tried with its neighbour.
    let alone = |of: fn(&Met) -> usize, count: usize| -> Vec<bool> {
        let met: Vec<usize> =
            edges.iter().filter(|e| e.met.likeness.grade > ALONE).map(|edge: &Edge| of(&edge.met)).collect();
        (0..count).map(|at| met.contains(&at)).collect()
    };
    let (ours, theirs) = (alone(|met| met.query.0, query.len()), alone(|met| met.listed.0, listed.len()));
    if ours.iter().all(|met| *met) || theirs.iter().all(|met| *met) {
        return edges;
    }
    joined((query, &ours), (listed, &theirs), (memory, Side::Query), |i, n, j, likeness| {
        push(&mut edges, query, listed, (i, n), (j, 1), likeness)
    });
    joined((listed, &theirs), (query, &ours), (memory, Side::Listed), |j, n, i, likeness| {
        push(&mut edges, query, listed, (i, 1), (j, n), likeness)
    });
    edges
}

/// A particle meets particles only, or it would stand for any short name.
fn meet(a: &Word, b: &Word, memory: &Memory<'_>) -> Option<Likeness> {
    let small = |word: &Word| matches!(word.part, Part::Particle | Part::Title);
    if small(a) != small(b) { None } else { memory.alike(a, b) }
}

/// Neighbours that are one word on the other side. Two names are joined only where the other word is longer than
/// either and about as long as both; words that have met their like already are left out.
fn joined(
    (several, ours): (&[Word], &[bool]),
    (single, theirs): (&[Word], &[bool]),
    (memory, side): (&Memory<'_>, Side),
    mut found: impl FnMut(usize, usize, usize, Likeness),
) {
    let letters = |word: &Word| word.sounds.first().map_or(0, |sound| sound.phones.len());
    let free = |met: &[bool], at: usize| met.get(at) == Some(&false);
    let others: Vec<(usize, &Word)> =
        single.iter().enumerate().filter(|(at, word)| free(theirs, *at) && may_be_joined(word)).collect();
    let longest = others.iter().map(|(_, word)| letters(word)).max().unwrap_or(0);
    for (first, start) in several.iter().enumerate().filter(|(at, word)| free(ours, *at) && letters(word) < longest) {
        let mut sum = letters(start);
        for (n, next) in several.iter().enumerate().skip(first + 1).take(MOST_JOINED - 1) {
            sum += letters(next);
            // Vowels may be missing on either side.
            if sum > longest * 2 || !free(ours, n) && next.part == Part::Word {
                break;
            }
            let fits = |other: &Word| letters(other) * 2 >= sum && letters(other) <= sum * 2;
            let mut fit = others.iter().filter(|(_, other)| fits(other)).peekable();
            // It takes long to join words: only where one is as long.
            if fit.peek().is_none() && ![start.part, next.part].contains(&Part::Title) {
                continue;
            }
            let Some(longer) = memory.join(several.get(first..=n).unwrap_or_default(), side) else { break };
            for (at, other) in fit {
                if let Some(likeness) = memory.alike(&longer, other).filter(|likeness| likeness.grade > LEAST_JOINED) {
                    found(first, n + 1 - first, *at, likeness);
                }
            }
        }
    }
}

fn may_be_joined(word: &Word) -> bool {
    matches!(word.part, Part::Word | Part::Patronymic)
}

fn push(
    edges: &mut Vec<Edge>,
    query: &[Word],
    listed: &[Word],
    of_query: (usize, usize),
    of_listed: (usize, usize),
    likeness: Likeness,
) {
    let weigh = |words: &[Word], (first, n): (usize, usize)| -> f32 {
        words.iter().skip(first).take(n).map(Word::weight).sum()
    };
    let weight = (weigh(query, of_query) + weigh(listed, of_listed)) / 2.0;
    let (first, n) = of_listed;
    let worth = weight * (likeness.grade - LEAST * 0.8);
    let met = Met { query: of_query, listed: of_listed, likeness, weight };
    edges.push(Edge { met, listed: ((1 << n) - 1) << first, worth });
}
