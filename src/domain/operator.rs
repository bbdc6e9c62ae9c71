//! Who is signed in, and what they are to the mission.

use serde::{Deserialize, Serialize};

use super::handle::OperatorId;

/// What an operator is to the mission; one person may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Keeps the gate: checks, admits, refers, refuses, checks out.
    Guard,
    /// Leads the guards: answers referrals, enrols nobody.
    Supervisor,
    /// Registers guests.
    Registrar,
    /// Reads findings and cases, and answers for them.
    Security,
    /// Reads, verifies and exports what happened, and takes no part in it.
    Auditor,
    /// Enrols operators and sets the post up.
    Administrator,
}

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Self; 6] =
        [Self::Guard, Self::Supervisor, Self::Registrar, Self::Security, Self::Auditor, Self::Administrator];

    /// The stable name, as in facts, policies and commands.
    pub fn code(self) -> &'static str {
        match self {
            Self::Guard => "guard",
            Self::Supervisor => "supervisor",
            Self::Registrar => "registrar",
            Self::Security => "security",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// The role of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Whether one person may have these roles at once: who administers access does not audit it (NIST SP 800-53 AC-5).
pub fn may_meet(roles: &[Role]) -> bool {
    !(roles.contains(&Role::Administrator) && roles.contains(&Role::Auditor))
}

/// Whether an operator may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// They may.
    Active,
    /// Not until they are resumed.
    Suspended,
    /// Never again.
    Ended,
}

impl Standing {
    /// Every standing.
    pub const ALL: [Self; 3] = [Self::Active, Self::Suspended, Self::Ended];

    /// The stable name, as in tables and commands.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
        }
    }

    /// The standing of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.code() == code)
    }
}

/// Somebody who may sign in at this post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// The handle of their key.
    pub id: OperatorId,
    /// The service number they sign in with.
    pub number: String,
    /// Their name, as colleagues use it.
    pub name: String,
    /// What they are to the mission, in the order of [`Role::ALL`].
    pub roles: Vec<Role>,
}

impl Operator {
    /// Whether they have the role.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// Something an operator may be allowed to do; the action of a policy question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Ask for a verdict.
    Check,
    /// Let a visitor in.
    Admit,
    /// Make a visitor wait for an answer.
    Refer,
    /// Turn a visitor away.
    Refuse,
    /// Take back a decision of the last two minutes.
    Correct,
    /// Record a host's answer.
    AnswerForHost,
    /// Answer as the supervisor.
    AnswerAsSupervisor,
    /// Answer as security.
    AnswerAsSecurity,
    /// Say of somebody who matches a list for certain that they are somebody else, with a second person.
    ClearStop,
    /// Load a file of guests.
    ImportGuests,
    /// Register, amend, cancel or invite to a visit.
    KeepVisits,
    /// Put a visit on the allow-list, and go through standing passes.
    ApproveVisits,
    /// Enrol an operator, or make a new recovery code.
    Enrol,
    /// Change what an operator is to the mission.
    ChangeRoles,
    /// Keep an operator from signing in until they are resumed.
    SuspendOperator,
    /// Let a suspended operator sign in again.
    ResumeOperator,
    /// Keep an operator from signing in for good.
    EndOperator,
    /// Take an operator's PIN away.
    ResetPin,
    /// See who may sign in, what they are, and how often that failed.
    ReadOperators,
    /// Read the log.
    ReadLog,
    /// Verify the log with every body that opens.
    VerifyLog,
    /// Take the log, or a part of it, away as files.
    ExportLog,
    /// Take a list of persons or visits away as a file, as far as they see it on their screens.
    ExportLists,
    /// Load, set and remove watch-lists, and keep the mission's own.
    KeepLists,
    /// Set a higher threat level.
    RaisePosture,
    /// Set a lower threat level, with a second person.
    LowerPosture,
    /// End a lockdown, with a second person.
    EndLockdown,
    /// Put other rules in force, with a second person.
    ChangeRules,
    /// Put earlier rules in force once more, with a second person; no rule is asked about it.
    RestoreRules,
    /// Let a visitor in against what the rules say, with a second person.
    Override,
    /// Go through the overrides of a month and sign that.
    ReviewOverrides,
    /// Erase what is kept of a guest, with a second person.
    Erase,
    /// Copy the post into a file; with a second person where others can open it than the one before.
    Backup,
    /// Set the post up anew from such a file, with a second person.
    Restore,
}

impl Act {
    /// Every act that policies are asked about.
    pub const ALL: [Self; 34] = [
        Self::Check,
        Self::Admit,
        Self::Refer,
        Self::Refuse,
        Self::Correct,
        Self::AnswerForHost,
        Self::AnswerAsSupervisor,
        Self::AnswerAsSecurity,
        Self::ClearStop,
        Self::ImportGuests,
        Self::KeepVisits,
        Self::ApproveVisits,
        Self::Enrol,
        Self::ChangeRoles,
        Self::SuspendOperator,
        Self::ResumeOperator,
        Self::EndOperator,
        Self::ResetPin,
        Self::ReadOperators,
        Self::ReadLog,
        Self::VerifyLog,
        Self::ExportLog,
        Self::ExportLists,
        Self::KeepLists,
        Self::RaisePosture,
        Self::LowerPosture,
        Self::EndLockdown,
        Self::ChangeRules,
        Self::RestoreRules,
        Self::Override,
        Self::ReviewOverrides,
        Self::Erase,
        Self::Backup,
        Self::Restore,
    ];

    /// The stable name: the id of the Cedar action.
    pub fn code(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Admit => "admit",
            Self::Refer => "refer",
            Self::Refuse => "refuse",
            Self::Correct => "correct",
            Self::AnswerForHost => "answer-for-host",
            Self::AnswerAsSupervisor => "answer-as-supervisor",
            Self::AnswerAsSecurity => "answer-as-security",
            Self::ClearStop => "clear-stop",
            Self::ImportGuests => "import-guests",
            Self::KeepVisits => "keep-visits",
            Self::ApproveVisits => "approve-visits",
            Self::Enrol => "enrol",
            Self::ChangeRoles => "change-roles",
            Self::SuspendOperator => "suspend-operator",
            Self::ResumeOperator => "resume-operator",
            Self::EndOperator => "end-operator",
            Self::ResetPin => "reset-pin",
            Self::ReadOperators => "read-operators",
            Self::ReadLog => "read-log",
            Self::VerifyLog => "verify-log",
            Self::ExportLog => "export-log",
            Self::ExportLists => "export-lists",
            Self::KeepLists => "keep-lists",
            Self::RaisePosture => "raise-posture",
            Self::LowerPosture => "lower-posture",
            Self::EndLockdown => "end-lockdown",
            Self::ChangeRules => "change-rules",
            Self::RestoreRules => "restore-rules",
            Self::Override => "override",
            Self::ReviewOverrides => "review-overrides",
            Self::Erase => "erase",
            Self::Backup => "backup",
            Self::Restore => "restore",
        }
    }
}
