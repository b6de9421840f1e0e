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

/// A status, a document, and for created things their address.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) document: Value,
    pub(crate) location: Option<String>,
    /// Whether something was left for the worker in the back room, once this is kept.
    pub(crate) leaves_work: bool,
    /// Answered in the place of the document.
    pub(crate) file: Option<File>,
}

impl Answer {
    fn of(status: u16, document: Value) -> Self {
        Self { status, document, location: None, leaves_work: false, file: None }
    }

    pub(crate) fn ok(document: Value) -> Self {
        Self::of(200, document)
    }

    /// Carried out, with nothing to say: an empty object.
    pub(crate) fn empty() -> Self {
        Self::ok(Value::Object(serde_json::Map::new()))
    }

    pub(crate) fn file(file: File) -> Self {
        Self { file: Some(file), ..Self::of(200, Value::Null) }
    }

    /// An update the reference documents as 201.
    pub(crate) fn changed(document: Value) -> Self {
        Self::of(201, document)
    }

    /// A new resource; `location` is relative to the API's base, as the live API writes links.
    pub(crate) fn created(document: Value, location: String) -> Self {
        Self { location: Some(location), ..Self::of(201, document) }
    }

    /// Carried out, and there is nothing to say: an answer without a body.
    pub(crate) fn gone() -> Self {
        Self::of(204, Value::Null)
    }

    /// The same, with work left for the back room.
    pub(crate) fn leaving_work(self) -> Self {
        Self { leaves_work: true, ..self }
    }
}
