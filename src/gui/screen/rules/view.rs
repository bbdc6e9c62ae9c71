//! How it looks: the text on the left; beside it what is wrong, what would change, or the versions.

use iced::Fill;
use iced::widget::{Column, column, container, row, rule};

use super::work::{Good, Looked};
use super::{Doing, Message, PAGE, SIDE, State, TEXT};
use crate::desk::records::Recorded;
use crate::desk::rules::{ChangedLine, Version};
use crate::desk::what_if::{Touched, Whereabouts, differs, same_words};
use crate::domain::{Obligation, Verdict};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign::Face;
use crate::gui::format::time;
use crate::gui::keys::{Act, cap};
use crate::gui::note::happened;
use crate::gui::style::Tone;
use crate::gui::style::measure::{size, space};
use crate::gui::widget::editor::editor;
use crate::gui::widget::list::{list_by_id, options};
use crate::gui::widget::{
    Row, Weight, act, empty_state, failure, link, panel, panel_head, scrolled_within, shape, text,
};
use crate::i18n::{Value, has, tr, tr_with};

/// How high the list of lines is that differ.
const CHANGED: f32 = 96.0;

impl State {
    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        if let Some(error) = &self.trouble {
            let failed = failure(happened(error), tr(error.advice()), None);
            return panel([container(failed).padding(space::WIDE).into()]);
        }
        let marked: Vec<usize> = self.complaints().iter().filter_map(|one| one.line?.checked_sub(1)).collect();
        let page = editor(PAGE, TEXT, &self.content, &marked, self.seen, Message::Edit, Message::Scrolled);
        let page = panel([self.head(), page]);
        let side = panel([self.side_head(), self.side(ctx), self.acts(ctx)]);
        row![container(page).width(Fill), container(side).width(size::SIDE)].spacing(space::LARGE).into()
    }

    fn head(&self) -> Element<'_, Message> {
        let cursor = self.content.cursor().position;
        let place = [("line", (cursor.line + 1).into()), ("column", (cursor.column + 1).into())];
        let state = tr(if self.is_other() { "rules-draft" } else { "rules-in-force" });
        panel_head(format!("{state} · {}", tr_with("rules-place", &place)), "")
    }

    /// The acts, under one another: beside a text there is no room for them in a row.
    fn acts(&self, ctx: &Context) -> Element<'_, Message> {
        let may = |allowed: bool, message: Message| allowed.then_some(message);
        let acts = if self.picking.is_some() {
            let restore = may(self.can_restore(ctx).is_some(), Message::Submit);
            [
                act(tr("act-restore-rules"), cap(Act::Submit), Weight::Go, restore),
                act(tr("act-read-rules"), cap(Act::Open), Weight::Plain, Message::Fetch),
                act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::Back),
            ]
        } else {
            [
                act(tr("act-put-in-force"), cap(Act::Submit), Weight::Go, may(self.can_change(ctx), Message::Submit)),
                act(tr("act-what-if"), cap(Act::WhatIf), Weight::Plain, may(self.can_look(), Message::Look)),
                act(tr("act-versions"), cap(Act::Versions), Weight::Plain, Message::Versions),
            ]
        };
        let acts = Column::with_children(acts.map(Element::from)).spacing(space::SMALL);
        column![rule::horizontal(1), container(acts).padding([14.0, space::LARGE])].into()
    }

    fn side_head(&self) -> Element<'_, Message> {
        let (title, count) = match (&self.picking, &self.checked, &self.looked) {
            (Some(_), ..) => (tr("rules-versions"), self.versions.len().to_string()),
            (_, Some(Err(complaints)), _) => (tr("rules-wrong"), complaints.len().to_string()),
            (.., Some(Ok(looked))) => {
                (tr("rules-would-change"), looked.today.len().saturating_add(looked.recorded.len()).to_string())
            }
            _ => (tr("rules-checked"), String::new()),
        };
        panel_head(title, count)
    }

    fn side<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        if let Some(picked) = self.picking {
            return self.view_versions(picked, ctx);
        }
        match (&self.checked, &self.looked) {
            (None, _) => empty_state(tr("rules-checking")),
            (Some(Err(_)), _) => self.view_complaints(),
            (Some(Ok(_)), _) if self.looking => empty_state(tr("posture-looking")),
            (Some(Ok(_)), Some(Err(error))) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                container(failed).padding(space::LARGE).height(Fill).into()
            }
            (Some(Ok(good)), Some(Ok(looked))) => {
                let warned = (!good.warnings.is_empty()).then(|| container(warnings(good)).padding(space::LARGE));
                column![].push(warned).push(view_looked(looked, ctx)).height(Fill).into()
            }
            (Some(Ok(good)), None) => {
                let rules = text::remark(Tone::Go, tr_with("rules-good", &[("rules", good.rules.into())]));
                let next = text::quiet(tr(if self.is_other() { "rules-look-first" } else { "rules-as-in-force" }));
                let pieces = column![rules, warnings(good), next].spacing(space::MEDIUM);
                options(SIDE, [container(pieces).padding(space::LARGE).into()])
            }
        }
    }

    /// What to be warned of, of a text that can be used.
    fn warned(&self) -> Option<&Good> {
        self.checked.as_ref()?.as_ref().ok().filter(|good| !good.warnings.is_empty())
    }

    fn view_complaints(&self) -> Element<'_, Message> {
        let pieces = self.complaints().iter().enumerate().map(|(index, complaint)| {
            let place: Option<Element<'_, Message>> = complaint.line.map(|line| {
                let values = [("line", line.into()), ("column", complaint.column.unwrap_or(1).into())];
                link(tr_with("rules-place", &values), Message::Goto(index))
            });
            column![].push(place).push(text::body(complaint.what.as_str())).into()
        });
        let next = [("key", Value::from(cap(Act::NextFault)))];
        let hint = text::hint(tr_with("rules-next-fault", &next)).into();
        let pieces = Column::with_children(pieces.chain([hint])).spacing(space::LARGE).width(Fill);
        options(SIDE, [container(pieces).padding(space::LARGE).into()])
    }

    fn view_versions<'a>(&'a self, picked: usize, ctx: &'a Context) -> Element<'a, Message> {
        let rows = self.versions.iter().enumerate().map(|(place, version)| Row {
            focused: place == picked,
            on_press: Some(Message::Pick(place)),
            ..version_row(version, ctx)
        });
        let shipped = Row {
            title: tr("rules-shipped").into(),
            subtitle: tr("rules-shipped-hint").into(),
            focused: picked == self.versions.len(),
            on_press: Some(Message::Pick(self.versions.len())),
            ..Row::default()
        };
        list_by_id(SIDE, rows.chain([shipped]))
    }

    /// What is said over the question why, and who signs.
    pub(super) fn face<'a, Outer: 'a>(&self, doing: Doing) -> Face<'a, Outer> {
        let (title, words, verb) = match doing {
            Doing::Restore(version) => {
                let version = [("version", version.into())];
                (tr_with("rules-restore-title", &version), tr("rules-restore-text"), tr("act-restore-rules"))
            }
            Doing::Change => {
                let looked = self.looked.as_ref().and_then(|looked| looked.as_ref().ok());
                let counts = looked.map_or((0, 0, 0), |looked| {
                    (u64::try_from(looked.today.len()).unwrap_or(0), looked.count, looked.seen)
                });
                let values = [("today", counts.0.into()), ("touched", counts.1.into()), ("seen", counts.2.into())];
                (tr("rules-change-title"), tr_with("rules-change-text", &values), tr("act-put-in-force"))
            }
        };
        let warned = self.warned().filter(|_| matches!(doing, Doing::Change)).map(warnings);
        let looked = self.looked.as_ref().and_then(|looked| looked.as_ref().ok());
        let changed = looked.filter(|_| doing == Doing::Change).map(|looked| changed_lines(&looked.changed));
        let content = column![text::body(words)].push(changed).push(warned).spacing(space::MEDIUM);
        Face { title, content: content.into(), verb, weight: Weight::Stop }
    }
}

