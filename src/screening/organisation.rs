//! Organisations: what of a name tells one from another.
//!
//! Half of any company's name is what others are called as well: a legal form, a trade, a town. Names are therefore
//! compared without their legal forms, and a match counts only where the words met that tell the organisation from
//! others: "Ministry of Foreign Affairs" is nobody's name.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::alike::{How, Memory};
use super::assign::Met;
use super::country;
use super::given::Given;
use super::listing::{Listing, Nature};
use super::name::{Part, Word, Words};
use super::outcome::Outcome;
use super::profile::Profile;
use super::query::Query;
use super::reading;
use super::score::{Comparison, compare};

/// The table that comes with the program.
const TABLE: &str = include_str!("../../assets/screening/organisation-words.txt");
/// How alike words have to be that tell an organisation from others.
const ALIKE: f32 = 0.8;
/// How alike they have to be where a name has no such word.
const EQUAL: f32 = 0.95;
/// How alike a word has to be that is alone in telling it where something is left over.
const SAME: f32 = 0.98;
/// Words of fewer letters have to be equal: one letter is much of them.
const SHORT: usize = 5;
/// Common words that are a name only together, where no place stands with them.
const TOGETHER: usize = 3;

static KNOWN: LazyLock<Known> = LazyLock::new(Known::read);

/// What is known of words.
#[derive(Default)]
struct Known {
    /// Legal forms by their first word, the longest first.
    forms: FxHashMap<&'static str, Vec<Vec<&'static str>>>,
    common: FxHashSet<&'static str>,
    places: FxHashSet<&'static str>,
}

/// What a word tells of which organisation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// Nothing: it stands in a thousand names, or is too short.
    Little,
    /// Where it is.
    Place,
    /// Which it is.
    Own,
}

impl Known {
    fn read() -> Self {
        let mut known = Self::default();
        for line in TABLE.lines() {
            let Some((group, rest)) = line.split_once(' ') else { continue };
            let items = rest.split(',').map(str::trim).filter(|item| !item.is_empty());
            match group {
                "form" => items.for_each(|item| known.form(item.split(' ').collect())),
                "common" => known.common.extend(items),
                "place" => known.places.extend(items),
                _ => {}
            }
        }
        known.forms.values_mut().for_each(|forms| forms.sort_by_key(|form| std::cmp::Reverse(form.len())));
        known
    }

    fn form(&mut self, words: Vec<&'static str>) {
        if let Some(first) = words.first() {
            self.forms.entry(first).or_default().push(words);
        }
    }

    /// How many words from here on are a legal form; 0 for none.
    fn form_at(&self, read: &[String]) -> usize {
        let forms = read.first().and_then(|first| self.forms.get(first.as_str()));
        let stands = |form: &&Vec<&str>| {
            read.len() >= form.len() && form.iter().zip(read).all(|(form, word)| *form == word.as_str())
        };
        forms.into_iter().flatten().find(stands).map_or(0, Vec::len)
    }

    fn tells(&self, word: &Word) -> Tells {
        let Some(read) = word.sounds.first().map(|sound| &*sound.text) else { return Tells::Little };
        if self.places.contains(read) || read.len() > 3 && country::code(read).is_some() {
            Tells::Place
        } else if matches!(word.part, Part::Initial | Part::Particle) || self.common.contains(read) {
            Tells::Little
        } else {
            Tells::Own
        }
    }
}

/// What stands between several organisations in one text.
pub const SEVERAL: char = ';';

/// The query for an organisation of this name, or for each of several; `None` for what is nothing but a legal form.
pub fn query(text: &str) -> Option<Query> {
    let named = |name: &String| name.chars().any(char::is_alphabetic);
    let names: Vec<String> = text.split(SEVERAL).map(bare).filter(named).collect();
    (!names.is_empty()).then(|| Query { nature: Nature::Organisation, names, ..Query::default() })
}

/// A listing as it is compared: the names of an organisation without their legal forms.
pub fn compared(listing: &Listing) -> Cow<'_, Listing> {
    if listing.nature != Nature::Organisation {
        return Cow::Borrowed(listing);
    }
    let mut listing = listing.clone();
    for name in &mut listing.names {
        let bare = bare(&name.text);
        if !bare.is_empty() {
            name.text = bare;
        }
    }
    Cow::Owned(listing)
}

