use super::*;
use crate::desk::DeskError;
use crate::desk::sample::{GUARD, REGISTRAR, SUPERVISOR, SampleOperator};
use crate::domain::{Category, Person, Stand, Timestamp, Visit};
use crate::gui::screen::bench_tests::{Bench, ask, framed, morning, room, sample_mission};
use crate::gui::style::Theme;
use crate::i18n::tr;

room!(Page, State::place, |state, context| framed(state.view(context)));

const HOUR: i64 = 3_600_000;

/// The sample mission with visits of the three weeks before, most of which nobody came for.
fn page(operator: SampleOperator) -> Bench<Page> {
    let (folder, context) = sample_mission(Some(operator));
    ask(&context, |desk, now| {
        let hosts = [("Ms L. Tan", "Press"), ("Mr J. Lind", "Trade"), ("Dr E. Vasquez", "Political")];
        for day in 1..21_i64 {
            for (at, (host, section)) in hosts.iter().enumerate().take(1 + usize::try_from(day % 3).unwrap()) {
                let from: Timestamp = morning().at.plus((i64::try_from(at).unwrap() - 24 * day) * HOUR);
                let kind = Category::ALL[at];
                let visit = Visit::plain((*host).into(), from, from.plus(HOUR));
                let visit = Visit { section: (*section).into(), category: Some(kind), ..visit };
                let id = desk.schedule(now, &Person { name: format!("Guest {day}"), ..Person::default() }, &visit)?;
                match day % 5 {
                    0 => desk.cancel(now, id)?,
                    1 => {}
                    _ => desk.approve(now, id)?,
                }
            }
        }
        Ok(())
    });
    let mut state = State::default();
    let task = state.begin(&context);
    Bench::new(Page { state, context, actions: Vec::new(), folder }, task)
}

fn sought(bench: &Bench<Page>) -> Option<&Sought> {
    bench.room.actions.iter().rev().find_map(|action| match action {
        Action::Visits(sought) => Some(sought),
        Action::Leave => None,
    })
}

#[test]
fn a_month_is_seen_at_a_glance_and_its_bars_lead_to_their_visits() {
    let mut bench = page(SUPERVISOR);
    bench.expect(&["November 2026", &tr("figures-day"), &tr("figures-total"), "Ms L. Tan, Press", &tr("figures-key")]);
    let figures = bench.room.state.figures().unwrap().clone();
    assert_eq!(figures.days.len(), 30);
    assert_eq!((figures.total.came, figures.came_in()), (3, 3));
    bench.pictures("figures-month");
    bench.resize(1920.0 / 1.125, 1080.0 / 1.125);
    bench.room.context.width = 1920.0 / 1.125;
    bench.picture("figures-month-large", Theme::Dark);
    bench.resize(1024.0, 768.0);
    bench.room.context.width = 1024.0;
    bench.picture("figures-month-narrow", Theme::Light);
    bench.resize(1280.0, 800.0);
    bench.room.context.width = 1280.0;
    // The first bar is a day; each after it stands further down, and Enter leads to its visits.
    let places = bench.room.state.places(&bench.room.context);
    assert!(places.windows(2).all(|two| two[0].1 <= two[1].1 + 400.0) && places.len() > 30, "{}", places.len());
    bench.press(Act::Down);
    bench.press(Act::Open);
    let first = figures.days.iter().find(|(_, tally)| tally.visits() > 0).unwrap().0;
    assert_eq!(sought(&bench).map(|sought| sought.days), Some((first, first)));
    assert!(figures.total.no_shows > 10 && figures.total.cancelled > 3, "{:?}", figures.total);
    let missed = places.iter().position(|(sought, _)| sought.stand == Some(Stand::NoShow)).unwrap();
    bench.say(Message::Pick(missed));
    assert_eq!(sought(&bench).and_then(|sought| sought.stand), Some(Stand::NoShow));
    assert!(places.iter().any(|(sought, _)| sought.category == Some(Category::Courier)));
    let host = places.iter().position(|(sought, _)| sought.host.starts_with("Ms L. Tan")).unwrap();
    for _ in 0..=host {
        bench.press(Act::Down);
    }
    bench.pictures("figures-host");
    for _ in 0..8 {
        bench.press(Act::PageDown);
    }
    bench.pictures("figures-foot");
    // From the bar, then from the page.
    bench.press(Act::Back);
    assert!(bench.room.state.cursor.is_none());
    bench.press(Act::Back);
    assert!(matches!(bench.room.actions.last(), Some(Action::Leave)));
}

