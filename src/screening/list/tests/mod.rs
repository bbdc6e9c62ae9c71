use super::*;
use crate::screening::{Birth, Name, Nature, Quality};

mod cases;
mod faults;
mod own;
mod properties;

/// Three rows of primary names; the second has all that remarks may have.
pub const SDN: &str = concat!(
    "17,\"EXAMPLE TRADING CO., LTD.\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"a.k.a. 'ETC'; Company Number 012345.\"\r\n",
    "18,\"AL-MITHAL, Abu Yahya\",\"individual\",\"SDGT] [IRAQ2\",\"Director\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 09 Dec 1969; ",
    "alt. DOB 1970; alt. DOB circa 1971; alt. DOB 1958 to 1962; alt. DOB 12 Rajab 1390; POB Mosul, Iraq; nationality Iraq; ",
    "alt. nationality Korea, North; citizen Atlantis; Passport A 1234567 (Iraq) issued 2001; alt. Passport 7654321; ",
    "National ID No. 12-345; Phone Number 555123456; a.k.a. 'THE JUDGE'; Gender Male.\"\r\n",
    "19,\"EXAMPLE STAR\",\"vessel\",\"CUBA\",-0- ,\"CL2\",\"Tug\",\"212\",-0- ,\"Cuba\",\"Owner\",-0- \r\n\u{1a}",
);
/// Other names, one of somebody who is not in [`SDN`].
pub const ALT: &str = concat!(
    "18,1,\"aka\",\"AL-MISAL, Abu Yehia\",-0- \r\n",
    "18,2,\"fka\",\"YAHYA, Abu\",\"weak\"\r\n",
    "99,3,\"nka\",\"NOBODY\",-0- \r\n\u{1a}",
);
/// An individual with all that may be told, one with little, and an entity.
pub const UN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- a sample -->
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="2026-02-27">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>1</DATAID>
      <FIRST_NAME>YAHYA</FIRST_NAME>
      <SECOND_NAME>BIN &amp; ALI</SECOND_NAME>
      <THIRD_NAME/>
      <FOURTH_NAME> AL-MITHAL </FOURTH_NAME>
      <UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
      <REFERENCE_NUMBER>QDi.901</REFERENCE_NUMBER>
      <COMMENTS1>Detained&#10;in 2001. <![CDATA[<x>]]></COMMENTS1>
      <NAME_ORIGINAL_SCRIPT>يحيى
            علي; يحيى المثال</NAME_ORIGINAL_SCRIPT>
      <DESIGNATION><VALUE>Commander</VALUE><VALUE>Envoy</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE><VALUE>na</VALUE><VALUE>Atlantis</VALUE></NATIONALITY>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Yehia Ali; Yahia Aly</ALIAS_NAME>
        <DATE_OF_BIRTH>9 Dec. 1971</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>أبو علي (Abu Ali; Abou Aly)</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1969-12-09</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1970</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1958</YEAR><NOTE>Sep.</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1973</FROM_YEAR><TO_YEAR>1974</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>30-35 years old</NOTE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE/></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>A 1234567</NUMBER></INDIVIDUAL_DOCUMENT>
      <INDIVIDUAL_DOCUMENT/>
    </INDIVIDUAL>
    <INDIVIDUAL><DATAID>77</DATAID><FIRST_NAME>ZED</FIRST_NAME></INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <FIRST_NAME>GREAT EXAMPLE (GE) ; SECOND EXAMPLE</FIRST_NAME>
      <REFERENCE_NUMBER>QDe.902</REFERENCE_NUMBER>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Old Example</ALIAS_NAME></ENTITY_ALIAS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"#;
pub const TARGETS: &str = "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,dataset,first_seen,last_seen,last_change
NK-1,Person,Jane Example,\"J. Example;Джейн\",1969-12-09;1970;long ago,kp;Russia,,A1234567;12-345,\"Some act\",,,sample,2023,2024,2024
NK-2,Vessel,Example Star,,,,,,,,,sample,2023,2024,2024
NK-3,LegalEntity,\"Maybe, Person\",,,,,,,,,sample,2023,2024,2024
";
pub const OWN: &str = "Name;Aliases;Date of Birth;Nationality;Documents;Reason;Instruction;Until;Shoe size
Søren Øst;Soren Ost | S. Ost;17.05.1984|1985;Danish;AB 123456;Threats;Call the supervisor;2030-12-31;44
\"Group; Example\";;;;;;;;
";

