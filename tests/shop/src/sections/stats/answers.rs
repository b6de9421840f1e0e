//! How figures are written: numbered rows with what they relate to, money, shares and changes.

use rusqlite::Connection;
use serde_json::{json, Map, Value};

use crate::answer::Answer;
use crate::calendar::{now, write_moment};
use crate::desk::Call;
use crate::jsonapi::load::{self, decimal, Includes, View};
use crate::jsonapi::resource::Resource;
use crate::jsonapi::resource::Writes;
use crate::jsonapi::shape::{figure, Figure};
use crate::refusal::Refusal;

/// What figures tell beside themselves.
pub(crate) const CALCULATED: &[Figure] = &[figure("calculatedAt", Writes::Moment)];

/// The thing a row is about, under the relationship's name.
pub(super) struct About {
    pub(super) name: &'static str,
    pub(super) resource: &'static Resource,
}

/// A resource of figures; its id is the number of its row.
pub(super) fn row(kind: &str, number: usize, attributes: Value) -> Value {
    json!({ "type": kind, "id": number.to_string(), "attributes": attributes })
}

/// Rows in order, numbered from 1.
pub(super) fn rows(kind: &str, attributes: impl IntoIterator<Item = Value>) -> Value {
    (1..).zip(attributes).map(|(number, attributes)| row(kind, number, attributes)).collect()
}

/// Rows that each are about something, and those things.
pub(super) fn rows_about(
    connection: &Connection,
    kind: &str,
    about: &About,
    figures: Vec<(Option<String>, Value)>,
) -> rusqlite::Result<(Value, Vec<Value>)> {
    let ids: Vec<String> = figures.iter().filter_map(|(id, _)| id.clone()).collect();
    let included = load::load(connection, about.resource, &ids, &Includes::default(), View::List)?.primary;
    let rows = (1..)
        .zip(figures)
        .map(|(number, (id, attributes))| {
            let data = id.map(|id| json!({ "type": about.resource.name, "id": id }));
            let mut row = row(kind, number, attributes);
            if let Some(members) = row.as_object_mut() {
                let mut relationships = Map::new();
                relationships.insert(about.name.to_owned(), json!({ "data": data }));
                members.insert("relationships".to_owned(), Value::Object(relationships));
            }
            row
        })
        .collect();
    Ok((rows, included))
}

/// `meta.calculatedAt`: now, as a date-time.
pub(super) fn calculated() -> Value {
    json!({ "calculatedAt": write_moment(now()) })
}

/// The answer remembered under a key until the data changes.
pub(super) fn remembered(
    call: &Call,
    connection: &Connection,
    key: String,
    document: impl FnOnce() -> rusqlite::Result<Value>,
) -> Result<Answer, Refusal> {
    Ok(Answer::ok(call.figures.recall(connection, format!("stats {key}"), document)?))
}

/// Kopecks as roubles.
pub(super) fn money(kopecks: i64) -> Value {
    decimal(kopecks, 100)
}

/// A part of a whole in per cent, to one decimal; of nothing it is 0.
pub(super) fn percent(part: i64, whole: i64) -> Value {
    if whole == 0 {
        json!(0)
    } else {
        tenths(part as f64 * 1_000.0 / whole as f64)
    }
}

/// The change against the period before in per cent, to one decimal; null when there was nothing.
pub(super) fn change(now: i64, before: i64) -> Value {
    if before == 0 {
        Value::Null
    } else {
        tenths((now - before) as f64 * 1_000.0 / before.abs() as f64)
    }
}

fn tenths(tenths: f64) -> Value {
    decimal(tenths.round() as i64, 10)
}

/// An amount divided evenly, to the nearest kopeck; among none it is 0.
pub(super) fn average(amount: i64, among: i64) -> i64 {
    if among == 0 {
        0
    } else {
        (amount as f64 / among as f64).round() as i64
    }
}

/// Shares of the sum in per cent with two decimals. They add up to exactly 100: what rounding
/// down leaves over goes to those that lost most by it.
pub(super) fn shares(amounts: &[i64]) -> Vec<Value> {
    let whole: i128 = amounts.iter().map(|amount| i128::from(*amount)).sum();
    if whole <= 0 {
        return amounts.iter().map(|_| json!(0)).collect();
    }
    let exact = |amount: i64| i128::from(amount) * 10_000;
    let mut parts: Vec<i128> = amounts.iter().map(|amount| exact(*amount).div_euclid(whole)).collect();
    let left = 10_000 - parts.iter().sum::<i128>();
    let mut losers: Vec<usize> = (0..parts.len()).collect();
    losers.sort_by_key(|place| {
        let lost = amounts.get(*place).map_or(0, |amount| exact(*amount).rem_euclid(whole));
        (std::cmp::Reverse(lost), *place)
    });
    for place in losers.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        if let Some(part) = parts.get_mut(place) {
            *part += 1;
        }
    }
    parts.into_iter().map(|part| decimal(i64::try_from(part).unwrap_or(0), 100)).collect()
}
