//! Hosts hear, through the built program, against a mail server and a webhook on this machine.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that goes wrong is to panic")]

mod post;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};

use post::{Post, guest};
use serde_json::{Value, json};

/// A mail server that takes as many mails as are asked for, or answers to the recipient as it is told, and then is gone.
fn smtp(answers: &'static [&'static str]) -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, heard) = channel();
    let _ = std::thread::spawn(move || {
        for answer in answers {
            let (stream, _) = listener.accept().unwrap();
            let _ = take(stream, answer, &told);
        }
    });
    (port, heard)
}

fn take(stream: TcpStream, recipient: &str, told: &Sender<String>) -> std::io::Result<()> {
    let mut out = stream.try_clone()?;
    let mut say = |text: &str| out.write_all(format!("{text}\r\n").as_bytes());
    say("220 post.example ready")?;
    let (mut heard, mut body) = (String::new(), false);
    for line in BufReader::new(stream).lines() {
        let line = line?;
        heard.push_str(&line);
        heard.push('\n');
        match (body, line.get(..4).unwrap_or(&line)) {
            (true, ".") => {
                body = false;
                let _ = told.send(std::mem::take(&mut heard));
                say("250 taken")?;
            }
            (true, _) => {}
            (false, "RCPT") => say(recipient)?,
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

/// A webhook that answers with these codes, one after the other, and then is gone.
fn webhook(codes: &'static [u16]) -> (String, Receiver<Value>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://127.0.0.1:{}/hosts", listener.local_addr().unwrap().port());
    let (told, heard) = channel();
    let _ = std::thread::spawn(move || {
        for code in codes {
            let (mut stream, _) = listener.accept().unwrap();
            let (mut head, mut lines) = (String::new(), BufReader::new(stream.try_clone().unwrap()));
            while lines.read_line(&mut head).unwrap() > 0 && !head.ends_with("\r\n\r\n") {}
            let length = head.split("Content-Length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
            let mut body = vec![0; length.unwrap()];
            lines.read_exact(&mut body).unwrap();
            let _ = told.send(serde_json::from_slice(&body).unwrap());
            let _ = stream.write_all(format!("HTTP/1.1 {code} So\r\n\r\n").as_bytes());
        }
    });
    (url, heard)
}

fn dead_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A post whose mail goes to this port, with two guests of a host in the book.
fn made(port: u16) -> Post {
    let guests =
        [guest("Claire Dufour", "1991-11-02", "Ms Núria Aldana"), guest("Bo Lindqvist", "1980-01-09", "Mr Ro")];
    let post = Post::with_guests(&guests);
    mail_to(&post, port);
    let set = ["host", "set", "ms nuria ALDANA", "--email", "aldana@nordhavn.example", "--language", "es"];
    let kept = post.as_ada(&set).ends(0).json();
    assert_eq!((&kept["new"], &kept["notices"]), (&json!(true), &json!(["arrival", "referral", "overstay"])));
    post
}

fn mail_to(post: &Post, port: u16) {
    let port = port.to_string();
    let set = ["mail", "set", "--from", "gate@nordhavn.example", "--server", "127.0.0.1", "--security", "local"];
    let _ = post.as_ada(&[&set[..], &["--port", &port]].concat()).ends(0);
}

fn admit(post: &Post, name: &str) -> Value {
    post.as_ada(&["admit", name, "--done", "compare-document"]).ends(0).json()
}

#[test]
fn a_host_hears_of_an_arrival_and_nobody_else_does() {
    let (port, heard) = smtp(&["250 yes"]);
    let post = made(port);
    let (url, hooked) = webhook(&[204, 204]);
    let set = post.as_ada(&["notices", "set", "--webhook", &url, "--grace", "45"]).ends(0).json();
    assert_eq!(set, json!({ "mail": true, "webhook": url, "names": false, "grace": 45 }));
    assert_eq!(post.as_ada(&["notices", "test"]).ends(0).json()["taken"], true);
    assert_eq!(hooked.recv().unwrap()["event"], "test");
    let admitted = admit(&post, "claire dufour");
    let _ = admit(&post, "bo lindqvist");
    let mail = heard.recv().unwrap();
    assert!(mail.contains("RCPT TO:<aldana@nordhavn.example>") && !mail.contains("Dufour"), "{mail}");
    let said = hooked.recv().unwrap();
    assert_eq!((&said["event"], &said["host"]["language"], said.get("guest")), (&json!("arrival"), &json!("es"), None));
    let lines = post.as_ada(&["outbox", "list"]).ends(0).lines();
    let told: Vec<_> =
        lines.iter().map(|line| (line["way"].as_str().unwrap(), line["state"].as_str().unwrap())).collect();
    assert_eq!(told, [("webhook", "sent"), ("mail", "sent")], "nobody hears of Mr Ro's guest");
    assert_eq!((&lines[0]["purpose"], &lines[0]["visitor"]), (&json!("arrival"), &Value::Null));
    assert_eq!(lines[0]["visit"], admitted["visit"]);
    // What is set is on record, and the log is whole.
    let shown = post.as_ada(&["log", "show"]).ends(0).lines();
    assert_eq!(shown.iter().filter(|line| line["kind"] == "settings-changed").count(), 2);
    let _ = post.as_ada(&["log", "verify"]).ends(0);
}

#[test]
fn what_a_server_does_not_take_is_the_outbox_s_and_no_error_of_the_act() {
    let post = made(dead_port());
    let admitted = admit(&post, "claire dufour");
    assert_eq!(admitted["decision"], "admitted");
    let line = || post.as_ada(&["outbox", "list"]).ends(0).lines().remove(0);
    let failed = line();
    assert_eq!((&failed["state"], &failed["trouble"]), (&json!("failed"), &json!("unreachable")));
    assert!(failed["next"].is_string() && failed["host"] == "ms nuria ALDANA", "{failed}");
    let (port, _heard) = smtp(&["550 nobody of this name here"]);
    mail_to(&post, port);
    let id = failed["mail"].to_string();
    let refused = post.as_ada(&["outbox", "retry", &id]).ends(1).json();
    assert_eq!((&refused["trouble"], &refused["next"]), (&json!("refused"), &Value::Null));
    let (port, heard) = smtp(&["250 yes"]);
    mail_to(&post, port);
    assert_eq!(post.as_ada(&["outbox", "retry", &id]).ends(0).json()["state"], "sent");
    assert!(heard.recv().unwrap().contains("aldana@nordhavn.example"));
    // A referral of somebody on no list, for a host in the book, by the guard.
    let _ = post.enrol("G-7", "Ben Oduya", "guard", "nine amber kites over quay\n");
    mail_to(&post, dead_port());
    let refer =
        ["refer", "Somebody Unknown", "--host", "Ms Nuria Aldana", "--category", "consular", "--purpose", "Visa"];
    let _ = post.run("G-7", &refer).ends(0);
    let waits = line();
    assert_eq!((&waits["purpose"], &waits["state"]), (&json!("referral"), &json!("failed")));
    assert_eq!(post.run("G-7", &["outbox", "list"]).code, 3, "the guard does not read the outbox");
}

#[test]
fn the_book_of_hosts_is_kept_by_command() {
    let post = made(dead_port());
    let missing = post.as_ada(&["host", "list", "--missing"]).ends(0).lines();
    assert_eq!(missing, [json!({ "name": "Mr Ro" })]);
    let file = post.write("hosts.csv", "name,email,notices\nMr Ro,ro@nordhavn.example,overstay\nMs C,c@x.example,\n");
    assert_eq!(post.as_ada(&["host", "import", &file]).ends(0).json(), json!({ "hosts": 2, "new": 2 }));
    assert!(post.as_ada(&["host", "list", "--missing"]).ends(0).lines().is_empty());
    let changed = post.as_ada(&["host", "set", "Mr Ro", "--notices", "arrival,departure", "--left"]).ends(0).json();
    assert_eq!((&changed["email"], &changed["left"]), (&json!("ro@nordhavn.example"), &json!(true)));
    assert_eq!(post.as_ada(&["host", "set", "Mr Ro", "--back"]).ends(0).json()["left"], false);
    let _ = post.as_ada(&["host", "remove", "MS c"]).ends(0);
    let names: Vec<_> = post.as_ada(&["host", "list"]).ends(0).lines().iter().map(|h| h["name"].clone()).collect();
    assert_eq!(names, ["Mr Ro", "ms nuria ALDANA"]);
    for wrong in [
        &["host", "set", "Nobody Known"][..],
        &["host", "set", "Mr Ro", "--notices", "lunch"],
        &["host", "set", "Mr Ro", "--email", "nowhere"],
        &["host", "remove", "Nobody Known"],
        &["notices", "set", "--webhook", "http://93.184.216.34/"],
        &["notices", "set", "--grace", "2000"],
        &["notices", "test"],
    ] {
        assert_eq!(post.as_ada(wrong).code, 2, "{wrong:?}");
    }
    let _ = post.enrol("G-7", "Ben Oduya", "guard", "nine amber kites over quay\n");
    for denied in [&["host", "list"][..], &["notices", "show"], &["host", "remove", "Mr Ro"]] {
        assert_eq!(post.run("G-7", denied).code, 3, "{denied:?}");
    }
}
