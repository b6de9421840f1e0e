//! Transfers between stores: operations 114 to 117 of the reference.

use super::filter::{asked, Dictionary, Filter, Kind};
use super::listing::{including, Asked, Page};
use super::outside::Method;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::warehouse::{MovementAct, MovementActChange};
use crate::domain::{Id, Word};

const COLLECTION: &str = "/movement-acts";
/// One of them has a path of its own.
const ONE: &str = "/movement-act";
const LIST_INCLUDE: &str = "createdBy,postedBy,from,to";
const INCLUDE: &str = "createdBy,postedBy,from,to,lines,lines.item,lines.item.logo,lines.item.measure";

/// Every filter of operation 114.
pub static ACT_FILTERS: [Filter<MovementAct, ()>; 3] = [
    asked("date", "filter[startDate]..filter[endDate]", Kind::Days, Word::new("Date", "Дата")),
    asked("from", "filter[from]", Kind::Records(Dictionary::Stores), Word::new("From store", "Откуда")),
    asked("to", "filter[to]", Kind::Records(Dictionary::Stores), Word::new("To store", "Куда")),
];

/// Operation 114: `GET /v1/movement-acts`, without their lines.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(client: &Client, asked: &Asked<'_>) -> Result<Page<MovementAct>, ApiError> {
    client.page(COLLECTION, asked.query(&ACT_FILTERS).with("include", LIST_INCLUDE)).await
}

/// Operation 115: `POST /v1/movement-acts`, its lines with it. The id is the
/// server's.
///
/// # Errors
/// 422 with the field, such as the same store twice; after a network error it
/// may have been made.
pub async fn create(client: &Client, act: &MovementAct) -> Result<MovementAct, ApiError> {
    client.send_one(Method::Post, including(COLLECTION, INCLUDE), act.body()).await
}

/// Operation 116: `GET /v1/movement-act/{id}` with its lines.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<MovementAct>) -> Result<Page<MovementAct>, ApiError> {
    client.page(&format!("{ONE}/{id}"), Query::default().with("include", INCLUDE)).await
}

/// Operation 117: `PATCH /v1/movement-act/{id}`. Lines replace all there were.
///
/// # Errors
/// 404; 422 with the field: a posted act only changes by being un-posted;
/// network errors.
pub async fn update(
    client: &Client,
    id: Id<MovementAct>,
    changes: &[MovementActChange],
) -> Result<MovementAct, ApiError> {
    let body = Body::new(MovementAct::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, including(&format!("{ONE}/{id}"), INCLUDE), body).await
}
