//! The places where keys hold, and which of them go together.

/// Where a binding holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The guard's screen.
    Gate,
    /// Who is inside.
    Inside,
    /// Who waits.
    Waiting,
    /// The log.
    Log,
    /// The import of guests.
    Import,
    /// The form of a visit.
    Visits,
    /// The visits as they are kept.
    Agenda,
    /// The page of a delegation.
    Delegation,
    /// The book of hosts.
    Hosts,
    /// Invitations to visits.
    Invitations,
    /// Mail that waits, went out or did not.
    Outbox,
    /// How mail goes out.
    Mail,
    /// What security is asked about.
    Findings,
    /// The watch-lists.
    Lists,
    /// The mission's own list.
    OwnList,
    /// The silent alarm.
    Alarms,
    /// The threat level.
    Posture,
    /// The operators.
    Operators,
    /// The hand-over of a shift.
    HandOver,
    /// The roll call.
    Muster,
    /// The register of overrides.
    Overrides,
    /// Going through the allow-list.
    Review,
    /// The figures of a period.
    Figures,
    /// The rules.
    Rules,
    /// Forms and dialogs: set-up, reasons, answers.
    Form,
    /// Sign-in and lock, where nobody is signed in.
    Locked,
}

impl Place {
    /// Every place; screens first, then forms, then the locked post.
    pub const ALL: [Self; 26] = [
        Self::Gate,
        Self::Inside,
        Self::Waiting,
        Self::Log,
        Self::Import,
        Self::Visits,
        Self::Agenda,
        Self::Delegation,
        Self::Hosts,
        Self::Invitations,
        Self::Outbox,
        Self::Mail,
        Self::Findings,
        Self::Lists,
        Self::OwnList,
        Self::Alarms,
        Self::Posture,
        Self::Operators,
        Self::HandOver,
        Self::Muster,
        Self::Overrides,
        Self::Review,
        Self::Figures,
        Self::Rules,
        Self::Form,
        Self::Locked,
    ];
    /// Where somebody is signed in: all but the last.
    pub(super) const OPEN: &[Self] = Self::ALL.split_at(Self::ALL.len() - 1).0;
    /// The screens: all but forms and the locked post, which are the last two.
    pub(super) const SCREENS: &[Self] = Self::ALL.split_at(Self::ALL.len() - 2).0;
    pub(super) const CARDS: &[Self] = &[Self::Gate, Self::Inside, Self::Waiting];
    pub(super) const UNDONE: &[Self] = &[
        Self::Gate,
        Self::Inside,
        Self::Waiting,
        Self::OwnList,
        Self::Agenda,
        Self::Delegation,
        Self::Hosts,
        Self::Review,
    ];
    pub(super) const FIELDS: &[Self] = &[
        Self::Import,
        Self::Visits,
        Self::Invitations,
        Self::Mail,
        Self::HandOver,
        Self::Rules,
        Self::Form,
        Self::Locked,
    ];
    pub(super) const TICKED: &[Self] =
        &[Self::Gate, Self::Inside, Self::Waiting, Self::HandOver, Self::Form, Self::Locked];
    /// Where names can be held open; the findings, whose own keys are F6 to F8, close with the case.
    pub(super) const HELD: &[Self] = &[
        Self::Gate,
        Self::Inside,
        Self::Waiting,
        Self::Log,
        Self::Import,
        Self::Visits,
        Self::Agenda,
        Self::Delegation,
        Self::Hosts,
        Self::Invitations,
        Self::Outbox,
        Self::Lists,
        Self::OwnList,
        Self::Alarms,
        Self::Posture,
        Self::Operators,
        Self::HandOver,
        Self::Muster,
        Self::Overrides,
        Self::Review,
        Self::Figures,
        Self::Rules,
    ];
    pub(super) const SEARCHED: &[Self] = &[
        Self::Gate,
        Self::Inside,
        Self::Waiting,
        Self::Log,
        Self::Import,
        Self::Agenda,
        Self::Figures,
        Self::Delegation,
        Self::Hosts,
        Self::Findings,
        Self::OwnList,
        Self::Muster,
    ];
    /// Where whoever keeps the rules comes from; the gate's own list of keys is full.
    pub(super) const NEAR_RULES: &[Self] =
        &[Self::Log, Self::Findings, Self::Lists, Self::OwnList, Self::Posture, Self::Operators, Self::Overrides];
    /// Where whoever keeps the visits comes from; the gate's own list of keys is full.
    pub(super) const NEAR_FIGURES: &[Self] = &[
        Self::Log,
        Self::Import,
        Self::Visits,
        Self::Agenda,
        Self::Delegation,
        Self::Invitations,
        Self::Operators,
        Self::Overrides,
        Self::Review,
        Self::Figures,
    ];
    /// Where there is a list, or something of its own, to keep as a file.
    pub(super) const SAVED: &[Self] = &[
        Self::Inside,
        Self::Waiting,
        Self::Log,
        Self::Agenda,
        Self::Delegation,
        Self::Invitations,
        Self::Outbox,
        Self::Muster,
        Self::Overrides,
        Self::Review,
        Self::Figures,
    ];
    pub(super) const KEPT: &[Self] =
        &[Self::Lists, Self::OwnList, Self::Operators, Self::Agenda, Self::Delegation, Self::Hosts, Self::Invitations];
    pub(super) const ADDED: &[Self] = &[Self::Lists, Self::OwnList, Self::Operators, Self::Alarms, Self::Hosts];
    /// Where there are several views to go round.
    pub(super) const VIEWED: &[Self] =
        &[Self::Agenda, Self::Delegation, Self::Hosts, Self::Review, Self::Outbox, Self::Mail];
    /// Where there is something beside what is shown.
    pub(super) const SIDES: &[Self] = &[Self::Findings, Self::Agenda, Self::Delegation, Self::Invitations];
    pub(super) const REMOVED: &[Self] = &[
        Self::Lists,
        Self::OwnList,
        Self::Operators,
        Self::Alarms,
        Self::Agenda,
        Self::Delegation,
        Self::Hosts,
        Self::Invitations,
        Self::Outbox,
        Self::Import,
        Self::Review,
    ];
}
