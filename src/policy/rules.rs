//! The rules in force, and what they answer.

use cedar_policy::{ActionConstraint, Authorizer, Entities, EntityUid, Policy, PolicySet, Request};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::builtin::{self, Builtin, NEEDS_SECURITY, NO_PERMIT, RULES_FAULT};
use super::fault::RulesFault;
use super::load::{Loaded, load};
use super::rule::{Cover, Effects, Texts};
use crate::domain::operator::{Act, may_meet};
use crate::domain::{Judgement, Obligation, Reason, Role, Situation, TokenFault, Verdict};

/// The action of a visitor, which a verdict is asked about.
const ENTER: &str = "enter";

/// The rules in force, read once and asked often; asking changes nothing, so that one value serves all threads.
#[derive(Debug)]
pub struct Rules {
    hash: String,
    /// `None` while the rules in force cannot be used.
    loaded: Option<Loaded>,
}

/// What one set of rules answered: the rules that hold, and whether any of them could not be evaluated.
struct Answer {
    holding: Vec<String>,
    errs: bool,
}

impl Rules {
    /// Reads a policy text and holds it against the schema and the messages that exist (`known_messages`).
    ///
    /// # Errors
    /// The first thing wrong with it, with its line where one can be named; nothing of such a text is used.
    pub fn load(policy_text: &str, known_messages: &dyn Fn(&str) -> bool) -> Result<Self, RulesFault> {
        let loaded = load(policy_text, known_messages)?;
        Ok(Self { hash: hash(policy_text), loaded: Some(loaded) })
    }

    /// Stands for rules that are in force and cannot be loaded: every verdict refers, and the gate can still be kept.
    pub fn unusable(policy_text: &str) -> Self {
        Self { hash: hash(policy_text), loaded: None }
    }

    /// Whether the rules in force could be loaded.
    pub fn usable(&self) -> bool {
        self.loaded.is_some()
    }

    /// SHA-256 of the policy text, in lower-case hexadecimal.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The ids of the rules, sorted, without the built-in ones.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.loaded.iter().flat_map(|loaded| loaded.rules.keys().map(String::as_str))
    }

    /// The messages of a rule, by its id; for a built-in reason and for a rule of earlier times those named after it.
    pub fn texts(&self, rule: &str) -> Texts {
        let loaded = self.loaded.as_ref().and_then(|loaded| loaded.rules.get(rule));
        loaded.map_or_else(|| Texts::of(rule), |rule| rule.texts.clone())
    }

    /// What the rule `needs-security` asks for beside its verdict; nothing of it where there is no such rule.
    pub fn cover(&self) -> Cover {
        let rule = self.loaded.as_ref().and_then(|loaded| loaded.rules.get(NEEDS_SECURITY.id));
        rule.map_or_else(Cover::default, |rule| rule.cover)
    }

    /// What the rules say of a situation.
    ///
    /// Refusals come first among the reasons, then referrals; within them what a rule asks for by `@order`, then the
    /// rule's id. The verdict is the worst that any reason asks for.
    pub fn judge(&self, situation: &Situation) -> Judgement {
        let Some(loaded) = &self.loaded else { return builtin::without_rules(situation, self.hash.clone()) };
        let (permits, refer, refuse) = loaded.ask(situation);
        let mut reasons: Vec<(Reason, u16)> = loaded.reasons(&refuse).chain(loaded.reasons(&refer)).collect();
        // An invitation that was withdrawn is explained by that. What else is built in stands beside it as it always did,
        // so that what was judged before is judged alike.
        let withdrawn = situation.credential.fault() == Some(TokenFault::Withdrawn);
        let unexplained = permits.holding.is_empty() && refuse.holding.is_empty() && !withdrawn;
        let errs = permits.errs || refer.errs || refuse.errs;
        let against = refuse.holding.iter().chain(&refer.holding).map(String::as_str);
        let unseen = builtin::unseen(situation, against);
        let ours = builtin::doubts(situation).chain(errs.then_some(RULES_FAULT));
        let ours = ours.chain(unseen.then_some(NEEDS_SECURITY)).chain(unexplained.then_some(NO_PERMIT));
        reasons.extend(ours.map(|builtin: Builtin| (builtin.reason(), builtin.order)));
        reasons.sort_by(|(a, m), (b, n)| (b.verdict, m, &a.rule).cmp(&(a.verdict, n, &b.rule)));
        let reasons: Vec<Reason> = reasons.into_iter().map(|(reason, _)| reason).collect();
        Judgement {
            verdict: reasons.iter().map(|reason| reason.verdict).max().unwrap_or(Verdict::Admit),
            obligations: loaded.obligations(&permits),
            permits: permits.holding,
            reasons,
            policy: self.hash.clone(),
        }
    }

    /// Whether somebody with these roles may do this. No where no rule permits it, where one forbids it, where one
    /// cannot be evaluated, and where the roles must not meet.
    pub fn allows(&self, roles: &[Role], act: Act) -> bool {
        match &self.loaded {
            // Whatever the rules say: whoever has roles that must not meet in one person does nothing with them.
            _ if !may_meet(roles) => false,
            _ if act == Act::RestoreRules => builtin::restores(roles),
            Some(loaded) if builtin::always_somebody(act) && loaded.permitting(&Role::ALL, act).is_empty() => {
                builtin::allowed_without_rules(roles, act)
            }
            Some(loaded) => !loaded.permitting(roles, act).is_empty(),
            None => builtin::allowed_without_rules(roles, act),
        }
    }

    /// After how many minutes the screen of somebody with these roles locks by itself: the least that a rule which
    /// allows them something asks for.
    pub fn idle(&self, roles: &[Role]) -> u16 {
        let Some(loaded) = &self.loaded else { return builtin::IDLE };
        let permits = Act::ALL.into_iter().flat_map(|act| loaded.permitting(roles, act));
        permits.filter_map(|id| loaded.rules.get(&id)?.idle).min().unwrap_or(builtin::IDLE)
    }
}

