//! The letter of an invitation: its words from the templates, its page, its entry in a calendar and its mail.
//!
//! A mission changes the words by files in the folder `invitation` of the post's data: `all.txt` for every language, and
//! `en.txt` and so on for one. What they do not say is said as it comes with the program.

use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use crate::badge::card::sheet::{Block, Sheet};
use crate::desk::denial::Errand;
use crate::domain::mail::{Address, Service};
use crate::domain::text::{FIELD_LIMIT, clean, is_invisible};
use crate::domain::{BadgeId, Moment, Person, Role, Timestamp, Visit, VisitId};
use crate::letter::calendar::{Event, Method, Party};
use crate::letter::mail::{Correspondent, Mail};
use crate::letter::{Letter, Section, Subject, Template, TemplateFault, Wrong};
use crate::store::working::Sealed;

use super::badge::{private_file, private_folder};
use super::check::visit_details;
use super::clock::place_at;
use super::settings::{Part, Parts};
use super::{Desk, DeskError};

pub use crate::badge::card::sheet::{HEIGHT_MM, Page, WIDTH_MM};
pub use crate::letter::Language;

/// The folder of the mission's own templates, within the post's.
pub const FOLDER: &str = "invitation";
/// A template has so many bytes at most.
const LONGEST: u64 = 65_536;
/// How wide the page is drawn for a printer, in pixels: about 300 dots an inch.
const ON_PAPER: u32 = 1_748;

/// An invitation as the guest gets it, not yet drawn.
#[derive(Debug, Clone)]
pub struct Post {
    /// The page.
    pub sheet: Sheet,
    /// Its words.
    pub letter: Letter,
    /// The entry for a calendar.
    pub event: Event,
    /// Which invitation it is.
    pub badge: BadgeId,
    /// Who sends it, where that is said.
    pub from: Option<Correspondent>,
    /// Who gets it, where their address is known.
    pub to: Option<Correspondent>,
}

/// What an invitation is saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The page as a picture.
    Png,
    /// The page to be printed.
    Pdf,
    /// The mail with everything.
    Eml,
    /// The visit for a calendar.
    Ics,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 4] = [Self::Pdf, Self::Png, Self::Eml, Self::Ics];

    /// How the name of such a file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Eml => "eml",
            Self::Ics => "ics",
        }
    }
}

impl Desk {
    /// The letter of the invitation to a visit that holds, in the guest's language or in this one.
    pub fn letter(&self, now: Moment, visit: VisitId, language: Option<Language>) -> Result<Post, DeskError> {
        let _ = self.permit_errand(Errand::Invitations)?;
        let (invitation, badge) = self.invitation_token(now, visit)?;
        let row = self.store.tables().visit(visit)?.ok_or(DeskError::Gone)?;
        let (person, details) = (self.person_of(&row)?, visit_details(&self.store, row.seq)?);
        let language = language.or_else(|| Language::of(&person.languages)).unwrap_or_default();
        let letter = self.letter_numbered(now, language, &badge.short(), &person, &details, row.ends)?;
        let service = self.mail_service()?;
        let mission = &self.store.post().mission;
        let from = service.map(|service| {
            let name = if service.name.is_empty() { mission.clone() } else { service.name };
            Correspondent { name, address: service.sender }
        });
        let address = Some(&person.email).filter(|email| !email.is_empty()).map(|email| Address::read(email));
        let to = address.and_then(Result::ok).map(|address| Correspondent { name: person.name.clone(), address });
        let parties = (from.as_ref(), to.as_ref());
        let event = self.event(now, visit, (&letter, &person.name), (&details, row.ends), parties);
        let event = Event { sequence: invitation.entry.max(row.seq), ..event };
        let sheet = sheet(&letter, &invitation.token);
        Ok(Post { sheet, letter, event, badge, from, to })
    }

    /// The words of a letter about this.
    pub(super) fn letter_numbered(
        &self,
        now: Moment,
        language: Language,
        number: &str,
        person: &Person,
        visit: &Visit,
        ends: Timestamp,
    ) -> Result<Letter, DeskError> {
        let post = self.store.post();
        let zone = visit.recurrence.as_ref().map_or_else(|| place_at(now), |again| again.zone);
        let subject = Subject {
            guest: person.name.clone(),
            mission: post.mission.clone(),
            gate: post.gate.clone(),
            number: number.to_owned(),
            visit: visit.clone(),
            ends,
            zone,
        };
        Ok(Letter::new(language, template(&self.store.folder().join(FOLDER), language)?, &subject))
    }

