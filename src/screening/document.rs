//! stand-in
pub fn normal(text: &str) -> String {
    text.to_string()
}
