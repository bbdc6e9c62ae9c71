//! Wade-Giles, which names from Taiwan and older ones follow: pinyin syllables as it writes them, and names in it read
//! back into pinyin.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use pinyin::ToPinyin;

use super::normal::APOSTROPHE;

/// Words of a name that may be Chinese.
const MOST_WORDS: usize = 4;
/// Initials that are spoken with a breath, which Wade-Giles marks by an apostrophe that is mostly left out.
const BREATHED: [char; 5] = ['p', 't', 'k', 'q', 'c'];

/// Syllables of pinyin; sounds of assent without a vowel are in no name.
static PINYIN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let syllables = ('\u{4e00}'..='\u{9fa5}').filter_map(|sign| Some(sign.to_pinyin()?.plain()));
    syllables.filter(|text| text.contains(['a', 'e', 'i', 'o', 'u', 'ü'])).collect()
});

/// For each syllable, the ones of pinyin that it may be.
static SYLLABLES: LazyLock<HashMap<String, Vec<&str>>> = LazyLock::new(|| {
    let mut syllables: HashMap<String, Vec<&str>> = HashMap::new();
    for pinyin in PINYIN.iter() {
        syllables.entry(syllable(pinyin)).or_default().push(pinyin);
    }
    syllables.values_mut().for_each(|of| of.sort_unstable());
    syllables
});

/// Initials that are written otherwise; the longer first. `(pinyin, Wade-Giles)`.
const INITIALS: [(&str, &str); 20] = [
    ("zh", "ch"),
    ("ch", "ch"),
    ("sh", "sh"),
    ("b", "p"),
    ("p", "p"),
    ("d", "t"),
    ("t", "t"),
    ("g", "k"),
    ("k", "k"),
    ("j", "ch"),
    ("q", "ch"),
    ("x", "hs"),
    ("r", "j"),
    ("z", "ts"),
    ("c", "ts"),
    ("m", "m"),
    ("f", "f"),
    ("n", "n"),
    ("l", "l"),
    ("h", "h"),
];

/// A syllable as Wade-Giles writes it, without apostrophes and umlauts.
pub fn syllable(pinyin: &str) -> String {
    let whole = match pinyin {
        "yi" => "i",
        "ye" => "yeh",
        "yan" => "yen",
        "you" => "yu",
        "yong" => "yung",
        "yue" => "yueh",
        "zi" | "ci" => "tzu",
        "si" => "szu",
        "zhi" | "chi" => "chih",
        "shi" => "shih",
        "ri" => "jih",
        "er" => "erh",
        "ge" | "ke" => "ko",
        "he" => "ho",
        _ => "",
    };
    if !whole.is_empty() {
        return whole.to_owned();
    }
    let known = INITIALS.iter().find_map(|(from, to)| Some((*from, *to, pinyin.strip_prefix(from)?)));
    let Some((initial, written, rest)) = known else { return pinyin.replace('ü', "u") };
    let last = match rest {
        "ian" => "ien",
        "ie" => "ieh",
        "ue" | "üe" => "ueh",
        "ong" => "ung",
        "iong" => "iung",
        "ui" if matches!(initial, "g" | "k") => "uei",
        "uo" if !matches!(initial, "g" | "k" | "h" | "sh") => "o",
        other => other,
    };
    format!("{written}{last}").replace('ü', "u")
}

/// A name in Wade-Giles as it may stand in pinyin, the likeliest first; none for a name that is pinyin as it is, or whose
/// words are not all syllables.
pub fn ways(words: &[String]) -> Vec<Vec<String>> {
    if !(2..=MOST_WORDS).contains(&words.len()) {
        return Vec::new();
    }
    let Some(read) = words.iter().map(|word| cut(word)).collect::<Option<Vec<_>>>() else { return Vec::new() };
    let marked = read.iter().flatten().any(|(_, breathed)| *breathed);
    if !marked && read.iter().flatten().all(|(text, _)| PINYIN.contains(text.as_str())) {
        return Vec::new();
    }
    let mut ways: Vec<Vec<String>> = Vec::new();
    for (all, front) in [(false, false), (true, false), (false, true), (true, true)] {
        let one = |(text, breathed): &(String, bool)| pick(text, if marked { *breathed } else { all }, front);
        let way = read.iter().map(|word| word.iter().map(one).collect()).collect();
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
    ways
}

/// The syllables of a word, two at the most, each with whether an apostrophe marks its breath.
fn cut(word: &str) -> Option<Vec<(String, bool)>> {
    let lower = word.to_lowercase();
    let one = |text: &str| {
        let plain = text.replace(APOSTROPHE, "").replace('ü', "u");
        SYLLABLES.contains_key(&plain).then(|| (plain, text.contains(APOSTROPHE)))
    };
    if let Some(whole) = one(&lower) {
        return Some(vec![whole]);
    }
    let halves = lower.char_indices().skip(1).map(|(at, _)| lower.split_at(at));
    halves.filter_map(|(first, rest)| Some(vec![one(first)?, one(rest)?])).last()
}

/// The syllable of pinyin, with breath or without; `front` takes j and q where zh and ch might be meant as well.
fn pick(text: &str, breathed: bool, front: bool) -> &'static str {
    let of = SYLLABLES.get(text).map(Vec::as_slice).unwrap_or_default();
    let starts = |pinyin: &str, letters: &[char]| pinyin.starts_with(letters) && !pinyin.starts_with("sh");
    let fits = |pinyin: &&&str| starts(pinyin, &BREATHED) == breathed;
    let fronted = |pinyin: &&&str| starts(pinyin, &['j', 'q']) == front;
    let best = of.iter().find(|pinyin| fits(pinyin) && fronted(pinyin));
    best.or_else(|| of.iter().find(fits)).or(of.first()).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(name: &str) -> Vec<String> {
        let words: Vec<String> = name.split([' ', '-']).map(str::to_owned).collect();
        ways(&words).into_iter().map(|way| way.join(" ")).collect()
    }

    #[test]
    fn names_are_read_back_into_pinyin() {
        for (name, pinyin) in [
            ("Hsia Pao-lung", "xia bao long"),
            ("Hsia Paolung", "xia baolong"),
            ("Mao Tse-tung", "mao ze dong"),
            ("Ch'en Ch'üan-kuo", "chen quan guo"),
            ("Teng Hsiao-p'ing", "deng xiao ping"),
            ("Hsi Chin-ping", "xi jin bing"),
            ("Tsai Ing-wen", ""),
        ] {
            let read = reads(name);
            assert!(pinyin.is_empty() && read.is_empty() || read.iter().any(|read| read == pinyin), "{name}: {read:?}");
        }
        for name in ["Wang Wei", "Anna Keller", "Kim Jong Un", "Li Na", "Hung", "Robert Hung", "Cho Yon Chun"] {
            assert!(reads(name).is_empty(), "{name}: {:?}", reads(name));
        }
    }
}
