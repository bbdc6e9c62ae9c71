//! The keys, as a table: which key does what, where. The same act has the same key everywhere.

mod named;
mod place;

use iced::keyboard::key::Physical;
use iced::keyboard::{self, Modifiers};

pub(super) use named::logical;
use named::named_key;
pub use place::Place;

/// Something a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// Show all keys.
    Keys,
    /// Admit the visitor shown.
    Admit,
    /// Refer the visitor shown.
    Refer,
    /// Refuse the visitor shown.
    Refuse,
    /// Let the visitor shown leave.
    Depart,
    /// Tick off the next obligation.
    TickNext,
    /// Hold the side lists open, or let them close.
    HoldOpen,
    /// Record the answer to what is still open of a referral.
    Answer,
    /// Show, save or print the badge.
    Badge,
    /// Say that somebody who waited went away by themselves.
    Gone,
    /// Say that it is the one who is listed.
    Yes,
    /// Say that it is somebody else.
    No,
    /// Say that it cannot be told yet.
    Unsure,
    /// List other findings: those that wait, were answered, or clear somebody.
    NextList,
    /// Add one, or load a newer one.
    Add,
    /// Change what is shown.
    Change,
    /// Take what is shown away, or end it.
    Remove,
    /// Erase the guest whom the open entry is about.
    Erase,
    /// To the findings.
    Findings,
    /// To the watch-lists.
    Watchlists,
    /// To the mission's own list.
    OwnList,
    /// To the silent alarm.
    Alarms,
    /// To the threat level.
    Posture,
    /// Begin a lockdown.
    Lockdown,
    /// End the lockdown.
    EndLockdown,
    /// To the roll call.
    RollCall,
    /// Begin a roll call.
    BeginCall,
    /// Begin one that is practised.
    BeginDrill,
    /// Say that somebody was looked for and is not there.
    Missing,
    /// Note where somebody is, and with whom.
    NoteWhere,
    /// End the roll call.
    EndCall,
    /// Let a visitor in against what the rules say.
    Override,
    /// To the register of overrides.
    Overrides,
    /// Sign that a month of it was gone through.
    Review,
    /// To the rules.
    Rules,
    /// Look what would change.
    WhatIf,
    /// To the versions before it.
    Versions,
    /// To the next place that is wrong.
    NextFault,
    /// To the form of a visit.
    NewVisit,
    /// To the delegation that somebody belongs to.
    Group,
    /// Somebody leads it.
    Lead,
    /// Say who goes with them.
    Escort,
    /// Take them out of it.
    TakeOut,
    /// To the visits as they are kept.
    Agenda,
    /// To going through the allow-list.
    AllowList,
    /// To the figures.
    Figures,
    /// As charts, or as a table.
    Table,
    /// The next period that has a name.
    NextSpan,
    /// The period before.
    PeriodBefore,
    /// The period after.
    PeriodAfter,
    /// To the visits of a host who left.
    /// To the visits of a host, as of one who left.
    HostLeft,
    /// To the visit of the next line of what is so at the moment.
    NextNotice,
    /// Put a line of it away.
    PutAway,
    /// To the invitations of what is chosen.
    Invite,
    /// Send by mail, or once more.
    Send,
    /// Another view of them.
    NextView,
    /// Mark one, so that something is done with all that are.
    Mark,
    /// Only one's own, or all.
    Mine,
    /// Put on the allow-list.
    Approve,
    /// Do not, and say why.
    Decline,
    /// Let somebody approve in one's place.
    Delegate,
    /// What is seldom said, or the rest.
    More,
    /// Begin the form anew.
    Clear,
    /// Only rows that are wrong, or all.
    OnlyWrong,
    /// What is proposed is so.
    Confirm,
    /// Everything like it is so.
    ConfirmAlike,
    /// What the columns of a file are.
    FileColumns,
    /// To the next sheet of a file.
    NextSheet,
    /// The column is the one before of what it may be.
    FieldBefore,
    /// The column is the next of what it may be.
    FieldAfter,
    /// Lock the post; the session waits.
    Lock,
    /// Sign out: the shift is over.
    SignOut,
    /// Hand the running post over.
    HandOver,
    /// To the operators.
    Operators,
    /// Suspend, or resume.
    Suspend,
    /// Take a PIN away.
    ResetPin,
    /// Go anywhere: a screen, a person, an entry.
    GoAnywhere,
    /// Take back the last decision.
    Undo,
    /// Search the list.
    Search,
    /// Go to the next theme.
    NextTheme,
    /// Send the form.
    Submit,
    /// Keep what is shown as a file.
    Save,
    /// The day before.
    DayBefore,
    /// The day after.
    DayAfter,
    /// Get in with both halves of the recovery code.
    Recover,
    /// Back: close what is open, to the scan field.
    Back,
    /// To the row above.
    Up,
    /// To the row below.
    Down,
    /// To the one before, beside this one.
    Before,
    /// To the one after, beside this one.
    After,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Open the row.
    Open,
    /// To the next field.
    NextField,
    /// To the field before.
    PreviousField,
}

