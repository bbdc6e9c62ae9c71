//! The book of hosts: whom guests come to see, where their mail goes and what they want to hear of. It is kept by whoever
//! keeps the visits; no verdict reads it.

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use crate::desk::denial::Errand;
use crate::domain::moment::DAY;
use crate::domain::text::{FIELD_LIMIT, clean, fold};
use crate::domain::{Host, HostId, Moment};
use crate::letter::Language;
use crate::store::StoreError;

use super::{Desk, DeskError};

/// Hosts that the book has at the most.
pub const MOST: usize = 2_000;
/// How far ahead it is looked for hosts who are not in the book.
const AHEAD: i64 = 14 * DAY;
/// Hosts that are named at the most who are not in it.
const MOST_MISSING: usize = 12;

impl Desk {
    /// Every host, by name.
    pub fn hosts(&self) -> Result<Vec<(HostId, Host)>, DeskError> {
        let _ = self.permit_errand(Errand::Hosts)?;
        let mut hosts = self.book()?;
        hosts.sort_by_cached_key(|(id, host)| (host.name.to_lowercase(), *id));
        Ok(hosts)
    }

    /// Every host, for whoever is told in their name.
    pub(super) fn book(&self) -> Result<Vec<(HostId, Host)>, DeskError> {
        let read = |(id, content): (HostId, Zeroizing<Vec<u8>>)| Some((id, serde_json::from_slice(&content).ok()?));
        Ok(self.store.hosts()?.into_iter().filter_map(read).collect())
    }

    /// Keeps a host, in the place of the one of this handle, or else of whoever is called so; answers whether somebody new
    /// is in the book, and their handle.
    pub fn put_host(&mut self, id: Option<HostId>, host: &Host) -> Result<(bool, HostId), DeskError> {
        let book = self.hosts()?;
        let called = book.iter().find(|(_, known)| known.is_called(&host.name)).map(|(id, _)| *id);
        let id = match (id, called) {
            (Some(id), Some(other)) if id != other => return Err(DeskError::HostKnown),
            (Some(id), _) | (None, Some(id)) => id,
            (None, None) => HostId::random(self.store.rng()),
        };
        let new = !book.iter().any(|(known, _)| *known == id);
        if new && book.len() >= MOST {
            return Err(DeskError::HostsFull(MOST));
        }
        self.store.keep_hosts(&[(id, sealed(&cleaned(host)?)?)])?;
        Ok((new, id))
    }

    /// Keeps all of these or none, each in the place of whoever is called so; answers how many are new.
    pub fn put_hosts(&mut self, hosts: &[Host]) -> Result<usize, DeskError> {
        let book = self.hosts()?;
        let (mut known, mut new) = (BTreeMap::new(), 0);
        known.extend(book.iter().map(|(id, host)| (fold(&host.name), *id)));
        let mut rows = Vec::new();
        for host in hosts {
            let host = cleaned(host)?;
            let id = *known.entry(fold(&host.name)).or_insert_with(|| {
                new += 1;
                HostId::random(self.store.rng())
            });
            rows.push((id, sealed(&host)?));
        }
        if known.len() > MOST {
            return Err(DeskError::HostsFull(MOST));
        }
        self.store.keep_hosts(&rows)?;
        Ok(new)
    }

    /// Takes a host out of the book; answers what was kept of them, so that it can be put back.
    pub fn remove_host(&mut self, id: HostId) -> Result<Host, DeskError> {
        let found = self.hosts()?.into_iter().find(|(known, _)| *known == id);
        let (_, host) = found.ok_or(DeskError::Gone)?;
        let _ = self.store.remove_host(id)?;
        Ok(host)
    }

    /// The host who is called so.
    pub fn host_called(&self, name: &str) -> Result<(HostId, Host), DeskError> {
        self.hosts()?.into_iter().find(|(_, host)| host.is_called(name)).ok_or(DeskError::Gone)
    }

    /// Hosts of visits of the next two weeks who are not in the book, those with most visits first.
    pub fn hosts_missing(&self, now: Moment) -> Result<Vec<String>, DeskError> {
        let book = self.hosts()?;
        let mut missing: Vec<(String, usize)> = Vec::new();
        for (host, visits) in self.session()?.before.hosts_between(now.at, now.at.plus(AHEAD)) {
            let words = fold(&host);
            let is_known = book.iter().any(|(_, known)| fold(&known.name) == words);
            match missing.iter_mut().find(|(known, _)| fold(known) == words) {
                _ if words.is_empty() || is_known => {}
                Some((_, count)) => *count += visits,
                None => missing.push((host, visits)),
            }
        }
        missing.sort_by_key(|(_, visits)| std::cmp::Reverse(*visits));
        Ok(missing.into_iter().take(MOST_MISSING).map(|(host, _)| host).collect())
    }
}

/// A host as they are kept: the name in one line, the language one that notices come in.
fn cleaned(host: &Host) -> Result<Host, DeskError> {
    let name = clean(&host.name, FIELD_LIMIT).map_err(|fault| DeskError::Text { field: "name", fault })?;
    if !host.language.is_empty() && Language::from_code(&host.language).is_none() {
        return Err(DeskError::HostLanguage);
    }
    let mut notices = host.notices.clone();
    notices.sort_unstable();
    notices.dedup();
    Ok(Host { name, notices, ..host.clone() })
}

fn sealed(host: &Host) -> Result<Zeroizing<Vec<u8>>, DeskError> {
    let content = serde_json::to_vec(host).map_err(|_| StoreError::KeySlots("a host".into()))?;
    Ok(Zeroizing::new(content))
}
