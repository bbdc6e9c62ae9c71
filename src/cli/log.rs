//! The log: its head, its entries, whether it is whole, and proofs of it.

use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use ed25519_dalek::VerifyingKey;
use serde_json::json;

use super::args::Log;
use super::badge::write;
use super::context::Context;
use super::fault::{CliError, Outcome};
use super::output::words;
use super::{export, show};
use crate::desk::clock::wall;
use crate::desk::journal::Line;
use crate::desk::{Desk, system_moment};
use crate::domain::operator::Act as Deed;
use crate::domain::{Kind, Moment};
use crate::i18n::tr;
use crate::ledger::note::Algorithm;
use crate::ledger::{Checkpoint, NoteKey, SignedNote, Slot};
use crate::store::log::Filter;
use crate::store::verify::{Depth, Finding, Report};
use crate::store::{Post, Store, StoreError};

/// Lines read at once.
const PAGE: usize = 200;

/// `gateward log`
pub fn run(context: &Context, command: &Log) -> Result<Outcome, CliError> {
    match command {
        Log::Head => context.look(|desk| head(context, desk)),
        Log::Checkpoint { to: Some(folder) } => super::backup::remember(context, folder),
        Log::Checkpoint { to: None } => context.look(|desk| checkpoint(context, desk.store())),
        Log::Show { from, count, kind } => context.read(|desk| list(context, desk, *from, *count, *kind)),
        Log::Verify { public, key, head } => verify(context, *public, key.as_deref(), head),
        Log::Prove { seq, output } => {
            let proof = context.read(|desk| prove(desk, *seq))?;
            match output {
                Some(path) => {
                    write(path, proof.as_bytes(), false)?;
                    let file = path.display().to_string();
                    context.out.say(&json!({ "seq": seq, "file": path }), || words("cli-written", &[("file", &file)]));
                }
                None if context.out.is_json() => context.out.line(&json!({ "seq": seq, "proof": proof }).to_string()),
                None => context.out.raw(&proof),
            }
            Ok(Outcome::Done)
        }
        Log::Export { folder } => context.read(|desk| {
            desk.require(Deed::ExportLog)?;
            export::run(context, desk, folder)
        }),
    }
}

fn head(context: &Context, desk: &Desk) -> Result<Outcome, CliError> {
    let (post, head) = (desk.store().post(), desk.store().head());
    let (size, root) = (head.frontier.size(), BASE64.encode(&head.frontier.root()));
    let last = head.last.map(|at| at.rfc3339());
    let sealed = head.sealed.map(|(size, at)| json!({ "size": size, "at": at.rfc3339() }));
    let object = json!({
        "origin": post.origin, "key": post.key, "vkey": desk.identity()?.key,
        "size": size, "root": root, "last": last, "sealed": sealed,
    });
    context.out.say(&object, || {
        let (size, now) = (size.to_string(), system_moment());
        let last = head.last.map(|at| show::local(now, at)).unwrap_or_default();
        let mut lines = vec![
            words("cli-origin", &[("origin", &post.origin)]),
            words("cli-head", &[("size", &size), ("last", &last)]),
            words("cli-root", &[("root", &root)]),
        ];
        lines.extend(
            head.sealed
                .map(|(size, at)| words("cli-sealed", &[("size", &size.to_string()), ("at", &show::local(now, at))])),
        );
        lines.join("\n")
    });
    Ok(Outcome::Done)
}

fn checkpoint(context: &Context, store: &Store) -> Result<Outcome, CliError> {
    let Some(note) = store.checkpoint(None)? else { return Err(CliError::NotSealed(0)) };
    let head: Checkpoint = note.text().parse().map_err(|_| unreadable())?;
    let text = note.to_string();
    if context.out.is_json() {
        let root = BASE64.encode(&head.root);
        let object = json!({ "origin": head.origin, "size": head.size, "root": root, "checkpoint": text });
        context.out.line(&object.to_string());
    } else {
        // As it is, so that it can be kept in a file and checked by other tools.
        context.out.raw(&text);
    }
    Ok(Outcome::Done)
}

/// A checkpoint that cannot be read.
pub fn unreadable() -> StoreError {
    StoreError::Damaged("a checkpoint cannot be read".into())
}

