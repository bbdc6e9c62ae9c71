use proptest::prelude::*;

use super::*;
use crate::domain::handle::VisitId;
use crate::domain::moment::{HOUR, MINUTE};

fn period() -> Period {
    let first = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
    Period::month(first)
}

const OUTCOMES: [Outcome; 6] =
    [Outcome::Came, Outcome::TurnedAway, Outcome::NoShow, Outcome::Cancelled, Outcome::NotApproved, Outcome::ToCome];
const HOSTS: [(&str, &str); 4] = [("Ms Tan", "Press"), ("Mr Lind", "Trade"), ("Ms Tan", "Trade"), ("Dr Vega", "")];

/// Day, host, category, outcome, whether without an appointment, and how many days before it was entered.
type Row = (u64, usize, Option<usize>, usize, bool, Option<i64>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..31_u64, 0..4_usize, proptest::option::of(0..9_usize), 0..6_usize, any::<bool>());
    let row = (row, proptest::option::of(-1..40_i64));
    let row = row.prop_map(|((day, host, category, outcome, walk_in), lead)| {
        (day, host, category, outcome, walk_in, lead.filter(|_| !walk_in))
    });
    proptest::collection::vec(row, 0..120)
}

fn counted(rows: &[Row]) -> Figures {
    let mut collector = Collector::default();
    for (day, host, category, outcome, walk_in, lead) in rows {
        let (host, section) = HOSTS[*host];
        let day = period().first() + chrono::Days::new(*day);
        let lead = lead.map(|days| Lead { days, time: days * DAY + HOUR });
        let (category, outcome, walk_in) = (category.map(|at| Category::ALL[at]), OUTCOMES[*outcome], *walk_in);
        collector.visit(&Appearance { day, host, section, category, outcome, walk_in, lead });
    }
    collector.finish(period(), AtTheGate::default())
}

fn sum<'a>(tallies: impl Iterator<Item = &'a Tally>) -> Tally {
    let mut all = Tally::default();
    tallies.for_each(|tally| all.add(tally));
    all
}

proptest! {
    #[test]
    fn by_whatever_they_are_counted_they_are_as_many(rows in rows()) {
        let figures = counted(&rows);
        let total = figures.total;
        prop_assert_eq!(total.visits(), rows.len() as u64);
        prop_assert_eq!(sum(figures.days.iter().map(|(_, tally)| tally)), total);
        prop_assert_eq!(sum(figures.hosts.iter().map(|host| &host.tally)), total);
        prop_assert_eq!(sum(figures.sections.iter().map(|(_, tally)| tally)), total);
        prop_assert_eq!(sum(figures.categories.iter().map(|(_, tally)| tally)), total);
        for by in [Grouping::Day, Grouping::Week, Grouping::Month] {
            prop_assert_eq!(sum(figures.grouped(by).iter().map(|(.., tally)| tally)), total);
        }
        prop_assert!(total.expected + total.walk_ins + total.cancelled + total.not_approved >= total.visits());
        prop_assert_eq!(figures.lead.bands.iter().sum::<u64>(), figures.lead.times.count);
        prop_assert_eq!(figures.days.len(), 31);
        prop_assert!(total.no_show_rate().is_none_or(|rate| rate <= 1_000));
    }

    #[test]
    fn the_order_in_which_they_come_does_not_matter(rows in rows(), turn in 0..120_usize) {
        let mut other = rows.clone();
        other.reverse();
        let by = turn.min(other.len());
        other.rotate_left(by);
        prop_assert_eq!(counted(&other), counted(&rows));
    }

    #[test]
    fn times_are_ones_that_were_measured(mut times in proptest::collection::vec(0..1_000_000_i64, 0..60)) {
        let found = Times::of(times.clone());
        times.sort_unstable();
        prop_assert_eq!(found.count, times.len() as u64);
        prop_assert_eq!(found.median.is_none(), times.is_empty());
        if let (Some(median), Some(most)) = (found.median, found.most) {
            prop_assert!(times.contains(&median) && times.contains(&most) && median <= most);
            prop_assert!(times.iter().filter(|time| **time <= median).count() * 2 >= times.len());
            prop_assert!(times.iter().filter(|time| **time <= most).count() * 10 >= times.len() * 9);
        }
    }

    #[test]
    fn at_the_gate_nobody_is_lost_and_the_order_does_not_matter(
        steps in proptest::collection::vec((any::<bool>(), proptest::option::of(0..5_u8), 0..600_i64), 0..80)
    ) {
        let mut at = 0;
        let (mut presented, mut decided) = (Vec::new(), Vec::new());
        for (seq, (is_decision, visit, later)) in (0_u64..).zip(&steps) {
            at += later * MINUTE / 10;
            let visit = visit.map(|visit| VisitId([visit; 16]));
            match (is_decision, visit) {
                (true, Some(visit)) => decided.push(Decision { seq, at: Timestamp(at), visit }),
                _ => presented.push(Presented { seq, at: Timestamp(at), visit, hour: (at / HOUR % 24) as usize }),
            }
        }
        let gate = at_the_gate(&presented, &decided, &[]);
        let known = presented.iter().filter(|one| one.visit.is_some()).count() as u64;
        prop_assert_eq!(gate.unknown, presented.len() as u64 - known);
        prop_assert!(gate.decided.count + gate.undecided <= known);
        prop_assert_eq!(gate.by_hour.iter().map(|times| times.count).sum::<u64>(), gate.decided.count);
        presented.reverse();
        decided.reverse();
        prop_assert_eq!(at_the_gate(&presented, &decided, &[]), gate);
    }
}

