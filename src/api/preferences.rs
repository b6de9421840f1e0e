//! What customers like: operations 17 to 20 of the reference.

use super::listing::{Page, Paging};
use super::listings::Listing;
use super::outside::Method;
use super::{ApiError, Client};
use crate::domain::customer::{Preference, PreferenceChange};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::Id;

const COLLECTION: &str = "/customer-preferences";
/// The whole list, as it is kept.
pub const LISTING: Listing = Listing { path: COLLECTION, include: "" };

/// Operation 17: `GET /v1/customer-preferences`; deleted ones too, unless only
/// those in use are asked for.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(
    client: &Client,
    only_active: bool,
    paging: Paging<'_>,
) -> Result<Page<Preference>, ApiError> {
    let mut query = paging.query_since("filter[revision]");
    if only_active {
        query.push("filter[onlyActive]", true);
    }
    client.page(COLLECTION, query).await
}

/// Operation 18: `POST /v1/customer-preferences`. The id is the server's.
///
/// # Errors
/// 422 without a title; after a network error it may have been made.
pub async fn create(client: &Client, preference: &Preference) -> Result<Preference, ApiError> {
    client.send_one(Method::Post, COLLECTION.to_owned(), preference.body()).await
}

/// Operation 19: `DELETE /v1/customer-preferences`, all or none. They stay in
/// the list as deleted.
///
/// # Errors
/// 404 with the row; network errors.
pub async fn delete(client: &Client, ids: &[Id<Preference>]) -> Result<(), ApiError> {
    client.delete_many::<Preference>(COLLECTION, ids).await
}

/// Operation 20: `PATCH /v1/customer-preferences/{id}`.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(
    client: &Client,
    id: Id<Preference>,
    changes: &[PreferenceChange],
) -> Result<Preference, ApiError> {
    let body = Body::new(Preference::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, format!("{COLLECTION}/{id}"), body).await
}
