//! One case: the visitor and who is listed side by side, what brought the score, and the answers so far.

use iced::widget::{Column, column, container, row, rule};
use iced::{Center, Fill, FillPortion};

use super::queue::{mark, place};
use super::*;
use crate::desk::explain;
use crate::desk::screening::findings::{Cause, Given};
use crate::desk::screening::{Hit, Line, Listing, OWN, Quality};
use crate::gui::form::trouble;
use crate::gui::format::{span, time};
use crate::gui::keys::cap;
use crate::gui::style::measure::has_right_column;
use crate::gui::watch::list_name;
use crate::gui::widget::list::options;
use crate::gui::widget::{
    Weight, act, actions, empty_state, key_cap, link, panel, panel_alert, panel_head, pill, plain, scrolled,
    state_band, text,
};
use crate::i18n::tr_with;

use super::super::{country, moment};

/// Other names that are shown before they are asked for.
const FEW: usize = 3;

impl State {
    pub(super) fn view_case<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        match (&self.case, self.shown()) {
            (None, _) => {
                let words = match self.which {
                    Which::Waiting if self.findings().is_empty() => "findings-none",
                    Which::Waiting => "findings-choose",
                    Which::Answered | Which::Cleared => "findings-choose-answered",
                };
                container(panel([empty_state(tr(words))])).width(Fill).into()
            }
            (Some(Err(error)), _) => {
                let gone = matches!(**error, DeskError::Gone) && self.which != Which::Waiting;
                if let Some(outdated) = gone.then(|| self.view_outdated(ctx)).flatten() {
                    return outdated;
                }
                let failed = container(trouble(error, None)).padding(space::WIDE);
                container(panel([failed.into()])).width(Fill).into()
            }
            (Some(Ok(_)), None) => container(panel([empty_state(tr("findings-answered"))])).width(Fill).into(),
            (Some(Ok(_)), Some((case, hit))) => self.view_hit(case, hit, ctx),
        }
    }

    fn view_hit<'a>(&'a self, case: &'a Case, shown: &'a CaseHit, ctx: &'a Context) -> Element<'a, Message> {
        let wide = has_right_column(ctx.width);
        let mut body = column![visitor(case, ctx)].push(self.turner(case)).spacing(space::LARGE);
        if shown.hit.as_ref().is_some_and(Hit::is_employer) {
            let values = [("organisation", case.visitor.organisation.as_str().into())];
            body = body.push(Element::from(text::remark(Tone::Hold, tr_with("case-employer-says", &values))));
        }
        body = match &shown.hit {
            Some(hit) => body.push(self.compared(case, hit, shown)),
            None => body.push(unlisted(shown.cause)).push(details(case)),
        };
        if !wide {
            let explained = shown.hit.as_ref().map(|_| column![head_of("case-why"), explanation(&shown.lines)]);
            body = body.push(explained.map(|pieces| pieces.spacing(space::SMALL)));
            body = body.push((!shown.given.is_empty()).then(|| head_of("case-given"))).push(history(shown, ctx));
        }
        let body = container(body).padding([space::LARGE, space::WIDE]).width(Fill);
        let middle = panel([band(shown), options(CASE, [body.into()]), actions(acts(shown))]);
        let middle = container(middle).width(Fill);
        if !wide {
            return middle.into();
        }
        row![middle, container(beside(shown, ctx)).width(size::RIGHT)].spacing(space::LARGE).into()
    }

    /// Which of several hits of the person is shown, with the way to the others.
    fn turner<'a>(&self, case: &'a Case) -> Option<Element<'a, Message>> {
        if case.hits.len() < 2 {
            return None;
        }
        let numbers = [("place", (self.hit + 1).into()), ("count", case.hits.len().into())];
        let words = text::strong(tr_with("case-turn", &numbers));
        let before = row![plain("‹", Message::HitBefore), key_cap(cap(Act::Before))];
        let after = row![key_cap(cap(Act::After)), plain("›", Message::HitAfter)];
        let turner = row![
            before.spacing(space::SMALL).align_y(Center),
            container(words).center_x(Fill),
            after.spacing(space::SMALL).align_y(Center)
        ];
        Some(turner.spacing(space::MEDIUM).align_y(Center).into())
    }

    fn compared<'a>(&'a self, case: &'a Case, hit: &'a Hit, shown: &'a CaseHit) -> Element<'a, Message> {
        let (visitor, listing) = (&case.visitor, &hit.listing);
        let list = tr_with("case-listing", &[("list", list_name(&hit.list).into())]);
        let (whose, name) = match hit.is_employer() {
            true => ("case-employer", visitor.organisation.as_str()),
            false => ("case-visitor", visitor.name.as_str()),
        };
        let mut rows = vec![
            pair("", text::head(tr(whose)), text::head(list)),
            rule::horizontal(1).into(),
            sides("case-name", text::strong(name).into(), named(hit)),
        ];
        rows.extend(if hit.is_employer() { of_employer(case, listing) } else { of_person(case, listing) });
        if listing.names.iter().enumerate().skip(1).any(|(place, _)| place != hit.name) {
            rows.push(sides("case-other-names", text::quiet("–").into(), self.others(hit)));
        }
        if hit.list == OWN {
            rows.push(values("case-instruction", String::new(), shown.own.0.clone()));
            rows.push(values("case-reason", String::new(), shown.own.1.clone()));
        }
        rows.push(values("case-id", String::new(), id_of(listing)));
        Column::with_children(rows).spacing(space::SMALL).into()
    }
    /// Its other names; all but a few are folded away.
    fn others<'a>(&'a self, hit: &'a Hit) -> Element<'a, Message> {
        let others = hit.listing.names.iter().enumerate().skip(1).filter(|(place, _)| *place != hit.name);
        let count = others.clone().count();
        let shown = if self.unfolded { count } else { FEW.min(count) };
        let lines = others.take(shown).map(|(_, name)| {
            let weak = (name.quality == Quality::Low).then(|| pill(tr("case-weak"), Tone::Neutral));
            Element::from(column![text::body(name.text.as_str())].push(weak).spacing(space::TINY))
        });
        let fold = (count > FEW).then(|| {
            let words = match self.unfolded {
                true => tr("case-fewer"),
                false => tr_with("case-more", &[("count", (count - shown).into())]),
            };
            let words = link(words, Message::Unfold);
            Element::from(row![words, key_cap(cap(Act::Open))].spacing(space::SMALL).align_y(Center))
        });
        Column::with_children(lines).push(fold).spacing(space::TINY).into()
    }
}

