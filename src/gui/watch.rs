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

/// What the header says of the lists. Only whoever keeps them, or answers findings, reads that one is in doubt: to
/// anybody else it would tell why so many have to wait.
pub fn badge(status: &Status) -> Option<Badge<'static>> {
    header(status.screened, &status.lists)
}

fn header(screened: Lists, lists: &[ListStatus]) -> Option<Badge<'static>> {
    let said = |id: &str, tone, icon| Some(Badge { words: tr(id).into(), tone, icon });
    let any = |state: ListState| lists.iter().any(|list| list.state == state);
    match screened {
        Lists::None => return said("badge-no-watch-list", Tone::Neutral, None),
        _ if any(ListState::Differs) => return said("badge-tables-differ", Tone::Hold, Some(Icon::Triangle)),
        _ if any(ListState::Altered) => return said("badge-list-altered", Tone::Hold, Some(Icon::Triangle)),
        _ if any(ListState::Empty) => return said("badge-list-empty", Tone::Hold, Some(Icon::Triangle)),
        Lists::Reading => return said("badge-lists-reading", Tone::Neutral, Some(Icon::Info)),
        Lists::Asked => {}
    }
    let stale = lists.iter().filter(|list| list.state == ListState::Stale);
    let (days, list) = stale.filter_map(|list| Some((list.age_days?, list))).max_by_key(|(days, _)| *days)?;
    let said = [("list", list_name(&list.name).into()), ("days", days.into())];
    let words = tr_with("badge-list-age", &said).into();
    Some(Badge { words, tone: Tone::Hold, icon: Some(Icon::Triangle) })
}

/// The oldest list and its age, for the footer of whoever keeps them: shown at all times, whatever its limit is.
pub fn oldest(lists: &[ListStatus]) -> Option<(String, String)> {
    let aged = lists.iter().filter_map(|list| Some((list.age_days?, list)));
    let (days, list) = aged.max_by_key(|(days, _)| *days)?;
    Some((list_name(&list.name), tr_with("footer-list-age", &[("days", days.into())])))
}

/// What a verdict says of the lists that were asked for it: to everybody the same, however old they are.
pub fn freshness(screened: Lists) -> String {
    tr(match screened {
        Lists::None => "badge-no-watch-list",
        Lists::Reading => "badge-lists-reading",
        Lists::Asked => "freshness-lists",
    })
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
    fn the_header_says_the_worst_of_the_lists_and_the_footer_how_old_the_oldest_is() {
        let said = |id: &str, tone| Some((tr(id), tone));
        assert_eq!(words(Lists::None, &[]), said("badge-no-watch-list", Tone::Neutral));
        let ready = [list("UN", ListState::Ready, 3), list("OFAC", ListState::Ready, 2)];
        assert_eq!((words(Lists::Asked, &ready), oldest(&ready)), (None, Some(("UN".into(), "3 days".into()))));
        let stale = [list("EU", ListState::Ready, 40), list("UN", ListState::Stale, 12)];
        assert_eq!(words(Lists::Asked, &stale), Some(("UN 12 days old".into(), Tone::Hold)));
        assert_eq!(oldest(&stale), Some(("EU".into(), "40 days".into())));
        let reading = [&stale[..], &[list("OFAC", ListState::Reading, 1)]].concat();
        assert_eq!(words(Lists::Reading, &reading), said("badge-lists-reading", Tone::Neutral));
        let altered = [&reading[..], &[list("OFAC", ListState::Altered, 1)]].concat();
        assert_eq!(words(Lists::Reading, &altered), said("badge-list-altered", Tone::Hold));
    }

    #[test]
    fn who_does_not_keep_the_lists_reads_of_no_doubt() {
        assert_eq!((words(Lists::Asked, &[]), oldest(&[])), (None, None));
        assert_eq!(words(Lists::Reading, &[]), Some((tr("badge-lists-reading"), Tone::Neutral)));
        assert_eq!(
            freshness(Lists::Asked),
            tr("freshness-lists"),
            "not how many: one of them may be the mission's own"
        );
    }
}
