//! Names of China and Korea in Cyrillic letters: syllable by syllable back into pinyin, as Palladius wrote them, and into
//! Korean, as Kholodovich and Kontsevich do. Read as Russian, hardly a letter of them is left.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;

use super::lattice::Way;

/// What it costs to take a word for Chinese, and for Korean.
const CHINESE: f32 = 0.3;
const KOREAN: f32 = 0.4;
/// Syllables of one word.
const MOST: usize = 3;
/// Ways to cut one that are kept.
const MOST_WAYS: usize = 3;

/// Initials of pinyin. `(pinyin, Cyrillic)`, the longer first.
const INITIALS: [(&str, &str); 21] = [
    ("zh", "чж"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("b", "б"),
    ("p", "п"),
    ("m", "м"),
    ("f", "ф"),
    ("d", "д"),
    ("t", "т"),
    ("n", "н"),
    ("l", "л"),
    ("g", "г"),
    ("k", "к"),
    ("h", "х"),
    ("j", "цз"),
    ("q", "ц"),
    ("x", "с"),
    ("r", "ж"),
    ("z", "цз"),
    ("c", "ц"),
    ("s", "с"),
];

/// Finals of pinyin, with their full spelling. `(pinyin, Cyrillic)`.
const FINALS: [(&str, &str); 35] = [
    ("a", "а"),
    ("o", "о"),
    ("e", "э"),
    ("ai", "ай"),
    ("ei", "эй"),
    ("ao", "ао"),
    ("ou", "оу"),
    ("an", "ань"),
    ("en", "энь"),
    ("ang", "ан"),
    ("eng", "эн"),
    ("er", "эр"),
    ("i", "и"),
    ("ia", "я"),
    ("ie", "е"),
    ("iao", "яо"),
    ("iu", "ю"),
    ("ian", "янь"),
    ("in", "инь"),
    ("iang", "ян"),
    ("ing", "ин"),
    ("iong", "юн"),
    ("u", "у"),
    ("ua", "уа"),
    ("uo", "о"),
    ("uai", "уай"),
    ("ui", "уй"),
    ("uan", "уань"),
    ("un", "унь"),
    ("uang", "уан"),
    ("ong", "ун"),
    ("ü", "юй"),
    ("üe", "юэ"),
    ("üan", "юань"),
    ("ün", "юнь"),
];

/// Syllables without an initial, and one that is not written as it is made. `(pinyin, Cyrillic)`.
const BARE: [(&str, &str); 24] = [
    ("ya", "я"),
    ("ye", "е"),
    ("yao", "яо"),
    ("you", "ю"),
    ("yan", "янь"),
    ("yin", "инь"),
    ("yang", "ян"),
    ("ying", "ин"),
    ("yong", "юн"),
    ("yi", "и"),
    ("yu", "юй"),
    ("yue", "юэ"),
    ("yuan", "юань"),
    ("yun", "юнь"),
    ("wa", "ва"),
    ("wo", "во"),
    ("wai", "вай"),
    ("wei", "вэй"),
    ("wan", "вань"),
    ("wen", "вэнь"),
    ("wang", "ван"),
    ("weng", "вэн"),
    ("wu", "у"),
    ("hui", "хуэй"),
];

/// Korean initials and finals as they are written, with what Latin lists make of them.
const KOREAN_INITIALS: [(&str, &str); 20] = [
    ("чх", "ch"),
    ("кх", "k"),
    ("тх", "t"),
    ("пх", "p"),
    ("сс", "s"),
    ("ч", "j"),
    ("дж", "j"),
    ("к", "k"),
    ("г", "g"),
    ("т", "t"),
    ("д", "d"),
    ("п", "p"),
    ("б", "b"),
    ("с", "s"),
    ("х", "h"),
    ("р", "r"),
    ("л", "l"),
    ("м", "m"),
    ("н", "n"),
    ("", ""),
];
const KOREAN_VOWELS: [(&str, &str); 14] = [
    ("йе", "ye"),
    ("ве", "oe"),
    ("ви", "wi"),
    ("ва", "wa"),
    ("во", "wo"),
    ("а", "a"),
    ("о", "o"),
    ("ё", "yo"),
    ("у", "u"),
    ("ю", "yu"),
    ("ы", "u"),
    ("и", "i"),
    ("э", "ae"),
    ("е", "o"),
];
const KOREAN_FINALS: [(&str, &str); 8] =
    [("", ""), ("н", "n"), ("н", "ng"), ("м", "m"), ("ль", "l"), ("к", "k"), ("п", "p"), ("т", "t")];

static SYLLABLES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut syllables: HashMap<String, Vec<String>> = HashMap::new();
    for pinyin in ('\u{4e00}'..='\u{9fa5}').filter_map(|sign| Some(sign.to_pinyin()?.plain())) {
        let Some(written) = cyrillic(pinyin) else { continue };
        let of = syllables.entry(written).or_default();
        let plain = pinyin.replace('ü', "u");
        if !of.contains(&plain) {
            of.push(plain);
        }
    }
    syllables
});

