//! Why an act at the desk did not happen.

use crate::domain::guest::chrono_date::Date;
use crate::domain::operator::Act as Deed;
use crate::domain::text::TextFault;
use crate::domain::{Card, Obligation, Posture, Role, VisitState};
use crate::i18n::{tr, tr_with};
use crate::policy::RulesFault;
use crate::store::StoreError;

use super::denial::Denial;
use super::erase::Hold;
use super::screening::shrink::Lost;

/// An act that was not done, with what happened; nothing was recorded unless it says so.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    Locked,
    /// The rules do not let this operator do it.
    #[error("{0}")]
    Denied(Denial),
    /// The first backup of a post says for whom it is.
    #[error("it was not said who can open the backup")]
    NoRecipient,
    /// The log in a backup is not what it was; nothing was touched.
    #[error("the log in the backup does not verify: {0}")]
    BackupDamaged(String),
    /// A head that was kept is not of this backup's log.
    #[error("{0} is not a head of the log in this backup, and no list of what was erased of it")]
    ForeignHead(std::path::PathBuf),
    /// A head that was kept tells of other entries than those in the backup.
    #[error("the log in the backup is not the one whose head was kept: they differ within the first {0} entries")]
    Forked(u64),
    /// No rule in force names the act: nobody does it, or nobody signs for it.
    #[error("no rule in force says who may do this: {}", tr(&format!("deed-{}", .0.code())))]
    NoRule(Deed),
    /// Security answers what a list found on its own screen, match by match, and not at the gate.
    #[error("a match is answered where it is shown with the listing")]
    OnTheCase,
    /// Security answers what it has to see signed in, and not beside somebody else: what a signature there is worth would
    /// tell whoever looks on what it was for.
    #[error("security answers this signed in, not beside somebody else")]
    SignedInOnly,
    /// The verdict, looked at once more, is worse than what was shown: this is the new one, and nobody was admitted.
    #[error("the verdict has changed")]
    Changed(Box<Card>),
    /// The verdict does not allow it.
    #[error("the verdict does not allow it")]
    NotAdmissible(Box<Card>),
    /// Nobody of this kind comes without an appointment now.
    #[error("nobody of this kind comes without an appointment now")]
    NotWithoutAppointment,
    /// Something has to be done first.
    #[error("something has to be done first")]
    ObligationsOpen(Vec<Obligation>),
    /// It can be undone for two minutes only, and by whoever sees it was wrong.
    #[error("it is too late to undo this")]
    TooLate,
    /// There is nothing of the kind, or it was decided already.
    #[error("it is not there any more")]
    Gone,
    /// Whoever is invited is expected: the visit is approved and not over.
    #[error("nobody is invited to a visit that is not approved, or is over")]
    NotApproved,
    /// Nobody was invited to this visit, or no more.
    #[error("there is no invitation to this visit that holds")]
    NotInvited,
    /// A delegation is led and accompanied by its members, and these are of it.
    #[error("that is no visit of the delegation")]
    NoMember,
    /// A visit that recurs would fall on no day any more.
    #[error("it would fall on no day any more")]
    OnlyDay,
    /// So many days are kept on which the mission is closed that there is no room for more.
    #[error("at most {0} holidays are kept")]
    HolidaysFull(usize),
    /// A delegation has so many members already that no more join it.
    #[error("a delegation has at most {0} members")]
    GroupFull(u32),
    /// The person who answers may not be this one.
    #[error("somebody else who has the role has to sign for it")]
    NotTheirs,
    /// A visit stands otherwise than it has to for this.
    #[error("the visit is {}", .0.code())]
    VisitStands(VisitState),
    /// A visit does not fall on this day again and again.
    #[error("the visit is none that recurs on that day")]
    NotThatDay,
    /// Nobody has to go through a visit again: it is no standing pass, and does not last.
    #[error("the visit is no standing pass and does not last for months: nobody has to go through it")]
    NoReview,
    /// No photo of a guest is kept.
    #[error("no photo of this guest is kept")]
    NoPhoto,
    /// A file is no photo of a guest.
    #[error("{0}")]
    Photo(#[from] crate::badge::photo::PhotoFault),
    /// What security alone answers is signed for by security.
    #[error("a security officer has to sign for it")]
    NotSecurity,
    /// Who asked for an override or signed for it does not go through its month; the numbers of those who may.
    #[error("you asked for or signed for an override of this month; it is for {} to go through it", .0.join(", "))]
    TookPart(Vec<String>),
    /// Wrong passphrases or PINs make everybody wait, whether the number is known or not; whole seconds.
    #[error("it was wrong too often: wait {0} s")]
    Wait(i64),
    /// The PIN is wrong.
    #[error("the PIN is wrong")]
    WrongPin,
    /// There is no PIN, or it was wrong too often.
    #[error("this session needs the passphrase")]
    PinSpent,
    /// The PIN could be guessed.
    #[error("the PIN could be guessed")]
    WeakPin,
    /// A start code is good for three days.
    #[error("the start code is over")]
    StartOver,
    /// Nobody else would be left with this role.
    #[error("nobody else is left who has the role: {}", .0.code())]
    LastOne(Role),
    /// Nobody else would be left who signs beside others.
    #[error("nobody else would be left who signs beside others")]
    OnlyOne,
    /// Nobody does this to themselves.
    #[error("nobody does this to themselves")]
    Oneself,
    /// Nobody who could sign for it can sign in.
    #[error("nobody else who may sign for this can sign in")]
    NobodySigns,
    /// Nobody changes their own roles alone, makes somebody who signs beside others or keeps them from it for good, or ends
    /// the last entry that anybody is screened against.
    #[error("nobody does this alone")]
    NeedsSecond,
    /// The operator is suspended or ended, or is not suspended.
    #[error("where this operator stands, that cannot be done")]
    Standing,
    /// There is no operator of this number.
    #[error("there is no operator of this number")]
    NoOperator,
    /// Somebody came, left or was asked to wait since the sheet was shown.
    #[error("what is handed over has changed")]
    SheetChanged,
    /// A level is raised to a higher one than that in force.
    #[error("the threat level is {} already, or higher", .0.code())]
    NotHigher(Posture),
    /// A level is lowered to a lower one than that in force.
    #[error("the threat level is {} already, or lower", .0.code())]
    NotLower(Posture),
    /// Two persons do this, and one alone asked for it.
    #[error("a second person has to sign for this")]
    NotAlone,
    /// A second person has two minutes to sign, from when they were asked.
    #[error("the two minutes in which a second person can sign are over")]
    RequestOver,
    /// A policy text that cannot be used.
    #[error("these rules cannot be used: {0}")]
    Rules(#[from] RulesFault),
    /// Rules that are in force already.
    #[error("these rules are in force already")]
    SameRules,
    /// The halves of a recovery code are given by two people, and neither is who gets in by them.
    #[error("the two halves are given by two people, and neither of them is who gets in")]
    Holders,
    /// No overrides of this month wait to be gone through.
    #[error("no overrides of this month wait to be gone through")]
    NoMonth,
    /// Approval is delegated from now on, for a month at the most.
    #[error("approval is delegated for a month at the most")]
    TooLong,
    /// The last act about visits was taken back already, or what it was about has changed since.
    #[error("there is nothing to take back, or it has changed since")]
    NoUndo,
    /// Something stands in the way of erasing somebody.
    #[error("{}", tr(&format!("erase-hold-{}", .0.code())))]
    NotErasable(Hold),
    /// No roll call goes on.
    #[error("no roll call goes on")]
    NoMuster,
    /// One file has no more rows.
    #[error("the list has more than {0} rows; nothing was written")]
    ListTooLong(usize),
    /// There are no rules of this version.
    #[error("there are no rules of this version")]
    NoVersion,
    /// A text cannot be kept.
    #[error("{}: {fault}", tr(&format!("field-{field}")))]
    Text {
        /// Which field.
        field: &'static str,
        /// Why.
        fault: TextFault,
    },
    /// A service number has letters, digits, hyphens and dots only.
    #[error("this is not a service number")]
    NotANumber,
    /// The service number is in use.
    #[error("this service number is in use")]
    NumberTaken,
    /// The passphrase could be guessed.
    #[error("the passphrase could be guessed")]
    WeakPassphrase,
    /// The second secret can be mistyped as the first, or guessed from it.
    #[error("the second is too close to the first")]
    TooClose,
    /// A domain has to look like one: letters, digits, dots and hyphens.
    #[error("this is not a domain name")]
    NotADomain,
    /// Roles that must not meet in one person, or none at all.
    #[error("these roles cannot be given together")]
    Roles,
    /// A file of guests was imported before, whole.
    #[error("this file was imported before; nothing was changed")]
    ImportedBefore,
    /// An import is running.
    #[error("an import is running already")]
    ImportRunning,
    /// Alarms go to this place already.
    #[error("alarms go there already")]
    PlaceKnown,
    /// There is no list of this name.
    #[error("there is no list of this name")]
    NoList,
    /// A list may not be called so.
    #[error("a list cannot have this name")]
    ListName,
    /// A list without a row, or a row without a name.
    #[error("the list has no row, or a row has no name")]
    EmptyList,
    /// Scores or days that cannot be a list's limits.
    #[error("these cannot be the limits of a list")]
    Limits,
    /// A date that is later than the one that the files of a list say: that.
    #[error("{}", tr_with("error-list-dated", &[("day", String::from(*.0).into())]))]
    ListDated(Date),
    /// A file without much of the list that it would take the place of.
    #[error("{}", .0.told())]
    ListShrinks(Lost),
    /// Whoever is cleared of a listing is cleared until some day of the year to come.
    #[error("nobody is cleared for more than a year, nor until a day that is over")]
    ClearsTooLong,
    /// Limits at which somebody listed would come in.
    #[error("these limits are too slack")]
    TooSlack,
    /// A template of the invitation cannot be read.
    #[error("{0}")]
    Template(#[from] crate::letter::TemplateFault),
    /// A mail cannot be put together.
    #[error("{0}")]
    Mail(#[from] crate::letter::mail::MailFault),
    /// A mail server cannot be used.
    #[error("{0}")]
    MailServer(#[from] crate::domain::mail::ServerFault),
    /// Nobody has said from which address mail is sent.
    #[error("nobody has said from which address mail is sent")]
    NoSender,
    /// There is no server that mail could be given to.
    #[error("there is no mail server")]
    NoServer,
    /// Nobody has said where the guest's mail goes.
    #[error("no e-mail address of the guest is known")]
    NoAddress,
    /// The book of hosts has no room for more.
    #[error("the book of hosts has {0} at the most")]
    HostsFull(usize),
    /// Somebody else in the book of hosts is called so.
    #[error("somebody in the book of hosts is called so already")]
    HostKnown,
    /// A language that notices do not come in.
    #[error("notices come in no such language")]
    HostLanguage,
    /// The minutes after which a visit is an overstay are too many.
    #[error("a visit is an overstay after {} minutes at the most", crate::domain::notice::LONGEST_GRACE)]
    Grace,
    /// No address of the mission's network hears what hosts hear.
    #[error("there is no webhook")]
    NoWebhook,
    /// Administrators alone say how mail goes out, and how hosts are told.
    #[error("an administrator says how mail goes out and how hosts are told")]
    NotAdministrator,
    /// A badge cannot be drawn.
    #[error("it cannot be drawn: {0}")]
    Card(#[from] crate::badge::card::CardError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DeskError {
    /// A file that could not be read or written.
    pub fn file(path: &std::path::Path, error: std::io::Error) -> Self {
        Self::Store(StoreError::File { path: path.to_owned(), error })
    }

    /// Whether a file could not be read or written.
    pub fn is_of_a_file(&self) -> bool {
        matches!(self, Self::Store(StoreError::File { .. }))
    }

    /// Whether a passphrase or a recovery code was wrong; which part of it is never said.
    pub fn is_wrong_key(&self) -> bool {
        matches!(self, Self::Store(StoreError::WrongKey | StoreError::WrongRecovery))
    }

    /// Whether there is no post yet where one was to be opened.
    pub fn is_no_post(&self) -> bool {
        matches!(self, Self::Store(StoreError::NoPost(_)))
    }

    /// The message id of what to do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Locked => "advice-locked",
            Self::Denied(_) => "advice-denied",
            Self::NoRule(_) => "advice-no-rule",
            Self::OnTheCase => "advice-on-the-case",
            Self::SignedInOnly => "advice-signed-in-only",
            Self::Changed(_) => "advice-changed",
            Self::NotAdmissible(_) => "advice-not-admissible",
            Self::NotWithoutAppointment => "advice-not-without-appointment",
            Self::ObligationsOpen(_) => "advice-obligations",
            Self::TooLate => "advice-too-late",
            Self::Gone => "advice-gone",
            Self::VisitStands(_) => "advice-visit-stands",
            Self::NotThatDay => "advice-not-that-day",
            Self::NoReview => "advice-no-review",
            Self::NoPhoto => "advice-no-photo",
            Self::Photo(_) => "advice-photo",
            Self::ListTooLong(_) => "advice-list-too-long",
            Self::NotApproved => "advice-not-approved",
            Self::NotInvited => "advice-not-invited",
            Self::NoMember => "advice-no-member",
            Self::OnlyDay => "advice-only-day",
            Self::HolidaysFull(_) => "advice-holidays-full",
            Self::GroupFull(_) => "advice-group-full",
            Self::NotTheirs => "advice-not-theirs",
            Self::NotSecurity => "advice-not-security",
            Self::TookPart(_) => "advice-took-part",
            Self::Wait(_) => "advice-wait",
            Self::WrongPin => "advice-wrong-pin",
            Self::PinSpent => "advice-pin-spent",
            Self::WeakPin => "advice-weak-pin",
            Self::StartOver => "advice-start-over",
            Self::LastOne(_) => "advice-last-one",
            Self::OnlyOne => "advice-only-one",
            Self::Oneself => "advice-oneself",
            Self::NoRecipient => "advice-no-recipient",
            Self::BackupDamaged(_) => "advice-backup-damaged",
            Self::ForeignHead(_) => "advice-foreign-head",
            Self::Forked(_) => "advice-forked",
            Self::NobodySigns => "advice-nobody-signs",
            Self::NeedsSecond => "advice-needs-second",
            Self::Standing => "advice-standing",
            Self::NoOperator => "advice-no-operator",
            Self::SheetChanged => "advice-sheet-changed",
            Self::NotHigher(_) => "advice-not-higher",
            Self::NotLower(_) => "advice-not-lower",
            Self::NotAlone => "advice-not-alone",
            Self::RequestOver => "advice-request-over",
            Self::Rules(_) => "advice-rules",
            Self::SameRules => "advice-same-rules",
            Self::Holders => "advice-holders",
            Self::NoMonth => "advice-no-month",
            Self::NotErasable(hold) => hold.advice(),
            Self::NoMuster => "advice-no-muster",
            Self::NoUndo => "advice-no-undo",
            Self::TooLong => "advice-too-long",
            Self::NoVersion => "advice-no-version",
            Self::Text { fault: TextFault::Empty, .. } => "advice-text-empty",
            Self::Text { fault: TextFault::TooLong(_), .. } => "advice-text-long",
            Self::Text { fault: TextFault::NoLetter, .. } => "advice-text-letter",
            Self::NotANumber => "advice-not-a-number",
            Self::NumberTaken => "advice-number-taken",
            Self::WeakPassphrase => "advice-weak-passphrase",
            Self::TooClose => "advice-too-close",
            Self::NotADomain => "advice-not-a-domain",
            Self::Roles => "advice-roles",
            Self::ImportedBefore => "advice-imported-before",
            Self::ImportRunning => "advice-import-running",
            Self::PlaceKnown => "advice-place-known",
            Self::NoList => "advice-no-list",
            Self::ListName => "advice-list-name",
            Self::EmptyList => "advice-empty-list",
            Self::Limits => "advice-limits",
            Self::ListDated(_) => "advice-list-dated",
            Self::ListShrinks(..) => "advice-list-shrinks",
            Self::ClearsTooLong => "advice-clears-too-long",
            Self::TooSlack => "advice-too-slack",
            Self::Template(_) => "advice-template",
            Self::Mail(_) => "advice-mail",
            Self::MailServer(_) => "advice-mail-server",
            Self::NoSender => "advice-no-sender",
            Self::NoServer => "advice-no-server",
            Self::NoAddress => "advice-no-address",
            Self::HostsFull(_) => "advice-hosts-full",
            Self::HostKnown => "advice-host-known",
            Self::HostLanguage => "advice-host-language",
            Self::Grace => "advice-grace",
            Self::NoWebhook => "advice-no-webhook",
            Self::NotAdministrator => "advice-not-administrator",
            Self::Card(_) => "advice-card",
            Self::Store(error) => error.advice(),
        }
    }
}
