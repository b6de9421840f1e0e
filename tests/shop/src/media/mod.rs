//! Drawings: `/media/items/<drawing>-<colour>.svg` and `/media/bouquets/<id>.svg`.

mod bouquet;
mod drawings;
mod layout;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{header, HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::Response;
use sha2::{Digest, Sha256};

use crate::shop::Shop;

/// Answers a request below `/media`. Open to everyone, because pictures carry no token.
pub(crate) async fn drawing(State(shop): State<Arc<Shop>>, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().to_owned();
    let drawn = tokio::task::spawn_blocking(move || draw(&shop, &path)).await;
    match drawn {
        Ok(Some(svg)) => picture(svg, &headers),
        _ => {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_FOUND;
            response
        }
    }
}

fn draw(shop: &Shop, path: &str) -> Option<String> {
    let (kind, name) = path.strip_prefix("/media/")?.strip_suffix(".svg")?.split_once('/')?;
    match kind {
        "items" => drawings::Picture::named(name).map(|picture| picture.alone()),
        "bouquets" => shop.db.read(|connection| Ok(bouquet::draw(connection, name)?)).ok().flatten(),
        _ => None,
    }
}

fn picture(svg: String, headers: &HeaderMap) -> Response {
    let hash: String = Sha256::digest(&svg).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{hash}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok());
    let mut response = if known == Some(tag.as_str()) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        Response::new(Body::from(svg))
    };
    let fixed = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        // A bouquet's stems may change; a picture is asked after once an hour.
        (header::CACHE_CONTROL, "public, max-age=3600"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'none'; sandbox"),
    ];
    for (name, value) in fixed {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
