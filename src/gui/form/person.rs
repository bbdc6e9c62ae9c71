//! Somebody to be enrolled: service number, name, a passphrase twice, a second one for when they are forced, and roles
//! where they are chosen.

use iced::widget::{Column, column, row};
use iced::{Fill, Task};
use zeroize::Zeroizing;

use crate::desk::NewOperator;
use crate::desk::session::{LEAST_STRENGTH, second_fault, strength};
use crate::domain::operator::may_meet;
use crate::domain::text::clean_name;
use crate::domain::{Pair, Role};
use crate::gui::Element;
use crate::gui::keys::{Act, cap};
use crate::gui::private::Private;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::{self, check_row, field, text};
use crate::i18n::tr;

/// Roles below each other: with more a form with both passphrases would not fit a window 800 high.
const COLUMN: usize = 2;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The service number.
    Number,
    /// The name.
    Name,
    /// The passphrase.
    Passphrase,
    /// The passphrase once more.
    Again,
    /// The passphrase for when they are forced.
    Second,
    /// The same once more.
    SecondAgain,
}

impl Field {
    const ALL: [Self; 6] = [Self::Number, Self::Name, Self::Passphrase, Self::Again, Self::Second, Self::SecondAgain];

    /// The part of the form that it belongs to.
    fn part(self) -> Part {
        if matches!(self, Self::Number | Self::Name) { Part::Who } else { Part::Secret }
    }

    /// The id by which the field gets the keyboard.
    pub fn id(self) -> &'static str {
        match self {
            Self::Number => "person-number",
            Self::Name => "person-name",
            Self::Passphrase => "person-passphrase",
            Self::Again => "person-again",
            Self::Second => "person-second",
            Self::SecondAgain => "person-second-again",
        }
    }
}

/// What is typed so far.
#[derive(Clone)]
pub struct Person {
    number: String,
    name: String,
    passphrase: Zeroizing<String>,
    again: Zeroizing<String>,
    second: Zeroizing<String>,
    second_again: Zeroizing<String>,
    /// What is wrong with the second passphrase, kept so that no frame works it out again.
    second_fault: Option<&'static str>,
    roles: Vec<Role>,
    choice: Option<usize>,
    /// What is asked now.
    part: Part,
    /// How hard the passphrase is to guess, kept so that no frame works it out again.
    strength: u8,
    /// Whether somebody tried to go on: from then on faults are shown.
    tried: bool,
}

/// What happens in the form.
#[derive(Debug, Clone)]
pub enum Message {
    /// A field holds something else.
    Typed(Field, Private<String>),
    /// The arrow keys go to the role before, or after.
    Step(Direction),
    /// The role is given or taken.
    Toggle(Role),
}

/// Which way the arrow keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the row above.
    Up,
    /// To the row below.
    Down,
}

impl Person {
    /// An empty form for somebody with these roles, which are given or taken here if `choose`.
    pub fn new(roles: &[Role], choice: Choice) -> Self {
        Self {
            number: String::new(),
            name: String::new(),
            passphrase: Zeroizing::default(),
            again: Zeroizing::default(),
            second: Zeroizing::default(),
            second_again: Zeroizing::default(),
            second_fault: None,
            roles: roles.to_vec(),
            choice: (choice == Choice::Free).then_some(0),
            part: Part::Whole,
            strength: 0,
            tried: false,
        }
    }

    /// An empty form that asks who it is and no more; they choose passphrases themselves, with a start code.
    pub fn to_start(roles: &[Role]) -> Self {
        Self { part: Part::Who, ..Self::new(roles, Choice::Free) }
    }

    /// An empty form that asks for passphrases alone, of whoever has this number.
    pub fn starting(number: &str) -> Self {
        Self { part: Part::Secret, number: number.to_owned(), ..Self::new(&[], Choice::Fixed) }
    }

    /// Their name, as typed.
    pub fn name(&self) -> &str {
        self.name.trim()
    }

