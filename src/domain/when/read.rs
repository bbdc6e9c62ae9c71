//! From words to times: one piece after the other, each taken by whoever understands it first.

mod again;
mod day;
mod end;
mod hour;
mod said;
mod vocabulary;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::token::{Token, tokens};
use super::{When, WhenFault};
use crate::domain::recurrence::Rule;

/// How long a visit lasts that has a beginning alone, in minutes.
const LENGTH: i64 = 60;
/// Words that say nothing by themselves.
const FILLERS: [&str; 8] = ["on", "at", "from", "the", "of", "and", "starting", "this"];

pub(super) fn read(text: &str, now: NaiveDateTime) -> Result<When, WhenFault> {
    let tokens = tokens(text).map_err(|sign| WhenFault::Unknown(sign.to_string()))?;
    if tokens.is_empty() {
        return Err(WhenFault::Empty);
    }
    let mut reader = Reader { tokens: &tokens, at: 0, now, said: Said::default() };
    while reader.at < tokens.len() {
        reader.piece()?;
    }
    reader.said.finish(now)
}

/// What a text has said so far.
#[derive(Default)]
struct Said {
    days: Option<(NaiveDate, NaiveDate)>,
    hours: Option<(NaiveTime, Option<NaiveTime>)>,
    length: Option<TimeDelta>,
    rule: Option<Rule>,
    until: Option<NaiveDate>,
    /// For so many days, weeks or months from the first day.
    lasting: Option<Lasting>,
    count: Option<usize>,
    except: Vec<NaiveDate>,
    /// Whether it holds also on days on which the mission is closed, where something is said of that.
    holidays: Option<bool>,
    standing: bool,
}

#[derive(Debug, Clone, Copy)]
enum Lasting {
    Days(u64),
    Months(u32),
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    now: NaiveDateTime,
    said: Said,
}

impl Reader<'_> {
    fn today(&self) -> NaiveDate {
        self.now.date()
    }

    fn token(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    fn word(&self, ahead: usize) -> Option<&str> {
        match self.token(ahead) {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn number(&self, ahead: usize) -> Option<u32> {
        match self.token(ahead) {
            Some(Token::Number(number, _)) => Some(*number),
            _ => None,
        }
    }

    /// Whether these words come next; if they do, they are taken.
    fn takes(&mut self, words: &[&str]) -> bool {
        let come = words.iter().enumerate().all(|(ahead, word)| self.word(ahead) == Some(word));
        self.at += if come { words.len() } else { 0 };
        come
    }

    fn takes_any(&mut self, words: &[&str]) -> bool {
        let comes = self.word(0).is_some_and(|word| words.contains(&word));
        self.at += usize::from(comes);
        comes
    }

    /// Whether a dash or "to" comes next, and then something that `read` understands.
    fn to<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<Option<T>, WhenFault>) -> Result<Option<T>, WhenFault> {
        let before = self.at;
        let comes = self.token(0) == Some(&Token::Dash) || self.word(0) == Some("to");
        if comes {
            self.at += 1;
            if let Some(read) = read(self)? {
                return Ok(Some(read));
            }
        }
        self.at = before;
        Ok(None)
    }

    fn piece(&mut self) -> Result<(), WhenFault> {
        if self.takes_any(&FILLERS) || self.token(0) == Some(&Token::Comma) {
            self.at += usize::from(self.token(0) == Some(&Token::Comma));
            return Ok(());
        }
        let taken = self.standing()
            || self.recurrence()?
            || self.end()?
            || self.lasting()?
            || self.also_on_holidays()
            || self.exception()?
            || self.days()?
            || self.hours()?;
        if taken { Ok(()) } else { Err(WhenFault::Unknown(self.rest())) }
    }

    /// What is left from here on, as it was typed but for spaces.
    fn rest(&self) -> String {
        match self.token(0) {
            Some(Token::Word(word)) => word.chars().take(40).collect(),
            Some(Token::Number(number, _)) => number.to_string(),
            Some(Token::Dash) => "-".into(),
            Some(Token::Colon) => ":".into(),
            Some(Token::Dot) => ".".into(),
            Some(Token::Slash) => "/".into(),
            Some(Token::Comma) | None => ",".into(),
        }
    }

    fn standing(&mut self) -> bool {
        let comes = self.takes(&["standing", "pass"]) || self.takes(&["standing"]);
        self.said.standing |= comes;
        comes
    }
}
