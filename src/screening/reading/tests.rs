//! Readings and cuts, script by script.

use proptest::prelude::*;

use super::*;

/// Every pair: a word as it is written, and a reading that it has.
fn reads(pairs: &[(&str, &str)]) {
    let texts = |word: &str| readings(word).into_iter().map(|reading| reading.text).collect::<Vec<String>>();
    let missing: Vec<String> = pairs
        .iter()
        .filter(|(word, wanted)| !texts(word).iter().any(|text| text == wanted))
        .map(|(word, wanted)| format!("{word}: {wanted} is not among {:?}", texts(word)))
        .collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// Whether the first cut of a name is this.
fn cuts(pairs: &[(&str, &[&str])]) {
    for (name, words) in pairs {
        assert_eq!(cut(name).first().map(Vec::as_slice).unwrap_or_default(), *words, "{name}");
    }
}

#[test]
fn latin() {
    let first = |word: &str| readings(word).into_iter().next().map(|reading| reading.text);
    for (word, plain) in [
        ("Müller", "muller"),
        ("Łukasz", "lukasz"),
        ("Nguyễn", "nguyen"),
        ("Đặng", "dang"),
        ("Erdoğan", "erdogan"),
        ("İstanbul", "istanbul"),
        ("Ølgaard", "olgaard"),
        ("Strauß", "strauss"),
        ("Þór", "thor"),
        ("Əliyev", "aliyev"),
        ("O’Brien", "obrien"),
        ("ﬁeld", "field"),
        ("ＡＢＣ", "abc"),
        ("7th", "7th"),
    ] {
        assert_eq!(first(word).as_deref(), Some(plain), "{word}");
    }
    reads(&[
        ("Müller", "mueller"),
        ("Ølgaard", "oelgaard"),
        ("Peña", "penya"),
        ("Ahmadinežād", "ahmadinezhad"),
        ("Şahin", "shahin"),
        ("Çelik", "chelik"),
        ("Åse", "aase"),
        ("Ərəb", "ereb"),
    ]);
    assert_eq!(readings("Smith").len(), 1, "a plain word has one reading");
    reads(&[("Оkhlobystin", "okhlobystin"), ("Ρutin", "putin")]); // a Cyrillic О, a Greek Ρ
}

#[test]
fn cyrillic() {
    reads(&[
        ("Путин", "putin"),
        ("Пушкин", "puschkin"),
        ("Горбачёв", "gorbachev"),
        ("Горбачёв", "gorbachyov"),
        ("Хрущёв", "khrushchev"),
        ("Ельцин", "yeltsin"),
        ("Ельцин", "eltsin"),
        ("Чайковский", "chaikovskii"),
        ("Чайковский", "chaykovskiy"),
        ("Дмитрий", "dmitry"),
        ("Александр", "alexander"),
        ("Юрий", "iurii"),
        ("Зеленський", "zelensky"),
        ("Володимир", "volodymyr"),
        ("Київ", "kyiv"),
        ("Лукашэнка", "lukashenka"),
        ("Уладзіміравіч", "uladzimiravich"),
        ("Кубракоў", "kubrakou"),
        ("Вучић", "vucic"),
        ("Ђоковић", "djokovic"),
        ("Търново", "tarnovo"),
        ("Тоқаев", "tokaev"),
        ("Әбдуәліұлы", "abdualiuly"),
        ("Хоссейн", "hossein"),
        ("Джабаров", "jabarov"),
        ("Алеĸсандр", "aleksandr"),  // a kra
        ("Iосiфавiч", "iosifavich"), // a Latin i
        ("Пуцін", "putin"),
        ("Кубракоў", "kubrakov"),
        ("Кэндзи", "kenji"),
        ("Пëтр", "petr"), // a Latin e with diaeresis
    ]);
}

#[test]
fn greek() {
    reads(&[
        ("Μητσοτάκης", "mitsotakis"),
        ("Παπανδρέου", "papandreou"),
        ("Αλέξανδρος", "alexander"),
        ("Νικόλαος", "nikolaos"),
        ("Γεώργιος", "georgios"),
        ("Χατζής", "chatzis"),
        ("Χατζής", "hatzis"),
        ("Ευάγγελος", "evangelos"),
        ("Παύλος", "pavlos"),
        ("Λευτέρης", "lefteris"),
        ("Μπάρμπας", "barmpas"),
        ("Ντόναλντ", "donald"),
        ("Γκορμπατσόφ", "gorbatsof"),
        ("Γιάννης", "yannis"),
        ("Σωκράτης", "socrates"),
        ("Ξένη", "xeni"),
        ("Ψαρράς", "psarras"),
    ]);
}

#[test]
fn arabic() {
    reads(&[
        ("محمد", "muhammad"),
        ("محمد", "mohamed"),
        ("أحمد", "ahmed"),
        ("حسين", "hussein"),
        ("عبدالله", "abdullah"),
        ("عبدالرحمن", "abdulrahman"),
        ("هدايت‌الله", "hidayatullah"),
        ("نورالدين", "nuruddin"),
        ("صَدَّام", "saddam"),
        ("القذافي", "algaddafi"),
        ("قذافي", "qaddafi"),
        ("خامنه‌ای", "khamenei"),
        ("پوتین", "putin"),
        ("احمدی‌نژاد", "ahmadinejad"),
        ("بیژن", "bijan"),
        ("چوہدری", "chaudhry"),
        ("ﻤﺣﻤﺩ", "mohammad"),
        ("التكريتي", "altikriti"),
        ("مقداد", "maqdad"),
        ("تنتوش", "tantush"),
        ("٢٠", "20"),
    ]);
}

#[test]
fn hebrew() {
    reads(&[
        ("משה", "moshe"),
        ("דוד", "david"),
        ("יוסף", "joseph"),
        ("יצחק", "yitzhak"),
        ("נתניהו", "netanyahu"),
        ("שָׁלוֹם", "shalom"),
        ("ג'ורג'", "george"),
        ("ג׳ורדן", "jordan"),
        ("צ'רצ'יל", "charchil"),
        ("ז'בוטינסקי", "jabotinsky"),
        ("פוטין", "putin"),
        ("סקמוטו", "sakmoto"),
        ("קרול", "karol"),
        ("חרמונה", "harmona"),
        ("וולקן", "valkan"),
        ("פרידבורג", "pridborg"),
    ]);
}

#[test]
fn hangul() {
    reads(&[
        ("김", "kim"),
        ("이", "lee"),
        ("이", "rhee"),
        ("박", "park"),
        ("최", "choi"),
        ("정은", "jungeun"),
        ("정은", "jeongeun"),
        ("정은", "jongun"),
        ("영호", "yongho"),
        ("일성", "ilsung"),
        ("재인", "jaein"),
        ("남궁", "namgung"),
        ("노먼", "normen"),
        ("프란시스", "fransis"),
        ("마리온", "marion"),
        ("데이비드", "deivid"),
        ("블라디미르", "vladimir"),
        ("푸틴", "putin"),
        ("도널드", "doneld"),
        ("히로마사", "hiromasa"),
        ("제임스", "james"),
        ("유세프", "yusef"),
        ("셰카와트", "shekawat"),
    ]);
}

#[test]
fn han() {
    reads(&[
        ("王", "wang"),
        ("王", "wong"),
        ("曾", "zeng"),
        ("单", "shan"),
        ("解", "xie"),
        ("仇", "qiu"),
        ("查", "zha"),
        ("朴", "piao"),
        ("朴", "park"),
        ("陈", "chan"),
        ("陳", "tan"),
        ("黃", "wong"),
        ("欧阳", "ouyang"),
        ("永康", "yongkang"),
        ("近平", "jinping"),
        ("英九", "yingjiu"),
        ("登輝", "tenghui"),
        ("家超", "kachiu"),
        ("正恩", "jongun"),
        ("呂", "lu"),
        ("女", "nyu"),
        ("田中", "tanaka"),
        ("佐々木", "sasaki"),
        ("太郎", "taro"),
        ("奥巴马", "obama"),
        ("普京", "pujing"),
        ("弗拉基米尔", "vladimir"),
        ("韦列梅延科", "velemeyanko"),
        ("江田", "eda"),
    ]);
}

#[test]
fn kana() {
    reads(&[
        ("たなか", "tanaka"),
        ("さとう", "sato"),
        ("ゆうこ", "yuuko"),
        ("しんじ", "sinzi"),
        ("ハットリ", "hattori"),
        ("イッチ", "itchi"),
        ("ナンバ", "namba"),
        ("マクシム", "maksim"),
        ("ウヴァロフ", "uvarof"),
        ("ロバート", "robart"),
        ("パトリック", "patrik"),
        ("ｱｷﾗ", "akira"),
        ("きょうこ", "kyoko"),
        ("ホセ", "jose"),
        ("ラヴロワ", "lavrowa"),
        ("ゆう子", "yuko"),
    ]);
}

#[test]
fn other_scripts() {
    reads(&[("ბარაკ", "barak"), ("पुतिन", "putin"), ("Սարգսյան", "sargsyan"), ("ปูติน", "putin")]);
}

#[test]
fn names_are_cut() {
    cuts(&[
        ("Abd al-Rahman O’Neil", &["Abd", "al", "Rahman", "O'Neil"]),
        ("SMITH, John J.", &["SMITH", "John", "J"]),
        ("Aus “Ali” ASLAN", &["Aus", "Ali", "ASLAN"]),
        ("贝拉克·奥巴马", &["贝拉克", "奥巴马"]),
        ("アスラン・オウス", &["アスラン", "オウス"]),
        ("王永康", &["王", "永康"]),
        ("欧阳娜娜", &["欧阳", "娜娜"]),
        ("田中太郎", &["田中", "太郎"]),
        ("金正恩", &["金", "正恩"]),
        ("김정은", &["김", "정은"]),
        ("남궁민수", &["남궁", "민수"]),
        ("노먼 보언", &["노먼", "보언"]),
        ("عبد الله", &["عبدالله"]),
        ("هدايت الله خان", &["هدايتالله", "خان"]),
        ("عبد الرحمن العسيري", &["عبد", "ال", "رحمن", "ال", "عسيري"]),
        ("الله داد", &["الله", "داد"]),
        ("סת' מקפרלן", &["סת'", "מקפרלן"]),
        ("John\u{202e}Smith\u{200b}son", &["JohnSmithson"]),
        ("Kim 김정은", &["Kim", "김", "정은"]),
        ("", &[]),
        (" - ' ", &[]),
    ]);
    assert!(cut("김정은").contains(&vec!["김".to_owned(), "정".to_owned(), "은".to_owned()]));
    assert!(cut("عبد الرحمن").contains(&vec!["عبدال".to_owned(), "رحمن".to_owned()]));
    assert!(cut("عبد القادر").contains(&vec!["عبدالقادر".to_owned()]));
    assert!(cut("سعد الدين").contains(&vec!["سعدالدين".to_owned()]));
    assert!(cut("江田憲司").contains(&vec!["江田".to_owned(), "憲司".to_owned()]));
    assert!(cut("高橋大輔").contains(&vec!["高橋".to_owned(), "大輔".to_owned()]));
}

#[test]
fn the_cheapest_reading_stands_first() {
    for word in ["Путин", "محمد", "דוד", "정은", "永康", "ロバート", "Müller", "Γεώργιος"]
    {
        let readings = readings(word);
        assert!(readings.len() <= MOST && readings.windows(2).all(|pair| pair[0].cost <= pair[1].cost), "{word}");
        assert!(readings.first().is_some_and(|reading| reading.cost == 0.0), "{word}");
    }
}

#[test]
fn a_word_without_a_sound_is_like_itself_alone() {
    let texts: Vec<String> = ["ь", "ء", "龦", "ъ"].iter().map(|word| readings(word)[0].text.clone()).collect();
    assert_eq!(texts[0], "u44c");
    assert_eq!(texts.iter().collect::<std::collections::HashSet<_>>().len(), 4);
    assert_eq!(readings("…").len(), 0);
}

/// Blocks whose every letter has to be read by a table of this module.
const OWN: [(u32, u32); 20] = [
    (0x41, 0x2AF),
    (0x370, 0x52F),
    (0x5D0, 0x6FF),
    (0x750, 0x77F),
    (0x8A0, 0x8C7),
    (0x1100, 0x11FF),
    (0x1C80, 0x1C88),
    (0x1E00, 0x1FFF),
    (0x3041, 0x30FF),
    (0x3131, 0x318E),
    (0x31F0, 0x31FF),
    (0x4E00, 0x9FFF),
    (0xA640, 0xA69B),
    (0xA960, 0xA97C),
    (0xAC00, 0xD7A3),
    (0xF900, 0xFA6D),
    (0xFB00, 0xFB06),
    (0xFB1D, 0xFB4F),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFC),
];