#[test]
fn an_empty_period_is_all_zeros() {
    let figures = counted(&[]);
    assert_eq!((figures.total, figures.came_in(), figures.total.no_show_rate()), (Tally::default(), 0, None));
    assert!(figures.hosts.is_empty() && figures.sections.is_empty() && figures.categories.is_empty());
    assert_eq!(figures.days.iter().map(|(_, tally)| tally.visits()).sum::<u64>(), 0);
    assert_eq!((figures.gate, figures.approvals), (at_the_gate(&[], &[], &[]), Approvals::default()));
    assert_eq!((share(0, 0), share(1, 3), share(2, 3), share(3, 3)), (None, Some(333), Some(667), Some(1_000)));
}

#[test]
fn no_shows_are_held_against_those_whose_time_is_over() {
    // Two came, one did not, one is still to come; who cancelled or had no appointment is not asked.
    let row = |outcome, walk_in| (0, 0, None, outcome, walk_in, None);
    let figures = counted(&[row(0, false), row(0, false), row(2, false), row(5, false), row(3, false), row(0, true)]);
    let Tally { came, expected, walk_ins, .. } = figures.total;
    assert_eq!((came, expected, walk_ins), (3, 4, 1));
    assert_eq!(figures.total.no_show_rate(), Some(333));
}

#[test]
fn a_visitor_presented_twice_stood_there_once_and_a_wait_is_told_apart() {
    let visit = VisitId([7; 16]);
    let show = |seq, minute| Presented { seq, at: Timestamp(minute * MINUTE), visit: Some(visit), hour: 9 };
    let decide = |seq, minute| Decision { seq, at: Timestamp(minute * MINUTE), visit };
    let waits = [Waited { time: 12 * MINUTE, decided: true }, Waited { time: MINUTE, decided: false }];
    let gate = at_the_gate(&[show(1, 0), show(2, 3), show(5, 300)], &[decide(3, 4), decide(4, 16)], &waits);
    // Asked to wait after four minutes; the decision that ended the wait is no second time at the gate.
    assert_eq!((gate.decided.count, gate.decided.median, gate.undecided), (1, Some(4 * MINUTE), 1));
    assert_eq!((gate.by_hour[9].median, gate.by_hour[10].count), (Some(4 * MINUTE), 0));
    assert_eq!((gate.waited.median, gate.waited.count, gate.gone), (Some(12 * MINUTE), 1, 1));
    // Whoever is presented, goes and comes back the next day is not measured by it.
    let late = at_the_gate(&[show(1, 0)], &[decide(2, 600)], &[]);
    assert_eq!((late.decided.count, late.undecided), (0, 1));
}

#[test]
fn days_are_put_together_as_far_as_there_is_room() {
    let of = |days: u64, bars| {
        let first = period().first();
        Grouping::within(&Period::new(first, first + chrono::Days::new(days - 1)).unwrap(), bars)
    };
    assert_eq!(
        [of(31, 31), of(31, 20), of(90, 31), of(365, 31)],
        [Grouping::Day, Grouping::Week, Grouping::Week, Grouping::Month]
    );
}

#[test]
fn a_section_written_behind_the_host_is_one() {
    assert_eq!(parted("Ms Tan, Press and culture", ""), ("Ms Tan", "Press and culture"));
    assert_eq!(parted("Ms Tan, deputy", "Press"), ("Ms Tan, deputy", "Press"));
    assert_eq!(parted("Ms Tan", ""), ("Ms Tan", ""));
}

#[test]
fn lead_times_are_told_in_days_at_the_gate() {
    let day = |day: u32| NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
    // Entered late on the first for early on the second: the day before, though it is four hours.
    let short = lead((Timestamp(22 * HOUR), day(1)), (Timestamp(26 * HOUR), day(2)));
    assert_eq!(short, Lead { days: 1, time: 4 * HOUR });
    let row = |days| (0, 0, None, 0, false, Some(days));
    assert_eq!(counted(&[-1, 0, 1, 2, 7, 8].map(row)).lead.bands, [2, 1, 2, 1]);
}
