//! What a screen has to say that outlives what it shows: the application puts it over the foot of the window.

use crate::desk::worker::SharedError;
use crate::i18n::tr;

use super::style::Tone;

/// Something that has just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub tone: Tone,
    /// In words.
    pub words: String,
    /// Whether it can be taken back.
    pub undo: bool,
}

impl Note {
    /// Something that happened as it should.
    pub fn told(tone: Tone, words: impl Into<String>) -> Self {
        Self { tone, words: words.into(), undo: false }
    }

    /// A decision, which can be taken back for two minutes.
    /// It has no verdict's colour: it stays while the next visitor's verdict is shown.
    pub fn decided(words: impl Into<String>) -> Self {
        Self { undo: true, ..Self::told(Tone::Neutral, words) }
    }

    /// A failure: what happened, and what to do.
    pub fn failed(error: &SharedError) -> Self {
        Self::told(Tone::Stop, failure(error))
    }
}

/// What happened, and what to do, as one line.
pub fn failure(error: &SharedError) -> String {
    format!("{}. {}", happened(error), tr(error.advice()))
}

/// What happened, as the beginning of a sentence.
pub fn happened(error: &SharedError) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
