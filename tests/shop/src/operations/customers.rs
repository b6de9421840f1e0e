//! Sign-in and everything about customers (1 to 35).

use super::{Operation, DELETE, EDIT_CUSTOMERS, EDIT_SETTINGS, GET, PATCH, POST, SEE_CUSTOMERS};
use crate::sections::{
    celebrations, customer_dictionaries, customer_events, customers, imports, sessions, stats,
};

/// Of two paths that fit the same request the literal one stands first.
#[rustfmt::skip]
pub(super) static TABLE: &[Operation] = &[
    Operation::new(1, POST, "/v1/sessions", &[], sessions::create)
        .open().includes(sessions::INCLUDES),
    Operation::new(2, PATCH, "/v1/sessions", &[], sessions::refresh)
        .open().includes(sessions::INCLUDES),
    Operation::new(3, GET, "/v1/customers", SEE_CUSTOMERS, customers::list)
        .takes_parameters(customers::PARAMETERS).includes(customers::INCLUDES).sorts(customers::SORTS),
    Operation::new(4, POST, "/v1/customers", EDIT_CUSTOMERS, customers::change::create)
        .includes(customers::INCLUDES),
    Operation::new(5, PATCH, "/v1/customers", EDIT_CUSTOMERS, customers::change::update_many),
    Operation::new(9, POST, "/v1/customers/discount-groups", EDIT_CUSTOMERS, customers::change::attach_discount_groups),
    Operation::new(10, POST, "/v1/customers/import", EDIT_CUSTOMERS, imports::create)
        .takes_form(),
    Operation::new(11, GET, "/v1/customers/import", SEE_CUSTOMERS, imports::list)
        .sorts(imports::SORTS),
    Operation::new(12, GET, "/v1/customers/import/{id}", SEE_CUSTOMERS, imports::detail),
    Operation::new(13, DELETE, "/v1/customers/import/{id}", EDIT_CUSTOMERS, imports::delete),
    Operation::new(14, POST, "/v1/customers/import/{id}/validate", EDIT_CUSTOMERS, imports::validate),
    Operation::new(6, GET, "/v1/customers/{id}", SEE_CUSTOMERS, customers::detail)
        .includes(customers::INCLUDES),
    Operation::new(7, PATCH, "/v1/customers/{id}", EDIT_CUSTOMERS, customers::change::update)
        .includes(customers::INCLUDES),
    Operation::new(8, GET, "/v1/customers/{id}/bonus-history", SEE_CUSTOMERS, customers::points::history)
        .includes(customers::points::INCLUDES).sorts(customers::points::SORTS),
    Operation::new(17, GET, "/v1/customer-preferences", SEE_CUSTOMERS, customer_dictionaries::preferences)
        .takes_parameters(customer_dictionaries::PREFERENCE_PARAMETERS).sorts(customer_dictionaries::SORTS).whole(),
    Operation::new(18, POST, "/v1/customer-preferences", EDIT_SETTINGS, |call, connection| {
        customer_dictionaries::PREFERENCES.create(call, connection)
    }),
    Operation::new(19, DELETE, "/v1/customer-preferences", EDIT_SETTINGS, customer_dictionaries::delete_preferences),
    Operation::new(20, PATCH, "/v1/customer-preferences/{id}", EDIT_SETTINGS, |call, connection| {
        customer_dictionaries::PREFERENCES.update(call, connection)
    }),
    Operation::new(21, GET, "/v1/customer-sources", SEE_CUSTOMERS, customer_dictionaries::sources)
        .takes_parameters(customer_dictionaries::SOURCE_PARAMETERS).sorts(customer_dictionaries::SORTS).whole(),
    Operation::new(22, POST, "/v1/customer-sources", EDIT_SETTINGS, |call, connection| {
        customer_dictionaries::SOURCES.create(call, connection)
    }),
    Operation::new(23, DELETE, "/v1/customer-sources", EDIT_SETTINGS, customer_dictionaries::delete_sources),
    Operation::new(24, PATCH, "/v1/customer-sources/{id}", EDIT_SETTINGS, |call, connection| {
        customer_dictionaries::SOURCES.update(call, connection)
    }),
    Operation::new(25, GET, "/v1/customer-celebrations", SEE_CUSTOMERS, celebrations::list)
        .includes(celebrations::INCLUDES).sorts(celebrations::SORTS),
    Operation::new(26, POST, "/v1/customer-celebrations", EDIT_SETTINGS, celebrations::create)
        .includes(celebrations::INCLUDES),
    Operation::new(27, DELETE, "/v1/customer-celebrations", EDIT_SETTINGS, celebrations::delete),
    Operation::new(28, GET, "/v1/customer-celebration/{id}", SEE_CUSTOMERS, celebrations::detail)
        .includes(celebrations::INCLUDES),
    Operation::new(29, PATCH, "/v1/customer-celebration/{id}", EDIT_SETTINGS, celebrations::update)
        .includes(celebrations::INCLUDES),
    Operation::new(30, GET, "/v1/customer-celebration-dates", SEE_CUSTOMERS, celebrations::customers)
        .includes(celebrations::DATE_INCLUDES).whole(),
    Operation::new(31, GET, "/v1/customer-events", SEE_CUSTOMERS, customer_events::list)
        .takes_parameters(customer_events::PARAMETERS).includes(customer_events::INCLUDES).sorts(customer_events::SORTS),
    Operation::new(32, POST, "/v1/customer-events", EDIT_CUSTOMERS, customer_events::create)
        .includes(customer_events::INCLUDES),
    Operation::new(33, DELETE, "/v1/customer-events", EDIT_CUSTOMERS, customer_events::delete),
    Operation::new(34, GET, "/v1/customer-events/{id}", SEE_CUSTOMERS, |call, connection| {
        customer_events::EVENTS.detail(call, connection, call.id())
    }).includes(customer_events::INCLUDES),
    Operation::new(35, PATCH, "/v1/customer-events/{id}", EDIT_CUSTOMERS, customer_events::update)
        .includes(customer_events::INCLUDES),
    Operation::new(15, GET, "/v1/customers/{id}/stats", SEE_CUSTOMERS, stats::customers::of_one)
        .takes_parameters(stats::customers::OF_ONE),
    Operation::new(15, GET, "/v1/customers/import/{id}/stats", SEE_CUSTOMERS, stats::customers::of_one)
        .takes_parameters(stats::customers::OF_ONE),
    Operation::new(16, GET, "/v1/customers-stats", SEE_CUSTOMERS, stats::customers::of_all)
        .takes_parameters(stats::customers::OF_ALL),
];
