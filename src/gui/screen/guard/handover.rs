//! Handing the running post over. What is handed over stands beside whoever takes it on; scans go on meanwhile.

use iced::widget::{Column, column, container, row};
use iced::{Fill, Task};
use zeroize::Zeroizing;

use crate::desk::handover::Sheet;
use crate::desk::worker::SharedError;
use crate::domain::Operator;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::trouble;
use crate::gui::format::{duration, time};
use crate::gui::keys::{Act, cap};
use crate::gui::note::happened;
use crate::gui::private::Private;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::list::options;
use crate::gui::widget::{Row, Weight, act, actions, check_row, empty_state, failure, field, panel, panel_head, text};
use crate::i18n::{Value, tr, tr_with};

/// The id of the form.
const FORM: &str = "handover-form";

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What is to be said to whoever comes.
    Remarks,
    /// Their service number.
    Number,
    /// Their passphrase.
    Passphrase,
}

impl Field {
    fn id(self) -> &'static str {
        match self {
            Self::Remarks => "handover-remarks",
            Self::Number => "handover-number",
            Self::Passphrase => "handover-passphrase",
        }
    }
}

/// What is handed over, and to whom.
#[derive(Default)]
pub struct State {
    sheet: Option<Result<Sheet, SharedError>>,
    remarks: String,
    number: String,
    passphrase: Zeroizing<String>,
    /// Whether whoever comes has seen what they take over.
    seen: bool,
    /// Whether somebody tried to go on: from then on what is missing is shown.
    tried: bool,
    busy: bool,
    trouble: Option<SharedError>,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// What is handed over was read.
    Read(Result<Sheet, SharedError>),
    /// A field holds something else.
    Typed(Field, Private<String>),
    /// Whoever comes has seen it, or has not.
    Tick,
    /// Hand over.
    Submit,
    /// It was handed over, or not.
    Done(Result<Operator, SharedError>),
    /// Away; what was typed for whoever comes stays.
    Back,
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(_) | Self::Done(_))
    }
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// Somebody else is signed in now.
    Handed(Operator),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl State {
    /// Reads what is handed over, and gives the keyboard to the remarks.
    pub fn begin(&mut self, ctx: &Context) -> Task<Message> {
        (self.passphrase, self.seen, self.tried) = (Zeroizing::default(), false, false);
        Task::batch([self.read(ctx), iced::widget::operation::focus(Field::Remarks.id())])
    }

    /// Reads what is handed over anew.
    pub fn read(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        Task::perform(async move { worker.ask(|desk, now| desk.sheet(now)).await }, Message::Read)
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Read(sheet) => self.took(sheet),
            Message::Done(result) => return self.done(result, ctx),
            Message::Back if !self.busy => {
                self.passphrase = Zeroizing::default();
                return (Task::none(), Some(Action::Leave));
            }
            _ if self.busy => {}
            Message::Typed(Field::Remarks, text) => self.remarks = text.0,
            Message::Typed(Field::Number, text) => self.number = text.0,
            Message::Typed(Field::Passphrase, text) => self.passphrase = Zeroizing::new(text.0),
            Message::Tick => self.seen = !self.seen,
            Message::Submit => return (self.submit(ctx), None),
            Message::Back => {}
        }
        (Task::none(), None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match act {
            Act::TickNext => Some(Message::Tick),
            Act::Submit | Act::Open => Some(Message::Submit),
            Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    /// A sheet that says something else has to be seen anew.
    fn took(&mut self, sheet: Result<Sheet, SharedError>) {
        let same = match (&self.sheet, &sheet) {
            (Some(Ok(before)), Ok(now)) => {
                let lists = |sheet: &Sheet| (sheet.content.inside.clone(), sheet.content.waiting.clone());
                lists(before) == lists(now)
            }
            _ => false,
        };
        self.seen &= same;
        self.sheet = Some(sheet);
    }

    fn submit(&mut self, ctx: &Context) -> Task<Message> {
        self.tried = true;
        let Some(Ok(sheet)) = &self.sheet else { return Task::none() };
        if self.number.trim().is_empty() {
            return iced::widget::operation::focus(Field::Number.id());
        }
        if self.passphrase.is_empty() {
            return iced::widget::operation::focus(Field::Passphrase.id());
        }
        if !self.seen {
            return Task::none();
        }
        let (content, remarks, number) = (sheet.content.clone(), self.remarks.clone(), self.number.clone());
        let passphrase = std::mem::take(&mut self.passphrase);
        (self.busy, self.trouble) = (true, None);
        let worker = ctx.worker.clone();
        let hand = async move {
            worker.ask(move |desk, now| desk.hand_over(now, &content, &remarks, (&number, &passphrase))).await
        };
        Task::perform(hand, Message::Done)
    }

    fn done(&mut self, result: Result<Operator, SharedError>, ctx: &Context) -> Update {
        self.busy = false;
        match result {
            Ok(operator) => {
                *self = Self::default();
                (Task::none(), Some(Action::Handed(operator)))
            }
            Err(error) => {
                self.trouble = Some(error);
                let focus = iced::widget::operation::focus(Field::Passphrase.id());
                (Task::batch([self.read(ctx), focus]), None)
            }
        }
    }

    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let left = container(self.view_sheet(ctx)).width(Fill);
        row![left, container(self.view_form()).width(Fill)].spacing(space::LARGE).into()
    }

    fn view_sheet<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let sheet = match &self.sheet {
            None => return panel([panel_head(tr("handover-title"), ""), empty_state(tr("reading-list"))]),
            Some(Err(error)) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                let failed = container(failed).padding(space::LARGE).into();
                return panel([panel_head(tr("handover-title"), ""), failed]);
            }
            Some(Ok(sheet)) => sheet,
        };
        let inside: Vec<_> = sheet.inside.iter().map(|line| inside_row(line, ctx)).collect();
        let waiting: Vec<_> = sheet.waiting.iter().map(|line| waiting_row(line, ctx)).collect();
        let nobody = |empty: bool, id: &str| {
            empty.then(|| container(text::quiet(tr(id))).padding([space::MEDIUM, space::LARGE]))
        };
        let lists = column![panel_head(tr("handover-inside"), sheet.content.inside.len().to_string())]
            .push(nobody(inside.is_empty(), "inside-empty"))
            .push((!inside.is_empty()).then(|| short(inside)))
            .push(panel_head(tr("handover-waiting"), sheet.content.waiting.len().to_string()))
            .push(nobody(waiting.is_empty(), "handover-nobody-waits"))
            .push((!waiting.is_empty()).then(|| short(waiting)));
        panel([options(FORM, [lists.into()]), self.sums(sheet)])
    }

    fn sums<'a>(&'a self, sheet: &Sheet) -> Element<'a, Message> {
        let sum = |id: &str, count: u64| {
            row![text::quiet(tr(id)), text::strong(count.to_string())].spacing(space::SMALL).into()
        };
        let sums = [sum("handover-badges", sheet.content.badges), sum("handover-overdue", sheet.content.overdue)];
        container(iced::widget::Row::with_children(sums).spacing(space::WIDE)).padding(space::LARGE).into()
    }

    fn view_form(&self) -> Element<'_, Message> {
        let piece = |which: Field, label: &str| {
            let value: &str = match which {
                Field::Remarks => &self.remarks,
                Field::Number => &self.number,
                Field::Passphrase => &self.passphrase,
            };
            let piece = field(tr(label), value).id(which.id());
            let piece = if which == Field::Passphrase { piece.secret() } else { piece };
            let piece = piece.on_input(move |text| Message::Typed(which, Private(text)));
            Element::from(piece.on_submit(Message::Submit))
        };
        let missing = (self.tried && !self.seen).then(|| text::remark(Tone::Stop, tr("handover-tick-first")));
        let tick = check_row(tr("handover-seen"), "", cap(Act::TickNext), self.seen, Message::Tick);
        let body = column![
            text::strong(tr("handover-leaves")),
            piece(Field::Remarks, "handover-remarks"),
            text::strong(tr("handover-comes")),
            text::quiet(tr("handover-comes-text")),
            row![piece(Field::Number, "lock-number"), piece(Field::Passphrase, "lock-passphrase")]
                .spacing(space::LARGE),
            tick,
        ];
        let body = body.push(missing).push(self.trouble.as_ref().map(|error| trouble(error, None)));
        let body = container(body.spacing(space::MEDIUM)).padding(space::WIDE).width(Fill).into();
        let go = (!self.busy).then_some(Message::Submit);
        let acts = [
            act(tr("act-hand-over"), cap(Act::Open), Weight::Go, go),
            act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::Back),
        ];
        panel([panel_head(tr("handover-sign"), ""), options("handover-sign", [body]), actions(acts)])
    }
}

