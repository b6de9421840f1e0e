//! Records of the API. A resource is declared once, with [`record!`]: its type,
//! its attributes and relationships by the names the API gives them, and which
//! of them may be changed. From the one declaration follow how it is read from
//! an answer, the body that makes one, and the changes of single fields that
//! commands, merging and undoing work with.

mod attribute;
mod body;
mod declare;
pub mod pack;
mod relationship;

use serde_json::{Map, Value};

pub use attribute::{integer, text, Attribute, Written};
pub use body::{object, to_json, Body, Identity};
pub(crate) use declare::{coded, codes, record};
pub(crate) use pack::pack_fields;
pub use pack::Pack;
pub use relationship::{joined, linkage, set, Linkage, Related, Relationship};

/// A resource type of the API.
pub trait Resource {
    /// Its name there, such as `order-lines`.
    const TYPE: &'static str;
}

/// A record: what the fields of a resource are read into.
pub trait Read: Sized {
    /// `None` where a field is unusable without which there is no record.
    fn read(from: Fields<'_>) -> Option<Self>;
}

/// A record that can be sent whole, to make it.
pub trait Write: Resource {
    /// Its writable fields, but for those that stand at their default: the
    /// server has defaults of its own. An id that was made here goes along.
    fn body(&self) -> Body;
}

/// The new value of one field of a record.
pub trait Change: Clone + PartialEq {
    type Record;

    /// Puts the new value into the record.
    fn apply(&self, record: &mut Self::Record);

    /// The change that brings the same field back to what the record has now.
    fn inverse(&self, record: &Self::Record) -> Self;

    /// Writes the field into the body of an update.
    fn onto(&self, body: Body) -> Body;

    /// Where the field is a set: what another side has there (`theirs`), with what this
    /// change adds to `base` and without what it takes away. Both sides are kept, so
    /// that nobody is asked. `None` for any other field.
    fn joined(&self, base: &Self, theirs: &Self) -> Option<Self>;

    /// The record has this value already.
    fn is_in(&self, record: &Self::Record) -> bool {
        self.inverse(record) == *self
    }

    /// Both change the same field.
    fn same_field(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// The field is a set.
    fn is_set(&self) -> bool {
        self.joined(self, self).is_some()
    }

    /// What this change did to `base` is done by a later one, too. A field has room for
    /// one value; a set has what was added and taken away, or not.
    fn is_done_by(&self, base: &Self, later: &Self) -> bool {
        self.same_field(later) && self.joined(base, later).is_none_or(|with| with == *later)
    }
}

/// The fields of one resource as they came.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    pub id: &'a str,
    pub attributes: &'a Map<String, Value>,
    pub relationships: &'a Map<String, Value>,
    /// Where the resources are that came along.
    pub beside: &'a dyn Beside,
}

/// Finds a resource that came along with an answer.
pub trait Beside {
    fn fields(&self, at: &Linkage<'_>) -> Option<Fields<'_>>;
}

/// Nothing came along.
pub struct Nothing;

impl Beside for Nothing {
    fn fields(&self, _: &Linkage<'_>) -> Option<Fields<'_>> {
        None
    }
}

impl Fields<'_> {
    /// An attribute; its default where it is missing or unusable.
    pub fn get<T: Attribute>(self, name: &str) -> T {
        T::read(self.attributes.get(name).unwrap_or(&Value::Null))
    }

    /// The linkage of a relationship; `None` where the server did not send it,
    /// which is not the same as an empty one.
    pub fn linkage(&self, name: &str) -> Option<&Value> {
        self.relationships.get(name)?.get("data")
    }
}

#[cfg(test)]
pub mod testing {
    use super::{Fields, Map, Nothing, Read, Value};

    /// A record from the attributes of a test.
    pub fn record<T: Read>(attributes: &Value) -> T {
        let attributes = attributes.as_object().expect("an object");
        let fields = Fields { id: "1", attributes, relationships: &Map::new(), beside: &Nothing };
        T::read(fields).expect("a usable record")
    }
}
