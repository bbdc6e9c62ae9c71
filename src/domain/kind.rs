//! What a leaf tells of its fact.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::fact::Fact;

/// What a leaf may tell of a fact: neutral where the fact itself would show through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// [`Fact::Founded`]
    Founded,
    /// [`Fact::RulesSet`]
    RulesSet,
    /// [`Fact::Enrolled`]
    Enrolled,
    /// [`Fact::Started`]
    Started,
    /// [`Fact::RolesChanged`]
    RolesChanged,
    /// [`Fact::OperatorSuspended`]
    OperatorSuspended,
    /// [`Fact::OperatorResumed`]
    OperatorResumed,
    /// [`Fact::OperatorEnded`]
    OperatorEnded,
    /// [`Fact::PassphraseSet`]
    PassphraseSet,
    /// [`Fact::PinSet`]
    PinSet,
    /// [`Fact::Locked`]
    Locked,
    /// [`Fact::Unlocked`]
    Unlocked,
    /// [`Fact::HandedOver`]
    HandedOver,
    /// [`Fact::TakenOver`]
    TakenOver,
    /// [`Fact::RecoverySet`]
    RecoverySet,
    /// [`Fact::SecurityKeySet`]
    SecurityKeySet,
    /// [`Fact::SignedIn`]
    SignedIn,
    /// [`Fact::SignedOut`]
    SignedOut,
    /// [`Fact::SignInFailed`]
    SignInFailed,
    /// [`Fact::Registered`]
    Registered,
    /// [`Fact::GuestAmended`]
    GuestAmended,
    /// [`Fact::Attached`]
    Attached,
    /// [`Fact::Scheduled`]
    Scheduled,
    /// [`Fact::Amended`]
    Amended,
    /// [`Fact::GroupSet`]
    GroupSet,
    /// [`Fact::Cancelled`]
    Cancelled,
    /// [`Fact::Approved`]
    Approved,
    /// [`Fact::Declined`]
    Declined,
    /// [`Fact::VisitRestored`]
    VisitRestored,
    /// [`Fact::ApprovalDelegated`] and [`Fact::DelegationEnded`]
    ApprovalDelegated,
    /// [`Fact::PassReviewed`]
    PassReviewed,
    /// [`Fact::PassesReviewed`]
    PassesReviewed,
    /// [`Fact::SettingsChanged`]
    SettingsChanged,
    /// [`Fact::Imported`]
    Imported,
    /// [`Fact::ImportDropped`]
    ImportDropped,
    /// [`Fact::Presented`]
    Presented,
    /// [`Fact::Admitted`]
    Admitted,
    /// [`Fact::Referred`]
    Referred,
    /// [`Fact::Resolved`]
    Resolved,
    /// [`Fact::Refused`]
    Refused,
    /// [`Fact::Corrected`]
    Corrected,
    /// [`Fact::BadgeIssued`]
    BadgeIssued,
    /// [`Fact::BadgeRevoked`]
    BadgeRevoked,
    /// [`Fact::Departed`]
    Departed,
    /// [`Fact::ClockConfirmed`]
    ClockConfirmed,
    /// [`Fact::Anomaly`]
    Anomaly,
    /// [`Fact::WatchlistLoaded`]
    WatchlistLoaded,
    /// [`Fact::WatchlistSet`]
    WatchlistSet,
    /// [`Fact::WatchlistRemoved`]
    WatchlistRemoved,
    /// [`Fact::NamesLoaded`]
    NamesLoaded,
    /// [`Fact::NamesRemoved`]
    NamesRemoved,
    /// [`Fact::ListingAdded`]
    ListingAdded,
    /// [`Fact::ListingAmended`]
    ListingAmended,
    /// [`Fact::ListingEnded`]
    ListingEnded,
    /// [`Fact::Reviewed`]
    Reviewed,
    /// [`Fact::Screened`]
    Screened,
    /// [`Fact::PostureSet`]
    PostureSet,
    /// [`Fact::LockdownBegun`]
    LockdownBegun,
    /// [`Fact::LockdownEnded`]
    LockdownEnded,
    /// [`Fact::AlarmPlaceAdded`] and [`Fact::AlarmPlaceEnded`]
    AlarmsSet,
    /// [`Fact::Overridden`]
    Overridden,
    /// [`Fact::OverridesReviewed`]
    OverridesReviewed,
    /// [`Fact::Erased`] and [`Fact::ErasedAgain`]
    Erased,
    /// [`Fact::Exported`]
    Exported,
    /// [`Fact::BackedUp`]
    BackedUp,
    /// [`Fact::Restored`]
    Restored,
    /// [`Fact::StoreDoubted`]
    StoreDoubted,
    /// [`Fact::StoreCleared`]
    StoreCleared,
    /// [`Fact::MusterBegun`]
    MusterBegun,
    /// [`Fact::Accounted`]
    Accounted,
    /// [`Fact::Missing`]
    Missing,
    /// [`Fact::MusterEnded`]
    MusterEnded,
}