/// Letters that are signs of breath, stress or repetition and have no sound of their own.
fn soundless(letter: char) -> bool {
    matches!(u32::from(letter), 0x621 | 0x640 | 0x674 | 0x6E5..=0x6E6 | 0x8C9 | 0xFE73 | 0x2B0..=0x36F | 0x37A | 0x115F..=0x1160 | 0x3164)
        || unicode_normalization::char::is_combining_mark(letter)
        || "ъьʔʕʖʘʡʢʬʭǀǁǂǃɂҍҁӏᲆꙏꙿꚜꚝーヽヾゝゞっッ〆".contains(letter)
}

#[test]
fn no_letter_of_a_script_with_a_module_needs_the_fallback() {
    let letters = OWN.iter().flat_map(|(from, to)| *from..=*to).filter_map(char::from_u32);
    let letters: Vec<char> = letters.filter(|letter| letter.is_alphabetic() && !soundless(*letter)).collect();
    let unread = |letter: &char| {
        normal::word(&letter.to_string()).into_iter().any(|part| {
            let read = own_sound(part).is_some_and(|text| !text.is_empty());
            !read && !soundless(part) && part != normal::APOSTROPHE
        })
    };
    let missing: Vec<char> = letters.iter().copied().filter(unread).collect();
    let (rare, missing): (Vec<char>, Vec<char>) = missing.into_iter().partition(|c| script::of(*c) == Script::Han);
    assert!(missing.is_empty(), "{missing:?}");
    assert!(rare.len() < 100, "characters of no known reading, which stand for themselves: {rare:?}");
    assert!(letters.len() > 34_000, "{}", letters.len());
}

