//! Items, categories and the vendors' catalog (36 to 58).

use super::{Operation, DELETE, EDIT_CATALOG, GET, PATCH, POST, SEE_CATALOG, SEE_ORDERS, SEE_WAREHOUSE};
use crate::resources as to;
use crate::sections::{categories, items, stats, vendors_catalog};

/// Of two paths that fit the same request the literal one stands first.
#[rustfmt::skip]
pub(super) static TABLE: &[Operation] = &[
    Operation::new(36, GET, "/v1/inventory-items", SEE_ORDERS, items::list, "List items")
        .many(to::item)
        .takes_parameters(items::PARAMETERS).includes(items::INCLUDES).sorts(items::SORTS).whole(),
    Operation::new(37, POST, "/v1/inventory-items", EDIT_CATALOG, items::change::create, "Add an item")
        .sends(&items::change::SHAPE).one(to::item)
        .includes(items::INCLUDES),
    Operation::new(38, PATCH, "/v1/inventory-items", EDIT_CATALOG, items::change::publish, "Show items to customers or hide them")
        .sends_many(&items::change::SHOWN).many(to::item),
    Operation::new(39, DELETE, "/v1/inventory-items", EDIT_CATALOG, items::change::delete, "Take items out of the assortment")
        .sends_ids("inventory-items"),
    Operation::new(48, POST, "/v1/inventory-items/net-costs", SEE_WAREHOUSE, items::costs::net, "Find what goods cost by the deliveries they came with")
        .sends(&items::costs::NET_SEARCH).figures(&items::costs::NET)
        .reading(),
    Operation::new(49, POST, "/v1/inventory-items/last-costs", SEE_WAREHOUSE, items::costs::last, "Find what goods cost last")
        .sends(&items::costs::LAST_SEARCH).figures(&items::costs::LAST)
        .reading(),
    Operation::new(40, PATCH, "/v1/inventory-items/{id}", EDIT_CATALOG, items::change::update, "Change an item")
        .sends(&items::change::SHAPE).one(to::item)
        .includes(items::INCLUDES),
    Operation::new(41, GET, "/v1/inventory-items/{id}", SEE_ORDERS, items::detail, "See an item")
        .one(to::item)
        .includes(items::INCLUDES),
    Operation::new(42, POST, "/v1/inventory-items/{id}/prices", EDIT_CATALOG, items::prices::set, "Set an item's price in a store")
        .sends(&items::prices::SHAPE).one(to::price)
        .includes(items::prices::INCLUDES),
    Operation::new(43, PATCH, "/v1/inventory-items/{id}/prices", EDIT_CATALOG, items::prices::switch, "Switch an item's price on or off")
        .sends(&items::prices::SWITCHED).one(to::price)
        .includes(items::prices::INCLUDES),
    Operation::new(44, POST, "/v1/inventory-items/{id}/bulk-prices", EDIT_CATALOG, items::prices::set_many, "Set an item's price in several stores")
        .sends_many(&items::prices::SHAPE).many(to::price)
        .includes(items::prices::INCLUDES),
    Operation::new(47, GET, "/v1/inventory-items/{id}/warehouse-movement/{storeId}", SEE_WAREHOUSE, items::movements::list, "List an item's movements in a store")
        .figures(&items::movements::MOVEMENT).tells(items::movements::SUMS)
        .sorts(items::movements::SORTS),
    Operation::new(45, GET, "/v1/inventory-items/{id}/price-dynamics/{price}", SEE_CATALOG, stats::prices::dynamics, "An item's price over time")
        .figures(&stats::prices::RATIO).tells(stats::prices::TOLD)
        .takes_parameters(stats::prices::DYNAMICS),
    Operation::new(46, GET, "/v1/inventory-items/{id}/stats-by-store/{price}", SEE_CATALOG, stats::prices::in_store, "An item's stock, cost and price in a store")
        .figure(&stats::prices::IN_STORE),
    Operation::new(50, GET, "/v1/categories", SEE_ORDERS, categories::list, "List categories")
        .many(to::category)
        .takes_parameters(categories::PARAMETERS).includes(categories::INCLUDES).sorts(categories::SORTS).whole(),
    Operation::new(51, POST, "/v1/categories", EDIT_CATALOG, categories::create, "Add a category")
        .sends(&categories::SHAPE).one(to::category)
        .includes(categories::INCLUDES),
    Operation::new(52, DELETE, "/v1/categories/{id}", EDIT_CATALOG, categories::delete, "Put an empty category away"),
    Operation::new(53, PATCH, "/v1/categories/{id}", EDIT_CATALOG, categories::update, "Change a category")
        .sends(&categories::SHAPE).one(to::category)
        .includes(categories::INCLUDES),
    Operation::new(55, GET, "/v1/catalog/categories", SEE_CATALOG, vendors_catalog::categories, "List the categories of the vendors' catalog")
        .many(to::catalog_category)
        .sorts(vendors_catalog::CATEGORY_SORTS),
    Operation::new(56, GET, "/v1/catalog/categories/{id}", SEE_CATALOG, vendors_catalog::category, "See a category of the vendors' catalog")
        .one(to::catalog_category),
    Operation::new(57, GET, "/v1/catalog/inventory-items/{id}", SEE_CATALOG, vendors_catalog::item, "See an item of the vendors' catalog")
        .one(to::item)
        .includes(items::INCLUDES),
    Operation::new(54, GET, "/v1/catalog/{category}", SEE_CATALOG, vendors_catalog::items, "List a category of the vendors' catalog")
        .many(to::catalog_item)
        .includes(vendors_catalog::INCLUDES).sorts(vendors_catalog::SORTS),
    Operation::new(58, GET, "/v1/catalog-export/{category}", EDIT_CATALOG, vendors_catalog::export, "Take a category of the vendors' catalog into the shop")
        .one(to::catalog_export)
        .writing(),
];
