//! `figures`: of which days.

/// A period.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Days {
    /// The first day, as "1 nov" or 2026-11-01; with nothing said it is this month
    #[arg(long, value_name = "DAY", conflicts_with = "month")]
    pub from: Option<String>,
    /// The last day; today where it is not said
    #[arg(long, value_name = "DAY", requires = "from")]
    pub to: Option<String>,
    /// A whole month, as 2026-10 or "october"
    #[arg(long, value_name = "MONTH")]
    pub month: Option<String>,
}
