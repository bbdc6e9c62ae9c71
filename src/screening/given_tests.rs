use std::collections::BTreeSet;

use super::*;

#[test]
fn the_shipped_table_has_no_fault_and_is_large() {
    let lines: Vec<_> = parse(TABLE).collect::<Result<_, _>>().unwrap();
    let words: BTreeSet<&str> = lines.iter().flat_map(|line| line.words.iter().copied()).collect();
    assert!(lines.len() >= 450 && words.len() >= 4000, "{} groups, {} words", lines.len(), words.len());
    for (at, line) in TABLE.lines().enumerate().filter(|(_, line)| line.starts_with(['=', '~'])) {
        let all = line.split_whitespace().skip(1);
        assert_eq!(all.clone().count(), all.collect::<BTreeSet<_>>().len(), "line {} says a word twice", at + 1);
    }
}

#[test]
fn no_line_stands_twice() {
    let mut seen = BTreeSet::new();
    for line in parse(TABLE).flatten() {
        let mut words = line.words.clone();
        words.sort_unstable();
        assert!(seen.insert((line.kin, words)), "{:?}", line.words);
    }
}

#[test]
fn spellings_and_names_are_told_apart() {
    let given = Given::builtin();
    for (a, b) in [
        ("muhammad", "mehmet"),
        ("mohd", "magomed"),
        ("vladimir", "uladzimir"),
        ("sergey", "serhiy"),
        ("lee", "rhee"),
        ("park", "bak"),
        ("abdulrahman", "abderrahmane"),
        ("hussein", "khusein"),
        ("aleksandrovich", "oleksandrovych"),
        ("stephen", "steven"),
        ("zhang", "chang"),
    ] {
        assert_eq!(given.kinship(a, b), Some(Kin::Spelling), "{a} {b}");
        assert_eq!(given.kinship(b, a), Some(Kin::Spelling), "{b} {a}");
    }
    for (a, b) in [
        ("yousef", "joseph"),
        ("youssouf", "giuseppe"),
        ("robert", "bob"),
        ("william", "bill"),
        ("susan", "sue"),
        ("eduard", "ted"),
        ("oleksandr", "alejandro"),
        ("chan", "tan"),
        ("suleiman", "solomon"),
        ("evgeny", "zhenya"),
        ("juan", "ivan"),
        ("pedro", "pyotr"),
    ] {
        assert_eq!(given.kinship(a, b), Some(Kin::Name), "{a} {b}");
        assert_eq!(given.kinship(b, a), Some(Kin::Name), "{b} {a}");
    }
}

#[test]
fn names_that_only_look_alike_are_no_kin() {
    let given = Given::builtin();
    for (a, b) in [
        ("hasan", "husayn"),
        ("hamid", "hamad"),
        ("salim", "salam"),
        ("karim", "karam"),
        ("said", "saud"),
        ("ali", "alice"),
        ("khalid", "khalil"),
        ("oleg", "olga"),
        ("vladimir", "vladislav"),
        ("kim", "kimberly"),
        ("li", "liu"),
        ("wang", "zhang"),
        ("robert", "roland"),
        ("no-such", "robert"),
        ("", ""),
    ] {
        assert_eq!(given.kinship(a, b), None, "{a} {b}");
    }
}

#[test]
fn a_word_is_found_by_its_groups() {
    let given = Given::builtin();
    let (a, b) = (given.groups_of("yusup"), given.groups_of("giuseppe"));
    assert!(a.iter().any(|group| b.contains(group)), "{a:?} {b:?}");
    assert!(given.groups_of("gateward").is_empty());
    assert!(given.is_common("mohammed") && !given.is_common("gateward"));
    let most = given.words.keys().max_by_key(|word| given.groups_of(word).len()).unwrap();
    assert!(given.groups_of(most).len() <= 16, "{most} is in {} groups", given.groups_of(most).len());
}

#[test]
fn a_mission_adds_to_the_table() {
    let given = Given::load("# ours\n\n= tjodolf tjodulv\r\n~ tjodolf dolfen joseph\n").unwrap();
    assert_eq!(given.kinship("tjodolf", "tjodulv"), Some(Kin::Spelling));
    assert_eq!(given.kinship("tjodulv", "dolfen"), Some(Kin::Name));
    assert_eq!(given.kinship("tjodulv", "jozef"), Some(Kin::Name), "the head of a built-in line");
    assert_eq!(given.kinship("muhammad", "mehmet"), Some(Kin::Spelling));
    assert!(!Given::builtin().is_common("tjodolf"));
}

#[test]
fn a_table_at_fault_is_refused_with_its_line() {
    for (text, line, problem) in [
        ("= bob rob\nbob rob", 2, GivenProblem::Mark),
        ("= bob Rob", 1, GivenProblem::Word("Rob".into())),
        ("\n\n~ bob jürgen", 3, GivenProblem::Word("jürgen".into())),
        ("= bob", 1, GivenProblem::Alone),
        ("~ bob bob", 1, GivenProblem::Alone),
        ("=", 1, GivenProblem::Alone),
    ] {
        assert_eq!(Given::load(text).err(), Some(GivenFault { line, problem }), "{text:?}");
    }
    let long = format!("= bob {}", "a".repeat(65));
    assert!(matches!(Given::load(&long).err(), Some(GivenFault { problem: GivenProblem::Word(_), .. })));
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_panics_the_reader(text in "[=~# a-c\\n\\PC]{0,60}") {
            let read: Vec<_> = parse(&text).collect();
            prop_assert!(read.len() <= text.lines().count());
        }

        #[test]
        fn kinship_is_mutual(a in "[a-z]{1,6}", b in "[a-z]{1,6}") {
            let given = Given::builtin();
            prop_assert_eq!(given.kinship(&a, &b), given.kinship(&b, &a));
        }
    }
}
