//! What answers hold: a schema for each resource type, declared or made by hand.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::requests::Schemas;
use super::schema::{any_of, fixed, identifier, list_of, object, or_null, refer, typed, written, Any};
use crate::db::SCHEMA;
use crate::jsonapi::resource::{Link, Resource};
use crate::jsonapi::shape::{Figure, Made};
use crate::operations::{Answers, Operation};

/// Which columns are never null, by table: what the data base itself says of them.
pub(super) struct Filled(BTreeMap<String, BTreeSet<String>>);

impl Filled {
    /// Asks an empty data base. Where it cannot be asked, every value may be null.
    pub(super) fn of_schema() -> Self {
        Self(Self::read().unwrap_or_default())
    }

    fn read() -> rusqlite::Result<BTreeMap<String, BTreeSet<String>>> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(SCHEMA)?;
        let mut statement = connection.prepare(
            "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
             WHERE t.type = 'table' AND (c.\"notnull\" = 1 OR c.pk > 0)",
        )?;
        let mut filled: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            filled.entry(row.get(0)?).or_default().insert(row.get(1)?);
        }
        Ok(filled)
    }

    fn may_be_null(&self, table: &str, sql: &str) -> bool {
        !self.0.get(table).is_some_and(|columns| columns.contains(sql))
    }
}

/// The schema's name of a type; two types that share a name differ in their tables.
fn name(resource: &Resource) -> String {
    let table = resource.table.replace('_', "-");
    if table.ends_with(resource.name) {
        table
    } else {
        resource.name.to_owned()
    }
}

/// Adds the schema of a type and of all that it leads to.
fn add(resource: &'static Resource, filled: &Filled, schemas: &mut Schemas) -> Any {
    let key = name(resource);
    if !schemas.contains_key(&key) {
        schemas.insert(key.clone(), declared(resource, filled));
        for relationship in resource.relationships {
            add((relationship.target)(), filled, schemas);
        }
    }
    refer(&key)
}

fn declared(resource: &Resource, filled: &Filled) -> Any {
    let mut attributes = object(true);
    for attribute in resource.attributes {
        let null = filled.may_be_null(resource.table, attribute.sql);
        attributes =
            attributes.property(attribute.name, written(attribute.writes, null)).required(attribute.name);
    }
    let mut object = start(resource.name).property("attributes", attributes).required("attributes");
    if !resource.relationships.is_empty() {
        object = object.property("relationships", relationships(resource, filled)).required("relationships");
    }
    object.into()
}

/// To-one relationships are always there; to-many ones when they are included or one resource
/// is answered.
fn relationships(resource: &Resource, filled: &Filled) -> ObjectBuilder {
    let mut members = object(true);
    for relationship in resource.relationships {
        let to = identifier((relationship.target)().name);
        members = match relationship.link {
            Link::One(sql) => {
                let null = filled.may_be_null(resource.table, sql);
                members.property(relationship.name, linked(or_null(to, null))).required(relationship.name)
            }
            Link::Many(_) => members.property(relationship.name, linked(list_of(to).into())),
        };
    }
    members
}

fn start(kind: &str) -> ObjectBuilder {
    object(false)
        .property("type", fixed(kind))
        .property("id", typed(Type::String, false))
        .property("links", object(false).property("self", typed(Type::String, false)))
        .required("type")
        .required("id")
}

fn linked(linkage: Any) -> Any {
    object(false).property("data", linkage).required("data").into()
}

fn add_made(made: &Made, filled: &Filled, schemas: &mut Schemas) -> Any {
    let key = made.kind.to_owned();
    let mut attributes = object(true);
    for figure in made.attributes {
        attributes = member(attributes, figure);
    }
    let mut object = start(made.kind).property("attributes", attributes).required("attributes");
    if !made.about.is_empty() {
        let mut members = super::schema::object(true);
        for (name, target) in made.about {
            let target = target();
            add(target, filled, schemas);
            members = members.property(*name, linked(or_null(identifier(target.name), true))).required(*name);
        }
        object = object.property("relationships", members).required("relationships");
    }
    schemas.insert(key.clone(), object.into());
    refer(&key)
}

fn member(object: ObjectBuilder, figure: &Figure) -> ObjectBuilder {
    let object = object.property(figure.name, written(figure.writes, figure.or_null));
    if figure.sometimes {
        object
    } else {
        object.required(figure.name)
    }
}

/// The schema of an operation's answer; types are added to the schemas.
pub(super) fn document(operation: &Operation, filled: &Filled, schemas: &mut Schemas) -> Any {
    let (data, listed) = match operation.answers {
        Answers::Nothing => return object(true).into(),
        Answers::One(resource) => (add(resource(), filled, schemas), false),
        Answers::Many(resource) => (list_of(add(resource(), filled, schemas)).into(), true),
        Answers::OneOrMany(resource) => {
            let row = add(resource(), filled, schemas);
            (any_of([row.clone(), list_of(row).into()]), false)
        }
        Answers::Figure(made) => (add_made(made, filled, schemas), false),
        Answers::Figures(made) => (list_of(add_made(made, filled, schemas)).into(), true),
    };
    let mut document = object(true).property("data", data).required("data");
    let included = included(operation);
    if !included.is_empty() {
        let choices = included.iter().map(|name| refer(name));
        document = document.property("included", list_of(any_of(choices)));
    }
    let meta = meta(operation, listed);
    if let Some(meta) = meta {
        document = document.property("meta", meta).required("meta");
    }
    document.into()
}

/// Names of the types an answer may bring along.
fn included(operation: &Operation) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let root = match operation.answers {
        Answers::One(resource) | Answers::Many(resource) | Answers::OneOrMany(resource) => resource(),
        Answers::Figure(made) | Answers::Figures(made) => {
            for (name_of, target) in made.about {
                names.insert(name(target()));
                for path in operation.includes {
                    if let Some(below) = path.strip_prefix(name_of).and_then(|it| it.strip_prefix('.')) {
                        follow(target(), below, &mut names);
                    }
                }
            }
            return names;
        }
        Answers::Nothing => return names,
    };
    for path in operation.includes {
        follow(root, path, &mut names);
    }
    names
}

/// Walks an include path and notes the type at each step.
fn follow(root: &'static Resource, path: &str, names: &mut BTreeSet<String>) {
    let mut at = root;
    for step in path.split('.') {
        let Some(relationship) = at.relationship(step) else { return };
        at = (relationship.target)();
        names.insert(name(at));
    }
}

/// Page, total and revision of a list, and what the operation tells beside them.
fn meta(operation: &Operation, listed: bool) -> Option<ObjectBuilder> {
    let pages = listed && operation.has_pages();
    if !pages && operation.tells.is_empty() {
        return None;
    }
    let mut meta = object(true);
    if pages {
        let number = || typed(Type::Integer, false);
        let size = typed(Type::Integer, true).description(Some("Null: the list is whole."));
        meta = if operation.flat_page {
            meta.property("pageNumber", number()).property("pageSize", size)
        } else {
            let page = object(true).property("number", number()).property("size", size);
            meta.property("page", page.required("number").required("size"))
        };
        meta = meta.property("total", number()).required("total").property("revision", number());
    }
    Some(operation.tells.iter().fold(meta, member))
}
