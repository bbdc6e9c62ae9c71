//! What stands round every screen: header, footer, what is in doubt, what has just happened.

use iced::widget::{column, container, row};
use iced::{Fill, Padding};

use crate::desk::badge::{PREFIX, TEXT_LENGTH};
use crate::desk::doubt::{Mended, StoreDoubt};
use crate::device::scanner::Shape;
use crate::domain::Timestamp;
use crate::domain::operator::Act as Deed;
use crate::gui::Element;
use crate::gui::format::{count, duration, exact, time};
use crate::gui::keys;
use crate::gui::note::{Note, failure as failure_line, happened};
use crate::gui::screen::guard::gate;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::watch;
use crate::gui::widget::keyboard::{keyboard_alone, keyboard_by};
use crate::gui::widget::{
    Dialog, Footer, Item, Notice, Weight, Words, act, dialog, failure, footer, key_table, layout, notice, screen, text,
    with_notice,
};
use crate::i18n::{Value, tr, tr_with};

use super::input::screen_of;
use super::rights::{Rights, Tab};
use super::session::{Overlay, Screen, Session};
use super::{App, Locked, Message, Phase, palette};

/// Entries of a log of which comparing takes long enough to be told of.
const LONG: u64 = 20_000;

/// Tokens are known by their structure, so that a scan of one needs no silence after it.
static SHAPES: [Shape; 1] = [Shape { prefix: PREFIX, length: TEXT_LENGTH }];

impl App {
    /// The whole window.
    pub fn view(&self) -> Element<'_, Message> {
        let window = match &self.phase {
            Phase::Opening => layout::frame(text::quiet(tr("app-opening"))),
            Phase::Broken(error) => {
                let retry = Some((tr("act-retry").into(), Message::Retry));
                layout::frame(failure(happened(error), tr(error.advice()), retry))
            }
            Phase::Setup(setup) => setup.view().map(Message::Setup),
            Phase::Locked(locked) => locked.view(),
            Phase::Open(session) => self.view_open(session),
        };
        let asked = matches!(&self.phase, Phase::Open(session) if session.asks());
        let told = self.notice.as_ref().filter(|_| !asked);
        let window = with_notice(window, told.map(|(note, _)| shown(note)));
        match self.phase {
            Phase::Open(_) => keyboard_by(self.pace, &SHAPES, window, |input| self.input(input)),
            _ => keyboard_alone(window, |input| self.input(input)),
        }
    }

    fn view_open<'a>(&'a self, session: &'a Session) -> Element<'a, Message> {
        let ctx = &session.ctx;
        let middle = match &session.screen {
            Screen::Gate => session.gate.view(ctx).map(Message::Gate),
            Screen::Inside(state) => state.view(ctx).map(Message::Inside),
            Screen::Waiting(state) => state.view(ctx).map(Message::Waiting),
            Screen::Log(state) => state.view(ctx).map(Message::Log),
            Screen::Visits => session.visits.view(ctx).map(Message::Visits),
            Screen::Agenda => session.agenda.view(ctx).map(Message::Agenda),
            Screen::Review(state) => state.view(ctx).map(Message::Review),
            Screen::Outbox(state) => state.view(ctx).map(Message::Outbox),
            Screen::Figures => session.figures.view(ctx).map(Message::Figures),
            Screen::Import(state) => state.view(ctx).map(Message::Import),
            Screen::Findings(state) => state.view(ctx).map(Message::Findings),
            Screen::Lists(state) => state.view(ctx).map(Message::Lists),
            Screen::OwnList(state) => state.view(ctx).map(Message::OwnList),
            Screen::Alarms(state) => state.view(ctx).map(Message::Alarms),
            Screen::Posture(state) => state.view(ctx).map(Message::Posture),
            Screen::Operators(state) => state.view(ctx).map(Message::Operators),
            Screen::HandOver => session.handover.view(ctx).map(Message::HandOver),
            Screen::Muster(state) => state.view(ctx).map(Message::Muster),
            Screen::Overrides(state) => state.view(ctx).map(Message::Overrides),
            Screen::Rules => session.rules.view(ctx).map(Message::Rules),
            Screen::Mail(state) => state.view(ctx).map(Message::Mail),
            Screen::Own(state) => state.view(ctx).map(Message::Own),
        };
        let middle = column![session.doubts(), middle].width(Fill).height(Fill);
        let level = ctx.status.threat.posture;
        let window = screen(level, session.header(), middle, session.footer());
        let window = match &session.screen {
            Screen::Gate => session.gate.over(window, ctx, Message::Gate),
            Screen::Log(state) => state.over(window, Message::Log),
            Screen::Findings(state) => state.over(window, ctx, Message::Findings),
            Screen::Lists(state) => state.over(window, Message::Lists),
            Screen::OwnList(state) => state.over(window, Message::OwnList),
            Screen::Alarms(state) => state.over(window, Message::Alarms),
            Screen::Posture(state) => state.over(window, Message::Posture),
            Screen::Operators(state) => state.over(window, Message::Operators),
            Screen::Muster(state) => state.over(window, Message::Muster),
            Screen::Review(state) => state.over(window, Message::Review),
            Screen::Outbox(state) => state.over(window, ctx.names_shown, Message::Outbox),
            Screen::Overrides(state) => state.over(window, Message::Overrides),
            Screen::Rules => session.rules.over(window, Message::Rules),
            Screen::Agenda => session.agenda.over(window, Message::Agenda),
            _ => window,
        };
        match &session.overlay {
            Some(Overlay::Keys) => keys_over(window, session.place(), session.rights),
            Some(Overlay::Palette(state)) => palette_over(window, state, session),
            Some(Overlay::Export(state)) => state.view(window, Message::Export),
            Some(Overlay::Clock) => session.clock_over(window),
            Some(Overlay::Records) => session.records_over(window),
            Some(Overlay::Lockdown) => session.lockdown_over(window),
            None => window,
        }
    }
}

