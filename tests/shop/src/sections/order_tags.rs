//! Order tags: the list (80). Deleted ones stay visible, for those who sync.

use rusqlite::Connection;
use serde_json::Map;

use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::list::{Conditions, List};
use crate::parameters::{sort, Sort};
use crate::refusal::Refusal;
use crate::resources::orders::TAGS;

pub(crate) const SORTS: &[Sort] = &[sort("title", "title"), sort("revision", "revision")];

/// Operation 80.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let list = List {
        resource: &TAGS,
        query: &call.query,
        conditions: Conditions::default(),
        usual_order: "title, id",
    };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}
