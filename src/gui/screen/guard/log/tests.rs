use super::*;
use crate::desk::sample::{GUARD, REGISTRAR, SUPERVISOR, SampleOperator};
use crate::gui::keys::Place;
use crate::gui::screen::bench_tests::{Bench, framed, room, sample_mission};
use crate::i18n::tr;

room!(Log, |_| Place::Log, |state, context| framed(state.view(context)));

fn log(operator: SampleOperator) -> Bench<Log> {
    let (folder, context) = sample_mission(Some(operator));
    let (state, task) = State::new(&context);
    Bench::new(Log { state, context, actions: Vec::new(), folder }, task)
}

fn seqs(bench: &Bench<Log>) -> Vec<u64> {
    bench.room.state.page.lines.iter().map(|line| line.seq).collect()
}

#[test]
fn the_log_is_paged_by_key_there_and_back() {
    let mut bench = log(SUPERVISOR);
    bench.pictures("log");
    let newest = seqs(&bench);
    assert_eq!(newest.len(), PAGE);
    bench.press(Act::PageDown);
    let older = seqs(&bench);
    assert_eq!(older.first().copied(), newest.last().map(|seq| seq - 1));
    bench.press(Act::PageUp);
    assert_eq!(seqs(&bench), newest);
    bench.press(Act::PageUp);
    assert_eq!(seqs(&bench), newest, "there is nothing newer");
    for _ in 0..20 {
        bench.press(Act::PageDown);
    }
    assert_eq!(seqs(&bench).last(), Some(&0), "the founding is at the end");
    bench.pictures("log-end");
}

#[test]
fn kinds_and_days_are_chosen_by_key() {
    let mut bench = log(SUPERVISOR);
    bench.press(Act::Search);
    bench.press(Act::Down);
    bench.press(Act::Down);
    bench.pictures("log-kinds");
    bench.press(Act::Open);
    assert_eq!(bench.room.state.kind, Some(Kind::Admitted));
    let lines = bench.room.state.page.lines.clone();
    assert!(lines.len() == 3 && lines.iter().all(|line| line.kind == Kind::Admitted));
    bench.expect(&["Admitted · Olga Sidorenko", "ADMIT"]);
    bench.press(Act::DayBefore);
    assert!(seqs(&bench).is_empty());
    bench.expect(&[&tr("log-empty"), "Monday 23 November 2026"]);
    bench.pictures("log-none");
    bench.press(Act::DayAfter);
    assert_eq!(bench.room.state.page.lines, lines);
    bench.press(Act::DayAfter);
    bench.expect(&["Tuesday 24 November 2026"]);
    bench.say(Message::AllDays);
    bench.expect(&["Tue 24 Nov 2026 · by S-1"]);
    bench.room.context.names_shown = false;
    assert!(!bench.shows("Admitted · Olga Sidorenko"));
    bench.expect(&["Admitted · O. S."]);
}

#[test]
fn an_entry_opens_with_its_verdict_replayed_and_its_proof_kept() {
    let mut bench = log(SUPERVISOR);
    bench.say(Message::Pick(Some(Kind::Admitted)));
    bench.press(Act::Down);
    bench.press(Act::Down);
    bench.press(Act::Open);
    bench.expect(&["Olga Sidorenko", &tr("log-replay-same"), &tr("obligation-compare-document"), "S-1"]);
    let opened = bench.room.state.opened.clone().unwrap();
    assert_eq!(opened.replay, Replay::Same);
    bench.pictures("log-entry");
    bench.press(Act::PageDown);
    bench.pictures("log-proof");
    bench.press(Act::Save);
    let Some(Ok(path)) = &bench.room.state.saved else { panic!("{:?}", bench.room.state.saved) };
    assert_eq!(std::fs::read_to_string(path).unwrap(), opened.detail.proof.unwrap());
    bench.expect(&[&format!("Saved: {}", path.display())]);
    bench.press(Act::Back);
    assert_eq!(bench.room.state.cursor, 2, "the list is where it was");
    bench.press(Act::Back);
    assert!(matches!(bench.room.actions.as_slice(), [Action::Leave]));
}

#[test]
fn every_kind_of_entry_of_a_day_opens() {
    let mut bench = log(SUPERVISOR);
    bench.say(Message::AllDays);
    for kind in Kind::ALL {
        bench.say(Message::Pick(Some(kind)));
        bench.press(Act::Open);
        let Some(opened) = bench.room.state.opened.clone() else { continue };
        assert_eq!(opened.detail.line.kind, kind);
        assert!(!bench.shows("⟨"), "{kind:?} has words missing");
        bench.picture(&format!("log-kind-{}", kind.code()), crate::gui::style::Theme::Light);
        bench.press(Act::Back);
    }
}

#[test]
fn who_may_not_read_the_log_sees_why() {
    for operator in [GUARD, REGISTRAR] {
        let mut bench = log(operator);
        assert!(seqs(&bench).is_empty());
        bench.expect(&["Your role does not include this: read the log; who may: supervisor, security officer, auditor, administrator"]);
    }
    let mut bench = log(GUARD);
    bench.pictures("log-denied");
}
