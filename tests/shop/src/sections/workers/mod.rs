//! Workers: list (108), one (112), writing (109 to 111, 113).

pub(crate) mod change;

use rusqlite::types::Value as Sql;
use rusqlite::Connection;
use serde_json::Map;

use super::one_of;
use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::list::{Conditions, List};
use crate::parameters::{any_of, filter, only, own, sort, Parameter, Reads, Sort};
use crate::refusal::Refusal;
use crate::resources::people::WORKERS;
use crate::search;

pub(crate) const PARAMETERS: &[Parameter] = &[
    filter(
        "filter[stores]",
        Reads::Texts,
        "id IN (SELECT worker_id FROM worker_stores
                WHERE store_id IN (SELECT value FROM json_each(?)))",
    ),
    own("search", Reads::Text),
    own("dismissed", Reads::Flag),
    any_of("filter[users]", Reads::Texts, "user_id"),
    only("activeOnly", "user_id IN (SELECT id FROM users WHERE status = 'on') AND dismissed = 0"),
    filter("revision", Reads::Integer, "revision >= ?"),
];

pub(crate) const INCLUDES: &[&str] = &["user", "user.roles", "user.roles.permissions", "position", "stores"];

pub(crate) const SORTS: &[Sort] =
    &[sort("lastName", "last_name"), sort("firstName", "first_name"), sort("revision", "revision")];

/// Operation 108. Dismissed workers come with `dismissed` (then only they), and always to those
/// who sync by revision.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let mut conditions = Conditions::of(&call.query, PARAMETERS, &[]);
    let syncing = call.query.has("revision");
    if !syncing || call.query.has("dismissed") {
        let dismissed = i64::from(call.query.flag("dismissed"));
        conditions.and("dismissed = ?", Sql::Integer(dismissed));
    }
    if let Some(phrase) = call.query.text("search") {
        for word in search::fold(phrase).split_whitespace() {
            conditions.and("instr(search, ?) > 0", Sql::Text(word.to_owned()));
        }
    }
    let usual_order = if syncing { "revision, id" } else { "last_name, first_name, id" };
    let list = List { resource: &WORKERS, query: &call.query, conditions, usual_order };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}

/// Operation 112.
pub(crate) fn detail(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    one_of(call, connection, &WORKERS, "worker")
}
