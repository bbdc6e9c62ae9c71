//! One rule: what its annotations say.

use cedar_policy::{Effect, Policy};

use super::builtin;
use super::fault::RuleFault;
use crate::domain::{Obligation, Reason, Resolver, Verdict};

/// The place of a reason whose rule names none.
const DEFAULT_ORDER: u16 = 500;
/// The last place a rule may ask for.
const LAST_ORDER: u16 = 999;
/// What the names of the rules for operators begin with.
const FOR_OPERATORS: &str = "allow-";
/// The longest `@idle`, in minutes.
const LONGEST_IDLE: u16 = 120;
/// The longest `@id`.
const ID_LIMIT: usize = 64;

/// What a rule does when it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effects {
    /// It permits, and asks for these obligations.
    Permit(Vec<Obligation>),
    /// It speaks against, at this place among the reasons of its verdict.
    Forbid(Reason, u16),
}

/// What keeps a finding from being told by how it looks: checks at random, and a bound on trying names out. 0 for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cover {
    /// One visitor in so many is checked at random.
    pub one_in: u64,
    /// Verdicts that an operator asks for in a day at most.
    pub most_checks: u64,
    /// Persons that an operator opens in a day at most.
    pub most_opened: u64,
}

/// The messages of a rule, by id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// Why, in one line, for the guard: `reason-…`.
    pub guard: String,
    /// What to do now, for the guard: `do-…`; only rules that speak against have one.
    pub now: Option<String>,
    /// Why, for whoever works on the case: `case-…`.
    pub case: String,
}

impl Texts {
    /// The messages of a built-in reason, and of any rule that names its messages after itself.
    pub fn of(rule: &str) -> Self {
        Self { guard: format!("reason-{rule}"), now: Some(format!("do-{rule}")), case: format!("case-{rule}") }
    }
}

/// A rule as its annotations describe it; its conditions stay with Cedar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub id: String,
    /// What it does when it holds.
    pub effects: Effects,
    /// What is said of it.
    pub texts: Texts,
    /// What it asks for as cover.
    pub cover: Cover,
    /// Minutes after which the screen of whoever it allows something locks by itself, where it says so.
    pub idle: Option<u16>,
}

impl Rule {
    /// Reads the annotations of a policy; `known` tells whether a message exists.
    pub fn read(policy: &Policy, known: &dyn Fn(&str) -> bool) -> Result<Self, RuleFault> {
        let id = policy.annotation("id").ok_or(RuleFault::MissingId)?.to_owned();
        check_id(&id)?;
        let effects = match policy.effect() {
            Effect::Permit => Effects::Permit(obligations(policy)?),
            Effect::Forbid => against(policy, &id)?,
        };
        let stray = policy.annotations().find(|(key, _)| !reads(&id, &effects, key));
        if let Some((key, _)) = stray {
            return Err(RuleFault::UnknownAnnotation(key.to_owned()));
        }
        let texts = texts(policy, &effects, known)?;
        Ok(Self { id, effects, texts, cover: cover(policy)?, idle: idle(policy)? })
    }
}

/// Whether an annotation means something on a rule that does this. A misspelt one must not pass in silence.
fn reads(id: &str, effects: &Effects, key: &str) -> bool {
    match key {
        "one_in" | "most_checks" | "most_opened" => id == builtin::NEEDS_SECURITY.id,
        "id" | "guard" | "case" => true,
        "idle" => matches!(effects, Effects::Permit(_)) && id.starts_with(FOR_OPERATORS),
        "obligation" => matches!(effects, Effects::Permit(_)),
        "verdict" | "order" => matches!(effects, Effects::Forbid(..)),
        "resolve" => matches!(effects, Effects::Forbid(reason, _) if reason.verdict == Verdict::Refer),
        _ => false,
    }
}

