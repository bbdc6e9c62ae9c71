//! The rows of a file: each with what it would come to, and one of them closely.

use iced::widget::{Column as Pieces, column, container, row};
use iced::{Element as Piece, Fill};

use super::shown::Shown;
use super::{FIXES, Message, PAGE, ROWS};
use crate::desk::clock::wall;
use crate::desk::import::{Guest, Row, RowFault};
use crate::desk::intake::{Acquaintance, Outlook};
use crate::desk::visits::approver::Approval;
use crate::domain::{Moment, Resolver, Verdict};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sentence;
use crate::gui::format::{span, time};
use crate::gui::keys::{Act, cap};
use crate::gui::style::measure::space;
use crate::gui::style::{Theme, Tone};
use crate::gui::widget::list::list_by_id;
use crate::gui::widget::{
    Row as Line, Weight, act, choice_row, definition, empty_state, field, panel, panel_alert, panel_head, plain,
    scrolled, text, verdict_brief,
};
use crate::i18n::{Value, tr, tr_with};

/// The rows of the page, and what may be done with all.
pub(super) fn list<'a>(shown: &'a Shown, context: &'a Context) -> Element<'a, Message> {
    let rows = shown.rows();
    if rows.is_empty() {
        return empty_state(tr("import-none-wrong"));
    }
    let first = shown.page() * PAGE;
    let last = (first + PAGE).min(rows.len());
    let range = [("first", (first + 1).into()), ("last", last.into()), ("count", rows.len().into())];
    let lines = rows.iter().enumerate().skip(first).take(PAGE).map(|(place, one)| line(shown, place, one, context));
    let lines = list_by_id(ROWS, lines.collect::<Vec<_>>());
    let turns = row![
        plain(tr("import-earlier"), (first > 0).then_some(Message::Step(-20))),
        plain(tr("import-further"), (last < rows.len()).then_some(Message::Step(20))),
    ];
    let words =
        container(text::hint(tr_with("import-range", &range))).center_y(crate::gui::style::measure::size::TARGET);
    let range = row![words.width(Fill), turns.spacing(space::SMALL)];
    let range = (rows.len() > PAGE).then(|| container(range).padding([space::SMALL, space::WIDE]));
    column![lines].push(range).height(Fill).into()
}

fn line<'a>(shown: &Shown, place: usize, one: &'a Row, context: &'a Context) -> Line<'a, Message> {
    let outlook = shown.outlooks.get(&one.line);
    let (title, subtitle) = match &one.read {
        Ok(guest) => (guest.person.name.clone(), coming(guest, context.now)),
        Err(faults) => (named(shown, one), faults.first().map(said).unwrap_or_default()),
    };
    let line = Line {
        lead: place_of(shown, one.line).into(),
        title: title.into(),
        subtitle: subtitle.into(),
        pill: Some(state(one, outlook)),
        beneath: beside(one, outlook).into(),
        selected: shown.cursor == place,
        focused: shown.cursor == place,
        on_press: Some(Message::Row(place)),
        ..Line::default()
    };
    if context.names_shown { line } else { Line { pill: Some(state(one, outlook)), ..line.closed() } }
}

/// The line of a text, or the number of a row.
fn place_of(shown: &Shown, line: u64) -> String {
    let id = if shown.is_text() { "import-line" } else { "import-row" };
    tr_with(id, &[("line", line.to_string().into())])
}

/// What stands where the name does, of a row that cannot be read.
fn named(shown: &Shown, one: &Row) -> String {
    use crate::desk::import::Column::{Given, Name, Surname};
    let reading = &shown.opened.reading;
    let cell = |column| {
        let by_hand = reading.by_hand.get(&(one.line, column)).map(String::as_str);
        let place = reading.columns.iter().position(|of| *of == Some(column));
        let sheet = shown.opened.source.sheets.get(reading.sheet);
        by_hand.or_else(|| Some(sheet?.rows.get(one.at)?.text(place?))).unwrap_or_default().trim()
    };
    let name = [cell(Name), cell(Given), cell(Surname)].join(" ");
    let name = crate::domain::text::escape(name.trim(), 60);
    if name.is_empty() { tr("import-no-name") } else { name }
}