/// The name that the listing goes by, and the one that is most alike.
fn named<'a>(hit: &'a Hit) -> Element<'a, Message> {
    let best = hit.listing.names.get(hit.name).filter(|_| hit.name > 0).map(|name| text::body(name.text.as_str()));
    let mark = (hit.listing.names.len() > 1).then(|| pill(tr("case-best"), Tone::Hold));
    column![text::strong(hit.listing.primary())].push(best).push(mark).spacing(space::TINY).into()
}

/// What is known of the visitor, and of whom the list names.
fn of_person<'a>(case: &Case, listing: &Listing) -> Vec<Element<'a, Message>> {
    let visitor = &case.visitor;
    let born = visitor.born.map(|born| born.0.format("%Y-%m-%d").to_string()).unwrap_or_default();
    let births: Vec<String> = listing.births.iter().map(ToString::to_string).collect();
    vec![
        values("case-born", born, births.join(", ")),
        values("case-nationality", visitor.nationality.clone(), nations(listing)),
        values("case-document", visitor.document.clone(), listing.documents.join(", ")),
        values("case-about", about(case), listing.remarks.clone()),
    ]
}

/// What is known of the organisation that the visitor comes for: its name, and what they come for.
fn of_employer<'a>(case: &Case, listing: &Listing) -> Vec<Element<'a, Message>> {
    vec![
        values("case-nationality-organisation", String::new(), nations(listing)),
        values("case-about", case.appointment.purpose.clone(), listing.remarks.clone()),
    ]
}

