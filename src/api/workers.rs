//! Who works in the shop: operations 108 to 113 of the reference.

use super::document::{Document, Resource};
use super::filter::{asked, Dictionary, Filter, Kind};
use super::listing::{including, All, Asked, Page};
use super::outside::Method;
use super::query::Query;
use super::{ApiError, Client};
use crate::domain::people::{UserStatus, Worker, WorkerChange};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::{Id, Word};

const COLLECTION: &str = "/workers";
/// One of them has a path of its own.
const ONE: &str = "/worker";
const INCLUDE: &str = "user,user.roles,position,stores";

/// Every filter of operation 108.
pub static WORKER_FILTERS: [Filter<Worker, ()>; 5] = [
    asked("search", "search", Kind::Text, Word::new("Search", "Поиск")),
    asked("stores", "filter[stores]", Kind::Records(Dictionary::Stores), Word::new("Store", "Магазин")),
    asked("users", "filter[users]", Kind::Text, Word::new("Accounts", "Учётные записи")),
    asked("dismissed", "dismissed", Kind::Switch, Word::new("Dismissed", "Уволенные")),
    asked("active", "activeOnly", Kind::Switch, Word::new("Active only", "Только активные")),
];

/// Operation 108: `GET /v1/workers`, all that are not dismissed.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn all(client: &Client) -> Result<All<Worker>, ApiError> {
    let pages = client.pages(COLLECTION, Query::default().with("include", "position")).await?;
    Ok(All::of(pages.into_iter().map(|page| named(Page::read(page)))))
}

/// Operation 108, one page of those that a filter asks for.
///
/// # Errors
/// As [`all`], and 422 for filters the server does not take.
pub async fn list(client: &Client, asked: &Asked<'_>) -> Result<Page<Worker>, ApiError> {
    let query = asked.onto(&WORKER_FILTERS, asked.paging.query_since("revision"));
    Ok(named(client.page(COLLECTION, query.with("include", INCLUDE)).await?))
}

/// Operation 109: `POST /v1/workers`, the account with login, password and
/// roles along with it.
///
/// # Errors
/// 422 with the field, 409 for a login that is taken; after a network error the
/// worker may have been made.
pub async fn create(client: &Client, worker: &Worker) -> Result<Worker, ApiError> {
    send(client, Method::Post, COLLECTION, worker.body()).await
}

/// Operation 110: `PATCH /v1/workers`: lets several sign in, or no longer; all
/// or none.
///
/// # Errors
/// 404 and 422 with the row: nobody switches himself off; network errors.
pub async fn switch(
    client: &Client,
    ids: &[Id<Worker>],
    status: UserStatus,
) -> Result<Vec<Worker>, ApiError> {
    let bodies = ids.iter().map(|id| {
        let user = Body::new("users").attribute("status", status.code());
        Body::new(Worker::TYPE).id(id).relationship("user", user.value())
    });
    let path = including(COLLECTION, INCLUDE);
    client.send_many(Method::Patch, path, bodies).await
}

/// Operation 111: `DELETE /v1/workers`: dismisses several, all or none.
///
/// # Errors
/// 404 and 422 with the row; network errors.
pub async fn dismiss(client: &Client, ids: &[Id<Worker>]) -> Result<(), ApiError> {
    client.delete_many::<Worker>(COLLECTION, ids).await
}

/// Operation 112: `GET /v1/worker/{id}`.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<Worker>) -> Result<Worker, ApiError> {
    let doc = client.ask(&format!("{ONE}/{id}"), &Query::default().with("include", INCLUDE)).await?;
    doc.one().and_then(|row| worker(&doc, row)).ok_or(ApiError::Unreadable)
}

/// Operation 113: `PATCH /v1/worker/{id}`.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(client: &Client, id: Id<Worker>, changes: &[WorkerChange]) -> Result<Worker, ApiError> {
    send(client, Method::Patch, &format!("{ONE}/{id}"), Body::new(Worker::TYPE).id(id).changes(changes)).await
}

async fn send(client: &Client, method: Method, path: &str, body: Body) -> Result<Worker, ApiError> {
    let path = including(path, INCLUDE);
    let doc = client.change(method, path, Some(body.text().into())).await?;
    doc.one().and_then(|row| worker(&doc, row)).ok_or(ApiError::Unreadable)
}

fn named(mut page: Page<Worker>) -> Page<Worker> {
    page.rows = page.doc.data.iter().filter_map(|row| worker(&page.doc, row)).collect();
    page
}

/// A worker with the name of the position, where it came along.
pub(super) fn worker(doc: &Document, row: &Resource) -> Option<Worker> {
    let mut worker: Worker = row.read(doc)?;
    let position = row.one("position").and_then(|at| doc.find(&at));
    worker.position = position.map(|position| position.text("title")).unwrap_or_default();
    Some(worker)
}
