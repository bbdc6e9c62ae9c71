//! Lists, listings and findings through the built program.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that goes wrong is to panic")]

mod post;

use post::{ADA, Post, guest};
use serde_json::{Value, json};

const DONE: [&str; 2] = ["--done", "compare-document"];
const UN: &str = "id,name,birth_date,nationality\nQDi.1,Casimir Brandt,,\nQDi.2,Boris Quarrel,1961-04-02,Ruritania\n";

fn posted() -> Post {
    let guests = [guest("Casimir Brandt", "1970-01-05", "Okoye consular"), guest("Mina Sato", "1988-08-08", "Okoye")];
    let post = Post::with_guests(&guests);
    for (number, role) in [("G-7", "guard"), ("V-2", "supervisor")] {
        let _ = post.enrol(number, "Ben Oduya", role, "nine amber kites over quay");
    }
    post
}

fn load(post: &Post, more: &[&str]) {
    let file = post.write("un.csv", UN);
    let loaded = post.as_ada(&[&["import", "watchlist", &file, "--list", "UN"][..], more].concat()).ends(0).json();
    assert_eq!((&loaded["list"], &loaded["rows"]), (&json!("UN"), &json!(2)));
}

/// What waits for an answer about this visitor.
fn finding(post: &Post, visitor: &str) -> Option<Value> {
    post.as_ada(&["findings"]).ends(0).lines().into_iter().find(|line| line["visitor"] == visitor)
}

#[test]
fn somebody_listed_waits_until_security_has_seen_them() {
    let post = posted();
    assert_eq!(post.run("G-7", &["check", "casimir brandt"]).ends(0).json()["screened"], false);
    load(&post, &[]);
    for number in ["G-7", "V-2"] {
        assert_eq!(
            post.run(number, &["watchlists"]).ends(3).out,
            "",
            "how old a list is would tell why somebody waits"
        );
    }
    let lists = post.as_ada(&["watchlists"]).ends(0).json();
    assert_eq!((&lists["state"], &lists["rows"], &lists["age_days"]), (&json!("ready"), &json!(2), &json!(0)));
    let seen = post.run("G-7", &["check", "casimir brandt"]).ends(1);
    let card = seen.json();
    assert_eq!((&card["reasons"], &card["screened"]), (&json!(["needs-security"]), &json!(true)));
    let words = post::ran(post.in_words("G-7", &["check", "casimir brandt"]));
    for text in [&seen.out, &words.out] {
        assert!(!text.contains("UN") && !text.contains("QDi") && !text.contains("match"), "{text}");
    }
    for denied in [&["findings"][..], &["listing", "list"], &["listing", "add", "--name", "A B"]] {
        let _ = post.run("G-7", denied).ends(3);
        let _ = post.run("V-2", denied).ends(3);
    }
    let _ = post.run("G-7", &["refer", "casimir brandt"]).ends(0);
    let line = finding(&post, "Casimir Brandt").unwrap();
    assert_eq!((&line["list"], &line["listed"]), (&json!("UN"), &json!("Casimir Brandt")));
    assert!(line["referral"].is_u64() && ["review", "stop"].contains(&line["cause"].as_str().unwrap()));
    let id = line["finding"].as_str().unwrap();
    let case = post.as_ada(&["findings", "show", id]).ends(0).json();
    assert_eq!((&case["hits"][0]["listing"]["id"], &case["born"]), (&json!("QDi.1"), &json!("1970-01-05")));
    let explained = case["hits"][0]["explanation"].as_array().unwrap();
    let said = post::ran(post.in_words(ADA, &["findings", "show", id])).ends(0).out;
    assert!(said.contains("1970-01-05") && said.contains("QDi.1"), "{said}");
    assert!(!explained.is_empty() && explained.iter().all(|line| said.contains(line["says"].as_str().unwrap())));
    let unsure = ["findings", "answer", id, "--answer", "unsure", "--note", "Asked the capital"];
    let _ = post.as_ada(&unsure).ends(0);
    let _ = post.run("G-7", &[&["admit", "casimir brandt"][..], &DONE].concat()).ends(1);
    // One in many is checked at random beside; then there are two to answer.
    let until = in_a_month();
    while let Some(line) = finding(&post, "Casimir Brandt") {
        let no = ["findings", "answer", line["finding"].as_str().unwrap(), "--answer", "no", "--note", "A namesake"];
        let for_ever = post.as_ada(&[&no[..], &["--until", "2999-12-31"]].concat()).ends(2);
        assert!(for_ever.err.contains("clears-too-long"), "{}", for_ever.err);
        let _ = post.as_ada(&[&no[..], &["--until", &until]].concat()).ends(0);
    }
    let _ = post.run("G-7", &[&["admit", "casimir brandt"][..], &DONE].concat()).ends(0);
    let case = post.as_ada(&["findings", "show", id]).ends(0).json();
    let said: Vec<_> = case["hits"][0]["answers"].as_array().unwrap().iter().map(|given| &given["answer"]).collect();
    assert_eq!(said, [&json!("no"), &json!("unsure")]);
    taken_back(&post, id);
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
    let reviewed = post.as_ada(&["log", "show", "--kind", "reviewed"]).ends(0);
    assert!(reviewed.lines().iter().all(|line| line["about"] == "Casimir Brandt") && !reviewed.out.contains("QDi"));
}

