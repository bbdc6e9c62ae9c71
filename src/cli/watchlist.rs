//! Watch-lists by command: loading, limits, removing, and how they stand.

use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::{WatchlistFiles, Watchlists};
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::second;
use crate::desk::screening::lists::{ListState, ListStatus, ListStep, NewList, USUAL_LIMIT};
use crate::desk::screening::{NAMES, OWN, Thresholds, files, names};
use crate::desk::{Desk, DeskError, system_moment};
use crate::domain::guest::chrono_date::Date;
use crate::domain::operator::Act as Deed;
use crate::i18n::tr;
use crate::screening::list;

/// The thresholds of a list that has none of its own.
const USUAL: Thresholds = Thresholds::USUAL;

/// `gateward import watchlist`
pub fn import(context: &Context, given: &WatchlistFiles) -> Result<Outcome, CliError> {
    let files = given.files.iter().map(|path| bytes(path)).collect::<Result<Vec<_>, _>>()?;
    if given.list == OWN {
        let mut entries = Vec::new();
        for file in &files {
            let (read, unread) = files::own(file, system_moment())?;
            all_read(given, &unread)?;
            entries.extend(read);
        }
        return context.write(|desk| {
            desk.begin_listings(system_moment(), entries)?;
            written(context, desk, OWN)
        });
    }
    let read = files::read(&files)?;
    all_read(given, &read.unread_columns)?;
    for remark in &read.remarks {
        context.out.remark(remark);
    }
    let dated = read.date(given.dated, date_of(&given.files)?)?;
    let signing = second::maybe(&context.out, &given.signing)?;
    context.write(|desk| {
        let now = system_moment();
        let before = desk.lists(now).into_iter().find(|list| list.name == given.list.trim());
        let (usual, days) = before.map_or((USUAL, USUAL_LIMIT), |list| (list.thresholds, list.limit_days));
        let thresholds =
            Thresholds { review: given.review.unwrap_or(usual.review), stop: given.stop.unwrap_or(usual.stop) };
        let (name, limit_days) = (given.list.clone(), given.limit.unwrap_or(days));
        let list = NewList { name, dated, file: read.sha256, listings: read.listings, thresholds, limit_days };
        match &signing {
            None => desk.begin_list(now, list)?,
            Some((why, second)) => desk.begin_list_by_two(now, list, why, second)?,
        }
        written(context, desk, &given.list)
    })
}

/// A column that is not read may be the one by which somebody is known: somebody has to say that it is none.
fn all_read(given: &WatchlistFiles, unread: &[String]) -> Result<(), CliError> {
    if unread.is_empty() || given.ignore_columns { Ok(()) } else { Err(CliError::UnreadColumns(unread.join(", "))) }
}

/// `gateward import names`
pub fn import_names(context: &Context, file: &Path) -> Result<Outcome, CliError> {
    let names = names::read(&bytes(file)?)?;
    context.write(|desk| {
        desk.begin_names(system_moment(), names)?;
        written(context, desk, NAMES)
    })
}

/// Writes what was begun to its end, and clears away what it superseded.
fn written(context: &Context, desk: &mut Desk, list: &str) -> Result<Outcome, CliError> {
    let out = &context.out;
    let rows = loop {
        match desk.list_step(system_moment())? {
            ListStep::Writing(done, total) => {
                out.progress(&words(
                    "cli-importing-list",
                    &[("done", &done.to_string()), ("total", &total.to_string())],
                ));
            }
            ListStep::Done(rows) => break rows,
        }
    };
    while !desk.tidy_lists()? {}
    // Whoever checks next need not wait until it is indexed.
    while !desk.read_lists()? {
        let (done, total) = desk.lists_read();
        out.progress(&words("cli-indexing-list", &[("done", &done.to_string()), ("total", &total.to_string())]));
    }
    desk.read_whole_lists()?;
    out.progress("");
    let said = match list {
        OWN => "cli-list-added",
        NAMES => "cli-names-loaded",
        _ => "cli-list-loaded",
    };
    let object = json!({ "list": stable(list), "rows": rows });
    out.say(&object, || words(said, &[("list", list), ("rows", &rows.to_string())]));
    Ok(Outcome::Done)
}

