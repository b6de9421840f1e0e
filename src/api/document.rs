//! JSON:API documents: a forgiving reader and a small writer. The reader takes
//! any bytes; what it cannot make sense of is an error or is left out, never a
//! panic.

use serde_json::{json, Map, Value};

use super::error::Fault;
use crate::domain::attributes::{integer, text, Attributes, Read};
use crate::domain::Id;

/// A parsed answer.
#[derive(Debug, Default)]
pub struct Document {
    /// Primary data: one resource or many; empty where `data` is null or absent.
    pub data: Vec<Resource>,
    pub meta: Map<String, Value>,
    /// What came along, by type and id.
    included: Vec<Resource>,
}

/// One resource as it came.
#[derive(Debug, Clone, Default)]
pub struct Resource {
    pub kind: String,
    pub id: String,
    attributes: Map<String, Value>,
    relationships: Map<String, Value>,
}

/// A pointer to a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linkage<'a> {
    pub kind: &'a str,
    pub id: String,
}

/// The text is no JSON:API document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

impl Document {
    /// Parses an answer; an empty body is an empty document.
    pub fn parse(text: &str) -> Result<Self, Unreadable> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let Ok(Value::Object(mut root)) = serde_json::from_str(text) else {
            return Err(Unreadable);
        };
        let data = match root.remove("data") {
            Some(Value::Array(rows)) => rows.into_iter().filter_map(Resource::from_value).collect(),
            Some(one) => Resource::from_value(one).into_iter().collect(),
            None => Vec::new(),
        };
        let mut included: Vec<Resource> = match root.remove("included") {
            Some(Value::Array(rows)) => rows.into_iter().filter_map(Resource::from_value).collect(),
            _ => Vec::new(),
        };
        included.sort_unstable_by(|a, b| a.key().cmp(&b.key()));
        let meta = match root.remove("meta") {
            Some(Value::Object(meta)) => meta,
            _ => Map::new(),
        };
        Ok(Self { data, meta, included })
    }

    /// The faults of an error document; empty where the body is none.
    pub fn faults(text: &str) -> Vec<Fault> {
        let Ok(root) = serde_json::from_str::<Value>(text) else { return Vec::new() };
        let Some(errors) = root.get("errors").and_then(Value::as_array) else { return Vec::new() };
        errors.iter().map(fault).collect()
    }

    /// The primary resource of an answer about one.
    pub fn one(&self) -> Option<&Resource> {
        self.data.first()
    }

    /// A resource that came along.
    pub fn find(&self, linkage: &Linkage<'_>) -> Option<&Resource> {
        let wanted = (linkage.kind, linkage.id.as_str());
        let at = self.included.binary_search_by(|resource| resource.key().cmp(&wanted)).ok()?;
        self.included.get(at)
    }

    /// Everything of one type that came along.
    pub fn included<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Resource> {
        self.included.iter().filter(move |resource| resource.kind == kind)
    }

    /// A whole number of the meta, sent as a number or as text.
    pub fn meta_number(&self, key: &str) -> Option<i64> {
        integer(self.meta.get(key)?)
    }
}

impl Resource {
    fn from_value(value: Value) -> Option<Self> {
        let Value::Object(mut fields) = value else { return None };
        let kind = fields.remove("type")?.as_str()?.to_owned();
        // Some answers carry no id (a session just made, an export just begun).
        let id = fields.remove("id").and_then(|id| text(&id)).unwrap_or_default();
        let relationships = match fields.remove("relationships") {
            Some(Value::Object(map)) => map,
            _ => Map::new(),
        };
        let attributes = match fields.remove("attributes") {
            Some(Value::Object(map)) => map,
            _ => Map::new(),
        };
        Some(Self { kind, id, attributes, relationships })
    }

    fn key(&self) -> (&str, &str) {
        (&self.kind, &self.id)
    }

    /// The id in its typed form.
    pub fn id<T>(&self) -> Option<Id<T>> {
        self.id.parse().ok()
    }

    /// The attributes as a record; `None` where a required one is unusable.
    pub fn read<R: Read>(&self) -> Option<R> {
        R::read(Attributes(&self.attributes))
    }

    /// A single attribute as text.
    pub fn text(&self, name: &str) -> String {
        Attributes(&self.attributes).get(name)
    }

    /// A to-one relationship that is present and not null.
    pub fn one(&self, name: &str) -> Option<Linkage<'_>> {
        linkage(self.relationships.get(name)?.get("data")?)
    }

    /// A to-many relationship; `None` where the server did not send it, which
    /// is not the same as an empty one.
    pub fn many(&self, name: &str) -> Option<Vec<Linkage<'_>>> {
        let rows = self.relationships.get(name)?.get("data")?.as_array()?;
        Some(rows.iter().filter_map(linkage).collect())
    }

    /// The typed id of a to-one relationship.
    pub fn one_id<T>(&self, name: &str) -> Option<Id<T>> {
        self.one(name)?.id.parse().ok()
    }
}

