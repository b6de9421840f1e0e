//! Order tags (80 to 82). Deleted ones stay visible, for those who sync.

use super::dictionary::Dictionary;
use crate::jsonapi::form::{field, Empty, Takes, TITLE};
use crate::parameters::{sort, Sort};
use crate::resources::orders::TAGS as RESOURCE;

pub(crate) const SORTS: &[Sort] = &[sort("title", "title"), sort("revision", "revision")];

pub(crate) static TAGS: Dictionary = Dictionary::new(
    &RESOURCE,
    "order tag",
    "order-tags",
    &[TITLE, field("deleted", "deleted", Takes::Flag, Empty::Number(0))],
);
