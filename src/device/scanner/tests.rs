//! A scanner, a person, and barcodes that mean harm.

use proptest::prelude::*;

use super::*;

const TOKEN: Shape = Shape { prefix: "TK1:", length: 30 };

/// Plays keys and keeps what came of them.
struct Post {
    scanner: Scanner,
    at: u64,
    /// What stands in the field that has the keyboard.
    field: String,
    acted: Vec<String>,
    scans: Vec<Scan>,
    kept: Option<String>,
}

impl Post {
    fn new() -> Self {
        let scanner = Scanner::new(vec![TOKEN]);
        Self { scanner, at: 1_000, field: String::new(), acted: vec![], scans: vec![], kept: None }
    }

    fn due(&mut self) {
        while let Some(wake) = self.scanner.wake().filter(|&wake| wake <= self.at) {
            match self.scanner.idle(wake) {
                Some(Due::Done(scan)) => self.scans.push(scan),
                Some(Due::Release) => self.acted.extend(self.kept.take()),
                None => {}
            }
        }
    }

    /// Presses a key `gap` after the last.
    fn press(&mut self, gap: u64, code: &str, shift: bool, command: bool) {
        self.at += gap;
        self.due();
        let key = Physical::from_code(code);
        let answer = self.scanner.key(Stroke { at: self.at, key, shift, command, repeat: false });
        match answer {
            Answer::Typing => match key {
                Physical::Print(plain, shifted) => self.field.push(if shift { shifted } else { plain }),
                _ => self.acted.push(code.to_owned()),
            },
            Answer::Wait => self.kept = Some(code.to_owned()),
            Answer::Held { take_back } => self.take_back(take_back),
            Answer::Done { scan, take_back } => {
                self.take_back(take_back);
                self.scans.push(scan);
            }
        }
    }

    fn take_back(&mut self, count: usize) {
        self.kept = None;
        (0..count).for_each(|_| assert!(self.field.pop().is_some()));
    }

    fn keys(&mut self, gap: u64, text: &str) -> &mut Self {
        for character in text.chars() {
            match character {
                '\r' => self.press(gap, "Enter", false, false),
                '\t' => self.press(gap, "Tab", false, false),
                '²' => self.press(gap, "F2", false, false),
                '♔' => self.press(gap, "KeyK", false, true),
                _ => {
                    let (code, shift) = us_key(character).unwrap();
                    if shift {
                        self.press(0, "ShiftLeft", true, false);
                    }
                    self.press(gap, &code, shift, false);
                }
            }
        }
        self
    }

    fn rest(&mut self, time: u64) -> &mut Self {
        self.at += time;
        self.due();
        self
    }

    /// Nothing acted but Shift, which says nothing by itself.
    fn acts(&self) -> Vec<&str> {
        self.acted.iter().map(String::as_str).filter(|code| !code.starts_with("Shift")).collect()
    }
}

fn scanned(gap: u64, text: &str) -> Post {
    let mut post = Post::new();
    post.keys(gap, text).rest(500);
    post
}

#[test]
fn a_scan_comes_whole_and_leaves_nothing_behind() {
    let post = scanned(7, "B-117, Floor 1\r");
    assert_eq!(post.scans, [Scan::Text("B-117, Floor 1".into())]);
    assert_eq!((post.field.as_str(), post.acts().len()), ("", 0));
}

#[test]
fn what_was_typed_before_a_scan_stays() {
    let mut post = Post::new();
    post.keys(120, "len").rest(400).keys(6, "]Q1ABCDEF12\r").rest(100);
    assert_eq!(post.scans, [Scan::Text("ABCDEF12".into())]);
    assert_eq!(post.field, "len");
}

#[test]
fn a_token_is_complete_without_enter_and_survives_a_stall() {
    let token = format!("TK1:{}", "A".repeat(26));
    let mut post = Post::new();
    post.keys(7, &token[..15]).rest(250).keys(7, &token[15..]);
    assert_eq!(post.scans, [Scan::Text(token)], "at once, without waiting for silence");
    post.keys(8, "\r").rest(400);
    assert_eq!((post.scans.len(), post.acts().len()), (1, 0), "its Enter does nothing");
}

