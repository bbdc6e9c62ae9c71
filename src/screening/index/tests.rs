//! What a search finds, and what it must not miss.

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Readings are the letters `a`–`z` of a word; a few Cyrillic ones are read; three groups of given names.
struct Letters;

impl Lexicon for Letters {
    fn readings(&self, word: &str) -> Vec<Reading> {
        let cyrillic = |sign: char| match sign {
            'и' => "i",
            'в' => "v",
            'а' => "a",
            'н' => "n",
            'о' => "o",
            _ => "",
        };
        let letter = |sign: char| if sign.is_ascii() { sign.to_string() } else { cyrillic(sign).to_owned() };
        let text: String = word.chars().map(letter).collect();
        let mut readings = vec![Reading { text: text.clone(), cost: 0.0 }];
        if text.contains("ou") {
            readings.push(Reading { text: text.replace("ou", "u"), cost: 0.5 });
        }
        readings.retain(|reading| !reading.text.is_empty());
        readings
    }

    fn groups(&self, reading: &str) -> &[u32] {
        match reading {
            "robert" | "bob" => &[7],
            "ivan" | "john" => &[8],
            "william" | "bill" => &[9],
            _ => &[],
        }
    }
}

fn words(name: &str) -> Vec<&str> {
    name.split_whitespace().collect()
}

fn query(name: &str) -> Vec<Word> {
    name.split_whitespace().map(|word| Word::new(word, &Letters)).collect()
}

fn index(names: &[&str]) -> Index {
    let mut index = Index::new();
    for (entry, name) in (0..).zip(names) {
        let _ = index.add(entry, &words(name), &Letters).unwrap();
    }
    index
}

fn found(index: &Index, name: &str) -> Vec<u32> {
    let candidates = starting(index, &query(name), 200);
    assert!(candidates.is_sorted_by(|a, b| a.rough >= b.rough));
    candidates.iter().map(|candidate| candidate.entry).collect()
}

fn starting(index: &Index, typed: &[Word], limit: usize) -> Vec<Candidate> {
    index.starting(typed, &ByLetters, &|_| true, &mut Scratch::default(), (limit, 0.0))
}

#[test]
fn names_are_found_as_they_are_written_in_other_ways() {
    let index = index(&[
        "Robert Smith",
        "Ivan Petrovich Sidorov",
        "Abd Al Rahman Zubaydi",
        "Abdalkarim Qasim",
        "Moussa Koussa",
        "Maria Schmidt",
        "John Smith",
    ]);
    for (name, entry) in [
        ("Robert Smith", 0),
        ("SMITH robert", 0),
        ("Bob Smith", 0),
        ("Robbert Smyth", 0),
        ("Иван Sidorov", 1),
        ("Sidorov", 1),
        ("Petrovich Ivan Sidorof extra words", 1),
        ("Abdalrahman Zubaidi", 2),
        ("Zubaydi Abdal Rahman", 2),
        ("Abd al Karim Qasim", 3),
        ("Abd alkarim Kassem", 3),
        ("Musa Kusa", 4),
        ("Mariah Shmit", 5),
        ("Mariaschmidt", 5),
    ] {
        assert_eq!(found(&index, name).first(), Some(&entry), "{name}");
    }
    for name in ["", "Xyz", "o", "Wu Li"] {
        assert_eq!(found(&index, name), [0_u32; 0], "{name}");
    }
    assert_eq!(found(&index, "John Smith").first(), Some(&6));
}

#[test]
fn a_word_that_is_unlike_one_part_still_counts_for_another() {
    let names = vec!["Anna Anne"; 1_200];
    let index = index(&names);
    let sought: Vec<Sought> = query("Anne Anna").into_iter().map(|word| Sought { word, role: Role::Full }).collect();
    let plan = Plan { parts: vec![(0, 1), (1, 2)] };
    let grade = |part: u32, listed: DictWord<'_>| {
        if sought[part as usize].word.text == listed.text() { 1.0 } else { 0.0 }
    };
    let mut sieve = Sieve::default();
    index.sieve(&sought, &[plan], &grade, &|_| (), &mut sieve);
    assert_eq!(sieve.passed().count(), names.len());
}

