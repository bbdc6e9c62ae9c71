//! Lock and PIN: a session that waits for its operator, with its keys put aside.

use crate::domain::duress::too_close;
use crate::domain::fact::Fact;
use crate::domain::moment::SECOND;
use crate::domain::{Duress, Moment, Operator, Pair, Timestamp};
use crate::store::attempts::Attempt;
use crate::store::pin::PinCheck;
use crate::store::secrets::OperatorSecret;
use crate::store::{NewEntry, Store, delays};

use super::session::record_noted;
use super::{Desk, DeskError};

/// The longest wait after a failure, in milliseconds.
pub const LONGEST_WAIT: i64 = delays::LONGEST;
/// Wrong PINs after which the passphrase is needed.
pub const MOST_WRONG: u32 = 5;
/// The fewest digits of a PIN.
pub const LEAST_DIGITS: usize = 6;
/// The most digits of a PIN.
pub const MOST_DIGITS: usize = 12;
/// Failures that are looked at for one notice.
const MOST_FAILURES: u32 = 500;

/// Whose session waits behind the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Their service number.
    pub number: String,
    /// Whether their PIN goes on with it.
    pub pin: bool,
}

/// What goes on with a session once it is locked.
pub(super) struct Pin {
    check: PinCheck,
    set: bool,
    /// Wrong ones in a row.
    wrong: u32,
    /// When the last of them was, on the monotonic clock.
    last: i64,
}

/// Sign-ins that failed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failures {
    /// How many.
    pub count: usize,
    /// When the last of them was.
    pub last: Option<Timestamp>,
    /// Numbers of operators that were tried, each once, the last first; other words that were typed are not repeated.
    pub numbers: Vec<String>,
}

impl Failures {
    /// These, and more that came after them.
    pub(super) fn add(&mut self, more: Self) {
        self.count += more.count;
        self.last = self.last.max(more.last);
        self.numbers.retain(|number| !more.numbers.contains(number));
        self.numbers.splice(..0, more.numbers).for_each(drop);
    }
}

impl Pin {
    /// What the PIN of whoever is signed in is checked by.
    pub(super) fn of(store: &mut Store) -> Result<Self, DeskError> {
        let (check, set) = store.pin()?;
        Ok(Self { check, set, wrong: 0, last: 0 })
    }

    pub(super) fn is_set(&self) -> bool {
        self.set
    }

    fn goes_on(&self) -> bool {
        self.set && self.wrong < MOST_WRONG
    }

    /// Milliseconds before it may be tried again.
    fn left(&self, now: Moment) -> i64 {
        let wait = delays::wait_after(self.wrong.saturating_add(1));
        if self.wrong == 0 { 0 } else { (self.last + wait - now.monotonic).clamp(0, wait) }
    }

    fn try_out(&mut self, now: Moment, pin: &str) -> Result<Duress, DeskError> {
        if !self.goes_on() {
            return Err(DeskError::PinSpent);
        }
        match self.left(now) {
            0 => {}
            left => return Err(DeskError::Wait((left + SECOND - 1) / SECOND)),
        }
        if let Some(duress) = self.check.is(pin) {
            self.wrong = 0;
            return Ok(duress);
        }
        (self.wrong, self.last) = (self.wrong + 1, now.monotonic);
        Err(if self.goes_on() { DeskError::WrongPin } else { DeskError::PinSpent })
    }
}

/// Whether a PIN could be guessed: too short, one digit or two over and over, digits in a row, a pattern repeated, or
/// the service number.
pub fn is_weak(pin: &str, number: &str) -> bool {
    let digits: Vec<u8> = pin.bytes().collect();
    let length = digits.len();
    if !(LEAST_DIGITS..=MOST_DIGITS).contains(&length) || !digits.iter().all(u8::is_ascii_digit) {
        return true;
    }
    let mut distinct = digits.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let step = |pair: &[u8]| (10 + pair[1] - pair[0]) % 10;
    let steady = digits.windows(2).map(step).collect::<std::collections::BTreeSet<_>>().len() == 1;
    let repeated = (1..=length / 2).any(|period| digits.iter().skip(period).zip(&digits).all(|(a, b)| a == b));
    let mirrored = digits.iter().eq(digits.iter().rev());
    let own: String = number.chars().filter(char::is_ascii_digit).collect();
    distinct.len() < 3 || steady || repeated || mirrored || own.len() >= 4 && pin.contains(&own)
}

/// What is wrong with the second PIN of a pair beside the first, if one was chosen.
pub fn second_pin_fault(pins: Pair<'_>, number: &str) -> Option<DeskError> {
    if pins.second.is_empty() {
        None
    } else if is_weak(pins.second, number) {
        Some(DeskError::WeakPin)
    } else {
        too_close(pins).then_some(DeskError::TooClose)
    }
}

