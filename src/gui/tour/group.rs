//! A delegation: the forty of the workbook on their page, and eight who come today, let in and out by one act.

use super::*;
use crate::gui::app::Tab;
use crate::i18n::{tr, tr_with};

/// Who comes today, the leader first; one of them is an official of the host state.
const TODAY: [&str; 8] = [
    "Lisbet Tveit",
    "Olo Brandvik",
    "Milica Jovanović",
    "Sana Ekdal",
    "Pavel Hruška",
    "Ines Montoya",
    "Дмитро Савчук",
    "Yuki Hanada",
];
/// Who of them that is.
const OFFICIAL: &str = TODAY[2];
/// What they are called.
const NAME: &str = "Coast guard visit";

pub(super) fn play(guide: &mut Guide) -> Result<(), TourError> {
    kept(guide)?;
    expected(guide)?;
    arrival(guide)?;
    departure(guide)
}

/// The page of those who came by the workbook.
fn kept(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Back, Act::Agenda, Act::Group]);
    guide.settle()?;
    let leads = tr_with("roster-leads", &[("name", "Arvid Sundqvist".into())]);
    guide.step("group-page", &[&tr("group-title"), &leads, &tr("group-leader")])?;
    guide.press(&[Act::Down, Act::Escort]);
    guide.drive.write("Mr J. Lind");
    guide.step("group-escort", &[&tr("agenda-ask-escort-hint")])?;
    guide.press(&[Act::Submit]);
    let escort = tr_with("group-escort", &[("name", "Mr J. Lind".into()), ("count", 1.into())]);
    guide.sees("group-escorted", &[&escort])?;
    super::threat::night_small(guide, "group-page-night-small", &[&leads])
}

/// A file of eight for today, taken as one.
fn expected(guide: &mut Guide) -> Result<(), TourError> {
    let folder = tempfile::tempdir().map_err(TourError::file(&guide.dir))?;
    let path = folder.path().join("today.csv");
    let row = |name: &&str| {
        let category = if *name == OFFICIAL { "host-state" } else { "" };
        format!("{name},Coast guard of Sundvik,Ms A. Okoye,2026-11-24 08:00,2026-11-24 18:00,{category}\n")
    };
    let rows: String = TODAY.iter().map(row).collect();
    let text = format!("name,organisation,host,from,until,category\n{rows}");
    std::fs::write(&path, text).map_err(TourError::file(&path))?;
    guide.drive.tell(Message::Go(Tab::Import));
    guide.drive.settle();
    guide.drive.write(&path.display().to_string());
    // What for is said for all, before what they are called.
    guide.press(&[Act::Open, Act::FileColumns, Act::NextField, Act::NextField]);
    guide.fill(&[NAME, TODAY[0]]);
    guide.step("group-of-file", &[&tr("import-delegation"), &tr("import-leader")])?;
    guide.press(&[Act::FileColumns, Act::Submit]);
    guide.settle()?;
    guide.sees("group-imported", &[&tr_with("import-done", &[("rows", TODAY.len().into())])])
}

fn line(arrived: usize) -> String {
    let told = [("name", NAME.into()), ("arrived", arrived.into()), ("all", TODAY.len().into())];
    tr_with("group-line", &told)
}

/// One scan shows all of them; those whom the rules admit come in together.
fn arrival(guide: &mut Guide) -> Result<(), TourError> {
    guide.drive.tell(Message::Go(Tab::Gate));
    guide.settle()?;
    guide.drive.write(TODAY[0]);
    guide.press(&[Act::Open]);
    guide.step("group-card", &[&tr("verdict-admit"), &line(0)])?;
    guide.press(&[Act::Group]);
    guide.press(&[Act::TickNext]);
    guide.step("group-roster", &[&tr("roster-word"), &line(0), &tr("roster-here"), &tr("verdict-refer")])?;
    // Who has to wait stands there as well.
    guide.press(&[Act::Down; 3]);
    guide.press(&[Act::TickNext, Act::Admit]);
    guide.press(&[Act::TickNext]);
    guide.step("group-ask", &[&tr("roster-ask-each"), &tr_with("roster-ask-stay", &[("count", 1.into())])])?;
    super::threat::night_small(guide, "group-ask-night-small", &[&tr("roster-ask-each")])?;
    guide.press(&[Act::TickNext; 4]);
    guide.press(&[Act::Open]);
    guide.settle()?;
    guide.step("group-arrived", &[&line(TODAY.len() - 1), &tr("pill-inside"), &tr("act-save-badges")])?;
    super::threat::night_small(guide, "group-arrived-night-small", &[&line(TODAY.len() - 1)])
}

/// And out again, beside whoever is scanned.
fn departure(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Back]);
    guide.drive.write(TODAY[0]);
    guide.press(&[Act::Open]);
    guide.step("group-leaving", &[&tr("leaving-word"), &line(TODAY.len() - 1)])?;
    guide.press(&[Act::Group, Act::TickNext, Act::Depart]);
    let asked = tr_with("roster-ask-depart", &[("able", (TODAY.len() - 1).into())]);
    guide.step("group-leave", &[&asked])?;
    guide.press(&[Act::Open]);
    guide.settle()?;
    let left = [("inside", 0.into()), ("left", (TODAY.len() - 1).into()), ("come", 1.into())];
    guide.step("group-left", &[&tr_with("roster-count", &left)])
}
