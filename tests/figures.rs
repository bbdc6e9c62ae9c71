//! Figures of a period through the built program, held against what was brought in and done.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that goes wrong is to panic")]

mod post;

use chrono::{Days, Duration, Utc};
use post::{Post, ran};
use serde_json::{Value, json};

/// Two guests of the consular section now, one of the press section tomorrow and one the day after.
fn guests() -> String {
    let time = |hours| (Utc::now() + Duration::hours(hours)).format("%Y-%m-%dT%H:%MZ").to_string();
    let day = |by| (Utc::now().date_naive() + Days::new(by)).to_string();
    let now = format!("{},{}", time(-1), time(3));
    let later = |by| format!("{0} 09:00,{0} 10:00", day(by));
    [
        "name,date of birth,host,section,category,from,until".to_owned(),
        format!("Claire Dufour,1991-11-02,Ms Okoye,Consular,consular,{now}"),
        format!("Mina Sato,1988-08-08,Ms Okoye,Consular,consular,{now}"),
        format!("Bjarne Storm,1970-01-05,Ms Tan,Press,,{}", later(2)),
        format!("Ana Reis,1994-12-30,Ms Tan,Press,,{}", later(3)),
    ]
    .join("\n")
}

fn of<'a>(list: &'a Value, name: &str, value: &str) -> &'a Value {
    let all = list.as_array().unwrap();
    all.iter().find(|one| one[name] == value).unwrap_or_else(|| panic!("no {value} in {list}"))
}

#[test]
fn what_was_brought_in_and_done_is_what_the_figures_say() {
    let post = Post::found();
    let file = post.write("guests.csv", &guests());
    assert_eq!(post.as_ada(&["import", "guests", &file]).ends(0).json()["imported"], 4);
    let _ = post.as_ada(&["admit", "claire dufour"]).ends(1);
    let admitted = post.as_ada(&["admit", "claire dufour", "--done", "compare-document"]).ends(0).json();
    let _ = post.as_ada(&["depart", admitted["badge"].as_str().unwrap()]).ends(0);

    // A guest of two hours ago may be one of yesterday.
    let day = |by: i64| (Utc::now().date_naive() + Duration::days(by)).to_string();
    let (from, to) = (day(-1), day(4));
    let asked = ["figures", "--from", &from, "--to", &to];
    let figures = post.as_ada(&asked).ends(0).json();
    assert_eq!((&figures["from"], &figures["to"]), (&json!(from), &json!(to)));
    let total = &figures["total"];
    assert_eq!((&total["visits"], &total["expected"], &total["came"]), (&json!(4), &json!(4), &json!(1)), "{figures}");
    assert_eq!((&total["to_come"], &total["no_show_percent"]), (&json!(3), &json!(0.0)));
    assert_eq!(figures["days"].as_array().unwrap().len(), 6);
    let host = of(&figures["hosts"], "host", "Ms Okoye");
    assert_eq!((&host["section"], &host["visits"], &host["came"]), (&json!("Consular"), &json!(2), &json!(1)));
    assert_eq!(of(&figures["sections"], "section", "Press")["visits"], 2);
    assert_eq!(of(&figures["categories"], "category", "consular")["visits"], 2);
    let lead = &figures["lead"];
    assert_eq!((&lead["two_to_seven_days"], &lead["walk_ins"]), (&json!(2), &json!(0)));
    assert_eq!(lead["times"]["count"], 4);
    let gate = &figures["gate"];
    assert_eq!((&gate["decided"]["count"], &gate["undecided"], &gate["unknown"]), (&json!(1), &json!(0), &json!(0)));
    assert_eq!((&figures["stays"]["times"]["count"], &figures["stays"]["inside"]), (&json!(1), &json!(0)));
    assert_eq!((&figures["arrivals"]["count"], &figures["approvals"]["waiting"]), (&json!(1), &json!(0)));

    // Neither in words nor as an object is a guest named.
    let words = ran(post.in_words(post::ADA, &asked)).ends(0).out;
    for said in ["Ms Okoye, Consular", "Lead time", "At the gate", "expected 4"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for name in ["Dufour", "Sato", "Storm", "Reis"] {
        assert!(!words.contains(name) && !figures.to_string().contains(name), "{name}");
    }
}

#[test]
fn figures_are_taken_away_on_record_and_read_by_nobody_at_the_gate() {
    let post = Post::found();
    let file = post.write("guests.csv", &guests());
    let _ = post.as_ada(&["import", "guests", &file]).ends(0);
    let csv = post.path("figures.csv");
    let day = (Utc::now().date_naive() + Days::new(2)).to_string();
    let export = ["export", "figures", "--from", &day, "--to", &day, "--output", csv.to_str().unwrap()];
    let object = post.as_ada(&export).ends(0).json();
    let text = std::fs::read_to_string(&csv).unwrap();
    assert!(text.lines().any(|line| line.contains("\"By host\",\"Ms Tan, Press\",\"1\",\"100.0 %\",\"1\"")), "{text}");
    assert!(!text.contains("Storm") && !text.contains("Okoye"), "{text}");
    let entry = object["entry"].as_u64().unwrap();
    let shown = post.as_ada(&["log", "show", "--kind", "exported"]).ends(0).lines();
    assert_eq!(shown.iter().filter_map(|line| line["seq"].as_u64()).collect::<Vec<_>>(), [entry]);
    for (name, begins) in [("figures.pdf", "%PDF"), ("figures.xlsx", "PK")] {
        let path = post.path(name);
        let _ = post.as_ada(&["export", "figures", "--output", path.to_str().unwrap()]).ends(0);
        assert!(std::fs::read(&path).unwrap().starts_with(begins.as_bytes()), "{name}");
    }
    let _ = post.as_ada(&["log", "verify"]).ends(0);

    // Of no days that can be meant there are no figures, and a guard reads none.
    for wrong in [&["--from", "someday"][..], &["--month", "fri"], &["--from", "2020-01-01"], &["--to", "2026-01-01"]] {
        let _ = post.as_ada(&[&["figures"][..], wrong].concat()).ends(2);
    }
    assert_eq!(post.as_ada(&["figures", "--month", "2026-02"]).ends(0).json()["to"], "2026-02-28");
    let _ = post.enrol("G-7", "Ben Oduya", "guard", "nine amber kites over quay");
    let _ = post.run("G-7", &["figures"]).ends(3);
}
