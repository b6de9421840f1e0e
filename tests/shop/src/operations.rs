//! The table of operations: one row each, with its number in the reference, and everything the
//! rest of the shop needs to know of it. Router, query reading, permissions and journal all
//! work from these rows.

use axum::http::Method;
use rusqlite::Connection;

use crate::answer::Answer;
use crate::desk::Call;
use crate::jsonapi::list::Conditions;
use crate::parameters::{Parameter, Sort};
use crate::refusal::Refusal;
use crate::sections::{
    bonus_groups, bouquets, cash_reasons, categories, celebrations, customer_dictionaries, customer_events,
    customers, discount_groups, discount_reasons, items, movement_acts, order_sources, order_tags, orders,
    sessions, stores, vendors_catalog, workers,
};

/// Carries an operation out, inside a transaction that is kept only when it succeeds.
pub(crate) type Handler = fn(&Call, &Connection) -> Result<Answer, Refusal>;

/// Who may call an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Needs {
    /// Anyone, without signing in.
    Nothing,
    /// A worker who has at least one of these permissions.
    OneOf(&'static [&'static str]),
}

/// One operation of the reference.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) number: u16,
    pub(crate) method: Method,
    /// Path template below `/api`.
    pub(crate) path: &'static str,
    pub(crate) needs: Needs,
    pub(crate) handler: Handler,
    pub(crate) parameters: &'static [Parameter],
    pub(crate) includes: &'static [&'static str],
    pub(crate) sorts: &'static [Sort],
    /// Not cut into pages unless the request asks for it.
    pub(crate) whole: bool,
    /// Whether it changes anything and so needs the write connection.
    pub(crate) writes: bool,
}

impl Operation {
    const fn new(
        number: u16,
        method: Method,
        path: &'static str,
        permissions: &'static [&'static str],
        handler: Handler,
    ) -> Self {
        let writes = !matches!(method, Method::GET);
        Self {
            number,
            method,
            path,
            needs: Needs::OneOf(permissions),
            handler,
            parameters: &[],
            includes: &[],
            sorts: &[],
            whole: false,
            writes,
        }
    }

    const fn open(mut self) -> Self {
        self.needs = Needs::Nothing;
        self
    }

    const fn takes_parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.parameters = parameters;
        self
    }

    const fn includes(mut self, includes: &'static [&'static str]) -> Self {
        self.includes = includes;
        self
    }

    const fn sorts(mut self, sorts: &'static [Sort]) -> Self {
        self.sorts = sorts;
        self
    }

    /// A search that comes as a POST.
    const fn reading(mut self) -> Self {
        self.writes = false;
        self
    }

    /// A GET that starts something.
    const fn writing(mut self) -> Self {
        self.writes = true;
        self
    }

    const fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// Whether a query parameter of this name means something here.
    pub(crate) fn takes(&self, name: &str) -> bool {
        match name {
            "include" => !self.includes.is_empty(),
            "sort" => !self.sorts.is_empty(),
            "page[number]" | "page[size]" => !self.sorts.is_empty(),
            name => self.parameters.iter().any(|parameter| parameter.name == name),
        }
    }

    /// The values of the path's variables when `path` fits the template.
    pub(crate) fn matches(&self, path: &str) -> Option<Vec<String>> {
        let mut values = Vec::new();
        let mut given = path.split('/');
        for segment in self.path.split('/') {
            let value = given.next()?;
            if segment.starts_with('{') {
                if value.is_empty() {
                    return None;
                }
                values.push(value.to_owned());
            } else if segment != value {
                return None;
            }
        }
        given.next().is_none().then_some(values)
    }
}

