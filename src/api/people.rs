//! Workers and customers: operations 3, 6 and 108 of the reference.

use super::document::{Document, Resource};
use super::query::{path, Query};
use super::{ApiError, Client};
use crate::domain::people::{Customer, Worker};

/// Operation 108: `GET /v1/workers`, all of them.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn workers(client: &Client) -> Result<Vec<Worker>, ApiError> {
    let query = Query::default().with("include", "position");
    let docs = super::stores::all_pages(client, "/workers", query).await?;
    Ok(docs.iter().flat_map(|doc| doc.data.iter().filter_map(|row| worker(doc, row))).collect())
}

/// Operation 3: `GET /v1/customers`, the first who match a name, phone or card.
///
/// # Errors
/// As [`workers`].
pub async fn find_customers(client: &Client, search: &str) -> Result<Vec<Customer>, ApiError> {
    let query = Query::default().with("search", search).page(1, 20);
    let doc = client.read("/customers", &query).await?;
    Ok(doc.data.iter().filter_map(customer).collect())
}

/// Operation 6: `GET /v1/customers/{id}`, what they are called.
///
/// # Errors
/// 404 where there is no such customer; network errors.
pub async fn customer_name(client: &Client, id: &str) -> Result<String, ApiError> {
    let doc = client.read(&path("/customers", id), &Query::default()).await?;
    doc.one().map(|customer| customer.text("title")).ok_or(ApiError::Unreadable)
}

pub(super) fn worker(doc: &Document, row: &Resource) -> Option<Worker> {
    let mut worker: Worker = row.read()?;
    worker.id = row.id()?;
    worker.position = row
        .one("position")
        .and_then(|at| doc.find(&at))
        .map(|position| position.text("title"))
        .unwrap_or_default();
    Some(worker)
}

pub(super) fn customer(row: &Resource) -> Option<Customer> {
    let mut customer: Customer = row.read()?;
    customer.id = row.id()?;
    Some(customer)
}
