//! Forms, `multipart/form-data`: the one operation that takes a file is sent one.

use axum::body::Bytes;
use http_body_util::{BodyDataStream, Full};
use multer::Multipart;
use tokio::runtime::Handle;

use crate::negotiation::unsupported;
use crate::refusal::{Fault, Refusal};

/// The fields of a form, in order.
#[derive(Debug)]
pub(crate) struct Form(Vec<(String, Bytes)>);

impl Form {
    /// Reads a form. Needs a thread that may wait.
    pub(crate) fn read(content_type: &str, body: &Bytes) -> Result<Self, Refusal> {
        let Ok(boundary) = multer::parse_boundary(content_type) else {
            return Err(unsupported("Write the body in multipart/form-data, with its boundary."));
        };
        let parts = BodyDataStream::new(Full::new(body.clone()));
        let fields = Handle::current().block_on(fields(Multipart::new(parts, boundary)));
        fields.map(Self).map_err(|error| {
            Fault::new(400, "malformed-form", "Malformed form.", format!("The form cannot be read: {error}."))
                .into()
        })
    }

    /// The content of a field; the last one where there are several.
    pub(crate) fn bytes(&self, name: &str) -> Option<&Bytes> {
        self.0.iter().rev().find(|(given, _)| given == name).map(|(_, bytes)| bytes)
    }

    /// A field as text. Empty counts as not given, because forms send empty fields.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(self.bytes(name)?).into_owned();
        (!text.is_empty()).then_some(text)
    }
}

async fn fields(mut parts: Multipart<'static>) -> multer::Result<Vec<(String, Bytes)>> {
    let mut fields = Vec::new();
    while let Some(field) = parts.next_field().await? {
        let name = field.name().unwrap_or("").to_owned();
        fields.push((name, field.bytes().await?));
    }
    Ok(fields)
}