impl Locked {
    fn view(&self) -> Element<'_, Message> {
        let window = self.lock.view(&self.ctx).map(Message::Lock);
        if self.keys { keys_over(window, keys::Place::Locked, Rights::default()) } else { window }
    }
}

impl Session {
    /// Whether a question lies over the screen: nothing else is to be pressed then.
    pub(super) fn asks(&self) -> bool {
        self.overlay.is_some() || self.place() == keys::Place::Form
    }

    fn footer(&self) -> Element<'_, Message> {
        let status = &self.ctx.status;
        let doubted = status.doubt.is_some() || status.store_doubt.is_some();
        let sound = status.trouble.is_none() && !doubted && status.rules;
        let sealed = status.sealed.map_or_else(|| tr("footer-unsealed"), |at| self.sealed(at));
        let log = Item {
            dot: Some(if sound { Tone::Go } else { Tone::Hold }),
            label: tr("footer-log").into(),
            value: count(status.entries).into(),
            remark: sealed.into(),
        };
        let guests = if status.ready { count(u64::try_from(status.roster).unwrap_or(0)) } else { tr("footer-reading") };
        let item = |label: &str, value: String, remark: String| Item {
            dot: None,
            label: tr(label).into(),
            value: value.into(),
            remark: remark.into(),
        };
        let mut items = vec![log, item("footer-guests", guests, String::new())];
        items.extend(watch::oldest(&status.lists).map(|(list, age)| item("footer-lists", age, list)));
        if let Some((done, total)) = status.import {
            let total = tr_with("footer-of", &[("total", Value::from(count(total)))]);
            items.push(item("footer-import", count(done), total));
        }
        if let Some((done, total)) = status.compared.filter(|(_, total)| *total > LONG) {
            let total = tr_with("footer-of", &[("total", Value::from(count(total)))]);
            items.push(item("footer-compared", count(done), total));
        }
        let names = if self.ctx.names_shown { "footer-names-shown" } else { "footer-names-closed" };
        let held = keys::at(self.place()).any(|binding| binding.act == keys::Act::HoldOpen);
        let cap = if held { keys::cap(keys::Act::HoldOpen) } else { String::new() };
        items.push(item("footer-names", tr(names), cap));
        let to = |words: &str, act| (tr(words).into(), keys::cap(act).into(), Message::Act(act));
        // Where the key keeps something of the screen's own, the list is taken away by way of going anywhere.
        let own = self.key(keys::Act::Save, &self.ctx).is_some();
        let save = self.listed().filter(|_| !own).map(|_| to("footer-save", keys::Act::Save));
        let others = [to("footer-go", keys::Act::GoAnywhere), to("footer-keys", keys::Act::Keys)];
        let acts = save.into_iter().chain(others).collect();
        footer(Footer { items, keys: Words::default(), acts })
    }

    fn sealed(&self, at: Timestamp) -> String {
        let ago = self.ctx.now.at.since(at).max(0);
        if ago < 60_000 { tr("footer-sealed-now") } else { tr_with("footer-sealed", &[("time", duration(ago).into())]) }
    }

    /// What is in doubt about the post, over every screen, with what to do. Its place is always there: a doubt that
    /// comes or goes must not cost the fields below it their state.
    fn doubts(&self) -> Element<'_, Message> {
        let bar = self.doubt().map(|doubt| container(notice(doubt)).padding(Padding::ZERO.bottom(space::MEDIUM)));
        container(row![].push(bar)).width(Fill).into()
    }

    fn doubt(&self) -> Option<Notice<'_, Message>> {
        let (status, now) = (&self.ctx.status, &self.ctx.now);
        let bar = |tone, words: String, act| Some(Notice { tone, words: words.into(), act, close: None });
        if let Some(error) = &status.trouble {
            return bar(Tone::Stop, failure_line(error), None);
        }
        if let Some(head) = &status.contradicted {
            let file = [("file", head.display().to_string().into())];
            return bar(Tone::Stop, tr_with("doubt-head", &file), None);
        }
        if let Some(doubt) = &status.store_doubt {
            let ask = status.may(Deed::VerifyLog).then(|| (tr("act-records").into(), Message::AskRecords));
            return bar(Tone::Stop, self.store_doubt(doubt), ask);
        }
        if let Some(doubt) = status.doubt {
            let times = [("last", time(now, doubt.last).into()), ("now", time(now, doubt.now).into())];
            let confirm = self.rights.clock.then(|| (tr("act-confirm-clock").into(), Message::AskClock));
            let id = if self.rights.clock { "doubt-clock-confirm" } else { "doubt-clock" };
            return bar(Tone::Hold, tr_with(id, &times), confirm);
        }
        if !status.rules {
            return bar(Tone::Hold, tr("doubt-rules"), None);
        }
        self.failures()
            .or_else(|| {
                let due = status.overrides_due;
                let act = (tr("act-to-overrides").into(), Message::Go(Tab::Overrides));
                let shown = due > 0 && self.tab() != Tab::Overrides;
                let words = || tr_with("overrides-due-told", &[("count", due.into())]);
                shown.then(|| Notice { tone: Tone::Hold, words: words().into(), act: Some(act), close: None })
            })
            .or_else(|| {
                let days = [("days", Value::from(status.backup_days?))];
                bar(Tone::Hold, tr_with("backup-due-told", &days), None)
            })
    }

    /// That the records are doubted: to whoever verifies the log which of them, and what to do.
    fn store_doubt(&self, doubt: &StoreDoubt) -> String {
        let tables = [("tables", Value::from(doubt.tables.join(", ")))];
        match self.ctx.status.compared {
            _ if !self.ctx.status.may(Deed::VerifyLog) => tr("doubt-store"),
            Some((done, total)) => {
                tr_with("doubt-store-compared", &[("done", count(done).into()), ("total", count(total).into())])
            }
            None if doubt.tables.is_empty() => tr("doubt-store-due"),
            None => tr_with("doubt-store-tables", &tables),
        }
    }

    /// Whoever leads the gate is told how often signing in failed since they were last here, until they put it away.
    fn failures(&self) -> Option<Notice<'_, Message>> {
        let failures = &self.ctx.status.failures;
        let last = failures.last.filter(|_| !self.failures_seen)?;
        let values = [
            ("count", Value::from(failures.count)),
            ("time", exact(&self.ctx.now, last).into()),
            ("numbers", failures.numbers.join(", ").into()),
        ];
        let words = tr_with(if failures.numbers.is_empty() { "failures-told" } else { "failures-told-of" }, &values);
        let close = Some((tr("act-close").into(), Message::FailuresSeen));
        Some(Notice { tone: Tone::Hold, words: words.into(), act: None, close })
    }

    /// What is doubted of the records, and what is to be done.
    fn records_over<'a>(&'a self, window: Element<'a, Message>) -> Element<'a, Message> {
        let doubt = self.ctx.status.store_doubt.as_ref();
        let since = doubt.map(|doubt| exact(&self.ctx.now, doubt.since)).unwrap_or_default();
        let tables = doubt.map(|doubt| doubt.tables.join(", ")).unwrap_or_default();
        let tables = if tables.is_empty() { tr("records-none") } else { tables };
        let definition = crate::gui::widget::definition;
        let words = column![
            text::body(tr("records-hint")),
            definition(tr("records-since"), since, ""),
            definition(tr("log-row-tables"), tables, ""),
            definition(tr("records-meanwhile"), tr("records-goes-on"), ""),
        ];
        let words = words.extend(doubt.and_then(|doubt| doubt.mended.as_ref()).into_iter().flat_map(|mended| {
            let roles = mended.roles.iter().map(|role| tr(&format!("role-{}", role.code())).to_lowercase());
            let roles = roles.collect::<Vec<_>>().join(", ");
            [
                text::body(tr("records-verify")).into(),
                self.command("records-verify-command", mended),
                text::body(tr_with("records-rebuild", &[("roles", roles.into())])).into(),
                self.command("records-rebuild-command", mended),
                text::body(tr("records-closed")).into(),
                text::body(tr("records-refused")).into(),
                text::body(tr("records-lists")).into(),
            ]
        }));
        let back = act(tr("act-back"), keys::cap(keys::Act::Back), Weight::Plain, Message::CloseOverlay);
        let told = Dialog::new(tr("records-title"), words.spacing(space::MEDIUM)).act(back);
        dialog(window, told.on_dismiss(Message::CloseOverlay).wide())
    }

    /// A command as it is typed at this machine, by whoever is signed in.
    fn command<'a>(&self, id: &str, mended: &Mended) -> Element<'a, Message> {
        let number = self.ctx.status.operator.as_ref().map(|operator| operator.number.clone()).unwrap_or_default();
        let folder = typed(&mended.folder.to_string_lossy());
        text::command(tr_with(id, &[("folder", folder.into()), ("number", number.into())])).into()
    }

    fn clock_over<'a>(&'a self, window: Element<'a, Message>) -> Element<'a, Message> {
        let now = &self.ctx.now;
        let doubt = self.ctx.status.doubt;
        let last = doubt.map(|doubt| exact(now, doubt.last)).unwrap_or_default();
        let words = column![
            text::body(tr("clock-hint")),
            crate::gui::widget::definition(tr("clock-last"), last, ""),
            crate::gui::widget::definition(tr("clock-now"), exact(now, now.at), ""),
        ];
        let confirm = act(tr("act-confirm-clock"), keys::cap(keys::Act::Submit), Weight::Go, Message::ConfirmClock);
        let back = act(tr("act-back"), keys::cap(keys::Act::Back), Weight::Plain, Message::CloseOverlay);
        let question = Dialog::new(tr("clock-title"), words.spacing(space::MEDIUM)).act(confirm).act(back);
        dialog(window, question.wide())
    }
}

