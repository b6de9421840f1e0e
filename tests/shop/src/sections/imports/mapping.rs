//! Which column of a file is what of a customer.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::jsonapi::fields::Fields;
use crate::jsonapi::form::Takes;
use crate::jsonapi::shape::{attribute, one_or_list, Also};

/// Columns, counted from 0. Titles and notes may be spread over several.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Mapping {
    pub(super) title: Vec<usize>,
    pub(super) notes: Vec<usize>,
    pub(super) phone: Option<usize>,
    pub(super) email: Option<usize>,
    pub(super) bonus_card: Option<usize>,
    pub(super) birthday: Option<usize>,
    pub(super) current_points: Option<usize>,
    pub(super) gender: Option<usize>,
    pub(super) instagram: Option<usize>,
}

/// The same, as a request says it.
pub(super) const COLUMNS: &[Also] = &[
    one_or_list("title", COLUMN).needed(),
    one_or_list("notes", COLUMN),
    attribute("phone", COLUMN).needed(),
    attribute("email", COLUMN),
    attribute("bonusCard", COLUMN),
    attribute("birthday", COLUMN),
    attribute("currentPoints", COLUMN),
    attribute("gender", COLUMN),
    attribute("instagram", COLUMN),
];

/// No file has more columns than a table program can hold.
const COLUMN: Takes = Takes::Whole(0, 16_383);

impl Mapping {
    /// As it is kept.
    pub(super) fn to_json(&self) -> String {
        // Numbers and fixed names: writing them cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// Reads a `mapping-customers` for a file of so many columns.
pub(super) fn read(fields: &mut Fields, columns: i64) -> Mapping {
    let mapping = Mapping {
        title: several(fields, "title", columns),
        notes: several(fields, "notes", columns),
        phone: single(fields, "phone", columns),
        email: single(fields, "email", columns),
        bonus_card: single(fields, "bonusCard", columns),
        birthday: single(fields, "birthday", columns),
        current_points: single(fields, "currentPoints", columns),
        gender: single(fields, "gender", columns),
        instagram: single(fields, "instagram", columns),
    };
    for (name, missing) in [("phone", !given(fields, "phone")), ("title", !given(fields, "title"))] {
        if missing {
            fields.fault(name, "required", format!("Say which column holds the {name}."));
        }
    }
    mapping
}

/// Whether anything was said of a field; what was said wrongly has a fault of its own.
fn given(fields: &Fields, name: &str) -> bool {
    match fields.sent().attribute(name) {
        None | Some(Value::Null) => false,
        Some(Value::Array(columns)) => !columns.is_empty(),
        Some(_) => true,
    }
}

fn single(fields: &mut Fields, name: &str, columns: i64) -> Option<usize> {
    let value = fields.sent().attribute(name).filter(|value| !value.is_null())?;
    column(fields, name, value, columns)
}

fn several(fields: &mut Fields, name: &str, columns: i64) -> Vec<usize> {
    match fields.sent().attribute(name) {
        Some(Value::Array(values)) => {
            let place = |(index, value)| (format!("{name}/{index}"), value);
            let places: Vec<(String, &Value)> = values.iter().enumerate().map(place).collect();
            places.into_iter().filter_map(|(place, value)| column(fields, &place, value, columns)).collect()
        }
        Some(_) => single(fields, name, columns).into_iter().collect(),
        None => Vec::new(),
    }
}

fn column(fields: &mut Fields, place: &str, value: &Value, columns: i64) -> Option<usize> {
    let number = match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let column = number.filter(|number| (0..columns).contains(number));
    if column.is_none() {
        let detail = format!("The file has the columns 0 to {}; {value} is none of them.", columns - 1);
        fields.fault(place, "unknown-column", detail);
    }
    column.and_then(|column| usize::try_from(column).ok())
}