/// What the router found for a method and path.
pub(crate) enum Found {
    Operation(&'static Operation, Vec<String>),
    OtherMethod,
    Nothing,
}

/// Finds the operation of a request. Literal paths stand before templates that would also fit.
pub(crate) fn find(method: &Method, path: &str) -> Found {
    let mut other_method = false;
    for operation in OPERATIONS {
        let Some(values) = operation.matches(path) else { continue };
        if operation.method == *method {
            return Found::Operation(operation, values);
        }
        other_method = true;
    }
    if other_method {
        Found::OtherMethod
    } else {
        Found::Nothing
    }
}

const GET: Method = Method::GET;
const POST: Method = Method::POST;
const PATCH: Method = Method::PATCH;
const DELETE: Method = Method::DELETE;

const SEE_ORDERS: &[&str] = &["retail.orders.view"];
const DELIVER: &[&str] = &["retail.orders.edit", "retail.orders.deliver"];
const SEE_CUSTOMERS: &[&str] = &["retail.customers.view"];
const SEE_BOUQUETS: &[&str] = &["retail.bouquets.view"];
const EDIT_BOUQUETS: &[&str] = &["retail.bouquets.edit"];
const EDIT_CATALOG: &[&str] = &["retail.catalog.edit"];
const SEE_CATALOG: &[&str] = &["retail.catalog.view"];
const SEE_WAREHOUSE: &[&str] = &["retail.warehouse.view"];
const EDIT_WAREHOUSE: &[&str] = &["retail.warehouse.edit"];
const EDIT_CUSTOMERS: &[&str] = &["retail.customers.edit"];
const EDIT_SETTINGS: &[&str] = &["retail.settings.edit"];

/// All operations, in the order of the reference; of two paths that fit the same request the
/// literal one must come first.
#[rustfmt::skip]
pub(crate) static OPERATIONS: &[Operation] = &[
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
    Operation::new(6, GET, "/v1/customers/{id}", SEE_CUSTOMERS, customers::detail)
        .includes(customers::INCLUDES),
    Operation::new(7, PATCH, "/v1/customers/{id}", EDIT_CUSTOMERS, customers::change::update)
        .includes(customers::INCLUDES),
    Operation::new(8, GET, "/v1/customers/{id}/bonus-history", SEE_CUSTOMERS, customers::points::history)
        .includes(customers::points::INCLUDES),
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
    Operation::new(59, GET, "/v1/orders", SEE_ORDERS, orders::list::list)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(60, POST, "/v1/orders", &["retail.orders.new"], orders::create::create)
        .includes(orders::INCLUDES),
    Operation::new(61, GET, "/v1/orders/{id}", SEE_ORDERS, orders::list::detail)
        .includes(orders::INCLUDES),
    Operation::new(62, PATCH, "/v1/orders/{id}", &["retail.orders.edit"], orders::update::update)
        .includes(orders::INCLUDES),
    Operation::new(63, PATCH, "/v1/orders/{id}/fiscal", &["retail.orders.edit"], orders::fiscal::update),
    Operation::new(64, PATCH, "/v1/orders/{id}/delivery-status", DELIVER, orders::delivery::update)
        .includes(orders::INCLUDES),
    Operation::new(65, PATCH, "/v1/orders/{id}/return", &["retail.orders.cancel"], orders::give_back::update)
        .includes(orders::INCLUDES),
    Operation::new(66, POST, "/v1/orders/{id}/payments", &["retail.orders.edit"], orders::payments::create)
        .includes(orders::payments::INCLUDES),
    Operation::new(67, PATCH, "/v1/orders/{id}/bouquets/{bouquetId}", &["retail.orders.edit"], orders::separate::update)
        .includes(bouquets::INCLUDES),
    Operation::new(68, PATCH, "/v1/payments/{paymentId}", &["retail.orders.edit"], orders::payments::update)
        .includes(orders::payments::INCLUDES),
    Operation::new(69, GET, "/v1/payments", SEE_ORDERS, orders::payments::list)
        .takes_parameters(orders::payments::PARAMETERS).includes(orders::payments::INCLUDES).sorts(orders::payments::SORTS),
    Operation::new(70, GET, "/v1/bouquets", SEE_BOUQUETS, bouquets::list)
        .takes_parameters(bouquets::PARAMETERS).includes(bouquets::INCLUDES).sorts(bouquets::SORTS),
    Operation::new(71, POST, "/v1/bouquets", EDIT_BOUQUETS, bouquets::change::create)
        .includes(bouquets::INCLUDES),
    Operation::new(72, DELETE, "/v1/bouquets/{id}", EDIT_BOUQUETS, bouquets::change::delete),
    Operation::new(73, PATCH, "/v1/bouquets/{id}", EDIT_BOUQUETS, bouquets::change::update)
        .includes(bouquets::INCLUDES),
    Operation::new(80, GET, "/v1/order-tags", SEE_ORDERS, |call, connection| {
        order_tags::TAGS.list(call, connection, Conditions::default())
    }).sorts(order_tags::SORTS),
    Operation::new(81, POST, "/v1/order-tags", EDIT_SETTINGS, |call, connection| {
        order_tags::TAGS.create(call, connection)
    }),
    Operation::new(82, DELETE, "/v1/order-tags/{id}", EDIT_SETTINGS, |call, connection| {
        order_tags::TAGS.delete(call, connection)
    }),
    Operation::new(83, GET, "/v1/discount-reasons", SEE_ORDERS, |call, connection| {
        discount_reasons::REASONS.list(call, connection, Conditions::default())
    }).sorts(discount_reasons::SORTS),
    Operation::new(84, POST, "/v1/discount-reasons", EDIT_SETTINGS, |call, connection| {
        discount_reasons::REASONS.create(call, connection)
    }),
    Operation::new(85, DELETE, "/v1/discount-reasons", EDIT_SETTINGS, discount_reasons::delete),
    Operation::new(86, GET, "/v1/discount-reasons/{id}", SEE_ORDERS, |call, connection| {
        discount_reasons::REASONS.detail(call, connection, call.id())
    }),
    Operation::new(87, PATCH, "/v1/discount-reasons/{id}", EDIT_SETTINGS, |call, connection| {
        discount_reasons::REASONS.update(call, connection)
    }),
    Operation::new(88, GET, "/v1/cash-reasons", SEE_ORDERS, |call, connection| {
        cash_reasons::REASONS.list(call, connection, Conditions::default())
    }).sorts(cash_reasons::SORTS),
    Operation::new(89, POST, "/v1/cash-reasons", EDIT_SETTINGS, |call, connection| {
        cash_reasons::REASONS.create(call, connection)
    }),
    Operation::new(90, GET, "/v1/cash-reasons/{id}", SEE_ORDERS, |call, connection| {
        cash_reasons::REASONS.detail(call, connection, call.id())
    }),
    Operation::new(91, PATCH, "/v1/cash-reasons/{id}", EDIT_SETTINGS, cash_reasons::update),
    Operation::new(92, GET, "/v1/order-sources", SEE_ORDERS, |call, connection| {
        order_sources::SOURCES.list(call, connection, Conditions::default())
    }).sorts(order_sources::SORTS),
    Operation::new(93, POST, "/v1/order-sources", EDIT_SETTINGS, order_sources::create),
    Operation::new(94, PATCH, "/v1/order-sources", EDIT_SETTINGS, order_sources::update),
    Operation::new(95, DELETE, "/v1/order-sources", EDIT_SETTINGS, order_sources::delete),
    Operation::new(96, GET, "/v1/order-sources/{id}", SEE_ORDERS, |call, connection| {
        order_sources::SOURCES.detail(call, connection, call.id())
    }),
    Operation::new(97, GET, "/v1/bonus-groups", SEE_CUSTOMERS, bonus_groups::list)
        .includes(bonus_groups::INCLUDES).sorts(bonus_groups::SORTS),
    Operation::new(98, POST, "/v1/bonus-groups", EDIT_SETTINGS, bonus_groups::create)
        .includes(bonus_groups::INCLUDES),
    Operation::new(99, DELETE, "/v1/bonus-groups", EDIT_SETTINGS, bonus_groups::delete),
    Operation::new(100, GET, "/v1/bonus-groups/{id}", SEE_CUSTOMERS, |call, connection| {
        bonus_groups::GROUPS.detail(call, connection, call.id())
    }).includes(bonus_groups::INCLUDES),
    Operation::new(101, PATCH, "/v1/bonus-groups/{id}", EDIT_SETTINGS, bonus_groups::update)
        .includes(bonus_groups::INCLUDES),
    Operation::new(102, GET, "/v1/bonus-group-changes-history", SEE_CUSTOMERS, bonus_groups::changes)
        .includes(bonus_groups::CHANGE_INCLUDES).whole(),
    Operation::new(103, GET, "/v1/discount-groups", SEE_CUSTOMERS, discount_groups::list)
        .includes(discount_groups::INCLUDES).sorts(discount_groups::SORTS),
    Operation::new(104, POST, "/v1/discount-groups", EDIT_SETTINGS, discount_groups::create)
        .includes(discount_groups::INCLUDES),
    Operation::new(105, DELETE, "/v1/discount-groups", EDIT_SETTINGS, discount_groups::delete),
    Operation::new(106, GET, "/v1/discount-groups/{id}", SEE_CUSTOMERS, |call, connection| {
        discount_groups::GROUPS.detail(call, connection, call.id())
    }).includes(discount_groups::INCLUDES),
    Operation::new(107, PATCH, "/v1/discount-groups/{id}", EDIT_SETTINGS, discount_groups::update)
        .includes(discount_groups::INCLUDES),
    Operation::new(108, GET, "/v1/workers", SEE_ORDERS, workers::list)
        .takes_parameters(workers::PARAMETERS).includes(workers::INCLUDES).sorts(workers::SORTS),
    Operation::new(109, POST, "/v1/workers", EDIT_SETTINGS, workers::change::create)
        .includes(workers::INCLUDES),
    Operation::new(110, PATCH, "/v1/workers", EDIT_SETTINGS, workers::change::switch)
        .includes(workers::INCLUDES),
    Operation::new(111, DELETE, "/v1/workers", EDIT_SETTINGS, workers::change::dismiss),
    Operation::new(112, GET, "/v1/worker/{id}", SEE_ORDERS, workers::detail)
        .includes(workers::INCLUDES),
    Operation::new(113, PATCH, "/v1/worker/{id}", EDIT_SETTINGS, workers::change::update)
        .includes(workers::INCLUDES),
    Operation::new(114, GET, "/v1/movement-acts", SEE_WAREHOUSE, movement_acts::list)
        .takes_parameters(movement_acts::PARAMETERS).includes(movement_acts::INCLUDES).sorts(movement_acts::SORTS),
    Operation::new(115, POST, "/v1/movement-acts", EDIT_WAREHOUSE, movement_acts::create)
        .includes(movement_acts::INCLUDES),
    Operation::new(116, GET, "/v1/movement-act/{id}", SEE_WAREHOUSE, movement_acts::detail)
        .includes(movement_acts::INCLUDES),
    Operation::new(117, PATCH, "/v1/movement-act/{id}", EDIT_WAREHOUSE, movement_acts::update)
        .includes(movement_acts::INCLUDES),
    Operation::new(134, GET, "/v1/stores", SEE_ORDERS, stores::list)
        .takes_parameters(stores::PARAMETERS).includes(stores::INCLUDES).sorts(stores::SORTS).whole(),
    Operation::new(135, GET, "/v1/stores/{id}", SEE_ORDERS, stores::detail)
        .includes(stores::INCLUDES),
];