/// Whom a list stops is cleared by two of security, and the second of them was enrolled by two.
#[test]
fn whom_a_list_stops_is_cleared_by_two() {
    let post = posted();
    let error = |ran: post::Ran| serde_json::from_str::<Value>(&ran.err).unwrap()["error"].clone();
    let enrol = ["operators", "enrol", "--number", "X-3", "--name", "Ola Birk", "--role", "security"];
    assert_eq!(error(post.as_ada(&enrol).ends(2)), "needs-second");
    let _ = post.enrol_beside("X-3", "Ola Birk", "security", "slow otters under stone bridge", Some("V-2"));
    let file = post.write("stop.csv", "id,name,birth_date\nQDi.1,Casimir Brandt,1970-01-05\n");
    let _ = post.as_ada(&["import", "watchlist", &file, "--list", "UN"]).ends(0);
    let _ = post.run("G-7", &["refer", "casimir brandt"]).ends(0);
    let admit = || post.run("G-7", &[&["admit", "casimir brandt"][..], &DONE].concat());
    let line = finding(&post, "Casimir Brandt").unwrap();
    assert_eq!(line["cause"], "stop");
    let id = line["finding"].as_str().unwrap();
    let no = ["findings", "answer", id, "--answer", "no"];
    let alone = [&no[..], &["--note", "Another face"]].concat();
    assert_eq!(error(post.as_ada(&alone).ends(3)), "not-alone");
    let by = |second: &str, note: &str| {
        let file = post.path(&format!("{second}.pass")).display().to_string();
        let signs = ["--second", second, "--second-passphrase-file", &file, "--note", note];
        post.as_ada(&[&no[..], &signs].concat())
    };
    for second in [ADA, "G-7", "V-2"] {
        assert_eq!(error(by(second, "Another face").ends(3)), "not-theirs", "{second}");
    }
    let _ = by("X-3", "").ends(2);
    let _ = admit().ends(1);
    let _ = by("X-3", "Another face").ends(0);
    while let Some(line) = finding(&post, "Casimir Brandt") {
        assert_eq!(line["cause"], "random");
        let seen = ["findings", "answer", line["finding"].as_str().unwrap(), "--answer", "no", "--note", "Seen"];
        let _ = post.as_ada(&seen).ends(0);
    }
    let _ = admit().ends(0);
    let case = post.as_ada(&["findings", "show", id]).ends(0).json();
    let given = &case["hits"][0]["answers"][0];
    assert_eq!((&given["operator"], &given["second"]), (&json!(ADA), &json!("X-3")));
    // The log says no more of it to those who answer no findings.
    let shown = post.run("V-2", &["log", "show", "--kind", "reviewed"]).ends(0);
    assert!(!shown.out.contains("X-3") && !shown.out.contains("Casimir"), "{}", shown.out);
    for (number, ok) in [(ADA, true), ("V-2", true)] {
        assert_eq!(post.run(number, &["log", "verify"]).ends(0).json()["ok"], ok, "{number}");
    }
}

/// A day until which somebody may be cleared.
fn in_a_month() -> String {
    (chrono::Local::now() + chrono::Days::new(30)).format("%Y-%m-%d").to_string()
}

