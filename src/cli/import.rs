//! A file of guests: validated whole first, then written in slices; nothing of it counts before its end.

mod shown;

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::GuestFile;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::{Output, words};
use crate::desk::clock::{place_at, zone_at};
use crate::desk::guests::ImportStep;
use crate::desk::import::{
    self, FILE_LIMIT, ImportFault, Mapping, Plan, Preview, ReadRules, Reading, Rejection, Row, RowFault, Source,
    mapping_key,
};
use crate::desk::{Desk, DeskError, system_moment};
use crate::i18n::tr;

/// Faults that are shown at most; all of them stand in the file of rejected rows.
const SHOWN: usize = 50;

/// `gateward import guests`
pub fn run(context: &Context, given: &GuestFile) -> Result<Outcome, CliError> {
    let rules = rules(context)?;
    let (source, mut reading) = opened(context, given)?;
    let mut preview = Preview::of(&source, &reading, &rules)?;
    if given.as_proposed && reading.confirm(preview.rows.iter().flat_map(Row::faults)) > 0 {
        preview = Preview::of(&source, &reading, &rules)?;
    }
    if given.dry_run {
        return context.write(|desk| shown::show(&context.out, desk, &source, &reading, preview));
    }
    let mut plan = match preview.plan(&source, &reading) {
        Ok(plan) => plan,
        Err(ImportFault::Rows(rejection)) if given.keep_good => {
            show_faults(&context.out, &rejection, None);
            rejection.keep_good()
        }
        Err(ImportFault::Rows(rejection)) => {
            show_faults(&context.out, &rejection, Some(report(&rejection)));
            return Err(ImportFault::Rows(rejection).into());
        }
        Err(fault) => return Err(fault.into()),
    };
    for warning in &plan.warnings {
        context.out.remark(&words("cli-warning", &[("warning", &warning.to_string())]));
    }
    if plan.rows.is_empty() {
        return Err(CliError::NoGoodRow);
    }
    if let Some(name) = &given.delegation
        && !plan.become_group(name, given.leader.as_deref().unwrap_or_default())
    {
        return Err(DeskError::NoMember.into());
    }
    let rejected = given.rejected.clone().unwrap_or_else(|| {
        let mut name = given.file.as_os_str().to_owned();
        name.push(".rejected.csv");
        PathBuf::from(name)
    });
    context.write(|desk| {
        if !given.map.is_empty() {
            let mapping = Mapping::of(&source, &reading, system_moment().at);
            desk.keep_mapping(&mapping_key(&source, &reading), &mapping)?;
        }
        take(&context.out, desk, plan, &rejected)
    })
}

/// The file, and how it is read: by itself, as files with its columns were before, and as was said.
fn opened(context: &Context, given: &GuestFile) -> Result<(Source, Reading), CliError> {
    let source = import::open(&bytes(&given.file)?)?;
    let mut reading = match &given.sheet {
        Some(name) => Reading::of_named(&source, name)?,
        None => Reading::of(&source)?,
    };
    let key = mapping_key(&source, &reading);
    let kept = context.look(|desk| Ok(desk.store().tables().mapping(&key)?))?;
    if let Some(mapping) = kept.and_then(|kept| serde_json::from_str::<Mapping>(&kept).ok()) {
        mapping.apply(&source, &mut reading);
    }
    for (column, header) in &given.map {
        reading.map(&source, header, *column)?;
    }
    reading.for_all.extend(given.set.iter().cloned());
    Ok((source, reading))
}

/// `gateward import columns`
pub fn columns(context: &Context, forget: Option<usize>) -> Result<Outcome, CliError> {
    context.write(|desk| {
        let mappings = desk.mappings()?;
        if let Some(number) = forget {
            let one = number.checked_sub(1).and_then(|index| mappings.get(index));
            let Some((key, _)) = one else {
                return Err(CliError::Value("--forget", number.to_string()));
            };
            let gone = desk.forget_mapping(key)?;
            context.out.say(&json!({ "forgotten": gone }), || tr("cli-columns-forgotten"));
            return Ok(Outcome::Done);
        }
        if mappings.is_empty() {
            context.out.say(&json!({ "columns": [] }), || tr("cli-columns-none"));
        }
        for (number, (_, mapping)) in (1..).zip(&mappings) {
            shown::mapping(&context.out, system_moment(), number, mapping);
        }
        Ok(Outcome::Done)
    })
}

