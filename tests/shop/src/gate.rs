//! The way of an API request through the shop: faults, route, media types, sign-in, permission,
//! words, handler, journal.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{to_bytes, Body, Bytes};
use axum::extract::State;
use axum::http::{header, request::Parts, HeaderValue, Method, Request, StatusCode};
use axum::response::Response;
use serde_json::Value;

use crate::answer::Answer;
use crate::desk::{self, Call, Caller};
use crate::faults::happens;
use crate::form::Form;
use crate::journal::Entry;
use crate::negotiation::{check_accept, check_content_type, JSON_API};
use crate::operations::{self, Found, Media, Needs, Operation};
use crate::query::{self, Query};
use crate::refusal::{code, Fault, Refusal};
use crate::sections::sessions;
use crate::shop::Shop;

const LARGEST_BODY: usize = 8 << 20;

/// Marks an answer that must not be sent: the connection is closed instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dropped;

/// Answers a request below `/api`.
pub(crate) async fn api(State(shop): State<Arc<Shop>>, request: Request<Body>) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let path = parts.uri.path().strip_prefix("/api").unwrap_or("").to_owned();
    let found = operations::find(&parts.method, &path);
    let entry = entry(&parts, &path, &found, started);
    let faults = shop.faults.now();
    if faults.down {
        shop.journal.note(&entry, None);
        return dropped();
    }
    if faults.latency > 0 {
        tokio::time::sleep(Duration::from_millis(faults.latency)).await;
    }
    let letter = if happens(faults.fail_rate) {
        let detail = "The shop was told to fail now and then; try again.";
        Letter::refused(&Fault::new(503, "shop-told-to-fail", "Not available.", detail).into())
    } else {
        carry_out(&shop, found, parts, body).await.unwrap_or_else(|refusal| Letter::refused(&refusal))
    };
    if happens(faults.drop_answers) {
        shop.journal.note(&entry, None);
        return dropped();
    }
    let response = respond(letter);
    shop.journal.note(&entry, Some(response.status().as_u16()));
    response
}

fn entry(parts: &Parts, path: &str, found: &Found, started: Instant) -> Entry {
    let operation = match found {
        Found::Operation(operation, _) => Some(*operation),
        Found::OtherMethod | Found::Nothing => None,
    };
    let (parameters, unknown) = query::names(parts.uri.query().unwrap_or(""), operation);
    Entry {
        operation: operation
            .map(|operation| operation.number)
            .filter(|number| *number != operations::UNNUMBERED),
        method: parts.method.to_string(),
        path: operation.map_or(path, |operation| operation.path).to_owned(),
        parameters,
        unknown,
        started,
        browser: parts.headers.contains_key("sec-fetch-site"),
    }
}

async fn carry_out(shop: &Arc<Shop>, found: Found, parts: Parts, body: Body) -> Result<Letter, Refusal> {
    let (operation, path) = match found {
        Found::Operation(operation, path) => (operation, path),
        Found::OtherMethod => {
            let detail = format!("{} is not possible here.", parts.method);
            return Err(Fault::new(405, "method-not-allowed", "Method not allowed.", detail).into());
        }
        Found::Nothing => {
            let detail = format!("There is nothing at {}.", parts.uri.path());
            return Err(Fault::new(404, code::NOT_FOUND, "Not found.", detail).into());
        }
    };
    if operation.media != Media::GivesFile {
        check_accept(&parts.headers)?;
    }
    let body = read_body(body).await?;
    let shop = Arc::clone(shop);
    let work = move || match at_desk(&shop, operation, path, &parts, &body) {
        Ok(answer) => Letter::of(operation.success, answer),
        Err(refusal) => Letter::refused(&refusal),
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::Inside(error.to_string()))
}

async fn read_body(body: Body) -> Result<Bytes, Refusal> {
    to_bytes(body, LARGEST_BODY).await.map_err(|_| {
        let detail = format!("A body holds at most {LARGEST_BODY} bytes.");
        Fault::new(413, "body-too-large", "Body too large.", detail).into()
    })
}

/// The part that waits for the data base, on a thread that may wait.
fn at_desk(
    shop: &Shop,
    operation: &'static Operation,
    path: Vec<String>,
    parts: &Parts,
    body: &Bytes,
) -> Result<Answer, Refusal> {
    let caller = match operation.needs {
        Needs::Nothing => Caller::default(),
        Needs::OneOf(_) => {
            let header = parts.headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
            let claims = shop.tokens.verify(header)?;
            shop.db.read(|connection| sessions::caller(connection, &claims.id))?
        }
    };
    desk::check(operation.needs, &caller)?;
    let form = read_form(operation, parts, body)?;
    let body = if form.is_some() { None } else { parse_body(operation, parts, body)? };
    let query = Query::read(parts.uri.query().unwrap_or(""), operation)?;
    let call = Call { path, query, body, form, caller, tokens: &shop.tokens, figures: &shop.figures };
    let handle = |connection: &rusqlite::Connection| (operation.handler)(&call, connection);
    if operation.writes {
        let answer = shop.db.write(handle)?;
        if answer.leaves_work {
            shop.bell.ring();
        }
        Ok(answer)
    } else {
        shop.db.read(handle)
    }
}

/// The form of an operation that takes one.
fn read_form(operation: &Operation, parts: &Parts, body: &Bytes) -> Result<Option<Form>, Refusal> {
    if operation.media != Media::TakesForm {
        return Ok(None);
    }
    let content_type = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    Form::read(content_type.unwrap_or(""), body).map(Some)
}

fn parse_body(operation: &Operation, parts: &Parts, body: &Bytes) -> Result<Option<Value>, Refusal> {
    if body.is_empty() || operation.method == Method::GET {
        return Ok(None);
    }
    check_content_type(&parts.headers)?;
    serde_json::from_slice(body).map(Some).map_err(|error| {
        let detail = format!("The body is no JSON: {error}.");
        Fault::new(400, code::MALFORMED_JSON, "Malformed JSON.", detail).into()
    })
}

/// An answer or a refusal, written out.
struct Letter {
    status: u16,
    body: Vec<u8>,
    location: Option<String>,
    /// Media type and name, when the body is a file.
    file: Option<(&'static str, String)>,
}

impl Letter {
    fn of(status: u16, answer: Answer) -> Self {
        let Answer { document, location, file, .. } = answer;
        if let Some(file) = file {
            return Self { status, body: file.content, location, file: Some((file.media_type, file.name)) };
        }
        let body = if status == 204 { Vec::new() } else { written(&document) };
        Self { status, body, location, file: None }
    }

    fn refused(refusal: &Refusal) -> Self {
        let body = written(&refusal.document());
        Self { status: refusal.status(), body, location: None, file: None }
    }
}

/// Writing a JSON value into memory cannot fail.
fn written(document: &Value) -> Vec<u8> {
    serde_json::to_vec(document).unwrap_or_default()
}

fn respond(letter: Letter) -> Response {
    let mut response = Response::new(Body::from(letter.body));
    *response.status_mut() = StatusCode::from_u16(letter.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    let media_type = letter.file.as_ref().map_or(JSON_API, |(media_type, _)| media_type);
    if letter.status != 204 {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    }
    if let Some((_, name)) = letter.file {
        let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
        // A name that cannot be said is left out; the file is still one to keep.
        let plain = HeaderValue::from_static("attachment");
        headers.insert(header::CONTENT_DISPOSITION, disposition.unwrap_or(plain));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(location) = letter.location.and_then(|location| HeaderValue::from_str(&location).ok()) {
        headers.insert(header::LOCATION, location);
    }
    response
}

fn dropped() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Dropped);
    response
}