/// Who is cleared until when can be read, and taken back.
fn taken_back(post: &Post, id: &str) {
    let of = |which: &str| {
        let lines = post.as_ada(&["findings", which]).ends(0).lines();
        lines.into_iter().find(|line| line["finding"] == id)
    };
    let line = of("--cleared").unwrap();
    assert_eq!(
        (&line["visitor"], &line["list"], &line["answer"]),
        (&json!("Casimir Brandt"), &json!("UN"), &json!("no"))
    );
    assert_eq!((&line["note"], &line["operator"], &line["cleared"]), (&json!("A namesake"), &json!(ADA), &json!(true)));
    let until = chrono::DateTime::parse_from_rfc3339(line["until"].as_str().unwrap()).unwrap();
    assert_eq!(until.with_timezone(&chrono::Local).format("%Y-%m-%d").to_string(), in_a_month());
    assert_eq!(of("--answered"), Some(line));
    let words = post::ran(post.in_words(ADA, &["findings", "--cleared"])).ends(0).out;
    assert!(words.contains(id) && words.contains("Casimir Brandt"), "{words}");
    assert!(words.contains(in_a_month().split('-').next().unwrap()), "until when: {words}");
    assert_eq!(post.run("V-2", &["findings", "--cleared"]).ends(3).out, "");
    let again = ["findings", "answer", id, "--answer", "yes", "--note", "The same scar"];
    let _ = post.as_ada(&again).ends(0);
    assert_eq!(of("--cleared"), None);
    assert_eq!(of("--answered").unwrap()["answer"], json!("yes"));
    let _ = post.run("G-7", &["depart", "casimir brandt"]).ends(0);
    let _ = post.run("G-7", &["check", "casimir brandt"]).ends(1);
}

#[test]
fn whom_a_visitor_comes_for_is_found_by_the_names_a_mission_knows() {
    let post = posted();
    let file = post.write("names.txt", "# ours\n~ casimir kazik\n");
    assert_eq!(post.as_ada(&["import", "names", &file]).ends(0).json(), json!({ "list": "given-names", "rows": 1 }));
    assert_eq!(post.as_ada(&["watchlists"]).ends(0).json()["list"], "given-names");
    // A column that is not read may be that by which somebody is known.
    let odd = post.write("odd.csv", "name,shoe size\nKazik Brandt,43\n");
    for list in ["UN", "own"] {
        let refused = post.as_ada(&["import", "watchlist", &odd, "--list", list]).ends(2);
        assert!(refused.err.contains("unread-columns") && refused.err.contains("shoe size"), "{}", refused.err);
    }
    let wrong = post.write("wrong.txt", "= Upper Case\n");
    assert!(post.as_ada(&["import", "names", &wrong]).ends(2).err.contains("Line 1"));
    let listed = post.write("un.csv", "name,kind\nKazik Brandt,person\nQUILLON TRADING CO LTD,organisation\n");
    let _ = post.as_ada(&["import", "watchlist", &listed, "--list", "UN", "--dated", "2020-01-01"]).ends(0);
    // A list in doubt is told before anybody was referred; then whoever is like somebody listed.
    let told = post.as_ada(&["findings"]).ends(0).lines();
    assert_eq!((&told[0]["cause"], &told[0]["state"]), (&json!("list"), &json!("stale")));
    assert_eq!((&told[1]["visitor"], &told[1]["employer"]), (&json!("Casimir Brandt"), &json!(false)));
    assert_eq!(post.run("G-7", &["findings"]).ends(3).out, "");
    // A name that is only like a guest's is nobody's before somebody says so.
    let like = post.run("G-7", &["check", "Mina Satto"]).ends(1).json();
    assert_eq!((&like["like"], &like["candidates"][0]["visitor"]), (&json!("Mina Satto"), &json!("Mina Sato")));
    let nobody = post.run("G-7", &["check", "Mina Satto", "--on-no-list"]).ends(1).json();
    assert_eq!((&nobody["visitor"], &nobody["visit"]), (&json!("Mina Satto"), &Value::Null));
    let refer = ["refer", "Mina Satto", "--host", "Okoye", "--organisation", "Quillon Trading GmbH"];
    let _ = post.run("G-7", &refer).ends(0);
    let line = finding(&post, "Mina Satto").unwrap();
    assert_eq!((&line["employer"], &line["listed"]), (&json!(true), &json!("QUILLON TRADING CO LTD")));
    assert_eq!(post.as_ada(&["watchlists", "remove-names"]).ends(0).json()["removed"], true);
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
}