/// A name without legal forms; letters that stand alone beside each other are one word, as in "S.A.".
fn bare(name: &str) -> String {
    let words: Vec<String> = reading::cut(name).into_iter().next().unwrap_or_default();
    let mut together: Vec<String> = Vec::with_capacity(words.len());
    let mut alone = false;
    for word in words {
        let single = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        match together.last_mut().filter(|_| single && alone) {
            Some(before) => before.push_str(&word),
            None => together.push(word),
        }
        alone = single;
    }
    let first = |word: &String| reading::readings(word).into_iter().next().map(|read| read.text).unwrap_or_default();
    let read: Vec<String> = together.iter().map(first).collect();
    let (mut kept, mut at) = (Vec::new(), 0);
    while let (Some(word), Some(rest)) = (together.get(at), read.get(at..)) {
        let form = KNOWN.form_at(rest);
        if form == 0 {
            kept.push(word.as_str());
        }
        at += form.max(1);
    }
    kept.join(" ")
}

/// Whether a listing of an organisation may be the one that is asked for, by what its name tells; `true` for persons,
/// of whom a score says enough. Both as they are compared: [`query`] and [`compared`].
pub fn may_be(query: &Query, listing: &Listing, given: &Given) -> bool {
    if listing.nature != Nature::Organisation {
        return true;
    }
    let (ours, theirs) = (Profile::of_query(query), Profile::of_listing(listing));
    compare(&ours, &theirs, &Memory::new(given)).is_some_and(|comparison| tells(&ours, &theirs, &comparison, given))
}

/// What a match comes to: somebody who works for whom a list names is not thereby the one who is listed, so that an
/// organisation is at most worth a look.
pub fn at_most(nature: Nature, outcome: Outcome) -> Outcome {
    if nature == Nature::Organisation { outcome.min(Outcome::Review) } else { outcome }
}

fn tells(query: &Profile, listed: &Profile, comparison: &Comparison, given: &Given) -> bool {
    let words = |profile: &'_ Profile, at: usize| profile.readings.get(at).map(|r| r.words.clone()).unwrap_or_default();
    let (ours, theirs) = (words(query, comparison.query), words(listed, comparison.listed));
    let met = &comparison.assignment.met;
    let (left, left_listed) = (&comparison.assignment.left_query, &comparison.assignment.left_listed);
    let count = |words: &Words, which: &[usize], tells: Tells| {
        which.iter().filter_map(|at| words.0.get(*at)).filter(|word| KNOWN.tells(word) == tells).count()
    };
    let all: Vec<usize> = (0..ours.0.len().max(theirs.0.len())).collect();
    if count(&ours, &all, Tells::Own) == 0 && count(&theirs, &all, Tells::Own) == 0 {
        return is_whole(&ours, &theirs, comparison);
    }
    let own = |met: &&Met| {
        let words: Vec<&Word> = ours.0.iter().skip(met.query.0).take(met.query.1).collect();
        let letters: usize = words.iter().filter_map(|word| word.sounds.first()).map(|sound| sound.text.len()).sum();
        let alike = if letters < SHORT { EQUAL } else { ALIKE };
        let tells = words.iter().any(|word| KNOWN.tells(word) == Tells::Own);
        met.likeness.how != How::Initial && met.likeness.grade >= alike && tells
    };
    let agree: Vec<&Met> = met.iter().filter(own).collect();
    let (ours_left, theirs_left) = (count(&ours, left, Tells::Own), count(&theirs, left_listed, Tells::Own));
    // A given name is no more than whom one of many is named after.
    let known = |met: &&Met| {
        let word = ours.0.get(met.query.0).and_then(|word| word.sounds.first());
        word.is_some_and(|sound| given.is_common(&sound.text))
    };
    // What each side has of its own and the other lacks says that they are two.
    if agree.len() <= ours_left.min(theirs_left) || agree.iter().all(known) && ours_left.max(theirs_left) > 0 {
        return false;
    }
    // One word alone has to be borne out by the others: another trade or place on each side, or a word that is only
    // like it with something left over, says that they are two as well.
    let matters = |words: &Words, left: &[usize]| {
        left.iter().filter_map(|at| words.0.get(*at)).any(|word| !matches!(word.part, Part::Particle | Part::Initial))
    };
    let (more, more_listed) = (matters(&ours, left), matters(&theirs, left_listed));
    match agree.as_slice() {
        [alone] => !(more && more_listed) && (!(more || more_listed) || alone.likeness.grade >= SAME),
        _ => true,
    }
}

