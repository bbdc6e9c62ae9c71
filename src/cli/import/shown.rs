//! What every row of a file would come to.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{fault_words, of_fault};
use crate::cli::fault::{CliError, Outcome};
use crate::cli::output::{Output, words};
use crate::cli::show::window;
use crate::desk::import::{Guest, Mapping, Preview, Reading, Row, Source};
use crate::desk::intake::{Acquaintance, LOOKED_AT, Outlook};
use crate::desk::visits::approver::Approval;
use crate::desk::{Desk, system_moment};
use crate::domain::{Moment, Resolver};
use crate::i18n::tr;

/// Shows each row with its faults and its verdict; a file with rows at fault is bad input, as it is when it is taken.
pub fn show(
    out: &Output,
    desk: &mut Desk,
    source: &Source,
    reading: &Reading,
    preview: Preview,
) -> Result<Outcome, CliError> {
    let now = system_moment();
    desk.read_known()?;
    let good: Vec<&Row> = preview.rows.iter().filter(|row| row.read.is_ok()).collect();
    let mut outlooks: BTreeMap<u64, Outlook> = BTreeMap::new();
    for rows in good.chunks(LOOKED_AT) {
        let guests: Vec<Guest> = rows.iter().filter_map(|row| row.read.clone().ok()).collect();
        let looked = desk.outlooks(now, &guests)?;
        outlooks.extend(rows.iter().map(|row| row.line).zip(looked));
        out.progress(&words(
            "cli-previewing",
            &[("done", &outlooks.len().to_string()), ("total", &good.len().to_string())],
        ));
    }
    out.progress("");
    if out.is_json() {
        out.line(&object(source, reading, &preview, &outlooks).to_string());
    } else {
        preview.rows.iter().for_each(|row| told(out, now, row, outlooks.get(&row.line)));
        preview.warnings.iter().for_each(|one| out.line(&words("cli-warning", &[("warning", &one.to_string())])));
        out.line(&summed(&preview, &outlooks));
    }
    // Nothing is taken: what the file comes to is asked for its faults alone.
    let _ = preview.plan(source, reading)?;
    Ok(Outcome::Done)
}

/// Who has to approve what does not count at once.
fn awaited(approval: Approval) -> Option<&'static str> {
    match approval {
        Approval::Given => None,
        Approval::Due(needs) => Some(needs.map_or("anybody", Resolver::code)),
    }
}

fn told(out: &Output, now: Moment, row: &Row, outlook: Option<&Outlook>) {
    let line = row.line.to_string();
    match (&row.read, outlook) {
        (Ok(guest), Some(outlook)) => {
            let verdict = tr(&format!("verdict-{}", outlook.judgement.verdict.code()));
            let (name, host) = (&guest.person.name, &guest.visit.host);
            let when = window(now, &guest.visit);
            let said =
                [("line", line.as_str()), ("verdict", &verdict), ("name", name), ("host", host), ("window", &when)];
            out.line(&words("cli-preview-row", &said));
            if let Some(by) = awaited(outlook.approval) {
                let by = tr(&format!("approval-by-{by}"));
                out.line(&format!("  {}", words("cli-preview-waits", &[("by", &by)])));
            }
            for reason in &outlook.judgement.reasons {
                out.line(&format!("  {}  [{}]", tr(&format!("reason-{}", reason.rule)), reason.rule));
            }
            let known = match outlook.known {
                Acquaintance::New => None,
                Acquaintance::Namesake => Some("import-namesake"),
                Acquaintance::Known => Some("import-known"),
                Acquaintance::Expected(_) => Some("import-expected"),
            };
            known.iter().for_each(|id| out.line(&format!("  {}", tr(id))));
        }
        _ => row.faults().iter().for_each(|fault| out.line(&fault_words(fault))),
    }
    if let Some(twin) = row.twin {
        out.line(&format!("  {}", words("import-twin", &[("line", &twin.to_string())])));
    }
}

