//! JSON:API documents: how resources are declared, read from the data base with what they
//! include, listed in pages, and read from request bodies.

pub(crate) mod body;
pub(crate) mod columns;
pub(crate) mod fields;
pub(crate) mod form;
pub(crate) mod list;
pub(crate) mod load;
pub(crate) mod resource;
pub(crate) mod shape;
