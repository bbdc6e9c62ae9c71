//! How the watch-lists stand, in the few words that every operator may read.

use crate::desk::Status;
use crate::desk::screening::lists::{ListState, ListStatus, Lists};
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

/// What the header says of the lists. Only whoever keeps them, or answers findings, reads that one is in doubt, and how
/// old they are: to anybody else it would tell why so many have to wait.
pub fn badge(status: &Status) -> Option<Badge<'static>> {
    header(status.screened, &status.lists)
}

fn header(screened: Lists, lists: &[ListStatus]) -> Option<Badge<'static>> {
    let said = |id: &str, tone, icon| Some(Badge { words: tr(id).into(), tone, icon });
    let any = |state: ListState| lists.iter().any(|list| list.state == state);
    match screened {
        Lists::None => return said("badge-no-watch-list", Tone::Neutral, None),
        _ if any(ListState::Altered) => return said("badge-list-altered", Tone::Hold, Some(Icon::Triangle)),
        _ if any(ListState::Empty) => return said("badge-list-empty", Tone::Hold, Some(Icon::Triangle)),
        Lists::Reading => return said("badge-lists-reading", Tone::Neutral, Some(Icon::Info)),
        Lists::Asked => {}
    }
    // The first of those that are past their limit, else the oldest.
    let oldest = lists.iter().max_by_key(|list| (list.state == ListState::Stale, list.age_days))?;
    let (tone, icon) = match oldest.state {
        ListState::Stale => (Tone::Hold, Some(Icon::Triangle)),
        _ => (Tone::Neutral, None),
    };
    oldest.age_days.map(|days| Badge { words: age(oldest, days).into(), tone, icon })
}

/// What a verdict says of the lists that were asked for it: to everybody the same, however old they are.
pub fn freshness(screened: Lists) -> String {
    tr(match screened {
        Lists::None => "badge-no-watch-list",
        Lists::Reading => "badge-lists-reading",
        Lists::Asked => "freshness-lists",
    })
}

/// A list with its age: "UN 12 days old".
fn age(list: &ListStatus, days: i64) -> String {
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

    fn words(screened: Lists, lists: &[ListStatus]) -> Option<(String, Tone)> {
        header(screened, lists).map(|badge| (badge.words.into_owned(), badge.tone))
    }

    #[test]
    fn the_header_says_the_worst_of_the_lists_and_else_how_old_the_oldest_is() {
        let said = |id: &str, tone| Some((tr(id), tone));
        let days = |words: &str, tone| Some((words.to_owned(), tone));
        assert_eq!(words(Lists::None, &[]), said("badge-no-watch-list", Tone::Neutral));
        let ready = [list("UN", ListState::Ready, 3), list("OFAC", ListState::Ready, 2)];
        assert_eq!(words(Lists::Asked, &ready), days("UN 3 days old", Tone::Neutral));
        let stale = [list("EU", ListState::Ready, 40), list("UN", ListState::Stale, 12)];
        assert_eq!(words(Lists::Asked, &stale), days("UN 12 days old", Tone::Hold));
        let reading = [&stale[..], &[list("OFAC", ListState::Reading, 1)]].concat();
        assert_eq!(words(Lists::Reading, &reading), said("badge-lists-reading", Tone::Neutral));
        let altered = [&reading[..], &[list("OFAC", ListState::Altered, 1)]].concat();
        assert_eq!(words(Lists::Reading, &altered), said("badge-list-altered", Tone::Hold));
    }

    #[test]
    fn who_does_not_keep_the_lists_reads_of_no_doubt() {
        assert_eq!(words(Lists::Asked, &[]), None);
        assert_eq!(words(Lists::Reading, &[]), Some((tr("badge-lists-reading"), Tone::Neutral)));
        assert_eq!(
            freshness(Lists::Asked),
            tr("freshness-lists"),
            "not how many: one of them may be the mission's own"
        );
    }
}
