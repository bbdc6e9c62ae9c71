//! Figures as blocks: what stands in each, how high it is, and what its bars lead to. Where a bar stands on the page
//! follows from the heights alone, so that the arrow keys bring it into sight.

use chrono::NaiveDate;

use super::Sought;
use crate::desk::visits::figures::rows::{
    Topic, by_hour, host_words, hour_words, kind_words, percent, section_words, spell, weekday_words,
};
use crate::domain::Stand;
use crate::domain::figures::{Figures, Grouping, Times, share};
use crate::gui::context::Context;
use crate::gui::format::count;
use crate::gui::style::measure::{has_right_column, size, space};
use crate::gui::widget::chart::{LYING, upright_bars, upright_height};
use crate::i18n::{Value, tr, tr_with};

/// Bars of one block at the most; what is more is told as one, and stands in the table.
const MOST: usize = 8;
/// A block's head with the line below it, and the room at its foot.
const HEAD: f32 = size::PANEL_HEAD + 1.0;
const FOOT: f32 = space::MEDIUM;
/// The height of a fact.
pub(super) const FACT: f32 = 44.0;

/// A bar, its words, and what it leads to.
#[derive(Debug, Clone)]
pub(super) struct Bar {
    pub label: String,
    pub value: u64,
    pub solid: u64,
    pub numbers: Vec<String>,
    pub sought: Option<Sought>,
}

/// What stands in a block.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// Upright bars, and what their lines of numbers are called.
    Upright(Vec<String>, Vec<Bar>),
    /// Bars that lie.
    Lying(Vec<Bar>),
    /// Facts: what, and how much.
    Facts(Vec<(String, String)>),
}

/// A block.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub title: String,
    /// What is to be said beside the title.
    pub remark: String,
    pub content: Content,
}

impl Block {
    fn new(title: String, content: Content) -> Self {
        Self { title, remark: String::new(), content }
    }

    /// Its height in pixels.
    pub(super) fn height(&self) -> f32 {
        let rows = |rows: usize, height: f32| f32::from(u16::try_from(rows.max(1)).unwrap_or(u16::MAX)) * height;
        let content = match &self.content {
            Content::Upright(lines, _) => upright_height(lines.len()) + space::SMALL,
            Content::Lying(bars) => rows(bars.len(), LYING),
            Content::Facts(facts) => rows(facts.len(), FACT),
        };
        HEAD + content + FOOT
    }

    /// What its bars lead to, each with how far below its top it stands.
    pub(super) fn sought(&self) -> Vec<(Option<&Sought>, f32)> {
        let (bars, apart) = match &self.content {
            Content::Upright(_, bars) => (bars, 0.0),
            Content::Lying(bars) => (bars, LYING),
            Content::Facts(_) => return Vec::new(),
        };
        let place = |at: usize| HEAD + f32::from(u16::try_from(at).unwrap_or(u16::MAX)) * apart;
        bars.iter().enumerate().map(|(at, bar)| (bar.sought.as_ref(), place(at))).collect()
    }
}

/// What room there is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// How wide an upright chart is.
    pub width: f32,
    /// Whether two blocks stand beside one another.
    pub beside: bool,
}

impl Room {
    /// That of a window.
    pub(super) fn of(ctx: &Context) -> Self {
        let width = ctx.width - 2.0 * space::WIDE - size::LEFT - space::LARGE - 2.0 - 2.0 * space::LARGE;
        Self { width, beside: has_right_column(ctx.width) }
    }
}

/// All blocks, in rows of one or two that stand beside one another.
pub(super) fn blocks(figures: &Figures, room: Room) -> Vec<Vec<Block>> {
    let pairs = [
        [outcomes(figures), categories(figures)],
        [sections(figures), hosts(figures)],
        [no_shows(figures), lead(figures)],
        [weekdays(figures), gate(figures)],
        [approvals(figures), gate_hours(figures)],
    ];
    let mut rows = vec![vec![days(figures, room)]];
    for (at, pair) in pairs.into_iter().enumerate() {
        if at == 3 {
            rows.push(vec![hours(figures)]);
        }
        if room.beside { rows.push(pair.into()) } else { rows.extend(pair.into_iter().map(|block| vec![block])) }
    }
    rows
}

/// A count that has to stand under a narrow bar.
fn short(number: u64) -> String {
    match number {
        0..1_000 => number.to_string(),
        1_000..100_000 => format!("{}.{}k", number / 1_000, number % 1_000 / 100),
        _ => format!("{}k", number / 1_000),
    }
}

