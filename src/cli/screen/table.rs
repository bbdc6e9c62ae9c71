//! A CSV file that gets more columns: read whole, written as it was with the new columns behind.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use csv::{ReaderBuilder, StringRecord, Writer};

use crate::cli::fault::CliError;

/// A CSV file with named columns.
pub struct Table {
    path: PathBuf,
    headers: StringRecord,
    /// Its rows, each as wide as the header.
    pub rows: Vec<StringRecord>,
}

impl Table {
    /// Reads a file whole.
    ///
    /// # Errors
    /// A file that cannot be read, is no UTF-8, or has a row of another width: which line, and what was expected.
    pub fn read(path: &Path) -> Result<Self, CliError> {
        let file = File::open(path).map_err(CliError::file(path))?;
        let mut reader = ReaderBuilder::new().from_reader(io::BufReader::new(file));
        let fault = |error: csv::Error| CliError::Csv { path: path.to_owned(), what: error.to_string() };
        let mut headers = reader.headers().map_err(fault)?.clone();
        if let Some(first) = headers.get(0).and_then(|first| first.strip_prefix('\u{feff}')) {
            headers = std::iter::once(first).chain(headers.iter().skip(1)).collect();
        }
        let rows = reader.records().collect::<Result<_, _>>().map_err(fault)?;
        Ok(Self { path: path.to_owned(), headers, rows })
    }

    /// The place of a column that has to be there.
    pub fn column(&self, name: &'static str) -> Result<usize, CliError> {
        let missing = || CliError::Column {
            path: self.path.clone(),
            column: name,
            found: self.headers.iter().collect::<Vec<_>>().join(", "),
        };
        self.headers.iter().position(|header| header == name).ok_or_else(missing)
    }

    /// The place of a column that may be there.
    pub fn optional(&self, name: &str) -> Option<usize> {
        self.headers.iter().position(|header| header == name)
    }

    /// Writes the rows, each with these more values behind it, to a file that is not there yet, or to standard output.
    ///
    /// # Errors
    /// What cannot be written, and a file that is there already.
    pub fn write(
        &self,
        output: Option<&Path>,
        more: &[&str],
        values: impl Iterator<Item = Vec<String>>,
    ) -> Result<(), CliError> {
        let sink: Box<dyn Write> = match output {
            Some(path) => Box::new(File::create_new(path).map_err(CliError::file(path))?),
            None => Box::new(io::stdout().lock()),
        };
        let mut writer = Writer::from_writer(io::BufWriter::new(sink));
        let written = self.write_to(&mut writer, more, values).and_then(|()| writer.flush().map_err(csv::Error::from));
        match written.map_err(csv::Error::into_kind) {
            Err(csv::ErrorKind::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(csv::ErrorKind::Io(error)) => Err(CliError::file(output.unwrap_or(Path::new("-")))(error)),
            _ => Ok(()),
        }
    }

    fn write_to(
        &self,
        writer: &mut Writer<io::BufWriter<Box<dyn Write>>>,
        more: &[&str],
        values: impl Iterator<Item = Vec<String>>,
    ) -> csv::Result<()> {
        writer.write_record(self.headers.iter().chain(more.iter().copied()))?;
        for (row, values) in self.rows.iter().zip(values) {
            writer.write_record(row.iter().chain(values.iter().map(String::as_str)))?;
        }
        Ok(())
    }
}
