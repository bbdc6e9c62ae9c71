//! The questions of the guard's screen: who somebody on no list is, why somebody is refused, what was answered.

mod walk_in;

use iced::widget::column;
use zeroize::Zeroizing;

use super::NOWHERE;
use super::found::Question;
use crate::desk::decide::WalkIn;
use crate::desk::worker::SharedError;
use crate::domain::Resolver;
use crate::domain::fact::RefusalCode;
use crate::gui::Element;
use crate::gui::keys;
use crate::gui::note::failure;
use crate::gui::private::Private;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::{Dialog, Weight, act, choice_row, dialog, field, text};
use crate::i18n::tr;

/// A passphrase on its way from a field to the desk.
pub type Secret = Private<Zeroizing<String>>;

fn secret(text: String) -> Secret {
    Private(Zeroizing::new(text))
}

/// A question over the screen.
#[derive(Debug, Clone)]
pub struct Form {
    /// What is asked.
    pub kind: Kind,
    /// Why it was not taken.
    pub fault: Option<String>,
    /// Whether it is on its way to the desk.
    pub busy: bool,
}

/// What is asked, and what was filled in so far.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Who somebody on no list is.
    WalkIn(WalkIn),
    /// The same, before two let them in against the rules.
    Exempted(WalkIn),
    /// Why somebody is refused.
    Refuse {
        /// The reason picked.
        code: Option<RefusalCode>,
        /// In words.
        note: String,
    },
    /// What somebody answered to a reason.
    Answer {
        /// The reason.
        question: Question,
        /// The answer picked.
        granted: Option<bool>,
        /// Who was asked and how.
        note: String,
        /// Service number of who signs, unless whoever is signed in may.
        number: String,
        /// Their passphrase.
        passphrase: Secret,
    },
}

/// What happens in a form.
#[derive(Debug, Clone)]
pub enum Message {
    /// The name was typed.
    Name(String),
    /// The host was typed.
    Host(String),
    /// Whom they come for was typed.
    Organisation(String),
    /// The purpose was typed.
    Purpose(String),
    /// The note was typed.
    Note(String),
    /// The service number was typed.
    Number(String),
    /// The passphrase was typed.
    Passphrase(Secret),
    /// One of the choices was picked, by its place.
    Pick(usize),
    /// To the next choice.
    Next,
    /// To the choice before.
    Previous,
    /// It is to be sent.
    Submit,
    /// It is to be put away.
    Cancel,
}

/// What a form wants of its screen.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Nothing.
    Stay,
    /// The keyboard for one of its fields.
    Focus(&'static str),
    /// To be put away.
    Close,
    /// To be recorded, complete as far as can be seen.
    Send(Kind),
}

const NAME: &str = "form-name";
const HOST: &str = "form-host";
const ORGANISATION: &str = "form-organisation";
const PURPOSE: &str = "form-purpose";
const NOTE: &str = "form-note";
const NUMBER: &str = "form-number";
const PASSPHRASE: &str = "form-passphrase";

impl Form {
    /// An empty form.
    pub fn new(kind: Kind) -> Self {
        Self { kind, fault: None, busy: false }
    }

    /// The form for an answer to `question`.
    pub fn answer(question: Question) -> Self {
        let (granted, note, number, passphrase) = (None, String::new(), String::new(), secret(String::new()));
        Self::new(Kind::Answer { question, granted, note, number, passphrase })
    }