fn days(figures: &Figures, room: Room) -> Block {
    let by = Grouping::within(&figures.period, upright_bars(room.width));
    let label = |first: NaiveDate| match by {
        Grouping::Day if figures.period.length() <= 7 => first.format("%a %-d").to_string(),
        Grouping::Day => first.format("%-d").to_string(),
        Grouping::Week => first.format("%-d %b").to_string(),
        Grouping::Month => first.format("%b").to_string(),
    };
    let bars = figures.grouped(by).into_iter().map(|(first, last, tally)| Bar {
        label: label(first),
        value: tally.visits(),
        solid: tally.came,
        numbers: [tally.visits(), tally.came, tally.no_shows].map(short).to_vec(),
        sought: (tally.visits() > 0).then(|| Sought::days(first, last)),
    });
    let title = match by {
        Grouping::Day => "figures-day",
        Grouping::Week => "figures-week",
        Grouping::Month => "figures-month",
    };
    let lines = ["figures-visits", "figures-came", "figures-no-shows"].map(tr).to_vec();
    let remark = tr("figures-key");
    Block { remark, ..Block::new(tr(title), Content::Upright(lines, bars.collect())) }
}

/// Arrivals by the hour, from the first hour that has any to the last.
fn hours(figures: &Figures) -> Block {
    let hours = by_hour(figures);
    let any = |count: &u64| *count > 0;
    let first = hours.iter().position(any).unwrap_or(8).min(8);
    let last = hours.iter().rposition(any).unwrap_or(17).max(17);
    let bars = hours.iter().enumerate().skip(first).take(last + 1 - first);
    let bars = bars.map(|(hour, came)| Bar {
        label: hour.to_string(),
        value: *came,
        solid: *came,
        numbers: vec![short(*came)],
        sought: None,
    });
    Block::new(Topic::Hour.words(), Content::Upright(vec![tr("figures-came")], bars.collect()))
}

fn lying(label: String, value: u64, solid: u64, remark: Option<u64>, sought: Option<Sought>) -> Bar {
    let remark = remark.map_or_else(String::new, percent);
    Bar { label, value, solid, numbers: vec![count(value), remark], sought }
}

/// The first of many, and how many others there are.
fn most(bars: Vec<Bar>, whole: u64) -> Content {
    let others = bars.len().saturating_sub(MOST);
    if others <= 1 {
        return Content::Lying(bars);
    }
    let (value, solid) = bars.iter().skip(MOST).fold((0, 0), |sum, bar| (sum.0 + bar.value, sum.1 + bar.solid));
    let rest =
        lying(tr_with("figures-others", &[("count", Value::from(others))]), value, solid, share(value, whole), None);
    Content::Lying(bars.into_iter().take(MOST).chain([rest]).collect())
}

fn outcomes(figures: &Figures) -> Block {
    let (total, all) = (figures.total, Sought::of(&figures.period));
    let with = |stand| Some(all.clone().stand(stand));
    let bars = [
        ("figures-came", total.came, None),
        ("figures-no-shows", total.no_shows, with(Stand::NoShow)),
        ("figures-turned-away", total.turned_away, with(Stand::Refused)),
        ("figures-cancelled", total.cancelled, with(Stand::Cancelled)),
        ("figures-not-approved", total.not_approved, None),
        ("figures-to-come", total.to_come, None),
    ];
    let bars = bars.into_iter().map(|(label, number, sought)| {
        let solid = if label == "figures-came" { number } else { 0 };
        lying(tr(label), number, solid, share(number, total.visits()), sought.filter(|_| number > 0))
    });
    Block::new(Topic::Total.words(), Content::Lying(bars.collect()))
}

fn categories(figures: &Figures) -> Block {
    let (whole, all) = (figures.total.visits(), Sought::of(&figures.period));
    let bars = figures.categories.iter().map(|(kind, tally)| {
        let visits = tally.visits();
        lying(kind_words(*kind), visits, tally.came, share(visits, whole), all.clone().category(*kind))
    });
    Block::new(Topic::Category.words(), most(bars.collect(), whole))
}

fn sections(figures: &Figures) -> Block {
    let (whole, all) = (figures.total.visits(), Sought::of(&figures.period));
    let bars = figures.sections.iter().map(|(name, tally)| {
        let visits = tally.visits();
        lying(section_words(name), visits, tally.came, share(visits, whole), all.clone().section(name))
    });
    Block::new(Topic::Section.words(), most(bars.collect(), whole))
}

