use super::*;
use crate::domain::text::TextFault;
use crate::i18n;

fn problem(bytes: &[u8]) -> ListProblem {
    let fault = contents(&[bytes]).unwrap_err();
    assert_eq!(fault.file, 0);
    fault.problem
}

fn rows(bytes: &[u8]) -> Vec<(u64, &'static str, Expected)> {
    match problem(bytes) {
        ListProblem::Rows { faults, count } => {
            assert_eq!(faults.len(), count.min(fault::SHOWN_FAULTS));
            faults.into_iter().map(|fault| (fault.line, fault.field, fault.expected)).collect()
        }
        problem => panic!("{problem:?}"),
    }
}

#[test]
fn what_is_no_list_is_refused() {
    for (bytes, expected) in [
        (&b""[..], ListProblem::Empty),
        (b" \r\n\x1a", ListProblem::Empty),
        (b"\xef\xbb\xbf", ListProblem::Empty),
        (b"a,b,c\n1,2,3\n", ListProblem::Unknown),
        (b"<html><body/></html>", ListProblem::Unknown),
        (b"PK\x03\x04....", ListProblem::Archive),
        (b"\x1f\x8b....", ListProblem::Archive),
        (b"name\nA\n\0B\n", ListProblem::Encoding { line: 3 }),
        (b"name\nA\nS\xf8ren \x81\n", ListProblem::Encoding { line: 3 }),
        ("name\nøøøøø\n".as_bytes(), ListProblem::Empty),
    ] {
        if expected == ListProblem::Empty && bytes.starts_with(b"name") {
            assert!(read(&[bytes]).is_ok());
        } else {
            assert_eq!(problem(bytes), expected, "{bytes:x?}");
        }
    }
    assert_eq!(contents(&[]), Err(ListFault { file: 0, problem: ListProblem::Empty }));
    let damaged = [&"name\nø\nø\nø\n".as_bytes()[..], b"\xf8\n"].concat();
    assert_eq!(problem(&damaged), ListProblem::Encoding { line: 5 });
}

#[test]
fn the_file_at_fault_is_named() {
    let fault = contents(&[SDN.as_bytes(), b"x"]).unwrap_err();
    assert_eq!(fault, ListFault { file: 1, problem: ListProblem::Unknown });
    let fault = contents(&[ALT.as_bytes(), UN.as_bytes()]).unwrap_err();
    assert_eq!(fault, ListFault { file: 0, problem: ListProblem::AliasesAlone });
}

/// Every text that begins a sample and lacks something of it, but for those that end between two rows.
fn cuts(text: &str) -> impl Iterator<Item = &str> {
    (1..text.len()).filter_map(|end| text.get(..end))
}

#[test]
fn a_cut_list_of_ofac_is_never_read() {
    let whole = SDN.trim_end_matches('\u{1a}');
    for cut in cuts(whole.trim_end()) {
        // Between two rows nothing tells that more was to come.
        if !cut.ends_with(['\n', '\r']) && !cut.ends_with("-0-") && !cut.ends_with("-0- ") && !cut.ends_with(".\"") {
            assert!(read(&[cut.as_bytes()]).is_err(), "{cut:?}");
        }
    }
    let cut = |text: &str| problem(text.as_bytes());
    assert_eq!(cut(&whole[..whole.find("Mosul").unwrap()]), ListProblem::CutShort { line: 2 });
    assert_eq!(cut(&whole[..whole.find("\"vessel").unwrap()]), ListProblem::CutShort { line: 3 });
}

#[test]
fn a_cut_list_of_the_united_nations_is_never_read() {
    for cut in cuts(UN.trim_end()) {
        assert!(read(&[cut.as_bytes()]).is_err(), "{cut:?}");
    }
    assert_eq!(problem(&UN.as_bytes()[..UN.find("<ENTITIES>").unwrap()]), ListProblem::CutShort { line: 3 });
    assert_eq!(problem(&UN.as_bytes()[..UN.find("Al-Qaida").unwrap()]), ListProblem::CutShort { line: 11 });
    assert_eq!(problem(&UN.as_bytes()[..UN.find("ATAID>1<").unwrap()]), ListProblem::CutShort { line: 6 });
}

