//! Where a command works and as whom: the common options, understood.

use std::path::PathBuf;

use rand_core::OsRng;
use zeroize::Zeroizing;

use super::args::Common;
use super::fault::CliError;
use super::output::Output;
use super::secret;
use crate::desk::{Desk, DeskError, system_moment};
use crate::store::connection::is_there;
use crate::store::keyslots::KeySlots;
use crate::store::{Randomness, Store};

/// The folder, the operator and the output of one command.
#[derive(Debug)]
pub struct Context {
    /// The post's folder.
    pub folder: PathBuf,
    /// The service number given.
    pub operator: Option<String>,
    /// The file of their passphrase.
    pub passphrase_file: Option<PathBuf>,
    /// What is said goes here.
    pub out: Output,
}

/// Randomness of the operating system.
pub fn randomness() -> Randomness {
    Box::new(OsRng)
}

impl Context {
    /// What the common options mean on this machine.
    pub fn new(common: Common) -> Result<Self, CliError> {
        let platform = || {
            use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};
            choose_native_strategy().ok().map(|dirs| dirs.data_dir().join("gateward"))
        };
        let folder = common.data.or_else(platform).ok_or(CliError::NoDataFolder)?;
        let out = Output::new(common.json);
        Ok(Self { folder, operator: common.operator, passphrase_file: common.passphrase_file, out })
    }

    /// Number and passphrase of whoever signs in.
    pub fn credentials(&self) -> Result<(String, Zeroizing<String>), CliError> {
        // Nobody is asked for a passphrase to a post that is not there.
        is_there(&self.folder)?;
        let number = match &self.operator {
            Some(number) => number.clone(),
            None => match KeySlots::read(&self.folder)?.operators.as_slice() {
                [only] => only.number.clone(),
                _ => return Err(CliError::NoOperator),
            },
        };
        let passphrase = secret::passphrase(&self.out, self.passphrase_file.as_deref(), "cli-ask-passphrase")?;
        Ok((number, passphrase))
    }

    /// Reads beside a running window, with persons opened; nothing goes into the log.
    pub fn read<T>(&self, act: impl FnOnce(&mut Desk) -> Result<T, CliError>) -> Result<T, CliError> {
        let (number, passphrase) = self.credentials()?;
        let mut desk = Desk::new(Store::open_read_only(&self.folder, randomness())?);
        let _ = desk.open_to_read(system_moment(), &number, &passphrase)?;
        let done = act(&mut desk);
        desk.close();
        done
    }

    /// Signs in, acts and signs out, whatever came of the act.
    pub fn write<T>(&self, act: impl FnOnce(&mut Desk) -> Result<T, CliError>) -> Result<T, CliError> {
        self.write_with(|desk, _| act(desk))
    }

    /// As [`Self::write`]; the act gets the passphrase that was signed in with, to prove with it once more.
    pub fn write_with<T>(&self, act: impl FnOnce(&mut Desk, &str) -> Result<T, CliError>) -> Result<T, CliError> {
        let (number, passphrase) = self.credentials()?;
        self.write_as(&number, &passphrase, |desk| act(desk, &passphrase))
    }

    /// The same, as somebody whose passphrase is known already.
    pub fn write_as<T>(
        &self,
        number: &str,
        passphrase: &str,
        act: impl FnOnce(&mut Desk) -> Result<T, CliError>,
    ) -> Result<T, CliError> {
        let mut desk = Desk::new(Store::open(&self.folder, randomness())?);
        let _ = desk.sign_in(system_moment(), number, passphrase)?;
        let done = act(&mut desk);
        // Whatever is configured gets its message before this process is gone, whoever signed in and however.
        if let Err(error) = desk.send_alarms_now() {
            tracing::error!(%error, "messages wait for the next sign-in");
        }
        // What it came to is said by now: nobody waits for it who waits for a server of mail.
        desk.tell_hosts_now(system_moment());
        let signed = sign_out(&mut desk);
        done.and_then(|value| signed.map(|()| value))
    }

    /// Reads without anybody signed in: what is legible without a key.
    pub fn look<T>(&self, act: impl FnOnce(&Desk) -> Result<T, CliError>) -> Result<T, CliError> {
        act(&Desk::new(Store::open_read_only(&self.folder, randomness())?))
    }
}

/// Ends a session, if there is one.
pub fn sign_out(desk: &mut Desk) -> Result<(), CliError> {
    if desk.operator().is_none() {
        return Ok(());
    }
    desk.sign_out(system_moment()).map_err(|error: DeskError| error.into())
}
