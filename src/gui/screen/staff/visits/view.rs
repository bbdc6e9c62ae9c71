//! How the form looks: suggestions or today on the left, the fields in the middle, what the gate will say on the right.

use iced::widget::{Column as Pieces, Row as Line, column, container};

use super::*;
use crate::desk::visits::latin_form;
use crate::domain::{Verdict, VisitState};
use crate::gui::Element;
use crate::gui::format::time;
use crate::gui::keys::cap;
use crate::gui::style::measure::{has_right_column, space};
use crate::gui::widget::{
    Row, Weight, act, actions, columns, definition, field, list, panel, panel_alert, panel_head, scrolled, text,
    verdict_brief,
};

use content::{FIELDS, MORE, id};

impl State {
    /// What lies between header and footer.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        columns(context.width, self.left(context), self.middle(context), self.right(context))
    }

    fn left<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        if self.words.is_empty() {
            return self.listed(context);
        }
        let line = |(at, word): (usize, &'a Suggestion)| Row {
            title: word.title.as_str().into(),
            subtitle: word.subtitle.as_str().into(),
            focused: self.cursor == Some(at),
            on_press: Some(Message::Pick(at)),
            ..Row::default()
        };
        let rows: Vec<_> = self.words.iter().enumerate().map(line).collect();
        panel([panel_head(tr("visits-known"), cap(Act::Down)), list(rows)])
    }

    fn listed<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let head = panel_head(tr("visits-today"), self.today.len().to_string());
        if self.today.is_empty() {
            return panel([head, container(text::quiet(tr("visits-today-none"))).padding(space::LARGE).into()]);
        }
        let line = |visit: &'a Candidate| {
            let row = Row {
                lead: context.now.local(visit.appointment.from).format("%H:%M").to_string().into(),
                title: visit.person.name.as_str().into(),
                subtitle: visit.appointment.host.as_str().into(),
                pill: Some(stands(visit)),
                ..Row::default()
            };
            if context.names_shown { row } else { row.closed() }
        };
        panel([head, list(self.today.iter().map(line).collect::<Vec<_>>())])
    }

    fn middle<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let title = tr(if self.more { "visit-more" } else { "visit-new" });
        let fields: &[Column] = if self.more { &MORE } else { &FIELDS };
        let mut rows = Pieces::new().spacing(space::SMALL).padding([space::SMALL, space::WIDE]);
        let mut open: Option<Element<'a, Message>> = None;
        for column in fields {
            let piece = self.field(*column, context);
            if is_wide(*column) {
                // The keyboard goes from top to bottom as the fields stand.
                rows = rows.push(open.take()).push(piece);
            } else if let Some(first) = open.take() {
                rows = rows.push(Line::with_children([first, piece]).spacing(space::LARGE));
            } else {
                open = Some(piece);
            }
        }
        rows = rows.push(open);
        if !has_right_column(context.width) {
            rows = rows.push(self.judged(context));
        }
        if let Some(error) = &self.trouble {
            rows = rows.push(crate::gui::form::trouble(error, None));
        }
        let send = act(tr("act-request"), cap(Act::Submit), Weight::Go, (!self.sending).then_some(Message::Submit));
        let turn = tr(if self.more { "act-less" } else { "act-more" });
        let turn = act(turn, cap(Act::More), Weight::Plain, Message::More);
        let clear = act(tr("act-clear"), cap(Act::Clear), Weight::Plain, Message::Clear);
        panel([panel_head(title, ""), scrolled(rows), actions([send, turn, clear])])
    }

    fn field<'a>(&'a self, which: Column, context: &'a Context) -> Element<'a, Message> {
        let label = tr(&format!("visit-{}", which.name().replace(' ', "-")));
        let piece = field(label, self.content.get(which)).id(id(which));
        let piece = piece.on_input(move |value| Message::Typed(which, value)).on_submit(Message::Enter);
        let fault = self.fault(which);
        match which {
            _ if fault.is_some() => piece.fault(fault),
            Column::Name => match latin_form(self.content.get(Column::Name)) {
                Some(latin) if self.content.get(Column::Latin).is_empty() => {
                    piece.remark(tr_with("visit-latin-read", &[("latin", latin.into())]))
                }
                _ => piece,
            },
            Column::Latin => match latin_form(self.content.get(Column::Name)) {
                Some(latin) => piece.hint(tr_with("visit-latin-read", &[("latin", latin.into())])),
                None => piece,
            },
            Column::When => match &self.when {
                Some(when) => piece.remark(said(when, context)),
                None => piece.hint(tr("visit-when-hint")),
            },
            _ => piece,
        }
        .into()
    }

    fn right<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        panel([panel_head(tr("visit-preview"), ""), self.judged(context)])
    }

    /// What the gate will say, and whether the guest is known.
    fn judged<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let mut pieces = Vec::new();
        match &self.preview {
            Some(judgement) => pieces.extend(preview(judgement)),
            None => {
                pieces.push(container(text::quiet(tr("visit-preview-none"))).padding(space::LARGE).into());
            }
        }
        let mut more = column![].spacing(space::MEDIUM).padding(space::LARGE);
        if let Some(known) = &self.known {
            let told = [("count", Value::from(known.visits)), ("time", time(&context.now, known.last.from).into())];
            more = more.push(definition(tr("visit-before"), tr_with("visit-before-told", &told), ""));
        }
        if let Some(namesake) = self.namesake() {
            let told = [("name", Value::from(namesake.person.name.as_str()))];
            more = more.push(panel_alert(Tone::Hold, text::body(tr_with("visit-namesake", &told))));
        }
        pieces.push(more.into());
        Pieces::with_children(pieces).into()
    }
}

