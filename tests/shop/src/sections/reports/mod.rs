//! Reports: types (118, 119), list (120), create (121), delete (122), one (123), change (124),
//! make again (125), and the file, which is made in the back room.

pub(crate) mod change;
pub(crate) mod file;
mod filters;
mod pdf;
mod schedule;
mod sheet;
mod span;
mod types;
pub(crate) mod work;
mod xlsx;

use rusqlite::{Connection, OptionalExtension};
use serde_json::Map;

use super::one_of;
use super::stats::scope;
use crate::answer::Answer;
use crate::calendar::SHOP_ZONE;
use crate::desk::Call;
use crate::jsonapi::list::{Conditions, List};
use crate::parameters::{sort, Sort};
use crate::refusal::Refusal;
use crate::resources::reports::{REPORTS, TYPES};

pub(crate) const TYPE_INCLUDES: &[&str] = &["detailing", "filterTypes"];
pub(crate) const TYPE_SORTS: &[Sort] =
    &[sort("id", "CAST(id AS INTEGER)"), sort("title", "title"), sort("typeName", "type_name")];
pub(crate) const INCLUDES: &[&str] = &["reportType", "detailing", "filters", "filters.filterType"];
pub(crate) const SORTS: &[Sort] = &[
    sort("requestDate", "request_date"),
    sort("processDate", "process_date"),
    sort("title", "title"),
    sort("status", "status"),
    sort("stage", "stage"),
    sort("periodStart", "period_start"),
    sort("periodStop", "period_stop"),
];

/// Operation 118.
pub(crate) fn types_list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let list = List {
        resource: &TYPES,
        query: &call.query,
        conditions: Conditions::default(),
        usual_order: "CAST(id AS INTEGER)",
    };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}

/// Operation 119.
pub(crate) fn types_detail(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    one_of(call, connection, &TYPES, "report type")
}

/// Operation 120, the newest first; deleted ones are left out.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let mut conditions = Conditions::default();
    conditions.and_fixed("status <> 'deleted'");
    let list = List {
        resource: &REPORTS,
        query: &call.query,
        conditions,
        usual_order: "request_date DESC, CAST(id AS INTEGER) DESC",
    };
    Ok(Answer::ok(list.document(call, connection, Map::new())?))
}

/// Operation 123. A deleted report says that it is.
pub(crate) fn detail(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    one_of(call, connection, &REPORTS, "report")
}

/// The declaration of a type by its id; `None` for one that cannot be made.
fn type_of(connection: &Connection, id: &str) -> rusqlite::Result<Option<&'static types::Type>> {
    let name: Option<String> = connection
        .prepare_cached("SELECT type_name FROM report_types WHERE id = ?1 AND active = 1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(name.and_then(|name| types::find(&name)))
}

/// The zone a report's days are in: that of the first store it is narrowed to, else the shop's.
fn zone(
    connection: &Connection,
    of: &types::Type,
    filters: &[(String, Vec<String>)],
) -> rusqlite::Result<chrono_tz::Tz> {
    let of_stores =
        filters.iter().find(|(id, _)| of.filter(id).is_some_and(|filter| filter.field == "store"));
    let store = of_stores.and_then(|(_, stores)| stores.first());
    let zone = scope::zone(connection, store.map(String::as_str))?;
    Ok(zone.flatten().unwrap_or(SHOP_ZONE))
}

/// What a type can be detailed and filtered by, for the tables the API reads: id of the type's
/// name, place, title.
pub(crate) fn declared() -> impl Iterator<Item = (&'static str, Vec<Declared>, Vec<Declared>)> {
    types::ALL.iter().map(|of| {
        let id = |field: &str| format!("{}-{field}", of.name);
        let detailing = of.details.iter().map(|detail| (id(detail.field), detail.title)).collect();
        let filters = of.filters.iter().map(|filter| (id(filter.field), filter.title)).collect();
        (of.name, detailing, filters)
    })
}

/// Id and title.
pub(crate) type Declared = (String, &'static str);
