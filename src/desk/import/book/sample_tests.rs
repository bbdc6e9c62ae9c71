//! Workbooks as programs write them, made for tests.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

/// A cell of a workbook: what stands in it.
pub enum Said<'a> {
    /// Nothing.
    Nothing,
    /// Text.
    Text(&'a str),
    /// A number, in this one of the formats: none, a date, a date with its time, nine zeros.
    Number(f64, u8),
    /// A formula with what it came to.
    Formula(&'a str, &'a str),
    /// A formula that came to nothing.
    Broken(&'a str),
}

/// An archive of these parts.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Rows as XLSX has them, the first of this number.
pub fn rows(first: usize, rows: &[Vec<Said<'_>>]) -> String {
    let cell = |row: usize, place: usize, said: &Said<'_>| {
        let name = super::super::cell_name(place, row as u64);
        match said {
            Said::Nothing => String::new(),
            Said::Text(text) => format!("<c r=\"{name}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
            Said::Number(number, style) => format!("<c r=\"{name}\" s=\"{style}\"><v>{number}</v></c>"),
            Said::Formula(formula, value) => {
                format!("<c r=\"{name}\" t=\"str\"><f>{formula}</f><v>{value}</v></c>")
            }
            Said::Broken(error) => format!("<c r=\"{name}\" t=\"e\"><v>{error}</v></c>"),
        }
    };
    let row = |(index, cells): (usize, &Vec<Said<'_>>)| {
        let row = first + index;
        let cells: String = cells.iter().enumerate().map(|(place, said)| cell(row, place, said)).collect();
        format!("<row r=\"{row}\">{cells}</row>")
    };
    rows.iter().enumerate().map(row).collect()
}

/// A sheet: name, attributes, rows, and regions that are one cell.
pub type SheetParts<'a> = (&'a str, &'a str, String, &'a str);

/// XLSX of sheets.
pub fn xlsx(epoch_1904: bool, sheets: &[SheetParts<'_>]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let of = |line: &dyn Fn(usize, &SheetParts<'_>) -> String| {
        sheets.iter().enumerate().map(|(index, sheet)| line(index + 1, sheet)).collect::<String>()
    };
    let named = of(&|n, (name, more, ..)| format!("<sheet name=\"{name}\" sheetId=\"{n}\" {more} r:id=\"r{n}\"/>"));
    let linked = of(&|n, _| {
        format!("<Relationship Id=\"r{n}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>")
    });
    let typed = of(&|n, _| {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
        format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{kind}\"/>")
    });
    let types = format!("<Types xmlns=\"{package}/content-types\">{typed}</Types>");
    let root = format!(
        "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"w\" Type=\"{office}/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let book = format!(
        "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><workbookPr date1904=\"{epoch_1904}\"/><sheets>{named}</sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"{package}/relationships\">{linked}<Relationship Id=\"s\" Type=\"{office}/styles\" \
         Target=\"styles.xml\"/></Relationships>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"000000000\"/></numFmts>\
         <cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
    );
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types),
        ("_rels/.rels".to_owned(), root),
        ("xl/workbook.xml".to_owned(), book),
        ("xl/_rels/workbook.xml.rels".to_owned(), links),
        ("xl/styles.xml".to_owned(), styles),
    ];
    for (index, (_, _, rows, merged)) in sheets.iter().enumerate() {
        let text = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData>{merged}</worksheet>");
        parts.push((format!("xl/worksheets/sheet{}.xml", index + 1), text));
    }
    archive(&parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

/// ODS of these tables, after these styles.
pub fn ods(styles: &str, tables: &str) -> Vec<u8> {
    let names = ["office", "table", "text", "style", "calcext"].map(|name| format!("xmlns:{name}=\"urn:{name}\""));
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content {}><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        names.join(" ")
    );
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:manifest\"/>";
    archive(&[("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", &content)])
}
