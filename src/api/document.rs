//! JSON:API documents: a forgiving reader and a small writer. The reader takes
//! any bytes; what it cannot make sense of is an error or is left out, never a
//! panic.

use serde_json::{Map, Value};

use super::error::Fault;
use crate::domain::record::{integer, linkage, object, text, Attribute as _, Beside, Fields, Linkage, Read};
use crate::domain::Id;

/// The name under which relationships are found that came as a bare list.
pub const BARE: &str = "";

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

/// The text is no JSON:API document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

impl Document {
    /// Parses an answer; an empty body is an empty document.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unreadable> {
        let text = std::str::from_utf8(bytes).map_err(|_| Unreadable)?;
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
    pub fn faults(bytes: &[u8]) -> Vec<Fault> {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
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

    /// The meta, read like the attributes of a record.
    pub fn meta<R: Read>(&self) -> Option<R> {
        self.bare(&self.meta)
    }

    /// A part of the meta, read like the attributes of a record.
    pub fn meta_under<R: Read>(&self, key: &str) -> Option<R> {
        self.bare(self.meta.get(key)?.as_object()?)
    }

    /// Parts of the meta that stand in a list.
    pub fn meta_rows<R: Read>(&self, key: &str) -> Vec<R> {
        let rows = self.meta.get(key).and_then(Value::as_array).into_iter().flatten();
        rows.filter_map(|row| self.bare(row.as_object()?)).collect()
    }

    fn bare<R: Read>(&self, attributes: &Map<String, Value>) -> Option<R> {
        R::read(Fields { id: "", attributes, relationships: &Map::new(), beside: self })
    }

    /// How many match, over all pages.
    pub fn total(&self) -> Option<u64> {
        self.meta_number("total").and_then(|total| u64::try_from(total).ok())
    }

    /// A whole number of the meta, sent as a number or as text.
    pub fn meta_number(&self, key: &str) -> Option<i64> {
        integer(self.meta.get(key)?)
    }
}

impl Beside for Document {
    fn fields(&self, at: &Linkage<'_>) -> Option<Fields<'_>> {
        Some(self.find(at)?.fields(self))
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
            // The answer of an upload (operation 10) has its rows here, bare.
            Some(rows @ Value::Array(_)) => Map::from_iter([(BARE.to_owned(), object(vec![("data", rows)]))]),
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

    /// The resource as a record, with what came along in `doc`; `None` where a
    /// required field is unusable.
    pub fn read<R: Read>(&self, doc: &Document) -> Option<R> {
        R::read(self.fields(doc))
    }

    fn fields<'a>(&'a self, doc: &'a Document) -> Fields<'a> {
        Fields { id: &self.id, attributes: &self.attributes, relationships: &self.relationships, beside: doc }
    }

    /// A single attribute as text.
    pub fn text(&self, name: &str) -> String {
        String::read(self.attributes.get(name).unwrap_or(&Value::Null))
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

    /// The resources that stand in a relationship themselves.
    pub fn nested(&self, name: &str) -> Vec<Resource> {
        let data = self.relationships.get(name).and_then(|it| it.get("data"));
        let rows = data.and_then(Value::as_array).into_iter().flatten();
        rows.filter_map(|row| Resource::from_value(row.clone())).collect()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absent_relationship_is_not_an_empty_one() {
        let doc = Document::parse(
            br#"{"data":{"type":"orders","id":7,"relationships":{"lines":{"data":[]},"store":{"data":null},
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
            let _ = Document::parse(text.as_bytes());
            let _ = Document::faults(text.as_bytes());
        }
        assert!(Document::parse(b"").unwrap().data.is_empty());
        assert_eq!(Document::parse(b"<html>").unwrap_err(), Unreadable);
    }

    #[test]
    fn a_fault_names_its_field_and_its_sentence() {
        let faults = Document::faults(
            br#"{"errors":[{"code":12,"title":"Too late","source":{"pointer":"/data/attributes/dueTime"}},
                {"code":"c","title":"t","detail":"d","source":{"parameter":"pageSize"}}]}"#,
        );
        assert_eq!(
            faults[0],
            Fault { code: "12".into(), message: "Too late".into(), field: Some("dueTime".into()) }
        );
        assert_eq!(faults[1].message, "d");
        assert_eq!(faults[1].field.as_deref(), Some("pageSize"));
    }
}
