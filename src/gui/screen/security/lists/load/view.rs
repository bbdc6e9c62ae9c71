//! How a load looks: the fields, and what became of the files.

use iced::widget::{Column, column, container, row, rule};
use iced::{Fill, Padding};

use super::*;
use crate::desk::screening::Listing;
use crate::gui::Element;
use crate::gui::form::{sentence, trouble};
use crate::gui::format::count;
use crate::gui::keys::cap;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::watch::list_name;
use crate::gui::widget::list::list_by_id;
use crate::gui::widget::{
    Act as Button, Row, Weight, act, actions, failure, field, panel, panel_alert, panel_head, progress, scrolled, text,
};
use crate::i18n::tr_with;

use super::super::super::country;

/// Rows that are shown of what was read.
const SOME: usize = 20;

impl Load {
    /// What stands in the middle.
    pub fn view<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let head = panel_head(tr("list-load-title"), "");
        let fields = container(self.fields(ctx)).padding(space::WIDE).into();
        let content: Element<'a, Message> = match &self.stage {
            Stage::Asking(None) => padded(text::quiet(tr("list-load-text"))),
            Stage::Asking(Some(what)) => padded(told(what)),
            Stage::Reading => padded(text::body(tr("list-load-reading"))),
            Stage::Seen(files) => self.seen(files),
            Stage::SeenNames(names) => seen_names(names),
            Stage::Writing(done, total, leaving) => padded(written(*done, *total, *leaving)),
            Stage::Done(rows) => padded(done(&self.name, *rows)),
        };
        panel([head, fields, container(content).height(Fill).into(), actions(self.acts())])
    }

    /// The window with the question over it whether two sign for the file, if that is asked.
    pub fn over<'a, Outer: Clone + 'a>(
        &'a self,
        window: Element<'a, Outer>,
        wrap: impl Fn(Message) -> Outer + Copy + 'a,
    ) -> Element<'a, Outer> {
        let (Some(signing), Stage::Seen(files)) = (&self.signing, &self.stage) else { return window };
        let asked = (self.name.as_str(), files.listings.len());
        signing.view(window, asked, move |message| wrap(Message::Sign(message)))
    }

    fn fields<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        match &self.stage {
            Stage::Asking(_) => {
                let fields = self.paths.iter().zip(PATHS).enumerate().map(|(place, (path, id))| {
                    let label = if place == 0 { tr("list-path") } else { String::new() };
                    let piece = field(label, path).id(id).on_input(move |text| Message::Path(place, text));
                    let piece = if place + 1 == self.paths.len() { piece.hint(tr("list-path-hint")) } else { piece };
                    piece.on_submit(Message::Submit).into()
                });
                Column::with_children(fields).spacing(space::SMALL).into()
            }
            Stage::Seen(_) => {
                let input = |label: &str, id: &'static str, value: &'a str| {
                    field(tr(label), value).id(id).fault(self.shown_fault(id, ctx)).on_submit(Message::Submit)
                };
                let name = input("list-name", NAME, &self.name).on_input(Message::Name);
                let dated = input("list-dated", DATED, &self.dated).on_input(Message::Dated);
                let limit = input("list-days", LIMIT, &self.limit).on_input(Message::Limit);
                row![Element::from(name), Element::from(dated), Element::from(limit)].spacing(space::LARGE).into()
            }
            _ => text::strong(list_name(&self.name)).into(),
        }
    }

    fn acts(&self) -> Vec<Button<'_, Message>> {
        let lead =
            |label: String, possible: bool| act(label, cap(Act::Open), Weight::Go, possible.then_some(Message::Submit));
        let back = |label: &str| act(tr(label), cap(Act::Back), Weight::Plain, Message::Back);
        let typed = self.paths.iter().any(|path| !path.trim().is_empty());
        match &self.stage {
            Stage::Asking(_) => vec![lead(tr("list-read"), typed), back("act-back")],
            Stage::Reading => vec![lead(tr("list-read"), false), back("import-stop")],
            Stage::Seen(files) => {
                let rows = tr_with("list-take", &[("rows", files.listings.len().into())]);
                vec![lead(rows, !self.sent), back("list-take-nothing")]
            }
            Stage::SeenNames(names) => {
                let lines = tr_with("names-take", &[("count", names.lines.len().into())]);
                vec![lead(lines, true), back("list-take-nothing")]
            }
            Stage::Writing(_, _, leaving) => {
                let cancel = (!leaving).then_some(Message::Back);
                vec![act(tr("import-break-off"), cap(Act::Back), Weight::Plain, cancel)]
            }
            Stage::Done(_) => vec![lead(tr("list-load-close"), true)],
        }
    }

    /// What would be loaded, with the first rows of it.
    fn seen<'a>(&'a self, files: &'a ListFiles) -> Element<'a, Message> {
        let rows = files.listings.len();
        let number = |id: &str, of: usize| tr_with(id, &[("count", of.into())]);
        let formats: Vec<String> = files.formats.iter().map(|code| tr(&format!("list-format-{code}"))).collect();
        let figures = [
            formats.join(" + "),
            number("list-seen-persons", files.persons()),
            number("list-seen-born", files.born()),
            number("list-seen-documents", files.documented()),
        ];
        let mut head = column![
            text::section(number("list-seen", rows)),
            text::body(figures.join(" · ")),
            text::quiet(tr_with("list-seen-first", &[("shown", rows.min(SOME).into())])),
        ];
        for remark in &files.remarks {
            head = head.push(text::remark(Tone::Hold, remark.as_str()));
        }
        if let Some((before, dated)) = self.before {
            let dated = dated.map(|date| date.0.format("%a %-d %b %Y").to_string()).unwrap_or_default();
            let values = [("rows", count(before).into()), ("dated", dated.into())];
            head = head.push(text::remark(Tone::Hold, tr_with("list-seen-before", &values)));
        }
        let head = head.spacing(space::TINY);
        let head = container(head).padding(Padding::from([0.0, space::WIDE]).bottom(space::LARGE));
        let rows = files.listings.iter().take(SOME).map(listing_row);
        column![head, rule::horizontal(1), list_by_id(super::super::SHOWN, rows)].height(Fill).into()
    }
}

