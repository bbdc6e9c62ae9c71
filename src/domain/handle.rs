//! Random handles: what tables and leaves use to speak of something without naming it.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use rand_core::RngCore;
use serde::{Deserialize, Serialize};

/// A text that should have been a handle and was not: the wrong length or a character that is not lower-case hexadecimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a handle: lower-case hexadecimal of the right length was expected")]
pub struct NotAHandle;

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(pub [u8; $bytes]);

        impl $name {
            /// A fresh handle from the given randomness.
            pub fn random(rng: &mut dyn RngCore) -> Self {
                let mut bytes = [0; $bytes];
                rng.fill_bytes(&mut bytes);
                Self(bytes)
            }

            /// The handle in these bytes, if there are exactly as many as it has.
            pub fn from_slice(bytes: &[u8]) -> Result<Self, NotAHandle> {
                bytes.try_into().map(Self).map_err(|_| NotAHandle)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&HEXLOWER.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = NotAHandle;

            fn from_str(text: &str) -> Result<Self, NotAHandle> {
                let bytes = HEXLOWER.decode(text.as_bytes()).map_err(|_| NotAHandle)?;
                Self::from_slice(&bytes)
            }
        }

        impl From<$name> for String {
            fn from(handle: $name) -> Self {
                handle.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAHandle;

            fn try_from(text: String) -> Result<Self, NotAHandle> {
                text.parse()
            }
        }
    };
}
handle!(
    /// One entry of the log.
    EntryId, 16
);
handle!(
    /// One person who visits.
    PersonId, 16
);
handle!(
    /// One appointment.
    VisitId, 16
);
impl VisitId {
    /// The short form that is told to hosts and shown at the desk: `V-` and the first six digits.
    pub fn short(self) -> String {
        format!("V-{:02X}{:02X}{:02X}", self.0[0], self.0[1], self.0[2])
    }
}
handle!(
    /// One delegation.
    GroupId, 16
);
handle!(
    /// One visit that somebody began to enter.
    DraftId, 16
);
handle!(
    /// One host of the book of hosts.
    HostId, 16
);
handle!(
    /// One operator: the first bytes of the SHA-256 of their verifying key.
    OperatorId, 8
);
handle!(
    /// One import of a file of guests.
    ImportId, 16
);

handle!(
    /// One entry of the mission's own list.
    ListingId, 16
);

handle!(
    /// One load of a watch-list: its rows stand under it.
    LoadId, 16
);

handle!(
    /// One person held against one listing as it was, or against another cause to ask security: an HMAC under a key of
    /// this post, so that an answer can be honoured without saying what it was about.
    FindingId, 16
);

handle!(
    /// One badge: the first half of the id of the entry that issued it, so that revoking it needs no body.
    BadgeId, 8
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_read_back_from_its_text_and_nothing_else_is() {
        let handle = VisitId([0xa5; 16]);
        assert_eq!(handle.to_string().parse(), Ok(handle));
        for wrong in ["", "a5", &"A5".repeat(16), &"zz".repeat(16), &"a5".repeat(17)] {
            assert_eq!(wrong.parse::<VisitId>(), Err(NotAHandle), "{wrong}");
        }
    }
}
