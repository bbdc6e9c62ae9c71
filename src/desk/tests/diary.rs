//! The list of visits with its filters, and the calendar.

use proptest::prelude::*;

use super::*;
use crate::desk::visits::diary::{Diary, NAMED, PAGE, Wanted};
use crate::domain::moment::DAY;
use crate::domain::{Category, OperatorId, PersonId, Stand, VisitState};
use crate::store::query::VisitRow;

fn whole(desk: &mut Desk) {
    while !desk.remember_some(500).unwrap() {}
}

pub(super) fn names(desk: &Desk, at: Moment, wanted: &Wanted) -> Vec<String> {
    let (mut names, mut after) = (Vec::new(), None);
    loop {
        let page = desk.visits_wanted(at, wanted, after).unwrap();
        assert!(page.lines.len() <= PAGE);
        names.extend(page.lines.into_iter().map(|line| line.guest.name));
        if page.whole {
            return names;
        }
        after = page.next;
    }
}

fn entered(desk: &mut Desk, name: &str, visit: &Visit) -> VisitId {
    desk.schedule(noon(), &Person { name: name.into(), ..Person::default() }, visit).unwrap()
}

#[test]
fn visits_are_found_by_all_that_tells_them_apart() {
    let (_folder, mut desk) = desk_of("R-1");
    whole(&mut desk);
    let base = visit(20 * DAY, 20 * DAY + HOUR);
    let press = Visit { host: "Ms Tan".into(), section: "Press".into(), ..base.clone() };
    let kind = Visit { category: Some(Category::Courier), ..base.clone() };
    let _ = entered(&mut desk, "Иван Петров", &press);
    let _ = entered(&mut desk, "Ola Berg", &kind);
    let cancelled = entered(&mut desk, "Ana Zweig", &base);
    desk.cancel(noon(), cancelled).unwrap();
    let day = Wanted { from: Some(after(19 * DAY).at), to: Some(after(21 * DAY).at), ..Wanted::default() };
    let find = |desk: &Desk, wanted: Wanted| {
        let mut found = names(desk, noon(), &wanted);
        found.sort_unstable();
        found
    };
    assert_eq!(find(&desk, day.clone()), ["Ana Zweig", "Ola Berg", "Иван Петров"]);
    assert_eq!(find(&desk, Wanted { text: "ivan petrov".into(), ..day.clone() }), ["Иван Петров"]);
    assert_eq!(find(&desk, Wanted { host: "press tan".into(), ..day.clone() }), ["Иван Петров"]);
    assert_eq!(find(&desk, Wanted { category: Some(Category::Courier), ..day.clone() }), ["Ola Berg"]);
    assert_eq!(find(&desk, Wanted { stand: Some(Stand::Cancelled), ..day.clone() }), ["Ana Zweig"]);
    assert_eq!(find(&desk, Wanted { stand: Some(Stand::Requested), ..day.clone() }), ["Ola Berg", "Иван Петров"]);
    assert_eq!(find(&desk, Wanted { to: Some(after(20 * DAY).at), ..day.clone() }), [] as [&str; 0]);
    // What others entered is not mine, and what became of a visit meanwhile is known.
    hand_over(&mut desk, noon(), "V-1");
    whole(&mut desk);
    let mine = Wanted { mine: true, ..day.clone() };
    assert_eq!(find(&desk, mine.clone()), [] as [&str; 0]);
    let own = entered(&mut desk, "Vera Holm", &base);
    desk.approve(noon(), own).unwrap();
    assert_eq!(find(&desk, mine), ["Vera Holm"]);
    assert_eq!(find(&desk, Wanted { stand: Some(Stand::Approved), ..day.clone() }), ["Vera Holm"]);
    let later = after(22 * DAY);
    assert_eq!(names(&desk, later, &Wanted { stand: Some(Stand::NoShow), ..day.clone() }), ["Vera Holm"]);
    desk.amend(noon(), own, &visit(30 * DAY, 30 * DAY + HOUR)).unwrap();
    assert_eq!(find(&desk, Wanted { text: "vera holm".into(), ..day }), [] as [&str; 0]);
    hand_over(&mut desk, noon(), "G-1");
    assert!(matches!(desk.visits_wanted(noon(), &Wanted::default(), None), Err(DeskError::Denied(_))));
}

