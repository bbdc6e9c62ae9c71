//! The rules: the text with line numbers, what is wrong with it while it is typed, what it would change, and putting it
//! in force by two; the versions before it, and going back to one.

mod view;
mod work;

use std::sync::Arc;

use iced::Task;
use iced::widget::operation;
use iced::widget::scrollable::Viewport;
use iced::widget::text_editor::{Action as Edit, Content, Cursor, Position};

use crate::desk::Desk;
use crate::desk::rules::{Complaint, SHIPPED, Version};
use crate::desk::worker::SharedError;
use crate::domain::operator::Act as Deed;
use crate::domain::{Cause, Moment};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sign::{self, Form, Who};
use crate::gui::keys::{Act, Place};
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::gui::widget::editor::{Seen, follow, wheel};
use crate::gui::widget::list::{Scroll, scroll};
use crate::i18n::tr_with;

use work::{Checked, Looked};

/// The id of what scrolls the text.
const PAGE: &str = "rules-page";
/// The id of the text.
const TEXT: &str = "rules-text";
/// The id of the list beside it.
const SIDE: &str = "rules-side";
/// An id that no field has: the keyboard is nowhere, so that arrows pick a version.
const NOWHERE: &str = "nowhere";
/// Why rules are changed.
const CAUSES: &[Cause] = &[
    Cause::Instruction,
    Cause::Threat,
    Cause::Event,
    Cause::Incident,
    Cause::Over,
    Cause::Mistake,
    Cause::Drill,
    Cause::Other,
];

/// The rules, as far as they are worked on. What is written stays while another screen is looked at.
#[derive(Debug, Default)]
pub struct State {
    content: Content,
    seen: Seen,
    /// The text in force, once it was read.
    in_force: Option<String>,
    versions: Vec<Version>,
    trouble: Option<SharedError>,
    checked: Option<Checked>,
    /// Whether the text was changed since what is being checked.
    stale: bool,
    checking: bool,
    looking: bool,
    looked: Option<Result<Arc<Looked>, SharedError>>,
    /// Counts the changes, so that what was found about an earlier text is dropped.
    ticket: u64,
    /// The version that the arrow keys stand on, while versions are looked at; the last is the program's own rules.
    picking: Option<usize>,
    doing: Option<(Doing, Form)>,
}

/// What two are asked to sign for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// Putting the text in force.
    Change,
    /// Going back to this version.
    Restore(u64),
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// The rules in force and the versions were read.
    Read(Result<(String, Vec<Version>), SharedError>),
    /// The text of a version was read into the editor.
    Fetched(Result<String, SharedError>),
    /// Something was done to the text.
    Edit(Edit),
    /// The text was scrolled.
    Scrolled(Viewport),
    /// The text was checked.
    Checked(u64, Result<Checked, SharedError>),
    /// To where this is wrong.
    Goto(usize),
    /// To the next place that is wrong.
    NextFault,
    /// Look what the text would change.
    Look,
    /// That was looked at.
    Looked(u64, Result<Arc<Looked>, SharedError>),
    /// Scroll the list beside the text.
    Scroll(Scroll),
    /// To the versions, or back to the text.
    Versions,
    /// To the version below.
    Next,
    /// To the version above.
    Previous,
    /// This version.
    Pick(usize),
    /// Read the version that the arrow keys stand on into the editor.
    Fetch,
    /// Put the text in force, or go back to the version that the arrow keys stand on.
    Submit,
    /// While it is asked why, and who signs.
    Form(sign::Message),
    /// It was done, or not.
    Done(Result<(), SharedError>),
    /// Away from what is asked, then from the versions, then from the screen.
    Back,
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// Something was recorded.
    Told(Note),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        let by_desk = matches!(self, Self::Read(_) | Self::Fetched(_) | Self::Checked(..) | Self::Looked(..));
        !by_desk && !matches!(self, Self::Done(_) | Self::Scrolled(_))
    }
}

