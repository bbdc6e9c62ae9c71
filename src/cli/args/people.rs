//! Options of commands about operators.

use std::path::PathBuf;

use clap::Subcommand;

use super::role;
use super::second::{MaybeSeconded, Reason};
use crate::domain::Role;

/// Somebody to be enrolled.
#[derive(Debug, clap::Args)]
pub struct Newcomer {
    /// The service number they will sign in with
    #[arg(long)]
    pub number: String,
    /// Their name
    #[arg(long)]
    pub name: String,
    /// What they are to the mission; may be given several times, or with commas
    #[arg(long = "role", required = true, value_delimiter = ',', value_parser = role)]
    pub roles: Vec<Role>,
}

/// `operators`
#[derive(Debug, Subcommand)]
pub enum Operators {
    /// Everybody enrolled, with where they stand
    List,
    /// Enrol somebody; prints the start code with which they choose their own passphrases
    Enrol {
        /// Who
        #[command(flatten)]
        newcomer: Newcomer,
        /// Who signs for it as well, of somebody who may sign for others
        #[command(flatten)]
        signing: MaybeSeconded,
    },
    /// Print another start code for somebody who has not begun
    StartCode {
        /// Their service number
        #[arg(value_name = "NUMBER")]
        number: String,
        /// Who signs for it as well, of somebody who may sign for others
        #[command(flatten)]
        signing: MaybeSeconded,
    },
    /// Begin: choose passphrases of your own; the start code is given as the passphrase
    Start {
        /// A file whose first line is the passphrase and whose second, if there is one, that for when you are forced;
        /// without it a prompt asks
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Give somebody these roles in place of those they have
    Roles {
        /// Their service number
        #[arg(value_name = "NUMBER")]
        number: String,
        /// What they are to the mission; may be given several times, or with commas
        #[arg(long = "role", required = true, value_delimiter = ',', value_parser = role)]
        roles: Vec<Role>,
        /// Why
        #[command(flatten)]
        why: Reason,
        /// The service number of a second person, who signs where somebody changes their own roles, or gives a role that
        /// signs for others
        #[arg(long, value_name = "NUMBER")]
        second: Option<String>,
        /// A file whose first line is their passphrase; without it a prompt asks
        #[arg(long, value_name = "FILE", requires = "second")]
        second_passphrase_file: Option<PathBuf>,
    },
    /// Keep somebody from signing in until they are resumed
    Suspend {
        /// Their service number
        #[arg(value_name = "NUMBER")]
        number: String,
        /// Why
        #[command(flatten)]
        why: Reason,
    },
    /// Let somebody suspended sign in again
    Resume {
        /// Their service number
        #[arg(value_name = "NUMBER")]
        number: String,
        /// Why
        #[command(flatten)]
        why: Reason,
    },
    /// Keep somebody from signing in for good
    End {
        /// Their service number
        #[arg(value_name = "NUMBER")]
        number: String,
        /// Why
        #[command(flatten)]
        why: Reason,
        /// The service number of a second person, who signs for ending somebody that signs for others
        #[arg(long, value_name = "NUMBER")]
        second: Option<String>,
        /// A file whose first line is their passphrase; without it a prompt asks
        #[arg(long, value_name = "FILE", requires = "second")]
        second_passphrase_file: Option<PathBuf>,
    },
    /// Take somebody's PIN away
    ResetPin {
        /// Their service number
        #[arg(value_name = "NUMBER")]
        number: String,
    },
    /// Choose another passphrase of your own
    Passphrase {
        /// A file whose first line is the new one and whose second, if there is one, that for when you are forced; without
        /// it a prompt asks
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
    /// Choose a PIN of your own: 6 to 12 digits that go on with a locked window
    Pin {
        /// A file whose first line it is and whose second, if there is one, that for when you are forced; without it a
        /// prompt asks
        #[arg(long, value_name = "FILE")]
        pin_file: Option<PathBuf>,
    },
    /// Make a new recovery code in place of the one before
    RecoveryCode {
        /// Who signs for it as well
        #[command(flatten)]
        signing: MaybeSeconded,
    },
    /// Enrol somebody with both halves of the recovery code, which is spent by it
    Recover {
        /// A file whose first line is a half of the code, given twice; without them a prompt asks
        #[arg(long = "half-file", value_name = "FILE")]
        halves: Vec<PathBuf>,
        /// Who gives a half of the code, given twice: two people, neither of them who is enrolled
        #[arg(long = "holder", value_name = "NAME", required = true)]
        holders: Vec<String>,
        /// Who
        #[command(flatten)]
        newcomer: Newcomer,
        /// A file whose first line is their passphrase and whose second, if there is one, the passphrase for when they
        /// are forced; without it a prompt asks
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
}
