//! Categories: the tree as a list (50).

use rusqlite::Connection;
use serde_json::Map;

use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::list::{Conditions, List};
use crate::parameters::{any_of, sort, Parameter, Reads, Sort};
use crate::refusal::Refusal;
use crate::resources::catalog::CATEGORIES;

/// The reference names none; a live client sends this one.
pub(crate) const PARAMETERS: &[Parameter] = &[any_of("filter[group]", Reads::Texts, "group_id")];

pub(crate) const INCLUDES: &[&str] = &["parent", "group", "image"];

pub(crate) const SORTS: &[Sort] = &[sort("title", "title"), sort("revision", "revision")];

/// Operation 50: parents before their children.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let list = List {
        resource: &CATEGORIES,
        query: &call.query,
        conditions: Conditions::of(&call.query, PARAMETERS, &[]),
        usual_order: "json_array_length(path_ids), title, id",
    };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}
