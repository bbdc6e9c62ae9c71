//! A name cut into words.

use super::normal::{self, APOSTROPHE};
use super::script::{self, Script, script};
use super::{arabic, han, hangul, wade_giles};

/// The most ways to cut a name.
const MOST: usize = 4;

/// The longest name without a space that is taken for a Korean or Chinese one; a longer one is foreign.
const LONGEST_NAME: usize = 4;

/// What may stand at the end of a first word, so that "Allah" after it is a word of its own.
const NO_COMPOUND: [&str; 6] = ["بن", "ابن", "ولد", "بنت", "حزب", "ال"];

/// The words of a name, in writing order, each as it is written (in composed form, without characters that do not
/// show). Where a script writes names without spaces there are several ways to cut them, the likeliest first; never
/// more than 4, and none for a name without words. A name that can only be Wade-Giles has up to 4 more, in pinyin.
pub fn cut(name: &str) -> Vec<Vec<String>> {
    let words = spelt_out(if name.is_ascii() { plain_words(name) } else { words(name) });
    if words.is_empty() {
        return Vec::new();
    }
    if name.is_ascii() {
        let mut ways = wade_giles::ways(&words);
        ways.insert(0, words);
        return ways;
    }
    let scripts: Vec<Script> = words.iter().map(|word| script(word)).collect();
    let alone = |wanted: Script| scripts.iter().filter(|script| **script == wanted).count() == 1;
    let ways: Vec<Vec<Vec<String>>> = words
        .iter()
        .zip(&scripts)
        .map(|(word, script)| match script {
            Script::Han if alone(Script::Han) => han_name(word),
            Script::Hangul if alone(Script::Hangul) => korean_name(word),
            Script::Kana => vec![kana_name(word)],
            _ => vec![vec![word.clone()]],
        })
        .collect();
    let mut cuts = Vec::with_capacity(MOST);
    let most = ways.iter().map(Vec::len).max().unwrap_or(0);
    for nth in 0..most {
        let pick = |of: &Vec<Vec<String>>| of.get(nth).or_else(|| of.first()).cloned().unwrap_or_default();
        add(&mut cuts, ways.iter().flat_map(pick).collect());
    }
    if scripts.contains(&Script::Arabic) {
        return arabic_cuts(cuts.into_iter().next().unwrap_or_default());
    }
    if scripts.iter().all(|script| *script == Script::Latin) {
        cuts.extend(wade_giles::ways(&words));
    }
    cuts
}

fn add(cuts: &mut Vec<Vec<String>>, mut words: Vec<String>) {
    // Cut sign by sign, an apostrophe would stand alone.
    words.retain(|word| word.chars().any(char::is_alphanumeric));
    if cuts.len() < MOST && !words.is_empty() && !cuts.contains(&words) {
        cuts.push(words);
    }
}

/// The words between spaces and punctuation. An apostrophe within a word stays in it; Chinese characters and other
/// letters part from each other.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    for sign in normal::composed(name).chars() {
        let part = !normal::belongs(sign) && sign != APOSTROPHE;
        if part || before.is_some_and(|before| foreign(before, sign)) {
            finish(&mut word, &mut words);
        }
        if !part {
            word.push(sign);
        }
        before = (!part).then_some(sign);
    }
    finish(&mut word, &mut words);
    words
}

/// The same for a name of plain letters, which most are.
fn plain_words(name: &str) -> Vec<String> {
    let part = |sign: char| !sign.is_ascii_alphanumeric() && sign != APOSTROPHE && sign != '`' && !hidden(sign);
    let words = name.split(part).map(|word| word.trim_matches(|sign| matches!(sign, APOSTROPHE | '`') || hidden(sign)));
    let clean = |word: &str| word.replace('`', "'").replace(hidden, "");
    words.filter(|word| word.bytes().any(|byte| byte.is_ascii_alphanumeric())).map(clean).collect()
}

