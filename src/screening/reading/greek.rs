//! Greek: the passport's scheme, what newspapers write, the classical one, and foreign names in Greek letters.

use std::sync::LazyLock;

use super::lattice::Way;
use super::names::Names;
use super::normal;
use super::rules::Rules;

/// ELOT 743 (ISO 843), which passports follow. Upper case marks a letter in a position of its own (see [`mark`]):
/// Υ that is a consonant before a voiceless one, Β the μπ at the start of a word, Γ before a front vowel.
const BASE: &str = "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps
    ω o ου ou αυ av ευ ev ηυ iv αΥ af εΥ ef ηΥ if Υ y γγ ng γξ nx γχ nch μπ mp Β b Γ g γκ gk ντ nt
    ϗ kai ϙ q ϛ st ϝ w ϟ q ϡ ss ϻ s ϳ j ϸ sh ϣ sh ϥ f ϧ kh ϩ h ϫ j ϭ ch ϯ ti ͱ h ͳ ss ͷ w ͻ s ͼ s ͽ s ϼ r ϐ v ϑ th ϕ f
    ϖ p ϰ k ϱ r ϲ s ϵ e ϒ y";

static SCHEMES: LazyLock<Vec<(Rules, f32)>> = LazyLock::new(|| {
    vec![
        (Rules::new(&[BASE]), 0.0),
        // As it sounds: h, u, b d g for the digraphs, y before front vowels.
        (Rules::new(&[BASE, "χ h ου u μπ b ντ d γκ g Γ y ξ x υ i ει i οι i αι e γχ nh γγ ng τζ j"]), 0.1),
        (Rules::new(&[BASE, "χ h ου ou ντ d γκ g μπ b ξ ks υ y"]), 0.2),
        // Classical names as other languages know them.
        (Rules::new(&[BASE, "η e υ y φ ph χ ch αυ au ευ eu αΥ au εΥ eu κ c γκ nc ου u β b αι ae οι oe ρρ rrh"]), 0.3),
        (Rules::new(&[BASE, "η e φ ph χ kh αυ au ευ eu αΥ au εΥ eu β b ου ou"]), 0.4),
        // Foreign names.
        (Rules::new(&[BASE, "μπ b ντ d γκ g ου u τζ j τσ ch χ h β v υ i ει ei αι ai ντζ j γ g σ s"]), 0.3),
        (Rules::new(&[BASE, "μπ b ντ d γκ g ου w τζ g τσ c σ sh χ h β b η e κσ x ξ x φ ph κ c"]), 0.5),
        (Rules::new(&[BASE, "χ x η h ω w ψ ps θ th ου ou ξ ks"]), 0.6),
    ]
});

/// Given names whose usual spelling no scheme yields.
static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/greek.txt")));

/// Ways to read a word of Greek letters.
pub fn ways(word: &[char]) -> Vec<Way> {
    let word: Vec<char> = word.iter().flat_map(|sign| normal::bare(*sign)).map(medial).collect();
    let marked = mark(&word);
    let mut ways: Vec<Way> = SCHEMES.iter().map(|(rules, cost)| (rules.read(&marked, super::sound), *cost)).collect();
    ways.extend(NAMES.ways(&word.iter().collect::<String>(), 0.0));
    ways
}

/// The usual reading of one letter.
pub fn letter(sign: char) -> Option<&'static str> {
    let rules = &SCHEMES.first()?.0;
    rules.letter(sign).or_else(|| normal::bare(sign).find_map(|base| rules.letter(base)))
}

/// Final sigma as the other one.
fn medial(sign: char) -> char {
    if sign == 'ς' { 'σ' } else { sign }
}

/// Marks in upper case the letters that are read otherwise where they stand.
fn mark(word: &[char]) -> Vec<char> {
    let is = |sign: Option<&char>, letters: &str| sign.is_some_and(|sign| letters.contains(*sign));
    let mut marked = Vec::with_capacity(word.len());
    let mut rest = word.iter().enumerate();
    while let Some((at, sign)) = rest.next() {
        let before = at.checked_sub(1).and_then(|at| word.get(at));
        let after = word.get(at + 1);
        match sign {
            'μ' if at == 0 && after == Some(&'π') => {
                marked.push('Β');
                let _ = rest.next();
            }
            'υ' if is(before, "αεη") && (after.is_none() || is(after, "θκξπστφχψ")) => marked.push('Υ'),
            'γ' if is(after, "ειηυ") => marked.push('Γ'),
            other => marked.push(*other),
        }
    }
    marked
}
