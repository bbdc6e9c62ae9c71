//! The threat level, the lockdown and the rules through the built program.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that goes wrong is to panic")]

mod post;

use post::{ADA, Post, guest};
use serde_json::{Value, json};

/// A post with a guest, a guard and a second security officer, and the file of the officer's passphrase.
fn post() -> (Post, String) {
    let post = Post::with_guests(&[guest("Claire Dufour", "1991-11-02", "Okoye consular")]);
    let _ = enrol(&post, "G-7", "guard", "nine amber kites over quay");
    let officer = enrol(&post, "X-2", "security", "granite swallow on a slow quay");
    (post, officer)
}

fn enrol(post: &Post, number: &str, role: &str, passphrase: &str) -> String {
    post.enrol(number, number, role, passphrase)
}

const OVER: [&str; 4] = ["--reason", "over", "--text", "The march is over"];

#[test]
fn the_level_is_looked_at_raised_and_lowered() {
    let (post, officer) = post();
    let looked = post.as_ada(&["posture", "what-if", "bravo"]).ends(1).lines();
    let [touched, counted] = &looked[..] else { panic!("{looked:?}") };
    assert_eq!((&touched["differs"], counted), (&json!("obligations"), &json!({ "touched": 1, "same": 0 })));
    let words = post::ran(post.in_words(ADA, &["posture", "what-if", "bravo"])).ends(1).out;
    assert!(words.contains("Still ADMIT, but other things to do") && !words.contains('→'), "{words}");
    let same = post.as_ada(&["posture", "what-if", "normal"]).ends(0).json();
    assert_eq!(same, json!({ "touched": 0, "same": 1 }));
    let words = post::ran(post.in_words(ADA, &["posture", "what-if", "normal"])).ends(0).out;
    assert!(words.contains("would be treated as now"), "{words}");
    assert_eq!((&touched["visitor"], &touched["where"]), (&json!("Claire Dufour"), &json!("expected")));
    assert_eq!(touched["added"], json!(["see-document", "escort", "deposit-phones"]));
    assert_eq!((&touched["before"], &touched["after"]), (&json!("admit"), &json!("admit")));
    let set = ["posture", "set", "bravo", "--reason", "threat", "--text", "A march past the gate"];
    assert_eq!(post.run("G-7", &set).ends(0).json()["posture"], json!("bravo"));
    let card = post.as_ada(&["check", "dufour"]).ends(0).json();
    assert_eq!(card["obligations"], json!(["compare-document", "see-document", "escort", "deposit-phones"]));
    let stranger = post.as_ada(&["check", "Nobody Knows"]).ends(1).json();
    assert_eq!((&stranger["verdict"], &stranger["reasons"][0]), (&json!("refuse"), &json!("walk-ins-closed")));
    let refer = ["refer", "Crew Four", "--host", "Reception", "--category"];
    let kind = |kind: &'static str| post.run("G-7", &[&refer[..], &[kind]].concat());
    assert_eq!(kind("courier").ends(1).json()["decision"], json!("presented"), "nobody else comes without one");
    let crew = kind("emergency").ends(0).json();
    assert_eq!((&crew["decision"], &crew["reasons"]), (&json!("referred"), &json!(["walk-in-approval"])));
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
    assert_eq!(again["obligations"], json!([]), "nothing has to be done where nobody enters");
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
    assert_eq!(post.as_ada(&["policy", "check", &good]).ends(0).json()["nobody_may"], json!([]));
    let empty = post.write("empty.cedar", "");
    let checked = post.as_ada(&["policy", "check", &empty]).ends(1).json();
    assert!(checked["admits"] == false && checked["nobody_may"].as_array().unwrap().contains(&json!("admit")));
    let words = post::ran(post.in_words(ADA, &["policy", "check", &empty])).ends(1).out;
    assert!(words.contains("nobody can be admitted") && words.contains("raise the threat level"), "{words}");
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

/// A command of two persons, with why.
fn by_two<'a>(head: &[&'a str], officer: &'a str) -> Vec<&'a str> {
    [head, &OVER[..], &["--second", "X-2", "--second-passphrase-file", officer]].concat()
}

