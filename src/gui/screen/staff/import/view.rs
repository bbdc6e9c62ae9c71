//! How the import looks: the rows of the file in the middle, one of them closely on the right; before that, what a file
//! has to be.

use iced::widget::{Column, column, container, row, rule};
use iced::{Element as Piece, Fill};

use super::*;
use crate::desk::clock::wall;
use crate::desk::import::{Column as FileColumn, Warning};
use crate::gui::Element;
use crate::gui::form::{sentence, trouble};
use crate::gui::keys::cap;
use crate::gui::style::measure::{has_right_column, size, space};
use crate::gui::style::{Theme, Tone};
use crate::gui::widget::list::list_by_id;
use crate::gui::widget::{
    Act as Button, Row, Weight, act, actions, choice_row, failure, field, panel, panel_alert, panel_head, plain,
    progress, scrolled, text,
};
use crate::i18n::{Value, tr, tr_with};

impl State {
    /// What lies between header and footer.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let middle = container(self.middle(context)).width(Fill);
        let beside = match &self.stage {
            Stage::Shown(shown) if shown.pane == Pane::Rows => rows::closely(shown, context),
            Stage::Shown(shown) => columns::fields(shown),
            _ => return row![container(help()).width(size::LEFT), middle].spacing(space::LARGE).into(),
        };
        let width = if has_right_column(context.width) { size::SIDE } else { size::LEFT };
        row![middle, container(beside).width(width)].spacing(space::LARGE).into()
    }

    fn middle<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let title = match &self.stage {
            Stage::Shown(shown) => panel_head(self.file_name(), sheet(shown)),
            _ => panel_head(tr("import-title"), ""),
        };
        let mut parts = vec![title];
        if !matches!(self.stage, Stage::Shown(_)) {
            parts.push(container(self.path_field()).padding(space::WIDE).into());
        }
        let content: Element<'a, Message> = match &self.stage {
            Stage::Asking(None) if self.mappings.is_empty() => padded(text::quiet(tr("import-text"))),
            Stage::Asking(None) => self.known(context),
            Stage::Asking(Some(what)) => padded(told(what)),
            Stage::Reading => padded(text::body(tr("import-reading"))),
            Stage::Shown(shown) => file_shown(shown, context),
            Stage::Writing(writing) => padded(written(writing)),
            Stage::Done(writing) => padded(done(writing)),
        };
        parts.push(container(content).height(Fill).into());
        parts.push(actions(self.acts()));
        panel(parts)
    }

    fn file_name(&self) -> String {
        let path = file::path(&self.path).unwrap_or_default();
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// How files were read before.
    fn known<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let rows = self.mappings.iter().enumerate().map(|(place, (_, mapping))| {
            let names = mapping.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
            let day = wall(context.now, mapping.at).format("%a %-d %b %Y").to_string();
            Row {
                title: names.into(),
                subtitle: tr_with("import-mapping-kept", &[("day", day.into())]).into(),
                focused: self.cursor == Some(place),
                on_press: Some(Message::Row(place)),
                ..Row::default()
            }
        });
        let head = column![text::quiet(tr("import-text")), text::section(tr("import-mappings"))].spacing(space::LARGE);
        let hint = text::hint(tr("import-mappings-hint"));
        let head = container(head.push(hint)).padding(iced::Padding::from([0.0, space::WIDE]).bottom(space::MEDIUM));
        column![head, rule::horizontal(1), list_by_id(ROWS, rows)].height(Fill).into()
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
        match &self.stage {
            Stage::Asking(_) => {
                let forget = self
                    .cursor
                    .map(|place| act(tr("import-forget"), cap(Act::Remove), Weight::Plain, Message::Forget(place)));
                let lead = lead(tr("import-read"), !self.path.trim().is_empty());
                [lead, back("import-leave")].into_iter().chain(forget).collect()
            }
            Stage::Reading => vec![lead(tr("import-read"), false), back("import-stop")],
            Stage::Shown(shown) => shown_acts(shown),
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

/// Which sheet of how many.
fn sheet(shown: &Shown) -> String {
    let (reading, sheets) = (&shown.opened.reading, &shown.opened.source.sheets);
    let name = sheets.get(reading.sheet).map(|sheet| sheet.name.clone()).unwrap_or_default();
    match sheets.len() {
        0 | 1 => name,
        count => {
            let told = [("name", Value::from(name)), ("place", (reading.sheet + 1).into()), ("count", count.into())];
            tr_with("import-sheet", &told)
        }
    }
}

/// The rows, or the columns, under what is to be said of the whole.
fn file_shown<'a>(shown: &'a Shown, context: &'a Context) -> Element<'a, Message> {
    let list = match shown.pane {
        Pane::Rows => rows::list(shown, context),
        Pane::Columns => columns::list(shown, context),
    };
    let head = column![summed(shown)].push(turns(shown)).spacing(space::SMALL);
    let head = container(head).padding([space::LARGE, space::WIDE]);
    column![head, rule::horizontal(1), list].height(Fill).into()
}

/// What else may be looked at.
fn turns<'a>(shown: &Shown) -> Element<'a, Message> {
    let label = if shown.pane == Pane::Rows { "import-columns" } else { "import-rows-again" };
    let turned = shown.preview().is_some().then_some(Message::Columns);
    let turn = plain(format!("{} {}", tr(label), cap(Act::FileColumns)), turned);
    let only = choice_row(tr("import-only-wrong"), cap(Act::OnlyWrong), shown.wrong_only, Message::Wrong);
    let only = (shown.pane == Pane::Rows).then(|| container(only).width(Fill));
    let other = || plain(format!("{} {}", tr("import-next-sheet"), cap(Act::NextSheet)), Message::NextSheet);
    let other = (shown.pane == Pane::Columns && shown.opened.source.sheets.len() > 1).then(other);
    row![].push(only).push(turn).push(other).spacing(space::MEDIUM).into()
}

fn summed<'a>(shown: &'a Shown) -> Element<'a, Message> {
    let preview = match &shown.opened.preview {
        Ok(preview) => preview,
        Err(fault) => return failure(tr("import-columns-first"), sentence(&fault.to_string()), None),
    };
    let (title, rows) = match preview.bad() {
        0 => ("import-good", preview.good()),
        _ => ("import-faulty", preview.rows.len()),
    };
    let numbers = [("rows", rows.into()), ("bad", preview.bad().into())];
    let verdicts = shown.verdicts().into_iter();
    let verdicts = verdicts.map(|(verdict, count)| format!("{} {count}", tr(&format!("verdict-{}", verdict.code()))));
    let looking = (shown.looked < preview.rows.len())
        .then(|| tr_with("import-looked", &[("done", shown.looked.into()), ("total", preview.rows.len().into())]));
    let waits = shown.waiting();
    let waits = (waits > 0).then(|| tr_with("import-waiting", &[("rows", waits.into())]));
    let told = verdicts.chain(waits).chain(looking).collect::<Vec<_>>().join(" · ");
    let nothing = if preview.bad() > 0 { "import-faulty-text" } else { "import-good-text" };
    let head = row![container(text::section(tr_with(title, &numbers))).width(Fill), text::body(told)];
    let words = column![head.spacing(space::MEDIUM).align_y(iced::Center), text::quiet(tr(nothing))];
    let [group, leader] = &shown.forming;
    let group = (!group.trim().is_empty()).then(|| {
        let leads = shown.preview().and_then(|preview| preview.leader(leader));
        match leads.map(|guest| guest.person.name.as_str()) {
            Some(leader) => text::body(tr_with(
                "import-as-delegation",
                &[("name", group.as_str().into()), ("leader", leader.into())],
            )),
            None => text::remark(Tone::Hold, tr("import-nobody-leads")),
        }
    });
    let words = words.push(group);
    let known = shown.opened.known.then(|| text::hint(tr("import-columns-known")));
    let words = words.push(known).spacing(space::TINY);
    let leaving = shown.leaving.then(|| {
        let told = [("key", cap(Act::Back).into())];
        panel_alert(Tone::Stop, text::body(tr_with("import-lost", &told)))
    });
    column![words].push(leaving).push(warned(&preview.warnings)).spacing(space::MEDIUM).into()
}

