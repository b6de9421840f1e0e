//! The browser's clock and its randomness.

use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::future::{FutureExt, LocalBoxFuture};

use crate::api::outside::Clock;

/// Time and chance of this browser.
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> DateTime<Utc> {
        now()
    }

    fn uptime(&self) -> Duration {
        uptime()
    }

    fn sleep(&self, time: Duration) -> LocalBoxFuture<'static, ()> {
        gloo_timers::future::sleep(time).boxed_local()
    }

    fn random(&self) -> [u8; 16] {
        random()
    }

    fn carry_on(&self, work: LocalBoxFuture<'static, ()>) {
        wasm_bindgen_futures::spawn_local(work);
    }
}

/// Time since the page was opened.
pub fn uptime() -> Duration {
    let millis = web_sys::window().and_then(|window| window.performance()).map(|clock| clock.now());
    Duration::from_millis(millis.unwrap_or_else(js_sys::Date::now) as u64)
}

/// Unpredictable bytes.
pub fn random() -> [u8; 16] {
    let mut bytes = [0; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}

/// Reads the date of an answer, in any form that browsers read.
pub fn read_date(text: &str) -> Option<DateTime<Utc>> {
    let millis = js_sys::Date::parse(text);
    DateTime::from_timestamp_millis(millis as i64).filter(|_| !millis.is_nan())
}

/// This moment.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
}
