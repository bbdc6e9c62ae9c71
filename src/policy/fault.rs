//! Why a policy text cannot be used, said to whoever wrote it.

use std::fmt;

/// A complaint of the Cedar parser or validator, with its place in the text where Cedar names one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The line, from 1.
    pub line: Option<usize>,
    /// The character in it, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, "line {line}, column {column}: {}", self.what),
            (Some(line), None) => write!(f, "line {line}: {}", self.what),
            (None, _) => f.write_str(&self.what),
        }
    }
}

/// Why a policy text cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesFault {
    /// It is longer than any policy of a gate.
    #[error("the rules are longer than {0} bytes")]
    TooLong(usize),
    /// The machine had no room to read it, or reading it was broken off.
    #[error("the rules could not be read: {0}")]
    NoReader(String),
    /// It is not Cedar, or goes beyond what is taken of it.
    #[error("the rules cannot be read: {}", list(.0))]
    Syntax(Vec<Complaint>),
    /// It asks for what the schema does not have, or holds a rule that can never apply.
    #[error("the rules do not agree with the schema: {}", list(.0))]
    Invalid(Vec<Complaint>),
    /// A rule lacks an annotation, or carries one that means nothing.
    #[error("{}rule {}: {fault}", at(*.line), .rule.as_deref().unwrap_or("without @id"))]
    Rule {
        /// The line on which the rule begins, from 1.
        line: Option<usize>,
        /// Its `@id`, if it has one.
        rule: Option<String>,
        /// What is wrong with it.
        fault: RuleFault,
    },
    /// The schema that came with the program cannot be read.
    #[error("the schema of this program cannot be read: {0}")]
    Schema(String),
}

impl RulesFault {
    /// What is wrong, piece by piece, each with its place where one can be named.
    pub fn complaints(&self) -> Vec<Complaint> {
        match self {
            Self::Syntax(complaints) | Self::Invalid(complaints) => complaints.clone(),
            Self::Rule { line, rule, fault } => {
                let name = rule.as_deref().unwrap_or("without @id");
                vec![Complaint { line: *line, column: line.map(|_| 1), what: format!("rule {name}: {fault}") }]
            }
            other => vec![Complaint { line: None, column: None, what: other.to_string() }],
        }
    }
}

/// What is wrong with one rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    /// Nothing to call it by.
    #[error("it has no @id")]
    MissingId,
    /// A name that could not stem a message id.
    #[error("an @id is made of lower-case letters, digits and hyphens, starts with a letter and has at most 64")]
    BadId,
    /// Two rules of one name.
    #[error("its @id is taken by another rule")]
    DoubledId,
    /// A name of something built in.
    #[error("its @id is the name of a built-in rule")]
    ReservedId,
    /// An annotation that nothing reads.
    #[error("nothing reads the annotation @{0} on such a rule")]
    UnknownAnnotation(String),
    /// A forbid that says neither refer nor refuse.
    #[error("a forbid says @verdict(\"refer\") or @verdict(\"refuse\")")]
    Verdict,
    /// A refer without somebody to answer it.
    #[error("a refer says @resolve(\"host\"), @resolve(\"supervisor\") or @resolve(\"security\")")]
    Resolver,
    /// A rule about what security has to see that somebody else answers.
    #[error("what security has to see (@id \"needs-security…\") is answered by security: @resolve(\"security\")")]
    ForSecurity,
    /// Something to do that the gate does not know.
    #[error("@obligation knows \"see-document\", \"escort\", \"deposit-phones\" and \"record-bag\", not \"{0}\"")]
    UnknownObligation(String),
    /// A place among the reasons that is no number.
    #[error("@order is a number from 0 to 999, not \"{0}\"")]
    Order(String),
    /// A count that is no number.
    #[error("@{0} is a whole number, not \"{1}\"")]
    Number(&'static str, String),
    /// One of its two texts is not named.
    #[error("it has no @{0}")]
    MissingMessage(&'static str),
    /// A message that no locale has.
    #[error("there is no message \"{0}\"")]
    UnknownMessage(String),
    /// A guard's text of another form than the one from which what to do is found.
    #[error("@guard names a message reason-…, not \"{0}\"")]
    GuardMessage(String),
}

/// The complaints, one after the other.
fn list(complaints: &[Complaint]) -> String {
    complaints.iter().map(Complaint::to_string).collect::<Vec<_>>().join("; ")
}

/// The beginning of a message that names its line where it is known.
fn at(line: Option<usize>) -> String {
    line.map(|line| format!("line {line}: ")).unwrap_or_default()
}
