//! Reads resources by id, in a fixed number of queries whatever their number, and gathers what
//! the request wants included.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json::{json, Map, Value};

use super::resource::{Link, Resource, Writes};
use crate::calendar;

/// The include paths as a tree: `lines.item` is `item` under `lines`.
#[derive(Debug, Default)]
pub(crate) struct Includes(BTreeMap<String, Includes>);

impl Includes {
    pub(crate) fn from_paths(paths: &[String]) -> Self {
        let mut root = Self::default();
        for path in paths {
            let mut branch = &mut root;
            for name in path.split('.') {
                branch = branch.0.entry(name.to_owned()).or_default();
            }
        }
        root
    }
}

/// Whether a list or one resource is answered: a list names to-many relationships only when
/// they are included, a single resource names all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    List,
    Detail,
}

/// Primary resources in the order of their ids, and what was included.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) primary: Vec<Value>,
    pub(crate) included: Vec<Value>,
}

type Key = (&'static str, String);

/// Loads the resources of `ids` and their included relatives. Ids that do not exist are left out.
pub(crate) fn load(
    connection: &Connection,
    resource: &'static Resource,
    ids: &[String],
    includes: &Includes,
    view: View,
) -> rusqlite::Result<Loaded> {
    let mut shelf = Shelf { connection, order: Vec::new(), found: HashMap::new() };
    shelf.gather(resource, ids, includes, view)?;
    let mut take = |key: &Key| shelf.found.remove(key).map(Value::Object);
    let primary = ids.iter().filter_map(|id| take(&(resource.name, id.clone()))).collect();
    // What is left was met only on the way to something included.
    let included = shelf.order.iter().filter_map(take).collect();
    Ok(Loaded { primary, included })
}

struct Shelf<'c> {
    connection: &'c Connection,
    /// Keys in the order they were first met, so that answers are the same every time.
    order: Vec<Key>,
    found: HashMap<Key, Map<String, Value>>,
}

impl Shelf<'_> {
    fn gather(
        &mut self,
        resource: &'static Resource,
        ids: &[String],
        includes: &Includes,
        view: View,
    ) -> rusqlite::Result<()> {
        let list = json!(ids).to_string();
        let mut rows = self.rows(resource, &list)?;
        let mut related: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for relationship in resource.relationships {
            let included = includes.0.contains_key(relationship.name);
            let target = (relationship.target)();
            match relationship.link {
                Link::One(_) => {
                    for (_, row) in &rows {
                        let link = row.links.get(relationship.name);
                        if let (true, Some(Some(id))) = (included, link) {
                            related.entry(relationship.name).or_default().push(id.clone());
                        }
                    }
                }
                Link::Many(_) if !included && view == View::List => continue,
                Link::Many(sql) => {
                    let mut others = self.others(sql, &list)?;
                    for (id, row) in &mut rows {
                        let ids = others.remove(id).unwrap_or_default();
                        let data: Vec<Value> = ids.iter().map(|id| identifier(target.name, id)).collect();
                        row.relationships.insert(relationship.name.to_owned(), json!({ "data": data }));
                        if included {
                            related.entry(relationship.name).or_default().extend(ids);
                        }
                    }
                }
            }
        }
        for (id, row) in rows {
            self.put(resource, id, row);
        }
        for (name, branch) in &includes.0 {
            let Some(relationship) = resource.relationship(name) else { continue };
            let mut ids = related.remove(name.as_str()).unwrap_or_default();
            let mut seen = HashSet::new();
            ids.retain(|id| seen.insert(id.clone()));
            if !ids.is_empty() {
                self.gather((relationship.target)(), &ids, branch, View::List)?;
            }
        }
        Ok(())
    }

    fn rows(&self, resource: &'static Resource, list: &str) -> rusqlite::Result<Vec<(String, RowParts)>> {
        let mut statement = self.connection.prepare_cached(&row_query(resource))?;
        let rows = statement.query_map([list], |row| {
            let id: String = row.get(0)?;
            Ok((id, RowParts::read(resource, row)?))
        })?;
        rows.collect()
    }

    fn others(&self, sql: &str, list: &str) -> rusqlite::Result<HashMap<String, Vec<String>>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([list])?;
        let mut others: HashMap<String, Vec<String>> = HashMap::new();
        while let Some(row) = rows.next()? {
            others.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        Ok(others)
    }

    /// Keeps a row once; met again over another path it gains that path's relationships.
    fn put(&mut self, resource: &'static Resource, id: String, row: RowParts) {
        let key = (resource.name, id);
        if let Some(known) = self.found.get_mut(&key) {
            let relationships =
                known.entry("relationships").or_insert_with(|| Value::Object(Map::new())).as_object_mut();
            if let Some(relationships) = relationships {
                for (name, linkage) in row.relationships {
                    relationships.entry(name).or_insert(linkage);
                }
            }
            return;
        }
        let mut object = Map::new();
        object.insert("type".to_owned(), json!(resource.name));
        object.insert("id".to_owned(), json!(key.1));
        object.insert("attributes".to_owned(), Value::Object(row.attributes));
        if !resource.relationships.is_empty() {
            object.insert("relationships".to_owned(), Value::Object(row.relationships));
        }
        object.insert("links".to_owned(), json!({ "self": format!("/{}/{}", resource.name, key.1) }));
        self.order.push(key.clone());
        self.found.insert(key, object);
    }
}

