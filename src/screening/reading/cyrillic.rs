//! Cyrillic, by the schemes that people are in fact written down in.
//!
//! Each scheme is used whole, not letter by letter: a passport that writes `iu` for ю does not write `kh` as `x`.

use std::sync::LazyLock;

use super::lattice::Way;
use super::names::Names;
use super::normal;
use super::palladius;
use super::rules::Rules;

/// The letters as BGN/PCGN writes them, plainly. Upper case marks a letter in a position of its own (see [`mark`]):
/// Е iotated, И of the endings -ий and -ый, Д Т Ц before a soft vowel, В that closes a syllable.
const BASE: &str = "а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch
    ш sh щ shch ъ - ы y ь - э e ю yu я ya ё e ђ dj є ie ѕ dz і i ї i ј j љ lj њ nj ћ c џ dz ў u ґ g ѓ gj ќ kj
    Е e И y Д d Т t Ц ts В v
    ѡ o ѣ e ѥ ye ѧ ya ѩ ya ѫ u ѭ yu ѯ ks ѱ ps ѳ f ѵ i ѹ u ѻ o ѽ o ѿ ot ҁ - ҋ y ҍ - ҏ r ғ g ҕ g җ j ҙ z қ k ҝ g ҟ k ҡ k
    ң n ҥ ng ҧ p ҩ h ҫ s ҭ t ү u ұ u ҳ h ҵ ts ҷ j ҹ j һ h ҽ ch ҿ ch ӄ k ӆ l ӈ n ӊ n ӌ ch ӎ m ӏ - ӕ ae ә a ӡ dz ө o ӷ g
    ӻ g ӽ kh ӿ kh ӣ i ӯ u ԁ d ԃ dj ԅ z ԇ dz ԉ l ԋ n ԍ s ԏ t ԑ e ԓ l ԕ lh ԗ rh ԙ ya ԛ q ԝ w ԟ k ԡ l ԣ n ԥ p ԧ h ԩ n ԫ dz
    ԭ ch ԯ l ᲀ v ᲁ d ᲂ o ᲃ s ᲄ t ᲅ t ᲆ - ᲇ e ᲈ u ꙁ z ꙃ dz ꙅ dz ꙇ i ꙉ dj ꙋ u ꙍ o ꙏ - ꙑ y ꙓ ye ꙕ yu ꙗ ya ꙙ ya ꙛ u ꙝ ya
    ꙟ i ꙡ ts ꙣ d ꙥ l ꙧ m ꙩ o ꙫ o ꙭ o ꙮ o ꙿ - ꚁ d ꚃ dz ꚅ zh ꚇ ch ꚉ dz ꚋ t ꚍ t ꚏ ts ꚑ ts ꚓ ch ꚕ h ꚗ sh ꚙ o ꚛ o";

/// A scheme: what it changes of [`BASE`], and what it costs in a word that does not tell its language.
struct Scheme {
    rules: Rules,
    cost: f32,
    kin: Kin,
}

/// Whose letters a word has, or whose scheme it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kin {
    Any,
    Ukrainian,
    Belarusian,
    /// Belarusian, turned back into Russian.
    Russified,
    Southern,
    Bulgarian,
}

static SCHEMES: LazyLock<Vec<Scheme>> = LazyLock::new(|| {
    let scheme = |cost, kin, changes| Scheme { rules: Rules::new(&[BASE, changes]), cost, kin };
    vec![
        // As newspapers write; ks before a vowel is often x.
        scheme(0.0, Kin::Any, ""),
        // BGN/PCGN in full.
        scheme(0.1, Kin::Any, "Е ye ё yo И iy є ye ї yi"),
        // ICAO Doc 9303, as in passports since 2014.
        scheme(0.15, Kin::Any, "й i И ii ю iu я ia ъ ie"),
        // With x for кс and j for дж, h for х: names that come from elsewhere.
        scheme(0.25, Kin::Any, "кс x дж j дз j х h И i Е ye"),
        // KMU 2010 for Ukrainian.
        scheme(0.3, Kin::Ukrainian, "г h и y й i И yi ю iu я ia зг zgh є ie"),
        // ISO 9 and scholars, without their marks; also the Latin alphabets of the south.
        scheme(0.35, Kin::Southern, "й j х h ж z ц c ч c ш s щ sc ю ju я ja И ij ё e є je ј j"),
        // Belarusian as its passports write it, and Russian names respelt so.
        scheme(0.4, Kin::Belarusian, "г h й i И i ё io ю iu я ia В u Д dz Т ts ў u"),
        scheme(0.5, Kin::Russified, "ў v дз d Ц t ё e И y ы i"),
        // German.
        scheme(0.45, Kin::Any, "ж sch з s в w В w й j х ch ц z ч tsch ш sch щ schtsch ю ju я ja И ij Е je"),
        // Bulgarian (2009).
        scheme(0.5, Kin::Bulgarian, "щ sht ъ a х h И iy ь y"),
        // French.
        scheme(0.55, Kin::Any, "ж j у ou ч tch ш ch щ chtch ю iou я ia й i И i"),
    ]
});

