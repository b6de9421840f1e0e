//! Order tags (80 to 82). Deleted ones stay visible, for those who sync.

use super::dictionary::Dictionary;
use crate::jsonapi::form::{field, Empty, Field, Takes, TITLE};
use crate::jsonapi::shape::{shape, Shape};
use crate::parameters::{sort, Sort};
use crate::resources::orders::TAGS as RESOURCE;

pub(crate) const SORTS: &[Sort] = &[sort("title", "title"), sort("revision", "revision")];

const FORM: &[Field] = &[TITLE, field("deleted", "deleted", Takes::Flag, Empty::Number(0))];

pub(crate) static TAGS: Dictionary = Dictionary::new(&RESOURCE, "order tag", "order-tags", FORM);

pub(crate) static SHAPE: Shape = shape("order-tags").form(FORM);
