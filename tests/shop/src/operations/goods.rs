//! Items, categories and the vendors' catalog (36 to 58).

use super::{Operation, DELETE, EDIT_CATALOG, GET, PATCH, POST, SEE_CATALOG, SEE_ORDERS, SEE_WAREHOUSE};
use crate::sections::{categories, items, stats, vendors_catalog};

/// Of two paths that fit the same request the literal one stands first.
#[rustfmt::skip]
pub(super) static TABLE: &[Operation] = &[
    Operation::new(36, GET, "/v1/inventory-items", SEE_ORDERS, items::list)
        .takes_parameters(items::PARAMETERS).includes(items::INCLUDES).sorts(items::SORTS).whole(),
    Operation::new(37, POST, "/v1/inventory-items", EDIT_CATALOG, items::change::create)
        .includes(items::INCLUDES),
    Operation::new(38, PATCH, "/v1/inventory-items", EDIT_CATALOG, items::change::publish),
    Operation::new(39, DELETE, "/v1/inventory-items", EDIT_CATALOG, items::change::delete),
    Operation::new(48, POST, "/v1/inventory-items/net-costs", SEE_WAREHOUSE, items::costs::net).reading(),
    Operation::new(49, POST, "/v1/inventory-items/last-costs", SEE_WAREHOUSE, items::costs::last).reading(),
    Operation::new(40, PATCH, "/v1/inventory-items/{id}", EDIT_CATALOG, items::change::update)
        .includes(items::INCLUDES),
    Operation::new(41, GET, "/v1/inventory-items/{id}", SEE_ORDERS, items::detail)
        .includes(items::INCLUDES),
    Operation::new(42, POST, "/v1/inventory-items/{id}/prices", EDIT_CATALOG, items::prices::set)
        .includes(items::prices::INCLUDES),
    Operation::new(43, PATCH, "/v1/inventory-items/{id}/prices", EDIT_CATALOG, items::prices::switch)
        .includes(items::prices::INCLUDES),
    Operation::new(44, POST, "/v1/inventory-items/{id}/bulk-prices", EDIT_CATALOG, items::prices::set_many)
        .includes(items::prices::INCLUDES),
    Operation::new(47, GET, "/v1/inventory-items/{id}/warehouse-movement/{storeId}", SEE_WAREHOUSE, items::movements::list)
        .sorts(items::movements::SORTS),
    Operation::new(45, GET, "/v1/inventory-items/{id}/price-dynamics/{price}", SEE_CATALOG, stats::prices::dynamics)
        .takes_parameters(stats::prices::DYNAMICS),
    Operation::new(46, GET, "/v1/inventory-items/{id}/stats-by-store/{price}", SEE_CATALOG, stats::prices::in_store),
    Operation::new(50, GET, "/v1/categories", SEE_ORDERS, categories::list)
        .takes_parameters(categories::PARAMETERS).includes(categories::INCLUDES).sorts(categories::SORTS).whole(),
    Operation::new(51, POST, "/v1/categories", EDIT_CATALOG, categories::create)
        .includes(categories::INCLUDES),
    Operation::new(52, DELETE, "/v1/categories/{id}", EDIT_CATALOG, categories::delete),
    Operation::new(53, PATCH, "/v1/categories/{id}", EDIT_CATALOG, categories::update)
        .includes(categories::INCLUDES),
    Operation::new(55, GET, "/v1/catalog/categories", SEE_CATALOG, vendors_catalog::categories)
        .sorts(vendors_catalog::CATEGORY_SORTS),
    Operation::new(56, GET, "/v1/catalog/categories/{id}", SEE_CATALOG, vendors_catalog::category),
    Operation::new(57, GET, "/v1/catalog/inventory-items/{id}", SEE_CATALOG, vendors_catalog::item)
        .includes(items::INCLUDES),
    Operation::new(54, GET, "/v1/catalog/{category}", SEE_CATALOG, vendors_catalog::items)
        .includes(vendors_catalog::INCLUDES).sorts(vendors_catalog::SORTS),
    Operation::new(58, GET, "/v1/catalog-export/{category}", EDIT_CATALOG, vendors_catalog::export).writing(),
];
