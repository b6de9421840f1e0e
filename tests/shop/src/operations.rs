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
    categories, customers, imports, items, order_sources, order_tags, orders, sessions, stores,
    workers,
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

/// What an operation is sent and answers, besides JSON:API documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Media {
    Documents,
    /// It is sent a form, `multipart/form-data`.
    TakesForm,
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
    pub(crate) media: Media,
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
            media: Media::Documents,
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

    const fn takes_form(mut self) -> Self {
        self.media = Media::TakesForm;
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
const DELETE: Method = Method::DELETE;

const SEE_ORDERS: &[&str] = &["retail.orders.view"];
const DELIVER: &[&str] = &["retail.orders.edit", "retail.orders.deliver"];
const SEE_CUSTOMERS: &[&str] = &["retail.customers.view"];
const EDIT_CUSTOMERS: &[&str] = &["retail.customers.edit"];

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
    // Before the template that would also fit.
    Operation::new(10, POST, "/v1/customers/import", EDIT_CUSTOMERS, imports::create)
        .takes_form(),
    Operation::new(11, GET, "/v1/customers/import", SEE_CUSTOMERS, imports::list)
        .sorts(imports::SORTS),
    Operation::new(12, GET, "/v1/customers/import/{id}", SEE_CUSTOMERS, imports::detail),
    Operation::new(13, DELETE, "/v1/customers/import/{id}", EDIT_CUSTOMERS, imports::delete),
    Operation::new(14, POST, "/v1/customers/import/{id}/validate", EDIT_CUSTOMERS, imports::validate),
    Operation::new(6, GET, "/v1/customers/{id}", SEE_CUSTOMERS, customers::detail)
        .includes(customers::INCLUDES),
    Operation::new(36, GET, "/v1/inventory-items", SEE_ORDERS, items::list)
        .takes_parameters(items::PARAMETERS).includes(items::INCLUDES).sorts(items::SORTS).whole(),
    Operation::new(41, GET, "/v1/inventory-items/{id}", SEE_ORDERS, items::detail)
        .includes(items::INCLUDES),
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
    Operation::new(80, GET, "/v1/order-tags", SEE_ORDERS, order_tags::list)
        .sorts(order_tags::SORTS),
    Operation::new(92, GET, "/v1/order-sources", SEE_ORDERS, order_sources::list)
        .sorts(order_sources::SORTS),
    Operation::new(108, GET, "/v1/workers", SEE_ORDERS, workers::list)
        .takes_parameters(workers::PARAMETERS).includes(workers::INCLUDES).sorts(workers::SORTS),
    Operation::new(112, GET, "/v1/worker/{id}", SEE_ORDERS, workers::detail)
        .includes(workers::INCLUDES),
    Operation::new(134, GET, "/v1/stores", SEE_ORDERS, stores::list)
        .takes_parameters(stores::PARAMETERS).includes(stores::INCLUDES).sorts(stores::SORTS).whole(),
    Operation::new(135, GET, "/v1/stores/{id}", SEE_ORDERS, stores::detail)
        .includes(stores::INCLUDES),
];