/// A key by its meaning, letters in lower case, whatever the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// F1 to F12.
    F(u8),
    /// A letter or digit, as on a Latin keyboard.
    Character(char),
    /// Enter.
    Enter,
    /// Escape.
    Escape,
    /// Tab.
    Tab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key with what is held beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// Whether Ctrl is held.
    pub ctrl: bool,
    /// Whether Shift is held.
    pub shift: bool,
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Binding {
    /// The key.
    pub chord: Chord,
    /// What it does.
    pub act: Act,
    /// Id of the message that says so.
    pub label: &'static str,
    /// Where it holds.
    pub places: &'static [Place],
}

const fn plain(key: Key) -> Chord {
    Chord { key, ctrl: false, shift: false }
}

const fn ctrl(key: Key) -> Chord {
    Chord { key, ctrl: true, shift: false }
}

const fn bind(chord: Chord, act: Act, label: &'static str, places: &'static [Place]) -> Binding {
    Binding { chord, act, label, places }
}

/// All keys, in the order in which they are shown.
pub const BINDINGS: [Binding; 95] = [
    bind(plain(Key::F(1)), Act::Keys, "key-keys", &Place::ALL),
    bind(plain(Key::F(2)), Act::Admit, "key-admit", Place::CARDS),
    bind(plain(Key::F(3)), Act::Refer, "key-refer", Place::CARDS),
    bind(plain(Key::F(4)), Act::Refuse, "key-refuse", Place::CARDS),
    bind(plain(Key::F(5)), Act::Depart, "key-depart", Place::CARDS),
    bind(plain(Key::F(6)), Act::TickNext, "key-tick-next", Place::TICKED),
    bind(plain(Key::F(7)), Act::HoldOpen, "key-hold-open", Place::HELD),
    bind(plain(Key::F(8)), Act::Answer, "key-answer", Place::CARDS),
    bind(plain(Key::F(9)), Act::Badge, "key-badge", Place::CARDS),
    bind(plain(Key::F(10)), Act::Gone, "key-gone", Place::CARDS),
    bind(plain(Key::F(6)), Act::Yes, "key-yes", &[Place::Findings]),
    bind(plain(Key::F(7)), Act::No, "key-no", &[Place::Findings]),
    bind(plain(Key::F(8)), Act::Unsure, "key-unsure", &[Place::Findings]),
    bind(plain(Key::F(9)), Act::NextList, "key-next-list", &[Place::Findings]),
    bind(plain(Key::F(6)), Act::Add, "key-add", Place::ADDED),
    bind(plain(Key::F(8)), Act::Change, "key-change", Place::KEPT),
    bind(plain(Key::F(10)), Act::Remove, "key-remove", Place::REMOVED),
    bind(plain(Key::F(9)), Act::Suspend, "key-suspend", &[Place::Operators]),
    bind(plain(Key::F(5)), Act::ResetPin, "key-reset-pin", &[Place::Operators]),
    bind(plain(Key::F(6)), Act::BeginCall, "key-begin-call", &[Place::Muster]),
    bind(plain(Key::F(9)), Act::BeginDrill, "key-begin-drill", &[Place::Muster]),
    bind(plain(Key::F(8)), Act::Missing, "key-missing", &[Place::Muster]),
    bind(plain(Key::F(5)), Act::NoteWhere, "key-note-where", &[Place::Muster]),
    bind(plain(Key::F(10)), Act::EndCall, "key-end-call", &[Place::Muster]),
    bind(ctrl(Key::Character('e')), Act::Override, "key-override", &[Place::Gate]),
    bind(ctrl(Key::Character('g')), Act::Overrides, "key-overrides", &[Place::Log, Place::Posture, Place::Operators]),
    bind(ctrl(Key::Character('g')), Act::Group, "key-group", &[Place::Gate, Place::Agenda]),
    bind(plain(Key::F(4)), Act::Lead, "key-lead", &[Place::Delegation]),
    bind(plain(Key::F(6)), Act::Escort, "key-escort", &[Place::Delegation]),
    bind(plain(Key::F(3)), Act::TakeOut, "key-take-out", &[Place::Delegation]),
    bind(plain(Key::F(8)), Act::Review, "key-review", &[Place::Overrides, Place::Review]),
    bind(ctrl(Key::Character('y')), Act::Rules, "key-rules", Place::NEAR_RULES),
    bind(plain(Key::F(6)), Act::WhatIf, "key-what-if", &[Place::Rules]),
    bind(plain(Key::F(9)), Act::NextFault, "key-next-fault", &[Place::Rules]),
    bind(plain(Key::F(8)), Act::Versions, "key-versions", &[Place::Rules]),
    bind(plain(Key::F(11)), Act::Findings, "key-findings", Place::SCREENS),
    bind(plain(Key::F(12)), Act::Lockdown, "key-lockdown", Place::SCREENS),
    bind(plain(Key::F(10)), Act::EndLockdown, "key-end-lockdown", &[Place::Posture]),
    bind(ctrl(Key::Character('p')), Act::Posture, "key-posture", Place::SCREENS),
    bind(ctrl(Key::Character('m')), Act::RollCall, "key-roll-call", Place::SCREENS),
    bind(ctrl(Key::Character('w')), Act::Watchlists, "key-lists", Place::SCREENS),
    bind(ctrl(Key::Character('d')), Act::OwnList, "key-own-list", Place::SCREENS),
    bind(ctrl(Key::Character('b')), Act::Alarms, "key-alarms", Place::SCREENS),
    bind(ctrl(Key::Character('n')), Act::NewVisit, "key-new-visit", Place::SCREENS),
    bind(ctrl(Key::Character('j')), Act::Agenda, "key-agenda", Place::SCREENS),
    bind(ctrl(Key::Character('r')), Act::AllowList, "key-allow-list", Place::SCREENS),
    bind(ctrl(Key::F(9)), Act::Figures, "key-figures", Place::NEAR_FIGURES),
    bind(plain(Key::F(5)), Act::Table, "key-table", &[Place::Figures]),
    bind(plain(Key::F(9)), Act::NextSpan, "key-next-span", &[Place::Figures]),
    bind(plain(Key::Left), Act::PeriodBefore, "key-period-before", &[Place::Figures]),
    bind(plain(Key::Right), Act::PeriodAfter, "key-period-after", &[Place::Figures]),
    bind(ctrl(Key::Character('i')), Act::Invite, "key-invite", &[Place::Agenda, Place::Delegation]),
    bind(plain(Key::F(4)), Act::HostLeft, "key-host-left", &[Place::Review, Place::Hosts]),
    bind(plain(Key::F(6)), Act::Send, "key-send", &[Place::Invitations, Place::Outbox, Place::Mail]),
    bind(plain(Key::F(2)), Act::NextNotice, "key-next-notice", &[Place::Agenda]),
    bind(ctrl(Key::Character('e')), Act::PutAway, "key-put-away", &[Place::Agenda]),
    bind(plain(Key::F(9)), Act::NextView, "key-next-view", Place::VIEWED),
    bind(plain(Key::F(5)), Act::Mark, "key-mark", &[Place::Agenda, Place::Delegation, Place::Review]),
    bind(plain(Key::F(4)), Act::Mine, "key-mine", &[Place::Agenda]),
    bind(plain(Key::F(6)), Act::Approve, "key-approve", &[Place::Agenda, Place::Review]),
    bind(plain(Key::F(3)), Act::Decline, "key-decline", &[Place::Agenda]),
    bind(ctrl(Key::Character('u')), Act::Delegate, "key-delegate", &[Place::Agenda]),
    bind(plain(Key::F(9)), Act::More, "key-more", &[Place::Visits]),
    bind(plain(Key::F(10)), Act::Clear, "key-clear", &[Place::Visits]),
    bind(plain(Key::F(5)), Act::FileColumns, "key-file-columns", &[Place::Import]),
    bind(plain(Key::F(6)), Act::Confirm, "key-confirm", &[Place::Import]),
    bind(plain(Key::F(8)), Act::ConfirmAlike, "key-confirm-alike", &[Place::Import]),
    bind(plain(Key::F(9)), Act::OnlyWrong, "key-only-wrong", &[Place::Import]),
    bind(plain(Key::Left), Act::FieldBefore, "key-field-before", &[Place::Import]),
    bind(plain(Key::Right), Act::FieldAfter, "key-field-after", &[Place::Import]),
    bind(ctrl(Key::PageDown), Act::NextSheet, "key-next-sheet", &[Place::Import]),
    bind(ctrl(Key::Character('l')), Act::Lock, "key-lock", Place::OPEN),
    bind(ctrl(Key::Character('q')), Act::SignOut, "key-sign-out", Place::OPEN),
    bind(ctrl(Key::Character('h')), Act::HandOver, "key-hand-over", Place::SCREENS),
    bind(ctrl(Key::Character('o')), Act::Operators, "key-operators", Place::SCREENS),
    bind(ctrl(Key::Character('k')), Act::GoAnywhere, "key-go-anywhere", Place::SCREENS),
    bind(ctrl(Key::Character('z')), Act::Undo, "key-undo", Place::UNDONE),
    bind(ctrl(Key::Character('f')), Act::Search, "key-search", Place::SEARCHED),
    bind(ctrl(Key::Character('t')), Act::NextTheme, "key-next-theme", &Place::ALL),
    bind(ctrl(Key::Enter), Act::Submit, "key-submit", Place::FIELDS),
    bind(ctrl(Key::Character('s')), Act::Save, "key-save", Place::SAVED),
    bind(plain(Key::F(10)), Act::Erase, "key-erase", &[Place::Log]),
    bind(ctrl(Key::PageUp), Act::DayBefore, "key-day-before", &[Place::Log, Place::Agenda]),
    bind(ctrl(Key::PageDown), Act::DayAfter, "key-day-after", &[Place::Log, Place::Agenda]),
    bind(ctrl(Key::Character('r')), Act::Recover, "key-recover", &[Place::Locked]),
    bind(plain(Key::Escape), Act::Back, "key-back", &Place::ALL),
    bind(plain(Key::Up), Act::Up, "key-up", &Place::ALL),
    bind(plain(Key::Down), Act::Down, "key-down", &Place::ALL),
    bind(plain(Key::Left), Act::Before, "key-before", Place::SIDES),
    bind(plain(Key::Right), Act::After, "key-after", Place::SIDES),
    bind(plain(Key::PageUp), Act::PageUp, "key-page-up", Place::SCREENS),
    bind(plain(Key::PageDown), Act::PageDown, "key-page-down", Place::SCREENS),
    bind(plain(Key::Enter), Act::Open, "key-open", &Place::ALL),
    bind(plain(Key::Tab), Act::NextField, "key-next-field", &Place::ALL),
    bind(Chord { key: Key::Tab, ctrl: false, shift: true }, Act::PreviousField, "key-previous-field", &Place::ALL),
];

