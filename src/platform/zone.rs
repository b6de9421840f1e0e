//! Time zones by name, from the browser's own tables: a table of all zones would be
//! the biggest thing in the app. `Temporal` answers at once; browsers without it are
//! asked through `Intl`, which takes some 50 ms to get ready.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, Function, Reflect};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

use super::promise::{call, member, object};
use crate::domain::zone::{FixedZone, Zone};

/// The zone of this name, or one with a fixed offset where the browser does
/// not know the name.
pub fn zone(name: &str, offset_minutes: i32) -> Arc<dyn Zone> {
    let formatter = match exact(name, 0) {
        Some(_) => None,
        None => match formatter(name) {
            None => return Arc::new(FixedZone(offset_minutes)),
            known => known,
        },
    };
    Arc::new(Named {
        name: name.to_owned(),
        asked: SendWrapper::new(Asked { formatter, ..Asked::default() }),
    })
}

/// A zone the browser knows.
struct Named {
    name: String,
    asked: SendWrapper<Asked>,
}

/// What the browser is asked with where it has no `Temporal`, and what it has
/// answered: minutes by quarter of an hour. No zone changes its clocks within one.
#[derive(Default)]
struct Asked {
    formatter: Option<JsValue>,
    offsets: RefCell<HashMap<i64, i32>>,
}

impl Zone for Named {
    fn offset_minutes(&self, at: DateTime<Utc>) -> i32 {
        let quarter = at.timestamp().div_euclid(900);
        let known = self.asked.offsets.borrow().get(&quarter).copied();
        known.unwrap_or_else(|| {
            let seconds = quarter * 900;
            let offset = match &self.asked.formatter {
                Some(formatter) => written(formatter, seconds),
                None => exact(&self.name, seconds),
            };
            let offset = offset.unwrap_or(0);
            let mut offsets = self.asked.offsets.borrow_mut();
            if offsets.len() > 4000 {
                offsets.clear();
            }
            offsets.insert(quarter, offset);
            offset
        })
    }
}

/// `Temporal.Instant.fromEpochMilliseconds(…).toZonedDateTimeISO(name)`.
fn exact(name: &str, seconds: i64) -> Option<i32> {
    let instants = member(&member(&js_sys::global(), "Temporal")?, "Instant")?;
    let instant = call(&instants, "fromEpochMilliseconds", &[(seconds as f64 * 1000.0).into()]).ok()?;
    let there = call(&instant, "toZonedDateTimeISO", &[name.into()]).ok()?;
    Some((member(&there, "offsetNanoseconds")?.as_f64()? / 60e9) as i32)
}

/// `new Intl.DateTimeFormat("en-US", {timeZone, …})`; a name it does not know
/// makes it throw, so the constructor is called where that is a value.
fn formatter(name: &str) -> Option<JsValue> {
    if name.is_empty() {
        return None;
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
    Reflect::construct(&constructor, &Array::of2(&text("en-US"), &options)).ok()
}

/// Writes the moment in the zone ("11/24/2026, 14:30") and compares.
fn written(formatter: &JsValue, seconds: i64) -> Option<i32> {
    let date = js_sys::Date::new(&JsValue::from_f64(seconds as f64 * 1000.0));
    let text = call(formatter, "format", &[date.into()]).ok()?.as_string()?;
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || numbers.next()?.parse::<u32>().ok();
    let (month, day, year, hour, minute) = (next()?, next()?, next()?, next()?, next()?);
    let local =
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?.and_hms_opt(hour, minute, 0)?;
    i32::try_from((local.and_utc().timestamp() - seconds) / 60).ok()
}
