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
    /// Enrols operators and sets the post up.
    Administrator,
}

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Guard, Self::Supervisor, Self::Registrar, Self::Security, Self::Administrator];

    /// The stable name, as in facts, policies and commands.
    pub fn code(self) -> &'static str {
        match self {
            Self::Guard => "guard",
            Self::Supervisor => "supervisor",
            Self::Registrar => "registrar",
            Self::Security => "security",
            Self::Administrator => "administrator",
        }
    }

    /// The role of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
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
    /// Load a file of guests.
    ImportGuests,
    /// Register, amend, cancel or approve a visit.
    KeepVisits,
    /// Enrol an operator.
    Enrol,
    /// Read the log.
    ReadLog,
    /// Load, set and remove watch-lists, and keep the mission's own.
    KeepLists,
    /// Set a higher threat level.
    RaisePosture,
    /// Set a lower threat level, with a second person.
    LowerPosture,
    /// End a lockdown, with a second person.
    EndLockdown,
}

impl Act {
    /// Every act that policies are asked about.
    pub const ALL: [Self; 16] = [
        Self::Check,
        Self::Admit,
        Self::Refer,
        Self::Refuse,
        Self::Correct,
        Self::AnswerForHost,
        Self::AnswerAsSupervisor,
        Self::AnswerAsSecurity,
        Self::ImportGuests,
        Self::KeepVisits,
        Self::Enrol,
        Self::ReadLog,
        Self::KeepLists,
        Self::RaisePosture,
        Self::LowerPosture,
        Self::EndLockdown,
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
            Self::ImportGuests => "import-guests",
            Self::KeepVisits => "keep-visits",
            Self::Enrol => "enrol",
            Self::ReadLog => "read-log",
            Self::KeepLists => "keep-lists",
            Self::RaisePosture => "raise-posture",
            Self::LowerPosture => "lower-posture",
            Self::EndLockdown => "end-lockdown",
        }
    }
}
