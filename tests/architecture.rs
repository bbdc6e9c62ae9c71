//! The arrows and absences of the house, as `src/lib.rs` lists them, read from the source files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that cannot go on fails

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// One source file: its path under `src`, and its text without comments, strings and tests.
struct Source {
    path: String,
    text: String,
    code: String,
    test: bool,
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files(&entry, found);
        } else if entry.extension().is_some_and(|extension| extension == "rs") {
            found.push(entry);
        }
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&root, &mut paths);
    assert!(paths.len() > 50, "the sources were not found");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let test = path.split('/').any(|part| part == "tests" || part == "tests.rs" || part.ends_with("_tests.rs"));
        let code = if test { String::new() } else { production(&text) };
        Source { path, text, code, test }
    };
    paths.into_iter().map(read).collect()
}

/// A file without what `#[cfg(test)]` stands before, without comments and without the content of strings.
fn production(text: &str) -> String {
    let bare = bare(text);
    let mut rest = bare.as_str();
    let mut kept = String::new();
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        rest = after_item(&rest[at + "#[cfg(test)]".len()..]);
    }
    kept.push_str(rest);
    kept
}

/// What follows the first item of this text: behind its closing brace, or its semicolon.
fn after_item(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, sign) in text.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 1 => return &text[at + 1..],
            '}' => depth = depth.saturating_sub(1),
            ';' if depth == 0 => return &text[at + 1..],
            _ => {}
        }
    }
    ""
}

/// Code alone: comments are gone, strings and characters are empty, lines stay lines.
fn bare(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    let starts = |at: usize, what: &str| what.chars().enumerate().all(|(i, sign)| signs.get(at + i) == Some(&sign));
    while at < signs.len() {
        if starts(at, "//") {
            at += signs[at..].iter().take_while(|sign| **sign != '\n').count();
        } else if starts(at, "/*") {
            at += 2;
            while at < signs.len() && !starts(at, "*/") {
                at += 1;
            }
            at += 2;
        } else if let Some(end) =
            raw_string(&signs, at).or_else(|| string(&signs, at)).or_else(|| character(&signs, at))
        {
            out.extend(signs[at..end].iter().filter(|sign| **sign == '\n'));
            out.push('"');
            out.push('"');
            at = end;
        } else {
            out.push(signs[at]);
            at += 1;
        }
    }
    out
}

fn raw_string(signs: &[char], at: usize) -> Option<usize> {
    let word = at > 0 && (signs[at - 1].is_alphanumeric() || signs[at - 1] == '_') && signs[at - 1] != 'b';
    if signs.get(at) != Some(&'r') || word {
        return None;
    }
    let hashes = signs[at + 1..].iter().take_while(|sign| **sign == '#').count();
    if signs.get(at + 1 + hashes) != Some(&'"') {
        return None;
    }
    let ends = |end: &usize| {
        signs[*end] == '"' && signs[end + 1..].iter().take(hashes).filter(|s| **s == '#').count() == hashes
    };
    (at + 2 + hashes..signs.len()).find(ends).map(|end| end + 1 + hashes)
}

fn string(signs: &[char], at: usize) -> Option<usize> {
    (signs[at] == '"').then_some(())?;
    let mut end = at + 1;
    while end < signs.len() && signs[end] != '"' {
        end += if signs[end] == '\\' { 2 } else { 1 };
    }
    Some(end + 1)
}

/// A character, not a lifetime.
fn character(signs: &[char], at: usize) -> Option<usize> {
    (signs[at] == '\'').then_some(())?;
    if signs.get(at + 1) == Some(&'\\') {
        return (at + 3..signs.len()).find(|end| signs[*end] == '\'').map(|end| end + 1);
    }
    (signs.get(at + 2) == Some(&'\'')).then_some(at + 3)
}

/// The room of the house a file belongs to: the first part of its path.
fn room(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

/// Rooms of this crate that a code names: `crate::room`, and `crate::{room, …}`.
fn named(code: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        let list = rest.strip_prefix('{').map(|list| &list[..list.find(';').unwrap_or(list.len())]);
        match list {
            None => drop(named.insert(word(rest))),
            Some(list) => {
                let mut depth = 0;
                let mut begins = true;
                for (at, sign) in list.char_indices() {
                    match sign {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => begins = true,
                        sign if begins && sign.is_alphanumeric() => {
                            named.insert(word(&list[at..]));
                            begins = false;
                        }
                        _ => {}
                    }
                    if depth < 0 {
                        break;
                    }
                }
            }
        }
    }
    named
}

fn word(text: &str) -> String {
    text.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect()
}

/// Whether the code uses this name as a path of its own, not as part of a longer word.
fn uses(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].chars().next();
        let part = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() || sign == '_');
        !part(before) && !part(after)
    })
}

/// Files of these rooms whose code uses any of these names.
fn users(names: &[&str], of: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources().iter().filter(|source| of(room(&source.path))) {
        for name in names.iter().filter(|name| uses(&source.code, name)) {
            found.push(format!("{} uses {name}", source.path));
        }
    }
    found
}

const PURE: [&str; 4] = ["domain", "ledger", "document", "screening"];