fn names(listing: &Listing) -> Vec<(&str, Quality)> {
    listing.names.iter().map(|name| (name.text.as_str(), name.quality)).collect()
}

fn births(listing: &Listing) -> Vec<String> {
    listing.births.iter().map(Birth::to_string).collect()
}

#[test]
fn the_bytes_say_what_a_file_is() {
    for (text, format) in [
        (SDN, Format::Ofac),
        (ALT, Format::OfacAliases),
        (UN, Format::Un),
        (TARGETS, Format::OpenSanctions),
        (OWN, Format::Own),
        ("\u{feff}name\nA\n", Format::Own),
        ("", Format::Unknown),
        ("a,b,c\n1,2,3\n", Format::Unknown),
        ("<sdnList/>", Format::Unknown),
        ("<", Format::Unknown),
        ("PK\u{3}\u{4}", Format::Unknown),
    ] {
        assert_eq!(recognise(text.as_bytes()), format, "{text}");
    }
}

#[test]
fn the_list_of_ofac_is_read_with_what_its_remarks_say() {
    let contents = contents(&[SDN.as_bytes(), ALT.as_bytes()]).unwrap();
    assert_eq!((contents.listings.len(), contents.orphans, contents.unread_births), (3, 1, 1));
    let [firm, person, vessel] = contents.listings.as_slice() else { panic!() };
    assert_eq!((firm.id.as_str(), firm.nature), ("17", Nature::Organisation));
    assert_eq!(names(firm), [("EXAMPLE TRADING CO., LTD.", Quality::Primary), ("ETC", Quality::Low)]);
    assert!(firm.documents.is_empty());
    assert_eq!(person.nature, Nature::Person);
    let expected = [
        ("AL-MITHAL, Abu Yahya", Quality::Primary),
        ("THE JUDGE", Quality::Low),
        ("AL-MISAL, Abu Yehia", Quality::Good),
        ("YAHYA, Abu", Quality::Good),
    ];
    assert_eq!(names(person), expected);
    assert_eq!(births(person), ["1969-12-09", "1970", "1971", "1958/1962"]);
    assert_eq!(person.nationalities, ["iq", "kp", "Atlantis"]);
    assert_eq!(person.documents, ["A 1234567", "7654321", "12-345"]);
    assert!(person.remarks.starts_with("SDGT, IRAQ2; Director; DOB 09 Dec 1969;"), "{}", person.remarks);
    assert_eq!((vessel.nature, vessel.primary()), (Nature::Vessel, "EXAMPLE STAR"));
}

#[test]
fn the_files_of_ofac_come_in_either_order() {
    let one = contents(&[SDN.as_bytes(), ALT.as_bytes()]).unwrap();
    assert_eq!(contents(&[ALT.as_bytes(), SDN.as_bytes()]).unwrap(), one);
    assert_eq!(read(&[SDN.as_bytes()]).unwrap().len(), 3);
    let bare = SDN.trim_end_matches(['\u{1a}', '\n', '\r']);
    assert_eq!(contents(&[bare.as_bytes(), ALT.as_bytes()]).unwrap(), one, "no Ctrl-Z, no last end of line");
}

#[test]
fn remarks_that_are_cut_lose_only_what_is_cut() {
    let long = format!("DOB 1950; {}; a.k.a. 'CUT IN THE MID", "Linked To: SOMEBODY; ".repeat(60));
    let cut = long.get(..1_000).unwrap();
    let cut = format!("{}; DOB 19", &cut[..992]);
    assert_eq!(cut.len(), 1_000);
    let text = format!("1,\"A B\",\"individual\"{},\"{cut}\"\n", ",-0- ".repeat(8));
    let contents = contents(&[text.as_bytes()]).unwrap();
    assert_eq!((births(&contents.listings[0]), contents.unread_births), (vec!["1950".to_owned()], 0));
}

