//! Whom somebody who leaves may be. Leaving is never blocked: where the rules do not let an operator ask for a
//! verdict, or somebody else's entry does not open, whoever is inside is found among those inside.

use super::check::recognise;
use super::fault::CliError;
use crate::desk::{Desk, DeskError};
use crate::domain::card::{Card, Departure};
use crate::domain::text::{escape, fold, has_all};
use crate::domain::{BadgeId, Direction, Moment, Recognised};

/// What a text means on the way out.
pub enum Found {
    /// Somebody inside.
    Inside(Box<Departure>),
    /// Somebody who is known and not inside.
    NotInside(Box<Card>),
    /// Several, or nothing.
    Other(Recognised),
}

/// Finds whoever leaves, by token, name, visit id, or the sequence of the entry that admitted them.
pub fn find(desk: &mut Desk, now: Moment, text: &str) -> Result<Found, CliError> {
    if let Ok(presence) = text.trim().parse::<u64>() {
        return Ok(Found::Inside(Box::new(desk.open_presence(presence)?)));
    }
    match recognise(desk, now, text, Some(Direction::Out)) {
        Ok(Recognised::Departure(departure)) => Ok(Found::Inside(departure)),
        Ok(Recognised::Card(card)) => Ok(Found::NotInside(card)),
        Ok(other) => Ok(Found::Other(other)),
        Err(CliError::Desk(DeskError::Denied(_) | DeskError::Store(_))) => among_those_inside(desk, now, text),
        Err(error) => Err(error),
    }
}

/// The one person inside whose name has every word of the text, or who holds the badge of this token or number.
fn among_those_inside(desk: &Desk, now: Moment, text: &str) -> Result<Found, CliError> {
    let wanted = fold(text);
    let named = |name: &str| !wanted.is_empty() && has_all(name, &wanted);
    let shown = desk.card_face(now, text).map_or_else(|_| text.trim().to_owned(), |face| face.number);
    let number = |badge: BadgeId| badge.short().eq_ignore_ascii_case(&shown);
    let inside = desk.inside(now)?;
    let mut meant = inside.iter().filter(|line| {
        line.person.as_ref().is_some_and(|person| named(&person.name)) || line.badge.is_some_and(number)
    });
    match (meant.next(), meant.next()) {
        (Some(only), None) => Ok(Found::Inside(Box::new(desk.open_presence(only.presence)?))),
        _ => Ok(Found::Other(Recognised::Nothing(escape(text, 120)))),
    }
}