/// Whether an act is for the security role alone: nobody else is told that there is such a thing.
pub fn for_security(act: Act) -> bool {
    matches!(act, Act::Findings | Act::Watchlists | Act::OwnList | Act::Alarms | Act::Rules | Act::Erase)
}

/// Whether a chord is an Admit that tells security of duress: Shift with the key of Admit. It does and shows the same,
/// and stands in no list of keys, so that whoever stands beside a guard learns of it nowhere.
pub fn admits_under_duress(chord: Chord) -> bool {
    let plain = Chord { shift: false, ..chord };
    chord.shift && BINDINGS.iter().any(|binding| binding.act == Act::Admit && binding.chord == plain)
}

/// What `chord` does at `place`.
pub fn act(place: Place, chord: Chord) -> Option<Act> {
    at(place).find(|binding| binding.chord == chord).map(|binding| binding.act)
}

/// The keys that hold at `place`, in the order in which they are shown.
pub fn at(place: Place) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.places.contains(&place))
}

/// The name of the key that does `act`, for its cap.
pub fn cap(act: Act) -> String {
    BINDINGS.iter().find(|binding| binding.act == act).map_or_else(String::new, |binding| binding.chord.name())
}

impl Chord {
    /// The chord of a key that was pressed; `None` for keys that no binding could have.
    pub fn of(key: &keyboard::Key, physical: Physical, modifiers: Modifiers) -> Option<Self> {
        if modifiers.alt() || modifiers.logo() {
            return None;
        }
        let named = match key {
            keyboard::Key::Named(named) => named_key(*named),
            _ => key.to_latin(physical).map(|letter| Key::Character(letter.to_ascii_lowercase())),
        };
        named.map(|key| Self { key, ctrl: modifiers.control(), shift: modifiers.shift() })
    }

    /// Whether holding it down may do it over and over: keys that move, or type.
    pub const fn moves(&self) -> bool {
        let arrow = matches!(self.key, Key::Up | Key::Down | Key::Left | Key::Right);
        let moves = arrow || matches!(self.key, Key::PageUp | Key::PageDown | Key::Tab | Key::Character(_));
        moves && !self.ctrl
    }

    /// Its name, as on a key cap: `F2`, `Ctrl L`.
    pub fn name(&self) -> String {
        let key = match self.key {
            Key::F(number) => format!("F{number}"),
            Key::Character(letter) => letter.to_ascii_uppercase().to_string(),
            Key::Enter => "Enter".into(),
            Key::Escape => "Esc".into(),
            Key::Tab => "Tab".into(),
            Key::Up => "↑".into(),
            Key::Down => "↓".into(),
            Key::Left => "←".into(),
            Key::Right => "→".into(),
            Key::PageUp => "PgUp".into(),
            Key::PageDown => "PgDn".into(),
        };
        let held = [(self.ctrl, "Ctrl "), (self.shift, "Shift ")];
        held.into_iter().filter(|(held, _)| *held).map(|(_, name)| name).chain([key.as_str()]).collect()
    }
}

#[cfg(test)]
mod tests;
