//! The vendors' shared catalog: operations 54 to 58 of the reference. Only the
//! server can answer these; nothing of it is kept.

use super::listing::{Page, Paging};
use super::outside::Method;
use super::query::{path, Query};
use super::{listing, ApiError, Client};
use crate::domain::catalog::{CatalogExport, CatalogItem, Category, Item};
use crate::domain::Id;

/// Operation 54: `GET /v1/catalog/{category}`, the items of a category.
///
/// # Errors
/// 404 where there is no such category; network errors.
pub async fn items(
    client: &Client,
    category: Id<Category>,
    paging: Paging<'_>,
) -> Result<Page<CatalogItem>, ApiError> {
    client.page(&format!("/catalog/{category}"), paging.query().with("include", "category,logo")).await
}

/// Operation 55: `GET /v1/catalog/categories`.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn categories(client: &Client, paging: Paging<'_>) -> Result<Page<Category>, ApiError> {
    client.page("/catalog/categories", paging.query()).await
}

/// Operation 56: `GET /v1/catalog/categories/{id}`.
///
/// # Errors
/// 404; network errors.
pub async fn category(client: &Client, id: Id<Category>) -> Result<Category, ApiError> {
    client.one(&format!("/catalog/categories/{id}"), Query::default()).await
}

/// Operation 57: `GET /v1/catalog/inventory-items/{id}`; the id is that of a
/// catalog item, `item-…`, or of an item.
///
/// # Errors
/// 404; network errors.
pub async fn item(client: &Client, id: &str) -> Result<Item, ApiError> {
    let query = Query::default().with("include", "category,measure,logo,images,group");
    client.one(&path("/catalog/inventory-items", id), query).await
}

/// Operation 58: `GET /v1/catalog-export/{category}`: takes a category's items
/// into the assortment. Though a GET, it changes something: it is sent once.
///
/// # Errors
/// 404; after a network error the job may have begun.
pub async fn export(client: &Client, category: Id<Category>) -> Result<CatalogExport, ApiError> {
    let doc = client.change(Method::Get, format!("/catalog-export/{category}"), None).await?;
    listing::first(&doc)
}
