//! The operations, one file or folder per section of the reference.

pub(crate) mod bonus_groups;
pub(crate) mod bouquets;
pub(crate) mod cash_reasons;
pub(crate) mod categories;
pub(crate) mod celebrations;
pub(crate) mod customer_dictionaries;
pub(crate) mod customer_events;
pub(crate) mod customers;
mod dictionary;
pub(crate) mod discount_groups;
pub(crate) mod discount_reasons;
mod group_rules;
pub(crate) mod imports;
pub(crate) mod items;
pub(crate) mod movement_acts;
pub(crate) mod order_sources;
pub(crate) mod order_tags;
pub(crate) mod orders;
pub(crate) mod reports;
pub(crate) mod sessions;
pub(crate) mod stats;
mod stock;
pub(crate) mod stores;
pub(crate) mod vendors_catalog;
pub(crate) mod workers;

use rusqlite::Connection;
use serde_json::Value;

use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::list;
use crate::jsonapi::resource::Resource;
use crate::refusal::Refusal;

/// The answer of one resource by the id in the path.
fn one_of(
    call: &Call,
    connection: &Connection,
    resource: &'static Resource,
    word: &str,
) -> Result<Answer, Refusal> {
    Ok(Answer::ok(document(call, connection, resource, call.id(), word)?))
}

/// The document of one resource with what the request wants included; 404 when there is none.
fn document(
    call: &Call,
    connection: &Connection,
    resource: &'static Resource,
    id: &str,
    word: &str,
) -> Result<Value, Refusal> {
    list::detail(connection, resource, id, &call.query)?.ok_or_else(|| Refusal::not_found(word, id))
}
