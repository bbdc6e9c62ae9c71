//! The allow-list is gone through, and lists are taken away as files.

use super::*;
use crate::gui::app::Tab;
use crate::gui::form::export;
use crate::i18n::{tr, tr_with};

/// Who has a standing pass, and the last day on which it holds.
const PASSES: [(&str, &str, &str); 5] = [
    ("Ruta Meilutė", "Cleaning", "2026-11-20"),
    ("Tomas Berg", "Lift maintenance", "2026-11-27"),
    ("سارة منصور", "Interpreter", "2026-11-30"),
    ("Ola Nyström", "Deliveries", "2026-12-04"),
    ("Petra Kovač", "Gardener", "2026-12-06"),
];

pub(super) fn play(guide: &mut Guide) -> Result<(), TourError> {
    let folder = tempfile::tempdir().map_err(TourError::file(&guide.dir))?;
    passes(guide, folder.path())?;
    gone_through(guide)?;
    taken_away(guide, folder.path())
}

/// A file of passes that were given elsewhere before.
fn passes(guide: &mut Guide, folder: &Path) -> Result<(), TourError> {
    let path = folder.join("passes.csv");
    let row = |(name, purpose, last): &(&str, &str, &str)| {
        format!("{name},Mr J. Lind,{purpose},2026-09-07 07:00,2026-09-07 18:00,FREQ=DAILY,{last}\n")
    };
    let rows: String = PASSES.iter().map(row).collect();
    std::fs::write(&path, format!("name,host,purpose,from,until,recurs,holds until\n{rows}"))
        .map_err(TourError::file(&path))?;
    guide.drive.tell(Message::Go(Tab::Import));
    guide.drive.settle();
    guide.drive.write(&path.display().to_string());
    guide.press(&[Act::Open, Act::Submit]);
    guide.settle()?;
    guide.sees("review-imported", &[&tr_with("import-done", &[("rows", PASSES.len().into())])])
}

fn gone_through(guide: &mut Guide) -> Result<(), TourError> {
    guide.press(&[Act::Back, Act::AllowList]);
    guide.settle()?;
    // Somebody stands at the gate, so that names are closed to onlookers; a key holds them open.
    guide.press(&[Act::HoldOpen, Act::Down]);
    guide.step(
        "review",
        &[&tr("review-title"), PASSES[0].0, &tr("review-never"), &tr("act-confirm-pass"), PASSES[2].0],
    )?;
    super::threat::night_small(guide, "review-night-small", &[PASSES[0].0])?;
    guide.theme(Theme::Dark);
    guide.step("review-dark", &[PASSES[0].0])?;
    guide.theme(Theme::Light);
    guide.press(&[Act::Mark, Act::Mark, Act::Remove]);
    guide.step("review-end", &[&tr("review-end-hint"), PASSES[1].0])?;
    guide.press(&[Act::Back, Act::Approve]);
    guide.settle()?;
    guide.press(&[Act::Review]);
    guide.step("review-sign", &[&tr("review-sign-hint")])?;
    guide.drive.write("1");
    guide.press(&[Act::Submit]);
    guide.settle()?;
    guide.step("review-signed", &[&tr("review-last"), PASSES[2].0])?;
    guide.press(&[Act::HostLeft]);
    guide.step("review-host", &[&tr("review-host-hint")])?;
    guide.press(&[Act::Back]);
    Ok(())
}

fn taken_away(guide: &mut Guide, folder: &Path) -> Result<(), TourError> {
    guide.press(&[Act::Agenda, Act::Save]);
    guide.drive.tell(Message::Export(export::Message::Typed(folder.display().to_string())));
    guide.press(&[Act::Down, Act::Down]);
    guide.step("export", &[&tr("export-list-delegation"), &tr("export-format-pdf"), &tr("export-hint")])?;
    super::threat::night_small(guide, "export-night-small", &[&tr("export-hint")])?;
    guide.press(&[Act::Submit]);
    for _ in 0..PATIENCE {
        if guide.drive.sees(&tr("export-done-hint")) {
            break;
        }
        guide.pass(0);
    }
    guide.step("export-done", &[&tr("export-lies"), &tr("export-done-hint")])?;
    guide.press(&[Act::Open]);
    Ok(())
}