#[test]
fn other_rules_are_looked_at_put_in_force_by_two_and_taken_back() {
    let (post, officer) = post();
    let shipped = post.as_ada(&["policy", "show", "--shipped"]).ends(0).json()["policy"].as_str().unwrap().to_owned();
    let wanted = shipped.replace("when { context.level >= 3 };", "when { context.level >= 0 };");
    let file = post.write("stricter.cedar", &wanted);
    let _ = post.as_ada(&["admit", "dufour", "--done", "compare-document"]).ends(0);
    let look = post.as_ada(&["policy", "what-if", &file]).ends(1).lines();
    let one = |place: &str| look.iter().find(|one| one["where"] == json!(place)).unwrap();
    for place in ["inside", "recorded"] {
        assert_eq!((&one(place)["visitor"], &one(place)["after"]), (&json!("Claire Dufour"), &json!("refer")));
        assert_eq!(one(place)["reasons"], json!(["security-approval"]));
    }
    let _ = post.run("G-7", &by_two(&["policy", "import", &file], &officer)).ends(3);
    let bad = post.write("bad.cedar", &wanted.replace("context.level", "context.lvl"));
    let import = |file: &str| post.as_ada(&by_two(&["policy", "import", file], &officer));
    assert!(import(&bad).ends(2).err.contains("line "));
    let now = import(&file).ends(0).json();
    assert_eq!((&now["version"], &now["by"], &now["second"]), (&json!(2), &json!("S-1"), &json!("X-2")));
    let again = import(&file).ends(2);
    assert!(again.err.contains("same-rules"), "{again:?}");
    // The file changes on the disk: what is in force does not.
    let _ = post.write("stricter.cedar", &shipped);
    let _ = post.as_ada(&["depart", "dufour"]).ends(0);
    let card = post.as_ada(&["check", "dufour"]).ends(1).json();
    assert_eq!(card["reasons"], json!(["security-approval"]));
    let restore = |version: &str| post.as_ada(&by_two(&["policy", "restore", version], &officer));
    let _ = restore("9").ends(2);
    let now = restore("1").ends(0).json();
    assert_eq!((&now["version"], &now["restored"]), (&json!(3), &json!(1)));
    let versions = post.as_ada(&["policy", "versions"]).ends(0).lines();
    let force: Vec<_> = versions.iter().map(|one| one["in_force"].as_bool().unwrap()).collect();
    assert_eq!(force, [true, false, false]);
    assert_eq!(versions[0]["hash"], versions[2]["hash"]);
    let old = post.as_ada(&["policy", "show", "--version", "2"]).ends(0).json();
    assert_eq!(old["policy"], json!(wanted));
    let _ = post.as_ada(&["check", "dufour"]).ends(0);
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn two_let_somebody_in_against_the_rules_and_the_register_says_so() {
    let (post, officer) = post();
    let _ = post.as_ada(&["refuse", "dufour", "--reason", "items"]).ends(0);
    let refused = post.as_ada(&["check", "dufour"]).ends(1).json();
    assert_eq!(refused["obligations"], json!(["compare-document"]), "what an override asks for");
    let head = ["override", "dufour", "--done", "compare-document"];
    let undone = post.run("G-7", &by_two(&head[..2], &officer)).ends(1);
    assert!(undone.err.contains("obligations"), "{undone:?}");
    let _ = post.run("X-2", &by_two(&head, &officer)).ends(3);
    let done = post.run("G-7", &by_two(&head, &officer)).ends(0).json();
    assert_eq!((&done["decision"], &done["reasons"]), (&json!("overridden"), &json!(["refused-today"])));
    assert!(done["badge"].is_string());
    let _ = post.run("G-7", &by_two(&head, &officer)).ends(1);
    let line = post.as_ada(&["overrides"]).ends(0).json();
    assert_eq!(
        (&line["visitor"], &line["by"], &line["second"]),
        (&json!("Claire Dufour"), &json!("G-7"), &json!("X-2"))
    );
    assert_eq!((&line["state"], &line["reason"]), (&json!("running"), &json!("over")));
    let month = line["month"].as_str().unwrap();
    let _ = post.as_ada(&["overrides", "review", month]).ends(2);
    let _ = post.run("G-7", &["overrides"]).ends(3);
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn a_roll_call_is_begun_answered_saved_and_ended() {
    let (post, _) = post();
    let badge = post.as_ada(&["admit", "dufour", "--done", "compare-document"]).ends(0).json()["badge"].clone();
    assert!(post.run("G-7", &["muster", "end"]).ends(2).err.contains("no-muster"));
    let line = post.run("G-7", &["muster", "begin", "--drill"]).ends(1).json();
    assert_eq!((&line["visitor"], &line["standing"]), (&json!("Claire Dufour"), &json!("open")));
    let _ = post.run("G-7", &["muster", "missing", "dufo", "--note", "not in the hall"]).ends(0);
    assert_eq!(post.as_ada(&["muster"]).ends(1).json()["note"], json!("not in the hall"));
    assert!(post.run("G-7", &["muster", "here", "nobody"]).ends(2).err.contains("not-on-the-roll"));
    let here = post.run("G-7", &["muster", "here", badge.as_str().unwrap()]).ends(0).json();
    assert_eq!((&here["standing"], &here["by"]), (&json!("here"), &json!("G-7")));
    let file = post.path("roll.txt").to_str().unwrap().to_owned();
    let _ = post.run("G-7", &["muster", "save", &file]).ends(0);
    assert!(std::fs::read_to_string(&file).unwrap().contains("[x]"));
    let _ = post.run("G-7", &["muster", "save", &file]).ends(2);
    let _ = post.run("G-7", &["muster", "end"]).ends(0);
    assert_eq!(post.as_ada(&["muster"]).ends(0).json()["visitor"], json!("Claire Dufour"));
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn a_denial_names_what_was_asked_for_and_who_may() {
    let (post, officer) = post();
    let _ = enrol(&post, "R-3", "registrar", "walnut ferry ledger by night");
    let shipped = post.as_ada(&["policy", "show", "--shipped"]).ends(0).json()["policy"].as_str().unwrap().to_owned();
    let file = post.write("same.cedar", &shipped);
    let key = post.path("none.age").to_str().unwrap().to_owned();
    let two = |head: &[&'static str]| [head, &OVER[..]].concat();
    let end = by_two(&["lockdown", "end"], &officer);
    let (suspend, roles) = (two(&["operators", "suspend", ADA]), two(&["operators", "roles", ADA, "--role", "guard"]));
    for (number, command, what, who) in [
        (
            "R-3",
            &["posture", "what-if", "delta"][..],
            "look whom another threat level would touch",
            "guard, supervisor",
        ),
        ("R-3", &two(&["posture", "set", "delta"]), "raise the threat level", "guard, supervisor"),
        ("R-3", &["policy", "what-if", &file], "look whom other rules would touch", "security officer"),
        (
            "R-3",
            &["policy", "versions"],
            "read the rules in force and those before them",
            "supervisor, security officer",
        ),
        ("R-3", &["overrides"], "read the register of overrides", "supervisor"),
        ("G-7", &end, "end a lockdown", "supervisor"),
        ("G-7", &["figures"], "read the figures of visits", "supervisor, registrar"),
        ("G-7", &["operators", "list"], "see who may sign in", "supervisor, auditor, administrator"),
        ("G-7", &["operators", "recovery-code"], "make a new recovery code", "administrator"),
        ("G-7", &["operators", "start-code", ADA], "give somebody another start code", "administrator"),
        ("G-7", &suspend, "suspend an operator", "supervisor, administrator"),
        ("G-7", &roles, "change somebody's roles", "administrator"),
        ("G-7", &["erase", "dufour"], "erase what is kept of a guest", "security officer"),
        ("G-7", &["backup", &key], "make backups", "supervisor"),
        ("G-7", &["rebuild"], "make the tables anew from the log", "supervisor, security officer, auditor"),
        (
            "G-7",
            &["holidays", "add", "2026-12-24", "Eve"],
            "say on which days the mission is closed",
            "supervisor, registrar",
        ),
        ("G-7", &["host", "list"], "keep the book of hosts", "supervisor, registrar"),
    ] {
        let said = post::ran(post.in_words(number, command)).ends(3).err;
        let expected = format!("your role does not include this: {what}; who may: {who}");
        assert!(said.contains(&expected), "{command:?}: {said}");
    }
}
