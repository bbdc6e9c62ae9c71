//! The rules by command: those in force, and whether a file of others can be used and says what it should.

use std::io::Read;
use std::path::Path;

use serde_json::json;

use super::args::Policy;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use crate::domain::text::escape;
use crate::i18n;
use crate::policy::Rules;
use crate::policy::table::{self, Mismatch};

/// More than this of a file is not read; rules and tables are far shorter.
const LIMIT: u64 = 4 * 1024 * 1024;

/// `gateward policy`
pub fn run(context: &Context, command: &Policy) -> Result<Outcome, CliError> {
    match command {
        Policy::Show => context.read(|desk| {
            let (text, hash) = desk.policy()?;
            context.out.say(&json!({ "policy": text, "hash": hash }), || text.trim_end().to_owned());
            Ok(Outcome::Done)
        }),
        Policy::Check { file } => {
            let rules = load(file)?;
            let count = rules.ids().count();
            let object = json!({ "rules": count, "hash": rules.hash() });
            context.out.say(&object, || words("cli-policy-good", &[("rules", &count.to_string())]));
            Ok(Outcome::Done)
        }
        Policy::Test { table, rules: Some(file) } => tested(context, &load(file)?, table),
        Policy::Test { table, rules: None } => context.read(|desk| {
            let (text, _) = desk.policy()?;
            tested(context, &Rules::load(&text, &i18n::has)?, table)
        }),
    }
}

fn load(file: &Path) -> Result<Rules, CliError> {
    let bytes = bytes(file)?;
    let text = String::from_utf8(bytes).map_err(|_| CliError::NotText(file.to_owned()))?;
    Ok(Rules::load(&text, &i18n::has)?)
}

fn bytes(path: &Path) -> Result<Vec<u8>, CliError> {
    let file = std::fs::File::open(path).map_err(CliError::file(path))?;
    let mut bytes = Vec::new();
    let _ = file.take(LIMIT).read_to_end(&mut bytes).map_err(CliError::file(path))?;
    Ok(bytes)
}

fn tested(context: &Context, rules: &Rules, table: &Path) -> Result<Outcome, CliError> {
    let tested = table::test(rules, &bytes(table)?)?;
    for mismatch in &tested.mismatches {
        context.out.say(&object(mismatch), || line(mismatch));
    }
    let (rows, wrong) = (tested.rows.to_string(), tested.mismatches.len().to_string());
    if !context.out.is_json() {
        context.out.line(&words("cli-policy-tested", &[("rows", &rows), ("wrong", &wrong)]));
    } else if tested.mismatches.is_empty() {
        context.out.line(&json!({ "rows": tested.rows, "mismatches": 0 }).to_string());
    }
    Ok(Outcome::unless(tested.mismatches.is_empty()))
}

fn object(mismatch: &Mismatch) -> serde_json::Value {
    let Mismatch { line, case, column, expected, found } = mismatch;
    json!({ "line": line, "case": case, "column": column, "expected": expected, "found": found })
}

fn line(mismatch: &Mismatch) -> String {
    let said = |text: &str| if text.is_empty() { i18n::tr("cli-policy-nothing") } else { escape(text, 400) };
    let (place, case) = (mismatch.line.to_string(), escape(&mismatch.case, 80));
    let (expected, found) = (said(&mismatch.expected), said(&mismatch.found));
    let values = [("line", place.as_str()), ("case", &case), ("column", mismatch.column), ("expected", &expected)];
    words("cli-policy-mismatch", &[&values[..], &[("found", &found)]].concat())
}