struct RowParts {
    attributes: Map<String, Value>,
    relationships: Map<String, Value>,
    links: HashMap<&'static str, Option<String>>,
}

impl RowParts {
    fn read(resource: &'static Resource, row: &Row) -> rusqlite::Result<Self> {
        let mut attributes = Map::new();
        let mut column = 1;
        for attribute in resource.attributes {
            let value = write(attribute.writes, row.get_ref(column)?);
            attributes.insert(attribute.name.to_owned(), value);
            column += 1;
        }
        let mut relationships = Map::new();
        let mut links = HashMap::new();
        for relationship in resource.relationships {
            if let Link::One(_) = relationship.link {
                let id: Option<String> = row.get(column)?;
                let data = match &id {
                    Some(id) => identifier((relationship.target)().name, id),
                    None => Value::Null,
                };
                relationships.insert(relationship.name.to_owned(), json!({ "data": data }));
                links.insert(relationship.name, id);
                column += 1;
            }
        }
        Ok(Self { attributes, relationships, links })
    }
}

fn row_query(resource: &Resource) -> String {
    let mut sql = String::from("SELECT CAST(id AS TEXT)");
    for attribute in resource.attributes {
        sql.push_str(", ");
        sql.push_str(attribute.sql);
    }
    for relationship in resource.relationships {
        if let Link::One(column) = relationship.link {
            sql.push_str(", CAST(");
            sql.push_str(column);
            sql.push_str(" AS TEXT)");
        }
    }
    sql.push_str(" FROM ");
    sql.push_str(resource.table);
    sql.push_str(" WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY id");
    sql
}

fn identifier(name: &str, id: &str) -> Value {
    json!({ "type": name, "id": id })
}

fn write(writes: Writes, value: ValueRef) -> Value {
    match (writes, value) {
        (_, ValueRef::Null | ValueRef::Blob(_)) => Value::Null,
        (Writes::Flag, ValueRef::Integer(number)) => json!(number != 0),
        (Writes::Money, ValueRef::Integer(kopecks)) => decimal(kopecks, 100),
        (Writes::Quantity, ValueRef::Integer(thousandths)) => decimal(thousandths, 1_000),
        (Writes::Moment, ValueRef::Integer(moment)) => json!(calendar::write_moment(moment)),
        (_, ValueRef::Integer(number)) => json!(number),
        (_, ValueRef::Real(number)) => json!(number),
        (Writes::Json, ValueRef::Text(text)) => serde_json::from_slice(text).unwrap_or(Value::Null),
        (_, ValueRef::Text(text)) => json!(String::from_utf8_lossy(text)),
    }
}

/// A whole number stays one (`1200`), anything else is a decimal (`1200.5`).
pub(crate) fn decimal(parts: i64, of: i64) -> Value {
    if parts % of == 0 {
        json!(parts / of)
    } else {
        json!(parts as f64 / of as f64)
    }
}
