//! Lists: conditions from the declared parameters, counting, sorting, paging.

use rusqlite::types::Value as Sql;
use rusqlite::Connection;
use serde_json::{json, Map, Value};

use super::load::{self, Includes, View};
use super::resource::Resource;
use crate::desk::Call;
use crate::parameters::{Parameter, Rule};
use crate::query::{Order, Page, Query};
use crate::revisions;

/// The conditions of a list, joined by AND, with their values in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conditions {
    clauses: Vec<String>,
    values: Vec<Sql>,
}

impl Conditions {
    /// The conditions of all given parameters that declare one, except those named.
    pub(crate) fn of(query: &Query, parameters: &[Parameter], except: &[&str]) -> Self {
        let mut conditions = Self::default();
        for parameter in parameters {
            if except.contains(&parameter.name) {
                continue;
            }
            let Some(given) = query.get(parameter.name) else { continue };
            match parameter.rule {
                Rule::Where(sql) => conditions.and(sql, given.to_sql()),
                Rule::AnyOf(column) => conditions.any_of(column, query.texts(parameter.name)),
                Rule::WhenTrue(sql) if query.flag(parameter.name) => conditions.and_fixed(sql),
                Rule::WhenTrue(_) | Rule::Own => {}
            }
        }
        conditions
    }

    /// Adds a condition; every `?` in it stands for the one value.
    pub(crate) fn and(&mut self, sql: &str, value: Sql) {
        self.values.push(value);
        self.clauses.push(sql.replace('?', &format!("?{}", self.values.len())));
    }

    /// The column holds one of these values.
    pub(crate) fn any_of(&mut self, column: &str, values: &[String]) {
        match values {
            [one] => self.and(&format!("{column} = ?"), Sql::Text(one.clone())),
            several => {
                let sql = format!("{column} IN (SELECT value FROM json_each(?))");
                self.and(&sql, Sql::Text(json!(several).to_string()));
            }
        }
    }

    /// Adds a condition of two values, `?a` and `?b`.
    pub(crate) fn and_pair(&mut self, sql: &str, a: Sql, b: Sql) {
        let next = self.values.len() + 1;
        self.values.extend([a, b]);
        let sql = sql.replace("?a", &format!("?{next}")).replace("?b", &format!("?{}", next + 1));
        self.clauses.push(sql);
    }

    /// Adds a condition that holds when any of several does; each has one value, its `?`.
    pub(crate) fn any(&mut self, choices: Vec<(String, String)>) {
        let mut clauses = Vec::new();
        for (sql, value) in choices {
            self.values.push(Sql::Text(value));
            clauses.push(sql.replace('?', &format!("?{}", self.values.len())));
        }
        self.clauses.push(clauses.join(" OR "));
    }

    /// Adds a condition without a value.
    pub(crate) fn and_fixed(&mut self, sql: &str) {
        self.clauses.push(sql.to_owned());
    }

    /// ` WHERE ...`, or nothing.
    pub(crate) fn sql(&self) -> String {
        if self.clauses.is_empty() {
            return String::new();
        }
        let clauses: Vec<String> = self.clauses.iter().map(|sql| format!("({sql})")).collect();
        format!(" WHERE {}", clauses.join(" AND "))
    }

    pub(crate) fn values(&self) -> &[Sql] {
        &self.values
    }

    /// What tells these conditions from all others, for remembering their figures.
    pub(crate) fn key(&self) -> String {
        format!("{} {:?}", self.sql(), self.values)
    }

    fn count(&self, connection: &Connection, table: &str) -> rusqlite::Result<i64> {
        let sql = format!("SELECT count(*) FROM {table}{}", self.sql());
        connection
            .prepare_cached(&sql)?
            .query_row(rusqlite::params_from_iter(self.values()), |row| row.get(0))
    }
}

