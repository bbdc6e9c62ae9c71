//! The middle of the guard's screen: the scan field, and whoever stands there.

use iced::widget::image::Handle;
use iced::widget::{Column, column, container, row};
use iced::{Center, Fill};

use crate::desk::groups::AtGate;
use crate::domain::guest::NoteClass;
use crate::domain::operator::Act as Deed;
use crate::domain::{Candidate, Duress, Obligation, Person, Verdict, Visit};
use crate::gui::Element;
use crate::gui::context::Context;
use crate::gui::format::{duration, span, time};
use crate::gui::keys;
use crate::gui::note::happened;
use crate::gui::style::Tone;
use crate::gui::style::measure::space;
use crate::gui::watch;
use crate::gui::widget::layout::scrolled;
use crate::gui::widget::panel::stretch;
use crate::gui::widget::{
    Act, Icon, Row, Weight, act, actions, check_row, definition, definition_strong, empty_state, failure, link, list,
    panel, panel_head, photo_place, picture, scan_field, state_band, text, verdict_band, who,
};
use crate::i18n::{Value, tr, tr_with};

use super::exempt::{override_act, override_link};
use super::found::{Question, Source};
use super::roster;
use super::stage::{Issued, Leaving, Shown, Stage};
use super::{Message, SCAN, State};

/// The room a badge has on the screen: A7, lying.
const BADGE: (f32, f32) = (420.0, 300.0);

impl State {
    /// The middle column.
    pub(super) fn view_middle<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        let scan = scan_field(SCAN, placeholder(), &self.scan, Message::Typed, Message::Submit);
        column![scan, self.view_stage(ctx)].spacing(space::LARGE).into()
    }

    fn view_stage<'a>(&'a self, ctx: &'a Context) -> Element<'a, Message> {
        if let Some(matches) = self.matches.as_ref().filter(|_| self.searching()) {
            let head = panel_head(tr("search-head"), matches.len().to_string());
            return panel([head, self.view_candidates(matches, ctx)]);
        }
        match &self.stage {
            Stage::Empty => panel([empty(ctx)]),
            Stage::Looking => panel([empty_state(tr("gate-looking"))]),
            Stage::Nothing(read) => nothing(read),
            Stage::Choose(candidates) => self.view_choice(candidates, ctx),
            Stage::Like(candidates, name) => self.view_like(candidates, name, ctx),
            Stage::Card(shown) => self.view_card(shown, ctx),
            Stage::Leaving(leaving) => leaving_card(leaving, self.face(), ctx),
            Stage::Issued(issued) => issued_card(issued, ctx),
            Stage::Roster(roster) => column![].push(self.view_work()).push(self.view_roster(roster, ctx)).into(),
            Stage::Failed(error) => {
                let failed = failure(happened(error), tr(error.advice()), None);
                panel([container(failed).padding(space::WIDE).into()])
            }
        }
    }

    fn view_choice<'a>(&'a self, candidates: &'a [Candidate], ctx: &'a Context) -> Element<'a, Message> {
        let count = tr_with("choose-why", &[("count", Value::from(candidates.len()))]);
        let band = state_band(Icon::Info, Tone::Neutral, tr("choose-word"), count, tr("choose-hint"));
        panel([band, self.view_candidates(candidates, ctx)])
    }

    fn view_like<'a>(&'a self, candidates: &'a [Candidate], name: &'a str, ctx: &'a Context) -> Element<'a, Message> {
        let why = tr_with("like-why", &[("name", Value::from(name))]);
        let band = state_band(Icon::Info, Tone::Neutral, tr("like-word"), why, tr("like-hint"));
        let none = act(tr("like-none"), keys::cap(keys::Act::Refer), Weight::Plain, Message::Refer);
        panel([band, self.view_candidates(candidates, ctx), actions([none])])
    }

    fn view_candidates<'a>(&'a self, candidates: &'a [Candidate], ctx: &'a Context) -> Element<'a, Message> {
        list(candidates.iter().map(|candidate| {
            let born = candidate.person.born.map(|born| born.0.format("%-d %b %Y").to_string());
            let born = tr_with("born", &[("date", Value::from(born.unwrap_or_else(|| tr("born-unknown"))))]);
            Row {
                lead: time(&ctx.now, candidate.appointment.from).into(),
                title: candidate.person.name.as_str().into(),
                subtitle: format!("{born} · {}", candidate.appointment.host).into(),
                pill: candidate.inside.map(|_| (tr("pill-inside").into(), Tone::Go)),
                focused: self.cursor == Some(candidate.visit),
                on_press: Some(Message::Open(Source::Visit(candidate.visit))),
                ..Row::default()
            }
        }))
    }

    fn view_card<'a>(&'a self, shown: &'a Shown, ctx: &'a Context) -> Element<'a, Message> {
        let verdict = shown.card.judgement.verdict;
        let word = tr(&format!("verdict-{}", verdict.code()));
        // On a small screen not all of several reasons are seen: how many wait is said first.
        let open = shown.guidance.reasons.iter().filter(|question| shown.given(question) != Some(true)).count();
        let waiting = (open > 1).then(|| tr_with("card-reasons-open", &[("count", open.into())]));
        let beneath = waiting.into_iter().chain([freshness(shown, ctx)]).collect::<Vec<_>>().join(" · ");
        let band = verdict_band(verdict, word, shown.guidance.why.as_str(), beneath);
        let mut body = column![person(shown, self.face(), ctx)].spacing(space::SMALL);
        // What is still to be done comes first; what was answered may be scrolled away.
        let override_offered = shown.can_be_overridden(ctx);
        let (ticks, first) = (shown.asks_to_tick(ctx), shown.card.admissible() || verdict == Verdict::Refuse);
        body = body.push((ticks && first).then(|| obligations(shown)));
        let reasons = shown.guidance.reasons.iter().enumerate();
        body = body.extend(reasons.map(|(place, question)| reason_row(shown, place, question)));
        // Where somebody can answer, that is what leads on; going round it stands below.
        if override_offered && verdict != Verdict::Refuse {
            body = body.push(ticks.then(|| obligations(shown))).push(override_link());
        }
        // What to do instead stands where the key was pressed, and scrolls away with nothing.
        let hint =
            self.hint.map(|hint| container(text::remark(Tone::Hold, tr(hint))).padding([space::SMALL, space::WIDE]));
        panel([band, body_of(body), column![].push(hint).push(actions(card_acts(shown, ctx))).into()])
    }
}

