//! Passphrases and recovery halves: from the first line of a file, or from whoever sits at the terminal.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use zeroize::Zeroizing;

use super::fault::CliError;
use super::output::{Output, words};
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

/// A new passphrase: from this file, or typed twice.
pub fn new_passphrase(out: &Output, file: Option<&Path>) -> Result<Zeroizing<String>, CliError> {
    twice(out, file, "cli-ask-new-passphrase")
}

/// A new PIN: from this file, or typed twice.
pub fn new_pin(out: &Output, file: Option<&Path>) -> Result<Zeroizing<String>, CliError> {
    twice(out, file, "cli-ask-new-pin")
}

fn twice(out: &Output, file: Option<&Path>, prompt: &str) -> Result<Zeroizing<String>, CliError> {
    let Some(file) = file else {
        let typed = ask(&tr(prompt))?;
        let again = ask(&tr("cli-ask-again"))?;
        return if typed == again { Ok(typed) } else { Err(CliError::NotRepeated) };
    };
    first_line(out, file)
}

fn ask(prompt: &str) -> Result<Zeroizing<String>, CliError> {
    rpassword::prompt_password(format!("{prompt} ")).map(Zeroizing::new).map_err(|_| CliError::NoTerminal)
}

fn first_line(out: &Output, path: &Path) -> Result<Zeroizing<String>, CliError> {
    let file = File::open(path).map_err(CliError::file(path))?;
    if read_by_others(&file) {
        out.remark(&words("cli-passphrase-open", &[("file", &path.display().to_string())]));
    }
    // Room for all of it at once: a buffer that grows leaves copies behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST as usize));
    let _ = file.take(LONGEST).read_to_end(&mut bytes).map_err(CliError::file(path))?;
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let line = bytes.get(..end).unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    match std::str::from_utf8(line) {
        Ok(text) if !text.is_empty() => Ok(Zeroizing::new(text.to_owned())),
        _ => Err(CliError::NoPassphrase(path.to_owned())),
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
    }
}
