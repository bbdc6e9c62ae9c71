//! The languages that letters come in.

use crate::domain::text::fold;

/// A language of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// French.
    French,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// Arabic.
    Arabic,
    /// Russian.
    Russian,
}

/// Words by which each is called.
const CALLED: [(Language, &str); 6] = [
    (Language::English, "en eng english englisch anglais ingles английский الإنجليزية"),
    (Language::French, "fr fra fre french francais franzosisch frances французский الفرنسية"),
    (Language::German, "de deu ger german deutsch allemand aleman немецкий الألمانية"),
    (Language::Spanish, "es spa spanish espanol castellano espagnol spanisch испанский الإسبانية"),
    (Language::Arabic, "ar ara arabic العربية عربي عربية arabe arabisch арабский"),
    (Language::Russian, "ru rus russian русский russe russisch ruso الروسية"),
];

impl Language {
    /// Every language.
    pub const ALL: [Self; 6] = [Self::English, Self::French, Self::German, Self::Spanish, Self::Arabic, Self::Russian];

    /// Its code (ISO 639-1), which is also the name of its template.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Arabic => "ar",
            Self::Russian => "ru",
        }
    }

    /// The language of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The first of these languages, as somebody wrote them down, that letters come in.
    pub fn of(spoken: &[String]) -> Option<Self> {
        spoken.iter().find_map(|one| {
            let words = fold(one);
            let is = |called: &&(Self, &str)| {
                let called = fold(called.1);
                words.iter().any(|word| called.contains(word))
            };
            CALLED.iter().find(is).map(|(language, _)| *language)
        })
    }

    /// Whether it is written from right to left.
    pub fn is_right_to_left(self) -> bool {
        self == Self::Arabic
    }

    /// Its template as it comes with the program.
    pub fn built_in(self) -> &'static str {
        match self {
            Self::English => include_str!("../../assets/invitation/en.txt"),
            Self::French => include_str!("../../assets/invitation/fr.txt"),
            Self::German => include_str!("../../assets/invitation/de.txt"),
            Self::Spanish => include_str!("../../assets/invitation/es.txt"),
            Self::Arabic => include_str!("../../assets/invitation/ar.txt"),
            Self::Russian => include_str!("../../assets/invitation/ru.txt"),
        }
    }
}