fn coming(guest: &Guest, now: Moment) -> String {
    let day = wall(now, guest.visit.from).format("%a %-d %b %Y");
    format!("{day} · {}", guest.visit.host)
}

/// How a row stands: left out, at fault, in doubt, or what the gate will say.
fn state(one: &Row, outlook: Option<&Outlook>) -> (crate::gui::widget::Words<'static>, Tone) {
    let faults = one.faults();
    if one.left_out {
        return (tr("import-left-out").into(), Tone::Neutral);
    }
    if !faults.is_empty() && faults.iter().all(|fault| fault.proposed.is_some()) {
        return (tr("import-in-doubt").into(), Tone::Hold);
    }
    if !faults.is_empty() {
        return (tr_with("import-faults", &[("count", faults.len().into())]).into(), Tone::Stop);
    }
    match outlook {
        None => (tr("import-looking").into(), Tone::Neutral),
        Some(outlook) => {
            let verdict = outlook.judgement.verdict;
            (tr(&format!("verdict-{}", verdict.code())).into(), tone(verdict))
        }
    }
}

fn tone(verdict: Verdict) -> Tone {
    verdict.into()
}

/// Who else it is, or may be.
fn beside(one: &Row, outlook: Option<&Outlook>) -> String {
    let known = match outlook.map(|outlook| outlook.known) {
        Some(Acquaintance::Expected(_)) => tr("import-expected"),
        Some(Acquaintance::Known) => tr("import-known"),
        Some(Acquaintance::Namesake) => tr("import-namesake"),
        Some(Acquaintance::New) | None => String::new(),
    };
    let twin = one.twin.map(|line| tr_with("import-twin", &[("line", line.to_string().into())]));
    twin.into_iter().chain([known]).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A fault in a line: the cell, what stands there, what was expected.
fn said(fault: &RowFault) -> String {
    let column = fault.column.map_or_else(|| tr("import-whole-row"), |column| sentence(column.name()));
    let cell = fault.cell.as_ref().map(|cell| format!("{cell} · ")).unwrap_or_default();
    let value = if fault.value.is_empty() { String::new() } else { format!(": “{}”", fault.value) };
    format!("{cell}{column}{value}")
}

/// The row that is looked at: what is wrong beside the very cell, or what the gate will say.
pub(super) fn closely<'a>(shown: &'a Shown, context: &'a Context) -> Element<'a, Message> {
    let Some(one) = shown.row() else {
        return panel([panel_head(tr("import-closely"), ""), empty_state(tr("import-none-wrong"))]);
    };
    let mut pieces: Vec<Piece<'a, Message, Theme>> = Vec::new();
    match (&one.read, shown.outlooks.get(&one.line)) {
        (Err(faults), _) => pieces.push(mended(shown, faults)),
        (Ok(guest), outlook) => {
            pieces.extend(outlook.map(verdict));
            pieces.push(guest_told(guest, context));
        }
    }
    let beside = beside(one, shown.outlooks.get(&one.line));
    if !beside.is_empty() {
        let words = column![text::body(beside)].push(expected(shown.outlooks.get(&one.line), context));
        pieces.push(container(panel_alert(Tone::Hold, words)).padding(space::LARGE).into());
    }
    let out = choice_row(tr("import-leave-out"), cap(Act::Remove), one.left_out, Message::LeaveOut);
    let content = scrolled(Pieces::with_children(pieces).width(Fill));
    let foot = container(out).padding([space::SMALL, space::LARGE]);
    panel([panel_head(place_of(shown, one.line), ""), content, foot.into()])
}

/// When somebody is expected already.
fn expected<'a>(outlook: Option<&Outlook>, context: &Context) -> Option<Element<'a, Message>> {
    match outlook?.known {
        Acquaintance::Expected(from) => Some(text::hint(time(&context.now, from)).into()),
        _ => None,
    }
}

/// What the gate will say, and why: what the lists say is no part of it.
fn verdict<'a>(outlook: &Outlook) -> Piece<'a, Message, Theme> {
    let judgement = &outlook.judgement;
    let word = tr(&format!("verdict-{}", judgement.verdict.code()));
    let mut why = column![].spacing(space::SMALL).padding(space::LARGE);
    for reason in &judgement.reasons {
        why = why.push(text::body(tr(&format!("reason-{}", reason.rule))));
    }
    let after = match judgement.verdict {
        Verdict::Admit => "visit-preview-approved",
        Verdict::Refer => "visit-preview-asked",
        Verdict::Refuse => "visit-preview-refused",
    };
    let waits = match outlook.approval {
        Approval::Given => None,
        Approval::Due(needs) => {
            let by = tr(&format!("approval-by-{}", needs.map_or("anybody", Resolver::code)));
            Some(text::remark(Tone::Hold, tr_with("import-waits", &[("by", by.into())])))
        }
    };
    column![verdict_brief(judgement.verdict, word), why.push(waits).push(text::hint(tr(after)))].into()
}

fn guest_told<'a>(guest: &Guest, context: &Context) -> Piece<'a, Message, Theme> {
    let (person, visit) = (&guest.person, &guest.visit);
    let name = if context.names_shown { person.name.clone() } else { crate::gui::widget::list::initials(&person.name) };
    let born = person.born.map(String::from).unwrap_or_default();
    let told = [
        ("import-told-name", name),
        ("import-told-when", span(&context.now, visit.from, visit.until)),
        ("import-told-host", visit.host.clone()),
        ("import-told-organisation", person.organisation.clone()),
        ("import-told-born", if context.names_shown { born } else { String::new() }),
        ("import-told-document", if context.names_shown { person.document.clone() } else { String::new() }),
        ("import-told-purpose", visit.purpose.clone()),
    ];
    let told = told.into_iter().filter(|(_, value)| !value.is_empty());
    let told = told.map(|(label, value)| definition(tr(label), value, ""));
    container(Pieces::with_children(told).spacing(space::SMALL)).padding(space::LARGE).into()
}

/// Each cell at fault with a field for what it should be; what is proposed is confirmed, or typed otherwise.
fn mended<'a>(shown: &'a Shown, faults: &'a [RowFault]) -> Piece<'a, Message, Theme> {
    let mut pieces = column![].spacing(space::LARGE).padding(space::LARGE);
    for (place, fault) in faults.iter().enumerate() {
        let words = sentence(&fault.fault.to_string());
        let fix = shown.fixes.get(place).zip(FIXES.get(place)).filter(|_| fault.column.is_some());
        pieces = match fix {
            Some((typed, id)) => {
                let piece = field(said(fault), typed).id(*id).fault(Some(words));
                let piece = piece.placeholder(fault.proposed.as_deref().unwrap_or_default());
                let piece = piece.on_input(move |text| Message::Fix(place, text)).on_submit(Message::Fixed);
                let proposed = fault.proposed.as_ref().map(|proposed| {
                    text::strong(tr_with("import-proposed", &[("value", Value::from(proposed.as_str()))]))
                });
                pieces.push(column![Element::from(piece)].push(proposed).spacing(space::TINY))
            }
            None => pieces.push(column![text::hint(said(fault)), text::body(words).tone(Tone::Stop)]),
        };
    }
    if faults.iter().any(|fault| fault.proposed.is_some()) {
        pieces =
            pieces.push(Element::from(act(tr("import-confirm"), cap(Act::Confirm), Weight::Plain, Message::Confirm)));
        let alike = act(tr("import-confirm-alike"), cap(Act::ConfirmAlike), Weight::Plain, Message::ConfirmAlike);
        pieces = pieces.push(Element::from(alike));
    }
    pieces.into()
}
