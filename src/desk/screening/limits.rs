//! The limits of a list as its facts have them, and as the engine does; and how far one may be slackened.

use crate::desk::DeskError;
use crate::desk::check::if_it_opens;
use crate::domain::fact::{Fact, Limits, ListLoaded, ListSet};
use crate::screening::Thresholds;
use crate::store::Tables;
use crate::store::keyring::KeyRing;

/// The highest score from which on a match may be looked at. Somebody listed by two names who gives both as they stand on
/// the list, and no date of birth, scores at least as high: a list that let them pass would be no list.
pub const MOST_REVIEW: f32 = 3.0;
/// The highest score from which on a match may be taken for certain. The same with the same day of birth scores higher.
pub const MOST_STOP: f32 = 9.0;
/// The most days after which a list may be stale.
pub const MOST_DAYS: u16 = 90;

/// Limits as scores. An entry of before there was a most counts for no more than that.
pub fn thresholds(limits: Limits) -> Thresholds {
    // Scores of a few hundred points at most: three decimals fit.
    let points = |thousandths: i32| (f64::from(thousandths) / 1_000.0) as f32;
    Thresholds { review: points(limits.review).min(MOST_REVIEW), stop: points(limits.stop).min(MOST_STOP) }
}

/// Days after which a list of these limits is stale.
pub fn days(limits: Limits) -> u16 {
    limits.days.min(MOST_DAYS)
}

/// Scores as limits.
///
/// # Errors
/// They cannot be a list's limits, or screen nobody any more.
pub fn limits(thresholds: Thresholds, days: u16) -> Result<Limits, DeskError> {
    let Thresholds { review, stop } = thresholds;
    let thousandths = |points: f32| (f64::from(points) * 1_000.0).round() as i32;
    let limits = Limits { review: thousandths(review), stop: thousandths(stop), days };
    if !review.is_finite() || !stop.is_finite() || limits.review > limits.stop || days == 0 {
        return Err(DeskError::Limits);
    }
    let too_slack = review > MOST_REVIEW || stop > MOST_STOP || days > MOST_DAYS;
    if too_slack { Err(DeskError::TooSlack) } else { Ok(limits) }
}

/// Whether somebody whom these limits find would not be found by the new ones, or a list nobody renews would count longer.
pub fn slackens(new: Limits, before: Limits) -> bool {
    let (finds, found) = (thresholds(new), thresholds(before));
    finds.review > found.review || finds.stop > found.stop || days(new) > days(before)
}

/// The limits that an entry of the log gave a list.
pub fn given(fact: &Fact) -> Option<Limits> {
    match fact {
        Fact::WatchlistLoaded(ListLoaded { limits, .. }) | Fact::WatchlistSet(ListSet { limits, .. }) => Some(*limits),
        _ => None,
    }
}

/// Whether the list of this name finds less by these limits than by those in force. An entry that does not open may have
/// said anything.
pub fn slacken(
    tables: &Tables<'_>,
    (keys, origin): (&KeyRing, &str),
    name: &str,
    limits: Limits,
) -> Result<bool, DeskError> {
    let Some(row) = tables.watchlists()?.into_iter().find(|row| row.name == name) else { return Ok(false) };
    let before = if_it_opens(tables.fact(keys, origin, row.limits).map_err(DeskError::from))?;
    Ok(before.as_ref().and_then(given).is_none_or(|before| slackens(limits, before)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screening::engine::Engine;
    use crate::screening::given::Given;
    use crate::screening::{Birth, Listing, Name, Outcome, Query};

    #[test]
    fn the_slackest_list_still_finds_who_is_listed_word_for_word() {
        for name in ["Casimir Brandt", "Ali Hassan", "Maria Silva", "Иван Петров", "Kim Sung"] {
            let mut engine = Engine::new(Given::shared());
            let most = Thresholds { review: MOST_REVIEW, stop: MOST_STOP };
            let names = vec![Name { text: name.into(), ..Name::default() }];
            let listing = Listing { names, births: vec![Birth::Day(1961, 4, 2)], ..Listing::default() };
            engine.put("UN", most, &[listing]).unwrap();
            let plain = Query::named(name);
            let born = Query { births: vec![Birth::Day(1961, 4, 2)], ..plain.clone() };
            let found = |query: &Query| engine.screen(query).first().map(|hit| (hit.outcome, hit.score));
            assert!(
                found(&plain).is_some_and(|(outcome, _)| outcome == Outcome::Review),
                "{name}: {:?}",
                found(&plain)
            );
            assert!(found(&born).is_some_and(|(outcome, _)| outcome == Outcome::Stop), "{name}: {:?}", found(&born));
        }
    }

    #[test]
    fn what_would_screen_nobody_is_refused_and_counts_for_no_more_than_the_most() {
        let usual = Thresholds::USUAL;
        assert!(limits(usual, MOST_DAYS).is_ok());
        for (review, stop, days) in [(100_000.0, 100_000.0, 30), (0.8, 100.0, 30), (0.8, 6.8, 91), (3.1, 6.8, 30)] {
            let refused = limits(Thresholds { review, stop }, days);
            assert!(matches!(refused, Err(DeskError::TooSlack)), "{review} {stop} {days}: {refused:?}");
        }
        for (review, stop, days) in [(f32::NAN, 6.8, 30), (2.0, 1.0, 30), (0.8, 6.8, 0), (0.8, f32::INFINITY, 30)] {
            assert!(matches!(limits(Thresholds { review, stop }, days), Err(DeskError::Limits)));
        }
        let before = Limits { review: i32::MAX, stop: i32::MAX, days: u16::MAX };
        assert_eq!(thresholds(before), Thresholds { review: MOST_REVIEW, stop: MOST_STOP });
        assert_eq!(days(before), MOST_DAYS);
    }
}
