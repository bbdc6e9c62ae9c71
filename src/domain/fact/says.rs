//! What follows from a fact alone: its kind, its verdict, what was signed for.

use super::{Attached, Fact, Judged, Kind, PassesReviewed, Restored, limits_subject, load_subject};
use crate::domain::handle::{FindingId, ListingId, OperatorId, PersonId, VisitId};
use crate::domain::judgement::Verdict;
use crate::domain::moment::Timestamp;
use crate::domain::operator::{Act, Role};
use crate::domain::signed::Signed;

impl Fact {
    /// What the leaf tells of it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Founded(_) => Kind::Founded,
            Self::RulesSet { .. } => Kind::RulesSet,
            Self::Enrolled { .. } => Kind::Enrolled,
            Self::Started { .. } => Kind::Started,
            Self::RolesChanged { .. } => Kind::RolesChanged,
            Self::OperatorSuspended { .. } => Kind::OperatorSuspended,
            Self::OperatorResumed { .. } => Kind::OperatorResumed,
            Self::OperatorEnded { .. } => Kind::OperatorEnded,
            Self::PassphraseSet { .. } => Kind::PassphraseSet,
            Self::PinSet { .. } => Kind::PinSet,
            Self::Locked { .. } => Kind::Locked,
            Self::Unlocked { .. } => Kind::Unlocked,
            Self::HandedOver { .. } => Kind::HandedOver,
            Self::TakenOver { .. } => Kind::TakenOver,
            Self::RecoverySet { .. } => Kind::RecoverySet,
            Self::SecurityKeySet { .. } => Kind::SecurityKeySet,
            Self::SignedIn { .. } => Kind::SignedIn,
            Self::SignedOut { .. } => Kind::SignedOut,
            Self::SignInFailed { .. } => Kind::SignInFailed,
            Self::Registered { .. } => Kind::Registered,
            Self::GuestAmended { .. } => Kind::GuestAmended,
            Self::Attached(_) => Kind::Attached,
            Self::Scheduled { .. } => Kind::Scheduled,
            Self::Amended { .. } => Kind::Amended,
            Self::GroupSet { .. } => Kind::GroupSet,
            Self::Cancelled { .. } => Kind::Cancelled,
            Self::Approved { .. } => Kind::Approved,
            Self::Declined { .. } => Kind::Declined,
            Self::VisitRestored { .. } => Kind::VisitRestored,
            Self::ApprovalDelegated { .. } | Self::DelegationEnded {} => Kind::ApprovalDelegated,
            Self::PassReviewed { .. } => Kind::PassReviewed,
            Self::PassesReviewed(_) => Kind::PassesReviewed,
            Self::SettingsChanged(_) => Kind::SettingsChanged,
            Self::Imported { .. } => Kind::Imported,
            Self::ImportDropped { .. } => Kind::ImportDropped,
            Self::Presented { .. } => Kind::Presented,
            Self::Admitted { .. } => Kind::Admitted,
            Self::Referred { .. } => Kind::Referred,
            Self::Resolved { .. } => Kind::Resolved,
            Self::Refused { .. } => Kind::Refused,
            Self::Corrected { .. } => Kind::Corrected,
            Self::BadgeIssued { .. } => Kind::BadgeIssued,
            Self::BadgeRevoked { .. } => Kind::BadgeRevoked,
            Self::Departed { .. } => Kind::Departed,
            Self::ClockConfirmed { .. } => Kind::ClockConfirmed,
            Self::Anomaly { .. } => Kind::Anomaly,
            Self::WatchlistLoaded(_) => Kind::WatchlistLoaded,
            Self::WatchlistSet(_) => Kind::WatchlistSet,
            Self::WatchlistRemoved { .. } => Kind::WatchlistRemoved,
            Self::NamesLoaded { .. } => Kind::NamesLoaded,
            Self::NamesRemoved {} => Kind::NamesRemoved,
            Self::ListingAdded { .. } => Kind::ListingAdded,
            Self::ListingAmended { .. } => Kind::ListingAmended,
            Self::ListingEnded { .. } => Kind::ListingEnded,
            Self::Reviewed { .. } => Kind::Reviewed,
            Self::Screened {} => Kind::Screened,
            Self::PostureSet { .. } => Kind::PostureSet,
            Self::LockdownBegun { .. } => Kind::LockdownBegun,
            Self::LockdownEnded { .. } => Kind::LockdownEnded,
            Self::AlarmPlaceAdded { .. } | Self::AlarmPlaceEnded { .. } => Kind::AlarmsSet,
            Self::Overridden { .. } => Kind::Overridden,
            Self::Erased { .. } | Self::ErasedAgain(_) => Kind::Erased,
            Self::Exported(_) => Kind::Exported,
            Self::BackedUp(_) => Kind::BackedUp,
            Self::Restored(_) => Kind::Restored,
            Self::OverridesReviewed { .. } => Kind::OverridesReviewed,
            Self::StoreDoubted { .. } => Kind::StoreDoubted,
            Self::StoreCleared {} => Kind::StoreCleared,
            Self::MusterBegun { .. } => Kind::MusterBegun,
            Self::Accounted { .. } => Kind::Accounted,
            Self::Missing { .. } => Kind::Missing,
            Self::MusterEnded { .. } => Kind::MusterEnded,
        }
    }

    /// The verdict and what it came from, for the facts that carry one.
    pub fn judged(&self) -> Option<&Judged> {
        match self {
            Self::Presented { judged, .. }
            | Self::Admitted { judged, .. }
            | Self::Referred { judged, .. }
            | Self::Refused { judged, .. }
            | Self::Overridden { judged, .. } => Some(judged),
            _ => None,
        }
    }

    /// What was signed for, for the facts of such acts: the act, what it was done to, and the signatures. What an amended
    /// entry of the mission's own list says is not all in its fact: see [`amendment_subject`](super::amendment_subject).
    pub fn signed(&self) -> Option<(Act, String, &Signed)> {
        match self {
            Self::WatchlistLoaded(loaded) => Some((Act::KeepLists, load_subject(loaded), loaded.signed.as_ref()?)),
            Self::WatchlistSet(set) => {
                Some((Act::KeepLists, limits_subject(&set.list, set.limits), set.signed.as_ref()?))
            }
            Self::WatchlistRemoved { list, signed: Some(signed), .. } => Some((Act::KeepLists, list.clone(), signed)),
            Self::ListingEnded { listing, signed: Some(signed) } => Some((Act::KeepLists, listing.to_string(), signed)),
            Self::ListingAmended { listing, until, signed: Some(signed), .. } => {
                Some((Act::KeepLists, first_amendment_subject(*listing, *until), signed))
            }
            Self::PostureSet { posture, from, signed } => {
                let act = if posture < from { Act::LowerPosture } else { Act::RaisePosture };
                Some((act, posture.code().to_owned(), signed))
            }
            Self::LockdownEnded { begun, signed } => Some((Act::EndLockdown, begun.to_string(), signed)),
            Self::RolesChanged { operator, roles, signed } => {
                Some((Act::ChangeRoles, roles_subject(*operator, roles), signed))
            }
            Self::Enrolled { number, roles, signed: Some(signed), .. } => {
                Some((Act::Enrol, enrol_subject(number, roles), signed))
            }
            Self::Started { start, signed: Some(signed), .. } => Some((Act::Enrol, start.to_string(), signed)),
            Self::RecoverySet { signed: Some(signed), .. } => Some((Act::Enrol, CODE_SUBJECT.to_owned(), signed)),
            Self::OperatorSuspended { operator, signed } => Some((Act::SuspendOperator, operator.to_string(), signed)),
            Self::OperatorResumed { operator, signed: Some(signed) } => {
                Some((Act::ResumeOperator, operator.to_string(), signed))
            }
            Self::OperatorEnded { operator, signed } => Some((Act::EndOperator, operator.to_string(), signed)),
            Self::RulesSet { hash, restored, signed: Some(signed), .. } => {
                let act = if restored.is_some() { Act::RestoreRules } else { Act::ChangeRules };
                Some((act, hash.clone(), signed))
            }
            Self::Overridden { visit, person, rules, signed, judged } => {
                Some((Act::Override, override_subject(*visit, *person, &judged.judgement.policy, rules), signed))
            }
            Self::OverridesReviewed { month, entries, signed } => {
                Some((Act::ReviewOverrides, review_subject(month, entries), signed))
            }
            Self::PassesReviewed(PassesReviewed { confirmed, ended, open, signed }) => {
                Some((Act::ApproveVisits, passes_subject(confirmed, ended, *open), signed))
            }
            Self::Erased { person, entries, signed } => Some((Act::Erase, erase_subject(*person, entries), signed)),
            Self::BackedUp(made) => Some((Act::Backup, made.subject(), &made.signed)),
            Self::Restored(restored) => {
                let Restored { post, backup, last, erased, signed } = restored.as_ref();
                Some((Act::Restore, Restored::subject(post, [backup, last], erased), signed))
            }
            _ => None,
        }
    }

    /// The visit and the person that this is about, where it says so.
    pub fn about(&self) -> (Option<VisitId>, Option<PersonId>) {
        match self {
            Self::Registered { person, .. }
            | Self::GuestAmended { person }
            | Self::Attached(Attached { person, .. })
            | Self::Reviewed { person, .. } => (None, Some(*person)),
            Self::Scheduled { visit, person, .. }
            | Self::Admitted { visit, person, .. }
            | Self::Referred { visit, person, .. }
            | Self::Overridden { visit, person, .. } => (Some(*visit), Some(*person)),
            Self::Amended { visit, .. }
            | Self::Cancelled { visit }
            | Self::Approved { visit }
            | Self::Declined { visit, .. }
            | Self::VisitRestored { visit, .. }
            | Self::PassReviewed { visit, .. } => (Some(*visit), None),
            Self::Presented { visit, person, .. } | Self::Refused { visit, person, .. } => (*visit, *person),
            Self::BadgeIssued { visit, .. } => (*visit, None),
            _ => (None, None),
        }
    }

    /// Whether nobody does this alone.
    pub fn takes_two(&self) -> bool {
        match self {
            Self::PostureSet { posture, from, .. } => posture < from,
            Self::RulesSet { .. } | Self::LockdownEnded { .. } | Self::WatchlistRemoved { .. } => true,
            Self::Overridden { .. } | Self::Erased { .. } | Self::Restored(_) => true,
            Self::ListingEnded { signed, .. } | Self::ListingAmended { signed, .. } => signed.is_some(),
            Self::WatchlistLoaded(loaded) => loaded.signed.is_some(),
            Self::WatchlistSet(set) => set.signed.is_some(),
            _ => false,
        }
    }

    /// The verdict of the rules, for the facts that carry one.
    pub fn verdict(&self) -> Option<Verdict> {
        self.judged().map(|judged| judged.judgement.verdict)
    }
}

