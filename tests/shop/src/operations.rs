//! The table of operations: one row each, with its number in the reference, and everything the
//! rest of the shop needs to know of it. Router, query reading, permissions and journal all
//! work from these rows.

use axum::http::Method;
use rusqlite::Connection;

use crate::answer::Answer;
use crate::desk::Call;
use crate::parameters::{Parameter, Sort};
use crate::refusal::Refusal;
use crate::sections::{
    categories, customers, items, order_sources, order_tags, orders, sessions, stats, stores, workers,
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
}

impl Operation {
    const fn new(
        number: u16,
        method: Method,
        path: &'static str,
        permissions: &'static [&'static str],
        handler: Handler,
    ) -> Self {
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

    const fn whole(mut self) -> Self {
        self.whole = true;
        self
    }

    /// Whether the operation changes anything and so needs the write connection.
    pub(crate) fn writes(&self) -> bool {
        self.method != Method::GET
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

const SEE_ORDERS: &[&str] = &["retail.orders.view"];
const DELIVER: &[&str] = &["retail.orders.edit", "retail.orders.deliver"];
const SEE_CUSTOMERS: &[&str] = &["retail.customers.view"];
const SEE_CATALOG: &[&str] = &["retail.catalog.view"];
const SEE_STATS: &[&str] = &["retail.stats.view"];

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
    Operation::new(6, GET, "/v1/customers/{id}", SEE_CUSTOMERS, customers::detail)
        .includes(customers::INCLUDES),
    Operation::new(15, GET, "/v1/customers/{id}/stats", SEE_CUSTOMERS, stats::customers::of_one)
        .takes_parameters(stats::customers::OF_ONE),
    Operation::new(15, GET, "/v1/customers/import/{id}/stats", SEE_CUSTOMERS, stats::customers::of_one)
        .takes_parameters(stats::customers::OF_ONE),
    Operation::new(16, GET, "/v1/customers-stats", SEE_CUSTOMERS, stats::customers::of_all)
        .takes_parameters(stats::customers::OF_ALL),
    Operation::new(36, GET, "/v1/inventory-items", SEE_ORDERS, items::list)
        .takes_parameters(items::PARAMETERS).includes(items::INCLUDES).sorts(items::SORTS).whole(),
    Operation::new(41, GET, "/v1/inventory-items/{id}", SEE_ORDERS, items::detail)
        .includes(items::INCLUDES),
    Operation::new(45, GET, "/v1/inventory-items/{id}/price-dynamics/{price}", SEE_CATALOG, stats::prices::dynamics)
        .takes_parameters(stats::prices::DYNAMICS),
    Operation::new(46, GET, "/v1/inventory-items/{id}/stats-by-store/{price}", SEE_CATALOG, stats::prices::in_store),
    Operation::new(50, GET, "/v1/categories", SEE_ORDERS, categories::list)
        .takes_parameters(categories::PARAMETERS).includes(categories::INCLUDES).sorts(categories::SORTS).whole(),
    Operation::new(59, GET, "/v1/orders", SEE_ORDERS, orders::list::list)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(60, POST, "/v1/orders", &["retail.orders.new"], orders::create::create)
        .includes(orders::INCLUDES),
    Operation::new(61, GET, "/v1/orders/{id}", SEE_ORDERS, orders::list::detail)
        .includes(orders::INCLUDES),
    Operation::new(62, PATCH, "/v1/orders/{id}", &["retail.orders.edit"], orders::update::update)
        .includes(orders::INCLUDES),
    Operation::new(64, PATCH, "/v1/orders/{id}/delivery-status", DELIVER, orders::delivery::update)
        .includes(orders::INCLUDES),
    Operation::new(74, GET, "/v1/orders/analytics/shipment-revenue", SEE_STATS, orders::analytics::shipment_revenue)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(75, GET, "/v1/orders/analytics/marginality", SEE_STATS, orders::analytics::marginality)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(76, GET, "/v1/orders/analytics/bonuses-subtract", SEE_STATS, orders::analytics::bonuses_subtract)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(77, GET, "/v1/orders/analytics/bonuses-accrued", SEE_STATS, orders::analytics::bonuses_accrued)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(78, GET, "/v1/orders/analytics/total-discount", SEE_STATS, orders::analytics::total_discount)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(79, GET, "/v1/orders/analytics/returned", SEE_STATS, orders::analytics::returned)
        .takes_parameters(orders::filters::PARAMETERS).includes(orders::INCLUDES).sorts(orders::SORTS),
    Operation::new(80, GET, "/v1/order-tags", SEE_ORDERS, order_tags::list)
        .sorts(order_tags::SORTS),
    Operation::new(92, GET, "/v1/order-sources", SEE_ORDERS, order_sources::list)
        .sorts(order_sources::SORTS),
    Operation::new(108, GET, "/v1/workers", SEE_ORDERS, workers::list)
        .takes_parameters(workers::PARAMETERS).includes(workers::INCLUDES).sorts(workers::SORTS),
    Operation::new(112, GET, "/v1/worker/{id}", SEE_ORDERS, workers::detail)
        .includes(workers::INCLUDES),
    Operation::new(126, GET, "/v1/stats/stores/general", SEE_STATS, stats::general::figures)
        .takes_parameters(stats::OF_STORES),
    Operation::new(127, GET, "/v1/stats/stores/workers", SEE_STATS, stats::shares::workers)
        .takes_parameters(stats::OF_STORES),
    Operation::new(128, GET, "/v1/stats/stores/revenue", SEE_STATS, stats::series::revenue)
        .takes_parameters(stats::OF_STORES),
    Operation::new(129, GET, "/v1/stats/stores/payments-revenue", SEE_STATS, stats::series::payments)
        .takes_parameters(stats::OF_STORES),
    Operation::new(130, GET, "/v1/stats/stores/profit", SEE_STATS, stats::series::profit)
        .takes_parameters(stats::OF_STORES),
    Operation::new(131, GET, "/v1/stats/stores/payments", SEE_STATS, stats::shares::payments)
        .takes_parameters(stats::OF_STORES),
    Operation::new(132, GET, "/v1/stats/stores/sources", SEE_STATS, stats::shares::sources)
        .takes_parameters(stats::OF_STORES),
    Operation::new(133, GET, "/v1/stats/stores/debts", SEE_STATS, stats::debts::figures)
        .takes_parameters(stats::OF_STORES),
    Operation::new(134, GET, "/v1/stores", SEE_ORDERS, stores::list)
        .takes_parameters(stores::PARAMETERS).includes(stores::INCLUDES).sorts(stores::SORTS).whole(),
    Operation::new(135, GET, "/v1/stores/{id}", SEE_ORDERS, stores::detail)
        .includes(stores::INCLUDES),
    Operation::new(136, GET, "/v1/stores/{id}/stats", SEE_STATS, stats::general::figures)
        .takes_parameters(stats::OF_STORE),
    Operation::new(137, GET, "/v1/stores/{id}/stats-workers", SEE_STATS, stats::shares::workers)
        .takes_parameters(stats::OF_STORE),
    Operation::new(138, GET, "/v1/stores/{id}/stats-payments", SEE_STATS, stats::shares::payments)
        .takes_parameters(stats::OF_STORE),
    Operation::new(139, GET, "/v1/stores/{id}/stats-sources", SEE_STATS, stats::shares::sources)
        .takes_parameters(stats::OF_STORE),
    Operation::new(140, GET, "/v1/stores/{id}/stats-warehouses", SEE_STATS, stats::stock::balances)
        .takes_parameters(stats::OF_STORE),
    Operation::new(141, GET, "/v1/stores/{id}/stats-warehouse-base", SEE_STATS, stats::stock::base)
        .takes_parameters(stats::OF_STORE),
    Operation::new(141, GET, "/v1/stats/stores/stats-warehouse-base", SEE_STATS, stats::stock::base)
        .takes_parameters(stats::OF_STORES),
    Operation::new(142, GET, "/v1/stores/{id}/stats-warehouse-top-items", SEE_STATS, stats::stock::top_items)
        .takes_parameters(stats::stock::TOP_OF_STORE),
    Operation::new(142, GET, "/v1/stats/stores/stats-warehouse-top-items", SEE_STATS, stats::stock::top_items)
        .takes_parameters(stats::stock::TOP_OF_STORES),
    Operation::new(143, GET, "/v1/stores/{id}/stats-debts", SEE_STATS, stats::debts::figures)
        .takes_parameters(stats::OF_STORE),
    Operation::new(144, GET, "/v1/stores/{id}/stats-revenue", SEE_STATS, stats::series::revenue)
        .takes_parameters(stats::OF_STORE),
    Operation::new(145, GET, "/v1/stores/{id}/stats-payments-revenue", SEE_STATS, stats::series::payments)
        .takes_parameters(stats::OF_STORE),
    Operation::new(146, GET, "/v1/stores/{id}/stats-profit", SEE_STATS, stats::series::profit)
        .takes_parameters(stats::OF_STORE),
    Operation::new(147, GET, "/v1/stores/{id}/showcase-stats", SEE_STATS, stats::showcase::figures)
        .takes_parameters(stats::OF_STORE),
    Operation::new(148, GET, "/v1/stores/{id}/showcase-days-stats", SEE_STATS, stats::showcase::days)
        .takes_parameters(stats::OF_STORE),
    Operation::new(149, GET, "/v1/stores/{id}/showcase-price-stats", SEE_STATS, stats::showcase::prices)
        .takes_parameters(stats::OF_STORE),
    Operation::new(150, GET, "/v1/stores/{id}/showcase-top-flowers-stats", SEE_STATS, stats::showcase::top_flowers)
        .takes_parameters(stats::OF_STORE),
];
