//! The likeliest ways through a word whose letters can each be read in several ways.

use std::cmp::Ordering;

/// One way to read a letter: what is written, and what it costs.
pub type Choice = (&'static str, f32);

/// A word half read: letters so far, cost so far.
pub type Way = (String, f32);

/// How many ways are kept.
const KEPT: usize = 24;

/// Ways to read a word, letter after letter; only the cheapest are kept.
pub struct Lattice(Vec<Way>);

impl Lattice {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self(vec![(String::new(), 0.0)])
    }

    /// Every way goes on by every choice. No choice at all leaves them as they are.
    pub fn push(&mut self, choices: &[Choice]) {
        match choices {
            [] => {}
            [(text, cost)] => {
                for way in &mut self.0 {
                    way.0.push_str(text);
                    way.1 += cost;
                }
            }
            _ => self.fork(choices),
        }
    }

    /// Every way goes on by this text.
    pub fn push_text(&mut self, text: &str) {
        for way in &mut self.0 {
            way.0.push_str(text);
        }
    }

    fn fork(&mut self, choices: &[Choice]) {
        let mut next: Vec<Way> = Vec::with_capacity(self.0.len() * choices.len());
        for (read, spent) in &self.0 {
            for (text, cost) in choices {
                next.push((format!("{read}{text}"), spent + cost));
            }
        }
        self.0 = cheapest(next, KEPT);
    }

    /// The ways, the cheapest first.
    pub fn finish(self) -> Vec<Way> {
        cheapest(self.0, KEPT)
    }
}

/// The cheapest ways that differ in their consonants, as a scorer compares them: vowels, h, w and y left out, and
/// letters that one scheme writes for another's (c k q; s z; f p b v; t d; g j) taken as one.
pub fn distinct(ways: Vec<Way>, most: usize) -> Vec<Way> {
    let mut frames: Vec<String> = Vec::with_capacity(most);
    let mut kept: Vec<Way> = Vec::with_capacity(most);
    for way in cheapest(ways, usize::MAX) {
        if kept.len() == most {
            break;
        }
        let frame = frame(&way.0);
        if !frames.contains(&frame) {
            frames.push(frame);
            kept.push(way);
        }
    }
    kept
}

/// The consonants of a reading, as [`distinct`] compares them; doubled ones count once.
fn frame(text: &str) -> String {
    let mut frame = String::with_capacity(text.len());
    for sign in text.chars() {
        let class = match sign {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'w' => continue,
            'c' | 'q' => 'k',
            'z' => 's',
            'p' | 'b' | 'v' => 'f',
            'd' => 't',
            'j' => 'g',
            other => other,
        };
        if !frame.ends_with(class) {
            frame.push(class);
        }
    }
    frame
}

/// The cheapest ways, the cheapest first, each text once; equal costs keep their order.
pub fn cheapest(mut ways: Vec<Way>, most: usize) -> Vec<Way> {
    ways.sort_by(|a, b| a.1.partial_cmp(&b.1).unwrap_or(Ordering::Equal));
    let mut kept: Vec<Way> = Vec::new();
    for way in ways {
        if kept.len() == most {
            break;
        }
        if kept.iter().all(|(text, _)| *text != way.0) {
            kept.push(way);
        }
    }
    kept
}