/// A list to be answered: type, conditions, and the order when the request names none.
pub(crate) struct List<'q> {
    pub(crate) resource: &'static Resource,
    pub(crate) query: &'q Query,
    pub(crate) conditions: Conditions,
    pub(crate) usual_order: &'static str,
}

impl List<'_> {
    /// The ids of the page, in order.
    fn ids(&self, connection: &Connection) -> rusqlite::Result<Vec<String>> {
        let sql = format!(
            "SELECT CAST(id AS TEXT) FROM {}{} ORDER BY {}{}",
            self.resource.table,
            self.conditions.sql(),
            self.order(),
            window(self.query.page),
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let ids =
            statement.query_map(rusqlite::params_from_iter(self.conditions.values()), |row| row.get(0))?;
        ids.collect()
    }

    /// Every order ends in the id, so that a row never stands on two pages.
    fn order(&self) -> String {
        if self.query.orders.is_empty() {
            return self.usual_order.to_owned();
        }
        let mut parts: Vec<String> = self
            .query
            .orders
            .iter()
            .map(|Order { by, down }| format!("{}{}", by.sql, if *down { " DESC" } else { "" }))
            .collect();
        parts.push("id".to_owned());
        parts.join(", ")
    }

    /// The answer's document with `meta.page`, `meta.total`, `meta.revision` and `more`.
    pub(crate) fn document(
        &self,
        call: &Call,
        connection: &Connection,
        more: Map<String, Value>,
    ) -> rusqlite::Result<Value> {
        let table = self.resource.table;
        let key = format!("count {table}{}", self.conditions.key());
        let count = || Ok(json!(self.conditions.count(connection, table)?));
        let total = call.figures.recall(connection, key, count)?;
        let ids = self.ids(connection)?;
        let includes = Includes::from_paths(&self.query.includes);
        let loaded = load::load(connection, self.resource, &ids, &includes, View::List)?;
        let mut meta = Map::new();
        let page = self.query.page;
        meta.insert("page".to_owned(), json!({ "number": page.number, "size": page.size }));
        meta.insert("total".to_owned(), total);
        // The list of customers tells none, though it can be asked by one.
        if self.resource.name != "customers" {
            let revision = revisions::last(connection, self.resource.name)?;
            meta.insert("revision".to_owned(), json!(revision));
        }
        meta.extend(more);
        let mut document = json!({ "data": loaded.primary, "meta": meta });
        add_included(&mut document, self.query, loaded.included);
        Ok(document)
    }
}

fn window(page: Page) -> String {
    match page.size {
        None => String::new(),
        Some(size) => {
            let start = (page.number - 1).saturating_mul(size);
            format!(" LIMIT {size} OFFSET {start}")
        }
    }
}

/// The document of one resource, or `None` when there is none of that id.
pub(crate) fn detail(
    connection: &Connection,
    resource: &'static Resource,
    id: &str,
    query: &Query,
) -> rusqlite::Result<Option<Value>> {
    let includes = Includes::from_paths(&query.includes);
    let loaded = load::load(connection, resource, &[id.to_owned()], &includes, View::Detail)?;
    let Some(primary) = loaded.primary.into_iter().next() else { return Ok(None) };
    let mut document = json!({ "data": primary });
    add_included(&mut document, query, loaded.included);
    Ok(Some(document))
}

/// The document of several resources, in the order of their ids.
pub(crate) fn several(
    connection: &Connection,
    resource: &'static Resource,
    ids: &[String],
    query: &Query,
) -> rusqlite::Result<Value> {
    let includes = Includes::from_paths(&query.includes);
    let loaded = load::load(connection, resource, ids, &includes, View::Detail)?;
    let mut document = json!({ "data": loaded.primary });
    add_included(&mut document, query, loaded.included);
    Ok(document)
}

fn add_included(document: &mut Value, query: &Query, included: Vec<Value>) {
    if let (false, Some(document)) = (query.includes.is_empty(), document.as_object_mut()) {
        document.insert("included".to_owned(), Value::Array(included));
    }
}