fn linkage(value: &Value) -> Option<Linkage<'_>> {
    Some(Linkage { kind: value.get("type")?.as_str()?, id: text(value.get("id")?)? })
}

fn fault(error: &Value) -> Fault {
    let field = |name: &str| error.get(name).and_then(text).unwrap_or_default();
    let source = error.get("source");
    let place = source.and_then(|s| s.get("pointer").or_else(|| s.get("parameter"))).and_then(text).and_then(
        |place| place.rsplit('/').find(|part| !part.is_empty() && *part != "data").map(str::to_owned),
    );
    let detail = field("detail");
    Fault {
        code: field("code"),
        message: if detail.is_empty() { field("title") } else { detail },
        field: place,
    }
}

/// Builds the body of a write.
#[derive(Debug)]
pub struct Body {
    kind: &'static str,
    id: Option<String>,
    attributes: Map<String, Value>,
    relationships: Map<String, Value>,
}

impl Body {
    /// The body of a create or update of this type.
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

    /// A to-one relationship; `None` unties it.
    #[must_use]
    pub fn one<T>(mut self, name: &str, kind: &str, id: Option<Id<T>>) -> Self {
        let data = id.map_or(Value::Null, |id| json!({"type": kind, "id": id}));
        self.relationships.insert(name.to_owned(), json!({ "data": data }));
        self
    }

    /// A to-many relationship, which replaces the whole set.
    #[must_use]
    pub fn many<T>(mut self, name: &str, kind: &str, ids: &[Id<T>]) -> Self {
        let data: Vec<Value> = ids.iter().map(|id| json!({"type": kind, "id": id})).collect();
        self.relationships.insert(name.to_owned(), json!({ "data": data }));
        self
    }

    /// The JSON text.
    pub fn text(self) -> String {
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
        json!({ "data": data }).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::order::Order;

    #[test]
    fn an_absent_relationship_is_not_an_empty_one() {
        let doc = Document::parse(
            r#"{"data":{"type":"orders","id":7,"relationships":{"lines":{"data":[]},"store":{"data":null},
               "courier":{"data":{"type":"workers","id":"5"}}}},"included":[{"type":"workers","id":5,"attributes":{"firstName":"A"}}]}"#,
        )
        .unwrap();
        let order = doc.one().unwrap();
        assert_eq!(order.id, "7");
        assert_eq!(order.many("lines"), Some(vec![]));
        assert_eq!(order.many("tags"), None);
        assert_eq!(order.one("store"), None);
        let courier = doc.find(&order.one("courier").unwrap()).unwrap();
        assert_eq!(courier.text("firstName"), "A");
    }

    #[test]
    fn whatever_comes_is_read_or_refused_but_never_panics() {
        for text in [
            "[]",
            "1",
            "null",
            "{\"data\":3}",
            "{\"data\":[1,null,{}],\"included\":{},\"meta\":[]}",
            "<html>",
            "{",
            "{\"data\":{\"type\":\"x\",\"relationships\":[1],\"attributes\":\"y\"}}",
            "{\"errors\":7}",
            "{\"errors\":[1,{\"source\":5}]}",
        ] {
            let _ = Document::parse(text);
            let _ = Document::faults(text);
        }
        assert!(Document::parse("").unwrap().data.is_empty());
        assert_eq!(Document::parse("<html>").unwrap_err(), Unreadable);
    }

    #[test]
    fn a_fault_names_its_field_and_its_sentence() {
        let faults = Document::faults(
            r#"{"errors":[{"code":12,"title":"Too late","source":{"pointer":"/data/attributes/dueTime"}},
                {"code":"c","title":"t","detail":"d","source":{"parameter":"pageSize"}}]}"#,
        );
        assert_eq!(
            faults[0],
            Fault { code: "12".into(), message: "Too late".into(), field: Some("dueTime".into()) }
        );
        assert_eq!(faults[1].message, "d");
        assert_eq!(faults[1].field.as_deref(), Some("pageSize"));
    }

    #[test]
    fn a_body_holds_only_what_was_said() {
        let id: Id<Order> = Id::from(3);
        let body = Body::new("orders")
            .id(id)
            .attribute("status", "done")
            .one::<Order>("courier", "workers", None)
            .text();
        let expected = json!({"data":{"type":"orders","id":"3","attributes":{"status":"done"},"relationships":{"courier":{"data":null}}}});
        assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), expected);
    }
}