#[test]
fn names_that_have_to_agree_letter_for_letter_and_may_not_are_held_back() {
    let mut names = vec!["Anna Lind"; 600];
    names.extend(["Anne Lind"; 600]);
    let index = index(&names);
    let sought: Vec<Sought> = query("Anna Lind").into_iter().map(|word| Sought { word, role: Role::Full }).collect();
    let plan = Plan { parts: vec![(0, 1), (1, 2)] };
    let mut sieve = Sieve::default();
    index.sieve(&sought, &[plan], &|_, _| 0.9, &|mark| mark(500..700), &mut sieve);
    assert_eq!(sieve.passed().collect::<Vec<_>>(), (0..600).chain(700..1_200).collect::<Vec<_>>());
    assert!(sieve.is_held_back(650) && !sieve.is_held_back(599) && !sieve.is_held_back(700));
}

#[test]
fn names_and_entries_in_another_order_are_found_as_before() {
    let written = ["Ada Lind", "Abd al Rahman Zubaidi", "Boris Anders", "Ada Berg"];
    let mut index = Index::fixed();
    index.expect_many();
    for (entry, name) in (0..).zip(written) {
        let _ = index.add(entry, &words(name), &Letters).unwrap();
    }
    index.settle_in(&[3, 1, 0, 2], &[3, 1, 0, 2]);
    for (place, before) in [3, 1, 0, 2].into_iter().enumerate() {
        let place = u32::try_from(place).unwrap();
        let words: Vec<&str> = index.words_of(place).map(|word| word.text()).collect();
        assert_eq!((index.entry_of(place), words.join(" ")), (Some(place), written[before].to_lowercase()));
        let whole: Vec<Sought> =
            query(written[before]).into_iter().map(|word| Sought { word, role: Role::Full }).collect();
        let parts = (0..).zip(&whole).map(|(part, _)| (part, 1 << part)).collect();
        let mut sieve = Sieve::default();
        index.sieve(&whole, &[Plan { parts }], &|_, _| 1.0, &|_| (), &mut sieve);
        assert!(sieve.passed().chain(sieve.open().iter().copied()).any(|name| name == place), "{}", written[before]);
    }
}

