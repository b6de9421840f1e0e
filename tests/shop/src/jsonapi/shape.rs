//! What a request may send and what an answer holds, declared beside the handlers: the form a
//! handler reads with, and what it reads by hand. The description of the API is made from these.

use super::fields::Target;
use super::form::{Field, Takes};
use super::resource::{Resource, Writes};

/// The resource object an operation reads.
#[derive(Debug)]
pub(crate) struct Shape {
    /// Its name among the schemas, where several shapes have one type.
    pub(crate) name: &'static str,
    /// The `type` the resource object must have.
    pub(crate) kind: &'static str,
    /// What the handler reads with [`super::form::read`].
    pub(crate) form: &'static [Field],
    /// What it reads besides, in groups that handlers share.
    pub(crate) also: &'static [&'static [Also]],
    /// Whether the object must say its id although the path does not name it.
    pub(crate) by_id: bool,
}

/// Something a handler reads beside its form.
#[derive(Debug)]
pub(crate) struct Also {
    pub(crate) name: &'static str,
    pub(crate) part: Part,
    /// Whether a request without it is refused.
    pub(crate) needed: bool,
}

/// What it is.
#[derive(Debug)]
pub(crate) enum Part {
    Attribute(Takes),
    /// An attribute that is a list.
    List(Takes),
    /// An attribute that is a list or a single value.
    OneOrList(Takes),
    /// A to-one relationship; `None` is no possible value of it.
    One(&'static Target),
    Many(&'static Target),
    /// A to-one relationship whose resource comes along with its attributes.
    Nested(&'static Shape),
    NestedMany(&'static Shape),
}

/// A shape named after its type.
pub(crate) const fn shape(kind: &'static str) -> Shape {
    Shape { name: kind, kind, form: &[], also: &[], by_id: false }
}

impl Shape {
    pub(crate) const fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    pub(crate) const fn form(mut self, form: &'static [Field]) -> Self {
        self.form = form;
        self
    }

    pub(crate) const fn also(mut self, also: &'static [&'static [Also]]) -> Self {
        self.also = also;
        self
    }

    pub(crate) const fn by_id(mut self) -> Self {
        self.by_id = true;
        self
    }

    /// Everything read beside the form.
    pub(crate) fn others(&self) -> impl Iterator<Item = &'static Also> {
        self.also.iter().copied().flatten()
    }
}

impl Also {
    pub(crate) const fn needed(mut self) -> Self {
        self.needed = true;
        self
    }
}

const fn part(name: &'static str, part: Part) -> Also {
    Also { name, part, needed: false }
}

pub(crate) const fn attribute(name: &'static str, takes: Takes) -> Also {
    part(name, Part::Attribute(takes))
}

pub(crate) const fn list(name: &'static str, takes: Takes) -> Also {
    part(name, Part::List(takes))
}

pub(crate) const fn one_or_list(name: &'static str, takes: Takes) -> Also {
    part(name, Part::OneOrList(takes))
}

pub(crate) const fn link(name: &'static str, target: &'static Target) -> Also {
    part(name, Part::One(target))
}

pub(crate) const fn links(name: &'static str, target: &'static Target) -> Also {
    part(name, Part::Many(target))
}

pub(crate) const fn nested(name: &'static str, shape: &'static Shape) -> Also {
    part(name, Part::Nested(shape))
}

pub(crate) const fn nested_many(name: &'static str, shape: &'static Shape) -> Also {
    part(name, Part::NestedMany(shape))
}

/// A relationship's name and where it leads.
pub(crate) type About = (&'static str, fn() -> &'static Resource);

/// A resource that an answer is made of by hand: figures, sessions, searches.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) kind: &'static str,
    pub(crate) attributes: &'static [Figure],
    /// To-one relationships.
    pub(crate) about: &'static [About],
}

/// A named value that is no column: an attribute of a made resource, or a member of the meta.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) writes: Writes,
    /// Whether it may be null.
    pub(crate) or_null: bool,
    /// Whether it may be missing.
    pub(crate) sometimes: bool,
}

impl Figure {
    pub(crate) const fn or_null(mut self) -> Self {
        self.or_null = true;
        self
    }

    pub(crate) const fn sometimes(mut self) -> Self {
        self.sometimes = true;
        self
    }
}

/// A value that is always there.
pub(crate) const fn figure(name: &'static str, writes: Writes) -> Figure {
    Figure { name, writes, or_null: false, sometimes: false }
}

/// A made resource without relationships.
pub(crate) const fn made(kind: &'static str, attributes: &'static [Figure]) -> Made {
    Made { kind, attributes, about: &[] }
}

impl Made {
    pub(crate) const fn about(mut self, about: &'static [About]) -> Self {
        self.about = about;
        self
    }
}
