//! Reads attributes and relationships of a sent resource with the live API's lenience, and
//! collects every fault with its pointer, so that a form can show all of them at once.

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use super::body::Sent;
use crate::calendar;
use crate::phone;
use crate::query::read_flag;
use crate::refusal::{Fault, Refusal};

/// What a request says of a field: nothing, that it is empty, or its value.
pub(crate) type Said<T> = Option<Option<T>>;

/// One sent resource being read.
pub(crate) struct Fields<'b> {
    sent: Sent<'b>,
    base: String,
    pub(crate) faults: Vec<Fault>,
}

impl<'b> Fields<'b> {
    /// `base` is the pointer of the resource object, such as `/data`.
    pub(crate) fn new(sent: Sent<'b>, base: &str) -> Self {
        Self { sent, base: base.to_owned(), faults: Vec::new() }
    }

    pub(crate) fn sent(&self) -> Sent<'b> {
        self.sent
    }

    /// Notes a fault of an attribute.
    pub(crate) fn fault(&mut self, attribute: &str, code: &'static str, detail: String) {
        let pointer = format!("{}/attributes/{attribute}", self.base);
        self.faults.push(Fault::invalid(code, &pointer, detail));
    }

    /// Notes a fault of a relationship (`lines`, or `lines/data/0`).
    pub(crate) fn relationship_fault(&mut self, path: &str, code: &'static str, detail: String) {
        let pointer = format!("{}/relationships/{path}", self.base);
        self.faults.push(Fault::invalid(code, &pointer, detail));
    }

    fn unreadable(&mut self, attribute: &str, wanted: &str) {
        let pointer = format!("{}/attributes/{attribute}", self.base);
        let fault = Fault::unreadable(format!("{attribute} must be {wanted}."));
        self.faults.push(fault.at(&pointer));
    }

    /// Ends the reading: refuses when anything was wrong.
    pub(crate) fn done(self) -> Result<(), Refusal> {
        Refusal::unless_empty(self.faults)
    }

    /// What the request says of an attribute, unread.
    pub(crate) fn said(&self, name: &str) -> Said<&'b Value> {
        let value = self.sent.attribute(name)?;
        Some((!value.is_null()).then_some(value))
    }

    /// A text of at most `longest` characters.
    pub(crate) fn text(&mut self, name: &str, longest: usize) -> Said<String> {
        let Some(value) = self.said(name)? else { return Some(None) };
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => {
                self.unreadable(name, "a text");
                return None;
            }
        };
        let length = text.chars().count();
        if length > longest {
            let detail = format!("{name} holds at most {longest} characters, {length} were sent.");
            self.fault(name, "too-long", detail);
            return None;
        }
        Some(Some(text))
    }

    /// A phone number, as the digits it is kept as; the empty text is none.
    pub(crate) fn phone(&mut self, name: &str) -> Option<String> {
        let text = self.text(name, 50)??;
        if text.trim().is_empty() {
            return Some(String::new());
        }
        let digits = phone::national(&text);
        if digits.is_none() {
            self.fault(name, "bad-phone", phone::complaint(&text));
        }
        digits
    }

    /// One of the named words.
    pub(crate) fn choice(&mut self, name: &str, choices: &[&str]) -> Said<String> {
        let Some(text) = self.text(name, 100)? else { return Some(None) };
        if !choices.contains(&text.as_str()) {
            let detail = format!("{name} is one of {}, not \"{text}\".", choices.join(", "));
            self.fault(name, "unknown-choice", detail);
            return None;
        }
        Some(Some(text))
    }

    pub(crate) fn flag(&mut self, name: &str) -> Option<bool> {
        match self.said(name)?? {
            Value::Bool(flag) => Some(*flag),
            Value::String(text) => Some(read_flag(text)),
            Value::Number(number) => Some(number.as_f64() == Some(1.0)),
            _ => {
                self.unreadable(name, "true or false");
                None
            }
        }
    }

    /// A whole number between two others.
    pub(crate) fn whole(&mut self, name: &str, least: i64, most: i64) -> Option<i64> {
        let number = match self.said(name)?? {
            Value::Number(number) => {
                number.as_i64().or_else(|| number.as_f64().filter(|it| it.fract() == 0.0).map(|it| it as i64))
            }
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        match number {
            None => {
                self.unreadable(name, "a whole number");
                None
            }
            Some(number) if !(least..=most).contains(&number) => {
                let detail = format!("{name} is between {least} and {most}, not {number}.");
                self.fault(name, "out-of-range", detail);
                None
            }
            some => some,
        }
    }

    /// A decimal of at least 0, in parts of a whole (100 for kopecks, 1000 for thousandths).
    pub(crate) fn decimal(&mut self, name: &str, parts: f64) -> Option<i64> {
        let value = self.said(name)??;
        let number = match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().replace(',', ".").parse().ok(),
            _ => None,
        };
        let scaled = number.filter(|number| number.is_finite()).map(|number| number * parts);
        match scaled {
            None => {
                self.unreadable(name, "a number");
                None
            }
            Some(scaled) if scaled < 0.0 => {
                self.fault(name, "negative", format!("{name} must not be negative."));
                None
            }
            Some(scaled) if scaled > 1e15 => {
                self.fault(name, "too-large", format!("{name} is too large."));
                None
            }
            Some(scaled) => Some(scaled.round() as i64),
        }
    }

    /// A date-time with an offset, in seconds.
    pub(crate) fn moment(&mut self, name: &str) -> Said<i64> {
        let Some(value) = self.said(name)? else { return Some(None) };
        match value.as_str().map(calendar::read_moment) {
            Some(Some((moment, _))) => Some(Some(moment)),
            _ => {
                self.unreadable(name, "a date-time like 2026-03-08T10:00:00Z");
                None
            }
        }
    }

    /// A day, as `YYYY-MM-DD`. Clients also send date-times here; the shop's day is taken.
    pub(crate) fn day(&mut self, name: &str) -> Option<String> {
        let text = self.said(name)??.as_str().unwrap_or("");
        let day = calendar::read_day(text)
            .or_else(|| calendar::read_moment(text).map(|(moment, _)| calendar::shop_day(moment)));
        if day.is_none() {
            self.unreadable(name, "a date like 2026-03-08");
        }
        day.map(|day| day.to_string())
    }

    /// A to-one relationship to a row that exists.
    pub(crate) fn one(
        &mut self,
        connection: &Connection,
        name: &str,
        target: &Target,
    ) -> Result<Said<String>, Refusal> {
        let Some(linkage) = self.sent.relationship(name) else { return Ok(None) };
        if linkage.is_null() {
            return Ok(Some(None));
        }
        let id = self.target(connection, name, linkage, target)?;
        Ok(id.map(Some))
    }

    /// A to-many relationship to rows that exist.
    pub(crate) fn many(
        &mut self,
        connection: &Connection,
        name: &str,
        target: &Target,
    ) -> Result<Option<Vec<String>>, Refusal> {
        let Some(linkage) = self.array(name) else { return Ok(None) };
        let mut ids = Vec::new();
        for (index, linkage) in linkage.iter().enumerate() {
            let path = format!("{name}/data/{index}");
            if let Some(id) = self.target(connection, &path, linkage, target)? {
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
        Ok(Some(ids))
    }

    /// The linkage of a to-many relationship; null counts as the empty set.
    pub(crate) fn array(&mut self, name: &str) -> Option<&'b [Value]> {
        match self.sent.relationship(name)? {
            Value::Array(linkage) => Some(linkage),
            Value::Null => Some(&[]),
            _ => {
                self.relationship_fault(name, "not-a-list", format!("{name} must be a list."));
                None
            }
        }
    }

    fn target(
        &mut self,
        connection: &Connection,
        path: &str,
        linkage: &'b Value,
        target: &Target,
    ) -> Result<Option<String>, Refusal> {
        let Some(sent) = Sent::nested(linkage, &[]) else {
            self.relationship_fault(path, "bad-linkage", "A type and an id are needed.".to_owned());
            return Ok(None);
        };
        let id = sent.id().unwrap_or_default();
        if sent.kind() != target.kind {
            let detail = format!("The type must be {}, not \"{}\".", target.kind, sent.kind());
            self.relationship_fault(path, "wrong-type", detail);
            return Ok(None);
        }
        if !exists(connection, target.table, &id)? {
            let detail = format!("There is no {} \"{id}\".", target.word);
            self.relationship_fault(path, target.unknown, detail);
            return Ok(None);
        }
        Ok(Some(id))
    }
}