#[test]
fn rough_says_how_much_of_the_query_a_name_has() {
    let index = index(&["Ada Lind", "Ada Lindqvist Berg", "Ada", "Bo Lind"]);
    let candidates = starting(&index, &query("Ada Lind"), 10);
    assert_eq!(candidates.iter().map(|found| found.entry).collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert!((candidates[0].rough - 1.0).abs() < 1e-5);
    assert!(candidates[1].rough < 1.0 && candidates[2].rough < 0.8);
}

#[test]
fn a_query_of_common_words_finds_the_names_that_have_all_of_them() {
    let mut index = Index::new();
    for entry in 0..6_000_u32 {
        let name = if entry % 2 == 0 { ["Ali", "Reza"] } else { ["Hassan", "Omar"] };
        let _ = index.add(entry, &name, &Letters).unwrap();
    }
    let both = index.add(9_000, &["Ali", "Hassan"], &Letters).unwrap();
    let longer = index.add(9_001, &["Hassan", "bin", "Ali", "al", "Masri"], &Letters).unwrap();
    index.settle();
    let candidates = starting(&index, &query("Hassan Ali"), 5);
    assert_eq!(candidates.len(), 5);
    assert_eq!((candidates[0].name, candidates[1].name), (both, longer));
}

#[test]
fn entries_count_for_more_than_further_names_of_one() {
    let mut index = Index::new();
    for _ in 0..50 {
        let _ = index.add(1, &["Viktor", "Bout"], &Letters).unwrap();
    }
    for entry in 2..6 {
        let _ = index.add(entry, &["Viktor", "Bout", "Extra"], &Letters).unwrap();
    }
    let candidates = starting(&index, &query("Viktor Bout"), 6);
    let entries: BTreeSet<u32> = candidates.iter().map(|found| found.entry).collect();
    assert_eq!(entries, BTreeSet::from([1, 2, 3, 4, 5]));
    assert_eq!(candidates[0].entry, 1);
}

#[test]
fn names_are_found_while_they_are_typed() {
    let index = index(&["Anna Sørensen", "Annika Sommer", "Boris Anand", "Ivan Sokolov", "An Ming"]);
    assert_eq!(found(&index, "a"), [0_u32; 0]);
    assert_eq!(BTreeSet::from_iter(found(&index, "an")), BTreeSet::from([0, 1, 2, 4]));
    assert_eq!(found(&index, "an").first(), Some(&4));
    assert_eq!(found(&index, "annika s").first(), Some(&1));
    assert_eq!(found(&index, "so ann").first(), Some(&1));
    assert_eq!(found(&index, "sokol").first(), Some(&3));
    assert_eq!(found(&index, "ива"), [3]);
    assert_eq!(found(&index, "boriss").first(), Some(&2));
    let scratch = &mut Scratch::default();
    let only = index.starting(&query("an"), &ByLetters, &|entry| entry == 2, scratch, (9, 0.0));
    assert_eq!(only.iter().map(|found| found.entry).collect::<Vec<_>>(), [2]);
}

#[test]
fn removed_entries_are_found_no_more_and_their_numbers_are_given_again() {
    let mut index = Index::new();
    let mut names = BTreeSet::new();
    for round in 0..40_u32 {
        for entry in 0..100 {
            let name = format!("Guest{round} Number{entry}");
            let _ = names.insert(index.add(entry, &words(&name), &Letters).unwrap());
        }
        assert_eq!(index.len(), 100);
        assert_eq!(found(&index, &format!("Guest{round} Number7")).first(), Some(&7));
        for entry in 0..100 {
            index.remove_entry(entry);
        }
        assert!(index.is_empty() && found(&index, &format!("Guest{round}")).is_empty());
    }
    assert!(names.len() < 2_500, "{}", names.len());
    index.remove_entry(5);
    index.remove_entry(u32::MAX);
    assert_eq!(index.add(u32::MAX, &["Nobody"], &Letters), Err(Full));
}

#[test]
fn words_of_a_name_come_with_their_readings() {
    let mut index = Index::new();
    let name = index.add(3, &["Moussa", "Иван", "Moussa"], &Letters).unwrap();
    let texts: Vec<&str> = index.words_of(name).map(DictWord::text).collect();
    assert_eq!(texts, ["moussa", "иван", "moussa"]);
    let readings: Vec<Vec<(&str, f32)>> = index.words_of(name).map(|word| word.readings().collect()).collect();
    assert_eq!(readings[0], [("moussa", 0.0), ("mussa", 0.5)]);
    assert_eq!(readings[1], [("ivan", 0.0)]);
    assert!(index.words_of(name).all(|word| word.names() == 1));
    assert_eq!((index.words(), index.len(), index.entry_of(name)), (2, 1, Some(3)));
    assert_eq!(index.words_of(99).count(), 0);
    assert!(index.bytes() > 0);
}

#[test]
fn long_words_and_long_names_do_no_harm() {
    let mut index = Index::new();
    let long = "ж".repeat(70_000) + &"ab".repeat(70_000);
    let many: Vec<String> = (0..400).map(|number| format!("word{number}")).collect();
    let _ = index.add(1, std::slice::from_ref(&long), &Letters).unwrap();
    let name = index.add(2, &many, &Letters).unwrap();
    assert_eq!(index.words_of(name).count(), 255);
    assert_eq!(found(&index, "word100 word200").first(), Some(&2));
    let query: Vec<Word> = many.iter().chain([&long]).map(|word| Word::new(word, &Letters)).collect();
    let found = starting(&index, &query, 3);
    assert_eq!(found.first().map(|found| found.entry), Some(2));
}

/// A name of two to four words from a small stock, so that words repeat.
fn name() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        3 => "[a-d][aeio][lmnr][aeio][st]",
        1 => "[a-z]{2,9}",
        2 => prop::sample::select(vec!["ali", "hassan", "maria", "smith"]).prop_map(str::to_owned),
    ];
    vec(word, 2..5)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A name of which every word is there, exact or one letter off, is among the best unless others are as good.
    #[test]
    fn no_name_is_missed(
        names in vec(name(), 1..120),
        pick in any::<prop::sample::Index>(),
        order in any::<bool>(),
        slip in 0_usize..40,
        settled in any::<bool>(),
    ) {
        let mut index = Index::new();
        if settled {
            index.expect_many();
        }
        for (entry, name) in (0..).zip(&names) {
            let _ = index.add(entry, name, &Letters).unwrap();
        }
        if settled {
            index.settle();
        }
        let at = pick.index(names.len());
        let mut asked = names[at].clone();
        if order {
            asked.reverse();
        }
        if let Some(word) = asked.iter_mut().find(|word| word.len() > slip && word.len() > 4) {
            word.remove(slip);
        }
        let asked: Vec<Word> = asked.iter().map(|word| Word::new(word, &Letters)).collect();
        for (limit, least) in [(200, 0.0), (5, 0.0), (200, 0.65), (5, 0.65)] {
            let found = index.starting(&asked, &ByLetters, &|_| true, &mut Scratch::default(), (limit, least));
            let worst = found.last().map_or(0.0, |found| found.rough);
            let full = limit == found.len() && worst > 0.75;
            prop_assert!(full || found.iter().any(|found| found.entry == u32::try_from(at).unwrap()));
            prop_assert!(found.len() <= limit);
        }
    }

    /// Adding and removing in any order leaves what an index has that was built at once.
    #[test]
    fn what_was_removed_leaves_no_trace(acts in vec((0_u32..20, name(), any::<bool>()), 1..60), asked in name()) {
        let mut index = Index::new();
        let mut kept: BTreeMap<u32, Vec<Vec<String>>> = BTreeMap::new();
        for (entry, name, remove) in &acts {
            if *remove {
                index.remove_entry(*entry);
                let _ = kept.remove(entry);
            } else {
                let _ = index.add(*entry, name, &Letters).unwrap();
                kept.entry(*entry).or_default().push(name.clone());
            }
        }
        let mut fresh = Index::new();
        for (entry, name) in kept.iter().flat_map(|(entry, names)| names.iter().map(move |name| (entry, name))) {
            let _ = fresh.add(*entry, name, &Letters).unwrap();
        }
        prop_assert_eq!(index.len(), fresh.len());
        let asked: Vec<Word> = asked.iter().map(|word| Word::new(word, &Letters)).collect();
        let roughs = |index: &Index| {
            let found = starting(index, &asked, 1000);
            let mut roughs: Vec<(u32, u32)> =
                found.iter().map(|found| (found.entry, (found.rough * 1e4).round() as u32)).collect();
            roughs.sort_unstable();
            roughs
        };
        prop_assert_eq!(roughs(&index), roughs(&fresh));
    }

    #[test]
    fn any_text_can_be_looked_for(names in vec(".{0,30}", 0..20), asked in ".{0,40}") {
        let mut index = Index::new();
        for (entry, name) in (0..).zip(&names) {
            let _ = index.add(entry, &words(name), &Letters).unwrap();
        }
        let _ = (found(&index, &asked), found(&index, &asked));
    }
}