/// The lines that whoever signs puts in force and takes out of it.
fn changed_lines<'a, M: 'a>(lines: &[ChangedLine]) -> Element<'a, M> {
    let line = |line: &ChangedLine| {
        let (sign, tone) = if line.added { ('+', Tone::Go) } else { ('\u{2212}', Tone::Stop) };
        text::code(format!("{sign} {}  {}", line.number, line.text)).tone(tone).into()
    };
    let rows = Column::with_children(lines.iter().map(line)).spacing(space::TINY).width(Fill);
    column![text::strong(tr_with("rules-changed", &[("lines", lines.len().into())])), scrolled_within(CHANGED, rows)]
        .spacing(space::SMALL)
        .into()
}

/// What nobody could do under rules that can be used.
fn warnings<'a, M: 'a>(good: &Good) -> Element<'a, M> {
    let lines = good.warnings.iter().map(|warning| text::remark(Tone::Hold, warning.clone()).into());
    Column::with_children(lines).spacing(space::SMALL).into()
}

fn view_looked<'a>(looked: &'a Looked, ctx: &'a Context) -> Element<'a, Message> {
    let same = same_words(looked.today.is_empty(), looked.same);
    if looked.today.is_empty() && looked.count == 0 {
        let nobody = tr_with("rules-nobody", &[("seen", looked.seen.into())]);
        return empty_state(format!("{nobody} {same}"));
    }
    let today = looked.today.iter().map(|one| touched_row(one, ctx));
    let more = looked.count.saturating_sub(u64::try_from(looked.recorded.len()).unwrap_or(0));
    let sum = [("touched", looked.count.into()), ("seen", looked.seen.into())];
    let sum = Row {
        title: tr("rules-recorded-head").into(),
        subtitle: tr_with("rules-recorded", &sum).into(),
        ..Row::default()
    };
    let same = container(text::hint(format!("{same} {}", tr("what-if-lists")))).padding([space::MEDIUM, space::LARGE]);
    let rest =
        (more > 0).then(|| Row { title: tr_with("rules-more", &[("count", more.into())]).into(), ..Row::default() });
    let recorded = looked.recorded.iter().map(|one| recorded_row(one, ctx));
    column![same, rule::horizontal(1), list_by_id(SIDE, today.chain([sum]).chain(recorded).chain(rest))].into()
}

