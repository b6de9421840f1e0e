//! Bouquets: operations 70 to 73 of the reference.

use super::filter::{asked, Dictionary, Filter, Kind};
use super::listing::{including, Asked, Page};
use super::outside::Method;

use super::{ApiError, Client};
use crate::domain::bouquet::{Bouquet, BouquetChange, BouquetStatus};
use crate::domain::record::{record, Body, Resource as _, Write as _};
use crate::domain::{Id, Money, Word};

const COLLECTION: &str = "/bouquets";
pub(super) const INCLUDE: &str =
    "store,createdBy,updatedBy,logo,lines,lines.item,lines.item.logo,lines.item.measure";

/// Filters of operation 70. The reference has none; the reference shop takes these.
pub static BOUQUET_FILTERS: [Filter<Bouquet, ()>; 2] = [
    asked(
        "statuses",
        "filter[statuses]",
        Kind::Choice(BouquetStatus::CHOICES),
        Word::new("Status", "Статус"),
    ),
    asked("stores", "filter[stores]", Kind::Records(Dictionary::Stores), Word::new("Store", "Магазин")),
];

record! {
    /// The meta of operation 70.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct ShowcaseTotals {
        pub min_price: Money = "minPrice",
        pub max_price: Money = "maxPrice",
        pub total_amount: Money = "totalAmount",
    }
}

/// Operation 70: `GET /v1/bouquets`: those on the showcase, unless statuses are
/// asked for. The page's meta is [`ShowcaseTotals`].
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(client: &Client, asked: &Asked<'_>) -> Result<Page<Bouquet>, ApiError> {
    let query = asked.onto(&BOUQUET_FILTERS, asked.paging.query_since("filter[revision]"));
    client.page(COLLECTION, query.with("include", INCLUDE)).await
}

/// Operation 71: `POST /v1/bouquets`, its goods with it. The reference shows a
/// list as body; shops take one object. An id made here is kept.
///
/// # Errors
/// 422 with the field, 409 for an id that is taken; after a network error it
/// may have been made.
pub async fn create(client: &Client, bouquet: &Bouquet) -> Result<Bouquet, ApiError> {
    client.send_one(Method::Post, including(COLLECTION, INCLUDE), bouquet.body()).await
}

/// Operation 72: `DELETE /v1/bouquets/{id}`: takes it apart.
///
/// # Errors
/// 400 where it is sold or in an open order, 404; network errors.
pub async fn delete(client: &Client, id: Id<Bouquet>) -> Result<(), ApiError> {
    client.delete_one(format!("{COLLECTION}/{id}")).await
}

/// Operation 73: `PATCH /v1/bouquets/{id}`. Lines replace all there were.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(
    client: &Client,
    id: Id<Bouquet>,
    changes: &[BouquetChange],
) -> Result<Bouquet, ApiError> {
    let body = Body::new(Bouquet::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, including(&format!("{COLLECTION}/{id}"), INCLUDE), body).await
}
