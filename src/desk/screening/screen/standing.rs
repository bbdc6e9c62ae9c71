//! How the lists stand, and what of them was found not to be as it was written.

use super::*;
use crate::desk::screening::NAMES;
use crate::desk::screening::lists::ListStatus;
use crate::i18n::tr_with;
use crate::store::rebuild::Difference;

impl Screen {
    /// What of the post's tables is not as the log has it: until it is, nobody is admitted by them. Lists go by their own
    /// names.
    pub fn hold(&mut self, differences: &[Difference]) {
        self.differing.clear();
        for Difference { table, key, .. } in differences {
            let name = match *table {
                "watchlists" if key.is_empty() => NAMES.to_owned(),
                "watchlists" => key.clone(),
                "own_listings" => OWN.to_owned(),
                table => tr_with("list-table", &[("table", table.into())]),
            };
            *self.differing.entry(name).or_default() += 1;
        }
    }

    /// Lists whose snapshot is not of their rows: each is indexed anew and compared, which takes as long as without one.
    pub fn forged(&self, store: &Store) -> Result<Vec<String>, DeskError> {
        let mut forged = Vec::new();
        for (name, list) in self.lists.iter().filter(|(_, list)| list.held == Held::Whole) {
            let (basis, limits) = (list.basis(self.names.as_ref()), thresholds(list.limits));
            let Some(kept) = snapshots::Reading::begin(store, name, limits, &basis) else { continue };
            let (mut engine, mut next) = (Engine::new(self.given.clone()), 0);
            let mut filling = engine.list(name, limits);
            loop {
                let rows = store.tables().rows_of(list.load, next, SLICE)?;
                for (number, bytes) in &rows {
                    next = number + 1;
                    if let Ok(listing) = serde_json::from_slice::<Listing>(bytes) {
                        let _ = filling.add(&organisation::compared(&listing));
                    }
                }
                if rows.len() < SLICE as usize {
                    break;
                }
            }
            engine.insert(filling);
            if !kept.fits(&engine, name) {
                forged.push(name.clone());
            }
        }
        Ok(forged)
    }

    /// Every list with how it stands, and the table of given names.
    pub fn status(&self, now: Moment) -> Vec<ListStatus> {
        let undated = |name: &str, rows, state| ListStatus {
            name: name.to_owned(),
            rows,
            dated: None,
            age_days: None,
            limit_days: 0,
            thresholds: thresholds(OWN_LIMITS),
            state,
        };
        let lost = self.lost.iter().map(|name| undated(name, 0, ListState::Altered));
        let lists = self.lists.iter().map(|(name, list)| ListStatus {
            name: name.clone(),
            rows: list.rows,
            dated: Some(list.dated),
            age_days: Some(list.age(now)),
            limit_days: days(list.limits),
            thresholds: thresholds(list.limits),
            state: list.state(now),
        });
        let own = self.own_held.map(|held| {
            let state = if self.is_empty(now.at) { ListState::Empty } else { held.state() };
            undated(OWN, self.own.len() as u64, state)
        });
        let names = self.names.as_ref().map(|names| undated(NAMES, names.rows, names.held.state()));
        let mut all: Vec<_> = lists.chain(lost).chain(own).chain(names).collect();
        for (name, rows) in &self.differing {
            match all.iter_mut().find(|list| list.name == *name) {
                Some(list) => list.state = ListState::Differs,
                None => all.push(undated(name, *rows, ListState::Differs)),
            }
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }
}