/// Whom they come for, and of which country they are.
fn about(person: &Person) -> String {
    let country = Some(&person.nationality).filter(|country| !country.is_empty());
    let country = country.map(|country| tr_with("card-nationality", &[("country", country.as_str().into())]));
    joined([person.organisation.as_str(), country.as_deref().unwrap_or_default()])
}

fn body_of<'a>(body: Column<'a, Message, crate::gui::style::Theme>) -> Element<'a, Message> {
    scrolled(container(body).padding([space::LARGE + space::TINY, space::WIDE]).width(Fill))
}

/// When the rules were asked, and which lists.
fn freshness(shown: &Shown, ctx: &Context) -> String {
    let id = if shown.changed { "freshness-changed" } else { "freshness" };
    let lists = watch::freshness(ctx.status.screened);
    let level = tr(&format!("posture-{}", shown.card.situation.posture.code()));
    let time = Value::from(time(&ctx.now, shown.checked));
    tr_with(id, &[("time", time), ("level", level.into()), ("lists", lists.into())])
}

fn person<'a>(shown: &'a Shown, face: Option<Handle>, ctx: &'a Context) -> Element<'a, Message> {
    let card = &shown.card;
    let (name, subtitle) = match &card.person {
        Some((_, person)) => (person.name.clone(), about(person)),
        None if card.typed.is_empty() => (tr("card-no-person"), String::new()),
        None => (card.typed.clone(), tr("card-on-no-list")),
    };
    let mut rows: Vec<Element<'a, Message>> = Vec::new();
    if !shown.guidance.todo.is_empty() {
        rows.push(definition_strong(tr("term-do-now"), shown.guidance.todo.as_str()));
    }
    if !shown.guidance.open_to.is_empty() {
        let kinds = shown.guidance.open_to.iter().map(|kind| tr(&format!("category-{}", kind.code())));
        rows.push(definition(tr("term-let-in"), kinds.collect::<Vec<_>>().join(" · "), tr("let-in-how")));
    }
    if card.referral.is_some() {
        rows.push(definition(tr("term-state"), tr("state-waiting"), ""));
    }
    if let Some(badge) = card.badge {
        rows.push(definition(tr("term-badge"), badge.short(), ""));
    }
    rows.extend(shown.guidance.group.as_ref().map(of_group));
    if let Some((_, visit)) = &card.visit {
        rows.extend(appointment(visit, ctx));
        rows.extend(card.person.iter().flat_map(|(_, person)| known(person)));
    }
    let photo = photo_place(face, tr("photo-none"));
    container(row![photo, who(name, subtitle, rows)].spacing(space::WIDE))
        .padding(iced::Padding::ZERO.bottom(12.0))
        .into()
}

