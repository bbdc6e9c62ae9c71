//! One entry, opened: what happened in words, whether its verdict follows, its leaf and its proof.

use iced::Fill;
use iced::widget::{Column, column, container, row};

use super::view::kind_word;
use super::*;
use crate::desk::clock::wall;
use crate::domain::fact::{
    Anomaly, Attached, Exported, Founded, Judged, MusterBegun, MusterEnded, PassesReviewed, SettingsChanged,
};
use crate::domain::guest::chrono_date::Date;
use crate::domain::operator::Act as Deed;
use crate::domain::{Cause, Fact, Judgement, Posture, Role, Visit};
use crate::gui::Element;
use crate::gui::form::trouble;
use crate::gui::format::exact;
use crate::gui::keys::cap;
use crate::gui::style::measure::space;
use crate::gui::style::{Tone, container as ground};
use crate::gui::widget::list::options;
use crate::gui::widget::{Weight, act, actions, definition, panel, panel_head, pill, text};
use crate::i18n::{has, tr, tr_with};

/// A term and what it is here.
type Row = (&'static str, String);

impl Opened {
    pub(super) fn view<'a>(
        &'a self,
        saved: Option<&'a Result<PathBuf, SharedError>>,
        context: &'a Context,
    ) -> Element<'a, Message> {
        let line = &self.detail.line;
        let title = row![text::section(kind_word(line.kind))].spacing(space::MEDIUM).align_y(iced::Center);
        let title = title.push(line.verdict.map(|v| pill(tr(&format!("verdict-{}", v.code())), v.into())));
        let rows = self.rows(context).into_iter().map(|(term, value)| definition(tr(term), value, ""));
        let happened = Column::with_children(rows).spacing(space::SMALL);
        let pieces = column![title, happened].push(self.replayed()).push(self.proof(saved)).spacing(space::WIDE);
        let content = container(pieces).padding(space::WIDE).width(Fill);
        let save = act(tr("log-save-proof"), cap(Act::Save), Weight::Plain, Message::Save);
        let erase = act(tr("act-erase-guest"), cap(Act::Erase), Weight::Plain, Message::Erase);
        let erase = self.detail.guest.map(|_| erase);
        let back = act(tr("log-back"), cap(Act::Back), Weight::Plain, Message::Back);
        let acts = actions(self.can_be_saved(context).then_some(save).into_iter().chain(erase).chain([back]));
        let head = panel_head(tr_with("log-entry", &[("seq", line.seq.to_string().into())]), "");
        panel([head, options(ENTRY, [content.into()]), acts])
    }

    /// Whether whoever is signed in may take the proof of this entry away, and there is one.
    pub(super) fn can_be_saved(&self, context: &Context) -> bool {
        self.detail.proof.is_some() && context.status.may(Deed::ExportLog)
    }

    fn rows(&self, context: &Context) -> Vec<Row> {
        let line = &self.detail.line;
        let time = wall(context.now, line.at).format("%a %-d %b %Y, %H:%M:%S").to_string();
        let mut rows = vec![("log-row-time", time)];
        if !line.about.is_empty() {
            rows.push(("log-row-about", line.about.clone()));
        }
        if !line.operator.is_empty() {
            rows.push(("log-row-operator", line.operator.clone()));
        }
        if let Some(fact) = &self.detail.fact {
            rows.extend(fact_rows(fact, context));
            rows.extend(fact.judged().into_iter().flat_map(|judged| judged_rows(judged, context)));
        }
        if line.erased {
            rows.push(("log-row-erased", tr("log-erased-text")));
        }
        for answer in &self.detail.answers {
            let said = tr(if answer.granted == Some(true) { "log-answer-yes" } else { "log-answer-no" });
            let by = tr(&format!("resolver-{}", answer.resolver.code()));
            rows.push(("log-row-answer", format!("{by}: {said}. {}", answer.note)));
        }
        rows
    }

    fn replayed<'a>(&self) -> Option<Element<'a, Message>> {
        let (tone, words) = match &self.replay {
            Replay::NoVerdict => return None,
            Replay::Erased => (Tone::Neutral, tr("log-replay-erased")),
            Replay::Same => (Tone::Go, tr("log-replay-same")),
            Replay::Different(other) => {
                (Tone::Stop, tr_with("log-replay-different", &[("now", in_words(other).into())]))
            }
            Replay::RulesMissing => (Tone::Hold, tr("log-replay-missing")),
            Replay::RulesUnreadable(why) => {
                (Tone::Hold, tr_with("log-replay-unreadable", &[("why", why.as_str().into())]))
            }
        };
        Some(column![text::strong(tr("log-replay")), text::remark(tone, words)].spacing(space::TINY).into())
    }

    fn proof<'a>(&'a self, saved: Option<&'a Result<PathBuf, SharedError>>) -> Element<'a, Message> {
        let raw = |label: &str, words: &'a str| {
            let words = container(text::small(words)).padding(space::LARGE).width(Fill).style(ground::place);
            column![text::hint(tr(label)), words].spacing(space::TINY)
        };
        let proof: Element<'a, Message> = match &self.detail.proof {
            Some(proof) => raw("log-proof", proof).into(),
            None => text::quiet(tr("log-no-proof")).into(),
        };
        let saved: Option<Element<'a, Message>> = saved.map(|saved| match saved {
            Ok(path) => {
                let path = path.display().to_string();
                text::remark(Tone::Go, tr_with("log-proof-saved", &[("path", path.into())])).into()
            }
            Err(error) => trouble(error, None),
        });
        let head = column![text::strong(tr("log-evidence")), text::quiet(tr("log-evidence-text"))];
        // What security keeps to itself shows no leaf to others.
        let leaf = (!self.detail.leaf.is_empty()).then(|| raw("log-leaf", &self.detail.leaf));
        let pieces = column![head.spacing(space::TINY)].push(saved).push(leaf).push(proof);
        pieces.spacing(space::LARGE).into()
    }
}