/// A path as a shell takes it: in quotes where it has more than plain signs.
fn typed(path: &str) -> String {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || "/._-:\\".contains(sign);
    if path.chars().all(plain) { path.to_owned() } else { format!("\"{path}\"") }
}

fn shown<'a>(note: &'a Note) -> Notice<'a, Message> {
    let undo = tr_with("act-undo", &[("key", Value::from(keys::cap(keys::Act::Undo)))]);
    Notice {
        tone: note.tone,
        words: note.words.as_str().into(),
        act: note.undo.then(|| (undo.into(), Message::Gate(gate::Message::Undo))),
        close: Some((tr("act-close").into(), Message::CloseNotice)),
    }
}

fn keys_over(window: Element<'_, Message>, place: keys::Place, rights: Rights) -> Element<'_, Message> {
    // Keys to screens that somebody does not have would do nothing.
    let leads = |act| screen_of(act).is_none_or(|tab| rights.tabs().any(|one| one == tab));
    let rows = keys::at(place).filter(|binding| leads(binding.act));
    let rows = rows.filter(|binding| rights.security() || !keys::for_security(binding.act));
    let rows = rows.map(|binding| (binding.chord.name().into(), tr(binding.label).into()));
    let table = container(key_table(rows));
    let back = act(tr("act-back"), keys::cap(keys::Act::Back), Weight::Plain, Message::CloseOverlay);
    let table = Dialog::new(tr("keys-title"), table).act(back).on_dismiss(Message::CloseOverlay);
    dialog(window, table.wide())
}

fn palette_over<'a>(
    window: Element<'a, Message>,
    state: &'a palette::State,
    session: &'a Session,
) -> Element<'a, Message> {
    let entries = palette::entries(session);
    let list = state.view(&entries).map(Message::Palette);
    dialog(window, Dialog::new(tr("palette-title"), list).on_dismiss(Message::CloseOverlay))
}

/// What a screen is called.
pub(super) fn tab_name(tab: Tab) -> String {
    tr(match tab {
        Tab::Gate => "tab-gate",
        Tab::Inside => "tab-inside",
        Tab::Waiting => "tab-waiting",
        Tab::Log => "tab-log",
        Tab::Visits => "tab-visits",
        Tab::Agenda => "tab-agenda",
        Tab::Review => "tab-review",
        Tab::Outbox => "tab-outbox",
        Tab::Figures => "tab-figures",
        Tab::Import => "tab-import",
        Tab::Findings => "tab-findings",
        Tab::Lists => "tab-lists",
        Tab::OwnList => "tab-own-list",
        Tab::Alarms => "tab-alarms",
        Tab::Posture => "tab-posture",
        Tab::Operators => "tab-operators",
        Tab::HandOver => "tab-hand-over",
        Tab::Muster => "tab-muster",
        Tab::Overrides => "tab-overrides",
        Tab::Rules => "tab-rules",
        Tab::Mail => "tab-mail",
        Tab::Own => "tab-own",
    })
}
