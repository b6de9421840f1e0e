//! What an operation answers when it was carried out.

use serde_json::Value;

/// A file to be kept by whoever asked.
#[derive(Debug)]
pub(crate) struct File {
    /// Letters, digits, `-` and `.` only.
    pub(crate) name: String,
    pub(crate) media_type: &'static str,
    pub(crate) content: Vec<u8>,
}

/// A document, and for created things their address. The status stands in the table of
/// operations.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) document: Value,
    pub(crate) location: Option<String>,
    /// Whether something was left for the worker in the back room, once this is kept.
    pub(crate) leaves_work: bool,
    /// Answered in the place of the document.
    pub(crate) file: Option<File>,
}

impl Answer {
    pub(crate) fn ok(document: Value) -> Self {
        Self { document, location: None, leaves_work: false, file: None }
    }

    /// Carried out, with nothing to say: an empty object, or no body where the status is 204.
    pub(crate) fn empty() -> Self {
        Self::ok(Value::Object(serde_json::Map::new()))
    }

    pub(crate) fn file(file: File) -> Self {
        Self { file: Some(file), ..Self::ok(Value::Null) }
    }

    /// A new resource; `location` is relative to the API's base, as the live API writes links.
    pub(crate) fn created(document: Value, location: String) -> Self {
        Self { location: Some(location), ..Self::ok(document) }
    }

    /// The same, with work left for the back room.
    pub(crate) fn leaving_work(self) -> Self {
        Self { leaves_work: true, ..self }
    }
}
