//! The rules: a situation in, a verdict out, with the rules that decided it.
//!
//! A policy text is Cedar, strictly validated against the schema that comes with the program. It is split into permits,
//! forbids that refer and forbids that refuse, and each set is asked apart. What no text can take away is in
//! [`builtin`]: no permit refuses; a clock in doubt, guests not read and a rule that errs hold every verdict at Refer or
//! worse; every admission compares the document.
//!
//! Nothing here reads a file or a clock: texts and situations are parameters, and the same pair gives the same answer
//! at any later time ([`replay`]).

mod bounds;
pub mod builtin;
pub mod changes;
mod fault;
mod load;
mod question;
mod rule;
mod rules;
pub mod table;

#[cfg(test)]
mod tests;

pub use fault::{Complaint, RuleFault, RulesFault};
pub use load::SCHEMA;
pub use rule::{Cover, Texts};
pub use rules::{Rules, replay};

/// The rules that a new post begins with.
pub const SHIPPED: &str = include_str!("../../assets/policy.cedar");
