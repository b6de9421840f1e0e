//! The description of the API and a page of it to read, made once and kept.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::files::{pack, Packed};
use super::{headers, plain, sent};
use crate::openapi::{self, page};
use crate::shop::Shop;

static DESCRIPTION: OnceLock<Packed> = OnceLock::new();
static PAGE: OnceLock<Packed> = OnceLock::new();
static STYLE: OnceLock<Packed> = OnceLock::new();

/// `GET /api/openapi.json`
pub(crate) async fn description(State(shop): State<Arc<Shop>>, headers: HeaderMap) -> Response {
    answer(&shop, headers, &DESCRIPTION, "openapi.json", || openapi::openapi().to_string()).await
}

/// `GET /api/docs`
pub(crate) async fn page(State(shop): State<Arc<Shop>>, headers: HeaderMap) -> Response {
    answer(&shop, headers, &PAGE, "docs.html", || page::html(&openapi::openapi())).await
}

/// `GET /api/docs.css`
pub(crate) async fn style(State(shop): State<Arc<Shop>>, headers: HeaderMap) -> Response {
    answer(&shop, headers, &STYLE, "docs.css", || page::STYLE.to_owned()).await
}

/// Packing takes a moment, so the first request of each is answered by a thread that may wait.
async fn answer(
    shop: &Shop,
    given: HeaderMap,
    kept: &'static OnceLock<Packed>,
    name: &'static str,
    make: fn() -> String,
) -> Response {
    let packing =
        tokio::task::spawn_blocking(move || kept.get_or_init(|| pack(Path::new(name), make().into_bytes())));
    let mut response = match packing.await {
        Ok(packed) => sent(packed, &given),
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "The description cannot be made."),
    };
    headers::secure(response.headers_mut(), shop.site.behind_tls);
    response
}
