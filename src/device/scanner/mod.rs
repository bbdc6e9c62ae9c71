//! Wedge scanners: told from people by structure and pace, and decoded from physical keys by a US table of our own,
//! so that the layout of the host does not matter.
//!
//! A scanner types 7 to 8 ms a key with outliers of 16 ms, a person 80 ms and more, and 40 ms in a hurry. A run of at
//! least [`BURST`] keys (Enter counts) with no gap over [`GAP`] and none over [`PACE`] on the average is a burst, and a
//! burst is never typing. Its first keys have by then
//! reached whatever has the keyboard; the answer to the key that makes it a burst says how many to take back out.
//!
//! Within a burst, and [`GUARD`] after it, function keys, Ctrl combinations, Tab and Enter act on nothing but the
//! scan. That includes a barcode that begins with them: a command key waits [`WAIT`] for the next key before it acts.

mod key;
mod structure;
#[cfg(test)]
mod tests;

use structure::{Lines, Taken, bare, split};

pub use key::{Physical, Stroke, us_key};
pub use structure::Shape;

/// Keys that make a burst.
pub const BURST: usize = 6;
/// The longest gap within a burst, in milliseconds.
pub const GAP: u64 = 50;
/// The longest gap of those that make a burst, on the average, in milliseconds.
pub const PACE: u64 = 25;
/// The longest gap within a burst whose beginning says that more must come, in milliseconds.
pub const STALL: u64 = 300;
/// How long after a burst commands still do nothing, in milliseconds.
pub const GUARD: u64 = 300;
/// How long a command key waits for a burst that it may belong to, in milliseconds.
pub const WAIT: u64 = 25;

/// What was scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// Text that ended with Enter, or a token complete by its structure; without AIM prefix and padding.
    Text(String),
    /// Lines of a machine-readable zone; fewer than there should be if the reader stopped.
    Zone(Vec<String>),
    /// A burst that did not end with Enter. It belongs where the keyboard is, as if typed.
    Loose(String),
    /// A burst with command keys in it: not recognised, and an anomaly. What could be read of it.
    CommandKeys(String),
}

/// What to do with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Let it act: as far as can be told, a person pressed it.
    Typing,
    /// Swallow it.
    Held {
        /// How many characters that were let through before belong to the scan and have to go.
        take_back: usize,
    },
    /// Keep it back: [`Due::Release`] says when to let it act, unless another answer comes first.
    Wait,
    /// Swallow it: it completes a scan.
    Done {
        /// The scan.
        scan: Scan,
        /// As in [`Answer::Held`].
        take_back: usize,
    },
}

/// What the passing of time brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// A scan is complete.
    Done(Scan),
    /// The key kept back was pressed by a person: let it act.
    Release,
}

/// Tells scans from typing. Keeps what was typed only as long as it may be part of a scan.
#[derive(Debug, Clone, Default)]
pub struct Scanner {
    shapes: Vec<Shape>,
    run: Run,
    lines: Lines,
    /// The last key, if any.
    last: Option<u64>,
    /// The last key of the last burst, if any.
    burst: Option<u64>,
    /// Whether a command key is kept back.
    waiting: bool,
}

/// Keys that followed one another quickly.
#[derive(Debug, Clone, Default)]
struct Run {
    text: String,
    /// When the first was pressed.
    began: u64,
    keys: usize,
    /// Characters let through.
    typed: usize,
    /// Whether it is known to be a burst.
    burst: bool,
    /// Whether Enter was its last key.
    ended: bool,
    /// Whether command keys, or Enter amid the text, are in it.
    commands: bool,
}

impl Scanner {
    /// A scanner that knows these structures.
    pub fn new(shapes: Vec<Shape>) -> Self {
        Self { shapes, ..Self::default() }
    }

    /// Whether a burst is going on.
    pub fn in_burst(&self) -> bool {
        self.run.burst
    }

    /// What is due at `now`. To be asked before each key, and at the time [`Scanner::wake`] gives.
    pub fn idle(&mut self, now: u64) -> Option<Due> {
        let since = now.saturating_sub(self.last?);
        if self.waiting && since > WAIT {
            self.waiting = false;
            self.run = Run::default();
            return Some(Due::Release);
        }
        if self.run.burst && since > self.gap() {
            return self.finish().map(Due::Done);
        }
        if self.lines.deadline().is_some_and(|deadline| now > deadline) {
            return Some(Due::Done(Scan::Zone(self.lines.give_up())));
        }
        None
    }

    /// When [`Scanner::idle`] is to be asked; `None` if nothing is pending.
    pub fn wake(&self) -> Option<u64> {
        let last = self.last?;
        if self.waiting {
            return Some(last + WAIT + 1);
        }
        if self.run.burst {
            return Some(last + self.gap() + 1);
        }
        self.lines.deadline().map(|deadline| deadline + 1)
    }