    /// A visit as the first version of an entry of a calendar.
    pub(super) fn event(
        &self,
        now: Moment,
        visit: VisitId,
        (letter, guest): (&Letter, &str),
        (details, ends): (&Visit, Timestamp),
        (from, to): (Option<&Correspondent>, Option<&Correspondent>),
    ) -> Event {
        let mission = &self.store.post().mission;
        let party = |name: &str, somebody: Option<&Correspondent>| Party {
            name: somebody.map_or(name, |somebody| &somebody.name).to_owned(),
            address: somebody.map(|somebody| somebody.address.to_string()),
        };
        Event {
            visit,
            domain: self.store.post().domain().to_owned(),
            sequence: 0,
            stamp: now.at,
            method: Method::Request,
            details: details.clone(),
            ends,
            summary: format!("{}: {mission}", letter.text(Section::Title)),
            location: located(letter),
            description: described(letter),
            organizer: party(mission, from),
            attendee: party(guest, to),
        }
    }

    /// How mail goes out, where that is said.
    pub(super) fn mail_service(&self) -> Result<Option<Service>, DeskError> {
        let kept = self.store.sealed_setting(Sealed::Mail)?;
        Ok(kept.and_then(|kept| serde_json::from_slice(&kept).ok()))
    }

    /// How mail goes out, for whoever says it; the password stays where it is.
    pub fn read_mail_service(&self) -> Result<Option<Service>, DeskError> {
        self.permit_mail()?;
        Ok(self.mail_service()?.map(|mut service| {
            if let Some(server) = &mut service.server {
                server.password.clear();
            }
            service
        }))
    }

    /// Says how mail goes out from here on, which is on record. Without a password the one of before stays, for the same
    /// user there.
    pub fn set_mail_service(&mut self, now: Moment, service: &Service) -> Result<(), DeskError> {
        self.permit_mail()?;
        let mut service = service.clone();
        if !service.name.is_empty() {
            service.name =
                clean(&service.name, FIELD_LIMIT).map_err(|fault| DeskError::Text { field: "name", fault })?;
        }
        let before = self.mail_service()?;
        if let Some(server) = &mut service.server {
            server.check()?;
            let before = before.as_ref().and_then(|before| before.server.as_ref());
            let same = before.filter(|before| before.user == server.user && before.host == server.host);
            if let Some(before) = same.filter(|_| server.password.is_empty()) {
                server.password.clone_from(&before.password);
            }
        }
        self.keep_setting(
            now,
            Sealed::Mail,
            &service,
            (before.map_or_else(Parts::new, |one| parts(&one)), parts(&service)),
        )
    }

    /// Whether whoever is signed in says how mail goes out.
    pub fn may_set_mail(&self) -> bool {
        self.permit_mail().is_ok()
    }

    pub(super) fn permit_mail(&self) -> Result<(), DeskError> {
        let administrator = self.session()?.operator.is(Role::Administrator);
        if administrator { Ok(()) } else { Err(DeskError::NotAdministrator) }
    }
}

impl Post {
    /// Draws the page.
    pub fn page(&self, fonts: &mut crate::badge::card::Fonts) -> Result<Page, DeskError> {
        Ok(Page::draw(&self.sheet, fonts)?)
    }

    /// The mail with the page and the entry for a calendar. It names nobody but the guest it goes to.
    pub fn mail(&self, page: &Page) -> Result<Mail, DeskError> {
        Ok(Mail {
            from: self.from.clone().ok_or(DeskError::NoSender)?,
            to: self.to.clone().ok_or(DeskError::NoAddress)?,
            subject: self.letter.text(Section::Subject),
            text: self.letter.text(Section::Mail),
            id: format!("{}.{}", self.event.visit, self.event.sequence),
            at: self.event.stamp,
            pdf: Some(page.pdf()?),
            ics: Some((Method::Request, self.event.ics())),
        })
    }

    /// The bytes of one form of it.
    pub fn form(&self, form: Form, page: &Page) -> Result<Vec<u8>, DeskError> {
        Ok(match form {
            Form::Png => page.png(ON_PAPER)?,
            Form::Pdf => page.pdf()?,
            Form::Eml => self.mail(page)?.bytes()?,
            Form::Ics => self.event.ics().into_bytes(),
        })
    }

