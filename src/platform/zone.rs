//! Time zones by name, from the browser's own tables (`Intl`): a table of all
//! zones would be the biggest thing in the app.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::promise::{call, member, object};
use crate::domain::zone::{FixedZone, Zone};

/// The zone of this name, or one with a fixed offset where the browser does
/// not know the name.
pub fn zone(name: &str, offset_minutes: i32) -> Arc<dyn Zone> {
    match formatter(name) {
        Some(_) => Arc::new(Named(name.to_owned())),
        None => Arc::new(FixedZone(offset_minutes)),
    }
}

/// A zone the browser knows.
struct Named(String);

impl Zone for Named {
    fn offset_minutes(&self, at: DateTime<Utc>) -> i32 {
        // No zone changes its clocks within a quarter of an hour.
        let quarter = at.timestamp().div_euclid(900);
        let key = (self.0.clone(), quarter);
        if let Some(offset) = OFFSETS.with_borrow(|offsets| offsets.get(&key).copied()) {
            return offset;
        }
        let offset = offset(&self.0, quarter * 900).unwrap_or(0);
        OFFSETS.with_borrow_mut(|offsets| {
            if offsets.len() > 4000 {
                offsets.clear();
            }
            offsets.insert(key, offset);
        });
        offset
    }
}

thread_local! {
    static OFFSETS: RefCell<HashMap<(String, i64), i32>> = RefCell::default();
    static FORMATTERS: RefCell<HashMap<String, JsValue>> = RefCell::default();
}

/// `new Intl.DateTimeFormat("en-US", {timeZone, …})`; a name it does not know
/// makes it throw, so the constructor is called where that is a value.
fn formatter(name: &str) -> Option<JsValue> {
    if name.is_empty() {
        return None;
    }
    if let Some(known) = FORMATTERS.with_borrow(|formatters| formatters.get(name).cloned()) {
        return Some(known);
    }
    let constructor: Function =
        member(&member(&js_sys::global(), "Intl")?, "DateTimeFormat")?.dyn_into().ok()?;
    let text = |value: &str| JsValue::from_str(value);
    let options = object(&[
        ("timeZone", text(name)),
        ("hourCycle", text("h23")),
        ("year", text("numeric")),
        ("month", text("2-digit")),
        ("day", text("2-digit")),
        ("hour", text("2-digit")),
        ("minute", text("2-digit")),
    ]);
    let made = Reflect::construct(&constructor, &Array::of2(&text("en-US"), &options)).ok()?;
    FORMATTERS.with_borrow_mut(|formatters| formatters.insert(name.to_owned(), made.clone()));
    Some(made)
}

/// Writes the moment in the zone ("11/24/2026, 14:30") and compares.
fn offset(name: &str, seconds: i64) -> Option<i32> {
    let date = js_sys::Date::new(&JsValue::from_f64(seconds as f64 * 1000.0));
    let text = call(&formatter(name)?, "format", &[date.into()]).ok()?.as_string()?;
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || numbers.next()?.parse::<u32>().ok();
    let (month, day, year, hour, minute) = (next()?, next()?, next()?, next()?, next()?);
    let local =
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?.and_hms_opt(hour, minute, 0)?;
    i32::try_from((local.and_utc().timestamp() - seconds) / 60).ok()
}