/// What the gate will say, and what has to be done then.
fn preview(judgement: &Judgement) -> Vec<Element<'_, Message>> {
    let word = tr(&format!("verdict-{}", judgement.verdict.code()));
    let mut why = column![].spacing(space::SMALL).padding(space::LARGE);
    for reason in &judgement.reasons {
        why = why.push(text::body(tr(&format!("reason-{}", reason.rule))));
    }
    let after = if judgement.verdict == Verdict::Admit { "visit-preview-approved" } else { "visit-preview-asked" };
    why = why.push(text::hint(tr(after)));
    for obligation in &judgement.obligations {
        why = why.push(text::hint(tr(&format!("obligation-{}", obligation.code()))));
    }
    vec![verdict_brief(judgement.verdict, word), why.into()]
}

/// How a time was understood.
fn said(when: &When, _: &Context) -> String {
    let day = |day: chrono::NaiveDate| day.format("%a %-d %b %Y").to_string();
    let count = when.days().count();
    let last = when.days().last().unwrap_or(when.from.date());
    let values = [
        ("first", Value::from(day(when.from.date()))),
        ("last", day(last).into()),
        ("from", when.from.format("%H:%M").to_string().into()),
        ("until", when.until.format("%H:%M").to_string().into()),
        ("count", count.into()),
    ];
    tr_with(if when.review.is_some() { "visit-when-standing" } else { "visit-when-read" }, &values)
}

/// How a visit of today stands.
fn stands(visit: &Candidate) -> (crate::gui::widget::Words<'static>, Tone) {
    let (id, tone) = match (visit.inside.is_some(), visit.state) {
        (true, _) => ("visit-inside", Tone::Go),
        (_, Some(VisitState::Approved)) => ("visit-approved", Tone::Neutral),
        (_, Some(VisitState::Cancelled)) => ("visit-cancelled", Tone::Stop),
        (_, Some(VisitState::WalkIn)) => ("visit-walk-in", Tone::Neutral),
        (_, Some(VisitState::Requested) | None) => ("visit-requested", Tone::Hold),
    };
    (tr(id).into(), tone)
}

/// Whether a field takes a whole line.
fn is_wide(column: Column) -> bool {
    matches!(
        column,
        Column::When | Column::Latin | Column::GateNote | Column::DeskNote | Column::OtherNames | Column::Papers
    )
}
