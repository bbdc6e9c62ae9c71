//! Whether the clock tells of duress: signing in, going on by PIN and admitting, free and forced in turn, and the ratio of
//! their medians within one run. What is noise shows in the same comparison of free against free.
//!
//! `cargo bench --bench duress`
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs)]

use std::time::{Duration, Instant};

use gateward::desk::{Desk, Founding, system_moment};
use gateward::domain::{Duress, Moment, Obligation, Person, Recognised, Visit, VisitId};
use rand_core::OsRng;

const SECRETS: [&str; 2] = ["violet harbour 47 lanterns", "copper meadow 92 kettles"];
const PINS: [&str; 2] = ["738201", "594863"];
/// Each act so many times, free and forced.
const ROUNDS: usize = 60;

fn main() {
    // `cargo test --benches` builds and runs this too; it has nothing to say there.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let founding = Founding {
        mission: "Embassy of Nordhavn".into(),
        domain: "nordhavn.example".into(),
        gate: "North gate".into(),
        number: "S-1".into(),
        name: "Ada Lind".into(),
        passphrase: SECRETS[0].to_owned().into(),
        second: SECRETS[1].to_owned().into(),
    };
    let (mut desk, _) = Desk::found(folder.path(), &founding, system_moment(), Box::new(OsRng)).unwrap();
    desk.set_pin(system_moment(), SECRETS[0], (PINS[0], PINS[1])).unwrap();
    whole(&mut desk);
    let guests: Vec<VisitId> = (0..3 * ROUNDS).map(|number| guest(&mut desk, number)).collect();
    compared("sign-in", |_, forced| {
        desk.sign_out(system_moment()).unwrap();
        let took = timed(|| drop(desk.sign_in(system_moment(), "S-1", SECRETS[forced]).unwrap()));
        whole(&mut desk);
        took
    });
    compared("going on by PIN", |_, forced| {
        desk.lock(system_moment()).unwrap();
        timed(|| drop(desk.resume(system_moment(), PINS[forced]).unwrap()))
    });
    compared("admission", |round, forced| {
        let now = system_moment();
        let Recognised::Card(card) = desk.open_visit(now, guests[round], None).unwrap() else { panic!("no card") };
        timed(|| {
            desk.mark([Duress::No, Duress::Yes][forced]);
            drop(desk.admit(now, &card, &Obligation::ALL).unwrap());
        })
    });
}

fn whole(desk: &mut Desk) {
    desk.read_whole_lists().unwrap();
    desk.read_whole_roster().unwrap();
}

fn guest(desk: &mut Desk, number: usize) -> VisitId {
    let now: Moment = system_moment();
    let person = Person { name: format!("Vera Holm {number}"), ..Person::default() };
    let visit = Visit::plain("Mr T. Vale".into(), now.at.plus(-3_600_000), now.at.plus(7_200_000));
    let visit = desk.schedule(now, &person, &visit).unwrap();
    desk.approve(now, visit).unwrap();
    visit
}

fn timed(act: impl FnOnce()) -> Duration {
    let began = Instant::now();
    act();
    began.elapsed()
}

/// Free, forced and free again in turn; the medians of the three, and how they stand to the first.
fn compared(what: &str, mut act: impl FnMut(usize, usize) -> Duration) {
    let mut times = [const { Vec::new() }; 3];
    for round in 0..ROUNDS {
        for (place, forced) in [0, 1, 0].into_iter().enumerate() {
            times[place].push(act(3 * round + place, forced));
        }
    }
    let medians = times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    });
    let ratio = |place: usize| medians[place].as_secs_f64() / medians[0].as_secs_f64();
    println!(
        "  {what}: free {:.2?}, forced {:.2?}: ratio {:.3}; free again: {:.3}",
        medians[0],
        medians[1],
        ratio(1),
        ratio(2)
    );
}
