//! Attributes of records, read by name in any of the forms that servers send:
//! numbers as text, text as numbers, null or nothing where a value was promised.
//! A record is worth more than one odd field of it, so what cannot be read has
//! its default. (Derived readers do the same at ten times the size: each record
//! brings a machine of its own; `docs/decisions/0009-attributes-by-name.md`.)

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Map, Value};

use super::{decimal, instant, Id, Money, Quantity};

/// The attributes of one record.
#[derive(Clone, Copy)]
pub struct Attributes<'a>(pub &'a Map<String, Value>);

/// What can stand in an attribute.
pub trait Attribute: Sized {
    /// Reads it; `null` stands for what is missing, too.
    fn read(value: &Value) -> Self;
}

/// A record of the API: what its attributes are read into. Relationships are
/// filled in by the API layer.
pub trait Read: Sized {
    /// `None` where an attribute is unusable without which there is no record.
    fn read(from: Attributes<'_>) -> Option<Self>;
}

impl Attributes<'_> {
    pub fn get<T: Attribute>(self, name: &str) -> T {
        T::read(self.0.get(name).unwrap_or(&Value::Null))
    }
}

/// The value as text: texts as they are, numbers as decimals, flags as words.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(number) => Some(match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => whole.to_string(),
            (None, Some(value)) => decimal::text_of(value),
            (None, None) => number.to_string(),
        }),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A whole number, from a number, a decimal text or nothing.
pub fn integer(value: &Value) -> Option<i64> {
    let text = text(value)?;
    // "12.0" is a whole number too.
    let whole = text.trim().split('.').next()?;
    whole.parse().ok()
}

impl Attribute for String {
    fn read(value: &Value) -> Self {
        text(value).unwrap_or_default()
    }
}

impl Attribute for i64 {
    fn read(value: &Value) -> Self {
        integer(value).unwrap_or_default()
    }
}

/// Booleans, the words the API takes for one, and numbers.
impl Attribute for bool {
    fn read(value: &Value) -> Self {
        text(value).is_some_and(|text| matches!(text.as_str(), "true" | "1" | "yes" | "y" | "on" | "enabled"))
    }
}

impl Attribute for Money {
    fn read(value: &Value) -> Self {
        text(value).and_then(|text| Self::parse(&text)).unwrap_or_default()
    }
}

impl Attribute for Quantity {
    fn read(value: &Value) -> Self {
        text(value).and_then(|text| Self::parse(&text)).unwrap_or_default()
    }
}

impl Attribute for Option<DateTime<Utc>> {
    fn read(value: &Value) -> Self {
        instant::read_instant(value.as_str()?)
    }
}

impl Attribute for Option<NaiveDate> {
    fn read(value: &Value) -> Self {
        instant::read_day(value.as_str()?.trim())
    }
}

impl<T> Attribute for Option<Id<T>> {
    fn read(value: &Value) -> Self {
        text(value)?.parse().ok()
    }
}

impl Attribute for Vec<String> {
    fn read(value: &Value) -> Self {
        value.as_array().into_iter().flatten().filter_map(text).collect()
    }
}

/// Declares a record once: its fields with the names of their attributes, and,
/// after `beside`, what does not come from attributes and begins empty. A
/// `required` attribute makes the record unusable where it cannot be read.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $record:ident {
            $($(#[$doc:meta])* pub $field:ident: $kind:ty = $($must:ident)? $name:literal,)*
        }
        $(beside { $($(#[$doc2:meta])* pub $other:ident: $other_kind:ty,)* })?
    ) => {
        $(#[$meta])*
        pub struct $record {
            $($(#[$doc])* pub $field: $kind,)*
            $($($(#[$doc2])* pub $other: $other_kind,)*)?
        }

        impl $crate::domain::attributes::Read for $record {
            fn read(from: $crate::domain::attributes::Attributes<'_>) -> Option<Self> {
                Some(Self {
                    $($field: $crate::domain::attributes::record!(@field from $($must)? $name),)*
                    $($($other: Default::default(),)*)?
                })
            }
        }
    };
    (@field $from:ident $name:literal) => { $from.get($name) };
    (@field $from:ident required $name:literal) => { $from.get::<Option<_>>($name)? };
}
pub(crate) use record;

/// An attribute that is one of a few codes, `None` for any other.
macro_rules! coded {
    ($($kind:ty),*) => {$(
        impl $crate::domain::attributes::Attribute for Option<$kind> {
            fn read(value: &serde_json::Value) -> Self {
                <$kind>::from_code(value.as_str()?)
            }
        }
    )*};
}
pub(crate) use coded;

#[cfg(test)]
pub mod testing {
    use super::{Attributes, Read, Value};

    /// A record from the attributes of a test.
    pub fn record<T: Read>(attributes: &Value) -> T {
        T::read(Attributes(attributes.as_object().expect("an object"))).expect("a usable record")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn get<T: Attribute>(value: &Value) -> T {
        T::read(value)
    }

    #[test]
    fn money_and_quantities_are_read_from_numbers_and_from_text_alike() {
        for (value, minor) in [
            (json!(76.8), 7680),
            (json!("76.80"), 7680),
            (json!(2_977_420.75), 297_742_075),
            (json!(0.29), 29),
            (json!("-0.05"), -5),
            (json!(1), 100),
            (json!(1.0), 100),
            (json!(u64::MAX), 0),
            (json!(1e300), 0),
            (json!("12,5"), 0),
            (json!(null), 0),
            (json!(""), 0),
            (json!([1]), 0),
        ] {
            assert_eq!(get::<Money>(&value), Money::from_minor(minor), "{value}");
        }
        for (value, text) in [
            (json!("800.00"), "800"),
            (json!(0.25), "0.25"),
            (json!(3), "3"),
            (json!(null), "0"),
            (json!("-1.500"), "-1.5"),
        ] {
            assert_eq!(get::<Quantity>(&value).to_string(), text);
        }
    }

    #[test]
    fn flags_and_counters_come_in_many_forms() {
        for yes in [json!(true), json!("true"), json!(1), json!("on"), json!("yes")] {
            assert!(get::<bool>(&yes), "{yes}");
        }
        for no in [json!(false), json!("no"), json!(0), json!(null), json!({}), json!("")] {
            assert!(!get::<bool>(&no), "{no}");
        }
        for (value, count) in
            [(json!("12"), 12), (json!(12.0), 12), (json!("12.0"), 12), (json!(null), 0), (json!("x"), 0)]
        {
            assert_eq!(get::<i64>(&value), count, "{value}");
        }
        assert_eq!(get::<String>(&json!(7)), "7");
        assert_eq!(get::<String>(&json!(null)), "");
        assert_eq!(get::<Vec<String>>(&json!(["a", 1, null])), ["a", "1"]);
    }
}