/// What a change of roles is done to: whose they are, and which they are to be.
pub fn roles_subject(operator: OperatorId, roles: &[Role]) -> String {
    roles.iter().fold(operator.to_string(), |subject, role| format!("{subject} {}", role.code()))
}

/// What enrolling is done to: the number, and which roles it gives.
pub fn enrol_subject(number: &str, roles: &[Role]) -> String {
    roles.iter().fold(number.to_owned(), |subject, role| format!("{subject} {}", role.code()))
}

/// What making a recovery code is done to.
pub const CODE_SUBJECT: &str = "recovery-code";

/// What a change of an entry of the mission's own list was done to before the third version of facts: which, and until
/// when it counts then.
fn first_amendment_subject(listing: ListingId, until: Option<Timestamp>) -> String {
    until.map_or_else(|| format!("{listing} for good"), |until| format!("{listing} until {}", until.0))
}

/// What an override is done to: whose visit, and which rules of which policy they are let in against.
pub fn override_subject(visit: VisitId, person: PersonId, policy: &str, rules: &[String]) -> String {
    format!("{visit} {person} {policy} {}", rules.join(" "))
}

/// What clearing somebody whom a list stops is done to: who, what it goes to, and until when it holds.
pub fn clear_subject(person: PersonId, clears: FindingId, until: Option<Timestamp>) -> String {
    let until = until.map_or_else(String::new, Timestamp::rfc3339);
    format!("{person} {clears} {until}")
}

/// What a review is of: the month, and the overrides of it.
pub fn review_subject(month: &str, entries: &[u64]) -> String {
    entries.iter().fold(month.to_owned(), |subject, entry| format!("{subject} {entry}"))
}

/// What going through the allow-list comes to: the entries that confirmed, those that ended, and how many are left.
pub fn passes_subject(confirmed: &[u64], ended: &[u64], open: u64) -> String {
    let entries = |entries: &[u64]| entries.iter().fold(String::new(), |list, entry| format!("{list} {entry}"));
    format!("confirmed{} ended{} open {open}", entries(confirmed), entries(ended))
}

/// What erasing is done to: who, and the entries whose bodies go.
pub fn erase_subject(person: PersonId, entries: &[u64]) -> String {
    entries.iter().fold(person.to_string(), |subject, entry| format!("{subject} {entry}"))
}