#[test]
fn the_scan_sees_code_and_nothing_else() {
    let text = r##"
        use crate::{domain::{a, b}, store::c};
        // use crate::gui;
        const A: &str = "crate::cli and .unwrap()"; const B: &str = r#"crate::cli "x" .expect("#; const C: char = '"';
        fn f<'a>() { crate::policy::x() } /* crate::cli */
        #[cfg(test)]
        mod tests { fn g() { crate::cli::x().unwrap(); } }
        fn h() { crate::desk::x() }
    "##;
    let code = production(text);
    assert_eq!(Vec::from_iter(named(&code)), ["desk", "domain", "policy", "store"]);
    assert!(!code.contains("unwrap") && !code.contains("expect"));
    assert!(uses("rusqlite::Connection", "rusqlite") && !uses("my_rusqlite", "rusqlite"));
}

#[test]
fn pure_rooms_know_no_database_no_window_no_clock_and_no_file() {
    let names = [
        "rusqlite",
        "iced",
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "Instant",
        "SystemTime",
        "Local",
        "Utc::now",
        "OsRng",
        "thread_rng",
        "tokio",
    ];
    assert_eq!(users(&names, |room| PURE.contains(&room)), Vec::<String>::new());
}

#[test]
fn the_rules_have_neither_clock_nor_file_nor_database() {
    let names = ["rusqlite", "iced", "std::fs", "Instant", "SystemTime", "Local", "Utc::now"];
    assert_eq!(users(&names, |room| room == "policy"), Vec::<String>::new());
}

#[test]
fn only_the_store_names_the_database_and_only_the_window_the_toolkit() {
    assert_eq!(users(&["rusqlite"], |room| room != "store"), Vec::<String>::new());
    assert_eq!(users(&["iced", "iced_test"], |room| room != "gui"), Vec::<String>::new());
}

#[test]
fn arrows_between_rooms_point_one_way() {
    let allowed = |room: &str| -> Option<&[&str]> {
        Some(match room {
            "domain" => &[],
            "ledger" | "badge" | "device" | "policy" | "document" | "screening" | "letter" => &["domain"],
            "i18n" => &["domain"],
            "store" => &["domain", "ledger"],
            "desk" => {
                &["domain", "ledger", "badge", "letter", "device", "policy", "document", "screening", "store", "i18n"]
            }
            "cli" => &["domain", "desk", "i18n", "gui", "badge", "store", "ledger", "policy", "screening"],
            "gui" => &["domain", "desk", "i18n", "badge", "device"],
            _ => return None,
        })
    };
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(allowed) = allowed(room(&source.path)) else { continue };
        for target in named(&source.code) {
            if target != room(&source.path) && rooms().contains(&target) && !allowed.contains(&target.as_str()) {
                wrong.push(format!("{} names {target}", source.path));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The modules that `src/lib.rs` declares.
fn rooms() -> BTreeSet<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

#[test]
fn screens_do_not_know_each_other() {
    let screens = sources().into_iter().filter(|source| source.path.starts_with("gui/screen/"));
    let screens: Vec<_> =
        screens.filter(|source| !source.path.ends_with("/mod.rs") || source.path.split('/').count() > 3).collect();
    let name = |path: &str| path.split('/').nth(2).unwrap().trim_end_matches(".rs").to_owned();
    let names: BTreeSet<String> = screens.iter().map(|screen| name(&screen.path)).collect();
    let mut wrong = Vec::new();
    for screen in &screens {
        for other in names.iter().filter(|other| **other != name(&screen.path)) {
            if ["screen::", "super::"].iter().any(|way| uses(&screen.code, &format!("{way}{other}"))) {
                wrong.push(format!("{} names {other}", screen.path));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn nothing_outside_tests_panics_or_is_left_for_later() {
    let names = [".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!", "unreachable!", "dbg!", "unsafe "];
    let mut wrong = Vec::new();
    for source in sources() {
        for name in names.iter().filter(|name| source.code.contains(**name)) {
            wrong.push(format!("{}: {name}", source.path));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > 600 {
            wrong.push(format!("{} has {lines} lines", source.path));
        }
        if !source.test && !source.text.starts_with("//!") {
            wrong.push(format!("{} does not say what it is", source.path));
        }
        if source.text.contains("TODO") || source.text.contains("FIXME") {
            wrong.push(format!("{} leaves something for later", source.path));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_manifest_forbids_what_nothing_here_needs() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let lints = ["unsafe_code = \"forbid\"", "missing_docs =", "unwrap_used =", "expect_used =", "panic =", "todo ="];
    for lint in lints {
        assert!(text.contains(lint), "{lint}");
    }
    let line =
        |name: &str| text.lines().find(|line| line.starts_with(&format!("{name} ="))).unwrap_or_default().to_owned();
    assert!(line("rusqlite").contains("bundled") && line("rusqlite").contains("default-features = false"));
    assert!(line("iced").contains("default-features = false") && !line("iced").contains("wgpu"));
    let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs");
    if main.exists() {
        assert!(fs::read_to_string(main).unwrap().lines().count() < 80);
    }
}
