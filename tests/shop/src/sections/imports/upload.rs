//! The upload of a file (10): its rows are kept as texts until someone says what they mean.

use rusqlite::Connection;
use serde_json::json;
use uuid::Uuid;

use super::table::{self, Format, TableFault};
use super::TYPE;
use crate::answer::Answer;
use crate::calendar::now;
use crate::desk::Call;
use crate::form::Form;
use crate::refusal::{Fault, Refusal};
use crate::revisions;

/// The fields of the form beside the file: name, what it may be, and what it is when not given.
pub(crate) const FORM: &[(&str, &[&str], &str)] = &[
    ("format", &["csv", "xls", "xlsx", "ods"], "csv"),
    ("delimiter", &[",", ";", "|", ":", "\t", "\\t", "tab"], ","),
    ("ignoreFirst", &["0", "1"], "1"),
];

/// Operation 10.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let Some(form) = &call.form else {
        return Err(Refusal::Inside("the form was not read".to_owned()));
    };
    let upload = Upload::read(form)?;
    let mut rows = table::read(upload.file, &upload.format).map_err(|fault| refused(&fault))?;
    let header = (upload.ignore_first && !rows.is_empty()).then(|| rows.remove(0));
    if rows.is_empty() {
        return Err(refused(&TableFault::Empty));
    }
    let id = Uuid::new_v4().to_string();
    connection.execute(
        "INSERT INTO customer_imports (id, status, total, created_at, queue, created_by)
         VALUES (?1, 'created', ?2, ?3, 0, ?4)",
        (&id, rows.len() as i64, now(), &call.caller.worker),
    )?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO customer_import_rows (import_id, number, fields, outcome) VALUES (?1, ?2, ?3, ?4)",
    )?;
    let header = header.iter().map(|row| (row, Some("header")));
    for (row, outcome) in header.chain(rows.iter().map(|row| (row, None))) {
        statement.execute((&id, row.number, json!(row.fields).to_string(), outcome))?;
    }
    revisions::next(connection, TYPE)?;
    super::answer(connection, &id)
}

/// What the form says.
struct Upload<'f> {
    file: &'f [u8],
    format: Format,
    ignore_first: bool,
}

impl<'f> Upload<'f> {
    fn read(form: &'f Form) -> Result<Self, Refusal> {
        let mut faults = Vec::new();
        let file = form.bytes("file").filter(|bytes| !bytes.is_empty());
        if file.is_none() {
            faults.push(bad("required", "file", "A file with customers is needed.".to_owned()));
        }
        let delimiter = form.text("delimiter").unwrap_or_else(|| ",".to_owned());
        let sign = match delimiter.as_str() {
            "\\t" | "tab" => Some(b'\t'),
            other => match other.as_bytes() {
                [sign @ (b',' | b';' | b'|' | b':' | b'\t')] => Some(*sign),
                _ => None,
            },
        };
        if sign.is_none() {
            let detail = format!("The delimiter is one of , ; | : and tab, not \"{delimiter}\".");
            faults.push(bad("unknown-choice", "delimiter", detail));
        }
        let format = match form.text("format").as_deref() {
            None | Some("csv") => Some(Format::Csv(sign.unwrap_or(b','))),
            Some("xls") => Some(Format::Xls),
            Some("xlsx") => Some(Format::Xlsx),
            Some("ods") => Some(Format::Ods),
            Some(other) => {
                let detail = format!("The format is one of csv, xls, xlsx, ods, not \"{other}\".");
                faults.push(bad("unknown-choice", "format", detail));
                None
            }
        };
        let ignore_first = match form.text("ignoreFirst").as_deref() {
            None | Some("1") => true,
            Some("0") => false,
            Some(other) => {
                let detail = format!("ignoreFirst is 0 or 1, not \"{other}\".");
                faults.push(bad("unknown-choice", "ignoreFirst", detail));
                true
            }
        };
        match (file, format) {
            (Some(file), Some(format)) if faults.is_empty() => Ok(Self { file, format, ignore_first }),
            _ => Err(Refusal::Faults(faults)),
        }
    }
}

/// A fault of a form field; the reference knows only 400 here.
fn bad(code: &'static str, field: &str, detail: String) -> Fault {
    Fault::new(400, code, "The value is not valid.", detail).at(&format!("/{field}"))
}

fn refused(fault: &TableFault) -> Refusal {
    bad(fault.code(), "file", fault.to_string()).into()
}
