//! Backups and restoring, through the built binary.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that goes wrong is to panic")]

mod post;

use std::path::{Path, PathBuf};

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use post::{ADA, Post, Ran, guest};
use serde_json::{Value, json};

const OFFICER: &str = "X-2";

fn error(ran: &Ran) -> Value {
    serde_json::from_str::<Value>(&ran.err).unwrap()["error"].clone()
}

/// A post with a second officer, a guest who is inside with a badge, and the identity that opens its backups.
struct Scene {
    post: Post,
    officer: String,
    to: String,
    identity: String,
    badge: String,
}

impl Scene {
    fn new() -> Self {
        let rows =
            [guest("Claire Dufour", "1991-11-02", "Okoye consular"), guest("Jan Novak", "1980-01-31", "Mr Vale")];
        let post = Post::with_guests(&rows);
        let officer = post.enrol(OFFICER, "Tom Moreau", "security", "granite swallow on a slow quay");
        let (identity, to) = key(&post, "key.txt");
        let schedule = ["visit", "schedule", "Vera Zwiep", "--host", "Mr Vale", "--when", "daily 0-24 for 2 weeks"];
        let _ = post.as_ada(&[&schedule[..], &["--born", "1958-04-11"]].concat()).ends(0);
        let _ = post.as_ada(&["visit", "cancel", "zwiep"]).ends(0);
        let badge = admit(&post, "claire");
        Self { post, officer, to, identity, badge }
    }

    fn file(&self, name: &str) -> String {
        self.post.path(name).display().to_string()
    }

    fn back_up(&self, name: &str) -> Value {
        let file = self.file(name);
        self.post.as_ada(&["backup", &file, "--to", &self.to]).ends(0).json()
    }

    fn restore(&self, data: &Path, number: &str, args: &[&str]) -> Ran {
        let file = self.file("post.age");
        let start = ["restore", file.as_str(), "--identity", &self.identity];
        post::ran(at(&self.post, data, number, &[&start[..], args].concat()))
    }

    fn sign<'a>(&'a self, second: &'a str, file: &'a str) -> [&'a str; 8] {
        ["--reason", "incident", "--text", "The disk broke", "--second", second, "--second-passphrase-file", file]
    }
}

/// A command of an operator on another data folder, with JSON for an answer.
fn at(post: &Post, data: &Path, number: &str, args: &[&str]) -> std::process::Command {
    let mut command = post.command(number, args);
    command.arg("--data").arg(data);
    let mut moved = std::process::Command::new(command.get_program());
    let mut given = command.get_args().peekable();
    let mut skipped = false;
    while let Some(arg) = given.next() {
        // The post's own folder stands first.
        if arg == "--data" && !skipped {
            (skipped, _) = (true, given.next());
        } else {
            moved.arg(arg);
        }
    }
    moved.stdin(std::process::Stdio::null());
    moved
}

fn key(post: &Post, name: &str) -> (String, String) {
    let identity = Identity::generate();
    let text = format!("# public key: {}\n{}\n", identity.to_public(), identity.to_string().expose_secret());
    (post.write(name, &text), identity.to_public().to_string())
}

fn admit(post: &Post, who: &str) -> String {
    let admitted = post.as_ada(&["admit", who, "--done", "compare-document,escort,deposit-phones"]);
    admitted.ends(0).json()["badge"].as_str().unwrap().to_owned()
}

