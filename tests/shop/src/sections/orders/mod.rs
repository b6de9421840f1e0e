//! Orders: list (59), the orders behind a figure (74-79), one (61), create (60), update (62), delivery status (64).

pub(crate) mod analytics;
pub(crate) mod create;
pub(crate) mod delivery;
pub(crate) mod filters;
mod lines;
pub(crate) mod list;
mod record;
mod status;
mod totals;
pub(crate) mod update;

use crate::parameters::{sort, Sort};

pub(crate) const INCLUDES: &[&str] = &[
    "source",
    "store",
    "store.timezone",
    "customer",
    "postedBy",
    "createdBy",
    "updatedBy",
    "lockedBy",
    "payments",
    "payments.method",
    "payments.createdBy",
    "discounts",
    "discounts.reason",
    "courier",
    "florist",
    "lines",
    "lines.item",
    "lines.item.logo",
    "lines.item.measure",
    "lines.bouquet",
    "lines.bouquet.logo",
    "history",
    "history.worker",
    "images",
    "tags",
];

pub(crate) const SORTS: &[Sort] = &[
    sort("docNo", "doc_no"),
    sort("date", "date"),
    sort("dueTime", "due_time"),
    sort("createdAt", "created_at"),
    sort("updatedAt", "updated_at"),
    sort("totalAmount", "total_amount"),
    sort("status", "status"),
    sort("revision", "revision"),
];