fn in_words(judgement: &Judgement) -> String {
    tr(&format!("verdict-{}", judgement.verdict.code()))
}

fn instant(time: Timestamp, context: &Context) -> String {
    wall(context.now, time).format("%a %-d %b %Y, %H:%M").to_string()
}

fn window(from: Timestamp, until: Timestamp, context: &Context) -> String {
    let (from, until) = (wall(context.now, from), wall(context.now, until));
    let end = if from.date_naive() == until.date_naive() { "%H:%M" } else { "%a %-d %b %Y, %H:%M" };
    format!("{} – {}", from.format("%a %-d %b %Y, %H:%M"), until.format(end))
}

/// The verdict and what it came from.
fn judged_rows(judged: &Judged, context: &Context) -> Vec<Row> {
    let (asked, answer) = (&judged.situation, &judged.judgement);
    let level = tr(&format!("posture-{}", asked.posture.code()));
    let level = if asked.lockdown { format!("{level}, {}", tr("lockdown-word")) } else { level };
    let mut rows = vec![("log-row-verdict", in_words(answer)), ("log-row-posture", level)];
    let security = context.status.operator.as_ref().is_some_and(|operator| operator.is(Role::Security));
    for reason in &answer.reasons {
        rows.push(("log-row-reason", worded("reason", &reason.rule)));
        if security {
            rows.push(("log-row-case", worded("case", &reason.rule)));
        }
    }
    if !answer.permits.is_empty() {
        let permits = answer.permits.iter().map(|rule| worded("reason", rule)).collect::<Vec<_>>();
        rows.push(("log-row-permits", permits.join("; ")));
    }
    if !answer.obligations.is_empty() {
        let asked = answer.obligations.iter().map(|o| tr(&format!("obligation-{}", o.code()))).collect::<Vec<_>>();
        rows.push(("log-row-obligations", asked.join("; ")));
    }
    if let Some(visit) = &asked.visit {
        rows.push(("log-row-window", window(visit.from, visit.until, context)));
    }
    if let Some(fault) = asked.credential.fault() {
        rows.push(("log-row-fault", tr(&format!("fault-{}", fault.code()))));
    }
    rows
}

/// A rule's text for the guard or for the case; the rule's id where it has none any more.
fn worded(stem: &str, rule: &str) -> String {
    let id = format!("{stem}-{rule}");
    if has(&id) { tr(&id) } else { rule.to_owned() }
}

