//! Media types: what a request may be written in and what it must be willing to read.

use axum::http::{header, HeaderMap};

use crate::refusal::{Fault, Refusal};

/// The media type of every answer.
pub(crate) const JSON_API: &str = "application/vnd.api+json";
const JSON: &str = "application/json";

/// Refuses a request that cannot read JSON:API. The live API says 415 here too, not 406.
pub(crate) fn check_accept(headers: &HeaderMap) -> Result<(), Refusal> {
    let mut named = false;
    for value in headers.get_all(header::ACCEPT) {
        for range in value.to_str().unwrap_or("").split(',') {
            let range = essence(range);
            if range.is_empty() {
                continue;
            }
            named = true;
            if [JSON_API, JSON, "*/*", "application/*"].contains(&range.as_str()) {
                return Ok(());
            }
        }
    }
    if named {
        return Err(unsupported("Answers are written in application/vnd.api+json."));
    }
    Ok(())
}

/// Refuses a body of a type the shop does not read.
pub(crate) fn check_content_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    match given.map(essence).as_deref() {
        Some(JSON_API | JSON) => Ok(()),
        _ => Err(unsupported("Write the body in application/vnd.api+json.")),
    }
}

/// The type without its parameters.
fn essence(value: &str) -> String {
    value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

/// A 415: a media type the shop does not speak.
pub(crate) fn unsupported(detail: &str) -> Refusal {
    Fault::new(415, "unsupported-media-type", "Unsupported media type.", detail).into()
}
