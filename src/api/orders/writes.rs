//! Making and changing orders: operations 60, 62 to 65 and 67 of the reference.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::Value;

use super::{read, Orders, DETAIL_INCLUDE};
use crate::api::bouquets::INCLUDE as BOUQUET_INCLUDE;
use crate::api::listing::including;
use crate::api::outside::Method;
use crate::api::query::Query;
use crate::api::{ApiError, Client};
use crate::domain::bouquet::Bouquet;
use crate::domain::order::{Discount, Order, OrderChange, OrderLine, Shift};
use crate::domain::people::Worker;
use crate::domain::record::{Body, Change as _, Resource as _, Write as _};
use crate::domain::Id;

/// An order to be made, with what it consists of.
#[derive(Debug, Clone, Copy)]
pub struct NewOrder<'a> {
    pub order: &'a Order,
    pub lines: &'a [OrderLine],
    pub discounts: &'a [Discount],
}

/// How an order comes back.
#[derive(Debug, Clone, Copy)]
pub struct Return {
    pub at: DateTime<Utc>,
    pub by: Option<Id<Worker>>,
    pub shift: Option<Id<Shift>>,
    /// The goods are written off; otherwise they go back to stock.
    pub with_write_off: bool,
}

/// Operation 60: `POST /v1/orders`. Ids made here, of the order and its lines,
/// are kept. The answer is the whole order.
///
/// # Errors
/// 422 with the field, 409 for an id that is taken: then the order is there
/// already; after a network error it may have been made.
pub async fn create(client: &Client, new: NewOrder<'_>) -> Result<Orders, ApiError> {
    send(client, Method::Post, &including("/orders", DETAIL_INCLUDE), new.body()).await
}

impl NewOrder<'_> {
    /// What is sent to make it.
    pub fn body(self) -> Body {
        let mut body = self.order.body();
        if !self.lines.is_empty() {
            body = body.relationship("lines", self.lines.iter().map(line).collect());
        }
        if !self.discounts.is_empty() {
            let discounts = self.discounts.iter().map(|discount| discount.body().value());
            body = body.relationship("discounts", discounts.collect());
        }
        body
    }
}

/// A line with its bouquet: one that is there is only named, one that is not
/// comes with its title.
fn line(line: &OrderLine) -> Value {
    let bouquet = line.bouquet.as_ref().map(|bouquet| {
        let body = Body::new(Bouquet::TYPE).id_set(&bouquet.id);
        let new = !bouquet.title.is_empty();
        if new { body.attribute("title", bouquet.title.as_str()) } else { body }.value()
    });
    match bouquet {
        Some(bouquet) => line.body().relationship("bouquet", bouquet).value(),
        None => line.body().value(),
    }
}

/// Operation 62, `PATCH /v1/orders/{id}`, or 64,
/// `PATCH /v1/orders/{id}/delivery-status`: sends one change and nothing else.
/// The answer is the order as the server has it now, without its lines.
///
/// # Errors
/// 422 `order-status-transition` for a move the server does not allow, 403
/// without permission, 404; after a network error the change may have arrived.
pub async fn update(client: &Client, id: Id<Order>, change: &OrderChange) -> Result<Orders, ApiError> {
    match change {
        OrderChange::DeliveryStatus(_) => {
            let body = change.onto(Body::new("orders-delivery-status").id(id));
            let path = including(&format!("/orders/{id}/delivery-status"), "courier");
            send(client, Method::Patch, &path, body).await
        }
        change => update_many(client, id, std::slice::from_ref(change)).await,
    }
}

/// Operation 62 with several changes of one order, of which none is of the
/// delivery status.
///
/// # Errors
/// As [`update`].
pub async fn update_many(
    client: &Client,
    id: Id<Order>,
    changes: &[OrderChange],
) -> Result<Orders, ApiError> {
    send(client, Method::Patch, &format!("/orders/{id}"), Body::new(Order::TYPE).id(id).changes(changes))
        .await
}

/// Operation 62 with the lines, which replace all there were. The answer is
/// the whole order.
///
/// # Errors
/// As [`update`]; 422 `order-closed` for an order that is done.
pub async fn replace_lines(client: &Client, id: Id<Order>, lines: &[OrderLine]) -> Result<Orders, ApiError> {
    let lines = lines.iter().map(line).collect();
    let body = Body::new(Order::TYPE).id(id).relationship("lines", lines);
    send(client, Method::Patch, &including(&format!("/orders/{id}"), DETAIL_INCLUDE), body).await
}

/// Operation 63: `PATCH /v1/orders/{id}/fiscal`: a receipt was printed.
///
/// # Errors
/// 400, 404; network errors.
pub async fn fiscalize(
    client: &Client,
    id: Id<Order>,
    at: DateTime<Utc>,
    by: Option<Id<Worker>>,
) -> Result<(), ApiError> {
    let body = Body::new("orders-fiscal")
        .id(id)
        .attribute("fiscalized", true)
        .attribute("fiscalizedAt", moment(at))
        .related_set("fiscalizedBy", &by);
    client.write(Method::Patch, &format!("/orders/{id}/fiscal"), body.text()).await.map(drop)
}

/// Operation 65: `PATCH /v1/orders/{id}/return`: takes an order that was done
/// back, with its money and points.
///
/// # Errors
/// 400 and 422 where it is not done; network errors.
pub async fn return_order(client: &Client, id: Id<Order>, back: &Return) -> Result<Orders, ApiError> {
    let body = Body::new(Order::TYPE)
        .id(id)
        .attribute("returnedAt", moment(back.at))
        .attribute("withWriteOff", back.with_write_off)
        .related_set("returnedBy", &back.by)
        .related_set("shift", &back.shift);
    send(client, Method::Patch, &including(&format!("/orders/{id}/return"), DETAIL_INCLUDE), body).await
}

/// Operation 67: `PATCH /v1/orders/{id}/bouquets/{bouquetId}`: takes a bouquet
/// out of an order and puts it on the showcase.
///
/// # Errors
/// 400 and 422 where it is not in this order or the order is closed; network
/// errors.
pub async fn separate_bouquet(
    client: &Client,
    id: Id<Order>,
    bouquet: Id<Bouquet>,
) -> Result<Bouquet, ApiError> {
    let body = Body::new("orders-bouquets").id(bouquet);
    let path = Query::default().with("include", BOUQUET_INCLUDE);
    client.send_one(Method::Patch, path.onto(&format!("/orders/{id}/bouquets/{bouquet}")), body).await
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, false)
}

async fn send(client: &Client, method: Method, path: &str, body: Body) -> Result<Orders, ApiError> {
    client.write(method, path, body.text()).await.map(|doc| read(&doc))
}