impl Kind {
    /// Every kind, in the order in which a filter offers them.
    pub const ALL: [Self; 72] = [
        Self::Presented,
        Self::Admitted,
        Self::Referred,
        Self::Resolved,
        Self::Reviewed,
        Self::Refused,
        Self::Overridden,
        Self::Corrected,
        Self::BadgeIssued,
        Self::BadgeRevoked,
        Self::Departed,
        Self::Anomaly,
        Self::StoreDoubted,
        Self::StoreCleared,
        Self::Registered,
        Self::GuestAmended,
        Self::Attached,
        Self::Scheduled,
        Self::Amended,
        Self::GroupSet,
        Self::Cancelled,
        Self::Approved,
        Self::Declined,
        Self::VisitRestored,
        Self::ApprovalDelegated,
        Self::PassReviewed,
        Self::PassesReviewed,
        Self::Imported,
        Self::ImportDropped,
        Self::WatchlistLoaded,
        Self::WatchlistSet,
        Self::WatchlistRemoved,
        Self::NamesLoaded,
        Self::NamesRemoved,
        Self::ListingAdded,
        Self::ListingAmended,
        Self::ListingEnded,
        Self::Screened,
        Self::PostureSet,
        Self::LockdownBegun,
        Self::LockdownEnded,
        Self::AlarmsSet,
        Self::MusterBegun,
        Self::Accounted,
        Self::Missing,
        Self::MusterEnded,
        Self::OverridesReviewed,
        Self::Exported,
        Self::Erased,
        Self::SignedIn,
        Self::SignedOut,
        Self::SignInFailed,
        Self::Locked,
        Self::Unlocked,
        Self::HandedOver,
        Self::TakenOver,
        Self::Enrolled,
        Self::Started,
        Self::RolesChanged,
        Self::OperatorSuspended,
        Self::OperatorResumed,
        Self::SecurityKeySet,
        Self::OperatorEnded,
        Self::PassphraseSet,
        Self::PinSet,
        Self::RecoverySet,
        Self::ClockConfirmed,
        Self::SettingsChanged,
        Self::RulesSet,
        Self::BackedUp,
        Self::Restored,
        Self::Founded,
    ];

    /// Entries of what security keeps to itself. To others each reads like any of the others: that security has answered
    /// about somebody who does not wait would tell that somebody expected is listed.
    pub const OF_SECURITY: [Self; 5] =
        [Self::Reviewed, Self::ListingAdded, Self::ListingAmended, Self::ListingEnded, Self::AlarmsSet];

    /// What it is called to whoever does not answer as security.
    pub fn told(self) -> Self {
        if Self::OF_SECURITY.contains(&self) { Self::Reviewed } else { self }
    }

    /// The stable name, as in the leaf.
    pub fn code(self) -> &'static str {
        match self {
            Self::Founded => "founded",
            Self::RulesSet => "rules-set",
            Self::Enrolled => "enrolled",
            Self::Started => "started",
            Self::RolesChanged => "roles-changed",
            Self::OperatorSuspended => "operator-suspended",
            Self::OperatorResumed => "operator-resumed",
            Self::OperatorEnded => "operator-ended",
            Self::PassphraseSet => "passphrase-set",
            Self::PinSet => "pin-set",
            Self::Locked => "locked",
            Self::Unlocked => "unlocked",
            Self::HandedOver => "handed-over",
            Self::TakenOver => "taken-over",
            Self::RecoverySet => "recovery-set",
            Self::SecurityKeySet => "security-key-set",
            Self::SignedIn => "signed-in",
            Self::SignedOut => "signed-out",
            Self::SignInFailed => "sign-in-failed",
            Self::Registered => "registered",
            Self::GuestAmended => "guest-amended",
            Self::Attached => "attached",
            Self::Scheduled => "scheduled",
            Self::Amended => "amended",
            Self::GroupSet => "group-set",
            Self::Cancelled => "cancelled",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::VisitRestored => "visit-restored",
            Self::ApprovalDelegated => "approval-delegated",
            Self::PassReviewed => "pass-reviewed",
            Self::PassesReviewed => "passes-reviewed",
            Self::SettingsChanged => "settings-changed",
            Self::Imported => "imported",
            Self::ImportDropped => "import-dropped",
            Self::Presented => "presented",
            Self::Admitted => "admitted",
            Self::Referred => "referred",
            Self::Resolved => "resolved",
            Self::Refused => "refused",
            Self::Corrected => "corrected",
            Self::BadgeIssued => "badge-issued",
            Self::BadgeRevoked => "badge-revoked",
            Self::Departed => "departed",
            Self::ClockConfirmed => "clock-confirmed",
            Self::Anomaly => "anomaly",
            Self::WatchlistLoaded => "watchlist-loaded",
            Self::WatchlistSet => "watchlist-set",
            Self::WatchlistRemoved => "watchlist-removed",
            Self::NamesLoaded => "names-loaded",
            Self::NamesRemoved => "names-removed",
            Self::ListingAdded => "listing-added",
            Self::ListingAmended => "listing-amended",
            Self::ListingEnded => "listing-ended",
            Self::Reviewed => "reviewed",
            Self::Screened => "screened",
            Self::PostureSet => "posture-set",
            Self::LockdownBegun => "lockdown-begun",
            Self::LockdownEnded => "lockdown-ended",
            Self::AlarmsSet => "alarms-set",
            Self::Overridden => "overridden",
            Self::OverridesReviewed => "overrides-reviewed",
            Self::Erased => "erased",
            Self::Exported => "exported",
            Self::BackedUp => "backed-up",
            Self::Restored => "restored",
            Self::StoreDoubted => "store-doubted",
            Self::StoreCleared => "store-cleared",
            Self::MusterBegun => "muster-begun",
            Self::Accounted => "accounted",
            Self::Missing => "missing",
            Self::MusterEnded => "muster-ended",
        }
    }

    /// The kind of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_a_name_each_and_are_read_back() {
        let names: std::collections::BTreeSet<_> = Kind::ALL.map(Kind::code).into_iter().collect();
        assert_eq!(names.len(), Kind::ALL.len());
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
    }
}
