//! Erasing a guest through the built program.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that goes wrong is to panic")]

mod post;

use post::{ADA, Post, guest, ran};
use serde_json::{Value, json};

fn error(ran: post::Ran) -> Value {
    serde_json::from_str::<Value>(&ran.err).unwrap()["error"].clone()
}

#[test]
fn a_guest_is_looked_for_shown_and_erased_by_two() {
    let post = Post::with_guests(&[guest("Claire Dufour", "1991-11-02", "Okoye consular")]);
    let officer = post.enrol("X-2", "Tom Moreau", "security", "granite swallow on a slow quay");
    let schedule = ["visit", "schedule", "Vera Zwiep", "--host", "Mr Vale", "--when", "daily 0-24 for 2 weeks"];
    let _ = post.as_ada(&[&schedule[..], &["--born", "1958-04-11"]].concat()).ends(0);
    let _ = post
        .as_ada(&["visit", "schedule", "Vera Zwirn", "--host", "Mr Vale", "--when", "daily 0-24 for 2 weeks"])
        .ends(0);
    let several = post.as_ada(&["erase", "vera"]).ends(1).lines();
    assert_eq!(several.len(), 2);
    assert_eq!(several.iter().find(|line| line["name"] == "Vera Zwiep").unwrap()["born"], "1958-04-11");
    // Whoever is expected is not erased.
    let shown = post.as_ada(&["erase", "zwiep"]).ends(1).json();
    assert_eq!((&shown["name"], &shown["holds"]), (&json!("Vera Zwiep"), &json!(["expected"])));
    let handle = shown["guest"].as_str().unwrap();
    let sign =
        ["--reason", "request", "--text", "Letter 7 of 2026", "--second", "X-2", "--second-passphrase-file", &officer];
    let erase = |who: &str, name: &str| post.as_ada(&[&["erase", who, "--confirm", name][..], &sign].concat());
    assert_eq!(error(erase(handle, "Vera Zwiep").ends(3)), "erase-expected");
    let _ = post.as_ada(&["visit", "cancel", "zwiep"]).ends(0);
    let shown = post.as_ada(&["erase", handle]).ends(0).json();
    assert_eq!((&shown["holds"], &shown["visits"], &shown["entries"]), (&json!([]), &json!(1), &json!(3)));
    // The name is written out, and somebody else signs.
    assert_eq!(error(erase(handle, "vera zwiep").ends(2)), "not-their-name");
    let own = post.path("S-1.pass").display().to_string();
    let alone = ["erase", handle, "--confirm", "Vera Zwiep", "--reason", "request", "--text", "x", "--second", ADA];
    let _ = post.as_ada(&[&alone[..], &["--second-passphrase-file", &own]].concat()).ends(3);
    let _ = post.as_ada(&["erase", handle, "--confirm", "Vera Zwiep"]).ends(2);
    let _ = post.run("X-2", &["erase", "nobody of this name"]).ends(1);
    let words = ran(post.in_words(ADA, &["erase", handle])).ends(0);
    assert!(words.out.contains("--confirm \"Vera Zwiep\""), "{words:?}");
    let erased = erase(handle, "Vera Zwiep").ends(0).json();
    assert_eq!((&erased["bodies"], &erased["emptied"]), (&json!(9), &json!(true)));
    assert_eq!(post.as_ada(&["erase", "vera"]).ends(1).json()["name"], "Vera Zwirn");
    assert_eq!(error(post.as_ada(&["erase", handle]).ends(2)), "gone");
    let log = post.as_ada(&["log", "show"]).ends(0).lines();
    assert_eq!(log.iter().filter(|line| line["erased"] == true).count(), 3);
    assert_eq!(log.iter().find(|line| line["kind"] == "erased").unwrap()["seq"], erased["entry"]);
    for _ in 0..2 {
        let verified = post.as_ada(&["log", "verify"]).ends(0).json();
        assert_eq!((&verified["ok"], &verified["erased"]), (&json!(true), &json!(9)));
        let _ = post.as_ada(&["rebuild"]).ends(0);
    }
    let _ = post.as_ada(&["log", "verify", "--public"]).ends(0);
    let entry = log.iter().find(|line| line["erased"] == true).unwrap()["seq"].to_string();
    let _ = post.as_ada(&["log", "prove", &entry]).ends(0);
    let _ = post.as_ada(&["erase", &entry]).ends(2);
    let _ = post.as_ada(&["log", "export", post.path("evidence").to_str().unwrap()]).ends(0);
    let _ = post.as_ada(&["expected"]).ends(0);
    assert_eq!(post.as_ada(&["check", "zwiep"]).ends(1).json()["visit"], Value::Null);
}
