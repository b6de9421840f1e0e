//! Requests over `fetch`. Dropping the future, or running out of time, aborts
//! the request.

use std::time::Duration;

use futures::future::{select, Either, FutureExt, LocalBoxFuture};
use gloo_net::http::{RequestBuilder, Response as Answer};
use js_sys::Uint8Array;
use web_sys::AbortController;

use crate::api::outside::{Content, Method, Request, Response, Transport, TransportError};

/// The browser's network.
pub struct Fetch;

impl Transport for Fetch {
    fn send(&self, request: Request) -> LocalBoxFuture<'static, Result<Response, TransportError>> {
        async move {
            let timeout = request.timeout;
            let answer = fetch(request).boxed_local();
            let clock = gloo_timers::future::sleep(timeout).boxed_local();
            match select(answer, clock).await {
                Either::Left((answer, _)) => answer,
                Either::Right(_) => Err(TransportError::TimedOut),
            }
        }
        .boxed_local()
    }
}

/// Aborts its request when it is dropped before the answer is here.
struct Abort(Option<AbortController>);

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

async fn fetch(request: Request) -> Result<Response, TransportError> {
    let unreachable = |_| TransportError::Unreachable;
    let mut abort = Abort(AbortController::new().ok());
    let mut builder = RequestBuilder::new(&request.path)
        .method(match request.method {
            Method::Get => gloo_net::http::Method::GET,
            Method::Post => gloo_net::http::Method::POST,
            Method::Patch => gloo_net::http::Method::PATCH,
            Method::Delete => gloo_net::http::Method::DELETE,
        })
        // Who looks whether something arrived must see what the server has now.
        .cache(web_sys::RequestCache::NoStore)
        .header("Accept", Content::DOCUMENT_TYPE)
        .abort_signal(abort.0.as_ref().map(AbortController::signal).as_ref());
    if let Some(bearer) = &request.bearer {
        builder = builder.header("Authorization", &format!("Bearer {bearer}"));
    }
    let request = match request.body {
        Some(content) => {
            let builder = builder.header("Content-Type", &content.media_type());
            match content {
                Content::Document(text) => builder.body(text),
                Content::Form { bytes, .. } => builder.body(Uint8Array::from(bytes.as_slice())),
            }
        }
        None => builder.build(),
    };
    let answer = request.map_err(unreachable)?.send().await.map_err(unreachable)?;
    let response = read(&answer).await?;
    abort.0 = None;
    Ok(response)
}

async fn read(answer: &Answer) -> Result<Response, TransportError> {
    let body = answer.binary().await.map_err(|_| TransportError::Unreachable)?;
    let header = |name: &str| answer.headers().get(name);
    Ok(Response {
        status: answer.status(),
        body,
        retry_after: header("Retry-After").and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs),
        date: header("Date").and_then(|date| super::clock::read_date(&date)),
    })
}
