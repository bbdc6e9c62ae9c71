//! Lists as files, through the built program: what is taken away can be brought back, and that it was is on record.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that goes wrong is to panic")]

mod post;

use std::path::Path;

use chrono::{Days, Utc};
use post::Post;

const HEADER: &str = "name,organisation,nationality,date of birth,document number,host,section,purpose,from,until,when,\
    recurs,except,areas,escort,category,companion,medical exemption,items,latin form,other names,further documents,\
    languages,plate,needs,note for the gate,note for the desk,reference";

/// Guests with everything that spreadsheets and imports stumble over.
fn guests() -> String {
    let day = |by| (Utc::now().date_naive() + Days::new(by)).to_string();
    let (one, two, last) = (day(1), day(2), day(40));
    let rows = [
        // What would be run as a formula, and numbers that are none.
        format!(
            "=Ada Lind,\"=HYPERLINK(\"\"x\"\")\",+47,1980-02-03,'00123,-Okoye,@desk,''=1+1,{one} 09:00,{one} 10:00,,,,Hall,yes,contractor,,no,\"Laptop; =2\",,,passport 007,,12-34,,,,R-1"
        ),
        format!(
            "Bo 't Hooft,'t Hooft & Zn <x>,NL,1899-12-31,1E5,Okoye,,Zebra,{one} 00:00,{two} 00:00,,,,,no,,,no,,,,,,,,,,"
        ),
        format!(
            "مريم الفاسي,Ærø,,,QX-9,Okoye,,,{one} 09:00,{one} 10:30,,,,,no,,,yes,,Maryam Al-Fasi,Mimi; Mia,identity card 7;passport P2,Arabic; French,,a ramp,Speaks low,Knows the ambassador,"
        ),
        format!(
            "Cy Storm,,,,12345678,Varga,,,{one} 14:00,{one} 15:00,,FREQ=WEEKLY;UNTIL={};BYDAY=MO;WKST=SU,{two},,no,,,no,,,,,,,,,,",
            last.replace('-', "")
        ),
        "Di Vale,,,,23456789,Varga,,Cleaning,,,standing weekdays 8-18,,,,yes,,,no,,,,,,,,,,".to_owned(),
    ];
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

/// Everything of the weeks to come.
fn taken(post: &Post, name: &str) -> Vec<u8> {
    let file = post.path(name);
    let last = (Utc::now().date_naive() + Days::new(60)).to_string();
    let export = ["export", "visits", "--day", "today", "--to", &last, "--output", file.to_str().unwrap()];
    let object = post.as_ada(&export).ends(0).json();
    assert_eq!((object["rows"].as_u64(), object["list"].as_str()), (Some(5), Some("visits")), "{object}");
    private(&file);
    std::fs::read(file).unwrap()
}

#[cfg(unix)]
fn private(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[cfg(not(unix))]
fn private(_: &Path) {}

fn imported(post: &Post, file: &Path) {
    let object = post.as_ada(&["import", "guests", file.to_str().unwrap()]).ends(0).json();
    assert_eq!((object["imported"].as_u64(), object["rejected"].as_u64()), (Some(5), Some(0)), "{object}");
}

#[test]
fn what_is_taken_away_and_brought_back_is_the_same() {
    let first = Post::found();
    let file = first.write("guests.csv", &guests());
    imported(&first, Path::new(&file));
    let list = taken(&first, "list.csv");
    let text = String::from_utf8(list.clone()).unwrap();
    for shielded in ["\"'=Ada Lind\"", "\"'00123\"", "\"'+47\"", "\"'-Okoye\"", "\"''=1+1\"", "\"'1E5\"", "\"'12-34\""]
    {
        assert!(text.contains(shielded), "{shielded}\n{text}");
    }
    let _ = taken(&first, "list.xlsx");

    let second = Post::found();
    imported(&second, &first.path("list.csv"));
    assert_eq!(String::from_utf8(taken(&second, "again.csv")).unwrap(), text);
    let third = Post::found();
    imported(&third, &first.path("list.xlsx"));
    assert_eq!(String::from_utf8(taken(&third, "again.csv")).unwrap(), text);
}

#[test]
fn a_list_is_taken_away_once_by_whoever_may_and_on_record() {
    let post = Post::with_guests(&[post::guest("Claire Dufour", "1991-11-02", "Okoye consular")]);
    let pdf = post.path("today.pdf");
    let take = ["export", "visits", "--output", pdf.to_str().unwrap()];
    let object = post.as_ada(&take).ends(0).json();
    let bytes = std::fs::read(&pdf).unwrap();
    assert!(bytes.starts_with(b"%PDF"));
    private(&pdf);
    // The log names the very file.
    let entry = object["entry"].as_u64().unwrap().to_string();
    let shown = post.as_ada(&["log", "show", "--kind", "exported"]).ends(0).lines();
    assert_eq!(shown.iter().map(|line| line["seq"].to_string()).collect::<Vec<_>>(), [entry]);
    assert_eq!(object["sha256"].as_str().unwrap().len(), 64);
    // Nothing is written over without a yes, nor beside one that says nothing of its form.
    let _ = post.as_ada(&take).ends(2);
    assert_eq!(std::fs::read(&pdf).unwrap(), bytes);
    let _ = post.as_ada(&[&take[..], &["--force"]].concat()).ends(0);
    let unsaid = post.path("list");
    let _ = post.as_ada(&["export", "inside", "--output", unsaid.to_str().unwrap()]).ends(2);
    let inside = ["export", "inside", "--format", "csv", "--output", unsaid.to_str().unwrap()];
    let _ = post.as_ada(&inside).ends(0);
    // A guard reads who is inside, and takes no list away.
    let _ = post.enrol("G-7", "Ben Oduya", "guard", "nine amber kites over quay");
    let stolen = post.path("stolen.csv");
    let _ = post.run("G-7", &["export", "inside", "--output", stolen.to_str().unwrap()]).ends(3);
    assert!(!stolen.exists());
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}