fn fact_rows(fact: &Fact, context: &Context) -> Vec<Row> {
    match fact {
        Fact::Scheduled { details, .. } => visit_rows(details, context),
        Fact::Attached(Attached { gone: true, .. }) => vec![("log-row-photo", tr("log-photo-gone"))],
        Fact::Amended { details, again, .. } => {
            let mut rows = visit_rows(details, context);
            rows.extend(again.then(|| ("log-row-approval", tr("log-approval-again"))));
            rows
        }
        Fact::VisitRestored { state, details, .. } => {
            let mut rows = visit_rows(details, context);
            rows.push(("log-row-state", tr(&format!("visit-{}", state.code()))));
            rows
        }
        Fact::GroupSet { details, .. } => vec![
            ("log-row-delegation", details.name.clone()),
            ("log-row-window", window(details.from, details.until, context)),
        ],
        Fact::Declined { note, .. } => noted(Vec::new(), note),
        Fact::ApprovalDelegated { until, .. } => vec![("log-row-until", exact(&context.now, *until))],
        Fact::PassReviewed { until, .. } => vec![("log-row-review", exact(&context.now, *until))],
        Fact::Admitted { done, answered, .. } => {
            let done = done.iter().map(|o| tr(&format!("obligation-{}", o.code()))).collect::<Vec<_>>();
            let answered = answered.iter().map(|rule| worded("reason", rule)).collect::<Vec<_>>();
            let rows = [("log-row-done", done.join("; ")), ("log-row-answered", answered.join("; "))];
            rows.into_iter().filter(|(_, value)| !value.is_empty()).collect()
        }
        Fact::Refused { code, note, .. } => {
            noted(vec![("log-row-refusal", tr(&format!("refusal-{}", code.code())))], note)
        }
        Fact::Resolved { rule, resolver, granted, note, .. } => {
            let rows = vec![
                ("log-row-question", worded("reason", rule)),
                ("log-row-resolver", tr(&format!("resolver-{}", resolver.code()))),
                ("log-row-answer", tr(if *granted { "log-answer-yes" } else { "log-answer-no" })),
            ];
            noted(rows, note)
        }
        Fact::Corrected { note } => noted(Vec::new(), note),
        Fact::BadgeIssued { from, until, .. } => vec![("log-row-valid", window(*from, *until, context))],
        Fact::BadgeRevoked { cause } => vec![("log-row-cause", tr(cause_id(*cause)))],
        Fact::Departed { fault: Some(fault) } => vec![("log-row-fault", tr(&format!("fault-{}", fault.code())))],
        Fact::Anomaly { what } => anomaly_rows(what, context),
        other => post_rows(other, context),
    }
}