impl Rules {
    /// Whether any rule permits anybody to enter, and somebody may record it.
    pub fn admit_anybody(&self) -> bool {
        let Some(loaded) = &self.loaded else { return false };
        let is_enter = |id: &EntityUid| id.id().unescaped() == ENTER;
        let enters = |policy: &Policy| match policy.action_constraint() {
            ActionConstraint::Any => true,
            ActionConstraint::In(ids) => ids.iter().any(is_enter),
            ActionConstraint::Eq(id) => is_enter(&id),
        };
        self.somebody_may(Act::Admit) && loaded.permits.policies().any(enters)
    }

    /// Acts that nobody may do under these rules, whatever their role.
    pub fn nobody_may(&self) -> impl Iterator<Item = Act> + '_ {
        Act::ALL.into_iter().filter(|act| !self.somebody_may(*act))
    }

    fn somebody_may(&self, act: Act) -> bool {
        Role::ALL.into_iter().any(|role| self.allows(&[role], act))
    }

    /// The rules by which somebody with these roles may do this; none if they may not, or while no rules can be used.
    pub fn allowing(&self, roles: &[Role], act: Act) -> Vec<String> {
        self.loaded.as_ref().map_or_else(Vec::new, |loaded| loaded.permitting(roles, act))
    }

    /// The same, for signing for such an act of somebody else.
    pub fn seconding(&self, roles: &[Role], act: Act) -> Vec<String> {
        self.loaded.as_ref().map_or_else(Vec::new, |loaded| loaded.permitting_second(roles, act))
    }

    /// Whether somebody with these roles may sign for anything that somebody who has `had` alone may not sign for.
    pub fn makes_second(&self, roles: &[Role], had: &[Role]) -> bool {
        Act::ALL.into_iter().any(|act| self.may_second(roles, act) && !self.may_second(had, act))
    }

    /// Whether the rules, if they can be used, name this act at all: somebody may do it, and somebody sign for it.
    pub fn name(&self, act: Act) -> bool {
        let may = |role| self.allows(&[role], act);
        let seconds = |role| self.may_second(&[role], act);
        self.loaded.is_none() || Role::ALL.into_iter().any(may) && Role::ALL.into_iter().any(seconds)
    }

    /// Whether somebody with these roles may sign for such an act of somebody else.
    pub fn may_second(&self, roles: &[Role], act: Act) -> bool {
        match &self.loaded {
            _ if act == Act::RestoreRules => builtin::restores(roles),
            Some(loaded) if builtin::always_signed_for(act) && loaded.permitting_second(&Role::ALL, act).is_empty() => {
                builtin::second_without_rules(roles)
            }
            Some(loaded) => !loaded.permitting_second(roles, act).is_empty(),
            None => builtin::second_without_rules(roles),
        }
    }
}

