//! Time zones as calendars name them.

use chrono_tz::Tz;

/// Names that Windows has for places, as Outlook writes them, by the table of Unicode CLDR.
const WINDOWS: [(&str, Tz); 36] = [
    ("UTC", Tz::UTC),
    ("GMT Standard Time", Tz::Europe__London),
    ("Greenwich Standard Time", Tz::Atlantic__Reykjavik),
    ("W. Europe Standard Time", Tz::Europe__Berlin),
    ("Central Europe Standard Time", Tz::Europe__Budapest),
    ("Central European Standard Time", Tz::Europe__Warsaw),
    ("Romance Standard Time", Tz::Europe__Paris),
    ("E. Europe Standard Time", Tz::Europe__Chisinau),
    ("FLE Standard Time", Tz::Europe__Kiev),
    ("GTB Standard Time", Tz::Europe__Bucharest),
    ("Turkey Standard Time", Tz::Europe__Istanbul),
    ("Russian Standard Time", Tz::Europe__Moscow),
    ("Israel Standard Time", Tz::Asia__Jerusalem),
    ("Egypt Standard Time", Tz::Africa__Cairo),
    ("South Africa Standard Time", Tz::Africa__Johannesburg),
    ("W. Central Africa Standard Time", Tz::Africa__Lagos),
    ("E. Africa Standard Time", Tz::Africa__Nairobi),
    ("Morocco Standard Time", Tz::Africa__Casablanca),
    ("Arab Standard Time", Tz::Asia__Riyadh),
    ("Arabian Standard Time", Tz::Asia__Dubai),
    ("Iran Standard Time", Tz::Asia__Tehran),
    ("Pakistan Standard Time", Tz::Asia__Karachi),
    ("India Standard Time", Tz::Asia__Kolkata),
    ("SE Asia Standard Time", Tz::Asia__Bangkok),
    ("China Standard Time", Tz::Asia__Shanghai),
    ("Singapore Standard Time", Tz::Asia__Singapore),
    ("Tokyo Standard Time", Tz::Asia__Tokyo),
    ("Korea Standard Time", Tz::Asia__Seoul),
    ("AUS Eastern Standard Time", Tz::Australia__Sydney),
    ("New Zealand Standard Time", Tz::Pacific__Auckland),
    ("Eastern Standard Time", Tz::America__New_York),
    ("Central Standard Time", Tz::America__Chicago),
    ("Mountain Standard Time", Tz::America__Denver),
    ("Pacific Standard Time", Tz::America__Los_Angeles),
    ("E. South America Standard Time", Tz::America__Sao_Paulo),
    ("Argentina Standard Time", Tz::America__Buenos_Aires),
];

/// The zone of a name.
pub(super) fn of(name: &str) -> Option<Tz> {
    let name = name.trim().trim_start_matches('/');
    // Some programs put their own name before that of the database.
    let parts: Vec<&str> = name.split('/').collect();
    let ends = (0..parts.len()).map(|from| parts[from..].join("/"));
    let windows = WINDOWS.iter().find(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, zone)| *zone);
    windows.or_else(|| ends.filter_map(|name| name.parse().ok()).next())
}
