//! How it looks: everybody on the left, one of them or a form in the middle.

use iced::Fill;
use iced::widget::{Column, column, container, row};

use super::*;
use crate::desk::clock::wall;
use crate::domain::Timestamp;
use crate::gui::form::sign::Face;
use crate::gui::form::trouble;
use crate::gui::keys::cap;
use crate::gui::note::{failure as failure_line, happened};
use crate::gui::style::container as ground;
use crate::gui::style::measure::{size, space};
use crate::gui::widget::list::{list_by_id, options};
use crate::gui::widget::{
    Dialog, Row, Weight, act, actions, check_row, definition, dialog, empty_state, failure, panel, panel_head, text,
};

/// The id of what is looked at.
const SHOWN: &str = "operator-shown";

impl State {
    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let left = container(self.rows()).width(size::LEFT);
        let middle = match &self.doing {
            Doing::Enrolling(enrolment) => enrolment.view(),
            Doing::Roles(roles) => self.view_roles(roles),
            Doing::Handing(handed) => handed.view(),
            _ => self.middle(ctx),
        };
        row![left, container(middle).width(Fill)].spacing(space::LARGE).into()
    }

    fn rows(&self) -> Element<'_, Message> {
        let content = match &self.all {
            None => empty_state(tr("reading-list")),
            Some(Err(error)) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                container(failed).padding(space::LARGE).height(Fill).into()
            }
            Some(Ok(all)) => list_by_id(ROWS, all.iter().map(|line| self.row(line))),
        };
        let count = self.lines().iter().filter(|line| line.standing == Standing::Active).count();
        panel([panel_head(tr("operators-title"), count.to_string()), container(content).height(Fill).into()])
    }

    fn row<'a>(&'a self, line: &'a OperatorLine) -> Row<'a, Message> {
        let here = self.cursor == Some(line.operator.id);
        let pill = match line.standing {
            Standing::Active if line.failures > 0 => {
                Some((tr_with("operator-failures", &[("count", line.failures.into())]), Tone::Hold))
            }
            Standing::Active if line.start.is_some() => Some((tr("operator-not-begun"), Tone::Neutral)),
            Standing::Active => None,
            standing => Some((tr(&format!("standing-{}", standing.code())), Tone::Stop)),
        };
        Row {
            lead: line.operator.number.as_str().into(),
            title: line.operator.name.as_str().into(),
            subtitle: roles(&line.operator.roles).into(),
            pill: pill.map(|(words, tone)| (words.into(), tone)),
            selected: here,
            focused: here && matches!(self.doing, Doing::Looking),
            on_press: Some(Message::Pick(line.operator.id)),
            ..Row::default()
        }
    }

    fn middle<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let Some(line) = self.shown() else {
            let empty = container(empty_state(tr("operators-choose"))).height(Fill).into();
            return panel([panel_head(tr("operator-title"), ""), empty]);
        };
        let body = column![text::person(line.operator.name.as_str()), details(line, ctx)];
        let body = container(body.spacing(space::LARGE)).padding(space::WIDE).width(Fill).into();
        let mut pieces = vec![panel_head(tr("operator-title"), ""), options(SHOWN, [body])];
        let acts = self.acts(line, ctx);
        if !acts.is_empty() {
            pieces.push(actions(acts));
        }
        panel(pieces)
    }

    /// What may be done here, and to whoever is looked at.
    fn acts<'a>(&self, line: &OperatorLine, ctx: &Context) -> Vec<crate::gui::widget::Act<'a, Message>> {
        let active = line.standing == Standing::Active;
        let stands = line.standing != Standing::Ended;
        let suspend =
            if active { ("act-suspend", Deed::SuspendOperator) } else { ("act-resume", Deed::ResumeOperator) };
        let all = [
            (true, Deed::Enrol, "act-enrol", Act::Add, Message::Add),
            (active, Deed::ChangeRoles, "act-change-roles", Act::Change, Message::Change),
            (stands && !(active && line.own), suspend.1, suspend.0, Act::Suspend, Message::Suspend),
            (stands && line.pin, Deed::ResetPin, "act-reset-pin", Act::ResetPin, Message::ResetPin),
            (active && line.start.is_some(), Deed::Enrol, "act-start-code", Act::ResetPin, Message::ResetPin),
            (stands && !line.own, Deed::EndOperator, "act-end-operator", Act::Remove, Message::Remove),
        ];
        let shown = all.into_iter().filter(|(fits, deed, ..)| *fits && ctx.status.may(*deed));
        shown.map(|(_, _, words, key, message)| act(tr(words), cap(key), Weight::Plain, message)).collect()
    }

    fn view_roles<'a>(&'a self, roles: &'a Roles) -> Element<'a, Message> {
        let name = self.shown().map_or("", |line| line.operator.name.as_str());
        let lines = Role::ALL.into_iter().enumerate().map(|(place, role)| {
            let here = if place == roles.at { cap(Act::TickNext) } else { String::new() };
            let says = tr(&format!("role-says-{}", role.code()));
            check_row(role_word(role), says, here, roles.ticked.contains(&role), Message::Tick(role))
        });
        let fault = match (roles.ticked.is_empty(), may_meet(&roles.ticked)) {
            (true, _) => Some("person-roles-missing"),
            (_, false) => Some("person-roles-apart"),
            _ => None,
        };
        let own = self.shown().is_some_and(|line| line.own).then(|| text::remark(Tone::Hold, tr("roles-own")));
        let body = Column::with_children(lines).spacing(space::TINY);
        let body = column![body].push(own).push(fault.map(|id| text::remark(Tone::Stop, tr(id))));
        let body = container(body.spacing(space::MEDIUM)).padding(space::WIDE).width(Fill).into();
        let changed = self.shown().is_some_and(|line| line.operator.roles != roles.ticked);
        let go = (fault.is_none() && changed).then_some(Message::Submit);
        let acts = [
            act(tr("act-go-on"), cap(Act::Open), Weight::Go, go),
            act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::Back),
        ];
        let title = tr_with("roles-title", &[("name", Value::from(name.to_owned()))]);
        panel([panel_head(title, ""), options(SHOWN, [body]), actions(acts)])
    }
}

