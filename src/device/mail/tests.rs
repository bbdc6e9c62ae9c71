//! Against a server of our own on this machine, which does as it is told.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::*;

/// How the server answers one connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// It takes the mail.
    Take,
    /// It takes it, each answer in two pieces.
    Pieces,
    /// It does not take it now.
    Later,
    /// It refuses the guest.
    Refuse,
    /// It hears the mail and hangs up without a word.
    HangUp,
}

/// A server; each mail that it heard whole comes out of it, with the lines before it.
pub(crate) struct Smtp {
    pub port: u16,
    pub heard: Receiver<String>,
}

impl Smtp {
    /// A server that answers its connections in these ways, one after the other, and then is gone.
    pub(crate) fn start(ways: &[Way]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (told, heard) = channel();
        let ways = ways.to_vec();
        let _ = std::thread::spawn(move || {
            for way in ways {
                let (stream, _) = listener.accept().unwrap();
                // A client that hangs up ends its connection and no more.
                let _ = answer(stream, way, &told);
            }
        });
        Self { port, heard }
    }

    pub(crate) fn server(&self) -> Server {
        server(self.port)
    }
}

pub(crate) fn server(port: u16) -> Server {
    let (authorities, user, password) = Default::default();
    Server { host: "127.0.0.1".into(), port, security: Security::Loopback, authorities, user, password }
}

/// A port that nobody listens at.
pub(crate) fn dead_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn answer(stream: TcpStream, way: Way, told: &Sender<String>) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut say = |text: &str| {
        let text = format!("{text}\r\n");
        if way == Way::Pieces {
            let (one, other) = text.split_at(text.len() / 2);
            out.write_all(one.as_bytes())?;
            out.flush()?;
            return out.write_all(other.as_bytes());
        }
        out.write_all(text.as_bytes())
    };
    say("220 post.example ready")?;
    let (mut heard, mut body) = (String::new(), false);
    for line in BufReader::new(stream).lines() {
        let line = line?;
        heard.push_str(&line);
        heard.push('\n');
        match (body, line.get(..4).unwrap_or(&line)) {
            (true, ".") if way == Way::HangUp => return Ok(()),
            (true, ".") => {
                body = false;
                // Heard before it is answered, so that whoever sent it can be asked at once.
                let _ = told.send(std::mem::take(&mut heard));
                say("250 taken")?;
            }
            (true, _) => {}
            (false, "EHLO") => say("250-post.example\r\n250 8BITMIME")?,
            (false, "RCPT") if way == Way::Later => say("451 greylisted, come back")?,
            (false, "RCPT") if way == Way::Refuse => say("550 nobody of this name here")?,
            (false, "DATA") => {
                body = true;
                say("354 go on")?;
            }
            (false, "QUIT") => return say("221 bye"),
            (false, _) => say("250 yes")?,
        }
    }
    Ok(())
}

fn give(server: &Server) -> Result<(), Trouble> {
    let address = |text| Address::read(text).unwrap();
    let (from, to) = (address("gate@nordhavn.example"), address("vera@example.org"));
    let message = b"Subject: x\r\n\r\n.one dot\r\n";
    send(server, "nordhavn.example", &from, &to, message).map_err(|failure| failure.kind)
}

#[test]
fn what_a_server_says_is_what_becomes_of_a_mail() {
    for (way, became) in [
        (Way::Take, Ok(())),
        (Way::Pieces, Ok(())),
        (Way::Later, Err(Trouble::Later)),
        (Way::Refuse, Err(Trouble::Refused)),
        (Way::HangUp, Err(Trouble::Unsure)),
    ] {
        let smtp = Smtp::start(&[way]);
        assert_eq!(give(&smtp.server()), became, "{way:?}");
        if became.is_ok() {
            let heard = smtp.heard.recv().unwrap();
            let lines: Vec<&str> = heard.lines().collect();
            for line in ["EHLO nordhavn.example", "MAIL FROM:<gate@nordhavn.example>", "RCPT TO:<vera@example.org>"] {
                assert!(lines.iter().any(|said| said.starts_with(line)), "{line}: {heard}");
            }
            // A line that begins with a dot does not end the mail.
            assert!(lines.contains(&"..one dot") && lines.last() == Some(&"."), "{heard}");
        }
    }
    assert_eq!(give(&server(dead_port())), Err(Trouble::Unreachable));
}

#[test]
fn nothing_is_said_to_a_server_that_cannot_keep_it_private() {
    let smtp = Smtp::start(&[Way::Take]);
    let asks = Server { host: "localhost".into(), security: Security::Starttls, ..smtp.server() };
    assert_eq!(give(&asks), Err(Trouble::Untrusted));
    assert!(smtp.heard.recv().is_err(), "nothing was given to it");
    let elsewhere = Server { host: "192.0.2.7".into(), ..server(25) };
    assert_eq!(give(&elsewhere), Err(Trouble::Settings));
}
