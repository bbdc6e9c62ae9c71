//! A thread that gives mails to the server, one at a time. It knows nothing of guests but where a mail goes, and writes
//! nothing down: that is for the desk.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::device::mail::{Trouble, send};
use crate::domain::mail::{Address, Server};

/// A mail to be given to the server.
pub struct Order {
    /// Its number in the outbox.
    pub id: i64,
    /// The server.
    pub server: Server,
    /// What the post calls itself there.
    pub domain: String,
    /// Who sends it.
    pub from: Address,
    /// Who gets it.
    pub to: Address,
    /// The message.
    pub message: Vec<u8>,
}

impl Order {
    /// Gives it to the server.
    pub fn deliver(&self) -> Result<(), Trouble> {
        send(&self.server, &self.domain, &self.from, &self.to, &self.message).map_err(|failure| {
            // What the server says may quote the address: the kind alone is remembered.
            tracing::warn!(id = self.id, kind = failure.kind.code(), "a mail did not go out");
            failure.kind
        })
    }
}

/// What became of a mail.
pub type Done = (i64, Result<(), Trouble>);

#[derive(Default)]
struct Shared {
    busy: bool,
    done: Vec<Done>,
}

/// A way to the thread. It ends when this is gone.
pub struct Postman {
    orders: Sender<Order>,
    shared: Arc<Mutex<Shared>>,
}

impl Postman {
    /// Starts the thread; `None` where the machine has none to give.
    pub fn start() -> Option<Self> {
        let (orders, inbox) = channel();
        let shared = Arc::new(Mutex::new(Shared::default()));
        let own = Arc::clone(&shared);
        let started = std::thread::Builder::new().name("postman".into()).spawn(move || run(&inbox, &own));
        if let Err(error) = &started {
            tracing::error!(%error, "no thread for mail");
        }
        started.ok().map(|_| Self { orders, shared })
    }

    /// Brings a mail to the server.
    pub fn bring(&self, order: Order) {
        let id = order.id;
        lock(&self.shared).busy = true;
        if self.orders.send(order).is_err() {
            let mut shared = lock(&self.shared);
            (shared.busy, _) = (false, shared.done.push((id, Err(Trouble::Later))));
        }
    }

    /// Whether a mail is on its way, or what became of it is still to be asked.
    pub fn is_busy(&self) -> bool {
        let shared = lock(&self.shared);
        shared.busy || !shared.done.is_empty()
    }

    /// What became of mails, each told once.
    pub fn done(&self) -> Vec<Done> {
        std::mem::take(&mut lock(&self.shared).done)
    }
}

fn run(inbox: &Receiver<Order>, shared: &Mutex<Shared>) {
    while let Ok(order) = inbox.recv() {
        let done = order.deliver();
        let mut shared = lock(shared);
        shared.busy = false;
        shared.done.push((order.id, done));
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