fn hosts(figures: &Figures) -> Block {
    let (whole, all) = (figures.total.visits(), Sought::of(&figures.period));
    let bars = figures.hosts.iter().map(|host| {
        let visits = host.tally.visits();
        lying(host_words(host), visits, host.tally.came, share(visits, whole), Some(all.clone().host(host)))
    });
    Block::new(Topic::Host.words(), most(bars.collect(), whole))
}

fn no_shows(figures: &Figures) -> Block {
    let all = Sought::of(&figures.period);
    let mut hosts: Vec<_> = figures.hosts.iter().filter(|host| host.tally.no_shows > 0).collect();
    hosts.sort_by_key(|host| std::cmp::Reverse(host.tally.no_shows));
    let bars = hosts.into_iter().map(|host| {
        let (missed, rate) = (host.tally.no_shows, host.tally.no_show_rate());
        lying(host_words(host), missed, 0, rate, Some(all.clone().host(host).stand(Stand::NoShow)))
    });
    let block = Block::new(tr("figures-no-shows-by"), most(bars.collect(), 0));
    let rate = figures.total.no_show_rate();
    let remark = rate.map(|rate| tr_with("figures-of-expected", &[("rate", percent(rate).into())]));
    Block { remark: remark.unwrap_or_default(), ..block }
}

fn lead(figures: &Figures) -> Block {
    let lead = &figures.lead;
    let bands = lead.bands.iter().zip(["same", "before", "week", "longer"]).map(|(number, band)| {
        let whole = share(*number, lead.times.count);
        lying(tr(&format!("figures-lead-{band}")), *number, *number, whole, None)
    });
    let walk_ins = lying(tr("figures-walk-ins"), figures.total.walk_ins, 0, None, None);
    let block = Block::new(Topic::Lead.words(), Content::Lying(bands.chain([walk_ins]).collect()));
    let half = lead.times.median.map(|time| tr_with("figures-half-longer", &[("time", spell(time).into())]));
    Block { remark: half.unwrap_or_default(), ..block }
}

fn weekdays(figures: &Figures) -> Block {
    let all = figures.came_in();
    let bars = figures.arrivals.iter().enumerate().map(|(day, hours)| {
        let came = hours.iter().sum();
        lying(weekday_words(day), came, came, share(came, all), None)
    });
    Block::new(Topic::Weekday.words(), Content::Lying(bars.collect()))
}

fn timed(times: &Times) -> String {
    let half = times.median.map(|time| tr_with("figures-half-within", &[("time", spell(time).into())]));
    let most = times.most.map(|time| tr_with("figures-most-within", &[("time", spell(time).into())]));
    std::iter::once(count(times.count)).chain(half).chain(most).collect::<Vec<_>>().join(" · ")
}

fn gate(figures: &Figures) -> Block {
    let (gate, stays) = (&figures.gate, &figures.stays);
    let facts = vec![
        (tr("figures-gate-decided"), timed(&gate.decided)),
        (tr("figures-gate-undecided"), count(gate.undecided)),
        (tr("figures-gate-unknown"), count(gate.unknown)),
        (tr("figures-gate-waited"), timed(&gate.waited)),
        (tr("figures-gate-gone"), count(gate.gone)),
        (tr("figures-stay-left"), timed(&stays.times)),
        (tr("figures-stay-inside"), count(stays.inside)),
    ];
    Block::new(tr("figures-gate-and-stay"), Content::Facts(facts))
}

fn approvals(figures: &Figures) -> Block {
    let approvals = &figures.approvals;
    let age = |time: Option<i64>| time.map_or_else(|| tr("figures-none"), spell);
    let facts = vec![
        (tr("figures-approval-waiting"), count(approvals.waiting)),
        (tr("figures-approval-oldest"), age(approvals.oldest)),
        (tr("figures-approval-half"), age(approvals.median_age)),
        (tr("figures-approval-given"), timed(&approvals.given)),
    ];
    Block::new(Topic::Approval.words(), Content::Facts(facts))
}

fn gate_hours(figures: &Figures) -> Block {
    let hours = figures.gate.by_hour.iter().enumerate().filter(|(_, times)| times.count > 0);
    let bars = hours.map(|(hour, times)| {
        let half = times.median.unwrap_or(0);
        let seconds = u64::try_from(half / 1_000).unwrap_or(0);
        let people = tr_with("figures-times", &[("count", Value::from(count(times.count)))]);
        Bar {
            label: hour_words(hour),
            value: seconds,
            solid: seconds,
            numbers: vec![spell(half), people],
            sought: None,
        }
    });
    Block::new(Topic::GateHour.words(), Content::Lying(bars.collect()))
}
