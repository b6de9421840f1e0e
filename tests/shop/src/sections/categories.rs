//! Categories: the tree as a list (50), made (51), put away (52), changed (53).

use rusqlite::Connection;
use serde_json::{json, Map};

use super::dictionary::new_id;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::body::Sent;
use crate::jsonapi::columns::Columns;
use crate::jsonapi::fields::{exists, Fields, CATEGORY, GROUP, IMAGE};
use crate::jsonapi::form::{self, field, Empty, Field, Mode, Takes, TITLE};
use crate::jsonapi::list::{self, Conditions, List};
use crate::jsonapi::shape::{shape, Shape};
use crate::parameters::{any_of, sort, Parameter, Reads, Sort};
use crate::refusal::{Fault, Refusal};
use crate::resources::catalog::CATEGORIES;
use crate::revisions;

/// The reference names none; a live client sends this one.
pub(crate) const PARAMETERS: &[Parameter] = &[any_of("filter[group]", Reads::Texts, "group_id")];

pub(crate) const INCLUDES: &[&str] = &["parent", "group", "image"];

pub(crate) const SORTS: &[Sort] = &[sort("title", "title"), sort("revision", "revision")];

const FORM: &[Field] = &[
    TITLE,
    field("status", "status", Takes::Choice(&["on", "off"]), Empty::Text("on")),
    field("color", "color", Takes::Text(6), Empty::Text("8A8F98")),
    field("parent", "parent_id", Takes::Link(&CATEGORY), Empty::Null),
    field("group", "group_id", Takes::Link(&GROUP), Empty::Null),
    field("image", "image_id", Takes::Link(&IMAGE), Empty::Null),
];

pub(crate) static SHAPE: Shape = shape("categories").form(FORM);

/// Operation 50: parents before their children.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let list = List {
        resource: &CATEGORIES,
        query: &call.query,
        conditions: Conditions::of(&call.query, PARAMETERS, &[]),
        usual_order: "json_array_length(path_ids), title, id",
    };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}

/// Operation 51, documented as 200; a child without a group gets its parent's.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let mut fields = Fields::new(Sent::primary(call.body.as_ref(), "categories", None)?, "/data");
    let id = new_id(&mut fields, connection, "categories", "/data")?;
    let mut columns = read(fields, connection, Mode::Create)?;
    columns.set("id", id.clone());
    columns.set("path", "[]".to_owned());
    columns.set("path_ids", "[]".to_owned());
    columns.set("revision", revisions::next(connection, "categories")?);
    columns.insert(connection, "categories")?;
    settle(connection)?;
    answer(call, connection, &id)
}

/// Operation 53.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    if !exists(connection, "categories", id)? {
        return Err(Refusal::not_found("category", id));
    }
    let fields = Fields::new(Sent::primary(call.body.as_ref(), "categories", Some(id))?, "/data");
    let mut columns = read(fields, connection, Mode::Change)?;
    if let Some(parent) = columns.text("parent_id") {
        let below: bool = connection
            .prepare_cached(
                "WITH RECURSIVE above (id) AS (
                   SELECT ?1 UNION SELECT c.parent_id FROM categories c JOIN above ON c.id = above.id
                 ) SELECT ?2 IN (SELECT id FROM above WHERE id IS NOT NULL)",
            )?
            .query_row((parent, id), |row| row.get(0))?;
        if below {
            let detail = "A category cannot stand below itself.";
            let pointer = "/data/relationships/parent";
            return Err(Fault::invalid("category-below-itself", pointer, detail).into());
        }
    }
    columns.set("revision", revisions::next(connection, "categories")?);
    columns.update(connection, "categories", id)?;
    settle(connection)?;
    answer(call, connection, id)
}

/// Operation 52: only an empty category is put away; it stays visible, for those who sync.
pub(crate) fn delete(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let id = call.id();
    if !exists(connection, "categories", id)? {
        return Err(Refusal::not_found("category", id));
    }
    let held: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM categories WHERE parent_id = ?1 AND deleted = 0)
                 OR EXISTS (SELECT 1 FROM inventory_items WHERE category_id = ?1 AND added = 1)",
        )?
        .query_row([id], |row| row.get(0))?;
    if held {
        let detail = "The category still holds items or categories.";
        return Err(Fault::new(400, "category-not-empty", "Not possible.", detail).into());
    }
    let revision = revisions::next(connection, "categories")?;
    connection
        .prepare_cached("UPDATE categories SET deleted = 1, revision = ?2 WHERE id = ?1")?
        .execute((id, revision))?;
    Ok(Answer::empty())
}

fn read(mut fields: Fields, connection: &Connection, mode: Mode) -> Result<Columns, Refusal> {
    let mut columns = Columns::default();
    form::read(FORM, &mut fields, connection, &mut columns, mode)?;
    if let Some(color) = columns.text("color") {
        if color.len() != 6 || !color.chars().all(|digit| digit.is_ascii_hexdigit()) {
            let detail = format!("\"{color}\" is no colour: six hexadecimal digits are needed.");
            fields.fault("color", "bad-color", detail);
        }
    }
    fields.done()?;
    Ok(columns)
}

/// The answers to writes bring the group along.
fn answer(call: &Call, connection: &Connection, id: &str) -> Result<Answer, Refusal> {
    let mut query = call.query.clone();
    if query.includes.is_empty() {
        query.includes.push("group".to_owned());
    }
    match list::detail(connection, &CATEGORIES, id, &query)? {
        Some(document) => Ok(Answer::ok(document)),
        None => Err(Refusal::not_found("category", id)),
    }
}

/// One category as its place in the tree follows from its ancestors.
struct Node {
    id: String,
    title: String,
    path: String,
    path_ids: String,
    group: Option<String>,
}

/// The ancestors of a category, root first, and the group it inherits.
#[derive(Default)]
struct Above {
    titles: Vec<String>,
    ids: Vec<String>,
    group: Option<String>,
}

/// Brings paths and inherited groups in line with the tree, from the roots down.
fn settle(connection: &Connection) -> Result<(), Refusal> {
    let below_root = |node| (node, Above::default());
    let mut waiting: Vec<(Node, Above)> = children(connection, None)?.into_iter().map(below_root).collect();
    while let Some((node, above)) = waiting.pop() {
        let own_group = node.group.clone().or(above.group);
        let (path, path_ids) = (json!(above.titles).to_string(), json!(above.ids).to_string());
        if node.path != path || node.path_ids != path_ids || node.group != own_group {
            let revision = revisions::next(connection, "categories")?;
            connection
                .prepare_cached(
                    "UPDATE categories SET path = ?2, path_ids = ?3, group_id = ?4, revision = ?5 WHERE id = ?1",
                )?
                .execute((&node.id, path, path_ids, &own_group, revision))?;
        }
        for child in children(connection, Some(&node.id))? {
            let (mut titles, mut ids) = (above.titles.clone(), above.ids.clone());
            titles.push(node.title.clone());
            ids.push(node.id.clone());
            waiting.push((child, Above { titles, ids, group: own_group.clone() }));
        }
    }
    Ok(())
}

fn children(connection: &Connection, parent: Option<&str>) -> rusqlite::Result<Vec<Node>> {
    connection
        .prepare_cached(
            "SELECT id, title, path, path_ids, group_id FROM categories WHERE parent_id IS ?1 ORDER BY id",
        )?
        .query_map([parent], |row| {
            Ok(Node {
                id: row.get(0)?,
                title: row.get(1)?,
                path: row.get(2)?,
                path_ids: row.get(3)?,
                group: row.get(4)?,
            })
        })?
        .collect()
}
