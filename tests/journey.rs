//! One visitor after another through the built program, from an empty folder to a verified log.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that goes wrong is to panic")]

mod post;

use std::io::{BufRead, BufReader, Write};

use post::{ADA, Post, Ran, csv, guest, ran};
use serde_json::{Value, json};

const DONE: [&str; 2] = ["--done", "compare-document"];

fn guests() -> Vec<String> {
    vec![
        guest("Claire Dufour", "1991-11-02", "Okoye consular"),
        guest("Bjarne Ærøskøbing", "1970-01-05", "Varga archive"),
        guest("Mina Sato", "1988-08-08", "Okoye consular"),
        guest("Mina Sato", "1959-02-03", "Varga archive"),
    ]
}

fn enrol_guard(post: &Post) {
    let _ = post.enrol("G-7", "Ben Oduya", "guard", "nine amber kites over quay");
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

#[test]
fn a_visitor_comes_and_goes() {
    let post = Post::with_guests(&guests());
    let card = post.as_ada(&["check", "dufour CLAIRE"]).ends(0).json();
    assert_eq!((&card["verdict"], &card["visitor"]), (&json!("admit"), &json!("Claire Dufour")));
    assert_eq!((&card["reasons"], &card["obligations"]), (&json!([]), &json!(["compare-document"])));

    let shown = post.as_ada(&["admit", "claire dufour"]).ends(1).json();
    assert_eq!((&shown["decision"], shown.get("badge")), (&json!("presented"), None));
    let admitted = post.as_ada(&[&["admit", "claire dufour"][..], &DONE].concat()).ends(0).json();
    let badge = admitted["badge"].as_str().unwrap();
    let (entry, visit) = (admitted["entry"].as_u64().unwrap(), &admitted["visit"]);
    assert!(entry > shown["entry"].as_u64().unwrap() && *visit == card["visit"]);

    let again = post.as_ada(&[&["admit", badge][..], &DONE].concat()).ends(1).json();
    assert_eq!((&again["verdict"], &again["reasons"]), (&json!("refuse"), &json!(["already-inside"])));
    let inside = post.as_ada(&["inside"]).ends(0).json();
    assert_eq!((inside["presence"].as_u64(), &inside["visitor"]), (Some(entry), &json!("Claire Dufour")));
    let leaving = post.as_ada(&["check", badge]).ends(0).json();
    assert_eq!((&leaving["inside"], leaving["presence"].as_u64()), (&json!(true), Some(entry)));

    let (png, pdf) = (post.path("card.png"), post.path("card.pdf"));
    let draw = ["badge", badge, "--png", png.to_str().unwrap(), "--pdf", pdf.to_str().unwrap()];
    let _ = post.as_ada(&draw).ends(0);
    assert!(std::fs::read(&png).unwrap().starts_with(b"\x89PNG") && std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    let _ = post.as_ada(&draw).ends(2);
    let _ = post.as_ada(&[&draw[..], &["--force"]].concat()).ends(0);

    let gone = post.as_ada(&["depart", badge]).ends(0).json();
    assert_eq!(gone["decision"], "departed");
    let after = post.as_ada(&["check", badge]).ends(1).json();
    assert_eq!(after["reasons"], json!(["credential-revoked"]));
    let twice = post.as_ada(&["depart", badge]).ends(1).json();
    assert_eq!(twice["decision"], "anomaly");
    assert_eq!(post.as_ada(&["muster"]).ends(0).out, "");
}

#[test]
fn a_forged_token_is_recorded_and_nobody_is_admitted() {
    let post = Post::with_guests(&guests());
    let admitted = post.as_ada(&[&["admit", "claire dufour"][..], &DONE].concat()).ends(0).json();
    let mut badge = admitted["badge"].as_str().unwrap().to_owned();
    let flipped = if badge.as_bytes()[40] == b'A' { "B" } else { "A" };
    badge.replace_range(40..41, flipped);
    let shown = post.as_ada(&[&["admit", &badge][..], &DONE].concat()).ends(1).json();
    assert_eq!((&shown["verdict"], &shown["decision"]), (&json!("refuse"), &json!("presented")));
    let fault = texts(&shown["reasons"])[0];
    assert!(["credential-forged", "credential-foreign"].contains(&fault), "{fault}");
    let noise = post.as_ada(&["admit", "\u{1b}[2;7..7"]).ends(1).json();
    assert_eq!((&noise["recognised"], &noise["read"]), (&json!(false), &json!("\\u{1b}[2;7..7")));
}

#[test]
fn refusing_and_taking_it_back() {
    let post = Post::with_guests(&guests());
    let refused =
        post.as_ada(&["refuse", "ærøskøbing", "--reason", "document", "--note", "none with them"]).ends(0).json();
    let again = post.as_ada(&["check", "aeroskobing"]).ends(1).json();
    assert_eq!(again["reasons"], json!(["refused-today"]));
    let undone = post.as_ada(&["undo", &refused["entry"].to_string()]).ends(0).json();
    assert_eq!((&undone["undone"], &undone["verdict"]), (&refused["entry"], &json!("admit")));
    let _ = post.as_ada(&["undo", &refused["entry"].to_string()]).ends(2);
    let _ = post.as_ada(&["undo", "999999"]).ends(2);
    let _ = post.as_ada(&["refuse", "claire dufour", "--reason", "other"]).ends(2);
    let cancelled = post.as_ada(&["visit", "cancel", "claire dufour"]).ends(0).json();
    assert_eq!(cancelled["decision"], "cancelled");
    assert_eq!(post.as_ada(&["check", "claire dufour"]).ends(1).json()["reasons"], json!(["visit-cancelled"]));
}

#[test]
fn somebody_on_no_list_waits_for_two_answers() {
    let post = Post::with_guests(&guests());
    enrol_guard(&post);
    let card = post.run("G-7", &["check", "Ines Quintal"]).ends(1).json();
    assert_eq!((&card["verdict"], &card["reasons"]), (&json!("refer"), &json!(["walk-in", "walk-in-approval"])));
    let _ = post.run("G-7", &["refer", "Ines Quintal"]).ends(2);
    let refer = ["refer", "Ines Quintal", "--host", "Varga archive", "--purpose", "Brings a parcel"];
    let waits = post.run("G-7", &refer).ends(0).json();
    let visit = waits["visit"].as_str().unwrap();
    assert_eq!(post.run("G-7", &["waiting"]).ends(0).json()["open"], json!(["walk-in", "walk-in-approval"]));

    let _ = post.run("G-7", &[&["admit", visit][..], &DONE].concat()).ends(1);
    let host = ["answer", visit, "--rule", "walk-in", "--yes", "--note", "Varga by telephone"];
    assert_eq!(post.run("G-7", &host).ends(0).json()["open"], json!(["walk-in-approval"]));
    let approval = ["answer", "ines quintal", "--rule", "walk-in-approval", "--yes"];
    let _ = post.run("G-7", &approval).ends(3);
    let ada = post.path("S-1.pass");
    let signed = [&approval[..], &["--by", ADA, "--by-passphrase-file", ada.to_str().unwrap()]].concat();
    assert_eq!(post.run("G-7", &signed).ends(0).json()["admissible"], true);
    let _ = post.run("G-7", &["answer", visit, "--rule", "tea", "--yes"]).ends(2);
    let admitted = post.run("G-7", &[&["admit", visit][..], &DONE].concat()).ends(0).json();
    assert!(admitted["badge"].is_string());
    assert_eq!(post.run("G-7", &["waiting"]).ends(0).out, "");
    let _ = post.run("G-7", &["log", "show"]).ends(3);
    let gone = post.run("G-7", &["depart", &admitted["entry"].to_string()]).ends(0).json();
    assert_eq!(gone["visitor"], "Ines Quintal");
}

#[test]
fn several_visits_of_one_name_are_told_apart() {
    let post = Post::with_guests(&guests());
    let choose = post.as_ada(&["check", "mina sato"]).ends(1).json();
    let candidates = choose["candidates"].as_array().unwrap();
    assert_eq!((&choose["ambiguous"], candidates.len()), (&json!(true), 2));
    for born in ["1988-08-08", "1959-02-03"] {
        assert!(candidates.iter().any(|candidate| candidate["born"] == born), "{choose}");
    }
    let size = post.as_ada(&["log", "head"]).json()["size"].as_u64().unwrap();
    let _ = post.as_ada(&[&["admit", "sato"][..], &DONE].concat()).ends(1);
    // Nothing but the sign-in and the sign-out.
    assert_eq!(post.as_ada(&["log", "head"]).json()["size"], size + 2);
    let visit = candidates[1]["visit"].as_str().unwrap();
    let admitted = post.as_ada(&[&["admit", visit][..], &DONE].concat()).ends(0).json();
    assert_eq!(admitted["born"], candidates[1]["born"]);
    let gone = post.as_ada(&["depart", "sato"]).ends(0).json();
    assert_eq!(gone["born"], candidates[1]["born"]);
}

#[test]
fn the_log_is_read_proved_exported_and_verified() {
    let post = Post::with_guests(&guests());
    let admitted = post.as_ada(&[&["admit", "claire dufour"][..], &DONE].concat()).ends(0).json();
    let head = post.as_ada(&["log", "head"]).ends(0).json();
    assert_eq!(head["size"], head["sealed"]["size"]);
    let checkpoint = post.as_ada(&["log", "checkpoint"]).ends(0).json();
    assert_eq!((&checkpoint["size"], &checkpoint["root"]), (&head["size"], &head["root"]));

    let lines = post.as_ada(&["log", "show", "--kind", "admitted"]).ends(0).lines();
    assert_eq!((lines.len(), &lines[0]["seq"], &lines[0]["about"]), (1, &admitted["entry"], &json!("Claire Dufour")));
    let lines = post.as_ada(&["log", "show", "--from", "3", "--count", "9"]).ends(0).lines();
    assert_eq!(lines.iter().map(|line| line["seq"].as_u64().unwrap()).collect::<Vec<_>>(), [3, 2, 1, 0]);

    let proof = post.as_ada(&["log", "prove", &admitted["entry"].to_string()]).ends(0).json();
    assert!(proof["proof"].as_str().unwrap().starts_with("c2sp.org/tlog-proof@v1"));
    let _ = post.as_ada(&["log", "prove", "999999"]).ends(2);

    for key in [&head["key"], &head["vkey"]].map(|key| key.as_str().unwrap()) {
        let public = post.as_ada(&["log", "verify", "--public", "--key", key]).ends(0).json();
        assert_eq!((&public["ok"], &public["entries"], &public["root"]), (&json!(true), &head["size"], &head["root"]));
    }
    let stranger = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbL";
    let _ = post.as_ada(&["log", "verify", "--public", "--key", stranger]).ends(2);
    let other = Post::found().as_ada(&["log", "head"]).json()["key"].as_str().unwrap().to_owned();
    let foreign = post.as_ada(&["log", "verify", "--public", "--key", &other]).ends(1).json();
    assert!(!foreign["findings"].as_array().unwrap().is_empty());
    let whole = post.as_ada(&["log", "verify"]).ends(0).json();
    assert_eq!(whole["bodies"].as_u64().unwrap(), whole["entries"].as_u64().unwrap() * 3);

    let folder = post.path("export");
    let exported = post.as_ada(&["log", "export", folder.to_str().unwrap()]).ends(0).json();
    let leaves = std::fs::read_to_string(folder.join("leaves.jsonl")).unwrap();
    assert_eq!(leaves.lines().count() as u64, exported["entries"].as_u64().unwrap());
    let notes = std::fs::read_to_string(folder.join("checkpoints")).unwrap();
    assert!(notes.contains(checkpoint["checkpoint"].as_str().unwrap()));
    let _ = post.as_ada(&["log", "export", folder.to_str().unwrap()]).ends(2);

    let rebuilt = post.as_ada(&["rebuild"]).ends(0).json();
    assert_eq!((&rebuilt["rebuilt"], &rebuilt["changes"]), (&json!(true), &json!([])));
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
    assert_eq!(post.as_ada(&["clock"]).ends(0).json()["doubtful"], false);
}

#[test]
fn an_invitation_names_its_visit_until_the_visit_is_taken_back() {
    let post = Post::with_guests(&guests());
    let token =
        post.as_ada(&["invitation", "make", "claire dufour"]).ends(0).json()["invitation"].as_str().unwrap().to_owned();
    let checked = post.as_ada(&["check", &token]).ends(0).json();
    assert_eq!((&checked["verdict"], &checked["visitor"]), (&json!("admit"), &json!("Claire Dufour")));
    let _ = post.as_ada(&[&["admit", &token][..], &DONE].concat()).ends(0);
    assert_eq!(post.as_ada(&["check", &token]).ends(0).json()["inside"], true);
    let _ = post.as_ada(&["depart", &token]).ends(0);
    // An invitation outlives a stay; a badge does not.
    assert_eq!(post.as_ada(&["check", &token]).ends(0).json()["verdict"], "admit");
    let _ = post.as_ada(&["visit", "cancel", &token]).ends(0);
    let refused = post.as_ada(&["check", &token]).ends(1).json();
    assert_eq!(refused["reasons"][0], "invitation-withdrawn");
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
}

#[test]
fn a_new_recovery_code_takes_the_place_of_the_one_before() {
    let post = Post::found();
    let halves = post.as_ada(&["operators", "recovery-code"]).ends(0).json()["recovery"].clone();
    let files: Vec<String> = (0..2).map(|i| post.write(&format!("half-{i}"), halves[i].as_str().unwrap())).collect();
    let pass = post.secret("S-9", "seven quiet herons by the quay");
    let recovered = post.as_ada(&[
        "operators",
        "recover",
        "--half-file",
        &files[0],
        "--half-file",
        &files[1],
        "--holder",
        "Ada Lind",
        "--holder",
        "Cleo Marsh",
        "--number",
        "S-9",
        "--name",
        "Bo Berg",
        "--role",
        "supervisor",
        "--new-passphrase-file",
        &pass,
    ]);
    assert_eq!(recovered.ends(0).json()["number"], "S-9");
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
}

#[test]
fn a_visit_is_entered_changed_and_approved_one_by_one() {
    let post = Post::found();
    let day = chrono::Local::now().format("%Y-%m-%d").to_string();
    let (from, until) = (format!("{day} 00:00"), format!("{day} 23:59"));
    let entered = ["visit", "schedule", "Uma Park", "--host", "Mr Vale", "--from", &from, "--until", &until];
    let _ = post.as_ada(&entered).ends(0);
    let waits = post.as_ada(&["check", "uma park"]).ends(1).json();
    assert_eq!((&waits["verdict"], &waits["reasons"][0]), (&json!("refer"), &json!("needs-security")));
    let _ = post.as_ada(&["visit", "amend", "uma park", "--host", "Ms Roy", "--areas", "Library;Hall"]).ends(0);
    // What is known of the guest is changed with it.
    let _ = post.as_ada(&["visit", "amend", "uma park", "--other-names", "Uma Lind"]).ends(0);
    // Their face is approved with them.
    let (face, kept) = (post.write("face.txt", "no picture"), post.path("kept.jpg").display().to_string());
    let _ = post.as_ada(&["visit", "photo", "uma lind", "--save", &kept]).ends(2);
    let refused = post.as_ada(&["visit", "photo", "uma lind", "--file", &face]).ends(2);
    assert!(refused.err.contains("a JPEG or PNG was expected"), "{}", refused.err);
    let face = post.path("face.png");
    image::RgbImage::from_pixel(300, 400, image::Rgb([90, 80, 70])).save(&face).unwrap();
    let set = post.as_ada(&["visit", "photo", "uma lind", "--file", &face.display().to_string()]).ends(0).json();
    assert_eq!((&set["photo"], &set["approve_again"]), (&json!("kept"), &json!(0)));
    let _ = post.as_ada(&["visit", "photo", "uma lind", "--save", &kept]).ends(0);
    assert_eq!(image::image_dimensions(&kept).unwrap(), (300, 400));
    let _ = post.as_ada(&["visit", "approve", "uma lind"]).ends(0);
    let admits = post.as_ada(&["check", "uma park"]).ends(0).json();
    assert_eq!((&admits["host"], &admits["areas"]), (&json!("Ms Roy"), &json!(["Library", "Hall"])));
    let faulty = ["visit", "schedule", "Vic Roe", "--host", "Mr Vale", "--from", "soon", "--until", &until];
    let _ = post.as_ada(&faulty).ends(2);

    let _ = post.as_ada(&["refer", "nobody expected", "--host", "Mr Vale"]);
    assert_eq!(post.as_ada(&["waiting"]).ends(0).lines().len(), 1);
    let _ = post.as_ada(&["visit", "gone", "nobody expected"]).ends(0);
    assert!(post.as_ada(&["waiting"]).ends(0).lines().is_empty());
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
}

#[test]
fn key_slots_without_their_database_are_never_written_over() {
    let post = Post::found();
    let before = post.files();
    std::fs::remove_file(post.data().join("gateward.db")).unwrap();
    let missing = post.as_ada(&["inside"]).ends(4);
    assert!(missing.err.contains("key slots"), "{}", missing.err);
    let again = ["init", "--mission", "Embassy of Nordhavn", "--domain", "nordhavn.example", "--gate", "North gate"];
    let _ = post.as_ada(&again).ends(4);
    for (path, bytes) in before.iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "json")) {
        assert_eq!(&std::fs::read(path).unwrap(), bytes);
    }
    for (path, bytes) in before {
        std::fs::write(path, bytes).unwrap();
    }
    let _ = post.as_ada(&["inside"]).ends(0);
}