fn check_id(id: &str) -> Result<(), RuleFault> {
    let letters = id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !letters || !id.starts_with(|c: char| c.is_ascii_lowercase()) || id.len() > ID_LIMIT {
        return Err(RuleFault::BadId);
    }
    if builtin::ALL.iter().any(|builtin| builtin.id == id) { Err(RuleFault::ReservedId) } else { Ok(()) }
}

/// What a permit asks for, in the order of [`Obligation::ALL`].
fn obligations(policy: &Policy) -> Result<Vec<Obligation>, RuleFault> {
    let Some(text) = policy.annotation("obligation") else { return Ok(Vec::new()) };
    let unknown = |code: &str| RuleFault::UnknownObligation(code.to_owned());
    let mut asked = Vec::new();
    for code in text.split_whitespace() {
        asked.push(Obligation::from_code(code).ok_or_else(|| unknown(code))?);
    }
    if asked.is_empty() {
        return Err(unknown(text));
    }
    asked.sort_unstable();
    asked.dedup();
    Ok(asked)
}

/// The reason that a forbid gives, and its place.
fn against(policy: &Policy, id: &str) -> Result<Effects, RuleFault> {
    let (verdict, resolver) = match policy.annotation("verdict") {
        Some("refuse") => (Verdict::Refuse, None),
        Some("refer") => {
            let resolver = policy.annotation("resolve").and_then(Resolver::from_code);
            let resolver = resolver.ok_or(RuleFault::Resolver)?;
            // What security has to see is for nobody else to answer, whatever a file says.
            if id.starts_with(builtin::NEEDS_SECURITY.id) && resolver != Resolver::Security {
                return Err(RuleFault::ForSecurity);
            }
            (Verdict::Refer, Some(resolver))
        }
        _ => return Err(RuleFault::Verdict),
    };
    let order = match policy.annotation("order") {
        None => DEFAULT_ORDER,
        Some(text) => {
            let place = text.parse().ok().filter(|place| *place <= LAST_ORDER);
            place.ok_or_else(|| RuleFault::Order(text.to_owned()))?
        }
    };
    Ok(Effects::Forbid(Reason { rule: id.to_owned(), verdict, resolver }, order))
}

/// What a rule asks for as cover.
fn cover(policy: &Policy) -> Result<Cover, RuleFault> {
    let number = |key: &'static str| match policy.annotation(key) {
        None => Ok(0),
        Some(text) => text.parse().map_err(|_| RuleFault::Number(key, text.to_owned())),
    };
    Ok(Cover { one_in: number("one_in")?, most_checks: number("most_checks")?, most_opened: number("most_opened")? })
}

/// Minutes after which a screen locks by itself.
fn idle(policy: &Policy) -> Result<Option<u16>, RuleFault> {
    let minutes = |text: &str| {
        let minutes = text.parse().ok().filter(|minutes| (1..=LONGEST_IDLE).contains(minutes));
        minutes.ok_or_else(|| RuleFault::Number("idle", text.to_owned()))
    };
    policy.annotation("idle").map(minutes).transpose()
}

/// The messages of a rule, each of them known.
fn texts(policy: &Policy, effects: &Effects, known: &dyn Fn(&str) -> bool) -> Result<Texts, RuleFault> {
    let named = |key: &'static str| match policy.annotation(key) {
        Some(id) => exists(id.to_owned(), known),
        None => Err(RuleFault::MissingMessage(key)),
    };
    let (guard, case) = (named("guard")?, named("case")?);
    let stem = guard.strip_prefix("reason-").ok_or_else(|| RuleFault::GuardMessage(guard.clone()))?;
    let now = match effects {
        Effects::Permit(_) => None,
        Effects::Forbid(..) => Some(exists(format!("do-{stem}"), known)?),
    };
    Ok(Texts { guard, now, case })
}

fn exists(id: String, known: &dyn Fn(&str) -> bool) -> Result<String, RuleFault> {
    if known(&id) { Ok(id) } else { Err(RuleFault::UnknownMessage(id)) }
}