/// The delegation that they belong to, and the key that shows all of it.
fn of_group<'a>(group: &AtGate) -> Element<'a, Message> {
    let words = format!("{} {}", tr("act-show-group"), keys::cap(keys::Act::Group));
    let open = link(words, Message::Roster(roster::Message::Open));
    column![definition(tr("term-group"), roster::line(group), ""), open].into()
}

fn appointment<'a>(visit: &'a Visit, ctx: &Context) -> Vec<Element<'a, Message>> {
    let mut rows = vec![definition(tr("term-visits"), visit.host.as_str(), visit.section.as_str())];
    if let Some(category) = visit.category {
        rows.push(definition(tr("term-category"), tr(&format!("category-{}", category.code())), ""));
    }
    if !visit.companion.is_empty() {
        rows.push(definition(tr("term-companion"), visit.companion.as_str(), ""));
    }
    if !visit.purpose.is_empty() {
        rows.push(definition(tr("term-purpose"), visit.purpose.as_str(), ""));
    }
    rows.push(definition(tr("term-window"), span(&ctx.now, visit.from, visit.until), window_remark(visit, ctx)));
    let areas = if visit.areas.is_empty() { tr("areas-none") } else { visit.areas.join(" · ") };
    let escort = if visit.escort { tr("with-escort") } else { String::new() };
    rows.push(definition(tr("term-areas"), areas, escort));
    if !visit.items.is_empty() {
        rows.push(definition(tr("term-items"), visit.items.join(", "), ""));
    }
    rows
}

/// What whoever keeps the gate should know of them.
fn known(person: &Person) -> Vec<Element<'_, Message>> {
    let needs = (!person.needs.is_empty()).then(|| definition(tr("term-needs"), person.needs.as_str(), ""));
    let notes = person.notes_for(NoteClass::Gate).map(|note| definition(tr("term-note"), note, ""));
    needs.into_iter().chain(notes).collect()
}

/// How the window stands to the time now.
fn window_remark(visit: &Visit, ctx: &Context) -> String {
    let now = ctx.now.at;
    let (id, value) = if now < visit.from {
        ("window-begins", duration(visit.from.since(now)))
    } else if now > visit.until {
        ("window-ended", duration(now.since(visit.until)))
    } else {
        ("window-now", time(&ctx.now, now))
    };
    tr_with(id, &[("time", Value::from(value))])
}

/// What has to be ticked off: in whole sentences, or in brief and two beside one another where there are many, so that
/// none of them is below the edge.
fn obligations<'a>(shown: &'a Shown) -> Element<'a, Message> {
    let (all, next) = (&shown.card.judgement.obligations, shown.open().next());
    let beside = if all.len() > 2 { 2 } else { 1 };
    let stem = if all.len() > 2 { "obligation-brief" } else { "obligation" };
    let lines = all.chunks(beside).map(|line| {
        let mut pieces = row![].spacing(space::SMALL);
        for one in line {
            pieces = pieces.push(container(obligation_row(shown, *one, next, stem)).width(Fill));
        }
        if line.len() < beside {
            pieces = pieces.push(container(row![]).width(Fill));
        }
        pieces.into()
    });
    Column::with_children(lines).spacing(space::SMALL).into()
}

fn obligation_row<'a>(
    shown: &'a Shown,
    obligation: Obligation,
    next: Option<Obligation>,
    stem: &str,
) -> Element<'a, Message> {
    let cap = if next == Some(obligation) { keys::cap(keys::Act::TickNext) } else { String::new() };
    let label = tr(&format!("{stem}-{}", obligation.code()));
    check_row(label, "", cap, shown.done.contains(&obligation), Message::Tick(obligation))
}

