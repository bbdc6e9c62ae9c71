//! What is written together and is not one name: words without the space between them, and several people in one field.

use super::listing::Nature;
use super::name::{self, Word};
use super::query::Query;

/// Letters of a word that may be several.
const SHORTEST: usize = 7;
/// Letters of each of them.
const PIECE: usize = 2;
/// Words that one may be.
const MOST_PIECES: usize = 4;
/// Ways to cut one word that are followed, at the most, and by how many words they may have more than the shortest.
const MOST_WAYS: usize = 4;
const MORE: usize = 1;
/// Readings of a word that are cut.
const MOST_READINGS: usize = 3;
/// Signs between the names of several people, or around what is no name.
const BETWEEN: [char; 9] = [';', '|', '&', '+', '/', '(', ')', '[', ']'];
/// Words that stand there, and before whom somebody comes for.
const AND: [&str; 15] = [
    " and ",
    " with ",
    " und ",
    " mit ",
    " et ",
    " avec ",
    " y ",
    " con ",
    " from ",
    " of the ",
    " representing ",
    " embassy ",
    " ministry ",
    " consulate ",
    " delegation ",
];

/// The same person by what their names may have been meant to be, where that is something else than what is written: each
/// of several names in one field, and a single long word as the words it is made of, as far as `known` knows each of
/// them. `None` where there is nothing of the kind, as with organisations.
pub fn taken_apart(query: &Query, known: &dyn Fn(&str) -> bool) -> Option<Query> {
    if query.nature != Nature::Person {
        return None;
    }
    let mut names: Vec<String> = query.names.iter().flat_map(|name| several(name)).collect();
    let lone = query.names.iter().chain(&names).flat_map(|name| run_together(name, known)).collect::<Vec<_>>();
    names.extend(lone);
    names.dedup();
    (!names.is_empty()).then(|| Query { names, ..query.clone() })
}

/// Each of the names that one field holds; none where it is one.
fn several(name: &str) -> Vec<String> {
    let mut text = format!("{} ", name.to_lowercase());
    for and in AND {
        text = text.replace(and, " ; ");
    }
    let words = |piece: &str| piece.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    let pieces: Vec<&str> = text.split(BETWEEN).map(str::trim).collect();
    let whole = pieces.iter().filter(|piece| words(piece) > 1).map(|piece| (*piece).to_owned());
    if pieces.len() < 2 { Vec::new() } else { whole.collect() }
}

/// A single word as the words that it may be made of, put beside one another.
fn run_together(name: &str, known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut ways = Vec::new();
    if name.split_whitespace().nth(1).is_some() {
        return ways;
    }
    for words in name::read(name) {
        let [word] = words.0.as_slice() else { continue };
        for text in texts(word) {
            // A word that is known as it is, is a name.
            if text.chars().count() >= SHORTEST && !known(text) {
                cut(text, known, &mut Vec::new(), &mut ways);
            }
        }
    }
    let pieces = |way: &String| way.split(' ').count();
    ways.sort_by_key(pieces);
    ways.dedup();
    let fewest = ways.first().map_or(0, pieces);
    ways.retain(|way| pieces(way) <= fewest + MORE);
    ways.truncate(MOST_WAYS);
    ways
}

fn texts(word: &Word) -> impl Iterator<Item = &str> {
    let read = word.sounds.iter().take(MOST_READINGS).map(|sound| &*sound.text);
    std::iter::once(&*word.text).chain(read.filter(|text| **text != *word.text))
}

/// Every way to cut `rest` into known words, after what was cut off it before.
fn cut<'a>(rest: &'a str, known: &dyn Fn(&str) -> bool, before: &mut Vec<&'a str>, ways: &mut Vec<String>) {
    if before.len() + 1 == MOST_PIECES && !known(rest) {
        return;
    }
    if !before.is_empty() && known(rest) {
        ways.push([&before.join(" "), rest].join(" "));
    }
    if before.len() + 1 == MOST_PIECES {
        return;
    }
    let places: Vec<usize> = rest.char_indices().map(|(at, _)| at).collect();
    for at in places.iter().skip(PIECE).take(places.len().saturating_sub(2 * PIECE) + 1) {
        let (piece, left) = rest.split_at(*at);
        if known(piece) {
            before.push(piece);
            cut(left, known, before, ways);
            let _ = before.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apart(name: &str, known: &[&str]) -> Vec<String> {
        let query = taken_apart(&Query::named(name), &|word| known.contains(&word));
        query.map(|query| query.names).unwrap_or_default()
    }

    #[test]
    fn words_without_a_space_are_found_in_whatever_order() {
        let known = ["putin", "vladimir", "kim", "jong", "un", "ladimir"];
        for (name, expected) in [
            ("VladimirPutin", vec!["vladimir putin"]),
            ("PUTINVLADIMIR", vec!["putin vladimir"]),
            ("ВладимирПутин", vec!["vladimir putin"]),
            ("KimJongUn", vec!["kim jong un"]),
            ("Vladimir", vec![]),
            ("vladimirovich", vec![]),
            ("Vladimir Putin", vec![]),
            ("kimun", vec![]),
        ] {
            assert_eq!(apart(name, &known), expected, "{name}");
        }
    }

    #[test]
    fn several_people_in_one_field_are_several() {
        for (name, expected) in [
            ("Carrie Lam; Vladimir Putin", vec!["carrie lam", "vladimir putin"]),
            ("Vladimir Putin (VIP guest)", vec!["vladimir putin", "vip guest"]),
            ("Gulbuddin Hekmatyar and Carrie Lam", vec!["gulbuddin hekmatyar", "carrie lam"]),
            ("Vladimir Putin Embassy of the Russian Federation", vec!["vladimir putin", "russian federation"]),
            ("Sergei Lavrov, Ministry", vec!["sergei lavrov,"]),
            ("Vladimir Putin with wife and two children", vec!["vladimir putin", "two children"]),
            ("José Ortega y Gasset", vec!["josé ortega"]),
            ("Anna Keller", vec![]),
        ] {
            assert_eq!(apart(name, &[]), expected, "{name}");
        }
        let firm = Query { nature: Nature::Organisation, ..Query::named("Smith & Sons; Trading") };
        assert_eq!(taken_apart(&firm, &|_| true), None);
    }

    proptest! {
        #[test]
        fn what_is_taken_apart_is_made_of_the_same_letters(word in "[a-z]{2,24}") {
            for name in apart(&word, &["aa", "ab", "ba", "abc", "x"]) {
                prop_assert_eq!(name.replace(' ', ""), word.clone());
            }
            let all = taken_apart(&Query::named(&word), &|piece| piece.len() < 9);
            prop_assert!(all.is_none_or(|query| query.names.len() <= MOST_WAYS));
        }
    }
}
