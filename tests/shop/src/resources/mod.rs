//! The declared resource types, one file per part of the shop.

pub(crate) mod catalog;
pub(crate) mod customers;
pub(crate) mod orders;
pub(crate) mod people;
pub(crate) mod reports;
pub(crate) mod stats;
pub(crate) mod stores;
pub(crate) mod warehouse;

macro_rules! targets {
    ($($function:ident => $declaration:path),* $(,)?) => {$(
        /// Where a relationship leads; a function, because declarations refer to each other.
        pub(crate) fn $function() -> &'static crate::jsonapi::resource::Resource {
            &$declaration
        }
    )*};
}

targets! {
    bonus_group_change => customers::BONUS_GROUP_CHANGES,
    bonus_history => customers::BONUS_HISTORY,
    cash_reason => orders::CASH_REASONS,
    catalog_export => catalog::EXPORTS,
    catalog_item => catalog::CATALOG_ITEMS,
    customer_celebration_date => customers::CUSTOMER_CELEBRATION_DATES,
    movement_act => warehouse::ACTS,
    report => reports::REPORTS,
    bonus_group => customers::BONUS_GROUPS,
    bonus_group_rule => customers::BONUS_GROUP_RULES,
    bouquet => orders::BOUQUETS,
    bouquet_line => orders::BOUQUET_LINES,
    barcode => catalog::BARCODES,
    catalog_category => catalog::CATALOG_CATEGORIES,
    category => catalog::CATEGORIES,
    celebration => customers::CELEBRATIONS,
    celebration_date => customers::CELEBRATION_DATES,
    customer => customers::CUSTOMERS,
    customer_event => customers::EVENTS,
    customer_preference => customers::PREFERENCES,
    customer_source => customers::SOURCES,
    delivery_diapason => stores::DELIVERY_DIAPASONS,
    discount => orders::DISCOUNTS,
    discount_group => customers::DISCOUNT_GROUPS,
    discount_group_rule => customers::DISCOUNT_GROUP_RULES,
    discount_reason => orders::DISCOUNT_REASONS,
    history_line => orders::HISTORY_LINES,
    image => stores::IMAGES,
    inventory_group => catalog::GROUPS,
    item => catalog::ITEMS,
    line => orders::LINES,
    measure => catalog::MEASURES,
    movement_act_line => warehouse::ACT_LINES,
    order => orders::ORDERS,
    payment => orders::PAYMENTS,
    payment_method => orders::PAYMENT_METHODS,
    permission => people::PERMISSIONS,
    person => customers::PERSONS,
    position => people::POSITIONS,
    price => catalog::PRICES,
    print_setting => stores::PRINT_SETTINGS,
    report_detailing => reports::DETAILING,
    report_filter => reports::FILTERS,
    report_filter_type => reports::FILTER_TYPES,
    report_type => reports::TYPES,
    role => people::ROLES,
    shift => orders::SHIFTS,
    source => orders::SOURCES,
    store => stores::STORES,
    tag => orders::TAGS,
    timezone => stores::TIMEZONES,
    user => people::USERS,
    vendor_code => catalog::VENDOR_CODES,
    warehouse => stores::WAREHOUSES,
    worker => people::WORKERS,
}
