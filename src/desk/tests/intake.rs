//! A file before it is taken: what would become of each guest, and how its columns were read before.

use super::*;
use crate::desk::import::{Column, Mapping, Preview, ReadRules, Reading, mapping_key, open};
use crate::desk::intake::{Acquaintance, Outlook};
use crate::domain::Verdict;

const HEAD: &str = "name,host,from,until,passport,category\n";

fn outlooks(desk: &Desk, rows: &str) -> Vec<Outlook> {
    let source = open(format!("{HEAD}{rows}").as_bytes()).unwrap();
    let rules = ReadRules { relative_days: true, ..ReadRules::new(noon()) };
    let preview = Preview::of(&source, &Reading::of(&source).unwrap(), &rules).unwrap();
    let guests: Vec<_> = preview.rows.into_iter().map(|row| row.read.unwrap()).collect();
    desk.outlooks(noon(), &guests).unwrap()
}

fn known(desk: &Desk, row: &str) -> Acquaintance {
    outlooks(desk, row)[0].known
}

#[test]
fn whoever_is_known_is_told_and_when_they_are_expected_already() {
    let (_folder, mut desk) = desk_of("R-1");
    let row = "Kai Wold,Ms Tan,13:00,14:00,X1,\n";
    assert_eq!(known(&desk, row), Acquaintance::New);
    let rules = ReadRules { relative_days: true, ..ReadRules::new(noon()) };
    desk.begin_import(import::read(format!("{HEAD}{row}").as_bytes(), &rules).unwrap()).unwrap();
    while !matches!(desk.import_step(noon()).unwrap(), ImportStep::Done(_)) {}
    assert!(matches!(known(&desk, row), Acquaintance::Expected(_)));
    assert!(matches!(known(&desk, "KAI WOLD,Ms Tan,13:30,15:00,x1,\n"), Acquaintance::Expected(_)));
    assert_eq!(known(&desk, "Kai Wold,Ms Tan,14:00,15:00,X1,\n"), Acquaintance::Known);
    assert_eq!(known(&desk, "Kai Wold,Ms Tan,13:00,14:00,X2,\n"), Acquaintance::Namesake);
}

#[test]
fn an_outlook_is_the_preview_of_the_form_and_tells_nothing_of_a_finding() {
    let (_folder, mut desk) = desk_of("R-1");
    let row = "Vera Holm,Ms Tan,+1 03:00,+1 04:00,,contractor\n";
    let before = outlooks(&desk, row);
    assert_eq!(before[0].judgement.verdict, Verdict::Refer);
    hand_over(&mut desk, noon(), "X-1");
    let _ = desk.add_listing(noon(), &listings::unwanted("Vera Holm")).unwrap();
    hand_over(&mut desk, noon(), "R-1");
    assert_eq!(outlooks(&desk, row), before);
    hand_over(&mut desk, noon(), "G-1");
    assert!(matches!(desk.outlooks(noon(), &[]), Err(DeskError::Denied(_))));
    assert!(matches!(desk.mappings(), Err(DeskError::Denied(_))));
}

#[test]
fn columns_are_kept_by_their_names_and_forgotten() {
    let (_folder, mut desk) = desk_of("R-1");
    let read = |text: &str| {
        let source = open(text.as_bytes()).unwrap();
        let reading = Reading::of(&source).unwrap();
        (source, reading)
    };
    let (source, mut reading) = read("Wer,Wann,Purpose\nAna,fri,Talk\n");
    reading.assign(0, Some(Column::Name));
    reading.assign(2, None);
    reading.for_all.insert(Column::Host, "Ms Secret".into());
    let key = mapping_key(&source, &reading);
    desk.keep_mapping(&key, &Mapping::of(&source, &reading, noon().at)).unwrap();
    // The same columns in another case, and as rejected rows that come back.
    let (again, mut read_again) = read("WER,wann,purpose,fault\nBo,fri,x,y\n");
    assert_eq!(mapping_key(&again, &read_again), key);
    let mapping = desk.mapping(&key).unwrap().unwrap();
    mapping.apply(&again, &mut read_again);
    assert_eq!(read_again.columns[..3], reading.columns[..3]);
    assert!(!serde_json::to_string(&mapping).unwrap().contains("Secret"));
    assert_eq!(desk.mappings().unwrap().len(), 1);
    let (other, reading) = read("Wer,Wann\nBo,fri\n");
    assert_ne!(mapping_key(&other, &reading), key);
    assert!(desk.forget_mapping(&key).unwrap() && !desk.forget_mapping(&key).unwrap());
    assert_eq!(desk.mapping(&key).unwrap(), None);
}
