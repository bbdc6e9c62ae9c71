//! A tour through the whole program without a display: keys and scans go to the real application over a real post,
//! its tasks are drained, and a picture of each step is written.
//!
//! Nothing is set by hand. After each step what has to be on the screen is looked for; a step that does not show it
//! ends the tour, so that pictures never show what did not happen.

mod day;
mod erase;
mod figures;
mod first_run;
mod group;
mod intake;
mod people;
mod review;
mod security;
pub(super) mod seeded;
#[cfg(test)]
mod tests;
mod threat;
mod visits;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use iced::Size;

use crate::desk::sample::SampleOperator;
use crate::desk::worker::{Clock, SharedError};
use crate::desk::{DeskError, sample};
use crate::domain::moment::MINUTE;
use crate::domain::{Moment, Timestamp};

use super::app::{App, Message, Start, Tab};
use super::drive::{Drive, DriveError};
use super::keys::Act;
use super::style::Theme;
use seeded::Seeded;

/// A window as on most posts.
const WIDE: Size = Size::new(1280.0, 800.0);
/// The smallest window.
const SMALL: Size = Size::new(1024.0, 768.0);
/// Fewer colours than this are an empty picture.
const LEAST_COLOURS: usize = 24;
/// How often the clock ticks before guests have to be read: a sample is read in a few slices.
const PATIENCE: usize = 2_000;

/// Why a tour ended before its end.
#[derive(Debug, thiserror::Error)]
pub enum TourError {
    /// A step did not show what it has to.
    #[error("{step}: “{words}” should be on the screen; there is: {seen}")]
    Missing {
        /// The step.
        step: String,
        /// What was looked for.
        words: String,
        /// What is there.
        seen: String,
    },
    /// A picture shows nothing.
    #[error("{0}: the picture is empty")]
    Empty(String),
    /// A picture cannot be written.
    #[error("{path}: {error}")]
    File {
        /// Where.
        path: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// There is nothing to draw with.
    #[error(transparent)]
    Drive(#[from] DriveError),
    /// The post of the tour cannot be made.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// The desk did not answer.
    #[error(transparent)]
    Asked(#[from] SharedError),
}

impl TourError {
    fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |error| Self::File { path: path.to_owned(), error }
    }
}

/// Tuesday 24 November 2026, 09:11 at a gate one hour east of UTC: the moment that the pictures show.
pub fn morning() -> Moment {
    let at = Timestamp(1_795_507_860_000);
    Moment { at, offset: 3_600, monotonic: 0 }
}

/// Plays the tour and writes a picture of each step into `dir`, over earlier ones. Returns them in order.
///
/// # Errors
/// The first step that does not show what it has to, or what kept it from being played or written.
pub fn tour(dir: &Path) -> Result<Vec<PathBuf>, TourError> {
    std::fs::create_dir_all(dir).map_err(TourError::file(dir))?;
    let new = tempfile::tempdir().map_err(TourError::file(dir))?;
    let mut pictures = first_run::play(Guide::new(new.path(), dir, Shown::Post, 1)?)?;
    let folder = tempfile::tempdir().map_err(TourError::file(dir))?;
    // The post is closed again: the application opens it by itself, as it would any other.
    // Who is checked at random follows from the post's key: with one key each tour meets the same visitors.
    drop(sample::prepare(folder.path(), morning(), Box::new(Seeded::new(7)))?);
    pictures.extend(day::play(Guide::new(folder.path(), dir, Shown::Sample, pictures.len() + 1)?)?);
    Ok(pictures)
}

/// What is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// A post of one's own.
    Post,
    /// The sample mission.
    Sample,
}

/// Leads through one application.
struct Guide {
    drive: Drive,
    /// Milliseconds since the morning.
    passed: Arc<AtomicI64>,
    dir: PathBuf,
    number: usize,
    pictures: Vec<PathBuf>,
}

impl Guide {
    fn new(folder: &Path, dir: &Path, shown: Shown, number: usize) -> Result<Self, TourError> {
        let passed = Arc::new(AtomicI64::new(0));
        let clock = clock(Arc::clone(&passed));
        let demo = shown == Shown::Sample;
        let start = Start { folder: folder.to_owned(), demo, clock, rng: || Box::new(Seeded::new(8)) };
        let drive = Drive::new(App::new(start), WIDE)?;
        Ok(Self { drive, passed, dir: dir.to_owned(), number, pictures: Vec::new() })
    }