#[test]
fn lines_of_a_passport_are_put_together() {
    let (first, second) = (format!("{:<<44}", "P<UTOERIKSSON"), format!("{:<<44}", "L898902C36UTO"));
    let post = scanned(8, &format!("{first}\r{second}\r"));
    assert_eq!(post.scans, [Scan::Zone(vec![first.clone(), second.clone()])]);
    let mut post = Post::new();
    post.keys(8, &format!("{first}\r")).rest(2_000).keys(8, &format!("{second}\r"));
    assert_eq!(post.scans, [Scan::Zone(vec![first.clone(), second])]);
    let mut post = Post::new();
    post.keys(8, &format!("{first}\r")).rest(4_000);
    assert_eq!(post.scans, [Scan::Zone(vec![first])], "a reader that stopped");
    assert_eq!(post.field, "");
}

#[test]
fn commands_in_a_barcode_do_nothing_wherever_they_stand() {
    for payload in
        ["ABCDEFGH²\r", "ABC²DEFGH\r", "²ABCDEFGH\r", "♔ABCDEF\r", "ABCDE♔FG\r", "AB\tCDEF\r", "ABCDEF\rGHI\r"]
    {
        let post = scanned(7, payload);
        assert!(matches!(post.scans[..], [Scan::CommandKeys(_)]), "{payload:?}: {:?}", post.scans);
        assert_eq!((post.field.as_str(), post.acts()), ("", vec![]), "{payload:?}");
    }
}

#[test]
fn a_barcode_of_commands_alone_does_nothing() {
    for payload in ["²\r", "♔\r", "²²²²²²\r", "\r\r"] {
        let post = scanned(7, payload);
        assert_eq!(post.acts(), Vec::<&str>::new(), "{payload:?}");
    }
}

#[test]
fn commands_do_nothing_right_after_a_scan_and_act_again_later() {
    let mut post = Post::new();
    post.keys(7, "ABCDEFGH\r").rest(150).keys(1, "²").rest(100);
    assert_eq!(post.acts(), Vec::<&str>::new());
    post.rest(300).keys(1, "²").rest(100);
    assert_eq!(post.acts(), ["F2"]);
    assert_eq!(post.scans, [Scan::Text("ABCDEFGH".into())]);
}

#[test]
fn a_command_key_of_a_person_acts_within_a_frame_or_two() {
    let mut post = Post::new();
    post.keys(500, "²").rest(WAIT + 1);
    assert_eq!(post.acts(), ["F2"]);
    post.keys(90, "lind\r").rest(WAIT + 1);
    assert_eq!((post.field.as_str(), post.acts()), ("lind", vec!["F2", "Enter"]));
}

#[test]
fn a_key_held_down_is_no_scanner() {
    let mut post = Post::new();
    for _ in 0..40 {
        post.at += 33;
        let stroke = Stroke { at: post.at, key: Physical::Print('a', 'A'), shift: false, command: false, repeat: true };
        assert_eq!(post.scanner.key(stroke), Answer::Typing);
    }
    assert!(!post.scanner.in_burst());
}

#[test]
fn a_burst_without_end_is_given_back() {
    let post = scanned(20, "Haddad");
    assert_eq!(post.scans, [Scan::Loose("Haddad".into())]);
    assert_eq!(post.field, "");
}

proptest! {
    #[test]
    fn any_payload_at_5_ms_a_key_comes_out_whole(payload in "[ -\\^`-~]{5,90}") {
        // `_` pads and `]` may begin an AIM prefix: both are cases of their own.
        prop_assume!(split(&payload).is_none() && !payload.starts_with("TK1:") && !payload.contains(']'));
        let mut post = scanned(5, &format!("{payload}\r"));
        post.rest(4_000);
        let zone = Scan::Zone(vec![payload.clone()]);
        prop_assert!(post.scans == [Scan::Text(payload)] || post.scans == [zone]);
        prop_assert_eq!(post.field, "");
    }

    #[test]
    fn typing_is_never_a_scan(text in "[ -~\r]{0,80}", gaps in prop::collection::vec(35_u64..600, 80)) {
        let mut post = Post::new();
        for (character, gap) in text.chars().zip(gaps) {
            post.keys(gap, &character.to_string());
        }
        post.rest(1_000);
        prop_assert!(post.scans.is_empty());
        prop_assert_eq!(post.acts().len(), text.matches('\r').count());
        prop_assert_eq!(post.field, text.replace('\r', ""));
    }

    #[test]
    fn no_burst_ever_acts(payload in "[A-Z0-9²♔\t\r]{6,40}", gap in 1_u64..20) {
        let post = scanned(gap, &format!("{payload}\r"));
        prop_assert!(post.acts().is_empty(), "{:?}", post.acts());
        prop_assert_eq!(post.field, "");
    }
}
