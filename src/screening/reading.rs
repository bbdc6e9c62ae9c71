//! stand-in
use unicode_normalization::UnicodeNormalization;
pub struct Reading {
    pub text: String,
    pub cost: f32,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    Latin,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Hangul,
    Han,
    Kana,
    Other,
}
pub fn script(word: &str) -> Script {
    for c in word.chars() {
        return match c as u32 {
            0x400..=0x52f => Script::Cyrillic,
            0x370..=0x3ff => Script::Greek,
            0x600..=0x6ff | 0x750..=0x77f | 0xfb50..=0xfeff => Script::Arabic,
            0x590..=0x5ff => Script::Hebrew,
            0xac00..=0xd7af => Script::Hangul,
            0x4e00..=0x9fff => Script::Han,
            0x3040..=0x30ff => Script::Kana,
            0..=0x24f | 0x1e00..=0x1eff => Script::Latin,
            _ => continue,
        };
    }
    Script::Other
}
pub fn cut(name: &str) -> Vec<Vec<String>> {
    vec![
        name.split(|c: char| !c.is_alphanumeric() && !"'’‘ʿʾ`".contains(c))
            .filter(|w| !w.is_empty())
            .map(str::to_owned)
            .collect(),
    ]
}
pub fn readings(word: &str) -> Vec<Reading> {
    let text: String = word.nfkd().flat_map(char::to_lowercase).filter(char::is_ascii_alphanumeric).collect();
    if text.is_empty() { Vec::new() } else { vec![Reading { text, cost: 0.0 }] }
}