fn nations(listing: &Listing) -> String {
    listing.nationalities.iter().map(|nation| country(nation)).collect::<Vec<_>>().join(", ")
}

fn band<'a>(shown: &'a CaseHit) -> Element<'a, Message> {
    let (icon, _, tone) = mark(shown.cause);
    let word = match shown.cause {
        Cause::Match(_) => mark(shown.cause).1,
        Cause::List => tr("case-word-list"),
        Cause::Random => tr("case-word-random"),
        Cause::Approval => tr("case-word-approval"),
    };
    let why = match &shown.hit {
        Some(hit) if hit.is_employer() => tr_with("case-like-employer", &[("name", hit.listing.primary().into())]),
        Some(hit) => tr_with("case-like", &[("name", hit.listing.primary().into())]),
        None => String::new(),
    };
    let beneath = match &shown.hit {
        Some(hit) => {
            let score = format!("{:.1}", hit.score);
            tr_with("case-score", &[("list", list_name(&hit.list).into()), ("score", score.into())])
        }
        None => tr("case-no-listing"),
    };
    let beneath = if shown.open { beneath } else { format!("{beneath} · {}", tr("case-closed")) };
    state_band(icon, tone, word, why, beneath)
}

/// Who it is about, where they are, and what for.
fn visitor<'a>(case: &'a Case, ctx: &'a Context) -> Element<'a, Message> {
    let visit = &case.appointment;
    let (words, tone) = place(&ctx.now, case.referral.is_some(), case.inside, visit.from);
    let visits = format!("{} · {}", visit.host, span(&ctx.now, visit.from, visit.until));
    let name = row![text::section(case.visitor.name.as_str()), pill(words, tone)];
    let name = name.spacing(space::MEDIUM).align_y(Center).wrap();
    column![Element::from(name), text::quiet(visits)].spacing(space::TINY).into()
}

/// What security has to do where nobody listed is alike.
fn unlisted<'a>(cause: Cause) -> Element<'a, Message> {
    let (head, todo) = match cause {
        Cause::List => ("case-list", "case-list-do"),
        Cause::Approval => ("case-approval", "case-approval-do"),
        _ => ("case-random", "case-random-do"),
    };
    let words = column![text::strong(tr(head)), text::body(tr(todo))].spacing(space::TINY);
    panel_alert(mark(cause).2, words)
}

fn details<'a>(case: &'a Case) -> Element<'a, Message> {
    let visitor = &case.visitor;
    let born = visitor.born.map(|born| born.0.format("%Y-%m-%d").to_string()).unwrap_or_default();
    let rows = [
        ("case-born", born),
        ("case-nationality", visitor.nationality.clone()),
        ("case-document", visitor.document.clone()),
        ("case-about", about(case)),
    ];
    let rows = rows.map(|(term, value)| {
        let value = if value.is_empty() { tr("case-unknown") } else { value };
        crate::gui::widget::definition(tr(term), value, "")
    });
    Column::with_children(rows).spacing(space::SMALL).into()
}

/// For whom they come and what for.
fn about(case: &Case) -> String {
    let parts = [case.visitor.organisation.as_str(), case.appointment.purpose.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn id_of(listing: &Listing) -> String {
    tr_with("case-id-value", &[("id", listing.id.as_str().into())])
}

fn values<'a>(term: &str, ours: String, theirs: String) -> Element<'a, Message> {
    let value = |words: String| -> Element<'a, Message> {
        if words.is_empty() { text::quiet("–").into() } else { text::body(words).into() }
    };
    sides(term, value(ours), value(theirs))
}

fn sides<'a>(term: &str, ours: Element<'a, Message>, theirs: Element<'a, Message>) -> Element<'a, Message> {
    pair(&tr(term), ours, theirs)
}

/// A term, and what stands for it on both sides.
fn pair<'a>(
    term: &str,
    ours: impl Into<Element<'a, Message>>,
    theirs: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let term = container(text::quiet(term.to_owned())).width(size::TERM);
    let half = |side: Element<'a, Message>| container(side).width(FillPortion(1)).clip(true);
    row![term, half(ours.into()), half(theirs.into())].spacing(space::MEDIUM).width(Fill).into()
}

