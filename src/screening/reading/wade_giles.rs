//! Pinyin syllables as Wade-Giles writes them, which names from Taiwan and older ones follow.

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
