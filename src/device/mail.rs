//! Giving a mail to the mission's own server (SMTP, RFC 5321), and to no other.

use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{Certificate, CertificateStore, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;

use crate::domain::mail::{Address, Security, Server};

/// How long the server has for each answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a mail did not go out, or may not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Of which kind.
    pub kind: Trouble,
    /// What the server, or the library, said.
    pub words: String,
}

/// Kinds of failures, each with something else to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The server cannot be reached.
    Unreachable,
    /// The connection cannot be kept private, or the server is not who it says.
    Untrusted,
    /// The server does not take it now.
    Later,
    /// The server does not take it.
    Refused,
    /// The server did not say whether it took it.
    Unsure,
    /// What is said of the server cannot be used.
    Settings,
}

impl Trouble {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Unreachable, Self::Untrusted, Self::Later, Self::Refused, Self::Unsure, Self::Settings];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Untrusted => "untrusted",
            Self::Later => "later",
            Self::Refused => "refused",
            Self::Unsure => "unsure",
            Self::Settings => "settings",
        }
    }

    /// The kind of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether trying again by itself may help, and does no harm.
    pub fn passes(self) -> bool {
        matches!(self, Self::Unreachable | Self::Later)
    }
}

/// Gives a mail to the server, over one connection that is ended after it.
///
/// # Errors
/// It was not taken, or may not have been: whatever goes wrong before the last byte was given is nothing that was sent.
pub fn send(server: &Server, domain: &str, from: &Address, to: &Address, message: &[u8]) -> Result<(), Failure> {
    let (from, to) = (parsed(from)?, parsed(to)?);
    let mut connection = connect(server, domain)?;
    let command = |connection: &mut SmtpConnection, text: String| {
        connection.command(text).map(drop).map_err(|error| failure(&error, Trouble::Unreachable))
    };
    command(&mut connection, Mail::new(Some(from), Vec::new()).to_string())?;
    command(&mut connection, Rcpt::new(to, Vec::new()).to_string())?;
    command(&mut connection, Data.to_string())?;
    let taken = connection.message(message).map(drop).map_err(|error| failure(&error, Trouble::Unsure));
    // Whether the server says goodbye changes nothing.
    let _ = connection.quit();
    taken
}

fn connect(server: &Server, domain: &str) -> Result<SmtpConnection, Failure> {
    server.check().map_err(settings)?;
    let (hello, patience) = (ClientId::Domain(domain.to_owned()), Some(PATIENCE));
    let tls = (server.security != Security::Loopback).then(|| parameters(server)).transpose()?;
    let at_once = tls.as_ref().filter(|_| server.security == Security::Tls);
    let address = (server.host.as_str(), server.port);
    let mut connection = SmtpConnection::connect(address, patience, &hello, at_once, None)
        .map_err(|error| failure(&error, Trouble::Unreachable))?;
    if let Some(tls) = tls.as_ref().filter(|_| server.security == Security::Starttls) {
        connection.starttls(tls, &hello).map_err(|error| failure(&error, Trouble::Untrusted))?;
    }
    if !server.user.is_empty() {
        let credentials = Credentials::new(server.user.clone(), server.password.clone());
        let signed_in = connection.auth(DEFAULT_MECHANISMS, &credentials);
        let _ = signed_in.map_err(|error| failure(&error, Trouble::Refused))?;
    }
    Ok(connection)
}

fn parameters(server: &Server) -> Result<TlsParameters, Failure> {
    let mut tls = TlsParameters::builder(server.host.clone());
    if !server.authorities.is_empty() {
        tls = tls.certificate_store(CertificateStore::None);
        for one in certificates(&server.authorities) {
            tls = tls.add_root_certificate(Certificate::from_pem(one.as_bytes()).map_err(settings)?);
        }
    }
    tls.build_rustls().map_err(settings)
}

/// The certificates of a file, one by one.
fn certificates(text: &str) -> impl Iterator<Item = &str> {
    const END: &str = "-----END CERTIFICATE-----";
    text.split_inclusive(END).filter(|part| part.contains("-----BEGIN CERTIFICATE-----"))
}

fn parsed(address: &Address) -> Result<lettre::Address, Failure> {
    address.as_str().parse().map_err(settings)
}

fn settings(error: impl std::fmt::Display) -> Failure {
    Failure { kind: Trouble::Settings, words: error.to_string() }
}

/// What came of it; `otherwise` where the server did not say.
fn failure(error: &Error, otherwise: Trouble) -> Failure {
    let kind = if error.is_transient() {
        Trouble::Later
    } else if error.is_permanent() {
        Trouble::Refused
    } else if error.is_tls() {
        Trouble::Untrusted
    } else {
        otherwise
    };
    Failure { kind, words: error.to_string() }
}

#[cfg(test)]
pub(crate) mod tests;
