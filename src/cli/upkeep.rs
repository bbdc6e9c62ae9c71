//! What is seldom needed: the tables made anew, and a clock in doubt.

use serde_json::json;

use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::show;
use crate::desk::clock::ClockWatch;
use crate::desk::denial::Errand;
use crate::desk::system_moment;
use crate::domain::{ClockQuality, Moment, Timestamp};
use crate::i18n::tr;
use crate::store::verify::{Depth, Finding};

/// `gateward rebuild`: says what is different, then makes the tables anew. Tables are made from a log that is whole,
/// or not at all.
pub fn rebuild(context: &Context) -> Result<Outcome, CliError> {
    context.write(|desk| {
        desk.require_errand(Errand::Rebuild)?;
        let out = &context.out;
        let mut progress = |done: u64| {
            out.progress(&words("cli-verifying", &[("done", &done.to_string())]));
            true
        };
        let report = desk.store().verify(Depth::Whole, None, &mut progress)?;
        out.progress("");
        let is_change = |finding: &&Finding| matches!(finding, Finding::Table(_));
        let is_of_slots = |finding: &Finding| matches!(finding, Finding::Slots(_));
        let text = |finding: &Finding| finding.to_string();
        let changes: Vec<_> = report.findings.iter().filter(is_change).map(text).collect();
        let others: Vec<_> = report.findings.iter().filter(|finding| !is_change(finding)).map(text).collect();
        if !out.is_json() {
            changes.iter().chain(&others).for_each(|line| out.line(&format!("  {line}")));
        }
        if report.findings.iter().any(|finding| !is_change(&finding) && !is_of_slots(finding)) {
            let object = json!({ "rebuilt": false, "changes": changes, "findings": others });
            out.say(&object, || tr("cli-rebuild-refused"));
            return Ok(Outcome::Finding);
        }
        let entries = desk.rebuild(system_moment())?;
        let object = json!({
            "rebuilt": true, "entries": entries, "changes": changes, "more": report.more, "findings": others,
        });
        out.say(&object, || {
            let (entries, changes) = (entries.to_string(), (changes.len() as u64 + report.more).to_string());
            words("cli-rebuilt", &[("entries", &entries), ("changes", &changes)])
        });
        Ok(Outcome::unless(others.is_empty()))
    })
}

/// `gateward clock`
pub fn clock(context: &Context, confirm: bool) -> Result<Outcome, CliError> {
    if confirm {
        return context.write(|desk| {
            let now = system_moment();
            let doubt = desk.status()?.doubt;
            desk.confirm_clock(now)?;
            let last = doubt.map_or(Some(now.at), |doubt| Some(doubt.last));
            say(context, now, last, "cli-clock-confirmed");
            Ok(Outcome::Done)
        });
    }
    context.look(|desk| {
        let (now, last) = (system_moment(), desk.store().head().last);
        let watch = ClockWatch::start(now, last, desk.store().sure_before_doubt()?);
        let doubtful = watch.quality() == ClockQuality::Doubtful;
        say(context, now, last, if doubtful { DOUBTFUL } else { "cli-clock-good" });
        Ok(Outcome::unless(!doubtful))
    })
}

/// What a clock in doubt is said to be.
const DOUBTFUL: &str = "cli-clock-doubtful";

fn say(context: &Context, now: Moment, last: Option<Timestamp>, verdict: &str) {
    let doubtful = verdict == DOUBTFUL;
    let object = json!({ "last": last.map(Timestamp::rfc3339), "now": now.at.rfc3339(), "doubtful": doubtful });
    context.out.say(&object, || {
        let last = last.map(|last| show::local(now, last)).unwrap_or_default();
        let verdict = tr(verdict);
        format!("{}\n{verdict}", words("cli-clock", &[("last", &last), ("now", &show::local(now, now.at))]))
    });
}
