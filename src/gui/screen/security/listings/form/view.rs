//! How the form looks.

use iced::Fill;
use iced::widget::{Column, column, container, row};

use super::*;
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::keys::cap;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::widget::{Weight, act, actions, choice_row, field, panel, panel_head, scrolled, text};
use crate::i18n::tr_with;

impl Form {
    /// The form in the middle.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let title = match self.id {
            Some(_) => tr_with("own-change-title", &[("name", self.before.primary().into())]),
            None => tr("own-add-title"),
        };
        let input = |which: Field, label: &str, value: &'a str| {
            let piece = field(tr(label), value).id(which.id()).fault(self.shown_fault(which, &ctx.now));
            Element::from(piece.on_input(move |text| Message::Typed(which, text)).on_submit(Message::Next))
        };
        let person = self.is_person();
        let nation = if person { "own-nationality" } else { "case-nationality-organisation" };
        let nationality = input(Field::Nationality, nation, &self.nationality);
        let documents = person.then(|| input(Field::Documents, "case-document", &self.documents));
        let several = row![nationality].push(documents).spacing(space::LARGE);
        let several = column![several, text::hint(tr("own-several"))].spacing(space::TINY);
        let until = input(Field::Until, "own-date", &self.until);
        let known = column![].push(person.then(|| self.born(ctx))).push(several).push(until).spacing(space::MEDIUM);
        let names = column![input(Field::Name, "own-name", &self.name), self.others()].spacing(space::MEDIUM);
        let who = row![names.width(Fill), known.width(Fill)].spacing(space::LARGE);
        let fault = self.fault.as_ref().map(|fault| text::remark(Tone::Stop, fault.as_str()));
        let changes = self.id.map(|_| text::remark(Tone::Hold, tr("own-changes-clear")));
        let pieces = column![
            self.natures(),
            who,
            input(Field::Reason, "own-reason-label", &self.reason),
            input(Field::Instruction, "own-instruction", &self.instruction),
        ];
        let pieces = pieces.push(changes).push(fault).spacing(space::MEDIUM);
        let pieces = container(pieces).padding([space::LARGE, space::WIDE]);
        let save = (!self.busy).then_some(Message::Submit);
        let acts = actions([
            act(tr("own-act-save"), cap(Act::Submit), Weight::Go, save),
            act(tr("act-back"), cap(Act::Back), Weight::Plain, Message::Cancel),
        ]);
        panel([panel_head(title, ""), scrolled(pieces), acts])
    }

    /// Of which kind it is.
    fn natures<'a>(&self) -> Element<'a, Message> {
        let choice = |nature, label: &str, key| {
            let picked = self.is_person() == (nature == Nature::Person);
            container(choice_row(tr(label), cap(key), picked, Message::Pick(nature))).width(Fill)
        };
        let person = choice(Nature::Person, "own-person", Act::Up);
        let organisation = choice(Nature::Organisation, "own-organisation", Act::Down);
        row![person, organisation].spacing(space::LARGE).into()
    }

    /// One field more than there are other names, as far as there are fields.
    fn others<'a>(&'a self) -> Element<'a, Message> {
        let typed = self.others.iter().map(String::as_str);
        let more = self.others.last().is_none_or(|last| !last.is_empty()).then_some("");
        let fields = typed.chain(more).take(OTHERS).enumerate().map(|(place, value)| {
            let label = if place == 0 { tr("own-other-name") } else { String::new() };
            let piece = field(label, value).id(Field::Other(place).id()).on_submit(Message::Next);
            piece.on_input(move |text| Message::Typed(Field::Other(place), text)).into()
        });
        Column::with_children(fields).spacing(space::SMALL).into()
    }

    /// The dates of birth, and how they were understood.
    fn born<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let piece = field(tr("own-born"), &self.born).id(Field::Born.id());
        let piece = match read::births(&self.born) {
            Ok(births) if !births.is_empty() => {
                let dates: Vec<String> = births.iter().map(ToString::to_string).collect();
                piece.remark(tr_with("own-born-said", &[("dates", dates.join(", ").into())]))
            }
            _ => piece.hint(tr("own-born-hint")),
        };
        let piece = piece.fault(self.shown_fault(Field::Born, &ctx.now));
        piece.on_input(|text| Message::Typed(Field::Born, text)).on_submit(Message::Next).into()
    }
}
