//! Orders: list (59), one (61), create (60), update (62), fiscal mark (63), delivery status (64),
//! return (65), payments (66, 68, 69), bouquets taken out (67), the orders behind figures (74 to 79).

pub(crate) mod analytics;
pub(crate) mod create;
pub(crate) mod delivery;
mod discounts;
pub(crate) mod filters;
pub(crate) mod fiscal;
pub(crate) mod give_back;
pub(crate) mod handover;
mod lines;
pub(crate) mod list;
pub(crate) mod payments;
pub(crate) mod record;
pub(crate) mod separate;
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