/// As this gate reads it: for its visitors, today, with the offsets of this machine's time zone.
pub fn rules(context: &Context) -> Result<ReadRules, CliError> {
    let (gate, holidays) = context.look(|desk| Ok((desk.store().post().gate.clone(), desk.holidays()?)))?;
    let now = system_moment();
    Ok(ReadRules { gate, zone: zone_at(now), place: place_at(now), holidays, ..ReadRules::new(now) })
}

pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, CliError> {
    let file = std::fs::File::open(path).map_err(CliError::file(path))?;
    let mut bytes = Vec::new();
    // One byte beyond the limit is enough to know that it is too large.
    let _ = file.take(FILE_LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(CliError::file(path))?;
    Ok(bytes)
}

fn take(out: &Output, desk: &mut Desk, plan: Plan, rejected: &Path) -> Result<Outcome, CliError> {
    if desk.store().tables().imported(&plan.sha256)? {
        let known = if plan.forming.is_some() { "cli-import-known-delegation" } else { "cli-import-known" };
        out.say(&json!({ "imported": 0, "known": true }), || tr(known));
        return Ok(Outcome::Done);
    }
    let (left_out, file) = (plan.rows_rejected(), plan.sha256.clone());
    // Before anything is taken: the rows left out must not be lost.
    let kept = plan.rejected_csv().map(|csv| write_new(rejected, &csv)).transpose()?;
    desk.begin_import(plan)?;
    let rows = loop {
        match desk.import_step(system_moment())? {
            ImportStep::Writing(done, total) => {
                out.progress(&words("cli-importing", &[("done", &done.to_string()), ("total", &total.to_string())]));
            }
            ImportStep::Done(rows) => break rows,
        }
    };
    out.progress("");
    let kept = kept.map(|()| rejected);
    let waiting = desk.store().tables().imported_waiting(&file)?;
    let object =
        json!({ "imported": rows, "waiting": waiting, "known": false, "rejected": left_out, "rejected_file": kept });
    out.say(&object, || {
        let imported = words("cli-imported", &[("rows", &rows.to_string())]);
        let kept = kept.map(|path| {
            let (rows, file) = (left_out.to_string(), path.display().to_string());
            words("cli-import-rejected", &[("rows", &rows), ("file", &file)])
        });
        let waits = (waiting > 0).then(|| words("cli-import-waiting", &[("rows", &waiting.to_string())]));
        std::iter::once(imported).chain(waits).chain(kept).collect::<Vec<_>>().join("\n")
    });
    Ok(Outcome::Done)
}

/// Writes a file that is not there yet.
fn write_new(path: &Path, text: &str) -> Result<(), CliError> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(CliError::file(path))?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(CliError::file(path))
}

/// Says what is wrong with the rows: in words one a line, in JSON as one object.
fn show_faults(out: &Output, rejection: &Rejection, report: Option<Value>) {
    if out.is_json() {
        if let Some(report) = report {
            out.line(&report.to_string());
        }
        return;
    }
    for fault in rejection.faults().iter().take(SHOWN) {
        out.line(&fault_words(fault));
    }
    let more = more(rejection);
    if more > 0 {
        out.line(&words("cli-import-more", &[("more", &more.to_string())]));
    }
}

/// Faults beyond those shown.
fn more(rejection: &Rejection) -> u64 {
    rejection.fault_count().saturating_sub(rejection.faults().len().min(SHOWN) as u64)
}

fn report(rejection: &Rejection) -> Value {
    json!({
        "imported": 0,
        "rows": rejection.rows_read(),
        "rejected": rejection.rows_rejected(),
        "faults": rejection.faults().iter().take(SHOWN).map(of_fault).collect::<Vec<_>>(),
        "more": more(rejection),
    })
}

/// A fault with stable names.
fn of_fault(fault: &RowFault) -> Value {
    let column = fault.column.map(|column| column.name());
    json!({
        "line": fault.line, "cell": fault.cell, "column": column, "value": fault.value,
        "expected": fault.fault.to_string(), "proposed": fault.proposed,
    })
}

/// A fault with where it is.
fn fault_words(fault: &RowFault) -> String {
    match &fault.cell {
        Some(cell) => words("cli-import-cell", &[("cell", cell), ("fault", &fault.words())]),
        None => words("cli-import-fault", &[("line", &fault.line.to_string()), ("fault", &fault.words())]),
    }
}
