//! The primary resource of a request body and what stands around it.

use serde_json::{Map, Value};

use crate::refusal::{code, Fault, Refusal};

/// As many rows as one bulk write may hold.
const MOST_ROWS: usize = 1_000;

/// A resource object of a request, wherever in the body it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sent<'b> {
    object: &'b Map<String, Value>,
    /// Resources the request brought along, for relationships that only name an id.
    pub(crate) included: &'b [Value],
}

impl<'b> Sent<'b> {
    /// The primary resource; its type, and its id when the path names one, must be right.
    pub(crate) fn primary(body: Option<&'b Value>, kind: &str, id: Option<&str>) -> Result<Self, Refusal> {
        let object = body.and_then(|body| body.get("data")).and_then(Value::as_object);
        let Some(object) = object else {
            let detail = "The body needs one resource object in \"data\".";
            return Err(bad_resource(detail).at("/data").into());
        };
        let included = body.and_then(|body| body.get("included")).and_then(Value::as_array);
        let sent = Self { object, included: included.map_or(&[], Vec::as_slice) };
        match object.get("type").and_then(Value::as_str) {
            Some(given) if given == kind => {}
            given => {
                let detail = format!("The type must be \"{kind}\", not \"{}\".", given.unwrap_or(""));
                return Err(conflict(detail).at("/data/type").into());
            }
        }
        match (sent.id(), id) {
            (Some(given), Some(id)) if given != id => {
                let detail = format!("The body speaks of {given}, the path of {id}.");
                Err(conflict(detail).at("/data/id").into())
            }
            _ => Ok(sent),
        }
    }

    /// The primary resources of a bulk write, in order; one object alone counts as a list of one.
    /// All must be of this type.
    pub(crate) fn rows(body: Option<&'b Value>, kind: &str) -> Result<Vec<Self>, Refusal> {
        let rows = match body.and_then(|body| body.get("data")) {
            Some(Value::Array(rows)) => rows.as_slice(),
            Some(one @ Value::Object(_)) => std::slice::from_ref(one),
            _ => &[],
        };
        if rows.is_empty() {
            let detail = "The body needs a list of resource objects in \"data\".";
            return Err(bad_resource(detail).at("/data").into());
        }
        if rows.len() > MOST_ROWS {
            let detail = format!("At most {MOST_ROWS} resources at once, {} were sent.", rows.len());
            return Err(Fault::invalid("too-many", "/data", detail).into());
        }
        let included = body.and_then(|body| body.get("included")).and_then(Value::as_array);
        let included = included.map_or(&[][..], Vec::as_slice);
        let mut sent = Vec::with_capacity(rows.len());
        let mut faults = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            match row.as_object() {
                None => {
                    let fault = bad_resource("A resource object is needed.");
                    faults.push(fault.at(&format!("/data/{number}")));
                }
                Some(object) if object.get("type").and_then(Value::as_str) != Some(kind) => {
                    let fault = conflict(format!("The type must be \"{kind}\"."));
                    faults.push(fault.at(&format!("/data/{number}/type")));
                }
                Some(object) => sent.push(Self { object, included }),
            }
        }
        Refusal::unless_empty(faults)?;
        Ok(sent)
    }

    /// A resource object nested in a relationship. When it only names an id, its attributes
    /// and relationships are looked for in `included`.
    pub(crate) fn nested(value: &'b Value, included: &'b [Value]) -> Option<Self> {
        let object = value.as_object()?;
        if object.contains_key("attributes") || object.contains_key("relationships") {
            return Some(Self { object, included });
        }
        let same =
            |other: &&Value| ["type", "id", "lid"].iter().all(|name| other.get(name) == object.get(*name));
        let full = included.iter().find(same).and_then(Value::as_object).unwrap_or(object);
        Some(Self { object: full, included })
    }

    /// The id; the live API also takes numbers where ids are decimal.
    pub(crate) fn id(&self) -> Option<String> {
        match self.object.get("id")? {
            Value::String(id) if !id.is_empty() => Some(id.clone()),
            Value::Number(id) => Some(id.to_string()),
            _ => None,
        }
    }

    pub(crate) fn kind(&self) -> &'b str {
        self.object.get("type").and_then(Value::as_str).unwrap_or("")
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&'b Value> {
        self.object.get("attributes")?.get(name)
    }

    pub(crate) fn has_attributes(&self) -> bool {
        self.object.get("attributes").is_some_and(Value::is_object)
    }

    /// The linkage of a relationship: `None` when the request does not speak of it.
    pub(crate) fn relationship(&self, name: &str) -> Option<&'b Value> {
        self.object.get("relationships")?.get(name)?.get("data")
    }
}

fn bad_resource(detail: &str) -> Fault {
    Fault::new(400, code::BAD_RESOURCE, "Bad resource.", detail)
}

/// A 409 with the live API's code.
pub(crate) fn conflict(detail: String) -> Fault {
    Fault::new(409, code::CONFLICT, "Conflict.", detail)
}
