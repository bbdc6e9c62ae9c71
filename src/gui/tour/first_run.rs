//! The set-up of a post, from an empty folder to its open gate.

use super::*;
use crate::i18n::tr;

/// What the first two people of the tour's post sign in with.
const FIRST: [&str; 6] = [
    "S-1",
    "Ada Lind",
    "violet harbour 47 lanterns",
    "violet harbour 47 lanterns",
    "copper meadow 92 kettles",
    "copper meadow 92 kettles",
];
const SECOND: [&str; 4] = ["S-2", "Bo Berg", "amber kettle tram 9", "amber kettle tram 9"];

pub(super) fn play(mut guide: Guide) -> Result<Vec<PathBuf>, TourError> {
    people(&mut guide)?;
    code(&mut guide)?;
    guide.step("setup-key", &[&tr("setup-key-title"), &tr("setup-key-origin")])?;
    guide.press(&[Act::Open]);
    guide.step("setup-done", &["North gate", FIRST[1], &tr("tab-log")])?;
    Ok(guide.pictures)
}

fn people(guide: &mut Guide) -> Result<(), TourError> {
    guide.fill(&["Embassy of Nordhavn", "nordhavn.example", "North gate"]);
    guide.step("setup-mission", &[&tr("setup-mission-title")])?;
    guide.press(&[Act::Open]);
    guide.fill(&FIRST);
    guide.step("setup-first", &[&tr("setup-first-title"), &tr("person-strength-4")])?;
    guide.press(&[Act::Open]);
    guide.step("setup-company", &[&tr("setup-company-title")])?;
    guide.press(&[Act::Open]);
    guide.fill(&SECOND);
    guide.step("setup-second", &[&tr("setup-second-title"), &tr("role-administrator")])?;
    guide.press(&[Act::Open]);
    Ok(())
}

/// Both halves of the code, as their holders write them down and confirm them.
fn code(guide: &mut Guide) -> Result<(), TourError> {
    for half in ["setup-half-1", "setup-half-2"] {
        guide.press(&[Act::Open]);
        guide.step(half, &[&tr("halves-away")])?;
        let last = last_group(&guide.drive.words());
        guide.press(&[Act::Open]);
        guide.sees(half, &[&tr("halves-confirm")])?;
        guide.drive.write(&last);
        guide.press(&[Act::Open]);
    }
    Ok(())
}

/// The last group of four on the screen, read off it as a holder does.
fn last_group(words: &[String]) -> String {
    let group = |word: &&String| word.len() == 4 && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    words.iter().rev().find(group).cloned().unwrap_or_default()
}
