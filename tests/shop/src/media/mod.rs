//! Drawings of flowers and bouquets.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::shop::Shop;

/// The drawings.
#[derive(Debug, Default)]
pub(crate) struct Drawings;

/// Answers a request below `/media`.
pub(crate) async fn drawing(State(_shop): State<Arc<Shop>>) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