/// The words with initials that stand in one word taken apart.
fn spelt_out(words: Vec<String>) -> Vec<String> {
    let mixed = words.iter().any(|word| word.bytes().any(|byte| byte.is_ascii_lowercase()));
    if !mixed || !words.iter().any(|word| is_initials(word)) {
        return words;
    }
    let letters = |word: String| word.chars().map(String::from).collect();
    words.into_iter().flat_map(|word| if is_initials(&word) { letters(word) } else { vec![word] }).collect()
}

/// Whether a word of a name that is written in small letters too is two or three initials in one: JC, but not NG.
fn is_initials(word: &str) -> bool {
    const NO_INITIALS: [&str; 12] = ["CPL", "DR", "JR", "LT", "MD", "MR", "MRS", "MS", "NG", "SGT", "SR", "ST"];
    let consonant = |byte: u8| byte.is_ascii_uppercase() && !matches!(byte, b'A' | b'E' | b'I' | b'O' | b'U' | b'Y');
    (2..=3).contains(&word.len()) && word.bytes().all(consonant) && NO_INITIALS.binary_search(&word).is_err()
}

/// A plain control character, which joins what stands around it.
fn hidden(sign: char) -> bool {
    sign.is_ascii_control() && !sign.is_ascii_whitespace()
}

/// Ends a word; one without letters and digits is none.
fn finish(word: &mut String, words: &mut Vec<String>) {
    let trimmed = word.trim_end_matches(APOSTROPHE);
    let trimmed = if script(trimmed) == Script::Hebrew { word.as_str() } else { trimmed };
    if trimmed.chars().any(char::is_alphanumeric) {
        words.push(trimmed.trim_start_matches(APOSTROPHE).to_owned());
    }
    word.clear();
}

/// Whether two letters side by side cannot belong to one word: Latin after Han, and so on.
fn foreign(before: char, sign: char) -> bool {
    let east = |sign: char| match script::of(sign) {
        Script::Han | Script::Kana => 1,
        Script::Hangul => 2,
        _ => 0,
    };
    let letters = before.is_alphabetic() && sign.is_alphabetic();
    letters && east(before) != east(sign)
}

/// A name of Chinese characters without a space: family name and given name as Chinese, Japanese and Koreans write
/// it, or sign by sign, or a foreign word.
fn han_name(word: &str) -> Vec<Vec<String>> {
    let signs: Vec<char> = word.chars().collect();
    let split = |at: usize| -> Option<Vec<String>> {
        let (family, given) = (signs.get(..at)?, signs.get(at..).filter(|given| !given.is_empty())?);
        Some(vec![family.iter().collect(), given.iter().collect()])
    };
    let head = |length: usize| signs.iter().take(length).collect::<String>();
    let tail = |length: usize| signs.iter().skip(length).collect::<String>();
    let compound = han::is_family(&head(2));
    let japanese = (1..=3).rev().find(|at| signs.len() > *at && han::is_japanese_family(&head(*at)));
    let surely = japanese.is_some_and(|at| han::is_japanese_given(&tail(at)) || (at > 1 && signs.len() > 3));
    let chinese = if compound && signs.len() > 2 { 2 } else { 1 };
    let chinese = if signs.len() <= LONGEST_NAME { split(chinese) } else { None };
    let japanese = japanese.and_then(split);
    let even = if signs.len() == LONGEST_NAME && !compound { split(2) } else { None };
    let order = if surely { [japanese, chinese, None] } else { [even, chinese, japanese] };
    let mut cuts = Vec::new();
    for words in order.into_iter().flatten() {
        add(&mut cuts, words);
    }
    if signs.len() > 3 && !surely && !compound {
        cuts.insert(0, vec![word.to_owned()]);
    } else if signs.len() != 3 {
        add(&mut cuts, vec![word.to_owned()]);
    }
    if (3..=LONGEST_NAME).contains(&signs.len()) {
        add(&mut cuts, signs.iter().map(char::to_string).collect());
    }
    cuts.truncate(MOST);
    cuts
}