/// What may be done with a file that is shown.
fn shown_acts<'a>(shown: &'a Shown) -> Vec<Button<'a, Message>> {
    let (good, bad) = shown.preview().map_or((0, 0), |preview| (preview.good(), preview.bad()));
    let label = if bad > 0 { "import-take-good" } else { "import-take-all" };
    let possible = (good > 0 && !shown.reading_again).then_some(Message::Take);
    let take = act(tr_with(label, &[("rows", good.into())]), cap(Act::Submit), Weight::Go, possible);
    let nothing = act(tr("import-nothing"), cap(Act::Back), Weight::Plain, Message::Back);
    vec![take, nothing]
}

/// What is odd about the file, in one line.
fn warned<'a>(warnings: &[Warning]) -> Option<Element<'a, Message>> {
    let words = warnings.iter().map(|warning| sentence(&warning.to_string())).collect::<Vec<_>>().join(" · ");
    (!words.is_empty()).then(|| text::body(words).tone(Tone::Hold).into())
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
    let told = if writing.waiting < writing.total { "import-done-text" } else { "import-done-none" };
    let words = column![words, text::quiet(tr(told))].spacing(space::SMALL);
    let waits = (writing.waiting > 0).then(|| {
        let words = text::body(tr_with("import-done-waiting", &[("rows", writing.waiting.into())]));
        panel_alert(Tone::Hold, words)
    });
    column![words].push(waits).push(rejected).spacing(space::LARGE).into()
}
