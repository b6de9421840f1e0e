//! Orders: operations 59 to 69 of the reference. Reading them is here.

pub mod filters;
mod payments;
mod writes;

use std::collections::HashMap;

use super::document::{Document, Resource};
use super::listing::LONGEST_PAGE;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::bouquet::Bouquet;
use crate::domain::customer::Customer;
use crate::domain::order::{
    Discount, HistoryLine, LineBouquet, Order, OrderDetail, OrderLine, Payment, Status,
};
use crate::domain::people::Worker;
use crate::domain::record::{integer, Linkage};
use crate::domain::Id;

pub use payments::{create_payment, list_payments, payment_methods, update_payment, PAYMENT_FILTERS};
pub use writes::{
    create, fiscalize, replace_lines, return_order, separate_bouquet, update, update_many, NewOrder, Return,
};

/// What a card needs; the rest comes with the detail. Which includes a server
/// takes is not documented for orders: one that refuses these is asked with
/// those that are known to work.
pub(super) const LIST_INCLUDE: &str =
    "customer,florist,courier,lines,lines.item,lines.item.logo,lines.bouquet,lines.bouquet.logo,tags";
const PLAIN_INCLUDE: &str = "customer,florist,courier,lines";
pub(super) const DETAIL_INCLUDE: &str = "customer,florist,courier,lines,lines.item,lines.item.logo,lines.item.measure,lines.bouquet,lines.bouquet.logo,tags,payments,payments.method,discounts,discounts.reason,history,history.worker,images";

/// Orders with what came along.
#[derive(Debug, Default)]
pub struct Orders {
    pub orders: Vec<Order>,
    pub customers: Vec<Customer>,
    pub workers: Vec<Worker>,
    /// All that match, over all pages.
    pub total: Option<u64>,
    /// The highest revision the server has given out to orders.
    pub revision: Option<i64>,
    /// How many of the match stand in each status; only where asked for.
    pub statuses: HashMap<Status, u64>,
    /// Records the server sent that could not be read.
    pub unreadable: usize,
}

/// Operation 59: `GET /v1/orders`, one page of at most 100.
///
/// # Errors
/// 422 for a parameter the server does not take; network errors.
pub async fn list(client: &Client, query: Query, page: u32) -> Result<Orders, ApiError> {
    let query = query.page(page, LONGEST_PAGE);
    ask(client, "/orders", query, LIST_INCLUDE, Tries::Several).await
}

/// Operation 59 with `filter[revision]`: what changed since, returned orders
/// included. Not retried: the next poll asks again.
///
/// # Errors
/// As [`list`].
pub async fn changes(client: &Client, since: i64, page: u32) -> Result<Orders, ApiError> {
    let query = Query::default()
        .with("filter[revision]", since)
        .with("filter[withReturned]", true)
        .page(page, LONGEST_PAGE);
    ask(client, "/orders", query, LIST_INCLUDE, Tries::One).await
}

/// Operation 61: `GET /v1/orders/{id}` with everything it can include.
///
/// # Errors
/// 404 where there is no such order; network errors.
pub async fn get(client: &Client, id: Id<Order>) -> Result<Orders, ApiError> {
    let (path, query) = (format!("/orders/{id}"), Query::default());
    ask(client, &path, query, DETAIL_INCLUDE, Tries::Several).await
}

/// How often a read is tried.
#[derive(Clone, Copy)]
enum Tries {
    One,
    Several,
}

/// Reads with these includes, and with the plain ones where the server refuses them.
async fn ask(
    client: &Client,
    path: &str,
    query: Query,
    include: &str,
    tries: Tries,
) -> Result<Orders, ApiError> {
    let read_with = |include: &str| {
        let query = query.clone().with("include", include);
        async move {
            match tries {
                Tries::One => client.read_once(path, &query).await,
                Tries::Several => client.read(path, &query).await,
            }
        }
    };
    let doc = match read_with(include).await {
        Err(error) if error.refuses_includes() => read_with(PLAIN_INCLUDE).await?,
        answer => answer?,
    };
    Ok(read(&doc))
}