    /// Saves it in these forms into a folder, which is made; answers with the files. All are made before any is written,
    /// and those of the same invitation from before are replaced. Whoever has these files can show them at the gate: only
    /// the owner of the folder may read them.
    pub fn save(&self, folder: &Path, forms: &[Form], page: &Page) -> Result<Vec<PathBuf>, DeskError> {
        let made: Vec<_> = forms
            .iter()
            .map(|form| Ok((self.file(folder, *form), self.form(*form, page)?)))
            .collect::<Result<_, DeskError>>()?;
        if !folder.is_dir() {
            private_folder(folder).map_err(|error| DeskError::file(folder, error))?;
        }
        for (path, bytes) in &made {
            match std::fs::remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(DeskError::file(path, error)),
                _ => {}
            }
            private_file(path, bytes).map_err(|error| DeskError::file(path, error))?;
        }
        Ok(made.into_iter().map(|(path, _)| path).collect())
    }

    /// The file of a form: whose it is, as far as every disk takes that, and the whole id.
    fn file(&self, folder: &Path, form: Form) -> PathBuf {
        let fit = |c: char| if c.is_alphanumeric() || c == '-' || c == ' ' { c } else { '_' };
        let name: String = self.sheet.guest.chars().filter(|c| !is_invisible(*c)).map(fit).take(40).collect();
        let id: String = self.badge.0.iter().map(|byte| format!("{byte:02X}")).collect();
        folder.join(format!("{} {id}.{}", name.trim(), form.ending()))
    }
}

/// What the log tells of how mail goes out. Of what opens the server, that it is another.
fn parts(service: &Service) -> Parts {
    let mut parts = Parts::from([("from", Part::told(&service.sender)), ("name", Part::told(&service.name))]);
    if let Some(server) = &service.server {
        parts.extend([
            ("server", Part::told(format!("{}:{}", server.host, server.port))),
            ("security", Part::told(server.security.code())),
            ("authorities", Part::kept(&server.authorities)),
            ("user", Part::kept(&server.user)),
            ("password", Part::kept(&server.password)),
        ]);
    }
    parts
}

/// What is said of the way there.
fn located(letter: &Letter) -> String {
    let place = [letter.value("mission").to_owned(), letter.value("gate").to_owned()];
    place.into_iter().chain(letter.lines(Section::Where)).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

/// What stands in a calendar beside the time.
fn described(letter: &Letter) -> String {
    let label = |label, text| format!("{}: {}", letter.text(label), letter.lines(text).join(", "));
    let bring = letter.lines(Section::Bring);
    let mut lines = vec![label(Section::HostLabel, Section::Host), letter.value("number").to_owned()];
    if !bring.is_empty() {
        lines.push(format!("{}: {}", letter.text(Section::BringLabel), bring.join(" ")));
    }
    lines.join("\n")
}

fn sheet(letter: &Letter, token: &str) -> Sheet {
    let block = |label, lines| Block { label: letter.text(label), lines };
    let lines = |section| letter.lines(section);
    Sheet {
        mission: letter.value("mission").to_owned(),
        title: letter.text(Section::Title),
        guest: letter.value("guest").to_owned(),
        number: letter.value("number").to_owned(),
        token: token.to_owned(),
        code: letter.text(Section::Code),
        facts: vec![
            block(Section::WhenLabel, letter.when()),
            block(Section::GateLabel, lines(Section::Gate)),
            block(Section::HostLabel, lines(Section::Host)),
        ],
        blocks: vec![
            block(Section::WhereLabel, lines(Section::Where)),
            block(Section::BringLabel, lines(Section::Bring)),
            block(Section::ForbiddenLabel, lines(Section::Forbidden)),
        ],
        right_to_left: letter.language.is_right_to_left(),
    }
}

/// The template of a language: what the mission says in its folder, and else what comes with the program.
pub fn template(folder: &Path, language: Language) -> Result<Template, DeskError> {
    let mut whole = Template::read(language.code(), language.built_in())?;
    let own = format!("{}.txt", language.code());
    let mut last = own.clone();
    for name in ["all.txt", &own] {
        let path = folder.join(name);
        if let Some(text) = text(&path)? {
            last = path.display().to_string();
            whole = Template::read(&last, &text)?.over(whole);
        }
    }
    Ok(whole.whole(&last)?)
}

fn text(path: &Path) -> Result<Option<String>, DeskError> {
    let mut file = match std::fs::File::open(path) {
        Ok(file) => file.take(LONGEST + 1),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(DeskError::file(path, error)),
    };
    let mut bytes = Vec::new();
    let read = file.read_to_end(&mut bytes).map_err(|error| DeskError::file(path, error))?;
    let wrong = |wrong| TemplateFault { file: path.display().to_string(), line: 0, wrong };
    if read as u64 > LONGEST {
        return Err(wrong(Wrong::TooLong).into());
    }
    Ok(Some(String::from_utf8(bytes).map_err(|_| wrong(Wrong::Encoding))?))
}
