//! How far a visit is: from the first wish to the last step out of the gate, or to nobody having come.
//!
//! What was decided about it stands in the tables, and who came in the log. That nobody came is no event and nobody's
//! deed: it is told from the end of the window, when it is asked for, so that no table depends on a clock.

use super::moment::{MINUTE, Timestamp};
use super::recurrence::Window;
use super::visit::VisitState;

/// How long after its window a visitor is still waited for, as the shipped rules have it.
pub const GRACE: i64 = 30 * MINUTE;

/// How far a visit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stand {
    /// Entered, and waits for its approval.
    Requested,
    /// Approved; nobody has come yet.
    Approved,
    /// Not approved.
    Declined,
    /// Taken back.
    Cancelled,
    /// At the gate, and asked to wait.
    Arrived,
    /// Inside.
    Inside,
    /// Was here and left.
    Left,
    /// Was turned away.
    Refused,
    /// Approved, and nobody came.
    NoShow,
    /// Never approved, and its time is over.
    Lapsed,
}

/// What the gate knows of a visit, within one of its windows: when each happened last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Came {
    /// They wait.
    pub waits: Option<Timestamp>,
    /// They are inside.
    pub inside: Option<Timestamp>,
    /// They left.
    pub left: Option<Timestamp>,
    /// They were turned away.
    pub refused: Option<Timestamp>,
}

impl Stand {
    /// Every one, in the order in which a visit may come to them.
    pub const ALL: [Self; 10] = [
        Self::Requested,
        Self::Approved,
        Self::Declined,
        Self::Cancelled,
        Self::Arrived,
        Self::Inside,
        Self::Left,
        Self::Refused,
        Self::NoShow,
        Self::Lapsed,
    ];

    /// How far a visit is at this time, and since when where the gate or the clock says so.
    pub fn of(state: VisitState, window: Window, came: Came, at: Timestamp) -> (Self, Option<Timestamp>) {
        let over = window.1.plus(GRACE);
        match (came, state) {
            (Came { inside: Some(since), .. }, _) => (Self::Inside, Some(since)),
            (Came { waits: Some(since), .. }, _) => (Self::Arrived, Some(since)),
            (Came { left: Some(since), .. }, _) => (Self::Left, Some(since)),
            (_, VisitState::Cancelled) => (Self::Cancelled, None),
            (_, VisitState::Declined) => (Self::Declined, None),
            (Came { refused: Some(since), .. }, _) => (Self::Refused, Some(since)),
            (_, VisitState::Requested | VisitState::WalkIn) if over < at => (Self::Lapsed, Some(window.1)),
            (_, VisitState::Requested | VisitState::WalkIn) => (Self::Requested, None),
            (_, VisitState::Approved) if over < at => (Self::NoShow, Some(window.1)),
            (_, VisitState::Approved) => (Self::Approved, None),
        }
    }

    /// The stable name, as in commands and messages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
            Self::Arrived => "arrived",
            Self::Inside => "inside",
            Self::Left => "left",
            Self::Refused => "refused",
            Self::NoShow => "no-show",
            Self::Lapsed => "lapsed",
        }
    }

    /// The one of this stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stand| stand.code() == code)
    }

    /// Whether nobody is expected, and nobody came.
    pub fn is_off(self) -> bool {
        matches!(self, Self::Declined | Self::Cancelled | Self::Lapsed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Window = (Timestamp(0), Timestamp(60 * MINUTE));

    fn stand(state: VisitState, came: Came, minute: i64) -> Stand {
        Stand::of(state, WINDOW, came, Timestamp(minute * MINUTE)).0
    }

    #[test]
    fn nobody_came_once_the_window_and_the_grace_are_over() {
        let nobody = Came::default();
        for (minute, approved, requested) in [
            (0, Stand::Approved, Stand::Requested),
            (90, Stand::Approved, Stand::Requested),
            (91, Stand::NoShow, Stand::Lapsed),
        ] {
            assert_eq!(stand(VisitState::Approved, nobody, minute), approved);
            assert_eq!(stand(VisitState::Requested, nobody, minute), requested);
            assert_eq!(stand(VisitState::Cancelled, nobody, minute), Stand::Cancelled);
            assert_eq!(stand(VisitState::Declined, nobody, minute), Stand::Declined);
        }
    }

    #[test]
    fn whoever_is_inside_is_inside_whatever_became_of_the_visit() {
        let at = Some(Timestamp(5));
        for state in VisitState::ALL {
            assert_eq!(stand(state, Came { inside: at, ..Came::default() }, 500), Stand::Inside);
            assert_eq!(stand(state, Came { left: at, refused: at, ..Came::default() }, 500), Stand::Left);
            assert_eq!(stand(state, Came { waits: at, left: at, ..Came::default() }, 10), Stand::Arrived);
        }
        assert_eq!(stand(VisitState::Approved, Came { refused: at, ..Came::default() }, 500), Stand::Refused);
    }

    #[test]
    fn each_has_a_name_of_its_own() {
        for stand in Stand::ALL {
            assert_eq!(Stand::from_code(stand.code()), Some(stand));
        }
    }
}