impl Loaded {
    /// What the permits, the referrals and the refusals answer. What cannot be asked counts as an error in each.
    fn ask(&self, situation: &Situation) -> (Answer, Answer, Answer) {
        let entities = Entities::empty();
        let request = self.words.enter(situation).ok();
        let ask = |set| request.as_ref().map_or_else(Answer::none, |request| Answer::of(set, request, &entities));
        (ask(&self.permits), ask(&self.refer), ask(&self.refuse))
    }

    fn reasons(&self, answer: &Answer) -> impl Iterator<Item = (Reason, u16)> {
        answer.holding.iter().filter_map(|id| match &self.rules.get(id)?.effects {
            Effects::Forbid(reason, order) => Some((reason.clone(), *order)),
            Effects::Permit(_) => None,
        })
    }

    /// What the permits that hold ask for, and what every admission asks for.
    fn obligations(&self, permits: &Answer) -> Vec<Obligation> {
        let mut all = vec![Obligation::CompareDocument];
        for id in &permits.holding {
            if let Some(Effects::Permit(asked)) = self.rules.get(id).map(|rule| &rule.effects) {
                all.extend(asked);
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The permits by which somebody with these roles may do this; none if anything speaks against it or errs.
    pub(super) fn permitting(&self, roles: &[Role], act: Act) -> Vec<String> {
        self.words.act(roles, act).map_or_else(|_| Vec::new(), |question| self.permits_to(question))
    }

    /// The same, for signing for such an act of somebody else.
    pub(super) fn permitting_second(&self, roles: &[Role], act: Act) -> Vec<String> {
        self.words.second(roles, act).map_or_else(|_| Vec::new(), |question| self.permits_to(question))
    }

    fn permits_to(&self, (request, entities): (Request, Entities)) -> Vec<String> {
        let [permits, refer, refuse] =
            [&self.permits, &self.refer, &self.refuse].map(|set| Answer::of(set, &request, &entities));
        let against = !refer.holding.is_empty() || !refuse.holding.is_empty();
        if against || permits.errs || refer.errs || refuse.errs { Vec::new() } else { permits.holding }
    }
}

impl Answer {
    /// Asks one set, in which all rules have the same effect, so that those that hold are those that decide.
    fn of(set: &PolicySet, request: &Request, entities: &Entities) -> Self {
        let response = Authorizer::new().is_authorized(request, set, entities);
        let diagnostics = response.diagnostics();
        let mut holding: Vec<String> = diagnostics.reason().map(|id| AsRef::<str>::as_ref(id).to_owned()).collect();
        holding.sort_unstable();
        Self { holding, errs: diagnostics.errors().next().is_some() }
    }

    /// The answer to what could not be asked.
    fn none() -> Self {
        Self { holding: Vec::new(), errs: true }
    }
}

/// Judges a recorded situation once more by the policy text recorded with it. Its messages need not exist any more.
///
/// # Errors
/// The text cannot be loaded by this program.
pub fn replay(policy_text: &str, situation: &Situation) -> Result<Judgement, RulesFault> {
    Ok(Rules::load(policy_text, &|_| true)?.judge(situation))
}

fn hash(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text))
}
