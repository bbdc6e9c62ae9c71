//! How the alarm looks: places on the left, what was done under duress in the middle, how it works on the right.

use iced::Fill;
use iced::widget::{Column, column, container, row};

use super::*;
use crate::desk::alarm::Forced;
use crate::gui::keys::cap;
use crate::gui::note::happened;
use crate::gui::style::measure::{has_right_column, size, space};
use crate::gui::widget::list::list_by_id;
use crate::gui::widget::{
    Dialog, Icon, Row, Weight, act, actions, dialog, empty_state, failure as broken, field, panel, panel_head,
    scrolled, text,
};
use crate::i18n::tr_with;

use super::super::{moment, switch};

impl State {
    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let left = container(self.rows(ctx)).width(size::LEFT);
        let columns = row![left, container(self.middle(ctx)).width(Fill)].spacing(space::LARGE);
        match has_right_column(ctx.width) {
            true => columns.push(container(help()).width(size::RIGHT)).into(),
            false => columns.into(),
        }
    }

    fn rows<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let content = match &self.read {
            None => empty_state(tr("reading-list")),
            Some(Err(error)) => {
                let failed = broken(happened(error), tr(error.advice()), None);
                container(failed).padding(space::LARGE).height(Fill).into()
            }
            Some(Ok(read)) if read.places.is_empty() => empty_state(tr("alarm-places-empty")),
            Some(Ok(read)) => list_by_id(PLACES, read.places.iter().map(|line| self.row(line, ctx))),
        };
        panel([switch(Part::Alarms, ctx, Message::Go), container(content).height(Fill).into()])
    }

    fn row<'a>(&'a self, line: &'a PlaceLine, ctx: &Context) -> Row<'a, Message> {
        let here = self.cursor == Some(line.id);
        let report = &line.report;
        let (word, tone) = match (&report.trouble, report.brought) {
            (Some(_), _) => ("alarm-fails", Tone::Hold),
            (None, Some(_)) => ("alarm-goes", Tone::Go),
            (None, None) => ("alarm-untried", Tone::Neutral),
        };
        let beneath = match (&report.trouble, report.brought) {
            (Some(_), _) => tr_with("alarm-waiting", &[("count", (report.waiting as u64).into())]),
            (None, Some(at)) => tr_with("alarm-brought", &[("at", moment(&ctx.now, at).into())]),
            (None, None) => tr("alarm-untried-says"),
        };
        Row {
            title: address(&line.place).into(),
            subtitle: tr(&format!("alarm-kind-{}", line.place.kind())).into(),
            beneath: beneath.into(),
            pill: Some((tr(word).into(), tone)),
            selected: here,
            focused: here && matches!(self.doing, Doing::Looking),
            on_press: Some(Message::Pick(line.id)),
            ..Row::default()
        }
    }

    fn middle<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let forced = self.read.as_ref().and_then(|read| read.as_ref().ok()).map(|read| &read.forced);
        let lines = forced.map_or(&[][..], |page| page.lines.as_slice());
        let count = if lines.is_empty() { String::new() } else { lines.len().to_string() };
        let content = match forced {
            None => empty_state(tr("reading-list")),
            Some(_) if lines.is_empty() => empty_state(tr("alarm-forced-empty")),
            Some(_) => list_by_id(FORCED, lines.iter().map(|line| forced_row(line, ctx))),
        };
        let add = act(tr("alarm-act-add"), cap(Act::Add), Weight::Plain, Message::Add);
        let shown = self.shown().map(|_| Message::Remove);
        let remove = shown.map(|on| act(tr("alarm-act-remove"), cap(Act::Remove), Weight::Plain, on));
        let more = self.next().map(|_| act(tr("alarm-act-earlier"), cap(Act::Open), Weight::Plain, Message::Earlier));
        panel([
            panel_head(tr("alarm-forced-title"), count),
            container(content).height(Fill).into(),
            actions([add].into_iter().chain(remove).chain(more)),
        ])
    }

    /// The window with a question over it, if one is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let (title, content, verb, weight, busy) = match &self.doing {
            Doing::Looking => return window,
            Doing::Adding(adding) => {
                let asked = field(tr("alarm-place"), &adding.typed).id(FIELD).hint(tr("alarm-place-hint"));
                let asked = asked.fault(adding.fault.clone()).on_input(move |text| wrap(Message::Typed(text)));
                let asked = Element::from(asked.on_submit(wrap(Message::Submit)));
                (tr("alarm-add-title"), asked, "alarm-act-add", Weight::Go, adding.busy)
            }
            Doing::Removing(removing) => {
                let place = [("place", removing.place.place.to_string().into())];
                let fault = removing.fault.as_ref().map(|fault| text::remark(Tone::Stop, fault.as_str()));
                let says = column![text::body(tr_with("alarm-remove-text", &place))].push(fault);
                let says = Element::from(says.spacing(space::MEDIUM));
                (tr("alarm-remove-title"), says, "alarm-act-remove", Weight::Stop, removing.busy)
            }
        };
        let send = (!busy).then(|| wrap(Message::Submit));
        let question = Dialog::new(title, content).act(act(tr(verb), cap(Act::Open), weight, send));
        dialog(window, question.act(act(tr("act-back"), cap(Act::Back), Weight::Plain, wrap(Message::Back))))
    }
}

/// A place without the name of its kind, which stands below it.
fn address(place: &Goal) -> String {
    let text = place.to_string();
    let kinds = ["folder:", "command:", "http://"];
    kinds.iter().find_map(|kind| text.strip_prefix(kind)).map(str::to_owned).unwrap_or(text)
}

fn forced_row<'a>(line: &'a Forced, ctx: &Context) -> Row<'a, Message> {
    let (number, name) = &line.operator;
    Row {
        mark: Some((Icon::Triangle, tr("alarm-duress").into(), Tone::Stop)),
        title: tr(&format!("kind-{}", line.kind.code())).into(),
        subtitle: format!("{number} {name}").into(),
        beneath: moment(&ctx.now, line.at).into(),
        trail: format!("#{}", line.entry).into(),
        ..Row::default()
    }
}

/// How the alarm works, for whoever answers for it.
fn help<'a>() -> Element<'a, Message> {
    let part = |head: &str, words: &str| {
        let words: Element<'a, Message> = column![text::small_strong(tr(head)), text::small(tr(words))].into();
        words
    };
    let parts = [part("alarm-help-what", "alarm-help-what-text"), part("alarm-help-read", "alarm-help-read-text")];
    let parts = container(Column::with_children(parts).spacing(space::LARGE)).padding(space::LARGE);
    panel([panel_head(tr("alarm-help-title"), ""), scrolled(parts)])
}