#[test]
fn an_empty_queue_says_so() {
    let post = Post::found();
    let none = post::ran(post.in_words(ADA, &["findings"])).ends(0).out;
    assert_eq!(none.trim(), "Nothing waits for an answer.");
    assert_eq!(post.as_ada(&["findings"]).ends(0).out, "");
}

#[test]
fn a_list_is_taken_away_by_two_and_an_altered_one_is_named() {
    let post = posted();
    load(&post, &["--limit", "9"]);
    let plain = rusqlite::Connection::open(post.data().join("gateward.db")).unwrap();
    let _ = plain.execute("DELETE FROM listings WHERE number = 1", []).unwrap();
    drop(plain);
    assert_eq!(post.as_ada(&["watchlists"]).ends(1).json()["state"], "altered");
    assert_eq!(post.run("G-7", &["check", "mina sato"]).ends(1).json()["reasons"], json!(["needs-security"]));
    let findings = post.as_ada(&["log", "verify"]).ends(1).json()["findings"].to_string();
    assert!(findings.contains("watch-list UN: rows are missing"), "{findings}");
    // Loaded anew it is whole; an old one says so.
    load(&post, &["--dated", "2020-01-01"]);
    let stale = post.as_ada(&["watchlists"]).ends(1).json();
    assert_eq!((&stale["state"], &stale["dated"]), (&json!("stale"), &json!("2020-01-01")));
    // Nobody makes it of no use instead of loading a newer one.
    for slack in [["--limit", "60000"], ["--review", "100000"], ["--stop", "100"]] {
        let _ = post.as_ada(&[&["watchlists", "set", "UN"][..], &slack].concat()).ends(2);
    }
    // A copy of the same file is no younger; a newer one is.
    load(&post, &[]);
    let copied = post.as_ada(&["watchlists"]).ends(1).json();
    assert_eq!((&copied["dated"], &copied["limit_days"]), (&json!("2020-01-01"), &json!(9)));
    let newer = post.write("newer.csv", &format!("{UN}\n"));
    let import = ["import", "watchlist", &newer, "--list", "UN"];
    let _ = post.as_ada(&import).ends(0);
    assert_eq!(post.as_ada(&["watchlists"]).ends(0).json()["limit_days"], 9, "as it was");
    // Nor does one alone let it find less, or count longer.
    let passphrase = post.path("V-2.pass");
    let beside = ["--second", "V-2", "--second-passphrase-file", passphrase.to_str().unwrap(), "--text", "Asked"];
    for slack in [["--limit", "90"], ["--review", "3"], ["--stop", "9"]] {
        for act in [&["watchlists", "set", "UN"][..], &import] {
            let _ = post.as_ada(&[act, &slack].concat()).ends(2);
        }
    }
    let set = [&["watchlists", "set", "UN", "--limit", "80"][..], &beside].concat();
    assert_eq!(post.as_ada(&set).ends(0).json()["limit_days"], 80);
    let _ = post.as_ada(&[&import[..], &["--limit", "90"], &beside].concat()).ends(0);
    assert_eq!(post.as_ada(&["watchlists"]).ends(0).json()["limit_days"], 90);
    let _ = post.as_ada(&["watchlists", "set", "XX", "--limit", "9"]).ends(2);
    let remove = |second: &str| {
        let file = post.path(&format!("{second}.pass"));
        let why = ["--reason", "instruction", "--text", "Asked by the capital"];
        let remove = ["watchlists", "remove", "UN", "--second", second];
        let remove = [&remove[..], &why, &["--second-passphrase-file"]].concat();
        post.as_ada(&[&remove[..], &[file.to_str().unwrap()]].concat())
    };
    let _ = remove(ADA).ends(3);
    let _ = remove("G-7").ends(3);
    assert_eq!(remove("V-2").ends(0).json()["removed"], true);
    let _ = remove("V-2").ends(2);
    assert_eq!(post.as_ada(&["watchlists"]).ends(0).out, "");
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
}

