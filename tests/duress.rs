//! A shift under duress through the built program: what it prints and leaves behind is the same for everybody but
//! security.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that goes wrong is to panic")]

mod post;

use std::path::Path;
use std::process::Command;

use post::{Post, guest};
use serde_json::{Value, json};

const FIRST: &str = "nine amber kites over quay";
const SECOND: &str = "granite meadow lantern 31";

/// A post with a guard who has a second passphrase, whose alarms go to the folder `witness`.
fn made() -> Post {
    let post = Post::with_guests(&[guest("Claire Dufour", "1991-11-02", "Okoye consular")]);
    let _ = post.enrol("G-7", "Ben Oduya", "guard", &format!("{FIRST}\n{SECOND}\n"));
    std::fs::create_dir(post.path("witness")).unwrap();
    let place = format!("folder:{}", post.path("witness").display());
    let added = post.as_ada(&["alarms", "add", &place]).ends(0).json();
    assert_eq!((&added["kind"], &added["where"]), (&json!("folder"), &json!(place)));
    // The host hears of it, by a webhook that nobody is at.
    let _ = post.as_ada(&["host", "set", "Okoye consular", "--email", "okoye@nordhavn.example"]).ends(0);
    let _ = post.as_ada(&["notices", "set", "--webhook", "http://127.0.0.1:1/hosts", "--names", "on"]).ends(0);
    post
}

fn copy(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    std::fs::create_dir(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn sizes(folder: &Path) -> Vec<u64> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    // The lock holds the number of a process.
    files.retain(|file| !file.ends_with("gateward.lock"));
    files.sort();
    files.iter().map(|file| std::fs::metadata(file).unwrap().len()).collect()
}

/// What was said with every text by its length: keys, times and tokens are others each time, and as long.
fn shape(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(text.len()),
        Value::Array(items) => items.iter().map(shape).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), shape(value))).collect(),
        other => other.clone(),
    }
}

/// A shift of the guard with this passphrase: everything said, and the size of everything left behind.
fn shift(post: &Post, passphrase: &str) -> Vec<String> {
    let mut seen = Vec::new();
    let _ = post.secret("G-7", passphrase);
    let before = sizes(&post.path("witness")).len();
    let commands: [&[&str]; 6] = [
        &["check", "claire dufour"],
        &["admit", "claire dufour", "--done", "compare-document"],
        &["inside"],
        &["log", "show"],
        &["depart", "claire dufour"],
        &["alarms", "list"],
    ];
    for command in commands {
        let ran = post.run("G-7", command);
        let lines: Vec<_> = ran.lines().iter().map(|line| shape(line).to_string()).collect();
        seen.push(format!("{command:?} {} {} {}", ran.code, lines.join(" "), ran.err));
    }
    seen.push(format!("{:?}", sizes(&post.data())));
    // What hosts are told is the same as well.
    let told = post.as_ada(&["outbox", "list"]).ends(0).lines();
    assert_eq!(told.len(), 1, "{told:?}");
    seen.push(shape(&told[0]).to_string());
    let messages = sizes(&post.path("witness")).split_off(before);
    assert_eq!(messages, [512; 3], "two sign-ins and an admission");
    seen
}

#[test]
fn nothing_that_is_printed_or_left_behind_tells_of_duress() {
    let post = made();
    copy(&post.data(), &post.path("kept"));
    let free = shift(&post, FIRST);
    let witness = post.path("witness");
    let read = ["alarms", "read", witness.to_str().unwrap()];
    let told = post.as_ada(&read).ends(0).lines();
    assert!(told.iter().all(|line| line["duress"] == false) && told.len() >= 3, "{told:?}");

    copy(&post.path("kept"), &post.data());
    let forced = shift(&post, SECOND);
    assert_eq!(free.len(), forced.len());
    free.iter().zip(&forced).for_each(|(free, forced)| assert_eq!(free, forced));

    // A receiver has the key slots and nothing else of the post.
    let away = post.path("receiver");
    std::fs::create_dir(&away).unwrap();
    std::fs::copy(post.data().join("keyslots.json"), away.join("keyslots.json")).unwrap();
    let mut receiver = Command::new(env!("CARGO_BIN_EXE_gateward"));
    receiver.args(["--json", "--operator", post::ADA, "--data"]).arg(&away);
    receiver.arg("--passphrase-file").arg(post.path("S-1.pass")).args(read);
    let told = post::ran(receiver);
    let kinds: Vec<_> = told.lines().iter().filter(|line| line["duress"] == true).map(|l| l["kind"].clone()).collect();
    assert_eq!(told.code, 1, "{told:?}");
    assert_eq!(kinds.len(), 3, "{told:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == "admitted").count(), 1);
    let _ = post.run("G-7", &read).ends(3);
    let listed = post.as_ada(&["alarms", "list"]).ends(0).lines();
    assert!(listed.iter().all(|line| line["operator"] == "G-7") && listed.len() == 3, "{listed:?}");
}

#[test]
fn a_second_passphrase_that_is_close_to_the_first_is_refused() {
    let post = made();
    let file = post.write("close", "copper lantern 92 meadows\ncopper lantern 93 meadow\n");
    let _ = post.secret("G-7", FIRST);
    let change = ["operators", "passphrase", "--new-passphrase-file", &file];
    let refused = post.run("G-7", &change).ends(2);
    assert!(refused.err.contains("four slips"), "{refused:?}");
    let _ = post.run("G-7", &["inside"]).ends(0);
}
