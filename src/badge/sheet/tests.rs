use super::*;
use crate::badge::card::FontScope;

fn sheet(rows: Vec<Vec<Mark>>) -> Sheet {
    Sheet {
        title: "Visits".into(),
        beneath: vec!["Tue 24 Nov 2026".into(), String::new()],
        foot: "Embassy of Nordhavn".into(),
        columns: vec!["".into(), "Guest".into(), "Purpose".into(), "Days".into()],
        rows,
        empty: "Nobody.".into(),
    }
}

fn row(name: &str, purpose: &str, days: &str) -> Vec<Mark> {
    vec![Mark::Tick, Mark::Text(name.into()), Mark::Text(purpose.into()), Mark::Number(days.into())]
}

fn pdf(sheet: &Sheet) -> (Vec<u8>, usize) {
    let pages = std::cell::Cell::new(0);
    let numbered = |page: usize, of: usize| {
        pages.set(of);
        format!("{page} of {of}")
    };
    let mut fonts = Fonts::new(FontScope::BuiltIn);
    let bytes = sheet.pdf(&mut fonts, &numbered, &mut || Ok(())).unwrap();
    (bytes, pages.get())
}

/// What the pages read, by what stands beside the glyphs.
fn read(bytes: &[u8]) -> String {
    let mut all = String::new();
    let mut rest = bytes;
    let find = |rest: &[u8], what: &[u8]| rest.windows(what.len()).position(|window| window == what);
    while let Some(at) = find(rest, b"stream\n") {
        rest = &rest[at + 7..];
        let end = find(rest, b"\nendstream").unwrap();
        let plain = miniz_oxide::inflate::decompress_to_vec_zlib(&rest[..end]).unwrap();
        all.extend(plain.iter().map(|byte| char::from(*byte)));
        rest = &rest[end + 10..];
    }
    all
}

#[test]
fn every_word_of_a_list_stands_on_its_pages() {
    let long = "word ".repeat(600) + "lastword";
    let mut rows: Vec<_> = (0..90).map(|at| row(&format!("Guest {at}"), "Tea", "7")).collect();
    rows.push(row("Anna", &long, "12"));
    rows.push(row("مريم الفاسي", "Ærøskøbing", "1"));
    let (bytes, pages) = pdf(&sheet(rows));
    assert!(bytes.starts_with(b"%PDF-") && pages >= 3, "{pages}");
    let read = read(&bytes);
    // A row that is higher than a page goes on on the next, to its last word.
    for words in ["(Visits)", "(Guest 89)", "lastword)", &format!("({pages} of {pages})")] {
        assert!(read.contains(words), "{words}");
    }
    assert_eq!(read.matches("(Purpose)").count(), pages, "every page says what its columns are");
    assert_eq!(read.matches("(Tea)").count(), 90);
}

#[test]
fn a_list_of_nobody_says_so_and_one_that_nobody_wants_is_not_made() {
    let (bytes, pages) = pdf(&sheet(Vec::new()));
    assert_eq!(pages, 1);
    assert!(read(&bytes).contains("(Nobody.)"));
    let mut fonts = Fonts::new(FontScope::BuiltIn);
    let stop = &mut || Err(io::Error::other("stop"));
    assert!(sheet(vec![row("A", "", "")]).pdf(&mut fonts, &|_, _| String::new(), stop).is_err());
}
