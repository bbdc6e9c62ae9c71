use super::*;
use crate::domain::text::TextFault;

fn one(row: &str) -> Result<OwnListing, Vec<(u64, &'static str, String, Expected)>> {
    let header = "name,aliases,birth_date,nationality,documents,reason,instruction,until,id,kind";
    match own(format!("{header}\n{row}\n").as_bytes()) {
        Ok(mut own) => Ok(own.listings.swap_remove(0)),
        Err(ListFault { problem: ListProblem::Rows { faults, .. }, .. }) => {
            Err(faults.into_iter().map(|f| (f.line, f.field, f.value, f.expected)).collect())
        }
        Err(fault) => panic!("{fault}"),
    }
}

#[test]
fn the_missions_own_list_is_read_with_reason_and_end() {
    let own = own(OWN.as_bytes()).unwrap();
    assert_eq!(own.unread_columns, ["Shoe size"]);
    let [person, group] = own.listings.as_slice() else { panic!() };
    let expected = [("Søren Øst", Quality::Primary), ("Soren Ost", Quality::Good), ("S. Ost", Quality::Good)];
    assert_eq!(names(&person.listing), expected);
    assert_eq!(births(&person.listing), ["1984-05-17", "1985"]);
    assert_eq!(
        (&person.listing.nationalities, &person.listing.documents),
        (&vec!["dk".into()], &vec!["AB 123456".into()])
    );
    assert_eq!((person.reason.as_str(), person.instruction.as_str()), ("Threats", "Call the supervisor"));
    assert_eq!(person.until.map(|day| day.to_string()).as_deref(), Some("2030-12-31"));
    assert_eq!(group.listing.primary(), "Group; Example");
    assert_eq!((group.reason.as_str(), group.until), ("", None));
}

#[test]
fn an_id_is_kept_or_made_of_what_is_said() {
    let given = one("A B,,,,,,,,x-1,organisation").unwrap();
    assert_eq!((given.listing.id.as_str(), given.listing.nature), ("x-1", Nature::Organisation));
    let made = one("A B,,1970,,,reason,,,,").unwrap().listing.id;
    assert_eq!(one("A B,,1970,,,another reason,,,,").unwrap().listing.id, made);
    assert_ne!(one("A B,,1971,,,reason,,,,").unwrap().listing.id, made);
    assert!(made.starts_with("own-") && made.len() == 20, "{made}");
}

#[test]
fn every_cell_at_fault_is_told_with_its_line() {
    use Expected::*;
    let long = "x".repeat(1_001);
    let short = format!("{}…", "x".repeat(80));
    for (row, faults) in [
        (",,,,,,,,,", None),
        (",x,,,,,,,,", Some(vec![("name", "", Value)])),
        ("A,,09/05/1970,,,,,,,", Some(vec![("birth_date", "09/05/1970", Birth)])),
        ("A,,1970-02-30;1970-02-03,,,,,,,", Some(vec![("birth_date", "1970-02-30", Birth)])),
        ("A,,1980/1970,,,,,,,", Some(vec![("birth_date", "1980/1970", Birth)])),
        ("A,,,,,,,soon,,", Some(vec![("until", "soon", Day)])),
        ("A,,,,,,,2030,,pet", Some(vec![("kind", "pet", Kind), ("until", "2030", Day)])),
        ("A,,,,,,,,", Some(vec![("", "", Cells { expected: 10, found: 9 })])),
        (&format!("A,,,,,{long},,,,"), Some(vec![("reason", short.as_str(), Text(TextFault::TooLong(1_000)))])),
    ] {
        match faults {
            // A blank row is none.
            None => assert!(own(format!("name,aliases\n{row}\n").as_bytes()).is_err()),
            Some(faults) => {
                let faults = faults.into_iter().map(|(field, value, expected)| (2, field, value.to_owned(), expected));
                assert_eq!(one(row).unwrap_err(), faults.collect::<Vec<_>>(), "{row}");
            }
        }
    }
}

#[test]
fn two_rows_that_say_the_same_are_a_fault() {
    let fault = own(b"name,birth_date\nA,1970\nB,\nA,1970\n").unwrap_err();
    let ListProblem::Rows { faults, count: 1 } = fault.problem else { panic!() };
    assert_eq!((faults[0].line, faults[0].field, faults[0].expected), (4, "id", Expected::OwnId { line: 2 }));
}

#[test]
fn a_header_must_name_each_column_once_and_the_name() {
    let problem = |text: &str| own(text.as_bytes()).unwrap_err().problem;
    assert_eq!(problem("alias,dob\nA,1970\n"), ListProblem::MissingColumn { column: "name" });
    assert_eq!(problem("name,dob,Born\nA,,\n"), ListProblem::DoubledColumn { column: "birth_date" });
    assert_eq!(problem("name,dob\n"), ListProblem::Empty);
    assert_eq!(problem(""), ListProblem::Empty);
    assert_eq!(problem(SDN), ListProblem::MissingColumn { column: "name" });
    for text in ["name\tdob\nA\t1970\n", "NAME;Date of birth\nA;1970\n", "dob,Full_Name\n1970,A\n"] {
        let own = own(text.as_bytes()).unwrap();
        assert_eq!((own.listings[0].listing.primary(), births(&own.listings[0].listing)), ("A", vec!["1970".into()]));
    }
}
