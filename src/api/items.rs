//! Inventory items: operations 36 and 41 of the reference.

use super::query::{path, Query};
use super::{ApiError, Client};

/// Operation 36: `GET /v1/inventory-items`, id and title of the first that match.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn find(client: &Client, search: &str) -> Result<Vec<(String, String)>, ApiError> {
    let query = Query::default().with("search", search).page(1, 20);
    let doc = client.read("/inventory-items", &query).await?;
    Ok(doc.data.iter().map(|item| (item.id.clone(), item.text("title"))).collect())
}

/// Operation 41: `GET /v1/inventory-items/{id}`, what it is called.
///
/// # Errors
/// 404 where there is no such item; network errors.
pub async fn title(client: &Client, id: &str) -> Result<String, ApiError> {
    let doc = client.read(&path("/inventory-items", id), &Query::default()).await?;
    doc.one().map(|item| item.text("title")).ok_or(ApiError::Unreadable)
}
