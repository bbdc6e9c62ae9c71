//! Erasing the guest of an entry: what would go, what stays, what stands in the way, and the two who sign for it.

use std::sync::Arc;

use iced::widget::{Column, column, container, operation};
use iced::{Fill, Task};

use crate::desk::Desk;
use crate::desk::erase::{Dossier, Hold};
use crate::desk::second::{Second, Why};
use crate::desk::worker::{SharedError, Worker};
use crate::domain::{Cause, Moment, PersonId};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign::{self, Face, Form, Who};
use crate::gui::form::trouble;
use crate::gui::format::exact;
use crate::gui::keys::{Act, cap};
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::list::{Scroll, initials, options, scroll};
use crate::gui::widget::{Weight, act, actions, definition, empty_state, panel, panel_head, progress, text};
use crate::i18n::{Value, tr, tr_with};

/// The id of what is shown.
const DOSSIER: &str = "erase-dossier";
/// Why somebody is erased.
const CAUSES: &[Cause] = &[Cause::Request, Cause::Retention, Cause::Mistake, Cause::Instruction, Cause::Other];

/// What was found so far.
type Found = Result<Arc<Dossier>, SharedError>;

/// A guest who may be erased.
#[derive(Debug)]
pub struct State {
    found: Option<Found>,
    form: Option<Form>,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// Some more entries were looked at.
    Found(Found),
    /// It is to be done.
    Ask,
    /// While it is asked why, and who signs.
    Form(sign::Message),
    /// It was done, or not.
    Done(Result<Note, SharedError>),
    /// Scroll what is shown.
    Scroll(Scroll),
    /// Away from what is asked, then from here.
    Back,
}

/// What it wants of the log.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// To be put away.
    Close,
    /// The guest is erased.
    Erased(Note),
}

type Update = (Task<Message>, Option<Outcome>);

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Found(_) | Self::Done(_))
    }
}

impl State {
    /// Looks for what is kept of a guest.
    pub fn new(guest: PersonId, context: &Context) -> (Self, Task<Message>) {
        let worker = context.worker.clone();
        let begin = async move { worker.ask(move |desk, now| desk.dossier(now, guest)).await.map(Arc::new) };
        (Self { found: None, form: None }, Task::perform(begin, Message::Found))
    }

    /// Whether a question is asked.
    pub fn asks(&self) -> bool {
        self.form.is_some()
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, context: &Context) -> Update {
        match message {
            Message::Found(found) => return (self.took(found, context), None),
            Message::Ask => return (self.ask(context), None),
            Message::Form(message) => return (self.in_form(message, context), None),
            Message::Done(Ok(note)) => return (Task::none(), Some(Outcome::Erased(note))),
            Message::Done(Err(error)) => {
                if let Some(form) = &mut self.form {
                    form.failed(&error, context.now);
                }
            }
            Message::Scroll(how) => return (scroll(DOSSIER, how), None),
            Message::Back if self.form.is_none() => return (Task::none(), Some(Outcome::Close)),
            Message::Back => self.form = None,
        }
        (Task::none(), None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act) -> Option<Message> {
        if self.form.is_some() {
            return Form::key(act).map(Message::Form);
        }
        match act {
            Act::Erase => self.whole().is_some_and(|found| found.holds.is_empty()).then_some(Message::Ask),
            Act::Back => Some(Message::Back),
            _ => super::scroll_key(act).map(Message::Scroll),
        }
    }

    /// What was typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        self.form.as_ref()?.stray(text).map(Message::Form)
    }

    /// What was found, once the whole log was looked at.
    fn whole(&self) -> Option<&Arc<Dossier>> {
        self.found.as_ref()?.as_ref().ok().filter(|found| found.is_whole())
    }

    /// Some more was looked at: it goes on where there is more.
    fn took(&mut self, found: Found, context: &Context) -> Task<Message> {
        let more = found.as_ref().ok().filter(|found| !found.is_whole()).cloned();
        self.found = Some(found);
        let Some(more) = more else { return Task::none() };
        let worker = context.worker.clone();
        let looking = async move {
            let mut dossier = Arc::unwrap_or_clone(more);
            let some = move |desk: &mut Desk, _| desk.dossier_some(&mut dossier).map(|_| Arc::new(dossier));
            worker.ask(some).await
        };
        Task::perform(looking, Message::Found)
    }

    fn ask(&mut self, context: &Context) -> Task<Message> {
        if self.whole().is_none_or(|found| !found.holds.is_empty()) {
            return Task::none();
        }
        self.form = Some(Form::new(Who::Two, CAUSES, context.now));
        operation::focus(Form::first())
    }