/// Facts about the post and its people rather than about visitors.
fn post_rows(fact: &Fact, context: &Context) -> Vec<Row> {
    match fact {
        Fact::Founded(Founded { mission, gate, post, key, .. }) => vec![
            ("log-row-mission", mission.clone()),
            ("log-row-gate", gate.clone()),
            ("log-row-post", post.clone()),
            ("log-row-key", key.clone()),
        ],
        Fact::RulesSet { hash, restored, .. } => {
            let again = restored.map(|seq| ("log-row-restored", seq.to_string()));
            [("log-row-hash", hash.clone())].into_iter().chain(again).chain(threat_rows(fact)).collect()
        }
        Fact::Enrolled { number, roles, recovery, holders, .. } => {
            let roles = roles.iter().map(|role| tr(&format!("role-{}", role.code()))).collect::<Vec<_>>();
            let how = tr(if *recovery { "log-enrolled-recovery" } else { "log-enrolled-plain" });
            let halves = holders.as_ref().map(|holders| ("log-row-holders", holders.join(", ")));
            let rows = [("log-row-number", number.clone()), ("log-row-roles", roles.join(", ")), ("log-row-how", how)];
            rows.into_iter().chain(halves).collect()
        }
        Fact::SignInFailed { number, pin } => {
            let how = tr(if *pin { "log-by-pin" } else { "log-by-passphrase" });
            vec![("log-row-number", number.clone()), ("log-row-how", how)]
        }
        Fact::StoreDoubted { tables } if tables.is_empty() => vec![("log-row-what", tr("log-store-written"))],
        Fact::StoreDoubted { tables } => vec![("log-row-tables", tables.join(", "))],
        Fact::StoreCleared {} => vec![("log-row-what", tr("log-store-cleared"))],
        Fact::PassesReviewed(PassesReviewed { confirmed, ended, open, .. }) => {
            let rows = [
                ("log-row-confirmed", confirmed.len().to_string()),
                ("log-row-ended", ended.len().to_string()),
                ("log-row-left-open", open.to_string()),
            ];
            rows.into_iter().chain(threat_rows(fact)).collect()
        }
        Fact::Exported(Exported { list, format, rows, file }) => vec![
            ("log-row-list", tr(&format!("export-list-{list}"))),
            ("log-row-format", format.to_uppercase()),
            ("log-row-rows", rows.to_string()),
            ("log-row-hash", file.clone()),
        ],
        Fact::SettingsChanged(SettingsChanged { setting, changed }) => {
            let part = |(name, told): (&String, &String)| {
                if told.is_empty() { name.clone() } else { format!("{name}: {told}") }
            };
            let parts = changed.iter().map(part).collect::<Vec<_>>().join(", ");
            vec![("log-row-setting", tr(&format!("setting-{setting}"))), ("log-row-changed", parts)]
        }
        Fact::BackedUp(made) => {
            let rows = [
                ("log-row-size", made.head.size.to_string()),
                ("log-row-hash", made.file.clone()),
                ("log-row-for", made.to.join(", ")),
                ("log-row-kept", made.keep.to_string()),
            ];
            rows.into_iter().chain(threat_rows(fact)).collect()
        }
        Fact::Restored(restored) => {
            let rows = [
                ("log-row-of", restored.backup.origin.clone()),
                ("log-row-size", restored.backup.size.to_string()),
                ("log-row-known", restored.last.size.to_string()),
                ("log-row-post", restored.post.post.clone()),
                ("log-row-key", restored.post.key.clone()),
            ];
            rows.into_iter().chain(threat_rows(fact)).collect()
        }
        other => people_rows(other, context),
    }
}

/// Facts about operators and shifts.
fn people_rows(fact: &Fact, context: &Context) -> Vec<Row> {
    match fact {
        Fact::RolesChanged { roles, .. } => {
            let roles = roles.iter().map(|role| tr(&format!("role-{}", role.code()))).collect::<Vec<_>>();
            vec![("log-row-roles", roles.join(", "))]
        }
        Fact::PinSet { pin, .. } => {
            vec![("log-row-what", tr(if pin.is_some() { "log-pin-set" } else { "log-pin-gone" }))]
        }
        Fact::Unlocked { pin, .. } => {
            vec![("log-row-how", tr(if *pin { "log-by-pin" } else { "log-by-passphrase" }))]
        }
        Fact::HandedOver { sheet, .. } => vec![
            ("log-row-inside", sheet.inside.len().to_string()),
            ("log-row-waiting", sheet.waiting.len().to_string()),
            ("log-row-badges", sheet.badges.to_string()),
            ("log-row-overdue", sheet.overdue.to_string()),
        ],
        Fact::Imported { rows, file, .. } => {
            vec![("log-row-rows", rows.to_string()), ("log-row-file", file.clone())]
        }
        Fact::MusterBegun(MusterBegun { drill, roll }) => vec![
            ("log-row-how", tr(if *drill { "muster-drill" } else { "muster-real" })),
            ("log-row-inside", roll.len().to_string()),
        ],
        Fact::Accounted { note } | Fact::Missing { note } => noted(Vec::new(), note),
        Fact::MusterEnded(MusterEnded { accounted, missing }) => {
            vec![("log-row-accounted", accounted.to_string()), ("log-row-missing", missing.len().to_string())]
        }
        Fact::ClockConfirmed { last, now } => clock_rows(*last, *now, context),
        Fact::Erased { entries, .. } => {
            let count = ("log-row-entries", entries.len().to_string());
            [count].into_iter().chain(threat_rows(fact)).collect()
        }
        other => threat_rows(other),
    }
}

