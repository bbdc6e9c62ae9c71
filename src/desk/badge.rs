//! The card of a badge that was issued, drawn anew from what the log says as often as it is needed.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use ed25519_dalek::VerifyingKey;

use crate::badge::card::{Card, Words};
use crate::badge::token::{self, Token};
use crate::domain::fact::Fact;
use crate::domain::{BadgeId, Moment, Obligation, Person};
use crate::i18n::tr;

use super::check::visit_details;
use super::{Desk, DeskError};

pub use crate::badge::card::{CardFace, FontScope, Fonts};
pub use crate::badge::token::{PREFIX, TEXT_LENGTH, looks_like_token};

/// How wide a card is drawn for a printer, in pixels: about 300 dots an inch.
const ON_PAPER: u32 = 1_240;

impl Desk {
    /// The card of the badge that this token belongs to.
    pub fn card_face(&self, now: Moment, text: &str) -> Result<CardFace, DeskError> {
        let keys = self.badge_keys()?;
        let token = token::read(text.trim(), &keys).map_err(|_| DeskError::Gone)?;
        let row = self.store.tables().badge(token.badge)?.filter(|row| row.revoked.is_none()).ok_or(DeskError::Gone)?;
        self.face(now, row.presence.ok_or(DeskError::Gone)?, token.badge)
    }

    /// The keys that badges of this post were made with: its own, and those of before it was restored. What was handed out
    /// then still lets its holder leave.
    pub(super) fn badge_keys(&self) -> Result<Vec<VerifyingKey>, DeskError> {
        let logs = self.store.tables().logs()?;
        Ok(logs.iter().rev().filter_map(|log| super::check::verifying_key(&log.key)).collect())
    }

    /// The card of the badge of a stay.
    pub fn card_face_of(&self, now: Moment, presence: u64) -> Result<CardFace, DeskError> {
        let (badge, _) = self.store.tables().badge_of(presence)?.ok_or(DeskError::Gone)?;
        self.face(now, presence, badge)
    }

    fn face(&self, now: Moment, presence: u64, badge: BadgeId) -> Result<CardFace, DeskError> {
        let tables = self.store.tables();
        let row = tables.badge(badge)?.ok_or(DeskError::Gone)?;
        let (Fact::BadgeIssued { class, from, until, .. }, Fact::Admitted { visit, judged, .. }) =
            (self.store.fact(row.seq)?, self.store.fact(presence)?)
        else {
            return Err(DeskError::Gone);
        };
        let visit = tables.visit(visit)?.ok_or(DeskError::Gone)?;
        let (person, details): (Person, _) =
            (self.store.person(visit.person_seq)?, visit_details(&self.store, visit.seq)?);
        let escort = judged.judgement.obligations.contains(&Obligation::Escort);
        let token = Token { badge, from, until, areas: 0, escort, class };
        let post = self.store.post();
        Ok(CardFace {
            mission: post.mission.clone(),
            gate: post.gate.clone(),
            name: person.name,
            host: details.host,
            areas: details.areas,
            escort,
            until: now.local(until).format("%a %-d %b %Y, %H:%M").to_string(),
            number: badge.short(),
            token: token::issue(&self.store.keys()?.post, &token),
            words: words(),
        })
    }
}

/// Draws a card.
pub fn draw(face: &CardFace, fonts: &mut Fonts) -> Result<Card, DeskError> {
    Ok(Card::draw(face, fonts)?)
}

/// Writes a card as PNG and as PDF, both named after the whole badge, into a folder, which is made; answers with the
/// PDF. Whoever has these files has the badge: only the owner of the folder may read them, and [`forget`] removes them.
/// Files of the same badge from before are replaced.
pub fn write(face: &CardFace, badge: BadgeId, fonts: &mut Fonts, folder: &Path) -> Result<PathBuf, DeskError> {
    let card = draw(face, fonts)?;
    let (picture, page) = (card.png(ON_PAPER)?, card.pdf()?);
    private_folder(folder).map_err(|error| DeskError::file(folder, error))?;
    forget(folder, badge)?;
    let [picture_path, page_path] = files(folder, badge);
    for (path, bytes) in [(&picture_path, &picture), (&page_path, &page)] {
        private_file(path, bytes).map_err(|error| DeskError::file(path, error))?;
    }
    Ok(page_path)
}

/// Removes the files of a badge from a folder, if they lie there.
pub fn forget(folder: &Path, badge: BadgeId) -> Result<(), DeskError> {
    for path in files(folder, badge) {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(DeskError::file(&path, error)),
            _ => {}
        }
    }
    Ok(())
}

/// The picture and the page of a badge. The short number alone would soon be another badge's.
fn files(folder: &Path, badge: BadgeId) -> [PathBuf; 2] {
    let id: String = badge.0.iter().map(|byte| format!("{byte:02X}")).collect();
    ["png", "pdf"].map(|ending| folder.join(format!("B-{id}.{ending}")))
}

/// Makes a folder that is its owner's alone.
pub(super) fn private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Writes a file that was not there before, its owner's alone.
pub(super) fn private_file(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    let _ = options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let _ = options.mode(0o600);
    }
    options.open(path)?.write_all(bytes)
}

fn words() -> Words {
    Words {
        visitor: tr("card-visitor"),
        host: tr("card-host"),
        areas: tr("card-areas"),
        until: tr("card-until"),
        escorted: tr("card-escorted"),
        unescorted: tr("card-unescorted"),
    }
}
