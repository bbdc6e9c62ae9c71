//! What a command says: calm text, or JSON with stable names. A reader that goes away stops the talk, not the act.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::fault::CliError;
use crate::i18n;

/// Where the answers go, and in which form.
#[derive(Debug)]
pub struct Output {
    json: bool,
    /// Whether whoever read standard output is gone.
    deaf: Cell<bool>,
}

impl Output {
    /// An output in JSON, or in words.
    pub fn new(json: bool) -> Self {
        Self { json, deaf: Cell::new(false) }
    }

    /// Whether answers are JSON.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Says one thing: the object, or its words, which may be several lines.
    pub fn say(&self, object: &Value, words: impl FnOnce() -> String) {
        if self.json { self.line(&object.to_string()) } else { self.line(&words()) }
    }

    /// Says one line, in whatever form.
    pub fn line(&self, text: &str) {
        self.raw(text);
        self.raw("\n");
        self.try_out(io::stdout().flush());
    }

    /// Says a text as it is.
    pub fn raw(&self, text: &str) {
        if !self.deaf.get() {
            self.try_out(io::stdout().lock().write_all(text.as_bytes()));
        }
    }

    /// A broken pipe is no failure of an act that is done; the rest is simply not said.
    fn try_out(&self, written: io::Result<()>) {
        if written.is_err() {
            self.deaf.set(true);
        }
    }

    /// Says that a file was written.
    pub fn written(&self, path: &Path) {
        self.say(&json!({ "file": path }), || words("cli-written", &[("file", &path.display().to_string())]));
    }

    /// Says a remark beside the answer, on standard error.
    pub fn remark(&self, text: &str) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// Shows how far a long command is, where somebody looks on. An empty text wipes the line.
    pub fn progress(&self, text: &str) {
        let mut stderr = io::stderr().lock();
        if stderr.is_terminal() {
            let _ = write!(stderr, "\r\x1b[K{text}").and_then(|()| stderr.flush());
        }
    }

    /// Says why a command was not carried out, on standard error. In JSON: `error`, `message`, `advice`.
    pub fn error(&self, error: &CliError) {
        let advice = error.advice();
        if self.json {
            self.remark(&failure(error).to_string());
        } else {
            self.remark(&format!("gateward: {error}"));
            if let Some(advice) = advice {
                self.remark(&advice);
            }
        }
    }
}

/// An error as an object.
pub fn failure(error: &CliError) -> Value {
    json!({ "error": error.code(), "message": error.to_string(), "advice": error.advice() })
}

/// A text of the program with these values in it.
pub fn words(id: &str, values: &[(&str, &str)]) -> String {
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, i18n::Value::from(*value))).collect();
    i18n::tr_with(id, &values)
}