#[test]
fn cut_targets_are_never_read() {
    for cut in cuts(TARGETS).filter(|cut| !cut.ends_with('\n')) {
        assert!(read(&[cut.as_bytes()]).is_err(), "{cut:?}");
    }
    assert_eq!(problem(TARGETS.trim_end().as_bytes()), ListProblem::CutShort { line: 4 });
}

#[test]
fn rows_of_ofac_at_fault_are_all_told() {
    use Expected::*;
    let rest = |name: &str, kind: &str| format!(",{name},{kind}{}\n", ",-0- ".repeat(9));
    let text = [
        format!("1{}", rest("\"A\"", "-0- ")),
        format!("x{}", rest("\"B\"", "-0- ")),
        format!("2{}", rest("-0- ", "-0- ")),
        format!("3{}", rest("\"C\"", "\"pet\"")),
        format!("1{}", rest("\"D\"", "-0- ")),
        "4,\"E\"\n".to_owned(),
    ];
    let expected = [
        (2, "ent_num", Number),
        (3, "SDN_Name", Text(TextFault::Empty)),
        (4, "SDN_Type", Kind),
        (5, "ent_num", OwnId { line: 1 }),
        (6, "", Cells { expected: 12, found: 2 }),
    ];
    // The last row is short, and so it may be where the file was cut; it ends its line, though.
    assert_eq!(rows(text.concat().as_bytes()), expected);
    let alt = "18,1,\"also\",\"X\",-0- \n18,2,\"aka\",-0- ,-0- \n,3,\"aka\",\"Y\",-0- \n18,4\n";
    let fault = contents(&[SDN.as_bytes(), alt.as_bytes()]).unwrap_err();
    let ListProblem::Rows { faults, count: 4 } = fault.problem else { panic!("{fault:?}") };
    let found: Vec<_> = faults.iter().map(|fault| (fault.line, fault.field, fault.expected)).collect();
    let expected = [
        (1, "alt_type", Kind),
        (2, "alt_name", Text(TextFault::Empty)),
        (3, "ent_num", Number),
        (4, "", Cells { expected: 5, found: 2 }),
    ];
    assert_eq!((fault.file, found), (1, expected.to_vec()));
}

#[test]
fn elements_of_the_united_nations_at_fault_are_told() {
    use Expected::*;
    let damaged =
        UN.replace("<REFERENCE_NUMBER>QDe.902</REFERENCE_NUMBER>", "").replace("<FIRST_NAME>ZED</FIRST_NAME>", "");
    let line = |part: &str| text::line_at(UN.as_bytes(), UN.find(part).unwrap());
    let (first, bare, group) = (line("<INDIVIDUAL>"), line("<INDIVIDUAL><DATAID>77"), line("<ENTITY>"));
    let expected = [(bare, "FIRST_NAME", Text(TextFault::Empty)), (group, "REFERENCE_NUMBER", Value)];
    assert_eq!(rows(damaged.as_bytes()), expected);
    let damaged = UN.replace("QDe.902", "QDi.901");
    assert_eq!(rows(damaged.as_bytes()), [(group, "REFERENCE_NUMBER", OwnId { line: first })]);
    assert_eq!(problem(b"<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>"), ListProblem::Empty);
    assert_eq!(problem(b"<CONSOLIDATED_LIST/>"), ListProblem::Empty);
}

#[test]
fn rows_of_targets_at_fault_are_told() {
    use Expected::*;
    let header = TARGETS.lines().next().unwrap();
    let text =
        format!("{header}\n,Person,A{0}\nx,Person,{0}\ny,Person,B{0}\ny,Person,C{0}\nz,Person\n", ",".repeat(12));
    let expected = [
        (2, "id", Text(TextFault::Empty)),
        (3, "name", Text(TextFault::Empty)),
        (5, "id", OwnId { line: 4 }),
        (6, "", Cells { expected: 15, found: 2 }),
    ];
    assert_eq!(rows(text.as_bytes()), expected);
    assert_eq!(problem(format!("{header}\n").as_bytes()), ListProblem::Empty);
}

