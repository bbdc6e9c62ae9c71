//! Which screens there are, and who has which of them.

use crate::desk::Desk;
use crate::domain::operator::Act as Deed;

/// A screen to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// The guard's screen.
    Gate,
    /// Who is inside.
    Inside,
    /// Who waits.
    Waiting,
    /// The log.
    Log,
    /// The form of a visit.
    Visits,
    /// The visits as they are kept.
    Agenda,
    /// Going through the allow-list.
    Review,
    /// Mail that waits, went out or did not.
    Outbox,
    /// The figures of a period.
    Figures,
    /// The import of guests.
    Import,
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
    /// The rules.
    Rules,
    /// How mail goes out.
    Mail,
    /// What everybody sets for themselves.
    Own,
}

/// What whoever is signed in may do, as far as screens depend on it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rights {
    pub(super) check: bool,
    log: bool,
    import: bool,
    /// Whether they keep the visits.
    visits: bool,
    /// Whether they keep them, or approve them.
    agenda: bool,
    pub(super) clock: bool,
    /// Whether they answer findings.
    pub(super) findings: bool,
    /// Whether they keep the lists.
    lists: bool,
    /// Whether they see who may sign in.
    operators: bool,
    /// Whether they end a lockdown, with a second person.
    pub(super) end_lockdown: bool,
    /// Whether they read the register of overrides.
    pub(super) overrides: bool,
    /// Whether they put rules in force, with a second person.
    rules: bool,
    /// Whether they say how mail goes out.
    mail: bool,
}

impl Rights {
    pub(super) fn of(desk: &Desk) -> Self {
        Self {
            check: desk.may(Deed::Check),
            log: desk.may(Deed::ReadLog),
            import: desk.may(Deed::ImportGuests),
            visits: desk.may(Deed::KeepVisits),
            agenda: desk.may(Deed::KeepVisits) || desk.approves_now(),
            clock: desk.may(Deed::AnswerAsSupervisor),
            findings: desk.may(Deed::AnswerAsSecurity),
            lists: desk.may(Deed::KeepLists),
            operators: desk.may(Deed::ReadOperators),
            end_lockdown: desk.may(Deed::EndLockdown),
            mail: desk.may_set_mail(),
            rules: desk.may(Deed::ChangeRules) || desk.may(Deed::RestoreRules),
            overrides: desk.may(Deed::ReadLog) || desk.may(Deed::ReviewOverrides),
        }
    }

    /// The screens for these rights, in the order of the tabs. Leaving is never blocked, so that everybody has a list
    /// of who is inside.
    pub(super) fn tabs(self) -> impl Iterator<Item = Tab> {
        let all = [
            (Tab::Gate, self.check),
            (Tab::Inside, true),
            (Tab::Waiting, self.check),
            (Tab::Log, self.log),
            (Tab::Visits, self.visits),
            (Tab::Agenda, self.agenda),
            (Tab::Review, self.agenda),
            (Tab::Outbox, self.visits),
            (Tab::Figures, self.visits),
            (Tab::Import, self.import),
            (Tab::Findings, self.findings),
            (Tab::Lists, self.lists),
            (Tab::OwnList, self.lists),
            (Tab::Alarms, self.findings),
            (Tab::Operators, self.operators),
            (Tab::Posture, true),
            (Tab::HandOver, true),
            (Tab::Muster, true),
            (Tab::Overrides, self.overrides),
            (Tab::Rules, self.rules),
            (Tab::Mail, self.mail),
            (Tab::Own, true),
        ];
        all.into_iter().filter(|(_, allowed)| *allowed).map(|(tab, _)| tab)
    }

    /// Whether there is any screen of security for them.
    pub(super) fn security(self) -> bool {
        self.findings || self.lists
    }

    /// The screen to begin with.
    pub(super) fn first(self) -> Tab {
        self.tabs().next().unwrap_or(Tab::Inside)
    }
}