/// A reason that somebody has to answer: what, who, and how it stands.
fn reason_row<'a>(shown: &'a Shown, place: usize, question: &'a Question) -> Element<'a, Message> {
    let given = shown.given(question);
    let who = tr(&format!("resolver-{}", question.resolver.code()));
    let remark = match given {
        Some(true) => tr_with("answered-yes", &[("who", Value::from(who))]),
        Some(false) => tr_with("answered-no", &[("who", Value::from(who))]),
        None => who,
    };
    let next = shown.card.referral.is_some() && shown.first_open() == Some(place);
    let cap = if next { keys::cap(keys::Act::Answer) } else { String::new() };
    let press = shown.card.referral.is_some().then_some(Message::Answer(Some(place)));
    check_row(question.words.as_str(), remark, cap, given == Some(true), press)
}

/// What can be done about a visitor by whoever is signed in, the act that leads on first.
fn card_acts<'a>(shown: &Shown, ctx: &Context) -> Vec<Act<'a, Message>> {
    let press = |message: Message| (!shown.busy).then_some(message);
    let may = |deed: Deed, act: Act<'a, Message>| ctx.status.may(deed).then_some(act);
    let plain = |words: &str, key, message| act(tr(words), keys::cap(key), Weight::Plain, press(message));
    let refuse = || may(Deed::Refuse, plain("act-refuse", keys::Act::Refuse, Message::Refuse));
    let refer = || may(Deed::Refer, plain("act-refer", keys::Act::Refer, Message::Refer));
    let away = plain("act-put-away", keys::Act::Back, Message::Back);
    let acts = if shown.card.admissible() {
        let on_press = shown.ready().then_some(Message::Admit(Duress::No));
        let admit = act(tr("act-admit"), keys::cap(keys::Act::Admit), Weight::Go, on_press);
        let admit = admit.on_other(Message::Down, Message::Admit(Duress::Yes));
        vec![may(Deed::Admit, admit), refer().filter(|_| shown.card.referral.is_none()), refuse()]
    } else if shown.waits() {
        let answer = plain("act-answer", keys::Act::Answer, Message::Answer(None));
        vec![Some(answer), refuse(), may(Deed::Refer, plain("act-gone", keys::Act::Gone, Message::Gone))]
    } else {
        match shown.card.judgement.verdict {
            Verdict::Refuse if shown.can_wait() => vec![refuse(), refer()],
            Verdict::Refuse if shown.can_be_overridden(ctx) => vec![refuse()],
            Verdict::Refuse => vec![refuse(), ctx.status.may(Deed::Refuse).then(|| away.clone())],
            Verdict::Admit | Verdict::Refer => vec![refer(), refuse()],
        }
    };
    let acts: Vec<_> = acts.into_iter().flatten().chain(override_act(shown, ctx)).collect();
    // Who may only look puts the card away again.
    if acts.is_empty() { vec![away] } else { acts }
}

fn leaving_card<'a>(leaving: &'a Leaving, face: Option<Handle>, ctx: &'a Context) -> Element<'a, Message> {
    let departure = &leaving.departure;
    let over = departure.until.map(|until| ctx.now.at.since(until)).filter(|over| *over > 0);
    let why = match over {
        Some(over) => tr_with("leaving-overdue", &[("time", Value::from(duration(over)))]),
        None => tr("leaving-why"),
    };
    let since = tr_with("leaving-since", &[("time", Value::from(time(&ctx.now, departure.since)))]);
    let (shape, tone) = if departure.fault.is_some() || over.is_some() {
        (Icon::Triangle, Tone::Hold)
    } else {
        (Icon::Info, Tone::Neutral)
    };
    let band = state_band(shape, tone, tr("leaving-word"), why, since);
    let name = departure.person.as_ref().map_or_else(|| tr("person-unknown"), |person| person.name.clone());
    let subtitle = departure.person.as_ref().map(about);
    let mut rows = Vec::new();
    if let Some(fault) = departure.fault {
        rows.push(definition_strong(tr("term-badge-fault"), tr(&format!("fault-{}", fault.code()))));
    }
    if let Some(badge) = departure.badge {
        rows.push(definition(tr("term-badge"), badge.short(), tr("badge-take-back")));
    }
    rows.extend(leaving.group.as_ref().map(of_group));
    if let Some(visit) = &departure.visit {
        rows.push(definition(tr("term-visited"), visit.host.as_str(), ""));
        rows.push(definition(tr("term-window"), span(&ctx.now, visit.from, visit.until), ""));
    }
    let photo = photo_place(face, tr("photo-none"));
    let body = row![photo, who(name, subtitle.unwrap_or_default(), rows)].spacing(space::WIDE);
    panel([band, body_of(column![body]), actions(leaving_acts(leaving))])
}

