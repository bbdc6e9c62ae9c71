//! The words of a text about time, as a person types it.

/// One piece of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A number, and how many digits it was written with.
    Number(u32, usize),
    /// A word in lower case.
    Word(String),
    /// `-`, in whichever length.
    Dash,
    /// `:`
    Colon,
    /// `.`
    Dot,
    /// `/`
    Slash,
    /// `,`, `;`, `+` or `&`
    Comma,
}

/// The pieces of a text, and the first sign of it that belongs to none.
pub fn tokens(text: &str) -> Result<Vec<Token>, char> {
    let mut tokens = Vec::new();
    let mut rest = text.trim();
    while let Some(c) = rest.chars().next() {
        let same: fn(char) -> bool = match c {
            c if c.is_ascii_digit() => |c| c.is_ascii_digit(),
            c if c.is_alphabetic() => char::is_alphabetic,
            _ => |_| false,
        };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(c.len_utf8());
        let (piece, after) = rest.split_at(end);
        rest = after;
        tokens.push(match c {
            c if c.is_whitespace() || c == '\'' || c == '’' => continue,
            '-' | '–' | '—' => Token::Dash,
            ':' => Token::Colon,
            '.' => Token::Dot,
            '/' => Token::Slash,
            ',' | ';' | '+' | '&' => Token::Comma,
            c if c.is_ascii_digit() => Token::Number(piece.parse().map_err(|_| c)?, piece.len()),
            c if c.is_alphabetic() => Token::Word(piece.to_lowercase()),
            c => return Err(c),
        });
    }
    Ok(tokens)
}
