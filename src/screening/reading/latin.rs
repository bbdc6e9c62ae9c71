//! Latin letters beyond a–z.

use std::sync::LazyLock;

use super::lattice::{Choice, Lattice, Way, cheapest};
use super::names::Names;
use super::normal;

/// The plain letters, to point into.
const PLAIN: &str = "0123456789abcdefghijklmnopqrstuvwxyz";

/// What an unusual way to write a letter costs.
const RESPELT: f32 = 0.3;

/// Letters that stand for more than the letter they are drawn from; the plain form first.
static LETTERS: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/latin.txt")));

/// Letters of other scripts that are drawn like Latin ones, in one case or the other.
const LOOKALIKES: (&str, &str) = ("аеорсухіјѕһԁԛԝӏкмтвноαορτεικυχβμν", "aeopcyxijshdqwlkmtbhoaopteikyxbmv");

/// Ways to read a word of Latin letters.
pub fn ways(word: &[char]) -> Vec<Way> {
    let drawn: Vec<char> = word.iter().map(|sign| lookalike(*sign).unwrap_or(*sign)).collect();
    let mut ways = read(&drawn);
    if drawn != word {
        ways.extend(read(word).into_iter().map(|(text, cost)| (text, cost + 1.0)));
    }
    cheapest(ways, super::MOST)
}

fn read(word: &[char]) -> Vec<Way> {
    let mut lattice = Lattice::new();
    for sign in word {
        push(&mut lattice, *sign);
    }
    lattice.finish()
}

fn push(lattice: &mut Lattice, sign: char) {
    if let Some(plain) = plain(sign) {
        return lattice.push(&[(plain, 0.0)]);
    }
    let spelt = choices(sign);
    if !spelt.is_empty() {
        return lattice.push(&spelt);
    }
    for base in normal::bare(sign) {
        match plain(base) {
            Some(plain) => lattice.push(&[(plain, 0.0)]),
            None if super::script::of(base) == super::Script::Latin => lattice.push(&choices(base)),
            None => {
                let mut text = String::new();
                super::sound(base, &mut text);
                lattice.push_text(&text);
            }
        }
    }
}

fn choices(sign: char) -> Vec<Choice> {
    let mut buffer = [0; 4];
    let spellings = LETTERS.spellings(sign.encode_utf8(&mut buffer));
    spellings.iter().enumerate().map(|(at, text)| (*text, if at == 0 { 0.0 } else { RESPELT })).collect()
}

/// The usual reading of one Latin letter.
pub fn letter(sign: char) -> Option<&'static str> {
    let known = |sign: char| plain(sign).or_else(|| choices(sign).first().map(|(text, _)| *text));
    known(sign).or_else(|| normal::bare(sign).find_map(known))
}

/// A plain letter or digit as text.
pub fn plain(sign: char) -> Option<&'static str> {
    let at = match sign {
        '0'..='9' => u32::from(sign) - u32::from('0'),
        'a'..='z' => u32::from(sign) - u32::from('a') + 10,
        _ => return None,
    };
    let at = usize::try_from(at).ok()?;
    PLAIN.get(at..=at)
}

/// The Latin letter that a Cyrillic or Greek one is drawn like.
fn lookalike(sign: char) -> Option<char> {
    let at = LOOKALIKES.0.chars().position(|other| other == sign)?;
    LOOKALIKES.1.chars().nth(at)
}