fn leaving_acts<'a>(leaving: &Leaving) -> Vec<Act<'a, Message>> {
    let press = |message: Message| (!leaving.busy).then_some(message);
    let depart = act(tr("act-depart"), keys::cap(keys::Act::Depart), Weight::Go, press(Message::Depart));
    let away = act(tr("act-put-away"), keys::cap(keys::Act::Back), Weight::Plain, press(Message::Back));
    // Three fit with their keys. Who was scanned may not be leaving; who was picked from the list may need a new badge,
    // which its key saves for either.
    let third = match leaving.source {
        Source::Presence(_) => {
            leaving.departure.badge.is_some().then_some(("act-reprint", keys::Act::Badge, Message::Save))
        }
        _ => Some(("act-not-leaving", keys::Act::Refuse, Message::Refuse)),
    };
    let third = third.map(|(words, key, message)| act(tr(words), keys::cap(key), Weight::Plain, press(message)));
    [Some(depart), third, Some(away)].into_iter().flatten().collect()
}

fn issued_card<'a>(issued: &'a Issued, ctx: &'a Context) -> Element<'a, Message> {
    let number = issued.admission.badge.short();
    let until = tr_with("issued-until", &[("time", Value::from(time(&ctx.now, issued.admission.until)))]);
    let band = state_band(Icon::CircleTick, Tone::Go, tr("issued-word"), tr("issued-why"), until);
    let card: Element<'a, Message> = match &issued.picture {
        Some(drawn) => picture(drawn.image.clone(), BADGE.0, BADGE.1),
        None => container(text::quiet(tr("issued-drawing"))).center_x(BADGE.0).center_y(BADGE.1).into(),
    };
    let incomplete = issued.picture.as_ref().is_some_and(|picture| !picture.complete);
    let warning = incomplete.then(|| Element::from(text::remark(Tone::Hold, tr("issued-incomplete"))));
    let body = column![text::section(format!("{number} · {}", issued.name)).centred(), card].push(warning);
    let body = container(body.spacing(space::MEDIUM).align_x(Center)).center_x(Fill);
    let save = act(tr("act-save-badge"), keys::cap(keys::Act::Badge), Weight::Plain, Message::Save);
    let next = act(tr("act-next"), keys::cap(keys::Act::Back), Weight::Plain, Message::Back);
    let open = Message::Roster(roster::Message::Open);
    let group = act(tr("act-show-group"), keys::cap(keys::Act::Group), Weight::Plain, open);
    let acts = [Some(save), issued.group.map(|_| group), Some(next)];
    panel([band, body_of(column![body]), actions(acts.into_iter().flatten())])
}

fn nothing<'a>(read: &'a str) -> Element<'a, Message> {
    let band = state_band(Icon::Info, Tone::Hold, tr("nothing-word"), tr("nothing-why"), tr("nothing-recorded"));
    let read = if read.is_empty() { tr("nothing-read") } else { read.to_owned() };
    let rows = column![definition(tr("term-read"), read, ""), definition_strong(tr("term-do-now"), tr("nothing-do"))];
    panel([band, body_of(column![rows.spacing(space::TINY)])])
}

fn empty<'a>(ctx: &Context) -> Element<'a, Message> {
    let words = column![
        text::subtitle(tr("gate-empty")).centred(),
        text::quiet(if ctx.status.ready { tr("gate-empty-hint") } else { tr("gate-empty-reading") }).centred(),
    ];
    column![stretch(), container(words.spacing(space::SMALL).align_x(Center)).center_x(Fill), stretch()]
        .height(Fill)
        .into()
}

fn joined<const N: usize>(parts: [&str; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The words in the scan field; kept, since a field borrows them.
fn placeholder() -> &'static str {
    static WORDS: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| tr("scan-placeholder"));
    &WORDS
}