#[test]
fn the_calendar_counts_whoever_comes_and_names_the_first() {
    let (_folder, mut desk) = desk_of("V-1");
    whole(&mut desk);
    let monday = (noon().today() + chrono::Days::new(13)).to_owned();
    let at = |day: i64, hour: i64| 13 * DAY + day * DAY + (hour - 11) * HOUR;
    for hour in 0..12 {
        let _ = entered(&mut desk, "Vera Holm", &visit(at(0, 8 + hour % 3), at(0, 12)));
    }
    let off = entered(&mut desk, "Ola Berg", &visit(at(0, 8), at(0, 9)));
    desk.cancel(noon(), off).unwrap();
    let again =
        crate::domain::When::read("every tue 10-12 until 15 dec", noon().local(noon().at).naive_local()).unwrap();
    let ((from, until), recurrence, review) = again.at(crate::desk::clock::place_at(noon()));
    let _ =
        entered(&mut desk, "Ana Zweig", &Visit { recurrence, review, ..Visit::plain("Ms Tan".into(), from, until) });
    let _ = entered(&mut desk, "Ivo Mar", &visit(at(1, 9), at(3, 17)));
    let week = desk.days(noon(), monday, 7, &Wanted::default()).unwrap();
    assert_eq!(week.iter().map(|day| day.count).collect::<Vec<_>>(), [12, 2, 1, 1, 0, 0, 0]);
    assert_eq!(week[0].hours[8..11], [4, 4, 4]);
    assert_eq!((week[0].lines.len(), week[0].date), (NAMED, monday));
    assert!(week[0].lines.windows(2).all(|pair| pair[0].appointment.from <= pair[1].appointment.from));
    let tuesday: Vec<_> = week[1].lines.iter().map(|line| line.guest.name.as_str()).collect();
    assert_eq!(tuesday, ["Ivo Mar", "Ana Zweig"]);
    let cancelled = Wanted { stand: Some(Stand::Cancelled), ..Wanted::default() };
    assert!(desk.days(noon(), monday, 7, &cancelled).unwrap()[0].count > 0);
}

proptest! {
    /// Whatever is put, moved and asked for: a window is found where it is, once, and in order.
    #[test]
    fn a_diary_answers_like_a_plain_list(
        puts in prop::collection::vec((0..12_u8, 0..400_i64, 1..60_i64, any::<bool>()), 1..40),
        (from, length) in (0..400_i64, 1..200_i64),
        cut in 0..40_usize,
    ) {
        let at = |hours: i64| noon().at.plus(hours * HOUR);
        let mut diary = Diary::default();
        let mut plain = std::collections::BTreeMap::new();
        for (id, begin, lasts, off) in puts {
            let (id, starts, ends) = (VisitId([id; 16]), at(begin), at(begin + lasts));
            let state = if off { VisitState::Cancelled } else { VisitState::Approved };
            let row = VisitRow { id, seq: 0, person: PersonId([0; 16]), person_seq: 0, starts, ends, state, entered: 0, group: None };
            let _ = diary.put(&row, &Visit::plain("Ms Tan".into(), starts, ends), (Some(OperatorId([1; 8])), starts));
            let _ = plain.insert(id, (starts, ends));
        }
        let range = (at(from), at(from + length));
        let mut expected: Vec<_> = plain.iter()
            .filter(|(_, (starts, ends))| *starts < range.1 && *ends >= range.0)
            .map(|(id, (starts, _))| (*starts, *id)).collect();
        expected.sort_unstable();
        let found: Vec<_> = diary.keys(range, None).collect();
        prop_assert_eq!(&found, &expected);
        if let Some(after) = expected.get(cut) {
            let rest: Vec<_> = diary.keys(range, Some(*after)).collect();
            prop_assert_eq!(&rest[..], &expected[cut + 1..]);
        }
    }
}
