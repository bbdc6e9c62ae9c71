//! Recording what security says of a finding.

use crate::desk::second::{Second, Why};
use crate::desk::{Desk, DeskError};
use crate::domain::fact::clear_subject;
use crate::domain::moment::DAY;
use crate::domain::operator::Act as Deed;
use crate::domain::text::{FIELD_LIMIT, TextFault, clean};
use crate::domain::{Answered, Fact, FindingId, Moment, OperatorId, Resolver, Timestamp, Verdict};
use crate::policy::builtin::NEEDS_SECURITY;
use crate::screening::Outcome;
use crate::store::NewEntry;

use super::findings::{Answer, Cause, Standing};
use super::matter::{Asked, Matter, SealedAnswer};

/// How long a namesake is cleared where nothing else is said.
pub const YEAR: i64 = 365 * DAY;

/// What is said of a match, and until when a "no" clears: a year from now where that is not said, since nobody is
/// cleared for ever.
struct Said<'a> {
    answer: Answer,
    note: &'a str,
    until: Option<Timestamp>,
}

impl Desk {
    /// Answers one match of a case; another answer to the same takes the place of the one before. Where the visitor
    /// waits, the same act answers the referral: "yes" says no, and "no" says yes once nothing else is open. A "no" to
    /// somebody whom a list stops is no answer of one ([`Self::clear_stop`]).
    pub fn answer_finding(
        &mut self,
        now: Moment,
        id: FindingId,
        answer: Answer,
        note: &str,
        until: Option<Timestamp>,
    ) -> Result<(), DeskError> {
        self.record_answer(now, id, &Said { answer, note, until }, None)
    }

    /// Says of somebody whom a list stops that they are somebody else. The words of `why` are the note. Nobody says that
    /// alone, nor that it holds for longer than was said before.
    pub fn clear_stop(
        &mut self,
        now: Moment,
        id: FindingId,
        until: Option<Timestamp>,
        why: &Why,
        second: &Second,
    ) -> Result<(), DeskError> {
        let _ = self.permit_two(Deed::ClearStop)?;
        let said = Said { answer: Answer::No, note: &why.text, until };
        self.record_answer(now, id, &said, Some((why, second)))
    }

    fn record_answer(
        &mut self,
        now: Moment,
        id: FindingId,
        said: &Said<'_>,
        two: Option<(&Why, &Second)>,
    ) -> Result<(), DeskError> {
        let by = self.permit(Deed::AnswerAsSecurity)?.operator.id;
        let clock = self.look_at_clock(now)?;
        let person = self.person_behind(now, id)?.ok_or(DeskError::Gone)?;
        let stand = self.stand(now, person)?.ok_or(DeskError::Gone)?;
        let matters = self.matters(now, &Asked::visitor(&stand.row, &self.person_of(&stand.row)?))?;
        let matter = matters.iter().find(|matter| matter.id == id).ok_or(DeskError::Gone)?;
        let sealed = sealed(matter, said.answer, said.note)?;
        let (granted, stop) = (said.answer == Answer::No, matter.cause == Cause::Match(Outcome::Stop));
        // Every answer has an end, whichever it is and to whatever: else the log would tell by it what was asked.
        let until = Some(said.until.unwrap_or(now.at.plus(YEAR)));
        // To the end of a day a year from now, and not before now.
        if until.is_some_and(|until| until < now.at || until > now.at.plus(YEAR + DAY)) {
            return Err(DeskError::ClearsTooLong);
        }
        if stop && granted && two.is_none() {
            let _ = self.permit_two(Deed::ClearStop)?;
            return Err(DeskError::NotAlone);
        }
        let sign = |(why, second)| self.signed(now, Deed::ClearStop, &clear_subject(person, id, until), why, second);
        let signed = two.map(sign).transpose()?;
        let signed = Some(self.store.seal_answered(&Answered { stop, signed })?);
        let resolved = self.resolved(now, (matter, said.answer), &matters, stand.referral, by)?;
        let fact = Fact::Reviewed { person, granted, clears: id, until, signed };
        let reviewed = NewEntry::new(fact).with_sealed(&sealed)?;
        let before = matter.review.map(|review| review.seq);
        self.store.act(now, clock, |act| {
            // Somebody else has answered meanwhile: what was weighed is not what would be answered.
            if matter.last_review(&act.tables())?.map(|review| review.seq) != before {
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