/// What a relationship may lead to, and how a missing one is called.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) kind: &'static str,
    pub(crate) table: &'static str,
    pub(crate) word: &'static str,
    pub(crate) unknown: &'static str,
}

pub(crate) static STORE: Target = target("stores", "stores", "store", "unknown-store");
pub(crate) static SOURCE: Target = target("order-sources", "order_sources", "source", "unknown-source");
pub(crate) static CUSTOMER: Target = target("customers", "customers", "customer", "unknown-customer");
pub(crate) static WORKER: Target = target("workers", "workers", "worker", "unknown-worker");
pub(crate) static TAG: Target = target("order-tags", "order_tags", "tag", "unknown-tag");
pub(crate) static ITEM: Target = target("inventory-items", "inventory_items", "item", "unknown-item");
pub(crate) static CATEGORY: Target = target("categories", "categories", "category", "unknown-category");
pub(crate) static GROUP: Target = target("inventory-groups", "inventory_groups", "group", "unknown-group");
pub(crate) static MEASURE: Target = target("measures", "measures", "measure", "unknown-measure");
pub(crate) static IMAGE: Target = target("images", "images", "image", "unknown-image");
pub(crate) static BONUS_GROUP: Target =
    target("bonus-groups", "bonus_groups", "bonus group", "unknown-bonus-group");
pub(crate) static DISCOUNT_GROUP: Target =
    target("discount-groups", "discount_groups", "discount group", "unknown-discount-group");
pub(crate) static CUSTOMER_SOURCE: Target =
    target("customer-sources", "customer_sources", "customer source", "unknown-customer-source");
pub(crate) static PREFERENCE: Target =
    target("customer-preferences", "customer_preferences", "preference", "unknown-preference");
pub(crate) static POSITION: Target = target("positions", "positions", "position", "unknown-position");
pub(crate) static ROLE: Target = target("roles", "roles", "role", "unknown-role");
pub(crate) static SHIFT: Target = target("shifts", "shifts", "shift", "unknown-shift");
pub(crate) static METHOD: Target =
    target("payment-methods", "payment_methods", "payment method", "unknown-payment-method");
pub(crate) static PAYMENT: Target = target("order-payments", "order_payments", "payment", "unknown-payment");

const fn target(
    kind: &'static str,
    table: &'static str,
    word: &'static str,
    unknown: &'static str,
) -> Target {
    Target { kind, table, word, unknown }
}

/// Whether a table has a row of this id.
pub(crate) fn exists(connection: &Connection, table: &str, id: &str) -> rusqlite::Result<bool> {
    let found = connection
        .prepare_cached(&format!("SELECT 1 FROM {table} WHERE id = ?1"))?
        .query_row([id], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}
