//! From a policy text to the three sets that a verdict asks.

use std::collections::BTreeMap;

use cedar_policy::ffi::DetailedError;
use cedar_policy::{Policy, PolicyId, PolicySet, Schema, ValidationMode, ValidationWarning, Validator};

use super::bounds;
use super::fault::{Complaint, RuleFault, RulesFault};
use super::question::Words;
use super::rule::{Effects, Rule};
use crate::domain::Verdict;

/// What the rules may ask about.
pub const SCHEMA: &str = include_str!("../../assets/policy.cedarschema");

/// Rules ready to be asked. The ids of the policies in the sets are the rules' own.
#[derive(Debug)]
pub struct Loaded {
    /// What each rule does, by its id.
    pub rules: BTreeMap<String, Rule>,
    /// The permits.
    pub permits: PolicySet,
    /// The forbids that refer.
    pub refer: PolicySet,
    /// The forbids that refuse.
    pub refuse: PolicySet,
    /// The names with which the questions are put.
    pub words: Words,
}

/// Reads, validates and splits a policy text; `known` tells whether a message exists.
pub fn load(text: &str, known: &dyn Fn(&str) -> bool) -> Result<Loaded, RulesFault> {
    bounds::check(text)?;
    let set = bounds::on_a_large_stack(|| {
        let set = parse(text)?;
        validate(text, &set, schema()?)?;
        Ok(set)
    })?;
    let mut loaded = Loaded {
        rules: BTreeMap::new(),
        permits: PolicySet::new(),
        refer: PolicySet::new(),
        refuse: PolicySet::new(),
        words: Words::new()?,
    };
    let mut policies: Vec<_> = set.policies().collect();
    policies.sort_by_key(|policy| start(policy));
    for policy in policies {
        let refused = |fault| RulesFault::Rule {
            line: start(policy).map(|offset| line_of(text, offset)),
            rule: policy.annotation("id").map(str::to_owned),
            fault,
        };
        let rule = Rule::read(policy, known).map_err(refused)?;
        if loaded.rules.contains_key(&rule.id) {
            return Err(refused(RuleFault::DoubledId));
        }
        loaded.add(policy, rule)?;
    }
    Ok(loaded)
}

impl Loaded {
    fn add(&mut self, policy: &Policy, rule: Rule) -> Result<(), RulesFault> {
        let set = match &rule.effects {
            Effects::Permit(_) => &mut self.permits,
            Effects::Forbid(reason, _) if reason.verdict == Verdict::Refer => &mut self.refer,
            Effects::Forbid(..) => &mut self.refuse,
        };
        let named = policy.new_id(PolicyId::new(&rule.id));
        set.add(named).map_err(|error| {
            RulesFault::Invalid(vec![Complaint { line: None, column: None, what: error.to_string() }])
        })?;
        let _ = self.rules.insert(rule.id.clone(), rule);
        Ok(())
    }
}

/// The schema that came with the program.
pub fn schema() -> Result<Schema, RulesFault> {
    let (schema, _) = Schema::from_cedarschema_str(SCHEMA).map_err(|error| RulesFault::Schema(error.to_string()))?;
    Ok(schema)
}

fn parse(text: &str) -> Result<PolicySet, RulesFault> {
    let set: PolicySet = text.parse().map_err(|errors: cedar_policy::ParseErrors| {
        let error = DetailedError::from(&errors);
        RulesFault::Syntax(complaints(text, &error))
    })?;
    if let Some(template) = set.templates().next() {
        let place = template.as_ref().loc().map(|place| place_of(text, place.start()));
        let what = "a rule names its principal and resource; it has no slots".to_owned();
        return Err(RulesFault::Invalid(vec![complaint(place, what)]));
    }
    Ok(set)
}

fn validate(text: &str, set: &PolicySet, schema: Schema) -> Result<(), RulesFault> {
    let result = Validator::new(schema).validate(set, ValidationMode::Strict);
    let errors = result.validation_errors().flat_map(|error| complaints(text, &DetailedError::from(error)));
    // A rule that can never apply protects nobody, and whoever wrote it thinks that it does.
    let idle = result.validation_warnings().filter(|w| matches!(w, ValidationWarning::ImpossiblePolicy(_)));
    let idle = idle.flat_map(|warning| complaints(text, &DetailedError::from(warning)));
    let mut found: Vec<_> = errors.chain(idle).collect();
    found.sort_by_key(|complaint| complaint.line);
    if found.is_empty() { Ok(()) } else { Err(RulesFault::Invalid(found)) }
}

/// An error of Cedar and those related to it.
fn complaints(text: &str, error: &DetailedError) -> Vec<Complaint> {
    let place = error.source_locations.first().map(|label| place_of(text, label.loc.start));
    let what = match &error.help {
        Some(help) => format!("{} ({help})", error.message),
        None => error.message.clone(),
    };
    let mut all = vec![complaint(place, what)];
    all.extend(error.related.iter().flat_map(|related| complaints(text, related)));
    all
}

fn complaint(place: Option<(usize, usize)>, what: String) -> Complaint {
    Complaint { line: place.map(|(line, _)| line), column: place.map(|(_, column)| column), what }
}

/// Where a policy begins in its text, in bytes.
fn start(policy: &Policy) -> Option<usize> {
    policy.as_ref().loc().map(|place| place.start())
}

/// The line, from 1, of a byte of the text.
fn line_of(text: &str, offset: usize) -> usize {
    place_of(text, offset).0
}

/// The line and the character in it, both from 1, of a byte of the text.
fn place_of(text: &str, offset: usize) -> (usize, usize) {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let begun = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    // A character begins at every byte that continues none (RFC 3629 section 3).
    let column = 1 + before.iter().skip(begun).filter(|byte| **byte & 0xc0 != 0x80).count();
    (line, column)
}
