//! Arguments of `import guests`.

use std::path::PathBuf;

use crate::desk::import::Column;

/// `import guests`
#[derive(Debug, clap::Args)]
pub struct GuestFile {
    /// The file: CSV, XLSX or ODS with a row of column names, vCards, or a calendar as ICS
    pub file: PathBuf,
    /// Take the rows without fault and write the others to a file
    #[arg(long)]
    pub keep_good: bool,
    /// Where rejected rows go, in place of FILE.rejected.csv
    #[arg(long, value_name = "FILE", requires = "keep_good")]
    pub rejected: Option<PathBuf>,
    /// Show what every row would come to, and take nothing
    #[arg(long, conflicts_with = "keep_good")]
    pub dry_run: bool,
    /// The sheet of a workbook, by its name; without it the first whose columns are known
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// What a column of the file is, such as "host=Besuchter"; nothing before the = leaves it out. It is kept for files
    /// with the same columns
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = mapped)]
    pub map: Vec<(Option<Column>, String)>,
    /// What holds for every row that says nothing else, such as "host=Ms Tan"
    #[arg(long, value_name = "FIELD=TEXT", value_parser = set)]
    pub set: Vec<(Column, String)>,
    /// The guests come together, as a delegation of this name
    #[arg(long, value_name = "NAME")]
    pub delegation: Option<String>,
    /// Who leads it: the number of their row in the file, or their name; without it the first
    #[arg(long, value_name = "ROW|NAME", requires = "delegation")]
    pub leader: Option<String>,
    /// Cells that a spreadsheet may have changed are what is proposed
    #[arg(long)]
    pub as_proposed: bool,
}

fn mapped(text: &str) -> Result<(Option<Column>, String), String> {
    let (field, column) = text.split_once('=').ok_or("FIELD=COLUMN was expected")?;
    let field = if field.trim().is_empty() { None } else { Some(named(field)?) };
    Ok((field, column.to_owned()))
}

fn set(text: &str) -> Result<(Column, String), String> {
    let (field, value) = text.split_once('=').ok_or("FIELD=TEXT was expected")?;
    Ok((named(field)?, value.to_owned()))
}

fn named(field: &str) -> Result<Column, String> {
    let column = Column::of(field).filter(|column| Column::READ.contains(column));
    column.ok_or_else(|| format!("no such field; there are: {}", Column::names()))
}
