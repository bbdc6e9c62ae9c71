//! How far a policy text may go before Cedar reads it.
//!
//! Cedar's parser and validator recurse with the nesting and the length of an expression. Beyond the stack the parser
//! ends the program, and the validator passes what it could not check. So nesting and length are bounded here, and the
//! reading is done on a stack that these bounds cannot fill.

use super::fault::{Complaint, RulesFault};

/// The longest policy text that is taken, in bytes; the shipped one has a tenth of it.
const TEXT_LIMIT: usize = 128 * 1024;
/// The longest single rule, in bytes without comments; the longest shipped one has a seventh of it.
const RULE_LIMIT: usize = 4_000;
/// How deep brackets may be nested; the shipped rules need two.
const DEPTH_LIMIT: usize = 24;
/// The stack on which a text within the bounds is read; measured to need less than half of it without optimisation.
const STACK: usize = 64 * 1024 * 1024;

/// Refuses a text beyond the bounds.
pub fn check(text: &str) -> Result<(), RulesFault> {
    if text.len() > TEXT_LIMIT {
        return Err(RulesFault::TooLong(TEXT_LIMIT));
    }
    let mut scan = Scan { line: 1, depth: 0, length: 0, place: Place::Code };
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        scan.take(byte, bytes.peek().copied());
        let what = match &scan {
            Scan { depth, .. } if *depth > DEPTH_LIMIT => "brackets are nested too deep",
            Scan { length, .. } if *length > RULE_LIMIT => "this rule is too long; make several of it",
            _ => continue,
        };
        return Err(RulesFault::Syntax(vec![Complaint { line: Some(scan.line), column: None, what: what.to_owned() }]));
    }
    Ok(())
}

/// Runs `read` on a stack that a text within the bounds cannot fill.
pub fn on_a_large_stack<T: Send>(read: impl FnOnce() -> Result<T, RulesFault> + Send) -> Result<T, RulesFault> {
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().name("rules".to_owned()).stack_size(STACK).spawn_scoped(scope, read);
        let reader = reader.map_err(|error| RulesFault::NoReader(error.to_string()))?;
        reader.join().unwrap_or_else(|_| Err(RulesFault::NoReader("reading them was broken off".to_owned())))
    })
}

/// Where in the text the scan stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Code,
    Comment,
    Text,
    Escaped,
}

struct Scan {
    line: usize,
    depth: usize,
    length: usize,
    place: Place,
}

impl Scan {
    fn take(&mut self, byte: u8, next: Option<u8>) {
        if byte == b'\n' {
            self.line += 1;
        }
        if self.place != Place::Comment {
            self.length += 1;
        }
        self.place = match (self.place, byte) {
            (Place::Code, b'/') if next == Some(b'/') => Place::Comment,
            (Place::Code, b'"') | (Place::Escaped, _) => Place::Text,
            (Place::Comment, b'\n') | (Place::Text, b'"') => Place::Code,
            (Place::Text, b'\\') => Place::Escaped,
            (Place::Code, _) => {
                self.code(byte);
                Place::Code
            }
            (place, _) => place,
        };
    }

    fn code(&mut self, byte: u8) {
        match byte {
            b'(' | b'[' | b'{' => self.depth += 1,
            b')' | b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            b';' => self.length = 0,
            _ => {}
        }
    }
}
