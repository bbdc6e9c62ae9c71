//! How invitations look: whose on the left, the page in the middle, what is done with all of them on the right.

use iced::Fill;
use iced::widget::{column, container};

use super::{FIELD, Invite, Message, tone, worth};
use crate::desk::letters::{HEIGHT_MM, WIDTH_MM};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::trouble;
use crate::gui::format::time;
use crate::gui::keys::{Act, cap};
use crate::gui::style::measure::{has_right_column, space};
use crate::gui::widget::list::initials;
use crate::gui::widget::{
    Row, Weight, act, actions, columns, empty_state, field, list, panel, panel_head, picture, plain, progress,
    scrolled, text as words,
};
use crate::i18n::{Value, tr, tr_with};

/// How high the page is drawn in the window.
const HIGH: f32 = 540.0;

impl Invite {
    /// What lies between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let beside = || self.beside(ctx);
        // Where only two columns fit, what is done stands where the names would.
        let left = if has_right_column(ctx.width) { self.names(ctx) } else { beside() };
        columns(ctx.width, left, self.page(ctx), beside())
    }

    fn names<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let row = |(at, (_, name)): (usize, &'a (crate::domain::VisitId, String))| Row {
            title: if ctx.names_shown { name.as_str().into() } else { initials(name).into() },
            selected: at == self.at,
            focused: at == self.at,
            on_press: Some(Message::Pick(at)),
            ..Row::default()
        };
        let head = panel_head(tr("invite-whom"), self.visits.len().to_string());
        panel([head, list(self.visits.iter().enumerate().map(row))])
    }

    fn page<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let name = self.visits.get(self.at).map_or("", |(_, name)| name.as_str());
        let title = if ctx.names_shown { name.to_owned() } else { initials(name) };
        let body: Element<'a, Message> = match &self.shown {
            None => empty_state(tr("agenda-reading")),
            Some(shown) => match (&shown.page, &shown.trouble) {
                (Some((image, ..)), _) if ctx.names_shown => {
                    let page: Element<'a, Message> = picture(image.clone(), HIGH * WIDTH_MM / HEIGHT_MM, HIGH);
                    scrolled(container(page).center_x(Fill).padding(space::LARGE))
                }
                (Some(_), _) => empty_state(tr("invite-closed")),
                (None, Some(error)) => container(trouble(error, None)).padding(space::WIDE).height(Fill).into(),
                (None, None) => empty_state(tr("invite-none")),
            },
        };
        panel([panel_head(title, self.spoken()), body, self.acts()])
    }

    /// In which language the page is.
    fn spoken(&self) -> String {
        let page = self.shown.as_ref().and_then(|shown| shown.page.as_ref());
        page.map_or_else(String::new, |(_, _, language)| tr(&format!("language-{}", language.code())))
    }

    fn beside<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let mut rows = column![].spacing(space::MEDIUM).padding(space::LARGE);
        if let Some(run) = &self.run {
            let told = [("done", Value::from(run.next)), ("all", self.visits.len().into())];
            let share = run.next as f32 / self.visits.len().max(1) as f32;
            rows = rows.push(progress(tr_with("invite-going", &told), share, None));
        }
        if let Some((tone, told)) = &self.told {
            rows = rows.push(words::remark(*tone, told.as_str()));
        }
        let invited = self.shown.iter().flat_map(|shown| &shown.invited);
        for one in invited {
            let told = [("by", Value::from(one.by.as_str())), ("time", time(&ctx.now, one.at).into())];
            let state = words::strong(format!("{} · {}", worth(one), one.number)).tone(tone(one.worth));
            rows = rows.push(column![state, words::hint(tr_with("agenda-step", &told))]);
        }
        if let Some(shown) = &self.shown {
            if shown.page.as_ref().is_some_and(|(_, complete, _)| !complete) {
                rows = rows.push(words::small(tr("invite-incomplete")));
            }
            let to = shown.to.as_ref().filter(|_| ctx.names_shown);
            let to =
                to.map_or_else(|| tr("invite-no-address"), |to| tr_with("invite-to", &[("to", to.as_str().into())]));
            if shown.page.is_some() {
                rows = rows.push(words::hint(to));
            }
        }
        let language = format!("{} ← →", tr("invite-language"));
        rows = rows.push(plain(language, Some(Message::Language(1))));
        let folder = field(tr("invite-folder"), &self.folder).id(FIELD).hint(tr("invite-folder-hint"));
        rows = rows.push(Element::from(folder.on_input(Message::Typed).on_submit(Message::Save)));
        let count = [("count", Value::from(self.visits.len()))];
        let when = |message: Message| self.run.is_none().then_some(message);
        for (label, key, message) in [
            ("invite-save", Act::Save, when(Message::Save)),
            ("invite-renew", Act::Change, when(Message::Renew)),
            ("act-back", Act::Back, Some(Message::Close)),
        ] {
            rows = rows.push(plain(format!("{} {}", tr_with(label, &count), cap(key)), message));
        }
        panel([panel_head(tr("invite-title"), ""), scrolled(rows)])
    }

    fn acts<'a>(&'a self) -> Element<'a, Message> {
        let count = [("count", Value::from(self.visits.len()))];
        let when = |message: Message| self.run.is_none().then_some(message);
        let make = act(tr_with("invite-make", &count), cap(Act::Submit), Weight::Go, when(Message::Make));
        let send = act(tr_with("invite-send", &count), cap(Act::Send), Weight::Plain, when(Message::Send));
        let withdraw = act(tr_with("invite-withdraw", &count), cap(Act::Remove), Weight::Stop, when(Message::Withdraw));
        actions([make, send, withdraw])
    }
}
