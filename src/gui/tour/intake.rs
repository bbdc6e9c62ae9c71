//! A delegation of forty comes as a workbook: what the spreadsheet made of five rows is mended, and all are taken as one.

use super::*;
use crate::desk::import::sample::DELEGATION;
use crate::i18n::{tr, tr_with};

pub(super) fn play(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Back]);
    guide.drive.resize(WIDE);
    guide.theme(Theme::Light);
    let folder = tempfile::tempdir().map_err(TourError::file(&guide.dir))?;
    let path = folder.path().join("delegation.xlsx");
    std::fs::write(&path, DELEGATION).map_err(TourError::file(&path))?;
    guide.drive.tell(Message::Go(Tab::Import));
    guide.drive.settle();
    guide.drive.write(&path.display().to_string());
    guide.press(&[Act::Open]);
    let faulty = [("rows", 40.into()), ("bad", 5.into())];
    guide.step("import-shown", &[&tr_with("import-faulty", &faulty), &tr("import-only-wrong")])?;
    guide.press(&[Act::FileColumns, Act::Down]);
    guide.step("import-columns", &[&tr("import-not-read"), &tr("import-fields-hint"), "Date of birth"])?;
    guide.press(&[Act::NextField]);
    guide.fill(&["Fisheries talks", "Arvid Sundqvist"]);
    guide.press(&[Act::FileColumns, Act::OnlyWrong]);
    guide.step("import-doubt", &[&tr("import-in-doubt"), &tr("import-confirm"), "Olav Kjeld"])?;
    guide.press(&[Act::Open]);
    guide.drive.write("S04417093");
    guide.press(&[Act::Open, Act::Confirm, Act::Confirm, Act::Open]);
    guide.drive.write("S0123457");
    guide.press(&[Act::Open, Act::Remove, Act::OnlyWrong]);
    let good = [("rows", 39.into())];
    super::threat::night_small(guide, "import-mended-night-small", &[&tr_with("import-good", &good)])?;
    guide.drive.resize(WIDE);
    guide.theme(Theme::Light);
    guide.press(&[Act::Submit]);
    guide.step("import-done", &[&tr_with("import-done", &[("rows", 39.into())])])
}
