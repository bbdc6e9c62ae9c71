//! What an entry of the log says happened.
//!
//! A fact is written as versioned JSON into the *situation* body of its entry; who it is about stands in the *person*
//! body, and nowhere else. The leaf carries only the neutral [`Kind`].

mod kept;
mod lists;
mod parts;
mod post;
mod says;

use serde::{Deserialize, Serialize};

use super::badge::{Class, TokenFault};
use super::group::Group;
use super::handle::{FindingId, GroupId, ImportId, ListingId, LoadId, OperatorId, PersonId, VisitId};
use super::judgement::{Obligation, Resolver};
use super::moment::Timestamp;
use super::operator::Role;
use super::posture::Posture;
use super::signed::{Cause, Signed};
use super::visit::{Visit, VisitState};

pub use super::kind::Kind;
pub use kept::*;
pub use lists::*;
pub use parts::*;
pub use post::*;
pub use says::*;

/// What happened. `presence` and the other links to earlier entries stand in the leaf's `refs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "fact")]
pub enum Fact {
    /// The post was set up; always entry 0.
    Founded(Founded),
    /// These rules are in force from now on.
    RulesSet {
        /// The policy text.
        policy: String,
        /// Its SHA-256, lower-case hexadecimal.
        hash: String,
        /// The entry whose rules they are, where earlier ones were put in force once more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        restored: Option<u64>,
        /// Why, and both who signed; the rules that a post is founded with have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Signed>,
    },
    /// Somebody may sign in. Their name is the person body.
    Enrolled {
        /// The handle of their key.
        operator: OperatorId,
        /// The service number they sign in with.
        number: String,
        /// What they are to the mission.
        roles: Vec<Role>,
        /// Their verifying key, base64.
        key: String,
        /// SHA-256 of each of the two key slots, sorted, lower-case hexadecimal.
        slots: [String; 2],
        /// Whether the recovery code was spent on it.
        recovery: bool,
        /// Who gave its two halves, as they said; nobody, in the first logs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        holders: Option<[String; 2]>,
        /// Why, and both who signed, where that takes two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Signed>,
    },
    /// Keys took the place of those that a start code opens: their own, or of another code. `refs` has the enrolment.
    Started {
        /// The handle of the key before.
        start: OperatorId,
        /// The handle of their key.
        operator: OperatorId,
        /// Their verifying key, base64.
        key: String,
        /// SHA-256 of each of the two key slots, sorted, lower-case hexadecimal.
        slots: [String; 2],
        /// Why, and both who signed, where that takes two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Signed>,
    },
    /// What an operator is to the mission was changed.
    RolesChanged {
        /// Who.
        operator: OperatorId,
        /// What they are now.
        roles: Vec<Role>,
        /// Why, and who signed; two where somebody changed their own.
        signed: Signed,
    },
    /// An operator may not sign in until they are resumed. A new store key begins, which they are not given.
    OperatorSuspended {
        /// Who.
        operator: OperatorId,
        /// Why, and who signed.
        signed: Signed,
    },
    /// A suspended operator may sign in again.
    OperatorResumed {
        /// Who.
        operator: OperatorId,
        /// Why, and who signed; earlier releases asked for neither.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Signed>,
    },
    /// An operator may not sign in any more: their slots are gone, and a new store key begins.
    OperatorEnded {
        /// Who.
        operator: OperatorId,
        /// Why, and who signed.
        signed: Signed,
    },
    /// An operator chose another passphrase.
    PassphraseSet {
        /// Who.
        operator: OperatorId,
        /// SHA-256 of each of the two key slots, sorted, lower-case hexadecimal.
        slots: [String; 2],
    },
    /// An operator chose a PIN, or it was taken away.
    PinSet {
        /// Who.
        operator: OperatorId,
        /// What it is checked by, sealed to the operator's own key; absent once taken away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pin: Option<String>,
    },
    /// A recovery code was made and given to two holders.
    RecoverySet {
        /// SHA-256 of its key slot, lower-case hexadecimal.
        slot: String,
        /// Why, and both who signed, where that takes two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Signed>,
    },
    /// The security role has another key from here on: bodies sealed to the one before still open with that, and
    /// whoever may not sign in any more is not given this one.
    SecurityKeySet {
        /// The epoch of the store key that began with it.
        epoch: u32,
        /// The role's X25519 key, base64.
        key: String,
    },
    /// An operator opened the store.
    SignedIn {
        /// Who.
        operator: OperatorId,
    },
    /// An operator closed the store or handed over.
    SignedOut {
        /// Who.
        operator: OperatorId,
    },
    /// Somebody tried to sign in and could not. Taken from the sealed attempts at the next sign-in.
    SignInFailed {
        /// The service number that was typed.
        number: String,
        /// Whether it was the PIN of a locked session.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pin: bool,
    },
    /// An operator locked the post: their session waits for them.
    Locked {
        /// Who.
        operator: OperatorId,
    },
    /// An operator went on with a locked session.
    Unlocked {
        /// Who.
        operator: OperatorId,
        /// Whether by the PIN, which opens no key.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pin: bool,
    },
    /// An operator handed the running post over. Their remarks stand in the person body.
    HandedOver {
        /// Who handed over.
        from: OperatorId,
        /// Who takes over; they were there and proved it.
        to: OperatorId,
        /// What is handed over, as both saw it.
        sheet: HandOver,
    },
    /// An operator took over what `refs` hands over.
    TakenOver {
        /// Who.
        operator: OperatorId,
    },
    /// A guest was written down. Who it is stands in the person body.
    Registered {
        /// Their handle.
        person: PersonId,
        /// The import that brought them, if one did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        import: Option<ImportId>,
    },
    /// What is known of a guest was changed. Who it is now stands in the person body.
    GuestAmended {
        /// Which.
        person: PersonId,
    },
    /// A photo of a guest, in the person body; or none any more.
    Attached(Attached),
    /// A visit was entered.
    Scheduled {
        /// Its handle.
        visit: VisitId,
        /// Who comes.
        person: PersonId,
        /// What for.
        details: Visit,
        /// Whether they stand at the gate without an appointment.
        #[serde(default)]
        walk_in: bool,
        /// The import that brought it; it counts only from the closing fact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        import: Option<ImportId>,
        /// Whether an import brought it without its approval; what none brought waits in any case.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        waits: bool,
    },
    /// A visit was changed.
    Amended {
        /// Which.
        visit: VisitId,
        /// What it is now.
        details: Visit,
        /// Whether it has to be approved again.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        again: bool,
    },
    /// What a delegation is; the first that says so makes it. Who belongs to it say the visits. `refs` names what said it
    /// before.
    GroupSet {
        /// Which.
        group: GroupId,
        /// What it is.
        details: Group,
    },
    /// A visit was taken back.
    Cancelled {
        /// Which.
        visit: VisitId,
    },
    /// A visit was put on the allow-list.
    Approved {
        /// Which.
        visit: VisitId,
    },
    /// A visit was not put on the allow-list. Why is for whoever keeps the visits; the gate reads that it is off.
    Declined {
        /// Which.
        visit: VisitId,
        /// Why, in words.
        note: String,
    },
    /// What was done with a visit was taken back. `refs` names what it was done to, then what was taken back.
    VisitRestored {
        /// Which.
        visit: VisitId,
        /// Where it stands again.
        state: VisitState,
        /// What it is for again.
        details: Visit,
        /// Where it all ends again.
        ends: Timestamp,
    },
    /// Somebody approves visits in the place of somebody else, for a time.
    ApprovalDelegated {
        /// In whose place.
        giver: OperatorId,
        /// Who.
        heir: OperatorId,
        /// The last moment at which they may.
        until: Timestamp,
    },
    /// What `refs` names is over before its time.
    DelegationEnded {},
    /// A standing pass was gone through, and holds on.
    PassReviewed {
        /// Which.
        visit: VisitId,
        /// Until when it holds unless it is gone through again.
        until: Timestamp,
    },
    /// Somebody went through the allow-list. What was confirmed and what was ended since the time before say their entries.
    PassesReviewed(PassesReviewed),
    /// How mail goes out, or how hosts are told, was changed.
    SettingsChanged(SettingsChanged),
    /// An import is whole: its guests and visits count from now on, its visits as approved.
    Imported {
        /// Which.
        import: ImportId,
        /// Rows taken.
        rows: u64,
        /// SHA-256 of the file, lower-case hexadecimal.
        file: String,
    },
    /// An import was broken off: nothing of it counts.
    ImportDropped {
        /// Which.
        import: ImportId,
    },
    /// A visitor was shown to the gate and a verdict was shown.
    Presented {
        /// The visit it meant, if one was known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visit: Option<VisitId>,
        /// The person, if one was known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// The verdict and what it came from.
        #[serde(flatten)]
        judged: Judged,
    },
    /// A visitor was let in: a presence begins, and its name is this entry's sequence.
    Admitted {
        /// The visit.
        visit: VisitId,
        /// The person.
        person: PersonId,
        /// Obligations that the guard confirmed.
        done: Vec<Obligation>,
        /// Rules whose answers were relied on.
        answered: Vec<String>,
        /// The verdict and what it came from.
        #[serde(flatten)]
        judged: Judged,
    },
    /// A visitor waits for answers; the referral's name is this entry's sequence.
    Referred {
        /// The visit.
        visit: VisitId,
        /// The person.
        person: PersonId,
        /// The verdict and what it came from.
        #[serde(flatten)]
        judged: Judged,
    },
    /// A reason to refer was answered. `refs` names the referral.
    Resolved {
        /// The rule.
        rule: String,
        /// Who had to answer.
        resolver: Resolver,
        /// Whether the answer is yes.
        granted: bool,
        /// Who answered, where that is an operator.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<OperatorId>,
        /// Who phoned whom, or what was said.
        note: String,
    },
    /// A visitor was turned away. `refs` names the referral, where there was one.
    Refused {
        /// The visit, if one was known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visit: Option<VisitId>,
        /// The person, if one was known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<PersonId>,
        /// Why.
        code: RefusalCode,
        /// Why, in words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
        /// The verdict and what it came from.
        #[serde(flatten)]
        judged: Judged,
    },
    /// A decision was taken back. `refs` names it; the visitor is undecided again.
    Corrected {
        /// Why, in words; may be empty within the two minutes of undo.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// A badge was handed out, or an invitation sent. `refs` names the presence; the number comes from the entry's id.
    BadgeIssued {
        /// The visit that an invitation names.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        visit: Option<VisitId>,
        /// What the token is for.
        class: Class,
        /// First moment of its validity.
        from: Timestamp,
        /// End of its validity.
        until: Timestamp,
    },
    /// A badge is worth nothing any more. `refs` names the entry that issued it.
    BadgeRevoked {
        /// Why.
        cause: RevocationCause,
    },
    /// A visitor left: the presence in `refs` ends.
    Departed {
        /// What was wrong with the badge presented, if anything.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fault: Option<TokenFault>,
    },
    /// A supervisor compared the clock with the time of the last entry and found it right.
    ClockConfirmed {
        /// The time of the last entry, as shown.
        last: Timestamp,
        /// The time of the clock, as shown.
        now: Timestamp,
    },
    /// A watch-list was loaded, in place of the one of its name. Its rows are reference data, not bodies.
    WatchlistLoaded(ListLoaded),
    /// The limits of a watch-list were changed.
    WatchlistSet(ListSet),
    /// A watch-list was taken away.
    WatchlistRemoved {
        /// Which.
        list: String,
        /// Who signed for it beside the operator of the entry.
        second: OperatorId,
        /// Why, with both signatures; the first logs have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Signed>,
    },
    /// The mission's table of given names was loaded, in place of the one before. Its lines are reference data.
    NamesLoaded {
        /// What its lines stand under.
        load: LoadId,
        /// How many lines it has.
        rows: u64,
        /// SHA-256 of its file, lower-case hexadecimal.
        file: String,
        /// SHA-256 of its lines as stored, as for [`Fact::WatchlistLoaded`].
        digest: String,
    },
    /// The mission's table of given names was taken away; the one that comes with the program goes on counting.
    NamesRemoved {},
    /// Somebody was put on the mission's own list. Who it is stands in the person body, why in the sealed one.
    ListingAdded {
        /// Its handle.
        listing: ListingId,
        /// What security is to do when they come.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        instruction: String,
        /// The last moment at which it counts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
    },
    /// An entry of the mission's own list was changed. Bodies as for [`Fact::ListingAdded`].
    ListingAmended {
        /// Which.
        listing: ListingId,
        /// What security is to do when they come.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        instruction: String,
        /// The last moment at which it counts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        /// Who signed for it, where somebody whom it kept out could come in after it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Signed>,
    },
    /// An entry of the mission's own list was ended; why is sealed.
    ListingEnded {
        /// Which.
        listing: ListingId,
        /// Who signed for it, where it kept somebody out, or no list was asked any more after it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Signed>,
    },
    /// Security answered about somebody. What was found and what the answer is stands in the sealed body; a listing, a
    /// check at random and a list in doubt look alike here, down to an end that every answer has. The gate has to keep to
    /// that without reading what is sealed. `refs` names the referral, where they wait.
    Reviewed {
        /// About whom.
        person: PersonId,
        /// Whether they may come in as far as this goes.
        granted: bool,
        /// What the answer goes to.
        clears: FindingId,
        /// The last moment at which it holds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        /// [`Answered`](super::Answered), filled up to one size and sealed to the security role; the first logs
        /// have none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<String>,
    },
    /// Everybody expected and inside was held against the lists as they have become. Who was found stands in the sealed
    /// body; it is recorded whether anybody was or not.
    Screened {},
    /// The threat level was set.
    PostureSet {
        /// To which.
        posture: Posture,
        /// From which.
        from: Posture,
        /// Why, and who signed; two where it was lowered.
        signed: Signed,
    },
    /// A lockdown begins: nobody enters, and leaving goes on.
    LockdownBegun {
        /// Why, where that was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<Cause>,
        /// Why, in words.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// The lockdown in `refs` ends.
    LockdownEnded {
        /// The entry that began it.
        begun: u64,
        /// Why, and both who signed.
        signed: Signed,
    },
    /// Silent alarms go to one more place. Which stands in the sealed body.
    AlarmPlaceAdded {
        /// The same, filled up to one size and sealed to the post's key: what sends there.
        way: String,
    },
    /// Silent alarms go to a place no longer.
    AlarmPlaceEnded {
        /// The entry that added it.
        place: u64,
    },
    /// Two persons let a visitor in against the rules; the admission follows. `refs` names the referral, if there was one.
    Overridden {
        /// The visit.
        visit: VisitId,
        /// The person.
        person: PersonId,
        /// The rules that spoke against it and had no answer.
        rules: Vec<String>,
        /// Why, and both who signed.
        signed: Signed,
        /// The verdict and what it came from.
        #[serde(flatten)]
        judged: Judged,
    },
    /// Somebody went through the overrides of a month, which `refs` names.
    OverridesReviewed {
        /// The month at the gate, as 2026-11.
        month: String,
        /// The overrides, oldest first.
        entries: Vec<u64>,
        /// Why, and who signed.
        signed: Signed,
    },
    /// The bodies of the entries about a guest are gone. `refs` names none: nobody without a key learns which were of one.
    Erased {
        /// By which handle they went.
        person: PersonId,
        /// The entries whose bodies went, oldest first.
        entries: Vec<u64>,
        /// Why, and both who signed.
        signed: Signed,
    },
    /// What lists kept off the machine say was erased since the backup was made is erased in what it restored.
    ErasedAgain(ErasedAgain),
    /// A list was taken away as a file. What was looked for is not said: it may be a name.
    Exported(Exported),
    /// The post was copied into a file.
    BackedUp(BackedUp),
    /// The post was set up anew from a backup: the log that this entry ends goes on under another id and other keys.
    Restored(Box<Restored>),
    /// The tables are not what the log says, or may not be: somebody else wrote to the file while the post ran. Until
    /// they were compared and are the same, nobody is admitted by them.
    StoreDoubted {
        /// Tables that differ; none, where they are still to be compared.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tables: Vec<String>,
    },
    /// The tables were compared with the log, and are what it says: what `refs` doubted is over.
    StoreCleared {},
    /// A roll call begins.
    MusterBegun(MusterBegun),
    /// Somebody is accounted for. `refs` names the roll call and their stay.
    Accounted {
        /// Where they are, and with whom.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// Somebody was looked for and is not there, or was accounted for by mistake. `refs` as for [`Fact::Accounted`].
    Missing {
        /// Where they were looked for, or who was asked.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    /// The roll call in `refs` is over.
    MusterEnded(MusterEnded),
    /// Something out of the ordinary.
    Anomaly {
        /// What.
        #[serde(flatten)]
        what: Anomaly,
    },
}
