//! The declaration of a resource type: its table, attributes and relationships. Everything the
//! shop answers is made from such declarations.

/// How a column's value is written as an attribute.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Writes {
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `YYYY-MM-DD`.
    Day,
    Integer,
    Flag,
    /// Kopecks, written as a JSON number of roubles.
    Money,
    /// Thousandths, written as a JSON number.
    Quantity,
    /// Seconds, written as a date-time in +00:00.
    Moment,
    /// A JSON value kept as text.
    Json,
}

/// One attribute: its name, the column or expression it comes from, and how it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute {
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
    pub(crate) writes: Writes,
}

/// Where a relationship's ids come from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Link {
    /// A column or expression of the resource's own row.
    One(&'static str),
    /// A query of (own id, other id) whose `?1` is a JSON array of own ids.
    Many(&'static str),
}

/// One relationship and the type it leads to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Relationship {
    pub(crate) name: &'static str,
    pub(crate) target: fn() -> &'static Resource,
    pub(crate) link: Link,
}

/// A resource type. `id` is the SQL of the id, which may be made of several columns.
#[derive(Debug)]
pub(crate) struct Resource {
    pub(crate) name: &'static str,
    pub(crate) table: &'static str,
    pub(crate) attributes: &'static [Attribute],
    pub(crate) relationships: &'static [Relationship],
}

impl Resource {
    pub(crate) fn relationship(&self, name: &str) -> Option<&'static Relationship> {
        self.relationships.iter().find(|relationship| relationship.name == name)
    }
}

macro_rules! attribute_kinds {
    ($($function:ident $kind:ident),* $(,)?) => {$(
        #[doc = concat!("An attribute written as `", stringify!($kind), "`.")]
        pub(crate) const fn $function(name: &'static str, sql: &'static str) -> Attribute {
            Attribute { name, sql, writes: Writes::$kind }
        }
    )*};
}

attribute_kinds! {
    text Text, day Day, integer Integer, flag Flag, money Money, quantity Quantity, moment Moment, json Json,
}

/// An attribute that is one of these words.
pub(crate) const fn word(name: &'static str, sql: &'static str, words: &'static [&'static str]) -> Attribute {
    Attribute { name, sql, writes: Writes::Word(words) }
}

/// A to-one relationship kept in a column.
pub(crate) const fn one(
    name: &'static str,
    target: fn() -> &'static Resource,
    sql: &'static str,
) -> Relationship {
    Relationship { name, target, link: Link::One(sql) }
}

/// A to-many relationship found by a query of (own id, other id).
pub(crate) const fn many(
    name: &'static str,
    target: fn() -> &'static Resource,
    sql: &'static str,
) -> Relationship {
    Relationship { name, target, link: Link::Many(sql) }
}