    fn in_form(&mut self, message: sign::Message, context: &Context) -> Task<Message> {
        let Some(form) = &mut self.form else { return Task::none() };
        match form.update(message) {
            sign::Outcome::Stay => Task::none(),
            sign::Outcome::Focus(field) => operation::focus(field),
            sign::Outcome::Close => {
                self.form = None;
                Task::none()
            }
            sign::Outcome::Send => {
                let (why, second) = (form.why(), form.second());
                let Some(dossier) = self.whole().cloned() else { return Task::none() };
                let erasing = erase(context.worker.clone(), dossier, why, second);
                Task::perform(erasing, Message::Done)
            }
        }
    }

    /// What is shown in the place of the entry.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let back = act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::Back);
        let free = self.whole().is_some_and(|found| found.holds.is_empty());
        let erase = act(tr("act-erase"), cap(Act::Erase), Weight::Stop, free.then_some(Message::Ask));
        let content = match &self.found {
            None => empty_state(tr("reading-list")),
            Some(Err(error)) => container(trouble(error, None)).padding(space::WIDE).height(Fill).into(),
            Some(Ok(found)) => options(DOSSIER, [dossier(found, context)]),
        };
        let name = self.found.as_ref().and_then(|found| found.as_ref().ok()).map(|found| found.known.name.as_str());
        let name = name.map(|name| if context.names_shown { name.to_owned() } else { initials(name) });
        let title = tr_with("erase-title", &[("name", name.unwrap_or_default().into())]);
        panel([panel_head(title, ""), content, actions([erase, back])])
    }

    /// The window with the question over it, if it is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let (Some(form), Some(found)) = (&self.form, self.whole()) else { return window };
        let count = [("count", Value::from(found.entries.len()))];
        let words = column![text::strong(tr("erase-for-good")), text::body(tr_with("erase-sign", &count))];
        let face = Face {
            title: tr_with("erase-title", &[("name", found.known.name.as_str().into())]),
            content: words.spacing(space::SMALL).into(),
            verb: tr("act-erase"),
            weight: Weight::Stop,
        };
        form.view(window, face, move |message| wrap(Message::Form(message)))
    }
}

async fn erase(worker: Worker, dossier: Arc<Dossier>, why: Why, second: Second) -> Result<Note, SharedError> {
    let dossier = Arc::unwrap_or_clone(dossier);
    let erase = move |desk: &mut Desk, now: Moment| desk.erase(now, dossier, &why, &second);
    let erased = worker.ask(erase).await?;
    let said = tr_with("note-erased", &[("entry", erased.entry.to_string().into())]);
    Ok(if erased.emptied {
        Note::told(Tone::Go, said)
    } else {
        Note::told(Tone::Hold, format!("{said} {}", tr("erase-unemptied")))
    })
}

/// What goes, what stays, and what stands in the way.
fn dossier<'a>(found: &'a Dossier, context: &'a Context) -> Element<'a, Message> {
    let (done, total) = found.progress;
    if !found.is_whole() {
        let values = [("done", Value::from(done)), ("total", Value::from(total))];
        let share = done as f32 / total.max(1) as f32;
        let words = tr_with("erase-looking", &values);
        return container(progress(words, share, None)).padding(space::WIDE).width(Fill).into();
    }
    let span =
        found.span.map(|(first, last)| format!("{} – {}", exact(&context.now, first), exact(&context.now, last)));
    let rows = [
        ("erase-entries", found.entries.len().to_string()),
        ("erase-visits", found.visits.len().to_string()),
        ("erase-stays", found.stays.to_string()),
        ("erase-span", span.unwrap_or_default()),
    ];
    let rows = rows.map(|(term, value)| definition(tr(term), value, ""));
    let held = (!found.holds.is_empty()).then(|| {
        let holds = found.holds.iter().map(|hold| held(*hold));
        column![text::strong(tr("erase-hold-title")), Column::with_children(holds).spacing(space::SMALL)]
            .spacing(space::SMALL)
    });
    let part = |title: &str, words: &str| column![text::strong(tr(title)), text::body(tr(words))].spacing(space::TINY);
    let pieces = column![].push(held).push(Column::with_children(rows).spacing(space::SMALL));
    let pieces = pieces.push(part("erase-lost-title", "erase-lost")).push(part("erase-kept-title", "erase-kept"));
    container(pieces.spacing(space::WIDE)).padding(space::WIDE).width(Fill).into()
}

fn held<'a>(hold: Hold) -> Element<'a, Message> {
    let what = tr(&format!("erase-hold-{}", hold.code()));
    text::remark(Tone::Hold, format!("{what} {}", tr(hold.advice()))).into()
}
