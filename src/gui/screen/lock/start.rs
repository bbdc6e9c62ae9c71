//! Beginning with a start code: whoever has it chooses passphrases of their own, and is signed in.

use iced::widget::{column, container};
use iced::{Fill, Task};
use zeroize::Zeroizing;

use crate::desk::worker::SharedError;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::person::{self, Field, Person};
use crate::gui::form::trouble;
use crate::gui::keys::{Act, cap};
use crate::gui::style::measure::{size, space};
use crate::gui::widget::list::options;
use crate::gui::widget::{Weight, act, actions, panel, text};
use crate::i18n::{tr, tr_with};

use super::{Message, Stage, State, refused};

/// The id of the form, which is scrolled on small screens.
const FORM: &str = "start-form";

/// Passphrases that are being chosen.
pub(super) struct Starting {
    number: String,
    code: Zeroizing<String>,
    person: Person,
    trouble: Option<SharedError>,
    busy: bool,
}

impl State {
    /// The code is right: now they choose.
    pub(super) fn begins(&mut self, number: String, code: Zeroizing<String>) -> Task<Message> {
        let person = Person::starting(&number);
        self.stage = Stage::Starting(Box::new(Starting { number, code, person, trouble: None, busy: false }));
        (self.trouble, self.wait) = (None, None);
        iced::widget::operation::focus(Field::Passphrase.id())
    }

    pub(super) fn start(&mut self, context: &Context) -> Task<Message> {
        let Stage::Starting(starting) = &mut self.stage else { return Task::none() };
        if starting.busy {
            return Task::none();
        }
        let chosen = match starting.person.finish_or_focus() {
            Ok(chosen) => chosen,
            Err(task) => return task,
        };
        (starting.busy, starting.trouble) = (true, None);
        let (number, code, worker) = (starting.number.clone(), starting.code.clone(), context.worker.clone());
        let starting = async move {
            let ask = move |desk: &mut crate::desk::Desk, now| {
                let started = desk.start(now, &number, &code, chosen.passphrases());
                Ok(started.map_err(|error| refused(error, desk.delay(now, &number).unwrap_or(0))))
            };
            worker.ask(ask).await.unwrap_or_else(|error| Err(super::Refused { error, wait: 0 }))
        };
        Task::perform(starting, Message::Opened)
    }
}

impl Starting {
    pub(super) fn is_busy(&self) -> bool {
        self.busy
    }

    pub(super) fn typed(&mut self, message: person::Message) -> Task<Message> {
        self.person.update(message);
        Task::none()
    }

    pub(super) fn failed(&mut self, error: SharedError) -> Task<Message> {
        (self.busy, self.trouble) = (false, Some(error));
        iced::widget::operation::focus(Field::Passphrase.id())
    }

    pub(super) fn view(&self) -> Element<'_, Message> {
        let said = if self.busy { tr("start-busy") } else { self.says() };
        let failed = self.trouble.as_ref().map(|error| trouble(error, None));
        let head = column![text::section(tr("start-title")), text::body(said)].spacing(space::SMALL);
        let form = self.person.view(Message::Person, Message::Submit);
        let body = column![head].push(failed).push(form).spacing(space::WIDE);
        let body = container(body).padding(space::WIDE).width(Fill).into();
        let go = (!self.busy).then_some(Message::Submit);
        let acts = actions([
            act(tr("act-start"), cap(Act::Open), Weight::Go, go),
            act(tr("setup-back"), cap(Act::Back), Weight::Plain, Message::Back),
        ]);
        let pieces = panel([options(FORM, [body]), acts]);
        container(container(pieces).max_width(2.0 * size::DIALOG)).center_x(Fill).height(Fill).into()
    }

    fn says(&self) -> String {
        tr_with("start-text", &[("number", self.number.clone().into())])
    }
}
