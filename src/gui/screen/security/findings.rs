//! What security is asked about: the queue, one case side by side with the listing, and the answer. Beside the queue
//! stands what was answered, so that an answer can be found again and another be given.

mod answer;
mod answered;
mod case;
mod queue;

use iced::Task;
use iced::widget::{container, operation, row};

use crate::desk::screening::answered::Answered;
use crate::desk::screening::findings::{Answer, Case, CaseHit, Finding};
use crate::desk::worker::SharedError;
use crate::desk::{Desk, DeskError};
use crate::domain::{FindingId, Moment};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::format::count;
use crate::gui::keys::{Act, Place};
use crate::gui::note::Note;
use crate::gui::style::Tone;
use crate::gui::style::measure::{size, space};
use crate::gui::widget::list::{Scroll, reveal_tall, scroll, step};
use crate::i18n::tr;

use super::Part;
use answer::{Form, Outcome};
use answered::MOST;

/// The id of the queue.
const QUEUE: &str = "findings-queue";
/// The id of the open case.
const CASE: &str = "findings-case";
/// The id of the field that what was answered is searched by.
const SEARCH: &str = "findings-search";

/// Which findings stand in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// Those that wait for an answer.
    #[default]
    Waiting,
    /// Those that were answered.
    Answered,
    /// Of these, those that clear somebody now.
    Cleared,
}

impl Which {
    const ALL: [Self; 3] = [Self::Waiting, Self::Answered, Self::Cleared];
}

/// The queue, with how many persons were looked through and whether that was all.
#[derive(Debug, Clone)]
pub struct Queue {
    /// What waits, worst and oldest first.
    pub findings: Vec<Finding>,
    /// Persons looked through so far, and whether all of them have been.
    pub progress: Option<(u64, bool)>,
}