/// `gateward watchlists`
pub fn run(context: &Context, command: Option<&Watchlists>) -> Result<Outcome, CliError> {
    match command {
        None => context.read(|desk| {
            desk.require(Deed::KeepLists)?;
            desk.read_whole_lists()?;
            let lists = desk.lists(system_moment());
            for list in &lists {
                context.out.say(&object(list), || line(list));
            }
            if lists.iter().all(|list| list.name == NAMES) && !context.out.is_json() {
                context.out.line(&tr("badge-no-watch-list"));
            }
            Ok(Outcome::unless(lists.iter().all(|list| list.state == ListState::Ready)))
        }),
        Some(Watchlists::Set { name, review, stop, limit, signing }) => {
            let signing = second::maybe(&context.out, signing)?;
            context.write(|desk| {
                let now = system_moment();
                let before = desk.lists(now).into_iter().find(|list| list.name == *name).ok_or(DeskError::NoList)?;
                let Thresholds { review: old_review, stop: old_stop } = before.thresholds;
                let thresholds = Thresholds { review: review.unwrap_or(old_review), stop: stop.unwrap_or(old_stop) };
                let days = limit.unwrap_or(before.limit_days);
                match &signing {
                    None => desk.set_list(now, name, thresholds, days)?,
                    Some((why, second)) => desk.set_list_by_two(now, name, thresholds, days, why, second)?,
                }
                desk.read_whole_lists()?;
                for list in desk.lists(now).iter().filter(|list| list.name == *name) {
                    context.out.say(&object(list), || line(list));
                }
                Ok(Outcome::Done)
            })
        }
        Some(Watchlists::RemoveNames) => context.write(|desk| {
            desk.remove_names(system_moment())?;
            while !desk.tidy_lists()? {}
            let object = json!({ "list": stable(NAMES), "removed": true });
            context.out.say(&object, || tr("note-names-removed"));
            Ok(Outcome::Done)
        }),
        Some(Watchlists::Remove { name, why, second }) => {
            let file = second.second_passphrase_file.as_deref();
            let second = second::second(&context.out, &second.second, file)?;
            context.write(|desk| {
                let why = second::why(why);
                desk.remove_list(system_moment(), name, &why, &second)?;
                while !desk.tidy_lists()? {}
                context
                    .out
                    .say(&json!({ "list": name, "removed": true }), || words("cli-list-removed", &[("list", name)]));
                Ok(Outcome::Done)
            })
        }
    }
}

/// What a list goes by in an object: the table of given names has no name of its own.
fn stable(list: &str) -> &str {
    if list == NAMES { "given-names" } else { list }
}

fn object(list: &ListStatus) -> serde_json::Value {
    json!({
        "list": stable(&list.name), "rows": list.rows, "dated": list.dated.map(String::from), "age_days": list.age_days,
        "limit_days": list.limit_days, "review": list.thresholds.review, "stop": list.thresholds.stop,
        "state": list.state.code(),
    })
}

fn line(list: &ListStatus) -> String {
    let state = tr(&format!("watchlist-{}", list.state.code()));
    let rows = list.rows.to_string();
    let name = if list.name == NAMES { tr("list-names") } else { list.name.clone() };
    let values = [("list", name.as_str()), ("rows", &rows), ("state", &state)];
    match list.dated.map(String::from) {
        Some(dated) => words("cli-list", &[&values[..], &[("dated", &dated)]].concat()),
        None => words("cli-list-own", &values),
    }
}

/// A list in doubt, among the findings.
pub fn doubt(list: &ListStatus) -> serde_json::Value {
    json!({ "cause": "list", "list": stable(&list.name), "state": list.state.code(), "age_days": list.age_days })
}

/// The same in words.
pub fn doubt_words(list: &ListStatus) -> String {
    let name = if list.name == NAMES { tr("list-names") } else { list.name.clone() };
    let state = tr(&format!("watchlist-{}", list.state.code()));
    let age = list.age_days.unwrap_or_default().to_string();
    let id = if list.state == ListState::Stale { "cli-list-old" } else { "cli-list-doubt" };
    words(id, &[("list", &name), ("state", &state), ("days", &age)])
}

fn bytes(path: &Path) -> Result<Vec<u8>, CliError> {
    let file = std::fs::File::open(path).map_err(CliError::file(path))?;
    let mut bytes = Vec::new();
    // One byte beyond the limit is enough to know that it is too large.
    let _ = file.take(list::FILE_LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(CliError::file(path))?;
    Ok(bytes)
}

/// The date of the oldest of these files: nobody said which it is, and a list counts as old rather than as new.
fn date_of(files: &[PathBuf]) -> Result<Date, CliError> {
    let now = system_moment();
    let mut oldest = now.today();
    for path in files {
        let changed = std::fs::metadata(path).and_then(|file| file.modified()).map_err(CliError::file(path))?;
        let changed: chrono::DateTime<chrono::Utc> = changed.into();
        oldest = oldest.min(now.local(changed.into()).date_naive());
    }
    Ok(Date(oldest))
}
