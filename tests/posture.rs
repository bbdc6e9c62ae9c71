//! The threat level, the lockdown and the rules through the built program.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that goes wrong is to panic")]

mod post;

use post::{Post, guest};
use serde_json::{Value, json};

/// A post with a guest, a guard and a second security officer, and the file of the officer's passphrase.
fn post() -> (Post, String) {
    let post = Post::with_guests(&[guest("Claire Dufour", "1991-11-02", "Okoye consular")]);
    let _ = enrol(&post, "G-7", "guard", "nine amber kites over quay");
    let officer = enrol(&post, "X-2", "security", "granite swallow on a slow quay");
    (post, officer)
}

fn enrol(post: &Post, number: &str, role: &str, passphrase: &str) -> String {
    let file = post.secret(number, passphrase);
    let enrol = ["operators", "enrol", "--number", number, "--name", number, "--role", role];
    let _ = post.as_ada(&[&enrol[..], &["--new-passphrase-file", &file]].concat()).ends(0);
    file
}

const OVER: [&str; 4] = ["--reason", "over", "--text", "The march is over"];

#[test]
fn the_level_is_looked_at_raised_and_lowered() {
    let (post, officer) = post();
    let touched = post.as_ada(&["posture", "what-if", "bravo"]).ends(1).json();
    assert_eq!((&touched["visitor"], &touched["where"]), (&json!("Claire Dufour"), &json!("expected")));
    assert_eq!(touched["added"], json!(["see-document", "escort", "deposit-phones"]));
    assert_eq!((&touched["before"], &touched["after"]), (&json!("admit"), &json!("admit")));
    let set = ["posture", "set", "bravo", "--reason", "threat", "--text", "A march past the gate"];
    assert_eq!(post.run("G-7", &set).ends(0).json()["posture"], json!("bravo"));
    let card = post.as_ada(&["check", "dufour"]).ends(0).json();
    assert_eq!(card["obligations"], json!(["compare-document", "see-document", "escort", "deposit-phones"]));
    let stranger = post.as_ada(&["check", "Nobody Knows"]).ends(1).json();
    assert_eq!((&stranger["verdict"], &stranger["reasons"][0]), (&json!("refuse"), &json!("walk-ins-closed")));
    let lower = [&["posture", "set", "normal"][..], &OVER].concat();
    let _ = post.as_ada(&lower).ends(3);
    let both = [&lower[..], &["--second", "X-2", "--second-passphrase-file", &officer]].concat();
    let _ = post.run("G-7", &both).ends(3);
    assert_eq!(post.as_ada(&both).ends(0).json()["posture"], json!("normal"));
    assert_eq!(post.as_ada(&["posture"]).ends(0).json()["lockdown"], Value::Null);
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn a_lockdown_keeps_out_and_lets_leave_until_two_end_it() {
    let (post, officer) = post();
    let done = ["admit", "dufour", "--done", "compare-document"];
    let badge = post.as_ada(&done).ends(0).json()["badge"].as_str().unwrap().to_owned();
    assert!(post.run("G-7", &["lockdown", "begin"]).ends(0).json()["lockdown"].is_string());
    let again = post.as_ada(&["check", "dufour", "--direction", "in"]).ends(1).json();
    assert_eq!((&again["verdict"], &again["reasons"][0]), (&json!("refuse"), &json!("lockdown")));
    let _ = post.as_ada(&["depart", &badge]).ends(0);
    let own = post.secret("S-1", "violet harbour 47 lanterns");
    let end = |number: &str, file: &str| {
        let signed = ["--second", number, "--second-passphrase-file", file];
        post.as_ada(&[&["lockdown", "end"][..], &OVER, &signed].concat())
    };
    let _ = end("S-1", &own).ends(3);
    assert_eq!(end("X-2", &officer).ends(0).json()["lockdown"], Value::Null);
    let _ = end("X-2", &officer).ends(2);
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn rules_are_shown_checked_and_held_against_a_table() {
    let (post, _) = post();
    let shown = post.as_ada(&["policy", "show"]).ends(0).json();
    let text = shown["policy"].as_str().unwrap();
    let good = post.write("good.cedar", text);
    assert_eq!(post.as_ada(&["policy", "check", &good]).ends(0).json()["hash"], shown["hash"]);
    let bad = post.write("bad.cedar", &text.replace("context.level >= 4", "context.lvl >= 4"));
    let fault = post.as_ada(&["policy", "check", &bad]).ends(2);
    assert!(fault.err.contains("\"rules\"") && fault.err.contains("line "), "{fault:?}");
    let table = post.write("own.csv", "case,level,verdict,reasons\nday,,admit,\nBravo,bravo,refuse,\n");
    let mismatch = post.as_ada(&["policy", "test", &table]).ends(1).json();
    assert_eq!((&mismatch["line"], &mismatch["column"]), (&json!(3), &json!("verdict")));
    assert_eq!((&mismatch["expected"], &mismatch["found"]), (&json!("refuse"), &json!("admit")));
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/rules/posture.csv");
    let _ = post.as_ada(&["policy", "test", shipped, "--rules", &good]).ends(0);
    let broken = post.write("broken.csv", "case,level\nday,blue\n");
    let fault = post.as_ada(&["policy", "test", &broken, "--rules", &good]).ends(2);
    assert!(fault.err.contains("line 2, level"), "{fault:?}");
}
