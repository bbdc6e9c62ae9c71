//! From entries of the log to how long somebody stood at the gate.

use std::collections::BTreeMap;

use super::{AtTheGate, Times};
use crate::domain::handle::VisitId;
use crate::domain::moment::{HOUR, Timestamp};

/// How long after being presented a visitor may still be decided about. Whoever is presented anew after that stands there
/// for the first time again.
pub const PATIENCE: i64 = 2 * HOUR;

/// A visitor was presented: in which entry, when, and by which visit, where the log names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presented {
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Of which visit; `None` for somebody with none, or whose entry was erased.
    pub visit: Option<VisitId>,
    /// The hour on the wall.
    pub hour: usize,
}

/// It was decided about a visit: let in, asked to wait, turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// About which visit.
    pub visit: VisitId,
}

/// A wait that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waited {
    /// How long, in milliseconds.
    pub time: i64,
    /// Whether it ended with a decision; else they went away, or it was taken back.
    pub decided: bool,
}

/// How long it took at the gate. The order in which they come does not matter: that of their entries does.
pub fn at_the_gate(presented: &[Presented], decisions: &[Decision], waits: &[Waited]) -> AtTheGate {
    let mut steps: BTreeMap<VisitId, BTreeMap<u64, Step>> = BTreeMap::new();
    let mut gate = AtTheGate::default();
    for one in presented {
        match one.visit {
            Some(visit) => drop(steps.entry(visit).or_default().insert(one.seq, Step::Presented(one.at, one.hour))),
            None => gate.unknown += 1,
        }
    }
    for one in decisions {
        // Only those who were presented are waited for here.
        if let Some(its) = steps.get_mut(&one.visit) {
            let _ = its.insert(one.seq, Step::Decided(one.at));
        }
    }
    let (mut all, mut hours) = (Vec::new(), vec![Vec::new(); 24]);
    for its in steps.into_values() {
        let mut since: Option<(Timestamp, usize)> = None;
        for step in its.into_values() {
            match (step, since) {
                (Step::Presented(at, _), Some((first, _))) if at.since(first) <= PATIENCE => {}
                (Step::Presented(at, hour), before) => {
                    gate.undecided += u64::from(before.is_some());
                    since = Some((at, hour));
                }
                (Step::Decided(at), Some((first, hour))) => {
                    let time = at.since(first).max(0);
                    if time <= PATIENCE {
                        all.push(time);
                        hours.get_mut(hour).into_iter().for_each(|times| times.push(time));
                    } else {
                        gate.undecided += 1;
                    }
                    since = None;
                }
                (Step::Decided(_), None) => {}
            }
        }
        gate.undecided += u64::from(since.is_some());
    }
    gate.decided = Times::of(all);
    for (own, times) in gate.by_hour.iter_mut().zip(hours) {
        *own = Times::of(times);
    }
    gate.waited = Times::of(waits.iter().filter(|wait| wait.decided).map(|wait| wait.time).collect());
    gate.gone = u64::try_from(waits.iter().filter(|wait| !wait.decided).count()).unwrap_or(u64::MAX);
    gate
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Presented(Timestamp, usize),
    Decided(Timestamp),
}
