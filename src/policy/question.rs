//! From a situation or an operator to the question that Cedar is asked, in the words of the schema.

use std::collections::HashSet;

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression as Value,
};

use super::fault::RulesFault;
use crate::domain::operator::Act;
use crate::domain::situation::Appointment;
use crate::domain::{ClockQuality, Credential, Role, Situation};

/// A question that could not be put; nothing may be concluded from it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unaskable(String);

/// The names of the schema, read once.
#[derive(Debug)]
pub struct Words {
    visitor: EntityUid,
    operator: EntityUid,
    post: EntityUid,
    enter: EntityUid,
    action: EntityTypeName,
    deed: EntityTypeName,
    role: EntityTypeName,
    gate: EntityTypeName,
    posture: EntityTypeName,
    clock: EntityTypeName,
    credential: EntityTypeName,
    fault: EntityTypeName,
    state: EntityTypeName,
    screening: EntityTypeName,
    category: EntityTypeName,
}

impl Words {
    /// Reads the names.
    pub fn new() -> Result<Self, RulesFault> {
        let name = |text: &str| -> Result<EntityTypeName, RulesFault> {
            text.parse().map_err(|error: cedar_policy::ParseErrors| RulesFault::Schema(error.to_string()))
        };
        let action = name("Action")?;
        Ok(Self {
            visitor: uid(&name("Visitor")?, "visitor"),
            operator: uid(&name("Operator")?, "operator"),
            post: uid(&name("Post")?, "post"),
            enter: uid(&action, "enter"),
            action,
            deed: name("Deed")?,
            role: name("Role")?,
            gate: name("Gate")?,
            posture: name("Posture")?,
            clock: name("Clock")?,
            credential: name("Credential")?,
            fault: name("Fault")?,
            state: name("State")?,
            screening: name("Screening")?,
            category: name("Category")?,
        })
    }

    /// May this visitor enter here? Built to the schema's shape; the tests hold every situation against it.
    pub fn enter(&self, situation: &Situation) -> Result<Request, Unaskable> {
        let context = self.situation(situation)?;
        let resource = uid(&self.gate, &situation.gate);
        Request::new(self.visitor.clone(), self.enter.clone(), resource, context, None).map_err(unaskable)
    }

    /// May an operator with these roles do this? The question, and what has to be known of the operator.
    pub fn act(&self, roles: &[Role], act: Act) -> Result<(Request, Entities), Unaskable> {
        self.of_operator(roles, uid(&self.action, act.code()), Context::empty())
    }

    /// May an operator with these roles sign for this act of somebody else?
    pub fn second(&self, roles: &[Role], act: Act) -> Result<(Request, Entities), Unaskable> {
        let context = Context::from_pairs(owned(vec![("act", named(&self.deed, act.code()))])).map_err(unaskable)?;
        self.of_operator(roles, uid(&self.action, "second"), context)
    }

    fn of_operator(
        &self,
        roles: &[Role],
        action: EntityUid,
        context: Context,
    ) -> Result<(Request, Entities), Unaskable> {
        let parents: HashSet<_> = roles.iter().map(|role| uid(&self.role, role.code())).collect();
        let operator = Entity::new_no_attrs(self.operator.clone(), parents);
        let entities = Entities::from_entities([operator], None).map_err(unaskable)?;
        let request = Request::new(self.operator.clone(), action, self.post.clone(), context, None);
        Ok((request.map_err(unaskable)?, entities))
    }

    fn situation(&self, situation: &Situation) -> Result<Context, Unaskable> {
        let clock = match situation.clock {
            ClockQuality::Good => "good",
            ClockQuality::Doubtful => "doubtful",
        };
        let credential = match situation.credential {
            Credential::Name => "name",
            Credential::Badge { .. } => "badge",
            Credential::Invitation { .. } => "invitation",
        };
        let mut pairs = vec![
            ("at", Value::new_long(situation.at.0)),
            ("clock", named(&self.clock, clock)),
            ("posture", named(&self.posture, situation.posture.code())),
            ("credential", named(&self.credential, credential)),
            ("inside", Value::new_bool(situation.inside)),
            ("refused_today", Value::new_bool(situation.refused_today)),
            ("refused_alike", Value::new_bool(situation.refused_alike)),
            ("store_doubted", Value::new_bool(situation.store_doubted)),
            ("level", Value::new_long(situation.posture.level().into())),
            ("ready", Value::new_bool(situation.ready)),
            ("screening", named(&self.screening, situation.screening.code())),
        ];
        if let Some(fault) = situation.credential.fault() {
            pairs.push(("fault", named(&self.fault, fault.code())));
        }
        if let Some(visit) = &situation.visit {
            pairs.push(("visit", self.appointment(visit)?));
        }
        if let Some(around) = &situation.circumstances {
            pairs.extend([
                ("minute", Value::new_long(around.minute.into())),
                ("weekday", Value::new_long(around.weekday.into())),
                ("refusals", Value::new_long(around.refusals.into())),
                ("document", Value::new_bool(around.document)),
            ]);
            pairs.extend(around.age.map(|age| ("age", Value::new_long(age.into()))));
        }
        Context::from_pairs(owned(pairs)).map_err(unaskable)
    }

    fn appointment(&self, visit: &Appointment) -> Result<Value, Unaskable> {
        let areas = visit.areas.iter().map(|area| Value::new_string(area.clone()));
        let mut pairs = vec![
            ("state", named(&self.state, visit.state.code())),
            ("from", Value::new_long(visit.from.0)),
            ("until", Value::new_long(visit.until.0)),
            ("escort", Value::new_bool(visit.escort)),
            ("areas", Value::new_set(areas)),
            ("companion", Value::new_bool(visit.companion)),
            ("consent", Value::new_bool(visit.consent)),
            ("medical", Value::new_bool(visit.medical)),
        ];
        pairs.extend(visit.category.map(|category| ("category", named(&self.category, category.code()))));
        if !visit.gate.is_empty() {
            pairs.push(("gate", named(&self.gate, &visit.gate)));
        }
        Value::new_record(owned(pairs)).map_err(unaskable)
    }
}

fn uid(name: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(name.clone(), EntityId::new(id))
}

fn named(name: &EntityTypeName, id: &str) -> Value {
    Value::new_entity_uid(uid(name, id))
}

fn owned(pairs: Vec<(&'static str, Value)>) -> impl Iterator<Item = (String, Value)> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value))
}

fn unaskable(error: impl std::fmt::Display) -> Unaskable {
    Unaskable(error.to_string())
}
