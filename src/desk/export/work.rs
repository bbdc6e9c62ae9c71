//! How far the writing of a file is, told to whoever waits, and whether they still do.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Shared by whoever writes and whoever waits.
#[derive(Debug, Clone, Default)]
pub struct Work(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    read: AtomicUsize,
    rows: AtomicUsize,
    stopped: AtomicBool,
}

impl Work {
    /// Rows gathered so far.
    pub fn read(&self) -> usize {
        self.0.read.load(Ordering::Relaxed)
    }

    /// So many rows are gathered.
    pub fn have_read(&self, rows: usize) {
        self.0.read.store(rows, Ordering::Relaxed);
    }

    /// Rows written so far.
    pub fn rows(&self) -> usize {
        self.0.rows.load(Ordering::Relaxed)
    }

    /// Nobody wants it any more.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether nobody does.
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::Relaxed)
    }

    /// One more row is written; an error once nobody wants it.
    pub(super) fn one(&self) -> io::Result<()> {
        let _ = self.0.rows.fetch_add(1, Ordering::Relaxed);
        if self.is_stopped() { Err(io::Error::new(io::ErrorKind::Interrupted, "it was broken off")) } else { Ok(()) }
    }
}
