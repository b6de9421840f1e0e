//! The second half of a double click: where the first put something else under the
//! pointer, the second was not meant for that.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, MouseEvent};

use crate::platform::page;

/// So soon after another (milliseconds) and so near to it (pixels) a click is the
/// second half of a double one.
const SOON: f64 = 400.0;
const NEAR: i32 = 8;

/// What does something when it is pressed that may put something else in its place; a
/// checkbox stays where it is.
const CONTROLS: &str = "button, a";

/// A click on a control, which is another one when it says something else.
struct Click {
    at: f64,
    place: (i32, i32),
    control: (Element, Option<String>),
}

impl Click {
    /// `None` where no pointer made it, or it hit no control.
    fn of(event: &MouseEvent) -> Option<Self> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let control = target.closest(CONTROLS).ok().flatten().filter(|_| event.detail() > 0)?;
        let (text, place) = (control.text_content(), (event.client_x(), event.client_y()));
        Some(Self { at: event.time_stamp(), place, control: (control, text) })
    }

    /// It followed that one too soon to be meant for what it hit.
    fn is_second_half_of(&self, other: &Self) -> bool {
        let (x, y) = (self.place.0 - other.place.0, self.place.1 - other.place.1);
        let is_double = self.at - other.at < SOON && x.abs() <= NEAR && y.abs() <= NEAR;
        is_double && self.control != other.control
    }
}

/// From now on such a click does nothing.
pub fn ignore_second_halves(document: &Document) {
    let last = RefCell::new(None::<Click>);
    page::listen_first(document, "click", move |event: MouseEvent| {
        let Some(click) = Click::of(&event) else { return };
        if last.borrow().as_ref().is_some_and(|last| click.is_second_half_of(last)) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
        last.replace(Some(click));
    });
}
