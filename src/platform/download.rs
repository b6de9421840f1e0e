//! A file for the user to keep, made in the page.

use std::time::Duration;

use js_sys::JSON;
use leptos::prelude::set_timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

use super::page;

/// The browser has taken it over long before; some read it only after a moment.
const READ_BY_THEN: Duration = Duration::from_secs(60);

/// Hands JSON over as a file of this name, indented for people; false where the browser
/// cannot.
pub fn save_json(name: &str, text: &str) -> bool {
    let indented = JSON::parse(text)
        .and_then(|value| JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &2.into()));
    save(name, "application/json", &indented.map_or_else(|_| text.to_owned(), String::from))
}

/// Hands a text over as a file of this name; false where the browser cannot.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    let handed_over = || {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let parts = js_sys::Array::of1(&text.into());
        let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
        let url = Url::create_object_url_with_blob(&blob).ok()?;
        let link: HtmlElement = page::document()?.create_element("a").ok()?.dyn_into().ok()?;
        link.set_attribute("href", &url).ok()?;
        link.set_attribute("download", name).ok()?;
        link.click();
        set_timeout(
            move || {
                let _ = Url::revoke_object_url(&url);
            },
            READ_BY_THEN,
        );
        Some(())
    };
    handed_over().is_some()
}
