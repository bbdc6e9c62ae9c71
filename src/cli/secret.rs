//! Passphrases and recovery halves: from the first lines of a file, or from whoever sits at the terminal.
//!
//! A passphrase or PIN that is chosen has a second one beside it, for when its owner is forced: the second line of the
//! same file, so that no command line tells who has one.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use zeroize::Zeroizing;

use super::fault::CliError;
use super::output::{Output, words};
use crate::domain::Pair;
use crate::i18n::tr;

/// More than this of a file is not looked at.
const LONGEST: u64 = 4_096;

/// The passphrase in this file, or asked for with the message of this id.
pub fn passphrase(out: &Output, file: Option<&Path>, prompt: &str) -> Result<Zeroizing<String>, CliError> {
    match file {
        Some(file) => first_line(out, file),
        None => ask(&tr(prompt)),
    }
}

/// A new secret, and the second one for when they are forced; empty where they choose none.
pub struct Chosen {
    first: Zeroizing<String>,
    second: Zeroizing<String>,
}

impl Chosen {
    /// Both.
    pub fn pair(&self) -> Pair<'_> {
        Pair { first: &self.first, second: &self.second }
    }

    /// Both, to be kept.
    pub fn into_parts(self) -> (Zeroizing<String>, Zeroizing<String>) {
        (self.first, self.second)
    }
}

/// New passphrases: the first two lines of this file, or each typed twice.
pub fn new_passphrase(out: &Output, file: Option<&Path>) -> Result<Chosen, CliError> {
    chosen(out, file, ["cli-ask-new-passphrase", "cli-ask-second-passphrase"])
}

/// New PINs: the first two lines of this file, or each typed twice.
pub fn new_pin(out: &Output, file: Option<&Path>) -> Result<Chosen, CliError> {
    chosen(out, file, ["cli-ask-new-pin", "cli-ask-second-pin"])
}

fn chosen(out: &Output, file: Option<&Path>, prompts: [&str; 2]) -> Result<Chosen, CliError> {
    if let Some(file) = file {
        let (first, second) = lines(out, file)?;
        return Ok(Chosen { first, second });
    }
    let [first, second] = prompts.map(|prompt| {
        let typed = ask(&tr(prompt))?;
        let again = ask(&tr("cli-ask-again"))?;
        if typed == again { Ok(typed) } else { Err(CliError::NotRepeated) }
    });
    Ok(Chosen { first: first?, second: second? })
}

fn ask(prompt: &str) -> Result<Zeroizing<String>, CliError> {
    rpassword::prompt_password(format!("{prompt} ")).map(Zeroizing::new).map_err(|_| CliError::NoTerminal)
}

fn first_line(out: &Output, path: &Path) -> Result<Zeroizing<String>, CliError> {
    Ok(lines(out, path)?.0)
}

/// The first line of a file, and the second, which may be missing.
fn lines(out: &Output, path: &Path) -> Result<(Zeroizing<String>, Zeroizing<String>), CliError> {
    let file = File::open(path).map_err(CliError::file(path))?;
    if read_by_others(&file) {
        out.remark(&words("cli-passphrase-open", &[("file", &path.display().to_string())]));
    }
    // Room for all of it at once: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST as usize));
    let _ = file.take(LONGEST).read_to_end(&mut bytes).map_err(CliError::file(path))?;
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let mut line = || {
        let line = lines.next().unwrap_or_default();
        let text = std::str::from_utf8(line.strip_suffix(b"\r").unwrap_or(line));
        text.map(|text| Zeroizing::new(text.to_owned())).map_err(|_| CliError::NoPassphrase(path.to_owned()))
    };
    match line()? {
        first if first.is_empty() => Err(CliError::NoPassphrase(path.to_owned())),
        first => Ok((first, line()?)),
    }
}

#[cfg(unix)]
fn read_by_others(file: &File) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o044 != 0)
}

/// Elsewhere the rights of a file are not told by its mode.
#[cfg(not(unix))]
fn read_by_others(_file: &File) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_counts_without_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        let read = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            first_line(&Output::new(true), &path).map(|line| line.as_str().to_owned()).ok()
        };
        assert_eq!(read(b" two words \nmore").as_deref(), Some(" two words "));
        assert_eq!(read(b"pass\r\n").as_deref(), Some("pass"));
        assert_eq!(read("naïve".as_bytes()).as_deref(), Some("naïve"));
        assert_eq!(read(b""), None);
        assert_eq!(read(b"\nsecond"), None);
        assert_eq!(read(b"\xff\xfe"), None);
        let both = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            let chosen = new_passphrase(&Output::new(true), Some(&path)).unwrap();
            [chosen.pair().first.to_owned(), chosen.pair().second.to_owned()]
        };
        assert_eq!(both(b"one\r\ntwo \r\nthree"), ["one", "two "]);
        assert_eq!([both(b"one"), both(b"one\n"), both(b"one\n\nthree")], [["one", ""]; 3]);
    }
}
