//! Attributes of records, read by name in any of the forms that servers send:
//! numbers as text, text as numbers, null or nothing where a value was promised.
//! A record is worth more than one odd field of it, so what cannot be read has
//! its default. (Derived readers do the same at ten times the size: each record
//! brings a machine of its own; `docs/decisions/0009-attributes-by-name.md`.)

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::Value;

use crate::domain::{decimal, instant, Id, Money, Quantity};

/// What can stand in an attribute.
pub trait Attribute: Written + Sized {
    /// Reads it; `null` stands for what is missing, too.
    fn read(value: &Value) -> Self;
}

/// What can be sent in an attribute.
pub trait Written {
    /// The form a server is sent: money and quantities as decimal text, moments
    /// in UTC to the second, days as `2026-11-24`, nothing as null.
    fn write(&self) -> Value;
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

impl Written for String {
    fn write(&self) -> Value {
        self.as_str().into()
    }
}

impl Attribute for i64 {
    fn read(value: &Value) -> Self {
        integer(value).unwrap_or_default()
    }
}

impl Written for i64 {
    fn write(&self) -> Value {
        (*self).into()
    }
}

/// Booleans, the words the API takes for one, and numbers.
impl Attribute for bool {
    fn read(value: &Value) -> Self {
        text(value).is_some_and(|text| matches!(text.as_str(), "true" | "1" | "yes" | "y" | "on" | "enabled"))
    }
}

impl Written for bool {
    fn write(&self) -> Value {
        (*self).into()
    }
}

impl Attribute for Money {
    fn read(value: &Value) -> Self {
        text(value).and_then(|text| Self::parse(&text)).unwrap_or_default()
    }
}

impl Written for Money {
    fn write(&self) -> Value {
        self.to_string().into()
    }
}

impl Attribute for Quantity {
    fn read(value: &Value) -> Self {
        text(value).and_then(|text| Self::parse(&text)).unwrap_or_default()
    }
}

impl Written for Quantity {
    fn write(&self) -> Value {
        self.to_string().into()
    }
}

impl Attribute for Option<DateTime<Utc>> {
    fn read(value: &Value) -> Self {
        instant::read_instant(value.as_str()?)
    }
}

impl Written for Option<DateTime<Utc>> {
    fn write(&self) -> Value {
        self.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, false)).into()
    }
}

impl Attribute for Option<NaiveDate> {
    fn read(value: &Value) -> Self {
        instant::read_day(value.as_str()?.trim())
    }
}

impl Written for Option<NaiveDate> {
    fn write(&self) -> Value {
        self.map(|day| day.to_string()).into()
    }
}

impl<T> Attribute for Option<Id<T>> {
    fn read(value: &Value) -> Self {
        text(value)?.parse().ok()
    }
}

impl<T> Written for Option<Id<T>> {
    fn write(&self) -> Value {
        self.map(|id| id.to_string()).into()
    }
}

/// Where nothing differs from the default.
macro_rules! optional {
    ($($kind:ty),*) => {$(
        impl Attribute for Option<$kind> {
            fn read(value: &Value) -> Self {
                text(value)?;
                Some(Attribute::read(value))
            }
        }

        impl Written for Option<$kind> {
            fn write(&self) -> Value {
                self.as_ref().map_or(Value::Null, Written::write)
            }
        }
    )*};
}
optional!(i64, bool, Money, Quantity);

impl Attribute for Vec<String> {
    fn read(value: &Value) -> Self {
        value.as_array().into_iter().flatten().filter_map(text).collect()
    }
}

impl Written for Vec<String> {
    fn write(&self) -> Value {
        self.as_slice().into()
    }
}

impl Attribute for Vec<i64> {
    fn read(value: &Value) -> Self {
        value.as_array().into_iter().flatten().filter_map(integer).collect()
    }
}

impl Written for Vec<i64> {
    fn write(&self) -> Value {
        self.as_slice().into()
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
