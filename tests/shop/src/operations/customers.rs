//! Sign-in and everything about customers (1 to 35).

use super::{Operation, DELETE, EDIT_CUSTOMERS, EDIT_SETTINGS, GET, PATCH, POST, SEE_CUSTOMERS};
use crate::resources as to;
use crate::sections::{
    celebrations, customer_dictionaries, customer_events, customers, imports, sessions, stats,
};

/// Of two paths that fit the same request the literal one stands first.
#[rustfmt::skip]
pub(super) static TABLE: &[Operation] = &[
    Operation::new(1, POST, "/v1/sessions", &[], sessions::create, "Sign in")
        .sends(&sessions::SIGN_IN).figure(&sessions::SESSION)
        .open().includes(sessions::INCLUDES),
    Operation::new(2, PATCH, "/v1/sessions", &[], sessions::refresh, "Renew a session")
        .sends(&sessions::RENEWAL).figure(&sessions::SESSION)
        .open().includes(sessions::INCLUDES),
    Operation::new(3, GET, "/v1/customers", SEE_CUSTOMERS, customers::list, "List customers")
        .many(to::customer).tells(customers::TOLD)
        .takes_parameters(customers::PARAMETERS).includes(customers::INCLUDES).sorts(customers::SORTS),
    Operation::new(4, POST, "/v1/customers", EDIT_CUSTOMERS, customers::change::create, "Add a customer")
        .sends(&customers::record::NEW_SHAPE).one(to::customer).created().tells(customers::TOLD_OF_ONE)
        .includes(customers::INCLUDES),
    Operation::new(5, PATCH, "/v1/customers", EDIT_CUSTOMERS, customers::change::update_many, "Change several customers")
        .sends_many(&customers::record::SHAPE).many(to::customer),
    Operation::new(9, POST, "/v1/customers/discount-groups", EDIT_CUSTOMERS, customers::change::attach_discount_groups, "Put customers into discount groups")
        .sends_many(&customers::change::ATTACHED).figures(&customers::change::ATTACHMENT),
    Operation::new(10, POST, "/v1/customers/import", EDIT_CUSTOMERS, imports::create, "Upload a file of customers")
        .figure(&imports::IMPORT).tells(imports::TOLD)
        .takes_form(),
    Operation::new(11, GET, "/v1/customers/import", SEE_CUSTOMERS, imports::list, "List imports of customers")
        .figures(&imports::IMPORT)
        .sorts(imports::SORTS),
    Operation::new(12, GET, "/v1/customers/import/{id}", SEE_CUSTOMERS, imports::detail, "See an import")
        .figure(&imports::IMPORT).tells(imports::TOLD),
    Operation::new(13, DELETE, "/v1/customers/import/{id}", EDIT_CUSTOMERS, imports::delete, "Delete an import")
        .gone(),
    Operation::new(14, POST, "/v1/customers/import/{id}/validate", EDIT_CUSTOMERS, imports::validate, "Say which column is what and start an import")
        .sends(&imports::MAPPING).figure(&imports::IMPORT).tells(imports::TOLD),
    Operation::new(6, GET, "/v1/customers/{id}", SEE_CUSTOMERS, customers::detail, "See a customer")
        .one(to::customer).tells(customers::TOLD_OF_ONE)
        .includes(customers::INCLUDES),
    Operation::new(7, PATCH, "/v1/customers/{id}", EDIT_CUSTOMERS, customers::change::update, "Change a customer")
        .sends(&customers::record::SHAPE).one(to::customer).tells(customers::TOLD_OF_ONE)
        .includes(customers::INCLUDES),
    Operation::new(8, GET, "/v1/customers/{id}/bonus-history", SEE_CUSTOMERS, customers::points::history, "List a customer's points got and spent")
        .many(to::bonus_history).flat_page()
        .includes(customers::points::INCLUDES).sorts(customers::points::SORTS),
    Operation::new(17, GET, "/v1/customer-preferences", SEE_CUSTOMERS, customer_dictionaries::preferences, "List what customers like")
        .many(to::customer_preference)
        .takes_parameters(customer_dictionaries::PREFERENCE_PARAMETERS).sorts(customer_dictionaries::SORTS).whole(),
    Operation::new(18, POST, "/v1/customer-preferences", EDIT_SETTINGS, |call, connection| {
        customer_dictionaries::PREFERENCES.create(call, connection)
    }, "Add a customer preference")
        .sends(&customer_dictionaries::PREFERENCE).one(to::customer_preference).created(),
    Operation::new(19, DELETE, "/v1/customer-preferences", EDIT_SETTINGS, customer_dictionaries::delete_preferences, "Put customer preferences away")
        .sends_ids("customer-preferences"),
    Operation::new(20, PATCH, "/v1/customer-preferences/{id}", EDIT_SETTINGS, |call, connection| {
        customer_dictionaries::PREFERENCES.update(call, connection)
    }, "Change a customer preference")
        .sends(&customer_dictionaries::PREFERENCE).one(to::customer_preference),
    Operation::new(21, GET, "/v1/customer-sources", SEE_CUSTOMERS, customer_dictionaries::sources, "List where customers come from")
        .many(to::customer_source)
        .takes_parameters(customer_dictionaries::SOURCE_PARAMETERS).sorts(customer_dictionaries::SORTS).whole(),
    Operation::new(22, POST, "/v1/customer-sources", EDIT_SETTINGS, |call, connection| {
        customer_dictionaries::SOURCES.create(call, connection)
    }, "Add a customer source")
        .sends(&customer_dictionaries::SOURCE).one(to::customer_source).created(),
    Operation::new(23, DELETE, "/v1/customer-sources", EDIT_SETTINGS, customer_dictionaries::delete_sources, "Put customer sources away")
        .sends_ids("customer-sources"),
    Operation::new(24, PATCH, "/v1/customer-sources/{id}", EDIT_SETTINGS, |call, connection| {
        customer_dictionaries::SOURCES.update(call, connection)
    }, "Change a customer source")
        .sends(&customer_dictionaries::SOURCE).one(to::customer_source),
    Operation::new(25, GET, "/v1/customer-celebrations", SEE_CUSTOMERS, celebrations::list, "List celebrations")
        .many(to::celebration).tells(celebrations::TOLD)
        .includes(celebrations::INCLUDES).sorts(celebrations::SORTS),
    Operation::new(26, POST, "/v1/customer-celebrations", EDIT_SETTINGS, celebrations::create, "Add a celebration")
        .sends(&celebrations::SHAPE).one(to::celebration).created()
        .includes(celebrations::INCLUDES),
    Operation::new(27, DELETE, "/v1/customer-celebrations", EDIT_SETTINGS, celebrations::delete, "Delete celebrations")
        .sends_ids("customer-celebrations").created(),
    Operation::new(28, GET, "/v1/customer-celebration/{id}", SEE_CUSTOMERS, celebrations::detail, "See a celebration")
        .one(to::celebration)
        .includes(celebrations::INCLUDES),
    Operation::new(29, PATCH, "/v1/customer-celebration/{id}", EDIT_SETTINGS, celebrations::update, "Change a celebration")
        .sends(&celebrations::SHAPE).one(to::celebration)
        .includes(celebrations::INCLUDES),
    Operation::new(30, GET, "/v1/customer-celebration-dates", SEE_CUSTOMERS, celebrations::customers, "List which customer keeps which day")
        .many(to::customer_celebration_date)
        .includes(celebrations::DATE_INCLUDES).whole(),
    Operation::new(31, GET, "/v1/customer-events", SEE_CUSTOMERS, customer_events::list, "List customers' own feasts")
        .many(to::customer_event)
        .takes_parameters(customer_events::PARAMETERS).includes(customer_events::INCLUDES).sorts(customer_events::SORTS),
    Operation::new(32, POST, "/v1/customer-events", EDIT_CUSTOMERS, customer_events::create, "Add a customer's feast")
        .sends(&customer_events::SHAPE).one(to::customer_event)
        .includes(customer_events::INCLUDES),
    Operation::new(33, DELETE, "/v1/customer-events", EDIT_CUSTOMERS, customer_events::delete, "Delete customers' feasts")
        .sends_ids("customer-events").gone(),
    Operation::new(34, GET, "/v1/customer-events/{id}", SEE_CUSTOMERS, |call, connection| {
        customer_events::EVENTS.detail(call, connection, call.id())
    }, "See a customer's feast")
        .one(to::customer_event)
        .includes(customer_events::INCLUDES),
    Operation::new(35, PATCH, "/v1/customer-events/{id}", EDIT_CUSTOMERS, customer_events::update, "Change a customer's feast")
        .sends(&customer_events::SHAPE).one(to::customer_event)
        .includes(customer_events::INCLUDES),
    Operation::new(15, GET, "/v1/customers/{id}/stats", SEE_CUSTOMERS, stats::customers::of_one, "What a customer bought over time")
        .figures(&stats::customers::BOUGHT).tells(stats::customers::BOUGHT_TOLD)
        .takes_parameters(stats::customers::OF_ONE),
    Operation::new(15, GET, "/v1/customers/import/{id}/stats", SEE_CUSTOMERS, stats::customers::of_one, "What a customer bought over time")
        .figures(&stats::customers::BOUGHT).tells(stats::customers::BOUGHT_TOLD)
        .takes_parameters(stats::customers::OF_ONE),
    Operation::new(16, GET, "/v1/customers-stats", SEE_CUSTOMERS, stats::customers::of_all, "What all customers did over time")
        .figures(&stats::customers::DONE).tells(stats::customers::DONE_TOLD)
        .takes_parameters(stats::customers::OF_ALL),
];
