//! Customers from a file: upload (10), list (11), one (12), delete (13), start (14).

mod customer;
mod document;
mod mapping;
mod table;
mod upload;
pub(crate) mod work;

use rusqlite::{Connection, OptionalExtension};

use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::fields::Fields;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, made, shape, Figure, Made, Shape};
use crate::parameters::{sort, Sort};
use crate::refusal::{Fault, Refusal};
use crate::revisions;

pub(crate) use upload::{create, FORM};

/// The type's name in documents and among the revisions.
const TYPE: &str = "customer-import";

pub(crate) const SORTS: &[Sort] =
    &[sort("createdAt", "created_at"), sort("total", "total"), sort("status", "status")];

/// Which column is what.
pub(crate) static MAPPING: Shape = shape("mapping-customers").also(&[mapping::COLUMNS]);

/// An import; its relationships are the preview rows themselves.
pub(crate) static IMPORT: Made = made(
    TYPE,
    &[
        figure("total", Writes::Integer),
        figure("status", Writes::Word(&["created", "waiting", "processing", "done", "failed"])),
        figure("createdAt", Writes::Moment),
        figure("queue", Writes::Flag),
        figure("processed", Writes::Integer),
        figure("imported", Writes::Integer),
        figure("refused", Writes::Integer),
        figure("duplicates", Writes::Integer),
    ],
);

/// The titles of the file's columns, and the rows that were refused.
pub(crate) const TOLD: &[Figure] =
    &[figure("columns", Writes::Json).sometimes(), figure("refused", Writes::Json)];

/// Operation 11, the newest first.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    Ok(Answer::ok(document::list(call, connection)?))
}

/// Operation 12; `meta.refused` names the rows that were not taken over, and why.
pub(crate) fn detail(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    answer(connection, call.id())
}

/// Operation 13. An import that is under way stops; customers it has made stay.
pub(crate) fn delete(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    connection.execute("DELETE FROM customer_import_rows WHERE import_id = ?1", [id])?;
    if connection.execute("DELETE FROM customer_imports WHERE id = ?1", [id])? == 0 {
        return Err(Refusal::not_found("import", id));
    }
    revisions::next(connection, TYPE)?;
    Ok(Answer::empty())
}

/// Operation 14: says which column is what, and starts the import in the back room.
pub(crate) fn validate(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    let found: Option<(String, i64)> = connection
        .prepare_cached(
            "SELECT status, (SELECT max(json_array_length(fields)) FROM customer_import_rows WHERE import_id = id)
             FROM customer_imports WHERE id = ?1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((status, columns)) = found else { return Err(Refusal::not_found("import", id)) };
    if status != "created" {
        let detail = format!("The import is {status}; it can be started once.");
        return Err(Fault::invalid("import-started", "/data", detail).into());
    }
    let mut fields = Fields::new(Sent::primary(call.body.as_ref(), "mapping-customers", None)?, "/data");
    let mapping = mapping::read(&mut fields, columns);
    fields.done()?;
    connection.execute(
        "UPDATE customer_imports SET mapping = ?2, status = 'waiting', queue = 1 WHERE id = ?1",
        (id, mapping.to_json()),
    )?;
    revisions::next(connection, TYPE)?;
    Ok(answer(connection, id)?.leaving_work())
}

fn answer(connection: &Connection, id: &str) -> Result<Answer, Refusal> {
    match document::one(connection, id)? {
        Some(document) => Ok(Answer::ok(document)),
        None => Err(Refusal::not_found("import", id)),
    }
}