/// The findings, as far as they are looked at.
#[derive(Default)]
pub struct State {
    which: Which,
    queue: Option<Result<Queue, SharedError>>,
    answered: Option<Result<Vec<Answered>, SharedError>>,
    /// What is looked for among what was answered.
    search: String,
    cursor: Option<FindingId>,
    case: Option<Result<Box<Case>, SharedError>>,
    /// Which of the case's hits is shown.
    hit: usize,
    /// Whether all names of the listing are shown.
    unfolded: bool,
    form: Option<Form>,
    /// Which case is waited for; answers to earlier requests are dropped.
    asked: u64,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// The queue was read.
    Read(Result<Queue, SharedError>),
    /// What was answered was read.
    ReadAnswered(Result<Vec<Answered>, SharedError>),
    /// These findings are to be listed.
    List(Which),
    /// The search field was typed into.
    Search(String),
    /// The search field wants the keyboard.
    Focus,
    /// The case of this request arrived.
    Opened(u64, Result<Box<Case>, SharedError>),
    /// To the next row.
    Next,
    /// To the row before.
    Previous,
    /// The row that the arrow keys stand on is opened; all names, if it is open.
    Enter,
    /// This finding is opened.
    Pick(FindingId),
    /// To the next hit of the same person, round and round.
    HitAfter,
    /// To the hit before.
    HitBefore,
    /// All names of the listing are shown, or the first few again.
    Unfold,
    /// The hit shown is to be answered so.
    Answer(Answer),
    /// In the answer.
    Form(answer::Message),
    /// The answer was recorded, or not.
    Answered(Answer, Result<(), SharedError>),
    /// Scroll the case.
    Scroll(Scroll),
    /// Away from the case, then from the findings.
    Back,
    /// Another screen of security.
    Go(Part),
}

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(_) | Self::ReadAnswered(_) | Self::Opened(..) | Self::Answered(..))
    }
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// So many findings wait.
    Count(usize),
    /// Something was recorded.
    Told(Note),
    /// Another screen of security.
    Go(Part),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl State {
    /// The screen, and the reading of its queue.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        let state = Self::default();
        let task = state.read(ctx);
        (state, task)
    }

    /// Reads what is listed anew.
    pub fn read(&self, ctx: &Context) -> Task<Message> {
        let worker = ctx.worker.clone();
        match self.which {
            Which::Waiting => {
                Task::perform(async move { worker.ask(|desk, now| queue(desk, now)).await }, Message::Read)
            }
            Which::Answered | Which::Cleared => Task::perform(answered::read(worker), Message::ReadAnswered),
        }
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        if self.form.is_some() { Place::Form } else { Place::Findings }
    }

    /// Puts the open case away: nobody looks after the screen.
    pub fn close(&mut self) {
        (self.case, self.form) = (None, None);
        self.asked += 1;
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        match message {
            Message::Read(queue) => return self.took(queue),
            Message::ReadAnswered(answered) => {
                self.answered = Some(answered);
                self.stand_somewhere();
            }
            Message::List(which) => return self.list(which, ctx),
            Message::Search(text) => {
                self.search = text;
                self.stand_somewhere();
            }
            Message::Focus => return (operation::focus(SEARCH), None),
            Message::Opened(number, case) => return self.opened(number, case),
            Message::Next => return self.step(1),
            Message::Previous => return self.step(-1),
            Message::Enter => return self.enter(ctx),
            Message::Pick(id) => return self.open(id, ctx),
            Message::HitAfter => return self.turn(1),
            Message::HitBefore => return self.turn(-1),
            Message::Unfold => self.unfolded = !self.unfolded,
            Message::Answer(answer) => return self.ask(answer, ctx),
            Message::Form(message) => return self.in_form(message, ctx),
            Message::Answered(answer, result) => return self.answered(answer, result, ctx),
            Message::Scroll(how) => return (scroll(CASE, how), None),
            Message::Back => return self.back(ctx),
            Message::Go(part) => return (Task::none(), Some(Action::Go(part))),
        }
        none()
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        if let Some(form) = &self.form {
            return form.key(act).map(Message::Form);
        }
        match act {
            Act::Up => Some(Message::Previous),
            Act::Down => Some(Message::Next),
            Act::Open => Some(Message::Enter),
            Act::After | Act::NextField => self.case.as_ref().map(|_| Message::HitAfter),
            Act::Before | Act::PreviousField => self.case.as_ref().map(|_| Message::HitBefore),
            Act::NextList => Some(Message::List(self.next_list())),
            Act::Search if self.which != Which::Waiting => Some(Message::Focus),
            Act::Yes => Some(Message::Answer(Answer::Yes)),
            Act::No => Some(Message::Answer(Answer::No)),
            Act::Unsure => Some(Message::Answer(Answer::Unsure)),
            Act::PageUp => Some(Message::Scroll(Scroll::PageUp)),
            Act::PageDown => Some(Message::Scroll(Scroll::PageDown)),
            Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    /// The message of something typed while no field had the keyboard.
    pub fn stray(&self, text: &str) -> Option<Message> {
        if let Some(form) = &self.form {
            return form.stray(text).map(Message::Form);
        }
        let searched = self.which != Which::Waiting && self.case.is_none();
        searched.then(|| Message::Search(format!("{}{text}", self.search)))
    }

    /// The screen between header and footer.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let left = match self.which {
            Which::Waiting => self.view_queue(ctx),
            Which::Answered | Which::Cleared => self.view_answered(ctx),
        };
        let left = container(left).width(size::LEFT);
        row![left, self.view_case(ctx)].spacing(space::LARGE).into()
    }

    /// The window with the answer over it, if one is being given.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        ctx: &'a Context,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        match &self.form {
            Some(form) => form.view(window, ctx, move |message| wrap(Message::Form(message))),
            None => window,
        }
    }

    fn findings(&self) -> &[Finding] {
        self.queue.as_ref().and_then(|queue| queue.as_ref().ok()).map_or(&[], |queue| queue.findings.as_slice())
    }

    /// The case that is open, and which of its hits is shown.
    fn shown(&self) -> Option<(&Case, &CaseHit)> {
        let case = self.case.as_ref()?.as_ref().ok()?;
        case.hits.get(self.hit).map(|hit| (&**case, hit))
    }

    /// What is listed, in its order.
    fn listed(&self) -> Vec<FindingId> {
        match self.which {
            Which::Waiting => self.findings().iter().map(|finding| finding.id).collect(),
            Which::Answered | Which::Cleared => self.seen().take(MOST).map(|answered| answered.id).collect(),
        }
    }

    fn took(&mut self, queue: Result<Queue, SharedError>) -> Update {
        self.queue = Some(queue);
        self.stand_somewhere();
        (Task::none(), Some(Action::Count(self.findings().len())))
    }

    /// The arrow keys stand on a row that there is.
    fn stand_somewhere(&mut self) {
        let ids = self.listed();
        let gone = self.cursor.is_none_or(|cursor| !ids.contains(&cursor));
        if gone && self.case.is_none() {
            self.cursor = ids.first().copied();
        }
    }

    /// Other findings are listed.
    fn list(&mut self, which: Which, ctx: &Context) -> Update {
        self.close();
        (self.which, self.cursor) = (which, None);
        self.stand_somewhere();
        let focus = if which == Which::Waiting { Task::none() } else { operation::focus(SEARCH) };
        (Task::batch([focus, self.read(ctx)]), None)
    }

    fn next_list(&self) -> Which {
        let here = Which::ALL.iter().position(|which| *which == self.which).unwrap_or_default();
        Which::ALL.get(here + 1).copied().unwrap_or_default()
    }

    fn step(&mut self, by: isize) -> Update {
        let Some((id, place)) = step(self.listed(), self.cursor.as_ref(), by) else { return none() };
        self.cursor = Some(id);
        (reveal_tall(QUEUE, place), None)
    }

    /// Whether the row that the arrow keys stand on is the case that is open.
    fn is_open(&self) -> bool {
        self.shown().is_some_and(|(case, hit)| {
            if self.which != Which::Waiting {
                return Some(hit.id) == self.cursor;
            }
            let here = self.findings().iter().find(|finding| Some(finding.id) == self.cursor);
            here.is_none_or(|finding| finding.person == case.person)
        })
    }

    fn enter(&mut self, ctx: &Context) -> Update {
        if self.is_open() {
            self.unfolded = !self.unfolded;
            return none();
        }
        match self.cursor {
            Some(id) => self.open(id, ctx),
            None => none(),
        }
    }

    fn open(&mut self, id: FindingId, ctx: &Context) -> Update {
        self.asked += 1;
        self.cursor = Some(id);
        let (worker, number) = (ctx.worker.clone(), self.asked);
        let opening = async move { worker.ask(move |desk, now| desk.finding(now, id)).await.map(Box::new) };
        (Task::perform(opening, move |case| Message::Opened(number, case)), None)
    }

    fn opened(&mut self, number: u64, case: Result<Box<Case>, SharedError>) -> Update {
        if number != self.asked {
            return none();
        }
        (self.hit, self.unfolded, self.form) = (0, false, None);
        self.case = Some(case);
        (scroll(CASE, Scroll::Top), None)
    }

    fn turn(&mut self, by: isize) -> Update {
        let Some(Ok(case)) = &self.case else { return none() };
        let Some(count) = isize::try_from(case.hits.len()).ok().filter(|count| *count > 0) else { return none() };
        let here = isize::try_from(self.hit).unwrap_or_default();
        self.hit = usize::try_from((here + by).rem_euclid(count)).unwrap_or_default();
        self.unfolded = false;
        (scroll(CASE, Scroll::Top), None)
    }

    fn ask(&mut self, answer: Answer, ctx: &Context) -> Update {
        let Some((case, hit)) = self.shown() else { return self.enter(ctx) };
        self.form = Some(Form::new(answer, case, hit));
        (operation::focus(answer::NOTE), None)
    }

    fn in_form(&mut self, message: answer::Message, ctx: &Context) -> Update {
        let Some(form) = &mut self.form else { return none() };
        match form.update(message, ctx.now) {
            Outcome::Stay => none(),
            Outcome::Focus(field) => (operation::focus(field), None),
            Outcome::Close => {
                self.form = None;
                none()
            }
            Outcome::Send => (form.send(ctx), None),
        }
    }

    fn answered(&mut self, answer: Answer, result: Result<(), SharedError>, ctx: &Context) -> Update {
        if let Err(error) = result {
            match &mut self.form {
                Some(form) => form.failed(&error, ctx.now),
                None => return (Task::none(), Some(Action::Told(Note::failed(&error)))),
            }
            return none();
        }
        self.form = None;
        // The next one of the same person that is open, else the case goes and the queue leads on.
        let queued = self.shown().filter(|_| self.which == Which::Waiting);
        let next = queued.and_then(|(case, shown)| {
            let open = |hit: &&CaseHit| hit.open && hit.id != shown.id;
            case.hits.iter().find(open).map(|hit| hit.id)
        });
        let stays = queued.filter(|_| answer == Answer::Unsure).map(|(_, hit)| hit.id);
        let reopened = match next.or(stays) {
            Some(id) => self.open(id, ctx).0,
            None => {
                self.close();
                self.cursor = None;
                Task::none()
            }
        };
        let words = match answer {
            Answer::Yes => "note-finding-yes",
            Answer::No => "note-finding-no",
            Answer::Unsure => "note-finding-unsure",
        };
        let note = Note::told(Tone::Neutral, tr(words));
        (Task::batch([reopened, self.read(ctx)]), Some(Action::Told(note)))
    }

    /// Away from the case, then from what is searched for, then from what was answered, then from the findings.
    fn back(&mut self, ctx: &Context) -> Update {
        if self.case.is_some() {
            self.close();
            self.stand_somewhere();
        } else if !self.search.is_empty() {
            self.search.clear();
            self.stand_somewhere();
        } else if self.which != Which::Waiting {
            return self.list(Which::Waiting, ctx);
        } else {
            return (Task::none(), Some(Action::Leave));
        }
        none()
    }
}

fn none() -> Update {
    (Task::none(), None)
}

fn queue(desk: &Desk, now: Moment) -> Result<Queue, DeskError> {
    Ok(Queue { findings: desk.findings(now)?, progress: desk.findings_progress() })
}