#[test]
fn a_list_that_is_indexed_in_a_moment_leaves_no_index_on_the_disk() {
    let post = posted();
    let rows: String = (0..2_500).map(|number| format!("L.{number},Quarrel Brandt{number},,\n")).collect();
    let file = post.write("long.csv", &format!("{UN}{rows}"));
    let import = ["import", "watchlist", &file, "--list", "LONG"];
    assert_eq!(post.as_ada(&import).ends(0).json()["rows"], 2_502);
    let kept = std::fs::read_dir(post.data().join("snapshots")).map_or(0, Iterator::count);
    assert_eq!(kept, 0);
    let card = post.run("G-7", &["check", "casimir brandt"]).ends(1).json();
    assert_eq!(card["reasons"], json!(["needs-security"]));
    assert_eq!(post.as_ada(&["watchlists"]).ends(0).json()["state"], "ready");
    // Next to nothing does not take its place.
    let short = post.write("short.csv", &format!("{UN}L.1,Quarrel Brandt1,,\n"));
    let refused = post.as_ada(&["import", "watchlist", &short, "--list", "LONG"]).ends(2);
    assert!(refused.err.contains("list-shrinks"), "{}", refused.err);
    let passphrase = post.path("V-2.pass");
    let beside = ["--second", "V-2", "--second-passphrase-file", passphrase.to_str().unwrap(), "--text", "Delisted"];
    let taken = post.as_ada(&[&["import", "watchlist", &short, "--list", "LONG"][..], &beside].concat()).ends(0);
    assert_eq!(taken.json()["rows"], 3);
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
}

#[test]
fn the_missions_own_list_is_kept_entry_by_entry_and_by_the_file() {
    let post = posted();
    let add = ["listing", "add", "--name", "Brandt, Casimir", "--born", "1970", "--reason", "Threw ink"];
    let id = post.as_ada(&add).ends(0).json()["listing"].as_str().unwrap().to_owned();
    assert_eq!(post.run("G-7", &["check", "casimir brandt"]).ends(1).json()["reasons"], json!(["needs-security"]));
    let _ = post.as_ada(&["listing", "amend", &id, "--instruction", "Call the duty officer"]).ends(0);
    let entry = post.as_ada(&["listing", "list"]).ends(0).json();
    assert_eq!((&entry["reason"], &entry["instruction"]), (&json!("Threw ink"), &json!("Call the duty officer")));
    assert_eq!((&entry["born"], &entry["counts"]), (&json!(["1970"]), &json!(true)));
    let _ = post.as_ada(&["listing", "amend", &id, "--born", "soon"]).ends(2);
    // Nobody is screened any more after it, which takes two.
    let end = ["listing", "end", &id, "--reason", "An error"];
    let _ = post.as_ada(&end).ends(2);
    let second = post.path("V-2.pass");
    let second = ["--second", "V-2", "--second-passphrase-file", second.to_str().unwrap()];
    let _ = post.as_ada(&[&end[..], &second].concat()).ends(0);
    assert_eq!(post.as_ada(&["listing", "list"]).ends(0).out, "");
    let _ = post.as_ada(&["listing", "end", &id]).ends(2);
    // An organisation: whoever comes for it is shown to security, and nobody else.
    let add = ["listing", "add", "--name", "Quillon Trading Ltd", "--kind", "organisation", "--reason", "Owes rent"];
    let firm = post.as_ada(&add).ends(0).json()["listing"].as_str().unwrap().to_owned();
    assert_eq!(post.as_ada(&["listing", "list"]).ends(0).json()["kind"], "organisation");
    let refer = ["refer", "Otto Fremd", "--host", "Okoye", "--organisation", "QUILLON TRADING GmbH"];
    let _ = post.run("G-7", &refer).ends(0);
    let line = finding(&post, "Otto Fremd").unwrap();
    assert_eq!((&line["employer"], &line["list"]), (&json!(true), &json!("own")));
    // Whoever comes for it could come in after that, which takes two.
    let person = ["listing", "amend", &firm, "--kind", "person"];
    let _ = post.as_ada(&person).ends(2);
    let _ = post.as_ada(&[&person[..], &second].concat()).ends(0);
    // Who waits for security waits on, though nothing is found any more.
    let cause = finding(&post, "Otto Fremd").unwrap()["cause"].clone();
    assert!(cause == "wait" || cause == "random", "{cause}");
    let _ = post.as_ada(&["listing", "amend", &firm, "--kind", "ship"]).ends(2);
    let _ = post.as_ada(&[&["listing", "end", &firm, "--reason", "Paid"][..], &second].concat()).ends(0);
    let file = post.write("own.csv", "name,reason,until\nKnut Pest,Threw ink,2999-01-01\nOtto Nemo,Stole a flag,\n");
    for rows in [2, 0] {
        let taken = post.as_ada(&["import", "watchlist", &file, "--list", "own"]).ends(0).json();
        assert_eq!(taken["rows"], rows);
    }
    assert_eq!(post.as_ada(&["listing", "list"]).ends(0).lines().len(), 2);
    assert_eq!(post.as_ada(&["log", "verify"]).ends(0).json()["ok"], true);
}

