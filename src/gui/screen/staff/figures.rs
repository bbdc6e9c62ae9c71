//! The page of figures: a period, what it comes to in charts or as a table, and the visits that a bar is made of.

mod charts;
mod sought;
#[cfg(test)]
mod tests;
mod view;

use std::sync::Arc;

use iced::Task;
use iced::widget::operation;
use iced::widget::operation::{AbsoluteOffset, scroll_to};

use crate::desk::Desk;
use crate::desk::export::{List, Work};
use crate::desk::worker::{SharedError, Worker};
use crate::domain::Moment;
use crate::domain::figures::{Figures, Period, Span};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::sentence;
use crate::gui::keys::{Act, Place};
use crate::gui::widget::list::{Scroll, scroll};

pub use sought::Sought;

/// The id of what is scrolled.
const PAGE: &str = "figures-page";
/// The id of the field of days.
const FIELD: &str = "figures-typed";
/// How long is read before it is told how far it is, in milliseconds.
const PATIENCE: i64 = 500;
/// What of the page stays in sight above where the arrow keys stand, in pixels.
const ABOVE: f32 = 140.0;

/// The page, as far as it is looked at.
#[derive(Debug, Default)]
pub struct State {
    /// Which days; those of this month until another period is chosen.
    period: Option<Period>,
    span: Option<Span>,
    /// What is typed of other days, and why that are none.
    text: String,
    fault: Option<String>,
    read: Option<Result<Arc<Figures>, SharedError>>,
    reading: Option<Reading>,
    /// Whether they are shown as a table.
    table: bool,
    /// The place of the arrow keys among what leads to visits.
    cursor: Option<usize>,
    /// Which request is waited for; answers to earlier ones are dropped.
    asked: u64,
}

/// Figures that are being read: since when, on the monotonic clock, and how far.
#[derive(Debug)]
struct Reading {
    since: i64,
    work: Work,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// They were read, for the request of this number; nothing where nobody wanted them any more.
    Read(u64, Result<Option<Arc<Figures>>, SharedError>),
    /// This period.
    Show(Span),
    /// The next of those with a name.
    NextSpan,
    /// The period before or after.
    Turn(bool),
    /// Other days are being typed.
    Typed(String),
    /// They are meant.
    Send,
    /// To the field of days.
    Search,
    /// As charts, or as a table.
    Table,
    /// To the bar above or below.
    Step(isize),
    /// A page up or down.
    Page(Scroll),
    /// The visits that the bar is made of which the arrow keys stand on.
    Open,
    /// Those of this bar.
    Pick(usize),
    /// Away from what is being read, then from the bar, then from the page.
    Back,
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// These visits, where they are listed.
    Visits(Sought),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(..))
    }
}

impl State {
    /// The page is shown; what was looked at is read anew.
    pub fn begin(&mut self, ctx: &Context) -> Task<Message> {
        if self.period.is_none() {
            (self.period, self.span) = (Some(Span::ThisMonth.days(ctx.now.today())), Some(Span::ThisMonth));
        }
        self.read(ctx)
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        Place::Figures
    }

