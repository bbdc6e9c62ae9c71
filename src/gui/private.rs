//! Secrets on their way through messages.

use std::fmt;

/// Something that no debug print of a message may show: passphrases, halves of a code.
#[derive(Clone, PartialEq, Eq)]
pub struct Private<T>(pub T);

impl<T> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(private)")
    }
}