fn names(ran: Ran) -> Vec<String> {
    ran.ends(0).lines().iter().map(|line| line["visitor"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_post_is_backed_up_and_restored_by_two_without_what_was_erased_since() {
    let scene = Scene::new();
    let post = &scene.post;
    let made = scene.back_up("post.age");
    assert_eq!(made["recorded"], true);
    let recorded = post.as_ada(&["log", "show", "--kind", "backed-up"]).ends(0).lines();
    assert_eq!(recorded.len(), 1);
    let sealed = std::fs::read(post.path("post.age")).unwrap();
    for word in ["Dufour", "Claire", "Nordhavn", "keyslots", "SQLite"] {
        assert!(!String::from_utf8_lossy(&sealed).contains(word), "{word} stands in the clear");
    }
    // After it somebody else comes, and somebody is erased.
    let late = admit(post, "novak");
    let sign = scene.sign(OFFICER, &scene.officer);
    let erase = ["erase", "zwiep", "--confirm", "Vera Zwiep"];
    let _ = post.as_ada(&[&erase[..], &["--reason", "request"], &sign[2..]].concat()).ends(0);
    let folder = post.path("").display().to_string();
    let _ = post.as_ada(&["log", "checkpoint", "--to", &folder]).ends(0);
    let end = post.as_ada(&["log", "head"]).ends(0).json()["size"].as_u64().unwrap();

    let data = post.path("anew");
    let shown = scene.restore(&data, ADA, &[]).ends(1).json();
    let entries = made["size"].as_u64().unwrap();
    assert_eq!((shown["entries"].as_u64(), shown["mission"].as_str()), (Some(entries), Some("Embassy of Nordhavn")));
    let lost = shown["lost"].as_u64().unwrap();
    assert!(entries + lost <= end && lost >= 3, "{shown}");
    assert_eq!((&shown["erased"], &shown["in_place"]), (&json!(3), &json!(false)));
    assert!(!data.join("gateward.db").exists(), "nothing was changed");

    let confirm = ["--confirm", &entries.to_string()];
    let restore = |number: &str, sign: &[&str]| scene.restore(&data, number, &[&confirm[..], sign].concat());
    // One person alone, the same one twice, a wrong number: nobody restores by that.
    assert_eq!(restore(ADA, &[]).code, 2);
    let own = scene.file("S-1.pass");
    let twice = restore(ADA, &scene.sign(ADA, &own)).ends(3);
    assert_eq!(error(&twice), "not-theirs");
    let guessed = scene.restore(&data, ADA, &[&["--confirm", "7"][..], &sign].concat()).ends(2);
    assert_eq!(error(&guessed), "not-this-backup");
    assert!(!data.join("gateward.db").exists());

    let done = restore(ADA, &sign).ends(0).json();
    assert_eq!((done["restored"]["entry"].as_u64(), &done["restored"]["aside"]), (Some(entries), &Value::Null));
    let there = |number: &str, args: &[&str]| post::ran(at(post, &data, number, args));
    let verified = there(ADA, &["log", "verify"]).ends(0).json();
    assert_eq!((&verified["ok"], &verified["erased"]), (&json!(true), &json!(9)), "{verified}");
    assert_eq!(verified["earlier"], json!([{ "origin": made["origin"], "entries": entries }]));
    assert_ne!(done["restored"]["origin"], made["origin"]);
    let vkey = done["restored"]["vkey"].as_str().unwrap();
    let _ = there(ADA, &["log", "verify", "--public", "--key", vkey]).ends(0);
    // The guest who was inside is, and whoever came after the backup is not known to be.
    assert_eq!(names(there(ADA, &["inside"])), ["Claire Dufour"]);
    let _ = there(ADA, &["erase", "zwiep"]).ends(1);
    let _ = there(ADA, &["rebuild"]).ends(0);
    assert_eq!(there(ADA, &["check", &scene.badge]).json()["inside"], true);
    let _ = there(ADA, &["depart", &scene.badge]).ends(0);
    assert_eq!(names(there(ADA, &["inside"])), Vec::<String>::new());
    let _ = there(ADA, &["check", &late]).ends(1);
    // Everybody signs in as before, and the gate goes on.
    let _ = there(OFFICER, &["findings"]).ends(0);
    let admitted = there(ADA, &["admit", "novak", "--done", "compare-document,escort,deposit-phones"]);
    let badge = admitted.ends(0).json()["badge"].as_str().unwrap().to_owned();
    let _ = there(ADA, &["depart", &badge]).ends(0);
    let verified = there(ADA, &["log", "verify", "--head", made["beside"][0].as_str().unwrap()]);
    assert!(verified.ends(1).json()["findings"].to_string().contains("lost"));
    let _ = there(ADA, &["log", "verify"]).ends(0);
    let evidence = scene.file("evidence");
    let _ = there(ADA, &["log", "export", &evidence]).ends(0);
    let proof = there(ADA, &["log", "prove", "3"]).ends(0).json();
    assert!(proof["proof"].as_str().unwrap().contains(done["restored"]["origin"].as_str().unwrap()));
}

#[test]
fn what_lay_in_the_folder_is_set_aside_and_can_still_be_read() {
    let scene = Scene::new();
    let post = &scene.post;
    let made = scene.back_up("post.age");
    let _ = admit(post, "novak");
    let sign = scene.sign(OFFICER, &scene.officer);
    let data = post.data();
    // The post that lies there says itself what it has had since.
    let shown = scene.restore(&data, ADA, &[]).ends(1).json();
    assert_eq!((&shown["in_place"], &shown["read_in_place"]), (&json!(true), &json!(true)));
    assert!(shown["lost"].as_u64().unwrap() >= 3, "{shown}");
    let before = post.as_ada(&["log", "show"]).ends(0).out;
    let confirm = ["--confirm", &made["size"].to_string()];
    let done = scene.restore(&data, ADA, &[&confirm[..], &sign].concat()).ends(0).json();
    let aside = PathBuf::from(done["restored"]["aside"].as_str().unwrap());
    assert!(aside.starts_with(data.join("set-aside")) && aside.join("gateward.db").exists());
    assert!(std::fs::metadata(aside.join("gateward.db")).unwrap().permissions().readonly());
    let archived = post::ran(at(post, &aside, ADA, &["log", "show"]));
    assert_eq!(archived.ends(0).out, before);
    let _ = post::ran(at(post, &aside, ADA, &["log", "verify"])).ends(0);
    assert_eq!(names(post.as_ada(&["inside"])), ["Claire Dufour"]);
    let _ = post.as_ada(&["log", "verify"]).ends(0);
    // It can be backed up and restored again: one log goes on from another that went on from a first.
    std::fs::remove_file(post.path("post.age")).unwrap();
    let again = scene.back_up("post.age");
    let confirm = ["--confirm", &again["size"].to_string()];
    let _ = scene.restore(&data, ADA, &[&confirm[..], &sign].concat()).ends(0);
    let verified = post.as_ada(&["log", "verify"]).ends(0).json();
    assert_eq!(verified["earlier"].as_array().unwrap().len(), 2);
    assert_eq!(std::fs::read_dir(data.join("set-aside")).unwrap().count(), 2);
    let _ = post.as_ada(&["depart", &scene.badge]).ends(0);
}

#[test]
fn nothing_is_touched_where_the_backup_or_a_head_is_wrong() {
    let scene = Scene::new();
    let post = &scene.post;
    let made = scene.back_up("post.age");
    let good = std::fs::read(post.path("post.age")).unwrap();
    let sign = scene.sign(OFFICER, &scene.officer);
    let confirm = ["--confirm", &made["size"].to_string()];
    let args = [&confirm[..], &sign].concat();
    let data = post.path("anew");
    let wrong = |what: &str, code: i32, name: &str, args: &[&str]| {
        let ran = scene.restore(&data, ADA, args);
        assert_eq!((ran.code, error(&ran)), (code, json!(name)), "{what}: {ran:?}");
        let left: Vec<_> = std::fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["gateward.lock"], "{what}");
    };
    let mut changed = good.clone();
    changed[good.len() / 2] ^= 1;
    std::fs::write(post.path("post.age"), changed).unwrap();
    wrong("a changed byte", 4, "not-a-backup", &args);
    std::fs::write(post.path("post.age"), &good).unwrap();
    let (other, _) = key(post, "other.txt");
    let file = scene.file("post.age");
    let ran = post::ran(at(post, &data, ADA, &["restore", &file, "--identity", &other]));
    assert_eq!((ran.code, error(&ran)), (3, json!("not-opened")));
    // A head of another log is none of this one's.
    let stranger = Post::found();
    let folder = stranger.path("").display().to_string();
    let head = stranger.as_ada(&["log", "checkpoint", "--to", &folder]).ends(0).json()["head"].clone();
    wrong("a foreign head", 2, "foreign-head", &[&["--head", head.as_str().unwrap()][..], &args].concat());
    // A list of what was erased that somebody shortened.
    let list = made["beside"][1].as_str().unwrap();
    let text = std::fs::read_to_string(list).unwrap();
    std::fs::write(list, text.replacen("gateward/erased/v1", "gateward/erased/v2", 1)).unwrap();
    wrong("a changed list", 2, "foreign-head", &args);
    std::fs::write(list, text).unwrap();
    let _ = scene.restore(&data, ADA, &args).ends(0);
}

#[test]
fn a_backup_says_for_whom_it_is_and_never_writes_over_a_file_unasked() {
    let scene = Scene::new();
    let post = &scene.post;
    let file = scene.file("post.age");
    let nobody = post.as_ada(&["backup", &file]).ends(2);
    assert_eq!(error(&nobody), "no-recipient");
    let wrong = post.as_ada(&["backup", &file, "--to", "age1nonsense"]).ends(2);
    assert_eq!(error(&wrong), "recipient");
    let _ = scene.back_up("post.age");
    let before = std::fs::read(&file).unwrap();
    let there = post.as_ada(&["backup", &file]).ends(2);
    assert_eq!(error(&there), "exists");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    let forced = post.as_ada(&["backup", &file, "--force"]).ends(0).json();
    assert_eq!(forced["to"], json!([scene.to]), "those of the last one");
    let nowhere = post.as_ada(&["backup", &scene.file("nowhere/post.age")]).ends(4);
    assert_eq!(error(&nowhere), "file");
    // Others can open it only where two say so.
    let (_, others) = key(post, "other.txt");
    let second = scene.file("second.age");
    let alone = post.as_ada(&["backup", &second, "--to", &others]).ends(2);
    assert_eq!(error(&alone), "needs-second");
    let sign = scene.sign(OFFICER, &scene.officer);
    let _ = post.as_ada(&[&["backup", &second, "--to", &others, "--keep", "7"][..], &sign].concat()).ends(0);
    // Beside somebody who has the post open it is made all the same, and is put on record there.
    let mut batch = post.batch();
    use std::io::Write as _;
    let _ = batch.stdin.as_mut().unwrap().write_all(b"Jan Novak\n");
    let mut read = std::io::BufReader::new(batch.stdout.take().unwrap());
    let mut line = String::new();
    let _ = std::io::BufRead::read_line(&mut read, &mut line).unwrap();
    let made = post.as_ada(&["backup", &scene.file("third.age")]).ends(0).json();
    assert_eq!((&made["recorded"], &made["to"]), (&json!(false), &json!([others])));
    drop(batch.stdin.take());
    let _ = batch.wait().unwrap();
    let _ = post.as_ada(&["inside"]).ends(0);
    let _ = post.as_ada(&["visit", "gone", "nobody"]);
    let recorded = post.as_ada(&["log", "show", "--kind", "backed-up"]).ends(0).lines();
    assert_eq!(recorded.len(), 4);
    let _ = post.as_ada(&["log", "verify"]).ends(0);
    assert!(!post.data().join("backup.new").exists());
}
