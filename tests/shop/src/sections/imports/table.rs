//! Reads an uploaded file as rows of texts, whatever it was saved with.

use std::io::Cursor;

use calamine::{Data, Ods, OdsError, Reader, Xls, XlsError, Xlsx, XlsxError};
use encoding_rs::{Encoding, WINDOWS_1251};

/// Rows of one file.
const MOST_ROWS: usize = 50_000;
/// Columns of one file.
const MOST_COLUMNS: usize = 60;
/// Characters of one cell: notes are long, novels are a mistake.
const LONGEST_CELL: usize = 5_000;

/// What a file is read as.
#[derive(Debug, Clone, Copy)]
pub(super) enum Format {
    /// Text, with the sign between its columns.
    Csv(u8),
    Xls,
    Xlsx,
    Ods,
}

/// A row that is not blank; all rows of a file have the same number of fields.
#[derive(Debug)]
pub(super) struct Row {
    /// Where in the file it stands, from 1.
    pub(super) number: i64,
    pub(super) fields: Vec<String>,
}

/// Why a file is no table.
#[derive(Debug, thiserror::Error)]
pub(super) enum TableFault {
    #[error("The file has no rows to import.")]
    Empty,
    #[error("A file holds at most {MOST_ROWS} rows.")]
    TooManyRows,
    #[error("A file holds at most {MOST_COLUMNS} columns.")]
    TooManyColumns,
    #[error("A cell holds at most {LONGEST_CELL} characters; one in row {0} is longer.")]
    LongCell(i64),
    #[error("The file is no text, so it cannot be read as csv.")]
    NoText,
    #[error("The file has no sheet.")]
    NoSheet,
    #[error("The file cannot be read as csv: {0}.")]
    Csv(#[from] csv::Error),
    #[error("The file cannot be read as xls: {0}.")]
    Xls(#[from] XlsError),
    #[error("The file cannot be read as xlsx: {0}.")]
    Xlsx(#[from] XlsxError),
    #[error("The file cannot be read as ods: {0}.")]
    Ods(#[from] OdsError),
}

impl TableFault {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty-file",
            Self::TooManyRows => "too-many-rows",
            Self::TooManyColumns => "too-many-columns",
            Self::LongCell(_) => "too-long",
            Self::NoText | Self::NoSheet | Self::Csv(_) | Self::Xls(_) | Self::Xlsx(_) | Self::Ods(_) => {
                "bad-file"
            }
        }
    }
}

/// The rows of a file; of several sheets the first.
pub(super) fn read(file: &[u8], format: &Format) -> Result<Vec<Row>, TableFault> {
    let mut sheet = Sheet::default();
    match format {
        Format::Csv(delimiter) => csv(file, *delimiter, &mut sheet)?,
        Format::Xls => cells(&mut Xls::new(Cursor::new(file))?, &mut sheet)?,
        Format::Xlsx => xlsx(file, &mut sheet)?,
        Format::Ods => cells(&mut Ods::new(Cursor::new(file))?, &mut sheet)?,
    }
    Ok(sheet.rows())
}

/// The table as far as it has been read.
#[derive(Debug, Default)]
struct Sheet(Vec<Row>);

impl Sheet {
    fn put(&mut self, number: i64, column: usize, text: String) -> Result<(), TableFault> {
        if text.is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(TableFault::TooManyColumns);
        }
        if text.chars().count() > LONGEST_CELL {
            return Err(TableFault::LongCell(number));
        }
        if self.0.last().is_none_or(|row| row.number != number) {
            // One more, for the titles of the columns.
            if self.0.len() > MOST_ROWS {
                return Err(TableFault::TooManyRows);
            }
            self.0.push(Row { number, fields: Vec::new() });
        }
        if let Some(row) = self.0.last_mut() {
            row.fields.resize(row.fields.len().max(column + 1), String::new());
            if let Some(field) = row.fields.get_mut(column) {
                *field = text;
            }
        }
        Ok(())
    }

    fn rows(self) -> Vec<Row> {
        let mut rows = self.0;
        let width = rows.iter().map(|row| row.fields.len()).max().unwrap_or(0);
        for row in &mut rows {
            row.fields.resize(width, String::new());
        }
        rows
    }
}

/// Text of a spreadsheet or of another shop's software: with a byte order mark, in UTF-8, or as
/// Windows writes Russian.
fn csv(file: &[u8], delimiter: u8, sheet: &mut Sheet) -> Result<(), TableFault> {
    let text = match (Encoding::for_bom(file), std::str::from_utf8(file)) {
        (Some((encoding, _)), _) => encoding.decode(file).0,
        (None, Ok(text)) => text.into(),
        (None, Err(_)) => WINDOWS_1251.decode_without_bom_handling(file).0,
    };
    if text.contains('\0') {
        return Err(TableFault::NoText);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, |position| position.line());
        let number = i64::try_from(line).unwrap_or(i64::MAX);
        for (column, field) in record.iter().enumerate() {
            sheet.put(number, column, field.trim().to_owned())?;
        }
    }
    Ok(())
}

/// A workbook that is read cell by cell: one far-off cell must not fill the memory with blanks.
fn xlsx(file: &[u8], sheet: &mut Sheet) -> Result<(), TableFault> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file))?;
    let Some(name) = book.sheet_names().first().cloned() else { return Err(TableFault::NoSheet) };
    let mut cells = book.worksheet_cells_reader(&name)?;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let value = Data::from(cell.get_value().clone());
        sheet.put(i64::from(row) + 1, column as usize, text(&value))?;
    }
    Ok(())
}

fn cells<'f, R, E>(book: &mut R, sheet: &mut Sheet) -> Result<(), TableFault>
where
    R: Reader<Cursor<&'f [u8]>, Error = E>,
    TableFault: From<E>,
{
    let Some(range) = book.worksheet_range_at(0) else { return Err(TableFault::NoSheet) };
    let range = range?;
    let (top, left) = range.start().unwrap_or((0, 0));
    for (number, row) in (i64::from(top) + 1..).zip(range.rows()) {
        for (column, value) in (left as usize..).zip(row) {
            sheet.put(number, column, text(value))?;
        }
    }
    Ok(())
}

/// A cell as one would have typed it: phones are numbers to a spreadsheet, birthdays are dates.
fn text(value: &Data) -> String {
    match value {
        Data::String(text) => text.trim().to_owned(),
        Data::Int(number) => number.to_string(),
        // Whole numbers are written without a fraction, and never as a power of ten.
        Data::Float(number) => number.to_string(),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(moment) => moment.get(..10).unwrap_or(moment).to_owned(),
        Data::DateTime(_) | Data::DurationIso(_) | Data::Error(_) | Data::Empty => String::new(),
    }
}
