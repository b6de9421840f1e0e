//! The built app on the shop's own origin, served as a production host must serve it.

pub(crate) mod docs;
mod files;
mod headers;

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{header, HeaderMap, HeaderValue, Method, Request, StatusCode};
use axum::response::Response;
use serde_json::{json, Value};

use crate::shop::Shop;
use files::{Cupboard, Packed};

const LARGEST_REPORT: usize = 64 << 10;

/// The folder of the built app, if one is served.
#[derive(Debug)]
pub(crate) struct Site {
    root: Option<PathBuf>,
    behind_tls: bool,
    cupboard: Cupboard,
}

impl Site {
    pub(crate) fn new(root: Option<PathBuf>, behind_tls: bool) -> Self {
        Self { root, behind_tls, cupboard: Cupboard::default() }
    }

    /// The file of a path, or the app's page for addresses the app itself understands.
    fn find(&self, path: &str, headers: &HeaderMap) -> Option<PathBuf> {
        let root = self.root.as_ref()?;
        let relative = Path::new(path.trim_start_matches('/'));
        // Anything but plain names could lead out of the folder.
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        let file = root.join(relative);
        if file.is_file() {
            return Some(file);
        }
        let named_file = relative.extension().is_some();
        let wants_page = headers
            .get(header::ACCEPT)
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"));
        let index = root.join("index.html");
        (!named_file && (wants_page || path == "/") && index.is_file()).then_some(index)
    }
}

/// Answers everything that is neither API nor media.
pub(crate) async fn serve(State(shop): State<Arc<Shop>>, request: Request<Body>) -> Response {
    let (parts, _) = request.into_parts();
    let mut response = if matches!(parts.method, Method::GET | Method::HEAD) {
        match shop.site.find(parts.uri.path(), &parts.headers) {
            Some(file) => file_response(&shop, file, &parts.headers).await,
            None => plain(StatusCode::NOT_FOUND, "Not found."),
        }
    } else {
        plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are answered here.")
    };
    headers::secure(response.headers_mut(), shop.site.behind_tls);
    response
}

async fn file_response(shop: &Arc<Shop>, file: PathBuf, headers: &HeaderMap) -> Response {
    let packing = {
        let shop = Arc::clone(shop);
        tokio::task::spawn_blocking(move || shop.site.cupboard.take(&file)).await
    };
    let Ok(Ok(packed)) = packing else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "The file cannot be read.");
    };
    sent(&packed, headers)
}

/// A packed file in the form the client reads, or word that it has it already.
fn sent(packed: &Packed, headers: &HeaderMap) -> Response {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tag| tag.to_str().ok());
    let fresh = known.is_some_and(|known| known.contains(packed.etag.as_str()));
    let mut response = if fresh {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let (bytes, encoding) = packed.for_client(headers);
        let mut response = Response::new(Body::from(bytes));
        if let Some(encoding) = encoding {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };
    describe(response.headers_mut(), packed);
    response
}

fn describe(headers: &mut HeaderMap, packed: &Packed) {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(packed.content_type));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    let caching = if packed.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(tag) = HeaderValue::from_str(&packed.etag) {
        headers.insert(header::ETAG, tag);
    }
}

/// Takes a browser's report about broken content rules and writes it into the journal.
pub(crate) async fn csp_report(State(shop): State<Arc<Shop>>, body: Bytes) -> StatusCode {
    if body.len() > LARGEST_REPORT {
        return StatusCode::PAYLOAD_TOO_LARGE;
    }
    let report: Value = match serde_json::from_slice(&body) {
        Ok(report) => report,
        Err(_) => json!(String::from_utf8_lossy(&body)),
    };
    shop.journal.write(&json!({ "csp": report }));
    StatusCode::NO_CONTENT
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
