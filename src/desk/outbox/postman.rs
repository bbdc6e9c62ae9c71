//! A thread that gives mails to the server and notices to the webhook, one at a time. It knows nothing of guests but where
//! something goes, and writes nothing down: that is for the desk.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::device::alarm::tell;
use crate::device::mail::{Trouble, send};
use crate::domain::alarm::Address as Url;
use crate::domain::mail::{Address, Server};

/// What a webhook is given.
const JSON: &str = "application/json";

/// Something to be sent.
pub struct Order {
    /// Its number in the outbox.
    pub id: i64,
    /// Where it goes.
    pub goal: Goal,
    /// What it says.
    pub message: Vec<u8>,
}

/// Where something goes.
pub enum Goal {
    /// A mail.
    Mail {
        /// By this server.
        server: Server,
        /// What the post calls itself there.
        domain: String,
        /// Who sends it.
        from: Address,
        /// Who gets it.
        to: Address,
    },
    /// An address of the mission's network.
    Webhook(Url),
}

impl Order {
    /// Sends it, and waits for what becomes of it.
    pub fn deliver(&self) -> Result<(), Trouble> {
        let done = match &self.goal {
            Goal::Mail { server, domain, from, to } => {
                // What the server says may quote the address: the kind alone is remembered.
                send(server, domain, from, to, &self.message).map_err(|failure| failure.kind)
            }
            Goal::Webhook(url) => tell(url, JSON, &self.message),
        };
        // The outbox says it, to whoever keeps the visits: a guard whose act it was about is not told.
        done.inspect_err(|kind| tracing::info!(id = self.id, kind = kind.code(), "something did not go out"))
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
    shared: Arc<(Mutex<Shared>, Condvar)>,
}

impl Postman {
    /// Starts the thread; `None` where the machine has none to give.
    pub fn start() -> Option<Self> {
        let (orders, inbox) = channel();
        let shared = Arc::new((Mutex::new(Shared::default()), Condvar::new()));
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
        lock(&self.shared.0).busy = true;
        if self.orders.send(order).is_err() {
            let mut shared = lock(&self.shared.0);
            (shared.busy, _) = (false, shared.done.push((id, Err(Trouble::Later))));
        }
    }

    /// Whether a mail is on its way, or what became of it is still to be asked.
    pub fn is_busy(&self) -> bool {
        let shared = lock(&self.shared.0);
        shared.busy || !shared.done.is_empty()
    }

    /// Waits until nothing is on its way.
    pub fn wait(&self) {
        let (shared, settled) = &*self.shared;
        let waited = settled.wait_while(lock(shared), |shared| shared.busy);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }

    /// What became of mails, each told once.
    pub fn done(&self) -> Vec<Done> {
        std::mem::take(&mut lock(&self.shared.0).done)
    }
}

fn run(inbox: &Receiver<Order>, (shared, settled): &(Mutex<Shared>, Condvar)) {
    while let Ok(order) = inbox.recv() {
        let done = order.deliver();
        let mut shared = lock(shared);
        shared.busy = false;
        shared.done.push((order.id, done));
        settled.notify_all();
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
