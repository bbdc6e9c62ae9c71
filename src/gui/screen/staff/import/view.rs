//! How the import looks: what a file has to be on the left, what became of this one in the middle.

use iced::widget::{Column, column, container, row, rule};
use iced::{Element as Piece, Fill};

use super::*;
use crate::desk::clock::wall;
use crate::desk::import::{Column as FileColumn, Guest, RowFault, Warning};
use crate::gui::Element;
use crate::gui::form::{sentence, trouble};
use crate::gui::keys::cap;
use crate::gui::style::measure::{size, space};
use crate::gui::style::{Theme, Tone};
use crate::gui::widget::list::{initials, list_by_id};
use crate::gui::widget::{
    Act as Button, Row, Weight, act, actions, failure, field, panel, panel_alert, panel_head, progress, scrolled, text,
};
use crate::i18n::{tr, tr_with};

impl State {
    /// What lies between header and footer.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let left = container(help()).width(size::LEFT);
        row![left, container(self.middle(context)).width(Fill)].spacing(space::LARGE).into()
    }

    fn middle<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let title = panel_head(tr("import-title"), "");
        let mut parts = vec![title, container(self.path_field()).padding(space::WIDE).into()];
        let content: Element<'a, Message> = match &self.stage {
            Stage::Asking(None) => padded(text::quiet(tr("import-text"))),
            Stage::Asking(Some(what)) => padded(told(what)),
            Stage::Reading => padded(text::body(tr("import-reading"))),
            Stage::Good(plan) => good(plan, context),
            Stage::Faulty(rejection, page) => faulty(rejection, *page),
            Stage::Writing(writing) => padded(written(writing)),
            Stage::Done(writing) => padded(done(writing)),
        };
        parts.push(container(content).height(Fill).into());
        parts.push(actions(self.acts()));
        panel(parts)
    }

    fn path_field(&self) -> Element<'_, Message> {
        let piece = field(tr("import-path"), &self.path).id(PATH);
        match self.stage {
            // Only the file that is shown can be taken, so its path stands still while it is.
            Stage::Asking(_) => piece.hint(tr("import-path-hint")).on_input(Message::Typed).on_submit(Message::Submit),
            _ => piece,
        }
        .into()
    }

    fn acts(&self) -> Vec<Button<'_, Message>> {
        let lead =
            |label: String, possible: bool| act(label, cap(Act::Open), Weight::Go, possible.then_some(Message::Submit));
        let back = |label: &str| act(tr(label), cap(Act::Back), Weight::Plain, Message::Back);
        let count = |id: &str, rows: usize| tr_with(id, &[("rows", rows.into())]);
        match &self.stage {
            Stage::Asking(_) => vec![lead(tr("import-read"), !self.path.trim().is_empty()), back("import-leave")],
            Stage::Reading => vec![lead(tr("import-read"), false), back("import-stop")],
            Stage::Good(plan) => vec![lead(count("import-take-all", plan.rows.len()), true), back("import-nothing")],
            Stage::Faulty(rejection, _) => {
                let good = rejection.rows_read() - rejection.rows_rejected();
                vec![lead(count("import-take-good", good), good > 0), back("import-nothing")]
            }
            Stage::Writing(writing) => {
                let cancel = (!writing.leaving).then_some(Message::Back);
                vec![act(tr("import-break-off"), cap(Act::Back), Weight::Plain, cancel)]
            }
            Stage::Done(_) => vec![lead(tr("import-another"), true)],
        }
    }
}

fn padded<'a>(content: impl Into<Piece<'a, Message, Theme>>) -> Element<'a, Message> {
    let content = container(content.into()).padding(iced::Padding::from([0.0, space::WIDE]).bottom(space::WIDE));
    scrolled(content.width(Fill))
}

/// What a file has to be.
fn help<'a>() -> Element<'a, Message> {
    let (needed, further): (Vec<_>, Vec<_>) = FileColumn::READ.into_iter().partition(|column| column.is_required());
    let columns = |head: &str, columns: Vec<FileColumn>| {
        let lines = columns.into_iter().map(|column| text::body(sentence(column.name())).into());
        column![text::hint(tr(head)), Column::with_children(lines)].spacing(space::TINY)
    };
    let pieces = column![
        text::body(tr("import-help")),
        columns("import-help-needed", needed),
        columns("import-help-further", further),
        text::hint(tr("import-help-times")),
    ];
    let pieces = container(pieces.spacing(space::LARGE)).padding(space::LARGE);
    panel([panel_head(tr("import-help-title"), ""), scrolled(pieces)])
}

fn told<'a>(what: &Trouble) -> Element<'a, Message> {
    match what {
        Trouble::Desk(error) if matches!(**error, DeskError::ImportedBefore) => {
            let words = column![text::strong(tr("import-before")), text::body(tr("import-before-text"))];
            panel_alert(Tone::Hold, words.spacing(space::TINY))
        }
        Trouble::Desk(error) => trouble(error, None),
        Trouble::Unread(error) => failure(sentence(&error.to_string()), tr("import-unread"), None),
        Trouble::File(fault) => failure(tr("import-file-fault"), sentence(&fault.to_string()), None),
        Trouble::RejectedThere(path) => {
            let path = path.display().to_string();
            failure(tr_with("import-rejected-there", &[("path", path.into())]), tr("import-rejected-there-do"), None)
        }
        Trouble::Dropped => {
            let words = column![text::strong(tr("import-dropped")), text::body(tr("import-dropped-text"))];
            panel_alert(Tone::Hold, words.spacing(space::TINY))
        }
    }
}