/// Facts about the threat level, and what else is signed for.
fn threat_rows(fact: &Fact) -> Vec<Row> {
    let level = |posture: &Posture| tr(&format!("posture-{}", posture.code()));
    let said = |cause: &Cause| ("log-row-cause", tr(&format!("cause-{}", cause.code())));
    let rows = match fact {
        Fact::PostureSet { posture, from, .. } => {
            vec![("log-row-posture", format!("{} → {}", level(from), level(posture)))]
        }
        Fact::LockdownBegun { cause, text } => return noted(cause.iter().map(said).collect(), text),
        _ => Vec::new(),
    };
    let Some((.., signed)) = fact.signed() else { return rows };
    let second = tr(if signed.second.is_some() { "log-signed-two" } else { "log-signed-one" });
    let rows = rows.into_iter().chain([said(&signed.cause), ("log-row-signed", second)]).collect();
    noted(rows, &signed.text)
}

fn visit_rows(visit: &Visit, context: &Context) -> Vec<Row> {
    let escort = tr(if visit.escort { "log-escort-yes" } else { "log-escort-no" });
    let rows = [
        ("log-row-host", visit.host.clone()),
        ("log-row-section", visit.section.clone()),
        ("log-row-purpose", visit.purpose.clone()),
        ("log-row-window", window(visit.from, visit.until, context)),
        ("log-row-recurs", visit.recurrence.as_ref().map(|again| again.rule.to_string()).unwrap_or_default()),
        ("log-row-except", visit.recurrence.as_ref().map(|again| dates(&again.except)).unwrap_or_default()),
        ("log-row-review", visit.review.map(|at| exact(&context.now, at)).unwrap_or_default()),
        ("log-row-items", visit.items.join(", ")),
        ("log-row-areas", visit.areas.join(", ")),
        ("log-row-escort", escort),
        ("log-row-gate", visit.gate.clone()),
        ("log-row-category", visit.category.map(|one| tr(&format!("category-{}", one.code()))).unwrap_or_default()),
        ("log-row-companion", visit.companion.clone()),
        ("log-row-consent", if visit.consent { tr("log-answer-yes") } else { String::new() }),
        ("log-row-medical", if visit.medical { tr("log-answer-yes") } else { String::new() }),
        ("log-row-reference", visit.reference.clone()),
    ];
    rows.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn dates(days: &[Date]) -> String {
    days.iter().map(|day| String::from(*day)).collect::<Vec<_>>().join(", ")
}

fn anomaly_rows(what: &Anomaly, context: &Context) -> Vec<Row> {
    let id = match what {
        Anomaly::Unreadable => "log-anomaly-unreadable",
        Anomaly::CommandKeys => "log-anomaly-command-keys",
        Anomaly::ExitOutOfSequence => "log-anomaly-exit",
        Anomaly::Clock { .. } => "log-anomaly-clock",
        Anomaly::KeySlots => "log-anomaly-key-slots",
        Anomaly::Head => "log-anomaly-head",
        Anomaly::ManyChecks { .. } => "log-anomaly-many-checks",
        Anomaly::ManyOpened { .. } => "log-anomaly-many-opened",
    };
    let mut rows = vec![("log-row-what", tr(id))];
    if let Anomaly::Clock { last, now } = what {
        rows.extend(clock_rows(*last, *now, context));
    }
    rows
}

fn clock_rows(last: Timestamp, now: Timestamp, context: &Context) -> Vec<Row> {
    vec![("log-row-clock-last", instant(last, context)), ("log-row-clock-now", instant(now, context))]
}

fn noted(mut rows: Vec<Row>, note: &str) -> Vec<Row> {
    if !note.is_empty() {
        rows.push(("log-row-note", note.to_owned()));
    }
    rows
}

fn cause_id(cause: crate::domain::fact::RevocationCause) -> &'static str {
    use crate::domain::fact::RevocationCause::{Corrected, Departed, Lost, Replaced, Withdrawn};
    match cause {
        Departed => "log-cause-departed",
        Corrected => "log-cause-corrected",
        Lost => "log-cause-lost",
        Withdrawn => "log-cause-withdrawn",
        Replaced => "log-cause-replaced",
    }
}
