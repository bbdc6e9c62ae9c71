//! How the watch-lists stand, in the few words that every operator may read.

use crate::desk::screening::lists::{ListState, ListStatus};
use crate::desk::screening::{NAMES, OWN};
use crate::i18n::{tr, tr_with};

use super::style::Tone;
use super::widget::{Badge, Icon};

/// What a list is called on the screen.
pub fn list_name(name: &str) -> String {
    match name {
        OWN => tr("list-own"),
        NAMES => tr("list-names"),
        _ => name.to_owned(),
    }
}

/// What the header says of the lists: nothing while all of them are as they should be.
pub fn badge(lists: &[ListStatus]) -> Option<Badge<'static>> {
    let said = |id: &str, tone, icon| Some(Badge { words: tr(id).into(), tone, icon });
    let of = |state: ListState| lists.iter().filter(move |list| list.state == state);
    // A table of given names by itself finds nobody.
    if lists.iter().all(|list| list.name == NAMES) {
        return said("badge-no-watch-list", Tone::Neutral, None);
    }
    if of(ListState::Altered).next().is_some() {
        return said("badge-list-altered", Tone::Hold, Some(Icon::Triangle));
    }
    if of(ListState::Empty).next().is_some() {
        return said("badge-list-empty", Tone::Hold, Some(Icon::Triangle));
    }
    if of(ListState::Reading).next().is_some() {
        return said("badge-lists-reading", Tone::Neutral, Some(Icon::Info));
    }
    let oldest = of(ListState::Stale).max_by_key(|list| list.age_days)?;
    Some(Badge { words: age(oldest).into(), tone: Tone::Hold, icon: Some(Icon::Triangle) })
}

/// What a verdict says of the lists that were asked for it.
pub fn freshness(lists: &[ListStatus]) -> String {
    match badge(lists) {
        Some(badge) => badge.words.into_owned(),
        None => tr("freshness-lists"),
    }
}

/// A list with its age: "UN 12 days old".
fn age(list: &ListStatus) -> String {
    let days = list.age_days.unwrap_or_default();
    tr_with("badge-list-age", &[("list", list_name(&list.name).into()), ("days", days.into())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::screening::Thresholds;

    fn list(name: &str, state: ListState, age: i64) -> ListStatus {
        ListStatus {
            name: name.into(),
            rows: 7,
            dated: None,
            age_days: Some(age),
            limit_days: 10,
            thresholds: Thresholds::USUAL,
            state,
        }
    }

    #[test]
    fn the_header_says_the_worst_of_the_lists_and_nothing_when_all_is_well() {
        let words = |lists: &[ListStatus]| badge(lists).map(|badge| badge.words.into_owned());
        assert_eq!(words(&[]), Some(tr("badge-no-watch-list")));
        let ready = list("UN", ListState::Ready, 3);
        assert_eq!(words(std::slice::from_ref(&ready)), None);
        let stale = list("UN", ListState::Stale, 12);
        assert_eq!(words(&[ready.clone(), stale.clone()]).as_deref(), Some("UN 12 days old"));
        assert_eq!(words(&[list(NAMES, ListState::Ready, 0)]), Some(tr("badge-no-watch-list")));
        let reading = list("OFAC", ListState::Reading, 1);
        assert_eq!(words(&[stale.clone(), reading.clone()]), Some(tr("badge-lists-reading")));
        let altered = list("OFAC", ListState::Altered, 1);
        assert_eq!(words(&[stale, reading, altered]), Some(tr("badge-list-altered")));
        assert_eq!(freshness(&[ready]), tr("freshness-lists"), "not how many: one of them may be the mission's own");
    }
}