/// The right column: what brought the score, and the answers so far.
fn beside<'a>(shown: &'a CaseHit, ctx: &'a Context) -> Element<'a, Message> {
    let score = shown.hit.as_ref().map(|hit| format!("{:.1}", hit.score)).unwrap_or_default();
    let why = match &shown.hit {
        Some(_) => explanation(&shown.lines),
        None => text::quiet(tr("case-no-listing")).into(),
    };
    let given = match shown.given.is_empty() {
        true => Some(text::quiet(tr("case-given-none")).into()),
        false => history(shown, ctx),
    };
    let pieces = column![why, rule::horizontal(1), head_of("case-given")].push(given);
    let pieces = container(pieces.spacing(space::MEDIUM)).padding(space::LARGE).width(Fill);
    panel([panel_head(tr("case-why"), score), scrolled(pieces)])
}

fn head_of<'a>(id: &str) -> Element<'a, Message> {
    text::head(tr(id)).into()
}

/// What brought the score, line by line, with its points at the right edge.
fn explanation<'a>(lines: &[Line]) -> Element<'a, Message> {
    let lines = explained(lines).into_iter().map(|(says, points)| {
        let tone = if points.starts_with('-') { Tone::Neutral } else { Tone::Hold };
        let points = container(text::small_strong(points).tone(tone)).width(44.0).align_right(44.0);
        row![container(text::small(says)).width(Fill), points].spacing(space::SMALL).into()
    });
    Column::with_children(lines).spacing(space::SMALL).into()
}

/// The lines of an explanation as they are read; no points where another line counts for it.
fn explained(lines: &[Line]) -> Vec<(String, String)> {
    let points = |points: f32| if points == 0.0 { String::new() } else { explain::points(points) };
    lines.iter().map(|line| (explain::says(&line.says), points(line.points))).collect()
}

fn history<'a>(shown: &'a CaseHit, ctx: &'a Context) -> Option<Element<'a, Message>> {
    let lines = shown.given.iter().map(|given| answer_line(given, ctx));
    let lines = Column::with_children(lines).spacing(space::MEDIUM);
    (!shown.given.is_empty()).then(|| lines.into())
}

fn answer_line<'a>(given: &'a Given, ctx: &'a Context) -> Element<'a, Message> {
    let word = given.answer.map_or_else(|| tr("case-given-sealed"), |answer| tr(&said(answer)));
    let until = given.until.map(|until| tr_with("case-given-until", &[("time", moment(&ctx.now, until).into())]));
    let signed = [given.operator.as_str(), given.second.as_str()].into_iter().filter(|number| !number.is_empty());
    let by = format!("{} · {}", time(&ctx.now, given.at), signed.collect::<Vec<_>>().join(" + "));
    let mut pieces = column![text::small_strong(word), text::hint(by)].push(until.map(text::hint));
    if !given.note.is_empty() {
        pieces = pieces.push(text::small(given.note.as_str()));
    }
    pieces.into()
}

pub(super) fn said(answer: Answer) -> String {
    format!("case-given-{}", answer.code())
}

/// What can be answered.
fn acts<'a>(shown: &CaseHit) -> Vec<crate::gui::widget::Act<'a, Message>> {
    let words = match shown.cause {
        Cause::Match(_) => ["finding-act-yes", "finding-act-no"],
        _ => ["finding-act-out", "finding-act-in"],
    };
    let [yes, no] = words.map(tr);
    let say = |label: String, key: Act, answer| act(label, cap(key), Weight::Plain, Message::Answer(answer));
    vec![
        say(yes, Act::Yes, Answer::Yes),
        say(no, Act::No, Answer::No),
        say(tr("finding-act-unsure"), Act::Unsure, Answer::Unsure),
    ]
}
