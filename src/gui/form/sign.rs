//! The question behind an act that is signed for: why, and the number and passphrase of a second person where two have
//! to sign.

use iced::Fill;
use iced::widget::{Column, column, container, row};
use zeroize::Zeroizing;

use crate::desk::DeskError;
use crate::desk::second::{Second, Why};
use crate::desk::worker::SharedError;
use crate::domain::{Cause, Moment};
use crate::gui::Element;
use crate::gui::keys::{self, cap};
use crate::gui::note::failure;
use crate::gui::private::Private;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::{Dialog, Weight, act, choice_row, dialog, field, text};
use crate::i18n::tr;

const TEXT: &str = "sign-text";
const NUMBER: &str = "sign-number";
const PASSPHRASE: &str = "sign-passphrase";
/// An id that no field has: the keyboard is nowhere, so that arrows and digits pick.
const NOWHERE: &str = "nowhere";

/// Who signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Whoever is signed in, alone.
    Alone,
    /// A second person beside them.
    Two,
}

/// What is filled in so far.
#[derive(Debug)]
pub struct Form {
    who: Who,
    causes: &'static [Cause],
    cause: Option<Cause>,
    text: String,
    number: String,
    passphrase: Private<Zeroizing<String>>,
    asked: Moment,
    fault: Option<String>,
    busy: bool,
}

/// What happens in it.
#[derive(Debug, Clone)]
pub enum Message {
    /// This reason, by its place.
    Pick(usize),
    /// To the next reason.
    Next,
    /// To the reason before.
    Previous,
    /// Why, in words.
    Text(String),
    /// The second person's number was typed.
    Number(String),
    /// Their passphrase was typed.
    Passphrase(Private<Zeroizing<String>>),
    /// It is to be done.
    Submit,
    /// It is to be left.
    Cancel,
}

/// What it wants of its screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing.
    Stay,
    /// The keyboard for one of its fields.
    Focus(&'static str),
    /// To be put away.
    Close,
    /// To be done: everything that can be seen to be wanted is there.
    Send,
}

/// What is said of the act over the form.
pub struct Face<'a, Message> {
    /// What is asked.
    pub title: String,
    /// What there is to say about it.
    pub content: Element<'a, Message>,
    /// The verb on its button.
    pub verb: String,
    /// How it looks.
    pub weight: Weight,
}

impl Form {
    /// An empty form, put at this moment, with these reasons to choose from.
    pub fn new(who: Who, causes: &'static [Cause], now: Moment) -> Self {
        let passphrase = Private(Zeroizing::default());
        let (cause, fault, busy) = (None, None, false);
        Self { who, causes, cause, text: String::new(), number: String::new(), passphrase, asked: now, fault, busy }
    }

    /// The same, with why already said in words.
    #[must_use]
    pub fn saying(mut self, text: &str) -> Self {
        text.clone_into(&mut self.text);
        self
    }

    /// Whether a second person has to sign.
    pub fn wants_second(&self) -> bool {
        self.who == Who::Two
    }

