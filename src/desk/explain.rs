//! The lines of an explanation in words that a person can weigh.

use crate::i18n::{Value, tr, tr_with};
use crate::screening::alike::How;
use crate::screening::birth::Agreement;
use crate::screening::explanation::{Line, Says};

/// One line: what it says, and the points it brought.
pub fn line(line: &Line) -> String {
    let says = says(&line.says);
    if line.points == 0.0 {
        return says;
    }
    tr_with("explain-points", &[("says", says.into()), ("points", points(line.points).into())])
}

/// Points with their sign and one decimal.
pub fn points(points: f32) -> String {
    format!("{points:+.1}")
}

/// The whole explanation in one text, its lines parted by semicolons.
pub fn text(lines: &[Line]) -> String {
    lines.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// What a line says, without its points.
pub fn says(says: &Says) -> String {
    let with = |id: &str, values: &[(&str, &str)]| {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, Value::from(*value))).collect();
        tr_with(id, &values)
    };
    match says {
        Says::Names { met } => tr_with("explain-names", &[("met", (*met).into())]),
        Says::Met { query, listed, how: How::Same, .. } if query == listed => {
            with("explain-met-same", &[("query", query)])
        }
        Says::Met { query, listed, read, how, grade } => {
            let pair = with("explain-met", &[("query", query), ("listed", listed), ("how", &tr(how_id(*how)))]);
            let pair = match read {
                Some((ours, theirs)) if ours == theirs => {
                    with("explain-read-alike", &[("pair", &pair), ("query", ours)])
                }
                Some((ours, theirs)) => with("explain-read", &[("pair", &pair), ("query", ours), ("listed", theirs)]),
                None => pair,
            };
            if *how == How::Near {
                with("explain-grade", &[("pair", &pair), ("grade", &grade.to_string())])
            } else {
                pair
            }
        }
        Says::LeftQuery(words) => with("explain-left-query", &[("words", words)]),
        Says::LeftListed(words) => with("explain-left-listed", &[("words", words)]),
        Says::Contradiction => tr("explain-contradiction"),
        Says::Birth(agreement, ours, theirs) => {
            with(agreement_id(*agreement), &[("query", &ours.to_string()), ("listed", &theirs.to_string())])
        }
        Says::BirthUnknown => tr("explain-birth-unknown"),
        Says::Country(code) => with("explain-country", &[("country", &code.to_uppercase())]),
        Says::CountryConflict(ours, theirs) => {
            with("explain-country-conflict", &[("query", &ours.to_uppercase()), ("listed", &theirs.to_uppercase())])
        }
        Says::Document(number) => with("explain-document", &[("number", number)]),
        Says::AtMostReview => tr("explain-at-most-review"),
    }
}

fn how_id(how: How) -> &'static str {
    match how {
        How::Same => "explain-how-same",
        How::Spelling => "explain-how-spelling",
        How::Kin => "explain-how-kin",
        How::Near => "explain-how-near",
        How::Initial => "explain-how-initial",
    }
}

fn agreement_id(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Day => "explain-birth-day",
        Agreement::Year => "explain-birth-year",
        Agreement::Slip => "explain-birth-slip",
        Agreement::Near => "explain-birth-near",
        Agreement::Conflict => "explain-birth-conflict",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(query: &str, listed: &str, read: Option<(&str, &str)>, how: How) -> String {
        let read = read.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned()));
        says(&Says::Met { query: query.into(), listed: listed.into(), read, how, grade: 85 })
    }

    #[test]
    fn a_line_says_a_thing_once() {
        assert_eq!(met("anna", "anna", None, How::Same), "anna: the same");
        let cyrillic = "милица";
        assert_eq!(met(cyrillic, cyrillic, Some(("militsa", "militsa")), How::Same), "милица: the same");
        let both = met("олег", "oleg", Some(("oleg", "oleg")), How::Same);
        assert_eq!(both, "олег – oleg: the same (both read oleg)");
        let apart = met("ахмед", "ahmad", Some(("akhmed", "ahmad")), How::Near);
        assert_eq!(apart, "ахмед – ahmad: alike (read akhmed – ahmad), 85 of 100");
    }

    #[test]
    fn points_stand_beside_a_line_that_brought_some() {
        let said = |points| line(&Line { says: Says::BirthUnknown, points });
        assert_eq!(
            (said(0.0), said(-1.26)),
            (says(&Says::BirthUnknown), format!("{} (-1.3)", says(&Says::BirthUnknown)))
        );
    }
}
