//! How the form looks: suggestions or today on the left, the fields in the middle, what the gate will say on the right.

use iced::widget::{Column as Pieces, Row as Line, column, container};

use super::*;
use crate::desk::clock::wall;
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

/// Drafts that are shown at most; the others come up as those are gone through.
const SHOWN_DRAFTS: usize = 3;
/// Holidays that are named at most.
const SHOWN_HOLIDAYS: usize = 2;

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

    /// What is half entered, then who comes today.
    fn listed<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let drafts = self.drafts();
        let mut pieces = Vec::new();
        if !drafts.is_empty() {
            pieces.push(panel_head(tr("visit-drafts"), drafts.len().to_string()));
            pieces.extend(drafts.iter().enumerate().take(SHOWN_DRAFTS).map(|(at, kept)| {
                let name = kept.draft.fields.get(Column::Name.name()).cloned().filter(|name| !name.trim().is_empty());
                let at_time = [("time", Value::from(time(&context.now, kept.at)))];
                let row = Row {
                    title: name.unwrap_or_else(|| tr("visit-draft-unnamed")).into(),
                    subtitle: tr_with("visit-draft-hint", &at_time).into(),
                    on_press: Some(Message::Resume(at)),
                    ..Row::default()
                };
                if context.names_shown { row } else { row.closed() }.into()
            }));
        }
        pieces.push(panel_head(tr("visits-today"), self.today.len().to_string()));
        if self.today.is_empty() {
            pieces.push(container(text::quiet(tr("visits-today-none"))).padding(space::LARGE).into());
            return panel(pieces);
        }
        let line = |visit: &'a Candidate| {
            let row = Row {
                lead: wall(context.now, visit.appointment.from).format("%H:%M").to_string().into(),
                title: visit.person.name.as_str().into(),
                subtitle: visit.appointment.host.as_str().into(),
                pill: Some(stands(visit)),
                ..Row::default()
            };
            if context.names_shown { row } else { row.closed() }
        };
        pieces.push(list(self.today.iter().map(line).collect::<Vec<_>>()));
        panel(pieces)
    }

    fn middle<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let title = match (self.more, &self.amending) {
            (true, _) => "visit-more",
            (false, Some(_)) => "visit-amend",
            (false, None) => "visit-new",
        };
        let title = tr(title);
        let fields: &[Column] = if self.more { &MORE } else { &FIELDS };
        let mut rows = Pieces::new().spacing(space::SMALL).padding([space::SMALL, space::WIDE]);
        let mut open: Option<Element<'a, Message>> = None;
        // Seen where it is typed into, on every screen.
        rows = rows.push(self.more.then(|| self.photo_field()));
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
        if let Some(error) = &self.trouble {
            rows = rows.push(crate::gui::form::trouble(error, None));
        }
        // Where there is no room beside the fields, what the gate will say stands over them, in one line.
        let over = (!has_right_column(context.width)).then(|| self.judged_briefly()).flatten();
        let words = if self.amending.is_some() { "act-amend" } else { "act-request" };
        let send = act(tr(words), cap(Act::Submit), Weight::Go, (!self.sending).then_some(Message::Submit));
        let turn = tr(if self.more { "act-less" } else { "act-more" });
        let turn = act(turn, cap(Act::More), Weight::Plain, Message::More);
        let clear = act(tr("act-clear"), cap(Act::Clear), Weight::Plain, Message::Clear);
        let pieces = [Some(panel_head(title, "")), over, Some(scrolled(rows)), Some(actions([send, turn, clear]))];
        panel(pieces.into_iter().flatten())
    }

    fn photo_field<'a>(&'a self) -> Element<'a, Message> {
        let piece = field(tr("visit-photo"), &self.photo).id(PHOTO).hint(tr("visit-photo-hint"));
        piece.fault(self.photo_fault.as_deref()).on_input(Message::Photo).on_submit(Message::Submit).into()
    }

    /// What the gate will say, in one line over the fields.
    fn judged_briefly(&self) -> Option<Element<'_, Message>> {
        let namesake = self.namesake().map(|namesake| {
            let told = [("name", Value::from(namesake.person.name.as_str()))];
            (Tone::Hold, tr_with("visit-namesake", &told))
        });
        let judged = self.preview.as_ref().map(|judgement| {
            let word = tr(&format!("verdict-{}", judgement.verdict.code()));
            let why: Vec<_> = judgement.reasons.iter().map(|reason| tr(&format!("reason-{}", reason.rule))).collect();
            let why = if why.is_empty() { tr(after(judgement.verdict)) } else { why.join("; ") };
            (Tone::from(judgement.verdict), format!("{word}: {why}"))
        });
        let lines: Vec<_> = namesake.into_iter().chain(judged).collect();
        let line = |(tone, words)| text::strong(words).tone(tone).into();
        let all = Pieces::with_children(lines.into_iter().map(line).collect::<Vec<Element<'_, Message>>>());
        (self.preview.is_some() || self.namesake().is_some())
            .then(|| container(all.spacing(space::TINY)).padding([space::SMALL, space::WIDE]).into())
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
                None => piece.hint(self.as_before(context).unwrap_or_else(|| tr("visit-when-hint"))),
            },
            _ => piece,
        }
        .into()
    }

    /// Of a visit that is changed, when it is.
    fn as_before(&self, context: &Context) -> Option<String> {
        let before = &self.amending.as_ref()?.before;
        let told = [("time", Value::from(crate::gui::format::span(&context.now, before.from, before.until)))];
        Some(tr_with("visit-when-as-before", &told))
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
    why = why.push(text::hint(tr(after(judgement.verdict))));
    // Where nobody enters there is nothing to be done.
    for obligation in judgement.obligations.iter().filter(|_| judgement.verdict != Verdict::Refuse) {
        why = why.push(text::hint(tr(&format!("obligation-{}", obligation.code()))));
    }
    vec![verdict_brief(judgement.verdict, word), why.into()]
}

