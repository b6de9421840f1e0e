//! What the shop says when it refuses, and which operation may refuse how.

use axum::http::Method;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{Response, ResponseBuilder};

use super::schema::{list_of, object, refer, typed, Any};
use crate::negotiation::JSON_API;
use crate::operations::{Media, Needs, Operation, Sends};
use crate::refusal::code;

/// Name of the schema of all refusals.
pub(super) const ERRORS: &str = "errors";

/// Status, name of the component, and what it means with the codes that are known.
type Kind = (u16, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const KINDS: &[Kind] = &[
    (
        400,
        "BadRequest",
        "Something cannot be read, or there are faults of several kinds.",
        &[
            (code::MALFORMED_JSON, "the body is no JSON"),
            (code::UNREADABLE_VALUE, "a value is not of its type"),
            (code::BAD_RESOURCE, "there is no resource object where one is needed"),
        ],
    ),
    (
        401,
        "Unauthorized",
        "Nobody is signed in, or not any more.",
        &[
            (code::BAD_CREDENTIALS, "name or password is wrong"),
            (code::DISABLED_ACCOUNT, "the account is off"),
        ],
    ),
    (
        403,
        "Forbidden",
        "The worker's roles do not allow it.",
        &[(code::FORBIDDEN, "a permission is missing")],
    ),
    (404, "NotFound", "There is no such thing.", &[(code::NOT_FOUND, "unknown id")]),
    (
        409,
        "Conflict",
        "Type or id are not those of the address, or the id is taken.",
        &[(code::CONFLICT, "wrong type or id")],
    ),
    (413, "TooLarge", "The body is too large.", &[("body-too-large", "more than 8 MiB")]),
    (
        415,
        "UnsupportedMediaType",
        "A media type the shop does not read or write.",
        &[("unsupported-media-type", "not application/vnd.api+json")],
    ),
    (
        422,
        "Invalid",
        "A value breaks a rule. Each fault names its place.",
        &[
            (code::PAGE_SIZE, "page number or size"),
            (code::SORTING, "unknown sort field"),
            (code::INCLUDE, "unknown include path"),
            ("required", "something is missing"),
            ("unknown-choice", "not one of the words"),
        ],
    ),
    (500, "ShopFailed", "The shop failed.", &[("shop-failed", "a fault of the shop itself")]),
];

/// The JSON:API error document.
pub(super) fn schema() -> Any {
    let text = || typed(Type::String, false);
    let source = object(true)
        .property("pointer", text().description(Some("JSON pointer into the body.")))
        .property("parameter", text().description(Some("Name of the query parameter.")));
    let error = ["id", "status", "code", "title", "detail"]
        .into_iter()
        .fold(object(true), |error, name| error.property(name, text()).required(name))
        .property("source", source);
    object(true).property("errors", list_of(error).min_items(Some(1))).required("errors").into()
}

/// The shared responses by name.
pub(super) fn responses() -> impl Iterator<Item = (&'static str, Response)> {
    KINDS.iter().map(|(_, name, meaning, codes)| {
        let codes: Vec<String> = codes.iter().map(|(code, words)| format!("- `{code}`: {words}")).collect();
        let description = format!("{meaning} Known codes:\n{}", codes.join("\n"));
        let content = ContentBuilder::new().schema(Some(refer(ERRORS))).build();
        (*name, ResponseBuilder::new().description(description).content(JSON_API, content).build())
    })
}

/// How an operation may refuse: status and name.
pub(super) fn of(operation: &Operation) -> impl Iterator<Item = (u16, &'static str)> + '_ {
    KINDS.iter().filter(|(status, ..)| may(operation, *status)).map(|(status, name, ..)| (*status, *name))
}

fn may(operation: &Operation, status: u16) -> bool {
    let form = operation.media == Media::TakesForm;
    let body = form || !matches!(operation.sends, Sends::Nothing);
    let bulk = operation.method != Method::POST
        && matches!(operation.sends, Sends::Ids(_) | Sends::Many(_) | Sends::OneOrMany(_));
    let asks = operation.has_pages() || !operation.parameters.is_empty();
    match status {
        400 => body || asks || operation.method == Method::DELETE,
        401 => true,
        403 => matches!(operation.needs, Needs::OneOf(_)),
        404 => bulk || operation.path.contains('{'),
        409 => body && !form,
        413 => operation.method != Method::GET,
        415 => operation.media != Media::GivesFile,
        422 => (body && !form) || asks || !operation.includes.is_empty(),
        _ => true,
    }
}