impl Desk {
    /// Locks the post: nothing can be seen or done until this operator goes on or somebody signs in. Keys and what was
    /// opened stay in memory, out of reach.
    pub fn lock(&mut self, now: Moment) -> Result<(), DeskError> {
        let operator = self.session()?.operator.id;
        let recorded = self.record_lock(now, Fact::Locked { operator });
        // Whatever the disk says, the screen is locked.
        self.store.put_aside();
        recorded
    }

    fn record_lock(&mut self, now: Moment, fact: Fact) -> Result<(), DeskError> {
        let clock = self.look_at_clock(now)?;
        let (attempts, unread) = self.store.attempts()?;
        self.store.act(now, clock, |act| {
            record_noted(act, &attempts)?;
            act.record(NewEntry::new(fact))
        })?;
        self.took_attempts(now, &attempts, unread)
    }

    /// Whose session waits behind the lock, if one does.
    pub fn held(&self) -> Option<Held> {
        let session = self.session.as_ref().filter(|_| self.store.has_aside())?;
        Some(Held { number: session.operator.number.clone(), pin: session.pin.goes_on() })
    }

    /// Goes on with the locked session by its operator's PIN. Wrong ones take longer each time, and after
    /// [`MOST_WRONG`] of them the passphrase is needed; each is noted.
    pub fn resume(&mut self, now: Moment, pin: &str) -> Result<Operator, DeskError> {
        let session = self.session.as_mut().filter(|_| self.store.has_aside()).ok_or(DeskError::Locked)?;
        let (operator, before) = (session.operator.clone(), session.pin.wrong);
        let tried = session.pin.try_out(now, pin);
        let wrong = session.pin.wrong > before;
        match tried {
            Ok(duress) => {
                self.store.proved(operator.id, duress);
                self.go_on(now, duress, Fact::Unlocked { operator: operator.id, pin: true })?;
                Ok(operator)
            }
            Err(error) => {
                if wrong {
                    let number = operator.number;
                    self.store.note_attempt(&Attempt::SignIn { at: now.at, number, pin: true })?;
                }
                Err(error)
            }
        }
    }

    /// Milliseconds before the PIN of the locked session may be tried again.
    pub fn pin_delay(&self, now: Moment) -> i64 {
        self.session.as_ref().map_or(0, |session| session.pin.left(now))
    }

    /// Goes on with the locked session if the secret is its operator's: as good as signing in anew.
    pub(super) fn go_on_as(&mut self, now: Moment, secret: &OperatorSecret) -> Result<Option<Operator>, DeskError> {
        let Some(session) = self.session.as_ref().filter(|session| session.operator.id == secret.id()) else {
            return Ok(None);
        };
        let operator = session.operator.clone();
        self.go_on(now, secret.duress(), Fact::Unlocked { operator: operator.id, pin: false })?;
        let session = self.session_mut()?;
        (session.begun, session.pin.wrong) = (now, 0);
        Ok(Some(operator))
    }

    fn go_on(&mut self, now: Moment, duress: Duress, fact: Fact) -> Result<(), DeskError> {
        let _ = self.store.take_up();
        self.store.set_duress(duress);
        let recorded = self.record_lock(now, fact);
        if recorded.is_err() {
            self.store.put_aside();
        }
        recorded
    }

    /// Ends the locked session, since somebody else takes the post over.
    pub(super) fn end_held(&mut self, now: Moment) {
        self.store.taken_over(true);
        if let Err(error) = self.sign_out(now) {
            tracing::error!(%error, "the locked session could not be signed out");
        }
        self.store.taken_over(false);
    }

    /// Sign-ins that failed after this entry.
    pub(super) fn failures_since(&self, entry: Option<u64>) -> Result<Failures, DeskError> {
        let failed = self.store.tables().failures(entry, MOST_FAILURES)?;
        let known = self.store.tables().operators()?;
        let mut failures = Failures { count: failed.len(), ..Failures::default() };
        for seq in failed {
            let (_, leaf) = self.store.leaf(seq)?;
            failures.last = failures.last.max(Some(leaf.happened.unwrap_or(leaf.at)));
            // What does not open any more was a failure all the same.
            let Ok(Fact::SignInFailed { number, .. }) = self.store.fact(seq) else { continue };
            if known.iter().any(|row| row.number == number) && !failures.numbers.contains(&number) {
                failures.numbers.push(number);
            }
        }
        Ok(failures)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pins_that_could_be_guessed_are_refused() {
        let weak = [
            "",
            "12345",
            "1234567890123",
            "12345a",
            "000000",
            "121212",
            "123123",
            "123456",
            "987654",
            "890123",
            "135791",
            "111222",
            "123321",
            "004711",
            "１２３４５６",
        ];
        for pin in weak {
            assert!(is_weak(pin, "G-4711"), "{pin}");
        }
        for pin in ["738201", "194837", "2718281", "004711"] {
            assert!(!is_weak(pin, "G-7"), "{pin}");
        }
    }
}