/// What becomes of a verdict once the visit is approved.
fn after(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Admit => "visit-preview-approved",
        Verdict::Refer => "visit-preview-asked",
        Verdict::Refuse => "visit-preview-refused",
    }
}

/// How a time was understood.
fn said(when: &When, context: &Context) -> String {
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
    let read = tr_with(if when.review.is_some() { "visit-when-standing" } else { "visit-when-read" }, &values);
    let closed = closed(when, context);
    if closed.is_empty() { read } else { format!("{read} {closed}") }
}

/// On which holidays it does not fall though it recurs on them, or falls though the mission is closed.
fn closed(when: &When, context: &Context) -> String {
    let named = |day: &chrono::NaiveDate| {
        let name = context.status.holidays.on(*day)?;
        Some(format!("{} ({name})", day.format("%a %-d %b")))
    };
    let some = |days: Vec<String>, id: &str| {
        let more = days.len().saturating_sub(SHOWN_HOLIDAYS);
        let named = days.into_iter().take(SHOWN_HOLIDAYS).collect::<Vec<_>>().join(", ");
        let told = [("days", Value::from(named.as_str())), ("more", more.into())];
        if named.is_empty() { String::new() } else { tr_with(id, &told) }
    };
    let on = when.days().take(366).filter_map(|day| named(&day)).collect();
    let off = when.except.iter().filter_map(named).collect();
    [some(off, "visit-when-not-on"), some(on, "visit-when-closed")].join(" ").trim().to_owned()
}

/// How a visit of today stands.
fn stands(visit: &Candidate) -> (crate::gui::widget::Words<'static>, Tone) {
    let (id, tone) = match (visit.inside.is_some(), visit.state) {
        (true, _) => ("visit-inside", Tone::Go),
        (_, Some(VisitState::Approved)) => ("visit-approved", Tone::Neutral),
        (_, Some(VisitState::Declined)) => ("visit-declined", Tone::Stop),
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
