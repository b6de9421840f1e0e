//! Stores: operations 134 and 135 of the reference. The API only reads them.

use super::listing::{All, Page, Paging};
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::settings::Store;
use crate::domain::Id;

const COLLECTION: &str = "/stores";
const INCLUDE: &str = "timezone,warehouse,image,printSettings,deliveryDiapasons";

/// Which stores are asked for; nothing set asks for one's own.
#[derive(Debug, Clone, Copy, Default)]
pub struct StoreFilter<'a> {
    pub search: Option<&'a str>,
    pub ids: &'a [Id<Store>],
    /// The id another system knows a store by.
    pub external_link_id: Option<&'a str>,
    /// All stores, also those closed or of others.
    pub load_all: bool,
}

/// Operation 134: `GET /v1/stores`, all of one's own, with their time zones.
///
/// # Errors
/// Network errors and refusals.
pub async fn all(client: &Client) -> Result<All<Store>, ApiError> {
    let All { rows, whole } = client.all(COLLECTION, Query::default().with("include", "timezone")).await?;
    Ok(All { rows: rows.into_iter().map(zoned).collect(), whole })
}

/// Operation 134, those that a filter asks for.
///
/// # Errors
/// As [`all`].
pub async fn list(
    client: &Client,
    filter: StoreFilter<'_>,
    paging: Paging<'_>,
) -> Result<Page<Store>, ApiError> {
    let mut query = paging.query_since("filter[revision]").with("include", INCLUDE);
    if let Some(search) = filter.search {
        query.push("search", search);
    }
    if !filter.ids.is_empty() {
        let ids: Vec<String> = filter.ids.iter().map(ToString::to_string).collect();
        query.push("filter[id]", ids.join(","));
    }
    if let Some(id) = filter.external_link_id {
        query.push("externalLinkId", id);
    }
    if filter.load_all {
        query.push("loadAll", true);
    }
    let mut page = client.page(COLLECTION, query).await?;
    page.rows = page.rows.into_iter().map(zoned).collect();
    Ok(page)
}

/// Operation 135: `GET /v1/stores/{id}`.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<Store>) -> Result<Store, ApiError> {
    client.one(&format!("{COLLECTION}/{id}"), Query::default().with("include", INCLUDE)).await.map(zoned)
}

fn zoned(mut store: Store) -> Store {
    if let Some(zone) = &store.timezone {
        store.zone.clone_from(&zone.name);
        store.utc_offset = zone.utc_offset.try_into().unwrap_or(0);
    }
    store
}
