//! Small pieces that schemas are put together from.

use serde_json::Value;
use utoipa::openapi::schema::{
    AdditionalProperties, AnyOfBuilder, ArrayBuilder, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::{Ref, RefOr, Schema};

use crate::jsonapi::form::Takes;
use crate::jsonapi::resource::Writes;

/// A schema or the name of one.
pub(super) type Any = RefOr<Schema>;

/// A number, or a text that reads as one.
const DECIMAL: &str = r"^\s*\d+([.,]\d+)?\s*$";
const WHOLE: &str = r"^\s*-?\d+\s*$";

/// A schema of a type, or of that or null.
pub(super) fn typed(kind: Type, or_null: bool) -> ObjectBuilder {
    several(&[kind], or_null)
}

fn several(kinds: &[Type], or_null: bool) -> ObjectBuilder {
    let mut kinds = kinds.to_vec();
    if or_null {
        kinds.push(Type::Null);
    }
    let kind = match <[Type; 1]>::try_from(kinds) {
        Ok([one]) => SchemaType::new(one),
        Err(kinds) => SchemaType::Array(kinds),
    };
    ObjectBuilder::new().schema_type(kind)
}

/// An object with the properties added to it and, where `closed`, no others.
pub(super) fn object(closed: bool) -> ObjectBuilder {
    let object = ObjectBuilder::new();
    if closed {
        object.additional_properties(Some(AdditionalProperties::FreeForm(false)))
    } else {
        object
    }
}

/// Anything at all.
pub(super) fn anything() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::AnyValue)
}

/// Exactly this text.
pub(super) fn fixed(text: &str) -> ObjectBuilder {
    words(&[text], false)
}

/// One of these words.
pub(super) fn words(words: &[&str], or_null: bool) -> ObjectBuilder {
    let mut values: Vec<Value> = words.iter().map(|word| Value::from(*word)).collect();
    if or_null {
        values.push(Value::Null);
    }
    typed(Type::String, or_null).enum_values(Some(values))
}

pub(super) fn formatted(format: &str, or_null: bool) -> ObjectBuilder {
    typed(Type::String, or_null).format(Some(SchemaFormat::Custom(format.to_owned())))
}

pub(super) fn refer(name: &str) -> Any {
    RefOr::Ref(Ref::from_schema_name(name))
}

pub(super) fn list_of(items: impl Into<Any>) -> ArrayBuilder {
    ArrayBuilder::new().items(items.into())
}

/// A list, or null for an empty one.
pub(super) fn list_or_null(items: impl Into<Any>) -> ArrayBuilder {
    list_of(items).schema_type(SchemaType::Array(vec![Type::Array, Type::Null]))
}

/// What fits one of these.
pub(super) fn any_of(choices: impl IntoIterator<Item = Any>) -> Any {
    choices.into_iter().fold(AnyOfBuilder::new(), AnyOfBuilder::item).into()
}

/// The same, or null.
pub(super) fn or_null(schema: Any, or_null: bool) -> Any {
    if or_null {
        any_of([schema, ObjectBuilder::new().schema_type(Type::Null).into()])
    } else {
        schema
    }
}

/// What a request may say of an attribute.
pub(super) fn taken(takes: Takes, null: bool) -> Any {
    match takes {
        Takes::Text(longest) => typed(Type::String, null).max_length(Some(longest)).into(),
        Takes::Choice(choices) => words(choices, null).into(),
        Takes::Phone => typed(Type::String, null)
            .max_length(Some(50))
            .description(Some("A phone number; kept as national digits."))
            .into(),
        Takes::Flag => several(&[Type::Boolean, Type::String], null)
            .description(Some("As a text: true, yes, y, on, enabled and 1 are true, all others false."))
            .into(),
        Takes::Whole(least, most) => several(&[Type::Integer, Type::String], null)
            .minimum(Some(least as f64))
            .maximum(Some(most as f64))
            .pattern(Some(WHOLE))
            .into(),
        Takes::Money => decimal(null, "Roubles, as a number or a text."),
        Takes::Quantity => decimal(null, "Up to three decimals, as a number or a text."),
        Takes::Moment => formatted("date-time", null).into(),
        Takes::Day => {
            let days = [formatted("date", false).into(), formatted("date-time", false).into()];
            let null = null.then(|| ObjectBuilder::new().schema_type(Type::Null).into());
            any_of(days.into_iter().chain(null))
        }
        Takes::Link(target) => identifier(target.kind),
    }
}

fn decimal(null: bool, words: &str) -> Any {
    several(&[Type::Number, Type::String], null)
        .minimum(Some(0.0))
        .pattern(Some(DECIMAL))
        .description(Some(words))
        .into()
}

/// What an answer says.
pub(super) fn written(writes: Writes, null: bool) -> Any {
    match writes {
        Writes::Text => typed(Type::String, null).into(),
        Writes::Word(choices) => words(choices, null).into(),
        Writes::Day => formatted("date", null).into(),
        Writes::Moment => formatted("date-time", null).into(),
        Writes::Integer => typed(Type::Integer, null).into(),
        Writes::Flag => typed(Type::Boolean, null).into(),
        Writes::Money | Writes::Quantity => typed(Type::Number, null).into(),
        Writes::Json => several(&[Type::Object, Type::Array], null).into(),
    }
}

/// Type and id of a resource.
pub(super) fn identifier(kind: &str) -> Any {
    object(false)
        .property("type", fixed(kind))
        .property("id", several(&[Type::String, Type::Integer], false))
        .required("type")
        .required("id")
        .into()
}
