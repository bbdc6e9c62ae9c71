//! What is asked before something is done: whether, why not, how otherwise, and who in one's place.

use chrono::{Days, NaiveDate, NaiveTime};
use iced::widget::{Column, column};

use crate::desk::clock::place_at;
use crate::desk::groups::Whole;
use crate::desk::visits::change::Change;
use crate::desk::worker::SharedError;
use crate::domain::recurrence::{Edge, instant};
use crate::domain::text::{fold, has_all};
use crate::domain::when::WhenFault;
use crate::domain::{Escort, Timestamp, VisitId, When};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::form::{sentence, trouble};
use crate::gui::keys::{Act, cap};
use crate::gui::style::measure::space;
use crate::gui::widget::{Dialog, Weight, act, choice_row, dialog, field, text};
use crate::i18n::{Value, tr, tr_with};

use super::holidays::Off;

/// Names that are listed one by one.
const MOST_NAMED: usize = 12;

/// A question.
#[derive(Debug, Clone)]
pub struct Ask {
    what: What,
    /// Whose visits.
    visits: Vec<(VisitId, String)>,
    /// What stands in the fields.
    texts: [String; 2],
    fault: Option<(usize, String)>,
    trouble: Option<SharedError>,
    /// Who else may be named: members of a delegation.
    among: Vec<(VisitId, String)>,
    /// The day of theirs that is looked at, where they recur, and whether that alone is meant.
    day: Option<NaiveDate>,
    only: bool,
    /// Days off visits that recur on them.
    off: Off,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Decline,
    Cancel,
    Change,
    Delegate,
    /// What a delegation of these is called, and who leads it.
    Form,
    /// How a whole delegation is changed.
    Whole,
    /// Who goes with these.
    Escort,
    /// Whether days on which the mission is closed are taken off these.
    Skip,
    /// Whether the mission is open on a day after all.
    Open,
}

/// What happens while it is asked.
#[derive(Debug, Clone)]
pub enum Message {
    /// A field holds something else.
    Typed(usize, String),
    /// Do it.
    Send,
    /// To the next field.
    Next,
    /// This day alone, or all of them.
    Only,
    /// Leave it.
    Close,
}

/// What came of it.
pub enum Outcome {
    /// Nothing yet.
    Stay,
    /// This field has the keyboard.
    Focus(&'static str),
    /// It is not done.
    Close,
    /// This is done with these visits.
    Change(Vec<(VisitId, String)>, Change),
    /// These days are taken off these visits.
    Skip(Off),
    /// The mission is open on this day after all.
    Open(NaiveDate),
    /// This number approves until this moment.
    Delegate(String, Timestamp),
    /// This is done with a delegation of these visits.
    Whole(Vec<(VisitId, String)>, Whole),
}

impl Ask {
    fn new(what: What, visits: Vec<(VisitId, String)>) -> Self {
        let (texts, among, off) = Default::default();
        Self { what, visits, texts, fault: None, trouble: None, among, day: None, only: false, off }
    }

    /// Why these are not approved.
    pub fn decline(visits: Vec<(VisitId, String)>) -> Self {
        Self::new(What::Decline, visits)
    }

    /// Whether these are taken back.
    pub fn cancel(visits: Vec<(VisitId, String)>) -> Self {
        Self::new(What::Cancel, visits)
    }

    /// The same, or this one of their days alone.
    #[must_use]
    pub fn on_day(self, day: Option<NaiveDate>) -> Self {
        Self { day, ..self }
    }

    /// Whether days on which the mission is closed are taken off whoever recurs on them.
    pub fn skip(off: Off) -> Self {
        let visits = off.iter().flat_map(|(_, visits)| visits.clone()).collect();
        Self { off, ..Self::new(What::Skip, visits) }
    }

    /// Whether the mission is open on this day after all.
    pub fn open(day: NaiveDate, name: &str) -> Self {
        Self { day: Some(day), texts: [name.to_owned(), String::new()], ..Self::new(What::Open, Vec::new()) }
    }

    /// How these are changed.
    pub fn change(visits: Vec<(VisitId, String)>) -> Self {
        Self::new(What::Change, visits)
    }

    /// What a delegation of these is called, and who leads it: this one, or the first of them.
    pub fn form(visits: Vec<(VisitId, String)>, leader: Option<VisitId>) -> Self {
        let leader = visits.iter().find(|(visit, _)| Some(*visit) == leader).or(visits.first());
        let leader = leader.map(|(_, name)| name.clone()).unwrap_or_default();
        Self { texts: [String::new(), leader], ..Self::new(What::Form, visits) }
    }

    /// How a whole delegation is changed.
    pub fn whole(visits: Vec<(VisitId, String)>) -> Self {
        Self::new(What::Whole, visits)
    }

    /// Who goes with these: somebody of the mission, or another of these members.
    pub fn escort(visits: Vec<(VisitId, String)>, among: Vec<(VisitId, String)>) -> Self {
        Self { among, ..Self::new(What::Escort, visits) }
    }

