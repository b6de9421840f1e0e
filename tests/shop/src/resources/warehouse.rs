//! Documents of the warehouse.

use super as to;
use crate::jsonapi::resource::{
    day, flag, integer, many, moment, money, one, quantity, text, word, Resource,
};

/// Goods carried from one store to another.
pub(crate) static ACTS: Resource = Resource {
    name: "movement-acts",
    table: "movement_acts",
    attributes: &[
        text("docNo", "doc_no"),
        day("date", "date"),
        money(
            "amount",
            "(SELECT CAST(coalesce(sum(l.qty * l.price), 0) / 1000 AS INTEGER)
              FROM movement_act_lines l WHERE l.act_id = movement_acts.id)",
        ),
        integer(
            "linesCount",
            "(SELECT count(*) FROM movement_act_lines l WHERE l.act_id = movement_acts.id)",
        ),
        moment("createdAt", "created_at"),
        flag("posted", "posted"),
        moment("postedAt", "posted_at"),
        flag("calculated", "calculated"),
        word("status", "status", &["ok", "post_error"]),
    ],
    relationships: &[
        one("createdBy", to::worker, "created_by"),
        one("postedBy", to::worker, "posted_by"),
        one("from", to::store, "from_store"),
        one("to", to::store, "to_store"),
        many(
            "lines",
            to::movement_act_line,
            "SELECT act_id, id FROM movement_act_lines
             WHERE act_id IN (SELECT value FROM json_each(?1)) ORDER BY CAST(id AS INTEGER)",
        ),
    ],
};

/// What is carried.
pub(crate) static ACT_LINES: Resource = Resource {
    name: "movement-act-lines",
    table: "movement_act_lines",
    attributes: &[money("price", "price"), flag("priceEnabled", "price_enabled"), quantity("qty", "qty")],
    relationships: &[one("item", to::item, "item_id")],
};