    /// What is shown, as a list to take away.
    pub fn listed(&self, ctx: &Context) -> List {
        List::Figures(self.shown(ctx))
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        let task = match message {
            Message::Read(number, read) => {
                self.took(number, read);
                Task::none()
            }
            Message::Show(span) => self.show(span.days(ctx.now.today()), Some(span), ctx),
            Message::NextSpan => {
                let next = Span::ALL.iter().position(|span| Some(*span) == self.span).map_or(0, |at| at + 1);
                let span = Span::ALL.get(next).copied().unwrap_or(Span::ThisWeek);
                self.show(span.days(ctx.now.today()), Some(span), ctx)
            }
            Message::Turn(after) => {
                let shown = self.shown(ctx);
                let period = if after { shown.after() } else { shown.before() };
                let span = Span::ALL.into_iter().find(|span| span.days(ctx.now.today()) == period);
                self.show(period, span, ctx)
            }
            Message::Typed(text) => {
                (self.text, self.fault, self.cursor) = (text, None, None);
                Task::none()
            }
            Message::Send => self.send(ctx),
            Message::Search => operation::focus(FIELD),
            Message::Table => {
                (self.table, self.cursor) = (!self.table, None);
                scroll(PAGE, Scroll::Top)
            }
            Message::Step(by) => self.step(by, ctx),
            Message::Page(by) => scroll(PAGE, by),
            Message::Open if self.cursor.is_none() => self.send(ctx),
            Message::Open => return self.open(self.cursor, ctx),
            Message::Pick(place) => return self.open(Some(place), ctx),
            Message::Back => return self.back(),
        };
        (task, None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match act {
            Act::Up => Some(Message::Step(-1)),
            Act::Down => Some(Message::Step(1)),
            Act::PeriodBefore => Some(Message::Turn(false)),
            Act::PeriodAfter => Some(Message::Turn(true)),
            Act::PageUp => Some(Message::Page(Scroll::PageUp)),
            Act::PageDown => Some(Message::Page(Scroll::PageDown)),
            Act::NextSpan => Some(Message::NextSpan),
            Act::Table => Some(Message::Table),
            Act::Search => Some(Message::Search),
            Act::Open => Some(Message::Open),
            Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    fn shown(&self, ctx: &Context) -> Period {
        self.period.unwrap_or_else(|| Period::month(ctx.now.today()))
    }

    fn show(&mut self, period: Period, span: Option<Span>, ctx: &Context) -> Task<Message> {
        (self.period, self.span, self.cursor) = (Some(period), span, None);
        self.text.clear();
        self.fault = None;
        self.read(ctx)
    }

    /// The days that were typed.
    fn send(&mut self, ctx: &Context) -> Task<Message> {
        if self.text.trim().is_empty() {
            return Task::none();
        }
        match Period::read(&self.text, ctx.now.today()) {
            Ok(period) => self.show(period, None, ctx),
            Err(fault) => {
                self.fault = Some(sentence(&fault.to_string()));
                operation::focus(FIELD)
            }
        }
    }

    fn read(&mut self, ctx: &Context) -> Task<Message> {
        self.stop();
        self.asked += 1;
        let work = Work::default();
        let (number, period, worker) = (self.asked, self.shown(ctx), ctx.worker.clone());
        let reading = whole(worker, period, work.clone());
        self.reading = Some(Reading { since: ctx.now.monotonic, work });
        Task::perform(reading, move |read| Message::Read(number, read))
    }

    fn stop(&mut self) -> bool {
        let reading = self.reading.take();
        reading.iter().for_each(|reading| reading.work.stop());
        reading.is_some()
    }

    fn took(&mut self, number: u64, read: Result<Option<Arc<Figures>>, SharedError>) {
        if number == self.asked {
            self.reading = None;
            self.read = read.transpose().or_else(|| self.read.take());
        }
    }

    /// The figures of the days that are asked for, once they are read.
    fn figures(&self) -> Option<&Figures> {
        let figures = self.read.as_ref()?.as_ref().ok()?;
        (Some(figures.period) == self.period).then_some(figures)
    }

    fn step(&mut self, by: isize, ctx: &Context) -> Task<Message> {
        let places = self.places(ctx);
        let Some(last) = places.len().checked_sub(1) else { return Task::none() };
        self.cursor = match self.cursor {
            None if by > 0 => Some(0),
            None | Some(0) if by < 0 => None,
            at => at.map(|at| at.saturating_add_signed(by).min(last)),
        };
        let at = self.cursor.and_then(|at| places.get(at)).map_or(0.0, |(_, y)| (y - ABOVE).max(0.0));
        scroll_to(PAGE, AbsoluteOffset { x: 0.0, y: at })
    }

    fn open(&mut self, place: Option<usize>, ctx: &Context) -> Update {
        let sought = place.and_then(|place| self.places(ctx).into_iter().nth(place));
        match sought {
            Some((sought, _)) => {
                self.cursor = place;
                (Task::none(), Some(Action::Visits(sought)))
            }
            None => (Task::none(), None),
        }
    }

    fn back(&mut self) -> Update {
        if self.stop() {
            // Days that are not read are not shown: those that were before are again.
            self.asked += 1;
            self.period = self.read.iter().flatten().map(|figures| figures.period).next().or(self.period);
            self.span = None;
            return (Task::none(), None);
        }
        if self.cursor.take().is_some() {
            return (scroll(PAGE, Scroll::Top), None);
        }
        (Task::none(), Some(Action::Leave))
    }
}

/// Reads figures in slices that let others in, as long as somebody wants them.
async fn whole(worker: Worker, period: Period, work: Work) -> Result<Option<Arc<Figures>>, SharedError> {
    let mut reading = worker.ask(move |desk, now| desk.reading_figures(now, period)).await?;
    loop {
        let step = move |desk: &mut Desk, _: Moment| {
            let whole = desk.read_figures(&mut reading)?;
            Ok((reading, whole))
        };
        let (more, whole) = worker.ask(step).await?;
        reading = more;
        let (done, all) = reading.progress();
        work.have_read(usize::try_from(done.saturating_mul(1_000) / all.max(1)).unwrap_or(0));
        if work.is_stopped() {
            return Ok(None);
        }
        if whole {
            return Ok(Some(Arc::new(reading.figures())));
        }
    }
}

impl State {
    /// What lies between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        self.page(ctx)
    }
}
