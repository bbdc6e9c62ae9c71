//! How it looks: one form, from whom above, the server in the middle, a mail to try it below.

use iced::Fill;
use iced::widget::{column, container, row};

use super::{Field, Message, State};
use crate::domain::mail::Security;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::trouble;
use crate::gui::keys::{Act, cap};
use crate::gui::private::Private;
use crate::gui::style::Tone;
use crate::gui::style::measure::{size, space};
use crate::gui::widget::list::options;
use crate::gui::widget::{Weight, act, actions, choice_row, field, panel, panel_head, text};
use crate::i18n::tr;

/// The id of the form, which is scrolled on small screens.
const FORM: &str = "mail-form";

impl State {
    /// What lies between header and footer.
    pub fn view<'a>(&'a self, _: &'a Context) -> Element<'a, Message> {
        let way = |security: Security| {
            let label = tr(&format!("mail-security-{}", security.code()));
            choice_row(label, "", self.security() == security, Message::Security(security))
        };
        let ways = column![text::hint(format!("{} {}", tr("mail-security"), cap(Act::NextView)))]
            .extend(Security::ALL.map(way));
        let two = |left, right| row![self.input(left), self.input(right)].spacing(space::LARGE);
        let mut body = column![text::quiet(tr("mail-says"))]
            .push(self.trouble.as_ref().map(|error| trouble(error, None)))
            .push(two(Field::Sender, Field::Name))
            .push(two(Field::Host, Field::Port))
            .push(ways)
            .push(two(Field::User, Field::Password))
            .push(self.input(Field::Authorities));
        if self.kept.as_ref().is_some_and(|kept| kept.server.is_some()) {
            body = body.push(text::head(tr("mail-try"))).push(self.input(Field::To)).push(self.tested());
        }
        let body = container(body.spacing(space::MEDIUM)).padding(space::WIDE).width(Fill).into();
        let idle = !self.busy;
        let acts = [
            act(tr("act-keep-mail"), cap(Act::Submit), Weight::Go, idle.then_some(Message::Submit)),
            act(tr("act-test-mail"), cap(Act::Send), Weight::Plain, self.may_test().then_some(Message::Test)),
            act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::Back),
        ];
        let page = panel([panel_head(tr("mail-title"), ""), options(FORM, [body]), actions(acts)]);
        container(container(page).max_width(2.0 * size::DIALOG)).center_x(Fill).height(Fill).into()
    }

    fn input<'a>(&'a self, which: Field) -> Element<'a, Message> {
        let value: &'a str = match which {
            Field::Sender => &self.sender,
            Field::Name => &self.name,
            Field::Host => &self.host,
            Field::Port => &self.port,
            Field::User => &self.user,
            Field::Password => &self.password,
            Field::Authorities => &self.authorities,
            Field::To => &self.to,
        };
        let hint = match which {
            Field::Host => Some("mail-host-hint"),
            Field::Password if self.kept.as_ref().is_some_and(|kept| kept.server.is_some()) => {
                Some("mail-password-kept")
            }
            Field::Authorities if self.known_authorities().is_some() => Some("mail-authorities-kept"),
            Field::Authorities => Some("mail-authorities-hint"),
            Field::To if self.changed => Some("mail-keep-first"),
            _ => None,
        };
        let fault = if self.tried { self.fault(which) } else { None };
        let piece = field(tr(which.id()), value).id(which.id());
        let piece = if which == Field::Password { piece.secret() } else { piece };
        let piece = match hint {
            Some(hint) => piece.hint(tr(hint)),
            None => piece,
        };
        let submit = if which == Field::To { Message::Test } else { Message::Submit };
        let piece = piece.fault(fault).on_input(move |value| Message::Typed(which, Private(value)));
        Element::from(piece.on_submit(submit))
    }

    /// What came of the mail to try it.
    fn tested<'a>(&self) -> Option<Element<'a, Message>> {
        let words = match self.tested {
            None if self.busy => text::remark(Tone::Neutral, tr("mail-testing")),
            None => return None,
            Some(Ok(())) => text::remark(Tone::Go, tr("cli-mail-tested")),
            Some(Err(trouble)) => text::remark(Tone::Stop, tr(&format!("mail-trouble-{}", trouble.code()))),
        };
        Some(words.into())
    }
}