/// Rows that take the room they need.
fn short<'a>(rows: Vec<Row<'a, Message>>) -> Element<'a, Message> {
    Column::with_children(rows.into_iter().map(Element::from)).into()
}

fn inside_row<'a>(line: &'a crate::desk::lists::Inside, ctx: &'a Context) -> Row<'a, Message> {
    let name = line.person.as_ref().map_or_else(|| tr("person-unknown"), |person| person.name.clone());
    let over = line.overdue.map(|over| tr_with("pill-overdue", &[("time", Value::from(duration(over)))]));
    let row = Row {
        lead: time(&ctx.now, line.since).into(),
        title: name.into(),
        subtitle: line.visit.as_ref().map(|visit| visit.host.clone()).unwrap_or_default().into(),
        pill: over.map(|words| (words.into(), Tone::Hold)),
        trail: line.badge.map(|badge| badge.short()).unwrap_or_default().into(),
        ..Row::default()
    };
    if ctx.names_shown { row } else { row.closed() }
}

fn waiting_row<'a>(line: &'a crate::desk::lists::Waiting, ctx: &'a Context) -> Row<'a, Message> {
    let why = line.reasons.iter().map(|reason| tr(&format!("reason-{}", reason.rule))).next().unwrap_or_default();
    let row = Row {
        lead: time(&ctx.now, line.since).into(),
        title: line.person.name.as_str().into(),
        subtitle: why.into(),
        ..Row::default()
    };
    if ctx.names_shown { row } else { row.closed() }
}
