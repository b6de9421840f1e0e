//! What an operation answers when it was carried out.

use serde_json::Value;

/// A status, a document, and for created things their address.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) document: Value,
    pub(crate) location: Option<String>,
}

impl Answer {
    pub(crate) fn ok(document: Value) -> Self {
        Self { status: 200, document, location: None }
    }

    /// Carried out, with nothing to say: an empty object.
    pub(crate) fn empty() -> Self {
        Self::ok(Value::Object(serde_json::Map::new()))
    }

    /// Gone: 204 without a body.
    pub(crate) fn gone() -> Self {
        Self { status: 204, document: Value::Null, location: None }
    }

    /// An update the reference documents as 201.
    pub(crate) fn changed(document: Value) -> Self {
        Self { status: 201, document, location: None }
    }

    /// A new resource; `location` is relative to the API's base, as the live API writes links.
    pub(crate) fn created(document: Value, location: String) -> Self {
        Self { status: 201, document, location: Some(location) }
    }
}