/// Rows that can be taken, and each verdict with how often it is given.
fn summed(preview: &Preview, outlooks: &BTreeMap<u64, Outlook>) -> String {
    let (good, bad) = (preview.good().to_string(), preview.bad().to_string());
    let head = words("cli-preview-sum", &[("good", &good), ("bad", &bad)]);
    let verdicts = counted(outlooks).into_iter();
    let verdicts = verdicts.map(|(code, count)| format!("{} {count}", tr(&format!("verdict-{code}"))));
    let waits = outlooks.values().filter(|outlook| outlook.approval != Approval::Given).count();
    let waits = (waits > 0).then(|| words("cli-preview-sum-waits", &[("rows", &waits.to_string())]));
    std::iter::once(head).chain(verdicts).chain(waits).collect::<Vec<_>>().join(" · ")
}

fn counted(outlooks: &BTreeMap<u64, Outlook>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    outlooks.values().for_each(|outlook| *counts.entry(outlook.judgement.verdict.code()).or_default() += 1);
    counts
}

fn object(source: &Source, reading: &Reading, preview: &Preview, outlooks: &BTreeMap<u64, Outlook>) -> Value {
    let columns = reading.header(source).into_iter().enumerate().map(|(place, header)| {
        let field = reading.columns.get(place).copied().flatten();
        json!({ "column": header, "field": field.map(|field| field.name()) })
    });
    let rows = preview.rows.iter().map(|row| {
        let outlook = outlooks.get(&row.line);
        let guest = row.read.as_ref().ok();
        let reasons = outlook.map(|one| one.judgement.reasons.iter().map(|reason| &reason.rule).collect::<Vec<_>>());
        json!({
            "line": row.line,
            "visitor": guest.map(|guest| &guest.person.name),
            "host": guest.map(|guest| &guest.visit.host),
            "from": guest.map(|guest| guest.visit.from.rfc3339()),
            "until": guest.map(|guest| guest.visit.until.rfc3339()),
            "verdict": outlook.map(|outlook| outlook.judgement.verdict.code()),
            "reasons": reasons,
            "waits_for": outlook.and_then(|outlook| awaited(outlook.approval)),
            "known": outlook.map(|outlook| code(outlook.known)),
            "same_as": row.twin,
            "faults": row.faults().iter().map(of_fault).collect::<Vec<_>>(),
        })
    });
    let sheet = source.sheets.get(reading.sheet).map(|sheet| sheet.name.as_str()).filter(|name| !name.is_empty());
    json!({
        "sheet": sheet,
        "columns": columns.collect::<Vec<_>>(),
        "good": preview.good(),
        "rejected": preview.bad(),
        "verdicts": counted(outlooks),
        "warnings": preview.warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "rows": rows.collect::<Vec<_>>(),
    })
}

fn code(known: Acquaintance) -> &'static str {
    match known {
        Acquaintance::New => "new",
        Acquaintance::Namesake => "namesake",
        Acquaintance::Known => "known",
        Acquaintance::Expected(_) => "expected",
    }
}

/// How files were read before.
pub fn mapping(out: &Output, now: Moment, number: usize, mapping: &Mapping) {
    let object = json!({
        "number": number,
        "kept": mapping.at.rfc3339(),
        "columns": mapping.columns.iter().map(|(column, field)| json!({ "column": column, "field": field })).collect::<Vec<_>>(),
    });
    out.say(&object, || {
        let pairs = mapping.columns.iter().filter_map(|(column, field)| {
            let field = field.as_ref()?;
            Some(if field.eq_ignore_ascii_case(column) { column.clone() } else { format!("{column} → {field}") })
        });
        format!(
            "{number}. {}  {}",
            crate::desk::clock::wall(now, mapping.at).format("%Y-%m-%d"),
            pairs.collect::<Vec<_>>().join(", ")
        )
    });
}