#[test]
fn an_older_copy_of_the_folder_is_found_by_a_head_kept_elsewhere() {
    let post = Post::with_guests(&guests());
    let older = post.files();
    let _ = post.as_ada(&[&["admit", "claire dufour"][..], &DONE].concat()).ends(0);
    let kept = post.as_ada(&["log", "checkpoint"]).ends(0).json();
    let kept = post.write("kept.head", kept["checkpoint"].as_str().unwrap());
    let against = ["log", "verify", "--public", "--head", &kept];
    let _ = post.as_ada(&against).ends(0);
    let _ = post.as_ada(&["refer", "nobody at all", "--host", "Mr Lind"]);
    let _ = post.as_ada(&against).ends(0);

    for (path, _) in post.files() {
        std::fs::remove_file(path).unwrap();
    }
    for (path, bytes) in older {
        std::fs::write(path, bytes).unwrap();
    }
    let _ = post.as_ada(&["log", "verify", "--public"]).ends(0);
    let found = post.as_ada(&against).ends(1).json();
    assert_eq!(found["findings"].as_array().unwrap().len(), 1);
    let strange = post.write("strange.head", "not a head");
    let _ = post.as_ada(&["log", "verify", "--public", "--head", &strange]).ends(2);
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_enters_the_log() {
    let post = Post::found();
    let right = std::fs::read(post.path("S-1.pass")).unwrap();
    let _ = post.secret(ADA, "not the passphrase at all");
    let before = post.as_ada(&["log", "head"]).ends(0).json();
    for command in [&["inside"][..], &["admit", "anybody"]] {
        let ran = post.as_ada(command).ends(3);
        assert_eq!(serde_json::from_str::<Value>(&ran.err).unwrap()["error"], "wrong-key");
        assert_eq!(ran.out, "");
    }
    assert_eq!(post.as_ada(&["log", "head"]).json()["size"], before["size"]);
    let _ = post.run("S-9", &["inside"]).ends(2);
    std::fs::write(post.path("S-1.pass"), right).unwrap();
    let _ = post.as_ada(&["depart", "nobody here"]).ends(1);
    let failed = post.as_ada(&["log", "show", "--kind", "sign-in-failed"]).ends(0).lines();
    assert_eq!(failed.len(), 2);
    let _ = post.as_ada(&["log", "verify"]).ends(0);

    // Who goes on guessing waits longer each time, whether the number is somebody's or not.
    let _ = post.secret("S-9", "guess");
    for number in [ADA, "S-9"] {
        let _ = post.secret(ADA, "guess");
        let told = |ran: Ran| serde_json::from_str::<Value>(&ran.err).unwrap()["error"].clone();
        let mut errors = (0..12).map(|_| told(post.run(number, &["inside"]).ends(3)));
        assert!(errors.any(|error| error == "wait"), "{number}");
    }
}

#[test]
fn an_operator_comes_changes_and_goes() {
    let post = Post::found();
    enrol_guard(&post);
    let error = |ran: Ran| serde_json::from_str::<Value>(&ran.err).unwrap()["error"].clone();
    let operators = |args: &[&str]| post.as_ada(&[&["operators"], args].concat());

    // Each sets what is theirs.
    let next = post.write("next", "plum kettle 81 harbours");
    let _ = post.run("G-7", &["operators", "passphrase", "--new-passphrase-file", &next]).ends(0);
    assert_eq!(error(post.run("G-7", &["inside"]).ends(3)), "wrong-key");
    let _ = post.secret("G-7", "plum kettle 81 harbours");
    let weak = post.write("weak", "123456");
    assert_eq!(error(post.run("G-7", &["operators", "pin", "--pin-file", &weak]).ends(2)), "weak-pin");
    let pin = post.write("pin", "738201");
    let _ = post.run("G-7", &["operators", "pin", "--pin-file", &pin]).ends(0);
    assert_eq!(error(post.run("G-7", &["operators", "list"]).ends(3)), "denied");

    let changed = operators(&["roles", "G-7", "--role", "guard,registrar", "--reason", "instruction"]).ends(0).json();
    assert_eq!(changed["roles"], json!(["guard", "registrar"]));
    let both = operators(&["roles", "G-7", "--role", "auditor,administrator", "--reason", "instruction"]);
    assert_eq!(error(both.ends(2)), "roles");
    let own = operators(&["roles", ADA, "--role", "supervisor,administrator", "--reason", "drill", "--text", "x"]);
    assert_eq!(error(own.ends(2)), "needs-second");
    assert_eq!(error(operators(&["end", ADA, "--reason", "over"]).ends(2)), "oneself");

    let suspended = operators(&["suspend", "G-7", "--reason", "incident", "--text", "Lost their key card"]).ends(0);
    assert_eq!(suspended.json()["standing"], "suspended");
    assert_eq!(error(post.run("G-7", &["inside"]).ends(3)), "wrong-key");
    let listed = operators(&["list"]).ends(0).lines();
    let guard = listed.iter().find(|line| line["number"] == "G-7").unwrap();
    assert_eq!((&guard["standing"], &guard["pin"]), (&json!("suspended"), &json!(true)));
    let _ = operators(&["resume", "G-7"]).ends(2);
    let why = ["--reason", "over", "--text", "The key card was found"];
    let resumed = operators(&[&["resume", "G-7"][..], &why].concat()).ends(0).json();
    assert_eq!(resumed["standing"], "active");
    let _ = operators(&["reset-pin", "G-7"]).ends(0);
    let _ = post.run("G-7", &["inside"]).ends(0);
    let _ = operators(&["end", "G-7", "--reason", "over"]).ends(0);
    assert_eq!(error(post.run("G-7", &["inside"]).ends(3)), "wrong-key");
    assert_eq!(error(operators(&[&["resume", "G-7"][..], &why].concat()).ends(2)), "standing");
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
    let _ = post.as_ada(&["rebuild"]).ends(0);
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
}

#[test]
fn an_auditor_reads_verifies_and_exports_and_does_nothing_else() {
    let post = Post::found();
    let _ = post.enrol("U-1", "Gil Orn", "auditor", "nine amber kites over quay");
    let auditor = |args: &[&str]| post.run("U-1", args);
    assert!(!auditor(&["log", "show"]).ends(0).lines().is_empty());
    assert_eq!(auditor(&["log", "verify"]).ends(0).json()["ok"], true);
    assert_eq!(auditor(&["operators", "list"]).ends(0).lines().len(), 2);
    let _ = auditor(&["log", "export", post.path("evidence").to_str().unwrap()]).ends(0);
    for denied in
        [&["check", "x"][..], &["admit", "x"], &["expected"], &["operators", "resume", ADA, "--reason", "over"]]
    {
        let _ = auditor(denied).ends(3);
    }
    let _ = auditor(&["inside"]).ends(0);
}

#[test]
fn whoever_enrols_somebody_knows_no_passphrase_of_theirs() {
    let post = Post::found();
    let enrol = ["operators", "enrol", "--number", "G-7", "--name", "Ben Oduya", "--role", "guard"];
    let enrolled = post.as_ada(&enrol).ends(0).json();
    assert_eq!(enrolled["roles"], json!(["guard"]));
    let code = enrolled["start"].as_str().unwrap();
    let listed = post.as_ada(&["operators", "list"]).ends(0).lines();
    assert!(listed[0]["start"].is_null() && listed[1]["start"].is_string());
    // The code does nothing but begin, in whatever case it is typed.
    post.secret("G-7", &code.to_lowercase());
    assert!(post.run("G-7", &["inside"]).ends(3).err.contains("not-started"));
    // Another takes its place.
    let again = post.as_ada(&["operators", "start-code", "G-7"]).ends(0).json();
    let next = post.write("next", "nine amber kites over quay");
    let start = ["operators", "start", "--new-passphrase-file", &next];
    let _ = post.run("G-7", &start).ends(3);
    post.secret("G-7", again["start"].as_str().unwrap());
    assert!(post.run("G-7", &["operators", "start", "--new-passphrase-file", &post.write("weak", "ben")]).code == 2);
    let begun = post.run("G-7", &start).ends(0).json();
    assert_ne!(begun["id"], enrolled["id"], "with keys of their own");
    let _ = post.run("G-7", &start).ends(3);
    post.secret("G-7", "nine amber kites over quay");
    let _ = post.run("G-7", &["inside"]).ends(0);
    let _ = post.as_ada(&["operators", "start-code", "G-7"]).ends(2);
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn a_recovery_code_enrols_once() {
    let post = Post::nowhere();
    let init = ["init", "--mission", "M", "--domain", "m.example", "--gate", "G", "--name", "Ada Lind"];
    let founded = post.as_ada(&init).ends(0).json();
    assert!(founded["vkey"].as_str().unwrap().starts_with(founded["origin"].as_str().unwrap()));
    let halves = texts(&founded["recovery"]);
    let files = [post.write("half-1", halves[0]), post.write("half-2", halves[1])];
    let secret = post.secret("S-2", "quiet copper tram at dawn");
    let _ = post.as_ada(&init).ends(2);
    let recover = |number: &str| {
        let halves = ["operators", "recover", "--half-file", &files[1], "--half-file", &files[0], "--number", number];
        let who = [
            "--holder",
            "Cy Storm",
            "--holder",
            "Nia Vey",
            "--name",
            "Cleo Marsh",
            "--role",
            "administrator,supervisor",
            "--new-passphrase-file",
            &secret,
        ];
        post.as_ada(&[&halves[..], &who].concat())
    };
    let recovered = recover("S-2").ends(0).json();
    assert_ne!(recovered["recovery"], founded["recovery"]);
    let _ = recover("S-3").ends(3);
    assert_eq!(post.run("S-2", &["operators", "list"]).ends(0).lines().len(), 2);
    let _ = post.run("S-2", &["log", "verify"]).ends(0);
}

#[test]
fn a_file_with_bad_rows_is_not_taken_unless_the_good_ones_are_asked_for() {
    let post = Post::found();
    let good = guest("Claire Dufour", "1991-11-02", "Okoye consular");
    let bad = guest("Mina Sato", "31.02.1988", "Varga archive");
    let file = post.write("guests.csv", &csv(&[good, bad]));
    let before = post.as_ada(&["log", "head"]).json();
    let refused = post.as_ada(&["import", "guests", &file]).ends(2);
    let fault = &refused.json()["faults"][0];
    assert_eq!((&fault["line"], &fault["column"]), (&json!(3), &json!("date of birth")));
    assert_eq!(
        (&fault["value"], &fault["expected"]),
        (&json!("31.02.1988"), &json!("a day of the calendar was expected"))
    );
    assert!(!refused.err.contains("Sato"));
    assert_eq!(post.as_ada(&["log", "head"]).json(), before, "nothing was taken");
    let _ = post.as_ada(&["import", "guests", "/no/such/file"]).ends(2);

    let rejected = format!("{file}.rejected.csv");
    std::fs::write(&rejected, "kept").unwrap();
    let _ = post.as_ada(&["import", "guests", &file, "--keep-good"]).ends(2);
    assert_eq!(std::fs::read_to_string(&rejected).unwrap(), "kept");
    std::fs::remove_file(&rejected).unwrap();
    let kept = post.as_ada(&["import", "guests", &file, "--keep-good"]).ends(0).json();
    assert_eq!((&kept["imported"], &kept["rejected"]), (&json!(1), &json!(1)));
    assert!(std::fs::read_to_string(&rejected).unwrap().contains("31.02.1988"));
    let again = post.as_ada(&["import", "guests", &file, "--keep-good"]).ends(0).json();
    assert_eq!(again, json!({ "imported": 0, "known": true }));
    assert_eq!(post.as_ada(&["expected"]).ends(0).lines().len(), 1);
}

#[test]
fn a_delegation_comes_as_a_workbook_with_five_bad_rows() {
    let post = Post::found();
    let file = post.path("delegation.xlsx");
    std::fs::write(&file, include_bytes!("../assets/sample/delegation.xlsx")).unwrap();
    let file = file.to_str().unwrap();
    let before = post.as_ada(&["expected"]).ends(0).lines().len();
    let shown = post.as_ada(&["import", "guests", file, "--dry-run"]).ends(2).json();
    assert_eq!((&shown["sheet"], &shown["good"], &shown["rejected"]), (&json!("Delegation"), &json!(35), &json!(5)));
    let row = |line: u64| shown["rows"].as_array().unwrap().iter().find(|row| row["line"] == json!(line)).unwrap();
    assert_eq!((&row(5)["host"], &row(5)["known"]), (&json!("Mr J. Lind"), &json!("new")));
    let fault = &row(11)["faults"][0];
    assert_eq!((&fault["cell"], &fault["proposed"]), (&json!("E11"), &json!("4417093")));
    assert_eq!(shown["verdicts"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum::<u64>(), 35);
    let _ = post.as_ada(&["import", "guests", file, "--sheet", "Lists"]).ends(2);
    let _ = post.as_ada(&["import", "guests", file]).ends(2);
    assert_eq!(post.as_ada(&["expected"]).ends(0).lines().len(), before, "nothing was taken");
    // What it lost is in no proposal: two rows are given back.
    let taken = post.as_ada(&["import", "guests", file, "--as-proposed", "--keep-good"]).ends(0).json();
    assert_eq!((&taken["imported"], &taken["rejected"]), (&json!(38), &json!(2)));
    let rejected = format!("{file}.rejected.csv");
    let text = std::fs::read_to_string(&rejected).unwrap();
    assert!(text.contains("Mr J. Lind"), "{text}");
    let mended = text.replace("1.23457E+11", "S0123457").replace("#N/A", "Ida Vintermyr");
    std::fs::write(&rejected, mended).unwrap();
    let taken = post.as_ada(&["import", "guests", &rejected]).ends(0).json();
    assert_eq!(taken["imported"], json!(2));
    let again = post.as_ada(&["import", "guests", file, "--dry-run", "--as-proposed"]).ends(2).json();
    assert_eq!(again["rows"][0]["known"], json!("expected"));
}

#[test]
fn a_file_becomes_a_delegation_that_is_listed_and_comes_in_one_by_one() {
    let post = Post::found();
    let file = post.write("guests.csv", &csv(&guests()[..3]));
    let import = ["import", "guests", &file, "--delegation", "Trade talks"];
    let _ = post.as_ada(&[&import[..], &["--leader", "Nobody"]].concat()).ends(2);
    assert!(post.as_ada(&["delegation", "list"]).ends(0).lines().is_empty(), "nothing was taken");
    let taken = post.as_ada(&[&import[..], &["--leader", "mina sato"]].concat()).ends(0).json();
    assert_eq!(taken["imported"], json!(3));
    let listed = post.as_ada(&["delegation", "list"]).ends(0).json();
    assert_eq!((&listed["name"], &listed["leader"]), (&json!("Trade talks"), &json!("Mina Sato")));
    assert_eq!(listed["count"], json!({ "all": 3, "arrived": 0, "inside": 0, "left": 0 }));
    let _ = post.as_ada(&[&["admit", "claire dufour"][..], &DONE].concat()).ends(0);
    let members = post.as_ada(&["delegation", "show", "trade"]).ends(0).lines();
    let told: Vec<_> = members.iter().map(|one| (one["visitor"].as_str().unwrap(), &one["leads"])).collect();
    assert_eq!(told[0], ("Mina Sato", &json!(true)));
    let inside: Vec<_> = members.iter().filter(|one| one["state"] == "inside").collect();
    assert_eq!((inside.len(), &inside[0]["visitor"]), (1, &json!("Claire Dufour")), "nobody came in with her");
    assert_eq!(post.as_ada(&["delegation", "list"]).ends(0).json()["count"]["arrived"], json!(1));
    let id = listed["delegation"].as_str().unwrap();
    assert_eq!(post.as_ada(&["delegation", "show", id]).ends(0).lines().len(), 3);
    let _ = post.as_ada(&["delegation", "show", "nothing"]).ends(2);
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn columns_are_said_by_command_and_kept() {
    let post = Post::found();
    let file = post.write("liste.csv", "Wer kommt,Wann genau\nZora Quist,tomorrow 14-16\n");
    let set = ["--set", "host=Ms Tan"];
    let _ = post.as_ada(&[&["import", "guests", &file][..], &set].concat()).ends(2);
    let map = ["--map", "name=Wer kommt", "--map", "when=wann GENAU"];
    let taken = post.as_ada(&[&["import", "guests", &file][..], &map, &set].concat()).ends(0).json();
    assert_eq!(taken["imported"], json!(1));
    let file = post.write("liste2.csv", "wer kommt,wann genau\nIvo Lind,tomorrow 14-16\n");
    assert_eq!(post.as_ada(&[&["import", "guests", &file][..], &set].concat()).ends(0).json()["imported"], json!(1));
    let kept = post.as_ada(&["import", "columns"]).ends(0).json();
    assert_eq!(kept["columns"][0], json!({ "column": "Wer kommt", "field": "name" }));
    let _ = post.as_ada(&["import", "columns", "--forget", "2"]).ends(2);
    let _ = post.as_ada(&["import", "columns", "--forget", "1"]).ends(0);
    let file = post.write("liste3.csv", "wer kommt,wann genau\nBo Weiss,tomorrow 14-16\n");
    let _ = post.as_ada(&[&["import", "guests", &file][..], &set].concat()).ends(2);
}

#[test]
fn a_calendar_and_cards_are_guests() {
    let post = Post::found();
    let event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Talks\r\nDTSTART:20270311T090000Z\r\n\
        DTEND:20270311T100000Z\r\nORGANIZER;CN=Ms Tan:mailto:t@example.org\r\n\
        ATTENDEE;CN=Ana Weiss:mailto:a@example.org\r\nATTENDEE;CN=Bo Lind:mailto:b@example.org\r\n\
        END:VEVENT\r\nEND:VCALENDAR\r\n";
    let file = post.write("talks.ics", event);
    assert_eq!(post.as_ada(&["import", "guests", &file]).ends(0).json()["imported"], json!(2));
    let file = post.write("cards.vcf", "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Cy Ek\r\nEND:VCARD\r\n");
    let set = ["--set", "host=Ms Tan", "--set", "when=tomorrow 9-10"];
    assert_eq!(post.as_ada(&[&["import", "guests", &file][..], &set].concat()).ends(0).json()["imported"], json!(1));
}

#[test]
fn a_store_that_cannot_be_used_is_left_as_it_is() {
    let error =
        |ran: &post::Ran| serde_json::from_str::<Value>(&ran.err).unwrap()["error"].as_str().unwrap().to_owned();
    let nowhere = Post::nowhere();
    for command in [&["inside"][..], &["log", "head"], &["depart", "x"]] {
        assert_eq!(error(&nowhere.as_ada(command).ends(4)), "no-post");
    }
    assert!(!nowhere.data().exists());

    let post = Post::found();
    let database = post.data().join("gateward.db");
    let whole = std::fs::read(&database).unwrap();
    let mut newer = whole.clone();
    // The user version: four bytes at offset 60 of the database header.
    let version = u32::from_be_bytes(whole[60..64].try_into().unwrap());
    newer[60..64].copy_from_slice(&(version + 1).to_be_bytes());
    let mut damaged = whole.clone();
    damaged[..4_096].fill(0x5a);
    for (bytes, name) in [(newer, "newer"), (damaged, "damaged"), (b"not a database".to_vec(), "damaged")] {
        std::fs::write(&database, &bytes).unwrap();
        for command in [&["inside"][..], &["log", "verify", "--public"], &["admit", "x"]] {
            assert_eq!(error(&post.as_ada(command).ends(4)), name, "{command:?}");
        }
        assert_eq!(std::fs::read(&database).unwrap(), bytes, "untouched");
    }
    std::fs::write(&database, &whole).unwrap();
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn one_writes_and_others_read_beside_it() {
    let post = Post::with_guests(&guests());
    let mut batch = post.batch();
    let (mut lines, mut answers) = (batch.stdin.take().unwrap(), BufReader::new(batch.stdout.take().unwrap()));
    let mut ask = |text: &str| {
        writeln!(lines, "{text}").unwrap();
        let mut answer = String::new();
        answers.read_line(&mut answer).unwrap();
        serde_json::from_str::<Value>(&answer).unwrap()
    };
    let admitted = ask("claire dufour");
    assert_eq!(admitted["decision"], "admitted");
    let refused = post.as_ada(&[&["admit", "ærøskøbing"][..], &DONE].concat()).ends(3);
    assert!(refused.err.contains(&format!("process {}", batch.id())), "{}", refused.err);
    let beside = post.as_ada(&["check", admitted["badge"].as_str().unwrap()]).ends(0).json();
    assert_eq!(beside["presence"], admitted["entry"]);
    assert_eq!(ask("mina sato")["ambiguous"], true);
    assert_eq!(ask(&"x".repeat(40_000))["recognised"], false);
    drop(lines);
    assert_eq!(batch.wait().unwrap().code(), Some(1));
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn no_person_lies_in_the_clear() {
    let post = Post::with_guests(&guests());
    enrol_guard(&post);
    let mut said = String::new();
    let refer = ["refer", "Ines Quintal", "--host", "Lindqvist protocol", "--purpose", "Brings a parcel"];
    let answer = ["answer", "quintal", "--rule", "walk-in", "--yes", "--note", "Lindqvist by telephone"];
    let admit = [&["admit", "claire dufour"][..], &DONE].concat();
    let refuse = ["refuse", "ærøskøbing", "--reason", "other", "--note", "smells of petroleum"];
    for command in [&refer[..], &answer, &admit, &refuse, &["check", "sato"], &["inside"]] {
        said.push_str(&post.as_ada(command).err);
    }
    let mut batch = post.batch();
    drop(batch.stdin.take());
    assert_eq!(batch.wait().unwrap().code(), Some(0));
    // Long enough that no sealed byte happens to spell one.
    let secrets = [
        "Dufour",
        "Mina Sato",
        "Bjarne",
        "købing",
        "Okoye consular",
        "Varga archive",
        "Zebra",
        "Quintal",
        "Lindqvist",
        "parcel",
        "petroleum",
        "QX-PASS",
        "Oduya",
        "Ada Lind",
        "telephone",
        "1991-11-02",
    ];
    assert_eq!(said, "", "standard error is silent");
    let files = post.files();
    assert!(files.iter().any(|(_, bytes)| bytes.len() > 100_000), "the database is among them");
    for secret in secrets {
        let little: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = secret.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for needle in [secret.as_bytes(), &little, &big] {
            for (path, bytes) in &files {
                let found = bytes.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle));
                assert!(!found, "{secret} lies in {}", path.display());
            }
        }
    }
}

#[test]
fn a_row_changed_behind_the_log_is_found_and_set_right() {
    let post = Post::with_guests(&guests());
    let database = rusqlite::Connection::open(post.data().join("gateward.db")).unwrap();
    let slipped = "UPDATE visits SET state = 'cancelled' WHERE id = (SELECT min(id) FROM visits)";
    assert_eq!(database.execute(slipped, []).unwrap(), 1);
    drop(database);
    let _ = post.as_ada(&["log", "verify", "--public"]).ends(0);
    let found = post.as_ada(&["log", "verify"]).ends(1).json();
    let finding = texts(&found["findings"])[0];
    assert!(finding.starts_with("table visits, key ") && finding.contains("column state"), "{finding}");
    let rebuilt = post.as_ada(&["rebuild"]).ends(0).json();
    assert_eq!((&rebuilt["rebuilt"], &rebuilt["changes"]), (&json!(true), &json!([finding])));
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn a_refusal_deleted_behind_the_log_is_missed_by_the_next_command() {
    let post = Post::with_guests(&guests());
    let _ = post.as_ada(&["refuse", "dufour", "--reason", "items"]).ends(0);
    assert_eq!(post.as_ada(&["check", "dufour"]).ends(1).json()["reasons"], json!(["refused-today"]));
    let database = rusqlite::Connection::open(post.data().join("gateward.db")).unwrap();
    assert_eq!(database.execute("DELETE FROM refusals", []).unwrap(), 1);
    drop(database);
    // Neither who only asks nor who admits is told that all is well, and no one else either.
    let card = post.as_ada(&["check", "dufour"]).ends(1).json();
    assert_eq!((&card["verdict"], &card["reasons"]), (&json!("refer"), &json!(["store-doubted"])));
    let _ = post.as_ada(&["check", "ærøskøbing"]).ends(1);
    let admit = post.as_ada(&[&["admit", "dufour"][..], &DONE].concat()).ends(1).json();
    assert_eq!((&admit["verdict"], admit.get("badge")), (&json!("refer"), None));
    let log = post.as_ada(&["log", "show", "--kind", "store-doubted"]).ends(0).lines();
    assert_eq!(log.len(), 1, "it is on record: {log:?}");
    let _ = post.as_ada(&["rebuild"]).ends(0);
    assert_eq!(post.as_ada(&["check", "dufour"]).ends(1).json()["reasons"], json!(["refused-today"]));
    let _ = post.as_ada(&["check", "ærøskøbing"]).ends(0);
}

#[test]
fn a_log_that_is_not_whole_is_not_built_upon() {
    let post = Post::with_guests(&guests());
    let database = rusqlite::Connection::open(post.data().join("gateward.db")).unwrap();
    let slipped = "DROP TRIGGER bodies_delete; DELETE FROM bodies WHERE id = 4 * 7 + 1";
    database.execute_batch(slipped).unwrap();
    drop(database);
    let _ = post.as_ada(&["log", "verify", "--public"]).ends(0);
    assert!(!post.as_ada(&["log", "verify"]).ends(1).json()["findings"].as_array().unwrap().is_empty());
    assert_eq!(post.as_ada(&["rebuild"]).ends(1).json()["rebuilt"], false);
}

#[test]
fn every_command_has_its_words() {
    let post = Post::with_guests(&guests());
    enrol_guard(&post);
    let says = |command: &[&str], code| {
        let said = ran(post.in_words(ADA, command)).ends(code);
        let text = said.out + &said.err;
        assert!(!text.contains(['⟨', '⟩', '{']) && !text.trim().is_empty(), "{command:?}: {text}");
        text
    };
    let file = post.write("more.csv", &csv(&[guest("Ona Petrauskas", "1999-09-09", "Varga archive"), "Bo,,,".into()]));
    let host = ["--host", "Varga archive"];
    for (command, code) in [
        (&["check", "dufour"][..], 0),
        (&["check", "sato"], 1),
        (&["check", "!"], 1),
        (&["admit", "dufour"], 1),
        (&["refuse", "ærøskøbing", "--reason", "items"], 0),
        (&[&["refer", "ines quintal"][..], &host].concat(), 0),
        (&["answer", "quintal", "--rule", "walk-in-approval", "--yes"], 0),
        (&["waiting"], 0),
        (&["expected"], 0),
        (&["delegation", "list"], 0),
        (&["inside"], 0),
        (&["muster"], 0),
        (&["posture"], 0),
        (&["posture", "what-if", "delta"], 1),
        (&["depart", "dufour"], 1),
        (&["import", "guests", &file], 2),
        (&["import", "guests", &file, "--keep-good"], 0),
        (&["visit", "cancel", "petrauskas"], 0),
        (&["operators", "list"], 0),
        (&["log", "head"], 0),
        (&["log", "checkpoint"], 0),
        (&["log", "show", "--count", "60"], 0),
        (&["log", "verify"], 0),
        (&["log", "prove", "0"], 0),
        (&["host", "list"], 0),
        (&["host", "list", "--missing"], 0),
        (&["host", "set", "Varga archive", "--email", "varga@nordhavn.example"], 0),
        (&["host", "list"], 0),
        (&["host", "remove", "Varga archive"], 0),
        (&["notices", "show"], 0),
        (&["notices", "set", "--webhook", "http://127.0.0.1:1/hosts"], 0),
        (&["notices", "test"], 1),
        (&["notices", "set", "--webhook", "", "--names", "on"], 0),
        (&["notices", "test"], 2),
        (&["clock"], 0),
        (&["clock", "--confirm"], 0),
        (&["rebuild"], 0),
        (&["undo", "0"], 2),
    ] {
        let _ = says(command, code);
    }
    let tables = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/rules/acts.csv");
    let _ = says(&["policy", "test", tables], 0);
    let file = post.write("x.csv", "case,verdict\nx,refuse\n");
    let _ = says(&["policy", "test", &file], 1);
    let _ = says(&["policy", "check", &file], 2);
    let _ = says(&["policy", "test", &post.write("y.csv", "case,x\n")], 2);
    let _ = says(&["posture", "set", "normal", "--reason", "over"], 2);
    let _ = says(&["posture", "set", "alpha", "--reason", "drill"], 0);
    let _ = says(&["posture", "set", "normal", "--reason", "over"], 3);
    let admitted = says(&["admit", "dufour", "--done", "compare-document,see-document"], 0);
    let badge = admitted.lines().last().unwrap();
    let png = post.path("card.png");
    let _ = says(&["badge", badge, "--png", png.to_str().unwrap()], 0);
    let _ = says(&["check", badge], 0);
    let _ = says(&["lockdown", "begin"], 0);
    let _ = says(&["posture", "show"], 0);
    let _ = says(&["depart", badge], 0);
    let _ = says(&["log", "export", post.path("export").to_str().unwrap()], 0);
}

#[test]
fn whoever_stops_listening_stops_no_act() {
    let post = Post::with_guests(&guests());
    let admit = [&["admit", "claire dufour"][..], &DONE].concat();
    let mut admitting = post.command(ADA, &admit).spawn().unwrap();
    drop(admitting.stdout.take());
    let output = admitting.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
    assert_eq!(post.as_ada(&["inside"]).ends(0).json()["visitor"], "Claire Dufour");
    assert_eq!(post.as_ada(&["log", "show"]).ends(0).lines()[0]["kind"], "signed-out");
}

#[test]
fn wrong_usage_is_an_object_too_and_open_secrets_are_remarked_on() {
    let post = Post::found();
    let usage = post.as_ada(&["check"]).ends(2);
    assert_eq!(serde_json::from_str::<Value>(&usage.err).unwrap()["error"], "usage");
    let _ = post.as_ada(&["check", "x", "--passphrase", "never in an argument"]).ends(2);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(post.path("S-1.pass"), PermissionsExt::from_mode(0o644)).unwrap();
        assert!(post.as_ada(&["inside"]).ends(0).err.contains("chmod 600"));
    }
    std::fs::write(post.path("S-1.pass"), "\n").unwrap();
    let _ = post.as_ada(&["inside"]).ends(2);
}

#[test]
fn leaving_is_blocked_by_no_role() {
    let post = Post::with_guests(&guests());
    let _ = post.enrol("A-1", "Eva Roth", "administrator", "seven paper boats in rain");
    let denied = post.run("A-1", &["check", "claire dufour"]).ends(3);
    assert_eq!(serde_json::from_str::<Value>(&denied.err).unwrap()["error"], "denied");
    for name in ["claire dufour", "ærøskøbing"] {
        let admitted = post.as_ada(&[&["admit", name][..], &DONE].concat()).ends(0).json();
        let token = admitted["badge"].as_str().unwrap();
        let _ = post.run("A-1", &["depart", "nobody"]).ends(1);
        let text = if name.is_ascii() { token } else { name };
        assert_eq!(post.run("A-1", &["depart", text]).ends(0).json()["visitor"], admitted["visitor"]);
    }
}

#[test]
fn without_a_display_the_window_says_so() {
    let post = Post::nowhere();
    for command in [&[][..], &["demo"]] {
        let mut window = post.in_words(ADA, command);
        let _ = window.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
        let said = ran(window).ends(4);
        assert!(said.err.contains("no display") && said.err.contains("--tour") && !said.err.contains("panicked"));
    }
}

#[test]
fn a_visit_that_recurs_is_entered_as_it_is_said() {
    let post = Post::with_guests(&guests());
    let said = ["visit", "schedule", "Vera Zwiep", "--host", "Mr Vale", "--when"];
    let faulty = post.as_ada(&[&said[..], &["every moonday"]].concat());
    assert!(faulty.ends(2).err.contains("moonday"));
    let details =
        ["daily 0-24 for 2 weeks", "--other-names", "Wera Cviep", "--further-documents", "passport P1; card 7"];
    let entered = post.as_ada(&[&said[..], &details].concat()).ends(0).json();
    assert_eq!(entered["decision"], "requested");
    assert_eq!(post.as_ada(&["check", "wera cviep"]).ends(1).json()["verdict"], "refer");
    let _ = post.as_ada(&["visit", "approve", "wera cviep"]).ends(0);
    assert_eq!(post.as_ada(&["check", "vera zwiep"]).ends(0).json()["visit"], entered["visit"]);
    // Another host is another visit, and has to be approved again.
    let _ = post.as_ada(&["visit", "amend", "vera zwiep", "--host", "Ms Roy"]).ends(0);
    assert_eq!(post.as_ada(&["check", "vera zwiep"]).ends(1).json()["verdict"], "refer");
    let _ = post.as_ada(&["visit", "review", "vera zwiep"]).ends(2);
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn a_visit_is_declined_listed_and_its_approval_delegated() {
    let post = Post::found();
    let _ = post.enrol("R-1", "Cem Arslan", "registrar", "nine amber kites over quay");
    let said = [
        "visit",
        "schedule",
        "Vera Holm",
        "--host",
        "Mr Vale",
        "--section",
        "Trade",
        "--when",
        "daily 0-24 for 2 weeks",
    ];
    let vera = post.run("R-1", &said).ends(0).json()["visit"].as_str().unwrap().to_owned();
    let roof = ["visit", "schedule", "Ola Berg", "--host", "Ms Roy", "--areas", "Roof", "--when", "tomorrow 9-10"];
    let ola = post.run("R-1", &roof).ends(0).json()["visit"].as_str().unwrap().to_owned();
    let due = post.run("R-1", &["visit", "due"]).ends(0).lines();
    let needs: Vec<_> = due.iter().map(|due| (&due["visitor"], &due["needs"], &due["may"])).collect();
    assert!(needs.contains(&(&json!("Vera Holm"), &Value::Null, &json!(false))), "{needs:?}");
    assert!(needs.contains(&(&json!("Ola Berg"), &json!("security"), &json!(false))), "{needs:?}");

    // Nobody passes on what is not theirs; who leads the gate does, for a time.
    let _ = post.run("R-1", &["visit", "approve", &vera]).ends(3);
    let file = post.write("more.csv", &csv(&[guest("Claire Dufour", "1991-11-02", "Okoye consular")]));
    let dry = post.run("R-1", &["import", "guests", &file, "--dry-run"]).ends(0).json();
    assert_eq!(dry["rows"][0]["waits_for"], json!("anybody"));
    let brought = post.run("R-1", &["import", "guests", &file]).ends(0).json();
    assert_eq!((&brought["imported"], &brought["waiting"]), (&json!(1), &json!(1)), "nobody approves what they bring");
    let _ = post.as_ada(&["visit", "approve", "Claire Dufour"]).ends(0);
    let _ = post.as_ada(&["visit", "delegate", "R-1", "--until", "2020-01-01"]).ends(2);
    let _ = post.as_ada(&["visit", "delegate", "R-1", "--until", "tomorrow"]).ends(0);
    assert_eq!(post.as_ada(&["clock"]).ends(0).json()["doubtful"], false, "no act is older than its sign-in");
    let _ = post.run("R-1", &["visit", "approve", "vera holm"]).ends(0);
    let _ = post.run("R-1", &["visit", "approve", &ola]).ends(3);
    let given = post.as_ada(&["visit", "delegations"]).ends(0).json();
    assert_eq!((&given["heir"], &given["giver"]), (&json!("R-1"), &json!("S-1")));
    let _ = post.as_ada(&["visit", "end-delegation", &given["entry"].to_string()]).ends(0);
    let _ = post.run("R-1", &["visit", "decline", &vera, "--reason", "x"]).ends(3);

    let _ = post.as_ada(&["visit", "decline", &ola, "--reason", "No work on the roof in winter"]).ends(0);
    let refused = post.as_ada(&["check", &ola]).ends(1).json();
    assert_eq!((&refused["verdict"], &refused["reasons"][0]), (&json!("refuse"), &json!("visit-cancelled")));
    let steps = post.run("R-1", &["visit", "steps", &ola]).ends(0).lines();
    assert_eq!((&steps[1]["step"], &steps[1]["note"]), (&json!("declined"), &json!("No work on the roof in winter")));

    let listed = |more: &[&str]| {
        let lines = post.run("R-1", &[&["visit", "list", "--to", "2099-01-01"], more].concat()).ends(0).lines();
        let mut names: Vec<_> = lines.iter().map(|line| line["visitor"].as_str().unwrap().to_owned()).collect();
        names.dedup();
        names
    };
    assert_eq!(listed(&["--state", "declined"]), ["Ola Berg"]);
    assert_eq!(listed(&["--host", "trade"]), ["Vera Holm"]);
    assert_eq!(listed(&["--name", "Вера Хольм"]), ["Vera Holm"]);
    assert_eq!(post.run("R-1", &["visit", "history", &vera]).ends(0).lines().len(), 1);
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
}

#[test]
fn the_mission_is_closed_on_holidays_and_one_day_is_cancelled_alone() {
    let post = Post::found();
    let said = ["visit", "schedule", "Vera Holm", "--host", "Mr Vale", "--when"];
    let _ = post.as_ada(&[&said[..], &["daily 9-10 for 2 weeks"]].concat()).ends(0);
    let comes = |day: &str| !post.as_ada(&["visit", "list", "--day", day]).ends(0).lines().is_empty();
    assert!(comes("tomorrow"));
    let _ = post.as_ada(&["visit", "cancel", "vera holm", "--day", "tomorrow"]).ends(0);
    assert!(!comes("tomorrow"));
    let _ = post.as_ada(&["visit", "cancel", "vera holm", "--day", "tomorrow"]).ends(2);

    let listed = post.as_ada(&["visit", "list", "--to", "2099-01-01"]).ends(0).lines();
    let day = &listed.last().unwrap()["from"].as_str().unwrap()[..10];
    let calendar = post.write("days.csv", &format!("date,name\n{day},Feast\n2099-12-08,Winter\n"));
    let kept = post.as_ada(&["holidays", "import", &calendar]).ends(0).json();
    assert_eq!((&kept["new"], &kept["visits"], &kept["taken_off"]), (&json!(2), &json!(1), &json!(0)));
    let off = post.as_ada(&["holidays", "add", day, "Feast", "--take-off"]).ends(0).json();
    assert_eq!((&off["new"], &off["taken_off"]), (&json!(0), &json!(1)));
    assert!(!comes(day));
    let _ = post.as_ada(&["holidays", "add", "soon", "Feast"]).ends(2);
    let _ = post.as_ada(&["holidays", "remove", day]).ends(0);
    let _ = post.as_ada(&["holidays", "remove", day]).ends(2);
    let left = post.as_ada(&["holidays", "list"]).ends(0).lines();
    assert_eq!(left, [json!({ "day": "2099-12-08", "name": "Winter" })]);
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
}
