//! Bouquets: the list (70) and what is done with them (71 to 73).

pub(crate) mod change;
pub(crate) mod state;

use rusqlite::{params_from_iter, Connection};
use serde_json::{json, Map};

use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::list::{Conditions, List};
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, Figure};
use crate::parameters::{any_of, own, sort, Parameter, Reads, Sort};
use crate::refusal::Refusal;
use crate::resources::orders::BOUQUETS;

/// The reference names none: the list holds what is at hand unless statuses are named.
pub(crate) const PARAMETERS: &[Parameter] = &[
    own("filter[statuses]", Reads::SomeOf(STATUSES)),
    any_of("filter[stores]", Reads::Texts, "store_id"),
    own("filter[revision]", Reads::Integer),
];
pub(crate) const INCLUDES: &[&str] = &[
    "store",
    "createdBy",
    "updatedBy",
    "logo",
    "lines",
    "lines.item",
    "lines.item.logo",
    "lines.item.measure",
];
pub(crate) const SORTS: &[Sort] = &[
    sort("title", "title"),
    sort("saleAmount", "sale_amount"),
    sort("onWindowAt", "on_window_at"),
    sort("createdAt", "created_at"),
    sort("updatedAt", "updated_at"),
    sort("revision", "revision"),
];

/// Prices over the whole list.
pub(crate) const TOLD: &[Figure] = &[
    figure("minPrice", Writes::Money),
    figure("maxPrice", Writes::Money),
    figure("totalAmount", Writes::Money),
];

/// Made, on the showcase, sold, taken apart.
pub(crate) const STATUSES: &[&str] = &["created", "demonstrated", "sold", "disassembled"];

/// Operation 70. Those who sync by revision see sold and disassembled ones too.
pub(crate) fn list(call: &Call, connection: &Connection) -> Result<Answer, Refusal> {
    let query = &call.query;
    let mut conditions = Conditions::of(query, PARAMETERS, &[]);
    if query.has("filter[statuses]") {
        conditions.any_of("status", query.texts("filter[statuses]"));
    } else if !query.has("filter[revision]") {
        conditions.and_fixed("status IN ('created', 'demonstrated')");
    }
    if let Some(revision) = query.integer("filter[revision]") {
        conditions.and("revision >= ?", rusqlite::types::Value::Integer(revision));
    }
    let sql = format!(
        "SELECT coalesce(min(sale_amount), 0), coalesce(max(sale_amount), 0), coalesce(sum(sale_amount), 0)
         FROM bouquets{}",
        conditions.sql()
    );
    let sums = call.figures.recall(connection, format!("prices {}", conditions.key()), || {
        connection.prepare_cached(&sql)?.query_row(params_from_iter(conditions.values()), |row| {
            let roubles = |kopecks: i64| kopecks as f64 / 100.0;
            Ok(json!({
                "minPrice": roubles(row.get(0)?),
                "maxPrice": roubles(row.get(1)?),
                "totalAmount": roubles(row.get(2)?),
            }))
        })
    })?;
    let meta: Map<_, _> = sums.as_object().cloned().unwrap_or_default();
    let usual_order =
        if query.has("filter[revision]") { "revision, id" } else { "on_window_at DESC, created_at DESC, id" };
    let list = List { resource: &BOUQUETS, query, conditions, usual_order };
    Ok(Answer::ok(list.document(call, connection, meta)?))
}
