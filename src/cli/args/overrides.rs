//! What may be typed of overrides.

use clap::Subcommand;

use super::{Reason, Seconding, category, obligation};
use crate::domain::{Category, Obligation};

/// `override`
#[derive(Debug, clap::Args)]
pub struct Override {
    /// A badge or invitation token, a name or a part of one, or the id of a visit
    #[arg(value_name = "TEXT")]
    pub visitor: String,
    /// An obligation that was met; may be given several times, or with commas
    #[arg(long, value_name = "OBLIGATION", value_delimiter = ',', value_parser = obligation)]
    pub done: Vec<Obligation>,
    /// Whom they want to see, for somebody on no list
    #[arg(long, value_name = "NAME")]
    pub host: Option<String>,
    /// Of which kind they are, for somebody on no list
    #[arg(long, value_name = "CATEGORY", value_parser = category, requires = "host")]
    pub category: Option<Category>,
    /// Why
    #[command(flatten)]
    pub why: Reason,
    /// Who signs for it as well
    #[command(flatten)]
    pub second: Seconding,
}

/// `overrides`
#[derive(Debug, Subcommand)]
pub enum Overrides {
    /// Sign that you went through the overrides of a month that is over
    Review {
        /// The month, as 2026-11
        #[arg(value_name = "MONTH")]
        month: String,
        /// What there is to remark
        #[arg(long, value_name = "TEXT", default_value = "")]
        text: String,
    },
}
