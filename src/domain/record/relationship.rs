//! Relationships of records: to one or to many, as ids or as the records
//! themselves where those came along.

use serde_json::Value;

use super::{Fields, Read, Resource, Write};
use crate::domain::record::{object, text};
use crate::domain::Id;

/// A pointer to a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linkage<'a> {
    pub kind: &'a str,
    pub id: String,
}

/// Reads a resource identifier, whose id may be a number; null is none.
pub fn linkage(value: &Value) -> Option<Linkage<'_>> {
    Some(Linkage { kind: value.get("type")?.as_str()?, id: text(value.get("id")?)? })
}

/// What a relationship is read into.
pub trait Relationship: Sized {
    fn read(from: &Fields<'_>, name: &str) -> Self;
}

/// A relationship that can be sent.
pub trait Related {
    /// The linkage; records that are made or changed with it come nested.
    fn write(&self) -> Value;
}

/// The id, or nothing.
impl<T> Relationship for Option<Id<T>> {
    fn read(from: &Fields<'_>, name: &str) -> Self {
        one_id(from, name).map(Id::cast)
    }
}

/// The ids; `None` where the server did not send them.
impl<T> Relationship for Option<Vec<Id<T>>> {
    fn read(from: &Fields<'_>, name: &str) -> Self {
        Some(many_ids(from, name)?.into_iter().map(Id::cast).collect())
    }
}

/// The ids as a set, sorted; `None` where the server did not send them.
pub fn set<T>(from: &Fields<'_>, name: &str) -> Option<Vec<Id<T>>> {
    let mut ids = Option::<Vec<_>>::read(from, name)?;
    ids.sort_unstable();
    Some(ids)
}

/// What stands in one set, with what another adds to its base and without what that
/// takes away; `None` where one of them is not known.
pub fn joined<T>(
    mine: &Option<Vec<Id<T>>>,
    base: &Option<Vec<Id<T>>>,
    theirs: &Option<Vec<Id<T>>>,
) -> Option<Vec<Id<T>>> {
    let (mine, base, theirs) = (mine.as_ref()?, base.as_ref()?, theirs.as_ref()?);
    let stays = |id: &&Id<T>| mine.contains(id) || !base.contains(id);
    let added = |id: &&Id<T>| !base.contains(id) && !theirs.contains(id);
    let both = theirs.iter().filter(stays).chain(mine.iter().filter(added));
    let mut both: Vec<Id<T>> = both.copied().collect();
    both.sort_unstable();
    Some(both)
}

// Written once for all types, which differ in their label only.
fn one_id(from: &Fields<'_>, name: &str) -> Option<Id<()>> {
    linkage(from.linkage(name)?)?.id.parse().ok()
}

fn many_ids(from: &Fields<'_>, name: &str) -> Option<Vec<Id<()>>> {
    let rows = from.linkage(name)?.as_array()?;
    Some(rows.iter().filter_map(|row| linkage(row)?.id.parse().ok()).collect())
}

/// The record; `None` where there is none or it did not come along.
impl<T: Read + Resource> Relationship for Option<T> {
    fn read(from: &Fields<'_>, name: &str) -> Self {
        T::read(from.beside.fields(&linkage(from.linkage(name)?)?)?)
    }
}

/// The records that came along.
impl<T: Read + Resource> Relationship for Vec<T> {
    fn read(from: &Fields<'_>, name: &str) -> Self {
        let rows = from.linkage(name).and_then(Value::as_array).into_iter().flatten();
        rows.filter_map(|row| T::read(from.beside.fields(&linkage(row)?)?)).collect()
    }
}

/// The records; `None` where they did not come along.
impl<T: Read + Resource> Relationship for Option<Vec<T>> {
    fn read(from: &Fields<'_>, name: &str) -> Self {
        let rows = from.linkage(name)?.as_array()?;
        let records = Vec::<T>::read(from, name);
        (records.len() == rows.len()).then_some(records)
    }
}

impl<T: Resource> Related for Option<Id<T>> {
    fn write(&self) -> Value {
        self.map_or(Value::Null, |id| identifier(T::TYPE, id.cast()))
    }
}

impl<T: Resource> Related for Option<Vec<Id<T>>> {
    fn write(&self) -> Value {
        self.iter().flatten().map(|id| identifier(T::TYPE, id.cast())).collect()
    }
}

impl<T: Write> Related for Option<T> {
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, |record| record.body().value())
    }
}

impl<T: Write> Related for Vec<T> {
    fn write(&self) -> Value {
        self.iter().map(|record| record.body().value()).collect()
    }
}

impl<T: Write> Related for Option<Vec<T>> {
    fn write(&self) -> Value {
        self.iter().flatten().map(|record| record.body().value()).collect()
    }
}

fn identifier(kind: &str, id: Id<()>) -> Value {
    object(vec![("type", kind.into()), ("id", id.to_string().into())])
}
