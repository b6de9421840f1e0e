//! What requests may say: a schema for each shape.

use std::collections::BTreeMap;

use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::schema::{any_of, identifier, list_of, list_or_null, object, or_null, refer, taken, typed, Any};
use crate::jsonapi::form::{Empty, Takes};
use crate::jsonapi::shape::{Part, Shape};
use crate::operations::{Operation, Sends};

/// Schemas by name.
pub(super) type Schemas = BTreeMap<String, Any>;

/// For what a shape is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Create,
    /// What is not spoken of stays.
    Change,
    /// Inside another resource, where it may also be named by its id alone.
    Nested,
}

impl Purpose {
    fn suffix(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Change => "change",
            Self::Nested => "nested",
        }
    }
}

/// The schema of an operation's body; shapes are added to the schemas.
pub(super) fn body(operation: &Operation, schemas: &mut Schemas) -> Option<Any> {
    let purpose =
        if operation.method == axum::http::Method::PATCH { Purpose::Change } else { Purpose::Create };
    let (data, shape) = match operation.sends {
        Sends::Nothing => return None,
        Sends::Ids(kind) => (list_of(identifier(kind)).min_items(Some(1)).into(), None),
        Sends::One(shape) => (add(shape, purpose, false, schemas), Some(shape)),
        Sends::Many(shape) => {
            let row = add(shape, purpose, purpose == Purpose::Change, schemas);
            (list_of(row).min_items(Some(1)).into(), Some(shape))
        }
        Sends::OneOrMany(shape) => {
            let row = add(shape, purpose, false, schemas);
            (any_of([row.clone(), list_of(row).min_items(Some(1)).into()]), Some(shape))
        }
    };
    let mut document = object(false).property("data", data).required("data");
    let mut brought = Vec::new();
    if let Some(shape) = shape {
        nested(shape, &mut brought);
    }
    if !brought.is_empty() {
        let choices = brought.into_iter().map(|shape| refer(&name(shape, Purpose::Nested)));
        document = document.property("included", list_of(any_of(choices)));
    }
    Some(document.into())
}

/// The shapes nested in a shape, at any depth.
fn nested(shape: &Shape, found: &mut Vec<&'static Shape>) {
    for also in shape.others() {
        if let Part::Nested(inner) | Part::NestedMany(inner) = also.part {
            if !found.iter().any(|known| known.name == inner.name) {
                found.push(inner);
                nested(inner, found);
            }
        }
    }
}

fn name(shape: &Shape, purpose: Purpose) -> String {
    format!("{}-{}", shape.name, purpose.suffix())
}

/// Adds the schema of a shape and of those nested in it; answers where it is.
fn add(shape: &'static Shape, purpose: Purpose, by_id: bool, schemas: &mut Schemas) -> Any {
    let mut key = name(shape, purpose);
    if by_id {
        key.push_str("-row");
    }
    if !schemas.contains_key(&key) {
        let schema = resource(shape, purpose, by_id || shape.by_id, schemas);
        schemas.insert(key.clone(), schema);
    }
    refer(&key)
}

/// Properties, and which of them are needed.
struct Members {
    object: ObjectBuilder,
    any: bool,
    needed: bool,
}

impl Members {
    fn new() -> Self {
        Self { object: object(true), any: false, needed: false }
    }

    fn add(&mut self, name: &str, schema: Any, needed: bool) {
        let object = std::mem::take(&mut self.object).property(name, schema);
        self.object = if needed { object.required(name) } else { object };
        self.any = true;
        self.needed |= needed;
    }
}

fn resource(shape: &'static Shape, purpose: Purpose, by_id: bool, schemas: &mut Schemas) -> Any {
    let (mut attributes, mut relationships) = (Members::new(), Members::new());
    for field in shape.form {
        let filled = matches!(field.empty, Empty::Needed);
        let needed = filled && purpose == Purpose::Create;
        match field.takes {
            Takes::Link(target) => {
                let linkage = or_null(identifier(target.kind), !filled);
                relationships.add(field.name, linked(linkage), needed);
            }
            takes => attributes.add(field.name, taken(takes, !filled), needed),
        }
    }
    for also in shape.others() {
        let null = !also.needed;
        match also.part {
            Part::Attribute(takes) => attributes.add(also.name, taken(takes, null), also.needed),
            Part::List(takes) => attributes.add(also.name, list_of(taken(takes, false)).into(), also.needed),
            Part::OneOrList(takes) => {
                let choices = any_of([taken(takes, null), list_of(taken(takes, false)).into()]);
                attributes.add(also.name, choices, also.needed);
            }
            Part::One(target) => {
                relationships.add(also.name, linked(or_null(identifier(target.kind), null)), also.needed);
            }
            Part::Many(target) => {
                relationships.add(also.name, linked(list_or_null(identifier(target.kind)).into()), false);
            }
            Part::Nested(inner) => {
                let inner = add(inner, Purpose::Nested, false, schemas);
                relationships.add(also.name, linked(or_null(inner, null)), also.needed);
            }
            Part::NestedMany(inner) => {
                let inner = add(inner, Purpose::Nested, false, schemas);
                relationships.add(also.name, linked(list_or_null(inner).into()), false);
            }
        }
    }
    let mut object = object(false)
        .property("type", super::schema::fixed(shape.kind))
        .property("id", typed(Type::String, false))
        .required("type");
    if by_id {
        object = object.required("id");
    }
    if purpose == Purpose::Nested {
        object = object.property("lid", typed(Type::String, false));
    }
    for (name, members) in [("attributes", attributes), ("relationships", relationships)] {
        if members.any {
            object = object.property(name, members.object);
            if members.needed && purpose != Purpose::Nested {
                object = object.required(name);
            }
        }
    }
    object.into()
}

fn linked(linkage: Any) -> Any {
    object(false).property("data", linkage).required("data").into()
}
