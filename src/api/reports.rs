//! Reports: operations 118 to 125 of the reference.

use super::listing::{including, Page, Paging};
use super::outside::Method;
use super::query::Query;
use super::{listing, ApiError, Client};
use crate::domain::record::{Body, Resource as _, Write as _};
use crate::domain::report::{Report, ReportChange, ReportType};
use crate::domain::Id;

const TYPES: &str = "/report-types";
const COLLECTION: &str = "/reports";
const TYPE_INCLUDE: &str = "detailing,filterTypes";
const INCLUDE: &str = "reportType,detailing,filters,filters.filterType";

/// Operation 118: `GET /v1/report-types`, with what each can be grouped and
/// narrowed by.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn types(client: &Client, paging: Paging<'_>) -> Result<Page<ReportType>, ApiError> {
    client.page(TYPES, paging.query().with("include", TYPE_INCLUDE)).await
}

/// Operation 119: `GET /v1/report-types/{id}`.
///
/// # Errors
/// 404; network errors.
pub async fn report_type(client: &Client, id: Id<ReportType>) -> Result<ReportType, ApiError> {
    client.one(&format!("{TYPES}/{id}"), Query::default().with("include", TYPE_INCLUDE)).await
}

/// Operation 120: `GET /v1/reports`.
///
/// # Errors
/// 403 without permission; network errors.
pub async fn list(client: &Client, paging: Paging<'_>) -> Result<Page<Report>, ApiError> {
    client.page(COLLECTION, paging.query().with("include", INCLUDE)).await
}

/// Operation 121: `POST /v1/reports`: asks for a report, which is prepared in
/// the background. The id is the server's.
///
/// # Errors
/// 422 with the field, such as a type that is not active; after a network
/// error it may have been asked for.
pub async fn create(client: &Client, report: &Report) -> Result<Report, ApiError> {
    client.send_one(Method::Post, including(COLLECTION, INCLUDE), report.body()).await
}

/// Operation 122: `DELETE /v1/reports`, all or none. They stay as deleted.
///
/// # Errors
/// 404 with the row; network errors.
pub async fn delete(client: &Client, ids: &[Id<Report>]) -> Result<(), ApiError> {
    client.delete_many::<Report>(COLLECTION, ids).await
}

/// Operation 123: `GET /v1/reports/{id}`, with how far it is.
///
/// # Errors
/// 404; network errors.
pub async fn get(client: &Client, id: Id<Report>) -> Result<Report, ApiError> {
    client.one(&format!("{COLLECTION}/{id}"), Query::default().with("include", INCLUDE)).await
}

/// Operation 124: `PATCH /v1/reports/{id}`. It is prepared anew.
///
/// # Errors
/// 404, 422 with the field; network errors.
pub async fn update(client: &Client, id: Id<Report>, changes: &[ReportChange]) -> Result<Report, ApiError> {
    let body = Body::new(Report::TYPE).id(id).changes(changes);
    client.send_one(Method::Patch, including(&format!("{COLLECTION}/{id}"), INCLUDE), body).await
}

/// Operation 125: `POST /v1/reports/{id}`: prepares it once more.
///
/// # Errors
/// 404; network errors.
pub async fn rerun(client: &Client, id: Id<Report>) -> Result<Report, ApiError> {
    let doc = client.change(Method::Post, including(&format!("{COLLECTION}/{id}"), INCLUDE), None).await?;
    listing::first(&doc)
}

/// The file of a report that is ready: `GET /v1/reports/{id}/file`. The real
/// service does not document where its files are; this is the reference shop's
/// address.
///
/// # Errors
/// 404 until it is ready; network errors.
pub async fn file(client: &Client, id: Id<Report>) -> Result<Vec<u8>, ApiError> {
    client.file(&format!("{COLLECTION}/{id}/file")).await
}