    /// The field that gets the keyboard first: none, since a reason is picked first.
    pub fn first() -> &'static str {
        NOWHERE
    }

    /// What a key does while it is open.
    pub fn key(act: keys::Act) -> Option<Message> {
        match act {
            keys::Act::Open | keys::Act::Submit => Some(Message::Submit),
            keys::Act::Back => Some(Message::Cancel),
            keys::Act::Up => Some(Message::Previous),
            keys::Act::Down => Some(Message::Next),
            _ => None,
        }
    }

    /// What was typed while no field had the keyboard: a digit picks.
    pub fn stray(&self, text: &str) -> Option<Message> {
        let number: usize = text.parse().ok()?;
        (1..=self.causes.len()).contains(&number).then(|| Message::Pick(number - 1))
    }

    /// It was not done. A request that is over is put anew, and the second person signs it anew; of what one alone may
    /// not do, a second person is asked.
    pub fn failed(&mut self, error: &SharedError, now: Moment) {
        if matches!(**error, DeskError::NeedsSecond) {
            self.who = Who::Two;
        }
        (self.busy, self.fault) = (false, Some(failure(error)));
        if matches!(**error, DeskError::RequestOver) {
            (self.asked, self.passphrase) = (now, Private(Zeroizing::default()));
        }
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::Cancel => return Outcome::Close,
            _ if self.busy => {}
            Message::Pick(place) => return self.pick(place),
            Message::Next => return self.step(1),
            Message::Previous => return self.step(-1),
            Message::Text(text) => (self.text, self.fault) = (text, None),
            Message::Number(text) => (self.number, self.fault) = (text, None),
            Message::Passphrase(text) => (self.passphrase, self.fault) = (text, None),
            Message::Submit => match self.missing() {
                Some((fault, field)) => {
                    self.fault = fault.map(tr);
                    return Outcome::Focus(field);
                }
                None => {
                    (self.busy, self.fault) = (true, None);
                    return Outcome::Send;
                }
            },
        }
        Outcome::Stay
    }

    /// The first reason picked gives the keyboard to the words for it.
    fn pick(&mut self, place: usize) -> Outcome {
        let first = self.cause.is_none();
        (self.cause, self.fault) = (self.causes.get(place).copied(), None);
        if first { Outcome::Focus(TEXT) } else { Outcome::Stay }
    }

    fn step(&mut self, by: isize) -> Outcome {
        let Some(last) = self.causes.len().checked_sub(1) else { return Outcome::Stay };
        let here = self.causes.iter().position(|cause| Some(*cause) == self.cause);
        self.pick(match here {
            Some(here) => here.saturating_add_signed(by).min(last),
            None if by > 0 => 0,
            None => last,
        })
    }

    /// What is still to be filled in: why, where that has to be said, and where.
    fn missing(&self) -> Option<(Option<&'static str>, &'static str)> {
        let empty = |text: &str| text.trim().is_empty();
        let in_words = self.who == Who::Two || self.cause == Some(Cause::Other);
        match self.who {
            _ if self.cause.is_none() => Some((Some("form-reason-missing"), NOWHERE)),
            _ if in_words && empty(&self.text) => Some((Some("sign-text-missing"), TEXT)),
            Who::Two if empty(&self.number) => Some((Some("sign-second-missing"), NUMBER)),
            Who::Two if self.passphrase.0.is_empty() => Some((None, PASSPHRASE)),
            _ => None,
        }
    }

    /// Why it is done, as filled in.
    pub fn why(&self) -> Why {
        Why { cause: self.cause.unwrap_or(Cause::Other), text: self.text.clone(), asked: self.asked }
    }

    /// The second person, as filled in.
    pub fn second(&self) -> Second {
        Second { number: self.number.trim().to_owned(), passphrase: self.passphrase.0.clone() }
    }

    /// The window `base` with the question over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        base: Element<'a, Outer>,
        face: Face<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let words = field(tr("sign-text"), &self.text).id(TEXT).on_input(Message::Text).on_submit(Message::Submit);
        let mut pieces = column![self.view_causes(), Element::from(words)];
        if self.who == Who::Two {
            pieces = pieces.push(text::quiet(tr("sign-second"))).push(self.view_second());
        }
        let pieces = pieces.push(self.fault.as_ref().map(|fault| text::remark(Tone::Stop, fault.as_str())));
        let form = Element::from(pieces.spacing(space::MEDIUM)).map(wrap);
        let content = column![face.content, form].spacing(space::MEDIUM);
        let send = (!self.busy).then(|| wrap(Message::Submit));
        let question = Dialog::new(face.title, content).wide();
        let question = question.act(act(face.verb, cap(keys::Act::Open), face.weight, send));
        dialog(base, question.act(act(tr("act-back"), cap(keys::Act::Back), Weight::Plain, wrap(Message::Cancel))))
    }

    /// The reasons, two beside one another.
    fn view_causes(&self) -> Element<'_, Message> {
        let rows = self.causes.chunks(2).enumerate().map(|(line, pair)| {
            let mut pieces = row![].spacing(space::SMALL);
            for (beside, cause) in pair.iter().enumerate() {
                let place = line * 2 + beside;
                let words = tr(&format!("cause-{}", cause.code()));
                let (key, picked) = ((place + 1).to_string(), self.cause == Some(*cause));
                pieces = pieces.push(container(choice_row(words, key, picked, Message::Pick(place))).width(Fill));
            }
            if pair.len() < 2 {
                pieces = pieces.push(container(row![]).width(Fill));
            }
            pieces.into()
        });
        Column::with_children(rows).spacing(space::TINY).into()
    }

    fn view_second(&self) -> Element<'_, Message> {
        let number = field(tr("form-number"), &self.number).id(NUMBER).on_input(Message::Number);
        let passphrase = field(tr("form-passphrase"), self.passphrase.0.as_str()).id(PASSPHRASE).secret();
        let passphrase = passphrase.on_input(|text| Message::Passphrase(Private(Zeroizing::new(text))));
        let fields = [number.on_submit(Message::Submit), passphrase.on_submit(Message::Submit)];
        let fields = fields.map(|field| container(Element::from(field)).width(Fill).into());
        iced::widget::Row::with_children(fields).spacing(space::MEDIUM).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Timestamp;

    const CAUSES: &[Cause] = &[Cause::Over, Cause::Mistake, Cause::Other];

    fn form(who: Who) -> Form {
        Form::new(who, CAUSES, Moment::utc(Timestamp(1_000)))
    }

    #[test]
    fn two_say_why_in_words_and_who_signs() {
        let mut form = form(Who::Two);
        assert_eq!(form.update(Message::Submit), Outcome::Focus(NOWHERE));
        assert_eq!(form.update(Message::Next), Outcome::Focus(TEXT));
        assert_eq!(form.update(Message::Submit), Outcome::Focus(TEXT));
        let _ = form.update(Message::Text("The march is over".into()));
        assert_eq!(form.update(Message::Submit), Outcome::Focus(NUMBER));
        let _ = form.update(Message::Number(" S-2 ".into()));
        assert_eq!(form.update(Message::Submit), Outcome::Focus(PASSPHRASE));
        let _ = form.update(Message::Passphrase(Private(Zeroizing::new("x".into()))));
        assert_eq!(form.update(Message::Submit), Outcome::Send);
        assert_eq!(form.update(Message::Submit), Outcome::Stay, "sent once");
        assert_eq!((form.why().cause, form.second().number.as_str()), (Cause::Over, "S-2"));
    }

    #[test]
    fn one_says_why_in_words_where_no_reason_fits() {
        let mut form = form(Who::Alone);
        let _ = form.update(Message::Pick(1));
        assert_eq!(form.update(Message::Submit), Outcome::Send);
        let mut form = self::form(Who::Alone);
        let _ = form.update(Message::Pick(2));
        assert_eq!(form.update(Message::Submit), Outcome::Focus(TEXT));
        assert!(form.stray("4").is_none() && matches!(form.stray("1"), Some(Message::Pick(0))));
    }

    #[test]
    fn a_request_that_is_over_is_signed_anew() {
        let mut form = form(Who::Two);
        let _ = form.update(Message::Passphrase(Private(Zeroizing::new("x".into()))));
        let later = Moment::utc(Timestamp(999_000));
        form.failed(&SharedError::new(DeskError::NotTheirs), later);
        assert!(form.why().asked.at == Timestamp(1_000) && !form.passphrase.0.is_empty());
        form.failed(&SharedError::new(DeskError::RequestOver), later);
        assert!(form.why().asked == later && form.passphrase.0.is_empty());
    }
}
