//! What the address of a request may say.

use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::Type;
use utoipa::openapi::Required;

use super::schema::{formatted, list_of, typed, words, Any};
use crate::operations::Operation;
use crate::parameters::Reads;
use crate::query::{LARGEST_PAGE, USUAL_PAGE};

/// The parameters of an operation: path, declared ones, include, sort, page.
pub(super) fn of(operation: &Operation) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = variables(operation.path).map(in_path).collect();
    for parameter in operation.parameters {
        let (schema, words, list) = reads(parameter.reads);
        let mut described = query(parameter.name, schema, words, list);
        if operation.required.contains(&parameter.name) {
            described.required = Required::True;
        }
        parameters.push(described);
    }
    if !operation.includes.is_empty() {
        let schema = list_of(words(operation.includes, false)).into();
        parameters.push(query("include", schema, "Related resources to bring along.", true));
    }
    if !operation.sorts.is_empty() {
        let names: Vec<String> = operation
            .sorts
            .iter()
            .flat_map(|sort| [sort.name.to_owned(), format!("-{}", sort.name)])
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let schema = list_of(words(&names, false)).into();
        parameters.push(query("sort", schema, "Fields to sort by; a minus sorts downwards.", true));
    }
    if operation.has_pages() {
        let number = typed(Type::Integer, false).minimum(Some(1.0)).default(Some(1.into()));
        parameters.push(query("page[number]", number.into(), "Which page, counted from 1.", false));
        let size = typed(Type::Integer, false).minimum(Some(1.0)).maximum(Some(LARGEST_PAGE as f64));
        let (size, words) = if operation.whole {
            (size, "Rows of a page. The list is whole when it is not given.")
        } else {
            (size.default(Some(USUAL_PAGE.into())), "Rows of a page.")
        };
        parameters.push(query("page[size]", size.into(), words, false));
    }
    parameters
}

/// The names in braces of a path.
pub(super) fn variables(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn in_path(name: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .schema(Some(typed(Type::String, false)))
        .build()
}

fn query(name: &str, schema: Any, words: &str, list: bool) -> Parameter {
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(words))
        .schema(Some(schema));
    if list {
        // Joined by commas; the shop also takes the name repeated, with or without [].
        parameter.style(Some(ParameterStyle::Form)).explode(Some(false)).build()
    } else {
        parameter.build()
    }
}

/// Schema, words, and whether it is a list.
fn reads(reads: Reads) -> (Any, &'static str, bool) {
    let text = || typed(Type::String, false);
    match reads {
        Reads::Text => (text().into(), "A text.", false),
        Reads::Texts => (list_of(text()).into(), "Values joined by commas.", true),
        Reads::OneOf(choices) => (words(choices, false).into(), "One of the words.", false),
        Reads::SomeOf(choices) => {
            (list_of(words(choices, false)).into(), "Some of the words, joined by commas.", true)
        }
        Reads::Integer => (typed(Type::Integer, false).into(), "A whole number.", false),
        Reads::Integers => {
            (list_of(typed(Type::Integer, false)).into(), "Whole numbers joined by commas.", true)
        }
        Reads::Money => (typed(Type::Number, false).into(), "Roubles.", false),
        Reads::Flag => (
            typed(Type::Boolean, false).into(),
            "true, yes, y, on, enabled or 1; all other words are false.",
            false,
        ),
        Reads::From => (
            formatted("date-time", false).into(),
            "From this moment; a fraction of a second rounds up.",
            false,
        ),
        Reads::Until => {
            (formatted("date-time", false).into(), "Until this moment; a fraction of a second is cut.", false)
        }
        Reads::DayFrom => {
            (day_or_moment(), "From the first second of this day in the shop, or from a moment.", false)
        }
        Reads::DayUntil => {
            (day_or_moment(), "Until the last second of this day in the shop, or until a moment.", false)
        }
        Reads::Day => (formatted("date", false).into(), "A day.", false),
    }
}

fn day_or_moment() -> Any {
    super::schema::any_of([formatted("date", false).into(), formatted("date-time", false).into()])
}