/// Whether two names without a word of their own are one name: the same words, and enough of them.
fn is_whole(ours: &Words, theirs: &Words, comparison: &Comparison) -> bool {
    let matters = |word: &Word| !matches!(word.part, Part::Particle | Part::Initial);
    let assignment = &comparison.assignment;
    let none_left = |words: &Words, left: &[usize]| !left.iter().filter_map(|at| words.0.get(*at)).any(matters);
    let equal = assignment.met.iter().all(|met| met.likeness.grade >= EQUAL);
    let full = ours.0.iter().filter(|word| matters(word) && word.sounds.first().is_some_and(|s| s.text.len() > 2));
    let place = ours.0.iter().any(|word| KNOWN.tells(word) == Tells::Place);
    equal
        && none_left(ours, &assignment.left_query)
        && none_left(theirs, &assignment.left_listed)
        && full.count() >= if place { 2 } else { TOGETHER }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::engine::Engine;
    use crate::screening::listing::{Name, Quality};
    use crate::screening::outcome::Thresholds;

    fn listed(name: &str) -> Listing {
        let names = vec![Name { text: name.into(), quality: Quality::Primary }];
        Listing { id: "1".into(), nature: Nature::Organisation, names, ..Listing::default() }
    }

    /// Whether a visitor who comes for the one is found on a list that has the other.
    fn found(employer: &str, name: &str) -> bool {
        let listing = listed(name);
        let mut engine = Engine::new(Given::shared());
        engine.put("list", Thresholds::USUAL, [&*compared(&listing)]).unwrap();
        let Some(query) = query(employer) else { return false };
        let hits = engine.screen(&query);
        !hits.is_empty() && may_be(&query, &compared(&listing), Given::builtin())
    }

    #[test]
    fn a_word_stands_in_one_group_of_the_table() {
        let mut seen = FxHashMap::default();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (group, rest) = line.split_once(' ').unwrap();
            assert!(matches!(group, "form" | "common" | "place"), "{group}");
            for item in rest.split(',').map(str::trim) {
                assert!(item.bytes().all(|b| b.is_ascii_lowercase() || b == b' ') && !item.is_empty(), "{item}");
                let before = seen.insert(item, group);
                assert!(before.is_none_or(|before| before == group), "{item}: {group} and {before:?}");
            }
        }
    }

    #[test]
    fn legal_forms_are_left_out_however_they_are_written() {
        for (name, expected) in [
            ("Quillon Trading Co., Ltd.", "Quillon Trading"),
            ("QUILLON L.L.C.", "QUILLON"),
            ("Quillon S. de R.L. de C.V.", "Quillon"),
            ("OBSHCHESTVO S OGRANICHENNOI OTVETSTVENNOSTYU QUILLON", "QUILLON"),
            ("ООО Квиллон", "Квиллон"),
            ("U.N. Quillon", "UN Quillon"),
            ("Quillon & Sons GmbH & Co. KG", "Quillon Sons"),
            ("Ltd.", ""),
            ("", ""),
        ] {
            assert_eq!(bare(name), expected, "{name}");
        }
    }

    #[test]
    fn an_organisation_is_found_under_other_forms_and_spellings() {
        for (employer, name) in [
            ("Quillon Trading", "QUILLON TRADING COMPANY LTD."),
            ("quilon trading gmbh", "QUILLON TRADING COMPANY LTD."),
            ("Zwiep-Nemo Holdings", "ZWIEP NEMO HOLDING S.A."),
            ("Квиллон", "QUILLON OOO"),
            ("Новатор", "NOVATOR OOO"),
            ("ООО Квиллон Немо", "QUILLON NEMO"),
            ("Bank of Quillonia", "QUILLONIA BANK"),
            // Without a word of its own a name is one as a whole.
            ("Dubai Weather Trading", "DUBAI WEATHER TRADING COMPANY"),
            ("The Central Bank of Iran", "CENTRAL BANK OF IRAN"),
        ] {
            assert!(found(employer, name), "{employer} – {name}");
        }
    }

    #[test]
    fn a_name_that_many_have_refers_nobody() {
        for (employer, name) in [
            ("Trading Company", "QUILLON TRADING COMPANY LTD."),
            ("General Trading LLC", "FMQ GENERAL TRADING LLC"),
            ("Ministry of Foreign Affairs", "MINISTRY OF FOREIGN AFFAIRS AND WEATHER OF RURITANIA"),
            ("Ministry of Defence, Norway", "MINISTRY OF NATIONAL DEFENCE"),
            ("Embassy of Norway", "EMBASSY OF SYRIA"),
            ("Central Bank of Norway", "CENTRAL BANK OF IRAN"),
            ("University", "QUILLON STATE UNIVERSITY"),
            ("Zwiep Import Export", "QUILLON IMPORT EXPORT"),
            ("Hassan Trading", "HASSAN QUILLON TRADING"),
            ("Zwiep Quillon Partners", "NEMO QUILLON WEATHER"),
            ("Ltd", "QUILLON LTD"),
        ] {
            assert!(!found(employer, name), "{employer} – {name}");
        }
    }
}