    /// Takes what happened.
    pub fn update(&mut self, message: Message) {
        match message {
            Message::Typed(field, value) => self.typed(field, value.0),
            Message::Step(direction) => self.step(direction),
            Message::Toggle(role) => self.toggle(role),
        }
    }

    fn typed(&mut self, field: Field, value: String) {
        match field {
            Field::Number => self.number = value,
            Field::Name => self.name = value,
            Field::Passphrase => self.passphrase = Zeroizing::new(value),
            Field::Again => self.again = Zeroizing::new(value),
            Field::Second => self.second = Zeroizing::new(value),
            Field::SecondAgain => self.second_again = Zeroizing::new(value),
        }
        if !matches!(field, Field::Again | Field::SecondAgain) {
            self.strength = strength(&self.passphrase, &[&self.number, &self.name]);
            let pair = Pair { first: &self.passphrase, second: &self.second };
            self.second_fault = second_fault(pair, &self.number, &self.name).map(|error| error.advice());
        }
    }

    fn step(&mut self, direction: Direction) {
        let Some(at) = self.choice.as_mut() else { return };
        *at = match direction {
            Direction::Up => at.saturating_sub(1),
            Direction::Down => (*at + 1).min(Role::ALL.len() - 1),
        };
    }

    fn toggle(&mut self, role: Role) {
        self.choice = self.choice.map(|at| Role::ALL.iter().position(|other| *other == role).unwrap_or(at));
        if let Some(place) = self.roles.iter().position(|other| *other == role) {
            let _ = self.roles.remove(place);
        } else {
            self.roles = Role::ALL.into_iter().filter(|other| *other == role || self.roles.contains(other)).collect();
        }
    }

    /// What a key does here.
    pub fn key(&self, act: Act) -> Option<Message> {
        let at = self.choice.filter(|_| self.part != Part::Secret)?;
        match act {
            Act::Up => Some(Message::Step(Direction::Up)),
            Act::Down => Some(Message::Step(Direction::Down)),
            Act::TickNext => Role::ALL.get(at).copied().map(Message::Toggle),
            _ => None,
        }
    }

    /// The person, or the first field that cannot be taken; from now on the faults are shown.
    pub fn finish(&mut self) -> Result<NewOperator, Option<Field>> {
        self.tried = true;
        let asked = |field: &Field| self.part == Part::Whole || field.part() == self.part;
        if let Some(field) = Field::ALL.into_iter().filter(asked).find(|field| self.fault(*field).is_some()) {
            return Err(Some(field));
        }
        if self.part != Part::Secret && (self.roles.is_empty() || !may_meet(&self.roles)) {
            return Err(None);
        }
        Ok(NewOperator {
            number: self.number.clone(),
            name: self.name.clone(),
            roles: self.roles.clone(),
            passphrase: self.passphrase.clone(),
            second: self.second.clone(),
        })
    }