fn list(
    context: &Context,
    desk: &mut Desk,
    from: Option<u64>,
    count: usize,
    kind: Option<Kind>,
) -> Result<Outcome, CliError> {
    let filter = Filter { kind, ..Filter::default() };
    let now = system_moment();
    let mut before = from.map(|from| from.saturating_add(1));
    let mut left = count;
    while left > 0 {
        let page = desk.page(filter, before, left.min(PAGE))?;
        for line in &page.lines {
            show_line(context, now, line);
        }
        left = left.saturating_sub(page.lines.len());
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    Ok(Outcome::Done)
}

fn show_line(context: &Context, now: Moment, line: &Line) {
    let verdict = line.verdict.map(|verdict| verdict.code());
    let object = json!({
        "seq": line.seq, "at": line.at.rfc3339(), "kind": line.kind.code(), "operator": line.operator,
        "verdict": verdict, "about": line.about, "erased": line.erased,
    });
    context.out.say(&object, || {
        let at = wall(now, line.at).format("%Y-%m-%d %H:%M:%S");
        let kind = tr(&format!("kind-{}", line.kind.code()));
        let verdict = verdict.map(|verdict| tr(&format!("verdict-{verdict}"))).unwrap_or_default();
        let about = if line.erased { tr("log-erased") } else { line.about.clone() };
        let text = format!("{:>8}  {at}  {:<6}  {kind:<20}  {verdict:<6}  {about}", line.seq, line.operator);
        text.trim_end().to_owned()
    });
}

fn prove(desk: &mut Desk, seq: u64) -> Result<String, CliError> {
    if seq >= desk.store().size()? {
        return Err(CliError::NoEntry(seq));
    }
    desk.prove(seq)?.ok_or(CliError::NotSealed(seq))
}

fn verify(context: &Context, public: bool, key: Option<&str>, heads: &[PathBuf]) -> Result<Outcome, CliError> {
    let run = |store: &Store, depth| {
        let key = key.map(|key| plain_key(store.post(), key)).transpose()?;
        let mut progress = |done: u64| {
            context.out.progress(&words("cli-verifying", &[("done", &done.to_string())]));
            true
        };
        let heads = heads.iter().map(|path| remembered(store, key.as_deref(), path));
        let heads = heads.collect::<Result<Vec<_>, _>>()?;
        let mut report = store.verify(depth, key.as_deref(), &mut progress)?;
        let foreign = heads.iter().filter(|head| head.is_none()).count();
        store.hold_against(&heads.into_iter().flatten().collect::<Vec<_>>(), &mut report)?;
        for _ in 0..foreign {
            report.findings.push(Finding::Tree(tr("cli-foreign-head")));
        }
        context.out.progress("");
        Ok(report)
    };
    let report = if public {
        context.look(|desk| run(desk.store(), Depth::Public))?
    } else {
        context.read(|desk| {
            desk.require(Deed::VerifyLog)?;
            let mut report = run(desk.store(), Depth::Whole)?;
            desk.read_whole_lists()?;
            let what = "the index that is kept of it is not of its rows: delete the folder of snapshots";
            let forged = desk.forged_snapshots()?.into_iter().map(|name| Finding::List { name, what });
            report.findings.extend(forged);
            let alone = "one person did alone what takes two";
            let lone = desk.lone_acts()?.into_iter();
            report.findings.extend(lone.map(|seq| Finding::Body { seq, slot: Slot::Situation, what: alone }));
            Ok(report)
        })?
    };
    context.out.say(&report_object(&report), || report_words(&report, public, key.is_none()));
    Ok(Outcome::unless(report.is_clean()))
}

/// A head that was kept elsewhere, once its signature is found good; `None` for a head of another log, or one that
/// this log's key, or that of one it goes on from, did not sign: then the folder is not the one whose head was kept.
fn remembered(store: &Store, key: Option<&str>, path: &Path) -> Result<Option<Checkpoint>, CliError> {
    let wrong = || CliError::NotAHead(path.to_owned());
    let text = std::fs::read_to_string(path).map_err(|error| CliError::File { path: path.to_owned(), error })?;
    let note: SignedNote = text.parse().map_err(|_| wrong())?;
    let _: Checkpoint = note.text().parse().map_err(|_| wrong())?;
    let own = |origin: &str| key.filter(|_| origin == store.post().origin);
    let known = store.tables().logs()?.into_iter().map(|log| {
        let key = public_key(own(&log.origin).unwrap_or(&log.key))?;
        NoteKey::new(&log.origin, Algorithm::Ed25519, key).ok()
    });
    let known: Vec<_> = known.collect::<Option<_>>().ok_or_else(wrong)?;
    Ok(Checkpoint::open(&note, &known).ok().map(|(head, _)| head))
}

/// A key from its 32 bytes in base64.
fn public_key(text: &str) -> Option<VerifyingKey> {
    let bytes: [u8; 32] = BASE64.decode(text.as_bytes()).ok()?.try_into().ok()?;
    VerifyingKey::from_bytes(&bytes).ok()
}

/// The post's key in base64, from that or from a verifier key of this log.
fn plain_key(post: &Post, text: &str) -> Result<String, CliError> {
    let wrong = || CliError::NotAKey(post.origin.clone());
    let text = text.trim();
    if public_key(text).is_some() {
        return Ok(text.to_owned());
    }
    // The last part of a verifier key: its algorithm before the key.
    let bytes = BASE64.decode(text.as_bytes()).unwrap_or_default();
    if let Some((&1, key)) = bytes.split_first()
        && key.len() == 32
    {
        return Ok(BASE64.encode(key));
    }
    let key: NoteKey = text.parse().map_err(|_| wrong())?;
    let typed = text.rsplit_once(&format!("+{}+", data_encoding::HEXLOWER.encode(&key.id())));
    let typed = typed.and_then(|(_, typed)| BASE64.decode(typed.as_bytes()).ok());
    match typed.as_deref().and_then(<[u8]>::split_first) {
        Some((_, key_bytes)) if key.name() == post.origin && key.algorithm() == Algorithm::Ed25519 => {
            Ok(BASE64.encode(key_bytes))
        }
        _ => Err(wrong()),
    }
}

fn report_object(report: &Report) -> serde_json::Value {
    let findings: Vec<_> = report.findings.iter().map(ToString::to_string).collect();
    json!({
        "ok": report.is_clean(), "entries": report.entries, "root": report.root, "checkpoints": report.checkpoints,
        "bodies": report.bodies, "erased": report.erased, "sealed_unread": report.sealed_unread, "findings": findings, "more": report.more,
        "earlier": report.earlier.iter().map(|log| json!({ "origin": log.origin, "entries": log.entries })).collect::<Vec<_>>(),
    })
}

fn report_words(report: &Report, public: bool, own_key: bool) -> String {
    let values = [
        ("entries", report.entries.to_string()),
        ("checkpoints", report.checkpoints.to_string()),
        ("bodies", report.bodies.to_string()),
    ];
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let mut lines = vec![words("cli-verified", &values), words("cli-root", &[("root", &report.root)])];
    lines.extend(
        report
            .earlier
            .iter()
            .map(|log| words("cli-earlier-log", &[("origin", &log.origin), ("entries", &log.entries.to_string())])),
    );
    if report.erased > 0 {
        lines.push(words("cli-erased-bodies", &[("count", &report.erased.to_string())]));
    }
    if report.sealed_unread > 0 {
        lines.push(words("cli-sealed-unread", &[("count", &report.sealed_unread.to_string())]));
    }
    lines.extend(report.findings.iter().map(|finding| format!("  {finding}")));
    if report.more > 0 {
        lines.push(words("cli-findings-more", &[("more", &report.more.to_string())]));
    }
    lines.push(tr(match (report.is_clean(), public) {
        (true, false) => "cli-verify-clean",
        (true, true) => "cli-verify-clean-public",
        (false, _) => "cli-verify-findings",
    }));
    if own_key {
        lines.push(tr("cli-verify-own-key"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;

    use super::*;

    fn post(origin: &str) -> Post {
        let key = BASE64.encode(SigningKey::from_bytes(&[7; 32]).verifying_key().as_bytes());
        let (mission, gate, id) = (String::new(), String::new(), String::new());
        Post { mission, gate, id, origin: origin.into(), key, security: String::new() }
    }

    fn verifier_key(post: &Post) -> String {
        NoteKey::new(&post.origin, Algorithm::Ed25519, public_key(&post.key).unwrap()).unwrap().to_string()
    }

    #[test]
    fn a_key_is_taken_in_both_spellings_and_of_this_log_alone() {
        let here = post("embassy.example/gateward/1");
        let vkey = verifier_key(&here);
        assert_eq!(plain_key(&here, &here.key).unwrap(), here.key);
        assert_eq!(plain_key(&here, &format!(" {vkey}\n")).unwrap(), here.key);
        let other = verifier_key(&post("embassy.example/gateward/2"));
        for wrong in ["", "nonsense", &other, &vkey[1..], &here.key[4..]] {
            assert!(matches!(plain_key(&here, wrong), Err(CliError::NotAKey(_))), "{wrong}");
        }
    }
}