#[test]
fn the_tables_hold_words_of_their_script_and_plain_spellings() {
    let table = |text: &'static str, scripts: &[Script]| {
        for entry in text.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(';')) {
            let mut parts = entry.split_whitespace();
            let words = parts.next().unwrap_or_default();
            assert!(words.split(',').all(|word| scripts.contains(&script(word))), "{entry}");
            let spellings: Vec<&str> = parts.collect();
            let plain = |text: &&str| *text == "-" || text.bytes().all(|byte| byte.is_ascii_alphanumeric());
            assert!(!spellings.is_empty() && spellings.iter().all(plain), "{entry}");
        }
    };
    table(include_str!("tables/arabic.txt"), &[Script::Arabic]);
    table(include_str!("tables/arabic_endings.txt"), &[Script::Arabic]);
    table(include_str!("tables/cyrillic.txt"), &[Script::Cyrillic]);
    table(include_str!("tables/greek.txt"), &[Script::Greek]);
    table(include_str!("tables/hebrew.txt"), &[Script::Hebrew]);
    table(include_str!("tables/latin.txt"), &[Script::Latin, Script::Other]);
    table(include_str!("tables/hangul_families.txt"), &[Script::Hangul]);
    table(include_str!("tables/hangul_foreign.txt"), &[Script::Hangul]);
    table(include_str!("tables/hangul_syllables.txt"), &[Script::Hangul]);
    table(include_str!("tables/kana_foreign.txt"), &[Script::Kana]);
    table(include_str!("tables/han_cantonese.txt"), &[Script::Han]);
    table(include_str!("tables/han_families.txt"), &[Script::Han]);
    table(include_str!("tables/han_foreign.txt"), &[Script::Han]);
    table(include_str!("tables/han_transcription.txt"), &[Script::Han]);
    table(include_str!("tables/japanese_families.txt"), &[Script::Han]);
    table(include_str!("tables/japanese_given.txt"), &[Script::Han]);
    table(include_str!("tables/japanese_signs.txt"), &[Script::Han]);
}