    /// As [`Self::finish`]; where that fails the keyboard goes to the field.
    pub fn finish_or_focus<M: Send + 'static>(&mut self) -> Result<NewOperator, Task<M>> {
        self.finish().map_err(|field| field.map_or_else(Task::none, |f| iced::widget::operation::focus(f.id())))
    }

    fn fault(&self, field: Field) -> Option<String> {
        match field {
            Field::Number => self.number.trim().is_empty().then(|| tr("person-number-missing")),
            Field::Name => clean_name(&self.name).err().map(|fault| super::sentence(&fault.to_string())),
            Field::Passphrase if self.passphrase.is_empty() => Some(tr("person-passphrase-missing")),
            Field::Passphrase => (self.strength < LEAST_STRENGTH).then(|| tr("person-passphrase-weak")),
            Field::Again => (self.again != self.passphrase).then(|| tr("person-again-differs")),
            Field::Second => self.second_fault.map(tr),
            Field::SecondAgain => (self.second_again != self.second).then(|| tr("person-again-differs")),
        }
    }

    fn shown(&self, field: Field) -> Option<String> {
        if self.tried { self.fault(field) } else { None }
    }

    /// The form; Enter in any field says `on_submit`.
    pub fn view<'a, M: Clone + 'a>(&'a self, wrap: impl Fn(Message) -> M + Copy + 'a, on_submit: M) -> Element<'a, M> {
        let input = |which: Field, label: &str, value: &'a str, secret: bool| {
            let piece = field(tr(label), value).id(which.id()).fault(self.shown(which));
            let piece = if secret { piece.secret() } else { piece };
            let piece = piece.on_input(move |value| wrap(Message::Typed(which, Private(value))));
            Element::from(piece.on_submit(on_submit.clone()))
        };
        let number = input(Field::Number, "person-number", &self.number, false);
        let name = input(Field::Name, "person-name", &self.name, false);
        let passphrase = input(Field::Passphrase, "person-passphrase", &self.passphrase, true);
        let again = input(Field::Again, "person-again", &self.again, true);
        let who = (self.part != Part::Secret).then(|| row![number, name].spacing(space::LARGE));
        let second = input(Field::Second, "person-second", &self.second, true);
        let second_again = input(Field::SecondAgain, "person-again", &self.second_again, true);
        let secret = (self.part != Part::Who).then(|| {
            let first = column![row![passphrase, again].spacing(space::LARGE), self.judged()].spacing(space::SMALL);
            let second = row![second, second_again].spacing(space::LARGE);
            let second = column![second, text::hint(tr("person-second-hint"))].spacing(space::SMALL);
            column![first, second].spacing(space::LARGE)
        });
        let choices = self.choice.filter(|_| self.part != Part::Secret).map(|at| self.choices(at, wrap));
        Column::new().push(who).push(secret).push(choices).spacing(space::LARGE).width(Fill).into()
    }

    fn judged<'a, M: 'a>(&self) -> Element<'a, M> {
        judged(&self.passphrase, self.strength)
    }

    fn choices<'a, M: Clone + 'a>(&'a self, at: usize, wrap: impl Fn(Message) -> M + Copy + 'a) -> Element<'a, M> {
        let line = |(index, role): (usize, Role)| {
            let here = if index == at { cap(Act::TickNext) } else { String::new() };
            let label = tr(&format!("role-{}", role.code()));
            check_row(label, "", here, self.roles.contains(&role), wrap(Message::Toggle(role)))
        };
        let lines: Vec<_> = Role::ALL.into_iter().enumerate().map(line).collect();
        let mut columns = iced::widget::Row::new().spacing(space::LARGE);
        let mut lines = lines.into_iter().peekable();
        while lines.peek().is_some() {
            let column = Column::with_children(lines.by_ref().take(COLUMN));
            columns = columns.push(column.spacing(space::SMALL).width(Fill));
        }
        let head = match (self.tried, self.roles.is_empty(), may_meet(&self.roles)) {
            (true, true, _) => text::remark(Tone::Stop, tr("person-roles-missing")),
            (_, _, false) => text::remark(Tone::Stop, tr("person-roles-apart")),
            _ => text::hint(tr("person-roles")),
        };
        column![head, columns].spacing(space::TINY).into()
    }
}

/// How hard a passphrase is to guess, under its field.
pub fn judged<'a, M: 'a>(passphrase: &str, strength: u8) -> Element<'a, M> {
    if passphrase.is_empty() {
        return text::hint(tr("person-passphrase-hint")).into();
    }
    let (tone, words) = match strength {
        0 => (Tone::Stop, "person-strength-0"),
        1 => (Tone::Stop, "person-strength-1"),
        2 => (Tone::Hold, "person-strength-2"),
        3 => (Tone::Go, "person-strength-3"),
        _ => (Tone::Go, "person-strength-4"),
    };
    widget::strength(tr(words), f32::from(strength + 1) / 5.0, tone)
}

/// What a form asks for at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Everything.
    Whole,
    /// Who it is.
    Who,
    /// Their passphrase, which they type themselves.
    Secret,
}

/// Whether roles are chosen in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// They are as given.
    Fixed,
    /// They are ticked here.
    Free,
}
