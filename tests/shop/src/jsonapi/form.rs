//! What a request may write of a resource, declared once: attribute or relationship, column, how
//! it reads, and what stands in the column when nothing was said.

use rusqlite::types::Value as Sql;
use rusqlite::Connection;

use super::columns::Columns;
use super::fields::{Fields, Target};
use crate::refusal::Refusal;

/// How a field reads.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Takes {
    /// A text of at most so many characters.
    Text(usize),
    Choice(&'static [&'static str]),
    /// A phone number, kept as national digits; the empty text is none.
    Phone,
    Flag,
    /// A whole number between two others.
    Whole(i64, i64),
    Money,
    /// A quantity with up to three decimals.
    Quantity,
    Moment,
    Day,
    /// A to-one relationship.
    Link(&'static Target),
}

/// What an empty or missing value means.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Empty {
    /// It must be given.
    Needed,
    Null,
    /// It stays as it was.
    Kept,
    Text(&'static str),
    Number(i64),
}

/// One field of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) column: &'static str,
    pub(crate) takes: Takes,
    pub(crate) empty: Empty,
}

/// A field of a form.
pub(crate) const fn field(name: &'static str, column: &'static str, takes: Takes, empty: Empty) -> Field {
    Field { name, column, takes, empty }
}

/// A title: must be there and hold more than blanks.
pub(crate) const TITLE: Field = field("title", "title", Takes::Text(255), Empty::Needed);

/// Whether a resource is made or changed: what a change does not speak of stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Create,
    Change,
}

/// Reads the fields of a form into columns, noting every fault.
pub(crate) fn read(
    form: &[Field],
    fields: &mut Fields,
    connection: &Connection,
    columns: &mut Columns,
    mode: Mode,
) -> Result<(), Refusal> {
    for field in form {
        match value(field, fields, connection)? {
            Read::Value(value) => columns.set(field.column, value),
            Read::Faulty => {}
            Read::Missing if mode == Mode::Change => {}
            Read::Missing | Read::Null => match field.empty {
                Empty::Needed => {
                    let detail = format!("{} is needed.", field.name);
                    match field.takes {
                        Takes::Link(_) => fields.relationship_fault(field.name, "required", detail),
                        _ => fields.fault(field.name, "required", detail),
                    }
                }
                Empty::Kept => {}
                Empty::Null => columns.set(field.column, Sql::Null),
                Empty::Text(text) => columns.set(field.column, text.to_owned()),
                Empty::Number(number) => columns.set(field.column, number),
            },
        }
    }
    Ok(())
}

enum Read {
    Missing,
    Null,
    Faulty,
    Value(Sql),
}

impl Read {
    fn of<T: Into<Sql>>(value: Option<T>) -> Self {
        value.map_or(Self::Faulty, |value| Self::Value(value.into()))
    }
}

fn value(field: &Field, fields: &mut Fields, connection: &Connection) -> Result<Read, Refusal> {
    if let Takes::Link(target) = field.takes {
        let before = fields.faults.len();
        return Ok(match fields.one(connection, field.name, target)? {
            Some(Some(id)) => Read::Value(Sql::Text(id)),
            Some(None) => Read::Null,
            None if fields.faults.len() > before => Read::Faulty,
            None => Read::Missing,
        });
    }
    match fields.said(field.name) {
        None => return Ok(Read::Missing),
        Some(None) => return Ok(Read::Null),
        Some(Some(_)) => {}
    }
    Ok(match field.takes {
        Takes::Text(longest) => match (fields.text(field.name, longest).flatten(), field.empty) {
            (Some(text), Empty::Needed) if text.trim().is_empty() => Read::Null,
            (text, _) => Read::of(text),
        },
        Takes::Phone => Read::of(fields.phone(field.name)),
        Takes::Choice(choices) => Read::of(fields.choice(field.name, choices).flatten()),
        Takes::Flag => Read::of(fields.flag(field.name).map(i64::from)),
        Takes::Whole(least, most) => Read::of(fields.whole(field.name, least, most)),
        Takes::Money => Read::of(fields.decimal(field.name, 100.0)),
        Takes::Quantity => Read::of(fields.decimal(field.name, 1_000.0)),
        Takes::Moment => Read::of(fields.moment(field.name).flatten()),
        Takes::Day => Read::of(fields.day(field.name)),
        Takes::Link(_) => Read::Missing,
    })
}