    /// Takes a key. [`Scanner::idle`] has been asked for the same time.
    pub fn key(&mut self, stroke: Stroke) -> Answer {
        if stroke.key == Physical::Modifier || stroke.repeat {
            return if self.run.burst { held() } else { Answer::Typing };
        }
        let gap = self.last.map_or(u64::MAX, |last| stroke.at.saturating_sub(last));
        let fast = gap <= self.gap();
        self.last = Some(stroke.at);
        if !fast {
            // What was pending has been asked for by `idle`; a run that never became a burst was typing.
            self.run = Run::default();
            self.waiting = false;
        } else if self.run.keys == 0 && self.burst.is_some_and(|burst| stroke.at.saturating_sub(burst) <= GAP) {
            // On the heels of a burst: more of the same, such as the next line of a passport.
            self.run.burst = true;
        }
        let answer = match stroke.key {
            Physical::Print(plain, shifted) if !stroke.command => {
                self.print(if stroke.shift { shifted } else { plain })
            }
            Physical::Enter if !stroke.command => self.enter(stroke.at, gap),
            Physical::Edit | Physical::Unknown if !self.run.burst => {
                self.run = Run::default();
                self.waiting = false;
                Answer::Typing
            }
            _ => self.command(stroke.at),
        };
        if self.run.burst {
            self.burst = Some(stroke.at);
        }
        answer
    }

    fn gap(&self) -> u64 {
        let more = self.run.burst && !self.run.ended && !self.run.commands;
        let begun = more && self.shapes.iter().any(|shape| shape.begun(bare(&self.run.text)));
        if begun { STALL } else { GAP }
    }

    fn print(&mut self, character: char) -> Answer {
        // Text after Enter: the Enter was part of a payload, not the end of a scan.
        self.run.commands |= std::mem::take(&mut self.run.ended);
        self.run.text.push(character);
        let kept_back = std::mem::take(&mut self.waiting);
        let take_back = self.count();
        if !self.run.burst {
            if kept_back || self.run.commands {
                // Letters behind a command key that was kept back: whether a burst or not, they came too fast.
                return held();
            }
            self.run.typed += 1;
            return Answer::Typing;
        }
        let text = bare(&self.run.text);
        if !self.run.commands && self.shapes.iter().any(|shape| shape.complete(text)) {
            let scan = Scan::Text(text.to_owned());
            return self.done(scan, take_back);
        }
        Answer::Held { take_back }
    }

    fn enter(&mut self, at: u64, gap: u64) -> Answer {
        if self.run.keys == 0 && !self.run.burst {
            return self.command(at);
        }
        let take_back = self.count();
        if !self.run.burst {
            if self.run.commands || gap <= WAIT {
                // Too short for a scan, too fast for a person.
                return held();
            }
            self.waiting = true;
            return Answer::Wait;
        }
        if self.run.commands || self.run.ended {
            return Answer::Held { take_back };
        }
        self.end(at, take_back)
    }

    /// Enter after the text of a burst.
    fn end(&mut self, at: u64, take_back: usize) -> Answer {
        let text = bare(&self.run.text).to_owned();
        if text.is_empty() {
            self.run = Run { burst: true, ..Run::default() };
            return Answer::Held { take_back };
        }
        if let Some(zone) = split(&text) {
            return self.done(Scan::Zone(zone), take_back);
        }
        match self.lines.take(&text, at) {
            Taken::Whole(zone) => self.done(Scan::Zone(zone), take_back),
            Taken::More => {
                self.burst = Some(at);
                self.run = Run::default();
                Answer::Held { take_back }
            }
            Taken::Other => {
                // Not before silence: more text would make this Enter part of a payload.
                self.run.ended = true;
                Answer::Held { take_back }
            }
        }
    }

    fn command(&mut self, at: u64) -> Answer {
        let guarded = self.burst.is_some_and(|burst| at.saturating_sub(burst) <= GUARD);
        let first = self.run.keys == 0 && !self.run.burst;
        if first && guarded {
            return held();
        }
        self.run.commands = true;
        let take_back = self.count();
        if first {
            self.waiting = true;
            return Answer::Wait;
        }
        self.waiting = false;
        Answer::Held { take_back }
    }

    /// Counts a key; gives the characters to take back if it makes the run a burst.
    fn count(&mut self) -> usize {
        let at = self.last.unwrap_or_default();
        if self.run.keys == 0 {
            self.run.began = at;
        }
        let quick = at.saturating_sub(self.run.began) <= PACE * self.run.keys as u64;
        self.run.keys += 1;
        if self.run.burst || self.run.keys < BURST || !quick {
            return 0;
        }
        self.run.burst = true;
        std::mem::take(&mut self.run.typed)
    }

    fn done(&mut self, scan: Scan, take_back: usize) -> Answer {
        self.burst = self.last;
        self.run = Run::default();
        let _ = self.lines.give_up();
        Answer::Done { scan, take_back }
    }

    /// The scan of a burst that has come to rest; `None` if there was nothing in it.
    fn finish(&mut self) -> Option<Scan> {
        let run = std::mem::take(&mut self.run);
        let text = bare(&run.text).to_owned();
        if run.commands {
            return Some(Scan::CommandKeys(text));
        }
        if text.is_empty() {
            return None;
        }
        if let Some(zone) = split(&text) {
            return Some(Scan::Zone(zone));
        }
        let _ = self.lines.give_up();
        Some(if run.ended { Scan::Text(text) } else { Scan::Loose(run.text) })
    }
}

fn held() -> Answer {
    Answer::Held { take_back: 0 }
}
