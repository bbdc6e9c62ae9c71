//! How the set-up looks: its steps on the left, one of them in the middle.

use iced::widget::{Column, column, container, row};
use iced::{Fill, Length};

use super::mission::Field;
use super::*;
use crate::domain::Posture;
use crate::gui::Element;
use crate::gui::form::{sentence, trouble};
use crate::gui::keys::cap;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Tone, container as ground};
use crate::gui::widget::{
    Footer, Header, Row, Weight, act, actions, choice_row, field, footer, header, list, panel, panel_alert, panel_head,
    screen, scrolled, text,
};
use crate::i18n::{tr, tr_with};

/// The widest a form grows, so that its fields stay within one glance.
const FORM: f32 = 864.0;

impl State {
    /// The whole window.
    pub fn view(&self) -> Element<'_, Message> {
        let now = (self.clock)();
        let head = header(Header {
            level: Posture::Normal,
            lockdown: None,
            posture: None,
            gate: tr("setup-title").into(),
            badges: Vec::new(),
            tabs: Vec::new(),
            operator: "".into(),
            role: "".into(),
            on_operator: None,
            clock: now.local(now.at).format("%H:%M").to_string().into(),
        });
        let foot = footer(Footer { items: Vec::new(), keys: tr("footer-form-keys").into(), acts: Vec::new() });
        let steps = container(self.steps()).width(size::LEFT);
        screen(Posture::Normal, head, row![steps, container(self.middle()).width(Fill)].spacing(space::LARGE), foot)
    }

    fn steps(&self) -> Element<'_, Message> {
        let steps = [
            ("setup-step-mission", Step::Mission, Step::Mission),
            ("setup-step-first", Step::First, Step::Founding),
            ("setup-step-second", Step::Company, Step::Enrolling),
            ("setup-step-recovery", Step::Recovery, Step::Recovery),
            ("setup-step-key", Step::Key, Step::Key),
        ];
        let rows = steps.into_iter().enumerate().map(|(index, (title, from, to))| {
            let pill = (self.step > to).then(|| self.done(from));
            let selected = (from..=to).contains(&self.step);
            let lead = (index + 1).to_string().into();
            Row { lead, title: tr(title).into(), pill, selected, ..Row::default() }
        });
        panel([panel_head(tr("setup-steps"), ""), list(rows)])
    }

    fn done(&self, step: Step) -> (crate::gui::widget::Words<'static>, Tone) {
        if step == Step::Company && self.company == Company::Alone {
            return (tr("setup-alone-pill").into(), Tone::Hold);
        }
        (tr("setup-done").into(), Tone::Go)
    }

    fn middle(&self) -> Element<'_, Message> {
        let pieces = Column::new().push(self.trouble.as_deref().map(|error| trouble(error, None)));
        let pieces = pieces.push(self.step_view()).spacing(space::WIDE).max_width(FORM);
        let content = container(pieces).padding(space::WIDE).width(Fill);
        let mut parts = vec![container(scrolled(content)).height(Length::Fill).into()];
        parts.extend(self.acts());
        panel(parts)
    }

    fn step_view(&self) -> Element<'_, Message> {
        match self.step {
            Step::Mission => self.mission_view(),
            Step::First => {
                titled("setup-first-title", "setup-first-text", self.first.view(Message::Person, Message::Next))
            }
            Step::Founding => working("setup-founding", "setup-founding-text"),
            Step::Company => self.company_view(),
            Step::Second => {
                titled("setup-second-title", "setup-second-text", self.second.view(Message::Person, Message::Next))
            }
            Step::Enrolling => working("setup-enrolling", "setup-enrolling-text"),
            Step::Recovery => {
                self.made.as_ref().map_or_else(|| column![].into(), |made| made.halves.view(Message::Halves))
            }
            Step::Key => self.key_view(),
        }
    }

    fn mission_view(&self) -> Element<'_, Message> {
        let input = |which: Field, label: &str, hint: &str| {
            let fault = self.mission.tried.then(|| self.mission.fault(which)).flatten();
            let piece = field(tr(label), self.mission.value(which)).id(which.id()).hint(tr(hint)).fault(fault);
            let piece = piece.on_input(move |value| Message::Mission(which, value)).on_submit(Message::Next);
            Element::from(piece)
        };
        let fields = column![
            input(Field::Name, "setup-mission", "setup-mission-hint"),
            input(Field::Domain, "setup-domain", "setup-domain-hint"),
            input(Field::Gate, "setup-gate", "setup-gate-hint"),
        ];
        titled("setup-mission-title", "setup-mission-text", fields.spacing(space::LARGE))
    }

    fn company_view(&self) -> Element<'_, Message> {
        let choice =
            |company: Company, label: &str| choice_row(tr(label), "", self.company == company, Message::Pick(company));
        let warning = (self.company == Company::Alone).then(|| {
            let words = column![text::strong(tr("setup-alone-warning")), text::body(tr("setup-alone-text"))];
            panel_alert(Tone::Hold, words.spacing(space::TINY))
        });
        let choices =
            column![choice(Company::Second, "setup-company-second"), choice(Company::Alone, "setup-company-alone")];
        titled("setup-company-title", "setup-company-text", choices.push(warning).spacing(space::MEDIUM))
    }

    fn key_view(&self) -> Element<'_, Message> {
        let Some(made) = &self.made else { return column![].into() };
        let shown = |label: &str, value: &str| {
            let value = container(text::body(value.to_owned())).padding(space::LARGE).width(Fill).style(ground::place);
            column![text::hint(tr(label)), value].spacing(space::TINY)
        };
        let saved: Element<'_, Message> = match &self.saved {
            None => text::hint(tr("setup-key-saving")).into(),
            Some(Ok(path)) => {
                let path = path.display().to_string();
                text::remark(Tone::Go, tr_with("setup-key-saved", &[("path", path.into())])).into()
            }
            Some(Err(error)) => trouble(error, None),
        };
        let pieces =
            column![shown("setup-key-origin", &made.identity.origin), shown("setup-key-key", &made.identity.key)];
        titled("setup-key-title", "setup-key-text", pieces.push(saved).spacing(space::LARGE))
    }

    fn acts(&self) -> Option<Element<'_, Message>> {
        let halves = self.made.as_ref().map(|made| &made.halves);
        let (lead, back) = match self.step {
            Step::Founding | Step::Enrolling => return None,
            Step::Mission => ("setup-next", None),
            Step::First => ("setup-found", Some("setup-back")),
            Step::Company if self.company == Company::Alone => ("setup-go-alone", None),
            Step::Company => ("setup-next", None),
            Step::Second => ("setup-enrol", Some("setup-back")),
            Step::Recovery => (halves?.lead(), halves?.back()),
            Step::Key => ("setup-open", None),
        };
        let lead = act(tr(lead), cap(Act::Open), Weight::Go, Message::Next);
        let back = back.map(|label| act(tr(label), cap(Act::Back), Weight::Plain, Message::Back));
        Some(actions([lead].into_iter().chain(back)))
    }
}

fn titled<'a>(title: &str, words: &str, content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    let head = column![text::section(tr(title)), text::quiet(tr(words))].spacing(space::SMALL);
    column![head, content.into()].spacing(space::WIDE).width(Fill).into()
}

fn working<'a>(title: &str, words: &str) -> Element<'a, Message> {
    column![text::section(tr(title)), text::quiet(tr(words))].spacing(space::SMALL).into()
}

/// What is printed and kept: enough to check evidence of this post without asking it.
pub(super) fn key_text(identity: &Identity) -> String {
    let lines = [
        ("setup-mission", &identity.mission),
        ("setup-gate", &identity.gate),
        ("setup-key-origin", &identity.origin),
        ("setup-key-key", &identity.key),
    ];
    let lines: Vec<_> = lines.into_iter().map(|(label, value)| format!("{}:\n{value}\n", tr(label))).collect();
    format!("{}\n\n{}", sentence(&tr("setup-key-text")), lines.join("\n"))
}
