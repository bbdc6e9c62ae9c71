//! Why a command did not do what it was asked to: what happened, what to do, and the exit code, in one place.

use std::path::PathBuf;

use crate::desk::DeskError;
use crate::desk::import::ImportFault;
use crate::desk::screening::files;
use crate::desk::screening::names::NamesFault;
use crate::i18n;
use crate::policy::RulesFault;
use crate::policy::table::TableFault;
use crate::screening::given::GivenFault;
use crate::screening::index::Full;
use crate::screening::list::ListFault;
use crate::store::StoreError;

/// How a command ended that was carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done, and nothing to remark.
    Done,
    /// Done, with a finding: a verdict that is not Admit, several visits that may be meant, a log that is not whole.
    Finding,
}

impl Outcome {
    /// A finding unless it holds.
    pub fn unless(fine: bool) -> Self {
        if fine { Self::Done } else { Self::Finding }
    }

    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Finding => 1,
        }
    }
}

/// An error of a command. The message names no visitor, so that standard error may be kept.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The desk or the store below it.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// A file of guests from which nothing was taken.
    #[error(transparent)]
    Import(#[from] ImportFault),
    /// The value of an option is not one.
    #[error("{0}: {1} was expected")]
    Value(&'static str, String),
    /// What was said of one visit cannot be taken.
    #[error("{0}")]
    Details(String),
    /// A file of guests of which no row can be taken.
    #[error("no row of the file can be taken")]
    NoGoodRow,
    /// Columns of a list mean nothing here; one of them may be that by which somebody is known.
    #[error("the list has columns that are not read: {0}")]
    UnreadColumns(String),
    /// A file or stream could not be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// A watch-list of which nothing was taken.
    #[error("{}", files::lines(.0))]
    List(#[from] ListFault),
    /// The mission's table of given names is not taken.
    #[error("{}", .0.told())]
    Names(#[from] NamesFault),
    /// A table of given names that is not taken.
    #[error(transparent)]
    Given(#[from] GivenFault),
    /// A watch-list that is too long to be searched.
    #[error(transparent)]
    Full(#[from] Full),
    /// A table of values that cannot be read.
    #[error("{}: {what}", path.display())]
    Csv {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it, and in which line.
        what: String,
    },
    /// A table of values that lacks a column.
    #[error("{} has no column {column}; it has: {found}", path.display())]
    Column {
        /// Which file.
        path: PathBuf,
        /// The column.
        column: &'static str,
        /// Those it has.
        found: String,
    },
    /// What was to be written is there already.
    #[error("{} is there already; nothing was written over", .0.display())]
    Exists(PathBuf),
    /// A passphrase has to be asked for, and there is nobody to ask.
    #[error("there is no terminal to ask for a passphrase on")]
    NoTerminal,
    /// The first line of the file is empty or no text.
    #[error("the first line of {} is no passphrase", .0.display())]
    NoPassphrase(PathBuf),
    /// The same passphrase has to be typed twice.
    #[error("the passphrase was typed differently the second time")]
    NotRepeated,
    /// Several operators may be meant.
    #[error("it was not said who signs in")]
    NoOperator,
    /// The platform names no data folder.
    #[error("this platform names no data folder")]
    NoDataFolder,
    /// A recovery code has two halves.
    #[error("a recovery code has two halves, and {0} were given")]
    Halves(usize),
    /// Somebody on no list needs a host before they can wait.
    #[error("the visitor is on no list, and it was not said whom they want to see")]
    OnNoList,
    /// What was written to confirm is not the name of whoever is meant.
    #[error("the name after --confirm is not theirs")]
    NotTheirName,
    /// What was written to confirm is not how many entries the backup has.
    #[error("the number after --confirm is not that of this backup, which has {0} entries")]
    NotThisBackup(u64),
    /// The visitor does not wait for an answer.
    #[error("the visitor does not wait for an answer")]
    NotReferred,
    /// The rule gave no reason to wait for.
    #[error("there is nothing to answer under this rule; those that wait: {}", .0.join(", "))]
    NoSuchReason(Vec<String>),
    /// Nobody on the roll is meant.
    #[error("nobody on the roll is called so")]
    NotOnTheRoll,
    /// Several on the roll may be meant; their stays.
    #[error("several on the roll may be meant; their entries: {}", .0.join(", "))]
    SeveralOnTheRoll(Vec<String>),
    /// The log is not that long.
    #[error("the log ends before entry {0}")]
    NoEntry(u64),
    /// A file of rules that is not text.
    #[error("{0} is not text in UTF-8")]
    NotText(PathBuf),
    /// Rules that cannot be used; which rule, and why.
    #[error("these rules cannot be used: {0}")]
    Rules(#[from] RulesFault),
    /// A table that cannot be read; where, and why.
    #[error("this table cannot be used: {0}")]
    Table(#[from] TableFault),
    /// No head that covers the entry has been signed yet.
    #[error("no signed head covers entry {0} yet")]
    NotSealed(u64),
    /// What was given is no key, or the key of another log.
    #[error("this is not a verifier key of the log {0}")]
    NotAKey(String),
    /// What was given is no signed head of this log.
    #[error("this is not a signed head of this log: {0}")]
    NotAHead(PathBuf),
    /// The window or the tour did not run; what to do stands in the message.
    #[error(transparent)]
    Window(Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

impl CliError {
    /// What the system said of a file.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Self::Exists(path),
            _ => Self::File { path, error },
        }
    }

    /// The exit code: 1 a finding, 2 wrong usage or bad input, 3 locked or denied, 4 a damaged or unavailable store.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Desk(error) => desk_code(error),
            Self::NotSealed(_) | Self::SeveralOnTheRoll(_) => 1,
            Self::NoTerminal => 3,
            Self::Window(_) => 4,
            Self::Import(_)
            | Self::List(_)
            | Self::Value(..)
            | Self::Details(_)
            | Self::NoGoodRow
            | Self::UnreadColumns(_)
            | Self::File { .. }
            | Self::Full(_)
            | Self::Given(_)
            | Self::Names(_)
            | Self::Csv { .. }
            | Self::Column { .. }
            | Self::Exists(_)
            | Self::NoPassphrase(_)
            | Self::NotRepeated
            | Self::NoOperator
            | Self::NoDataFolder
            | Self::Halves(_)
            | Self::OnNoList
            | Self::NotTheirName
            | Self::NotThisBackup(_)
            | Self::NotReferred
            | Self::NotOnTheRoll
            | Self::NoSuchReason(_)
            | Self::NoEntry(_)
            | Self::NotText(_)
            | Self::Rules(_)
            | Self::Table(_)
            | Self::NotAKey(_)
            | Self::NotAHead(_) => 2,
        }
    }

    /// The stable name of an error, as in `--json`.
    pub fn code(&self) -> &'static str {
        match self {
            // One name, whatever is wrong with the text: what is to be done differs, and the message says what.
            Self::Desk(DeskError::Text { .. }) => "text",
            Self::Desk(error) => error.advice().strip_prefix("advice-").unwrap_or("desk"),
            Self::Import(ImportFault::Rows(_)) => "rows",
            Self::Import(_) => "import-file",
            Self::List(_) => "list-file",
            Self::Value(..) => "value",
            Self::Details(_) => "details",
            Self::NoGoodRow => "no-good-row",
            Self::UnreadColumns(_) => "unread-columns",
            Self::File { .. } => "file",
            Self::Full(_) => "full",
            Self::Given(_) | Self::Names(_) => "given-names",
            Self::Csv { .. } => "csv",
            Self::Column { .. } => "column",
            Self::Exists(_) => "exists",
            Self::NoTerminal => "no-terminal",
            Self::NoPassphrase(_) => "no-passphrase",
            Self::NotRepeated => "not-repeated",
            Self::NoOperator => "no-operator",
            Self::NoDataFolder => "no-data-folder",
            Self::Halves(_) => "recovery-halves",
            Self::OnNoList => "on-no-list",
            Self::NotTheirName => "not-their-name",
            Self::NotThisBackup(_) => "not-this-backup",
            Self::NotReferred => "not-referred",
            Self::NotOnTheRoll => "not-on-the-roll",
            Self::SeveralOnTheRoll(_) => "several-on-the-roll",
            Self::NoSuchReason(_) => "no-such-reason",
            Self::NoEntry(_) => "no-entry",
            Self::NotText(_) => "not-text",
            Self::Rules(_) => "rules",
            Self::Table(_) => "table",
            Self::NotSealed(_) => "not-sealed",
            Self::NotAKey(_) => "not-a-key",
            Self::NotAHead(_) => "not-a-head",
            Self::Window(_) => "window",
        }
    }

    /// What to do about it; nothing where there is nothing more to say.
    pub fn advice(&self) -> Option<String> {
        let id = match self {
            Self::Desk(error) => error.advice().to_owned(),
            other => format!("cli-advice-{}", other.code()),
        };
        i18n::has(&id).then(|| i18n::tr(&id))
    }
}

fn desk_code(error: &DeskError) -> u8 {
    match error {
        DeskError::Changed(_)
        | DeskError::NotAdmissible(_)
        | DeskError::NotWithoutAppointment
        | DeskError::ObligationsOpen(_)
        | DeskError::Forked(_) => 1,
        DeskError::Gone
        | DeskError::VisitStands(_)
        | DeskError::Text { .. }
        | DeskError::NumberTaken
        | DeskError::NotANumber
        | DeskError::WeakPassphrase
        | DeskError::TooClose
        | DeskError::PlaceKnown
        | DeskError::NotADomain
        | DeskError::NoRecipient
        | DeskError::ForeignHead(_)
        | DeskError::Roles
        | DeskError::WeakPin
        | DeskError::LastOne(_)
        | DeskError::Oneself
        | DeskError::NoMember
        | DeskError::ListTooLong(_)
        | DeskError::GroupFull(_)
        | DeskError::NotThatDay
        | DeskError::NoPhoto
        | DeskError::Photo(_)
        | DeskError::NoReview
        | DeskError::OnlyDay
        | DeskError::HolidaysFull(_)
        | DeskError::HostsFull(_)
        | DeskError::HostKnown
        | DeskError::HostLanguage
        | DeskError::Grace
        | DeskError::NoWebhook
        | DeskError::OnlyOne
        | DeskError::Holders
        | DeskError::ClearsTooLong
        | DeskError::NeedsSecond
        | DeskError::NobodySigns
        | DeskError::Standing
        | DeskError::NoOperator
        | DeskError::SheetChanged
        | DeskError::ImportedBefore
        | DeskError::NoList
        | DeskError::ListName
        | DeskError::EmptyList
        | DeskError::Limits
        | DeskError::ListDated(_)
        | DeskError::ListShrinks(..)
        | DeskError::TooSlack
        | DeskError::Rules(_)
        | DeskError::SameRules
        | DeskError::NoVersion
        | DeskError::NoMuster
        | DeskError::NoMonth
        | DeskError::NoUndo
        | DeskError::TooLong
        | DeskError::NotApproved
        | DeskError::NotInvited
        | DeskError::Template(_)
        | DeskError::Mail(_)
        | DeskError::MailServer(_)
        | DeskError::NoSender
        | DeskError::NoServer
        | DeskError::NoAddress
        | DeskError::NotHigher(_)
        | DeskError::NotLower(_)
        | DeskError::Card(_) => 2,
        DeskError::Locked
        | DeskError::Denied(_)
        | DeskError::NoRule(_)
        | DeskError::OnTheCase
        | DeskError::SignedInOnly
        | DeskError::NotTheirs
        | DeskError::NotAdministrator
        | DeskError::NotSecurity
        | DeskError::TookPart(_)
        | DeskError::StartOver
        | DeskError::Wait(_)
        | DeskError::WrongPin
        | DeskError::PinSpent
        | DeskError::NotAlone
        | DeskError::NotErasable(_)
        | DeskError::RequestOver
        | DeskError::TooLate
        | DeskError::ImportRunning => 3,
        DeskError::BackupDamaged(_) => 4,
        DeskError::Store(error) => store_code(error),
    }
}

fn store_code(error: &StoreError) -> u8 {
    match error {
        StoreError::PostExists(_) | StoreError::Recipient(_) | StoreError::Identity(_) => 2,
        StoreError::NotStarted(_)
        | StoreError::WrongKey
        | StoreError::WrongRecovery
        | StoreError::Locked
        | StoreError::InUse(_)
        | StoreError::ReadOnly
        | StoreError::NotOpened(_) => 3,
        StoreError::NoPost(_)
        | StoreError::LostDatabase(_)
        | StoreError::Newer { .. }
        | StoreError::Older { .. }
        | StoreError::Damaged(_)
        | StoreError::KeySlots(_)
        | StoreError::SlotsOfNoLog
        | StoreError::Disk(_)
        | StoreError::HeadLost { .. }
        | StoreError::Body(_)
        | StoreError::Erased(_)
        | StoreError::Entry(_)
        | StoreError::OldSqlite(_)
        | StoreError::NotABackup(_)
        | StoreError::File { .. } => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::given::GivenProblem;
    use crate::screening::list::ListProblem;

    #[test]
    fn every_error_of_a_command_says_what_to_do() {
        let gone = || std::io::Error::other("gone");
        let errors = [
            CliError::Import(ImportFault::NoRows),
            CliError::Details("from: a time was expected".into()),
            CliError::NoGoodRow,
            CliError::UnreadColumns("Shoe size".into()),
            CliError::List(ListFault { file: 0, problem: ListProblem::Empty }),
            CliError::Full(Full),
            CliError::Given(GivenFault { line: 1, problem: GivenProblem::Alone }),
            CliError::Value("--until", String::new()),
            CliError::file("x")(gone()),
            CliError::Csv { path: "x".into(), what: String::new() },
            CliError::Column { path: "x".into(), column: "query", found: String::new() },
            CliError::Exists("x".into()),
            CliError::NoTerminal,
            CliError::NoPassphrase("x".into()),
            CliError::NotRepeated,
            CliError::NoOperator,
            CliError::NoDataFolder,
            CliError::Halves(1),
            CliError::OnNoList,
            CliError::NotTheirName,
            CliError::NotThisBackup(7),
            CliError::NotReferred,
            CliError::NotOnTheRoll,
            CliError::SeveralOnTheRoll(Vec::new()),
            CliError::NoSuchReason(Vec::new()),
            CliError::NoEntry(1),
            CliError::NotSealed(1),
            CliError::NotAKey("x".into()),
            CliError::NotAHead("x".into()),
        ];
        for error in errors {
            assert!(error.advice().is_some_and(|advice| !advice.is_empty()), "{error:?}");
            assert!((1..=4).contains(&error.exit_code()));
        }
    }

    #[test]
    fn denied_and_damaged_are_told_apart() {
        let code = |error: StoreError| CliError::from(error).exit_code();
        assert_eq!(code(StoreError::WrongKey), 3);
        assert_eq!(code(StoreError::InUse("process 7".into())), 3);
        assert_eq!(code(StoreError::Damaged(String::new())), 4);
        assert_eq!(code(StoreError::NoPost("x".into())), 4);
        assert_eq!(code(StoreError::PostExists("x".into())), 2);
        assert_eq!(CliError::from(StoreError::WrongKey).code(), "wrong-key");
    }
}