static KOREAN_SYLLABLES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut syllables: HashMap<String, Vec<String>> = HashMap::new();
    for (initial, a) in KOREAN_INITIALS {
        for (vowel, b) in KOREAN_VOWELS {
            for (last, c) in KOREAN_FINALS {
                let read = format!("{a}{b}{c}");
                syllables.entry(format!("{initial}{vowel}{last}")).or_default().push(read);
            }
        }
    }
    syllables
});

/// A syllable of pinyin as Palladius wrote it; `None` for what he did not.
fn cyrillic(pinyin: &str) -> Option<String> {
    if let Some((_, written)) = BARE.iter().find(|(bare, _)| *bare == pinyin) {
        return Some((*written).to_owned());
    }
    let finals = |text: &str| FINALS.iter().find(|(last, _)| *last == text).map(|(_, written)| *written);
    if let Some(written) = finals(pinyin) {
        return Some(written.to_owned());
    }
    let (initial, written, rest) =
        INITIALS.iter().find_map(|(initial, written)| Some((*initial, *written, pinyin.strip_prefix(initial)?)))?;
    let front = matches!(initial, "j" | "q" | "x");
    let rest = match rest.strip_prefix('u') {
        Some(more) if front => format!("ü{more}"),
        _ => rest.to_owned(),
    };
    let last = match (initial, rest.as_str()) {
        ("z" | "c" | "s", "i") => "ы",
        (_, rest) => finals(rest)?,
    };
    Some(format!("{written}{last}"))
}

/// Ways to read a word of Cyrillic letters as a name of China or Korea, where every letter of it is one.
pub fn ways(word: &[char]) -> Vec<Way> {
    let word: String = word.iter().filter(|sign| **sign != 'ъ').collect();
    let chinese = |text: &str| SYLLABLES.get(text).cloned();
    let korean = |text: &str| KOREAN_SYLLABLES.get(text).cloned();
    let mut ways = cut(&word, &chinese, MOST).into_iter().map(|text| (text, CHINESE)).collect::<Vec<_>>();
    ways.extend(cut(&word, &korean, 1).into_iter().map(|text| (text, KOREAN)));
    ways
}

/// The readings of a word that is cut into so many syllables at the most; those of fewest syllables first.
fn cut(word: &str, syllable: &dyn Fn(&str) -> Option<Vec<String>>, most: usize) -> Vec<String> {
    let mut found: Vec<String> = syllable(word).unwrap_or_default();
    if most > 1 {
        for (at, _) in word.char_indices().skip(1) {
            let (first, rest) = word.split_at(at);
            let Some(firsts) = syllable(first) else { continue };
            for rest in cut(rest, syllable, most - 1) {
                found.extend(firsts.iter().map(|first| [first.as_str(), &rest].concat()));
            }
        }
    }
    found.truncate(MOST_WAYS);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(word: &str) -> Vec<String> {
        ways(&word.chars().collect::<Vec<_>>()).into_iter().map(|(text, _)| text).collect()
    }

    #[test]
    fn palladius_is_read_back_into_pinyin() {
        for (word, pinyin) in [
            ("ся", "xia"),
            ("баолун", "baolong"),
            ("чэнь", "chen"),
            ("цюаньго", "quanguo"),
            ("цзиньпин", "jinping"),
            ("ван", "wang"),
            ("чжао", "zhao"),
            ("хуэй", "hui"),
            ("сюй", "xu"),
            ("люй", "lu"),
        ] {
            assert!(reads(word).iter().any(|read| read == pinyin), "{word}: {:?}", reads(word));
        }
        assert!(reads("владимир").is_empty() && reads("петров").is_empty());
    }

    #[test]
    fn korean_syllables_are_read_as_lists_write_them() {
        for (word, latin) in
            [("чен", "jong"), ("ын", "un"), ("чан", "jang"), ("сон", "song"), ("чхоль", "chol"), ("ким", "kim")]
        {
            assert!(reads(word).iter().any(|read| read == latin), "{word}: {:?}", reads(word));
        }
    }
}
