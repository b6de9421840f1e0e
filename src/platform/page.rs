//! The page itself: its title, its attributes, its events.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Window};

use super::promise::{call, call_async, member};

pub fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

/// The element of this id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The first element a selector finds.
pub fn find(selector: &str) -> Option<HtmlElement> {
    document()?.query_selector(selector).ok()??.dyn_into().ok()
}

/// Puts the focus on an element without scrolling the page to it.
pub fn focus(element: &Element) {
    let options = super::promise::object(&[("preventScroll", true.into())]);
    let _ = call(element, "focus", &[options]);
}

/// The focus is in a field for text, where the browser has an undo of its own.
pub fn is_typing() -> bool {
    const FIELDS: &str = ":is(textarea, [contenteditable], input:not([type=checkbox], [type=radio])):focus";
    find(FIELDS).is_some()
}

/// Scrolls what an element stands in until it can be seen, and no further.
pub fn reveal(element: &Element) {
    let options = super::promise::object(&[("block", "nearest".into())]);
    let _ = call(element, "scrollIntoView", &[options]);
}

/// Sets or removes an attribute of the `html` element.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The page can be seen.
pub fn is_visible() -> bool {
    document().is_none_or(|document| document.visibility_state() == web_sys::VisibilityState::Visible)
}

/// The device prefers the dark theme.
pub fn prefers_dark() -> bool {
    matches(window(), "(prefers-color-scheme: dark)")
}

/// The main pointer is a finger.
pub fn is_touch() -> bool {
    matches(window(), "(pointer: coarse)")
}

fn matches(window: Option<Window>, query: &str) -> bool {
    window.and_then(|window| window.match_media(query).ok().flatten()).is_some_and(|media| media.matches())
}

/// Listens to an event for as long as the page lives.
pub fn listen_forever<E: JsCast + 'static>(
    target: &EventTarget,
    name: &'static str,
    heard: impl Fn(E) + 'static,
) {
    // Never dropped, never taken away.
    std::mem::forget(listen(target, name, heard));
}

/// The same, before anybody who listens to a part of the target.
pub fn listen_first<E: JsCast + 'static>(
    target: &EventTarget,
    name: &'static str,
    heard: impl Fn(E) + 'static,
) {
    std::mem::forget(attach(target, name, only(heard), true));
}

/// Tells the scripts of the page.
pub fn tell(name: &str) {
    if let Some((window, event)) = window().zip(Event::new(name).ok()) {
        let _ = window.dispatch_event(&event);
    }
}

/// Stops listening when it is dropped.
pub struct Listening {
    target: EventTarget,
    name: &'static str,
    listener: Closure<dyn FnMut(Event)>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, self.listener.as_ref().unchecked_ref());
    }
}

/// Listens to an event until the handle is dropped. The listener may prevent
/// the default also where the browser assumes that it does not (touch).
pub fn listen<E: JsCast + 'static>(
    target: &EventTarget,
    name: &'static str,
    heard: impl Fn(E) + 'static,
) -> Listening {
    listen_to(target, name, only(heard))
}

/// The same for any event.
pub fn listen_to(target: &EventTarget, name: &'static str, heard: Box<dyn FnMut(Event)>) -> Listening {
    attach(target, name, heard, false)
}

fn only<E: JsCast + 'static>(heard: impl Fn(E) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(move |event| {
        if let Ok(event) = event.dyn_into::<E>() {
            heard(event);
        }
    })
}

fn attach(
    target: &EventTarget,
    name: &'static str,
    heard: Box<dyn FnMut(Event)>,
    capture: bool,
) -> Listening {
    let listener = Closure::wrap(heard);
    let how = super::promise::object(&[("passive", false.into()), ("capture", capture.into())]);
    let _ = call(target, "addEventListener", &[name.into(), listener.as_ref().clone(), how]);
    Listening { target: target.clone(), name, listener }
}

/// Path, query and fragment of the address bar.
pub fn address() -> Option<String> {
    let location = window()?.location();
    Some(location.pathname().ok()? + &location.search().ok()? + &location.hash().ok()?)
}

/// What stands behind the `#` of the address.
pub fn fragment() -> Option<String> {
    Some(window()?.location().hash().ok()?.strip_prefix('#')?.to_owned())
}

/// The address is that of the app again: what somebody looked at, or looked for, is
/// not for who comes after them.
pub fn forget_address() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some("/"));
    }
}

/// What stands in a field is no value, such as half a date.
pub fn is_half_typed(field: &web_sys::Element) -> bool {
    field.matches(":invalid").unwrap_or_default()
}

/// What is typed in a field and not handed in counts now, as if the field were left:
/// the page may not come back.
pub fn hand_in() {
    let field = document().and_then(|document| document.active_element());
    if let Some(field) = field.filter(|field| ["TEXTAREA", "INPUT"].contains(&&*field.tag_name())) {
        if let Ok(blur) = Event::new("blur") {
            let _ = field.dispatch_event(&blur);
        }
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// An element begins to the right of what is seen.
pub fn is_beside(element: &Element) -> bool {
    element.get_bounding_client_rect().left() >= viewport().0
}

/// Tells when an element changes its size, until the handle is dropped.
pub fn on_resize(element: &Element, changed: impl Fn() + 'static) -> Option<Observing> {
    let callback = Closure::<dyn Fn()>::new(changed);
    let observer = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Observing { observer, _callback: callback })
}

/// Stops observing when it is dropped.
pub struct Observing {
    observer: web_sys::ResizeObserver,
    _callback: Closure<dyn Fn()>,
}

impl Drop for Observing {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// A length of the style sheets in pixels, such as `--card-height`.
pub fn length(name: &str) -> Option<f64> {
    let root = document()?.document_element()?;
    let style = window()?.get_computed_style(&root).ok()??;
    // The browser's reading: it takes the number and leaves the unit.
    let length = js_sys::parse_float(&style.get_property_value(name).ok()?);
    (!length.is_nan()).then_some(length)
}

/// Brings an element with the `popover` attribute into the top layer, where
/// nothing that scrolls cuts it.
pub fn show_popover(element: &HtmlElement) {
    let _ = call(element, "showPopover", &[]);
}

/// Whole pixels, for a style.
pub fn px(length: f64) -> String {
    format!("{}px", length.round() as i32)
}

/// Width and height of the window.
pub fn viewport() -> (f64, f64) {
    let side = |side: Result<JsValue, JsValue>| side.ok().and_then(|side| side.as_f64()).unwrap_or(0.0);
    window().map_or((0.0, 0.0), |window| (side(window.inner_width()), side(window.inner_height())))
}

/// Puts the address of the page on the clipboard.
pub fn copy_address() -> bool {
    let copied = || {
        let window = window()?;
        let clipboard = member(&window.navigator(), "clipboard")?;
        let address = window.location().href().ok()?;
        call(&clipboard, "writeText", &[address.into()]).ok()
    };
    copied().is_some()
}

/// Asks the browser not to throw away what this origin keeps when the device
/// runs short of room. It may refuse.
pub async fn keep_storage() -> Option<bool> {
    let storage = member(&window()?.navigator(), "storage")?;
    call_async(&storage, "persist", &[]).await.ok()?.as_bool()
}
