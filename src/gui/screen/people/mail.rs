//! How the mission's mail goes out: from whom, by which server; and a mail to try it.

#[cfg(test)]
mod tests;
mod view;

use std::io::Read as _;
use std::path::Path;

use iced::Task;
use iced::widget::operation;
use zeroize::Zeroizing;

use crate::desk::DeskError;
use crate::desk::outbox::Trouble;
use crate::desk::worker::{SharedError, Worker};
use crate::domain::mail::{Address, Security, Server, Service};
use crate::gui::background::background;
use crate::gui::context::Context;
use crate::gui::form::sentence;
use crate::gui::keys::{Act, Place};
use crate::gui::note::Note;
use crate::gui::private::Private;
use crate::gui::style::Tone;
use crate::i18n::tr;

/// The longest file of certificates that is taken.
const LONGEST: u64 = 1 << 20;

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The address that mail is from.
    Sender,
    /// What the sender is called.
    Name,
    /// The server.
    Host,
    /// Its port.
    Port,
    /// Who signs in there.
    User,
    /// Their password.
    Password,
    /// The file with the certificates of whoever vouches for the server.
    Authorities,
    /// Where a mail goes to try it.
    To,
}

impl Field {
    /// What is kept, in the order of the form.
    const KEPT: [Self; 7] =
        [Self::Sender, Self::Name, Self::Host, Self::Port, Self::User, Self::Password, Self::Authorities];

    /// Its id, and that of its label.
    fn id(self) -> &'static str {
        match self {
            Self::Sender => "mail-from",
            Self::Name => "mail-name",
            Self::Host => "mail-host",
            Self::Port => "mail-port",
            Self::User => "mail-user",
            Self::Password => "mail-password",
            Self::Authorities => "mail-authorities",
            Self::To => "mail-to",
        }
    }
}

/// What is typed so far.
#[derive(Default)]
pub struct State {
    sender: String,
    name: String,
    host: String,
    port: String,
    user: String,
    password: Zeroizing<String>,
    authorities: String,
    to: String,
    security: Option<Security>,
    /// What is kept now, once it was read; the password is not.
    kept: Option<Service>,
    changed: bool,
    tried: bool,
    busy: bool,
    trouble: Option<SharedError>,
    /// What came of the mail to try it.
    tested: Option<Result<(), Trouble>>,
}

/// What happens here.
#[derive(Debug, Clone)]
pub enum Message {
    /// What is kept was read.
    Read(Result<Option<Service>, SharedError>),
    /// A field holds something else.
    Typed(Field, Private<String>),
    /// How the connection is kept private.
    Security(Security),
    /// To the next way of that.
    NextSecurity,
    /// Keep it.
    Submit,
    /// It was kept, or not.
    Done(Result<(), SharedError>),
    /// Send a mail to try it.
    Test,
    /// The server took it, or not.
    Tested(Result<Result<(), Trouble>, SharedError>),
    /// Away.
    Back,
}

/// What it wants of the application.
#[derive(Debug, Clone)]
pub enum Action {
    /// It was kept.
    Told(Note),
    /// Back to the screen before.
    Leave,
}

type Update = (Task<Message>, Option<Action>);

impl Message {
    /// Whether a person made it, rather than the desk.
    pub fn by_person(&self) -> bool {
        !matches!(self, Self::Read(_) | Self::Done(_) | Self::Tested(_))
    }
}

impl State {
    /// The page, and the reading of what is kept.
    pub fn new(ctx: &Context) -> (Self, Task<Message>) {
        (Self::default(), Task::batch([read(ctx), operation::focus(Field::Sender.id())]))
    }

    /// Takes a message.
    pub fn update(&mut self, message: Message, ctx: &Context) -> Update {
        let task = match message {
            Message::Read(read) => self.took(read),
            Message::Back => return (Task::none(), Some(Action::Leave)),
            Message::Done(done) => return self.done(done, ctx),
            Message::Tested(tested) => self.took_test(tested),
            _ if self.busy => Task::none(),
            Message::Typed(field, value) => self.typed(field, value.0),
            Message::Security(security) => self.secure(security),
            Message::NextSecurity => self.secure(next(self.security())),
            Message::Submit => self.submit(ctx),
            Message::Test => self.test(ctx),
        };
        (task, None)
    }

    /// What a key does here.
    pub fn key(&self, act: Act, _: &Context) -> Option<Message> {
        match act {
            Act::Submit => Some(Message::Submit),
            Act::Send => Some(Message::Test),
            Act::NextView => Some(Message::NextSecurity),
            Act::Back => Some(Message::Back),
            _ => None,
        }
    }

    /// Where its keys hold.
    pub fn place(&self) -> Place {
        Place::Mail
    }

    /// How the connection is kept private.
    fn security(&self) -> Security {
        self.security.unwrap_or(Security::Starttls)
    }

    fn took(&mut self, read: Result<Option<Service>, SharedError>) -> Task<Message> {
        match read {
            Err(error) => self.trouble = Some(error),
            // What is being typed is not to be lost.
            Ok(_) if self.changed => {}
            Ok(service) => {
                let kept = service.clone();
                let (to, tested) = (std::mem::take(&mut self.to), self.tested.take());
                *self = Self { kept, to, tested, ..Self::default() };
                if let Some(Service { sender, name, server }) = service {
                    (self.sender, self.name) = (sender.to_string(), name);
                    if let Some(Server { host, port, security, user, .. }) = server {
                        (self.host, self.port, self.user) = (host, port.to_string(), user);
                        self.security = Some(security);
                    }
                }
            }
        }
        Task::none()
    }

