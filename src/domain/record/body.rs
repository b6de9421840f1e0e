//! The body of a write, put together field by field.

use serde_json::{Map, Value};

use super::{Attribute, Change, Related, Written};
use crate::domain::Id;

/// A JSON object of these fields.
pub fn object(fields: Vec<(&str, Value)>) -> Value {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
}

/// JSON as text.
pub fn to_json(value: &Value) -> String {
    // Every value can be written.
    serde_json::to_string(value).unwrap_or_default()
}

/// One resource to be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    kind: &'static str,
    id: Option<String>,
    attributes: Map<String, Value>,
    relationships: Map<String, Value>,
}

impl Body {
    /// A resource of this type without fields.
    pub fn new(kind: &'static str) -> Self {
        Self { kind, id: None, attributes: Map::new(), relationships: Map::new() }
    }

    #[must_use]
    pub fn id(mut self, id: impl ToString) -> Self {
        self.id = Some(id.to_string());
        self
    }

    #[must_use]
    pub fn attribute(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.attributes.insert(name.to_owned(), value.into());
        self
    }

    /// A relationship, with its linkage; a to-many one replaces the whole set.
    #[must_use]
    pub fn relationship(mut self, name: &str, data: Value) -> Self {
        self.relationships.insert(name.to_owned(), object(vec![("data", data)]));
        self
    }

    /// A relationship by what it holds.
    #[must_use]
    pub fn related(self, name: &str, value: &impl Related) -> Self {
        self.relationship(name, value.write())
    }

    /// An attribute by what it holds.
    #[must_use]
    pub fn written(self, name: &str, value: &impl Written) -> Self {
        self.attribute(name, value.write())
    }

    /// An attribute, unless it stands at its default.
    #[must_use]
    pub fn written_set<T: Attribute>(self, name: &str, value: &T) -> Self {
        let written = value.write();
        if written == T::read(&Value::Null).write() {
            self
        } else {
            self.attribute(name, written)
        }
    }

    /// The id, if the record was given one here.
    #[must_use]
    pub fn id_set(mut self, id: &impl Identity) -> Self {
        self.id = id.given();
        self
    }

    /// A relationship, unless it is empty.
    #[must_use]
    pub fn related_set(self, name: &str, value: &impl Related) -> Self {
        match value.write() {
            Value::Null => self,
            Value::Array(rows) if rows.is_empty() => self,
            data => self.relationship(name, data),
        }
    }

    /// The fields of these changes.
    #[must_use]
    pub fn changes<C: Change>(self, changes: &[C]) -> Self {
        changes.iter().fold(self, |body, change| change.onto(body))
    }

    /// The resource object.
    pub fn value(self) -> Value {
        let mut data = Map::new();
        data.insert("type".into(), self.kind.into());
        if let Some(id) = self.id {
            data.insert("id".into(), id.into());
        }
        if !self.attributes.is_empty() {
            data.insert("attributes".into(), self.attributes.into());
        }
        if !self.relationships.is_empty() {
            data.insert("relationships".into(), self.relationships.into());
        }
        data.into()
    }

    /// The document about this resource.
    pub fn text(self) -> String {
        document(self.value())
    }

    /// The document about several resources, for bulk writes.
    pub fn texts(bodies: impl IntoIterator<Item = Self>) -> String {
        document(bodies.into_iter().map(Self::value).collect())
    }
}

fn document(data: Value) -> String {
    to_json(&object(vec![("data", data)]))
}

/// The id of a record that may not have one yet.
pub trait Identity {
    fn given(&self) -> Option<String>;
}

impl<T> Identity for Id<T> {
    fn given(&self) -> Option<String> {
        (*self != Self::nil()).then(|| self.to_string())
    }
}

impl Identity for String {
    fn given(&self) -> Option<String> {
        (!self.is_empty()).then(|| self.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::Order;
    use crate::domain::people::Worker;

    #[test]
    fn a_body_holds_only_what_was_said() {
        let id: Id<Order> = Id::from(3);
        let body = Body::new("orders")
            .id(id)
            .attribute("status", "done")
            .related("courier", &None::<Id<Worker>>)
            .text();
        let expected = serde_json::json!({"data":{"type":"orders","id":"3","attributes":{"status":"done"},"relationships":{"courier":{"data":null}}}});
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), expected);
    }
}
