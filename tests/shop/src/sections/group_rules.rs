//! What bonus groups and discount groups have in common: rules by category, the period in which
//! they hold, and a page that stands in the meta itself.

use rusqlite::Connection;
use serde_json::Value;

use super::dictionary::next_number;
use crate::jsonapi::body::Sent;
use crate::jsonapi::fields::{exists, Fields, CATEGORY};
use crate::jsonapi::form::{field, Empty, Field, Takes};
use crate::refusal::{Fault, Refusal};

/// Roubles a customer has to have spent.
pub(super) const ENTRY_AMOUNT: Field =
    field("entryAmount", "entry_amount", Takes::Whole(0, 1_000_000_000), Empty::Number(0));
pub(super) const PRIVATE: Field = field("private", "private", Takes::Flag, Empty::Number(0));
/// New customers enter it.
pub(super) const ON_ENTRY: Field =
    field("activateOnEntry", "activate_on_entry", Takes::Flag, Empty::Number(0));
pub(super) const STATUS: Field =
    field("status", "status", Takes::Choice(&["on", "off", "deleted"]), Empty::Text("on"));
pub(super) const VALID_FROM: Field = field("validFrom", "valid_from", Takes::Moment, Empty::Null);
pub(super) const VALID_TO: Field = field("validTo", "valid_to", Takes::Moment, Empty::Null);

/// The rules of a kind of group: a percentage for a category, or for all where none is named.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) kind: &'static str,
    pub(super) table: &'static str,
    pub(super) attribute: &'static str,
    pub(super) column: &'static str,
}

impl Rules {
    /// Replaces the rules of a group when the request brings some; they come nested.
    pub(super) fn set(&self, connection: &Connection, group: &str, sent: Sent) -> Result<(), Refusal> {
        let mut fields = Fields::new(sent, "/data");
        let Some(linkage) = fields.array("rules") else { return fields.done() };
        let (table, column) = (self.table, self.column);
        let mut kept = Vec::new();
        for (number, value) in linkage.iter().enumerate() {
            let path = format!("rules/data/{number}");
            let Some(rule) = Sent::nested(value, sent.included).filter(|it| it.kind() == self.kind) else {
                fields.relationship_fault(&path, "wrong-type", format!("The type must be {}.", self.kind));
                continue;
            };
            let mut own = Fields::new(rule, &format!("/data/relationships/{path}"));
            let rate = own.whole(self.attribute, 0, 100);
            let category = own.one(connection, "category", &CATEGORY)?;
            let known = match rule.id() {
                Some(id) if exists(connection, table, &id)? => Some(id),
                _ => None,
            };
            if rate.is_none() && known.is_none() && own.faults.is_empty() {
                own.fault(self.attribute, "required", format!("{} is needed.", self.attribute));
            }
            fields.faults.append(&mut own.faults);
            let id = match known {
                Some(id) => id,
                None => {
                    let id = next_number(connection, table)?;
                    let sql = format!("INSERT INTO {table} (id, group_id, {column}) VALUES (?1, ?2, 0)");
                    connection.prepare_cached(&sql)?.execute((&id, group))?;
                    id
                }
            };
            let sql =
                format!("UPDATE {table} SET group_id = ?2, {column} = coalesce(?3, {column}) WHERE id = ?1");
            connection.prepare_cached(&sql)?.execute((&id, group, rate))?;
            if let Some(category) = category {
                let sql = format!("UPDATE {table} SET category_id = ?2 WHERE id = ?1");
                connection.prepare_cached(&sql)?.execute((&id, category))?;
            }
            kept.push(id);
        }
        fields.done()?;
        let kept = serde_json::json!(kept).to_string();
        let sql = format!(
            "DELETE FROM {table} WHERE group_id = ?1 AND id NOT IN (SELECT value FROM json_each(?2))"
        );
        connection.prepare_cached(&sql)?.execute((group, kept))?;
        Ok(())
    }
}

/// Refuses a group that would end before it begins.
pub(super) fn check_period(connection: &Connection, table: &str, id: &str) -> Result<(), Refusal> {
    let sql = format!("SELECT coalesce(valid_to < valid_from, 0) FROM {table} WHERE id = ?1");
    let backwards: bool = connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?;
    if backwards {
        let detail = "validTo is before validFrom.";
        return Err(Fault::invalid("period-ends-before-it-begins", "/data/attributes/validTo", detail).into());
    }
    Ok(())
}

/// Puts the page's number and size into the meta itself, as these lists answer them.
pub(super) fn flat_page(document: &mut Value) {
    let Some(meta) = document.get_mut("meta").and_then(Value::as_object_mut) else { return };
    if let Some(Value::Object(page)) = meta.remove("page") {
        for (name, flat) in [("number", "pageNumber"), ("size", "pageSize")] {
            meta.insert(flat.to_owned(), page.get(name).cloned().unwrap_or(Value::Null));
        }
    }
}
