//! Where orders come from: operations 92 to 96 of the reference. Its writes
//! are all bulk writes.

use super::listing::{All, Page, Paging};
use super::outside::Method;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::settings::{Source, SourceChange};
use crate::domain::Id;

const COLLECTION: &str = "/order-sources";

/// Operation 92: `GET /v1/order-sources`, all of them, hidden ones too.
///
/// # Errors
/// Network errors and refusals.
pub async fn all(client: &Client) -> Result<All<Source>, ApiError> {
    client.all(COLLECTION, Query::default()).await
}

/// Operation 92, one page.
///
/// # Errors
/// As [`all`].
pub async fn list(client: &Client, paging: Paging<'_>) -> Result<Page<Source>, ApiError> {
    client.page(COLLECTION, paging.query()).await
}

/// Operation 93: `POST /v1/order-sources`, all or none. Ids made here are kept.
///
/// # Errors
/// 422 with the row and field, 409 for an id that is taken; after a network
/// error they may have been made.
pub async fn create(client: &Client, sources: &[Source]) -> Result<Vec<Source>, ApiError> {
    let bodies = sources.iter().map(|source| source.body());
    client.send_many(Method::Post, COLLECTION.to_owned(), bodies).await
}

/// Operation 94: `PATCH /v1/order-sources`, all or none.
///
/// # Errors
/// 404 and 422 with the row; network errors.
pub async fn update(
    client: &Client,
    changes: &[(Id<Source>, Vec<SourceChange>)],
) -> Result<Vec<Source>, ApiError> {
    let bodies = changes.iter().map(|(id, changes)| Body::new(Source::TYPE).id(id).changes(changes));
    client.send_many(Method::Patch, COLLECTION.to_owned(), bodies).await
}

/// Operation 95: `DELETE /v1/order-sources`, all or none. They stay in the list
/// as hidden.
///
/// # Errors
/// 404 and 422 with the row: what is built in cannot go; network errors.
pub async fn delete(client: &Client, ids: &[Id<Source>]) -> Result<(), ApiError> {
    client.delete_many::<Source>(COLLECTION, ids).await
}

/// Operation 96: `GET /v1/order-sources/{id}`.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<Source>) -> Result<Source, ApiError> {
    client.one(&format!("{COLLECTION}/{id}"), Query::default()).await
}
