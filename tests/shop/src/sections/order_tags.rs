//! Order tags (80 to 82). Deleted ones stay visible, for those who sync.

use super::dictionary::{Dictionary, Ids};
use crate::jsonapi::form::{field, Empty, Takes, TITLE};
use crate::parameters::{sort, Sort};
use crate::resources::orders::TAGS as RESOURCE;

pub(crate) const SORTS: &[Sort] = &[sort("title", "title"), sort("revision", "revision")];

pub(crate) static TAGS: Dictionary = Dictionary {
    resource: &RESOURCE,
    word: "order tag",
    path: "order-tags",
    form: &[TITLE, field("deleted", "deleted", Takes::Flag, Empty::Number(0))],
    ids: Ids::Uuid,
    gone: Some("deleted = 1"),
    revised: true,
    created_at: None,
    updated_at: None,
};