#[test]
fn the_same_stands_in_a_table() {
    let mut bench = page(SUPERVISOR);
    let charts: Vec<_> = bench.room.state.places(&bench.room.context);
    bench.press(Act::Table);
    bench.expect(&[&tr("figures-section"), &format!("{} F5", tr("figures-as-charts"))]);
    bench.pictures("figures-table");
    // What leads to visits leads there in either form.
    let rows = bench.room.state.places(&bench.room.context);
    for (sought, _) in charts.iter().filter(|(sought, _)| sought.stand.is_none()) {
        assert!(rows.iter().any(|(other, _)| other == sought), "{sought:?}");
    }
    bench.press(Act::Down);
    bench.press(Act::Open);
    assert!(sought(&bench).is_some());
}

#[test]
fn periods_are_chosen_stepped_through_and_typed() {
    let mut bench = page(SUPERVISOR);
    bench.press(Act::PeriodBefore);
    bench.expect(&["October 2026", &tr("figures-empty")]);
    bench.pictures("figures-empty");
    bench.press(Act::PeriodAfter);
    bench.expect(&["November 2026"]);
    assert_eq!(bench.room.state.span, Some(Span::ThisMonth));
    bench.press(Act::NextSpan);
    bench.press(Act::NextSpan);
    bench.press(Act::NextSpan);
    bench.expect(&["1 Jan – 31 Dec 2026", &tr("figures-month")]);
    bench.pictures("figures-year");
    bench.say(Message::Show(Span::ThisWeek));
    bench.expect(&["23 Nov – 29 Nov 2026"]);
    bench.pictures("figures-week");
    bench.press(Act::Search);
    bench.write("someday");
    bench.press(Act::Open);
    bench.expect(&["“someday” was not understood"]);
    bench.say(Message::Typed("9 nov - 15 nov".into()));
    bench.press(Act::Open);
    bench.expect(&["9 Nov – 15 Nov 2026"]);
    assert_eq!(bench.room.state.figures().unwrap().days.len(), 7);
}

#[test]
fn what_is_broken_off_shows_what_was_there_before() {
    let (folder, context) = sample_mission(Some(REGISTRAR));
    let mut state = State::default();
    let task = state.begin(&context);
    let mut bench = Bench::new(Page { state, context, actions: Vec::new(), folder }, task);
    let before = bench.room.state.figures().unwrap().period;
    // The answer to what nobody waits for any more is not shown, whatever it says.
    let context = bench.room.context.clone();
    drop(bench.room.state.update(Message::Turn(false), &context));
    assert!(bench.room.state.figures().is_none());
    bench.expect(&[&tr("figures-reading")]);
    bench.room.context.now.monotonic += 600;
    bench.expect(&["Stop Esc"]);
    bench.picture("figures-reading", Theme::Light);
    bench.press(Act::Back);
    assert_eq!(bench.room.state.figures().map(|figures| figures.period), Some(before));
    assert!(bench.room.actions.is_empty());
}

#[test]
fn a_guard_reads_no_figures() {
    let (folder, context) = sample_mission(Some(GUARD));
    let mut state = State::default();
    let task = state.begin(&context);
    let bench = Bench::new(Page { state, context, actions: Vec::new(), folder }, task);
    let Some(Err(error)) = &bench.room.state.read else { panic!("figures were read") };
    assert!(matches!(**error, DeskError::Denied(_)));
}