pub(super) fn read(doc: &Document) -> Orders {
    let mut orders =
        Orders { total: doc.total(), revision: doc.meta_number("revision"), ..Orders::default() };
    if let Some(counts) = doc.meta.get("statuses").and_then(serde_json::Value::as_object) {
        for (code, count) in counts {
            if let (Some(status), Some(count)) = (Status::from_code(code), integer(count)) {
                orders.statuses.insert(status, count.unsigned_abs());
            }
        }
    }
    for resource in &doc.data {
        match order(doc, resource) {
            Some(order) => orders.orders.push(order),
            None => orders.unreadable += 1,
        }
    }
    orders.customers = doc.included("customers").filter_map(|row| row.read(doc)).collect();
    orders.workers =
        doc.included("workers").filter_map(|worker| super::workers::worker(doc, worker)).collect();
    orders
}

fn order(doc: &Document, resource: &Resource) -> Option<Order> {
    if resource.kind != "orders" {
        return None;
    }
    let mut order: Order = resource.read(doc)?;
    order.lines =
        records(doc, resource, "lines").map(|lines| lines.iter().filter_map(|at| line(doc, at)).collect());
    // Only the detail asks for the history.
    order.detail = records(doc, resource, "history").map(|history| Box::new(detail(doc, resource, &history)));
    // A detail leaves nothing out.
    if order.detail.is_some() {
        order.tags.get_or_insert_default();
    }
    Some(order)
}

/// The records of a relationship, `None` where they were not included. An
/// empty relationship counts as included.
fn records<'a>(doc: &'a Document, resource: &Resource, name: &str) -> Option<Vec<&'a Resource>> {
    let linkages = resource.many(name)?;
    let records: Vec<_> = linkages.iter().filter_map(|at| doc.find(at)).collect();
    (records.len() == linkages.len()).then_some(records)
}

fn title_of(doc: &Document, at: Option<Linkage<'_>>) -> String {
    at.and_then(|at| doc.find(&at)).map(|record| record.text("title")).unwrap_or_default()
}

fn picture(doc: &Document, of: &Resource) -> Option<String> {
    let image = doc.find(&of.one("logo")?)?;
    picture_of(image)
}

/// The smallest form of an image that is not the logo's.
fn picture_of(image: &Resource) -> Option<String> {
    ["fileSmall", "fileMedium", "fileShop", "file"]
        .into_iter()
        .map(|name| image.text(name))
        .find(|path| !path.is_empty())
}

fn line(doc: &Document, resource: &Resource) -> Option<OrderLine> {
    let mut line: OrderLine = resource.read(doc)?;
    if let Some(item) = resource.one("item").and_then(|at| doc.find(&at)) {
        line.title = item.text("title");
        line.picture = picture(doc, item);
        line.measure = title_of(doc, item.one("measure"));
    }
    line.bouquet = resource.one("bouquet").and_then(|at| {
        let id: Id<Bouquet> = at.id.parse().ok()?;
        let bouquet = doc.find(&at);
        Some(LineBouquet {
            id,
            title: bouquet.map(|bouquet| bouquet.text("title")).unwrap_or_default(),
            picture: bouquet.and_then(|bouquet| picture(doc, bouquet)),
        })
    });
    Some(line)
}

fn detail(doc: &Document, resource: &Resource, history: &[&Resource]) -> OrderDetail {
    let all = |name| records(doc, resource, name).unwrap_or_default();
    OrderDetail {
        payments: all("payments")
            .into_iter()
            .filter_map(|at| {
                let mut payment: Payment = at.read(doc)?;
                payment.method = title_of(doc, at.one("method"));
                Some(payment)
            })
            .collect(),
        discounts: all("discounts")
            .into_iter()
            .filter_map(|at| {
                let mut discount: Discount = at.read(doc)?;
                discount.reason = title_of(doc, at.one("reason"));
                Some(discount)
            })
            .collect(),
        history: history
            .iter()
            .filter_map(|at| {
                let mut line: HistoryLine = at.read(doc)?;
                let worker = at
                    .one("worker")
                    .and_then(|worker| doc.find(&worker))
                    .and_then(|it| it.read::<Worker>(doc));
                line.worker = worker.map(|worker| worker.name()).unwrap_or_default();
                Some(line)
            })
            .collect(),
        pictures: all("images").into_iter().filter_map(picture_of).collect(),
    }
}

#[cfg(test)]
mod tests;