/// A Korean name without a space, if it begins with a family name and is as long as one; also syllable by syllable,
/// and as one foreign word.
fn korean_name(word: &str) -> Vec<Vec<String>> {
    let signs: Vec<char> = word.chars().collect();
    let whole = vec![word.to_owned()];
    if !(2..=LONGEST_NAME).contains(&signs.len()) {
        return vec![whole];
    }
    let mut cuts = Vec::new();
    for length in [2, 1] {
        let family: String = signs.iter().take(length).collect();
        let given: String = signs.iter().skip(length).collect();
        let fits = !given.is_empty() && given.chars().count() <= 3 - usize::from(length == 2);
        if fits && hangul::is_family(&family) {
            add(&mut cuts, vec![family, given]);
        }
    }
    if signs.len() == 3 && !cuts.is_empty() {
        add(&mut cuts, signs.iter().map(char::to_string).collect());
    }
    add(&mut cuts, whole);
    cuts
}

/// A Japanese word that goes on in kana after its Chinese characters: family name and given name, if the first is at
/// least two signs long.
fn kana_name(word: &str) -> Vec<String> {
    let head: String = word.chars().take_while(|sign| script::of(*sign) == Script::Han).collect();
    let rest = word.get(head.len()..).unwrap_or_default();
    if han::is_japanese_family(&head) && !rest.is_empty() {
        return vec![head, rest.to_owned()];
    }
    vec![word.to_owned()]
}

/// Names in Arabic letters: the article as a word of its own and "Allah" with the word before it; then with the
/// article joined to Abd; then as it is written.
fn arabic_cuts(words: Vec<String>) -> Vec<Vec<String>> {
    let mut cuts = Vec::with_capacity(MOST);
    let joined = with_allah(&words);
    let compounds = compounds(&joined);
    let apart: Vec<String> = joined.iter().flat_map(|word| without_article(word)).collect();
    add(&mut cuts, apart.clone());
    add(&mut cuts, abdul(&apart));
    add(&mut cuts, words.iter().flat_map(|word| without_article(word)).collect());
    add(&mut cuts, compounds);
    cuts
}

/// The Persian ending -i behind a silent h, in both ways to write its last letter.
const PERSIAN_I: [&str; 2] = ["\u{627}\u{6cc}", "\u{627}\u{64a}"];

/// "Allah" as part of the word before it, and the Persian ending -i, which is written with a space where the sign that
/// joins it is not at hand.
fn with_allah(words: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        let allah = arabic::key(word) == "الله";
        match out.last_mut() {
            Some(last) if PERSIAN_I.contains(&word.as_str()) => last.push_str(word),
            Some(last) if allah && !NO_COMPOUND.contains(&arabic::key(last).as_str()) => last.push_str(word),
            _ => out.push(word.clone()),
        }
    }
    out
}

/// A word with its article, and with Abd or Abu before it, taken apart. Known names stay whole.
fn without_article(word: &str) -> Vec<String> {
    let key = arabic::key(word);
    if arabic::is_name(&key) {
        return vec![word.to_owned()];
    }
    for (beginning, signs) in [("عبدال", 3), ("ابوال", 3), (arabic::ARTICLE, 2)] {
        let rest: String = word.chars().skip(beginning.chars().count()).collect();
        if key.starts_with(beginning) && key.chars().count() > beginning.chars().count() + 1 && !rest.is_empty() {
            let head: String = word.chars().take(signs).collect();
            let article: String = word.chars().skip(signs).take(2).collect();
            let parts = if signs == 2 { vec![head, rest] } else { vec![head, article, rest] };
            return parts;
        }
    }
    vec![word.to_owned()]
}

/// Abd and Abu with the word after them, and al-Din with the word before it, as lists in Latin letters join them.
fn compounds(words: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        let ending = arabic::key(word) == "الدين";
        match out.last_mut() {
            Some(last) if ending || matches!(arabic::key(last).as_str(), "عبد" | "ابو") => last.push_str(word),
            _ => out.push(word.clone()),
        }
    }
    out
}

/// Abd and the article after it as one word, as in Abdul Rahman.
fn abdul(words: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match out.last_mut() {
            Some(last) if arabic::key(word) == arabic::ARTICLE && arabic::key(last) == "عبد" => last.push_str(word),
            _ => out.push(word.clone()),
        }
    }
    out
}