/// The table that would be loaded, with its first lines.
fn seen_names<'a>(names: &NamesFile) -> Element<'a, Message> {
    let lines = names.lines.iter().take(SOME).map(|line| text::body(line.clone()).into());
    let head = column![
        text::section(tr_with("names-seen", &[("count", names.lines.len().into())])),
        text::quiet(tr("names-seen-says")),
        rule::horizontal(1),
    ];
    padded(head.push(Column::with_children(lines).spacing(space::TINY)).spacing(space::SMALL))
}

fn listing_row<'a>(listing: &'a Listing) -> Row<'a, Message> {
    let births: Vec<String> = listing.births.iter().map(ToString::to_string).collect();
    let nations: Vec<String> = listing.nationalities.iter().map(|nation| country(nation)).collect();
    let others = listing.names.len().saturating_sub(1);
    let others = (others > 0).then(|| tr_with("list-other-names", &[("count", others.into())]));
    let known = [Some(births.join(", ")), Some(nations.join(", ")), others];
    let known: Vec<String> = known.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    Row {
        title: listing.primary().into(),
        subtitle: known.join(" · ").into(),
        trail: listing.id.as_str().into(),
        ..Row::default()
    }
}

fn padded<'a>(content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    let content = container(content.into()).padding(Padding::from([0.0, space::WIDE]).bottom(space::WIDE));
    scrolled(content.width(Fill))
}

fn told<'a>(what: &Trouble) -> Element<'a, Message> {
    match what {
        Trouble::Desk(error) => trouble(error, None),
        Trouble::Unread(error) => failure(sentence(&error.to_string()), tr("import-unread"), None),
        Trouble::Files(why, rows) => {
            let rows = rows.iter().take(SOME).map(|row| text::body(row.clone()).into());
            let rows = Column::with_children(rows).spacing(space::TINY);
            column![failure(tr("list-files-fault"), why.clone(), None), rows].spacing(space::LARGE).into()
        }
        Trouble::Dropped => {
            let words = column![text::strong(tr("list-dropped")), text::body(tr("list-dropped-text"))];
            panel_alert(Tone::Hold, words.spacing(space::TINY))
        }
    }
}

fn written<'a>(done: u64, total: u64, leaving: bool) -> Element<'a, Message> {
    let words = if leaving { "list-leaving" } else { "list-writing" };
    let numbers = [("done", count(done).into()), ("total", count(total).into())];
    // Shares of a bar need no more than the first digits.
    #[allow(clippy::cast_precision_loss)]
    let share = if total == 0 { 0.0 } else { done as f32 / total as f32 };
    let words = progress(tr_with(words, &numbers), share, None);
    column![words, text::quiet(tr("list-writing-text"))].spacing(space::MEDIUM).into()
}

fn done<'a>(name: &str, rows: u64) -> Element<'a, Message> {
    let id = if name == NAMES { "note-names-loaded" } else { "note-list-loaded" };
    let values = [("list", name.into()), ("rows", rows.into())];
    let words = text::section(tr_with(id, &values));
    column![words, text::quiet(tr("list-done-text"))].spacing(space::SMALL).into()
}