    /// Who approves in one's place.
    pub fn delegate() -> Self {
        Self::new(What::Delegate, Vec::new())
    }

    /// Its fields.
    fn fields(&self) -> &'static [&'static str] {
        match self.what {
            What::Decline => &["agenda-ask-reason"],
            What::Cancel | What::Skip | What::Open => &[],
            What::Change => &["agenda-ask-host", "agenda-ask-when"],
            What::Delegate => &["agenda-ask-number", "agenda-ask-until"],
            What::Form => &["agenda-ask-group-name", "agenda-ask-leader"],
            What::Whole => &["agenda-ask-group-name", "agenda-ask-when"],
            What::Escort => &["agenda-ask-escort"],
        }
    }

    /// The field that has the keyboard first.
    pub fn first(&self) -> Option<&'static str> {
        self.fields().first().copied()
    }

    /// What a key does.
    pub fn key(&self, act: Act) -> Option<Message> {
        match act {
            Act::Submit => Some(Message::Send),
            Act::Open if self.fields().is_empty() => Some(Message::Send),
            Act::TickNext if self.offers_day() => Some(Message::Only),
            Act::Back => Some(Message::Close),
            _ => None,
        }
    }

    /// It could not be done.
    pub fn failed(&mut self, error: &SharedError) {
        self.trouble = Some(error.clone());
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Outcome {
        match message {
            Message::Typed(place, text) => {
                if let Some(field) = self.texts.get_mut(place) {
                    *field = text;
                }
                (self.fault, self.trouble) = (None, None);
                Outcome::Stay
            }
            Message::Only => {
                self.only = !self.only;
                Outcome::Stay
            }
            Message::Close => Outcome::Close,
            // From the last field Enter sends.
            Message::Next => match self.fields().get(1) {
                Some(second) if self.texts.get(1).is_some_and(String::is_empty) => Outcome::Focus(second),
                _ => self.send(ctx),
            },
            Message::Send => self.send(ctx),
        }
    }

    fn text(&self, place: usize) -> &str {
        self.texts.get(place).map_or("", |text| text.trim())
    }

    fn when(&self, text: &str, ctx: &Context) -> Result<When, WhenFault> {
        When::read(text, ctx.now.local(ctx.now.at).naive_local())?.where_open(&ctx.status.holidays)
    }

    fn send(&mut self, ctx: &Context) -> Outcome {
        let visits = self.visits.clone();
        match self.what {
            What::Cancel => match self.day.filter(|_| self.only) {
                Some(day) => Outcome::Skip(vec![(day, visits)]),
                None => Outcome::Change(visits, Change::Cancel),
            },
            What::Skip => Outcome::Skip(std::mem::take(&mut self.off)),
            What::Open => self.day.map_or(Outcome::Close, Outcome::Open),
            What::Decline if self.text(0).is_empty() => self.wrong(0, tr("agenda-ask-why")),
            What::Decline => Outcome::Change(visits, Change::Decline(self.text(0).to_owned())),
            What::Change => match (self.text(0), self.text(1)) {
                ("", "") => self.wrong(0, tr("agenda-ask-what")),
                (host, "") => Outcome::Change(visits, Change::Host { host: host.to_owned(), section: String::new() }),
                ("", when) => match self.when(when, ctx) {
                    Ok(when) => {
                        let (window, recurrence, review) = when.at(place_at(ctx.now));
                        Outcome::Change(visits, Change::Move { window, recurrence, review })
                    }
                    Err(fault) => self.wrong(1, fault.to_string()),
                },
                _ => self.wrong(1, tr("agenda-ask-one")),
            },
            What::Form | What::Whole | What::Escort => self.send_group(visits, ctx),
            What::Delegate => match When::day(self.text(1), ctx.now.today()) {
                _ if self.text(0).is_empty() => self.wrong(0, tr("agenda-ask-whom")),
                Ok(day) => {
                    let after = day.checked_add_days(Days::new(1)).unwrap_or(day).and_time(NaiveTime::MIN);
                    let until = instant(place_at(ctx.now), after, Edge::From).plus(-1);
                    Outcome::Delegate(self.text(0).to_owned(), until)
                }
                Err(fault) => self.wrong(1, fault.to_string()),
            },
        }
    }

    /// The window with the question over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let code = match self.what {
            What::Decline => "decline",
            What::Cancel => "cancel",
            What::Change => "change",
            What::Delegate => "delegate",
            What::Form => "form",
            What::Whole => "whole",
            What::Escort => "escort",
            What::Skip => "skip",
            What::Open => "open",
        };
        let mut words: Column<'a, Message, _, _> = column![].spacing(space::MEDIUM);
        if !self.visits.is_empty() {
            words = words.push(text::body(self.named()));
        }
        if !self.only {
            words = words.push(text::quiet(tr(&format!("agenda-ask-{code}-hint"))));
        }
        if self.offers_day() {
            let only = tr_with("agenda-ask-only", &[("day", self.day_said().into())]);
            words = words.push(choice_row(only, cap(Act::TickNext), self.only, Message::Only));
        }
        for (place, id) in self.fields().iter().enumerate() {
            let fault = self.fault.as_ref().filter(|(at, _)| *at == place).map(|(_, words)| words.as_str());
            let value = self.texts.get(place).map_or("", String::as_str);
            let piece = field(tr(id), value).id(*id).fault(fault);
            words = words
                .push(Element::from(piece.on_input(move |text| Message::Typed(place, text)).on_submit(Message::Next)));
        }
        if let Some(error) = &self.trouble {
            words = words.push(trouble(error, None));
        }
        let told =
            [("count", Value::from(self.visits.len())), ("day", self.day_said().into()), ("name", self.text(0).into())];
        let title = tr_with(&format!("agenda-ask-{code}-title"), &told);
        let weight =
            if matches!(self.what, What::Cancel | What::Decline | What::Open) { Weight::Stop } else { Weight::Go };
        let verb = if self.only { "agenda-ask-only-verb".into() } else { format!("agenda-ask-{code}-verb") };
        let verb = tr_with(&verb, &told);
        let send = act(verb, cap(Act::Submit), weight, wrap(Message::Send));
        let back = act(tr("act-back"), cap(Act::Back), Weight::Plain, wrap(Message::Close));
        let content = Element::from(words).map(wrap);
        dialog(window, Dialog::new(title, content).act(send).act(back))
    }

    /// Whether one of their days can be meant alone.
    fn offers_day(&self) -> bool {
        self.what == What::Cancel && self.day.is_some()
    }

    fn day_said(&self) -> String {
        let days: Vec<NaiveDate> = self.day.into_iter().chain(self.off.iter().map(|(day, _)| *day)).collect();
        let said = |day: &NaiveDate| day.format("%a %-d %b").to_string();
        days.iter().map(said).collect::<Vec<_>>().join(", ")
    }

    /// What a field holds cannot be used.
    fn wrong(&mut self, place: usize, words: String) -> Outcome {
        self.fault = Some((place, sentence(&words)));
        self.fields().get(place).map_or(Outcome::Stay, |field| Outcome::Focus(field))
    }

    /// Makes a delegation, changes it, or says who goes with some of it.
    fn send_group(&mut self, visits: Vec<(VisitId, String)>, ctx: &Context) -> Outcome {
        match self.what {
            What::Form => match self.led() {
                _ if self.text(0).is_empty() => self.wrong(0, tr("agenda-ask-called")),
                Some(leader) => Outcome::Whole(visits, Whole::Form(self.text(0).to_owned(), leader)),
                None => self.wrong(1, tr("agenda-ask-who-leads")),
            },
            What::Whole => match (self.text(0), self.text(1)) {
                ("", "") => self.wrong(0, tr("agenda-ask-what")),
                (name, "") => Outcome::Whole(visits, Whole::Rename(name.to_owned())),
                ("", when) => match When::read(when, ctx.now.local(ctx.now.at).naive_local()) {
                    Ok(when) if when.rule.is_none() && when.review.is_none() => {
                        Outcome::Whole(visits, Whole::Move(when.at(place_at(ctx.now)).0))
                    }
                    Ok(_) => self.wrong(1, tr("agenda-ask-once")),
                    Err(fault) => self.wrong(1, fault.to_string()),
                },
                _ => self.wrong(1, tr("agenda-ask-one")),
            },
            _ => {
                let name = self.text(0).to_owned();
                let member = self.among.iter().find(|(_, member)| fold(member) == fold(&name));
                let escort = match (name.is_empty(), member) {
                    (true, _) => None,
                    (false, Some((visit, _))) => Some(Escort::Member(*visit)),
                    (false, None) => Some(Escort::Mission(name)),
                };
                Outcome::Change(visits, Change::Escort(escort))
            }
        }
    }

    /// The visit of whoever is said to lead: by name, or the first whose name has what was typed.
    fn led(&self) -> Option<VisitId> {
        let wanted = fold(self.text(1));
        let whole = self.visits.iter().find(|(_, name)| fold(name) == wanted);
        let part = || self.visits.iter().find(|(_, name)| !wanted.is_empty() && has_all(name, &wanted));
        whole.or_else(part).map(|(visit, _)| *visit)
    }

    /// How many, and who.
    fn named(&self) -> String {
        let names: Vec<&str> = self.visits.iter().take(MOST_NAMED).map(|(_, name)| name.as_str()).collect();
        let (names, more) = (names.join(", "), self.visits.len().saturating_sub(MOST_NAMED));
        if more == 0 { names } else { tr_with("agenda-and-more", &[("names", names.into()), ("count", more.into())]) }
    }
}
