//! Bringing a message to a place: into a folder, to a program, or by plain HTTP/1.1 on the mission's network.
//!
//! One POST of a few hundred bytes needs no client: no redirects are followed, no body is read, nothing is kept open,
//! and what comes back counts by its first line alone.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::domain::alarm::{Address, Place, is_of_the_mission};

/// How long a place has to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a program that runs is looked at.
const LOOK: Duration = Duration::from_millis(20);
/// The longest first line of an answer.
const FIRST_LINE: u64 = 256;

/// Brings a message to a place; `name` tells it from others where it becomes a file.
///
/// # Errors
/// It is not there, or may not be, for all that is known.
pub fn deliver(place: &Place, name: &str, message: &[u8]) -> io::Result<()> {
    match place {
        Place::Folder(folder) => file(Path::new(folder), name, message),
        Place::Command(program) => run(program, message),
        Place::Address(address) => post(address, message),
    }
}

/// A file that is there whole or not at all. The folder itself is not made: a stick that is not plugged in is not one.
fn file(folder: &Path, name: &str, message: &[u8]) -> io::Result<()> {
    let (whole, part) = (folder.join(format!("{name}.alarm")), folder.join(format!("{name}.part")));
    let mut file = File::create(&part)?;
    file.write_all(message)?;
    file.sync_all()?;
    fs::rename(part, whole)
}

fn run(program: &str, message: &[u8]) -> io::Result<()> {
    let quiet =
        |command: &mut Command| command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = quiet(&mut Command::new(program))?;
    let told = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(message));
    let ended = wait(&mut child)?;
    match (told, ended) {
        (_, Some(true)) => Ok(()),
        (Err(error), _) => Err(error),
        (_, Some(false)) => Err(io::Error::other("the program failed")),
        (_, None) => Err(ErrorKind::TimedOut.into()),
    }
}

/// Whether a program ended well; `None` for one that took too long, and was ended.
fn wait(child: &mut Child) -> io::Result<Option<bool>> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        std::thread::sleep(LOOK);
    }
    child.kill()?;
    child.wait().map(|_| None)
}

fn post(address: &Address, message: &[u8]) -> io::Result<()> {
    let mut stream = connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/octet-stream\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        address.path,
        address.authority(),
        message.len()
    );
    stream.write_all(&[head.as_bytes(), message].concat())?;
    taken(&mut stream)
}

/// Connects to whatever the name means that is of the mission's network; nothing else is ever asked.
fn connect(address: &Address) -> io::Result<TcpStream> {
    let found = (address.host.as_str(), address.port).to_socket_addrs()?;
    let mut error = io::Error::new(ErrorKind::AddrNotAvailable, "the name is of no private network");
    for at in found.filter(|at: &SocketAddr| is_of_the_mission(at.ip())) {
        match TcpStream::connect_timeout(&at, PATIENCE) {
            Ok(stream) => return Ok(stream),
            Err(failed) => error = failed,
        }
    }
    Err(error)
}

/// Whether the first line of the answer says that the message was taken: any of the 200s.
fn taken(stream: &mut impl Read) -> io::Result<()> {
    let mut line = Vec::new();
    let _ = BufReader::new(stream.take(FIRST_LINE)).read_until(b'\n', &mut line)?;
    let line = String::from_utf8_lossy(&line);
    let mut words = line.split_whitespace();
    let (version, code) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let good = version.starts_with("HTTP/1.")
        && matches!(code.as_bytes(), [b'2', tens, ones] if tens.is_ascii_digit() && ones.is_ascii_digit());
    if good { Ok(()) } else { Err(io::Error::other("the address did not take it")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_becomes_a_whole_file_and_makes_no_folder() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Folder(folder.path().display().to_string());
        deliver(&place, "a1", b"sealed").unwrap();
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["a1.alarm"]);
        assert_eq!(fs::read(folder.path().join("a1.alarm")).unwrap(), b"sealed");
        let unplugged = Place::Folder(folder.path().join("stick").display().to_string());
        assert!(deliver(&unplugged, "a1", b"sealed").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_program_gets_it_on_its_standard_input_and_has_to_end_well() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (program, took) = (folder.path().join("hook"), folder.path().join("took"));
        for (end, good) in [("0", true), ("3", false)] {
            fs::write(&program, format!("#!/bin/sh\ncat > '{}'\nexit {end}\n", took.display())).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).unwrap();
            let place = Place::Command(program.display().to_string());
            assert_eq!(deliver(&place, "a1", b"sealed").is_ok(), good);
            assert_eq!(fs::read(&took).unwrap(), b"sealed");
        }
        assert!(deliver(&Place::Command("/nowhere/hook".into()), "a1", b"sealed").is_err());
    }

    #[test]
    fn an_answer_counts_by_its_first_line() {
        for (answer, good) in [
            ("HTTP/1.1 200 OK\r\n\r\n", true),
            ("HTTP/1.0 204 No Content\r\n", true),
            ("HTTP/1.1 404 Not Found\r\n", false),
            ("HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\n", false),
            ("HTTP/1.1 2\r\n", false),
            ("SSH-2.0-x 200 OK\r\n", false),
            ("", false),
        ] {
            assert_eq!(taken(&mut answer.as_bytes()).is_ok(), good, "{answer}");
        }
        assert!(taken(&mut io::repeat(b'x')).is_err(), "an answer without an end");
    }

    #[test]
    fn a_post_says_what_it_brings_and_a_closed_port_is_an_error() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let place = Place::read(&format!("http://127.0.0.1:{port}/alarm")).unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut got = Vec::new();
            while !got.ends_with(b"sealed") {
                let mut some = [0; 256];
                let read = stream.read(&mut some).unwrap();
                got.extend_from_slice(&some[..read]);
            }
            stream.write_all(b"HTTP/1.1 201 Created\r\n\r\n").unwrap();
            String::from_utf8(got).unwrap()
        });
        deliver(&place, "a1", b"sealed").unwrap();
        let asked = server.join().unwrap();
        assert!(asked.starts_with("POST /alarm HTTP/1.1\r\n") && asked.contains("Content-Length: 6\r\n"), "{asked}");
        assert!(deliver(&place, "a1", b"sealed").is_err(), "nobody listens any more");
    }
}
