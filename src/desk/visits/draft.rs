//! What is half entered: it survives closing the window and signing out, and is seen by whoever wrote it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::desk::{Desk, DeskError};
use crate::domain::operator::Act as Deed;
use crate::domain::{DraftId, Moment, PersonId, Timestamp, VisitId};
use crate::store::StoreError;

/// A form as far as it was filled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// What stands in the fields, by their names.
    pub fields: BTreeMap<String, String>,
    /// Who it is, where somebody who is known was picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// The visit that is to be changed, where one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<VisitId>,
}

/// A draft that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its handle.
    pub id: DraftId,
    /// When it was last written.
    pub at: Timestamp,
    /// What it says.
    pub draft: Draft,
}

impl Desk {
    /// Keeps a draft, in the place of the one of this handle; answers the handle.
    pub fn keep_draft(&mut self, now: Moment, id: Option<DraftId>, draft: &Draft) -> Result<DraftId, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let content = zeroize::Zeroizing::new(
            serde_json::to_vec(draft).map_err(|_| StoreError::Disk("the draft cannot be written as JSON".into()))?,
        );
        let id = id.unwrap_or_else(|| DraftId::random(self.store.rng()));
        self.store.keep_draft(id, now.at, &content)?;
        Ok(id)
    }

    /// What whoever is signed in has half entered, the last written first.
    pub fn drafts(&self) -> Result<Vec<Kept>, DeskError> {
        let _ = self.permit(Deed::KeepVisits)?;
        let drafts = self.store.drafts()?.into_iter();
        let read =
            drafts.filter_map(|(id, at, content)| Some(Kept { id, at, draft: serde_json::from_slice(&content).ok()? }));
        Ok(read.collect())
    }

    /// Throws a draft away.
    pub fn drop_draft(&mut self, id: DraftId) -> Result<(), DeskError> {
        let _ = self.session()?;
        Ok(self.store.drop_draft(id)?)
    }
}