/// What would be taken, with the first rows of it.
fn good<'a>(plan: &'a Plan, context: &'a Context) -> Element<'a, Message> {
    let rows = tr_with("import-good", &[("rows", plan.rows.len().into())]);
    let shown = plan.rows.len().min(PAGE);
    let words = match plan.rows.len() > shown {
        true => tr_with("import-good-first", &[("shown", shown.into())]),
        false => tr("import-good-text"),
    };
    let head = column![text::section(rows), text::quiet(words)].spacing(space::SMALL);
    let head = column![head].push(warned(&plan.warnings)).spacing(space::LARGE);
    let head = container(head).padding(iced::Padding::from([0.0, space::WIDE]).bottom(space::LARGE));
    let guests = plan.rows.iter().take(shown).map(|guest| guest_row(guest, context));
    column![head, rule::horizontal(1), list_by_id(FAULTS, guests)].height(Fill).into()
}

fn guest_row<'a>(guest: &'a Guest, context: &Context) -> Row<'a, Message> {
    let (person, visit) = (&guest.person, &guest.visit);
    let from = wall(context.now, visit.from);
    let name = if context.names_shown { person.name.clone() } else { initials(&person.name) };
    let day = from.format("%a %-d %b %Y").to_string();
    Row {
        lead: from.format("%H:%M").to_string().into(),
        title: name.into(),
        subtitle: format!("{day} · {}", visit.host).into(),
        ..Row::default()
    }
}

fn warned<'a>(warnings: &[Warning]) -> Option<Element<'a, Message>> {
    let lines = warnings.iter().map(|warning| text::body(sentence(&warning.to_string())).into());
    let lines = Column::with_children(lines).spacing(space::TINY);
    let head = text::strong(tr("import-warnings"));
    (!warnings.is_empty()).then(|| panel_alert(Tone::Hold, column![head, lines].spacing(space::TINY)))
}

fn faulty<'a>(rejection: &'a Rejection, page: usize) -> Element<'a, Message> {
    let numbers = [("rows", rejection.rows_read().into()), ("bad", rejection.rows_rejected().into())];
    let head = column![text::section(tr_with("import-faulty", &numbers)), text::quiet(tr("import-faulty-text"))];
    let head = column![head.spacing(space::SMALL)].push(warned(rejection.warnings())).spacing(space::LARGE);
    let head = container(head).padding(iced::Padding::from([0.0, space::WIDE]).bottom(space::LARGE));
    let faults = rejection.faults();
    let shown = faults.iter().skip(page * PAGE).take(PAGE).map(fault_row);
    let last = (page * PAGE + PAGE).min(faults.len());
    let range = [("first", (page * PAGE + 1).into()), ("last", last.into()), ("count", rejection.fault_count().into())];
    let turns = row![
        crate::gui::widget::plain(tr("import-earlier"), (page > 0).then_some(Message::EarlierFaults)),
        crate::gui::widget::plain(tr("import-further"), (last < faults.len()).then_some(Message::FurtherFaults)),
    ];
    let turns = turns.spacing(space::SMALL);
    let range = row![container(text::hint(tr_with("import-range", &range))).center_y(size::TARGET).width(Fill), turns];
    let range = container(range).padding([space::SMALL, space::WIDE]);
    column![head, rule::horizontal(1), list_by_id(FAULTS, shown), range].height(Fill).into()
}

fn fault_row<'a>(fault: &'a RowFault) -> Row<'a, Message> {
    let column = fault.column.map_or_else(|| tr("import-whole-row"), |column| sentence(column.name()));
    let value = if fault.value.is_empty() { String::new() } else { format!(": “{}”", fault.value) };
    let line = tr_with("import-line", &[("line", fault.line.to_string().into())]);
    Row {
        title: format!("{line} · {column}{value}").into(),
        subtitle: sentence(&fault.fault.to_string()).into(),
        ..Row::default()
    }
}

fn written<'a>(writing: &Writing) -> Element<'a, Message> {
    let words = if writing.leaving { "import-leaving" } else { "import-writing" };
    let numbers = [("done", writing.done.into()), ("total", writing.total.into())];
    // Shares of a bar need no more than the first digits.
    #[allow(clippy::cast_precision_loss)]
    let share = if writing.total == 0 { 0.0 } else { writing.done as f32 / writing.total as f32 };
    let words = progress(tr_with(words, &numbers), share, None);
    column![words, text::quiet(tr("import-writing-text"))].spacing(space::MEDIUM).into()
}

fn done<'a>(writing: &Writing) -> Element<'a, Message> {
    let words = text::section(tr_with("import-done", &[("rows", writing.total.into())]));
    let rejected = writing.rejected.as_ref().map(|path| {
        let path = path.display().to_string();
        let words = text::body(tr_with("import-rejected", &[("path", path.into())]));
        panel_alert(Tone::Hold, words)
    });
    let words = column![words, text::quiet(tr("import-done-text"))].spacing(space::SMALL);
    column![words].push(rejected).spacing(space::LARGE).into()
}
