//! The file of a report: how it is made, named and handed out.

use rusqlite::{Connection, OptionalExtension};

use super::sheet::Sheet;
use super::{pdf, xlsx};
use crate::answer::{Answer, File};
use crate::desk::Call;
use crate::refusal::{code, Fault, Refusal};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PDF: &str = "application/pdf";

/// Writes a report in its format.
pub(super) fn write(sheet: &Sheet, format: &str) -> Result<Vec<u8>, Refusal> {
    match format {
        "xlsx" => xlsx::write(sheet).map_err(|error| Refusal::Inside(format!("no workbook: {error}"))),
        "pdf" => pdf::write(sheet).map_err(|error| Refusal::Inside(format!("no PDF: {error}"))),
        other => Err(Refusal::Inside(format!("no file is made as {other}"))),
    }
}

/// The file of a report that is prepared; no operation of the reference.
pub(crate) fn download(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    let found: Option<(String, String, Option<Vec<u8>>, String)> = connection
        .prepare_cached(
            "SELECT r.stage, r.format, r.file, t.type_name || '-' || r.period_start || '-' || r.period_stop
             FROM reports r JOIN report_types t ON t.id = r.type_id WHERE r.id = ?1 AND r.status <> 'deleted'",
        )?
        .query_row([id], |row| row.try_into())
        .optional()?;
    let Some((stage, format, content, name)) = found else { return Err(Refusal::not_found("report", id)) };
    let Some(content) = content.filter(|_| stage == "prepared") else {
        let detail = format!("The report {id} is {stage}; there is a file when it is prepared.");
        return Err(Fault::new(404, code::NOT_FOUND, "The report is not ready.", detail).into());
    };
    let safe: String = format!("{name}-{id}.{format}")
        .chars()
        .filter(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.'))
        .collect();
    let media_type = if format == "pdf" { PDF } else { XLSX };
    Ok(Answer::file(File { name: safe, media_type, content }))
}