impl State {
    /// Reads what is in force, for the first time or once more; what is written stays.
    pub fn begin(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        let read = async move { worker.ask(|desk, _| Ok((desk.policy()?.0, desk.versions()?))).await };
        Task::batch([Task::perform(read, Message::Read), operation::focus(TEXT)])
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if self.doing.is_some() { Place::Form } else { Place::Rules }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Read(result) => return (self.read(result), None),
            Message::Fetched(result) => return self.fetched(result),
            Message::Edit(edit) => return (self.edit(edit), None),
            Message::Scrolled(viewport) => self.seen = viewport.into(),
            Message::Checked(ticket, result) => return (self.took_check(ticket, result), None),
            Message::Goto(place) => return (self.go_to(place), None),
            Message::NextFault => return (self.next_fault(), None),
            Message::Look => return (self.look(ctx), None),
            Message::Looked(ticket, result) => {
                self.looking = false;
                if ticket == self.ticket {
                    self.looked = Some(result);
                }
            }
            Message::Scroll(how) => return (scroll(SIDE, how), None),
            Message::Versions => return (self.turn_versions(), None),
            Message::Next => self.step(1),
            Message::Previous => self.step(-1),
            Message::Pick(place) => self.picking = Some(place),
            Message::Fetch => return (self.fetch(ctx), None),
            Message::Submit => return self.submit(ctx),
            Message::Form(message) => return self.in_form(message, ctx),
            Message::Done(result) => return self.done(result, ctx),
            Message::Back => return self.back(),
        }
        none()
    }

    /// What a key does here; what it does not do goes to the text.
    pub fn key(&self, act: Act, _ctx: &Context) -> Option<Message> {
        if self.doing.is_some() {
            return Form::key(act).map(Message::Form);
        }
        match (act, self.picking) {
            (Act::WhatIf, _) => Some(Message::Look),
            (Act::NextFault, None) => Some(Message::NextFault),
            (Act::Versions, _) => Some(Message::Versions),
            (Act::Submit, _) => Some(Message::Submit),
            (Act::Back, _) => Some(Message::Back),
            (Act::Up, Some(_)) => Some(Message::Previous),
            (Act::Down, Some(_)) => Some(Message::Next),
            (Act::Open, Some(_)) => Some(Message::Fetch),
            (Act::PageUp, Some(_)) => Some(Message::Scroll(Scroll::PageUp)),
            (Act::PageDown, Some(_)) => Some(Message::Scroll(Scroll::PageDown)),
            _ => None,
        }
    }

    /// What was typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        self.doing.as_ref().and_then(|(_, form)| form.stray(text)).map(Message::Form)
    }

    /// The window with the question over it, if it is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        match &self.doing {
            Some((doing, form)) => form.view(window, self.face(*doing), move |message| wrap(Message::Form(message))),
            None => window,
        }
    }

    fn read(&mut self, result: Result<(String, Vec<Version>), SharedError>) -> Task<Message> {
        let (text, versions) = match result {
            Ok(read) => read,
            Err(error) => {
                self.trouble = Some(error);
                return Task::none();
            }
        };
        (self.trouble, self.versions) = (None, versions);
        // What is written stays, unless nothing was written yet beyond what was in force before.
        let untouched = self.in_force.as_ref().is_none_or(|before| *before == self.text());
        let other = self.in_force.as_ref() != Some(&ended(&text));
        if untouched && other {
            self.content = Content::with_text(&text);
        }
        self.in_force = Some(ended(&text));
        if other { self.changed() } else { Task::none() }
    }

    /// The text as it would be put in force. The editor keeps no end of its last line.
    fn text(&self) -> String {
        ended(&self.content.text())
    }

    /// Whether it is another text than the one in force.
    fn is_other(&self) -> bool {
        self.in_force.as_ref().is_some_and(|text| *text != self.text())
    }

    /// The text has changed: what was found about it is void, and it is checked anew.
    fn changed(&mut self) -> Task<Message> {
        self.ticket += 1;
        self.looked = None;
        if self.checking {
            self.stale = true;
            return Task::none();
        }
        (self.checking, self.stale) = (true, false);
        let (ticket, text) = (self.ticket, self.text());
        Task::perform(work::check(text), move |result| Message::Checked(ticket, result))
    }

    fn took_check(&mut self, ticket: u64, result: Result<Checked, SharedError>) -> Task<Message> {
        self.checking = false;
        match result {
            Ok(checked) if ticket == self.ticket => self.checked = Some(checked),
            Ok(_) => {}
            Err(error) => self.trouble = Some(error),
        }
        if self.stale { self.changed() } else { Task::none() }
    }

    fn edit(&mut self, edit: Edit) -> Task<Message> {
        if let Edit::Scroll { lines } = edit {
            return wheel(PAGE, lines);
        }
        self.picking = None;
        let edits = edit.is_edit();
        self.content.perform(edit);
        let seen = follow(PAGE, &self.content, self.seen);
        if edits { Task::batch([self.changed(), seen]) } else { seen }
    }

    fn complaints(&self) -> &[Complaint] {
        match &self.checked {
            Some(Err(complaints)) => complaints,
            _ => &[],
        }
    }

    fn go_to(&mut self, place: usize) -> Task<Message> {
        let Some(line) = self.complaints().get(place).and_then(|complaint| complaint.line) else { return Task::none() };
        let column = self.complaints().get(place).and_then(|complaint| complaint.column).unwrap_or(1);
        let line = line.saturating_sub(1).min(self.content.line_count().saturating_sub(1));
        // The editor counts bytes of a line, and a complaint its characters.
        let text = self.content.line(line).map(|line| line.text.into_owned()).unwrap_or_default();
        let column = text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
        self.content.move_to(Cursor { position: Position { line, column }, selection: None });
        Task::batch([follow(PAGE, &self.content, self.seen), operation::focus(TEXT)])
    }

    /// To the first place that is wrong beyond where the cursor stands, or to the first of all.
    fn next_fault(&mut self) -> Task<Message> {
        let here = self.content.cursor().position;
        let beyond = |complaint: &Complaint| {
            let place = complaint.line.map(|line| (line, complaint.column.unwrap_or(1)));
            place.is_some_and(|place| place > (here.line + 1, here.column + 1))
        };
        let next = self.complaints().iter().position(beyond).unwrap_or(0);
        self.go_to(next)
    }

    /// Whether the text can be used, and is as it was checked.
    fn is_good(&self) -> bool {
        matches!(self.checked, Some(Ok(_))) && !self.checking && !self.stale
    }

    fn can_look(&self) -> bool {
        self.is_good() && self.is_other() && !self.looking
    }

    /// Whether it may be put in force: it can be used, is another one, and what it would change was looked at.
    fn can_change(&self, ctx: &Context) -> bool {
        let looked = matches!(self.looked, Some(Ok(_)));
        self.picking.is_none() && self.is_good() && self.is_other() && looked && ctx.status.may(Deed::ChangeRules)
    }

    /// The version that can be gone back to: the one that the arrow keys stand on, unless it is in force.
    fn can_restore(&self, ctx: &Context) -> Option<&Version> {
        let version = self.versions.get(self.picking?)?;
        let other = self.versions.first().is_some_and(|first| first.hash != version.hash);
        (other && ctx.status.may(Deed::RestoreRules)).then_some(version)
    }

    fn look(&mut self, ctx: &Context) -> Task<Message> {
        if !self.can_look() {
            return Task::none();
        }
        (self.looking, self.looked, self.picking) = (true, None, None);
        let ticket = self.ticket;
        let look = work::look(ctx.worker.clone(), self.text());
        Task::perform(look, move |result| Message::Looked(ticket, result))
    }

    fn turn_versions(&mut self) -> Task<Message> {
        self.picking = if self.picking.is_some() { None } else { Some(0) };
        operation::focus(if self.picking.is_some() { NOWHERE } else { TEXT })
    }

    fn step(&mut self, by: isize) {
        // One more than there are: the program's own rules stand at the end.
        self.picking = self.picking.map(|here| here.saturating_add_signed(by).min(self.versions.len()));
    }

    fn fetch(&mut self, ctx: &Context) -> Task<Message> {
        let Some(place) = self.picking else { return Task::none() };
        let worker = ctx.worker.clone();
        let version = self.versions.get(place).map(|version| version.number);
        let ask = move |desk: &mut Desk, _: Moment| match version {
            Some(number) => Ok(desk.policy_of_version(number)?.0),
            None => Ok(SHIPPED.to_owned()),
        };
        Task::perform(async move { worker.ask(ask).await }, Message::Fetched)
    }

    fn fetched(&mut self, result: Result<String, SharedError>) -> Update {
        match result {
            Err(error) => (Task::none(), Some(Action::Told(Note::failed(&error)))),
            Ok(text) => {
                self.content = Content::with_text(&text);
                self.picking = None;
                (Task::batch([self.changed(), operation::focus(TEXT), scroll(PAGE, Scroll::Top)]), None)
            }
        }
    }

    fn submit(&mut self, ctx: &Context) -> Update {
        let doing = match self.can_restore(ctx) {
            Some(version) => Doing::Restore(version.number),
            None if self.can_change(ctx) => Doing::Change,
            None => return none(),
        };
        self.doing = Some((doing, Form::new(Who::Two, CAUSES, ctx.now)));
        (operation::focus(Form::first()), None)
    }

    fn in_form(&mut self, message: sign::Message, ctx: &Context) -> Update {
        let Some((_, form)) = &mut self.doing else { return none() };
        match form.update(message) {
            sign::Outcome::Stay => none(),
            sign::Outcome::Focus(field) => (operation::focus(field), None),
            sign::Outcome::Close => {
                self.doing = None;
                none()
            }
            sign::Outcome::Send => (self.send(ctx), None),
        }
    }

    fn send(&self, ctx: &Context) -> Task<Message> {
        let Some((doing, form)) = &self.doing else { return Task::none() };
        let (doing, text, why, second) = (*doing, self.text(), form.why(), form.second());
        let worker = ctx.worker.clone();
        let ask = move |desk: &mut Desk, now: Moment| match doing {
            Doing::Change => desk.change_rules(now, &text, &why, &second),
            Doing::Restore(version) => desk.restore_rules(now, version, &why, &second),
        };
        Task::perform(async move { worker.ask(ask).await }, Message::Done)
    }

    fn done(&mut self, result: Result<(), SharedError>, ctx: &Context) -> Update {
        match (result, &mut self.doing) {
            (Ok(()), doing) => {
                let restored = matches!(doing, Some((Doing::Restore(_), _)));
                (self.doing, self.picking, self.looked) = (None, None, None);
                // What is in force is what the editor shows from here on.
                self.in_force = if restored { None } else { Some(self.text()) };
                let number = self.versions.first().map_or(1, |version| version.number + 1);
                let words = tr_with("note-rules-changed", &[("version", number.into())]);
                (self.begin(ctx), Some(Action::Told(Note::told(Tone::Go, words))))
            }
            (Err(error), Some((_, form))) => {
                form.failed(&error, ctx.now);
                none()
            }
            (Err(error), None) => (Task::none(), Some(Action::Told(Note::failed(&error)))),
        }
    }

    fn back(&mut self) -> Update {
        if self.doing.take().is_some() {
            return none();
        }
        match self.picking.take() {
            Some(_) => (operation::focus(TEXT), None),
            None => (Task::none(), Some(Action::Leave)),
        }
    }
}

/// A text that ends with its last line, and that with a line break.
fn ended(text: &str) -> String {
    format!("{}\n", text.trim_end())
}

fn none() -> Update {
    (Task::none(), None)
}