fn worded(rule: &str) -> String {
    let id = format!("reason-{rule}");
    if has(&id) { tr(&id) } else { rule.to_owned() }
}

fn touched_row<'a>(one: &'a Touched, ctx: &'a Context) -> Row<'a, Message> {
    let inside = one.whereabouts == Whereabouts::Inside;
    let row = Row {
        mark: Some(mark(one.change.after.verdict)),
        title: one.person.name.as_str().into(),
        subtitle: differs(&one.change).into(),
        pill: Some((tr(if inside { "pill-inside" } else { "rules-expected" }).into(), Tone::Neutral)),
        beneath: beneath(one.change.reasons(), one.change.added(), one.change.spared()).into(),
        ..Row::default()
    };
    if ctx.names_shown { row } else { row.closed() }
}

/// What speaks against them beyond what did, what is asked beside the verdict, and what is not any more.
fn beneath<'a>(
    reasons: impl Iterator<Item = &'a str>,
    added: impl Iterator<Item = Obligation>,
    spared: impl Iterator<Item = Obligation>,
) -> String {
    let words = |one: Obligation| tr(&format!("obligation-short-{}", one.code()));
    let spared: Vec<String> = spared.map(words).collect();
    let spared = (!spared.is_empty()).then(|| tr_with("touched-spared", &[("what", spared.join(", ").into())]));
    reasons.map(worded).chain(added.map(words)).chain(spared).collect::<Vec<_>>().join(" · ")
}

fn recorded_row<'a>(one: &'a Recorded, ctx: &'a Context) -> Row<'a, Message> {
    let name = if one.about.is_empty() { tr("person-unknown") } else { one.about.clone() };
    let row = Row {
        mark: Some(mark(one.change.after.verdict)),
        title: name.into(),
        subtitle: differs(&one.change).into(),
        beneath: beneath(one.change.reasons(), one.change.added(), one.change.spared()).into(),
        trail: time(&ctx.now, one.at).into(),
        ..Row::default()
    };
    if ctx.names_shown { row } else { row.closed() }
}

fn mark<'a>(verdict: Verdict) -> (crate::gui::widget::Icon, crate::gui::widget::Words<'a>, Tone) {
    (shape(verdict), tr(&format!("verdict-{}", verdict.code())).into(), verdict.into())
}

fn version_row<'a>(version: &'a Version, ctx: &'a Context) -> Row<'a, Message> {
    let who = [version.by.as_str(), version.second.as_str()];
    let who = who.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(", ");
    let cause = version.cause.map_or_else(|| tr("rules-first"), |cause| tr(&format!("cause-{}", cause.code())));
    let again = version.restored.map(|one| tr_with("rules-restored", &[("version", one.into())]));
    let why = [again, Some(cause), Some(version.text.clone())].into_iter().flatten().filter(|part| !part.is_empty());
    Row {
        title: tr_with("rules-version", &[("version", version.number.into())]).into(),
        subtitle: format!("{} · {who}", time(&ctx.now, version.at)).into(),
        pill: version.in_force.then(|| (tr("rules-pill-in-force").into(), Tone::Go)),
        beneath: why.collect::<Vec<_>>().join(" · ").into(),
        ..Row::default()
    }
}
