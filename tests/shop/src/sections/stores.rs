//! Stores: list (134) and one (135).

use rusqlite::types::Value as Sql;
use rusqlite::Connection;
use serde_json::Map;

use super::one_of;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::list::{Conditions, List};
use crate::parameters::{any_of, filter, own, sort, Parameter, Reads, Sort};
use crate::refusal::Refusal;
use crate::resources::stores::STORES;
use crate::search;

pub(crate) const PARAMETERS: &[Parameter] = &[
    own("search", Reads::Text),
    any_of("filter[id]", Reads::Texts, "id"),
    filter("externalLinkId", Reads::Text, "external_link_id = ?"),
    own("loadAll", Reads::Flag),
    filter("filter[revision]", Reads::Integer, "revision >= ?"),
];

pub(crate) const INCLUDES: &[&str] =
    &["timezone", "warehouse", "image", "printSettings", "deliveryDiapasons"];

pub(crate) const SORTS: &[Sort] =
    &[sort("title", "title"), sort("addressCity", "address_city"), sort("revision", "revision")];

/// Operation 134. A worker sees the stores he works in, and all with `loadAll` or with the
/// permission to see settings; closed stores come only with `loadAll`.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let mut conditions = Conditions::of(&call.query, PARAMETERS, &[]);
    if let Some(phrase) = call.query.text("search") {
        for word in search::fold(phrase).split_whitespace() {
            conditions.and("instr(search, ?) > 0", Sql::Text(word.to_owned()));
        }
    }
    if !call.query.flag("loadAll") {
        conditions.and_fixed("closed = 0");
        if call.require("retail.settings.view").is_err() {
            let own = "id IN (SELECT store_id FROM worker_stores WHERE worker_id = ?)";
            conditions.and(own, Sql::Text(call.caller.worker.clone()));
        }
    }
    let usual_order = if call.query.has("filter[revision]") { "revision, id" } else { "title, id" };
    let list = List { resource: &STORES, query: &call.query, conditions, usual_order };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}

/// Operation 135.
pub(crate) fn detail(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    one_of(call, connection, &STORES, "store")
}
