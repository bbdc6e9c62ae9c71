//! The calibration as a picture: recall and alert rate against the score.

use std::fmt::Write;

use crate::i18n::tr;
use crate::screening::Thresholds;
use crate::screening::calibration::Row;

const WIDTH: f32 = 960.0;
const HEIGHT: f32 = 540.0;
const LEFT: f32 = 80.0;
const RIGHT: f32 = 80.0;
const TOP: f32 = 48.0;
const BOTTOM: f32 = 72.0;
/// The right axis is the alert rate on a logarithmic scale from here up to 1: what matters lies near nothing.
const LEAST_RATE: f32 = 0.000_1;

/// Draws the rows as SVG: recall on the left axis, alert rate on a logarithmic right axis, thresholds as lines.
pub fn svg(rows: &[Row], thresholds: Thresholds) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"14\">\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n"
    );
    let (from, to) = (rows.first().map_or(0.0, |r| r.threshold), rows.last().map_or(1.0, |r| r.threshold));
    let x = |score: f32| LEFT + (score - from) / (to - from).max(0.001) * (WIDTH - LEFT - RIGHT);
    let y = |share: f32| HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    let log = |rate: f32| 1.0 - rate.max(LEAST_RATE).log10() / LEAST_RATE.log10();
    // Writing into a string does not fail.
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let _ = writeln!(
            svg,
            "<line x1=\"{LEFT}\" x2=\"{}\" y1=\"{y}\" y2=\"{y}\" stroke=\"#d0d4da\"/>",
            WIDTH - RIGHT,
            y = y(share)
        );
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#1d4e89\">{} %</text>",
            LEFT - 8.0,
            y(share) + 5.0,
            share * 100.0
        );
    }
    for rate in [0.000_1, 0.001, 0.01, 0.1, 1.0] {
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" fill=\"#9a3412\">{}{} %</text>",
            WIDTH - RIGHT + 8.0,
            y(log(rate)) + 5.0,
            // What is less, none at all too, lies on the ground.
            if rate > LEAST_RATE { "" } else { "≤ " },
            rate * 100.0
        );
    }
    for (threshold, id) in [(thresholds.review, "calibrate-review"), (thresholds.stop, "calibrate-stop")] {
        if (from..=to).contains(&threshold) {
            let at = x(threshold);
            let _ = writeln!(
                svg,
                "<line x1=\"{at}\" x2=\"{at}\" y1=\"{TOP}\" y2=\"{}\" stroke=\"#1f2937\" stroke-dasharray=\"6 4\"/>",
                HEIGHT - BOTTOM
            );
            let _ = writeln!(
                svg,
                "<text x=\"{at}\" y=\"{}\" text-anchor=\"middle\">{} {threshold:.1}</text>",
                TOP - 8.0,
                tr(id)
            );
        }
    }
    let share = |(hits, of): (usize, usize)| if of == 0 { 0.0 } else { hits as f32 / of as f32 };
    let line = |of: &dyn Fn(&Row) -> f32| {
        rows.iter().map(|row| format!("{:.1},{:.1}", x(row.threshold), y(of(row)))).collect::<Vec<_>>().join(" ")
    };
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#1d4e89\" stroke-width=\"3\"/>",
        line(&|row| share(row.found))
    );
    let alerts = line(&|row| log(share(row.alerted)));
    let _ = writeln!(
        svg,
        "<polyline points=\"{alerts}\" fill=\"none\" stroke=\"#9a3412\" stroke-width=\"3\" stroke-dasharray=\"2 4\"/>"
    );
    let whole = [from.ceil() as i32, to.floor() as i32];
    for score in whole[0]..=whole[1] {
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{score}</text>",
            x(score as f32),
            HEIGHT - BOTTOM + 22.0
        );
    }
    let foot = HEIGHT - 16.0;
    let _ = writeln!(svg, "<text x=\"{LEFT}\" y=\"{foot}\" fill=\"#1d4e89\">{}</text>", tr("calibrate-recall"));
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{foot}\" text-anchor=\"middle\">{}</text>",
        WIDTH / 2.0,
        tr("calibrate-score")
    );
    let _ = writeln!(
        svg,
        "<text x=\"{}\" y=\"{foot}\" text-anchor=\"end\" fill=\"#9a3412\">{}</text>",
        WIDTH - RIGHT,
        tr("calibrate-alerted")
    );
    svg.push_str("</svg>\n");
    svg
}