/// Words whose usual spelling no scheme yields.
static NAMES: LazyLock<Names> = LazyLock::new(|| Names::new(include_str!("tables/cyrillic.txt")));

/// Latin letters that are drawn like Cyrillic ones, in one case or the other.
const LOOKALIKES: (&str, &str) = ("aeopcyxijskmtbhëïĸ", "аеорсухіјѕкмтвнёїк");

/// Ways to read a word of Cyrillic letters.
pub fn ways(word: &[char]) -> Vec<Way> {
    let word: Vec<char> = word.iter().flat_map(|sign| own(*sign)).collect();
    let kin = kin(&word);
    let marked = mark(&word);
    let mut ways = NAMES.ways(&word.iter().collect::<String>(), 0.0);
    let known = if ways.is_empty() { 0.0 } else { 0.1 };
    for scheme in SCHEMES.iter() {
        let right = kin != Kin::Any && scheme.kin == kin;
        let cost = if right { 0.0 } else { scheme.cost + known };
        let fits = match scheme.kin {
            Kin::Bulgarian => right || word.contains(&'щ'),
            Kin::Russified => kin == Kin::Belarusian,
            _ => true,
        };
        if fits {
            ways.push((scheme.rules.read(&marked, super::sound), cost));
        }
    }
    ways.extend(palladius::ways(&word));
    ways
}

/// The usual reading of one letter.
pub fn letter(sign: char) -> Option<&'static str> {
    let rules = &SCHEMES.first()?.rules;
    rules.letter(sign).or_else(|| normal::bare(sign).find_map(|base| rules.letter(base)))
}

/// A letter as the rules know it: Latin lookalikes turned Cyrillic, accents gone, й ё ї ў as they are.
fn own(sign: char) -> Vec<char> {
    let drawn = |sign: char| {
        let at = LOOKALIKES.0.chars().position(|other| other == sign);
        at.and_then(|at| LOOKALIKES.1.chars().nth(at)).unwrap_or(sign)
    };
    let sign = drawn(sign);
    if letter_is_whole(sign) { vec![sign] } else { normal::bare(sign).map(drawn).collect() }
}

fn letter_is_whole(sign: char) -> bool {
    matches!(sign, 'й' | 'ё' | 'ї' | 'ў' | 'ѓ' | 'ќ' | 'ӣ' | 'ӯ')
}

/// The language that the letters of a word give away.
fn kin(word: &[char]) -> Kin {
    let any = |letters: &str| word.iter().any(|sign| letters.contains(*sign));
    let hard = |pair: &[char]| matches!(pair, ['ъ', next] if !"еёюя".contains(*next));
    if any("їєґ") {
        Kin::Ukrainian
    } else if any("ўэыё") && any("іў") {
        Kin::Belarusian
    } else if any("і") {
        if any("и") { Kin::Ukrainian } else { Kin::Belarusian }
    } else if any("јљњћђџѓќѕ") {
        Kin::Southern
    } else if word.windows(2).any(hard) {
        Kin::Bulgarian
    } else {
        Kin::Any
    }
}

/// Marks in upper case the letters that stand in a position where some schemes write them otherwise.
fn mark(word: &[char]) -> Vec<char> {
    let vowel = |sign: Option<&char>| sign.is_some_and(|sign| "аеёиоуыэюяіїєўъь".contains(*sign));
    let soft = |sign: Option<&char>| sign.is_some_and(|sign| "еёиіюяьє".contains(*sign));
    let mut marked = Vec::with_capacity(word.len());
    for (at, sign) in word.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| word.get(at));
        let after = word.get(at + 1);
        let ending = word.len() > 3 && at + 2 == word.len() && after == Some(&'й');
        match sign {
            'е' if before.is_none() || vowel(before) => marked.push('Е'),
            'и' | 'ы' | 'і' if ending => {
                marked.push('И');
                break;
            }
            'д' if soft(after) => marked.push('Д'),
            'т' if soft(after) => marked.push('Т'),
            'ц' if soft(after) => marked.push('Ц'),
            'в' if before.is_some() && !vowel(after) => marked.push('В'),
            other => marked.push(*other),
        }
    }
    marked
}
