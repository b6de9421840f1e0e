//! A window over a long list: only what is in view, and a little around it, is
//! in the page. Rows are of one height, so places are multiplied, not measured.

use std::time::Duration;

use crate::ui::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::Element;

use crate::platform::page;

/// Rows kept above and below what is seen, once that is on the screen, so that a
/// fast finger and the arrow keys always find the next one.
const AROUND: usize = 4;

/// The part of a list that is in the page.
#[derive(Clone, Copy)]
pub struct Window {
    /// Distance from row to row, in pixels.
    pub pitch: Signal<f64>,
    count: Signal<usize>,
    view: RwSignal<InView>,
    /// The first picture is painted: what is not seen yet is made, too.
    painted: StoredValue<bool>,
    node: StoredValue<Option<Element>, LocalStorage>,
}

/// What is in view.
#[derive(Clone, Copy, PartialEq, Eq)]
struct InView {
    first: usize,
    /// How many rows fit.
    fit: usize,
    /// How many more are kept on either side.
    around: usize,
    /// It is beside the screen, and nothing is made yet.
    waits: bool,
}

impl Window {
    pub fn new(pitch: Signal<f64>, count: Signal<usize>) -> Self {
        // Nothing is made before the element is measured.
        let view = RwSignal::new(InView { first: 0, fit: 0, around: 0, waits: true });
        Self { pitch, count, view, painted: StoredValue::new(false), node: StoredValue::new_local(None) }
    }

    /// Follows the scrolling element. Called once it is in the page.
    pub fn attach(self, element: &Element) {
        self.node.set_value(Some(element.clone()));
        // All that begin at the same time are measured before any has rows: the page is
        // laid out once.
        leptos::task::spawn_local(async move { self.look() });
        let sized = SendWrapper::new(page::on_resize(element, move || self.look()));
        on_cleanup(move || drop(sized));
        request_animation_frame(move || {
            set_timeout(
                move || {
                    let _ = self.painted.try_set_value(true);
                    match self.view.try_get_untracked() {
                        // Measured already.
                        Some(view) if view.fit > 0 => {
                            self.view.set(InView { around: AROUND, waits: false, ..view });
                        }
                        _ => self.look(),
                    }
                },
                Duration::ZERO,
            );
        });
    }

    /// Reads where the element is scrolled to. Called on every scroll; rows are
    /// only exchanged when one has passed the edge.
    pub fn look(self) {
        let Some(Some(element)) = self.node.try_get_value() else { return };
        let Some(pitch) = self.pitch.try_get_untracked().filter(|pitch| *pitch > 0.0) else { return };
        let (top, height) = (f64::from(element.scroll_top()).max(0.0), f64::from(element.client_height()));
        let first = (top / pitch) as usize;
        let view = match self.painted.try_get_value() {
            Some(true) => {
                let fit = (height / pitch).ceil() as usize + 1;
                InView { first, fit, around: AROUND, waits: false }
            }
            _ => {
                let fit = ((top + height) / pitch).ceil() as usize - first;
                InView { first, fit, around: 0, waits: page::is_beside(&element) }
            }
        };
        if self.view.try_get_untracked().is_some_and(|before| before != view) {
            self.view.set(view);
        }
    }

    /// First row (included) and last (excluded) to have in the page.
    pub fn range(self) -> (usize, usize) {
        let (InView { first, fit, around, waits }, count) = (self.view.get(), self.count.get());
        // The list may have shrunk under the window.
        let first = first.min(count.saturating_sub(fit));
        let last = if waits { first } else { (first + fit + around).min(count) };
        (first.saturating_sub(around), last)
    }

    /// Pixels above the first row in the page.
    pub fn before(self) -> f64 {
        self.range().0 as f64 * self.pitch.get()
    }

    /// Pixels below the last row in the page.
    pub fn after(self) -> f64 {
        self.count.get().saturating_sub(self.range().1) as f64 * self.pitch.get()
    }

    /// Scrolls a row into view.
    pub fn reveal(self, row: usize) {
        let Some(Some(element)) = self.node.try_get_value() else { return };
        let pitch = self.pitch.get_untracked();
        let (top, height) = (row as f64 * pitch, f64::from(element.client_height()));
        let now = f64::from(element.scroll_top());
        if top < now || top + pitch > now + height {
            element.set_scroll_top((top - (height - pitch) / 2.0) as i32);
            self.look();
        }
    }
}
