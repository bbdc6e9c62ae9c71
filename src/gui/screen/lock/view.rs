//! How the lock looks.

use iced::widget::{Column, column, container, row};
use iced::{Center, Fill};

use super::recovery::{Asked, Recovery, id};
use super::*;
use crate::desk::sample;
use crate::gui::Element;
use crate::gui::form::trouble;
use crate::gui::format::time;
use crate::gui::keys::cap;
use crate::gui::style::Tone;
use crate::gui::style::measure::{size, space};
use crate::gui::widget::{
    Badge, Footer, Header, Icon, Weight, act, field, footer, header, icon, level_badge, link, list::options,
    lockdown_band, one_line, panel, screen, text,
};
use crate::i18n::{tr, tr_with};

impl State {
    /// The whole window.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let demo = Badge { words: tr("demo-badge").into(), tone: Tone::Hold, icon: None };
        let threat = &context.status.threat;
        let lockdown =
            threat.lockdown.map(|begun| tr_with("lockdown-means", &[("time", time(&context.now, begun.since).into())]));
        let head = header(Header {
            level: threat.posture,
            lockdown: lockdown.map(|means| lockdown_band(tr("lockdown-word"), means, [])),
            posture: Some(level_badge(threat.posture, tr(&format!("posture-{}", threat.posture.code())), None)),
            gate: context.status.gate.as_str().into(),
            badges: context.demo.then_some(demo).into_iter().collect(),
            tabs: Vec::new(),
            operator: "".into(),
            role: "".into(),
            on_operator: None,
            clock: context.now.local(context.now.at).format("%H:%M").to_string().into(),
        });
        let acts = vec![(tr("footer-keys").into(), cap(Act::Keys).into(), Message::Keys)];
        let foot = footer(Footer { items: Vec::new(), keys: tr("footer-lock-keys").into(), acts });
        let middle = match &self.stage {
            Stage::Asking | Stage::Opening => self.sign_in(context),
            Stage::Recovering(recovery) => self.recovery(recovery, context),
            Stage::Starting(starting) => starting.view(),
        };
        screen(threat.posture, head, middle, foot)
    }

    fn sign_in<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let opening = matches!(self.stage, Stage::Opening);
        let title =
            column![text::person(context.status.mission.as_str()), text::subtitle(context.status.gate.as_str())];
        let left = self.seconds_left(context);
        let submit = (!opening && left == 0).then_some(Message::Submit);
        let verb = match (opening, self.by_pin) {
            (true, _) => "lock-opening",
            (false, true) => "lock-resume",
            (false, false) => "lock-sign-in",
        };
        let button = act(tr(verb), "Enter", Weight::Go, submit);
        let other = self.pin_goes_on.then(|| {
            let words = tr(if self.by_pin { "lock-to-passphrase" } else { "lock-to-pin" });
            let link = link(words, (!opening).then_some(Message::Back));
            Element::from(row![link, cap_of(Act::Back)].spacing(space::SMALL).align_y(Center))
        });
        let recover = row![link(tr("lock-recover"), (!opening).then_some(Message::Recover)), cap_of(Act::Recover)];
        let form = column![title].push(self.waits()).extend(self.fields());
        let form = form.push(self.said(context)).push(Element::from(button)).push(other);
        let recover = (!self.by_pin).then(|| recover.spacing(space::SMALL).align_y(Center));
        let form = form.push(recover).spacing(space::MEDIUM);
        let card = container(crate::gui::widget::panel::card(form)).max_width(size::DIALOG);
        let pieces = column![card].push(context.demo.then(hint)).spacing(space::LARGE).align_x(Center);
        container(pieces).center(Fill).into()
    }

    /// Whose session waits, and what becomes of it.
    fn waits<'a>(&self) -> Option<Element<'a, Message>> {
        let number = [("number", self.held.clone()?.into())];
        let words = if self.by_pin { "lock-held" } else { "lock-held-full" };
        Some(text::body(tr_with(words, &number)).into())
    }

    /// The PIN, or number and passphrase.
    fn fields(&self) -> Vec<Element<'_, Message>> {
        if self.by_pin {
            let pin = field(tr("lock-pin"), &self.pin).id(Field::Pin.id()).secret();
            let pin = pin.on_input(|value| Message::Typed(Field::Pin, Private(value))).on_submit(Message::Submit);
            return vec![pin.into()];
        }
        let number = field(tr("lock-number"), &self.number).id(Field::Number.id());
        let number = number.on_input(|value| Message::Typed(Field::Number, Private(value))).on_submit(Message::Submit);
        let passphrase = field(tr("lock-passphrase"), &self.passphrase).id(Field::Passphrase.id()).secret();
        let passphrase = passphrase.on_input(|value| Message::Typed(Field::Passphrase, Private(value)));
        vec![number.into(), passphrase.on_submit(Message::Submit).into()]
    }

    /// What went wrong, and how long to wait.
    fn said<'a>(&'a self, context: &Context) -> Option<Element<'a, Message>> {
        let error = self.trouble.as_deref()?;
        if !is_wrong(error) {
            return Some(trouble(error, None));
        }
        let recovering = matches!(self.stage, Stage::Recovering(_));
        let what = text::strong(tr(match error {
            DeskError::WrongPin => "lock-wrong-pin",
            DeskError::PinSpent => "lock-pin-spent",
            DeskError::Wait(_) => "lock-too-often",
            _ if recovering => "lock-wrong-code",
            _ => "lock-wrong",
        }));
        let left = self.seconds_left(context);
        let again = match (left, error) {
            (0, DeskError::PinSpent) => tr("advice-pin-spent"),
            (0, _) => tr("lock-again"),
            _ => tr_with("lock-wait", &[("seconds", left.into())]),
        };
        let words = column![what.tone(Tone::Stop), text::body(again)];
        let mark = icon(Icon::OctagonCross, 24.0, Tone::Stop);
        Some(row![mark, words].spacing(space::MEDIUM).into())
    }

    fn recovery<'a>(&'a self, recovery: &'a Recovery, context: &'a Context) -> Element<'a, Message> {
        let (content, lead, back): (Element<'a, Message>, _, _) = match recovery {
            Recovery::Asked(asked) => (asked.view(self.said(context)), Some("recover-enrol"), Some("setup-back")),
            Recovery::Busy(_) => {
                let words = column![text::section(tr("recover-title")), text::quiet(tr("recover-busy"))];
                (words.spacing(space::SMALL).into(), None, None)
            }
            Recovery::Spent(_, halves) => {
                let words = column![text::section(tr("recover-spent")), text::quiet(tr("recover-spent-text"))];
                let words = words.spacing(space::SMALL);
                let pieces = column![words, halves.view(Message::Halves)].spacing(space::WIDE);
                (pieces.into(), Some(halves.lead()), halves.back())
            }
        };
        let waiting = matches!(recovery, Recovery::Asked(_)) && self.seconds_left(context) > 0;
        let submit = (!waiting).then_some(Message::Submit);
        let lead = lead.map(|label| act(tr(label), "Enter", Weight::Go, submit));
        let back = back.map(|label| act(tr(label), cap(Act::Back), Weight::Plain, Message::Back));
        let content = container(content).padding(space::WIDE).width(Fill);
        let mut parts = vec![options(super::recovery::FORM, [content.into()])];
        let acts: Vec<_> = lead.into_iter().chain(back).collect();
        if !acts.is_empty() {
            parts.push(crate::gui::widget::actions(acts));
        }
        container(container(panel(parts)).max_width(2.0 * size::DIALOG)).center_x(Fill).height(Fill).into()
    }
}