#[test]
fn thousands_of_faults_are_counted_and_the_first_are_shown() {
    let text = format!("name,dob\n{}", ",1970\n".repeat(5_000));
    let ListProblem::Rows { faults, count } = problem(text.as_bytes()) else { panic!() };
    // Rows without a name are of one id too.
    assert_eq!((faults.len(), count), (200, 9_999));
}

#[test]
fn xml_that_would_grow_or_go_deep_is_refused() {
    let with = |head: &str, name: &str| {
        format!(
            "<?xml version=\"1.0\"?>\n{head}<CONSOLIDATED_LIST>\n<INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>{name}</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"
        )
    };
    assert_eq!(read_one(with("", "A &#x42; &lt;").as_bytes()).primary(), "A B <");
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n";
    assert_eq!(problem(with(bomb, "&b;").as_bytes()), ListProblem::Entity { line: 2 });
    assert_eq!(problem(with("", "A &own; B").as_bytes()), ListProblem::Entity { line: 3 });
    assert_eq!(problem(with("", "A &#0; B").as_bytes()), ListProblem::Entity { line: 3 });
    let deep = format!("{}{}", "<a>".repeat(200_000), "</a>".repeat(200_000));
    assert_eq!(problem(with("", &deep).as_bytes()), ListProblem::TooDeep { line: 3 });
    for broken in ["A</b>", "A & B", "A < B"] {
        let problem = problem(with("", broken).as_bytes());
        assert!(matches!(problem, ListProblem::Malformed { line: 3 }), "{broken}: {problem:?}");
    }
    let after = format!("{}<x/>", with("", "A"));
    assert_eq!(problem(after.as_bytes()), ListProblem::Malformed { line: 3 });
    let after = format!("{} text", with("", "A"));
    assert_eq!(problem(after.as_bytes()), ListProblem::Malformed { line: 3 });
}

#[test]
fn an_encoding_that_is_named_must_be_the_one_that_was_read() {
    let encoded = |name: &str| UN.replace("UTF-8", name).into_bytes();
    assert!(read(&[&encoded("utf-8")]).is_ok());
    assert_eq!(problem(&encoded("KOI8-R")), ListProblem::Encoding { line: 1 });
    let latin: String = UN.chars().filter(|c| c.is_ascii()).collect();
    let damaged: Vec<u8> = latin.replace("YAHYA", "Y`HYA").bytes().map(|b| if b == b'`' { 0xc4 } else { b }).collect();
    assert!(matches!(problem(&damaged), ListProblem::Encoding { .. }), "named UTF-8, and is not");
}

#[test]
fn every_problem_and_expectation_has_its_words() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/screening/list/fault.rs")).unwrap();
    let codes = |family: &str, part: &str| -> Vec<String> {
        let part = text.split(part).nth(1).unwrap().split("pub fn values").next().unwrap();
        let codes = part.lines().filter_map(|line| line.split(" => \"").nth(1)?.split('"').next());
        codes.map(|code| format!("{family}-{code}")).collect()
    };
    let mut ids = codes("list-problem", "impl ListProblem {");
    ids.extend(codes("list-expected", "impl Expected {"));
    assert!(ids.len() >= 20, "{ids:?}");
    let missing: Vec<_> = ids.iter().filter(|id| !i18n::has(id)).collect();
    assert!(missing.is_empty(), "no words for {missing:?}");
    let problem = ListProblem::Doubled { id: "x".into(), file: 1 };
    let values: Vec<_> = problem.values().into_iter().map(|(name, value)| (name, value.into())).collect();
    let words = i18n::tr_with(&format!("list-problem-{}", problem.code()), &values);
    assert_eq!(words, "File 2 has a listing with the id x as well");
}
