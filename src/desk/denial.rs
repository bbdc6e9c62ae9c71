//! What somebody asked for whom the rules do not let do it, in the words in which it was asked, and who may.
//!
//! One act of the rules stands for much that is asked: whoever keeps the visits keeps the book of hosts as well. What the
//! act is called says little to whoever asked for something else under it.

use crate::domain::Role;
use crate::domain::operator::Act as Deed;
use crate::i18n::{tr, tr_with};

/// Something that is asked for under an act of another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Errand {
    /// To make a new recovery code.
    RecoveryCode,
    /// To give somebody another start code.
    StartCode,
    /// To read the rules in force, and those before them.
    ReadRules,
    /// To look whom another threat level would touch.
    WhatIfPosture,
    /// To look whom other rules would touch.
    WhatIfRules,
    /// To read the figures.
    Figures,
    /// To see what hosts were told.
    Notices,
    /// To keep the book of hosts.
    Hosts,
    /// To say on which days the mission is closed.
    Holidays,
    /// To see mail that waits, and send it.
    Outbox,
    /// To invite guests.
    Invitations,
    /// To make the tables anew from the log.
    Rebuild,
    /// To read the register of overrides.
    Overrides,
    /// To say where alarms go.
    Alarms,
}

impl Errand {
    /// Everything of the kind.
    pub const ALL: [Self; 14] = [
        Self::RecoveryCode,
        Self::StartCode,
        Self::ReadRules,
        Self::WhatIfPosture,
        Self::WhatIfRules,
        Self::Figures,
        Self::Notices,
        Self::Hosts,
        Self::Holidays,
        Self::Outbox,
        Self::Invitations,
        Self::Rebuild,
        Self::Overrides,
        Self::Alarms,
    ];

    /// The stable name; its words are `asked-NAME`.
    pub fn code(self) -> &'static str {
        match self {
            Self::RecoveryCode => "recovery-code",
            Self::StartCode => "start-code",
            Self::ReadRules => "read-rules",
            Self::WhatIfPosture => "what-if-posture",
            Self::WhatIfRules => "what-if-rules",
            Self::Figures => "figures",
            Self::Notices => "notices",
            Self::Hosts => "hosts",
            Self::Holidays => "holidays",
            Self::Outbox => "outbox",
            Self::Invitations => "invitations",
            Self::Rebuild => "rebuild",
            Self::Overrides => "overrides",
            Self::Alarms => "alarms",
        }
    }

    /// The acts of the rules under which it is done: one of them is enough.
    pub fn deeds(self) -> &'static [Deed] {
        match self {
            Self::RecoveryCode | Self::StartCode => &[Deed::Enrol],
            Self::ReadRules => &[Deed::ReadLog, Deed::RestoreRules],
            Self::WhatIfPosture => &[Deed::RaisePosture, Deed::LowerPosture, Deed::ChangeRules, Deed::RestoreRules],
            Self::WhatIfRules => &[Deed::ChangeRules, Deed::RestoreRules],
            Self::Figures | Self::Notices | Self::Hosts | Self::Holidays | Self::Outbox | Self::Invitations => {
                &[Deed::KeepVisits]
            }
            Self::Rebuild => &[Deed::VerifyLog],
            Self::Overrides => &[Deed::ReadLog, Deed::ReviewOverrides],
            Self::Alarms => &[Deed::AnswerAsSecurity],
        }
    }
}

/// What somebody asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An act of the rules.
    Deed(Deed),
    /// Something that is done under one.
    Errand(Errand),
}

/// That somebody may not do what they asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// What that was.
    pub what: What,
    /// Who may, by the rules in force.
    pub roles: Vec<Role>,
}

impl std::fmt::Display for Denial {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.what {
            What::Deed(deed) => tr(&format!("deed-{}", deed.code())),
            What::Errand(asked) => tr(&format!("asked-{}", asked.code())),
        };
        let roles: Vec<String> =
            self.roles.iter().map(|role| tr(&format!("role-{}", role.code())).to_lowercase()).collect();
        let id = if roles.is_empty() { "error-denied-to-all" } else { "error-denied" };
        to.write_str(&tr_with(id, &[("what", what.into()), ("roles", roles.join(", ").into())]))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::i18n::has;

    #[test]
    fn everything_that_may_be_denied_has_words_of_its_own() {
        let deeds = Deed::ALL.map(|deed| format!("deed-{}", deed.code()));
        let asked = Errand::ALL.map(|asked| format!("asked-{}", asked.code()));
        let ids: Vec<&String> = deeds.iter().chain(&asked).collect();
        for id in &ids {
            assert!(has(id), "{id}");
        }
        let words: BTreeSet<String> = ids.iter().map(|id| tr(id)).collect();
        assert_eq!(words.len(), ids.len(), "no two are called alike");
    }

    #[test]
    fn a_denial_says_what_and_who_may() {
        let denial = |what, roles: &[Role]| Denial { what, roles: roles.to_vec() }.to_string();
        assert_eq!(
            denial(What::Errand(Errand::WhatIfPosture), &[Role::Guard, Role::Security]),
            "your role does not include this: look whom another threat level would touch; who may: guard, security officer"
        );
        assert_eq!(
            denial(What::Deed(Deed::RaisePosture), &[]),
            "your role does not include this: raise the threat level; nobody may under the rules in force"
        );
    }
}