impl Enrolment {
    fn view(&self) -> Element<'_, Message> {
        let failed = self.trouble.as_ref().map(|error| trouble(error, None));
        let form = self.person.view(Message::Person, Message::Submit);
        let body = column![text::body(tr("enrol-who"))].push(failed).push(form).spacing(space::LARGE);
        let body = container(body).padding(space::WIDE).width(Fill).into();
        let go = (!self.busy).then_some(Message::Submit);
        let acts = [
            act(tr("act-enrol"), cap(Act::Open), Weight::Go, go),
            act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::Back),
        ];
        panel([panel_head(tr("enrol-title"), ""), options(SHOWN, [body]), actions(acts)])
    }
}

impl Handed {
    /// The start code, large, and what becomes of it.
    fn view(&self) -> Element<'_, Message> {
        let name = [("name", Value::from(self.operator.name.clone())), ("number", self.operator.number.clone().into())];
        let code = container(text::person(self.code.0.as_str())).padding(space::WIDE).style(ground::place);
        let words = column![text::body(tr_with("start-code-says", &name)), code, text::quiet(tr("start-code-once"))];
        let body = container(words.spacing(space::LARGE)).padding(space::WIDE).width(Fill).into();
        let done = act(tr("act-start-code-done"), cap(Act::Open), Weight::Go, Message::Submit);
        panel([panel_head(tr_with("start-code-title", &name), ""), options(SHOWN, [body]), actions([done])])
    }
}

fn roles(roles: &[Role]) -> String {
    roles.iter().map(|role| role_word(*role)).collect::<Vec<_>>().join(", ")
}

fn details<'a>(line: &'a OperatorLine, ctx: &Context) -> Element<'a, Message> {
    let moment = |at: Timestamp| wall(ctx.now, at).format("%a %-d %b %Y, %H:%M").to_string();
    let last = line.signed_in.map_or_else(|| tr("operator-never"), moment);
    let failed = line.failed.map(|at| tr_with("operator-failed-last", &[("time", moment(at).into())]));
    let pin = tr(if line.pin { "operator-pin-set" } else { "operator-pin-none" });
    let begun = line.start.map(|until| definition(tr("operator-begins"), tr("operator-begins-until"), moment(until)));
    let rows = [
        definition(tr("operator-number"), line.operator.number.as_str(), ""),
        definition(tr("operator-roles"), roles(&line.operator.roles), ""),
        definition(tr("operator-stands"), tr(&format!("standing-{}", line.standing.code())), ""),
        definition(tr("operator-last"), last, ""),
        definition(tr("operator-failed"), line.failures.to_string(), failed.unwrap_or_default()),
        definition(tr("operator-pin"), pin, ""),
    ];
    Column::with_children(rows).push(begun).spacing(space::SMALL).into()
}

/// What is said over the question why.
pub fn signing<'a, Outer: 'a>(change: &Change, name: &str) -> Face<'a, Outer> {
    let (stem, weight) = match change {
        Change::Roles(_) => ("roles", Weight::Go),
        Change::Suspend => ("suspend", Weight::Stop),
        Change::Resume => ("resume", Weight::Go),
        Change::End => ("end-operator", Weight::Stop),
    };
    let words = match change {
        Change::Roles(to) => tr_with("roles-text", &[("roles", roles(to).into())]),
        _ => tr(&format!("{stem}-text")),
    };
    let title = tr_with(&format!("{stem}-title"), &[("name", Value::from(name.to_owned()))]);
    let verb = match change {
        Change::Roles(_) => "act-change-roles",
        Change::Suspend => "act-suspend",
        Change::Resume => "act-resume",
        Change::End => "act-end-operator",
    };
    Face { title, content: text::body(words).into(), verb: tr(verb), weight }
}

/// The window with the question whether it is to be done.
pub fn asking<'a, Outer: Clone + 'a>(
    window: Element<'a, Outer>,
    what: Simple,
    name: &str,
    trouble: Option<&SharedError>,
    wrap: impl Fn(Message) -> Outer + Copy + 'a,
) -> Element<'a, Outer> {
    let (stem, verb) = match what {
        Simple::ResetPin => ("reset-pin", "act-reset-pin"),
        Simple::StartCode => ("start-anew", "act-start-code"),
    };
    let words = column![text::body(tr(&format!("{stem}-text")))]
        .push(trouble.map(|error| text::remark(Tone::Stop, failure_line(error))))
        .spacing(space::MEDIUM);
    let title = tr_with(&format!("{stem}-title"), &[("name", Value::from(name.to_owned()))]);
    let question = Dialog::new(title, words);
    let question = question.act(act(tr(verb), cap(Act::Open), Weight::Go, wrap(Message::Submit)));
    dialog(window, question.act(act(tr("act-back"), cap(Act::Back), Weight::Plain, wrap(Message::Back))))
}