    fn typed(&mut self, field: Field, value: String) -> Task<Message> {
        self.changed |= field != Field::To;
        match field {
            Field::Sender => self.sender = value,
            Field::Name => self.name = value,
            Field::Host => self.host = value,
            Field::Port => self.port = value,
            Field::User => self.user = value,
            Field::Password => self.password = Zeroizing::new(value),
            Field::Authorities => self.authorities = value,
            Field::To => self.to = value,
        }
        Task::none()
    }

    fn secure(&mut self, security: Security) -> Task<Message> {
        (self.security, self.changed) = (Some(security), true);
        Task::none()
    }

    fn has_server(&self) -> bool {
        !self.host.trim().is_empty()
    }

    /// The port, by what is typed or as it is for such a server.
    fn port(&self) -> Option<u16> {
        match self.port.trim() {
            "" => Some(self.security().port()),
            typed => typed.parse().ok().filter(|port| *port > 0),
        }
    }

    /// What is wrong with a field.
    fn fault(&self, field: Field) -> Option<String> {
        let address = |text: &str| Address::read(text).err().map(|fault| sentence(&fault.to_string()));
        match field {
            Field::Sender => address(&self.sender),
            Field::To => address(&self.to),
            Field::Host if self.has_server() => {
                self.server(String::new()).check().err().map(|fault| sentence(&fault.to_string()))
            }
            Field::Port => self.port().is_none().then(|| tr("mail-port-fault")),
            _ => None,
        }
    }

    fn server(&self, authorities: String) -> Server {
        Server {
            host: self.host.trim().to_owned(),
            port: self.port().unwrap_or_else(|| self.security().port()),
            security: self.security(),
            authorities,
            user: self.user.trim().to_owned(),
            password: self.password.to_string(),
        }
    }

    /// Certificates that are kept for the server that is typed.
    fn known_authorities(&self) -> Option<&str> {
        let server = self.kept.as_ref()?.server.as_ref()?;
        let same = server.host == self.host.trim() && !server.authorities.is_empty();
        same.then_some(server.authorities.as_str())
    }

    fn submit(&mut self, ctx: &Context) -> Task<Message> {
        self.tried = true;
        if let Some(field) = Field::KEPT.into_iter().find(|field| self.fault(*field).is_some()) {
            return operation::focus(field.id());
        }
        let Ok(sender) = Address::read(&self.sender) else { return Task::none() };
        (self.busy, self.trouble, self.tested) = (true, None, None);
        let server = self.has_server().then(|| self.server(self.known_authorities().unwrap_or_default().to_owned()));
        let service = Service { sender, name: self.name.trim().to_owned(), server };
        Task::perform(keep(ctx.worker.clone(), service, self.authorities.trim().to_owned()), Message::Done)
    }

    fn done(&mut self, done: Result<(), SharedError>, ctx: &Context) -> Update {
        self.busy = false;
        match done {
            Err(error) => {
                self.trouble = Some(error);
                (Task::none(), None)
            }
            Ok(()) => {
                self.changed = false;
                (read(ctx), Some(Action::Told(Note::told(Tone::Go, tr("mail-kept")))))
            }
        }
    }

    /// Whether what is kept can be tried as it stands.
    fn may_test(&self) -> bool {
        !self.busy && !self.changed && self.kept.as_ref().is_some_and(|kept| kept.server.is_some())
    }

    fn test(&mut self, ctx: &Context) -> Task<Message> {
        if !self.may_test() {
            return Task::none();
        }
        let Ok(to) = Address::read(&self.to) else {
            self.tried = true;
            return operation::focus(Field::To.id());
        };
        (self.busy, self.trouble, self.tested) = (true, None, None);
        let worker = ctx.worker.clone();
        let testing = async move {
            let order = worker.ask(move |desk, now| desk.test_order(now, &to)).await?;
            // The server may let one wait: not at the desk.
            background(move || order.deliver()).await
        };
        Task::perform(testing, Message::Tested)
    }

    fn took_test(&mut self, tested: Result<Result<(), Trouble>, SharedError>) -> Task<Message> {
        self.busy = false;
        match tested {
            Ok(tested) => self.tested = Some(tested),
            Err(error) => self.trouble = Some(error),
        }
        Task::none()
    }
}

fn next(security: Security) -> Security {
    let mut all = Security::ALL.into_iter().cycle().skip_while(|one| *one != security);
    all.nth(1).unwrap_or(security)
}

fn read(ctx: &Context) -> Task<Message> {
    let worker = ctx.worker.clone();
    Task::perform(async move { worker.ask(|desk, _| desk.read_mail_service()).await }, Message::Read)
}

/// Keeps it, with the certificates of this file where one is named.
async fn keep(worker: Worker, mut service: Service, authorities: String) -> Result<(), SharedError> {
    if let Some(server) = service.server.as_mut().filter(|_| !authorities.is_empty()) {
        server.authorities = background(move || certificates(Path::new(&authorities))).await??;
    }
    worker.ask(move |desk, now| desk.set_mail_service(now, &service)).await
}

fn certificates(path: &Path) -> Result<String, DeskError> {
    let failed = |error| DeskError::file(path, error);
    let mut text = String::new();
    let _ = std::fs::File::open(path).map_err(failed)?.take(LONGEST).read_to_string(&mut text).map_err(failed)?;
    Ok(text)
}
