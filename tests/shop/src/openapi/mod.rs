//! The description of the API as OpenAPI 3.1, made from the table of operations, the shapes of
//! requests and the declared resource types. Nothing is described twice.

mod answers;
mod errors;
pub(crate) mod page;
mod parameters;
mod requests;
mod schema;
mod sections;

use axum::http::Method;
use serde_json::Value;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::{HttpMethod, Operation as Described, OperationBuilder, Paths};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::Type;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    Components, ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Ref, Required, Response,
    ResponseBuilder, ServerBuilder,
};

use crate::negotiation::JSON_API;
use crate::operations::{self, Media, Needs, Operation, Sends, UNNUMBERED};
use crate::sections::imports;
use answers::Filled;
use requests::Schemas;

/// Where an operation's number in the reference stands.
const NUMBER: &str = "x-number";
const BEARER: &str = "bearer";

const ABOUT: &str = "The documented API as the reference shop serves it. \
    Lists of attributes and relationships in requests are closed: the shop leaves aside what it does \
    not know, as the live API does, and this description names it a fault so that tests find \
    misspelled names. Money is in roubles; moments carry an offset and are answered in +00:00.";

/// The description of the API.
pub fn openapi() -> Value {
    // Maps of texts and lists: writing them as JSON cannot fail.
    serde_json::to_value(document()).unwrap_or_default()
}

fn document() -> OpenApi {
    let filled = Filled::of_schema();
    let mut schemas = Schemas::new();
    schemas.insert(errors::ERRORS.to_owned(), errors::schema());
    let mut paths = Paths::new();
    for operation in operations::all() {
        let described = described(operation, &filled, &mut schemas);
        let path = format!("/api{}", operation.path);
        paths.add_path_operation(path, vec![http_method(&operation.method)], described);
    }
    let info = InfoBuilder::new()
        .title("Posy's reference shop")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .build();
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url("/").build()]))
        .tags(Some(sections::all().map(|name| TagBuilder::new().name(name).build())))
        .paths(paths)
        .components(Some(components(schemas)))
        .security(Some([SecurityRequirement::new(BEARER, [""; 0])]))
        .build()
}

fn components(schemas: Schemas) -> Components {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some("The access token of a session (operations 1 and 2)."))
        .build();
    let components = ComponentsBuilder::new().security_scheme(BEARER, SecurityScheme::Http(bearer));
    let components = schemas.into_iter().fold(components, |all, (name, schema)| all.schema(name, schema));
    errors::responses().fold(components, |all, (name, response)| all.response(name, response)).build()
}

fn http_method(method: &Method) -> HttpMethod {
    match *method {
        Method::POST => HttpMethod::Post,
        Method::PATCH => HttpMethod::Patch,
        Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

fn described(operation: &Operation, filled: &Filled, schemas: &mut Schemas) -> Described {
    let mut described = OperationBuilder::new()
        .operation_id(Some(id(operation)))
        .summary(Some(operation.summary))
        .description(Some(permission(operation.needs)))
        .tag(sections::of(operation.number))
        .parameters(Some(parameters::of(operation)))
        .request_body(body(operation, schemas))
        .response(operation.success.to_string(), answer(operation, filled, schemas));
    for (status, name) in errors::of(operation) {
        described = described.response(status.to_string(), Ref::from_response_name(name));
    }
    if operation.number != UNNUMBERED {
        described =
            described.extensions(Some(Extensions::from_iter([(NUMBER, Value::from(operation.number))])));
    }
    if matches!(operation.needs, Needs::Nothing) {
        described = described.security(SecurityRequirement::default());
    }
    described.build()
}

/// Method and path as one word: `getCustomersId`.
fn id(operation: &Operation) -> String {
    let mut id = operation.method.as_str().to_ascii_lowercase();
    let parts = operation.path.split(['/', '-', '{', '}']).filter(|part| !part.is_empty() && *part != "v1");
    for part in parts {
        id.extend(part.chars().take(1).map(|letter| letter.to_ascii_uppercase()));
        id.extend(part.chars().skip(1));
    }
    id
}

fn permission(needs: Needs) -> String {
    match needs {
        Needs::Nothing => "For everyone, without signing in.".to_owned(),
        Needs::OneOf([]) => "For every worker.".to_owned(),
        Needs::OneOf(permissions) => format!("Permission {}.", permissions.join(" or ")),
    }
}

fn body(operation: &Operation, schemas: &mut Schemas) -> Option<RequestBody> {
    if operation.media == Media::TakesForm {
        let content = ContentBuilder::new().schema(Some(form())).build();
        let body = RequestBodyBuilder::new().required(Some(Required::True));
        return Some(body.content("multipart/form-data", content).build());
    }
    let schema = requests::body(operation, schemas)?;
    // A shape that says nothing need not be sent.
    let bare = matches!(operation.sends, Sends::One(shape) if shape.form.is_empty() && shape.also.is_empty());
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let required = if bare { Required::False } else { Required::True };
    Some(RequestBodyBuilder::new().required(Some(required)).content(JSON_API, content).build())
}

/// The form of the upload (10).
fn form() -> schema::Any {
    let file = schema::typed(Type::String, false).content_media_type("application/octet-stream");
    let fields = imports::FORM.iter().fold(
        schema::object(false).property("file", file).required("file"),
        |form, (name, choices, usual)| {
            form.property(*name, schema::words(choices, false).default(Some(Value::from(*usual))))
        },
    );
    fields.into()
}

fn answer(operation: &Operation, filled: &Filled, schemas: &mut Schemas) -> Response {
    let response = ResponseBuilder::new();
    if operation.success == 204 {
        return response.description("Done; there is nothing to say.").build();
    }
    if operation.media == Media::GivesFile {
        let content = ContentBuilder::new().schema(Some(schema::anything())).build();
        return response
            .description("The file.")
            .content("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", content.clone())
            .content("application/pdf", content)
            .build();
    }
    let schema = answers::document(operation, filled, schemas);
    let content = ContentBuilder::new().schema(Some(schema)).build();
    response.description(operation.summary).content(JSON_API, content).build()
}
