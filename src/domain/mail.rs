//! Addresses of electronic mail.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Characters of an address at most (RFC 5321 section 4.5.3.1).
const LONGEST: usize = 254;
/// Characters before the sign at most.
const LONGEST_LOCAL: usize = 64;
/// What stands before the sign beside letters and digits (atext of RFC 5322).
const ATEXT: &str = "!#$%&'*+-/=?^_`{|}~";

/// An address that mail can go to: `name@host`, in ASCII, without quotes, comments or a display name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

/// Why something is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// It has a line break or another character that is not seen: what stands behind it would be taken for something else.
    #[error("it has a line break or another character that cannot be seen")]
    Invisible,
    /// It is longer than an address may be.
    #[error("it is longer than {LONGEST} characters")]
    TooLong,
    /// It is not of the form name@host.
    #[error("an address such as name@host.example was expected")]
    Form,
}

impl Address {
    /// Reads an address. Spaces around it are dropped, and nothing else is mended.
    pub fn read(text: &str) -> Result<Self, AddressFault> {
        let text = text.trim_matches(' ');
        if text.chars().any(super::text::is_invisible) {
            return Err(AddressFault::Invisible);
        }
        if text.len() > LONGEST {
            return Err(AddressFault::TooLong);
        }
        let (local, host) = text.rsplit_once('@').ok_or(AddressFault::Form)?;
        let atom =
            |atom: &str| !atom.is_empty() && atom.chars().all(|c| c.is_ascii_alphanumeric() || ATEXT.contains(c));
        let label = |label: &str| {
            let inner = label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            !label.is_empty() && label.len() <= 63 && inner && !label.starts_with('-') && !label.ends_with('-')
        };
        let named = local.len() <= LONGEST_LOCAL && local.split('.').all(atom);
        if named && host.split('.').all(label) { Ok(Self(text.to_owned())) } else { Err(AddressFault::Form) }
    }

    /// The address as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Address {
    type Error = AddressFault;

    fn try_from(text: String) -> Result<Self, AddressFault> {
        Self::read(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

/// How the mission's mail goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// The address that mail is from.
    pub sender: Address,
    /// What the sender is called; the mission, where nothing is said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The server; without one mail is saved as files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<Server>,
}

/// A mail server, and how to sign in there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// Its name, or its address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is kept private.
    pub security: Security,
    /// Certificates of whoever vouches for it, as PEM; those of this machine where there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub authorities: String,
    /// Who signs in there; empty where nobody has to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub user: String,
    /// Their password.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub password: String,
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port, security, .. } = self;
        f.debug_struct("Server").field("host", host).field("port", port).field("security", security).finish()
    }
}

/// How the connection to a mail server is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// TLS from the first byte on.
    Tls,
    /// TLS after a greeting in the clear; without it nothing is sent.
    Starttls,
    /// None: to a relay on this machine alone.
    #[serde(rename = "local")]
    Loopback,
}

impl Security {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Starttls, Self::Tls, Self::Loopback];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::Starttls => "starttls",
            Self::Loopback => "local",
        }
    }

    /// The port that is meant where none is said.
    pub fn port(self) -> u16 {
        match self {
            Self::Tls => 465,
            Self::Starttls => 587,
            Self::Loopback => 25,
        }
    }
}

/// Why a server cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ServerFault {
    /// Its name is none.
    #[error("this is no name of a server")]
    Host,
    /// Without TLS mail goes to this machine alone.
    #[error("without TLS mail goes to a relay on this machine alone, as 127.0.0.1")]
    NotLocal,
}

impl Server {
    /// Makes sure that it can be used.
    pub fn check(&self) -> Result<(), ServerFault> {
        let ip = self.host.parse::<core::net::IpAddr>().ok();
        let named = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
        if self.port == 0 || self.host.is_empty() || ip.is_none() && !self.host.bytes().all(named) {
            return Err(ServerFault::Host);
        }
        let local = ip.is_some_and(|ip| ip.is_loopback());
        if self.security == Security::Loopback && !local { Err(ServerFault::NotLocal) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_line_of_name_and_host() {
        for good in ["vera.holm@example.org", " a+b@mail ", "o'brien@post.example", "x@1.2.example"] {
            assert_eq!(Address::read(good).unwrap().as_str(), good.trim());
        }
        for (bad, fault) in [
            ("", AddressFault::Form),
            ("vera", AddressFault::Form),
            ("@example.org", AddressFault::Form),
            ("vera@", AddressFault::Form),
            ("a b@example.org", AddressFault::Form),
            ("a..b@example.org", AddressFault::Form),
            ("a@-b.example", AddressFault::Form),
            ("Vera <vera@example.org>", AddressFault::Form),
            ("a@example.org,b@example.org", AddressFault::Form),
            ("vera@example.org\r\nBcc: x@example.org", AddressFault::Invisible),
            ("vera@example.org\n", AddressFault::Invisible),
            ("vera\u{202e}@example.org", AddressFault::Invisible),
            ("вера@example.org", AddressFault::Form),
        ] {
            assert_eq!(Address::read(bad), Err(fault), "{bad:?}");
        }
        assert_eq!(Address::read(&format!("a@{}", "b.".repeat(140))), Err(AddressFault::TooLong));
    }
}