impl Asked {
    fn view<'a>(&'a self, said: Option<Element<'a, Message>>) -> Element<'a, Message> {
        let half = |which: usize, label: &str| {
            let fault = (self.tried && self.is_faulty(which)).then(|| tr("recover-half-fault"));
            let value = self.halves.get(which).map_or("", |half| half.as_str());
            let piece = field(tr(label), value).id(id(which)).fault(fault);
            let piece = piece.on_input(move |value| Message::Half(which, Private(value))).on_submit(Message::Submit);
            let name = self.holders.get(which).map_or("", String::as_str);
            let fault = (self.tried && name.trim().is_empty()).then(|| tr("recover-holder-fault"));
            let holder = field(tr("recover-holder"), name).id(super::recovery::holder_id(which)).fault(fault);
            let holder = holder.on_input(move |name| Message::Holder(which, name)).on_submit(Message::Submit);
            Element::from(column![Element::from(piece), Element::from(holder)].spacing(space::SMALL).width(Fill))
        };
        let head = column![text::section(tr("recover-title")), text::quiet(tr("recover-text"))].spacing(space::SMALL);
        let halves = row![half(0, "recover-first"), half(1, "recover-second")].spacing(space::LARGE);
        let person = column![text::strong(tr("recover-person")), self.person.view(Message::Person, Message::Submit)];
        let pieces = Column::new().push(head).push(said).push(halves).push(person.spacing(space::MEDIUM));
        pieces.spacing(space::WIDE).width(Fill).into()
    }
}

fn cap_of<'a>(act: Act) -> Element<'a, Message> {
    crate::gui::widget::key_cap(cap(act))
}

/// Who may sign in to the sample mission, and how; it guards nobody.
fn hint<'a>() -> Element<'a, Message> {
    let lines = sample::OPERATORS.into_iter().map(|operator| {
        let role = operator.roles.first().map_or_else(String::new, |role| tr(&format!("role-{}", role.code())));
        let number = container(text::small_strong(operator.number)).width(size::LEAD - space::SMALL);
        let passphrase = container(text::small(operator.passphrase)).width(size::PHOTO.0);
        row![number, passphrase, one_line(text::hint(role))].spacing(space::SMALL).into()
    });
    let lines = column![text::head(tr("demo-hint"))].extend(lines).spacing(space::TINY);
    container(crate::gui::widget::panel::card(lines)).max_width(size::DIALOG).into()
}