    /// The field that gets the keyboard first.
    pub fn first(&self) -> &'static str {
        match &self.kind {
            Kind::WalkIn(walk_in) | Kind::Exempted(walk_in) if walk_in.name.is_empty() => NAME,
            Kind::WalkIn(_) | Kind::Exempted(_) => HOST,
            Kind::Refuse { .. } => NOWHERE,
            Kind::Answer { question, .. } if question.resolver == Resolver::Host => NOTE,
            Kind::Answer { question, .. } if question.own => NOWHERE,
            Kind::Answer { .. } => NUMBER,
        }
    }

    /// The message of a key while the form is open.
    pub fn key(&self, act: keys::Act) -> Option<Message> {
        match act {
            keys::Act::Open | keys::Act::Submit => Some(Message::Submit),
            keys::Act::Back => Some(Message::Cancel),
            keys::Act::Up => Some(Message::Previous),
            keys::Act::Down => Some(Message::Next),
            _ => None,
        }
    }

    /// Takes back what was picked: a person picks again.
    pub fn unpick(&mut self) {
        match &mut self.kind {
            Kind::Refuse { code, .. } => *code = None,
            Kind::Answer { granted, .. } => *granted = None,
            // Nobody in particular is an answer too.
            Kind::WalkIn(walk_in) | Kind::Exempted(walk_in) => walk_in.category = None,
        }
    }

    /// What was typed while no field has the keyboard: a digit picks.
    pub fn stray(&self, text: &str) -> Option<Message> {
        let number: usize = text.parse().ok()?;
        (1..=self.choices()).contains(&number).then(|| Message::Pick(number - 1))
    }

    /// It was not taken.
    pub fn failed(&mut self, error: &SharedError) {
        (self.busy, self.fault) = (false, Some(failure(error)));
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message) -> Outcome {
        if self.busy && !matches!(message, Message::Cancel) {
            return Outcome::Stay;
        }
        match message {
            Message::Cancel => Outcome::Close,
            Message::Submit => self.submit(),
            Message::Pick(place) => self.pick(place),
            Message::Next => self.step(1),
            Message::Previous => self.step(-1),
            typed => self.typed(typed),
        }
    }

    fn typed(&mut self, message: Message) -> Outcome {
        self.fault = None;
        match (&mut self.kind, message) {
            (Kind::WalkIn(walk_in) | Kind::Exempted(walk_in), Message::Name(text)) => walk_in.name = text,
            (Kind::WalkIn(walk_in) | Kind::Exempted(walk_in), Message::Host(text)) => walk_in.host = text,
            (Kind::WalkIn(walk_in) | Kind::Exempted(walk_in), Message::Organisation(text)) => {
                walk_in.organisation = text
            }
            (Kind::WalkIn(walk_in) | Kind::Exempted(walk_in), Message::Purpose(text)) => walk_in.purpose = text,
            (Kind::Refuse { note, .. } | Kind::Answer { note, .. }, Message::Note(text)) => *note = text,
            (Kind::Answer { number, .. }, Message::Number(text)) => *number = text,
            (Kind::Answer { passphrase, .. }, Message::Passphrase(secret)) => *passphrase = secret,
            _ => {}
        }
        Outcome::Stay
    }

    fn choices(&self) -> usize {
        match &self.kind {
            Kind::WalkIn(_) | Kind::Exempted(_) => walk_in::CHOICES,
            Kind::Refuse { .. } => RefusalCode::ALL.len(),
            Kind::Answer { .. } => 2,
        }
    }

    fn picked(&self) -> Option<usize> {
        match &self.kind {
            Kind::WalkIn(walk_in) | Kind::Exempted(walk_in) => Some(walk_in::place(walk_in.category)),
            Kind::Refuse { code, .. } => RefusalCode::ALL.iter().position(|one| Some(*one) == *code),
            Kind::Answer { granted, .. } => granted.map(|granted| usize::from(!granted)),
        }
    }

    fn pick(&mut self, place: usize) -> Outcome {
        self.fault = None;
        match &mut self.kind {
            Kind::WalkIn(walk_in) | Kind::Exempted(walk_in) => {
                walk_in.category = walk_in::category(place);
                Outcome::Stay
            }
            Kind::Refuse { code, .. } => {
                *code = RefusalCode::ALL.get(place).copied();
                // Something else has to be said in words.
                if *code == Some(RefusalCode::Other) { Outcome::Focus(NOTE) } else { Outcome::Stay }
            }
            Kind::Answer { granted, .. } => {
                *granted = Some(place == 0);
                Outcome::Stay
            }
        }
    }

    fn step(&mut self, by: isize) -> Outcome {
        let (Some(last), picked) = (self.choices().checked_sub(1), self.picked()) else { return Outcome::Stay };
        let place = match picked {
            // From the first on to the last: who must not wait is one key away.
            Some(place) if self.asks_who() => walk_in::beside(place, by),
            Some(place) => place.saturating_add_signed(by).min(last),
            None if by > 0 => 0,
            None => last,
        };
        self.pick(place)
    }

    /// Whether it asks who somebody is.
    fn asks_who(&self) -> bool {
        matches!(self.kind, Kind::WalkIn(_) | Kind::Exempted(_))
    }

    fn submit(&mut self) -> Outcome {
        match self.missing() {
            Some((fault, field)) => {
                self.fault = fault.map(tr);
                Outcome::Focus(field)
            }
            None => {
                (self.busy, self.fault) = (true, None);
                Outcome::Send(self.kind.clone())
            }
        }
    }

    /// What is still to be filled in: why, if that has to be said, and where.
    fn missing(&self) -> Option<(Option<&'static str>, &'static str)> {
        let empty = |text: &str| text.trim().is_empty();
        match &self.kind {
            Kind::WalkIn(walk_in) | Kind::Exempted(walk_in) if empty(&walk_in.name) => {
                Some((Some("form-name-missing"), NAME))
            }
            Kind::WalkIn(walk_in) | Kind::Exempted(walk_in) if empty(&walk_in.host) => {
                Some((Some("form-host-missing"), HOST))
            }
            Kind::Refuse { code: None, .. } => Some((Some("form-reason-missing"), NOWHERE)),
            Kind::Refuse { code: Some(RefusalCode::Other), note } if empty(note) => {
                Some((Some("form-note-missing"), NOTE))
            }
            Kind::Answer { question, note, .. } if question.resolver == Resolver::Host && empty(note) => {
                Some((Some("form-phoned-missing"), NOTE))
            }
            Kind::Answer { question, number, .. } if !question.own && empty(number) => {
                Some((Some("form-number-missing"), NUMBER))
            }
            Kind::Answer { question, passphrase, .. } if !question.own && passphrase.0.is_empty() => {
                Some((None, PASSPHRASE))
            }
            Kind::Answer { question, granted: None, .. } => {
                let field = if question.resolver == Resolver::Host { NOTE } else { NOWHERE };
                Some((Some("form-answer-missing"), field))
            }
            _ => None,
        }
    }

    /// The window `base` with the form over it.
    pub fn view<'a, Outer: Clone + 'a>(
        &'a self,
        base: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let (title, content, verb, weight) = match &self.kind {
            Kind::WalkIn(walk_in) => (tr("walk-in-title"), walk_in::view(walk_in), "act-refer", Weight::Go),
            Kind::Exempted(walk_in) => (tr("override-who"), walk_in::view(walk_in), "act-write-down", Weight::Go),
            Kind::Refuse { note, .. } => (tr("refuse-title"), self.view_refuse(note), "act-refuse", Weight::Stop),
            Kind::Answer { question, .. } => (question.words.clone(), self.view_answer(), "act-record", Weight::Go),
        };
        let fault = self.fault.as_ref().map(|fault| Element::from(text::remark(Tone::Stop, fault.as_str())));
        let content = Element::from(column![content].push(fault).spacing(space::MEDIUM));
        let send = (!self.busy).then(|| wrap(Message::Submit));
        let question = Dialog::new(title, content.map(wrap));
        let question = if self.asks_who() { question.wide() } else { question };
        let question = question.act(act(tr(verb), keys::cap(keys::Act::Open), weight, send));
        let back = act(tr("act-back"), keys::cap(keys::Act::Back), Weight::Plain, wrap(Message::Cancel));
        dialog(base, question.act(back))
    }

    fn view_refuse<'a>(&'a self, note: &'a str) -> Element<'a, Message> {
        let picked = self.picked();
        let rows = RefusalCode::ALL.iter().enumerate().map(|(place, code)| {
            let words = tr(&format!("refusal-{}", code.code()));
            choice_row(words, (place + 1).to_string(), picked == Some(place), Message::Pick(place))
        });
        let rows = iced::widget::Column::with_children(rows).spacing(space::TINY);
        column![rows, field(tr("form-note"), note).id(NOTE).on_input(Message::Note)].spacing(space::MEDIUM).into()
    }

    fn view_answer<'a>(&'a self) -> Element<'a, Message> {
        let Kind::Answer { question, note, number, passphrase, .. } = &self.kind else { return column![].into() };
        let mut pieces = column![text::quiet(tr(&format!("answer-{}", question.resolver.code())))];
        if !question.own {
            pieces = pieces.push(field(tr("form-number"), number).id(NUMBER).on_input(Message::Number));
            let field = field(tr("form-passphrase"), passphrase.0.as_str()).id(PASSPHRASE).secret();
            pieces = pieces.push(field.on_input(|text| Message::Passphrase(secret(text))));
        }
        let label = if question.resolver == Resolver::Host { "form-phoned" } else { "form-note" };
        pieces = pieces.push(field(tr(label), note).id(NOTE).on_input(Message::Note));
        let picked = self.picked();
        for (place, id) in ["answer-yes", "answer-no"].into_iter().enumerate() {
            // A digit picks only where no field has the keyboard.
            let cap = if question.own && question.resolver != Resolver::Host {
                (place + 1).to_string()
            } else {
                keys::cap(if place == 0 { keys::Act::Up } else { keys::Act::Down })
            };
            pieces = pieces.push(choice_row(tr(id), cap, picked == Some(place), Message::Pick(place)));
        }
        pieces.spacing(space::MEDIUM).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Category;

    fn refuse() -> Form {
        Form::new(Kind::Refuse { code: None, note: String::new() })
    }

    #[test]
    fn nobody_is_refused_without_a_reason_nor_for_something_else_without_words() {
        let mut form = refuse();
        assert!(matches!(form.update(Message::Submit), Outcome::Focus(NOWHERE)));
        assert!(matches!(form.update(Message::Pick(6)), Outcome::Focus(NOTE)));
        assert!(matches!(form.update(Message::Submit), Outcome::Focus(NOTE)) && form.fault.is_some());
        let _ = form.update(Message::Note("shouts".into()));
        assert!(matches!(form.update(Message::Submit), Outcome::Send(Kind::Refuse { .. })));
        assert!(matches!(form.update(Message::Submit), Outcome::Stay), "sent once");
    }

    #[test]
    fn arrows_and_digits_pick_within_the_choices() {
        let mut form = refuse();
        let _ = form.update(Message::Previous);
        assert_eq!(form.picked(), Some(6));
        for _ in 0..9 {
            let _ = form.update(Message::Next);
        }
        assert_eq!(form.picked(), Some(6));
        assert!(matches!(form.stray("3"), Some(Message::Pick(2))));
        assert!(form.stray("8").is_none() && form.stray("0").is_none() && form.stray("x").is_none());
    }

    #[test]
    fn a_stranger_is_nobody_in_particular_and_emergency_services_by_one_key() {
        let walk_in = WalkIn { name: "Crew 4".into(), host: "Reception".into(), ..WalkIn::default() };
        let mut form = Form::new(Kind::WalkIn(walk_in));
        let category = |form: &Form| match &form.kind {
            Kind::WalkIn(walk_in) => walk_in.category,
            _ => panic!("another form"),
        };
        assert_eq!((category(&form), form.picked()), (None, Some(0)));
        let _ = form.update(Message::Previous);
        assert_eq!(category(&form), Some(Category::Emergency));
        let _ = form.update(Message::Next);
        let _ = form.update(Message::Next);
        assert_eq!(category(&form), Some(Category::Diplomat));
        let _ = form.update(Message::Pick(2));
        assert!(matches!(form.update(Message::Submit), Outcome::Send(Kind::WalkIn(walk_in))
            if walk_in.category == Some(Category::Courier)));
    }

    #[test]
    fn a_host_answer_needs_who_was_phoned_and_a_strangers_needs_a_signature() {
        let question =
            |resolver, own| Question { rule: "r".into(), resolver, words: "w".into(), own, elsewhere: false };
        let mut host = Form::answer(question(Resolver::Host, true));
        let _ = host.update(Message::Pick(0));
        assert!(matches!(host.update(Message::Submit), Outcome::Focus(NOTE)));
        let _ = host.update(Message::Note("Called 204".into()));
        assert!(matches!(host.update(Message::Submit), Outcome::Send(_)));
        let mut other = Form::answer(question(Resolver::Supervisor, false));
        let _ = other.update(Message::Pick(1));
        assert!(matches!(other.update(Message::Submit), Outcome::Focus(NUMBER)));
        let _ = other.update(Message::Number("S-1".into()));
        assert!(matches!(other.update(Message::Submit), Outcome::Focus(PASSPHRASE)));
        let _ = other.update(Message::Passphrase(secret("x".into())));
        assert!(matches!(other.update(Message::Submit), Outcome::Send(Kind::Answer { granted: Some(false), .. })));
    }
}