#[test]
fn a_long_name_takes_bounded_time() {
    for unit in ["a", "é", "ж", "ع", "ع ", "ב", "한", "中", "カ", "ﷺ", "ß", "'"] {
        let long = unit.repeat(10_000);
        for cut in cut(&long) {
            for word in cut.iter().take(3) {
                assert!(readings(word).iter().all(|reading| reading.text.len() <= 512), "{unit}");
            }
        }
    }
}

#[test]
fn a_persian_ending_after_a_space_is_part_of_its_word() {
    assert_eq!(cut("علی خامنه ای").first(), cut("علی خامنه\u{200c}ای").first());
    assert_eq!(cut("سید علی خامنه اي").first().map(Vec::len), Some(3));
}

proptest! {
    #[test]
    fn any_text_has_clean_readings(text in "\\PC{0,24}") {
        for words in cut(&text) {
            for word in &words {
                let readings = readings(word);
                prop_assert!(!readings.is_empty() && readings.len() <= MOST, "{word:?}");
                for reading in &readings {
                    prop_assert!(!reading.text.is_empty());
                    prop_assert!(reading.text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
                    prop_assert!(reading.cost >= 0.0 && reading.cost.is_finite());
                }
            }
        }
    }

    #[test]
    fn any_characters_at_all_do_no_harm(signs in proptest::collection::vec(any::<char>(), 0..40)) {
        let text: String = signs.into_iter().collect();
        prop_assert!(cut(&text).len() <= 4);
        prop_assert!(readings(&text).len() <= MOST);
    }

    #[test]
    fn a_plain_name_is_cut_like_any_other(name in "[ -~\\t\\n\\x00\\x07]{0,30}") {
        let plain = cut(&name).into_iter().next().unwrap_or_default();
        let marked = cut(&format!("{name} é")).into_iter().next().unwrap_or_default();
        prop_assert_eq!(Some(plain.as_slice()), marked.split_last().map(|(_, words)| words));
    }

    #[test]
    fn a_reading_reads_as_itself(word in "[a-zа-яα-ωא-תء-ي가-힣一-龥ァ-ヶà-ž]{1,10}") {
        for reading in readings(&word) {
            prop_assert!(readings(&reading.text).iter().any(|again| again.text == reading.text));
        }
    }

    #[test]
    fn texts_of_one_script_do_no_harm(word in "[ء-ۿ]{1,30}|[֐-׿]{1,30}|[ᄀ-ᇿ가-힣]{1,30}|[一-龥々]{1,9}|[ぁ-ヿ]{1,30}|[Ѐ-ԯ]{1,30}") {
        prop_assert!(cut(&word).iter().flatten().all(|word| !readings(word).is_empty()));
    }
}