#[test]
fn the_list_of_the_united_nations_is_read() {
    let contents = contents(&[UN.as_bytes()]).unwrap();
    let [person, bare, group] = contents.listings.as_slice() else { panic!("{contents:?}") };
    assert_eq!((person.id.as_str(), person.nature), ("QDi.901", Nature::Person));
    let expected = [
        ("YAHYA BIN & ALI AL-MITHAL", Quality::Primary),
        ("يحيى علي", Quality::Original),
        ("يحيى المثال", Quality::Original),
        ("Yehia Ali", Quality::Good),
        ("Yahia Aly", Quality::Good),
        ("أبو علي", Quality::Low),
        ("Abu Ali", Quality::Low),
        ("Abou Aly", Quality::Low),
    ];
    assert_eq!(names(person), expected);
    assert_eq!(births(person), ["1969-12-09", "1970", "1958-09", "1973/1974", "1973-11", "1971-12-09"]);
    assert_eq!(contents.unread_births, 1);
    assert_eq!(person.nationalities, ["kp", "Atlantis"]);
    assert_eq!(person.documents, ["A 1234567"]);
    assert_eq!(person.remarks, "Al-Qaida; Commander; Envoy; Detained in 2001. <x>");
    assert_eq!((bare.id.as_str(), bare.primary()), ("77", "ZED"));
    assert_eq!((group.id.as_str(), group.nature), ("QDe.902", Nature::Organisation));
    let expected =
        [("GREAT EXAMPLE (GE)", Quality::Primary), ("SECOND EXAMPLE", Quality::Good), ("Old Example", Quality::Good)];
    assert_eq!(names(group), expected);
}

#[test]
fn targets_of_opensanctions_are_read() {
    let contents = contents(&[TARGETS.as_bytes()]).unwrap();
    let [jane, vessel, maybe] = contents.listings.as_slice() else { panic!() };
    let expected = [("Jane Example", Quality::Primary), ("J. Example", Quality::Good), ("Джейн", Quality::Original)];
    assert_eq!(names(jane), expected);
    assert_eq!((births(jane), contents.unread_births), (vec!["1969-12-09".to_owned(), "1970".to_owned()], 1));
    assert_eq!(jane.nationalities, ["kp", "ru"]);
    assert_eq!(jane.documents, ["A1234567", "12-345"]);
    assert_eq!(jane.remarks, "Some act; sample");
    assert_eq!((vessel.nature, maybe.nature), (Nature::Vessel, Nature::Person));
    assert_eq!(maybe.primary(), "Maybe, Person");
}

#[test]
fn text_is_read_whatever_spells_it() {
    let marked = format!("\u{feff}{OWN}");
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(OWN.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (old, _, _) = encoding_rs::WINDOWS_1252.encode(OWN);
    let plain = contents(&[OWN.as_bytes()]).unwrap();
    assert_eq!(contents(&[marked.as_bytes()]).unwrap(), plain);
    assert_eq!(contents(&[&wide]).unwrap(), plain);
    let read = contents(&[&old]).unwrap();
    assert_eq!(read, Contents { windows1252: true, ..plain });
    let latin = UN.replace("UTF-8", "windows-1252").replace("AL-MITHAL", "AL-MÎTHAL");
    let latin: String = latin.chars().filter(|c| *c < '\u{100}').collect();
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&latin);
    assert_eq!(read_one(&latin).primary(), "YAHYA BIN & ALI AL-MÎTHAL");
}

fn read_one(bytes: &[u8]) -> Listing {
    read(&[bytes]).unwrap().swap_remove(0)
}

#[test]
fn several_lists_are_one() {
    let all = [SDN, ALT, UN, TARGETS, OWN].map(str::as_bytes);
    assert_eq!(read(&all).unwrap().len(), 3 + 3 + 3 + 2);
    let fault = read(&[UN.as_bytes(), UN.as_bytes()]).unwrap_err();
    let problem = ListProblem::Doubled { id: "QDi.901".into(), file: 0 };
    assert_eq!(fault, ListFault { file: 1, problem });
}

#[test]
fn nobody_is_written_with_signs_that_cannot_be_seen() {
    let text = "name,aliases\nA\u{202e}nna  \u{200b}Example,\"e\u{301}va;\u{200d}\"\n";
    let names = read_one(text.as_bytes()).names;
    let expected = [("Anna Example", Quality::Primary), ("éva", Quality::Good)];
    assert_eq!(names, expected.map(|(text, quality)| Name { text: text.into(), quality }));
}