    /// Lets so many minutes go by, and the clock tick once.
    fn pass(&mut self, minutes: i64) {
        let _ = self.passed.fetch_add(minutes * MINUTE, Ordering::SeqCst);
        self.drive.tell(Message::Tick);
        self.drive.settle();
    }

    /// Types into one field after another.
    fn fill(&mut self, texts: &[&str]) {
        for (index, text) in texts.iter().enumerate() {
            if index > 0 {
                self.drive.press(Act::NextField);
            }
            self.drive.write(text);
        }
    }

    fn press(&mut self, acts: &[Act]) {
        acts.iter().for_each(|act| self.drive.press(*act));
    }

    /// Signs somebody in who has just typed their number and passphrase, and waits until guests are read.
    fn sign_in(&mut self, operator: SampleOperator) -> Result<(), TourError> {
        self.drive.press(Act::Open);
        self.wait()?;
        self.sees("sign-in", &[operator.name])
    }

    /// Waits until what is worked on beside the window is done, and what came of it is on the screen.
    fn settle(&mut self) -> Result<(), TourError> {
        self.pass(0);
        self.wait()
    }

    /// Waits until the desk has nothing more to read.
    fn wait(&mut self) -> Result<(), TourError> {
        for _ in 0..PATIENCE {
            let ready = self.drive.app().worker().map(|worker| iced::futures::executor::block_on(whole(worker)));
            if ready.transpose()? == Some(true) {
                break;
            }
        }
        self.pass(0);
        Ok(())
    }

    /// Fails unless these words are part of something on the screen.
    fn reads(&mut self, step: &str, words: &str) -> Result<(), TourError> {
        let seen = self.drive.words();
        if seen.iter().any(|text| text.contains(words)) {
            return Ok(());
        }
        Err(TourError::Missing { step: step.to_owned(), words: words.to_owned(), seen: seen.join(" | ") })
    }

    /// Fails unless all these words are on the screen, each alone in its place.
    fn sees(&mut self, step: &str, words: &[&str]) -> Result<(), TourError> {
        for words in words {
            if !self.drive.sees(words) {
                let seen = self.drive.words().join(" | ");
                return Err(TourError::Missing { step: step.to_owned(), words: (*words).to_owned(), seen });
            }
        }
        Ok(())
    }

    /// Looks for these words, then takes the picture of the step.
    fn step(&mut self, name: &str, words: &[&str]) -> Result<(), TourError> {
        self.sees(name, words)?;
        let picture = self.drive.snapshot();
        let (pixels, _) = picture.rgba.as_chunks::<4>();
        let mut colours = std::collections::HashSet::new();
        if !pixels.iter().any(|pixel| colours.insert(pixel) && colours.len() >= LEAST_COLOURS) {
            return Err(TourError::Empty(name.to_owned()));
        }
        let path = self.dir.join(format!("{:02}-{name}.png", self.number));
        write(&path, &picture).map_err(TourError::file(&path))?;
        self.number += 1;
        self.pictures.push(path);
        Ok(())
    }

    /// Goes on to a theme by its key.
    fn theme(&mut self, wanted: Theme) {
        for _ in Theme::ALL {
            if self.drive.app().theme() != wanted {
                self.drive.press(Act::NextTheme);
            }
        }
    }
}

/// Whether somebody is signed in, every guest and list has been read, and every guest was held against the lists.
async fn whole(worker: crate::desk::worker::Worker) -> Result<bool, SharedError> {
    let whole = |desk: &crate::desk::Desk| {
        let looked = desk.findings_progress().is_none_or(|(_, whole)| whole);
        desk.operator().is_some() && desk.roster_is_whole() && desk.lists_are_whole() && looked
    };
    worker.ask(move |desk, _| Ok(whole(desk))).await
}

fn clock(passed: Arc<AtomicI64>) -> Clock {
    Arc::new(move || {
        let (now, passed) = (morning(), passed.load(Ordering::SeqCst));
        Moment { at: now.at.plus(passed), monotonic: now.monotonic + passed, ..now }
    })
}

fn write(path: &Path, picture: &super::drive::Picture) -> std::io::Result<()> {
    let mut encoder = png::Encoder::new(std::fs::File::create(path)?, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&picture.rgba)?;
    Ok(writer.finish()?)
}