/// What is left of an answer once what each post has of its own is out of it: handles, numbers, and which of those who
/// come at the same time stands first.
fn alike(text: &str) -> String {
    let handles = text.split(|c: char| !c.is_ascii_hexdigit()).filter(|word| word.len() == 32);
    let mut text = handles.fold(text.to_owned(), |text, handle| text.replace(handle, "#"));
    text = text.replace(|c: char| c.is_ascii_digit(), "#");
    while text.contains("##") {
        text = text.replace("##", "#");
    }
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.join("\n")
}

#[test]
fn a_guards_and_a_registrars_commands_say_the_same_of_a_match_an_approval_due_a_list_in_doubt_and_a_random_check() {
    let name = "Mina Sato";
    let told = ["match", "approval", "list", "random"].map(|cause| {
        let post = posted();
        let _ = post.enrol("R-3", "Ina Rask", "registrar", "slow otters under stone bridge");
        // The same rules but for the draw, and the same visitor; the same number of entries.
        let chance = if cause == "random" { "@one_in(\"1\")" } else { "" };
        let shipped = std::fs::read_to_string("assets/policy.cedar").unwrap();
        let rules = post.write("rules.cedar", &shipped.replace("@one_in(\"250\")", chance));
        let second = post.path("V-2.pass");
        let import = ["policy", "import", &rules, "--reason", "instruction", "--text", "For a test", "--second", "V-2"];
        let second = ["--second-passphrase-file", second.to_str().unwrap()];
        let _ = post.as_ada(&[&import[..], &second].concat()).ends(0);
        let _ = post.as_ada(&["visit", "cancel", name]).ends(0);
        let day = chrono::Local::now().format("%Y-%m-%d").to_string();
        let (from, until) = (format!("{day} 00:00"), format!("{day} 23:59"));
        let schedule = |name| {
            let visit = ["visit", "schedule", name, "--host", "Mr Vale", "--from", &from, "--until", &until];
            post.as_ada(&visit).ends(0).json()["visit"].as_str().unwrap().to_owned()
        };
        let (guest, other) = (schedule(name), schedule("Knut Pest"));
        let _ = post.as_ada(&["visit", "approve", if cause == "approval" { &other } else { &guest }]).ends(0);
        let listed = post.write("un.csv", if cause == "match" { "name\nMina Sato\n" } else { "name\nXaver Nemo\n" });
        let dated = if cause == "list" { "2020-01-01" } else { &day };
        let _ = post.as_ada(&["import", "watchlist", &listed, "--list", "UN", "--dated", dated]).ends(0);
        let commands = [
            &["check", &guest][..],
            &["admit", &guest, "--done", "compare-document"],
            &["refer", &guest],
            &["waiting"],
            &["expected"],
            &["posture", "what-if", "charlie"],
            &["findings"],
            &["watchlists"],
            &["log", "show"],
            &["inside"],
        ];
        let asked = ["G-7", "R-3"].into_iter().flat_map(|who| commands.map(|command| (who, command)));
        let said = asked.map(|(who, command)| {
            let [object, text] = [post.command(who, command), post.in_words(who, command)].map(post::ran);
            let told = [&object.out, &object.err, &text.out, &text.err].map(|text| alike(text));
            (who, command[0].to_owned(), object.code, text.code, told)
        });
        let said: Vec<_> = said.collect();
        assert!(said[0].4[0].contains("\"needs-security\""), "{cause}: {:?}", said[0]);
        said
    });
    for (said, expected) in told[1..].iter().flat_map(|other| other.iter().zip(&told[0])) {
        assert_eq!(said, expected);
    }
}

#[test]
fn what_is_no_list_changes_nothing() {
    let post = Post::found();
    let file = post.write("un.csv", "surname\nBrandt\n");
    let import = |list: &str, file: &str| post.as_ada(&["import", "watchlist", file, "--list", list]);
    let _ = import("UN", &file).ends(2);
    let _ = import("UN", "/nowhere").ends(2);
    let empty = post.write("empty.csv", "name\n");
    let _ = import("UN", &empty).ends(2);
    let _ = import("OWN", &post.write("one.csv", "name\nA B\n")).ends(2);
    assert_eq!(post.as_ada(&["watchlists"]).ends(0).out, "");
}
