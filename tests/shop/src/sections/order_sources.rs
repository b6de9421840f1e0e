//! Order sources (92 to 96), written in lists. Deleted ones are hidden and stay visible, for
//! those who sync.

use rusqlite::Connection;

use super::dictionary::Dictionary;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::form::{field, Empty, Field, Takes, TITLE};
use crate::jsonapi::shape::{shape, Shape};
use crate::parameters::{sort, Sort};
use crate::refusal::Refusal;
use crate::resources::orders::SOURCES as RESOURCE;

pub(crate) const SORTS: &[Sort] = &[sort("title", "title"), sort("revision", "revision")];

const FORM: &[Field] = &[TITLE, field("hidden", "hidden", Takes::Flag, Empty::Number(0))];

pub(crate) static SOURCES: Dictionary = Dictionary {
    gone: Some("hidden = 1"),
    ..Dictionary::new(&RESOURCE, "order source", "order-sources", FORM)
};

pub(crate) static SHAPE: Shape = shape("order-sources").form(FORM);

/// Operation 93.
pub(crate) fn create(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let ids = SOURCES.insert_all(call, connection)?;
    Ok(Answer::ok(SOURCES.documents(call, connection, &ids)?))
}

/// Operation 94.
pub(crate) fn update(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let ids = SOURCES.change_all(call, connection)?;
    Ok(Answer::ok(SOURCES.documents(call, connection, &ids)?))
}

/// Operation 95.
pub(crate) fn delete(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    SOURCES.delete_all(call, connection)?;
    Ok(Answer::empty())
}
