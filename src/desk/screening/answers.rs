//! Recording what security says of a finding.

use crate::desk::{Desk, DeskError};
use crate::domain::moment::DAY;
use crate::domain::operator::Act as Deed;
use crate::domain::text::{FIELD_LIMIT, TextFault, clean};
use crate::domain::{Fact, FindingId, Moment, OperatorId, Resolver, Timestamp, Verdict};
use crate::policy::builtin::NEEDS_SECURITY;
use crate::store::NewEntry;

use super::findings::{Answer, Cause, Standing};
use super::matter::{Asked, Matter, SealedAnswer};

/// How long a namesake is cleared where nothing else is said.
pub const YEAR: i64 = 365 * DAY;

impl Desk {
    /// Answers one match of a case; another answer to the same takes the place of the one before. Where the visitor
    /// waits, the same act answers the referral: "yes" says no, and "no" says yes once nothing else is open. `until` is
    /// the last moment at which a "no" clears, a year from now without it: nobody is cleared for ever.
    pub fn answer_finding(
        &mut self,
        now: Moment,
        id: FindingId,
        answer: Answer,
        note: &str,
        until: Option<Timestamp>,
    ) -> Result<(), DeskError> {
        let by = self.permit(Deed::AnswerAsSecurity)?.operator.id;
        let clock = self.look_at_clock(now)?;
        let person = self.person_behind(now, id)?.ok_or(DeskError::Gone)?;
        let stand = self.stand(now, person)?.ok_or(DeskError::Gone)?;
        let matters = self.matters(now, &Asked::visitor(&stand.row, &self.person_of(&stand.row)?))?;
        let matter = matters.iter().find(|matter| matter.id == id).ok_or(DeskError::Gone)?;
        let sealed = sealed(matter, answer, note)?;
        let granted = answer == Answer::No;
        // Every answer has an end, whichever it is and to whatever: else the log would tell by it what was asked.
        let until = Some(until.unwrap_or(now.at.plus(YEAR)));
        let resolved = self.resolved(now, (matter, answer), &matters, stand.referral, by)?;
        let reviewed = NewEntry::new(Fact::Reviewed { person, granted, clears: id, until }).with_sealed(&sealed)?;
        let before = matter.review.map(|review| review.seq);
        self.store.act(now, clock, |act| {
            // Somebody else has answered meanwhile: what was weighed is not what would be answered.
            if act.tables().review(id)?.map(|review| review.seq) != before {
                return Err(DeskError::Gone);
            }
            let _ = act.record(reviewed.about(stand.referral).about(before))?;
            for entry in resolved {
                let _ = act.record(entry)?;
            }
            Ok(())
        })
    }

    /// What the answer makes of the wait at the gate, if anything.
    fn resolved(
        &self,
        now: Moment,
        (answered, answer): (&Matter, Answer),
        matters: &[Matter],
        referral: Option<u64>,
        by: OperatorId,
    ) -> Result<Vec<NewEntry>, DeskError> {
        let Some(referral) = referral else { return Ok(Vec::new()) };
        let granted = match answer {
            Answer::Unsure => return Ok(Vec::new()),
            Answer::Yes => false,
            Answer::No => {
                for matter in matters.iter().filter(|matter| matter.id != answered.id && !matter.cleared) {
                    let listed = matches!(matter.cause, Cause::Match(_));
                    // A match that was found to be right keeps them out, whatever else is answered.
                    if listed || self.standing(now, matter, Some(referral))? != Standing::Answered {
                        return Ok(Vec::new());
                    }
                }
                true
            }
        };
        let resolved = |rule: String| {
            let (resolver, by, note) = (Resolver::Security, Some(by), String::new());
            NewEntry::new(Fact::Resolved { rule, resolver, granted, by, note }).about([referral])
        };
        Ok(self.asking(referral)?.into_iter().map(resolved).collect())
    }

    /// Rules of a referral that ask security.
    fn asking(&self, referral: u64) -> Result<Vec<String>, DeskError> {
        let Fact::Referred { judged, .. } = self.store.fact(referral)? else { return Err(DeskError::Gone) };
        let asks = judged
            .judgement
            .reasons
            .into_iter()
            .filter(|reason| reason.verdict == Verdict::Refer && reason.resolver == Some(Resolver::Security));
        let mut rules: Vec<String> = asks.map(|reason| reason.rule).collect();
        // What has come up since they began to wait is answered as well.
        if !rules.iter().any(|rule| rule == NEEDS_SECURITY.id) {
            rules.push(NEEDS_SECURITY.id.to_owned());
        }
        Ok(rules.into_iter().filter(|rule| rule.starts_with(NEEDS_SECURITY.id)).collect())
    }
}

/// What goes into the sealed body, which has one size.
fn sealed(matter: &Matter, answer: Answer, note: &str) -> Result<SealedAnswer, DeskError> {
    let text = |fault| DeskError::Text { field: "note", fault };
    let note = match clean(note, FIELD_LIMIT) {
        Err(TextFault::Empty) => String::new(),
        other => other.map_err(text)?,
    };
    let sealed = SealedAnswer::new(matter, answer, &note);
    match sealed.excess() {
        0 => Ok(sealed),
        excess => Err(text(TextFault::TooLong(note.chars().count().saturating_sub(excess)))),
    }
}
