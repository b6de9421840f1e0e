//! Stores and the small dictionaries of orders: operations 80, 92 and 134.

use super::document::{Document, Resource};
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::people::{OrderTag, Source, Store};

/// No dictionary of a shop has more pages; a server that goes on has a fault.
const MOST_PAGES: u32 = 50;

/// Operation 134: `GET /v1/stores` with their time zones.
///
/// # Errors
/// Network errors and refusals.
pub async fn stores(client: &Client) -> Result<Vec<Store>, ApiError> {
    let docs = all_pages(client, "/stores", Query::default().with("include", "timezone")).await?;
    Ok(docs.iter().flat_map(|doc| doc.data.iter().filter_map(|row| store(doc, row))).collect())
}

fn store(doc: &Document, row: &Resource) -> Option<Store> {
    let zone = row.one("timezone").and_then(|at| doc.find(&at));
    Some(Store {
        id: row.id()?,
        title: row.text("title"),
        address: row.text("address"),
        zone: zone.map(|zone| zone.text("name")).unwrap_or_default(),
        utc_offset: zone.and_then(|zone| zone.text("utcOffset").parse().ok()).unwrap_or(0),
    })
}

/// Operation 80: `GET /v1/order-tags`.
///
/// # Errors
/// Network errors and refusals.
pub async fn order_tags(client: &Client) -> Result<Vec<OrderTag>, ApiError> {
    let docs = all_pages(client, "/order-tags", Query::default()).await?;
    let rows = docs.iter().flat_map(|doc| &doc.data);
    Ok(rows.filter_map(|row| Some(OrderTag { id: row.id()?, ..row.read()? })).collect())
}

/// Operation 92: `GET /v1/order-sources`.
///
/// # Errors
/// Network errors and refusals.
pub async fn order_sources(client: &Client) -> Result<Vec<Source>, ApiError> {
    let docs = all_pages(client, "/order-sources", Query::default()).await?;
    let rows = docs.iter().flat_map(|doc| &doc.data);
    Ok(rows.filter_map(|row| Some(Source { id: row.id()?, ..row.read()? })).collect())
}

/// All pages of a list, one after the other.
pub(super) async fn all_pages(client: &Client, path: &str, query: Query) -> Result<Vec<Document>, ApiError> {
    let mut docs = Vec::new();
    let mut seen = 0;
    for page in 1..=MOST_PAGES {
        let doc = client.read(path, &query.clone().page(page, 100)).await?;
        seen += doc.data.len() as i64;
        let more = !doc.data.is_empty() && doc.meta_number("total").is_some_and(|total| seen < total);
        docs.push(doc);
        if !more {
            break;
        }
    }
    Ok(docs)
}
