//! Where silent alarms go: a folder out of this machine's reach, a program, or an address of the mission's network.

// Addresses as such, from the library that has no network.
use core::net::IpAddr;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Bytes that a place takes at most, as written.
pub const LONGEST: usize = 200;

/// A place that messages go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A folder, such as a stick or a share that a witness reads: each message is a file in it.
    Folder(String),
    /// A program, run without arguments for each message, which it reads from its standard input.
    Command(String),
    /// An address of the mission's network: each message is the body of a POST.
    Address(Address),
}

/// An `http` address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    /// The host: a name, or an IP address without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The path, from its slash on.
    pub path: String,
}

/// Why something is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceFault {
    /// Neither a folder, nor a program, nor an address.
    #[error("it begins with none of folder:, command: and http://")]
    Kind,
    /// A folder or a program is named from the root on.
    #[error("a folder or a program is named from the root on")]
    Relative,
    /// The host, the port or the path cannot be one.
    #[error("this is not an address")]
    Address,
    /// The address lies outside of the mission's network.
    #[error("the address is not of a private network")]
    Public,
    /// Longer than a place may be.
    #[error("it is longer than {LONGEST} bytes")]
    Long,
}

impl Place {
    /// The place as it is written: `folder:/media/witness`, `command:/usr/local/bin/alarm`, `http://10.0.0.7:8080/alarm`.
    pub fn read(text: &str) -> Result<Self, PlaceFault> {
        let text = text.trim();
        if text.len() > LONGEST || text.chars().any(char::is_control) {
            return Err(PlaceFault::Long);
        }
        let whole = |path: &str| {
            let absolute = std::path::Path::new(path).is_absolute();
            if absolute { Ok(path.to_owned()) } else { Err(PlaceFault::Relative) }
        };
        if let Some(path) = text.strip_prefix("folder:") {
            return whole(path).map(Self::Folder);
        }
        if let Some(path) = text.strip_prefix("command:") {
            return whole(path).map(Self::Command);
        }
        text.strip_prefix("http://").ok_or(PlaceFault::Kind).and_then(Address::read).map(Self::Address)
    }

    /// The stable name of its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Folder(_) => "folder",
            Self::Command(_) => "command",
            Self::Address(_) => "http",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "folder:{path}"),
            Self::Command(path) => write!(f, "command:{path}"),
            Self::Address(address) => address.fmt(f),
        }
    }
}

impl std::str::FromStr for Address {
    type Err = PlaceFault;

    fn from_str(text: &str) -> Result<Self, PlaceFault> {
        match Place::read(text)? {
            Place::Address(address) => Ok(address),
            Place::Folder(_) | Place::Command(_) => Err(PlaceFault::Address),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}{}", self.authority(), self.path)
    }
}

impl TryFrom<String> for Address {
    type Error = PlaceFault;

    fn try_from(text: String) -> Result<Self, PlaceFault> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.to_string()
    }
}

impl Address {
    fn read(text: &str) -> Result<Self, PlaceFault> {
        let (authority, path) = text.find('/').map_or((text, "/"), |at| text.split_at(at));
        let (host, port) = match authority.strip_prefix('[') {
            Some(rest) => rest.split_once(']').ok_or(PlaceFault::Address)?,
            None => authority.find(':').map_or((authority, ""), |at| authority.split_at(at)),
        };
        let port = match port.strip_prefix(':') {
            Some(port) => port.parse().map_err(|_| PlaceFault::Address)?,
            None if port.is_empty() => 80,
            None => return Err(PlaceFault::Address),
        };
        let ip = host.parse::<IpAddr>().ok();
        let named = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
        let printable = path.bytes().all(|b| b.is_ascii_graphic());
        if port == 0 || !printable || ip.is_none() && !named {
            return Err(PlaceFault::Address);
        }
        if ip.is_some_and(|ip| !is_of_the_mission(ip)) {
            return Err(PlaceFault::Public);
        }
        Ok(Self { host: host.to_owned(), port, path: path.to_owned() })
    }

    /// Host and port, as in a request.
    pub fn authority(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }
}

/// Whether an address is of this machine or of a network that is not the world's: loopback, private (RFC 1918),
/// link-local, or unique local (RFC 4193).
pub fn is_of_the_mission(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => is_of_the_mission(IpAddr::V4(ip)),
            None => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_they_are_written() {
        for text in [
            "folder:/media/witness",
            "command:/usr/local/bin/alarm",
            "http://10.0.0.7:8080/alarm?post=north",
            "http://[fd00::7]:80/",
            "http://guardhouse.local:80/",
        ] {
            assert_eq!(Place::read(text).unwrap().to_string(), text);
        }
        assert_eq!(Place::read(" http://127.0.0.1 ").unwrap().to_string(), "http://127.0.0.1:80/");
    }

    #[test]
    fn what_is_no_place_of_the_mission_is_refused() {
        let long = format!("folder:/{}", "x".repeat(LONGEST));
        for (text, fault) in [
            ("", PlaceFault::Kind),
            ("https://10.0.0.7/", PlaceFault::Kind),
            ("/media/witness", PlaceFault::Kind),
            ("folder:media", PlaceFault::Relative),
            ("command:alarm", PlaceFault::Relative),
            ("http://", PlaceFault::Address),
            ("http://10.0.0.7:0/", PlaceFault::Address),
            ("http://10.0.0.7:x/", PlaceFault::Address),
            ("http://[fd00::7/", PlaceFault::Address),
            ("http://user@10.0.0.7/", PlaceFault::Address),
            ("http://10.0.0.7/a b", PlaceFault::Address),
            ("http://8.8.8.8/", PlaceFault::Public),
            ("http://[2001:4860:4860::8888]/", PlaceFault::Public),
            ("http://[::ffff:8.8.8.8]/", PlaceFault::Public),
            (&long, PlaceFault::Long),
            ("http://10.0.0.7/\r\nHost: x", PlaceFault::Long),
        ] {
            assert_eq!(Place::read(text), Err(fault), "{text}");
        }
    }
}
