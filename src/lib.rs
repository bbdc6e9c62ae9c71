//! Gateward keeps the gate of a diplomatic mission: a guard presents a visitor, sees one verdict, decides, and the
//! decision is in a log that nobody can quietly change. It runs on one machine with no network.
//!
//! # The house
//! - [`domain`]: the words as types, and the rules that need no I/O. Pure: clock and randomness are parameters.
//! - [`ledger`]: leaves, commitments, Merkle tree, checkpoints, proofs, verification. Pure.
//! - [`badge`]: the token, its QR, the card's drawing, the photo of a guest.
//! - [`letter`]: what an invited guest gets and what hosts are told: the words, the entry for a calendar, the mail. Pure.
//! - [`policy`]: Cedar: a situation in, a verdict out, with the rules that decided it.
//! - [`screening`]: names: readings per script, keys, index, score, explanation. Pure.
//! - [`store`]: the only user of rusqlite: open and unlock, append and apply, queries, backup and restore.
//! - [`device`]: the scanner, and bringing silent alarms, mail and notices to where they go.
//! - [`desk`]: what a person does at a post, one function an act: decide, then record.
//! - [`i18n`]: every text that is shown, from the locale files.
//! - [`cli`]: commands over the desk. [`gui`]: iced over the desk.
//!
//! Arrows: `gui, cli → desk → store, policy, screening, badge, letter, device, ledger → domain`, and everybody may ask
//! [`i18n`].
//!
//! # Invariants
//! 1. **One way to write.** An act of the desk yields facts; the store appends and applies them in one immediate
//!    transaction, in which the verdict is evaluated once more. The call returns when that is durable.
//! 2. **The log is the record**; every other table is a projection of it, which `rebuild` makes anew and `verify`
//!    compares. Stays and revocations never depend on a body that may be erased.
//! 3. **Hash what is stored, store what is hashed.** A leaf is never serialised again to be checked.
//! 4. **A person is written down in one place**: sealed bodies. Leaves and tables hold handles and commitments. What is kept
//!    to find guests at once after a sign-in is sealed as well, and opens no more once somebody was erased.
//! 5. **Never green in doubt.** A rule that errs, a clock or a store in doubt: at best Refer. Validity is tested
//!    before duplicates. Null never matches null.
//! 6. **Leaving is never blocked**, by no rule, lock or failure.
//! 7. **Need to know.** The guard sees the verdict and what to do, not the case.
//! 8. **Nothing is lost and nothing is made up.** An error of the disk stops writing, reopens, verifies the head and
//!    tells the operator.
//! 9. **The window never waits.** One worker thread owns the writing connection; the screen talks to it by tasks. What
//!    leaves the machine goes by a thread of its own.
//!
//! # Absences, each a test in `tests/architecture.rs`
//! `domain`, `screening` and `ledger` know no SQLite, no iced, no clock, no file; only `store` names rusqlite; only
//! `gui` names iced; `desk` knows no widget; screens do not import each other and meet in `gui::app` through their
//! actions.

pub mod badge;
pub mod cli;
pub mod desk;
pub mod device;
pub mod domain;
pub mod gui;
pub mod i18n;
pub mod ledger;
pub mod letter;
pub mod policy;
pub mod screening;
pub mod store;
