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

use super::mail::Trouble;

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
        Place::Address(address) => match post(address, "application/octet-stream", message)? {
            200..300 => Ok(()),
            _ => Err(io::Error::other("the address did not take it")),
        },
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

/// Posts a message of this kind of content; answers with the code of the answer.
fn post(address: &Address, content: &str, message: &[u8]) -> io::Result<u16> {
    let mut stream = connect(address)?;
    give(&mut stream, address, content, message)?;
    answered(&mut stream)
}

/// Posts a message of this kind of content, and says what became of it.
///
/// # Errors
/// It was not taken, or may not have been.
pub fn tell(address: &Address, content: &str, message: &[u8]) -> Result<(), Trouble> {
    let mut stream = connect(address).map_err(|_| Trouble::Unreachable)?;
    // Without all of it nobody has it: the length stands before it.
    give(&mut stream, address, content, message).map_err(|_| Trouble::Unreachable)?;
    match answered(&mut stream).map_err(|_| Trouble::Unsure)? {
        200..300 => Ok(()),
        // Too much at once, too slow, or something that is out of order there.
        408 | 425 | 429 | 500..600 => Err(Trouble::Later),
        _ => Err(Trouble::Refused),
    }
}

fn give(stream: &mut TcpStream, address: &Address, content: &str, message: &[u8]) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: {content}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        address.path,
        address.authority(),
        message.len()
    );
    stream.write_all(&[head.as_bytes(), message].concat())
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

/// The code of an answer, by its first line.
fn answered(stream: &mut impl Read) -> io::Result<u16> {
    let mut line = Vec::new();
    let _ = BufReader::new(stream.take(FIRST_LINE)).read_until(b'\n', &mut line)?;
    let line = String::from_utf8_lossy(&line);
    let mut words = line.split_whitespace();
    let (version, code) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let digits = code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit());
    let read = code.parse().ok().filter(|_| digits && version.starts_with("HTTP/1."));
    read.ok_or_else(|| io::Error::other("this is no answer of a web server"))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::net::TcpListener;
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    /// A web server that answers its connections with these codes, one after the other, and then is gone. With `0` it
    /// hangs up. What it was asked comes out of it.
    pub(crate) fn web_server(codes: &[u16]) -> (Address, Receiver<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (told, heard) = channel();
        let codes = codes.to_vec();
        let _ = std::thread::spawn(move || {
            for code in codes {
                let (mut stream, _) = listener.accept().unwrap();
                let _ = told.send(asked(&mut stream));
                if code > 0 {
                    let _ = stream.write_all(format!("HTTP/1.1 {code} So\r\n\r\n").as_bytes());
                }
            }
        });
        (format!("http://127.0.0.1:{port}/hosts").parse().unwrap(), heard)
    }

    /// A whole request: its lines, and as much after them as they say.
    fn asked(stream: &mut TcpStream) -> String {
        let mut got = String::new();
        let mut lines = BufReader::new(stream);
        while lines.read_line(&mut got).unwrap() > 0 && !got.ends_with("\r\n\r\n") {}
        let length = got.split("Content-Length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
        let mut body = vec![0; length.unwrap()];
        lines.read_exact(&mut body).unwrap();
        got + &String::from_utf8(body).unwrap()
    }

    #[test]
    fn what_a_web_server_answers_is_what_becomes_of_a_notice() {
        let codes = [204, 404, 302, 503, 429, 0];
        let (address, heard) = web_server(&codes);
        let became = [Ok(()), Err(Trouble::Refused), Err(Trouble::Refused), Err(Trouble::Later), Err(Trouble::Later)];
        for became in became.into_iter().chain([Err(Trouble::Unsure)]) {
            assert_eq!(tell(&address, "application/json", b"{}"), became);
            let asked = heard.recv().unwrap();
            assert!(
                asked.starts_with("POST /hosts HTTP/1.1\r\n") && asked.contains("Content-Type: application/json\r\n")
            );
            assert!(asked.ends_with("\r\n\r\n{}"), "{asked}");
        }
        let nobody = format!("http://127.0.0.1:{}/", crate::device::mail::tests::dead_port()).parse().unwrap();
        assert_eq!(tell(&nobody, "application/json", b"{}"), Err(Trouble::Unreachable));
    }

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
            ("HTTP/1.1 200 OK\r\n\r\n", Some(200)),
            ("HTTP/1.0 204 No Content\r\n", Some(204)),
            ("HTTP/1.1 404 Not Found\r\n", Some(404)),
            ("HTTP/1.1 302 Found\r\nLocation: http://elsewhere/\r\n", Some(302)),
            ("HTTP/1.1 2\r\n", None),
            ("SSH-2.0-x 200 OK\r\n", None),
            ("", None),
        ] {
            assert_eq!(answered(&mut answer.as_bytes()).ok(), good, "{answer}");
        }
        assert!(answered(&mut io::repeat(b'x')).is_err(), "an answer without an end");
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
