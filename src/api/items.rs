//! Inventory items: operation 36 of the reference.

use super::query::Query;
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
