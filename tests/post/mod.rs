//! A post in a temporary folder, driven through the built binary.
#![allow(dead_code, reason = "each test binary uses its part")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use chrono::{Duration, Utc};
use serde_json::Value;

/// The first operator: supervisor, administrator, security.
pub const ADA: &str = "S-1";
const PASSPHRASE: &str = "violet harbour 47 lanterns";

/// A post, and the files that its operators' passphrases lie in.
pub struct Post {
    folder: tempfile::TempDir,
}

/// How a command ended.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// The one object on standard output.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The objects on standard output, one a line.
    pub fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Itself, if it ended with this code.
    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }
}

impl Post {
    /// A folder without a post.
    pub fn nowhere() -> Self {
        let post = Self { folder: tempfile::tempdir().unwrap() };
        post.secret(ADA, PASSPHRASE);
        post
    }

    /// A post that is set up.
    pub fn found() -> Self {
        let post = Self::nowhere();
        let init = ["--mission", "Embassy of Nordhavn", "--domain", "nordhavn.example", "--gate", "North gate"];
        let _ = post.as_ada(&[&["init"][..], &init, &["--name", "Ada Lind"]].concat()).ends(0);
        post
    }

    /// A post with these rows of guests.
    pub fn with_guests(rows: &[String]) -> Self {
        let post = Self::found();
        let file = post.write("guests.csv", &csv(rows));
        let imported = post.as_ada(&["import", "guests", &file]).ends(0).json();
        assert_eq!(imported["imported"], rows.len());
        post
    }

    /// Somewhere outside the data folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Writes a file outside the data folder, readable by its owner alone; returns its path.
    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
        }
        path.to_str().unwrap().to_owned()
    }

    /// Writes an operator's passphrase; returns the file's path.
    pub fn secret(&self, number: &str, passphrase: &str) -> String {
        self.write(&format!("{number}.pass"), &format!("{passphrase}\n"))
    }

    /// Enrols somebody, who begins with the start code and this passphrase; returns the file of it.
    pub fn enrol(&self, number: &str, name: &str, role: &str, passphrase: &str) -> String {
        self.enrol_beside(number, name, role, passphrase, None)
    }

    /// The same, with whoever signs for it beside the first operator.
    pub fn enrol_beside(&self, number: &str, name: &str, role: &str, passphrase: &str, second: Option<&str>) -> String {
        let enrol = ["operators", "enrol", "--number", number, "--name", name, "--role", role];
        let beside = second.map(|number| self.signs(number)).unwrap_or_default();
        let beside: Vec<&str> = beside.iter().map(String::as_str).collect();
        let enrolled = self.as_ada(&[&enrol[..], &beside].concat()).ends(0).json();
        self.secret(number, enrolled["start"].as_str().unwrap());
        let next = self.write(&format!("{number}.next"), passphrase);
        let _ = self.run(number, &["operators", "start", "--new-passphrase-file", &next]).ends(0);
        self.secret(number, passphrase.lines().next().unwrap())
    }

    /// The options of a second person who signs.
    pub fn signs(&self, number: &str) -> Vec<String> {
        let file = self.path(&format!("{number}.pass")).display().to_string();
        ["--reason", "other", "--text", "As agreed", "--second", number, "--second-passphrase-file", &file]
            .map(str::to_owned)
            .to_vec()
    }

    /// A command of an operator, with JSON for an answer.
    pub fn command(&self, number: &str, args: &[&str]) -> Command {
        let mut command = self.in_words(number, args);
        command.arg("--json");
        command
    }

    /// A command of an operator, with words for an answer.
    pub fn in_words(&self, number: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gateward"));
        command.args(["--operator", number, "--data"]).arg(self.data());
        command.arg("--passphrase-file").arg(self.path(&format!("{number}.pass"))).args(args);
        command.env_remove("GATEWARD_LOG").env_remove("RUST_BACKTRACE").stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs a command as an operator.
    pub fn run(&self, number: &str, args: &[&str]) -> Ran {
        ran(self.command(number, args))
    }

    /// Runs a command as the first operator.
    pub fn as_ada(&self, args: &[&str]) -> Ran {
        self.run(ADA, args)
    }

    /// A batch of admissions that waits for lines.
    pub fn batch(&self) -> Child {
        let mut command = self.command(ADA, &["admit", "-", "--done", "compare-document,escort"]);
        command.stdin(Stdio::piped()).spawn().unwrap()
    }

    /// Every file of the data folder with its bytes.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        files(&self.data())
    }
}

/// Runs a command to its end.
pub fn ran(mut command: Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.clone(), std::fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// A file of guests; each row is what [`guest`] makes.
pub fn csv(rows: &[String]) -> String {
    format!("name,date of birth,document number,host,purpose,from,until,escort\n{}\n", rows.join("\n"))
}

/// A guest who is expected from an hour ago to three hours from now.
pub fn guest(name: &str, born: &str, host: &str) -> String {
    let time = |hours| (Utc::now() + Duration::hours(hours)).format("%Y-%m-%dT%H:%MZ").to_string();
    format!("{name},{born},QX-PASS-{:06},{host},Zebra colloquium,{},{},no", name.len() * 7_919, time(-1), time(3))
}
