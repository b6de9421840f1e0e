//! The shop's categories: operations 50 to 53 of the reference.

use super::listing::{including, Page, Paging};
use super::listings::Listing;
use super::outside::Method;

use super::{ApiError, Client};
use crate::domain::catalog::{Category, CategoryChange, ItemGroup};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::Id;

const COLLECTION: &str = "/categories";
const INCLUDE: &str = "parent,group,image";
/// The whole list, as it is kept.
pub const LISTING: Listing = Listing { path: COLLECTION, include: INCLUDE };

/// Operation 50: `GET /v1/categories`, of one group of goods or of all.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(
    client: &Client,
    group: Option<Id<ItemGroup>>,
    paging: Paging<'_>,
) -> Result<Page<Category>, ApiError> {
    let mut query = paging.query().with("include", INCLUDE);
    if let Some(group) = group {
        query.push("filter[group]", group);
    }
    client.page(COLLECTION, query).await
}

/// Operation 51: `POST /v1/categories`. One below another has its parent's
/// group unless it names its own.
///
/// # Errors
/// 422 with the field; after a network error it may have been made.
pub async fn create(client: &Client, category: &Category) -> Result<Category, ApiError> {
    client.send_one(Method::Post, including(COLLECTION, INCLUDE), category.body()).await
}

/// Operation 52: `DELETE /v1/categories/{id}`. It stays in the list as deleted.
///
/// # Errors
/// 400 where it is not empty, 404; network errors.
pub async fn delete(client: &Client, id: Id<Category>) -> Result<(), ApiError> {
    client.delete_one(format!("{COLLECTION}/{id}")).await
}

/// Operation 53: `PATCH /v1/categories/{id}`.
///
/// # Errors
/// 404, 422 with the field, such as a parent below itself; network errors.
pub async fn update(
    client: &Client,
    id: Id<Category>,
    changes: &[CategoryChange],
) -> Result<Category, ApiError> {
    let body = Body::new(Category::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, including(&format!("{COLLECTION}/{id}"), INCLUDE), body).await
}
