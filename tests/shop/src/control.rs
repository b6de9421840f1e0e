//! The control port: where tests make the line slow, lossy or dead while the shop runs.

use std::sync::atomic::Ordering;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{header, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use axum::Router;
use serde_json::{json, Value};

use crate::faults::FaultChange;
use crate::shop::Shop;

/// The routes of the control port.
pub(crate) fn router(shop: Arc<Shop>) -> Router {
    Router::new()
        .route("/", get(show).patch(change))
        .route("/expire-refresh", post(expire_refresh))
        .with_state(shop)
}

async fn show(State(shop): State<Arc<Shop>>) -> Response {
    answer(StatusCode::OK, &state(&shop))
}

async fn change(State(shop): State<Arc<Shop>>, body: Bytes) -> Response {
    let change: FaultChange = match serde_json::from_slice(&body) {
        Ok(change) => change,
        Err(error) => {
            return answer(StatusCode::BAD_REQUEST, &json!({ "error": error.to_string() }));
        }
    };
    if let Some(complaint) = change.complaint() {
        return answer(StatusCode::BAD_REQUEST, &json!({ "error": complaint }));
    }
    shop.faults.change(&change);
    if let Some(seconds) = change.token_seconds {
        shop.tokens.access_seconds.store(seconds, Ordering::Relaxed);
    }
    answer(StatusCode::OK, &state(&shop))
}

async fn expire_refresh(State(shop): State<Arc<Shop>>) -> Response {
    let killed = tokio::task::spawn_blocking(move || {
        shop.db.write(|connection| Ok(connection.execute("DELETE FROM refresh_tokens", [])?))
    });
    match killed.await {
        Ok(Ok(killed)) => answer(StatusCode::OK, &json!({ "killed": killed })),
        _ => answer(StatusCode::INTERNAL_SERVER_ERROR, &json!({ "error": "not carried out" })),
    }
}

fn state(shop: &Shop) -> Value {
    let mut state = json!(shop.faults.now());
    if let Some(members) = state.as_object_mut() {
        let seconds = shop.tokens.access_seconds.load(Ordering::Relaxed);
        members.insert("token_seconds".to_owned(), json!(seconds));
    }
    state
}

fn answer(status: StatusCode, document: &Value) -> Response {
    let mut response = Response::new(Body::from(document.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
