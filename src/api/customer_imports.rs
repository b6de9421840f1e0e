//! Customers from files: operations 10 to 14 of the reference.

use super::document::{Document, BARE};
use super::listing::{first, Page, Paging};
use super::outside::{Content, Method};
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::customer::{Import, ImportFormat, ImportMapping};
use crate::domain::record::{record, text, Write as _};
use crate::domain::Id;

const COLLECTION: &str = "/customers/import";

/// A file to be read.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    pub bytes: &'a [u8],
    pub format: ImportFormat,
    /// Between the fields of a csv.
    pub delimiter: char,
    /// The first row names the columns.
    pub ignore_first: bool,
}

/// What an upload answers: the import, and its first rows to choose columns by.
#[derive(Debug)]
pub struct Preview {
    pub import: Import,
    /// Names of the columns, where the file has them.
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// How an import went.
#[derive(Debug)]
pub struct Progress {
    pub import: Import,
    /// Rows that were not taken over.
    pub refused: Vec<RefusedRow>,
}

record! {
    /// A row that was not taken over.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct RefusedRow {
        /// Its number in the file, from 1.
        pub row: i64 = "row",
        /// A code such as `duplicate` or `no-phone`.
        pub reason: String = "reason",
    }
}

record! {
    /// A row of the preview.
    #[derive(Default)]
    pub struct PreviewRow {
        pub fields: Vec<String> = "fields",
    }
}

/// Operation 10: `POST /v1/customers/import`, `multipart/form-data` with the
/// file and how it is to be read. `boundary` must not occur in the file.
///
/// # Errors
/// 400 with the form's field for a file that cannot be read; network errors.
pub async fn upload(client: &Client, upload: Upload<'_>, boundary: &str) -> Result<Preview, ApiError> {
    let content = form(upload, boundary);
    let doc = client.change(Method::Post, COLLECTION.to_owned(), Some(content)).await?;
    let resource = doc.one().ok_or(ApiError::Unreadable)?;
    // The rows stand as a bare list where relationships would be.
    let rows = resource.nested(BARE);
    let rows = rows.iter().filter_map(|row| row.read::<PreviewRow>(&doc)).map(|row| row.fields).collect();
    let columns = doc.meta.get("columns").and_then(|columns| columns.as_array());
    let columns = columns.into_iter().flatten().filter_map(text).collect();
    Ok(Preview { import: first(&doc)?, columns, rows })
}

/// Operation 11: `GET /v1/customers/import`, the newest first.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(client: &Client, paging: Paging<'_>) -> Result<Page<Import>, ApiError> {
    client.page(COLLECTION, paging.query()).await
}

/// Operation 12: `GET /v1/customers/import/{id}`, with how far it is.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<Import>) -> Result<Progress, ApiError> {
    let doc = client.read(&format!("{COLLECTION}/{id}"), &Query::default()).await?;
    progress(&doc)
}

fn progress(doc: &Document) -> Result<Progress, ApiError> {
    Ok(Progress { import: first(doc)?, refused: doc.meta_rows("refused") })
}

/// Operation 13: `DELETE /v1/customers/import/{id}`. Customers already taken
/// over stay.
///
/// # Errors
/// 404; network errors.
pub async fn delete(client: &Client, id: Id<Import>) -> Result<(), ApiError> {
    client.delete_one(format!("{COLLECTION}/{id}")).await
}

/// Operation 14: `POST /v1/customers/import/{id}/validate`: names the columns
/// and starts the import.
///
/// # Errors
/// 404, 422 with the field for a column the file does not have; network errors.
pub async fn start(client: &Client, id: Id<Import>, mapping: &ImportMapping) -> Result<Import, ApiError> {
    client.send_one(Method::Post, format!("{COLLECTION}/{id}/validate"), mapping.body()).await
}

fn form(upload: Upload<'_>, boundary: &str) -> Content {
    let code = upload.format.code();
    let mut bytes = Vec::with_capacity(upload.bytes.len() + 512);
    let ignore = if upload.ignore_first { "1" } else { "0" };
    let delimiter = upload.delimiter.to_string();
    for (name, value) in [("format", code), ("delimiter", &delimiter), ("ignoreFirst", ignore)] {
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        bytes.extend_from_slice(head.as_bytes());
        bytes.extend_from_slice(value.as_bytes());
        bytes.extend_from_slice(b"\r\n");
    }
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"customers.{code}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    bytes.extend_from_slice(head.as_bytes());
    bytes.extend_from_slice(upload.bytes);
    bytes.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    Content::Form { boundary: boundary.to_owned(), bytes }
}
